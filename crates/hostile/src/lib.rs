//! What strangers send: one function per reader of foreign text.
//!
//! Each takes any bytes and must return. It panics when a reader panics, and when what was read does not hold what the
//! reader promises. The fuzzer in `fuzz/` calls these functions without end; the test of this crate calls them with the
//! files of `fuzz/corpus/` and with some hundreds of mutations of each.
#![expect(clippy::panic, reason = "a promise that is not kept must stop the fuzzer")]

use jiff::civil::{Date, date};
use regie_app::import::mapping::BUILT_IN;
use regie_app::import::{Mapping, clean, interpret, read};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{ClientCommand, RegisterClient};
use regie_care::identity::{Bsn, VNumber};
use regie_care::ids::{CaseId, ClientId, OrgId, PersonId};
use regie_care::meeting::{MeetingCommand, PlanMeeting};
use regie_care::organisation::{OrgCommand, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::Seat;
use regie_pathway::scenario::Scenario;
use regie_pathway::{Definition, Diagnostic, Overlay};
use regie_roster::check::check;
use regie_roster::problem::Problem;
use regie_roster::solve::{Effort, Rounds, solve};
use regie_web::api::{body, paging};
use regie_web::urlencoded;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ulid::Ulid;

/// A reader under test: it gets any bytes.
pub type Reader = fn(&[u8]);

/// Every reader by the name of its fuzz target and of its folder in `fuzz/corpus/`.
pub const READERS: [(&str, Reader); 11] = [
    ("pathway", pathway),
    ("overlay", overlay),
    ("scenario", scenario),
    ("dmn", dmn),
    ("import", import),
    ("command", command),
    ("form", form),
    ("cursor", cursor),
    ("identity", identity),
    ("copy", copy),
    ("roster", roster),
];

/// A day from which what is read may count.
const TODAY: Date = date(2026, 11, 22);

/// Parts of one input, where a reader takes several.
const PART: &str = "\n----\n";

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn parts(bytes: &[u8]) -> (&[u8], &[u8]) {
    let found = bytes.windows(PART.len()).position(|window| window == PART.as_bytes());
    found.map_or((b"", bytes), |at| (&bytes[..at], &bytes[at + PART.len()..]))
}

/// A pathway file: a definition that can be linted, or diagnostics that can be read.
pub fn pathway(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    match Definition::parse("pathway.toml", text) {
        Ok(definition) => legible(&regie_pathway::lint(&definition)),
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty(), "refused without a reason");
            legible(&diagnostics);
        }
    }
}

/// An overlay, and where the input has two parts the pathway that it changes before it; otherwise a small one. What they are
/// together is a pathway file that reads the same, asks no less than the pathway and keeps its promises.
pub fn overlay(bytes: &[u8]) {
    let (base, over) = parts(bytes);
    let (Some(base), Some(over)) = (text(base), text(over)) else { return };
    let base = if base.is_empty() { SMALL } else { base };
    let told = |diagnostics: Vec<Diagnostic>| {
        assert!(!diagnostics.is_empty(), "refused without a reason");
        legible(&diagnostics);
    };
    let overlay = match Overlay::read("overlay.toml", over) {
        Ok(overlay) => overlay,
        Err(diagnostics) => return told(diagnostics),
    };
    let both = match overlay.over("pathway.toml", base) {
        Ok(both) => both,
        Err(diagnostics) => return told(diagnostics),
    };
    legible(&regie_pathway::lint(&both.definition));
    let again = Definition::parse("both.toml", &both.text).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(again.hash(), both.definition.hash(), "reads as something else");
    let given = Definition::parse("pathway.toml", base).unwrap_or_else(|errors| panic!("{errors:#?}"));
    for step in given.steps().iter().filter(|step| step.required) {
        assert!(again.step(&step.id).is_some_and(|now| now.required), "{} is no longer asked for", step.id);
    }
    let names = |definition: &Definition| definition.guarantees().iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert!(names(&given).iter().all(|one| names(&again).contains(one)), "a promise is gone");
}

