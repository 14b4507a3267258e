//! Errors of the JSON API as RFC 9457 problem details: one function from an error of the use cases to a problem.

use std::fmt;
use std::num::NonZeroU32;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use regie_app::{AppError, Change, ChangedMeanwhile, Refused, name_of};
use regie_care::case::Obstacle;
use regie_care::directory::Directory;
use regie_care::plan::PlanLack;
use regie_pathway::Text;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::texts::{Lang, Texts};

/// The media type of problems.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// After how many seconds to try again when the database is away or busy.
const RETRY_AFTER: u32 = 5;

/// The Dutch words for what may be stored or not.
const IN_DOUBT_NL: &str = "Het is niet zeker of dit is opgeslagen: kijk eerst na of het er staat, of stuur dezelfde \
                           aanvraag nog eens met dezelfde Idempotency-Key.";

/// What went wrong, where, and how to mend it (RFC 9457). Nothing changed, unless the status is 500, or 503 with the code
/// `in-doubt` or `too-slow`: then repeat the request with the same `Idempotency-Key`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:regie:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:regie:problem:not-ready-to-close")]
    uri: String,
    /// What kind of problem it is, in a few words.
    title: &'static str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong this time, and how to mend it.
    detail: String,
    /// A stable code for programs.
    #[schema(example = "not-ready-to-close")]
    code: String,
    /// What the problem names, for programs.
    #[serde(flatten)]
    #[schema(inline, value_type = Members)]
    members: Map<String, Value>,
    /// After how many seconds to try again: the header `Retry-After`.
    #[serde(skip)]
    #[schema(ignore)]
    retry_after: Option<NonZeroU32>,
}

/// What a problem may name; which of these there are depends on the code.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub struct Members {
    /// The part of the request that is wrong, such as `identity.bsn`.
    pub field: Option<String>,
    /// The line of the body, from 1.
    pub line: Option<usize>,
    /// The column of that line, from 1.
    pub column: Option<usize>,
    /// What stands between the case and its closing.
    pub obstacles: Option<Vec<Obstacle>>,
    /// What a letter misses, by its Dutch names.
    pub missing: Option<Vec<String>>,
    /// Numbers of the actions without a decision.
    pub undecided: Option<Vec<u32>>,
    /// What is wrong, part by part, where several parts are.
    pub faults: Option<Vec<Fault>>,
    /// What a plan still lacks.
    pub lacks: Option<Vec<PlanLack>>,
    /// What was expected in the place of what cannot be read.
    pub expected: Option<String>,
    /// An example of it.
    #[schema(value_type = Option<Object>)]
    pub example: Option<Value>,
    /// What somebody else changed meanwhile.
    pub changed: Option<Changed>,
    /// The Dutch words for `detail`, where there are any.
    pub detail_nl: Option<String>,
}

/// What is wrong with one part of the request.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub struct Fault {
    /// The part, such as `plan.goals[0].wanted`.
    pub field: String,
    /// A stable code for programs.
    pub code: String,
    /// What is wrong, and how to mend it.
    pub detail: String,
    /// The same in Dutch.
    pub detail_nl: String,
}

/// What somebody else changed since the version that the request named.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Changed {
    /// Who changed it last.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The version that the request named.
    pub seen: u64,
    /// The version now; name this one after looking.
    pub now: u64,
    /// What changed, oldest first.
    pub changes: Vec<ChangeLine>,
}

/// One line of a history.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ChangeLine {
    /// The version that came about by it.
    pub version: u64,
    /// Who, as a name.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What happened.
    pub what: Text,
    /// What a person wrote with it.
    pub detail: Option<String>,
}

impl ChangeLine {
    /// The line with its actor by name.
    #[must_use]
    pub fn of(change: &Change, directory: &Directory) -> Self {
        Self {
            version: change.seq,
            by: name_of(change.by, directory),
            at: change.at,
            what: change.line.what.clone(),
            detail: change.line.detail.clone(),
        }
    }
}

impl Problem {
    /// A problem without further members.
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<String>, title: &'static str, detail: impl Into<String>) -> Self {
        let code = code.into();
        Self {
            uri: format!("urn:regie:problem:{code}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            code,
            members: Map::new(),
            retry_after: (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER).and_then(NonZeroU32::new),
        }
    }

    /// Says which part of the request is wrong.
    #[must_use]
    pub fn at_field(self, field: impl Into<String>) -> Self {
        self.with("field", Value::String(field.into()))
    }

    /// Says where in the body the reader stopped.
    #[must_use]
    pub fn at_place(self, line: usize, column: usize) -> Self {
        self.with("line", line.into()).with("column", column.into())
    }

    /// Says what was expected, with an example where there is one.
    #[must_use]
    pub fn expecting(self, expected: String, example: Option<Value>) -> Self {
        let problem = self.with("expected", Value::String(expected));
        match example {
            Some(example) => problem.with("example", example),
            None => problem,
        }
    }

    /// Says it in Dutch too.
    #[must_use]
    pub fn in_dutch(self, detail: impl Into<String>) -> Self {
        self.with("detail-nl", Value::String(detail.into()))
    }

