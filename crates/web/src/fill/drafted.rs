//! How it stands with the draft of a form about a case.

use std::collections::BTreeSet;

use jiff::Timestamp;
use regie_app::FormDraft;
use regie_care::intake::Typed;

use super::Desk;
use crate::fields::{Shape, shape};
use crate::pages::draft::DraftBar;

/// The draft of a form as its page is made.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Its revision; 0 when there is none.
    pub rev: u64,
    /// When it was saved last.
    pub saved: Option<Timestamp>,
    /// The newer one that stands in the way, and what was posted instead.
    pub newer: Option<(FormDraft, Typed)>,
}

impl Kept {
    /// No draft yet, or this one.
    #[must_use]
    pub fn of(draft: Option<&FormDraft>) -> Self {
        Self { rev: draft.map_or(0, |draft| draft.rev), saved: draft.map(|draft| draft.at), newer: None }
    }

    /// A newer one stands in the way of what was posted: what is saved next goes over it.
    #[must_use]
    pub fn behind(newer: FormDraft, here: Typed) -> Self {
        Self { newer: Some((newer.clone(), here)), ..Self::of(Some(&newer)) }
    }
}

impl Desk {
    /// The line under the form that stands at `at`.
    #[must_use]
    pub fn draft_bar(&self, at: String, kept: Kept) -> DraftBar {
        DraftBar {
            about: String::new(),
            rev: kept.rev,
            saved: kept.saved,
            me: self.person(self.seat.person),
            at,
            newer: kept.newer.map(|(there, here)| (there.at, self.differing(&there.typed, &here))),
        }
    }

    /// What was typed there and stands otherwise here, by the label of the field.
    fn differing(&self, there: &Typed, here: &Typed) -> Vec<(String, String)> {
        let names: BTreeSet<&String> = there.keys().chain(here.keys()).collect();
        let nothing = self.t.of("intake-nothing");
        let line = |name: &String| {
            let (shape, label) = shape(name);
            let differs = shape != Shape::Hidden && there.get(name) != here.get(name);
            let says = || there.get(name).map_or(&*nothing, String::as_str).to_owned();
            differs.then(|| (self.t.of(label).into_owned(), says()))
        };
        names.into_iter().filter_map(line).collect()
    }
}
