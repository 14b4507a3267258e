//! A form of a page that did not come through: the page comes again with all that was typed, and says why.

use axum::http::StatusCode;
use regie_app::{AppError, ChangedMeanwhile, name_of};
use serde_json::Value;

use super::forms::FormError;
use super::visitor::Visitor;
use crate::fields::FieldError;
use crate::fill::several::why_not;
use crate::pages::Said;
use crate::state::WebState;

/// Why a form did not come through.
pub enum Failed {
    /// A field cannot be read.
    Form(FormError),
    /// The use case refused or failed.
    App(AppError),
}

impl From<FormError> for Failed {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

impl From<FieldError> for Failed {
    fn from(error: FieldError) -> Self {
        Self::Form(error.into())
    }
}

impl From<AppError> for Failed {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl Failed {
    /// The status of the page that comes again, and what it says; `unread` puts a field that cannot be read in words,
    /// and `label` names the field of a refusal as the form does.
    ///
    /// # Errors
    /// Those that no other try would mend, which have a page of their own.
    pub fn said(
        self,
        state: &WebState,
        visitor: &Visitor,
        form: &str,
        unread: impl FnOnce(&FormError) -> String,
        label: impl FnOnce(&str) -> Option<String>,
    ) -> Result<(StatusCode, Said), AppError> {
        let refused = |why| Ok((StatusCode::UNPROCESSABLE_ENTITY, Said { why, changes: Vec::new() }));
        match self {
            Self::Form(FormError::NoSuchForm) => Err(AppError::NotFound { what: "form", id: form.to_owned() }),
            Self::Form(error) => refused(unread(&error)),
            Self::App(AppError::Changed(changed)) => Ok((StatusCode::CONFLICT, meanwhile(state, visitor, &changed))),
            Self::App(AppError::Refused(why)) => {
                let label = why.detail.get("field").and_then(Value::as_str).and_then(label);
                refused(visitor.t.refusal_at(&why, label))
            }
            Self::App(error @ AppError::KeyReused) => refused(why_not(visitor.t, &error)),
            Self::App(error) => Err(error),
        }
    }
}

/// Who changed it, and what that was.
fn meanwhile(state: &WebState, visitor: &Visitor, changed: &ChangedMeanwhile) -> Said {
    let (t, directory, today) = (visitor.t, state.app.directory(), state.app.moment().today);
    let line = |change: &regie_app::Change| {
        let (when, who) = (t.moment(&change.at, &today), name_of(change.by, &directory));
        format!("{when} · {} · {who}", t.both(&change.line.what))
    };
    let by = name_of(changed.by, &directory);
    Said {
        why: t.one("relations-changed", "by", by).into_owned(),
        changes: changed.changes.iter().rev().map(line).collect(),
    }
}
