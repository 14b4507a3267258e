//! How much of the line a page takes, as a browser asks for it: compressed, with what it draws in.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::regie;

/// The first page that somebody opens, with stylesheet, scripts and icons.
const FIRST: usize = 100 * 1024;
/// Each page after that: the rest stays with the browser.
const LATER: usize = 20 * 1024;
/// The parts of a case.
const PARTS: [&str; 9] =
    ["", "plan", "zorgplan", "dossier", "contacten", "mensen", "overdracht", "geschiedenis", "afsluiten"];

/// The demonstration, which ends with the test.
struct Demo {
    server: Child,
    address: String,
    cookie: String,
    _folder: TempDir,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Demo {
    fn serve(cases: &str) -> Self {
        let mut command = regie(&["demo", "--listen", "127.0.0.1:0", "--cases", cases, "--json"]);
        let folder = tempfile::tempdir().expect("a folder");
        command.env("TMPDIR", folder.path());
        let mut server = command.stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut said = BufReader::new(server.stdout.take().expect("what it says")).lines();
        let ready: Value = serde_json::from_str(&said.next().expect("a line").expect("text")).expect("JSON");
        let address = ready["listening"].as_str().expect("an address").to_owned();
        let password = ready["password"].as_str().expect("a password");
        let credentials = json!({ "login": "joke", "password": password });
        let signed_in = ureq::post(format!("{address}/api/v1/session")).send_json(&credentials).expect("she signs in");
        let cookie = signed_in.headers()["set-cookie"].to_str().expect("text");
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        Self { server, address, cookie, _folder: folder }
    }

    /// What a page is, and how many bytes of it go over the line.
    fn get(&self, path: &str) -> (String, usize) {
        let ask = |encoding: &str| {
            let request = ureq::get(format!("{}{path}", self.address)).header("cookie", &self.cookie);
            let answer = request.header("accept-encoding", encoding).call();
            answer.unwrap_or_else(|error| panic!("{path}: {error}")).body_mut().read_to_vec().expect("a body")
        };
        let page = String::from_utf8(ask("identity")).expect("UTF-8");
        let sent = ask("gzip");
        (page, sent.len())
    }

    /// All cases of her caseload.
    fn cases(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut next = Some("/caseload".to_owned());
        while let Some(path) = next {
            let (page, _) = self.get(&path);
            found.extend(links(&page, "href=\"/casus/").map(|rest| format!("/casus/{rest}")));
            next = links(&page, "<a class=\"btn\" href=\"/caseload?").next().map(|rest| format!("/caseload?{rest}"));
        }
        found
    }
}

/// What follows this in attributes, up to the quote.
fn links<'a>(page: &'a str, start: &'a str) -> impl Iterator<Item = String> + 'a {
    let rest = page.split(start).skip(1).filter_map(|rest| rest.split('"').next());
    rest.map(|link| link.replace("&#38;", "&").replace("&amp;", "&"))
}

#[test]
fn g_05_no_page_of_the_largest_case_takes_more_of_the_line_than_a_telephone_has() {
    let demo = Demo::serve("120");
    let overview = |case: &String| (demo.get(case).1, case.clone());
    let (_, case) = demo.cases().iter().map(overview).max().expect("she has a case");
    let parts = PARTS.iter().map(|part| format!("{case}/{part}").trim_end_matches('/').to_owned());
    let mut heaviest = 0;
    for path in parts.chain(["/vandaag".to_owned(), "/caseload".to_owned()]) {
        let (page, sent) = demo.get(&path);
        println!("{path}: {} bytes, {sent} on the line", page.len());
        assert!(sent < LATER, "{path} takes {sent} bytes of {LATER}");
        let assets: BTreeSet<String> = links(&page, "=\"/assets/").collect();
        assert!(assets.len() >= 2, "a stylesheet and an icon: {assets:?}");
        let first = sent + assets.iter().map(|asset| demo.get(&format!("/assets/{asset}")).1).sum::<usize>();
        assert!(first < FIRST, "{path} takes {first} bytes of {FIRST} when it is the first");
        heaviest = heaviest.max(first);
    }
    println!("the heaviest first page: {heaviest}");
}
