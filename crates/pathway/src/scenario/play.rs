//! Playing the pathway part of a scenario.

use jiff::civil::Date;

use super::Scenario;
use crate::{
    command::Command,
    decide::decide,
    definition::Definition,
    event::Event,
    next_due::next_due,
    refusal::Refusal,
    state::{State, evolve},
};

/// What happened on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayedMoment {
    /// The date.
    pub date: Date,
    /// The events, those of the clock included.
    pub events: Vec<Event>,
}

/// What became of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// The dates on which something happened.
    pub moments: Vec<PlayedMoment>,
    /// Where it ended.
    pub state: State,
    /// What did not come out as told, with the line in the file.
    pub failures: Vec<String>,
    /// The care commands, which belong to another room: their lines in the file.
    pub not_played: Vec<usize>,
}

/// Lets the clock run up to and including a date: `Tick` on every date on which something is due.
///
/// # Errors
/// When a tick is refused.
pub fn tick_until(def: &Definition, state: &mut State, until: Date) -> Result<Vec<PlayedMoment>, Refusal> {
    let mut moments = Vec::new();
    let mut last = None;
    while let Some(due) = next_due(def, state).filter(|due| *due <= until) {
        // A clock that comes back to the same day would not get on; what is due then waits for the next command.
        if last.is_some_and(|last| due <= last) {
            break;
        }
        last = Some(due);
        let events = decide(def, state, &Command::Tick, due)?;
        events.iter().for_each(|event| evolve(state, event));
        if !events.is_empty() {
            moments.push(PlayedMoment { date: due, events });
        }
    }
    Ok(moments)
}

/// Plays the pathway commands of a scenario and checks what it expects.
#[must_use]
pub fn play(def: &Definition, scenario: &Scenario) -> Played {
    let mut state = State::default();
    let mut played =
        Played { moments: Vec::new(), state: State::default(), failures: Vec::new(), not_played: Vec::new() };
    for moment in &scenario.on {
        match tick_until(def, &mut state, moment.date) {
            Ok(moments) => played.moments.extend(moments),
            Err(refusal) => played.failures.push(format!("line {}: the clock was refused: {refusal}", moment.line)),
        }
        if moment.care.is_some() {
            played.not_played.push(moment.line);
        }
        if let Some(command) = &moment.pathway {
            match (decide(def, &state, command, moment.date), &moment.refused) {
                (Ok(events), None) => {
                    events.iter().for_each(|event| evolve(&mut state, event));
                    played.moments.push(PlayedMoment { date: moment.date, events });
                }
                (Err(refusal), Some(code)) if refusal.code() == code => {}
                (Ok(_), Some(code)) => {
                    played
                        .failures
                        .push(format!("line {}: expected the refusal `{code}`, but it was allowed", moment.line));
                }
                (Err(refusal), _) => {
                    played.failures.push(format!("line {}: refused ({}): {refusal}", moment.line, refusal.code()));
                }
            }
        }
        for expectation in &moment.expect {
            if let Err(found) = expectation.check(def, &state, moment.date) {
                played.failures.push(format!("line {} ({}): {found}", moment.line, moment.date));
            }
        }
    }
    played.state = state;
    played
}
