//! The caseload: who is whose case manager and deputy (AZ-01).

use regie_care::client::fold_name;
use regie_care::policy::{OrgAction, Subject};
use regie_care::seat::{Actor, Role, Seat};
use regie_store::views::{CaseFilter, CaseLine, CaseSort, Cursor, FormerLine, Scope};

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
        if names_only && (filter.phase.is_some() || tells_care(sort)) {
            // The order and the choice would tell how far a pregnancy is.
            return Err(AppError::Invalid {
                field: if filter.phase.is_some() { "phase" } else { "sort" },
                message: "your organisation sees names, without anything medical; ask by name, in every phase"
                    .to_owned(),
            });
        }
        let mut filter = filter.clone();
        filter.search = filter.search.map(|text| fold_name(&text)).filter(|text| !text.is_empty());
        let mut lines = self.inner.store.caseload(scope, moment.today, &filter, sort, after, limit).await?;
        if names_only {
            lines.iter_mut().for_each(without_care);
        }
        Ok(lines)
    }

    /// Up to `limit` cases that the seat's organisation handed over, by the client's name: it goes on reading its own
    /// record of them with [`App::past_case_file`] (AZ-10). The lines show the client as she was known when its part
    /// ended; the order and the search go by what is known of her now.
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
        let search = search.map(fold_name).filter(|text| !text.is_empty());
        let mut lines = self.inner.store.former_cases(seat.org, search.as_deref(), after, limit).await?;
        for line in &mut lines {
            if let Some(identity) = self.former_identity(seat.org, line.case).await? {
                (line.name, line.birth_date) = (identity.full_name(), identity.birth_date);
            }
        }
        Ok(lines)
    }
}

/// Whether the order tells how far a pregnancy is.
const fn tells_care(sort: CaseSort) -> bool {
    matches!(sort, CaseSort::Due | CaseSort::NextUntil)
}

/// Leaves who, where and whom to approach.
fn without_care(line: &mut CaseLine) {
    let case = &mut line.case;
    (case.due, case.born, case.next_until, case.next_due, case.urgent) = (None, None, None, None, 0);
    (line.client.bsn, line.client.v_number, line.client.source_number) = (None, None, None);
}
