//! One case as a whole, and as those see it who get logistics only.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use regie_app::{CaseFile, Extent as Seen};
use regie_care::case::Case;
use regie_care::case::records::{ClosingReason, No, TeamMember, TrustedPerson};
use regie_care::case::state::{Arriving, Run};
use regie_care::client::Identity;
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId};
use regie_care::pathways::Pathways;
use regie_care::seat::{OrgKind, Seat};
use regie_care::vocabulary::anchor;
use regie_care::who::{Advice, Audience};
use regie_pathway::{self as pathway, AnchorId, ContentHash, FactId, FactValue, PathwayId, Text, Variant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::records::Records;
use super::sealed::SealView;
use super::work::Work;
use super::{file_of, own_file_of, past_file_of};
use crate::api::Routes;
use crate::api::clients::CaseOfClient;
use crate::api::command::versioned;
use crate::api::extract::{Id, Query};
use crate::api::names::{OrgName, SeatName};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::WebState;

pub(super) fn routes() -> Routes {
    vec![routes!(one), routes!(who)]
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct CaseView {
    /// Which.
    id: CaseId,
    /// The version of the case.
    version: u64,
    /// How much of it you see.
    extent: Extent,
    /// The moment at which this was so; only for what is past.
    as_of: Option<Timestamp>,
    /// The client.
    client: ClientId,
    /// Who she is.
    identity: Identity,
    /// When the care began.
    opened_on: Date,
    /// How it ended.
    closed: Option<ClosedView>,
    /// The one accountable case manager.
    case_manager: SeatName,
    /// The case manager in the first line, to whom the case returns.
    first_line: SeatName,
    /// The deputy today.
    deputy: Option<SeatName>,
    /// All deputies by date, oldest first.
    deputies: Vec<DeputyView>,
    /// The organisations around the client.
    team: Vec<TeamView>,
    /// The move that is still to come after a handover that was accepted; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    arriving: Option<ArrivingView>,
    /// Whom she trusts.
    trusted: Option<TrustedPerson>,
    /// The pathways that run; where each step stands is in the plan.
    pathways: Vec<RunView>,
    /// What was recorded.
    records: Records,
    /// What is to be done, handed over and owed.
    work: Work,
    /// Open cases of the same client elsewhere: two people who each think they are the one.
    elsewhere: Vec<CaseOfClient>,
    /// What is sealed, for those who are named on it; for others nothing at all (PS-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    seal: Option<SealView>,
}

/// How much of a case somebody sees.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Extent {
    /// All of it.
    Whole,
    /// What the receiver of a handover needs to answer it: the handover with its letter, the open actions, who is who.
    ToAnswer,
    /// What belongs to the actions that stayed with you after a handover: those actions, who the client is and whom to
    /// approach. What your organisation recorded before is given with `own-record`.
    OwnActions,
    /// The record of an organisation that no longer takes part: the case as it stood when it last did, and of the client
    /// only who she is. `as-of` says when that was; nothing can be changed.
    Past,
}

/// How a case ended.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ClosedView {
    /// The day.
    on: Date,
    /// Why.
    reason: ClosingReason,
    /// Remarks.
    note: String,
}

/// A deputyship.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct DeputyView {
    /// The deputy.
    deputy: SeatName,
    /// First day.
    from: Date,
    /// Last day; absent while open-ended.
    until: Option<Date>,
}

/// An organisation in the team.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct TeamView {
    /// In which function.
    role: OrgKind,
    /// The organisation.
    org: OrgName,
    /// Whom to ask for there.
    contact_person: Option<String>,
}

/// Whereto a client moves, and who is around her there from that day on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct ArrivingView {
    /// The day of the move.
    on: Date,
    /// Where she will stay; empty when that was not said.
    place: String,
    /// The organisations that come around her then, each in the place of the present one.
    team: Vec<TeamView>,
}

/// A pathway on a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RunView {
    /// Which pathway.
    pathway: PathwayId,
    /// What it is called.
    title: Text,
    /// The version on which the case runs, as people name it.
    version: String,
    /// The exact file on which it runs.
    hash: ContentHash,
    /// Of which pathway that file is a network's variant (CM-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<Variant>,
    /// Whether it goes on as it began, while a pathway that begins now would begin otherwise: the case moved to another
    /// network, or the network has a variant since.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    began_otherwise: bool,
    /// The day of entry.
    entry: Date,
    /// The clinical dates that are known.
    anchors: BTreeMap<AnchorId, Date>,
    /// The facts that were told.
    facts: BTreeMap<FactId, FactValue>,
    /// How far the pregnancy is today, such as `31w0d`, as long as there is no birth.
    #[schema(example = "31w0d")]
    gestation: Option<String>,
    /// When and why it ended.
    ended: Option<RunEnded>,
}

