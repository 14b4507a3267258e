//! Who would be told, when and how.

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::foresee::Occasion;
use regie_care::ids::OrgId;
use regie_care::notice::Receiver;

use super::Desk;

impl Desk {
    /// So many days from today.
    pub(super) fn in_days(&self, days: i64) -> Date {
        self.today.saturating_add(days.days())
    }

    /// When somebody would be told.
    pub(super) fn occasion(&self, on: Occasion) -> String {
        match on {
            Occasion::AtOnce => self.t.of("told-at-once").into_owned(),
            Occasion::Accepted => self.t.of("told-accepted").into_owned(),
            Occasion::Declined => self.t.of("told-declined").into_owned(),
            Occasion::Unanswered { answer_by } => {
                self.t.one("told-unanswered", "day", self.t.day(&answer_by, &self.today)).into_owned()
            }
        }
    }

    /// How a notice reaches its receiver: who works with Regie reads it there, to others it is sent.
    pub(super) fn told_how(&self, receiver: Receiver) -> String {
        let t = self.t;
        match receiver {
            Receiver::Person(_) => t.of("told-in-regie").into_owned(),
            Receiver::Client(_) | Receiver::Elsewhere => t.of("told-on-paper").into_owned(),
            Receiver::Org(org) => self.sent_to(org),
        }
    }

    /// Whether somebody of an organisation works with Regie: it reads there what it is told.
    pub(super) fn works_with_regie(&self, id: OrgId) -> bool {
        self.directory.people.of(id).next().is_some()
    }

    fn sent_to(&self, id: OrgId) -> String {
        let t = self.t;
        let works = self.works_with_regie(id);
        let contact = self.directory.org(id).map(|org| &org.contact);
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mail = contact.and_then(|contact| filled(&contact.secure_mail));
        let fax = contact.and_then(|contact| filled(&contact.fax));
        match (works, mail, fax) {
            (true, ..) => t.of("told-in-regie-org").into_owned(),
            (_, Some(mail), _) => t.one("told-by-mail", "address", mail).into_owned(),
            (_, None, Some(fax)) => t.one("told-by-fax", "number", fax).into_owned(),
            (_, None, None) => t.of("told-no-address").into_owned(),
        }
    }
}
