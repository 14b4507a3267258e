//! The words that notices and the history share: dates as people say them, and the name of every code, in Dutch and
//! English.

use jiff::Timestamp;
use jiff::civil::Date;
use regie_pathway::{Definition, Text, Work};

use crate::case::decide;
use crate::case::letter::Addressee;
use crate::case::records::{
    Channel, ClosingReason, Direction, Expectation, HandoverCode, Proposal, Situation, Urgency,
};
use crate::day::{day_of, time_of};
use crate::directory::Directory;
use crate::ids::{OrgId, PersonId};
use crate::plan::{LifeDomain, Responsible};
use crate::postnatal::VisitCode;
use crate::region::{Means, Organising, Partner, Purpose};
use crate::seat::{OrgKind, Role, Seat};
use crate::sharing::Breach;

/// A day in full: `16 november 2026`, `16 November 2026`.
#[must_use]
pub fn day(date: Date) -> Text {
    regie_pathway::in_words(date)
}

/// A moment in the Netherlands: `16 november 2026 08:00`.
#[must_use]
pub fn moment(at: Timestamp) -> Text {
    let (day, time) = (day(day_of(at)), time_of(at));
    let clock = format!("{:02}:{:02}", time.hour(), time.minute());
    Text::new(format!("{} {clock}", day.nl), format!("{} {clock}", day.en))
}

/// A sentence made of the same sentence in both languages, with a text filled in: `{}` stands for it.
pub(crate) fn fill(nl: &str, en: &str, with: &Text) -> Text {
    Text::new(nl.replacen("{}", &with.nl, 1), en.replacen("{}", &with.en, 1))
}

/// The names that a text calls people and organisations by; what the directory does not know is called unknown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) directory: &'a Directory,
}

impl<'a> Names<'a> {
    pub(crate) fn person(self, id: PersonId) -> &'a str {
        self.directory.person(id).map_or("(onbekend)", |person| person.name.as_str())
    }

    pub(crate) fn org(self, id: OrgId) -> &'a str {
        self.directory.org(id).map_or("(onbekend)", |org| org.name.as_str())
    }

    /// Joke de Vries (Verloskundigen Ter Apel).
    pub(crate) fn seat(self, seat: Seat) -> String {
        format!("{} ({})", self.person(seat.person), self.org(seat.org))
    }

    /// Joke de Vries (Verloskundigen Ter Apel), 06-10203040: her own number, or else that of her organisation.
    pub(crate) fn reach(self, seat: Seat) -> String {
        let phone = self.phone(seat);
        if phone.is_empty() { self.seat(seat) } else { format!("{}, {phone}", self.seat(seat)) }
    }

    /// Her own number, or else that of her organisation; empty when neither is known.
    pub(crate) fn phone(self, seat: Seat) -> &'a str {
        let own = self.directory.person(seat.person).map_or("", |person| person.phone.as_str());
        let practice = self.directory.org(seat.org).map_or("", |org| org.contact.phone.as_str());
        if own.is_empty() { practice } else { own }
    }

    /// Who carries out a measure of the plan.
    pub(crate) fn responsible(self, responsible: &Responsible) -> Text {
        match responsible {
            Responsible::CaseManager => Text::new("de casemanager", "the case manager"),
            Responsible::Professional { seat } => Text::same(self.seat(*seat)),
            Responsible::Org { org } => Text::same(self.org(*org)),
            Responsible::Client => Text::new("de cliënt zelf", "the client herself"),
            Responsible::Carer { name } => {
                Text::new(format!("{name} (mantelzorger)"), format!("{name} (informal carer)"))
            }
        }
    }

    /// To whom a letter goes.
    pub(crate) fn addressee(self, to: &Addressee) -> String {
        match to {
            Addressee::Org { org } => self.org(*org).to_owned(),
            Addressee::Person { seat } => self.seat(*seat),
            Addressee::Elsewhere { name, .. } => name.clone(),
        }
    }

    pub(crate) fn orgs(self, ids: &[OrgId]) -> String {
        ids.iter().map(|id| self.org(*id)).collect::<Vec<_>>().join(", ")
    }
}

