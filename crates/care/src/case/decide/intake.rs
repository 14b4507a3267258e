//! The intake: a structured medical, psychological and social history (AZ-04).

use regie_pathway as pathway;

use super::draft::Draft;
use super::steps;
use crate::case::context::Context;
use crate::case::event::CaseEvent;
use crate::case::records::{IntakeSection, MedicalHistory, OtherHistory, PsychologicalHistory, SocialHistory};
use crate::case::refusal::Refusal;
use crate::case::state::Case;
use crate::charge::Charge;
use crate::intake::{self, Form, Kind};
use crate::vocabulary::fact;

/// Records a section, whole: a correction replaces it, and the journal keeps what it was. What the medical history
/// answers is told to every pathway that asks it.
pub(super) fn record(case: &Case, ctx: &Context<'_>, section: &IntakeSection) -> Result<Vec<CaseEvent>, Refusal> {
    judge(case, section)?;
    let mut draft = Draft::new(case, ctx);
    draft.push(CaseEvent::IntakeRecorded { intake: section.clone() });
    if let IntakeSection::Medical(history) = section {
        for (fact, value) in answers(history) {
            steps::tell(&mut draft, &pathway::Command::SetFact { fact, value })?;
        }
    }
    if let IntakeSection::History(history) = section {
        let standing = intake::standing(case, history.part);
        for (name, answer) in facts(history).filter(|(name, answer)| standing.get(*name) != Some(*answer)) {
            let (fact, value) = (pathway::FactId::from(name.as_str()), pathway::FactValue::Choice(answer.clone()));
            steps::tell(&mut draft, &pathway::Command::SetFact { fact, value })?;
        }
    }
    Ok(draft.finish())
}

const ANOTHER_HISTORY: Refusal = Refusal::Implausible {
    field: "intake",
    problem: "is the history of another kind of care; take the one of this case",
};

/// What the pathways ask too, with what was answered.
fn facts(history: &OtherHistory) -> impl Iterator<Item = (&String, &String)> {
    let asked = history.form.questions(history.part).iter().filter(|question| question.kind == Kind::Fact);
    asked.filter_map(|question| history.answers.get_key_value(question.name))
}

/// The history that belongs to this case, with no other questions than its own.
fn fits(case: &Case, history: &OtherHistory) -> Result<(), Refusal> {
    let form = Charge::of_case(case).history;
    if history.form != form || form == Form::Midwifery {
        return Err(ANOTHER_HISTORY);
    }
    let asked = |name: &String| form.questions(history.part).iter().any(|question| question.name == name);
    if !history.answers.keys().all(asked) {
        return Err(Refusal::Implausible {
            field: "intake",
            problem: "answers what this part does not ask; leave that out",
        });
    }
    Ok(())
}

fn judge(case: &Case, section: &IntakeSection) -> Result<(), Refusal> {
    if Charge::of_case(case).history != Form::Midwifery && !matches!(section, IntakeSection::History(_)) {
        return Err(ANOTHER_HISTORY);
    }
    let (field, empty, same) = match section {
        IntakeSection::Medical(history) => {
            if history.gravida.zip(history.para).is_some_and(|(gravida, para)| para > gravida) {
                let problem = "is more than the number of pregnancies; correct one of the two";
                return Err(Refusal::Implausible { field: "para", problem });
            }
            ("medical", nothing_medical(history), case.intake.medical.as_ref() == Some(history))
        }
        IntakeSection::Psychological(history) => {
            ("psychological", nothing_psychological(history), case.intake.psychological.as_ref() == Some(history))
        }
        IntakeSection::Social(history) => {
            ("social", nothing_social(history), case.intake.social.as_ref() == Some(history))
        }
        IntakeSection::History(history) => {
            fits(case, history)?;
            let same = case.intake.history.get(&history.part) == Some(history);
            (history.part.code(), history.answers.values().all(|text| pathway::says_nothing(text)), same)
        }
    };
    if empty {
        return Err(Refusal::Empty { field });
    }
    if same {
        return Err(Refusal::NothingToDo { what: "this part of the intake" });
    }
    Ok(())
}

/// Blanks say nothing, as an empty text.
fn blank(texts: &[&String]) -> bool {
    texts.iter().all(|text| pathway::says_nothing(text))
}

fn nothing_medical(history: &MedicalHistory) -> bool {
    let MedicalHistory { conditions, medication, allergies, infections, notes, .. } = history;
    let answered = [history.caesarean_before, history.hypertension, history.genital_mutilation];
    let counted = [history.gravida, history.para];
    answered.iter().all(Option::is_none)
        && counted.iter().all(Option::is_none)
        && blank(&[conditions, medication, allergies, infections, notes])
}

fn nothing_psychological(history: &PsychologicalHistory) -> bool {
    let PsychologicalHistory { complaints, treatment, trauma, substance_use, notes } = history;
    blank(&[complaints, treatment, trauma, substance_use, notes])
}

fn nothing_social(history: &SocialHistory) -> bool {
    let SocialHistory { partner, children, support, housing, procedure, safety, notes } = history;
    blank(&[partner, children, support, housing, procedure, safety, notes])
}

/// What the medical history answers, by the names that the facts have in every pathway.
fn answers(history: &MedicalHistory) -> Vec<(pathway::FactId, pathway::FactValue)> {
    let yes_no = [
        (fact::CAESAREAN_BEFORE, history.caesarean_before),
        (fact::HYPERTENSION_BEFORE, history.hypertension),
        (fact::GENITAL_MUTILATION, history.genital_mutilation),
    ];
    let numbers = [(fact::GRAVIDA, history.gravida), (fact::PARA, history.para)];
    let yes_no =
        yes_no.into_iter().filter_map(|(fact, answer)| Some((fact.into(), pathway::FactValue::YesNo(answer?))));
    let numbers = numbers
        .into_iter()
        .filter_map(|(fact, answer)| Some((fact.into(), pathway::FactValue::Number(answer?.into()))));
    yes_no.chain(numbers).collect()
}

/// Refuses an intake of which parts are missing, naming them.
pub(super) fn whole(case: &Case) -> Result<(), Refusal> {
    let parts = Charge::of_case(case).history.parts().iter();
    let missing: Vec<_> = parts.filter(|part| case.intake.part(**part).is_none()).map(|part| part.code()).collect();
    if missing.is_empty() { Ok(()) } else { Err(Refusal::IntakeIncomplete { missing }) }
}
