//! Rows of a table whose cells a copy parted by blanks only: 1 新建幼儿园3所。 县教育局 8月底.
//!
//! Below a head that blanks part, too, and of which most names are known, the next number begins a row. Where a row has as many
//! words as the head, each is a cell; where it has more or fewer, what the words say must tell in one way only which cells
//! are empty, and which hold a blank. A row of which that is not told stays as it is, and is named to the reader.

use std::ops::Range;

use super::cell::{Cell, Kind, LEAST_COLUMNS, LEAST_ROWS, LONGEST_HEAD, MOST_COLUMNS};
use super::unread::{Extent, Unclear};
use super::ways::{Ends, Ways, is_task, is_whole_task, may_hold};
use crate::lexicon::{Column, Lexicon};
use crate::read::{Document, Line};
use crate::text::{MarkerStyle, Span, is_blank, marker, marks, trim};

/// Words of a row at most.
const MOST_WORDS: usize = 24;

/// Lines of a row at most, and of one that no other follows.
const MOST_LINES: usize = 8;
const MOST_LAST: usize = 3;

/// Names of groups one below the other at most.
const MOST_GROUPS: usize = 3;

/// The lines of a document with each cell of such rows on one of its own.
pub(super) struct Parted {
    pub lines: Vec<Line>,
    /// For each line, whether a break before it is ours.
    pub begun: Vec<bool>,
    /// The lines that are cells, in order.
    pub cells: Vec<(usize, Cell)>,
    /// The rows whose cells are not told, and the heads of tables that are left as they are.
    pub unclear: Vec<Unclear>,
}

/// Parts them; `None` where there is nothing to say.
pub(super) fn parted(document: &Document, begun: &[bool], lexicon: &Lexicon) -> Option<Parted> {
    let (mut rows, mut unclear) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < document.lines.len() {
        let head = document.lines[at].text;
        let below = Head::of(document, at, lexicon).map(|head| head.rows(document, at));
        at = below.as_ref().and_then(|rows| rows.last()).map_or(at + 1, |last| last.line + last.lines);
        let Some(below) = below else {
            let named = names_columns(head.of(&document.text), lexicon);
            unclear.extend(named.then_some(Unclear::new(head, Extent::Table)));
            continue;
        };
        if below.len() <= LEAST_ROWS {
            // A head without rows that are told: they stand in some other way below it.
            unclear.push(Unclear::new(head, Extent::Table));
        } else if is_safe(&below) {
            unclear.extend(below.iter().filter(|row| !row.told).map(|row| row.unread(document)));
            rows.extend(below);
        } else {
            unclear.push(Unclear::new(document.lines[below[0].line].text, Extent::Table));
        }
    }
    if rows.is_empty() && unclear.is_empty() {
        return None;
    }
    let mut parted = Parted { lines: Vec::new(), begun: Vec::new(), cells: Vec::new(), unclear };
    let mut rows = rows.into_iter().peekable();
    let mut index = 0;
    while let Some(&line) = document.lines.get(index) {
        let row = rows.next_if(|row| row.line == index);
        let begun = row.is_some() || begun.get(index) == Some(&true);
        match row.filter(|row| row.told) {
            Some(row) => {
                row.cells.iter().for_each(|(span, cell)| parted.push(line, *span, Some(*cell), false));
                index += row.lines;
            }
            None => {
                parted.push(line, line.text, None, begun);
                index += 1;
            }
        }
    }
    Some(parted)
}

/// Whether a line is nothing but heads of columns, some of them of those who answer, that blanks part: what stands below it is a
/// table, be the first of them broken (序|号) or not known.
fn names_columns(line: &str, lexicon: &Lexicon) -> bool {
    let words = trim(line);
    let short = words.len() <= 3 * LONGEST_HEAD * MOST_COLUMNS;
    if !short {
        return false;
    }
    let mut parted = false;
    for (_, c) in marks(words) {
        match c {
            // Most lines have such a mark near their head.
            '\t' | '|' | '。' | '，' | '：' | ':' => return false,
            c => parted |= is_blank(c),
        }
    }
    if !parted {
        return false;
    }
    let heads: Vec<&str> = words.split(is_blank).filter(|word| !word.is_empty()).collect();
    if heads.len() < LEAST_COLUMNS || heads.iter().any(|head| head.chars().count() > LONGEST_HEAD) {
        return false;
    }
    let columns: Vec<Column> = heads.iter().filter_map(|head| lexicon.column(head)).collect();
    columns.len() >= LEAST_COLUMNS
        && columns.iter().any(|column| is_task(*column))
        && columns.iter().any(|column| matches!(column, Column::Organs(_) | Column::Persons(_)))
}

