//! Steps of every kind.

use std::fmt::Write;

use proptest::prelude::*;

use crate::{
    criteria::{Names, criterion},
    tables::MadeTable,
};

/// The ways in which a step can end, with what each of them gives: a refusal may give something, or say why nothing does.
const WAYS: [&[(&str, &str)]; 5] = [
    &[("so", "sets = { line = \"second\" }\n"), ("not-so", "")],
    &[("so", "sets = { line = \"first\", off = true }\n"), ("not-so", "")],
    &[("so", "sets = { on = false }\n"), ("not-so", "")],
    &[("so", "sets = { age = 20, hidden = true }\n"), ("not-so", "adverse = true\nsets = { on = true }\n")],
    &[
        ("so", "sets = { since = 2026-05-31 }\n"),
        ("refused", "adverse = true\nthen-nothing = { nl = \"zo is het\" }\n"),
        ("later", "adverse = true\n"),
    ],
];
/// Those that a file with few things knows the facts of.
const FEW_WAYS: usize = 3;

/// What a step is made of.
#[derive(Clone, Debug)]
pub struct Made {
    opens: Option<String>,
    ends: Option<String>,
    window: Option<&'static str>,
    repeat: Option<String>,
    lapses: Option<&'static str>,
    ways: Option<usize>,
    flags: Flags,
    more: Option<More>,
}

#[derive(Clone, Copy, Debug)]
struct Flags {
    late: bool,
    discretionary: bool,
    required: bool,
    marks: bool,
    day: bool,
}

/// What only files with everything have.
#[derive(Clone, Debug)]
struct More {
    kind: &'static str,
    role: &'static str,
    stage: Option<&'static str>,
    work: Option<(&'static str, Option<&'static str>)>,
    table: Option<usize>,
    feedback: bool,
    alternative: bool,
    early: bool,
    must_be_done: bool,
    even_if_she_leaves: bool,
    sealed: bool,
    newer: Newer,
}

/// What the language came to have later.
#[derive(Clone, Copy, Debug)]
struct Newer {
    even_if_she_dies: bool,
    in_turn: bool,
    words: bool,
    whom: bool,
    /// From which step whom it asks is taken, as far as that one asks it.
    whom_as: Option<usize>,
    with: Option<&'static str>,
    meeting: Option<&'static str>,
    takes: Option<&'static str>,
}

/// The work that a case records, and of letters to whom they go.
const WORK: [(&str, Option<&str>); 9] = [
    ("intake", None),
    ("evaluation", None),
    ("referral-letter", None),
    ("care-diagnosis", None),
    ("fixed-plan", None),
    ("coordinator", None),
    ("plan-letter", Some("[\"gp\", \"jgz\"]")),
    ("handover-letter", Some("[\"midwife-practice\"]")),
    ("pregnancy-declaration", Some("[\"gc-a\"]")),
];

fn newer() -> impl Strategy<Value = Newer> {
    let maybe = prop::bool::weighted;
    (
        (maybe(0.1), maybe(0.15), maybe(0.15), maybe(0.3)),
        prop::option::weighted(0.3, 0..8_usize),
        prop::option::weighted(0.1, prop::sample::select(vec!["client", "gp", "coa"])),
        prop::option::weighted(0.1, prop::sample::select(vec!["mdo", "vsv", "client-meeting"])),
        prop::option::weighted(0.1, prop::sample::select(vec!["45min", "2h"])),
    )
        .prop_map(|((dies, in_turn, words, whom), whom_as, with, meeting, takes)| Newer {
            even_if_she_dies: dies,
            in_turn,
            words,
            whom,
            whom_as,
            with,
            meeting,
            takes,
        })
}

fn flags() -> impl Strategy<Value = Flags> {
    let maybe = prop::bool::weighted;
    let flags = (maybe(0.5), maybe(0.15), maybe(0.5), maybe(0.1), maybe(0.15));
    flags.prop_map(|(late, discretionary, required, marks, day)| Flags { late, discretionary, required, marks, day })
}

fn more() -> impl Strategy<Value = More> {
    let kinds =
        vec!["contact", "task", "question", "meeting", "letter", "referral", "consent", "milestone", "decision"];
    let maybe = prop::bool::weighted;
    (
        prop::sample::select(kinds),
        prop::sample::select(vec!["r", "q"]),
        prop::option::of(prop::sample::select(vec!["open", "closed"])),
        prop::option::weighted(0.2, prop::sample::select(WORK.to_vec())),
        prop::option::weighted(0.3, 0..2_usize),
        (maybe(0.3), maybe(0.15), maybe(0.2)),
        (maybe(0.2), maybe(0.2), maybe(0.1)),
        newer(),
    )
        .prop_map(
            |(kind, role, stage, work, table, (feedback, alternative, early), (must, leaves, sealed), newer)| More {
                kind,
                role,
                stage,
                work,
                table,
                feedback,
                alternative,
                early,
                must_be_done: must,
                even_if_she_leaves: leaves,
                sealed,
                newer,
            },
        )
}

