//! `regie pathway show`: a pathway as a person reads it beside the source text, or as JSON.

use std::fmt::Write;

use regie_pathway::{Claim, Definition, Fact, FactKind, Guarantee, Step, StepKind, Text, ToldTable, Work, one_of};
use serde_json::json;

use super::columns::{fits, grid, paragraph};
use crate::args::Language;
use crate::failure::Failure;
use crate::output;

/// Shows a pathway.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(definition: &Definition, language: Language, as_json: bool) -> Result<(), Failure> {
    if as_json { output::json(&shown(definition)) } else { output::line(Teller { definition, language }.told()) }
}

/// A pathway told in a language.
struct Teller<'a> {
    definition: &'a Definition,
    language: Language,
}

impl Teller<'_> {
    fn of<'t>(&self, text: &'t Text) -> &'t str {
        match self.language {
            Language::Nl => &text.nl,
            Language::En => &text.en,
        }
    }

    const fn word(&self, nl: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Nl => nl,
            Language::En => en,
        }
    }

    fn heading<const N: usize>(&self, names: [(&'static str, &'static str); N]) -> Vec<String> {
        names.map(|(nl, en)| self.word(nl, en).to_owned()).to_vec()
    }

    /// What it is, its steps by stage, its questions, decision tables and guarantees.
    fn told(&self) -> String {
        let definition = self.definition;
        let (version, id) = (self.word("versie", "version"), definition.id());
        let mut text =
            paragraph(0, &format!("{} ({id}, {version} {})", self.of(definition.title()), definition.version()));
        if let Some(variant) = definition.variant() {
            let (by, of) = (self.word("variant voor", "variant for"), self.word("van", "of"));
            text +=
                &paragraph(0, &format!("{by} {} {of} {}, {version} {}", variant.network, variant.of, variant.version));
        }
        if let Some(from) = definition.valid_from() {
            text += &paragraph(0, &format!("{} {from}", self.word("geldig vanaf", "valid from")));
        }
        text += &paragraph(0, &format!("{}: {}", self.word("bron", "source"), definition.source()));
        let as_table = fits(&self.rows(&definition.steps().iter().collect::<Vec<_>>()));
        let outside = self.word("Buiten de fasen", "Outside of the stages");
        let stages = definition.stages().iter().map(|stage| (Some(&stage.id), self.of(&stage.title)));
        for (stage, title) in stages.chain([(None, outside)]) {
            let steps: Vec<&Step> = definition.steps().iter().filter(|step| step.stage.as_ref() == stage).collect();
            if !steps.is_empty() {
                // Writing to a string cannot fail.
                let _ = write!(text, "\n{title}\n{}", if as_table { self.steps(&steps) } else { self.in_turn(&steps) });
            }
        }
        if !definition.facts().is_empty() {
            let _ = write!(text, "\n{}\n{}", self.word("Vragen", "Questions"), self.facts());
        }
        for table in definition.tables_in_words() {
            text += &self.decision_table(&table);
        }
        if !definition.guarantees().is_empty() {
            let _ = writeln!(text, "\n{}", self.word("Waarborgen", "Guarantees"));
            for guarantee in definition.guarantees() {
                text += &paragraph(2, &format!("{}: {}", guarantee.id, self.of(&guarantee.says)));
                text += &paragraph(4, self.of(&guarantee.claim.in_words(definition)));
            }
        }
        text.trim_end().to_owned()
    }

    /// A table, where it has room.
    fn steps(&self, steps: &[&Step]) -> String {
        grid(&self.rows(steps))
    }

    /// One after the other, where a table would break every sentence into words.
    fn in_turn(&self, steps: &[&Step]) -> String {
        let mut text = String::new();
        for step in steps {
            let (nl, en) = kind(step.kind);
            let about = [self.word(nl, en).to_owned(), self.who(step), self.how(step)];
            let about: Vec<String> = about.into_iter().filter(|words| !words.is_empty()).collect();
            text += &paragraph(2, self.of(&step.title));
            text += &paragraph(6, &about.join(" · "));
            text += &paragraph(6, &self.when(step));
        }
        text
    }

    fn rows(&self, steps: &[&Step]) -> Vec<Vec<String>> {
        let heading = [("stap", "step"), ("soort", "kind"), ("wie", "who"), ("wanneer", "when"), ("hoe", "how")];
        let row = |step: &&Step| {
            let kind = kind(step.kind);
            vec![
                self.of(&step.title).to_owned(),
                self.word(kind.0, kind.1).to_owned(),
                self.who(step),
                self.when(step),
                self.how(step),
            ]
        };
        std::iter::once(self.heading(heading)).chain(steps.iter().map(row)).collect()
    }

    fn who(&self, step: &Step) -> String {
        self.definition.role_of(step).map_or_else(|| step.by.to_string(), |role| self.of(&role.title).to_owned())
    }

    fn when(&self, step: &Step) -> String {
        let window = self.definition.window_in_words(step);
        let window = window.map_or_else(|| "-".to_owned(), |window| self.of(&window).to_owned());
        match self.definition.opens_in_words(step) {
            Some(opens) => format!("{window}, {} {}", self.word("als", "if"), self.of(&opens)),
            None => window,
        }
    }

    fn how(&self, step: &Step) -> String {
        let marks = [
            (step.required, ("verplicht", "required")),
            (step.discretionary, ("naar keuze", "if called for")),
            (step.repeats(), ("kan herhaald", "may be repeated")),
            (step.feedback.is_some(), ("met terugkoppeling", "with feedback")),
            (step.must_be_done, ("moet gedaan zijn", "must be done")),
            (step.even_if_she_leaves, ("ook als zij uit beeld is", "even if she leaves")),
            (step.even_if_she_dies, ("ook na overlijden", "even if she dies")),
            (step.sealed, ("verzegeld", "sealed")),
            (step.in_turn, ("op zijn beurt", "in its turn")),
        ];
        let marks = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark);
        let all = marks.chain(step.does.map(done_by)).map(|(nl, en)| self.word(nl, en).to_owned());
        let with = step.with.map(|party| format!("{} {}", self.word("met", "with"), self.of(&party.named())));
        let to = one_of(&step.to).map(|to| format!("{} {}", self.word("aan", "to"), self.of(&to)));
        let on = step.meeting.map(|kind| format!("{} {}", self.word("op", "at"), self.of(&kind.named())));
        all.chain(with).chain(to).chain(on).collect::<Vec<_>>().join(", ")
    }

    fn facts(&self) -> String {
        let heading = [("vraag", "question"), ("naam", "name"), ("antwoord", "answer"), ("hoe", "how")];
        let row = |fact: &Fact| {
            let default = fact.default.as_ref().map(|value| self.answer(fact, &value.to_string()));
            let until_told = self.word("zolang niemand iets anders zegt", "as long as nobody says otherwise");
            let mut how = Vec::new();
            how.extend(default.map(|default| format!("{default} {until_told}")));
            how.extend(fact.sealed.then(|| self.word("verzegeld", "sealed").to_owned()));
            how.extend(fact.own.then(|| self.word("alleen van dit zorgpad", "of this pathway alone").to_owned()));
            vec![self.of(&fact.ask).to_owned(), fact.id.to_string(), self.answers(fact), how.join(", ")]
        };
        let rows = std::iter::once(self.heading(heading)).chain(self.definition.facts().iter().map(row));
        grid(&rows.collect::<Vec<_>>())
    }

    fn number(&self, from: Option<i64>, to: Option<i64>) -> String {
        let number = self.word("een getal", "a number");
        match (from, to) {
            (Some(from), Some(to)) => {
                format!("{number} {} {from} {} {to}", self.word("van", "from"), self.word("tot en met", "to"))
            }
            (Some(from), None) => format!("{number} {} {from}", self.word("vanaf", "from")),
            (None, Some(to)) => format!("{number} {} {to}", self.word("tot en met", "up to")),
            (None, None) => number.to_owned(),
        }
    }

    fn answers(&self, fact: &Fact) -> String {
        match &fact.answer {
            FactKind::YesNo => self.word("ja of nee", "yes or no").to_owned(),
            FactKind::Choice { options } => {
                options.iter().map(|option| self.of(&option.title)).collect::<Vec<_>>().join(" | ")
            }
            FactKind::Number { from, to } => self.number(*from, *to),
            FactKind::Date => self.word("een datum", "a date").to_owned(),
            FactKind::Text => self.word("in eigen woorden", "in one's own words").to_owned(),
        }
    }

    fn answer(&self, fact: &Fact, value: &str) -> String {
        match &fact.answer {
            FactKind::YesNo if value == "yes" => self.word("ja", "yes").to_owned(),
            FactKind::YesNo => self.word("nee", "no").to_owned(),
            FactKind::Choice { options } => {
                let known = options.iter().find(|option| option.id == value);
                known.map_or_else(|| value.to_owned(), |option| self.of(&option.title).to_owned())
            }
            FactKind::Number { .. } | FactKind::Date | FactKind::Text => value.to_owned(),
        }
    }

    fn decision_table(&self, table: &ToldTable) -> String {
        let version = if table.version.is_empty() {
            String::new()
        } else {
            format!(", {} {}", self.word("versie", "version"), table.version)
        };
        let name = self.word("Beslistabel", "Decision table");
        let mut text =
            format!("\n{}", paragraph(0, &format!("{name} {}: {}{version}", table.id, self.of(&table.title))));
        text += &paragraph(2, self.of(&table.hit));
        if !table.source.is_empty() {
            text += &paragraph(2, &format!("{}: {}", self.word("bron", "source"), table.source));
        }
        for (at, ask) in table.asks.iter().enumerate() {
            text += &paragraph(2, &format!("{}. {}", letter(at), self.of(ask)));
        }
        let letters = (0..table.asks.len()).map(letter);
        let first = std::iter::once(self.word("rij", "row").to_owned());
        let mut rows: Vec<Vec<String>> =
            vec![first.chain(letters).chain(self.heading([("dan", "then"), ("want", "because")])).collect()];
        let told = |text: &Text| self.of(text).to_owned();
        for (at, row) in table.rows.iter().enumerate() {
            let cells = row.when.iter().map(told);
            rows.push(
                std::iter::once((at + 1).to_string()).chain(cells).chain([told(&row.is), told(&row.why)]).collect(),
            );
        }
        if let Some(otherwise) = &table.otherwise {
            let cells = table.asks.iter().map(|_| self.word("anders", "otherwise").to_owned());
            let rest = [told(&otherwise.is), told(&otherwise.why)];
            rows.push(std::iter::once(String::new()).chain(cells).chain(rest).collect());
        }
        text + &grid(&rows)
    }
}

