//! Tables: the words in the cells of a grid, a line for each row.

use super::grid::{Found, Grid, grids};
use super::ink::Rule;
use super::line::{self, Cell, Raw, is_latin};
use super::mark::Mark;
use super::unruled::Unruled;
use crate::lexicon::Names;
use crate::read::Rect;
use crate::text::is_blank;

/// Words that run over the side of a cell show that the grid is not what they stand in; so many in a hundred stretches
/// are allowed, for words too long for their cell.
const MOST_CROSSING: usize = 8;

/// The last line of a cell may go on after a page break when it begins and ends so near to the cell's sides, in sizes of
/// its characters: margins take half a size to one, and marks that must not begin or end a line up to two more.
const FULL: f32 = 3.2;

/// It fills at least this part of the cell's width.
const FILLS: f32 = 0.55;

/// Room for one more character at the end of a line, in sizes.
const ROOM: f32 = 0.9;

/// What a cell keeps white on both sides, in sizes.
const MARGINS: f32 = 1.4;

/// Merged cells repeat their words in each row and column; a drawing taken for a table would repeat them without end.
const MOST_REPEATED: usize = 40;

/// A table on one page.
#[derive(Debug)]
pub(super) struct Table {
    pub rect: Rect,
    /// The sides of its columns.
    pub xs: Vec<f32>,
    pub rows: Vec<Row>,
    /// Whether no grid of lines draws it.
    pub unruled: bool,
}

/// A row with the words of each column's cell.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub rect: Rect,
    pub cells: Vec<Words>,
}

/// The words of a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub words: Vec<Cell>,
    pub size: f32,
    pub bold: bool,
    /// The cell's box.
    pub rect: Rect,
    /// Whether the cell belongs to more rows than this one.
    pub tall: bool,
    pub end: End,
}

/// How the words of a cell end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum End {
    /// Short of the cell's side: nothing follows.
    #[default]
    Short,
    /// With a stop: a paragraph may follow.
    Stop,
    /// In the middle of a sentence, or at the cell's side: the words go on.
    Open,
}

/// What the ruling lines of a page hold.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub tables: Vec<Table>,
    /// The marks that stand in no table, in their order.
    pub rest: Vec<Mark>,
    /// Tables whose cells are unclear; their words are among the rest.
    pub unread: usize,
}

/// Takes the tables out of a page's marks.
///
/// A grid with words in one cell only is a table when it has the columns of `open`, the table before it.
pub(super) fn tables(rules: &[Rule], marks: Vec<Mark>, open: Option<&[f32]>, names: &Names) -> Tables {
    let mut found = Tables { rest: marks, ..Tables::default() };
    for grid in grids(rules) {
        match grid {
            Found::Grid(grid) => match table(&grid, &found.rest, open, names) {
                Read::Table(table) => {
                    let rect = grid.rect();
                    found.rest.retain(|mark| !holds(rect, mark));
                    found.tables.push(table);
                }
                Read::Unclear => found.unread += 1,
                Read::Empty => {}
            },
            Found::Unclear(rect) => {
                found.unread += usize::from(found.rest.iter().any(|mark| holds(rect, mark) && !is_blank(mark.c)));
            }
        }
    }
    found
}

impl Tables {
    /// Adds the tables that no grid of lines draws. Returns whether words went into them.
    pub(super) fn add_unruled(&mut self, unruled: Vec<Unruled>, open: Option<&[f32]>, names: &Names) -> bool {
        let before = self.tables.len();
        for found in unruled {
            let grids = if let Unruled::Drawn(rules) = found { grids(&rules) } else { Vec::new() };
            match grids.as_slice() {
                [Found::Grid(grid)] => match table(grid, &self.rest, open, names) {
                    Read::Table(table) => {
                        let rect = grid.rect();
                        self.rest.retain(|mark| !holds(rect, mark));
                        self.tables.push(Table { unruled: true, ..table });
                    }
                    Read::Unclear | Read::Empty => self.unread += 1,
                },
                _ => self.unread += 1,
            }
        }
        self.tables.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
        self.tables.len() > before
    }
}

enum Read {
    Table(Table),
    Unclear,
    /// Boxes around pictures or single words: no table.
    Empty,
}

fn center(mark: &Mark) -> (f32, f32) {
    ((mark.rect.x0 + mark.rect.x1) / 2.0, (mark.rect.y0 + mark.rect.y1) / 2.0)
}

fn holds(rect: Rect, mark: &Mark) -> bool {
    let (x, y) = center(mark);
    rect.x0 <= x && x < rect.x1 && rect.y0 <= y && y < rect.y1
}

