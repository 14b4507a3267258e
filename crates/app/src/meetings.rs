//! Meetings with their agendas: what was asked, what came of it, and what could still be put on them (AZ-08, AZ-14, PS-06).
//!
//! Of each case only those hear who take part in its care, on the same policy as the case itself; for all others it is
//! counted, so that nobody takes a short agenda for the whole.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::records::No;
use regie_care::case::state::{ActionRecord, AgendaRecord, by_no, numbered};
use regie_care::case::{Case, CaseCommand};
use regie_care::ids::{CaseId, MeetingId};
use regie_care::intake::Typed;
use regie_care::meeting::{Meeting, still_to_be_held};
use regie_care::policy::{CaseAction, OrgAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_care::view::MeetingRow;
use regie_store::Draft;
use regie_store::views::{AgendaLine, CaseFilter, CaseLine, CaseSort};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::begun::UnsentMeeting;
use crate::drafts::{self, FormDraft, Keeping};
use crate::error::AppError;
use crate::load::Loaded;

/// How many days back the list of meetings begins.
const BACK: i64 = 60;

/// How many places of an agenda are read at once.
const PART: u32 = 200;

/// How many cases of the caseload are looked through for what could be put on an agenda.
const LOOKED_THROUGH: u32 = 120;

/// How many cases are proposed for an agenda.
const PROPOSED: usize = 12;

/// A meeting as its page shows it.
#[derive(Debug, Clone)]
pub struct MeetingFile {
    /// The meeting, at its version.
    pub meeting: Loaded<Meeting>,
    /// The places on its agenda that she may see, those still to be discussed first.
    pub places: Vec<Place>,
    /// How many cases stand on it besides, in whose care she takes no part.
    pub hidden: usize,
    /// Whether she may move it, hold it and call it off.
    pub may_manage: bool,
}

/// A case on an agenda, for who takes part in its care.
#[derive(Debug, Clone)]
pub struct Place {
    /// The number of the place on its case.
    pub no: No,
    /// The case and the client, as in lists.
    pub line: AgendaLine,
    /// The case as she may see it, at its version for her.
    pub case: Arc<Loaded<Case>>,
    /// Whether she may record what was said, and take it off.
    pub may_discuss: bool,
    /// Whether she may tell the other parties what was said.
    pub may_inform: bool,
}

impl Place {
    /// What was asked, and what came of it.
    #[must_use]
    pub fn record(&self) -> Option<&AgendaRecord> {
        by_no(&self.case.state.agenda, self.no)
    }

    /// The actions that came of it.
    pub fn actions(&self) -> impl Iterator<Item = (No, &ActionRecord)> {
        numbered(&self.case.state.actions).filter(|(_, action)| action.agenda == Some(self.no))
    }
}

/// How the form of a meeting's page is named in the store.
const FORM: &str = "meeting";

impl App {
    /// Her draft of the page of a meeting.
    ///
    /// # Errors
    /// As [`App::meeting_file`].
    pub async fn meeting_draft(&self, seat: Seat, id: MeetingId) -> Result<Option<FormDraft>, AppError> {
        self.meeting_open_to(seat, id).await?;
        let place = drafts::Place::new(seat, Meeting::stream(id), FORM);
        self.draft_at(&place).await?.as_ref().map(FormDraft::read).transpose()
    }

    /// Saves what she typed on the page of a meeting, over the revision `rev` of her draft, or over whatever there is.
    ///
    /// # Errors
    /// As [`App::meeting_file`], and when it is too long.
    pub async fn keep_meeting_draft(
        &self,
        seat: Seat,
        id: MeetingId,
        typed: &Typed,
        rev: Option<u64>,
    ) -> Result<Keeping<FormDraft>, AppError> {
        self.meeting_open_to(seat, id).await?;
        let place = drafts::Place::new(seat, Meeting::stream(id), FORM);
        let fields = drafts::Fields { typed, seen: 0, rev, nothing: typed.is_empty() };
        self.keep_draft(&place, fields, |one, other| one == other).await?.read(FormDraft::read)
    }

    /// Throws her draft of the page of a meeting away; false when there was none.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn drop_meeting_draft(&self, seat: Seat, id: MeetingId) -> Result<bool, AppError> {
        self.drop_draft(&drafts::Place::new(seat, Meeting::stream(id), FORM)).await
    }

    /// The meeting that a draft is of; `None` where it is of something else, or the meeting was held or called off.
    pub(crate) async fn unsent_meeting(&self, seat: Seat, draft: &Draft) -> Result<Option<UnsentMeeting>, AppError> {
        let id = draft.about.strip_prefix("meeting-").and_then(|id| id.parse::<MeetingId>().ok());
        let Some(meeting) = id.filter(|_| draft.form == FORM) else { return Ok(None) };
        self.meeting_open_to(seat, meeting).await?;
        let state = self.load::<Meeting>(meeting, meeting).await?;
        let is_open = still_to_be_held(&state.state).is_ok();
        Ok(is_open.then(|| UnsentMeeting { meeting, title: state.state.title.clone(), at: draft.at }))
    }

    async fn meeting_open_to(&self, seat: Seat, id: MeetingId) -> Result<(), AppError> {
        let meeting = self.load::<Meeting>(id, id).await?;
        self.authorise(Actor::Person(seat), &Subject::Meeting { meeting: &meeting.state }, self.moment())?;
        Ok(())
    }

    /// The meetings of the seat's network that she may see: those of the last two months and those to come, by day.
    ///
    /// # Errors
    /// When the seat is unknown, or the store cannot be read.
    pub async fn meetings_around(&self, seat: Seat, limit: u32) -> Result<Vec<MeetingRow>, AppError> {
        let moment = self.moment();
        self.authorise(Actor::Person(seat), &Subject::Directory, moment)?;
        let network = self.directory().org(seat.org).map(|org| org.network.clone()).unwrap_or_default();
        let from = moment.today.saturating_sub(BACK.days());
        let mut seen = Vec::new();
        for row in self.inner.store.meetings(&network, (from, None), None, limit).await? {
            let meeting = self.load::<Meeting>(row.meeting, row.meeting).await?;
            let subject = Subject::Meeting { meeting: &meeting.state };
            if self.authorise(Actor::Person(seat), &subject, moment).is_ok() {
                seen.push(row);
            }
        }
        Ok(seen)
    }

    /// Whether she may plan meetings of her organisation.
    #[must_use]
    pub fn may_plan_meetings(&self, seat: Seat) -> bool {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ManageMeetings };
        self.authorise(Actor::Person(seat), &subject, self.moment()).is_ok()
    }

    /// A meeting with its whole agenda, as far as she may see it.
    ///
    /// # Errors
    /// When it is unknown, the actor may not see it, or the store cannot be read.
    pub async fn meeting_file(&self, seat: Seat, id: MeetingId) -> Result<MeetingFile, AppError> {
        let meeting = self.load::<Meeting>(id, id).await?;
        let moment = self.moment();
        let actor = Actor::Person(seat);
        self.authorise(actor, &Subject::Meeting { meeting: &meeting.state }, moment)?;
        let manage = Subject::Org { org: meeting.state.org, action: OrgAction::ManageMeetings };
        let may_manage = self.authorise(actor, &manage, moment).is_ok() && still_to_be_held(&meeting.state).is_ok();
        let (mut places, mut hidden) = (Vec::new(), 0);
        let mut after: Option<(CaseId, No)> = None;
        loop {
            let lines = self.inner.store.agenda(id, after, PART).await?;
            let Some(last) = lines.last().map(|line| (line.case.case, line.no)) else { break };
            after = Some(last);
            for line in lines {
                let case = self.current_case(line.case.case).await?;
                let subject = Subject::Case { case: &case.state, action: CaseAction::View };
                match self.authorise(actor, &subject, moment) {
                    Ok(()) => places.push(self.place(seat, line, case, moment.today)),
                    Err(_) => hidden += 1,
                }
            }
        }
        places.sort_by_key(|place| !place.line.waiting);
        Ok(MeetingFile { meeting, places, hidden, may_manage })
    }

    fn place(&self, seat: Seat, line: AgendaLine, case: Arc<Loaded<Case>>, today: Date) -> Place {
        let no = line.no;
        let open = line.waiting && case.state.is_open();
        let discuss =
            |inform| CaseCommand::RecordDiscussion { no, outcome: String::new(), decisions: Vec::new(), inform };
        let may_discuss = open && self.may_command(seat, &case.state, &discuss(Vec::new()));
        let may_inform = open && self.may_command(seat, &case.state, &discuss(vec![seat.org]));
        let case = self.seen(case, seat, today).case;
        Place { no, line, case, may_discuss, may_inform }
    }

    /// Cases of her organisation that could be put on a meeting's agenda: those whose client's name holds `search`, or
    /// without one those that are late or have an urgent particular open (AZ-14). Not those that stand on it already.
    ///
    /// # Errors
    /// When the actor may not see the caseload, or the store cannot be read.
    pub async fn cases_for_agenda(
        &self,
        seat: Seat,
        file: &MeetingFile,
        search: Option<&str>,
    ) -> Result<Vec<CaseLine>, AppError> {
        let filter = CaseFilter { search: search.map(str::to_owned), ..CaseFilter::default() };
        let (sort, limit) = match search {
            Some(_) => (CaseSort::Name, u32::try_from(PROPOSED).unwrap_or(LOOKED_THROUGH)),
            None => (CaseSort::NextUntil, LOOKED_THROUGH),
        };
        let today = self.moment().today;
        let mut lines = self.caseload(seat, &filter, sort, None, limit).await?;
        let waits = |case: CaseId| file.places.iter().any(|place| place.line.waiting && place.line.case.case == case);
        let presses = |line: &CaseLine| line.case.urgent > 0 || line.case.next_until.is_some_and(|day| day < today);
        lines.retain(|line| !waits(line.case.case) && (search.is_some() || presses(line)));
        if search.is_none() {
            lines.sort_by_key(|line| line.case.urgent == 0);
        }
        lines.truncate(PROPOSED);
        let mut offered = Vec::with_capacity(lines.len());
        for line in lines {
            let case = self.current_case(line.case.case).await?;
            let put = CaseCommand::PutOnAgenda { meeting: file.meeting.state.id, question: String::new() };
            if case.state.is_open() && self.may_command(seat, &case.state, &put) {
                offered.push(line);
            }
        }
        Ok(offered)
    }
}
