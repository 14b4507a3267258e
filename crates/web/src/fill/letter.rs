//! The letter that does a step, and the letters of a case.

use std::collections::BTreeSet;

use regie_app::{CaseFile, CaseForm, OutboxNotice};
use regie_care::case::Case;
use regie_care::case::letter::{Addressee, Letter, LetterRecord, may_be_told, needs_note};
use regie_care::case::records::No;
use regie_care::case::state::numbered;
use regie_care::ids::OrgId;
use regie_care::notice::{Receiver, Written, letter_text};
use regie_care::seat::Seat;
use regie_care::wording;
use regie_pathway::{Party, PathwayId, StepId, Text, Work, one_of};

use super::Desk;
use super::drafted::Kept;
use super::names::{capital, seat_value};
use crate::fields::Fields;
use crate::pages::case::drafts;
use crate::pages::letter::{LetterLine, LetterPage, Typed};
use crate::pages::notice::Delivery;
use crate::pages::{Choice, Chrome, FormKey};

/// The step that a letter does.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its pathway.
    pub pathway: PathwayId,
    /// Which.
    pub step: StepId,
    /// Which occurrence.
    pub nth: u16,
    /// What it is called.
    pub title: Text,
    /// What kind of letter.
    pub work: Work,
    /// Whether its pathway has a treatment plan of which it tells.
    pub with_plan: bool,
    /// The version of that plan which it holds.
    pub version: Option<No>,
    /// To whom it goes.
    pub to: Vec<Party>,
}

/// The letters of a case, with how they stand.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    /// Their notices.
    pub notices: Vec<OutboxNotice>,
    /// Of which she may say that they did not arrive.
    pub returnable: BTreeSet<No>,
}

/// What stands in the form.
#[derive(Debug)]
pub struct Filled<'a> {
    /// What was typed, when it comes back or was kept.
    pub typed: &'a Fields,
    /// How it stands with her draft.
    pub kept: Kept,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
}

/// The page.
#[must_use]
pub fn form(
    desk: &Desk,
    (chrome, key): (Chrome, FormKey),
    file: &CaseFile,
    asked: &Asked,
    letters: &[OutboxNotice],
    Filled { typed: posted, kept, problem }: Filled<'_>,
) -> LetterPage {
    let case = &file.case.state;
    let Asked { pathway, step, nth, .. } = asked.clone();
    let own = CaseForm::Letter { pathway, step, nth };
    let Asked { work, with_plan, version, .. } = *asked;
    let written = Written { work, with_plan, version, note: "", by: desk.seat, on: desk.today };
    let text = letter_text(case, &desk.directory, &written);
    let mut sent = desk.letters(case, &Letters { notices: letters.to_vec(), returnable: BTreeSet::new() });
    sent.retain(|line| {
        let record = regie_care::case::state::by_no(&case.letters, line.no);
        record.is_some_and(|record| is_of(record, asked))
    });
    LetterPage {
        t: desk.t,
        chrome,
        today: desk.today,
        id: case.id.to_string(),
        client: file.client.identity.full_name(),
        title: desk.text(&asked.title),
        pathway: asked.pathway.to_string(),
        step: asked.step.to_string(),
        nth: asked.nth,
        asked: one_of(&asked.to).map(|to| desk.text(&to)).unwrap_or_default(),
        around: desk.proposed(case, asked, posted),
        others: desk.of_the_directory(case, &asked.to, posted),
        typed: Typed {
            name: posted.text("naam").to_owned(),
            address: posted.text("adres").to_owned(),
            note: posted.text("toelichting").to_owned(),
        },
        note_needed: needs_note(work, version),
        // Letters between professionals are Dutch, whatever language she reads the page in.
        paragraphs: text.nl.split("\n\n").map(str::to_owned).collect(),
        sent,
        key,
        draft: desk.draft_bar(drafts::place(case.id, &own), kept),
        form: own.to_string(),
        problem,
    }
}

fn is_of(record: &LetterRecord, asked: &Asked) -> bool {
    let letter = &record.letter;
    (&letter.pathway, &letter.step, letter.nth) == (&asked.pathway, &asked.step, asked.nth)
}

/// Whether a letter that says the same went there already, by whichever step, and did not come back.
fn has_it(case: &Case, asked: &Asked, value: &str) -> bool {
    let says_the_same = |letter: &Letter| {
        letter.work == asked.work && letter.version == asked.version && letter.pathway == asked.pathway
    };
    let sent = case.letters.iter().filter(|record| record.returned.is_none() && says_the_same(&record.letter));
    let mut to = sent.map(|record| &record.letter.to);
    to.any(|to| match to {
        Addressee::Org { org } => value == format!("org:{org}"),
        Addressee::Person { seat } => value == seat_value(*seat) || value == format!("org:{}", seat.org),
        Addressee::Elsewhere { .. } => false,
    })
}

