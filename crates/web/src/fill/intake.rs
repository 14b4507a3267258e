//! *Anamnese*.

use jiff::Timestamp;
use regie_app::{IntakeDraft, IntakeFile, OtherDraft, Recording, name_of};
use regie_care::case::Case;
use regie_care::charge::Charge;
use regie_care::intake::{self, Form, Kind, Part, Question, Typed, Unreadable};
use regie_care::seat::Seat;

use super::Desk;
use crate::pages::Choice;
use crate::pages::case::HistoryLine;
use crate::pages::case::Intake;
use crate::pages::case::intake::{options, question_of, unanswered, values};
use crate::pages::case::tab::place;
use crate::pages::intake::{Group, IntakeField, IntakePage, PartForm, PartRecord, PartTab, ToFinish};
use crate::pages::work::step_anchor;
use crate::pages::{Chrome, FormKey};
use crate::texts::{Chip, Tone};

/// The overview, as in the URL.
pub const OVERVIEW: &str = "overview";

/// How a part is grouped: heading, and the questions under it.
type Groups = &'static [(&'static str, &'static [&'static str])];

const MEDICAL: Groups = &[
    ("intake-group-pregnancies", &["gravida", "para", "caesarean-before"]),
    ("intake-group-health", &["hypertension", "conditions", "medication", "allergies", "infections"]),
    ("intake-group-else", &["genital-mutilation", "notes"]),
];
const PSYCHOLOGICAL: Groups = &[
    ("intake-group-now", &["complaints", "treatment"]),
    ("intake-group-past", &["trauma", "substance-use"]),
    ("intake-group-else", &["notes"]),
];
const SOCIAL: Groups = &[
    ("intake-group-people", &["partner", "children", "support"]),
    ("intake-group-living", &["housing", "procedure"]),
    ("intake-group-safety", &["safety", "notes"]),
];
const PALLIATIVE_MEDICAL: Groups = &[
    ("intake-group-illness", &["diagnosis", "conditions", "surprise", "life-expectancy", "functioning", "aims"]),
    ("intake-group-now", &["symptoms", "medication", "allergies"]),
    ("intake-group-else", &["notes"]),
];
const PALLIATIVE_PSYCHOLOGICAL: Groups =
    &[("intake-group-now", &["coping", "complaints", "meaning", "treatment"]), ("intake-group-else", &["notes"])];
const SURROUNDINGS: Groups = &[
    ("intake-group-people", &["household", "relatives", "carers-strength", "support", "providers"]),
    ("intake-group-living-where", &["housing", "notes"]),
];
const PALLIATIVE_WISHES: Groups = &[
    ("intake-group-wishes", &["wishes", "wish", "preferred-place", "treatment-limits", "representative"]),
    ("intake-group-complexity", &["complexity", "regular-care", "complexity-notes", "notes"]),
];
const ALL_MEDICAL: Groups = &[
    ("intake-group-health", &["diagnosis", "conditions", "symptoms", "medication", "allergies"]),
    ("intake-group-else", &["daily-life", "notes"]),
];
const ALL_PSYCHOLOGICAL: Groups = &[
    ("intake-group-now", &["complaints", "coping", "treatment"]),
    ("intake-group-past", &["trauma", "substance-use"]),
    ("intake-group-else", &["notes"]),
];
const ALL_SOCIAL: Groups = &[
    ("intake-group-people", &["household", "relatives", "carers-strength", "support", "providers"]),
    ("intake-group-living-where", &["housing", "means"]),
    ("intake-group-safety", &["safety", "notes"]),
];
const ALL_WISHES: Groups = &[
    ("intake-group-wishes", &["wishes", "strengths", "treatment-limits", "representative"]),
    ("intake-group-complexity", &["complexity-notes", "notes"]),
];

/// What stands in the fields of the part that is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Which part.
    pub part: Part,
    /// What was typed; `None` to show her draft, or else what is recorded.
    pub posted: Option<Posted>,
}

