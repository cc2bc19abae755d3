//! Stage 1: bytes to pages of lines. The only stage that may fail.
//!
//! The format is told by the first bytes, never by the file's name.
//!
//! After this: [`Document::text`] holds all lines one after another without terminators, in reading order; each
//! [`Line`] is a span of it; where the format has places, every character of a line has a [`Glyph`]; a row of a table
//! is one line with its cells parted by tabs. Nothing was removed. Traditional script is read as simplified.

mod book;
mod cells;
mod compound;
mod counted;
mod doc;
mod docx;
mod encoding;
mod flow;
mod foreign;
mod html;
mod little;
mod mhtml;
mod numbering;
mod ocr;
mod ofd;
mod package;
mod page;
mod pdf;
mod rtf;
mod txt;

use std::fmt;

use self::compound::Compound;
use crate::error::ReadError;
use crate::limits::Limit;
use crate::note::Note;
use crate::options::Options;
use crate::text::{Span, confused, simplify};

/// A document as read: lines in reading order.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What it was read as.
    pub format: Format,
    /// The words of all lines, one line after another, without terminators; in simplified script, which the rules read.
    pub text: String,
    /// The same as written, where that is in traditional script, byte for byte at the same places.
    pub written: Option<String>,
    /// The lines, in reading order; their spans follow one another and cover `text`.
    pub lines: Vec<Line>,
    /// The lines that the document itself sets apart from its text (menus, hidden words), in order.
    pub asides: Vec<Span>,
    /// The pages; empty where the format has none.
    pub pages: Vec<Page>,
    /// One for each character of each line that has places, in text order.
    pub glyphs: Vec<Glyph>,
    /// The pages whose words were recognised in pictures, in order.
    pub recognised: Vec<Recognised>,
    /// The tables that were put together from columns which blanks align, in order.
    pub aligned: Vec<AlignedTable>,
    /// The first lines of such tables whose cells could not be told, in order.
    pub unclear: Vec<Span>,
    /// What the reader noticed: which engine read the file, pages without text. Spans are `None`.
    pub notes: Vec<Note>,
}

/// What a document is, by content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text in UTF-8, UTF-16 or GB 18030.
    #[default]
    Text,
    /// PDF.
    Pdf,
    /// A page in HTML.
    Html,
    /// A page saved in one file, by a browser or by Word.
    Mhtml,
    /// A document of Word 97 to 2003, or of WPS.
    Doc,
    /// A document of Word or WPS in Office Open XML.
    Docx,
    /// A document in RTF, whatever its name is.
    Rtf,
    /// A workbook of Excel 97 to 2003, or of WPS.
    Xls,
    /// A workbook of Excel or WPS in Office Open XML.
    Xlsx,
    /// OFD, the format of official documents in China (GB/T 33190).
    Ofd,
}

impl Document {
    /// The words of all lines as they were written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// Whether the document sets a line, or a part of one, apart from its text.
    #[must_use]
    pub fn is_aside(&self, line: Span) -> bool {
        let next = self.asides.partition_point(|aside| aside.start <= line.start);
        next > 0 && self.asides[next - 1].contains(line)
    }
}

impl Format {
    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html",
            Self::Mhtml => "multipart/related",
            Self::Ofd => "application/ofd",
            Self::Doc => "application/msword",
            Self::Rtf => "application/rtf",
            Self::Xls => "application/vnd.ms-excel",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Pdf => "PDF",
            Self::Html => "HTML",
            Self::Mhtml => "MHTML",
            Self::Doc => "Word (.doc)",
            Self::Xls => "Excel (.xls)",
            Self::Xlsx => "Excel",
            Self::Docx => "Word",
            Self::Rtf => "RTF",
            Self::Ofd => "OFD",
        })
    }
}

/// A table, or its part on one page, that was put together from columns which blanks align.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlignedTable {
    /// Its rows, each a line.
    pub rows: Vec<Span>,
    /// The rows of which a cell was filled in that may be meant to be empty, or that a page break parted or may have parted.
    pub doubtful: Vec<Span>,
    /// Whether cells that span rows were told from empty ones.
    pub drawn: bool,
}

