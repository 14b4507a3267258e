//! One `[[step]]`: read first, compiled when every name of the file is known.

use toml::de::DeValue;

use super::{
    anchor_named,
    asked::Asked,
    bound::{Bounds, duration},
    checked_name, criterion,
    decision_table::Tables,
    head::{Head, fact_value, id_of},
    lapses,
    place::Sink,
    table::{At, Reader, Words},
};
use crate::{
    Text,
    criterion::parse::{NameRef, nearest},
    date_window::Offset,
    ids::{OutcomeId, RoleId, StageId, StepId},
    lifecycle::Status,
    meaning::{Gathering, Party, Work},
    step::{Feedback, Outcome, Repeat, Sets, Step, StepKind},
};

struct RawOutcome<'d> {
    id: OutcomeId,
    title: Text,
    sets: Vec<(&'d str, usize, At<&'d DeValue<'d>>)>,
    adverse: bool,
    then_nothing: Option<Text>,
}

enum RawRepeat {
    EachTime,
    EachReason,
    EachAnswer,
    Every { every: Offset, while_: Option<Words> },
}

/// A step of which the names have not been looked up yet.
pub(super) struct RawStep<'d> {
    pub(super) id: StepId,
    pub(super) place: usize,
    kind: StepKind,
    by: RoleId,
    title: Text,
    stage: Option<StageId>,
    source: String,
    required: bool,
    discretionary: bool,
    does: Option<Work>,
    with: Option<Party>,
    to: Vec<Party>,
    meeting: Option<Gathering>,
    must_be_done: bool,
    even_if_she_leaves: bool,
    even_if_she_dies: bool,
    sealed: bool,
    in_turn: bool,
    words: Option<Text>,
    pub(super) asked: Asked,
    takes: Option<u32>,
    outcomes: Vec<RawOutcome<'d>>,
    table: Option<Words>,
    feedback: Option<Feedback>,
    opens: Option<Words>,
    ends: Option<Words>,
    window: Option<Words>,
    late_entry: Option<Offset>,
    lapses: Option<Words>,
    repeat: Option<RawRepeat>,
    marks: Option<Words>,
    alternative_of: Option<u16>,
    early: bool,
}

impl<'d> RawStep<'d> {
    pub(super) fn read(block: &Reader<'d>, head: &Head) -> Self {
        let id = id_of(block);
        let stage = stage(block, head);
        let its_stage = head.stages.iter().find(|known| Some(&known.id) == stage.as_ref());
        let (sealed_with_it, in_turn_with_it) = its_stage.map_or((false, false), |stage| (stage.sealed, stage.in_turn));
        let step = Self {
            place: block.place("id"),
            kind: kind(block),
            by: role(block, "by", head).unwrap_or_else(|| RoleId::from("")),
            title: block.title("title"),
            stage,
            source: block.optional("source").map(|words| words.value).unwrap_or_default(),
            required: block.flag("required"),
            discretionary: block.flag("discretionary"),
            does: block.word("does", "work that a case records", &Work::ALL),
            with: block.word("with", "party to a contact", &Party::ALL),
            to: block.words("to", "party to write to", &Party::ALL),
            meeting: block.word("meeting", "kind of meeting", &Gathering::ALL),
            must_be_done: block.flag("must-be-done"),
            even_if_she_leaves: block.flag("even-if-she-leaves"),
            even_if_she_dies: block.flag("even-if-she-dies"),
            sealed: block.flag("sealed") || sealed_with_it,
            in_turn: block.flag("in-turn") || in_turn_with_it,
            words: block.has("words").then(|| block.title("words")),
            asked: Asked::read(block),
            takes: minutes(block),
            outcomes: outcomes(block),
            table: block.optional("table"),
            feedback: feedback(block, head),
            opens: block.optional("opens"),
            ends: block.optional("ends"),
            window: block.optional("window"),
            late_entry: time(block, "late-entry"),
            lapses: block.optional("lapses"),
            repeat: repeat(block),
            marks: block.optional("marks"),
            alternative_of: alternatives(block, head),
            early: block.flag("early"),
            id: StepId::from(id),
        };
        block.finish();
        step.judge(block);
        step
    }

