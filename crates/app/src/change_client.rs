//! Registering and correcting clients, proposing and merging duplicates.
//!
//! What concerns two records is written to both streams in one commit, so that two merges in opposite directions at
//! once cannot both succeed.

use std::collections::BTreeMap;

use regie_care::case::Case;
use regie_care::client::{self, Changes, Client, ClientCommand, ClientEvent, Identity, RegisterClient};
use regie_care::ids::{ClientId, OrgId};
use regie_care::policy::{ClientAction, Subject};
use regie_care::seat::Actor;
use regie_store::{Commit, CommitError};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::clock::Moment;
use crate::error::AppError;
use crate::execute::{ATTEMPTS, Done, Request, answered, receipt};
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
        for _ in 0..ATTEMPTS {
            let rows = self.inner.store.duplicate_pool(&command.identity).await?;
            let pool: Vec<(ClientId, Identity)> = rows.iter().map(|row| (row.client, Identity::from(row))).collect();
            let others = pool.iter().map(|(other, identity)| (*other, identity));
            let changes = client::register(id, command, others, moment.today)?;
            let before = self.load_others(id, &changes).await?;
            match self.commit_clients(request, moment, id, &before, &changes).await {
                Err(CommitFailure::Conflict) => {}
                Err(CommitFailure::Other(error)) => return Err(error),
                Ok(done) => {
                    // She is registered: an error now would say that nothing was stored.
                    if let Err(error) = self.doubles_entered_meanwhile(moment, id).await {
                        tracing::warn!(client = %id, %error, "nobody looked whether she was entered twice at once");
                    }
                    return Ok(done);
                }
            }
        }
        Err(AppError::busy())
    }

    /// Two people may enter her at the same moment, each before the other was there to be found: whoever looks after her
    /// own record stands finds the other (G-07).
    async fn doubles_entered_meanwhile(&self, moment: Moment, id: ClientId) -> Result<(), AppError> {
        for _ in 0..ATTEMPTS {
            let loaded = self.load::<Client>(id, id).await?;
            let changes = self.doubles_of(&loaded.state, &loaded.state.identity).await?;
            if changes.is_empty() {
                return Ok(());
            }
            let mut before = self.load_others(id, &changes).await?;
            before.insert(id, loaded);
            match self.commit_clients(&Request::by(Actor::System), moment, id, &before, &changes).await {
                Err(CommitFailure::Conflict) => {}
                Err(CommitFailure::Other(error)) => return Err(error),
                Ok(_) => return Ok(()),
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
        for _ in 0..ATTEMPTS {
            let loaded = self.load::<Client>(id, id).await?;
            let moment = self.moment();
            let other = other_side(&loaded.state, command);
            for record in std::iter::once(id).chain(other) {
                self.authorise_client(request.actor, client_action(command), record, moment).await?;
            }
            if request.seen.is_some_and(|seen| seen != loaded.version) {
                return Err(self.changed_meanwhile::<Client>(id, request.seen, loaded.version).await);
            }
            let other = match other {
                Some(other) => Some(self.load::<Client>(other, other).await?),
                None => None,
            };
            let mut changes =
                client::decide(&loaded.state, command, other.as_ref().map(|other| &other.state), moment.today)?;
            if let ClientCommand::CorrectIdentity { .. } = command {
                changes.extend(self.doubles_of_corrected(&loaded.state, &changes).await?);
            }
            let mut before = self.load_others(id, &changes).await?;
            before.insert(id, loaded);
            match self.commit_clients(request, moment, id, &before, &changes).await {
                Err(CommitFailure::Conflict) => {}
                Err(CommitFailure::Other(error)) => return Err(error),
                Ok(done) => return Ok(done),
            }
        }
        Err(AppError::busy())
    }

    /// Looks for records that a correction makes alike (G-07).
    async fn doubles_of_corrected(&self, client: &Client, changes: &Changes) -> Result<Changes, AppError> {
        let mut doubles = Changes::new();
        for (_, event) in changes {
            if let ClientEvent::IdentityCorrected { identity, .. } = event {
                doubles.extend(self.doubles_of(client, identity).await?);
            }
        }
        Ok(doubles)
    }

    /// Looks for records that may be the client's with this identity, and that were not proposed before.
    async fn doubles_of(&self, client: &Client, identity: &Identity) -> Result<Changes, AppError> {
        let rows = self.inner.store.duplicate_pool(identity).await?;
        let pool: Vec<(ClientId, Identity)> = rows.iter().map(|row| (row.client, Identity::from(row))).collect();
        let others = pool.iter().map(|(other, identity)| (*other, identity));
        Ok(client::doubles_of_corrected(client, identity, others))
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
                done.version = prepared.after.version;
                done.events = prepared.kinds;
            }
        }
        commit.receipt = receipt(request, &done)?;
        match self.inner.store.commit(commit).await {
            Ok(_) => Ok(done),
            Err(CommitError::Conflict { .. }) => Err(CommitFailure::Conflict),
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
