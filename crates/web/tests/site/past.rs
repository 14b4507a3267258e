//! The record of who handed a case over.

use axum::http::StatusCode;
use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionDecision, ActionPlan, Channel, Contact, Direction, HandoverKind, With};
use regie_care::ids::CaseId;

use crate::scene::{Scene, TODAY};

fn spoke(note: &str, on: Date) -> CaseCommand {
    let contact = Contact {
        on,
        channel: Channel::Phone,
        with: With::Client,
        direction: Direction::Incoming,
        minutes: None,
        interpreter: false,
        note: note.to_owned(),
    };
    CaseCommand::RecordContact { contact, completes: Vec::new() }
}

/// She moved today; Nadia wrote something on the day after.
async fn moved(scene: &Scene, decision: ActionDecision) -> CaseId {
    let case = scene.rania().await;
    scene.give(scene.joke, case, spoke("Gesproken voor de verhuizing", TODAY)).await;
    let action = ActionPlan { what: "Ledikant regelen".to_owned(), who: Some(scene.joke), by: TODAY };
    scene.give(scene.joke, case, CaseCommand::SetAction { action }).await;
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation { moves_on: TODAY, coa: None, gc_a: None, place: String::new() },
        to_org: scene.nadia.org,
        to_person: None,
        note: "Verhuist".to_owned(),
        answer_by: TODAY,
    };
    scene.give(scene.joke, case, propose).await;
    let actions = vec![(1, decision)];
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: scene.lotte().await, actions };
    scene.give(scene.nadia, case, accept).await;
    let after = TODAY.saturating_add(1.days());
    scene.app.clock().set(format!("{after}T08:00:00Z").parse().unwrap());
    scene.give(scene.nadia, case, spoke("Gesproken in Delfzijl", after)).await;
    scene.app.tick_due_cases().await.unwrap();
    case
}

#[tokio::test]
async fn az_10_who_handed_over_finds_and_reads_her_own_record_and_cannot_change_it() {
    let scene = Scene::new().await;
    let case = moved(&scene, ActionDecision::Take).await;
    let list = scene.get("joke", "/caseload").await.page();
    assert!(!list.contains("Haddad") && list.contains("href=\"/overgedragen\""), "{list}");
    let list = scene.get("joke", "/overgedragen?zoek=hadd").await.page();
    assert!(list.contains(&format!("href=\"/casus/{case}\"")) && list.contains("14 maart 1999"), "{list}");
    for later in ["Nadia", "Noorderlicht", "Ter Apel"] {
        assert!(!list.contains(later), "{later}");
    }
    assert!(scene.get("joke", "/overgedragen?zoek=tesfay").await.page().contains("Geen overgedragen casussen"));
    assert!(!scene.get("nadia", "/overgedragen").await.page().contains("Haddad"));

    let page = scene.whole_case("joke", case).await;
    let stood = ["de casus zoals die was op", "22 november 2026", "22 nov 2026"];
    for shown in ["Rania Haddad", "Gesproken voor de verhuizing"].into_iter().chain(stood) {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(
        page.contains("Overgedragen aan")
            && page.contains("Nadia Bos, VP Noorderlicht, <span class=\"tel\">06-5555 0000</span>"),
        "{page}"
    );
    assert!(page.contains(">Alle contacten</a>") && !page.contains("en vastleggen</a>"), "{page}");
    for hidden in ["Gesproken in Delfzijl", "AZC Ter Apel", &format!("action=\"/casus/{case}/"), "/kaart", ">vandaag"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    let wrong = scene.get("joke", "/overgedragen?na-casus=1").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn az_10_who_keeps_an_action_does_it_and_reads_her_own_record_beside_it() {
    let scene = Scene::new().await;
    let case = moved(&scene, ActionDecision::Keep).await;
    let page = scene.whole_case("joke", case).await;
    let finish = format!("action=\"/casus/{case}/actie\"");
    for shown in ["Rania Haddad", "Ledikant regelen", "Nadia", &finish, "?eigen-dossier=ja"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    for hidden in ["Gesproken", "AZC Ter Apel", "à terme", "laten vervallen", "Laten vervallen"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    let own = scene.get("joke", &format!("/casus/{case}/contacten?eigen-dossier=ja")).await.page();
    assert!(own.contains("Gesproken voor de verhuizing") && !own.contains("Gesproken in Delfzijl"), "{own}");
    for link in own.split("class=\"tabs").nth(1).unwrap().split("</nav>").next().unwrap().split("href=\"").skip(1) {
        assert!(link.split('"').next().unwrap().ends_with("?eigen-dossier=ja"), "{link}");
    }
    assert_eq!(scene.get("nadia", &format!("/casus/{case}?eigen-dossier=ja")).await.status, StatusCode::OK);
}
