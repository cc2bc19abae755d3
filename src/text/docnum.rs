//! The number of a document (发文字号): 鲁政办字〔2022〕28号.

use std::iter::Peekable;

use super::{is_blank, is_han};

/// What opens the bracket of the year, and what is seen in its place.
pub const OPENING: [char; 6] = ['〔', '[', '［', '（', '(', '【'];

/// What closes it.
pub const CLOSING: [char; 6] = ['〕', ']', '］', '）', ')', '】'];

/// Characters before the year at most: the code of an organ.
pub const LONGEST_CODE: usize = 15;

/// Digits behind the year at most.
const LONGEST_SEQUENCE: usize = 5;

/// Characters of a number with its blanks at most.
const LONGEST_SPREAD: usize = 40;

/// The number that words begin with, in bytes: 鲁政办字〔2022〕28号, 豫政办〔2019〕12-1号.
#[must_use]
pub fn at_head(words: &str) -> Option<usize> {
    number(&mut words.char_indices().peekable())
}

/// As [`at_head`], in words that were not cleaned: blanks may stand within the number and brackets around it, （大政办发 〔2022〕 29号）.
#[must_use]
pub fn spread_at_head(words: &str) -> Option<usize> {
    let mut chars = words.char_indices().take(LONGEST_SPREAD).filter(|(_, c)| !is_blank(*c)).peekable();
    let bracket = chars.next_if(|(_, c)| matches!(c, '（' | '(')).is_some();
    let end = number(&mut chars)?;
    if !bracket {
        return Some(end);
    }
    let (at, close) = chars.next_if(|(_, c)| matches!(c, '）' | ')'))?;
    Some(at + close.len_utf8())
}

/// Whether words close with a number, however its code is written: …〔2022〕28号.
#[must_use]
pub fn closes(words: &str) -> bool {
    let Some(words) = words.strip_suffix('号') else { return false };
    let digits = |c: char| c.is_ascii_digit() || is_blank(c);
    let year = words.trim_end_matches(digits).strip_suffix(CLOSING).unwrap_or_default();
    year.chars().rev().filter(|&c| !is_blank(c)).take(4).filter(char::is_ascii_digit).count() == 4
}

/// Reads a number; the byte behind it.
fn number(chars: &mut Peekable<impl Iterator<Item = (usize, char)>>) -> Option<usize> {
    let mut count = |most: usize, fits: fn(char) -> bool| {
        (0..=most).take_while(|_| chars.next_if(|(_, c)| fits(*c)).is_some()).count()
    };
    let han = count(LONGEST_CODE, is_han);
    let code = han + count(1, |c| c.is_ascii_uppercase());
    if han == 0 || code > LONGEST_CODE {
        return None;
    }
    chars.next_if(|(_, c)| OPENING.contains(c))?;
    let year: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
    let of_a_year = (year.starts_with("19") || year.starts_with("20")) && year.bytes().all(|b| b.is_ascii_digit());
    chars.next_if(|(_, c)| of_a_year && CLOSING.contains(c))?;
    chars.next_if(|(_, c)| *c == '第');
    let sequence = digits(chars);
    let part = chars.next_if(|(_, c)| *c == '-').map(|_| digits(chars));
    if !(1..=LONGEST_SEQUENCE).contains(&sequence) || part == Some(0) {
        return None;
    }
    let (at, end) = chars.next_if(|(_, c)| *c == '号')?;
    Some(at + end.len_utf8())
}

/// How many digits come next.
fn digits(chars: &mut Peekable<impl Iterator<Item = (usize, char)>>) -> usize {
    std::iter::from_fn(|| chars.next_if(|(_, c)| c.is_ascii_digit())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_at_the_head_of_words() {
        let check = |words: &str, cleaned: Option<&str>, spread: Option<&str>| {
            assert_eq!(at_head(words).map(|len| &words[..len]), cleaned, "{words}");
            assert_eq!(spread_at_head(words).map(|len| &words[..len]), spread, "{words}");
        };
        let same = |words: &str, number: Option<&str>| check(words, number, number);
        same("鲁政办字〔2022〕28号 各市", Some("鲁政办字〔2022〕28号"));
        same("豫政办〔2019〕12-1号", Some("豫政办〔2019〕12-1号"));
        same("甘政办发[2020]第7号", Some("甘政办发[2020]第7号"));
        same("豫政办〔2019〕12-号", None);
        same("发改办能源Z〔2019〕12号", Some("发改办能源Z〔2019〕12号"));
        same("国能发新能规〔2021〕100A号", None);
        same("鲁政办字〔3022〕2号", None);
        same("鲁政办字〔2022〕282828号", None);
        same("〔2022〕28号", None);
        check("大政办发 〔2022〕 29号", None, Some("大政办发 〔2022〕 29号"));
        check("（某教发〔2023〕5号）各市", None, Some("（某教发〔2023〕5号）"));
        check("（某教发〔2023〕5号各市", None, None);
    }
}