/// What an overlay is put over that comes alone.
const SMALL: &str = include_str!("../../../fuzz/corpus/pathway/whole.toml");

/// Decision tables of another program, as DMN: those that are read say of what they have no answer, and are written so
/// that they read back.
pub fn dmn(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    for one in regie_pathway::tables_of_dmn(text).into_iter().flatten() {
        match one.file {
            Ok(file) => assert!(file.contains("[[table]]"), "a table says nothing"),
            Err(why) => assert!(!why.trim().is_empty(), "refused without a reason"),
        }
    }
    match regie_decision::dmn::import(text) {
        Ok(decisions) => {
            for table in decisions.iter().filter_map(|decision| decision.table.as_ref().ok()) {
                let report = regie_decision::lint(table, 3);
                assert!(
                    report.findings.iter().all(|finding| !finding.to_string().is_empty()),
                    "a finding says nothing"
                );
                let again = regie_decision::dmn::import(&regie_decision::dmn::export(table));
                assert!(again.is_ok(), "what was written does not read back");
            }
        }
        Err(error) => assert!(!error.to_string().trim().is_empty(), "refused without a reason"),
    }
}

/// An instance of the roster, ours or one of the public ones, and where the input has two parts a plan before it. What is not
/// refused with a reason is searched for a moment, and what is found is sound and costs what the search says.
pub fn roster(bytes: &[u8]) {
    let (plan, instance) = parts(bytes);
    let (Some(plan), Some(instance)) = (text(plan), text(instance)) else { return };
    let refused = |why: String| assert!(!why.trim().is_empty(), "refused without a reason");
    let instance = match regie_roster::import::read(instance) {
        Ok((instance, _)) => instance,
        Err(error) => return refused(error.to_string()),
    };
    if let Err(error) = Problem::new(&instance) {
        return refused(error.to_string());
    }
    if let Ok(plan) = serde_json::from_str::<regie_roster::Plan>(plan) {
        for fault in check(&instance, &plan).faults {
            refused(fault.what);
        }
    }
    match solve(&instance, None, &Effort::cold(1), &mut Rounds(2)) {
        Ok(found) => {
            let verdict = check(&instance, &found.plan);
            // Visits that hang together leave nothing out: where they cannot be, the checker says so, and nothing is written.
            if !verdict.is_sound() && !instance.links.is_empty() {
                return;
            }
            assert!(verdict.is_sound(), "what was found cannot be: {:?}", verdict.faults);
            assert_eq!(verdict.bill.total, found.plan.bill.total, "the search and the checker disagree");
        }
        Err(error) => refused(error.to_string()),
    }
}

/// A told course.
pub fn scenario(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    if let Err(diagnostics) = Scenario::parse("scenario.toml", text) {
        assert!(!diagnostics.is_empty(), "refused without a reason");
        legible(&diagnostics);
    }
}

fn legible(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        assert!(!diagnostic.to_string().trim().is_empty(), "a diagnostic says nothing: {diagnostic:?}");
    }
}

/// A mapping and the export that it reads; without a mapping the one that comes with Regie. Nothing is lost: a row that
/// does not become an entry is reported.
pub fn import(bytes: &[u8]) {
    let (mapping, csv) = parts(bytes);
    let own = text(mapping).and_then(|text| Mapping::parse(text).ok());
    let mapping = own.unwrap_or_else(|| Mapping::parse(BUILT_IN).unwrap_or_else(|error| panic!("{error}")));
    let Ok(reading) = read::read(csv, &mapping) else { return };
    let left_out = reading.problems.len();
    assert!(reading.rows.len() + left_out >= reading.total, "a row was lost in silence");
    for row in &reading.rows {
        assert_eq!(row.fields.len(), mapping.columns.headers().len(), "a field was lost or made up");
        let (entry, problems) = interpret::interpret(row, &mapping, TODAY);
        assert!(entry.is_some() || !problems.is_empty(), "line {} was lost in silence", row.line);
    }
}

