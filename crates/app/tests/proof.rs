//! `verify` proves the outbox, and lists of an earlier version are written anew, on both databases.
#![allow(clippy::unwrap_used, reason = "in tests")]

mod common;

use common::{Scene, TODAY, morning, scene};
use regie_app::{App, Clock, Ids, Views, known_pathways};
use regie_care::case::CaseCommand;
use regie_store::{Breach, Content, Report, Store};
use regie_testkit::{TestDb, on_both_databases};

async fn verified(store: &Store) -> Report {
    let pathways = known_pathways(store).await.unwrap();
    store.verify(Some(&Views { pathways: &pathways }), &mut |_| {}).await.unwrap()
}

/// A case with a notice to the GC A.
async fn told(scene: &Scene) {
    let case = scene.case().await;
    let inform = CaseCommand::InformProviders {
        orgs: vec![scene.gc_a],
        subject: "Bloeddruk".to_owned(),
        text: "RR 155/100".to_owned(),
    };
    scene.give(scene.joke, case, inform).await;
}

on_both_databases! {
    async fn g_02_what_was_done_to_the_outbox_beside_the_program_is_found(db: TestDb) {
        let scene = scene(db.open().await).await;
        told(&scene).await;
        let store = scene.app.store();
        let report = verified(store).await;
        assert!(report.is_clean() && report.jobs >= 1 && report.unproved_jobs == 0, "{report:?}");
        let id = scene.app.outbox(scene.joke, None, 9).await.unwrap()[0].id.clone();

        // What people do with a notice is no breach.
        scene.app.notice_delivered(scene.joke, &id).await.unwrap();
        assert!(verified(store).await.is_clean());

        let breaches = async |sql: String| {
            db.execute(&sql).await;
            verified(store).await.breaches
        };
        let changed = breaches(format!("UPDATE job SET payload = replace(payload, '155', '115') WHERE id = '{id}'")).await;
        assert_eq!(changed, [Breach::DifferentJob { id: id.clone() }]);
        let back = breaches(format!("UPDATE job SET payload = replace(payload, '115', '155') WHERE id = '{id}'")).await;
        assert_eq!(back, []);
        let state = breaches(format!("UPDATE job SET state = 'queued' WHERE id = '{id}'")).await;
        assert_eq!(state, [Breach::JobState { id: id.clone(), state: "queued".to_owned() }]);
        breaches(format!("UPDATE job SET state = 'delivered' WHERE id = '{id}'")).await;
        let (stream, rest) = id.split_once(':').unwrap();
        let seq = 1 + rest.split(':').next().unwrap().parse::<u64>().unwrap();
        let added = breaches(format!(
            "INSERT INTO job (id, kind, sender, receiver, payload, created_at, state) \
             SELECT '{stream}:1:0', kind, sender, receiver, payload, created_at, 'queued' FROM job WHERE id = '{id}'"
        )).await;
        assert_eq!(added, [Breach::ExtraJob { id: format!("{stream}:1:0") }]);
        breaches(format!("DELETE FROM job WHERE id = '{stream}:1:0'")).await;
        let gone = breaches(format!("DELETE FROM job WHERE id = '{id}'")).await;
        assert_eq!(gone, [Breach::MissingJob { id: id.clone(), stream: stream.into(), seq }]);
    }

    async fn g_02_an_export_leaves_the_outbox_behind_and_is_true_all_the_same(db: TestDb) {
        let scene = scene(db.open().await).await;
        told(&scene).await;
        let (mut export, mut backup) = (Vec::new(), Vec::new());
        let store = scene.app.store();
        store.export_lines(Content::Journal, morning(TODAY), &mut export).await.unwrap();
        store.export_lines(Content::Everything, morning(TODAY), &mut backup).await.unwrap();
        let pathways = known_pathways(store).await.unwrap();
        let views = Views { pathways: &pathways };
        for (copy, whole) in [(export, false), (backup, true)] {
            let other = TestDb::sqlite();
            let restored = other.open().await;
            let report = restored.restore_lines(&mut copy.as_slice(), &views, &mut |_| {}).await.unwrap();
            assert!(report.is_clean(), "{report:?}");
            assert_eq!((report.jobs > 0, report.unproved_jobs > 0), (whole, !whole), "{report:?}");
        }
    }

    async fn g_09_lists_that_an_earlier_version_filled_are_written_anew_at_the_start(db: TestDb) {
        let scene = scene(db.open().await).await;
        told(&scene).await;
        // As it is after a migration that brought a list, or by a program that wrote another shape.
        for sql in ["DELETE FROM view_person", "UPDATE view_involved SET until_day = '2026-01-01'"] {
            db.execute(sql).await;
        }
        db.execute("UPDATE view_shape SET shape = 'earlier'").await;
        assert!(!verified(scene.app.store()).await.is_clean());
        let clock = Clock::standing_at(morning(TODAY));
        let upgraded = App::new(db.open().await, clock, Ids::seeded(9)).await.unwrap();
        let report = verified(upgraded.store()).await;
        assert!(report.is_clean(), "{report:?}");
        // Once is enough.
        db.execute("DELETE FROM view_person").await;
        let again = App::new(db.open().await, Clock::standing_at(morning(TODAY)), Ids::seeded(10)).await.unwrap();
        assert!(!verified(again.store()).await.is_clean(), "what is wrong within one version stays to be found");
    }
}
