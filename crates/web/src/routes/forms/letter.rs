//! Forms of letters that do a step: sending one, and that it did not arrive.

use regie_care::case::CaseCommand;
use regie_care::case::letter::Addressee;

use super::read::{FormError, Reader, seat};
use crate::fields::FieldError;

pub fn letter(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "versturen" => {
            let to = addressees(reader)?;
            let (pathway, step, nth) = (reader.pathway()?, reader.step()?, reader.fields.number("nr")?);
            Ok(CaseCommand::SendLetter { pathway, step, nth, to, note: reader.text("toelichting") })
        }
        "niet-aangekomen" => Ok(CaseCommand::ReturnLetter { no: reader.no()?, reason: reader.need("reden")? }),
        _ => Err(FormError::NoSuchForm),
    }
}

/// Whoever was ticked, another organisation of the directory, and a name with an address.
fn addressees(reader: &Reader<'_>) -> Result<Vec<Addressee>, FormError> {
    let ticked = reader.fields.all("aan").chain(reader.fields.filled("ander"));
    let ticked = ticked.map(|value| addressee(value).ok_or(FieldError::NotAChoice("aan")));
    let mut to: Vec<Addressee> = ticked.collect::<Result<_, _>>()?;
    let (name, address) = (reader.fields.filled("naam"), reader.fields.filled("adres"));
    if name.is_some() || address.is_some() {
        to.push(Addressee::Elsewhere { name: reader.need("naam")?, address: reader.need("adres")? });
    }
    if to.is_empty() { Err(FormError::Field(FieldError::Missing("aan"))) } else { Ok(to) }
}

/// `org:01J…` or `person:org`.
fn addressee(value: &str) -> Option<Addressee> {
    match value.strip_prefix("org:") {
        Some(org) => Some(Addressee::Org { org: org.parse().ok()? }),
        None => Some(Addressee::Person { seat: seat(value)? }),
    }
}
