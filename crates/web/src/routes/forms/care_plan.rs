//! Forms of the care diagnosis, the treatment plan and its evaluation, and who coordinates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use regie_care::case::CaseCommand;
use regie_care::case::records::No;
use regie_care::plan::{
    CareDiagnosis, Consent, Evaluated, Finding, GoalDraft, GoalEvaluation, LifeDomain, MeasureDraft, PlanDraft,
    Responsible, TookPart,
};
use regie_care::seat::Seat;

use super::read::{FormError, Reader, Unread, seat};
use crate::fields::{FieldError, Fields};

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

/// A version of the plan. What cannot be read is told for every field at once; what stands in its place then is weighed
/// with the rest, and never carried out.
pub fn plan(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let mut unread = Faults::default();
    let goals = filled_goals(reader).map(|at| goal(reader, at, &mut unread)).collect();
    let orgs = reader.fields.all("hulpverlening").map(str::parse).collect::<Result<Vec<_>, _>>();
    let orgs = unread.read("hulpverlening", orgs.map_err(|_| FieldError::NotAChoice("hulpverlening")));
    let carers = reader.text("mantelzorgers");
    let carers = carers.split([',', '\n']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let consent = unread.read("akkoord", consent(reader)).unwrap_or(Consent::Agreed);
    let command = CaseCommand::RevisePlan {
        plan: PlanDraft { goals, continuity: reader.text("continuiteit") },
        reason: reader.fields.filled("waarom").map(str::to_owned),
        took_part: TookPart { client: reader.fields.on("erbij"), carers, orgs: orgs.unwrap_or_default() },
        consent,
    };
    if unread.0.is_empty() {
        return Ok(command);
    }
    Err(FormError::Several(Box::new(Unread { faults: unread.0, weighed: command })))
}

/// The fields of a form that could not be read, by their names.
#[derive(Default)]
struct Faults(Vec<(String, FieldError)>);

impl Faults {
    fn read<T>(&mut self, name: impl Into<String>, read: Result<T, FieldError>) -> Option<T> {
        read.map_err(|error| self.0.push((name.into(), error))).ok()
    }
}

fn consent(reader: &Reader<'_>) -> Result<Consent, FieldError> {
    let why = || reader.text("akkoord-waarom");
    match reader.fields.text("akkoord") {
        "agreed" => Ok(Consent::Agreed),
        "not-agreed" => Ok(Consent::NotAgreed { why: why() }),
        "not-asked" => Ok(Consent::NotAsked { why: why() }),
        "" => Err(FieldError::Missing("akkoord")),
        _ => Err(FieldError::NotAChoice("akkoord")),
    }
}

/// The places of the goals that the form says something of. Room left empty is no goal, and a goal of the version before
/// whose result was emptied leaves the plan.
fn filled_goals<'a>(reader: &'a Reader<'_>) -> impl Iterator<Item = usize> + 'a {
    const TYPED: [&str; 5] = ["resultaat", "levensgebied", "hulpmiddelen", "evaluatie-hoe", "evalueren-op"];
    (1..=MOST).filter(|at| {
        let typed = |field: &str| !reader.fields.text(&format!("{field}-{at}")).is_empty();
        if typed("doelnr") {
            typed("resultaat")
        } else {
            TYPED.into_iter().any(typed) || filled_measures(reader, *at).next().is_some()
        }
    })
}

/// The same for the measures of a goal.
fn filled_measures<'a>(reader: &'a Reader<'_>, at: usize) -> impl Iterator<Item = usize> + 'a {
    (1..=MOST).filter(move |place| {
        let typed = |field: &str| !reader.fields.text(&format!("{field}-{at}-{place}")).is_empty();
        typed("maatregel") || (!typed("maatregelnr") && (typed("voor") || typed("mantelzorger")))
    })
}

fn goal(reader: &Reader<'_>, at: usize, unread: &mut Faults) -> GoalDraft {
    let name = |field: &str| format!("{field}-{at}");
    let text = |field: &str| reader.text(&name(field));
    let domain = LifeDomain::ALL.into_iter().find(|domain| domain.code() == text("levensgebied"));
    GoalDraft {
        no: unread.read(name("doelnr"), number(&text("doelnr"))).flatten(),
        domain: unread
            .read(name("levensgebied"), domain.ok_or(FieldError::NotAChoice("levensgebied")))
            .unwrap_or(LifeDomain::Care),
        wanted: text("resultaat"),
        means: text("hulpmiddelen"),
        evaluation: text("evaluatie-hoe"),
        evaluate_on: unread.read(name("evalueren-op"), day(&text("evalueren-op"), "evalueren-op")).unwrap_or(Date::MAX),
        measures: filled_measures(reader, at).map(|place| measure(reader, &format!("{at}-{place}"), unread)).collect(),
    }
}

fn measure(reader: &Reader<'_>, at: &str, unread: &mut Faults) -> MeasureDraft {
    let name = |field: &str| format!("{field}-{at}");
    let text = |field: &str| reader.text(&name(field));
    let responsible = match text("uitvoerder").as_str() {
        "" | "case-manager" => Ok(Responsible::CaseManager),
        "client" => Ok(Responsible::Client),
        "carer" => Ok(Responsible::Carer { name: text("mantelzorger") }),
        other => who(other).ok_or(FieldError::NotAChoice("uitvoerder")),
    };
    MeasureDraft {
        no: unread.read(name("maatregelnr"), number(&text("maatregelnr"))).flatten(),
        what: text("maatregel"),
        responsible: unread.read(name("uitvoerder"), responsible).unwrap_or(Responsible::CaseManager),
        by: unread.read(name("voor"), day(&text("voor"), "voor")).unwrap_or(Date::MAX),
    }
}

/// The field of the form that a part of the command came from: `plan.goals[0].measures[1].by` is `voor-1-2` where goal and
/// measure stand in the first and the second place that is filled.
pub fn field_of(fields: &Fields, seat: Seat, part: &str) -> Option<String> {
    let reader = Reader { fields, seat };
    let fixed = match part.split('[').next().unwrap_or(part) {
        "reason" => Some("waarom"),
        "consent.why" => Some("akkoord-waarom"),
        "took-part.orgs" => Some("hulpverlening"),
        "took-part.carers" => Some("mantelzorgers"),
        _ => None,
    };
    if let Some(fixed) = fixed {
        return Some(fixed.to_owned());
    }
    let Some(rest) = part.strip_prefix("plan.goals[") else { return Some("resultaat-1".to_owned()) };
    let (goal, rest) = rest.split_once("].")?;
    let at = filled_goals(&reader).nth(goal.parse().ok()?)?;
    let Some(rest) = rest.strip_prefix("measures[") else {
        let field = match rest {
            "evaluation" => "evaluatie-hoe",
            "evaluate-on" => "evalueren-op",
            _ => "resultaat",
        };
        return Some(format!("{field}-{at}"));
    };
    let (measure, rest) = rest.split_once("].")?;
    let place = filled_measures(&reader, at).nth(measure.parse().ok()?)?;
    let field = match rest {
        "by" => "voor",
        "responsible" if reader.text(&format!("uitvoerder-{at}-{place}")) == "carer" => "mantelzorger",
        "responsible" => "uitvoerder",
        _ => "maatregel",
    };
    Some(format!("{field}-{at}-{place}"))
}

fn who(value: &str) -> Option<Responsible> {
    match value.strip_prefix("org:") {
        Some(org) => Some(Responsible::Org { org: org.parse().ok()? }),
        None => Some(Responsible::Professional { seat: seat(value)? }),
    }
}

fn number(text: &str) -> Result<Option<No>, FieldError> {
    let read = |text: &str| text.parse().map_err(|_| FieldError::NotANumber("doelnr"));
    Some(text).filter(|text| !text.is_empty()).map(read).transpose()
}

fn day(text: &str, field: &'static str) -> Result<Date, FieldError> {
    if text.is_empty() {
        return Err(FieldError::Missing(field));
    }
    text.parse().map_err(|_| FieldError::NotADate(field))
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
