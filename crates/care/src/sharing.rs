//! Shared case management (AZ-12): when agreements hold, and for whom to consider it.
//!
//! Several case managers may share a case, each for named situations. Psychosocial direction and execution stay with
//! the first-line case manager ("blijft de regie en uitvoering op het gebied van psychosociale zorg in handen van de
//! eerstelijns casemanager").

use jiff::ToSpan as _;
use jiff::civil::Date;
use regie_pathway::{self as pathway, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::case::Refusal;
use crate::case::records::{Agreement, HandoverCode, Situation};
use crate::case::state::{Case, HandoverLife, HandoverRecord};
use crate::day::day_of;
use crate::directory::Directory;
use crate::pathways::Pathways;
use crate::seat::{Line, OrgKind, Seat};
use crate::vocabulary::{anchor, fact};

const WEEK: i32 = 7;
/// First day of "rond de 36 weken".
const AROUND_36_FROM: i32 = 35 * WEEK;
/// Last day of "rond de 36 weken": 37w6d.
const AROUND_36_UNTIL: i32 = 38 * WEEK - 1;
/// "Na 36 weken".
const AFTER_36: i32 = 36 * WEEK;
/// "A terme".
const AT_TERM: i32 = 37 * WEEK;
/// "(Naderende) serotiniteit": 40w5d, so that the agreements stand before 41 weeks, when the pathways of most networks
/// refer.
pub const NEARING_POST_TERM: i32 = 40 * WEEK + 5;
/// From here the pregnancy is not going on; the birth was only not recorded.
const NOT_GOING_ON: i32 = 44 * WEEK;

/// Days of the postnatal period (kraambed).
const POSTNATAL: i32 = 10;

/// The passage that names the groups.
const SOURCE: &str = "Casemanagement asielzoeksters, Gedeeld casemanagement: zwangeren met een sectio caesarea in de \
                      anamnese die worden verwezen rond 36 weken; met (naderende) serotiniteit; met een hypertensie a \
                      terme; verwijzing/overdracht na 36 weken of tijdens de baring";

/// Every situation for which somebody must be approached.
pub const SITUATIONS: [Situation; 6] = [
    Situation::Psychosocial,
    Situation::MedicalPregnancy,
    Situation::Birth,
    Situation::Postnatal,
    Situation::Logistics,
    Situation::Other,
];

/// The two people whom agreements must do justice to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circle {
    /// Who is accountable.
    pub accountable: Seat,
    /// The first-line case manager.
    pub first_line: Seat,
}

/// Why agreements are no shared case management.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// A situation has two case managers.
    Twice(Situation),
    /// A situation has none, and neither has everything else.
    Uncovered(Situation),
    /// Psychosocial direction would leave the first-line case manager.
    PsychosocialLeaves,
    /// A case manager works neither in a midwife practice nor in a hospital.
    OutsideBothLines(Situation),
    /// One person for everything is not shared.
    OneCaseManager,
    /// Nobody in second line takes part.
    NoSecondLine,
    /// The accountable case manager is not among them.
    AccountableLeftOut,
}

impl Circle {
    /// The circle of a case as it stands.
    #[must_use]
    pub const fn of(case: &Case) -> Self {
        Self { accountable: case.case_manager, first_line: case.first_line }
    }

    /// The first reason for which these agreements do not hold; `None` when they do.
    #[must_use]
    pub fn breach(&self, agreements: &[Agreement], directory: &Directory) -> Option<Breach> {
        let for_whom = |situation| agreements.iter().filter(move |a: &&Agreement| a.situation == situation);
        if let Some(twice) = SITUATIONS.into_iter().find(|situation| for_whom(*situation).count() > 1) {
            return Some(Breach::Twice(twice));
        }
        let line = |seat: Seat| directory.kind(seat.org).and_then(OrgKind::line);
        let direction = for_whom(Situation::Psychosocial).next().map(|agreement| agreement.case_manager);
        if direction != Some(self.first_line) || line(self.first_line) != Some(Line::First) {
            return Some(Breach::PsychosocialLeaves);
        }
        let named = |situation: &Situation| for_whom(*situation).next().is_some();
        let uncovered = SITUATIONS.into_iter().find(|situation| !named(situation));
        if let Some(uncovered) = uncovered.filter(|_| !named(&Situation::Other)) {
            return Some(Breach::Uncovered(uncovered));
        }
        if let Some(outside) = agreements.iter().find(|agreement| line(agreement.case_manager).is_none()) {
            return Some(Breach::OutsideBothLines(outside.situation));
        }
        if agreements.iter().all(|agreement| agreement.case_manager.person == self.first_line.person) {
            return Some(Breach::OneCaseManager);
        }
        if !agreements.iter().any(|agreement| line(agreement.case_manager) == Some(Line::Second)) {
            return Some(Breach::NoSecondLine);
        }
        let accountable = agreements.iter().any(|agreement| agreement.case_manager == self.accountable);
        if accountable { None } else { Some(Breach::AccountableLeftOut) }
    }
}

