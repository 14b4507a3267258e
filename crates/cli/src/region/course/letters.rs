//! Letters of the midwife: the pregnancy declaration, and what she hands over at the end.

use jiff::civil::Date;
use regie_app::AppError;
use regie_care::case::CaseCommand;
use regie_care::case::letter::Addressee;
use regie_care::seat::{OrgKind, Seat};
use regie_pathway::{Party, StepId, Work};

use super::{Course, PATHWAY};

impl Course<'_> {
    /// Sends the letter of a step: to youth health care, or else to the health centre of the site, in one case in four to the
    /// GP.
    pub(super) fn send_letter(
        &mut self,
        day: Date,
        by: Seat,
        (step, nth): (&StepId, u16),
        work: Work,
        to: &[Party],
    ) -> Result<(), AppError> {
        let at_the_gp = to.contains(&Party::Gp) && self.plot.lot.is_multiple_of(4);
        let centre = || self.state().and_then(|case| case.team_org(OrgKind::GcA)).unwrap_or(self.site.gc_a);
        let org = match () {
            () if to.contains(&Party::Jgz) => self.chain.jgz,
            () if at_the_gp => self.chain.gp,
            () => centre(),
        };
        let note = match work {
            Work::PregnancyDeclaration => "",
            _ if self.plot.lost() => "Zij herstelt lichamelijk goed; wij hebben haar gesproken over het verlies.",
            _ if to.contains(&Party::Jgz) => {
                "Kind groeit goed en drinkt vlot. Hielprik is gedaan; graag een eerste bezoek."
            }
            _ => "Partus en kraambed ongecompliceerd; moeder en kind maken het goed. Nacontrole is afgesproken.",
        };
        let letter = CaseCommand::SendLetter {
            pathway: PATHWAY.into(),
            step: step.clone(),
            nth,
            to: vec![Addressee::Org { org }],
            note: note.to_owned(),
        };
        self.give(day, 14, by, &letter)
    }
}
