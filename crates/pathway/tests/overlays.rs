//! Overlays: a network changes a pathway without copying it, and without asking less.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod overlay;

use std::{fs, path::Path};

use regie_pathway::{
    Composed, Definition, Diagnostic, Overlay, StepId, lint,
    scenario::{Scenario, play},
};
use toml::Table;

use overlay::{place, told};

const BASE: &str = r#"# Een klein zorgpad.
[pathway]
id         = "proef"
version    = "2026.1"
valid-from = 2026-01-01
title      = { nl = "Proef" }
source     = "Proefboek"
gestation  = "due"

[anchors]
due  = { title = { nl = "à terme datum" } }
born = { title = { nl = "bevalling" }, plausible = "entry-2w..today" }

[roles]
midwife = { nl = "verloskundige" }
gp      = { nl = "huisarts" }

[facts]
age    = { kind = "number", ask = { nl = "Hoe oud is zij?" } }
agrees = { kind = "yes-no", ask = { nl = "Stemt zij in?" } }

[[stage]]
id    = "pregnancy"
title = { nl = "Zwangerschap" }

[[stage]]
id     = "safety"
title  = { nl = "Veiligheid" }
sealed = true

[[table]]
id     = "way"
title  = { nl = "Welke weg" }
hit    = "unique"
inputs = ["age"]
rows   = [
  { when = ["< 18"],  is = "special", why = { nl = "zij is minderjarig" } },
  { when = [">= 18"], is = "usual",   why = { nl = "zij is meerderjarig" } },
]

[[step]]
id       = "intake"
kind     = "contact"
by       = "midwife"
title    = { nl = "Intake" }
stage    = "pregnancy"
window   = "entry..entry+7d..entry+14d" # een afspraak
required = true
source   = "Intake"

[[step]]
id     = "decide"
kind   = "decision"
by     = "midwife"
table  = "way"
title  = { nl = "Kies de weg" }
opens  = "intake is done"
words  = { nl = "Waarom deze weg?" }
source = "Weg"

[step.outcome.usual]
title = { nl = "Gewoon" }

[step.outcome.special]
title = { nl = "Bijzonder" }

[[step]]
id     = "ask"
kind   = "consent"
by     = "midwife"
title  = { nl = "Vraag instemming" }
opens  = "decide is special"
source = "Instemming"

[step.outcome.given]
title = { nl = "Stemt in" }
sets  = { agrees = true }

[step.outcome.refused]
title   = { nl = "Weigert" }
adverse = true
sets    = { agrees = false }

[[step]]
id     = "look"
kind   = "task"
by     = "midwife"
title  = { nl = "Kijk naar de veiligheid" }
stage  = "safety"
opens  = "ask is refused"
source = "Veiligheid"

[[step]]
id           = "handover"
kind         = "letter"
by           = "midwife"
title        = { nl = "Draag over" }
opens        = "born"
window       = "opened..opened+7d"
required     = true
must-be-done = true
source       = "Overdracht"

[[step]]
id            = "extra"
kind          = "meeting"
by            = "gp"
title         = { nl = "Overleg" }
discretionary = true
source        = "Overleg"

[[guarantee]]
id       = "refusal-is-looked-at"
says     = { nl = "Weigert zij, dan wordt naar de veiligheid gekeken." }
whenever = "ask is refused"
then     = "look is not waiting"
source   = "Veiligheid"
"#;

const HEAD: &str = r#"[overlay]
id         = "noord"
of         = "proef"
of-version = "2026.1"
network    = "VSV Noord"
version    = "2026.3"
title      = { nl = "Proef in het noorden" }
"#;

fn over(overlay: &str) -> Result<Composed, Vec<Diagnostic>> {
    Overlay::read("noord.toml", overlay)?.over("proef.toml", BASE)
}

fn composed(rest: &str) -> Composed {
    over(&format!("{HEAD}{rest}")).unwrap_or_else(|errors| panic!("{}", told(&errors)))
}

/// Exactly one error, at this place of the overlay.
fn refused(rest: &str, code: &str, needle: &str, says: &str) {
    let text = format!("{HEAD}{rest}");
    let errors = over(&text).expect_err(rest);
    assert_eq!(errors.len(), 1, "{}", told(&errors));
    let error = &errors[0];
    assert_eq!((error.code, error.file.as_str()), (code, "noord.toml"), "{error}");
    assert_eq!((error.line, error.column), place(&text, needle), "{error}");
    assert!(error.to_string().contains(says), "{error}");
    assert!(!error.help.is_empty(), "{error}");
}

