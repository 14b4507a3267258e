//! Notices around the care itself: signals, information, actions, delegated steps, shared case management.

use std::collections::BTreeSet;

use jiff::civil::Date;
use regie_pathway::{PathwayId, StepId, Text};

use super::texts::{self, Say};
use super::{Desk, Subject, To};
use crate::case::records::{ActionPlan, Agreement, No, Signal, Urgency};
use crate::case::state::by_no;
use crate::ids::OrgId;
use crate::presence::{Attending, Presence};
use crate::seat::{OrgKind, Seat};
use crate::wording;

impl Desk<'_> {
    /// An urgent signal reaches the case manager, and while she is away whoever attends to the case in her place; with
    /// nobody there, the practice and the coordinators of its network. Who took it herself need not be told (AZ-06).
    pub(super) fn signal(&mut self, no: No, signal: &Signal, taken_by: Option<Seat>) {
        let acknowledged = by_no(&self.after.signals, no).is_some_and(|record| record.acknowledged.is_some());
        if signal.urgency != Urgency::Urgent || acknowledged {
            return;
        }
        let case_manager = self.after.case_manager;
        let presence = Presence::of(&self.ctx);
        let attending = presence.attending(self.after);
        let mut receivers = vec![case_manager];
        receivers.extend(attending.seats().into_iter().filter(|seat| *seat != case_manager));
        receivers.retain(|seat| taken_by.is_none_or(|taker| taker.person != seat.person));
        let say = self.urgent(signal, taken_by);
        for seat in receivers {
            self.tell(To::Seat(seat), Subject::UrgentSignal, &say);
        }
        if attending == Attending::Nobody {
            self.tell(To::Org(case_manager.org), Subject::UrgentSignal, &say);
            let alarm = self.nobody_there(case_manager);
            for coordinator in presence.coordinators(&[case_manager.org]) {
                self.tell(To::Seat(coordinator), Subject::UrgentSignal, &alarm);
            }
        }
    }

    fn urgent(&self, signal: &Signal, taken_by: Option<Seat>) -> Say {
        let mut body = Text::same(signal.text.trim());
        if let Some(seat) = taken_by {
            body.nl.push_str(&format!("\n\nAangenomen door {}.", self.names.seat(seat)));
            body.en.push_str(&format!("\n\nTaken by {}.", self.names.seat(seat)));
        }
        body.nl.push_str("\n\nBlijft bovenaan staan tot de casemanager heeft bevestigd dat zij het weet.");
        body.en.push_str("\n\nStays on top until the case manager has acknowledged it.");
        Say::medical(Text::new("Spoedbericht", "Urgent message"), body)
    }

    /// What a coordinator reads, who may know nothing medical: where to call.
    fn nobody_there(&self, case_manager: Seat) -> Say {
        let (who, org) = (self.names.person(case_manager.person), self.names.org(case_manager.org));
        let phone = self.ctx.directory.org(case_manager.org).map_or("", |org| org.emergency_phone());
        Say::plain(
            Text::new("Spoedbericht, en niemand is aanwezig", "Urgent message, and nobody is there"),
            texts::with_note(
                Text::new(
                    format!(
                        "Er kwam een spoedbericht voor {who}, casemanager bij {org}, en daar is vandaag niemand aanwezig. \
                         Zorg dat een verloskundige of arts het vandaag leest."
                    ),
                    format!(
                        "An urgent message came in for {who}, case manager at {org}, and nobody is present there today. \
                         See to it that a midwife or doctor reads it today."
                    ),
                ),
                &Text::new("Telefoon", "Phone"),
                phone,
            ),
        )
    }

    pub(super) fn informed(&mut self, orgs: &[OrgId], subject: &str, text: &str) {
        let from = self.names.reach(self.ctx.actor.seat().unwrap_or(self.after.case_manager));
        let body = Text::new(
            format!("{}\n\n{}\n\nVan: {from}", subject.trim(), text.trim()),
            format!("{}\n\n{}\n\nFrom: {from}", subject.trim(), text.trim()),
        );
        let say = Say::medical(Text::new("Bericht van de casemanager", "Message from the case manager"), body);
        for org in orgs {
            self.tell(To::Org(*org), Subject::ProvidersInformed, &say);
        }
    }

    /// Whoever has to do something hears it; without a name that is the case manager.
    pub(super) fn action(&mut self, action: &ActionPlan) {
        let who = action.who.unwrap_or(self.after.case_manager);
        if self.is_actor(who.person) {
            return;
        }
        let by = wording::day(action.by);
        let say = Say {
            title: Text::new("Actie voor jou", "Action for you"),
            medical: Some(Text::new(
                format!("{}, uiterlijk {}.", action.what.trim(), by.nl),
                format!("{}, by {}.", action.what.trim(), by.en),
            )),
            logistics: Some(Text::new(
                format!("Er staat een actie voor je klaar in Regie, uiterlijk {}.", by.nl),
                format!("An action waits for you in Regie, due by {}.", by.en),
            )),
        };
        self.tell(To::Seat(who), Subject::ActionAssigned, &say);
    }

    pub(super) fn reassigned(&mut self, no: No) {
        if let Some(record) = by_no(&self.after.actions, no) {
            let plan = record.plan.clone();
            self.action(&plan);
        }
    }

    /// The delegate hears what she is asked to do, and who stays responsible (AZ-09).
    pub(super) fn delegated(&mut self, pathway: &PathwayId, step: &StepId, nth: u16, to: Seat) {
        if self.is_actor(to.person) {
            return;
        }
        let run = self.after.run(pathway);
        let started = run.and_then(|run| run.state.started());
        let definition = started.and_then(|started| self.ctx.pathways.pinned(&started.hash));
        let step_of = definition.and_then(|definition| definition.step(step));
        let title = step_of.map_or_else(|| Text::same(step.as_str()), |step| step.title.clone());
        let window = run.and_then(|run| run.state.occurrence(step, nth)).and_then(|occurrence| occurrence.window);
        let until = window.map_or_else(Text::default, |window| {
            wording::fill(", uiterlijk {}", ", by {}", &wording::day(window.until()))
        });
        let case_manager = self.names.reach(self.after.case_manager);
        let say = Say::medical(
            Text::new("Je neemt een stap over", "You take over a step"),
            Text::new(
                format!("{}{}. Casemanager blijft {case_manager}.", title.nl, until.nl),
                format!("{}{}. The case manager is still {case_manager}.", title.en, until.en),
            ),
        );
        self.tell(To::Seat(to), Subject::StepDelegated, &say);
    }

    /// GC A and COA hear who the case managers are and whom to approach for which situation; so do the case managers
    /// themselves (AZ-12).
    pub(super) fn sharing_agreed(&mut self, agreements: &[Agreement], from: Date) {
        let (lines, day) = (texts::agreements(self.names, agreements), wording::day(from));
        let say = Say::plain(
            Text::new("Gedeeld casemanagement: wie u waarvoor benadert", "Shared case management: whom to approach"),
            Text::new(
                format!("Vanaf {} zijn er meer casemanagers. Benader voor:{}", day.nl, lines.nl),
                format!("From {} there are several case managers. Approach for:{}", day.en, lines.en),
            ),
        );
        for org in self.gc_a_and_coa() {
            self.tell(To::Org(org), Subject::SharingAgreed, &say);
        }
        let sharing: BTreeSet<Seat> = agreements.iter().map(|agreement| agreement.case_manager).collect();
        for seat in sharing {
            if !self.is_actor(seat.person) {
                self.tell(To::Seat(seat), Subject::SharingAgreed, &say);
            }
        }
    }

    pub(super) fn sharing_ended(&mut self) {
        let case_manager = self.names.reach(self.after.case_manager);
        let say = Say::plain(
            Text::new("Gedeeld casemanagement beëindigd", "Shared case management ended"),
            Text::new(
                format!("Er is weer één casemanager, voor alle situaties: {case_manager}."),
                format!("There is one case manager again, for every situation: {case_manager}."),
            ),
        );
        let sharing = self.before.map(|case| case.sharing.as_slice()).unwrap_or_default();
        let seats: BTreeSet<Seat> = sharing.iter().map(|agreement| agreement.case_manager).collect();
        for org in self.gc_a_and_coa() {
            self.tell(To::Org(org), Subject::SharingEnded, &say);
        }
        for seat in seats {
            if !self.is_actor(seat.person) {
                self.tell(To::Seat(seat), Subject::SharingEnded, &say);
            }
        }
    }

    /// The client and GC A hear that it cannot be, why, and who the case manager is (AZ-12).
    pub(super) fn sharing_declined(&mut self, reason: &str) {
        let case_manager = self.names.reach(self.after.case_manager);
        let say = Say::medical(
            Text::new("Verzoek om gedeeld casemanagement", "Request for shared case management"),
            texts::with_note(
                Text::new(
                    format!("Gedeeld casemanagement is niet mogelijk. De casemanager is {case_manager}."),
                    format!("Shared case management is not possible. The case manager is {case_manager}."),
                ),
                &Text::new("Reden", "Reason"),
                reason,
            ),
        );
        self.tell(To::Client, Subject::SharingRequestDeclined, &say);
        if let Some(gc_a) = self.after.team_org(OrgKind::GcA) {
            self.tell(To::Org(gc_a), Subject::SharingRequestDeclined, &say);
        }
    }

    fn gc_a_and_coa(&self) -> impl Iterator<Item = OrgId> + use<> {
        [OrgKind::GcA, OrgKind::Coa].map(|kind| self.after.team_org(kind)).into_iter().flatten()
    }
}