fn table(grid: &Grid, marks: &[Mark], open: Option<&[f32]>, names: &Names) -> Read {
    let mut inside: Vec<Vec<Mark>> = vec![Vec::new(); grid.count()];
    let (mut crossing, mut steps) = (0, 0);
    let mut last: Option<(usize, &Mark)> = None;
    for mark in marks {
        let (x, y) = center(mark);
        let Some((row, column)) = grid.find(x, y) else {
            last = None;
            continue;
        };
        let cell = grid.cell(row, column);
        if let Some((before, other)) = last
            && other.origin[1] == mark.origin[1]
            && (mark.rect.x0 - other.rect.x1).abs() < mark.size * 0.3
            && !is_blank(mark.c)
        {
            steps += 1;
            crossing += usize::from(before != cell && !is_blank(other.c));
        }
        last = Some((cell, mark));
        if let Some(marks) = inside.get_mut(cell) {
            marks.push(*mark);
        }
    }
    let filled = inside.iter().filter(|marks| marks.iter().any(|m| !is_blank(m.c))).count();
    let goes_on = open.is_some_and(|open| same_columns(open, &grid.xs));
    if filled < if goes_on { 1 } else { 2 } {
        return Read::Empty;
    }
    if crossing * 100 > steps * MOST_CROSSING {
        return Read::Unclear;
    }
    let mut widths = vec![0.0; inside.len()];
    for (row, column) in (0..grid.rows()).flat_map(|row| (0..grid.columns()).map(move |column| (row, column))) {
        let rect = grid.cell_rect(row, column);
        widths[grid.cell(row, column)] = rect.x1 - rect.x0;
    }
    let words: Vec<Words> = inside.iter().zip(widths).map(|(marks, width)| words(marks, width, names)).collect();
    let repeated: usize = (0..grid.rows())
        .flat_map(|row| (0..grid.columns()).map(move |column| grid.cell(row, column)))
        .map(|cell| words.get(cell).map_or(0, |w| w.words.len()))
        .sum();
    if repeated > inside.iter().map(Vec::len).sum::<usize>() * MOST_REPEATED {
        return Read::Unclear;
    }
    let mut rows = Vec::new();
    for row in 0..grid.rows() {
        let starts = |column: usize| row == 0 || grid.cell(row, column) != grid.cell(row - 1, column);
        if !(0..grid.columns()).any(starts) {
            continue;
        }
        let cells: Vec<Words> = (0..grid.columns()).map(|column| cell(grid, row, column, &words)).collect();
        if cells.iter().any(|cell| !cell.words.is_empty()) {
            let rect = grid.rect();
            let rect = Rect { y0: grid.ys[row], y1: grid.ys[row + 1], ..rect };
            rows.push(Row { rect, cells });
        }
    }
    Read::Table(Table { rect: grid.rect(), xs: grid.xs.clone(), rows, unruled: false })
}

/// Whether two tables have the same columns; margins differ on even and odd pages.
pub(super) fn same_columns(a: &[f32], b: &[f32]) -> bool {
    /// Columns of one table differ by no more in width from page to page, in points.
    const DRIFT: f32 = 4.0;
    let widths = |xs: &[f32]| -> Vec<f32> { xs.windows(2).map(|x| x[1] - x[0]).collect() };
    a.len() == b.len() && widths(a).iter().zip(widths(b)).all(|(a, b)| (a - b).abs() < DRIFT)
}

/// The words of the cell in a row and column.
fn cell(grid: &Grid, row: usize, column: usize, words: &[Words]) -> Words {
    let number = grid.cell(row, column);
    let rect = grid.cell_rect(row, column);
    let tall = rect.y0 < grid.ys[row] || rect.y1 > grid.ys[row + 1];
    let words = words.get(number).cloned().unwrap_or_default();
    let end = words.end_in(rect);
    Words { rect, tall, end, ..words }
}

