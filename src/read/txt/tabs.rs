//! Tabs that part no cells, in a text without tables: the margin of a paragraph, and what Word sets behind its number.

use std::borrow::Cow;

use crate::lexicon::Lexicon;
use crate::text::{all_han, is_blank, marker, trim};

/// The text with blanks for its tabs, where none of them parts cells.
pub(super) fn without_margins<'t>(text: Cow<'t, str>, lexicon: &Lexicon) -> Cow<'t, str> {
    let none_parts = |line: &str| {
        let words = trim(line);
        let Some((before, behind)) = words.split_once('\t') else { return true };
        let part = !behind.contains('\t') && is_before(before) && !names_column(words, lexicon);
        part || words.split('\t').all(is_labelled)
    };
    if memchr::memchr(b'\t', text.as_bytes()).is_none() || !text.lines().all(none_parts) {
        return text;
    }
    Cow::Owned(text.replace('\t', " "))
}

/// Whether the words before a tab show that it parts no cells: a number, or the part of a sentence up to a pause or a label.
fn is_before(words: &str) -> bool {
    let words = words.trim_end_matches(is_blank);
    marker(words).is_some_and(|number| number.len == words.len()) || words.ends_with(['：', ':', '，', '。'])
}

/// Whether words are a field with its label, which a row of a table has none of: 牵头单位：市商务局.
fn is_labelled(words: &str) -> bool {
    /// The longest label, in characters.
    const LONGEST: usize = 8;
    let field = trim(words).split_once(['：', ':']).filter(|(_, value)| !value.is_empty());
    field.is_some_and(|(label, _)| (2..=LONGEST).contains(&label.chars().count()) && all_han(label))
}

/// Whether one of the words between tabs names a column of a table.
fn names_column(words: &str, lexicon: &Lexicon) -> bool {
    words.split('\t').any(|cell| lexicon.columns().get(trim(cell).trim_end_matches(['：', ':'])).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_and_numbers_part_no_cells() {
        let plain = |text: &str| without_margins(text.into(), Lexicon::builtin()).into_owned();
        let pasted = "\t增设便民设施。（责任单位：\t市民政局）\n2.\t推进绿化。\n";
        assert_eq!(plain(pasted), pasted.replace('\t', " "));
        let fields = "牵头单位：市商务局\t配合单位：市财政局、市供销社\n";
        assert_eq!(plain(fields), fields.replace('\t', " "));
        for table in ["1\t推进绿化\n", "\t增设设施\n序号\t任务\n", "重点任务\t责任单位\n", "1.\t推进绿化\t市民政局\n"]
        {
            assert_eq!(plain(table), table);
        }
    }
}
