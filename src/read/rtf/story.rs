//! The paragraphs of an RTF file and the tables that they are in, on their way to lines.

use crate::read::cells::{Columns, Row, Stand};
use crate::read::flow::{Flow, Rows};

/// Within a paragraph: the end of a line, and that of a page.
pub(super) const LINE: char = '\n';
pub(super) const PAGE: char = '\u{c}';

/// A paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub words: String,
    /// In how many tables it is.
    pub depth: usize,
    pub ends: Ends,
}

/// What a paragraph is the last of.
#[derive(Debug)]
pub(super) enum Ends {
    Nothing,
    Cell,
    Row(Row),
}

/// Writes paragraphs in so many tables, and the tables among them.
pub(super) fn write(flow: &mut Flow, mut rest: &[Paragraph], depth: usize) {
    while let Some((first, others)) = rest.split_first() {
        if first.depth <= depth {
            write_paragraph(flow, first);
            rest = others;
            continue;
        }
        let end = rest.iter().position(|paragraph| paragraph.depth <= depth).unwrap_or(rest.len());
        let (table, others) = rest.split_at(end);
        write_table(flow, table, depth + 1);
        rest = others;
    }
}

fn write_paragraph(flow: &mut Flow, paragraph: &Paragraph) {
    for line in paragraph.words.split_inclusive([LINE, PAGE]) {
        flow.add(line.trim_end_matches([LINE, PAGE]));
        flow.end_paragraph();
        if line.ends_with(PAGE) {
            flow.part();
        }
    }
}

fn write_table(flow: &mut Flow, table: &[Paragraph], depth: usize) {
    let ends_row = |paragraph: &Paragraph| paragraph.depth == depth && matches!(paragraph.ends, Ends::Row(_));
    let rows = || table.split_inclusive(ends_row);
    let columns = Columns::of(rows().filter_map(said_of_row).cloned());
    flow.open_table();
    for paragraphs in rows() {
        write_row(flow, paragraphs, depth, &columns);
    }
    flow.close_table();
}

fn write_row(flow: &mut Flow, paragraphs: &[Paragraph], depth: usize, columns: &Columns) {
    let said = said_of_row(paragraphs);
    let stands = said.map(|row| row.stands(columns)).unwrap_or_default();
    let (before, after) = said.map_or((0, 0), |row| row.beside(columns));
    flow.open_row();
    if before > 0 {
        flow.open_cell(before, Rows::Span(1));
    }
    let ends_cell = |paragraph: &Paragraph| paragraph.depth == depth && matches!(paragraph.ends, Ends::Cell);
    for (at, cell) in paragraphs.split_inclusive(ends_cell).enumerate() {
        // Behind the last cell the mark of the row stands alone.
        if let [mark] = cell
            && matches!(mark.ends, Ends::Row(_))
            && mark.words.is_empty()
        {
            continue;
        }
        let stand = stands.get(at).copied().unwrap_or(Stand { columns: 1, rows: Rows::Span(1) });
        if stand.columns > 0 {
            flow.open_cell(stand.columns, stand.rows);
        }
        write(flow, cell, depth);
    }
    if after > 0 {
        flow.open_cell(after, Rows::Span(1));
    }
}

/// What the mark of a row says of its cells.
fn said_of_row(row: &[Paragraph]) -> Option<&Row> {
    match &row.last()?.ends {
        Ends::Row(said) => Some(said),
        Ends::Nothing | Ends::Cell => None,
    }
}
