//! The parts of *Casus*, each at an address of its own, and what stands on which.

use std::fmt::Display;

/// A part of the case page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// What is due now, and where she stands.
    Overview,
    /// All steps of the pathways.
    Plan,
    /// The care diagnosis and the treatment plan (CM-01).
    CarePlan,
    /// The anamnese, what is known, what was examined and written.
    Record,
    /// Contacts, meetings, what goes to and comes from others.
    Contacts,
    /// The people around her, and who is there for what.
    People,
    /// Handovers.
    Handover,
    /// Who changed what, when.
    History,
    /// What still stands before closing, and closing (AZ-15).
    Closing,
}

impl Tab {
    /// All, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Overview,
        Self::Plan,
        Self::CarePlan,
        Self::Record,
        Self::Contacts,
        Self::People,
        Self::Handover,
        Self::History,
        Self::Closing,
    ];

    /// Its name in the address; empty for the case itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Plan => "plan",
            Self::CarePlan => "zorgplan",
            Self::Record => "dossier",
            Self::Contacts => "contacten",
            Self::People => "mensen",
            Self::Handover => "overdracht",
            Self::History => "geschiedenis",
            Self::Closing => "afsluiten",
        }
    }

    /// The part with this name in the address.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.name() == name)
    }

    /// The key of its name on the page.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overview => "tab-overview",
            Self::Plan => "tab-plan",
            Self::CarePlan => "tab-care-plan",
            Self::Record => "tab-record",
            Self::Contacts => "tab-contacts",
            Self::People => "tab-people",
            Self::Handover => "tab-handover",
            Self::History => "tab-history",
            Self::Closing => "tab-closing",
        }
    }

    /// Where it is: `/casus/01K…/plan`.
    #[must_use]
    pub fn path(self, case: impl Display) -> String {
        match self.name() {
            "" => format!("/casus/{case}"),
            name => format!("/casus/{case}/{name}"),
        }
    }

    /// On which part the element with this id stands.
    #[must_use]
    pub fn holding(anchor: &str) -> Self {
        match anchor {
            "evaluatie" | "afsluiten" => Self::Closing,
            "zorgdiagnostiek"
            | "zorgplan"
            | "zorgplan-bijstellen"
            | "vaststellen"
            | "coordinatie"
            | "coordinatie-overdragen" => Self::CarePlan,
            "anamnese" | "gegevens" | "onderzoeken" | "berichten" | "verzegeld" => Self::Record,
            "contacten" | "overleg" | "terugkoppeling" | "brieven" => Self::Contacts,
            "gedeeld" | "mensen" => Self::People,
            "historie" => Self::History,
            _ if anchor.starts_with("doel-") => Self::CarePlan,
            _ if anchor.starts_with("overdracht") => Self::Handover,
            _ if anchor.starts_with("stap-") => Self::Plan,
            _ => Self::Overview,
        }
    }
}

/// The address of an element of the case: of a step, a goal, a handover, a list.
#[must_use]
pub fn place(case: impl Display, anchor: &str) -> String {
    format!("{}#{anchor}", Tab::holding(anchor).path(case))
}

#[cfg(test)]
mod tests {
    use super::{Tab, place};

    #[test]
    fn each_part_is_found_by_its_name() {
        for tab in Tab::ALL {
            assert_eq!(Tab::of(tab.name()), Some(tab));
        }
        assert_eq!(Tab::of("nergens"), None);
    }

    #[test]
    fn an_element_is_looked_for_where_it_stands() {
        assert_eq!(place(7, "stap-az-verloskunde-intake-1"), "/casus/7/plan#stap-az-verloskunde-intake-1");
        assert_eq!(place(7, "overdracht-2"), "/casus/7/overdracht#overdracht-2");
        assert_eq!(place(7, "acties"), "/casus/7#acties");
    }
}
