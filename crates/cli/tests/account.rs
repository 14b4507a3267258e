//! An account from the command line: the password is piped in, or typed at a terminal that does not show it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use std::io::{Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use common::{Said, regie};
use regie_testkit::TestDb;

const PASSWORD: &str = "een lang wachtwoord";

fn arguments(db: &TestDb) -> Vec<String> {
    let words = ["account", "--login", "joke", "--name", "Joke de Vries", "--organisation", "De Ooievaar", "--kind"];
    let rest = [
        "midwife-practice",
        "--role",
        "midwife",
        "--network",
        "VSV Noord",
        "--phone",
        "050 555 0101",
        "--database",
        db.url(),
    ];
    words.iter().chain(&rest).map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_piped_password_makes_an_account() {
    let db = TestDb::sqlite();
    let arguments = arguments(&db);
    let mut command = regie(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    let said = Said::from(child.wait_with_output().unwrap());
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.out.contains("joke can sign in: Joke de Vries, midwife at De Ooievaar"), "{said:?}");
}

/// A program at a terminal of its own, made by `script` (Debian: bsdutils, which is always there).
struct Terminal {
    child: Child,
    out: ChildStdout,
    said: String,
}

impl Terminal {
    fn run(arguments: &[String]) -> Self {
        let quoted: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
        let line = format!("'{}' {}", env!("CARGO_BIN_EXE_regie"), quoted.join(" "));
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("`script` of bsdutils");
        let out = child.stdout.take().unwrap();
        Self { child, out, said: String::new() }
    }

    /// Reads until it says this; what came before stays in `said`.
    fn hear(&mut self, words: &str) {
        let mut buffer = [0; 256];
        while !self.said.contains(words) {
            let length = self.out.read(&mut buffer).unwrap();
            assert!(length > 0, "it ended without {words:?}: {}", self.said);
            self.said.push_str(&String::from_utf8_lossy(&buffer[..length]));
        }
        // The terminal stops showing what is typed right after the question stands there.
        std::thread::sleep(Duration::from_millis(300));
    }

    fn answer(&mut self, text: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        writeln!(stdin, "{text}").unwrap();
        stdin.flush().unwrap();
    }

    /// Everything it said, and its exit status.
    fn end(mut self) -> (String, Option<i32>) {
        self.out.read_to_string(&mut self.said).unwrap();
        (self.said, self.child.wait().unwrap().code())
    }
}

#[test]
fn a_typed_password_is_asked_twice_and_never_shown() {
    let db = TestDb::sqlite();
    for (again, status, end) in [(PASSWORD, Some(0), "joke can sign in"), ("iets anders", Some(1), "differ")] {
        let mut terminal = Terminal::run(&arguments(&db));
        terminal.hear("Password (not shown): ");
        terminal.answer(PASSWORD);
        terminal.hear("Once more: ");
        terminal.answer(again);
        let (said, ended) = terminal.end();
        assert_eq!(ended, status, "{said}");
        assert!(said.contains(end), "{said}");
        assert!(!said.contains(PASSWORD) && !said.contains(again), "{said}");
    }
}
