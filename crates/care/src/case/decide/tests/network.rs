//! A network's own variant of a pathway: which version a case begins with, and that it keeps it.

use std::collections::BTreeMap;

use regie_pathway::{Definition, Overlay, PathwayId};

use crate::case::decide::open;
use crate::case::records::HandoverKind;
use crate::case::{self, Case, CaseCommand, Context, OpenCase};
use crate::fixtures::{
    CASE, CLIENT, JOKE, LOTTE, NADIA, OTHER_PRACTICE, ctx, day, give, opened_case, opening, opening_day, recorded,
};
use crate::history;
use crate::pathways::Pathways;
use crate::seat::Seat;

use super::outcome;

/// Two pathways, each as small as can be.
fn base(id: &str) -> String {
    format!(
        "[pathway]\nid = \"{id}\"\nversion = \"1\"\ntitle = {{ nl = \"{id}\" }}\n\n[roles]\nr = {{ nl = \"regisseur\" }}\n\n\
         [[step]]\nid = \"kennismaking\"\nkind = \"contact\"\nby = \"r\"\ntitle = {{ nl = \"Kennismaking\" }}\n\
         window = \"entry..entry+14d\"\n"
    )
}

fn variant(of: &str, id: &str, network: &str) -> Definition {
    let text = format!(
        "[overlay]\nid = \"{id}\"\nof = \"{of}\"\nof-version = \"1\"\nnetwork = \"{network}\"\nversion = \"{id}\"\n\
         title = {{ nl = \"{of} in {network}\" }}\n\n[[change]]\nstep = \"kennismaking\"\nwindow = \"entry..entry+7d\"\n"
    );
    let overlay = Overlay::read("overlay.toml", &text).unwrap();
    overlay.over("pathway.toml", &base(of)).unwrap().definition
}

/// Two pathways: VSV Emmen has a variant of the one, VSV Weert of both.
fn known() -> Pathways {
    let mut pathways = crate::fixtures::pathways();
    for id in ["wijkzorg", "nazorg"] {
        pathways.add(Definition::parse("pathway.toml", &base(id)).unwrap());
        pathways.add(variant(id, "weert", "VSV Weert"));
    }
    pathways.add(variant("wijkzorg", "emmen", "VSV Emmen"));
    pathways
}

fn by(pathways: &Pathways, seat: Seat) -> Context<'_> {
    Context { pathways, ..ctx(seat, day(3, 9)) }
}

fn start(id: &str) -> CaseCommand {
    CaseCommand::StartPathway { pathway: id.into(), anchors: BTreeMap::new(), facts: BTreeMap::new() }
}

fn version<'a>(pathways: &'a Pathways, case: &Case, id: &str) -> &'a str {
    let run = case.run(&id.into()).unwrap();
    pathways.pinned(&run.state.started().unwrap().hash).unwrap().version()
}

fn move_south(case: &mut Case, pathways: &Pathways) {
    let propose = CaseCommand::ProposeHandover {
        work: Vec::new(),
        handover: HandoverKind::Relocation { moves_on: day(3, 12), coa: None, gc_a: None, place: String::new() },
        to_org: OTHER_PRACTICE,
        to_person: None,
        note: String::new(),
        answer_by: day(3, 20),
    };
    give(case, &by(pathways, JOKE), &propose).unwrap();
    let accept = CaseCommand::AcceptHandover { no: 1, deputy: LOTTE, actions: Vec::new() };
    give(case, &by(pathways, NADIA), &accept).unwrap();
}

