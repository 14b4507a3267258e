//! What of a state can still matter, counted from today: two states with one footprint have the same future.
//!
//! A model checker that kept every state apart would never come to an end, since each day makes all dates one day older.
//! So a footprint keeps statuses, answers and what was decided, and of the dates only those that something can still
//! count from, as days from today: far enough back, all of them are one ("passed, whatever the day").
//!
//! **Why states with one footprint may be merged.** By induction over commands, under the moves that a proof makes: a
//! start, answers, dates set and (while `may_correct`) one of them set anew, steps done, skipped or added, and the clock;
//! no appointments and nothing taken back by hand. The engine compares dates with today, with each other through
//! `Offset`s, and for equality with windows that it remembers. (1) A date that no bound, lapse or repetition of a step that can still
//! move counts from is not read again. (2) A date further back than every offset together yields only dates that have
//! passed; the engine asks of these only that they have. (3) A remembered window is asked for only when it comes back:
//! where a rule counts from steps they are kept as days from today, but for those that counted from a day before today on which
//! a step ended that only people end, since it ends again no sooner than today; else a window changes at most once more, so that only
//! the one it has now can come back. A window that nothing moves any more is judged by what is remembered of it. (4) An earlier occurrence of a repeating step is final; what criteria still see of it is its status and, of
//! the last one done, its outcome and day; of a step that no criterion names they see nothing. (5) Whether workdays are
//! counted makes the day of the week part of the footprint. (6) A window that counts from the step's own opening alone is given when it opens
//! and taken away when it waits again; nothing is judged by it, so that none of its dates matters unless it lapses.
//! A property test compares, for each pair that is merged, what every move makes of them.

mod facets;

use facets::{Facets, base_moves, ended_before_entry, held_back_by, only_people_end, size, withdrawn};
use jiff::civil::Date;

use crate::{
    board::{Board, Gate},
    criterion::{Criterion, Subject},
    date_window::{Offset, Window, date_of, day_of},
    definition::Definition,
    fact::{Compact, Fact},
    guarantee::Claim,
    ids::AnchorId,
    influence::{bounds, criteria},
    lifecycle::{Cause, Life, Status},
    next_due,
    state::{Occurrence, State},
    step::{Base, Bound, Repeat, Step},
};

/// Looks at states of one definition.
pub struct Footprints<'d> {
    def: &'d Definition,
    facets: Vec<Facets>,
    /// Workdays are counted somewhere.
    weekday: bool,
    /// No date further back than this can matter as a date.
    reach: i32,
    /// Of each fact whether an answer that was given to it, though it is what goes without saying, stands.
    stands: Vec<bool>,
}

impl<'d> Footprints<'d> {
    /// Prepares for a definition.
    #[must_use]
    pub fn of(def: &'d Definition) -> Self {
        let ranges = def.anchors.iter().filter_map(|anchor| anchor.plausible.as_ref());
        let ranges: Vec<&Bound> = ranges.flat_map(|(earliest, latest)| [earliest, latest]).collect();
        let mut offsets: Vec<Offset> = def.steps.iter().flat_map(bounds).map(|bound| bound.offset).collect();
        offsets.extend(def.steps.iter().filter_map(|step| step.late_entry));
        offsets.extend(def.steps.iter().filter_map(|step| match &step.repeat {
            Some(Repeat::Every { every, .. }) => Some(*every),
            _ => None,
        }));
        let furthest = |offsets: &mut dyn Iterator<Item = Offset>| offsets.map(size).max().unwrap_or(0);
        let reach = furthest(&mut offsets.iter().copied()) + furthest(&mut ranges.iter().map(|bound| bound.offset)) + 2;
        offsets.extend(ranges.iter().map(|bound| bound.offset));
        offsets.extend(def.guarantees.iter().filter_map(|one| match &one.claim {
            Claim::Whenever { within, .. } => Some(*within),
            Claim::EachTime { .. } | Claim::AtClose(_) | Claim::Never(_) => None,
        }));
        let weekday = offsets.iter().any(|offset| matches!(offset, Offset::Workdays(days) if *days != 0));
        let mut facets: Vec<Facets> = def.steps.iter().map(Facets::of).collect();
        for base in def.steps.iter().flat_map(bounds).map(|bound| bound.base) {
            if let Base::Step(at) = base {
                facets[usize::from(at)].found = Some(reach);
            }
        }
        let named = def.guarantees.iter().flat_map(|one| one.claim.conditions()).map(|one| &one.0);
        let guards = def.fact_guards.iter().chain(&def.anchor_guards).flatten();
        for subject in def.steps.iter().flat_map(criteria).chain(guards).chain(named).flat_map(Criterion::subjects) {
            if let Subject::Step(at) = subject {
                facets[usize::from(at)].named = true;
            }
        }
        let stands = |fact: &Fact| fact.default.is_some() && def.answers_stand(fact);
        let stands = def.facts.iter().map(stands).collect();
        Self { def, facets, weekday, reach, stands }
    }

