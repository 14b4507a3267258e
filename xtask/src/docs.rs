//! Documents that are written from the code, or held to it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::breach::Breach;
use crate::failure::Failure;
use crate::law::{Purity, ROOMS, room_name};
use crate::sentences;
use crate::workspace::{self, TextFile, Workspace};

/// Where the subcommands of `regie` are declared.
const COMMAND_LINE: &str = "crates/cli/src/args.rs";
const ARCHITECTURE: &str = "docs/architecture.md";
const TABLE_START: &str = "<!-- rooms: written by `cargo xtask docs` -->";
const TABLE_END: &str = "<!-- end of rooms -->";
/// The two commands that a new user types, and nothing else.
const SETUP: [&str; 2] = ["cargo run --release -- demo", "cargo xtask test"];
/// What begins a command that sets something up.
const SETUP_WORDS: &[&str] = &["cargo", "sudo", "apt", "apt-get", "rustup", "npm", "pip", "docker", "make"];

/// `cargo xtask docs`: writes the generated parts.
///
/// # Errors
/// When `docs/architecture.md` lacks the marks between which the table stands, or cannot be written.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    if let Some(unknown) = arguments.first() {
        return Err(Failure::WrongUse(format!("`docs` takes no `{unknown}`")));
    }
    let workspace = workspace::here()?;
    let path = workspace.root.join(ARCHITECTURE);
    let text = std::fs::read_to_string(&path).map_err(Failure::system(format!("read {ARCHITECTURE}")))?;
    let written = with_table(&text, &room_table(&workspace))
        .ok_or_else(|| Failure::Missing(format!("{ARCHITECTURE} lacks the lines `{TABLE_START}` and `{TABLE_END}`")))?;
    write(&workspace.root, ARCHITECTURE, &written)?;
    let (documents, _) = sentences::documents(&workspace::text_files(&workspace.root)?);
    documents.iter().try_for_each(|document| write(&workspace.root, &document.path, &document.text))
}

/// Writes a document where it says something else.
fn write(root: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = root.join(name);
    if std::fs::read_to_string(&path).is_ok_and(|known| known == text) {
        println!("{name}: as it should be");
        return Ok(());
    }
    let folder = path.parent().unwrap_or(root);
    std::fs::create_dir_all(folder).map_err(Failure::system(format!("make {}", folder.display())))?;
    std::fs::write(&path, text).map_err(Failure::system(format!("write {name}")))?;
    println!("{name}: written");
    Ok(())
}

/// Every place where a document and the code disagree.
pub fn breaches(workspace: &Workspace, files: &[TextFile]) -> Vec<Breach> {
    let mut found = architecture(workspace, files);
    found.extend(readme(files));
    found.extend(subcommands(files));
    found.extend(sentences::breaches(files));
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        found.extend(unknown_chores(file));
        found.extend(unknown_crates(file, workspace));
        found.extend(dead_links(file, &workspace.root));
    }
    found
}

/// The rooms that stand, from the innermost out, with what each may use.
fn room_table(workspace: &Workspace) -> String {
    let mut table = String::from("| room | what it is for | may use | pure |\n| --- | --- | --- | --- |\n");
    let stands = |name: &str| workspace.packages.iter().find(|package| room_name(&package.name) == name);
    for room in ROOMS {
        let Some(package) = stands(room.name) else {
            continue;
        };
        let may: Vec<&str> = room.may.iter().copied().filter(|name| stands(name).is_some()).collect();
        let may = if may.is_empty() { "–".to_owned() } else { may.join(", ") };
        let pure = if room.purity == Purity::Pure { "yes" } else { "" };
        let about = package.description.as_deref().unwrap_or("–");
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| `{}` | {about} | {may} | {pure} |", room.name);
    }
    table
}

/// `text` with `table` between the marks; `None` where a mark is missing.
fn with_table(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(TABLE_START)?;
    let (_, after) = rest.split_once(TABLE_END)?;
    Some(format!("{before}{TABLE_START}\n{table}{TABLE_END}{after}"))
}

fn architecture(workspace: &Workspace, files: &[TextFile]) -> Vec<Breach> {
    let text = files.iter().find(|file| file.path == ARCHITECTURE).map_or("", |file| file.text.as_str());
    if with_table(text, &room_table(workspace)).as_deref() == Some(text) {
        return Vec::new();
    }
    vec![Breach::new(ARCHITECTURE, "the table of rooms is not the one of the code", "Run `cargo xtask docs`")]
}

