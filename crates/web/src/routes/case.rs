//! `GET /casus/{id}` and its parts (`/casus/{id}/plan`, …): the case for those who take part in the care, who to call for
//! those who get logistics only; `?eigen-dossier=ja` the own record of an organisation that took part before.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use regie_app::{AppError, CaseFile, CaseForm, blank_contact};
use regie_care::case::state::numbered;
use regie_care::case::{Case, CaseCommand, CompletedStep};
use regie_care::ids::{CaseId, MeetingId};
use regie_care::seat::Seat;

use super::error::error_page;
use super::letter;
use super::read::Asked;
use super::visitor::Visitor;
use crate::fields::Fields;
use crate::fill::Desk;
use crate::fill::case::{Around, page};
use crate::fill::letter::Letters;
use crate::fill::logistics;
use crate::fill::may::may;
use crate::pages::case::{CarePlanPage, CasePage, Drafts, May, Tab, drafts};
use crate::pages::{Choice, Drafting, FormKey, Here};
use crate::render;
use crate::state::WebState;

/// How many meetings to come are offered.
const MEETINGS: u32 = 30;
/// Lines of one page of the history.
const HISTORY: usize = 60;

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Response> {
    open(&state, &visitor, id, Tab::Overview, &query).await.map_err(|error| error_page(&state, &visitor, error))
}

/// One part of the case.
pub(super) async fn part(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    Asked(query): Asked,
) -> Result<Response, Response> {
    if name == letter::NAME {
        return letter::show(&state, &visitor, id, &query).await;
    }
    let shown = match Tab::of(&name) {
        Some(tab) => open(&state, &visitor, id, tab, &query).await,
        None => Err(AppError::NotFound { what: "page", id: name }),
    };
    shown.map_err(|error| error_page(&state, &visitor, error))
}

async fn open(state: &WebState, visitor: &Visitor, id: String, tab: Tab, query: &Fields) -> Result<Response, AppError> {
    let asked = id.parse::<CaseId>().map_err(|_| AppError::NotFound { what: "case", id })?;
    let (seat, wanted) = (visitor.person.seat, Wanted::of(tab, query));
    if query.filled("eigen-dossier").is_some() {
        let file = state.app.past_case_file(seat, asked).await?;
        return Ok(render::page(&past(state, visitor, asked, file, wanted).await?));
    }
    match state.app.case_file(seat, asked).await {
        Ok(file) => Ok(render::page(&whole(state, visitor, asked, file, wanted).await?)),
        Err(denied @ AppError::Denied { .. }) => outside(state, visitor, asked, wanted, denied).await,
        Err(error) => Err(error),
    }
}

/// What is asked for of a case.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    tab: Tab,
    /// The history before this line of it.
    before: Option<u64>,
    /// The form that she comes back to, by its name.
    form: String,
}

impl Wanted {
    /// The part with its newest history.
    pub(super) const fn newest(tab: Tab) -> Self {
        Self { tab, before: None, form: String::new() }
    }

    fn of(tab: Tab, query: &Fields) -> Self {
        let form = query.text("concept").to_owned();
        Self { tab, before: query.number_or_none("voor").ok().flatten(), form }
    }
}

/// The treatment plan alone, to be printed.
pub(super) async fn plan(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let failed = |error| error_page(&state, &visitor, error);
    let asked = id.parse::<CaseId>().map_err(|_| failed(AppError::NotFound { what: "case", id }))?;
    let file = state.app.case_file(visitor.person.seat, asked).await.map_err(failed)?;
    if !file.extent.tells_care() {
        let why = regie_care::policy::Denial::NotAcceptedYet;
        return Err(failed(AppError::Denied { code: why.code(), message: why.text() }));
    }
    let page = whole(&state, &visitor, asked, file, Wanted::newest(Tab::CarePlan)).await.map_err(failed)?;
    let page = CasePage { printing: true, ..page };
    Ok(render::page(&CarePlanPage { t: visitor.t, chrome: visitor.chrome(Here::Elsewhere), page }))
}

/// For who takes no part in the care now: whom to approach for who gets logistics only, its own record for an organisation
/// that took part before; everybody else is told why not.
async fn outside(
    state: &WebState,
    visitor: &Visitor,
    id: CaseId,
    wanted: Wanted,
    denied: AppError,
) -> Result<Response, AppError> {
    let seat = visitor.person.seat;
    match state.app.case_logistics(seat, id).await {
        Ok(case) => {
            let chrome = visitor.chrome(Here::Elsewhere);
            let key = FormKey { back: format!("/casus/{id}"), ..visitor.key(state, None) };
            return Ok(render::page(&logistics::page(&visitor.desk(state), chrome, key, case)));
        }
        Err(AppError::Denied { .. }) => {}
        Err(error) => return Err(error),
    }
    match state.app.past_case_file(seat, id).await {
        Ok(file) => Ok(render::page(&past(state, visitor, id, file, wanted).await?)),
        Err(AppError::Denied { .. }) => Err(denied),
        Err(error) => Err(error),
    }
}

