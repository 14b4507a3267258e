//! Cases: opening, commands, and what can be seen of one.

mod care_plan;
mod closing;
mod commands;
mod file;
mod history;
mod intake;
mod letters;
mod plan;
mod records;
mod sealed;
mod work;

use regie_app::{AppError, CaseFile, Extent};
use regie_care::ids::CaseId;
use regie_care::policy::Denial;

use super::Routes;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    [
        file::routes(),
        plan::routes(),
        care_plan::routes(),
        intake::routes(),
        letters::routes(),
        history::routes(),
        closing::routes(),
        commands::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The case as far as she may see it.
async fn file_of(state: &WebState, signed_in: &SignedIn, id: CaseId) -> Result<CaseFile, Problem> {
    state.app.case_file(signed_in.person.seat, id).await.map_err(|error| state.problem(error))
}

/// The own record of her organisation: the case as it stood when it last took part.
async fn past_file_of(state: &WebState, signed_in: &SignedIn, id: CaseId) -> Result<CaseFile, Problem> {
    state.app.past_case_file(signed_in.person.seat, id).await.map_err(|error| state.problem(error))
}

/// The case as far as she may see it; for an organisation that no longer takes part its own record, as the case stood when
/// it last did.
async fn own_file_of(state: &WebState, signed_in: &SignedIn, id: CaseId) -> Result<CaseFile, Problem> {
    let seat = signed_in.person.seat;
    let file = match state.app.case_file(seat, id).await {
        Err(denied @ AppError::Denied { .. }) => match state.app.past_case_file(seat, id).await {
            Err(AppError::Denied { .. }) => Err(denied),
            past => past,
        },
        file => file,
    };
    file.map_err(|error| state.problem(error))
}

/// The same, but not for the receiver of a handover who has not accepted yet.
async fn readable_file_of(state: &WebState, signed_in: &SignedIn, id: CaseId) -> Result<CaseFile, Problem> {
    whole(state, own_file_of(state, signed_in, id).await?)
}

/// The case for one who may see all of it; not for the receiver of a handover who has not accepted yet.
async fn whole_file_of(state: &WebState, signed_in: &SignedIn, id: CaseId) -> Result<CaseFile, Problem> {
    whole(state, file_of(state, signed_in, id).await?)
}

fn whole(state: &WebState, file: CaseFile) -> Result<CaseFile, Problem> {
    let why = match file.extent {
        Extent::Whole | Extent::Past => return Ok(file),
        Extent::ToAnswer => Denial::NotAcceptedYet,
        Extent::OwnActions => Denial::HandedOver,
    };
    Err(state.problem(AppError::Denied { code: why.code(), message: why.text() }))
}
