//! Cells that a wrap broke over lines, by the words around the break.

use super::super::cell::Kind;
use crate::lexicon::Lexicon;
use crate::text::all_han;

/// Whether a wrap broke a cell between these words.
pub(super) fn broke(before: &str, words: &str, lexicon: &Lexicon) -> bool {
    /// A cell is wider, in characters, where it holds sentences.
    const WIDE: usize = 16;
    /// The longest name of an organ, in characters.
    const LONGEST: usize = 20;
    let names = lexicon.names();
    let list = |c: char| matches!(c, '、' | '，');
    if before.ends_with(list) || words.starts_with(list) || words.starts_with(['。', '；', '%', '）']) {
        return true;
    }
    // 2025年4月20|日前.
    if before.ends_with(|c: char| c.is_ascii_digit()) && words.starts_with(['年', '月', '日']) {
        return true;
    }
    // 市林业局、市文化广电|旅游局.
    let (last, first) = (before.rsplit(list).next().unwrap_or(before), words.split(list).next().unwrap_or(words));
    let whole = |name: &str| name.chars().count() <= LONGEST && names.is_whole(name);
    let (listed, begins) = (last.len() < before.len(), |name: &str| name.starts_with(|c| names.is_level(c)));
    if all_han(last) && !whole(last) && all_han(first) && whole(&[last, first].concat()) {
        return listed || begins(last) && !(whole(first) && begins(first));
    }
    // A sentence may tell a time, which a cell of its own tells in few words.
    let cell = |words: &str| match Kind::of_words(words, lexicon) {
        Some(Kind::Time) => words.chars().count() < WIDE,
        kind => kind.is_some(),
    };
    !before.ends_with(['。', '；', '：']) && before.chars().count() >= WIDE && !cell(before) && !cell(words)
}