/// A step.
pub fn step(everything: bool) -> impl Strategy<Value = Made> {
    let mut windows = vec![
        "entry..entry+9d",
        "born..born+3d..born+10d",
        "opened..opened+5d",
        "seen-10d..born+2d",
        "opened..born+3d",
        "STEP0+2d..STEP0+4d",
        "born-1w..STEP1+1w",
    ];
    let mut lapses = vec!["entry+20d", "born+5d", "opened+3d"];
    let mut ways = FEW_WAYS;
    if everything {
        windows.extend(["29w0d..31w0d", "entry..20w0d", "opened..opened+5 workdays", "seen..opened+1w", "due-3w..due"]);
        lapses.extend(["seen-2w", "40w0d", "STEP2+9d"]);
        ways = WAYS.len();
    }
    let every = criterion(everything).prop_map(|while_| format!("{{ every = \"9d\", while = \"{while_}\" }}"));
    let repeat = prop_oneof![
        2 => Just("\"each-time\"".to_owned()),
        1 => Just("\"each-reason\"".to_owned()),
        1 => Just("\"each-answer\"".to_owned()),
        1 => Just("{ every = \"9d\", while = \"on\" }".to_owned()),
        u32::from(everything) + 1 => if everything { every.boxed() } else { Just("\"each-time\"".to_owned()).boxed() },
    ];
    (
        prop::option::weighted(0.6, criterion(everything)),
        prop::option::weighted(0.4, criterion(everything)),
        prop::option::weighted(0.7, prop::sample::select(windows)),
        prop::option::weighted(0.2, repeat),
        prop::option::weighted(0.2, prop::sample::select(lapses)),
        prop::option::weighted(0.3, 0..ways),
        flags(),
        if everything { more().prop_map(Some).boxed() } else { Just(None).boxed() },
    )
        .prop_map(|(opens, ends, window, repeat, lapses, ways, flags, more)| Made {
            opens,
            ends,
            window,
            repeat,
            lapses,
            ways,
            flags,
            more,
        })
}

