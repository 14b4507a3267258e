//! *Vandaag*.

use jiff::civil::date;
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionPlan, HandoverKind};
use regie_care::person::{Absence, PersonCommand};
use regie_care::postnatal::BirthDetails;
use regie_care::seat::{Actor, Role};
use regie_pathway::Command;

use crate::scene::{Scene, TODAY};

/// The part of a page between two texts.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let rest = page.split_once(start).unwrap_or_else(|| panic!("no {start:?} in\n{page}")).1;
    rest.split_once(end).map_or(rest, |(part, _)| part)
}

#[tokio::test]
async fn az_14_the_board_shows_what_is_due_today_with_why_and_the_action_at_the_line() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let page = scene.get("joke", "/vandaag").await.told();
    let today = between(&page, "<h3>Vandaag", "</ul>");
    assert!(today.contains("Geboorteplan bespreken") && today.contains("Rania Haddad"), "{today}");
    assert!(today.contains("31w0d") && today.contains("tolk Arabisch"), "{today}");
    assert!(today.contains("Te doen bij 29w0d–31w0d: 8 nov – 22 nov, gerekend vanaf de à terme datum 24 jan."));
    assert!(today.contains(&format!("action=\"/casus/{case}/stap\"")) && today.contains("value=\"birth-plan\""));
    let urgent = between(&page, "id=\"h-urgent\"", "</section>");
    assert!(urgent.contains("RR 155/100, hoofdpijn") && urgent.contains("value=\"bevestigen\""), "{urgent}");
    insta::assert_snapshot!(page);
}

#[tokio::test]
async fn an_appointment_moves_a_line_to_its_day() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let command = Command::Plan { step: "intake".into(), nth: None, date: date(2026, 11, 25) };
    scene.give(scene.joke, case, CaseCommand::Pathway { pathway: "az-verloskunde".into(), command }).await;
    let page = scene.get("joke", "/vandaag").await.page();
    let week = between(&page, "<h3>Komende week", "</ul>");
    assert!(week.contains("Intake") && week.contains("op 25 nov"), "{week}");
}

#[tokio::test]
async fn ps_04_an_appointment_after_its_window_leaves_a_line_where_it_was_and_says_so() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let command = Command::Plan { step: "birth-plan".into(), nth: None, date: date(2026, 12, 5) };
    scene.give(scene.joke, case, CaseCommand::Pathway { pathway: "az-verloskunde".into(), command }).await;
    let words = "Gepland op 5 dec, na het einde van de periode (vandaag).";
    let page = scene.get("joke", "/vandaag").await.page();
    let today = between(&page, "<h3>Vandaag", "</ul>");
    assert!(today.contains("Geboorteplan bespreken") && today.contains(words), "{today}");
    let page = scene.get("joke", &format!("/casus/{case}")).await.page();
    let now = between(&page, "id=\"h-now\"", "</ul>");
    assert!(now.contains("Geboorteplan bespreken") && now.contains(words), "{now}");
}

#[tokio::test]
async fn az_14_lines_of_the_week_stand_in_the_order_of_the_days_that_they_tell() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let plan = |step: &str, day| {
        let command = Command::Plan { step: step.into(), nth: None, date: day };
        CaseCommand::Pathway { pathway: "az-verloskunde".into(), command }
    };
    scene.give(scene.joke, case, plan("intake", date(2026, 11, 23))).await;
    let action = ActionPlan { what: "Vervoer regelen".to_owned(), who: None, by: date(2026, 11, 24) };
    scene.give(scene.joke, case, CaseCommand::SetAction { action }).await;
    let page = scene.get("joke", "/vandaag").await.page();
    let week = between(&page, "<h3>Komende week", "</ul>");
    let at = |words: &str| week.find(words).unwrap_or_else(|| panic!("no {words:?} in\n{week}"));
    assert!(at("morgen") < at("t/m 24 nov"), "tomorrow's appointment comes first: {week}");
}

