//! Title, number, addressees, signature and date (GB/T 9704-2012, 7.2 and 7.3).

use std::ops::Range;

use super::Front;
use super::addressees::{addressees_follow, is_addressees, is_unmarked_salutation, without_latin};
use super::number::{Number, is_damaged, is_issue, is_number, number_in};
use super::page::{self, title_beside};
use super::signature::{bracketed_date, date_at_end};
use super::title::{
    SHORTEST_TITLE, TITLE_WITHIN, heads_column, in_brackets, is_aside, is_letterhead, is_title_line, is_told_of,
    labelled_title, plain, says_again, says_again_at_home, says_end_again, title_done, title_start, unquoted,
    without_aside, without_column,
};
use crate::clean::Body;
use crate::lexicon::{FrameLabel, Lexicon, without_bracket};
use crate::note::Note;
use crate::text::numeral::ZEROS;
use crate::text::{Marker, MarkerStyle, Span, all_han, annex, docnum, is_han, marker};

/// The cleaned text, and the words that tell titles and what stands around documents.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub body: &'a Body,
    pub lexicon: &'a Lexicon,
}

impl<'a> Source<'a> {
    /// The kind of document that a title names at its end.
    pub(super) fn kind_of(self, title: &str) -> Option<&'static str> {
        self.lexicon.kinds().of_title(title)
    }

    /// Whether words end in the kind of a paper that issues others or hands them on.
    pub(super) fn is_notice(self, title: &str) -> bool {
        self.kind_of(title).is_some_and(|kind| self.lexicon.papers().is_notice(kind))
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
    front.title = unquoted(source, std::mem::take(&mut front.title));
    if is_too_short(source, &front.title) {
        front.other.append(&mut front.title);
    }
    if let Some(last) = front.title.last_mut() {
        let whole = std::mem::replace(last, without_aside(&source.body.text, *last));
        front.other.push(Span { start: last.end, ..whole });
    }
    front.other.retain(|span| !span.is_empty());
    front.letterhead = front.letterhead.or_else(|| letterhead(source, at));
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

/// Whether a title is of a document that issues or passes on another.
pub(super) fn is_covering(source: Source<'_>, title: &str) -> bool {
    source.is_notice(title) && source.lexicon.papers().hands_over(title)
}

/// Whether what stands where a title does is a word of the page (朗读, 听全文): it tells no kind, and is shorter than a title.
fn is_too_short(source: Source<'_>, title: &[Span]) -> bool {
    let [line] = title else { return false };
    let words = line.of(&source.body.text);
    words.chars().count() < SHORTEST_TITLE && source.kind_of(words).is_none()
}

/// Whether words hand a paper on to those whom they address: 现将《…》印发给你们, 现印发你们.
pub(super) fn hands_on(source: Source<'_>, words: &str) -> bool {
    source.lexicon.papers().to_you.are_in(words)
}

/// Whether a notice says before its first number that it hands something over: 现将…分解下达给你们. Its title may have left out
/// what it is itself (某某局关于印发某某工作方案), and that of the page may be the title of what is handed over.
fn hands_over(source: Source<'_>, title: &str, at: usize) -> bool {
    /// Words before the first number are so many paragraphs at most.
    const INTRODUCTION: usize = 3;
    let kind = source.kind_of(title);
    let papers = source.lexicon.papers();
    let about = title.split("关于").skip(1);
    let issues = || about.into_iter().any(|about| papers.issues.begin(about) || papers.passes_on.begin(about));
    let notice = kind.is_none_or(|kind| kind == "通知") || issues();
    let hands = |words: &str| hands_on(source, words) && (notice || words.contains(title) || names_alike(words, title));
    source.body.paragraphs[at.min(source.body.paragraphs.len())..]
        .iter()
        .map(|p| p.span.of(&source.body.text))
        .take(INTRODUCTION)
        .take_while(|words| marker(words).is_none())
        .any(hands)
        || kind == Some("通知") && sends_to_annex(source, at)
}

/// Whether words quote a paper whose name ends as a title does, that stands on its page in other words before: 《2023年市〈政府工作报告〉
/// 任务分解方案》 is 某市人民政府2023年《政府工作报告》任务分解方案（上）.
fn names_alike(words: &str, title: &str) -> bool {
    /// Names that end in so many like characters are no chance.
    const ALIKE: usize = 8;
    let title = plain(without_bracket(title));
    let tail = title.char_indices().rev().nth(ALIKE - 1).map(|(at, _)| &title[at..]);
    let quoted = words.find('《').and_then(|open| Some(&words[open..words.rfind('》')?]));
    tail.zip(quoted).is_some_and(|(tail, quoted)| plain(quoted).ends_with(tail))
}

/// Whether a notice without numbers of its own sends its readers to its annex: 各项任务已分解到单位（见附件）.
fn sends_to_annex(source: Source<'_>, at: usize) -> bool {
    /// Such a notice has so many paragraphs at most.
    const SHORT: usize = 8;
    let mut sends = false;
    for line in (at..source.body.paragraphs.len()).take(SHORT) {
        let words = source.words(line);
        if words.starts_with("附件") {
            return sends;
        }
        if marker(words).is_some() || source.body.paragraphs[line].row {
            return false;
        }
        sends |= words.contains("见附件");
    }
    false
}

/// The paragraphs of title, number and addressees; returns the first paragraph after them.
fn head(source: Source<'_>, front: &mut Front, notes: &mut Vec<Note>) -> usize {
    let start = title_start(source);
    let first = start.unwrap_or(0);
    let mut at = 0;
    while let Some(paragraph) = source.body.paragraphs.get(at) {
        let (span, words) = (paragraph.span, source.words(at));
        let untitled = front.title.is_empty();
        let title = labelled_title(source, at).filter(|_| untitled);
        if let Some(title) = title {
            front.other.extend([Span { end: title.start, ..span }, Span { start: title.end, ..span }]);
            front.title.push(title);
        } else if paragraph.row {
            if at >= first && !addressees_follow(source, at) {
                break;
            }
            front.other.push(span);
        } else if let Some(found) =
            number_in(source.lexicon.kinds(), words).filter(|found| is_of_front(source, span, found))
        {
            take_number(source, front, span, found);
        } else if front.number.is_none() && heads_minutes(source, front) && is_issue(words) {
            take_number(source, front, span, Number { number: 0..words.len(), rest: words.len()..words.len() });
        } else if front.number.is_none() && is_damaged(words) {
            front.other.push(span);
            notes.push(Note::warning(
                "document-number-damaged",
                span,
                format!(
                    "发文字号似有残缺：“{words}”，未作修补 (the document number looks damaged and was not repaired)"
                ),
            ));
        } else if is_addressees(source, words) && (!untitled || start.is_none()) {
            let names = without_latin(words.trim_end_matches(['：', ':']));
            let addressees = Span::within(&source.body.text, names);
            front.other.push(Span { end: addressees.start, ..span });
            front.addressees = Some(addressees);
            return at + 1;
        } else if !untitled && is_unmarked_salutation(source, at) {
            front.addressees = Some(span);
            return at + 1;
        } else if let Some(lead) = page::lead(source, words).filter(|_| at < first && front.number.is_none()) {
            let number = part(span, &lead.number);
            front.number = Some(number);
            front.letterhead = lead.organ.map(|organ| part(span, &organ));
            front.other.extend([Span { end: number.start, ..span }, Span { start: number.end, ..span }]);
        } else if (is_letterhead(words) || annex::is_mark(words)) && untitled || at < first {
            front.other.push(span);
        } else if is_aside(source, words) || is_printed_above(source, words) {
            if untitled || !take_issue(source, front, span) {
                let date = bracketed_date(source, span);
                front.date = front.date.or(date.filter(|_| !untitled));
                front.other.push(span);
            }
        } else if let Some(lines) = says_again_at_home(source, front, at) {
            front.other.extend(source.body.paragraphs[at..at + lines].iter().map(|p| p.span));
            at += lines;
            continue;
        } else if let Some(lines) = says_again(source, front, at) {
            // The headline of the page, and then the title as printed.
            front.other.append(&mut front.title);
            front.title = unquoted(source, source.body.paragraphs[at..at + lines].iter().map(|p| p.span).collect());
            at += lines;
            continue;
        } else if !untitled && (says_end_again(source, front, words) || is_told_of(source, front, words)) {
            front.other.push(span);
        } else if let Some(title) = title_beside(source, words).filter(|_| untitled) {
            let title = Span::within(&source.body.text, title);
            front.other.push(Span { start: title.end, ..span });
            front.title.push(title);
        } else if is_title_line(source, words)
            && !heads_column(source, at)
            && !title_done(source, front, words)
            && (!untitled || !is_organ_and_day(source, span))
        {
            let title = if untitled { Span::within(&source.body.text, without_column(source, words)) } else { span };
            front.other.push(Span { end: title.start, ..span });
            front.title.push(title);
        } else if !untitled && is_month(words) {
            front.other.push(span);
        } else if !untitled && is_signed_below_title(source, at) && !is_above_title(source, front, at) {
            front.signature.push(span);
            let next = source.body.paragraphs.get(at + 1).map(|next| next.span);
            front.date = front.date.or_else(|| date_at_end(source, next?));
        } else if let Some((date, whole)) = date_at_end(source, span).filter(|_| is_title_line(source, words)) {
            // An organ or a date under the title.
            front.date.get_or_insert((date, whole));
            let organ = Span { end: whole.start, ..span }.trim(&source.body.text);
            if source.lexicon.names().is_whole(organ.of(&source.body.text)) && front.signature.is_empty() {
                front.signature.push(organ);
                front.other.push(Span { start: organ.end, ..span });
            } else {
                front.other.push(span);
            }
        } else if (!untitled || start.is_none()) && addressees_follow(source, at)
            || !untitled && is_above_title(source, front, at)
        {
            // What a page puts between the title and those whom it addresses, or between its headline and the paper.
            front.other.push(span);
        } else {
            break;
        }
        at += 1;
    }
    at
}

/// The organ whose letterhead stands right above the number, in one line (某某市人民政府文件) or two (某某市人民政府|文件). A site
/// names its columns so, too: those have no number below them.
fn letterhead(source: Source<'_>, end: usize) -> Option<Span> {
    const FILE: &str = "文件";
    let numbered = |at: usize| is_number(source.lexicon.kinds(), source.words(at));
    let last = (0..end.saturating_sub(1)).find(|&at| source.words(at).ends_with(FILE) && numbered(at + 1))?;
    let words = source.words(last).strip_suffix(FILE)?;
    let name = if words.is_empty() { source.words(last.checked_sub(1)?) } else { words };
    let is_organ = source.lexicon.names().is_whole(name) && all_han(name);
    is_organ.then(|| Span::within(&source.body.text, name))
}

/// Whether what stands beside a number in its line is no sentence: nothing, the title, the day, who signed (签发人：…).
fn is_of_front(source: Source<'_>, line: Span, found: &Number) -> bool {
    let rest = beside(source, line, found);
    let words = rest.of(&source.body.text);
    let is_date = || date_at_end(source, rest).is_some_and(|(_, date)| date == rest);
    // A title with its number in brackets behind it shows by that what it is.
    let is_title = || is_title_line(source, words) && (found.rest.start == 0 || source.kind_of(words).is_some());
    words.is_empty() || words.starts_with("签发人") || is_title() || is_date()
}

/// Takes a number and what stands beside it; of several numbers the first is the document's.
fn take_number(source: Source<'_>, front: &mut Front, line: Span, found: Number) {
    let (number, rest) = (part(line, &found.number), beside(source, line, &found));
    let is_first = front.number.is_none();
    front.number.get_or_insert(number);
    if is_first && title_below(source, front, line) {
        // The name of the organ, or of the kind of paper (督查通知), is printed as a letterhead above the number.
        front.other.append(&mut front.title);
    }
    let mut kept = vec![number].into_iter().filter(|_| is_first).collect::<Vec<Span>>();
    if let Some((date, _)) = date_at_end(source, rest) {
        front.date.get_or_insert((date, rest));
    } else if is_title_line(source, rest.of(&source.body.text)) && front.title.is_empty() {
        front.title.push(rest);
        kept.push(rest);
    }
    kept.sort_unstable();
    // Brackets around the number, and what is neither number nor title.
    let mut from = line.start;
    for span in kept {
        front.other.push(Span { start: from, end: span.start });
        from = span.end;
    }
    front.other.push(Span { start: from, end: line.end });
}

/// Whether the title stands below the line of the number: 关于…的通知, and what is above it names no matter.
fn title_below(source: Source<'_>, front: &Front, line: Span) -> bool {
    let text = &source.body.text;
    let above = |words: &str| {
        words.contains("关于") || words.contains(['《', '（', '(']) || words.chars().any(|c| c.is_ascii_digit())
    };
    if front.title.is_empty() || front.title.iter().any(|title| above(title.of(text))) {
        return false;
    }
    let at = source.body.paragraphs.partition_point(|p| p.span.end <= line.end);
    if heads_minutes(source, front) && minutes_below(source, at) {
        return true;
    }
    let lines = (at..source.body.paragraphs.len()).take(MOST_LINES_BELOW).map(|at| source.words(at));
    let mut lines = lines.take_while(|words| is_title_line(source, words));
    let begins = lines.next().filter(|first| first.starts_with("关于"));
    begins.is_some_and(|first| source.kind_of(first).is_some() || lines.any(|words| source.kind_of(words).is_some()))
}

/// Whether the title that was read is that of minutes.
fn heads_minutes(source: Source<'_>, front: &Front) -> bool {
    front.title.last().is_some_and(|last| last.of(&source.body.text).ends_with(MINUTES))
}

/// What minutes are called.
const MINUTES: &str = "纪要";

/// Whether the title of minutes stands below their number, and below the line of who wrote them and when: 某某管委会会议纪要 above
/// is their letterhead.
fn minutes_below(source: Source<'_>, at: usize) -> bool {
    let lines = (at..source.body.paragraphs.len()).take(MOST_LINES_BELOW).filter(|&at| !source.body.paragraphs[at].row);
    let dated = |at: &usize| date_at_end(source, source.body.paragraphs[*at].span).is_some();
    let mut lines = lines.skip_while(dated).map(|at| source.words(at)).take_while(|words| is_title_line(source, words));
    lines.any(|words| words.ends_with(MINUTES))
}

/// Lines of a title below the number, at most.
const MOST_LINES_BELOW: usize = 4;

/// Whether the title that was read already stands again a few lines below, as the paper's own.
fn is_above_title(source: Source<'_>, front: &Front, at: usize) -> bool {
    let below = (at + 1..source.body.paragraphs.len()).take(TITLE_WITHIN);
    let mut below = below.take_while(|&line| !is_numbered(source.words(line)) && !source.words(line).contains('。'));
    below.any(|line| says_again(source, front, line).is_some())
}

/// Whether a line is a month alone: 2023年3月.
fn is_month(words: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || ZEROS.contains(&c) || "一二三四五六七八九十".contains(c);
    let parts = words.strip_suffix('月').and_then(|rest| rest.split_once('年'));
    parts.is_some_and(|(year, month)| {
        year.chars().count() == 4 && !month.is_empty() && (year.chars().chain(month.chars())).all(numeral)
    })
}

/// Whether a line is an organ and the day, as minutes have it below their number: 某某办公室　2021年9月14日.
fn is_organ_and_day(source: Source<'_>, line: Span) -> bool {
    let organ = date_at_end(source, line).map(|(_, day)| Span { end: day.start, ..line }.trim(&source.body.text));
    organ.is_some_and(|organ| source.lexicon.names().is_whole(organ.of(&source.body.text)))
}

/// Whether a line below the title names the organs that issue the document and nothing else, and the next tells the
/// month or the day.
fn is_signed_below_title(source: Source<'_>, at: usize) -> bool {
    let (words, names) = (source.words(at), source.lexicon.names());
    let dated = |next: Span| {
        let whole = || date_at_end(source, next).is_some_and(|(_, date)| date == next);
        is_month(next.of(&source.body.text)) || whole() || bracketed_date(source, next).is_some()
    };
    if !source.body.paragraphs.get(at + 1).is_some_and(|next| dated(next.span)) {
        return false;
    }
    let mut parts = words.split([' ', '、']).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| names.is_whole(part) && all_han(part))
}

