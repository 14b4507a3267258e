//! Who stands in is said twice: for one case by `Presence` of care, for the lists of a day by the store. One drawn course of
//! deputies, covers and absences after another, both say the same, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use std::collections::BTreeSet;

use common::{Scene, TODAY, by, morning, scene};
use jiff::ToSpan;
use jiff::civil::Date;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use regie_care::case::CaseCommand;
use regie_care::ids::CaseId;
use regie_care::person::{Absence, PersonCommand};
use regie_care::presence::Presence;
use regie_care::seat::{Role, Seat};
use regie_testkit::{TestDb, on_both_databases};

/// Deeds of a course, and days between them on which the boards are compared.
const DEEDS: usize = 60;

/// A day about today, with an end or without one.
fn days(dice: &mut StdRng, today: Date) -> (Date, Option<Date>) {
    let from = today.saturating_add(dice.random_range(0..6_i64).days());
    (from, dice.random_bool(0.7).then(|| from.saturating_add(dice.random_range(0..8_i64).days())))
}

async fn deed(scene: &Scene, dice: &mut StdRng, people: &[Seat], cases: &[CaseId], today: Date) {
    let who = people[dice.random_range(0..people.len())];
    let (from, until) = days(dice, today);
    if dice.random_bool(0.4) {
        let set = PersonCommand::SetAbsence { absence: Absence { from, until } };
        let end = PersonCommand::EndAbsence { from: today, until: Some(today) };
        let command = if dice.random_bool(0.8) { set } else { end };
        // What the rules refuse, such as an absence twice, changes nothing: the course goes on.
        let _ = scene.app.command_person(&by(scene.joke), who.person, &command).await;
    } else {
        let name = CaseCommand::NameDeputy { deputy: who, from, until };
        let _ = scene.app.command_case(&by(scene.joke), cases[dice.random_range(0..cases.len())], &name).await;
    }
}

/// The cases on the boards of others that somebody has, by the store.
async fn listed(scene: &Scene, seat: Seat) -> BTreeSet<CaseId> {
    let today = scene.app.today(seat).await.unwrap();
    assert_eq!(today.boards_left_off, 0);
    today.boards.iter().flat_map(|board| &board.lines).map(|line| line.case.case).collect()
}

/// The same by the rule.
async fn by_rule(scene: &Scene, seat: Seat, cases: &[CaseId], today: Date) -> BTreeSet<CaseId> {
    let directory = scene.app.directory();
    let presence = Presence { directory: &directory, now: morning(today), today };
    let mut hers = BTreeSet::new();
    for id in cases {
        let case = scene.app.case_file(scene.joke, *id).await.unwrap().case.state.clone();
        let manager = case.case_manager;
        let stands_in = match presence.deputy_there(&case, manager) {
            Some(deputy) => deputy == seat,
            None => presence.stand_ins(manager.org).includes(seat),
        };
        if presence.is_away(manager) && stands_in {
            hers.insert(*id);
        }
    }
    hers
}

async fn agree(scene: &Scene, people: &[Seat], cases: &[CaseId], today: Date) -> usize {
    let (mut found, directory) = (0, scene.app.directory());
    let presence = Presence { directory: &directory, now: morning(today), today };
    // Who is away and looks all the same finds what she would stand in for: the rule asks for who is there.
    for seat in people.iter().filter(|seat| !presence.is_away(**seat)) {
        let listed = listed(scene, *seat).await;
        assert_eq!(listed, by_rule(scene, *seat, cases, today).await, "{seat:?} on {today}");
        found += listed.len();
    }
    found
}

on_both_databases! {
    async fn az_14_the_boards_of_others_follow_the_rule_of_who_stands_in(db: TestDb) {
        let scene = scene(db.open().await).await;
        let femke = scene.colleague("Femke Post", scene.practice, Role::Midwife).await;
        let people = [scene.joke, scene.anne, scene.selin, femke];
        let mut cases = Vec::new();
        for number in 0..3 {
            let client = scene.client(&format!("Haddad {number}"), &format!("23{number:08}")).await;
            cases.push(scene.case_of(client).await);
        }
        let mut found = 0;
        let mut today = TODAY;
        let mut dice = StdRng::seed_from_u64(20_260_105);
        for _ in 0..DEEDS {
            deed(&scene, &mut dice, &people, &cases, today).await;
            if dice.random_bool(0.3) {
                today = today.tomorrow().unwrap();
                scene.app.clock().set(morning(today));
            }
            found += agree(&scene, &people, &cases, today).await;
        }
        assert!(found > DEEDS, "somebody stood in now and then: {found}");
    }
}
