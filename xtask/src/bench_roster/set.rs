//! The instances: the frozen regions of this repository, and the public ones that lie beside the checkout.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Where the public instances lie, seen from the checkout.
const SHARED: &str = "../shared/data/roster";

/// Of which set an instance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Days, midwives, faces: the frozen regions.
    Region,
    /// Several days, each customer by one vehicle.
    Hconvrp,
    /// One day with windows.
    Solomon,
    /// One day with visits at once.
    Mankowska,
}

impl Family {
    /// Whether continuity over days counts.
    pub fn is_of_days(self) -> bool {
        matches!(self, Self::Region | Self::Hconvrp)
    }
}

/// One instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// What it is called.
    pub name: String,
    /// Of which set.
    pub family: Family,
    /// Where it is.
    pub file: PathBuf,
    /// The best that is published, in thousandths.
    pub published: Option<i64>,
}

/// Every instance that is there, or of them those that are named. What is absent is told.
pub fn instances(root: &Path, only: &[String]) -> Result<Vec<Instance>, Failure> {
    let mut all = of_folder(&root.join("crates/roster/frozen"), Family::Region)?;
    let shared = root.join(SHARED);
    for (folder, family) in
        [("hconvrp/medium-25", Family::Hconvrp), ("solomon", Family::Solomon), ("mankowska", Family::Mankowska)]
    {
        let folder = shared.join(folder);
        if folder.is_dir() {
            all.extend(of_folder(&folder, family)?);
        } else {
            println!("skipped: {} is not there", folder.display());
        }
    }
    let best = std::fs::read_to_string(shared.join("mankowska/BEST.md")).unwrap_or_default();
    for instance in &mut all {
        instance.published = match instance.family {
            Family::Mankowska => published(&best, &instance.name),
            Family::Solomon => solomon(&instance.name),
            Family::Region | Family::Hconvrp => None,
        };
    }
    let known = all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(unknown) = only.iter().find(|name| !all.iter().any(|one| one.name == **name)) {
        return Err(Failure::WrongUse(format!("there is no instance `{unknown}`: there are {known}")));
    }
    all.retain(|one| only.is_empty() || only.contains(&one.name));
    Ok(all)
}

fn of_folder(folder: &Path, family: Family) -> Result<Vec<Instance>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(Failure::system(format!("read {}", folder.display())))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json" || end == "txt"));
    // As a person counts: b2 before b10.
    files.sort_by_key(|file| (file.as_os_str().len(), file.clone()));
    let name = |file: &PathBuf| file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let instance = |file: PathBuf| Some(Instance { name: name(&file)?, family, file, published: None });
    Ok(files.into_iter().filter_map(instance).collect())
}

/// The best total cost of a row of Mankowska's table, in thousandths.
fn published(table: &str, name: &str) -> Option<i64> {
    let row =
        table.lines().find(|line| line.split('|').nth(1).is_some_and(|cell| cell.trim() == format!("{name}.json")))?;
    let cost: f64 = row.split('|').nth(5)?.trim().parse().ok()?;
    Some((cost * 1_000.0).round() as i64)
}

/// The least distance that is published, in thousandths, with real distances and as many vehicles as one likes.
fn solomon(name: &str) -> Option<i64> {
    match name {
        "C101" => Some(828_937),
        "C201" => Some(591_557),
        "R101" => Some(1_642_880),
        "R201" => Some(1_147_800),
        "RC101" => Some(1_623_580),
        "RC201" => Some(1_265_560),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_published_is_read_from_its_row() {
        let table = "| instance | distance | max | total | total_cost | s |\n|:---|---:|---:|---:|---:|:---|\n\
                     | A_10.json | 654.596 | 0 | 0 | 218.199 | x |\n| A_1.json | 1 | 2 | 3 | 4.5 | x |\n";
        assert_eq!((published(table, "A_10"), published(table, "A_1")), (Some(218_199), Some(4_500)));
        assert_eq!(published(table, "B"), None);
    }

    #[test]
    fn the_frozen_regions_are_there_and_a_name_chooses() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let chosen = instances(&root, &["small".to_owned()]).unwrap();
        assert!(matches!(chosen.as_slice(), [one] if one.name == "small" && one.family == Family::Region));
        assert!(instances(&root, &["smaller".to_owned()]).is_err());
    }
}
