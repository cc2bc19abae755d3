//! Documents that say themselves where their paragraphs and tables are: HTML, DOCX, DOC, RTF, workbooks.
//!
//! Their readers tell what begins and ends; here it becomes lines: one for each paragraph, one for each row of a table.
//! Cells that span rows or columns stand in each of them. A table that lays out a page and holds no data is its cells'
//! paragraphs, one after another. What the document itself sets apart from its text (menus, hidden words) is told.

use std::rc::Rc;

use super::{Document, Format, Line};
use crate::error::ReadError;
use crate::limits::Limit;
use crate::text::{Span, is_blank, is_pause, trim};

/// A cell spans no more columns than this: the bound that HTML sets.
const MOST_COLUMNS: usize = 1000;

/// A cell with more paragraphs holds a page, and no datum.
const MOST_PARAGRAPHS: usize = 40;

/// How deep tables lie in one another before what is deeper counts as words of the cell it is in. Pages from the time when
/// tables laid them out reach 10.
const DEEPEST: usize = 64;

/// A menu has so many links, each in a paragraph of its own.
const LEAST_LINKS: usize = 4;

/// The longest link of a menu, in bytes: eight Han characters.
const LONGEST_LINK: usize = 24;

/// A document on its way.
pub(super) struct Flow {
    document: Document,
    /// How many bytes its words may take: a few cells that span many rows come to much.
    room: u64,
    /// The words of the open paragraph.
    words: String,
    /// What each line is.
    parts: Vec<Part>,
    /// The open tables, the outermost first.
    tables: Vec<Table>,
    /// Tables within the last of these, too deep to be kept apart.
    deeper: usize,
    /// Whether an empty paragraph or the end of a page stands before what comes next.
    gap: bool,
}

/// What a paragraph is to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Its text.
    Text,
    /// A link, and nothing else.
    Link,
    /// No part of its text: a menu, the foot of the site, hidden words.
    Aside,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
}

struct Cell {
    columns: usize,
    rows: Rows,
    blocks: Vec<Block>,
}

/// How a cell goes on below.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// It takes up so many rows; 0 stands for all that follow.
    Span(usize),
    /// It is the one above, going on.
    AsAbove,
}

enum Block {
    Paragraph(String, Part),
    Gap,
    Table(Table),
}

impl Flow {
    pub(super) fn new(format: Format, room: u64) -> Self {
        Self {
            document: Document { format, ..Document::default() },
            room,
            words: String::new(),
            parts: Vec::new(),
            tables: Vec::new(),
            deeper: 0,
            gap: false,
        }
    }

    /// Adds to the open paragraph.
    pub(super) fn add(&mut self, words: &str) {
        self.words.push_str(words);
    }

    /// The open paragraph so far.
    pub(super) fn open(&self) -> &str {
        &self.words
    }

    /// Takes the words of the open paragraph out.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.words)
    }

    /// Ends the paragraph that is open, if there is one.
    pub(super) fn end_paragraph(&mut self) {
        self.end_as(Part::Text);
    }

    /// The same, of a paragraph that is such a part.
    pub(super) fn end_as(&mut self, part: Part) {
        if self.words.chars().all(is_blank) {
            self.words.clear();
            return;
        }
        let words = std::mem::take(&mut self.words);
        self.put(Block::Paragraph(words, part));
    }

    /// Sets what comes next apart from what was before.
    pub(super) fn part(&mut self) {
        self.end_paragraph();
        self.put(Block::Gap);
    }

    pub(super) fn open_table(&mut self) {
        self.end_paragraph();
        if self.tables.len() < DEEPEST {
            self.tables.push(Table::default());
        } else {
            self.deeper += 1;
        }
    }

    pub(super) fn open_row(&mut self) {
        self.end_paragraph();
        if self.deeper == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.rows.push(Vec::new());
        }
    }

    /// Opens a cell that takes up so many columns.
    pub(super) fn open_cell(&mut self, columns: usize, rows: Rows) {
        self.end_paragraph();
        if self.deeper > 0 {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            if let Some(row) = table.rows.last_mut() {
                row.push(Cell { columns: columns.clamp(1, MOST_COLUMNS), rows, blocks: Vec::new() });
            }
        }
    }

    /// Whether a table is open.
    pub(super) fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    pub(super) fn close_table(&mut self) {
        self.end_paragraph();
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(table) = self.tables.pop() {
            self.put(Block::Table(table));
        }
    }

    /// The document; tables that were never closed end here.
    ///
    /// # Errors
    ///
    /// When it holds no words, or more than it may.
    pub(super) fn finish(mut self) -> Result<Document, ReadError> {
        while self.in_table() {
            self.close_table();
        }
        self.end_paragraph();
        if self.document.text.len() as u64 > self.room {
            return Err(ReadError::TooLarge { of: Limit::Unpacked, limit: self.room });
        }
        if self.document.lines.is_empty() {
            return Err(ReadError::Blank);
        }
        self.document.asides = self.asides();
        Ok(self.document)
    }

    /// The lines that are no part of the text; none where these would be most of it.
    fn asides(&self) -> Vec<Span> {
        let lines = &self.document.lines;
        let mut aside: Vec<bool> = self.parts.iter().map(|part| *part == Part::Aside).collect();
        let mut start = 0;
        for run in self.parts.chunk_by(|a, b| a == b) {
            let menu = || lines[start..start + run.len()].iter().all(|line| line.text.len() <= LONGEST_LINK);
            if run[0] == Part::Link && run.len() >= LEAST_LINKS && menu() {
                aside[start..start + run.len()].fill(true);
            }
            start += run.len();
        }
        let asides: Vec<Span> =
            lines.iter().zip(&aside).filter(|(_, aside)| **aside).map(|(line, _)| line.text).collect();
        let bytes: usize = asides.iter().map(|span| span.len()).sum();
        if bytes * 2 > self.document.text.len() { Vec::new() } else { asides }
    }

    /// Puts a block where it belongs: into the open cell, or into the document.
    fn put(&mut self, block: Block) {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.rows.last_mut()?.last_mut());
        match (cell, block) {
            (Some(cell), block) => cell.blocks.push(block),
            (None, Block::Paragraph(words, part)) => self.push(&words, part),
            (None, Block::Gap) => self.gap = true,
            (None, Block::Table(table)) => self.push_table(table),
        }
    }

    fn push_table(&mut self, table: Table) {
        if table.lays_out() {
            for block in table.rows.into_iter().flatten().flat_map(|cell| cell.blocks) {
                self.put(block);
            }
            return;
        }
        self.gap = true;
        table.each_filled(|row| {
            self.push(row, Part::Text);
            self.document.text.len() as u64 <= self.room
        });
        self.gap = true;
    }

    /// Adds a line.
    fn push(&mut self, line: &str, part: Part) {
        let from = self.document.text.len();
        self.document.text.push_str(line);
        let text = Span::new(from, self.document.text.len());
        let gap_before = std::mem::take(&mut self.gap) && from > 0;
        self.document.lines.push(Line { text, gap_before, ..Line::default() });
        self.parts.push(part);
    }
}