#[test]
fn cm_02_what_differs_replaces_and_the_rest_stays() {
    let both = composed(
        r#"
[facts]
alone = { kind = "yes-no", ask = { nl = "Woont zij alleen?" } }

[[change]]
step   = "intake"
window = "entry..entry+3d..entry+5d"

[[change]]
step     = "extra"
required = true
source   = "Noord: altijd overleg"
"#,
    );
    let def = &both.definition;
    assert_eq!((def.id().as_str(), def.version()), ("proef@noord", "2026.3"));
    let variant = def.variant().unwrap();
    assert_eq!((variant.of.as_str(), &*variant.version, &*variant.network), ("proef", "2026.1", "VSV Noord"));
    assert_eq!(
        def.valid_from(),
        Some("2026-01-01".parse().unwrap()),
        "of the pathway, as long as it says nothing else"
    );
    let step = |id: &str| def.step(&StepId::from(id)).unwrap();
    assert_eq!(step("intake").window_rule(), Some("entry..entry+3d..entry+5d"));
    assert!(step("intake").required && step("extra").required && step("handover").must_be_done);
    assert_eq!(step("extra").source, "Noord: altijd overleg");
    assert_eq!(def.facts().len(), 3);
    assert_eq!(def.guarantees().len(), 1);
    assert!(Definition::parse("proef.toml", BASE).unwrap().variant().is_none());
}

#[test]
fn cm_02_both_together_are_a_pathway_file_with_a_hash_of_its_own() {
    let both = composed("");
    let again = Definition::parse("kept.toml", &both.text).unwrap();
    assert_eq!(again.hash(), both.definition.hash());
    assert_eq!((again.id(), again.variant()), (both.definition.id(), both.definition.variant()));
    assert_eq!(composed("").text, both.text, "the same of the same");
    let hash = |base: &str, overlay: &str| {
        Overlay::read("o", overlay).unwrap().over("b", base).unwrap().definition.hash().clone()
    };
    let (plain, remark) = (hash(BASE, HEAD), format!("{BASE}# een opmerking\n"));
    assert_ne!(hash(&remark, HEAD), plain, "it covers the pathway, to the letter");
    assert_ne!(hash(BASE, &format!("{HEAD}# een opmerking\n")), plain, "and the overlay");
}

/// An overlay that changes nothing leaves every block of a shipped pathway as it was.
#[test]
fn cm_02_nothing_of_a_pathway_is_lost_on_the_way() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pathways");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path().join("pathway.toml");
        let text = fs::read_to_string(&path).unwrap();
        let base = Definition::parse("base.toml", &text).unwrap();
        let head = HEAD.replace("\"proef\"", &format!("{:?}", base.id().as_str()));
        let head = head.replace("of-version = \"2026.1\"", &format!("of-hash = \"{}\"", base.hash()));
        let overlay = Overlay::read("noord.toml", &head).unwrap();
        let both = overlay.over("base.toml", &text).unwrap_or_else(|errors| panic!("{}", told(&errors)));
        let (mut before, mut after): (Table, Table) = (text.parse().unwrap(), both.text.parse().unwrap());
        let identity = |table: &mut Table| {
            let Some(toml::Value::Table(mut identity)) = table.remove("pathway") else { panic!("no identity") };
            identity.retain(|key, _| !["id", "of", "version", "title"].contains(&key));
            identity
        };
        assert_eq!(identity(&mut before), identity(&mut after), "{}", path.display());
        assert_eq!(before, after, "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 8, "{seen}");
}

#[test]
fn cm_02_a_table_is_replaced_whole_by_the_network_s_own_criteria() {
    let table = r#"
[[table]]
id      = "way"
title   = { nl = "Welke weg, in het noorden" }
hit     = "unique"
version = "2026.2"
inputs  = ["age"]
rows    = [
  { when = ["< 21"],  is = "special", why = { nl = "zij is jonger dan 21" } },
  { when = [">= 21"], is = "usual",   why = { nl = "zij is 21 of ouder" } },
]
"#;
    let both = composed(table);
    let decide = both.definition.step(&StepId::from("decide")).unwrap();
    let decided_by = both.definition.table_of(decide).unwrap();
    assert_eq!((decided_by.version(), decided_by.rows()[0].when[0].to_string()), ("2026.2", "< 21".to_owned()));
    refused(&table.replace("version = \"2026.2\"\n", ""), "missing-key", "id      = \"way\"", "add version");
}

