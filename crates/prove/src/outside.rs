//! Steps outside of a local cone, and facts outside of a narrow one: what a criterion says of them becomes a question that
//! may be answered at any time, either way. That allows more than they could bring about, and costs one fact instead of
//! steps and all that they hang on, or of many facts. What is sealed is asked apart: by it, sealed steps are let go.

use std::collections::BTreeMap;

use regie_pathway::{Definition, Fact, FactId, FactValue, Step, TakesBack};
use toml::{Table, Value};

use crate::{
    closing,
    cone::Cone,
    parts::{outermost, without_brackets},
};

/// Begins the name of such a question: no name of a file has two hyphens in its midst by chance.
const OUTSIDE: &str = "outside--";

/// Whether a fact stands for a step outside of the cone.
pub fn is_outside(fact: &FactId) -> bool {
    fact.as_str().starts_with(OUTSIDE)
}

/// A question in the place of a criterion.
pub struct Asked {
    pub fact: FactId,
    pub criterion: String,
    /// What it must be answered with where the pathway may be closed.
    pub at_close: Option<bool>,
}

impl Asked {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.criterion.split(|c: char| c.is_whitespace() || c == '(' || c == ')')
    }

    /// What can become of it by nobody's move in the file: whether its answer is another then, and what that takes back.
    /// Left out is what a person's new answer to the question takes back, which is a move.
    pub fn changes(&self, whole: &Definition, reduced: &Definition) -> Vec<(bool, TakesBack)> {
        let Some(question) = reduced.fact(&self.fact) else { return Vec::new() };
        let may = May::of(self, whole);
        let mut ways = reduced.taken_back_by(&self.fact);
        // Whatever is let go, what had ended by it comes back too.
        let opens = ways.iter().any(|way| matches!(way, TakesBack::Opened { .. }));
        ways.retain(|way| match way {
            TakesBack::Opened { sealed, each_time } => {
                may.let_go && (!sealed || may.let_go_sealed && !question.sealed) && (!each_time || may.never_have_held)
            }
            TakesBack::Ended | TakesBack::Nothing => may.wait_again || (may.let_go && !opens),
        });
        let answers_anew = TakesBack::Opened { sealed: false, each_time: false };
        let is_move = |way: &TakesBack| *way == answers_anew && !reduced.answers_stand(question);
        let nothing = may.go_on.then_some((true, TakesBack::Nothing));
        let otherwise = ways.iter().filter(|way| !is_move(way)).map(|way| (true, *way));
        // What says one thing says it no more when that changes, unless it is an answer that never held; what says several
        // things may say the same together.
        let is_one_thing = !self.words().any(|word| word == "and" || word == "or");
        let never_held = |way: &&TakesBack| matches!(way, TakesBack::Opened { each_time: true, .. });
        let alike = ways.iter().filter(|way| !is_one_thing || never_held(way)).map(|way| (false, *way));
        nothing.into_iter().chain(otherwise).chain(alike).collect()
    }
}

/// What can become, on the whole pathway, of what a question stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct May {
    /// A step opens, is done or ends: nothing is taken back by that.
    go_on: bool,
    /// A step that was missed, cancelled or open waits again, so that it holds no more: what had ended by it comes back.
    wait_again: bool,
    /// It holds no more because an answer changed, or because a step was done once more or let go itself: what it opened is
    /// let go. That a step is done, skipped or cancelled holds on.
    let_go: bool,
    /// The same of a sealed step.
    let_go_sealed: bool,
    /// An answer is taken back, or an open step is let go because of another: it never held.
    never_have_held: bool,
}

