//! Tables that a dump of a page left with each cell on a line of its own.
//!
//! The head tells how many cells a row has, and the numbers of the rows where each begins. A row whose lines do not fit is
//! left as it is.

use super::rows::is_person;
use crate::lexicon::{Column, Lexicon};
use crate::model::Role;
use crate::read::Document;
use crate::text::{Span, all_han, is_blank, marker};

/// A table has so many columns at least.
pub(super) const LEAST_COLUMNS: usize = 3;

/// And at most.
pub(super) const MOST_COLUMNS: usize = 12;

/// So many rows at least tell a table from a list.
pub(super) const LEAST_ROWS: usize = 2;

/// The longest head of a column, in characters.
pub(super) const LONGEST_HEAD: usize = 12;

/// A row has so many lines more than cells at most.
const MOST_MORE: usize = 12;

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
}

/// The lines that are cells, in order, and the numbers of the rows whose cells cannot be told.
pub(super) fn cells(document: &Document, lexicon: &Lexicon) -> (Vec<(usize, Cell)>, Vec<Span>) {
    let (mut found, mut unclear) = (Vec::new(), Vec::new());
    let table = Table { document, lexicon };
    let mut at = 0;
    while at < document.lines.len() {
        at = match table.head(at) {
            Some(head) => table.rows(&head, &mut found, &mut unclear),
            None => at + 1,
        };
    }
    (found, unclear)
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
        const TIMES: [&str; 5] = ["年", "月", "季度", "日", "天"];
        // 常 is a surname: 常态化.
        const ONGOING: [&str; 3] = ["持续", "长期", "常态"];
        let names = || words.split(['、', '，', ',']);
        if words.chars().count() > LONGEST_CELL || words.ends_with('。') {
            return None;
        }
        if names().all(|name| lexicon.names().is_whole(name)) {
            Some(Self::Organs)
        } else if names().all(|name| is_person(name, lexicon) && !ONGOING.iter().any(|word| name.contains(word))) {
            Some(Self::Persons)
        } else {
            TIMES.iter().chain(&ONGOING).any(|time| words.contains(time)).then_some(Self::Time)
        }
    }
}

struct Table<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
}

