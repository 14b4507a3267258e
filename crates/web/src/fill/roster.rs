//! *Regio*, the roster.

mod changed;
mod visitor_form;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::{
    Alternative, BoardVisit, KnownAway, PinView, StandInKind, StandInList, VisitReason, VisitorDay, VisitorLine,
    WeekBoard, WomanLine,
};
use regie_care::ids::{CaseId, PersonId};
use regie_care::postnatal::VisitCode;
use regie_care::region::Purpose;
use regie_care::seat::Role;
use regie_care::wording;

use self::visitor_form::visitor_form;
use super::Desk;
use super::names::{Namesake, capital};
use crate::pages::roster::{
    Cell, DayHead, Explained, MidwifeRow, NextBest, RosterPage, StandInLine, StandIns, VisitLine, WaitingLine, WomanRow,
};
use crate::pages::{Choice, Chrome, FormKey, Said};
use crate::texts::{Chip, Tone};

/// Who is ill, from when until when: as asked, or as recorded.
pub struct Ill {
    /// Her visits with who could make them.
    pub list: StandInList,
    /// From when.
    pub from: Date,
    /// Until when.
    pub until: Date,
}

/// What the page is made of.
pub struct Made {
    /// Whose days and hours are to be changed.
    pub visitor: Option<PersonId>,
    /// The week.
    pub board: WeekBoard,
    /// The visit that is explained.
    pub reason: Option<VisitReason>,
    /// Who is ill.
    pub ill: Option<Ill>,
    /// Who was asked for as ill, from when and until when, as it was typed.
    pub asked_ill: [String; 3],
    /// The day of the map.
    pub day: Date,
    /// Whom and which day she chose for the visit that is explained, as far as she did.
    pub pin: (String, Option<Date>),
    /// What was wrong with what was posted.
    pub said: Said,
    /// What the forms post along.
    pub key: FormKey,
}

/// The week, and what the lines of it have in common.
struct Week<'b> {
    board: &'b WeekBoard,
    /// What tells the women of one name apart, by case.
    apart: BTreeMap<CaseId, String>,
    /// The visit that is explained.
    chosen: Option<String>,
}

impl Week<'_> {
    fn told_apart(&self, case: CaseId) -> String {
        self.apart.get(&case).cloned().unwrap_or_default()
    }
}

/// The page.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, made: Made) -> RosterPage {
    let Made { board, reason, pin, ill, asked_ill: [who, ill_from, ill_until], day, visitor, said, key } = made;
    let chosen = reason.as_ref().map(|reason| reason.visit.clone());
    let shown = Week { board: &board, apart: desk.women_apart(&board), chosen };
    let first = board.days.first().copied().unwrap_or(desk.today);
    let week = |days: i64| format!("/regio/rooster?vanaf={}", first.saturating_add(days.days()));
    let choice = |line: &VisitorLine| Choice::new(line.visitor.person.to_string(), line.name.clone());
    let mut places: Vec<Choice> = vec![Choice::new("", desk.t.of("roster-middle"))];
    places.extend(board.places.iter().map(|(name, ..)| Choice::new(name.clone(), name.clone())));
    let changes = board.proposal.as_ref().map_or(&board.changes, |proposal| &proposal.changes);
    RosterPage {
        t: desk.t,
        chrome,
        today: desk.today,
        network: board.network.clone(),
        wrong: said.why,
        meanwhile: said.changes,
        key,
        standing: desk.roster_standing(&board),
        proposed: board.proposal.is_some(),
        figures: desk.figures(&board),
        broken: desk.broken(&shown),
        unrecorded: desk.unrecorded(&shown),
        again: desk.again(&shown),
        since: board.changed_since.map(|at| desk.t.moment(&at, &desk.today).to_string()).unwrap_or_default(),
        bill: board.figures.bill.iter().map(|(unit, cost)| (capital(&desk.text(unit)), *cost)).collect(),
        changes: desk.changes(&shown, changes, false),
        later: desk.changes(&shown, changes, true),
        waiting: desk.waiting(&shown),
        days: board
            .days
            .iter()
            .map(|date| DayHead { name: desk.weekday_and_day(*date), date: *date, today: *date == desk.today })
            .collect(),
        rows: board.visitors.iter().map(|line| desk.midwife_row(&shown, line)).collect(),
        span: desk.t.span(&first, board.days.last().unwrap_or(&first), &desk.today).to_string(),
        women: board.women.iter().map(|woman| desk.woman_row(&shown, woman)).collect(),
        explained: reason.map(|reason| desk.explained(&board, &reason, &pin)),
        stand_ins: ill.map(|ill| desk.stand_ins(&board, &ill)),
        map: desk.day_map(&board, day),
        midwives: super::several::chosen(board.visitors.iter().map(choice).collect(), &who),
        ill_days: (if ill_from.is_empty() { desk.today.to_string() } else { ill_from }, ill_until),
        visitor: visitor_form(&board, visitor, &places),
        others: desk.others(&board),
        pace: board.pace,
        weeks: (week(-7), week(7)),
        week: first.to_string(),
    }
}

