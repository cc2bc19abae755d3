//! From what pages draw to the document's lines.

use super::across::{self, Joint, Tail};
use super::frame::Frame;
use super::ink::Ink;
use super::judge;
use super::line::{self, Cell, Raw};
use super::marks;
use super::table::{self, Row, Table};
use super::unruled::{self, Before};
use crate::error::ReadError;
use crate::lexicon::{Columns, Lexicon, Names};
use crate::model::Severity;
use crate::note::Note;
use crate::read::{Document, Format, Glyph, Line, Page, Place};
use crate::text::{Span, page_number};

/// The zones for heads and feet, which may stand between the parts of a table, as a share of the page's height.
pub(super) const MARGIN: f32 = 0.12;

/// Puts the document together page by page.
pub(in crate::read) struct Builder<'l> {
    /// The heads of columns that are known.
    columns: &'l Columns,
    /// What tells names that stand one below the other in a cell.
    names: &'l Names,
    document: Document,
    /// Pages whose lines are not in the document yet, since a row among them may go on.
    pending: Vec<Pending>,
    open: Option<Open>,
    /// Pages with pictures and without text, counted from 1.
    silent: Vec<usize>,
    /// Pages with tables whose cells are unclear, counted from 1.
    unread: Vec<usize>,
    pictures: usize,
    /// The usual distance of lines on the last page that showed one.
    pitch: Option<line::Pitch>,
    /// The white strip between two columns of the last page.
    gutter: Option<f32>,
}

/// A page's lines on their way to the document.
struct Pending {
    page: usize,
    lines: Vec<Raw>,
}

/// A table that may go on.
struct Open {
    tail: Tail,
    /// Where its last row stands among the pending pages, and their lines.
    page: usize,
    line: usize,
}

