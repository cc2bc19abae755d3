//! Expressions of time: their shapes, not yet what they mean for a task.

pub(super) mod counted;
mod every;
mod point;
mod range;
mod read;

use crate::lexicon::Lexicon;
use crate::text::{TO, Words, numeral};

pub(super) use every::is_control;
pub(super) use read::time_of_day;

/// A year as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// 2025年.
    Stated(i16),
    /// 今年, 本年.
    This,
    /// 明年.
    Next,
    /// 去年, 上年.
    Last,
    /// 当年, 同年: the year that was named before.
    Same,
    /// 次年, 翌年: the year after the one that was named before.
    Following,
    /// Not printed.
    None,
}

/// What part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Year,
    /// 上半年 is 1.
    Half(i8),
    /// 一季度 is 1.
    Quarter(i8),
    /// A month.
    Month(i8),
    /// A third of a month: 上旬 is 1.
    Third(i8, i8),
    /// A week of a month: which days are in it nobody agrees on.
    Week(i8, i8),
    /// A day.
    Day(i8, i8),
    /// A day with a name: the day before it is the last.
    Eve(&'static str),
}

/// What stands after the day, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Nothing.
    Bare,
    /// 底, 末, 前, 内: the end is meant.
    End,
    /// 2024年前: the end of the year before it.
    Before,
    /// 期间.
    During,
    /// 初: the beginning.
    Begin,
}

/// One point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub year: Year,
    pub part: Part,
    pub edge: Edge,
}

/// An expression of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// By or in a point.
    Point(Point),
    /// From one point to another.
    Range(Point, Point),
    /// Within a five-year plan.
    Plan(i16, Edge),
    /// By the end of the document's own plan.
    OwnEnd,
    /// Within so many years, from a stated year on or not.
    Years(u16, Option<i16>),
    /// So many days or months after an event; the event is the issue of the document or not.
    After { count: u32, unit: Counted, issue: bool },
    /// Again and again.
    Every,
}

impl Time {
    /// The day at `at` that has its month from this time, and where it ends: 6月25日前初核，30日前上报.
    pub(super) fn later_day(self, text: &str, at: usize) -> Option<(Point, usize)> {
        let (Self::Point(first) | Self::Range(_, first)) = self else { return None };
        range::later_day(first, Cursor { text, at })
    }
}

/// The unit of a time that is counted from an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Working days.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Months.
    Months,
}

/// A reader over the words from a place on.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// Four digits outside these years are no year.
const FIRST_YEAR: i16 = 1949;

/// See `FIRST_YEAR`.
pub(super) const LAST_YEAR: i16 = 2100;

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, words: &str) -> bool {
        let found = self.rest().starts_with(words);
        if found {
            self.at += words.len();
        }
        found
    }

    fn eat_any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|w| self.eat(w))
    }

    /// As [`Cursor::eat_any`], of a list of which mostly none stands there.
    fn eat_word<const N: usize>(&mut self, words: &Words<[&'static str; N]>) -> Option<&'static str> {
        let word = words.at_start(self.rest())?;
        self.at += word.len();
        Some(word)
    }

    /// A number of at most two digits, Arabic or Han.
    fn small(&mut self) -> Option<u32> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            if digits > 3 {
                return None;
            }
            let value = rest.get(..digits)?.parse().ok()?;
            self.at += digits;
            return Some(value);
        }
        let numeral = numeral::prefix(rest).filter(|n| n.script == numeral::Script::Han)?;
        let value = u32::try_from(i64::try_from(numeral.value).ok()?).ok()?;
        self.at += numeral.len;
        Some(value)
    }

    /// A number of at most two digits.
    fn figures(&mut self) -> Option<u32> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = rest.get(..digits).filter(|_| digits <= 2)?.parse().ok()?;
        self.at += digits;
        Some(value)
    }

    /// A small number within bounds and the word behind it.
    fn counted(&mut self, bounds: std::ops::RangeInclusive<u32>, words: &[&'static str]) -> Option<i8> {
        let mut on = *self;
        let number = on.small().filter(|number| bounds.contains(number))?;
        on.eat_any(words)?;
        *self = on;
        i8::try_from(number).ok()
    }

    /// The last digits of a year of this century: 24年.
    fn two_digits(&mut self) -> Option<i16> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = rest.get(..2).filter(|_| digits == 2)?.parse().ok()?;
        self.at += 2;
        (10..=49).contains(&value).then_some(value)
    }

    /// Four digits of a year, without 年.
    fn four_digits(&mut self) -> Option<i16> {
        let rest = self.rest();
        let value = if rest.bytes().take_while(u8::is_ascii_digit).count() == 4 {
            self.at += 4;
            rest.get(..4)?.parse().ok()?
        } else {
            let (value, len) = year_in_han(rest)?;
            self.at += len;
            value
        };
        (FIRST_YEAR..=LAST_YEAR).contains(&value).then_some(value)
    }
}

