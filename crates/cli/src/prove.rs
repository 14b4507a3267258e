//! `regie pathway prove`: the tasks of a proof done side by side, timed and printed.

use std::fmt::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use regie_prove::{Limits, Prover, Report, Task, Verdict, gather};
use serde_json::json;

use crate::failure::Failure;
use crate::output;
use crate::pathway::lines;
use crate::progress::Progress;

/// A report, and how long it took to find.
struct Timed {
    report: Report,
    took: Duration,
}

/// Proves a file, and writes its proof where one is asked for; not done when a promise is broken, or when some courses were
/// left unseen.
pub fn run(name: &str, text: &str, states: usize, proof: Option<&Path>, as_json: bool) -> Result<(), Failure> {
    let prover = Prover::read(name, text).map_err(|diagnostics| Failure::Refused(lines(&diagnostics)))?;
    let began = Instant::now();
    let timed = prove(&prover, &Limits { states, ..Limits::default() });
    let took = began.elapsed();
    if let Some(path) = proof {
        let reports: Vec<Report> = timed.iter().map(|one| one.report.clone()).collect();
        let proof = regie_prove::proof(prover.definition(), &reports);
        std::fs::write(path, regie_prove::proof_text(&proof)).map_err(|error| Failure::file(path, &error))?;
    }
    if as_json {
        output::json(&json!({ "file": name, "pathway": prover.definition().id(), "hash": prover.definition().hash(),
            "milliseconds": millis(took),
            "promises": timed.iter().map(|one| json!({ "report": one.report, "milliseconds": millis(one.took),
                "story": one.report.verdict.story().map(regie_prove::Story::told) })).collect::<Vec<_>>() }))?;
    } else {
        output::line(told(&timed, took))?;
    }
    if timed.iter().all(|one| one.report.verdict.is_proved()) { Ok(()) } else { Err(Failure::Told) }
}

/// Every task, on as many threads as there are cores; the answers come in the order of the tasks.
fn prove(prover: &Prover, limits: &Limits) -> Vec<Timed> {
    let tasks = prover.tasks();
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(tasks.len());
    // Only for who looks on: in a log nobody waits for it.
    let progress = Progress::new("delen bewezen", u64::MAX);
    let seen = Seen { progress: &progress, done: AtomicUsize::new(0), all: tasks.len() };
    seen.tell(0);
    let mut done: Vec<(usize, Vec<Report>, Duration)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| work(prover, &tasks, &next, limits, &seen))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    progress.finish();
    done.sort_by_key(|(at, ..)| *at);
    let mut times: Vec<(String, Duration)> = Vec::new();
    for (_, reports, took) in &done {
        // The promises that every file gives are proved on the same states, so that the first bears the time.
        times.extend(reports.first().map(|first| (first.id.clone(), *took)));
    }
    let took = |id: &str| times.iter().filter(|(of, _)| of == id).map(|(_, took)| *took).sum();
    let reports = gather(done.into_iter().flat_map(|(_, reports, _)| reports));
    reports.into_iter().map(|report| Timed { took: took(&report.id), report }).collect()
}

/// How many parts are done, as it is shown.
struct Seen<'p> {
    progress: &'p Progress,
    done: AtomicUsize,
    all: usize,
}

impl Seen<'_> {
    fn tell(&self, more: usize) {
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        self.progress.at(done as u64, Some(self.all as u64));
    }
}

fn work(
    prover: &Prover,
    tasks: &[Task],
    next: &AtomicUsize,
    limits: &Limits,
    seen: &Seen<'_>,
) -> Vec<(usize, Vec<Report>, Duration)> {
    let mut done = Vec::new();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(task) = tasks.get(at) else { return done };
        let began = Instant::now();
        let reports = prover.prove(task, limits);
        done.push((at, reports, began.elapsed()));
        seen.tell(1);
    }
}

fn told(timed: &[Timed], took: Duration) -> String {
    let mut text = String::new();
    let (mut proved, mut states) = (0, 0);
    for Timed { report, took } in timed {
        let word = match report.verdict {
            Verdict::Proved => "bewezen",
            Verdict::Refuted { .. } => "WEERLEGD",
            Verdict::Cut { .. } => "NIET AF",
        };
        proved += usize::from(report.verdict.is_proved());
        // What every file promises of its steps is proved on the same states.
        states += if report.built_in && *took == Duration::ZERO { 0 } else { report.states };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{word:<8} {:>8} toestanden {:>6} ms  {}: {}",
            report.states,
            millis(*took),
            report.id,
            report.says.nl
        );
        match &report.verdict {
            Verdict::Proved => {}
            Verdict::Refuted { story } => {
                for line in story.told().nl.lines() {
                    let _ = writeln!(text, "    {line}");
                }
            }
            Verdict::Cut { by } => {
                let by: Vec<String> = by.iter().map(|by| by.in_words().nl).collect();
                let _ = writeln!(text, "    niet alles bekeken: {}", by.join(", "));
            }
        }
    }
    let _ = write!(text, "{proved} van {} bewezen, {states} toestanden, {} ms", timed.len(), millis(took));
    text
}

fn millis(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

/// What does not hold of a file, or was not seen to, as told; nothing when every promise is proved.
///
/// # Errors
/// What is wrong in the file.
pub fn not_proved(name: &str, text: &str, limits: &Limits) -> Result<Option<String>, Failure> {
    let prover = Prover::read(name, text).map_err(|diagnostics| Failure::Refused(lines(&diagnostics)))?;
    let began = Instant::now();
    let mut timed = prove(&prover, limits);
    timed.retain(|one| !one.report.verdict.is_proved());
    Ok((!timed.is_empty()).then(|| told(&timed, began.elapsed())))
}