    /// Keys that mean nothing without another, or beside one.
    fn judge(&self, block: &Reader<'_>) {
        if self.late_entry.is_some() && self.window.is_none() {
            let message = "`late-entry` has no meaning without a `window`";
            block.error("missing-key", block.place("late-entry"), message, "add a window, or leave late-entry out");
        }
        let word = match self.repeat {
            Some(RawRepeat::EachTime) => Some("each-time"),
            Some(RawRepeat::EachReason) => Some("each-reason"),
            Some(RawRepeat::EachAnswer) => Some("each-answer"),
            Some(RawRepeat::Every { .. }) | None => None,
        };
        if let Some(word) = word.filter(|_| self.opens.is_none()) {
            let message = format!("`repeat = \"{word}\"` needs `opens`: each time that what holds?");
            block.error("missing-key", block.place("repeat"), message, "add opens = \"…\"");
        }
        let at_once = self.does.is_some_and(Work::does_at_once) || self.meeting.is_some();
        if at_once && self.outcomes.len() > 1 {
            let message = "what `does` this step cannot say which way it ended";
            block.error("outcome-of-work", block.place("outcome"), message, "leave one outcome at most, or `does` out");
        }
        let by_itself = [(self.does.is_some(), "does"), (self.marks.is_some(), "marks")];
        if let Some((_, key)) = by_itself.into_iter().find(|(done, _)| *done && self.words.is_some()) {
            let message =
                format!("step `{}` asks for words, but with `{key}` it is also done where nobody is asked", self.id);
            block.error("words-of-nobody", block.place("words"), message, format!("leave `words` out, or `{key}`"));
        }
        let also_done_by = [
            (self.does.is_some(), "does"),
            (self.marks.is_some(), "marks"),
            (self.meeting.is_some(), "meeting"),
            (self.table.is_some(), "table"),
        ];
        self.asked.judge(block, self.kind, also_done_by.into_iter().find(|(done, _)| *done).map(|(_, key)| key));
        self.judge_letter(block);
        self.judge_meeting(block);
    }

    /// A letter says to whom it goes, and holds nothing that is sealed: others print, send and file it.
    fn judge_letter(&self, block: &Reader<'_>) {
        let is_letter = self.does.is_some_and(Work::is_letter_to);
        if is_letter && self.to.is_empty() {
            let message = format!("what does step `{}` is a letter, and it does not say to whom", self.id);
            block.error("missing-key", block.place("does"), message, "add to = [\"gp\"], or whom else it goes to");
        }
        if !is_letter && !self.to.is_empty() {
            let message = format!("`to` of step `{}` has no meaning: no letter does it", self.id);
            let help =
                "write does = \"plan-letter\", \"handover-letter\" or \"pregnancy-declaration\", or leave `to` out";
            block.error("no-letter", block.place("to"), message, help);
        }
        if let Some(party) = self.to.iter().find(|party| matches!(party, Party::Client | Party::Relative | Party::Coa))
        {
            let message =
                format!("the letter of step `{}` goes to providers of care, not to {}", self.id, party.named().en);
            block.error("no-letter", block.place("to"), message, "name who gives care");
        }
        if is_letter && self.sealed {
            let message = format!("step `{}` is sealed, and a letter that others keep does it", self.id);
            block.error("sealed-letter", block.place("does"), message, "leave `sealed` or `does` out");
        }
    }

    /// A task is done by putting the case on the agenda, a meeting by holding it; everybody there knows of it.
    fn judge_meeting(&self, block: &Reader<'_>) {
        if self.meeting.is_none() {
            return;
        }
        let place = block.place("meeting");
        if !matches!(self.kind, StepKind::Task | StepKind::Meeting) || self.does.is_some() {
            let message = format!("no meeting does step `{}`: it is neither a task nor a meeting by itself", self.id);
            block.error("no-meeting", place, message, "write kind = \"meeting\" or kind = \"task\", without `does`");
        }
        if self.sealed {
            let message =
                format!("step `{}` is sealed, and what a meeting says of a case everybody there hears", self.id);
            block.error("sealed-meeting", place, message, "leave `sealed` or `meeting` out");
        }
    }

    pub(super) fn outcome_ids(&self) -> Vec<OutcomeId> {
        self.outcomes.iter().map(|outcome| outcome.id.clone()).collect()
    }