/// The README sets up with exactly the two commands.
fn readme(files: &[TextFile]) -> Vec<Breach> {
    let text = files.iter().find(|file| file.path == "README.md").map_or("", |file| file.text.as_str());
    let commands = setup_commands(text);
    if commands == SETUP {
        return Vec::new();
    }
    vec![Breach::new(
        "README.md",
        format!("its commands are [{}]", commands.join("; ")),
        format!("They must be exactly [{}], in this order", SETUP.join("; ")),
    )]
}

/// The lines of code blocks that set something up.
fn setup_commands(text: &str) -> Vec<&str> {
    let mut in_block = false;
    let mut commands = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            let command = line.trim_start_matches("$ ");
            let first = command.split_whitespace().next().unwrap_or_default();
            if SETUP_WORDS.contains(&first) {
                commands.push(command);
            }
        }
    }
    commands
}

/// The README's table names the subcommands that `regie` has, all of them and no other.
fn subcommands(files: &[TextFile]) -> Vec<Breach> {
    let text = |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str());
    let real = declared_subcommands(text(COMMAND_LINE));
    let told = told_subcommands(text("README.md"));
    let breach = |wrong: String| Breach::new("README.md", wrong, format!("See {COMMAND_LINE}"));
    let missing = real.difference(&told).map(|name| breach(format!("`regie {name}` is not in its table")));
    let invented = told.difference(&real).map(|name| breach(format!("there is no `regie {name}`")));
    missing.chain(invented).collect()
}

/// The variants of `enum Command` that the help shows, as clap spells them.
fn declared_subcommands(source: &str) -> BTreeSet<String> {
    let lines = source
        .lines()
        .skip_while(|line| *line != "pub enum Command {")
        .skip(1)
        .take_while(|line| *line != "}")
        .filter_map(|line| line.strip_prefix("    "));
    let mut declared = BTreeSet::new();
    let mut hidden = false;
    for line in lines {
        if line.starts_with(|c: char| c.is_ascii_uppercase()) {
            let end = line.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(line.len());
            if !std::mem::take(&mut hidden) {
                declared.insert(kebab(&line[..end]));
            }
        } else if line == "#[command(hide = true)]" {
            hidden = true;
        }
    }
    declared
}

/// `TwoWords` → `two-words`.
fn kebab(name: &str) -> String {
    let mut written = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !written.is_empty() {
            written.push('-');
        }
        written.push(c.to_ascii_lowercase());
    }
    written
}

/// What stands in backticks in the first column of the table of subcommands.
fn told_subcommands(text: &str) -> BTreeSet<String> {
    text.lines()
        .skip_while(|line| !line.starts_with("| `regie …`"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| line.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

/// The words that follow `start` in `text`, each with its line number.
fn words_after<'t>(text: &'t str, start: &str) -> Vec<(usize, &'t str)> {
    let mut words = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
            words.push((index + 1, &rest[..end]));
        }
    }
    words
}

fn unknown_chores(file: &TextFile) -> Vec<Breach> {
    words_after(&file.text, "cargo xtask ")
        .into_iter()
        .filter(|(_, word)| !word.is_empty())
        .filter(|(_, word)| !crate::chore_names().any(|name| name == *word))
        .map(|(line, word)| {
            Breach::new(
                format!("{}:{line}", file.path),
                format!("there is no `cargo xtask {word}`"),
                "See `cargo xtask` for the chores there are",
            )
        })
        .collect()
}

fn unknown_crates(file: &TextFile, workspace: &Workspace) -> Vec<Breach> {
    words_after(&file.text, "`regie-")
        .into_iter()
        .filter(|(_, word)| !workspace.packages.iter().any(|package| room_name(&package.name) == *word))
        .map(|(line, word)| {
            Breach::new(
                format!("{}:{line}", file.path),
                format!("there is no crate `regie-{word}`"),
                "Name a crate that is there",
            )
        })
        .collect()
}

