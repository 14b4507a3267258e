//! `regie pathway simulate`, as a script would use it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use common::{done, file, run};
use regie_testkit::TestDb;

const CASELOAD: &str = "from = 2026-12-07\nweeks = 4\n[[arrival]]\npathway = \"psychosociaal\"\ncases = 10\n\
                        first = 2026-12-07\n";
const ASSUMED: &str =
    "[psychosociaal.outcomes.screening]\nno-problem = 1000\n[psychosociaal.minutes]\nscreening = 20\n";

#[test]
fn cm_03_the_work_of_a_caseload_is_told_per_role_and_week() {
    let folder = TestDb::sqlite();
    let write = |name: &str, text: &str| {
        let path = folder.file(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (caseload, assumed) = (write("caseload.toml", CASELOAD), write("assumptions.toml", ASSUMED));
    let pathway = file("pathways/psychosociaal/pathway.toml").display().to_string();
    let args = ["pathway", "simulate", &pathway, "--caseload", &caseload, "--assume", &assumed, "--runs", "20"];
    let told = done(&args).out;
    assert!(told.contains("2026-W50") && told.contains("verloskundig zorgverlener"), "{told}");
    // Ten screenings of 20 minutes, and nothing else: no problem, no action now.
    assert!(told.contains("10,0 (10–10) 3u20"), "{told}");
    assert!(told.contains("Niet meegeteld, want alleen als iemand erom vraagt: psychosociaal.later-signal"), "{told}");
    let json = done(&[&args[..], &["--json"]].concat()).json();
    assert_eq!(json["roles"][0]["all"]["steps"], 10_000);
    assert_eq!(json["roles"][0]["all"]["minutes"], 200);
    assert_eq!(told, done(&args).out, "the same seed, the same forecast");

    let wrong = write("wrong.toml", "[psychosociaal.outcomes.screening]\nproblem = 10\n");
    let said = run(&["pathway", "simulate", &pathway, "--caseload", &caseload, "--assume", &wrong]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("adds up to 10"), "{said:?}");
    assert_eq!(run(&["pathway", "simulate"]).status, 2, "whose work?");
}
