//! Every text on a page, in Dutch and in English (G-04).
//!
//! Templates hold no words: they ask a [`Texts`] for them by key. The texts themselves are Fluent files in `locales/`,
//! embedded in the binary. Looking one up is a hash look-up; a text without arguments is not even copied.

mod codes;
mod course;
mod dates;
pub mod numbers;
mod pathway;
mod refusals;
mod spoken;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

pub use codes::StepState;
pub use course::Course;
pub use dates::{Chip, Tone, civil, days_between, moment_of};

/// A language of the interface for professionals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Nederlands, unless asked otherwise.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// All languages, the first one first.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The code, as in the page's `lang` and in the cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// Reads a code or a tag such as `en-GB`; `None` when this language is not here.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.code() == primary)
    }

    /// Chooses: what the user chose before (cookie), else the first language of `Accept-Language` that is here.
    #[must_use]
    pub fn choose(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        cookie.and_then(Self::parse).or_else(|| accept_language.and_then(Self::accepted)).unwrap_or_default()
    }

    fn accepted(header: &str) -> Option<Self> {
        let mut wishes: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|wish| {
                let mut parts = wish.split(';');
                let lang = Self::parse(parts.next()?)?;
                let weight =
                    parts.find_map(|part| part.trim().strip_prefix("q=").and_then(|q| q.parse().ok())).unwrap_or(1.0);
                (weight > 0.0).then_some((weight, lang))
            })
            .collect();
        wishes.sort_by(|one, other| other.0.total_cmp(&one.0));
        wishes.first().map(|(_, lang)| *lang)
    }

    /// As Fluent wants it: it decides about plurals. A code that is no tag would count like no language at all.
    fn id(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }
}

type Bundle = FluentBundle<FluentResource>;

#[derive(RustEmbed)]
#[folder = "../../locales"]
struct Locales;

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| Lang::ALL.map(bundle));

/// From how many on the thousands stand apart: a year is no quantity.
const GROUPED: f64 = 10_000.0;

/// `12.345`: a large whole number with its thousands apart; other values as Fluent writes them.
fn grouped(value: &FluentValue<'_>, mark: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if number.value < GROUPED || number.value.fract() != 0.0 {
        return None;
    }
    let digits = format!("{:.0}", number.value);
    let mut told = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(mark);
        }
        told.push(digit);
    }
    Some(told)
}

fn bundle(lang: Lang) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![lang.id()]);
    // The marks around arguments would show up in attributes and in print; names carry their own direction in <bdi>.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Nl => |value, _| grouped(value, '.'),
        Lang::En => |value, _| grouped(value, ','),
    }));
    for path in Locales::iter().filter(|path| path.starts_with(&format!("{}/", lang.code()))) {
        let Some(file) = Locales::get(&path) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            tracing::error!(%path, ?errors, "a text file has lines that Fluent cannot read; they are left out");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(%path, ?errors, "a text has the key of another; the first one stays");
        }
    }
    bundle
}

/// The texts of one language. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Texts {
    lang: Lang,
    bundle: &'static Bundle,
    /// Whether days go by their date, never by what they were on the day that is told of: `vandaag`, `gisteren`.
    by_date: bool,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Texts").field(&self.lang).finish()
    }
}

impl Texts {
    /// The texts of a language.
    #[must_use]
    pub fn get(lang: Lang) -> Self {
        let bundle = match lang {
            Lang::Nl => &BUNDLES[0],
            Lang::En => &BUNDLES[1],
        };
        Self { lang, bundle, by_date: false }
    }

    /// The same texts for what is told of a day that is past: what was `vandaag` then is not for who reads it now, so
    /// every day goes by its date, with the year.
    #[must_use]
    pub const fn by_date(self) -> Self {
        Self { by_date: true, ..self }
    }

