//! Pages that say what went wrong and what to do.

use askama::Template;
use axum::http::StatusCode;

use super::Chrome;
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
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// 400: the request cannot be read.
    BadRequest,
    /// 403: no treatment relationship, or not this role.
    Forbidden,
    /// 404: no such page or thing.
    NotFound,
    /// 409: changed meanwhile.
    Conflict,
    /// 413: more than is accepted.
    TooLarge,
    /// 422: refused.
    Refused,
    /// 429: too many requests.
    TooMany,
    /// 500: our fault.
    Internal,
    /// 503: the database cannot be reached or is full.
    Unavailable,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::BadRequest,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::TooLarge,
        Self::Refused,
        Self::TooMany,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
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
            Problem::NotFound => "error-404-title",
            Problem::Conflict => "error-409-title",
            Problem::TooLarge => "error-413-title",
            Problem::Refused => "error-422-title",
            Problem::TooMany => "error-429-title",
            Problem::Internal => "error-500-title",
            Problem::Unavailable => "error-503-title",
        })
        .into_owned()
    }

    /// What to do about it.
    #[must_use]
    pub fn problem_help(&self, problem: &Problem) -> String {
        self.of(match problem {
            Problem::BadRequest => "error-400-help",
            Problem::Forbidden => "error-403-help",
            Problem::NotFound => "error-404-help",
            Problem::Conflict => "error-409-help",
            Problem::TooLarge => "error-413-help",
            Problem::Refused => "error-422-help",
            Problem::TooMany => "error-429-help",
            Problem::Internal => "error-500-help",
            Problem::Unavailable => "error-503-help",
        })
        .into_owned()
    }
}
