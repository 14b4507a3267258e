//! Where the client stays and how she is reached, from her case (AZ-10): both belong to her own record.

use regie_app::Request;
use regie_care::client::{ClientCommand, Identity};
use regie_care::ids::CaseId;

use super::Failure;
use crate::fields::Fields;
use crate::routes::visitor::Visitor;
use crate::state::WebState;

/// The form's name in its address.
pub const NAME: &str = "client";

/// Records both as they stand in the fields.
pub async fn correct(state: &WebState, visitor: &Visitor, case: CaseId, fields: &Fields) -> Result<(), Failure> {
    let file = state.app.case_file(visitor.person.seat, case).await?;
    let (known, text) = (&file.client.identity, |name: &str| fields.text(name).trim().to_owned());
    let (site, phone) = (text("verblijf"), text("telefoon"));
    if (&site, &phone) == (&known.site, &known.phone) {
        return Ok(());
    }
    let identity = Box::new(Identity { site, phone, ..known.clone() });
    let command = ClientCommand::CorrectIdentity { identity, reason: String::new() };
    let key = fields.request_key(&format!("/casus/{case}/{NAME}"), "");
    let request = Request { actor: visitor.person.actor(), seen: None, key };
    state.app.command_client(&request, file.client.id, &command).await?;
    Ok(())
}
