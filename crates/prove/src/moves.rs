//! What can happen next: the moves of a person, and the clock.

use std::collections::{BTreeMap, BTreeSet};

use regie_pathway::{
    AnchorId, Command, Date, Definition, Event, Fact, FactId, FactKind, FactValue, Footprints, Life, Occurrence,
    Offset, Refusal, Started, State, Step, TakesBack, Whom, asked_anew, decide, evolve, next_due, stands_otherwise,
};

use crate::way::REASON;

/// The day on which every explored course starts: a Monday, or the first day on which all of the file is valid.
pub fn first_day(def: &Definition) -> Date {
    let tables = def.tables().filter_map(|table| table.valid_from());
    tables.chain(def.valid_from()).chain([Date::constant(2026, 1, 5)]).max().unwrap_or_default()
}

/// How far ahead an appointment is made in an explored course.
const AHEAD_DAYS: i32 = 14;

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Somebody does something, today.
    Give(Command),
    /// Time goes by until this day.
    Wait(Date),
}

/// Where a course stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub state: State,
    pub today: Date,
    /// A date that was known has been corrected: once per course.
    pub corrected: bool,
    /// Today is a day on which some date came to mean something else, so that tomorrow is looked at too.
    pub turning: bool,
    /// What a guarantee remembers of the course.
    pub before: Before,
}

/// What a guarantee remembers of the course so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// What it speaks of holds. Of two states that are one it does in both, so that it need not tell them apart.
    pub held: bool,
    /// Since when it waits to be kept.
    pub owed: Option<Date>,
}

/// The moves of one definition.
pub struct Moves<'d> {
    pub def: &'d Definition,
    first: Date,
    pub footprints: Footprints<'d>,
    answers: Vec<(FactId, Vec<FactValue>)>,
    /// Per anchor, the days from it to today that are told apart.
    since: Vec<(AnchorId, Vec<i32>)>,
    facts: BTreeMap<FactId, FactValue>,
    /// Further ways for a course to begin, and where it then stands.
    begins: Vec<(Command, State)>,
    /// Questions in the place of steps and answers, with what can become of them by nobody's move in the file: whether the
    /// answer is another then, and what that takes back.
    asked: Vec<(FactId, Vec<(bool, TakesBack)>)>,
}

