//! Numbers with their units.

use rust_decimal::Decimal;

use crate::lexicon::{Lexicon, UnitKind};
use crate::text::numeral::{self, Script};

/// A number with its unit, its comparators apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amount<'a> {
    /// The number; `None` for a fraction that no decimal holds.
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// 三分之一.
    pub fraction: Option<[u32; 2]>,
    /// The bare unit.
    pub unit: &'a str,
    /// What it measures.
    pub kind: UnitKind,
    /// 余, 多 or 来 stood after the number.
    pub about: bool,
    /// How the number is written.
    pub script: Script,
    /// 翻一番: the words are their own predicate.
    pub doubling: bool,
}

impl Amount<'_> {
    /// A small number in words (一, 两, 三): as often part of a way of speaking as a quantity.
    pub(super) fn is_small_word(&self) -> bool {
        self.script == Script::Han && self.value.is_some_and(|v| v <= Decimal::TEN)
    }

    /// Whether it is a sum of money, or one for each (元/人).
    pub(super) fn is_money(&self) -> bool {
        self.kind == UnitKind::Money || self.unit.starts_with("元/")
    }

    /// Whether it counts things or persons.
    pub(super) fn counts(&self) -> bool {
        matches!(self.kind, UnitKind::Count | UnitKind::Person | UnitKind::Times)
    }
}

/// Marks that stand between the two ends of a range.
const TO: [&str; 10] = ["——", "—", "–", "-", "－", "～", "~", "至", "到", "─"];

/// No list of numbers that share a unit is longer; each of them looks through what is left of it.
const MOST_IN_TURN: usize = 8;

/// The amount at the beginning of `words`, and its length in bytes.
pub(super) fn read<'a>(lexicon: &Lexicon, words: &'a str) -> Option<(Amount<'a>, usize)> {
    let first = words.chars().next()?;
    match first {
        '翻' => return doubling(words),
        '百' | '千' | '万' => {
            if let Some(found) = per_hundred(words) {
                return Some(found);
            }
        }
        '半' => return half(words, 0),
        _ => {}
    }
    let number = numeral::prefix(words)?;
    // 二次污染: the second; two rounds are 两次.
    if words.starts_with("二次") {
        return None;
    }
    if number.script == Script::Digits {
        return adjacent(lexicon, words, number);
    }
    let mut at = number.len;
    let rest = words.get(at..)?;
    if first == '一' && number.len == first.len_utf8() && rest.starts_with('半') {
        return half(words, first.len_utf8());
    }
    if let Some(found) = fraction(words, number) {
        return Some(found);
    }
    if let Some(found) = tenths(words, number) {
        return Some(found);
    }
    let mut value = number.value;
    let mut upper = None;
    let mut about = false;
    let mut script = number.script;
    if let Some(word) = ["余", "多", "来"].into_iter().find(|w| rest.starts_with(w)) {
        // 100余万元: the multiplier stands after it.
        about = true;
        at += word.len();
        if let Some(scale) = numeral::prefix(words.get(at..)?).filter(|n| n.script == Script::Bare) {
            value = value.checked_mul(scale.value)?;
            at += scale.len;
        }
    } else if let Some((to, len)) = range_end(lexicon, rest) {
        // 8—10万人: the multiplier stands once.
        let scale = multiplier_of(rest.get(len - to.len..)?, to);
        if number.script == Script::Arabic && multiplier_of(words, number) == Decimal::ONE && value < to.value / scale {
            value = value.checked_mul(scale)?;
        }
        if to.value > value {
            upper = Some(to.value);
            at += len;
            script = to.script;
        }
    }
    let (kind, len) = lexicon.units().longest(words.get(at..)?)?;
    let unit = words.get(at..at + len)?;
    let unit = if unit == "％" { "%" } else { unit };
    at += len;
    // 分别压减至5个和7个工作日: of a unit of several characters the first stands with each number.
    let (kind, unit) = shared_unit(lexicon, words.get(at..)?, unit).unwrap_or((kind, unit));
    let after = words.get(at..)?;
    // 千亿级, 3A级, 1+X: names and classes.
    if after.starts_with(['级', '+', '＋', '×']) {
        return None;
    }
    if kind == UnitKind::Duration && unit == "年" && value >= Decimal::from(1000) {
        return None;
    }
    // A second unit of the same amount: 200元至1000元.
    if upper.is_none()
        && let Some((to, len)) = range_end(lexicon, after)
        && let Some((second, second_len)) = after.get(len..).and_then(|rest| lexicon.units().longest(rest))
        && second == kind
        && to.value > value
        && after.get(len..len + second_len) == Some(unit)
    {
        upper = Some(to.value);
        at += len + second_len;
    }
    let amount = Amount { value: Some(value), upper, fraction: None, unit, kind, about, script, doubling: false };
    Some((amount, at))
}

