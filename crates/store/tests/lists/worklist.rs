use regie_care::ids::{CaseId, PersonId};
use regie_care::rows::diff;
use regie_care::seat::Seat;
use regie_care::view::{CaseRow, DeputyRow, Lane, ViewRow, WorkRow};
use regie_store::Commit;
use regie_store::views::{self, CaseFilter, CaseSort, Scope, WorkLine};
use regie_testkit::{TestDb, on_both_databases};

use crate::region::{
    case, client, day, deputy, every_kind, fatma, handover_in, hospital, id, joke, marie, numbers, other_practice,
    practice, step, whole, write,
};

fn items(lines: &[WorkLine]) -> Vec<(u32, &str)> {
    lines.iter().map(|line| (numbers([line.work.case])[0], line.work.item.as_str())).collect()
}

/// Two cases of Joke's.
fn two_cases() -> Vec<ViewRow> {
    [whole(case(1), client(1, "Rania", "Haddad")), whole(case(2), client(2, "Selam", "Tesfay"))].concat()
}

fn work(rows: impl IntoIterator<Item = WorkRow>) -> Vec<ViewRow> {
    rows.into_iter().map(ViewRow::Work).collect()
}

on_both_databases! {
    async fn az_14_every_kind_of_work_comes_back_as_it_was_written(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &work(every_kind(1))).await;
        let mut lines = store.worklist(joke(), practice(), day(5, 11), 50).await.unwrap();
        assert!(lines.iter().all(|line| line.work.lane != Lane::Urgent), "these have a list of their own");
        lines.extend(store.urgent_worklist(joke(), practice(), 50).await.unwrap());
        lines.sort_by(|a, b| a.work.item.cmp(&b.work.item));
        let mut expected = every_kind(1);
        expected.sort_by(|a, b| a.item.cmp(&b.item));
        let found: Vec<WorkRow> = lines.iter().map(|line| line.work.clone()).collect();
        assert_eq!(found, expected);
        assert_eq!((&lines[0].case, &lines[0].client), (&case(1), &client(1, "Rania", "Haddad")));
    }

    async fn az_14_a_board_holds_what_has_begun_by_the_horizon_earliest_last_day_first(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &work([
            step(1, "later", joke(), day(5, 19), day(5, 20)),
            step(1, "soon", joke(), day(5, 11), day(5, 18)),
            step(2, "now", joke(), day(5, 1), day(5, 11)),
            step(2, "long", joke(), day(3, 2), day(9, 1)),
            step(2, "others", marie(), day(5, 1), day(5, 11)),
        ])).await;
        let lines = store.worklist(joke(), practice(), day(5, 18), 50).await.unwrap();
        let expected =
            [(2, "step:az-verloskunde:now:1"), (1, "step:az-verloskunde:soon:1"), (2, "step:az-verloskunde:long:1")];
        assert_eq!(items(&lines), expected);
        let first = store.worklist(joke(), practice(), day(5, 18), 1).await.unwrap();
        assert_eq!(items(&first), expected[..1]);
        assert_eq!(store.worklist_size(joke(), practice(), day(5, 18)).await.unwrap(), 3, "of which one was asked for");
        let marie = store.worklist(marie(), practice(), day(5, 18), 50).await.unwrap();
        assert_eq!(items(&marie), [(2, "step:az-verloskunde:others:1")]);
    }

    async fn az_10_a_handover_without_a_name_is_on_the_board_of_everyone_who_may_answer(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &work([
            handover_in(1, other_practice(), None, day(5, 15)),
            handover_in(2, hospital(), Some(fatma()), day(5, 13)),
        ])).await;
        let anyone = store.worklist(marie(), other_practice(), day(5, 12), 50).await.unwrap();
        assert_eq!(items(&anyone), [(1, "handover-in:1")]);
        assert_eq!(anyone[0].work.lane, Lane::Answer);
        let named = store.worklist(fatma(), hospital(), day(5, 12), 50).await.unwrap();
        assert_eq!(items(&named), [(2, "handover-in:1")]);
        assert_eq!(items(&store.worklist(marie(), hospital(), day(5, 12), 50).await.unwrap()), []);
    }

    async fn az_14_the_deputy_has_the_board_of_a_case_manager_while_she_is_away(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &[deputy(1, 1, fatma(), day(3, 2), None), deputy(2, 1, fatma(), day(3, 2), None)]).await;
        write(&store, &work([
            step(1, "soon", joke(), day(5, 11), day(5, 18)),
            step(1, "soon:1#delegate", marie(), day(5, 11), day(5, 18)),
            step(2, "later", joke(), day(6, 1), day(6, 2)),
        ])).await;
        let (today, horizon) = (day(5, 12), day(5, 18));
        for (reader, away, board) in [
            (fatma(), vec![], vec![]),
            (fatma(), vec![marie()], vec![]),
            // Joke's own work, not Marie's.
            (fatma(), vec![joke()], vec![(1, "step:az-verloskunde:soon:1")]),
            (fatma(), vec![marie(), joke()], vec![(1, "step:az-verloskunde:soon:1")]),
            (marie(), vec![joke()], vec![]),
        ] {
            let reader = Seat::new(reader, practice());
            let lines = store.deputy_worklist(reader, &away, today, horizon, 50).await.unwrap();
            assert_eq!(items(&lines), board, "{reader:?} while {away:?} are away");
            let size = store.deputy_worklist_size(reader, &away, today, horizon).await.unwrap();
            assert_eq!(size, lines.len() as u64);
        }
    }

    async fn az_14_a_board_holds_the_work_of_one_organisation(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &[deputy(1, 1, fatma(), day(3, 2), None)]).await;
        let elsewhere = WorkRow { org: hospital(), ..step(2, "there", joke(), day(5, 1), day(5, 11)) };
        write(&store, &work([step(1, "here", joke(), day(5, 1), day(5, 11)), elsewhere])).await;
        let board = async |org| store.worklist(joke(), org, day(5, 18), 50).await.unwrap();
        assert_eq!(items(&board(practice()).await), [(1, "step:az-verloskunde:here:1")]);
        assert_eq!(items(&board(hospital()).await), [(2, "step:az-verloskunde:there:1")]);
        let deputys = async |org| {
            let reader = Seat::new(fatma(), org);
            store.deputy_worklist(reader, &[joke()], day(5, 12), day(5, 18), 50).await.unwrap()
        };
        assert_eq!(items(&deputys(practice()).await), [(1, "step:az-verloskunde:here:1")]);
        assert_eq!(items(&deputys(hospital()).await), []);
    }

    async fn az_11_the_absent_first_line_case_managers_work_reaches_her_deputy(db: TestDb) {
        let store = db.open().await;
        let in_hospital = CaseRow { org: hospital(), case_manager: marie(), ..case(1) };
        write(&store, &whole(in_hospital, client(1, "Rania", "Haddad"))).await;
        let of_marie = DeputyRow {
            case: id(1),
            no: 2,
            deputy: id(204),
            org: hospital(),
            absent: marie(),
            from: day(5, 1),
            until: None,
        };
        write(&store, &[deputy(1, 1, fatma(), day(3, 2), None), ViewRow::Deputy(of_marie)]).await;
        let of_hospital = WorkRow { org: hospital(), ..step(1, "birth-plan", marie(), day(5, 1), day(5, 20)) };
        write(&store, &work([step(1, "letter", joke(), day(5, 1), day(5, 11)), of_hospital])).await;
        let board = async |person, org, away: PersonId| {
            store.deputy_worklist(Seat::new(person, org), &[away], day(5, 12), day(5, 18), 50).await.unwrap()
        };
        let (deputy, of_marie) = (fatma(), id(204));
        assert_eq!(items(&board(deputy, practice(), joke()).await), [(1, "step:az-verloskunde:letter:1")]);
        assert_eq!(items(&board(deputy, practice(), marie()).await), [], "Joke is there");
        assert_eq!(items(&board(of_marie, hospital(), marie()).await), [(1, "step:az-verloskunde:birth-plan:1")]);
        assert_eq!(items(&board(of_marie, hospital(), joke()).await), [], "Marie is there");
        let line = &store.caseload(Scope::Caseload(practice()), day(5, 12), &CaseFilter::default(), CaseSort::Name, None, 9)
            .await
            .unwrap()[0];
        assert_eq!(line.deputy, Some(id(204)), "the caseload shows the accountable case manager's");
    }

    async fn az_14_work_that_no_deputy_attends_to_is_found(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &[
            deputy(1, 1, fatma(), day(3, 2), None),
            deputy(2, 1, fatma(), day(3, 2), None),
            deputy(2, 2, marie(), day(5, 1), Some(day(5, 31))),
        ]).await;
        let soon = |number| step(number, "soon", joke(), day(5, 11), day(5, 18));
        let delegated = step(1, "soon:1#delegate", fatma(), day(5, 11), day(5, 18));
        write(&store, &work([soon(1), soon(2), delegated])).await;
        let left = async |away: &[PersonId], today| {
            let reader = Seat::new(marie(), practice());
            store.unattended_worklist(reader, away, today, day(6, 18), 50).await.unwrap()
        };
        assert_eq!(items(&left(&[], day(5, 12)).await), []);
        assert_eq!(items(&left(&[joke()], day(5, 12)).await), [], "each has a deputy who is there");
        assert_eq!(items(&left(&[joke(), fatma()], day(5, 12)).await), [(1, "step:az-verloskunde:soon:1")]);
        assert_eq!(items(&left(&[fatma()], day(5, 12)).await), [], "Joke is there");
        assert_eq!(items(&left(&[joke(), fatma()], day(6, 12)).await).len(), 2, "Marie's month is over");
    }

    async fn az_02_who_stands_in_for_a_while_and_is_away_gives_way_to_the_fixed_deputy(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &[
            deputy(1, 1, id(204), day(3, 2), None),
            deputy(1, 2, fatma(), day(3, 3), None),
            deputy(1, 3, marie(), day(5, 1), Some(day(5, 31))),
        ]).await;
        write(&store, &work([step(1, "soon", joke(), day(3, 11), day(5, 18))])).await;
        let found = async |person, away: &[PersonId]| {
            let reader = Seat::new(person, practice());
            let own = store.deputy_worklist(reader, away, day(5, 12), day(5, 18), 50).await.unwrap().len();
            (own, store.unattended_worklist(reader, away, day(5, 12), day(5, 18), 50).await.unwrap().len())
        };
        assert_eq!(found(marie(), &[joke()]).await, (1, 0));
        assert_eq!(found(fatma(), &[joke()]).await, (0, 0));
        let both = [joke(), marie()];
        assert_eq!(found(fatma(), &both).await, (1, 0), "hers, and nobody else's");
        assert_eq!(found(id(204), &both).await, (0, 0), "another came for good in her place");
        assert_eq!(found(id(204), &[joke(), marie(), fatma()]).await, (0, 1), "no deputy is there");
    }

    async fn az_01_the_deputy_named_last_holds(db: TestDb) {
        let store = db.open().await;
        write(&store, &two_cases()).await;
        write(&store, &[
            deputy(1, 1, fatma(), day(3, 2), None),
            deputy(1, 2, marie(), day(5, 1), Some(day(5, 31))),
        ]).await;
        write(&store, &work([step(1, "soon", joke(), day(3, 11), day(5, 18))])).await;
        for (today, holds) in [(day(4, 30), fatma()), (day(5, 1), marie()), (day(5, 31), marie()), (day(6, 1), fatma())] {
            for person in [fatma(), marie()] {
                let reader = Seat::new(person, practice());
                let board = store.deputy_worklist(reader, &[joke()], today, day(5, 18), 50).await.unwrap();
                assert_eq!(board.len(), usize::from(person == holds), "{today}");
            }
        }
    }

    async fn az_14_what_changed_is_written_and_what_is_gone_goes(db: TestDb) {
        let store = db.open().await;
        let gone = step(1, "gone", joke(), day(5, 1), day(5, 11));
        let kept = step(1, "kept", joke(), day(5, 1), day(5, 12));
        let old = [two_cases(), work([gone, kept.clone()])].concat();
        write(&store, &old).await;
        let moved = WorkRow { until: day(5, 14), ..kept };
        let fresh = step(2, "fresh", joke(), day(5, 1), day(5, 13));
        let new = [two_cases(), work([moved, fresh])].concat();
        let changes = diff(&old, &new);
        assert_eq!((changes.put.len(), changes.remove.len()), (2, 1));
        let mut commit = Commit::new(jiff::Timestamp::UNIX_EPOCH, "system");
        commit.rows = changes.remove.iter().map(views::remove).chain(changes.put.iter().map(views::put)).collect();
        store.commit(commit).await.unwrap();
        let lines = store.worklist(joke(), practice(), day(5, 18), 50).await.unwrap();
        assert_eq!(items(&lines), [(2, "step:az-verloskunde:fresh:1"), (1, "step:az-verloskunde:kept:1")]);
    }

    async fn az_03_cases_on_which_the_day_brings_something_are_found_page_by_page(db: TestDb) {
        let store = db.open().await;
        let due = |number, next_due| ViewRow::Case(CaseRow { next_due, ..case(number) });
        write(&store, &[
            due(1, Some(day(5, 12))),
            due(2, Some(day(5, 13))),
            due(3, Some(day(3, 1))),
            due(4, None),
            due(5, Some(day(5, 1))),
        ]).await;
        let today = day(5, 12);
        let first = store.due_ticks(today, None, 2).await.unwrap();
        assert_eq!(numbers(first.clone()), [1, 3]);
        let second = store.due_ticks(today, first.last().copied(), 2).await.unwrap();
        assert_eq!(numbers(second), [5]);
        assert_eq!(store.due_ticks(today, Some(id::<CaseId>(5)), 2).await.unwrap(), []);
    }
}
