//! `cargo xtask screens`: a picture of every page, at a desk and on a telephone.

use std::fmt::Write as _;
use std::path::Path;

use regie_browser::{Browser, Look, Theme};

use super::picture;
use super::region::{Region, at, walk};
use super::table::{DAY, PAGES, Page};
use crate::failure::Failure;
use crate::{need, workspace};

/// Where the pictures are.
pub const FOLDER: &str = "docs/screens";
/// The page that shows them.
pub const INDEX: &str = "docs/screens/README.md";
/// Pages go on below this; a picture does not.
const TALLEST: u32 = 2_400;
/// All pictures together, in bytes: a checkout stays light.
const LARGEST: u64 = 6_000_000;

/// One way in which a page is seen: what is put after its name, and the words of the index.
const VIEWS: [(&str, Look, Theme, &str); 3] = [
    ("", Look::DESK, Theme::Light, "desk"),
    ("-telefoon", Look::TELEPHONE, Theme::Light, "telephone"),
    ("-donker", Look::DESK, Theme::Dark, "dark"),
];

/// The files of a page's pictures.
pub fn files(page: &Page) -> impl Iterator<Item = String> {
    views(page).map(|(file, ..)| file)
}

fn views(page: &Page) -> impl Iterator<Item = (String, Look, Theme, &'static str)> + use<> {
    let Page { name, dark, .. } = *page;
    let wanted = VIEWS.into_iter().filter(move |(_, _, theme, _)| dark || *theme == Theme::Light);
    wanted.map(move |(end, look, theme, words)| (format!("{name}{end}.png"), look, theme, words))
}

/// Takes all pictures.
///
/// # Errors
/// When the program, the browser or a page fails; [`Failure::NotClean`] when the pictures are too large together.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    if let Some(unknown) = arguments.first() {
        return Err(Failure::WrongUse(format!("`screens` takes no `{unknown}`")));
    }
    let programs = need::browser()?;
    let root = workspace::here()?.root;
    let folder = root.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(Failure::system(format!("make {FOLDER}")))?;
    let region = Region::serve()?;
    walk(&region, &programs, |browser, page| take(browser, page, &folder))?;
    remove_others(&folder)?;
    std::fs::write(root.join(INDEX), index()).map_err(Failure::system(format!("write {INDEX}")))?;
    let bytes = PAGES.iter().flat_map(files).filter_map(|file| folder.join(file).metadata().ok());
    let bytes: u64 = bytes.map(|file| file.len()).sum();
    println!("{} pages, {} kB of pictures", PAGES.len(), bytes / 1_000);
    if bytes <= LARGEST {
        return Ok(());
    }
    println!("that is more than {} kB: show less in dark, or clip them sooner", LARGEST / 1_000);
    Err(Failure::NotClean)
}

fn take(browser: &Browser, page: &Page, folder: &Path) -> Result<(), Failure> {
    for (file, look, theme, _) in views(page) {
        let bytes = browser.picture(look, theme, TALLEST).map_err(|fault| at(&file, &fault))?;
        let bytes = picture::smaller(&bytes).map_err(|error| Failure::Missing(format!("{file}: {error}")))?;
        let path = folder.join(&file);
        let same = std::fs::read(&path).is_ok_and(|known| known == bytes);
        println!("{file}: {} kB{}", bytes.len() / 1_000, if same { ", as it was" } else { "" });
        std::fs::write(&path, bytes).map_err(Failure::system(format!("write {}", path.display())))?;
    }
    browser.dress(Look::DESK, Theme::Light).map_err(|fault| at(page.name, &fault))
}

/// Removes the pictures of pages that are no more.
fn remove_others(folder: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(Failure::system(format!("list {FOLDER}")))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".png") && !PAGES.iter().flat_map(files).any(|file| file == name) {
            std::fs::remove_file(entry.path()).map_err(Failure::system(format!("remove {name}")))?;
            println!("{name}: removed");
        }
    }
    Ok(())
}

/// The text of the index.
pub fn index() -> String {
    let mut text = format!(
        "# What the pages look like\n\nTaken by `cargo xtask screens` of the made-up region of `regie demo --today {DAY}`; a page goes on where \
         a picture is {TALLEST} pixels tall.\n\n| page | | pictures |\n| --- | --- | --- |\n"
    );
    for page in PAGES {
        let links: Vec<String> = views(page).map(|(file, _, _, words)| format!("[{words}]({file})")).collect();
        let route = if page.route == "*" { String::new() } else { format!("`{}`", page.route) };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} | {route} | {} |", page.about, links.join(" · "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_seen_at_a_desk_and_on_a_telephone_and_some_in_the_dark() {
        for page in PAGES {
            let files: Vec<String> = files(page).collect();
            assert_eq!(files.len(), if page.dark { 3 } else { 2 });
            assert!(files.iter().all(|file| index().contains(&format!("]({file})"))), "{files:?}");
        }
        assert!(PAGES.iter().any(|page| page.dark));
    }
}
