//! Dates, criteria and causes in the words of a person, in Dutch and English.

pub(crate) mod clause;

use jiff::civil::Date;

use crate::{
    Text,
    criterion::{Comparison, Criterion, Node},
    date_window::{Offset, date_of, gestation},
    definition::Definition,
    fact::{Fact, FactKind},
    lifecycle::{Cause, Status},
    step::{Base, Bound, Step, WindowRule},
};

const MONTHS_NL: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Joins texts in both languages alike.
pub(crate) fn both(parts: &[&Text], join: (&str, &str)) -> Text {
    let nl: Vec<&str> = parts.iter().map(|part| part.nl.as_str()).collect();
    let en: Vec<&str> = parts.iter().map(|part| part.en.as_str()).collect();
    Text::new(nl.join(join.0), en.join(join.1))
}

/// A day as people say it: `24 januari 2027`, `24 January 2027`.
#[must_use]
pub fn in_words(date: Date) -> Text {
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    let with = |months: &[&str; 12]| format!("{} {} {}", date.day(), months[month.min(11)], date.year());
    Text::new(with(&MONTHS_NL), with(&MONTHS_EN))
}

/// A date, with the gestational age before it when the due date is given: `29w0d (8 november 2026)`.
pub(crate) fn moment(on: Date, due: Option<Date>) -> Text {
    let words = in_words(on);
    match due {
        Some(due) => {
            let age = gestation(due, on);
            Text::new(format!("{age} ({})", words.nl), format!("{age} ({})", words.en))
        }
        None => words,
    }
}

/// A title within a sentence with its article: `de bevalling`, `het overlijden`; `the birth`.
#[must_use]
pub fn with_article(title: &Text) -> Text {
    let has_article = ["de ", "het "].iter().any(|article| title.nl.starts_with(article));
    let nl = if has_article { title.nl.clone() } else { format!("de {}", title.nl) };
    let en = if title.en.starts_with("the ") { title.en.clone() } else { format!("the {}", title.en) };
    Text::new(nl, en)
}

/// A title within a sentence: `Niet nodig` becomes `niet nodig`; `MDO` and `Veilig Thuis` keep their capitals.
#[must_use]
pub fn in_a_sentence(title: &Text) -> Text {
    let lowered = |text: &str| {
        let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
        let is_name = text.split(' ').take(2).all(|word| word.starts_with(char::is_uppercase));
        let keeps = rest.starts_with(char::is_uppercase) || (is_name && text.contains(' '));
        if keeps { text.to_owned() } else { format!("{}{rest}", first.to_lowercase()) }
    };
    Text::new(lowered(&title.nl), lowered(&title.en))
}

/// `10 dagen`, `5 werkdagen`.
pub(crate) fn duration(offset: Offset) -> Text {
    let (count, nl, en) = match offset {
        Offset::Days(1) => (1, "dag", "day"),
        Offset::Days(days) if days != 0 && days % 7 == 0 => {
            let weeks = days / 7;
            if weeks == 1 { (1, "week", "week") } else { (weeks, "weken", "weeks") }
        }
        Offset::Days(days) => (days, "dagen", "days"),
        Offset::Workdays(1) => (1, "werkdag", "workday"),
        Offset::Workdays(days) => (days, "werkdagen", "workdays"),
    };
    Text::new(format!("{count} {nl}"), format!("{count} {en}"))
}

/// What a bound counts from, as a noun.
pub(crate) fn base(def: &Definition, bound: &Bound) -> Text {
    match bound.base {
        Base::Anchor(anchor) => with_article(&def.anchors[usize::from(anchor)].title),
        Base::Step(step) => step_as_base(&def.steps[usize::from(step)]),
        Base::Entry => Text::new("de start van de zorg", "the start of the care"),
        Base::Opened => Text::new("de dag dat dit kon", "the day on which this opened"),
        Base::Today => Text::new("vandaag", "today"),
    }
}

/// A step from which a window counts: the day that it asks, or else its end.
pub(crate) fn step_as_base(step: &Step) -> Text {
    match &step.day {
        Some(day) => with_article(&in_a_sentence(day)),
        None => Text::new(format!("“{}”", step.title.nl), format!("“{}”", step.title.en)),
    }
}

/// One end of a window: `29w0d`, `10 dagen na de bevalling`.
fn bound(def: &Definition, bound: &Bound) -> Text {
    if bound.text.starts_with(|first: char| first.is_ascii_digit()) {
        return Text::same(&*bound.text);
    }
    let noun = base(def, bound);
    let (days, size) = match bound.offset {
        Offset::Days(days) => (days, Offset::Days(days.saturating_abs())),
        Offset::Workdays(days) => (days, Offset::Workdays(days.saturating_abs())),
    };
    let size = duration(size);
    match days.signum() {
        0 => noun,
        1 => Text::new(format!("{} na {}", size.nl, noun.nl), format!("{} after {}", size.en, noun.en)),
        _ => Text::new(format!("{} vóór {}", size.nl, noun.nl), format!("{} before {}", size.en, noun.en)),
    }
}