impl<'l> Builder<'l> {
    pub(in crate::read) fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            columns: lexicon.columns(),
            names: lexicon.names(),
            document: Document::default(),
            pending: Vec::new(),
            open: None,
            silent: Vec::new(),
            unread: Vec::new(),
            pictures: 0,
            pitch: None,
            gutter: None,
        }
    }

    /// The glyphs kept so far.
    pub(in crate::read) fn glyphs(&self) -> usize {
        let waiting: usize = self.pending.iter().flat_map(|p| &p.lines).map(|line| line.cells.len()).sum();
        self.document.glyphs.len() + waiting
    }

    /// Adds the next page.
    pub(in crate::read) fn add(&mut self, mut ink: Ink, size: [f32; 2]) {
        ink.settle();
        let page = self.document.pages.len();
        self.document.pages.push(Page { width: size[0], height: size[1] });
        self.pictures += ink.pictures;
        marks::find_vertical(&mut ink.marks);
        let turn = marks::main_turn(&ink.marks);
        let frame = Frame::new(turn, size);
        let (mut marks, behind) = marks::sort_out(std::mem::take(&mut ink.marks), turn);
        marks::drop_copies(&mut marks);
        for mark in &mut marks {
            frame.mark_into(mark);
        }
        let rules: Vec<_> = ink.rules.iter().map(|&rule| frame.rule_into(rule)).collect();
        let columns = self.open.as_ref().map(|open| open.tail.xs.as_slice());
        let mut tables = table::tables(&rules, marks, columns, self.names);
        let (mut lines, mut gutter) = line::lines(&tables.rest, &frame, self.gutter);
        let [_, height] = frame.size();
        let before = self.open.as_ref().map(|open| Before { xs: &open.tail.xs, unruled: open.tail.unruled });
        let edges: Vec<_> = ink.edges.iter().map(|&edge| frame.rule_into(edge)).collect();
        let drawn = unruled::Drawings { rules: &rules, edges: &edges, tables: &tables.tables };
        let unruled = unruled::find(&lines, &tables.rest, drawn, self.columns, before, height);
        if !unruled.is_empty() && tables.add_unruled(unruled, columns, self.names) {
            (lines, gutter) = line::lines(&tables.rest, &frame, self.gutter);
        }
        self.gutter = gutter;
        if tables.unread > 0 {
            self.unread.push(page + 1);
        }
        self.pitch = line::Pitch::of(&lines).or(self.pitch);
        for row in tables.tables.iter_mut().flat_map(|table| &mut table.rows) {
            row.place(|rect| frame.rect_out(rect));
        }
        let head = self.go_on(page, &lines, &mut tables.tables, height);
        let last = insert(&mut lines, &tables.tables);
        let open = self.tail(&lines, &tables.tables, height, head, last);
        line::mark_gaps(&mut lines, self.pitch);
        for raw in lines.iter_mut().filter(|line| !line.row) {
            raw.rect = frame.rect_out(raw.rect);
            for cell in &mut raw.cells {
                cell.rect = frame.rect_out(cell.rect);
            }
        }
        lines.extend(line::watermarks(&behind));
        if lines.is_empty() && ink.pictures > 0 && self.open.is_none() {
            self.silent.push(page + 1);
        }
        if self.open.is_none() {
            self.flush();
        }
        self.pending.push(Pending { page, lines });
        if let Some((tail, line)) = open {
            self.open = Some(Open { tail, page: self.pending.len() - 1, line });
        }
    }

    /// Joins the page's first table to the one that ended the page before. Afterwards `open` is the table whose last row
    /// is still open, if there is one; the head of a table that goes on is returned.
    fn go_on(&mut self, page: usize, lines: &[Raw], tables: &mut [Table], height: f32) -> Option<Row> {
        let mut open = self.open.take()?;
        let table = tables.first_mut()?;
        let before = lines.iter().filter(|line| middle(line) < table.rect.y0);
        if before.into_iter().any(|line| line.rect.y1 > height * MARGIN) {
            return None;
        }
        let pending = self.pending.get_mut(open.page)?;
        open.tail.ago = i32::try_from(page - pending.page).unwrap_or(i32::MAX);
        let joint = across::join(&mut open.tail, table);
        if joint == Joint::Other {
            return None;
        }
        let head = open.tail.head.clone();
        if joint == Joint::Rest {
            if let Some(line) = pending.lines.get_mut(open.line) {
                *line = open.tail.last.line();
            }
            let only_head = table.rows.iter().all(|row| row.reads_as(&head));
            if only_head && tables.len() == 1 && is_last(lines, &tables[0], height) {
                self.open = Some(open);
            }
        }
        Some(head)
    }

    /// The end of the page's last table, if the table may go on.
    fn tail(
        &self,
        lines: &[Raw],
        tables: &[Table],
        height: f32,
        head: Option<Row>,
        last: Option<usize>,
    ) -> Option<(Tail, usize)> {
        if self.open.is_some() {
            return None;
        }
        let table = tables.last()?;
        let row = table.rows.last()?;
        let plain: Vec<Raw> = lines.iter().filter(|line| !line.row).cloned().collect();
        if !is_last(&plain, table, height) {
            return None;
        }
        let head = if tables.len() == 1 { head } else { None };
        let head = head.or_else(|| table.rows.first().cloned())?;
        Some((Tail { head, last: row.clone(), xs: table.xs.clone(), unruled: table.unruled, ago: 0 }, last?))
    }

    /// Moves the pending lines to the document.
    fn flush(&mut self) {
        for Pending { page, lines } in std::mem::take(&mut self.pending) {
            for raw in &lines {
                self.push(raw, page);
            }
        }
    }

    fn push(&mut self, raw: &Raw, page: usize) {
        let start = self.document.text.len();
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        let glyphs = u32::try_from(self.document.glyphs.len()).unwrap_or(u32::MAX);
        self.document.text.extend(raw.cells.iter().map(|cell| cell.c));
        let glyph = |cell: &Cell| Glyph { page: page.saturating_add_signed(cell.later), rect: cell.rect };
        self.document.glyphs.extend(raw.cells.iter().map(glyph));
        let (size, bold, watermark, column) = (raw.size, raw.bold, raw.watermark, raw.column);
        let place = Place { page, glyphs, rect: raw.rect, size, bold, watermark, column };
        let text = Span::new(start, self.document.text.len());
        self.document.lines.push(Line { text, gap_before: raw.gap, place: Some(place), ..Line::default() });
    }

    /// The document, or why it is none.
    pub(in crate::read) fn finish(mut self, format: Format) -> Result<Document, ReadError> {
        self.flush();
        let pages = self.document.pages.len();
        if self.document.lines.is_empty() {
            return Err(if self.pictures > 0 {
                ReadError::PicturesOnly { pages }
            } else {
                ReadError::Damaged { format, detail: "its pages hold neither text nor pictures".to_owned() }
            });
        }
        if judge::is_garbled(&self.document.text) {
            return Err(ReadError::GarbledText);
        }
        let unknown = self.document.text.chars().filter(|&c| judge::is_unknown(c)).count();
        if unknown > 0 {
            self.warn(
                "unknown-characters",
                format!("有 {unknown} 个字符无法解读，字体使用私有编码 ({unknown} characters cannot be told: a private encoding of their fonts)"),
            );
        }
        if !self.silent.is_empty() {
            let list = numbers(&self.silent);
            self.warn(
                "pages-without-text",
                format!(
                    "第 {list} 页只有图片、没有文字，未读取 (pages {list} hold pictures but no text and were not read)"
                ),
            );
        }
        if !self.unread.is_empty() {
            let list = numbers(&self.unread);
            self.warn(
                "table-unread",
                format!("第 {list} 页有表格的单元格无法分清，按文字行读取 (tables on pages {list} were read as lines: their cells are unclear)"),
            );
        }
        self.document.format = format;
        Ok(self.document)
    }

    fn warn(&mut self, code: &'static str, message: String) {
        self.document.notes.push(Note { severity: Severity::Warning, code, message, span: None });
    }
}

fn middle(line: &Raw) -> f32 {
    (line.rect.y0 + line.rect.y1) / 2.0
}

/// Whether nothing but a foot stands under a table.
fn is_last(lines: &[Raw], table: &Table, height: f32) -> bool {
    let mut under = lines.iter().filter(|line| middle(line) > table.rect.y1);
    under.all(|line| line.rect.y0 > height * (1.0 - MARGIN) || page_number::is_whole(&line.words()))
}

/// Puts the rows of tables among the lines, where the tables stand. Returns where the last row is.
fn insert(lines: &mut Vec<Raw>, tables: &[Table]) -> Option<usize> {
    let mut last = None;
    for table in tables {
        let after = last.map_or(0, |last| last + 1);
        let place = lines.iter().skip(after).position(|line| middle(line) > table.rect.y0);
        let place = place.map_or(lines.len(), |place| after + place);
        lines.splice(place..place, table.rows.iter().map(Row::line));
        if !table.rows.is_empty() {
            last = Some(place + table.rows.len() - 1);
        }
    }
    last
}

/// Page numbers with runs drawn together: 1–3, 7.
pub(in crate::read) fn numbers(pages: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let words: Vec<String> =
        runs.iter().map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") }).collect();
    words.join(", ")
}
