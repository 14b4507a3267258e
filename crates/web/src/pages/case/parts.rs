//! The parts of the case page, each with a template of its own.
//!
//! What one template includes is one function to the compiler, and this page would be the longest of the program by far.
//! As parts they are compiled side by side, and a change to the frame of all pages leaves them as they are.

use std::ops::Deref;

use askama::Template;
use askama::filters::HtmlSafe;

use super::plan::FactInput;
use super::records::AgendaState;
use super::{CasePage, CaseState};
use crate::texts::StepState;

/// Parts of the case page that see all of it.
macro_rules! parts {
    ($($part:ident is $path:tt: $what:tt;)*) => {$(
        #[doc = $what]
        #[derive(Debug, Clone, Copy, Template)]
        #[template(path = $path)]
        pub struct $part<'a>(pub &'a CasePage);

        impl Deref for $part<'_> {
            type Target = CasePage;

            fn deref(&self) -> &CasePage {
                self.0
            }
        }

        // Its template escapes whatever it shows.
        impl HtmlSafe for $part<'_> {}
    )*};
}

parts! {
    Head is "case/head.html": "Who she is and where the case stands.";
    Line is "case/line.html": "The pathways as lines.";
    Who is "case/who.html": "Whom to approach now (AZ-02).";
    Tabs is "case/tabs.html": "The parts of the case, as links.";
    Plan is "case/plan.html": "The steps to be done now, and what can be added and dated.";
    Facts is "case/facts.html": "The questions of the pathways and their answers.";
    Signals is "case/signals.html": "Particulars.";
    Actions is "case/actions.html": "Actions.";
    Later is "case/later.html": "The steps that come later.";
    Contacts is "case/contacts.html": "Contacts.";
    Elsewhere is "case/elsewhere.html": "Examination and treatment elsewhere.";
    Letters is "case/letters.html": "Letters that did a step, and how they stand.";
    Exchange is "case/exchange.html": "Feedback owed by others, what others were told.";
    Notices is "case/notices.html": "What was written and must be or was sent.";
    Ahead is "case/ahead.html": "In short: what stands before closing, and what comes next.";
    Last is "case/last.html": "In short: the last contacts.";
    Agenda is "case/agenda.html": "Places on the agendas of meetings.";
    CarePlan is "case/care_plan.html": "The care diagnosis and the treatment plan by life domain (CM-01).";
    Sharing is "case/sharing.html": "Shared case management.";
    Handovers is "case/handovers.html": "Handovers, with their forms.";
    Past is "case/past.html": "The steps that are settled.";
    Closing is "case/closing.html": "Closing, and what stands before it (AZ-15).";
    People is "case/people.html": "The people around her.";
    Intake is "case/intake.html": "The anamnese.";
    Sealed is "case/sealed.html": "What is sealed, for who is named on it (PS-02).";
    History is "case/history.html": "Who did what when.";
}
