//! Cleaning single values of an export. Each function either understands a value or says what is wrong with it.

use jiff::ToSpan;
use jiff::civil::Date;

/// Reads a date in any of the styles that exports mix: `29-06-1989`, `1989-06-29`, `29/06/1989`, `29-6-89`.
/// A year of two digits falls in the hundred years before `latest`.
///
/// # Errors
/// What is wrong, in a sentence for the report.
pub fn date(text: &str, latest: Date) -> Result<Date, String> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let [first, second, third] = parts.as_slice() else {
        return Err(format!("'{text}' is no date; expected for instance 29-06-1989"));
    };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let number = |part: &str| part.parse::<i16>().map_err(|_| format!("'{text}' is no date; '{part}' is no number"));
    let (short, month, day) = (number(year)?, number(month)?, number(day)?);
    let year = if year.len() <= 2 { century(short, latest) } else { short };
    let (Ok(month8), Ok(day8)) = (i8::try_from(month), i8::try_from(day)) else {
        return Err(format!("'{text}' is no date; there is no day {day} or month {month}"));
    };
    Date::new(year, month8, day8).map_err(|_| format!("'{text}' is no date: there is no such day"))
}

fn century(short: i16, latest: Date) -> i16 {
    let this = latest.year() - latest.year().rem_euclid(100) + short;
    if this > latest.year() { this - 100 } else { this }
}

/// The due date from the first day of the last menstruation: 280 days on (Naegele).
#[must_use]
pub fn due_from_last_period(first_day: Date) -> Option<Date> {
    first_day.checked_add(280.days()).ok()
}

/// A Dutch or foreign telephone number as `+31612345678`, or the digits as they stand.
///
/// # Errors
/// When it has too few or too many digits to be one.
pub fn phone(text: &str) -> Result<String, String> {
    let kept: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let number = match (kept.strip_prefix("00"), kept.strip_prefix('0')) {
        (Some(international), _) => format!("+{international}"),
        (None, Some(national)) => format!("+31{national}"),
        (None, None) => kept,
    };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if (9..=15).contains(&digits) {
        Ok(number)
    } else {
        Err(format!("'{}' is no telephone number: {digits} digits", text.trim()))
    }
}

/// Gravidity and parity from `G2P1`, `G2 P1` or `2/1`.
///
/// # Errors
/// When it is none of these, or more births than pregnancies.
pub fn gravida_para(text: &str) -> Result<(u8, u8), String> {
    let digits: Vec<u8> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| format!("'{text}' is not gravidity and parity such as G2P1"))?;
    match digits.as_slice() {
        [gravida, para] if para <= gravida => Ok((*gravida, *para)),
        [gravida, para] => Err(format!("'{text}' says {para} births in {gravida} pregnancies")),
        _ => Err(format!("'{text}' is not gravidity and parity such as G2P1")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn the_four_styles_of_date_mean_the_same_day() {
        let latest = day(2026, 11, 22);
        for text in ["09-06-1989", "1989-06-09", "09/06/1989", "9-6-89", " 9-06-89 "] {
            assert_eq!(date(text, latest), Ok(day(1989, 6, 9)), "{text}");
        }
    }

    #[test]
    fn two_digits_of_a_year_fall_in_the_hundred_years_before_the_latest_possible_day() {
        assert_eq!(date("7-4-27", day(2028, 11, 22)), Ok(day(2027, 4, 7)));
        assert_eq!(date("7-4-27", day(2026, 11, 22)), Ok(day(1927, 4, 7)));
    }

    #[test]
    fn a_day_that_does_not_exist_is_named() {
        let error = date("31-02-2027", day(2026, 11, 22)).unwrap_err();
        assert!(error.contains("31-02-2027") && error.contains("no such day"), "{error}");
        assert!(date("99-99-9999", day(2026, 11, 22)).is_err());
        assert!(date("morgen", day(2026, 11, 22)).is_err());
    }

    #[test]
    fn telephone_numbers_take_one_form() {
        for text in ["06 7115 4652", "06-71154652", "+31671154652", "0031 671154652", "0671154652"] {
            assert_eq!(phone(text).as_deref(), Ok("+31671154652"), "{text}");
        }
        assert!(phone("12").is_err());
    }

    #[test]
    fn gravidity_and_parity_in_three_spellings() {
        for text in ["G2P1", "G2 P1", "2/1"] {
            assert_eq!(gravida_para(text), Ok((2, 1)), "{text}");
        }
        assert!(gravida_para("1/3").is_err());
        assert!(gravida_para("para?").is_err());
    }
}
