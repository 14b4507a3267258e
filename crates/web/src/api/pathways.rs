//! The pathways that a case can be started on.

use axum::extract::State;
use regie_app::{AppError, Proof};
use regie_pathway::{
    Anchor, AnchorId, ContentHash, Definition, DoneIn, Fact, Gathering, Guarantee, GuaranteeId, Link, Outcome,
    OutcomeId, Party, PathwayId, Role, RoleId, Stage, StageId, Step, StepId, StepKind, Text, ToldTable, Variant, Work,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use super::extract::Id;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(list), routes!(one)]
}

/// A pathway.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PathwayView {
    /// Which.
    id: PathwayId,
    /// Its version, as people name it.
    version: String,
    /// The version that a case pins: SHA-256 of the file.
    hash: ContentHash,
    /// What it is called.
    title: Text,
    /// The text from which it was made.
    source: String,
    /// Of which pathway it is a network's variant: a case of that network begins on it when the pathway is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<Variant>,
}

/// The pathways.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Pathways {
    /// All of them; there are few.
    items: Vec<PathwayView>,
}

/// A pathway with all that it consists of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct PathwayDetail {
    /// The pathway.
    #[serde(flatten)]
    pathway: PathwayView,
    /// The clinical dates from which windows count.
    anchors: Vec<AnchorView>,
    /// Who does steps.
    roles: Vec<RoleView>,
    /// The parts of the course.
    stages: Vec<Stage>,
    /// What it asks for.
    facts: Vec<Fact>,
    /// The steps, in the order of the file.
    steps: Vec<StepView>,
    /// What leads to what: the arrows of a diagram.
    links: Vec<Link>,
    /// The decision tables, in words.
    tables: Vec<ToldTable>,
    /// What it promises of every course.
    guarantees: Vec<GuaranteeView>,
    /// What is proved of this very text; nothing when it was not proved.
    proof: Option<Proof>,
}

/// A promise of a pathway.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct GuaranteeView {
    /// Its name.
    id: GuaranteeId,
    /// What it says.
    says: Text,
    /// The passage of the source text that asks for it.
    source: String,
}

/// A clinical date.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct AnchorView {
    /// Its name.
    id: AnchorId,
    /// What it is called.
    title: Text,
}

/// Who does steps.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RoleView {
    /// Its name.
    id: RoleId,
    /// What it is called.
    title: Text,
    /// In which line its steps are done, when that does not follow who is accountable.
    done_in: Option<DoneIn>,
    /// Whether a team with one caseload does them: whoever of it is there.
    team: bool,
}

/// A step.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct StepView {
    /// Its name.
    id: StepId,
    /// What sort of thing it is.
    kind: StepKind,
    /// Who does it.
    by: RoleId,
    /// What it is called.
    title: Text,
    /// To which part of the course it belongs.
    stage: Option<StageId>,
    /// The passage of the source text that asks for it.
    source: String,
    /// Whether it stands between now and closing.
    required: bool,
    /// Whether it is done only when somebody calls for it.
    discretionary: bool,
    /// The work on the case that does it: as long as that is not recorded, it cannot be completed.
    does: Option<Work>,
    /// With whom the contact is had that does it.
    with: Option<Party>,
    /// To whom the letter goes that does it, one of these; empty where no letter does it.
    to: Vec<Party>,
    /// The meeting that does it: a task by having the case on its agenda, a meeting by what was said there.
    meeting: Option<Gathering>,
    /// Whether complete care has it done, neither skipped nor missed.
    must_be_done: bool,
    /// Whether closing asks for it also when the client is out of reach or declines further care.
    even_if_she_leaves: bool,
    /// Whether closing asks for it also when the client has died.
    even_if_she_dies: bool,
    /// While it waits it is neither done nor skipped.
    in_turn: bool,
    /// Whether it comes back by itself.
    repeats: bool,
    /// When it opens, as the file says it.
    opens: Option<String>,
    /// Its window, as the file says it.
    window: Option<String>,
    /// What is asked in words when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
    /// What is asked of to whom when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    whom: Option<Text>,
    /// What is asked of the day when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<Text>,
    /// The ways in which it can end.
    outcomes: Vec<OutcomeView>,
}

