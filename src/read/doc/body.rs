//! The text of a Word file on its way to lines.

use std::collections::HashMap;
use std::mem;
use std::ops::Range;

use super::header::Story;
use super::looks::Looks;
use super::plc::Plc;
use super::story::{Ends, Paragraph, SECTION, ends_section, instructions, paragraphs};
use crate::error::ReadError;
use crate::limits::Limit;
use crate::read::cells::{Columns, Row, Stand};
use crate::read::counted::Digits;
use crate::read::flow::{Flow, Rows};
use crate::read::little::{u16_at, u32_at};
use crate::read::numbering::Numbering;

/// What stands for a tab within a paragraph: it sets words apart, and parts no cells.
const TAB: u16 = 0x3000;

/// What stands for a sign of a font.
const SIGN: u16 = '●' as u16;

/// Where a drawing says its number, and where a text in a box says that of its drawing.
const NUMBER_OF_DRAWING: usize = 0;
const DRAWING_OF_BOX: usize = 14;

/// Where a text in a box says that it is none any more.
const REUSABLE: usize = 8;

/// What fastens a drawing.
const ANCHOR: u16 = 0x08;

/// Marks in the text, with the texts that they stand for.
pub(super) struct Marks<'b> {
    pub sections: Plc<'b>,
    pub footnote_marks: Plc<'b>,
    pub footnotes: Plc<'b>,
    pub drawings: Plc<'b>,
    pub boxes: Plc<'b>,
}

/// The text on its way to lines.
pub(super) struct Body<'b> {
    pub flow: Flow,
    pub numbering: Numbering,
    looks: &'b Looks<'b>,
    marks: Marks<'b>,
    /// The texts in boxes by the numbers of their drawings; one that was read is taken out.
    boxes: HashMap<u32, usize>,
    /// Where the stories of footnotes and boxes are.
    stories: [Range<usize>; 2],
    /// The footnotes that the text refers to, and their numbers; those with a mark of their own have none.
    notes: Vec<(usize, Option<u32>)>,
    /// How many of these have one.
    numbered: u32,
    /// The number of the footnote that has just been opened.
    footnote: Option<u32>,
    /// The story that is being read.
    story: Story,
    /// The instructions of fields in it.
    instructions: Vec<Range<usize>>,
    /// The open paragraph: whether its number, if it has one, was put in.
    begun: bool,
    paragraph: Option<Paragraph>,
    /// The words that were not added yet.
    words: Vec<u16>,
    /// The bytes that words may take, and those taken.
    room: u64,
    taken: u64,
    /// Whether there are fields that begin or end alone.
    pub odd_fields: bool,
    /// Whether there are halves of characters.
    pub odd_characters: bool,
    /// Whether paragraphs are numbered as before Word 97, which is not read.
    pub old_numbers: bool,
}

impl<'b> Body<'b> {
    pub(super) fn new(
        flow: Flow,
        numbering: Numbering,
        looks: &'b Looks<'b>,
        marks: Marks<'b>,
        stories: [Range<usize>; 2],
        room: u64,
    ) -> Self {
        let number = |index: usize| {
            let said = marks.boxes.said(index).filter(|said| u16_at(said, REUSABLE) == Some(0))?;
            Some((u32_at(said, DRAWING_OF_BOX)?, index))
        };
        let boxes = (0..marks.boxes.count).rev().filter_map(number).collect();
        Self {
            flow,
            numbering,
            looks,
            marks,
            boxes,
            stories,
            notes: Vec::new(),
            numbered: 0,
            footnote: None,
            story: Story::Main,
            instructions: Vec::new(),
            begun: false,
            paragraph: None,
            words: Vec::new(),
            room,
            taken: 0,
            odd_fields: false,
            odd_characters: false,
            old_numbers: false,
        }
    }

    /// Reads the main story, the boxes of which it does not tell where they are fastened (those of groups of drawings), and the
    /// footnotes that it refers to.
    pub(super) fn read(&mut self, main: Range<usize>) -> Result<(), ReadError> {
        self.stretch(Story::Main, main)?;
        let mut boxes: Vec<usize> = mem::take(&mut self.boxes).into_values().collect();
        boxes.sort_unstable();
        for index in boxes {
            if let Some(stretch) = part_of(&self.stories[1], self.marks.boxes, index) {
                self.flow.part();
                self.stretch(Story::Boxes, stretch)?;
            }
        }
        let notes = mem::take(&mut self.notes);
        if !notes.is_empty() {
            self.flow.part();
        }
        for (index, number) in notes {
            if let Some(stretch) = part_of(&self.stories[0], self.marks.footnotes, index) {
                self.footnote = number;
                self.stretch(Story::Footnotes, stretch)?;
            }
        }
        Ok(())
    }

