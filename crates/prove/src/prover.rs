//! From a file to its reports: one task per guarantee, one per step, and what the text alone tells.

use std::{collections::BTreeSet, sync::OnceLock};

use regie_pathway::{
    Claim, Command, Date, Definition, Diagnostic, FactId, Guarantee, Occurrence, Reads, State, Status, StepId, Text,
    outstanding,
};
use toml::Table;

use crate::{
    begin::Begun,
    built_in::{self, BuiltIn},
    cone::{Cone, Detail},
    explore::{Explored, explore},
    moves::{Before, Moves, first_day},
    outside::Asked,
    parts::in_parts,
    promise::{First, Promise},
    reduce::{Reduced, reduce},
    step_course::StepCourse,
    story::Play,
    verdict::{Cut, Limits, Report, Story, Verdict},
    walk,
};

/// So many steps are taken into a cone one after the other because they keep a course from closing.
const MOST_TAKEN_IN: usize = 6;

/// A part of the work that can be done on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// One guarantee of the file, by its place.
    Guarantee(usize),
    /// What every file promises of each step, of the steps that share a cone.
    Steps(Vec<StepId>),
    /// What the text alone tells.
    Text,
}

/// A pathway file that is to be proved.
pub struct Prover {
    given: Definition,
    /// The file with every guarantee in parts, and what it says.
    file: Table,
    def: Definition,
    /// Of each guarantee its parts.
    parts: Vec<Vec<String>>,
    /// Steps that are known to open.
    walked: OnceLock<BTreeSet<StepId>>,
    begun: OnceLock<Begun>,
}

impl Prover {
    /// Reads a pathway file.
    ///
    /// # Errors
    /// Every error in the file, as [`Definition::parse`] tells them.
    pub fn read(source_name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let given = Definition::parse(source_name, text)?;
        // What the definition was read from is TOML.
        let (file, parts) = in_parts(text.parse().unwrap_or_default());
        let def = Definition::parse(source_name, &file.to_string())?;
        Ok(Self { given, file, def, parts, walked: OnceLock::new(), begun: OnceLock::new() })
    }

