//! The answer of the policy, with its reason.

use regie_pathway::Text;

use crate::seat::Role;
use crate::view::Relation;
use crate::wording;

/// Whether something may be done or seen, and why.
#[must_use = "a verdict that nobody reads protects nothing"]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Allowed {
        /// On which ground.
        because: Ground,
    },
    /// It may not.
    Denied {
        /// Why not.
        why: Denial,
    },
}

impl Verdict {
    /// Whether it may.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed { .. })
    }

    /// The ground, or the denial as an error.
    ///
    /// # Errors
    /// When it may not.
    pub const fn into_result(self) -> Result<Ground, Denial> {
        match self {
            Self::Allowed { because } => Ok(because),
            Self::Denied { why } => Err(why),
        }
    }
}

/// Why something may be done or seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// Regie itself acts: the daily tick, an import.
    System,
    /// She is the accountable case manager.
    CaseManager,
    /// She is the deputy on this day.
    Deputy,
    /// Her organisation has this relation to the case.
    Relation(Relation),
    /// A step of the case was delegated to her (AZ-09).
    Delegated,
    /// She is the coordinating provider (PS-04).
    Coordinates,
    /// The roster of these days has her visit the woman (PN-04).
    Visits,
    /// It is hers: her action, her contact, feedback that her organisation owes.
    Own,
    /// Her organisation is the receiver of the handover.
    Receiver,
    /// Her organisation sent the handover.
    Sender,
    /// It is her own organisation's affair and her role covers it.
    OwnOrganisation,
    /// It is about herself.
    Herself,
    /// It is her own network's affair and her role covers it.
    OwnNetwork,
    /// The client has no case yet, so nobody has a relation to her yet.
    NoCaseYet,
    /// Her role covers it everywhere.
    Role(Role),
    /// Everyone who works with Regie may.
    Everyone,
}

impl Ground {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::CaseManager => "case-manager",
            Self::Deputy => "deputy",
            Self::Relation(Relation::Accountable) => "accountable-organisation",
            Self::Relation(Relation::FirstLine) => "first-line-practice",
            Self::Relation(Relation::Receiving) => "receiving-organisation",
            Self::Relation(Relation::Sharing) => "shared-case-management",
            Self::Relation(Relation::Team) => "team",
            Self::Relation(Relation::Logistics) => "logistics",
            Self::Relation(Relation::Former) => "former-organisation",
            Self::Delegated => "delegated",
            Self::Coordinates => "coordinates",
            Self::Visits => "visits",
            Self::Own => "own",
            Self::Receiver => "receiver",
            Self::Sender => "sender",
            Self::OwnOrganisation => "own-organisation",
            Self::Herself => "herself",
            Self::OwnNetwork => "own-network",
            Self::NoCaseYet => "no-case-yet",
            Self::Role(_) => "role",
            Self::Everyone => "everyone",
        }
    }

    /// The ground as a sentence.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::System => Text::new("Regie doet dit zelf.", "Regie does this itself."),
            Self::CaseManager => Text::new("Je bent de casemanager.", "You are the case manager."),
            Self::Deputy => Text::new("Je bent vandaag de vervanger.", "You are the deputy today."),
            Self::Relation(relation) => of_relation(relation),
            Self::Delegated => Text::new("Een stap is aan jou gevraagd.", "A step was delegated to you."),
            Self::Coordinates => Text::new("Je bent coördinerend zorgverlener.", "You are the coordinating provider."),
            Self::Visits => Text::new("Je komt bij haar volgens het visiterooster.", "You visit her by the roster."),
            Self::Own => Text::new("Het is van jou of van je organisatie.", "It is yours or your organisation's."),
            Self::Receiver => {
                Text::new("De overdracht is aan je organisatie.", "The handover is to your organisation.")
            }
            Self::Sender => Text::new("Je organisatie heeft overgedragen.", "Your organisation handed over."),
            Self::OwnOrganisation => Text::new("Het is je eigen organisatie.", "It is your own organisation."),
            Self::Herself => Text::new("Het gaat over jezelf.", "It is about yourself."),
            Self::OwnNetwork => Text::new("Het is je eigen netwerk.", "It is your own network."),
            Self::NoCaseYet => Text::new("Deze cliënt heeft nog geen casus.", "This client has no case yet."),
            Self::Role(role) => wording::fill("Je functie is {}.", "Your role is {}.", &wording::role(role)),
            Self::Everyone => {
                Text::new("Iedereen die met Regie werkt mag dit.", "Everyone who works with Regie may do this.")
            }
        }
    }
}

fn of_relation(relation: Relation) -> Text {
    match relation {
        Relation::Accountable => {
            Text::new("De casemanager werkt bij je organisatie.", "The case manager works at your organisation.")
        }
        Relation::FirstLine => Text::new(
            "Je praktijk is de eerstelijnspraktijk van deze cliënt.",
            "Your practice is this client's first-line practice.",
        ),
        Relation::Receiving => Text::new(
            "Er wacht een overdracht aan je organisatie.",
            "A handover to your organisation waits for an answer.",
        ),
        Relation::Sharing => {
            Text::new("Je organisatie deelt het casemanagement.", "Your organisation shares the case management.")
        }
        Relation::Team => Text::new(
            "Je organisatie hoort bij het team van deze cliënt.",
            "Your organisation belongs to this client's team.",
        ),
        Relation::Logistics => Text::new(
            "Je organisatie regelt de logistiek voor deze cliënt.",
            "Your organisation arranges logistics for this client.",
        ),
        Relation::Former => {
            Text::new("Je organisatie was eerder verantwoordelijk.", "Your organisation was accountable before.")
        }
    }
}

