//! A case's events in words.

use regie_pathway as pathway;

use super::HistoryLine;
use super::{handover, letter, pathway as course, plan, postnatal, sealed, work};
use crate::case::records::{
    Contact, Deputyship, Direction, IntakeSection, Investigation, No, Signal, TeamMember, TrustedPerson, Urgency, With,
};
use crate::case::state::by_no;
use crate::case::{Case, CaseEvent};
use crate::directory::Directory;
use crate::ids::OrgId;
use crate::intake::Part;
use crate::pathways::Pathways;
use crate::seat::Seat;
use crate::wording::{self, Names};

/// What a line may know besides the event.
pub(super) struct Telling<'a> {
    pub(super) case: &'a Case,
    pub(super) names: Names<'a>,
    pub(super) pathways: &'a Pathways,
}

/// An event of a case, told with the case as it is now.
#[must_use]
pub fn describe(event: &CaseEvent, case: &Case, directory: &Directory, pathways: &Pathways) -> HistoryLine {
    use CaseEvent as E;
    let tell = Telling { case, names: Names { directory }, pathways };
    match event {
        E::Opened { case_manager, deputy, on, .. } => tell.opened(*case_manager, deputy, *on),
        E::DeputyNamed { deputyship } => tell.deputy(deputyship),
        E::FirstLineNamed { case_manager } => tell.first_line(*case_manager),
        E::TeamMemberSet { member } => tell.team_member(member),
        E::InvolvementEnded { org } => tell.moved_away(*org),
        E::Moved { .. } | E::MoveCalledOff { .. } | E::MoveChanged { .. } => tell.the_move(event),
        E::TrustedPersonNamed { .. } | E::TrustedPersonRemoved => trusted(event),
        E::Pathway { pathway, event, .. } => course::describe(&tell, pathway, event),
        E::StepDelegated { pathway, step, nth, to, reason, .. } => {
            course::delegated(&tell, pathway, step, *nth, Some(*to)).saying(reason.as_deref().unwrap_or_default())
        }
        E::DelegationEnded { pathway, step, nth, .. } => course::delegated(&tell, pathway, step, *nth, None),
        E::ReaderNamed { .. } | E::ReaderStruck { .. } | E::SealedNoteWritten { .. } => sealed::describe(&tell, event),
        E::IntakeRecorded { intake } => intake_recorded(intake),
        E::ContactRecorded { contact, .. } => tell.contact(contact),
        E::ContactCorrected { no, note, reason } => contact_corrected(*no, note, reason),
        E::SignalRaised { signal, taken_by, .. } => tell.signal(signal, *taken_by),
        E::SignalAcknowledged { no, .. } => tell.acknowledged(*no),
        E::InvestigationNoted { investigation, .. } => tell.investigation(investigation),
        E::InvestigationResult { no, on, result } => tell.result(*no, *on, result),
        E::LetterSent { letter, .. } => letter::sent(&tell, letter),
        E::LetterReturned { no, reason } => letter::returned(&tell, *no, reason),
        E::ProvidersInformed { orgs, subject, text, .. } => tell.informed(orgs, subject, text),
        E::AgendaPut { question, .. } => work::agenda_put(question),
        E::AgendaWithdrawn { reason, .. } => work::agenda_withdrawn(reason),
        E::AgendaDiscussed { outcome, .. } => work::agenda_discussed(outcome),
        E::ActionSet { action, .. } => work::action_set(&tell, action),
        E::ActionDone { no, on, note } => work::action_done(&tell, *no, *on, note),
        E::ActionDropped { no, reason } => work::action_dropped(&tell, *no, reason),
        E::ActionReassigned { no, to } => work::action_reassigned(&tell, *no, *to),
        E::FeedbackExpected { expectation, .. } => work::feedback_expected(&tell, expectation),
        E::FeedbackReceived { no, on, text, sealed } => work::feedback_received(&tell, (*no, *sealed), *on, text),
        E::FeedbackWaived { no, reason, sealed } => work::feedback_waived(&tell, (*no, *sealed), reason),
        E::HandoverProposed { proposal, .. } => handover::proposed(&tell, proposal),
        E::HandoverAccepted { by, .. } => handover::accepted(&tell, *by),
        E::HandoverDeclined { by, reason, .. } => handover::declined(&tell, *by, reason),
        E::HandoverWithdrawn { reason, .. } => handover::withdrawn(reason),
        E::HandoverUnanswered { no, coordinators } => handover::unanswered(&tell, *no, coordinators),
        E::ReferralLetterSent { no, letter } => handover::letter_sent(&tell, *no, letter),
        E::SharingAgreed { agreements, from } => handover::sharing_agreed(&tell, agreements, *from),
        E::SharingEnded { reason } => handover::sharing_ended(reason),
        E::SharingRequested { on, wish } => handover::sharing_requested(*on, wish),
        E::SharingRequestDeclined { reason } => handover::sharing_declined(reason),
        E::CareDiagnosed { diagnosis } => plan::diagnosed(diagnosis),
        E::LevelSet { pathway, fact, level, said, reason, .. } => {
            course::level(&tell, pathway, fact, (level, said.as_deref()), reason)
        }
        E::PlanRevised { version, reason, consent, .. } => plan::revised(&tell, *version, reason.as_deref(), consent),
        E::PlanFixed { version, on, agenda } => plan::fixed(*version, *on, agenda.is_some()),
        E::GoalEvaluated { goal, evaluation } => plan::evaluated(&tell, *goal, evaluation),
        E::CoordinatorNamed { coordinator, after_birth } => plan::coordinator(&tell, *coordinator, *after_birth),
        E::CoordinationHandedOver { to, note } => plan::handed_over(&tell, *to, note),
        E::VisitAgreed { .. } | E::BirthDetailed { .. } => postnatal::describe(event),
        E::Evaluated { evaluation } => handover::evaluated(evaluation),
        E::Closed { on, reason, note, died_on } => handover::closed(*on, *reason, note, *died_on),
        E::Reopened { reason } => HistoryLine::new("Heropend", "Reopened").saying(reason),
    }
}

