//! The search for instances of one day in which visits hang together in time or may be late: annealing over an order of all
//! visits and the visitor of each. Whoever comes next in the order goes as soon as she can, so that every order can be
//! carried out and no circle of waiting arises.
//!
//! Counted are travel, lateness, workdays and visits not made; a shift's end is dear, not forbidden (the checker says).

use crate::dice::Dice;
use crate::input::Instance;
use crate::plan::{Plan, PlanFormat, Route, Stop};
use crate::problem::{InputError, NONE, Problem};
use crate::solve::{Effort, Found, Pace, Progress};

/// How often the caller is asked whether to go on.
const ASK_EVERY: u64 = 1_024;

/// Single steps are small, so that the heat is so many times that of a search that rebuilds; found by trial.
const HOTTER: i64 = 2;

/// One or two visits that are placed together.
#[derive(Debug, Clone, Copy)]
struct Job {
    first: u32,
    second: u32,
    least: i32,
    most: i32,
}

/// An order of the jobs, and the visitors of each.
#[derive(Debug, Clone)]
struct Order {
    jobs: Vec<u32>,
    by: Vec<[u32; 2]>,
}

/// Where a visitor is and since when she is free.
#[derive(Debug, Clone, Copy)]
struct Visitor {
    place: u32,
    free: i32,
    used: bool,
}

struct Search<'p> {
    problem: &'p Problem,
    due: Vec<i32>,
    all: Vec<Job>,
    /// Per visit who may make it.
    may: Vec<Vec<u32>>,
    /// Per job those that lie near it in place and time.
    near: Vec<Vec<u32>>,
    visitors: Vec<Visitor>,
    marks: Vec<Mark>,
}

/// Where the visitors are before every eighth job of the order at hand, so that a step is not judged from the first job on.
#[derive(Debug, Clone)]
struct Mark {
    visitors: Vec<Visitor>,
    cost: i64,
    worst: i64,
}

/// Jobs between two marks.
const MARKED: usize = 8;

/// How many neighbours a job has.
const NEIGHBOURS: usize = 14;

pub(super) fn solve(
    instance: &Instance,
    problem: &Problem,
    effort: &Effort,
    pace: &mut dyn Pace,
) -> Result<Found, InputError> {
    let costs = &problem.costs;
    if costs.no_known_face
        + costs.extra_face
        + costs.face_switch
        + costs.no_attending_visit
        + costs.run
        + costs.unfair_load
        != 0
    {
        let wrong = "with links or lateness that costs, faces, runs and load cannot cost anything".to_owned();
        return Err(InputError::Outside { place: instance.name.clone(), wrong });
    }
    let mut search = Search::new(instance, problem);
    let mut dice = Dice::of_part(effort.seed, 2);
    let (best, rounds) = search.anneal(&mut dice, effort, pace);
    let mut starts = vec![0; problem.visits.len()];
    let cost = search.fresh_cost(&best, Some(&mut starts));
    Ok(Found { plan: search.written(instance, &best, &starts, cost), rounds, tried: rounds })
}

impl<'p> Search<'p> {
    fn new(instance: &Instance, problem: &'p Problem) -> Self {
        let due = instance.visits().map(|(_, visit)| visit.window.map_or(i32::MAX, |window| window.until as i32));
        let mut linked = vec![false; problem.visits.len()];
        let mut all: Vec<Job> = Vec::new();
        for (first, second, least, most) in problem.links.iter().copied() {
            (linked[first as usize], linked[second as usize]) = (true, true);
            all.push(Job { first, second, least, most });
        }
        let may: Vec<Vec<u32>> = problem.visits.iter().map(|visit| visit.routes.clone()).collect();
        let alone = (0..problem.visits.len()).filter(|visit| !linked[*visit] && !may[*visit].is_empty());
        all.extend(alone.map(|visit| Job { first: visit as u32, second: NONE, least: 0, most: 0 }));
        all.retain(|job| {
            !may[job.first as usize].is_empty() && (job.second == NONE || !may[job.second as usize].is_empty())
        });
        let fresh: Vec<Visitor> = (0..problem.midwife_count)
            .map(|midwife| Visitor {
                place: problem.midwives[midwife].home,
                free: problem.shifts[midwife].map_or(0, |(start, _)| start),
                used: false,
            })
            .collect();
        let due: Vec<i32> = due.collect();
        let near = near(problem, &all, &due);
        let planned: usize = all.iter().map(|job| if job.second == NONE { 1 } else { 2 }).sum();
        let left = (problem.visits.len() - planned) as i64;
        let first = Mark { visitors: fresh.clone(), cost: problem.costs.unvisited * left, worst: 0 };
        Self { problem, due, all, may, near, visitors: fresh, marks: vec![first] }
    }

