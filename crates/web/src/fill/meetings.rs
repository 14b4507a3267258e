//! *Besprekingen*.

use jiff::Timestamp;
use regie_app::{CaseLine, MeetingFile, Place};
use regie_care::case::state::AgendaLife;
use regie_care::meeting::{MeetingKind, MeetingLife};
use regie_care::seat::OrgKind;
use regie_care::view::MeetingRow;

use super::Desk;
use super::names::code;
use super::records::Titles;
use crate::fields::Fields;
use crate::pages::case::records::AgendaState;
use crate::pages::meetings::{MeetingLine, MeetingPage, MeetingsPage, PlaceView, Proposal, Trouble, TypedMeeting};
use crate::pages::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Tone, civil};

/// What was posted to plan a meeting, and why it was refused.
#[derive(Debug, Default)]
pub struct Planning {
    /// The kind.
    pub kind: String,
    /// The day.
    pub on: String,
    /// The title.
    pub title: String,
    /// Why it was refused.
    pub refusal: Option<String>,
}

/// The list of meetings.
#[must_use]
pub fn list(
    desk: &Desk,
    chrome: Chrome,
    key: FormKey,
    rows: &[MeetingRow],
    may_plan: bool,
    planning: Planning,
) -> MeetingsPage {
    let t = desk.t;
    let (coming, mut past): (Vec<_>, Vec<_>) =
        rows.iter().map(|row| desk.meeting_line(row)).partition(|line| line.on >= desk.today);
    past.reverse();
    let kind = |kind: MeetingKind| {
        let choice = Choice::new(code(&kind), desk.meeting_kind(kind.code()));
        if choice.value == planning.kind { choice.chosen() } else { choice }
    };
    MeetingsPage {
        t,
        chrome,
        today: desk.today,
        key,
        coming,
        past,
        may_plan,
        kinds: MeetingKind::ALL.into_iter().map(kind).collect(),
        refusal: planning.refusal,
        on: planning.on,
        title: planning.title,
    }
}

/// What the page of a meeting shows besides the meeting.
#[derive(Debug, Default)]
pub struct Besides {
    /// What she searched for.
    pub query: String,
    /// Cases that could be put on the agenda.
    pub proposals: Vec<CaseLine>,
    /// Why a form did not come through.
    pub trouble: Option<Trouble>,
    /// What stands in the fields: as posted, or as her draft has it.
    pub typed: Fields,
    /// How often her draft was saved, and when last.
    pub draft: Option<(u64, Timestamp)>,
    /// Her own name.
    pub me: String,
}

/// One meeting.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, nonce: &str, file: &MeetingFile, besides: Besides) -> MeetingPage {
    let meeting = &file.meeting.state;
    let id = meeting.id.to_string();
    let is_open = meeting.life == MeetingLife::Planned;
    let said = match &meeting.life {
        MeetingLife::Planned => String::new(),
        MeetingLife::Held(minutes) => minutes.clone(),
        MeetingLife::Cancelled(reason) => reason.clone(),
    };
    let told_apart = desk.clients_told_apart(&besides.proposals);
    let proposal = |(line, told_apart): (&CaseLine, String)| Proposal {
        case: line.case.case.to_string(),
        client: line.client.full_name(),
        manager: desk.person(line.case.case_manager),
        told_apart,
        why: desk.why_proposed(line),
        question: besides.typed.text(&format!("{}.vraag", line.case.case)).to_owned(),
    };
    let proposals = besides.proposals.iter().zip(told_apart).map(proposal);
    let typed = |name: &str| besides.typed.text(name).to_owned();
    let draft_line = match besides.draft {
        Some((_, at)) => desk.t.draft_saved(&besides.me, &at, &desk.today),
        None => desk.t.of("registration-no-draft").into_owned(),
    };
    MeetingPage {
        t: desk.t,
        chrome,
        today: desk.today,
        key: FormKey {
            version: Some(file.meeting.version),
            nonce: nonce.to_owned(),
            back: format!("/besprekingen/{id}"),
        },
        title: meeting.title.clone(),
        kind: desk.meeting_of(meeting.kind.code(), meeting.org),
        on: meeting.on,
        chip: desk.meeting_chip(meeting.is_held(), matches!(meeting.life, MeetingLife::Cancelled(_))),
        said,
        places: file.places.iter().map(|place| desk.agenda_place(place, &besides.typed)).collect(),
        hidden: file.hidden,
        may_manage: file.may_manage,
        may_hold: meeting.on <= desk.today,
        is_open,
        proposals: if is_open { proposals.collect() } else { Vec::new() },
        typed: TypedMeeting {
            minutes: typed("verslag"),
            reason: typed("reden"),
            on: besides.typed.filled("datum").map_or_else(|| meeting.on.to_string(), str::to_owned),
        },
        draft: besides.draft.map_or(0, |(rev, _)| rev),
        draft_line,
        query: besides.query,
        trouble: besides.trouble,
        id,
    }
}

