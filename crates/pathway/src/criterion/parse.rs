//! The grammar of criteria.
//!
//! ```text
//! either = both ("or" both)*
//! both   = part ("and" part)*
//! part   = "not" part | "(" either ")" | atom
//! atom   = NAME | NAME "is" ["not"] WORD | NAME ("<"|"<="|"="|"!="|">="|">") VALUE
//! ```

use std::{collections::BTreeMap, sync::Arc};

use super::{Comparison, Criterion, Node};
use crate::{
    date_window::day_of,
    fact::{Fact, FactKind},
    ids::OutcomeId,
    lifecycle::Status,
};

/// Brackets and `not` deeper than this are refused: nobody can read them, and no stack is spent on them.
const DEEPEST: usize = 32;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameRef {
    Anchor(u16),
    Fact(u16),
    Step(u16),
}

/// The names a criterion may use.
pub(crate) struct Names<'a> {
    pub(crate) lookup: BTreeMap<&'a str, NameRef>,
    pub(crate) facts: &'a [Fact],
    pub(crate) outcomes: Vec<Vec<OutcomeId>>,
}

impl Names<'_> {
    pub(crate) fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.lookup.keys().copied())
    }
}

/// The candidate that a mistyped name most probably meant.
pub(crate) fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// What is wrong in a criterion; `at` counts bytes from its start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CriterionError {
    pub(crate) code: &'static str,
    pub(crate) at: usize,
    pub(crate) message: String,
    pub(crate) help: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Compare(Comparison),
    Open,
    Close,
    End,
}

impl Token<'_> {
    fn says(self) -> String {
        match self {
            Self::Word(word) => format!("`{word}`"),
            Self::Compare(_) => "a comparison".into(),
            Self::Open => "`(`".into(),
            Self::Close => "`)`".into(),
            Self::End => "the end".into(),
        }
    }
}

/// Compiles a criterion.
pub(crate) fn parse(text: &str, names: &Names<'_>) -> Result<Criterion, CriterionError> {
    let mut parser = Parser { text, tokens: tokens(text)?, next: 0, names, depth: 0 };
    let mut branches = Vec::new();
    loop {
        let start = parser.at();
        let node = parser.both()?;
        let end = parser.end_of_last();
        branches.push((Arc::from(text.get(start..end).unwrap_or(text)), node));
        if !parser.take_word("or") {
            break;
        }
    }
    match parser.peek() {
        Token::End => Ok(Criterion { text: Arc::from(text), branches }),
        other => Err(parser.error(format!("expected `and`, `or` or the end, but found {}", other.says()))),
    }
}

fn tokens(text: &str) -> Result<Vec<(usize, usize, Token<'_>)>, CriterionError> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => (at, at + 1, Token::Open),
            ')' => (at, at + 1, Token::Close),
            '<' | '>' | '=' | '!' => {
                let equals = rest.next_if(|(_, next)| *next == '=').is_some();
                let comparison = match (c, equals) {
                    ('<', false) => Comparison::Less,
                    ('<', true) => Comparison::LessOrEqual,
                    ('>', false) => Comparison::Greater,
                    ('>', true) => Comparison::GreaterOrEqual,
                    ('=', _) => Comparison::Equal,
                    ('!', true) => Comparison::NotEqual,
                    _ => return Err(strange(at, c)),
                };
                (at, at + 1 + usize::from(equals), Token::Compare(comparison))
            }
            c if c.is_ascii_alphanumeric() || c == '-' => {
                let mut end = at + 1;
                while let Some((here, _)) = rest.next_if(|(_, c)| c.is_ascii_alphanumeric() || *c == '-') {
                    end = here + 1;
                }
                (at, end, Token::Word(&text[at..end]))
            }
            other => return Err(strange(at, other)),
        };
        tokens.push(token);
    }
    tokens.push((text.len(), text.len(), Token::End));
    Ok(tokens)
}

fn strange(at: usize, c: char) -> CriterionError {
    CriterionError {
        code: "bad-criterion",
        at,
        message: format!("`{c}` has no meaning in a criterion"),
        help: "write names joined by `and`, `or`, `not`, `is`, brackets and comparisons, such as `intake is done and age < 18`".into(),
    }
}

