//! The pages, asked for in-process by people who sign in with a form: every test has its own server and database, a
//! clock that stands, and seeded ids.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod again;
mod begun;
mod card;
mod care_plan;
mod case;
mod caseload;
mod desk;
mod died;
mod doors;
mod errors;
mod handover;
mod intake;
mod kept;
mod letters;
mod meetings;
mod mistakes;
mod moving;
mod note;
mod notices;
mod palliative;
mod past;
mod pathways;
mod psychosocial;
mod referral;
mod region;
mod region_says;
mod relations;
mod rights;
mod scene;
mod sealed;
mod several;
mod today;
mod two_at_once;
mod two_in_the_region;
mod unsent;
mod ways_on;
