//! The words and signs of a cell.

use rust_decimal::Decimal;

use crate::problem::Mistake;

/// A word or sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Dash,
    Comma,
    OpenRound,
    CloseRound,
    OpenSquare,
    CloseSquare,
    DotDot,
    Less,
    AtMost,
    More,
    AtLeast,
    At,
    Number(Decimal),
    Quoted(String),
    Word(String),
}

/// A token, with the character at which it starts and its own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub token: Token,
    pub at: usize,
    pub text: String,
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
}

/// All tokens of a cell.
pub(crate) fn tokens(text: &str) -> Result<Vec<Placed>, Mistake> {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0 };
    let mut found = Vec::new();
    while let Some(c) = lexer.peek(0) {
        if c.is_whitespace() {
            lexer.at += 1;
            continue;
        }
        let at = lexer.at;
        let token = lexer.token(c)?;
        found.push(Placed { token, at, text: lexer.chars[at..lexer.at].iter().collect() });
    }
    Ok(found)
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn is_digit(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|c| c.is_ascii_digit())
    }

    fn token(&mut self, c: char) -> Result<Token, Mistake> {
        let negative = c == '-' && (self.is_digit(1) || (self.peek(1) == Some('.') && self.is_digit(2)));
        if negative || c.is_ascii_digit() || (c == '.' && self.is_digit(1)) {
            return self.number();
        }
        if c == '"' {
            return self.quoted();
        }
        if c.is_alphabetic() || c == '_' {
            return Ok(self.word());
        }
        let (token, length) = self.sign(c)?;
        self.at += length;
        Ok(token)
    }

    fn sign(&self, c: char) -> Result<(Token, usize), Mistake> {
        let next = self.peek(1);
        Ok(match (c, next) {
            ('<', Some('=')) => (Token::AtMost, 2),
            ('>', Some('=')) => (Token::AtLeast, 2),
            ('.', Some('.')) => (Token::DotDot, 2),
            ('<', _) => (Token::Less, 1),
            ('>', _) => (Token::More, 1),
            ('-', _) => (Token::Dash, 1),
            (',', _) => (Token::Comma, 1),
            ('(', _) => (Token::OpenRound, 1),
            (')', _) => (Token::CloseRound, 1),
            ('[', _) => (Token::OpenSquare, 1),
            (']', _) => (Token::CloseSquare, 1),
            ('@', _) => (Token::At, 1),
            ('=', _) => return Err(self.mistake("`=` is not needed", "Write the value by itself")),
            ('!', _) => return Err(self.mistake("`!` is not used in a cell", "Write `not(…)` around the values")),
            ('\'' | '“' | '”' | '„' | '‘' | '’', _) => {
                return Err(self.mistake(format!("`{c}` does not begin a text"), "Use straight double quotes: \"…\""));
            }
            ('≤' | '≥', _) => return Err(self.mistake(format!("`{c}` is not used here"), "Write `<=` or `>=`")),
            ('+' | '*' | '/' | '%', _) => {
                return Err(self.mistake(
                    format!("`{c}`: a cell does not calculate"),
                    "Compare with a fixed value, and let another fact hold the sum",
                ));
            }
            _ => return Err(self.mistake(format!("`{c}` means nothing in a cell"), "Put texts between double quotes")),
        })
    }

    fn mistake(&self, message: impl Into<String>, help: &str) -> Mistake {
        Mistake::new("bad-cell", self.at, message, help)
    }

    fn number(&mut self) -> Result<Token, Mistake> {
        let start = self.at;
        if self.peek(0) == Some('-') {
            self.at += 1;
        }
        while self.is_digit(0) {
            self.at += 1;
        }
        if self.peek(0) == Some('.') && self.is_digit(1) {
            self.at += 1;
            while self.is_digit(0) {
                self.at += 1;
            }
        }
        let digits: String = self.chars[start..self.at].iter().collect();
        // `.5` and `-.5` are numbers of FEEL; the reader of decimals wants the nought.
        let whole = digits.replacen("-.", "-0.", 1);
        let whole = if whole.starts_with('.') { format!("0{whole}") } else { whole };
        Decimal::from_str_exact(&whole).map(Token::Number).map_err(|_| {
            let message = format!("`{digits}` has more digits than can be kept exactly");
            Mistake::new("bad-number", start, message, "Use at most 28 digits")
        })
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        while part(self.peek(0)) || (self.peek(0) == Some('-') && part(self.peek(1))) {
            self.at += 1;
        }
        Token::Word(self.chars[start..self.at].iter().collect())
    }

    fn quoted(&mut self) -> Result<Token, Mistake> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let open = || Mistake::new("bad-text", start, "the text has no closing quote", "End it with \"");
            let c = self.peek(0).ok_or_else(open)?;
            self.at += 1;
            match c {
                '"' => return Ok(Token::Quoted(text)),
                '\\' => text.push(self.escape()?),
                other => text.push(other),
            }
        }
    }

    /// What follows a backslash: `\"`, `\'`, `\\`, `\n`, `\r`, `\t`, `\u12AB`, `\U12ABCD`.
    fn escape(&mut self) -> Result<char, Mistake> {
        let at = self.at - 1;
        let wrong = |message: String| Mistake::new("bad-text", at, message, "Write a backslash twice to mean itself");
        let c = self.peek(0).ok_or_else(|| wrong("the text ends in a backslash".to_owned()))?;
        self.at += 1;
        match c {
            '"' | '\'' | '\\' => Ok(c),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            'u' | 'U' => {
                let length = if c == 'u' { 4 } else { 6 };
                let mut code =
                    self.hex(length).ok_or_else(|| wrong(format!("`\\{c}` wants {length} hexadecimal digits")))?;
                // FEEL writes characters outside of the first plane as two halves too, as Java does.
                if c == 'u'
                    && (0xD800..0xDC00).contains(&code)
                    && self.peek(0) == Some('\\')
                    && self.peek(1) == Some('u')
                {
                    self.at += 2;
                    let low = self.hex(4).filter(|low| (0xDC00..0xE000).contains(low));
                    let low = low.ok_or_else(|| wrong("the second half of the character is missing".to_owned()))?;
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                }
                char::from_u32(code).ok_or_else(|| wrong(format!("there is no character {code:X}")))
            }
            other => Err(wrong(format!("`\\{other}` means nothing"))),
        }
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits = self.chars.get(self.at..self.at + length)?;
        let code = digits.iter().try_fold(0, |code, digit| Some(code * 16 + digit.to_digit(16)?))?;
        self.at += length;
        Some(code)
    }
}
