//! Writes every sample page with its stylesheet to a folder, to look at in a browser.
//!
//! `cargo run -p regie-web --example render_samples -- FOLDER`

use std::path::PathBuf;

use regie_web::pages::sample;
use regie_web::texts::Lang;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder to write to")?);
    let style = include_str!("../assets/regie.css");
    for lang in Lang::ALL {
        let place = folder.join(lang.code());
        std::fs::create_dir_all(&place)?;
        for (name, html) in sample::all(lang)? {
            let (head, body) = html.split_once("</head>").ok_or("a page without a head")?;
            std::fs::write(place.join(format!("{name}.html")), format!("{head}<style>{style}</style></head>{body}"))?;
        }
    }
    Ok(())
}
