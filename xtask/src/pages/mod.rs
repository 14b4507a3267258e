//! The pages as people get them: every one is opened in a browser, on the made-up region of `regie demo` on a fixed day.
//!
//! `table` names them, and the check holds it to the routes; `region` serves and finds them; `screens` takes their
//! pictures; `stage` holds them against axe-core, the Nu HTML checker, the questions of `look.js` and the agreed
//! `weight`.

mod findings;
mod held;
mod npm;
mod picture;
mod region;
mod screens;
mod stage;
mod table;
mod weight;

pub use held::breaches;
pub use screens::run as screens;
pub use stage::hold;
