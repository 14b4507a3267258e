//! A case for who gets logistics only: who, where, in which language, whom to call. Nothing about health.

use regie_app::CaseLogistics;

use super::Desk;
use crate::pages::Chrome;
use crate::pages::case::WhoCard;
use crate::pages::logistics::LogisticsPage;

/// The page.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, case: CaseLogistics) -> LogisticsPage {
    LogisticsPage {
        t: desk.t,
        chrome,
        name: case.name,
        site: case.site,
        language: case.language,
        interpreter: case.interpreter,
        // Whom she trusts is hers to tell.
        who: WhoCard { trusted: None, ..desk.who_card(&case.who) },
    }
}
