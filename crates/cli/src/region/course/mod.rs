//! One client's course through care, told up to yesterday evening, and the stroke of midnight with which today begins.
//!
//! `plot` draws what is particular about a course and on which days; `intake` opens it; `happening` tells the turns;
//! here the days go by: steps open, are done or left, and in the end the case closes.

mod happening;
mod intake;
mod letters;
mod plot;
mod psychosocial;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rand::RngExt;
use rand::SeedableRng;
use rand::rngs::StdRng;
use regie_app::{AppError, Story};
use regie_care::case::records::{Channel, ClosingReason, Contact, Direction, Evaluation, With};
use regie_care::case::{Case, CaseCommand, CompletedStep};
use regie_care::closing;
use regie_care::ids::CaseId;
use regie_care::postnatal::BirthDetails;
use regie_care::seat::{Actor, Seat};
use regie_pathway::{self as pathway, Occurrence, Status, StepId, StepKind, Work};

use self::plot::{Happening, Plot};
use super::chain::{Chain, Site};
use super::{at, names, shift};

const PATHWAY: &str = "az-verloskunde";

/// At which site the clients stay, in turn: the practice near the first is the smallest.
const SITES: [usize; 5] = [0, 1, 2, 3, 1];

/// Days before today in which something may have been left lying.
const RECENT: i64 = 21;

/// A course being told.
struct Course<'a> {
    story: &'a mut Story,
    rng: StdRng,
    chain: &'a Chain,
    case: CaseId,
    manager: Seat,
    deputy: Seat,
    site: &'a Site,
    plot: Plot,
    today: Date,
    /// Who attended the birth, by the outcome's name.
    attended: &'static str,
    /// The moment of the last command: a case's journal never runs backwards.
    last: Timestamp,
}

