//! A throw-away PostgreSQL server.
//!
//! A guardian, a few lines of shell in a process group of its own, makes the cluster, starts the server and then stops and
//! starts it as its standard input says, until that ends. We hold the other end of that pipe; when we let go of it, or die in whatever way (Ctrl-C, a
//! panic, SIGKILL), the guardian stops the server and removes every trace. PostgreSQL refuses to run as root, so for root the
//! guardian runs as the user `postgres`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::need;

/// Arguments: programs' folder, port, `lost` or `kept`. Says `dir PATH`, then `started`, or the reason why not; later it
/// answers `stop` with `stopped` and `start` with `started`.
const GUARDIAN: &str = r#"
bin=$1 port=$2 durability=$3
dir=$(mktemp -d "${TMPDIR:-/tmp}/regie-postgres.XXXXXX" 2>/dev/null) || dir=$(mktemp -d /tmp/regie-postgres.XXXXXX) || exit 1
echo "dir $dir"
if ! "$bin/initdb" -D "$dir/data" -U regie -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 </dev/null; then
    cat "$dir/log"; rm -rf "$dir"; exit 1
fi
set -- -c fsync=off -c full_page_writes=off
if [ "$durability" = kept ]; then set --; fi
serve() {
    "$bin/postgres" -D "$dir/data" -h 127.0.0.1 -p "$port" -c unix_socket_directories= -c max_connections=300 "$@" \
        >"$dir/log" 2>&1 </dev/null &
    server=$!
}
stop() {
    kill -QUIT "$server" 2>/dev/null
    wait "$server"
}
serve "$@"
echo started
while read -r word; do
    case $word in
        stop) stop; echo stopped ;;
        start) serve "$@"; echo started ;;
    esac
done
stop
rm -rf "$dir"
"#;

/// Users that the server may run as when we are root.
const USERS: &[&str] = &["postgres", "nobody"];
/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// A port may be taken between our look and the server's start.
const TRIES: usize = 3;

/// What becomes of an acknowledged commit when the machine loses power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// It may be lost: quick, for tests that do not ask.
    Lost,
    /// It is kept, as in service.
    Kept,
}

/// A running server; gone when this is dropped.
#[derive(Debug)]
pub struct Cluster {
    guardian: Child,
    answers: Option<BufReader<ChildStdout>>,
    port: u16,
    folder: PathBuf,
}

impl Cluster {
    /// Makes a cluster in a temporary folder and starts a server on a free port of the loopback.
    ///
    /// # Errors
    /// When the programs in `bin` cannot make or start one; the message carries the server's log.
    pub fn start(bin: &Path, durability: Durability) -> Result<Self, Failure> {
        let mut attempt = 1;
        loop {
            match Self::attempt(bin, durability) {
                Err(_) if attempt < TRIES => attempt += 1,
                outcome => return outcome,
            }
        }
    }

    /// Where it listens, as sqlx and psql understand it.
    pub fn url(&self) -> String {
        format!("postgres://regie@127.0.0.1:{}/postgres", self.port)
    }

