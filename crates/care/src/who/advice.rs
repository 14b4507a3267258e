//! The card in the words of who reads it: for what, whom, how. Each audience reads what it needs and no more.

use regie_pathway::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PointOfContact, WhoCard, wording};
use crate::case::records::{Situation, TrustedPerson};
use crate::directory::Directory;
use crate::seat::{OrgKind, Role, Seat};

/// Who reads the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The client herself.
    Client,
    /// Another provider in her care.
    Provider,
    /// The health centre for asylum seekers.
    GcA,
    /// The reception agency: names and numbers only.
    Coa,
}

impl Audience {
    /// As whom somebody in this seat reads the card. Whom the directory does not know reads the least.
    #[must_use]
    pub fn of(seat: Seat, directory: &Directory) -> Self {
        match (directory.kind(seat.org), directory.role(seat)) {
            (None | Some(OrgKind::Coa), _) | (_, None | Some(Role::Logistics)) => Self::Coa,
            (Some(OrgKind::GcA), Some(_)) => Self::GcA,
            (Some(_), Some(_)) => Self::Provider,
        }
    }
}

/// One line of the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Advice {
    /// For what.
    pub for_what: Text,
    /// Whom: a name.
    pub whom: String,
    /// Where she works; empty for a person whom the client trusts.
    pub org: String,
    /// How: a phone number; empty where the client gave none.
    pub phone: String,
    /// Why it is her, or what else to know.
    pub note: Option<Text>,
}

impl WhoCard {
    /// What to tell this audience, in the order in which it is read. The first line is always the first contact and
    /// the second the emergency number.
    #[must_use]
    pub fn for_audience(&self, audience: Audience) -> Vec<Advice> {
        let mut lines = vec![self.first_line(audience), self.emergency_line(audience)];
        match audience {
            Audience::Client => {
                lines.extend(self.situation_lines());
                lines.extend(self.trusted.as_ref().map(trusted_line));
            }
            Audience::Provider | Audience::GcA => {
                lines.extend(self.situation_lines());
                lines.extend(self.trusted.as_ref().map(trusted_line));
                lines.extend(self.coming_line());
            }
            Audience::Coa => lines.extend(self.names_for_the_coa()),
        }
        lines
    }

    fn first_line(&self, audience: Audience) -> Advice {
        let for_what = match audience {
            Audience::Client => Text::new("Voor al uw vragen en afspraken", "For all your questions and appointments"),
            Audience::Provider => Text::new("Voor alles behalve spoed", "For everything but emergencies"),
            Audience::GcA => Text::new("Bijzonderheden rond de zwangerschap", "Particulars of the pregnancy"),
            Audience::Coa => Text::new("Aanspreekpunt", "Point of contact"),
        };
        let closed = self
            .closed_on
            .map(|on| wording::fill("De zorg is afgesloten op {}.", "The care was closed on {}.", &wording::day(on)));
        let reason = match audience {
            Audience::Coa => None,
            Audience::Client | Audience::Provider | Audience::GcA => self.first.reason.clone(),
        };
        let note = closed.or(reason);
        advice(for_what, &self.first, note)
    }

    fn emergency_line(&self, audience: Audience) -> Advice {
        let note = match audience {
            Audience::Client => Some(Text::new("Dag en nacht.", "Day and night.")),
            Audience::Provider | Audience::GcA => Some(Text::new(
                format!("Wie opneemt geeft het door aan de casemanager, {}.", self.case_manager),
                format!("Who answers passes it on to the case manager, {}.", self.case_manager),
            )),
            Audience::Coa => None,
        };
        let on_duty = match audience {
            Audience::Provider | Audience::GcA => self.emergency.on_duty.as_deref(),
            Audience::Client | Audience::Coa => None,
        };
        Advice {
            for_what: Text::new("Spoed", "Emergency"),
            whom: on_duty.unwrap_or(&self.emergency.org_name).to_owned(),
            org: self.emergency.org_name.clone(),
            phone: self.emergency.phone.clone(),
            note,
        }
    }

    fn situation_lines(&self) -> impl Iterator<Item = Advice> {
        self.situations.iter().map(|shared| {
            let situation = wording::situation(shared.situation);
            let for_what = Text::new(format!("Voor {}", situation.nl), format!("For {}", situation.en));
            advice(for_what, &shared.contact, shared.contact.reason.clone())
        })
    }

    /// The COA is told who the case managers are, never for which medical situation: only logistics is named.
    fn names_for_the_coa(&self) -> Vec<Advice> {
        let mut lines: Vec<Advice> = Vec::new();
        for shared in &self.situations {
            let for_what = if shared.situation == Situation::Logistics {
                Text::new("Afspraken, vervoer en verhuizing", "Appointments, transport and moves")
            } else {
                Text::new("Ook betrokken", "Also involved")
            };
            let line = advice(for_what, &shared.contact, None);
            let told = shared.situation != Situation::Logistics
                && (shared.contact.person == self.first.person && shared.contact.org == self.first.org);
            if !told && !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    fn coming_line(&self) -> Option<Advice> {
        let coming = self.coming.as_ref()?;
        let answer_by = wording::day(coming.answer_by);
        Some(Advice {
            for_what: Text::new("Overdracht voorgesteld", "Handover proposed"),
            whom: coming.name.clone().unwrap_or_else(|| coming.org_name.clone()),
            org: coming.org_name.clone(),
            phone: String::new(),
            note: Some(Text::new(
                format!(
                    "Tot zij aanvaardt blijft {} casemanager; antwoord uiterlijk {}.",
                    self.case_manager, answer_by.nl
                ),
                format!(
                    "Until she accepts, {} stays case manager; answer by {} at the latest.",
                    self.case_manager, answer_by.en
                ),
            )),
        })
    }
}

fn advice(for_what: Text, contact: &PointOfContact, note: Option<Text>) -> Advice {
    Advice { for_what, whom: contact.name.clone(), org: contact.org_name.clone(), phone: contact.phone.clone(), note }
}

fn trusted_line(trusted: &TrustedPerson) -> Advice {
    Advice {
        for_what: Text::new("Vertrouwenspersoon van de cliënt", "Whom the client trusts"),
        whom: trusted.name.clone(),
        org: String::new(),
        phone: trusted.phone.clone().unwrap_or_default(),
        note: Some(Text::same(trusted.relation.clone())),
    }
}
