//! Agendas and the actions that come of them.

use crate::case::CaseCommand;
use crate::case::records::{ActionPlan, No};
use crate::case::state::{ActionLife, AgendaLife};
use crate::fixtures::{
    ADA, CLIENT_MEETING, COEN, FATMA, GUUS, JOKE, MARIE, NADIA, NOOR, VSV, ctx, day, give, opened_case,
};
use crate::seat::Seat;

use super::check;

fn plan(what: &str, who: Option<Seat>) -> ActionPlan {
    ActionPlan { what: what.to_owned(), who, by: day(4, 20) }
}

fn discuss(no: No, outcome: &str, decisions: Vec<ActionPlan>) -> CaseCommand {
    CaseCommand::RecordDiscussion { no, outcome: outcome.to_owned(), decisions, inform: vec![] }
}

fn put(meeting: crate::ids::MeetingId, question: &str) -> CaseCommand {
    CaseCommand::PutOnAgenda { meeting, question: question.to_owned() }
}

#[test]
fn az_08_what_the_vsv_decides_comes_back_as_actions() {
    let mut case = opened_case();
    let ctx = ctx(JOKE, day(4, 7));
    check(&case, &ctx, &[("without a question", put(VSV, ""), "empty")]);
    give(&mut case, &ctx, &put(VSV, "Waar bevallen?")).unwrap();
    give(&mut case, &ctx, &put(CLIENT_MEETING, "Wie doet het huisbezoek?")).unwrap();
    check(
        &case,
        &ctx,
        &[
            ("the same again", put(VSV, "Waar bevallen?"), "nothing-to-do"),
            ("another question", put(VSV, "Tolk bij de bevalling?"), "done"),
            ("no outcome", discuss(1, "", vec![]), "empty"),
            ("an action without words", discuss(1, "poliklinisch", vec![plan("", None)]), "empty"),
            (
                "an action for who has no part in it",
                discuss(1, "poliklinisch", vec![plan("bellen", Some(NADIA))]),
                "unfit-organisation",
            ),
            ("what is not on an agenda", discuss(9, "poliklinisch", vec![]), "no-such-thing"),
        ],
    );

    let decisions = vec![plan("opnamegesprek plannen", None), plan("medicatie nakijken", Some(GUUS))];
    give(&mut case, &ctx, &discuss(1, "poliklinische bevalling", decisions.clone())).unwrap();
    assert_eq!(case.agenda[0].life, AgendaLife::Discussed("poliklinische bevalling".to_owned()));
    assert_eq!(case.agenda[1].life, AgendaLife::Waiting);
    let actions: Vec<_> = case.actions.iter().map(|action| (&action.plan, action.agenda)).collect();
    assert_eq!(actions, [(&decisions[0], Some(1)), (&decisions[1], Some(1))]);

    let withdraw = |no, reason: &str| CaseCommand::WithdrawFromAgenda { no, reason: reason.to_owned() };
    check(
        &case,
        &ctx,
        &[
            ("discussing it twice", discuss(1, "thuis", vec![]), "already-settled"),
            ("withdrawing what was discussed", withdraw(1, "x"), "already-settled"),
            ("withdrawing without a reason", withdraw(2, ""), "empty"),
        ],
    );
    give(&mut case, &ctx, &withdraw(2, "al geregeld")).unwrap();
    assert_eq!(case.agenda[1].life, AgendaLife::Withdrawn("al geregeld".to_owned()));
    give(&mut case, &ctx, &put(CLIENT_MEETING, "Wie doet het huisbezoek?")).unwrap();
    assert_eq!(case.agenda.len(), 3, "it may be put on again");
}