impl Desk {
    fn meeting_line(&self, row: &MeetingRow) -> MeetingLine {
        MeetingLine {
            id: row.meeting.to_string(),
            title: row.title.clone(),
            kind: self.meeting_of(&row.meeting_kind, row.org),
            on: row.on,
            chip: self.meeting_chip(row.held, row.cancelled),
        }
    }

    /// `VSV, Martini Ziekenhuis`.
    fn meeting_of(&self, kind: &str, org: regie_care::ids::OrgId) -> String {
        format!("{}, {}", self.meeting_kind(kind), self.org(org))
    }

    fn meeting_kind(&self, kind: &str) -> String {
        let key = match kind {
            "vsv" => "meeting-vsv",
            "mdo" => "meeting-mdo",
            _ => "meeting-clients",
        };
        self.t.of(key).into_owned()
    }

    fn meeting_chip(&self, held: bool, cancelled: bool) -> Option<Chip> {
        match (held, cancelled) {
            (true, _) => Some(Chip::new(Tone::Good, self.t.of("meeting-held"))),
            (_, true) => Some(Chip::new(Tone::Quiet, self.t.of("meeting-cancelled"))),
            _ => None,
        }
    }

    fn agenda_place(&self, place: &Place, typed: &Fields) -> PlaceView {
        let case = &place.case.state;
        let id = case.id.to_string();
        let life = match place.record().map(|record| &record.life) {
            Some(AgendaLife::Discussed(outcome)) => AgendaState::Discussed(outcome.clone()),
            Some(AgendaLife::Withdrawn(reason)) => AgendaState::Withdrawn(reason.clone()),
            Some(AgendaLife::Waiting) | None => AgendaState::Waiting,
        };
        let numbers: Vec<_> = place.actions().map(|(no, _)| no).collect();
        let mut actions = self.actions(case, &Titles::default());
        actions.retain(|action| numbers.contains(&action.no));
        let born = place.line.client.birth_date;
        let mut facts = Vec::new();
        facts.extend(born.map(|day| self.t.one("born", "day", self.t.day_full(&day)).into_owned()));
        facts.extend(place.line.case.died.map(|death| self.t.death(&death)));
        let due = place.line.case.due.filter(|_| place.line.case.died.is_none());
        facts.extend(due.map(|day| self.t.one("due-on", "day", self.t.day_full(&day)).into_owned()));
        let cares = |choice: &Choice| {
            let kind = choice.value.parse().ok().and_then(|org| self.directory.kind(org));
            kind.is_some_and(|kind| kind != OrgKind::Coa)
        };
        let parties = if place.may_inform { self.around(case) } else { Vec::new() };
        PlaceView {
            no: place.no,
            client: place.line.client.full_name(),
            facts,
            manager: self.seat_name(case.case_manager),
            question: place.line.question.clone(),
            life,
            actions,
            version: place.case.version,
            typed: typed.under(&format!("{id}.{}.", place.no)),
            may_discuss: place.may_discuss,
            seats: if place.may_discuss { self.seats(case) } else { Vec::new() },
            parties: parties.into_iter().filter(cares).collect(),
            case: id,
        }
    }

    fn why_proposed(&self, line: &CaseLine) -> Vec<Chip> {
        let mut why = Vec::new();
        if line.case.urgent > 0 {
            why.push(Chip::new(Tone::Alarm, self.t.of("urgency-urgent")));
        }
        if let Some(until) = line.case.next_until.filter(|until| *until < self.today) {
            let said = self.t.one("meeting-late", "day", self.t.near(&until, &self.today)).into_owned();
            why.push(Chip::new(Tone::Warn, said));
        }
        why
    }

    /// What somebody else changed on a meeting, in words.
    #[must_use]
    pub fn meeting_changed(&self, by: regie_care::seat::Actor, at: Timestamp) -> String {
        let name = regie_app::name_of(by, &self.directory);
        let when = if civil(at).date() == self.today { self.t.clock(&at) } else { self.t.moment(&at, &self.today) };
        self.t.two("meeting-changed", "name", name, "when", when).into_owned()
    }
}
