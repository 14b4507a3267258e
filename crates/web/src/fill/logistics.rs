//! A case for who gets logistics only: who, where, in which language, whom to call. Nothing about health.

use regie_app::CaseLogistics;

use super::Desk;
use crate::pages::logistics::{LogisticsPage, OwedLine};
use crate::pages::{Chrome, FormKey};

/// The page.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, key: FormKey, case: CaseLogistics) -> LogisticsPage {
    LogisticsPage {
        t: desk.t,
        chrome,
        id: case.case.to_string(),
        name: case.name,
        died: case.died,
        site: case.site,
        moves: desk.moves(case.moves.as_ref()),
        language: desk.t.spoken(&case.language),
        interpreter: case.interpreter,
        who: desk.advice(&case.who),
        today: desk.today,
        key,
        measures: case
            .measures
            .into_iter()
            .map(|one| OwedLine { no: one.no, chip: desk.t.due_chip(&one.by, &desk.today), what: one.what })
            .collect(),
    }
}
