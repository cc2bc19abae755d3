//! The document number (发文字号), alone in its line or beside a title or a day.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Kinds;
use crate::text::docnum::{self, CLOSING, LONGEST_CODE, OPENING};

/// A number that lost a part: 吉政办发2023]9号, 鲁政办字〔2022号.
static DAMAGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[一-鿿]{2,10}(?:发|字|函|规|综|办|令)[〔\[［（(【]?(?:19|20)?[0-9X×*]{2,4}[〕\]］）)】]?第?[0-9X×*]{0,5}号?$",
    )
    .expect("a literal pattern")
});

/// A document number in a line, in bytes of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// The number, without brackets around it.
    pub number: Range<usize>,
    /// What else is in the line: a title, a day, who signed.
    pub rest: Range<usize>,
}

/// The number that a line begins with, or that stands behind a title or in brackets at its end.
pub(super) fn number_in(kinds: &Kinds, words: &str) -> Option<Number> {
    // Most lines hold no such word.
    if !words.contains('号') || words.len() > LONGEST_LINE {
        return None;
    }
    if let Some(at) = behind_title(kinds, words) {
        return Some(Number { number: at..words.len(), rest: 0..at });
    }
    if let Some(len) = docnum::at_head(words) {
        return Some(Number { number: 0..len, rest: len..words.len() });
    }
    if let Some((number, end)) = bracketed(words, 0) {
        return Some(Number { number, rest: end..words.len() });
    }
    let starts = words.char_indices().filter(|(_, c)| matches!(c, '（' | '(')).map(|(at, _)| at);
    let found = |at| bracketed(words, at).filter(|(_, end)| *end == words.len()).map(|(number, _)| (number, at));
    starts.into_iter().find_map(found).map(|(number, at)| Number { number, rest: 0..at })
}

/// Whether a line is a number and nothing else.
pub(super) fn is_number(kinds: &Kinds, words: &str) -> bool {
    number_in(kinds, words).is_some_and(|found| found.rest.is_empty())
}

/// Whether a line is the number of an issue, as minutes have one below their letterhead: 〔2023〕第35期, 第12期, （2023年第3期）.
pub(super) fn is_issue(words: &str) -> bool {
    static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^[（(]?(?:[〔\[［（(]?(?:19|20)[0-9]{2}[〕\]］）)]?年?)?第?[0-9一二三四五六七八九十百]{1,5}[期号次][）)]?$",
        )
        .expect("a literal pattern")
    });
    words.ends_with(['期', '号', '次', '）', ')']) && words.len() < 60 && ISSUE.is_match(words)
}

/// Where the number begins that stands right behind a title, without brackets: …的通知 鲁政办字〔2022〕28号.
fn behind_title(kinds: &Kinds, words: &str) -> Option<usize> {
    let open = words.strip_suffix('号')?.rfind(OPENING)?;
    let codes = words[..open].char_indices().rev().take(LONGEST_CODE).map(|(at, _)| at);
    let begins = |&at: &usize| words[..at].ends_with('》') || kinds.of_title(&words[..at]).is_some();
    codes.into_iter().filter(begins).find(|&at| docnum::at_head(&words[at..]) == Some(words.len() - at))
}

/// The number in the bracket that opens at `at`, and the end of the bracket.
pub(super) fn bracketed(words: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let inside = words[at..].strip_prefix(['（', '('])?;
    let start = words.len() - inside.len();
    let end = start + docnum::at_head(inside)?;
    // （鲁政办字〔2022〕28号附件）: of the notice that the plan is annexed to.
    let rest = words[end..].strip_prefix("附件").map_or(&words[end..], |rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    });
    let rest = rest.strip_prefix(['）', ')'])?;
    Some((start..end, words.len() - rest.len()))
}

/// A line with a number is no longer than a long title, in bytes.
const LONGEST_LINE: usize = 400;

/// Whether a line is a number that lost a part.
pub(super) fn is_damaged(words: &str) -> bool {
    // Few lines end as a number does.
    let may = |c: char| c == '号' || c.is_ascii_digit() || "X×*".contains(c) || CLOSING.contains(&c);
    words.len() < 60 && words.ends_with(may) && DAMAGED.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn numbers_stand_alone_or_beside_a_title() {
        let check = |words: &str, expected: Option<(&str, &str)>| {
            let found =
                number_in(Lexicon::builtin().kinds(), words).map(|found| (&words[found.number], &words[found.rest]));
            assert_eq!(found, expected, "{words}");
        };
        check("鲁政办字〔2022〕28号", Some(("鲁政办字〔2022〕28号", "")));
        check("（鲁政办字〔2022〕28号）", Some(("鲁政办字〔2022〕28号", "")));
        check("（鲁政办字〔2022〕28号附件2）", Some(("鲁政办字〔2022〕28号", "")));
        check("京政办发〔2016〕26号《关于甲的通知》", Some(("京政办发〔2016〕26号", "《关于甲的通知》")));
        check("关于甲的通知（岳办发〔2017〕2号）", Some(("岳办发〔2017〕2号", "关于甲的通知")));
        check("按照〔2017〕2号文件要求，做好工作", Some(("按照〔2017〕2号", "文件要求，做好工作")));
        check("做好2号工作", None);
        check("豫政办〔2019〕12-1号", Some(("豫政办〔2019〕12-1号", "")));
        check("甘政办发[2020]第7号", Some(("甘政办发[2020]第7号", "")));
        check("国能发新能规〔2021〕100A号", None);
        check("关于（甲）乙的通知（岳办发〔2017〕2号", None);
        check("关于甲的通知岳办发〔2017〕2号", Some(("岳办发〔2017〕2号", "关于甲的通知")));
        check("甲工作要点（试行）岳办发〔2017〕2号", Some(("岳办发〔2017〕2号", "甲工作要点（试行）")));
        check("落实省政府关于甲和乙的工作要求岳办发〔2017〕2号", None);
        check("〔2017〕2号", None);
        check("鲁政办字〔3022〕2号", None);
    }

    #[test]
    fn issues_have_no_code() {
        for words in ["〔2023〕第35期", "第12期", "（2023年第3期）", "[2021]8号", "第十二次"] {
            assert!(is_issue(words), "{words}");
        }
        for words in ["鲁政办字〔2022〕28号", "2023年", "12345", "第一期工程", "（三）"] {
            assert!(!is_issue(words), "{words}");
        }
    }
}
