//! What every route is given: the application, and how this server is run.

use std::sync::Arc;

use axum::http::StatusCode;
use regie_app::{App, AppError};

use crate::problem::Problem;
use crate::throttle::Throttle;

/// How this server is run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether the session cookie is sent over HTTPS only. False for a demo on one's own machine.
    pub secure_cookies: bool,
    /// Whether a proxy stands in front, whose `X-Forwarded-For` says from where a request came. Without one that header
    /// could be anybody's.
    pub behind_proxy: bool,
}

/// The state of the router. Cheap to clone.
#[derive(Clone)]
pub struct WebState {
    /// The use cases.
    pub app: App,
    /// How this server is run.
    pub options: Options,
    /// Who tried to sign in too often.
    pub throttle: Arc<Throttle>,
}

impl WebState {
    /// The state of a server that begins.
    #[must_use]
    pub fn new(app: App, options: Options) -> Self {
        Self { app, options, throttle: Arc::default() }
    }

    /// The problem that tells of an error, with the names of people where it names them.
    #[must_use]
    pub fn problem(&self, error: AppError) -> Problem {
        let problem = Problem::of(error, &self.app.directory());
        if problem.status() == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::error!(code = problem.code(), detail = problem.detail(), "a use case failed inside");
        }
        problem
    }
}
