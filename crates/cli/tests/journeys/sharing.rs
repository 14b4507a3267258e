//! Shared case management: who is approached for what (AZ-12).

use crate::browser::{Browser, Look};
use crate::region::Region;

/// The client asks, and it is agreed: who to approach says it from then on.
fn asked_and_agreed(look: Look) {
    let region = Region::serve();
    let case = region.open_case("Mansour", "Hana", 34);
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url(&case));

    browser.part("Mensen");
    let sharing = "//section[contains(., 'Gedeeld casemanagement')]";
    browser.press_in(sharing, "Wens van de cliënt vastleggen");
    browser.fill_in(sharing, "Wat de cliënt wil", "Rond de bevalling graag Anne, die haar taal spreekt");
    browser.press_in(sharing, "Vastleggen");
    browser.reads("Rond de bevalling graag Anne");
    browser.fits();

    browser.press_in(sharing, "Afspraken vastleggen");
    browser.choose_in(sharing, "Bevalling", "Anne Bakker");
    browser.press_in(sharing, "Afspreken");
    browser.reads("Anne Bakker");
    browser.go(&region.url(&case));
    let who = browser.text("//section[h2[normalize-space()='Wie nu benaderen']]");
    assert!(who.contains("Joke de Vries") && who.contains("Bevalling") && who.contains("Anne Bakker"), "{who}");
    browser.fits();
}

#[test]
fn az_12_shared_case_management_at_the_desk() {
    asked_and_agreed(Look::DESK);
}

#[test]
fn az_12_shared_case_management_with_a_telephone() {
    asked_and_agreed(Look::TELEPHONE);
}
