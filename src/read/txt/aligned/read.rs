//! The part of a table that is on one page: from its lines to the words of its cells.

use std::ops::Range;

use super::flow::Flow;
use super::head::Head;
use super::line::{Metric, TextLine, Word};
use super::merged::{Merged, Rows};
use super::rows::{self, Block, Kind, Known, Setting, Way};
use super::strips::{Cells, Strips};
use super::wrap::Wrap;
use crate::lexicon::{Column, Lexicon};
use crate::model::Role;
use crate::read::txt::sheet::{Aligned, Sheet};
use crate::text::trim;

/// A row, its cells from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub cells: Vec<String>,
    /// Whether a cell was filled in that may be meant to be empty, or words were put to it that a page break parted,
    /// or may be lacking behind one.
    pub doubtful: bool,
}

/// A table on a page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Its lines, of those of the text; from those of its head on, if it has one.
    pub lines: Range<usize>,
    /// Whether its head stands on this page.
    pub headed: bool,
    pub names: Vec<String>,
    columns: Vec<Option<Column>>,
    number: Option<usize>,
    metric: Metric,
    pub rows: Vec<Row>,
    /// What goes on with the last row of the page before.
    pub rest: Option<Vec<String>>,
    /// Whether its rows are set in such a way that a cell which is empty is meant to be.
    pub drawn: bool,
    /// The number of its last row.
    last: Option<u32>,
}

/// The table below a head, as one of the ways to count its columns tells it; `end` is the line behind the last that may be of it.
pub(super) fn below(
    text: &str,
    lines: &[TextLine],
    heads: &[Option<Head>],
    end: usize,
    before: Option<&Page>,
    lexicon: &Lexicon,
) -> Option<Page> {
    let mut ways: Vec<(Strips, &Head, Metric)> = Vec::new();
    for (head, metric) in heads.iter().zip(Metric::ALL) {
        let Some(head) = head else { continue };
        let words = words(text, &lines[head.lines.end..end], metric);
        ways.extend(Strips::between(&head.places, &words).map(|strips| (strips, head, metric)));
    }
    let (strips, head, metric) = ways.into_iter().min_by_key(|(strips, ..)| strips.crossed)?;
    let again = before.filter(|before| before.names == head.names);
    let page = Page {
        lines: head.lines.clone(),
        headed: true,
        names: head.names.clone(),
        columns: head.columns.clone(),
        number: head.number(),
        metric,
        rows: Vec::new(),
        rest: None,
        drawn: false,
        last: None,
    };
    let from = head.lines.end;
    let page = page.fill(text, lines, from..end, &strips, again.is_some(), lexicon)?;
    // Where the head is printed again, the numbers go on: a row that they leave out is lost in the break.
    let counts = again.and_then(|before| before.last).zip(page.first_number());
    counts.is_none_or(|(last, first)| first == last + 1 || first == 1 || first == last).then_some(page)
}

/// The rest of a table whose head stands on a page before: its numbers go on, and some lines have words in all columns.
pub(super) fn go_on(
    text: &str,
    lines: &[TextLine],
    range: Range<usize>,
    before: &Page,
    lexicon: &Lexicon,
) -> Option<Page> {
    let words = words(text, &lines[range.clone()], before.metric);
    let strips = Strips::between(&places(&words, before.names.len())?, &words)?;
    let page = Page {
        lines: range.start..range.start,
        headed: false,
        names: before.names.clone(),
        columns: before.columns.clone(),
        rows: Vec::new(),
        rest: None,
        ..before.clone()
    };
    let page = page.fill(text, lines, range, &strips, true, lexicon)?;
    page.first_number().zip(before.last).is_some_and(|(first, last)| first == last + 1).then_some(page)
}

