//! Workbooks: each sheet a table, with the lines above and below it as paragraphs.
//!
//! Cells show what a person sees: numbers and days as their formats say, merged cells in each row and column that they
//! span. Hidden sheets are left out, and that is told.

mod shown;
mod xls;
mod xlsx;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::compound::Compound;
use super::flow::{Flow, Rows};
use super::package::damaged;
use super::{Document, Format};
use crate::error::ReadError;
use crate::limits::{Limit, Limits};
use crate::model::Severity;
use crate::note::Note;
use crate::sheet::Column;
use crate::text::is_blank;

/// Columns that hold words: more is no table.
const MOST_COLUMNS: usize = 1000;

/// Bytes that a cell takes beside its words.
const CELL: u64 = 64;

/// A line below a table that stands in one column only has more characters than a number or a mark.
const SHORT: usize = 6;

/// A workbook that a ledger was written to.
const OUR_OWN: &str =
    "a workbook that taizhang made of a ledger; what was filled in there is taken by `taizhang merge`";

/// Reads a workbook in Office Open XML.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut room = Room::new(limits);
    let book = xlsx::read(bytes, limits, &mut room)?;
    book.finish(Format::Xlsx, limits, room)
}

/// The stream of a workbook of Excel 97 to 2003, if the file has one.
pub(super) fn stream_of(file: &Compound<'_>) -> Option<&'static str> {
    ["Workbook", "Book"].into_iter().find(|name| file.has(name))
}

/// Reads a workbook of Excel 97 to 2003.
pub(super) fn read_old(file: &Compound<'_>, stream: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut room = Room::new(limits);
    let book = xls::read(file, stream, &mut room)?;
    book.finish(Format::Xls, limits, room)
}

/// A workbook.
#[derive(Default)]
struct Book {
    /// The sheets that are shown.
    sheets: Vec<Sheet>,
    /// The names of the others.
    hidden: Vec<String>,
}

/// A sheet.
#[derive(Default)]
struct Sheet {
    /// The cells that hold words, by row and column from 0.
    rows: BTreeMap<u32, BTreeMap<u32, Rc<str>>>,
    merged: Vec<Merged>,
}

/// A row with its number.
type Line<'b> = (u32, &'b BTreeMap<u32, Rc<str>>);

/// Cells that are merged: the row and column of the first and of the last.
#[derive(Debug, Clone, Copy)]
struct Merged {
    first: (u32, u32),
    last: (u32, u32),
}

/// The bytes that cells may take, and what is left of them.
struct Room {
    limit: u64,
    left: u64,
}

impl Room {
    fn new(limits: &Limits) -> Self {
        Self { limit: limits.unpacked, left: limits.unpacked }
    }

    /// Takes room for so many cells, and words of so many bytes.
    fn take(&mut self, cells: u64, words: usize) -> Result<(), ReadError> {
        let bytes = cells.saturating_mul(CELL).saturating_add(words as u64);
        let over = ReadError::TooLarge { of: Limit::Unpacked, limit: self.limit };
        self.left = self.left.checked_sub(bytes).ok_or(over)?;
        Ok(())
    }
}

impl Book {
    fn finish(self, format: Format, limits: &Limits, mut room: Room) -> Result<Document, ReadError> {
        let is_head = |words: &Rc<str>| Column::of_head(words) == Some(Column::Id);
        if self.sheets.iter().flat_map(|sheet| sheet.rows.values()).flat_map(BTreeMap::values).any(is_head) {
            return Err(ReadError::Unsupported { found: OUR_OWN });
        }
        let mut flow = Flow::new(format, limits.unpacked);
        for sheet in &self.sheets {
            flow.part();
            sheet.write(&mut flow, format, &mut room)?;
        }
        let mut document = flow.finish()?;
        if !self.hidden.is_empty() {
            let names = self.hidden.join("、");
            document.notes.push(Note {
                severity: Severity::Info,
                code: "sheets-hidden",
                message: format!("隐藏的工作表没有读：{names} (hidden sheets were left out)"),
                span: None,
            });
        }
        Ok(document)
    }
}

impl Sheet {
    fn put(&mut self, row: u32, column: u32, words: Rc<str>, room: &mut Room) -> Result<(), ReadError> {
        if !words.chars().all(is_blank) {
            room.take(1, words.len())?;
            self.rows.entry(row).or_default().insert(column, words);
        }
        Ok(())
    }

