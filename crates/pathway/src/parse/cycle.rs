//! Steps that wait for one another would wait for ever.

use super::place::Sink;
use crate::{
    criterion::Subject,
    step::{Base, Step},
};

/// Reports every circle in which a step's `opens` or window waits for a step that waits for it.
pub(crate) fn refuse(sink: &Sink, steps: &[Step]) {
    let waits_for: Vec<Vec<usize>> = steps.iter().map(needs).collect();
    let mut settled = vec![false; steps.len()];
    for start in 0..steps.len() {
        let mut path = vec![(start, 0)];
        while let Some((step, next)) = path.pop() {
            if settled[step] {
                continue;
            }
            let Some(&needed) = waits_for[step].get(next) else {
                settled[step] = true;
                continue;
            };
            path.push((step, next + 1));
            if let Some(from) = path.iter().position(|(on_path, _)| *on_path == needed) {
                let mut circle: Vec<&str> = path[from..].iter().map(|(at, _)| steps[*at].id.as_str()).collect();
                circle.push(steps[needed].id.as_str());
                let message = format!("these steps wait for one another: {}", circle.join(" → "));
                let help = "let one of them open by itself: take the other step out of its `opens` or `window`";
                sink.error("opens-cycle", steps[needed].place, message, help);
            } else {
                path.push((needed, 0));
            }
        }
    }
}

fn needs(step: &Step) -> Vec<usize> {
    let mut needs: Vec<usize> = Vec::new();
    for subject in step.opens.iter().flat_map(|criterion| criterion.subjects()) {
        if let Subject::Step(step) = subject {
            needs.push(usize::from(step));
        }
    }
    for bound in step.window.iter().flat_map(|rule| rule.bounds()) {
        if let Base::Step(step) = bound.base {
            needs.push(usize::from(step));
        }
    }
    needs.sort_unstable();
    needs.dedup();
    needs
}
