//! Events as no person would ever order them: what must hold for every event is tried on these.

use jiff::civil::Date;
use proptest::prelude::*;
use regie_pathway as pathway;

use crate::case::CaseEvent;
use crate::case::letter::{Addressee, Letter};
use crate::case::records::{
    ActionDecision, ActionPlan, Agreement, Channel, ClosingReason, Contact, Deputyship, Direction, Evaluation,
    Expectation, HandoverKind, IntakeSection, Investigation, MedicalHistory, No, Proposal, ReferralLetter, Signal,
    Situation, TeamMember, TrustedPerson, Urgency, With,
};
use crate::case::seal::SealedSubject;
use crate::fixtures::{
    CLIENT_MEETING, COA, COEN, FATMA, GC_A, GP, GUUS, HOSPITAL, INGE, JOKE, MARIE, NADIA, OTHER_COA, OTHER_GC_A,
    OTHER_PRACTICE, PRACTICE, REGINA, SANNE, VSV, az, day,
};
use crate::ids::OrgId;
use crate::plan::{
    CareDiagnosis, Consent, Evaluated as PlanResult, Finding, Goal, GoalEvaluation, LifeDomain, Measure, Plan,
    Responsible, TookPart,
};
use crate::postnatal::{BirthDetails, VisitCode, VisitDecision};
use crate::seat::{OrgKind, Seat};

/// The mark that every text typed by a person carries here.
pub(crate) const SECRET: &str = "RR 155/100";

fn secret() -> String {
    format!("{SECRET}, eclampsie in anamnese")
}

fn seat() -> impl Strategy<Value = Seat> {
    prop::sample::select(vec![JOKE, FATMA, MARIE, INGE, NADIA, SANNE, GUUS, COEN, REGINA])
}

fn org() -> impl Strategy<Value = OrgId> {
    prop::sample::select(vec![PRACTICE, OTHER_PRACTICE, HOSPITAL, GP, GC_A, OTHER_GC_A, COA, OTHER_COA])
}

fn date() -> impl Strategy<Value = Date> {
    (1_i8..=12, 1_i8..=28).prop_map(|(month, of_month)| day(month, of_month))
}

fn no() -> impl Strategy<Value = No> {
    1_u32..4
}

fn step() -> impl Strategy<Value = pathway::StepId> {
    prop::sample::select(vec!["intake", "birth-plan", "home-visit", "no-such-step"]).prop_map(pathway::StepId::from)
}

fn letter() -> ReferralLetter {
    ReferralLetter {
        reason: secret(),
        history: secret(),
        findings: secret(),
        question: secret(),
        psychosocial: secret(),
        case_manager: Some(JOKE.person),
    }
}

fn letter_to() -> impl Strategy<Value = Letter> {
    let to = prop_oneof![
        org().prop_map(|org| Addressee::Org { org }),
        seat().prop_map(|seat| Addressee::Person { seat }),
        Just(Addressee::Elsewhere { name: "Maatschappelijk werk".to_owned(), address: "Dorpsstraat 1".to_owned() }),
    ];
    let work = prop::sample::select(vec![
        pathway::Work::PlanLetter,
        pathway::Work::HandoverLetter,
        pathway::Work::PregnancyDeclaration,
    ]);
    (to, work, prop::option::of(no()), seat(), step()).prop_map(|(to, work, version, by, step)| Letter {
        pathway: az(),
        step,
        nth: 1,
        work,
        to,
        version,
        note: secret(),
        by,
    })
}

fn handover_kind() -> impl Strategy<Value = HandoverKind> {
    prop_oneof![
        Just(HandoverKind::Colleague),
        Just(HandoverKind::Return),
        Just(HandoverKind::Planned { letter: letter() }),
        date().prop_map(|letter_by| HandoverKind::Acute { letter_by }),
        date().prop_map(|moves_on| HandoverKind::Relocation {
            moves_on,
            coa: Some(OTHER_COA),
            gc_a: Some(OTHER_GC_A),
            place: String::new()
        }),
    ]
}

