//! Numerals as officials write them: 8000, 1,200, 1.5万亿, 三十五, 两千六百, 壹佰万, 100万三千.

use rust_decimal::Decimal;

/// What stands for zero among Han numerals, letters and signs of its form included: 二〇〇六, 二○○六, 二OO六.
pub const ZEROS: [char; 7] = ['〇', '零', '○', '◯', 'O', 'Ο', 'О'];

/// Whether a character is of the numbers of a day: 2022年3月1日, 二〇二二年, 元月.
#[must_use]
pub fn is_of_day(c: char) -> bool {
    c.is_ascii_digit() || ZEROS.contains(&c) || "一二三四五六七八九十元".contains(c)
}

/// A number at the beginning of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its value, exact.
    pub value: Decimal,
    /// How many bytes it takes.
    pub len: usize,
    /// How it is written.
    pub script: Script,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// With Arabic digits, multipliers or not (15, 1.5万).
    Arabic,
    /// With Han numerals only (三十五).
    Han,
    /// Han digits in a row, without multipliers (二〇二二, 一二三).
    Digits,
    /// A multiplier alone (百, 千, 万亿).
    Bare,
}

/// Multipliers that scale one digit; 万 and 亿 scale what stands before them.
const GROUP: u64 = 10_000;

/// No official number is longer; it keeps the arithmetic within 28 digits.
const MAX_DIGITS: usize = 18;

/// Whether a number may begin with `c`.
#[must_use]
pub fn begins(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || multiplier(c).is_some()
}

/// The value of a Han digit as years are written, whatever stands for the zero: 二○二六.
#[must_use]
pub fn digit_of_year(c: char) -> Option<i16> {
    let value = if ZEROS.contains(&c) { Some(0) } else { digit(c) };
    value.and_then(|value| i16::try_from(value).ok())
}

/// The value of a Han digit, simplified, traditional or of the anti-fraud set.
fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '貳' | '兩' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn multiplier(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => GROUP,
        '亿' | '億' => GROUP * GROUP,
        _ => return None,
    })
}

/// What is read so far: `total` above the last 万 or 亿, `section` below it, `pending` a digit without a multiplier.
struct State {
    total: Decimal,
    section: Decimal,
    pending: Option<Decimal>,
    group: u64,
    small: u64,
    zero: bool,
    arabic: bool,
    han: bool,
    row: usize,
}

/// The number that `words` begin with, multipliers worked in.
///
/// 千 and 百 that begin a unit (千瓦, 百分点) are left to it. `None` where the characters make no number (十四五).
#[must_use]
pub fn prefix(words: &str) -> Option<Numeral> {
    let mut state = State {
        total: Decimal::ZERO,
        section: Decimal::ZERO,
        pending: None,
        group: 0,
        small: 0,
        zero: false,
        arabic: false,
        han: false,
        row: 0,
    };
    let mut at = 0;
    while let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_ascii_digit() {
            // A second number begins where no multiplier stands between.
            if state.pending.is_some() {
                break;
            }
            let (value, len) = arabic(&words[at..])?;
            state.pending = Some(value);
            state.arabic = true;
            at += len;
            continue;
        }
        if let Some(value) = digit(c) {
            if !state.han_digit(value)? {
                break;
            }
        } else if let Some(scale) = multiplier(c) {
            if is_unit(&words[at..]) || !state.scale(scale)? {
                break;
            }
        } else if matches!(c, '点' | '點')
            && state.han
            && let Some((fraction, len)) = han_fraction(&words[at + c.len_utf8()..])
        {
            state.pending = Some(state.pending.unwrap_or_default() + fraction);
            return state.finish(at + c.len_utf8() + len);
        } else {
            break;
        }
        at += c.len_utf8();
    }
    if at == 0 { None } else { state.finish(at) }
}

impl State {
    /// Takes a Han digit; `Some(false)` where another number begins, `None` where there is no number at all.
    fn han_digit(&mut self, value: u64) -> Option<bool> {
        if self.arabic && self.pending.is_some() {
            return Some(false);
        }
        match self.pending {
            // 二〇二二, 一一: digits in a row make a number of their own.
            Some(before) if self.small == 0 && self.group == 0 => {
                self.row += 1;
                if self.row > MAX_DIGITS {
                    return None;
                }
                self.pending = Some(before * Decimal::from(10) + Decimal::from(value));
            }
            // 十四五 is a name.
            Some(_) => return None,
            None if value == 0 && (self.small > 0 || self.group > 0) => self.zero = true,
            None => {
                self.row = 1;
                self.pending = Some(Decimal::from(value));
            }
        }
        self.han = true;
        Some(true)
    }

