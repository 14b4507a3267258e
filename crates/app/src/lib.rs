//! The use cases of Regie: load, authorise, decide, commit; and the worker that lets the days come.
//!
//! One file per use case. `execute` is the one way in which anything changes.

mod accounts;
mod aggregate;
mod app;
mod authorise;
mod begun;
mod board;
mod case_drafts;
mod case_file;
mod case_form;
mod caseload;
mod change_case;
mod change_client;
mod clashes;
mod clients;
mod clock;
mod cover;
mod definitions;
mod directory_commands;
mod drafts;
mod error;
mod execute;
mod foresee;
mod history;
mod ids;
pub mod import;
mod intake;
mod library;
mod load;
mod meetings;
mod open_case;
mod outbox;
mod projector;
mod region;
mod registration;
mod seen;
mod several;
mod story;
mod tick;
mod today;
mod told;
mod unsent;

pub use accounts::{NewSession, SignedIn, hash_password, session_mark};
pub use app::App;
pub use begun::{Begun, UnsentMeeting};
pub use board::{Board, BoardColumn, BoardName};
pub use case_drafts::UnsentForm;
pub use case_file::{CaseFile, CaseLogistics, Extent, OwedMeasure, PlannedStep};
pub use case_form::{CaseForm, blank_contact, blank_letter};
pub use caseload::FormerLine;
pub use change_case::MOST_IN_ONE;
pub use clashes::Clash;
pub use clients::{ClientFile, PossibleDouble};
pub use clock::{Clock, Moment};
pub use definitions::{SHIPPED_PATHWAYS, known_pathways, pathways_with, shipped_pathways};
pub use drafts::{FormDraft, IntakeDraft, Interrupted, Keeping, OtherDraft};
pub use error::{AppError, Change, ChangedMeanwhile, Refused};
pub use execute::{Done, Request, RequestKey};
pub use history::name_of;
pub use ids::Ids;
pub use intake::{IntakeFile, Recording, asked};
pub use library::{Found, Moment as CourseDay, Promise, Proof, Readable};
pub use load::{Loaded, case_event};
pub use meetings::{MeetingFile, Place};
pub use outbox::{OpenNotices, OutboxNotice};
pub use projector::Views;
pub use region::{
    Alternative, AwayVisitor, BirthFacts, BoardVisit, BrokenVisit, ChoiceKind as StandInKind, DecisionView, Face,
    ForecastDay, KnownAway, OwnDay, OwnVisit, PinView, PrickToRecord, ProposalView, RegionForecast, RosterChange,
    RosterFigures, SetVisit, StandIn, StandInChoice, StandInList, UnrecordedPrick, UrgentVisit, VisitPace, VisitPlan,
    VisitReason, VisitStands, Visited, VisitorDay, VisitorLine, WaitingVisit, WeekBoard, WhatIf, WomanLine,
};
pub use registration::{Registering, RegistrationDraft};
pub use several::{MOST_AT_ONCE, OneOfSeveral, Several};
pub use story::Story;
pub use today::{DeputyBoard, HandoverAlarm, Today};
pub use unsent::{Owner, Unsent};

/// A notice's place in lists, newest first.
pub use regie_store::JobPlace as NoticePlace;

/// Lists come from the store as they are: rows of the views, joined.
pub use regie_store::views::{AgendaLine, BoardLine, CaseFilter, CaseLine, CaseSort, Cursor, StandIns, WorkLine};
