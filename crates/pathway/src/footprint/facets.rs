//! What of a step's dates can matter at all, and what can yet become of them.

use crate::{
    board::Board,
    date_window::Offset,
    influence::bounds,
    lifecycle::{Cause, Life, Status},
    state::Occurrence,
    step::{Base, Bound, Step},
};

/// Of a step, which of its dates can matter.
pub(super) struct Facets {
    /// Anchors from which its window or lapse counts.
    pub(super) anchors: Vec<u16>,
    /// Steps from whose end its window or lapse counts.
    pub(super) steps: Vec<u16>,
    /// The same of its window alone.
    pub(super) window_anchors: Vec<u16>,
    pub(super) window_steps: Vec<u16>,
    pub(super) entry: bool,
    /// The day on which it opened can matter.
    pub(super) since: bool,
    /// None of its dates says whether it is open: it has no window, or one that counts from its own opening alone, and
    /// does not lapse.
    pub(super) timeless: bool,
    /// Its window counts from its own opening alone, so that nothing is ever judged by it.
    pub(super) own_clock: bool,
    /// It can go back to waiting.
    pub(super) revives: bool,
    /// A window that it had before can come back though no date is set anew and no step ends anew.
    pub(super) comes_back: bool,
    /// Some criterion names it.
    pub(super) named: bool,
    /// The furthest that its own dates reach.
    pub(super) span: i32,
    /// How far back the day on which it was found too late can matter; not at all when there is nothing to catch up in
    /// and nothing counts from its end.
    pub(super) found: Option<i32>,
}

impl Facets {
    pub(super) fn of(step: &Step) -> Self {
        let window = || step.window.iter().flat_map(|window| window.bounds());
        let (anchors, steps) = bases(bounds(step));
        let (window_anchors, window_steps) = bases(window());
        let has_criteria = step.opens.is_some() || step.ends.is_some();
        let own_clock = step.window.as_ref().is_some_and(|window| window.uses(Base::Opened));
        let only_own_clock = step.window.as_ref().is_none_or(|window| {
            window.bounds().all(|bound| bound.base == Base::Opened) && window.until.offset.range().0 >= 0
        });
        let lapses_from_opening = step.lapses.as_ref().is_some_and(|bound| bound.base == Base::Opened);
        let revives = has_criteria || !anchors.is_empty() || !steps.is_empty();
        Self {
            entry: bounds(step).any(|bound| bound.base == Base::Entry),
            since: (own_clock && !only_own_clock && revives) || lapses_from_opening,
            own_clock: only_own_clock && own_clock,
            timeless: only_own_clock && step.lapses.is_none() && !step.repeats_every(),
            revives,
            comes_back: own_clock && !anchors.is_empty(),
            named: false,
            span: bounds(step).map(|bound| size(bound.offset)).max().unwrap_or(0) + 1,
            found: step.late_entry.map(|late| size(late) + 1),
            anchors,
            steps,
            window_anchors,
            window_steps,
        }
    }
}

/// The anchors and the steps that bounds count from, each once.
fn bases<'s>(bounds: impl Iterator<Item = &'s Bound>) -> (Vec<u16>, Vec<u16>) {
    let (mut anchors, mut steps) = (Vec::new(), Vec::new());
    for bound in bounds {
        match bound.base {
            Base::Anchor(at) => anchors.push(at),
            Base::Step(at) => steps.push(at),
            Base::Entry | Base::Opened | Base::Today => {}
        }
    }
    for found in [&mut anchors, &mut steps] {
        found.sort_unstable();
        found.dedup();
    }
    (anchors, steps)
}

pub(super) fn size(offset: Offset) -> i32 {
    let (least, most) = offset.range();
    least.abs().max(most.abs())
}

/// When it comes back, it is asked whether its window has passed.
pub(super) fn ended_before_entry(occurrence: &Occurrence) -> bool {
    matches!(occurrence.life, Life::Missed { why: Cause::EndedBeforeEntry { .. }, .. })
}

/// Whether it was asked once more for nothing.
pub(super) fn withdrawn(occurrence: &Occurrence) -> bool {
    matches!(occurrence.life, Life::Cancelled { cause: Cause::DecisionStands, .. })
}

/// Whether nothing but people end the step, each time no sooner than the time before: it is never missed, and no date that
/// is set ends it on an earlier day.
pub(super) fn only_people_end(board: &Board<'_>, facets: &Facets, step: u16) -> bool {
    let mut occurrences = board.occurrences_of(step);
    facets.timeless && board.step(step).marks.is_none() && occurrences.all(|one| one.status() != Status::Missed)
}

/// The anchor before whose date an occurrence cannot be done, whatever its window.
pub(super) fn held_back_by(board: &Board<'_>, slot: usize) -> Option<u16> {
    let rule = board.step_of(slot);
    let settled = matches!(board.occurrence(slot).status(), Status::Done | Status::Skipped);
    let from = rule.window.as_ref().map(|window| &window.from).filter(|_| !rule.early && !settled)?;
    let Base::Anchor(at) = from.base else { return None };
    (board.def.gestation != Some(at) && rule.marks != Some(at) && from.offset.range().0 >= 0).then_some(at)
}

/// The end of one of the steps may yet come to lie on another day.
pub(super) fn base_moves(board: &Board<'_>, steps: &[u16]) -> bool {
    steps.iter().any(|step| may_end_again(board, *step))
}

/// What is done or skipped is so for good, unless the step comes again, is decided again, or marks a date.
fn may_end_again(board: &Board<'_>, step: u16) -> bool {
    let rule = board.step(step);
    let settled = |slot| matches!(board.occurrence(slot).status(), Status::Done | Status::Skipped);
    rule.repeats()
        || rule.discretionary
        || rule.is_decided_anew()
        || rule.marks.is_some()
        || !board.slots_of(step).all(settled)
}
