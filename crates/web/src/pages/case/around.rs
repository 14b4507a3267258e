//! The people around the client, as a drawing.

use regie_care::who::Standing;

use super::CasePage;
use crate::network::{Bond, Drawing, Member, drawing};

impl CasePage {
    /// The people around her.
    #[must_use]
    pub fn network(&self) -> Drawing {
        drawing(&self.head.name, &self.around())
    }

    /// The name of who is accountable, whoever is approached for her now.
    #[must_use]
    pub fn case_manager(&self) -> &str {
        let manager =
            if self.who.standing == Standing::CaseManager { Some(&self.who.now) } else { self.who.other.as_ref() };
        manager.map_or("", |manager| manager.name.as_str())
    }

    /// Who is accountable first, then who else cares for her, whom she trusts, and the organisations.
    fn around(&self) -> Vec<Member> {
        let (t, who) = (self.t, &self.who);
        let member = |role: String, name: &str, bond: Bond| Member { role, name: name.to_owned(), bond };
        let other_role = if who.standing == Standing::CaseManager { "who-deputy" } else { "who-manager" };
        let mut around = vec![member(t.standing(&who.standing), &who.now.name, Bond::Accountable)];
        around.extend(who.other.iter().map(|other| member(t.of(other_role).into_owned(), &other.name, Bond::Close)));
        around.extend(who.situations.iter().map(|(role, one)| member(role.clone(), &one.name, Bond::Close)));
        around.extend(who.trusted.iter().map(|one| {
            let role = [t.of("who-trusted").into_owned(), one.org.clone()];
            let role = role.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ");
            member(role, &one.name, Bond::Close)
        }));
        let organisations = self.team.members.iter().filter(|one| one.since.is_none());
        around.extend(organisations.map(|one| {
            let bond = if one.logistics_only { Bond::Logistics } else { Bond::Care };
            member(one.function.clone(), &one.org, bond)
        }));
        around
    }
}
