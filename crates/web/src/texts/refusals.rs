//! Refusals and obstacles in words.

use regie_care::case::Obstacle;
use regie_pathway::Text;

use super::{Lang, Texts};

impl Texts {
    /// Why something was refused. English has the exact message; Dutch has a sentence per code, which every code has.
    #[must_use]
    pub fn refusal(&self, code: &str, message: &str) -> String {
        let key = format!("refusal-{code}");
        match self.lang() {
            Lang::Nl if self.has(&key) => self.of(&key).into_owned(),
            Lang::Nl | Lang::En => message.to_owned(),
        }
    }

    /// What still stands between a case and its closing (AZ-15).
    #[must_use]
    pub fn obstacle(&self, obstacle: &Obstacle) -> String {
        match obstacle {
            Obstacle::Step { title, .. } => self.one("obstacle-step", "title", self.both(title)),
            Obstacle::Evaluation => self.of("obstacle-evaluation"),
            Obstacle::Handover { .. } => self.of("obstacle-handover"),
            Obstacle::Letter { .. } => self.of("obstacle-letter"),
            Obstacle::Signal { .. } => self.of("obstacle-signal"),
            Obstacle::Action { what, .. } => self.one("obstacle-action", "what", what),
            Obstacle::SharingRequest => self.of("obstacle-sharing-request"),
            Obstacle::Feedback { about, .. } => self.one("obstacle-feedback", "about", about),
        }
        .into_owned()
    }

    /// A text that comes in both languages.
    #[must_use]
    pub fn both<'a>(&self, text: &'a Text) -> &'a str {
        match self.lang() {
            Lang::Nl => &text.nl,
            Lang::En => &text.en,
        }
    }
}
