//! What must be told, as a page to print, fax or read out (AZ-05, AZ-10, AZ-12).

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Chrome, FormKey};
use crate::texts::{Chip, Texts, Tone};

/// A notice to one receiver. The words of the letter are the sender's and come in whole.
#[derive(Debug, Clone, Template)]
#[template(path = "notice.html")]
pub struct NoticePage {
    /// The language of the page; the letter itself is in its receiver's.
    pub t: Texts,
    /// What stands around it; not printed.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// The notice, as in its URL: forms post to `/bericht/{id}`.
    pub id: String,
    /// Along with the form.
    pub key: FormKey,
    /// What the receiver may open of whom it is about, and the key of the words that lead there; `None` when nothing.
    pub link: Option<(String, &'static str)>,
    /// The language of the letter: `nl`, `en`, `ar`, …
    pub letter_lang: String,
    /// The labels on the letter: in its own language where that is Dutch or English, else in Dutch.
    pub lt: Texts,
    /// Who writes.
    pub from: Address,
    /// To whom.
    pub to: Address,
    /// Written on.
    pub on: Date,
    /// About what: the subject line.
    pub subject: String,
    /// Particulars as name and value: client, date of birth, new case manager, her number.
    pub facts: Vec<(String, String)>,
    /// The text, one entry per paragraph.
    pub paragraphs: Vec<String>,
    /// Who signs.
    pub signed: String,
    /// Whether it carries logistics only (COA).
    pub logistics_only: bool,
    /// Whether it was sent.
    pub delivery: Delivery,
    /// Whether the reader may say that it was read or sent.
    pub may_settle: bool,
}

/// Which notices a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// What was told to her and to her organisation, and is not read yet.
    ToRead,
    /// What her organisation must tell others, and is not sent yet.
    ToTell,
}

impl ListKind {
    /// The key of its heading.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::ToRead => "today-told",
            Self::ToTell => "today-notices",
        }
    }

    /// The key of the words when nothing is in it.
    #[must_use]
    pub const fn empty(self) -> &'static str {
        match self {
            Self::ToRead => "told-none",
            Self::ToTell => "notices-none",
        }
    }

    /// How the heading is named on a page.
    #[must_use]
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::ToRead => "h-told",
            Self::ToTell => "h-notices",
        }
    }

    /// Where the whole list is.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::ToRead => "/berichten",
            Self::ToTell => "/te-vertellen",
        }
    }
}

/// The newest notices of a list.
#[derive(Debug, Clone)]
pub struct NoticeList {
    /// Which list.
    pub kind: ListKind,
    /// The newest, as many as fit.
    pub lines: Vec<NoticeLine>,
    /// How many there are in all.
    pub total: u64,
}

impl NoticeList {
    /// How many are not shown.
    #[must_use]
    pub const fn more(&self) -> u64 {
        self.total.saturating_sub(self.lines.len() as u64)
    }
}

/// All that is still to be read or sent, page by page.
#[derive(Debug, Clone, Template)]
#[template(path = "notices.html")]
pub struct NoticesPage {
    /// The language.
    pub t: Texts,
    /// What stands around it.
    pub chrome: Chrome,
    /// Today.
    pub today: Date,
    /// Which list this is.
    pub kind: ListKind,
    /// The notices of this page, newest first.
    pub notices: Vec<NoticeLine>,
    /// How many there are in all.
    pub total: u64,
    /// Where the next page is.
    pub next: Option<String>,
}

/// An address on a letter.
#[derive(Debug, Clone, Default)]
pub struct Address {
    /// The organisation.
    pub org: String,
    /// The person.
    pub person: String,
    /// Street and place.
    pub address: String,
    /// Number.
    pub phone: String,
    /// Emergency number.
    pub emergency: String,
    /// Fax.
    pub fax: String,
    /// Secure mail.
    pub secure_mail: String,
}

