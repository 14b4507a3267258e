//! *Mijn visites*, and *Kraamvisites* of a woman.

use jiff::civil::Date;
use regie_app::{OwnDay, OwnVisit, PrickToRecord, SetVisit, UrgentVisit, VisitPlan, VisitStands};
use regie_care::ids::{CaseId, PersonId};
use regie_care::postnatal::{BirthPlace, VisitCode, VisitDecision, may_call};
use regie_care::region::{Means, Purpose};
use regie_care::wording;

use super::Desk;
use super::names::{Namesake, capital};
use super::roster::clock;
use crate::pages::visits::{
    BirthFields, OwnDayPage, OwnVisitCard, PastFields, PrickLine, VisitBlock, VisitFields, VisitsPage,
};
use crate::pages::{Choice, Chrome, FormKey, Said};
use crate::texts::{Chip, Tone};

/// The midwife's day.
#[must_use]
pub fn own_day(desk: &Desk, chrome: Chrome, own: &OwnDay, asked: &str) -> OwnDayPage {
    let is_shown = asked.is_empty() || asked.parse().ok() == Some(own.day);
    let shown = desk.t.day_long(&own.day);
    let wrong = || desk.t.two("visits-no-such-day", "typed", asked, "day", &shown).into_owned();
    let ill = own.ill.map(|ill| {
        let (from, until) = (desk.weekday_and_day(ill.from), desk.weekday_and_day(ill.until));
        desk.t.two("visits-you-are-ill", "from", from, "until", until).into_owned()
    });
    let day = |(date, visits): &(Date, usize)| {
        (format!("/visites?dag={date}"), desk.weekday_and_day(*date), *visits, *date == own.day)
    };
    let namesake = |visit: &OwnVisit| Namesake {
        name: visit.client.clone(),
        birth_date: visit.birth_date,
        else_by: Some(visit.site.clone()),
    };
    let apart = desk.told_apart(&own.visits.iter().map(namesake).collect::<Vec<_>>());
    OwnDayPage {
        t: desk.t,
        chrome,
        network: own.network.clone(),
        wrong: if is_shown { String::new() } else { wrong() },
        ill: ill.unwrap_or_default(),
        day: shown.clone(),
        days: own.days.iter().map(day).collect(),
        visits: own.visits.iter().zip(apart).map(|(visit, apart)| desk.own_visit(visit, apart)).collect(),
        unrecorded: own
            .unrecorded
            .iter()
            .map(|one| desk.prick(one.case, &one.client, one.last, one.in_hospital))
            .collect(),
    }
}

/// A woman's visits.
#[must_use]
pub fn visits(desk: &Desk, chrome: Chrome, plan: &VisitPlan, key: FormKey, said: Said) -> VisitsPage {
    let mut about = Vec::new();
    about.extend(plan.died.map(|death| desk.t.death_said(&death)));
    if let Some(born) = plan.born {
        about.push(desk.t.one("born-on", "day", desk.t.day_full(&born)).into_owned());
    } else if let Some(due) = plan.due.filter(|_| plan.died.is_none()) {
        about.push(desk.t.one("due-on", "day", desk.t.day_full(&due)).into_owned());
    }
    let path = format!("/casus/{}/kraamvisites", plan.case);
    VisitsPage {
        t: desk.t,
        chrome,
        today: desk.today,
        client: plan.client.clone(),
        about,
        case: plan.version.map(|_| format!("/casus/{}", plan.case)),
        key: FormKey { back: path.clone(), version: plan.version, ..key },
        path,
        wrong: said.why,
        meanwhile: said.changes,
        may_set: plan.may_set,
        birth: desk.birth_fields(plan),
        late: plan.home_late.map(|home| desk.late(home, "visits-home-late")).unwrap_or_default(),
        visits: plan.visits.iter().map(|visit| desk.visit_block(plan, visit)).collect(),
        extra: plan.next_extra.map(|code| desk.visit_fields(code, Means::Home, (desk.today, desk.today), None, false)),
    }
}

/// `09:40`, of minutes after midnight.
fn minutes(minutes: u16) -> String {
    clock(u32::from(minutes) * 60)
}

