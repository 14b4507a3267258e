//! The region is the same at every telling, holds every phase and turn of care, and follows from its journal.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]
#![allow(clippy::too_many_lines, reason = "what the region must hold is told in one list")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, date};
use regie_app::{App, Clock, Ids, Today, Views, shipped_pathways};
use regie_care::case::CaseEvent;
use regie_care::case::records::HandoverCode;
use regie_care::seat::{Line, Seat};
use regie_care::view::{Phase, WorkKind};
use regie_store::views::{CaseFilter, CaseSort, Scope};
use regie_store::{Commit, Store, StreamId};

use super::{Plan, Player, at, tell};
use crate::fill::fill;

const TODAY: Date = date(2026, 11, 22);

fn told(seed: u64, cases: u32, today: Date) -> (Vec<Player>, Vec<Commit>) {
    let mut commits = Vec::new();
    let pathways = Arc::new(shipped_pathways().unwrap());
    let players = tell(&pathways, Plan { seed, cases, today }, |part| commits.extend(part)).unwrap();
    (players, commits)
}

#[test]
fn the_same_seed_tells_the_same_region_and_another_seed_another() {
    let (_, first) = told(1, 30, TODAY);
    let (_, second) = told(1, 30, TODAY);
    assert!(first == second, "two tellings with one seed differ");
    let (_, other) = told(2, 30, TODAY);
    assert!(first != other, "two seeds tell the same");
}

#[test]
fn a_larger_region_begins_with_the_smaller_one() {
    let (_, small) = told(1, 30, TODAY);
    let (_, large) = told(1, 35, TODAY);
    assert!(large[..small.len()] == small[..], "the first thirty courses changed");
}

/// Any day and seed must do: whoever starts the demo on a leap day or in the night of the summer time gets one too.
#[test]
fn the_rules_allow_the_story_on_any_day_with_any_seed() {
    let days = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 1, 1), date(2028, 2, 29), date(2027, 7, 14)];
    for (seed, today) in (10..).zip(days) {
        let (_, commits) = told(seed, 130, today);
        let midnight = at(today, 0, 30);
        assert!(commits.iter().all(|commit| commit.at < midnight), "nothing is told of later than {today} begins");
    }
}

#[test]
fn a_second_block_is_another_region_of_the_same_kind() {
    let (players, commits) = told(1, 402, TODAY);
    assert_eq!(players.len(), 48);
    let logins: BTreeSet<&str> = players.iter().map(|player| player.login.as_str()).collect();
    assert_eq!(logins.len(), 48, "{logins:?}");
    let begun: Vec<&StreamId> = commits
        .iter()
        .flat_map(|commit| &commit.appends)
        .filter(|append| append.expected == 0)
        .map(|append| &append.stream)
        .collect();
    assert_eq!(begun.iter().filter(|stream| stream.as_str().starts_with("case-")).count(), 402);
    assert_eq!(begun.iter().collect::<BTreeSet<_>>().len(), begun.len(), "no stream begins twice");
}

/// A database with the whole demo in it.
struct Region {
    app: App,
    players: Vec<Player>,
    _folder: tempfile::TempDir,
}

