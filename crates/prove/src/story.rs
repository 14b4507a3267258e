//! A course played on the whole pathway, and told: a counter-example counts only when the real engine goes along with it.

use std::collections::{BTreeMap, BTreeSet};

use regie_pathway::{
    Command, Date, Definition, Event, FactId, FactKind, FactValue, Outstanding, State, Step, StepId, Text, decide,
    evolve, in_words, next_due, outstanding, waits_for,
};

use crate::{
    outside::is_outside,
    verdict::Moment,
    way::{REASON, Way},
};

/// A step that comes back after it was skipped so often comes back for ever.
const MOST_SKIPPED: usize = 8;
/// So many things come before a step at most.
const LONGEST_WAY: usize = 40;

/// A course under way on the whole pathway.
pub struct Play<'d, W> {
    def: &'d Definition,
    pub state: State,
    pub today: Date,
    pub moments: Vec<Moment>,
    /// Everything that was done, each with its day.
    pub commands: Vec<(Date, Command)>,
    /// Looks at the state whenever it has come to rest.
    watch: W,
}

impl<'d, W: FnMut(&State, Date)> Play<'d, W> {
    /// Plays a course; nothing when the pathway does not go along with it.
    pub fn of(def: &'d Definition, course: &[(Date, Command)], last: Date, watch: W) -> Option<Self> {
        let (first, _) = course.first()?;
        let mut play =
            Self { def, state: State::default(), today: *first, moments: Vec::new(), commands: Vec::new(), watch };
        for (day, command) in course {
            play.wait(*day)?;
            if let Some(command) = in_full(def, command) {
                play.make_way(&command)?;
                play.give(&command)?;
            }
            for (fact, value) in told(command).filter(|(fact, _)| def.decided_at(fact).is_some()) {
                play.decide(fact, value)?;
            }
        }
        play.wait(last)?;
        Some(play)
    }

    /// Skips every required step but these, or does those that are never skipped, so that nothing else stands between now and
    /// closing; what waits for what comes before it, after that, and what waits for its time, then.
    ///
    /// # Errors
    /// With the step that comes back however often it is skipped, or waits for what skipping others does not bring, if
    /// there is one.
    pub fn skip_all_but(&mut self, kept: &BTreeSet<StepId>) -> Result<(), Option<StepId>> {
        let mut skipped: BTreeMap<StepId, usize> = BTreeMap::new();
        let mut waited = 0;
        loop {
            let mut left = outstanding(self.def, &self.state);
            left.retain(|one| !kept.contains(&one.step));
            let Some(first) = left.first() else { break };
            let Some(other) = left.iter().find(|one| !self.waits(&self.state, one)).cloned() else {
                if let Some(answer) = self.way().past(first) {
                    self.give(&answer).ok_or(None)?;
                    continue;
                }
                let due = next_due(self.def, &self.state).filter(|due| *due > self.today && waited < LONGEST_WAY);
                self.wait(due.ok_or(Some(first.step.clone()))?).ok_or(None)?;
                waited += 1;
                continue;
            };
            let reason = REASON.to_owned();
            let skip = Command::Skip { step: other.step.clone(), nth: Some(other.nth), reason };
            if self.change(&skip).is_none() {
                // What must be done is done, as soon as it is known how.
                let done = self.way().ending(&other).ok_or(None)?;
                self.give(&done).ok_or(None)?;
            }
            let times = skipped.entry(other.step.clone()).or_default();
            *times += 1;
            if *times > MOST_SKIPPED {
                return Err(Some(other.step));
            }
        }
        if !skipped.is_empty() {
            let count: usize = skipped.values().sum();
            self.tell(Text::new(
                format!(
                    "Al het andere verplichte ({count}) wordt met reden overgeslagen, of gedaan waar dat niet mag."
                ),
                format!("All else that is required ({count}) is skipped with a reason, or done where it may not be."),
            ));
        }
        Ok(())
    }

    fn waits(&self, state: &State, one: &Outstanding) -> bool {
        waits_for(self.def, state, &one.step, one.nth).is_some()
    }

    fn way(&self) -> Way<'_, '_> {
        Way { def: self.def, state: &self.state, today: self.today }
    }

    /// Does first what must come before a step, as far as the course that was found left that out.
    fn make_way(&mut self, command: &Command) -> Option<()> {
        let (Command::Complete { step, nth, .. } | Command::Skip { step, nth, .. }) = command else { return Some(()) };
        self.make_way_to(step, nth.unwrap_or(1), &[])
    }

    fn make_way_to(&mut self, step: &StepId, nth: u16, kept: &[FactId]) -> Option<()> {
        for _ in 0..LONGEST_WAY {
            let Some(before) = self.way().towards(step, nth, kept) else { break };
            before.iter().try_for_each(|command| self.give(command))?;
        }
        Some(())
    }

