//! Every reader with the files of its corpus and with mutations of them, the same on every run: what the fuzzer does
//! without end, for a moment.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use regie_hostile::{READERS, Reader};
use regie_testkit::TestDb;

/// How many mutations of each corpus are read.
const MUTATIONS: u32 = 2_000;
/// How many mutated copies are taken in whole.
const COPIES: u32 = 24;

/// What is done to a text at some place.
#[derive(Debug, Clone)]
enum Change {
    /// One byte becomes another.
    Replace(Index, u8),
    /// So many bytes go.
    Remove(Index, usize),
    /// A piece of its own or of another file comes in.
    Splice(Index, Index, Index, usize),
    /// Something that readers stumble over comes in.
    Insert(Index, usize),
    /// The rest goes.
    Cut(Index),
}

const STUMBLING: [&[u8]; 16] = [
    b"\0",
    b"\xff",
    b"\xc3(",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"\"",
    b"'",
    b"%00",
    b"%",
    b"&=",
    b"{{",
    b"[[",
    b"99999999999999999999",
    b"-1",
    b"\xe2\x80\xae",
    b"9999-12-31",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        (any::<Index>(), 1..80_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (any::<Index>(), any::<Index>(), any::<Index>(), 1..200_usize)
            .prop_map(|(at, file, from, length)| Change::Splice(at, file, from, length)),
        (any::<Index>(), 0..STUMBLING.len()).prop_map(|(at, which)| Change::Insert(at, which)),
        any::<Index>().prop_map(Change::Cut),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change, corpus: &[Vec<u8>]) {
    let place = |at: &Index, bytes: &[u8]| at.index(bytes.len() + 1);
    match change {
        Change::Replace(at, byte) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Replace(..) => {}
        Change::Remove(at, length) => {
            let from = place(at, bytes);
            bytes.drain(from..(from + length).min(bytes.len()));
        }
        Change::Splice(at, file, from, length) => {
            let file = &corpus[file.index(corpus.len())];
            let from = place(from, file);
            let piece = file[from..(from + length).min(file.len())].to_vec();
            let at = place(at, bytes);
            bytes.splice(at..at, piece);
        }
        Change::Insert(at, which) => {
            let at = place(at, bytes);
            bytes.splice(at..at, STUMBLING[*which].iter().copied());
        }
        Change::Cut(at) => bytes.truncate(place(at, bytes)),
    }
}

fn corpus_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

/// The files of a corpus, in the order of their names; the files that come with Regie belong to some of them.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = match name {
        "pathway" => vec![root.join("pathways/az-verloskunde"), root.join("pathways/psychosociaal")],
        "scenario" => {
            vec![root.join("pathways/az-verloskunde/scenarios"), root.join("pathways/psychosociaal/scenarios")]
        }
        _ => Vec::new(),
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders.into_iter().chain([corpus_folder().join(name)]) {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        files.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()));
    }
    files.sort();
    assert!(!files.is_empty(), "nothing to begin with for {name}");
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// Reads so many mutations of a corpus; a failure shows the bytes, which then belong into the corpus.
fn mutate(name: &str, count: u32, read: impl Fn(&[u8])) {
    let corpus = corpus(name);
    for bytes in &corpus {
        read(bytes);
    }
    let config = Config { cases: count, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let strategy = (any::<Index>(), prop::collection::vec(change(), 1..6));
    let run = runner.run(&strategy, |(file, changes)| {
        let mut bytes = corpus[file.index(corpus.len())].clone();
        changes.iter().for_each(|change| apply(&mut bytes, change, &corpus));
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&bytes)));
        prop_assert!(outcome.is_ok(), "{name} fails on {:?}", String::from_utf8_lossy(&bytes));
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

fn reader(name: &str) -> Reader {
    READERS.iter().find(|(known, _)| *known == name).unwrap().1
}

macro_rules! readers {
    ($($name:ident),+) => {
        /// The names that have a test below.
        const TESTED: &[&str] = &[$(stringify!($name)),+];
        $(#[test]
        fn $name() {
            mutate(stringify!($name), MUTATIONS, reader(stringify!($name)));
        })+
    };
}

readers!(pathway, overlay, scenario, dmn, import, command, form, cursor, identity, copy, roster);

#[test]
fn every_reader_has_a_test_a_corpus_and_a_fuzz_target() {
    let readers: BTreeSet<&str> = READERS.iter().map(|(name, _)| *name).collect();
    assert_eq!(readers, TESTED.iter().copied().collect());
    for name in readers {
        let target = corpus_folder().join(format!("../fuzz_targets/{name}.rs"));
        let text = std::fs::read_to_string(&target).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
        assert!(text.contains(&format!("regie_hostile::{name}(")), "{name} fuzzes something else");
    }
}

#[test]
#[should_panic(expected = "identity fails on")]
fn a_reader_that_stumbles_is_found() {
    mutate("identity", MUTATIONS, |bytes| assert!(!bytes.contains(&0), "stumbled"));
}

/// A copy that is not whole is refused, and the database stays empty.
#[test]
fn g_09_a_mutated_copy_is_taken_in_whole_or_not_at_all() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    mutate("copy", COPIES, |bytes| {
        runtime.block_on(async {
            let db = TestDb::sqlite();
            let store = db.open().await;
            let pathways = regie_app::shipped_pathways().unwrap();
            let views = regie_app::Views { pathways: &pathways };
            let mut lines = bytes;
            let restored = store.restore_lines(&mut lines, &views, &mut |_| {}).await;
            let empty = store.streams("", None, 1).await.unwrap().is_empty();
            match restored {
                Ok(_) => {}
                Err(error) => assert!(empty && !error.to_string().is_empty(), "half a copy stays: {error}"),
            }
            store.close().await;
        });
    });
}

/// What a number can be instead.
const NUMBERS: [&str; 11] = [
    "0",
    "-1",
    "1",
    "61",
    "86401",
    "70000",
    "536870913",
    "4294967296",
    "9223372036854775807",
    "99999999999999999999",
    "1e300",
];

#[test]
fn every_number_of_a_roster_may_be_any_other() {
    for file in corpus("roster") {
        let text = String::from_utf8(file).unwrap();
        let mut starts: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
        starts.retain(|at| *at == 0 || !text.as_bytes()[at - 1].is_ascii_digit());
        for start in starts {
            let length = text[start..].bytes().take_while(u8::is_ascii_digit).count();
            for number in NUMBERS {
                let changed = format!("{}{number}{}", &text[..start], &text[start + length..]);
                let outcome = std::panic::catch_unwind(|| reader("roster")(changed.as_bytes()));
                assert!(outcome.is_ok(), "roster fails on {changed}");
            }
        }
    }
}
