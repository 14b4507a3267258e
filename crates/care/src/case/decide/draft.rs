//! A decision that takes several steps, each judged against what the steps before it made of the case.

use std::borrow::Cow;

use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::evolve;
use crate::case::records::Recorded;
use crate::case::refusal::Refusal;
use crate::case::state::Case;

/// The case as it will be, and the events that make it so. Nothing happens when one of the steps is refused.
pub(super) struct Draft<'a> {
    case: Cow<'a, Case>,
    ctx: &'a Context<'a>,
    events: Vec<CaseEvent>,
}

impl<'a> Draft<'a> {
    /// Starts from the case as it is.
    pub(super) fn new(case: &'a Case, ctx: &'a Context<'a>) -> Self {
        Self { case: Cow::Borrowed(case), ctx, events: Vec::new() }
    }

    /// The case with the events so far.
    pub(super) fn case(&self) -> &Case {
        &self.case
    }

    /// What every step of it is judged with.
    pub(super) fn ctx(&self) -> &'a Context<'a> {
        self.ctx
    }

    /// The events so far.
    pub(super) fn events(&self) -> &[CaseEvent] {
        &self.events
    }

    /// Judges a step against the case as it now is and adds its events.
    pub(super) fn step(
        &mut self,
        decide: impl FnOnce(&Case, &Context<'_>) -> Result<Vec<CaseEvent>, Refusal>,
    ) -> Result<(), Refusal> {
        let events = decide(&self.case, self.ctx)?;
        if !events.is_empty() {
            let recorded = Recorded { by: self.ctx.actor, at: self.ctx.now };
            let case = self.case.to_mut();
            for event in &events {
                evolve::evolve(case, event, recorded);
            }
        }
        self.events.extend(events);
        Ok(())
    }

    /// Adds one event.
    pub(super) fn push(&mut self, event: CaseEvent) {
        let recorded = Recorded { by: self.ctx.actor, at: self.ctx.now };
        evolve::evolve(self.case.to_mut(), &event, recorded);
        self.events.push(event);
    }

    /// The events of all steps.
    pub(super) fn finish(self) -> Vec<CaseEvent> {
        self.events
    }
}
