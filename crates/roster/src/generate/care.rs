//! The visits that a birth brings.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use crate::dice::Dice;
use crate::generate::Birth;
use crate::input::{Client, Hours, Means, Pin, Purpose, Visit};

/// Days after birth on which care ends.
const LAST: i32 = 10;

/// A visit, its days counted from birth.
struct Need {
    purpose: Purpose,
    means: Means,
    minutes: i64,
    days: (i32, i32),
}

/// What a birth needs: on coming home, soon after, the heel prick, a call or a visit, and a last visit.
fn needs(birth: &Birth, dice: &mut Dice) -> Vec<Need> {
    let home = birth.home_after;
    let need = |purpose, means, minutes, from: i32, until: i32| Need { purpose, means, minutes, days: (from, until) };
    let mut needs = vec![need(Purpose::ComingHome, Means::Physical, 60, home, home)];
    if home <= 2 {
        needs.push(need(Purpose::Check, Means::Physical, 40, home + 1, home + 2));
    }
    needs.push(need(Purpose::HeelPrick, Means::Physical, 45, (home + 1).max(3), 7));
    let means = [Means::Video, Means::Phone, Means::Physical][dice.weighted(&[4, 4, 2])];
    let minutes = if means == Means::Physical { 35 } else { 15 };
    needs.push(need(Purpose::Check, means, minutes, 5, 8));
    needs.push(need(Purpose::Last, Means::Physical, 40, 8, LAST));
    needs
}

/// The client with her visits from `today` on; nobody when her care is over. Visits whose days are past have been made by
/// people whom we do not follow.
pub(super) fn client(birth: &Birth, today: i32, first_day: Date) -> Option<Client> {
    let mut dice = Dice::new(birth.wish);
    let mut visits = Vec::new();
    let mut seen = Vec::new();
    for (number, need) in needs(birth, &mut dice).into_iter().enumerate() {
        let (from, until) = (birth.day + need.days.0 - today, birth.day + need.days.1 - today);
        let window = dice.thousandth(120).then(|| {
            let from = 3_600 * dice.between(9, 13);
            Hours { from, until: from + 2 * 3_600 }
        });
        if until < 1 && need.purpose != Purpose::ComingHome || until < 0 {
            seen.extend(birth.attending.clone());
            continue;
        }
        let mut skills = BTreeSet::new();
        if need.purpose == Purpose::HeelPrick {
            skills.insert("heel-prick".to_owned());
        }
        visits.push(Visit {
            id: format!("{}/{}", birth.client, number + 1),
            purpose: need.purpose,
            means: need.means,
            seconds: need.minutes * 60,
            first_day: from.max(0) as u16,
            last_day: until as u16,
            window: window.filter(|_| need.purpose != Purpose::HeelPrick),
            skills,
            load: 0,
            pinned: Pin::default(),
            promised: None,
        });
    }
    let born = first_day.saturating_add(Span::new().days(birth.day)).at(0, 0, 0, 0);
    let today_date = first_day.saturating_add(Span::new().days(today));
    let home_on = first_day.saturating_add(Span::new().days(birth.day + birth.home_after));
    (!visits.is_empty()).then(|| Client {
        id: birth.client.clone(),
        place: birth.place.clone(),
        born_on: None,
        born: born.checked_add(Span::new().seconds(birth.second)).ok(),
        home_on: Some((home_on - today_date).get_days().max(0) as u16),
        attending: birth.attending.clone(),
        infected: birth.infected,
        seen,
        known: Vec::new(),
        only: Vec::new(),
        visits,
    })
}

/// How likely the client is visited on each day, in thousandths: each open visit is as likely on each of its days.
pub(super) fn chances(client: &Client, days: u16) -> Vec<u32> {
    let mut chances = vec![0u32; usize::from(days)];
    for visit in &client.visits {
        let share = 1_000 / u32::from(visit.last_day - visit.first_day + 1);
        for day in (visit.first_day..=visit.last_day).filter(|day| *day < days) {
            chances[usize::from(day)] = (chances[usize::from(day)] + share).min(1_000);
        }
    }
    chances
}
