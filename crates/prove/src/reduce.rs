//! A pathway file without what does not matter: its text is filtered and read again, so that the engine runs on it as on
//! any other.

use regie_pathway::{Claim, Definition, Diagnostic, GuaranteeId, Step, StepId};
use toml::{Table, Value};

use crate::{
    closing,
    cone::Cone,
    outside::{self, Asked},
};

/// What says when a step is to be done.
const TIED: [&str; 8] = ["opens", "ends", "window", "late-entry", "lapses", "repeat", "required", "alternative-of"];
/// How far a date outside of the cone leaves room for one inside.
const WIDE: &str = "400d";

/// What is left of a file.
pub struct Reduced {
    pub def: Definition,
    /// The questions in the place of what is outside of it.
    pub asked: Vec<Asked>,
}

/// The file as far as the cone goes, with one of its guarantees or none.
///
/// # Errors
/// When what is left cannot be read: the cone lacks something.
pub fn reduce(
    file: &Table,
    def: &Definition,
    cone: &Cone,
    guarantee: Option<&GuaranteeId>,
) -> Result<Reduced, Vec<Diagnostic>> {
    let mut file = file.clone();
    keep_blocks(&mut file, "step", |id| cone.steps.iter().any(|step| *step == id));
    keep_blocks(&mut file, "guarantee", |id| guarantee.is_some_and(|one| *one == id));
    keep_names(&mut file, "facts", |name| cone.facts.iter().any(|fact| *fact == name));
    keep_names(&mut file, "anchors", |name| cone.anchors.iter().any(|anchor| *anchor == name));
    if let Some(identity) = table(&mut file, "pathway")
        && !def.gestation_anchor().is_some_and(|anchor| cone.anchors.contains(anchor))
    {
        identity.remove("gestation");
    }
    if let Some(identity) = table(&mut file, "pathway")
        && !def.board().is_some_and(|board| cone.facts.contains(&board.id))
    {
        identity.remove("board");
    }
    for step in blocks(&mut file, "step") {
        // Who is named makes no other course, and the step that it is taken from may stand outside of the cone.
        step.remove("whom-as");
        let Some(outcomes) = table(step, "outcome") else { continue };
        for outcome in outcomes.iter_mut().filter_map(|(_, outcome)| outcome.as_table_mut()) {
            keep_names(outcome, "sets", |name| cone.facts.iter().any(|fact| *fact == name));
        }
    }
    keep_tables(&mut file, def, cone);
    free_givers(&mut file, cone);
    if guarantee.is_some_and(|one| is_at_close(def, one)) {
        never_at_close(&mut file, &closing::never(def, cone));
    }
    let asked = if cone.detail.leaves_outside() { outside::answer(&mut file, def, cone) } else { Vec::new() };
    if !cone.detail.is_exact() {
        for anchor in table(&mut file, "anchors").into_iter().flat_map(|anchors| anchors.iter_mut()) {
            widen(def, cone, anchor.1);
        }
    }
    let decides = |step: &Step| step.is_decided_by_table() && !cone.givers.contains(&step.id);
    let left_out = |step: &StepId| !cone.detail.has_tables() && def.step(step).is_some_and(decides);
    let reduced = Definition::parse("reduced.toml", &file.to_string())?.deciding_freely(left_out).standing_as(def);
    Ok(Reduced { def: reduced, asked })
}

/// A step that is there only for what it gives may give it at any time; again and again, unless it marks a date.
fn free_givers(file: &mut Table, cone: &Cone) {
    for step in blocks(file, "step") {
        let is_giver =
            step.get("id").and_then(Value::as_str).is_some_and(|id| cone.givers.iter().any(|giver| *giver == id));
        if !is_giver {
            continue;
        }
        for key in TIED {
            step.remove(key);
        }
        step.insert("discretionary".into(), Value::Boolean(!step.contains_key("marks")));
    }
}

/// Tables decide the steps of the cone on every day, or leave them to be ended in any way.
fn keep_tables(file: &mut Table, def: &Definition, cone: &Cone) {
    let steps = def.steps().iter().filter(|step| cone.detail.has_tables() && cone.steps.contains(&step.id));
    let kept: Vec<String> = steps.filter_map(|step| def.table_of(step)).map(|table| table.id().to_string()).collect();
    keep_blocks(file, "table", |id| kept.iter().any(|table| table == id));
    for table in blocks(file, "table") {
        table.remove("valid-from");
        table.remove("valid-until");
    }
    if !cone.detail.has_tables() {
        blocks(file, "step").for_each(|step| drop(step.remove("table")));
    }
}

fn is_at_close(def: &Definition, guarantee: &GuaranteeId) -> bool {
    def.guarantees().iter().any(|one| one.id == *guarantee && matches!(one.claim, Claim::AtClose(_)))
}

/// What holds nowhere where the pathway may be closed stands behind the guarantee, as guarantees of its own.
fn never_at_close(file: &mut Table, criteria: &[String]) {
    let blocks = criteria.iter().enumerate().filter_map(|(at, criterion)| {
        let mut block: Table = format!("id = \"closing--{at}\"\nsays = {{ nl = \"sluiten\" }}").parse().ok()?;
        block.insert("never".into(), Value::String(criterion.clone()));
        Some(Value::Table(block))
    });
    let more: Vec<Value> = blocks.collect();
    if let Some(known) = file.get_mut("guarantee").and_then(Value::as_array_mut) {
        known.extend(more);
    }
}

fn table<'t>(file: &'t mut Table, key: &str) -> Option<&'t mut Table> {
    file.get_mut(key)?.as_table_mut()
}

fn blocks<'t>(file: &'t mut Table, key: &str) -> impl Iterator<Item = &'t mut Table> {
    file.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_table_mut)
}

fn keep_blocks(file: &mut Table, key: &str, keep: impl Fn(&str) -> bool) {
    if let Some(blocks) = file.get_mut(key).and_then(Value::as_array_mut) {
        blocks.retain(|block| block.get("id").and_then(Value::as_str).is_some_and(&keep));
    }
}

fn keep_names(file: &mut Table, key: &str, keep: impl Fn(&str) -> bool) {
    if let Some(names) = table(file, key) {
        names.retain(|name, _| keep(name));
    }
}

/// Replaces the plausible dates that count from outside of the cone, or from the entry, by dates that leave more room.
fn widen(def: &Definition, cone: &Cone, anchor: &mut Value) {
    let Some(plausible) = anchor.get("plausible").and_then(Value::as_str) else { return };
    let Some((earliest, latest)) = plausible.split_once("..") else { return };
    let room = |bound: &str, wide: String| if counts_inside(def, cone, bound.trim()) { bound.to_owned() } else { wide };
    let wide = format!("{}..{}", room(earliest, format!("today-{WIDE}")), room(latest, format!("today+{WIDE}")));
    if let Some(anchor) = anchor.as_table_mut() {
        anchor.insert("plausible".into(), Value::String(wide));
    }
}

/// Whether a bound counts from today or from a date of the cone.
fn counts_inside(def: &Definition, cone: &Cone, bound: &str) -> bool {
    let is_inside = |name: &str| name == "today" || cone.dates.iter().any(|anchor| *anchor == name);
    let is_anchor = |name: &str| def.anchors().iter().any(|anchor| anchor.id == *name);
    if bound.starts_with(|first: char| first.is_ascii_digit()) {
        return def.gestation_anchor().is_some_and(|anchor| cone.dates.contains(anchor));
    }
    if bound == "today" || is_anchor(bound) {
        return is_inside(bound);
    }
    bound.rfind(['+', '-']).is_some_and(|at| is_inside(bound[..at].trim()))
}
