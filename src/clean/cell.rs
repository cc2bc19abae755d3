//! The cells of a table that a copy left without a grid: what a line is of one, and what its words say that it holds.

use super::rows::is_person;
use crate::lexicon::{Column, Lexicon};
use crate::text::{numeral, without_blanks};

/// A table has so many columns at least.
pub(super) const LEAST_COLUMNS: usize = 3;

/// And at most.
pub(super) const MOST_COLUMNS: usize = 12;

/// So many rows at least tell a table from a list.
pub(super) const LEAST_ROWS: usize = 2;

/// The longest head of a column, in characters.
pub(super) const LONGEST_HEAD: usize = 12;

/// The longest cell behind the task, in characters.
pub(super) const LONGEST_CELL: usize = 60;

/// What a line is of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// The first cell of a row that has words, behind so many empty ones.
    First(usize),
    /// The next cell that has words, so many cells on.
    Next(usize),
    /// More words of the cell before.
    More,
    /// Words of a table of which nothing tells what is a cell.
    Unread,
    /// Words of a head that stands again within a row, which goes on behind it.
    Again,
}

/// What a short cell holds, by its column or its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Organs,
    Persons,
    Time,
}

impl Kind {
    pub(super) fn of(column: Column) -> Option<Self> {
        match column {
            Column::Organs(_) => Some(Self::Organs),
            Column::Persons(_) => Some(Self::Persons),
            Column::Deadline => Some(Self::Time),
            _ => None,
        }
    }

    pub(super) fn of_words(words: &str, lexicon: &Lexicon) -> Option<Self> {
        let wordings = lexicon.wordings();
        let names = || words.split(['、', '，', ',']);
        if words.chars().count() > LONGEST_CELL || words.ends_with('。') {
            return None;
        }
        if names().all(|name| lexicon.names().is_whole(name)) {
            Some(Self::Organs)
        } else if names().all(|name| {
            // 李  梅.
            let plain = without_blanks(name);
            // 常 is a surname: 常态化.
            is_person(&plain, lexicon) && !wordings.ongoing.are_in(name)
        }) {
            Some(Self::Persons)
        } else {
            // 30天; but 空天地一体监测.
            let days = || words.match_indices('天').any(|(at, _)| words[..at].ends_with(numeral::begins));
            (wordings.cell_time.are_in(words) || wordings.ongoing.are_in(words) || days()).then_some(Self::Time)
        }
    }
}
