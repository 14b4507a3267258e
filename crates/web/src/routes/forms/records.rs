//! Forms that record what happened: contacts, particulars, investigations, feedback, actions, meetings.

use regie_care::case::records::{ActionPlan, Contact, Expectation, Investigation, Signal, Urgency, With};
use regie_care::case::{CaseCommand, CompletedStep};
use regie_care::ids::OrgId;
use regie_pathway::{PathwayId, StepId};

use super::read::{FormError, Reader};
use crate::fields::FieldError;

/// How many decisions the form of a meeting has room for.
const DECISIONS: [(&str, &str, &str); 3] =
    [("wat-1", "wie-1", "voor-1"), ("wat-2", "wie-2", "voor-2"), ("wat-3", "wie-3", "voor-3")];

/// How much of a note names the action that takes it up again, in characters.
const FOLLOW_UP: usize = 120;

pub fn contact(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "vastleggen" => {
            let contact = Contact {
                on: reader.fields.day("datum")?,
                channel: reader.fields.code("kanaal")?,
                with: reader.with("met")?,
                direction: reader.fields.code("richting")?,
                minutes: reader.fields.number_or_none("minuten")?,
                interpreter: reader.fields.on("tolk"),
                note: reader.need("notitie")?,
            };
            let completes = reader.fields.all("stap").map(completed).collect::<Result<_, _>>()?;
            Ok(CaseCommand::RecordContact { contact, completes })
        }
        "snel" => Ok(CaseCommand::RecordContact { contact: quick(reader)?, completes: Vec::new() }),
        "verbeteren" => Ok(CaseCommand::CorrectContact {
            no: reader.no()?,
            note: reader.need("notitie")?,
            reason: reader.need("reden")?,
        }),
        _ => Err(FormError::NoSuchForm),
    }
}

/// A quick note: with whom and how in one choice, `client/incoming/phone`; of today, with the time before the words.
fn quick(reader: &Reader<'_>) -> Result<Contact, FormError> {
    let wrong = || FormError::Field(FieldError::NotAChoice("met-hoe"));
    let mut parts = reader.fields.need("met-hoe")?.split('/');
    let (Some(whom), Some(direction), Some(channel)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(wrong());
    };
    let with = match whom {
        "client" => With::Client,
        org => With::Org { org: org.parse().map_err(|_| wrong())? },
    };
    let note = reader.need("notitie")?;
    Ok(Contact {
        on: reader.fields.day("datum")?,
        channel: serde_json::from_value(channel.into()).map_err(|_| wrong())?,
        with,
        direction: serde_json::from_value(direction.into()).map_err(|_| wrong())?,
        minutes: None,
        interpreter: false,
        note: reader.fields.filled("tijd").map_or_else(|| note.clone(), |time| format!("{time} {note}")),
    })
}

/// What follows from a quick note, stored with it or not at all: an action when it has to be taken up again by a day, a particular when the case manager
/// must know it now (AZ-06).
pub fn follows(form: &str, reader: &Reader<'_>) -> Result<Vec<CaseCommand>, FormError> {
    let mut follows = Vec::new();
    if (form, reader.button()) != ("contact", "snel") {
        return Ok(follows);
    }
    let note = reader.need("notitie")?;
    if let Some(by) = reader.fields.day_or_none("vervolg-voor")? {
        let line = note.lines().next().unwrap_or_default();
        let what = format!("Vervolg: {}", line.chars().take(FOLLOW_UP).collect::<String>());
        follows.push(CaseCommand::SetAction { action: ActionPlan { what, who: None, by } });
    }
    if reader.fields.on("spoed") {
        let from = quick(reader)?.with;
        follows.push(CaseCommand::RaiseSignal { signal: Signal { urgency: Urgency::Urgent, text: note, from } });
    }
    Ok(follows)
}

/// A step as `pathway:step:nth`, whose work the contact did.
fn completed(choice: &str) -> Result<CompletedStep, FormError> {
    let mut parts = choice.split(':');
    match (parts.next(), parts.next()) {
        (Some(pathway), Some(step)) => {
            Ok(CompletedStep { pathway: PathwayId::from(pathway), step: StepId::from(step), outcome: None })
        }
        _ => Err(FormError::Field(FieldError::NotAChoice("stap"))),
    }
}

