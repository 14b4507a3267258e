//! The letters by which the plan is fed back, a pregnancy is declared and the care is handed over, on the page (PS-06, PS-07,
//! AZ-05, AZ-15).

use axum::http::StatusCode;
use regie_care::case::CaseCommand;
use regie_care::plan::{Consent, GoalDraft, LifeDomain, MeasureDraft, PlanDraft, Responsible, TookPart};
use regie_pathway::{Command, Whom};

use crate::desk::{Desk, desk};
use crate::scene::{Scene, TODAY};

const PSY: &str = "psychosociaal";
const AZ: &str = "az-verloskunde";

impl Desk<'_> {
    async fn give(&self, command: CaseCommand) {
        self.scene.give(self.scene.joke, self.case, command).await;
    }

    async fn on_pathway(&self, command: Command) {
        self.give(CaseCommand::Pathway { pathway: PSY.into(), command }).await;
    }

    async fn step(&self, step: &str, outcome: Option<&str>) {
        let outcome = outcome.map(Into::into);
        let made = step == "make-appointment";
        let whom = made.then(|| Whom::Elsewhere { name: "POP-poli".to_owned() });
        let (step, day) = (step.into(), made.then_some(TODAY));
        self.on_pathway(Command::Complete { step, nth: None, on: TODAY, outcome, words: None, whom, day }).await;
    }

    async fn on_az(&self, command: Command) {
        self.give(CaseCommand::Pathway { pathway: AZ.into(), command }).await;
    }

    /// Until she came to the specialised organisation; Joke coordinates.
    pub async fn coordinated(&self) {
        let start = CaseCommand::StartPathway {
            pathway: PSY.into(),
            anchors: std::collections::BTreeMap::default(),
            facts: std::collections::BTreeMap::default(),
        };
        self.give(start).await;
        for (step, outcome) in [
            ("screening", Some("problem")),
            ("kindcheck", Some("safe")),
            ("inventory-care", None),
            ("ask-consent", Some("refused")),
            ("complexity", Some("complex")),
            ("consent-specialised", Some("given")),
            ("make-appointment", None),
        ] {
            self.step(step, outcome).await;
        }
        self.give(CaseCommand::NameCoordinator { coordinator: self.scene.joke, after_birth: false }).await;
        self.step("appointment", Some("attended")).await;
        self.step("consent-coordinator", Some("refused")).await;
    }

    /// The plan was drafted with her; the MDO is to be planned.
    pub async fn drafted(&self) {
        self.coordinated().await;
        let measure = MeasureDraft {
            no: None,
            what: "wekelijks gesprek".to_owned(),
            responsible: Responsible::CaseManager,
            by: TODAY,
        };
        let goal = GoalDraft {
            no: None,
            domain: LifeDomain::Mental,
            wanted: "met steun naar de bevalling".to_owned(),
            means: String::new(),
            evaluation: "in gesprek".to_owned(),
            evaluate_on: TODAY,
            measures: vec![measure],
        };
        let plan = PlanDraft { goals: vec![goal], continuity: "de POP-poli blijft bereikbaar".to_owned() };
        let took_part = TookPart { client: true, ..TookPart::default() };
        self.give(CaseCommand::RevisePlan { plan, reason: None, took_part, consent: Consent::Agreed }).await;
    }

    /// The MDO fixed the plan and agreed on continuity; who coordinates after the birth is named.
    async fn agreed(&self) {
        self.drafted().await;
        self.step("plan-mdo", None).await;
        self.step("mdo", None).await;
        self.give(CaseCommand::FixPlan { on: TODAY, agenda: None }).await;
        self.give(CaseCommand::NameCoordinator { coordinator: self.scene.anne, after_birth: true }).await;
        self.step("agree-continuity", None).await;
    }
}

fn letter(step: &str) -> String {
    format!("brief?zorgpad={PSY}&stap={step}&nr=1")
}

/// What its form posts besides.
fn of(step: &str, typed: &str) -> String {
    format!("doe=versturen&zorgpad={PSY}&stap={step}&nr=1&{typed}")
}

