use regie_care::ids::MeetingId;
use regie_care::view::{AgendaRow, MeetingRow, ViewRow};
use regie_testkit::{TestDb, on_both_databases};

use crate::region::{case, client, day, hospital, id, numbers, whole, write};

fn meeting(number: u32, network: &str, of_month: i8) -> MeetingRow {
    MeetingRow {
        meeting: id(number),
        org: hospital(),
        meeting_kind: "vsv".to_owned(),
        network: network.to_owned(),
        on: day(5, of_month),
        held: false,
        cancelled: true,
        title: "VSV mei".to_owned(),
    }
}

fn place(meeting: u32, case: u32, no: u32, waiting: bool) -> ViewRow {
    let question = format!("Vraag {no} over casus {case}");
    ViewRow::Agenda(AgendaRow { meeting: id(meeting), case: id(case), no, question, waiting })
}

fn days(meetings: &[MeetingRow]) -> Vec<i8> {
    meetings.iter().map(|meeting| meeting.on.day()).collect()
}

on_both_databases! {
    async fn az_08_the_meetings_of_a_network_come_in_order_page_by_page(db: TestDb) {
        let store = db.open().await;
        let rows = [
            meeting(1, "VSV Emmen", 20),
            meeting(2, "VSV Emmen", 12),
            meeting(3, "VSV Emmen", 12),
            meeting(4, "VSV Emmen", 11),
            meeting(5, "VSV Weert", 13),
        ];
        write(&store, &rows.clone().map(ViewRow::Meeting)).await;
        let first = store.meetings("VSV Emmen", (day(5, 12), None), None, 2).await.unwrap();
        assert_eq!(first, [rows[1].clone(), rows[2].clone()]);
        let after = first.last().map(|meeting| (meeting.on, meeting.meeting));
        assert_eq!(days(&store.meetings("VSV Emmen", (day(5, 12), None), after, 2).await.unwrap()), [20]);
        assert_eq!(days(&store.meetings("VSV Weert", (day(5, 1), None), None, 2).await.unwrap()), [13]);
        let between = (day(5, 1), Some(day(5, 12)));
        assert_eq!(days(&store.meetings("VSV Emmen", between, None, 2).await.unwrap()), [11, 12]);
        let after = Some((rows[1].on, rows[1].meeting));
        assert_eq!(days(&store.meetings("VSV Emmen", between, after, 2).await.unwrap()), [12], "and no later");
    }

    async fn az_14_the_agenda_of_a_meeting_names_case_and_client(db: TestDb) {
        let store = db.open().await;
        write(&store, &[
            whole(case(1), client(1, "Rania", "Haddad")),
            whole(case(2), client(2, "Selam", "Tesfay")),
            vec![place(8, 2, 1, true), place(8, 1, 2, false), place(8, 1, 10, true), place(9, 1, 1, true)],
        ].concat()).await;
        let meeting: MeetingId = id(8);
        let lines = store.agenda(meeting, None, 50).await.unwrap();
        let found: Vec<(u32, u32, bool)> =
            lines.iter().map(|line| (numbers([line.case.case])[0], line.no, line.waiting)).collect();
        assert_eq!(found, [(1, 2, false), (1, 10, true), (2, 1, true)]);
        assert_eq!(lines[0].question, "Vraag 2 over casus 1");
        assert_eq!((&lines[2].case, &lines[2].client), (&case(2), &client(2, "Selam", "Tesfay")));

        let mut after = None;
        let mut paged = Vec::new();
        loop {
            let page = store.agenda(meeting, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.case.case, last.no));
            paged.extend(page);
        }
        assert_eq!(paged, lines);
    }
}
