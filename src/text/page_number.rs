//! Page numbers in their usual dresses: — 3 —, - 3 -, ·3·, 第3页, 第 3 页 共 9 页, 3/9, Page 3 of 9.

use super::{half_width, is_blank, trim};

const DASHES: [char; 9] = ['-', '—', '–', '―', '－', '─', '~', '·', '•'];

/// Dashes on each side of a number at most.
const MOST_DASHES: usize = 3;

/// The longest page number with the blanks in it, in bytes.
const LONGEST: usize = 48;

/// Whether a line is a page number and nothing else.
#[must_use]
pub fn is_whole(line: &str) -> bool {
    squeezed(trim(line), &mut String::new()).is_some_and(is_dressed)
}

/// A line that may be a page number, without blanks, its digits and letters of half width; `None` for most lines.
pub fn squeezed<'s>(line: &str, scratch: &'s mut String) -> Option<&'s str> {
    let may_begin = |c: char| c.is_ascii_digit() || DASHES.contains(&c) || matches!(c, '第' | '共' | 'P' | 'p');
    // 一 3 一: dashes as text recognition reads them.
    let may_begin = |c: char| may_begin(c) || c == '一' && line.ends_with('一');
    if line.len() > LONGEST || !line.starts_with(|c| may_begin(half_width(c))) || line.contains('\t') {
        return None;
    }
    scratch.clear();
    scratch.extend(line.chars().filter(|&c| !is_blank(c)).map(half_width));
    Some(scratch)
}

/// Whether words are a page number and nothing else: words without blanks, their digits and letters of half width. A number
/// alone is none.
#[must_use]
pub fn is_dressed(words: &str) -> bool {
    is_dashed(words)
        || is_ordinal(words)
        || is_english(words)
        || words.split_once('/').is_some_and(|(page, pages)| is_number(page) && is_number(pages))
        || words.split_once('第').is_some_and(|(total, page)| is_total(total) && is_counted(page))
}

/// 9
fn is_number(words: &str) -> bool {
    (1..=4).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit())
}

/// 9页
fn is_counted(words: &str) -> bool {
    words.strip_suffix('页').is_some_and(is_number)
}

/// 共9页
fn is_total(words: &str) -> bool {
    words.strip_prefix('共').is_some_and(is_counted)
}

/// —3—, -iv-, 一3一
fn is_dashed(words: &str) -> bool {
    if words.strip_prefix('一').and_then(|words| words.strip_suffix('一')).is_some_and(is_number) {
        return true;
    }
    let rest = words.trim_start_matches(DASHES);
    let inner = rest.trim_end_matches(DASHES);
    let dashes = |words: &str| (1..=MOST_DASHES).contains(&words.chars().count());
    let roman = (1..=6).contains(&inner.len()) && inner.bytes().all(|byte| b"IVXivx".contains(&byte));
    dashes(&words[..words.len() - rest.len()]) && dashes(&rest[inner.len()..]) && (is_number(inner) || roman)
}

/// 第3页, 第三页, 第3页（共9页）
fn is_ordinal(words: &str) -> bool {
    let Some((number, rest)) = words.strip_prefix('第').and_then(|words| words.split_once('页')) else {
        return false;
    };
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let total = rest.strip_prefix([',', '，', '/', '（', '(']).unwrap_or(rest);
    let total = total.strip_suffix([')', '）']).unwrap_or(total);
    (1..=5).contains(&number.chars().count()) && number.chars().all(numeral) && (rest.is_empty() || is_total(total))
}

/// Page3, Page3of9
fn is_english(words: &str) -> bool {
    let Some((page, number)) = words.split_at_checked("page".len()) else { return false };
    let (number, total) = number.split_once("of").map_or((number, None), |(number, total)| (number, Some(total)));
    page.eq_ignore_ascii_case("page") && is_number(number) && total.is_none_or(is_number)
}

#[cfg(test)]
mod tests {
    use super::is_dressed;

    #[test]
    fn a_page_number_has_one_of_few_dresses() {
        for (words, expected) in [
            ("—3—", true),
            ("－－12---", true),
            ("·iv·", true),
            ("-3", false),
            ("----3-", false),
            ("-12345-", false),
            ("---", false),
            ("第3页", true),
            ("第十二页", true),
            ("第3页共9页", true),
            ("第3页（共9页）", true),
            ("第3页,", false),
            ("第页", false),
            ("共9页第3页", true),
            ("共9页", false),
            ("3/9", true),
            ("3/9/1", false),
            ("Page3", true),
            ("PAGE3of9", true),
            ("page3of", false),
            ("3", false),
            ("", false),
        ] {
            assert_eq!(is_dressed(words), expected, "{words}");
        }
    }
}
