//! Why a chore did not end well.

/// What stopped a chore, in words that say how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The chore ran and has already printed what is wrong.
    #[error("not clean")]
    NotClean,
    /// The machine lacks something, or a program gave an unusable answer.
    #[error("{0}")]
    Missing(String),
    /// The command line cannot be read.
    #[error("{0}")]
    WrongUse(String),
    /// The operating system refused.
    #[error("cannot {what}: {source}")]
    System {
        /// What was being tried.
        what: String,
        /// What the operating system answered.
        source: std::io::Error,
    },
}

impl Failure {
    /// Wraps an answer of the operating system with what was being tried.
    pub fn system(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::System { what, source }
    }

    /// The exit status: 1 for "not clean", 2 for wrong use.
    pub fn status(&self) -> u8 {
        match self {
            Self::WrongUse(_) => 2,
            Self::NotClean | Self::Missing(_) | Self::System { .. } => 1,
        }
    }

    /// What is still to be said; nothing where the chore has already said it.
    pub fn message(&self) -> Option<String> {
        match self {
            Self::NotClean => None,
            other => Some(other.to_string()),
        }
    }
}
