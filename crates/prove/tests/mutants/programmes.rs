//! The palliative pathway and the insurer's programmes, each read beside its source: a branch, a criterion, a return or a way
//! of deciding taken away.

use super::{Change, Step, Text, refused, refuted};

const PZ: &str = "palliatief";
const DOC: &str = "dementie";
const CHILD: &str = "kinderpalliatief";
const ACT: &str = "bemoeizorg-act";
const FACT: &str = "ggz-fact";

const EACH_ANSWER: &str = "\"each-answer\"";

fn once(step: &'static str) -> Change {
    Step(step, "repeat   = \"each-time\"\n", "")
}

/// A threshold that acts only once, and one that acts too late.
fn threshold(id: &str, guarantee: &str, step: &'static str, at: &'static str, beyond: &'static str) {
    refuted(id, guarantee, &[Step(step, "repeat   = \"each-answer\"\n", "")]);
    refuted(id, guarantee, &[Step(step, at, beyond)]);
    refused(id, guarantee, step);
}

#[test]
fn pz_02_gp_and_nurse_are_spoken_to_from_the_start_and_before_the_decision() {
    let at_once = "window   = \"opened..opened+1d..opened+3d\"";
    let later = "window   = \"entry+2d..entry+3d..entry+5d\"\nlate-entry = \"3d\"";
    for step in ["contact-gp", "contact-nurse"] {
        refuted(PZ, "contact-at-the-start", &[Step(step, at_once, later)]);
        refused(PZ, "contact-at-the-start", step);
    }
    for left_out in [
        "(contact-gp is done or contact-gp is skipped) and ",
        " and (contact-nurse is done or contact-nurse is skipped)",
    ] {
        refuted(PZ, "contact-before-decision", &[Step("decide-together", left_out, "")]);
    }
    refuted(
        PZ,
        "gp-is-kept-informed",
        &[Step("keep-contact-gp", "repeat     = { every = \"4w\", while = \"guided\" }\n", "")],
    );
}

#[test]
fn pz_01_wish_and_complexity_decide() {
    let unwanted =
        "[\"longer\", \"unwanted\", \"-\", \"-\", \"-\"],                         is = \"regular-care-suffices\"";
    let anyway = "[\"longer\", \"unwanted\", \"-\", \"-\", \"-\"],                         is = \"case-manager\"";
    refuted(PZ, "wished-for-and-longer", &[Text(unwanted, anyway)]);
    let beyond = "[\"longer\", \"wanted\", \"beyond\", \"-\", \"-\"],                      is = \"case-manager\"";
    let left =
        "[\"longer\", \"wanted\", \"beyond\", \"-\", \"-\"],                      is = \"regular-care-suffices\"";
    refuted(PZ, "complex-and-wished-for-gets-one", &[Text(beyond, left)]);
    let told = "decide-together is regular-care-suffices";
    for step in ["tell-about-case-manager", "tell-providers-decision"] {
        refuted(PZ, "nobody-is-left-without-word", &[Step(step, told, "decide-together is consultation-team")]);
        refused(PZ, "nobody-is-left-without-word", step);
    }
    let team = "opens    = \"decide-together is consultation-team\"";
    let never = "opens    = \"decide-together is consultation-team and guided\"";
    refuted(PZ, "one-off-question-is-put", &[Step("ask-consultation-team", team, never)]);
}

#[test]
fn pz_03_the_support_follows_phase_place_and_death() {
    refuted(
        PZ,
        "never-alone-while-dying",
        &[Step(
            "contact-dying",
            "guided and phase is dying\"\nwindow",
            "guided and phase is dying and place is home\"\nwindow",
        )],
    );
    refused(PZ, "followed-where-she-stays", "follow-to-hospital");
    let again = "repeat     = { every = \"8w\", while = \"guided\" }\n";
    refuted(PZ, "who-does-what-is-told-again", &[Step("tell-who-does-what", again, "")]);
    refused(PZ, "severe-symptom-is-acted-on", "symptom-action");
}

#[test]
fn cm_02_no_case_management_where_simple_means_suffice() {
    for (was, is) in [
        ("[\"no\", \"-\", \"-\"],      is = \"regular-care\"", "[\"no\", \"-\", \"-\"],      is = \"case-management\""),
        ("[\"yes\", \"no\", \"-\"],    is = \"regular-care\"", "[\"yes\", \"no\", \"-\"],    is = \"case-management\""),
    ] {
        refuted(CHILD, "only-when-simple-means-fall-short", &[Text(was, is)]);
    }
}