/// A window of which all ends count onwards from one thing: `binnen 2 weken na de bevalling, bij voorkeur na 3 dagen`.
fn within(def: &Definition, rule: &WindowRule) -> Option<Text> {
    let mut sizes = Vec::new();
    for end in rule.bounds() {
        let (Offset::Days(size) | Offset::Workdays(size)) = end.offset;
        let weeks = end.text.starts_with(|first: char| first.is_ascii_digit());
        if weeks || end.base != rule.from.base || size < 0 {
            return None;
        }
        sizes.push(size);
    }
    let (from, until) = (duration(rule.from.offset), duration(rule.until.offset));
    let (since, day) = match rule.from.base {
        Base::Opened => {
            (Text::new("nadat dit openging", "after it opened"), Text::new("waarop dit opengaat", "on which it opens"))
        }
        _ => {
            let noun = base(def, &rule.from);
            let since = Text::new(format!("na {}", noun.nl), format!("after {}", noun.en));
            (since, Text::new(format!("van {}", noun.nl), format!("of {}", noun.en)))
        }
    };
    let span = match (sizes.first()?, sizes.last()?) {
        (0, 0) => return Some(Text::new(format!("op de dag {}", day.nl), format!("on the day {}", day.en))),
        (0, _) => Text::new(format!("binnen {} {}", until.nl, since.nl), format!("within {} {}", until.en, since.en)),
        _ => Text::new(
            format!("{} t/m {} {}", from.nl, until.nl, since.nl),
            format!("{} to {} {}", from.en, until.en, since.en),
        ),
    };
    let best = match rule.target.as_ref().map(|target| (target.offset.is_zero(), duration(target.offset))) {
        None => Text::default(),
        Some((true, _)) => Text::new(", bij voorkeur dezelfde dag", ", preferably the same day"),
        Some((false, size)) => {
            Text::new(format!(", bij voorkeur na {}", size.nl), format!(", preferably after {}", size.en))
        }
    };
    Some(both(&[&span, &best], ("", "")))
}

/// A window as declared: `29w0d t/m 31w0d, bij voorkeur 30w0d`.
pub(crate) fn window(def: &Definition, rule: &WindowRule) -> Text {
    if let Some(words) = within(def, rule) {
        return words;
    }
    let (from, until) = (bound(def, &rule.from), bound(def, &rule.until));
    let target = rule.target.as_ref().map(|target| bound(def, target)).unwrap_or_default();
    let (nl, en) = match rule.target {
        Some(_) => (format!(", bij voorkeur {}", target.nl), format!(", preferably {}", target.en)),
        None => (String::new(), String::new()),
    };
    Text::new(format!("{} t/m {}{nl}", from.nl, until.nl), format!("{} to {}{en}", from.en, until.en))
}

fn quoted(text: &Text) -> Text {
    Text::new(format!("“{}”", text.nl), format!("“{}”", text.en))
}

fn after(subject: &Text, nl: &str, en: &str) -> Text {
    Text::new(format!("{} {nl}", subject.nl), format!("{} {en}", subject.en))
}

fn fact(def: &Definition, at: u16) -> &Fact {
    &def.facts[usize::from(at)]
}

fn atom(def: &Definition, node: &Node, negated: bool) -> Text {
    let (not_nl, not_en) = if negated { ("niet ", "not ") } else { ("", "") };
    match node {
        Node::Anchor(anchor) | Node::AnchorKnown(anchor) => {
            let title = with_article(&def.anchors[usize::from(*anchor)].title);
            after(&title, &format!("is {not_nl}bekend"), &format!("is {not_en}known"))
        }
        Node::FactKnown(at) => {
            after(&quoted(&fact(def, *at).ask), &format!("is {not_nl}beantwoord"), &format!("is {not_en}answered"))
        }
        Node::FactYes(at) => {
            let (nl, en) = if negated { ("nee", "no") } else { ("ja", "yes") };
            after(&quoted(&fact(def, *at).ask), nl, en)
        }
        Node::FactChoice(at, option) => {
            let title = match &fact(def, *at).answer {
                FactKind::Choice { options } => options[usize::from(*option)].title.clone(),
                _ => Text::default(),
            };
            let answer = Text::new(format!("{not_nl}{}", title.nl), format!("{not_en}{}", title.en));
            both(&[&quoted(&fact(def, *at).ask), &answer], (" ", " "))
        }
        Node::FactCompare(at, comparison, value) => compared(fact(def, *at), *comparison, *value, negated),
        Node::StepIs(step, Status::Waiting) => {
            let title = quoted(&def.steps[usize::from(*step)].title);
            if negated { after(&title, "wacht niet", "is not waiting") } else { after(&title, "wacht", "is waiting") }
        }
        Node::StepIs(step, status) => {
            let label = status.label();
            let title = quoted(&def.steps[usize::from(*step)].title);
            after(&title, &format!("is {not_nl}{}", label.nl), &format!("is {not_en}{}", label.en))
        }
        Node::StepOutcome(step, outcome) => {
            let step = &def.steps[usize::from(*step)];
            let outcome = &step.outcomes[usize::from(*outcome)].title;
            let answer = Text::new(format!("{not_nl}{}", outcome.nl), format!("{not_en}{}", outcome.en));
            both(&[&quoted(&step.title), &answer], (": ", ": "))
        }
        Node::Not(_) | Node::All(_) | Node::Any(_) => Text::default(),
    }
}