/// The unit of the last number of a list, where `unit`, which stands with the first one, is how that begins.
fn shared_unit<'a>(lexicon: &Lexicon, mut rest: &'a str, unit: &str) -> Option<(UnitKind, &'a str)> {
    for _ in 0..MOST_IN_TURN {
        let mark = ["、", "和", "及", "与", "或"].into_iter().find(|mark| rest.starts_with(mark))?;
        let after = rest.get(mark.len()..)?;
        let number = numeral::prefix(after).filter(|n| matches!(n.script, Script::Arabic | Script::Han))?;
        let named = after.get(number.len..)?;
        let (kind, len) = lexicon.units().longest(named)?;
        match named.get(..len)? {
            same if same == unit => rest = named.get(len..)?,
            longer if longer.starts_with(unit) => return Some((kind, longer)),
            _ => return None,
        }
    }
    None
}

/// A number without a unit at the end of a statement (指数达到68, 系数提高到0.57以上).
pub(super) fn index(words: &str) -> Option<(Amount<'_>, usize)> {
    let number = numeral::prefix(words).filter(|n| n.script == Script::Arabic)?;
    let rest = words.get(number.len..)?;
    let ends = rest.is_empty()
        || rest.starts_with(['，', '。', '；', '、', ',', ';', '）', ')', '\n'])
        || ["以上", "以下", "以内", "左右"].iter().any(|w| rest.starts_with(w));
    let amount = Amount { unit: "", kind: UnitKind::Measure, ..ratio(number.value, number.script) };
    ends.then_some((amount, number.len))
}

/// The number after a mark of a range, and the length of both.
fn range_end(lexicon: &Lexicon, rest: &str) -> Option<(numeral::Numeral, usize)> {
    let mark = TO.into_iter().find(|mark| rest.starts_with(mark))?;
    let after = rest.get(mark.len()..)?;
    let number = numeral::prefix(after).filter(|n| matches!(n.script, Script::Arabic | Script::Han))?;
    // 从…到5月: what follows must be a unit.
    lexicon.units().longest(after.get(number.len..)?)?;
    Some((number, mark.len() + number.len))
}

/// What the Han multipliers after the digits of `number` make.
fn multiplier_of(words: &str, number: numeral::Numeral) -> Decimal {
    let digits = words.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(words.len());
    match words.get(..digits).and_then(numeral::parse) {
        Some(mantissa) if !mantissa.is_zero() => number.value / mantissa,
        _ => Decimal::ONE,
    }
}

fn ratio(value: Decimal, script: Script) -> Amount<'static> {
    Amount {
        value: Some(value),
        upper: None,
        fraction: None,
        unit: "%",
        kind: UnitKind::Ratio,
        about: false,
        script,
        doubling: false,
    }
}

/// 翻一番 is growth of 100 %, 翻两番 of 300 %.
fn doubling(words: &str) -> Option<(Amount<'static>, usize)> {
    let rest = words.strip_prefix('翻')?;
    let number = numeral::prefix(rest).filter(|n| n.script != Script::Digits);
    let (times, len) = number.map_or((1, 0), |n| (i64::try_from(n.value).unwrap_or(0), n.len));
    if !rest.get(len..)?.starts_with('番') || !(1..=10).contains(&times) {
        return None;
    }
    let value = Decimal::from((2i64.pow(u32::try_from(times).ok()?) - 1) * 100);
    Some((Amount { doubling: true, ..ratio(value, Script::Han) }, '翻'.len_utf8() + len + '番'.len_utf8()))
}

