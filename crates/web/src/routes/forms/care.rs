//! Forms about who she is cared for by, and the end of the care.

use regie_care::case::CaseCommand;
use regie_care::case::records::{Evaluation, TeamMember, TrustedPerson};

use super::read::{FormError, Reader};

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
        died_on: reader.fields.day_or_none("overleden-op")?,
    })
}

pub fn reopen(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    Ok(CaseCommand::Reopen { reason: reader.need("reden")? })
}