    /// What of the state can still matter. `may_correct`: a date that is known may yet be set anew.
    #[must_use]
    pub fn footprint(&self, state: &State, today: Date, may_correct: bool) -> Box<[i32]> {
        let mut look = self.look(state, today, may_correct);
        look.all();
        // An answer that stands is taken back first, and one that goes without saying is not.
        let stand = self.def.facts.iter().zip(&self.stands).filter(|(_, stands)| **stands);
        look.out.extend(stand.map(|(fact, _)| i32::from(state.facts.contains_key(&fact.id))));
        look.out.into_boxed_slice()
    }

    /// The anchors whose date can still matter, in the order of the file.
    pub fn dates_that_matter(&self, state: &State, today: Date, may_correct: bool) -> Vec<&'d AnchorId> {
        let look = self.look(state, today, may_correct);
        let active: Vec<bool> = (0..).take(self.def.steps.len()).map(|step| look.is_active(step)).collect();
        let (dates, _) = look.matters(&active);
        self.def.anchors.iter().zip(dates).filter(|(_, matters)| *matters).map(|(anchor, _)| &anchor.id).collect()
    }

    fn look(&self, state: &State, today: Date, may_correct: bool) -> Look<'_, 'd> {
        let board = Board::of(self.def, state);
        Look { by: self, board, today: day_of(today), may_correct, out: Vec::with_capacity(48) }
    }

    /// The next day after today on which a date that is known comes to mean something else: a window opens or has passed,
    /// a step lapses. `may_correct` as in [`Self::footprint`].
    #[must_use]
    pub fn next_turn(&self, state: &State, today: Date, may_correct: bool) -> Option<Date> {
        let board = Board::of(self.def, state);
        let mut days: Vec<i32> = next_due::on_board(&board).map(day_of).into_iter().collect();
        for (slot, facets) in
            board.slots.iter().enumerate().map(|(at, slot)| (at, &self.facets[usize::from(slot.step)]))
        {
            let (occurrence, rule) = (board.occurrence(slot), board.step_of(slot));
            let moves = board.follows_rule(slot)
                && (base_moves(&board, &facets.window_steps) || (may_correct && !facets.window_anchors.is_empty()));
            let held_back = held_back_by(&board, slot);
            days.extend(held_back.and_then(|anchor| board.anchors[usize::from(anchor)]));
            let passes = match occurrence.status() {
                Status::Waiting => {
                    if let Gate::From(day) = board.gate(slot) {
                        days.push(day);
                    }
                    moves || rule.opens.is_some()
                }
                Status::Open => moves,
                Status::Missed if ended_before_entry(occurrence) => !(facets.own_clock && board.follows_rule(slot)),
                Status::Done | Status::Skipped | Status::Missed | Status::Cancelled => continue,
            };
            days.extend(occurrence.window.filter(|_| passes).map(|window| day_of(window.until()).saturating_add(1)));
            days.extend(board.lapses(slot).map(|until| day_of(until).saturating_add(1)));
        }
        let today = day_of(today);
        days.into_iter().filter(|day| *day > today).min().map(date_of)
    }
}

