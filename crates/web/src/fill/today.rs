//! *Vandaag*.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use regie_app::{DeputyBoard, HandoverAlarm, OutboxNotice, PrickToRecord, Today, UrgentVisit, WorkLine as Line};
use regie_care::case::records::{HandoverCode, No};
use regie_care::ids::{CaseId, OrgId};
use regie_care::notice::Subject;
use regie_care::seat::Role;
use regie_care::view::{Lane, WorkKind};

use super::Desk;
use super::interrupted::Interruptions;
use crate::pages::case::Tab;
use crate::pages::notice::ListKind;
use crate::pages::today::{Alarm, Board, Greeting, TodayPage};
use crate::pages::work::WorkLine;
use crate::pages::{Choice, Chrome, FormKey};
use crate::texts::{Chip, Tone, civil};

/// How many days are *Komende week*.
const WEEK: i64 = 7;

/// A notice that is still to be read or sent, and whom it is about.
#[derive(Debug, Clone)]
pub struct Notice {
    /// The notice.
    pub notice: OutboxNotice,
    /// The client's name, as far as she may know it.
    pub client: Option<String>,
}

/// What is still to be read, or to be sent.
#[derive(Debug, Clone)]
pub struct Notices {
    /// Which of the two.
    pub kind: ListKind,
    /// The newest.
    pub lines: Vec<Notice>,
    /// How many there are in all.
    pub total: u64,
}

/// What was told and is still to be read or sent.
#[derive(Debug, Default)]
pub struct Told {
    /// Handovers of hers that were declined.
    pub declined: Vec<Notice>,
    /// The rest, by kind.
    pub lists: Vec<Notices>,
    /// How many visits the roster has her make today, for who visits for the region.
    pub own_visits: Option<usize>,
    /// The heel pricks of which she has to record what became of them.
    pub pricks: Vec<PrickToRecord>,
    /// The visits that the roster has with nobody who is there, for who plans.
    pub visits: Vec<UrgentVisit>,
    /// What she began and did not finish.
    pub begun: Interruptions,
}

/// What she is called: her first name. A name with a figure in it is a function's, which has none.
fn called(name: &str) -> &str {
    if name.chars().any(char::is_numeric) { name } else { name.split_whitespace().next().unwrap_or(name) }
}

/// The page of whoever is called `name`.
#[must_use]
pub fn page(desk: &Desk, chrome: Chrome, key: FormKey, name: &str, board: Today, told: &Told) -> TodayPage {
    let colleagues = desk.colleagues();
    let lines = |lines: &[Line]| lines.iter().map(|line| desk.work_line(line, &colleagues)).collect::<Vec<_>>();
    let Handovers { acute, overdue, answers, waiting } = Handovers::of(board.answers, board.waiting, desk.today);
    let of_hers = acute.iter().chain(&overdue).chain(&answers).filter(|line| line.work.lane == Lane::Answer);
    let asked: BTreeSet<(CaseId, No)> = of_hers.filter_map(handover_of).collect();
    let of_lines = acute.iter().chain(&overdue).map(|line| line.case.case);
    let alarmed: BTreeSet<CaseId> = of_lines.chain(board.alarms.iter().map(|alarm| alarm.case)).collect();
    let by_turn = |mut lines: Vec<Line>| {
        lines.sort_by_key(|line| turn(line, desk.today));
        lines
    };
    let mut page = TodayPage {
        t: desk.t,
        chrome,
        today: desk.today,
        greeting: Greeting::at(civil(desk.now)),
        first_name: called(name).to_owned(),
        key,
        own_visits: told.own_visits.map(|count| desk.t.one("visits-today", "count", count).into_owned()),
        pricks: told.pricks.iter().map(|one| desk.prick_now(one)).collect(),
        visits: told.visits.iter().map(|one| desk.urgent_visit(one)).collect(),
        urgent: lines(&board.urgent),
        acute: lines(&by_turn(acute)),
        declined: desk.notice_lines(&told.declined),
        begun: desk.interruptions(&told.begun),
        late: Vec::new(),
        now: Vec::new(),
        week: Vec::new(),
        later: Vec::new(),
        overdue: lines(&by_turn(overdue)),
        answers: lines(&by_turn(answers)),
        waiting: lines(&by_turn(waiting)),
        told: told_besides(told, &alarmed)
            .iter()
            .filter(|list| list.total > 0)
            .map(|list| desk.notice_list(list))
            .collect(),
        left_off: board.left_off,
        boards_left_off: board.boards_left_off,
        coordinates: desk.directory.role(desk.seat) == Some(Role::Coordinator),
        alarms: board.alarms.iter().map(|alarm| desk.alarm(alarm)).collect(),
        boards: Vec::new(),
    };
    for board in &board.boards {
        let lines = board.lines.iter().filter(|line| {
            // Her own answer, that her colleague waits for, she reads once: where she gives it.
            line.work.lane != Lane::Waiting || handover_of(line).is_none_or(|one| !asked.contains(&one))
        });
        desk.stand_in(&mut page, &DeputyBoard { lines: lines.cloned().collect(), ..*board }, &colleagues);
    }
    for line in by_turn(board.todo) {
        let shown = desk.work_line(&line, &colleagues);
        part(&mut page, &line, desk.today).push(shown);
    }
    page.numbered()
}

/// What waits for an answer of hers or of others, by how much it presses.
struct Handovers {
    acute: Vec<Line>,
    overdue: Vec<Line>,
    answers: Vec<Line>,
    waiting: Vec<Line>,
}

