//! Pages that say what went wrong and what to do.

use askama::Template;
use axum::http::StatusCode;

use super::Chrome;
use super::again::{AgainField, Control};
use crate::texts::Texts;

/// The page of an error. For a form that was refused, use [`super::again::AgainPage`]: it keeps what was typed.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// What went wrong.
    pub problem: Problem,
    /// The particular reason, in the user's language; empty when the general words suffice.
    pub detail: String,
    /// The number under which the server's log tells more; for 500 only.
    pub reference: Option<String>,
    /// Where it went wrong, as far as she may know it.
    pub place: Place,
}

/// Where it went wrong, the way back, and what was typed there.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// About whom, and which step or form; nothing where it was about nobody, or about somebody who is not hers to see.
    pub about: Option<About>,
    /// The page on which the form stood.
    pub back: Option<String>,
    /// What was typed, the fields of the form along where it can be sent once more.
    pub typed: Vec<AgainField>,
    /// Where sending it once more could help.
    pub retry: Option<Retry>,
}

impl Place {
    /// The way back: to the step or form itself where that is known.
    #[must_use]
    pub fn way_back(&self) -> Option<&str> {
        self.about.as_ref().map(|about| about.at.as_str()).or(self.back.as_deref())
    }
}

/// About whom it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The client's name.
    pub client: String,
    /// Which step, or which form; empty for the case itself.
    pub what: String,
    /// Where that is.
    pub at: String,
}

/// How a form is sent once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    /// Where it posts to.
    pub action: String,
    /// What goes along unseen, besides the fields.
    pub along: Vec<(String, String)>,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// 400: the request cannot be read.
    BadRequest,
    /// 403: no treatment relationship.
    Forbidden,
    /// 403: not in this seat or role, or not now.
    NotYours,
    /// 403: the request came from another site.
    CrossSite,
    /// 404: no such page or thing.
    NotFound,
    /// 405: this address cannot be used in this way.
    NotAllowed,
    /// 409: changed meanwhile.
    Conflict,
    /// 413: more than is accepted.
    TooLarge,
    /// 422: refused.
    Refused,
    /// 500: our fault.
    Internal,
    /// 503: the database cannot be reached or is full, and nothing changed.
    Unavailable,
    /// 503: the database was lost while something was being stored; nobody can say whether it was.
    InDoubt,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::BadRequest,
        Self::Forbidden,
        Self::NotYours,
        Self::CrossSite,
        Self::NotFound,
        Self::NotAllowed,
        Self::Conflict,
        Self::TooLarge,
        Self::Refused,
        Self::Internal,
        Self::Unavailable,
        Self::InDoubt,
    ];

    /// The problem that an answer tells of by its status alone.
    #[must_use]
    pub const fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::NotAllowed,
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => Self::Unavailable,
            status if status.as_u16() >= 500 => Self::Internal,
            _ => Self::BadRequest,
        }
    }

    /// Whether sending the same once more could help.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable | Self::InDoubt | Self::Internal)
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden | Self::NotYours | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable | Self::InDoubt => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl Texts {
    /// What went wrong, as a heading.
    #[must_use]
    pub fn problem_title(&self, problem: &Problem) -> String {
        self.of(match problem {
            Problem::BadRequest => "error-400-title",
            Problem::Forbidden => "error-403-title",
            Problem::NotYours => "error-not-yours-title",
            Problem::CrossSite => "error-cross-site-title",
            Problem::NotFound => "error-404-title",
            Problem::NotAllowed => "error-405-title",
            Problem::Conflict => "error-409-title",
            Problem::TooLarge => "error-413-title",
            Problem::Refused => "error-422-title",
            Problem::Internal => "error-500-title",
            Problem::Unavailable => "error-503-title",
            Problem::InDoubt => "error-in-doubt-title",
        })
        .into_owned()
    }

    /// What to do about it.
    #[must_use]
    pub fn problem_help(&self, problem: &Problem) -> String {
        self.of(match problem {
            Problem::BadRequest => "error-400-help",
            Problem::Forbidden => "error-403-help",
            Problem::NotYours => "error-not-yours-help",
            Problem::CrossSite => "error-cross-site-help",
            Problem::NotFound => "error-404-help",
            Problem::NotAllowed => "error-405-help",
            Problem::Conflict => "error-409-help",
            Problem::TooLarge => "error-413-help",
            Problem::Refused => "error-422-help",
            Problem::Internal => "error-500-help",
            Problem::Unavailable => "error-503-help",
            Problem::InDoubt => "error-in-doubt-help",
        })
        .into_owned()
    }
}
