//! The stylesheet keeps its promises: contrast (WCAG 2.2 AA) in light and dark.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::collections::BTreeMap;

use regie_web::routes::assets::stylesheet;

/// The colour tokens of the n-th `:root` block.
fn tokens(block: usize) -> BTreeMap<String, [f64; 3]> {
    let style = stylesheet();
    let body = style.split(":root {").nth(block + 1).and_then(|rest| rest.split('}').next()).expect("a :root block");
    body.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"))
        .map(|(name, hex)| {
            let channel = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two hex digits"));
            (name.to_owned(), [channel(0), channel(2), channel(4)])
        })
        .collect()
}

fn luminance(colour: &[f64; 3]) -> f64 {
    let linear = |value: f64| {
        let share = value / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn contrast(one: &[f64; 3], other: &[f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn g_05_text_and_edges_have_enough_contrast_in_light_and_dark() {
    let text = [
        ("ink", "paper"),
        ("ink", "card"),
        ("ink", "quiet-soft"),
        ("soft", "paper"),
        ("soft", "card"),
        ("soft", "quiet-soft"),
        ("accent", "card"),
        ("accent", "paper"),
        ("accent", "accent-soft"),
        ("on-accent", "accent"),
        ("warn", "warn-soft"),
        ("alarm", "alarm-soft"),
        ("alarm", "card"),
        ("ok", "ok-soft"),
        ("card", "alarm"),
        ("soft", "accent-soft"),
        ("ink", "accent-soft"),
    ];
    let edges = [("edge", "card"), ("edge", "paper"), ("accent", "card"), ("ok", "card")];
    for (block, theme) in [(0, "light"), (1, "dark")] {
        let tokens = tokens(block);
        for (pairs, least) in [(&text[..], 4.5), (&edges[..], 3.0)] {
            for (front, back) in pairs {
                let found = contrast(&tokens[*front], &tokens[*back]);
                assert!(found >= least, "{theme}: {front} on {back} has {found:.2}, needs {least}");
            }
        }
    }
}

#[test]
fn nothing_moves_and_nothing_is_fetched() {
    let style = stylesheet();
    for word in ["@import", "url(", "animation", "transition", "@font-face"] {
        assert!(!style.contains(word), "'{word}' in the stylesheet");
    }
}

#[test]
fn g_05_a_sheet_of_paper_is_no_telephone() {
    let style = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/style/narrow.css");
    let style = std::fs::read_to_string(style).unwrap();
    let narrow: Vec<&str> = style.lines().filter(|line| line.contains("@media")).collect();
    assert!(!narrow.is_empty());
    for rule in narrow {
        // The print area of A4 is narrower than a window at a desk: without `screen` a list would be printed as cards.
        assert!(rule.starts_with("@media screen and (max-width"), "{rule}");
    }
}
