//! Signatures and dates, at the end of a notice and in brackets below a title (GB/T 9704-2012, 7.3.5).

use std::ops::Range;

use super::front::Source;
use crate::model::Date;
use crate::text::numeral::{ZEROS, is_of_day};
use crate::text::{Span, is_han, marker};

/// Lines of a signature before the date: a joint document has up to a dozen organs.
const MOST_SIGNATURES: usize = 14;

/// A signature with its date.
pub(super) struct Signature {
    /// The paragraphs that it takes.
    pub paragraphs: Range<usize>,
    /// The organs, oldest first.
    pub organs: Vec<Span>,
    /// The day and where it stands.
    pub day: Day,
}

/// The day on which a paper was signed, as printed.
#[derive(Clone, Copy)]
pub(super) struct Day {
    /// The date; of a day that lost its characters (2015930) only where it can be read in one way.
    pub date: Option<Date>,
    /// Where it stands.
    pub span: Span,
    /// Whether it lost characters.
    pub damaged: bool,
}

/// The signature and date that end a covering notice or a whole document: the paragraphs they take, oldest first.
///
/// Looks in `range` from its end when `last`, else from its start, and takes the first date that stands alone or behind
/// an organ.
pub(super) fn signature(source: Source<'_>, range: Range<usize>, last: bool) -> Option<Signature> {
    let is_date = |&at: &usize| {
        let paragraph = source.body.paragraphs.get(at)?;
        let whole =
            date_at_end(source, paragraph.span).map(|(date, span)| Day { date: Some(date), span, damaged: false });
        let day = whole.or_else(|| damaged_day(source, at).filter(|_| range.contains(&(at.wrapping_sub(1)))))?;
        // A notice is not signed by who printed what it issues.
        if !last && is_printed_on(source, day.span.of(&source.body.text)) {
            return None;
        }
        let organ = Span { start: paragraph.span.start, end: day.span.start }.trim(&source.body.text);
        // （此件发至县级）2024年3月5日: how far it goes is no organ.
        let noted = source.lexicon.papers().how_far.begin(organ.of(&source.body.text));
        let organ = if noted { Span { start: organ.end, ..organ } } else { organ };
        let rest = organ.of(&source.body.text);
        (rest.is_empty() || is_signature(source, rest)).then_some((at, organ, day))
    };
    let (at, organ, day) = if last {
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
    let organs =
        organs.into_iter().map(|organ| without_seal(source, organ)).filter(|organ| !organ.is_empty()).collect();
    Some(Signature { paragraphs: first..at + 1, organs, day })
}

/// A day of which a copy lost characters between its digits (2015930, 2015年930), below the organ that signs or the end of
/// what it signs.
fn damaged_day(source: Source<'_>, at: usize) -> Option<Day> {
    /// So many digits show a day by themselves, and so many below the name of who signs.
    const DIGITS: usize = 7;
    const DIGITS_BELOW_NAME: usize = 6;
    let span = source.body.paragraphs[at].span;
    let words = span.of(&source.body.text);
    let year = words.get(..4).filter(|year| year.starts_with("19") || year.starts_with("20"))?;
    let rest = words[4..].strip_prefix('年').unwrap_or(&words[4..]);
    let rest = rest.strip_suffix('日').unwrap_or(rest);
    let above = source.words(at.checked_sub(1)?);
    let named = is_signature(source, above) && source.lexicon.names().is_whole(above);
    let least = if named { DIGITS_BELOW_NAME } else { DIGITS };
    let of_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let dates: Vec<Date> = if let Some((month, day)) = rest.split_once('月') {
        whole_day(year, month, day).into_iter().collect()
    } else if of_digits(rest) && (rest.len() + 4 >= least || rest.len() + 4 < words.len()) && rest.len() <= 4 {
        let splits = if rest.len() == 4 { 2..3 } else { 1..rest.len() };
        splits.filter_map(|at| whole_day(year, &rest[..at], &rest[at..])).collect()
    } else {
        return None;
    };
    let signed = named || above.ends_with('。');
    // 202112 may be a month alone.
    let is_month = matches!(rest, "10" | "11" | "12");
    let date = if let [only] = *dates.as_slice() { Some(only).filter(|_| !is_month) } else { None };
    (signed && !dates.is_empty()).then_some(Day { date, span, damaged: true })
}

/// A date of digits; one that is written with a zero before it is so in both of its parts.
fn whole_day(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let zeros = |part: &str| part.starts_with('0');
    let fits = digits(month) && digits(day) && (month.len() + day.len() == 4 || !zeros(month) && !zeros(day));
    fits.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
}

/// The organs that sign a notice without a day, or with a month alone, at the end of a range; with the first of the
/// paragraphs that they take.
pub(super) fn undated(source: Source<'_>, range: Range<usize>) -> Option<(usize, Vec<Span>)> {
    let words = |at: usize| source.words(at);
    let month = |at: &usize| {
        words(*at).strip_suffix('月').is_some_and(|rest| {
            rest.split_once('年').is_some_and(|(year, month)| !year.is_empty() && !month.contains(is_letter))
        })
    };
    let end = range.end - usize::from(range.clone().next_back().is_some_and(|at| month(&at)));
    let names = source.lexicon.names();
    let parts = |at: usize| words(at).split([' ', '\t']).filter(|part| !part.is_empty());
    let signs = |at: &usize| is_signature(source, words(*at)) && parts(*at).all(|part| names.is_whole(part));
    let first = (range.start..end).rev().take(MOST_SIGNATURES).take_while(signs).last()?;
    let organs = (first..end).flat_map(parts).map(|part| Span::within(&source.body.text, part));
    Some((first, organs.collect()))
}

/// What no number of a month holds.
fn is_letter(c: char) -> bool {
    !c.is_ascii_digit() && !"一二三四五六七八九十".contains(c)
}

/// The name of an organ without the bracket that tells whose seal is put to it: 某某领导小组（省农业农村厅代章）, or that
/// bracket in a line of its own.
fn without_seal(source: Source<'_>, organ: Span) -> Span {
    let words = organ.of(&source.body.text);
    let sealed = words.strip_suffix(['）', ')']).is_some_and(|rest| rest.ends_with('章'));
    match words.rfind(['（', '(']).filter(|_| sealed) {
        Some(open) => Span::new(organ.start as usize, organ.start as usize + open).trim(&source.body.text),
        None => organ,
    }
}

/// Whether a line may be the name of an organ under a document.
fn is_signature(source: Source<'_>, words: &str) -> bool {
    // 某县“校园餐”专项整治工作专班: a name that quotes another.
    let quotes = || source.lexicon.names().looks_like(words);
    words.chars().count() <= 40
        && words.chars().all(|c| match c {
            '“' | '”' => quotes(),
            _ => is_han(c) || matches!(c, ' ' | '（' | '）' | '(' | ')' | '、'),
        })
        && marker(words).is_none()
        && source.kind_of(words).is_none_or(|kind| kind == "函")
        && words.chars().count() >= 3
}

/// A bracket that holds a date and little else: （2022年3月27日）.
pub(super) fn bracketed_date(source: Source<'_>, span: Span) -> Option<(Date, Span)> {
    let words = span.of(&source.body.text);
    if words.len() > 120 || !words.starts_with(['（', '(']) || !words.ends_with(['）', ')']) {
        return None;
    }
    let inner = Span::new(
        span.start as usize + words.chars().next()?.len_utf8(),
        span.end as usize - words.chars().next_back()?.len_utf8(),
    );
    // （截至2024年6月底）: up to when what is told holds.
    let told = source.lexicon.papers().as_of.begin(inner.of(&source.body.text));
    date_at_end(source, inner).filter(|_| !told)
}

/// The date that a paragraph ends with: 2022年3月27日, 二〇二二年三月二十七日, 2022年3月27日印发.
pub(super) fn date_at_end(source: Source<'_>, span: Span) -> Option<(Date, Span)> {
    let words = span.of(&source.body.text);
    if let Some(date) = plain_date(words) {
        return Some((date, span));
    }
    let words = source.lexicon.papers().printed.strip_end(words).unwrap_or(words);
    if !words.ends_with('日') || words.len() > 200 {
        return None;
    }
    let day_end = words.len() - '日'.len_utf8();
    let (rest, day) = split_tail(&words[..day_end], is_of_day)?;
    let (rest, month) = split_tail(rest.strip_suffix('月')?, is_of_day)?;
    let (rest, year) = split_tail(rest.strip_suffix('年')?, is_of_day)?;
    let year = i16::try_from(digits(year)?).ok()?;
    let date = Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?)?;
    (year >= 1949).then(|| (date, Span::new(span.start as usize + rest.len(), span.end as usize)))
}

/// Whether a paragraph is a day and nothing else.
pub(super) fn is_day(source: Source<'_>, at: usize) -> bool {
    let span = source.body.paragraphs[at].span;
    date_at_end(source, span).is_some_and(|(_, date)| date == span)
}

/// Whether a date is that on which a document was printed and sent.
pub(super) fn is_printed_on(source: Source<'_>, date: &str) -> bool {
    source.lexicon.papers().printed.end(date)
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
            c if ZEROS.contains(&c) => Some(0),
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