/// Where a notice stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Not sent yet.
    Waiting {
        /// Since when.
        since: Timestamp,
    },
    /// Not read yet by the person for whom it is.
    Unread {
        /// Since when.
        since: Timestamp,
    },
    /// Ready in Regie for an organisation that works with it: nobody there has read it yet.
    Ready {
        /// Since when.
        since: Timestamp,
    },
    /// Read there, or sent besides.
    Reached {
        /// When.
        at: Timestamp,
    },
    /// Read by her.
    Read {
        /// When.
        at: Timestamp,
        /// Who.
        by: String,
    },
    /// Sent.
    Sent {
        /// When.
        at: Timestamp,
        /// Who sent it, or by which way.
        by: String,
    },
    /// It became needless before anybody read or sent it.
    Lapsed {
        /// When.
        at: Timestamp,
    },
    /// It did not arrive.
    Failed {
        /// When it was found out.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

impl Delivery {
    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Sent { .. } | Self::Read { .. } | Self::Reached { .. } | Self::Lapsed { .. })
    }

    /// How it stands, in a word.
    #[must_use]
    pub fn chip(&self, t: &Texts) -> Chip {
        match self {
            Self::Unread { .. } => Chip::new(Tone::Warn, t.of("notice-unread")),
            Self::Ready { .. } => Chip::new(Tone::Plain, t.of("notice-ready")),
            Self::Waiting { .. } => Chip::new(Tone::Warn, t.of("notice-open")),
            Self::Failed { .. } => Chip::new(Tone::Alarm, t.of("letter-failed")),
            Self::Read { .. } | Self::Sent { .. } | Self::Reached { .. } | Self::Lapsed { .. } => {
                Chip::new(Tone::Good, t.of("notice-settled"))
            }
        }
    }

    /// Whether the receiver reads it in Regie, so that nobody need send it.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        matches!(self, Self::Ready { .. })
    }

    /// Whether it waits to be read by a person who works with Regie.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        matches!(self, Self::Unread { .. })
    }
}

/// A notice in a list.
#[derive(Debug, Clone)]
pub struct NoticeLine {
    /// As in its URL `/bericht/{id}`.
    pub id: String,
    /// About what.
    pub subject: String,
    /// To whom.
    pub to: String,
    /// Whose case, on lists over several cases.
    pub client: Option<String>,
    /// Where it stands.
    pub delivery: Delivery,
}

impl Texts {
    /// The same beside a mark that says how it stands: `sinds vandaag 07:40` of what waits.
    #[must_use]
    pub fn delivery_in_list(&self, delivery: &Delivery, today: &Date) -> String {
        match delivery {
            Delivery::Ready { since } => self.one("delivery-ready-list", "day", self.moment(since, today)).into_owned(),
            Delivery::Waiting { since } | Delivery::Unread { since } => {
                self.one("since-day", "day", self.moment(since, today)).into_owned()
            }
            _ => self.delivery(delivery, today),
        }
    }

    /// `nog niet verzonden, sinds vandaag 07:40`, `verzonden 3 jul 09:12 · Anne Bakker`.
    #[must_use]
    pub fn delivery(&self, delivery: &Delivery, today: &Date) -> String {
        match delivery {
            Delivery::Waiting { since } => self.one("delivery-waiting", "when", self.moment(since, today)),
            Delivery::Unread { since } => self.one("delivery-unread", "when", self.moment(since, today)),
            Delivery::Ready { since } => self.one("delivery-ready", "when", self.moment(since, today)),
            Delivery::Reached { at } => self.one("delivery-reached", "when", self.moment(at, today)),
            Delivery::Read { at, by } => self.two("delivery-read", "when", self.moment(at, today), "by", by),
            Delivery::Sent { at, by } => self.two("delivery-sent", "when", self.moment(at, today), "by", by),
            Delivery::Lapsed { at } => self.one("delivery-lapsed", "when", self.moment(at, today)),
            Delivery::Failed { at, reason } => {
                self.two("delivery-failed", "when", self.moment(at, today), "reason", reason)
            }
        }
        .into_owned()
    }
}