/// One look at a state.
struct Look<'f, 'd> {
    by: &'f Footprints<'d>,
    board: Board<'d>,
    today: i32,
    may_correct: bool,
    out: Vec<i32>,
}

/// Stands for no date.
const NONE: i32 = i32::MIN;
/// Stands for a date that is known, but does not matter.
const SOME: i32 = i32::MAX;

impl Look<'_, '_> {
    fn all(&mut self) {
        let def = self.board.def;
        if self.by.weekday {
            self.out.push(self.today.rem_euclid(7));
        }
        let active: Vec<bool> = (0..).take(def.steps.len()).map(|step| self.is_active(step)).collect();
        let mut steps = (0..).zip(&active).filter(|(_, active)| **active).map(|(step, _)| step);
        let entry = steps.any(|step| self.counts_from(step, Base::Entry)) || self.range_counts_from(Base::Entry);
        let (dates, ended) = self.matters(&active);
        let entered = self.board.entry.filter(|_| entry);
        self.date(entered, self.by.reach);
        for (at, matters) in dates.into_iter().enumerate() {
            match self.board.anchors[at] {
                Some(_) if !matters => self.out.push(SOME),
                date => self.date(date, self.by.reach),
            }
        }
        for at in 0..def.facts.len() {
            let fact = self.board.facts[at];
            self.fact(fact);
        }
        for (step, ended) in (0..).zip(ended) {
            self.step(step, ended);
        }
    }

    /// Of each anchor whether its date can still matter, and of each step the day on which it ended.
    fn matters(&self, active: &[bool]) -> (Vec<bool>, Vec<bool>) {
        let steps = &self.board.def.steps;
        let counting: Vec<u16> = (0..).zip(active).filter(|(_, active)| **active).map(|(step, _)| step).collect();
        let counts_from_end = |at: u16| {
            let mut counting = counting.iter();
            counting.any(|step| {
                let lapses = self.board.step(*step).lapses.as_ref().is_some_and(|bound| bound.base == Base::Step(at));
                lapses || (self.by.facets[usize::from(*step)].steps.contains(&at) && self.uses_rule(*step))
            })
        };
        let ended: Vec<bool> = (0..).take(steps.len()).map(counts_from_end).collect();
        let marks = steps.iter().map(|step| step.marks).zip(ended.iter().zip(active));
        let marked: Vec<u16> = marks.filter_map(|(at, (ended, active))| at.filter(|_| *ended || *active)).collect();
        let counts = |at: u16| {
            let mut steps = (0..).zip(active).filter(|(_, active)| **active).map(|(step, _)| step);
            let base = Base::Anchor(at);
            steps.any(|step| self.counts_from(step, base)) || self.range_counts_from(base)
        };
        let dates = (0..).take(self.board.anchors.len()).map(|at| counts(at) || marked.contains(&at)).collect();
        (dates, ended)
    }

    /// A window or lapse of the step is yet to be counted from the date.
    fn counts_from(&self, step: u16, base: Base) -> bool {
        let (facets, rule) = (&self.by.facets[usize::from(step)], self.board.step(step));
        let (counts, corrected) = match base {
            Base::Anchor(anchor) => (facets.anchors.contains(&anchor), self.may_correct),
            _ => (facets.entry, !facets.anchors.is_empty()),
        };
        let lapses = rule.lapses.as_ref().is_some_and(|bound| bound.base == base);
        let ahead = |at: u16| self.board.anchors[usize::from(at)].is_some_and(|day| day > self.today);
        if let Base::Anchor(at) = base
            && ahead(at)
            && self.board.slots_of(step).any(|slot| held_back_by(&self.board, slot) == Some(at))
        {
            return true;
        }
        counts && (lapses || (self.uses_rule(step) && (corrected || self.recounts(step, facets))))
    }

    /// From the second time on, the window of a step that repeats every so often counts from the time before.
    fn uses_rule(&self, step: u16) -> bool {
        !self.board.step(step).repeats_every() || self.board.slots_of(step).nth(1).is_none()
    }

