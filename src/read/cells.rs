//! Rows of tables whose cells end where each row says, as in Word and in RTF: which columns of the table each cell takes up.

use super::flow::Rows;

/// Edges of cells closer than this are one. Twentieths of a point: no column is narrower than half a character.
const SAME_EDGE: i32 = 100;

/// The first and the other cells of some that are merged across.
pub(super) const FIRST_ACROSS: u8 = 2;
pub(super) const MERGED_ACROSS: u8 = 1;

/// A cell that is the one above, going on.
pub(super) const AS_ABOVE: u8 = 1;

/// What a row says of its cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The edges of the cells, one more than these.
    pub edges: Vec<i32>,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    pub across: u8,
    pub down: u8,
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
        let mut edges: Vec<i32> = rows.flat_map(|row| row.edges).collect();
        edges.sort_unstable();
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
