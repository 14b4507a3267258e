//! Who hears of the treatment plan: whoever must do something for it, and whoever coordinates.

use regie_pathway::Text;

use super::texts::{self, Say};
use super::{Desk, Subject, To};
use crate::case::state::{ActionLife, by_no, numbered};
use crate::plan::Responsible;
use crate::seat::Seat;
use crate::wording;

impl Desk<'_> {
    /// A measure that is new, or that somebody else carries out from now on, is heard by who does it: a professional as
    /// any action, an organisation as a message. The client and her carers were there when it was agreed.
    pub(super) fn plan_revised(&mut self) {
        let before = self.before.map(|case| case.actions.as_slice()).unwrap_or_default();
        let measures: Vec<_> = numbered(&self.after.actions)
            .filter(|(_, action)| action.life == ActionLife::Open)
            .filter_map(|(no, action)| {
                let measure = action.measure.as_ref()?;
                let known = by_no(before, no).and_then(|action| action.measure.as_ref());
                let told = known.is_some_and(|known| known.responsible == measure.responsible);
                (!told).then(|| (action.plan.clone(), measure.responsible.clone()))
            })
            .collect();
        for (plan, responsible) in measures {
            match responsible {
                Responsible::CaseManager | Responsible::Professional { .. } => self.action(&plan),
                Responsible::Org { org } => {
                    let by = wording::day(plan.by);
                    let what = plan.what.trim();
                    let title = Text::new("Maatregel uit het zorgplan", "Measure of the treatment plan");
                    let say = Say {
                        logistics: Some(Text::new(
                            format!(
                                "Er is iets voor jullie te doen, uiterlijk {}. Wat, staat op de pagina van de cliënt.",
                                by.nl
                            ),
                            format!(
                                "There is something for you to do, by {}. What it is stands on the page of the client.",
                                by.en
                            ),
                        )),
                        ..Say::medical(
                            title,
                            Text::new(format!("{what}, uiterlijk {}.", by.nl), format!("{what}, by {}.", by.en)),
                        )
                    };
                    self.tell(To::Org(org), Subject::ActionAssigned, &say);
                }
                Responsible::Client | Responsible::Carer { .. } => {}
            }
        }
    }

    /// Whoever coordinates hears it, and who stays accountable (PS-04, PS-06).
    pub(super) fn coordinator(&mut self, coordinator: Seat, after_birth: bool) {
        if self.is_actor(coordinator.person) {
            return;
        }
        let case_manager = self.names.reach(self.after.case_manager);
        let (nl, en) = if after_birth { (" na de bevalling", " after the birth") } else { ("", "") };
        let say = Say::medical(
            Text::new("Je bent coördinerend zorgverlener", "You are the coordinating provider"),
            Text::new(
                format!("Je coördineert de zorg{nl}. Casemanager blijft {case_manager}."),
                format!("You coordinate the care{en}. The case manager is still {case_manager}."),
            ),
        );
        self.tell(To::Seat(coordinator), Subject::CoordinatorNamed, &say);
    }

    /// After the birth whoever coordinates from now on hears what the one before hands over (PS-07).
    pub(super) fn coordination_handed_over(&mut self, to: Seat, note: &str) {
        if self.is_actor(to.person) {
            return;
        }
        let case_manager = self.names.reach(self.after.case_manager);
        let say = Say::medical(
            Text::new("De coördinatie is aan jou overgedragen", "Coordination was handed over to you"),
            texts::with_note(
                Text::new(
                    format!("Vanaf nu coördineer jij de zorg. Casemanager blijft {case_manager}."),
                    format!("From now on you coordinate the care. The case manager is still {case_manager}."),
                ),
                &Text::new("Overdracht", "Handover"),
                note,
            ),
        );
        self.tell(To::Seat(to), Subject::CoordinatorNamed, &say);
    }
}
