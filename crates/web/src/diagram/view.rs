//! A drawn pathway as its template wants it: places and words, and no arithmetic left to do.

use crate::texts::StepState;

/// The drawing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DiagramView {
    /// Width at full size.
    pub width: i32,
    /// Height at full size.
    pub height: i32,
    /// What it shows, for who cannot see it.
    pub label: String,
    /// How to read it.
    pub about: String,
    /// The stages.
    pub bands: Vec<BandView>,
    /// The arrows; they lie under the boxes.
    pub arrows: Vec<ArrowView>,
    /// The steps and the tables.
    pub boxes: Vec<BoxView>,
    /// What kinds of steps occur, for the legend.
    pub kinds: Vec<Sign>,
    /// What states occur, for the legend; none where no case is shown.
    pub states: Vec<StepState>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandView {
    /// Its upper edge.
    pub y: i32,
    /// Its height.
    pub height: i32,
    /// Where its title stands.
    pub title: Line,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it begins.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// The words.
    pub text: String,
}

/// A box: a step or a decision table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxView {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// The id of the element that tells more, without `#`.
    pub target: String,
    /// Everything about it in words: what a screen reader says and a pointer shows.
    pub told: String,
    /// What it is.
    pub sign: Sign,
    /// Whether somebody must call for it.
    pub on_call: bool,
    /// Whether it comes again.
    pub again: bool,
    /// Its title.
    pub title: Vec<Line>,
    /// Who does it.
    pub by: Option<Line>,
    /// Where it stands, in a case.
    pub state: Option<Standing>,
    /// What it leads to beyond a whole stage, however it ends.
    pub far: Vec<Line>,
    /// The ways in which it can end.
    pub outcomes: Vec<OutcomeView>,
    /// Where arrows leave that do not ask how it ended.
    pub exit: Option<(i32, i32)>,
}

impl BoxView {
    /// Its classes in the stylesheet.
    #[must_use]
    pub fn class(&self) -> String {
        let state = self.state.as_ref().and_then(|standing| standing.state).map_or("", |state| state.class());
        let kind = if self.sign == Sign::Table { "table" } else { "step" };
        let called = if self.on_call { "on-call" } else { "" };
        [kind, called, state].into_iter().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The middle of its sign.
    #[must_use]
    pub const fn sign_at(&self) -> (i32, i32) {
        (self.x + 18, self.y + 18)
    }
}

/// Where a step stands, at the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where; `None` where that is not told.
    pub state: Option<StepState>,
    /// Since when, until when.
    pub words: Line,
}

/// A way in which a step can end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeView {
    /// The line over it.
    pub top: i32,
    /// What it is called.
    pub lines: Vec<Line>,
    /// What follows beyond a whole stage.
    pub far: Vec<Line>,
    /// Where arrows leave; `None` when nothing follows from it.
    pub exit: Option<(i32, i32)>,
    /// Whether the step ended so.
    pub chosen: bool,
}

/// An arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrowView {
    /// Its path.
    pub path: String,
    /// Its head.
    pub head: String,
    /// Whether the case went this way.
    pub taken: bool,
}

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// A contact with the client.
    Contact,
    /// Something to do.
    Task,
    /// Something to ask.
    Question,
    /// Something to decide.
    Decision,
    /// A decision table.
    Table,
    /// A meeting.
    Meeting,
    /// A letter.
    Letter,
    /// A referral.
    Referral,
    /// The client's consent.
    Consent,
    /// Something that happens.
    Milestone,
}

impl Sign {
    /// The sign as a path around its middle, 18 wide and high.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Contact => "M-7-6H7V4H0L-4 8V4H-7Z",
            Self::Task => "M-6-7H6V7H-6ZM-3 0-1 3 4-3",
            Self::Question => "M-3-3C-3-8 4-8 4-3 4 0 0 0 0 4M0 7V7.5",
            Self::Decision => "M0-8 8 0 0 8-8 0Z",
            Self::Table => "M-7-6H7V6H-7ZM-7-2H7M-7 2H7M-2-6V6",
            Self::Meeting => {
                "M-7 7V4C-7 1 0 1 0 4V7M0 4C0 1 7 1 7 4V7M-3.5-5V-5.2M3.5-5V-5.2M-5.5-3.5A2 2 0 1 0-1.5-3.5 2 2 0 1 0-5.5-3.5M1.5-3.5A2 2 0 1 0 5.5-3.5 2 2 0 1 0 1.5-3.5"
            }
            Self::Letter => "M-8-5H8V6H-8ZM-8-5 0 2 8-5",
            Self::Referral => "M-8 0H7M2-5 7 0 2 5",
            Self::Consent => "M-6-8H3L6-5V8H-6ZM-3 3-1 5 3 0",
            Self::Milestone => "M-5 8V-7H6L3-3 6 1H-5",
        }
    }
}
