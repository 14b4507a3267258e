//! What is particular about a course, told as commands that the rules allow.

use jiff::civil::Date;
use rand::RngExt;
use regie_app::AppError;
use regie_care::case::records::{
    ActionDecision, ActionPlan, Agreement, ClosingReason, HandoverKind, Investigation, No, ReferralLetter, Signal,
    Situation, TeamMember, Urgency, With,
};
use regie_care::case::state::{ActionLife, ExpectationLife, numbered};
use regie_care::case::{Case, CaseCommand};
use regie_care::ids::OrgId;
use regie_care::postnatal::{BirthDetails, BirthPlace, VisitCode, VisitDecision};
use regie_care::seat::{OrgKind, Seat};
use regie_pathway as pathway;

use super::Course;
use super::plot::Happening;
use super::psychosocial;
use crate::region::{names, shift};

/// Tells what happens on a day.
pub fn tell(course: &mut Course<'_>, day: Date, happening: Happening) -> Result<(), AppError> {
    match happening {
        Happening::UrgentSignal => course.urgent_signal(day),
        Happening::Signal => course.signal(day),
        Happening::Action => course.action(day),
        Happening::Investigation => course.investigation(day),
        Happening::Question => course.contact(day, course.at_work(day), None),
        Happening::Relocate { answer_within } => course.relocate(day, answer_within),
        Happening::AcceptRelocation => course.accept_relocation(day),
        Happening::ToColleague { answer_within } => course.hand_to_colleague(day, answer_within),
        Happening::ToSecondLine => course.refer(day),
        Happening::AcceptedBySecondLine => course.accepted_by_second_line(day),
        Happening::DeclinedBySecondLine => course.declined_by_second_line(day),
        Happening::Acute { letter } => course.acute(day, letter),
        Happening::ShareCare => course.share(day),
        Happening::AskToShare => {
            let wish = "Wil graag dat ook haar eigen verloskundige betrokken blijft.".to_owned();
            course.give(day, 11, course.at_work(day), &CaseCommand::RequestSharing { on: day, wish })
        }
        Happening::PutOnAgenda => {
            let (meeting, question) = (course.chain.vsv, "Plaats van de baring en nazorg: wie doet wat?".to_owned());
            course.give(day, 12, course.at_work(day), &CaseCommand::PutOnAgenda { meeting, question })
        }
        Happening::ReturnToFirstLine => course.return_to_first_line(day),
        Happening::AcceptReturn => course.accept_return(day),
        Happening::Loss => {
            let (fact, value) = ("pregnancy-lost".into(), pathway::FactValue::YesNo(true));
            course.step(day, course.at_work(day), pathway::Command::SetFact { fact, value })
        }
        Happening::Vanish => course.vanish(day),
        Happening::PlanCaesarean => course.plan_caesarean(day),
        Happening::HeelPrick => course.heel_prick(day),
        Happening::Psychosocial(chapter) => psychosocial::tell(course, day, chapter),
    }
}

