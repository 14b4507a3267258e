//! AZ-11: agreed feedback is tracked until it came or was waived.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use jiff::civil::Date;

use crate::case::CaseCommand;
use crate::case::records::Expectation;
use crate::case::state::{Case, ExpectationLife};
use crate::fixtures::*;
use crate::ids::OrgId;

fn today() -> Date {
    day(8, 3)
}

fn expect(from: OrgId, about: &str, by: Date) -> CaseCommand {
    CaseCommand::ExpectFeedback {
        expectation: Expectation { from: Some(from), about: about.to_owned(), by, step: None },
    }
}

fn receive(on: Date, text: &str) -> CaseCommand {
    CaseCommand::ReceiveFeedback { no: 1, on, text: text.to_owned(), sealed: false }
}

fn waive(reason: &str) -> CaseCommand {
    CaseCommand::WaiveFeedback { no: 1, reason: reason.to_owned(), sealed: false }
}

fn expecting() -> Case {
    let mut case = opened_case();
    give(&mut case, &ctx(JOKE, today()), &expect(HOSPITAL, "Groei-echo", day(8, 20))).unwrap();
    case
}

#[test]
fn az_11_feedback_is_expected_from_a_known_party_by_a_day_to_come() {
    let unknown = OrgId::new(ulid::Ulid(999));
    for (command, code) in [
        (expect(HOSPITAL, "Groei-echo", today()), ""),
        (expect(VEILIG_THUIS, "Uitkomst van de melding", day(9, 1)), ""),
        (expect(unknown, "Groei-echo", day(8, 20)), "unfit-organisation"),
        (expect(COA, "Groei-echo", day(8, 20)), "unfit-organisation"),
        (expect(PRACTICE, "Groei-echo", day(8, 20)), "unfit-organisation"),
        (expect(HOSPITAL, " ", day(8, 20)), "empty"),
        (expect(HOSPITAL, "Groei-echo", day(8, 2)), "too-early"),
    ] {
        let answer = give(&mut opened_case(), &ctx(JOKE, today()), &command);
        assert_eq!(answer.as_ref().map_or_else(|refusal| refusal.code(), |_| ""), code, "{command:?}");
    }
}

#[test]
fn az_11_feedback_stays_expected_until_it_came_or_was_waived() {
    for (actor, command, code) in [
        (JOKE, receive(today(), "Groei op p10"), ""),
        (SANNE, receive(today(), "Groei op p10"), ""),
        (JOKE, waive("Al bekend uit het gesprek"), ""),
        (JOKE, receive(day(8, 4), "Groei op p10"), "in-future"),
        (JOKE, receive(day(3, 1), "Groei op p10"), "too-early"),
        (JOKE, receive(today(), ""), "empty"),
        (JOKE, waive(""), "empty"),
        (SANNE, waive("Wij sturen niets"), "not-yours"),
    ] {
        let mut case = expecting();
        let answer = give(&mut case, &ctx(actor, today()), &command);
        assert_eq!(answer.as_ref().map_or_else(|refusal| refusal.code(), |_| ""), code, "{command:?}");
        assert_eq!(case.expectations[0].life == ExpectationLife::Waiting, !code.is_empty(), "{command:?}");
        if code.is_empty() {
            let again = give(&mut case, &ctx(JOKE, today()), &command).unwrap_err();
            assert_eq!(again.code(), "already-settled");
        }
    }
    let none = give(&mut opened_case(), &ctx(JOKE, today()), &waive("Niets")).unwrap_err();
    assert_eq!(none.code(), "no-such-thing");
}
