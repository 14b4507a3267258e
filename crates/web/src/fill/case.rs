//! *Casus*.

use regie_app::{CaseFile, CaseForm, Extent, OutboxNotice};
use regie_care::case::Obstacle;
use regie_care::seat::Line;
use regie_care::view::MeetingRow;
use regie_pathway::{self as pathway, Occurrence, Status, Work};

use super::Desk;
use super::letter::Letters;
use super::plan::Plan;
use super::records::Titles;
use crate::pages::case::{CasePage, Choices, Drafts, Intake, May, ObstacleLine, StepLine, Tab, Team};
use crate::pages::work::step_anchor;
use crate::pages::{Chrome, FormKey};
use crate::routes::link::with_query;

/// What the page shows besides the case itself.
#[derive(Debug)]
pub struct Around {
    /// What stands around it.
    pub chrome: Chrome,
    /// Which part is asked for.
    pub tab: Tab,
    /// Along with every form.
    pub key: FormKey,
    /// What this person may do.
    pub may: May,
    /// Meetings to come.
    pub meetings: Vec<MeetingRow>,
    /// Titles and days of the meetings that the case speaks of.
    pub titles: Titles,
    /// What her organisation must tell or told about this case.
    pub notices: Vec<OutboxNotice>,
    /// The letters that did a step.
    pub letters: Letters,
    /// How many lines of history are shown.
    pub history: usize,
    /// Whether it is told from further back.
    pub further_back: bool,
    /// What she typed in the forms and did not send.
    pub drafts: Drafts,
}

/// The page. The receiver of a handover, who may not see the whole case yet, gets what she needs to answer; who kept an
/// action, that action.
#[must_use]
pub fn page(desk: &Desk, around: Around, file: &CaseFile) -> CasePage {
    let case = &file.case.state;
    let (page, around) = outline(desk, around, file);
    if file.extent == Extent::OwnActions {
        let own_measures = !case.actions.iter().any(|action| action.plan.who == Some(desk.seat));
        return CasePage { actions: desk.own_actions(case), own_actions: true, own_measures, ..page };
    }
    if !file.extent.tells_care() {
        return page;
    }
    let plan = desk.plan(file, page.may);
    let obstacles = obstacles(desk, file, &plan.now.iter().chain(&plan.later).collect::<Vec<_>>());
    let Plan { lines, now, later, past, discretionary, startable, not_hers, anchors, facts } = plan;
    CasePage {
        lines,
        now,
        later,
        past,
        discretionary,
        startable,
        not_hers,
        anchors,
        facts,
        signals: desk.signals(case),
        contacts: desk.contacts(case),
        investigations: desk.investigations(case),
        informed: desk.informed(case),
        letters: if page.stood_on.is_none() { desk.letters(case, &around.letters) } else { Vec::new() },
        actions: desk.actions(case, &around.titles),
        agenda: desk.agenda(case, &around.titles),
        feedback: desk.feedback(case, &case.expectations),
        sharing: desk.sharing(file),
        intake: desk.intake_of(case),
        care_plan: desk.care_plan(case, page.may.care_plan, &around.titles, page.drafts.of(&CaseForm::Plan)),
        evaluations: desk.evaluations(case),
        notices: around.notices.iter().map(|notice| desk.notice_line(notice, None)).collect(),
        obstacles,
        history: file.history.iter().take(around.history).map(|change| desk.history_line(change)).collect(),
        older_history: older(&page, file, around.history),
        sealed: desk.sealed(file, &desk.seats(case)),
        choices: desk.choices(case, &page.may, &around.meetings, desk.contact_steps(file)),
        ..page
    }
}

/// What is left of what stands around the page.
struct Rest {
    meetings: Vec<MeetingRow>,
    titles: Titles,
    notices: Vec<OutboxNotice>,
    letters: Letters,
    history: usize,
}

/// What stands between now and closing. A step and the evaluation may go by the same words: then once.
fn obstacles(desk: &Desk, file: &CaseFile, ahead: &[&StepLine]) -> Vec<ObstacleLine> {
    let mut lines: Vec<ObstacleLine> = Vec::new();
    for obstacle in &file.obstacles {
        let (words, anchor) = (desk.t.obstacle(obstacle), dealt_with_at(obstacle, ahead));
        let step = ahead.iter().find(|line| anchor.as_ref() == Some(&line.anchor));
        let when = step.map(|line| line.chip.clone());
        let note = too_early(desk, file, obstacle);
        match lines.iter_mut().find(|line| line.words == words) {
            Some(line) => {
                line.when = line.when.take().or(when);
                // What cannot be recorded yet is no place to be sent to: the step is, where a day is agreed.
                line.anchor = if note.is_some() { anchor } else { line.anchor.take().or(anchor) };
                line.note = line.note.take().or(note);
            }
            None => lines.push(ObstacleLine { words, anchor, when, note }),
        }
    }
    lines
}