impl May {
    fn of(asked: &Asked, whole: &Definition) -> Self {
        let mut may = Self::default();
        let words: Vec<&str> = asked.words().filter(|word| !word.is_empty()).collect();
        // A `not` before a part in brackets turns what stands in it; it does not matter how often.
        let turns = (0..words.len()).any(|at| words[at] == "not" && (at == 0 || words[at - 1] != "is"));
        for (at, word) in words.iter().enumerate() {
            if let Some(fact) = whole.fact(&(*word).into()) {
                may.let_go = true;
                may.never_have_held |= whole.answers_stand(fact);
            }
            if let (Some(step), Some(["is", status @ ..])) = (whole.step(&(*word).into()), words.get(at + 1..)) {
                may.go_on = true;
                match status {
                    ["not", status, ..] => may.speak_of(step, status, turns, true),
                    [status, ..] => may.speak_of(step, status, true, turns),
                    [] => {}
                }
            }
        }
        may
    }

    /// It says of the step that it stands so, or that it does not, or both.
    fn speak_of(&mut self, step: &Step, status: &str, so: bool, not_so: bool) {
        let is_outcome = !["waiting", "open", "done", "skipped", "missed", "cancelled"].contains(&status);
        let let_go_open = (so && status == "open") || (not_so && ["waiting", "missed"].contains(&status));
        let done_again = is_outcome || (not_so && status == "done");
        self.wait_again |= let_go_open || (so && ["missed", "cancelled"].contains(&status));
        self.never_have_held |= let_go_open;
        self.let_go |= let_go_open || done_again;
        self.let_go_sealed |= (let_go_open || done_again) && step.sealed;
    }
}

/// Puts questions in the place of what is said of steps outside of the cone, in every criterion of the file: one question
/// for each part that speaks of nothing else.
pub fn answer(file: &mut Table, def: &Definition, cone: &Cone) -> Vec<Asked> {
    let mut outside = Outside { def, cone, asked: BTreeMap::new() };
    for (key, value) in file.iter_mut().filter(|(key, _)| ["step", "anchors", "facts"].contains(&key.as_str())) {
        let rules: Vec<&mut Table> = match value {
            Value::Array(steps) if key == "step" => steps.iter_mut().filter_map(Value::as_table_mut).collect(),
            Value::Table(named) => named.iter_mut().filter_map(|(_, rule)| rule.as_table_mut()).collect(),
            _ => Vec::new(),
        };
        for rule in rules {
            for key in ["opens", "ends", "only-while"] {
                outside.in_criterion(rule, key);
            }
            if let Some(repeat) = rule.get_mut("repeat").and_then(Value::as_table_mut) {
                outside.in_criterion(repeat, "while");
            }
        }
    }
    let facts = file.entry("facts").or_insert_with(|| Value::Table(Table::new()));
    let mut asked = Vec::new();
    for (criterion, (at, begins)) in outside.asked {
        let name = format!("{OUTSIDE}{at}");
        let Begin { holds, sealed } = begins;
        let holds = holds == Some(true);
        let fact = format!("kind = \"yes-no\"\ndefault = {holds}\nsealed = {sealed}\nask = {{ nl = \"{name}\" }}");
        if let (Some(facts), Ok(fact)) = (facts.as_table_mut(), fact.parse::<Table>()) {
            facts.insert(name.clone(), Value::Table(fact));
        }
        let at_close = closing::answer(def, &criterion);
        asked.push(Asked { fact: FactId::from(name.as_str()), criterion, at_close });
    }
    asked
}

/// What is asked in the place of steps.
struct Outside<'d> {
    def: &'d Definition,
    cone: &'d Cone,
    /// Of each part of a criterion the number of its question, and how that begins.
    asked: BTreeMap<String, (usize, Begin)>,
}

/// How a criterion that speaks only of what is outside begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Begin {
    /// Whether it holds while every step waits and nothing was answered; nothing when that is not known.
    holds: Option<bool>,
    /// It speaks of sealed answers, and of nothing else.
    sealed: bool,
}