/// `09:40`.
pub(super) fn clock(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60)
}

impl Desk {
    fn roster_standing(&self, board: &WeekBoard) -> String {
        match (&board.proposal, &board.accepted) {
            (Some(proposal), _) => {
                let at = self.t.moment(&proposal.at, &self.today);
                self.t.two("roster-proposed-by", "who", &proposal.by, "at", at)
            }
            (None, Some((who, at))) => {
                self.t.two("roster-accepted-by", "who", who, "at", self.t.moment(at, &self.today))
            }
            (None, None) => self.t.of("roster-none"),
        }
        .into_owned()
    }

    fn figures(&self, board: &WeekBoard) -> Vec<String> {
        let figures = &board.figures;
        if board.proposal.is_none() && board.accepted.is_none() {
            return Vec::new();
        }
        let known = board.women.iter().filter(|woman| woman.keeps_known_face).count();
        let mut said =
            vec![self.t.two("roster-planned", "planned", figures.planned, "unplanned", figures.unplanned).into_owned()];
        if figures.overtaken > 0 {
            said.push(self.t.one("roster-overtaken", "count", figures.overtaken).into_owned());
        }
        said.extend([
            self.t
                .two("roster-faces", "faces", self.decimal(u64::from(figures.faces)), "new", figures.new_faces)
                .into_owned(),
            self.t.two("roster-known", "known", known, "all", board.women.len()).into_owned(),
            self.t.one("roster-travel", "minutes", figures.travel_minutes).into_owned(),
        ]);
        if figures.broken_promises > 0 && board.proposal.is_some() {
            said.push(self.t.one("roster-broken", "count", figures.broken_promises).into_owned());
        }
        let infected = board.women.iter().filter(|woman| woman.infected && !woman.needs_none).count();
        if infected > 0 && !board.visitors.iter().any(|line| line.visitor.infected_households) {
            said.push(self.t.one("roster-nobody-apart", "count", infected).into_owned());
        }
        if board.broken.is_empty() {
            said.push(self.t.of("roster-checked").into_owned());
        }
        said
    }

    /// What a visit is for; one that was agreed beside the usual ones goes by its own name.
    pub(super) fn visit_for(&self, visit: &str, purpose: Purpose) -> String {
        let code = visit.rsplit('/').next().and_then(VisitCode::of);
        match code.filter(|code| matches!(code, VisitCode::Extra(_))) {
            Some(extra) => self.text(&wording::visit(extra)),
            None => self.text(&wording::purpose(purpose)),
        }
    }

    fn women_apart(&self, board: &WeekBoard) -> BTreeMap<CaseId, String> {
        let namesake = |woman: &WomanLine| Namesake {
            name: woman.name.clone(),
            birth_date: woman.birth_date,
            else_by: Some(self.lies_in(woman)),
        };
        let marks = self.told_apart(&board.women.iter().map(namesake).collect::<Vec<_>>());
        board.women.iter().map(|woman| woman.case).zip(marks).collect()
    }

    /// `AZC Ter Apel · bevallen 22 nov`.
    fn lies_in(&self, woman: &WomanLine) -> String {
        let born = self.t.day(&woman.born, &self.today);
        self.t.two("roster-born", "site", &woman.site, "born", born).into_owned()
    }

