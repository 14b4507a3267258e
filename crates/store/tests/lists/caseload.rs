use jiff::Timestamp;
use regie_care::view::{CaseRow, InvolvedRow, Phase, Relation, ViewRow};
use regie_store::views::{CaseFilter, CaseLine, CaseSort, Cursor, Scope, StandIns};
use regie_store::{Append, Commit, CommitError, Condition, NewEvent, Store};
use regie_testkit::{TestDb, on_both_databases};

use crate::region::{
    NOBODY, case, client, coa, day, deputy, deputy_of, fatma, hospital, id, involved, joke, marie, numbers,
    other_practice, person, practice, whole, write,
};

fn found(lines: &[CaseLine]) -> Vec<u32> {
    numbers(lines.iter().map(|line| line.case.case))
}

async fn ask(store: &Store, scope: Scope, filter: &CaseFilter, sort: CaseSort) -> Vec<CaseLine> {
    store.caseload(scope, day(5, 12), filter, sort, None, 50).await.unwrap()
}

/// Every page, two lines at a time.
async fn pages(store: &Store, scope: Scope, sort: CaseSort) -> Vec<u32> {
    let mut all = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let filter = CaseFilter::default();
        let page = store.caseload(scope, day(5, 12), &filter, sort, after.as_ref(), 2).await.unwrap();
        assert!(page.len() <= 2);
        let Some(last) = page.last() else { return all };
        after = Some(last.cursor.clone());
        all.extend(found(&page));
    }
}

/// Five open cases of the practice, one of them in hospital care, one closed, and one of another practice.
async fn region(store: &Store) {
    let due = |number, month, of_month| CaseRow { due: Some(day(month, of_month)), ..case(number) };
    let rows = [
        whole(CaseRow { next_until: Some(day(6, 1)), ..due(1, 10, 12) }, client(1, "Rania", "Haddad")),
        whole(
            CaseRow {
                case_manager: marie(),
                next_planned: Some(day(5, 14)),
                next_until: Some(day(6, 9)),
                ..due(2, 7, 1)
            },
            client(2, "Şeyma", "Öztürk"),
        ),
        whole(CaseRow { due: None, next_until: Some(day(5, 13)), ..case(3) }, client(3, "Amina", "Abdi")),
        whole(CaseRow { phase: Phase::Postnatal, born: Some(day(5, 1)), ..due(4, 5, 2) }, client(4, "100%", "Test_1")),
        whole(CaseRow { org: hospital(), ..due(5, 7, 1) }, client(5, "Selam", "Haddad")),
        whole(
            CaseRow { phase: Phase::Closed, closed_on: Some(day(4, 1)), ..due(6, 4, 1) },
            client(6, "Luwam", "Kidane"),
        ),
        whole(
            CaseRow { org: other_practice(), practice: other_practice(), ..due(7, 7, 1) },
            client(7, "Mina", "Ahmadi"),
        ),
        vec![
            involved(practice(), 5, Relation::FirstLine),
            involved(coa(), 1, Relation::Logistics),
            involved(practice(), 7, Relation::Former),
            involved(hospital(), 1, Relation::Receiving),
            person(joke(), "joke de vries"),
            person(marie(), "marie"),
            person(fatma(), "fatma"),
            deputy(1, 1, fatma(), day(3, 2), None),
            deputy_of(marie(), 2, 1, fatma(), day(3, 2), None),
            deputy_of(marie(), 2, 2, joke(), day(5, 1), Some(day(5, 31))),
        ],
    ];
    write(store, &rows.concat()).await;
}

