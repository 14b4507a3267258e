//! Opening a case: everything that its page shows, as far as the one who asks may see it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use regie_care::case::records::No;
use regie_care::case::state::{Arriving, numbered};
use regie_care::case::{Case, CaseCommand, Obstacle, Refusal, decide};
use regie_care::client::{Client, Identity};
use regie_care::closing;
use regie_care::ids::{CaseId, ClientId, OrgId};
use regie_care::pathways::Pathways;
use regie_care::policy::{self, CaseAction, LookBack, OrgAction, Subject, Verdict};
use regie_care::seat::{Actor, Seat};
use regie_care::sharing::{self, Suggestion};
use regie_care::view::{CaseRow, ClientRow};
use regie_care::who::{self, Advice, Audience, WhoCard};
use regie_pathway::{self as pathway, Explanation};
use regie_store::Recorded;

use crate::aggregate::Aggregate;
use crate::app::{App, fold};
use crate::change_case::context;
use crate::clock::Moment;
use crate::error::{AppError, Change};
use crate::load::{Loaded, decode, read};
use crate::seen::SeenCase;

/// How many lines of the history come with the file.
const HISTORY: usize = 60;

/// A step of a pathway with its reasons.
#[derive(Debug, Clone)]
pub struct PlannedStep {
    /// The pathway.
    pub pathway: pathway::PathwayId,
    /// What it is.
    pub step: pathway::Step,
    /// Where it stands.
    pub occurrence: pathway::Occurrence,
    /// Why.
    pub explanation: Explanation,
}

/// How much of a case somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// What the receiver of a handover needs to answer it: the handover with its letter, the open actions, who is who.
    ToAnswer,
    /// What belongs to an action that stayed with her after her organisation's part in the care: that action, who the
    /// client is and whom to approach (AZ-10).
    OwnActions,
    /// The case as it stood at the moment of the file, when her organisation last took part in the care.
    Past,
}

impl Extent {
    /// Whether the care itself is told.
    #[must_use]
    pub const fn tells_care(self) -> bool {
        matches!(self, Self::Whole | Self::Past)
    }
}

/// A case as its page shows it.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// The case, at its version.
    pub case: Arc<Loaded<Case>>,
    /// The client.
    pub client: Client,
    /// The moment of looking; of what is past, the moment at which it stood so.
    pub moment: Moment,
    /// Whom to approach now (AZ-02, CM-11).
    pub who: WhoCard,
    /// All steps of all pathways, in the order of the files.
    pub plan: Vec<PlannedStep>,
    /// What still stands between this case and closing (AZ-15).
    pub obstacles: Vec<Obstacle>,
    /// Why shared case management might be considered (AZ-12).
    pub suggestions: Vec<Suggestion>,
    /// Open cases of the same client elsewhere.
    pub elsewhere: Vec<CaseRow>,
    /// Who changed what, newest first.
    pub history: Vec<Change>,
    /// How much of the case she sees.
    pub extent: Extent,
    /// The pathways as they are told to her: who is not named on the seal reads nothing of what is sealed in them.
    pub pathways: Arc<Pathways>,
}

impl CaseFile {
    /// Whether it is told to who is not named on the seal, so that what is sealed is not in it.
    #[must_use]
    pub fn pathways_are_veiled(&self) -> bool {
        self.case.state.runs.iter().any(|run| self.pathways.of(run).is_some_and(pathway::Definition::is_veiled))
    }

    /// Whether the case is told as it stood in the past.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.extent == Extent::Past
    }
}

/// What may be seen of a case by one who gets logistics only (COA): who, where, whom to call.
#[derive(Debug, Clone)]
pub struct CaseLogistics {
    /// Which case.
    pub case: CaseId,
    /// The client's name.
    pub name: String,
    /// That the client died: nobody may call on her.
    pub died: Option<regie_care::case::Death>,
    /// Where she stays.
    pub site: String,
    /// When and whereto she moves, while that is still to come.
    pub moves: Option<Arriving>,
    /// Her language.
    pub language: String,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// Whom to approach now, in the words of who reads it; the first contact first, then the emergency number.
    pub who: Vec<Advice>,
    /// What her own organisation carries out for the client: of the plan that it belongs to, nothing else.
    pub measures: Vec<OwedMeasure>,
}