    pub(super) fn compile(&self, bounds: &Bounds<'_>, head: &Head, tables: &Tables) -> Step {
        let compiled = |words: &Option<Words>| words.as_ref().and_then(|words| criterion(bounds, words));
        Step {
            id: self.id.clone(),
            kind: self.kind,
            by: self.by.clone(),
            title: self.title.clone(),
            stage: self.stage.clone(),
            source: self.source.clone(),
            required: self.required,
            discretionary: self.discretionary,
            does: self.does,
            with: self.with,
            to: self.to.clone(),
            meeting: self.meeting,
            must_be_done: self.must_be_done,
            even_if_she_leaves: self.even_if_she_leaves,
            even_if_she_dies: self.even_if_she_dies,
            sealed: self.sealed,
            in_turn: self.in_turn,
            words: self.words.clone(),
            whom: self.asked.whom.clone(),
            whom_as: self.asked.whom_as(bounds),
            day: self.asked.day.clone(),
            takes: self.takes,
            outcomes: self.outcomes.iter().map(|outcome| outcome.compile(bounds, head)).collect(),
            table: self.table.as_ref().and_then(|words| self.decided_by(words, bounds.sink, tables)),
            decides_freely: false,
            feedback: self.feedback.clone(),
            opens: compiled(&self.opens),
            ends: compiled(&self.ends),
            window: self.window.as_ref().and_then(|words| bounds.window(words)),
            late_entry: self.late_entry,
            lapses: self.lapses.as_ref().and_then(|words| lapses(bounds, words)),
            repeat: self.repeat.as_ref().map(|repeat| match repeat {
                RawRepeat::EachTime => Repeat::EachTime,
                RawRepeat::EachReason => Repeat::EachReason,
                RawRepeat::EachAnswer => Repeat::EachAnswer,
                RawRepeat::Every { every, while_ } => Repeat::Every { every: *every, while_: compiled(while_) },
            }),
            marks: self.marks.as_ref().and_then(|words| anchor_named(bounds, words)),
            alternative_of: self.alternative_of,
            early: self.early,
            place: self.place,
        }
    }
}

impl RawStep<'_> {
    /// The table that decides the step: its outcomes are those of the step, no more and no fewer.
    fn decided_by(&self, words: &Words, sink: &Sink, tables: &Tables) -> Option<u16> {
        let found = tables.compiled.iter().zip(0..).find(|(known, _)| *known.table.id() == words.value.as_str());
        if found.is_none() && !tables.named.contains(&words.value) {
            let help = match nearest(&words.value, tables.named.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "declare it as a [[table]]".into(),
            };
            sink.error("unknown-table", words.at, format!("there is no table `{}`", words.value), help);
        }
        let (known, at) = found?;
        if self.kind != StepKind::Decision {
            let message = format!("step `{}` is decided by a table, so that it is a decision", self.id);
            sink.error("wrong-kind", words.at, message, "write kind = \"decision\"");
        }
        let given: Vec<&str> = known.outcomes().collect();
        for option in &given {
            if !self.outcomes.iter().any(|outcome| outcome.id == *option) {
                let message =
                    format!("table `{}` can decide `{option}`, which is no outcome of step `{}`", words.value, self.id);
                let help = format!("add [step.outcome.{option}] with a title");
                sink.error("missing-outcome", words.at, message, help);
            }
        }
        for outcome in self.outcomes.iter().filter(|outcome| !given.contains(&outcome.id.as_str())) {
            let message = format!("table `{}` never decides `{}`", words.value, outcome.id);
            sink.error("unknown-outcome", words.at, message, "let a row decide it, or leave the outcome out");
        }
        Some(at)
    }
}

impl RawOutcome<'_> {
    fn compile(&self, bounds: &Bounds<'_>, head: &Head) -> Outcome {
        let sets = self.sets.iter().filter_map(|(name, name_at, value)| {
            let Some(NameRef::Fact(fact)) = bounds.names.lookup.get(name).copied() else {
                let help = match nearest(name, head.facts.iter().map(|fact| fact.id.as_str())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "declare it under [facts]".into(),
                };
                bounds.sink.error("unknown-fact", *name_at, format!("there is no fact `{name}` to set"), help);
                return None;
            };
            let kind = &head.facts[usize::from(fact)].answer;
            let read = fact_value(kind, value.value);
            if read.is_none() {
                let message = format!("`{name}` takes {}", kind.expected());
                bounds.sink.error("wrong-fact-type", value.at, message, "set it to a possible answer");
            }
            read.map(|value| Sets { fact, value })
        });
        Outcome {
            id: self.id.clone(),
            title: self.title.clone(),
            sets: sets.collect(),
            adverse: self.adverse,
            then_nothing: self.then_nothing.clone(),
        }
    }
}

fn kind(block: &Reader<'_>) -> StepKind {
    if !block.has("kind") {
        block.missing("kind", "kind = \"contact\"");
    }
    block.word("kind", "kind of step", &StepKind::ALL).unwrap_or(StepKind::Task)
}

