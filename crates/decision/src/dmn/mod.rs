//! Decision tables as DMN XML.
//!
//! Read: the decision tables of a model in the namespaces of DMN 1.1 to 1.5. Written: DMN 1.3. What DMN has no place for — the
//! version, the validity, the English title — goes into attributes of our own namespace, which other programs keep or
//! skip; the reason and the source of a row go into annotation columns, which they show.

mod export;
mod import;
mod tree;
mod types;

use crate::{Problem, Table};

pub use export::export;
pub use import::import;

/// Our own attributes stand in this namespace.
pub const OWN_NAMESPACE: &str = "urn:regie:dmn:1";
/// What is written: DMN 1.3.
pub const NAMESPACE: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";

/// The namespaces that are read: DMN 1.1, 1.2, 1.3, 1.4, 1.5.
const KNOWN_NAMESPACES: &[&str] = &[
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    NAMESPACE,
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
];

/// The annotation columns that hold the reason and the source of a row.
const ANNOTATIONS: [&str; 3] = ["reason (nl)", "reason (en)", "source"];

/// A decision of a DMN model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its name in the model.
    pub decision: String,
    /// The table, or why there is none.
    pub table: Result<Table, NoTable>,
}

/// Why a decision of a model is no table here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTable {
    /// It decides in another way.
    #[error("it is made by a `{0}`; only decision tables are read")]
    OtherLogic(String),
    /// Nothing says how it decides.
    #[error("nothing says how it decides; give it a decision table")]
    NoLogic,
    /// Something in it has no counterpart here.
    #[error("{what}. {help}")]
    Unsupported {
        /// What.
        what: String,
        /// How to mend it.
        help: String,
    },
    /// It is a table with problems.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Problems(Vec<Problem>),
}

/// Why a text is no DMN model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDmn {
    /// It is no XML.
    #[error("line {line}: this is no XML that can be read: {what}. Export the model anew")]
    Xml {
        /// The line, from 1.
        line: usize,
        /// What the reader says.
        what: String,
    },
    /// It declares a document type. Models have none, and entities can be made to explode.
    #[error("line {line}: the file declares a document type. Take the DOCTYPE out")]
    DocumentType {
        /// The line, from 1.
        line: usize,
    },
    /// Its elements lie in one another too deeply.
    #[error("line {line}: elements lie in one another more than {most} deep. This is no decision model")]
    TooDeep {
        /// The line, from 1.
        line: usize,
        /// The depth that is read.
        most: usize,
    },
    /// It is XML, and something else than a DMN model.
    #[error(
        "the file begins with `{element}`, not with the `definitions` of DMN 1.1 to 1.5. Export the model as DMN 1.3"
    )]
    NoDefinitions {
        /// The name of the outermost element.
        element: String,
    },
}
