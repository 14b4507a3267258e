//! Letters that do a step: the plan that was fixed with what was agreed, the handover after the birth (PS-06, PS-07,
//! AZ-15), and the pregnancy declaration (AZ-05).
//!
//! They hold the treatment plan where the pathway has one, who is reached for what, and what the sender wrote. Nothing that is
//! sealed is in any of these.

use jiff::civil::Date;
use regie_pathway::{self as pathway, AnchorId, FactId, FactValue, Text, Work};

use super::texts::Say;
use super::{Desk, Elsewhere, SentLetter, Subject, To};
use crate::case::Case;
use crate::case::letter::{Addressee, Letter, tells_of_plan};
use crate::case::records::No;
use crate::case::state::{ActionLife, by_no};
use crate::directory::Directory;
use crate::plan::{Goal, PlanVersion, Responsible, measure_lives};
use crate::rows::pregnancy_ended;
use crate::seat::Seat;
use crate::vocabulary::{anchor, fact};
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
            Work::PregnancyDeclaration => Subject::PregnancyDeclaration,
            _ => Subject::HandoverLetter,
        };
        let definition = self.after.run(&letter.pathway).and_then(|run| self.ctx.pathways.of(run));
        let written = Written {
            work: letter.work,
            with_plan: definition.is_none_or(tells_of_plan),
            version: letter.version,
            note: &letter.note,
            by: letter.by,
            on: self.ctx.today,
        };
        let body = letter_text(self.after, self.names.directory, &written);
        let mut notice = self.notice(to, subject, &Say::medical(title(letter.work), body));
        notice.letter = Some(SentLetter { no, elsewhere });
        self.notices.push(notice);
    }
}

fn title(work: Work) -> Text {
    match work {
        Work::PlanLetter => Text::new("Behandelplan en afspraken", "Treatment plan and agreements"),
        Work::PregnancyDeclaration => Text::new("Zwangerschapsverklaring", "Pregnancy declaration"),
        _ => Text::new("Overdracht van de zorg", "Handover of the care"),
    }
}

/// What a letter says besides what stands on the case.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// What kind of letter.
    pub work: Work,
    /// Whether its pathway has a treatment plan of which it tells.
    pub with_plan: bool,
    /// The version of that plan which it holds.
    pub version: Option<No>,
    /// What its sender adds.
    pub note: &'a str,
    /// Who sends it.
    pub by: Seat,
    /// On which day.
    pub on: Date,
}

/// What a letter says, as the case stands: in a pathway with a treatment plan the version that it holds, who coordinates and
/// what was agreed on continuity of care; else how she is, and whom to call; and what its sender added.
#[must_use]
pub fn letter_text(case: &Case, directory: &Directory, written: &Written<'_>) -> Text {
    let names = Names { directory };
    let mut letter = match written.work {
        Work::PregnancyDeclaration => declaration(case, names, written),
        Work::HandoverLetter if !written.with_plan => handover(case, names, written.note),
        _ => with_plan(case, names, written),
    };
    letter.add(wording::fill("Van: {}", "From: {}", &Text::same(names.reach(written.by))));
    letter.0
}

/// The pregnancy declaration: that she is pregnant and since when, and who is called for what.
fn declaration(case: &Case, names: Names<'_>, written: &Written<'_>) -> Paragraphs {
    let mut letter = Paragraphs::default();
    letter.add(Text::new(
        "Hierbij verklaren wij dat zij zwanger is en dat zij bij ons in zorg is.",
        "We hereby declare that she is pregnant and in our care.",
    ));
    letter.add(match known(case, anchor::DUE) {
        Some(due) => {
            let (term, today, age) = (wording::day(due), wording::day(written.on), pathway::gestation(due, written.on));
            let planned = planned_caesarean(case)
                .map(|on| wording::fill("\nGeplande keizersnede: {}", "\nPlanned caesarean: {}", &on));
            let planned = planned.unwrap_or_default();
            Text::new(
                format!("À terme datum: {}\nZwangerschapsduur op {}: {age}{}", term.nl, today.nl, planned.nl),
                format!("Due date: {}\nGestational age on {}: {age}{}", term.en, today.en, planned.en),
            )
        }
        None => Text::new("De à terme datum is nog niet bekend.", "The due date is not known yet."),
    });
    letter.add(to_be_reached(case, names, Some(written.on)));
    let name = Text::same(names.person(case.case_manager.person));
    letter.add(wording::fill(
        "Wilt u in uw dossier noteren dat {} haar casemanager is? Bijzonderheden rond de zwangerschap horen wij graag, en u \
         hoort ze van ons: telefonisch of per beveiligde mail. Bij spoed belt u het spoednummer; wie dan opneemt, geeft het \
         door aan de casemanager.",
        "Please note in your records that {} is her case manager. We like to hear what is particular about this pregnancy, and \
         tell you: by telephone or secure mail. In an emergency call the emergency number; whoever answers tells the case \
         manager.",
        &name,
    ));
    letter.add(labelled("Toelichting", "Note", written.note));
    letter
}

