//! Old Word documents (.doc of Word 97 to 2003, .wps): paragraphs and tables as they say them, from [MS-DOC].
//!
//! As with DOCX, the numbers that Word counts are put before their paragraphs, and deleted and hidden words, the
//! instructions of fields, and the heads and feet of pages are no text; footnotes stand behind the text, by their marks.

mod body;
mod change;
mod header;
mod lists;
mod looks;
mod pieces;
mod plc;
mod rows;
mod runs;
mod story;
mod styles;

use std::cell::Cell;

use self::body::{Body, Marks};
use self::header::{Header, Part, Refused, Story};
use self::looks::Looks;
use self::pieces::{Lost, Text};
use self::plc::Plc;
use self::runs::{Of, Runs};
use self::styles::Styles;
use super::compound::Compound;
use super::flow::Flow;
use super::numbering::Numbering;
use super::package::damaged;
use super::{Document, Format, foreign};
use crate::error::ReadError;
use crate::limits::{Limit, Limits};
use crate::model::Severity;
use crate::note::Note;

/// The streams of the text, and of what is too long for the others.
const TEXT: &str = "WordDocument";
const DATA: &str = "Data";

/// Whether a compound file is of Word.
pub(super) fn is_word(file: &Compound<'_>) -> bool {
    file.has(TEXT)
}

/// Reads a compound file that is of Word.
pub(super) fn read(file: &Compound<'_>, limits: &Limits) -> Result<Document, ReadError> {
    let stream = whole(file, TEXT)?;
    let header = Header::read(&stream).map_err(|refused| match refused {
        Refused::NotWord => damaged(Format::Doc, &"its text begins with no head"),
        Refused::TooOld => ReadError::Unsupported { found: foreign::OLD_WORD },
        Refused::Locked => ReadError::Unsupported { found: foreign::LOCKED_OFFICE },
    })?;
    let table = whole(file, header.table())?;
    let data = if file.has(DATA) { whole(file, DATA)? } else { Vec::new() };
    let part = |which: Part, name: &str| {
        header.part(&table, which).ok_or_else(|| damaged(Format::Doc, &format!("its {name} lie beyond its end")))
    };
    let text = Text::read(part(Part::Pieces, "pieces")?, &stream, limits.unpacked).map_err(|lost| match lost {
        Lost::Pieces => damaged(Format::Doc, &"its pieces of text cannot be told"),
        Lost::Beyond => damaged(Format::Doc, &"a piece of its text lies beyond its end"),
        Lost::TooLong => ReadError::TooLarge { of: Limit::Unpacked, limit: limits.unpacked },
    })?;
    let story = |which: Story| {
        let (start, end) = header.story(which).filter(|(_, end)| *end <= text.units.len())?;
        Some(start..end)
    };
    let main = story(Story::Main).ok_or_else(|| damaged(Format::Doc, &"its text is shorter than it says"))?;
    let runs = |which: Part, of: Of, name: &str| {
        let runs = Runs::new(&stream, part(which, name)?, of);
        if runs.is_whole() { Ok(runs) } else { Err(damaged(Format::Doc, &format!("its {name} lie beyond its end"))) }
    };
    let characters = runs(Part::CharacterRuns, Of::Characters, "runs of characters")?;
    let paragraphs = runs(Part::ParagraphRuns, Of::Paragraphs, "runs of paragraphs")?;

    // What is lost of the rest is told, and the text is read without it.
    let mut lost = Losses::default();
    let mut numbering = Numbering::default();
    let styles = header.part(&table, Part::Styles).filter(|part| !part.is_empty());
    let styles = styles.and_then(|part| Styles::read(part, &mut numbering));
    let styles = lost.unless(styles, STYLES).unwrap_or_default();
    if header.part(&table, Part::Lists).is_none_or(|part| !part.is_empty()) {
        // The levels stand behind the part.
        let kinds = header.from(&table, Part::Lists).and_then(|part| lists::read_kinds(part, &mut numbering));
        let uses = header.part(&table, Part::ListUses).and_then(|part| lists::read_uses(part, &mut numbering));
        lost.unless(kinds.and(uses), NUMBERS);
    }
    let mut plc = |which: Part, size: usize, name: Name| {
        Plc::new(lost.unless(header.part(&table, which), name).unwrap_or_default(), size)
    };
    let marks = Marks {
        sections: plc(Part::Sections, 12, SECTIONS),
        footnote_marks: plc(Part::FootnoteMarks, 2, FOOTNOTES),
        footnotes: plc(Part::Footnotes, 0, FOOTNOTES),
        drawings: plc(Part::Drawings, 26, BOXES),
        boxes: plc(Part::Boxes, 22, BOXES),
    };
    let footnotes = lost.unless(story(Story::Footnotes), FOOTNOTES).unwrap_or_default();
    let boxes = lost.unless(story(Story::Boxes), BOXES).unwrap_or_default();

    let looks = Looks { text: &text, characters, paragraphs, data: &data, styles, lacking: Cell::new(false) };
    let flow = Flow::new(Format::Doc, limits.unpacked);
    let mut body = Body::new(flow, numbering, &looks, marks, [footnotes, boxes], limits.unpacked);
    body.read(main)?;
    lost.unless((!looks.lacking.get()).then_some(()), FORMATS);
    lost.unless((!body.old_numbers).then_some(()), NUMBERS);
    lost.unless((!body.odd_characters).then_some(()), CHARACTERS);
    lost.unless((!body.odd_fields).then_some(()), FIELDS);
    let mut document = body.flow.finish()?;
    document.notes.extend(lost.note());
    Ok(document)
}

/// A stream that must be there, whole.
fn whole(file: &Compound<'_>, name: &str) -> Result<Vec<u8>, ReadError> {
    let missing = if file.has(name) { "is cut off" } else { "is not there" };
    file.stream(name).ok_or_else(|| damaged(Format::Doc, &format!("its stream {name} {missing}")))
}

/// A part of a document, in Chinese and in English.
type Name = (&'static str, &'static str);

const STYLES: Name = ("样式", "styles");
const NUMBERS: Name = ("自动编号", "counted numbers");
const SECTIONS: Name = ("分节", "sections");
const FOOTNOTES: Name = ("脚注", "footnotes");
const BOXES: Name = ("文本框", "text boxes");
const FORMATS: Name =
    ("部分段落和字符的格式（表格、隐藏文字）", "formats of some paragraphs and characters (tables, hidden words)");
const CHARACTERS: Name = ("部分字符", "some characters");
const FIELDS: Name = ("域", "fields");

/// What could not be read.
#[derive(Default)]
struct Losses(Vec<Name>);

impl Losses {
    fn unless<T>(&mut self, found: Option<T>, name: Name) -> Option<T> {
        if found.is_none() && !self.0.contains(&name) {
            self.0.push(name);
        }
        found
    }

    fn note(&self) -> Option<Note> {
        let (zh, en): (Vec<_>, Vec<_>) = self.0.iter().copied().unzip();
        (!zh.is_empty()).then(|| Note {
            severity: Severity::Warning,
            code: "doc-damaged",
            message: format!(
                "Word 文件已损坏，内容可能不全，未能读出：{} (the Word file is damaged and may lack words; not read: {})",
                zh.join("、"),
                en.join(", ")
            ),
            span: None,
        })
    }
}