    /// Its window may yet be counted anew, though no date is set anew.
    fn recounts(&self, step: u16, facets: &Facets) -> bool {
        let rule = self.board.step(step);
        rule.discretionary
            || rule.is_decided_anew()
            || rule.repeats_each_time()
            || base_moves(&self.board, &facets.steps)
            || (facets.revives && rule.window.as_ref().is_some_and(|window| window.uses(Base::Opened)))
            || self.board.slots_of(step).any(|slot| {
                let one = self.board.occurrence(slot);
                let settled = matches!(one.status(), Status::Done | Status::Skipped);
                (one.window.is_none() && !settled) || self.is_stale(slot)
            })
    }

    /// The window of the occurrence may yet become another.
    fn moves(&self, facets: &Facets, slot: usize) -> bool {
        if !self.board.follows_rule(slot) {
            return false;
        }
        self.bases_move(&facets.window_anchors, &facets.window_steps) || self.is_stale(slot)
    }

    /// Some of these dates may yet come to lie on another day.
    fn bases_move(&self, anchors: &[u16], steps: &[u16]) -> bool {
        let known = |at: &u16| self.board.anchors[usize::from(*at)].is_some();
        base_moves(&self.board, steps) || anchors.iter().any(|at| self.may_correct || !known(at))
    }

    /// A date was set anew while it was final: if it comes back, it is planned anew.
    fn is_stale(&self, slot: usize) -> bool {
        let (occurrence, rule) = (self.board.occurrence(slot), self.board.step_of(slot));
        let original = occurrence.late.map(|late| late.original).or(occurrence.window);
        matches!(occurrence.status(), Status::Missed | Status::Cancelled)
            && self.board.follows_rule(slot)
            && rule
                .window
                .as_ref()
                .and_then(|rule| self.board.window(rule, None))
                .is_some_and(|now| Some(now) != original)
    }

    /// Something can yet become of the step.
    fn is_active(&self, step: u16) -> bool {
        let rule = self.board.step(step);
        let settled = |status| matches!(status, Status::Done | Status::Skipped);
        rule.repeats()
            || rule.discretionary
            || rule.is_decided_anew()
            || self.board.slots_of(step).any(|slot| !settled(self.board.occurrence(slot).status()))
    }

    /// The plausible dates of an anchor that can yet be set count from this.
    fn range_counts_from(&self, base: Base) -> bool {
        self.board.def.anchors.iter().zip(&self.board.anchors).any(|(anchor, date)| {
            let range = anchor.plausible.iter().flat_map(|(earliest, latest)| [earliest, latest]);
            (date.is_none() || self.may_correct) && range.into_iter().any(|bound| bound.base == base)
        })
    }

    fn date(&mut self, day: Option<i32>, reach: i32) {
        self.out.push(day.map_or(NONE, |day| (day - self.today).max(-reach - 1)));
    }

    /// The day on which it was found that a window had passed.
    fn found(&mut self, facets: &Facets, on: Option<Date>, moves: bool) {
        match facets.found {
            Some(span) if moves || span == self.by.reach => self.date(on.map(day_of), span),
            _ => self.out.push(i32::from(on.is_some())),
        }
    }

    fn window(&mut self, window: Option<Window>) {
        let reach = self.by.reach;
        self.date(window.map(|window| day_of(window.from())), reach);
        self.date(window.map(|window| day_of(window.until())), reach);
    }

    fn fact(&mut self, fact: Option<Compact>) {
        self.out.push(match fact {
            None => NONE,
            Some(Compact::Yes(yes)) => i32::from(yes),
            Some(Compact::Choice(option)) => i32::from(option),
            Some(Compact::Number(number)) => i32::try_from(number).unwrap_or(SOME),
            Some(Compact::Text) => SOME,
        });
    }

