//! What an overlay may not make weaker in a step that counts: one that is required, sealed, must be done or is owed also
//! when she leaves. That such a step can be called for no less, ends no sooner by itself, and is due no later, is seen by
//! holding what comes out against the pathway; a proof of the guarantees alone would not tell.
//!
//! Its own criteria look at no less than those of the pathway, and do not run out.

use super::wider::surely_wider;
use crate::{
    criterion::Criterion,
    date_window::Offset,
    definition::{DecisionTable, Definition},
    ids::StepId,
    parse::{head::id_of, table::Reader},
    step::{Base, Bound, Repeat, Step, WindowRule},
};

const NO_LESS: &str = "leave it as it is in the pathway: an overlay asks more, or sooner, and never less";
/// A window may end so many days later at the least, where it may end later at all.
const SOME_DAYS: i32 = 7;
/// Nor may any end more than 52 weeks later, or last longer where the pathway names no time.
const A_YEAR: i32 = 52 * 7;

/// Reports every change that makes less of a step that counts, and every table that looks at less.
pub(super) fn check(file: &Reader<'_>, base: &Definition, both: &Definition) {
    for block in file.blocks("change") {
        let id = block.optional("step").map(|words| StepId::from(words.value));
        let Some(id) = id else { continue };
        if let (Some(was), Some(is)) = (base.step(&id), both.step(&id))
            && counts(was)
        {
            Change { block: &block, base, both, was, is }.check();
        }
    }
    for block in file.blocks("table") {
        table(&block, base, both);
    }
}

/// Whether closing asks for the step, or only the named see it.
pub(super) fn counts(step: &Step) -> bool {
    step.required || asks_no_later(step)
}

fn asks_no_later(step: &Step) -> bool {
    step.sealed || step.must_be_done || step.even_if_she_leaves || step.even_if_she_dies
}

/// A step that counts, before and after.
struct Change<'c> {
    block: &'c Reader<'c>,
    base: &'c Definition,
    both: &'c Definition,
    was: &'c Step,
    is: &'c Step,
}

impl Change<'_> {
    fn check(&self) {
        self.opens();
        self.ends();
        self.repeat();
        self.window();
        self.late_entry();
        self.lapses();
        if self.is.early && !self.was.early {
            self.weakens("early", "lets the step be done before its date is known, which the pathway does not");
        }
        if let (Some(was), Some(is)) = (&self.was.feedback, &self.is.feedback)
            && self.is_too_late(was.within.range().1, is.within.range().1, was.within.range().1)
        {
            self.weakens("feedback", "lets word come back much later than in the pathway");
        }
    }

    /// At the key, or where it is left out.
    fn weakens(&self, key: &'static str, why: &str) {
        let dropped = self.block.texts("without").into_iter().find(|words| words.value == key);
        let at = dropped.map_or_else(|| self.block.place(key), |words| words.at);
        self.block.error("weakens", at, format!("`{key}` of step `{}` {why}", self.was.id), NO_LESS);
    }

    fn is_wider(&self, narrower: &Criterion, wider: &Criterion) -> bool {
        surely_wider((self.base, narrower), (self.both, wider))
    }

    fn opens(&self) {
        let wider = match (&self.was.opens, &self.is.opens) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(_), None) => !self.was.in_turn,
            (Some(was), Some(is)) => self.is_wider(was, is) && (!self.was.in_turn || was.text == is.text),
        };
        if wider {
            return;
        }
        if self.was.in_turn {
            self.weakens("opens", "says when the step has its turn");
            return;
        }
        let at = self.block.place("opens");
        let message = format!("`opens` of step `{}` may call for the step less often than in the pathway", self.was.id);
        let help = match &self.was.opens {
            Some(was) => format!("keep what is there and add to it: opens = \"({}) or …\"", was.text),
            None => "leave it out: in the pathway nothing keeps the step from opening".to_owned(),
        };
        self.block.error("weakens", at, message, help);
    }

    fn ends(&self) {
        let no_sooner = match (&self.was.ends, &self.is.ends) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(was), Some(is)) => surely_wider((self.both, is), (self.base, was)),
        };
        if !no_sooner {
            self.weakens("ends", "cancels the step where the pathway goes on asking for it");
        }
    }

    fn repeat(&self) {
        let no_less = match (&self.was.repeat, &self.is.repeat) {
            (None, _)
            | (Some(Repeat::EachTime), Some(Repeat::EachTime | Repeat::EachReason | Repeat::EachAnswer))
            | (Some(Repeat::EachAnswer), Some(Repeat::EachAnswer))
            | (Some(Repeat::EachReason), Some(Repeat::EachReason)) => true,
            (Some(Repeat::Every { every: was, while_: till }), Some(Repeat::Every { every: is, while_: now })) => {
                let goes_on = match (till, now) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some(till), Some(now)) => self.is_wider(till, now),
                };
                goes_on && !self.is_too_late(was.range().1, is.range().1, was.range().1)
            }
            _ => false,
        };
        if !no_less {
            self.weakens("repeat", "makes the step come back less often than in the pathway");
        }
    }

    /// Whether a time ends too late: later at all where the step is sealed or cannot be missed, elsewhere later by more
    /// than the time itself is long.
    fn is_too_late(&self, was: i32, is: i32, long: i32) -> bool {
        let more = if asks_no_later(self.was) { 0 } else { long.clamp(SOME_DAYS, A_YEAR) };
        is.saturating_sub(was) > more
    }

    fn window(&self) {
        let Some(is) = &self.is.window else {
            if self.was.window.is_some() {
                self.weakens("window", "is left out, so that the step is never late");
            }
            return;
        };
        let Some(was) = &self.was.window else {
            let at_once = |bound: &Bound| matches!(bound.base, Base::Opened | Base::Entry);
            let too_long = is.until.offset.range().1 > A_YEAR;
            if !is.bounds().all(at_once) || is.from.offset.range().1 > 0 || too_long {
                self.weakens("window", "puts the step off, which has no window in the pathway");
            }
            return;
        };
        let known = |bound: &Bound| {
            let counts_from = self.base_of(self.both, bound.base);
            matches!(bound.base, Base::Opened | Base::Entry)
                || was.bounds().any(|old| self.base_of(self.base, old.base) == counts_from)
        };
        if self.base_of(self.both, is.until.base) != self.base_of(self.base, was.until.base) || !is.bounds().all(known)
        {
            self.weakens(
                "window",
                "counts from something else than in the pathway, so that nobody can say it is no later",
            );
            return;
        }
        let (ended, ends) = (was.until.offset.range().1, is.until.offset.range().1);
        if self.is_too_late(ended, ends, length(was)) {
            self.weakens("window", "ends later than in the pathway, by more than a network may put it off");
        }
        let dated = matches!(was.until.base, Base::Anchor(_));
        if was.from.base == was.until.base && ends < was.from.offset.range().0 && (!dated || asks_no_later(self.was)) {
            self.weakens("window", "is over before that of the pathway begins, so that the step is missed");
        }
    }

    fn base_of(&self, def: &Definition, base: Base) -> String {
        match base {
            Base::Anchor(at) => def.anchors[usize::from(at)].id.to_string(),
            Base::Step(at) => def.steps[usize::from(at)].id.to_string(),
            Base::Entry => "entry".to_owned(),
            Base::Opened => "opened".to_owned(),
            Base::Today => "today".to_owned(),
        }
    }

    fn late_entry(&self) {
        let Some(was) = self.was.late_entry.map(|time| time.range().1) else { return };
        match self.is.late_entry.map(|time| time.range().1) {
            None => self.weakens("late-entry", "is left out, so that whoever comes late misses the step"),
            Some(is) if self.is_too_late(was, is, was) => {
                self.weakens("late-entry", "lets the step be caught up much later than in the pathway");
            }
            Some(_) => {}
        }
    }

    fn lapses(&self) {
        let Some(is) = &self.is.lapses else { return };
        let no_sooner = self.was.lapses.as_ref().is_some_and(|was| {
            let least = |offset: Offset| offset.range().0;
            self.base_of(self.base, was.base) == self.base_of(self.both, is.base)
                && least(is.offset) >= least(was.offset)
        });
        if !no_sooner {
            self.weakens("lapses", "lets the step be missed where the pathway goes on asking for it");
        }
    }
}