    /// Reads a stretch of the text.
    fn stretch(&mut self, story: Story, stretch: Range<usize>) -> Result<(), ReadError> {
        let units = self.looks.text.units.get(stretch.clone()).unwrap_or_default();
        let (instructions, odd) = instructions(units, stretch.start);
        self.odd_fields |= odd;
        let most = usize::try_from(self.room).unwrap_or(usize::MAX) / size_of::<Paragraph>();
        let found = paragraphs(self.looks, self.marks.sections, stretch, most).ok_or_else(|| self.over())?;
        let story = mem::replace(&mut self.story, story);
        let instructions = mem::replace(&mut self.instructions, instructions);
        self.blocks(&found, 0)?;
        (self.story, self.instructions) = (story, instructions);
        Ok(())
    }

    /// Reads paragraphs in so many tables, and the tables among them.
    fn blocks(&mut self, mut rest: &[Paragraph], depth: u8) -> Result<(), ReadError> {
        while let Some((first, others)) = rest.split_first() {
            if first.depth <= depth {
                self.paragraph(first)?;
                rest = others;
                continue;
            }
            let end = rest.iter().position(|paragraph| paragraph.depth <= depth).unwrap_or(rest.len());
            let (table, others) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            self.table(table, depth + 1)?;
            rest = others;
        }
        Ok(())
    }

    fn table(&mut self, table: &[Paragraph], depth: u8) -> Result<(), ReadError> {
        let ends = |ends: Ends| move |paragraph: &Paragraph| paragraph.depth == depth && paragraph.ends == ends;
        let rows = || table.split_inclusive(ends(Ends::Row));
        let columns = Columns::of(rows().filter_map(|row| self.said_of_row(row)));
        self.flow.open_table();
        for paragraphs in rows() {
            let row = self.said_of_row(paragraphs).unwrap_or_default();
            let stands = row.stands(&columns);
            let (before, after) = row.beside(&columns);
            self.flow.open_row();
            if before > 0 {
                self.flow.open_cell(before, Rows::Span(1));
            }
            for (at, cell) in paragraphs.split_inclusive(ends(Ends::Cell)).enumerate() {
                // Behind the last cell the row's own mark stands alone.
                if let [mark] = cell
                    && mark.ends == Ends::Row
                    && mark.start + 1 == mark.end
                {
                    continue;
                }
                let stand = stands.get(at).copied().unwrap_or(Stand { columns: 1, rows: Rows::Span(1) });
                if stand.columns > 0 {
                    self.flow.open_cell(stand.columns, stand.rows);
                }
                self.blocks(cell, depth)?;
            }
            if after > 0 {
                self.flow.open_cell(after, Rows::Span(1));
            }
        }
        self.flow.close_table();
        Ok(())
    }

    /// What the mark of a row says of its cells.
    fn said_of_row(&self, row: &[Paragraph]) -> Option<Row> {
        let mark = row.last().filter(|last| last.ends == Ends::Row)?;
        let mut found = Row::default();
        self.looks.each_of_paragraph(mark.end - 1, |change| found.take(change));
        Some(found)
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), ReadError> {
        if paragraph.break_before {
            self.flow.part();
        }
        self.paragraph = Some(*paragraph);
        self.begun = false;
        let mut at = paragraph.start;
        while at < paragraph.end {
            let next = self.instructions.partition_point(|range| range.end <= at);
            let next = self.instructions.get(next).cloned();
            if let Some(instruction) = next.clone().filter(|range| range.start <= at) {
                at = instruction.end;
                continue;
            }
            let said = self.looks.character(at, paragraph.style);
            let end = next.map_or(paragraph.end, |next| next.start.min(paragraph.end));
            let end = end.min(at.saturating_add(said.count));
            if said.shown {
                for at in at..end {
                    self.character(at, said.symbol)?;
                }
            } else if self.story == Story::Main && !self.boxes.is_empty() {
                // Boxes that are fastened to what is hidden are, too.
                for at in at..end {
                    self.box_at(at);
                }
            }
            at = end;
        }
        self.end_line();
        if self.taken > self.room { Err(self.over()) } else { Ok(()) }
    }