/// Links to files that are not there.
fn dead_links(file: &TextFile, root: &Path) -> Vec<Breach> {
    let folder = root.join(&file.path);
    let folder = folder.parent().unwrap_or(root);
    let mut found = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for (at, start) in line.match_indices("](") {
            let rest = &line[at + start.len()..];
            let target = rest.split([')', '#', ' ']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            if !folder.join(target).exists() {
                found.push(Breach::new(
                    format!("{}:{}", file.path, index + 1),
                    format!("the link leads to `{target}`, which is not there"),
                    "Mend the link or make the file",
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::told;
    use crate::workspace::sample::{file, package, workspace};

    fn house() -> Workspace {
        workspace(vec![package("regie-care", &["regie-pathway"], &[]), package("regie-pathway", &[], &[])])
    }

    #[test]
    fn the_table_names_the_rooms_that_stand_from_the_inside_out() {
        let table = room_table(&house());
        let rooms: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(
            rooms,
            [
                "| `pathway` | What regie-pathway is for. | – | yes |",
                "| `care` | What regie-care is for. | pathway | yes |",
            ]
        );
    }

    #[test]
    fn a_table_that_lags_behind_is_a_breach() {
        let old = format!("# A\n{TABLE_START}\nold\n{TABLE_END}\nafter\n");
        let found = told(&architecture(&house(), &[file(ARCHITECTURE, &old)]));
        assert!(found.contains("cargo xtask docs"), "{found}");
        let new = with_table(&old, &room_table(&house())).unwrap();
        assert!(new.ends_with("\nafter\n"), "{new}");
        assert_eq!(architecture(&house(), &[file(ARCHITECTURE, &new)]), []);
        assert_eq!(architecture(&house(), &[]).len(), 1);
    }

    #[test]
    fn the_readme_has_the_two_commands_and_no_third() {
        let text = |commands: &str| format!("# Regie\n\n```sh\n{commands}\n```\nthen `cargo build`\n");
        let both = SETUP.join("\n");
        assert_eq!(readme(&[file("README.md", &text(&both))]), []);
        for wrong in [SETUP[0].to_owned(), format!("apt-get install x\n{both}"), format!("{}\n{}", SETUP[1], SETUP[0])]
        {
            let found = told(&readme(&[file("README.md", &text(&wrong))]));
            assert!(found.contains("exactly [cargo run"), "{wrong}: {found}");
        }
    }

    #[test]
    fn a_chore_or_crate_that_is_not_there_is_a_breach() {
        let known = file("a.md", "`cargo xtask check`, `cargo xtask` and `regie-care`\n");
        assert_eq!(unknown_chores(&known), []);
        assert_eq!(unknown_crates(&known, &house()), []);
        let unknown = file("a.md", "first\n`cargo xtask polish` in `regie-attic`\n");
        assert!(told(&unknown_chores(&unknown)).contains("a.md:2: there is no `cargo xtask polish`"));
        assert!(told(&unknown_crates(&unknown, &house())).contains("`regie-attic`"));
    }

    #[test]
    fn the_readme_tells_every_subcommand_and_no_other() {
        let code = "pub enum Command {\n    /// Runs.\n    Run(RunArgs),\n    #[command(hide = true)]\n    Load,\n    TwoWords {\n        X: u8,\n    },\n    Backup,\n}\n";
        let readme = |rows: &str| {
            let text = format!("| `regie …` | does |\n| --- | --- |\n{rows}\n\n| `other` | x |\n");
            [file(COMMAND_LINE, code), file("README.md", &text)]
        };
        let whole = "| `run` | see `x` |\n| `two-words`, `backup` | y |";
        assert_eq!(subcommands(&readme(whole)), []);
        let found = told(&subcommands(&readme("| `run`, `walk`, `backup` | y |")));
        assert!(found.contains("`regie two-words` is not in its table"), "{found}");
        assert!(found.contains("there is no `regie walk`"), "{found}");
        assert_eq!(found.lines().count(), 2, "{found}");
    }

    #[test]
    fn a_dead_link_is_a_breach() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b.md"), "").unwrap();
        let text = "[b](b.md#part) [web](https://example.org/x) [here](#a) ![c](c.png)\n";
        let found = told(&dead_links(&file("a.md", text), folder.path()));
        assert_eq!(found.lines().count(), 1, "{found}");
        assert!(found.contains("a.md:1: the link leads to `c.png`"), "{found}");
    }
}
