//! The region's visit roster (PN-04) and forecast (PN-01): who visits which client on which day, with reasons, and when the
//! region runs short.
//!
//! [`Instance`] is the question, [`Plan`] the answer. [`solve`] searches, [`check`] recomputes feasibility and every cost from
//! the written plan and shares no code with the search; what the product shows has passed it.
//!
//! Pure: no clock, no threads, chance only from a seed. The caller tells a search how far it is ([`solve::Pace`]), and runs
//! two at once where it has two cores.

pub mod check;
pub mod costs;
pub mod dice;
pub mod forecast;
pub mod generate;
pub mod import;
pub mod impossible;
pub mod input;
pub mod plan;
pub mod problem;
pub mod reasons;
pub mod replan;
pub mod solve;

pub use input::Instance;
pub use plan::Plan;
