//! Care diagnosis and treatment plan, told with the fixtures' region and the pathways as they ship.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod board;
mod contacts;
mod coordination;
mod drafts;
mod due;
mod letters;
mod organisations;
mod own;
mod versions;
mod whole;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use regie_pathway::{self as pathway, Definition, FactValue, Status};

use super::{CareDiagnosis, Consent, Finding, GoalDraft, LifeDomain, MeasureDraft, PlanDraft, Responsible, TookPart};
use crate::case::{Case, CaseCommand, CaseEvent, Context, Refusal};
use crate::fixtures::{self, GP, JOKE, day, give};
use crate::pathways::Pathways;
use crate::rows::case_rows;
use crate::seat::Seat;
use crate::view::{ViewRow, WorkRow};

macro_rules! shipped {
    ($($id:literal),*) => {{
        let mut pathways = fixtures::pathways();
        $(pathways.add(
            Definition::parse($id, include_str!(concat!("../../../../pathways/", $id, "/pathway.toml"))).expect("a valid pathway"),
        );)*
        pathways
    }};
}

/// The pathways with a plan, as they ship.
static SHIPPED: LazyLock<Pathways> = LazyLock::new(|| {
    shipped!("psychosociaal", "dementie", "palliatief", "ggz-fact", "bemoeizorg-act", "kinderpalliatief")
});

/// This person acts on this day, with all shipped pathways.
fn on(actor: Seat, date: Date) -> Context<'static> {
    Context { pathways: &SHIPPED, ..fixtures::ctx(actor, date) }
}

/// Gives a command that is allowed.
fn done(case: &mut Case, ctx: &Context<'_>, command: &CaseCommand) -> Vec<CaseEvent> {
    give(case, ctx, command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"))
}

fn refused(case: &Case, ctx: &Context<'_>, command: &CaseCommand) -> Refusal {
    crate::case::decide(case, command, ctx).expect_err("refused")
}

/// A case on which a pathway was just started, by the case manager.
fn case_with(id: &str, on_day: Date) -> Case {
    let mut case = fixtures::opened_case();
    let start = CaseCommand::StartPathway { pathway: id.into(), anchors: BTreeMap::new(), facts: BTreeMap::new() };
    done(&mut case, &on(JOKE, on_day), &start);
    case
}

fn complete(id: &str, step: &str, on: Date, outcome: Option<&str>) -> CaseCommand {
    CaseCommand::Pathway { pathway: id.into(), command: fixtures::done(step, on, outcome) }
}

fn answer(id: &str, fact: &str, value: FactValue) -> CaseCommand {
    CaseCommand::Pathway { pathway: id.into(), command: pathway::Command::SetFact { fact: fact.into(), value } }
}

fn status(case: &Case, id: &str, step: &str, nth: u16) -> Option<Status> {
    Some(case.run(&id.into())?.state.occurrence(&step.into(), nth)?.status())
}

fn diagnosis(on: Date, carer_load: Option<u8>) -> CareDiagnosis {
    let finding = |found: &str| Finding { found: found.to_owned(), ..Finding::default() };
    let mut domains: BTreeMap<_, _> =
        LifeDomain::ALL.into_iter().map(|domain| (domain, finding("geen bijzonderheden"))).collect();
    domains.insert(
        LifeDomain::Housing,
        Finding {
            found: "deelt een kamer met drie anderen".into(),
            strength: "regelt zelf haar afspraken".into(),
            carers: "haar zus kookt en gaat mee naar afspraken".into(),
            load: "de zus slaapt slecht".into(),
        },
    );
    CareDiagnosis { on, domains, carer_load }
}

fn goal(wanted: &str, evaluate_on: Date, measures: Vec<MeasureDraft>) -> GoalDraft {
    GoalDraft {
        no: None,
        domain: LifeDomain::Housing,
        wanted: wanted.into(),
        means: "contact met de locatiemanager".into(),
        evaluation: "in gesprek met haar".into(),
        evaluate_on,
        measures,
    }
}

fn measure(what: &str, responsible: Responsible, by: Date) -> MeasureDraft {
    MeasureDraft { no: None, what: what.into(), responsible, by }
}

fn revise(goals: Vec<GoalDraft>, reason: Option<&str>) -> CaseCommand {
    CaseCommand::RevisePlan {
        plan: PlanDraft { goals, continuity: "de huisarts neemt waar in het weekend".into() },
        reason: reason.map(str::to_owned),
        took_part: TookPart { client: true, carers: vec!["Hodan".into()], orgs: vec![GP] },
        consent: Consent::Agreed,
    }
}

/// What stands on whose board.
fn work(case: &Case) -> Vec<WorkRow> {
    let rows = case_rows(case, &SHIPPED).into_iter();
    rows.filter_map(|row| if let ViewRow::Work(row) = row { Some(row) } else { None }).collect()
}

fn row(case: &Case, item: &str) -> WorkRow {
    work(case).into_iter().find(|row| row.item == item).unwrap_or_else(|| panic!("no line {item}"))
}

/// 2 March 2026 is the day on which the fixtures' case opens.
fn march(of_month: i8) -> Date {
    day(3, of_month)
}
