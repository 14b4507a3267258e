//! To whom she was referred, and when her appointment is (PS-03, PS-04).

use jiff::civil::Date;
use regie_pathway::{Command as P, Life, Whom};

use super::sealed::{complete, on, psy, screened, step};
use super::{check, outcome};
use crate::case::state::ExpectationLife;
use crate::case::{Case, CaseCommand, CaseEvent};
use crate::fixtures::{COA, HOSPITAL, JOKE, VEILIG_THUIS, day, directory, give};
use crate::history;
use crate::ids::OrgId;
use crate::sealing;

const REFER: &str = "refer-specialised";
const MAKE: &str = "make-appointment";

fn org(id: OrgId) -> Option<Whom> {
    Some(Whom::Org { org: id.to_string() })
}

fn called(name: &str) -> Option<Whom> {
    Some(Whom::Elsewhere { name: name.to_owned() })
}

fn done(id: &str, whom: Option<Whom>, asked: Option<Date>) -> CaseCommand {
    let on = day(3, 4);
    step(P::Complete { step: id.into(), nth: None, on, outcome: None, words: None, whom, day: asked })
}

/// She consented to specialised care: the referral and the appointment are to be made.
fn consented() -> Case {
    let mut case = screened(JOKE);
    for command in [
        complete("kindcheck", Some("safe"), day(3, 4)),
        complete("inventory-care", None, day(3, 4)),
        complete("ask-consent", Some("refused"), day(3, 4)),
        complete("complexity", None, day(3, 4)),
        complete("consent-specialised", Some("given"), day(3, 4)),
    ] {
        give(&mut case, &on(JOKE, day(3, 4)), &command).unwrap();
    }
    case
}

