//! What is sealed changes nothing for who is not named on it: two cases that differ in nothing else are the same to her, byte
//! for byte, on both databases (PS-02, PS-04).
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, by, morning, scene};
use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::{AppError, CaseFilter, CaseSort, Request, Views};
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionPlan, Expectation, HandoverKind, StepTurn};
use regie_care::case::seal::SealedSubject;
use regie_care::ids::CaseId;
use regie_care::notice::Subject;
use regie_care::seat::{Actor, Role, Seat};
use regie_pathway::{Command, FactValue, Whom};
use regie_store::Engine;
use regie_testkit::{TestDb, on_both_databases};

/// What stands only in sealed notes, and in the titles, questions and reasons of what is sealed.
const SECRETS: [&str; 10] = [
    "Veilig Thuis Verweggistan",
    "Blauwe plekken",
    "aandachtsfunctionaris nodig",
    "Kindcheck",
    "Meldcode stap",
    "Aandachtsfunctionaris",
    "kind (mogelijk) in gevaar",
    "vermoeden van huiselijk geweld",
    "onveiligheid",
    "reader-",
];

fn step(command: Command) -> CaseCommand {
    CaseCommand::Pathway { pathway: "psychosociaal".into(), command }
}

fn done(id: &str, outcome: Option<&str>, on: Date) -> CaseCommand {
    step(Command::complete(id, on).with_outcome(outcome.map(Into::into)))
}

/// What is recorded with words, or with whom: the Meldcode as far as the report to an organisation that is not known.
fn reported(on: Date) -> Vec<CaseCommand> {
    let done = |id: &str, outcome: Option<&str>, words: Option<&str>, whom| {
        let (words, outcome) = (words.map(str::to_owned), outcome.map(Into::into));
        step(Command::Complete { step: id.into(), nth: None, on, outcome, words, whom, day: None })
    };
    let whom = Some(Whom::Elsewhere { name: "Veilig Thuis Verweggistan".to_owned() });
    vec![
        done("meldcode-consult", None, None, None),
        done("meldcode-talk", None, None, None),
        done("meldcode-weigh", Some("acute"), Some("Blauwe plekken"), None),
        done("meldcode-decide", None, Some("Blauwe plekken"), None),
        done("report-veilig-thuis", None, None, whom),
    ]
}

fn fact(id: &str, value: FactValue) -> CaseCommand {
    step(Command::SetFact { fact: id.into(), value })
}

fn note(text: &str) -> CaseCommand {
    CaseCommand::WriteSealedNote { subject: SealedSubject::Meldcode, text: text.to_owned() }
}

fn start() -> CaseCommand {
    CaseCommand::StartPathway { pathway: "psychosociaal".into(), anchors: [].into(), facts: [].into() }
}

/// A course in which everybody sees the same; with `secret` the Meldcode is followed and written down meanwhile.
async fn course(scene: &Scene, secret: bool) -> CaseId {
    let case = scene.case().await;
    let joke = scene.joke;
    for command in [
        start(),
        done("screening", Some("problem"), TODAY),
        done("kindcheck", Some(if secret { "at-risk" } else { "safe" }), TODAY),
        done("inventory-care", None, TODAY),
        done("ask-consent", Some("given"), TODAY),
    ] {
        scene.give(joke, case, command).await;
    }
    if secret {
        for command in [
            note("Blauwe plekken op de armen; aandachtsfunctionaris nodig."),
            done("meldcode-signals", None, TODAY),
            fact("suspicion", FactValue::YesNo(true)),
            CaseCommand::NameReader { reader: scene.nurse, reason: "Blauwe plekken ook daar gezien".to_owned() },
            CaseCommand::DelegateStep {
                pathway: "psychosociaal".into(),
                step: "meldcode-consult".into(),
                nth: 1,
                to: scene.anne,
                reason: Some("Blauwe plekken: overleg met Veilig Thuis".to_owned()),
            },
            CaseCommand::ExpectFeedback {
                expectation: Expectation {
                    from: Some(scene.other_practice),
                    about: "Blauwe plekken: uitslag van de kinderarts".to_owned(),
                    by: TODAY,
                    step: Some(StepTurn { pathway: "psychosociaal".into(), step: "meldcode-signals".into(), nth: 1 }),
                },
            },
        ] {
            scene.give(joke, case, command).await;
        }
    } else {
        // Complex either way: because a child is in danger, or because the problems are serious.
        for (asked, answer) in [("resources", "sufficient"), ("severity", "serious")] {
            scene.give(joke, case, fact(asked, FactValue::Choice(answer.to_owned()))).await;
        }
        scene.give(joke, case, fact("abuse-now", FactValue::YesNo(false))).await;
    }
    scene.give(joke, case, done("complexity", None, TODAY)).await;
    let action = ActionPlan { what: "Bellen".to_owned(), who: None, by: TODAY };
    scene.give(scene.selin, case, CaseCommand::SetAction { action }).await;
    scene.app.clock().set(morning(TODAY.saturating_add(2.days())));
    scene.app.tick_due_cases().await.unwrap();
    if secret {
        scene.give(joke, case, note("Blauwe plekken nogmaals gewogen.")).await;
    }
    case
}

