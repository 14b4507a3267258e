//! Files that a reader can take in, and that know no machine.

use std::path::Path;

use crate::breach::Breach;
use crate::workspace::TextFile;

/// The length to aim at, in lines; longer files are named.
pub const GOOD_LENGTH: usize = 500;
/// The length that is refused.
const LONGEST: usize = 600;
/// What is written by hand and read by people.
const MEASURED: &[&str] = &[".rs", ".html", ".css"];
/// Folders at the top of every machine: to name one gives nothing away.
const EVERYWHERE: &[&str] = &[
    "/bin", "/dev", "/etc", "/home", "/lib", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys", "/tmp",
    "/usr", "/usr/src", "/var", "/var/lib", "/var/tmp",
];

/// The measured files with more lines than is good, longest first.
pub fn long_files(files: &[TextFile]) -> Vec<(usize, &str)> {
    let mut long: Vec<(usize, &str)> = files
        .iter()
        .filter(|file| is_measured(&file.path))
        .map(|file| (file.text.lines().count(), file.path.as_str()))
        .filter(|(lines, _)| *lines > GOOD_LENGTH)
        .collect();
    long.sort_by(|one, other| other.cmp(one));
    long
}

/// Files longer than is allowed.
pub fn too_long(files: &[TextFile]) -> Vec<Breach> {
    long_files(files)
        .into_iter()
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| {
            Breach::new(path, format!("{lines} lines; {LONGEST} is the most"), "Divide it where its story has a seam")
        })
        .collect()
}

fn is_measured(path: &str) -> bool {
    let kind = MEASURED.iter().any(|end| path.ends_with(end));
    let test = path.contains("/tests/") || path.ends_with("tests.rs");
    let from_others = path.contains("/vendor/");
    kind && !test && !from_others
}

/// Paths of one machine: somebody's home folder, or the folder of this very checkout.
pub fn machine_paths(files: &[TextFile], root: &Path) -> Vec<Breach> {
    let own = own_folders(root);
    let mut found = Vec::new();
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(path) = own.iter().find_map(|folder| names_folder(line, folder)).or_else(|| names_home(line)) {
                found.push(Breach::new(
                    format!("{}:{}", file.path, index + 1),
                    format!("`{path}` exists on one machine only"),
                    "Write it relative to the repository, or take it from the environment",
                ));
            }
        }
    }
    found
}

/// The checkout and the folder it lies in, unless those are folders that every machine has.
fn own_folders(root: &Path) -> Vec<String> {
    [Some(root), root.parent()]
        .into_iter()
        .flatten()
        .filter_map(Path::to_str)
        .filter(|folder| folder.len() > 1 && !EVERYWHERE.contains(folder))
        .map(|folder| format!("{folder}/"))
        .collect()
}

/// The folder, where the line names it as the start of a path.
fn names_folder(line: &str, folder: &str) -> Option<String> {
    line.match_indices(folder).any(|(at, _)| starts_path(line, at)).then(|| folder.to_owned())
}

/// The home folder that the line names, if any.
fn names_home(line: &str) -> Option<String> {
    // In two halves, so that this file does not name one itself.
    for start in [concat!("/ho", "me/"), concat!("/Us", "ers/")] {
        for (at, _) in line.match_indices(start) {
            let person: String =
                line[at + start.len()..].chars().take_while(|c| c.is_alphanumeric() || "._-".contains(*c)).collect();
            if starts_path(line, at) && !person.is_empty() {
                return Some(format!("{start}{person}"));
            }
        }
    }
    names_folder(line, concat!("/ro", "ot/"))
}

/// Does a path start here, rather than go on?
fn starts_path(line: &str, at: usize) -> bool {
    !line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "._-/~}*".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::told;
    use crate::workspace::sample::file;

    #[test]
    fn a_file_over_the_limit_is_a_breach_and_a_long_one_is_named() {
        let lines = |count: usize| "x\n".repeat(count);
        let files = [
            file("crates/a/src/fine.rs", &lines(500)),
            file("crates/a/src/long.rs", &lines(501)),
            file("templates/huge.html", &lines(601)),
            file("crates/a/tests/story.rs", &lines(900)),
            file("crates/a/src/a_tests.rs", &lines(900)),
            file("crates/web/assets/vendor/x.css", &lines(900)),
            file("shared.csv", &lines(900)),
        ];
        assert_eq!(long_files(&files), [(601, "templates/huge.html"), (501, "crates/a/src/long.rs")]);
        let told = told(&too_long(&files));
        assert!(told.contains("templates/huge.html: 601 lines"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }

    #[test]
    fn a_home_folder_is_a_breach() {
        for path in [concat!("/ho", "me/anna/x"), concat!("/ro", "ot/.cargo"), concat!("/Us", "ers/b/x")] {
            let files = [file("README.md", &format!("one\nsee `{path}`\n"))];
            let told = told(&machine_paths(&files, Path::new("/tmp/regie")));
            assert!(told.contains("README.md:2"), "{path}: {told}");
        }
    }

    #[test]
    fn the_folder_of_the_checkout_is_a_breach() {
        let files = [file("a.toml", "data = \"/builds/regie/data\"\n")];
        assert_eq!(machine_paths(&files, Path::new("/builds/regie")).len(), 1);
        assert_eq!(machine_paths(&files, Path::new("/builds/other")).len(), 1);
        assert_eq!(machine_paths(&files, Path::new("/tmp/regie")), []);
    }

    #[test]
    fn paths_that_go_on_or_are_everywhere_pass() {
        let text = concat!("web/ho", "me/page, /tmp/x, /usr/lib/postgresql, $X/ro", "ot/a, /ho", "me/ alone\n");
        let files = [file("a.md", text)];
        assert_eq!(machine_paths(&files, Path::new("/tmp/regie")), []);
    }
}
