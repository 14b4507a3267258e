//! What is doubtful in the decision tables of a file: gaps, overlaps, rows that never decide, tables that decide nothing.

use regie_decision::Severity as TableSeverity;

use super::Linter;
use crate::diagnostic::Severity;

/// So many findings of each sort are told of one table; the rest show when these are mended.
const MOST: usize = 5;

impl Linter<'_> {
    pub(super) fn tables(&mut self) {
        for (known, at) in self.def.tables.iter().zip(0..) {
            if !self.def.steps.iter().any(|step| step.table == Some(at)) {
                let message = format!("table `{}` decides no step", known.table.id());
                self.warn("unused-table", known.place, message, "name it in a step with `table`, or leave it out");
            }
            for finding in regie_decision::lint(&known.table, MOST).findings {
                let severity = match finding.severity() {
                    TableSeverity::Error => Severity::Error,
                    TableSeverity::Warning => Severity::Warning,
                };
                let row = finding.row().and_then(|row| known.row_places.get(row.checked_sub(1)?)).copied();
                let message = format!("table `{}`: {finding}", known.table.id());
                let place = row.unwrap_or(known.place);
                self.found.push(self.def.lines.diagnostic(severity, finding.code(), place, message, finding.help()));
            }
        }
    }
}
