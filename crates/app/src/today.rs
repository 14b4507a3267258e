//! *Vandaag*: what a person does, answers and waits for, and the boards of absent colleagues (AZ-14).

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_care::case::records::{HandoverCode, No};
use regie_care::ids::{CaseId, OrgId, PersonId};
use regie_care::policy::{CaseAction, OrgAction, Subject};
use regie_care::presence::Presence;
use regie_care::seat::{Actor, Line, Role, Seat};
use regie_care::view::{Lane, Phase, WorkKind};
use regie_store::views::WorkLine;

use crate::app::App;
use crate::clock::Moment;
use crate::error::AppError;

/// How far ahead a board looks, in days.
const AHEAD: i64 = 7;

/// The most lines of a board. Nobody has more than a day's reading of work; the caseload shows everything, and the board
/// says how many it leaves off.
const MOST: u32 = 200;

/// The most urgent particulars of one person: these are never pushed out by other work.
const MOST_URGENT: u32 = 1000;

/// A person's board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub today: Date,
    /// Urgent particulars that she has not acknowledged.
    pub urgent: Vec<WorkLine>,
    /// Her own work, earliest last day first.
    pub todo: Vec<WorkLine>,
    /// Handovers that wait for her answer, or for anyone's of her organisation.
    pub answers: Vec<WorkLine>,
    /// What she waits for.
    pub waiting: Vec<WorkLine>,
    /// How many of her lines are left off for want of room: those with the latest last days.
    pub left_off: u64,
    /// Absent colleagues whose deputy she is, or whose deputy is away too while she is on duty; each with the urgent and
    /// the other work.
    pub boards: Vec<DeputyBoard>,
    /// How many lines of absent colleagues are left off: never urgent ones before others.
    pub boards_left_off: u64,
    /// Handovers that nobody answered in time, the longest waiting first (AZ-10): for a network's coordinator those of
    /// her network; for everybody else those from or to her organisation that are not on her own lists.
    pub alarms: Vec<HandoverAlarm>,
}

/// A handover to which no answer came in time, as far as a coordinator needs it: nothing of the client or her health.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverAlarm {
    /// The case.
    pub case: CaseId,
    /// The number of the handover within it.
    pub no: No,
    /// What kind of handover.
    pub code: HandoverCode,
    /// The organisation that is still accountable.
    pub from: OrgId,
    /// The organisation that should have answered.
    pub to: OrgId,
    /// The last day for an answer.
    pub answer_by: Date,
    /// How many days ago that was.
    pub days: i32,
}

/// The board of an absent colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeputyBoard {
    /// Who is away.
    pub absent: PersonId,
    /// Until when; `None` when that is not known yet.
    pub until: Option<Date>,
    /// Her lines, what is urgent first, then the earliest last day.
    pub lines: Vec<WorkLine>,
}

impl Today {
    /// The alarms about handovers that none of its lists shows.
    fn not_on_its_lists(&self, mut alarms: Vec<HandoverAlarm>) -> Vec<HandoverAlarm> {
        let boards = self.boards.iter().flat_map(|board| &board.lines);
        let lines = self.answers.iter().chain(&self.waiting).chain(boards);
        let shown: BTreeSet<(CaseId, No)> = lines
            .filter_map(|line| match line.work.work {
                WorkKind::Handover { no, .. } => Some((line.case.case, no)),
                _ => None,
            })
            .collect();
        alarms.retain(|alarm| !shown.contains(&(alarm.case, alarm.no)));
        alarms
    }
}