/// A measure that an organisation is to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedMeasure {
    /// The number of its action.
    pub no: No,
    /// What is done.
    pub what: String,
    /// By when.
    pub by: Date,
}

impl App {
    /// The case as far as she may see it: the whole of it for those who take part in the care.
    ///
    /// # Errors
    /// When it is unknown, the actor may not see it, or the store cannot be read.
    pub async fn case_file(&self, seat: Seat, id: CaseId) -> Result<CaseFile, AppError> {
        let (seen, extent) = self.visible_case(seat, id).await?;
        let SeenCase { case, pathways, .. } = &seen;
        let whole = extent == Extent::Whole;
        let history = async { if whole { self.case_history(&seen, id, None, HISTORY).await } else { Ok(Vec::new()) } };
        let elsewhere = async { Ok(self.inner.store.other_open_cases(case.state.client, id).await?) };
        let client = self.load::<Client>(case.state.client, case.state.client);
        let (client, mut elsewhere, history) = futures::try_join!(client, elsewhere, history)?;
        let mut client = client.state;
        let moment = self.moment();
        let mut who = who::who_now(&case.state, &self.directory(), moment.now, moment.today);
        if extent == Extent::OwnActions {
            client.identity = who_she_is(client.identity);
            (who.trusted, who.situations, who.coming) = (None, Vec::new(), None);
            elsewhere.clear();
        }
        Ok(CaseFile {
            who,
            plan: if whole { plan(&case.state, pathways, moment) } else { Vec::new() },
            obstacles: if whole { closing::obstacles(&case.state, pathways) } else { Vec::new() },
            suggestions: if whole { sharing::suggestions(&case.state, pathways, moment.today) } else { Vec::new() },
            elsewhere,
            history,
            extent,
            client,
            moment,
            case: Arc::clone(case),
            pathways: Arc::clone(pathways),
        })
    }

    /// The case as it stood when the seat's organisation last took part in the care: its own record, which it must be
    /// able to read after a handover (AZ-10). Of the client only what tells who she is, as it was known then.
    ///
    /// # Errors
    /// When the case is unknown, the organisation has no record in it, her role does not cover it, or the store cannot
    /// be read.
    pub async fn past_case_file(&self, seat: Seat, id: CaseId) -> Result<CaseFile, AppError> {
        let (seen, moment) = self.past_case(seat, id).await?;
        let SeenCase { case, pathways, .. } = &seen;
        let mut client = self.client_as_of(case.state.client, moment.now).await?;
        client.identity = who_she_is(client.identity);
        Ok(CaseFile {
            who: who::who_now(&case.state, &self.directory(), moment.now, moment.today),
            plan: plan(&case.state, pathways, moment),
            obstacles: Vec::new(),
            suggestions: Vec::new(),
            elsewhere: Vec::new(),
            history: self.case_history(&seen, id, None, HISTORY).await?,
            extent: Extent::Past,
            client,
            moment,
            case: Arc::clone(case),
            pathways: Arc::clone(pathways),
        })
    }