#[tokio::test]
async fn az_14_a_deputy_sees_the_board_of_who_is_away() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let before = scene.get("anne", "/vandaag").await.page();
    assert!(!before.contains("Als plaatsvervanger") && !before.contains("Geboorteplan bespreken"));
    let absence = Absence { from: TODAY, until: Some(date(2026, 11, 29)) };
    let system = regie_app::Request::by(Actor::System);
    scene.app.command_person(&system, scene.joke.person, &PersonCommand::SetAbsence { absence }).await.unwrap();
    let page = scene.get("anne", "/vandaag").await.page();
    let board = between(&page, "Als plaatsvervanger voor Joke de Vries", "</section>");
    assert!(board.contains("afwezig t/m 29 nov"), "{board}");
    assert!(board.contains("Geboorteplan bespreken") && !board.contains("value=\"bevestigen\""), "{board}");
    let urgent = between(&page, "id=\"h-urgent\"", "</section>");
    assert!(
        urgent.contains("als plaatsvervanger voor Joke de Vries") && urgent.contains("value=\"bevestigen\""),
        "{urgent}"
    );
}

#[tokio::test]
async fn az_10_a_handover_waits_with_both_sides() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation { moves_on: date(2026, 12, 1), coa: None, gc_a: None, place: String::new() },
        to_org: scene.nadia.org,
        to_person: None,
        note: "Verhuist naar Delfzijl".to_owned(),
        answer_by: date(2026, 11, 25),
    };
    scene.give(scene.joke, case, propose).await;
    let sender = scene.get("joke", "/vandaag").await.page();
    let waiting = between(&sender, "id=\"h-waiting\"", "</section>");
    assert!(waiting.contains("Tot dat moment blijf jij casemanager") && waiting.contains("Bel 050-555 0101"));
    let receiver = scene.get("nadia", "/vandaag").await.page();
    let answers = between(&receiver, "id=\"h-answers\"", "</section>");
    assert!(answers.contains("gevraagd door Joke de Vries, De Ooievaar"), "{answers}");
    assert!(answers.contains(&format!("href=\"/overdracht/{case}\"")), "{answers}");
}

#[tokio::test]
async fn az_14_a_stand_in_reads_of_a_handover_whose_answer_waits_and_of_her_own_once() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let propose = |to: regie_care::seat::Seat| CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Colleague,
        to_org: to.org,
        to_person: Some(to.person),
        note: "Met verlof".to_owned(),
        answer_by: date(2026, 11, 25),
    };
    scene.give(scene.joke, case, propose(scene.anne)).await;
    let absence = Absence { from: TODAY, until: Some(date(2026, 12, 1)) };
    let system = regie_app::Request::by(Actor::System);
    scene.app.command_person(&system, scene.joke.person, &PersonCommand::SetAbsence { absence }).await.unwrap();
    let page = scene.get("anne", "/vandaag").await.page();
    assert!(page.contains("gevraagd door Joke de Vries"), "{page}");
    assert!(!page.contains("heeft nog niet geantwoord"), "her own answer stands there once: {page}");
    scene.give(scene.joke, case, CaseCommand::WithdrawHandover { no: 1, reason: "Toch niet".to_owned() }).await;
    let relocation =
        HandoverKind::Relocation { moves_on: date(2026, 12, 1), coa: None, gc_a: None, place: String::new() };
    let elsewhere = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: relocation,
        to_org: scene.nadia.org,
        to_person: None,
        note: String::new(),
        answer_by: date(2026, 11, 25),
    };
    scene.give(scene.joke, case, elsewhere).await;
    let page = scene.get("anne", "/vandaag").await.page();
    assert!(page.contains("Tot dat moment blijft Joke de Vries casemanager"), "{page}");
    assert!(!page.contains("blijf jij casemanager"), "{page}");
}

#[tokio::test]
async fn az_06_what_she_must_be_told_stands_there_until_she_has_read_it() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    let page = scene.get("joke", "/vandaag").await.page();
    let notices = between(&page, "id=\"h-told\"", "</section>");
    assert!(notices.contains("Spoedbericht") && notices.contains("ongelezen") && notices.contains("Rania Haddad"));
    let unread = scene.app.notices_for(scene.joke, None, 10).await.unwrap();
    for notice in unread {
        scene.app.notice_delivered(scene.joke, &notice.id).await.unwrap();
    }
    let page = scene.get("joke", "/vandaag").await.page();
    assert!(!page.contains("ongelezen"));
}