/// Everything that this person can be shown of the case and around it.
async fn shown(scene: &Scene, seat: Seat, case: CaseId) -> String {
    let app = &scene.app;
    let file = app.case_file(seat, case).await.unwrap();
    let history = app.history(seat, case, None, 1_000).await.unwrap();
    let page = app.history(seat, case, Some(20), 7).await.unwrap();
    let today = app.today(seat).await.unwrap();
    let mut lists = Vec::new();
    for sort in [CaseSort::Name, CaseSort::NextUntil] {
        let mut lines = app.caseload(seat, &CaseFilter::default(), sort, None, 9).await.unwrap();
        // The day on which Regie looks again is for Regie, and shown to nobody.
        lines.iter_mut().for_each(|line| line.case.next_due = None);
        lists.push(lines);
    }
    let (outbox, told) = (app.outbox(seat, None, 50).await, app.to_tell(seat, None, 50).await.unwrap());
    let notices = app.notices_of_case(seat, case).await.unwrap();
    let refused = refusals(scene, seat, case, file.case.version).await;
    format!(
        "{:?}\n{}\n{:?}\n{:?}\n{:?}\n{:?}\n{history:?}\n{page:?}\n{:?}\n{lists:?}\n{outbox:?}\n{told:?}\n{notices:?}\n{refused}",
        file.case.state,
        file.case.version,
        file.plan,
        file.obstacles,
        file.suggestions,
        file.history,
        works(&today),
    )
}

fn works(today: &regie_app::Today) -> String {
    let own = [&today.urgent, &today.todo, &today.answers, &today.waiting].into_iter().flatten();
    let others = today.boards.iter().flat_map(|board| &board.lines);
    let lines: Vec<String> = own.chain(others).map(|line| format!("{:?}", line.work)).collect();
    format!("{lines:?} {} {}", today.left_off, today.boards_left_off)
}

/// What she is told when she asks for what she does not see, and when she names a version.
async fn refusals(scene: &Scene, seat: Seat, case: CaseId, version: u64) -> String {
    let mut told = String::new();
    let on = TODAY.saturating_add(2.days());
    let commands = [
        done("meldcode-signals", None, on),
        done("kindcheck", Some("safe"), on),
        fact("suspicion", FactValue::YesNo(true)),
        note("ik zag ook iets"),
        CaseCommand::NameReader { reader: seat, reason: "ik wil het lezen".to_owned() },
        done("consent-specialised", Some("misschien"), on),
        fact("ppm", FactValue::YesNo(false)),
        fact("resources", FactValue::Choice("lacking".to_owned())),
        step(Command::Skip { step: "complexity".into(), nth: None, reason: "niet nodig".to_owned() }),
        step(Command::Reopen { step: "complexity".into(), nth: None, reason: "vergissing".to_owned() }),
        reported(on).pop().unwrap(),
        CaseCommand::ReceiveFeedback { no: 1, on, text: "niets".to_owned(), sealed: true },
        CaseCommand::WaiveFeedback { no: 1, reason: "gebeld".to_owned(), sealed: true },
    ];
    for command in commands {
        let refused = scene.app.command_case(&by(seat), case, &command).await.unwrap_err();
        told.push_str(&format!("{refused:?}\n"));
    }
    for seen in [version - 1, version + 1] {
        let request = Request { seen: Some(seen), ..by(seat) };
        let action = ActionPlan { what: "Terugbellen".to_owned(), who: None, by: on };
        let refused = scene.app.command_case(&request, case, &CaseCommand::SetAction { action }).await.unwrap_err();
        told.push_str(&format!("{refused:?}\n"));
    }
    told
}