impl App {
    /// The board of the person in this seat, with what her role may act on: work on clients for those who give care,
    /// handovers without an answer for the coordinator.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn today(&self, seat: Seat) -> Result<Today, AppError> {
        let moment = self.moment();
        let actor = Actor::Person(seat);
        self.authorise(actor, &Subject::Worklist { person: seat.person }, moment)?;
        let mut board = Today {
            today: moment.today,
            urgent: Vec::new(),
            todo: Vec::new(),
            answers: Vec::new(),
            waiting: Vec::new(),
            left_off: 0,
            boards: Vec::new(),
            boards_left_off: 0,
            alarms: Vec::new(),
        };
        let clients = Subject::Org { org: seat.org, action: OrgAction::ViewCaseload };
        if self.authorise(actor, &clients, moment).is_ok() {
            // Those from or to her own organisation: so that a colleague sees what the sender or the receiver leaves lying.
            let orgs = [seat.org];
            let ((), (boards, left_off), alarms) = {
                let own = self.own_work(seat, moment, &mut board);
                futures::try_join!(own, self.work_of_others(seat, moment), self.alarms_of(seat, &orgs, moment))?
            };
            (board.boards, board.boards_left_off) = (boards, left_off);
            board.alarms = board.not_on_its_lists(alarms);
        } else if self.directory().role(seat) == Some(Role::Logistics) {
            // The COA: what it carries out for clients, and nothing about them.
            self.own_work(seat, moment, &mut board).await?;
        } else if self.directory().role(seat) == Some(Role::Coordinator) {
            board.alarms = self.handover_alarms(seat, moment).await?;
        }
        Ok(board)
    }

    async fn own_work(&self, seat: Seat, moment: Moment, board: &mut Today) -> Result<(), AppError> {
        let horizon = moment.today.saturating_add(AHEAD.days());
        let store = &self.inner.store;
        let (urgent, own) = futures::try_join!(
            store.urgent_worklist(seat.person, seat.org, MOST_URGENT),
            store.worklist(seat.person, seat.org, horizon, MOST),
        )?;
        if own.len() >= MOST as usize {
            let all = store.worklist_size(seat.person, seat.org, horizon).await?;
            board.left_off = all.saturating_sub(own.len() as u64);
        }
        for mut line in urgent.into_iter().chain(own) {
            if self.is_outsider(seat, &line, moment).await? {
                without_care(&mut line);
            }
            match line.work.lane {
                Lane::Urgent => board.urgent.push(line),
                Lane::Todo => board.todo.push(line),
                Lane::Answer => board.answers.push(line),
                Lane::Waiting => board.waiting.push(line),
            }
        }
        Ok(())
    }

    /// Whether the work is all that she still has to do with the case: an action that stayed with her at a handover.
    async fn is_outsider(&self, seat: Seat, line: &WorkLine, moment: Moment) -> Result<bool, AppError> {
        let own_org = [line.case.org, line.case.practice].contains(&seat.org);
        if own_org || !matches!(line.work.work, WorkKind::Action { .. }) {
            return Ok(false);
        }
        let case = self.current_case(line.case.case).await?;
        let view = Subject::Case { case: &case.state, action: CaseAction::View };
        Ok(self.authorise(Actor::Person(seat), &view, moment).is_err())
    }

    /// The boards of absent colleagues, and how many of their lines are left off.
    async fn work_of_others(&self, seat: Seat, moment: Moment) -> Result<(Vec<DeputyBoard>, u64), AppError> {
        let (today, horizon) = (moment.today, moment.today.saturating_add(AHEAD.days()));
        let store = &self.inner.store;
        let away = self.away_at(seat.org, today);
        // What no deputy is there for falls to who is on duty; where the rota is silent or its person is away, to each
        // carer who is there.
        let presence = Presence { directory: &self.directory(), now: moment.now, today };
        let nobodys = if presence.stand_ins(seat.org).includes(seat) { away.as_slice() } else { &[] };
        let (mut lines, unattended) = futures::try_join!(
            store.deputy_worklist(seat, &away, today, horizon, MOST),
            store.unattended_worklist(seat, nobodys, today, horizon, MOST),
        )?;
        let full = |lines: &[WorkLine]| lines.len() >= MOST as usize;
        let mut left_off = 0;
        if full(&lines) || full(&unattended) {
            let (deputised, of_nobody) = futures::try_join!(
                store.deputy_worklist_size(seat, &away, today, horizon),
                store.unattended_worklist_size(seat, nobodys, today, horizon),
            )?;
            left_off = (deputised + of_nobody).saturating_sub((lines.len() + unattended.len()) as u64);
        }
        lines.extend(unattended);
        // What was acknowledged in her absence waits for the case manager alone.
        lines.retain(|line| !matches!(line.work.work, WorkKind::Signal { heard_by: Some(_), .. }));
        Ok((self.boards(lines, today), left_off))
    }

    /// The handovers from or to her network that nobody answered in time.
    async fn handover_alarms(&self, seat: Seat, moment: Moment) -> Result<Vec<HandoverAlarm>, AppError> {
        let directory = self.directory();
        let Some(network) = directory.org(seat.org).map(|org| org.network.as_str()) else { return Ok(Vec::new()) };
        let orgs: Vec<OrgId> =
            directory.orgs.values().filter(|org| org.network == network && !org.ended).map(|org| org.id).collect();
        self.alarms_of(seat, &orgs, moment).await
    }

    async fn alarms_of(&self, seat: Seat, orgs: &[OrgId], moment: Moment) -> Result<Vec<HandoverAlarm>, AppError> {
        let lines = self.inner.store.unanswered_handovers(orgs, moment.today, MOST).await?;
        let cases = self.current_cases(&lines.iter().map(|line| line.case.case).collect()).await?;
        let mut alarms: Vec<HandoverAlarm> = Vec::new();
        for alarm in lines.iter().filter_map(|line| alarm(line, moment.today)) {
            if alarms.iter().any(|known| (known.case, known.no) == (alarm.case, alarm.no)) {
                continue;
            }
            let Some(case) = cases.get(&alarm.case) else { continue };
            let subject = Subject::Case { case: &case.state, action: CaseAction::ViewHandover };
            if self.authorise(Actor::Person(seat), &subject, moment).is_ok() {
                alarms.push(alarm);
            }
        }
        Ok(alarms)
    }

    /// Who of an organisation is away on that day.
    fn away_at(&self, org: OrgId, today: Date) -> Vec<PersonId> {
        let directory = self.directory();
        let people = directory.people.of(org).map(|(person, _)| person);
        people.filter(|person| person.absent_on(today)).map(|person| person.id).collect()
    }

    fn boards(&self, lines: Vec<WorkLine>, today: Date) -> Vec<DeputyBoard> {
        let directory = self.directory();
        let mut boards: Vec<DeputyBoard> = Vec::new();
        for line in lines {
            let absent = line.work.owner.unwrap_or(line.case.case_manager);
            match boards.iter_mut().find(|board| board.absent == absent) {
                Some(board) => board.lines.push(line),
                None => {
                    let absences = directory.person(absent).map(|person| person.absences.as_slice());
                    let until = absences
                        .unwrap_or_default()
                        .iter()
                        .find(|absence| absence.covers(today))
                        .and_then(|absence| absence.until);
                    boards.push(DeputyBoard { absent, until, lines: vec![line] });
                }
            }
        }
        boards
    }
}

/// Leaves the work and whose it is: how far the care is and where she stays is for those who take part in it.
fn without_care(line: &mut WorkLine) {
    let (case, client) = (&mut line.case, &mut line.client);
    (case.due, case.born, case.urgent) = (None, None, 0);
    (case.next_until, case.next_planned, case.next_due) = (None, None, None);
    (case.phase, case.line) = (Phase::Pregnancy, Line::First);
    (client.site, client.phone) = (String::new(), String::new());
}

/// A line of work about an unanswered handover without the client; each side has a line of its own.
fn alarm(line: &WorkLine, today: Date) -> Option<HandoverAlarm> {
    let WorkKind::Handover { no, code, other, .. } = line.work.work else { return None };
    let (from, to) = if line.work.lane == Lane::Answer { (other, line.work.org) } else { (line.work.org, other) };
    let answer_by = line.work.until;
    let days = (today - answer_by).get_days();
    Some(HandoverAlarm { case: line.case.case, no, code, from, to, answer_by, days })
}
