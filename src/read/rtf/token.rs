//! RTF taken apart: groups, control words with their numbers, and bytes of text.

/// The longest control word. RTF knows none over 32 letters.
const LONGEST_WORD: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    Open,
    Close,
    /// A control word, and its number if it has one: `\u20013`.
    Word(&'b str, Option<i32>),
    /// A control symbol: `\~`.
    Symbol(u8),
    /// A byte of text by its number: `\'d6`.
    Byte(u8),
    /// Bytes of text as they stand, ends of lines among them, which are none.
    Text(&'b [u8]),
}

/// The tokens of a file.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
    /// Whether the file ends within a token.
    pub cut_off: bool,
}

impl<'b> Tokens<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, cut_off: false }
    }

    /// What was not taken yet.
    pub(super) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// Takes so many bytes, or those that are left.
    fn take(&mut self, count: usize) -> &'b [u8] {
        self.cut_off |= count > self.rest.len();
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Token<'b> {
        let letters = self.rest.iter().take(LONGEST_WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters > 0 {
            let name = std::str::from_utf8(self.take(letters)).unwrap_or_default();
            let number = self.number();
            if self.rest.first() == Some(&b' ') {
                self.take(1);
            }
            return Token::Word(name, number);
        }
        match self.take(1) {
            [b'\''] => self.byte(),
            [symbol] => Token::Symbol(*symbol),
            _ => Token::Text(&[]),
        }
    }

    /// The number behind a control word; one that is too large is the largest.
    fn number(&mut self) -> Option<i32> {
        let minus = self.rest.first() == Some(&b'-');
        let digits = self.rest.iter().skip(minus.into()).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let digits = self.take(digits + usize::from(minus));
        let add = |sum: i32, digit: &u8| sum.saturating_mul(10).saturating_add((digit - b'0').into());
        let number = digits.iter().skip(minus.into()).fold(0, add);
        Some(if minus { -number } else { number })
    }

    /// A byte by the two digits of its number; nothing where these are none.
    fn byte(&mut self) -> Token<'b> {
        let digit = |at: usize| self.rest.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        let Some((high, low)) = digit(0).zip(digit(1)) else {
            self.cut_off |= self.rest.len() < 2;
            return Token::Text(&[]);
        };
        self.take(2);
        Token::Byte((high << 4 | low) as u8)
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let token = match self.rest.first()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => {
                    self.take(1);
                    match self.control() {
                        Token::Word("bin", count) => {
                            self.take(usize::try_from(count.unwrap_or(0)).unwrap_or(0));
                            continue;
                        }
                        token => return Some(token),
                    }
                }
                _ => {
                    let end = memchr::memchr3(b'{', b'}', b'\\', self.rest).unwrap_or(self.rest.len());
                    return Some(Token::Text(self.take(end)));
                }
            };
            self.take(1);
            return Some(token);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_apart() {
        let check = |bytes: &[u8], expected: &[Token<'_>], cut_off: bool| {
            let mut tokens = Tokens::of(bytes);
            assert_eq!(tokens.by_ref().collect::<Vec<_>>(), expected);
            assert_eq!(tokens.cut_off, cut_off, "{bytes:?}");
        };
        check(
            b"{\\b0 a\\u-3913?\\'d6\\*\\par}",
            &[
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Text(b"a"),
                Token::Word("u", Some(-3913)),
                Token::Text(b"?"),
                Token::Byte(0xd6),
                Token::Symbol(b'*'),
                Token::Word("par", None),
                Token::Close,
            ],
            false,
        );
        check(b"\\bin3 {}\\a", &[Token::Text(b"a")], false);
        check(b"\\bin9 {}", &[], true);
        check(b"\\fs99999999999-", &[Token::Word("fs", Some(i32::MAX)), Token::Text(b"-")], false);
        check(b"\\'zz", &[Token::Text(b""), Token::Text(b"zz")], false);
        check(b"\\'d", &[Token::Text(b""), Token::Text(b"d")], true);
        check(b"\\", &[Token::Text(b"")], true);
    }
}