    /// The whole pathway.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.given
    }

    /// Everything that is to be proved, in parts that may be done in any order, and side by side.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task> {
        let guarantees = (0..self.given.guarantees().len()).map(Task::Guarantee);
        guarantees.chain(self.steps_by_cone().into_iter().map(Task::Steps)).chain([Task::Text]).collect()
    }

    /// Does one part. A promise that every file gives has a report from each step; [`gather`] makes one of them.
    #[must_use]
    pub fn prove(&self, task: &Task, limits: &Limits) -> Vec<Report> {
        match task {
            Task::Guarantee(at) => self.guarantee(*at, limits).into_iter().collect(),
            Task::Steps(steps) => self.steps(steps, limits),
            Task::Text => built_in::by_text(&self.def),
        }
    }

    /// Does everything, one after the other.
    #[must_use]
    pub fn prove_all(&self, limits: &Limits) -> Vec<Report> {
        gather(self.tasks().iter().flat_map(|task| self.prove(task, limits)))
    }

    /// Steps that hang on one another, or on the same, are looked at together.
    fn steps_by_cone(&self) -> Vec<Vec<StepId>> {
        let mut groups: Vec<(Cone, Vec<StepId>)> = Vec::new();
        for step in self.def.steps() {
            let cone = Cone::around(&self.def, seed(std::slice::from_ref(&step.id)), Detail::LOCAL);
            match groups.iter_mut().find(|(known, _)| *known == cone) {
                Some((_, steps)) => steps.push(step.id.clone()),
                None => groups.push((cone, vec![step.id.clone()])),
            }
        }
        groups.into_iter().map(|(_, steps)| steps).collect()
    }

    fn guarantee(&self, at: usize, limits: &Limits) -> Option<Report> {
        let given = self.given.guarantees().get(at)?;
        let (mut verdict, mut states) = (Verdict::Proved, 0);
        for part in self.parts_of(at) {
            let (found, seen) = self.part(part, limits);
            verdict = verdict.and(found);
            states += seen;
            if verdict.story().is_some() {
                break;
            }
        }
        let (id, says, source) = (given.id.to_string(), given.says.clone(), given.source.clone());
        Some(Report { id, says, source, built_in: false, verdict, states })
    }

    /// The whole pathway with every guarantee in parts: [`Prover::parts_of`] are of this one.
    #[must_use]
    pub fn definition_in_parts(&self) -> &Definition {
        &self.def
    }

    /// The parts of a guarantee, of which each must hold.
    pub fn parts_of(&self, at: usize) -> impl Iterator<Item = &Guarantee> {
        let names = self.parts.get(at).into_iter().flatten();
        names.filter_map(|name| self.def.guarantees().iter().find(|one| one.id == name.as_str()))
    }

    /// Proves a part on its cone: first with little detail, which is quick and mostly enough; when that finds a course
    /// that the whole pathway does not allow, with more. A course that seems to close, and on the whole pathway cannot
    /// because of a step outside of the cone, takes that step in.
    fn part(&self, part: &Guarantee, limits: &Limits) -> (Verdict, usize) {
        let (mut verdict, mut states) = (not_played(), 0);
        let mut reads = self.def.guarantee_reads(part);
        for detail in Detail::ALL {
            for _ in 0..MOST_TAKEN_IN {
                let cone = Cone::around(&self.def, reads.clone(), detail);
                let (found, seen, blocker) = self.explored(part, &cone, First::Found, limits);
                states += seen;
                verdict = found;
                match blocker {
                    Some(step) => drop(reads.steps.insert(step)),
                    None => break,
                }
            }
            if verdict != not_played() {
                break;
            }
        }
        if matches!(verdict, Verdict::Cut { .. }) {
            // Everything was too much to look at, but a course that breaks it may be near.
            let cone = Cone::around(&self.def, reads, Detail::EXACT);
            let (found, seen, _) = self.explored(part, &cone, First::Nearest, limits);
            states += seen;
            if found.story().is_some() {
                verdict = found;
            }
        }
        (verdict, states)
    }

    /// Proves a part of a guarantee on any cone that holds what it looks at, for example the whole file.
    #[must_use]
    pub fn on_cone(&self, guarantee: &Guarantee, cone: &Cone, limits: &Limits) -> (Verdict, usize) {
        let (verdict, states, _) = self.explored(guarantee, cone, First::Found, limits);
        (verdict, states)
    }

    /// The same, and the step outside of the cone that kept a course that was found from closing on the whole pathway.
    fn explored(
        &self,
        guarantee: &Guarantee,
        cone: &Cone,
        first: First,
        limits: &Limits,
    ) -> (Verdict, usize, Option<StepId>) {
        let Ok(Reduced { def, asked }) = reduce(&self.file, &self.def, cone, Some(&guarantee.id)) else {
            return (not_played(), 0, None);
        };
        let at_close: Vec<(FactId, bool)> =
            asked.iter().filter_map(|one| Some((one.fact.clone(), one.at_close?))).collect();
        let Some(reduced) = def.guarantees().first() else { return (not_played(), 0, None) };
        let moves = self.moves(&def, &asked);
        let mut promise = Promise { def: &def, guarantee: reduced, is_reduced: true, at_close: &at_close, first };
        let explored = explore(&moves, limits, &mut promise);
        let (verdict, blocker) = match explored.found {
            Some(at) => {
                let (mut course, last) = explored.course(at);
                if first == First::Nearest {
                    course = without_the_needless(course, |one| self.broken(guarantee, &cone.steps, one, last).is_ok());
                }
                match self.broken(guarantee, &cone.steps, &course, last) {
                    Ok(story) => (Verdict::Refuted { story: Box::new(story) }, None),
                    Err(blocker) => (not_played(), blocker),
                }
            }
            None => (seen_all(&explored), None),
        };
        (verdict, explored.states(), blocker)
    }

    /// The moves of a reduced file.
    fn moves<'d>(&self, reduced: &'d Definition, asked: &[Asked]) -> Moves<'d> {
        let begun = self.begun.get_or_init(|| Begun::of(&self.def));
        let of_questions = asked.iter().map(|one| (one.fact.clone(), one.changes(&self.def, reduced))).collect();
        Moves::of(reduced, first_day(&self.def)).beginning(begun.on(&self.def, reduced, asked)).asking(of_questions)
    }

    /// The course that breaks a guarantee, played on the whole pathway; else the step that kept it from closing, if one
    /// did.
    fn broken(
        &self,
        guarantee: &Guarantee,
        cone: &BTreeSet<StepId>,
        course: &[(Date, Command)],
        last: Date,
    ) -> Result<Story, Option<StepId>> {
        let promise = Promise { def: &self.def, guarantee, is_reduced: false, at_close: &[], first: First::Found };
        let mut before = Before::default();
        let mut broke = None;
        let is_edge = matches!(guarantee.claim, Claim::EachTime { .. });
        let watch = |state: &State, today: Date| {
            before = promise.owed(before, state, today);
            broke = before.owed.or(broke.filter(|_| is_edge));
        };
        let mut play = Play::of(&self.def, course, last, watch).ok_or(None)?;
        if matches!(guarantee.claim, Claim::AtClose(_)) {
            play.skip_all_but(cone)?;
        }
        let Play { state, today, moments, commands, .. } = play;
        let conclusion = conclusion(&self.def, guarantee, broke, today);
        let story = Story { moments, conclusion, commands, until: Some(today) };
        if promise.is_broken(broke, &state, today) { Ok(story) } else { Err(None) }
    }

    /// What every file promises, of some steps with one cone.
    fn steps(&self, steps: &[StepId], limits: &Limits) -> Vec<Report> {
        let mut reports = Vec::new();
        for detail in Detail::ALL.into_iter().filter(|detail| detail.has_facts()) {
            let before: usize = reports.first().map_or(0, |report: &Report| report.states);
            reports = self.steps_on_cone(steps, detail, limits);
            reports.iter_mut().for_each(|report| report.states += before);
            if reports.iter().all(|report| report.verdict != not_played()) {
                break;
            }
        }
        reports
    }

    fn steps_on_cone(&self, steps: &[StepId], detail: Detail, limits: &Limits) -> Vec<Report> {
        let cone = Cone::around(&self.def, seed(steps), detail);
        let Ok(Reduced { def, asked }) = reduce(&self.file, &self.def, &cone, None) else {
            return vec![BuiltIn::CanEnd.report(not_played(), 0)];
        };
        let moves = self.moves(&def, &asked);
        let mut course = StepCourse::of(&def, &self.def, steps, detail.is_exact());
        let explored = explore(&moves, limits, &mut course);
        let (cone, states) = (&cone.steps, explored.states());
        let told = |found: &Option<(u32, StepId)>, what: BuiltIn| match found {
            None => seen_all(&explored),
            Some((at, step)) => self.told(cone, &explored, *at, step, what),
        };
        let can_end = match course.stuck() {
            None => seen_all(&explored),
            // A way out may be hidden in what was left wide.
            Some(_) if !detail.is_exact() => not_played(),
            stuck => told(&stuck, BuiltIn::CanEnd),
        };
        let walked = self.walked.get_or_init(|| walk::opened(&self.def, limits));
        let unseen = steps.iter().filter(|step| !walked.contains(*step));
        let opens = unseen.fold(Verdict::Proved, |verdict, step| verdict.and(self.opens(step, &course, &explored)));
        vec![
            BuiltIn::CanEnd.report(can_end, states),
            BuiltIn::Opens.report(opens, states),
            BuiltIn::Somebody.report(told(&course.nobody, BuiltIn::Somebody), states),
            BuiltIn::NothingOpen.report(told(&course.open_at_close, BuiltIn::NothingOpen), states),
            BuiltIn::WithReason.report(told(&course.no_reason, BuiltIn::WithReason), states),
        ]
    }

    /// Whether some course opens the step, on the whole pathway too.
    fn opens(&self, step: &StepId, watched: &StepCourse<'_>, explored: &Explored) -> Verdict {
        let Some(at) = watched.opens.get(step) else {
            let story = self.def.step(step).map(|step| Story::without_course(BuiltIn::Opens.broken(step)));
            let dead = story.filter(|_| explored.cut.is_empty());
            return dead.map_or_else(|| seen_all(explored), |story| Verdict::Refuted { story: Box::new(story) });
        };
        let (course, last) = explored.course(*at);
        let is_open = |one: &Occurrence| one.step == *step && one.status() == Status::Open;
        let played = Play::of(&self.def, &course, last, |_: &State, _| {});
        if played.is_some_and(|play| play.state.occurrences().any(is_open)) { Verdict::Proved } else { not_played() }
    }

    /// The course to a state that breaks what every file promises, played on the whole pathway.
    fn told(&self, cone: &BTreeSet<StepId>, explored: &Explored, at: u32, step: &StepId, what: BuiltIn) -> Verdict {
        let (course, last) = explored.course(at);
        let played = Play::of(&self.def, &course, last, |_: &State, _| {}).and_then(|mut play| {
            let in_the_way = |state: &State| outstanding(&self.def, state).iter().any(|one| cone.contains(&one.step));
            if what.is_about_closing() {
                play.skip_all_but(cone).ok()?;
            }
            // What is told must be so on the whole pathway too: in the way of closing, or not.
            if (what == BuiltIn::CanEnd && !in_the_way(&play.state))
                || (what.is_about_closing() && in_the_way(&play.state))
            {
                return None;
            }
            let conclusion = what.broken(self.def.step(step)?);
            Some(Story { moments: play.moments, conclusion, commands: play.commands, until: Some(play.today) })
        });
        played.map_or_else(not_played, |story| Verdict::Refuted { story: Box::new(story) })
    }
}

