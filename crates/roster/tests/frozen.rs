//! The frozen set: regions that do not change with the generator, so that results of one month can be held beside another's.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use regie_roster::check::check;
use regie_roster::import::{Origin, read};
use regie_roster::solve::{Effort, Rounds, solve};

const SET: [(&str, &str); 4] = [
    ("small", include_str!("../frozen/small.json")),
    ("usual", include_str!("../frozen/usual.json")),
    ("tight", include_str!("../frozen/tight.json")),
    ("large", include_str!("../frozen/large.json")),
];

#[test]
fn pn_04_every_frozen_region_gets_a_sound_roster_with_few_faces() {
    for (name, text) in SET {
        let (instance, origin) = read(text).unwrap();
        assert_eq!((origin, instance.name.as_str()), (Origin::Regie, name));
        let found = solve(&instance, None, &Effort::cold(1), &mut Rounds(48)).unwrap();
        let verdict = check(&instance, &found.plan);
        assert_eq!(verdict.faults, [], "{name}");
        assert_eq!(verdict.bill.total, found.plan.bill.total, "{name}");
        let figures = verdict.figures;
        assert_eq!((figures.unplanned, figures.heel_pricks), (0, figures.heel_pricks_planned), "{name}");
        assert!(figures.faces_per_client() <= 2_200, "{name}: {figures:?}");
        assert!(figures.attending_met * 100 >= figures.attending_wanted * 98, "{name}: {figures:?}");
    }
}
