//! What every file promises, without saying so.

use regie_pathway::{Definition, FactId, Step, StepKind, Text};

use crate::verdict::{Report, Story, Verdict};

/// A promise of every file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// From every state the course can come to its end.
    CanEnd,
    /// Every step opens in some course.
    Opens,
    /// Nothing repeats for ever.
    Rests,
    /// Somebody does what is open.
    Somebody,
    /// What may be closed has nothing required open.
    NothingOpen,
    /// What is required ends done, skipped with a reason, or missed or cancelled by a cause that has a name.
    WithReason,
    /// The file looks at every refusal and no-show. That something follows in every course is a guarantee of the file's own.
    Adverse,
    /// Of every referral word comes back.
    Feedback,
}

impl BuiltIn {
    fn id(self) -> &'static str {
        match self {
            Self::CanEnd => "course-can-end",
            Self::Opens => "no-dead-steps",
            Self::Rests => "nothing-repeats-for-ever",
            Self::Somebody => "somebody-is-responsible",
            Self::NothingOpen => "nothing-open-at-close",
            Self::WithReason => "required-ends-with-reason",
            Self::Adverse => "refusal-and-no-show-lead-somewhere",
            Self::Feedback => "referral-has-feedback",
        }
    }

    fn says(self) -> Text {
        let (nl, en) = match self {
            Self::CanEnd => ("De zorg kan altijd nog tot een einde komen.", "Every course can still end."),
            Self::Opens => ("Elke stap komt in een of ander verloop aan de orde.", "Every step opens in some course."),
            Self::Rests => ("Geen stap herhaalt zich zonder einde.", "No step repeats for ever."),
            Self::Somebody => ("Van elke open stap is er iemand die haar doet.", "Somebody does each open step."),
            Self::NothingOpen => (
                "Wat afgesloten mag worden, heeft niets verplichts open.",
                "What may be closed has nothing required open.",
            ),
            Self::WithReason => (
                "Elke verplichte stap eindigt gedaan, met reden overgeslagen, of gemist of vervallen met een oorzaak.",
                "Every required step ends done, skipped with a reason, or missed or cancelled by a named cause.",
            ),
            Self::Adverse => (
                "Op elke weigering en elk niet verschijnen let een andere stap of een tabel, of er staat waarom er niets volgt.",
                "Another step or a table looks at every refusal and no-show, or it is said why nothing follows.",
            ),
            Self::Feedback => ("Van elke verwijzing komt bericht terug.", "Of every referral word comes back."),
        };
        Text::new(nl, en)
    }

    /// What is wrong when it is broken by a step.
    pub fn broken(self, step: &Step) -> Text {
        let (nl, en) = match self {
            Self::CanEnd => (
                "staat in de weg van afsluiten en kan nooit meer uit de weg",
                "can never be got out of the way of closing",
            ),
            Self::Opens => ("komt in geen enkel verloop aan de orde", "opens in no course"),
            Self::Rests => (
                "wordt telkens opnieuw gepland: geef haar `while` of `ends`",
                "is planned again and again: give it `while` or `ends`",
            ),
            Self::Somebody => ("staat open zonder dat iemand haar doet", "is open with nobody to do it"),
            Self::NothingOpen => {
                ("staat open terwijl afgesloten mag worden", "is open although the case may be closed")
            }
            Self::WithReason => ("eindigt zonder reden of oorzaak", "ends without a reason or cause"),
            Self::Adverse => (
                "kent een weigering of niet verschijnen waarop niets volgt: noem haar in een criterium, laat haar een antwoord \
                 geven dat ergens gelezen wordt, of zeg met `then-nothing` waarom er niets volgt",
                "has a refusal or no-show after which nothing follows: name it in a criterion, let it set a fact that is read somewhere, or say with \
                 `then-nothing` why nothing does",
            ),
            Self::Feedback => ("is een verwijzing zonder `feedback`", "is a referral without `feedback`"),
        };
        Text::new(format!("“{}” {nl}.", step.title.nl), format!("“{}” {en}.", step.title.en))
    }

    /// Its states are those in which the case may be closed.
    pub fn is_about_closing(self) -> bool {
        matches!(self, Self::NothingOpen | Self::WithReason)
    }

    pub fn report(self, verdict: Verdict, states: usize) -> Report {
        Report { id: self.id().into(), says: self.says(), source: String::new(), built_in: true, verdict, states }
    }
}

/// What the text alone tells: no course is needed to see it.
pub fn by_text(def: &Definition) -> Vec<Report> {
    let report = |what: BuiltIn, is_broken: &dyn Fn(&Step) -> bool| {
        let broken = def.steps().iter().find(|step| is_broken(step));
        let story = broken.map(|step| Box::new(Story::without_course(what.broken(step))));
        what.report(story.map_or(Verdict::Proved, |story| Verdict::Refuted { story }), 0)
    };
    vec![
        report(BuiltIn::Rests, &|step| def.never_rests(step)),
        report(BuiltIn::Adverse, &|step| leads_nowhere(def, step)),
        report(BuiltIn::Feedback, &|step| step.kind == StepKind::Referral && step.feedback.is_none()),
    ]
}

/// A refusal or no-show that no other step names, that gives no answer at which a step or a table looks, and of which the file
/// does not say why nothing follows.
fn leads_nowhere(def: &Definition, step: &Step) -> bool {
    let looked_at = |fact: &FactId| {
        let mut steps = def.steps().iter();
        steps.any(|one| def.step_reads(one).facts.contains(fact) || def.table_reads(one).facts.contains(fact))
    };
    step.outcomes.iter().filter(|outcome| outcome.adverse && outcome.then_nothing.is_none()).any(|outcome| {
        let names = def.named_by(&step.id, &outcome.id);
        !def.answers_of(outcome).any(|(fact, _)| looked_at(fact)) && names.into_iter().all(|other| *other == step.id)
    })
}
