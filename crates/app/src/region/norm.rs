//! The visits that a birth brings, and what the visiting midwife made of each (PN-04).

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::postnatal::{
    AFTER_LATE_HOME, BirthDetails, BirthPlace, LAST_DAY, Postnatal, VisitCode, VisitDecision, heel_prick_days,
    heel_prick_visit_days,
};
use regie_care::region::{Means, Purpose};

/// Days within which a heel prick that nobody made in time is to be made.
const SOON: i64 = 1;

/// A visit of the norm, its days counted from birth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norm {
    code: VisitCode,
    means: Means,
    first: i32,
    pub(super) last: i32,
    /// How much later it may still be made, when nobody could before.
    late: i32,
}

/// The day after birth on which she is visited for the first time at home, and whether the hour of birth is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    home: i32,
    /// The hour of the birth, in minutes after midnight.
    at: Option<u16>,
    stillborn: bool,
}

impl Course {
    /// As usual at home, or in hospital, from where she comes home a day later.
    pub(super) fn usual(hospital: bool) -> Self {
        Self { home: if hospital { 2 } else { 1 }, at: None, stillborn: false }
    }

    pub(super) fn of(birth: &BirthDetails, born: Date, second_line: bool, stillborn: bool) -> Self {
        let usual = Self::usual(birth.place.map_or(second_line, |place| place == BirthPlace::Hospital));
        let home = birth.discharged.map_or(usual.home, |home| (home - born).get_days().max(1));
        Self { home, at: birth.at, stillborn }
    }
}

/// What a birth brings: on coming home, soon after, the heel prick, a call, and the last visit.
///
/// While the hour of birth is not known, the heel prick is planned for the fourth, fifth or sixth day: inside its 72 to 168
/// hours whatever the hour was. On the seventh it may still be: it then stays to be made, and somebody must find out the hour.
/// Nobody is visited before she is home, and a heel prick whose days are past by then was the hospital's: it is asked after
/// once she is home. Who comes home after the tenth day is visited once then (`regie_care::postnatal::home_late` says why).
pub(super) fn norm(course: Course) -> Vec<Norm> {
    let Course { home, at, stillborn } = course;
    let visit = |code, means, first: i32, last: i32, late: i32| Norm { code, means, first, last, late };
    if home > LAST_DAY {
        return vec![visit(VisitCode::Home, Means::Home, home, home, AFTER_LATE_HOME)];
    }
    let birth = Date::default();
    let after_birth = |day: Date| (day - birth).get_days();
    let (from, until) = heel_prick_visit_days(birth, at);
    let (from, until) = (after_birth(from), after_birth(until));
    let mut all = vec![
        visit(VisitCode::Home, Means::Home, home, home, 3),
        visit(VisitCode::FirstCheck, Means::Home, home + 1, home + 2, 0),
        visit(VisitCode::HeelPrick, Means::Home, from.max(home), until, i32::from(at.is_none())),
        visit(VisitCode::SecondCheck, Means::Video, 5.max(home + 2), 8, 0),
        visit(VisitCode::Last, Means::Home, 8.max(home + 1), LAST_DAY, 0),
    ];
    all.retain(|norm| norm.first <= norm.last && norm.last <= LAST_DAY);
    all.retain(|norm| !stillborn || norm.code != VisitCode::HeelPrick);
    all
}

impl Norm {
    /// How likely a visit is on each day after birth, in thousandths: each as likely on each of its days.
    pub(super) fn spread(&self, by_day: &mut [u32]) {
        let share = 1_000 / u32::try_from(self.last - self.first + 1).unwrap_or(1);
        for day in self.first..=self.last {
            if let Some(place) = usize::try_from(day).ok().and_then(|day| by_day.get_mut(day)) {
                *place = (*place + share).min(1_000);
            }
        }
    }
}

/// A visit as it is wanted, whether it was made or not.
pub(super) struct Wanted {
    pub(super) code: VisitCode,
    pub(super) means: Means,
    pub(super) first: Date,
    pub(super) last: Date,
    /// The last day on which it may still be made, when nobody could before.
    pub(super) latest: Date,
    pub(super) hours: Option<(u16, u16)>,
    pub(super) agreed: bool,
    pub(super) state: WantedState,
}

/// What is recorded of a visit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WantedState {
    /// Nothing: a contact inside its days tells that it was made.
    Open,
    /// That it was made.
    Made,
    /// That nobody made it in time.
    Belated,
    /// Nothing, and she is in hospital on all of its days, until that day.
    InHospital(Date),
}

impl Wanted {
    /// Made on a day, or to be made from that day on as soon as somebody can.
    fn on(code: VisitCode, first: Date, last: Date, state: WantedState) -> Self {
        Self { code, means: Means::Home, first, last, latest: last, hours: None, agreed: false, state }
    }
}

/// The norm with what the visiting midwife decided about each visit, in the order in which they come.
pub(super) fn wanted(
    norm: &[Norm],
    in_hospital: Option<Date>,
    postnatal: &Postnatal,
    (born, today): (Date, Date),
) -> Vec<Wanted> {
    let day = |after: i32| born.saturating_add(i64::from(after).days());
    let mut all: Vec<Wanted> = norm
        .iter()
        .map(|norm| Wanted {
            means: norm.means,
            latest: day(norm.last + norm.late),
            ..Wanted::on(norm.code, day(norm.first), day(norm.last), WantedState::Open)
        })
        .collect();
    if let Some(home) = in_hospital {
        let (first, last) = heel_prick_days(born, postnatal.birth.at);
        all.push(Wanted::on(VisitCode::HeelPrick, first, last, WantedState::InHospital(home)));
    }
    for (code, record) in &postnatal.visits {
        let usual = all.iter().position(|known| known.code == *code).map(|at| all.remove(at));
        match record.decision {
            VisitDecision::Agreed { means, first, last, from, until } => {
                let hours =
                    (from.is_some() || until.is_some()).then(|| (from.unwrap_or(0), until.unwrap_or(24 * 60 - 1)));
                // A heel prick that was agreed before the birth was corrected, or before it was known how long she
                // stays in hospital, is as usual again.
                let fits = *code != VisitCode::HeelPrick || {
                    let (earliest, latest) = heel_prick_visit_days(born, postnatal.birth.at);
                    first >= earliest && last <= latest && in_hospital.is_none()
                };
                if !fits {
                    all.extend(usual);
                } else {
                    let late = usual.map_or(last, |known| known.latest);
                    let latest =
                        if *code == VisitCode::Home || *code == VisitCode::HeelPrick { late.max(last) } else { last };
                    let visit = Wanted::on(*code, first, last, WantedState::Open);
                    all.push(Wanted { means, latest, hours, agreed: true, ..visit });
                }
            }
            VisitDecision::Made { on, .. } => all.push(Wanted::on(*code, on, on, WantedState::Made)),
            // Where the norm has none, the child died.
            VisitDecision::NotMade { .. } if *code == VisitCode::HeelPrick && usual.is_some() => {
                let from = in_hospital.map_or(today, |home| home.max(today));
                all.push(Wanted::on(*code, from, from.saturating_add(SOON.days()), WantedState::Belated));
            }
            VisitDecision::NotMade { .. } | VisitDecision::NotNeeded { .. } => {}
            VisitDecision::AsUsual => all.extend(usual),
        }
    }
    all.sort_by_key(|one| {
        let place = match one.code.purpose() {
            Purpose::ComingHome => 0,
            Purpose::Check | Purpose::HeelPrick => 1,
            Purpose::Last => 2,
        };
        (place, one.last, one.first, one.code)
    });
    all
}