impl Outside<'_> {
    fn in_criterion(&mut self, rule: &mut Table, key: &str) {
        if let Some(criterion) = rule.get(key).and_then(Value::as_str) {
            let criterion = self.rewritten(&criterion.split_whitespace().collect::<Vec<_>>().join(" "));
            rule.insert(key.into(), Value::String(criterion));
        }
    }

    fn rewritten(&mut self, criterion: &str) -> String {
        let criterion = without_brackets(criterion);
        if let Some(begins) = self.begins(criterion) {
            let next = self.asked.len();
            let (at, _) = self.asked.entry(criterion.to_owned()).or_insert((next, begins));
            return format!("{OUTSIDE}{at}");
        }
        for word in [" or ", " and "] {
            let parts = outermost(criterion, word);
            if parts.len() > 1 {
                let mut written = Vec::new();
                let (mut open, mut sealed) = (Vec::new(), Vec::new());
                for part in parts {
                    match self.begins(part) {
                        None => written.push(format!("({})", self.rewritten(part))),
                        Some(Begin { sealed: true, .. }) => sealed.push(part),
                        Some(Begin { sealed: false, .. }) => open.push(part),
                    }
                }
                for outside in [open, sealed].into_iter().filter(|outside| !outside.is_empty()) {
                    written.push(self.rewritten(&outside.join(word)));
                }
                return written.join(word);
            }
        }
        match negated(criterion) {
            Some(inner) => format!("not ({})", self.rewritten(inner)),
            None => criterion.to_owned(),
        }
    }

    /// Of a criterion that speaks only of what is outside, how it begins. Nothing for one that speaks of what is sealed and
    /// of what is not: its parts are looked at apart.
    fn begins(&self, criterion: &str) -> Option<Begin> {
        let criterion = without_brackets(criterion);
        for (word, all) in [(" or ", false), (" and ", true)] {
            let parts = outermost(criterion, word);
            if parts.len() > 1 {
                let begin: Vec<Begin> = parts.into_iter().map(|part| self.begins(part)).collect::<Option<_>>()?;
                let sealed = begin.first()?.sealed;
                let holds = begin.iter().try_fold(all, |so_far, one| {
                    let holds = one.holds?;
                    Some(if all { so_far && holds } else { so_far || holds })
                });
                let settled = begin.iter().any(|one| one.holds == Some(!all));
                let holds = if settled { Some(!all) } else { holds };
                return begin.iter().all(|one| one.sealed == sealed).then_some(Begin { holds, sealed });
            }
        }
        if let Some(inner) = negated(criterion) {
            return self.begins(inner).map(|begin| Begin { holds: begin.holds.map(|holds| !holds), ..begin });
        }
        let words: Vec<&str> = criterion.split_whitespace().collect();
        if let Some(fact) = words.first().and_then(|word| self.def.fact(&(*word).into())) {
            return self.fact_begins(fact, words.get(1..).unwrap_or_default());
        }
        let [step, "is", status @ ..] = words.as_slice() else { return None };
        if self.def.step(&(*step).into()).is_none() || self.cone.steps.contains(*step) {
            return None;
        }
        let holds = match status {
            ["not", status] => *status != "waiting",
            [status] => *status == "waiting",
            _ => return None,
        };
        Some(Begin { holds: Some(holds), sealed: false })
    }

    fn fact_begins(&self, fact: &Fact, says: &[&str]) -> Option<Begin> {
        if self.cone.facts.contains(&fact.id) {
            return None;
        }
        let begins = fact.default.as_ref();
        let chosen = |option: &str| begins.map(|begins| *begins == FactValue::Choice(option.into()));
        let holds = match says {
            [] => begins.map(|begins| *begins == FactValue::YesNo(true)),
            ["is", "known"] => Some(begins.is_some()),
            ["is", "not", "known"] => Some(begins.is_none()),
            ["is", option] => chosen(option),
            ["is", "not", option] => chosen(option).map(|is| !is),
            // A number that goes without saying is not compared here.
            _ if begins.is_none() => None,
            _ => return None,
        };
        Some(Begin { holds, sealed: fact.sealed })
    }
}

pub fn negated(criterion: &str) -> Option<&str> {
    let inner = criterion.strip_prefix("not")?;
    inner.starts_with([' ', '(']).then_some(inner)
}