impl Words {
    /// How the words end in their cell. A bare number never goes on.
    fn end_in(&self, cell: Rect) -> End {
        let Some(last) = self.words.last() else { return End::Short };
        let closed = |c: &&Cell| !matches!(c.c, '”' | '’' | '"' | '）' | ')' | '》');
        if self.words.iter().rev().find(closed).is_some_and(|c| matches!(c.c, '。' | '；' | ';' | '！' | '？')) {
            return End::Stop;
        }
        // Prose of several sentences ends with a stop.
        if self.words.iter().any(|c| c.c == '。') {
            return End::Open;
        }
        let level = |c: &&Cell| (c.rect.y1 - last.rect.y1).abs() < self.size * 0.5;
        let start = self.words.iter().rev().take_while(level).last().map_or(last.rect.x0, |first| first.rect.x0);
        let near = FULL * self.size;
        let fills = start - cell.x0 < near
            && cell.x1 - last.rect.x1 < near
            && last.rect.x1 - start > (cell.x1 - cell.x0) * FILLS
            && !self.words.iter().all(|c| c.c.is_ascii_digit() || c.c == '.');
        if fills { End::Open } else { End::Short }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The words of a cell's marks: its lines joined, with a blank between Latin words and between names that stand one below the
/// other, where a line ends so short of the cell's widest, or of its side, that its author broke it.
fn words(marks: &[Mark], cell: f32, names: &Names) -> Words {
    let lines = line::cell_lines(marks);
    let (mut size, mut most, mut bold, mut all) = (0.0, 0, 0, 0);
    let mut words: Vec<Cell> = Vec::with_capacity(marks.len());
    let begins = names_below(&lines, cell, names);
    for (line, begins) in lines.into_iter().zip(begins) {
        if let (Some(&last), Some(&first)) = (words.last(), line.cells.first())
            && (begins || is_latin(last.c) && is_latin(first.c) && last.c.is_alphabetic() && first.c.is_alphabetic())
        {
            words.push(Cell::new(' ', Rect { x0: last.rect.x1, ..last.rect }));
        }
        if line.cells.len() > most {
            (size, most) = (line.size, line.cells.len());
        }
        bold += if line.bold { line.cells.len() } else { 0 };
        all += line.cells.len();
        words.extend(line.cells);
    }
    Words { words, size, bold: bold * 2 > all, ..Words::default() }
}

/// For each line of a cell, whether a name begins there below another one. A line that leaves room for one more character was
/// broken by its author; others go on.
fn names_below(lines: &[Raw], cell: f32, names: &Names) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    if lines.len() < 2 {
        return found;
    }
    let width = |line: &Raw| line.rect.x1 - line.rect.x0;
    let widest = lines.iter().map(width).fold(0.0, f32::max);
    let broken =
        |line: &Raw| widest - width(line) > line.size * ROOM || cell - width(line) > line.size * (ROOM + MARGINS);
    let (mut start, mut above) = (0, None::<String>);
    for end in 1..=lines.len() {
        if end < lines.len() && !broken(&lines[end - 1]) {
            continue;
        }
        let words: String = lines[start..end].iter().map(Raw::words).collect();
        found[start] = above.is_some_and(|above| names.are_two_in_cell(&above, &words));
        (start, above) = (end, Some(words));
    }
    found
}

impl Row {
    /// Moves the row and its words from the frame to the page.
    pub(super) fn place(&mut self, on_page: impl Fn(Rect) -> Rect) {
        self.rect = on_page(self.rect);
        for word in self.cells.iter_mut().flat_map(|cell| &mut cell.words) {
            word.rect = on_page(word.rect);
        }
    }

    /// The row as one line, its cells parted by tabs.
    pub(super) fn line(&self) -> Raw {
        let mut cells: Vec<Cell> = Vec::with_capacity(self.cells.iter().map(|c| c.words.len() + 1).sum());
        for (index, cell) in self.cells.iter().enumerate() {
            if index > 0 {
                let side = cells.last().map_or(self.rect.y0, |last| last.rect.y0);
                let place = cells.last().map_or(self.rect.x0, |last| last.rect.x1);
                let later = cells.last().map_or(0, |last| last.later);
                let height = cells.last().map_or(0.0, |last| last.rect.y1 - last.rect.y0);
                let rect = Rect { x0: place, y0: side, x1: place, y1: side + height };
                cells.push(Cell { c: '\t', rect, later });
            }
            cells.extend(&cell.words);
        }
        let most = self.cells.iter().max_by_key(|cell| cell.words.len());
        let bold: usize = self.cells.iter().filter(|c| c.bold).map(|c| c.words.len()).sum();
        let all: usize = self.cells.iter().map(|c| c.words.len()).sum();
        Raw {
            cells,
            rect: self.rect,
            size: most.map_or(0.0, |cell| cell.size),
            bold: bold * 2 > all,
            row: true,
            ..Raw::default()
        }
    }

    /// Whether the row reads as another one does.
    pub(super) fn reads_as(&self, other: &Self) -> bool {
        let words = |row: &Self| -> Vec<String> {
            row.cells.iter().map(|cell| cell.words.iter().map(|c| c.c).collect()).collect()
        };
        words(self) == words(other)
    }
}
