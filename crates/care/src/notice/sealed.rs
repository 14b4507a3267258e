//! Who may read from now on what is sealed hears that she may; what it is, she reads in the case (PS-02).

use regie_pathway::Text;

use super::texts::Say;
use super::{Desk, Subject, To};
use crate::case::seal::Why;
use crate::seat::Seat;

impl Desk<'_> {
    /// Who was named, or has a sealed step to do, and could not read it before. Case manager and deputy hear that they are
    /// that; what they read follows from it.
    pub(super) fn newly_named(&mut self) {
        let read_before = |seat: Seat| {
            let seal = self.before.and_then(|case| case.seal.as_ref());
            seal.is_some_and(|seal| seal.reader(seat).is_some())
        };
        let readers = self.after.seal.iter().flat_map(|seal| &seal.readers);
        let named = readers.filter(|reader| matches!(reader.why, Why::Named { .. } | Why::Step { .. }));
        let named = named.map(|reader| reader.seat).filter(|seat| !read_before(*seat));
        let named: Vec<Seat> = named.filter(|seat| !self.is_actor(seat.person)).collect();
        for seat in named {
            let case_manager = self.names.reach(self.after.case_manager);
            let say = Say::plain(
                Text::new("Je bent genoemd bij een dossier", "You were named on a record"),
                Text::new(
                    format!(
                        "Bij een casus mag je meer lezen dan eerst. Waarom, staat in Regie bij die casus. Casemanager: {case_manager}."
                    ),
                    format!(
                        "In a case you may read more than before. Why, is told in Regie in that case. Case manager: {case_manager}."
                    ),
                ),
            );
            self.tell(To::Seat(seat), Subject::SealedReader, &say);
        }
    }
}
