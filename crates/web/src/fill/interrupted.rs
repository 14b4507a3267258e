//! What somebody began and did not finish: registrations, intakes, meetings and forms of cases.

use jiff::Timestamp;
use regie_app::{CaseForm, Interrupted, Registering, RegistrationDraft, UnsentForm, UnsentMeeting};
use regie_care::view::ClientRow;

use super::Desk;
use super::new_intake::address;
use crate::pages::case::drafts;
use crate::pages::handover::Way;
use crate::pages::new_intake::InterruptedLine;

/// What she began and did not finish.
#[derive(Debug, Default)]
pub struct Interruptions {
    /// Intakes.
    pub intakes: Vec<Interrupted>,
    /// Registrations; with the client's name where she has a record.
    pub registrations: Vec<(RegistrationDraft, Option<String>)>,
    /// Clients whom her organisation registered and who have no case yet.
    pub without_case: Vec<ClientRow>,
    /// Forms of cases.
    pub forms: Vec<UnsentForm>,
    /// Meetings.
    pub meetings: Vec<UnsentMeeting>,
}

impl Desk {
    /// A line for each, the last one first.
    #[must_use]
    pub fn interruptions(&self, begun: &Interruptions) -> Vec<InterruptedLine> {
        let intakes = begun.intakes.iter().map(|one| {
            let at = format!("/casus/{}/intake?deel={}", one.case, one.part.code());
            let what = self.t.one("interrupted-intake", "part", self.part(one.part)).into_owned();
            (one.at, self.interrupted(at, one.name.clone(), what, &one.at))
        });
        let registrations = begun.registrations.iter().map(|(one, client)| {
            let what = match one.about {
                Registering::Client(_) => self.t.of("registration-client"),
                Registering::Case(_) => self.t.of("registration-case"),
            };
            let name = client.clone().unwrap_or_else(|| self.name_typed(one));
            (one.at, self.interrupted(address(one.about), name, what.into_owned(), &one.at))
        });
        let begun_already = |row: &&ClientRow| {
            let about = Registering::Case(row.client);
            !begun.registrations.iter().any(|(one, _)| one.about == about)
        };
        let without_case = begun.without_case.iter().filter(begun_already).map(|row| {
            let (by, when) = (
                regie_app::name_of(row.registered.by, &self.directory),
                self.t.moment(&row.registered.at, &self.today),
            );
            let what = self.t.two("interrupted-registered", "by", by, "when", when).into_owned();
            let at = address(Registering::Case(row.client));
            (row.registered.at, InterruptedLine { at, name: row.full_name(), what })
        });
        let forms = begun.forms.iter().map(|one| {
            let at = drafts::place(one.case, &one.form);
            (one.at, self.interrupted(at, one.name.clone(), self.unsent(one), &one.at))
        });
        let meetings = begun.meetings.iter().map(|one| {
            let (at, what) = (format!("/besprekingen/{}", one.meeting), self.t.of("interrupted-meeting").into_owned());
            (one.at, self.interrupted(at, one.title.clone(), what, &one.at))
        });
        let mut lines: Vec<_> = intakes.chain(registrations).chain(without_case).chain(forms).chain(meetings).collect();
        lines.sort_by(|(one, _), (other, _)| other.cmp(one));
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// What a form is.
    fn unsent(&self, one: &UnsentForm) -> String {
        let t = self.t;
        let of_way = |way: Way| t.one("interrupted-handover", "kind", way.title(&t)).into_owned();
        let key = match &one.form {
            CaseForm::Handover(code) => return of_way(Way::Handover(*code)),
            CaseForm::Sharing => return of_way(Way::Shared),
            CaseForm::Letter { .. } => {
                let step = one.step.as_ref().map_or_else(|| t.of("letter-title").into_owned(), |step| self.text(step));
                return t.one("interrupted-handover", "kind", step).into_owned();
            }
            CaseForm::OwedLetter(_) => return t.one("interrupted-handover", "kind", t.of("letter-title")).into_owned(),
            CaseForm::Note => "field-note",
            CaseForm::Contact => "interrupted-contact",
            CaseForm::Correction(_) => "interrupted-correction",
            CaseForm::Signal => "add-signal",
            CaseForm::Inform => "add-informed",
            CaseForm::Diagnosis => "add-diagnosis",
            CaseForm::Plan => "plan-title",
            CaseForm::Coordination => "add-hand-over",
            CaseForm::Goal(_) => "interrupted-goal",
            CaseForm::Evaluation => "add-evaluation",
            CaseForm::Closing => "interrupted-closing",
            CaseForm::Agenda => "add-agenda",
            CaseForm::Discussion(_) => "interrupted-discussion",
            CaseForm::Accept(_) => "accept-title",
            CaseForm::Decline(_) => "interrupted-decline",
        };
        t.one("interrupted-form", "form", t.of(key)).into_owned()
    }

    fn interrupted(&self, at: String, name: String, part: String, when: &Timestamp) -> InterruptedLine {
        let when = self.t.moment(when, &self.today);
        InterruptedLine { at, name, what: self.t.two("interrupted-what", "part", part, "when", when).into_owned() }
    }

    /// The name in a registration, as far as it is typed.
    fn name_typed(&self, draft: &RegistrationDraft) -> String {
        let words = ["voornaam", "achternaam"].into_iter().filter_map(|field| draft.typed.get(field));
        let name = words.map(|word| word.trim()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if name.is_empty() { self.t.of("registration-nameless").into_owned() } else { name }
    }
}
