//! Rows of a user's own: they stand for the built-in rows of the same key, and before all others.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::cells;
use super::table::{Row, RowProblem, Table};

/// What a line begins with that takes built-in rows away and puts none in their place.
const AWAY: char = '!';

/// A row of a user's own that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct RowError {
    /// The line in the text given, from 1.
    pub line: usize,
    /// The character in the line, from 1, where the cell begins.
    pub column: usize,
    /// What is wrong there.
    pub problem: RowProblem,
}

/// A user's own rows, checked, by table; those that come first stand first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OwnRows {
    rows: BTreeMap<Table, Vec<Own>>,
}

/// What a line of a user's own does; its cells have no blanks around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    /// It is a row, which stands for built-in ones.
    Row(Row<'static>),
    /// It takes built-in ones away.
    Away(Row<'static>),
}

impl OwnRows {
    /// Adds rows, written as those of the table are; later texts come first.
    pub(super) fn add(&mut self, table: Table, text: &str) -> Result<(), RowError> {
        let mut rows = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| cells::is_row(line)) {
            let (away, cells) = line.strip_prefix(AWAY).map_or((false, line), |cells| (true, cells));
            let plain = Row::of(cells).cells().map(str::trim).collect::<Vec<_>>().join("\t");
            let row = Row::of(&plain);
            let checked = if away { table.check_key(row) } else { table.check(row) };
            checked.map_err(|(cell, problem)| RowError { line: at + 1, column: column(line, cell), problem })?;
            let row = Row::of(kept(&plain));
            rows.push(if away { Own::Away(row) } else { Own::Row(row) });
        }
        self.rows.entry(table).or_default().splice(0..0, rows);
        Ok(())
    }

    /// Whether a user has rows of his own in a table or takes some away.
    pub(super) fn has(&self, table: Table) -> bool {
        self.rows.contains_key(&table)
    }

    /// The rows of a table as one text, where a user has rows of his own or takes some away.
    pub(super) fn text(&self, table: Table) -> Option<&'static str> {
        self.has(table).then(|| {
            let cells =
                |row: Row<'static>| (0..cells::CELLS).map_while(|at| row.cell(at)).collect::<Vec<_>>().join("\t");
            kept(&self.rows(table).map(cells).collect::<Vec<_>>().join("\n"))
        })
    }

    /// The rows of a table: the user's own, then the built-in ones that none of them stands for.
    pub(super) fn rows(&self, table: Table) -> impl Iterator<Item = Row<'static>> {
        let lines = self.rows.get(&table).map_or(&[][..], Vec::as_slice);
        let key = |own: &Own| match own {
            Own::Row(row) | Own::Away(row) => table.key_of(*row),
        };
        let replaced: HashSet<Vec<&str>> = lines.iter().map(key).collect();
        let own = lines.iter().filter_map(|own| match own {
            Own::Row(row) => Some(*row),
            Own::Away(_) => None,
        });
        own.chain(table.rows().iter().filter(move |row| replaced.is_empty() || !replaced.contains(&table.key_of(*row))))
    }
}

/// The character of a line, from 1, where its cell `cell` begins.
fn column(line: &str, cell: usize) -> usize {
    let start: usize = line.split('\t').take(cell).map(|cell| cell.chars().count() + 1).sum();
    start + 1
}

/// A row for as long as the program runs, once for each row: tables lend their words for ever, as built-in ones do.
fn kept(row: &str) -> &'static str {
    static KEPT: Mutex<BTreeMap<String, &'static str>> = Mutex::new(BTreeMap::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(row) {
        return known;
    }
    let forever: &'static str = Box::leak(Box::from(row));
    kept.insert(row.to_owned(), forever);
    forever
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_rows_come_first_and_replace_those_of_their_key() {
        let mut own = OwnRows::default();
        own.add(Table::Units, "# of our own\n家\tmeasure\t\n榀\tcount\t\ttrusses\n").expect("well-formed");
        own.add(Table::Units, "!个\n").expect("well-formed");
        let rows: Vec<Vec<&str>> = own.rows(Table::Units).map(|row| row.cells().collect()).collect();
        assert_eq!(rows[0], ["家", "measure", ""]);
        assert_eq!(rows.iter().filter(|row| row[0] == "家").count(), 1);
        assert!(rows.iter().all(|row| row[0] != "个"), "it is taken away");
        assert_eq!(rows.len(), Table::Units.rows().len() + 2 - 2);
    }

    #[test]
    fn a_row_that_cannot_be_used_is_told_by_its_place() {
        let place = |table, text| OwnRows::default().add(table, text).map_err(|e| (e.line, e.column, e.problem));
        let expected = RowProblem::Cells { expected: 3, found: 1 };
        assert_eq!(place(Table::Units, "\n榀"), Err((2, 1, expected)));
        let Err((1, 3, RowProblem::NotOneOf { .. })) = place(Table::Units, "榀\tcounted\t") else {
            panic!("by its kind")
        };
        assert_eq!(place(Table::Furniture, "site\tany\t(扫码"), Err((1, 10, RowProblem::NotAPattern)));
        assert_eq!(place(Table::Organs, "own\t数据局\t数据局\t-\t昨天"), Err((1, 15, RowProblem::NotADay)));
        assert_eq!(place(Table::Roles, "!lone"), Err((1, 1, RowProblem::Empty)));
    }
}
