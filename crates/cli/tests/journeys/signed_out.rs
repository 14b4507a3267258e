//! A phone note that is typed while the session ends: she gets it back, her colleague at the same computer does not (AZ-06).

use crate::browser::{Browser, Look};
use crate::region::Region;

/// Types a note, is signed out by another window, sends it; a colleague signs in first, then she does.
fn a_note(look: Look) {
    let region = Region::serve();
    let case = region.open_case("Haddad", "Rania", 20);
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url(&format!("{case}/contacten")));
    browser.press("Meer vastleggen: duur, tolk, stappen");
    let form = "//form[contains(@action, '/contact')][.//textarea[@name='notitie']]";
    browser.fill_in(form, "Notitie", "Zij belde over harde buiken, ik bel morgen terug");
    browser.sign_out();
    browser.press_in(form, "Vastleggen");
    browser.sees("//h1[contains(., 'Aanmelden')]");
    browser.sees("//p[contains(., 'is bewaard')]");
    browser.fits();

    region.sign_in(&browser, "selin");
    browser.go(&region.url("/onverstuurd"));
    browser.lacks("//textarea[contains(., 'harde buiken')]");
    region.sign_in(&browser, "joke");
    browser.sees("//h1[contains(., 'Nog niet verstuurd')]");
    browser.sees("//textarea[contains(., 'harde buiken')]");
    browser.reads("Rania Haddad");
    browser.fits();
    browser.press("Alsnog versturen");
    browser.go(&region.url(&format!("{case}/contacten")));
    browser.reads("Zij belde over harde buiken, ik bel morgen terug");
    browser.go(&region.url("/onverstuurd"));
    browser.lacks("//textarea[contains(., 'harde buiken')]");
}

#[test]
fn az_06_a_note_outlives_the_session_without_scripts() {
    a_note(Look::DESK.without_scripts());
}

#[test]
fn az_06_a_note_outlives_the_session_with_a_telephone() {
    a_note(Look::TELEPHONE);
}