/// Where so many columns have words: where all words of some lines that stand over one another leave white between, or else
/// what the lines that have a word in each column share.
fn places(lines: &[Vec<Word>], columns: usize) -> Option<Vec<(usize, usize)>> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for word in lines.iter().filter(|line| line.len() <= columns).flatten() {
        let (mut from, mut to) = (word.x0, word.x1);
        found.retain(|&(a, b)| {
            let apart = b <= from || to <= a;
            if !apart {
                (from, to) = (from.min(a), to.max(b));
            }
            apart
        });
        found.push((from, to));
    }
    found.sort_unstable();
    if found.len() == columns {
        return Some(found);
    }
    let whole = lines.iter().filter(|line| line.len() == columns);
    whole.map(|line| line.iter().map(|word| (word.x0, word.x1)).collect()).reduce(|all: Vec<_>, line: Vec<_>| {
        let share = |(a, b): (&(usize, usize), &(usize, usize))| (a.0.max(b.0), a.1.min(b.1).max(a.0.max(b.0) + 1));
        all.iter().zip(&line).map(share).collect()
    })
}

fn words(text: &str, lines: &[TextLine], metric: Metric) -> Vec<Vec<Word>> {
    lines.iter().map(|line| line.words(text, metric)).collect()
}

/// What was made of the lines of a table.
#[derive(Debug, PartialEq, Eq)]
struct Made {
    rows: Vec<Row>,
    rest: Option<Vec<String>>,
    drawn: bool,
    last: Option<u32>,
    /// How many of the lines it takes.
    lines: usize,
}

impl Page {
    fn first_number(&self) -> Option<u32> {
        self.rows.iter().find_map(|row| row.cells.get(self.number?)?.trim_end_matches(['.', '、', '．']).parse().ok())
    }

    /// Takes the rows of the lines; `None` where they cannot be told.
    fn fill(
        mut self,
        text: &str,
        lines: &[TextLine],
        range: Range<usize>,
        strips: &Strips,
        goes_on: bool,
        lexicon: &Lexicon,
    ) -> Option<Self> {
        let from = range.start;
        let lines = &lines[range];
        let cells = strips.cells(text, lines, &words(text, lines, self.metric), &self.columns);
        let columns = self.names.len();
        if cells.iter().any(|line| line.parted) {
            return None;
        }
        let attempt = |merged: &[usize]| self.attempt(text, &cells, merged, goes_on, lexicon);
        let made = attempt(&[]).or_else(|| {
            // Without numbers nothing tells rows beside a column that does not.
            self.number?;
            // The first columns up to that of tasks may span rows, or one of names and times.
            let task = self.columns.iter().position(|column| *column == Some(Column::Task)).unwrap_or(0);
            let alone = |column: &usize| {
                let of = self.columns[*column];
                matches!(of, Some(Column::Group | Column::Persons(_) | Column::Deadline | Column::Organs(_)))
                    && self.may_span(*column)
            };
            let singles = (0..columns).filter(alone).map(|column| vec![column]);
            let first: Vec<usize> = (0..=task).collect();
            let measures = self.columns.contains(&Some(Column::Measures));
            let mut found = singles.chain([first]).filter_map(|merged| attempt(&merged));
            if let Some(first) = found.next() {
                return found.all(|other| other.rows == first.rows).then_some(first);
            }
            let several = (0..columns).filter(|column| alone(column) || measures && *column == task);
            attempt(&several.collect::<Vec<_>>())
        })?;
        self.lines.end = from + made.lines;
        (self.rows, self.rest, self.drawn, self.last) = (made.rows, made.rest, made.drawn, made.last);
        Some(self)
    }

