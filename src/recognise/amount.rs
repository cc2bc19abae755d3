//! Numbers with their units.

mod share;
mod unit;

use rust_decimal::Decimal;

use crate::lexicon::{Lexicon, UnitKind};
use crate::text::numeral::{self, Script};
use crate::text::{TO, bracket, is_pause};

use share::{doubling, fraction, half, per_hundred, tenths, whole};
use unit::{masses, shared_unit, unit_of_list, unknown_unit};

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
    /// 翻一番, 零新增: the words are their own predicate.
    pub own: bool,
}

impl<'a> Amount<'a> {
    /// An amount of which only the unit is known.
    pub(super) fn of_cell(kind: UnitKind, unit: &'a str) -> Self {
        Self { unit, kind, ..ratio(Decimal::ZERO, Script::Arabic) }
    }

    /// A small number in words (一, 两, 三): as often part of a way of speaking as a quantity.
    pub(super) fn is_small_word(&self) -> bool {
        self.script == Script::Han && self.value.is_some_and(|v| v <= Decimal::TEN)
    }

    /// Whether it is a sum of money, or one for each (元/人).
    pub(super) fn is_money(&self) -> bool {
        self.kind == UnitKind::Money || self.unit.starts_with("元/")
    }

    /// Whether it is more money than any rate for each person or household: from ten million on.
    pub(super) fn is_large_sum(&self) -> bool {
        const LARGE: Decimal = Decimal::from_parts(10_000_000, 0, 0, false, 0);
        self.is_money() && self.value.is_some_and(|value| value >= LARGE)
    }

    /// Whether it is a number without a unit that is zero.
    pub(super) fn is_nothing(&self) -> bool {
        self.unit.is_empty() && self.value == Some(Decimal::ZERO)
    }

    /// Whether it counts things or persons.
    pub(super) fn counts(&self) -> bool {
        matches!(self.kind, UnitKind::Count | UnitKind::Person | UnitKind::Times)
    }
}

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
        '零' => return zero(lexicon, words),
        _ => {}
    }
    let number = numeral::prefix(words)?;
    if is_ordinal(lexicon, words, number) {
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
    if let Some(after) = rest.strip_prefix(['余', '多', '来']) {
        // 100余万元: the multiplier stands after it.
        about = true;
        at += rest.len() - after.len();
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
    let Some((kind, len)) = lexicon.units().longest(words.get(at..)?) else {
        let rest = words.get(at..)?;
        if let Some(len) = unknown_unit(rest).filter(|_| multiplier_of(words, number) > Decimal::ONE) {
            let amount = ratio(value, script);
            return Some((Amount { upper, about, unit: &rest[..len], kind: UnitKind::Count, ..amount }, at + len));
        }
        return masses(lexicon, rest, value, upper, number).map(|amount| (Amount { about, ..amount }, at));
    };
    let unit = words.get(at..at + len)?;
    let unit = if unit == "％" { "%" } else { unit };
    at += len;
    // 50亿元人民币.
    at += if unit == "元" && words.get(at..)?.starts_with("人民币") { "人民币".len() } else { 0 };
    // 十分重要, 三分技术: only with digits a score, and so 两型社会, 十九届五中全会; 5G is a name.
    // 2025届毕业生: a year.
    let year = unit == "届" && value >= Decimal::ONE_THOUSAND;
    if year || matches!(unit, "分" | "型" | "届") && script != Script::Arabic || unit == "G" && value < Decimal::TEN
    {
        return None;
    }
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
    // 百日攻坚, 千年古城: names.
    if kind == UnitKind::Duration && script == Script::Bare {
        return None;
    }
    // A second unit of the same amount: 200元至1000元, 2个至3个百分点.
    let (mut kind, mut unit) = (kind, unit);
    if upper.is_none()
        && let Some((to, len)) = range_end(lexicon, after)
        && let Some((second, second_len)) = after.get(len..).and_then(|rest| lexicon.units().longest(rest))
        && to.value > value
        && let Some(words) = after.get(len..len + second_len)
        && (second == kind && words.replace('％', "%") == unit || words.len() > unit.len() && words.starts_with(unit))
    {
        upper = Some(to.value);
        at += len + second_len;
        (kind, unit) = (second, if words == "％" { "%" } else { words });
    }
    let amount = Amount { value: Some(value), upper, fraction: None, unit, kind, about, script, own: false };
    Some((amount, at))
}

/// Whether the words begin with a number that only says which: 二次污染, 二期工程 (two rounds are 两次), 长三角.
fn is_ordinal(lexicon: &Lexicon, words: &str, number: numeral::Numeral) -> bool {
    let Some(rest) = words.get(number.len..) else { return false };
    let second = words.starts_with('二') && number.len == '二'.len_utf8();
    second && lexicon.wordings().ordered.begin(rest) || number.script == Script::Han && rest.starts_with('角')
}

/// Whether two units are the same, whatever else is counted with them: 3000套（间）, 建成2000套.
pub(super) fn same_unit(one: &str, other: &str) -> bool {
    let bare = |unit: &'_ str| unit.find(['（', '(']).unwrap_or(unit.len());
    one[..bare(one)] == other[..bare(other)]
}

/// Whether a statement ends before `rest`.
pub(super) fn ends(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(|c| is_pause(c) || bracket(c) < 0)
        || ["以上", "以下", "以内", "左右"].iter().any(|w| rest.starts_with(w))
}

/// So many levels of what has them: 法人层级控制在3级以内, 管理链条压缩到四级; anything else of a level is of a class.
pub(super) fn levels<'a>(lexicon: &Lexicon, before: &str, words: &'a str) -> Option<(Amount<'a>, usize)> {
    let number = numeral::prefix(words).filter(|n| matches!(n.script, Script::Arabic | Script::Han))?;
    let unit = words.get(number.len..)?.get(..'级'.len_utf8()).filter(|unit| matches!(*unit, "级" | "层"))?;
    let len = number.len + unit.len();
    let clause = before.rsplit(is_pause).next()?;
    // 由5级压缩至3级: what it starts from.
    let from = before.ends_with(['由', '从']);
    let levelled = (ends(words.get(len..)?) || from) && lexicon.wordings().levelled.are_in(clause);
    levelled.then_some((Amount { unit, kind: UnitKind::Measure, ..ratio(number.value, number.script) }, len))
}

/// A number without a unit at the end of a statement (指数达到68, 系数提高到0.57以上, 车桩比达到2:1).
pub(super) fn index<'a>(lexicon: &Lexicon, words: &'a str) -> Option<(Amount<'a>, usize)> {
    let number = numeral::prefix(words)?;
    let rest = words.get(number.len..)?;
    let amount = Amount { unit: "", kind: UnitKind::Measure, ..ratio(number.value, number.script) };
    // 突破8000亿大关, 超过五千亿规模: a sum whose currency goes without saying.
    let sum = number.script != Script::Digits && words[..number.len].ends_with(['万', '亿']);
    if sum && lexicon.wordings().height.at_start(rest).is_some_and(|height| ends(&rest[height.len()..])) {
        return Some((amount, number.len));
    }
    if number.script != Script::Arabic {
        return None;
    }
    // 不高于53和32微克/立方米: the unit stands once.
    if let Some((kind, unit)) = unit_of_list(lexicon, rest) {
        return Some((Amount { unit, kind, ..amount }, number.len));
    }
    if ends(rest) {
        return Some((amount, number.len));
    }
    let mark = [':', '：', '∶'].into_iter().find(|&mark| rest.starts_with(mark))?.len_utf8();
    let to = numeral::prefix(rest.get(mark..)?).filter(|n| n.script == Script::Arabic)?;
    let len = number.len + mark + to.len;
    if !ends(words.get(len..)?) {
        return None;
    }
    // To one it is a number; else a fraction (1:1.35 is 100 to 135).
    let amount = if to.value == Decimal::ONE {
        amount
    } else {
        let scale = Decimal::from(10u32.checked_pow(number.value.scale().max(to.value.scale()))?);
        let part = |n: numeral::Numeral| whole(n.value.checked_mul(scale)?);
        Amount { value: None, fraction: Some([part(number)?, part(to)?]), ..amount }
    };
    Some((amount, len))
}