/// A question by its letter: `a`, `b` … and beyond `z` by its number.
fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| (at + 1).to_string(), |at| char::from(b'a' + at).to_string())
}

const fn kind(kind: StepKind) -> (&'static str, &'static str) {
    match kind {
        StepKind::Contact => ("contact", "contact"),
        StepKind::Task => ("taak", "task"),
        StepKind::Question => ("vraag", "question"),
        StepKind::Decision => ("besluit", "decision"),
        StepKind::Meeting => ("overleg", "meeting"),
        StepKind::Letter => ("brief", "letter"),
        StepKind::Referral => ("verwijzing", "referral"),
        StepKind::Consent => ("toestemming", "consent"),
        StepKind::Milestone => ("mijlpaal", "milestone"),
    }
}

/// The work on the case that does the step.
const fn done_by(work: Work) -> (&'static str, &'static str) {
    match work {
        Work::Intake => ("met de drie anamneses", "by the three histories"),
        Work::Evaluation => ("door de evaluatie vast te leggen", "by recording the evaluation"),
        Work::ReferralLetter => ("door de verwijsbrief te sturen", "by sending the referral letter"),
        Work::CareDiagnosis => ("door de zorgdiagnostiek vast te leggen", "by recording the care diagnosis"),
        Work::CarePlan => ("door het zorgplan vast te leggen", "by recording the care plan"),
        Work::FixedPlan => ("door het zorgplan vast te stellen", "by fixing the care plan"),
        Work::Coordinator => ("door te zeggen wie coördineert", "by naming who coordinates"),
        Work::CoordinatorAfterBirth => {
            ("door te zeggen wie na de bevalling coördineert", "by naming who coordinates after the birth")
        }
        Work::CoordinationHandover => ("door de coördinatie over te dragen", "by handing the coordination over"),
        Work::PlanLetter => ("door een brief met het vastgestelde plan", "by a letter with the plan that was fixed"),
        Work::HandoverLetter => ("door een brief met de overdracht", "by a letter that hands the care over"),
        Work::PregnancyDeclaration => {
            ("door de zwangerschapsverklaring te sturen", "by sending the pregnancy declaration")
        }
    }
}