    /// The rows if these columns may span some of them, and others do not.
    fn attempt(&self, text: &str, lines: &[Cells], merged: &[usize], goes_on: bool, lexicon: &Lexicon) -> Option<Made> {
        let of_rows = |line: &Cells| {
            line.across || line.cells.iter().enumerate().any(|(c, piece)| piece.is_some() && !merged.contains(&c))
        };
        let told: Vec<usize> = (0..lines.len()).filter(|&at| of_rows(&lines[at])).collect();
        let skeleton: Vec<Cells> = told.iter().map(|&at| lines[at].clone()).collect();
        let known = Known { text, lexicon, columns: &self.columns, number: self.number, merged, goes_on };
        let mut way = rows::part(&skeleton, &known)?;
        // What looks like the name of a group below the last row heads the words that follow.
        let stands_below = |block: &Block| block.kind == Kind::Group && block.end < skeleton.len();
        while way.blocks.pop_if(|block| stands_below(block)).is_some() {}
        let last = way.blocks.last()?.end;
        // Lines of cells that span the last rows may stand below all others.
        let end = told.get(last).copied().unwrap_or(lines.len());
        let lines = &lines[..end];
        let (heights, levels) = way.places(&skeleton, merged);
        let grid = Rows {
            text,
            lexicon,
            goes_on,
            columns: &self.columns,
            lines,
            told: &told,
            way: &way,
            heights: &heights,
            levels: &levels,
        };
        let mut spans: Vec<Option<Vec<Merged>>> = vec![None; self.names.len()];
        for &column in merged {
            spans[column] = Some(grid.span(column)?);
        }
        // A task has one number.
        let task = self.columns.iter().position(|column| *column == Some(Column::Task));
        let rows_of = |column: usize| {
            spans[column].as_ref().map(|cells| cells.iter().map(|cell| cell.rows.clone()).collect::<Vec<_>>())
        };
        if let Some((number, task)) = self.number.zip(task).filter(|(number, _)| merged.contains(number))
            && rows_of(number) != rows_of(task)
        {
            return None;
        }
        let drawn = heights.iter().any(|&height| height > 1);
        if drawn && way.setting == Setting::Middle {
            let open = (0..self.names.len()).filter(|column| spans[*column].is_none() && self.may_span(*column));
            for column in open.collect::<Vec<_>>() {
                spans[column] = grid.span(column).filter(|cells| fills(&grid, cells));
            }
        }
        if self.flows_over(text, &skeleton, &way, merged, lexicon) {
            return None;
        }
        let mut made = Made { rows: Vec::new(), rest: None, drawn, last: None, lines: end };
        let mut start = 0;
        for (at, block) in way.blocks.iter().enumerate() {
            let own: Vec<usize> = told[start..block.end].to_vec();
            start = block.end;
            let mut doubtful = false;
            let cells: Vec<String> = (0..self.names.len())
                .map(|column| {
                    let span = spans[column].iter().flatten().find(|cell| cell.rows.contains(&at));
                    let of = span.map_or(&own, |cell| &cell.lines);
                    doubtful |= span.is_some_and(|cell| cell.rows.len() > 1) && !merged.contains(&column);
                    self.words_of(text, lines, of, column, lexicon)
                })
                .collect();
            match block.kind {
                Kind::Row => made.rows.push(Row { cells, doubtful }),
                Kind::Rest => made.rest = Some(cells),
                Kind::Group => {
                    let name = lines[own[0]].lone()?.of(text).to_owned();
                    let empty = std::iter::repeat_n(String::new(), self.names.len() - 1);
                    made.rows.push(Row { cells: std::iter::once(name).chain(empty).collect(), doubtful });
                }
            }
        }
        made.last = self.count(&made.rows)?;
        Some(made)
    }

    /// Whether words of a column that tells rows go on from one row to the next.
    fn flows_over(&self, text: &str, lines: &[Cells], way: &Way, merged: &[usize], lexicon: &Lexicon) -> bool {
        let rows = |pair: &[Block]| pair.iter().all(|block| block.kind == Kind::Row);
        let starts: Vec<usize> = std::iter::once(0).chain(way.blocks.iter().map(|block| block.end)).collect();
        (0..self.names.len()).filter(|column| !merged.contains(column)).any(|column| {
            let wrap = self.wrap(text, lines, column, lexicon);
            way.blocks.windows(2).enumerate().filter(|(_, pair)| rows(pair)).any(|(at, pair)| {
                let above = lines[starts[at]..pair[0].end].iter().rev().find_map(|line| line.cells[column]);
                let below = lines[pair[0].end..pair[1].end].iter().find_map(|line| line.cells[column]);
                above.zip(below).is_some_and(|(above, below)| wrap.flow(above, below) == Flow::On)
            })
        })
    }

