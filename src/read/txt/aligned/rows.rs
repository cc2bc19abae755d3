//! The rows of a table, by how the lines of their cells stand beside one another.
//!
//! In a row, cells of several lines stand around its middle, or begin at its top: how many lines each has tells on which
//! lines of the dump they must be. Of all ways to part the lines into rows that are possible, the one is taken against
//! which clearly less speaks than against any other.

use super::flow::Flow;
use super::strips::{Cells, Piece};
use super::wrap::Wrap;
use crate::lexicon::{Column, Lexicon};
use crate::text::{Marker, ends_sentence, is_blank, marker};

/// Lines of a row at most.
const MOST_LINES: usize = 48;

/// What speaks against a way, by weight, beside what its cells say: a blank line inside a row; a line of several columns below
/// the table, or any right below it; a group without a number; the rest of a row at the head of a page.
const GAP_INSIDE: usize = 3;
const ROW_BELOW: usize = 6;
const LINE_BELOW: usize = 1;
const UNMARKED_GROUP: usize = 3;
const REST: usize = 2;

/// How the cells of a row stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Around the middle of the row.
    Middle,
    /// From its top.
    Top,
    /// As they may, where a blank line stands before each row, and nowhere else.
    Apart,
}

/// What some lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Row,
    /// The name of a group of rows.
    Group,
    /// The rest of the row that the page before ended with.
    Rest,
}

/// Lines that belong together: from the end of those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub end: usize,
    pub kind: Kind,
}

/// A way to part the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub blocks: Vec<Block>,
    pub setting: Setting,
    pub against: usize,
}

/// What is known of a table.
pub(super) struct Known<'t> {
    pub text: &'t str,
    pub lexicon: &'t Lexicon,
    /// What each column holds.
    pub columns: &'t [Option<Column>],
    /// The column of the rows' numbers.
    pub number: Option<usize>,
    /// The columns whose cells may span rows, and say nothing of where one ends.
    pub merged: &'t [usize],
    /// Whether it may begin with the rest of a row.
    pub goes_on: bool,
}

/// The best way, where one is clearly better than the others.
pub(super) fn part(lines: &[Cells], known: &Known<'_>) -> Option<Way> {
    let table = Table::new(lines, known);
    let mut ways = table.ways(Setting::Middle);
    ways.extend(table.ways(Setting::Top));
    if table.are_apart() {
        ways.extend(table.ways(Setting::Apart));
    }
    ways.sort_by_key(|way| way.against);
    let best = ways.first()?.clone();
    let margin = if table.numbered { 1 } else { 2 };
    let other = ways.iter().find(|way| way.blocks != best.blocks);
    let clear = other.is_none_or(|other| other.against >= best.against + margin);
    (clear && !table.has_gaps_within(&best)).then_some(best)
}

struct Table<'t> {
    lines: &'t [Cells],
    known: &'t Known<'t>,
    /// The widest piece of each column.
    widest: Vec<usize>,
    /// Whether each line has the number of a row, in a column of its own or before the words of the task.
    numbers: Vec<bool>,
    /// Whether each row has one.
    numbered: bool,
    /// Whether blank lines part rows.
    gaps: bool,
    /// The column in which each row has words.
    task: Option<usize>,
}

impl<'t> Table<'t> {
    fn new(lines: &'t [Cells], known: &'t Known<'t>) -> Self {
        let columns = lines.first().map_or(0, |line| line.cells.len());
        let inside = || lines.iter().filter(|line| !line.across);
        let widest = (0..columns)
            .map(|c| inside().filter_map(|line| line.cells[c]).map(|piece| piece.width).max().unwrap_or(0))
            .collect();
        let mut numbers: Vec<bool> = lines.iter().map(|line| !line.across && number(known, line).is_some()).collect();
        let gaps = lines.iter().skip(1).filter(|line| line.gap).count() * 4 > lines.len();
        let task = known.columns.iter().position(|column| *column == Some(Column::Task));
        let task = task.filter(|task| !known.merged.contains(task));
        let mut numbered = known.number.is_some_and(|column| !known.merged.contains(&column));
        if known.number.is_none()
            && let Some(own) = task.and_then(|task| numbers_of_tasks(lines, task, known.text))
        {
            (numbers, numbered) = (own, true);
        }
        Self { lines, known, widest, numbers, numbered, gaps, task }
    }

