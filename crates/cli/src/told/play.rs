//! Playing a told course on an application.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use regie_app::{App, AppError, Clock, Ids, Request};
use regie_care::case::{Case, CaseCommand, Obstacle, OpenCase};
use regie_care::ids::CaseId;
use regie_care::seat::{Actor, Seat};
use regie_pathway::scenario::{Moment, Scenario};
use regie_pathway::{self as pathway, Command};
use regie_store::Store;
use regie_web::texts::{Lang, Texts};
use serde::Serialize;

use super::cast::{Cast, parsed};
use super::journal::{self, Entry};
use super::names;
use crate::failure::Failure;

/// Nobody gives commands in the night: without a time, a moment is in the morning.
const MORNING: (i8, i8) = (9, 0);

/// The seed of the ids, so that the same course gives the same journal.
const SEED: u64 = 1;

/// A course that was played.
#[derive(Debug, Serialize)]
pub struct Telling {
    /// Its title.
    pub title: String,
    /// The story, quoting the source text.
    pub tells: String,
    /// What happened, moment by moment.
    pub chapters: Vec<Chapter>,
    /// What did not come out as told, with the line in the file.
    pub failures: Vec<String>,
}

/// A day, and what it brought.
#[derive(Debug, Serialize)]
pub struct Chapter {
    /// The day.
    pub date: Date,
    /// The story at this point; empty when the days went by themselves.
    pub tells: String,
    /// The command that was refused, where one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
    /// What the journal kept.
    pub journal: Vec<Entry>,
}

/// A command that was refused, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Refusal {
    /// A stable code.
    pub code: String,
    /// Why, and how to mend it.
    pub message: String,
    /// What it names as missing, in Dutch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// Plays a course on an empty store. What does not come out as told is in the answer.
///
/// # Errors
/// When the store cannot be used, or the file names what is not there.
pub async fn play(store: Store, scenario: &Scenario) -> Result<Telling, Failure> {
    let first = scenario.on.first().map_or(Date::ZERO, |moment| moment.date);
    let clock = Clock::standing_at(at(first, (7, 0)));
    let app = App::new(store, clock, Ids::seeded(SEED)).await?;
    if app.pathways().current(&scenario.pathway, app.moment().today).is_none() {
        let pathways = app.pathways();
        let known: Vec<&str> = pathways.ids().map(pathway::PathwayId::as_str).collect();
        return Err(Failure::Refused(format!(
            "there is no pathway {}: known are {}",
            scenario.pathway,
            known.join(", ")
        )));
    }
    let cast = Cast::enter(&app).await?;
    let mut player = Player { app, cast, scenario, case: None, seen: 0, chapters: Vec::new(), failures: Vec::new() };
    for moment in &scenario.on {
        player.let_days_come(moment.date).await?;
        player.play(moment).await?;
    }
    let (title, tells) = (scenario.title.clone(), scenario.tells.clone());
    Ok(Telling { title, tells, chapters: player.chapters, failures: player.failures })
}

struct Player<'a> {
    app: App,
    cast: Cast,
    scenario: &'a Scenario,
    case: Option<CaseId>,
    /// Events of the case that are told already.
    seen: u64,
    chapters: Vec<Chapter>,
    failures: Vec<String>,
}

