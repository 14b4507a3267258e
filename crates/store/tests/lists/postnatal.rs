use regie_care::view::{CaseRow, Phase};
use regie_testkit::{TestDb, on_both_databases};

use crate::region::{case, client, day, hospital, numbers, other_practice, practice, whole, write};

on_both_databases! {
    async fn pn_01_a_region_reckons_with_the_pregnant_and_those_who_gave_birth_lately(db: TestDb) {
        let store = db.open().await;
        let born = |number, on| CaseRow { phase: Phase::Postnatal, born: Some(on), ..case(number) };
        let rows = [
            whole(
                CaseRow {
                    first_child: Some(true),
                    caesarean: Some(day(9, 28)),
                    in_hospital: Some(true),
                    ..case(1)
                },
                client(1, "Rania", "Haddad"),
            ),
            whole(born(2, day(5, 20)), client(2, "Selam", "Tesfay")),
            whole(born(3, day(4, 20)), client(3, "Mina", "Ahmadi")),
            whole(CaseRow { practice: other_practice(), ..case(4) }, client(4, "Amina", "Abdi")),
            whole(CaseRow { org: hospital(), ..case(5) }, client(5, "Luwam", "Kidane")),
            whole(CaseRow { phase: Phase::Closed, closed_on: Some(day(5, 1)), ..case(6) }, client(6, "Hodan", "Osman")),
        ];
        write(&store, &rows.concat()).await;
        let lines = store.region_lines(practice(), day(5, 10)).await.unwrap();
        assert_eq!(numbers(lines.iter().map(|line| line.case.case)), [1, 2, 5], "also who is in hospital care now");
        assert_eq!(lines[0].case.first_child, Some(true));
        assert_eq!((lines[0].case.caesarean, lines[0].case.in_hospital), (Some(day(9, 28)), Some(true)));
        assert_eq!(lines[0].client.given_name, "Rania");
    }
}