impl<'d> Moves<'d> {
    pub fn of(def: &'d Definition, first: Date) -> Self {
        Self {
            def,
            first,
            footprints: Footprints::of(def),
            // What a table decides nobody answers.
            answers: def
                .facts()
                .iter()
                .filter(|fact| def.decided_at(&fact.id).is_none())
                .map(|fact| (fact.id.clone(), answers(def, fact)))
                .collect(),
            since: def.anchors().iter().map(|anchor| (anchor.id.clone(), days_since(def, &anchor.id))).collect(),
            facts: def.facts().iter().filter_map(|fact| Some((fact.id.clone(), fact.default.clone()?))).collect(),
            begins: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// A course may begin in these ways too.
    pub fn beginning(mut self, begins: Vec<(Command, State)>) -> Self {
        self.begins = begins;
        self
    }

    /// These questions stand in the place of steps and answers.
    pub fn asking(mut self, asked: Vec<(FactId, Vec<(bool, TakesBack)>)>) -> Self {
        self.asked = asked;
        self
    }

    /// Where a course may begin: with nothing known but the day, with one date known, or with one answer.
    pub fn starts(&self) -> Vec<(Node, Move)> {
        let start = |anchors, facts| Command::Start { entry: self.first, anchors, facts };
        let mut starts = vec![start(BTreeMap::new(), BTreeMap::new())];
        for (anchor, days) in &self.since {
            let dates = days.iter().map(|days| Offset::Days(-days).after_date(self.first));
            starts.extend(dates.map(|date| start(BTreeMap::from([(anchor.clone(), date)]), BTreeMap::new())));
        }
        for (fact, values) in &self.answers {
            let other = values.iter().filter(|value| self.facts.get(fact) != Some(value));
            starts.extend(other.map(|value| start(BTreeMap::new(), BTreeMap::from([(fact.clone(), value.clone())]))));
        }
        let begun = Node {
            state: State::default(),
            today: self.first,
            corrected: false,
            turning: true,
            before: Before::default(),
        };
        let starts = starts.into_iter().map(Move::Give);
        let starts = starts.filter_map(|one| Some((self.after(&begun, &one)?, one)));
        let also = self
            .begins
            .iter()
            .map(|(command, state)| (Node { state: state.clone(), ..begun.clone() }, Move::Give(command.clone())));
        starts.chain(also).collect()
    }

    /// Every move that is worth trying; the engine may refuse it.
    pub fn moves(&self, node: &Node) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut give = |command| moves.push(Move::Give(command));
        for (at, occurrence) in node.state.occurrences().enumerate() {
            let later = || node.state.occurrences().skip(at + 1).any(|other| other.step == occurrence.step);
            let missed = matches!(occurrence.life, Life::Missed { .. }) && !later();
            if occurrence.status().is_live() || missed {
                self.endings(node, occurrence).for_each(&mut give);
            }
        }
        for (fact, values) in &self.answers {
            let now = node.state.fact(fact).or_else(|| self.facts.get(fact));
            let told = node.state.fact(fact).zip(self.def.fact(fact));
            let stands =
                |value: &FactValue| told.is_some_and(|(told, known)| self.def.answer_stands(known, told, value));
            // Such an answer is taken back first.
            if values.iter().any(stands) {
                give(Command::RetractFact { fact: fact.clone(), reason: REASON.to_owned() });
            }
            let measured = self.def.is_measured(fact);
            for value in values.iter().filter(|value| (measured || Some(*value) != now) && !stands(value)) {
                give(Command::SetFact { fact: fact.clone(), value: value.clone() });
            }
        }
        let matters = self.footprints.dates_that_matter(&node.state, node.today, !node.corrected);
        for (anchor, days) in &self.since {
            let now = node.state.anchor(anchor);
            if now.is_some() && (node.corrected || !matters.contains(&anchor)) {
                continue;
            }
            for date in days.iter().map(|days| Offset::Days(-days).after_date(node.today)) {
                if now != Some(date) {
                    let reason = now.map(|_| "nagerekend".to_owned());
                    give(Command::SetAnchor { anchor: anchor.clone(), date, reason });
                }
            }
        }
        for step in self.def.steps().iter().filter(|step| step.discretionary) {
            give(Command::Add { step: step.id.clone() });
        }
        moves
    }

    /// Where a course comes to by what happens outside of the cone, which is nobody's move: a table that was left out decides
    /// otherwise than its step was decided, or as it did after all; or what a question stands for changes.
    pub fn happens_outside(&self, node: &Node) -> Vec<Node> {
        let steps = self.def.steps().iter().filter(|step| step.decides_freely());
        let ways = steps.flat_map(|step| [(step, false), (step, true)]);
        let anew = ways.filter_map(|(step, stands)| asked_anew(self.def, &node.state, &step.id, stands, node.today));
        let stands = self.asked.iter().flat_map(|(fact, changes)| {
            let now = self.holds(&node.state, fact);
            changes.iter().filter_map(move |(otherwise, takes_back)| {
                let value = FactValue::YesNo(now ^ otherwise);
                stands_otherwise(self.def, &node.state, (fact, &value), *takes_back, node.today)
            })
        });
        let after = |events: Vec<Event>| {
            let mut next = node.clone();
            events.iter().for_each(|event| evolve(&mut next.state, event));
            next
        };
        anew.chain(stands).map(after).collect()
    }

    fn holds(&self, state: &State, fact: &FactId) -> bool {
        state.fact(fact).or_else(|| self.facts.get(fact)) == Some(&FactValue::YesNo(true))
    }

    /// Until when to wait: the next day on which something means something else, and the day after such a day.
    pub fn waits(&self, node: &Node, deadline: Option<Date>) -> Vec<Move> {
        let turn = self.footprints.next_turn(&node.state, node.today, !node.corrected);
        let next = [turn, deadline].into_iter().flatten().filter(|day| *day > node.today).min();
        let tomorrow = Offset::Days(1).after_date(node.today);
        let day_after = next.is_some_and(|next| node.turning && tomorrow < next).then_some(tomorrow);
        day_after.into_iter().chain(next).map(Move::Wait).collect()
    }

    fn endings<'a>(&'a self, node: &'a Node, occurrence: &'a Occurrence) -> impl Iterator<Item = Command> + 'a {
        let rule = self.def.step(&occurrence.step);
        // What a table decides, nobody needs to say.
        let told = |step: &&Step| self.def.table_of(step).is_none();
        let outcomes = rule.filter(told).map(|step| step.outcomes.as_slice()).unwrap_or_default();
        let none = outcomes.is_empty().then_some(None);
        let outcomes = none.into_iter().chain(outcomes.iter().map(|outcome| Some(outcome.id.clone())));
        let (step, nth) = (&occurrence.step, Some(occurrence.nth));
        let (words, whom) = (rule.and_then(words), rule.and_then(whom));
        let days = rule.map_or_else(|| vec![None], |rule| days(rule, node.today));
        let done = outcomes.flat_map(move |outcome| {
            let (words, whom) = (words.clone(), whom.clone());
            days.clone().into_iter().map(move |day| {
                let (outcome, words, whom) = (outcome.clone(), words.clone(), whom.clone());
                Command::Complete { step: step.clone(), nth, on: node.today, outcome, words, whom, day }
            })
        });
        let live = occurrence.status().is_live();
        let skip = live.then(|| Command::Skip { step: step.clone(), nth, reason: REASON.to_owned() });
        done.chain(skip)
    }

    /// Where a move leads; nothing when it is refused.
    pub fn after(&self, node: &Node, one: &Move) -> Option<Node> {
        let mut next = node.clone();
        match one {
            Move::Give(command) => {
                let events = decide(self.def, &node.state, command, node.today).ok()?;
                if events.is_empty() {
                    return None;
                }
                events.iter().for_each(|event| evolve(&mut next.state, event));
                // A milestone that is done again sets its date anew.
                let set_anew = |(anchor, was)| next.state.anchor(anchor).is_some_and(|now| now != was);
                if node.state.anchors().any(set_anew) {
                    if node.corrected {
                        return None;
                    }
                    next.corrected = true;
                }
            }
            Move::Wait(day) => {
                let turn = self.footprints.next_turn(&node.state, node.today, !node.corrected);
                tick_until(self.def, &mut next.state, *day).ok()?;
                next.today = *day;
                next.turning = turn == Some(*day);
            }
        }
        Some(next)
    }

    /// What of a node can still matter, its debts included.
    pub fn key(&self, node: &Node) -> Box<[i32]> {
        let mut key = self.footprints.footprint(&node.state, node.today, !node.corrected).into_vec();
        key.push(i32::from(node.corrected) | i32::from(node.turning) << 1);
        key.push(node.before.owed.map_or(-1, |since| days_between(since, node.today)));
        key.into_boxed_slice()
    }
}