impl Player<'_> {
    /// Lets every day up to and including `until` come, as the worker does after midnight.
    async fn let_days_come(&mut self, until: Date) -> Result<(), Failure> {
        let mut day = self.app.moment().today;
        while self.case.is_some() && day < until {
            day = day.saturating_add(1.day());
            self.app.clock().set(at(day, (0, 5)));
            self.app.tick_due_cases().await?;
            let journal = self.news().await?;
            if !journal.is_empty() {
                self.chapters.push(Chapter { date: day, tells: String::new(), refused: None, journal });
            }
        }
        Ok(())
    }

    async fn play(&mut self, moment: &Moment) -> Result<(), Failure> {
        let answer = self.give(moment).await?;
        let refused = match (answer, &moment.refused) {
            (Ok(()), None) => None,
            (Ok(()), Some(code)) => {
                self.fail(moment, format!("expected the refusal `{code}`, but it was allowed"));
                None
            }
            (Err(refusal), code) => {
                if code.as_ref() != Some(&refusal.code) {
                    self.fail(moment, format!("refused ({}): {}", refusal.code, refusal.message));
                }
                Some(refusal)
            }
        };
        self.check(moment).await?;
        let journal = self.news().await?;
        let (date, tells) = (moment.date, moment.tells.clone());
        if !journal.is_empty() || !tells.is_empty() || refused.is_some() {
            self.chapters.push(Chapter { date, tells, refused, journal });
        }
        Ok(())
    }

    fn fail(&mut self, moment: &Moment, what: String) {
        self.failures.push(format!("line {} ({}): {what}", moment.line, moment.date));
    }

    /// Gives the moment's commands, one after the other until one is refused. The inner result is what the rules said.
    async fn give(&mut self, moment: &Moment) -> Result<Result<(), Refusal>, Failure> {
        let wrong = |error: String| Failure::Refused(format!("line {} ({}): {error}", moment.line, moment.date));
        let Some(care) = &moment.care else { return self.give_one(moment, None, None).await };
        for told in names::commands(care, &self.cast).map_err(wrong)? {
            self.set_clock(moment.date, told.at);
            if let Err(refusal) = self.give_one(moment, told.by, told.command).await? {
                return Ok(Err(refusal));
            }
        }
        Ok(Ok(()))
    }

    /// Gives a care command, or the moment's own pathway command.
    async fn give_one(
        &mut self,
        moment: &Moment,
        by: Option<Seat>,
        command: Option<CaseCommand>,
    ) -> Result<Result<(), Refusal>, Failure> {
        if moment.care.is_none() {
            self.set_clock(moment.date, None);
        }
        let command = match (command, &moment.pathway) {
            (Some(command), _) => command,
            (None, Some(Command::Start { entry, anchors, facts })) => {
                return sorted(self.open(*entry, anchors.clone(), facts.clone()).await);
            }
            (None, Some(Command::Tick) | None) => return Ok(Ok(())),
            (None, Some(command)) => {
                let told = names::named_in(command, &self.cast);
                let command =
                    told.map_err(|error| Failure::Refused(format!("line {} ({}): {error}", moment.line, moment.date)))?;
                CaseCommand::Pathway { pathway: self.scenario.pathway.clone(), command }
            }
        };
        let case = self.the_case(moment)?;
        let by = match by {
            Some(seat) => seat,
            None => self.state(case).await?.case_manager,
        };
        let done = self.app.command_case(&Request::by(Actor::Person(by)), case, &command).await;
        sorted(done.map(drop))
    }

    /// The given time of that day, or the morning; never earlier than what was told before it.
    fn set_clock(&self, day: Date, time: Option<(i8, i8)>) {
        let next = self.app.moment().now.saturating_add(SignedDuration::from_mins(10));
        let wanted = at(day, time.unwrap_or(MORNING));
        self.app.clock().set(wanted.max(next.unwrap_or(wanted)));
    }

    async fn open(
        &mut self,
        on: Date,
        anchors: std::collections::BTreeMap<pathway::AnchorId, Date>,
        facts: std::collections::BTreeMap<pathway::FactId, pathway::FactValue>,
    ) -> Result<(), AppError> {
        let nobody = || AppError::Internal(format!("nobody of the cast begins with `{}`", self.scenario.pathway));
        let (case_manager, deputy) = self.cast.opens(&self.scenario.pathway).ok_or_else(nobody)?;
        let command = OpenCase {
            client: self.cast.client,
            case_manager,
            deputy,
            on,
            pathway: self.scenario.pathway.clone(),
            anchors,
            facts,
            team: self.cast.team(),
        };
        let done = self.app.open_case(&Request::by(Actor::Person(case_manager)), &command).await?;
        self.case = Some(parsed(&done.id)?);
        Ok(())
    }

    fn the_case(&self, moment: &Moment) -> Result<CaseId, Failure> {
        self.case.ok_or_else(|| {
            let what = "there is no case yet: begin with pathway = { kind = \"start\", … }";
            Failure::Refused(format!("line {} ({}): {what}", moment.line, moment.date))
        })
    }

    async fn state(&self, case: CaseId) -> Result<Case, Failure> {
        Ok(journal::replay(&self.app, case).await?)
    }

    /// Whether what the moment expects of the pathway is so.
    async fn check(&mut self, moment: &Moment) -> Result<(), Failure> {
        let Some(case) = self.case else { return Ok(()) };
        let state = self.state(case).await?;
        let Some(run) = state.run(&self.scenario.pathway) else { return Ok(()) };
        let pinned = run.state.started().and_then(|started| self.app.pathways().pinned(&started.hash).cloned());
        let Some(definition) = pinned else { return Ok(()) };
        for expectation in &moment.expect {
            if let Err(found) = expectation.check(&definition, &run.state, moment.date) {
                self.fail(moment, found);
            }
        }
        Ok(())
    }

    /// What the journal kept of the case since it was last told.
    async fn news(&mut self) -> Result<Vec<Entry>, Failure> {
        let Some(case) = self.case else { return Ok(Vec::new()) };
        let news = journal::since(&self.app, case, self.seen).await?;
        self.seen = news.last().map_or(self.seen, |entry| entry.seq);
        Ok(news)
    }
}