    /// What an order costs of which the jobs before `from` stand as they did; something above `limit` as soon as that is
    /// passed.
    fn cost(&mut self, order: &Order, from: usize, limit: i64, mut starts: Option<&mut Vec<i32>>) -> i64 {
        let problem = self.problem;
        let costs = &problem.costs;
        let mark = (from / MARKED).min(self.marks.len() - 1);
        self.visitors.clone_from(&self.marks[mark].visitors);
        let (mut cost, mut worst) = (self.marks[mark].cost, self.marks[mark].worst);
        for (at, number) in order.jobs.iter().enumerate().skip(mark * MARKED) {
            if at <= from && at == self.marks.len() * MARKED {
                self.marks.push(Mark { visitors: self.visitors.clone(), cost, worst });
            }
            let job = self.all[*number as usize];
            let by = order.by[*number as usize];
            let (mut start, leg) = self.arrival(job.first, by[0]);
            cost += self.leg_cost(leg, by[0]);
            if job.second != NONE {
                let (second, leg) = self.arrival(job.second, by[1]);
                cost += self.leg_cost(leg, by[1]);
                let second = second.max(start + job.least);
                start = start.max(second - job.most);
                cost += self.go(job.second, by[1], second, &mut worst);
                if let Some(starts) = &mut starts {
                    starts[job.second as usize] = second;
                }
            }
            cost += self.go(job.first, by[0], start, &mut worst);
            if let Some(starts) = &mut starts {
                starts[job.first as usize] = start;
            }
            if cost + costs.worst_late * worst > limit {
                return i64::MAX;
            }
        }
        for (midwife, visitor) in self.visitors.iter().enumerate().filter(|(_, visitor)| visitor.used) {
            let ready = &problem.midwives[midwife];
            let leg = problem.leg(visitor.place, ready.home);
            let end = problem.shifts[midwife].map_or(i32::MAX, |(_, end)| end);
            let over = i64::from((visitor.free + leg.seconds - end).max(0));
            cost += i64::from(leg.cost) * ready.travel_percent / 100 + ready.day_cost + over * 1_000;
        }
        cost + costs.worst_late * worst
    }

    /// As [`Self::cost`], from the first job on.
    fn fresh_cost(&mut self, order: &Order, starts: Option<&mut Vec<i32>>) -> i64 {
        self.marks.truncate(1);
        self.cost(order, 0, i64::MAX, starts)
    }

    #[inline]
    fn arrival(&self, visit: u32, by: u32) -> (i32, i32) {
        let (ready, visitor) = (&self.problem.visits[visit as usize], &self.visitors[by as usize]);
        let leg = self.problem.leg(visitor.place, ready.place);
        ((visitor.free + leg.seconds).max(ready.hours[0].0), leg.cost)
    }

    #[inline]
    fn leg_cost(&self, leg: i32, by: u32) -> i64 {
        i64::from(leg) * self.problem.midwives[by as usize].travel_percent / 100
    }

    #[inline]
    fn go(&mut self, visit: u32, by: u32, start: i32, worst: &mut i64) -> i64 {
        let ready = &self.problem.visits[visit as usize];
        let visitor = &mut self.visitors[by as usize];
        *visitor = Visitor { place: ready.place, free: start + ready.seconds, used: true };
        let late = i64::from((start - self.due[visit as usize]).max(0));
        *worst = (*worst).max(late);
        late * self.problem.costs.late
    }

    /// By the end of the window, each with a thrown visitor.
    fn first(&self, dice: &mut Dice) -> Order {
        let mut jobs: Vec<u32> = (0..self.all.len() as u32).collect();
        jobs.sort_by_key(|job| self.due[self.all[*job as usize].first as usize]);
        let by = self.all.iter().map(|job| self.thrown(job, dice)).collect();
        Order { jobs, by }
    }

