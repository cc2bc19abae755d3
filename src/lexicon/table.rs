//! The word tables, and what their rows look like.

use super::cells::{self, CELLS, Ends, NONE};
use super::{furniture, names, nouns, papers, patterns, phrases, roles, wordings};

/// A row of a table, and where its first cells end: of a user's own its line, of a built-in one the table from there on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row<'t> {
    words: &'t str,
    ends: Ends,
}

/// What a cell may hold.
#[derive(Debug, Clone, Copy)]
enum Cell {
    /// Any words.
    Words,
    /// Any words, or none.
    Free,
    /// Words that begin with a Han character, or a sign that compares (≥).
    Han,
    /// One of these.
    One(&'static [&'static str]),
    /// A day (2023-07-20), or `-`.
    Day,
    /// A number of one of these lengths.
    Digits(&'static [usize]),
    /// A regular expression.
    Pattern,
    /// Words with a hole `{}` for the name of a place.
    Hole,
}

/// What the words around numbers may be.
const CLASSES: &[&str] = &[
    "new",
    "strong",
    "weak",
    "cause",
    "follow",
    "level",
    "rise",
    "growth",
    "fall",
    "total",
    "strive",
    "adverb",
    "scope",
    "average",
    "share",
    "among",
    "baseline",
    "reward",
    "grant",
    "cap",
    "price",
    "norm",
    "policy",
    "by",
    "lead",
    "before",
    "after",
    "noun",
    "attribute",
    "reference",
    "numeral",
    "time",
];

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident $name:literal $key:tt $cells:tt;)*) => {
        /// A table of words: the file of its name beside this module, whose first line documents its columns.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Table { $($(#[$doc])* $table,)* }

        impl Table {
            /// All tables.
            pub const ALL: &'static [Self] = &[$(Self::$table,)*];

            /// Its name: that of its file, without the ending.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$table => $name,)* }
            }

            /// The table as it comes with the program.
            #[must_use]
            pub fn builtin(self) -> &'static str {
                match self { $(Self::$table => include_str!(concat!($name, ".tsv")),)* }
            }

            /// Where its rows and their cells stand, as the build script tells.
            pub(super) fn layout(self) -> &'static [u8] {
                match self {
                    $(Self::$table => include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".cells")),)*
                }
            }

            /// The cells by which a row of a user's own stands for built-in ones.
            fn key(self) -> &'static [usize] {
                match self { $(Self::$table => &$key,)* }
            }

            /// What its cells hold; the source, which comes last, aside.
            fn cells(self) -> &'static [Cell] {
                use Cell::{Day, Digits, Free, Han, Hole, One, Pattern, Words};
                match self { $(Self::$table => &$cells,)* }
            }
        }
    };
}

tables! {
    /// Heads of columns of task tables.
    Columns "columns" [1] [
        One(&["number", "group", "task", "measures", "lead", "support", "responsible", "guide", "leader", "person",
              "contact", "deadline", "remarks", "target", "unit", "period", "before", "norm", "named"]),
        Words,
    ];
    /// Words that relate the wanted value to a number.
    Comparators "comparators" [0] [
        Han, One(&["before", "after", "touching-before", "touching-after"]), One(&["ge", "gt", "le", "lt", "approx"]),
    ];
    /// Provinces, cities and counties.
    Divisions "divisions" [0] [Digits(&[6]), One(&["province", "city", "county"]), Words, Words];
    /// Codes of document numbers.
    DocumentNumbers "docnum" [0] [Words, Digits(&[6]), Words];
    /// Words for fields of work.
    Domains "domains" [0] [Words, Words, Words];
    /// Days with names.
    Festivals "festivals" [0] [Words, Digits(&[4, 8])];
    /// Labels of what stands around a document.
    Frames "frames" [1] [One(&["number", "date", "issuer", "title", "promulgated", "publisher", "source", "page", "head", "form", "contact", "attendance"]), Words];
    /// Forms of furniture.
    Furniture "furniture" [2] [
        One(furniture::CLASSES), One(&["head", "tail", "below", "any"]), Pattern,
    ];
    /// The working calendar.
    Holidays "holidays" [0] [Digits(&[4]), Words, Words];
    /// Kinds of document.
    Kinds "kinds" [0] [Words, One(&["yes", "-", "form"])];
    /// Shapes of the names of organs.
    Names "names" [0, 1] [One(names::CLASSES), Words];
    /// Words that tell where the name of a thing begins and ends.
    Nouns "nouns" [0] [Words, One(nouns::CLASSES)];
    /// Forms and full names of organs.
    Organs "organs" [0, 1] [One(&["state", "local", "own"]), Words, Words, Words, Day];
    /// Ways of wording of papers and of the pages that have them.
    Papers "papers" [0, 1] [One(papers::CLASSES), Words];
    /// Words around numbers.
    Phrases "phrases" [0] [Han, One(CLASSES), One(&["ge", "gt", "le", "lt", "approx", "-"])];
    /// Labels and verbs of roles.
    Roles "roles" [0, 1] [
        One(roles::CLASSES), Words, One(&["lead", "support", "responsible", "guide", "-"]), One(&["yes", "-"]),
    ];
    /// Kinds of section.
    Sections "sections" [2] [One(&["goal", "task", "measure", "context", "past", "deed", "opening", "foreword"]), One(&["start", "end", "in", "top"]), Words];
    /// Units and measure words.
    Units "units" [0] [
        Words, One(&["count", "person", "times", "money", "measure", "ratio", "fold", "duration"]), Free,
    ];
    /// Verbs before what is counted.
    Verbs "verbs" [0] [Han, One(CLASSES)];
    /// Organs that ministries lead in the places.
    Verticals "verticals" [0] [Hole, Hole, Words, Day];
    /// Ways of wording around amounts and times.
    Wordings "wordings" [0, 1] [One(wordings::CLASSES), Words];
}

