//! The course of a case on its pathway: the drawing with where each step stands, and every time with its reasons.
//!
//! Where steps stand is taken from the file as this person may see it, never from the case itself: what is sealed for her
//! is not in it, and then the drawing says of a sealed step that it is sealed, whether it was called for or not.

use jiff::civil::Date;
use regie_app::{CaseFile, PlannedStep};
use regie_pathway::{self as pathway, ContentHash, Life, PathwayId, Step};

use std::collections::BTreeMap;

use super::Desk;
use super::names::capital;
use crate::diagram::{Standings, StepStanding, diagram};
use crate::pages::Chrome;
use crate::pages::case::tab::place;
use crate::pages::pathways::{CoursePage, StageView, TimeView};
use crate::pages::work::step_anchor;
use crate::texts::StepState;

/// What lies ahead, by step and time: whether that depends on an answer.
type Ahead<'a> = BTreeMap<(&'a str, u16), bool>;

fn is_ahead(step: &PlannedStep, ahead: &Ahead<'_>) -> bool {
    ahead.contains_key(&(step.occurrence.step.as_str(), step.occurrence.nth))
}

/// The day for which a step is planned; one after its window puts nothing off, so that it is as due as without.
pub(super) fn appointment(step: &PlannedStep) -> Option<Date> {
    step.occurrence.pinned.filter(|_| step.explanation.planned_past.is_none())
}

/// Where a step stands on a day, as the pages show it.
pub(super) fn state_of(step: &PlannedStep, today: Date) -> StepState {
    let planned = appointment(step).is_some_and(|day| day >= today);
    match step.occurrence.life {
        Life::Done { .. } => StepState::Done,
        Life::Skipped { .. } => StepState::Skipped,
        Life::Missed { .. } => StepState::Missed,
        Life::Cancelled { .. } => StepState::Cancelled,
        Life::Open { .. } if step.explanation.overdue => StepState::Late,
        Life::Waiting | Life::Open { .. } if planned => StepState::Planned,
        Life::Open { .. } => StepState::Open,
        Life::Waiting => StepState::Waiting,
    }
}

/// The page; nothing when the pathway does not run on the case, or its text is not known here. `current` is the text that
/// the page of the pathway shows.
#[must_use]
pub fn page(
    desk: &Desk,
    chrome: Chrome,
    file: &CaseFile,
    id: &PathwayId,
    current: Option<&ContentHash>,
) -> Option<CoursePage> {
    let case = &file.case.state;
    let run = case.runs.iter().find(|run| run.pathway == *id)?;
    let definition = desk.pathways.of(run)?;
    // As she may see it: of what is sealed nothing lies ahead of her.
    let ahead = file.pathways.of(run).map(|told| pathway::ahead(told, &run.state, desk.today)).unwrap_or_default();
    let ahead: BTreeMap<(&str, u16), bool> =
        ahead.iter().map(|one| ((one.occurrence.step.as_str(), one.occurrence.nth), one.undecided.is_some())).collect();
    let steps: Vec<&PlannedStep> = file.plan.iter().filter(|step| step.pathway == *id).collect();
    let times = |step: &Step| {
        let mut found: Vec<&PlannedStep> =
            steps.iter().copied().filter(|planned| planned.occurrence.step == step.id).collect();
        found.sort_by_key(|planned| planned.occurrence.nth);
        found
    };
    let standings: Standings =
        definition.steps().iter().map(|step| (step.id.clone(), desk.standing(step, &times(step), &ahead))).collect();
    let is_current = current == Some(definition.hash());
    let page = is_current.then(|| format!("/zorgpaden/{}", definition.id()));
    let mut stages = desk.stages(definition, page.as_deref());
    let views = stages.iter_mut().flat_map(|stage: &mut StageView| &mut stage.steps);
    for view in views {
        let name = view.target.strip_prefix("stap-").unwrap_or_default();
        let Some(step) = definition.step(&name.into()) else { continue };
        view.times = desk.times(case.id.to_string().as_str(), id, step, &times(step), &ahead);
    }
    let began = run.state.started().map(|started| desk.t.one("course-began", "day", desk.t.day_full(&started.entry)));
    let ended = run.state.ended().map(|ended| {
        let cause = case.closed.as_ref().map(|closing| desk.t.closing(&closing.reason).into_owned());
        let cause = cause.unwrap_or_else(|| ended.cause.trim_end_matches('.').to_owned());
        desk.t.two("course-ended-on", "day", desk.t.day_full(&ended.on), "cause", cause)
    });
    let dates: Vec<String> = began.into_iter().chain(ended).map(|words| words.into_owned()).collect();
    Some(CoursePage {
        t: desk.t,
        chrome,
        today: desk.today,
        case: case.id.to_string(),
        name: file.client.identity.full_name(),
        died: case.death(),
        page,
        title: desk.text(definition.title()),
        version: definition.version().to_owned(),
        began: dates.join(" "),
        diagram: diagram(desk.t, definition, Some(&standings)),
        stages,
    })
}

