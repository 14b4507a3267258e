//! What the kinds of stream have in common: they begin with an event, evolve with each, and yield view rows.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;
use regie_care::case::{self, Case, CaseEvent, Recorded};
use regie_care::client::{self, Client, ClientEvent};
use regie_care::directory::Directory;
use regie_care::history::{self, HistoryLine};
use regie_care::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId, RegionId};
use regie_care::meeting::{self, Meeting, MeetingEvent};
use regie_care::organisation::{self, OrgEvent, Organisation};
use regie_care::pathways::Pathways;
use regie_care::person::{self, Person, PersonEvent};
use regie_care::region::{self, Region, RegionEvent};
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
    fn hidden_from(&self, _actor: Actor, _today: Date) -> u64 {
        0
    }
    /// What this actor sees of it when that is not all, with the pathways as they are told to her.
    fn open_to(&self, _pathways: &Pathways, _actor: Actor, _today: Date) -> Option<(Self, Pathways)> {
        None
    }
    /// An event as told to who does not see all; `None` when she may not know of it.
    fn told(&self, event: &Self::Event, _pathways: &Pathways) -> Option<Self::Event> {
        Some(event.clone())
    }
    /// The pathway texts on which it runs.
    fn definitions(&self) -> Vec<&ContentHash> {
        Vec::new()
    }
    /// Its view rows.
    fn rows(&self, _pathways: &Pathways) -> Vec<ViewRow> {
        Vec::new()
    }
    /// The jobs that these events, given what was before them, make needless.
    fn lapses(_id: Self::Id, _before: Option<&Self>, _events: &[Self::Event]) -> Vec<Lapse> {
        Vec::new()
    }
    /// Where its folded states are kept between commands; `None` for the small streams, which are read each time.
    fn memory(_app: &App) -> Option<&Memory<Self>> {
        None
    }
}

/// Folded states by id.
pub type Memory<A> = quick_cache::sync::Cache<<A as Aggregate>::Id, Arc<Loaded<A>>>;

/// What is the same for every kind of stream: where it lies, and how its events are written there.
macro_rules! kept_in_the_journal {
    ($id:ty, $event:ty) => {
        type Id = $id;
        type Event = $event;

        fn stream(id: $id) -> StreamId {
            StreamId::new(id.stream())
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
    };
}

impl Aggregate for Case {
    kept_in_the_journal!(CaseId, CaseEvent);
    const WHAT: &'static str = "case";

    fn begin(id: CaseId, event: &CaseEvent, recorded: Recorded) -> Option<Self> {
        case::evolve::begin(id, event, recorded)
    }

    fn evolve(&mut self, event: &CaseEvent, recorded: Recorded) {
        case::evolve(self, event, recorded);
    }

    fn describe(&self, event: &CaseEvent, directory: &Directory, pathways: &Pathways) -> HistoryLine {
        history::describe(event, self, directory, pathways)
    }

    fn hidden_from(&self, actor: Actor, today: Date) -> u64 {
        sealing::hidden_from(self, actor, today)
    }

    fn open_to(&self, pathways: &Pathways, actor: Actor, today: Date) -> Option<(Self, Pathways)> {
        sealing::as_seen_by(self, pathways, actor, today).map(|open| (open.case, open.pathways))
    }

    fn told(&self, event: &CaseEvent, pathways: &Pathways) -> Option<CaseEvent> {
        sealing::open_event(event, self, pathways)
    }

    fn definitions(&self) -> Vec<&ContentHash> {
        self.runs.iter().filter_map(|run| Some(&run.state.started()?.hash)).collect()
    }

    fn rows(&self, pathways: &Pathways) -> Vec<ViewRow> {
        rows::case_rows(self, pathways)
    }

    fn lapses(id: CaseId, before: Option<&Self>, events: &[CaseEvent]) -> Vec<Lapse> {
        change_case::lapses(id, before, events)
    }

    fn memory(app: &App) -> Option<&Memory<Self>> {
        Some(&app.inner.cases)
    }
}

impl Aggregate for Client {
    kept_in_the_journal!(ClientId, ClientEvent);
    const WHAT: &'static str = "client";

    fn begin(id: ClientId, event: &ClientEvent, recorded: Recorded) -> Option<Self> {
        client::begin(id, event, recorded)
    }

    fn evolve(&mut self, event: &ClientEvent, _recorded: Recorded) {
        client::evolve(self, event);
    }

    fn describe(&self, event: &ClientEvent, _directory: &Directory, _pathways: &Pathways) -> HistoryLine {
        history::describe_client(event)
    }

    fn rows(&self, _pathways: &Pathways) -> Vec<ViewRow> {
        rows::client_rows(self)
    }
}

impl Aggregate for Organisation {
    kept_in_the_journal!(OrgId, OrgEvent);
    const WHAT: &'static str = "organisation";

    fn begin(id: OrgId, event: &OrgEvent, _recorded: Recorded) -> Option<Self> {
        organisation::begin(id, event)
    }

    fn evolve(&mut self, event: &OrgEvent, _recorded: Recorded) {
        organisation::evolve(self, event);
    }

    fn describe(&self, event: &OrgEvent, directory: &Directory, _pathways: &Pathways) -> HistoryLine {
        history::describe_organisation(event, directory)
    }
}

impl Aggregate for Person {
    kept_in_the_journal!(PersonId, PersonEvent);
    const WHAT: &'static str = "person";

    fn begin(id: PersonId, event: &PersonEvent, _recorded: Recorded) -> Option<Self> {
        person::begin(id, event)
    }

    fn evolve(&mut self, event: &PersonEvent, _recorded: Recorded) {
        person::evolve(self, event);
    }

    fn describe(&self, event: &PersonEvent, directory: &Directory, _pathways: &Pathways) -> HistoryLine {
        history::describe_person(event, directory)
    }

    fn rows(&self, _pathways: &Pathways) -> Vec<ViewRow> {
        rows::person_rows(self)
    }
}

impl Aggregate for Meeting {
    kept_in_the_journal!(MeetingId, MeetingEvent);
    const WHAT: &'static str = "meeting";

    fn begin(id: MeetingId, event: &MeetingEvent, _recorded: Recorded) -> Option<Self> {
        meeting::begin(id, event)
    }

    fn evolve(&mut self, event: &MeetingEvent, _recorded: Recorded) {
        meeting::evolve(self, event);
    }

    fn describe(&self, event: &MeetingEvent, directory: &Directory, _pathways: &Pathways) -> HistoryLine {
        history::describe_meeting(event, directory)
    }

    fn rows(&self, _pathways: &Pathways) -> Vec<ViewRow> {
        rows::meeting_rows(self)
    }
}

impl Aggregate for Region {
    kept_in_the_journal!(RegionId, RegionEvent);
    const WHAT: &'static str = "region";

    fn begin(id: RegionId, event: &RegionEvent, _recorded: Recorded) -> Option<Self> {
        region::begin(id, event)
    }

    fn evolve(&mut self, event: &RegionEvent, recorded: Recorded) {
        region::evolve(self, event, recorded);
    }

    fn describe(&self, event: &RegionEvent, directory: &Directory, _pathways: &Pathways) -> HistoryLine {
        history::describe_region(event, directory)
    }

    fn memory(app: &App) -> Option<&Memory<Self>> {
        Some(&app.inner.regions)
    }
}
