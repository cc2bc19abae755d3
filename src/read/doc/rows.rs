//! The rows of tables: where their cells end, and which are merged ([MS-DOC], TDefTable and TC80).

use super::change::{Change, code};
use crate::read::flow::Rows;
use crate::read::little::u16_at;

/// Bytes that are said of a cell.
const CELL: usize = 20;

/// Edges of cells closer than this are one. Twentieths of a point: no column is narrower than half a character.
const SAME_EDGE: i32 = 100;

/// The first and the other cells of some that are merged across.
const FIRST_ACROSS: u8 = 2;
const MERGED_ACROSS: u8 = 1;

/// A cell that is the one above, going on.
const AS_ABOVE: u8 = 1;

/// What a row says of its cells.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The edges of the cells, one more than these.
    edges: Vec<i32>,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    across: u8,
    down: u8,
}

/// Where a cell stands.
#[derive(Clone, Copy)]
pub(super) struct Stand {
    /// How many columns it takes up; none where it is a part of the cell before it.
    pub columns: usize,
    pub rows: Rows,
}

/// The edges of all columns of a table.
#[derive(Debug, Default)]
pub(super) struct Columns(Vec<i32>);

impl Row {
    /// Takes what a change says of the cells.
    pub(super) fn take(&mut self, (code, said): Change<'_>) {
        let ends = || said.first().zip(said.get(1)).map(|(&first, &second)| (usize::from(first), second));
        match code {
            code::CELLS => self.read(said).unwrap_or_default(),
            code::MERGE | code::SPLIT => {
                let Some((first, end)) = ends() else { return };
                for (at, cell) in self.cells.iter_mut().enumerate().take(end.into()).skip(first) {
                    cell.across = match code {
                        code::SPLIT => 0,
                        _ if at == first => FIRST_ACROSS,
                        _ => MERGED_ACROSS,
                    };
                }
            }
            code::MERGE_DOWN => {
                let Some((at, down)) = ends() else { return };
                if let Some(cell) = self.cells.get_mut(at) {
                    cell.down = down & 3;
                }
            }
            _ => {}
        }
    }

    fn read(&mut self, said: &[u8]) -> Option<()> {
        let count = usize::from(*said.first()?);
        let edge = |at: usize| u16_at(said, 1 + at * 2).map(|edge| i32::from(edge.cast_signed()));
        self.edges = (0..=count).map(edge).collect::<Option<_>>()?;
        let flags = |at: usize| u16_at(said, 1 + (count + 1) * 2 + at * CELL).unwrap_or(0);
        let cell = |flags: u16| Cell { across: (flags & 3) as u8, down: (flags >> 5 & 3) as u8 };
        self.cells = (0..count).map(|at| cell(flags(at))).collect();
        Some(())
    }

    /// The columns before the first cell, and those behind the last.
    pub(super) fn beside(&self, columns: &Columns) -> (usize, usize) {
        let before = self.edges.first().map_or(0, |&edge| columns.find(edge));
        let after = self.edges.last().map_or(0, |&edge| columns.0.len().saturating_sub(columns.find(edge) + 1));
        (before, after)
    }

    /// Where its cells stand, in their order.
    pub(super) fn stands(&self, columns: &Columns) -> Vec<Stand> {
        let mut stands: Vec<Stand> = Vec::with_capacity(self.cells.len());
        // The first of the cells that are merged across, and what it says. Old files mark the first with 1 and the others
        // with 2, [MS-DOC] the other way round: what differs from the first goes on.
        let mut first: Option<(usize, u8)> = None;
        for (at, cell) in self.cells.iter().enumerate() {
            let edge = |at: usize| self.edges.get(at).map_or(0, |&edge| columns.find(edge));
            let wide = edge(at + 1).saturating_sub(edge(at)).max(1);
            if let Some((first, across)) = first
                && cell.across != 0
                && cell.across != across
                && let Some(first) = stands.get_mut(first)
            {
                first.columns += wide;
                stands.push(Stand { columns: 0, rows: Rows::Span(1) });
                continue;
            }
            first = Some((at, cell.across)).filter(|_| cell.across != 0);
            let rows = if cell.down == AS_ABOVE { Rows::AsAbove } else { Rows::Span(1) };
            stands.push(Stand { columns: wide, rows });
        }
        stands
    }
}

impl Columns {
    /// The columns of a table with these rows.
    pub(super) fn of(rows: impl Iterator<Item = Row>) -> Self {
        let mut edges = Vec::new();
        for row in rows {
            for edge in row.edges {
                if let Err(at) = edges.binary_search(&edge) {
                    edges.insert(at, edge);
                }
            }
        }
        let mut last = i32::MIN;
        edges.retain(|&edge| {
            let new = edge.saturating_sub(last) >= SAME_EDGE;
            if new {
                last = edge;
            }
            new
        });
        Self(edges)
    }

    /// The number of an edge.
    fn find(&self, edge: i32) -> usize {
        self.0.partition_point(|&column| column <= edge).saturating_sub(1)
    }
}
