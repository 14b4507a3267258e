//! *Overgedragen*: what an organisation handed over and goes on reading (AZ-10).

use askama::Template;
use jiff::civil::Date;

use super::Chrome;
use crate::texts::Texts;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "former.html")]
pub struct FormerPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Text searched for.
    pub query: String,
    /// The rows of this page.
    pub rows: Vec<FormerRow>,
    /// Where the next page is.
    pub next: Option<String>,
}

/// A case that was handed over.
#[derive(Debug, Clone)]
pub struct FormerRow {
    /// As in its URL.
    pub case: String,
    /// The client's name.
    pub client: String,
    /// Her day of birth.
    pub birth_date: Option<Date>,
    /// The last day on which the organisation took part.
    pub until: Option<Date>,
}