impl Made {
    fn table<'t>(&self, tables: &'t [MadeTable]) -> Option<(usize, &'t MadeTable)> {
        let at = self.more.as_ref()?.table?;
        Some((at, tables.get(at)?))
    }

    /// The ways in which it can end. Work that does it has none, and what a table decides has those of the table.
    pub fn outcomes<'t>(&self, tables: &'t [MadeTable]) -> Vec<&'t str> {
        if let Some((_, table)) = self.table(tables) {
            return table.outcomes();
        }
        self.ways().iter().map(|(name, _)| *name).collect()
    }

    fn ways(&self) -> &'static [(&'static str, &'static str)] {
        let has_work = self.more.as_ref().is_some_and(|more| more.work().is_some() || more.meeting().is_some());
        self.ways.filter(|_| !has_work).and_then(|at| WAYS.get(at)).copied().unwrap_or_default()
    }

    /// Whether somebody is asked whom it concerns, or its day: where it is done by nothing else.
    fn asks(&self, tables: &[MadeTable]) -> bool {
        let by_itself = |more: &More| more.work().is_some() || more.meeting().is_some() || more.kind == "contact";
        self.table(tables).is_none() && !self.flags.marks && !self.more.as_ref().is_some_and(by_itself)
    }

    fn asks_whom(&self, tables: &[MadeTable]) -> bool {
        self.asks(tables) && self.more.as_ref().is_some_and(|more| more.newer.whom)
    }

    fn is_sealed(&self) -> bool {
        self.more.as_ref().is_some_and(More::is_sealed)
    }

    /// What it asks of whom, when and in words.
    fn asked(&self, at: usize, tables: &[MadeTable], steps: &[Self]) -> String {
        let mut text = String::new();
        if self.flags.day && self.asks(tables) {
            text += "day = { nl = \"Welke dag?\" }\n";
        }
        let Some(newer) = self.more.as_ref().map(|more| more.newer) else { return text };
        if newer.words && !self.flags.marks && self.more.as_ref().is_some_and(|more| more.work().is_none()) {
            text += "words = { nl = \"Waarom?\" }\n";
        }
        if self.asks_whom(tables) {
            text += "whom = { nl = \"Naar wie?\" }\n";
            let from = newer.whom_as.map(|from| from % steps.len()).filter(|from| {
                let source = &steps[*from];
                *from != at && source.asks_whom(tables) && (!source.is_sealed() || self.is_sealed())
            });
            text += &from.map(|from| format!("whom-as = \"s{from}\"\n")).unwrap_or_default();
        }
        text
    }

    /// The step as the file has it. `opens` and windows speak of steps before it, so that there is no circle; `ends` of any.
    pub fn written(&self, at: usize, tables: &[MadeTable], outcomes: &[Vec<&str>], steps: &[Self]) -> String {
        let before = Names { steps: at.max(1), outcomes: &outcomes[..at] };
        let all = Names { steps: outcomes.len(), outcomes };
        let names_steps = |part: &str| part.contains("STEP") || part.contains("ENDED");
        let earlier =
            |part: Option<&str>| part.filter(|part| at > 0 || !names_steps(part)).map(|part| before.put_into(part));
        let (opens, window) = (earlier(self.opens.as_deref()), earlier(self.window));
        let lapses = earlier(self.lapses);
        let ends = self.ends.as_deref().map(|part| all.put_into(part));
        let repeat = self.repeat.as_deref().filter(|repeat| opens.is_some() || !repeat.contains("each-"));
        let mut text = format!("[[step]]\nid = \"s{at}\"\ntitle = {{ nl = \"Stap {at}\" }}\n");
        text += &self.more_written(tables);
        text += &self.asked(at, tables, steps);
        for (key, value) in [("opens", &opens), ("window", &window), ("ends", &ends), ("lapses", &lapses)] {
            text += &value.as_ref().map(|value| format!("{key} = \"{value}\"\n")).unwrap_or_default();
        }
        text += &repeat.map(|repeat| format!("repeat = {}\n", all.put_into(repeat))).unwrap_or_default();
        text += if self.flags.late && window.is_some() { "late-entry = \"4d\"\n" } else { "" };
        text += if self.flags.marks { "marks = \"born\"\n" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "discretionary = {}\nrequired = {}", self.flags.discretionary, self.flags.required);
        let ways = self.ways();
        for outcome in self.outcomes(tables) {
            let gives = ways.iter().find(|(name, _)| *name == outcome).map_or("", |(_, gives)| gives);
            let _ = write!(text, "[step.outcome.{outcome}]\ntitle = {{ nl = \"Zo {outcome}\" }}\n{gives}");
        }
        text
    }

    fn more_written(&self, tables: &[MadeTable]) -> String {
        let Some(more) = &self.more else { return "kind = \"task\"\nby = \"r\"\n".to_owned() };
        let table = self.table(tables);
        let kind = if table.is_some() { "decision" } else { more.kind };
        let mut text = format!("kind = \"{kind}\"\nby = \"{}\"\n", more.role);
        let feedback = more.feedback.then(|| "feedback = { from = \"q\", within = \"10 workdays\" }".to_owned());
        let flags = [
            (more.early, "early"),
            (more.must_be_done, "must-be-done"),
            (more.even_if_she_leaves, "even-if-she-leaves"),
            (more.sealed, "sealed"),
            (more.newer.even_if_she_dies, "even-if-she-dies"),
            (more.newer.in_turn, "in-turn"),
        ];
        let work = more.work().filter(|_| table.is_none());
        let lines = [
            more.stage.map(|stage| format!("stage = \"{stage}\"")),
            table.map(|(at, _)| format!("table = \"t{at}\"")),
            work.map(|(work, _)| format!("does = \"{work}\"")),
            work.and_then(|(_, to)| to).map(|to| format!("to = {to}")),
            more.meeting().filter(|_| table.is_none()).map(|meeting| format!("meeting = \"{meeting}\"")),
            more.newer.with.map(|with| format!("with = \"{with}\"")),
            more.newer.takes.map(|takes| format!("takes = \"{takes}\"")),
            feedback,
            more.alternative.then(|| "alternative-of = \"either\"".to_owned()),
        ];
        let flags = flags.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| format!("{key} = true"));
        for line in lines.into_iter().flatten().chain(flags) {
            text += &line;
            text.push('\n');
        }
        text
    }
}

impl More {
    fn is_sealed(&self) -> bool {
        self.sealed || self.stage == Some("closed")
    }

    /// The work that does it; no letter does what is sealed.
    fn work(&self) -> Option<(&'static str, Option<&'static str>)> {
        self.work.filter(|(_, to)| to.is_none() || !self.is_sealed())
    }

    /// The meeting that does it, where one may.
    fn meeting(&self) -> Option<&'static str> {
        let may = ["task", "meeting"].contains(&self.kind) && self.work().is_none() && !self.is_sealed();
        self.newer.meeting.filter(|_| may)
    }
}
