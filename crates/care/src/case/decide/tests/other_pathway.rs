//! A pathway with steps of its own: what they mean to care is said by their attributes alone.

use regie_pathway as pathway;

use crate::case::decide::open;
use crate::case::records::{
    ClosingReason, Evaluation, HandoverKind, IntakeSection, MedicalHistory, PsychologicalHistory, ReferralLetter,
    SocialHistory,
};
use crate::case::{self, Case, CaseCommand, Context, Obstacle, OpenCase};
use crate::closing;
use crate::fixtures::{
    CASE, FATMA, HOSPITAL, INGE, JOKE, PRACTICE, SANNE, TESS, ctx, day, directory, give, opening, opening_day, recorded,
};
use crate::pathways::Pathways;
use crate::policy::{self, CaseAction, Subject};
use crate::rows::case_rows;
use crate::seat::{Actor, Seat};
use crate::view::{Lane, ViewRow};

use super::outcome;

const OTHER: &str = r#"
[pathway]
id      = "wijkzorg"
version = "1"
title   = { nl = "Wijkzorg" }

[anchors]
due = { title = { nl = "à terme datum" } }

[roles]
regisseur  = { nl = "regisseur" }
wijk       = { nl = "regisseur in de wijk", done-in = "first-line" }
ziekenhuis = { nl = "ziekenhuis", done-in = "second-line" }

[facts]
care-line = { kind = "choice", default = "first", ask = { nl = "Welke lijn?" }, options = { first = { nl = "eerste" }, second = { nl = "tweede" } } }

[[step]]
id       = "kennismaking"
kind     = "contact"
by       = "regisseur"
title    = { nl = "Kennismaking" }
does     = "intake"
window   = "entry..entry+14d"

[[step]]
id           = "terugblik"
kind         = "contact"
by           = "regisseur"
title        = { nl = "Terugblik" }
does         = "evaluation"
window       = "entry..entry+10w"
required     = true
must-be-done = true

[[step]]
id       = "folder"
kind     = "task"
by       = "regisseur"
title    = { nl = "Folder meegeven" }
window   = "entry..entry+10w"
required = true

[[step]]
id                 = "bericht"
kind               = "letter"
by                 = "regisseur"
title              = { nl = "Bericht aan de huisarts" }
window             = "entry..entry+10w"
required           = true
must-be-done       = true
even-if-she-leaves = true

[[step]]
id            = "brief"
kind          = "letter"
by            = "regisseur"
title         = { nl = "Brief naar het ziekenhuis" }
does          = "referral-letter"
window        = "opened..opened+3d"
discretionary = true

[[step]]
id     = "doorgeven"
kind   = "task"
by     = "wijk"
title  = { nl = "Doorgeven wat er speelt" }
opens  = "care-line is second"
window = "opened..opened+7d"

[[step]]
id     = "controle"
kind   = "contact"
by     = "ziekenhuis"
title  = { nl = "Controle in het ziekenhuis" }
window = "entry..entry+8w"
"#;

fn id() -> pathway::PathwayId {
    "wijkzorg".into()
}

fn known() -> Pathways {
    let mut pathways = Pathways::default();
    pathways.add(pathway::Definition::parse("wijkzorg.toml", OTHER).unwrap());
    pathways
}

fn by(pathways: &Pathways, seat: Seat) -> Context<'_> {
    Context { pathways, ..ctx(seat, day(3, 9)) }
}

fn begun(pathways: &Pathways) -> Case {
    let ctx = Context { pathways, ..ctx(JOKE, opening_day()) };
    let opening = OpenCase { pathway: id(), ..opening() };
    let events = open(CASE, &opening, &ctx, &[]).unwrap();
    case::replay(CASE, events.into_iter().map(|event| (event, recorded(&ctx)))).unwrap()
}

fn on_pathway(command: pathway::Command) -> CaseCommand {
    CaseCommand::Pathway { pathway: id(), command }
}

fn complete(step: &str) -> CaseCommand {
    on_pathway(pathway::Command::complete(step, day(3, 9)))
}

fn skip(step: &str) -> CaseCommand {
    on_pathway(pathway::Command::Skip { step: step.into(), nth: None, reason: "Niet nodig".to_owned() })
}

fn evaluate() -> CaseCommand {
    let evaluation = Evaluation { on: day(3, 9), client_view: "Fijn".to_owned(), lessons: String::new() };
    CaseCommand::Evaluate { evaluation }
}

fn status(case: &Case, step: &str) -> pathway::Status {
    case.run(&id()).unwrap().state.occurrence(&step.into(), 1).unwrap().status()
}

fn refer(case: &mut Case, pathways: &Pathways) {
    let text = || "x".to_owned();
    let letter = ReferralLetter {
        reason: text(),
        history: text(),
        findings: text(),
        question: text(),
        psychosocial: text(),
        case_manager: None,
    };
    let (handover, to_org, to_person) = (HandoverKind::Planned { letter }, HOSPITAL, None);
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover,
        to_org,
        to_person,
        note: String::new(),
        answer_by: day(3, 10),
    };
    give(case, &by(pathways, JOKE), &propose).unwrap();
}

fn steps_left(case: &Case, pathways: &Pathways, reason: ClosingReason) -> Vec<String> {
    let left = closing::obstacles_for(case, pathways, reason).into_iter();
    left.filter_map(|obstacle| if let Obstacle::Step { step, .. } = obstacle { Some(step.to_string()) } else { None })
        .collect()
}

