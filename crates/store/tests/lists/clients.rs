use regie_care::client::{Identity, SourceNumber};
use regie_care::identity::{Bsn, VNumber};
use regie_care::view::{CaseRow, ClientRow, Relation, ViewRow};
use regie_testkit::{TestDb, on_both_databases};

use crate::region::{NOBODY, case, client, client_numbers, day, id, involved, other_practice, practice, whole, write};

const BSN: &str = "111222333";
const V_NUMBER: &str = "2301234417";

fn identity() -> Identity {
    Identity { family_name: "Haddad".to_owned(), given_name: "Rania".to_owned(), ..Identity::default() }
}

on_both_databases! {
    async fn g_07_a_client_comes_back_as_she_was_written(db: TestDb) {
        let store = db.open().await;
        let row = ClientRow {
            birth_date: Some(day(1, 1)),
            bsn: Some(BSN.to_owned()),
            v_number: Some(V_NUMBER.to_owned()),
            source_number: Some("VP Noord\u{1f}10338".to_owned()),
            phone: "06-12345678".to_owned(),
            merged_into: Some(id(2)),
            ..client(1, "Şeyma \"S\"", "O'Brien")
        };
        write(&store, &[ViewRow::Client(row.clone())]).await;
        assert_eq!(store.client(id(1)).await.unwrap(), Some(row));
        assert_eq!(store.client(id(9)).await.unwrap(), None);
    }

    async fn g_07_the_clients_that_are_named_come_back_and_no_others(db: TestDb) {
        let store = db.open().await;
        write(&store, &[1, 2, 3].map(|n| ViewRow::Client(client(n, "Rania", "Haddad")))).await;
        let mut found = store.clients_named(&[id(1), id(3), id(9)].into()).await.unwrap();
        found.sort_by_key(|row| row.client);
        assert_eq!(client_numbers(&found), [1, 3]);
        assert_eq!(client_numbers(&store.clients_named(&[].into()).await.unwrap()), NOBODY);
    }

    async fn g_07_a_search_finds_by_part_of_the_name_or_the_whole_number_within_its_organisation(db: TestDb) {
        let store = db.open().await;
        let numbered = ClientRow { bsn: Some(BSN.to_owned()), ..client(1, "Rania", "Haddad") };
        let v_numbered = ClientRow { v_number: Some(V_NUMBER.to_owned()), ..client(2, "Selam", "El-Haddad") };
        let elsewhere = CaseRow { org: other_practice(), practice: other_practice(), ..case(3) };
        write(&store, &[
            whole(case(1), numbered),
            whole(case(2), v_numbered),
            whole(elsewhere, client(3, "Hodan", "Haddad")),
            vec![involved(practice(), 3, Relation::Former)],
        ].concat()).await;
        let search = async |text: &str| {
            client_numbers(&store.search_clients(practice(), text, None, 50).await.unwrap())
        };
        assert_eq!(search("HADDÁD").await, [2, 1], "by folded family name; case 3 was handed over");
        assert_eq!(search(BSN).await, [1]);
        assert_eq!(search(&format!(" {V_NUMBER} ")).await, [2]);
        assert_eq!(search(&BSN[..8]).await, NOBODY, "a part of a number finds nobody");
        assert_eq!(search("%").await.len(), search("").await.len(), "folded away: no filter, still within the scope");
        assert_eq!(client_numbers(&store.search_clients(other_practice(), "haddad", None, 50).await.unwrap()), [3]);

        let first = store.search_clients(practice(), "haddad", None, 1).await.unwrap();
        let after = Some((first[0].search.as_str(), first[0].client));
        let second = store.search_clients(practice(), "haddad", after, 1).await.unwrap();
        assert_eq!((client_numbers(&first), client_numbers(&second)), (vec![2], vec![1]));
        let after = Some((second[0].search.as_str(), second[0].client));
        assert_eq!(store.search_clients(practice(), "haddad", after, 1).await.unwrap(), []);
    }

    async fn g_07_an_import_recognises_her_by_the_number_in_its_source(db: TestDb) {
        let store = db.open().await;
        let source = SourceNumber { source: "VP Noord".to_owned(), number: "10:338".to_owned() };
        let row = ClientRow { source_number: Some(source.key()), ..client(1, "Rania", "Haddad") };
        assert_eq!(Identity::from(&row).source, Some(source.clone()), "a colon belongs to the number");
        write(&store, &[ViewRow::Client(row.clone())]).await;
        assert_eq!(store.client_by_source_number(&source.source, &source.number).await.unwrap(), Some(row));
        assert_eq!(store.client_by_source_number("VP Zuid", &source.number).await.unwrap(), None);
    }

    async fn g_07_possible_doubles_are_fetched_by_anything_that_could_agree(db: TestDb) {
        let store = db.open().await;
        let stranger = |number| client(number, "Selam", "Tesfay");
        let born = Some(day(3, 7));
        write(&store, &[
            ViewRow::Client(ClientRow { bsn: Some(BSN.to_owned()), ..stranger(1) }),
            ViewRow::Client(ClientRow { v_number: Some(V_NUMBER.to_owned()), ..stranger(2) }),
            ViewRow::Client(ClientRow { birth_date: born, ..stranger(3) }),
            ViewRow::Client(ClientRow { birth_date: Some(day(7, 3)), ..stranger(4) }),
            ViewRow::Client(client(5, "RANIA", "Haddád")),
            ViewRow::Client(ClientRow { phone: "06-1".to_owned(), ..stranger(6) }),
            ViewRow::Client(ClientRow { birth_date: born, merged_into: Some(id(3)), ..stranger(7) }),
            ViewRow::Client(ClientRow { birth_date: Some(day(3, 8)), ..stranger(8) }),
        ]).await;
        let pool = async |identity: Identity| client_numbers(&store.duplicate_pool(&identity).await.unwrap().0);
        assert_eq!(pool(identity()).await, [5], "nothing unknown agrees with nothing");
        assert_eq!(pool(Identity { bsn: Some(Bsn::parse(BSN).unwrap()), ..identity() }).await, [1, 5]);
        assert_eq!(pool(Identity { v_number: Some(VNumber::parse(V_NUMBER).unwrap()), ..identity() }).await, [2, 5]);
        assert_eq!(pool(Identity { birth_date: born, ..identity() }).await, [3, 4, 5]);
        assert_eq!(pool(Identity { phone: "06-1".to_owned(), ..identity() }).await, [5, 6]);
    }

    async fn g_07_a_number_finds_her_among_more_namesakes_of_day_than_are_compared(db: TestDb) {
        let store = db.open().await;
        let new_year = Some(day(1, 1));
        let mut rows: Vec<ViewRow> = (1..=520)
            .map(|number| ViewRow::Client(ClientRow { birth_date: new_year, ..client(number, "Selam", "Tesfay") }))
            .collect();
        let source = SourceNumber { source: "VP Noord".to_owned(), number: "7".to_owned() };
        rows.extend([
            ViewRow::Client(ClientRow { bsn: Some(BSN.to_owned()), ..client(901, "Ifrah", "Nur") }),
            ViewRow::Client(ClientRow { v_number: Some(V_NUMBER.to_owned()), ..client(902, "Ifrah", "Nur") }),
            ViewRow::Client(ClientRow { source_number: Some(source.key()), ..client(903, "Ifrah", "Nur") }),
        ]);
        // Older than all who share her day, so that neither order by age finds her by chance.
        let same = ClientRow { birth_date: new_year, ..client(0, "Rania", "Haddad") };
        rows.push(ViewRow::Client(same));
        write(&store, &rows).await;
        let sought = Identity {
            birth_date: new_year,
            bsn: Some(Bsn::parse(BSN).unwrap()),
            v_number: Some(VNumber::parse(V_NUMBER).unwrap()),
            source: Some(source),
            ..identity()
        };
        let pool = client_numbers(&store.duplicate_pool(&sought).await.unwrap().0);
        assert_eq!(pool.len(), 503, "all by number, and at most 500 others");
        for number in [0, 901, 902, 903] {
            assert!(pool.contains(&number), "{number} in {pool:?}");
        }
        assert!(pool.contains(&520) && !pool.contains(&1), "of those with only the day in common the newest");
    }

    async fn g_07_suspected_doubles_wait_for_who_has_to_do_with_them(db: TestDb) {
        let store = db.open().await;
        let suspected = |number| ClientRow { suspicions: 1, ..client(number, "Rania", "Haddad") };
        let elsewhere = CaseRow { org: other_practice(), practice: other_practice(), ..case(3) };
        let merged = ClientRow { merged_into: Some(id(1)), ..suspected(5) };
        write(&store, &[
            whole(case(1), suspected(1)),
            whole(case(2), client(2, "Selam", "Tesfay")),
            whole(elsewhere, suspected(3)),
            vec![ViewRow::Client(suspected(4)), ViewRow::Client(merged)],
        ].concat()).await;
        let first = store.suspected_doubles(practice(), None, 1).await.unwrap();
        assert_eq!(first, [suspected(1)]);
        let second = store.suspected_doubles(practice(), Some(first[0].client), 50).await.unwrap();
        assert_eq!(client_numbers(&second), [4], "who has no case yet is everybody's to judge; case 3 is not");
    }
}
