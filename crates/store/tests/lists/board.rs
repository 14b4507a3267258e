use regie_care::ids::OrgId;
use regie_care::view::{BoardRow, CaseRow, Phase, Placed, ViewRow};
use regie_pathway::{PathwayId, Text};
use regie_store::Store;
use regie_testkit::{TestDb, on_both_databases};

use crate::region::{case, client, day, hospital, id, numbers, other_practice, practice, whole, write};

fn on_board(number: u32, pathway: &str, level: Option<&str>, since: Option<jiff::civil::Date>) -> ViewRow {
    let why = level.map(|_| Placed {
        step: Text::same("Intensiteit"),
        rows: vec![2],
        why: Some(Text::same("daarom")),
        by_hand: None,
    });
    let level = level.map(str::to_owned);
    ViewRow::Board(BoardRow { case: id(number), pathway: PathwayId::from(pathway), level, since, why })
}

async fn seen(store: &Store, org: OrgId, pathway: &str) -> Vec<u32> {
    let lines = store.board(org, &PathwayId::from(pathway), 50).await.unwrap();
    numbers(lines.iter().map(|line| line.case.case))
}

on_both_databases! {
    async fn cm_03_a_board_is_of_one_organisation_and_one_pathway_the_longest_there_first(db: TestDb) {
        let store = db.open().await;
        let rows = [
            whole(case(1), client(1, "Rania", "Haddad")),
            whole(case(2), client(2, "Selam", "Tesfay")),
            whole(CaseRow { org: hospital(), ..case(3) }, client(3, "Mina", "Ahmadi")),
            whole(CaseRow { org: other_practice(), practice: other_practice(), ..case(4) }, client(4, "Amina", "Abdi")),
            whole(CaseRow { phase: Phase::Closed, closed_on: Some(day(4, 1)), ..case(5) }, client(5, "Luwam", "Kidane")),
            vec![
                on_board(1, "dementie", Some("intensive"), Some(day(5, 10))),
                on_board(1, "ggz-fact", None, None),
                on_board(2, "dementie", Some("coordination"), Some(day(3, 10))),
                on_board(3, "dementie", None, None),
                on_board(4, "dementie", Some("intensive"), Some(day(2, 1))),
                on_board(5, "dementie", Some("intensive"), Some(day(1, 1))),
            ],
        ];
        write(&store, &rows.concat()).await;
        let mut all = seen(&store, practice(), "dementie").await;
        assert!(all.iter().position(|one| *one == 2) < all.iter().position(|one| *one == 1), "{all:?}");
        all.sort_unstable();
        assert_eq!(all, [1, 2, 3], "what comes back from the hospital too, and neither what is closed nor another's");
        assert_eq!(seen(&store, hospital(), "dementie").await, [3]);
        assert_eq!(seen(&store, practice(), "ggz-fact").await, [1]);
        let boards = store.boards(practice()).await.unwrap();
        assert_eq!(store.has_board(practice()).await.unwrap(), !boards.is_empty());
        let boards: Vec<(&str, u64)> = boards.iter().map(|(pathway, cases)| (pathway.as_str(), *cases)).collect();
        assert_eq!(boards, [("dementie", 3), ("ggz-fact", 1)]);
        let first = store.board(practice(), &PathwayId::from("dementie"), 50).await.unwrap();
        let intensive = first.iter().find(|line| line.case.case == id(1)).unwrap();
        assert_eq!((intensive.place.level.as_deref(), intensive.place.since), (Some("intensive"), Some(day(5, 10))));
        assert_eq!(intensive.place.why.as_ref().map(|why| why.rows.clone()), Some(vec![2]));
    }
}