/// From which day an evaluation counts that is asked for before closing, where that day has not come.
fn too_early(desk: &Desk, file: &CaseFile, obstacle: &Obstacle) -> Option<String> {
    let Obstacle::Step { pathway: id, step, .. } = obstacle else { return None };
    let run = file.case.state.run(id)?;
    let definition = file.pathways.of(run)?;
    definition.step(step).filter(|step| step.does == Some(Work::Evaluation))?;
    let live = |one: &&Occurrence| one.step == *step && one.status().is_live();
    let one = run.state.occurrences().find(live);
    let ahead = pathway::ahead(definition, &run.state, desk.today);
    let expected = ahead.iter().find(|coming| coming.occurrence.step == *step).and_then(|coming| coming.window);
    match one.and_then(|one| one.window).or(expected).map(|window| window.from()) {
        Some(from) if from > desk.today => Some(desk.t.one("closing-from", "day", desk.t.day_full(&from)).into_owned()),
        Some(_) if one.is_some_and(|one| one.status() == Status::Open) => None,
        _ => Some(desk.t.of("closing-not-yet").into_owned()),
    }
}

/// The id of the element where an obstacle is dealt with.
fn dealt_with_at(obstacle: &Obstacle, ahead: &[&StepLine]) -> Option<String> {
    Some(match obstacle {
        Obstacle::Step { pathway, step, .. } => {
            // What is left behind its name is which time it is.
            let name = step_anchor(pathway.as_str(), step.as_str(), 0);
            let name = name.trim_end_matches('0');
            let time = |anchor: &str| anchor.strip_prefix(name)?.parse::<u16>().ok();
            return ahead.iter().find(|line| time(&line.anchor).is_some()).map(|line| line.anchor.clone());
        }
        Obstacle::Evaluation => "evaluatie".to_owned(),
        Obstacle::Handover { no } | Obstacle::Letter { no } => format!("overdracht-{no}"),
        Obstacle::Signal { .. } => "bijzonderheden".to_owned(),
        Obstacle::Action { .. } => "acties".to_owned(),
        Obstacle::Goal { no, .. } => format!("doel-{no}"),
        Obstacle::SharingRequest => "gedeeld".to_owned(),
        Obstacle::Feedback { .. } => "terugkoppeling".to_owned(),
    })
}

/// Who is who, and the handover that waits: nothing of the care itself.
fn outline(desk: &Desk, around: Around, file: &CaseFile) -> (CasePage, Rest) {
    let case = &file.case.state;
    let Around { chrome, tab, key, may, meetings, titles, notices, letters, history, further_back, drafts } = around;
    let whole = file.extent.tells_care();
    let choices = if whole || file.extent == Extent::OwnActions {
        Choices::default()
    } else {
        desk.choices(case, &may, &[], Vec::new())
    };
    let page = CasePage {
        t: desk.t,
        chrome,
        tab,
        today: desk.today,
        id: case.id.to_string(),
        whole,
        own_actions: false,
        own_measures: false,
        stood_on: (file.extent == Extent::Past).then_some(file.moment.today),
        handed_to: (file.extent == Extent::Past).then(|| desk.handed_to(case)).flatten(),
        key,
        head: desk.head(file),
        state: desk.case_state(case),
        care_line: if case.in_second_line() { Line::Second } else { Line::First },
        elsewhere: desk.elsewhere(file),
        may,
        lines: Vec::new(),
        who: desk.who(file),
        team: if file.extent == Extent::OwnActions { Team::default() } else { desk.team(case) },
        now: Vec::new(),
        later: Vec::new(),
        past: Vec::new(),
        discretionary: Vec::new(),
        startable: Vec::new(),
        not_hers: Vec::new(),
        anchors: Vec::new(),
        facts: Vec::new(),
        signals: Vec::new(),
        contacts: Vec::new(),
        investigations: Vec::new(),
        informed: Vec::new(),
        letters: Vec::new(),
        actions: Vec::new(),
        agenda: Vec::new(),
        handovers: desk.handovers(file),
        feedback: Vec::new(),
        sharing: crate::pages::case::SharingView::default(),
        intake: Intake::default(),
        care_plan: crate::pages::case::CarePlanView::default(),
        printing: false,
        evaluations: Vec::new(),
        notices: Vec::new(),
        obstacles: Vec::new(),
        history: Vec::new(),
        older_history: None,
        newer_history: further_back,
        sealed: None,
        choices,
        drafts,
    };
    (page, Rest { meetings, titles, notices, letters, history })
}

/// Where older history is: before the oldest line that is shown.
fn older(page: &CasePage, file: &CaseFile, shown: usize) -> Option<String> {
    let oldest = file.history.iter().take(shown).map(|change| change.seq).min()?;
    let own = if page.stood_on.is_some() { "ja" } else { "" };
    let query = [("voor", oldest.to_string()), ("eigen-dossier", own.to_owned())];
    let query = query.each_ref().map(|(name, value)| (*name, value.as_str()));
    (oldest > 1).then(|| with_query(&Tab::History.path(&page.id), &query))
}