/// Why something may not be done or seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Denial {
    /// She does not work at the organisation for which she wants to act.
    #[error("you do not work at this organisation; sign in for one where you do")]
    NoSeat,
    /// The organisation no longer takes part.
    #[error("this organisation no longer takes part")]
    OrganisationEnded,
    /// No treatment relationship.
    #[error("your organisation has nothing to do with this case; ask its case manager")]
    NoRelation,
    /// She is in care elsewhere: two people would each think they are the one (AZ-01).
    #[error("this client is in care elsewhere; ask the case manager there for a handover")]
    AlreadyInCare,
    /// Another organisation entered her, and nobody treats her yet.
    #[error("another organisation entered this client; ask it to correct her record, or open a case for her first")]
    NotEnteredHere,
    /// The case was handed over (AZ-10).
    #[error("your organisation handed this case over; ask its case manager")]
    HandedOver,
    /// The handover to her organisation was not accepted yet.
    #[error("the handover to your organisation was not accepted yet; accept it first")]
    NotAcceptedYet,
    /// COA and logistics: never medical content.
    #[error("the COA sees logistics only")]
    LogisticsOnly,
    /// Her role does not cover this.
    #[error("your role ({}) does not cover this; ask a colleague whose role does", wording::role(*.0).en)]
    Role(Role),
    /// Her organisation's relation does not cover this.
    #[error("this is for the organisation of the case manager; send her a signal")]
    NotAccountable,
    /// Only the receiver answers a handover.
    #[error("only the receiving organisation can answer this handover")]
    NotTheReceiver,
    /// Only the sender sends its letter.
    #[error("only the organisation that handed over can send its letter")]
    NotTheSender,
    /// Only who has it, or the case manager's organisation.
    #[error("this is not yours; only who it was given to or the organisation of the case manager can do it")]
    NotYours,
    /// Another organisation's affair.
    #[error("this is another organisation's affair; sign in for that organisation or ask a colleague there")]
    OtherOrganisation,
    /// Another network's affair.
    #[error("this is another network's affair")]
    OtherNetwork,
    /// No case begins at her organisation: each begins where its care is done.
    #[error(
        "no case begins at your organisation: midwifery care begins in a midwife practice, palliative care at a palliative \
         team, a district nurse or a GP; refer the client there, the numbers are in the directory"
    )]
    BeginsElsewhere,
    /// Only Regie itself does this.
    #[error("only Regie itself does this")]
    SystemOnly,
}

impl Denial {
    /// A stable code for problem+json and for texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSeat => "no-seat",
            Self::OrganisationEnded => "organisation-ended",
            Self::NoRelation => "no-relation",
            Self::AlreadyInCare => "already-in-care",
            Self::NotEnteredHere => "not-entered-here",
            Self::HandedOver => "handed-over",
            Self::NotAcceptedYet => "not-accepted-yet",
            Self::LogisticsOnly => "logistics-only",
            Self::Role(_) => "role",
            Self::NotAccountable => "not-accountable",
            Self::NotTheReceiver => "not-the-receiver",
            Self::NotTheSender => "not-the-sender",
            Self::NotYours => "not-yours",
            Self::OtherOrganisation => "other-organisation",
            Self::OtherNetwork => "other-network",
            Self::BeginsElsewhere => "begins-elsewhere",
            Self::SystemOnly => "system-only",
        }
    }

    /// The denial as a sentence; the English is what the error displays.
    #[must_use]
    pub fn text(self) -> Text {
        let nl = match self {
            Self::NoSeat => "Je werkt niet bij deze organisatie; meld je aan voor een organisatie waar je wel werkt.",
            Self::OrganisationEnded => "Deze organisatie doet niet meer mee.",
            Self::NoRelation => "Je organisatie heeft niets met deze casus te maken; vraag het de casemanager.",
            Self::AlreadyInCare => "Deze cliënt is elders in zorg; vraag de casemanager daar om een overdracht.",
            Self::NotEnteredHere => {
                "Een andere organisatie heeft deze cliënt ingevoerd; vraag haar om de correctie, of open eerst een casus."
            }
            Self::HandedOver => "Je organisatie heeft deze casus overgedragen; vraag het de casemanager.",
            Self::NotAcceptedYet => "De overdracht aan je organisatie is nog niet aanvaard; aanvaard haar eerst.",
            Self::LogisticsOnly => "Het COA ziet alleen logistiek.",
            Self::Role(role) => {
                let role = wording::role(role).nl;
                return Text::new(
                    format!("Dit hoort niet bij je functie ({role}); vraag een collega bij wie het wel hoort."),
                    self.to_string(),
                );
            }
            Self::NotAccountable => "Dit is aan de organisatie van de casemanager; stuur haar een bijzonderheid.",
            Self::NotTheReceiver => "Alleen de ontvangende organisatie kan op deze overdracht antwoorden.",
            Self::NotTheSender => "Alleen de organisatie die heeft overgedragen kan de brief sturen.",
            Self::NotYours => {
                "Dit is niet van jou; alleen wie het kreeg of de organisatie van de casemanager kan dit doen."
            }
            Self::OtherOrganisation => {
                "Dit is van een andere organisatie; meld je voor die organisatie aan of vraag een collega daar."
            }
            Self::OtherNetwork => "Dit is van een ander netwerk.",
            Self::BeginsElsewhere => {
                "Bij jouw organisatie begint geen casus. Verloskundige zorg begint bij een verloskundigenpraktijk, palliatieve zorg \
                 bij een palliatief team, de wijkverpleging of de huisarts. Meld de cliënt daar aan; de nummers staan bij Relaties."
            }
            Self::SystemOnly => "Alleen Regie zelf doet dit.",
        };
        Text::new(nl, self.to_string())
    }
}
