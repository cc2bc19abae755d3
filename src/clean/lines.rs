//! The lines of a document as its author set them: those that a copy ran together are parted again, and those that are cells of
//! a table are told. The text stays as it is; only lines change.

use std::borrow::Cow;

use super::cell::Cell;
use super::furniture::Fate;
use super::unread::{self, Extent, Unclear, Unread};
use super::{blanks, breaks, jammed, markup, quotas, scattered, stacked, unnumbered};
use crate::lexicon::Lexicon;
use crate::note::Note;
use crate::read::Document;
use crate::text::Span;

/// The lines, and what is known of them before they are joined.
pub(super) struct Lines<'d> {
    pub document: Cow<'d, Document>,
    /// For each line, whether it begins a paragraph by what was found; empty where nothing was.
    pub begun: Vec<bool>,
    /// The lines that are cells, in order.
    pub cells: Vec<(usize, Cell)>,
    /// Whether the document is written in tags.
    pub tagged: bool,
    /// Whether its headings begin with the marks of Markdown.
    pub hashed: bool,
    /// Whether a forum put characters at random around its lines.
    pub jammed: bool,
    /// The lines as read, or the paragraphs, that were parted, and into how many.
    pub restored: Vec<(Span, usize)>,
    /// Tables and rows whose cells cannot be told, in order.
    pub unread: Vec<Unread>,
}

impl<'d> Lines<'d> {
    pub(super) fn of(document: &'d Document, lexicon: &Lexicon) -> Self {
        let mut lines = Self {
            document: Cow::Borrowed(document),
            begun: Vec::new(),
            cells: Vec::new(),
            tagged: false,
            hashed: false,
            jammed: false,
            restored: Vec::new(),
            unread: Vec::new(),
        };
        // A page that is printed has its lines, and no marks of how it is written.
        if !document.pages.is_empty() {
            return lines;
        }
        if let Some(parted) = jammed::part(document) {
            lines.document.to_mut().lines = parted;
            lines.jammed = true;
        }
        if let Some(parted) = markup::part(&lines.document) {
            lines.document.to_mut().lines = parted;
            lines.tagged = true;
        }
        if let Some(restored) = breaks::restore(&lines.document, lexicon) {
            lines.document.to_mut().lines = restored.lines;
            (lines.begun, lines.restored) = (restored.begun, restored.parted);
        }
        if lines.tagged {
            markup::begin(&lines.document, &mut lines.begun);
            lines.cells = markup::cells(&lines.document);
        }
        if lines.cells.is_empty() {
            lines.find_cells(lexicon);
        }
        lines.hashed = markup::is_hashed(&lines.document);
        lines
    }

    /// The cells of tables, by the first way of copying them that this document shows, and what of them cannot be told.
    fn find_cells(&mut self, lexicon: &Lexicon) {
        let mut unclear: Vec<Unclear> =
            self.document.unclear.iter().map(|line| Unclear::new(*line, Extent::Table)).collect();
        let (mut cells, mut more) = stacked::cells(&self.document, lexicon);
        if cells.is_empty() {
            (cells, more) = unnumbered::cells(&self.document, lexicon);
        }
        self.cells = cells;
        unclear.append(&mut more);
        if self.cells.is_empty()
            && let Some(parted) = blanks::parted(&self.document, &self.begun, lexicon)
        {
            self.document.to_mut().lines = parted.lines;
            (self.begun, self.cells) = (parted.begun, parted.cells);
            unclear.extend(parted.unclear);
        }
        quotas::add(&self.document, &mut self.cells, lexicon);
        unclear.sort_unstable_by_key(|unclear| unclear.span);
        self.unread = unread::lines(&self.document, &self.cells, &unclear, lexicon);
        let scattered = scattered::tables(&self.document, &mut self.cells, &self.unread, lexicon);
        if !scattered.is_empty() {
            unclear.extend(scattered);
            unclear.sort_unstable_by_key(|unclear| unclear.span);
            self.unread = unread::lines(&self.document, &self.cells, &unclear, lexicon);
        }
    }

    /// The lines that are cells or of tables that are not read, in order, of those that are kept.
    pub(super) fn cells_kept(&self, fates: &[Fate]) -> Vec<(usize, Cell)> {
        let lines = self.unread.iter().flat_map(|unread| unread.lines.clone());
        let kept = lines.filter(|&line| fates[line] == Fate::Keep).map(|line| (line, Cell::Unread));
        let mut cells: Vec<(usize, Cell)> =
            self.cells.iter().copied().filter(|(_, cell)| *cell != Cell::Again).chain(kept).collect();
        cells.sort_unstable_by_key(|(line, _)| *line);
        cells
    }

    /// Says where lines were parted, and which rows could not be; `clean` tells where words as read stand in the cleaned text.
    pub(super) fn tell(&self, clean: impl Fn(Span) -> Span, notes: &mut Vec<Note>) {
        for &(line, parts) in &self.restored {
            notes.push(Note::warning(
                "breaks-restored",
                clean(line),
                format!(
                    "此处原文的换行已丢失，按序号等标志恢复为{parts}段，请对照原件 (line breaks were lost here; they were put back by \
                     numbers and the like, {parts} paragraphs in all: compare with the original)"
                ),
            ));
        }
        let rows: Vec<Span> = self.document.aligned.iter().flat_map(|table| &table.rows).copied().collect();
        if let Some(first) = rows.first() {
            notes.push(Note::warning(
                "columns-restored",
                clean(*first),
                format!(
                    "此处及以下表格的各列原以空格对齐，按位置恢复为{}行，请对照原件 (the columns of the tables from here on were aligned by \
                     blanks; by their places {} rows were put together: compare with the original)",
                    rows.len(),
                    rows.len(),
                ),
            ));
        }
        for &row in self.document.aligned.iter().flat_map(|table| &table.doubtful) {
            notes.push(Note::warning(
                "cell-filled",
                clean(row),
                "此行有单元格按合并单元格补全，或在换页处拼成，或可能在下页未完，请对照原件 (a cell of this row was filled in from one \
                 that seems to span it, was put together over a page break, or may go on behind one; compare with the original)",
            ));
        }
        for unread in &self.unread {
            let what = match unread.lines.len() {
                0 => "此行无法可靠分列".to_owned(),
                lines => format!("此处起{lines}行无法可靠分列，不列为条目"),
            };
            notes.push(Note::warning(
                "cells-unclear",
                clean(unread.span),
                format!(
                    "表格的单元格仅以空格或换行分隔，{what}，请改为载入原PDF或Word文件，或对照原件 (only blanks or line breaks part the \
                     cells of this table, and from here to the last of these words they do not tell which is which: load the PDF \
                     or the Word document itself, or compare with the original)"
                ),
            ));
        }
    }
}
