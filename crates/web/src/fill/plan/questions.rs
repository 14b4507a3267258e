//! What a case's pathways ask: dates, questions, and the steps that can be added.

use regie_app::PlannedStep;
use regie_care::case::records::Recorded;
use regie_pathway::{self as pathway, AnchorId, FactKind, FactValue, StepId};

use super::{Plan, Teller};
use crate::fill::Desk;
use crate::fill::decision::next_question;
use crate::fill::names::capital;
use crate::pages::Choice;
use crate::pages::case::{Anchor, Discretionary, Fact, FactInput};
use crate::texts::civil;

impl Teller<'_> {
    /// The ways in which the step that marks a date can end, as long as the date is not known and it does not say: recording
    /// the date does that step.
    fn outcomes_of(&self, anchor: &AnchorId) -> Vec<Choice> {
        let marks = |step: &&pathway::Step| self.definition.marks(step) == Some(anchor);
        let Some(step) = self.definition.steps().iter().find(marks) else { return Vec::new() };
        if self.run.state.anchor(anchor).is_some() || step.sealed || step.is_decided_by_table() {
            return Vec::new();
        }
        let value = |outcome: &pathway::Outcome| {
            let choice = |(fact, value): (&pathway::FactId, &FactValue)| match value {
                FactValue::Choice(choice) => Some(format!("{fact}={choice}")),
                _ => None,
            };
            self.definition.answers_of(outcome).filter_map(choice).collect::<Vec<_>>().join(";")
        };
        let choice = |outcome: &pathway::Outcome| Choice::new(value(outcome), self.desk.text(&outcome.title));
        step.outcomes.iter().map(choice).filter(|choice| !choice.value.is_empty()).collect()
    }

    fn question(&self, fact: &pathway::Fact) -> Fact {
        let (desk, told) = (self.desk, self.run.state.fact(&fact.id));
        Fact {
            pathway: self.run.pathway.as_str().to_owned(),
            fact: fact.id.as_str().to_owned(),
            ask: desk.text(&fact.ask),
            answer: told.map(|value| desk.fact_words(&fact.answer, value)),
            by: self.run.answered.get(&fact.id).map(|recorded| desk.given_by(*recorded)).unwrap_or_default(),
            counts_as: fact.default.as_ref().map(|value| desk.fact_words(&fact.answer, value)),
            input: desk.fact_input(&fact.answer, told),
            sealed: fact.sealed,
            is_level: self.definition.board().is_some_and(|board| board.id == fact.id),
        }
    }

    /// What must be answered before an open step can be decided, for who may answer it.
    pub(super) fn next(&self, step: &PlannedStep) -> Option<Fact> {
        let asked = next_question(self.definition, step).filter(|_| self.may.care)?;
        Some(self.question(asked))
    }

    /// Whether this pathway asks the same: what is told to it is told to the other.
    fn asks(&self, asked: &pathway::Fact) -> bool {
        let own = self.definition.fact(&asked.id);
        own.is_some_and(|own| !(own.own || asked.own) && (own.sealed, &own.answer) == (asked.sealed, &asked.answer))
    }

    /// Dates, facts, and the steps that can be added; what those `before` ask already is asked once. A question that goes by
    /// the words of another and is not the same says of which pathway it is.
    pub(super) fn add_questions(&self, plan: &mut Plan, before: &[Self]) {
        let (desk, state) = (self.desk, &self.run.state);
        let pathway = self.run.pathway.as_str();
        let shared = |anchor: &AnchorId| before.iter().any(|other| other.definition.anchor(anchor).is_some());
        let dates = self.definition.anchors().iter().filter(|anchor| !shared(&anchor.id));
        plan.anchors.extend(dates.map(|anchor| Anchor {
            pathway: pathway.to_owned(),
            anchor: anchor.id.as_str().to_owned(),
            label: capital(&desk.text(&anchor.title)),
            date: state.anchor(&anchor.id),
            outcomes: self.outcomes_of(&anchor.id),
        }));
        // Of a sealed question who is not named on the seal is not told that there is one.
        let asked = self.definition.facts().iter().filter(|fact| !(fact.sealed && self.definition.is_veiled()));
        // What a table decides is not asked beside it.
        let asked = asked
            .filter(|fact| self.definition.decided_at(&fact.id).is_none())
            .filter(|fact| state.fact(&fact.id).is_some() || pathway::can_be_asked(self.definition, state, &fact.id));
        for fact in asked.filter(|fact| !before.iter().any(|other| other.asks(fact))) {
            let mut question = self.question(fact);
            if plan.facts.iter().any(|other| other.ask == question.ask) {
                question.ask = format!("{} ({})", question.ask, desk.text(self.definition.title()));
            }
            plan.facts.push(question);
        }
        let under_way = |id: &StepId| state.occurrences().any(|one| one.step == *id && one.status().is_live());
        let addable = self.definition.steps().iter().filter(|step| step.discretionary && !under_way(&step.id));
        plan.discretionary.extend(addable.map(|step| Discretionary {
            pathway: pathway.to_owned(),
            step: step.id.as_str().to_owned(),
            title: desk.text(&step.title),
        }));
    }
}

impl Desk {
    /// `Joke de Vries, 22 november 2026`.
    fn given_by(&self, recorded: Recorded) -> String {
        let day = self.t.day(&civil(recorded.at).date(), &self.today);
        format!("{}, {day}", regie_app::name_of(recorded.by, &self.directory))
    }

    fn fact_words(&self, kind: &FactKind, value: &FactValue) -> String {
        match (kind, value) {
            (_, FactValue::YesNo(yes)) => self.t.yes_no(&Some(*yes)).into_owned(),
            (FactKind::Choice { options }, FactValue::Choice(chosen)) => {
                let option = options.iter().find(|option| option.id == *chosen);
                option.map_or_else(|| chosen.clone(), |option| self.text(&option.title))
            }
            (_, FactValue::Date(day)) => self.t.day_full(day),
            (_, other) => other.to_string(),
        }
    }

    fn fact_input(&self, kind: &FactKind, told: Option<&FactValue>) -> FactInput {
        match kind {
            FactKind::YesNo => FactInput::YesNo,
            FactKind::Number { from, to } => FactInput::Number { from: *from, to: *to },
            FactKind::Date => FactInput::Date,
            FactKind::Text => FactInput::Text,
            FactKind::Choice { options } => FactInput::Choice(
                options
                    .iter()
                    .map(|option| {
                        let choice = Choice::new(option.id.clone(), self.text(&option.title));
                        let chosen = matches!(told, Some(FactValue::Choice(chosen)) if *chosen == option.id);
                        if chosen { choice.chosen() } else { choice }
                    })
                    .collect(),
            ),
        }
    }
}
