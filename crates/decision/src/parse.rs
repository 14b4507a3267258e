//! Cells and outcomes, read from their text. The grammar is that of the simple unary tests of DMN 1.3 (rules 7 to 19 and 33
//! to 39), with fixed values only, plus the short forms of a pathway file.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    Cell, Edge, Kind, Test, Value,
    cell::compare,
    lexer::{Placed, Token, tokens},
    problem::Mistake,
    value::quoted,
};

/// Reads the cell of a row under an input of this kind.
pub(crate) fn cell(text: &str, kind: &Kind) -> Result<Cell, Mistake> {
    let mut parser = Parser::new(text, kind)?;
    let cell = parser.cell()?;
    parser.end()?;
    Ok(cell)
}

/// Reads the one value of a row under an output of this kind.
pub(crate) fn value(text: &str, kind: &Kind) -> Result<Value, Mistake> {
    let mut parser = Parser::new(text, kind)?;
    let value = parser.literal()?;
    parser.end()?;
    match (&value, kind) {
        (Value::Number(number), Kind::Number(range)) if !range.holds(*number) => {
            let message = format!("`{number}` is not {range}");
            Err(Mistake::new("out-of-range", 0, message, "Write a value that the output can have"))
        }
        _ => Ok(value),
    }
}

/// The values of a list such as `"a", "b"`, whatever their kind: the `allowedValues` of DMN.
pub(crate) fn list_of_texts(text: &str) -> Result<Option<Vec<Arc<str>>>, Mistake> {
    let mut found = Vec::new();
    for (place, placed) in tokens(text)?.into_iter().enumerate() {
        match (place % 2, placed.token) {
            (0, Token::Quoted(text)) => found.push(Arc::from(text)),
            (1, Token::Comma) => {}
            _ => return Ok(None),
        }
    }
    Ok(Some(found).filter(|found| !found.is_empty()))
}

/// The kind that a literal has by itself: a text for `"a"`, a number for `1`.
pub(crate) fn kind_of_literal(text: &str) -> Option<Kind> {
    let tokens = tokens(text).ok()?;
    match &tokens.first()?.token {
        Token::Quoted(_) => Some(Kind::Text),
        Token::Number(_) => Some(Kind::number()),
        Token::Word(word) if word == "true" || word == "false" => Some(Kind::YesNo),
        Token::Word(word) if word == "date" => Some(Kind::Date),
        Token::At => Some(Kind::Date),
        _ => None,
    }
}

struct Parser<'k> {
    tokens: Vec<Placed>,
    next: usize,
    kind: &'k Kind,
    length: usize,
}

