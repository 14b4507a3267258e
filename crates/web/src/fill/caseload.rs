//! *Caseload*: who is whose case manager and deputy, as a page and as CSV.

use regie_app::{CaseFilter, CaseLine, CaseSort};
use regie_care::charge::{self, Charge};
use regie_care::ids::PersonId;
use regie_care::seat::Role;
use regie_care::view::{ClientRow, Phase, Relation};

use super::names::{Namesake, code};
use super::{Desk, course};
use crate::pages::caseload::{CaseloadPage, CaseloadRow, Column, ColumnKind};
use crate::pages::{Choice, Chrome};
use crate::routes::link::with_query;

/// What the list is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Which cases.
    pub filter: CaseFilter,
    /// In which order.
    pub sort: CaseSort,
    /// What was searched for, as typed.
    pub search: String,
}

impl Asked {
    /// The query that asks for the same.
    #[must_use]
    pub fn query(&self, path: &str, sort: &str) -> String {
        let manager = self.filter.case_manager.map(|person| person.to_string()).unwrap_or_default();
        let deputy = self.filter.deputy.map(|person| person.to_string()).unwrap_or_default();
        let phase = self.filter.phase.map(|phase| code(&phase)).unwrap_or_default();
        let sort = if sort == sort_code(CaseSort::Name) { "" } else { sort };
        let pairs = [
            ("zoek", self.search.as_str()),
            ("casemanager", &manager),
            ("plaatsvervanger", &deputy),
            ("fase", &phase),
            ("sorteer", sort),
        ];
        with_query(path, &pairs)
    }

    /// The query that asks for what comes after a row.
    #[must_use]
    pub fn query_after(&self, after: &regie_app::Cursor) -> String {
        let base = self.query("/caseload", sort_code(self.sort));
        let rest = with_query("", &[("na", &after.value), ("na-casus", &after.case.to_string())]);
        if base.contains('?') { format!("{base}{}", rest.replacen('?', "&", 1)) } else { format!("{base}{rest}") }
    }
}

/// How an order is named in the address.
#[must_use]
pub const fn sort_code(sort: CaseSort) -> &'static str {
    match sort {
        CaseSort::Name => "naam",
        CaseSort::Due => "terme",
        CaseSort::NextUntil => "eerst",
        CaseSort::CaseManager => "casemanager",
        CaseSort::Deputy => "plaatsvervanger",
    }
}

const PHASES: [Phase; 4] = [Phase::Pregnancy, Phase::Postnatal, Phase::Ended, Phase::Closed];

/// The page.
#[must_use]
pub fn page(
    desk: &Desk,
    chrome: Chrome,
    asked: &Asked,
    lines: &[CaseLine],
    total: Option<usize>,
    next: Option<String>,
) -> CaseloadPage {
    let care = desk.sees_care();
    let choose = |choice: Choice, chosen: bool| if chosen { choice.chosen() } else { choice };
    let people = |asked: Option<PersonId>| -> Vec<Choice> {
        let colleagues = desk.managers(desk.seat.org).into_iter().map(|choice| {
            let person = choice.value.split(':').next().unwrap_or_default().to_owned();
            let chosen = asked.is_some_and(|chosen| chosen.to_string() == person);
            choose(Choice::new(person, choice.label), chosen)
        });
        colleagues.filter(|_| care).collect()
    };
    let phases = PHASES
        .into_iter()
        .map(|phase| choose(Choice::new(code(&phase), desk.t.phase(&phase)), asked.filter.phase == Some(phase)));
    CaseloadPage {
        t: desk.t,
        chrome,
        today: desk.today,
        query: asked.search.clone(),
        managers: people(asked.filter.case_manager),
        deputies: people(asked.filter.deputy),
        phases: if care { phases.collect() } else { Vec::new() },
        care,
        opens: desk.opens_cases(),
        columns: columns(asked, care),
        sorted: sort_code(asked.sort).to_owned(),
        total,
        rows: desk.caseload_rows(lines),
        next,
        csv: asked.query("/caseload.csv", sort_code(asked.sort)),
        several: lines
            .iter()
            .any(|line| desk.answers_for(line))
            .then(|| asked.query("/caseload/overdragen", sort_code(CaseSort::Name))),
    }
}

