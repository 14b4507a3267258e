//! Finding and reading clients, and meetings with their agendas.

use jiff::civil::Date;
use regie_care::case::records::No;
use regie_care::client::{self, Client, Identity, Reason, RegisterClient, fold_name};
use regie_care::ids::{CaseId, ClientId, MeetingId};
use regie_care::meeting::Meeting;
use regie_care::policy::{CaseAction, ClientAction, OrgAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_care::view::{CaseRow, ClientRow, MeetingRow};
use regie_store::views::AgendaLine;

use crate::app::App;
use crate::error::AppError;
use crate::load::Loaded;

/// A record that may be of a client who is about to be entered (G-07).
#[derive(Debug, Clone)]
pub struct PossibleDouble {
    /// The record and who she is; `None` when it is not for this person to see: she is in care elsewhere.
    pub known: Option<(ClientId, Identity)>,
    /// Why it may be her.
    pub reasons: Vec<Reason>,
}

/// A client's record with her cases.
#[derive(Debug, Clone)]
pub struct ClientFile {
    /// The record, at its version.
    pub client: Loaded<Client>,
    /// Her cases.
    pub cases: Vec<CaseRow>,
}

impl App {
    /// Clients with whom the seat's organisation has to do, by a part of the name or a whole number.
    ///
    /// # Errors
    /// When the actor may not, or the store cannot be read.
    pub async fn search_clients(
        &self,
        seat: Seat,
        search: &str,
        after: Option<(&str, ClientId)>,
        limit: u32,
    ) -> Result<Vec<ClientRow>, AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewCaseload };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        let needle = if search.trim().chars().all(|c| c.is_ascii_digit()) {
            search.trim().to_owned()
        } else {
            fold_name(search)
        };
        Ok(self.inner.store.search_clients(seat.org, &needle, after, limit).await?)
    }

    /// Records that are proposed for merging and were not judged yet (G-07).
    ///
    /// # Errors
    /// When the actor may not, or the store cannot be read.
    pub async fn suspected_doubles(
        &self,
        seat: Seat,
        after: Option<ClientId>,
        limit: u32,
    ) -> Result<Vec<ClientRow>, AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewCaseload };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        Ok(self.inner.store.suspected_doubles(seat.org, after, limit).await?)
    }

    /// The records that may be of the same person as one who is about to be entered, strongest first (G-07).
    ///
    /// # Errors
    /// When the actor may not enter clients, the particulars do not tell her from others, or the store cannot be read.
    pub async fn possible_doubles(&self, seat: Seat, identity: &Identity) -> Result<Vec<PossibleDouble>, AppError> {
        let (actor, moment) = (Actor::Person(seat), self.moment());
        self.authorise(actor, &Subject::RegisterClient, moment)?;
        let nobody = ClientId::new(self.inner.ids.ulid(moment.now));
        let asked = RegisterClient { identity: identity.clone() };
        // Judged before others are looked for: not every text can be put into a query.
        client::register(nobody, &asked, [], moment.today)?;
        let (pool, _) = self.pool(identity).await?;
        let mut found = Vec::new();
        for candidate in client::candidates(identity, pool.iter().map(|(other, known)| (*other, known))) {
            let sees = self.authorise_client(actor, ClientAction::View, candidate.client, moment).await.is_ok();
            let known = pool.iter().find(|(other, _)| sees && *other == candidate.client).cloned();
            found.push(PossibleDouble { known, reasons: candidate.reasons });
        }
        Ok(found)
    }

    /// A client's record.
    ///
    /// # Errors
    /// When it is unknown, the actor may not see it, or the store cannot be read.
    pub async fn client_file(&self, seat: Seat, id: ClientId) -> Result<ClientFile, AppError> {
        let client = self.load::<Client>(id, id).await?;
        self.authorise_client(Actor::Person(seat), ClientAction::View, id, self.moment()).await?;
        let cases = self.inner.store.cases_of_client(id).await?;
        Ok(ClientFile { client, cases })
    }

    /// The meetings of the seat's network between two days, by day; without the first from today on, without the last
    /// without end.
    ///
    /// # Errors
    /// When the seat is unknown, or the store cannot be read.
    pub async fn meetings(
        &self,
        seat: Seat,
        (from, until): (Option<Date>, Option<Date>),
        after: Option<(Date, MeetingId)>,
        limit: u32,
    ) -> Result<Vec<MeetingRow>, AppError> {
        let moment = self.moment();
        self.authorise(Actor::Person(seat), &Subject::Directory, moment)?;
        let network = self.directory().org(seat.org).map(|org| org.network.clone()).unwrap_or_default();
        Ok(self.inner.store.meetings(&network, (from.unwrap_or(moment.today), until), after, limit).await?)
    }

    /// A meeting, and its agenda as far as this organisation takes part in the care of the cases on it (AZ-08).
    ///
    /// # Errors
    /// When it is unknown, the actor may not see it, or the store cannot be read.
    pub async fn meeting(
        &self,
        seat: Seat,
        id: MeetingId,
        after: Option<(CaseId, No)>,
        limit: u32,
    ) -> Result<(Loaded<Meeting>, Vec<AgendaLine>), AppError> {
        let meeting = self.load::<Meeting>(id, id).await?;
        let subject = Subject::Meeting { meeting: &meeting.state };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        let mut agenda = Vec::new();
        for line in self.inner.store.agenda(id, after, limit).await? {
            let case = self.current_case(line.case.case).await?;
            let subject = Subject::Case { case: &case.state, action: CaseAction::View };
            if self.authorise(Actor::Person(seat), &subject, self.moment()).is_ok() {
                agenda.push(line);
            }
        }
        Ok((meeting, agenda))
    }
}
