//! Letters that do a step: the plan that was fixed with what was agreed, and the handover after the birth (PS-06, PS-07).
//!
//! They hold the treatment plan, who coordinates and what the sender wrote. Nothing that is sealed is in any of these.

use regie_pathway::{AnchorId, Text, Work};

use super::texts::Say;
use super::{Desk, Elsewhere, SentLetter, Subject, To};
use crate::case::Case;
use crate::case::letter::{Addressee, Letter};
use crate::case::records::No;
use crate::case::state::{ActionLife, by_no};
use crate::directory::Directory;
use crate::plan::{Goal, PlanVersion, Responsible, measure_lives};
use crate::seat::Seat;
use crate::vocabulary::anchor;
use crate::wording::{self, Names};

impl Desk<'_> {
    /// A letter is a notice of its own, whatever else its receiver hears.
    pub(super) fn letter_to(&mut self, no: No, letter: &Letter) {
        let (to, elsewhere) = match &letter.to {
            Addressee::Org { org } => (To::Org(*org), None),
            Addressee::Person { seat } => (To::Seat(*seat), None),
            Addressee::Elsewhere { name, address } => {
                (To::Elsewhere, Some(Elsewhere { name: name.clone(), address: address.clone() }))
            }
        };
        let subject = match letter.work {
            Work::PlanLetter => Subject::PlanLetter,
            _ => Subject::HandoverLetter,
        };
        let body = letter_text(self.after, self.names.directory, letter.work, letter.version, &letter.note, letter.by);
        let mut notice = self.notice(to, subject, &Say::medical(title(letter.work), body));
        notice.letter = Some(SentLetter { no, elsewhere });
        self.notices.push(notice);
    }
}

fn title(work: Work) -> Text {
    match work {
        Work::PlanLetter => Text::new("Behandelplan en afspraken", "Treatment plan and agreements"),
        _ => Text::new("Overdracht na de bevalling", "Handover after the birth"),
    }
}

/// What a letter of this kind says, as the case stands: the version of the plan that it holds, who coordinates, what was
/// agreed on continuity of care, and what its sender added.
#[must_use]
pub fn letter_text(case: &Case, directory: &Directory, work: Work, version: Option<No>, note: &str, by: Seat) -> Text {
    let names = Names { directory };
    let after_birth = work != Work::PlanLetter;
    let held = version.and_then(|no| Some((no, by_no(&case.care_plan.versions, no)?)));
    let mut letter = Paragraphs::default();
    if after_birth {
        letter.add(handed_over(case));
        letter.add(labelled("Overdracht", "Handover", note));
    }
    letter.add(opening(held, after_birth));
    if let Some((_, version)) = held {
        let pursued = |goal: &&Goal| {
            let life = by_no(&case.care_plan.goals, goal.no).map(|record| &record.life);
            !after_birth || life.is_none_or(crate::plan::GoalLife::is_open)
        };
        version.plan.goals.iter().filter(pursued).for_each(|goal| letter.add(goal_text(case, names, goal)));
        letter.add(labelled("Afspraken over continuïteit van zorg", "Continuity of care", &version.plan.continuity));
    }
    letter.add(who_coordinates(case, names));
    if !after_birth {
        letter.add(labelled("Toelichting", "Note", note));
    }
    letter.add(wording::fill("Van: {}", "From: {}", &Text::same(names.reach(by))));
    letter.0
}

/// Paragraphs, with an empty line between them.
#[derive(Default)]
struct Paragraphs(Text);

impl Paragraphs {
    fn add(&mut self, paragraph: Text) {
        if paragraph.nl.is_empty() {
            return;
        }
        for (all, one) in [(&mut self.0.nl, &paragraph.nl), (&mut self.0.en, &paragraph.en)] {
            if !all.is_empty() {
                all.push_str("\n\n");
            }
            all.push_str(one);
        }
    }
}

fn labelled(nl: &str, en: &str, text: &str) -> Text {
    let text = text.trim();
    if text.is_empty() { Text::default() } else { Text::new(format!("{nl}: {text}"), format!("{en}: {text}")) }
}