/// The body of a command of the API: what is understood says the same when it is written and read again.
pub fn command(bytes: &[u8]) {
    for read in [
        reads_again::<CaseCommand>,
        reads_again::<OpenCase>,
        reads_again::<ClientCommand>,
        reads_again::<RegisterClient>,
        reads_again::<OrgCommand>,
        reads_again::<RegisterOrg>,
        reads_again::<PersonCommand>,
        reads_again::<RegisterPerson>,
        reads_again::<MeetingCommand>,
        reads_again::<PlanMeeting>,
    ] {
        read(bytes);
    }
}

fn reads_again<T: DeserializeOwned + Serialize>(bytes: &[u8]) {
    let Ok(value) = body::parse::<T>(bytes) else { return };
    let written = serde_json::to_vec(&value).unwrap_or_else(|error| panic!("cannot be written: {error}"));
    let again = body::parse::<T>(&written).unwrap_or_else(|problem| panic!("cannot be read again: {problem}"));
    assert_eq!(serde_json::to_vec(&again).ok(), Some(written), "says something else when read again");
}

/// A posted form: its name, and the body.
pub fn form(bytes: &[u8]) {
    let (name, posted) = parts(bytes);
    let Ok(fields) = urlencoded::fields(posted) else { return };
    assert!(fields.iter().all(|(name, value)| !name.contains('\0') && !value.contains('\0')), "a NUL came through");
    let seat = Seat::new(PersonId::new(Ulid::from_parts(1, 1)), OrgId::new(Ulid::from_parts(1, 2)));
    if let Some(Err(error)) = text(name).map(|name| regie_web::routes::case_command(name.trim(), &fields, seat)) {
        assert!(!error.to_string().is_empty(), "refused without a reason");
    }
    if let Some(back) = fields.back() {
        assert!(back.starts_with('/') && !back.starts_with("//"), "leads to another site: {back:?}");
    }
}

/// The cursor of a list.
pub fn cursor(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    leads_back::<String>(text);
    leads_back::<u64>(text);
    leads_back::<ClientId>(text);
    leads_back::<(String, CaseId)>(text);
    leads_back::<(Option<Date>, CaseId, u32)>(text);
}

fn leads_back<K: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(text: &str) {
    let Ok(Some(place)) = paging::after::<K>(Some(text)) else { return };
    let next = paging::Page::new(Vec::<u8>::new(), Some(&place)).next;
    assert_eq!(paging::after::<K>(next.as_deref()).ok(), Some(Some(place)), "the cursor leads elsewhere");
}

/// Numbers, dates and the like, as people type them.
pub fn identity(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    if let Ok(bsn) = Bsn::parse(text) {
        assert_eq!(Bsn::parse(&bsn.to_string()), Ok(bsn), "another number when read again");
    }
    if let Ok(number) = VNumber::parse(text) {
        assert_eq!(VNumber::parse(&number.to_string()), Ok(number), "another number when read again");
    }
    if let Ok(day) = clean::date(text, TODAY) {
        assert_eq!(clean::date(&day.strftime("%d-%m-%Y").to_string(), TODAY), Ok(day), "another day when read again");
        let _ = clean::due_from_last_period(day);
    }
    if let Ok(phone) = clean::phone(text) {
        assert_eq!(clean::phone(&phone).as_ref(), Ok(&phone), "another number when read again");
    }
    if let Ok((gravida, para)) = clean::gravida_para(text) {
        assert_eq!(clean::gravida_para(&format!("G{gravida}P{para}")), Ok((gravida, para)));
    }
    let _ = text.parse::<Date>();
    let _ = text.parse::<CaseId>();
}

/// A backup or an export, up to its first event. (Taking one in whole needs a database: the test does that.)
pub fn copy(bytes: &[u8]) {
    let mut lines = bytes;
    if let Err(error) = regie_store::definitions_in(&mut lines) {
        assert!(!error.to_string().is_empty(), "refused without a reason");
    }
}