fn proposal() -> impl Strategy<Value = Proposal> {
    (handover_kind(), seat(), seat(), org(), prop::option::of(seat()), date()).prop_map(
        |(handover, from, proposed_by, to_org, to_person, answer_by)| Proposal {
            work: Vec::new(),
            handover,
            from,
            proposed_by,
            to_org,
            to_person: to_person.map(|seat| seat.person),
            note: secret(),
            answer_by,
        },
    )
}

fn deputyship() -> impl Strategy<Value = Deputyship> {
    (seat(), date(), prop::option::of(date())).prop_map(|(deputy, from, until)| Deputyship { deputy, from, until })
}

fn around_the_case() -> impl Strategy<Value = CaseEvent> {
    use CaseEvent as E;
    prop_oneof![
        deputyship().prop_map(|deputyship| E::DeputyNamed { deputyship }),
        (prop::sample::select(vec![OrgKind::Coa, OrgKind::GcA, OrgKind::Gp, OrgKind::Hospital]), org()).prop_map(
            |(role, org)| E::TeamMemberSet { member: TeamMember { role, org, contact_person: Some(secret()) } }
        ),
        Just(E::TrustedPersonNamed {
            person: TrustedPerson { name: "Hodan".to_owned(), relation: "zus".to_owned(), phone: None }
        }),
        Just(E::TrustedPersonRemoved),
        seat().prop_map(|case_manager| E::FirstLineNamed { case_manager }),
        org().prop_map(|org| E::InvolvementEnded { org }),
        (prop::option::of(org()), prop::option::of(org())).prop_map(|(coa, gc_a)| E::Moved {
            coa,
            gc_a,
            place: secret()
        }),
        Just(E::IntakeRecorded {
            intake: IntakeSection::Medical(MedicalHistory { notes: secret(), ..MedicalHistory::default() })
        }),
        (step(), seat()).prop_map(|(step, to)| E::StepDelegated {
            pathway: az(),
            step,
            nth: 1,
            to,
            reason: None,
            sealed: false
        }),
        step().prop_map(|step| E::DelegationEnded { pathway: az(), step, nth: 1, sealed: false }),
        sealed_event(),
        plan_event(),
        date().prop_map(|on| E::Evaluated { evaluation: Evaluation { on, client_view: secret(), lessons: secret() } }),
        date().prop_map(|on| E::Closed { on, reason: ClosingReason::Completed, note: secret(), died_on: None }),
        Just(E::Reopened { reason: secret() }),
    ]
}

/// What is sealed reaches nobody by a notice, not even that there is something.
fn sealed_event() -> impl Strategy<Value = CaseEvent> {
    use CaseEvent as E;
    prop_oneof![
        (step(), seat()).prop_map(|(step, to)| E::StepDelegated {
            pathway: az(),
            step,
            nth: 1,
            to,
            reason: Some(secret()),
            sealed: true
        }),
        seat().prop_map(|reader| E::ReaderNamed { reader, reason: secret() }),
        seat().prop_map(|reader| E::ReaderStruck { reader, reason: Some(secret()) }),
        (no(), seat()).prop_map(|(no, by)| E::SealedNoteWritten {
            no,
            subject: SealedSubject::Meldcode,
            text: secret(),
            by
        }),
    ]
}

