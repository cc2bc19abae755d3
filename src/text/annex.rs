//! The mark of an annex: 附件, 附件2：, 附表 1-1.

use super::is_blank;

/// The longest number of an annex, in bytes: 十二, 1-1, 3—1.
const LONGEST_NUMBER: usize = 6;

const COLONS: [char; 2] = ['：', ':'];

/// The bytes of the mark that words begin with, its number and colon included: 附件2：|实施方案.
#[must_use]
pub fn mark(words: &str) -> Option<usize> {
    let rest = words.strip_prefix("附件").or_else(|| words.strip_prefix("附表"))?;
    let number = rest.trim_start_matches(is_blank);
    let behind = number.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十-—".contains(c));
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    // 附表 2023年…: a year is of the title; so is what a blank parts from the mark, 附件 十大工程实施方案.
    let apart = number.len() < rest.len() && !behind.is_empty() && !behind.starts_with(|c| is_blank(c) || ends(c));
    let tail = match number.len() - behind.len() {
        0 => rest,
        _ if digits == 4 || apart => rest,
        1..=LONGEST_NUMBER => behind,
        _ => return None,
    };
    let colon = tail.trim_start_matches(is_blank);
    let tail = if colon.starts_with(COLONS) { colon.trim_start_matches(COLONS) } else { tail };
    Some(words.len() - tail.len())
}

/// Whether words are the mark of an annex and nothing else: 附件, 附件1-2：.
#[must_use]
pub fn is_mark(words: &str) -> bool {
    mark(words) == Some(words.len())
}

/// Whether words are the mark of an annex, or a mark that ends before its title: 附件2, 附表1：任务清单; but not 附件2任务清单.
#[must_use]
pub fn begins(words: &str) -> bool {
    mark(words).is_some_and(|len| {
        words[..len].ends_with(COLONS) || words[len..].chars().all(is_blank) || words[len..].starts_with('.')
    })
}

/// Whether a character ends a number.
fn ends(c: char) -> bool {
    c == '.' || COLONS.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_end_before_their_title() {
        let check = |words: &str, expected: Option<&str>, head: bool| {
            assert_eq!(mark(words).map(|len| &words[..len]), expected, "{words}");
            assert_eq!(begins(words), head, "{words}");
        };
        check("附件", Some("附件"), true);
        check("附件2", Some("附件2"), true);
        check("附件 2", Some("附件 2"), true);
        check("附件1-2：", Some("附件1-2："), true);
        check("附表十二：任务清单", Some("附表十二："), true);
        check("附件 1 ：任务清单", Some("附件 1 ："), true);
        check("附件1.任务清单", Some("附件1"), true);
        check("附件2任务清单", Some("附件2"), false);
        check("附件 2 任务清单", Some("附件 2"), false);
        check("附件 十大工程实施方案", Some("附件"), false);
        check("附表 2023年任务清单", Some("附表"), false);
        check("附件列明的任务", Some("附件"), false);
        check("附件一二三", None, false);
        check("见附件1", None, false);
    }
}
