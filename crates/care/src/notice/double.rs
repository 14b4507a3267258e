//! What the case managers hear whose client turns out to have another open case (AZ-01, G-07).

use regie_pathway::Text;

use super::{ContentPolicy, Notice, Receiver, Subject};
use crate::directory::Directory;
use crate::seat::Seat;
use crate::wording::Names;

/// Tells a case manager who else is case manager of an open case of her client, now that two records were merged.
#[must_use]
pub fn second_case(to: Seat, others: &[Seat], directory: &Directory) -> Notice {
    let names = Names { directory };
    let others: Vec<String> = others.iter().map(|other| names.reach(*other)).collect();
    let others = others.join("; ");
    Notice {
        receiver: Receiver::Person(to.person),
        subject: Subject::SecondCase,
        policy: ContentPolicy::Logistics,
        letter: None,
        title: Text::new("Je cliënt heeft nog een lopende casus", "Your client has another open case"),
        body: Text::new(
            format!(
                "Twee dossiers bleken van dezelfde cliënt en zijn samengevoegd. Zij heeft nog een lopende casus; daarvan is \
                 casemanager: {others}. Bel elkaar vandaag en spreek af wie haar casemanager is; de ander draagt over of \
                 sluit af."
            ),
            format!(
                "Two records turned out to be of the same client and were merged. She has another open case; its case \
                 manager is: {others}. Call each other today and agree who is her case manager; the other hands over or \
                 closes."
            ),
        ),
    }
}
