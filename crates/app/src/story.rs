//! A story: commands with their own moments, decided by the same rules as live ones and gathered as commits.
//!
//! The demo region and the benchmarks' databases are told this way: months of care in one go, without a database
//! until the end, and no event in them that the rules would not have allowed.

use std::collections::HashMap;

use jiff::Timestamp;
use regie_care::case::{self, Case, CaseCommand, Context, OpenCase};
use regie_care::client::{self, Client, RegisterClient};
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use regie_care::meeting::{self, Meeting, PlanMeeting};
use regie_care::organisation::{self, OrgCommand, Organisation, RegisterOrg};
use regie_care::pathways::Pathways;
use regie_care::person::{self, Named, Person, PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, Seat};
use regie_store::Commit;

use crate::aggregate::Aggregate;
use crate::change_case::{context, notice_jobs};
use crate::clock::Moment;
use crate::error::AppError;
use crate::execute::prepare;
use crate::ids::Ids;
use crate::load::Loaded;
use crate::told;

/// A story under way.
#[derive(Debug)]
pub struct Story {
    pathways: Pathways,
    ids: Ids,
    directory: Directory,
    versions: HashMap<String, u64>,
    cases: HashMap<CaseId, Loaded<Case>>,
    /// The cases of each client, as far as they were not forgotten.
    of_client: HashMap<ClientId, Vec<CaseId>>,
    commits: Vec<Commit>,
}

impl Story {
    /// Begins a story; the same seed and commands give the same story. What it tells of the past runs on the pathways of
    /// today.
    #[must_use]
    pub fn new(pathways: &Pathways, seed: u64) -> Self {
        Self {
            pathways: pathways.undated(),
            ids: Ids::seeded(seed),
            directory: Directory::default(),
            versions: HashMap::new(),
            cases: HashMap::new(),
            of_client: HashMap::new(),
            commits: Vec::new(),
        }
    }

    /// Organisations and people as told so far.
    #[must_use]
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The pathways that the story runs on.
    #[must_use]
    pub fn pathways(&self) -> &Pathways {
        &self.pathways
    }