/// What was posted and did not come through.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    /// What stood in the fields.
    pub typed: Typed,
    /// How often the part had been recorded when that page was made.
    pub seen: u64,
    /// Of which revision of her draft that page was made.
    pub rev: u64,
    /// The newer draft that stands in the way.
    pub newer: Option<IntakeDraft>,
    /// An answer that cannot be read.
    pub wrong: Option<Unreadable>,
    /// A question whose answer cannot be beside another, and the key of why.
    pub implausible: Option<(&'static str, &'static str)>,
    /// Why it was refused.
    pub refusal: Option<String>,
}

/// The part to begin with: the first one that is not finished, or else the overview.
#[must_use]
pub fn first_open(file: &IntakeFile) -> Option<Part> {
    let has_draft = |part: &Part| file.drafts.iter().any(|draft| draft.part == *part);
    let parts = || file.form.parts().iter().copied();
    parts().find(has_draft).or_else(|| parts().find(|part| file.of(*part).next().is_none()))
}

/// The page.
#[must_use]
pub fn page(
    desk: &Desk,
    chrome: Chrome,
    nonce: String,
    id: &str,
    file: &IntakeFile,
    shown: Option<Shown>,
) -> IntakePage {
    let here = shown.as_ref().map(|shown| shown.part);
    let finish_nonce = nonce.clone();
    IntakePage {
        t: desk.t,
        chrome,
        today: desk.today,
        id: id.to_owned(),
        name: file.name.clone(),
        me: desk.person(desk.seat.person),
        tabs: desk.intake_tabs(file, here),
        others: file.others.iter().map(|other| desk.other_draft(other)).collect(),
        overview: if here.is_some() { Vec::new() } else { desk.intake_overview(file) },
        part: shown.map(|shown| desk.part_form(nonce, id, file, shown)),
        may_record: file.may_record,
        to_finish: file.to_finish.as_ref().map(|(pathway, step, nth)| ToFinish {
            key: FormKey { version: None, nonce: finish_nonce, back: format!("/casus/{id}") },
            at: place(id, &step_anchor(pathway.as_str(), step.as_str(), *nth)),
            pathway: pathway.to_string(),
            step: step.to_string(),
            nth: *nth,
        }),
    }
}

impl Desk {
    /// The anamnese of a case as far as it was taken.
    pub(super) fn intake_of(&self, case: &Case) -> Intake {
        let asked = regie_app::asked(case, &self.pathways);
        Intake::of(&self.t, Charge::of_case(case).history, |part| case.intake.part(part), &asked)
    }

    /// The name of a part.
    #[must_use]
    pub fn part(&self, part: Part) -> String {
        self.t.intake_part(part)
    }

    fn intake_tabs(&self, file: &IntakeFile, here: Option<Part>) -> Vec<PartTab> {
        let t = self.t;
        let chip = |part: Part| match file.drafts.iter().find(|draft| draft.part == part) {
            Some(_) => Chip::new(Tone::Warn, t.of("intake-state-draft")),
            None if file.of(part).next().is_some() => Chip::new(Tone::Good, t.of("intake-state-recorded")),
            None => Chip::new(Tone::Quiet, t.of("intake-state-none")),
        };
        let parts = file.form.parts().iter().copied().map(|part| PartTab {
            code: part.code(),
            title: self.part(part),
            chip: Some(chip(part)),
            here: here == Some(part),
        });
        let title = t.of("intake-overview").into_owned();
        let overview = PartTab { code: OVERVIEW, title, chip: None, here: here.is_none() };
        parts.chain([overview]).collect()
    }

    /// `Anne Bakker heeft ook een concept: Sociaal, 14:10.`
    fn other_draft(&self, other: &OtherDraft) -> String {
        let name = self.seat_name(Seat::new(other.by.person, other.by.org));
        let (part, when) = (self.part(other.part), self.t.moment(&other.at, &self.today));
        self.t.with("intake-other-draft", &[("name", &name), ("part", &part), ("when", &when)]).into_owned()
    }