/// What a letter is called that does a step; without anything medical.
#[must_use]
pub fn letter(work: Work) -> Text {
    match work {
        Work::PlanLetter => Text::new("behandelplan en afspraken", "treatment plan and agreements"),
        Work::PregnancyDeclaration => Text::new("zwangerschapsverklaring", "pregnancy declaration"),
        // Also of a pregnancy that ended otherwise, and of who leaves before the birth.
        _ => Text::new("overdracht van de zorg", "handover of the care"),
    }
}

/// To whom a letter goes, by name.
#[must_use]
pub fn addressee(to: &Addressee, directory: &Directory) -> String {
    Names { directory }.addressee(to)
}

/// What Regie wrote by itself, in Dutch, where a person writes in her own words; anything else as it was written.
#[must_use]
pub fn as_written(text: &str) -> Text {
    match text {
        decide::FEEDBACK_ABOUT => Text::new(text, "Course after the handover"),
        decide::DECLINED => Text::new(text, "The handover was declined."),
        decide::WITHDRAWN => Text::new(text, "The handover was taken back."),
        _ => Breach::ended_because(text).unwrap_or_else(|| Text::same(text)),
    }
}

/// What feedback is about: of what follows on a step the names of its role and step, as far as its pathway is known.
#[must_use]
pub fn feedback_about(owed: &Expectation, definition: Option<&Definition>) -> Text {
    let about = owed.about.as_str();
    let named = || {
        let definition = definition?;
        let step = definition.step(&owed.step.as_ref()?.step)?;
        let who = about.strip_suffix(step.title.nl.as_str())?.strip_suffix(": ")?;
        let role = definition.roles().iter().find(|role| role.title.nl == who);
        let who = role.map_or(who, |role| role.title.en.as_str());
        Some(Text::new(about, format!("{who}: {}", step.title.en)))
    };
    named().unwrap_or_else(|| as_written(about))
}

/// How a contact took place.
#[must_use]
pub fn channel(channel: Channel) -> Text {
    match channel {
        Channel::Visit => Text::new("spreekuur", "visit"),
        Channel::HomeVisit => Text::new("huisbezoek", "home visit"),
        Channel::Phone => Text::new("telefonisch", "by phone"),
        Channel::Video => Text::new("beeldbellen", "by video"),
        Channel::SecureMail => Text::new("zorgmail", "secure mail"),
        Channel::Fax => Text::new("fax of scan", "fax or scan"),
        Channel::Letter => Text::new("brief", "letter"),
    }
}

/// Who began a contact.
#[must_use]
pub fn direction(direction: Direction) -> Text {
    match direction {
        Direction::Incoming => Text::new("inkomend", "incoming"),
        Direction::Outgoing => Text::new("uitgaand", "outgoing"),
    }
}

/// How soon a particular must reach the case manager.
#[must_use]
pub fn urgency(urgency: Urgency) -> Text {
    match urgency {
        Urgency::Normal => Text::new("bijzonderheid", "particular"),
        Urgency::Urgent => Text::new("spoedbericht", "urgent message"),
    }
}

/// Why accountability moves.
#[must_use]
pub fn handover(code: HandoverCode) -> Text {
    match code {
        HandoverCode::Colleague => Text::new("overdracht aan een collega", "handover to a colleague"),
        HandoverCode::Planned => {
            Text::new("geplande overdracht naar de tweede lijn", "planned handover to second line")
        }
        HandoverCode::Acute => Text::new("acute overdracht naar de tweede lijn", "acute handover to second line"),
        HandoverCode::Relocation => Text::new("overdracht bij verhuizing", "handover because the client moves"),
        HandoverCode::Return => Text::new("terugkeer naar de eerste lijn", "return to first line"),
    }
}

/// Whether one practice gives a case back to another: that is no return to the first line, for it is there.
#[must_use]
pub fn is_handed_back(code: HandoverCode, from: OrgId, directory: &Directory) -> bool {
    code == HandoverCode::Return && directory.kind(from).is_some_and(|kind| kind != OrgKind::Hospital)
}

/// Why accountability moves by this proposal.
pub(crate) fn proposed(proposal: &Proposal, directory: &Directory) -> Text {
    let code = proposal.handover.code();
    if !is_handed_back(code, proposal.from.org, directory) {
        return handover(code);
    }
    let to = Text::same(Names { directory }.org(proposal.to_org));
    fill("teruggave aan {}", "handing back to {}", &to)
}