    fn thrown(&self, job: &Job, dice: &mut Dice) -> [u32; 2] {
        let first = &self.may[job.first as usize];
        let one = first[dice.below(first.len())];
        if job.second == NONE {
            return [one, NONE];
        }
        let second = &self.may[job.second as usize];
        for _ in 0..8 {
            let other = second[dice.below(second.len())];
            if other != one {
                return [one, other];
            }
        }
        // Somebody who may do both but nobody else: another for the first.
        let other = second[0];
        [first.iter().copied().find(|one| *one != other).unwrap_or(one), other]
    }

    fn anneal(&mut self, dice: &mut Dice, effort: &Effort, pace: &mut dyn Pace) -> (Order, u64) {
        let mut now = self.first(dice);
        let mut cost = self.fresh_cost(&now, None);
        let (mut best, mut least) = (now.clone(), cost);
        let legs = self.problem.legs.iter().map(|leg| i64::from(leg.cost)).sum::<i64>();
        let mean = legs / self.problem.legs.len().max(1) as i64;
        let hottest = (mean * effort.heat_percent * HOTTER / 100).max(8);
        let (mut round, mut heat) = (0u64, hottest);
        loop {
            if round.is_multiple_of(ASK_EVERY) {
                let spent = pace.spent(&Progress { round, best: least, unplanned: 0, tried: round });
                if spent >= 1_000 || self.all.is_empty() {
                    return (best, round);
                }
                heat = cooled(hottest, i64::from(spent));
            }
            round += 1;
            let limit = cost + heat * dice.cooling() / 1_024;
            let step = self.step(&mut now, dice);
            let from = step.from();
            let new = self.cost(&now, from, limit, None);
            if new <= limit {
                self.marks.truncate(from / MARKED + 1);
                cost = new;
                if cost < least {
                    least = cost;
                    best.jobs.clone_from(&now.jobs);
                    best.by.clone_from(&now.by);
                }
            } else {
                step.back(&mut now);
            }
        }
    }

    fn step(&self, order: &mut Order, dice: &mut Dice) -> Step {
        let count = order.jobs.len();
        let from = dice.below(count);
        let job = order.jobs[from];
        let old = order.by[job as usize];
        match dice.below(10) {
            0..=4 if !self.near[job as usize].is_empty() => {
                let near = &self.near[job as usize];
                let beside = near[dice.below(near.len())];
                let there = order.jobs.iter().position(|other| *other == beside).unwrap_or(from);
                // Just before it or just after it.
                let to = match (from < there, dice.thousandth(500)) {
                    (true, true) => there - 1,
                    (false, false) => (there + 1).min(count - 1),
                    _ => there,
                };
                move_job(&mut order.jobs, from, to);
                order.by[job as usize] = self.joined(job, old, order.by[beside as usize], dice);
                Step::Moved { from, to, job, old }
            }
            0..=5 => {
                order.by[job as usize] = self.thrown(&self.all[job as usize], dice);
                Step::Other { at: from, job, old }
            }
            6..=8 => {
                let reach = if dice.thousandth(800) { 12 } else { count };
                let low = from.saturating_sub(reach);
                let to = low + dice.below((from + reach + 1).min(count) - low);
                move_job(&mut order.jobs, from, to);
                if dice.thousandth(600) {
                    order.by[job as usize] = self.thrown(&self.all[job as usize], dice);
                }
                Step::Moved { from, to, job, old }
            }
            _ => {
                let to = dice.below(count);
                let other = order.jobs[to];
                order.jobs.swap(from, to);
                let (mine, theirs) = (order.by[job as usize], order.by[other as usize]);
                let fits = self.may_all(job, theirs) && self.may_all(other, mine);
                if fits && dice.thousandth(500) {
                    order.by.swap(job as usize, other as usize);
                }
                Step::Swapped { from, to, mine, theirs }
            }
        }
    }

    /// A visitor of the neighbour takes over a visit of the job, where she may.
    fn joined(&self, job: u32, old: [u32; 2], theirs: [u32; 2], dice: &mut Dice) -> [u32; 2] {
        let ready = &self.all[job as usize];
        let visits = [ready.first, ready.second];
        let turn = dice.below(4);
        for at in 0..4 {
            let (slot, who) = ((turn + at) & 1, theirs[((turn + at) >> 1) & 1]);
            let other = old[1 - slot];
            if visits[slot] != NONE && who != NONE && other != who && self.may[visits[slot] as usize].contains(&who) {
                let mut new = old;
                new[slot] = who;
                return new;
            }
        }
        self.thrown(ready, dice)
    }

