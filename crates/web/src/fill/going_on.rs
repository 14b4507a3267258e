//! The form of the treatment plan as she left it.
//!
//! What she typed is put at the goal and the measure that it was about, whatever a colleague recorded meanwhile: a goal may
//! have been added above it, or be settled by now. Then it stands as a new one, if it says something else than the record.

use regie_care::case::Case;
use regie_care::case::records::No;
use regie_care::case::state::by_no;
use regie_care::intake::Typed;

use crate::pages::case::care_plan::{GoalDraftView, MeasureDraftView};

/// The most goals of a form, and measures of a goal.
const MOST: usize = 40;

/// What a goal says, by the stem of its fields.
const OF_A_GOAL: [&str; 5] = ["levensgebied", "resultaat", "hulpmiddelen", "evaluatie-hoe", "evalueren-op"];

/// Which places of the form as she left it belong where.
#[derive(Debug)]
pub struct GoingOn<'t> {
    case: &'t Case,
    typed: &'t Typed,
    /// The goals that are pursued still, with their places.
    known: Vec<(No, String)>,
    /// The places of those that are new.
    new: Vec<String>,
}

impl<'t> GoingOn<'t> {
    /// Sorts what she typed by what it is about.
    #[must_use]
    pub fn of(case: &'t Case, typed: &'t Typed) -> Self {
        let mut going_on = Self { case, typed, known: Vec::new(), new: Vec::new() };
        for at in (1..=MOST).map(|at| at.to_string()) {
            match going_on.number("doelnr", &at) {
                Some(no) if case.care_plan.open_goals().any(|(open, _)| open == no) => going_on.known.push((no, at)),
                Some(no) if going_on.repeats(no, &at) => {}
                _ if going_on.says(&at) => going_on.new.push(at),
                _ => {}
            }
        }
        going_on
    }

    /// For how many new goals there must be room.
    #[must_use]
    pub const fn new_goals(&self) -> usize {
        self.new.len()
    }

    /// Puts what she typed into the form.
    #[must_use]
    pub fn put_in(&self, mut goals: Vec<GoalDraftView>) -> Vec<GoalDraftView> {
        let mut new = self.new.iter();
        for goal in &mut goals {
            let place = match goal.no {
                Some(no) => self.known.iter().find(|(known, _)| *known == no).map(|(_, at)| at),
                None => new.next(),
            };
            if let Some(place) = place {
                self.goal(goal, place);
            }
        }
        goals
    }

    fn goal(&self, goal: &mut GoalDraftView, place: &str) {
        let text = |stem: &str| self.text(stem, place).to_owned();
        let domain = text("levensgebied");
        goal.domains.iter_mut().for_each(|choice| choice.chosen = choice.value == domain);
        goal.wanted = text("resultaat");
        goal.means = text("hulpmiddelen");
        goal.evaluation = text("evaluatie-hoe");
        goal.evaluate_on = text("evalueren-op").parse().ok();
        let places = (1..=MOST).map(|measure| format!("{place}-{measure}"));
        let (known, mut new): (Vec<_>, Vec<_>) = places.filter(|at| self.says_of_measure(at)).partition(|at| {
            let no = self.number("maatregelnr", at);
            no.is_some() && goal.measures.iter().any(|measure| measure.no == no)
        });
        new.retain(|at| !self.repeats_measure(at));
        let rooms = goal.measures.iter().filter(|measure| measure.no.is_none()).count();
        if let Some(room) = goal.measures.last().cloned() {
            for _ in rooms..new.len() {
                let at = format!("{}-{}", goal.at, goal.measures.len() + 1);
                goal.measures.push(MeasureDraftView { at, ..room.clone() });
            }
        }
        let mut new = new.iter();
        for measure in &mut goal.measures {
            let place = match measure.no {
                Some(_) => known.iter().find(|at| self.number("maatregelnr", at) == measure.no),
                None => new.next(),
            };
            if let Some(place) = place {
                self.measure(measure, place);
            }
        }
    }

    fn measure(&self, measure: &mut MeasureDraftView, place: &str) {
        let who = self.text("uitvoerder", place);
        measure.what = self.text("maatregel", place).to_owned();
        measure.carer = self.text("mantelzorger", place).to_owned();
        measure.by = self.text("voor", place).parse().ok();
        if measure.who.iter().any(|choice| choice.value == who) {
            measure.who.iter_mut().for_each(|choice| choice.chosen = choice.value == who);
        }
    }

    fn text(&self, stem: &str, place: &str) -> &str {
        self.typed.get(&format!("{stem}-{place}")).map_or("", String::as_str)
    }

    fn number(&self, stem: &str, place: &str) -> Option<No> {
        self.text(stem, place).parse().ok()
    }

    fn says(&self, place: &str) -> bool {
        let of_a_measure = || (1..=MOST).any(|measure| self.says_of_measure(&format!("{place}-{measure}")));
        OF_A_GOAL.into_iter().any(|stem| !self.text(stem, place).is_empty()) || of_a_measure()
    }

    /// Who carries it out stands there by itself.
    fn says_of_measure(&self, place: &str) -> bool {
        ["maatregelnr", "maatregel", "mantelzorger", "voor"].into_iter().any(|stem| !self.text(stem, place).is_empty())
    }

    /// Whether she left a goal that is settled now as it stood.
    fn repeats(&self, no: No, place: &str) -> bool {
        by_no(&self.case.care_plan.goals, no).is_some_and(|record| {
            let goal = &record.goal;
            let standing =
                [("resultaat", &goal.wanted), ("hulpmiddelen", &goal.means), ("evaluatie-hoe", &goal.evaluation)];
            standing.into_iter().all(|(stem, text)| self.text(stem, place) == text)
        })
    }

    /// The same of a measure.
    fn repeats_measure(&self, place: &str) -> bool {
        let action = self.number("maatregelnr", place).and_then(|no| by_no(&self.case.actions, no));
        action.is_some_and(|action| action.plan.what == self.text("maatregel", place))
    }
}
