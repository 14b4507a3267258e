//! Decision tables: which outcome, by which row, and why — or which question comes first.
//!
//! A table has typed inputs, rows of cells and a hit policy. A cell is an S-FEEL unary test of DMN 1.3 (`< 18`, `[1..5]`,
//! `"single", "none"`, `not(true)`, `-`), or one of the short forms of a pathway file (`yes`, `no`, an option without quotes).
//!
//! - [`Table::compile`] reads a [`RawTable`]; every [`Problem`] names the row and the column, so that the caller can name the line.
//! - [`Table::decide`] is three-valued: an input may be [`Given::Unknown`]. The answer is decided when every way to fill in
//!   what is unknown gives the same outcome; otherwise it names the inputs that still matter.
//! - [`lint`] finds overlaps, gaps and rows that never decide, each with an example.
//! - [`dmn`] reads and writes DMN XML.
//!
//! Numbers are exact decimals. Pure: no clock, no chance, no IO.

mod cell;
mod check;
mod column;
mod complete;
mod decide;
pub mod dmn;
mod gaps;
mod hit_policy;
mod ids;
mod kind;
mod lexer;
mod lint;
mod parse;
mod problem;
mod raw;
mod row_set;
mod shadow;
mod table;
mod text;
mod value;

pub use cell::{Cell, Edge, Test};
pub use decide::{Decided, Hit, Outcome, Verdict, WrongValue};
pub use hit_policy::{Aggregator, HitPolicy};
pub use ids::{InputId, OutputId, TableId};
pub use jiff::civil::Date;
pub use kind::{Kind, NumberRange};
pub use lint::{Example, Finding, Report, Severity, lint};
pub use problem::{Place, Problem};
pub use raw::{Input, Output, RawOtherwise, RawRow, RawTable};
pub use row_set::MOST_ROWS;
pub use rust_decimal::Decimal;
pub use table::{MOST_INPUTS, Otherwise, Row, Table};
pub use text::Text;
pub use value::{Given, Value};
