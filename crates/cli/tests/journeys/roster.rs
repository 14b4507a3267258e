//! The region's planner in the demo as anybody can start it: red is coming, she makes the roster, loses a midwife to illness
//! and plans again (PN-01, PN-04).

use crate::browser::{Browser, Look};
use crate::region::Region;

const ROSTER: &str = "/regio/rooster";
/// Enough for a region in which a roster is worth making.
const CASES: &str = "400";

/// `17 van 17 cliënten houden een bekend gezicht`: how many, of how many.
fn known_faces(browser: &Browser) -> (usize, usize) {
    let page = browser.page();
    let line = page.lines().find(|line| line.contains("cliënten houden een bekend gezicht")).expect("the figure");
    let numbers: Vec<usize> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [known, all] = numbers[..] else { panic!("{line}") };
    (known, all)
}

/// The planner sees red weeks ahead, makes the roster, loses a midwife to illness, plans again; and Joke finds her own day.
fn a_planner_loses_a_midwife(look: Look, lost: &str) {
    let region = Region::serve_with(CASES);
    let browser = Browser::open(look);
    region.sign_in(&browser, "coordinator");
    browser.go(&region.url("/regio"));
    browser.reads("Rood: een tekort is waarschijnlijk");
    let page = browser.page();
    let ahead = page.split("over ").nth(1).and_then(|rest| rest.split(' ').next()).and_then(|days| days.parse().ok());
    let ahead: u32 = ahead.unwrap_or_else(|| panic!("how far ahead: {page}"));
    assert!((8..=21).contains(&ahead), "red is seen some two weeks ahead: {ahead} days");
    browser.fits();

    browser.go(&region.url(ROSTER));
    browser.press("Rooster laten maken");
    browser.saved();
    browser.fits();
    browser.press("Overnemen");
    browser.saved();
    let (known, all) = known_faces(&browser);
    assert!(all >= 14 && known == all, "{known} of {all} women keep a known face");
    browser.fits();

    browser.choose("Ziek", lost);
    browser.press("Wie valt in?");
    browser.reads(&format!("Wie valt in voor {lost}"));
    let offered = browser.text("//section[@id='ziek']");
    assert!(offered.contains("dezelfde dag:"), "somebody could come the same day: {offered}");
    browser.fits();
    browser.click("//section[@id='ziek']//button[contains(., 'ziek melden')]");
    browser.saved();
    browser.press("Opnieuw laten indelen");
    browser.saved();
    browser.reads("Wat er verandert");
    browser.press("Overnemen");
    browser.saved();
    let (known, again) = known_faces(&browser);
    assert!(known == again && again == all, "{known} of {again} women keep a known face, without {lost}");
    browser.fits();

    region.sign_in(&browser, "joke");
    browser.press("Mijn visites");
    browser.sees("//h1[normalize-space()='Mijn visites']");
    browser.fits();
}

#[test]
fn pn_04_a_planner_loses_a_midwife_at_the_desk() {
    a_planner_loses_a_midwife(Look::DESK, "Hanneke");
}

#[test]
fn pn_04_a_planner_loses_a_midwife_with_a_telephone() {
    a_planner_loses_a_midwife(Look::TELEPHONE, "Femke");
}

/// The Enter key.
const ENTER: &str = "\u{e007}";

/// Where no script runs and no mouse is touched: she opens a visit, chooses who and pins it, by keys alone.
#[test]
fn pn_04_a_visit_is_pinned_by_keyboard_where_scripts_do_not_run() {
    let region = Region::serve_with(CASES);
    let browser = Browser::open(Look { scripts: false, ..Look::DESK });
    region.sign_in(&browser, "coordinator");
    browser.go(&region.url(ROSTER));
    browser.keys("//button[normalize-space()='Rooster laten maken']", ENTER);
    browser.saved();
    browser.keys("//button[normalize-space()='Overnemen']", ENTER);
    browser.saved();
    browser.keys("//section[@aria-labelledby='week']//td//a", ENTER);
    browser.sees("//section[@id='uitleg']");
    let client = browser.text("//h2[@id='uitleg-kop']");
    browser.keys("//section[@id='uitleg']//button[normalize-space()='Vastzetten']", ENTER);
    browser.saved();
    assert_eq!(browser.text("//h2[@id='uitleg-kop']"), client, "the same visit is shown again");
    browser.sees("//section[@id='uitleg']//button[normalize-space()='Losmaken']");
    browser.sees("//p[contains(@class, 'chosen')]//*[normalize-space()='vastgezet']");
}
