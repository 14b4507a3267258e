//! With whom a contact was: a talk with one does no step that asks for another (PZ-02).

use super::*;
use crate::case::CompletedStep;
use crate::case::records::{Channel, Contact, Direction, With};
use crate::fixtures::HOSPITAL;

const PZ: &str = "palliatief";

fn contact(with: With, step: &str, outcome: Option<&str>) -> CaseCommand {
    let contact = Contact {
        on: march(3),
        channel: Channel::Phone,
        with,
        direction: Direction::Outgoing,
        minutes: None,
        interpreter: false,
        note: "Afgestemd wie wat doet.".to_owned(),
    };
    let completes = vec![CompletedStep { pathway: PZ.into(), step: step.into(), outcome: outcome.map(Into::into) }];
    CaseCommand::RecordContact { contact, completes }
}

#[test]
fn pz_02_only_a_contact_with_the_gp_is_a_contact_with_the_gp() {
    let mut case = case_with(PZ, march(2));
    let today = on(JOKE, march(3));
    let relative = With::Relative { name: "Piet".to_owned() };
    for with in [With::Client, relative.clone(), With::Org { org: HOSPITAL }] {
        let refusal = refused(&case, &today, &contact(with, "contact-gp", None));
        assert_eq!(refusal.code(), "contact-with-another");
        assert!(refusal.to_string().contains("`contact-gp` is done by a contact with the GP"), "{refusal}");
    }
    for with in [With::Client, With::Org { org: GP }] {
        let refusal = refused(&case, &today, &contact(with, "contact-nurse", Some("spoken")));
        assert_eq!(refusal.code(), "contact-with-another");
    }
    done(&mut case, &today, &contact(With::Org { org: GP }, "contact-gp", None));
    assert_eq!(status(&case, PZ, "contact-gp", 1), Some(Status::Done));
}

#[test]
fn pz_03_the_relatives_are_spoken_to_after_a_death_and_providers_are_those_who_give_care() {
    let mut case = case_with(PZ, march(2));
    fixtures::indicated(&mut case, &on(JOKE, march(3)), PZ, "guided");
    let died = pathway::Command::SetAnchor { anchor: "died".into(), date: march(3), reason: None };
    done(&mut case, &on(JOKE, march(3)), &CaseCommand::Pathway { pathway: PZ.into(), command: died });
    let today = on(JOKE, march(3));
    assert_eq!(refused(&case, &today, &contact(With::Client, "condolence", None)).code(), "contact-with-another");
    let relative = With::Relative { name: "Piet".to_owned() };
    let looked_back = refused(&case, &today, &contact(relative.clone(), "evaluate-with-providers", None));
    assert_eq!(looked_back.code(), "contact-with-another");
    done(&mut case, &today, &contact(relative, "condolence", None));
    done(&mut case, &today, &contact(With::Org { org: GP }, "evaluate-with-providers", None));
}