impl Course<'_> {
    /// A week and a half before the due date, in hospital.
    fn plan_caesarean(&mut self, day: Date) -> Result<(), AppError> {
        let birth = BirthDetails {
            place: Some(BirthPlace::Hospital),
            planned_caesarean: Some(shift(self.plot.due, -10)),
            ..BirthDetails::default()
        };
        self.give(day, 15, self.at_work(day), &CaseCommand::DetailBirth { birth })
    }

    fn heel_prick(&mut self, day: Date) -> Result<(), AppError> {
        let who = self.at_work(day);
        let decision = VisitDecision::Made { on: day, who: who.person };
        self.give(day, 16, who, &CaseCommand::AgreeVisit { visit: VisitCode::HeelPrick, decision })
    }

    fn urgent_signal(&mut self, day: Date) -> Result<(), AppError> {
        let texts = ["RR 155/100, hoofdpijn", "Minder leven gevoeld", "Hb 5,9", "Koorts 38,7, pijn bij het plassen"];
        let text = names::pick(&mut self.rng, &texts).to_owned();
        let signal = Signal { urgency: Urgency::Urgent, text, from: With::Org { org: self.site.gc_a } };
        let taken_by = if self.at_work(day) == self.manager { self.deputy } else { self.third() };
        self.give(day, 19, taken_by, &CaseCommand::RaiseSignal { signal })
    }

    /// A colleague who is neither case manager nor deputy.
    pub(super) fn third(&self) -> Seat {
        let (_, midwives) = &self.chain.practices[self.site.practice];
        let other = midwives.iter().find(|seat| **seat != self.manager && **seat != self.deputy);
        other.copied().unwrap_or(self.deputy)
    }

    fn signal(&mut self, day: Date) -> Result<(), AppError> {
        let texts = [
            "Verhuist binnen het azc naar unit 14",
            "Interview bij de IND volgende week",
            "Tweeling gezien bij de echo",
        ];
        let text = names::pick(&mut self.rng, &texts).to_owned();
        let signal = Signal { urgency: Urgency::Normal, text, from: With::Org { org: self.site.gc_a } };
        let taken_by = self.third();
        self.give(day, 13, taken_by, &CaseCommand::RaiseSignal { signal })
    }

    fn action(&mut self, day: Date) -> Result<(), AppError> {
        let what = [
            "Kamer nabij sanitair aanvragen bij COA",
            "Vervoer naar de echo regelen",
            "Tolk boeken voor het huisbezoek",
        ];
        let by = shift(self.today, self.rng.random_range(-1..8)).max(day);
        let action = ActionPlan { what: names::pick(&mut self.rng, &what).to_owned(), who: None, by };
        self.give(day, 13, self.at_work(day), &CaseCommand::SetAction { action })
    }

    fn investigation(&mut self, day: Date) -> Result<(), AppError> {
        let what = ["Echo groei", "POP-poli intake", "Bloedonderzoek Hb", "Glucosetest"];
        let investigation = Investigation {
            what: names::pick(&mut self.rng, &what).to_owned(),
            by: self.hospital().0,
            on: day,
            result_due: Some(shift(self.today, self.rng.random_range(-3..7))),
        };
        self.give(day, 13, self.at_work(day), &CaseCommand::NoteInvestigation { investigation })
    }

    pub(super) fn hospital(&self) -> (OrgId, Seat, Seat) {
        let (org, staff) = &self.chain.hospitals[self.site.practice % self.chain.hospitals.len()];
        (*org, staff[0], staff[1])
    }

    fn propose(
        &mut self,
        day: Date,
        handover: HandoverKind,
        to: (OrgId, Option<Seat>),
        note: &str,
        answer_by: Date,
    ) -> Result<(), AppError> {
        let command = CaseCommand::ProposeHandover {
            work: Vec::new(),
            handover,
            to_org: to.0,
            to_person: to.1.map(|seat| seat.person),
            note: note.to_owned(),
            answer_by,
        };
        self.give(day, 15, self.at_work(day), &command)
    }

    /// Accepts what is proposed; every open action is taken over.
    fn accept(&mut self, day: Date, by: Seat, deputy: Seat) -> Result<(), AppError> {
        let Some((no, _)) = self.state().and_then(Case::pending_handover) else { return Ok(()) };
        let actions = self.open_actions().into_iter().map(|action| (action, ActionDecision::Take)).collect();
        self.give(day, 16, by, &CaseCommand::AcceptHandover { no, deputy, actions })?;
        (self.manager, self.deputy) = (by, deputy);
        Ok(())
    }

    fn open_actions(&self) -> Vec<No> {
        let actions = self.state().map(|case| case.actions.as_slice()).unwrap_or_default();
        numbered(actions).filter(|(_, action)| action.life == ActionLife::Open).map(|(no, _)| no).collect()
    }

    /// The practice near the site to which she moves: more often a large one than the small first one.
    fn next_practice(&self) -> usize {
        let others = (0..self.chain.practices.len()).rev().filter(|practice| *practice != self.site.practice);
        others.cycle().nth(usize::from(self.plot.lot % 4 / 3)).unwrap_or(0)
    }

    fn relocate(&mut self, day: Date, answer_within: i64) -> Result<(), AppError> {
        let (next, note) = (self.next_practice(), "Verhuist met haar dochter; tolk is nodig. Dossier gaat mee.");
        let site = self.chain.sites.iter().find(|site| site.practice == next).unwrap_or(self.site);
        let handover = HandoverKind::Relocation {
            moves_on: shift(day, 3),
            coa: Some(site.coa),
            gc_a: Some(site.gc_a),
            place: site.name.clone(),
        };
        let to = self.chain.practices[next].0;
        self.propose(day, handover, (to, None), note, shift(day, answer_within))
    }

    fn accept_relocation(&mut self, day: Date) -> Result<(), AppError> {
        let next = self.next_practice();
        let (_, midwives) = &self.chain.practices[next];
        let away = |seat: &&Seat| self.story.directory().is_absent(seat.person, self.today);
        let (by, deputy) = match midwives.iter().find(|seat| !away(seat)).copied() {
            Some(by) => (by, midwives.iter().rev().find(|seat| **seat != by).copied().unwrap_or(by)),
            None => return Ok(()),
        };
        self.accept(day, by, deputy)?;
        self.site = self.chain.sites.iter().find(|site| site.practice == next).unwrap_or(self.site);
        for (role, org) in [(OrgKind::Coa, self.site.coa), (OrgKind::GcA, self.site.gc_a)] {
            if self.state().and_then(|case| case.team_org(role)) != Some(org) {
                let member = TeamMember { role, org, contact_person: None };
                self.give(day, 17, by, &CaseCommand::SetTeamMember { member })?;
            }
        }
        Ok(())
    }

    fn hand_to_colleague(&mut self, day: Date, answer_within: i64) -> Result<(), AppError> {
        let to = (self.manager.org, Some(self.deputy));
        let note = "Ik ga met zwangerschapsverlof.";
        self.propose(day, HandoverKind::Colleague, to, note, shift(day, answer_within))
    }

    fn letter(&self) -> ReferralLetter {
        ReferralLetter {
            reason: "Hypertensie in de zwangerschap".to_owned(),
            history: "G2P1, eerdere partus ongecompliceerd".to_owned(),
            findings: "RR 150/95 bij herhaling, geen proteïnurie".to_owned(),
            question: "Graag overname van de medische zorg".to_owned(),
            psychosocial: "Tolk nodig; maatschappelijk werk van GC A is betrokken".to_owned(),
            case_manager: Some(self.manager.person),
        }
    }

    fn refer(&mut self, day: Date) -> Result<(), AppError> {
        let (org, _, _) = self.hospital();
        let handover = HandoverKind::Planned { letter: self.letter() };
        self.propose(day, handover, (org, None), "", shift(day, 3))
    }

    fn accepted_by_second_line(&mut self, day: Date) -> Result<(), AppError> {
        let (_, doctor, midwife) = self.hospital();
        self.accept(day, doctor, midwife)
    }

    fn declined_by_second_line(&mut self, day: Date) -> Result<(), AppError> {
        let (_, doctor, _) = self.hospital();
        let Some((no, _)) = self.state().and_then(Case::pending_handover) else { return Ok(()) };
        let reason = "RR was vandaag 125/80; graag in de eerste lijn vervolgen.".to_owned();
        self.give(day, 10, doctor, &CaseCommand::DeclineHandover { no, reason })
    }

    fn acute(&mut self, day: Date, letter: bool) -> Result<(), AppError> {
        let (org, doctor, midwife) = self.hospital();
        let (sender, sent) = (self.manager, self.letter());
        let handover = HandoverKind::Acute { letter_by: shift(day, 1) };
        self.propose(day, handover, (org, None), "Vaginaal bloedverlies, met ambulance ingestuurd.", shift(day, 1))?;
        let no = self.state().and_then(Case::pending_handover).map_or(1, |(no, _)| no);
        self.accept(day, doctor, midwife)?;
        if letter { self.give(day, 21, sender, &CaseCommand::SendReferralLetter { no, letter: sent }) } else { Ok(()) }
    }

    fn share(&mut self, day: Date) -> Result<(), AppError> {
        let (_, doctor, _) = self.hospital();
        let (manager, by) = (self.manager, self.at_work(day));
        let agreement = |(situation, case_manager)| Agreement { situation, case_manager };
        let agreements = [
            (Situation::Psychosocial, manager),
            (Situation::MedicalPregnancy, doctor),
            (Situation::Birth, doctor),
            (Situation::Postnatal, manager),
            (Situation::Logistics, manager),
            (Situation::Other, manager),
        ]
        .map(agreement)
        .into();
        self.give(day, 12, by, &CaseCommand::AgreeSharing { agreements, from: day })
    }

    fn return_to_first_line(&mut self, day: Date) -> Result<(), AppError> {
        let Some(home) = self.state().filter(|case| case.in_second_line()).map(|case| case.first_line) else {
            return Ok(());
        };
        let note = "Spontane partus, moeder en kind maken het goed. Graag de kraamzorg overnemen.";
        self.propose(day, HandoverKind::Return, (home.org, Some(home)), note, shift(day, 2))
    }

    /// The case manager in first line takes it back, or a colleague while she is away; what second line owed, came.
    fn accept_return(&mut self, day: Date) -> Result<(), AppError> {
        let Some(home) = self.state().map(|case| case.first_line) else { return Ok(()) };
        let (_, midwives) = &self.chain.practices[self.site.practice];
        let away = self.story.directory().is_absent(home.person, day);
        let other = |not: Seat| midwives.iter().find(|seat| **seat != not).copied().unwrap_or(not);
        let by = if away { other(home) } else { home };
        self.accept(day, by, other(by))?;
        for no in self.owed_feedback() {
            let text = "Partus en kraambed tot overdracht ongecompliceerd; brief volgt.".to_owned();
            self.give(day, 16, by, &CaseCommand::ReceiveFeedback { no, on: day, text, sealed: false })?;
        }
        Ok(())
    }

    fn owed_feedback(&self) -> Vec<No> {
        let expectations = self.state().map(|case| case.expectations.as_slice()).unwrap_or_default();
        numbered(expectations).filter(|(_, record)| record.life == ExpectationLife::Waiting).map(|(no, _)| no).collect()
    }

    /// The client left with destination unknown (MOB): the GP is told, and the case ends.
    fn vanish(&mut self, day: Date) -> Result<(), AppError> {
        let by = self.at_work(day);
        let reason = "Met onbekende bestemming vertrokken; huisarts gebeld.".to_owned();
        let skip = pathway::Command::Skip { step: "handover-gp".into(), nth: None, reason: reason.clone() };
        self.step(day, by, skip)?;
        self.give(
            day,
            16,
            by,
            &CaseCommand::Close { on: day, reason: ClosingReason::OutOfReach, note: reason, died_on: None },
        )
    }
}
