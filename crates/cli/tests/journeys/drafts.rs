//! What is typed outlives the browser: saved while it is typed, and there again after a crash (AZ-04, decision 16).

use crate::browser::{Browser, Look};
use crate::region::Region;

/// What the page says once it has saved by itself.
const KEPT: &str = "//p[@data-draft-told][contains(., 'Concept van Joke de Vries')]";

fn area(words: &str) -> String {
    format!("//textarea[contains(., '{words}')]")
}

/// Types into the intake, the browser crashes, a new one shows it; then she leaves by the menu without a button.
fn the_intake(look: Look) {
    let region = Region::serve();
    let case = region.open_case("Haddad", "Rania", 20);
    let intake = region.url(&format!("{case}/intake?deel=social"));
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&intake);
    browser.fits();
    browser.fill("Partner", "elders in Nederland");
    browser.sees(KEPT);
    browser.kill();

    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&intake);
    browser.sees(&area("elders in Nederland"));
    browser.sees(KEPT);
    browser.fill("Partner", "komt volgende week");
    browser.go(&region.url("/vandaag"));
    browser.sees("//nav");
    browser.goes_until(&intake, &area("komt volgende week"));

    browser.sign_out();
    browser.fill("Partner", "blijft weg");
    browser.sees("//p[@data-draft-told][contains(., 'je bent afgemeld')]");
}

/// Types half a registration, the browser crashes; a new one goes on with it, and again with the opening of the case.
fn the_registration(look: Look) {
    let region = Region::serve();
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url("/intake/nieuw"));
    browser.fill("Voornaam", "Semhar");
    browser.fill("Achternaam", "Kidane");
    browser.fill("V-nummer", "2301234417");
    browser.sees(KEPT);
    browser.go(&region.url("/vandaag"));
    browser.sees("//nav");
    browser.kill();

    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url("/intake/nieuw"));
    browser.reads("Onderbroken");
    browser.press("Semhar Kidane");
    browser.sees("//input[@name='achternaam'][@value='Kidane']");
    browser.sees("//input[@name='v-nummer'][@value='2301234417']");
    browser.fits();
    browser.press("Inschrijven en verder");
    browser.sees("//h1[contains(., 'Semhar Kidane')]");
    browser.fill("À terme", "2027-06-15");
    browser.sees(KEPT);
    browser.kill();

    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url("/intake/nieuw"));
    browser.press("Semhar Kidane");
    browser.sees("//input[@name='uitgerekend'][@value='2027-06-15']");
    browser.fits();
    browser.choose("Plaatsvervanger", "Selin Öztürk");
    browser.press("Casus openen en verder");
    browser.sees("//h1[contains(., 'Anamnese')]");
    browser.go(&region.url("/intake/nieuw"));
    browser.lacks("//h2[contains(., 'Onderbroken')]");
}

#[test]
fn az_04_an_intake_outlives_a_crash_at_the_desk() {
    the_intake(Look::DESK);
}

#[test]
fn az_04_an_intake_outlives_a_crash_on_a_telephone() {
    the_intake(Look::TELEPHONE);
}

#[test]
fn az_04_a_registration_outlives_a_crash_at_the_desk() {
    the_registration(Look::DESK);
}

#[test]
fn az_04_a_registration_outlives_a_crash_on_a_telephone() {
    the_registration(Look::TELEPHONE);
}

#[test]
fn az_04_without_scripts_a_button_keeps_a_registration() {
    let region = Region::serve();
    let browser = Browser::open(Look::TELEPHONE.without_scripts());
    region.sign_in(&browser, "joke");
    browser.go(&region.url("/intake/nieuw"));
    browser.reads("Bewaar het concept voordat je via het menu weggaat.");
    browser.fill("Voornaam", "Semhar");
    browser.press("Bewaar concept");
    browser.reads("Het concept is bewaard.");
    browser.go(&region.url("/vandaag"));
    browser.go(&region.url("/intake/nieuw"));
    browser.press("Semhar");
    browser.sees("//input[@name='voornaam'][@value='Semhar']");
    browser.press("Concept weggooien");
    browser.reads("Het concept is weggegooid.");
    browser.lacks("//h2[contains(., 'Onderbroken')]");
}