impl Breach {
    /// The refusal of such agreements.
    #[must_use]
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::Twice(situation) => {
                Refusal::Agreements { situation, problem: "is given twice; name one case manager for it" }
            }
            Self::Uncovered(situation) => Refusal::Agreements {
                situation,
                problem: "has nobody; name a case manager for it, or one for everything else ('other')",
            },
            Self::PsychosocialLeaves => Refusal::PsychosocialStaysFirstLine,
            Self::OutsideBothLines(situation) => Refusal::Agreements {
                situation,
                problem: "goes to someone outside first and second line; choose someone of the practice or the hospital",
            },
            Self::OneCaseManager => Refusal::NotShared {
                problem: "name one person for everything; give at least one situation to second line, or share nothing",
            },
            Self::NoSecondLine => Refusal::NotShared {
                problem: "name nobody in second line; give at least one situation to a case manager there",
            },
            Self::AccountableLeftOut => Refusal::NotShared {
                problem: "leave out the accountable case manager; give her at least one situation",
            },
        }
    }

    /// Why agreements that held end when accountability moves, for the journal and the parties who are told.
    #[must_use]
    pub fn why_ended(self) -> Text {
        match self {
            Self::PsychosocialLeaves => Text::new(
                "De casemanager in de eerste lijn is een ander geworden; maak nieuwe afspraken met haar.",
                "The first-line case manager is another now; make new agreements with her.",
            ),
            Self::AccountableLeftOut => Text::new(
                "De nieuwe casemanager staat niet in de afspraken; maak nieuwe afspraken met haar.",
                "The new case manager is not in the agreements; make new agreements with her.",
            ),
            Self::Twice(_)
            | Self::Uncovered(_)
            | Self::OutsideBothLines(_)
            | Self::OneCaseManager
            | Self::NoSecondLine => Text::new(
                "De afspraken passen niet meer bij wie de casemanagers zijn; maak nieuwe afspraken.",
                "The agreements no longer fit who the case managers are; make new agreements.",
            ),
        }
    }

    /// The reason by which sharing ended, in both languages, where it is one that Regie gave itself.
    pub(crate) fn ended_because(reason: &str) -> Option<Text> {
        let said = [Self::PsychosocialLeaves, Self::AccountableLeftOut, Self::OneCaseManager];
        said.into_iter().map(Self::why_ended).find(|known| known.nl == reason)
    }
}

/// The groups for which the text suggests shared case management.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Caesarean in history, referred about 36 weeks.
    CaesareanInHistory,
    /// Nearing post-term.
    NearingPostTerm,
    /// Hypertension at term.
    HypertensionAtTerm,
    /// Referred after 36 weeks.
    ReferredAfter36Weeks,
    /// Referred during labour.
    ReferredDuringLabour,
}

/// A reason to consider shared case management.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Suggestion {
    /// The group.
    pub ground: Ground,
    /// Why this client belongs to it.
    pub reason: Text,
    /// The passage of the source text.
    pub source: &'static str,
}

impl Suggestion {
    fn new(ground: Ground, nl: String, en: String) -> Self {
        Self { ground, reason: Text::new(nl, en), source: SOURCE }
    }
}

/// The groups to which the client belongs today; empty when sharing was agreed, when the case is closed, and when
/// there is no pregnancy, or no postnatal period in which a referral still asks for it.
#[must_use]
pub fn suggestions(case: &Case, pathways: &Pathways, today: Date) -> Vec<Suggestion> {
    if !case.is_open() || !case.sharing.is_empty() || told(case, pathways, fact::PREGNANCY_LOST) {
        return Vec::new();
    }
    let Some(due) = anchor(case, anchor::DUE) else { return Vec::new() };
    match anchor(case, anchor::BORN) {
        None => in_pregnancy(case, pathways, due, today),
        Some(born) if case.in_second_line() && today <= born.saturating_add(POSTNATAL.days()) => {
            referral(case).map(|record| after_referral(record, due, Some(born))).unwrap_or_default()
        }
        Some(_) => Vec::new(),
    }
}