impl Table {
    /// Whether the table only says where on the page things stand.
    fn lays_out(&self) -> bool {
        let mut cells = self.rows.iter().flatten();
        let single = self.rows.iter().all(|row| row.len() < 2);
        let page = |cell: &Cell| {
            let paragraphs = cell.blocks.iter().filter(|block| matches!(block, Block::Paragraph(..))).count();
            let most = if self.rows.len() == 1 { 1 } else { MOST_PARAGRAPHS };
            paragraphs > most || cell.holds_table() && !self.is_grid()
        };
        single || cells.any(page)
    }

    /// Whether most rows have several cells of words, beside which a table in a cell is words of that cell.
    fn is_grid(&self) -> bool {
        /// Columns of words at least; a page is laid out in fewer.
        const COLUMNS: usize = 3;
        const ROWS: usize = 3;
        let words = |row: &&Vec<Cell>| row.iter().filter(|cell| !cell.holds_table()).count() >= COLUMNS;
        let rows = self.rows.iter().filter(words).count();
        rows >= ROWS && rows * 3 >= self.rows.len() * 2
    }

    /// Hands out the rows as lines, with what spans several in each of them, until one is too much.
    fn each_filled(self, mut take: impl FnMut(&str) -> bool) {
        let count = self.rows.len();
        // What stands in each column, and in how many rows from here.
        let mut above: Vec<(usize, Rc<str>)> = Vec::new();
        let mut line = String::new();
        for (at, row) in self.rows.into_iter().enumerate() {
            let mut column = 0;
            for cell in row {
                while cell.rows != Rows::AsAbove && above.get(column).is_some_and(|(rows, _)| *rows > 0) {
                    column += 1;
                }
                let words: Rc<str> = cell.words().into();
                let end = (column + cell.columns).min(MOST_COLUMNS);
                if above.len() < end {
                    above.resize(end, (0, "".into()));
                }
                for above in above.get_mut(column..end).unwrap_or_default() {
                    match cell.rows {
                        Rows::AsAbove => above.0 = 1,
                        Rows::Span(0) => *above = (count - at, Rc::clone(&words)),
                        Rows::Span(rows) => *above = (rows, Rc::clone(&words)),
                    }
                }
                column = end;
            }
            line.clear();
            for (index, (rows, words)) in above.iter_mut().enumerate() {
                if index > 0 {
                    line.push('\t');
                }
                if *rows > 0 {
                    line.push_str(words);
                    *rows -= 1;
                }
            }
            if !line.chars().all(is_blank) && !take(&line) {
                return;
            }
        }
    }
}

impl Cell {
    fn holds_table(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Table(_)))
    }

    /// Its words on one line.
    fn words(&self) -> String {
        let mut words = String::new();
        self.blocks.iter().for_each(|block| block.write(&mut words));
        words
    }
}

impl Block {
    /// Adds its words to those of a cell.
    fn write(&self, words: &mut String) {
        match self {
            Self::Paragraph(paragraph, _) => {
                if !words.is_empty() && !words.ends_with(|c| is_pause(c) || is_blank(c)) {
                    words.push(' ');
                }
                words.extend(trim(paragraph).chars().map(|c| if c == '\t' { ' ' } else { c }));
            }
            Self::Gap => {}
            Self::Table(table) => {
                table.rows.iter().flatten().flat_map(|cell| &cell.blocks).for_each(|block| block.write(words));
            }
        }
    }
}
