//! What a file promises of every course that it allows: `[[guarantee]]`. The model checker proves it or tells the course
//! that breaks it; the engine itself does nothing with it.

use crate::{
    Text,
    board::Board,
    criterion::{
        Criterion,
        eval::Truth,
        parse::{NameRef, Names, parse},
    },
    date_window::Offset,
    definition::Definition,
    ids::GuaranteeId,
    state::State,
    words,
};

/// A promise of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantee {
    /// Its name.
    pub id: GuaranteeId,
    /// What it says, in a sentence.
    pub says: Text,
    /// The passage of the source text that asks for it.
    pub source: String,
    /// What must hold.
    pub claim: Claim,
    /// Byte place in the file, for the linter.
    pub(crate) place: usize,
}

/// What must hold of every course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// As long as one criterion holds, the other holds too, at the latest so long after the first came to hold.
    Whenever {
        /// `whenever = "…"`.
        whenever: Condition,
        /// `then = "…"`: it must hold, so unknown is not enough.
        then: Condition,
        /// `within = "14d"`; left out, at once.
        within: Offset,
    },
    /// As often as one criterion comes to hold, the other holds in that moment.
    EachTime {
        /// `each-time = "…"`: it holds, and did not hold before what was done last.
        comes: Condition,
        /// `then = "…"`.
        then: Condition,
    },
    /// `at-close = "…"`: it holds in every state in which nothing that is required is outstanding.
    AtClose(Condition),
    /// `never = "…"`: it holds in no state.
    Never(Condition),
}

impl Claim {
    /// Its criteria, in the order of the file.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Whenever { whenever, then, .. } => vec![whenever, then],
            Self::EachTime { comes, then } => vec![comes, then],
            Self::AtClose(condition) | Self::Never(condition) => vec![condition],
        }
    }

    /// What must hold, in words.
    #[must_use]
    pub fn in_words(&self, def: &Definition) -> Text {
        match self {
            Self::Whenever { whenever, then, within } => {
                let (whenever, then) = (whenever.in_words(def), then.in_words(def));
                let time = words::duration(*within);
                let within = if within.is_zero() {
                    Text::default()
                } else {
                    Text::new(format!(" binnen {}", time.nl), format!(" within {}", time.en))
                };
                Text::new(
                    format!("zolang geldt: {}; geldt{} ook: {}", whenever.nl, within.nl, then.nl),
                    format!("as long as it holds that {}; it holds{} too that {}", whenever.en, within.en, then.en),
                )
            }
            Self::EachTime { comes, then } => {
                let (comes, then) = (comes.in_words(def), then.in_words(def));
                Text::new(
                    format!("elke keer dat dit gaat gelden: {}; geldt op dat moment: {}", comes.nl, then.nl),
                    format!(
                        "each time that it comes to hold that {}; it holds in that moment that {}",
                        comes.en, then.en
                    ),
                )
            }
            Self::AtClose(condition) => {
                let words = condition.in_words(def);
                Text::new(
                    format!("bij het afsluiten geldt: {}", words.nl),
                    format!("at closing it holds that {}", words.en),
                )
            }
            Self::Never(condition) => {
                let words = condition.in_words(def);
                Text::new(format!("nooit geldt: {}", words.nl), format!("it never holds that {}", words.en))
            }
        }
    }
}

/// A criterion of a guarantee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition(pub(crate) Criterion);

impl Condition {
    /// As written in the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The same in words.
    #[must_use]
    pub fn in_words(&self, def: &Definition) -> Text {
        words::criterion(def, &self.0)
    }

    /// Whether it holds in a state: true, false or not known. Who asks more than one thing of a state asks a [`Standing`].
    #[must_use]
    pub fn truth(&self, def: &Definition, state: &State) -> Truth {
        Standing::of(def, state).truth(self)
    }
}

/// A state laid out beside its definition once, to ask many criteria of it.
pub struct Standing<'d>(pub(crate) Board<'d>);

impl<'d> Standing<'d> {
    /// Where a course stands.
    #[must_use]
    pub fn of(def: &'d Definition, state: &State) -> Self {
        Self(Board::of(def, state))
    }

    /// Whether a criterion of a guarantee holds.
    #[must_use]
    pub fn truth(&self, condition: &Condition) -> Truth {
        condition.0.eval(&self.0)
    }

    /// Of each step that opens on a criterion, in the order of the file, whether that holds.
    pub fn opens(&self) -> impl Iterator<Item = Truth> {
        self.0.def.steps.iter().filter_map(|step| step.opens.as_ref()).map(|opens| opens.eval(&self.0))
    }
}

impl std::fmt::Debug for Standing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Standing").field(self.0.def.id()).finish()
    }
}

impl Definition {
    /// What the file promises, in its own order.
    #[must_use]
    pub fn guarantees(&self) -> &[Guarantee] {
        &self.guarantees
    }

    /// A criterion as a file could have it; nothing when it cannot be read beside this one.
    #[must_use]
    pub fn condition(&self, text: &str) -> Option<Condition> {
        let anchors = self.anchors.iter().zip(0..).map(|(anchor, at)| (anchor.id.as_str(), NameRef::Anchor(at)));
        let facts = self.facts.iter().zip(0..).map(|(fact, at)| (fact.id.as_str(), NameRef::Fact(at)));
        let steps = self.steps.iter().zip(0..).map(|(step, at)| (step.id.as_str(), NameRef::Step(at)));
        let outcomes = self.steps.iter().map(|step| step.outcomes.iter().map(|outcome| outcome.id.clone()).collect());
        let lookup = anchors.chain(facts).chain(steps).collect();
        let names = Names { lookup, facts: &self.facts, outcomes: outcomes.collect() };
        parse(text, &names).ok().map(Condition)
    }
}
