//! Lines of *Vandaag*.

use jiff::civil::Date;
use regie_app::WorkLine as Line;
use regie_care::case::records::HandoverCode;
use regie_care::ids::{OrgId, PersonId};
use regie_care::seat::{Line as CareLine, Seat};
use regie_care::view::{CaseRow, Lane, WorkKind, WorkRow};
use regie_care::vocabulary::anchor;
use regie_pathway::{Definition, PathwayId, Step, StepId};

use super::why::Timing;
use super::{Desk, course};
use crate::pages::Choice;
use crate::pages::work::{Act, ByWork, StepAct, WorkLine, step_anchor};
use crate::texts::{Chip, Tone, civil, days_between};

/// The end of the name of a line that is on the board of the one who does it for the case manager.
const DELEGATE: &str = "#delegate";

/// What the row of a step says.
struct StepRow<'a> {
    pathway: &'a str,
    step: &'a str,
    nth: u16,
    planned: Option<Date>,
    late: bool,
    waits: bool,
    delegated_to: Option<PersonId>,
}

impl Desk {
    /// A line of work.
    pub(super) fn work_line(&self, line: &Line, colleagues: &[Choice]) -> WorkLine {
        let work = &line.work;
        let step = StepRow::of(&work.work);
        WorkLine {
            case: work.case.to_string(),
            item: item(work),
            client: line.client.full_name(),
            course: course::of_row(&line.case, self.today),
            place: self.place(line),
            what: self.text(&work.title),
            sealed: work.sealed,
            why: self.why(line),
            chip: self.chip(work),
            notes: self.notes(line),
            act: match step {
                Some(step) => self.step_act(line, &step, colleagues),
                None => self.act(work, &line.case),
            },
            row: 0,
        }
    }

    fn place(&self, line: &Line) -> String {
        let second = (line.case.line == CareLine::Second).then(|| self.t.care_line(&CareLine::Second).into_owned());
        let site = Some(line.client.site.clone()).filter(|site| !site.is_empty());
        site.into_iter().chain(second).collect::<Vec<_>>().join(" · ")
    }

    fn notes(&self, line: &Line) -> Vec<Chip> {
        let mut notes = Vec::new();
        if line.client.interpreter && line.case.died.is_none() {
            notes.push(self.t.interpreter(&line.client.language));
        }
        if let (WorkKind::Handover { code, other, .. }, Lane::Answer) = (&line.work.work, line.work.lane) {
            let tone = if *code == HandoverCode::Acute { Tone::Alarm } else { Tone::Plain };
            notes.push(Chip::new(tone, self.handover_name(*code, *other, line.work.org)));
        }
        if let Some(delegate) = StepRow::of(&line.work.work).and_then(|step| step.delegated_to) {
            let note = if line.work.item.ends_with(DELEGATE) {
                self.t.one("note-for", "name", self.person(line.case.case_manager))
            } else {
                self.t.one("note-by", "name", self.person(delegate))
            };
            notes.push(Chip::new(Tone::Plain, note));
        }
        notes
    }

    fn chip(&self, work: &WorkRow) -> Chip {
        let (t, today) = (self.t, &self.today);
        match (&work.work, work.lane) {
            (WorkKind::Signal { at, .. }, Lane::Urgent) => {
                let day = civil(*at).date();
                let when = if day == *today { t.clock(at) } else { t.near(&day, today) };
                Chip::new(Tone::Alarm, format!("{} · {when}", t.of("urgency-urgent")))
            }
            (WorkKind::Step { planned: Some(day), .. }, _) if *day >= *today && *day <= work.until => {
                self.planned_chip(*day)
            }
            (WorkKind::Step { .. }, _) | (_, Lane::Answer | Lane::Todo | Lane::Urgent) => {
                t.until(&work.from, &work.until, today)
            }
            (_, Lane::Waiting) => t.waiting(&work.from, &work.until, today),
        }
    }

    /// `op 29 nov`.
    pub(super) fn planned_chip(&self, day: Date) -> Chip {
        let tone = if days_between(self.today, day) <= 1 { Tone::Warn } else { Tone::Plain };
        let near = self.t.near(&day, &self.today);
        let is_word = days_between(self.today, day).abs() <= 1;
        Chip::new(tone, if is_word { near.into() } else { self.t.one("on-day", "day", near) })
    }