fn told(case: &Case, events: &[CaseEvent]) -> String {
    let ctx = on(JOKE, day(3, 4));
    let lines = events.iter().map(|event| history::describe(event, case, &directory(), ctx.pathways).what.nl);
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn ps_04_a_referral_names_whom_the_directory_knows_or_a_name() {
    let case = consented();
    let joke = on(JOKE, day(3, 4));
    let nobody = Some(Whom::Org { org: "01J9ZC3QF5T1Y0A7M2N8B4K6XE".to_owned() });
    let garbage = Some(Whom::Org { org: "martini".to_owned() });
    let table = [
        ("nobody", done(REFER, None, None), "whom-needed"),
        ("a name that nobody can read", done(REFER, called(" \u{200b}"), None), "empty"),
        ("who gets logistics alone", done(REFER, org(COA), None), "unfit-organisation"),
        ("who is not in the directory", done(REFER, nobody, None), "unfit-organisation"),
        ("what is no id", done(REFER, garbage, None), "unfit-organisation"),
        ("a day that it does not ask", done(REFER, org(HOSPITAL), Some(day(3, 9))), "day-not-asked"),
        ("a known organisation", done(REFER, org(HOSPITAL), None), "done"),
        ("a name", done(REFER, called("POP-poli"), None), "done"),
        ("a step that asks nobody", done("agree-coordinator", called("POP-poli"), None), "work-not-recorded"),
    ];
    check(&case, &joke, &table);
    let refused = crate::case::decide(&case, &table[2].1, &joke).unwrap_err().to_string();
    assert!(refused.contains("whom") && refused.contains("COA"), "{refused}");
}

#[test]
fn ps_04_the_feedback_that_is_owed_names_whom_she_was_referred_to() {
    let joke = on(JOKE, day(3, 4));
    let mut case = consented();
    let events = give(&mut case, &joke, &done(REFER, org(HOSPITAL), None)).unwrap();
    let owed = &case.expectations[0].expectation;
    assert_eq!(owed.from, Some(HOSPITAL));
    assert!(told(&case, &events).contains("verwezen naar: "), "{}", told(&case, &events));
    let reopen = step(P::Reopen { step: REFER.into(), nth: None, reason: "toch elders".to_owned() });
    give(&mut case, &joke, &reopen).unwrap();
    assert_eq!(case.expectations[0].life, ExpectationLife::Waived("toch elders".to_owned()));
    give(&mut case, &joke, &done(REFER, called("  POP-poli Delfzijl "), None)).unwrap();
    let owed = &case.expectations[1].expectation;
    assert_eq!((owed.from, owed.about.starts_with("POP-poli Delfzijl: ")), (None, true), "{owed:?}");
}

#[test]
fn ps_04_the_appointment_has_a_day_on_which_it_is_asked_whether_she_came() {
    let joke = on(JOKE, day(3, 4));
    let mut case = consented();
    assert_eq!(outcome(&case, &joke, &done(MAKE, None, Some(day(3, 20)))), "whom-needed", "she was not referred yet");
    give(&mut case, &joke, &done(REFER, org(HOSPITAL), None)).unwrap();
    let table = [
        ("no day", done(MAKE, None, None), "day-needed"),
        ("a day before it was made", done(MAKE, None, Some(day(3, 3))), "day-implausible"),
        ("with whom she was referred to", done(MAKE, None, Some(day(3, 20))), "done"),
        ("with another", done(MAKE, called("POP-poli"), Some(day(3, 20))), "done"),
    ];
    check(&case, &joke, &table);
    let events = give(&mut case, &joke, &table[2].1).unwrap();
    let said = told(&case, &events);
    assert!(said.contains("; afspraak bij: ") && said.contains("; dag van de afspraak: 20 maart 2026"), "{said}");
    let one = |case: &Case, id: &str| case.run(&psy()).unwrap().state.occurrence(&id.into(), 1).unwrap().clone();
    assert_eq!((one(&case, MAKE).whom, one(&case, MAKE).day), (org(HOSPITAL), Some(day(3, 20))));
    assert_eq!(one(&case, "appointment").window.map(|window| window.from()), Some(day(3, 20)));
    let no_show = |date| complete("appointment", Some("no-show"), date);
    assert_eq!(outcome(&case, &on(JOKE, day(3, 19)), &no_show(day(3, 19))), "not-its-turn");
    // It is called off, and made for another day.
    let later = on(JOKE, day(3, 19));
    let reopen = step(P::Reopen { step: MAKE.into(), nth: None, reason: "de arts is ziek".to_owned() });
    give(&mut case, &later, &reopen).unwrap();
    assert_eq!(one(&case, "appointment").window, None, "until there is a new one");
    give(&mut case, &later, &done(MAKE, None, Some(day(3, 26)))).unwrap();
    let then = on(JOKE, day(3, 26));
    give(&mut case, &then, &CaseCommand::Tick).unwrap();
    assert!(matches!(one(&case, "appointment").life, Life::Open { since } if since == day(3, 26)));
    assert_eq!(outcome(&case, &then, &no_show(day(3, 25))), "before-the-day");
    give(&mut case, &then, &no_show(day(3, 26))).unwrap();
}

#[test]
fn ps_04_to_whom_was_reported_is_as_sealed_as_the_report() {
    let joke = on(JOKE, day(3, 4));
    let mut case = screened(JOKE);
    for command in [
        complete("kindcheck", Some("at-risk"), day(3, 4)),
        complete("meldcode-signals", None, day(3, 4)),
        complete("meldcode-consult", None, day(3, 4)),
        complete("meldcode-talk", None, day(3, 4)),
        complete("meldcode-weigh", Some("acute"), day(3, 4)),
        complete("meldcode-decide", None, day(3, 4)),
    ] {
        give(&mut case, &joke, &command).unwrap();
    }
    let report = "report-veilig-thuis";
    assert_eq!(outcome(&case, &joke, &done(report, None, None)), "whom-needed", "none is in the team");
    let named = [(called("Veilig Thuis Twente"), None), (org(VEILIG_THUIS), Some(VEILIG_THUIS))];
    for (whom, from) in named {
        let mut case = case.clone();
        let events = give(&mut case, &joke, &done(report, whom.clone(), None)).unwrap();
        let says =
            |event: &&CaseEvent| matches!(event, CaseEvent::Pathway { event, .. } if event.kind() == "completed");
        let reported = events.iter().find(says).unwrap();
        assert!(reported.is_sealed());
        assert_eq!(sealing::open_event(reported, &case, joke.pathways), None);
        assert_eq!(case.seal.as_ref().unwrap().expectations[0].expectation.from, from);
        assert_eq!(case.expectations, [], "for the others there is none");
        let open = sealing::open_to_all(&case, joke.pathways).unwrap();
        let shown = format!("{:?}", open.case);
        assert!(!shown.contains("Twente") && !shown.contains("Veilig Thuis"), "{shown}");
    }
}