    /// `Zij kent Femke Bos (ziek), Mirjam Kok (dienst, vrij).`
    fn known_away(&self, woman: &WomanLine) -> String {
        let why = |one: &KnownAway| {
            let keys: Vec<&str> = match one.visits {
                false => vec!["roster-visits-nobody"],
                true if one.days.contains(&VisitorDay::Works) => vec!["roster-no-room"],
                true => one.days.iter().map(|day| off_key(*day)).collect(),
            };
            keys.into_iter().map(|key| self.t.of(key)).collect::<Vec<_>>().join(", ")
        };
        let known: Vec<String> = woman.known_away.iter().map(|one| format!("{} ({})", one.name, why(one))).collect();
        if known.is_empty() { String::new() } else { self.t.one("roster-knows", "who", known.join(", ")).into_owned() }
    }

    /// `Femke Bos, Mirjam Kok (nieuw)`.
    fn face_names(&self, woman: &WomanLine) -> String {
        let new = self.t.of("roster-new");
        let face = |face: &regie_app::Face| if face.new { format!("{} ({new})", face.name) } else { face.name.clone() };
        woman.face_names.iter().map(face).collect::<Vec<_>>().join(", ")
    }

    fn waiting(&self, week: &Week<'_>) -> Vec<WaitingLine> {
        let board = week.board;
        // Before the first roster nothing is newer than it.
        let has_roster = board.proposal.is_some() || board.accepted.is_some();
        let line = |one: &regie_app::WaitingVisit| WaitingLine {
            visit: one.visit.clone(),
            client: one.client.clone(),
            told_apart: week.told_apart(one.case),
            what: format!(
                "{}, {}, {}",
                self.visit_for(&one.visit, one.purpose),
                self.text(&wording::means(one.means)),
                self.t.span(&one.first, &one.last, &self.today)
            ),
            needs_hour: one.needs_hour,
            impossible: one.impossible,
            why: one.why.as_ref().map(|why| capital(&self.text(why))).unwrap_or_default(),
            newer: has_roster && !one.impossible,
            manager: one.case_manager.clone(),
            manager_phone: one.case_manager_phone.clone(),
        };
        board.waiting.iter().map(line).collect()
    }

    fn visit_line(&self, week: &Week<'_>, visit: &BoardVisit) -> VisitLine {
        let mut marks = Vec::new();
        let mut mark = |is: bool, tone: Tone, key: &str| {
            if is {
                marks.push(Chip::new(tone, self.t.of(key)));
            }
        };
        mark(visit.made, Tone::Good, "roster-made");
        mark(visit.agreed, Tone::Plain, "roster-agreed");
        mark(visit.pinned, Tone::Plain, "roster-pinned");
        mark(visit.told, Tone::Plain, "roster-told");
        mark(visit.infected, Tone::Warn, "roster-protect");
        marks.extend(visit.pin.as_ref().map(|pin| Chip::new(pin_tone(pin), self.pinned(pin))));
        VisitLine {
            visit: visit.visit.clone(),
            at: clock(visit.start),
            client: visit.client.clone(),
            told_apart: week.told_apart(visit.case),
            pause: self.pause(visit.break_before),
            what: self.visit_words(visit),
            midwife: visit.midwife_name.clone(),
            marks,
            chosen: week.chosen.as_ref() == Some(&visit.visit),
        }
    }

    /// `pauze 12:10–12:40`; empty where there is none.
    pub(super) fn pause(&self, pause: Option<(u32, u32)>) -> String {
        let said = |(from, until)| self.t.two("roster-break", "from", clock(from), "until", clock(until)).into_owned();
        pause.map(said).unwrap_or_default()
    }

    /// `vastgezet: Femke Bos, di 24 nov`.
    fn pinned(&self, pin: &PinView) -> String {
        let key = if pin.can { "roster-pinned-at" } else { "roster-pinned-not" };
        self.t.two(key, "who", &pin.name, "day", self.weekday_and_day(pin.on)).into_owned()
    }

    /// `controle, bellen, begint tussen 09:00 en 12:00`.
    fn visit_words(&self, visit: &BoardVisit) -> String {
        let mut words = vec![self.visit_for(&visit.visit, visit.purpose), self.text(&wording::means(visit.means))];
        words.extend(Some(self.hours(visit.hours)).filter(|hours| !hours.is_empty()));
        words.join(", ")
    }