    /// Writes the sheet: lines of one cell above and below the table as paragraphs, and the rows between.
    fn write(&self, flow: &mut Flow, format: Format, room: &mut Room) -> Result<(), ReadError> {
        let merged: HashMap<(u32, u32), Merged> = self.merged.iter().map(|merged| (merged.first, *merged)).collect();
        let rows: Vec<Line<'_>> = self.rows.iter().map(|(&row, cells)| (row, cells)).collect();
        let all = Table::new(&rows, &merged, format)?;
        // The head of a table goes over most of its columns.
        let is_head = |at: usize, (row, cells): &Line<'_>| {
            let wide = |column: &u32| all.columns.binary_search(column).map_or(0, |index| all.spans(at, *row, index).0);
            cells.len() > 1 && cells.keys().map(wide).sum::<usize>() * 2 > all.columns.len()
        };
        let head = rows.iter().enumerate().position(|(at, row)| is_head(at, row));
        let above = head.unwrap_or_else(|| rows.iter().take_while(|(_, cells)| cells.len() == 1).count());
        let (above, rows) = rows.split_at_checked(above).unwrap_or_default();
        let is_line = |(row, cells): &&Line<'_>| match cells.iter().next() {
            Some((&column, words)) if cells.len() == 1 => {
                let wide = merged.get(&(*row, column)).is_some_and(|merged| merged.last.1 > merged.first.1);
                wide || words.chars().count() > SHORT
            }
            _ => false,
        };
        let below = rows.iter().rev().take_while(is_line).count();
        let (rows, below) = rows.split_at_checked(rows.len() - below).unwrap_or_default();
        let paragraphs = |flow: &mut Flow, lines: &[Line<'_>]| {
            lines.iter().flat_map(|(_, cells)| cells.values()).for_each(|words| add(flow, words));
        };
        paragraphs(flow, above);
        if !rows.is_empty() {
            Table::new(rows, &merged, format)?.write(flow, room)?;
        }
        paragraphs(flow, below);
        Ok(())
    }
}

/// Adds what a cell says; a line of it is a paragraph.
fn add(flow: &mut Flow, words: &str) {
    for line in words.split(['\n', '\r']) {
        // Tabs part cells.
        line.split('\t').enumerate().for_each(|(at, part)| {
            flow.add(if at > 0 { " " } else { "" });
            flow.add(part);
        });
        flow.end_paragraph();
    }
}

/// Rows that are a table.
struct Table<'b> {
    rows: &'b [Line<'b>],
    merged: &'b HashMap<(u32, u32), Merged>,
    /// The columns that hold words.
    columns: Vec<u32>,
}

impl<'b> Table<'b> {
    fn new(rows: &'b [Line<'b>], merged: &'b HashMap<(u32, u32), Merged>, format: Format) -> Result<Self, ReadError> {
        let mut columns: Vec<u32> = Vec::new();
        for column in rows.iter().flat_map(|(_, cells)| cells.keys()) {
            if let Err(at) = columns.binary_search(column) {
                if columns.len() == MOST_COLUMNS {
                    return Err(damaged(format, &format!("a table of more than {MOST_COLUMNS} columns")));
                }
                columns.insert(at, *column);
            }
        }
        Ok(Self { rows, merged, columns })
    }

    fn write(&self, flow: &mut Flow, room: &mut Room) -> Result<(), ReadError> {
        // Before which row each column is within a cell that began above.
        let mut within = vec![0; self.columns.len()];
        flow.open_table();
        for (at, (row, cells)) in self.rows.iter().enumerate() {
            room.take(0, self.columns.len())?;
            flow.open_row();
            let is_within = |within: &[usize], index: usize| within.get(index).is_some_and(|end| *end > at);
            let words = |index: usize| self.columns.get(index).and_then(|column| cells.get(column));
            let mut index = 0;
            while index < self.columns.len() {
                // So many columns are like this one.
                let alike = |like: &dyn Fn(usize) -> bool| (index..self.columns.len()).take_while(|&i| like(i)).count();
                if is_within(&within, index) {
                    let count = alike(&|index| is_within(&within, index));
                    flow.open_cell(count, Rows::AsAbove);
                    index += count;
                } else if let Some(words) = words(index) {
                    let (count, rows) = self.spans(at, *row, index);
                    room.take(1, words.len().saturating_mul(count).saturating_mul(rows))?;
                    flow.open_cell(count, Rows::Span(1));
                    add(flow, words);
                    within.iter_mut().skip(index).take(count).for_each(|end| *end = at + rows);
                    index += count;
                } else {
                    let count = alike(&|index| words(index).is_none() && !is_within(&within, index));
                    flow.open_cell(count, Rows::Span(1));
                    index += count;
                }
            }
        }
        flow.close_table();
        Ok(())
    }

    /// How many columns and rows a cell takes up, of those that hold words.
    fn spans(&self, at: usize, row: u32, index: usize) -> (usize, usize) {
        let merged = self.columns.get(index).and_then(|&column| self.merged.get(&(row, column)));
        let Some(merged) = merged else { return (1, 1) };
        let end = self.columns.partition_point(|column| *column <= merged.last.1);
        let rows = self.rows.get(at..).unwrap_or_default().partition_point(|(row, _)| *row <= merged.last.0);
        (end.saturating_sub(index).max(1), rows.max(1))
    }
}
