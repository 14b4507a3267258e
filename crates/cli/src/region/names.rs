//! Made-up names and places. Every person is synthetic; BSNs come from the range that is kept for tests.

use rand::RngExt;
use rand::rngs::StdRng;
use regie_care::case::records::Channel;

/// Family name, given name and language that go together.
const PEOPLES: &[(&str, &[&str], &[&str])] = &[
    ("Tigrinya", &["Tesfay", "Kidane", "Ghebreab", "Weldu", "Haile"], &["Selam", "Luwam", "Hiwet", "Semhar", "Feven"]),
    ("Arabisch", &["Haddad", "Khalil", "Al-Hassan", "Mansour"], &["Rania", "Yasmin", "Rasha", "Hana", "Fatima"]),
    ("Dari", &["Ahmadi", "Rahimi", "Noori", "Karimi"], &["Mina", "Roya", "Shirin", "Maryam", "Zahra"]),
    ("Somalisch", &["Warsame", "Abdi", "Farah", "Osman"], &["Hodan", "Ifrah", "Sahra", "Ayaan", "Leila"]),
    ("Oekraïens", &["Kovalenko", "Shevchenko", "Tkachenko"], &["Oksana", "Iryna", "Olena", "Kateryna"]),
    ("Turks", &["Demir", "Yılmaz", "Çelik"], &["Elif", "Zeynep", "Mehtap", "Ayşe"]),
    ("Engels", &["Okafor", "Eze", "Bah", "Diallo"], &["Grace", "Blessing", "Ngozi", "Mariama", "Aminata"]),
    ("Farsi", &["Hosseini", "Amiri", "Moradi"], &["Parisa", "Nasrin", "Sahar", "Azadeh"]),
];

/// Names of midwives, three for each of three practices, in the order of the practices.
pub const MIDWIVES: [&str; 9] = [
    "Joke de Vries",
    "Anne Bakker",
    "Selin Öztürk",
    "Mirjam van den Berg",
    "Lotte Jansen",
    "Femke Dijkstra",
    "Karin Visser",
    "Eline Mulder",
    "Hanneke Postma",
];

/// The three practices.
pub const PRACTICES: [&str; 3] =
    ["Verloskundigenpraktijk De Ooievaar", "VP Noorderlicht", "Geboortehuis Westerkwartier"];

/// The four COA sites, with the index of the GC A that serves each and of the practice nearby.
pub const SITES: [(&str, usize, usize); 4] =
    [("AZC Ter Apel", 0, 0), ("AZC Delfzijl", 0, 1), ("AZC Zutphen", 1, 2), ("AZC Dronten", 1, 2)];

/// The two health centres for asylum seekers.
pub const GC_AS: [&str; 2] = ["GC A Ter Apel", "GC A Zutphen"];

/// The two hospitals.
pub const HOSPITALS: [&str; 2] = ["Martini Ziekenhuis", "Gelre Ziekenhuizen"];

/// A client's made-up particulars.
pub struct Name {
    /// Family name.
    pub family: &'static str,
    /// Given name.
    pub given: &'static str,
    /// Language.
    pub language: &'static str,
}

/// Draws a name.
pub fn name(rng: &mut StdRng) -> Name {
    let (language, families, givens) = pick(rng, PEOPLES);
    Name { family: pick(rng, families), given: pick(rng, givens), language }
}

/// Draws one of a list that is not empty.
pub fn pick<T: Copy>(rng: &mut StdRng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())]
}

/// How a contact went: way, minutes and what was said, fitting the step whose work it did.
pub fn contact(rng: &mut StdRng, step: &str) -> (Channel, u16, &'static str) {
    match step {
        "intake" => (Channel::Visit, 45, "Intake met tolk: alle drie de anamneses afgenomen, folder in eigen taal."),
        "discuss-pathway" => {
            (Channel::Visit, 20, "Zorgpad doorgenomen: wie zij wanneer ziet en wie zij 's nachts belt.")
        }
        "birth-plan" => {
            (Channel::Visit, 30, "Geboorteplan: wil graag thuis in de unit beginnen, zus erbij, vrouwelijke tolk.")
        }
        "home-visit" => {
            (Channel::HomeVisit, 40, "Huisbezoek: kamer op de eerste verdieping, babybedje is aangevraagd bij COA.")
        }
        "birth-preparation" => (Channel::Visit, 30, "Bevalling voorbereid: vervoer geregeld, belkaart gegeven."),
        "visit-case-manager" | "visit-attending-midwife" => pick(
            rng,
            &[
                (Channel::HomeVisit, 45, "Kraambezoek: controles goed, hulp gegeven bij het aanleggen."),
                (Channel::HomeVisit, 40, "Kraambezoek: moeder en kind maken het goed; over de bevalling nagepraat."),
            ],
        ),
        "check-up-case-manager" | "check-up-attending-midwife" | "check-up-second-line" => {
            (Channel::Visit, 30, "Nacontrole: hersteld, anticonceptie besproken.")
        }
        _ => pick(
            rng,
            &[
                (Channel::Visit, 15, "Voelt goed kind, RR 120/75."),
                (Channel::Phone, 10, "Vraag over ijzertabletten; uitgelegd met tolk."),
                (Channel::Visit, 20, "Vragen over de bevalling besproken."),
            ],
        ),
    }
}

/// A BSN of the test range 9990…, valid by the elfproef.
pub fn bsn(rng: &mut StdRng) -> String {
    loop {
        let digits: [u32; 8] = std::array::from_fn(|place| match place {
            0..3 => 9,
            _ => rng.random_range(0..10),
        });
        let sum: u32 = digits.iter().zip((2..=9).rev()).map(|(digit, weight)| digit * weight).sum();
        let last = sum % 11;
        if last < 10 {
            let front: String = digits.iter().map(ToString::to_string).collect();
            return format!("{front}{last}");
        }
    }
}

/// A made-up V-number.
pub fn v_number(rng: &mut StdRng) -> String {
    format!("{}", rng.random_range(1_000_000_000_u64..3_000_000_000))
}
