//! Numbers beside a word for what is numbered: 任务一：, 第一件：, （问题1）.

use super::{Marker, MarkerStyle, numeral};
use crate::text::is_han;

/// Words that are numbered in place of items, longest first.
const NAMED: [&str; 19] = [
    "民生实事",
    "重点任务",
    "重点项目",
    "重点工程",
    "重点事项",
    "专项行动",
    "反馈问题",
    "整改任务",
    "整改事项",
    "整改问题",
    "任务",
    "举措",
    "措施",
    "行动",
    "工程",
    "问题",
    "项目",
    "事项",
    "实事",
];

/// Whether such a word may begin with a character: most words begin with another.
pub(super) fn may_be_named(c: char) -> bool {
    matches!(c, '民' | '重' | '专' | '反' | '整' | '任' | '举' | '措' | '行' | '工' | '问' | '项' | '事' | '实')
}

/// What 第一件 and its like count, longest first.
const COUNTED: [&str; 5] = ["个问题", "件实事", "件", "项", "类"];

/// The number of an item and the word for what is numbered, in bytes: 任务一, 第1项.
fn named_number(text: &str) -> Option<(u32, usize)> {
    match text.strip_prefix('第') {
        Some(rest) => {
            let (value, used) = numeral(rest)?;
            let word = COUNTED.into_iter().find(|word| rest[used..].starts_with(word))?;
            Some((value, '第'.len_utf8() + used + word.len()))
        }
        None => {
            text.chars().next().filter(|c| may_be_named(*c))?;
            let word = NAMED.into_iter().find(|word| text.starts_with(word))?;
            let (value, used) = numeral(text.get(word.len()..)?)?;
            Some((value, word.len() + used))
        }
    }
}

/// Whether words are the number of an item with the word for it, and nothing else: 任务1, 第一项.
#[must_use]
pub fn is_named_number(text: &str) -> bool {
    named_number(text).is_some_and(|(_, len)| len == text.len())
}

/// 第1项实施就业帮扶, 任务一建设平台: no mark stands between the number and the words, so that only the numbers around it can
/// tell it from 工程一期.
#[must_use]
pub fn named_before_words(text: &str) -> Option<Marker> {
    // 第一项是, 工程一期, 项目三个: the number is one of a sentence's.
    const GOES_ON: [char; 18] =
        ['是', '为', '的', '要', '期', '级', '类', '批', '个', '次', '般', '定', '体', '直', '些', '条', '和', '至'];
    let (value, len) = named_number(text)?;
    let heads = |c: char| is_han(c) && !GOES_ON.contains(&c) || matches!(c, '“' | '《' | '【' | '（' | '(');
    let fits = (1..1000).contains(&value) && text[len..].starts_with(heads);
    fits.then_some(Marker { style: MarkerStyle::Named, value, len })
}

/// 任务一：, 举措1：, 问题2., 第一件：, （问题1）; never 任务一 without a mark.
pub(super) fn named(text: &str) -> Option<Marker> {
    let open = text.chars().next().filter(|c| matches!(c, '（' | '('));
    let start = open.map_or(0, char::len_utf8);
    let rest = text.get(start..)?;
    let (value, used) = named_number(rest)?;
    let mut marks = rest.get(used..)?.chars();
    let fits = |c: &char| match open {
        Some(_) => matches!(c, '）' | ')'),
        None => matches!(c, '：' | ':' | '.' | '．' | '、'),
    };
    let mark = marks.next().filter(fits)?;
    let decimal = mark == '.' && marks.next().is_some_and(|c| c.is_ascii_digit());
    let len = start + used + mark.len_utf8();
    (value < 1000 && !decimal).then_some(Marker { style: MarkerStyle::Named, value, len })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_for_what_is_numbered_is_looked_for() {
        for word in NAMED {
            assert!(word.chars().next().is_some_and(may_be_named), "{word}");
        }
    }

    #[test]
    fn numbers_with_a_name_and_no_mark() {
        let check = |text: &str, expected: Option<(u32, &str)>| {
            let found = named_before_words(text).map(|m| (m.value, &text[..m.len]));
            assert_eq!(found, expected, "{text}");
        };
        check("第1项实施就业帮扶", Some((1, "第1项")));
        check("第二件新建幼儿园", Some((2, "第二件")));
        check("任务三“一网通办”", Some((3, "任务三")));
        check("重点任务12建设平台", Some((12, "重点任务12")));
        for text in ["第一项是", "工程一期建设", "项目1.5亿元", "第三届", "任务一", "项目2个", "任务"]
        {
            check(text, None);
        }
    }
}