#[test]
fn ps_06_what_the_mdo_decides_is_fed_back_to_every_party() {
    let mut case = opened_case();
    let ctx = ctx(JOKE, day(4, 7));
    give(&mut case, &ctx, &put(VSV, "Wie coördineert na de bevalling?")).unwrap();
    let discuss = |inform: Vec<crate::ids::OrgId>| CaseCommand::RecordDiscussion {
        no: 1,
        outcome: "Fatma coördineert".to_owned(),
        decisions: vec![plan("plan delen", Some(FATMA))],
        inform,
    };
    check(
        &case,
        &ctx,
        &[
            ("to the COA", discuss(vec![COEN.org]), "unfit-organisation"),
            ("to who takes no part", discuss(vec![NADIA.org]), "unfit-organisation"),
        ],
    );
    let events = give(&mut case, &ctx, &discuss(vec![GUUS.org, NOOR.org])).unwrap();
    assert_eq!(
        events.iter().map(crate::case::CaseEvent::kind).collect::<Vec<_>>(),
        ["agenda-discussed", "action-set", "providers-informed"]
    );
    let told = &case.notices[0];
    assert_eq!(told.orgs.len(), 2);
    assert_eq!(told.subject, "Uitkomst van het overleg: Wie coördineert na de bevalling?");
    assert!(told.text.starts_with("Fatma coördineert\n- plan delen (Fatma"), "{}", told.text);
    // Telling others is care: who keeps the agenda only records what was said.
    let command = discuss(vec![GUUS.org]);
    assert_eq!(crate::policy::CommandClass::of(&command), crate::policy::CommandClass::Clinical);
    assert_eq!(crate::policy::CommandClass::of(&discuss(vec![])), crate::policy::CommandClass::Agenda);
}

#[test]
fn az_14_an_action_has_a_doer_a_day_and_an_end() {
    let mut case = opened_case();
    let today = day(4, 7);
    let ctx = ctx(JOKE, today);
    let set = |action| CaseCommand::SetAction { action };
    check(
        &case,
        &ctx,
        &[
            ("no words", set(plan(" ", None)), "empty"),
            ("yesterday", set(ActionPlan { by: day(4, 6), ..plan("bellen", None) }), "too-early"),
            ("for the COA", set(plan("bellen", Some(COEN))), "unfit-organisation"),
            ("for an administrator", set(plan("bellen", Some(ADA))), "unfit-person"),
            ("for the GC A", set(plan("bellen", Some(NOOR))), "done"),
        ],
    );
    for what in ["tolk regelen", "JGZ bellen", "echo afspreken"] {
        give(&mut case, &ctx, &set(plan(what, None))).unwrap();
    }
    let reassign = |no, to| CaseCommand::ReassignAction { no, to, reason: None };
    let done = |no, on| CaseCommand::CompleteAction { no, on, note: String::new() };
    let drop = |no, reason: &str| CaseCommand::DropAction { no, reason: reason.to_owned() };
    give(&mut case, &ctx, &reassign(1, Some(FATMA))).unwrap();
    check(
        &case,
        &ctx,
        &[
            ("to whom it is", reassign(1, Some(FATMA)), "nothing-to-do"),
            ("to who has no part in it", reassign(1, Some(NADIA)), "unfit-organisation"),
            ("back to the case manager", reassign(1, None), "done"),
            ("done tomorrow", done(1, day(4, 8)), "in-future"),
            ("dropped for no reason", drop(1, ""), "empty"),
            ("what is not there", done(4, today), "no-such-thing"),
        ],
    );
    give(&mut case, &ctx, &done(1, today)).unwrap();
    give(&mut case, &ctx, &drop(2, "is al aangemeld")).unwrap();
    let lives: Vec<_> = case.actions.iter().map(|action| action.life.clone()).collect();
    let dropped = ActionLife::Dropped("is al aangemeld".to_owned());
    assert_eq!(lives, [ActionLife::Done(today, String::new()), dropped, ActionLife::Open]);
    check(
        &case,
        &ctx,
        &[
            ("done twice", done(1, today), "already-settled"),
            ("dropped and done", done(2, today), "already-settled"),
            ("done and given away", reassign(1, Some(MARIE)), "already-settled"),
        ],
    );
}