impl Table {
    /// The table of this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.name() == name)
    }

    /// The rows that come with the program.
    pub(super) fn rows(self) -> Rows<'static> {
        Rows::new(self.builtin(), self.layout())
    }

    /// What two rows share when one stands for the other.
    pub(super) fn key_of(self, row: Row<'static>) -> Vec<&'static str> {
        self.key().iter().map(|&at| row.cell(at).unwrap_or_default()).collect()
    }

    /// Whether a row of a user's own is well-formed: the first cell that is not, counted from 0, and why.
    pub(super) fn check(self, row: Row<'_>) -> Result<(), (usize, RowProblem)> {
        let (cells, found) = (self.cells(), row.cells().count());
        // The source of a row may be left out.
        if found < cells.len() || found > cells.len() + 1 {
            let expected = cells.len();
            return Err((found.min(expected) - 1, RowProblem::Cells { expected, found }));
        }
        for (at, (cell, words)) in cells.iter().zip(row.cells()).enumerate() {
            cell.check(words).map_err(|problem| (at, problem))?;
        }
        Ok(())
    }

    /// As [`Table::check`], for a row that takes built-in ones away: only what tells which.
    pub(super) fn check_key(self, row: Row<'_>) -> Result<(), (usize, RowProblem)> {
        self.key().iter().try_for_each(|&at| match row.cell(at) {
            Some(words) if !words.is_empty() => Ok(()),
            _ => Err((at.min(row.cells().count() - 1), RowProblem::Empty)),
        })
    }
}

/// What is wrong with a cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowProblem {
    /// The row is too short or too long.
    #[error("a row of this table has {expected} cells, parted by tabs, and this one has {found}")]
    Cells {
        /// How many there are to be; one more, the source, is allowed.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The cell holds nothing.
    #[error("this cell is empty")]
    Empty,
    /// The cell holds none of the words that are known here.
    #[error("this cell is one of {}", .allowed.join(", "))]
    NotOneOf {
        /// What is known here.
        allowed: &'static [&'static str],
    },
    /// No character of Han begins the words.
    #[error("these words must begin with a Chinese character")]
    NotHan,
    /// No day.
    #[error("this cell is a day (2023-07-20) or -")]
    NotADay,
    /// Not so many digits.
    #[error("this cell is a number of {} digits", .lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(" or "))]
    NotDigits {
        /// How many are allowed.
        lengths: &'static [usize],
    },
    /// No regular expression.
    #[error("this is no regular expression")]
    NotAPattern,
    /// No hole for a place.
    #[error("these words need a {{}} where the name of the place stands")]
    NoHole,
}

