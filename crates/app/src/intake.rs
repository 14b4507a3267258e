//! The intake of a case: what is recorded and by whom, what she has typed, and recording it (AZ-04).

use std::collections::BTreeMap;

use jiff::Timestamp;
use regie_care::case::records::IntakeSection;
use regie_care::case::{Case, CaseCommand, CaseEvent};
use regie_care::charge::Charge;
use regie_care::client::Client;
use regie_care::history;
use regie_care::ids::CaseId;
use regie_care::intake::{self, Form, Part, Typed};
use regie_care::pathways::Pathways;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_pathway::{Fact, PathwayId, Status, StepId, Work};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::drafts::{IntakeDraft, OtherDraft};
use crate::error::{AppError, Change, ChangedMeanwhile};
use crate::execute::{ATTEMPTS, Done, Request};
use crate::load::read;

/// One recording of a part, as it was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Who recorded it.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What.
    pub intake: IntakeSection,
}

/// The intake of a case, as its page shows it.
#[derive(Debug, Clone)]
pub struct IntakeFile {
    /// The client's name.
    pub name: String,
    /// Which history is taken.
    pub form: Form,
    /// What stands in the fields of each part before she types.
    pub standing: BTreeMap<Part, Typed>,
    /// What the pathways of the case ask, by name: a question of the history may be one of theirs.
    pub asked: BTreeMap<String, Fact>,
    /// Whether the case is open.
    pub open: bool,
    /// Every recording of every part, oldest first.
    pub recordings: Vec<Recording>,
    /// Whether she may record it now.
    pub may_record: bool,
    /// What she typed and did not record; nothing when she may not record it.
    pub drafts: Vec<IntakeDraft>,
    /// That colleagues have drafts too; nothing when she may not record it.
    pub others: Vec<OtherDraft>,
    /// The step that the intake does, where all parts are recorded and nobody said yet that it is done.
    pub to_finish: Option<(PathwayId, StepId, u16)>,
}

impl IntakeFile {
    /// The recordings of one part, oldest first.
    pub fn of(&self, part: Part) -> impl Iterator<Item = &Recording> {
        self.recordings.iter().filter(move |one| Part::of(&one.intake) == part)
    }
}

fn to_finish(case: &Case, pathways: &Pathways) -> Option<(PathwayId, StepId, u16)> {
    if !intake::is_whole(case) {
        return None;
    }
    case.runs.iter().filter(|run| run.state.ended().is_none()).find_map(|run| {
        let definition = pathways.of(run)?;
        let does = |step: &StepId| definition.step(step).and_then(|step| step.does);
        let mut open = run.state.occurrences().filter(|one| one.status() == Status::Open);
        let step = open.find(|one| does(&one.step) == Some(Work::Intake))?;
        Some((run.pathway.clone(), step.step.clone(), step.nth))
    })
}

/// What the pathways of a case ask and do not seal, by name.
#[must_use]
pub fn asked(case: &Case, pathways: &Pathways) -> BTreeMap<String, Fact> {
    let definitions = case.runs.iter().filter_map(|run| pathways.of(run));
    let facts = definitions.flat_map(|definition| definition.facts()).filter(|fact| !fact.sealed);
    facts.map(|fact| (fact.id.as_str().to_owned(), fact.clone())).collect()
}

impl App {
    /// The intake of a case, for those who see all of the case.
    ///
    /// # Errors
    /// When the case is unknown, the actor may not see it, or the store cannot be read.
    pub async fn intake(&self, seat: Seat, id: CaseId) -> Result<IntakeFile, AppError> {
        let case = self.current_case(id).await?;
        let subject = Subject::Case { case: &case.state, action: CaseAction::View };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        let client = self.load::<Client>(case.state.client, case.state.client).await?.state;
        let open = case.state.is_open();
        let may_record = open && self.authorise_intake(seat, &case.state).is_ok();
        let (drafts, others) = match may_record {
            true => (self.own_drafts(seat, id).await?, self.others_drafts(seat, id).await?),
            false => (Vec::new(), Vec::new()),
        };
        let recordings = self.recordings(id).await?;
        let to_finish = to_finish(&case.state, &self.pathways()).filter(|_| may_record);
        let form = Charge::of_case(&case.state).history;
        let standing = form.parts().iter().map(|part| (*part, intake::standing(&case.state, *part))).collect();
        let asked = asked(&case.state, &self.pathways());
        let name = client.identity.full_name();
        Ok(IntakeFile { name, form, standing, asked, open, recordings, may_record, drafts, others, to_finish })
    }

    /// Records a part of the intake by who saw its first `seen` recordings, and throws her draft of it away. What else
    /// changed on the case is no matter: only another recording of the same part stands in her way.
    ///
    /// # Errors
    /// As [`App::command_case`]; `Changed` with the recordings that she has not seen.
    pub async fn record_intake(
        &self,
        request: &Request,
        id: CaseId,
        intake: &IntakeSection,
        seen: u64,
    ) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let (part, command) = (Part::of(intake), CaseCommand::RecordIntake { intake: intake.clone() });
        for _ in 0..ATTEMPTS {
            let case = self.current_case(id).await?;
            let now = case.version_for(request.actor, self.moment().today);
            let pathways = self.pathways();
            let subject = Subject::Case { case: &case.state, action: CaseAction::Command(&command, &pathways) };
            self.authorise(request.actor, &subject, self.moment())?;
            if let Some(changed) = self.recorded_since(&case.state, part, seen, now).await? {
                return Err(AppError::Changed(Box::new(changed)));
            }
            let request = Request { seen: Some(now), ..request.clone() };
            match self.command_case(&request, id, &command).await {
                Err(AppError::Changed(_)) => {}
                Err(error) => return Err(error),
                Ok(done) => {
                    // One that is left behind says what is recorded, and is not shown.
                    let forgotten = match request.actor.seat() {
                        Some(seat) => self.forget_draft(seat, id, part).await,
                        None => Ok(false),
                    };
                    tracing::debug!(?forgotten, "what was typed is recorded");
                    return Ok(done);
                }
            }
        }
        Err(AppError::busy())
    }

    async fn recorded_since(
        &self,
        case: &Case,
        part: Part,
        seen: u64,
        now: u64,
    ) -> Result<Option<ChangedMeanwhile>, AppError> {
        let directory = self.directory();
        let pathways = self.pathways();
        let recordings = self.recordings(case.id).await?;
        let missed = recordings.into_iter().filter(|one| Part::of(&one.intake) == part).zip(1_u64..);
        let changes: Vec<Change> = missed
            .filter(|(_, nth)| *nth > seen)
            .map(|(one, nth)| {
                let event = CaseEvent::IntakeRecorded { intake: one.intake };
                let line = history::describe(&event, case, &directory, &pathways);
                Change { seq: nth, by: one.by, at: one.at, line }
            })
            .collect();
        let Some((by, at)) = changes.last().map(|last| (last.by, last.at)) else { return Ok(None) };
        Ok(Some(ChangedMeanwhile { by, at, seen, now, changes }))
    }

    async fn recordings(&self, id: CaseId) -> Result<Vec<Recording>, AppError> {
        let mut found = Vec::new();
        for record in self.inner.store.events(&Case::stream(id), 0).await? {
            if let (CaseEvent::IntakeRecorded { intake }, stamp) = read::<Case>(&record)? {
                found.push(Recording { by: stamp.by, at: stamp.at, intake });
            }
        }
        Ok(found)
    }
}