impl Region {
    async fn of(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("regie.db").display())).await.unwrap();
        let pathways = Arc::new(shipped_pathways().unwrap());
        let players = fill(&store, &pathways, Plan { seed, cases: 400, today: TODAY }).await.unwrap().players;
        let clock = Clock::standing_at(at(TODAY, 8, 0));
        let app = App::new(store, clock, Ids::seeded(seed)).await.unwrap();
        Self { app, players, _folder: folder }
    }

    fn seat(&self, login: &str) -> Seat {
        let player = self.players.iter().find(|player| player.login == login).unwrap();
        let org = self.app.directory().person(player.person).unwrap().roles.keys().next().copied().unwrap();
        Seat::new(player.person, org)
    }

    async fn today(&self, login: &str) -> Today {
        self.app.today(self.seat(login)).await.unwrap()
    }

    /// How often each kind of event of a case stands in the journal, and each kind of handover.
    async fn events(&self) -> (BTreeMap<&'static str, usize>, BTreeMap<String, usize>) {
        let (mut kinds, mut handovers) = (BTreeMap::new(), BTreeMap::new());
        let mut export = self.app.store().export().await.unwrap();
        loop {
            let entries = export.next().await.unwrap();
            if entries.is_empty() {
                return (kinds, handovers);
            }
            for entry in entries.iter().filter(|entry| entry.stream.as_str().starts_with("case-")) {
                let event: CaseEvent = serde_json::from_str(&entry.event.payload).unwrap();
                *kinds.entry(event.kind()).or_default() += 1;
                if let CaseEvent::HandoverProposed { proposal, .. } = event {
                    *handovers.entry(format!("{:?}", proposal.handover.code())).or_default() += 1;
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn az_14_the_first_account_finds_a_day_of_work_in_every_section() {
    for seed in [1, 2, 3] {
        let region = Region::of(seed).await;
        let joke = region.today("joke").await;
        let counts = (joke.todo.len(), joke.urgent.len(), joke.answers.len(), joke.waiting.len());
        assert!((3..=18).contains(&counts.0), "todo: {counts:?}, seed {seed}");
        assert!((1..=3).contains(&counts.1), "urgent: {counts:?}, seed {seed}");
        assert!((1..=6).contains(&counts.2), "answers: {counts:?}, seed {seed}");
        assert!((1..=6).contains(&counts.3), "waiting: {counts:?}, seed {seed}");
        let overdue = joke.todo.iter().filter(|line| line.work.until < TODAY).count();
        assert!(overdue <= 5, "{overdue} overdue, seed {seed}");
        let [board] = joke.boards.as_slice() else { panic!("one absent colleague: {}", joke.boards.len()) };
        assert_eq!(region.app.directory().person(board.absent).unwrap().name, "Anne Bakker");
        assert!((3..=30).contains(&board.lines.len()), "{} lines for the deputy, seed {seed}", board.lines.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_region_holds_every_phase_and_turn_of_care_and_verifies() {
    let region = Region::of(1).await;
    let store = region.app.store();
    let (mut phases, mut second, mut urgent, mut early) = (BTreeMap::new(), 0, 0, 0);
    for org in region.app.directory().orgs.values().filter(|org| org.kind.line().is_some()) {
        for filter in [CaseFilter::default(), CaseFilter { phase: Some(Phase::Closed), ..CaseFilter::default() }] {
            let scope = Scope::Caseload(org.id);
            let lines = store.caseload(scope, TODAY, &filter, CaseSort::Name, None, 1_000).await.unwrap();
            for line in lines.iter().filter(|line| line.case.org == org.id) {
                *phases.entry(line.case.phase).or_insert(0_usize) += 1;
                second += usize::from(line.case.line == Line::Second);
                urgent += usize::from(line.case.urgent > 0);
                early += usize::from(line.case.due.is_some_and(|due| due > super::shift(TODAY, 140)));
            }
        }
    }
    assert_eq!(phases.values().sum::<usize>(), 400);
    assert!(phases[&Phase::Pregnancy] > 150 && phases[&Phase::Postnatal] > 12, "{phases:?}");
    assert!(phases[&Phase::Ended] >= 1 && phases[&Phase::Closed] > 100, "{phases:?}");
    assert!(early > 50, "{early} in the first half");
    assert!(second >= 15, "{second} in second line");
    assert!((8..=16).contains(&urgent), "{urgent} with an urgent particular");

    let (kinds, handovers) = region.events().await;
    for kind in [
        "opened",
        "intake-recorded",
        "contact-recorded",
        "trusted-person-named",
        "signal-raised",
        "action-set",
        "investigation-noted",
        "agenda-put",
        "handover-proposed",
        "handover-accepted",
        "handover-declined",
        "handover-unanswered",
        "referral-letter-sent",
        "feedback-expected",
        "feedback-received",
        "sharing-agreed",
        "sharing-requested",
        "step-delegated",
        "evaluated",
        "closed",
    ] {
        assert!(kinds.contains_key(kind), "no {kind} in {kinds:?}");
    }
    for code in [
        HandoverCode::Colleague,
        HandoverCode::Planned,
        HandoverCode::Acute,
        HandoverCode::Relocation,
        HandoverCode::Return,
    ] {
        assert!(handovers.contains_key(&format!("{code:?}")), "no {code:?} in {handovers:?}");
    }
    let owed = region.today("lotte").await.boards.len() + region.today("selin").await.boards.len();
    assert!(owed <= 1, "only a deputy has the board of who is away");
    let letters = [region.today("karin").await, region.today("eline").await, region.today("femke").await];
    let letters = letters.iter().flat_map(|today| &today.todo);
    assert!(letters.filter(|line| matches!(line.work.work, WorkKind::Letter { .. })).count() > 0, "no letter is owed");

    let report = store.verify(Some(&Views { pathways: &region.app.pathways() }), &mut |_| {}).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.breaches);
    assert_eq!(region.app.tick_due_cases().await.unwrap(), 0, "midnight has been: nothing is left to tick today");
    store.close().await;
}
