//! What the five kinds of stream have in common: they begin with an event, evolve with each, and yield view rows.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;
use regie_care::case::{self, Case, CaseEvent, Recorded};
use regie_care::client::{self, Client, ClientEvent};
use regie_care::directory::Directory;
use regie_care::history::{self, HistoryLine};
use regie_care::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use regie_care::meeting::{self, Meeting, MeetingEvent};
use regie_care::organisation::{self, OrgEvent, Organisation};
use regie_care::pathways::Pathways;
use regie_care::person::{self, Person, PersonEvent};
use regie_care::rows;
use regie_care::sealing;
use regie_care::seat::Actor;
use regie_care::view::ViewRow;
use regie_pathway::ContentHash;
use regie_store::{Lapse, StreamId};

use crate::app::App;
use crate::change_case;
use crate::load::Loaded;

/// State that is folded from one stream of the journal.
pub trait Aggregate: Clone + Debug + Send + Sync + 'static {
    /// Its id.
    type Id: Copy + Debug + Display + Eq + Hash + Send + Sync;
    /// Its events.
    type Event: Clone + Debug + Send + Sync;
    /// What it is called in messages.
    const WHAT: &'static str;

    /// The stream of the journal.
    fn stream(id: Self::Id) -> StreamId;
    /// The first event; `None` when it is not one with which such a stream begins.
    fn begin(id: Self::Id, event: &Self::Event, recorded: Recorded) -> Option<Self>;
    /// A later event.
    fn evolve(&mut self, event: &Self::Event, recorded: Recorded);
    /// The journal's kind of an event.
    fn kind(event: &Self::Event) -> &'static str;
    /// Reads the JSON of the journal. Here and in [`Aggregate::write`], not where it is asked for: this is half of what
    /// the compiler makes of an event, and made here it is made once.
    fn read(payload: &str) -> serde_json::Result<Self::Event>;
    /// The JSON of the journal.
    fn write(event: &Self::Event) -> serde_json::Result<String>;
    /// An event as people say it, told with the state as it is now.
    fn describe(&self, event: &Self::Event, directory: &Directory, pathways: &Pathways) -> HistoryLine;
    /// How many of its events this actor may not know of (PS-02): versions and positions, as she sees them, do not count
    /// those.
    fn hidden_from(&self, actor: Actor, today: Date) -> u64;
    /// What this actor sees of it when that is not all, with the pathways as they are told to her.
    fn open_to(&self, pathways: &Pathways, actor: Actor, today: Date) -> Option<(Self, Pathways)>;
    /// An event as told to who does not see all; `None` when she may not know of it.
    fn told(&self, event: &Self::Event, pathways: &Pathways) -> Option<Self::Event>;
    /// The pathway texts on which it runs.
    fn definitions(&self) -> Vec<&ContentHash>;
    /// Its view rows.
    fn rows(&self, pathways: &Pathways) -> Vec<ViewRow>;
    /// The jobs that these events make needless.
    fn lapses(id: Self::Id, events: &[Self::Event]) -> Vec<Lapse>;
    /// Where its folded states are kept between commands; `None` for the small streams, which are read each time.
    fn memory(app: &App) -> Option<&Memory<Self>>;
}

/// Folded states by id.
pub type Memory<A> = quick_cache::sync::Cache<<A as Aggregate>::Id, Arc<Loaded<A>>>;

