//! Several cases handed over at once: a leave, a departure, a site that closes (AZ-01, AZ-10).
//!
//! One command per case, each through the one write path: what is refused for one case leaves the others as they are, and
//! every case has its own answer. Nothing is done in part without saying so.

use std::collections::BTreeSet;

use jiff::civil::Date;
use regie_care::case::CaseCommand;
use regie_care::case::records::HandoverKind;
use regie_care::foresee::Foreseen;
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::person::{self, Absence, Named, Person, PersonCommand};
use regie_care::policy::Subject;
use regie_care::seat::{Actor, Seat};
use regie_care::view::ClientRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::AppError;
use crate::execute::{Done, Request, RequestKey};

/// How many cases can be handed over at once.
pub const MOST_AT_ONCE: usize = 200;

/// What happens to each of several cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Several {
    /// A leave: this colleague stands in from a day on, with a last day for a time, without one for good. Nobody's
    /// accountability moves.
    Deputy {
        /// Who stands in.
        deputy: Seat,
        /// From this day.
        from: Date,
        /// Until this day; absent for good.
        until: Option<Date>,
    },
    /// A departure: a colleague in the same organisation is asked to become case manager. She accepts each case.
    Colleague {
        /// Who is asked.
        to_person: PersonId,
        /// What she should know.
        note: String,
        /// Last day for an answer.
        answer_by: Date,
    },
    /// The clients move, as when a site closes: another practice is asked, case by case.
    Relocation {
        /// Which practice.
        to_org: OrgId,
        /// Who there, where she is already known.
        to_person: Option<PersonId>,
        /// Day of the move.
        moves_on: Date,
        /// The reception agency at the new site.
        coa: Option<OrgId>,
        /// The health centre at the new site.
        gc_a: Option<OrgId>,
        /// What the receiver should know.
        note: String,
        /// Last day for an answer.
        answer_by: Date,
    },
}

impl Several {
    /// The command for one case; `org` is the organisation of who asks.
    #[must_use]
    pub fn command(&self, org: OrgId) -> CaseCommand {
        match self.clone() {
            Self::Deputy { deputy, from, until } => CaseCommand::NameDeputy { deputy, from, until },
            Self::Colleague { to_person, note, answer_by } => CaseCommand::ProposeHandover {
                work: Vec::new(),
                handover: HandoverKind::Colleague,
                to_org: org,
                to_person: Some(to_person),
                note,
                answer_by,
            },
            Self::Relocation { to_org, to_person, moves_on, coa, gc_a, note, answer_by } => {
                CaseCommand::ProposeHandover {
                    work: Vec::new(),
                    handover: HandoverKind::Relocation { moves_on, coa, gc_a, place: String::new() },
                    to_org,
                    to_person,
                    note,
                    answer_by,
                }
            }
        }
    }
}

/// What became of one of several cases, or would become of it.
#[derive(Debug)]
pub struct OneOfSeveral<T> {
    /// Which case.
    pub case: CaseId,
    /// The client's name; `None` when the case is not for this person to know of.
    pub client: Option<String>,
    /// What tells her apart from others of the same name: her day of birth, and her number.
    pub born: Option<Date>,
    /// Her V-number or BSN.
    pub number: Option<String>,
    /// How it went.
    pub result: Result<T, AppError>,
}

impl App {
    /// What would become of each of these cases. Nothing is stored.
    ///
    /// # Errors
    /// When there are too many, or none. What is refused for one case stands with that case.
    pub async fn foresee_several(
        &self,
        seat: Seat,
        cases: &[CaseId],
        several: &Several,
    ) -> Result<Vec<OneOfSeveral<Foreseen>>, AppError> {
        let command = several.command(seat.org);
        let cases = distinct(cases)?;
        let mut clients = self.clients_of(seat, &cases.iter().copied().collect()).await?;
        let mut told = Vec::with_capacity(cases.len());
        for case in cases {
            let result = self.foresee_case(seat, case, &command).await;
            told.push(one_of(case, clients.remove(&case), result));
        }
        Ok(told)
    }

    /// Carries it out, one case after the other. With a key each case keeps its own answer under that key, so that the same
    /// request again gives the same report.
    ///
    /// # Errors
    /// When there are too many, or none, or a name cannot be read. What is refused for one case stands with that case.
    pub async fn hand_over_several(
        &self,
        request: &Request,
        cases: &[CaseId],
        several: &Several,
    ) -> Result<Vec<OneOfSeveral<Done>>, AppError> {
        let Some(seat) = request.actor.seat() else { return Err(AppError::NotSignedIn) };
        let command = several.command(seat.org);
        let cases = distinct(cases)?;
        // The names first: who hands a case over may not know its client by name a moment later.
        let mut clients = self.clients_of(seat, &cases.iter().copied().collect()).await?;
        let mut told = Vec::with_capacity(cases.len());
        for case in cases {
            let own = Request { actor: request.actor, seen: None, key: key_of(request, &case.to_string()) };
            let result = self.command_case(&own, case, &command).await;
            told.push(one_of(case, clients.remove(&case), result));
        }
        Ok(told)
    }

    /// Records, with a leave, that the case manager is away in the same time.
    ///
    /// # Errors
    /// As [`App::command_person`].
    pub async fn leave_with(&self, request: &Request, person: PersonId, absence: Absence) -> Result<Done, AppError> {
        let own = Request { actor: request.actor, seen: None, key: key_of(request, &person.to_string()) };
        self.command_person(&own, person, &PersonCommand::SetAbsence { absence }).await
    }

    /// Whether that would go through. Nothing is stored.
    ///
    /// # Errors
    /// As [`App::leave_with`].
    pub async fn foresee_leave(&self, seat: Seat, id: PersonId, absence: &Absence) -> Result<(), AppError> {
        self.authorise(Actor::Person(seat), &Subject::Absence { person: id }, self.moment())?;
        let known = self.load::<Person>(id, id).await?.state;
        let command = PersonCommand::SetAbsence { absence: absence.clone() };
        person::decide(&known, &command, &self.directory(), Named::default())?;
        Ok(())
    }
}

fn one_of<T>(case: CaseId, client: Option<ClientRow>, result: Result<T, AppError>) -> OneOfSeveral<T> {
    let number = client.as_ref().and_then(|client| client.v_number.clone().or_else(|| client.bsn.clone()));
    let born = client.as_ref().and_then(|client| client.birth_date);
    OneOfSeveral { case, client: client.map(|client| client.full_name()), born, number, result }
}

/// The key under which one part of a larger request is known.
fn key_of(request: &Request, part: &str) -> Option<RequestKey> {
    let RequestKey { key, request_hash } = request.key.clone()?;
    Some(RequestKey { key: format!("{key}:{part}"), request_hash })
}

/// The cases, each once, in the order given.
fn distinct(cases: &[CaseId]) -> Result<Vec<CaseId>, AppError> {
    let mut seen = BTreeSet::new();
    let once: Vec<CaseId> = cases.iter().copied().filter(|case| seen.insert(*case)).collect();
    let invalid = |message: String| Err(AppError::Invalid { field: "cases", message });
    match once.len() {
        0 => invalid("no case is named; name at least one".to_owned()),
        many if many > MOST_AT_ONCE => {
            invalid(format!("{many} cases are named; hand over at most {MOST_AT_ONCE} at once"))
        }
        _ => Ok(once),
    }
}
