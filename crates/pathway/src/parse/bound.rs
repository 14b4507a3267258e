//! Windows as text: `29w0d..30w0d..31w0d`, `born..born+10d`, `opened..opened+5 workdays`.

use std::sync::Arc;

use super::{
    place::Sink,
    table::{At, Words},
};
use crate::{
    criterion::parse::{NameRef, Names},
    date_window::{Offset, TERM_DAYS},
    step::{Base, Bound, WindowRule},
};

/// No offset reaches further; a longer one is a typing error.
const FARTHEST_DAYS: i32 = 36_525;

/// Where a bound stands decides what it may count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Window,
    Plausible,
}

/// Compiles bounds against the names of the file.
pub(crate) struct Bounds<'a> {
    pub(crate) sink: &'a Sink,
    pub(crate) names: &'a Names<'a>,
    pub(crate) gestation: Option<u16>,
}

struct BadBound {
    code: &'static str,
    message: String,
    help: String,
}

fn bad(message: String, help: impl Into<String>) -> BadBound {
    BadBound { code: "bad-window", message, help: help.into() }
}

impl Bounds<'_> {
    /// `from..until` or `from..target..until`.
    pub(crate) fn window(&self, words: &Words) -> Option<WindowRule> {
        let parts = self.range(words)?;
        let mut bounds = Vec::new();
        for part in &parts {
            bounds.push(self.bound(part, Place::Window)?);
        }
        let mut bounds = bounds.into_iter();
        let (from, second, third) = (bounds.next()?, bounds.next()?, bounds.next());
        let (target, until) = match third {
            Some(until) => (Some(second), until),
            None => (None, second),
        };
        if from.base == Base::Opened && from.offset != Offset::ZERO {
            let message = format!("a step cannot open at `{}`, counted from its own opening", from.text);
            let help = "start the window at `opened`, or count from the step before: `intake+14d`";
            self.sink.error("bad-window", words.at, message, help);
        }
        let rule = WindowRule { from, target, until, text: Arc::from(words.value.trim()) };
        self.refuse_reversed(words, &rule);
        Some(rule)
    }

    /// `earliest..latest` of an anchor.
    pub(crate) fn plausible(&self, words: &Words) -> Option<(Bound, Bound)> {
        let parts = self.range(words)?;
        let [earliest, latest] = parts.as_slice() else {
            let message = format!("`{}` must have two dates: the earliest and the latest", words.value);
            self.sink.error("bad-window", words.at, message, "write it as `entry-14w..entry+40w`");
            return None;
        };
        let pair = (self.bound(earliest, Place::Plausible)?, self.bound(latest, Place::Plausible)?);
        let rule = WindowRule { from: pair.0, target: None, until: pair.1, text: Arc::from("") };
        self.refuse_reversed(words, &rule);
        Some((rule.from, rule.until))
    }

    fn range(&self, words: &Words) -> Option<Vec<Words>> {
        let mut at = words.at;
        let mut parts = Vec::new();
        for part in words.value.split("..") {
            let lead = part.len() - part.trim_start().len();
            parts.push(At { at: at + lead, value: part.trim().to_string() });
            at += part.len() + 2;
        }
        if (2..=3).contains(&parts.len()) {
            return Some(parts);
        }
        let message = format!("`{}` is not a window: expected two or three dates joined by `..`", words.value);
        self.sink.error("bad-window", words.at, message, "write it as `29w0d..31w0d` or `29w0d..30w0d..31w0d`");
        None
    }

    /// One date of a window.
    pub(crate) fn bound(&self, words: &Words, place: Place) -> Option<Bound> {
        let found = self.base_and_offset(words.value.trim(), place);
        match found {
            Ok((base, offset)) => Some(Bound { base, offset, text: Arc::from(words.value.trim()) }),
            Err(BadBound { code, message, help }) => {
                self.sink.error(code, words.at, message, help);
                None
            }
        }
    }

    fn base_and_offset(&self, text: &str, place: Place) -> Result<(Base, Offset), BadBound> {
        if let Some(days) = gestational_days(text) {
            let anchor = self.gestation.ok_or_else(|| {
                let message = format!("`{text}` counts in gestational age, but the pathway names no due date");
                bad(message, "add gestation = \"due\" to [pathway], naming the anchor that is 40w0d")
            })?;
            return Ok((Base::Anchor(anchor), Offset::Days(days? - TERM_DAYS)));
        }
        if let Some(base) = self.base(text, place)? {
            return Ok((base, Offset::ZERO));
        }
        let sign = text.rfind(['+', '-']).filter(|at| *at > 0);
        let Some((name, sign, amount)) = sign.map(|at| (text[..at].trim(), &text[at..=at], text[at + 1..].trim()))
        else {
            return Err(self.unknown(text));
        };
        let Some(offset) = duration(amount) else {
            let message = format!("`{amount}` in `{text}` is not a number of days, weeks or workdays");
            let help = match self.names.nearest(text) {
                Some(near) => {
                    format!("write it as `born+10d`, `born+6w` or `opened+5 workdays`; or did you mean `{near}`?")
                }
                None => "write it as `born+10d`, `born+6w` or `opened+5 workdays`".into(),
            };
            return Err(bad(message, help));
        };
        let offset = match (sign, offset) {
            ("-", Offset::Days(days)) => Offset::Days(-days),
            ("-", Offset::Workdays(days)) => Offset::Workdays(-days),
            (_, offset) => offset,
        };
        let base = self.base(name, place)?.ok_or_else(|| self.unknown(name))?;
        Ok((base, offset))
    }

    fn base(&self, name: &str, place: Place) -> Result<Option<Base>, BadBound> {
        let named = self.names.lookup.get(name).copied();
        match (name, named) {
            ("entry", _) => Ok(Some(Base::Entry)),
            ("opened", _) if place == Place::Window => Ok(Some(Base::Opened)),
            ("today", _) if place == Place::Plausible => Ok(Some(Base::Today)),
            ("opened" | "today", _) => {
                let help = "a window counts from anchors, steps, entry or opened; plausible dates from anchors, entry or today";
                Err(bad(format!("`{name}` has no meaning here"), help))
            }
            (_, Some(NameRef::Anchor(anchor))) => Ok(Some(Base::Anchor(anchor))),
            (_, Some(NameRef::Step(step))) if place == Place::Window => Ok(Some(Base::Step(step))),
            (_, Some(_)) => {
                let message = format!("`{name}` has no date to count from");
                Err(bad(message, "count from an anchor, a step, entry or opened"))
            }
            (_, None) => Ok(None),
        }
    }

    fn unknown(&self, name: &str) -> BadBound {
        let help = match self.names.nearest(name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "count from an anchor such as `born+7d`, from a gestational age such as `29w0d`, from `entry` or from `opened`".into(),
        };
        BadBound { code: "unknown-anchor", message: format!("there is no anchor or step `{name}` to count from"), help }
    }

    fn refuse_reversed(&self, words: &Words, rule: &WindowRule) {
        let bounds: Vec<&Bound> = rule.bounds().collect();
        for (at, first) in bounds.iter().enumerate() {
            for second in &bounds[at + 1..] {
                let (_, latest) = first.offset.range();
                let (earliest, _) = second.offset.range();
                if first.base == second.base && latest > earliest {
                    let message =
                        format!("the window can start after it ends: `{}` lies after `{}`", first.text, second.text);
                    self.sink.error(
                        "window-reversed",
                        words.at,
                        message,
                        "put the dates in order: from..target..until",
                    );
                    return;
                }
            }
        }
    }
}

/// `29w0d`: weeks and days since the start of the count. Nothing when the text is no gestational age.
fn gestational_days(text: &str) -> Option<Result<i32, BadBound>> {
    let (weeks, days) = text.strip_suffix('d')?.split_once('w')?;
    let (weeks, days): (i32, i32) = (weeks.parse().ok()?, days.parse().ok()?);
    Some(if (0..=45).contains(&weeks) && (0..=6).contains(&days) {
        Ok(weeks * 7 + days)
    } else {
        Err(bad(
            format!("`{text}` is no gestational age"),
            "write completed weeks (up to 45) and days (0 to 6): `29w0d`",
        ))
    })
}

/// `10d`, `6w`, `5 workdays`.
pub(crate) fn duration(text: &str) -> Option<Offset> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let amount: i32 = text[..digits].parse().ok()?;
    let offset = match text[digits..].trim() {
        "d" | "day" | "days" => Offset::Days(amount),
        "w" | "week" | "weeks" => Offset::Days(amount.checked_mul(7)?),
        "workday" | "workdays" => Offset::Workdays(amount),
        _ => return None,
    };
    (amount <= FARTHEST_DAYS && offset.range().1 <= FARTHEST_DAYS).then_some(offset)
}
