//! The caseload: who is whose case manager and deputy (AZ-01).

use std::sync::Arc;

use jiff::civil::Date;
use regie_care::charge;
use regie_care::client::fold_name;
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::{Actor, Role, Seat};
use regie_store::views::{CaseFilter, CaseLine, CaseSort, Cursor, Scope, StandIns};

use crate::app::App;
use crate::error::AppError;

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
        let (action, scope) = self.caseload_of(seat)?;
        let names_only = matches!(action, OrgAction::ViewInvolved);
        if names_only && (filter.phase.is_some() || tells_care(sort)) {
            // The order and the choice would tell how far a pregnancy is.
            return Err(AppError::Invalid {
                field: if filter.phase.is_some() { "phase" } else { "sort" },
                message: "your organisation sees names, without anything medical; ask by name, in every phase"
                    .to_owned(),
            });
        }
        let mut filter = CaseFilter { reader: Some(seat), ..filter.clone() };
        filter.search = filter.search.map(|text| fold_name(&text)).filter(|text| !text.is_empty());
        let mut lines = self.inner.store.caseload(scope, moment.today, &filter, sort, after, limit).await?;
        if names_only {
            lines.iter_mut().for_each(without_care);
        }
        Ok(lines)
    }

    /// The open cases of a colleague, and those in which she stands in for another, as far as the caseload of the seat has
    /// them, each with who stands in.
    ///
    /// # Errors
    /// When the actor may not see the caseload, or the store cannot be read.
    pub async fn deputyships(&self, seat: Seat, person: PersonId) -> Result<Vec<StandIns>, AppError> {
        let (_, scope) = self.caseload_of(seat)?;
        Ok(self.inner.store.deputyships(scope, person).await?)
    }

    /// Whether there is a list of cases for this seat.
    #[must_use]
    pub fn has_caseload(&self, seat: Seat) -> bool {
        self.caseload_of(seat).is_ok()
    }

    /// Which cases the caseload of a seat has, and by what she may see them.
    fn caseload_of(&self, seat: Seat) -> Result<(OrgAction, Scope), AppError> {
        let directory = self.directory();
        let gives_care = directory.kind(seat.org).is_some_and(charge::has_caseload);
        let logistics = directory.role(seat) == Some(Role::Logistics);
        let (action, scope) = if gives_care && !logistics {
            (OrgAction::ViewCaseload, Scope::Caseload(seat.org))
        } else {
            (OrgAction::ViewInvolved, Scope::Involved(seat.org))
        };
        self.authorise(Actor::Person(seat), &Subject::Org { org: seat.org, action }, self.moment())?;
        Ok((action, scope))
    }

    /// Up to `limit` cases that the seat's organisation handed over, by the client's name: it goes on reading its own
    /// record of them with [`App::past_case_file`] (AZ-10). The client is found and told as she was known when its part
    /// ended: what she is called since is not for it to know.
    ///
    /// # Errors
    /// When the actor may not see them, or the store cannot be read.
    pub async fn former_cases(
        &self,
        seat: Seat,
        search: Option<&str>,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Vec<FormerLine>, AppError> {
        let subject = Subject::Org { org: seat.org, action: OrgAction::ViewFormer };
        self.authorise(Actor::Person(seat), &subject, self.moment())?;
        let search = search.map(fold_name).unwrap_or_default();
        let mut lines = Vec::new();
        for (case, until) in self.inner.store.former_cases(seat.org).await? {
            if let Some(known) = self.known_then(seat.org, case, until).await?.filter(|known| known.is_meant(&search)) {
                let cursor = Cursor { value: known.order.clone(), case };
                lines.push(FormerLine { case, name: known.name.clone(), birth_date: known.birth_date, until, cursor });
            }
        }
        let place = |cursor: &Cursor| (cursor.value.clone(), cursor.case);
        lines.retain(|line| after.is_none_or(|after| place(&line.cursor) > place(after)));
        lines.sort_by_key(|line| place(&line.cursor));
        lines.truncate(limit as usize);
        Ok(lines)
    }

    /// Who the client of a case was to an organisation that took part until this day. That does not change any more, and
    /// takes two streams to read: so it is kept.
    async fn known_then(
        &self,
        org: OrgId,
        case: CaseId,
        until: Option<Date>,
    ) -> Result<Option<Arc<KnownThen>>, AppError> {
        let memory = &self.inner.known_then;
        if let Some(known) = memory.get(&(org, case, until)) {
            return Ok(Some(known));
        }
        let Some(identity) = self.former_identity(org, case).await? else { return Ok(None) };
        let known = Arc::new(KnownThen {
            name: identity.full_name(),
            birth_date: identity.birth_date,
            order: fold_name(&format!("{} {}", identity.family_name, identity.given_name)),
            numbers: [identity.bsn.map(|bsn| bsn.to_string()), identity.v_number.map(|number| number.to_string())],
        });
        memory.insert((org, case, until), Arc::clone(&known));
        Ok(Some(known))
    }
}

/// A case that an organisation handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerLine {
    /// The case.
    pub case: CaseId,
    /// The client's name, as it was known then.
    pub name: String,
    /// Her day of birth, as it was known then.
    pub birth_date: Option<Date>,
    /// The last day of the organisation's part in the care.
    pub until: Option<Date>,
    /// Where the next page begins after this line.
    pub cursor: Cursor,
}

/// Who a client was to an organisation when its part in the care ended.
#[derive(Debug)]
pub(crate) struct KnownThen {
    name: String,
    birth_date: Option<Date>,
    /// Family and given name, folded: by which she is put in order and found.
    order: String,
    /// BSN and V-number.
    numbers: [Option<String>; 2],
}

/// Kept by organisation, case and the last day of its part: who hands the same case over again knows her anew.
pub(crate) type KnownThenMemory = quick_cache::sync::Cache<(OrgId, CaseId, Option<Date>), Arc<KnownThen>>;

impl KnownThen {
    /// Whether her name holds every word that was searched for, or it is a whole number of hers.
    fn is_meant(&self, search: &str) -> bool {
        search.split_whitespace().all(|word| self.order.contains(word))
            || self.numbers.iter().flatten().any(|number| number == search.trim())
    }
}

/// Whether the order tells how far a pregnancy is.
const fn tells_care(sort: CaseSort) -> bool {
    matches!(sort, CaseSort::Due | CaseSort::NextUntil)
}

/// Leaves who, where and whom to approach.
fn without_care(line: &mut CaseLine) {
    let case = &mut line.case;
    (case.due, case.born, case.urgent) = (None, None, 0);
    (case.next_until, case.next_planned, case.next_due) = (None, None, None);
    (line.client.bsn, line.client.v_number, line.client.source_number) = (None, None, None);
}