    /// Says after how many seconds the same request may succeed.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = NonZeroU32::new(u32::try_from(seconds).unwrap_or(u32::MAX));
        self
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The words.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The problem that tells of an error of the use cases.
    #[must_use]
    pub fn of(error: AppError, directory: &Directory) -> Self {
        let (said, in_doubt) = (error.to_string(), error.is_in_doubt());
        match error {
            AppError::NotSignedIn => Self::new(StatusCode::UNAUTHORIZED, "not-signed-in", "Not signed in", said),
            AppError::Denied { code, message } => {
                Self::new(StatusCode::FORBIDDEN, code, "Not for this person", message.en)
                    .with("detail-nl", Value::String(message.nl))
            }
            AppError::NotFound { .. } => Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", said),
            AppError::Refused(refused) => Self::refused(*refused),
            AppError::Changed(changed) => Self::changed(&changed, directory),
            AppError::Invalid { field, message } => {
                let dutch = format!("‘{field}’ klopt niet ({message}). Verbeter het en stuur het opnieuw.");
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Not valid", message)
                    .at_field(field)
                    .in_dutch(dutch)
            }
            AppError::KeyReused => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "key-reused", "Idempotency key used before", said)
                    .at_field("Idempotency-Key")
                    .in_dutch(
                        "Deze Idempotency-Key is al gebruikt voor een andere aanvraag. Neem voor een nieuwe aanvraag een nieuwe.",
                    )
            }
            AppError::Unavailable { code, message } => {
                let title = if in_doubt { "Perhaps stored" } else { "Not available now" };
                let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, title, message);
                if in_doubt { problem.with("detail-nl", IN_DOUBT_NL.into()) } else { problem }
            }
            AppError::Corrupt(_) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "corrupt", "What is stored cannot be read", said)
            }
            AppError::Internal(_) => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Regie failed", said),
        }
    }

    /// A draft was saved elsewhere since the revision on which this one rests.
    #[must_use]
    pub fn draft_newer(rev: u64, at: Timestamp) -> Self {
        let detail = format!("you saved revision {rev} at {at} elsewhere; read it, and save on top of it");
        Self::new(StatusCode::CONFLICT, "draft-newer", "There is a newer draft of yours", detail)
    }

    /// A refusal by the rules in both languages; of several parts each at its place.
    fn refused(refused: Refused) -> Self {
        let dutch = Texts::get(Lang::Nl);
        let fault = |(part, one): &(String, Refused)| json!({ "field": part, "code": one.code, "detail": one.message, "detail-nl": dutch.refusal(one) });
        let faults: Vec<Value> = refused.parts.iter().map(fault).collect();
        let field = refused.detail.get("field").and_then(Value::as_str).map(|field| format!(" (veld: {field})"));
        let said = format!("{}{}", dutch.refusal(&refused), field.unwrap_or_default());
        let mut problem =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, refused.code, "Refused by the rules", refused.message);
        if let Value::Object(members) = refused.detail {
            problem.members.extend(members);
        }
        let problem = if faults.is_empty() { problem } else { problem.with("faults", Value::Array(faults)) };
        problem.in_dutch(said)
    }

    fn changed(changed: &ChangedMeanwhile, directory: &Directory) -> Self {
        let by = name_of(changed.by, directory);
        let detail = format!(
            "changed meanwhile by {by} at {}; see what changed, then send the command again with If-Match: \"{}\"",
            changed.at, changed.now
        );
        let member = Changed {
            by,
            at: changed.at,
            seen: changed.seen,
            now: changed.now,
            changes: changed.changes.iter().map(|change| ChangeLine::of(change, directory)).collect(),
        };
        Self::new(StatusCode::CONFLICT, "changed-meanwhile", "Changed meanwhile", detail)
            .with("changed", serde_json::to_value(member).unwrap_or_default())
    }

    /// The problem for an answer that has only a status: an unknown route, a wrong method, a time-out.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        let (code, title, detail) = match status {
            StatusCode::NOT_FOUND => {
                ("no-such-route", "Not found", "there is nothing here; /api/v1/openapi.json lists what there is")
            }
            StatusCode::METHOD_NOT_ALLOWED => (
                "method-not-allowed",
                "Method not allowed",
                "this address does not take this method; the header Allow lists those that it takes",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => {
                ("too-large", "Too large", "the body is larger than 1 MiB; send less at once")
            }
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => (
                "too-slow",
                "Not available now",
                "this took too long; what was to be changed may be stored or not: repeat it with the same \
                     Idempotency-Key, or look first",
            ),
            status if status.is_client_error() => {
                ("bad-request", "Bad request", "the request cannot be read; see /api/v1/openapi.json")
            }
            _ => ("internal", "Regie failed", "Regie failed inside; the log of the server says why"),
        };
        Self::new(status, code, title, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, PROBLEM_JSON)], body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.get()));
        }
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Cookie realm=\"regie\", cookie-name=\"regie_session\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code, self.detail)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn g_10_what_may_be_stored_says_so_with_a_code_of_its_own() {
        let of = |code| {
            let error = AppError::Unavailable { code, message: "the database is away".to_owned() };
            serde_json::to_value(Problem::of(error, &Directory::default())).unwrap()
        };
        let doubt = of("in-doubt");
        assert_eq!((&doubt["status"], &doubt["code"]), (&503.into(), &"in-doubt".into()));
        assert!(doubt["detail-nl"].as_str().unwrap().contains("niet zeker"), "{doubt}");
        let away = of("unreachable");
        assert_eq!((&away["title"], &away["detail-nl"]), (&"Not available now".into(), &Value::Null));
    }
}
