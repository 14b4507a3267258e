//! What somebody typed of a client who is not entered yet, or of a case that is not open yet (AZ-04, decision 16).
//!
//! Nothing of it is part of the record. Only who typed it reads it, and only while she may do what the form is for.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use regie_care::ids::ClientId;
use regie_care::intake::Typed;
use regie_care::policy::{ClientAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_care::view::ClientRow;
use regie_store::{Draft, StreamId};
use ulid::Ulid;

use crate::app::App;
use crate::drafts::{Fields, Keeping, Place, typed as typed_in};
use crate::error::AppError;

/// How many clients without a case are shown.
const WAITING: u32 = 50;

/// How these forms are named in the store.
const FORM: &str = "registration";

/// How the registration of a client without a record is named.
const NOBODY_YET: &str = "registration-";

/// How the opening of a client's case is named: as the client's stream is.
const CLIENT: &str = "client-";

/// What is being registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registering {
    /// A client who has no record yet. The number is that of the form, so that several can be begun.
    Client(Ulid),
    /// The case of a client.
    Case(ClientId),
}

impl fmt::Display for Registering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(form) => write!(f, "{NOBODY_YET}{form}"),
            Self::Case(client) => write!(f, "{CLIENT}{client}"),
        }
    }
}

impl FromStr for Registering {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("'{text}' names no registration: expected '{NOBODY_YET}' or '{CLIENT}' and a ULID");
        let form = text.strip_prefix(NOBODY_YET).map(|form| Ulid::from_string(form).map(Self::Client).ok());
        let client = || text.strip_prefix(CLIENT).and_then(|client| client.parse().map(Self::Case).ok());
        form.unwrap_or_else(client).ok_or_else(unknown)
    }
}

/// A registration as she typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationDraft {
    /// Of what.
    pub about: Registering,
    /// What stands in its fields.
    pub typed: Typed,
    /// How often it was saved.
    pub rev: u64,
    /// When it was saved last.
    pub at: Timestamp,
}

impl App {
    /// Saves what stands in the fields of a registration, over the revision `rev` of her draft (0 when she has none; over
    /// whatever there is without one).
    ///
    /// # Errors
    /// When she may not enter clients, or may not see this one; when it is too long, or the store cannot be written.
    pub async fn keep_registration(
        &self,
        seat: Seat,
        about: Registering,
        typed: &Typed,
        rev: Option<u64>,
    ) -> Result<Keeping<RegistrationDraft>, AppError> {
        self.authorise_registering(seat, about).await?;
        let nothing = typed.values().all(|text| text.trim().is_empty());
        let fields = Fields { typed, seen: 0, rev, nothing };
        let kept = self.keep_draft(&place(seat, about), fields, |one, other| one == other).await?;
        kept.read(|draft| read(about, draft))
    }

    /// Her draft of a registration, if there is one.
    ///
    /// # Errors
    /// As [`App::keep_registration`].
    pub async fn registration(&self, seat: Seat, about: Registering) -> Result<Option<RegistrationDraft>, AppError> {
        self.authorise_registering(seat, about).await?;
        self.draft_at(&place(seat, about)).await?.map(|draft| read(about, &draft)).transpose()
    }

    /// The registrations that she began and did not finish, the last one first; without those that are not for her any more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn registrations(&self, seat: Seat) -> Result<Vec<RegistrationDraft>, AppError> {
        let drafts = self.inner.store.drafts_of(&seat.person.to_string(), &seat.org.to_string()).await?;
        let mut found = Vec::new();
        for draft in &drafts {
            match self.registration_begun(seat, draft).await {
                Err(AppError::Denied { .. } | AppError::NotFound { .. }) => {}
                registration => found.extend(registration?),
            }
        }
        Ok(found)
    }

    /// The registration that a draft is of; `None` where it is of something else.
    pub(crate) async fn registration_begun(
        &self,
        seat: Seat,
        draft: &Draft,
    ) -> Result<Option<RegistrationDraft>, AppError> {
        let Some(about) = draft.about.parse().ok().filter(|_| draft.form == FORM) else { return Ok(None) };
        self.authorise_registering(seat, about).await?;
        read(about, draft).map(Some)
    }

    /// The clients whom somebody of her organisation registered and whose case nobody opened yet, the newest first: her
    /// record is no draft of whoever entered her, so that a colleague goes on when she is called away (AZ-01).
    ///
    /// # Errors
    /// When she may not enter clients, or the store cannot be read.
    pub async fn clients_without_case(&self, seat: Seat) -> Result<Vec<ClientRow>, AppError> {
        self.may_open_cases(seat)?;
        Ok(self.inner.store.clients_without_case(seat.org, WAITING).await?)
    }

    /// Throws her draft of a registration away; false when there was none.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn drop_registration(&self, seat: Seat, about: Registering) -> Result<bool, AppError> {
        self.drop_draft(&place(seat, about)).await
    }

    /// Throws the draft away of what is now registered. One that is left because the database went away in that moment is
    /// shown as begun, and she throws it away herself.
    pub async fn registered(&self, seat: Seat, about: Registering) {
        if let Err(error) = self.drop_draft(&place(seat, about)).await {
            tracing::warn!(%about, %error, "the draft of what is registered could not be removed");
        }
    }

    async fn authorise_registering(&self, seat: Seat, about: Registering) -> Result<(), AppError> {
        let (actor, moment) = (Actor::Person(seat), self.moment());
        self.authorise(actor, &Subject::RegisterClient, moment)?;
        match about {
            Registering::Client(_) => Ok(()),
            Registering::Case(client) => self.authorise_client(actor, ClientAction::View, client, moment).await,
        }
    }
}

fn place(seat: Seat, about: Registering) -> Place {
    Place::new(seat, StreamId::new(about.to_string()), FORM)
}

fn read(about: Registering, draft: &Draft) -> Result<RegistrationDraft, AppError> {
    Ok(RegistrationDraft { about, typed: typed_in(draft)?, rev: draft.rev, at: draft.at })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_registration_is_read_by_the_name_that_it_bears() {
        let ulid = Ulid::from_string("01J9ZC3QF5T1Y0A7M2N8B4K6XE").unwrap();
        for about in [Registering::Client(ulid), Registering::Case(ClientId::new(ulid))] {
            assert_eq!(about.to_string().parse(), Ok(about));
        }
        for wrong in ["", "registration-", "client-7", "case-01J9ZC3QF5T1Y0A7M2N8B4K6XE", "registration-client-"] {
            assert!(wrong.parse::<Registering>().unwrap_err().contains("a ULID"), "{wrong}");
        }
    }
}
