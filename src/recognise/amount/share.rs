//! Shares and multiples in words: 翻一番, 百分之三十, 一半, 三分之一, 10/10万, 三成.

use rust_decimal::Decimal;

use super::{Amount, ratio};
use crate::lexicon::UnitKind;
use crate::text::numeral::{self, Script};
use crate::text::{bracket, is_pause};

/// 翻一番 is growth of 100 %, 翻两番 of 300 %.
pub(super) fn doubling(words: &str) -> Option<(Amount<'static>, usize)> {
    let rest = words.strip_prefix('翻')?;
    let number = numeral::prefix(rest).filter(|n| n.script != Script::Digits);
    let (times, len) = number.map_or((1, 0), |n| (whole(n.value).unwrap_or(0), n.len));
    if !rest.get(len..)?.starts_with('番') || !(1..=10).contains(&times) {
        return None;
    }
    let value = Decimal::from((2i64.pow(times) - 1) * 100);
    Some((Amount { own: true, ..ratio(value, Script::Han) }, '翻'.len_utf8() + len + '番'.len_utf8()))
}

/// 百分之三十, 百分之30, 千分之五.
pub(super) fn per_hundred(words: &str) -> Option<(Amount<'static>, usize)> {
    let (mark, unit) =
        [("百分之", "%"), ("千分之", "‰"), ("万分之", "‱")].into_iter().find(|(mark, _)| words.starts_with(mark))?;
    let number = numeral::prefix(words.get(mark.len()..)?)?;
    Some((Amount { unit, ..ratio(number.value, number.script) }, mark.len() + number.len))
}

/// 一半, 半数.
pub(super) fn half(words: &str, at: usize) -> Option<(Amount<'static>, usize)> {
    let rest = words.get(at..)?.strip_prefix('半')?;
    let len = at + '半'.len_utf8();
    let fifty = ratio(Decimal::from(50), Script::Arabic);
    if at > 0 {
        return Some((fifty, len));
    }
    rest.starts_with('数').then_some((fifty, len + '数'.len_utf8()))
}

/// A number without decimals that is a part of a fraction.
pub(super) fn whole(value: Decimal) -> Option<u32> {
    if !value.fract().is_zero() {
        return None;
    }
    u32::try_from(i64::try_from(value).ok()?).ok()
}

/// 三分之一, 三分之二以上.
pub(super) fn fraction(words: &str, below: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let rest = words.get(below.len..)?;
    if let Some(after) = rest.strip_prefix('/') {
        return per_many(rest, below).or_else(|| slashed(after, below));
    }
    let mark = "分之";
    let above = rest.strip_prefix(mark)?;
    let above = numeral::prefix(above)?;
    let part = |n: numeral::Numeral| whole(n.value);
    let (numerator, denominator) = (part(above)?, part(below)?);
    if denominator == 0 {
        return None;
    }
    let amount =
        Amount { value: None, fraction: Some([numerator, denominator]), unit: "", ..ratio(Decimal::ZERO, Script::Han) };
    Some((amount, below.len + mark.len() + above.len))
}

/// 10/10万: cases among so many, as rates of mortality are given.
pub(super) fn per_many(rest: &str, cases: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let unit = ["/10万", "/十万", "/100万", "/万"].into_iter().find(|unit| rest.starts_with(unit))?;
    Some((Amount { unit, kind: UnitKind::Measure, ..ratio(cases.value, cases.script) }, cases.len + unit.len()))
}

/// 2/3的县, 1/2以上.
pub(super) fn slashed(after: &str, above: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let below = numeral::prefix(after).filter(|n| n.script == Script::Arabic && above.script == Script::Arabic)?;
    let rest = after.get(below.len..)?;
    let part = |n: numeral::Numeral| whole(n.value);
    let (numerator, denominator) = (part(above)?, part(below)?);
    let ends =
        rest.is_empty() || rest.starts_with(|c| is_pause(c) || bracket(c) < 0 || matches!(c, '的' | '以' | '左'));
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

/// 三成 is 30 %, 一成五 15 %, 两成半 25 %.
pub(super) fn tenths(words: &str, number: numeral::Numeral) -> Option<(Amount<'static>, usize)> {
    let rest = words.get(number.len..)?.strip_prefix('成')?;
    // 八成立: 成 begins a word.
    if rest
        .starts_with(['立', '为', '果', '本', '员', '功', '长', '熟', '就', '品', '效', '交', '套', '型', '片', '都'])
        || !(Decimal::ONE..Decimal::TEN).contains(&number.value)
    {
        return None;
    }
    let digits = "一二三四五六七八九";
    let (more, len) = match rest.chars().next() {
        Some('半') => (5, '半'.len_utf8()),
        Some(c) if digits.contains(c) && !rest[c.len_utf8()..].starts_with(|c: char| c.is_alphabetic()) => {
            (1 + digits.chars().position(|digit| digit == c).unwrap_or(0), c.len_utf8())
        }
        _ => (0, 0),
    };
    let value = number.value.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(more))?;
    Some((ratio(value, Script::Arabic), number.len + '成'.len_utf8() + len))
}
