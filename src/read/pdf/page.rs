//! From what pages draw to the document's lines.

use super::frame::Frame;
use super::ink::Ink;
use super::judge;
use super::line::{self, Raw};
use super::table::{self, Row};
use crate::error::ReadError;
use crate::model::Severity;
use crate::note::Note;
use crate::read::{Document, Format, Glyph, Line, Page, Place};
use crate::text::Span;

/// Puts the document together page by page.
#[derive(Default)]
pub(super) struct Builder {
    document: Document,
    /// Pages with pictures and without text, counted from 1.
    silent: Vec<usize>,
    pictures: usize,
    /// The usual distance of lines on the last page that showed one.
    pitch: Option<f32>,
}

impl Builder {
    /// The glyphs kept so far.
    pub(super) fn glyphs(&self) -> usize {
        self.document.glyphs.len()
    }

    /// Adds the next page.
    pub(super) fn add(&mut self, mut ink: Ink<'_, '_>, size: [f32; 2]) {
        ink.settle();
        let pictures = ink.pictures;
        let turn = line::main_turn(&ink.marks);
        let frame = Frame::new(turn, size);
        let (mut marks, behind) = line::sort_out(std::mem::take(&mut ink.marks), turn);
        for mark in &mut marks {
            frame.mark_into(mark);
        }
        let rules: Vec<_> = ink.rules.iter().map(|&rule| frame.rule_into(rule)).collect();
        let tables = table::tables(&rules, marks);
        let mut lines = line::lines(&tables.rest, &frame);
        for table in &tables.tables {
            let place = lines.iter().position(|line| (line.rect.y0 + line.rect.y1) / 2.0 > table.rect.y0);
            let place = place.unwrap_or(lines.len());
            lines.splice(place..place, table.rows.iter().map(Row::line));
        }
        self.pitch = line::pitch(&lines).or(self.pitch);
        line::mark_gaps(&mut lines, self.pitch);
        for raw in &mut lines {
            raw.rect = frame.rect_out(raw.rect);
            for cell in &mut raw.cells {
                cell.rect = frame.rect_out(cell.rect);
            }
        }
        lines.extend(line::watermarks(&behind));
        self.document.pages.push(Page { width: size[0], height: size[1] });
        self.pictures += pictures;
        if lines.is_empty() && pictures > 0 {
            self.silent.push(self.document.pages.len());
        }
        for raw in &lines {
            self.push(raw);
        }
    }

    fn push(&mut self, raw: &Raw) {
        let start = self.document.text.len();
        let glyphs = u32::try_from(self.document.glyphs.len()).unwrap_or(u32::MAX);
        self.document.text.extend(raw.cells.iter().map(|cell| cell.c));
        self.document.glyphs.extend(raw.cells.iter().map(|cell| Glyph { rect: cell.rect }));
        let page = u32::try_from(self.document.pages.len()).unwrap_or(u32::MAX).saturating_sub(1);
        let place = Place { page, glyphs, rect: raw.rect, size: raw.size, bold: raw.bold, watermark: raw.watermark };
        let text = Span::new(start, self.document.text.len());
        self.document.lines.push(Line { text, gap_before: raw.gap, place: Some(place) });
    }

    /// The document, or why it is none.
    pub(super) fn finish(mut self) -> Result<Document, ReadError> {
        let pages = self.document.pages.len();
        if self.document.lines.is_empty() {
            return Err(if self.pictures > 0 {
                ReadError::PicturesOnly { pages }
            } else {
                ReadError::Damaged {
                    format: Format::Pdf,
                    detail: "its pages hold neither text nor pictures".to_owned(),
                }
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
        self.document.format = Format::Pdf;
        Ok(self.document)
    }

    fn warn(&mut self, code: &'static str, message: String) {
        self.document.notes.push(Note { severity: Severity::Warning, code, message, span: None });
    }
}

/// Page numbers with runs drawn together: 1–3, 7.
fn numbers(pages: &[usize]) -> String {
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