/// A handover where no treatment plan belongs to it: how it ended and went on, in the words of the sender.
fn handover(case: &Case, names: Names<'_>, note: &str) -> Paragraphs {
    let mut letter = Paragraphs::default();
    letter.add(handed_over(case));
    letter.add(labelled("Beloop", "Course", note));
    letter.add(to_be_reached(case, names, None));
    letter
}

/// The plan, or the handover with it.
fn with_plan(case: &Case, names: Names<'_>, written: &Written<'_>) -> Paragraphs {
    let Written { work, version, note, .. } = *written;
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
    letter
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

/// A clinical date of the case.
fn known(case: &Case, id: &str) -> Option<Date> {
    let id = AnchorId::from(id);
    case.runs.iter().find_map(|run| run.state.anchor(&id))
}

/// How the pregnancy ended, or that it goes on, and that the care is handed over.
fn handed_over(case: &Case) -> Text {
    let over = Text::new("Hierbij dragen wij de zorg over.", "With this letter we hand the care over.");
    let after_birth = |nl: &str, en: &str, on| {
        let how = wording::fill(nl, en, &wording::day(on));
        Text::new(
            format!("{} Hierbij dragen wij de zorg na de bevalling over.", how.nl),
            format!("{} With this letter we hand the care after the birth over.", how.en),
        )
    };
    let (born, due) = (known(case, anchor::BORN), known(case, anchor::DUE));
    match born {
        _ if pregnancy_ended(case) => Text::new(
            format!("De zwangerschap is voortijdig geëindigd. {}", over.nl),
            format!("The pregnancy ended early. {}", over.en),
        ),
        Some(on) if is_stillborn(case) => after_birth(
            "Zij is bevallen op {}. Het kind is levenloos geboren.",
            "She gave birth on {}. The child was stillborn.",
            on,
        ),
        Some(on) => after_birth("Zij is bevallen op {}.", "She gave birth on {}.", on),
        None => due.map_or(over.clone(), |due| {
            let due = wording::day(due);
            let planned = planned_caesarean(case)
                .map(|on| wording::fill(" Een keizersnede is gepland op {}.", " A caesarean is planned for {}.", &on));
            let planned = planned.unwrap_or_default();
            Text::new(
                format!("Zij is zwanger; de à terme datum is {}.{} {}", due.nl, planned.nl, over.nl),
                format!("She is pregnant; the due date is {}.{} {}", due.en, planned.en, over.en),
            )
        }),
    }
}

/// The day of a planned caesarean in words, while the child is not born.
fn planned_caesarean(case: &Case) -> Option<Text> {
    case.planned_caesarean().map(wording::day)
}

fn is_stillborn(case: &Case) -> bool {
    let stillborn = FactId::from(fact::STILLBORN);
    case.runs.iter().any(|run| run.state.fact(&stillborn) == Some(&FactValue::YesNo(true)))
}

/// The case manager with her number, her deputy where the letter names one on its day, and the number for emergencies. Who
/// stands in for a while is told with until when: the letter is read long after that.
fn to_be_reached(case: &Case, names: Names<'_>, on: Option<Date>) -> Text {
    let mut lines = vec![("Casemanager".to_owned(), "Case manager".to_owned(), names.reach(case.case_manager))];
    if let Some(on) = on {
        let (fixed, cover) = case.fixed_and_cover(on);
        let fixed =
            fixed.map(|seat| ("Vaste plaatsvervanger".to_owned(), "Fixed deputy".to_owned(), names.reach(seat)));
        lines.extend(fixed);
        let there = cover.filter(|known| !names.directory.is_absent(known.deputy.person, on));
        lines.extend(there.and_then(|known| {
            let until = wording::day(known.until?);
            let (nl, en) = (format!("Neemt waar t/m {}", until.nl), format!("Stands in until {}", until.en));
            Some((nl, en, names.reach(known.deputy)))
        }));
    }
    let emergency = names.directory.org(case.case_manager.org).map_or("", |org| org.emergency_phone());
    if !emergency.is_empty() {
        lines.push(("Spoed".to_owned(), "Emergency".to_owned(), emergency.to_owned()));
    }
    let told = |label: fn(&(String, String, String)) -> &String| {
        lines.iter().map(|line| format!("{}: {}", label(line), line.2)).collect::<Vec<_>>().join("\n")
    };
    Text::new(told(|line| &line.0), told(|line| &line.1))
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
