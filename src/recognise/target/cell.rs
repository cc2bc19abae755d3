//! Cells of a table: a number below 目标值, 2025年 or 基期值, whose row and column say what it measures.

use rust_decimal::Decimal;

use super::emit::basis;
use super::{FigureReading, Reading, TargetReading, read_of};
use crate::lexicon::{Lexicon, Roles, UnitKind, Wordings};
use crate::model::{Basis, Certainty, Commitment, Comparator, Due, FigureKind, Precision, Quantity};
use crate::recognise::amount::{self, Amount};
use crate::recognise::deadline::{self, DeadlineReading};
use crate::recognise::{Context, Found};
use crate::text::{Span, TO, is_han, numeral};

/// A cell and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct CellWords {
    /// Its words.
    pub words: Span,
    /// The head of its column.
    pub head: Span,
    /// The cell that tells in what the numbers of the row are given.
    pub unit: Option<Span>,
    /// What the row is about.
    pub row: Span,
    /// What the numbers of the column are where it does not say what is to be reached: what was, or a norm.
    pub figures: Option<FigureKind>,
    /// Whether the head names what is measured, and not the row.
    pub named: bool,
}

/// The deadlines, targets and figures of a cell; `stated` are the deadlines that hold for the row.
#[must_use]
pub fn read_cell(context: &Context<'_>, cell: &CellWords, stated: &[Found<DeadlineReading>]) -> Reading {
    let head = cell.head.of(context.text);
    let timed = head.contains(['年', '月', '季']);
    let dues = if timed { deadline::find_cell(context, cell.head).0 } else { Vec::new() };
    let due = dues.iter().filter_map(|d| d.value.due()).next_back();
    // 2020年 | 2025年: the first was before the plan.
    let began = context.period.map(|p| p.start).or(context.issued_on);
    let past = due.zip(began).is_some_and(|(due, began)| due.by < began);
    let figures = cell.figures.or(past.then_some(FigureKind::Baseline));
    let Some(number) = number(context, cell) else {
        let subject = Some(cell.row).filter(|_| !cell.named);
        return of_words(context, cell, if due.is_some() { &dues } else { stated }, figures, subject);
    };
    let period_end = context.period.map(|p| Due { by: p.end, precision: Precision::Year });
    let of_row = stated.iter().filter_map(|d| d.value.due()).next_back();
    let object = object(context, if cell.named { cell.head } else { cell.row });
    let mut reading = Reading::default();
    // 总投资 says how large something is.
    let figures = figures.or(head.contains("总投资").then_some(FigureKind::Other));
    if let Some(kind) = figures {
        let value = FigureReading { kind, object: Some(object), quantity: number.quantity };
        reading.figures.push(Found { value, span: cell.words, rule: "figure/cell", certainty: Certainty::Likely });
        return reading;
    }
    let value = TargetReading {
        basis: number.basis(context.lexicon.wordings(), &object),
        object,
        action: None,
        quantity: Some(number.quantity),
        commitment: if number.strive { Commitment::Strive } else { Commitment::Required },
        due: due.or(of_row).or(period_end),
    };
    reading.targets.push(Found { value, span: cell.words, rule: "target/cell", certainty: Certainty::Certain });
    reading
}

/// The words of a cell that is more than a number; numbers of what was, or of a norm, are figures.
fn of_words(
    context: &Context<'_>,
    cell: &CellWords,
    stated: &[Found<DeadlineReading>],
    figures: Option<FigureKind>,
    subject: Option<Span>,
) -> Reading {
    let reading = read_of(context, cell.words, stated, subject);
    match figures {
        Some(kind) => reading.as_figures(kind),
        None => reading,
    }
}

/// What a cell that is a number says.
struct Number {
    quantity: Quantity,
    kind: UnitKind,
    roles: Roles,
    strive: bool,
}

impl Number {
    fn basis(&self, wordings: &Wordings, object: &str) -> Basis {
        let amount = Amount::of_cell(self.kind, &self.quantity.unit);
        basis(
            wordings,
            &amount,
            self.roles,
            object,
            object.contains("新增") || object.starts_with("新建"),
            object.contains("累计"),
        )
    }
}

/// What may stand around the number of a cell: [4750] is a sum over the plan.
const FRAMES: [char; 8] = ['[', ']', '【', '】', '〔', '〕', '（', '）'];

