//! Registering and correcting clients, proposing and merging duplicates.
//!
//! What concerns two records is written to both streams in one commit, so that two merges in opposite directions at
//! once cannot both succeed.

use std::collections::BTreeMap;

use regie_care::case::Case;
use regie_care::client::{self, Changes, Client, ClientCommand, ClientEvent, Identity, RegisterClient};
use regie_care::ids::{CaseId, ClientId, OrgId};
use regie_care::notice;
use regie_care::policy::{ClientAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_store::{Commit, CommitError, Condition};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::change_case::notice_job;
use crate::clock::Moment;
use crate::error::AppError;
use crate::execute::{ATTEMPTS, Along, Done, Request, answered, receipt};
use crate::load::{Loaded, read};

/// The records that a change touches, as they were before it; a new record has none.
type Before = BTreeMap<ClientId, Loaded<Client>>;

impl App {
    /// Registers a client, and proposes records that may be the same person for merging (G-07).
    ///
    /// # Errors
    /// When the actor may not, or the particulars do not tell her from others.
    pub async fn register_client(&self, request: &Request, command: &RegisterClient) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let moment = self.moment();
        self.authorise(request.actor, &Subject::RegisterClient, moment)?;
        let id = ClientId::new(self.inner.ids.ulid(moment.now));
        // Judged before others are looked for: not every text can be put into a query.
        client::register(id, command, [], moment.today)?;
        let _one_at_a_time = self.inner.entering.lock().await;
        for _ in 0..ATTEMPTS {
            let (pool, conditions) = self.pool(&command.identity).await?;
            let others = pool.iter().map(|(other, identity)| (*other, identity));
            let changes = client::register(id, command, others, moment.today)?;
            let before = self.load_others(id, &changes).await?;
            let along = Along { conditions, ..Along::default() };
            match self.commit_clients(request, moment, id, &before, &changes, along).await {
                Err(CommitFailure::Conflict) => {}
                Err(CommitFailure::Other(error)) => return Err(error),
                Ok(done) => return Ok(done),
            }
        }
        Err(AppError::busy())
    }

    /// Carries out a command on a client's record.
    ///
    /// # Errors
    /// When the record is unknown, the actor may not do this, the rules refuse it, or somebody changed the record
    /// since the version that the request names.
    pub async fn command_client(
        &self,
        request: &Request,
        id: ClientId,
        command: &ClientCommand,
    ) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let corrects = matches!(command, ClientCommand::CorrectIdentity { .. });
        let _one_at_a_time = if corrects { Some(self.inner.entering.lock().await) } else { None };
        for _ in 0..ATTEMPTS {
            let loaded = self.load::<Client>(id, id).await?;
            let moment = self.moment();
            let other = other_side(&loaded.state, command);
            for record in std::iter::once(id).chain(other) {
                self.authorise_client(request.actor, client_action(command), record, moment).await?;
            }
            if request.seen.is_some_and(|seen| seen != loaded.version) {
                return Err(self.changed_meanwhile::<Client>(id, request, loaded.version).await);
            }
            let other = match other {
                Some(other) => Some(self.load::<Client>(other, other).await?),
                None => None,
            };
            let mut changes =
                client::decide(&loaded.state, command, other.as_ref().map(|other| &other.state), moment.today)?;
            let mut along = Along::default();
            match command {
                ClientCommand::CorrectIdentity { .. } => {
                    let (doubles, conditions) = self.doubles_of_corrected(&loaded.state, &changes).await?;
                    changes.extend(doubles);
                    along.conditions = conditions;
                }
                ClientCommand::Merge { into, .. } => {
                    along = self.told_of_merge(request.actor, &loaded, *into, moment).await?;
                }
                _ => {}
            }
            let mut before = self.load_others(id, &changes).await?;
            before.insert(id, loaded);
            match self.commit_clients(request, moment, id, &before, &changes, along).await {
                Err(CommitFailure::Conflict) => {}
                Err(CommitFailure::Other(error)) => return Err(error),
                Ok(done) => return Ok(done),
            }
        }
        Err(AppError::busy())
    }

    /// Looks for records that a correction makes alike (G-07), and that were not proposed before.
    async fn doubles_of_corrected(
        &self,
        client: &Client,
        changes: &Changes,
    ) -> Result<(Changes, Vec<Condition>), AppError> {
        let (mut doubles, mut conditions) = (Changes::new(), Vec::new());
        for (_, event) in changes {
            if let ClientEvent::IdentityCorrected { identity, .. } = event {
                let (pool, found) = self.pool(identity).await?;
                let others = pool.iter().map(|(other, identity)| (*other, identity));
                doubles.extend(client::doubles_of_corrected(client, identity, others));
                conditions.extend(found);
            }
        }
        Ok((doubles, conditions))
    }

    /// The records that could be this woman's too, and that there are no others when it is stored.
    pub(crate) async fn pool(
        &self,
        identity: &Identity,
    ) -> Result<(Vec<(ClientId, Identity)>, Vec<Condition>), AppError> {
        let (rows, conditions) = self.inner.store.duplicate_pool(identity).await?;
        Ok((rows.iter().map(|row| (row.client, Identity::from(row))).collect(), conditions.into()))
    }

    /// What the case managers hear whose clients turn out to be one: two people who each think they are the one (AZ-01).
    async fn told_of_merge(
        &self,
        actor: Actor,
        merged: &Loaded<Client>,
        into: ClientId,
        moment: Moment,
    ) -> Result<Along, AppError> {
        let (id, nobodys) = (merged.state.id, CaseId::new(self.inner.ids.ulid(moment.now)));
        let (here, condition) = self.inner.store.open_cases_besides(id, nobodys).await?;
        let (there, other_condition) = self.inner.store.open_cases_besides(into, nobodys).await?;
        let mut along = Along { conditions: vec![condition, other_condition], ..Along::default() };
        if here.is_empty() || there.is_empty() {
            return Ok(along);
        }
        let mut cases = Vec::new();
        for case in here.into_iter().chain(there) {
            cases.push((case, self.current_case(case).await?.state.case_manager));
        }
        let directory = self.directory();
        for (case, manager) in &cases {
            let others: Vec<Seat> = cases.iter().filter(|(other, _)| other != case).map(|(_, seat)| *seat).collect();
            let notice = notice::second_case(*manager, &others, &directory);
            let sender = actor.seat().map_or(manager.org, |seat| seat.org);
            let name = format!("{}:{}:{}", Client::stream(id), merged.version, along.jobs.len());
            along.jobs.push(notice_job(name, *case, sender, &notice));
        }
        Ok(along)
    }

    /// Asks the policy about a client's record, by the cases that she has. What concerns two records is asked for each.
    pub(crate) async fn authorise_client(
        &self,
        actor: Actor,
        action: ClientAction,
        record: ClientId,
        moment: Moment,
    ) -> Result<(), AppError> {
        let mut cases = Vec::new();
        for row in self.inner.store.cases_of_client(record).await? {
            // A relation to a record that was merged into this one is no say over undoing that.
            if action != ClientAction::Merge || row.client == record {
                cases.push(self.current_case(row.case).await?);
            }
        }
        let cases: Vec<&Case> = cases.iter().map(|loaded| &loaded.state).collect();
        let entered_by = if cases.is_empty() { self.entered_by(record).await? } else { None };
        self.authorise(actor, &Subject::Client { action, cases: &cases, entered_by }, moment)
    }

    /// The organisation that entered a client; `None` when Regie itself did.
    async fn entered_by(&self, record: ClientId) -> Result<Option<OrgId>, AppError> {
        let events = self.inner.store.events(&Client::stream(record), 0).await?;
        let first = events.first().ok_or_else(|| AppError::not_found(Client::WHAT, record))?;
        Ok(read::<Client>(first)?.1.by.seat().map(|seat| seat.org))
    }

    async fn load_others(&self, id: ClientId, changes: &Changes) -> Result<Before, AppError> {
        let mut before = Before::new();
        for (other, _) in changes {
            if *other != id && !before.contains_key(other) {
                before.insert(*other, self.load::<Client>(*other, *other).await?);
            }
        }
        Ok(before)
    }

    /// Writes the events of all records that a change touches in one commit; answers for the record `id`.
    async fn commit_clients(
        &self,
        request: &Request,
        moment: Moment,
        id: ClientId,
        before: &Before,
        changes: &Changes,
        along: Along,
    ) -> Result<Done, CommitFailure> {
        let mut by_record: BTreeMap<ClientId, Vec<ClientEvent>> = BTreeMap::new();
        for (record, event) in changes {
            by_record.entry(*record).or_default().push(event.clone());
        }
        let mut commit = Commit::new(moment.now, request.actor.to_string());
        let mut done = Done { id: id.to_string(), version: 0, events: Vec::new() };
        for (record, events) in &by_record {
            let prepared = self.prepare::<Client>(before.get(record), request.actor, moment, *record, events)?;
            commit.appends.extend(prepared.commit.appends);
            commit.rows.extend(prepared.commit.rows);
            if *record == id {
                done = self.done(request.actor, moment, id, &prepared.after, events);
            }
        }
        along.join(&mut commit)?;
        commit.receipt = receipt(request, &done)?;
        match self.inner.store.commit(commit).await {
            Ok(_) => Ok(done),
            Err(CommitError::Conflict { .. } | CommitError::Overtaken) => Err(CommitFailure::Conflict),
            Err(error) => Ok(answered(request, error)?),
        }
    }
}

/// The other record that a command touches; for undoing a merge only the state knows it.
fn other_side(client: &Client, command: &ClientCommand) -> Option<ClientId> {
    let undone = || match command {
        ClientCommand::UndoMerge { .. } => client.merged.as_ref().map(|merge| merge.into),
        _ => None,
    };
    command.other().or_else(undone)
}

const fn client_action(command: &ClientCommand) -> ClientAction {
    match command {
        ClientCommand::CorrectIdentity { .. } => ClientAction::Correct,
        ClientCommand::SuspectDuplicate { .. }
        | ClientCommand::DismissDuplicate { .. }
        | ClientCommand::Merge { .. }
        | ClientCommand::UndoMerge { .. } => ClientAction::Merge,
    }
}

/// Whether to decide again or to give up.
enum CommitFailure {
    Conflict,
    Other(AppError),
}

impl From<AppError> for CommitFailure {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}
