//! The document number (发文字号), alone in its line or beside a title or a day.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// 鲁政办字〔2022〕28号, with the brackets that are seen in its place.
const NUMBER: &str = r"[一-鿿]{1,14}[一-鿿A-Z]?[〔\[［（(【](?:19|20)[0-9]{2}[〕\]］）)】]第?[0-9]{1,5}(?:-[0-9]+)?号";

/// A number at the head of a line, or in brackets of its own.
static AT_HEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^(?:({NUMBER})|[（(]({NUMBER})[）)])")).expect("a literal pattern"));

/// A number in brackets at the end of a title.
static AT_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"[（(]({NUMBER})[）)]$")).expect("a literal pattern"));

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

/// The number that a line begins with, or that stands in brackets at its end.
pub(super) fn number_in(words: &str) -> Option<Number> {
    // Most lines hold no such word.
    if !words.contains('号') || words.len() > LONGEST_LINE {
        return None;
    }
    if let Some(found) = AT_HEAD.captures(words) {
        let number = found.get(1).or_else(|| found.get(2))?.range();
        let end = found.get(0).map_or(number.end, |whole| whole.end());
        return Some(Number { number, rest: end..words.len() });
    }
    let found = AT_END.captures(words)?;
    Some(Number { number: found.get(1)?.range(), rest: 0..found.get(0)?.start() })
}

/// A line with a number is no longer than a long title, in bytes.
const LONGEST_LINE: usize = 400;

/// Whether a line is a number that lost a part.
pub(super) fn is_damaged(words: &str) -> bool {
    words.len() < 60 && DAMAGED.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_alone_or_beside_a_title() {
        let check = |words: &str, expected: Option<(&str, &str)>| {
            let found = number_in(words).map(|found| (&words[found.number], &words[found.rest]));
            assert_eq!(found, expected, "{words}");
        };
        check("鲁政办字〔2022〕28号", Some(("鲁政办字〔2022〕28号", "")));
        check("（鲁政办字〔2022〕28号）", Some(("鲁政办字〔2022〕28号", "")));
        check("京政办发〔2016〕26号《关于甲的通知》", Some(("京政办发〔2016〕26号", "《关于甲的通知》")));
        check("关于甲的通知（岳办发〔2017〕2号）", Some(("岳办发〔2017〕2号", "关于甲的通知")));
        check("按照〔2017〕2号文件要求，做好工作", Some(("按照〔2017〕2号", "文件要求，做好工作")));
        check("做好2号工作", None);
    }
}
