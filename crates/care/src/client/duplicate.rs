//! Looks for records that may be the same person (G-07). It proposes; people decide.
//!
//! Points are whole numbers, so that the same two records score the same on every machine and in every year.

use jiff::civil::Date;
use regie_pathway::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Identity;
use super::name::{fold_name, likeness};
use crate::ids::ClientId;

/// From this score on a pair is proposed.
pub const THRESHOLD: u8 = 70;

/// Likeness of a name, in permille, from which it counts as the same name mistyped.
const SIMILAR: u16 = 700;

/// One reason to think that two records are, or are not, the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = DuplicateReason)]
pub enum Reason {
    /// The same BSN: certain.
    SameBsn,
    /// The same V-number: certain.
    SameVNumber,
    /// The same number in the same source system: certain.
    SameSourceNumber,
    /// Both names the same.
    SameName,
    /// Names alike: accents, a letter, a part left out.
    SimilarName,
    /// Family name and given name changed places.
    SwappedNames,
    /// The same birth date.
    SameBirthDate,
    /// The same birth date with day and month changed places.
    DayAndMonthSwapped,
    /// Birth dates that differ in one digit.
    BirthDateOneDigitOff,
    /// The same phone number.
    SamePhone,
    /// Both have a BSN, and they differ: against.
    DifferentBsn,
    /// Both have a V-number, and they differ: against.
    DifferentVNumber,
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::SameBsn => Text::new("hetzelfde BSN", "the same BSN"),
            Self::SameVNumber => Text::new("hetzelfde V-nummer", "the same V-number"),
            Self::SameSourceNumber => Text::new("hetzelfde nummer in de bron", "the same number in the source"),
            Self::SameName => Text::new("dezelfde naam", "the same name"),
            Self::SimilarName => Text::new("een naam die er sterk op lijkt", "a very similar name"),
            Self::SwappedNames => Text::new("voor- en achternaam verwisseld", "given and family name swapped"),
            Self::SameBirthDate => Text::new("dezelfde geboortedatum", "the same birth date"),
            Self::DayAndMonthSwapped => Text::new("geboortedag en -maand verwisseld", "day and month of birth swapped"),
            Self::BirthDateOneDigitOff => {
                Text::new("geboortedatum scheelt één cijfer", "birth date differs in one digit")
            }
            Self::SamePhone => Text::new("hetzelfde telefoonnummer", "the same phone number"),
            Self::DifferentBsn => Text::new("maar: een ander BSN", "but: another BSN"),
            Self::DifferentVNumber => Text::new("maar: een ander V-nummer", "but: another V-number"),
        }
    }
}

/// A record that may be the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which record.
    pub client: ClientId,
    /// How strong, from [`THRESHOLD`] to 100; 100 is certain.
    pub score: u8,
    /// Why, strongest first.
    pub reasons: Vec<Reason>,
}

/// The records among `others` that may be the same person, strongest first. Costs one comparison per record; records
/// with neither a birth date nor a phone number in common are passed over without comparing names.
#[must_use]
pub fn candidates<'a>(
    identity: &Identity,
    others: impl IntoIterator<Item = (ClientId, &'a Identity)>,
) -> Vec<Candidate> {
    let subject = Subject::of(identity);
    let mut found: Vec<Candidate> = others
        .into_iter()
        .filter_map(|(client, other)| {
            let (score, reasons) = subject.compare(other);
            (score >= THRESHOLD).then_some(Candidate { client, score, reasons })
        })
        .collect();
    found.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.client));
    found
}

/// The one whose doubles are sought, folded once.
struct Subject<'a> {
    identity: &'a Identity,
    family: String,
    given: String,
    phone: Option<String>,
}

impl<'a> Subject<'a> {
    fn of(identity: &'a Identity) -> Self {
        Self {
            identity,
            family: fold_name(&identity.family_name),
            given: fold_name(&identity.given_name),
            phone: significant_digits(&identity.phone),
        }
    }

