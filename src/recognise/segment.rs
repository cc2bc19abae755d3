//! The segmenter, for the few places where the lexicon does not tell verb from noun.
//!
//! Its dictionary has 152,000 words, and to load them all takes longer than to read a plan. Which words a sentence is parted
//! into depends only on the words that it holds: these are loaded when they are first met.

use std::sync::{LazyLock, Mutex, PoisonError};

use jieba_rs::{Jieba, Tag};
use rustc_hash::FxHashSet;

/// Word, frequency and kind, a word a line, sorted; the first line says where they are from.
const DICTIONARY: &str = include_str!("words.txt");

/// The frequencies of all words together, which tell how likely a word is.
const TOTAL: usize = 59_523_318;

/// Stands for the words that are not loaded, and in no sentence.
const OTHERS: &str = "\u{f8ff}";

/// Words with more characters are not parted: no noun phrase is as long.
const LONGEST: usize = 60;

/// The words met so far.
struct Words {
    jieba: Jieba,
    met: FxHashSet<&'static str>,
    /// The frequencies of the words that are not loaded.
    rest: usize,
}

static WORDS: LazyLock<Mutex<Words>> =
    LazyLock::new(|| Mutex::new(Words { jieba: Jieba::empty(), met: FxHashSet::default(), rest: TOTAL }));

impl Words {
    /// Loads the words that stand in `words`.
    fn meet(&mut self, words: &str) {
        let before = self.rest;
        for row in words.char_indices().flat_map(|(at, _)| rows_at_start(&words[at..])) {
            let mut cells = row.split(' ');
            let (Some(word), Some(frequency), tag) = (cells.next(), cells.next(), cells.next()) else { continue };
            if self.met.insert(word) {
                let frequency = frequency.parse().unwrap_or(0);
                self.jieba.add_word(word, Some(frequency), tag);
                self.rest = self.rest.saturating_sub(frequency);
            }
        }
        if self.rest != before {
            self.jieba.add_word(OTHERS, Some(self.rest), None);
        }
    }
}

/// The rows of the dictionary whose words a text begins with.
fn rows_at_start(text: &str) -> impl Iterator<Item = &'static str> {
    let beginnings = text.char_indices().map(|(at, c)| &text[..at + c.len_utf8()]);
    let rows = beginnings.map_while(|beginning| {
        let row = row_from(beginning);
        row.starts_with(beginning).then_some((beginning, row))
    });
    rows.filter(|(beginning, row)| row[beginning.len()..].starts_with(' ')).map(|(_, row)| row)
}

/// The first row of the dictionary whose word is not less than `word`; empty where there is none.
fn row_from(word: &str) -> &'static str {
    let line_end =
        |at: usize| memchr::memchr(b'\n', &DICTIONARY.as_bytes()[at..]).map_or(DICTIONARY.len(), |n| at + n + 1);
    let (mut low, mut high) = (line_end(0), DICTIONARY.len());
    // Rows before `low` have lesser words, those from `high` on have none.
    while low < high {
        let start =
            memchr::memrchr(b'\n', &DICTIONARY.as_bytes()[low..low.midpoint(high)]).map_or(low, |n| low + n + 1);
        let end = line_end(start);
        let row = &DICTIONARY[start..end];
        if row.split(' ').next() < Some(word) { low = end } else { high = start }
    }
    DICTIONARY[low..].lines().next().unwrap_or_default()
}

/// What is told by the words that `words` is parted into, each with its kind.
fn tell<T>(words: &str, told: impl FnOnce(&[Tag<'_>]) -> Option<T>) -> Option<T> {
    if words.chars().count() > LONGEST {
        return None;
    }
    let mut known = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    known.meet(words);
    told(&known.jieba.tag(words, false))
}

/// The bytes of the verbs that `words` begin with, where a noun follows them; `None` where they begin with a noun.
pub(super) fn leading_verbs(words: &str) -> Option<usize> {
    let verb = |tag: &&Tag<'_>| matches!(tag.tag, "v" | "vd" | "d" | "vg") && tag.word.chars().nth(1).is_some();
    let len = tell(words, |tags| Some(tags.iter().take_while(verb).map(|tag| tag.word.len()).sum()))?;
    (len > 0 && len < words.len()).then_some(len)
}

/// The bytes up to the end of the first noun of `words`, where more words follow it. A name that the dictionary does not know
/// comes apart into its characters: 巴|旦|木.
pub(super) fn first_noun(words: &str) -> Option<usize> {
    let single = |tag: &&Tag<'_>| tag.word.chars().nth(1).is_none();
    let noun = |tags: &[Tag<'_>]| {
        let at = tags.iter().position(|tag| tag.tag.starts_with('n'))?;
        let name = tags[at..].iter().take_while(single).last().filter(|last| last.byte_start > tags[at].byte_start);
        Some(name.unwrap_or(&tags[at]).byte_end)
    };
    tell(words, noun).filter(|&end| end < words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_sorted_and_its_total_right() {
        let rows: Vec<(&str, usize)> = DICTIONARY
            .lines()
            .skip(1)
            .map(|line| {
                let cells: Vec<&str> = line.split(' ').collect();
                assert_eq!(cells.len(), 3, "{line}");
                (cells[0], cells[1].parse().expect("a frequency"))
            })
            .collect();
        assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(rows.iter().map(|(_, frequency)| frequency).sum::<usize>(), TOTAL);
    }

    #[test]
    fn words_met_one_after_another_part_as_those_of_the_whole_dictionary() {
        let rows = DICTIONARY.split_once('\n').expect("a first line").1;
        let whole = Jieba::with_dict(&mut rows.as_bytes()).expect("a dictionary");
        for words in
            ["整修塘堰", "收集整理沿线传说故事", "建成区绿化覆盖率", "授权使用企业", "挥发性有机物减排量", "㐀", "A"]
        {
            let expected: Vec<(&str, &str)> = whole.tag(words, false).iter().map(|tag| (tag.word, tag.tag)).collect();
            tell(words, |tags| {
                assert_eq!(tags.iter().map(|tag| (tag.word, tag.tag)).collect::<Vec<_>>(), expected);
                Some(())
            });
        }
        assert_eq!(leading_verbs("整修塘堰"), Some("整修".len()));
        assert_eq!(leading_verbs("生猪出栏"), None);
        assert_eq!(first_noun("挥发性有机物减排量"), Some("挥发性".len()));
    }
}
