//! Web addresses that a dump left among the words, and what a browser prints around a page.

use crate::lexicon::Lexicon;
use crate::text::{Span, is_blank, is_han, trim};

/// How an address begins.
const SCHEMES: [&str; 7] = ["http://", "https://", "www.", "HTTP://", "HTTPS://", "WWW.", "file:///"];

/// Whether the words are one web address and nothing else.
pub(super) fn is_address(words: &str) -> bool {
    if !words.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let Some(rest) = SCHEMES.iter().find_map(|scheme| words.strip_prefix(scheme)) else { return false };
    // A browser prints the number of the page behind it: https://… 1/4.
    let rest = rest.split_once(is_blank).filter(|(_, page)| is_page_of(page)).map_or(rest, |(address, _)| address);
    rest.len() > 3 && rest.bytes().all(|b| b.is_ascii_graphic())
}

/// Whether a line ends in a web address, be it announced or not.
pub(super) fn ends_in_address(words: &str) -> bool {
    let ascii = words.bytes().rev().take_while(u8::is_ascii_graphic).count();
    let last = &words[words.len() - ascii..];
    SCHEMES.iter().filter_map(|scheme| last.find(scheme)).min().is_some_and(|at| is_address(&last[at..]))
}

/// Whether words are the number of a page and how many there are: 1/4.
fn is_page_of(words: &str) -> bool {
    trim(words).split_once('/').is_some_and(|(page, of)| is_number(page, 3) && is_number(of, 3))
}

/// Whether words are a number of so many digits at most.
fn is_number(words: &str, most: usize) -> bool {
    (1..=most).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line is what a browser prints at the head of a page: the moment, and the title of the page behind it
/// (2023/7/3 09:12    某某意见-某某网站; 7/3/23, 9:12 AM).
pub(super) fn is_printed_head(words: &str) -> bool {
    // 2023/, 7/3/: most lines that begin with digits have others behind them.
    let bytes = words.as_bytes();
    if !bytes.first().is_some_and(u8::is_ascii_digit) || !bytes.iter().take(5).any(|&b| b == b'/') {
        return false;
    }
    let Some((date, rest)) = words.split_once(is_blank) else { return false };
    let parts: Vec<&str> = date.strip_suffix(',').unwrap_or(date).split('/').collect();
    let dated = match parts[..] {
        [first, second, third] => {
            let year_first = first.len() == 4 && is_number(first, 4) && is_number(third, 2);
            let year_last = is_number(first, 2) && is_number(third, 4) && date.ends_with(',');
            (year_first || year_last) && is_number(second, 2)
        }
        _ => false,
    };
    let clock = rest.trim_start_matches(is_blank).trim_start_matches("上午").trim_start_matches("下午");
    let (clock, title) = clock.split_once(is_blank).unwrap_or((clock, ""));
    let mut parts = clock.split(':');
    let timed =
        parts.next().is_some_and(|hour| is_number(hour, 2)) && parts.next().is_some_and(|minute| is_number(minute, 2));
    dated && timed && !title.contains(['：', '\t'])
}

/// The addresses of a line that no words announce and no bracket holds: the page's, not the sentence's.
pub(super) fn strays(raw: &str, line: Span, lexicon: &Lexicon) -> Vec<Span> {
    let words = line.of(raw);
    // Every address has a stop, and a stroke or a letter of its scheme; most lines of Chinese have none.
    let bytes = words.as_bytes();
    if memchr::memchr(b'.', bytes).is_none() || memchr::memchr3(b'/', b'w', b'W', bytes).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = SCHEMES.iter().filter_map(|scheme| words[from..].find(scheme)).min().map(|at| from + at) {
        let rest = &words[at..];
        let end = rest.find(|c: char| !c.is_ascii_graphic() || "()<>\"'".contains(c)).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!']);
        from = at + end.max(1);
        let before = words[..at].trim_end_matches(is_blank);
        let announced = before.ends_with(|c: char| !is_han(c) && !"，。；、！？”》）".contains(c))
            || lexicon.furniture().addresses.end(before);
        // Between words of a sentence; an address at the end of a line may be the last word of what a site writes.
        let within =
            rest[end..].trim_start_matches(is_blank).starts_with(|c: char| is_han(c) || "，。；、".contains(c));
        let span = |from: usize, to: usize| Span::new(line.start as usize + from, line.start as usize + to);
        if is_address(address) && !announced && (within || before.ends_with(is_han)) {
            found.push(span(at, at + address.len()));
        }
        // 新建海外仓（https://…）20个: a bracket that holds nothing else, behind what is no place on the net.
        let open = before
            .strip_suffix(['（', '('])
            .filter(|named| named.ends_with(is_han) && !lexicon.furniture().addresses.end(named));
        let close = rest[address.len()..].chars().next().filter(|c| matches!(c, '）' | ')'));
        if let (Some(named), Some(close)) = (open.filter(|_| is_address(address)), close) {
            let end = at + address.len() + close.len_utf8();
            if words[end..].starts_with(is_han) || words[end..].starts_with(|c: char| c.is_ascii_digit()) {
                found.push(span(named.len(), end));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let found: Vec<&str> =
            strays(line, Span::new(0, line.len()), Lexicon::builtin()).iter().map(|s| s.of(line)).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn what_a_browser_prints_around_a_page() {
        assert!(is_printed_head("2023/7/3 09:12        关于修路的意见-某省人民政府门户网站"));
        assert!(is_printed_head("2023/7/3 上午9:12 关于修路的意见"));
        assert!(is_printed_head("7/3/23, 9:12 AM          关于修路的意见"));
        assert!(is_printed_head("11/30/26, 8:24 AM"));
        assert!(!is_printed_head("11/30 前完成"));
        assert!(!is_printed_head("2023/7/3 09:12 来源：某省人民政府"));
        assert!(!is_printed_head("2023/7/3 前完成"));
        assert!(is_address("https://www.example.gov.cn/2023/06-28/2768901.html        1/4"));
        assert!(is_address("file:///C:/Users/a/Desktop/b.html   1/3"));
        assert!(!is_address("https://www.example.gov.cn 登录办理"));
    }

    #[test]
    fn lines_that_end_in_an_address() {
        assert!(ends_in_address("【页面】http://www.example.gov.cn/a/139943.shtml"));
        assert!(!ends_in_address("登录http://www.example.gov.cn查询"));
        assert!(!ends_in_address("增长8.5%"));
        assert!(!ends_in_address(""));
    }

    #[test]
    fn an_address_among_words_is_found_and_one_that_is_announced_is_not() {
        check("支持企业http://www.sd.gov.cn/art/2022/3/28.html技术改造", &["http://www.sd.gov.cn/art/2022/3/28.html"]);
        check("http://www.sd.gov.cn/a.html技术改造，支持www.a.cn 企业", &["http://www.sd.gov.cn/a.html", "www.a.cn"]);
        check("新建海外仓（https://www.a.cn/hwc.html）20个", &["（https://www.a.cn/hwc.html）"]);
        check("登录www.gov.cn查询，网址：http://www.gov.cn/，门户（http://www.gov.cn）", &[]);
        check("增长8.5%，达到1.2亿元", &[]);
    }
}