#[test]
fn cm_02_steps_facts_and_guarantees_are_added() {
    let both = composed(
        r#"
[roles]
social = { nl = "maatschappelijk werk" }

[facts]
alone = { kind = "yes-no", ask = { nl = "Woont zij alleen?" } }

[[step]]
id       = "visit"
kind     = "contact"
by       = "social"
title    = { nl = "Huisbezoek" }
opens    = "intake is done and alone"
window   = "opened..opened+7d"
required = true
source   = "Afspraak VSV Noord"

[[change]]
step = "ask"

[change.outcome.refused]
title = { nl = "Weigert, ook na uitleg" }
sets  = { alone = true }

[[guarantee]]
id       = "alone-is-visited"
says     = { nl = "Wie alleen woont, wordt bezocht." }
at-close = "intake is not done or not alone or visit is not waiting"
"#,
    );
    let def = &both.definition;
    let refused = def.step(&StepId::from("ask")).unwrap().outcomes.iter().find(|one| one.id == "refused").unwrap();
    assert!(refused.adverse && refused.title.nl.starts_with("Weigert, ook"));
    assert_eq!(def.answers_of(refused).count(), 2, "the pathway's answer and the network's");
    assert_eq!((def.steps().len(), def.guarantees().len()), (7, 2));
    assert!(def.step(&StepId::from("visit")).is_some());
}

#[test]
fn cm_02_what_would_ask_less_is_refused_at_its_line() {
    let change = |step: &str, rest: &str| format!("\n[[change]]\nstep = \"{step}\"\n{rest}\n");
    refused(&change("intake", "required = false"), "weakens", "required", "is true in the pathway");
    refused(&change("handover", "must-be-done = false"), "weakens", "must-be-done", "never less");
    refused(&change("look", "sealed = false"), "weakens", "sealed", "`sealed`");
    refused(&change("look", "stage = \"pregnancy\""), "weakens", "stage =", "add sealed = true");
    refused(&change("handover", "opens = \"born and agrees\""), "weakens", "opens", "closing depends");
    refused(&change("handover", "without = [\"opens\"]"), "weakens", "\"opens\"]", "closing depends");
    refused(&change("intake", "discretionary = true"), "weakens", "discretionary", "without being called for");
    refused(&change("ask", "outcome.refused.adverse = false"), "weakens", "adverse = false", "`adverse`");
    refused(&change("ask", "outcome.refused.sets = { agrees = true }"), "weakens", "agrees = true", "already");
    refused(&change("ask", "outcome.refused.then-nothing = { nl = \"-\" }"), "weakens", "then-nothing", "follows");
    refused(&change("ask", "outcome.later = { title = { nl = \"Later\" } }"), "weakens", "later", "one more way");
    refused(&change("intake", "kind = \"task\""), "kept", "kind", "what the step is");
    refused(&change("decide", "table = \"other\""), "kept", "table", "what the step is");
    // On what a decision rests goes on being asked, and may be asked where it was not.
    refused(&change("decide", "words = { nl = \"Bijzonderheden?\" }"), "kept", "words", "what is asked with it");
    refused(&change("decide", "without = [\"words\"]"), "weakens", "\"words\"]", "cannot be left out");
    let asks = composed(&change("look", "words = { nl = \"Wat zag je?\" }"));
    assert!(asks.definition.step(&StepId::from("look")).unwrap().words.is_some());
    let same = "says = { nl = \"-\" }\nnever = \"born\"";
    refused(&format!("\n[[guarantee]]\nid = \"refusal-is-looked-at\"\n{same}\n"), "kept", "id = \"refusal", "stay");
    let step = "kind = \"task\"\nby = \"gp\"\ntitle = { nl = \"-\" }";
    refused(&format!("\n[[step]]\nid = \"intake\"\n{step}\n"), "kept", "id = \"intake\"", "[[change]]");
    refused("\n[facts]\nage = { kind = \"number\", default = 40, ask = { nl = \"-\" } }\n", "kept", "age =", "adds");
}

#[test]
fn cm_02_only_what_nothing_hangs_on_can_be_removed() {
    let remove = |step: &str| format!("\n[[remove]]\nstep = \"{step}\"\nwhy  = \"bestaat hier niet\"\n");
    let both = composed(&remove("extra"));
    assert!(both.definition.step(&StepId::from("extra")).is_none());
    for (step, why) in [
        ("intake", "says `required`"),
        ("look", "says `sealed`"),
        ("ask", "refusal or a no-show"),
        ("decide", "step `ask` counts on it"),
    ] {
        refused(&remove(step), "weakens", &format!("{step}\"\nwhy"), why);
    }
    refused("\n[[remove]]\nstep = \"extra\"\n", "missing-key", "[[remove]]", "why");
}

