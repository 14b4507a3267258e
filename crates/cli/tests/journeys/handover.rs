//! Handing over: nobody is without a case manager at any moment, and who is to answer sees it (AZ-10, AZ-11).

use crate::browser::{Browser, Look};
use crate::region::Region;

/// What whom to approach says of a case.
const WHO: &str = "//section[h2[normalize-space()='Wie nu benaderen']]";

/// From *Vandaag* to the page where a handover is answered, and accepted.
fn accept(region: &Region, browser: &Browser, who: &str, client: &str, deputy: &str) {
    region.sign_in(browser, who);
    browser.press_in(&format!("//li[contains(., '{client}')][contains(., 'Overdracht beantwoorden')]"), "Antwoorden");
    browser.reads("Joke de Vries");
    browser.fits();
    browser.choose("Jouw vaste plaatsvervanger", deputy);
    browser.press("Aanvaarden");
    browser.saved();
    browser.fits();
}

/// She moves to another centre; the practice there takes over.
fn a_relocation(look: Look) {
    let region = Region::serve();
    let case = region.open_case("Osman", "Ifrah", 24);
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url(&case));
    browser.part("Overdracht");
    browser.press("Verhuizing");

    browser.choose("Organisatie, of een persoon daar", "VP Noorderlicht");
    browser.fill("Verhuist op", "2026-12-01");
    browser.fill("Nieuwe verblijfplaats", "AZC Delfzijl");
    browser.choose("Nieuwe COA-locatie", "COA Delfzijl");
    browser.choose("Nieuw GC A", "GC A Ter Apel");
    browser.fits();
    browser.press("Bekijk wie wat hoort");
    browser.reads("Er is nog niets verstuurd.");
    browser.reads("VP Noorderlicht");
    browser.reads("AZC Delfzijl");
    browser.fits();
    browser.press("Voorstellen");
    browser.saved();
    let who = browser.text(WHO);
    assert!(who.contains("Joke de Vries"), "until the other accepts she is the one: {who}");

    accept(&region, &browser, "mirjam", "Ifrah Osman", "Femke Dijkstra");
    browser.go(&region.url(&case));
    let who = browser.text(WHO);
    assert!(who.contains("Mirjam van den Berg") && who.contains("Femke Dijkstra"), "{who}");
    browser.reads("AZC Delfzijl");
    region.sign_in(&browser, "joke");
    browser.go(&region.url("/berichten"));
    browser.reads("Ifrah Osman");
}

/// It cannot wait: the hospital takes over now, the letter follows.
fn an_acute_transfer(look: Look) {
    let region = Region::serve();
    let case = region.open_case("Tesfay", "Luwam", 35);
    let browser = Browser::open(look);
    region.sign_in(&browser, "joke");
    browser.go(&region.url(&case));
    browser.part("Overdracht");
    browser.press("Acuut, naar de tweede lijn");

    browser.choose("Organisatie, of een persoon daar", "Martini Ziekenhuis");
    browser.fill("Dit leest de ontvanger bij het voorstel", "Ruim bloedverlies, is onderweg");
    browser.fits();
    browser.press("Bekijk wie wat hoort");
    browser.reads("Er is nog niets verstuurd.");
    browser.press("Voorstellen");
    browser.saved();

    accept(&region, &browser, "gynaecoloog1", "Luwam Tesfay", "Nynke Zijlstra");
    browser.go(&region.url(&case));
    assert!(browser.text(WHO).contains("Jeroen Aalders"), "{}", browser.text(WHO));
    region.sign_in(&browser, "joke");
    browser.reads("Luwam Tesfay");
    browser.go(&region.url(&case));
    browser.part("Overdracht");
    browser.reads("verwijsbrief volgt");
    browser.fits();
}

#[test]
fn az_10_a_relocation_at_the_desk() {
    a_relocation(Look::DESK);
}

#[test]
fn az_10_a_relocation_with_a_telephone() {
    a_relocation(Look::TELEPHONE);
}

#[test]
fn az_11_an_acute_transfer_at_the_desk() {
    an_acute_transfer(Look::DESK);
}

#[test]
fn az_11_an_acute_transfer_with_a_telephone() {
    an_acute_transfer(Look::TELEPHONE);
}
