//! Why a case refuses a command. Every refusal says what is wrong and how to mend it.

mod visit;

use jiff::civil::Date;
use regie_pathway as pathway;

pub use self::visit::VisitRefusal;
use super::obstacle::Obstacle;
use super::records::{No, Situation};
use crate::ids::CaseId;
use crate::plan::PlanLack;

/// A command that the case refuses. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case is closed.
    #[error("this case was closed on {on}; reopen it first, with a reason")]
    Closed {
        /// The closing day.
        on: Date,
    },
    /// A day of death with another reason to close.
    #[error("a day of death belongs to the reason 'died'; choose that reason, or leave the day out")]
    DeathElsewhere,
    /// Reopening a case that is open.
    #[error("this case is open; there is nothing to reopen")]
    NotClosed,
    /// A pathway refused.
    #[error("{0}")]
    Pathway(#[from] pathway::Refusal),
    /// No such pathway is known here.
    #[error("pathway '{pathway}' is unknown or not valid here; choose one of: {known}")]
    UnknownPathway {
        /// The id as given.
        pathway: pathway::PathwayId,
        /// The known ids.
        known: String,
    },
    /// A network's variant was asked for by name (CM-02).
    #[error(
        "'{pathway}' is a network's variant; ask for '{shared}': whose variant a case runs on is decided by the network of \
         the organisation that is accountable"
    )]
    NetworkDecides {
        /// The id as given.
        pathway: pathway::PathwayId,
        /// The pathway to ask for.
        shared: pathway::PathwayId,
    },
    /// That pathway runs already.
    #[error("pathway '{pathway}' already runs on this case; it goes on where it is")]
    PathwayRuns {
        /// Its id.
        pathway: pathway::PathwayId,
    },
    /// That pathway runs in another open case of the same client: one person is accountable for her (AZ-01).
    #[error(
        "pathway '{pathway}' runs in another open case of this client{}; go on there, or close that one first",
        case.map_or_else(String::new, |case| format!(", {case}"))
    )]
    AlreadyOpen {
        /// Its id.
        pathway: pathway::PathwayId,
        /// The other case, to whom may see it.
        case: Option<CaseId>,
    },
    /// That pathway does not run on this case.
    #[error("pathway '{pathway}' does not run on this case; start it first")]
    PathwayNotRunning {
        /// Its id.
        pathway: pathway::PathwayId,
    },
    /// A number that names nothing.
    #[error("there is no {what} number {no} on this case; reload the case to see what there is")]
    NoSuch {
        /// Which kind of thing.
        what: &'static str,
        /// The number as given.
        no: No,
    },
    /// The thing was already settled.
    #[error("{what} number {no} was already settled: {how}; reload the case to see it")]
    Settled {
        /// Which kind of thing.
        what: &'static str,
        /// Its number.
        no: No,
        /// How it was settled.
        how: &'static str,
    },
    /// Put on another day, and it is on that day already.
    #[error("'{field}' is {on}, and that is the day on which it is already; give another day, or leave it as it is")]
    SameDay {
        /// The field.
        field: &'static str,
        /// As given.
        on: Date,
    },
    /// A text that must be filled is empty.
    #[error("'{field}' is empty; fill it in")]
    Empty {
        /// The field.
        field: &'static str,
    },
    /// A day in the future where only the past can be.
    #[error("'{field}' is {on}, after today {today}; give the day on which it happened")]
    InFuture {
        /// The field.
        field: &'static str,
        /// As given.
        on: Date,
        /// Today.
        today: Date,
    },
    /// A step that goes in its turn, said to have been done before this care began.
    #[error(
        "step `{step}` goes in its turn and cannot have been done on {on}: the care began on {began}; give a day from then on"
    )]
    BeforeCareBegan {
        /// Which step.
        step: pathway::StepId,
        /// As given.
        on: Date,
        /// The day on which the care began.
        began: Date,
    },
    /// A day in the past where only the future can be, or an end before its start.
    #[error("'{field}' is {on}, before {earliest}; give a day from {earliest} on")]
    TooEarly {
        /// The field.
        field: &'static str,
        /// As given.
        on: Date,
        /// The first possible day.
        earliest: Date,
    },
    /// A day further away than it may be.
    #[error("'{field}' is {on}, after {latest}; give a day up to {latest}")]
    TooLate {
        /// The field.
        field: &'static str,
        /// As given.
        on: Date,
        /// The last possible day.
        latest: Date,
    },
    /// A text that is longer than can be kept.
    #[error("'{field}' has {length} characters; shorten it to at most {most}")]
    TooLong {
        /// The field.
        field: String,
        /// How long it is, in characters.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// A text with a character that cannot be kept.
    #[error("'{field}' holds a control character (code {code}); remove it")]
    ControlCharacter {
        /// The field.
        field: String,
        /// The character's code point.
        code: u32,
    },
    /// A value that cannot be.
    #[error("'{field}' {problem}")]
    Implausible {
        /// The field.
        field: &'static str,
        /// What is wrong and how to mend it.
        problem: &'static str,
    },
    /// A person who does not work there, or may not be accountable.
    #[error("{field}: this person {problem}; choose someone who does")]
    Unfit {
        /// The field.
        field: &'static str,
        /// What she lacks.
        problem: &'static str,
    },
    /// Case manager and deputy must be two people.
    #[error("case manager and deputy must be two different people; name another deputy")]
    DeputyIsCaseManager,
    /// Nobody makes herself deputy: a deputy reads what is sealed (PS-02).
    #[error("nobody names herself deputy; ask the case manager or a colleague to name you")]
    DeputyNamesHerself,
    /// An organisation of the wrong kind or unknown.
    #[error("{field}: this organisation {problem}")]
    UnfitOrg {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A handover is already under way.
    #[error("handover number {no} still waits for an answer; withdraw it before proposing another")]
    HandoverPending {
        /// Its number.
        no: No,
    },
    /// Only the receiver answers.
    #[error("only {receiver} can answer this handover; the sender can withdraw it")]
    NotTheReceiver {
        /// Who can.
        receiver: &'static str,
    },
    /// Only certain people may do this.
    #[error("only {who} can do this; {mend}")]
    NotYours {
        /// Who can.
        who: &'static str,
        /// What to do instead.
        mend: &'static str,
    },
    /// The letter misses parts (AZ-11).
    #[error("the referral letter is not complete; still missing: {}", missing.join(", "))]
    LetterIncomplete {
        /// The parts by their Dutch names.
        missing: Vec<&'static str>,
    },
    /// The letter names someone else as case manager (AZ-11).
    #[error(
        "the referral letter names another person as case manager; put the name of the case manager who hands over on it"
    )]
    LetterNamesAnother,
    /// Open actions need a decision each at acceptance.
    #[error("decide about every open action before accepting; without a decision: number {}", join(undecided))]
    ActionsUndecided {
        /// Their numbers.
        undecided: Vec<No>,
    },
    /// Psychosocial direction cannot leave the first line (AZ-12).
    #[error("psychosocial direction stays with the first-line case manager; give this situation to her")]
    PsychosocialStaysFirstLine,
    /// Agreements that do not add up.
    #[error("situation {situation:?} {problem}")]
    Agreements {
        /// Which situation.
        situation: Situation,
        /// What is wrong.
        problem: &'static str,
    },
    /// Agreements that together are no shared case management.
    #[error("these agreements {problem}")]
    NotShared {
        /// What is wrong, and how to mend it.
        problem: &'static str,
    },
    /// The intake is not done before its parts stand on the case (AZ-04).
    #[error("the intake is not complete; first record its history: {}", missing.join(", "))]
    IntakeIncomplete {
        /// The parts that are missing: `medical`, `psychological`, `social`.
        missing: Vec<&'static str>,
    },
    /// A step is done by an evaluation with the client, which does not stand on the case for that day (AZ-15).
    #[error(
        "this step is done by the evaluation with the client; record that evaluation, with the day on which it was held"
    )]
    EvaluationNotRecorded,
    /// A step is done by sending the referral letter, which was not sent (AZ-11).
    #[error(
        "this step is done by sending the referral letter; send it with the handover to second line, or after an acute \
         handover"
    )]
    ReferralLetterNotSent,
    /// Who decides must be able to read on what the decision rests (PS-02).
    #[error(
        "this decision is recorded by the case manager, or by whom she names for it; ask her to record it, or to name you"
    )]
    RestsOnSealed,
    /// Who answers for the case reads what is sealed in it (PS-02).
    #[error(
        "she is the case manager or a deputy of hers, and reads what is sealed as long as she is that; hand over the case, or name another deputy"
    )]
    ReadsByOffice,
    /// A contact, which everybody reads, does no sealed step (PS-02).
    #[error(
        "everybody who takes part reads a contact; complete the sealed step by itself, and write what was said as a sealed note"
    )]
    SealedStepByContact,
    /// An answer to a request that was not made.
    #[error("the client made no request for shared case management that waits for an answer; record her request first")]
    NoSharingRequest,
    /// A care diagnosis that leaves out life domains (CM-01).
    #[error("the care diagnosis is over all life domains; say also what is found in: {}", missing.join(", "))]
    DiagnosisIncomplete {
        /// The domains that are missing, by their words: `housing`.
        missing: Vec<&'static str>,
    },
    /// The treatment plan is a draft: it lacks what a plan must have (CM-01, PS-06).
    #[error("the treatment plan is not whole yet: {}", lacking(lacks))]
    PlanIncomplete {
        /// What is lacking.
        lacks: Vec<PlanLack>,
    },
    /// Parts of the plan cannot be so, each told at its place.
    #[error("{}", faulty(faults))]
    PlanFaulty {
        /// The faults, in the order of the plan.
        faults: Vec<PlanFault>,
    },
    /// The level follows from a decision table: another one needs a reason (CM-03).
    #[error(
        "the table does not put the case at '{level}' but {}; answer its questions if they are wrong, or set the level with a \
         reason (set-level)",
        said.as_deref().map_or_else(|| "does not decide yet".to_owned(), |said| format!("at '{said}'"))
    )]
    LevelByTable {
        /// As given.
        level: String,
        /// What the table says; nothing while it does not decide.
        said: Option<String>,
    },
    /// A contact was not had with whom the step asks for (PZ-02).
    #[error("step `{step}` is done by a contact with {}: record who that was, or leave the step out of this contact", with.en)]
    ContactWithAnother {
        /// Which step.
        step: pathway::StepId,
        /// That step, as people call it.
        title: pathway::Text,
        /// With whom.
        with: pathway::Text,
    },
    /// There is no treatment plan yet.
    #[error("there is no treatment plan yet; write it first")]
    NoCarePlan,
    /// Nobody was named who coordinates after the birth (PS-06).
    #[error("nobody was named yet who coordinates after the birth; name her first")]
    NoCoordinatorAfterBirth,
    /// What belongs to after the birth, before it is recorded (PN-04).
    #[error("the birth is not recorded yet; record it first")]
    NotBorn,
    /// What belongs to before the birth, after it.
    #[error("the child was born already; a planned caesarean is recorded before")]
    BornAlready,
    /// What cannot be of a visit (PN-04).
    #[error(transparent)]
    Visit(#[from] VisitRefusal),
    /// A step is done by work on the case, which does not stand there.
    #[error("this step is done by {}; record that first", in_words(*work))]
    WorkNotRecorded {
        /// Which work.
        work: pathway::Work,
    },
    /// A step is done by a letter that was not sent, or came back (PS-06, PS-07).
    #[error("this step is done by sending its letter; send it, or skip the step when nobody of that kind is involved")]
    LetterNotSent,
    /// Closing is refused with all that is missing (AZ-15).
    #[error("this case cannot close yet; {}", missing(obstacles.len()))]
    NotReadyToClose {
        /// What is missing.
        obstacles: Vec<Obstacle>,
    },
    /// The command would change nothing.
    #[error("{what} is already so; nothing to do")]
    NothingToDo {
        /// What.
        what: &'static str,
    },
}

