//! Notices: their lines in lists, and the page to read or print.

use regie_app::{OutboxNotice, Visited};
use regie_care::client::Identity;
use regie_care::day::day_of;
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::notice::{ContentPolicy, Notice as Told, Receiver};
use regie_care::seat::Seat;
use regie_care::who::Advice;

use super::Desk;
use super::today::{Notice, Notices};
use crate::pages::notice::{Address, Delivery, NoticeLine, NoticeList, NoticePage, NoticesPage};
use crate::pages::{Chrome, FormKey};
use crate::texts::{Lang, Texts};

/// Whom a notice is about, as far as the reader may know it.
#[derive(Debug, Clone)]
pub struct About {
    /// What she may open.
    pub opens: Opens,
    /// The client's name.
    pub name: String,
    /// Where she stays.
    pub site: String,
    /// The language she speaks.
    pub language: String,
    /// Who she is, for who may know everything of her.
    pub identity: Option<Identity>,
    /// Whom to approach first.
    pub first: Option<Advice>,
    /// The case manager and her name, for who takes part in the care.
    pub case_manager: Option<(Seat, String)>,
}

/// What the receiver of a notice may open of whom it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// The case.
    Case,
    /// Her visits.
    Visits,
    /// The region's roster.
    Roster,
    /// Nothing: she was told of somebody who did not come to her.
    Nothing,
}

impl About {
    /// For who makes a woman's visits or plans them, and may not open the case.
    #[must_use]
    pub fn visited(visited: Visited) -> Self {
        Self {
            opens: if visited.visits { Opens::Visits } else { Opens::Roster },
            name: visited.name,
            site: visited.site,
            language: String::new(),
            identity: None,
            first: None,
            case_manager: None,
        }
    }

    /// For who was told of somebody and takes no part in her care.
    #[must_use]
    pub fn told(name: String) -> Self {
        Self {
            opens: Opens::Nothing,
            name,
            site: String::new(),
            language: String::new(),
            identity: None,
            first: None,
            case_manager: None,
        }
    }

    /// Where that is, and the key of the words that lead there.
    fn link(&self, case: CaseId) -> Option<(String, &'static str)> {
        match self.opens {
            Opens::Case => Some((format!("/casus/{case}/dossier#berichten"), "to-case")),
            Opens::Visits => Some((format!("/casus/{case}/kraamvisites"), "to-visits")),
            Opens::Roster => Some(("/regio/rooster".to_owned(), "to-roster")),
            Opens::Nothing => None,
        }
    }
}

impl Desk {
    /// A line of a list.
    pub(super) fn notice_line(&self, notice: &OutboxNotice, client: Option<String>) -> NoticeLine {
        NoticeLine {
            id: notice.id.clone(),
            subject: self.text(&notice.notice.title),
            to: self.receiver(&notice.notice),
            client,
            delivery: self.delivery(notice),
        }
    }

    /// The lines of a list over several cases.
    pub(super) fn notice_lines(&self, notices: &[Notice]) -> Vec<NoticeLine> {
        notices.iter().map(|one| self.notice_line(&one.notice, one.client.clone())).collect()
    }

    /// A list as *Vandaag* shows it.
    pub(super) fn notice_list(&self, list: &Notices) -> NoticeList {
        NoticeList { kind: list.kind, lines: self.notice_lines(&list.lines), total: list.total }
    }

    pub(super) fn receiver(&self, notice: &Told) -> String {
        match notice.receiver {
            Receiver::Person(person) => self.person_of(person),
            Receiver::Org(org) => self.org(org),
            Receiver::Client(_) => self.t.of("with-client").into_owned(),
            Receiver::Elsewhere => notice.elsewhere().map(|to| to.name.clone()).unwrap_or_default(),
        }
    }

    /// Who works with Regie reads it there; to everybody else it is sent.
    pub(super) fn delivery(&self, notice: &OutboxNotice) -> Delivery {
        if let Some(at) = notice.lapsed_at {
            return Delivery::Lapsed { at };
        }
        match (notice.notice.receiver, notice.delivered_at) {
            (Receiver::Person(_), None) => Delivery::Unread { since: notice.at },
            (Receiver::Person(person), Some(at)) => Delivery::Read { at, by: self.person_of(person) },
            (Receiver::Org(org), None) if self.is_own_post(org, notice) => Delivery::Unread { since: notice.at },
            (Receiver::Org(org), Some(at)) if self.is_own_post(org, notice) => Delivery::Read { at, by: self.org(org) },
            (Receiver::Org(org), None) if self.works_with_regie(org) => Delivery::Ready { since: notice.at },
            (Receiver::Org(org), Some(at)) if self.works_with_regie(org) => Delivery::Reached { at },
            (_, None) => Delivery::Waiting { since: notice.at },
            (_, Some(at)) => Delivery::Sent { at, by: self.org(notice.sender) },
        }
    }

    /// What another organisation tells hers is hers to read, not to send.
    fn is_own_post(&self, receiver: OrgId, notice: &OutboxNotice) -> bool {
        receiver == self.seat.org && notice.sender != receiver
    }

    /// `Joke de Vries, verloskundige`: who reads it elsewhere knows no more of her.
    fn with_role(&self, lt: Texts, seat: Seat, name: String) -> String {
        match self.directory.role(seat) {
            Some(role) => format!("{name}, {}", lt.role(&role)),
            None => name,
        }
    }

