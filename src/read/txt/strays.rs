//! Marks that text recognition saw at the edge of a scanned page: 群众 l, 改造420 I, at the ends of lines that go on.

use std::borrow::Cow;

use crate::text::{is_blank, is_han};

/// So many lines of a text show that its marks are none of its words.
const LEAST: usize = 3;

/// What the edge of a page looks like.
const MARKS: [char; 7] = ['l', 'I', 'J', 'i', 'j', '|', '!'];

/// The text without such marks, and how many there were.
pub(super) fn read(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    let found = text.lines().filter(|line| without(line).is_some()).count();
    // Strokes part cells.
    let strokes = memchr::memchr_iter(b'|', text.as_bytes()).take(found + 1).count();
    if found < LEAST || strokes > found || found * 2 > text.lines().count() {
        return (text, 0);
    }
    let lines = text.split_inclusive('\n').flat_map(|line| {
        let (words, end) = line.split_at(line.trim_end_matches(['\n', '\r']).len());
        [without(words).unwrap_or(words), end]
    });
    (Cow::Owned(lines.collect()), found)
}

/// A line without the mark that a blank sets apart at its end.
fn without(line: &str) -> Option<&str> {
    let words = line.trim_end_matches(is_blank).strip_suffix(MARKS)?;
    let bare = words.trim_end_matches(is_blank);
    let goes_on = |c: char| is_han(c) || c.is_ascii_digit() || matches!(c, '，' | '、' | '。');
    (bare.len() < words.len() && bare.ends_with(goes_on) && bare.contains(is_han)).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_edge_go_where_there_are_several() {
        let scanned = "一、目标\n制定本方案。\n完成改造650户，群众 l\n满意率98%，坡化改造420 I\n处，对按标准施工的限 |\n期返工。\n";
        let (text, marks) = read(scanned.into());
        assert_eq!(
            (&*text, marks),
            (
                "一、目标\n制定本方案。\n完成改造650户，群众\n满意率98%，坡化改造420\n处，对按标准施工的限\n期返工。\n",
                3
            )
        );
        for words in ["维生素 C\n类型 I\n类型 I\n", "甲 | 乙 |\n丙 | 丁 |\n戊 | 己 |\n"] {
            assert_eq!(read(words.into()), (words.into(), 0));
        }
    }
}
