//! What a command on a case would bring about, and who would be told: authorised and decided as when it is given, and kept
//! nowhere.

use regie_care::case::{Case, CaseCommand};
use regie_care::foresee::{self, Foreseen};
use regie_care::ids::CaseId;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::{Actor, Seat};

use crate::app::App;
use crate::change_case::context;
use crate::clock::Moment;
use crate::error::AppError;

impl App {
    /// What a command would bring about now. What rests on other streams than the case's own (a second open case, a
    /// meeting that was cancelled) is judged when it is given.
    ///
    /// # Errors
    /// As [`App::command_case`], but for a version: it is decided on the newest.
    pub async fn foresee_case(&self, seat: Seat, id: CaseId, command: &CaseCommand) -> Result<Foreseen, AppError> {
        let case = self.current_case(id).await?;
        self.foreseen(seat, &case.state, command, self.moment())
    }

    pub(crate) fn foreseen(
        &self,
        seat: Seat,
        case: &Case,
        command: &CaseCommand,
        moment: Moment,
    ) -> Result<Foreseen, AppError> {
        let (pathways, directory) = (self.pathways(), self.directory());
        let subject = Subject::Case { case, action: CaseAction::Command(command, &pathways) };
        self.authorise(Actor::Person(seat), &subject, moment)?;
        let context = context(Actor::Person(seat), moment, &directory, &pathways);
        Ok(foresee::foresee(case, command, &context)?)
    }
}