on_both_databases! {
    async fn az_01_the_overview_shows_who_is_whose_case_manager_and_deputy(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let lines = ask(&store, Scope::Caseload(practice()), &CaseFilter::default(), CaseSort::Name).await;
        assert_eq!(found(&lines), [3, 1, 5, 2, 4], "by folded family name, open cases only");
        let line = &lines[1];
        assert_eq!(line.case, CaseRow { next_until: Some(day(6, 1)), ..case(1) });
        assert_eq!(line.client, client(1, "Rania", "Haddad"));
        assert_eq!((line.deputy, line.relation), (Some(fatma()), Relation::Accountable));
        assert_eq!(lines[2].relation, Relation::FirstLine, "a case in hospital care comes back to the practice");
        assert_eq!(lines[3].deputy, Some(joke()), "the deputy of today");
        assert_eq!((lines[3].deputy_until, lines[3].fixed), (Some(day(5, 31)), Some(fatma())), "for a while");
        assert_eq!((line.deputy_until, line.fixed), (None, Some(fatma())), "without an end");
        assert_eq!(lines[4].deputy, None);
    }

    async fn az_01_the_overview_filters(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let scope = Scope::Caseload(practice());
        let by = async |filter: CaseFilter| found(&ask(&store, scope, &filter, CaseSort::Name).await);
        let all = CaseFilter::default;
        assert_eq!(by(CaseFilter { case_manager: Some(marie()), ..all() }).await, [2]);
        assert_eq!(by(CaseFilter { deputy: Some(fatma()), ..all() }).await, [1], "Joke stands in for case 2 this month");
        assert_eq!(by(CaseFilter { deputy: Some(joke()), ..all() }).await, [2]);
        let known = store.deputyships(scope, marie()).await.unwrap();
        let cover = [(fatma(), day(3, 2), None), (joke(), day(5, 1), Some(day(5, 31)))];
        let named = |known: &StandIns| -> Vec<_> {
            known.deputyships.iter().map(|known| (known.deputy.person, known.from, known.until)).collect()
        };
        assert_eq!(known.iter().map(|known| (known.case, named(known))).collect::<Vec<_>>(), [(id(2), cover.to_vec())]);
        let hers = by(CaseFilter { case_manager: Some(joke()), ..all() }).await;
        let known = store.deputyships(scope, joke()).await.unwrap();
        let (own, others): (Vec<_>, Vec<_>) = known.into_iter().partition(|known| known.case_manager == joke());
        assert_eq!(own.len(), hers.len(), "as many as the caseload has, also those without a deputy");
        assert_eq!(others.iter().map(|known| known.case).collect::<Vec<_>>(), [id(2)], "where she stands in herself");
        let none = store.deputyships(Scope::Caseload(hospital()), marie()).await.unwrap();
        assert!(none.is_empty(), "{none:?}");
        let covers = async |until| store.covers(marie(), day(5, 1), until).await.unwrap();
        assert_eq!((covers(day(5, 31)).await, covers(day(5, 30)).await), (vec![id(2)], Vec::new()));
        assert_eq!(by(CaseFilter { phase: Some(Phase::Postnatal), ..all() }).await, [4]);
        assert_eq!(by(CaseFilter { phase: Some(Phase::Closed), ..all() }).await, [6]);
        let search = |text: &str| CaseFilter { search: Some(text.to_owned()), ..all() };
        assert_eq!(by(search("hadd")).await, [1, 5]);
        assert_eq!(by(search("seyma")).await, [2]);
        assert_eq!(by(search("rania haddad")).await, [1], "as she is called");
        assert_eq!(by(search("haddad ran")).await, [1], "as lists write her");
        assert_eq!(by(search("rania ozturk")).await, NOBODY, "every word is hers");
        assert_eq!(by(search("mar")).await, [2], "Marie's");
        assert_eq!(by(search("oke")).await, NOBODY, "a name is begun with");
        assert_eq!(by(search("%")).await, NOBODY, "a sign, not a wildcard");
        assert_eq!(by(search("_")).await, NOBODY);
    }

    async fn az_01_the_overview_sorts_and_pages_each_case_once(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let scope = Scope::Caseload(practice());
        for (sort, expected) in [
            (CaseSort::Name, [3, 1, 5, 2, 4]),
            (CaseSort::Due, [4, 2, 5, 1, 3]),
            (CaseSort::NextUntil, [3, 2, 1, 4, 5]),
            (CaseSort::CaseManager, [3, 1, 5, 4, 2]),
            (CaseSort::Deputy, [1, 2, 3, 5, 4]),
        ] {
            assert_eq!(found(&ask(&store, scope, &CaseFilter::default(), sort).await), expected, "{sort:?}");
            assert_eq!(pages(&store, scope, sort).await, expected, "{sort:?}");
        }
    }

    async fn az_02_a_list_holds_what_its_organisation_has_to_do_with_now(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let of = async |scope| found(&ask(&store, scope, &CaseFilter::default(), CaseSort::Name).await);
        assert_eq!(of(Scope::Involved(coa())).await, [1]);
        assert_eq!(of(Scope::Caseload(coa())).await, NOBODY, "the COA is nobody's case manager");
        assert_eq!(of(Scope::Involved(hospital())).await, [1, 5]);
        assert_eq!(of(Scope::Caseload(hospital())).await, [5], "not what it still has to answer");
        assert_eq!(of(Scope::Involved(practice())).await, [3, 1, 5, 2, 4], "case 7 was handed over");
        assert_eq!(of(Scope::Caseload(id(999))).await, NOBODY);
    }

    async fn az_02_closed_cases_of_years_are_not_among_those_of_now(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let closed = InvolvedRow { org: coa(), case: id(6), relation: Relation::Logistics, open: false, until: None };
        write(&store, &[ViewRow::Involved(closed)]).await;
        let of = async |phase| {
            let filter = CaseFilter { phase, ..CaseFilter::default() };
            found(&ask(&store, Scope::Involved(coa()), &filter, CaseSort::Name).await)
        };
        assert_eq!(of(None).await, [1]);
        assert_eq!(of(Some(Phase::Closed)).await, [6]);
        assert_eq!(of(Some(Phase::Pregnancy)).await, [1]);
    }

    async fn az_01_who_is_named_in_open_cases_is_counted(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let named = async |person, org, today| {
            let (named, _) = store.named_in_open_cases(person, org, today).await.unwrap();
            (named.case_manager, named.deputy)
        };
        assert_eq!(named(joke(), practice(), day(5, 12)).await, (5, 1), "first line of 2 and 5 too; deputy in 2 this month");
        assert_eq!(named(joke(), practice(), day(6, 1)).await, (5, 0));
        assert_eq!(named(marie(), practice(), day(5, 12)).await, (1, 0));
        assert_eq!(named(fatma(), practice(), day(5, 12)).await, (0, 2), "case 2 is hers again in June");
        write(&store, &[deputy_of(marie(), 2, 3, id(204), day(5, 1), None)]).await;
        assert_eq!(named(fatma(), practice(), day(5, 12)).await, (0, 1), "covered by another for good");
        assert_eq!(named(joke(), other_practice(), day(5, 12)).await, (1, 0), "case 7, named from there");
        assert_eq!(named(joke(), hospital(), day(5, 12)).await, (1, 0));
        assert_eq!(named(id(299), practice(), day(5, 12)).await, (0, 0));
        let open = async |org| store.open_cases_of(org).await.unwrap().0;
        assert_eq!((open(practice()).await, open(hospital()).await, open(coa()).await), (5, 1, 0));
    }

    async fn g_09_what_a_node_decided_on_holds_when_it_commits_or_nothing_is_stored(db: TestDb) {
        let (one, other) = (db.open().await, db.open().await);
        write(&one, &whole(case(1), client(1, "Rania", "Haddad"))).await;
        let (named, nobody_names_her) = one.named_in_open_cases(fatma(), practice(), day(5, 12)).await.unwrap();
        assert_eq!((named.case_manager, named.deputy), (0, 0));
        write(&other, &[deputy(1, 1, fatma(), day(3, 2), None)]).await;
        let leaves = |condition: &Condition| {
            let mut commit = Commit::new(Timestamp::UNIX_EPOCH, "system");
            let left = NewEvent { kind: "left".to_owned(), payload: "{}".to_owned() };
            commit.appends = vec![Append { stream: "person-2".into(), expected: 0, events: vec![left] }];
            commit.conditions = vec![condition.clone()];
            commit
        };
        assert_eq!(one.commit(leaves(&nobody_names_her)).await.unwrap_err(), CommitError::Overtaken);
        assert_eq!(one.head(&"person-2".into()).await.unwrap(), None, "nothing is stored");
        let (_, as_it_is) = one.named_in_open_cases(fatma(), practice(), day(5, 12)).await.unwrap();
        one.commit(leaves(&as_it_is)).await.unwrap();
    }

    async fn az_10_a_practice_finds_what_it_handed_over(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let elsewhere = |number, given, family| whole(CaseRow { org: other_practice(), ..case(number) }, client(number, given, family));
        let until = Some(day(4, 20));
        let closed = InvolvedRow { org: practice(), case: id(8), relation: Relation::Former, open: false, until };
        let rows = [elsewhere(8, "Bana", "Zerom"), vec![ViewRow::Involved(closed)]].concat();
        write(&store, &rows).await;
        let of = async |org| store.former_cases(org).await.unwrap();
        assert_eq!(of(practice()).await, [(id(7), None), (id(8), until)], "one is closed since, and still its own");
        assert_eq!(of(other_practice()).await, [], "what it has it did not hand over");
    }

    async fn az_10_what_a_practice_handed_over_stays_in_its_caseload_until_she_moves(db: TestDb) {
        let store = db.open().await;
        region(&store).await;
        let of = async |phase| {
            let filter = CaseFilter { phase, ..CaseFilter::default() };
            let lines = ask(&store, Scope::Caseload(practice()), &filter, CaseSort::Name).await;
            lines.into_iter().map(|line| (line.case.case, line.relation, line.until)).collect::<Vec<_>>()
        };
        let before = of(None).await;
        assert!(before.iter().all(|(case, _, until)| *case != id(7) && until.is_none()), "{before:?}");
        let leaves = InvolvedRow { org: practice(), case: id(7), relation: Relation::Team, open: true, until: Some(day(5, 20)) };
        write(&store, &[ViewRow::Involved(leaves.clone())]).await;
        let mut during = of(None).await;
        let told = during.iter().position(|(case, ..)| *case == id(7)).unwrap();
        assert_eq!(during.remove(told), (id(7), Relation::Team, Some(day(5, 20))));
        assert_eq!(during, before);
        write(&store, &[ViewRow::Involved(InvolvedRow { until: None, ..leaves })]).await;
        assert_eq!(of(None).await, before, "a team that was never accountable lists its clients elsewhere");
    }

    async fn az_01_a_second_open_case_is_shown_to_both_sides(db: TestDb) {
        let store = db.open().await;
        let mut merged = client(2, "Rania", "Hadad");
        merged.merged_into = Some(id(1));
        let closed = CaseRow { client: id(1), phase: Phase::Closed, closed_on: Some(day(4, 1)), ..case(3) };
        write(&store, &[
            whole(case(1), client(1, "Rania", "Haddad")),
            whole(CaseRow { org: other_practice(), ..case(2) }, merged),
            vec![ViewRow::Case(closed)],
            whole(case(4), client(4, "Selam", "Tesfay")),
        ].concat()).await;
        let other = async |client, besides| {
            let cases = store.other_open_cases(id(client), id(besides)).await.unwrap();
            let (same, _) = store.open_cases_besides(id(client), id(besides)).await.unwrap();
            assert_eq!(same, cases.iter().map(|case| case.case).collect::<Vec<_>>());
            numbers(cases.into_iter().map(|case| case.case))
        };
        assert_eq!(other(1, 1).await, [2], "her record was merged: it is the same woman");
        assert_eq!(other(2, 2).await, [1], "and the other side sees it too");
        assert_eq!(other(4, 4).await, NOBODY);
        let all = store.cases_of_client(id(1)).await.unwrap();
        assert_eq!(numbers(all.into_iter().map(|case| case.case)), [1, 2, 3], "open and closed, and of the record merged into hers");
    }
}