/// A second database of the same kind.
async fn another(db: &TestDb) -> TestDb {
    match db.engine() {
        Engine::Sqlite => TestDb::sqlite(),
        Engine::Postgres => TestDb::postgres().await,
    }
}

on_both_databases! {
    async fn ps_02_two_cases_that_differ_only_under_seal_are_the_same_to_who_is_not_named(db: TestDb) {
        let other = another(&db).await;
        let (plain, secret) = (scene(db.open().await).await, scene(other.open().await).await);
        let (one, two) = (course(&plain, false).await, course(&secret, true).await);
        assert_eq!(one, two, "the same ids on both sides");
        // Selin is a colleague of the case manager; away are neither Joke nor Anne.
        let (open, sealed) = (shown(&plain, plain.selin, one).await, shown(&secret, secret.selin, two).await);
        for (left, right) in open.lines().zip(sealed.lines()) {
            assert_eq!(left, right);
        }
        assert_eq!(open, sealed);
        for word in SECRETS {
            assert!(!sealed.contains(word), "{word}: {sealed}");
        }
        assert!(!sealed.contains("erzegeld") && !sealed.contains("is sealed"), "not even that there is more: {sealed}");

        // While both are away the rest of their work falls to her, and nothing of what is sealed.
        for scene in [&plain, &secret] {
            for seat in [scene.joke, scene.anne] {
                let away = regie_care::person::PersonCommand::SetAbsence {
                    absence: regie_care::person::Absence { from: TODAY.saturating_add(2.days()), until: None },
                };
                scene.app.command_person(&Request::by(Actor::System), seat.person, &away).await.unwrap();
            }
        }
        let (open, sealed) = (plain.app.today(plain.selin).await.unwrap(), secret.app.today(secret.selin).await.unwrap());
        assert!(!open.boards.is_empty());
        assert_eq!(works(&open), works(&sealed));
        // Who was named is told so, and no other reads that she was.
        let told = secret.app.to_read(secret.nurse, None, 50).await.unwrap();
        assert_eq!(told.notices.iter().filter(|told| told.notice.subject == Subject::SealedReader).count(), 1, "{told:?}");
        let id = &told.notices.iter().find(|told| told.notice.subject == Subject::SealedReader).unwrap().id;
        assert!(secret.app.notice(secret.nurse, id).await.is_ok());
        for other in [secret.selin, secret.joke] {
            assert!(matches!(secret.app.notice(other, id).await, Err(AppError::NotFound { .. })), "{other:?}");
        }
        // What is owed under seal, and late, is on the board of who reads it.
        let joke = works(&secret.app.today(secret.joke).await.unwrap());
        assert!(joke.contains("uitslag van de kinderarts"), "{joke}");
        // Who is named sees it on her board, and reads it.
        let anne = secret.app.today(secret.anne).await.unwrap();
        assert!(works(&anne).contains("Meldcode stap"), "{}", works(&anne));
        let file = secret.app.case_file(secret.nurse, two).await.unwrap();
        assert_eq!(file.case.state.seal.as_ref().unwrap().notes.len(), 2);
        assert!(format!("{:?}", file.plan).contains("Meldcode stap 1"));
        // And the views are what a rebuild makes them.
        let report = secret.app.store().verify(Some(&Views { pathways: &secret.app.pathways() }), &mut |_| {}).await;
        assert!(report.unwrap().is_clean());
    }

    async fn ps_04_to_whom_was_reported_under_seal_nobody_else_can_tell(db: TestDb) {
        let other = another(&db).await;
        let (plain, secret) = (scene(db.open().await).await, scene(other.open().await).await);
        let (one, two) = (course(&plain, false).await, course(&secret, true).await);
        for command in reported(TODAY.saturating_add(2.days())) {
            secret.give(secret.joke, two, command).await;
        }
        let file = secret.app.case_file(secret.joke, two).await.unwrap();
        assert!(format!("{:?} {:?}", file.plan, file.history).contains("Veilig Thuis Verweggistan"), "who is named reads it");
        let (open, sealed) = (shown(&plain, plain.selin, one).await, shown(&secret, secret.selin, two).await);
        for (left, right) in open.lines().zip(sealed.lines()) {
            assert_eq!(left, right);
        }
        assert_eq!(open, sealed);
        for word in SECRETS {
            assert!(!sealed.contains(word), "{word}: {sealed}");
        }
    }

    async fn ps_02_what_changed_under_seal_is_no_conflict_for_who_does_not_see_it(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = course(&scene, true).await;
        let seen = scene.app.case_file(scene.selin, case).await.unwrap().case.version;
        let whole = scene.app.case_file(scene.joke, case).await.unwrap().case.version;
        assert!(seen < whole, "she counts what she sees");
        scene.give(scene.joke, case, note("Blauwe plekken, derde keer")).await;
        let set = |what: &str| {
            let action = ActionPlan { what: what.to_owned(), who: None, by: TODAY.saturating_add(3.days()) };
            CaseCommand::SetAction { action }
        };
        let request = Request { seen: Some(seen), ..by(scene.selin) };
        let done = scene.app.command_case(&request, case, &set("Bellen met de huisarts")).await.unwrap();
        assert_eq!((done.version, done.events), (seen + 1, vec!["action-set".to_owned()]));
        // For her who sees it, it is one.
        let request = Request { seen: Some(whole), ..by(scene.joke) };
        let told = scene.app.command_case(&request, case, &set("Nog eens bellen")).await.unwrap_err();
        let AppError::Changed(changed) = told else { panic!("{told:?}") };
        assert_eq!(changed.changes.len(), 2);
        // And for the other the conflict tells what she can see.
        let request = Request { seen: Some(seen), ..by(scene.selin) };
        let told = scene.app.command_case(&request, case, &set("Weer bellen")).await.unwrap_err();
        let AppError::Changed(changed) = told else { panic!("{told:?}") };
        assert_eq!((changed.seen, changed.now), (seen, seen + 1));
        assert_eq!(changed.changes.iter().map(|change| change.seq).collect::<Vec<_>>(), [seen + 1]);
    }

    async fn ps_04_a_refusal_opens_the_meldcode_and_tells_only_who_is_named(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = course(&scene, false).await;
        let on = TODAY.saturating_add(2.days());
        let told = scene.give(scene.selin, case, done("consent-specialised", Some("refused"), on)).await;
        assert_eq!(told.events, ["pathway"], "of what follows she hears nothing");
        let plan = |file: &regie_app::CaseFile| format!("{:?}", file.plan);
        let hers = plan(&scene.app.case_file(scene.selin, case).await.unwrap());
        assert!(!hers.contains("Meldcode") || !hers.contains("Meldcode stap"), "{hers}");
        let joke = scene.app.case_file(scene.joke, case).await.unwrap();
        let meldcode = joke.plan.iter().find(|one| one.step.id == "meldcode-signals").unwrap();
        assert!(matches!(meldcode.occurrence.life, regie_pathway::Life::Open { since } if since == on));
        let board = works(&scene.app.today(scene.joke).await.unwrap());
        assert!(board.contains("Meldcode stap 1"), "{board}");
        assert!(!works(&scene.app.today(scene.selin).await.unwrap()).contains("Meldcode stap"));
    }

    async fn ps_02_after_a_handover_the_past_file_holds_what_she_could_read_then(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = course(&scene, true).await;
        let day = TODAY.saturating_add(2.days());
        let propose = CaseCommand::ProposeHandover { work: Vec::new(),
            handover: HandoverKind::Relocation { moves_on: day, coa: None, gc_a: None, place: String::new() },
            to_org: scene.other_practice,
            to_person: Some(scene.nadia.person),
            note: "verhuist".to_owned(),
            answer_by: day,
        };
        scene.give(scene.joke, case, propose).await;
        let waits = scene.app.case_file(scene.nadia, case).await.unwrap();
        assert_eq!(waits.case.state.seal, None, "not before she accepts");
        let actions = vec![(1, regie_care::case::records::ActionDecision::Take)];
        scene.give(scene.nadia, case, CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte, actions }).await;
        scene.give(scene.nadia, case, note("Blauwe plekken: na de overdracht geschreven")).await;
        let joke = scene.app.case_file(scene.joke, case).await.unwrap();
        assert_eq!(joke.case.state.seal, None, "her organisation takes part until the move, she no longer answers for it");
        scene.app.clock().set(morning(TODAY.saturating_add(4.days())));
        scene.app.tick_due_cases().await.unwrap();
        let past = scene.app.past_case_file(scene.joke, case).await.unwrap();
        let notes = |file: &regie_app::CaseFile| file.case.state.seal.as_ref().map_or(0, |seal| seal.notes.len());
        assert_eq!(notes(&past), 2, "her own record, and not what came after");
        assert!(!format!("{:?}", past.history).contains("na de overdracht"));
        assert!(format!("{:?}", past.history).contains("Blauwe plekken"));
        let colleague = scene.app.past_case_file(scene.selin, case).await.unwrap();
        assert_eq!(notes(&colleague), 0);
        let told = format!("{:?} {:?} {:?}", colleague.case.state, colleague.plan, colleague.history);
        for word in SECRETS {
            assert!(!told.contains(word), "{word}");
        }
        let now = scene.app.case_file(scene.nadia, case).await.unwrap();
        assert_eq!(notes(&now), 3);
    }

    async fn ps_02_a_deputy_of_later_reads_nothing_and_sees_no_sealed_work_before_her_first_day(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = course(&scene, true).await;
        let (now, first) = (TODAY.saturating_add(2.days()), TODAY.saturating_add(5.days()));
        let deputy = CaseCommand::NameDeputy { deputy: scene.selin, from: first, until: Some(first) };
        scene.give(scene.joke, case, deputy).await;
        let reads = async |scene: &Scene| scene.app.case_file(scene.selin, case).await.unwrap().case.state.seal.is_some();
        let away = regie_care::person::PersonCommand::SetAbsence {
            absence: regie_care::person::Absence { from: now, until: None },
        };
        for seat in [scene.joke, scene.anne] {
            scene.app.command_person(&Request::by(Actor::System), seat.person, &away).await.unwrap();
        }
        for (day, seen) in [(now, false), (first, true), (first.saturating_add(1.days()), false)] {
            scene.app.clock().set(morning(day));
            assert_eq!(reads(&scene).await, seen, "{day}");
            let board = works(&scene.app.today(scene.selin).await.unwrap());
            assert_eq!(board.contains("Meldcode stap"), seen, "{day}: {board}");
        }
    }

    async fn ps_02_who_is_struck_sees_nothing_of_it_from_then(db: TestDb) {
        let scene = scene(db.open().await).await;
        let case = course(&scene, true).await;
        assert!(scene.app.case_file(scene.nurse, case).await.unwrap().case.state.seal.is_some());
        let reason = "niet meer betrokken".to_owned();
        scene.give(scene.joke, case, CaseCommand::StrikeReader { reader: scene.nurse, reason }).await;
        assert!(scene.app.case_file(scene.nurse, case).await.unwrap().case.state.seal.is_none());
        let assistant = scene.colleague("Ingrid Pol", scene.practice, Role::Assistant).await;
        let told = shown_to_assistant(&scene, assistant, case).await;
        for word in SECRETS {
            assert!(!told.contains(word), "{word}: {told}");
        }
    }
}

async fn shown_to_assistant(scene: &Scene, seat: Seat, case: CaseId) -> String {
    let file = scene.app.case_file(seat, case).await.unwrap();
    format!("{:?} {:?} {:?}", file.case.state, file.plan, file.history)
}