/// For what one approaches a case manager (AZ-12).
#[must_use]
pub fn situation(situation: Situation) -> Text {
    match situation {
        Situation::Psychosocial => Text::new("psychosociale zorg", "psychosocial care"),
        Situation::MedicalPregnancy => {
            Text::new("medische vragen over de zwangerschap", "medical questions in pregnancy")
        }
        Situation::Birth => Text::new("de bevalling", "the birth"),
        Situation::Postnatal => Text::new("de kraamperiode", "the postnatal period"),
        Situation::Logistics => Text::new("afspraken, vervoer en verhuizing", "appointments, transport and moves"),
        Situation::Other => Text::new("alle andere vragen", "everything else"),
    }
}

/// Why a case ended.
#[must_use]
pub fn closing(reason: ClosingReason) -> Text {
    match reason {
        ClosingReason::Completed => Text::new("zorg afgerond", "care completed"),
        ClosingReason::PregnancyEnded => Text::new("zwangerschap vroegtijdig geëindigd", "pregnancy ended early"),
        ClosingReason::OutOfReach => Text::new("cliënt uit beeld of vertrokken", "client out of reach or gone"),
        ClosingReason::Declined => Text::new("cliënt wil geen verdere zorg", "client declined further care"),
        ClosingReason::Died => Text::new("cliënt overleden", "client died"),
        ClosingReason::OpenedByMistake => Text::new("bij vergissing geopend", "opened by mistake"),
    }
}

/// The function in which an organisation takes part.
#[must_use]
pub fn org_kind(kind: OrgKind) -> Text {
    match kind {
        OrgKind::MidwifePractice => Text::new("verloskundigenpraktijk", "midwife practice"),
        OrgKind::Gp => Text::new("huisarts", "GP"),
        OrgKind::GcA => Text::same("GC A"),
        OrgKind::Coa => Text::same("COA"),
        OrgKind::Jgz => Text::new("JGZ", "youth health care"),
        OrgKind::Cjg => Text::new("CJG", "centre for youth and family (CJG)"),
        OrgKind::Kraamzorg => Text::new("kraamzorg", "maternity home care"),
        OrgKind::HomeCare => Text::new("wijkverpleging", "district nursing"),
        OrgKind::Hospital => Text::new("ziekenhuis", "hospital"),
        OrgKind::VeiligThuis => Text::same("Veilig Thuis"),
        OrgKind::PalliativeTeam => Text::new("palliatief team", "palliative team"),
        OrgKind::MentalHealth => Text::new("ggz", "mental health care"),
    }
}

/// Who carries out a measure of the plan.
#[must_use]
pub fn responsible(responsible: &Responsible, directory: &Directory) -> Text {
    Names { directory }.responsible(responsible)
}

/// A life domain (CM-01).
#[must_use]
pub fn life_domain(domain: LifeDomain) -> Text {
    match domain {
        LifeDomain::Care => Text::new("zorg en gezondheid", "care and health"),
        LifeDomain::Housing => Text::new("wonen", "housing"),
        LifeDomain::Social => Text::new("sociaal welzijn", "social wellbeing"),
        LifeDomain::Mental => Text::new("geestelijk welzijn", "mental wellbeing"),
        LifeDomain::DailyLife => Text::new("werk, dagbesteding en geld", "work, daily activities and money"),
    }
}

/// Who takes part in the chain of postnatal care (PN-02).
#[must_use]
pub fn partner(partner: Partner) -> Text {
    match partner {
        Partner::Vsv => Text::same("VSV"),
        Partner::Hospital => Text::new("ziekenhuis", "hospital"),
        Partner::Kraamzorg => Text::new("kraamzorg", "maternity home care"),
        Partner::Roaz => Text::new("ROAZ of veiligheidsregio", "ROAZ or safety region"),
        Partner::Clients => Text::new("zwangeren en kraamvrouwen", "pregnant women and new mothers"),
    }
}

/// What was decided about the organisation of postnatal care (PN-02).
#[must_use]
pub fn organising(organising: Organising) -> Text {
    match organising {
        Organising::Centralise => Text::new("postnatale zorg centreren", "centralise postnatal care"),
        Organising::EndCentralising => Text::new("niet meer centreren", "no longer centralise"),
        Organising::Withdraw => Text::new("laatste besluit intrekken", "withdraw the latest decision"),
    }
}

