//! Title, number, addressees, signature and date (GB/T 9704-2012, 7.2 and 7.3).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Front;
use crate::clean::Body;
use crate::lexicon::{FrameLabel, Frames, Kinds};
use crate::model::Date;
use crate::note::Note;
use crate::text::{Span, is_han, marker};

/// 鲁政办字〔2022〕28号, with the brackets that are seen in its place, at the head of a line or in brackets of its own.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[（(]?([一-鿿]{1,14}[一-鿿A-Z]?[〔\[［（(【](?:19|20)[0-9]{2}[〕\]］）)】]第?[0-9]{1,5}(?:-[0-9]+)?号)[）)]?")
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

/// A title begins among so many paragraphs.
const TITLE_WITHIN: usize = 20;

/// Lines of a title at most.
const MOST_TITLE_LINES: usize = 6;

/// The cleaned text, and the words that end titles and stand around documents.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub body: &'a Body,
    pub kinds: &'a Kinds,
    pub frames: &'a Frames,
}

impl<'a> Source<'a> {
    /// The kind of document that a title names at its end.
    pub(super) fn kind_of(self, title: &str) -> Option<&'static str> {
        self.kinds.of_title(title)
    }

    /// The words of a paragraph.
    pub(super) fn words(self, at: usize) -> &'a str {
        self.body.paragraphs[at].span.of(&self.body.text)
    }
}

/// Reads the head of the document, and for a document without annex its tail; the rest is the body.
pub(super) fn read(source: Source<'_>, notes: &mut Vec<Note>) -> (Front, Range<usize>) {
    let mut front = Front::default();
    let mut at = head(source, &mut front, notes);
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    front.covering = is_covering(source, &title) || hands_over(source, &title, at);
    // The addressees of a notice may be several paragraphs; a date under the title is the date of issue.
    while let Some(date) = source.body.paragraphs.get(at).and_then(|p| bracketed_date(source, p.span)) {
        front.date.get_or_insert(date);
        front.other.push(source.body.paragraphs[at].span);
        at += 1;
    }
    (front, at..source.body.paragraphs.len())
}

/// Verbs of a notice that issues or passes on another document.
const COVERS: [&str; 9] = ["印发", "转发", "发布", "公布", "下发", "批转", "印送", "颁发", "下达"];

/// Whether a title is of a document that issues or passes on another.
fn is_covering(source: Source<'_>, title: &str) -> bool {
    let kind = source.kind_of(title);
    matches!(kind, Some("通知" | "函" | "公告" | "决定" | "批复" | "通告"))
        && COVERS.iter().any(|verb| title.contains(verb))
}

/// Whether a notice says before its first number that it hands something over: 现将…分解下达给你们.
fn hands_over(source: Source<'_>, title: &str, at: usize) -> bool {
    /// Words before the first number are so many paragraphs at most.
    const INTRODUCTION: usize = 3;
    source.kind_of(title) == Some("通知")
        && source.body.paragraphs[at.min(source.body.paragraphs.len())..]
            .iter()
            .map(|p| p.span.of(&source.body.text))
            .take(INTRODUCTION)
            .take_while(|words| marker(words).is_none())
            .any(|words| words.contains("给你们"))
}

/// The paragraph in which the title begins, by the kind of document that it ends in; words of a page may stand before it.
fn title_start(source: Source<'_>) -> usize {
    let count = source.body.paragraphs.len();
    let is_line = |at: usize| {
        let words = source.words(at);
        !source.body.paragraphs[at].row && is_title_line(words) && !is_letterhead(words) && !NUMBER.is_match(words)
    };
    let ends = |at: usize| {
        let lines = (at..count.min(at + MOST_TITLE_LINES)).take_while(|&line| is_line(line));
        let mut lines = lines.take_while(|&line| line == at || !is_page_line(source.words(line)));
        lines.any(|line| source.kind_of(source.words(line)).is_some())
    };
    for at in 0..count.min(TITLE_WITHIN) {
        let words = source.words(at);
        if is_line(at) && !is_page_line(words) && ends(at) {
            return at;
        }
        if marker(words).is_some() || words.contains('。') {
            break;
        }
    }
    0
}

/// Whether a line is of a page: the name of a host, a row of buttons.
fn is_page_line(words: &str) -> bool {
    words.contains("www.") || words.contains(['|', '｜', '>', '＞', '»'])
}