/// Whether the rows that are told can be read without the others: most are, and none has an empty cell, which may stand for
/// one of a row that is not.
fn is_safe(rows: &[Row]) -> bool {
    let untold = rows.iter().filter(|row| !row.told).count();
    untold == 0 || untold * 2 <= rows.len() && rows.iter().all(|row| !row.told || !row.has_gap)
}

impl Row {
    /// The lines of a row that is not told.
    fn unread(&self, document: &Document) -> Unclear {
        let last = document.lines[self.line + self.lines - 1].text;
        Unclear::new(document.lines[self.line].text.cover(last), Extent::Row)
    }
}

impl Parted {
    fn push(&mut self, line: Line, text: Span, cell: Option<Cell>, begun: bool) {
        self.cells.extend(cell.map(|cell| (self.lines.len(), cell)));
        self.lines.push(line.part(text));
        self.begun.push(begun);
    }
}

/// The head of a table.
struct Head<'a> {
    lexicon: &'a Lexicon,
    columns: Vec<Option<Column>>,
    words: Words,
}

/// The words of a row, or of the head.
#[derive(Default)]
struct Words {
    words: Vec<Span>,
    /// Each word with the blanks behind it; the first of a line begins with it.
    pieces: Vec<Span>,
    /// Whether a word ends its line.
    breaks: Vec<bool>,
}

/// A row, or the head.
struct Row {
    /// Its first line, and how many it has.
    line: usize,
    lines: usize,
    /// The pieces of the lines that each cell with words has, which leave nothing of them out.
    cells: Vec<(Span, Cell)>,
    /// Whether its cells are told.
    told: bool,
    /// Whether one of them that has others behind it is empty.
    has_gap: bool,
}

impl<'a> Head<'a> {
    /// The head that a line is.
    fn of(document: &Document, at: usize, lexicon: &'a Lexicon) -> Option<Self> {
        let line = document.lines[at].text;
        let trimmed = line.of(&document.text).trim_start_matches(is_blank);
        // 序号 or 编号.
        if !trimmed.starts_with(['序', '编']) || trimmed.len() > 3 * LONGEST_HEAD * MOST_COLUMNS {
            return None;
        }
        let mut found = Words::of(document, at..at + 1)?;
        found.join_spread(&document.text, lexicon);
        let words = &found.words;
        let columns: Vec<Option<Column>> = words.iter().map(|word| lexicon.column(word.of(&document.text))).collect();
        let known = columns.iter().flatten().count();
        let short = |word: &Span| word.of(&document.text).chars().count() <= LONGEST_HEAD;
        let is_head = (LEAST_COLUMNS..=MOST_COLUMNS).contains(&words.len())
            && columns[0] == Some(Column::Number)
            && columns.iter().any(|column| column.is_some_and(is_task))
            && columns.iter().any(|column| column.and_then(Kind::of).is_some())
            && known * 3 >= words.len() * 2
            && words.iter().all(short);
        is_head.then_some(Self { lexicon, columns, words: found })
    }

    /// The head and the rows below it, as far as their numbers count on from one. Names of groups may stand between them.
    fn rows(&self, document: &Document, at: usize) -> Vec<Row> {
        let mut rows = vec![row(at..at + 1, &self.words, Some(&vec![1; self.columns.len()]))];
        let mut line = at + 1;
        while let Some(next) = (line..document.lines.len()).take(MOST_GROUPS).find(|&at| !is_group(document, at))
            && is_numbered(document, next, rows.len())
        {
            let row = self.row(document, next, rows.len());
            line = next + row.lines;
            rows.push(row);
        }
        rows
    }

    /// The row that begins at a line with this number: it goes on to the next number, or to the name of a group. Behind the
    /// last row nothing tells where it ends but that somebody answers for it.
    fn row(&self, document: &Document, at: usize, number: usize) -> Row {
        let last = document.lines.len();
        let ends = |line: &usize| is_group(document, *line) || is_numbered(document, *line, number + 1);
        let end = (at + 1..last).take(MOST_LINES).find(ends);
        let alone = end.is_some() || document.lines.get(at + 1).is_none_or(|next| next.gap_before);
        let extents = end.map_or(at + 1..=last.min(at + MOST_LAST), |end| end..=end);
        let told = extents.into_iter().find_map(|end| {
            let words = Words::of(document, at..end)?;
            let counts = self.cells(document, &words)?;
            let mut cells = self.columns.iter().zip(&counts);
            let answered = cells.any(|(column, count)| *count > 0 && column.and_then(Kind::of).is_some());
            (alone || answered).then(|| row(at..end, &words, Some(&counts)))
        });
        told.unwrap_or_else(|| row(at..end.unwrap_or(at + 1), &Words::default(), None))
    }

    /// The column that may be empty right before the tasks: a blank within a task would look like the one between the two.
    fn lone_group(&self) -> Option<usize> {
        let task = self.columns.iter().position(|column| column.is_some_and(is_task))?;
        task.checked_sub(1).filter(|&before| before > 0 && self.columns[before].and_then(Kind::of).is_none())
    }

