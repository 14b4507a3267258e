//! Forms about the plan: steps, the dates that windows count from, facts.

use regie_care::case::CaseCommand;
use regie_pathway::{AnchorId, Command, FactId, FactValue, PathwayId, StepId, Whom};

use super::read::{FormError, Reader};
use crate::fields::FieldError;

/// The button by which a date or an answer that was a mistake is taken back.
const TAKE_BACK: &str = "intrekken";

pub fn step(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    if reader.button() == "toevoegen" {
        let choice = reader.need("keuze")?;
        let (pathway, step) = choice.split_once(':').ok_or(FieldError::NotAChoice("keuze"))?;
        let command = Command::Add { step: StepId::from(step) };
        return Ok(CaseCommand::Pathway { pathway: PathwayId::from(pathway), command });
    }
    if reader.button() == "starten" {
        let (anchors, facts) = Default::default();
        return Ok(CaseCommand::StartPathway { pathway: PathwayId::from(reader.need("pad")?), anchors, facts });
    }
    let (pathway, step) = (reader.pathway()?, reader.step()?);
    let nth: u16 = reader.fields.number("nr")?;
    let command = match reader.button() {
        "gedaan" => {
            let words = reader.fields.filled("toelichting").map(str::to_owned);
            Command::Complete {
                step,
                nth: Some(nth),
                on: reader.fields.day("datum")?,
                outcome: reader.outcome(),
                words,
                whom: whom(reader)?,
                day: reader.fields.day_or_none("dag")?,
            }
        }
        "plannen" => Command::Plan { step, nth: Some(nth), date: reader.fields.day("datum")? },
        "loslaten" => Command::Unplan { step, nth: Some(nth) },
        "overslaan" => Command::Skip { step, nth: Some(nth), reason: reader.need("reden")? },
        "terugdraaien" => Command::Reopen { step, nth: Some(nth), reason: reader.need("reden")? },
        "delegeren" => {
            let (to, reason) = (reader.seat_of("wie")?, reader.fields.filled("reden").map(str::to_owned));
            return Ok(CaseCommand::DelegateStep { pathway, step, nth, to, reason });
        }
        "terugnemen" => return Ok(CaseCommand::EndDelegation { pathway, step, nth }),
        _ => return Err(FormError::NoSuchForm),
    };
    Ok(CaseCommand::Pathway { pathway, command })
}

/// To whom: a name that was typed, or else one of the directory.
fn whom(reader: &Reader<'_>) -> Result<Option<Whom>, FormError> {
    if let Some(name) = reader.fields.filled("bij-naam") {
        return Ok(Some(Whom::Elsewhere { name: name.to_owned() }));
    }
    Ok(reader.org_or_none("bij-wie")?.map(|org| Whom::Org { org: org.to_string() }))
}

pub fn anchor(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let anchor = AnchorId::from(reader.fields.need("anker")?);
    let command = if reader.button() == TAKE_BACK {
        Command::RetractAnchor { anchor, reason: reader.need("reden")? }
    } else {
        let reason = reader.fields.filled("reden").map(str::to_owned);
        Command::SetAnchor { anchor, date: reader.fields.day("datum")?, reason }
    };
    Ok(CaseCommand::Pathway { pathway: reader.pathway()?, command })
}

/// What the form of a date answers beside it, `fact=choice`: who attended the birth.
pub fn answered_with(reader: &Reader<'_>) -> Result<Vec<CaseCommand>, FormError> {
    let Some(answers) = reader.fields.filled("afloop").filter(|_| reader.button() != TAKE_BACK) else {
        return Ok(Vec::new());
    };
    let answer = |answer: &str| {
        let (fact, choice) = answer.split_once('=').ok_or(FieldError::NotAChoice("afloop"))?;
        let (fact, value) = (FactId::from(fact), FactValue::Choice(choice.to_owned()));
        Ok(CaseCommand::Pathway { pathway: reader.pathway()?, command: Command::SetFact { fact, value } })
    };
    answers.split(';').map(answer).collect()
}

pub fn fact(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let fact = FactId::from(reader.fields.need("gegeven")?);
    if reader.button() == TAKE_BACK {
        let command = Command::RetractFact { fact, reason: reader.need("reden")? };
        return Ok(CaseCommand::Pathway { pathway: reader.pathway()?, command });
    }
    let value = match reader.fields.need("soort")? {
        "yes-no" => FactValue::YesNo(reader.fields.yes_no("waarde").ok_or(FieldError::NotAChoice("waarde"))?),
        "choice" => FactValue::Choice(reader.need("waarde")?),
        "number" => FactValue::Number(reader.fields.number("waarde")?),
        "date" => FactValue::Date(reader.fields.day("waarde")?),
        "text" => FactValue::Text(reader.need("waarde")?),
        _ => return Err(FormError::Field(FieldError::NotAChoice("soort"))),
    };
    let pathway = reader.pathway()?;
    // With a reason the level is set otherwise than the table says.
    if let (FactValue::Choice(level), Some(reason)) = (&value, reader.fields.filled("reden")) {
        return Ok(CaseCommand::SetLevel { pathway, level: level.clone(), reason: reason.to_owned() });
    }
    Ok(CaseCommand::Pathway { pathway, command: Command::SetFact { fact, value } })
}