    fn attempt(bin: &Path, durability: Durability) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut guardian =
            guardian(bin, port, durability)?.spawn().map_err(Failure::system("start a shell for PostgreSQL"))?;
        let output = guardian.stdout.take();
        // From here on dropping it cleans up.
        let mut cluster = Self { guardian, answers: None, port, folder: PathBuf::new() };
        let mut output = BufReader::new(output.ok_or_else(|| said_nothing(""))?);
        let folder = line(&mut output)?;
        cluster.folder = folder.strip_prefix("dir ").map(PathBuf::from).ok_or_else(|| said_nothing(&folder))?;
        let word = line(&mut output)?;
        if word != "started" {
            let mut rest = String::new();
            // What can still be read is all there is to tell.
            let _ = output.read_to_string(&mut rest);
            return Err(said_nothing(&format!("{word}\n{rest}")));
        }
        cluster.answers = Some(output);
        await_ready(&cluster.folder)?;
        Ok(cluster)
    }

    /// Stops the server at once, without a goodbye to its clients; its data stays.
    ///
    /// # Errors
    /// When the guardian does not answer.
    pub fn stop(&mut self) -> Result<(), Failure> {
        self.ask("stop", "stopped")
    }

    /// Starts the server again, on the same port and data.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start_again(&mut self) -> Result<(), Failure> {
        self.ask("start", "started")?;
        let began = Instant::now();
        // Clients that come too early are turned away in the log with `FATAL`, so only the lock file counts here.
        while !is_ready(&self.folder) {
            if began.elapsed() > PATIENCE {
                let said = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                return Err(said_nothing(&said));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn ask(&mut self, word: &str, wanted: &str) -> Result<(), Failure> {
        let (Some(orders), Some(answers)) = (&mut self.guardian.stdin, &mut self.answers) else {
            return Err(said_nothing("its guardian is gone"));
        };
        writeln!(orders, "{word}").map_err(Failure::system("speak to PostgreSQL's guardian"))?;
        let answer = line(answers)?;
        if answer == wanted { Ok(()) } else { Err(said_nothing(&answer)) }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        // The guardian ends by itself; there is nobody left to tell if it does not.
        let _ = self.guardian.wait();
    }
}

/// `cargo xtask postgres`: a server until Ctrl-C.
///
/// # Errors
/// When PostgreSQL is missing or does not start.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let durability = match arguments {
        [] => Durability::Lost,
        [flag] if flag == "--durable" => Durability::Kept,
        other => {
            let said = other.join(" ");
            return Err(Failure::WrongUse(format!("`postgres` takes `--durable` or nothing, not `{said}`")));
        }
    };
    let cluster = Cluster::start(&need::postgres_or_install()?, durability)?;
    println!("export REGIE_TEST_POSTGRES={}", cluster.url());
    println!("# its data: {}", cluster.folder.display());
    println!("# Ctrl-C stops the server and removes it");
    loop {
        std::thread::park();
    }
}

fn guardian(bin: &Path, port: u16, durability: Durability) -> Result<Command, Failure> {
    let durability = match durability {
        Durability::Lost => "lost",
        Durability::Kept => "kept",
    };
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", GUARDIAN, "guardian"])
        .arg(bin)
        .args([&port.to_string(), durability])
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // Ctrl-C is for us; the guardian hears of it when our end of the pipe closes.
        .process_group(0);
    if need::is_root() {
        let (user, group) = server_user()?;
        command.uid(user).gid(group);
    }
    Ok(command)
}

/// The ids of the user and group that the server runs as when we are root.
fn server_user() -> Result<(u32, u32), Failure> {
    let id = |kind: &str, user: &str| need::said("id", &[kind, user])?.parse().ok();
    USERS.iter().find_map(|user| Some((id("-u", user)?, id("-g", user)?))).ok_or_else(|| {
        Failure::Missing("PostgreSQL refuses to run as root and there is no user `postgres` to run it as".to_owned())
    })
}

fn free_port() -> Result<u16, Failure> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(Failure::system("find a free port"))
}

fn line(output: &mut impl BufRead) -> Result<String, Failure> {
    let mut line = String::new();
    output.read_line(&mut line).map_err(Failure::system("hear from PostgreSQL"))?;
    Ok(line.trim_end().to_owned())
}

fn said_nothing(instead: &str) -> Failure {
    Failure::Missing(format!("PostgreSQL did not start: {}", instead.trim()))
}

/// Waits until the server answers: its lock file then says `ready` in the eighth line.
fn await_ready(folder: &Path) -> Result<(), Failure> {
    let log = folder.join("log");
    let began = Instant::now();
    loop {
        if is_ready(folder) {
            return Ok(());
        }
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        if said.contains("FATAL:") || began.elapsed() > PATIENCE {
            return Err(said_nothing(&said));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn is_ready(folder: &Path) -> bool {
    let state = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    state.lines().nth(7).is_some_and(|word| word.trim() == "ready")
}
