//! The intake: what is recorded, and what one is typing (AZ-04).

use axum::extract::State;
use jiff::Timestamp;
use regie_app::{IntakeDraft, Keeping};
use regie_care::case::records::IntakeSection;
use regie_care::ids::CaseId;
use regie_care::intake::{Part, Typed};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use crate::api::Routes;
use crate::api::body::Body;
use crate::api::extract::{Id, Query};
use crate::api::names::SeatName;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(intake), routes!(keep, discard)]
}

/// The intake of a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct IntakeView {
    /// Every recording of every part, oldest first; the last one of a part holds.
    recordings: Vec<RecordingView>,
    /// Whether you may record it.
    may_record: bool,
    /// What you typed and did not record. Nobody else reads it.
    drafts: Vec<DraftView>,
    /// That colleagues are typing too; not what.
    others: Vec<OtherDraftView>,
}

/// One recording of a part.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RecordingView {
    /// Who recorded it; absent when Regie itself did.
    by: Option<SeatName>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What.
    intake: IntakeSection,
}

/// A part of an intake as you typed it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct DraftView {
    /// Which part.
    part: Part,
    /// What stands in its fields, by the name of the question.
    typed: Typed,
    /// How often the part had been recorded when you began.
    seen: u64,
    /// How often the draft was saved.
    rev: u64,
    /// When it was saved last.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<IntakeDraft> for DraftView {
    fn from(draft: IntakeDraft) -> Self {
        Self { part: draft.part, typed: draft.typed, seen: draft.seen, rev: draft.rev, at: draft.at }
    }
}

/// That a colleague has a draft too.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct OtherDraftView {
    /// Whose.
    by: SeatName,
    /// Of which part.
    part: Part,
    /// When it was saved last.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// What stands in the fields of a part of the intake.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct IntakeTyped {
    /// Which part.
    part: Part,
    /// What was typed, by the name of the question as in the recorded part: `gravida`, `notes`. It need not be readable yet.
    typed: Typed,
    /// How many recordings of this part you have seen.
    #[serde(default)]
    seen: u64,
    /// The revision of your draft on which this rests; 0 when there was none.
    #[serde(default)]
    rev: u64,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct KeptDraft {
    /// The draft; absent when what was typed says what is recorded already.
    draft: Option<DraftView>,
}

/// Which draft to throw away.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PartQuery {
    /// Of which part; your drafts of all parts when absent.
    part: Option<Part>,
}

/// What became of a draft.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Discarded {
    /// Whether there was any.
    discarded: bool,
}

/// The intake of a case
///
/// What is recorded, by whom and when, and your own drafts of it. A part is recorded with the command `record-intake`.
#[utoipa::path(
    get, path = "/cases/{id}/intake", tag = "cases", params(("id" = CaseId, Path, description = "Which case.")),
    responses((status = 200, description = "The intake.", body = IntakeView))
)]
async fn intake(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
) -> Result<axum::Json<IntakeView>, Problem> {
    let file = state.app.intake(signed_in.person.seat, id).await.map_err(|error| state.problem(error))?;
    let directory = state.app.directory();
    let recordings = file.recordings.into_iter().map(|one| RecordingView {
        by: one.by.seat().map(|seat| SeatName::of(seat, &directory)),
        at: one.at,
        intake: one.intake,
    });
    let others = file.others.into_iter().map(|one| OtherDraftView {
        by: SeatName::of(one.by, &directory),
        part: one.part,
        at: one.at,
    });
    Ok(axum::Json(IntakeView {
        recordings: recordings.collect(),
        may_record: file.may_record,
        drafts: file.drafts.into_iter().map(DraftView::from).collect(),
        others: others.collect(),
    }))
}

/// Keep what is typed of an intake
///
/// A draft of your own, no part of the record. Refused with 409 `draft-newer` when you saved it elsewhere since revision `rev`.
#[utoipa::path(
    put, path = "/cases/{id}/intake/draft", tag = "cases",
    params(("id" = CaseId, Path, description = "Which case.")), request_body = IntakeTyped,
    responses((status = 200, description = "Kept.", body = KeptDraft))
)]
async fn keep(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
    Body { value, .. }: Body<IntakeTyped>,
) -> Result<axum::Json<KeptDraft>, Problem> {
    let IntakeTyped { part, typed, seen, rev } = value;
    let kept = state.app.keep_intake_draft(signed_in.person.seat, id, part, &typed, (seen, rev)).await;
    match kept.map_err(|error| state.problem(error))? {
        Keeping::Kept(draft) => Ok(axum::Json(KeptDraft { draft: Some(draft.into()) })),
        Keeping::NothingNew => Ok(axum::Json(KeptDraft { draft: None })),
        Keeping::Newer(draft) => Err(Problem::draft_newer(draft.rev, draft.at)),
    }
}

/// Throw a draft of an intake away
#[utoipa::path(
    delete, path = "/cases/{id}/intake/draft", tag = "cases",
    params(("id" = CaseId, Path, description = "Which case."), PartQuery),
    responses((status = 200, description = "There is none any more.", body = Discarded))
)]
async fn discard(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
    Query(query): Query<PartQuery>,
) -> Result<axum::Json<Discarded>, Problem> {
    let parts = query.part.map_or_else(|| Part::ALL.to_vec(), |part| vec![part]);
    let mut discarded = false;
    for part in parts {
        let one = state.app.drop_intake_draft(signed_in.person.seat, id, part).await;
        discarded |= one.map_err(|error| state.problem(error))?;
    }
    Ok(axum::Json(Discarded { discarded }))
}
