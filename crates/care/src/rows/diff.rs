//! What changed between two sets of rows: what must be written, and which keys must go.

use std::cmp::Ordering;

use jiff::civil::Date;
use regie_pathway::PathwayId;

use crate::case::records::No;
use crate::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use crate::view::ViewRow;

/// The key of a row: which view, and which row in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViewKey {
    /// A case.
    Case(CaseId),
    /// A deputyship of a case, by its place.
    Deputy(CaseId, No),
    /// An organisation's relation to a case.
    Involved(OrgId, CaseId),
    /// A reader of what is sealed of a case.
    Reader(CaseId, PersonId, OrgId, Date),
    /// A line of work on a case, by its item.
    Work(CaseId, String),
    /// A place on a meeting's agenda.
    Agenda(MeetingId, CaseId, No),
    /// A client.
    Client(ClientId),
    /// A professional.
    Person(PersonId),
    /// A meeting.
    Meeting(MeetingId),
    /// A place of a case on a board, by its pathway.
    Board(CaseId, PathwayId),
}

/// The same key, borrowed from its row: sorting and comparing copy nothing.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum KeyRef<'a> {
    Case(CaseId),
    Deputy(CaseId, No),
    Involved(OrgId, CaseId),
    Reader(CaseId, PersonId, OrgId, Date),
    Work(CaseId, &'a str),
    Agenda(MeetingId, CaseId, No),
    Client(ClientId),
    Person(PersonId),
    Meeting(MeetingId),
    Board(CaseId, &'a PathwayId),
}

/// Rows to write and rows to take away, each in the order of their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New rows, and rows of which something changed.
    pub put: Vec<ViewRow>,
    /// Keys of rows that are no longer there.
    pub remove: Vec<ViewKey>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.put.is_empty() && self.remove.is_empty()
    }
}

impl ViewRow {
    /// The key of this row.
    #[must_use]
    pub fn key(&self) -> ViewKey {
        match self.key_ref() {
            KeyRef::Case(case) => ViewKey::Case(case),
            KeyRef::Deputy(case, no) => ViewKey::Deputy(case, no),
            KeyRef::Involved(org, case) => ViewKey::Involved(org, case),
            KeyRef::Reader(case, person, org, from) => ViewKey::Reader(case, person, org, from),
            KeyRef::Work(case, item) => ViewKey::Work(case, item.to_owned()),
            KeyRef::Agenda(meeting, case, no) => ViewKey::Agenda(meeting, case, no),
            KeyRef::Client(client) => ViewKey::Client(client),
            KeyRef::Person(person) => ViewKey::Person(person),
            KeyRef::Meeting(meeting) => ViewKey::Meeting(meeting),
            KeyRef::Board(case, pathway) => ViewKey::Board(case, pathway.clone()),
        }
    }

    fn key_ref(&self) -> KeyRef<'_> {
        match self {
            Self::Case(row) => KeyRef::Case(row.case),
            Self::Deputy(row) => KeyRef::Deputy(row.case, row.no),
            Self::Involved(row) => KeyRef::Involved(row.org, row.case),
            Self::Reader(row) => KeyRef::Reader(row.case, row.person, row.org, row.from),
            Self::Work(row) => KeyRef::Work(row.case, &row.item),
            Self::Agenda(row) => KeyRef::Agenda(row.meeting, row.case, row.no),
            Self::Client(row) => KeyRef::Client(row.client),
            Self::Person(row) => KeyRef::Person(row.person),
            Self::Meeting(row) => KeyRef::Meeting(row.meeting),
            Self::Board(row) => KeyRef::Board(row.case, &row.pathway),
        }
    }
}