impl Table<'_> {
    fn words(&self, at: usize) -> &str {
        self.document.lines.get(at).map_or("", |line| line.text.of(&self.document.text).trim_matches(is_blank))
    }

    /// The number of a line that is nothing else.
    fn number(&self, at: usize) -> Option<u32> {
        let words = self.words(at);
        words.bytes().all(|b| b.is_ascii_digit()).then(|| words.parse().ok()).flatten()
    }

    fn column(&self, at: usize) -> Option<Column> {
        self.lexicon.columns().get(self.words(at))
    }

    /// The head whose 序号 a line is: from there to the first row, which a name of its group may stand before.
    fn head(&self, at: usize) -> Option<Head> {
        let first = self.words(at);
        if first.len() > 3 * LONGEST_HEAD || !first.ends_with('号') || first.contains('\t') {
            return None;
        }
        let head = |words: &str| {
            words.chars().filter(|&c| !is_blank(c)).count() <= LONGEST_HEAD && !words.contains(['\t', '。'])
        };
        let mut lines = (at..self.document.lines.len()).take(MOST_COLUMNS + 1);
        let end = lines.find(|&line| {
            self.number(line) == Some(1) || marker(self.words(line)).is_some() || !head(self.words(line))
        })?;
        let known = (at..end).filter_map(|line| self.column(line)).count();
        if self.column(at) != Some(Column::Number) || end - at < LEAST_COLUMNS || known * 3 < (end - at) * 2 {
            return None;
        }
        let over = self.over_two(at, end);
        let all = Head { at, end, over: None, grouped: false };
        let heads = [(end, None), (end, over), (end - 1, None), (end - 1, over)];
        let mut heads = heads.into_iter().filter(|&(last, _)| {
            // The name of the first group is the head of no column.
            last == end || self.column(last).is_none()
        });
        let second = (1..MOST_COLUMNS + 2).find(|line| self.number(end + line) == Some(2));
        let fits = |&(last, over): &(usize, Option<usize>)| {
            let columns = last - at - usize::from(over.is_some());
            second.is_some_and(|lines| lines == columns || lines == columns + 1 && last < end)
        };
        let found = heads.find(fits).map_or(all, |(end, over)| Head { end, over, ..all });
        let group = at.checked_sub(1).and_then(|before| self.column(before));
        let grouped = found.end < end && matches!(group, Some(Column::Group | Column::Task));
        Some(Head { grouped, ..found })
    }

    /// The line of a head that stands over the two behind it: 责任单位 over 牵头单位, 配合单位.
    fn over_two(&self, at: usize, end: usize) -> Option<usize> {
        let organs = |line: usize| matches!(self.column(line), Some(Column::Organs(_)));
        (at + 1..end.saturating_sub(2)).find(|&line| {
            self.words(line).starts_with("责任")
                && self.column(line + 1) == Some(Column::Organs(Role::Lead))
                && organs(line + 2)
        })
    }

    /// Takes the rows below a head; returns the line behind the table.
    fn rows(&self, head: &Head, found: &mut Vec<(usize, Cell)>, unclear: &mut Vec<Span>) -> usize {
        let (known, told) = (found.len(), unclear.len());
        head.push(found);
        let columns = head.columns();
        let lines = (head.at..head.end).filter(|line| Some(*line) != head.over);
        let fields: Vec<_> = lines.map(|line| self.column(line)).collect();
        let (mut at, mut next, mut rows) = (head.end, 1, 0);
        let mut group = None;
        let last = self.document.lines.len();
        while at < last {
            if self.number(at) == Some(next) {
                let (mut lines, row) = (self.lines_of(at, next, columns), found.len());
                if let Some(cells) = self.by_kind(at, next, &fields) {
                    lines = cells.len();
                    found.extend(cells.into_iter().enumerate().map(|(line, cell)| (at + line, cell)));
                } else if let Some(more) = lines.checked_sub(columns)
                    && (more == 0 || self.fits(at, more, columns))
                {
                    push(found, at, lines, more);
                } else if lines + 1 == columns && self.lacks_last(head.end - 1, at, lines) {
                    push(found, at, lines, 0);
                } else if lines < columns && self.number(at + lines) == Some(next + 1) && self.ends_task(at + 1) {
                    // Which of its cells are empty is not told: what stands behind the task is kept with it.
                    push(found, at, lines, lines - 2);
                }
                if found.len() > row && self.is_cut(&found[row..], &fields) {
                    found.truncate(row);
                }
                if found.len() > row {
                    rows += 1;
                } else {
                    unclear.push(self.document.lines[at].text);
                }
                if head.grouped {
                    behind_group(found, row, group.take());
                }
                (at, next) = (at + lines, next + 1);
            } else if marker(self.words(at)).is_some()
                || self.words(at).chars().count() <= LONGEST_HEAD && self.number(at + 1) == Some(next)
            {
                // The name of a group.
                group = Some(at);
                at += 1;
            } else {
                break;
            }
        }
        if rows < LEAST_ROWS {
            found.truncate(known);
            unclear.truncate(told);
            return head.end;
        }
        at
    }

    /// Whether a name of a row's organs is broken off: the rest of it stands somewhere else.
    fn is_cut(&self, cells: &[(usize, Cell)], fields: &[Option<Column>]) -> bool {
        let mut column = 0;
        cells.iter().enumerate().any(|(at, &(line, cell))| {
            match cell {
                Cell::First(empty) => column = empty,
                Cell::Next(on) => column += on,
                Cell::More => {}
            }
            let goes_on = cells.get(at + 1).is_some_and(|(_, next)| *next == Cell::More);
            let words = self.words(line);
            let mut names = words.rsplit(['、', '，']);
            let last = names.next().unwrap_or_default();
            let listed = names.next().is_some_and(|name| self.lexicon.names().is_whole(name));
            let whole = self.lexicon.names().looks_like(last) || self.lexicon.names().is_bare(last);
            matches!(fields.get(column), Some(Some(Column::Organs(_))))
                && !goes_on
                && (words.ends_with('、') || listed && all_han(last) && !whole)
        })
    }

    /// The cells of a row that has more or fewer lines than columns, by what each line says: names one below the other are one
    /// cell, and a cell of whose kind no line is has nothing in it. A sentence behind a whole row begins another that shares
    /// its number.
    fn by_kind(&self, at: usize, number: u32, fields: &[Option<Column>]) -> Option<Vec<Cell>> {
        let kinds: Vec<Kind> = fields.get(2..)?.iter().map(|field| field.and_then(Kind::of)).collect::<Option<_>>()?;
        let told = (1..kinds.len()).all(|i| !kinds[..i].contains(&kinds[i]));
        let lines = (1..fields.len() + MOST_MORE).find(|line| self.number(at + line) == Some(number + 1));
        if !told || !matches!(fields[1], None | Some(Column::Task | Column::Measures)) || lines == Some(fields.len()) {
            return None;
        }
        let mut cells = vec![Cell::First(0), Cell::Next(1)];
        let mut column = 1;
        for line in 2..lines.unwrap_or(fields.len() + MOST_MORE) {
            let words = self.words(at + line);
            let kind = Kind::of_words(words, self.lexicon);
            let place = kinds.iter().position(|of| Some(*of) == kind).map(|place| place + 2);
            let whole = column + 1 == fields.len();
            cells.push(match place {
                Some(place) if place > column => Cell::Next(place - std::mem::replace(&mut column, place)),
                Some(place) if place == column && kind != Some(Kind::Time) => Cell::More,
                // What stands below the last row is none of it, nor is the name of the next group.
                _ if whole && lines.is_none_or(|lines| line + 1 == lines && place.is_none() && is_short(words)) => {
                    break;
                }
                None if whole && words.ends_with('。') => {
                    column = 1;
                    Cell::First(1)
                }
                _ => return None,
            });
        }
        // Cells at the end of a row that the next follows may be empty.
        (column + 1 == fields.len() || column > 1 && lines.is_some()).then_some(cells)
    }

    /// Whether a line is the whole of a task.
    fn ends_task(&self, at: usize) -> bool {
        self.words(at).ends_with(['。', '；']) && self.number(at).is_none()
    }

    /// The lines from the number of a row to the next number, the name of a group or what is no cell.
    fn lines_of(&self, at: usize, number: u32, columns: usize) -> usize {
        let end = |line: &usize| {
            let of_group = marker(self.words(*line)).is_some() && *line >= at + columns;
            let named = *line >= at + columns && self.number(line + 1) == Some(number + 1);
            self.number(*line) == Some(number + 1)
                || of_group
                || named && self.words(*line).chars().count() <= LONGEST_HEAD
                || *line >= at + columns && self.is_below(*line)
        };
        let lines = (at + 1..self.document.lines.len()).take(columns + MOST_MORE);
        lines.take_while(|line| !end(line)).count() + 1
    }

    /// Whether a row has all cells but the last: remarks, where a gap before the next row is what is left of them.
    fn lacks_last(&self, last_head: usize, at: usize, lines: usize) -> bool {
        let gap = |line: usize| self.document.lines.get(line).is_some_and(|line| line.gap_before);
        self.lexicon.columns().get(self.words(last_head)) == Some(Column::Remarks)
            && gap(at + lines)
            && !(at + 1..at + lines).any(gap)
    }

    /// Whether a line cannot be a cell: the note below a table, a number of the text, prose, the foot of a site.
    fn is_below(&self, at: usize) -> bool {
        const NOTES: [&str; 6] = ["注", "备注", "说明", "附件", "（", "("];
        let words = self.words(at);
        NOTES.iter().any(|note| words.starts_with(note))
            || marker(words).is_some()
            || words.chars().count() > 3 * LONGEST_CELL
            || self.lexicon.furniture().classify(words).is_some()
    }

    /// Whether the lines that a row has more than cells are those of its second: sentences, and short cells behind them.
    fn fits(&self, at: usize, more: usize, columns: usize) -> bool {
        let sentences = (at + 1..at + 1 + more).all(|line| self.words(line).ends_with(['。', '；', '：']));
        let cells = (at + 2 + more..at + columns + more)
            .all(|line| self.words(line).chars().count() <= LONGEST_CELL && !self.words(line).ends_with('。'));
        sentences && cells
    }
}

