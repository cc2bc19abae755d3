//! What RTF says of the rows of tables.

use crate::read::cells::{AS_ABOVE, Cell, FIRST_ACROSS, MERGED_ACROSS, Row};

/// Cells of a row: so many columns has a table at the most.
const MOST_CELLS: usize = 1000;

/// A row of which something is said, and how its next cell is merged with others.
#[derive(Default)]
pub(super) struct Said {
    pub row: Row,
    next: Cell,
}

impl Said {
    /// Takes a control word; whether it is one that says something of rows.
    pub(super) fn take(&mut self, name: &str, number: Option<i32>) -> bool {
        match name {
            "trowd" => *self = Self::default(),
            "trleft" => self.begin_at(number.unwrap_or(0)),
            "clmgf" => self.next.across = FIRST_ACROSS,
            "clmrg" => self.next.across = MERGED_ACROSS,
            "clvmgf" => self.next.down = 0,
            "clvmrg" => self.next.down = AS_ABOVE,
            "cellx" => self.end_cell_at(number.unwrap_or(0)),
            _ => return false,
        }
        true
    }

    fn begin_at(&mut self, edge: i32) {
        match self.row.edges.first_mut() {
            Some(first) => *first = edge,
            None => self.row.edges.push(edge),
        }
    }

    fn end_cell_at(&mut self, edge: i32) {
        let cell = std::mem::take(&mut self.next);
        if self.row.cells.len() >= MOST_CELLS {
            return;
        }
        if self.row.edges.is_empty() {
            self.row.edges.push(0);
        }
        self.row.edges.push(edge);
        self.row.cells.push(cell);
    }

    /// The bytes that it takes.
    pub(super) fn size(&self) -> usize {
        size_of_val(self.row.edges.as_slice()) + size_of_val(self.row.cells.as_slice())
    }
}