pub fn signal(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "bevestigen" => Ok(CaseCommand::AcknowledgeSignal { no: reader.no()? }),
        "melden" => {
            let urgency = if reader.fields.on("spoed") { Urgency::Urgent } else { Urgency::Normal };
            let signal = Signal { urgency, text: reader.need("tekst")?, from: reader.with("van")? };
            Ok(CaseCommand::RaiseSignal { signal })
        }
        _ => Err(FormError::NoSuchForm),
    }
}

pub fn investigation(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "uitslag" => Ok(CaseCommand::RecordResult {
            no: reader.no()?,
            on: reader.fields.day("datum")?,
            result: reader.need("uitslag")?,
        }),
        "noteren" => {
            let investigation = Investigation {
                what: reader.need("wat")?,
                by: reader.org("bij")?,
                on: reader.fields.day("datum")?,
                result_due: reader.fields.day_or_none("uitslag-voor")?,
            };
            Ok(CaseCommand::NoteInvestigation { investigation })
        }
        _ => Err(FormError::NoSuchForm),
    }
}

pub fn feedback(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let sealed = reader.fields.filled("verzegeld").is_some();
    match reader.button() {
        "ontvangen" => Ok(CaseCommand::ReceiveFeedback {
            no: reader.no()?,
            on: reader.fields.day("datum")?,
            text: reader.need("tekst")?,
            sealed,
        }),
        "vervallen" => Ok(CaseCommand::WaiveFeedback { no: reader.no()?, reason: reader.need("reden")?, sealed }),
        "verwachten" => {
            let expectation = Expectation {
                from: Some(reader.org("van")?),
                about: reader.need("over")?,
                by: reader.fields.day("voor")?,
                step: None,
            };
            Ok(CaseCommand::ExpectFeedback { expectation })
        }
        _ => Err(FormError::NoSuchForm),
    }
}

pub fn inform(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    let orgs = orgs(reader, "aan")?;
    if orgs.is_empty() {
        return Err(FormError::Field(FieldError::Missing("aan")));
    }
    Ok(CaseCommand::InformProviders { orgs, subject: reader.need("onderwerp")?, text: reader.need("tekst")? })
}

/// The organisations that were ticked.
fn orgs(reader: &Reader<'_>, name: &'static str) -> Result<Vec<OrgId>, FormError> {
    let orgs: Result<Vec<OrgId>, _> = reader.fields.all(name).map(str::parse).collect();
    orgs.map_err(|_| FormError::Field(FieldError::NotAChoice(name)))
}

pub fn action(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "gedaan" => Ok(CaseCommand::CompleteAction {
            no: reader.no()?,
            on: reader.fields.day("datum")?,
            note: reader.text("notitie"),
        }),
        "vervallen" => Ok(CaseCommand::DropAction { no: reader.no()?, reason: reader.need("reden")? }),
        "ander" => Ok(CaseCommand::ReassignAction {
            no: reader.no()?,
            to: reader.seat_or_none("wie")?,
            reason: reader.fields.filled("reden").map(str::to_owned),
        }),
        "afspreken" => {
            let action = ActionPlan {
                what: reader.need("wat")?,
                who: reader.seat_or_none("wie")?,
                by: reader.fields.day("voor")?,
            };
            Ok(CaseCommand::SetAction { action })
        }
        _ => Err(FormError::NoSuchForm),
    }
}

pub fn agenda(reader: &Reader<'_>) -> Result<CaseCommand, FormError> {
    match reader.button() {
        "plaatsen" => {
            let meeting = reader.fields.need("overleg")?;
            let meeting = meeting.parse().map_err(|_| FieldError::NotAChoice("overleg"))?;
            Ok(CaseCommand::PutOnAgenda { meeting, question: reader.need("vraag")? })
        }
        "intrekken" => Ok(CaseCommand::WithdrawFromAgenda { no: reader.no()?, reason: reader.need("reden")? }),
        "besproken" => Ok(CaseCommand::RecordDiscussion {
            no: reader.no()?,
            outcome: reader.need("besproken")?,
            decisions: decisions(reader)?,
            inform: orgs(reader, "terugkoppelen")?,
        }),
        _ => Err(FormError::NoSuchForm),
    }
}

/// The decisions that were filled in; each becomes an action.
fn decisions(reader: &Reader<'_>) -> Result<Vec<ActionPlan>, FormError> {
    let mut decisions = Vec::new();
    for (what, who, by) in DECISIONS {
        let Some(text) = reader.fields.filled(what) else { continue };
        let who = reader.seat_or_none(who)?;
        decisions.push(ActionPlan { what: text.to_owned(), who, by: reader.fields.day(by)? });
    }
    Ok(decisions)
}
