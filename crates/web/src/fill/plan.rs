//! The pathways of a case: as lines, and as steps with their reasons.

mod asked;
mod questions;

use std::collections::BTreeMap;

use jiff::civil::Date;
use regie_app::{CaseFile, PlannedStep};
use regie_care::case::Case;
use regie_care::case::state::Run;
use regie_care::seat::OrgKind;
use regie_care::suits::{self, NotHers};
use regie_care::vocabulary::anchor::BORN;
use regie_care::wording;
use regie_pathway::{
    self as pathway, AnchorId, Coming, Definition, DoneIn, Life, Occurrence, Status, StepKind, Undecided, Window,
};

use self::asked::place;
use super::course_page::{appointment, state_of};
use super::may::is_coordinated;
use super::why::Timing;
use super::{Desk, course};
use crate::pages::Choice;
use crate::pages::case::{Anchor, Discretionary, Fact, May, StepLine};
use crate::pages::line::LineView;
use crate::pages::work::{ByWork, StepAct, step_anchor};
use crate::pathway_line::{Axis, LinePoint};
use crate::texts::{Chip, StepState, Tone, civil};

/// Everything about the pathways of a case.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) lines: Vec<LineView>,
    pub(super) now: Vec<StepLine>,
    pub(super) later: Vec<StepLine>,
    pub(super) past: Vec<StepLine>,
    pub(super) discretionary: Vec<Discretionary>,
    pub(super) startable: Vec<Choice>,
    /// Those that are not hers, by title: and why.
    pub(super) not_hers: Vec<(String, String)>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) facts: Vec<Fact>,
}

/// Where a step is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Now,
    Later,
    Past,
    Nowhere,
}