#[test]
fn cm_02_an_overlay_that_no_longer_fits_says_so() {
    let later = BASE.replace("\"2026.1\"", "\"2026.2\"");
    let errors = Overlay::read("noord.toml", HEAD).unwrap().over("proef.toml", &later).unwrap_err();
    assert_eq!((errors[0].code, errors[0].line), ("other-base", 4), "{}", told(&errors));
    assert!(errors[0].help.contains("of-version = \"2026.2\""), "{}", told(&errors));
    let other = BASE.replace("\"proef\"", "\"anders\"");
    let errors = Overlay::read("noord.toml", HEAD).unwrap().over("proef.toml", &other).unwrap_err();
    assert_eq!((errors[0].code, errors[0].line), ("other-base", 3), "{}", told(&errors));
    let text = HEAD.replace("of-version = \"2026.1\"\n", "");
    assert_eq!(over(&text).unwrap_err()[0].code, "missing-key");
    let text = HEAD.replace("version    =", "valid-from = 2025-12-31\nversion    =");
    assert_eq!(over(&text).unwrap_err()[0].code, "before-its-base");
}

#[test]
fn cm_02_what_is_wrong_is_told_in_the_file_where_it_stands() {
    // In the overlay: a name that neither file knows, inside a criterion.
    refused(
        "\n[[change]]\nstep = \"ask\"\nopens = \"decide is special and agres\"\n",
        "unknown-name",
        "agres",
        "did you mean `agrees`?",
    );
    refused("\n[[change]]\nstep = \"aks\"\n", "unknown-step", "aks", "did you mean `ask`?");
    refused("\n[[change]]\nstep = \"ask\"\nopen = \"born\"\n", "unknown-key", "open =", "did you mean `opens`?");
    refused("\n[colours]\n", "unknown-key", "colours", "known here");
    // In the pathway: what an overlay takes away that the pathway still names.
    let table = r#"
[[table]]
id      = "way"
title   = { nl = "Eén weg" }
hit     = "first"
version = "1"
inputs  = ["age"]
rows    = [{ when = ["-"], is = "usual", why = { nl = "altijd" } }]
"#;
    let errors = over(&format!("{HEAD}{table}")).unwrap_err();
    assert_eq!(errors.len(), 1, "{}", told(&errors));
    assert_eq!((errors[0].file.as_str(), errors[0].code), ("proef.toml", "unknown-outcome"), "{}", errors[0]);
    assert_eq!((errors[0].line, errors[0].column), {
        let (line, column) = place(BASE, "\"way\"\ntitle  = { nl = \"Kies");
        (line, column + 1)
    });
}

#[test]
fn cm_02_an_overlay_alone_is_no_pathway() {
    assert!(Overlay::is_one(HEAD) && !Overlay::is_one(BASE) && !Overlay::is_one("[overlay"));
    let errors = Definition::parse("noord.toml", HEAD).unwrap_err();
    assert_eq!(errors.len(), 1, "{}", told(&errors));
    assert_eq!((errors[0].code, errors[0].line), ("overlay-alone", 1));
    // A name with `@` is Regie's to give.
    let errors = Definition::parse("proef.toml", &BASE.replace("\"proef\"", "\"proef@noord\"")).unwrap_err();
    assert_eq!(errors[0].code, "bad-id", "{}", told(&errors));
}

/// The overlays that come with Regie, as examples: each reads without a remark, and its told courses come out as told.
#[test]
fn cm_02_the_example_overlays_read_and_their_courses_come_out_as_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pathways");
    let mut played = 0;
    for pathway in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let base = fs::read_to_string(pathway.join("pathway.toml")).unwrap();
        let overlays = fs::read_dir(pathway.join("overlays")).into_iter().flatten();
        for overlay in overlays.map(|entry| entry.unwrap().path()) {
            let text = fs::read_to_string(overlay.join("overlay.toml")).unwrap();
            let both = Overlay::read("overlay.toml", &text).and_then(|overlay| overlay.over("pathway.toml", &base));
            let both = both.unwrap_or_else(|errors| panic!("{}: {}", overlay.display(), told(&errors)));
            let name = overlay.file_name().unwrap().to_str().unwrap();
            assert!(both.definition.id().as_str().ends_with(&format!("@{name}")), "named as its folder");
            assert_eq!(lint(&both.definition), [], "{}", overlay.display());
            for path in fs::read_dir(overlay.join("scenarios")).unwrap().map(|entry| entry.unwrap().path()) {
                let scenario = Scenario::parse("scenario.toml", &fs::read_to_string(&path).unwrap()).unwrap();
                assert_eq!(play(&both.definition, &scenario).failures, Vec::<String>::new(), "{}", path.display());
                played += 1;
            }
        }
    }
    assert!(played > 0);
}