/// What cannot be so in a part of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFault {
    /// The part of the command: `plan.goals[0].measures[1].by`.
    pub at: String,
    /// What is wrong with it, and how to mend it.
    pub problem: Box<Refusal>,
}

fn lacking(lacks: &[PlanLack]) -> String {
    lacks.iter().map(|lack| lack.in_words().en).collect::<Vec<_>>().join("; ")
}

fn faulty(faults: &[PlanFault]) -> String {
    if let [only] = faults {
        return only.problem.to_string();
    }
    let told = faults.iter().map(|fault| format!("{}: {}", fault.at, fault.problem));
    format!("{} parts of the plan cannot be so: {}", faults.len(), told.collect::<Vec<_>>().join("; "))
}

fn missing(things: usize) -> String {
    if things == 1 { "1 thing is missing".to_owned() } else { format!("{things} things are missing") }
}

impl Refusal {
    /// A stable code for problem+json and for texts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Closed { .. } => "case-closed",
            Self::DeathElsewhere => "death-elsewhere",
            Self::NotClosed => "case-not-closed",
            Self::Pathway(refusal) => refusal.code(),
            Self::UnknownPathway { .. } => "unknown-pathway",
            Self::NetworkDecides { .. } => "network-decides",
            Self::PathwayRuns { .. } => "pathway-runs",
            Self::AlreadyOpen { .. } => "already-open",
            Self::PathwayNotRunning { .. } => "pathway-not-running",
            Self::NoSuch { .. } => "no-such-thing",
            Self::Settled { .. } => "already-settled",
            Self::SameDay { .. } => "same-day",
            Self::Empty { .. } => "empty",
            Self::InFuture { .. } => "in-future",
            Self::BeforeCareBegan { .. } => "before-care-began",
            Self::TooEarly { .. } => "too-early",
            Self::TooLate { .. } => "too-late",
            Self::TooLong { .. } => "too-long",
            Self::ControlCharacter { .. } => "control-character",
            Self::Implausible { .. } => "implausible",
            Self::Unfit { .. } => "unfit-person",
            Self::Visit(refused) => refused.code(),
            Self::DeputyIsCaseManager => "deputy-is-case-manager",
            Self::DeputyNamesHerself => "deputy-names-herself",
            Self::UnfitOrg { .. } => "unfit-organisation",
            Self::HandoverPending { .. } => "handover-pending",
            Self::NotTheReceiver { .. } => "not-the-receiver",
            Self::NotYours { .. } => "not-yours",
            Self::LetterIncomplete { .. } => "letter-incomplete",
            Self::LetterNamesAnother => "letter-names-another",
            Self::ActionsUndecided { .. } => "actions-undecided",
            Self::PsychosocialStaysFirstLine => "psychosocial-stays-first-line",
            Self::Agreements { .. } => "agreements",
            Self::NotShared { .. } => "not-shared",
            Self::IntakeIncomplete { .. } => "intake-incomplete",
            Self::EvaluationNotRecorded => "evaluation-not-recorded",
            Self::ReferralLetterNotSent => "referral-letter-not-sent",
            Self::RestsOnSealed => "rests-on-sealed",
            Self::ReadsByOffice => "reads-by-office",
            Self::SealedStepByContact => "sealed-step-by-contact",
            Self::NoSharingRequest => "no-sharing-request",
            Self::DiagnosisIncomplete { .. } => "diagnosis-incomplete",
            Self::PlanIncomplete { .. } => "plan-incomplete",
            Self::PlanFaulty { faults } => of_faults(faults),
            Self::LevelByTable { .. } => "level-by-table",
            Self::ContactWithAnother { .. } => "contact-with-another",
            Self::NoCarePlan => "no-care-plan",
            Self::NoCoordinatorAfterBirth => "no-coordinator-after-birth",
            Self::NotBorn => "not-born-yet",
            Self::BornAlready => "born-already",
            Self::WorkNotRecorded { .. } => "work-not-recorded",
            Self::LetterNotSent => "letter-not-sent",
            Self::NotReadyToClose { .. } => "not-ready-to-close",
            Self::NothingToDo { .. } => "nothing-to-do",
        }
    }
}

/// One fault is told as what it is.
fn of_faults(faults: &[PlanFault]) -> &'static str {
    match faults {
        [only] => only.problem.code(),
        _ => "plan-faulty",
    }
}

const fn in_words(work: pathway::Work) -> &'static str {
    use pathway::Work as W;
    match work {
        W::Intake => "the intake",
        W::Evaluation => "the evaluation with the client",
        W::ReferralLetter => "sending the referral letter",
        W::CareDiagnosis => "the care diagnosis over all life domains",
        W::CarePlan => "writing or adjusting the treatment plan",
        W::FixedPlan => "fixing the treatment plan",
        W::Coordinator => "naming who coordinates",
        W::CoordinatorAfterBirth => "naming who coordinates after the birth",
        W::CoordinationHandover => "handing coordination over after the birth",
        W::PlanLetter => "sending the letter with the plan and what was agreed",
        W::HandoverLetter => "sending the letter that hands the care over",
        W::PregnancyDeclaration => "sending the pregnancy declaration",
    }
}

fn join(numbers: &[No]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
