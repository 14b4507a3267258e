//! What somebody typed and did not record yet.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use common::{moment, stream};
use regie_store::Draft;
use regie_testkit::{TestDb, on_both_databases};

fn draft(person: &str, form: &str, rev: u64, fields: &str) -> Draft {
    let [person, org, about, form, fields] = [person, "org-1", "case-7", form, fields].map(str::to_owned);
    Draft { person, org, about, form, rev, seen: 2, fields, at: moment(i64::try_from(rev).unwrap()) }
}

on_both_databases! {
    async fn az_04_a_draft_is_kept_for_each_person_and_form(db: TestDb) {
        let store = db.open().await;
        let (mine, hers) = (draft("person-1", "intake-social", 1, "{\"a\":\"é\"}"), draft("person-2", "intake-social", 1, "{}"));
        let other = draft("person-1", "intake-medical", 1, "{}");
        for draft in [&mine, &hers, &other] {
            assert!(store.put_draft(draft).await.unwrap());
        }
        assert_eq!(store.drafts("person-1", "org-1", &stream("case-7")).await.unwrap(), [other.clone(), mine.clone()]);
        assert!(store.drafts("person-1", "org-2", &stream("case-7")).await.unwrap().is_empty());
        assert_eq!(store.drafts_about(&stream("case-7")).await.unwrap().len(), 3);
        assert_eq!(store.drafts_of("person-1", "org-1").await.unwrap().len(), 2);
        assert!(store.delete_draft("person-1", "org-1", &stream("case-7"), "intake-social").await.unwrap());
        assert!(!store.delete_draft("person-1", "org-1", &stream("case-7"), "intake-social").await.unwrap());
        assert_eq!(store.drafts("person-2", "org-1", &stream("case-7")).await.unwrap(), [hers]);
        assert_eq!(store.delete_drafts_about(&stream("case-7")).await.unwrap(), 2);
    }

    async fn az_04_an_older_page_does_not_overwrite_a_newer_draft(db: TestDb) {
        let store = db.open().await;
        assert!(store.put_draft(&draft("person-1", "intake-social", 1, "at the desk")).await.unwrap());
        assert!(store.put_draft(&draft("person-1", "intake-social", 2, "on the phone")).await.unwrap());
        assert!(!store.put_draft(&draft("person-1", "intake-social", 2, "at the desk")).await.unwrap());
        let kept = store.drafts("person-1", "org-1", &stream("case-7")).await.unwrap();
        assert_eq!((kept[0].rev, kept[0].fields.as_str()), (2, "on the phone"));
        // What was thrown away elsewhere may come back by what she goes on typing here.
        store.delete_drafts_about(&stream("case-7")).await.unwrap();
        assert!(store.put_draft(&draft("person-1", "intake-social", 3, "at the desk")).await.unwrap());
    }
}

#[test]
fn what_is_logged_of_a_draft_holds_nothing_typed() {
    let shown = format!("{:?}", draft("person-1", "intake-social", 1, "safe at home"));
    assert!(shown.contains("intake-social") && !shown.contains("safe"), "{shown}");
}