    fn character(&mut self, at: usize, symbol: bool) -> Result<(), ReadError> {
        if self.story == Story::Main
            && let Some(index) = self.marks.footnote_marks.at(at)
        {
            self.refer(index, at);
        }
        match self.looks.text.units.get(at).copied().unwrap_or(0) {
            0x09 => self.words.push(TAB),
            0x0b | 0x0e => self.end_line(),
            SECTION if !ends_section(self.marks.sections, at) => {
                self.end_line();
                self.flow.part();
            }
            0x1e => self.words.push('-' as u16),
            ANCHOR if self.story == Story::Main => self.boxed(at)?,
            0x28 if symbol => self.words.push(SIGN),
            0x00..=0x1f => {}
            unit => self.words.push(unit),
        }
        Ok(())
    }

    /// Puts in the mark of a footnote, unless it has a mark of its own.
    fn refer(&mut self, index: usize, at: usize) {
        let own = self.looks.text.units.get(at) != Some(&0x02);
        self.numbered = self.numbered.saturating_add(u32::from(!own));
        let number = (!own).then_some(self.numbered);
        self.notes.push((index, number));
        if let Some(number) = number {
            self.words.extend(Digits::Circled.show(number).encode_utf16());
        }
    }

    /// Reads the text in the box that is fastened here: its paragraphs stand before the one that is open.
    fn boxed(&mut self, at: usize) -> Result<(), ReadError> {
        let Some(stretch) = self.box_at(at) else { return Ok(()) };
        self.flush();
        let before = self.flow.take();
        let open = (self.begun, self.paragraph);
        self.stretch(Story::Boxes, stretch)?;
        (self.begun, self.paragraph) = open;
        self.flow.add(&before);
        Ok(())
    }

    /// Takes out the text in the box that is fastened here.
    fn box_at(&mut self, at: usize) -> Option<Range<usize>> {
        self.looks.text.units.get(at).filter(|unit| **unit == ANCHOR)?;
        let drawing = self.marks.drawings.said(self.marks.drawings.at(at)?)?;
        let index = self.boxes.remove(&u32_at(drawing, NUMBER_OF_DRAWING)?)?;
        part_of(&self.stories[1], self.marks.boxes, index)
    }

    /// Adds the words that were not added yet.
    fn flush(&mut self) {
        if self.words.is_empty() {
            return;
        }
        self.begin();
        let words = String::from_utf16(&self.words).unwrap_or_else(|_| {
            self.odd_characters = true;
            String::from_utf16_lossy(&self.words)
        });
        self.words.clear();
        self.add(&words);
    }

    fn add(&mut self, words: &str) {
        self.taken = self.taken.saturating_add(words.len() as u64);
        self.flow.add(words);
    }

    /// Puts the number before the open paragraph, if that has one and has none yet.
    fn begin(&mut self) {
        let Some(paragraph) = self.paragraph.filter(|_| !self.begun) else { return };
        self.begun = true;
        self.old_numbers |= paragraph.place.is_old();
        if let Some(number) = self.footnote.take() {
            self.add(&Digits::Circled.show(number));
        }
        if let Some(number) = self.numbering.next(&paragraph.place.numbered(), Some(&paragraph.style.to_string())) {
            self.add(&number);
        }
    }

    /// Ends a line: the paragraph, or what a break parts of it.
    fn end_line(&mut self) {
        self.flush();
        // An empty paragraph is counted, too.
        self.begin();
        self.flow.end_paragraph();
    }

    fn over(&self) -> ReadError {
        ReadError::TooLarge { of: Limit::Unpacked, limit: self.room }
    }
}

/// The stretch of the text that a part of a story is.
fn part_of(story: &Range<usize>, parts: Plc<'_>, index: usize) -> Option<Range<usize>> {
    let (start, end) = parts.place(index).zip(parts.place(index + 1))?;
    let (start, end) = (story.start.checked_add(start)?, story.start.checked_add(end)?);
    Some(start..end).filter(|part| part.start <= part.end && part.end <= story.end)
}
