//! *Aanmelden*.

use askama::Template;

use super::Chrome;
use crate::texts::Texts;

/// The page. Posts `gebruiker`, `wachtwoord` and `terug` to `/aanmelden`.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// The account as typed before.
    pub account: String,
    /// Whereto after signing in.
    pub back: String,
    /// Why it did not work, or why signing in is asked again.
    pub problem: Option<SignInProblem>,
}

/// Why signing in did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInProblem {
    /// Account or password is wrong; it is not said which.
    Wrong,
    /// Too many tries; wait so many minutes.
    Wait {
        /// Minutes.
        minutes: u32,
    },
    /// The session ended.
    Expired,
    /// The session ended, and what was sent after that is kept for whom it was.
    Kept,
}

impl Texts {
    /// Why signing in did not work and what to do.
    #[must_use]
    pub fn sign_in_problem(&self, problem: &SignInProblem) -> String {
        match problem {
            SignInProblem::Wrong => self.of("sign-in-wrong"),
            SignInProblem::Wait { minutes } => self.one("sign-in-wait", "minutes", *minutes),
            SignInProblem::Expired => self.of("sign-in-expired"),
            SignInProblem::Kept => self.of("sign-in-kept"),
        }
        .into_owned()
    }
}