    fn midwife_row(&self, week: &Week<'_>, line: &VisitorLine) -> MidwifeRow {
        let board = week.board;
        let visitor = &line.visitor;
        let cell = |(date, day): (&Date, &VisitorDay)| {
            let hers = board.visits.iter().filter(|visit| visit.midwife == visitor.person && visit.on == *date);
            let off = off_key(*day);
            Cell {
                day: self.weekday_and_day(*date),
                off: if off.is_empty() { String::new() } else { self.t.of(off).into_owned() },
                visits: hers.map(|visit| self.visit_line(week, visit)).collect(),
            }
        };
        let hours = format!("{}–{}", clock(u32::from(visitor.from) * 60), clock(u32::from(visitor.until) * 60));
        MidwifeRow {
            name: line.name.clone(),
            person: visitor.person.to_string(),
            ill: line.ill_from.zip(line.ill_until).map(|(from, until)| self.ill(from, until)),
            hours: if visitor.infected_households {
                format!("{hours}, {}", self.t.of("roster-infected"))
            } else {
                hours
            },
            cells: board.days.iter().zip(&line.days).map(cell).collect(),
        }
    }

    /// `ziek t/m 14 dec`, or `ziek 10 dec – 14 dec` when it is still to come.
    fn ill(&self, from: Date, until: Date) -> String {
        if from <= self.today {
            self.t.one("roster-ill-until", "day", self.t.day(&until, &self.today)).into_owned()
        } else {
            self.t.one("roster-ill-from", "days", self.t.span(&from, &until, &self.today)).into_owned()
        }
    }

    fn woman_row(&self, week: &Week<'_>, woman: &WomanLine) -> WomanRow {
        let board = week.board;
        let hers: Vec<&BoardVisit> = board.visits.iter().filter(|visit| visit.case == woman.case).collect();
        let mut about = self.lies_in(woman);
        if let Some(attending) = &woman.attending {
            about = format!("{about} · {}", self.t.one("roster-attended", "who", attending));
        }
        // Before the first roster nobody comes yet, and nothing is said of who does.
        let planned = board.proposal.is_some() || board.accepted.is_some();
        let (tone, key) = match woman.keeps_known_face {
            true => (Tone::Good, "roster-known-face"),
            false => (Tone::Warn, "roster-no-known-face"),
        };
        let late = if woman.needs_none { "roster-home-late-none" } else { "roster-home-late" };
        let mut marks = Vec::new();
        if woman.infected {
            marks.push(Chip::new(Tone::Warn, self.t.of("roster-protect")));
        }
        if woman.place_unknown {
            marks.push(Chip::new(Tone::Quiet, self.t.of("roster-place-unknown")));
        }
        if woman.tell_again {
            marks.push(Chip::new(Tone::Warn, self.t.of("roster-tell-her-again")));
        }
        if woman.told && hers.iter().any(|visit| visit.on >= self.today) {
            marks.push(Chip::new(Tone::Plain, self.t.of("roster-told")));
        }
        WomanRow {
            case: woman.case.to_string(),
            name: woman.name.clone(),
            told_apart: week.told_apart(woman.case),
            about,
            late: woman.home_late.map(|home| self.late(home, late)).unwrap_or_default(),
            faces: planned.then(|| Chip::new(tone, self.t.one(key, "faces", woman.faces))),
            face_names: self.face_names(woman),
            known_away: if planned { self.known_away(woman) } else { String::new() },
            marks,
            tell: board.proposal.is_none()
                && !woman.told
                && !board.broken.iter().any(|broken| broken.case == woman.case && !broken.begun),
            visits: hers
                .into_iter()
                .map(|visit| {
                    let line = self.visit_line(week, visit);
                    VisitLine { at: format!("{} {}", self.weekday_and_day(visit.on), line.at), ..line }
                })
                .collect(),
        }
    }

    fn next_best(&self, next: &Alternative) -> NextBest {
        let units: Vec<String> =
            next.units.iter().map(|(unit, cost)| format!("{} {cost:+}", self.text(unit))).collect();
        NextBest {
            name: next.name.clone(),
            person: next.midwife.to_string(),
            day: self.weekday_and_day(next.on),
            date: next.on,
            known: next.known_face,
            cost: match (next.extra, units.is_empty()) {
                (0, true) => self.t.of("roster-costs-nothing"),
                (extra, true) => self.t.one("roster-costs-only", "extra", format!("{extra:+}")),
                (0, false) => self.t.one("roster-costs-even", "units", units.join(", ")),
                (extra, false) => self.t.two("roster-costs", "extra", format!("{extra:+}"), "units", units.join(", ")),
            }
            .into_owned(),
        }
    }