    /// Her name, and where she works unless that is where the reader does.
    fn person_of(&self, person: PersonId) -> String {
        let known = self.directory.person(person);
        let elsewhere = known.filter(|known| !known.roles.contains_key(&self.seat.org));
        match elsewhere.and_then(|known| known.roles.keys().next()) {
            Some(org) => self.seat_name(Seat::new(person, *org)),
            None => self.person(person),
        }
    }

    fn address(&self, org: OrgId) -> Address {
        let Some(org) = self.directory.org(org) else { return Address::default() };
        Address {
            org: org.name.clone(),
            person: String::new(),
            address: org.contact.address.clone(),
            phone: org.contact.phone.clone(),
            emergency: org.contact.emergency.clone(),
            fax: org.contact.fax.clone(),
            secure_mail: org.contact.secure_mail.clone(),
        }
    }

    fn to(&self, notice: &Told, about: Option<&About>) -> Address {
        match notice.receiver {
            Receiver::Org(org) => self.address(org),
            Receiver::Person(person) => {
                let org = self.directory.person(person).and_then(|person| person.roles.keys().next().copied());
                Address { person: self.person(person), ..org.map(|org| self.address(org)).unwrap_or_default() }
            }
            Receiver::Client(_) => Address {
                org: about.map_or_else(|| self.receiver(notice), |about| about.name.clone()),
                address: about.map(|about| about.site.clone()).unwrap_or_default(),
                ..Address::default()
            },
            Receiver::Elsewhere => notice.elsewhere().map_or_else(Address::default, |to| Address {
                org: to.name.clone(),
                address: to.address.clone(),
                ..Address::default()
            }),
        }
    }
}

/// The page of a notice.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, key: FormKey, notice: &OutboxNotice, about: Option<About>) -> NoticePage {
    let letter = &notice.notice;
    let lang = letter_language(letter.receiver, about.as_ref(), desk.t.lang());
    let lt = Texts::get(lang);
    let body = letter.body.in_language(lang.code());
    NoticePage {
        t: desk.t,
        chrome,
        today: desk.today,
        id: notice.id.clone(),
        key,
        link: about.as_ref().and_then(|about| about.link(notice.case)),
        letter_lang: lang.code().to_owned(),
        lt,
        from: desk.address(notice.sender),
        to: desk.to(letter, about.as_ref()),
        on: day_of(notice.at),
        subject: letter.title.in_language(lang.code()).to_owned(),
        facts: about.as_ref().map(|about| facts(lt, letter.policy, about)).unwrap_or_default(),
        paragraphs: body.split("\n\n").map(str::to_owned).collect(),
        // Another organisation than the case manager's does not write in her name.
        signed: about
            .and_then(|about| about.case_manager)
            .filter(|(seat, _)| seat.org == notice.sender)
            .map(|(seat, name)| desk.with_role(lt, seat, name))
            .unwrap_or_default(),
        logistics_only: letter.policy == ContentPolicy::Logistics && desk.is_coa(letter.receiver),
        delivery: desk.delivery(notice),
        may_settle: notice.may_be_settled_by(desk.seat),
    }
}

/// The list of all that is still to be read, or to be sent; `next` leads to its next page.
#[must_use]
pub fn list(desk: &Desk, chrome: Chrome, notices: &Notices, next: Option<String>) -> NoticesPage {
    let lines = desk.notice_lines(&notices.lines);
    let (t, today, kind, total) = (desk.t, desk.today, notices.kind, notices.total);
    NoticesPage { t, chrome, today, kind, notices: lines, total, next }
}

/// Letters between organisations are Dutch; a client gets hers in English when that is what she speaks, and a professional, who
/// reads it in Regie, in the language of her pages.
fn letter_language(receiver: Receiver, about: Option<&About>, pages: Lang) -> Lang {
    let speaks = about.map_or("", |about| about.language.as_str()).trim().to_lowercase();
    let english = matches!(speaks.as_str(), "engels" | "english" | "en");
    match receiver {
        Receiver::Person(_) => pages,
        Receiver::Client(_) if english => Lang::En,
        Receiver::Client(_) | Receiver::Org(_) | Receiver::Elsewhere => Lang::Nl,
    }
}

/// What stands over the text: who she is, as far as the receiver may know, and whom to approach.
fn facts(lt: Texts, policy: ContentPolicy, about: &About) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: String| {
        if !value.trim().is_empty() {
            facts.push((label.to_owned(), value));
        }
    };
    if policy == ContentPolicy::NoContent {
        return facts;
    }
    add(&lt.of("letter-client"), about.name.clone());
    if let Some(identity) = &about.identity {
        add(&lt.of("letter-birth-date"), identity.birth_date.map(|day| lt.day_full(&day)).unwrap_or_default());
        add(&lt.of("letter-v-number"), identity.v_number.map(|number| number.to_string()).unwrap_or_default());
    }
    add(&lt.of("letter-site"), about.site.clone());
    if let Some(first) = &about.first {
        let reach =
            if first.phone.is_empty() { first.whom.clone() } else { format!("{}, {}", first.whom, first.phone) };
        add(&lt.of("letter-approach"), reach);
    }
    facts
}
