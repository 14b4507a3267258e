//! The fixed contact moments: what is due, why, that it was done, and when the next one is.

use crate::browser::{Browser, Look};
use crate::region::Region;

const CLIENT: &str = "Rania Haddad";

/// The line on a moment, of *Vandaag* or of the case.
fn line(what: &str) -> String {
    format!("//li[contains(@class, 'item')][contains(., '{what}')]")
}

/// Sign in, see what is due, open the case, read why, do the step, and find it in the history; plan the next one.
fn the_fixed_moments(look: Look) {
    let region = Region::serve();
    region.open_case("Haddad", "Rania", 31);
    let browser = Browser::open(look);
    browser.go(&region.url("/vandaag"));
    browser.fits();
    region.sign_in(&browser, "joke");

    browser.sees("//h1[contains(., 'Joke')]");
    let due = format!("{}[contains(., '{CLIENT}')]", line("Geboorteplan bespreken"));
    let told = browser.text(&due);
    assert!(told.contains("31w0d") && told.contains("t/m vandaag"), "{told}");
    assert!(told.contains("gerekend vanaf de à terme datum"), "it says why: {told}");
    browser.fits();
    browser.press_in(&due, CLIENT);

    browser.sees(&format!("//h1[contains(., '{CLIENT}')]"));
    let step = line("Geboorteplan bespreken");
    browser.press_in(&step, "Waarom?");
    let why = browser.text(&step);
    assert!(why.contains("Bron:") && why.contains("geboorteplan, rond de 30 weken"), "{why}");
    browser.fits();
    browser.press_in(&step, "Gedaan");
    browser.press_in(&step, "Vastleggen");
    browser.reads("Vastgelegd: gedaan.");
    browser.fits();

    browser.part("Stappen");
    let told = browser.text(&step);
    assert!(told.contains("gedaan"), "it stands among what is settled: {told}");
    let next = line("Huisbezoek");
    browser.press_in(&next, "Plannen");
    browser.fill_in(&next, "Op", "2026-12-03");
    browser.press_in(&format!("{next}//form"), "Plannen");
    browser.reads("3 dec");
    browser.fits();
    browser.part("Geschiedenis");
    let history = browser.text("//section[@id='historie']");
    assert!(history.contains("Geboorteplan bespreken") && history.contains("Joke de Vries"), "{history}");
    assert!(history.contains("Huisbezoek"), "{history}");
    browser.fits();
    browser.go(&region.url("/vandaag"));
    browser.lacks(&due);
}

#[test]
fn az_03_the_fixed_moments_at_the_desk() {
    the_fixed_moments(Look::DESK);
}

#[test]
fn az_03_the_fixed_moments_with_a_telephone() {
    the_fixed_moments(Look::TELEPHONE);
}

#[test]
fn az_03_the_fixed_moments_without_scripts() {
    the_fixed_moments(Look::DESK.without_scripts());
}

#[test]
fn az_03_the_fixed_moments_with_a_telephone_without_scripts() {
    the_fixed_moments(Look::TELEPHONE.without_scripts());
}