    fn step(&mut self, step: u16, ended_matters: bool) {
        let rule = self.board.step(step);
        let slots: Vec<usize> = self.board.slots_of(step).collect();
        let (mut earlier, mut kept) = (0, Vec::new());
        let comes_again = rule.repeats() || rule.is_decided_anew();
        for (at, slot) in slots.iter().enumerate() {
            let status = self.board.occurrence(*slot).status();
            let is_last = at + 1 == slots.len();
            let done_with = matches!(status, Status::Done | Status::Skipped) || (comes_again && !status.is_live());
            if !is_last && done_with && rule.marks.is_none() {
                earlier |= i32::from(self.by.facets[usize::from(step)].named) << (status as i32);
            } else {
                kept.push(*slot);
            }
        }
        self.out.push(earlier << 8 | i32::try_from(kept.len()).unwrap_or(SOME));
        let compared = rule.is_decided_anew() || self.by.facets[usize::from(step)].named;
        if !rule.outcomes.is_empty() && compared {
            self.last_outcome(rule, &slots);
        }
        // The next time counts from the end of this one; from a miss it counts from the day on which it is planned.
        let settled = |slot: &usize| matches!(self.board.occurrence(*slot).status(), Status::Done | Status::Skipped);
        let last_is_final = rule.repeats_every() && slots.last().is_some_and(settled);
        // What its table decided is compared at every turn, and where it decides otherwise the next one is brought forward; a
        // table that was left out asks of the turn before only when none is to come.
        let decides_turns = rule.repeats_every() && rule.table.is_some();
        let is_withdrawn = |slot: &usize| withdrawn(self.board.occurrence(*slot));
        let none_to_come = rule.repeats_every() && rule.decides_freely && slots.last().is_some_and(is_withdrawn);
        if ended_matters || last_is_final || decides_turns || none_to_come {
            let day = self.board.ended(step);
            self.date(day, self.by.reach);
        }
        if decides_turns {
            let regular = slots.last().and_then(|slot| self.board.brought_forward(*slot));
            self.window(regular);
        }
        for slot in kept {
            let occurrence = self.board.occurrence(slot).clone();
            self.occurrence(rule, &self.by.facets[usize::from(step)], slot, &occurrence);
        }
    }

    fn last_outcome(&mut self, rule: &Step, slots: &[usize]) {
        let ended_as = slots.iter().rev().find_map(|slot| match &self.board.occurrence(*slot).life {
            Life::Done { outcome, .. } => outcome.as_ref(),
            _ => None,
        });
        let at = ended_as.and_then(|ended| rule.outcomes.iter().position(|known| known.id == *ended));
        self.out.push(at.map_or(NONE, |at| i32::try_from(at).unwrap_or(SOME)));
    }

    fn occurrence(&mut self, rule: &Step, facets: &Facets, slot: usize, occurrence: &Occurrence) {
        let status = occurrence.status();
        let settled = matches!(status, Status::Done | Status::Skipped);
        self.out.push(if settled && !facets.named && rule.marks.is_none() {
            Status::Done as i32
        } else {
            status as i32
        });
        let original = occurrence.late.map(|late| late.original).or(occurrence.window);
        if rule.repeats_every() {
            let length = original.map_or(0, |window| window.length_in_days());
            let target = original.map_or(0, |window| day_of(window.target()) - day_of(window.from()));
            self.out.extend([length, target]);
        }
        if settled {
            return;
        }
        self.cause(facets, slot, occurrence);
        self.out.push(i32::from(occurrence.cancelled_open && (rule.repeats_each_time() || !facets.timeless)));
        if facets.timeless {
            return;
        }
        self.own_dates(rule, facets, slot, occurrence);
        self.date(occurrence.pinned.map(day_of), self.by.reach);
        if facets.revives && !(facets.own_clock && self.board.follows_rule(slot)) {
            self.memory(facets, slot, occurrence, original);
        }
    }

    /// Why it was missed or cancelled, as far as that says when it would be taken back.
    fn cause(&mut self, facets: &Facets, slot: usize, occurrence: &Occurrence) {
        let (Life::Missed { on, why: cause } | Life::Cancelled { on, cause }) = &occurrence.life else { return };
        match cause {
            Cause::WindowPassed { window } => {
                self.out.push(1);
                let moves = self.moves(facets, slot);
                self.found(facets, Some(*on), moves);
                if moves {
                    self.window(Some(*window));
                }
            }
            Cause::Lapsed { until } => {
                self.out.push(2);
                if self.bases_move(&facets.anchors, &facets.steps) || self.is_stale(slot) {
                    self.date(Some(day_of(*until)), self.by.reach);
                }
            }
            Cause::Ended { .. } => self.out.push(3),
            Cause::EndedBeforeEntry { .. } => self.out.push(4),
            Cause::PathwayEnded { .. } => self.out.push(5),
            Cause::DecisionStands => self.out.push(6),
        }
    }

