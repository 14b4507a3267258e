//! The names that care shares with every pathway.
//!
//! A pathway file names its own dates, facts and steps. A few of them mean something to care itself: it counts a
//! pregnancy from the due date, tells every pathway in which line the care is given, and answers from the medical
//! history what a pathway asks. Such a date or fact has in every pathway the name that it has here; a pathway that does
//! not declare it simply does without. Steps have no such names: what a step means is said by its attributes
//! ([`regie_pathway::Work`], [`regie_pathway::DoneIn`], `must-be-done`, `even-if-she-leaves`).

/// Clinical dates, declared under `[anchors]`.
pub mod anchor {
    /// À terme datum: the day that is 40 weeks.
    pub const DUE: &str = "due";
    /// The day on which the child was born. Without it no care around a birth is complete.
    pub const BORN: &str = "born";
    /// The client's death.
    pub const DIED: &str = "died";
}

/// Facts, declared under `[facts]`.
pub mod fact {
    /// In which line the care is given: `choice` of [`FIRST`] and [`SECOND`]. Care answers it at every handover (AZ-11,
    /// AZ-13).
    pub const CARE_LINE: &str = "care-line";
    /// First line, as an answer to [`CARE_LINE`].
    pub const FIRST: &str = "first";
    /// Second or third line, as an answer to [`CARE_LINE`].
    pub const SECOND: &str = "second";
    /// The pregnancy ended before it could end in a birth: `yes-no`.
    pub const PREGNANCY_LOST: &str = "pregnancy-lost";
    /// Hypertension in this pregnancy: `yes-no`, a ground to consider shared case management (AZ-12).
    pub const HYPERTENSION: &str = "hypertension";
    /// A caesarean in the history: `yes-no`. Answered by the medical history (AZ-04); a ground to consider shared case
    /// management (AZ-12).
    pub const CAESAREAN_BEFORE: &str = "caesarean-before";
    /// Hypertension in the history: `yes-no`. Answered by the medical history (AZ-04).
    pub const HYPERTENSION_BEFORE: &str = "hypertension-before";
    /// Female genital mutilation: `yes-no`. Answered by the medical history (AZ-04).
    pub const GENITAL_MUTILATION: &str = "genital-mutilation";
    /// How many pregnancies: `number`. Answered by the medical history (AZ-04).
    pub const GRAVIDA: &str = "gravida";
    /// How many births: `number`. Answered by the medical history (AZ-04).
    pub const PARA: &str = "para";
    /// Who attended the birth: `choice` of [`BY_CASE_MANAGER`], a colleague, or [`BY_SECOND_LINE`]. She makes at least one of
    /// the postnatal visits (PN-04).
    pub const ATTENDED_BY: &str = "attended-by";
    /// The case manager, as an answer to [`ATTENDED_BY`].
    pub const BY_CASE_MANAGER: &str = "case-manager";
    /// The second line, as an answer to [`ATTENDED_BY`]: mother and child come home a day later.
    pub const BY_SECOND_LINE: &str = "second-line";
    /// The child was stillborn: `yes-no`. The visits to the mother go on; there is no heel prick (PN-04).
    pub const STILLBORN: &str = "stillborn";
    /// Complaints of an infection in the household: `yes-no`. A separate midwife visits (PN-04).
    pub const INFECTED: &str = "infected";
    /// Why the care ends: `choice`, of which [`DIED`] says that the client died.
    pub const CLOSING: &str = "closing";
    /// The client died, as an answer to [`CLOSING`].
    pub const DIED: &str = "died";
    /// How heavy the care is for the informal carer: `number`, 0 to 10. Answered by the care diagnosis (CM-01).
    pub const CARER_LOAD: &str = "carer-load";
}