/// How many days a window is long, when both its ends count from the same.
fn length(window: &WindowRule) -> i32 {
    if window.from.base == window.until.base {
        window.until.offset.range().1.saturating_sub(window.from.offset.range().0)
    } else {
        SOME_DAYS
    }
}

/// The network's own criteria in the place of those of the pathway.
fn table(block: &Reader<'_>, base: &Definition, both: &Definition) {
    let id = id_of(block);
    let of = |def: &'_ Definition| def.tables.iter().position(|known| *known.table.id() == id.as_str());
    let (Some(was), Some(is)) = (of(base), of(both)) else { return };
    let (was, is) = (&base.tables[was], &both.tables[is]);
    let said = |at: usize, message: String, help: &str| block.error("weakens", at, message, help);
    let looks_at = looked_at(is);
    if let Some(input) = looked_at(was).into_iter().find(|input| !looks_at.contains(input)) {
        let message = format!("table `{id}` does not look at `{input}`, which the pathway's looks at");
        said(block.place("inputs"), message, "let at least one row look at it, as in the pathway");
    }
    let sooner = is.table.valid_until().is_some_and(|until| was.table.valid_until().is_none_or(|known| until < known));
    if sooner {
        let message = format!("table `{id}` runs out, after which nothing decides");
        said(
            block.place("valid-until"),
            message,
            "leave valid-until out; a next version of the overlay takes its place",
        );
    }
    let begins = is.table.valid_from();
    if begins.is_some_and(|from| was.table.valid_from() < Some(from) && both.valid_from() < Some(from)) {
        let message = format!("table `{id}` begins later than the variant itself, and nothing decides until then");
        said(block.place("valid-from"), message, "leave valid-from out, or let the overlay itself begin on that day");
    }
}

/// The inputs on which at least one row depends.
fn looked_at(known: &DecisionTable) -> Vec<&str> {
    let inputs = known.table.inputs().iter().enumerate();
    let used = inputs.filter(|(at, _)| {
        known.table.rows().iter().any(|row| row.when.get(*at).is_some_and(|cell| cell.to_string() != "-"))
    });
    used.map(|(_, input)| input.id.as_str()).collect()
}
