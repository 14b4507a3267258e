//! Lines of sealed work: in no list, count or order of who is not named on the case's seal (PS-02).

use jiff::Timestamp;
use regie_care::ids::CaseId;
use regie_care::rows::diff;
use regie_care::seat::Seat;
use regie_care::view::{CaseRow, ReaderRow, ViewRow, WorkRow};
use regie_store::Commit;
use regie_store::views::{self, CaseFilter, CaseSort, Scope};
use regie_testkit::{TestDb, on_both_databases};

use crate::region::{case, client, day, fatma, id, joke, marie, practice, step, whole, write};

/// The first case has sealed work of Joke's, which Fatma may read too.
fn sealed() -> Vec<ViewRow> {
    let one = CaseRow { next_until: Some(day(5, 20)), next_sealed: Some(day(5, 13)), ..case(1) };
    let two = CaseRow { next_until: Some(day(5, 16)), ..case(2) };
    let mut rows = whole(one, client(1, "Sélam", "Tesfay"));
    rows.extend(whole(two, client(2, "Rania", "Haddad")));
    let sealed = WorkRow { sealed: true, ..step(1, "meldcode-signals", joke(), day(5, 1), day(5, 13)) };
    let open = [step(1, "open", joke(), day(5, 1), day(5, 20)), step(2, "other", joke(), day(5, 1), day(5, 16))];
    rows.extend([sealed].into_iter().chain(open).map(ViewRow::Work));
    let reader =
        |person| ViewRow::Reader(ReaderRow { case: id(1), person, org: practice(), from: day(5, 1), until: None });
    rows.extend([joke(), fatma()].map(reader));
    rows
}

on_both_databases! {
    async fn ps_02_sealed_work_stands_on_nobodys_list_who_is_not_named(db: TestDb) {
        let store = db.open().await;
        write(&store, &sealed()).await;
        let mine = store.worklist(joke(), practice(), day(5, 18), 50).await.unwrap();
        assert_eq!(mine.iter().filter(|line| line.work.sealed).count(), 1);
        assert_eq!(store.worklist_size(joke(), practice(), day(5, 18)).await.unwrap(), mine.len() as u64);
        // Of an absent colleague only who is named sees it, whether she is the deputy or on duty.
        let others = async |person| {
            let reader = Seat::new(person, practice());
            let away = [joke()];
            let lines = store.unattended_worklist(reader, &away, day(6, 12), day(6, 18), 50).await.unwrap();
            let size = store.unattended_worklist_size(reader, &away, day(6, 12), day(6, 18)).await.unwrap();
            assert_eq!(size, lines.len() as u64, "counted as listed");
            lines.iter().filter(|line| line.work.sealed).count()
        };
        assert_eq!((others(fatma()).await, others(marie()).await), (1, 0));
        // A deputy of later on sees it from her first day to her last.
        let later = ReaderRow { case: id(1), person: marie(), org: practice(), from: day(6, 13), until: Some(day(6, 14)) };
        write(&store, &[ViewRow::Reader(later)]).await;
        for (on, seen) in [(12, 0), (13, 1), (14, 1), (15, 0)] {
            let reader = Seat::new(marie(), practice());
            let lines = store.unattended_worklist(reader, &[joke()], day(6, on), day(6, 18), 50).await.unwrap();
            assert_eq!(lines.iter().filter(|line| line.work.sealed).count(), seen, "{on} June");
        }
        // Who is struck sees nothing of it from the same commit on.
        let struck = [ViewRow::Reader(ReaderRow { case: id(1), person: joke(), org: practice(), from: day(5, 1), until: None })];
        let mut commit = Commit::new(Timestamp::UNIX_EPOCH, "system");
        commit.rows = diff(&struck, &[]).remove.iter().map(views::remove).collect();
        store.commit(commit).await.unwrap();
        let left = store.worklist(joke(), practice(), day(5, 18), 50).await.unwrap();
        assert_eq!(left.len(), mine.len() - 1);
        assert_eq!(store.worklist_size(joke(), practice(), day(5, 18)).await.unwrap(), left.len() as u64);
    }

    async fn ps_02_the_caseload_counts_and_sorts_by_what_its_reader_may_know(db: TestDb) {
        let store = db.open().await;
        write(&store, &sealed()).await;
        let next = async |reader| {
            let filter = CaseFilter { reader, ..CaseFilter::default() };
            let scope = Scope::Caseload(practice());
            let page = async |after: Option<&views::Cursor>, limit| {
                store.caseload(scope, day(5, 12), &filter, CaseSort::NextUntil, after, limit).await.unwrap()
            };
            let lines = page(None, 9).await;
            assert!(lines.iter().all(|line| line.case.next_sealed.is_none()));
            // A page goes on where the one before ended, by what she sees.
            let first = page(None, 1).await;
            assert_eq!(page(Some(&first[0].cursor), 9).await, lines[1..]);
            lines.iter().map(|line| (line.case.case, line.case.next_until)).collect::<Vec<_>>()
        };
        let seat = |person| Some(Seat::new(person, practice()));
        let (one, two): (CaseId, CaseId) = (id(1), id(2));
        let named = [(one, Some(day(5, 13))), (two, Some(day(5, 16)))];
        let others = [(two, Some(day(5, 16))), (one, Some(day(5, 20)))];
        assert_eq!(next(seat(fatma())).await, named);
        assert_eq!(next(seat(marie())).await, others);
        assert_eq!(next(None).await, others);
    }
}
