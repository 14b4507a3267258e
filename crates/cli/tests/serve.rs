//! The program as a server: when it is ready, how it stops, and what stands in its way.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use common::{regie, run};
use regie_testkit::TestDb;

/// A server that is stopped with the test.
struct Server {
    child: Child,
    said: Vec<String>,
    address: String,
}

impl Server {
    /// Starts it and waits until it says where it listens.
    fn start(args: &[&str]) -> Self {
        let child = regie(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let mut server = Self { child, said: Vec::new(), address: String::new() };
        for line in BufReader::new(server.child.stdout.take().unwrap()).lines() {
            let line = line.expect("a line");
            let address =
                line.split("http://").nth(1).and_then(|rest| rest.split(['"', '}']).next().map(str::to_owned));
            server.said.push(line);
            if let Some(address) = address {
                server.address = address;
                return server;
            }
        }
        let mut err = String::new();
        server.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        panic!("it never listened: {:?} {err}", server.said);
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: regie\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Sends a signal and waits for the end; says with which status.
    fn stop(mut self, signal: &str) -> Option<i32> {
        let sent = std::process::Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it did not stop");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already when the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_says_where_it_listens_and_stops_when_told() {
    for signal in ["-INT", "-TERM"] {
        let db = TestDb::sqlite();
        let server = Server::start(&["serve", "--listen", "127.0.0.1:0", "--database", db.url()]);
        assert_eq!(server.said, [format!("listening on http://{}", server.address)]);
        assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"));
        assert_eq!(server.stop(signal), Some(0), "{signal}");
        assert_eq!(run(&["verify", "--database", db.url()]).status, 0);
    }
}

#[test]
fn a_port_in_use_is_told_before_anything_else_is_done() {
    let db = TestDb::sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for command in ["serve", "demo"] {
        let said = run(&[command, "--listen", &address, "--database", db.url()]);
        assert_eq!(said.status, 1);
        assert!(said.err.contains("in use") && said.err.contains("--listen"), "{said:?}");
    }
    assert!(!std::path::Path::new(db.url().trim_start_matches("sqlite:")).exists(), "no database was made");
}

#[test]
fn the_demo_prints_its_accounts_and_takes_its_folder_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = regie(&["demo", "--listen", "127.0.0.1:0", "--cases", "24", "--json"]);
    command.env("TMPDIR", folder.path());
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = ready["listening"].as_str().unwrap().trim_start_matches("http://").to_owned();
    let logins: Vec<&str> =
        ready["accounts"].as_array().unwrap().iter().map(|account| account["login"].as_str().unwrap()).collect();
    assert_eq!(logins[..3], ["joke", "anne", "selin"]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let (login, password) = (logins[0].to_owned(), ready["password"].as_str().unwrap().to_owned());
    let server = Server { child, said: Vec::new(), address };
    let answer = sign_in(&server, &login, &password);
    assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
    assert_eq!(server.stop("-INT"), Some(0));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing stays behind");
}

fn sign_in(server: &Server, login: &str, password: &str) -> String {
    let body = serde_json::json!({ "login": login, "password": password }).to_string();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "POST /api/v1/session HTTP/1.1\r\nHost: regie\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_demo_refuses_a_database_that_holds_something() {
    let db = TestDb::sqlite();
    let args = ["demo", "--listen", "127.0.0.1:0", "--cases", "2", "--database", db.url()];
    assert_eq!(Server::start(&args).stop("-TERM"), Some(0));
    let said = run(&args);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("is not empty") && said.err.contains("regie serve"), "{said:?}");
}
