//! How long a page takes, from the request to its last byte, on a smaller and a larger region: through the whole server
//! but for the network.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use regie_app::{App, hash_password};
use regie_care::ids::{CaseId, PersonId};
use regie_web::Options;
use tower::ServiceExt;

use super::lists::filled;
use super::report::{Section, Target, Unit};
use super::scratch::Scratch;
use super::spread::Spread;
use crate::failure::Failure;
use crate::traffic;

/// A server's answer comes within this, in milliseconds.
const LONGEST: f64 = 20.0;
/// Requests before the first that counts.
const WARM_UP: usize = 50;
/// How many people ask; each signs in once, which is slow by design.
const PEOPLE: usize = 24;
/// The password of all of them.
const PASSWORD: &str = "een-lang-wachtwoord";
/// No page is larger.
const LARGEST: usize = 64 * 1024 * 1024;

/// The pages; `{case}` is one of the asker's own cases.
const PAGES: [(&str, &str); 5] = [
    ("Vandaag", "/vandaag"),
    ("Caseload", "/caseload"),
    ("Case", "/casus/{case}"),
    ("Case, steps", "/casus/{case}/plan"),
    ("Case, history", "/casus/{case}/geschiedenis"),
];

pub async fn measure(scratch: &Scratch<'_>, sizes: [u32; 2], time: Duration) -> Result<Section, Failure> {
    let [smaller, larger] = sizes;
    let mut section = Section::new(format!("pages, {}: {smaller} and {larger} cases", scratch.name()));
    for (cases, judged) in [(smaller, false), (larger, true)] {
        let asked = at(scratch, cases, time).await?;
        for ((name, _), (spread, bytes)) in PAGES.iter().zip(&asked) {
            section.figure(format!("{name}, p50 at {cases}"), spread.percentile(50), Unit::Milliseconds);
            let (what, p99) = (format!("{name}, p99 at {cases}"), spread.percentile(99));
            if judged {
                section.judged(what, p99, Unit::Milliseconds, Target::Below(LONGEST));
                section.note(format!("{name}: {} requests, the largest answer {bytes} bytes", spread.count()));
            } else {
                section.figure(what, p99, Unit::Milliseconds);
            }
        }
    }
    section.note("random people and their cases, one request at a time, from the request to the last byte of the page");
    Ok(section)
}

/// Somebody who is signed in, with her cases.
struct Asker {
    cookie: String,
    cases: Vec<CaseId>,
}

/// The times of each page on a region of this size, with the largest answer.
async fn at(scratch: &Scratch<'_>, cases: u32, time: Duration) -> Result<Vec<(Spread, usize)>, Failure> {
    let place = scratch.make(&format!("pages_{cases}")).await?;
    let app = filled(&place.url, cases).await?;
    let askers = askers(&app).await?;
    let router = regie_web::router(app.clone(), Options::default());
    let mut rng = StdRng::seed_from_u64(super::SEED);
    let mut spreads = Vec::new();
    for (_, path) in PAGES {
        let (mut times, mut asked, mut largest) = (Vec::new(), 0, 0);
        let mut started = Instant::now();
        while started.elapsed() < time {
            let asker = &askers[rng.random_range(0..askers.len())];
            let case = asker.cases[rng.random_range(0..asker.cases.len())];
            let path = path.replace("{case}", &case.to_string());
            let before = Instant::now();
            largest = largest.max(ask(&router, &path, &asker.cookie).await?);
            asked += 1;
            match asked {
                0..WARM_UP => started = Instant::now(),
                _ => times.push(before.elapsed()),
            }
        }
        spreads.push((Spread::of(times), largest));
    }
    app.store().close().await;
    place.remove().await?;
    Ok(spreads)
}

/// People with cases of their own, spread over the region, signed in.
async fn askers(app: &App) -> Result<Vec<Asker>, Failure> {
    let mut cases: BTreeMap<PersonId, Vec<CaseId>> = BTreeMap::new();
    for (case, seat) in traffic::open_cases(app).await? {
        cases.entry(seat.person).or_default().push(case);
    }
    let step = cases.len().div_ceil(PEOPLE).max(1);
    let hash = hash_password(PASSWORD.to_owned()).await?;
    let mut askers = Vec::new();
    for (number, (person, cases)) in cases.into_iter().step_by(step).enumerate() {
        let login = format!("bench.{number}");
        app.store_account(person, &login, hash.clone()).await?;
        let session = app.sign_in(&login, PASSWORD).await?;
        askers.push(Asker { cookie: format!("{}={}", regie_web::session::COOKIE, session.token), cases });
    }
    if askers.is_empty() {
        return Err(Failure::Refused("the region has no open case to look at".to_owned()));
    }
    Ok(askers)
}

/// Asks for a page; gives its length.
async fn ask(router: &Router, path: &str, cookie: &str) -> Result<usize, Failure> {
    let refused = |why: String| Failure::Refused(format!("GET {path}: {why}"));
    let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty());
    let request = request.map_err(|error| refused(error.to_string()))?;
    let Ok(answer) = router.clone().oneshot(request).await;
    if answer.status() != StatusCode::OK {
        return Err(refused(answer.status().to_string()));
    }
    let body = to_bytes(answer.into_body(), LARGEST).await.map_err(|error| refused(error.to_string()))?;
    Ok(body.len())
}