impl Desk {
    fn own_visit(&self, visit: &OwnVisit, told_apart: String) -> OwnVisitCard {
        let until = visit.start + u32::from(visit.minutes) * 60;
        let mut marks = Vec::new();
        let mut mark = |is: bool, tone: Tone, key: &str| {
            if is {
                marks.push(Chip::new(tone, self.t.of(key)));
            }
        };
        mark(visit.infected, Tone::Warn, "roster-protect");
        mark(visit.made, Tone::Good, "roster-made");
        mark(!visit.told && !visit.made, Tone::Quiet, "visits-not-told");
        let language = match (visit.language.is_empty(), visit.interpreter) {
            (true, _) => String::new(),
            (false, false) => self.t.spoken(&visit.language),
            (false, true) => self.t.one("visits-interpreter", "language", self.t.spoken(&visit.language)).into_owned(),
        };
        let at_home = visit.means == Means::Home;
        OwnVisitCard {
            at: format!("{}–{}", clock(visit.start), clock(until)),
            window: self.hours(visit.hours),
            pause: capital(&self.pause(visit.break_before)),
            client: visit.client.clone(),
            told_apart,
            what: format!(
                "{}, {}",
                capital(&self.visit_for(&visit.visit, visit.purpose)),
                self.text(&wording::means(visit.means))
            ),
            site: if at_home { visit.site.clone() } else { String::new() },
            phone: visit.phone.clone(),
            language,
            born: self.t.one("born-on", "day", self.t.day(&visit.born, &self.today)).into_owned(),
            protect: visit.infected && at_home,
            due: visit.due.iter().map(|text| self.text(text)).collect(),
            manager: visit.case_manager.clone(),
            manager_phone: visit.case_manager_phone.clone(),
            marks,
            set: format!("/casus/{}/kraamvisites", visit.case),
            case: visit.opens_case.then(|| format!("/casus/{}", visit.case)),
        }
    }

    /// `begint tussen 09:00 en 12:00`; empty at any time.
    pub(super) fn hours(&self, hours: Option<(u16, u16)>) -> String {
        match hours {
            None => String::new(),
            Some((0, until)) => self.t.one("visits-until", "until", minutes(until)).into_owned(),
            Some((from, until)) if until >= 24 * 60 - 1 => {
                self.t.one("visits-from", "from", minutes(from)).into_owned()
            }
            Some((from, until)) => {
                self.t.two("visits-between", "from", minutes(from), "until", minutes(until)).into_owned()
            }
        }
    }

    /// That she comes home after the tenth day.
    pub(super) fn late(&self, home: Date, key: &str) -> String {
        self.t.one(key, "day", self.t.day(&home, &self.today)).into_owned()
    }

