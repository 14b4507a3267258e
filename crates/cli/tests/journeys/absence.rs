//! The case manager is away: her deputy has her board (AZ-14).

use crate::browser::{Browser, Look};
use crate::region::Region;

/// Joke falls ill; Selin finds what Joke had to do on her own *Vandaag*, and does it.
fn the_deputy_takes_over(look: Look) {
    let region = Region::serve();
    let case = region.open_case("Haddad", "Rania", 31);
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url("/relaties/afwezig"));
    browser.press("Afwezigheid vastleggen");
    let form = "//form[contains(., 'Wie')]";
    browser.choose_in(form, "Wie", "Joke de Vries");
    browser.fill_in(form, "Tot en met", "2026-12-04");
    browser.press_in(form, "Vastleggen");
    browser.saved();
    browser.reads("1 casus gaat naar Selin Öztürk");
    browser.fits();

    region.sign_in(&browser, "selin");
    browser.reads("Als plaatsvervanger voor Joke de Vries");
    let due = "//section[contains(., 'Als plaatsvervanger voor Joke')]//li[contains(., 'Geboorteplan bespreken')]";
    browser.fits();
    browser.press_in(due, "Gedaan");
    browser.press_in(due, "Vastleggen");
    browser.saved();
    browser.go(&region.url(&case));
    browser.reads("Plaatsvervanger, de casemanager is afwezig");
    browser.part("Geschiedenis");
    let history = browser.text("//section[@id='historie']");
    assert!(history.contains("Geboorteplan bespreken") && history.contains("Selin Öztürk"), "{history}");
    browser.fits();
}

#[test]
fn az_14_an_absence_at_the_desk() {
    the_deputy_takes_over(Look::DESK);
}

#[test]
fn az_14_an_absence_with_a_telephone() {
    the_deputy_takes_over(Look::TELEPHONE);
}