fn columns(asked: &Asked, care: bool) -> Vec<Column> {
    let column = |kind: ColumnKind| {
        let sort = match kind {
            ColumnKind::Client => Some(CaseSort::Name),
            ColumnKind::Due => Some(CaseSort::Due),
            ColumnKind::Next => Some(CaseSort::NextUntil),
            ColumnKind::Manager => Some(CaseSort::CaseManager),
            ColumnKind::Deputy => Some(CaseSort::Deputy),
            _ => None,
        };
        let sorted = sort == Some(asked.sort);
        Column {
            kind,
            href: sort.map(|sort| asked.query("/caseload", sort_code(sort))),
            sort: if sorted { "ascending" } else { "none" },
        }
    };
    ColumnKind::ALL.into_iter().filter(|kind| care || !kind.is_care()).map(column).collect()
}

impl Desk {
    /// Whether her organisation directs care, so that the list may say how far it is.
    pub(super) fn sees_care(&self) -> bool {
        let cares = self.directory.kind(self.seat.org).is_some_and(charge::has_caseload);
        cares && self.directory.role(self.seat) != Some(Role::Logistics)
    }

    /// Whether cases begin where she works.
    fn opens_cases(&self) -> bool {
        let (kind, role) = (self.directory.kind(self.seat.org), self.directory.role(self.seat));
        kind.zip(role).is_some_and(|(kind, role)| charge::begins_with(kind, role))
    }

    /// Whether she could be accountable for this case: without that there is nothing of it for her to hand over.
    fn answers_for(&self, line: &CaseLine) -> bool {
        let (kind, role) = (self.directory.kind(self.seat.org), self.directory.role(self.seat));
        let charge = Charge::of_all(line.case.pinned.keys());
        let own = [line.case.org, line.case.practice].contains(&self.seat.org);
        own && kind.zip(role).is_some_and(|(kind, role)| charge.covers(kind, role))
    }

    /// The lines; those of the same name with what tells them apart.
    pub(super) fn caseload_rows(&self, lines: &[CaseLine]) -> Vec<CaseloadRow> {
        let rows = lines.iter().zip(self.clients_told_apart(lines));
        rows.map(|(line, told_apart)| CaseloadRow { told_apart, ..self.caseload_row(line) }).collect()
    }

    /// What tells each client apart from others of the same name among these lines; empty for a name that is one's own.
    pub(super) fn clients_told_apart(&self, lines: &[CaseLine]) -> Vec<String> {
        let namesake = |line: &CaseLine| Namesake {
            name: line.client.full_name(),
            birth_date: line.client.birth_date,
            else_by: self.number_of(&line.client),
        };
        self.told_apart(&lines.iter().map(namesake).collect::<Vec<_>>())
    }

    fn number_of(&self, client: &ClientRow) -> Option<String> {
        let told = |key: &str, number: &String| self.t.one(key, "number", number).into_owned();
        let v_number = client.v_number.as_ref().map(|number| told("v-number", number));
        v_number.or_else(|| client.bsn.as_ref().map(|number| told("bsn-number", number)))
    }

