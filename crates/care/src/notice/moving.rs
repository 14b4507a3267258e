//! Notices of a move that was agreed on and is called off, or is on another day (AZ-10).

use std::collections::BTreeSet;

use jiff::civil::Date;
use regie_pathway::Text;

use super::texts::{self, Say};
use super::{Desk, Subject, To};
use crate::case::CaseEvent;
use crate::case::records::{HandoverKind, No};
use crate::case::state::by_no;
use crate::seat::Seat;
use crate::wording;

impl Desk<'_> {
    pub(super) fn the_move(&mut self, event: &CaseEvent) {
        match event {
            CaseEvent::MoveCalledOff { no, reason } => self.called_off(*no, reason),
            CaseEvent::MoveChanged { no, moves_on, reason } => self.move_changed(*no, *moves_on, reason),
            _ => {}
        }
    }

    fn called_off(&mut self, no: No, reason: &str) {
        let case_manager = self.names.reach(self.after.case_manager);
        let client = Text::new(
            format!("U verhuist niet. Uw casemanager blijft {case_manager}. Wordt dat iemand anders, dan hoort u het."),
            format!("You do not move. Your case manager is still {case_manager}. If that changes, you will be told."),
        );
        let around = Text::new(
            "De cliënt verhuist niet. De casemanager blijft wie het nu is, tot iemand de casus van haar overneemt.",
            "The client does not move. The case manager stays who she is until somebody takes the case over from her.",
        );
        let title = Text::new("De verhuizing gaat niet door", "The move is called off");
        self.about_the_move(no, title, [around, client], reason);
    }

    fn move_changed(&mut self, no: No, moves_on: Date, reason: &str) {
        let client = wording::fill("U verhuist nu {}.", "You move {} now.", &self.when_and_where(no, moves_on));
        let around =
            wording::fill("De cliënt verhuist nu {}.", "The client moves {} now.", &self.when_and_where(no, moves_on));
        let title = Text::new("De verhuizing is op een andere dag", "The move is on another day");
        self.about_the_move(no, title, [around, client], reason);
    }

    /// `op 12 december 2026 naar AZC Delfzijl; dat was 5 december 2026`: who gets it may not have the first letter at hand.
    fn when_and_where(&self, no: No, moves_on: Date) -> Text {
        let mut said = wording::fill("op {}", "on {}", &wording::day(moves_on));
        let handover = by_no(&self.after.handovers, no);
        if let Some(HandoverKind::Relocation { place, .. }) = handover.map(|handover| &handover.proposal.handover)
            && !place.is_empty()
        {
            said = joined(&said, &wording::fill("naar {}", "to {}", &Text::same(place.clone())));
        }
        let before = self.before.and_then(|case| by_no(&case.handovers, no)?.moves_on());
        match before.filter(|before| *before != moves_on) {
            Some(before) => {
                let was = wording::fill("dat was {}", "it was {}", &wording::day(before));
                Text::new(format!("{}; {}", said.nl, was.nl), format!("{}; {}", said.en, was.en))
            }
            None => said,
        }
    }

    /// To both sides, the deputy, and everyone at both places who heard of the move. The reason goes to those in care: the COA
    /// reads no words that may be medical.
    fn about_the_move(&mut self, no: No, title: Text, [around, client]: [Text; 2], reason: &str) {
        let Some(handover) = by_no(&self.after.handovers, no) else { return };
        let case_manager = self.after.case_manager;
        let who = self.names.reach(case_manager);
        let deputy = self.after.fixed_and_cover(self.ctx.today).0;
        let mut full = joined(&around, &wording::fill("Casemanager: {}.", "Case manager: {}.", &Text::same(who)));
        if let Some(deputy) = deputy {
            let named = Text::same(self.names.seat(deputy));
            full = joined(&full, &wording::fill("Vaste plaatsvervanger: {}.", "Fixed deputy: {}.", &named));
        }
        // This letter stands in the place of the one that first named her, if that was not sent yet.
        let emergency = self.ctx.directory.org(case_manager.org).map_or("", |org| org.contact.emergency.as_str());
        let full = texts::with_note(full, &Text::new("Spoed", "Emergency"), emergency);
        let known = wording::fill("Casemanager: {}.", "Case manager: {}.", &self.for_logistics(case_manager));
        let phone = self.names.phone(case_manager);
        let say = Say {
            title,
            medical: Some(texts::with_note(full, &Text::new("Reden", "Reason"), reason)),
            logistics: Some(texts::with_note(joined(&around, &known), &Text::new("Telefoon", "Phone"), phone)),
        };
        let sides = BTreeSet::<Seat>::from([handover.proposal.from, case_manager, self.after.first_line]);
        let deputy = deputy.filter(|deputy| sides.iter().all(|side| side.person != deputy.person));
        for seat in sides.iter().copied().chain(deputy) {
            if !self.is_actor(seat.person) {
                self.tell(To::Seat(seat), Subject::MoveChanged, &say);
            }
        }
        let told: Vec<_> = sides.iter().map(|side| side.org).collect();
        let mut orgs = self.around(&told);
        let leaving = self.before.into_iter().flat_map(|case| &case.leaving).map(|leaving| leaving.org);
        orgs.extend(leaving.filter(|org| !told.contains(org)));
        for org in orgs {
            self.tell(To::Org(org), Subject::MoveChanged, &say);
        }
        self.tell(To::Client, Subject::MoveChanged, &Say::plain(say.title.clone(), client));
    }
}

fn joined(first: &Text, second: &Text) -> Text {
    Text::new(format!("{} {}", first.nl, second.nl), format!("{} {}", first.en, second.en))
}
