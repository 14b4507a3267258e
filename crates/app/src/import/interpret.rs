//! From a row of text to what it says: a client, and the case that she is in.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::records::MedicalHistory;
use regie_care::client::{Identity, Interpreter, SourceNumber};
use regie_care::identity::{Bsn, VNumber};
use regie_care::vocabulary::anchor;
use regie_pathway::AnchorId;

use super::clean;
use super::mapping::{Finding, Mapping, Remark, same_spelling};
use super::read::Row;
use super::report::{Problem, Weight};
use super::run::fingerprint;

/// How the key of a row without a number begins.
pub(super) const WITHOUT_NUMBER: &str = "zonder nummer";

/// How many hexadecimal digits of a hash tell rows without a number apart.
const KEY: usize = 16;

/// What one row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line of the file.
    pub line: u64,
    /// The practice's name.
    pub practice: String,
    /// By what she is recognised at the next import: her number in the source system, or what stands for it.
    pub source: SourceNumber,
    /// Who she is; with `source`.
    pub identity: Identity,
    /// The case to open, when she is in care here.
    pub course: Option<Course>,
}

/// The case that a row describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The case manager's one name.
    pub case_manager: String,
    /// The deputy's one name.
    pub deputy: String,
    /// The dates from which the pathway counts.
    pub anchors: BTreeMap<AnchorId, Date>,
    /// Name of the GP or GC A, where one is named.
    pub gp: String,
    /// What the row says of the medical history; `None` when it says nothing.
    pub medical: Option<MedicalHistory>,
}

/// Reads one row. A field that cannot be read is reported and left out; a row without a name, or without anything by
/// which she can be told from others, is left out whole.
#[must_use]
pub fn interpret(row: &Row, mapping: &Mapping, today: Date) -> (Option<Entry>, Vec<Problem>) {
    let mut reader = Reader { row, mapping, today, problems: Vec::new() };
    let entry = reader.entry();
    (entry, reader.problems)
}

struct Reader<'a> {
    row: &'a Row,
    mapping: &'a Mapping,
    today: Date,
    problems: Vec<Problem>,
}

/// The places of the fields, in the order of [`super::mapping::Columns::headers`].
#[derive(Debug, Clone, Copy)]
#[repr(usize)]
enum Field {
    Practice,
    Number,
    FamilyName,
    GivenName,
    BirthDate,
    Bsn,
    VNumber,
    Language,
    Interpreter,
    Phone,
    Site,
    CaseManager,
    Deputy,
    LastPeriod,
    Due,
    GravidaPara,
    Born,
    Gp,
    Remarks,
    Status,
}

