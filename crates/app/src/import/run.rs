//! Entering what an export says, through the same use cases as people use.
//!
//! What was taken in from a record is noted when it is on disk: a record that says the same again is passed over,
//! whatever people corrected since. An import that broke off anywhere goes on from there: every step first looks whether
//! it was done.

use std::collections::HashMap;

use regie_care::case::records::{IntakeSection, TeamMember};
use regie_care::case::{Case, CaseCommand, OpenCase};
use regie_care::client::{Client, ClientCommand, RegisterClient};
use regie_care::ids::{CaseId, ClientId, OrgId, PersonId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_pathway::{Command, PathwayId, Status, StepId};
use regie_store::{Imported, StreamId};
use sha2::{Digest, Sha256};

use super::interpret::{Course, Entry, WITHOUT_NUMBER, interpret};
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
        leave_out_repeated(&mut entries, &mut report);
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
        let imported = match self.import_client(entry, report).await {
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
        if imported.settled {
            return Ok(());
        }
        match self.import_course(entry, course, &imported, mapping, report).await {
            Err(AppError::Refused(refused)) => {
                let reason = format!("the case was not opened: {}", refused.message);
                report.problems.push(Problem::field(entry.line, "", reason, Weight::Field));
                Ok(())
            }
            other => other,
        }
    }

    /// Enters the client, or corrects her when the file says something else of her than at the last import.
    async fn import_client(&self, entry: &Entry, report: &mut Report) -> Result<Imported, AppError> {
        let source = &entry.source;
        let said = serde_json::to_vec(&entry.identity).map_err(|error| AppError::Internal(error.to_string()))?;
        let hash = fingerprint(&said);
        let before = self.inner.store.imported(&source.source, &source.number).await?;
        if let Some(before) = before.as_ref().filter(|before| before.hash == hash) {
            report.clients_unchanged += 1;
            return Ok(before.clone());
        }
        let known = match &before {
            Some(before) => Some(id_of::<ClientId>(&before.client)?),
            // Entered by an import that broke off, or by hand.
            None => {
                let row = self.inner.store.client_by_source_number(&source.source, &source.number).await?;
                row.map(|row| row.client)
            }
        };
        let client = match known {
            Some(client) => {
                self.import_correction(client, entry, report).await?;
                client
            }
            None => self.import_registration(entry, report).await?,
        };
        let settled = before.is_some_and(|before| before.settled);
        let imported = Imported { client: client.to_string(), hash, settled };
        self.note(entry, &imported).await?;
        Ok(imported)
    }

    async fn import_registration(&self, entry: &Entry, report: &mut Report) -> Result<ClientId, AppError> {
        let command = RegisterClient { identity: entry.identity.clone() };
        let done = self.register_client(&Request::by(Actor::System), &command).await?;
        report.clients_new += 1;
        report.duplicates_proposed += suspicions(&done.events);
        id_of(&done.id)
    }

    async fn import_correction(&self, id: ClientId, entry: &Entry, report: &mut Report) -> Result<(), AppError> {
        let client = self.load::<Client>(id, id).await?;
        if client.state.identity == entry.identity || client.state.merged.is_some() {
            report.clients_unchanged += 1;
            return Ok(());
        }
        let command = ClientCommand::CorrectIdentity {
            identity: Box::new(entry.identity.clone()),
            reason: "volgens nieuwe export van de praktijk".to_owned(),
        };
        match self.command_client(&Request::by(Actor::System), id, &command).await {
            Ok(done) => {
                report.clients_corrected += 1;
                report.duplicates_proposed += suspicions(&done.events);
                Ok(())
            }
            // The same but for spaces around it.
            Err(AppError::Refused(refused)) if refused.code == "nothing-to-do" => {
                report.clients_unchanged += 1;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    async fn note(&self, entry: &Entry, imported: &Imported) -> Result<(), AppError> {
        let at = self.moment().now;
        Ok(self.inner.store.note_imported(&entry.source.source, &entry.source.number, imported, at).await?)
    }

    /// Opens the case with what the export knows of it, or finishes what an earlier import began. A case that a person
    /// opened is hers.
    async fn import_course(
        &self,
        entry: &Entry,
        course: &Course,
        imported: &Imported,
        mapping: &Mapping,
        report: &mut Report,
    ) -> Result<(), AppError> {
        let client: ClientId = id_of(&imported.client)?;
        let cases = self.inner.store.cases_of_client(client).await?;
        let (case, begun) = if cases.is_empty() {
            let case = self.import_case(entry, course, client, mapping, report).await?;
            report.cases_opened += 1;
            (Some(case), false)
        } else {
            let mut own = None;
            for row in cases.iter().filter(|row| row.closed_on.is_none()) {
                if own.is_none() && self.opened_by_system(row.case).await? {
                    own = Some(row.case);
                }
            }
            (own, true)
        };
        if let Some(case) = case {
            let (done, refused) = self.import_history(case, course, mapping).await?;
            report.cases_finished += usize::from(begun && done);
            if !refused.is_empty() {
                let reason = format!("the case is open, but not all of its history: {}", refused.join("; "));
                report.problems.push(Problem::field(entry.line, "", reason, Weight::Field));
                // Not settled: the next import tries again, with a mapping that was mended.
                return Ok(());
            }
        }
        self.note(entry, &Imported { settled: true, ..imported.clone() }).await
    }

    async fn opened_by_system(&self, case: CaseId) -> Result<bool, AppError> {
        let events = self.inner.store.events(&StreamId::new(case.stream()), 0).await?;
        Ok(events.first().is_some_and(|event| event.actor == Actor::System.to_string()))
    }

    async fn import_case(
        &self,
        entry: &Entry,
        course: &Course,
        client: ClientId,
        mapping: &Mapping,
        report: &mut Report,
    ) -> Result<CaseId, AppError> {
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
        id_of(&self.open_case(&Request::by(Actor::System), &command).await?.id)
    }

    /// Enters what the export knows of the intake, and the steps that the practice settled before, as far as that is
    /// not known yet. Says whether anything was entered, and what was refused.
    async fn import_history(
        &self,
        case: CaseId,
        course: &Course,
        mapping: &Mapping,
    ) -> Result<(bool, Vec<String>), AppError> {
        let state = self.current_case(case).await?;
        let mut commands = Vec::new();
        if let Some(medical) = course.medical.as_ref().filter(|_| state.state.intake.medical.is_none()) {
            commands.push(CaseCommand::RecordIntake { intake: IntakeSection::Medical(medical.clone()) });
        }
        let pathway = PathwayId::from(mapping.pathway.as_str());
        let steps = mapping.settled_before.iter().map(|step| StepId::from(step.as_str()));
        commands.extend(steps.filter(|step| !is_settled(&state.state, &pathway, step)).map(|step| {
            let reason = "Gedaan vóór de overstap naar Regie".to_owned();
            CaseCommand::Pathway { pathway: pathway.clone(), command: Command::Skip { step, nth: None, reason } }
        }));
        let mut done = false;
        // A step waits for what comes before it, in whatever order the mapping names them.
        loop {
            let (mut refused, before) = (Vec::new(), commands.len());
            for command in commands {
                match self.command_case(&Request::by(Actor::System), case, &command).await {
                    Ok(_) => done = true,
                    Err(AppError::Refused(refusal)) => refused.push((command, refusal.message)),
                    Err(error) => return Err(error),
                }
            }
            if refused.is_empty() || refused.len() == before {
                return Ok((done, refused.into_iter().map(|(_, why)| why).collect()));
            }
            commands = refused.into_iter().map(|(command, _)| command).collect();
        }
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
        id_of(&done.id)
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
                id_of(&done.id)?
            }
        };
        if self.directory().role(Seat::new(person, practice)).is_none() {
            let join = PersonCommand::Join { org: practice, role: Role::Midwife };
            self.command_person(&request, person, &join).await?;
        }
        Ok(person)
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn id_of<I: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<I, AppError> {
    text.parse().map_err(|error| AppError::Internal(format!("{error}")))
}

fn suspicions(kinds: &[String]) -> usize {
    kinds.iter().filter(|kind| *kind == "duplicate-suspected").count()
}

/// Whether a step was done, skipped or has passed, whoever saw to it.
fn is_settled(case: &Case, pathway: &PathwayId, step: &StepId) -> bool {
    let occurrence = case.run(pathway).and_then(|run| run.state.occurrence(step, 1));
    occurrence.is_some_and(|occurrence| !matches!(occurrence.status(), Status::Waiting | Status::Open))
}

/// A record stands in a file once: of two rows by which the same record is recognised, the second would undo the first
/// at every import.
fn leave_out_repeated(entries: &mut Vec<Entry>, report: &mut Report) {
    let mut lines = HashMap::new();
    entries.retain(|entry| {
        let first = *lines.entry(entry.source.clone()).or_insert(entry.line);
        if first != entry.line {
            let number = &entry.source.number;
            let what = if number.starts_with(WITHOUT_NUMBER) {
                "the same woman, without a number,".to_owned()
            } else {
                format!("the number {number}")
            };
            let reason = format!("{what} stands on line {first} already; only that row counts");
            report.problems.push(Problem::row(entry.line, reason));
        }
        first == entry.line
    });
}
