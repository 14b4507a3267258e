//! The twenty women who are twice in a practice's export are found, and hardly anyone else (G-07).
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::civil::Date;
use regie_care::client::{Identity, candidates};
use regie_care::identity::{Bsn, VNumber};
use regie_care::ids::ClientId;
use ulid::Ulid;

const CASELOAD: &[u8] = include_bytes!("../../testkit/data/caseload.csv");

/// A record of the export: fields may be quoted, with `;`, line ends and doubled quotes inside.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let record = records.last_mut().unwrap();
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                record.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ';' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            _ => record.last_mut().unwrap().push(c),
        }
    }
    records
}

/// The four date styles of the export; 01-01-1900 stands for "unknown" in it.
fn birth_date(text: &str) -> Option<Date> {
    let parts: Vec<i16> = text.split(['-', '/']).filter_map(|part| part.parse().ok()).collect();
    let &[first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first > 31 { (first, last) } else { (last, first) };
    let year = match year {
        0..=30 => year + 2000,
        31..=99 => year + 1900,
        _ => year,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (date.year() > 1900).then_some(date)
}

/// The export's number and what it says of her; `None` for the heading and the empty tail.
fn woman(record: &[String]) -> Option<(u32, Identity)> {
    let field = |index: usize| record.get(index).map_or("", |text| text.trim());
    let identity = Identity {
        family_name: field(2).to_owned(),
        given_name: field(3).to_owned(),
        birth_date: birth_date(field(4)),
        bsn: Bsn::parse(field(5)).ok(),
        v_number: VNumber::parse(field(6)).ok(),
        phone: field(9).to_owned(),
        ..Identity::default()
    };
    Some((field(1).parse().ok()?, identity))
}

fn pairs(women: &[(u32, Identity)]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for (index, (number, identity)) in women.iter().enumerate() {
        let others = women[..index].iter().map(|(n, other)| (ClientId::new(Ulid(u128::from(*n))), other));
        for candidate in candidates(identity, others) {
            let (other, _) =
                women.iter().find(|(n, _)| ClientId::new(Ulid(u128::from(*n))) == candidate.client).unwrap();
            found.push((*number.max(other), *number.min(other)));
        }
    }
    found
}

#[test]
fn g_07_the_twenty_doubled_women_of_the_caseload_are_found_with_few_false_alarms() {
    let text = String::from_utf8_lossy(CASELOAD);
    let women: Vec<(u32, Identity)> = records(&text).iter().filter_map(|record| woman(record)).collect();
    assert_eq!(women.len(), 520);
    // In the export the second entry of a doubled woman has a number from 20500 on.
    let doubled: Vec<u32> = women.iter().map(|(number, _)| *number).filter(|number| *number >= 20_500).collect();
    assert_eq!(doubled.len(), 20);
    let judge = |women: &[(u32, Identity)], most_false: usize| {
        let found = pairs(women);
        let missed: Vec<_> = doubled.iter().filter(|number| !found.iter().any(|(high, _)| high == *number)).collect();
        let false_alarms: Vec<_> = found.iter().filter(|(high, _)| *high < 20_500).collect();
        assert!(missed.is_empty(), "missed: {missed:?}");
        assert!(false_alarms.len() <= most_false, "false alarms: {false_alarms:?}");
        assert!(found.len() <= 20 + most_false, "more than one partner: {found:?}");
    };
    judge(&women, 0);
    // The same by names and birth dates alone, as when every number were missing.
    let numberless: Vec<(u32, Identity)> = women
        .iter()
        .map(|(number, identity)| (*number, Identity { bsn: None, v_number: None, ..identity.clone() }))
        .collect();
    judge(&numberless, 3);
}