#[tokio::test]
async fn az_06_an_old_untold_notice_stays_within_reach_however_many_came_since() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    scene.urgent(case).await;
    // A day on which more was told, and read, than a board looks through.
    for number in 0..70 {
        let inform = CaseCommand::InformProviders {
            orgs: vec![scene.gc_a],
            subject: format!("Bericht {number}"),
            text: "Hb 6,4".to_owned(),
        };
        scene.give(scene.joke, case, inform).await;
    }
    let page = scene.get("joke", "/vandaag").await.page();
    let notices = between(&page, "id=\"h-notices\"", "</section>");
    let all = scene.app.to_tell(scene.joke, None, 100).await.unwrap();
    let (total, old) = (all.total, all.notices.last().unwrap().id.clone());
    assert!(total >= 70, "{total}");
    assert_eq!(notices.matches("href=\"/bericht/").count(), 12, "six lines, each with two links");
    assert!(notices.contains(&format!("<span class=\"count\">{total}</span>")), "{notices}");
    assert!(notices.contains(&format!("href=\"/te-vertellen\">Nog {} bekijken</a>", total - 6)), "{notices}");

    let mut path = "/te-vertellen".to_owned();
    let (mut pages, mut seen) = (0, 0);
    loop {
        let page = scene.get("joke", &path).await.page();
        pages += 1;
        seen += page.matches("<li class=\"item\">").count() as u64;
        let next = page.split("rel=\"next\"").next().filter(|_| page.contains("rel=\"next\""));
        match next.and_then(|before| before.rsplit("href=\"").next()) {
            Some(rest) => path = rest.split('"').next().unwrap_or_default().replace("&#38;", "&"),
            None => {
                assert!(page.contains(&format!("/bericht/{old}")), "the oldest is on the last page");
                break;
            }
        }
    }
    assert_eq!((pages, seen), (2, total), "every one is on a page, once");
    let wrong = scene.get("joke", "/berichten?na=gisteren").await;
    assert_eq!(wrong.status, axum::http::StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn az_14_who_settles_a_line_goes_on_where_she_was() {
    let scene = Scene::new().await;
    let (first, second) = (scene.rania().await, scene.case("Selam", "Tesfay", "2301234418").await);
    let page = scene.get("joke", "/vandaag").await.page();
    let lines: Vec<&str> = page.split(" id=\"regel-").skip(1).collect();
    assert!(lines.len() > 1 && page.contains(&first.to_string()) && page.contains(&second.to_string()), "{page}");
    for (number, line) in (1..).zip(&lines) {
        assert!(line.starts_with(&format!("{number}\"")), "numbered from top to bottom: {line}");
        for back in line.split("name=\"terug\" value=\"").skip(1) {
            assert!(back.starts_with(&format!("/vandaag#regel-{number}\"")), "{back}");
        }
    }
}

#[tokio::test]
async fn az_11_an_acute_handover_stands_on_top_with_whom_to_call() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let directory = scene.app.directory();
    let hospital = directory.orgs.values().find(|org| org.name == "Martini Ziekenhuis").unwrap().id;
    scene.colleague("Jeroen Aalders", "jeroen", hospital, Role::Doctor).await;
    let propose = CaseCommand::ProposeHandover {
        handover: HandoverKind::Acute { letter_by: TODAY },
        to_org: hospital,
        to_person: None,
        note: "Bloedverlies, 31 weken.".to_owned(),
        answer_by: TODAY,
        work: Vec::new(),
    };
    scene.give(scene.joke, case, propose).await;
    let page = scene.get("jeroen", "/vandaag").await.page();
    let (acute, todo) = (page.find("id=\"h-acute\"").unwrap(), page.find("id=\"h-todo\"").unwrap());
    assert!(acute < todo && page.contains("Acuut overgedragen: nu beantwoorden"), "{page}");
    let card = page[acute..].split("</section>").next().unwrap();
    assert!(card.contains("Rania Haddad") && card.contains("href=\"tel:0655550000\""), "{card}");
    assert!(card.contains("chip alarm"), "{card}");
}

#[tokio::test]
async fn pn_01_a_planned_caesarean_stands_beside_the_due_date() {
    let scene = Scene::new().await;
    let case = scene.rania().await;
    let on = jiff::civil::date(2027, 1, 12);
    let birth = BirthDetails { planned_caesarean: Some(on), ..BirthDetails::default() };
    scene.give(scene.joke, case, CaseCommand::DetailBirth { birth }).await;
    let page = scene.get("joke", &format!("/casus/{case}")).await.page();
    let told = page.replace(['\u{2068}', '\u{2069}'], "");
    assert!(told.contains("à terme 24 januari 2027</span><span id=\"keizersnede\">"), "{told}");
    assert!(told.contains("keizersnede gepland op 12 januari 2027"), "{told}");
    assert!(page.contains("href=\"#keizersnede\"") || page.contains("#keizersnede"), "a mark on the line: {page}");
}