impl Cell {
    fn check(self, words: &str) -> Result<(), RowProblem> {
        if words.is_empty() && !matches!(self, Self::Free) {
            return Err(RowProblem::Empty);
        }
        let (fits, problem) = match self {
            Self::Words | Self::Free => return Ok(()),
            Self::Han => (words.starts_with(phrases::may_begin), RowProblem::NotHan),
            Self::One(allowed) => (allowed.contains(&words), RowProblem::NotOneOf { allowed }),
            Self::Day => (words == "-" || words.parse::<jiff::civil::Date>().is_ok(), RowProblem::NotADay),
            Self::Digits(lengths) => {
                let digits = words.bytes().all(|byte| byte.is_ascii_digit());
                (digits && lengths.contains(&words.len()), RowProblem::NotDigits { lengths })
            }
            Self::Pattern => (patterns::compiles(words), RowProblem::NotAPattern),
            Self::Hole => (words.contains("{}"), RowProblem::NoHole),
        };
        if fits { Ok(()) } else { Err(problem) }
    }
}

impl<'t> Row<'t> {
    /// The row that a line is.
    pub(super) fn of(line: &'t str) -> Self {
        Self { words: line, ends: cells::ends(line) }
    }

    /// All cells of a line.
    pub(super) fn cells(self) -> impl Iterator<Item = &'t str> {
        self.words.split('\t')
    }

    /// One of its first cells; `None` when it has fewer.
    pub(super) fn cell(self, at: usize) -> Option<&'t str> {
        let end = *self.ends.get(at).filter(|&&end| end != NONE)?;
        let start = at.checked_sub(1).map_or(0, |before| usize::from(self.ends[before]) + 1);
        self.words.get(start..end.into())
    }

    /// Its first cells; `None` when it has fewer.
    pub(super) fn first<const N: usize>(self) -> Option<[&'t str; N]> {
        const { assert!(N <= CELLS, "the build script tells of no more") };
        let mut cells = [""; N];
        for (at, cell) in cells.iter_mut().enumerate() {
            *cell = self.cell(at)?;
        }
        Some(cells)
    }
}

/// A table, and where its rows stand, as [`cells::layout`] tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'l> {
    table: &'static str,
    layout: &'l [[u8; ROW]],
}

/// Bytes of a row in the layout.
const ROW: usize = size_of::<u32>() + size_of::<Ends>();

impl<'l> Rows<'l> {
    pub(super) fn new(table: &'static str, layout: &'l [u8]) -> Self {
        let (layout, _) = layout.as_chunks();
        Self { table, layout }
    }

    pub(super) fn len(self) -> usize {
        self.layout.len()
    }

    /// A row, counted from 0.
    pub(super) fn get(self, at: usize) -> Option<Row<'static>> {
        self.layout.get(at).map(|row| self.row(row))
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Row<'static>> + use<'l> {
        self.layout.iter().map(move |row| self.row(row))
    }

    fn row(self, [a, b, c, d, ends @ ..]: &[u8; ROW]) -> Row<'static> {
        let (ends, _) = ends.as_chunks();
        let ends = std::array::from_fn(|at| u16::from_le_bytes(ends[at]));
        Row { words: &self.table[u32::from_le_bytes([*a, *b, *c, *d]) as usize..], ends }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The lines of a table that are rows, taken apart.
    pub(in crate::lexicon) fn cells(table: Table) -> Vec<Vec<&'static str>> {
        lines(table).map(|line| line.split('\t').collect()).collect()
    }

    fn lines(table: Table) -> impl Iterator<Item = &'static str> {
        table.builtin().lines().filter(|line| cells::is_row(line))
    }

    #[test]
    fn every_built_in_row_is_well_formed() {
        for &table in Table::ALL {
            for row in lines(table).map(Row::of) {
                assert_eq!(table.check(row), Ok(()), "{}: {row:?}", table.name());
                assert!(row.cells().all(|cell| cell == cell.trim()), "{}: blanks around words: {row:?}", table.name());
            }
        }
    }

    #[test]
    fn the_build_script_tells_where_the_cells_of_every_row_stand() {
        for &table in Table::ALL {
            assert_eq!(table.rows().len(), lines(table).count(), "{}", table.name());
            for (row, line) in table.rows().iter().zip(lines(table)) {
                assert_eq!(row.first::<2>(), Row::of(line).first(), "{}", table.name());
                assert_eq!(row.first::<CELLS>(), Row::of(line).first(), "{}", table.name());
            }
        }
    }

    #[test]
    fn cells_are_as_many_as_are_asked_for() {
        let row = Row::of("甲\t\t乙\tsource");
        assert_eq!(row.first(), Some(["甲", "", "乙"]));
        assert_eq!(row.first(), Some(["甲", "", "乙", "source"]));
        assert_eq!(row.first::<5>(), None);
        assert_eq!(Row::of("甲").first(), Some(["甲"]));
        assert_eq!(Row::of("甲\t").first(), Some(["甲", ""]));
    }
}