#[test]
fn az_04_the_step_that_is_the_intake_needs_its_three_parts() {
    let pathways = known();
    let mut case = begun(&pathways);
    let joke = by(&pathways, JOKE);
    for intake in [
        IntakeSection::Medical(MedicalHistory { gravida: Some(1), para: Some(0), ..MedicalHistory::default() }),
        IntakeSection::Psychological(PsychologicalHistory { complaints: "geen".to_owned(), ..Default::default() }),
        IntakeSection::Social(SocialHistory { partner: "met haar".to_owned(), ..SocialHistory::default() }),
    ] {
        assert_eq!(outcome(&case, &joke, &complete("kennismaking")), "intake-incomplete");
        give(&mut case, &joke, &CaseCommand::RecordIntake { intake }).unwrap();
    }
    give(&mut case, &joke, &complete("kennismaking")).unwrap();
}

#[test]
fn az_15_the_step_that_is_the_evaluation_is_done_by_it() {
    let pathways = known();
    let mut case = begun(&pathways);
    let joke = by(&pathways, JOKE);
    assert_eq!(outcome(&case, &joke, &complete("terugblik")), "evaluation-not-recorded");
    assert_eq!(outcome(&case, &joke, &complete("folder")), "done", "nothing does this step but a person");
    give(&mut case, &joke, &evaluate()).unwrap();
    assert_eq!(status(&case, "terugblik"), pathway::Status::Done);
    assert!(status(&case, "folder").is_live());
}

#[test]
fn az_15_closing_asks_for_the_steps_that_say_so() {
    use ClosingReason::{Completed, Declined, Died, OutOfReach};
    let pathways = known();
    let mut case = begun(&pathways);
    let joke = by(&pathways, JOKE);
    let left = |case: &Case, reason| steps_left(case, &pathways, reason);
    assert_eq!(left(&case, Completed), ["terugblik", "folder", "bericht"]);
    for reason in [OutOfReach, Declined] {
        assert_eq!(left(&case, reason), ["bericht"], "her GP must know that nobody here is in charge any more");
    }
    assert_eq!(left(&case, Died), Vec::<String>::new());
    for step in ["terugblik", "folder", "bericht"] {
        give(&mut case, &joke, &skip(step)).unwrap();
    }
    assert_eq!(left(&case, Completed), ["terugblik", "bericht"], "these cannot be skipped in complete care");
    assert_eq!(left(&case, OutOfReach), Vec::<String>::new());
}

#[test]
fn az_11_the_step_that_is_the_referral_letter_is_done_by_sending_it() {
    let pathways = known();
    let mut case = begun(&pathways);
    let joke = by(&pathways, JOKE);
    give(&mut case, &joke, &on_pathway(pathway::Command::Add { step: "brief".into() })).unwrap();
    assert_eq!(outcome(&case, &joke, &complete("brief")), "referral-letter-not-sent");
    refer(&mut case, &pathways);
    assert_eq!(status(&case, "brief"), pathway::Status::Done);
    let mut uncalled = begun(&pathways);
    refer(&mut uncalled, &pathways);
    assert_eq!(status(&uncalled, "brief"), pathway::Status::Done);
}

#[test]
fn az_12_the_steps_of_a_role_stay_in_the_line_in_which_they_are_done() {
    let pathways = known();
    let mut case = begun(&pathways);
    let line = |case: &Case, step: &str| {
        let item = format!("step:wijkzorg:{step}:1");
        let rows = case_rows(case, &pathways);
        let found = rows.into_iter().find_map(|row| match row {
            ViewRow::Work(row) if row.item == item => Some((row.owner, row.org, row.lane)),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no {item}"))
    };
    assert_eq!(line(&case, "folder"), (Some(JOKE.person), PRACTICE, Lane::Todo));
    assert_eq!(line(&case, "controle"), (Some(JOKE.person), PRACTICE, Lane::Waiting), "the hospital does it");

    refer(&mut case, &pathways);
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: TESS, actions: Vec::new() };
    give(&mut case, &by(&pathways, SANNE), &accept).unwrap();
    assert_eq!(line(&case, "doorgeven"), (Some(JOKE.person), PRACTICE, Lane::Todo), "it stays in first line");
    assert_eq!(line(&case, "folder"), (Some(SANNE.person), HOSPITAL, Lane::Todo));
    assert_eq!(line(&case, "controle"), (Some(SANNE.person), HOSPITAL, Lane::Todo), "now it is her own");

    let may = |pathways: &Pathways, seat: Seat, step: &str| {
        let (directory, command) = (directory(), complete(step));
        let subject = Subject::Case { case: &case, action: CaseAction::Command(&command, pathways) };
        policy::allow(Actor::Person(seat), &directory, day(3, 9), &subject).is_allowed()
    };
    for (seat, step, allowed) in [
        (JOKE, "doorgeven", true),
        (FATMA, "doorgeven", true),
        (INGE, "doorgeven", false),
        (JOKE, "folder", false),
        (JOKE, "controle", false),
        (SANNE, "doorgeven", true),
        (SANNE, "folder", true),
    ] {
        assert_eq!(may(&pathways, seat, step), allowed, "{seat:?} {step}");
    }
    assert!(!may(&Pathways::default(), JOKE, "doorgeven"), "without the definition nobody knows that it is hers");
}