/// The words that a step asks for: whatever they say, the course goes on alike.
pub fn words(step: &Step) -> Option<String> {
    step.words.as_ref().map(|_| REASON.to_owned())
}

/// Whom a step asks: whoever that is, the course goes on alike.
pub fn whom(step: &Step) -> Option<Whom> {
    step.whom.as_ref().map(|_| Whom::Elsewhere { name: REASON.to_owned() })
}

/// The days that a step asks which are told apart: the day itself, and one that is ahead. What counts from it begins at once,
/// or waits; how long it waits makes no other course, since nothing counts back from it.
pub fn days(step: &Step, today: Date) -> Vec<Option<Date>> {
    if step.day.is_none() {
        return vec![None];
    }
    vec![Some(today), Some(Offset::Days(AHEAD_DAYS).after_date(today))]
}

/// Lets the clock run up to and including a day.
pub fn tick_until(def: &Definition, state: &mut State, day: Date) -> Result<(), Refusal> {
    let mut last = None;
    while let Some(due) = next_due(def, state).filter(|due| *due <= day && last.is_none_or(|last| *due > last)) {
        last = Some(due);
        for event in decide(def, state, &Command::Tick, due)? {
            evolve(state, &event);
        }
    }
    Ok(())
}

/// Days from one date to a later one.
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// How long a course has lasted.
pub fn age(node: &Node) -> i32 {
    node.state.started().map_or(0, |Started { entry, .. }| days_between(*entry, node.today))
}

/// The answers that criteria tell apart.
pub fn answers(def: &Definition, fact: &Fact) -> Vec<FactValue> {
    let edges = || -> BTreeSet<i64> {
        let thresholds = def.thresholds(&fact.id);
        let edges: BTreeSet<i64> = thresholds.iter().flat_map(|at| [at - 1, *at, at + 1]).collect();
        if edges.is_empty() { BTreeSet::from([1]) } else { edges }
    };
    match &fact.answer {
        FactKind::YesNo => vec![FactValue::YesNo(true), FactValue::YesNo(false)],
        FactKind::Choice { options } => options.iter().map(|option| FactValue::Choice(option.id.clone())).collect(),
        FactKind::Number { from, to } => {
            let edges = edges().into_iter().map(FactValue::Number).filter(|number| fact.answer.accepts(number));
            let edges: Vec<FactValue> = edges.collect();
            // Where no criterion compares it, any number of its range will do.
            let any = from.or(*to).map(FactValue::Number).filter(|_| edges.is_empty());
            edges.into_iter().chain(any).collect()
        }
        FactKind::Date => {
            let epoch = Date::constant(1970, 1, 1);
            let days = edges().into_iter().filter_map(|days| i32::try_from(days).ok());
            days.map(|days| FactValue::Date(Offset::Days(days).after_date(epoch))).collect()
        }
        FactKind::Text => vec![FactValue::Text("…".into())],
    }
}

/// Dates of an anchor, as days from it to today, of which no two leave every window alike: one before all of them, and one
/// on each day on which a window opens or has passed. Where nothing counts from it, today will do.
fn days_since(def: &Definition, anchor: &AnchorId) -> Vec<i32> {
    let mut days = def.turns_after(anchor);
    days.extend(days.first().map(|first| first - 14));
    days.push(0);
    days.sort_unstable();
    days.dedup();
    days
}