    fn intake_overview(&self, file: &IntakeFile) -> Vec<PartRecord> {
        let record = |part: Part| {
            let last = file.of(part).last();
            PartRecord {
                code: part.code(),
                title: self.part(part),
                recorded: last.map(|one| self.recorded(one)),
                values: last.map(|one| values(&self.t, &one.intake, &file.asked)).unwrap_or_default(),
                unanswered: last.map(|one| unanswered(&self.t, &one.intake, &file.asked)).unwrap_or_default(),
            }
        };
        file.form.parts().iter().copied().map(record).collect()
    }

    fn recorded(&self, recording: &Recording) -> (String, Timestamp) {
        (name_of(recording.by, &self.directory), recording.at)
    }

    /// A part with its questions. What a colleague recorded meanwhile stands beside her own words; where she changed
    /// nothing, in their place.
    fn part_form(&self, nonce: String, id: &str, file: &IntakeFile, shown: Shown) -> PartForm {
        let Shown { part, posted } = shown;
        let recordings: Vec<&Recording> = file.of(part).collect();
        let draft = file.drafts.iter().find(|draft| draft.part == part);
        let standing = file.standing.get(&part).cloned().unwrap_or_default();
        let count = recordings.len() as u64;
        let fields = match (posted, draft) {
            (Some(posted), _) => posted,
            (None, Some(draft)) => {
                Posted { typed: draft.typed.clone(), seen: draft.seen, rev: draft.rev, ..Posted::default() }
            }
            (None, None) => Posted { typed: standing.clone(), seen: count, rev: 0, ..Posted::default() },
        };
        let missed = recordings.get(usize::try_from(fields.seen).unwrap_or(usize::MAX)..).unwrap_or_default();
        let before = fields.seen.checked_sub(1).and_then(|at| recordings.get(usize::try_from(at).ok()?));
        let meanwhile = Meanwhile {
            base: before.map(|one| intake::typed(&one.intake)).unwrap_or_default(),
            theirs: missed.last().map(|one| (self.recorded(one), standing)),
            newer: fields.newer.as_ref().map(|newer| (newer.at, newer.typed.clone())),
        };
        let group = |(title, names): &(&'static str, &'static [&'static str])| Group {
            title: self.t.of(title).into_owned(),
            fields: names.iter().filter_map(|name| self.field(file, part, name, &fields, &meanwhile)).collect(),
        };
        PartForm {
            part,
            title: self.part(part),
            key: FormKey { version: None, nonce, back: format!("/casus/{id}/intake") },
            seen: count,
            rev: fields.newer.as_ref().map_or(fields.rev, |newer| newer.rev),
            saved: draft.map(|draft| draft.at),
            recorded: recordings.last().map(|one| self.recorded(one)),
            groups: groups(file.form, part).iter().map(group).collect(),
            refusal: fields.refusal.clone(),
            meanwhile: missed.iter().rev().map(|one| self.missed(part, one)).collect(),
            newer: fields.newer.as_ref().map(|newer| newer.at),
        }
    }

    fn missed(&self, part: Part, recording: &Recording) -> HistoryLine {
        let (who, at) = self.recorded(recording);
        HistoryLine { at, who, what: self.t.one("intake-was-recorded", "part", self.part(part)).into_owned() }
    }

    /// A question with its field; of a pathway that does not ask it, none.
    fn field(
        &self,
        file: &IntakeFile,
        part: Part,
        name: &str,
        fields: &Posted,
        meanwhile: &Meanwhile,
    ) -> Option<IntakeField> {
        let Question { name, kind } = *file.form.questions(part).iter().find(|question| question.name == name)?;
        let fact = file.asked.get(name).filter(|_| kind == Kind::Fact);
        let options = options(&self.t, fact);
        if kind == Kind::Fact && options.is_empty() {
            return None;
        }
        let words = |typed: &Typed| typed.get(name).cloned().unwrap_or_default();
        let shown = |text: String| match (kind, text.as_str()) {
            (Kind::YesNo, "yes") => self.t.of("yes").into_owned(),
            (Kind::YesNo, "no") => self.t.of("no").into_owned(),
            (_, "") => self.t.of("intake-nothing").into_owned(),
            (Kind::Fact, chosen) => {
                options.iter().find(|(code, _)| code == chosen).map(|(_, words)| words.clone()).unwrap_or(text)
            }
            _ => text,
        };
        let mut value = words(&fields.typed);
        let mut beside = Vec::new();
        if let Some((by, theirs)) = &meanwhile.theirs {
            let unchanged = intake::same_answer(&fields.typed, &meanwhile.base, name);
            if unchanged {
                value = words(theirs);
            }
            if !intake::same_answer(&fields.typed, theirs, name) {
                let key = if unchanged { "intake-taken-over" } else { "intake-beside" };
                let said = if unchanged { words(&fields.typed) } else { words(theirs) };
                let by = self.t.recorded_by(by, &self.today);
                beside.push((self.t.one(key, "by", by).into_owned(), shown(said)));
            }
        }
        if let Some((at, newer)) = &meanwhile.newer
            && !intake::same_answer(&fields.typed, newer, name)
        {
            let when = self.t.moment(at, &self.today);
            beside.push((self.t.one("intake-newer-beside", "when", when).into_owned(), shown(words(newer))));
        }
        let wrong = fields.wrong.filter(|wrong| wrong.question == name);
        let label = question_of(&self.t, name, fact);
        let wrong = wrong.map(|wrong| {
            let key = if wrong.kind == Kind::Number { "field-error-number" } else { "field-error-choice" };
            self.t.one(key, "field", &label).into_owned()
        });
        let implausible = fields.implausible.filter(|(question, _)| *question == name);
        let wrong = wrong.or_else(|| implausible.map(|(_, why)| self.t.of(why).into_owned()));
        let choice = |(code, words): (String, String)| {
            let choice = Choice::new(code.clone(), words);
            if code == value { choice.chosen() } else { choice }
        };
        let options = options.clone().into_iter().map(choice).collect();
        Some(IntakeField { name, label, kind, options, value, beside, wrong })
    }
}

/// What happened to a part while she typed.
struct Meanwhile {
    /// What was recorded when she began.
    base: Typed,
    /// Who recorded it since, and what stands there now.
    theirs: Option<((String, Timestamp), Typed)>,
    /// When she typed on elsewhere, and what.
    newer: Option<(Timestamp, Typed)>,
}

const fn groups(form: Form, part: Part) -> Groups {
    match (form, part) {
        (Form::Midwifery, Part::Medical) => MEDICAL,
        (Form::Midwifery, Part::Psychological) => PSYCHOLOGICAL,
        (Form::Midwifery, Part::Social) => SOCIAL,
        (Form::Midwifery, Part::Wishes) => &[],
        (Form::Palliative, Part::Medical) => PALLIATIVE_MEDICAL,
        (Form::Palliative, Part::Psychological) => PALLIATIVE_PSYCHOLOGICAL,
        (Form::Palliative, Part::Social) => SURROUNDINGS,
        (Form::Palliative, Part::Wishes) => PALLIATIVE_WISHES,
        (Form::AllDomains, Part::Medical) => ALL_MEDICAL,
        (Form::AllDomains, Part::Psychological) => ALL_PSYCHOLOGICAL,
        (Form::AllDomains, Part::Social) => ALL_SOCIAL,
        (Form::AllDomains, Part::Wishes) => ALL_WISHES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_04_every_question_stands_in_one_group() {
        for (form, part) in Form::ALL.into_iter().flat_map(|form| Part::ALL.map(|part| (form, part))) {
            let mut grouped: Vec<&str> =
                groups(form, part).iter().flat_map(|(_, names)| names.iter().copied()).collect();
            let mut asked: Vec<&str> = form.questions(part).iter().map(|question| question.name).collect();
            grouped.sort_unstable();
            asked.sort_unstable();
            assert_eq!(grouped, asked);
        }
    }
}
