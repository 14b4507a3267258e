//! Forms about who she is cared for by, the intake, and the end of the care.

use regie_care::case::CaseCommand;
use regie_care::case::records::{
    Evaluation, IntakeSection, MedicalHistory, PsychologicalHistory, SocialHistory, TeamMember, TrustedPerson,
};

use super::read::{FormError, Reader};
use crate::fields::FieldError;

pub fn intake(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let intake = match reader.fields.need("deel")? {
        "medical" => IntakeSection::Medical(medical(reader)?),
        "psychological" => IntakeSection::Psychological(PsychologicalHistory {
            complaints: reader.text("klachten"),
            treatment: reader.text("behandeling"),
            trauma: reader.text("meegemaakt"),
            substance_use: reader.text("middelen"),
            notes: reader.text("opmerkingen"),
        }),
        "social" => IntakeSection::Social(SocialHistory {
            partner: reader.text("partner"),
            children: reader.text("kinderen"),
            support: reader.text("steun"),
            housing: reader.text("wonen"),
            procedure: reader.text("procedure"),
            safety: reader.text("veiligheid"),
            notes: reader.text("opmerkingen"),
        }),
        _ => return Err(FormError::Field(FieldError::NotAChoice("deel"))),
    };
    Ok(CaseCommand::RecordIntake { intake })
}

fn medical(reader: &Reader<'_>) -> Result<MedicalHistory, FormError> {
    Ok(MedicalHistory {
        gravida: reader.fields.number_or_none("gravida")?,
        para: reader.fields.number_or_none("para")?,
        caesarean_before: reader.fields.yes_no("sectio"),
        hypertension: reader.fields.yes_no("hypertensie"),
        conditions: reader.text("aandoeningen"),
        medication: reader.text("medicatie"),
        allergies: reader.text("allergieen"),
        infections: reader.text("infecties"),
        genital_mutilation: reader.fields.yes_no("vgv"),
        notes: reader.text("opmerkingen"),
    })
}

pub fn team_member(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let member = TeamMember {
        role: reader.fields.code("functie")?,
        org: reader.org("organisatie")?,
        contact_person: reader.fields.filled("contactpersoon").map(str::to_owned),
    };
    Ok(CaseCommand::SetTeamMember { member })
}

pub fn deputy(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    Ok(CaseCommand::NameDeputy {
        deputy: reader.seat_of("wie")?,
        from: reader.fields.day("vanaf")?,
        until: reader.fields.day_or_none("tot")?,
    })
}

pub fn first_line(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    Ok(CaseCommand::NameFirstLine { case_manager: reader.seat_of("wie")? })
}

pub fn trusted_person(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    if reader.button() == "verwijderen" {
        return Ok(CaseCommand::RemoveTrustedPerson);
    }
    let person = TrustedPerson {
        name: reader.need("naam")?,
        relation: reader.need("relatie")?,
        phone: reader.fields.filled("telefoon").map(str::to_owned),
    };
    Ok(CaseCommand::NameTrustedPerson { person })
}

pub fn sealed(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    Ok(match reader.button() {
        "schrijven" => {
            CaseCommand::WriteSealedNote { subject: reader.fields.code("onderwerp")?, text: reader.need("tekst")? }
        }
        "noemen" => CaseCommand::NameReader { reader: reader.seat_of("wie")?, reason: reader.need("reden")? },
        "schrappen" => CaseCommand::StrikeReader { reader: reader.seat_of("wie")?, reason: reader.need("reden")? },
        _ => return Err(FormError::NoSuchForm),
    })
}

pub fn evaluation(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let evaluation = Evaluation {
        on: reader.fields.day("datum")?,
        client_view: reader.need("clientervaring")?,
        lessons: reader.text("lessen"),
    };
    Ok(CaseCommand::Evaluate { evaluation })
}

pub fn close(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    Ok(CaseCommand::Close {
        on: reader.fields.day("datum")?,
        reason: reader.fields.code("waarom")?,
        note: reader.text("toelichting"),
    })
}

pub fn reopen(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    Ok(CaseCommand::Reopen { reason: reader.need("reden")? })
}