    fn wrap<'t>(&self, text: &'t str, lines: &[Cells], column: usize, lexicon: &'t Lexicon) -> Wrap<'t> {
        let widest = lines.iter().filter_map(|line| line.cells[column]).map(|piece| piece.width).max().unwrap_or(0);
        Wrap { text, lexicon, column: self.columns[column], widest }
    }

    /// The number of the last row; `None` where the numbers of the rows do not count up.
    fn count(&self, rows: &[Row]) -> Option<Option<u32>> {
        let Some(column) = self.number else { return Some(None) };
        let mut last: Option<u32> = None;
        let mut begun = true;
        for row in rows {
            let words = row.cells[column].trim_end_matches(['.', '、', '．']);
            // The name of a group: numbers may begin again below it.
            if row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1 {
                begun = true;
                continue;
            }
            let Ok(number) = words.parse() else { continue };
            let follows = last.is_none_or(|last| number == last + 1 || number == last || begun && number == 1);
            if !follows {
                return None;
            }
            (last, begun) = (Some(number), false);
        }
        Some(last)
    }

    /// Whether an empty cell of a column more likely belongs to one that spans several rows.
    fn may_span(&self, column: usize) -> bool {
        !matches!(self.columns[column], Some(Column::Remarks | Column::Organs(Role::Support) | Column::Number))
    }

    /// The words that some lines have in a column: a blank parts Latin words, and names that stand below one another.
    fn words_of(&self, text: &str, lines: &[Cells], of: &[usize], column: usize, lexicon: &Lexicon) -> String {
        let wrap = self.wrap(text, lines, column, lexicon);
        let mut words = String::new();
        let mut before = None;
        for piece in of.iter().filter_map(|&line| lines[line].cells[column]) {
            let next = trim(piece.of(text));
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let names = |before| {
                !wrap.is_full(before, piece) && lexicon.names().is_whole(&words) && lexicon.names().is_whole(next)
            };
            if latin(words.chars().next_back()) && latin(next.chars().next()) || before.is_some_and(names) {
                words.push(' ');
            }
            words.push_str(next);
            before = Some(piece);
        }
        words
    }

    /// The piece of the text that the table takes, and its rows.
    pub(super) fn sheet(self, lines: &[TextLine]) -> Sheet {
        let range = lines[self.lines.start].range.start..lines[self.lines.end - 1].next;
        let heads = usize::from(self.headed);
        let head = std::iter::once(self.names.join("\t")).take(heads);
        let aligned = Aligned {
            rows: heads..heads + self.rows.len(),
            doubtful: (0..self.rows.len()).filter(|&at| self.rows[at].doubtful).map(|at| at + heads).collect(),
            drawn: self.drawn,
        };
        let rows = self.rows.into_iter().map(|row| row.cells.join("\t"));
        Sheet { range, lines: head.chain(rows).collect(), aligned: Some(aligned) }
    }
}

/// Whether cells that span several rows stand in one of these each, and the others are empty.
fn fills(grid: &Rows<'_>, cells: &[Merged]) -> bool {
    let row_of = |line: &usize| {
        let told = grid.told.partition_point(|other| other < line);
        grid.way.blocks.partition_point(|block| block.end <= told)
    };
    let of_one = |cell: &Merged| cell.lines.iter().all(|line| row_of(line) == row_of(&cell.lines[0]));
    cells.iter().any(|cell| cell.rows.len() > 1) && cells.iter().all(of_one)
}

impl Row {
    /// Puts to its cells what goes on behind a page break.
    pub(super) fn go_on(&mut self, rest: &[String]) {
        self.doubtful = true;
        self.cells.iter_mut().zip(rest).for_each(|(cell, rest)| cell.push_str(rest));
    }
}