/// Compares the rows of a stream before and after its events.
///
/// Both sets may come in any order; a key occurs once in each. Rows that are equal on both sides are not mentioned.
#[must_use]
pub fn diff(old: &[ViewRow], new: &[ViewRow]) -> Changes {
    let (old, new) = (in_key_order(old), in_key_order(new));
    let mut changes = Changes::default();
    let (mut left, mut right) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return changes,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(gone), Some(come)) => gone.key_ref().cmp(&come.key_ref()),
        };
        match order {
            Ordering::Less => changes.remove.extend(left.next().map(|row| row.key())),
            Ordering::Greater => changes.put.extend(right.next().map(|row| (*row).clone())),
            Ordering::Equal => {
                let (before, after) = (left.next(), right.next());
                if before != after {
                    changes.put.extend(after.map(|row| (*row).clone()));
                }
            }
        }
    }
}

fn in_key_order(rows: &[ViewRow]) -> Vec<&ViewRow> {
    let mut sorted: Vec<&ViewRow> = rows.iter().collect();
    sorted.sort_unstable_by(|a, b| a.key_ref().cmp(&b.key_ref()));
    sorted
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use proptest::prelude::*;
    use ulid::Ulid;

    use super::{Changes, ViewKey, diff};
    use crate::ids::{CaseId, OrgId, PersonId};
    use crate::view::{DeputyRow, InvolvedRow, PersonRow, Relation, ViewRow};

    fn row() -> impl Strategy<Value = ViewRow> {
        let (day, small) = (1_i8..28, 0_u128..6);
        prop_oneof![
            (small.clone(), any::<bool>()).prop_map(|(id, married)| {
                ViewRow::Person(PersonRow {
                    person: PersonId::new(Ulid(id)),
                    search: if married { "haddad" } else { "al hassan" }.to_owned(),
                })
            }),
            (small.clone(), 0_u32..4, small.clone(), day).prop_map(|(case, no, deputy, from)| {
                ViewRow::Deputy(DeputyRow {
                    case: CaseId::new(Ulid(case)),
                    no,
                    deputy: PersonId::new(Ulid(deputy)),
                    org: OrgId::new(Ulid(1)),
                    absent: PersonId::new(Ulid(9)),
                    from: date(2026, 3, from),
                    until: None,
                })
            }),
            (small.clone(), small, any::<bool>()).prop_map(|(org, case, team)| {
                ViewRow::Involved(InvolvedRow {
                    org: OrgId::new(Ulid(org)),
                    case: CaseId::new(Ulid(case)),
                    relation: if team { Relation::Team } else { Relation::Logistics },
                    open: true,
                    until: None,
                })
            }),
        ]
    }

    fn rows() -> impl Strategy<Value = Vec<ViewRow>> {
        prop::collection::vec(row(), 0..24).prop_map(|rows| {
            let by_key: BTreeMap<ViewKey, ViewRow> = rows.into_iter().map(|row| (row.key(), row)).collect();
            by_key.into_values().collect()
        })
    }

    fn apply(rows: &[ViewRow], changes: &Changes) -> BTreeMap<ViewKey, ViewRow> {
        let mut table: BTreeMap<ViewKey, ViewRow> = rows.iter().map(|row| (row.key(), row.clone())).collect();
        for key in &changes.remove {
            assert!(table.remove(key).is_some(), "only what is there is taken away");
        }
        for row in &changes.put {
            table.insert(row.key(), row.clone());
        }
        table
    }

    proptest! {
        #[test]
        fn applying_the_difference_gives_the_new_rows(
            old in rows().prop_shuffle(),
            new in rows().prop_shuffle(),
        ) {
            let changes = diff(&old, &new);
            let expected: BTreeMap<ViewKey, ViewRow> = new.iter().map(|row| (row.key(), row.clone())).collect();
            prop_assert_eq!(apply(&old, &changes), expected);
            for row in &changes.put {
                prop_assert!(!old.contains(row), "an unchanged row is not written again");
            }
            prop_assert!(changes.put.is_sorted_by_key(ViewRow::key));
            prop_assert!(changes.remove.is_sorted());
            prop_assert!(diff(&new, &new).is_empty());
        }
    }
}