/// How a pathway ended.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct RunEnded {
    /// The day.
    on: Date,
    /// Why.
    cause: String,
}

/// Where a client stays, and whom to approach about her.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct Logistics {
    /// Which case.
    case: CaseId,
    /// The client's name.
    name: String,
    /// Where she stays.
    site: String,
    /// The day on which she moves, and whereto, while that is still to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    moves: Option<MoveView>,
    /// The language she speaks.
    language: String,
    /// Whether an interpreter is needed.
    interpreter: bool,
    /// For whom the lines are written.
    #[serde(rename = "for")]
    audience: Audience,
    /// Whom to approach now, for what and how: the first contact first, then the emergency number.
    who: Vec<Advice>,
    /// What your own organisation is to carry out for her; `complete-action` reports it done.
    measures: Vec<Measure>,
}

/// When a client moves, and whereto.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
struct MoveView {
    /// The day.
    on: Date,
    /// Where she will stay; empty when that was not said.
    place: String,
}

/// A measure that an organisation carries out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = OwedMeasure)]
struct Measure {
    /// The number of its action.
    no: No,
    /// What is done.
    what: String,
    /// By when.
    by: Date,
}

impl CaseView {
    fn of(file: &CaseFile, seat: Seat, directory: &Directory) -> Self {
        let case = &file.case.state;
        let (whole, around) = (file.extent.tells_care(), file.extent != Seen::OwnActions);
        let team = case.team.values().filter(|_| around);
        let name = |seat| SeatName::of(seat, directory);
        Self {
            id: case.id,
            version: file.case.version,
            extent: match file.extent {
                Seen::Whole => Extent::Whole,
                Seen::ToAnswer => Extent::ToAnswer,
                Seen::OwnActions => Extent::OwnActions,
                Seen::Past => Extent::Past,
            },
            as_of: (file.extent == Seen::Past).then_some(file.moment.now),
            client: case.client,
            identity: file.client.identity.clone(),
            opened_on: case.opened_on,
            closed: case.closed.as_ref().map(|closed| ClosedView {
                on: closed.on,
                reason: closed.reason,
                note: closed.note.clone(),
            }),
            case_manager: name(case.case_manager),
            first_line: name(case.first_line),
            deputy: case.deputy_on(file.moment.today).map(name),
            deputies: if around { deputies(case, directory) } else { Vec::new() },
            team: team.map(|member| TeamView::of(member, directory)).collect(),
            arriving: case.arriving.as_ref().filter(|_| around).map(|arriving| ArrivingView::of(arriving, directory)),
            trusted: case.trusted.clone().filter(|_| around),
            pathways: if whole { runs(file, directory) } else { Vec::new() },
            records: if whole { Records::of(case, directory) } else { Records::default() },
            work: match file.extent {
                Seen::Whole | Seen::Past => Work::of(case, directory),
                Seen::ToAnswer => Work::to_answer(case, directory),
                Seen::OwnActions => Work::own(case, seat, directory),
            },
            elsewhere: file.elsewhere.iter().map(|row| CaseOfClient::of(row, directory)).collect(),
            seal: case.seal.as_ref().map(|seal| SealView::of(case, seal, directory, file.moment.today)),
        }
    }
}

impl ArrivingView {
    fn of(arriving: &Arriving, directory: &Directory) -> Self {
        let coming = |(role, org)| TeamView { role, org: OrgName::of(org, directory), contact_person: None };
        Self { on: arriving.on, place: arriving.place.clone(), team: arriving.orgs().map(coming).collect() }
    }
}

impl TeamView {
    fn of(member: &TeamMember, directory: &Directory) -> Self {
        Self {
            role: member.role,
            org: OrgName::of(member.org, directory),
            contact_person: member.contact_person.clone(),
        }
    }
}

fn deputies(case: &Case, directory: &Directory) -> Vec<DeputyView> {
    let view = |deputyship: &regie_care::case::records::Deputyship| DeputyView {
        deputy: SeatName::of(deputyship.deputy, directory),
        from: deputyship.from,
        until: deputyship.until,
    };
    case.deputies.iter().map(view).collect()
}

