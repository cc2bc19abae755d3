//! What Word says of the rows of tables: where their cells end, and which are merged ([MS-DOC], TDefTable and TC80).

use super::change::{Change, code};
use crate::read::cells::{Cell, FIRST_ACROSS, MERGED_ACROSS, Row};
use crate::read::little::u16_at;

/// Bytes that are said of a cell.
const CELL: usize = 20;

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
}
