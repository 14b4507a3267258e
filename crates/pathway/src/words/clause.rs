//! For what something waits, as it follows “zodra” or “zolang”: `de bevalling bekend is`.
//!
//! In Dutch the verb of such a part stands last, so that it cannot be made of the words of [`super::criterion`].

use super::{both, fact, in_words, with_article};
use crate::{
    Text,
    board::Board,
    criterion::{
        Comparison, Criterion, Node,
        eval::{Truth, eval_node},
    },
    date_window::date_of,
    definition::Definition,
    fact::{Fact, FactKind},
    lifecycle::Status,
};

/// What must still come about before a criterion holds: what holds already is not said again.
pub(crate) fn awaited(board: &Board<'_>, criterion: &Criterion) -> Text {
    Telling { def: board.def, board: Some(board) }.criterion(criterion)
}

/// All that a criterion asks.
pub(crate) fn clause(def: &Definition, criterion: &Criterion) -> Text {
    Telling { def, board: None }.criterion(criterion)
}

struct Telling<'b, 'd> {
    def: &'d Definition,
    /// What is known by now, where that is left out.
    board: Option<&'b Board<'d>>,
}

fn quoted(text: &Text) -> Text {
    Text::new(format!("“{}”", text.nl), format!("“{}”", text.en))
}

impl Telling<'_, '_> {
    fn criterion(&self, criterion: &Criterion) -> Text {
        let mut words: Vec<Text> = criterion.branches.iter().map(|(_, part)| self.node(part, false)).collect();
        words.dedup();
        both(&words.iter().collect::<Vec<_>>(), (" of ", " or "))
    }

    fn node(&self, part: &Node, negated: bool) -> Text {
        let (parts, joins_all) = match part {
            Node::Not(inner) => return self.node(inner, !negated),
            Node::All(parts) => (parts, !negated),
            Node::Any(parts) => (parts, negated),
            atom if self.def.veils(atom) => return Text::new("er meer is vastgelegd", "more has been recorded"),
            atom => return self.atom(atom, negated),
        };
        let open: Vec<&Node> = parts.iter().filter(|part| !(joins_all && self.holds(part, negated))).collect();
        // Where all of them hold by now, all are said: nothing is no reason.
        let said = if open.is_empty() { parts.iter().collect() } else { open };
        let mut words: Vec<Text> = said
            .iter()
            .map(|part| {
                let words = self.node(part, negated);
                let grouped = said.len() > 1 && matches!(part, Node::All(_) | Node::Any(_));
                if grouped { Text::new(format!("({})", words.nl), format!("({})", words.en)) } else { words }
            })
            .collect();
        words.dedup();
        both(&words.iter().collect::<Vec<_>>(), if joins_all { (" en ", " and ") } else { (" of ", " or ") })
    }

    /// Whether a part holds by now. Of what is sealed that is told to nobody: it is said alike, whether it holds or not.
    fn holds(&self, part: &Node, negated: bool) -> bool {
        let mut sealed = false;
        part.each_atom(&mut |atom| sealed |= self.def.veils(atom));
        let wanted = if negated { Truth::False } else { Truth::True };
        !sealed && self.board.is_some_and(|board| eval_node(part, board) == wanted)
    }

