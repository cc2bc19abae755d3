//! Words that may begin anywhere in a text: most characters are told to begin none by one bit.

use super::by_char::ByChar;

/// Words by their first character.
#[derive(Debug, Default)]
pub(super) struct Phrasebook {
    by_first: ByChar<&'static str>,
}

impl Phrasebook {
    pub(super) fn add(&mut self, words: &'static str) {
        let Some(c) = words.chars().next() else { return };
        if !self.by_first.get(c).contains(&words) {
            self.by_first.add(c, words);
        }
    }

    /// The longest of the words that a text begins with.
    pub(super) fn longest(&self, text: &str) -> Option<&'static str> {
        let words = self.by_first.get(text.chars().next()?);
        words.iter().copied().filter(|words| text.starts_with(words)).max_by_key(|words| words.len())
    }

    /// The place of the earliest of the words in a text, and the length of the longest that begins there.
    pub(super) fn earliest(&self, text: &str) -> Option<(usize, usize)> {
        let begun = text.char_indices().filter(|&(_, c)| !self.by_first.get(c).is_empty());
        begun.into_iter().find_map(|(at, _)| self.longest(&text[at..]).map(|words| (at, words.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_and_there_the_longest_is_found() {
        let mut book = Phrasebook::default();
        for words in ["首位", "首位单位", "不再", "首位"] {
            book.add(words);
        }
        assert_eq!(book.earliest("由首位单位会同，不再列出"), Some(("由".len(), "首位单位".len())));
        assert_eq!(book.earliest("首次不再列出"), Some(("首次".len(), "不再".len())));
        assert_eq!(book.earliest("首次"), None);
        assert_eq!(book.longest("首位的单位"), Some("首位"));
        assert_eq!(book.longest(""), None);
    }
}