/// What stands beside a number, without the stroke between: 某政办〔2019〕1号—某某关于….
fn beside(source: Source<'_>, line: Span, found: &Number) -> Span {
    let rest = part(line, &found.rest).trim(&source.body.text);
    let words = rest.of(&source.body.text);
    let stroke = if found.rest.start == 0 {
        0
    } else {
        words.len() - words.trim_start_matches(['—', '－', '-', '–']).len()
    };
    Span::new(rest.start as usize + stroke, rest.end as usize).trim(&source.body.text)
}

/// Takes what a bracket below the title tells of the issue, where it tells the day and more, and nothing else: （甲局 乙局
/// 2023年7月14日印发 甲发〔2023〕51号）.
fn take_issue(source: Source<'_>, front: &mut Front, line: Span) -> bool {
    let (text, names) = (&source.body.text, source.lexicon.names());
    let Some(inner) = in_brackets(line.of(text)) else { return false };
    let inner = Span::within(text, inner);
    let (number, rest) = match number_at_end(inner.of(text)) {
        Some(at) => (Some(part(inner, &(at..inner.len()))), part(inner, &(0..at)).trim(text)),
        None => (None, inner),
    };
    let Some((date, day)) = date_at_end(source, rest) else { return false };
    let organs = Span { end: day.start, ..rest }.trim(text);
    let listed = organs.of(text).split([' ', '、']).all(|name| names.is_whole(name));
    if organs.is_empty() && number.is_none() || !organs.is_empty() && !listed {
        return false;
    }
    front.date.get_or_insert((date, day));
    let mut kept: Vec<Span> = Vec::new();
    if front.signature.is_empty() && !organs.is_empty() {
        front.signature.push(organs);
        kept.push(organs);
    }
    if let Some(number) = number.filter(|_| front.number.is_none()) {
        front.number = Some(number);
        kept.push(number);
    }
    let mut from = line.start;
    for span in kept {
        front.other.push(Span { start: from, end: span.start });
        from = span.end;
    }
    front.other.push(Span { start: from, end: line.end });
    true
}

