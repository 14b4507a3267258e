//! The views as a rebuild makes them: every stream folded and turned into rows, as its commits did.

use regie_care::case::Case;
use regie_care::client::Client;
use regie_care::meeting::Meeting;
use regie_care::organisation::Organisation;
use regie_care::pathways::Pathways;
use regie_care::person::Person;
use regie_care::region::Region;
use regie_store::{Projector, Recorded, StreamId, Table, Told, Value, views};

use crate::aggregate::Aggregate;
use crate::load::decode;
use crate::told;

/// Folds any stream of the journal into its view rows.
#[derive(Debug)]
pub struct Views<'a> {
    /// The definitions that cases pinned.
    pub pathways: &'a Pathways,
}

impl Views<'_> {
    fn of<A: Aggregate>(&self, id: &str, events: &[Recorded]) -> Result<Vec<(&'static Table, Vec<Value>)>, String>
    where
        A::Id: std::str::FromStr,
    {
        let id: A::Id = id.parse().map_err(|_| format!("'{id}' is not the id of a {}", A::WHAT))?;
        let loaded = decode::<A>(id, events).map_err(|error| error.to_string())?;
        Ok(loaded.state.rows(self.pathways).iter().map(views::values).collect())
    }
}

impl Projector for Views<'_> {
    fn tables(&self) -> &[&'static Table] {
        views::TABLES
    }

    fn told(&self, event: &Recorded) -> Option<Told> {
        told::read(event)
    }

    /// 2: what feedback is about is in the line of work in both languages, where Regie worded it.
    fn edition(&self) -> u32 {
        2
    }

    fn rows(&self, stream: &StreamId, events: &[Recorded]) -> Result<Vec<(&'static Table, Vec<Value>)>, String> {
        match stream.as_str().split_once('-') {
            Some(("case", id)) => self.of::<Case>(id, events),
            Some(("client", id)) => self.of::<Client>(id, events),
            Some(("org", id)) => self.of::<Organisation>(id, events),
            Some(("person", id)) => self.of::<Person>(id, events),
            Some(("meeting", id)) => self.of::<Meeting>(id, events),
            Some(("region", id)) => self.of::<Region>(id, events),
            _ => Err(format!("'{stream}' is not the name of a stream that this version knows")),
        }
    }
}