/// The case as it stood when her organisation last took part: to read, with nothing to do and nobody to approach.
async fn past(
    state: &WebState,
    visitor: &Visitor,
    id: CaseId,
    mut file: CaseFile,
    wanted: Wanted,
) -> Result<CasePage, AppError> {
    if wanted.before.is_some() {
        file.history = state.app.history(visitor.person.seat, id, wanted.before, HISTORY).await?;
    }
    let t = visitor.t.by_date();
    let desk = Desk { t, today: file.moment.today, now: file.moment.now, ..visitor.desk(state) };
    let around = Around {
        chrome: visitor.chrome(Here::Elsewhere),
        tab: wanted.tab,
        key: FormKey::default(),
        may: May::default(),
        meetings: Vec::new(),
        titles: BTreeMap::new(),
        notices: state.app.notices_of_case(visitor.person.seat, id).await?,
        letters: Letters::default(),
        history: HISTORY,
        further_back: wanted.before.is_some(),
        drafts: Drafts::default(),
    };
    Ok(page(&desk, around, &file))
}

/// The letters that did a step, and of which she may say that they did not arrive.
async fn letters_of(state: &WebState, seat: Seat, case: &Case) -> Result<Letters, AppError> {
    if case.letters.is_empty() {
        return Ok(Letters::default());
    }
    let returns = |no| CaseCommand::ReturnLetter { no, reason: String::new() };
    let returnable = numbered(&case.letters).map(|(no, _)| no);
    let returnable =
        returnable.filter(|no| case.is_open() && state.app.may_command(seat, case, &returns(*no))).collect();
    Ok(Letters { notices: state.app.letters_of_case(seat, case).await?, returnable })
}

/// The page of a case, with as much of it as she may see.
pub(super) async fn whole(
    state: &WebState,
    visitor: &Visitor,
    id: CaseId,
    mut file: CaseFile,
    wanted: Wanted,
) -> Result<CasePage, AppError> {
    let seat = visitor.person.seat;
    if wanted.before.is_some() {
        file.history = state.app.history(seat, id, wanted.before, HISTORY).await?;
    }
    let letters = async {
        if file.extent.tells_care() { letters_of(state, seat, &file.case.state).await } else { Ok(Letters::default()) }
    };
    let (meetings, notices, letters, begun) = futures::try_join!(
        state.app.meetings(seat, (None, None), None, MEETINGS),
        state.app.notices_of_case(seat, id),
        letters,
        state.app.case_forms(seat, id),
    )?;
    let mut titles: BTreeMap<MeetingId, (String, jiff::civil::Date)> =
        meetings.iter().map(|meeting| (meeting.meeting, (meeting.title.clone(), meeting.on))).collect();
    for place in &file.case.state.agenda {
        if titles.contains_key(&place.meeting) || !file.extent.tells_care() {
            continue;
        }
        match state.app.meeting(seat, place.meeting, None, 0).await {
            Ok((meeting, _)) => {
                titles.insert(place.meeting, (meeting.state.title, meeting.state.on));
            }
            Err(AppError::Denied { .. } | AppError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let desk = visitor.desk(state);
    let around = Around {
        chrome: visitor.chrome(Here::Elsewhere),
        tab: wanted.tab,
        key: FormKey { version: Some(file.case.version), nonce: visitor.nonce(state), back: wanted.tab.path(id) },
        may: may(&state.app, &desk, &file.case.state),
        meetings,
        titles,
        notices,
        letters,
        history: HISTORY,
        further_back: wanted.before.is_some(),
        drafts: Drafts { me: visitor.person.name.clone(), of: begun, asked: wanted.form },
    };
    let mut page = only_hers(state, seat, &file, page(&desk, around, &file));
    if let Some(draft) = page.drafts.of(&CaseForm::Note) {
        desk.go_on_with(&mut page.choices, draft);
    }
    page.chrome.drafting = drafting(&page);
    Ok(page)
}

/// The form that goes along when the language is changed: the one that she comes back to, or the note.
fn drafting(page: &CasePage) -> Option<Drafting> {
    let asked = page.drafts.asked.parse::<CaseForm>().ok().filter(|form| page.drafts.of(form).is_some());
    let note = || Some(CaseForm::Note).filter(|_| page.may.record && page.tab == Tab::Contacts);
    let form = asked.or_else(note)?;
    Some(Drafting { form: drafts::element(&form), action: page.post(drafts::posts_to(&form)) })
}

/// Without the corrections and the steps of a contact that the policy keeps for others: nobody fills in what is refused.
fn only_hers(state: &WebState, seat: Seat, file: &CaseFile, mut page: CasePage) -> CasePage {
    let case = &file.case.state;
    let is_hers = |command: &CaseCommand| page.may.record && state.app.is_hers(seat, case, command);
    for contact in &mut page.contacts {
        let (no, note, reason) = (contact.no, String::new(), String::new());
        contact.may_correct = is_hers(&CaseCommand::CorrectContact { no, note, reason });
    }
    let by_contact = |step: &Choice| {
        let (pathway, rest) = step.value.split_once(':')?;
        let (step, _) = rest.rsplit_once(':')?;
        let completes = vec![CompletedStep { pathway: pathway.into(), step: step.into(), outcome: None }];
        Some(CaseCommand::RecordContact { contact: blank_contact(file.moment.today), completes })
    };
    page.choices.steps.retain(|step| by_contact(step).is_some_and(|command| is_hers(&command)));
    page
}
