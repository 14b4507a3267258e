//! Forms about accountability: handovers and shared case management.

use regie_care::case::CaseCommand;
use regie_care::case::records::{ActionDecision, Agreement, HandoverCode, HandoverKind, No, ReferralLetter, Situation};

use regie_care::ids::{OrgId, PersonId};

use super::read::{FormError, Reader, seat};
use crate::fields::FieldError;

/// The situations of shared case management and the fields that name their case managers.
const SITUATIONS: [(Situation, &str); 6] = [
    (Situation::Psychosocial, "situatie-psychosocial"),
    (Situation::MedicalPregnancy, "situatie-medical-pregnancy"),
    (Situation::Birth, "situatie-birth"),
    (Situation::Postnatal, "situatie-postnatal"),
    (Situation::Logistics, "situatie-logistics"),
    (Situation::Other, "situatie-other"),
];

pub fn handover(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "voorstellen" => propose(reader),
        "aanvaarden" => Ok(CaseCommand::AcceptHandover {
            no: reader.no()?,
            deputy: reader.seat_of("plaatsvervanger")?,
            actions: decisions(reader),
        }),
        "weigeren" => Ok(CaseCommand::DeclineHandover { no: reader.no()?, reason: reader.need("reden")? }),
        "intrekken" => Ok(CaseCommand::WithdrawHandover { no: reader.no()?, reason: reader.need("reden")? }),
        "afblazen" => Ok(CaseCommand::CallOffMove {
            no: reader.no()?,
            reason: reader.need("reden")?,
            hand_back_by: reader.fields.on("teruggeven").then(|| reader.fields.day("antwoord-voor")).transpose()?,
        }),
        "verzetten" => Ok(CaseCommand::ChangeMove {
            no: reader.no()?,
            moves_on: reader.fields.day("verhuist-op")?,
            reason: reader.need("reden")?,
        }),
        "brief" => Ok(CaseCommand::SendReferralLetter { no: reader.no()?, letter: letter(reader) }),
        _ => Err(FormError::NoSuchForm),
    }
}

fn propose(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let code: HandoverCode = reader.fields.code("soort")?;
    let handover = match code {
        HandoverCode::Colleague => HandoverKind::Colleague,
        HandoverCode::Planned => HandoverKind::Planned { letter: letter(reader) },
        HandoverCode::Acute => HandoverKind::Acute { letter_by: reader.fields.day("brief-voor")? },
        HandoverCode::Relocation => HandoverKind::Relocation {
            moves_on: reader.fields.day("verhuist-op")?,
            coa: reader.org_or_stays("coa")?,
            gc_a: reader.org_or_stays("gca")?,
            place: reader.text("verblijf"),
        },
        HandoverCode::Return => HandoverKind::Return,
    };
    let (to_org, to_person) = match code {
        HandoverCode::Colleague => (reader.seat.org, Some(reader.person("naar-persoon")?)),
        _ => receiver(reader)?,
    };
    Ok(CaseCommand::ProposeHandover {
        handover,
        to_org,
        to_person,
        note: reader.text("toelichting"),
        answer_by: reader.fields.day("antwoord-voor")?,
        work: decisions(reader),
    })
}

/// All that cannot be read of a relocation, in the order of the form.
pub fn unread_of_relocation(reader: &Reader<'_>) -> Vec<FormError> {
    let day = |name| reader.fields.day(name).err().map(FormError::from);
    let faults = [
        receiver(reader).err(),
        day("verhuist-op"),
        reader.org_or_stays("coa").err(),
        reader.org_or_stays("gca").err(),
        day("antwoord-voor"),
    ];
    faults.into_iter().flatten().collect()
}

/// To whom: an organisation, or a person there.
fn receiver(reader: &Reader<'_>) -> Result<(OrgId, Option<PersonId>), FormError> {
    match seat(reader.fields.need("naar")?) {
        Some(seat) => Ok((seat.org, Some(seat.person))),
        None => Ok((reader.org("naar")?, None)),
    }
}

/// The letter as typed. Whoever sends it, it names the case manager who hands over; the rules fill her in.
fn letter(reader: &Reader<'_>) -> ReferralLetter {
    ReferralLetter {
        reason: reader.text("brief-reden"),
        history: reader.text("brief-voorgeschiedenis"),
        findings: reader.text("brief-bevindingen"),
        question: reader.text("brief-vraag"),
        psychosocial: reader.text("brief-psychosociaal"),
        case_manager: None,
    }
}

/// What the receiver decided about each open action; an action without an answer stays undecided and is refused.
fn decisions(reader: &Reader<'_>) -> Vec<(No, ActionDecision)> {
    let mut decisions = Vec::new();
    for (name, value) in reader.fields.iter() {
        let Some(no) = name.strip_prefix("actie-").and_then(|no| no.parse::<No>().ok()) else { continue };
        let decision = match value {
            "take" => ActionDecision::Take,
            "keep" => ActionDecision::Keep,
            "drop" => ActionDecision::Drop { reason: reader.text(&format!("actie-{no}-reden")) },
            _ => continue,
        };
        decisions.push((no, decision));
    }
    decisions
}

pub fn sharing(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "afspreken" => {
            let mut agreements = Vec::new();
            for (situation, field) in SITUATIONS {
                let Some(text) = reader.fields.filled(field) else { continue };
                let case_manager = seat(text).ok_or(FieldError::NotAChoice("wie"))?;
                agreements.push(Agreement { situation, case_manager });
            }
            Ok(CaseCommand::AgreeSharing { agreements, from: reader.fields.day("vanaf")? })
        }
        "beeindigen" => Ok(CaseCommand::EndSharing { reason: reader.need("reden")? }),
        "afwijzen" => Ok(CaseCommand::DeclineSharingRequest { reason: reader.need("reden")? }),
        "verzoek" => Ok(CaseCommand::RequestSharing { on: reader.fields.day("datum")?, wish: reader.need("wens")? }),
        _ => Err(FormError::NoSuchForm),
    }
}
