//! What a midwife does with the pages, in a real browser against the real program: at a desk, on a telephone, and where
//! scripts do not run.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

mod browser;
#[path = "../common/mod.rs"]
mod common;
mod region;

use browser::{Browser, Look};
use region::{CLIENT, Region};

/// Sign in, see what is due, open the case, read why, do the step, and find it in the history.
fn a_morning(look: Look) {
    let region = Region::serve();
    let browser = Browser::open(look);
    browser.go(&region.url("/vandaag"));
    browser.fits(look);
    browser.type_into("[name=gebruiker]", "joke");
    browser.type_into("[name=wachtwoord]", region::PASSWORD);
    browser.click("//main//button[normalize-space()='Aanmelden']");

    browser.sees("//h1[contains(., 'Joke')]");
    let due = format!("//li[contains(@class, 'item')][contains(., '{CLIENT}')][contains(., 'Geboorteplan bespreken')]");
    let line = browser.text(&due);
    assert!(line.contains("31w0d") && line.contains("t/m vandaag"), "{line}");
    assert!(line.contains("gerekend vanaf de à terme datum"), "it says why: {line}");
    browser.fits(look);
    browser.click(&format!("{due}//a[contains(@class, 'who-link')]"));

    browser.sees(&format!("//h1[contains(., '{CLIENT}')]"));
    let step = "//li[@id='stap-az-verloskunde-birth-plan-1']";
    browser.click(&format!("{step}//summary[normalize-space()='Waarom?']"));
    let why = browser.text(&format!("{step}//details[contains(@class, 'reason')]"));
    assert!(why.contains("Bron:") && why.contains("geboorteplan, rond de 30 weken"), "{why}");
    browser.fits(look);
    browser.click(&format!("{step}//summary[normalize-space()='Gedaan']"));
    browser.click(&format!("{step}//button[normalize-space()='Vastleggen']"));

    assert_eq!(browser.text("//p[@role='status']"), "Vastgelegd: gedaan.");
    browser.lacks(&format!("{step}//summary[normalize-space()='Gedaan']"));
    browser.fits(look);
    let part = |name: &str| format!("//nav[contains(@class, 'tabs')]//a[normalize-space()='{name}']");
    browser.click(&part("Stappen"));
    browser.sees(step);
    assert!(browser.text(step).contains("gedaan"), "it stands among what is settled: {}", browser.text(step));
    browser.fits(look);
    browser.click(&part("Geschiedenis"));
    browser.sees("//section[@id='historie']");
    let history = browser.text("//section[@id='historie']//li[1]");
    assert!(history.contains("Geboorteplan bespreken") && history.contains("Joke de Vries"), "{history}");
    browser.fits(look);
    browser.go(&region.url("/vandaag"));
    browser.lacks(&due);
}

#[test]
fn az_03_a_morning_at_the_desk() {
    a_morning(Look::DESK);
}

#[test]
fn az_03_a_morning_with_a_telephone() {
    a_morning(Look::TELEPHONE);
}

#[test]
fn az_03_a_morning_without_scripts() {
    a_morning(Look::DESK.without_scripts());
}