    /// What a cone without the table that decides it lets anybody answer: it is decided so.
    fn decide(&mut self, fact: &FactId, value: &FactValue) -> Option<()> {
        if self.state.fact(fact) == Some(value) {
            return Some(());
        }
        let step = self.def.decided_at(fact)?.id.clone();
        let mut kept = Vec::new();
        for _ in 0..LONGEST_WAY {
            self.make_way_to(&step, 1, &kept)?;
            let mut decided = self.way().decided(fact, value)?;
            if decided.is_empty() {
                decided.push(self.way().around(&step, &kept)?);
            }
            decided.iter().try_for_each(|command| self.give(command))?;
            kept.extend(decided.iter().flat_map(told).map(|(fact, _)| fact.clone()));
            if self.state.fact(fact) == Some(value) {
                return Some(());
            }
        }
        None
    }

    fn wait(&mut self, day: Date) -> Option<()> {
        let mut last = None;
        while let Some(due) =
            next_due(self.def, &self.state).filter(|due| *due <= day && last.is_none_or(|last| *due > last))
        {
            last = Some(due);
            self.today = due.max(self.today);
            let events = decide(self.def, &self.state, &Command::Tick, due).ok()?;
            self.come_to_rest(&events);
            let followed = followed(self.def, &events);
            if !followed.nl.is_empty() {
                self.tell(followed);
            }
        }
        self.today = day;
        if self.state.started().is_some() {
            (self.watch)(&self.state, day);
        }
        Some(())
    }

    fn give(&mut self, command: &Command) -> Option<()> {
        let events = self.change(command)?;
        let (done, followed) = (done(self.def, command), followed(self.def, &events));
        self.tell(Text::new(format!("{}{}", done.nl, followed.nl), format!("{}{}", done.en, followed.en)));
        Some(())
    }

    fn change(&mut self, command: &Command) -> Option<Vec<Event>> {
        let events = decide(self.def, &self.state, command, self.today).ok()?;
        self.commands.push((self.today, command.clone()));
        self.come_to_rest(&events);
        Some(events)
    }

    fn come_to_rest(&mut self, events: &[Event]) {
        events.iter().for_each(|event| evolve(&mut self.state, event));
        (self.watch)(&self.state, self.today);
    }

    fn tell(&mut self, tells: Text) {
        let tells = Text::new(tells.nl.trim(), tells.en.trim());
        self.moments.push(Moment { date: self.today, tells });
    }
}

/// A command of a cone, as the whole pathway knows it: what may be done at any time in the cone stands in the course there.
fn in_full(def: &Definition, command: &Command) -> Option<Command> {
    let discretionary = |step: &StepId| def.step(step).is_some_and(|step| step.discretionary);
    match command {
        Command::Start { entry, anchors, facts } => {
            let mut facts = facts.clone();
            facts.retain(|fact, _| !is_outside(fact) && def.decided_at(fact).is_none());
            Some(Command::Start { entry: *entry, anchors: anchors.clone(), facts })
        }
        Command::Add { step } if !discretionary(step) => None,
        // What the cone asks in the place of steps outside of it, those steps bring about.
        Command::SetFact { fact, .. } if is_outside(fact) => None,
        // Nor is answered what a table decides.
        Command::SetFact { fact, .. } if def.decided_at(fact).is_some() => None,
        Command::Complete { step, on, outcome, words, whom, day, .. }
            if !def.step(step).is_some_and(Step::repeats) && !discretionary(step) =>
        {
            let (step, outcome, words, whom) = (step.clone(), outcome.clone(), words.clone(), whom.clone());
            Some(Command::Complete { step, nth: None, on: *on, outcome, words, whom, day: *day })
        }
        other => Some(other.clone()),
    }
}

/// What a command answers.
fn told(command: &Command) -> impl Iterator<Item = (&FactId, &FactValue)> {
    let (at_the_start, answer) = match command {
        Command::Start { facts, .. } => (Some(facts), None),
        Command::SetFact { fact, value } => (None, Some((fact, value))),
        _ => (None, None),
    };
    at_the_start.into_iter().flatten().chain(answer)
}