/// One pathway of a case being told.
struct Teller<'a> {
    desk: &'a Desk,
    case: &'a Case,
    run: &'a Run,
    definition: &'a Definition,
    /// What lies ahead, with the windows that are expected.
    ahead: BTreeMap<(&'a str, u16), Coming<'a>>,
    anchors: Vec<(&'a str, Date)>,
    lost: bool,
    may: May,
    delegates: &'a [Choice],
}

impl Desk {
    /// The pathways of a case.
    pub(super) fn plan(&self, file: &CaseFile, may: May) -> Plan {
        let case = &file.case.state;
        // Nothing is done on a closed case before it is reopened.
        let may = if case.is_open() { may } else { May::default() };
        let (startable, not_hers) = self.startable(file);
        let mut plan = Plan { startable, not_hers, ..Plan::default() };
        let (mut now, mut later, mut past) = (Vec::new(), Vec::new(), Vec::new());
        let delegates = if may.direct { self.colleagues() } else { Vec::new() };
        let mut asking = Vec::new();
        for run in &case.runs {
            let Some(definition) = file.pathways.of(run) else { continue };
            let teller = Teller::new(self, case, run, definition, May { ..may }, &delegates);
            let mut points = Vec::new();
            for step in file.plan.iter().filter(|step| step.pathway == run.pathway) {
                let place = teller.place(step);
                match place {
                    Place::Now => now.push((teller.day(step), teller.line(step))),
                    Place::Later => later.push((teller.day(step), teller.line(step))),
                    Place::Past => past.push((teller.day(step), teller.line(step))),
                    Place::Nowhere => continue,
                }
                points.extend(teller.point(step));
            }
            if matches!(teller.axis(), Axis::Gestation { .. }) {
                points.extend(self.planned_caesarean(case));
            }
            let (id, title) = (run.pathway.to_string(), self.text(definition.title()));
            let version = definition.version().to_owned();
            let line = LineView::new(id, title, version, teller.axis(), self.today, &points);
            plan.lines.push(LineView { kept: self.kept(case, run, definition), ..line });
            asking.push(teller);
        }
        // What has ended takes no answer for the others.
        asking.sort_by_key(|teller| teller.run.state.ended().is_some());
        for (at, teller) in asking.iter().enumerate() {
            teller.add_questions(&mut plan, &asking[..at]);
        }
        plan.now = in_order(now, false);
        plan.later = in_order(later, false);
        plan.past = in_order(past, true);
        plan.facts.sort_by_key(|fact| fact.answer.is_some());
        plan
    }
}

impl Desk {
    /// A planned caesarean as a mark on the line: the head of the page tells it.
    fn planned_caesarean(&self, case: &Case) -> Option<LinePoint> {
        let at = case.planned_caesarean()?;
        let (label, state) = (self.t.of("caesarean").into_owned(), StepState::Planned);
        let title = self.t.mark_title(&label, &state, &self.t.near(&at, &self.today));
        Some(LinePoint { target: "keizersnede".to_owned(), label, state, at, window: None, title })
    }
}

/// By day, what has none last; steps of the same day stay in the order of the pathway.
fn in_order(mut steps: Vec<(Option<Date>, StepLine)>, newest_first: bool) -> Vec<StepLine> {
    steps.sort_by_key(|(day, _)| day.unwrap_or(Date::MAX));
    if newest_first {
        steps.reverse();
    }
    steps.into_iter().map(|(_, step)| step).collect()
}

impl<'a> Teller<'a> {
    fn new(
        desk: &'a Desk,
        case: &'a Case,
        run: &'a Run,
        definition: &'a Definition,
        may: May,
        delegates: &'a [Choice],
    ) -> Self {
        let ahead = pathway::ahead(definition, &run.state, desk.today).into_iter();
        Self {
            desk,
            case,
            run,
            definition,
            ahead: ahead.map(|one| ((one.occurrence.step.as_str(), one.occurrence.nth), one)).collect(),
            anchors: run.state.anchors().map(|(anchor, day)| (anchor.as_str(), day)).collect(),
            lost: course::is_lost(case),
            may,
            delegates,
        }
    }

    fn coming<'s>(&'s self, step: &'s PlannedStep) -> Option<&'s Coming<'s>> {
        self.ahead.get(&(step.occurrence.step.as_str(), step.occurrence.nth))
    }

    /// What depends on an answer about the client.
    fn undecided<'s>(&'s self, step: &'s PlannedStep) -> Option<&'s Undecided> {
        self.coming(step).and_then(|coming| coming.undecided.as_ref())
    }

    /// Open steps come now, unless they have an appointment on a later day that is still in time. After a loss, what no
    /// longer applies is not shown any more.
    fn place(&self, step: &PlannedStep) -> Place {
        let occurrence = &step.occurrence;
        let is_expected = self.coming(step).is_some();
        match occurrence.life {
            Life::Open { .. } if step.explanation.overdue => Place::Now,
            Life::Open { .. } if appointment(step).is_some_and(|day| day > self.desk.today) => Place::Later,
            Life::Open { .. } => Place::Now,
            Life::Waiting if is_expected => Place::Later,
            Life::Waiting => Place::Nowhere,
            Life::Cancelled { .. } if self.lost => Place::Nowhere,
            Life::Done { .. } | Life::Skipped { .. } | Life::Missed { .. } | Life::Cancelled { .. } => Place::Past,
        }
    }

    fn state(&self, step: &PlannedStep) -> StepState {
        state_of(step, self.desk.today)
    }

    /// The window, or the one that is foreseen.
    fn window(&self, step: &PlannedStep) -> Option<Window> {
        step.occurrence.window.or_else(|| self.coming(step)?.window)
    }

    /// The day by which steps are put in order.
    fn day(&self, step: &PlannedStep) -> Option<Date> {
        let occurrence = &step.occurrence;
        match &occurrence.life {
            Life::Waiting => appointment(step).or_else(|| self.window(step).map(|window| window.from())),
            Life::Open { .. } => {
                let last = || step.explanation.planned_past.or(self.window(step).map(|window| window.until()));
                appointment(step).or_else(last)
            }
            Life::Done { on, .. } | Life::Skipped { on, .. } | Life::Missed { on, .. } | Life::Cancelled { on, .. } => {
                Some(*on)
            }
        }
    }

    fn line(&self, step: &PlannedStep) -> StepLine {
        let (desk, why) = (self.desk, self.why(step));
        let (told, asks): (Vec<_>, Vec<_>) = self.asked_first(step).into_iter().partition(|ask| self.says(&why, ask));
        let mut answers: Vec<&'static str> = told.iter().map(place).collect();
        answers.dedup();
        StepLine {
            pathway: self.run.pathway.to_string(),
            anchor: step_anchor(self.run.pathway.as_str(), step.step.id.as_str(), step.occurrence.nth),
            title: self.title(step),
            state: self.state(step),
            chip: self.chip(step),
            by: self.by(step),
            why,
            asks: asks.iter().map(|ask| (place(ask), desk.text(ask.question()))).collect(),
            answers,
            said: desk.said(self.run, self.definition, step),
            will_be: desk.will_be(step),
            next: self.next(step),
            reasons: step.explanation.sentences.iter().map(|sentence| desk.text(sentence)).collect(),
            source: step.step.source.clone(),
            required: step.step.required,
            sealed: step.step.sealed,
            act: self.act(step),
        }
    }

    /// A step that comes again says which time it is.
    fn title(&self, step: &PlannedStep) -> String {
        let title = self.desk.text(self.undecided(step).map_or(&step.step.title, |what| &what.title));
        if step.occurrence.nth > 1 { format!("{title} ({})", step.occurrence.nth) } else { title }
    }

    fn chip(&self, step: &PlannedStep) -> Chip {
        let (t, today) = (self.desk.t, &self.desk.today);
        let occurrence = &step.occurrence;
        match (&occurrence.life, occurrence.window, appointment(step)) {
            (
                Life::Done { on, .. } | Life::Skipped { on, .. } | Life::Missed { on, .. } | Life::Cancelled { on, .. },
                ..,
            ) => Chip::new(Tone::Quiet, t.near(on, today)),
            (_, _, Some(day)) if day >= *today && !step.explanation.overdue => self.desk.planned_chip(day),
            (Life::Open { .. }, Some(window), _) => {
                t.until(&window.from(), &step.explanation.planned_past.unwrap_or(window.until()), today)
            }
            (Life::Waiting, Some(window), _) if window.from() > *today => {
                t.until(&window.from(), &window.until(), today)
            }
            (Life::Waiting, None, _) if self.window(step).is_some() => Chip::new(Tone::Quiet, self.when_foreseen(step)),
            _ => Chip::new(Tone::Quiet, t.step_state(&self.state(step))),
        }
    }

    fn when_foreseen(&self, step: &PlannedStep) -> String {
        let (t, today) = (self.desk.t, &self.desk.today);
        let span = self.window(step).map(|window| t.span(&window.from(), &window.until(), today)).unwrap_or_default();
        t.one("when-foreseen", "span", span).into_owned()
    }

    fn by(&self, step: &PlannedStep) -> String {
        let desk = self.desk;
        if self.undecided(step).is_some() {
            return String::new();
        }
        let key = (step.occurrence.step.clone(), step.occurrence.nth);
        if let Some(delegate) = self.run.delegations.get(&key).filter(|_| step.occurrence.status().is_live()) {
            return desk.t.one("by-delegate", "name", desk.seat_name(*delegate)).into_owned();
        }
        if let (Life::Done { on, .. }, Some(done)) = (&step.occurrence.life, self.run.done.get(&key)) {
            let (name, day) = (regie_app::name_of(done.by, &desk.directory), civil(done.at).date());
            return if day == *on {
                name
            } else {
                desk.t.two("by-recorded-on", "name", name, "day", desk.t.near(&day, &desk.today)).into_owned()
            };
        }
        let role = self.definition.roles().iter().find(|role| role.id == step.step.by);
        role.map(|role| desk.text(&role.title)).unwrap_or_default()
    }

    fn why(&self, step: &PlannedStep) -> String {
        if self.undecided(step).is_some() {
            return String::new();
        }
        let occurrence = &step.occurrence;
        let first = || step.explanation.sentences.first().map(|text| self.desk.text(text)).unwrap_or_default();
        match (&occurrence.life, occurrence.window) {
            (Life::Done { .. }, _) if occurrence.decided.is_some() => self.desk.decided(step).unwrap_or_default(),
            (Life::Done { outcome, .. }, _) => {
                let outcome = outcome.as_ref().and_then(|id| step.step.outcomes.iter().find(|one| one.id == *id));
                outcome.map(|outcome| self.desk.text(&outcome.title)).unwrap_or_default()
            }
            (Life::Skipped { reason, .. }, _) => reason.clone(),
            (Life::Open { .. }, Some(window)) => self.why_window(step, window),
            (Life::Waiting, _) if step.explanation.waits_for.is_some() => first(),
            (Life::Waiting, Some(window)) if window.from() > self.desk.today => self.why_window(step, window),
            _ => first(),
        }
    }

    fn why_window(&self, step: &PlannedStep, window: Window) -> String {
        self.desk.why_then(&Timing {
            definition: Some(self.definition),
            step: Some(&step.step),
            from: window.from(),
            until: step.explanation.planned_past.unwrap_or(window.until()),
            planned: step.occurrence.pinned,
            late: step.occurrence.late.is_some(),
            anchors: &self.anchors,
        })
    }

    fn act(&self, step: &PlannedStep) -> Option<StepAct> {
        let occurrence = &step.occurrence;
        let of_first_line = self.may.first_line_steps && self.definition.done_in(&step.step) == Some(DoneIn::FirstLine);
        let hers = of_first_line || (self.may.coordinated_steps && is_coordinated(self.definition, &step.step));
        let delegate = self.run.delegations.get(&(occurrence.step.clone(), occurrence.nth));
        // Who was asked to do it does it, and leaves it out for nobody.
        let asked = delegate == Some(&self.desk.seat);
        let may = self.may.care || self.may.plan || hers || asked;
        let by_somebody = step.step.kind != StepKind::Milestone;
        // What she may not read on, she neither decides, nor leaves out, nor turns back; what is not called for yet waits.
        let reads = !(self.definition.is_veiled() && self.definition.rests_on_sealed(&step.step));
        let its_turn = step.explanation.waits_for.is_none();
        if by_somebody && reads && self.can_be_turned_back(occurrence) && (self.may.care || of_first_line) {
            return Some(StepAct {
                pathway: self.run.pathway.as_str().to_owned(),
                step: occurrence.step.as_str().to_owned(),
                nth: occurrence.nth,
                now: false,
                outcomes: Vec::new(),
                words: None,
                whom: None,
                day: None,
                at_case: false,
                planned: None,
                from: None,
                delegates: Vec::new(),
                delegated: false,
                settle: false,
                skip: false,
                reason: false,
                by_work: None,
                meeting: false,
            });
        }
        (may && occurrence.status().is_live() && self.undecided(step).is_none()).then(|| StepAct {
            pathway: self.run.pathway.as_str().to_owned(),
            step: occurrence.step.as_str().to_owned(),
            nth: occurrence.nth,
            now: matches!(self.place(step), Place::Now),
            outcomes: self.desk.outcomes(&step.step),
            words: step.step.words.as_ref().map(|ask| self.desk.text(ask)),
            whom: self.desk.asked_whom(self.case, self.run, self.definition, &step.step).map(Box::new),
            day: step.step.day.as_ref().map(|ask| self.desk.text(ask)),
            at_case: false,
            planned: occurrence.pinned,
            from: occurrence.window.map(|window| window.from()),
            delegates: self.delegates.to_vec(),
            delegated: delegate.is_some() && self.may.direct,
            settle: (self.may.care || hers || asked) && reads && its_turn,
            skip: (self.may.care || hers) && reads && its_turn && !(step.step.in_turn && step.step.must_be_done),
            reason: step.step.sealed,
            by_work: step.step.does.map(|work| ByWork::of(work, Some(self.case))),
            meeting: step.step.meeting.is_some(),
        })
    }

    /// Done or skipped, and not taken up again since.
    fn can_be_turned_back(&self, occurrence: &Occurrence) -> bool {
        let later = |other: &Occurrence| {
            other.step == occurrence.step && other.nth > occurrence.nth && other.status() != Status::Waiting
        };
        matches!(occurrence.life, Life::Done { .. } | Life::Skipped { .. }) && !self.run.state.occurrences().any(later)
    }

    fn point(&self, step: &PlannedStep) -> Option<LinePoint> {
        let (t, today) = (self.desk.t, &self.desk.today);
        let occurrence = &step.occurrence;
        let window = self.window(step);
        let state = self.state(step);
        let at = match &occurrence.life {
            Life::Done { on, .. } | Life::Skipped { on, .. } => Some(*on),
            Life::Missed { on, .. } | Life::Cancelled { on, .. } => window.map(|window| window.target()).or(Some(*on)),
            Life::Waiting | Life::Open { .. } => occurrence.pinned.or_else(|| window.map(|window| window.target())),
        }?;
        let settled = !occurrence.status().is_live();
        let when = match window {
            _ if settled => t.near(&self.day(step).unwrap_or(at), today),
            Some(_) if occurrence.window.is_none() => self.when_foreseen(step),
            Some(window) if occurrence.pinned.is_none() => t.span(&window.from(), &window.until(), today),
            _ => t.near(&at, today),
        };
        let label = short(&self.title(step));
        Some(LinePoint {
            target: step_anchor(self.run.pathway.as_str(), occurrence.step.as_str(), occurrence.nth),
            title: t.mark_title(&label, &state, &when),
            label,
            state,
            at,
            window: window.filter(|_| !settled).map(|window| (window.from(), window.until())),
        })
    }

    fn axis(&self) -> Axis {
        let gestation = self.definition.gestation_anchor().and_then(|anchor| self.run.state.anchor(anchor));
        let born = self.run.state.anchor(&AnchorId::from(BORN));
        match gestation {
            Some(due) if !self.lost => Axis::Gestation { due, born },
            _ => Axis::Calendar,
        }
    }
}

