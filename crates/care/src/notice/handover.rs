//! Notices around who is accountable: opening, deputies and handovers (AZ-01, AZ-10, AZ-11).

use std::collections::BTreeSet;

use regie_pathway::Text;

use super::texts::{self, Say};
use super::{Desk, Subject, To};
use crate::case::Case;
use crate::case::records::{Deputyship, HandoverKind, No, Proposal, ReferralLetter};
use crate::case::state::by_no;
use crate::ids::OrgId;
use crate::seat::{OrgKind, Seat};
use crate::wording;

impl Desk<'_> {
    /// A case that someone opened in another's name. What an import opens is on the board; it sends no post.
    pub(super) fn opened(&mut self, case_manager: Seat, deputy: &Deputyship) {
        let Some(actor) = self.ctx.actor.seat() else { return };
        if actor.person != case_manager.person {
            let by = self.names.seat(actor);
            let say = Say::plain(
                Text::new("Je bent casemanager van een nieuwe casus", "You are case manager of a new case"),
                Text::new(
                    format!("{by} heeft een casus geopend waarvan jij de casemanager bent."),
                    format!("{by} opened a case of which you are the case manager."),
                ),
            );
            self.tell(To::Seat(case_manager), Subject::NewCaseManager, &say);
        }
        self.deputy(deputy);
    }

    pub(super) fn first_line_named(&mut self, case_manager: Seat) {
        if self.is_actor(case_manager.person) {
            return;
        }
        let accountable = self.names.reach(self.after.case_manager);
        let say = Say::plain(
            Text::new("Je bent casemanager in de eerste lijn", "You are the first-line case manager"),
            Text::new(
                format!("{accountable} is verantwoordelijk; naar jou keert de casus terug."),
                format!("{accountable} is accountable; the case returns to you."),
            ),
        );
        self.tell(To::Seat(case_manager), Subject::NewCaseManager, &say);
    }

    pub(super) fn deputy(&mut self, deputyship: &Deputyship) {
        if self.is_actor(deputyship.deputy.person) || self.ctx.actor.seat().is_none() {
            return;
        }
        let case_manager = self.names.seat(self.after.stands_in_for(deputyship.deputy));
        let (from, until) = term(deputyship);
        let say = Say::plain(
            match deputyship.until {
                Some(_) => Text::new("Je neemt een tijd waar", "You stand in for a while"),
                None => Text::new("Je bent vaste plaatsvervanger", "You are the fixed deputy"),
            },
            Text::new(
                format!("Vanaf {}{} vervang je {case_manager} als zij afwezig is.", from.nl, until.nl),
                format!("From {}{} you stand in for {case_manager} while she is away.", from.en, until.en),
            ),
        );
        self.tell(To::Seat(deputyship.deputy), Subject::DeputyNamed, &say);
    }

    pub(super) fn proposed(&mut self, no: No, proposal: &Proposal) {
        let note = Text::new("Toelichting", "Note");
        let say = Say::medical(
            Text::new("Overdracht: uw antwoord wordt gevraagd", "Handover: your answer is asked"),
            texts::with_note(texts::proposal(self.names, proposal), &note, &proposal.note),
        );
        self.tell(receiver(proposal), Subject::HandoverProposed, &say);
        let (to, by) = (self.addressee(proposal), wording::day(proposal.answer_by));
        let copy = Say::plain(
            Text::new("Overdracht voorgesteld", "Handover proposed"),
            Text::new(
                format!("De overdracht aan {to} wacht op antwoord, uiterlijk {}. Tot dan blijf je casemanager.", by.nl),
                format!("The handover to {to} waits for an answer by {}. Until then you stay case manager.", by.en),
            ),
        );
        self.tell(To::Seat(proposal.from), Subject::HandoverProposed, &copy);
        if let HandoverKind::Planned { letter } = &proposal.handover {
            self.letter_sent(no, letter);
        }
    }

    pub(super) fn letter_sent(&mut self, no: No, letter: &ReferralLetter) {
        let Some(handover) = by_no(&self.after.handovers, no) else { return };
        let (to, from) = (handover.proposal.to_org, handover.proposal.from.org);
        let say = Say::medical(Text::new("Verwijsbrief", "Referral letter"), texts::letter(self.names, letter, from));
        self.tell(To::Org(to), Subject::ReferralLetter, &say);
    }

    /// The sender, the client and everyone around her hear who is accountable now. The COA, at the old site and at the
    /// new one, hears a name and a number and nothing else.
    pub(super) fn accepted(&mut self, no: No, by: Seat, deputy: &Deputyship) {
        let Some(handover) = by_no(&self.after.handovers, no) else { return };
        let sender = handover.proposal.from;
        let new = self.names.reach(by);
        let done = Say::plain(
            Text::new("Overdracht aanvaard", "Handover accepted"),
            Text::new(
                format!("{new} heeft aanvaard en is nu casemanager. Jij bent het niet meer."),
                format!("{new} accepted and is case manager now. You no longer are."),
            ),
        );
        self.tell(To::Seat(sender), Subject::HandoverAccepted, &done);
        let moves = texts::moves(&handover.proposal.handover);
        let say = self.new_case_manager(by, deputy, moves.as_ref());
        for org in self.around(&[sender.org, by.org]) {
            self.tell(To::Org(org), Subject::NewCaseManager, &say);
        }
        // The first-line case manager, to whom the case returns, hears it also when it moves within second line.
        let first_line = self.before.into_iter().chain([self.after]).map(|case| case.first_line);
        let told = [sender.person, by.person];
        let first_line: BTreeSet<Seat> = first_line.filter(|seat| !told.contains(&seat.person)).collect();
        for seat in first_line {
            self.tell(To::Seat(seat), Subject::NewCaseManager, &say);
        }
        let emergency = self.ctx.directory.org(by.org).map_or("", |org| org.contact.emergency.as_str());
        let client = Say::plain(
            Text::new("Uw nieuwe casemanager", "Your new case manager"),
            texts::with_note(
                Text::new(
                    format!("Uw casemanager is nu {new}. Met al uw vragen kunt u daar terecht."),
                    format!("Your case manager is now {new}. You can turn there with all your questions."),
                ),
                &Text::new("Spoed", "Emergency"),
                emergency,
            ),
        );
        self.tell(To::Client, Subject::NewCaseManager, &client);
        self.deputy(deputy);
        self.no_longer_deputies(by);
    }

    /// Who was deputy until the case was handed over hears that she is not any more: nobody else would tell her.
    fn no_longer_deputies(&mut self, by: Seat) {
        let stands = |case: &Case, seat: Seat| {
            case.deputies.iter().any(|known| known.deputy == seat && known.holds_on(self.ctx.today))
        };
        let before =
            self.before.into_iter().flat_map(|case| case.deputies.iter().map(move |known| (case, known.deputy)));
        let former: BTreeSet<Seat> = before
            .filter(|(case, seat)| stands(case, *seat) && !stands(self.after, *seat))
            .map(|(_, seat)| seat)
            .collect();
        let new = self.names.reach(by);
        let say = Say::plain(
            Text::new("Je bent geen vaste plaatsvervanger meer", "You are no longer the fixed deputy"),
            Text::new(
                format!("De casus is overgedragen. De casemanager is nu {new}; zij heeft haar eigen plaatsvervanger."),
                format!("The case was handed over. The case manager is now {new}; she has a deputy of her own."),
            ),
        );
        for seat in former.into_iter().filter(|seat| seat.person != by.person) {
            self.tell(To::Seat(seat), Subject::DeputyNamed, &say);
        }
    }

    fn new_case_manager(&self, by: Seat, deputy: &Deputyship, moves: Option<&Text>) -> Say {
        let (new, stand_in) = (self.names.reach(by), self.names.seat(deputy.deputy));
        let emergency = self.ctx.directory.org(by.org).map_or("", |org| org.contact.emergency.as_str());
        let full = Text::new(
            format!("De casemanager is nu {new}. Haar vaste plaatsvervanger is {stand_in}."),
            format!("The case manager is now {new}. Her fixed deputy is {stand_in}."),
        );
        let and_moves = |text: Text| match moves {
            Some(moves) => Text::new(format!("{} {}", text.nl, moves.nl), format!("{} {}", text.en, moves.en)),
            None => text,
        };
        let short = wording::fill("De casemanager is nu {}.", "The case manager is now {}.", &self.for_logistics(by));
        Say {
            title: Text::new("Nieuwe casemanager", "New case manager"),
            medical: Some(texts::with_note(and_moves(full), &Text::new("Spoed", "Emergency"), emergency)),
            logistics: Some(texts::with_note(and_moves(short), &Text::new("Telefoon", "Phone"), self.names.phone(by))),
        }
    }

    /// Who somebody is, for whoever sees logistics only: her function and where she works too, unless where she works says
    /// what care the client gets.
    pub(super) fn for_logistics(&self, seat: Seat) -> Text {
        let name = self.names.person(seat.person);
        let directory = self.ctx.directory;
        match directory.role(seat).filter(|_| directory.kind(seat.org) == Some(OrgKind::MidwifePractice)) {
            Some(role) => {
                let (role, org) = (wording::role(role), self.names.org(seat.org));
                Text::new(format!("{name}, {} bij {org}", role.nl), format!("{name}, {} at {org}", role.en))
            }
            None => Text::same(name),
        }
    }

    /// The organisations in the team before or after the command, without those that know already.
    pub(super) fn around(&self, without: &[OrgId]) -> BTreeSet<OrgId> {
        let cases = self.before.into_iter().chain([self.after]);
        let orgs = cases.flat_map(|case: &Case| case.orgs_around());
        orgs.filter(|org| !without.contains(org)).collect()
    }

    pub(super) fn declined(&mut self, no: No, by: Seat, reason: &str) {
        let Some(handover) = by_no(&self.after.handovers, no) else { return };
        let who = self.names.reach(by);
        let body = Text::new(
            format!("{who} heeft de overdracht geweigerd. Je blijft casemanager."),
            format!("{who} declined the handover. You stay case manager."),
        );
        let say = Say {
            title: Text::new("Overdracht geweigerd", "Handover declined"),
            medical: Some(texts::with_note(body.clone(), &Text::new("Reden", "Reason"), reason)),
            logistics: Some(body),
        };
        let sender = handover.proposal.from;
        self.tell(To::Seat(sender), Subject::HandoverDeclined, &say);
    }

    pub(super) fn withdrawn(&mut self, no: No, reason: &str) {
        let Some(handover) = by_no(&self.after.handovers, no) else { return };
        let from = self.names.reach(handover.proposal.from);
        let body = Text::new(
            format!("{from} heeft het voorstel tot overdracht ingetrokken. U hoeft niet meer te antwoorden."),
            format!("{from} withdrew the proposed handover. You need not answer any more."),
        );
        let say = Say {
            title: Text::new("Overdracht ingetrokken", "Handover withdrawn"),
            medical: Some(texts::with_note(body.clone(), &Text::new("Reden", "Reason"), reason)),
            logistics: Some(body),
        };
        let to = receiver(&handover.proposal);
        self.tell(to, Subject::HandoverWithdrawn, &say);
    }

    /// The alarm: to both sides, and to every coordinator of both networks.
    pub(super) fn unanswered(&mut self, no: No, coordinators: &BTreeSet<Seat>) {
        let Some(handover) = by_no(&self.after.handovers, no) else { return };
        let proposal = &handover.proposal;
        let (from, to) = (self.names.reach(proposal.from), self.addressee(proposal));
        let by = wording::day(proposal.answer_by);
        let say = Say::plain(
            Text::new("Overdracht niet op tijd beantwoord", "Handover not answered in time"),
            Text::new(
                format!(
                    "De overdracht van {from} aan {to} had uiterlijk {} beantwoord moeten zijn. \
                     Tot iemand aanvaardt, blijft {} casemanager. Bel elkaar vandaag.",
                    by.nl,
                    self.names.person(proposal.from.person)
                ),
                format!(
                    "The handover from {from} to {to} should have been answered by {}. \
                     Until someone accepts, {} stays case manager. Call each other today.",
                    by.en,
                    self.names.person(proposal.from.person)
                ),
            ),
        );
        let (sender, receiver) = (To::Seat(proposal.from), receiver(proposal));
        for to in [sender, receiver].into_iter().chain(coordinators.iter().copied().map(To::Seat)) {
            self.tell(to, Subject::HandoverUnanswered, &say);
        }
    }

    fn addressee(&self, proposal: &Proposal) -> String {
        match proposal.to_person {
            Some(person) => self.names.seat(Seat::new(person, proposal.to_org)),
            None => self.names.org(proposal.to_org).to_owned(),
        }
    }
}

fn receiver(proposal: &Proposal) -> To {
    proposal.to_person.map_or(To::Org(proposal.to_org), |person| To::Seat(Seat::new(person, proposal.to_org)))
}

/// From when somebody is deputy, and until when in words that follow it; nothing where no end was said.
pub(super) fn term(deputyship: &Deputyship) -> (Text, Text) {
    let until = |until| wording::fill(" tot en met {}", " until {}", &wording::day(until));
    (wording::day(deputyship.from), deputyship.until.map_or_else(Text::default, until))
}
