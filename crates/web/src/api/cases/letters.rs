//! Letters that did a step, and whether they were read or sent (PS-06, PS-07).

use axum::extract::State;
use jiff::Timestamp;
use regie_care::case::letter::{Letter, LetterRecord};
use regie_care::case::records::No;
use regie_care::case::state::numbered;
use regie_care::directory::Directory;
use regie_care::ids::CaseId;
use regie_care::wording;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::whole_file_of;
use crate::api::Routes;
use crate::api::extract::Id;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(letters)]
}

/// The letters of a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Letters {
    /// Oldest first.
    items: Vec<LetterView>,
}

/// A letter that did a step.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct LetterView {
    /// Its number.
    no: No,
    /// What was sent for which step, and to whom.
    letter: Letter,
    /// The name of whom it went to.
    to_name: String,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// When it was read, or printed and sent on; absent while it waits.
    #[schema(value_type = Option<String>, format = DateTime)]
    delivered_at: Option<Timestamp>,
    /// Why it did not arrive.
    returned: Option<String>,
}

impl LetterView {
    fn of(no: No, record: &LetterRecord, delivered_at: Option<Timestamp>, directory: &Directory) -> Self {
        Self {
            no,
            letter: record.letter.clone(),
            to_name: wording::addressee(&record.letter.to, directory),
            at: record.at,
            delivered_at,
            returned: record.returned.as_ref().map(|(_, reason)| reason.clone()),
        }
    }
}

/// The letters that did a step, and how each of them stands
///
/// The plan that was fixed and what was agreed, and the handover after the birth, whoever sent them. `send-letter` sends one,
/// `return-letter` says that it did not arrive. What one would say is foretold as of every command.
#[utoipa::path(
    get, path = "/cases/{id}/letters", tag = "cases", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "The letters.", body = Letters))
)]
async fn letters(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
) -> Result<axum::Json<Letters>, Problem> {
    let file = whole_file_of(&state, &signed_in, id).await?;
    let case = &file.case.state;
    let sent = state.app.letters_of_case(signed_in.person.seat, case).await.map_err(|error| state.problem(error))?;
    let delivered = |no: No| {
        let notice = sent.iter().find(|sent| sent.notice.letter.as_ref().is_some_and(|letter| letter.no == no));
        notice.and_then(|notice| notice.delivered_at)
    };
    let directory = state.app.directory();
    let view = |(no, record)| LetterView::of(no, record, delivered(no), &directory);
    Ok(axum::Json(Letters { items: numbered(&case.letters).map(view).collect() }))
}