    fn birth_fields(&self, plan: &VisitPlan) -> BirthFields {
        let details = &plan.birth.details;
        let place = |code: &str, place: BirthPlace, key: &str| {
            let choice = Choice::new(code, self.t.of(key));
            if details.place == Some(place) { choice.chosen() } else { choice }
        };
        let infected = |code: &str, infected: Option<bool>, key: &str| {
            let choice = Choice::new(code, self.t.of(key));
            if details.infected == infected { choice.chosen() } else { choice }
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let heel_prick = plan.birth.heel_prick.map(|(first, last)| {
            let (first, last) = (self.weekday_and_day(first), self.weekday_and_day(last));
            match details.at.map(minutes) {
                Some(at) => self.t.with("visits-heel-prick-hour", &[("first", &first), ("last", &last), ("at", &at)]),
                None => self.t.two("visits-heel-prick-days", "first", first, "last", last),
            }
            .into_owned()
        });
        BirthFields {
            born: plan.born.is_some(),
            at: details.at.map(minutes).unwrap_or_default(),
            places: vec![
                Choice::new("", self.t.of("visits-place-unknown")),
                place("home", BirthPlace::Home, "visits-place-home"),
                place("hospital", BirthPlace::Hospital, "visits-place-hospital"),
            ],
            caesarean: day(details.planned_caesarean),
            discharged: day(details.discharged),
            infected: vec![
                infected("", None, "visits-infected-unknown"),
                infected("nee", Some(false), "no"),
                infected("ja", Some(true), "yes"),
            ],
            heel_prick: heel_prick.unwrap_or_default(),
        }
    }

    /// `Hielprik: kon tot en met maandag 11 mei`, with where it is recorded.
    pub(super) fn prick(&self, case: CaseId, client: &str, last: Date, in_hospital: bool) -> PrickLine {
        PrickLine {
            client: client.to_owned(),
            what: self.prick_until(last, in_hospital),
            path: format!("/casus/{case}/kraamvisites"),
        }
    }

    /// A heel prick on her *Vandaag*, with what is the matter.
    pub(super) fn prick_now(&self, one: &PrickToRecord) -> PrickLine {
        let mut line = self.prick(one.case, &one.client, one.last, one.in_hospital);
        if one.nobody {
            line.what = self.t.one("visits-prick-nobody", "day", self.weekday_and_day(one.last)).into_owned();
        } else {
            line.what = self.t.one("visits-prick-unrecorded", "until", &line.what).into_owned();
        }
        line
    }

    /// `hielprik, uiterlijk di 24 nov: staat bij niemand`; it leads to where the planner can choose for it.
    pub(super) fn urgent_visit(&self, one: &UrgentVisit) -> PrickLine {
        let (what, day) = (capital(&self.visit_for(&one.visit, one.purpose)), self.weekday_and_day(one.on));
        let what = match &one.absent {
            Some(who) => self.t.with("visits-urgent-absent", &[("what", &what), ("day", &day), ("who", who)]),
            None => self.t.two("visits-urgent-nobody", "what", &what, "day", &day),
        };
        PrickLine { client: one.client.clone(), what: what.into_owned(), path: one.visit.clone() }
    }

    /// Until when a heel prick could be made, and that it was to be made in hospital.
    pub(super) fn prick_until(&self, last: Date, in_hospital: bool) -> String {
        let key = if in_hospital { "visits-prick-there-until" } else { "visits-prick-until" };
        self.t.one(key, "day", self.weekday_and_day(last)).into_owned()
    }

    /// What stands beside a visit.
    fn visit_marks(&self, visit: &SetVisit) -> Vec<Chip> {
        let mut marks = Vec::new();
        let mut mark = |tone: Tone, key: &str| marks.push(Chip::new(tone, self.t.of(key)));
        match visit.stands {
            VisitStands::ToCome if visit.nobody_works => mark(Tone::Warn, "visits-nobody-works"),
            VisitStands::ToCome => {}
            VisitStands::Belated => mark(Tone::Alarm, "visits-belated"),
            VisitStands::Made => mark(Tone::Good, "roster-made"),
            VisitStands::Unrecorded { .. } if visit.purpose == Purpose::HeelPrick => {
                mark(Tone::Alarm, "visits-unrecorded");
            }
            VisitStands::Unrecorded { .. } => mark(Tone::Warn, "visits-unrecorded"),
            VisitStands::InHospital { .. } => mark(Tone::Quiet, "visits-in-hospital"),
            VisitStands::LeftOut => mark(Tone::Quiet, "visits-not-needed"),
            // A child that died has none.
            VisitStands::Over if visit.purpose == Purpose::HeelPrick => mark(Tone::Quiet, "visits-lapsed"),
            VisitStands::Over => mark(Tone::Quiet, "visits-over"),
        }
        marks
    }

    fn visit_block(&self, plan: &VisitPlan, visit: &SetVisit) -> VisitBlock {
        let means = self.text(&wording::means(visit.means));
        let mut how = vec![capital(&means)];
        if let (Some(first), Some(last), true) = (visit.first, visit.last, visit.planned.is_none() || !fits(visit)) {
            how.push(self.t.span(&first, &last, &self.today).to_string());
        }
        let hours = self.hours(visit.hours);
        if !hours.is_empty() {
            how.push(hours);
        }
        if let Some((who, on, start)) = &visit.planned {
            how.push(
                self.t
                    .with(
                        if fits(visit) { "visits-planned" } else { "visits-planned-otherwise" },
                        &[("who", who), ("day", &self.weekday_and_day(*on)), ("at", &clock(*start))],
                    )
                    .into_owned(),
            );
        }
        let days = (visit.first.unwrap_or(self.today), visit.last.unwrap_or(self.today));
        let open = matches!(visit.stands, VisitStands::ToCome | VisitStands::LeftOut | VisitStands::Belated);
        let mut fields =
            open.then(|| self.visit_fields(visit.code, visit.means, days, visit.hours, visit.decision.is_some()));
        // The one visit of who comes home late may be needless.
        if let Some(fields) = fields.as_mut().filter(|_| visit.code == VisitCode::Home) {
            fields.can_be_left = plan.home_late.is_some();
        }
        if let Some(fields) = fields.as_mut() {
            fields.belated = visit.stands == VisitStands::Belated;
        }
        let past = match visit.stands {
            VisitStands::Unrecorded { last, in_hospital, .. } => {
                Some(PastFields { in_hospital, ..self.past_fields(plan, visit, last) })
            }
            VisitStands::InHospital { home } => {
                Some(PastFields { in_hospital: true, to_come: true, ..self.past_fields(plan, visit, home) })
            }
            VisitStands::Belated => Some(PastFields { belated: true, ..self.past_fields(plan, visit, self.today) }),
            _ => None,
        };
        let is_to_come = matches!(visit.stands, VisitStands::ToCome | VisitStands::Belated);
        VisitBlock {
            title: capital(&self.text(&wording::visit(visit.code))),
            how: if is_to_come { how.join(", ") } else { self.went_by(visit) },
            decided: self.visit_decided(plan, visit),
            marks: self.visit_marks(visit),
            fields,
            past,
        }
    }

    /// `kon tot en met maandag 11 mei, stond bij Lotte Jansen`; empty of a visit whose days did not go by unrecorded.
    fn went_by(&self, visit: &SetVisit) -> String {
        let last = match visit.stands {
            VisitStands::InHospital { home } => {
                return self.t.one("visits-prick-there", "day", self.weekday_and_day(home)).into_owned();
            }
            VisitStands::Unrecorded { last, in_hospital: false, .. } => last,
            VisitStands::Unrecorded { last, .. } => {
                return self.t.one("visits-prick-there-open", "day", self.weekday_and_day(last)).into_owned();
            }
            _ => return String::new(),
        };
        let until = self.t.one("visits-could-until", "day", self.weekday_and_day(last)).into_owned();
        match &visit.planned {
            Some((who, on, _)) => {
                let planned = self.t.two("visits-was-with", "who", who, "day", self.weekday_and_day(*on));
                format!("{}; {planned}", capital(&until))
            }
            None => capital(&until),
        }
    }

    /// What was decided about a visit, and by whom.
    fn visit_decided(&self, plan: &VisitPlan, visit: &SetVisit) -> String {
        let by = visit.by.clone().unwrap_or_default();
        match &visit.decision {
            None => String::new(),
            Some(VisitDecision::NotNeeded { reason }) => {
                self.t.two("visits-left-out-by", "who", by, "reason", reason).into_owned()
            }
            Some(VisitDecision::NotMade { reason }) => {
                self.t.two("visits-not-made-by", "who", by, "reason", reason).into_owned()
            }
            Some(VisitDecision::Made { on, who }) => {
                let who = plan.visitors.iter().find(|(person, _)| person == who);
                let who = who.map(|(_, name)| name.clone()).unwrap_or(by);
                self.t.two("visits-made-by", "who", who, "day", self.weekday_and_day(*on)).into_owned()
            }
            Some(VisitDecision::Agreed { .. } | VisitDecision::AsUsual) => {
                self.t.one("visits-set-by", "who", by).into_owned()
            }
        }
    }

    /// What became of a visit whose days went by.
    fn past_fields(&self, plan: &VisitPlan, visit: &SetVisit, last: Date) -> PastFields {
        let on = visit.planned.as_ref().map_or(last, |(_, on, _)| *on).min(self.today);
        let expected = visit.visitor.or_else(|| plan.visitors.first().map(|(person, _)| *person));
        let choice = |(person, name): &(PersonId, String)| {
            let choice = Choice::new(person.to_string(), name.clone());
            if Some(*person) == expected { choice.chosen() } else { choice }
        };
        PastFields {
            code: visit.code.code(),
            on: on.to_string(),
            who: plan.visitors.iter().map(choice).collect(),
            why: String::new(),
            needless: String::new(),
            can_be_left: visit.code != VisitCode::Home && visit.code != VisitCode::Last,
            heel_prick: visit.purpose == Purpose::HeelPrick,
            belated: false,
            in_hospital: false,
            to_come: false,
            again: false,
        }
    }

    fn visit_fields(
        &self,
        code: VisitCode,
        means: Means,
        (first, last): (Date, Date),
        hours: Option<(u16, u16)>,
        is_set: bool,
    ) -> VisitFields {
        let purpose = code.purpose();
        let ways = [("home", Means::Home), ("video", Means::Video), ("phone", Means::Phone)];
        let ways = ways.into_iter().filter(|(_, one)| *one == Means::Home || may_call(purpose));
        let choice = |(value, one): (&str, Means)| {
            let choice = Choice::new(value, capital(&self.text(&wording::means(one))));
            if one == means { choice.chosen() } else { choice }
        };
        VisitFields {
            code: code.code(),
            means: ways.map(choice).collect(),
            first: first.to_string(),
            last: last.to_string(),
            from: hours.filter(|(from, _)| *from > 0).map(|(from, _)| minutes(from)).unwrap_or_default(),
            until: hours.filter(|(_, until)| *until < 24 * 60 - 1).map(|(_, until)| minutes(until)).unwrap_or_default(),
            can_be_left: match code {
                VisitCode::Home | VisitCode::Last => false,
                VisitCode::Extra(_) => is_set,
                VisitCode::FirstCheck | VisitCode::HeelPrick | VisitCode::SecondCheck => true,
            },
            is_set,
            belated: false,
            why: String::new(),
            again: false,
        }
    }
}

/// Whether the roster has a visit where it was agreed; of one that is not to come there is nothing to fit.
fn fits(visit: &SetVisit) -> bool {
    let (Some((_, on, start)), Some(first), Some(last)) = (&visit.planned, visit.first, visit.last) else {
        return true;
    };
    let hours = visit.hours.is_none_or(|(from, until)| (u32::from(from)..=u32::from(until)).contains(&(start / 60)));
    (first..=last).contains(on) && hours
}