/// What a postnatal visit is for (PN-04).
#[must_use]
pub fn purpose(purpose: Purpose) -> Text {
    match purpose {
        Purpose::ComingHome => Text::new("eerste visite", "first visit"),
        Purpose::Check => Text::new("controle", "check"),
        Purpose::HeelPrick => Text::new("hielprik", "heel prick"),
        Purpose::Last => Text::new("laatste visite", "last visit"),
    }
}

/// Which postnatal visit (PN-04).
#[must_use]
pub fn visit(visit: VisitCode) -> Text {
    match visit {
        VisitCode::Home => Text::new("eerste visite thuis", "first visit at home"),
        VisitCode::FirstCheck => Text::new("eerste controle", "first check"),
        VisitCode::HeelPrick => Text::new("hielprik", "heel prick"),
        VisitCode::SecondCheck => Text::new("tweede controle", "second check"),
        VisitCode::Extra(number) => Text::new(format!("extra visite {number}"), format!("extra visit {number}")),
        VisitCode::Last => Text::new("laatste visite", "last visit"),
    }
}

/// How a postnatal visit is made (PN-04).
#[must_use]
pub fn means(means: Means) -> Text {
    match means {
        Means::Home => Text::new("aan huis", "at home"),
        Means::Video => Text::new("beeldbellen", "by video"),
        Means::Phone => Text::new("bellen", "by phone"),
    }
}

/// What a person does at an organisation.
#[must_use]
pub fn role(role: Role) -> Text {
    match role {
        Role::Midwife => Text::new("verloskundige", "midwife"),
        Role::Doctor => Text::new("arts", "doctor"),
        Role::Nurse => Text::new("verpleegkundige", "nurse"),
        Role::Assistant => Text::new("praktijkassistente", "assistant"),
        Role::Logistics => Text::new("logistiek medewerker", "logistics staff"),
        Role::Coordinator => Text::new("netwerkcoördinator", "network coordinator"),
        Role::Administrator => Text::new("beheerder", "administrator"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use jiff::civil::date;

    use super::{as_written, day, feedback_about, fill};
    use crate::case::decide;
    use crate::case::records::{Expectation, StepTurn};
    use regie_pathway::{Definition, Text};

    #[test]
    fn a_day_is_said_as_people_say_it() {
        assert_eq!(day(date(2026, 11, 16)), Text::new("16 november 2026", "16 November 2026"));
        assert_eq!(day(date(2027, 3, 1)).nl, "1 maart 2027");
    }

    #[test]
    fn g_04_what_regie_wrote_by_itself_is_told_in_both_languages() {
        assert_eq!(as_written(decide::FEEDBACK_ABOUT).en, "Course after the handover");
        assert_eq!(as_written("Zij komt later"), Text::same("Zij komt later"));
        let ended = as_written(&crate::sharing::Breach::AccountableLeftOut.why_ended().nl);
        assert!(ended.en.starts_with("The new case manager"), "{}", ended.en);
        let text = include_str!("../../../pathways/psychosociaal/pathway.toml");
        let psychosocial = Definition::parse("psychosociaal", text).unwrap();
        let step = psychosocial.step(&"refer-specialised".into()).unwrap();
        let turn = StepTurn { pathway: psychosocial.id().clone(), step: step.id.clone(), nth: 1 };
        let owed = |who: &str| Expectation {
            from: None,
            about: format!("{who}: {}", step.title.nl),
            by: date(2026, 3, 1),
            step: Some(turn.clone()),
        };
        let role = psychosocial.roles().iter().find(|role| role.id.as_str() == "specialised").unwrap();
        let told = feedback_about(&owed(&role.title.nl), Some(&psychosocial));
        assert_eq!(told.en, format!("{}: {}", role.title.en, step.title.en));
        let told = feedback_about(&owed("POP-poli"), Some(&psychosocial));
        assert_eq!(told.en, format!("POP-poli: {}", step.title.en), "a name is nobody's to translate");
        assert_eq!(feedback_about(&owed("POP-poli"), None).en, owed("POP-poli").about, "its pathway is not known");
    }

    #[test]
    fn a_text_that_was_typed_cannot_be_filled_in_itself() {
        assert_eq!(fill("over {} en {}", "on {} and {}", &Text::same("{}")).nl, "over {} en {}");
    }
}