    fn why(&self, line: &Line) -> String {
        let (t, work) = (self.t, &line.work);
        let until = t.near(&work.until, &self.today);
        match &work.work {
            WorkKind::Step { .. } => self.why_step(line),
            WorkKind::Signal { taken_by, .. } => t.signal_why(taken_by.map(|person| self.person(person)).as_deref()),
            WorkKind::Action { .. } if work.owner.is_none() => t.one("why-action-org", "day", until).into_owned(),
            WorkKind::Action { .. } => t.one("why-action", "day", until).into_owned(),
            WorkKind::Goal { .. } => t.one("why-goal", "day", until).into_owned(),
            WorkKind::Handover { code, other, alarmed, .. } if work.lane == Lane::Waiting => {
                self.why_handover(line, (*code, *other), *alarmed, &until)
            }
            // Until it is accepted the sender is the case manager.
            WorkKind::Handover { code, other, .. } => {
                let kind = self.handover_name(*code, *other, work.org);
                let from = self.seat_name(Seat::new(line.case.case_manager, line.case.org));
                t.two("why-handover-answer", "kind", kind, "from", from).into_owned()
            }
            WorkKind::Letter { .. } => t.one("why-letter", "day", until).into_owned(),
            WorkKind::Feedback { from, .. } => match from {
                Some(from) => t.two("feedback-agreed", "from", self.org(*from), "day", until).into_owned(),
                None => t.one("feedback-agreed-by", "day", until).into_owned(),
            },
            WorkKind::Result { from, .. } => t.two("why-result", "from", self.org(*from), "day", until).into_owned(),
            WorkKind::SharingRequest => t.one("why-sharing", "day", t.near(&work.from, &self.today)).into_owned(),
        }
    }

    fn why_step(&self, line: &Line) -> String {
        let Some(row) = StepRow::of(&line.work.work) else { return String::new() };
        if row.waits {
            return self.t.of("why-waits").into_owned();
        }
        let definition = self.definition(&line.case, row.pathway);
        let anchors: Vec<(&str, Date)> = [(anchor::DUE, line.case.due), (anchor::BORN, line.case.born)]
            .into_iter()
            .filter_map(|(id, day)| Some((id, day?)))
            .collect();
        self.why_then(&Timing {
            definition,
            step: definition.and_then(|definition| definition.step(&StepId::from(row.step))),
            from: line.work.from,
            until: line.work.until,
            planned: row.planned,
            late: row.late,
            anchors: &anchors,
        })
    }

    /// Who stands in for the case manager reads whose answer waits and who stays case manager: she is neither.
    fn why_handover(&self, line: &Line, (code, other): (HandoverCode, OrgId), alarmed: bool, until: &str) -> String {
        let t = self.t;
        let colleague = code == HandoverCode::Colleague;
        if line.case.case_manager != self.seat.person {
            let to = if colleague { t.of("her-colleague").into_owned() } else { self.org(other) };
            let who = self.person(line.case.case_manager);
            let key = if alarmed { "why-handover-alarmed-of" } else { "why-handover-waits-of" };
            return t.with(key, &[("to", &to), ("who", &who), ("day", &until)]).into_owned();
        }
        let to = if colleague { t.of("your-colleague").into_owned() } else { self.org(other) };
        if alarmed {
            t.two("why-handover-alarmed", "to", to, "day", until).into_owned()
        } else {
            t.two("why-handover-waits", "to", to, "day", until).into_owned()
        }
    }

