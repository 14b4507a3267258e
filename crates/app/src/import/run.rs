//! Entering what an export says, through the same use cases as people use.

use regie_care::case::records::{IntakeSection, TeamMember};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{ClientCommand, RegisterClient};
use regie_care::ids::{CaseId, ClientId, OrgId, PersonId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_pathway::{Command, PathwayId, StepId};

use super::interpret::{Course, Entry, interpret};
use super::mapping::Mapping;
use super::read::read;
use super::report::{Problem, Report, Weight};
use crate::app::App;
use crate::error::AppError;
use crate::execute::Request;

impl App {
    /// Reads an export and says what it holds, without changing anything.
    ///
    /// # Errors
    /// When the file has no usable header.
    pub fn inspect_import(&self, bytes: &[u8], mapping: &Mapping) -> Result<(Vec<Entry>, Report), AppError> {
        let reading = read(bytes, mapping).map_err(|message| AppError::Invalid { field: "file", message })?;
        let today = self.moment().today;
        let mut report = Report { rows: reading.total, problems: reading.problems, ..Report::default() };
        let mut entries = Vec::new();
        for row in &reading.rows {
            let (entry, problems) = interpret(row, mapping, today);
            report.problems.extend(problems);
            entries.extend(entry);
        }
        report.problems.sort_by_key(|problem| problem.line);
        Ok((entries, report))
    }

    /// Imports an export. Running it twice changes nothing. `progress` hears how many entries of how many are done.
    ///
    /// # Errors
    /// When the file has no usable header, or the store cannot be written. What the rules refuse of a single row is
    /// in the report.
    pub async fn import(
        &self,
        bytes: &[u8],
        mapping: &Mapping,
        progress: impl Fn(usize, usize),
    ) -> Result<Report, AppError> {
        let (entries, mut report) = self.inspect_import(bytes, mapping)?;
        for (done, entry) in entries.iter().enumerate() {
            progress(done, entries.len());
            self.import_entry(entry, mapping, &mut report).await?;
        }
        progress(entries.len(), entries.len());
        report.problems.sort_by_key(|problem| problem.line);
        Ok(report)
    }

    async fn import_entry(&self, entry: &Entry, mapping: &Mapping, report: &mut Report) -> Result<(), AppError> {
        let client = match self.import_client(entry, report).await {
            Err(AppError::Refused(refused)) => {
                report.problems.push(Problem::row(entry.line, refused.message));
                return Ok(());
            }
            other => other?,
        };
        let Some(course) = &entry.course else {
            report.without_case += 1;
            return Ok(());
        };
        if !self.inner.store.cases_of_client(client).await?.is_empty() {
            return Ok(());
        }
        match self.import_case(entry, course, client, mapping, report).await {
            Err(AppError::Refused(refused)) => {
                let reason = format!("the case was not opened: {}", refused.message);
                report.problems.push(Problem::field(entry.line, "", reason, Weight::Field));
                Ok(())
            }
            other => other,
        }
    }

    /// Enters or corrects the client; she is recognised by her number in the source system.
    async fn import_client(&self, entry: &Entry, report: &mut Report) -> Result<ClientId, AppError> {
        let request = Request::by(Actor::System);
        let known = match &entry.identity.source {
            Some(source) => self.inner.store.client_by_source_number(&source.source, &source.number).await?,
            None => None,
        };
        if let Some(row) = known {
            let client = self.load::<regie_care::client::Client>(row.client, row.client).await?;
            if client.state.identity == entry.identity || client.state.merged.is_some() {
                report.clients_unchanged += 1;
                return Ok(row.client);
            }
            let identity = entry.identity.clone();
            let reason = "volgens nieuwe export van de praktijk".to_owned();
            self.command_client(
                &request,
                row.client,
                &ClientCommand::CorrectIdentity { identity: Box::new(identity), reason },
            )
            .await?;
            report.clients_corrected += 1;
            return Ok(row.client);
        }
        let done = self.register_client(&request, &RegisterClient { identity: entry.identity.clone() }).await?;
        report.clients_new += 1;
        report.duplicates_proposed += done.events.iter().filter(|kind| *kind == "duplicate-suspected").count();
        done.id.parse().map_err(|error| AppError::Internal(format!("{error}")))
    }

    async fn import_case(
        &self,
        entry: &Entry,
        course: &Course,
        client: ClientId,
        mapping: &Mapping,
        report: &mut Report,
    ) -> Result<(), AppError> {
        let practice = self.practice(&entry.practice, mapping, report).await?;
        let case_manager = Seat::new(self.midwife(&course.case_manager, practice, report).await?, practice);
        let deputy = Seat::new(self.midwife(&course.deputy, practice, report).await?, practice);
        let command = OpenCase {
            client,
            case_manager,
            deputy,
            on: self.moment().today,
            pathway: PathwayId::from(mapping.pathway.as_str()),
            anchors: course.anchors.clone(),
            facts: std::collections::BTreeMap::new(),
            team: self.team(course, &entry.practice, mapping, report).await?,
        };
        let done = self.open_case(&Request::by(Actor::System), &command).await?;
        let case: CaseId = done.id.parse().map_err(|error| AppError::Internal(format!("{error}")))?;
        self.import_history(case, course, mapping).await?;
        report.cases_opened += 1;
        Ok(())
    }

    /// What the export knows of the intake, and the steps that the practice settled before.
    async fn import_history(&self, case: CaseId, course: &Course, mapping: &Mapping) -> Result<(), AppError> {
        let request = Request::by(Actor::System);
        if let Some(medical) = &course.medical {
            let intake = IntakeSection::Medical(medical.clone());
            self.command_case(&request, case, &CaseCommand::RecordIntake { intake }).await?;
        }
        for step in &mapping.settled_before {
            let command = Command::Skip {
                step: StepId::from(step.as_str()),
                nth: None,
                reason: "Gedaan vóór de overstap naar Regie".to_owned(),
            };
            let pathway = PathwayId::from(mapping.pathway.as_str());
            self.command_case(&request, case, &CaseCommand::Pathway { pathway, command }).await?;
        }
        Ok(())
    }

    async fn team(
        &self,
        course: &Course,
        practice: &str,
        mapping: &Mapping,
        report: &mut Report,
    ) -> Result<Vec<TeamMember>, AppError> {
        if course.gp.is_empty() {
            return Ok(Vec::new());
        }
        let squeezed: String = course.gp.chars().filter(|c| !c.is_whitespace()).collect();
        let role = if squeezed.to_lowercase().starts_with("gca") { OrgKind::GcA } else { OrgKind::Gp };
        let network = mapping.practices.get(practice).map(|practice| practice.network.clone()).unwrap_or_default();
        let org = self.organisation(&course.gp, role, &network, ContactPoints::default(), report).await?;
        Ok(vec![TeamMember { role, org, contact_person: None }])
    }

    async fn practice(&self, name: &str, mapping: &Mapping, report: &mut Report) -> Result<OrgId, AppError> {
        let practice = mapping.practices.get(name).cloned().unwrap_or_default();
        let contact = ContactPoints {
            phone: practice.phone,
            emergency: practice.emergency,
            secure_mail: practice.secure_mail,
            ..ContactPoints::default()
        };
        self.organisation(name, OrgKind::MidwifePractice, &practice.network, contact, report).await
    }

    async fn organisation(
        &self,
        name: &str,
        org_kind: OrgKind,
        network: &str,
        contact: ContactPoints,
        report: &mut Report,
    ) -> Result<OrgId, AppError> {
        let directory = self.directory();
        if let Some(org) = directory.orgs.values().find(|org| org.kind == org_kind && org.name == name && !org.ended) {
            return Ok(org.id);
        }
        let network = if network.is_empty() { "Nog in te delen".to_owned() } else { network.to_owned() };
        let command = RegisterOrg { name: name.to_owned(), org_kind, network, contact };
        let done = self.register_org(&Request::by(Actor::System), &command).await?;
        report.directory_new += 1;
        done.id.parse().map_err(|error| AppError::Internal(format!("{error}")))
    }

    /// The midwife of that name at the practice; entered, or seated there too, when she is not yet.
    async fn midwife(&self, name: &str, practice: OrgId, report: &mut Report) -> Result<PersonId, AppError> {
        let request = Request::by(Actor::System);
        let known = self.directory().people.values().find(|person| person.name == name).map(|person| person.id);
        let person = match known {
            Some(person) => person,
            None => {
                let command = RegisterPerson { name: name.to_owned(), phone: String::new() };
                let done = self.register_person(&request, &command).await?;
                report.directory_new += 1;
                done.id.parse().map_err(|error| AppError::Internal(format!("{error}")))?
            }
        };
        if self.directory().role(Seat::new(person, practice)).is_none() {
            let join = PersonCommand::Join { org: practice, role: Role::Midwife };
            self.command_person(&request, person, &join).await?;
        }
        Ok(person)
    }
}
