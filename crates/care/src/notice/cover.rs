//! Notices around who stands in for a case manager for a while (AZ-01).

use regie_pathway::Text;

use super::handover::term;
use super::texts::Say;
use super::{ContentPolicy, Desk, Notice, Receiver, Subject, To};
use crate::case::decide::CoverStays;
use crate::case::records::Deputyship;
use crate::directory::Directory;
use crate::seat::Seat;
use crate::wording::{self, Names};

impl Desk<'_> {
    /// Her case manager hears of it too, when another named her; and so does who stood in until then.
    pub(super) fn deputy_named(&mut self, deputyship: &Deputyship) {
        self.deputy(deputyship);
        let Some(by) = self.ctx.actor.seat() else { return };
        let case_manager = self.after.stands_in_for(deputyship.deputy);
        let ended = self.ended_by(deputyship, case_manager);
        if let Some(cover) = &ended {
            self.stands_in_no_more(cover, case_manager, deputyship, by);
        }
        if by.person == case_manager.person {
            return;
        }
        let (deputy, by) = (self.names.seat(deputyship.deputy), self.names.seat(by));
        let (from, until) = term(deputyship);
        let fixed = |known: &Deputyship| known.until.is_none() && known.deputy == deputyship.deputy;
        let follows_again = deputyship.until.is_none()
            && self.before.is_some_and(|before| before.deputies_of(case_manager, deputyship.from).any(fixed));
        let say = match ended.filter(|_| follows_again) {
            Some(cover) => {
                let cover = self.names.seat(cover.deputy);
                Say::plain(
                    Text::new("De waarneming voor je is voorbij", "Nobody stands in for you any more"),
                    Text::new(
                        format!(
                            "Vanaf {} neemt {cover} niet meer voor je waar; {deputy} is weer je plaatsvervanger. \
                             Vastgelegd door {by}.",
                            from.nl
                        ),
                        format!(
                            "From {} {cover} no longer stands in for you; {deputy} is your deputy again. \
                             Recorded by {by}.",
                            from.en
                        ),
                    ),
                )
            }
            None => Say::plain(
                match deputyship.until {
                    Some(_) => Text::new("Een ander neemt voor je waar", "Another stands in for you"),
                    None => Text::new("Je vaste plaatsvervanger is een ander", "Your fixed deputy is another"),
                },
                Text::new(
                    format!("Vanaf {}{} is dat {deputy}. {by} heeft haar aangewezen.", from.nl, until.nl),
                    format!("From {}{} that is {deputy}. {by} named her.", from.en, until.en),
                ),
            ),
        };
        self.tell(To::Seat(case_manager), Subject::DeputyNamed, &say);
    }

    /// The cover that is over because another was named: on the first day of the other she would have stood in, and she does
    /// not on that day nor at the end of hers.
    fn ended_by(&self, deputyship: &Deputyship, case_manager: Seat) -> Option<Deputyship> {
        let cover = self.before?.deputies_of(case_manager, deputyship.from).next()?;
        let until = cover.until?;
        let still = |day| self.after.deputy_of(case_manager, day) == Some(cover.deputy);
        (!still(deputyship.from) && !still(until)).then(|| cover.clone())
    }

    /// Who stood in hears that she does not any more, for whom, and who does now.
    fn stands_in_no_more(&mut self, cover: &Deputyship, case_manager: Seat, follows: &Deputyship, by: Seat) {
        if self.is_actor(cover.deputy.person) {
            return;
        }
        let (manager, deputy) = (self.names.seat(case_manager), self.names.seat(follows.deputy));
        let (from, by) = (wording::day(follows.from), self.names.seat(by));
        let say = Say::plain(
            Text::new("Je neemt niet meer waar", "You no longer stand in"),
            Text::new(
                format!(
                    "Vanaf {} vervang je {manager} niet meer als zij afwezig is. Haar plaatsvervanger is dan {deputy}. \
                     Vastgelegd door {by}.",
                    from.nl
                ),
                format!(
                    "From {} you no longer stand in for {manager} while she is away. Her deputy is then {deputy}. \
                     Recorded by {by}.",
                    from.en
                ),
            ),
        );
        self.tell(To::Seat(cover.deputy), Subject::DeputyNamed, &say);
    }
}

/// What a case manager hears whose leave ended, and for whom another stands in all the same.
#[must_use]
pub fn cover_stays(stays: &CoverStays, directory: &Directory) -> Notice {
    let names = Names { directory };
    let cover = names.reach(stays.cover.deputy);
    let (_, until) = term(&stays.cover);
    let why = match stays.fixed {
        Some(fixed) => {
            let fixed = names.seat(fixed);
            Text::new(
                format!("{fixed} kan je vaste plaatsvervanger niet meer zijn"),
                format!("{fixed} cannot be your fixed deputy any more"),
            )
        }
        None => Text::new("er is geen vaste plaatsvervanger", "there is no fixed deputy"),
    };
    Notice {
        receiver: Receiver::Person(stays.manager.person),
        subject: Subject::DeputyNamed,
        policy: ContentPolicy::Logistics,
        letter: None,
        title: Text::new("De waarneming voor je loopt door", "Another goes on standing in for you"),
        body: Text::new(
            format!(
                "Je afwezigheid is gewijzigd, maar in deze casus blijft {cover} waarnemen{}: {}. Wijs een vaste \
                 plaatsvervanger aan.",
                until.nl, why.nl
            ),
            format!(
                "Your absence was changed, but in this case {cover} goes on standing in{}: {}. Name a fixed deputy.",
                until.en, why.en
            ),
        ),
    }
}