    fn may_all(&self, job: u32, by: [u32; 2]) -> bool {
        let job = &self.all[job as usize];
        let second = if job.second == NONE { by[1] == NONE } else { self.may[job.second as usize].contains(&by[1]) };
        second && self.may[job.first as usize].contains(&by[0])
    }

    fn written(&self, instance: &Instance, order: &Order, starts: &[i32], total: i64) -> Plan {
        let problem = self.problem;
        let mut stops: Vec<Vec<Stop>> = vec![Vec::new(); problem.midwife_count];
        let mut made = vec![false; problem.visits.len()];
        for number in &order.jobs {
            let job = &self.all[*number as usize];
            for (visit, by) in [job.first, job.second].into_iter().zip(order.by[*number as usize]) {
                if visit != NONE {
                    made[visit as usize] = true;
                    stops[by as usize].push(Stop {
                        visit: problem.visit_names[visit as usize].clone(),
                        start: i64::from(starts[visit as usize]),
                    });
                }
            }
        }
        let routes = stops.into_iter().enumerate().filter(|(_, stops)| !stops.is_empty());
        let midwife = |by: usize| problem.midwife_names[by].clone();
        let routes = routes.map(|(by, stops)| Route { day: 0, midwife: midwife(by), stops, breaks: Vec::new() });
        let names = problem.visit_names.iter().zip(&made);
        Plan {
            format: PlanFormat::One,
            instance: instance.name.clone(),
            bill: crate::costs::Bill { total, ..Default::default() },
            routes: routes.collect(),
            unplanned: names.filter(|(_, made)| !**made).map(|(name, _)| name.clone()).collect(),
        }
    }
}

/// The jobs near each other: travel, and half of what lies between their windows.
fn near(problem: &Problem, all: &[Job], due: &[i32]) -> Vec<Vec<u32>> {
    let place = |job: &Job| problem.visits[job.first as usize].place;
    let one = |(number, job): (usize, &Job)| {
        let far = |other: &u32| {
            let there = &all[*other as usize];
            let between = i64::from(due[job.first as usize]) - i64::from(due[there.first as usize]);
            (i64::from(problem.leg(place(job), place(there)).cost) + between.abs() / 2, *other)
        };
        let mut others: Vec<u32> = (0..all.len() as u32).filter(|other| *other as usize != number).collect();
        others.sort_unstable_by_key(far);
        others.truncate(NEIGHBOURS);
        others
    };
    all.iter().enumerate().map(one).collect()
}

/// A step, with the way back.
enum Step {
    Other { at: usize, job: u32, old: [u32; 2] },
    Moved { from: usize, to: usize, job: u32, old: [u32; 2] },
    Swapped { from: usize, to: usize, mine: [u32; 2], theirs: [u32; 2] },
}

impl Step {
    /// The first job that stands otherwise than before.
    fn from(&self) -> usize {
        match self {
            Self::Other { at, .. } => *at,
            Self::Moved { from, to, .. } | Self::Swapped { from, to, .. } => *from.min(to),
        }
    }

    fn back(&self, order: &mut Order) {
        match self {
            Self::Other { job, old, .. } => order.by[*job as usize] = *old,
            Self::Moved { from, to, job, old } => {
                move_job(&mut order.jobs, *to, *from);
                order.by[*job as usize] = *old;
            }
            Self::Swapped { from, to, mine, theirs } => {
                order.jobs.swap(*from, *to);
                order.by[order.jobs[*to] as usize] = *theirs;
                order.by[order.jobs[*from] as usize] = *mine;
            }
        }
    }
}

fn move_job(jobs: &mut [u32], from: usize, to: usize) {
    if from < to {
        jobs[from..=to].rotate_left(1);
    } else {
        jobs[to..=from].rotate_right(1);
    }
}

/// Ten halvings over the whole run, straight in between.
fn cooled(hottest: i64, spent: i64) -> i64 {
    let halvings = 10 * spent;
    (hottest >> (halvings / 1_000)) * (2_000 - halvings % 1_000) / 2_000
}