/// A course that breaks a promise without what it can do without; its start stays.
fn without_the_needless(
    mut course: Vec<(Date, Command)>,
    breaks: impl Fn(&[(Date, Command)]) -> bool,
) -> Vec<(Date, Command)> {
    for at in (1..course.len()).rev() {
        let mut shorter = course.clone();
        shorter.remove(at);
        if breaks(&shorter) {
            course = shorter;
        }
    }
    course
}

fn seed(steps: &[StepId]) -> Reads {
    Reads { steps: steps.iter().cloned().collect(), ..Reads::default() }
}

/// A course was found that the whole pathway does not go along with.
fn not_played() -> Verdict {
    Verdict::Cut { by: vec![Cut::Replay] }
}

/// Proved, unless something was left unseen.
fn seen_all(explored: &Explored) -> Verdict {
    if explored.cut.is_empty() { Verdict::Proved } else { Verdict::Cut { by: explored.cut.clone() } }
}

/// One report per promise, in the order in which they first come.
pub fn gather(reports: impl IntoIterator<Item = Report>) -> Vec<Report> {
    let mut gathered: Vec<Report> = Vec::new();
    for report in reports {
        match gathered.iter_mut().find(|known| known.id == report.id && known.built_in == report.built_in) {
            None => gathered.push(report),
            Some(known) => {
                known.states += report.states;
                let verdict = std::mem::replace(&mut known.verdict, Verdict::Proved);
                known.verdict = verdict.and(report.verdict);
            }
        }
    }
    gathered
}

