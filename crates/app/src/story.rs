//! A story: commands with their own moments, decided by the same rules as live ones and gathered as commits.
//!
//! The demo region and the benchmarks' databases are told this way: months of care in one go, without a database
//! until the end, and no event in them that the rules would not have allowed.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use regie_care::case::{self, Case, CaseCommand, Context, OpenCase};
use regie_care::client::{self, Client, RegisterClient};
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use regie_care::meeting::{self, Meeting, PlanMeeting};
use regie_care::organisation::{self, OrgCommand, Organisation, RegisterOrg};
use regie_care::pathways::Pathways;
use regie_care::person::{self, Person, PersonCommand, RegisterPerson};
use regie_care::seat::Actor;
use regie_store::Commit;

use crate::aggregate::Aggregate;
use crate::change_case::notice_jobs;
use crate::clock::Moment;
use crate::error::AppError;
use crate::execute::prepare;
use crate::ids::Ids;
use crate::load::Loaded;

/// A story under way.
#[derive(Debug)]
pub struct Story {
    pathways: Arc<Pathways>,
    ids: Ids,
    directory: Directory,
    versions: HashMap<String, u64>,
    cases: HashMap<CaseId, Loaded<Case>>,
    commits: Vec<Commit>,
}

impl Story {
    /// Begins a story; the same seed and commands give the same story.
    #[must_use]
    pub fn new(pathways: Arc<Pathways>, seed: u64) -> Self {
        Self {
            pathways,
            ids: Ids::seeded(seed),
            directory: Directory::default(),
            versions: HashMap::new(),
            cases: HashMap::new(),
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
        self.cases.remove(&id);
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
        let events = organisation::decide(&state, command, &self.directory)?;
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
        self.directory.people.insert(id, after);
        Ok(id)
    }

    /// Changes a person: seats, absences.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn command_person(&mut self, at: Timestamp, id: PersonId, command: &PersonCommand) -> Result<(), AppError> {
        let state = self.directory.person(id).cloned().ok_or_else(|| AppError::not_found("person", id))?;
        let events = person::decide(&state, command, &self.directory)?;
        let after = self.go_on(at, Actor::System, id, state, &events)?;
        self.directory.people.insert(id, after);
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
        let events = case::decide::open(id, command, &context)?;
        let mut prepared = prepare::<Case>(&self.pathways, None, actor, Moment::at(at), id, &events)?;
        prepared.commit.jobs = notice_jobs(None, &events, &prepared.after, 0, &context);
        self.commits.push(prepared.commit);
        self.cases.insert(id, Loaded { state: prepared.after, version: prepared.version });
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
        prepared.commit.jobs = notice_jobs(Some(&before.state), &events, &prepared.after, before.version, &context);
        self.commits.push(prepared.commit);
        self.cases.insert(id, Loaded { state: prepared.after, version: prepared.version });
        Ok(())
    }

    fn context(&self, at: Timestamp, actor: Actor) -> Context<'_> {
        let moment = Moment::at(at);
        Context { actor, now: moment.now, today: moment.today, directory: &self.directory, pathways: &self.pathways }
    }

    fn begin<A: Aggregate>(
        &mut self,
        at: Timestamp,
        actor: Actor,
        id: A::Id,
        events: &[A::Event],
    ) -> Result<A, AppError> {
        let prepared = prepare::<A>(&self.pathways, None, actor, Moment::at(at), id, events)?;
        self.versions.insert(A::stream(id).to_string(), prepared.version);
        self.commits.push(prepared.commit);
        Ok(prepared.after)
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
        let prepared = prepare(&self.pathways, Some(&Loaded { state, version }), actor, Moment::at(at), id, events)?;
        self.versions.insert(stream, prepared.version);
        self.commits.push(prepared.commit);
        Ok(prepared.after)
    }
}
