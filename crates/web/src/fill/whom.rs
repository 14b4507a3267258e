//! To whom a step refers, and for which day: what is asked, and what was said (PS-03, PS-04).

use regie_app::PlannedStep;
use regie_care::case::Case;
use regie_care::case::state::Run;
use regie_care::seat::OrgKind;
use regie_care::whom;
use regie_pathway::{Definition, Occurrence, Status, Step, Whom};

use super::Desk;
use crate::pages::Choice;
use crate::pages::work::AskedWhom;

impl Desk {
    /// What the form of a step asks of to whom: who stands around her first, then the others of the directory. Who is meant
    /// is proposed.
    pub(super) fn asked_whom(&self, case: &Case, run: &Run, definition: &Definition, step: &Step) -> Option<AskedWhom> {
        let label = self.text(step.whom.as_ref()?);
        let meant = whom::meant(case, definition, &run.state, step);
        let gives_care = |choice: &Choice| {
            choice.value.parse().ok().and_then(|org| self.directory.kind(org)).is_some_and(|kind| kind != OrgKind::Coa)
        };
        let mut choices: Vec<Choice> = self.around(case).into_iter().filter(gives_care).collect();
        let others = self.orgs_where(|org| org.kind != OrgKind::Coa && org.id != self.seat.org);
        let others = others.into_iter().filter(|other| choices.iter().all(|known| known.value != other.value));
        let others: Vec<Choice> = others.collect();
        choices.extend(others);
        let (org, name) = match meant {
            Some(Whom::Org { org }) => (org, String::new()),
            Some(Whom::Elsewhere { name }) => (String::new(), name),
            None => Default::default(),
        };
        choices.iter_mut().for_each(|choice| choice.chosen = choice.value == org);
        Some(AskedWhom { label, choices, name })
    }

    /// What was said with a step. Of a check on an appointment that is still to come: with whom it is, and when.
    pub(super) fn said(&self, run: &Run, definition: &Definition, step: &PlannedStep) -> Vec<String> {
        let occurrence = &step.occurrence;
        if !occurrence.status().is_live() {
            return occurrence.words.iter().cloned().chain(self.arranged(&step.step, occurrence)).collect();
        }
        let Some(asks) = definition.day_asked_by(&step.step) else { return Vec::new() };
        let done = run.state.occurrences().filter(|one| one.step == asks.id && one.status() == Status::Done);
        done.last().map(|made| self.arranged(asks, made)).unwrap_or_default()
    }

    /// `Verwezen naar: Martini Ziekenhuis`, `Dag van de afspraak: vrijdag 3 april 2026`.
    fn arranged(&self, step: &Step, occurrence: &Occurrence) -> Vec<String> {
        let whom = step.whom.as_ref().zip(occurrence.whom.as_ref());
        let whom = whom.map(|(ask, named)| (ask, whom::name(named, &self.directory).to_owned()));
        let day = step.day.as_ref().zip(occurrence.day).map(|(ask, day)| (ask, self.t.day_full(&day)));
        let said = whom.into_iter().chain(day);
        said.map(|(ask, what)| format!("{}: {what}", self.text(ask))).collect()
    }
}
