//! How much of the line a page takes as a browser asks for it: compressed, and with what it draws in when it is the first.

use std::collections::{BTreeMap, BTreeSet};

use regie_browser::{Browser, Fault};

/// The first page that somebody opens, with stylesheet, scripts and icon.
const FIRST: usize = 100 * 1024;
/// Each page after that: the rest stays with the browser.
const LATER: usize = 20 * 1024;

/// Weighs pages; what they draw in is asked for once.
#[derive(Debug, Default)]
pub struct Scales {
    assets: BTreeMap<String, usize>,
    /// The heaviest page so far, without what it draws in: its name and bytes.
    heaviest: (String, usize),
}

impl Scales {
    /// What is too heavy about the page that is shown, whose HTML is this.
    pub fn weigh(&mut self, browser: &Browser, name: &str, html: &str) -> Result<Vec<String>, Fault> {
        let address = browser.address()?;
        let page = get(browser, &address, "gzip")?.len();
        let mut drawn_in = 0;
        for asset in assets(html) {
            let known = self.assets.get(asset).copied();
            let bytes = match known {
                Some(bytes) => bytes,
                None => get(browser, &format!("{}{asset}", origin(&address)), "gzip")?.len(),
            };
            self.assets.insert(asset.to_owned(), bytes);
            drawn_in += bytes;
        }
        if page > self.heaviest.1 {
            self.heaviest = (name.to_owned(), page);
        }
        Ok(too_heavy(page, drawn_in))
    }

    /// What was weighed, in a line.
    pub fn told(&self) -> String {
        let (name, bytes) = &self.heaviest;
        let drawn_in: usize = self.assets.values().sum();
        format!(
            "the heaviest page is {name}: {bytes} bytes on the line of {LATER}; {drawn_in} more when it is the first"
        )
    }
}

/// A body as this browser's person gets it, in this encoding.
pub fn get(browser: &Browser, address: &str, encoding: &str) -> Result<Vec<u8>, Fault> {
    let fault = |error: ureq::Error| Fault::new(format!("{address}: {error}"));
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let request = agent.get(address).header("cookie", browser.cookies()?).header("accept-language", "nl");
    request.header("accept-encoding", encoding).call().map_err(fault)?.body_mut().read_to_vec().map_err(fault)
}

fn too_heavy(page: usize, drawn_in: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    if page >= LATER {
        wrong.push(format!("it takes {page} bytes of the line, compressed; below {LATER} is agreed"));
    }
    if page + drawn_in >= FIRST {
        wrong.push(format!("it takes {} bytes when it is the first; below {FIRST} is agreed", page + drawn_in));
    }
    wrong
}

/// What a page draws in.
fn assets(html: &str) -> BTreeSet<&str> {
    let starts = html.match_indices("=\"/assets/").map(|(at, _)| &html[at + 2..]);
    starts.filter_map(|rest| rest.split('"').next()).collect()
}

/// `http://127.0.0.1:4711`, of an address there.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..].find('/').map_or(address, |end| &address[..host + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_05_a_page_over_its_weight_is_named_and_one_below_is_not() {
        assert_eq!(too_heavy(LATER - 1, FIRST - LATER), Vec::<String>::new());
        let later = too_heavy(LATER, 0);
        assert!(later.len() == 1 && later[0].contains("20480 bytes of the line"), "{later:?}");
        let first = too_heavy(LATER - 1, FIRST - LATER + 1);
        assert!(first.len() == 1 && first[0].contains("when it is the first"), "{first:?}");
    }

    #[test]
    fn what_a_page_draws_in_is_read_from_it_once() {
        let html =
            r#"<link href="/assets/regie.1.css"><script src="/assets/a.js"></script><link href="/assets/regie.1.css">"#;
        assert_eq!(assets(html).into_iter().collect::<Vec<_>>(), ["/assets/a.js", "/assets/regie.1.css"]);
        assert_eq!(origin("http://127.0.0.1:4711/casus/7?a=b"), "http://127.0.0.1:4711");
        assert_eq!(origin("http://127.0.0.1:4711"), "http://127.0.0.1:4711");
    }
}
