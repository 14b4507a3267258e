//! Who is away in the same days as she for whom she stands in: then a case has neither (AZ-01, AZ-02).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use regie_care::case::deputies::stretches;
use regie_care::directory::Directory;
use regie_care::ids::PersonId;
use regie_care::person::Absence;
use regie_care::seat::Seat;
use regie_store::views::StandIns;

use crate::app::App;
use crate::error::AppError;

/// Two who are away together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The other one.
    pub other: PersonId,
    /// When she is away.
    pub absence: Absence,
    /// In how many cases one is the deputy of the other.
    pub cases: u32,
    /// Whether the other one is the deputy; if not, she is the case manager.
    pub stands_in: bool,
}

impl App {
    /// Who stands in for a colleague, or for whom she stands in, and is away in these days too, so that on some of them nobody
    /// is there for a case; as far as the caseload of the seat has their cases, and nothing for who sees none. Days on which
    /// she is away already are refused as that.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn clashes(&self, seat: Seat, person: PersonId, absence: &Absence) -> Result<Vec<Clash>, AppError> {
        let directory = self.directory();
        if !directory.away_with(person, absence).is_empty() {
            return Ok(Vec::new());
        }
        let cases = match self.deputyships(seat, person).await {
            Err(AppError::Denied { .. }) => return Ok(Vec::new()),
            found => found?,
        };
        let absence = &Absence { from: absence.from.max(self.moment().today), until: absence.until };
        let then = with_absence(&directory, person, absence);
        let mut counted: BTreeMap<(bool, PersonId, Date), Clash> = BTreeMap::new();
        for known in &cases {
            let alone = if known.case_manager == person {
                without_deputy(known, absence, &directory)
            } else {
                without_manager(known, person, absence, &directory, &then)
            };
            let stands_in = known.case_manager == person;
            for (other, absence) in alone {
                let key = (!stands_in, other, absence.from);
                counted.entry(key).or_insert(Clash { other, absence, cases: 0, stands_in }).cases += 1;
            }
        }
        Ok(counted.into_values().collect())
    }
}

/// Those who are away together; each of them once.
type Away = BTreeSet<(PersonId, Absence)>;

/// The directory as it will be once this absence is recorded.
fn with_absence(directory: &Directory, person: PersonId, absence: &Absence) -> Directory {
    let mut then = directory.clone();
    if let Some(mut known) = directory.person(person).cloned() {
        known.absences.push(absence.clone());
        then.people.insert(known);
    }
    then
}

/// Which deputies of a case are away while its case manager is, on days on which no other deputy is there.
fn without_deputy(known: &StandIns, absence: &Absence, directory: &Directory) -> Away {
    let alone = stretches(&known.deputyships, absence, directory).into_iter().filter(|days| days.there.is_none());
    let missed = alone.filter_map(|days| Some((days.missed?, Absence { from: days.from, until: days.until })));
    missed
        .flat_map(|(deputy, days)| directory.away_with(deputy, &days).into_iter().map(move |away| (deputy, away)))
        .collect()
}

/// When the case manager is away for whom a deputy would stand in, were she not away herself.
fn without_manager(
    known: &StandIns,
    deputy: PersonId,
    absence: &Absence,
    directory: &Directory,
    then: &Directory,
) -> Away {
    let away = directory.away_with(known.case_manager, absence).into_iter().filter(|away| {
        let both =
            Absence { from: away.from.max(absence.from), until: away.until.into_iter().chain(absence.until).min() };
        let hers =
            stretches(&known.deputyships, &both, directory).into_iter().filter(|days| days.there == Some(deputy));
        let hers: Vec<Absence> = hers.map(|days| Absence { from: days.from, until: days.until }).collect();
        stretches(&known.deputyships, &both, then).into_iter().filter(|days| days.there.is_none()).any(|days| {
            let days = Absence { from: days.from, until: days.until };
            hers.iter().any(|stood_in| stood_in.overlaps(&days))
        })
    });
    away.map(|away| (known.case_manager, away)).collect()
}