#[tokio::test]
async fn ps_06_the_plan_is_fed_back_by_a_letter_from_the_page_of_the_step() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.agreed().await;
    let page = desk.page().await;
    let href = format!("/casus/{}/{}", desk.case, letter("report-plan-others"));
    assert!(page.contains(&format!("href=\"{}\">Brief schrijven", href.replace('&', "&#38;"))), "{page}");

    let tick = "doe=gedaan&zorgpad=psychosociaal&nr=1&datum=2026-11-22&stap=report-plan-others";
    let refused = desk.post("stap", tick).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("of sla de stap met reden over als niemand van hen betrokken is"),
        "{}",
        refused.body
    );

    let form = scene.get("joke", &href).await.page();
    for shown in [
        "GC A Ter Apel",
        "Martini Ziekenhuis",
        "met steun naar de bevalling",
        "wekelijks gesprek",
        "de POP-poli blijft bereikbaar",
        "Anne Bakker",
        "Zet hier niets in over Kindcheck of Meldcode",
    ] {
        assert!(form.contains(shown), "{shown} is not in {form}");
    }
    assert!(!form.contains("COA Ter Apel"), "the COA gets no plan");
    let nobody = desk.post("brief", &of("report-plan-others", "toelichting=graag+bellen")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("graag bellen"), "what was typed stays: {}", nobody.body);

    assert!(!form.contains("kreeg deze brief al"), "nobody has it yet");
    let to = format!("aan=org%3A{}&naam=Maatschappelijk+werk&adres=Dorpsstraat+1", scene.gc_a);
    desk.done("brief", &of("report-plan-others", &to)).await;
    let page = scene.whole_case("joke", desk.case).await;
    let letters = page.split("id=\"brieven\"").nth(1).expect("the letters").split("</section>").next().unwrap();
    for shown in ["GC A Ter Apel", "Maatschappelijk werk", "te verzenden", "Kwam niet aan"] {
        assert!(letters.contains(shown), "{shown} is not in {letters}");
    }
    assert!(!page.contains(&format!("href=\"{}\">Brief schrijven", href.replace('&', "&#38;"))), "the step is done");
    let again = scene.get("joke", &href).await.page();
    assert!(again.contains("GC A Ter Apel · kreeg deze brief al"), "{again}");

    // It is read or sent from the outbox, as every notice; until then it stays open on the case.
    let sent = scene.app.outbox(scene.joke, None, 50).await.unwrap();
    let elsewhere = sent.iter().find(|one| one.notice.elsewhere().is_some()).expect("the one on paper");
    let paper = scene.get("joke", &format!("/bericht/{}", elsewhere.id)).await.page();
    assert!(paper.contains("Maatschappelijk werk") && paper.contains("Dorpsstraat 1"), "{paper}");
    assert!(paper.contains("wekelijks gesprek"), "{paper}");
    scene.app.notice_delivered(scene.joke, &elsewhere.id).await.unwrap();

    // One comes back: the other still does the step. Both: it is owed again.
    desk.done("brief", "doe=niet-aangekomen&nr=1&reden=verhuisd").await;
    assert!(!desk.page().await.contains("stap=report-plan-others"), "the other stands");
    desk.done("brief", "doe=niet-aangekomen&nr=2&reden=onbekend+adres").await;
    let page = scene.whole_case("joke", desk.case).await;
    assert!(page.contains("stap=report-plan-others&#38;nr=1\">Brief schrijven"), "it is owed again: {page}");
    assert!(page.contains("niet aangekomen") && page.contains("onbekend adres"), "{page}");
}

#[tokio::test]
async fn ps_06_a_letter_to_a_kind_that_nobody_is_of_goes_to_an_address() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.agreed().await;
    let form = scene.get("joke", &format!("/casus/{}/{}", desk.case, letter("report-plan-cjg"))).await.page();
    assert!(form.contains("Rond deze cliënt staat zo iemand nog niet"), "{form}");
    let gc_a = format!("aan=org%3A{}", scene.gc_a);
    let wrong = desk.post("brief", &of("report-plan-cjg", &gc_a)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a health centre is no CJG");
    let half = desk.post("brief", &of("report-plan-cjg", "naam=CJG+Westerwolde")).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    desk.done("brief", &of("report-plan-cjg", "naam=CJG+Westerwolde&adres=Hoofdstraat+1")).await;
    let other = scene.get("piet", &format!("/casus/{}/{}", desk.case, letter("report-plan-gp"))).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "the COA writes no such letter");
}

#[tokio::test]
async fn ps_07_the_handover_after_the_birth_is_a_letter_in_her_own_words() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    desk.agreed().await;
    desk.on_pathway(Command::SetAnchor { anchor: "born".into(), date: TODAY, reason: None }).await;
    let href = format!("/casus/{}/{}", desk.case, letter("handover-others"));
    let form = scene.get("joke", &href).await.page();
    assert!(form.contains("Zij is bevallen op 22 november 2026"), "{form}");
    let gc_a = format!("aan=org%3A{}", scene.gc_a);
    let silent = desk.post("brief", &of("handover-others", &gc_a)).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "a handover says something");
    desk.done("brief", &of("handover-others", &format!("{gc_a}&toelichting=Beiden+maken+het+goed."))).await;
    let sent = scene.app.outbox(scene.joke, None, 50).await.unwrap();
    assert!(sent.iter().any(|one| one.notice.body.nl.contains("Beiden maken het goed.")));
}

