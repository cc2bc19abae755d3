//! Title, number, addressees, signature and date (GB/T 9704-2012, 7.2 and 7.3).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Front;
use crate::clean::Body;
use crate::lexicon::Kinds;
use crate::model::Date;
use crate::note::Note;
use crate::text::{Span, is_han, marker};

/// 鲁政办字〔2022〕28号, with the brackets that are seen in its place.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[一-鿿]{1,14}[一-鿿A-Z]?[〔\[［（(【](?:19|20)[0-9]{2}[〕\]］）)】]第?[0-9]{1,5}(?:-[0-9]+)?号$")
        .expect("a literal pattern")
});

/// A number that lost a part: 吉政办发2023]9号, 鲁政办字〔2022号.
static DAMAGED_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[一-鿿]{2,10}(?:发|字|函|规|综|办|令)[〔\[［（(【]?(?:19|20)?[0-9X×*]{2,4}[〕\]］）)】]?第?[0-9X×*]{0,5}号?$",
    )
    .expect("a literal pattern")
});

/// Titles are at most so many characters a line; longer paragraphs are prose.
const LONGEST_TITLE_LINE: usize = 70;

/// Lines of a signature before the date: a joint document has up to a dozen organs.
const MOST_SIGNATURES: usize = 14;

/// The cleaned text, and the words that end titles.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub body: &'a Body,
    pub kinds: &'a Kinds,
}

impl Source<'_> {
    /// The kind of document that a title names at its end.
    pub(super) fn kind_of(self, title: &str) -> Option<&'static str> {
        self.kinds.of_title(title)
    }
}

/// Reads the head of the document, and for a document without annex its tail; the rest is the body.
pub(super) fn read(source: Source<'_>, notes: &mut Vec<Note>) -> (Front, Range<usize>) {
    let mut front = Front::default();
    let mut at = head(source, &mut front, notes);
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    front.covering = is_covering(source, &title);
    // The addressees of a notice may be several paragraphs; a date under the title is the date of issue.
    while let Some(date) = source.body.paragraphs.get(at).and_then(|p| bracketed_date(source, p.span)) {
        front.date.get_or_insert(date);
        front.other.push(source.body.paragraphs[at].span);
        at += 1;
    }
    (front, at..source.body.paragraphs.len())
}

/// Whether a title is of a document that issues or passes on another.
fn is_covering(source: Source<'_>, title: &str) -> bool {
    let kind = source.kind_of(title);
    matches!(kind, Some("通知" | "函" | "公告" | "决定" | "批复" | "通告"))
        && ["印发", "转发", "发布", "公布", "下发", "批转", "印送"].iter().any(|verb| title.contains(verb))
}