fn trusted(event: &CaseEvent) -> HistoryLine {
    let CaseEvent::TrustedPersonNamed { person: TrustedPerson { name, relation, .. } } = event else {
        return HistoryLine::new("Geen vertrouwenspersoon meer", "No trusted person any more");
    };
    HistoryLine::new(
        format!("Vertrouwenspersoon: {name} ({relation})"),
        format!("Person she trusts: {name} ({relation})"),
    )
}

fn contact_corrected(no: No, note: &str, reason: &str) -> HistoryLine {
    HistoryLine::new(
        format!("Verslag van contact {no} verbeterd: {reason}"),
        format!("Note of contact {no} corrected: {reason}"),
    )
    .saying(note)
}

fn intake_recorded(intake: &IntakeSection) -> HistoryLine {
    match intake {
        IntakeSection::Medical(_) => HistoryLine::new("Medische anamnese vastgelegd", "Medical history recorded"),
        IntakeSection::Psychological(_) => {
            HistoryLine::new("Psychische anamnese vastgelegd", "Psychological history recorded")
        }
        IntakeSection::Social(_) => HistoryLine::new("Sociale anamnese vastgelegd", "Social history recorded"),
        IntakeSection::History(history) => match history.part {
            Part::Medical => HistoryLine::new("Medische anamnese vastgelegd", "Medical history recorded"),
            Part::Psychological => HistoryLine::new("Psychische anamnese vastgelegd", "Psychological history recorded"),
            Part::Social => HistoryLine::new("Sociale anamnese vastgelegd", "Social history recorded"),
            Part::Wishes => HistoryLine::new("Wensen en complexiteit vastgelegd", "Wishes and complexity recorded"),
        },
    }
}