    fn caseload_row(&self, line: &CaseLine) -> CaseloadRow {
        let case = &line.case;
        // What the organisation does not direct it sees by name only.
        let care = self.sees_care() && matches!(line.relation, Relation::Accountable | Relation::FirstLine);
        CaseloadRow {
            case: case.case.to_string(),
            client: line.client.full_name(),
            birth_date: line.client.birth_date,
            number: line.client.v_number.clone().or_else(|| line.client.bsn.clone()).unwrap_or_default(),
            told_apart: String::new(),
            course: course::of_row(case, self.today),
            due: case.due,
            site: line.client.site.clone(),
            manager: self.person(case.case_manager),
            manager_away: self.directory.is_absent(case.case_manager, self.today),
            elsewhere: (case.org != self.seat.org).then(|| self.org(case.org)),
            deputy: line.fixed.or(line.deputy).map(|person| self.person(person)).unwrap_or_default(),
            cover: line.deputy.zip(line.deputy_until).map(|(person, until)| (self.person(person), until)),
            deputy_away: line.fixed.or(line.deputy).is_some_and(|person| self.directory.is_absent(person, self.today)),
            phase: case.phase,
            line: case.line,
            next: case.next_day(self.today),
            urgent: if care { case.urgent } else { 0 },
            until: line.until,
        }
    }
}

/// The list as CSV, as a Dutch spreadsheet opens it: semicolons, and a mark in front that says UTF-8.
#[must_use]
pub fn csv_text(desk: &Desk, lines: &[CaseLine]) -> String {
    let t = desk.t;
    let care = desk.sees_care();
    let columns: Vec<ColumnKind> = ColumnKind::ALL.into_iter().filter(|kind| care || !kind.is_care()).collect();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut text = String::from("\u{feff}");
    // Beside the name, so that two of the same name are told apart; numbers are for who gives care.
    let mut heads: Vec<String> = columns.iter().map(|kind| t.column(kind)).collect();
    heads.insert(1, t.of("letter-birth-date").into_owned());
    if care {
        heads.insert(2, t.of("csv-number").into_owned());
    }
    push_row(&mut text, heads.into_iter());
    for line in lines {
        let row = desk.caseload_row(line);
        let course = if row.is_over() && !row.course.is_death() {
            t.phase(&row.phase).into_owned()
        } else {
            t.course(&row.course)
        };
        let mut cells: Vec<String> = columns
            .iter()
            .map(|kind| match kind {
                ColumnKind::Client if !care && row.course.is_death() => {
                    format!("{} ({})", row.client, t.course(&row.course))
                }
                ColumnKind::Client => row.client.clone(),
                ColumnKind::Course => course.clone(),
                ColumnKind::Due => day(row.due),
                ColumnKind::Site => row.site.clone(),
                ColumnKind::Manager => match &row.elsewhere {
                    Some(org) => format!("{}, {org}", row.manager),
                    None => row.manager.clone(),
                },
                ColumnKind::Deputy => match &row.cover {
                    Some((cover, until)) => {
                        format!("{} ({})", row.deputy, t.two("cover-until", "who", cover, "day", t.day_full(until)))
                    }
                    None => row.deputy.clone(),
                },
                ColumnKind::Next => day(row.next),
            })
            .collect();
        cells.insert(1, day(row.birth_date));
        if care {
            cells.insert(2, row.number.clone());
        }
        push_row(&mut text, cells.into_iter());
    }
    text
}

fn push_row(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.map(|cell| csv_cell(&cell)).collect();
    text.push_str(&cells.join(";"));
    text.push_str("\r\n");
}

/// A cell of text. What a spreadsheet would take for a formula begins with an apostrophe, so that a name cannot act.
fn csv_cell(text: &str) -> String {
    let acts = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let text = if acts { format!("'{text}") } else { text.to_owned() };
    if text.contains([';', ',', '"', '\n', '\r', '\t']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn az_01_a_name_in_the_csv_cannot_act_as_a_formula() {
        assert_eq!(csv_cell("Haddad"), "Haddad");
        assert_eq!(csv_cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for acts in ["+31", "-1", "@SUM", "\t=1", " =1"] {
            assert!(csv_cell(acts).trim_start_matches('"').starts_with('\''), "{acts:?}");
        }
        assert_eq!(csv_cell("De Vries; Joke"), "\"De Vries; Joke\"");
    }
}