impl Desk {
    /// The pathways that may begin beside those that run, and the others with why they are not hers.
    fn startable(&self, file: &CaseFile) -> (Vec<Choice>, Vec<(String, String)>) {
        let (case, client) = (&file.case.state, &file.client.identity);
        let at = self.directory.kind(case.case_manager.org).unwrap_or(OrgKind::MidwifePractice);
        let known = self.pathways.startable(self.network(case), self.today);
        let (mut startable, mut others) = (Vec::new(), Vec::new());
        for (id, definition) in known.filter(|(id, _)| !case.runs_variant_of(id)) {
            let title = self.text(definition.title());
            match suits::not_hers(case, client, at, id, self.today) {
                None => startable.push(Choice::new(id.as_str(), title)),
                Some(why) => others.push((title, self.why_not_hers(&why))),
            }
        }
        (startable, others)
    }

    fn why_not_hers(&self, why: &NotHers) -> String {
        let t = self.t;
        let key = match why {
            NotHers::Elsewhere(kinds) => {
                let kinds: Vec<String> = kinds.iter().map(|kind| self.text(&wording::org_kind(*kind))).collect();
                return t.one("not-hers-elsewhere", "kinds", kinds.join(", ")).into_owned();
            }
            NotHers::Adult => "not-hers-adult",
            NotHers::NoAsylumSeeker => "not-hers-asylum",
            NotHers::PregnancyEnded => "not-hers-lost",
            NotHers::LongAfterBirth => "not-hers-after-birth",
        };
        t.of(key).into_owned()
    }

    /// The network of the organisation that is accountable.
    fn network(&self, case: &Case) -> &str {
        self.directory.org(case.case_manager.org).map_or("", |org| org.network.as_str())
    }

    /// Why a pathway is not the one that would begin here now (CM-02).
    fn kept(&self, case: &Case, run: &Run, definition: &Definition) -> Option<String> {
        let network = self.network(case);
        let differs = case.is_open() && self.pathways.began_otherwise(run, network, self.today);
        let words = match definition.variant() {
            _ if !differs => return None,
            Some(variant) => self.t.two("line-of-network", "began", &variant.network, "network", network),
            None => self.t.one("line-of-all", "network", network),
        };
        Some(words.into_owned())
    }
}

/// A title as it stands on the line: up to where it begins to explain.
fn short(title: &str) -> String {
    title.split([':', ',', '(']).next().unwrap_or(title).trim().to_owned()
}