fn runs(file: &CaseFile, directory: &Directory) -> Vec<RunView> {
    let case = &file.case.state;
    let network = directory.org(case.case_manager.org).map_or("", |org| org.network.as_str());
    let view = |run| {
        let view = run_view(&file.pathways, run, file.moment.today)?;
        let began_otherwise = case.is_open() && file.pathways.began_otherwise(run, network, file.moment.today);
        Some(RunView { began_otherwise, ..view })
    };
    case.runs.iter().filter_map(view).collect()
}

/// A pathway on a case; nothing for one that never started.
fn run_view(pathways: &Pathways, run: &Run, today: Date) -> Option<RunView> {
    let started = run.state.started()?;
    let definition = pathways.pinned(&started.hash);
    let due = definition.and_then(|definition| definition.gestation_anchor()).and_then(|due| run.state.anchor(due));
    let born = run.state.anchor(&AnchorId::from(anchor::BORN));
    Some(RunView {
        pathway: run.pathway.clone(),
        title: definition.map_or_else(|| Text::same(run.pathway.as_str()), |definition| definition.title().clone()),
        version: started.version.to_string(),
        hash: started.hash.clone(),
        variant: definition.and_then(|definition| definition.variant().cloned()),
        began_otherwise: false,
        entry: started.entry,
        anchors: run.state.anchors().map(|(anchor, date)| (anchor.clone(), date)).collect(),
        facts: run.state.facts().map(|(fact, value)| (fact.clone(), value.clone())).collect(),
        gestation: due.filter(|_| born.is_none()).map(|due| pathway::gestation(due, today).to_string()),
        ended: run.state.ended().map(|ended| RunEnded { on: ended.on, cause: ended.cause.clone() }),
    })
}

/// Of which time.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CaseQuery {
    /// Your organisation's own record, as the case stood when it last took part, also where you see something of it now.
    #[serde(default)]
    own_record: bool,
}

/// One case
///
/// For those who take part in the care; the receiver of a handover sees what she needs to answer, who kept an action that
/// action; an organisation that no longer takes part sees its own record.
#[utoipa::path(
    get, path = "/cases/{id}", tag = "cases",
    params(("id" = CaseId, Path, description = "Which case."), CaseQuery),
    responses((status = 200, description = "The case.", body = CaseView,
               headers(("ETag" = String, description = "The version, for `If-Match`."))))
)]
async fn one(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
    Query(query): Query<CaseQuery>,
) -> Result<Response, Problem> {
    let file = if query.own_record {
        past_file_of(&state, &signed_in, id).await?
    } else {
        own_file_of(&state, &signed_in, id).await?
    };
    let view = CaseView::of(&file, signed_in.person.seat, &state.app.directory());
    Ok(versioned(file.case.version, axum::Json(view)))
}

/// For whom.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct WhoQuery {
    /// Who reads it; when absent, you.
    #[serde(rename = "for")]
    #[param(inline)]
    audience: Option<Audience>,
}

/// Whom to approach now
///
/// For what and how, in the words of who reads it, and where the client stays (AZ-02, CM-11). Who gets logistics only
/// (COA) can have the card of the COA alone: no diagnosis, and not whom the client trusts.
#[utoipa::path(
    get, path = "/cases/{id}/who", tag = "cases", params(("id" = CaseId, Path, description = "Which case."), WhoQuery),
    responses((status = 200, description = "The card.", body = Logistics))
)]
async fn who(
    State(state): State<WebState>,
    signed_in: SignedIn,
    Id(id): Id<CaseId>,
    Query(query): Query<WhoQuery>,
) -> Result<axum::Json<Logistics>, Problem> {
    let seat = signed_in.person.seat;
    let found = state.app.case_logistics(seat, id).await.map_err(|error| state.problem(error))?;
    let own = Audience::of(seat, &state.app.directory());
    let audience = query.audience.unwrap_or(own);
    let who =
        if audience == own { found.who } else { file_of(&state, &signed_in, id).await?.who.for_audience(audience) };
    Ok(axum::Json(Logistics {
        case: found.case,
        name: found.name,
        site: found.site,
        moves: found.moves.map(|arriving| MoveView { on: arriving.on, place: arriving.place }),
        language: found.language,
        interpreter: found.interpreter,
        audience,
        who,
        measures: found.measures.into_iter().map(|one| Measure { no: one.no, what: one.what, by: one.by }).collect(),
    }))
}