#[test]
fn cm_02_a_case_begins_with_the_variant_of_the_network_that_is_accountable_and_keeps_it_when_it_moves() {
    let pathways = known();
    let mut case = opened_case();
    give(&mut case, &by(&pathways, JOKE), &start("wijkzorg")).unwrap();
    assert_eq!(version(&pathways, &case, "wijkzorg"), "emmen");
    let run = |case: &Case, id: &str| case.run(&id.into()).unwrap().clone();
    assert!(!pathways.began_otherwise(&run(&case, "wijkzorg"), "VSV Emmen", day(3, 9)));

    move_south(&mut case, &pathways);
    assert_eq!(version(&pathways, &case, "wijkzorg"), "emmen", "it goes on as it began");
    assert!(pathways.began_otherwise(&run(&case, "wijkzorg"), "VSV Weert", day(3, 9)));
    assert!(
        !pathways.began_otherwise(&run(&case, "az-verloskunde"), "VSV Weert", day(3, 9)),
        "nobody does that otherwise"
    );

    give(&mut case, &by(&pathways, NADIA), &start("nazorg")).unwrap();
    assert_eq!(version(&pathways, &case, "nazorg"), "weert", "what begins now is the new network's");
    assert!(case.run(&"nazorg".into()).is_some(), "it is called by the name that all networks share");
}

#[test]
fn cm_02_a_network_without_a_variant_begins_with_the_pathway_itself() {
    let pathways = known();
    let mut case = opened_case();
    give(&mut case, &by(&pathways, JOKE), &start("nazorg")).unwrap();
    assert_eq!(version(&pathways, &case, "nazorg"), "1");
    assert!(pathways.began_otherwise(case.run(&"nazorg".into()).unwrap(), "VSV Weert", day(3, 9)));
}

#[test]
fn cm_02_nobody_chooses_a_variant_and_no_case_runs_on_two() {
    let pathways = known();
    let mut case = opened_case();
    let joke = by(&pathways, JOKE);
    for variant in ["wijkzorg@emmen", "wijkzorg@weert"] {
        assert_eq!(outcome(&case, &joke, &start(variant)), "network-decides", "{variant}");
    }
    assert_eq!(outcome(&case, &joke, &start("wijkzorg@zuid")), "unknown-pathway");
    give(&mut case, &joke, &start("wijkzorg")).unwrap();
    assert_eq!(outcome(&case, &joke, &start("wijkzorg")), "pathway-runs");
    // A journal in which it began under the name of a variant.
    let mut earlier = opened_case();
    let events = give(&mut earlier, &joke, &start("wijkzorg")).unwrap();
    let mut renamed = opened_case();
    for event in events {
        let case::CaseEvent::Pathway { event, sealed, .. } = event else { continue };
        let event = case::CaseEvent::Pathway { pathway: PathwayId::from("wijkzorg@emmen"), event, sealed };
        case::evolve(&mut renamed, &event, recorded(&joke));
    }
    assert_eq!(outcome(&renamed, &joke, &start("wijkzorg")), "pathway-runs");
}

#[test]
fn cm_02_an_opening_takes_the_variant_of_the_opening_practice_and_the_history_says_whose_it_is() {
    let pathways = known();
    let ctx = Context { pathways: &pathways, ..ctx(JOKE, opening_day()) };
    let opening = OpenCase { client: CLIENT, pathway: "wijkzorg".into(), anchors: BTreeMap::new(), ..opening() };
    let events = open(CASE, &opening, &ctx, &[]).unwrap();
    let case = case::replay(CASE, events.iter().cloned().map(|event| (event, recorded(&ctx)))).unwrap();
    assert_eq!(version(&pathways, &case, "wijkzorg"), "emmen");
    let told = events.iter().map(|event| history::describe(event, &case, ctx.directory, &pathways).what);
    let told: Vec<_> = told.collect();
    assert!(
        told.iter().any(|line| line.nl.ends_with("wijkzorg in VSV Emmen (emmen, versie van VSV Emmen)")),
        "{told:?}"
    );
    // In another open case of hers the same pathway does not begin, whosever variant it would be.
    let south = OpenCase { case_manager: NADIA, deputy: LOTTE, ..opening };
    let refusal =
        open(CASE, &south, &Context { actor: crate::seat::Actor::Person(NADIA), ..ctx }, &[&case]).unwrap_err();
    assert_eq!(refusal.code(), "already-open");
}