    /// Whether a blank line stands within a row though each row ends with one.
    fn has_gaps_within(&self, way: &Way) -> bool {
        let cuts = way.blocks.iter().map(|block| block.end).filter(|&end| end < self.lines.len());
        let last = way.blocks.last().map_or(0, |block| block.end);
        let parts = cuts.clone().all(|end| self.lines[end].gap);
        self.gaps && parts && (1..last).any(|at| self.lines[at].gap && !cuts.clone().any(|end| end == at))
    }

    fn wrap(&self, column: usize) -> Wrap<'t> {
        let Known { text, lexicon, columns, .. } = *self.known;
        Wrap { text, lexicon, column: columns[column], widest: self.widest[column] }
    }

    /// The columns whose cells tell rows.
    fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.widest.len()).filter(|column| !self.known.merged.contains(column))
    }

    /// The two ways against which least speaks.
    fn ways(&self, setting: Setting) -> Vec<Way> {
        /// Ways kept for each line.
        const KEPT: usize = 2;
        let count = self.lines.len();
        // For each line the ways that end before it: what speaks against one, and the block and the way that led there.
        let mut best: Vec<Vec<(usize, usize, usize, Kind)>> = vec![Vec::new(); count + 1];
        best[0].push((0, 0, 0, Kind::Row));
        for end in 1..=count {
            let mut found = Vec::new();
            for start in (end.saturating_sub(MOST_LINES)..end).rev() {
                if best[start].is_empty() {
                    continue;
                }
                let Some((kind, against)) = self.block(start, end, setting) else { continue };
                let against = against + if start > 0 { self.against_cut(start) } else { 0 };
                let from = best[start].iter().enumerate();
                found.extend(from.map(|(way, before)| (before.0 + against, start, way, kind)));
            }
            found.sort_by_key(|way| way.0);
            found.truncate(KEPT);
            best[end] = found;
        }
        let mut ends: Vec<(usize, usize, usize)> = Vec::new();
        for (end, ways) in best.iter().enumerate().skip(1) {
            let Some(below) = self.below(end) else { continue };
            ends.extend(ways.iter().enumerate().map(|(way, found)| (found.0 + below, end, way)));
        }
        ends.sort_by_key(|end| end.0);
        ends.truncate(KEPT);
        let way = |(against, end, way): (usize, usize, usize)| {
            let (mut blocks, mut at, mut way) = (Vec::new(), end, way);
            while at > 0 {
                let (_, start, before, kind) = best[at][way];
                blocks.push(Block { end: at, kind });
                (at, way) = (start, before);
            }
            blocks.reverse();
            Way { blocks, setting, against }
        };
        ends.into_iter().map(way).filter(|way| way.blocks.iter().any(|block| block.kind == Kind::Row)).collect()
    }

    /// What the lines from `start` to `end` may be, and what speaks against it.
    fn block(&self, start: usize, end: usize, setting: Setting) -> Option<(Kind, usize)> {
        let lines = &self.lines[start..end];
        let numbers = self.numbers[start..end].iter().filter(|number| **number).count();
        if let [line] = lines
            && numbers == 0
            && let Some(name) = line.lone()
            && (line.across || self.is_group(name.of(self.known.text)))
        {
            return self.group(start, name);
        }
        if lines.iter().any(|line| line.across) {
            return None;
        }
        let stands = match setting {
            Setting::Middle => self.stands_in_middle(lines),
            Setting::Top => self.stands_from_top(lines),
            Setting::Apart => (start == 0 || lines[0].gap) && self.stands_apart(lines),
        };
        if self.numbered && numbers != 1 {
            let stands = self.stands_from_top(lines) || setting == Setting::Apart && stands;
            let rest = self.known.goes_on && start == 0 && numbers == 0 && stands;
            return rest.then(|| (Kind::Rest, REST + self.against_inside(lines)));
        }
        let named = self.task.is_none_or(|task| lines.iter().any(|line| line.cells[task].is_some()));
        (stands && named).then(|| (Kind::Row, self.against_inside(lines)))
    }

    /// The name of a group over rows that follow.
    fn group(&self, at: usize, name: Piece) -> Option<(Kind, usize)> {
        /// Characters of the name at most.
        const LONGEST: usize = 40;
        let words = name.of(self.known.text);
        let follows = self.lines.get(at + 1).is_some_and(|line| !line.across || line.count() == 1);
        let named = words.chars().count() <= LONGEST && !words.ends_with(['。', '，', '、', '；']) && follows;
        named.then(|| (Kind::Group, if self.is_group(words) { 0 } else { UNMARKED_GROUP }))
    }

    /// Whether words begin as the name of a group does: 一、, （一）.
    fn is_group(&self, words: &str) -> bool {
        marker(words).is_some_and(|marker| marker.style <= crate::text::MarkerStyle::HanBracket)
    }

    /// Whether the pieces of each cell are on the lines where they stand if all are set around one middle, as high as each
    /// other.
    fn stands_in_middle(&self, lines: &[Cells]) -> bool {
        let levels = levels(lines, self.known.merged);
        levels.len() == lines.len()
            && self.columns().all(|column| {
                let count = height(lines, column).cast_signed();
                lines.iter().zip(&levels).all(|(line, level)| {
                    let has = level.abs() < count && (level - (count - 1)) % 2 == 0;
                    line.cells[column].is_some() == has
                })
            })
    }

    fn stands_from_top(&self, lines: &[Cells]) -> bool {
        let column = |column: usize| {
            let mut has = lines.iter().map(|line| line.cells[column].is_some());
            has.by_ref().find(|has| !has);
            !has.any(|has| has)
        };
        self.columns().all(column)
    }

    /// Whether a blank line stands before each number of a row, and before no other line.
    fn are_apart(&self) -> bool {
        self.numbered && self.lines.iter().zip(&self.numbers).skip(1).all(|(line, number)| line.gap == *number)
    }

    /// Whether no blank line stands within a row, nor a hole within a cell.
    fn stands_apart(&self, lines: &[Cells]) -> bool {
        let whole = |column: usize| {
            let has: Vec<bool> = lines.iter().map(|line| line.cells[column].is_some()).collect();
            has.chunk_by(|a, b| a == b).filter(|run| run[0]).count() <= 1
        };
        lines.iter().skip(1).all(|line| !line.gap) && self.columns().all(whole)
    }

    /// What speaks against some lines being one row.
    fn against_inside(&self, lines: &[Cells]) -> usize {
        let gaps = lines.iter().skip(1).filter(|line| line.gap).count();
        let wraps = self.columns().map(|column| {
            let pieces: Vec<Piece> = lines.iter().filter_map(|line| line.cells[column]).collect();
            let wrap = self.wrap(column);
            pieces.windows(2).map(|pair| wrap.against_wrap(pair[0], pair[1])).sum::<usize>()
        });
        wraps.sum::<usize>() + if self.gaps { gaps * GAP_INSIDE } else { 0 }
    }

    /// What speaks against a row's ending before a line.
    fn against_cut(&self, at: usize) -> usize {
        /// Lines above and below that may hold the two pieces.
        const NEAR: usize = 3;
        let columns = self.columns().map(|column| {
            let above = self.lines[at.saturating_sub(NEAR)..at].iter().rev().find_map(|line| line.cells[column]);
            let below = self.lines[at..].iter().take(NEAR).find_map(|line| line.cells[column]);
            above.zip(below).map_or(0, |(above, below)| self.wrap(column).against_cut(above, below))
        });
        if self.lines[at].across || self.lines[at - 1].across { 0 } else { columns.sum() }
    }

    /// What speaks against the table's ending before a line.
    fn below(&self, end: usize) -> Option<usize> {
        let rest = &self.lines[end..];
        if self.numbers[end..].contains(&true) && self.numbered {
            return None;
        }
        // 15   新建…: a row whose number ran into the column behind it.
        let starts = |line: &Cells| {
            let words = line.cells.iter().flatten().next().map_or("", |piece| piece.of(self.known.text));
            let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
            behind.len() < words.len() && (behind.is_empty() || behind.starts_with(is_blank))
        };
        if self.numbered && rest.iter().any(|line| !line.across && line.count() > 1 && starts(line)) {
            return None;
        }
        if self.is_open(end) {
            return None;
        }
        let near = rest.first().is_some_and(|line| !line.across && (!line.gap || self.gaps));
        let rows = rest.iter().filter(|line| !line.across && line.count() > 1).count();
        (rows == 0 || !near && rows == 1).then_some(rows * ROW_BELOW + usize::from(near) * LINE_BELOW)
    }

    /// Whether words right below a line go on with a cell that has words in it: with a name that is not whole, or with a sentence.
    fn is_open(&self, end: usize) -> bool {
        /// Lines above that may hold the last words of a cell.
        const NEAR: usize = 3;
        let Some(below) = self.lines.get(end).filter(|line| !line.across && !line.gap) else { return false };
        let says = |column: usize| matches!(self.known.columns[column], Some(Column::Task | Column::Measures));
        (0..self.widest.len()).any(|column| {
            let above = self.lines[end.saturating_sub(NEAR)..end].iter().rev().find_map(|line| line.cells[column]);
            let wrap = self.wrap(column);
            above.zip(below.cells[column]).is_some_and(|(above, below)| match wrap.flow(above, below) {
                Flow::On => true,
                Flow::Anew => false,
                Flow::Either => {
                    !ends_sentence(above.of(self.known.text)) && (says(column) || wrap.is_full(above, below))
                }
            })
        })
    }
}

