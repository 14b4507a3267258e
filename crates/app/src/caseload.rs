//! The caseload: who is whose case manager and deputy (AZ-01).

use jiff::civil::Date;
use regie_care::client::fold_name;
use regie_care::directory::Directory;
use regie_care::ids::PersonId;
use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::{Actor, Role, Seat};
use regie_store::views::{self, CaseFilter, CaseLine, Cursor, Scope};

use crate::app::App;
use crate::error::AppError;

/// How many lines are read at once where all are put in order here.
const PART: u32 = 500;
/// Where nobody is named: after every Latin letter.
const NOBODY: &str = "~";

/// In which order the caseload is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CaseSort {
    /// By family name.
    #[default]
    Name,
    /// By due date, cases without one last.
    Due,
    /// By the earliest last day of what is open, cases with nothing open last.
    NextUntil,
    /// By the case manager's name, then by the client's.
    CaseManager,
    /// By the name of the deputy of today, then by the client's; cases without one last.
    Deputy,
}

impl CaseSort {
    /// The order in which the store reads, where it can; names of professionals are in the directory.
    const fn of_the_store(self) -> Option<views::CaseSort> {
        match self {
            Self::Name => Some(views::CaseSort::Name),
            Self::Due => Some(views::CaseSort::Due),
            Self::NextUntil => Some(views::CaseSort::NextUntil),
            Self::CaseManager | Self::Deputy => None,
        }
    }

    /// Whether the order tells how far a pregnancy is.
    const fn tells_care(self) -> bool {
        matches!(self, Self::Due | Self::NextUntil)
    }
}

impl App {
    /// A page of the caseload of the seat's organisation. A practice or hospital sees the cases for which it is
    /// accountable or which return to it; every other organisation the clients with whom it has to do, without
    /// anything medical.
    ///
    /// # Errors
    /// When the actor may not see it, asks for an order or choice that tells more than names, or the store cannot be
    /// read.
    pub async fn caseload(
        &self,
        seat: Seat,
        filter: &CaseFilter,
        sort: CaseSort,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Vec<CaseLine>, AppError> {
        let moment = self.moment();
        let directory = self.directory();
        let gives_care = directory.kind(seat.org).is_some_and(|kind| kind.line().is_some());
        let logistics = directory.role(seat) == Some(Role::Logistics);
        let (action, scope) = if gives_care && !logistics {
            (OrgAction::ViewCaseload, Scope::Caseload(seat.org))
        } else {
            (OrgAction::ViewInvolved, Scope::Involved(seat.org))
        };
        self.authorise(Actor::Person(seat), &Subject::Org { org: seat.org, action }, moment)?;
        let names_only = matches!(action, OrgAction::ViewInvolved);
        if names_only && (filter.phase.is_some() || sort.tells_care()) {
            // The order and the choice would tell how far a pregnancy is.
            return Err(AppError::Invalid {
                field: if filter.phase.is_some() { "phase" } else { "sort" },
                message: "your organisation sees names, without anything medical; ask by name, in every phase"
                    .to_owned(),
            });
        }
        let mut filter = filter.clone();
        filter.search = filter.search.map(|text| fold_name(&text)).filter(|text| !text.is_empty());
        let mut lines = match sort.of_the_store() {
            Some(sort) => self.inner.store.caseload(scope, moment.today, &filter, sort, after, limit).await?,
            None => {
                let lines = self.whole_caseload(scope, moment.today, &filter).await?;
                page_by_person(lines, sort, &directory, after, limit)
            }
        };
        if names_only {
            lines.iter_mut().for_each(without_care);
        }
        Ok(lines)
    }

    /// All lines, by the client's name.
    async fn whole_caseload(&self, scope: Scope, today: Date, filter: &CaseFilter) -> Result<Vec<CaseLine>, AppError> {
        let mut lines: Vec<CaseLine> = Vec::new();
        loop {
            let after = lines.last().map(|line| line.cursor.clone());
            let name = views::CaseSort::Name;
            let part = self.inner.store.caseload(scope, today, filter, name, after.as_ref(), PART).await?;
            let last = part.len() < PART as usize;
            lines.extend(part);
            if last {
                return Ok(lines);
            }
        }
    }
}

/// A page of the lines in the order of who is responsible: her folded name, then that of the client, which is what
/// the cursors of `lines` hold.
fn page_by_person(
    mut lines: Vec<CaseLine>,
    sort: CaseSort,
    directory: &Directory,
    after: Option<&Cursor>,
    limit: u32,
) -> Vec<CaseLine> {
    let name = |person: PersonId| directory.person(person).map(|person| fold_name(&person.name)).unwrap_or_default();
    for line in &mut lines {
        let person = if sort == CaseSort::Deputy { line.deputy } else { Some(line.case.case_manager) };
        line.cursor.value = format!("{}|{}", person.map_or_else(|| NOBODY.to_owned(), name), line.cursor.value);
    }
    let place = |cursor: &Cursor| (cursor.value.clone(), cursor.case.to_string());
    lines.retain(|line| after.is_none_or(|after| place(&line.cursor) > place(after)));
    lines.sort_by_cached_key(|line| place(&line.cursor));
    lines.truncate(limit as usize);
    lines
}

/// Leaves who, where and whom to approach.
fn without_care(line: &mut CaseLine) {
    let case = &mut line.case;
    (case.due, case.born, case.next_until, case.next_due, case.urgent) = (None, None, None, None, 0);
    (line.client.bsn, line.client.v_number, line.client.source_number) = (None, None, None);
}