/// Where the number begins that words end with, behind a day or a blank.
fn number_at_end(words: &str) -> Option<usize> {
    let open = words.strip_suffix('号')?.rfind(docnum::OPENING)?;
    let codes = words[..open].char_indices().rev().take(docnum::LONGEST_CODE).map(|(at, _)| at);
    let apart = |at: &usize| {
        words[..*at].ends_with(['日', ' ', '，'])
            || ["印发", "发布", "公布"].iter().any(|end| words[..*at].ends_with(end))
    };
    codes.filter(|at| *at == 0 || apart(at)).find(|&at| docnum::at_head(&words[at..]) == Some(words.len() - at))
}

/// The span of a part of a line.
fn part(line: Span, range: &Range<usize>) -> Span {
    let start = line.start as usize;
    Span::new(start + range.start, start + range.end)
}

/// The number that a line begins with; bullets of a page are none.
pub(super) fn item_number(words: &str) -> Option<Marker> {
    marker(words).filter(|found| found.style != MarkerStyle::Bullet)
}

/// Whether a line begins with a number.
pub(super) fn is_numbered(words: &str) -> bool {
    item_number(words).is_some()
}

/// Whether a line is printed above the title and is none of it: 签发人：…, a number of registration (HNPR—2023—01012).
fn is_printed_above(source: Source<'_>, words: &str) -> bool {
    let label = words.split_once(['：', ':']).and_then(|(label, _)| source.lexicon.frames().get(label));
    label.is_some_and(|label| label != FrameLabel::Form) || !words.chars().any(is_han)
}
