//! What somebody sent after her session had ended: kept for her alone, until she sends it again or throws it away
//! (decision 16).
//!
//! Who she is says the page that it came from: it bears the mark of the session for which it was made.

use jiff::Timestamp;
use regie_care::ids::PersonId;
use regie_care::seat::Seat;
use regie_store::Draft;

use crate::app::App;
use crate::drafts::LARGEST;
use crate::error::AppError;

/// How such a draft is named in the store.
const FORM: &str = "unsent";

/// How its name begins; then comes the key of the form.
const ABOUT: &str = "unsent-";

/// The most that is kept for one person: nobody fills more forms in before she signs in again.
const MOST: usize = 20;

/// The longest key of a form.
const LONGEST_KEY: usize = 120;

/// For whom a page was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner(Seat);

impl Owner {
    /// Who it is.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.0.person
    }
}

/// A form that was sent when nobody was signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsent {
    /// The key of the form.
    pub key: String,
    /// From which seat she filled it in.
    pub seat: Seat,
    /// Where it was sent to: path and query.
    pub path: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
    /// When.
    pub at: Timestamp,
}

/// What was typed does not belong in logs.
impl std::fmt::Debug for Unsent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unsent").field("seat", &self.seat).field("path", &self.path).finish_non_exhaustive()
    }
}

impl App {
    /// For whom the page was made that bears this mark; nobody when its session is not known any more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn made_for(&self, mark: &str) -> Result<Option<Owner>, AppError> {
        let Some(session) = self.inner.store.session_once(mark).await? else { return Ok(None) };
        let seat = session.person.parse().ok().zip(session.org.parse().ok());
        Ok(seat.map(|(person, org)| Owner(Seat::new(person, org))))
    }

    /// Keeps a form that was sent when nobody was signed in. False when there is too much of it already, or it cannot be
    /// kept.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn keep_unsent(
        &self,
        owner: Owner,
        key: &str,
        path: &str,
        fields: &[(String, String)],
    ) -> Result<bool, AppError> {
        let kept = serde_json::to_string(&(path, fields)).map_err(|error| AppError::Internal(error.to_string()))?;
        if kept.len() > LARGEST || !(1..=LONGEST_KEY).contains(&key.len()) {
            return Ok(false);
        }
        let (person, about) = (owner.0.person.to_string(), format!("{ABOUT}{key}"));
        let standing = self.inner.store.drafts_of_form(&person, FORM).await?;
        let before = standing.iter().find(|draft| draft.about == about);
        if before.is_none() && standing.len() >= MOST {
            return Ok(false);
        }
        let draft = Draft {
            person,
            org: owner.0.org.to_string(),
            about,
            form: FORM.to_owned(),
            rev: before.map_or(0, |draft| draft.rev) + 1,
            seen: 0,
            fields: kept,
            at: self.moment().now,
        };
        Ok(self.inner.store.put_draft(&draft).await?)
    }

    /// What she sent when she was not signed in, the last one first; from whichever seat.
    ///
    /// # Errors
    /// When the store cannot be read, or what is kept is damaged.
    pub async fn unsent(&self, person: PersonId) -> Result<Vec<Unsent>, AppError> {
        self.inner.store.drafts_of_form(&person.to_string(), FORM).await?.iter().map(read).collect()
    }

    /// Throws it away: she sent it after all, or does not want to. False when there was none.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn drop_unsent(&self, person: PersonId, key: &str) -> Result<bool, AppError> {
        let about = format!("{ABOUT}{key}");
        let standing = self.inner.store.drafts_of_form(&person.to_string(), FORM).await?;
        let Some(draft) = standing.iter().find(|draft| draft.about == about) else { return Ok(false) };
        let stream = regie_store::StreamId::new(about);
        Ok(self.inner.store.delete_draft(&draft.person, &draft.org, &stream, FORM).await?)
    }
}

fn read(draft: &Draft) -> Result<Unsent, AppError> {
    let damaged = || AppError::Corrupt(format!("what is kept as {} cannot be read", draft.about));
    let (path, fields) = serde_json::from_str(&draft.fields).map_err(|_| damaged())?;
    let seat = draft.person.parse().ok().zip(draft.org.parse().ok());
    let (person, org) = seat.ok_or_else(damaged)?;
    let key = draft.about.strip_prefix(ABOUT).unwrap_or_default().to_owned();
    Ok(Unsent { key, seat: Seat::new(person, org), path, fields, at: draft.at })
}