/// The head of a table.
#[derive(Clone, Copy)]
struct Head {
    /// The line that heads the numbers of the rows.
    at: usize,
    /// The line behind its last.
    end: usize,
    /// The line that stands over the two behind it.
    over: Option<usize>,
    /// Whether a column of groups stands before that of numbers.
    grouped: bool,
}

impl Head {
    /// How many columns it has, from that of numbers on.
    fn columns(&self) -> usize {
        self.end - self.at - usize::from(self.over.is_some())
    }

    fn push(&self, found: &mut Vec<(usize, Cell)>) {
        let first = self.at - usize::from(self.grouped);
        found.extend((first..self.end).map(|line| match line {
            line if line == first => (line, Cell::First(0)),
            // 责任单位牵头单位 heads a column as 牵头单位 does.
            line if self.over.is_some_and(|over| over + 1 == line) => (line, Cell::More),
            line => (line, Cell::Next(1)),
        }));
    }
}

/// Puts the cell of the group before a row, which begins at `row` in `found`: its line, or an empty one.
fn behind_group(found: &mut Vec<(usize, Cell)>, row: usize, group: Option<usize>) {
    for (_, cell) in &mut found[row..] {
        if let Cell::First(empty) = cell {
            *empty += 1;
        }
    }
    if let Some(line) = group
        && let Some((_, first)) = found.get_mut(row)
    {
        *first = Cell::Next(1);
        found.insert(row, (line, Cell::First(0)));
    }
}

/// Whether a line is no longer than the head of a column.
fn is_short(words: &str) -> bool {
    words.chars().count() <= LONGEST_HEAD
}

/// The cells of a row: `more` lines of it go on with the second.
fn push(found: &mut Vec<(usize, Cell)>, at: usize, lines: usize, more: usize) {
    found.extend((0..lines).map(|line| {
        let cell = match line {
            0 => Cell::First(0),
            _ if line > 1 && line < 2 + more => Cell::More,
            _ => Cell::Next(1),
        };
        (at + line, cell)
    }));
}