impl Reader<'_> {
    fn text(&self, field: Field) -> &str {
        self.row.fields.get(field as usize).map_or("", String::as_str)
    }

    fn header(&self, field: Field) -> &str {
        self.mapping.columns.headers().get(field as usize).copied().unwrap_or_default()
    }

    fn problem(&mut self, field: Field, reason: String, weight: Weight) {
        let column = self.header(field).to_owned();
        self.problems.push(Problem { line: self.row.line, column, reason, weight });
    }

    fn entry(&mut self) -> Option<Entry> {
        let practice = self.text(Field::Practice).to_owned();
        if practice.is_empty() {
            self.problem(Field::Practice, "no practice: the row belongs to nobody".to_owned(), Weight::Row);
            return None;
        }
        for field in [Field::Practice, Field::Number] {
            if self.text(field).chars().any(char::is_control) {
                self.problem(field, "a control character: nobody can be recognised by this".to_owned(), Weight::Row);
                return None;
            }
        }
        let mut identity = self.identity(&practice);
        if identity.family_name.is_empty() {
            self.problem(Field::FamilyName, "no family name".to_owned(), Weight::Row);
            return None;
        }
        let tellable = identity.source.is_some() && identity.birth_date.is_some();
        if identity.bsn.is_none() && identity.v_number.is_none() && !tellable {
            let reason = "no usable BSN, V-number or date of birth: she cannot be told from others".to_owned();
            self.problem(Field::Bsn, reason, Weight::Row);
            return None;
        }
        let source = identity.source.clone().unwrap_or_else(|| self.without_number(&practice, &identity));
        identity.source = Some(source.clone());
        let course = self.course(&practice);
        self.keep_what_no_case_takes(&mut identity, course.is_some());
        Some(Entry { line: self.row.line, practice, source, identity, course })
    }

    /// What the row says of her course and no case takes stands with her notes, in the words of the export: nothing
    /// that was known is lost.
    fn keep_what_no_case_takes(&self, identity: &mut Identity, has_case: bool) {
        let course = [Field::CaseManager, Field::LastPeriod, Field::Due, Field::GravidaPara, Field::Born, Field::Gp];
        let left: &[Field] = if has_case { &[Field::LastPeriod] } else { &course };
        for field in left.iter().filter(|field| !self.text(**field).is_empty()) {
            let line = format!("{}: {}", self.header(*field), self.text(*field));
            let between = if identity.notes.is_empty() { "" } else { "\n" };
            identity.notes = format!("{}{between}{line}", identity.notes);
        }
    }

    fn identity(&mut self, practice: &str) -> Identity {
        let number = self.text(Field::Number).to_owned();
        let source = self.source(practice);
        Identity {
            family_name: self.text(Field::FamilyName).to_owned(),
            given_name: self.text(Field::GivenName).to_owned(),
            birth_date: self.date(Field::BirthDate, self.today),
            bsn: self.parsed(Field::Bsn, Bsn::parse),
            v_number: self.parsed(Field::VNumber, VNumber::parse),
            language: self.language(),
            interpreter: self.interpreter(),
            phone: self.phone(),
            site: self.text(Field::Site).to_owned(),
            source: (!number.is_empty()).then_some(SourceNumber { source, number }),
            notes: self.text(Field::Remarks).to_owned(),
        }
    }

    fn source(&self, practice: &str) -> String {
        format!("{}/{practice}", self.mapping.source)
    }

    /// What stands for the number that the export does not give: the same for as long as her names, date of birth, BSN
    /// and V-number are.
    fn without_number(&self, practice: &str, identity: &Identity) -> SourceNumber {
        let Identity { family_name, given_name, birth_date, bsn, v_number, .. } = identity;
        let parts = [
            family_name.clone(),
            given_name.clone(),
            birth_date.map(|date| date.to_string()).unwrap_or_default(),
            bsn.map(|bsn| bsn.to_string()).unwrap_or_default(),
            v_number.map(|number| number.to_string()).unwrap_or_default(),
        ];
        let mut hash = fingerprint(parts.join("\u{1f}").as_bytes());
        hash.truncate(KEY);
        SourceNumber { source: self.source(practice), number: format!("{WITHOUT_NUMBER} {hash}") }
    }

    fn parsed<T, E: std::fmt::Display>(&mut self, field: Field, parse: fn(&str) -> Result<T, E>) -> Option<T> {
        if self.text(field).is_empty() {
            return None;
        }
        match parse(self.text(field)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(field, format!("{error}; left out"), Weight::Field);
                None
            }
        }
    }

    /// A date not after `latest`'s century; unknown and impossible dates are reported and left out.
    fn date(&mut self, field: Field, latest: Date) -> Option<Date> {
        let text = self.text(field).to_owned();
        if text.is_empty() {
            return None;
        }
        if self.mapping.unknown_dates.contains(&text) {
            self.problem(field, format!("'{text}' stands for unknown; left out"), Weight::Field);
            return None;
        }
        match clean::date(&text, latest) {
            Ok(date) => Some(date),
            Err(reason) => {
                self.problem(field, format!("{reason}; left out"), Weight::Field);
                None
            }
        }
    }

    fn language(&mut self) -> String {
        let text = self.text(Field::Language).to_owned();
        if text.is_empty() {
            return text;
        }
        match self.mapping.language(&text) {
            Some(name) => name.to_owned(),
            None => {
                self.problem(
                    Field::Language,
                    format!("'{text}' is not among [languages]; kept as it is"),
                    Weight::Note,
                );
                text
            }
        }
    }

    fn interpreter(&mut self) -> Interpreter {
        let text = self.text(Field::Interpreter).to_owned();
        let among = |values: &[String]| values.iter().any(|value| same_spelling(value, &text));
        if text.is_empty() {
            Interpreter::Unknown
        } else if same_spelling("telefonisch", &text) {
            Interpreter::Phone
        } else if among(&self.mapping.yes) {
            Interpreter::Needed
        } else if among(&self.mapping.no) {
            Interpreter::None
        } else {
            self.problem(Field::Interpreter, format!("'{text}' is neither yes nor no; left out"), Weight::Field);
            Interpreter::Unknown
        }
    }

    fn phone(&mut self) -> String {
        let text = self.text(Field::Phone).to_owned();
        if text.is_empty() {
            return text;
        }
        clean::phone(&text).unwrap_or_else(|reason| {
            self.problem(Field::Phone, format!("{reason}; kept as it is"), Weight::Note);
            text
        })
    }

    fn course(&mut self, practice: &str) -> Option<Course> {
        let status = self.text(Field::Status).to_owned();
        let among = |values: &[String]| values.iter().any(|value| same_spelling(value, &status));
        let (open, elsewhere) = (among(&self.mapping.status.open), among(&self.mapping.status.without_case));
        if elsewhere {
            return None;
        }
        if !open {
            let reason = format!("'{status}' is not among [status]; read as in care");
            self.problem(Field::Status, reason, Weight::Note);
        }
        let case_manager = self.person(Field::CaseManager)?;
        let deputy = self.deputy(practice, &case_manager)?;
        Some(Course {
            case_manager,
            deputy,
            anchors: self.anchors(),
            gp: self.text(Field::Gp).to_owned(),
            medical: self.medical(),
        })
    }

    fn person(&mut self, field: Field) -> Option<String> {
        let text = self.text(field).to_owned();
        if text.is_empty() {
            self.problem(
                field,
                "nobody is named: the client is entered, but no case is opened".to_owned(),
                Weight::Field,
            );
            return None;
        }
        let name = self.mapping.person(&text).map(str::to_owned);
        if name.is_none() {
            let reason = format!("'{text}' is not among [people]; add her there: no case is opened");
            self.problem(field, reason, Weight::Field);
        }
        name
    }

    /// The deputy of the row, or the practice's first deputy who is not the case manager.
    fn deputy(&mut self, practice: &str, case_manager: &str) -> Option<String> {
        let text = self.text(Field::Deputy).to_owned();
        let named = self.mapping.person(&text).filter(|name| *name != case_manager).map(str::to_owned);
        if named.is_some() {
            return named;
        }
        let deputies = self.mapping.practices.get(practice).map(|practice| practice.deputies.as_slice());
        let fallback = deputies.unwrap_or_default().iter().find(|name| *name != case_manager).cloned();
        let why =
            if text.is_empty() { "nobody is named".to_owned() } else { format!("'{text}' cannot be deputy here") };
        match &fallback {
            Some(name) => self.problem(Field::Deputy, format!("{why}; {name} is, by the mapping"), Weight::Field),
            None => self.problem(Field::Deputy, format!("{why}, nor by the mapping: no case is opened"), Weight::Field),
        }
        fallback
    }

    fn anchors(&mut self) -> BTreeMap<AnchorId, Date> {
        // Two-digit years of dates around a pregnancy lie in the coming year at the latest.
        let latest = self.today.saturating_add(2.years());
        let born = self.date(Field::Born, latest).filter(|born| self.plausible(Field::Born, *born, -400, 0));
        let due = self.due(latest);
        let named = [(anchor::BORN, born), (anchor::DUE, due)];
        named.into_iter().filter_map(|(name, date)| Some((AnchorId::from(name), date?))).collect()
    }

    /// The due date as written; else as it follows from the last menstruation.
    fn due(&mut self, latest: Date) -> Option<Date> {
        let written = self.date(Field::Due, latest).filter(|due| self.plausible(Field::Due, *due, -200, 280));
        let reckoned = self
            .date(Field::LastPeriod, latest)
            .and_then(clean::due_from_last_period)
            .filter(|due| written.is_some() || self.plausible(Field::LastPeriod, *due, -200, 280));
        if let (None, Some(due)) = (written, reckoned) {
            self.problem(
                Field::Due,
                format!("no usable due date; {due} follows from the last menstruation"),
                Weight::Note,
            );
        }
        written.or(reckoned)
    }

    /// Whether a date lies within so many days of today; reports it otherwise.
    fn plausible(&mut self, field: Field, date: Date, from: i64, until: i64) -> bool {
        let (first, last) = (self.today.saturating_add(from.days()), self.today.saturating_add(until.days()));
        let fits = first <= date && date <= last;
        if !fits {
            let reason = format!("{date} cannot be: expected between {first} and {last}; left out");
            self.problem(field, reason, Weight::Field);
        }
        fits
    }

    fn medical(&mut self) -> Option<MedicalHistory> {
        let gravida_para = self.gravida_para();
        let remarks = self.text(Field::Remarks).to_lowercase();
        let says = |finding: Finding| {
            let said = |remark: &Remark| remark.means == finding && remarks.contains(&remark.contains.to_lowercase());
            self.mapping.remarks.iter().any(said).then_some(true)
        };
        let medical = MedicalHistory {
            gravida: gravida_para.map(|(gravida, _)| gravida),
            para: gravida_para.map(|(_, para)| para),
            caesarean_before: says(Finding::CaesareanBefore),
            hypertension: says(Finding::Hypertension),
            ..MedicalHistory::default()
        };
        (medical != MedicalHistory::default()).then_some(medical)
    }

    fn gravida_para(&mut self) -> Option<(u8, u8)> {
        let text = self.text(Field::GravidaPara).to_owned();
        if text.is_empty() {
            return None;
        }
        clean::gravida_para(&text)
            .map_err(|reason| self.problem(Field::GravidaPara, format!("{reason}; left out"), Weight::Field))
            .ok()
    }
}