    /// Which language this is.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The code of this language, for `<html lang>`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.lang.code()
    }

    /// A text without arguments.
    #[must_use]
    pub fn of(&self, key: &str) -> Cow<'static, str> {
        self.format(key, None)
    }

    /// A text with one argument.
    pub fn one(&self, key: &str, name: &str, value: impl IntoArg) -> Cow<'static, str> {
        let mut args = FluentArgs::with_capacity(1);
        args.set(name, value.arg());
        self.format(key, Some(&args))
    }

    /// A text with two arguments.
    pub fn two(&self, key: &str, a: &str, value_a: impl IntoArg, b: &str, value_b: impl IntoArg) -> Cow<'static, str> {
        let mut args = FluentArgs::with_capacity(2);
        args.set(a, value_a.arg());
        args.set(b, value_b.arg());
        self.format(key, Some(&args))
    }

    /// A text with any number of arguments.
    #[must_use]
    pub fn with(&self, key: &str, arguments: &[(&str, &dyn IntoArg)]) -> Cow<'static, str> {
        let mut args = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            args.set(*name, value.arg());
        }
        self.format(key, Some(&args))
    }

    /// The name of a language in that language, so that everyone finds her own.
    #[must_use]
    pub fn language(&self, lang: &Lang) -> &'static str {
        match lang {
            Lang::Nl => "Nederlands",
            Lang::En => "English",
        }
    }

    /// Whether there is a text under this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn format(&self, key: &str, args: Option<&FluentArgs>) -> Cow<'static, str> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, lang = self.code(), "there is no such text; add it to both languages");
            return Cow::Owned(key.to_owned());
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, lang = self.code(), ?errors, "a text asks for what it was not given");
        }
        text
    }
}

/// What can be put into a text.
pub trait IntoArg {
    /// As Fluent wants it.
    fn arg(&self) -> FluentValue<'_>;
}

impl<T: IntoArg + ?Sized> IntoArg for &T {
    fn arg(&self) -> FluentValue<'_> {
        (**self).arg()
    }
}

impl IntoArg for str {
    fn arg(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl IntoArg for String {
    fn arg(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl IntoArg for Cow<'_, str> {
    fn arg(&self) -> FluentValue<'_> {
        FluentValue::from(&**self)
    }
}

macro_rules! number_args {
    ($($number:ty),+) => {
        $(impl IntoArg for $number {
            fn arg(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        })+
    };
}

number_args!(u8, u16, u32, u64, usize, i32, i64);

/// A number as a `tel:` link wants it: digits and a leading `+` only.
#[must_use]
pub fn tel(number: &str) -> String {
    let number = number.trim();
    let plus = if number.starts_with('+') { "+" } else { "" };
    let digits = number.chars().filter(char::is_ascii_digit);
    digits.fold(plus.to_owned(), |mut link, digit| {
        link.push(digit);
        link
    })
}

#[cfg(test)]
mod tests {
    use super::{Lang, Texts};

    #[test]
    fn g_04_large_numbers_have_their_thousands_apart_and_years_do_not() {
        let told = |lang, count: u64| Texts::get(lang).one("caseload-total", "count", count).into_owned();
        assert_eq!(told(Lang::Nl, 9999), "9999 casussen");
        assert_eq!(told(Lang::Nl, 12345), "12.345 casussen");
        assert_eq!(told(Lang::Nl, 1_000_000), "1.000.000 casussen");
        assert_eq!(told(Lang::En, 100_000), "100,000 cases");
        assert_eq!(told(Lang::Nl, 1), "1 casus");
    }

    #[test]
    fn g_04_the_cookie_goes_before_the_browser_and_dutch_is_the_default() {
        assert_eq!(Lang::choose(None, None), Lang::Nl);
        assert_eq!(Lang::choose(Some("en"), Some("nl")), Lang::En);
        assert_eq!(Lang::choose(Some("tlh"), Some("en-GB,en;q=0.9")), Lang::En);
        assert_eq!(Lang::choose(None, Some("de-DE, fr;q=0.8")), Lang::Nl);
        assert_eq!(Lang::choose(None, Some("nl;q=0.3, en;q=0.8")), Lang::En);
        assert_eq!(Lang::choose(None, Some("en;q=0, *;q=0.1")), Lang::Nl);
        assert_eq!(Lang::choose(None, Some(";;,q=1,")), Lang::Nl);
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        assert_eq!(Texts::get(Lang::Nl).of("no-such-key"), "no-such-key");
        assert!(!Texts::get(Lang::Nl).has("no-such-key"));
    }

    #[test]
    fn counts_agree_with_their_noun() {
        let t = Texts::get(Lang::Nl);
        assert_eq!(t.one("days-late", "days", 1), "1 dag te laat");
        assert_eq!(t.one("days-late", "days", 3), "3 dagen te laat");
    }
}
