//! Tables of quotas: rows of places, and columns of numbers whose heads tell a thing and its unit (人工造林（万亩）). Each row is a
//! line, so that the words of the head and of the rows count the columns.

use std::ops::RangeInclusive;

use super::super::sheet::{Aligned, Sheet};
use super::line::TextLine;
use crate::lexicon::{Column, Lexicon};
use crate::text::numeral::is_figure;
use crate::text::{is_blank, is_han, trim};

/// Columns of a table at least, and at most.
const COLUMNS: RangeInclusive<usize> = 3..=12;

/// So many rows at least tell a table.
const LEAST_ROWS: usize = 2;

/// The longest head of a column, in characters.
const LONGEST: usize = 20;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Serial,
    Names,
    Figures,
}

/// The tables, in order.
pub(super) fn find(text: &str, lines: &[TextLine], lexicon: &Lexicon) -> Vec<Sheet> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some((sheet, end)) = head(lines[at].of(text), lexicon).and_then(|head| below(text, lines, at, &head))
        else {
            at += 1;
            continue;
        };
        found.push(sheet);
        at = end;
    }
    found
}

/// The words of a line that wide blanks part.
fn pieces(line: &str) -> Vec<&str> {
    line.split("  ").map(trim).filter(|piece| !piece.is_empty()).collect()
}

/// What the columns hold whose heads a line is: all but the first that names the rows have a unit, but for that of their numbers.
fn head(line: &str, lexicon: &Lexicon) -> Option<Vec<Holds>> {
    if !line.contains(['）', ')']) || line.contains(['\t', '|', '。']) {
        return None;
    }
    let heads = pieces(line);
    if !COLUMNS.contains(&heads.len()) || heads.iter().any(|head| head.chars().count() > LONGEST) {
        return None;
    }
    let holds = |head: &&str| {
        if lexicon.units().ends_head(head) {
            Holds::Figures
        } else if lexicon.columns().get(head) == Some(Column::Number) {
            Holds::Serial
        } else {
            Holds::Names
        }
    };
    let columns: Vec<Holds> = heads.iter().map(holds).collect();
    let named = usize::from(columns[0] == Holds::Serial);
    (columns[named] == Holds::Names
        && columns[named + 1..].iter().all(|column| *column == Holds::Figures)
        && columns.len() > named + 2)
        .then_some(columns)
}

/// The table below a head, and the line behind it; `None` where a line below has words beside one another that are no row.
fn below(text: &str, lines: &[TextLine], head: usize, columns: &[Holds]) -> Option<(Sheet, usize)> {
    let names = pieces(lines[head].of(text));
    let mut rows = Vec::new();
    let mut end = head + 1;
    for (at, line) in lines.iter().enumerate().skip(head + 1) {
        let mut cells = pieces(line.of(text));
        // 合计 has no number.
        if cells.len() + 1 == columns.len() && columns[0] == Holds::Serial {
            cells.insert(0, "");
        }
        if cells == names {
            continue;
        }
        if cells.len() == columns.len() && cells.iter().zip(columns).all(|(cell, column)| may_hold(*column, cell)) {
            rows.push(cells.join("\t"));
            end = at + 1;
        } else if cells.len() > 1 {
            return None;
        } else if !cells[0].chars().any(|c| c.is_ascii_digit()) || cells[0].chars().any(is_han) {
            break;
        }
    }
    let aligned = Aligned { rows: 1..rows.len() + 1, doubtful: Vec::new(), drawn: true };
    let range = lines[head].range.start..lines[end - 1].next;
    (rows.len() >= LEAST_ROWS).then(|| {
        let lines = std::iter::once(names.join("\t")).chain(rows).collect();
        (Sheet { range, lines, aligned: Some(aligned) }, end)
    })
}

fn may_hold(column: Holds, cell: &str) -> bool {
    match column {
        Holds::Serial => cell.bytes().all(|b| b.is_ascii_digit()),
        Holds::Names => cell.chars().all(|c| is_han(c) || is_blank(c)),
        Holds::Figures => is_figure(cell),
    }
}
