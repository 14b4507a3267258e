//! The people around a client as a drawing: she in the middle, who cares for her on the left, the organisations on the
//! right. A pure function from names to places. The page tells the same as a list, which is all that a telephone shows.

use crate::letters;

/// What somebody is to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// Accountable for her care now.
    Accountable,
    /// Cares for her, or is trusted by her.
    Close,
    /// An organisation that takes part in the care.
    Care,
    /// An organisation that gets logistics only.
    Logistics,
}

impl Bond {
    /// Its class in the stylesheet.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Accountable => "accountable",
            Self::Close | Self::Care => "care",
            Self::Logistics => "logistics",
        }
    }

    const fn is_person(self) -> bool {
        matches!(self, Self::Accountable | Self::Close)
    }
}

/// Somebody around the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// As what.
    pub role: String,
    /// Who.
    pub name: String,
    /// What that is to the client.
    pub bond: Bond,
}

/// A box with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// As what, cut where there is no room.
    pub role: String,
    /// Who, cut where there is no room.
    pub name: String,
    /// What that is to the client.
    pub bond: Bond,
}

/// One drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Width at full size.
    pub width: i32,
    /// Height at full size.
    pub height: i32,
    /// The client.
    pub hub: Node,
    /// The others.
    pub nodes: Vec<Node>,
    /// From the client to each of them.
    pub ties: Vec<String>,
}

const HEIGHT: i32 = 46;
const STEP: i32 = 58;
const MARGIN: i32 = 12;
const ROLE: i32 = 12;
const NAME: i32 = 15;
const WIDE: i32 = 940;
const SIDE: i32 = 310;

fn node(member: &Member, x: i32, y: i32, width: i32) -> Node {
    let cut = |text: &str, size| letters::lines(text, size, width - 2 * MARGIN, 1).pop().unwrap_or_default();
    Node {
        x,
        y,
        width,
        height: HEIGHT,
        role: cut(&member.role, ROLE),
        name: cut(&member.name, NAME),
        bond: member.bond,
    }
}

fn hub(name: &str) -> Member {
    Member { role: String::new(), name: name.to_owned(), bond: Bond::Accountable }
}

/// People left, organisations right.
#[must_use]
pub fn drawing(client: &str, members: &[Member]) -> Drawing {
    let (people, organisations): (Vec<&Member>, Vec<&Member>) =
        members.iter().partition(|member| member.bond.is_person());
    let rows = i32::try_from(people.len().max(organisations.len()).max(1)).unwrap_or(i32::MAX);
    let height = rows.saturating_mul(STEP) - STEP + HEIGHT + 4;
    let middle = WIDE / 2;
    let width = 220;
    let hub = node(&hub(client), middle - width / 2, (height - HEIGHT) / 2, width);
    let column = |members: &[&Member], x: i32| -> Vec<Node> {
        let used = i32::try_from(members.len()).unwrap_or(i32::MAX).saturating_mul(STEP) - STEP + HEIGHT;
        let tops = (0..).map(|row: i32| (height - used) / 2 + row * STEP);
        members.iter().zip(tops).map(|(member, y)| node(member, x, y, SIDE)).collect()
    };
    let (left, right) = (column(&people, 2), column(&organisations, WIDE - SIDE - 2));
    let y = hub.y + HEIGHT / 2;
    let tie = |from: i32, to: i32, at: i32| {
        let bend = from.midpoint(to);
        format!("M{from} {y}C{bend} {y} {bend} {at} {to} {at}")
    };
    let ties = left
        .iter()
        .map(|one| tie(hub.x, one.x + one.width, one.y + HEIGHT / 2))
        .chain(right.iter().map(|one| tie(hub.x + hub.width, one.x, one.y + HEIGHT / 2)))
        .collect();
    Drawing { width: WIDE, height, hub, nodes: left.into_iter().chain(right).collect(), ties }
}

#[cfg(test)]
mod tests {
    use super::{Bond, Drawing, Member, drawing};

    fn members(count: usize) -> Vec<Member> {
        let bonds = [Bond::Accountable, Bond::Close, Bond::Care, Bond::Logistics];
        let member = |(at, bond): (usize, Bond)| Member {
            role: "Coördinerend zorgverlener na de bevalling".to_owned(),
            name: format!("{at} Verloskundigenpraktijk De Ooievaar in het noorden van het land"),
            bond,
        };
        bonds.into_iter().cycle().take(count).enumerate().map(member).collect()
    }

    fn overlap(drawing: &Drawing) -> bool {
        let boxes: Vec<_> = drawing.nodes.iter().chain([&drawing.hub]).collect();
        boxes.iter().enumerate().any(|(at, one)| {
            boxes[at + 1..].iter().any(|other| {
                let apart = one.x + one.width <= other.x || other.x + other.width <= one.x;
                !(apart || one.y + one.height <= other.y || other.y + other.height <= one.y)
            })
        })
    }

    #[test]
    fn nobody_covers_anybody_and_all_are_on_the_sheet() {
        for count in [0, 1, 2, 3, 9, 30] {
            let drawing = drawing("Rania Haddad", &members(count));
            assert_eq!((drawing.nodes.len(), drawing.ties.len()), (count, count));
            assert!(!overlap(&drawing), "{drawing:?}");
            let inside = |x: i32, y: i32| (0..=drawing.width).contains(&x) && (0..=drawing.height).contains(&y);
            for node in drawing.nodes.iter().chain([&drawing.hub]) {
                assert!(inside(node.x, node.y) && inside(node.x + node.width, node.y + node.height), "{node:?}");
            }
        }
    }
}
