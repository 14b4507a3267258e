//! Several cases handed over at once.

use regie_app::{AppError, CaseLine, OneOfSeveral, Several};
use regie_care::charge;
use regie_care::foresee::Foreseen;
use regie_care::person::Absence;
use regie_care::seat::OrgKind;
use regie_care::view::Relation;

use super::Desk;
use super::choices::PROPOSED_ANSWER;
use super::names::{Namesake, capital};
use crate::fields::Fields;
use crate::pages::several::{ReportLine, SeveralPage, SeveralRow, ToldCount};
use crate::pages::{Choice, Chrome};
use crate::routes::STAYS;
use crate::routes::link::with_query;
use crate::texts::Texts;

/// Marks a choice as chosen when it has this value.
#[must_use]
pub fn chosen(choices: Vec<Choice>, value: &str) -> Vec<Choice> {
    choices.into_iter().map(|choice| if choice.value == value { choice.chosen() } else { choice }).collect()
}

/// The page on which cases are chosen; `fields` is the query, or what was posted.
#[must_use]
pub fn page(
    desk: &Desk,
    chrome: Chrome,
    fields: &Fields,
    lines: &[CaseLine],
    (more, problem): (bool, Option<String>),
    nonce: String,
) -> SeveralPage {
    let own = desk.seat.org;
    let by_person = |choices: Vec<Choice>, value: &str| {
        let person = |seat: &str| seat.split(':').next().unwrap_or_default().to_owned();
        let people = choices.into_iter().map(|choice| Choice::new(person(&choice.value), choice.label));
        chosen(people.collect(), value)
    };
    let managers = desk.managers(own);
    let kind = desk.directory.kind(own);
    let to_ask = desk.people_to_ask(own, |role| kind.is_some_and(|kind| charge::may_manage(kind, role)));
    let all = fields.text("kies") == "alle";
    let picked: Vec<&str> = fields.all("casus").collect();
    let rows = desk.caseload_rows(lines).into_iter().zip(lines);
    let rows = rows.filter(|(_, line)| line.relation == Relation::Accountable).map(|(row, _)| {
        let chosen = all || picked.contains(&row.case.as_str());
        SeveralRow { row, chosen }
    });
    let away = fields.filled("afwezig").or_else(|| fields.filled("casemanager")).unwrap_or_default();
    let filter = |choose: &str| {
        let pairs = ["zoek", "casemanager", "plaatsvervanger"].map(|name| (name, fields.text(name)));
        with_query("/caseload/overdragen", &[pairs.as_slice(), &[("kies", choose)]].concat())
    };
    SeveralPage {
        t: desk.t,
        chrome,
        today: desk.today,
        query: fields.text("zoek").to_owned(),
        managers: by_person(managers.clone(), fields.text("casemanager")),
        deputies: by_person(managers.clone(), fields.text("plaatsvervanger")),
        rows: rows.collect(),
        more,
        choose_all: filter("alle"),
        choose_none: filter(""),
        stand_ins: chosen(to_ask.clone(), fields.text("vervanger")),
        colleagues: chosen(to_ask, fields.text("naar-persoon")),
        away: by_person(managers, away),
        practices: chosen(
            desk.orgs_where(|org| org.id != own && kind.is_some_and(|kind| charge::goes_on_at(kind, org.kind))),
            fields.text("naar"),
        ),
        coas: desk.or_all_stay(OrgKind::Coa, fields.text("coa")),
        gc_as: desk.or_all_stay(OrgKind::GcA, fields.text("gca")),
        posted: fields.clone(),
        answer_by: desk.in_days(PROPOSED_ANSWER),
        problem,
        nonce,
    }
}

impl Desk {
    /// The organisations of a kind at the new place, and that each client keeps the one she has.
    fn or_all_stay(&self, kind: OrgKind, value: &str) -> Vec<Choice> {
        let stay = Choice::new(STAYS, self.t.of("team-each-stays"));
        chosen(std::iter::once(stay).chain(self.orgs_where(|org| org.kind == kind)).collect(), value)
    }

