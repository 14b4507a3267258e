//! Every command on a case: authorise by the treatment relationship, decide by the rules, commit, tell who must know.

use regie_care::case::{self, Case, CaseCommand, CaseEvent, Context};
use regie_care::directory::Directory;
use regie_care::ids::CaseId;
use regie_care::notice::{self, Receiver};
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::Actor;
use regie_store::NewJob;

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::clock::Moment;
use crate::error::AppError;
use crate::execute::{Done, Request};

/// The kind of job that tells somebody something.
pub const NOTICE: &str = "notice";

impl App {
    /// Carries out a command on a case.
    ///
    /// # Errors
    /// When the case is unknown, the actor may not do this, the rules refuse it, or somebody changed the case since
    /// the version that the request names.
    pub async fn command_case(&self, request: &Request, id: CaseId, command: &CaseCommand) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let directory = self.directory();
        let decide = |state: &Case, moment: Moment| {
            let subject = Subject::Case { case: state, action: CaseAction::Command(command) };
            self.authorise(request.actor, &subject, moment)?;
            Ok(case::decide(state, command, &self.context(request.actor, moment, &directory))?)
        };
        let jobs = |before: &Case, events: &[CaseEvent], after: &Case, version: u64, moment: Moment| {
            notice_jobs(Some(before), events, after, version, &self.context(request.actor, moment, &directory))
        };
        let (done, _) = self.change_case(request, id, decide, jobs).await?;
        Ok(done)
    }

    /// The circumstances of a command.
    pub(crate) fn context<'a>(&'a self, actor: Actor, moment: Moment, directory: &'a Directory) -> Context<'a> {
        Context { actor, now: moment.now, today: moment.today, directory, pathways: &self.inner.pathways }
    }
}

/// The jobs that follow from a change: one per notice, named after the version that brought it, so that none is
/// doubled.
pub(crate) fn notice_jobs(
    before: Option<&Case>,
    events: &[CaseEvent],
    after: &Case,
    version: u64,
    context: &Context<'_>,
) -> Vec<NewJob> {
    let sender = context.actor.seat().map_or(after.case_manager.org, |seat| seat.org);
    notice::notices(before, events, after, context)
        .into_iter()
        .enumerate()
        .map(|(index, notice)| NewJob {
            id: format!("{}:{version}:{index}", Case::stream(after.id)),
            kind: NOTICE.to_owned(),
            sender: sender.to_string(),
            receiver: receiver_name(notice.receiver),
            payload: serde_json::json!({ "case": after.id, "sender": sender, "notice": notice }).to_string(),
            run_at: context.now,
        })
        .collect()
}

/// How the outbox names a receiver.
pub(crate) fn receiver_name(receiver: Receiver) -> String {
    match receiver {
        Receiver::Person(id) => id.stream(),
        Receiver::Org(id) => id.stream(),
        Receiver::Client(id) => id.stream(),
    }
}
