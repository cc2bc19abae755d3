//! Units that lists share, that the tables do not know, or that are left out.

use rust_decimal::Decimal;

use super::{Amount, ends, ratio};
use crate::lexicon::{Lexicon, UnitKind};
use crate::text::is_han;
use crate::text::numeral::{self, Script};

/// No list of numbers that share a unit is longer; each of them looks through what is left of it.
const MOST_IN_TURN: usize = 8;

/// 建档立卡贫困人口, 高校毕业生: no longer words tell which people are meant, with their noun. Characters.
const LONGEST_WHICH: usize = 8;

/// The length of a measure word that the tables do not know: one character between a number of many and the end of a statement
/// (食用菌5000万棒).
pub(super) fn unknown_unit(rest: &str) -> Option<usize> {
    // 增殖放流18亿单位: of fry of every kind, as they are counted together.
    const TOGETHER: &str = "单位";
    if rest.strip_prefix(TOGETHER).is_some_and(ends) {
        return Some(TOGETHER.len());
    }
    let unit = rest.chars().next().filter(|&c| is_han(c) && !"的地得了和及与等内".contains(c))?;
    let behind = &rest[unit.len_utf8()..];
    (ends(behind) || behind.starts_with(['（', '('])).then_some(unit.len_utf8())
}

/// The unit of the last number of a list, of which the first one has the measure word alone: 5个和7个工作日. Units of their own stay:
/// 600万千瓦、1200万千瓦时.
pub(super) fn shared_unit<'a>(lexicon: &Lexicon, mut rest: &'a str, unit: &str) -> Option<(UnitKind, &'a str)> {
    if unit != "个" {
        return None;
    }
    for _ in 0..MOST_IN_TURN {
        let after = rest.strip_prefix(['、', '和', '及', '与', '或'])?;
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

/// The unit behind the last number of a list that goes on at `rest`.
pub(super) fn unit_of_list<'a>(lexicon: &Lexicon, mut rest: &'a str) -> Option<(UnitKind, &'a str)> {
    for _ in 0..MOST_IN_TURN {
        let after = rest.strip_prefix(['、', '和', '及', '与', '或'])?;
        let number = numeral::prefix(after).filter(|n| n.script == Script::Arabic)?;
        rest = after.get(number.len..)?;
        if let Some((kind, len)) = lexicon.units().longest(rest) {
            return Some((kind, rest.get(..len)?));
        }
    }
    None
}

/// The amount of a number with 万 or 亿 and the people behind it.
pub(super) fn masses(
    lexicon: &Lexicon,
    rest: &str,
    value: Decimal,
    upper: Option<Decimal>,
    number: numeral::Numeral,
) -> Option<Amount<'static>> {
    let many =
        number.script == Script::Arabic && value >= Decimal::from(10_000) && value % Decimal::TEN == Decimal::ZERO;
    // 3.2万建档立卡贫困人口: which of them stands before.
    let phrase = || rest.split(|c| !is_han(c)).next().unwrap_or(rest);
    let near = || phrase().char_indices().nth(LONGEST_WHICH).map_or(phrase(), |(at, _)| &phrase()[..at]);
    let fits = many && lexicon.wordings().masses.are_in(near());
    fits.then(|| Amount { upper, unit: "", kind: UnitKind::Count, ..ratio(value, number.script) })
}