    /// A case as told so far.
    #[must_use]
    pub fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases.get(&id).map(|loaded| &loaded.state)
    }

    /// Lets a case go from memory; nothing more can be told of it.
    pub fn forget(&mut self, id: CaseId) {
        if let Some(forgotten) = self.cases.remove(&id) {
            self.of_client.remove(&forgotten.state.client);
        }
    }

    /// The commits so far, in the order in which they were told; the story goes on without them.
    pub fn take_commits(&mut self) -> Vec<Commit> {
        std::mem::take(&mut self.commits)
    }

    /// Registers an organisation.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn register_org(&mut self, at: Timestamp, command: &RegisterOrg) -> Result<OrgId, AppError> {
        let id = OrgId::new(self.ids.ulid(at));
        let after = self.begin::<Organisation>(at, Actor::System, id, &organisation::register(command)?)?;
        self.directory.orgs.insert(id, after);
        Ok(id)
    }

    /// Changes an organisation.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn command_org(&mut self, at: Timestamp, id: OrgId, command: &OrgCommand) -> Result<(), AppError> {
        let state = self.directory.org(id).cloned().ok_or_else(|| AppError::not_found("organisation", id))?;
        let cases = self.cases.values().filter(|case| {
            let case = &case.state;
            case.is_open() && [case.case_manager.org, case.first_line.org].contains(&id)
        });
        let cases = u32::try_from(cases.count()).unwrap_or(u32::MAX);
        let events = organisation::decide(&state, command, &self.directory, cases)?;
        let after = self.go_on(at, Actor::System, id, state, &events)?;
        self.directory.orgs.insert(id, after);
        Ok(())
    }

    /// Registers a person.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn register_person(&mut self, at: Timestamp, command: &RegisterPerson) -> Result<PersonId, AppError> {
        let id = PersonId::new(self.ids.ulid(at));
        let after = self.begin::<Person>(at, Actor::System, id, &person::register(command)?)?;
        self.directory.people.insert(after);
        Ok(id)
    }

    /// Changes a person: seats, absences.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn command_person(&mut self, at: Timestamp, id: PersonId, command: &PersonCommand) -> Result<(), AppError> {
        let state = self.directory.person(id).cloned().ok_or_else(|| AppError::not_found("person", id))?;
        let mut named = Named::default();
        if let Some(org) = command.ends_role_at(&state, &self.directory) {
            let (seat, today) = (Seat::new(id, org), Moment::at(at).today);
            self.cases.values().for_each(|case| named.count(&case.state, seat, today));
        }
        let events = person::decide(&state, command, &self.directory, named)?;
        let after = self.go_on(at, Actor::System, id, state, &events)?;
        self.directory.people.insert(after);
        Ok(())
    }

    /// Registers a client. The story's clients are all different people: no duplicates are looked for.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn register_client(
        &mut self,
        at: Timestamp,
        actor: Actor,
        command: &RegisterClient,
    ) -> Result<ClientId, AppError> {
        let id = ClientId::new(self.ids.ulid(at));
        let changes = client::register(id, command, [], Moment::at(at).today)?;
        let events: Vec<_> = changes.into_iter().map(|(_, event)| event).collect();
        self.begin::<Client>(at, actor, id, &events)?;
        Ok(id)
    }

    /// Plans a meeting.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn plan_meeting(&mut self, at: Timestamp, actor: Actor, command: &PlanMeeting) -> Result<MeetingId, AppError> {
        let id = MeetingId::new(self.ids.ulid(at));
        let events = meeting::plan(command, &self.directory, Moment::at(at).today)?;
        self.begin::<Meeting>(at, actor, id, &events)?;
        Ok(id)
    }

    /// Opens a case.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn open_case(&mut self, at: Timestamp, actor: Actor, command: &OpenCase) -> Result<CaseId, AppError> {
        let id = CaseId::new(self.ids.ulid(at));
        let context = self.context(at, actor);
        let cases = self.of_client.get(&command.client).into_iter().flatten();
        let others: Vec<&Case> = cases.filter_map(|id| self.cases.get(id)).map(|loaded| &loaded.state).collect();
        let events = case::decide::open(id, command, &context, &others)?;
        let mut prepared = prepare::<Case>(&self.pathways, None, actor, Moment::at(at), id, &events)?;
        prepared.commit.jobs = notice_jobs(None, &events, &prepared.after.state, 0, &context);
        self.keep(prepared.commit)?;
        self.cases.insert(id, prepared.after);
        self.of_client.entry(command.client).or_default().push(id);
        Ok(id)
    }

    /// Carries out a command on a case.
    ///
    /// # Errors
    /// When the case was not told or was forgotten, or the rules refuse.
    pub fn command_case(
        &mut self,
        at: Timestamp,
        actor: Actor,
        id: CaseId,
        command: &CaseCommand,
    ) -> Result<(), AppError> {
        let before = self.cases.get(&id).ok_or_else(|| AppError::not_found("case", id))?;
        let context = self.context(at, actor);
        let events = case::decide(&before.state, command, &context)?;
        if events.is_empty() {
            return Ok(());
        }
        let mut prepared = prepare(&self.pathways, Some(before), actor, Moment::at(at), id, &events)?;
        prepared.commit.jobs =
            notice_jobs(Some(&before.state), &events, &prepared.after.state, before.version, &context);
        self.keep(prepared.commit)?;
        self.cases.insert(id, prepared.after);
        Ok(())
    }

    fn keep(&mut self, mut commit: Commit) -> Result<(), AppError> {
        told::note(&mut commit)?;
        self.commits.push(commit);
        Ok(())
    }

    fn context(&self, at: Timestamp, actor: Actor) -> Context<'_> {
        let moment = Moment::at(at);
        context(actor, moment, &self.directory, &self.pathways)
    }

    fn begin<A: Aggregate>(
        &mut self,
        at: Timestamp,
        actor: Actor,
        id: A::Id,
        events: &[A::Event],
    ) -> Result<A, AppError> {
        let prepared = prepare::<A>(&self.pathways, None, actor, Moment::at(at), id, events)?;
        self.versions.insert(A::stream(id).to_string(), prepared.after.version);
        self.keep(prepared.commit)?;
        Ok(prepared.after.state)
    }

    fn go_on<A: Aggregate>(
        &mut self,
        at: Timestamp,
        actor: Actor,
        id: A::Id,
        state: A,
        events: &[A::Event],
    ) -> Result<A, AppError> {
        let stream = A::stream(id).to_string();
        let version = self.versions.get(&stream).copied().unwrap_or(0);
        let prepared = prepare(&self.pathways, Some(&Loaded::new(state, version)), actor, Moment::at(at), id, events)?;
        self.versions.insert(stream, prepared.after.version);
        self.keep(prepared.commit)?;
        Ok(prepared.after.state)
    }
}
