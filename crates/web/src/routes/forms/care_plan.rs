//! Forms of the care diagnosis, the treatment plan and its evaluation, and who coordinates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use regie_care::case::CaseCommand;
use regie_care::case::records::No;
use regie_care::plan::{
    CareDiagnosis, Consent, Evaluated, Finding, GoalDraft, GoalEvaluation, LifeDomain, MeasureDraft, PlanDraft,
    Responsible, TookPart,
};

use super::read::{FormError, Reader, seat};
use crate::fields::FieldError;

/// The most goals of a form, and measures of a goal.
const MOST: usize = 40;

/// The care diagnosis: four texts per life domain.
pub fn diagnosis(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let of = |field: &str, domain: LifeDomain| reader.text(&format!("{}-{field}", domain.code()));
    let finding = |domain| Finding {
        found: of("bevinding", domain),
        strength: of("kracht", domain),
        carers: of("naasten", domain),
        load: of("belasting", domain),
    };
    let domains: BTreeMap<_, _> = LifeDomain::ALL.into_iter().map(|domain| (domain, finding(domain))).collect();
    let carer_load = reader.fields.number_or_none("draaglast")?;
    Ok(CaseCommand::DiagnoseCare { diagnosis: CareDiagnosis { on: reader.fields.day("datum")?, domains, carer_load } })
}

/// A version of the plan.
pub fn plan(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let mut goals = Vec::new();
    for at in 1..=MOST {
        if let Some(goal) = goal(reader, at)? {
            goals.push(goal);
        }
    }
    let orgs: Result<Vec<_>, _> = reader.fields.all("hulpverlening").map(str::parse).collect();
    let orgs = orgs.map_err(|_| FieldError::NotAChoice("hulpverlening"))?;
    let carers = reader.text("mantelzorgers");
    let carers = carers.split([',', '\n']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let why = || reader.text("akkoord-waarom");
    let consent = match reader.fields.text("akkoord") {
        "agreed" => Consent::Agreed,
        "not-agreed" => Consent::NotAgreed { why: why() },
        "not-asked" => Consent::NotAsked { why: why() },
        "" => return Err(FormError::Field(FieldError::Missing("akkoord"))),
        _ => return Err(FormError::Field(FieldError::NotAChoice("akkoord"))),
    };
    Ok(CaseCommand::RevisePlan {
        plan: PlanDraft { goals, continuity: reader.text("continuiteit") },
        reason: reader.fields.filled("waarom").map(str::to_owned),
        took_part: TookPart { client: reader.fields.on("erbij"), carers, orgs },
        consent,
    })
}

/// A goal of the form; nothing where no result is asked for, so that room left empty is no goal, and a goal that was
/// emptied leaves the plan.
fn goal(reader: &Reader<'_>, at: usize) -> Result<Option<GoalDraft>, FormError> {
    let text = |field: &str| reader.text(&format!("{field}-{at}"));
    let wanted = text("resultaat");
    if wanted.is_empty() {
        return Ok(None);
    }
    let domain = LifeDomain::ALL.into_iter().find(|domain| domain.code() == text("levensgebied"));
    let mut measures = Vec::new();
    for place in 1..=MOST {
        if let Some(measure) = measure(reader, &format!("{at}-{place}"))? {
            measures.push(measure);
        }
    }
    Ok(Some(GoalDraft {
        no: number(&text("doelnr"))?,
        domain: domain.ok_or(FieldError::NotAChoice("levensgebied"))?,
        wanted,
        means: text("hulpmiddelen"),
        evaluation: text("evaluatie-hoe"),
        evaluate_on: day(&text("evalueren-op"), "evalueren-op")?,
        measures,
    }))
}

fn measure(reader: &Reader<'_>, at: &str) -> Result<Option<MeasureDraft>, FormError> {
    let text = |field: &str| reader.text(&format!("{field}-{at}"));
    let what = text("maatregel");
    if what.is_empty() {
        return Ok(None);
    }
    let responsible = match text("uitvoerder").as_str() {
        "" | "case-manager" => Responsible::CaseManager,
        "client" => Responsible::Client,
        "carer" => Responsible::Carer { name: text("mantelzorger") },
        other => who(other).ok_or(FieldError::NotAChoice("uitvoerder"))?,
    };
    Ok(Some(MeasureDraft { no: number(&text("maatregelnr"))?, what, responsible, by: day(&text("voor"), "voor")? }))
}

fn who(value: &str) -> Option<Responsible> {
    match value.strip_prefix("org:") {
        Some(org) => Some(Responsible::Org { org: org.parse().ok()? }),
        None => Some(Responsible::Professional { seat: seat(value)? }),
    }
}

fn number(text: &str) -> Result<Option<No>, FormError> {
    let read = |text: &str| text.parse().map_err(|_| FormError::Field(FieldError::NotANumber("doelnr")));
    Some(text).filter(|text| !text.is_empty()).map(read).transpose()
}

fn day(text: &str, field: &'static str) -> Result<Date, FormError> {
    if text.is_empty() {
        return Err(FormError::Field(FieldError::Missing(field)));
    }
    text.parse().map_err(|_| FormError::Field(FieldError::NotADate(field)))
}

/// The plan is fixed, as the MDO does.
pub fn fix(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let agenda = reader.fields.number_or_none("agenda")?;
    Ok(CaseCommand::FixPlan { on: reader.fields.day("datum")?, agenda })
}

/// The evaluation of a goal.
pub fn evaluation(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let next = reader.fields.day_or_none("opnieuw-op")?;
    let result = match reader.fields.text("uitkomst") {
        "goes-on" => Evaluated::GoesOn { next: next.ok_or(FieldError::Missing("opnieuw-op"))? },
        "partly" => Evaluated::Partly { next },
        "reached" => Evaluated::Reached,
        "dropped" => Evaluated::Dropped { reason: reader.need("reden")? },
        "" => return Err(FormError::Field(FieldError::Missing("uitkomst"))),
        _ => return Err(FormError::Field(FieldError::NotAChoice("uitkomst"))),
    };
    let evaluation = GoalEvaluation { on: reader.fields.day("datum")?, finding: reader.need("wat-gevonden")?, result };
    Ok(CaseCommand::EvaluateGoal { goal: reader.no()?, evaluation })
}

/// Who coordinates.
pub fn coordinator(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let name = |after_birth| Ok(CaseCommand::NameCoordinator { coordinator: reader.seat_of("wie")?, after_birth });
    match reader.button() {
        "nu" => name(false),
        "na-bevalling" => name(true),
        "overdragen" => Ok(CaseCommand::HandOverCoordination { note: reader.need("overdracht")? }),
        _ => Err(FormError::NoSuchForm),
    }
}