fn role(block: &Reader<'_>, key: &'static str, head: &Head) -> Option<RoleId> {
    let words = block.required(key, &format!("{key} = \"a-role\", one of [roles]"))?;
    if !head.roles.iter().any(|role| role.id == words.value.as_str()) {
        let help = match nearest(&words.value, head.roles.iter().map(|role| role.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it under [roles]".into(),
        };
        block.error("unknown-role", words.at, format!("there is no role `{}`", words.value), help);
    }
    Some(RoleId::from(words.value))
}

fn stage(block: &Reader<'_>, head: &Head) -> Option<StageId> {
    let words = block.optional("stage")?;
    if !head.stages.iter().any(|stage| stage.id == words.value.as_str()) {
        let help = match nearest(&words.value, head.stages.iter().map(|stage| stage.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it as a [[stage]]".into(),
        };
        block.error("unknown-stage", words.at, format!("there is no stage `{}`", words.value), help);
    }
    Some(StageId::from(words.value))
}

fn alternatives(block: &Reader<'_>, head: &Head) -> Option<u16> {
    let words = block.optional("alternative-of")?;
    let found = head.alternatives.iter().zip(0..).find(|(known, _)| known.id == words.value.as_str());
    if found.is_none() {
        let help = match nearest(&words.value, head.alternatives.iter().map(|known| known.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it under [alternatives]".into(),
        };
        block.error("unknown-alternatives", words.at, format!("there are no alternatives `{}`", words.value), help);
    }
    found.map(|(_, at)| at)
}

fn time(block: &Reader<'_>, key: &'static str) -> Option<Offset> {
    let words = block.optional(key)?;
    let time = duration(words.value.trim());
    if time.is_none() {
        let message = format!("`{}` is not a number of days, weeks or workdays", words.value);
        block.error("bad-duration", words.at, message, "write it as `7d`, `4w` or `10 workdays`");
    }
    time
}

fn outcomes<'d>(block: &Reader<'d>) -> Vec<RawOutcome<'d>> {
    let Some(table) = block.table("outcome", format!("the outcomes of {}", block.what)) else { return Vec::new() };
    let outcomes = table.named().into_iter().map(|(name, at, outcome)| {
        checked_name(|code, message, help| table.error(code, at, message, help), name);
        if Status::from_word(name).is_some() {
            let message = format!("`{name}` is a status, so it cannot be an outcome");
            table.error("bad-id", at, message, "choose another name");
        }
        let (title, sets, adverse, then_nothing) = outcome.map_or_else(Default::default, |outcome| {
            let title = outcome.title("title");
            let sets = outcome.table("sets", "`sets`").map(|sets| sets.pairs()).unwrap_or_default();
            let adverse = outcome.flag("adverse");
            let then_nothing = outcome.has("then-nothing").then(|| outcome.title("then-nothing"));
            outcome.finish();
            (title, sets, adverse, then_nothing)
        });
        RawOutcome { id: OutcomeId::from(name), title, sets, adverse, then_nothing }
    });
    outcomes.collect()
}

/// `45min`, `2h`: how long the work takes, in minutes.
fn minutes(block: &Reader<'_>) -> Option<u32> {
    let words = block.optional("takes")?;
    let text = words.value.trim();
    let read = |unit: &str, size: u32| {
        text.strip_suffix(unit).and_then(|count| count.trim().parse::<u32>().ok()?.checked_mul(size))
    };
    let found = read("min", 1).or_else(|| read("h", 60)).filter(|minutes| (1..=2880).contains(minutes));
    if found.is_none() {
        let message = format!("`{text}` is no time that work takes");
        block.error("bad-duration", words.at, message, "write minutes or hours: `45min`, `2h`, up to two days");
    }
    found
}

fn feedback(block: &Reader<'_>, head: &Head) -> Option<Feedback> {
    let table = block.table("feedback", "`feedback`")?;
    let from = role(&table, "from", head);
    if !table.has("within") {
        table.missing("within", "within = \"10 workdays\"");
    }
    let within = time(&table, "within");
    table.finish();
    Some(Feedback { from: from?, within: within? })
}

fn repeat(block: &Reader<'_>) -> Option<RawRepeat> {
    let value = block.value("repeat")?;
    if let DeValue::String(word) = value.value {
        match &**word {
            "each-time" => return Some(RawRepeat::EachTime),
            "each-reason" => return Some(RawRepeat::EachReason),
            "each-answer" => return Some(RawRepeat::EachAnswer),
            _ => {}
        }
        let message = format!("`repeat` cannot be `{word}`");
        let help = "write \"each-time\" (once more whenever `opens` holds anew), \"each-reason\" (also when one more of its \
                    alternatives does), \"each-answer\" (also when a number in it is answered again) or { every = \"28d\", while = \"…\" }";
        block.error("unknown-word", value.at, message, help);
        return None;
    }
    let table = block.table("repeat", "`repeat`")?;
    if !table.has("every") {
        table.missing("every", "every = \"28d\"");
    }
    let every = time(&table, "every");
    let while_ = table.optional("while");
    table.finish();
    if every.is_some_and(|every| every.range().0 < 1) {
        let message = "a step that repeats every 0 days never rests";
        table.error("bad-duration", table.place("every"), message, "repeat after one day or more");
        return None;
    }
    Some(RawRepeat::Every { every: every?, while_ })
}