    /// What happens to each of the cases, in a sentence.
    #[must_use]
    pub fn several(&self, several: &Several) -> String {
        let t = self.t;
        match several {
            Several::Deputy { deputy, from, until } => {
                let (who, from) = (self.person(deputy.person), t.day_full(from));
                match until {
                    Some(until) => {
                        let until = t.day_full(until);
                        t.with("several-what-leave", &[("who", &who), ("from", &from), ("until", &until)])
                    }
                    None => t.two("several-what-deputy", "who", who, "from", from),
                }
            }
            Several::Colleague { to_person, answer_by, .. } => {
                let (who, by) = (self.person(*to_person), t.day_full(answer_by));
                t.two("several-what-departure", "who", who, "by", by)
            }
            Several::Relocation { to_org, answer_by, .. } => {
                let (who, by) = (self.org(*to_org), t.day_full(answer_by));
                t.two("several-what-move", "who", who, "by", by)
            }
        }
        .into_owned()
    }

    /// That who stands in, or is asked to take over, is away herself in those days.
    #[must_use]
    pub fn away_herself(&self, several: &Several) -> Option<String> {
        let (person, days) = match several {
            Several::Deputy { deputy, from, until } => (deputy.person, Absence { from: *from, until: *until }),
            Several::Colleague { to_person, answer_by, .. } => {
                (*to_person, Absence { from: self.today, until: Some(*answer_by) })
            }
            Several::Relocation { .. } => return None,
        };
        let away = self.directory.away_with(person, &days);
        let when: Vec<String> = away.iter().map(|absence| self.span(absence)).collect();
        let told = || self.t.two("several-away-herself", "name", self.person(person), "when", when.join(", "));
        (!when.is_empty()).then(|| told().into_owned())
    }

    /// The lines of a report: those that go through with what happens, and those that are refused with the reason.
    #[must_use]
    pub fn report<T>(&self, told: &[OneOfSeveral<T>], what: &str) -> (Vec<ReportLine>, Vec<ReportLine>) {
        let (mut through, mut refused) = (Vec::new(), Vec::new());
        let namesake = |one: &OneOfSeveral<T>| Namesake {
            name: one.client.clone().unwrap_or_else(|| self.t.of("name-unknown").into_owned()),
            birth_date: one.born,
            else_by: one.number.clone(),
        };
        let people: Vec<Namesake> = told.iter().map(namesake).collect();
        let marks = self.told_apart(&people);
        for ((one, who), told_apart) in told.iter().zip(&people).zip(marks) {
            let (case, name) = (one.case.to_string(), who.name.clone());
            let line = |what: String| ReportLine { case, name, told_apart, what };
            match &one.result {
                Ok(_) => through.push(line(what.to_owned())),
                Err(error) => refused.push(line(why_not(self.t, error))),
            }
        }
        (through, refused)
    }

    /// Who would be told, when, and how often.
    #[must_use]
    pub fn told_counts(&self, told: &[OneOfSeveral<Foreseen>]) -> Vec<ToldCount> {
        let mut counts: Vec<ToldCount> = Vec::new();
        for foretold in told.iter().filter_map(|one| one.result.as_ref().ok()).flat_map(|seen| &seen.told) {
            let (when, to) = (self.occasion(foretold.on), capital(&self.receiver(&foretold.notice)));
            match counts.iter_mut().find(|known| (&known.when, &known.to) == (&when, &to)) {
                Some(known) => known.count += 1,
                None => {
                    let how = self.told_how(foretold.notice.receiver);
                    counts.push(ToldCount { when, to, how, count: 1 });
                }
            }
        }
        counts
    }
}

/// Why something did not go through, in the words of the page.
#[must_use]
pub fn why_not(t: Texts, error: &AppError) -> String {
    match error {
        AppError::Refused(refused) => t.refusal(refused),
        AppError::Denied { message, .. } => t.both(message).to_owned(),
        AppError::NotFound { .. } => t.of("several-not-found").into_owned(),
        AppError::KeyReused => t.of("refused-key-reused").into_owned(),
        AppError::Changed(_) => t.of("several-changed").into_owned(),
        other if other.is_in_doubt() => t.of("several-in-doubt").into_owned(),
        _ => t.of("several-unavailable").into_owned(),
    }
}
