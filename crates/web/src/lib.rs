//! The pages of Regie: what people see and fill in.
//!
//! [`pages`] are plain values with templates; [`texts`] holds every word in Dutch and English; [`pathway_line`] draws a
//! pathway as a line and [`diagram`] as a chart, [`network`] the people around a client; [`fields`] reads posted forms; [`fill`] puts what the use cases answer on the pages; [`routes`] answers the browser.

pub mod api;
mod caller;
pub mod diagram;
pub mod fields;
pub mod fill;
mod letters;
pub mod network;
pub mod openapi;
pub mod pages;
pub mod pathway_line;
pub mod problem;
pub mod render;
mod router;
pub mod routes;
pub mod session;
mod state;
pub mod texts;
pub mod throttle;
pub mod urlencoded;

pub use router::{LARGEST_BODY, router, router_with_pages};
pub use state::{Options, WebState};
