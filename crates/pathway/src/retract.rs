//! Taking back what was recorded by mistake: a birth entered on the wrong client, an answer, a step said to be done.
//!
//! What hung on it goes back to waiting, as if it had never been recorded: windows that count from it are unknown
//! again, what opened, was missed or was cancelled because of it waits, and so does a milestone that marks a date.
//! What a person did or skipped stays done or skipped, and an appointment stays made.

use crate::{
    arrange::Verdict,
    board::Board,
    criterion::{Criterion, Subject, eval::Truth},
    date_window::date_of,
    decide::{Decision, refuse_empty},
    event::{Because, Event},
    ids::{AnchorId, FactId, StepId},
    left_out::TakesBack,
    lifecycle::{Life, Move, Status},
    refusal::Refusal,
    step::Base,
};

impl Decision<'_> {
    pub(crate) fn retract_anchor(&mut self, anchor: &AnchorId, reason: &str) -> Result<(), Refusal> {
        refuse_empty(reason)?;
        let at = self.anchor_at(anchor)?;
        if self.board.anchors[usize::from(at)].is_none() {
            return Err(Refusal::AnchorNotKnown { anchor: anchor.clone() });
        }
        self.forget_anchor(at, reason);
        Ok(())
    }

    pub(crate) fn retract_fact(&mut self, fact: &FactId, reason: &str) -> Result<(), Refusal> {
        refuse_empty(reason)?;
        let at = self.fact_named(fact)?;
        if self.before.and_then(|state| state.fact(fact)).is_none() {
            return Err(Refusal::FactNotKnown { fact: fact.clone() });
        }
        self.forget_fact(at, reason);
        Ok(())
    }

    /// A step was not done, or not skipped, after all. The date that it marked and the answers that came with its
    /// outcome are taken back with it.
    pub(crate) fn reopen(&mut self, step: &StepId, nth: Option<u16>, reason: &str) -> Result<(), Refusal> {
        refuse_empty(reason)?;
        let slot = self.settled_slot(step, nth)?;
        let (at, nth) = (self.board.slots[slot].step, self.board.occurrence(slot).nth);
        let later = |other: usize| other > slot && self.board.occurrence(other).status() != Status::Waiting;
        if self.board.slots_of(at).any(later) {
            return Err(Refusal::NotTheLast { step: step.clone(), nth });
        }
        let was_done = self.board.occurrence(slot).status() == Status::Done;
        let answers = self.answers(slot);
        self.happen(slot, |step, nth| Event::Reopened { step, nth, reason: reason.to_owned() });
        for fact in answers {
            self.forget_fact(fact, reason);
        }
        if let Some(anchor) = self.board.step(at).marks {
            match self.board.anchors[usize::from(anchor)] {
                Some(_) if was_done => self.forget_anchor(anchor, reason),
                Some(day) => self.mark(anchor, date_of(day)),
                None => {}
            }
        }
        let because = Because::Reopened { step: step.clone() };
        self.because = Some(because.clone());
        self.find_window(slot);
        self.rearrange(Base::Step(at), &because);
        self.let_go(Subject::Step(at), reason);
        Ok(())
    }

    /// The dates may have been corrected while it was done.
    fn find_window(&mut self, slot: usize) {
        let occurrence = self.board.occurrence(slot);
        let Some(rule) = self.board.step_of(slot).window.as_ref().filter(|rule| !rule.uses(Base::Opened)) else {
            return;
        };
        if occurrence.status() != Status::Waiting || occurrence.pinned.is_some() || !self.board.follows_rule(slot) {
            return;
        }
        let window = self.board.window(rule, None);
        let verdict = self.judge(self.board.slots[slot].step, Some(occurrence), window, self.today);
        if verdict != Verdict::standing(occurrence) {
            self.plan_anew(slot);
        }
    }

    fn settled_slot(&self, step: &StepId, nth: Option<u16>) -> Result<usize, Refusal> {
        let at = self.step_at(step)?;
        let settled = |slot: &usize| self.board.occurrence(*slot).status().after(Move::Reopen).is_some();
        let slots = || self.board.slots_of(at);
        let found = match nth {
            Some(nth) => slots().find(|slot| self.board.occurrence(*slot).nth == nth),
            None => slots().filter(settled).last().or_else(|| slots().last()),
        };
        let slot = found.ok_or_else(|| Refusal::NoOccurrence { step: step.clone(), nth })?;
        if settled(&slot) {
            return Ok(slot);
        }
        let occurrence = self.board.occurrence(slot);
        let (nth, status) = (occurrence.nth, occurrence.status());
        Err(Refusal::NotAllowed { step: step.clone(), nth, status, action: "reopened" })
    }

    /// The facts that hold because this occurrence ended as it did.
    fn answers(&self, slot: usize) -> Vec<u16> {
        let Life::Done { outcome: Some(outcome), .. } = &self.board.occurrence(slot).life else { return Vec::new() };
        let ended_as = self.board.step_of(slot).outcomes.iter().find(|known| known.id == *outcome);
        let holds = |fact: u16, value| {
            self.board.def.facts[usize::from(fact)].answer.compact(value) == self.board.facts[usize::from(fact)]
        };
        let sets = ended_as.into_iter().flat_map(|outcome| &outcome.sets);
        sets.filter(|sets| holds(sets.fact, &sets.value)).map(|sets| sets.fact).collect()
    }

    fn forget_anchor(&mut self, at: u16, reason: &str) {
        let Some(was) = self.board.anchors[usize::from(at)].take() else { return };
        let anchor = self.board.def.anchors[usize::from(at)].id.clone();
        let (was, reason_given) = (date_of(was), reason.to_owned());
        self.events.push(Event::AnchorRetracted { anchor: anchor.clone(), was, reason: reason_given });
        let before = self.because.replace(Because::Retracted { anchor });
        self.let_go(Subject::Anchor(at), reason);
        self.because = before;
    }

    fn forget_fact(&mut self, at: u16, reason: &str) {
        let fact = self.board.def.facts[usize::from(at)].id.clone();
        let Some(was) = self.before.and_then(|state| state.fact(&fact)).cloned() else { return };
        self.board.facts[usize::from(at)] = self.board.def.defaults[usize::from(at)];
        self.events.push(Event::FactRetracted { fact: fact.clone(), was, reason: reason.to_owned() });
        let before = self.because.replace(Because::Fact { fact, now: None });
        self.let_go(Subject::Fact(at), reason);
        self.because = before;
    }

    /// Lets go what hangs on a date that is not known any more, on an answer that is another now, or on a step that
    /// waits again. It comes to an end: each time something is let go it waits, and what waits without a window has
    /// nothing left to let go of.
    pub(crate) fn let_go(&mut self, subject: Subject, reason: &str) {
        for slot in 0..self.board.slots.len() {
            if !self.hangs_on(slot, subject) {
                continue;
            }
            let step = self.board.slots[slot].step;
            let waited = self.board.occurrence(slot).status() == Status::Waiting;
            let answers = self.answers(slot);
            self.plan_anew(slot);
            for fact in answers {
                self.forget_fact(fact, reason);
            }
            if !waited {
                self.let_go(Subject::Step(step), reason);
            }
        }
        self.take_back(subject);
    }

    /// Whether a criterion said something of the subject before this command that it says no more.
    pub(crate) fn says_no_more(&self, criterion: &Criterion, subject: Subject) -> bool {
        let is_asked = criterion.subjects().contains(&subject);
        // What a question of a smaller file stands for may say of itself no more what it said, though together it says the same.
        if is_asked && self.outside(subject).is_some() {
            return true;
        }
        let before = self.before.filter(|_| is_asked).map(|state| Board::of(self.board.def, state));
        before.is_some_and(|before| criterion.says_no_more(subject, &before, &self.board))
    }

    /// Whether an occurrence stands where it does because of the subject, and nobody settled it or made an appointment.
    fn hangs_on(&self, slot: usize, subject: Subject) -> bool {
        let (occurrence, rule) = (self.board.occurrence(slot), self.board.step_of(slot));
        // Whoever changes what everybody reads may not know of a sealed step: one that opened stays, until somebody who is
        // named ends it with a reason (PS-02).
        let outside = self.outside(subject);
        let is_sealed =
            self.board.def.seals_subject(subject) || matches!(outside, Some(TakesBack::Opened { sealed: true, .. }));
        let told_openly = !matches!(subject, Subject::Anchor(_)) && !is_sealed;
        if rule.sealed && told_openly && occurrence.status() == Status::Open {
            return false;
        }
        let window_gone = || occurrence.window.is_some() && self.lost_its_date(slot, subject);
        // Each time that it comes to hold, the step is to be done, also when it holds no more; unless it never held.
        let is_answer = matches!(subject, Subject::Fact(_));
        let never_held = is_answer && matches!(self.because, Some(Because::Fact { now: None, .. }));
        let each_time = rule.repeats_each_time();
        let not_called_for = || {
            let opens = rule.opens.as_ref().filter(|opens| opens.subjects().contains(&subject));
            opens
                .filter(|opens| opens.eval(&self.board) != Truth::True)
                .is_some_and(|opens| (each_time && never_held) || self.says_no_more(opens, subject))
        };
        match occurrence.status() {
            // A milestone and the date that it marks are one thing.
            Status::Done => matches!(subject, Subject::Anchor(anchor) if rule.marks == Some(anchor)),
            Status::Waiting => occurrence.pinned.is_none() && window_gone(),
            Status::Open if matches!(outside, Some(TakesBack::Opened { each_time: true, .. })) => not_called_for(),
            Status::Open if is_answer => {
                // What its exit ends now is cancelled, which names the cause.
                (!each_time || never_held) && not_called_for() && !self.board.ends(self.board.slots[slot].step)
            }
            Status::Open => {
                // The same when the step on which it hangs was done once more and ended otherwise.
                let happened = each_time && matches!(self.because, Some(Because::EndedOtherwise { .. }));
                occurrence.pinned.is_none() && (window_gone() || (!happened && not_called_for()))
            }
            Status::Skipped | Status::Missed | Status::Cancelled => false,
        }
    }
}