impl Handovers {
    /// What is acute stands on top, also where it is too late already.
    fn of(answers: Vec<Line>, waiting: Vec<Line>, today: Date) -> Self {
        let at_once = |line: &Line| matches!(line.work.work, WorkKind::Handover { code: HandoverCode::Acute, .. });
        let late = |line: &Line| matches!(line.work.work, WorkKind::Handover { .. }) && line.work.until < today;
        let (acute, answers): (Vec<Line>, Vec<Line>) = answers.into_iter().partition(at_once);
        let (mut overdue, answers): (Vec<Line>, Vec<Line>) = answers.into_iter().partition(late);
        let (unanswered, waiting): (Vec<Line>, Vec<Line>) = waiting.into_iter().partition(late);
        overdue.extend(unanswered);
        Self { acute, overdue, answers, waiting }
    }
}

/// The handover that a line is about.
fn handover_of(line: &Line) -> Option<(CaseId, No)> {
    match line.work.work {
        WorkKind::Handover { no, .. } => Some((line.case.case, no)),
        _ => None,
    }
}

/// What was told besides: an alarm that has its own line on the page is told once.
fn told_besides(told: &Told, alarmed: &BTreeSet<CaseId>) -> Vec<Notices> {
    let again = |one: &Notice| {
        let notice = &one.notice;
        notice.notice.subject == Subject::HandoverUnanswered && alarmed.contains(&notice.case)
    };
    let lists = told.lists.iter().map(|list| {
        let lines: Vec<Notice> = list.lines.iter().filter(|one| !again(one)).cloned().collect();
        let left_out = list.lines.len() - lines.len();
        Notices { kind: list.kind, lines, total: list.total.saturating_sub(left_out as u64) }
    });
    lists.collect()
}

impl Desk {
    /// The board of who is away. What is urgent there is as urgent as her own: it stands on top with it, and says for whom.
    fn stand_in(&self, page: &mut TodayPage, board: &DeputyBoard, colleagues: &[Choice]) {
        let name = self.person(board.absent);
        let (urgent, rest): (Vec<&Line>, Vec<&Line>) =
            board.lines.iter().partition(|line| line.work.lane == Lane::Urgent);
        let is_calm = urgent.is_empty();
        page.urgent.extend(urgent.into_iter().map(|line| {
            let mut line = self.work_line(line, colleagues);
            line.notes.push(Chip::new(Tone::Plain, self.t.one("today-stands-in", "name", name.as_str())));
            line
        }));
        let lines = rest.into_iter().map(|line| self.work_line(line, colleagues)).collect::<Vec<_>>();
        if is_calm || !lines.is_empty() {
            page.boards.push(Board { name, until: board.until, lines });
        }
    }

    fn alarm(&self, alarm: &HandoverAlarm) -> Alarm {
        let (from, to) = (self.org(alarm.from), self.org(alarm.to));
        let case = alarm.case;
        let href = match self.directory.role(self.seat) {
            // She hears of it, and calls; the case itself is not hers to see.
            Some(Role::Coordinator) => None,
            _ if alarm.to == self.seat.org => Some(format!("/overdracht/{case}")),
            _ => Some(Tab::Handover.path(case)),
        };
        let whom = |org: OrgId| self.whom_to_call(org);
        let call = [whom(alarm.to), whom(alarm.from)].into_iter().flatten().collect();
        Alarm { from, to, code: alarm.code, days: u64::from(alarm.days.unsigned_abs()), call, href }
    }

    /// An organisation that is called, with its number; none where it has none.
    fn whom_to_call(&self, org: OrgId) -> Option<(String, String)> {
        Some((self.org(org), self.org_phone(org))).filter(|(_, phone)| !phone.is_empty())
    }

    /// Who can do something for her: the people of her organisation but herself.
    pub(super) fn colleagues(&self) -> Vec<Choice> {
        let mut people = self.people_to_ask(self.seat.org, Role::gives_care);
        let own = super::names::seat_value(self.seat);
        people.retain(|choice| choice.value != own);
        people
    }
}

/// When a line has its turn, as it says: on the day of its appointment, from when it may be done, or by its last day.
fn turn(line: &Line, today: Date) -> Date {
    let work = &line.work;
    let opens = if work.from > today { work.from } else { work.until };
    planned(line).filter(|day| *day >= today && work.until >= today).unwrap_or(opens)
}

/// The appointment; one after the last day of the window puts nothing off.
fn planned(line: &Line) -> Option<Date> {
    match line.work.work {
        WorkKind::Step { planned, .. } => planned.filter(|day| *day <= line.work.until),
        _ => None,
    }
}

/// The part of *Te doen* that a line belongs to: too late; today, because that is its appointment, its best day has
/// come or its last day is today; within a week; or it has time.
fn part<'a>(page: &'a mut TodayPage, line: &Line, today: Date) -> &'a mut Vec<WorkLine> {
    let work = &line.work;
    let week = today.saturating_add(WEEK.days());
    let planned = planned(line);
    if work.until < today {
        &mut page.late
    } else if planned.unwrap_or(work.target) <= today || work.until == today {
        &mut page.now
    } else if work.from > today || planned.unwrap_or(work.until) <= week {
        &mut page.week
    } else {
        &mut page.later
    }
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn a_function_is_greeted_by_its_whole_name() {
        assert_eq!(called("Joke de Vries"), "Joke");
        assert_eq!(called("Medewerker COA 1"), "Medewerker COA 1");
        assert_eq!(called(""), "");
    }
}