impl Telling<'_> {
    fn opened(&self, case_manager: Seat, deputy: &Deputyship, on: pathway::Date) -> HistoryLine {
        let (who, stand_in, on) = (self.names.seat(case_manager), self.names.seat(deputy.deputy), wording::day(on));
        HistoryLine::new(
            format!("Zorg begonnen op {}. Casemanager: {who}; vaste plaatsvervanger: {stand_in}", on.nl),
            format!("Care began on {}. Case manager: {who}; fixed deputy: {stand_in}", on.en),
        )
        .logistics()
    }

    fn deputy(&self, deputyship: &Deputyship) -> HistoryLine {
        let (who, from) = (self.names.seat(deputyship.deputy), wording::day(deputyship.from));
        match deputyship.until.map(wording::day) {
            Some(until) => HistoryLine::new(
                format!("Neemt waar van {} tot en met {}: {who}", from.nl, until.nl),
                format!("Stands in from {} to {}: {who}", from.en, until.en),
            ),
            None => HistoryLine::new(
                format!("Vaste plaatsvervanger vanaf {}: {who}", from.nl),
                format!("Fixed deputy from {}: {who}", from.en),
            ),
        }
        .logistics()
    }

    fn first_line(&self, case_manager: Seat) -> HistoryLine {
        let who = self.names.seat(case_manager);
        HistoryLine::new(
            format!("Casemanager in de eerste lijn, naar wie de casus terugkeert: {who}"),
            format!("First-line case manager, to whom the case returns: {who}"),
        )
        .logistics()
    }

    /// Who is in the team can itself tell something (Veilig Thuis), so it is not logistics.
    fn team_member(&self, member: &TeamMember) -> HistoryLine {
        let (role, org) = (wording::org_kind(member.role), self.names.org(member.org));
        HistoryLine::new(format!("In het team als {}: {org}", role.nl), format!("In the team as {}: {org}", role.en))
            .saying(member.contact_person.as_deref().unwrap_or_default())
    }

    fn the_move(&self, event: &CaseEvent) -> HistoryLine {
        match event {
            CaseEvent::Moved { coa, gc_a, place } => self.moved([*coa, *gc_a], place),
            CaseEvent::MoveChanged { moves_on, reason, .. } => handover::move_changed(*moves_on, reason),
            CaseEvent::MoveCalledOff { reason, .. } => handover::called_off(reason),
            _ => HistoryLine::new("Verhuizing", "Move"),
        }
    }

    fn moved(&self, orgs: [Option<OrgId>; 2], place: &str) -> HistoryLine {
        let orgs = orgs.into_iter().flatten().map(|org| self.names.org(org));
        let now: Vec<&str> = Some(place).filter(|place| !place.is_empty()).into_iter().chain(orgs).collect();
        let now = now.join(", ");
        HistoryLine::new(format!("De cliënt is verhuisd: nu {now}"), format!("The client has moved: now {now}"))
    }

    fn moved_away(&self, org: OrgId) -> HistoryLine {
        let org = self.names.org(org);
        if self.case.stayed_with().is_some() {
            return HistoryLine::new(
                format!("De cliënt is niet verhuisd; {org} is niet meer betrokken"),
                format!("The client has not moved; {org} takes part no longer"),
            );
        }
        HistoryLine::new(
            format!("De cliënt is verhuisd: {org} is niet meer betrokken"),
            format!("The client has moved: {org} takes part no longer"),
        )
    }

    fn contact(&self, contact: &Contact) -> HistoryLine {
        let (channel, on) = (wording::channel(contact.channel), wording::day(contact.on));
        let (who, who_en) = match &contact.with {
            With::Client => ("cliënt", "client"),
            With::Relative { name } => (name.as_str(), name.as_str()),
            With::Org { org } => (self.names.org(*org), self.names.org(*org)),
        };
        let minutes = contact.minutes.map_or_else(String::new, |minutes| format!(", {minutes} min"));
        let (nl, en) = match (contact.direction, contact.interpreter) {
            (Direction::Incoming, true) => (", inkomend, met tolk", ", incoming, with interpreter"),
            (Direction::Incoming, false) => (", inkomend", ", incoming"),
            (Direction::Outgoing, true) => (", met tolk", ", with interpreter"),
            (Direction::Outgoing, false) => ("", ""),
        };
        HistoryLine::new(
            format!("Contact met {who} op {}: {}{minutes}{nl}", on.nl, channel.nl),
            format!("Contact with {who_en} on {}: {}{minutes}{en}", on.en, channel.en),
        )
        .saying(&contact.note)
    }

    fn signal(&self, signal: &Signal, taken_by: Option<Seat>) -> HistoryLine {
        let (nl, en) = match signal.urgency {
            Urgency::Urgent => ("Spoedbericht", "Urgent message"),
            Urgency::Normal => ("Bijzonderheid", "Particular"),
        };
        let (from, from_en) = match &signal.from {
            With::Client => ("cliënt", "client"),
            With::Relative { name } => (name.as_str(), name.as_str()),
            With::Org { org } => (self.names.org(*org), self.names.org(*org)),
        };
        let taken = taken_by.map(|seat| self.names.person(seat.person));
        let by = taken.map_or_else(String::new, |name| format!(", aangenomen door {name}"));
        let by_en = taken.map_or_else(String::new, |name| format!(", taken by {name}"));
        HistoryLine::new(format!("{nl} van {from}{by}"), format!("{en} from {from_en}{by_en}")).saying(&signal.text)
    }

    fn acknowledged(&self, no: No) -> HistoryLine {
        let what = by_no(&self.case.signals, no).map_or("", |record| record.signal.text.as_str());
        HistoryLine::new("Bevestigd: de casemanager weet het", "Acknowledged: the case manager knows").saying(what)
    }

    fn investigation(&self, investigation: &Investigation) -> HistoryLine {
        let (what, by) = (&investigation.what, self.names.org(investigation.by));
        let line = HistoryLine::new(
            format!("Onderzoek of behandeling elders: {what} ({by})"),
            format!("Examination or treatment elsewhere: {what} ({by})"),
        );
        match investigation.result_due.map(wording::day) {
            Some(due) => HistoryLine {
                what: pathway::Text::new(
                    format!("{}, uitslag verwacht uiterlijk {}", line.what.nl, due.nl),
                    format!("{}, result expected by {}", line.what.en, due.en),
                ),
                ..line
            },
            None => line,
        }
    }

    fn result(&self, no: No, on: pathway::Date, result: &str) -> HistoryLine {
        let what = by_no(&self.case.investigations, no).map_or("", |record| record.investigation.what.as_str());
        let on = wording::day(on);
        HistoryLine::new(format!("Uitslag van {what} op {}", on.nl), format!("Result of {what} on {}", on.en))
            .saying(result)
    }

    fn informed(&self, orgs: &[OrgId], subject: &str, text: &str) -> HistoryLine {
        let orgs = self.names.orgs(orgs);
        HistoryLine::new(format!("{orgs} ingelicht: {subject}"), format!("{orgs} informed: {subject}")).saying(text)
    }
}
