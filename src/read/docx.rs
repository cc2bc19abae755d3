//! Word documents (DOCX, and what WPS saves as such): paragraphs and tables as they say them.
//!
//! The numbers that Word counts are put before their paragraphs, as they are printed. What was deleted under tracked
//! changes, hidden words, and the heads and feet of pages are no text; footnotes stand behind the text, by their marks.

mod numbering;

use std::collections::HashMap;
use std::mem;

use quick_xml::events::{BytesStart, Event};

use super::counted::Digits;
use super::flow::{Flow, Rows};
use super::numbering::{Numbering, Place};
use super::package::{Package, attribute, damaged, reader, referred};
use super::{Document, Format};
use crate::error::ReadError;
use crate::limits::Limits;

/// How deep elements may lie in one another. Tables in boxes in tables reach 60.
const DEEPEST: usize = 1000;

/// What stands for a tab within a paragraph: it sets words apart, and parts no cells.
const TAB: &str = "\u{3000}";

/// Elements that are no text: what tracked changes took away or moved from here, the second form of a drawing, and how
/// words are spoken.
const UNSEEN: [&str; 4] = ["Fallback", "del", "moveFrom", "rt"];

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, Format::Docx, limits)?;
    let main = package.main()?;
    let main = package.part(main.as_deref().unwrap_or("word/document.xml"))?;
    let lists = package.optional("word/numbering.xml")?;
    let styles = package.optional("word/styles.xml")?;
    let mut body = Body::new(limits, numbering::read(lists.as_deref(), styles.as_deref()));
    body.read(&main)?;
    if !body.notes.is_empty()
        && let Some(footnotes) = package.optional("word/footnotes.xml")?
    {
        body.flow.part();
        body.read(&footnotes)?;
    }
    body.flow.finish()
}

/// The text on its way to lines.
struct Body {
    flow: Flow,
    numbering: Numbering,
    /// The open paragraphs: one, and those around the box that it is in.
    paragraphs: Vec<Paragraph>,
    /// How deep the open element lies that is no text.
    unseen: Option<usize>,
    /// Whether the open run is hidden.
    hidden: bool,
    /// Whether the words that come are text, and not blanks between elements.
    words: bool,
    /// What the open cell says of itself; it begins with its first words.
    cell: Option<Cell>,
    /// The columns that each of the open rows leaves out at its end.
    left_out: Vec<usize>,
    /// The ids of the footnotes that the text refers to, and their numbers.
    notes: HashMap<String, u32>,
    /// The number of the footnote that has just been opened.
    footnote: Option<u32>,
    depth: usize,
}

#[derive(Default)]
struct Paragraph {
    place: Place,
    style: Option<String>,
    /// Whether its properties are being read.
    properties: bool,
    /// Whether its number, if it has one, was put in.
    begun: bool,
    /// The words before the box that is open in it.
    before: String,
}

struct Cell {
    columns: usize,
    rows: Rows,
}

impl Body {
    fn new(limits: &Limits, numbering: Numbering) -> Self {
        Self {
            flow: Flow::new(Format::Docx, limits.unpacked),
            numbering,
            paragraphs: Vec::new(),
            unseen: None,
            hidden: false,
            words: false,
            cell: None,
            left_out: Vec::new(),
            notes: HashMap::new(),
            footnote: None,
            depth: 0,
        }
    }