fn shown(definition: &Definition) -> serde_json::Value {
    let step = |step: &Step| {
        json!({ "id": step.id, "kind": step.kind, "by": step.by, "title": step.title, "stage": step.stage,
            "window": step.window_rule(), "opens": step.opens(), "ends": step.ends(), "required": step.required,
            "does": step.does, "with": step.with, "to": step.to, "meeting": step.meeting, "must-be-done": step.must_be_done, "even-if-she-leaves": step.even_if_she_leaves,
            "even-if-she-dies": step.even_if_she_dies,
            "sealed": step.sealed, "in-turn": step.in_turn, "table": definition.table_of(step).map(|table| table.id().as_str()),
            "discretionary": step.discretionary, "repeats": step.repeats(), "words": step.words, "whom": step.whom, "day": step.day, "source": step.source,
            "outcomes": step.outcomes.iter().map(|outcome| &outcome.id).collect::<Vec<_>>() })
    };
    let guarantee = |one: &Guarantee| {
        let text = |condition: &regie_pathway::Condition| condition.text().to_owned();
        let claim = match &one.claim {
            Claim::Whenever { whenever, then, within } => {
                json!({ "whenever": text(whenever), "then": text(then), "within": within })
            }
            Claim::EachTime { comes, then } => json!({ "each-time": text(comes), "then": text(then) }),
            Claim::AtClose(condition) => json!({ "at-close": text(condition) }),
            Claim::Never(condition) => json!({ "never": text(condition) }),
        };
        json!({ "id": one.id, "says": one.says, "source": one.source, "claim": claim })
    };
    json!({ "id": definition.id(), "variant": definition.variant(), "version": definition.version(),
        "hash": definition.hash(), "title": definition.title(), "source": definition.source(),
        "valid-from": definition.valid_from(), "stages": definition.stages(), "roles": definition.roles(),
        "facts": definition.facts(), "tables": definition.tables_in_words(),
        "guarantees": definition.guarantees().iter().map(guarantee).collect::<Vec<_>>(),
        "steps": definition.steps().iter().map(step).collect::<Vec<_>>() })
}
