//! Who is away in the same days as she for whom she stands in: then a case has neither (AZ-01, AZ-02).

use std::collections::BTreeMap;

use regie_care::ids::PersonId;
use regie_care::person::Absence;
use regie_care::seat::Seat;
use regie_store::views::{CaseFilter, CaseSort};

use crate::app::App;
use crate::error::AppError;

/// The most cases that are looked at: nobody stands in for more.
const MOST: u32 = 500;

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
    /// Who stands in for a colleague, or for whom she stands in, and is away in these days too; as far as the caseload of the
    /// seat has their cases, and nothing for who sees none. Days on which she is away already are refused as that.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn clashes(&self, seat: Seat, person: PersonId, absence: &Absence) -> Result<Vec<Clash>, AppError> {
        if !self.directory().away_with(person, absence).is_empty() {
            return Ok(Vec::new());
        }
        let deputies = match self.cases_by_deputy(seat, person).await {
            Err(AppError::Denied { .. }) => return Ok(Vec::new()),
            found => found?,
        };
        let filter = CaseFilter { deputy: Some(person), ..CaseFilter::default() };
        let mut managers: BTreeMap<PersonId, u32> = BTreeMap::new();
        for line in self.caseload(seat, &filter, CaseSort::Name, None, MOST).await? {
            *managers.entry(line.case.case_manager).or_default() += 1;
        }
        let deputies = deputies.into_iter().filter_map(|(deputy, cases)| Some((deputy?, cases, true)));
        let managers = managers.into_iter().map(|(manager, cases)| (manager, cases, false));
        let directory = self.directory();
        let clashes =
            deputies.chain(managers).filter(|(other, ..)| *other != person).flat_map(|(other, cases, stands_in)| {
                let away = directory.away_with(other, absence);
                away.into_iter().map(move |absence| Clash { other, absence, cases, stands_in })
            });
        Ok(clashes.collect())
    }
}