fn responsible() -> impl Strategy<Value = Responsible> {
    prop_oneof![
        Just(Responsible::CaseManager),
        Just(Responsible::Client),
        Just(Responsible::Carer { name: secret() }),
        seat().prop_map(|seat| Responsible::Professional { seat }),
        org().prop_map(|org| Responsible::Org { org }),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let measure =
        (no(), responsible(), date()).prop_map(|(no, responsible, by)| Measure { no, what: secret(), responsible, by });
    let goal = (no(), date(), prop::collection::vec(measure, 0..3)).prop_map(|(no, evaluate_on, measures)| Goal {
        no,
        domain: LifeDomain::Housing,
        wanted: secret(),
        means: secret(),
        evaluation: secret(),
        evaluate_on,
        measures,
    });
    prop::collection::vec(goal, 0..3).prop_map(|goals| Plan { goals, continuity: secret() })
}

fn plan_event() -> impl Strategy<Value = CaseEvent> {
    use CaseEvent as E;
    let result = prop_oneof![
        date().prop_map(|next| PlanResult::GoesOn { next }),
        prop::option::of(date()).prop_map(|next| PlanResult::Partly { next }),
        Just(PlanResult::Reached),
        Just(PlanResult::Dropped { reason: secret() }),
    ];
    let finding = Finding { found: secret(), strength: secret(), carers: secret(), load: secret() };
    let domains: std::collections::BTreeMap<_, _> =
        LifeDomain::ALL.into_iter().map(|domain| (domain, finding.clone())).collect();
    prop_oneof![
        date().prop_map(move |on| E::CareDiagnosed {
            diagnosis: CareDiagnosis { on, domains: domains.clone(), carer_load: Some(7) }
        }),
        (1..4_u32, plan(), org()).prop_map(|(version, plan, org)| E::PlanRevised {
            version,
            plan,
            reason: Some(secret()),
            took_part: TookPart { client: true, carers: vec![secret()], orgs: vec![org] },
            consent: Consent::NotAgreed { why: secret() },
        }),
        no().prop_map(|_| E::LevelSet {
            pathway: az(),
            fact: "level".into(),
            level: secret(),
            said: None,
            tables: Vec::new(),
            reason: secret(),
        }),
        (no(), date()).prop_map(|(version, on)| E::PlanFixed { version, on, agenda: None }),
        (no(), date(), result).prop_map(|(goal, on, result)| E::GoalEvaluated {
            goal,
            evaluation: GoalEvaluation { on, finding: secret(), result }
        }),
        (seat(), any::<bool>()).prop_map(|(coordinator, after_birth)| E::CoordinatorNamed { coordinator, after_birth }),
        seat().prop_map(|to| E::CoordinationHandedOver { to, note: secret() }),
        seat().prop_map(|by| E::VisitAgreed {
            visit: VisitCode::SecondCheck,
            decision: VisitDecision::NotNeeded { reason: secret() },
            by
        }),
        date().prop_map(|on| E::BirthDetailed {
            birth: BirthDetails { planned_caesarean: Some(on), ..BirthDetails::default() }
        }),
    ]
}

fn exchange() -> impl Strategy<Value = CaseEvent> {
    use CaseEvent as E;
    let contact = (date(), org(), seat(), no()).prop_map(|(on, org, by, no)| E::ContactRecorded {
        no,
        contact: Contact {
            on,
            channel: Channel::Phone,
            with: With::Org { org },
            direction: Direction::Incoming,
            minutes: Some(5),
            interpreter: false,
            note: secret(),
        },
        by,
    });
    let signal = (no(), any::<bool>(), prop::option::of(seat())).prop_map(|(no, urgent, taken_by)| {
        let urgency = if urgent { Urgency::Urgent } else { Urgency::Normal };
        E::SignalRaised { no, signal: Signal { urgency, text: secret(), from: With::Client }, taken_by }
    });
    let investigation = (no(), org(), date(), prop::option::of(date())).prop_map(|(no, by, on, result_due)| {
        E::InvestigationNoted { no, investigation: Investigation { what: secret(), by, on, result_due } }
    });
    prop_oneof![
        contact,
        signal,
        investigation,
        no().prop_map(|no| E::ContactCorrected { no, note: secret(), reason: secret() }),
        (no(), seat()).prop_map(|(no, by)| E::SignalAcknowledged { no, by }),
        (no(), date()).prop_map(|(no, on)| E::InvestigationResult { no, on, result: secret() }),
        (no(), letter_to()).prop_map(|(no, letter)| E::LetterSent { no, letter }),
        no().prop_map(|no| E::LetterReturned { no, reason: secret() }),
        (no(), prop::collection::vec(org(), 1..4)).prop_map(|(no, orgs)| E::ProvidersInformed {
            no,
            orgs,
            subject: secret(),
            text: secret()
        }),
        (no(), org(), date()).prop_map(|(no, from, by)| E::FeedbackExpected {
            no,
            expectation: Expectation { from: Some(from), about: secret(), by, step: None },
            sealed: false
        }),
        (no(), date()).prop_map(|(no, on)| E::FeedbackReceived { no, on, text: secret(), sealed: false }),
        no().prop_map(|no| E::FeedbackWaived { no, reason: secret(), sealed: false }),
    ]
}

fn agreed() -> impl Strategy<Value = CaseEvent> {
    use CaseEvent as E;
    let situations = vec![Situation::Psychosocial, Situation::Birth, Situation::Logistics];
    let agreement = (prop::sample::select(situations), seat())
        .prop_map(|(situation, case_manager)| Agreement { situation, case_manager });
    prop_oneof![
        no().prop_map(|no| E::AgendaPut { no, meeting: VSV, question: secret() }),
        no().prop_map(|no| E::AgendaPut { no, meeting: CLIENT_MEETING, question: secret() }),
        no().prop_map(|no| E::AgendaWithdrawn { no, reason: secret() }),
        no().prop_map(|no| E::AgendaDiscussed { no, outcome: secret() }),
        (no(), prop::option::of(seat()), date()).prop_map(|(no, who, by)| E::ActionSet {
            no,
            action: ActionPlan { what: secret(), who, by },
            agenda: None
        }),
        (no(), date()).prop_map(|(no, on)| E::ActionDone { no, on, note: secret() }),
        no().prop_map(|no| E::ActionDropped { no, reason: secret() }),
        (no(), prop::option::of(seat())).prop_map(|(no, to)| E::ActionReassigned { no, to }),
        (prop::collection::vec(agreement, 1..4), date())
            .prop_map(|(agreements, from)| E::SharingAgreed { agreements, from }),
        Just(E::SharingEnded { reason: secret() }),
        date().prop_map(|on| E::SharingRequested { on, wish: secret() }),
        Just(E::SharingRequestDeclined { reason: secret() }),
    ]
}

fn handshake() -> impl Strategy<Value = CaseEvent> {
    use CaseEvent as E;
    prop_oneof![
        3 => (no(), proposal()).prop_map(|(no, proposal)| E::HandoverProposed { no, proposal }),
        2 => (no(), seat(), deputyship(), no()).prop_map(|(no, by, deputy, action)| E::HandoverAccepted {
            no,
            by,
            deputy,
            actions: vec![(action, ActionDecision::Take)],
            moves_on: None
        }),
        1 => (no(), seat()).prop_map(|(no, by)| E::HandoverDeclined { no, by, reason: secret() }),
        1 => no().prop_map(|no| E::HandoverWithdrawn { no, reason: secret() }),
        1 => (no(), prop::collection::btree_set(seat(), 0..3))
            .prop_map(|(no, coordinators)| E::HandoverUnanswered { no, coordinators }),
        1 => no().prop_map(|no| E::MoveCalledOff { no, reason: secret() }),
        1 => (no(), date()).prop_map(|(no, moves_on)| E::MoveChanged { no, moves_on, reason: secret() }),
        1 => no().prop_map(|no| E::ReferralLetterSent { no, letter: letter() }),
    ]
}

/// Any event but the opening.
pub(crate) fn any_event() -> impl Strategy<Value = CaseEvent> {
    prop_oneof![1 => around_the_case(), 1 => exchange(), 1 => agreed(), 2 => handshake()]
}

/// A course of such events.
pub(crate) fn any_course() -> impl Strategy<Value = Vec<CaseEvent>> {
    prop::collection::vec(any_event(), 0..40)
}
