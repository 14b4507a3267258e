//! Nobody falls between: random people propose, accept, decline and withdraw in any order.

use jiff::ToSpan as _;
use proptest::prelude::*;

use super::*;

const PEOPLE: [Seat; 12] = [JOKE, FATMA, MARIE, INGE, NADIA, LOTTE, SANNE, TESS, REGINA, GUUS, COEN, NOOR];
const ORGS: [OrgId; 5] = [PRACTICE, OTHER_PRACTICE, HOSPITAL, GP, COA];

#[derive(Debug, Clone)]
enum Act {
    Propose { kind: u8, to_org: OrgId, to: Option<Seat> },
    Accept { deputy: Seat },
    Decline,
    Withdraw,
}

fn someone() -> impl Strategy<Value = Seat> {
    prop::sample::select(&PEOPLE[..])
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..5_u8, prop::sample::select(&ORGS[..]), prop::option::weighted(0.4, someone()))
            .prop_map(|(kind, to_org, to)| Act::Propose { kind, to_org, to }),
        4 => someone().prop_map(|deputy| Act::Accept { deputy }),
        1 => Just(Act::Decline),
        1 => Just(Act::Withdraw),
    ]
}

/// Who acts: half of the time someone for whom it makes sense, so that long courses come about.
fn actor(case: &Case, act: &Act, anyone: Seat, sensible: bool) -> Seat {
    let receiver = || {
        let proposal = &case.pending_handover()?.1.proposal;
        let there = PEOPLE.into_iter().find(|seat| seat.org == proposal.to_org && *seat != case.case_manager);
        proposal.to_person.map(|person| Seat::new(person, proposal.to_org)).or(there)
    };
    match act {
        _ if !sensible => anyone,
        Act::Propose { .. } | Act::Withdraw => case.case_manager,
        Act::Accept { .. } | Act::Decline => receiver().unwrap_or(anyone),
    }
}

fn command(case: &Case, act: Act, on: Date) -> CaseCommand {
    let no = case.pending_handover().map_or(1, |(no, _)| no);
    let soon = on.saturating_add(1.day());
    match act {
        Act::Propose { kind, to_org, to } => {
            let named = ReferralLetter { case_manager: Some(case.case_manager.person), ..letter() };
            let handover = match kind {
                0 => HandoverKind::Colleague,
                1 => HandoverKind::Planned { letter: named },
                2 => HandoverKind::Acute { letter_by: soon },
                3 => HandoverKind::Relocation { moves_on: soon, coa: None, gc_a: None, place: String::new() },
                _ => HandoverKind::Return,
            };
            let to_person = to.map(|seat| seat.person);
            CaseCommand::ProposeHandover {
                work: Vec::new(),
                handover,
                to_org,
                to_person,
                note: String::new(),
                answer_by: soon,
            }
        }
        Act::Accept { deputy } => accept(no, deputy),
        Act::Decline => decline(no, "Nee"),
        Act::Withdraw => withdraw(no, "Toch niet"),
    }
}

/// What must hold at every moment, whatever was tried.
fn somebody_is_accountable(case: &Case, on: Date) -> Result<(), TestCaseError> {
    let directory = directory();
    prop_assert!(crate::charge::manages(directory.role(case.case_manager).unwrap()));
    prop_assert_eq!(directory.kind(case.first_line.org), Some(OrgKind::MidwifePractice));
    let deputy = case.deputy_on(on).expect("a deputy at every moment");
    prop_assert_eq!(deputy.org, case.case_manager.org);
    prop_assert_ne!(deputy.person, case.case_manager.person);
    let waiting = case.handovers.iter().filter(|record| matches!(record.life, HandoverLife::Proposed { .. })).count();
    prop_assert!(waiting <= 1);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn az_10_nobody_falls_between(acts in prop::collection::vec((act(), someone(), any::<bool>()), 1..40)) {
        let mut case = opened_case();
        for (place, (act, anyone, sensible)) in acts.into_iter().enumerate() {
            let on = today().saturating_add(i64::try_from(place / 4).unwrap().days());
            let by = actor(&case, &act, anyone, sensible);
            let command = command(&case, act, on);
            let before = case.clone();
            let answer = give(&mut case, &ctx(by, on), &command);
            somebody_is_accountable(&case, on)?;
            if answer.is_err() {
                prop_assert_eq!(&case, &before, "a refusal changes nothing");
            }
            if case.case_manager != before.case_manager {
                let (_, record) = before.pending_handover().expect("only a pending handover moves accountability");
                prop_assert!(matches!(command, CaseCommand::AcceptHandover { .. }), "{:?}", command);
                prop_assert_eq!(by, case.case_manager, "who accepts is accountable");
                prop_assert_eq!(by.org, record.proposal.to_org);
                prop_assert!(record.proposal.to_person.is_none_or(|person| person == by.person));
            } else {
                prop_assert!(
                    answer.is_err() || !matches!(command, CaseCommand::AcceptHandover { .. }),
                    "an accepted handover moves accountability"
                );
            }
        }
    }
}

#[test]
fn az_10_only_a_proposal_that_waits_moves_accountability_whatever_a_journal_says() {
    let accepted = |by| CaseEvent::HandoverAccepted {
        no: 1,
        by,
        deputy: crate::case::records::Deputyship { deputy: LOTTE, from: today(), until: None },
        actions: Vec::new(),
        moves_on: None,
    };
    let ends =
        [(decline(1, "Vol"), NADIA, JOKE), (withdraw(1, "Toch niet"), JOKE, JOKE), (accept(1, LOTTE), NADIA, NADIA)];
    for (answer, by, stays) in ends {
        let mut case = opened_case();
        give(&mut case, &ctx(JOKE, today()), &propose(relocation(), OTHER_PRACTICE, None)).unwrap();
        give(&mut case, &ctx(by, today()), &answer).unwrap();
        let settled = case.clone();
        let late = [
            accepted(SANNE),
            CaseEvent::HandoverDeclined { no: 1, by: SANNE, reason: "x".to_owned() },
            CaseEvent::HandoverWithdrawn { no: 1, reason: "x".to_owned() },
        ];
        apply(&mut case, &ctx(SANNE, today()), &late);
        assert_eq!(case, settled, "{answer:?}");
        assert_eq!(case.case_manager, stays);
    }
}