fn compared(fact: &Fact, comparison: Comparison, value: i64, negated: bool) -> Text {
    let sign = match (comparison, negated) {
        (Comparison::Less, false) | (Comparison::GreaterOrEqual, true) => "<",
        (Comparison::LessOrEqual, false) | (Comparison::Greater, true) => "≤",
        (Comparison::Equal, false) | (Comparison::NotEqual, true) => "=",
        (Comparison::NotEqual, false) | (Comparison::Equal, true) => "≠",
        (Comparison::GreaterOrEqual, false) | (Comparison::Less, true) => "≥",
        (Comparison::Greater, false) | (Comparison::LessOrEqual, true) => ">",
    };
    let value = match fact.answer {
        FactKind::Date => in_words(date_of(i32::try_from(value).unwrap_or(i32::MAX))),
        _ => Text::same(value.to_string()),
    };
    let subject = quoted(&fact.ask);
    Text::new(format!("{} {sign} {}", subject.nl, value.nl), format!("{} {sign} {}", subject.en, value.en))
}

/// What stands for something sealed, to who is not named on the seal: she does not see that it is there.
pub(crate) fn sealed() -> Text {
    Text::new("wat verder is vastgelegd", "what else was recorded")
}

/// A part of a criterion in words.
pub(crate) fn node(def: &Definition, part: &Node, negated: bool) -> Text {
    let (parts, joins_all) = match part {
        Node::Not(inner) => return node(def, inner, !negated),
        Node::All(parts) => (parts, !negated),
        Node::Any(parts) => (parts, negated),
        other if def.veils(other) => return sealed(),
        other => return atom(def, other, negated),
    };
    let mut words: Vec<Text> = parts
        .iter()
        .map(|part| {
            let words = node(def, part, negated);
            let grouped = matches!(part, Node::All(_) | Node::Any(_));
            if grouped { Text::new(format!("({})", words.nl), format!("({})", words.en)) } else { words }
        })
        .collect();
    words.dedup();
    let refs: Vec<&Text> = words.iter().collect();
    both(&refs, if joins_all { (" en ", " and ") } else { (" of ", " or ") })
}

/// A criterion in words.
pub(crate) fn criterion(def: &Definition, criterion: &Criterion) -> Text {
    let mut words: Vec<Text> = criterion.branches.iter().map(|(_, part)| node(def, part, false)).collect();
    words.dedup();
    both(&words.iter().collect::<Vec<_>>(), (" of ", " or "))
}

/// The alternative of an exit criterion that a cause names, in words.
fn named_branch(def: &Definition, ends: Option<&Criterion>, name: &str) -> Text {
    let branch = ends.and_then(|ends| ends.branches.iter().find(|(text, _)| &**text == name));
    branch.map_or_else(|| Text::same(name), |(_, part)| node(def, part, false))
}

/// Why a step was missed or cancelled.
pub(crate) fn cause(def: &Definition, ends: Option<&Criterion>, cause: &Cause, due: Option<Date>) -> Text {
    match cause {
        Cause::WindowPassed { window } => {
            let (from, until) = (moment(window.from(), due), moment(window.until(), due));
            Text::new(
                format!("de periode {} t/m {} was al voorbij", from.nl, until.nl),
                format!("the window {} to {} had already passed", from.en, until.en),
            )
        }
        Cause::Lapsed { until } => {
            let until = moment(*until, due);
            Text::new(
                format!("het kon tot en met {} en is niet gedaan", until.nl),
                format!("it could be done until {} and was not", until.en),
            )
        }
        Cause::Ended { criterion } => named_branch(def, ends, criterion),
        Cause::EndedBeforeEntry { criterion } => {
            let words = named_branch(def, ends, criterion);
            Text::new(
                format!("al vóór de start van de zorg: {}", words.nl),
                format!("already before entry: {}", words.en),
            )
        }
        Cause::DecisionStands => Text::new("het eerdere besluit geldt weer", "the earlier decision holds again"),
        Cause::PathwayEnded { cause } => {
            Text::new(format!("het zorgpad is beëindigd: {cause}"), format!("the pathway ended: {cause}"))
        }
    }
}
