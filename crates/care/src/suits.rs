//! Which pathways may be this client's, beside those that run on her case, and why the others are not.
//!
//! What is known decides, and only where it says so: who has no birth date on record is no adult. A pathway that is not
//! offered for one of these reasons is not refused either, for what is on record may be wrong.

use jiff::ToSpan;
use jiff::civil::Date;
use regie_pathway::{FactId, FactValue, PathwayId};

use crate::case::Case;
use crate::charge::Charge;
use crate::client::Identity;
use crate::postnatal::born;
use crate::seat::OrgKind;
use crate::vocabulary::fact;

/// From this age she is no child any more.
const ADULT: i64 = 18;

/// How long after the birth its care is over: the visits last eight to ten days.
const AFTER_BIRTH: i64 = 14;

/// Why a pathway is not this client's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotHers {
    /// It begins at organisations of other kinds.
    Elsewhere(&'static [OrgKind]),
    /// It is for children.
    Adult,
    /// It is for asylum seekers.
    NoAsylumSeeker,
    /// The pregnancy has ended.
    PregnancyEnded,
    /// The birth is too long ago.
    LongAfterBirth,
}

/// Why a pathway is not this client's; `None` when it may be. `at` is where it would begin.
#[must_use]
pub fn not_hers(case: &Case, client: &Identity, at: OrgKind, pathway: &PathwayId, today: Date) -> Option<NotHers> {
    let (charge, own) = (Charge::of(pathway), Charge::of_case(case));
    let with_hers = own.is_midwifery() && charge.is_midwifery();
    if !with_hers && (charge.is_midwifery() || !charge.begins_at.contains(&at)) {
        return Some(NotHers::Elsewhere(charge.begins_at));
    }
    if !fits_age(client, pathway, today) {
        return Some(NotHers::Adult);
    }
    if !charge.is_midwifery() {
        return None;
    }
    if is_lost(case) {
        return Some(NotHers::PregnancyEnded);
    }
    match pathway.shared().as_str() {
        "az-verloskunde" => (!seeks_asylum(case, client)).then_some(NotHers::NoAsylumSeeker),
        "postnataal" => {
            let over = born(case).is_some_and(|born| born.saturating_add(AFTER_BIRTH.days()) < today);
            over.then_some(NotHers::LongAfterBirth)
        }
        _ => None,
    }
}

/// Whether a pathway may be this client's by her age, as far as that is known: care for children is not an adult's.
#[must_use]
pub fn fits_age(client: &Identity, pathway: &PathwayId, today: Date) -> bool {
    let is_adult = || client.birth_date.is_some_and(|birth| birth.saturating_add(ADULT.years()) <= today);
    pathway.shared().as_str() != "kinderpalliatief" || !is_adult()
}

fn seeks_asylum(case: &Case, client: &Identity) -> bool {
    client.v_number.is_some() || [OrgKind::Coa, OrgKind::GcA].into_iter().any(|role| case.team.contains_key(&role))
}

fn is_lost(case: &Case) -> bool {
    let lost = FactId::from(fact::PREGNANCY_LOST);
    case.runs.iter().any(|run| run.state.fact(&lost) == Some(&FactValue::YesNo(true)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use jiff::civil::date;
    use regie_pathway as pathway;

    use super::*;
    use crate::case::CaseCommand;
    use crate::fixtures::{JOKE, az, ctx, day, give, opened_case};
    use crate::identity::VNumber;
    use crate::vocabulary::anchor;

    fn born_on(birth: Date) -> Identity {
        Identity { birth_date: Some(birth), ..Identity::default() }
    }

    fn asked(case: &Case, client: &Identity, at: OrgKind, id: &str, today: Date) -> Option<NotHers> {
        not_hers(case, client, at, &id.into(), today)
    }

    #[test]
    fn cm_02_a_midwife_is_offered_midwifery_care_and_no_programme_of_another_organisation() {
        let (case, client, today) = (opened_case(), born_on(date(1999, 3, 14)), day(8, 3));
        let offered = |id| asked(&case, &client, OrgKind::MidwifePractice, id, today);
        assert_eq!(offered("psychosociaal"), None);
        assert_eq!(offered("postnataal"), None, "she is pregnant");
        assert_eq!(offered("postnataal@noord"), None, "a network's own as the shared one");
        for other in ["kinderpalliatief", "palliatief", "dementie", "ggz-fact", "bemoeizorg-act"] {
            assert!(matches!(offered(other), Some(NotHers::Elsewhere(_))), "{other}");
        }
        let hospital = |id| asked(&case, &client, OrgKind::Hospital, id, today);
        assert_eq!(hospital("postnataal"), None, "second line has the same care");
        assert_eq!(hospital("kinderpalliatief"), Some(NotHers::Adult));
        let child = born_on(date(2009, 8, 4));
        assert_eq!(
            asked(&case, &child, OrgKind::Hospital, "kinderpalliatief", today),
            None,
            "the day before she is 18"
        );
        assert_eq!(asked(&case, &Identity::default(), OrgKind::Hospital, "kinderpalliatief", today), None);
    }

    #[test]
    fn cm_02_care_for_asylum_seekers_is_theirs() {
        let mut case = opened_case();
        let az =
            |case: &Case, client: &Identity| asked(case, client, OrgKind::MidwifePractice, "az-verloskunde", day(8, 3));
        assert_eq!(az(&case, &Identity::default()), None, "COA and GC A stand around her");
        case.team.clear();
        assert_eq!(az(&case, &Identity::default()), Some(NotHers::NoAsylumSeeker));
        let number = Some(VNumber::parse("2301234417").unwrap());
        assert_eq!(az(&case, &Identity { v_number: number, ..Identity::default() }), None);
    }

    #[test]
    fn cm_02_postnatal_care_is_for_who_is_pregnant_or_gave_birth_just_now() {
        let postnatal = |case: &Case, on| asked(case, &Identity::default(), OrgKind::MidwifePractice, "postnataal", on);
        let mut case = opened_case();
        let birth = pathway::Command::SetAnchor { anchor: anchor::BORN.into(), date: day(8, 3), reason: None };
        let give_birth = CaseCommand::Pathway { pathway: az(), command: birth };
        give(&mut case, &ctx(JOKE, day(8, 3)), &give_birth).unwrap();
        assert_eq!(postnatal(&case, day(8, 17)), None);
        assert_eq!(postnatal(&case, day(8, 18)), Some(NotHers::LongAfterBirth));

        let mut case = opened_case();
        let lost = pathway::Command::SetFact { fact: fact::PREGNANCY_LOST.into(), value: FactValue::YesNo(true) };
        give(&mut case, &ctx(JOKE, day(4, 3)), &CaseCommand::Pathway { pathway: az(), command: lost }).unwrap();
        assert_eq!(postnatal(&case, day(4, 3)), Some(NotHers::PregnancyEnded));
    }
}
