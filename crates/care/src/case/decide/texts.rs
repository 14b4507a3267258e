//! Whether the texts of a command can be kept, wherever in it they stand.
//!
//! They enter the journal, rows of lists and letters: they are not endless, and free of control characters (a NUL
//! cannot be stored by every database). Whether a text must be filled is the question of the command that needs it.

use serde::Serialize;
use serde_json::Value;

use crate::case::refusal::Refusal;
use crate::text::NOTE;

/// Refuses a command with a text that cannot be kept, naming its field.
pub(super) fn storable(command: &impl Serialize) -> Result<(), Refusal> {
    let unwritable =
        |_| Refusal::Implausible { field: "command", problem: "cannot be written down; give it in another form" };
    walk("command", &serde_json::to_value(command).map_err(unwritable)?)
}

fn walk(field: &str, value: &Value) -> Result<(), Refusal> {
    match value {
        Value::String(text) => judge(field, text),
        Value::Array(items) => items.iter().try_for_each(|item| walk(field, item)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            judge(field, name)?;
            walk(name, value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn judge(field: &str, text: &str) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > NOTE {
        return Err(Refusal::TooLong { field: field.to_owned(), length, most: NOTE });
    }
    let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    match control {
        Some(control) => Err(Refusal::ControlCharacter { field: field.to_owned(), code: u32::from(control) }),
        None => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::case::CaseCommand;
    use crate::case::records::ActionPlan;
    use crate::fixtures::day;

    fn action(what: String) -> CaseCommand {
        CaseCommand::SetAction { action: ActionPlan { what, who: None, by: day(4, 1) } }
    }

    #[test]
    fn a_text_that_cannot_be_kept_is_refused_by_the_name_of_its_field() {
        assert_eq!(storable(&action("twee\nregels".to_owned())), Ok(()));
        let nul = storable(&action("a\0b".to_owned())).unwrap_err();
        assert_eq!(nul.to_string(), "'what' holds a control character (code 0); remove it");
        let long = storable(&action("é".repeat(NOTE + 1))).unwrap_err();
        assert_eq!(long.to_string(), "'what' has 20001 characters; shorten it to at most 20000");
        assert_eq!(storable(&action("é".repeat(NOTE))), Ok(()));
    }
}