struct Parser<'t, 'n> {
    text: &'t str,
    tokens: Vec<(usize, usize, Token<'t>)>,
    next: usize,
    names: &'n Names<'n>,
    depth: usize,
}

impl<'t> Parser<'t, '_> {
    fn peek(&self) -> Token<'t> {
        self.tokens.get(self.next).map_or(Token::End, |(_, _, token)| *token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.text.len(), |(at, _, _)| *at)
    }

    fn end_of_last(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |(_, end, _)| *end)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek() == Token::Word(word);
        self.next += usize::from(found);
        found
    }

    fn error(&self, message: String) -> CriterionError {
        self.error_at(self.at(), "bad-criterion", message, "a criterion reads like `intake is done and not (age < 18)`")
    }

    fn error_at(&self, at: usize, code: &'static str, message: String, help: impl Into<String>) -> CriterionError {
        CriterionError { code, at, message, help: help.into() }
    }

    fn either(&mut self) -> Result<Node, CriterionError> {
        let mut parts = vec![self.both()?];
        while self.take_word("or") {
            parts.push(self.both()?);
        }
        Ok(single_or(parts, Node::Any))
    }

    fn both(&mut self) -> Result<Node, CriterionError> {
        let mut parts = vec![self.part()?];
        while self.take_word("and") {
            parts.push(self.part()?);
        }
        Ok(single_or(parts, Node::All))
    }

    fn part(&mut self) -> Result<Node, CriterionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("brackets and `not` are nested too deep to read".into()));
        }
        let node = if self.take_word("not") {
            Node::Not(Box::new(self.part()?))
        } else if self.peek() == Token::Open {
            self.next += 1;
            let inner = self.either()?;
            if self.peek() != Token::Close {
                return Err(self.error(format!("expected `)`, but found {}", self.peek().says())));
            }
            self.next += 1;
            inner
        } else {
            self.atom()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn atom(&mut self) -> Result<Node, CriterionError> {
        let at = self.at();
        let Token::Word(name) = self.peek() else {
            return Err(self.error(format!("expected a fact, an anchor or a step, but found {}", self.peek().says())));
        };
        if ["and", "or", "is"].contains(&name) {
            return Err(self.error(format!("expected a fact, an anchor or a step before `{name}`")));
        }
        let Some(named) = self.names.lookup.get(name).copied() else {
            let help = match self.names.nearest(name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "declare it under [facts] or [anchors], or add the step".into(),
            };
            let message = format!("there is no fact, anchor or step `{name}`");
            return Err(self.error_at(at, "unknown-name", message, help));
        };
        self.next += 1;
        match self.peek() {
            Token::Word("is") => {
                self.next += 1;
                let negated = self.take_word("not");
                let node = self.is_word(name, named)?;
                Ok(if negated { Node::Not(Box::new(node)) } else { node })
            }
            Token::Compare(comparison) => {
                self.next += 1;
                self.compared(at, name, named, comparison)
            }
            _ => self.bare(at, name, named),
        }
    }

    fn bare(&self, at: usize, name: &str, named: NameRef) -> Result<Node, CriterionError> {
        match named {
            NameRef::Anchor(anchor) => Ok(Node::Anchor(anchor)),
            NameRef::Fact(fact) => match self.kind(fact) {
                FactKind::YesNo => Ok(Node::FactYes(fact)),
                other => Err(self.error_at(
                    at,
                    "wrong-fact-type",
                    format!("`{name}` alone asks yes or no, but the fact takes {}", other.expected()),
                    how_to_ask(name, other),
                )),
            },
            NameRef::Step(_) => Err(self.error_at(
                at,
                "bad-criterion",
                format!("`{name}` is a step: say what it should be"),
                format!("write `{name} is done`, or another status or outcome"),
            )),
        }
    }

    fn kind(&self, fact: u16) -> &FactKind {
        &self.names.facts[usize::from(fact)].answer
    }

    fn is_word(&mut self, name: &str, named: NameRef) -> Result<Node, CriterionError> {
        let at = self.at();
        let Token::Word(word) = self.peek() else {
            return Err(self.error(format!("expected a word after `is`, but found {}", self.peek().says())));
        };
        self.next += 1;
        let node = match named {
            NameRef::Anchor(anchor) => (word == "known").then_some(Node::AnchorKnown(anchor)),
            NameRef::Fact(fact) if word == "known" => Some(Node::FactKnown(fact)),
            NameRef::Fact(fact) => match (self.kind(fact), word) {
                (FactKind::YesNo, "yes") => Some(Node::FactYes(fact)),
                (FactKind::YesNo, "no") => Some(Node::Not(Box::new(Node::FactYes(fact)))),
                (FactKind::Choice { options }, word) => {
                    index_where(options, |option| option.id == word).map(|option| Node::FactChoice(fact, option))
                }
                _ => None,
            },
            NameRef::Step(step) => Status::from_word(word).map(|status| Node::StepIs(step, status)).or_else(|| {
                let outcomes = &self.names.outcomes[usize::from(step)];
                index_where(outcomes, |outcome| *outcome == word).map(|outcome| Node::StepOutcome(step, outcome))
            }),
        };
        node.ok_or_else(|| self.unknown_word(at, name, named, word))
    }

    fn unknown_word(&self, at: usize, name: &str, named: NameRef, word: &str) -> CriterionError {
        let (mut words, code): (Vec<&str>, _) = match named {
            NameRef::Anchor(_) => (vec!["known"], "unknown-word"),
            NameRef::Fact(fact) => match self.kind(fact) {
                FactKind::YesNo => (vec!["known", "yes", "no"], "wrong-fact-type"),
                FactKind::Choice { options } => {
                    (options.iter().map(|option| option.id.as_str()).chain(["known"]).collect(), "unknown-word")
                }
                FactKind::Number { .. } | FactKind::Date | FactKind::Text => (vec!["known"], "wrong-fact-type"),
            },
            NameRef::Step(step) => {
                let outcomes = self.names.outcomes[usize::from(step)].iter().map(OutcomeId::as_str);
                (Status::ALL.iter().map(|status| status.word()).chain(outcomes).collect(), "unknown-word")
            }
        };
        words.dedup();
        let help = match nearest(word, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`{name} is` can be followed by {}", words.join(", ")),
        };
        let message = format!("`{name}` cannot be `{word}`; expected one of {}", words.join(", "));
        self.error_at(at, code, message, help)
    }

    fn compared(
        &mut self,
        name_at: usize,
        name: &str,
        named: NameRef,
        comparison: Comparison,
    ) -> Result<Node, CriterionError> {
        let at = self.at();
        let NameRef::Fact(fact) = named else {
            let message = format!("`{name}` is not a fact, so it has no size to compare");
            return Err(self.error_at(name_at, "wrong-fact-type", message, "compare number or date facts only"));
        };
        let Token::Word(word) = self.peek() else {
            return Err(self.error(format!("expected a number or a date, but found {}", self.peek().says())));
        };
        self.next += 1;
        let value = match self.kind(fact) {
            FactKind::Number { .. } => word.parse().ok(),
            FactKind::Date => word.parse().ok().map(|date| i64::from(day_of(date))),
            other => {
                let message = format!("`{name}` takes {}, which has no size to compare", other.expected());
                return Err(self.error_at(name_at, "wrong-fact-type", message, how_to_ask(name, other)));
            }
        };
        value.map(|value| Node::FactCompare(fact, comparison, value)).ok_or_else(|| {
            let message = format!("`{name}` is compared with `{word}`, but takes {}", self.kind(fact).expected());
            self.error_at(at, "wrong-fact-type", message, "write a whole number, or a date as 2026-01-31")
        })
    }
}

fn how_to_ask(name: &str, kind: &FactKind) -> String {
    match kind {
        FactKind::YesNo => format!("write `{name}` or `not {name}`"),
        FactKind::Choice { options } => {
            let first = options.first().map_or("known", |option| option.id.as_str());
            format!("write `{name} is {first}`")
        }
        FactKind::Number { .. } => format!("write `{name} >= 1` or `{name} is known`"),
        FactKind::Date => format!("write `{name} >= 2026-01-31` or `{name} is known`"),
        FactKind::Text => format!("write `{name} is known`"),
    }
}

fn index_where<T>(items: &[T], is_it: impl Fn(&T) -> bool) -> Option<u16> {
    items.iter().position(is_it).and_then(|at| u16::try_from(at).ok())
}

fn single_or(mut parts: Vec<Node>, join: impl FnOnce(Vec<Node>) -> Node) -> Node {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => join(parts),
    }
}
