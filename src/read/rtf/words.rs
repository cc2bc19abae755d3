//! The words of the open paragraph, as they come: bytes of a code page, characters by number.

use std::mem;

use super::letters::{Fonts, Letters};
use super::story::{LINE, PAGE};
use crate::text::is_blank;

/// What stands for a tab within a paragraph: it sets words apart, and parts no cells.
pub(super) const TAB: &str = "\u{3000}";

/// What stands for a sign of a font.
pub(super) const SIGN: char = '●';

/// Where programs put the signs of fonts in Unicode.
const SIGNS: std::ops::RangeInclusive<u32> = 0xf000..=0xf0ff;

#[derive(Default)]
pub(super) struct Words {
    pub fonts: Fonts,
    text: String,
    /// The bytes that were not decoded yet, and what they are.
    bytes: Vec<u8>,
    letters: Letters,
    /// The first half of a character.
    half: Option<u16>,
    /// Whether all letters of a font of signs are signs, as in numbers: l is a disc.
    pub all_signs: bool,
    /// Whether something stood for no character.
    pub odd: bool,
    /// The bytes of all paragraphs so far.
    pub taken: u64,
}

impl Words {
    /// Adds words. What controls something is a blank.
    pub(super) fn add(&mut self, words: &str) {
        self.flush();
        self.push(words);
    }

    /// Adds bytes in a font.
    pub(super) fn add_bytes(&mut self, bytes: &[u8], font: i32) {
        let letters = self.fonts.letters(font);
        if letters != self.letters || self.half.is_some() {
            self.flush();
            self.letters = letters;
        }
        self.bytes.extend(bytes);
    }

    /// Adds a character by its number, or a half of one. Numbers are of 16 bits, with a sign; some programs write what needs
    /// more as it is.
    pub(super) fn add_number(&mut self, number: i32) {
        let number = if number < 0 { number & 0xffff } else { number }.cast_unsigned();
        let unit = u16::try_from(number).ok();
        if let Some((half, unit)) = self.half.zip(unit)
            && let Some(Ok(c)) = char::decode_utf16([half, unit]).next()
        {
            self.half = None;
            return self.push(c.encode_utf8(&mut [0; 4]));
        }
        self.flush();
        match char::from_u32(number) {
            Some(_) if SIGNS.contains(&number) => self.push(SIGN.encode_utf8(&mut [0; 4])),
            Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
            None => {
                self.half = unit;
                self.odd |= unit.is_none();
            }
        }
    }

    /// Takes the words out, and puts others in their place.
    pub(super) fn replace(&mut self, words: String) -> String {
        self.flush();
        mem::replace(&mut self.text, words)
    }

    pub(super) fn is_blank(&mut self) -> bool {
        self.flush();
        self.text.chars().all(is_blank)
    }

    fn push(&mut self, words: &str) {
        let before = self.text.len();
        self.text.extend(words.chars().map(|c| if c.is_control() && c != LINE && c != PAGE { ' ' } else { c }));
        self.taken = self.taken.saturating_add((self.text.len() - before) as u64);
    }

    /// Adds what came in part.
    fn flush(&mut self) {
        if self.half.take().is_some() {
            self.odd = true;
            self.push("\u{fffd}");
        }
        let bytes = mem::take(&mut self.bytes);
        if bytes.is_empty() {
            return;
        }
        if self.letters == Letters::Signs {
            let is_sign = |byte: u8| byte >= 0x80 || self.all_signs && byte != b' ';
            let signs: String = bytes.iter().map(|&byte| if is_sign(byte) { SIGN } else { char::from(byte) }).collect();
            return self.push(&signs);
        }
        let (words, odd) = self.fonts.decode(&bytes, self.letters);
        let words = words.replace('\t', TAB);
        self.odd |= odd;
        self.push(&words);
    }
}