macro_rules! aggregate {
    ($state:ty, $id:ty, $event:ty, $what:literal, $begin:expr, $evolve:expr, $describe:expr, $definitions:expr, $rows:expr, $lapses:expr, $memory:expr, $hidden:expr, $open:expr, $told:expr) => {
        impl Aggregate for $state {
            type Id = $id;
            type Event = $event;
            const WHAT: &'static str = $what;

            fn stream(id: $id) -> StreamId {
                StreamId::new(id.stream())
            }

            fn begin(id: $id, event: &$event, recorded: Recorded) -> Option<Self> {
                let begin: fn($id, &$event, Recorded) -> Option<$state> = $begin;
                begin(id, event, recorded)
            }

            fn evolve(&mut self, event: &$event, recorded: Recorded) {
                let evolve: fn(&mut $state, &$event, Recorded) = $evolve;
                evolve(self, event, recorded);
            }

            fn kind(event: &$event) -> &'static str {
                event.kind()
            }

            fn read(payload: &str) -> serde_json::Result<$event> {
                serde_json::from_str(payload)
            }

            fn write(event: &$event) -> serde_json::Result<String> {
                serde_json::to_string(event)
            }

            fn describe(&self, event: &$event, directory: &Directory, pathways: &Pathways) -> HistoryLine {
                let describe: fn(&$state, &$event, &Directory, &Pathways) -> HistoryLine = $describe;
                describe(self, event, directory, pathways)
            }

            fn hidden_from(&self, actor: Actor, today: Date) -> u64 {
                let hidden: fn(&$state, Actor, Date) -> u64 = $hidden;
                hidden(self, actor, today)
            }

            fn open_to(&self, pathways: &Pathways, actor: Actor, today: Date) -> Option<(Self, Pathways)> {
                let open: fn(&$state, &Pathways, Actor, Date) -> Option<($state, Pathways)> = $open;
                open(self, pathways, actor, today)
            }

            fn told(&self, event: &$event, pathways: &Pathways) -> Option<$event> {
                let told: fn(&$state, &$event, &Pathways) -> Option<$event> = $told;
                told(self, event, pathways)
            }

            fn definitions(&self) -> Vec<&ContentHash> {
                let definitions: fn(&$state) -> Vec<&ContentHash> = $definitions;
                definitions(self)
            }

            fn rows(&self, pathways: &Pathways) -> Vec<ViewRow> {
                let rows: fn(&$state, &Pathways) -> Vec<ViewRow> = $rows;
                rows(self, pathways)
            }

            fn lapses(id: $id, events: &[$event]) -> Vec<Lapse> {
                let lapses: fn($id, &[$event]) -> Vec<Lapse> = $lapses;
                lapses(id, events)
            }

            fn memory(app: &App) -> Option<&Memory<Self>> {
                let memory: fn(&App) -> Option<&Memory<$state>> = $memory;
                memory(app)
            }
        }
    };
}

aggregate!(
    Case,
    CaseId,
    CaseEvent,
    "case",
    case::evolve::begin,
    case::evolve,
    |case, event, directory, pathways| history::describe(event, case, directory, pathways),
    |case| case.runs.iter().filter_map(|run| Some(&run.state.started()?.hash)).collect(),
    rows::case_rows,
    change_case::lapses,
    |app| Some(&app.inner.cases),
    sealing::hidden_from,
    |case, pathways, actor, today| {
        sealing::as_seen_by(case, pathways, actor, today).map(|open| (open.case, open.pathways))
    },
    |case, event, pathways| sealing::open_event(event, case, pathways)
);
aggregate!(
    Client,
    ClientId,
    ClientEvent,
    "client",
    |id, event, _| client::begin(id, event),
    |client, event, _| client::evolve(client, event),
    |_, event, _, _| history::describe_client(event),
    |_| Vec::new(),
    |client, _| rows::client_rows(client),
    |_, _| Vec::new(),
    |_| None,
    |_, _, _| 0,
    |_, _, _, _| None,
    |_, event, _| Some(event.clone())
);
aggregate!(
    Organisation,
    OrgId,
    OrgEvent,
    "organisation",
    |id, event, _| organisation::begin(id, event),
    |org, event, _| organisation::evolve(org, event),
    |_, event, directory, _| history::describe_organisation(event, directory),
    |_| Vec::new(),
    |_, _| Vec::new(),
    |_, _| Vec::new(),
    |_| None,
    |_, _, _| 0,
    |_, _, _, _| None,
    |_, event, _| Some(event.clone())
);
aggregate!(
    Person,
    PersonId,
    PersonEvent,
    "person",
    |id, event, _| person::begin(id, event),
    |person, event, _| person::evolve(person, event),
    |_, event, directory, _| history::describe_person(event, directory),
    |_| Vec::new(),
    |person, _| rows::person_rows(person),
    |_, _| Vec::new(),
    |_| None,
    |_, _, _| 0,
    |_, _, _, _| None,
    |_, event, _| Some(event.clone())
);
aggregate!(
    Meeting,
    MeetingId,
    MeetingEvent,
    "meeting",
    |id, event, _| meeting::begin(id, event),
    |meeting, event, _| meeting::evolve(meeting, event),
    |_, event, directory, _| history::describe_meeting(event, directory),
    |_| Vec::new(),
    |meeting, _| rows::meeting_rows(meeting),
    |_, _| Vec::new(),
    |_| None,
    |_, _, _| 0,
    |_, _, _, _| None,
    |_, event, _| Some(event.clone())
);
