//! Work as it comes in on a busy day, for the benchmark and the crash runs: each case gets contacts, actions and
//! urgent particulars from its case manager, under the same rules as everybody's.

use regie_app::{App, AppError, Done, Request};
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionPlan, Channel, Contact, Direction, No, Signal, Urgency, With};
use regie_care::ids::CaseId;
use regie_care::seat::{Actor, Seat};
use regie_store::views::{CaseFilter, CaseSort, Scope};

/// More cases than any one organisation has.
const ALL: u32 = 1_000_000;

const NOTE: &str = "Controle aan huis met tolk. RR 118/72, groei conform, leven gevoeld. Besproken: vervoer naar de \
                    echo, voeding, wie zij 's nachts belt. Volgende afspraak over twee weken op de locatie.";

/// A case and what its case manager does next.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The case.
    pub case: CaseId,
    /// Its case manager.
    pub seat: Seat,
    /// Who takes the telephone when it is not she: what she takes herself she need not acknowledge.
    deputy: Option<Seat>,
    actions: No,
    signals: No,
    turn: Turn,
}

/// What comes next: two contacts for every action and every particular.
#[derive(Debug, Clone, Copy)]
enum Turn {
    FirstContact,
    SetAction,
    CompleteAction,
    SecondContact,
    RaiseSignal,
    AcknowledgeSignal,
}

/// The open cases of all practices and hospitals, each with its case manager.
pub async fn open_cases(app: &App) -> Result<Vec<(CaseId, Seat)>, AppError> {
    let (directory, today) = (app.directory(), app.moment().today);
    let mut orgs: Vec<_> = directory.orgs.values().filter(|org| org.kind.line().is_some()).map(|org| org.id).collect();
    orgs.sort_unstable();
    let mut cases = Vec::new();
    for org in orgs {
        let (scope, filter) = (Scope::Caseload(org), CaseFilter::default());
        let lines = app.store().caseload(scope, today, &filter, CaseSort::Name, None, ALL).await?;
        // A case in second line is also on the caseload of the practice to which it returns.
        let accountable = lines.into_iter().map(|line| line.case).filter(|case| case.org == org);
        cases.extend(accountable.map(|case| (case.case, Seat::new(case.case_manager, org))));
    }
    Ok(cases)
}

impl Desk {
    /// Sits down at a case; [`Desk::look_again`] sees where it stands.
    pub const fn new(case: CaseId, seat: Seat) -> Self {
        Self { case, seat, deputy: None, actions: 0, signals: 0, turn: Turn::FirstContact }
    }

    /// Sees where the case stands, at first and after a command of which the outcome is not known.
    pub async fn look_again(&mut self, app: &App) -> Result<(), AppError> {
        let file = app.case_file(self.seat, self.case).await?;
        let count = |length: usize| No::try_from(length).unwrap_or(No::MAX);
        let state = &file.case.state;
        self.deputy = state.deputy_on(file.moment.today);
        self.actions = count(state.actions.len());
        self.signals = count(state.signals.len());
        self.turn = Turn::FirstContact;
        Ok(())
    }

    /// Gives the next command.
    pub async fn work(&mut self, app: &App) -> Result<Done, AppError> {
        let command = self.command(app);
        let by = match (self.turn, self.deputy) {
            (Turn::RaiseSignal, Some(deputy)) => deputy,
            _ => self.seat,
        };
        let done = app.command_case(&Request::by(Actor::Person(by)), self.case, &command).await?;
        self.turn = match self.turn {
            Turn::FirstContact => Turn::SetAction,
            Turn::SetAction => {
                self.actions += 1;
                Turn::CompleteAction
            }
            Turn::CompleteAction => Turn::SecondContact,
            Turn::SecondContact if self.deputy.is_none() => Turn::FirstContact,
            Turn::SecondContact => Turn::RaiseSignal,
            Turn::RaiseSignal => {
                self.signals += 1;
                Turn::AcknowledgeSignal
            }
            Turn::AcknowledgeSignal => Turn::FirstContact,
        };
        Ok(done)
    }

    fn command(&self, app: &App) -> CaseCommand {
        let today = app.moment().today;
        match self.turn {
            Turn::FirstContact | Turn::SecondContact => {
                let contact = Contact {
                    on: today,
                    channel: Channel::HomeVisit,
                    with: With::Client,
                    direction: Direction::Outgoing,
                    minutes: Some(20),
                    interpreter: true,
                    note: NOTE.to_owned(),
                };
                CaseCommand::RecordContact { contact, completes: Vec::new() }
            }
            Turn::SetAction => {
                let what = "Kamer nabij sanitair aanvragen bij COA".to_owned();
                CaseCommand::SetAction { action: ActionPlan { what, who: None, by: today } }
            }
            Turn::CompleteAction => {
                CaseCommand::CompleteAction { no: self.actions, on: today, note: "Toegezegd.".to_owned() }
            }
            Turn::RaiseSignal => {
                let text = "Belt: hoofdpijn en sterretjes zien".to_owned();
                CaseCommand::RaiseSignal { signal: Signal { urgency: Urgency::Urgent, text, from: With::Client } }
            }
            Turn::AcknowledgeSignal => CaseCommand::AcknowledgeSignal { no: self.signals },
        }
    }
}