/// The paragraphs of title, number and addressees; returns the first paragraph after them.
fn head(source: Source<'_>, front: &mut Front, notes: &mut Vec<Note>) -> usize {
    let first = title_start(source);
    let mut at = 0;
    while let Some(paragraph) = source.body.paragraphs.get(at) {
        let words = paragraph.span.of(&source.body.text);
        if paragraph.row && at >= first {
            break;
        }
        let number = NUMBER.captures(words).and_then(|found| found.get(1)).filter(|_| front.number.is_none());
        if let Some(number) = number.filter(|number| ends_number(source, paragraph.span, number.end(), front)) {
            let start = paragraph.span.start as usize;
            let number = Span::new(start + number.start(), start + number.end());
            front
                .other
                .extend([Span { end: number.start, ..paragraph.span }, Span { start: number.end, ..paragraph.span }]);
            front.number = Some(number);
        } else if front.number.is_none() && words.len() < 60 && DAMAGED_NUMBER.is_match(words) {
            front.other.push(paragraph.span);
            notes.push(Note::warning(
                "document-number-damaged",
                paragraph.span,
                format!(
                    "发文字号似有残缺：“{words}”，未作修补 (the document number looks damaged and was not repaired)"
                ),
            ));
        } else if (is_letterhead(words) || is_annex_label(words)) && front.title.is_empty() || at < first {
            front.other.push(paragraph.span);
        } else if let Some(title) = labelled_title(source, paragraph.span).filter(|_| front.title.is_empty()) {
            front.other.push(Span { end: title.start, ..paragraph.span });
            front.title.push(title);
        } else if is_addressees(words) && !front.title.is_empty() {
            front.addressees = Some(Span::new(
                paragraph.span.start as usize,
                paragraph.span.end as usize - words.chars().next_back().map_or(0, char::len_utf8),
            ));
            return at + 1;
        } else if is_aside(words) || is_printed_above(source, words) {
            let date = bracketed_date(source, paragraph.span);
            front.date = front.date.or(date.filter(|_| !front.title.is_empty()));
            front.other.push(paragraph.span);
        } else if let Some(lines) = says_again(source, front, at) {
            // The headline of the page, and then the title as printed.
            front.other.append(&mut front.title);
            front.title = source.body.paragraphs[at..at + lines].iter().map(|p| p.span).collect();
            at += lines;
            continue;
        } else if is_title_line(words) && !title_done(source, front, words) {
            front.title.push(paragraph.span);
        } else if let Some((date, span)) = date_at_end(source, paragraph.span).filter(|_| is_title_line(words)) {
            // An organ or a date under the title.
            front.date.get_or_insert((date, span));
            front.other.push(paragraph.span);
        } else if !front.title.is_empty() && addressees_follow(source, at) {
            // What a page puts between the title and those whom it addresses.
            front.other.push(paragraph.span);
        } else {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the line of addressees stands a few short lines below a paragraph that is none of the front matter's.
fn addressees_follow(source: Source<'_>, at: usize) -> bool {
    /// A page puts so many lines at most between title and addressees.
    const WITHIN: usize = 12;
    let lines = (at..source.body.paragraphs.len()).take(WITHIN).map(|line| source.words(line));
    let mut lines = lines.take_while(|words| marker(words).is_none() && !words.contains('。'));
    lines.any(is_addressees)
}

/// The lines that say the title again that was read already, with what was left out before it.
fn says_again(source: Source<'_>, front: &Front, at: usize) -> Option<usize> {
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    source.kind_of(&title)?;
    let count = source.body.paragraphs.len();
    let lines = (at..count.min(at + MOST_TITLE_LINES)).map(|line| source.words(line)).take_while(|w| is_title_line(w));
    let mut again = String::new();
    lines.enumerate().find_map(|(line, words)| {
        again.push_str(words);
        again.ends_with(&title).then_some(line + 1)
    })
}

/// Whether what follows a number in its line is no sentence: nothing, a bracket, the day, who signed (签发人：…).
fn ends_number(source: Source<'_>, line: Span, number: usize, front: &mut Front) -> bool {
    let rest = Span { start: line.start + Span::new(0, number).end, ..line };
    let words = rest.of(&source.body.text).trim_start_matches(['）', ')', '　', ' ']);
    if words.is_empty() || words.starts_with("签发人") {
        return true;
    }
    let date = date_at_end(source, rest).filter(|(_, span)| span.of(&source.body.text) == words);
    if let Some(date) = date {
        front.date.get_or_insert(date);
    }
    date.is_some()
}

/// The title behind its label: 标题：某某通知.
fn labelled_title(source: Source<'_>, line: Span) -> Option<Span> {
    let words = line.of(&source.body.text);
    let (label, title) = words.split_once(['：', ':', '\t'])?;
    let title = title.trim_start_matches(['：', ':', '\t']);
    let fits = source.frames.get(label) == Some(FrameLabel::Title) && source.kind_of(title).is_some();
    fits.then(|| Span::new(line.end as usize - title.len(), line.end as usize))
}

/// Whether a line is printed above the title and is none of it: 签发人：…, a number of registration (HNPR—2023—01012).
fn is_printed_above(source: Source<'_>, words: &str) -> bool {
    let label = words.split_once(['：', ':']).and_then(|(label, _)| source.frames.get(label));
    label.is_some_and(|label| label != FrameLabel::Form) || !words.chars().any(is_han)
}

/// Whether a line stands in brackets beside a title without being of it: a note, a day, the meeting that passed it. What
/// belongs to a title says which it is: （2023—2025年）, （试行）.
pub(super) fn is_aside(words: &str) -> bool {
    const EDITIONS: [&str; 8] = ["试行", "暂行", "草案", "稿", "版", "批", "修订", "期"];
    let Some(inner) = words.strip_prefix(['（', '(', '〔', '[']).and_then(|w| w.strip_suffix(['）', ')', '〕', ']']))
    else {
        return false;
    };
    let of_title = inner.chars().count() <= 16
        && (inner.contains('年') && !inner.contains(['月', '，', ','])
            || EDITIONS.iter().any(|end| inner.ends_with(end)))
        && inner != "公开版";
    !of_title && !inner.contains(['（', '('])
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

/// 附件, 附件2, 附件1-2：: the mark of an annex, alone.
pub(super) fn is_annex_label(words: &str) -> bool {
    annex_label(words) == Some(words.len())
}

/// The bytes of the mark that words begin with: 附件2：.
pub(super) fn annex_label(words: &str) -> Option<usize> {
    let rest = words.strip_prefix("附件").or_else(|| words.strip_prefix("附表"))?;
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十-—".contains(c);
    let tail = rest.trim_start_matches(number);
    // 附表 2023年…: a year is of the title.
    let year = rest.bytes().take_while(u8::is_ascii_digit).count() == 4;
    let tail = if year { rest } else { tail };
    (rest.len() - tail.len() <= 6).then(|| words.len() - tail.trim_start_matches(['：', ':']).len())
}

/// Whether a paragraph may be a line of a title: short, no stop, no number of an item.
pub(super) fn is_title_line(words: &str) -> bool {
    words.chars().count() <= LONGEST_TITLE_LINE
        && !words.contains(['。', '；', '：', ';', ':', '\t'])
        && !words.ends_with(['，', '、', ','])
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
    const SENTENCES: [&str; 6] = ["如下", "下列", "以下", "通知", "现将", "附件"];
    words.ends_with(['：', ':'])
        && !words.contains(['。', '；', '\t'])
        && words.len() < 900
        && marker(words).is_none()
        && (words.starts_with('各') || ORGANS.iter().any(|organ| words.contains(organ)))
        && !SENTENCES.iter().any(|word| words.contains(word))
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
            let words = span.of(&source.body.text);
            if !words.split('\t').all(|cell| cell.is_empty() || is_signature(source, cell)) {
                break;
            }
            let cells = words.split('\t').filter(|cell| !cell.is_empty());
            organs.splice(0..0, cells.map(|cell| Span::within(&source.body.text, cell)));
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
    if let Some(date) = plain_date(words) {
        return Some((date, span));
    }
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

/// A day in digits and nothing else: 2021-11-30, 2021.11.30.
fn plain_date(words: &str) -> Option<Date> {
    let mut parts = words.split(['-', '.', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = year.len() == 4 && year >= "1949" && words.len() <= 10 && parts.next().is_none();
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).filter(|_| fits)
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
