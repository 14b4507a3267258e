//! To whom a step refers, and with whom the appointment is, as the directory knows them (PS-03, PS-04).

use std::borrow::Cow;

use regie_pathway::{self as pathway, Command, Whom};

use super::check;
use super::standing::words;
use crate::case::state::Run;
use crate::case::{Case, Context, Refusal};
use crate::whom;

const FIELD: &str = "whom";

/// The command with whom it names: an organisation that takes part and gives care, or a name. Where nobody is named, and
/// the word that is expected back comes from one of the team, that is who is meant.
pub(super) fn told<'c>(
    case: &Case,
    ctx: &Context<'_>,
    (definition, run): (&pathway::Definition, &Run),
    command: &'c Command,
) -> Result<Cow<'c, Command>, Refusal> {
    let Command::Complete { step, whom, .. } = command else { return Ok(Cow::Borrowed(command)) };
    let rule = definition.step(step).filter(|rule| rule.whom.is_some());
    let meant = match (rule, whom) {
        (None, _) => return Ok(Cow::Borrowed(command)),
        (Some(_), Some(named @ Whom::Org { .. })) => {
            check::caring_org(ctx, FIELD, whom::org(named).ok_or(UNKNOWN)?)?;
            return Ok(Cow::Borrowed(command));
        }
        (Some(_), Some(Whom::Elsewhere { name })) => Some(Whom::Elsewhere { name: words(FIELD, name)? }),
        (Some(rule), None) => whom::meant(case, definition, &run.state, rule),
    };
    let mut told = command.clone();
    if let Command::Complete { whom, .. } = &mut told {
        *whom = meant;
    }
    Ok(Cow::Owned(told))
}

const UNKNOWN: Refusal =
    Refusal::UnfitOrg { field: FIELD, problem: "is not in the directory; choose one that is, or write its name" };