/// The part of a page from here to the end of its list item.
fn item<'a>(page: &'a str, start: &str) -> &'a str {
    let rest = page.split_once(start).unwrap_or_else(|| panic!("no {start} in\n{page}")).1;
    // Of the lines that may follow, each begins so.
    rest.split_once("<li class=\"item").map_or(rest, |(part, _)| part)
}

#[tokio::test]
async fn az_05_the_pregnancy_declaration_is_a_letter_with_the_case_manager_and_the_emergency_number() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let href = format!("/casus/{}/brief?zorgpad={AZ}&stap=pregnancy-declaration&nr=1", desk.case);
    let link = format!("href=\"{}\">Brief schrijven", href.replace('&', "&#38;"));
    desk.on_az(Command::Skip { step: "intake".into(), nth: None, reason: "elders gedaan".into() }).await;
    let page = desk.page().await;
    assert!(page.contains(&link), "{page}");
    let tick = format!("doe=gedaan&zorgpad={AZ}&nr=1&datum=2026-11-22&stap=pregnancy-declaration");
    assert_eq!(desk.post("stap", &tick).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let form = scene.get("joke", &href).await.page();
    for shown in [
        "dat zij zwanger is",
        "À terme datum: 24 januari 2027",
        "Zwangerschapsduur op 22 november 2026: 31w0d",
        "Casemanager: Joke de Vries",
        "Vaste plaatsvervanger: Anne Bakker",
        "<span class=\"tel\">050-555 0199</span>",
        "GC A Ter Apel",
    ] {
        assert!(form.contains(shown), "{shown} is not in {form}");
    }
    let gc_a = format!("aan=org%3A{}", scene.gc_a);
    desk.done("brief", &format!("doe=versturen&zorgpad={AZ}&stap=pregnancy-declaration&nr=1&{gc_a}")).await;
    let page = scene.whole_case("joke", desk.case).await;
    let letters = page.split("id=\"brieven\"").nth(1).expect("the letters").split("</section>").next().unwrap();
    assert!(letters.contains("Zwangerschapsverklaring") && letters.contains("staat klaar in Regie"), "{letters}");
    assert!(!page.contains(&link), "the step is done");

    let notice = &scene.app.outbox(scene.joke, None, 50).await.unwrap()[0];
    let paper = scene.get("joke", &format!("/bericht/{}", notice.id)).await.page();
    assert!(paper.contains("Rania Haddad") && paper.contains("À terme datum: 24 januari 2027"), "{paper}");
    desk.done("brief", "doe=niet-aangekomen&nr=1&reden=fax+defect").await;
    assert!(desk.page().await.contains("stap=pregnancy-declaration&#38;nr=1\">Brief schrijven"), "it is owed again");
}

#[tokio::test]
async fn az_15_a_handover_stands_before_closing_until_its_letter_went_and_is_offered_alike_on_each_page() {
    let scene = Scene::new().await;
    let desk = desk(&scene, "joke").await;
    let born = TODAY.saturating_sub(jiff::ToSpan::days(4));
    desk.on_az(Command::SetAnchor { anchor: "born".into(), date: born, reason: None }).await;
    let link = "stap=handover-jgz&#38;nr=1\">Brief schrijven";
    let today = scene.get("joke", "/vandaag").await.page();
    let page = desk.page().await;
    for (where_, line) in [
        ("Vandaag", item(&today, "<bdi>Overdracht aan de JGZ</bdi>")),
        ("Stappen", item(&page, "id=\"stap-az-verloskunde-handover-jgz-1\"")),
    ] {
        assert!(line.contains(link), "{where_}: it may be sent early: {line}");
        assert!(!line.contains("btn main\" href"), "{where_}: its first days are to come: {line}");
    }
    let closing = |page: &str| {
        let part = page.rsplit("Nog nodig om af te sluiten").next().unwrap();
        part.split("</section>").next().unwrap().contains("Overdracht aan de JGZ")
    };
    assert!(closing(&page));
    let elsewhere = "naam=GGD+Groningen%2C+JGZ&adres=jgz%40zorgmail.example";
    let letter = format!("doe=versturen&zorgpad={AZ}&stap=handover-jgz&nr=1&{elsewhere}");
    assert_eq!(desk.post("brief", &letter).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a handover says something");
    desk.done("brief", &format!("{letter}&toelichting=Kind+groeit+goed.")).await;
    assert!(!closing(&desk.page().await));
    let body = &scene.app.outbox(scene.joke, None, 50).await.unwrap()[0].notice.body.nl;
    assert!(
        body.contains("Zij is bevallen op 18 november 2026.") && body.contains("Beloop: Kind groeit goed."),
        "{body}"
    );
    assert!(!body.contains("behandelplan"), "{body}");
}
