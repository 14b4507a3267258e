//! What is doubtful in the decision tables of a file: gaps, overlaps, rows that never decide, tables that decide nothing.

use regie_decision::Severity as TableSeverity;

use super::Linter;
use crate::diagnostic::Severity;

/// So many findings of each sort are told of one table; of the rest how many they are.
const MOST: usize = 5;

impl Linter<'_> {
    pub(super) fn tables(&mut self) {
        for (known, at) in self.def.tables.iter().zip(0..) {
            if !self.def.steps.iter().any(|step| step.table == Some(at)) {
                let message = format!("table `{}` decides no step", known.table.id());
                self.warn("unused-table", known.place, message, "name it in a step with `table`, or leave it out");
            }
            let report = regie_decision::lint(&known.table, MOST);
            if report.left_out > 0 {
                let message = format!("table `{}`: {} more findings like these", known.table.id(), report.left_out);
                self.warn("more-in-table", known.place, message, "mend these first; then the others are told");
            }
            if !report.complete {
                let message = format!(
                    "table `{}` is too large to be searched whole: it may have gaps or idle rows that are not told",
                    known.table.id()
                );
                self.warn(
                    "table-not-searched",
                    known.place,
                    message,
                    "split it: let one table decide what another looks at",
                );
            }
            for finding in report.findings {
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