impl Desk {
    /// Of a step that came several times, the time that asks for something, or else the last.
    fn standing(&self, step: &Step, times: &[&PlannedStep], ahead: &Ahead<'_>) -> StepStanding {
        let t = self.t;
        let open = times.iter().find(|one| matches!(one.occurrence.life, Life::Open { .. }));
        let settled = times.iter().rev().find(|one| !one.occurrence.status().is_live());
        let Some(shown) = open.or(settled).or(times.last()) else {
            let words = if step.sealed { t.of("course-sealed") } else { t.of("course-not-called") };
            return StepStanding {
                words: words.clone().into_owned(),
                told: words.into_owned(),
                ..StepStanding::default()
            };
        };
        let state = state_of(shown, self.today);
        let when = self.when(shown, ahead);
        let done = times.iter().filter(|one| matches!(one.occurrence.life, Life::Done { .. })).count();
        let words = if done > 1 { format!("{done}×, {when}") } else { when };
        let last = times.iter().rev().find_map(|one| match &one.occurrence.life {
            Life::Done { outcome, .. } => Some(outcome.clone()),
            _ => None,
        });
        let why: Vec<String> = shown.explanation.sentences.iter().map(|sentence| self.text(sentence)).collect();
        let state = Some(state).filter(|state| *state != StepState::Waiting || is_ahead(shown, ahead));
        StepStanding { state, words, told: why.join(" "), done: last }
    }

    /// `gedaan 3 nov`, `t/m 12 dec`, `vanaf 8 jan`.
    fn when(&self, step: &PlannedStep, ahead: &Ahead<'_>) -> String {
        let (t, today, occurrence) = (self.t, &self.today, &step.occurrence);
        if occurrence.life == Life::Waiting {
            match ahead.get(&(occurrence.step.as_str(), occurrence.nth)) {
                None => return t.of("course-not-needed").into_owned(),
                Some(true) => return t.of("course-depends").into_owned(),
                Some(false) => {}
            }
        }
        let state = t.step_state(&state_of(step, self.today));
        match (&occurrence.life, appointment(step), occurrence.window) {
            (
                Life::Done { on, .. } | Life::Skipped { on, .. } | Life::Missed { on, .. } | Life::Cancelled { on, .. },
                ..,
            ) => format!("{state} {}", t.near(on, today)),
            (_, Some(day), _) => format!("{state} {}", t.near(&day, today)),
            (Life::Open { .. }, _, Some(window)) => {
                let until = t.until(&window.from(), &window.until(), today);
                format!("{state}, {}", until.text)
            }
            (Life::Waiting, _, Some(window)) if window.from() > *today => {
                t.one("course-from", "day", t.near(&window.from(), today)).into_owned()
            }
            (Life::Open { .. } | Life::Waiting, ..) => state.into_owned(),
        }
    }

    fn times(
        &self,
        case: &str,
        pathway: &PathwayId,
        step: &Step,
        times: &[&PlannedStep],
        ahead: &Ahead<'_>,
    ) -> Vec<TimeView> {
        if times.is_empty() {
            let words = self.t.of(if step.sealed { "course-sealed-why" } else { "course-not-called-why" });
            return vec![TimeView { state: None, when: String::new(), why: vec![words.into_owned()], line: None }];
        }
        let view = |planned: &&PlannedStep| {
            let anchor = step_anchor(pathway.as_str(), step.id.as_str(), planned.occurrence.nth);
            let on_the_case = planned.occurrence.life != Life::Waiting;
            TimeView {
                state: Some(state_of(planned, self.today))
                    .filter(|state| *state != StepState::Waiting || is_ahead(planned, ahead)),
                when: capital(&self.when(planned, ahead)),
                why: planned.explanation.sentences.iter().map(|sentence| self.text(sentence)).collect(),
                line: on_the_case.then(|| place(case, &anchor)),
            }
        };
        times.iter().map(view).collect()
    }
}