    /// How many of the words each cell of a row has, if that is told.
    fn cells(&self, document: &Document, found: &Words) -> Option<Vec<usize>> {
        let words: Vec<&str> = found.words.iter().map(|word| word.of(&document.text)).collect();
        // 县教育局、 at the end of a line.
        let kind = |word: &&str| Kind::of_words(word.trim_end_matches(['、', '，']), self.lexicon);
        let kinds: Vec<Option<Kind>> = words.iter().map(kind).collect();
        let whole = words.len() == self.columns.len()
            && found.breaks.iter().filter(|last| **last).count() == 1
            && self.columns.iter().zip(&kinds).zip(&words).all(|((column, kind), word)| may_hold(*column, *kind, word))
            && self.lone_group().is_none_or(|group| is_whole_task(words[group + 1]));
        if whole {
            return Some(vec![1; words.len()]);
        }
        let ends = Ends::Breaks(&found.breaks);
        Ways { columns: &self.columns, kinds: &kinds, words: &words, ends }.best()
    }
}

/// A row of which each cell has so many of the words.
fn row(lines: Range<usize>, words: &Words, counts: Option<&[usize]>) -> Row {
    let (mut cells, mut at, mut empty, mut has_gap) = (Vec::<(Span, Cell)>::new(), 0, 0, false);
    for &count in counts.unwrap_or_default() {
        if count == 0 {
            empty += 1;
            continue;
        }
        has_gap |= empty > 0;
        for (next, &piece) in words.pieces.iter().enumerate().skip(at).take(count) {
            match cells.last_mut().filter(|_| next > at) {
                Some((open, _)) if !words.breaks[next - 1] => *open = open.cover(piece),
                Some(_) => cells.push((piece, Cell::More)),
                None if at == 0 => cells.push((piece, Cell::First(empty))),
                None => cells.push((piece, Cell::Next(empty + 1))),
            }
        }
        (at, empty) = (at + count, 0);
    }
    Row { line: lines.start, lines: lines.len(), cells, told: counts.is_some(), has_gap }
}

/// Whether a line begins with the number of a row, and goes on.
fn is_numbered(document: &Document, line: usize, number: usize) -> bool {
    let words = document.lines[line].text.of(&document.text).trim_start_matches(is_blank);
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words[..words.len() - rest.len()].parse() == Ok(number)
        && rest.starts_with(is_blank)
        && !rest.contains('\t')
        && !rest.chars().all(is_blank)
}

/// Whether a line is the name of a group of rows: 一、民生事业.
fn is_group(document: &Document, line: usize) -> bool {
    let words = trim(document.lines[line].text.of(&document.text));
    marker(words).is_some_and(|marker| marker.style <= MarkerStyle::HanBracket)
        && !words.contains(|c: char| is_blank(c) || c == '。')
}

impl Words {
    /// The words of some lines; `None` where there are too many, or tabs.
    fn of(document: &Document, lines: Range<usize>) -> Option<Self> {
        let mut found = Self::default();
        for line in document.lines[lines].iter().map(|line| line.text) {
            let text = line.of(&document.text);
            let first = found.words.len();
            for word in text.split(is_blank).filter(|word| !word.is_empty()) {
                let start = line.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
                found.words.push(Span::new(start, start + word.len()));
            }
            if found.words.len() > MOST_WORDS || text.contains('\t') {
                return None;
            }
            let ends = found.words.iter().skip(first + 1).map(|word| word.start).chain([line.end]);
            let mut start = line.start;
            for end in ends.filter(|_| first < found.words.len()) {
                found.pieces.push(Span { start, end });
                found.breaks.push(end == line.end);
                start = end;
            }
        }
        (!found.words.is_empty()).then_some(found)
    }

    /// Makes one word of characters that blanks spread over the width of a column: 序 号, 工 作 任 务.
    fn join_spread(&mut self, text: &str, lexicon: &Lexicon) {
        let mut at = 0;
        while at < self.words.len() {
            let single = |word: &&Span| word.of(text).chars().count() == 1;
            let spread = self.words[at..].iter().take_while(single).count();
            let name = |count: usize| self.words[at..at + count].iter().map(|word| word.of(text)).collect::<String>();
            let numbers = spread >= 2 && lexicon.columns().get(&name(2)) == Some(Column::Number);
            let count = if numbers {
                2
            } else if spread >= 2 && lexicon.column(&name(spread)).is_some() {
                spread
            } else {
                1
            };
            for spans in [&mut self.words, &mut self.pieces] {
                let last = spans[at + count - 1];
                spans[at] = spans[at].cover(last);
                spans.drain(at + 1..at + count);
            }
            self.breaks.drain(at..at + count - 1);
            at += 1;
        }
    }
}
