//! Accounts and sessions: who is signed in, and from which seat she acts.
//!
//! Passwords are hashed with argon2id. The cookie holds a random token; the database holds only its hash.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use jiff::{SignedDuration, Timestamp};
use regie_care::ids::{OrgId, PersonId};
use regie_care::seat::{Actor, Role, Seat};
use regie_store::{Account, Session};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::AppError;

/// How long a session lasts without signing in again: one shift and some.
const SESSION: SignedDuration = SignedDuration::from_hours(12);

/// The shortest password that is taken.
const SHORTEST_PASSWORD: usize = 12;

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who, and for which organisation.
    pub seat: Seat,
    /// What she does there.
    pub role: Role,
    /// Her name.
    pub name: String,
    /// The organisation's name.
    pub org_name: String,
}

impl SignedIn {
    /// The actor of her commands.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        Actor::Person(self.seat)
    }
}

/// A new session: the token for the cookie, shown to nobody else, and until when it holds.
#[derive(Debug)]
pub struct NewSession {
    /// The token.
    pub token: String,
    /// Until when.
    pub expires_at: Timestamp,
    /// Who signed in.
    pub signed_in: SignedIn,
}

impl App {
    /// Gives a person an account, or a new password. Ends her other sessions.
    ///
    /// # Errors
    /// When the password is too short, the login belongs to someone else, or the store cannot be written.
    pub async fn set_account(&self, person: PersonId, login: &str, password: &str) -> Result<(), AppError> {
        if password.chars().count() < SHORTEST_PASSWORD {
            return Err(AppError::Invalid {
                field: "password",
                message: format!("too short; use at least {SHORTEST_PASSWORD} characters"),
            });
        }
        let password_hash = hash_password(password.to_owned()).await?;
        self.store_account(person, login, password_hash).await?;
        self.inner.store.delete_sessions_of(&person.to_string()).await?;
        Ok(())
    }

    /// Gives a person an account with a hash that was made before: the demo hashes its one password once.
    ///
    /// # Errors
    /// When the login belongs to someone else, or the store cannot be written.
    pub async fn store_account(&self, person: PersonId, login: &str, password_hash: String) -> Result<(), AppError> {
        let account = Account {
            person: person.to_string(),
            login: fold_login(login),
            password_hash,
            created_at: self.moment().now,
            disabled_at: None,
        };
        self.inner.store.put_account(&account).await.map_err(|error| match error {
            regie_store::StoreError::Invalid(message) => AppError::Invalid { field: "login", message },
            other => other.into(),
        })
    }

    /// Signs a person in at her first organisation. A wrong name takes as long as a wrong password.
    ///
    /// # Errors
    /// `NotSignedIn` when name and password do not belong together or she has no seat any more.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<NewSession, AppError> {
        let account = self.inner.store.account_by_login(&fold_login(login)).await?;
        let usable = account.filter(|account| account.disabled_at.is_none());
        let hash = usable.as_ref().map_or_else(|| NOBODY.clone(), |account| account.password_hash.clone());
        let matches = verify_password(password.to_owned(), hash).await?;
        let account = usable.filter(|_| matches).ok_or(AppError::NotSignedIn)?;
        let person: PersonId = account.person.parse().map_err(|error| AppError::Corrupt(format!("{error}")))?;
        let org = self
            .directory()
            .person(person)
            .and_then(|person| person.roles.keys().next().copied())
            .ok_or(AppError::NotSignedIn)?;
        self.open_session(Seat::new(person, org)).await
    }

    /// Lets a signed-in person act from another of her seats.
    ///
    /// # Errors
    /// When she has no seat there.
    pub async fn switch_seat(&self, token: &str, org: OrgId) -> Result<NewSession, AppError> {
        let signed_in = self.session(token).await?;
        let session = self.open_session(Seat::new(signed_in.seat.person, org)).await?;
        self.sign_out(token).await?;
        Ok(session)
    }

    async fn open_session(&self, seat: Seat) -> Result<NewSession, AppError> {
        let signed_in = self.seated(seat)?;
        let now = self.moment().now;
        let token = self.inner.ids.token();
        let expires_at =
            now.checked_add(SESSION).map_err(|error| AppError::Internal(format!("end of a session: {error}")))?;
        let session = Session {
            token_hash: token_hash(&token),
            person: seat.person.to_string(),
            org: seat.org.to_string(),
            created_at: now,
            expires_at,
        };
        self.inner.store.put_session(&session).await?;
        Ok(NewSession { token, expires_at, signed_in })
    }

    /// Who holds this token.
    ///
    /// # Errors
    /// `NotSignedIn` when the token is unknown or has expired, or the person lost her seat.
    pub async fn session(&self, token: &str) -> Result<SignedIn, AppError> {
        let session =
            self.inner.store.session(&token_hash(token), self.moment().now).await?.ok_or(AppError::NotSignedIn)?;
        let seat = Seat::new(
            session.person.parse().map_err(|error| AppError::Corrupt(format!("{error}")))?,
            session.org.parse().map_err(|error| AppError::Corrupt(format!("{error}")))?,
        );
        self.seated(seat)
    }

    /// Ends a session; a token that is not known is no error.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn sign_out(&self, token: &str) -> Result<(), AppError> {
        self.inner.store.end_session(&token_hash(token), self.moment().now).await?;
        Ok(())
    }

    fn seated(&self, seat: Seat) -> Result<SignedIn, AppError> {
        let directory = self.directory();
        let role = directory.role(seat).ok_or(AppError::NotSignedIn)?;
        let name = directory.person(seat.person).map(|person| person.name.clone()).unwrap_or_default();
        let org_name = directory.org(seat.org).map(|org| org.name.clone()).unwrap_or_default();
        Ok(SignedIn { seat, role, name, org_name })
    }
}

/// Login names are the same in any case and without spaces around them.
fn fold_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// How much of a token's hash makes a mark: 128 bits.
const MARK: usize = 32;

/// What a page says of the session for which it was made: it names the session to Regie, and opens nothing.
#[must_use]
pub fn session_mark(token: &str) -> String {
    let mut mark = token_hash(token);
    mark.truncate(MARK);
    mark
}

fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash against which unknown names are checked, so that they take as long as known ones.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    Argon2::default().hash_password(b"nobody has this password").map(|hash| hash.to_string()).unwrap_or_default()
});

/// Hashes a password with argon2id and a random salt, away from the threads that serve others.
///
/// # Errors
/// When the hash cannot be made.
pub async fn hash_password(password: String) -> Result<String, AppError> {
    let hash = move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
    tokio::task::spawn_blocking(hash)
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?
        .map_err(|error| AppError::Internal(error.to_string()))
}

async fn verify_password(password: String, hash: String) -> Result<bool, AppError> {
    let verify = move || {
        PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    };
    tokio::task::spawn_blocking(verify).await.map_err(|error| AppError::Internal(error.to_string()))
}