/// The number of a cell that holds nothing else.
fn number(context: &Context<'_>, cell: &CellWords) -> Option<Number> {
    let lexicon = context.lexicon;
    let mut rest = cell.words.of(context.text).trim_matches(FRAMES).trim();
    let (mut roles, mut comparator) = (Roles::default(), None);
    let leads = Roles::BEFORE.and(Roles::PREDICATE).and(Roles::STRIVE).and(Roles::ADVERB).and(Roles::CAUSE);
    while let Some(phrase) = lexicon.phrases().longest(rest) {
        if !phrase.roles.any(leads) {
            break;
        }
        roles = roles.and(phrase.roles);
        comparator = comparator.or(phrase.comparator);
        rest = rest[phrase.words.len()..].trim_start();
    }
    let (value, upper, own, len) = if let Some((amount, len)) = amount::read(lexicon, rest).filter(|(a, _)| !a.own) {
        (amount.value?, amount.upper, Some((amount.kind, amount.unit)), len)
    } else {
        let first = numeral::prefix(rest).filter(|n| n.script == numeral::Script::Arabic)?;
        let second = TO.iter().find_map(|mark| {
            let after = rest.get(first.len..)?.strip_prefix(mark)?;
            let to = numeral::prefix(after).filter(|n| n.script == numeral::Script::Arabic && n.value > first.value)?;
            Some((to.value, first.len + mark.len() + to.len))
        });
        (first.value, second.map(|(to, _)| to), None, second.map_or(first.len, |(_, len)| len))
    };
    rest = rest.get(len..)?.trim_start();
    while let Some(phrase) = lexicon.phrases().longest(rest) {
        if !phrase.roles.any(Roles::AFTER) {
            break;
        }
        comparator = phrase.comparator.or(comparator);
        rest = rest[phrase.words.len()..].trim_start();
    }
    if !(rest.is_empty() || rest.starts_with(['（', '('])) {
        return None;
    }
    let (scale, kind, unit) = match own {
        Some((kind, unit)) if !unit.is_empty() => (Decimal::ONE, kind, unit.to_owned()),
        _ => unit_of_row(context, cell)?,
    };
    let quantity = Quantity {
        comparator: if upper.is_some() { Comparator::Range } else { comparator.unwrap_or(Comparator::Eq) },
        value: Some(crate::model::Decimal(value.checked_mul(scale)?)),
        upper: upper.and_then(|upper| upper.checked_mul(scale)).map(crate::model::Decimal),
        unit,
        fraction: None,
    };
    Some(Number { quantity, kind, roles, strive: roles.any(Roles::STRIVE) })
}

/// In what a number is given that has no unit of its own: by the cell of units, else in brackets behind what the row or
/// the column is about; without either only what has none (an index, a factor).
fn unit_of_row(context: &Context<'_>, cell: &CellWords) -> Option<(Decimal, UnitKind, String)> {
    let named = [cell.head, cell.row];
    let bracketed = || {
        let about = named.iter().take(if cell.named { 1 } else { 2 });
        about
            .filter_map(|span| bracket_at_end(span.of(context.text)))
            .find_map(|(_, inner)| unit(context.lexicon, inner))
    };
    let of_row = cell.unit.filter(|_| !cell.named).map(|cell| unit(context.lexicon, cell.of(context.text)));
    of_row.unwrap_or_else(bracketed).or(Some((Decimal::ONE, UnitKind::Measure, String::new())))
}

/// The multiplier, kind and bare words of a unit that stands alone: 万吨, 亿元, %; none for —.
fn unit(lexicon: &Lexicon, words: &str) -> Option<(Decimal, UnitKind, String)> {
    let words = words.trim().trim_start_matches("单位：").trim();
    if words.is_empty() || words.chars().all(|c| "—-－/无".contains(c)) {
        return Some((Decimal::ONE, UnitKind::Measure, String::new()));
    }
    let scale =
        numeral::prefix(words).filter(|n| n.script == numeral::Script::Bare || words.starts_with(is_multiplier));
    let (value, len) = scale.map_or((Decimal::ONE, 0), |n| (n.value, n.len));
    let bare = words.get(len..)?;
    let (kind, len) = lexicon.units().longest(bare)?;
    let unit = match bare {
        "％" => "%",
        "百分点" => "个百分点",
        bare => bare,
    };
    (len == bare.len()).then(|| (value, kind, unit.to_owned()))
}

fn is_multiplier(c: char) -> bool {
    matches!(c, '百' | '千' | '万' | '亿')
}

/// The words before the bracket at the end, and those in it.
fn bracket_at_end(words: &str) -> Option<(&str, &str)> {
    let inner = words.strip_suffix(['）', ')'])?;
    let at = inner.rfind(['（', '('])?;
    let open = inner[at..].chars().next()?.len_utf8();
    Some((&inner[..at], &inner[at + open..]))
}

/// What the numbers of a row or column measure: its words, without marks before them and a unit behind them.
fn object(context: &Context<'_>, about: Span) -> String {
    let words = about.of(context.text).trim();
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '“' | '《' | '（'));
    let bare = bracket_at_end(words).filter(|(bare, inner)| {
        bare.chars().any(is_han) && (unit(context.lexicon, inner).is_some() || inner.contains("单位"))
    });
    bare.map_or(words, |(bare, _)| bare).trim().to_owned()
}