/// How many lines a cell has.
fn height(lines: &[Cells], column: usize) -> usize {
    lines.iter().filter(|line| line.cells[column].is_some()).count()
}

/// How far the lines of a row's cells are from its middle, in half lines, from the top down.
fn levels(lines: &[Cells], merged: &[usize]) -> Vec<isize> {
    let mut levels: Vec<isize> = Vec::new();
    let columns = lines.first().map_or(0, |line| line.cells.len());
    for column in (0..columns).filter(|column| !merged.contains(column)) {
        let count = height(lines, column).cast_signed();
        levels.extend((0..count).map(|at| 2 * at - (count - 1)));
    }
    levels.sort_unstable();
    levels.dedup();
    levels
}

impl Way {
    /// How many lines the highest cell of each block has, and where the lines are: from the block's middle or its top, in half
    /// lines.
    pub(super) fn places(&self, lines: &[Cells], merged: &[usize]) -> (Vec<usize>, Vec<Vec<isize>>) {
        let starts = std::iter::once(0).chain(self.blocks.iter().map(|block| block.end));
        let place = |(start, block): (usize, &Block)| {
            let lines = &lines[start..block.end];
            match (self.setting, block.kind) {
                (Setting::Middle, Kind::Row) => {
                    let levels = levels(lines, merged);
                    (levels.last().map_or(1, |last| last.unsigned_abs() + 1), levels)
                }
                _ => (lines.len(), (0..lines.len().cast_signed()).map(|at| 2 * at).collect()),
            }
        };
        starts.zip(&self.blocks).map(place).unzip()
    }
}

/// The lines on which tasks begin by the numbers before their words, where these count up: 1.建设基地, 2.培育企业.
fn numbers_of_tasks(lines: &[Cells], task: usize, text: &str) -> Option<Vec<bool>> {
    /// So many that count up are no chance.
    const LEAST: usize = 2;
    let number = |line: &Cells| marker(line.cells[task].filter(|_| !line.across)?.of(text));
    let found: Vec<Option<Marker>> = lines.iter().map(number).collect();
    let mut counted = found.iter().flatten();
    let first = counted.next()?;
    let mut last = first.value;
    let counts = counted.all(|next| {
        last += 1;
        next.style == first.style && next.value == last
    });
    let count = found.iter().flatten().count();
    (counts && count >= LEAST).then(|| found.iter().map(Option::is_some).collect())
}

/// The number of a row that a line has.
pub(super) fn number(known: &Known<'_>, line: &Cells) -> Option<u32> {
    let words = line.cells.get(known.number?).copied().flatten()?.of(known.text);
    let digits = words.trim_end_matches(['.', '、', '．']);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}