/// A way in which a step can end.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct OutcomeView {
    /// Its name.
    id: OutcomeId,
    /// What it is called.
    title: Text,
}

impl From<&Definition> for PathwayView {
    fn from(definition: &Definition) -> Self {
        Self {
            id: definition.id().clone(),
            version: definition.version().to_owned(),
            hash: definition.hash().clone(),
            title: definition.title().clone(),
            source: definition.source().to_owned(),
            variant: definition.variant().cloned(),
        }
    }
}

impl From<&Step> for StepView {
    fn from(step: &Step) -> Self {
        let outcome = |outcome: &Outcome| OutcomeView { id: outcome.id.clone(), title: outcome.title.clone() };
        Self {
            id: step.id.clone(),
            kind: step.kind,
            by: step.by.clone(),
            title: step.title.clone(),
            stage: step.stage.clone(),
            source: step.source.clone(),
            required: step.required,
            discretionary: step.discretionary,
            does: step.does,
            with: step.with,
            to: step.to.clone(),
            meeting: step.meeting,
            must_be_done: step.must_be_done,
            even_if_she_leaves: step.even_if_she_leaves,
            even_if_she_dies: step.even_if_she_dies,
            in_turn: step.in_turn,
            repeats: step.repeats(),
            opens: step.opens().map(str::to_owned),
            window: step.window_rule().map(str::to_owned),
            words: step.words.clone(),
            whom: step.whom.clone(),
            day: step.day.clone(),
            outcomes: step.outcomes.iter().map(outcome).collect(),
        }
    }
}

/// List pathways
#[utoipa::path(
    get, path = "/pathways", tag = "pathways",
    responses((status = 200, description = "The pathways.", body = Pathways))
)]
async fn list(State(state): State<WebState>, _: SignedIn) -> axum::Json<Pathways> {
    let pathways = state.app.pathways();
    let today = state.app.moment().today;
    let current = pathways.ids().filter_map(|id| pathways.current(id, today));
    let items = current.map(|definition| (&**definition).into()).collect();
    axum::Json(Pathways { items })
}

/// One pathway
///
/// The version on which new cases start, or the newest one when none does today, with its steps, its decision tables, what
/// it promises and what is proved of that.
#[utoipa::path(
    get, path = "/pathways/{id}", tag = "pathways",
    params(("id" = String, Path, description = "Which, for example `az-verloskunde`.")),
    responses((status = 200, description = "The pathway.", body = PathwayDetail))
)]
async fn one(
    State(state): State<WebState>,
    _: SignedIn,
    Id(id): Id<String>,
) -> Result<axum::Json<PathwayDetail>, Problem> {
    let known = state.app.readable(&PathwayId::from(id.as_str()));
    let known = known.ok_or_else(|| state.problem(AppError::NotFound { what: "pathway", id }))?;
    let definition = &known.definition;
    let promise = |promise: &Guarantee| GuaranteeView {
        id: promise.id.clone(),
        says: promise.says.clone(),
        source: promise.source.clone(),
    };
    let anchor = |anchor: &Anchor| AnchorView { id: anchor.id.clone(), title: anchor.title.clone() };
    let role = |role: &Role| RoleView {
        id: role.id.clone(),
        title: role.title.clone(),
        done_in: role.done_in,
        team: role.team,
    };
    Ok(axum::Json(PathwayDetail {
        pathway: (&**definition).into(),
        anchors: definition.anchors().iter().map(anchor).collect(),
        roles: definition.roles().iter().map(role).collect(),
        stages: definition.stages().to_vec(),
        facts: definition.facts().to_vec(),
        steps: definition.steps().iter().map(Into::into).collect(),
        links: definition.links(),
        tables: definition.tables_in_words(),
        guarantees: definition.guarantees().iter().map(promise).collect(),
        proof: known.proof().cloned(),
    }))
}