impl<'k> Parser<'k> {
    fn new(text: &str, kind: &'k Kind) -> Result<Self, Mistake> {
        let tokens = tokens(text)?;
        if tokens.is_empty() {
            return Err(Mistake::new("empty-cell", 0, "the cell is empty", "Write `-` for \"whatever it is\""));
        }
        Ok(Self { tokens, next: 0, kind, length: text.chars().count() })
    }

    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead).map(|placed| &placed.token)
    }

    fn place(&self) -> usize {
        self.tokens.get(self.next).map_or(self.length, |placed| placed.at)
    }

    /// The next word or sign as it was written, for messages.
    fn written(&self) -> String {
        self.tokens.get(self.next).map_or("the end of the cell".to_owned(), |placed| format!("`{}`", placed.text))
    }

    fn take(&mut self, token: &Token) -> bool {
        let found = self.peek(0) == Some(token);
        self.next += usize::from(found);
        found
    }

    fn mistake(&self, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake::new("bad-cell", self.place(), message, help)
    }

    fn end(&self) -> Result<(), Mistake> {
        if self.next == self.tokens.len() {
            return Ok(());
        }
        let message = format!("{} comes unexpectedly", self.written());
        Err(self.mistake(message, "Put a comma between values, and texts of more than one word between double quotes"))
    }

    fn cell(&mut self) -> Result<Cell, Mistake> {
        if self.tokens.len() == 1 && self.take(&Token::Dash) {
            return Ok(Cell::Any);
        }
        let negated =
            matches!(self.peek(0), Some(Token::Word(word)) if word == "not") && self.peek(1) == Some(&Token::OpenRound);
        if !negated {
            return Ok(Cell::OneOf(self.tests()?));
        }
        self.next += 2;
        let tests = self.tests()?;
        if !self.take(&Token::CloseRound) {
            return Err(self.mistake(format!("`not(` is not closed before {}", self.written()), "Close it with `)`"));
        }
        Ok(Cell::NoneOf(tests))
    }

    fn tests(&mut self) -> Result<Vec<Test>, Mistake> {
        let mut tests = vec![self.test()?];
        while self.take(&Token::Comma) {
            tests.push(self.test()?);
        }
        Ok(tests)
    }

    fn test(&mut self) -> Result<Test, Mistake> {
        let make: fn(Value) -> Test = match self.peek(0) {
            Some(Token::Less) => Test::Less,
            Some(Token::AtMost) => Test::AtMost,
            Some(Token::More) => Test::More,
            Some(Token::AtLeast) => Test::AtLeast,
            Some(Token::OpenSquare) => return self.interval(Edge::Included),
            Some(Token::OpenRound | Token::CloseSquare) => return self.interval(Edge::Excluded),
            _ => return Ok(Test::Is(self.literal()?)),
        };
        self.must_be_ordered()?;
        self.next += 1;
        Ok(make(self.literal()?))
    }

    fn must_be_ordered(&self) -> Result<(), Mistake> {
        if self.kind.is_ordered() {
            return Ok(());
        }
        let message = format!("{} compares, but a value of kind {} has no order", self.written(), self.kind);
        Err(Mistake::new("no-order", self.place(), message, "List the values, with commas between them"))
    }

    fn interval(&mut self, from: Edge) -> Result<Test, Mistake> {
        self.must_be_ordered()?;
        let at = self.place();
        self.next += 1;
        let low = self.literal()?;
        if !self.take(&Token::DotDot) {
            return Err(self.mistake(format!("{} stands where `..` is expected", self.written()), "Write `[1..5]`"));
        }
        let high = self.literal()?;
        let to = match self.peek(0) {
            Some(Token::CloseSquare) => Edge::Included,
            Some(Token::CloseRound | Token::OpenSquare) => Edge::Excluded,
            _ => {
                let message = format!("the interval is not closed before {}", self.written());
                return Err(self.mistake(message, "Close it with `]` (its end included) or `)` (excluded)"));
            }
        };
        self.next += 1;
        let both_held = from == Edge::Included && to == Edge::Included;
        if compare(&low, &high).is_none_or(|order| order.is_gt() || (order.is_eq() && !both_held)) {
            let message = format!("nothing lies between {low} and {high}");
            return Err(Mistake::new(
                "empty-interval",
                at,
                message,
                "Write the smaller end first, and `[` and `]` to include it",
            ));
        }
        Ok(Test::Between { low, from, high, to })
    }

    fn literal(&mut self) -> Result<Value, Mistake> {
        let at = self.place();
        let Some(placed) = self.tokens.get(self.next).cloned() else {
            return Err(self.mistake("the cell ends where a value is expected", format!("Write {}", self.wanted())));
        };
        self.next += 1;
        let value = match (placed.token, self.kind) {
            (Token::Quoted(text) | Token::Word(text), Kind::Choice(options)) => return option(&text, options, at),
            (Token::Word(word), Kind::YesNo) if word == "yes" || word == "true" => Value::YesNo(true),
            (Token::Word(word), Kind::YesNo) if word == "no" || word == "false" => Value::YesNo(false),
            (Token::Number(number), Kind::Number(_)) => Value::Number(number.normalize()),
            (Token::Quoted(text), Kind::Text) => Value::Text(Arc::from(text)),
            (Token::Word(word), Kind::Date) if word == "date" => Value::Date(self.date_in_brackets(at)?),
            (Token::At, Kind::Date) => Value::Date(self.date(at)?),
            (Token::Word(word), _) if matches!(word.as_str(), "time" | "duration" | "null") => {
                let message = format!("`{word}` is not something that a table here compares");
                return Err(Mistake::new("unsupported-value", at, message, format!("Write {}", self.wanted())));
            }
            _ => {
                let message = format!("`{}` is no value of kind {}", placed.text, self.kind);
                return Err(Mistake::new("wrong-kind", at, message, format!("Write {}", self.wanted())));
            }
        };
        Ok(value)
    }

    fn date_in_brackets(&mut self, at: usize) -> Result<Date, Mistake> {
        let wrong = || Mistake::new("bad-date", at, "`date` wants a day in brackets", "Write `date(\"2026-01-31\")`");
        if !self.take(&Token::OpenRound) {
            return Err(wrong());
        }
        let date = self.date(at)?;
        if self.take(&Token::CloseRound) { Ok(date) } else { Err(wrong()) }
    }

    fn date(&mut self, at: usize) -> Result<Date, Mistake> {
        let Some(Token::Quoted(text)) = self.peek(0) else {
            return Err(Mistake::new("bad-date", at, "the day is missing", "Write `date(\"2026-01-31\")`"));
        };
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        let date = text.parse().ok().filter(|_| shape).ok_or_else(|| {
            let message = format!("{} is no day of the calendar", quoted(text));
            Mistake::new("bad-date", at, message, "Write year-month-day, for example `date(\"2026-01-31\")`")
        })?;
        self.next += 1;
        Ok(date)
    }

    /// What could stand in a cell of this kind.
    fn wanted(&self) -> String {
        match self.kind {
            Kind::YesNo => "`yes` or `no`".to_owned(),
            Kind::Choice(options) => one_of(options),
            Kind::Number(_) => "a number, for example `18` or `1.5`".to_owned(),
            Kind::Date => "a day, for example `date(\"2026-01-31\")`".to_owned(),
            Kind::Text => "a text between double quotes".to_owned(),
        }
    }
}

fn option(text: &str, options: &[Arc<str>], at: usize) -> Result<Value, Mistake> {
    if let Some(found) = options.iter().find(|known| &***known == text) {
        return Ok(Value::Choice(Arc::clone(found)));
    }
    let nearest = options
        .iter()
        .map(|known| (strsim::jaro_winkler(known, text), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    let help = match nearest {
        Some((_, known)) => format!("Did you mean {}?", Value::Choice(Arc::clone(known))),
        None => format!("Write {}", one_of(options)),
    };
    Err(Mistake::new("unknown-option", at, format!("`{text}` is none of the options"), help))
}

fn one_of(options: &[Arc<str>]) -> String {
    let words: Vec<String> = options.iter().map(|known| Value::Choice(Arc::clone(known)).to_string()).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "one of the options".to_owned(),
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
