//! A new intake: from a name on a piece of paper to a recorded history, interrupted on the way (AZ-04).

use crate::browser::{Browser, Look};
use crate::region::Region;

/// Look whether she is known, enter her, open her case, begin the history, be called away, come back, record it.
fn a_new_client(look: Look) {
    let region = Region::serve();
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url("/caseload"));
    browser.press("Nieuwe intake");

    browser.fill("Naam, V-nummer of BSN", "Kidane");
    browser.press("Zoek");
    browser.reads("Niemand gevonden");
    browser.fits();
    browser.fill("Voornaam", "Semhar");
    browser.fill("Achternaam", "Kidane");
    browser.fill("Geboren", "2001-05-09");
    browser.fill("V-nummer", "2301234417");
    browser.fill("Spreekt", "Tigrinya");
    browser.press("Inschrijven en verder");

    browser.sees("//h1[contains(., 'Semhar Kidane')]");
    browser.fits();
    browser.fill("À terme", "2027-06-15");
    browser.choose("Casemanager", "Joke de Vries");
    browser.choose("Plaatsvervanger", "Selin Öztürk");
    browser.press("Casus openen en verder");

    browser.sees("//h1[contains(., 'Anamnese')]");
    browser.fits();
    browser.fill("Medicatie", "foliumzuur, ijzer");
    browser.press("Bewaar concept");
    browser.reads("Het concept is bewaard.");
    browser.go(&region.url("/vandaag"));
    browser.sees("//h1[contains(., 'Joke')]");

    browser.go(&region.url("/intake/nieuw"));
    browser.press("Semhar Kidane");
    browser.sees("//textarea[contains(., 'foliumzuur, ijzer')]");
    browser.press("Vastleggen en verder");
    browser.reads("Dit deel van de anamnese is vastgelegd.");
    browser.fits();
    browser.go(&region.url("/caseload"));
    browser.press("Semhar Kidane");
    browser.part("Dossier");
    browser.reads("foliumzuur, ijzer");
}

#[test]
fn az_04_a_new_intake_at_the_desk() {
    a_new_client(Look::DESK);
}

#[test]
fn az_04_a_new_intake_with_a_telephone() {
    a_new_client(Look::TELEPHONE);
}

#[test]
fn az_04_a_new_intake_without_scripts() {
    a_new_client(Look::DESK.without_scripts());
}

#[test]
fn az_04_a_new_intake_with_a_telephone_without_scripts() {
    a_new_client(Look::TELEPHONE.without_scripts());
}