fn conclusion(def: &Definition, guarantee: &Guarantee, owed: Option<Date>, today: Date) -> Text {
    match &guarantee.claim {
        Claim::Whenever { whenever, then, .. } => {
            let (when, then) = (whenever.in_words(def), then.in_words(def));
            let since = owed.unwrap_or(today);
            Text::new(
                format!("Sinds {since} geldt: {}. Op {today} geldt nog niet: {}.", when.nl, then.nl),
                format!("Since {since} it holds that {}. On {today} it does not hold yet that {}.", when.en, then.en),
            )
        }
        Claim::EachTime { comes, then } => {
            let (comes, then) = (comes.in_words(def), then.in_words(def));
            let since = owed.unwrap_or(today);
            Text::new(
                format!("Op {since} gaat gelden: {}. Op dat moment geldt niet: {}.", comes.nl, then.nl),
                format!(
                    "On {since} it comes to hold that {}. In that moment it does not hold that {}.",
                    comes.en, then.en
                ),
            )
        }
        Claim::AtClose(condition) => {
            let words = condition.in_words(def);
            Text::new(
                format!(
                    "Op {today} staat niets verplichts meer in de weg van afsluiten, en toch geldt niet: {}.",
                    words.nl
                ),
                format!(
                    "On {today} nothing required stands between now and closing, yet it does not hold that {}.",
                    words.en
                ),
            )
        }
        Claim::Never(condition) => {
            let words = condition.in_words(def);
            Text::new(
                format!("Op {today} geldt toch: {}.", words.nl),
                format!("On {today} it holds that {}.", words.en),
            )
        }
    }
}
