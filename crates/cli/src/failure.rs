//! How a subcommand ends when it does not succeed.

use std::process::ExitCode;

use regie_app::AppError;
use regie_store::StoreError;

/// Why a subcommand did not succeed, and with which exit status.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Refused, or not clean: status 1.
    #[error("{0}")]
    Refused(String),
    /// Not clean, and already told in full on standard output: status 1.
    #[error("not clean")]
    Told,
    /// Wrong use: status 2.
    #[error("{0}")]
    WrongUse(String),
}

impl Failure {
    /// Tells the failure on standard error and yields the exit status.
    pub fn report(&self, json: bool) -> ExitCode {
        match self {
            Self::Told => {}
            _ if json => eprintln!("{}", serde_json::json!({ "error": self.to_string() })),
            _ => eprintln!("regie: {self}"),
        }
        match self {
            Self::Refused(_) | Self::Told => ExitCode::from(1),
            Self::WrongUse(_) => ExitCode::from(2),
        }
    }

    /// A file that cannot be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Refused(format!("{}: {error}", path.display()))
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Address { .. } => Self::WrongUse(error.to_string()),
            other => Self::Refused(other.to_string()),
        }
    }
}