    fn act(&self, line: &WorkRow, case: &CaseRow) -> Act {
        match line.work {
            WorkKind::Signal { no, .. } => Act::Acknowledge { no },
            WorkKind::Action { no } if line.lane == Lane::Todo => Act::Action { no, may_drop: line.owner.is_some() },
            WorkKind::Action { .. } => Act::Look,
            WorkKind::Goal { no } => Act::Goal { no },
            // An assistant sees that it waits; who may be accountable answers.
            WorkKind::Handover { no, .. } if line.lane == Lane::Answer => {
                // Until it is accepted the sender is the case manager: she is called.
                let phone = Some(self.phone(Seat::new(case.case_manager, case.org))).filter(|phone| !phone.is_empty());
                if self.may_manage(self.seat) { Act::Answer { no, phone } } else { Act::Look }
            }
            WorkKind::Handover { other, .. } => {
                let phone = self.org_phone(other);
                if phone.is_empty() || other == self.seat.org { Act::Look } else { Act::Call { phone } }
            }
            WorkKind::Letter { no } => Act::Letter { no },
            WorkKind::Feedback { no, from } => {
                let phone = from.map(|from| self.org_phone(from)).filter(|phone| !phone.is_empty());
                Act::Feedback { no, sealed: line.sealed, phone }
            }
            WorkKind::Result { no, .. } => Act::Result { no },
            WorkKind::SharingRequest => Act::Sharing,
            WorkKind::Step { .. } => Act::Look,
        }
    }

    /// What she waits for is looked at; what is hers is done, planned, left out or given away.
    fn step_act(&self, line: &Line, row: &StepRow<'_>, colleagues: &[Choice]) -> Act {
        let work = &line.work;
        if work.lane == Lane::Waiting {
            return Act::Look;
        }
        let definition = self.definition(&line.case, row.pathway);
        let step = definition.and_then(|definition| definition.step(&StepId::from(row.step)));
        let for_another = work.item.ends_with(DELEGATE);
        Act::Step(StepAct {
            pathway: row.pathway.to_owned(),
            step: row.step.to_owned(),
            nth: row.nth,
            now: work.from <= self.today && !is_put_off(row.planned, work.until, self.today),
            outcomes: step.map(|step| self.outcomes(step)).unwrap_or_default(),
            words: step.and_then(|step| step.words.as_ref()).map(|ask| self.text(ask)),
            whom: None,
            day: None,
            at_case: step.is_some_and(Step::asks_whom_or_when),
            planned: row.planned,
            from: Some(work.from),
            delegates: if for_another { Vec::new() } else { colleagues.to_vec() },
            delegated: false,
            // On what it rests, the case manager reads; of another the page of the case knows whether she does.
            settle: !row.waits
                && (line.case.case_manager == self.seat.person
                    || !definition.zip(step).is_some_and(|(definition, step)| definition.rests_on_sealed(step))),
            skip: !step.is_some_and(|step| step.in_turn && step.must_be_done),
            reason: work.sealed,
            by_work: step.and_then(|step| step.does).map(|work| ByWork::of(work, None)),
            meeting: step.is_some_and(|step| step.meeting.is_some()),
        })
    }

    /// The ways in which a step can end, for a person to choose from: where a table decides, there is nothing to choose.
    pub(super) fn outcomes(&self, step: &Step) -> Vec<Choice> {
        if step.is_decided_by_table() {
            return Vec::new();
        }
        step.outcomes.iter().map(|outcome| Choice::new(outcome.id.as_str(), self.text(&outcome.title))).collect()
    }

    /// The version of a pathway that the case pinned.
    fn definition(&self, case: &CaseRow, pathway: &str) -> Option<&Definition> {
        let hash = case.pinned.get(&PathwayId::from(pathway))?;
        self.pathways.pinned(hash).map(std::convert::AsRef::as_ref)
    }
}

/// Whether there is an appointment on a later day that is still in time.
fn is_put_off(planned: Option<Date>, until: Date, today: Date) -> bool {
    planned.is_some_and(|day| day > today && day <= until)
}

impl<'a> StepRow<'a> {
    fn of(work: &'a WorkKind) -> Option<Self> {
        match work {
            WorkKind::Step { pathway, step, nth, planned, late, waits, delegated_to, .. } => Some(Self {
                pathway,
                step,
                nth: *nth,
                planned: *planned,
                late: *late,
                waits: *waits,
                delegated_to: *delegated_to,
            }),
            _ => None,
        }
    }
}

/// Names a line on the page: a step or a handover as its element on the case page, anything else by kind
/// and number.
fn item(work: &WorkRow) -> String {
    match &work.work {
        WorkKind::Step { pathway, step, nth, .. } => step_anchor(pathway, step, *nth),
        WorkKind::Handover { no, .. } => format!("overdracht-{no}"),
        WorkKind::Goal { no } => format!("doel-{no}"),
        _ => work.item.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"),
    }
}