    /// Takes a multiplier.
    fn scale(&mut self, scale: u64) -> Option<bool> {
        if self.row > 1 {
            return None;
        }
        let by = Decimal::from(scale);
        if scale < GROUP {
            if self.small != 0 && scale >= self.small && self.pending.is_none() {
                return Some(false);
            }
            let one =
                if scale == 20 || scale == 30 { Decimal::ONE } else { self.pending.take().unwrap_or(Decimal::ONE) };
            if self.pending.is_some() {
                return None;
            }
            self.section = self.section.checked_add(one.checked_mul(by)?)?;
            self.small = scale;
        } else {
            let mut below = self.section + self.last_digit()?;
            self.pending = None;
            if self.group != 0 && scale > self.group {
                // 一百万亿: the larger scales all that stands before it.
                self.total = (self.total + below).checked_mul(by)?;
            } else {
                if below.is_zero() && self.total.is_zero() && self.group == 0 && self.small == 0 && !self.han {
                    below = Decimal::ONE;
                }
                self.total = self.total.checked_add(below.checked_mul(by)?)?;
            }
            self.section = Decimal::ZERO;
            self.group = scale;
            self.small = scale;
        }
        self.zero = false;
        self.han |= self.row > 0;
        self.row = 0;
        Some(true)
    }

    /// The digit that waits for a multiplier: in 两千六 and 百二万 the next lower one is left out.
    fn last_digit(&self) -> Option<Decimal> {
        let last = self.pending.unwrap_or_default();
        let short = !self.arabic && !self.zero && self.small >= 100 && self.row == 1;
        if short { last.checked_mul(Decimal::from(self.small / 10)) } else { Some(last) }
    }

    fn finish(self, len: usize) -> Option<Numeral> {
        let last = self.last_digit()?;
        let value = self.total.checked_add(self.section)?.checked_add(last)?;
        let script = if self.arabic {
            Script::Arabic
        } else if !self.han && self.group.max(self.small) >= 100 {
            Script::Bare
        } else if self.row > 1 {
            Script::Digits
        } else {
            Script::Han
        };
        Some(Numeral { value, len, script })
    }
}

/// Whether 千, 百 or 万 begins a unit of its own and is no multiplier.
fn is_unit(words: &str) -> bool {
    let mut chars = words.chars();
    match (chars.next(), chars.next()) {
        (Some('千'), Some(next)) => matches!(next, '瓦' | '米' | '克' | '伏' | '卡' | '帕' | '赫' | '兆'),
        (Some('百'), Some(next)) => matches!(next, '分' | '帕'),
        _ => false,
    }
}

/// Arabic digits with their separators and decimals.
fn arabic(words: &str) -> Option<(Decimal, usize)> {
    let bytes = words.as_bytes();
    let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut len = run(0);
    if (1..=3).contains(&len) {
        while bytes.get(len) == Some(&b',') && run(len + 1) == 3 {
            len += 4;
        }
    }
    if bytes.get(len) == Some(&b'.') && run(len + 1) > 0 {
        len += 1 + run(len + 1);
    }
    if len > 2 * MAX_DIGITS {
        return None;
    }
    let digits = &words[..len];
    let value = if digits.contains(',') { digits.replace(',', "").parse() } else { digits.parse() };
    Some((value.ok()?, len))
}

/// The digits after 点.
fn han_fraction(words: &str) -> Option<(Decimal, usize)> {
    let mut value = 0i64;
    let mut scale = 0u32;
    let mut len = 0;
    for c in words.chars() {
        let Some(d) = digit(c) else { break };
        if scale as usize >= MAX_DIGITS {
            return None;
        }
        value = value * 10 + i64::try_from(d).ok()?;
        scale += 1;
        len += c.len_utf8();
    }
    (scale > 0).then(|| (Decimal::new(value, scale), len))
}

/// The value of words that are a number and nothing else; a sign and the 元整 of contracts are allowed.
#[must_use]
pub fn parse(words: &str) -> Option<Decimal> {
    let unsigned = words.strip_prefix(['-', '负', '負']);
    let rest = unsigned.unwrap_or(words).trim_end_matches(['整', '正']).trim_end_matches(['元', '圆', '圓']);
    let numeral = prefix(rest).filter(|numeral| numeral.len == rest.len())?;
    Some(if unsigned.is_some() { -numeral.value } else { numeral.value })
}

/// Whether a cell is a number, or a stroke where there is none.
#[must_use]
pub fn is_figure(cell: &str) -> bool {
    let marks = |c: char| c.is_ascii_digit() || ".,，%％—-–～~/≥≤>< +以上下左右约无".contains(c);
    cell.chars().all(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, value: &str, len: usize) {
        let numeral = prefix(words).unwrap_or_else(|| panic!("{words} is no number"));
        assert_eq!(numeral.value.normalize().to_string(), value, "{words}");
        assert_eq!(numeral.len, len, "{words}");
    }

    #[test]
    fn multipliers_are_worked_in_and_units_left() {
        check("1.5万亿元", "1500000000000", 9);
        check("500千瓦", "500", 3);
        check("3万千瓦时", "30000", 4);
        check("8百分点", "8", 1);
        check("百亿元", "10000000000", 6);
        check("100万三千人", "1003000", 12);
        check("320个,完成", "320", 3);
        check("1,200家", "1200", 5);
    }

    #[test]
    fn names_are_no_numbers() {
        assert_eq!(prefix("十四五"), None);
        assert_eq!(prefix("一二三产业").map(|n| n.script), Some(Script::Digits));
        assert_eq!(prefix("千亿级").map(|n| n.script), Some(Script::Bare));
    }

    #[test]
    fn no_length_of_digits_breaks_the_arithmetic() {
        assert_eq!(prefix(&"9".repeat(400)), None);
        assert_eq!(prefix(&"九".repeat(400)), None);
        let _ = prefix(&"亿".repeat(400));
    }
}
