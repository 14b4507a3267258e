//! How a course begins: the client is entered, the case opened, the histories are taken.

use jiff::Timestamp;
use jiff::civil::Date;
use rand::RngExt;
use rand::rngs::StdRng;
use regie_app::{AppError, Story};
use regie_care::case::records::{
    IntakeSection, MedicalHistory, PsychologicalHistory, SocialHistory, TeamMember, TrustedPerson,
};
use regie_care::case::{CaseCommand, OpenCase};
use regie_care::client::{Identity, Interpreter, RegisterClient};
use regie_care::identity::{Bsn, VNumber};
use regie_care::ids::CaseId;
use regie_care::seat::{Actor, OrgKind, Seat};
use regie_pathway as pathway;

use super::plot::Plot;
use super::{Course, PATHWAY};
use crate::region::chain::{Chain, Site};
use crate::region::{at, names};

/// Enters the client and opens her case; says which, and when.
pub fn open(
    story: &mut Story,
    rng: &mut StdRng,
    chain: &Chain,
    site: &Site,
    (manager, deputy): (Seat, Seat),
    plot: &Plot,
) -> Result<(CaseId, Timestamp), AppError> {
    let identity = identity(rng, site, plot);
    let actor = Actor::Person(manager);
    let client = story.register_client(at(plot.entry, 9, 0), actor, &RegisterClient { identity })?;
    let hospital = chain.hospitals[site.practice % chain.hospitals.len()].0;
    let team = [
        (OrgKind::GcA, site.gc_a),
        (OrgKind::Coa, site.coa),
        (OrgKind::Gp, chain.gp),
        (OrgKind::Jgz, chain.jgz),
        (OrgKind::Kraamzorg, chain.kraamzorg),
        (OrgKind::Hospital, hospital),
    ];
    let command = OpenCase {
        client,
        case_manager: manager,
        deputy,
        on: plot.entry,
        pathway: PATHWAY.into(),
        anchors: [("due".into(), plot.due)].into(),
        facts: std::collections::BTreeMap::new(),
        team: team.map(|(role, org)| TeamMember { role, org, contact_person: None }).into(),
    };
    let opened = at(plot.entry, 9, 10);
    Ok((story.open_case(opened, actor, &command)?, opened))
}

fn identity(rng: &mut StdRng, site: &Site, plot: &Plot) -> Identity {
    let name = names::name(rng);
    let birth_year = i16::from(rng.random_range(84_i8..107)) + 1900;
    let with_bsn = rng.random_range(0..3) == 0;
    Identity {
        family_name: name.family.to_owned(),
        given_name: name.given.to_owned(),
        birth_date: Date::new(birth_year, rng.random_range(1..13), rng.random_range(1..29)).ok(),
        bsn: with_bsn.then(|| names::bsn(rng)).and_then(|bsn| Bsn::parse(&bsn).ok()),
        v_number: VNumber::parse(&names::v_number(rng)).ok(),
        language: name.language.to_owned(),
        interpreter: if plot.interpreter { Interpreter::Phone } else { Interpreter::None },
        phone: format!("06-5500 {:04}", rng.random_range(0..10_000)),
        site: site.name.clone(),
        source: None,
        notes: String::new(),
    }
}

/// Takes the three histories, and with them does the step.
pub fn take(course: &mut Course<'_>, day: Date, by: Seat) -> Result<(), AppError> {
    for intake in histories(&mut course.rng) {
        course.give(day, 9, by, &CaseCommand::RecordIntake { intake })?;
    }
    let support = course.rng.random_range(0..4) == 0;
    let (fact, value) = ("psychosocial-support".into(), pathway::FactValue::YesNo(support));
    course.step(day, by, pathway::Command::SetFact { fact, value })?;
    if course.rng.random_range(0..4) == 0 {
        let person = TrustedPerson {
            name: names::name(&mut course.rng).given.to_owned(),
            relation: names::pick(&mut course.rng, &["zus", "vriendin", "vrijwilliger VluchtelingenWerk"]).to_owned(),
            phone: None,
        };
        course.give(day, 10, by, &CaseCommand::NameTrustedPerson { person })?;
    }
    course.contact(day, by, Some(&"intake".into()))
}

fn histories(rng: &mut StdRng) -> [IntakeSection; 3] {
    let gravida = rng.random_range(1..5);
    let medical = MedicalHistory {
        gravida: Some(gravida),
        para: Some(gravida - 1),
        caesarean_before: Some(gravida > 1 && rng.random_range(0..5) == 0),
        hypertension: Some(rng.random_range(0..12) == 0),
        medication: names::pick(rng, &["Geen", "Foliumzuur", "Ferrofumaraat 200 mg"]).to_owned(),
        ..MedicalHistory::default()
    };
    let complaints = ["Slaapt slecht sinds de vlucht", "Geen klachten", "Piekert over de procedure"];
    let psychological = PsychologicalHistory {
        complaints: names::pick(rng, &complaints).to_owned(),
        ..PsychologicalHistory::default()
    };
    let social = SocialHistory {
        partner: names::pick(rng, &["Partner in hetzelfde azc", "Partner in ander azc", "Alleen"]).to_owned(),
        support: names::pick(rng, &["Zus in Utrecht", "Buurvrouw op het azc", "Nog geen"]).to_owned(),
        housing: "Gedeelde unit".to_owned(),
        ..SocialHistory::default()
    };
    [IntakeSection::Medical(medical), IntakeSection::Psychological(psychological), IntakeSection::Social(social)]
}