    /// Its window, its lateness and the day on which it opened.
    fn own_dates(&mut self, rule: &Step, facets: &Facets, slot: usize, occurrence: &Occurrence) {
        let open = occurrence.status() == Status::Open;
        let gate = match self.board.gate(slot) {
            _ if open => 0,
            Gate::Free => 0,
            Gate::From(day) => (day - self.today).max(0),
            Gate::Shut => NONE,
        };
        let until = occurrence.window.map(|window| (day_of(window.until()) - self.today).max(-1));
        let original = occurrence.late.map(|late| late.original).or(occurrence.window);
        let remembered = original.is_some_and(|original| occurrence.memory(original).is_some());
        let moves = self.moves(facets, slot);
        let may_be_judged = occurrence.status() == Status::Waiting || ended_before_entry(occurrence);
        let is_judged = may_be_judged && facets.revives && !remembered;
        // Of a window that nothing moves any more, nobody asks whether it has passed once the step has opened.
        let caught_up = rule.lapses.is_some() && occurrence.late.is_some();
        let until = until.filter(|_| moves || is_judged || caught_up);
        self.out.push(i32::from(occurrence.window.is_some()));
        self.out.extend([gate, until.unwrap_or(NONE)]);
        self.found(facets, occurrence.late.map(|late| late.found), moves || is_judged || rule.lapses.is_some());
        if facets.since {
            let since = if let Life::Open { since } = occurrence.life { Some(day_of(since)) } else { None };
            self.date(since, facets.span);
            self.date(occurrence.stood_since.map(day_of), facets.span);
        }
        let lapses = rule.lapses.as_ref().filter(|bound| !open && bound.base != Base::Opened);
        if lapses.is_some() {
            let until = self.board.lapses(slot).map(day_of);
            self.date(until, 1);
        }
    }

    /// Whether a window that it had can come back though it counts from steps that may end again: where only people end the
    /// step, as what that says now, or when it ends once more today.
    fn comes_back(&self, facets: &Facets, slot: usize, window: Window) -> bool {
        let rule = self.board.step_of(slot).window.as_ref().map(|rule| &rule.from);
        let Some((from, Base::Step(at))) = rule.map(|from| (from, from.base)) else { return true };
        let (now, since) = (self.board.bound(from, None, None), day_of(window.from()));
        facets.comes_back
            || !only_people_end(&self.board, &self.by.facets[usize::from(at)], at)
            || since >= from.offset.after_day(self.today)
            || Some(since) == now
    }

    /// Windows that it had before, as far as they can come back.
    fn memory(&mut self, facets: &Facets, slot: usize, occurrence: &Occurrence, original: Option<Window>) {
        let based = self.board.follows_rule(slot)
            && (facets.comes_back || base_moves(&self.board, &facets.window_steps) || self.is_stale(slot));
        let moves = self.moves(facets, slot);
        let back = |window| Some(window) == original || (based && self.comes_back(facets, slot, window));
        let known = occurrence.past.iter().filter(|past| back(past.window));
        let mut known: Vec<_> = known.copied().collect();
        known.sort_unstable_by_key(|past| past.window);
        self.out.push(i32::try_from(known.len()).unwrap_or(SOME));
        if based {
            self.window(original);
        }
        for past in known {
            if based {
                self.window(Some(past.window));
            }
            self.found(facets, past.found, moves);
            let opened = past.opened.map(day_of);
            if facets.since {
                self.date(opened, facets.span)
            } else {
                self.out.push(i32::from(opened.is_some()))
            }
            self.out.push(i32::from(past.taken_back));
        }
    }
}
