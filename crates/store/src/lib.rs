//! The journal, its views and its jobs, on SQLite and PostgreSQL.
//!
//! Every change is an event in one append-only journal; views are rows written in the same transaction, a pure
//! function of the journal; jobs are enqueued with them. There is one write path, [`Store::commit`]: a writer carries
//! what many callers hand in through one durable transaction and answers each when it is on disk.
//!
//! What differs between the two databases is in `dialect`; every query elsewhere is written once.

mod accounts;
mod backup;
mod batch;
mod chain;
mod commit;
mod definitions;
mod dialect;
mod drafts;
mod error;
pub mod floor;
mod imported;
mod jobs;
mod journal;
mod rebuild;
mod schema;
mod seal;
mod statement;
mod store;
mod told;
mod value;
mod verify;
pub mod views;
mod writer;

pub use accounts::{Account, Session};
pub use backup::{Content, Exported, definitions_in};
pub use commit::{
    Append, Commit, Committed, Condition, Lapse, NewEvent, NewJob, Receipt, Recorded, RowChange, StreamId,
};
pub use definitions::Definition;
pub use dialect::{Engine, private_file};
pub use drafts::Draft;
pub use error::{CommitError, StoreError};
pub use imported::Imported;
pub use jobs::{Job, JobPlace, JobState, Undelivered};
pub use journal::{Entry, Export, Head};
pub use rebuild::{Projector, Rebuilt, ViewRow};
pub use schema::schema_fingerprint;
pub use seal::Seal;
pub use store::{Options, Store, StoredReceipt};
pub use told::Told;
pub use value::{Table, Value};
pub use verify::{Breach, Report};