    fn explained(&self, board: &WeekBoard, reason: &VisitReason, pin: &(String, Option<Date>)) -> Explained {
        let planned = board.visits.iter().find(|visit| visit.visit == reason.visit);
        let purpose = self.visit_for(&reason.visit, reason.purpose);
        let place = match (&reason.midwife, reason.on) {
            (Some(midwife), Some(on)) => format!("{midwife}, {}", self.weekday_and_day(on)),
            _ => self.t.of("roster-nobody").into_owned(),
        };
        let choice = |line: &VisitorLine| {
            let choice = Choice::new(line.visitor.person.to_string(), line.name.clone());
            if planned.is_some_and(|visit| visit.midwife == line.visitor.person) { choice.chosen() } else { choice }
        };
        Explained {
            visit: reason.visit.clone(),
            title: format!("{}, {purpose}: {place}", reason.client),
            because: reason.because.iter().map(|text| capital(&self.text(text))).collect(),
            next: reason.next.iter().map(|next| self.next_best(next)).collect(),
            midwives: super::several::chosen(board.visitors.iter().map(choice).collect(), &pin.0),
            on: pin.1.or(reason.on).unwrap_or(self.today).to_string(),
            pinned: reason.pin.as_ref().map(|pin| self.pinned(pin)).unwrap_or_default(),
            days: self.t.span(&reason.first, &reason.last, &self.today),
        }
    }

    fn stand_ins(&self, board: &WeekBoard, ill: &Ill) -> StandIns {
        let person = ill.list.midwife;
        let line = board.visitors.iter().find(|line| line.visitor.person == person);
        StandIns {
            name: ill.list.name.clone(),
            person: person.to_string(),
            from: ill.from,
            until: ill.until,
            days: self.t.span(&ill.from, &ill.until, &self.today).to_string(),
            recorded: line
                .and_then(|line| line.ill_from.zip(line.ill_until))
                .is_some_and(|(from, until)| from <= ill.from && until >= ill.until),
            visits: ill
                .list
                .visits
                .iter()
                .map(|one| {
                    let title = format!(
                        "{}, {}, {}",
                        one.client,
                        self.visit_for(&one.visit, one.purpose),
                        self.weekday_and_day(one.on)
                    );
                    let unmet = one.unmet.as_ref().map(|why| self.t.one("roster-unmet", "why", self.text(why)));
                    StandInLine {
                        title,
                        ranked: one
                            .ranked
                            .iter()
                            .map(|choice| (self.choice_kind(choice.kind), self.next_best(&choice.place)))
                            .collect(),
                        unmet: unmet.map(Into::into).unwrap_or_default(),
                    }
                })
                .collect(),
        }
    }

    fn choice_kind(&self, kind: StandInKind) -> String {
        self.t
            .of(match kind {
                StandInKind::SameDay => "roster-same-day",
                StandInKind::OtherDay => "roster-other-day",
                StandInKind::Call => "roster-call",
            })
            .into_owned()
    }

    /// The network's midwives who do not visit for the region yet.
    fn others(&self, board: &WeekBoard) -> Vec<Choice> {
        let visits = |person: &PersonId| board.visitors.iter().any(|line| line.visitor.person == *person);
        let here = |org| self.directory.org(org).is_some_and(|org| org.network == board.network);
        let people = self.directory.people.values().filter(|person| !visits(&person.id));
        let midwives = people
            .filter(|person| person.roles.iter().any(|(org, role)| *role == Role::Midwife && here(*org)))
            .map(|person| (person.name.clone(), person.id.to_string()))
            .collect::<BTreeMap<_, _>>();
        midwives.into_iter().map(|(name, id)| Choice::new(id, name)).collect()
    }
}

fn pin_tone(pin: &PinView) -> Tone {
    if pin.can { Tone::Plain } else { Tone::Warn }
}

/// Why somebody makes no visits on a day; nothing when she does.
pub(super) fn off_key(day: VisitorDay) -> &'static str {
    match day {
        VisitorDay::Works => "",
        VisitorDay::Free => "roster-free",
        VisitorDay::Away => "roster-away",
        VisitorDay::Ill => "roster-ill",
        VisitorDay::Duty => "roster-duty",
    }
}