    /// A page of the history, newest first, before the line number `before`; for an organisation that no longer takes
    /// part, as far as it did.
    ///
    /// # Errors
    /// As [`App::case_file`].
    pub async fn history(
        &self,
        seat: Seat,
        id: CaseId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Change>, AppError> {
        match self.whole_case(seat, id).await {
            Ok(seen) => self.case_history(&seen, id, before, limit).await,
            Err(denied @ AppError::Denied { .. }) => match self.past_case(seat, id).await {
                Ok((seen, _)) => self.case_history(&seen, id, before, limit).await,
                Err(AppError::Denied { .. }) => Err(denied),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    /// What one who gets logistics only may know of a case.
    ///
    /// # Errors
    /// When it is unknown, the actor has nothing to do with it, or the store cannot be read.
    pub async fn case_logistics(&self, seat: Seat, id: CaseId) -> Result<CaseLogistics, AppError> {
        let case = self.current_case(id).await?;
        let moment = self.moment();
        let subject = Subject::Case { case: &case.state, action: CaseAction::ViewLogistics };
        self.authorise(Actor::Person(seat), &subject, moment)?;
        let client = self.load::<Client>(case.state.client, case.state.client).await?.state;
        let directory = self.directory();
        let owed = numbered(&case.state.actions).filter(|(_, action)| action.owed_by() == Some(seat.org));
        Ok(CaseLogistics {
            measures: owed
                .map(|(no, action)| OwedMeasure { no, what: action.plan.what.clone(), by: action.plan.by })
                .collect(),
            case: id,
            name: client.identity.full_name(),
            died: case.state.death(),
            site: client.identity.site.clone(),
            moves: case.state.arriving.clone(),
            language: client.identity.language.clone(),
            interpreter: client.identity.interpreter.is_needed(),
            who: who::who_now(&case.state, &directory, moment.now, moment.today)
                .for_audience(Audience::of(seat, &directory)),
        })
    }

    /// The names of the clients of these cases, as far as she may know who they are: those of the others are left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn client_names(
        &self,
        seat: Seat,
        cases: &BTreeSet<CaseId>,
    ) -> Result<BTreeMap<CaseId, String>, AppError> {
        let clients = self.clients_of(seat, cases).await?;
        Ok(clients.into_iter().map(|(case, client)| (case, client.full_name())).collect())
    }

    /// The clients of those of these cases that she may know of.
    pub(crate) async fn clients_of(
        &self,
        seat: Seat,
        cases: &BTreeSet<CaseId>,
    ) -> Result<BTreeMap<CaseId, ClientRow>, AppError> {
        let moment = self.moment();
        let mut known = self.current_cases(cases).await?;
        known.retain(|_, case| {
            let subject = Subject::Case { case: &case.state, action: CaseAction::ViewLogistics };
            self.authorise(Actor::Person(seat), &subject, moment).is_ok()
        });
        let clients = known.values().map(|case| case.state.client).collect();
        let rows = self.inner.store.clients_named(&clients).await?;
        let rows: BTreeMap<ClientId, ClientRow> = rows.into_iter().map(|row| (row.client, row)).collect();
        let of_case = known.iter().filter_map(|(id, case)| Some((*id, rows.get(&case.state.client)?.clone())));
        Ok(of_case.collect())
    }

    /// Who the client of a case was that the seat's organisation handed over, as it knew her then; `None` where it had no part
    /// in the care, or she may not look back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn former_client(&self, seat: Seat, case: CaseId) -> Result<Option<String>, AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewFormer };
        if self.authorise(Actor::Person(seat), &subject, self.moment()).is_err() {
            return Ok(None);
        }
        Ok(self.former_identity(seat.org, case).await?.map(|identity| identity.full_name()))
    }

    /// Whether a command on the case is this person's to give: the policy lets her, and the rules do not keep it for
    /// somebody else. What is wrong with the rest of the command does not matter.
    #[must_use]
    pub fn is_hers(&self, seat: Seat, case: &Case, command: &CaseCommand) -> bool {
        let (directory, pathways) = (self.directory(), self.pathways());
        let ctx = context(Actor::Person(seat), self.moment(), &directory, &pathways);
        self.may_command(seat, case, command) && !matches!(decide(case, command, &ctx), Err(Refusal::NotYours { .. }))
    }

    /// Whether this person may give a command on the case, to offer only what she may do.
    #[must_use]
    pub fn may_command(&self, seat: Seat, case: &Case, command: &CaseCommand) -> bool {
        let pathways = self.pathways();
        let subject = Subject::Case { case, action: CaseAction::Command(command, &pathways) };
        let verdict = policy::allow(Actor::Person(seat), &self.directory(), self.moment().today, &subject);
        matches!(verdict, Verdict::Allowed { .. })
    }

    /// The case, and how much of it she may see.
    async fn visible_case(&self, seat: Seat, id: CaseId) -> Result<(SeenCase, Extent), AppError> {
        let case = self.current_case(id).await?;
        let moment = self.moment();
        let may = |action| self.authorise(Actor::Person(seat), &Subject::Case { case: &case.state, action }, moment);
        let extent = match may(CaseAction::View) {
            Ok(()) => Extent::Whole,
            Err(_) if may(CaseAction::ViewSummary).is_ok() => Extent::ToAnswer,
            Err(_) if may(CaseAction::ViewOwnActions).is_ok() => Extent::OwnActions,
            Err(denied) => return Err(denied),
        };
        Ok((self.seen(case, seat, moment.today), extent))
    }

    /// The case for one who may see all of it.
    async fn whole_case(&self, seat: Seat, id: CaseId) -> Result<SeenCase, AppError> {
        let (case, moment) = (self.current_case(id).await?, self.moment());
        let subject = Subject::Case { case: &case.state, action: CaseAction::View };
        self.authorise(Actor::Person(seat), &subject, moment)?;
        Ok(self.seen(case, seat, moment.today))
    }

    /// The case as it stood when the part of the seat's organisation in the care ended, and when that was.
    async fn past_case(&self, seat: Seat, id: CaseId) -> Result<(SeenCase, Moment), AppError> {
        let (mut events, back) = self.looked_back(seat.org, id).await?;
        self.authorise(Actor::Person(seat), &Subject::PastCase { back: &back }, self.moment())?;
        let until = back.until().unwrap_or(0);
        events.retain(|record| record.seq <= until);
        let moment = events.last().map_or_else(|| self.moment(), |last| Moment::at(last.at));
        Ok((self.seen_past(seat, id, events).await?, moment))
    }

    /// All events of a case, and how far this organisation may read back in them.
    async fn looked_back(&self, org: OrgId, id: CaseId) -> Result<(Vec<Recorded>, LookBack), AppError> {
        let events = self.inner.store.events(&Case::stream(id), 0).await?;
        if events.is_empty() {
            return Err(AppError::not_found(Case::WHAT, id));
        }
        let mut back = LookBack::of(org);
        let mut state: Option<Case> = None;
        for record in &events {
            let (event, stamp) = read::<Case>(record)?;
            state = fold(state, id, &event, stamp);
            if let Some(case) = &state {
                back.see(case, record.seq, stamp);
            }
        }
        Ok((events, back))
    }

    /// The client as the journal had her at a moment: what was corrected later may be what she hides behind.
    async fn client_as_of(&self, id: ClientId, moment: Timestamp) -> Result<Client, AppError> {
        let mut events = self.inner.store.events(&Client::stream(id), 0).await?;
        // Her registration came before her case, whatever the clocks of two nodes say.
        let known = events.iter().take_while(|record| record.seq == 1 || record.at <= moment).count();
        events.truncate(known);
        if events.is_empty() {
            return Err(AppError::not_found(Client::WHAT, id));
        }
        Ok(decode::<Client>(id, &events)?.state)
    }

    /// Who the client of a case was to an organisation when its part in the care ended; `None` when it had none.
    pub(crate) async fn former_identity(&self, org: OrgId, id: CaseId) -> Result<Option<Identity>, AppError> {
        let (mut events, back) = self.looked_back(org, id).await?;
        let Some(until) = back.took_part_until() else { return Ok(None) };
        events.retain(|record| record.seq <= until);
        let Some(last) = events.last() else { return Ok(None) };
        let client = decode::<Case>(id, &events)?.state.client;
        Ok(Some(self.client_as_of(client, last.at).await?.identity))
    }
}

/// The steps of all pathways, in the order of the files.
fn plan(case: &Case, pathways: &Pathways, moment: Moment) -> Vec<PlannedStep> {
    let mut plan = Vec::new();
    for run in &case.runs {
        let Some(definition) = pathways.of(run) else { continue };
        for occurrence in run.state.occurrences() {
            let step = definition.step(&occurrence.step);
            let explanation = pathway::explain(definition, &run.state, &occurrence.step, occurrence.nth, moment.today);
            if let (Some(step), Some(explanation)) = (step, explanation) {
                plan.push(PlannedStep {
                    pathway: run.pathway.clone(),
                    step: step.clone(),
                    occurrence: occurrence.clone(),
                    explanation,
                });
            }
        }
    }
    plan
}

/// Of what is known of a client only what tells who she is: not where she stays, nor how to reach her.
fn who_she_is(identity: Identity) -> Identity {
    let Identity { family_name, given_name, birth_date, bsn, v_number, .. } = identity;
    Identity { family_name, given_name, birth_date, bsn, v_number, ..Identity::default() }
}
