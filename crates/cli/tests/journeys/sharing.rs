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
    browser.fill_in(sharing, "In de woorden van de cliënt", "Rond de bevalling graag de arts van de poli");
    browser.press_in(sharing, "Vastleggen");
    browser.saved();
    browser.reads("graag de arts van de poli");
    browser.fits();

    browser.press_in(sharing, "Afspraken vastleggen");
    browser.choose_in(sharing, "Psychosociale zorg", "Joke de Vries");
    browser.choose_in(sharing, "Al het andere", "Joke de Vries");
    browser.choose_in(sharing, "Bevalling", "Jeroen Aalders");
    browser.press_in(sharing, "Afspreken");
    browser.saved();
    browser.go(&region.url(&case));
    let who = browser.text("//section[h2[normalize-space()='Wie nu benaderen']]");
    assert!(who.contains("Joke de Vries") && who.contains("Bevalling") && who.contains("Jeroen Aalders"), "{who}");
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
