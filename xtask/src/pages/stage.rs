//! The stage `pages` of `cargo xtask test`: every page of the table, light and dark, at a desk and on a telephone.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use regie_browser::{Browser, Fault, Look, Theme};
use serde_json::Value;

use super::findings::{self, Findings};
use super::npm;
use super::region::{Region, at, walk};
use super::table::{PAGES, Page};
use super::weight;
use crate::failure::Failure;
use crate::need;

/// The views in which axe-core looks.
const VIEWS: [(&str, Look, Theme); 4] = [
    ("desk", Look::DESK, Theme::Light),
    ("desk, dark", Look::DESK, Theme::Dark),
    ("telephone", Look::TELEPHONE, Theme::Light),
    ("telephone, dark", Look::TELEPHONE, Theme::Dark),
];
/// The screens on which width, targets and focus are looked at.
const SCREENS: [(&str, Look); 3] =
    [("desk", Look::DESK), ("telephone", Look::TELEPHONE), ("320 wide", Look::NARROWEST)];

/// Everything that is folded is opened: what is in it is part of the page.
const UNFOLD: &str =
    "document.querySelectorAll('details').forEach(one => { one.removeAttribute('name'); one.open = true; });";
/// WCAG 2.2 AA, and what axe-core holds for good practice.
const AXE: &str = "
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] };
return axe.run(document, options).then(answer => answer.violations.map(one => ({
  id: one.id, help: one.help,
  nodes: one.nodes.map(node => ({ html: node.html.slice(0, 160), why: (node.failureSummary || '').split('\\n').slice(1).join(' ').trim().slice(0, 200) })),
})));";
/// Width, targets and focus.
const LOOK: &str = include_str!("look.js");

/// Looks at every page; prints what is wrong, and says whether nothing is.
///
/// # Errors
/// When a program that is needed is missing, or a page cannot be opened.
pub fn hold() -> Result<bool, Failure> {
    let (programs, java, npm) = (need::browser()?, need::java()?, need::npm()?);
    let checkers = npm::installed(&npm)?;
    let axe = std::fs::read_to_string(&checkers.axe).map_err(Failure::system("read axe-core"))?;
    let folder = Folder::new()?;
    let region = Region::serve()?;
    let mut found = Findings::default();
    let mut scales = weight::Scales::default();
    walk(&region, &programs, |browser, page| {
        print!("{} ", page.name);
        let _ = std::io::stdout().flush();
        sent(browser)
            .and_then(|html| {
                for sentence in scales.weigh(browser, page.name, &html)? {
                    found.note(page.name, "weight", sentence);
                }
                std::fs::write(folder.0.join(format!("{}.html", page.name)), html)
                    .map_err(|error| Fault::new(error.to_string()))
            })
            .and_then(|()| look_at(browser, page, &axe, &mut found))
            .map_err(|fault| at(page.name, &fault))
    })?;
    check_html(&java, &checkers.vnu, &folder.0, &mut found)?;
    println!();
    for line in found.lines() {
        println!("{line}");
    }
    println!("{}", scales.told());
    println!("pages: {} looked at, {} things wrong", PAGES.len(), found.count());
    Ok(found.count() == 0)
}

fn look_at(browser: &Browser, page: &Page, axe: &str, found: &mut Findings) -> Result<(), Fault> {
    // As it comes first: what opens may be wider.
    for (view, screen) in SCREENS {
        browser.dress(screen, Theme::Light)?;
        note(found, page, view, &browser.run(LOOK, &[])?);
    }
    browser.run(UNFOLD, &[])?;
    for (view, screen) in SCREENS {
        browser.dress(screen, Theme::Light)?;
        note(found, page, &format!("{view}, unfolded"), &browser.run(LOOK, &[])?);
    }
    browser.run(axe, &[])?;
    for (view, look, theme) in VIEWS {
        browser.dress(look, theme)?;
        for sentence in findings::of_axe(&browser.run(AXE, &[])?) {
            found.note(page.name, view, sentence);
        }
    }
    browser.dress(Look::DESK, Theme::Light)
}

fn note(found: &mut Findings, page: &Page, view: &str, answer: &Value) {
    for sentence in answer.as_array().into_iter().flatten().filter_map(Value::as_str) {
        found.note(page.name, view, sentence);
    }
}

/// The HTML of the page that is shown, as the server sends it.
fn sent(browser: &Browser) -> Result<String, Fault> {
    let html = weight::get(browser, &browser.address()?, "identity")?;
    String::from_utf8(html).map_err(|error| Fault::new(error.to_string()))
}

fn check_html(java: &Path, vnu: &Path, folder: &Path, found: &mut Findings) -> Result<(), Failure> {
    let output = Command::new(java)
        .arg("-jar")
        .arg(vnu)
        .args(["--format", "json", "--stdout", "--exit-zero-always"])
        .args(PAGES.iter().map(|page| folder.join(format!("{}.html", page.name))))
        .stdin(Stdio::null())
        .output()
        .map_err(Failure::system("run the Nu HTML checker"))?;
    let answer: Value = serde_json::from_slice(&output.stdout).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        Failure::Missing(format!("the Nu HTML checker gave no answer ({error}): {}", said.trim()))
    })?;
    for (page, sentence) in findings::of_nu(&answer) {
        found.note(&page, "html", sentence);
    }
    Ok(())
}

/// A temporary folder that goes away with this value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("regie-pages-{}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(Failure::system(format!("make {}", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A temporary folder that stays is no reason to hide what was found.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