/// The expression of time at `at` of `text`, and where it ends.
pub(super) fn at(lexicon: &Lexicon, text: &str, at: usize) -> Option<(Time, usize)> {
    let cursor = Cursor { text, at };
    let first = cursor.rest().chars().next()?;
    match first {
        '每' => return every::read(lexicon, cursor),
        '按' | '逐' => return every::step(lexicon.wordings(), cursor),
        '一' | '半' => {
            if let Some(found) = every::each_one(lexicon.wordings(), cursor) {
                return Some(found);
            }
        }
        '次' | '下' => {
            if let Some(end) = every::next_month(cursor) {
                return Some((Time::Every, end));
            }
        }
        '“' | '十' => {
            if let Some(found) = counted::plan(cursor) {
                return Some(found);
            }
        }
        '规' | '计' => {
            if let Some(end) = counted::own_end(cursor) {
                return Some((Time::OwnEnd, end));
            }
        }
        _ => {}
    }
    // Most numbers count something else, and most characters that a time may begin with begin another word.
    if !may_begin(cursor) && lexicon.calendar().named(cursor.rest()).is_none() {
        return None;
    }
    if let Some((first, end)) = read::point(lexicon, cursor, true) {
        let after = Cursor { text, at: end };
        return Some(range::from(lexicon, first, after).unwrap_or((Time::Point(first), end)));
    }
    if let Some(found) = range::short(lexicon, cursor) {
        return Some(found);
    }
    if let Some((point, end)) = read::listed_year(cursor).or_else(|| read::listed_part(lexicon, cursor)) {
        return Some((Time::Point(point), end));
    }
    counted::after_event(lexicon.wordings(), cursor)
}

/// What a time begins with, if not with a number or the name of a day.
static BEGINNINGS: Words<[&str; 17]> = Words::new([
    "今年",
    "本年",
    "明年",
    "去年",
    "上年",
    "当年",
    "同年",
    "次年",
    "翌年",
    "上半年",
    "下半年",
    "未来",
    "今后",
    "年",
    "半",
    "第",
    "前",
]);

/// Whether a time may begin here, the names of days aside.
fn may_begin(cursor: Cursor<'_>) -> bool {
    let rest = cursor.rest();
    // 2022年年中: the second 年 is read, but not what follows it.
    let middle = || rest.starts_with('中') && cursor.text.get(..cursor.at).is_some_and(|text| text.ends_with("年年"));
    if rest.starts_with(numeral::begins) { may_be_of_time(rest) } else { BEGINNINGS.begin(rest) || middle() }
}

/// A year of four Han digits that words begin with, and its length: 二〇二六, 二○二六.
fn year_in_han(words: &str) -> Option<(i16, usize)> {
    if !words.starts_with(['一', '二']) {
        return None;
    }
    let mut digits = words.char_indices().map(|(at, c)| Some((at + c.len_utf8(), numeral::digit_of_year(c)?)));
    let (mut value, mut end) = (0, 0);
    for _ in 0..4 {
        let (at, digit) = digits.next()??;
        (value, end) = (10 * value + digit, at);
    }
    digits.next().flatten().is_none().then_some((value, end))
}

/// Whether the number that words begin with may be that of a time: its unit stands behind it, or a mark of ranges and lists.
fn may_be_of_time(words: &str) -> bool {
    /// Characters of such a number at most; longer rows of digits are not gone through again from each of them.
    const LONGEST: usize = 24;
    // 二○二六年: a ring in place of the zero.
    if year_in_han(words).is_some_and(|(_, len)| words[len..].starts_with('年')) {
        return true;
    }
    let number = words.chars().take(LONGEST).take_while(|&c| numeral::begins(c)).map(char::len_utf8);
    let rest = &words[number.sum::<usize>()..];
    let Some(next) = rest.chars().next() else { return false };
    match next {
        '年' | '月' | '季' | '日' | '天' | '周' | '星' | '工' | '自' | '半' | '点' | '點' | '、' => true,
        '个' => rest['个'.len_utf8()..].starts_with(['工', '自', '月', '星']),
        // 2023.6.30.
        '.' | '．' | '/' => words.len() - rest.len() >= "2023".len(),
        _ => TO.begin(rest),
    }
}
