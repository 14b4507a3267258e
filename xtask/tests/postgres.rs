//! The throw-away server: it answers, and nothing of it is left, however its owner goes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may break off")]

use std::io::{BufRead, BufReader, Lines};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// `cargo xtask postgres`, running, with the address and the folder it printed.
struct Served {
    program: Child,
    address: String,
    folder: PathBuf,
    /// Held, because who prints to a closed pipe dies.
    _said: Said,
}

impl Served {
    /// Ends the program in the hardest way there is.
    fn kill(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

type Said = Lines<BufReader<ChildStdout>>;

fn serve(arguments: &[&str]) -> Served {
    let mut program = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("postgres")
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(program.stdout.take().unwrap()).lines();
    let next = |said: &mut Said, before: &str, after: &str| {
        let line = said.next().expect("a line").unwrap();
        line.strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .unwrap_or_else(|| panic!("not `{before}…{after}`: {line}"))
            .to_owned()
    };
    let address = next(&mut said, "export REGIE_TEST_POSTGRES=postgres://regie@", "/postgres");
    let folder = next(&mut said, "# its data: ", "").into();
    Served { program, address, folder, _said: said }
}

fn answers(address: &str) -> bool {
    TcpStream::connect(address).is_ok()
}

#[test]
fn the_throw_away_server_answers_and_leaves_nothing_when_its_owner_is_killed() {
    let mut served = serve(&[]);
    assert!(answers(&served.address), "{}", served.address);
    assert!(served.folder.join("data").exists(), "{:?}", served.folder);

    served.kill();

    let began = Instant::now();
    while answers(&served.address) || served.folder.exists() {
        assert!(began.elapsed() < Duration::from_secs(30), "the server or {:?} is still there", served.folder);
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn two_servers_stand_beside_each_other() {
    let one = serve(&[]);
    let other = serve(&["--durable"]);
    assert_ne!(one.address, other.address);
    assert!(answers(&one.address) && answers(&other.address));
}