/// The paragraphs of title, number and addressees; returns the first paragraph after them.
fn head(source: Source<'_>, front: &mut Front, notes: &mut Vec<Note>) -> usize {
    let mut at = 0;
    while let Some(paragraph) = source.body.paragraphs.get(at) {
        let words = paragraph.span.of(&source.body.text);
        if paragraph.row {
            break;
        }
        if front.number.is_none() && NUMBER.is_match(words) {
            front.number = Some(paragraph.span);
        } else if front.number.is_none() && words.len() < 60 && DAMAGED_NUMBER.is_match(words) {
            front.other.push(paragraph.span);
            notes.push(Note::warning(
                "document-number-damaged",
                paragraph.span,
                format!(
                    "发文字号似有残缺：“{words}”，未作修补 (the document number looks damaged and was not repaired)"
                ),
            ));
        } else if (is_letterhead(words) || is_annex_mark(words)) && front.title.is_empty() {
            front.other.push(paragraph.span);
        } else if is_addressees(words) && !front.title.is_empty() {
            front.addressees = Some(Span::new(
                paragraph.span.start as usize,
                paragraph.span.end as usize - words.chars().next_back().map_or(0, char::len_utf8),
            ));
            return at + 1;
        } else if is_title_line(words) && !title_done(source, front, words) {
            front.title.push(paragraph.span);
        } else if let Some((date, span)) = date_at_end(source, paragraph.span).filter(|_| is_title_line(words)) {
            // An organ or a date under the title.
            front.date.get_or_insert((date, span));
            front.other.push(paragraph.span);
        } else {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the title is whole, so that `next` begins something else.
fn title_done(source: Source<'_>, front: &Front, next: &str) -> bool {
    let Some(last) = front.title.last() else { return false };
    let words = last.of(&source.body.text);
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    if next.starts_with('的') || title.contains("关于印发") && !is_covering(source, &title) && next.len() < 60 {
        return false;
    }
    // 关于落实《政府工作报告》|重点工作分工的意见: the title of another document stands in it.
    if words.ends_with('》') && words.contains("关于") && source.kind_of(next).is_some() && !next.contains("关于")
    {
        return false;
    }
    source.kind_of(words).is_some() && !next.starts_with(['（', '(', '—', '《', '“']) && !next.contains("关于")
        || next.starts_with(['（', '(']) && !next.contains(|c: char| c.is_ascii_digit()) && next.len() > 30
}

/// 山东省人民政府办公厅文件.
fn is_letterhead(words: &str) -> bool {
    words.ends_with("文件") && words.len() <= 120 && words.chars().all(is_han) && !words.contains("关于")
}

/// 附件, 附件1： alone: an annex by itself begins so.
fn is_annex_mark(words: &str) -> bool {
    let Some(rest) = words.strip_prefix("附件").or_else(|| words.strip_prefix("附表")) else { return false };
    rest.trim_end_matches(['：', ':']).chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// Whether a paragraph may be a line of a title: short, no stop, no number of an item.
pub(super) fn is_title_line(words: &str) -> bool {
    words.chars().count() <= LONGEST_TITLE_LINE
        && !words.contains(['。', '；', '：', ';', '\t'])
        && !words.ends_with(['，', '、', ',', ':'])
        && marker(words).is_none()
        && words.chars().any(is_han)
}

/// A line that names organs and ends in a colon.
fn is_addressees(words: &str) -> bool {
    const ORGANS: [&str; 15] = [
        "政府",
        "部门",
        "单位",
        "委员会",
        "机构",
        "厅",
        "局",
        "管委会",
        "委、",
        "委：",
        "企业",
        "高校",
        "办公室",
        "各县",
        "各市",
    ];
    words.ends_with(['：', ':'])
        && !words.contains(['。', '；'])
        && words.len() < 900
        && marker(words).is_none()
        && ORGANS.iter().any(|organ| words.contains(organ))
        && !words.contains("如下")
}

/// A signature with its date.
pub(super) struct Signature {
    /// The paragraphs that it takes.
    pub paragraphs: Range<usize>,
    /// The organs, oldest first.
    pub organs: Vec<Span>,
    /// The date and where it stands.
    pub date: (Date, Span),
}

/// The signature and date that end a covering notice or a whole document: the paragraphs they take, oldest first.
///
/// Looks in `range` from its end when `last`, else from its start, and takes the first date that stands alone or behind
/// an organ.
pub(super) fn signature(source: Source<'_>, range: Range<usize>, last: bool) -> Option<Signature> {
    let is_date = |&at: &usize| {
        let paragraph = source.body.paragraphs.get(at)?;
        let (date, span) = date_at_end(source, paragraph.span)?;
        let organ = Span { start: paragraph.span.start, end: span.start }.trim(&source.body.text);
        let rest = organ.of(&source.body.text);
        (rest.is_empty() || is_signature(source, rest)).then_some((at, organ, (date, span)))
    };
    let (at, organ, date) = if last {
        // Nothing but a bracket or two may follow the last signature.
        range.clone().rev().take(4).find_map(|at| is_date(&at))
    } else {
        range.clone().find_map(|at| is_date(&at))
    }?;
    let mut organs = Vec::new();
    let mut first = at;
    if organ.is_empty() {
        while first > range.start && at - first < MOST_SIGNATURES {
            let span = source.body.paragraphs[first - 1].span;
            if source.body.paragraphs[first - 1].row || !is_signature(source, span.of(&source.body.text)) {
                break;
            }
            organs.insert(0, span);
            first -= 1;
        }
    } else {
        organs.push(organ);
    }
    Some(Signature { paragraphs: first..at + 1, organs, date })
}

/// Whether a line may be the name of an organ under a document.
fn is_signature(source: Source<'_>, words: &str) -> bool {
    words.chars().count() <= 40
        && words.chars().all(|c| is_han(c) || matches!(c, ' ' | '（' | '）' | '(' | ')' | '、'))
        && marker(words).is_none()
        && source.kind_of(words).is_none_or(|kind| kind == "函")
        && words.chars().count() >= 3
}

/// A bracket that holds a date and little else: （2022年3月27日）.
fn bracketed_date(source: Source<'_>, span: Span) -> Option<(Date, Span)> {
    let words = span.of(&source.body.text);
    if words.len() > 120 || !words.starts_with(['（', '(']) || !words.ends_with(['）', ')']) {
        return None;
    }
    let inner = Span::new(
        span.start as usize + words.chars().next()?.len_utf8(),
        span.end as usize - words.chars().next_back()?.len_utf8(),
    );
    date_at_end(source, inner)
}

/// The date that a paragraph ends with: 2022年3月27日, 二〇二二年三月二十七日.
pub(super) fn date_at_end(source: Source<'_>, span: Span) -> Option<(Date, Span)> {
    let words = span.of(&source.body.text);
    if !words.ends_with('日') || words.len() > 200 {
        return None;
    }
    let numeral = |c: char| c.is_ascii_digit() || "〇○零O一二三四五六七八九十元".contains(c);
    let day_end = words.len() - '日'.len_utf8();
    let (rest, day) = split_tail(&words[..day_end], numeral)?;
    let (rest, month) = split_tail(rest.strip_suffix('月')?, numeral)?;
    let (rest, year) = split_tail(rest.strip_suffix('年')?, numeral)?;
    let year = i16::try_from(digits(year)?).ok()?;
    let date = Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?)?;
    (year >= 1949).then(|| (date, Span::new(span.start as usize + rest.len(), span.end as usize)))
}

fn split_tail(text: &str, tail: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let rest = text.trim_end_matches(tail);
    (rest.len() < text.len()).then(|| (rest, &text[rest.len()..]))
}

/// A year, digit by digit: 2022, 二〇二二.
fn digits(text: &str) -> Option<u32> {
    text.chars().try_fold(0_u32, |value, c| {
        let digit = c.to_digit(10).or_else(|| match c {
            '〇' | '○' | '零' | 'O' => Some(0),
            _ => "一二三四五六七八九".chars().position(|d| d == c).and_then(|n| u32::try_from(n + 1).ok()),
        })?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// A month or a day: 3, 三, 二十七.
fn number(text: &str) -> Option<u32> {
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { digits(tens)? };
        return Some(tens * 10 + if ones.is_empty() { 0 } else { digits(ones)? });
    }
    digits(text)
}