fn in_pregnancy(case: &Case, pathways: &Pathways, due: Date, today: Date) -> Vec<Suggestion> {
    let age = pathway::gestation(due, today);
    let days = age.in_days();
    if days >= NOT_GOING_ON {
        return Vec::new();
    }
    let referral = referral(case);
    let history = case.intake.medical.as_ref();
    let caesarean = history.and_then(|history| history.caesarean_before) == Some(true);
    let hypertension = history.and_then(|history| history.hypertension) == Some(true);
    let referred_about_36 = referral.is_some_and(|record| age_at(record, due).in_days() >= AROUND_36_FROM);

    let mut found = Vec::new();
    if (caesarean || told(case, pathways, fact::CAESAREAN_BEFORE))
        && (referred_about_36 || (AROUND_36_FROM..=AROUND_36_UNTIL).contains(&days))
    {
        found.push(Suggestion::new(
            Ground::CaesareanInHistory,
            format!("Sectio caesarea in de anamnese, nu {age}: verwijzing rond 36 weken."),
            format!("Caesarean in history, now {age}: referral about 36 weeks."),
        ));
    }
    if days >= NEARING_POST_TERM {
        found.push(Suggestion::new(
            Ground::NearingPostTerm,
            format!("Nu {age}: naderende serotiniteit."),
            format!("Now {age}: nearing post-term."),
        ));
    }
    if (hypertension || told(case, pathways, fact::HYPERTENSION)) && days >= AT_TERM {
        found.push(Suggestion::new(
            Ground::HypertensionAtTerm,
            format!("Hypertensie, nu {age}: hypertensie a terme."),
            format!("Hypertension, now {age}: hypertension at term."),
        ));
    }
    found.extend(referral.map(|record| after_referral(record, due, None)).unwrap_or_default());
    found
}

/// After a referral late in pregnancy or during labour first line gives the postnatal care again.
fn after_referral(record: &HandoverRecord, due: Date, born: Option<Date>) -> Vec<Suggestion> {
    let mut found = Vec::new();
    let age = age_at(record, due);
    if age.in_days() >= AFTER_36 {
        found.push(Suggestion::new(
            Ground::ReferredAfter36Weeks,
            format!("Overgedragen bij {age}, na 36 weken: in het kraambed verleent de eerste lijn weer de zorg."),
            format!("Handed over at {age}, after 36 weeks: first line gives the postnatal care again."),
        ));
    }
    let on = day_of(record.at);
    let acute = record.proposal.handover.code() == HandoverCode::Acute;
    if acute && born.is_some_and(|born| on <= born && born <= on.saturating_add(1.day())) {
        found.push(Suggestion::new(
            Ground::ReferredDuringLabour,
            "Overgedragen tijdens de baring: in het kraambed verleent de eerste lijn weer de zorg.".to_owned(),
            "Handed over during labour: first line gives the postnatal care again.".to_owned(),
        ));
    }
    found
}

/// The referral to second line that is proposed or stands; none once the case returned to first line.
fn referral(case: &Case) -> Option<&HandoverRecord> {
    let record = case.handovers.iter().rev().find(|record| {
        matches!(record.proposal.handover.code(), HandoverCode::Planned | HandoverCode::Acute)
            && matches!(record.life, HandoverLife::Proposed { .. } | HandoverLife::Accepted(..))
    })?;
    (case.in_second_line() || matches!(record.life, HandoverLife::Proposed { .. })).then_some(record)
}

fn age_at(record: &HandoverRecord, due: Date) -> pathway::GestationalAge {
    pathway::gestation(due, day_of(record.at))
}

/// A clinical date that any of the case's pathways knows.
fn anchor(case: &Case, id: &str) -> Option<Date> {
    let id = pathway::AnchorId::from(id);
    case.runs.iter().find_map(|run| run.state.anchor(&id))
}

/// Whether a fact is true on the case: as it was told, or as its pathway takes it as long as nobody said otherwise.
fn told(case: &Case, pathways: &Pathways, id: &str) -> bool {
    let id = pathway::FactId::from(id);
    case.runs.iter().any(|run| {
        let definition = pathways.of(run);
        let default = || definition?.facts().iter().find(|fact| fact.id == id)?.default.as_ref();
        run.state.fact(&id).or_else(default) == Some(&pathway::FactValue::YesNo(true))
    })
}

#[cfg(test)]
mod tests;
