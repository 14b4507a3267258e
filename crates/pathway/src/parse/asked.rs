//! What a step asks of whom and when: `whom`, `whom-as` and `day`.

use super::{
    bound::Bounds,
    table::{Reader, Words},
};
use crate::{
    Text,
    criterion::parse::NameRef,
    step::{Step, StepKind},
};

use super::place::Sink;

/// As it stands in the file.
pub(super) struct Asked {
    pub(super) whom: Option<Text>,
    pub(super) day: Option<Text>,
    whom_as: Option<Words>,
}

impl Asked {
    pub(super) fn read(block: &Reader<'_>) -> Self {
        Self {
            whom: block.has("whom").then(|| block.title("whom")),
            day: block.has("day").then(|| block.title("day")),
            whom_as: block.optional("whom-as"),
        }
    }

    /// Somebody must be asked, where the step is done: what also does it by itself asks nobody.
    pub(super) fn judge(&self, block: &Reader<'_>, kind: StepKind, also_done_by: Option<&'static str>) {
        let keys = [(self.whom.is_some(), "whom"), (self.day.is_some(), "day")];
        let asks = keys.into_iter().find(|(asks, _)| *asks).map(|(_, key)| key);
        if let Some((key, by)) = asks.zip(also_done_by) {
            let message =
                format!("with `{by}` this step is also done where nobody is asked, and `{key}` is asked of somebody");
            block.error("asks-nobody", block.place(key), message, format!("leave `{key}` out, or `{by}`"));
        }
        if let Some(key) = asks.filter(|_| kind == StepKind::Contact) {
            let message = format!("what is said of a contact has no `{key}`");
            block.error(
                "asks-nobody",
                block.place(key),
                message,
                "make the referral or the appointment a step of its own",
            );
        }
        if self.whom_as.is_some() && self.whom.is_none() {
            let message = "`whom-as` has no meaning without `whom`";
            block.error(
                "missing-key",
                block.place("whom-as"),
                message,
                "add whom = { nl = \"…\" }, or leave whom-as out",
            );
        }
    }

    pub(super) fn whom_as(&self, bounds: &Bounds<'_>) -> Option<u16> {
        let words = self.whom_as.as_ref()?;
        if let Some(NameRef::Step(step)) = bounds.names.lookup.get(words.value.as_str()) {
            return Some(*step);
        }
        let help = match bounds.names.nearest(&words.value) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a [[step]] that asks `whom`".into(),
        };
        bounds.sink.error("unknown-step", words.at, format!("there is no step `{}`", words.value), help);
        None
    }

    /// Whom another step names stands here only where that one asks it, and where not more people read it.
    pub(super) fn judge_source(&self, sink: &Sink, step: &Step, steps: &[Step]) {
        let (Some(words), Some(source)) = (&self.whom_as, step.whom_as.and_then(|at| steps.get(usize::from(at))))
        else {
            return;
        };
        if source.whom.is_none() || source.id == step.id {
            let message = format!("step `{}` does not say whom step `{}` takes over from it", source.id, step.id);
            sink.error("asks-nobody", words.at, message, "name another step that asks `whom`");
        } else if source.sealed && !step.sealed {
            let message = format!("step `{}` is sealed, and everybody would read here whom it names", source.id);
            sink.error("seal-shows", words.at, message, "leave `whom-as` out, or seal this step too");
        }
    }
}