/// 百分之三十, 百分之30, 千分之五.
fn per_hundred(words: &str) -> Option<(Amount<'static>, usize)> {
    let (mark, unit) =
        [("百分之", "%"), ("千分之", "‰"), ("万分之", "‱")].into_iter().find(|(mark, _)| words.starts_with(mark))?;
    let number = numeral::prefix(words.get(mark.len()..)?)?;
    Some((Amount { unit, ..ratio(number.value, number.script) }, mark.len() + number.len))
}

/// 一半, 半数.
fn half(words: &str, at: usize) -> Option<(Amount<'static>, usize)> {
    let rest = words.get(at..)?.strip_prefix('半')?;
    let len = at + '半'.len_utf8();
    let fifty = ratio(Decimal::from(50), Script::Arabic);
    if at > 0 {
        return Some((fifty, len));
    }
    rest.starts_with('数').then_some((fifty, len + '数'.len_utf8()))
}

/// 三分之一, 三分之二以上.
fn fraction(words: &str, below: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let rest = words.get(below.len..)?;
    if let Some(after) = rest.strip_prefix('/') {
        return per_many(rest, below).or_else(|| slashed(after, below));
    }
    let mark = "分之";
    let above = rest.strip_prefix(mark)?;
    let above = numeral::prefix(above)?;
    let part = |n: numeral::Numeral| u32::try_from(i64::try_from(n.value).ok()?).ok();
    let (numerator, denominator) = (part(above)?, part(below)?);
    if denominator == 0 {
        return None;
    }
    let amount =
        Amount { value: None, fraction: Some([numerator, denominator]), unit: "", ..ratio(Decimal::ZERO, Script::Han) };
    Some((amount, below.len + mark.len() + above.len))
}

/// 10/10万: cases among so many, as rates of mortality are given.
fn per_many(rest: &str, cases: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let unit = ["/10万", "/十万", "/100万", "/万"].into_iter().find(|unit| rest.starts_with(unit))?;
    Some((Amount { unit, kind: UnitKind::Measure, ..ratio(cases.value, cases.script) }, cases.len + unit.len()))
}

/// 2/3的县, 1/2以上.
fn slashed(after: &str, above: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let below = numeral::prefix(after).filter(|n| n.script == Script::Arabic && above.script == Script::Arabic)?;
    let rest = after.get(below.len..)?;
    let part = |n: numeral::Numeral| u32::try_from(i64::try_from(n.value).ok()?).ok();
    let (numerator, denominator) = (part(above)?, part(below)?);
    let ends = rest.is_empty() || rest.starts_with(['的', '，', '。', '；', '、', '以', '左']);
    if !ends || numerator == 0 || numerator >= denominator || denominator > 100 {
        return None;
    }
    let amount = Amount {
        value: None,
        fraction: Some([numerator, denominator]),
        unit: "",
        ..ratio(Decimal::ZERO, Script::Arabic)
    };
    Some((amount, above.len + '/'.len_utf8() + below.len))
}

/// 三成 is 30 %.
fn tenths(words: &str, number: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let rest = words.get(number.len..)?.strip_prefix('成')?;
    // 八成立: 成 begins a word.
    if rest
        .starts_with(['立', '为', '果', '本', '员', '功', '长', '熟', '就', '品', '效', '交', '套', '型', '片', '都'])
        || !(Decimal::ONE..Decimal::TEN).contains(&number.value)
    {
        return None;
    }
    let value = number.value.checked_mul(Decimal::TEN)?;
    Some((ratio(value, Script::Arabic), number.len + '成'.len_utf8()))
}

/// 两三个: neighbours in the row of numbers make a range.
fn adjacent<'a>(lexicon: &Lexicon, words: &'a str, number: numeral::Numeral) -> Option<(Amount<'a>, usize)> {
    let value = number.value;
    let (tens, ones) = (value / Decimal::TEN, value % Decimal::TEN);
    if value >= Decimal::from(100) || tens.trunc() + Decimal::ONE != ones {
        return None;
    }
    let (kind, len) = lexicon.units().longest(words.get(number.len..)?)?;
    let unit = words.get(number.len..number.len + len)?;
    let amount = Amount {
        value: Some(tens.trunc()),
        upper: Some(ones),
        fraction: None,
        unit,
        kind,
        about: false,
        script: Script::Han,
        doubling: false,
    };
    Some((amount, number.len + len))
}