/// The number of a rank that stands without a unit behind 前: 进入全省前三.
pub(super) fn rank(words: &str) -> Option<(Amount<'_>, usize)> {
    let number = numeral::prefix(words).filter(|n| matches!(n.script, Script::Arabic | Script::Han))?;
    let amount = Amount { unit: "", kind: UnitKind::Count, ..ratio(number.value, number.script) };
    ends(words.get(number.len..)?).then_some((amount, number.len))
}

/// 零新增, 零发生, 零增长; 零 at the end of a statement (保持为零).
fn zero<'a>(lexicon: &Lexicon, words: &'a str) -> Option<(Amount<'a>, usize)> {
    let len = '零'.len_utf8();
    let rest = words.get(len..)?;
    let nothing = Amount { unit: "", kind: UnitKind::Measure, ..ratio(Decimal::ZERO, Script::Arabic) };
    if let Some(word) = lexicon.wordings().none_of_it.at_start(rest) {
        let (len, unit) = (len + word.len(), if word == "增长" { "%" } else { "" });
        return ends(words.get(len..)?).then_some((
            Amount {
                unit,
                own: true,
                kind: if unit.is_empty() { UnitKind::Measure } else { UnitKind::Ratio },
                ..nothing
            },
            len,
        ));
    }
    ends(rest).then_some((nothing, len))
}

/// The number after a mark of a range, and the length of both.
fn range_end(lexicon: &Lexicon, rest: &str) -> Option<(numeral::Numeral, usize)> {
    let mark = TO.at_start(rest)?;
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
        own: false,
    }
}

/// 半, of what falls by so much.
pub(super) fn halved() -> Amount<'static> {
    ratio(Decimal::from(50), Script::Arabic)
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
        own: false,
    };
    Some((amount, number.len + len))
}
