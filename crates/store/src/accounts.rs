//! Accounts and sessions. Credentials must be deletable, so they are plain rows and not in the journal.

use jiff::Timestamp;

use crate::value::Row;
use crate::{Store, StoreError};

/// With what a person signs in.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The person; one account each.
    pub person: String,
    /// The name to sign in with; unique, compared byte for byte (fold case before).
    pub login: String,
    /// The password, hashed by the caller with its parameters in the text.
    pub password_hash: String,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Since when it may not be used any more.
    pub disabled_at: Option<Timestamp>,
}

/// Hashes do not belong in logs.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("person", &self.person).field("login", &self.login).finish_non_exhaustive()
    }
}

/// A person who is signed in, in one organisation.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Hash of the token in the cookie: whoever reads the database cannot sign in with it.
    pub token_hash: String,
    /// Who is signed in.
    pub person: String,
    /// For which organisation.
    pub org: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Hashes do not belong in logs.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("person", &self.person).field("org", &self.org).finish_non_exhaustive()
    }
}

impl Store {
    /// Makes a person's account or replaces it; ends the person's sessions when the password or login changes is the
    /// caller's choice ([`Store::delete_sessions_of`]).
    ///
    /// # Errors
    /// `Invalid` when the login belongs to someone else; otherwise when the database cannot be written.
    pub async fn put_account(&self, account: &Account) -> Result<(), StoreError> {
        // Nothing is written, and nothing returned, when another person has the login.
        let sql = "INSERT INTO account (person, login, password_hash, created_at, disabled_at) \
                   SELECT person, login, password_hash, created_at, disabled_at FROM (SELECT CAST($1 AS TEXT) AS \
                   person, CAST($2 AS TEXT) AS login, CAST($3 AS TEXT) AS password_hash, CAST($4 AS BIGINT) AS \
                   created_at, CAST($5 AS BIGINT) AS disabled_at) AS given \
                   WHERE NOT EXISTS (SELECT 1 FROM account AS other WHERE other.login = given.login AND \
                   other.person <> given.person) \
                   ON CONFLICT (person) DO UPDATE SET login = excluded.login, password_hash = excluded.password_hash, \
                   created_at = excluded.created_at, disabled_at = excluded.disabled_at RETURNING person";
        let args = vec![
            account.person.as_str().into(),
            account.login.as_str().into(),
            account.password_hash.as_str().into(),
            account.created_at.into(),
            account.disabled_at.into(),
        ];
        if self.run(sql, args).await?.is_empty() {
            let login = &account.login;
            return Err(StoreError::Invalid(format!("the login {login:?} belongs to someone else: choose another")));
        }
        Ok(())
    }

    /// Whether anybody can sign in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        Ok(!self.query("SELECT 1 FROM account LIMIT 1", &[]).await?.is_empty())
    }

    /// The account with this login.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>, StoreError> {
        let sql = "SELECT person, login, password_hash, created_at, disabled_at FROM account WHERE login = $1";
        self.query(sql, &[login.into()]).await?.into_iter().next().map(account).transpose()
    }

    /// Notes that somebody signed in.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_session(&self, session: &Session) -> Result<(), StoreError> {
        let sql = "INSERT INTO session (token_hash, person, org, created_at, expires_at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (token_hash) DO UPDATE SET person = excluded.person, org = excluded.org, \
                   created_at = excluded.created_at, expires_at = excluded.expires_at";
        let args = vec![
            session.token_hash.as_str().into(),
            session.person.as_str().into(),
            session.org.as_str().into(),
            session.created_at.into(),
            session.expires_at.into(),
        ];
        self.run(sql, args).await.map(drop)
    }

    /// The session with this token that still lasts at `now`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let sql = "SELECT token_hash, person, org, created_at, expires_at FROM session \
                   WHERE token_hash = $1 AND expires_at > $2";
        self.query(sql, &[token_hash.into(), now.into()]).await?.into_iter().next().map(session).transpose()
    }

    /// Ends a session at `now`. Returns false when there was none that still lasted. Who it was stays known until
    /// [`Store::delete_expired_sessions`].
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_session(&self, token_hash: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE session SET expires_at = $2 WHERE token_hash = $1 AND expires_at > $2 RETURNING token_hash";
        Ok(!self.run(sql, vec![token_hash.into(), now.into()]).await?.is_empty())
    }

    /// The session whose token's hash begins like this, whether or not it lasts: from a page that was made for somebody
    /// it is known for whom. `start` is hexadecimal, as the hashes are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session_once(&self, start: &str) -> Result<Option<Session>, StoreError> {
        let sql = "SELECT token_hash, person, org, created_at, expires_at FROM session \
                   WHERE token_hash >= $1 AND token_hash < $2 LIMIT 1";
        let past = format!("{start}g");
        self.query(sql, &[start.into(), past.as_str().into()]).await?.into_iter().next().map(session).transpose()
    }

    /// Ends all sessions of a person; returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete_sessions_of(&self, person: &str) -> Result<u64, StoreError> {
        let sql = "DELETE FROM session WHERE person = $1 RETURNING person";
        Ok(self.run(sql, vec![person.into()]).await?.len() as u64)
    }

    /// Removes the sessions that had ended at `then`; returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete_expired_sessions(&self, then: Timestamp) -> Result<u64, StoreError> {
        let sql = "DELETE FROM session WHERE expires_at <= $1 RETURNING person";
        Ok(self.run(sql, vec![then.into()]).await?.len() as u64)
    }
}

fn account(mut row: Row) -> Result<Account, StoreError> {
    Ok(Account {
        person: row.text(0)?,
        login: row.text(1)?,
        password_hash: row.text(2)?,
        created_at: row.moment(3)?,
        disabled_at: row.optional_moment(4)?,
    })
}

fn session(mut row: Row) -> Result<Session, StoreError> {
    Ok(Session {
        token_hash: row.text(0)?,
        person: row.text(1)?,
        org: row.text(2)?,
        created_at: row.moment(3)?,
        expires_at: row.moment(4)?,
    })
}