/// What somebody did, in a sentence.
fn done(def: &Definition, command: &Command) -> Text {
    match command {
        Command::Start { entry, anchors, facts } => {
            let entry = in_words(*entry);
            let mut told = Text::new(format!("In zorg sinds {}.", entry.nl), format!("In care since {}.", entry.en));
            for (anchor, date) in anchors {
                join(&mut told, &date_set(def, anchor.as_str(), *date));
            }
            for (fact, value) in facts {
                join(&mut told, &answered(def, fact, value));
            }
            told
        }
        Command::SetAnchor { anchor, date, .. } => date_set(def, anchor.as_str(), *date),
        Command::SetFact { fact, value } => answered(def, fact, value),
        Command::Complete { step, nth, outcome, .. } => {
            let (who, what) = (who(def, step), title(def, step, nth.unwrap_or(1)));
            let rule = def.step(step);
            let outcome = outcome.as_ref().and_then(|id| rule?.outcomes.iter().find(|known| known.id == *id));
            let how = outcome.map_or_else(Text::default, |outcome| {
                Text::new(
                    format!(", met als uitkomst: {}", outcome.title.nl),
                    format!(", with outcome: {}", outcome.title.en),
                )
            });
            Text::new(
                format!("{} doet: {}{}.", who.nl, what.nl, how.nl),
                format!("{} does: {}{}.", who.en, what.en, how.en),
            )
        }
        Command::Skip { step, nth, .. } => {
            let (who, what) = (who(def, step), title(def, step, nth.unwrap_or(1)));
            Text::new(
                format!("{} slaat met reden over: {}.", who.nl, what.nl),
                format!("{} skips, with a reason: {}.", who.en, what.en),
            )
        }
        Command::Add { step } => {
            let what = title(def, step, 1);
            Text::new(format!("Nodig geacht: {}.", what.nl), format!("Called for: {}.", what.en))
        }
        other => Text::same(format!("{other:?}")),
    }
}

fn join(told: &mut Text, more: &Text) {
    told.nl = format!("{} {}", told.nl, more.nl);
    told.en = format!("{} {}", told.en, more.en);
}

fn date_set(def: &Definition, anchor: &str, date: Date) -> Text {
    let named = def.anchors().iter().find(|known| known.id == *anchor).map(|known| known.named()).unwrap_or_default();
    let day = in_words(date);
    Text::new(format!("Vastgelegd: {} is {}.", named.nl, day.nl), format!("Recorded: {} is {}.", named.en, day.en))
}

fn answered(def: &Definition, fact: &FactId, value: &FactValue) -> Text {
    let Some(fact) = def.fact(fact) else { return Text::default() };
    let answer = match (value, &fact.answer) {
        (FactValue::YesNo(true), _) => Text::new("ja", "yes"),
        (FactValue::YesNo(false), _) => Text::new("nee", "no"),
        (FactValue::Choice(chosen), FactKind::Choice { options }) => {
            let option = options.iter().find(|option| option.id == *chosen);
            option.map_or_else(|| Text::same(chosen.clone()), |option| option.title.clone())
        }
        (FactValue::Date(date), _) => in_words(*date),
        (other, _) => Text::same(other.to_string()),
    };
    Text::new(format!("“{}” {}.", fact.ask.nl, answer.nl), format!("“{}” {}.", fact.ask.en, answer.en))
}

/// Who does a step, at the start of a sentence.
fn who(def: &Definition, step: &StepId) -> Text {
    let role = def.step(step).and_then(|step| def.role_of(step));
    role.map_or_else(
        || Text::new("Iemand", "Somebody"),
        |role| Text::new(format!("De {}", role.title.nl), format!("The {}", role.title.en)),
    )
}

/// A step by its title; which time, when it is not the first.
pub fn title(def: &Definition, step: &StepId, nth: u16) -> Text {
    let title = def.step(step).map_or_else(|| Text::same(step.to_string()), |step| step.title.clone());
    if nth < 2 {
        return title;
    }
    Text::new(format!("{} ({nth}e keer)", title.nl), format!("{} (time {nth})", title.en))
}

/// What it set in motion.
fn followed(def: &Definition, events: &[Event]) -> Text {
    let list = |pick: fn(&Event) -> bool, nl: &str, en: &str| {
        let found: Vec<Text> = events
            .iter()
            .filter(|event| pick(event))
            .filter_map(|event| event.occurrence())
            .map(|(step, nth)| title(def, step, nth))
            .collect();
        if found.is_empty() {
            return Text::default();
        }
        let names = |pick: fn(&Text) -> &str| found.iter().map(pick).collect::<Vec<_>>().join("; ");
        Text::new(format!(" {nl}: {}.", names(|text| &text.nl)), format!(" {en}: {}.", names(|text| &text.en)))
    };
    let parts = [
        list(|event| matches!(event, Event::Opened { .. }), "Nu staat open", "Now open"),
        list(|event| matches!(event, Event::Missed { .. }), "Gemist", "Missed"),
        list(|event| matches!(event, Event::Cancelled { .. }), "Vervallen", "Cancelled"),
    ];
    let both = |pick: fn(&Text) -> &str| parts.iter().map(pick).collect::<String>();
    Text::new(both(|text| &text.nl), both(|text| &text.en))
}
