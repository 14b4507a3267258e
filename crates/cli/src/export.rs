//! `regie export`: the journal and what it needs to be read, as JSON lines that any database takes back. No accounts,
//! receipts or jobs: `regie backup` copies those too.

use std::io::{BufWriter, Write};
use std::path::Path;

use regie_app::Clock;
use regie_store::{Content, Exported, Store, private_file};

use crate::args::ExportArgs;
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;

/// What an export holds.
const CONTENT: Content = Content::Journal;

/// Runs `regie export`. The lines are JSON already; `--json` says in JSON how many there were.
pub async fn run(args: ExportArgs, json: bool) -> Result<(), Failure> {
    let to_stdout = args.out.as_os_str() == "-";
    let store = Store::open_existing(&args.database.database).await?;
    let exported = if to_stdout {
        lines(&store, CONTENT, &mut std::io::stdout()).await
    } else {
        to_file(&store, CONTENT, &args.out).await
    };
    store.close().await;
    let Exported { events, rows } = exported?;
    let told = format!("{events} events and {rows} rows of pathway texts and imported records");
    match (to_stdout, json) {
        (true, _) => eprintln!("{told}"),
        (false, true) => output::json(&serde_json::json!({ "events": events, "rows": rows, "file": args.out }))?,
        (false, false) => output::line(format_args!("{told} written to {}", args.out.display()))?,
    }
    Ok(())
}

/// Writes a portable copy to a file that does not exist yet; it is on disk when this returns.
pub async fn to_file(store: &Store, content: Content, path: &Path) -> Result<Exported, Failure> {
    let mut file = private_file(path).map_err(|error| Failure::file(path, &error))?;
    let exported = lines(store, content, &mut file).await?;
    file.sync_all().map_err(|error| Failure::file(path, &error))?;
    Ok(exported)
}

async fn lines(store: &Store, content: Content, out: &mut (dyn Write + Send)) -> Result<Exported, Failure> {
    let progress = Progress::new("lines", 10_000);
    let mut counting = Counting { out: BufWriter::with_capacity(1 << 16, out), progress: &progress, lines: 0 };
    let exported = store.export_lines(content, Clock::System.moment().now, &mut counting).await;
    progress.finish();
    Ok(exported?)
}

/// Counts the lines that pass.
struct Counting<'a, W: Write> {
    out: W,
    progress: &'a Progress,
    lines: u64,
}

impl<W: Write> Write for Counting<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        let lines = bytes.iter().take(written).filter(|byte| **byte == b'\n').count() as u64;
        if lines > 0 {
            self.lines += lines;
            self.progress.at(self.lines, None);
        }
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