/// Tells the course number `number` of a block. Each course draws from a chance of its own, so that a change to one
/// does not change the others.
pub fn tell(story: &mut Story, seed: u64, chain: &Chain, number: u32, today: Date) -> Result<(), AppError> {
    let mut rng = StdRng::seed_from_u64(seed ^ u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let place = number as usize;
    let site = &chain.sites[SITES[place % SITES.len()]];
    let (_, midwives) = &chain.practices[site.practice];
    let first = place / SITES.len() % midwives.len();
    let (manager, deputy) = (midwives[first], midwives[(first + 2) % midwives.len()]);
    let plot = Plot::draw(&mut rng, number, today);
    let (case, last) = intake::open(story, &mut rng, chain, site, (manager, deputy), &plot)?;
    let attended = names::pick(&mut rng, &["case-manager", "case-manager", "colleague", "second-line"]);
    let mut course = Course { story, rng, chain, case, manager, deputy, site, plot, today, attended, last };
    course.live()?;
    story.forget(case);
    Ok(())
}

impl Course<'_> {
    /// Gives a command on a day, at that hour or as soon after as the story is.
    fn give(&mut self, day: Date, hour: i8, by: Seat, command: &CaseCommand) -> Result<(), AppError> {
        self.command(at(day, hour, 5), Actor::Person(by), command)
    }

    fn command(&mut self, moment: Timestamp, actor: Actor, command: &CaseCommand) -> Result<(), AppError> {
        let next = self.last.saturating_add(SignedDuration::from_secs(90)).unwrap_or(self.last);
        self.last = moment.max(next);
        self.story.command_case(self.last, actor, self.case, command)
    }

    /// Who does the case manager's work on a day: her deputy while she is away.
    fn at_work(&self, day: Date) -> Seat {
        self.present(self.manager, day)
    }

    /// A midwife on a day, or the deputy while she is away.
    fn present(&self, midwife: Seat, day: Date) -> Seat {
        if self.story.directory().is_absent(midwife.person, day) { self.deputy } else { midwife }
    }

    fn state(&self) -> Option<&Case> {
        self.story.case(self.case).filter(|case| case.is_open())
    }

    /// The text on which the pathway of the case began: of its network's own variant, where it has one.
    fn definition(&self) -> Option<&pathway::Definition> {
        self.story.pathways().of(self.state()?.run(&PATHWAY.into())?)
    }

    /// Lets the days come up to yesterday, and the midnight after it.
    fn live(&mut self) -> Result<(), AppError> {
        let mut day = shift(self.plot.entry, -1);
        while let Some(next) = self.next_day(day) {
            day = next;
            if day > self.plot.entry {
                self.command(at(day, 0, 0), Actor::System, &CaseCommand::Tick)?;
            }
            for happening in self.plot.on(day) {
                self.happen(day, happening)?;
            }
            if day == self.plot.born && !self.plot.lost() {
                self.birth(day)?;
            }
            for (step, nth) in self.steps_of(day) {
                self.settle(&step, nth, day)?;
            }
            self.close_when_done(day)?;
        }
        if self.state().is_none() {
            return Ok(());
        }
        self.look_ahead(shift(self.today, -1))?;
        self.command(at(self.today, 0, 0), Actor::System, &CaseCommand::Tick)
    }

    /// The next day on which something happens: a timer, a turn, the birth, or the habitual day of something open.
    fn next_day(&self, after: Date) -> Option<Date> {
        let run = self.state()?.runs.first()?;
        let definition = self.story.pathways().pinned(&run.state.started()?.hash)?;
        let timer = pathway::next_due(definition, &run.state);
        let open = run.state.occurrences().filter(|occurrence| occurrence.status() == Status::Open);
        let days = open.filter_map(|occurrence| self.habit(occurrence));
        let born = (!self.plot.lost()).then_some(self.plot.born);
        let days = days.chain(timer).chain(born).chain(self.plot.days());
        days.filter(|day| *day > after && *day < self.today).min()
    }

    /// On which day this midwife tends to do a step: soon after it opens, each step a little otherwise, and one in
    /// sixteen too late. What the client must decide about waits for the day itself.
    fn habit(&self, occurrence: &Occurrence) -> Option<Date> {
        if occurrence.step.as_str() == "birth" {
            return None;
        }
        let window = occurrence.window?;
        let length = (window.target() - window.from()).get_days();
        let lot = (occurrence.step.as_str().bytes().map(i64::from).sum::<i64>() + i64::from(self.plot.lot)) % 16;
        Some(match occurrence.pinned {
            Some(planned) => planned,
            None if lot == 0 => shift(window.until(), 2),
            None => shift(window.from(), i64::from(length) * (lot % 4) / 8),
        })
    }

    fn steps_of(&self, day: Date) -> Vec<(StepId, u16)> {
        let runs = self.state().map(|case| case.runs.as_slice()).unwrap_or_default();
        let occurrences = runs.iter().flat_map(|run| run.state.occurrences());
        occurrences
            .filter(|occurrence| occurrence.status() == Status::Open)
            .filter(|occurrence| self.habit(occurrence).is_some_and(|habit| habit <= day))
            .map(|occurrence| (occurrence.step.clone(), occurrence.nth))
            .collect()
    }

    /// Does a step, or leaves it for the time being.
    fn settle(&mut self, step: &StepId, nth: u16, day: Date) -> Result<(), AppError> {
        let away = self.story.directory().is_absent(self.manager.person, day);
        let recent = day > shift(self.today, -RECENT);
        if !self.is_open(step, nth) || (recent && self.rng.random_range(0..if away { 2 } else { 10 }) == 0) {
            return Ok(());
        }
        let known = self.definition().and_then(|definition| definition.step(step));
        let Some((kind, does, to)) = known.map(|step| (step.kind, step.does, step.to.clone())) else { return Ok(()) };
        let by = self.at_work(day);
        match (does, step.as_str()) {
            (Some(Work::Intake), _) => intake::take(self, day, by),
            (Some(Work::Evaluation), _) => {
                let evaluation = evaluation(&mut self.rng, day);
                self.give(day, 11, by, &CaseCommand::Evaluate { evaluation })
            }
            // It goes with the handover.
            (Some(Work::ReferralLetter), _) => Ok(()),
            (Some(work @ (Work::PregnancyDeclaration | Work::HandoverLetter)), _) => {
                self.send_letter(day, by, (step, nth), work, &to)
            }
            // The programme of the region has no treatment plan of its own.
            (
                Some(
                    Work::CareDiagnosis
                    | Work::CarePlan
                    | Work::FixedPlan
                    | Work::Coordinator
                    | Work::CoordinatorAfterBirth
                    | Work::CoordinationHandover
                    | Work::PlanLetter,
                ),
                _,
            ) => Ok(()),
            (None, "checkup-preference") => {
                let outcome = match self.attended {
                    "colleague" => names::pick(&mut self.rng, &["case-manager", "attending-midwife"]),
                    "second-line" => names::pick(&mut self.rng, &["second-line", "case-manager"]),
                    _ => "case-manager",
                };
                self.complete(day, by, step, nth, Some(outcome))
            }
            // Before the birth she meets the third midwife of the practice too: one of the three will be there.
            (None, "birth-preparation") => self.contact(day, self.present(self.third(), day), Some(step)),
            (None, _) if kind == StepKind::Contact && nth == 1 => self.contact(day, by, Some(step)),
            (None, _) => self.complete(day, by, step, nth, None),
        }
    }

    fn is_open(&self, step: &StepId, nth: u16) -> bool {
        let mut runs = self.state().into_iter().flat_map(|case| &case.runs);
        runs.any(|run| run.state.occurrence(step, nth).is_some_and(|occurrence| occurrence.status() == Status::Open))
    }

    fn complete(
        &mut self,
        day: Date,
        by: Seat,
        step: &StepId,
        nth: u16,
        outcome: Option<&'static str>,
    ) -> Result<(), AppError> {
        let (step, outcome) = (step.clone(), outcome.map(Into::into));
        self.step(
            day,
            by,
            pathway::Command::Complete { step, nth: Some(nth), on: day, outcome, words: None, whom: None, day: None },
        )
    }

    fn step(&mut self, day: Date, by: Seat, command: pathway::Command) -> Result<(), AppError> {
        self.give(day, 14, by, &CaseCommand::Pathway { pathway: PATHWAY.into(), command })
    }

    /// A contact, which does the work of a step where one is named.
    fn contact(&mut self, day: Date, by: Seat, step: Option<&StepId>) -> Result<(), AppError> {
        let (channel, minutes, note) = names::contact(&mut self.rng, step.map_or("", |step| step.as_str()));
        let contact = Contact {
            on: day,
            channel,
            with: With::Client,
            direction: if channel == Channel::Phone { Direction::Incoming } else { Direction::Outgoing },
            minutes: Some(minutes),
            interpreter: self.plot.interpreter,
            note: note.to_owned(),
        };
        let completes = step
            .map(|step| CompletedStep { pathway: PATHWAY.into(), step: step.clone(), outcome: None })
            .into_iter()
            .collect();
        self.give(day, 10, by, &CaseCommand::RecordContact { contact, completes })
    }

    fn birth(&mut self, day: Date) -> Result<(), AppError> {
        let by = self.at_work(day);
        let attended = if self.state().is_some_and(Case::in_second_line) { "second-line" } else { self.attended };
        self.attended = attended;
        let outcome = Some(attended.into());
        self.step(day, by, pathway::Command::complete("birth", day).with_outcome(outcome))?;
        let Some(at) = self.plot.hour() else { return Ok(()) };
        let birth = BirthDetails { at: Some(at), ..BirthDetails::default() };
        self.give(day, 15, by, &CaseCommand::DetailBirth { birth })
    }

    /// What the next days hold: some appointments are made, some home visits given to the deputy.
    fn look_ahead(&mut self, day: Date) -> Result<(), AppError> {
        let by = self.at_work(day);
        for (step, nth, last) in self.coming(day) {
            match self.rng.random_range(0..6) {
                0..3 => {
                    let date = shift(self.today, self.rng.random_range(0..9)).min(last);
                    // Of what must be done no day is left to plan it on.
                    if date >= self.today {
                        self.step(day, by, pathway::Command::Plan { step, nth: Some(nth), date })?;
                    }
                }
                3..5 if step.as_str() == "home-visit" && by != self.deputy => {
                    let delegate =
                        CaseCommand::DelegateStep { pathway: PATHWAY.into(), step, nth, to: self.deputy, reason: None };
                    self.give(day, 16, by, &delegate)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The contacts with the client that are open or open within days.
    fn coming(&self, day: Date) -> Vec<(StepId, u16, Date)> {
        let definition = self.definition();
        let is_contact = |occurrence: &&Occurrence| {
            let step = definition.and_then(|definition| definition.step(&occurrence.step));
            step.is_some_and(|step| step.kind == StepKind::Contact && step.by.as_str() == "case-manager")
        };
        // A home visit takes more arranging.
        let ahead = |occurrence: &Occurrence| if occurrence.step.as_str() == "home-visit" { 14 } else { 5 };
        let soon = |occurrence: &&Occurrence| {
            let last = shift(day, ahead(occurrence));
            occurrence.window.is_some_and(|window| window.from() <= last && window.until() >= day)
        };
        let runs = self.state().map(|case| case.runs.as_slice()).unwrap_or_default();
        let expected = runs
            .iter()
            .flat_map(|run| definition.map(|definition| pathway::expected(definition, &run.state)).unwrap_or_default());
        expected
            .filter(is_contact)
            .filter(soon)
            .filter(|occurrence| occurrence.pinned.is_none())
            .filter_map(|occurrence| Some((occurrence.step.clone(), occurrence.nth, occurrence.window?.until())))
            .collect()
    }

    /// Closes where nothing is missing any more; one case in four waits for a quiet day.
    fn close_when_done(&mut self, day: Date) -> Result<(), AppError> {
        let lingers = self.plot.lot.is_multiple_of(4) && day > shift(self.today, -RECENT);
        let Some(case) = self.state().filter(|_| !lingers) else { return Ok(()) };
        if case.evaluations.is_empty() || !closing::obstacles(case, self.story.pathways()).is_empty() {
            return Ok(());
        }
        let reason = if self.plot.lost() { ClosingReason::PregnancyEnded } else { ClosingReason::Completed };
        let close = CaseCommand::Close { on: day, reason, note: "Zorg afgerond.".to_owned(), died_on: None };
        self.give(day, 17, self.at_work(day), &close)
    }

    /// Tells one of the plot's turns, unless the case closed before.
    fn happen(&mut self, day: Date, happening: Happening) -> Result<(), AppError> {
        if self.state().is_none() {
            return Ok(());
        }
        happening::tell(self, day, happening)
    }
}

fn evaluation(rng: &mut StdRng, on: Date) -> Evaluation {
    let (client_view, lessons) = names::pick(
        rng,
        &[
            ("Blij met één vaste verloskundige; wachttijd bij de tolk was lang.", "Tolk eerder boeken."),
            ("Zij wist steeds wie zij kon bellen.", "Telefoonkaartje met foto werkt."),
            ("De verhuizing kwam onverwacht; het dossier was er gelukkig al.", "Overdracht bellen én schrijven."),
            ("Graag eerder gehoord hoe kraamzorg hier gaat.", "Kraamzorg bespreken bij het geboorteplan."),
        ],
    );
    Evaluation { on, client_view: client_view.to_owned(), lessons: lessons.to_owned() }
}
