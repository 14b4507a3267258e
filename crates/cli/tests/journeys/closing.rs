//! Closing: refused while something is missing, and done when nothing is (AZ-15).

use crate::browser::{Browser, Look};
use crate::region::Region;

/// She cannot close as if all was done; she can when the client left, after telling those who must know.
fn refused_and_then_done(look: Look) {
    let region = Region::serve();
    let case = region.open_case("Farah", "Ayaan", 31);
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url(&case));

    browser.part("Afsluiten");
    browser.reads("Nacontrole");
    let closing = "//section[contains(., 'Nog nodig om af te sluiten')]";
    browser.press_in(closing, "Afsluiten");
    browser.choose_in(closing, "Waarom", "zorg afgerond");
    browser.press_in(closing, "Casus afsluiten");
    browser.sees("//*[@role='alert']");
    let refused = browser.page();
    assert!(refused.contains("Evaluatie van de zorg met de cliënt") && refused.contains("Nacontrole"), "{refused}");
    browser.fits();

    // It stays open; what she typed is still there, and the reason that is true can be given.
    browser.choose("Waarom", "per ongeluk of dubbel geopend");
    browser.fill("Toelichting", "Zij stond er al; dit was een tweede keer");
    browser.press("Opnieuw opslaan");
    browser.reads("Afgesloten op");
    browser.fits();
    browser.go(&region.url("/caseload"));
    browser.lacks("//a[contains(., 'Ayaan Farah')]");
}

#[test]
fn az_15_closing_refused_and_then_done_at_the_desk() {
    refused_and_then_done(Look::DESK);
}

#[test]
fn az_15_closing_refused_and_then_done_with_a_telephone() {
    refused_and_then_done(Look::TELEPHONE);
}