    fn compare(&self, other: &Identity) -> (u8, Vec<Reason>) {
        let mut reasons = self.certain(other);
        if !reasons.is_empty() {
            return (100, reasons);
        }
        let phone = self.phone.is_some() && self.phone == significant_digits(&other.phone);
        let (date_points, date_reason) = birth_dates(self.identity.birth_date, other.birth_date);
        if date_reason.is_none() && !phone {
            return (0, reasons);
        }
        let (name_points, name_reason) = self.names(other);
        let mut score = name_points + date_points;
        reasons.extend(name_reason);
        reasons.extend(date_reason);
        if phone {
            score += 25;
            reasons.push(Reason::SamePhone);
        }
        if differ(self.identity.bsn, other.bsn) {
            score -= 60;
            reasons.push(Reason::DifferentBsn);
        }
        if differ(self.identity.v_number, other.v_number) {
            score -= 25;
            reasons.push(Reason::DifferentVNumber);
        }
        (u8::try_from(score.clamp(0, 99)).unwrap_or(0), reasons)
    }

    fn certain(&self, other: &Identity) -> Vec<Reason> {
        let same = [
            (self.identity.bsn.is_some() && self.identity.bsn == other.bsn, Reason::SameBsn),
            (self.identity.v_number.is_some() && self.identity.v_number == other.v_number, Reason::SameVNumber),
            (self.identity.source.is_some() && self.identity.source == other.source, Reason::SameSourceNumber),
        ];
        same.into_iter().filter_map(|(is, reason)| is.then_some(reason)).collect()
    }

    /// At most 45 points: 25 for the family name, 20 for the given name; a given name that is quite another counts
    /// against (sisters share the rest).
    fn names(&self, other: &Identity) -> (i32, Option<Reason>) {
        let (family, given) = (fold_name(&other.family_name), fold_name(&other.given_name));
        let straight = (likeness(&self.family, &family), likeness(&self.given, &given));
        let swapped = (likeness(&self.family, &given), likeness(&self.given, &family));
        if name_points(swapped) > name_points(straight) {
            return (name_points(swapped) - 3, Some(Reason::SwappedNames));
        }
        let reason = match straight {
            (1000, 1000) => Some(Reason::SameName),
            (family, given) if family >= SIMILAR && given >= SIMILAR => Some(Reason::SimilarName),
            _ => None,
        };
        (name_points(straight), reason)
    }
}

fn name_points((family, given): (u16, u16)) -> i32 {
    let part = |likeness: u16, most: i32| if likeness >= SIMILAR { i32::from(likeness) * most / 1000 } else { 0 };
    part(family, 25) + if given < SIMILAR { -15 } else { part(given, 20) }
}

/// At most 40 points. A 1 January says less: it stands for "unknown" on many asylum seekers' documents.
fn birth_dates(one: Option<Date>, other: Option<Date>) -> (i32, Option<Reason>) {
    let (Some(one), Some(other)) = (one, other) else { return (0, None) };
    if one == other {
        let points = if (one.month(), one.day()) == (1, 1) { 25 } else { 40 };
        return (points, Some(Reason::SameBirthDate));
    }
    if one.year() == other.year() && one.month() == other.day() && one.day() == other.month() {
        return (34, Some(Reason::DayAndMonthSwapped));
    }
    if digits_off(one, other) == 1 {
        return (30, Some(Reason::BirthDateOneDigitOff));
    }
    (-20, None)
}

fn digits_off(one: Date, other: Date) -> usize {
    let (one, other) = (one.to_string(), other.to_string());
    one.chars().zip(other.chars()).filter(|(a, b)| a != b).count()
}

fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

/// The last nine digits of a phone number, so that 06-12345678, 0031 612345678 and +31612345678 are one.
fn significant_digits(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().checked_sub(9)?;
    digits.get(from..).map(str::to_owned)
}