/// A page as it is shown, after rotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
}

/// A page that text recognition read.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The page, counted from 0.
    pub page: u32,
    /// How sure it is of the page's words, in percent: the mean over their characters.
    pub confidence: u8,
    /// Where the words are of which it is unsure.
    pub unsure: Vec<Rect>,
}

/// A printed line, or a row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Line {
    /// Its words in [`Document::text`].
    pub text: Span,
    /// Whether a blank line or a clear gap stands before it.
    pub gap_before: bool,
    /// Whether it begins a page of a dump: a form feed stands before it.
    pub page_break: bool,
    /// Where it is printed; `None` where the format has no places.
    pub place: Option<Place>,
}

impl Line {
    /// A part of a line of text: what stands before the line stands before its first part.
    pub(crate) fn part(self, text: Span) -> Self {
        let first = text.start == self.text.start;
        let (gap_before, page_break) = (self.gap_before && first, self.page_break && first);
        Self { text, gap_before, page_break, place: None }
    }
}

/// Where and how a line is printed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// The page, counted from 0: an index into [`Document::pages`].
    pub page: u32,
    /// The first of the line's glyphs in [`Document::glyphs`]; there is one for each character.
    pub glyphs: u32,
    /// The box around it.
    pub rect: Rect,
    /// The size of most of its glyphs, in points.
    pub size: f32,
    /// Whether most of its glyphs are bold.
    pub bold: bool,
    /// Whether it is set at an angle, or pale behind the text: a watermark's look.
    pub watermark: bool,
    /// The column of text that it stands in.
    pub column: Column,
}

/// Where a line stands on a page whose text is set in two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// Over both, or on a page with one.
    #[default]
    Whole,
    /// In the one that is read first.
    Left,
    /// In the other one.
    Right,
}

impl Column {
    /// One more than the last of them as a number.
    pub(crate) const COUNT: usize = 3;
}

/// A character's place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Glyph {
    /// The page, counted from 0: its line's, but for the words of a table's row that a page break parts.
    pub page: u32,
    /// The box, from the glyph's origin and advance.
    pub rect: Rect,
}

/// A box in points, from the top left corner of the page as shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Rect {
    /// Whether the middle of another box is in it.
    #[must_use]
    pub fn holds_middle(self, other: Self) -> bool {
        let (x, y) = ((other.x0 + other.x1) / 2.0, (other.y0 + other.y1) / 2.0);
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    /// The smallest box around both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// Reads a document.
///
/// # Errors
///
/// Every way in which bytes may hold no readable text has its own [`ReadError`].
pub fn read(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    if bytes.len() as u64 > options.limits.bytes {
        return Err(ReadError::TooLarge { of: Limit::Bytes, limit: options.limits.bytes });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut document = if pdf::is_pdf(bytes) {
        pdf::read(bytes, options)?
    } else if foreign::is_package_of(bytes, "word/") {
        docx::read(bytes, &options.limits)?
    } else if rtf::is_rtf(bytes) {
        rtf::read(bytes, &options.limits)?
    } else if compound::is_compound(bytes) {
        read_compound(bytes, options)?
    } else if foreign::is_package_of(bytes, "OFD.xml") {
        ofd::read(bytes, options)?
    } else if foreign::is_package_of(bytes, "xl/") {
        book::read(bytes, &options.limits)?
    } else if mhtml::is_mime(bytes) {
        mhtml::read(bytes, &options.limits)?
    } else {
        txt::read(bytes, options)?
    };
    document.written = simplify(&mut document.text);
    if let Some(printed) = confused::restore(&mut document.text) {
        document.written.get_or_insert(printed);
    }
    Ok(document)
}

/// Reads a document of an office program of before 2007.
fn read_compound(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    let refused = |has: &dyn Fn(&str) -> bool| Err(foreign::refuse_compound(bytes, has));
    let Some(file) = Compound::open(bytes) else { return refused(&|_| false) };
    if doc::is_word(&file) {
        doc::read(&file, &options.limits)
    } else if let Some(stream) = book::stream_of(&file) {
        book::read_old(&file, stream, &options.limits)
    } else {
        refused(&|name| file.has(name))
    }
}