/// A refusal by the rules is part of the story; anything else ends it.
fn sorted(done: Result<(), AppError>) -> Result<Result<(), Refusal>, Failure> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(AppError::Refused(refused)) => Ok(Err(Refusal {
            code: refused.code.to_owned(),
            // The course is told in Dutch.
            message: Texts::get(Lang::Nl).refusal(&refused),
            missing: missing(&refused.detail),
        })),
        Err(AppError::Denied { code, message }) => {
            Ok(Err(Refusal { code: code.to_owned(), message: message.nl, missing: Vec::new() }))
        }
        Err(other) => Err(other.into()),
    }
}

/// What a refusal names: the parts that a letter lacks, or what stands between a case and its closing.
fn missing(detail: &serde_json::Value) -> Vec<String> {
    let parts = |key: &str| detail.get(key).and_then(serde_json::Value::as_array).into_iter().flatten();
    let words = parts("missing").filter_map(|part| part.as_str().map(str::to_owned));
    let obstacles = parts("obstacles").filter_map(|obstacle| serde_json::from_value(obstacle.clone()).ok());
    words.chain(obstacles.map(|obstacle| named(&obstacle))).collect()
}

fn named(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Step { title, .. } => title.nl.clone(),
        Obstacle::Evaluation => "de evaluatie met de cliënt".to_owned(),
        Obstacle::Handover { no } => format!("het antwoord op overdracht {no}"),
        Obstacle::Letter { no } => format!("de verwijsbrief bij overdracht {no}"),
        Obstacle::Signal { no } => format!("spoedbericht {no} is niet gezien"),
        Obstacle::Action { what, .. } => format!("de actie: {what}"),
        Obstacle::Goal { wanted, .. } => format!("de evaluatie van het doel: {wanted}"),
        Obstacle::SharingRequest => "het antwoord op het verzoek om gedeeld casemanagement".to_owned(),
        Obstacle::Feedback { about, .. } => format!("de terugkoppeling: {about}"),
    }
}

/// A moment of a day, by the clock of Amsterdam. An hour that the summer time skips is the next one.
fn at(day: Date, (hour, minute): (i8, i8)) -> Timestamp {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    day.at(hour, minute, 0, 0).to_zoned(zone).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}