#[test]
fn cm_08_the_programme_for_dementia_keeps_its_promises() {
    refuted(
        DOC,
        "no-case-without-diagnosis",
        &[Step("indication", "opens      = \"diagnosis is made\"", "opens      = \"diagnosis is known\"")],
    );
    refuted(
        DOC,
        "re-indication-comes-back",
        &[Step("indication", "repeat     = { every = \"26w\", while = \"called-for\" }\n", "")],
    );
    refuted(
        DOC,
        "plan-is-reassessed",
        &[Step("reassess", "repeat     = { every = \"12w\", while = \"called-for\" }\n", "")],
    );
    refuted(DOC, "outdated-plan-is-adjusted", &[once("adjust-plan")]);
    refuted(
        DOC,
        "intensive-is-followed",
        &[Step(
            "contact-intensive",
            "repeat     = { every = \"1w\", while = \"called-for and level is intensive\" }\n",
            "",
        )],
    );
    threshold(DOC, "overload-is-answered-each-time", "relieve-carer", ">= 7", ">= 9");
    refuted(DOC, "overload-is-answered", &[Step("relieve-carer", ">= 7", ">= 9")]);
}

#[test]
fn cm_02_the_child_goes_home_with_a_handover_and_parents_who_know_whom_to_call() {
    let bound = "place is going-home or place is home";
    refuted(
        CHILD,
        "no-child-home-without-handover",
        &[Step("handover-home", bound, "place is home and providers-trouble")],
    );
    refuted(CHILD, "handed-over-each-time", &[once("handover-home")]);
    refuted(CHILD, "parents-know-whom-to-call", &[Step("tell-parents-whom-to-call", bound, "place is going-home")]);
    refuted(CHILD, "trouble-is-mended", &[once("mend-contact")]);
    refuted(CHILD, "in-the-hospital-meeting", &[Step("mdo", "repeat     = \"each-time\"\n", "")]);
    refuted(
        CHILD,
        "followed-at-home",
        &[Step("follow", "repeat     = { every = \"2w\", while = \"called-for and place is home\" }\n", "")],
    );
    threshold(CHILD, "parents-are-relieved", "support-parents", ">= 7", ">= 9");
}

#[test]
fn cm_09_the_act_team_goes_again_whatever_is_refused() {
    let gone = "while = \"for-team and closing is not known and engagement is not in-care\"";
    let given_up = "while = \"for-team and closing is not known and engagement is not-found\"";
    refuted(ACT, "refusal-ends-nothing", &[Step("outreach", gone, given_up)]);
    refuted(
        ACT,
        "refusal-ends-nothing",
        &[Step("outreach", "engagement is not in-care\"\nwindow", "engagement is not-found\"\nwindow")],
    );
    refuted(
        ACT,
        "team-sees-everyone",
        &[Step("team-round", "repeat     = { every = \"1w\", while = \"for-team and closing is not known\" }\n", "")],
    );
    refuted(ACT, "asked-again-each-time", &[once("ask-care")]);
    refuted(
        ACT,
        "institutions-hear-the-end",
        &[Step(
            "tell-end",
            "closing is taken-over or closing is died or closing is moved-away",
            "closing is taken-over or closing is died",
        )],
    );
    refused(ACT, "institutions-hear-the-end", "tell-end");
    threshold(ACT, "unseen-is-searched-for", "search", ">= 14", ">= 21");
}

#[test]
fn cm_09_the_fact_team_scales_up_and_down() {
    refuted(
        FACT,
        "scaled-up-is-on-the-board",
        &[Step("daily-board", "repeat     = { every = \"1d\", while = \"called-for and level is intensive\" }\n", "")],
    );
    refuted(FACT, "on-the-board-every-day", &[Step("daily-board", "every = \"1d\"", "every = \"1w\"")]);
    refuted(FACT, "worse-is-noticed", &[Step("scale-up", "wellbeing < 5", "wellbeing < 3")]);
    refuted(
        FACT,
        "worse-is-noticed-each-time",
        &[Step("scale-up", EACH_ANSWER, "{ every = \"52w\", while = \"called-for\" }")],
    );
    refuted(FACT, "better-is-noticed-each-time", &[once("scale-down")]);
    refuted(
        FACT,
        "one-point-of-contact",
        &[Step(
            "name-personal-guide",
            "called-for and living is ward",
            "called-for and living is ward and level is intensive",
        )],
    );
    refuted(FACT, "independent-has-a-case-manager", &[once("name-case-manager")]);
    refuted(FACT, "on-a-ward-has-a-personal-guide", &[once("name-personal-guide")]);
}