fn handed_over(case: &Case) -> Text {
    let born = AnchorId::from(anchor::BORN);
    match case.runs.iter().find_map(|run| run.state.anchor(&born)) {
        Some(on) => wording::fill(
            "Zij is bevallen op {}. Hierbij dragen wij de zorg na de bevalling over.",
            "She gave birth on {}. With this letter we hand the care after the birth over.",
            &wording::day(on),
        ),
        None => Text::new(
            "Hierbij dragen wij de zorg na de bevalling over.",
            "With this letter we hand the care after the birth over.",
        ),
    }
}

fn opening(held: Option<(No, &PlanVersion)>, after_birth: bool) -> Text {
    let Some((no, version)) = held else {
        return Text::new("Er is geen behandelplan vastgesteld.", "No treatment plan was fixed.");
    };
    let Some(fixed) = &version.fixed else {
        return wording::fill(
            "Het behandelplan (versie {}) is nog niet definitief vastgesteld:",
            "The treatment plan (version {}) was not fixed yet:",
            &Text::same(no.to_string()),
        );
    };
    let day = wording::day(fixed.on);
    let (nl, en) = if after_birth { ("geldt nu", "holds now") } else { ("staat hieronder", "stands below") };
    Text::new(
        format!("Het behandelplan (versie {no}) is op {} definitief vastgesteld en {nl}:", day.nl),
        format!("The treatment plan (version {no}) was fixed on {} and {en}:", day.en),
    )
}

/// A goal with its measures, each on a line of its own.
fn goal_text(case: &Case, names: Names<'_>, goal: &Goal) -> Text {
    let (domain, by) = (wording::life_domain(goal.domain), wording::day(goal.evaluate_on));
    let mut text = Text::new(
        format!("Doel ({}): {}", domain.nl, goal.wanted.trim()),
        format!("Goal ({}): {}", domain.en, goal.wanted.trim()),
    );
    let mut line = |nl: String, en: String| {
        text.nl.push_str(&format!("\n{nl}"));
        text.en.push_str(&format!("\n{en}"));
    };
    let means = goal.means.trim();
    if !means.is_empty() {
        line(format!("Middelen: {means}"), format!("Means: {means}"));
    }
    for (measure, life) in measure_lives(case, goal) {
        // Who reads it elsewhere does not know who the case manager is.
        let who = match &measure.responsible {
            Responsible::CaseManager => Text::same(names.seat(case.case_manager)),
            other => names.responsible(other),
        };
        let until = wording::day(measure.by);
        let (what, is_done) = (measure.what.trim(), matches!(life, Some(ActionLife::Done(..))));
        let (nl, en) = if is_done { (", gedaan", ", done") } else { ("", "") };
        line(
            format!("– {what}: {}, uiterlijk {}{nl}", who.nl, until.nl),
            format!("– {what}: {}, by {}{en}", who.en, until.en),
        );
    }
    let how = goal.evaluation.trim();
    let (nl, en) =
        if how.is_empty() { (String::new(), String::new()) } else { (format!(": {how}"), format!(": {how}")) };
    line(format!("Evaluatie op {}{nl}", by.nl), format!("Evaluation on {}{en}", by.en));
    text
}

/// Who coordinates now, who does after the birth, and who is accountable.
fn who_coordinates(case: &Case, names: Names<'_>) -> Text {
    let plan = &case.care_plan;
    let mut text = Text::default();
    let mut line = |nl: &str, en: &str, seat: Option<Seat>| {
        let Some(seat) = seat else { return };
        let reach = names.reach(seat);
        for (text, label) in [(&mut text.nl, nl), (&mut text.en, en)] {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!("{label}: {reach}"));
        }
    };
    line("Coördinerend zorgverlener", "Coordinating provider", plan.coordinator);
    let after = plan.after_birth.filter(|_| !plan.handed_over);
    line("Coördinerend zorgverlener na de bevalling", "Coordinating provider after the birth", after);
    line("Casemanager", "Case manager", Some(case.case_manager));
    text
}