    fn atom(&self, node: &Node, negated: bool) -> Text {
        let (not_nl, not_en) = if negated { ("niet ", "not ") } else { ("", "") };
        match node {
            Node::Anchor(anchor) | Node::AnchorKnown(anchor) => {
                let title = with_article(&self.def.anchors[usize::from(*anchor)].title);
                let (nl, en) = if negated { ("niet bekend is", "is not known") } else { ("bekend is", "is known") };
                Text::new(format!("{} {nl}", title.nl), format!("{} {en}", title.en))
            }
            Node::FactKnown(at) => {
                let ask = quoted(&fact(self.def, *at).ask);
                let nl = format!("{} {not_nl}beantwoord is", ask.nl);
                Text::new(nl, format!("{} is {not_en}answered", ask.en))
            }
            Node::FactYes(at) => {
                let (nl, en) = if negated { ("nee", "no") } else { ("ja", "yes") };
                answered(fact(self.def, *at), &Text::new(nl, en))
            }
            Node::FactChoice(at, option) => {
                let known = fact(self.def, *at);
                let title = match &known.answer {
                    FactKind::Choice { options } => quoted(&options[usize::from(*option)].title),
                    _ => Text::default(),
                };
                answered(known, &other_than(title, negated))
            }
            Node::FactCompare(at, comparison, value) => compared(fact(self.def, *at), *comparison, *value, negated),
            Node::StepIs(step, Status::Waiting) => {
                let title = quoted(&self.def.steps[usize::from(*step)].title);
                let (nl, en) = if negated { ("niet meer wacht", "waits no more") } else { ("wacht", "waits") };
                Text::new(format!("{} {nl}", title.nl), format!("{} {en}", title.en))
            }
            Node::StepIs(step, status) => {
                let (label, title) = (status.label(), quoted(&self.def.steps[usize::from(*step)].title));
                let nl = format!("{} {not_nl}{} is", title.nl, label.nl);
                Text::new(nl, format!("{} is {not_en}{}", title.en, label.en))
            }
            Node::StepOutcome(step, outcome) => {
                let step = &self.def.steps[usize::from(*step)];
                let outcome = other_than(quoted(&step.outcomes[usize::from(*outcome)].title), negated);
                let title = quoted(&step.title);
                let nl = format!("{} als uitkomst {} heeft", title.nl, outcome.nl);
                Text::new(nl, format!("{} has {} as its outcome", title.en, outcome.en))
            }
            Node::Not(_) | Node::All(_) | Node::Any(_) => Text::default(),
        }
    }
}

fn other_than(words: Text, negated: bool) -> Text {
    if !negated {
        return words;
    }
    Text::new(format!("iets anders dan {}", words.nl), format!("something other than {}", words.en))
}

/// `“Is er hulp?” beantwoord is met ja`.
fn answered(fact: &Fact, answer: &Text) -> Text {
    let ask = quoted(&fact.ask);
    Text::new(
        format!("{} beantwoord is met {}", ask.nl, answer.nl),
        format!("{} is answered with {}", ask.en, answer.en),
    )
}

/// `“Welke score?” beantwoord is met ten minste 5`.
fn compared(fact: &Fact, comparison: Comparison, value: i64, negated: bool) -> Text {
    let date = matches!(fact.answer, FactKind::Date);
    let (nl, en) = match (comparison, negated, date) {
        (Comparison::Less, false, true) | (Comparison::GreaterOrEqual, true, true) => ("vóór ", "before "),
        (Comparison::Less, false, _) | (Comparison::GreaterOrEqual, true, _) => ("minder dan ", "less than "),
        (Comparison::LessOrEqual, false, true) | (Comparison::Greater, true, true) => ("uiterlijk ", "no later than "),
        (Comparison::LessOrEqual, false, _) | (Comparison::Greater, true, _) => ("hoogstens ", "at most "),
        (Comparison::Equal, false, _) | (Comparison::NotEqual, true, _) => ("", ""),
        (Comparison::NotEqual, false, _) | (Comparison::Equal, true, _) => ("anders dan ", "other than "),
        (Comparison::GreaterOrEqual, false, true) | (Comparison::Less, true, true) => {
            ("op zijn vroegst ", "no earlier than ")
        }
        (Comparison::GreaterOrEqual, false, _) | (Comparison::Less, true, _) => ("ten minste ", "at least "),
        (Comparison::Greater, false, true) | (Comparison::LessOrEqual, true, true) => ("na ", "after "),
        (Comparison::Greater, false, _) | (Comparison::LessOrEqual, true, _) => ("meer dan ", "more than "),
    };
    let value = match fact.answer {
        FactKind::Date => in_words(date_of(i32::try_from(value).unwrap_or(i32::MAX))),
        _ => Text::same(value.to_string()),
    };
    answered(fact, &Text::new(format!("{nl}{}", value.nl), format!("{en}{}", value.en)))
}