    fn read(&mut self, part: &str) -> Result<(), ReadError> {
        let mut reader = reader(part);
        loop {
            match reader.read_event().map_err(|error| damaged(Format::Docx, &error))? {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(damaged(Format::Docx, &"its elements lie too deep in one another"));
                    }
                    self.start(&element);
                }
                Event::Empty(element) => {
                    self.depth += 1;
                    self.start(&element);
                    self.end(element.local_name().as_ref());
                    self.depth -= 1;
                }
                Event::End(element) => {
                    self.end(element.local_name().as_ref());
                    self.depth = self.depth.saturating_sub(1);
                }
                Event::Text(words) if self.words => self.add(&words.xml10_content()),
                Event::CData(words) if self.words => self.add(&words.xml10_content()),
                Event::GeneralRef(reference) if self.words => {
                    if let Some(c) = referred(&reference) {
                        self.add(c.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        if self.unseen.is_some() {
            return;
        }
        if UNSEEN.contains(&name) {
            self.unseen = Some(self.depth);
            return;
        }
        let value = || attribute(element, "val");
        let columns = || value().and_then(|count| count.parse().ok()).unwrap_or(1);
        let in_properties = self.paragraphs.last().is_some_and(|paragraph| paragraph.properties);
        match name {
            "p" => {
                self.open_cell();
                self.paragraphs.push(Paragraph::default());
            }
            "pPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.properties = true;
                }
            }
            "pStyle" | "numId" | "ilvl" => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| in_properties) {
                    numbering::read_place(&mut paragraph.place, element);
                    if name == "pStyle" {
                        paragraph.style = value();
                    }
                }
            }
            "pageBreakBefore" => self.flow.part(),
            "r" => self.hidden = false,
            // The mark of a paragraph may be hidden, and its words shown.
            "vanish" if !in_properties => self.hidden = !matches!(value().as_deref(), Some("0" | "false" | "off")),
            "t" => self.words = true,
            "tab" | "ptab" if !in_properties => self.add(TAB),
            "noBreakHyphen" => self.add("-"),
            "sym" => self.add("●"),
            "br" | "cr" => {
                self.end_line();
                if attribute(element, "type").as_deref() == Some("page") {
                    self.flow.part();
                }
            }
            "footnoteReference" => self.refer(attribute(element, "id")),
            "footnote" => {
                self.footnote = attribute(element, "id").and_then(|id| self.notes.get(&id).copied());
                self.unseen = self.footnote.is_none().then_some(self.depth);
            }
            "txbxContent" => {
                let before = self.flow.take();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.before = before;
                }
            }
            "tbl" => {
                self.open_cell();
                self.flow.open_table();
            }
            "tr" if self.flow.in_table() => {
                self.left_out.push(0);
                self.flow.open_row();
            }
            "tc" if self.flow.in_table() => self.cell = Some(Cell { columns: 1, rows: Rows::Span(1) }),
            // A row may begin or end some columns from the edge.
            "gridBefore" if self.flow.in_table() => self.flow.open_cell(columns(), Rows::Span(1)),
            "gridAfter" => {
                if let Some(left_out) = self.left_out.last_mut() {
                    *left_out = columns();
                }
            }
            "gridSpan" => {
                if let Some(cell) = &mut self.cell {
                    cell.columns = columns();
                }
            }
            "vMerge" => {
                if let Some(cell) = &mut self.cell {
                    let begins = value().as_deref() == Some("restart");
                    cell.rows = if begins { Rows::Span(1) } else { Rows::AsAbove };
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(depth) = self.unseen {
            if depth == self.depth {
                self.unseen = None;
            }
            return;
        }
        match name {
            "t" => self.words = false,
            "pPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.properties = false;
                }
            }
            "p" => {
                self.end_line();
                self.paragraphs.pop();
            }
            "txbxContent" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let before = mem::take(&mut paragraph.before);
                    self.flow.add(&before);
                }
            }
            "tc" => self.open_cell(),
            "tr" => {
                if let Some(columns) = self.left_out.pop().filter(|columns| *columns > 0) {
                    self.flow.open_cell(columns, Rows::Span(1));
                }
            }
            "tbl" if self.flow.in_table() => self.flow.close_table(),
            _ => {}
        }
    }

    /// Opens the cell that was begun, with what it said of itself.
    fn open_cell(&mut self) {
        if let Some(cell) = self.cell.take() {
            self.flow.open_cell(cell.columns, cell.rows);
        }
    }

    fn add(&mut self, words: &str) {
        if self.hidden || words.is_empty() {
            return;
        }
        self.begin();
        for part in words.split_inclusive(|c: char| c.is_control()) {
            let line = part.trim_end_matches(|c: char| c.is_control());
            self.flow.add(line);
            if line.len() < part.len() {
                self.flow.add(" ");
            }
        }
    }

    /// Puts the number before the open paragraph, if that has one and has none yet.
    fn begin(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if mem::replace(&mut paragraph.begun, true) {
            return;
        }
        if let Some(number) = self.footnote.take() {
            self.flow.add(&Digits::Circled.show(number));
        }
        if let Some(number) = self.numbering.next(&paragraph.place, paragraph.style.as_deref()) {
            self.flow.add(&number);
        }
    }

    /// Ends a line: the paragraph, or what a break parts of it.
    fn end_line(&mut self) {
        // An empty paragraph is counted, too.
        self.begin();
        self.flow.end_paragraph();
    }

    /// Puts in the mark of a footnote.
    fn refer(&mut self, id: Option<String>) {
        let Some(id) = id else { return };
        let next = u32::try_from(self.notes.len() + 1).unwrap_or(u32::MAX);
        let number = *self.notes.entry(id).or_insert(next);
        self.add(&Digits::Circled.show(number));
    }
}
