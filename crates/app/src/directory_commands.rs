//! Organisations, people and meetings: registering and changing what the directory holds.

use regie_care::ids::{MeetingId, OrgId, PersonId};
use regie_care::meeting::{self, Meeting, MeetingCommand, PlanMeeting};
use regie_care::organisation::{self, OrgCommand, Organisation, RegisterOrg};
use regie_care::person::{self, Named, Person, PersonCommand, RegisterPerson};
use regie_care::policy::{OrgAction, Subject};
use regie_store::Condition;

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::error::AppError;
use crate::execute::{Along, Changed, Done, Request};
use crate::load::Loaded;

/// A change that is stored only as long as this holds.
fn resting_on(condition: &Option<Condition>) -> Along {
    Along { conditions: condition.iter().cloned().collect(), ..Along::default() }
}

impl App {
    /// Registers an organisation.
    ///
    /// # Errors
    /// When the actor may not, or the particulars are not complete.
    pub async fn register_org(&self, request: &Request, command: &RegisterOrg) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let moment = self.moment();
        self.authorise(request.actor, &Subject::RegisterOrg, moment)?;
        let id = OrgId::new(self.inner.ids.ulid(moment.now));
        let events = organisation::register(command)?;
        let (done, after) = self.create::<Organisation>(request, moment, id, events, |_, _| Along::default()).await?;
        after.into_iter().for_each(|after| self.learn_org(id, &after));
        Ok(done)
    }

    /// Carries out a command on an organisation: contact points, duty.
    ///
    /// # Errors
    /// When it is unknown, the actor may not, the rules refuse it, or somebody changed it meanwhile.
    pub async fn command_org(&self, request: &Request, id: OrgId, command: &OrgCommand) -> Result<Done, AppError> {
        self.until_not_overtaken(|| self.try_command_org(request, id, command)).await
    }

    async fn try_command_org(&self, request: &Request, id: OrgId, command: &OrgCommand) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        // Alone, so that no case is opened with it meanwhile.
        let alone = matches!(command, OrgCommand::End);
        let _nobody_is_named = if alone { Some(self.inner.seats.write().await) } else { None };
        let (cases, condition) = match alone {
            true => self.inner.store.open_cases_of(id).await.map(|(cases, condition)| (cases, Some(condition)))?,
            false => (0, None),
        };
        let directory = self.directory();
        let decide = |org: &Organisation, moment| {
            let action = match command {
                OrgCommand::SetDuty { .. } | OrgCommand::WithdrawDuty { .. } => OrgAction::ManageRota,
                OrgCommand::Change { .. } => OrgAction::ManageContact,
                OrgCommand::End => OrgAction::Manage,
            };
            self.authorise(request.actor, &Subject::Org { org: id, action }, moment)?;
            Ok(organisation::decide(org, command, &directory, cases)?)
        };
        let (done, after) = self.change::<Organisation>(request, id, decide, |_| resting_on(&condition)).await?;
        self.learn_org(id, &after);
        Ok(done)
    }

    /// An organisation as it stands now, with the version that a command may name as seen.
    ///
    /// # Errors
    /// When there is none, or the store cannot be read.
    pub async fn known_organisation(&self, id: OrgId) -> Result<Loaded<Organisation>, AppError> {
        self.load::<Organisation>(id, id).await
    }

    /// A person as she stands now, with the version that a command may name as seen.
    ///
    /// # Errors
    /// When there is none, or the store cannot be read.
    pub async fn known_person(&self, id: PersonId) -> Result<Loaded<Person>, AppError> {
        self.load::<Person>(id, id).await
    }

    /// Registers a person.
    ///
    /// # Errors
    /// When the actor may not, or the name is empty.
    pub async fn register_person(&self, request: &Request, command: &RegisterPerson) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let moment = self.moment();
        self.authorise(request.actor, &Subject::RegisterPerson, moment)?;
        let id = PersonId::new(self.inner.ids.ulid(moment.now));
        let events = person::register(command)?;
        let (done, after) = self.create::<Person>(request, moment, id, events, |_, _| Along::default()).await?;
        after.into_iter().for_each(|after| self.learn_person(id, &after));
        Ok(done)
    }

    /// Carries out a command on a person: seats, absences. She cannot leave while open cases name her. Who stood in for
    /// the days of an absence that ends does not any more.
    ///
    /// # Errors
    /// When she is unknown, the actor may not, the rules refuse it, or somebody changed it meanwhile.
    pub async fn command_person(
        &self,
        request: &Request,
        id: PersonId,
        command: &PersonCommand,
    ) -> Result<Done, AppError> {
        self.until_not_overtaken(|| self.try_command_person(request, id, command)).await
    }

    async fn try_command_person(
        &self,
        request: &Request,
        id: PersonId,
        command: &PersonCommand,
    ) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        // Alone, so that no case names her meanwhile.
        let seat = match command {
            PersonCommand::Join { org, .. } | PersonCommand::Leave { org } => Some(*org),
            _ => None,
        };
        let _nobody_is_named = if seat.is_some() { Some(self.inner.seats.write().await) } else { None };
        let covers = self.covers_that_end(id, command).await?;
        let _nobody_leaves = if covers.is_some() { Some(self.inner.seats.read().await) } else { None };
        let (named, condition) = match seat {
            Some(org) => {
                let found = self.inner.store.named_in_open_cases(id, org, self.moment().today).await;
                found.map(|(named, condition)| (named, Some(condition)))?
            }
            None => (Named::default(), None),
        };
        let directory = self.directory();
        let decide = |state: &Person, moment| {
            let subject = match command {
                PersonCommand::Change { .. } => Subject::ChangePerson { person: id },
                PersonCommand::SetAbsence { .. } | PersonCommand::EndAbsence { .. } => Subject::Absence { person: id },
                PersonCommand::Join { org, .. } | PersonCommand::Leave { org } => {
                    Subject::Org { org: *org, action: OrgAction::ManagePeople }
                }
            };
            self.authorise(request.actor, &subject, moment)?;
            Ok(person::decide(state, command, &directory, named)?)
        };
        let along = |changed: Changed<'_, Person>| match &covers {
            Some(covers) => self.along_with_covers(request, covers, &changed),
            None => Ok(resting_on(&condition)),
        };
        let (done, after) = self.change_with::<Person>(request, id, decide, along).await?;
        self.learn_person(id, &after);
        Ok(done)
    }

    /// Plans a meeting.
    ///
    /// # Errors
    /// When the actor may not, or the day cannot be.
    pub async fn plan_meeting(&self, request: &Request, command: &PlanMeeting) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let moment = self.moment();
        let subject = Subject::Org { org: command.org, action: OrgAction::ManageMeetings };
        self.authorise(request.actor, &subject, moment)?;
        let id = MeetingId::new(self.inner.ids.ulid(moment.now));
        let events = meeting::plan(command, &self.directory(), moment.today)?;
        let (done, _) = self.create::<Meeting>(request, moment, id, events, |_, _| Along::default()).await?;
        Ok(done)
    }

    /// Carries out a command on a meeting: move, hold, cancel.
    ///
    /// # Errors
    /// When it is unknown, the actor may not, the rules refuse it, or somebody changed it meanwhile.
    pub async fn command_meeting(
        &self,
        request: &Request,
        id: MeetingId,
        command: &MeetingCommand,
    ) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let decide = |state: &Meeting, moment: crate::clock::Moment| {
            let subject = Subject::Org { org: state.org, action: OrgAction::ManageMeetings };
            self.authorise(request.actor, &subject, moment)?;
            Ok(meeting::decide(state, command, moment.today)?)
        };
        let (done, _) = self.change::<Meeting>(request, id, decide, |_| Along::default()).await?;
        if matches!(command, MeetingCommand::Hold { .. } | MeetingCommand::Cancel { .. }) {
            // As with a case that closes: nothing can be recorded of it any more.
            self.forget_drafts_about(&Meeting::stream(id)).await;
        }
        Ok(done)
    }
}
