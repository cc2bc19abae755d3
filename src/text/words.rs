//! Lists of words that a text may begin with, end in or hold: most texts have none of them, which one byte tells.

use std::ops::Deref;

/// Words in the order in which they are tried; none is empty.
#[derive(Debug, Clone, Copy)]
pub struct Words<S = Vec<&'static str>> {
    words: S,
    /// The first characters of all.
    heads: Few,
    /// The last ones.
    tails: Few,
}

/// A few characters: one bit for what tells most about each, folded to 256. Some others pass for one of them.
#[derive(Debug, Clone, Copy, Default)]
struct Few([u64; 4]);

impl Few {
    const NONE: Self = Self([0; 4]);

    const fn add(&mut self, key: u8) {
        self.0[(key / 64) as usize] |= 1 << (key % 64);
    }

    const fn may_hold(&self, key: u8) -> bool {
        self.0[(key / 64) as usize] & (1 << (key % 64)) != 0
    }
}

/// What tells most about the first character of a text: of three bytes the last, and some of the one before it.
const fn head(text: &[u8]) -> u8 {
    match text {
        [0xE0..=0xFF, second, third, ..] => fold(*second, *third),
        [first, ..] => *first,
        [] => 0,
    }
}

/// The same of the last character.
const fn tail(text: &[u8]) -> u8 {
    match text {
        [.., before, last @ 0x80..=0xFF] => fold(*before, *last),
        [.., last] => *last,
        [] => 0,
    }
}

const fn fold(before: u8, last: u8) -> u8 {
    before << 6 | last & 0x3f
}

/// The bytes of two Han characters, by which longer words are told apart.
const PAIR: usize = 6;

impl<const N: usize> Words<[&'static str; N]> {
    /// The words of a list.
    #[must_use]
    pub const fn new(words: [&'static str; N]) -> Self {
        let (mut heads, mut tails, mut at) = (Few::NONE, Few::NONE, 0);
        while at < N {
            let word = words[at].as_bytes();
            heads.add(head(word));
            tails.add(tail(word));
            at += 1;
        }
        Self { words, heads, tails }
    }
}

impl<S: AsRef<[&'static str]>> Words<S> {
    /// The first of the words that a text begins with.
    #[must_use]
    pub fn at_start(&self, text: &str) -> Option<&'static str> {
        self.all_at_start(text).next()
    }

    /// All of the words that a text begins with.
    pub fn all_at_start<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'static str> + 'w {
        self.beginning(text.as_bytes())
    }

    fn beginning<'w>(&'w self, text: &'w [u8]) -> impl Iterator<Item = &'static str> + 'w {
        let words = if self.heads.may_hold(head(text)) { self.words.as_ref() } else { &[][..] };
        let pair = text.first_chunk::<PAIR>();
        let may = move |word: &str| word.as_bytes().first_chunk().is_none_or(|begin| Some(begin) == pair);
        words.iter().copied().filter(move |word| may(word) && text.starts_with(word.as_bytes()))
    }

    /// The first of the words that a text ends in.
    #[must_use]
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        self.all_at_end(text).next()
    }

    /// All of the words that a text ends in.
    pub fn all_at_end<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'static str> + 'w {
        let words = if self.tails.may_hold(tail(text.as_bytes())) { self.words.as_ref() } else { &[][..] };
        let pair = text.as_bytes().last_chunk::<PAIR>();
        let may = move |word: &str| word.as_bytes().last_chunk().is_none_or(|end| Some(end) == pair);
        words.iter().copied().filter(move |word| may(word) && text.ends_with(word))
    }

    /// A text without the first of the words that it begins with, if it does.
    #[must_use]
    pub fn strip_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.at_start(text).map(|word| &text[word.len()..])
    }

    /// A text without the first of the words that it ends in, if it does.
    #[must_use]
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.at_end(text).map(|word| &text[..text.len() - word.len()])
    }

    /// Whether a text begins with one of the words.
    #[must_use]
    pub fn begin(&self, text: &str) -> bool {
        self.at_start(text).is_some()
    }

    /// Whether a text ends in one of the words.
    #[must_use]
    pub fn end(&self, text: &str) -> bool {
        self.at_end(text).is_some()
    }

    /// Whether a text holds one of the words.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// The byte behind the earliest of the words that a text holds.
    #[must_use]
    pub fn end_of_first(&self, text: &str) -> Option<usize> {
        self.first_in(text).map(|(at, word)| at + word.len())
    }

    /// The earliest of the words that a text holds, and its place.
    fn first_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(rest @ [first, ..]) = bytes.get(at..) {
            if self.heads.may_hold(head(rest))
                && let Some(word) = self.beginning(rest).next()
            {
                return Some((at, word));
            }
            at += match first {
                0..0xC0 => 1,
                0xC0..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            };
        }
        None
    }
}

impl Words {
    /// Adds a word behind the others.
    pub fn push(&mut self, word: &'static str) {
        if word.is_empty() {
            return;
        }
        self.heads.add(head(word.as_bytes()));
        self.tails.add(tail(word.as_bytes()));
        self.words.push(word);
    }

    /// Tries longer words before shorter ones.
    pub fn longest_first(&mut self) {
        self.words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
}

impl Default for Words {
    fn default() -> Self {
        Self { words: Vec::new(), heads: Few::NONE, tails: Few::NONE }
    }
}

impl<S: AsRef<[&'static str]>> Deref for Words<S> {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORDS: Words<[&str; 4]> = Words::new(["省份", "省", "·", "市县"]);

    #[test]
    fn words_are_found_as_one_after_another_finds_them() {
        let list = ["省份", "省", "·", "市县"];
        let mut grown = Words::default();
        list.into_iter().for_each(|word| grown.push(word));
        for text in ["", "省", "各省", "省份", "各省份在内", "份", "a·", "·a", "ab", "市", "在市县", "𠮷省份", "é省"]
        {
            let begins = list.into_iter().find(|word| text.starts_with(word));
            let ends = list.into_iter().find(|word| text.ends_with(word));
            assert_eq!((WORDS.at_start(text), grown.at_start(text)), (begins, begins), "{text}");
            assert_eq!((WORDS.at_end(text), grown.at_end(text)), (ends, ends), "{text}");
            assert_eq!(WORDS.are_in(text), list.iter().any(|word| text.contains(word)), "{text}");
        }
        assert_eq!(WORDS.strip_start("省份的"), Some("的"));
        assert_eq!(WORDS.strip_end("各省"), Some("各"));
        assert!(WORDS.begin("市县") && !WORDS.end("县市") && WORDS.contains(&"市县"));
    }
}