impl Desk {
    /// Who stands around her and is of the kind that the letter goes to: the case manager and who coordinates after the
    /// birth by name, and the organisations. The first is proposed, unless the letter goes to whoever is involved besides.
    fn proposed(&self, case: &Case, asked: &Asked, posted: &Fields) -> Vec<Choice> {
        let fits = |org: OrgId| self.directory.kind(org).is_some_and(|kind| may_be_told(&asked.to, kind));
        let named = [(Some(case.case_manager), "who-manager"), (case.care_plan.after_birth, "plan-coordinator-after")];
        let people = named.into_iter().filter_map(|(seat, key)| Some((seat?, key)));
        let people = people.filter(|(seat, _)| seat.person != self.seat.person && fits(seat.org));
        let person = |(seat, key): (Seat, &'static str)| {
            Choice::new(seat_value(seat), format!("{} · {}", self.seat_name(seat), self.t.of(key)))
        };
        let mut all: Vec<Choice> = people.map(person).collect();
        all.dedup_by(|one, other| one.value == other.value);
        let around = self.around(case).into_iter().filter(|org| org.value.parse().is_ok_and(fits));
        all.extend(around.map(|org| Choice::new(format!("org:{}", org.value), org.label)));
        let typed: Vec<&str> = posted.all("aan").collect();
        let first_time = posted.iter().next().is_none();
        let told = case.letters.iter().any(|record| record.returned.is_none() && is_of(record, asked));
        let propose = first_time && !told && !asked.to.contains(&Party::Provider);
        for (at, choice) in all.iter_mut().enumerate() {
            if has_it(case, asked, &choice.value) {
                choice.label = format!("{} · {}", choice.label, self.t.of("letter-has-it"));
            }
            choice.chosen = typed.contains(&choice.value.as_str()) || (propose && at == 0);
        }
        all
    }

    /// The others of that kind in the directory.
    fn of_the_directory(&self, case: &Case, asked: &[Party], posted: &Fields) -> Vec<Choice> {
        let around: Vec<String> = self.around(case).into_iter().map(|org| org.value).collect();
        let others = self.orgs_where(|org| may_be_told(asked, org.kind) && org.id != self.seat.org);
        let others = others.into_iter().filter(|org| !around.contains(&org.value));
        let others = others.map(|org| Choice::new(format!("org:{}", org.value), org.label));
        super::several::chosen(others.collect(), posted.text("ander"))
    }

    /// The letters of a case: what is not there yet first, then the newest.
    pub(super) fn letters(&self, case: &Case, letters: &Letters) -> Vec<LetterLine> {
        let mut lines: Vec<LetterLine> = numbered(&case.letters)
            .rev()
            .map(|(no, record)| {
                let of = |notice: &&OutboxNotice| notice.notice.letter.as_ref().is_some_and(|letter| letter.no == no);
                let notice = letters.notices.iter().find(of);
                LetterLine {
                    no,
                    subject: capital(&self.text(&wording::letter(record.letter.work))),
                    to: wording::addressee(&record.letter.to, &self.directory),
                    by: self.seat_name(record.letter.by),
                    at: record.at,
                    delivery: self.letter_delivery(record, notice),
                    notice: notice.filter(|notice| self.may_open(notice)).map(|notice| notice.id.clone()),
                    may_return: record.returned.is_none() && letters.returnable.contains(&no),
                }
            })
            .collect();
        lines.sort_by_key(|line| !line.is_open());
        lines
    }

    fn letter_delivery(&self, record: &LetterRecord, notice: Option<&OutboxNotice>) -> Delivery {
        match (&record.returned, notice) {
            (Some((at, reason)), _) => Delivery::Failed { at: *at, reason: reason.clone() },
            (None, Some(notice)) => self.delivery(notice),
            (None, None) => Delivery::Waiting { since: record.at },
        }
    }

    /// Whether it is hers to read, or her organisation's.
    fn may_open(&self, notice: &OutboxNotice) -> bool {
        notice.sender == self.seat.org
            || notice.notice.receiver == Receiver::Org(self.seat.org)
            || notice.notice.receiver == Receiver::Person(self.seat.person)
    }
}
