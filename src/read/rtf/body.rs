//! The text of an RTF file on its way to paragraphs.

use std::mem;

use super::group::{Apart, Group, Holds, named};
use super::rows::Said;
use super::story::{Ends, LINE, PAGE, Paragraph};
use super::token::{Token, Tokens};
use super::words::{SIGN, TAB, Words};
use crate::error::ReadError;
use crate::limits::Limit;
use crate::read::Format;
use crate::read::counted::Digits;
use crate::read::numbering::{BULLET, apart};
use crate::read::package::damaged;
use crate::text::is_blank;

/// How deep groups may lie in one another. Fields in tables in boxes reach 30.
const DEEPEST: usize = 1000;

/// What the instruction of a field begins with that is a sign.
const SYMBOL: &[u8] = b"SYMBOL ";

/// Characters that have a control word.
const CHARACTERS: [(&str, &str); 11] = [
    ("bullet", "•"),
    ("emdash", "—"),
    ("emspace", "\u{2003}"),
    ("endash", "–"),
    ("enspace", "\u{2002}"),
    ("ldblquote", "“"),
    ("lquote", "‘"),
    ("qmspace", "\u{2005}"),
    ("rdblquote", "”"),
    ("rquote", "’"),
    ("tab", TAB),
];

/// The text on its way to paragraphs.
#[derive(Default)]
pub(super) struct Body {
    pub paragraphs: Vec<Paragraph>,
    /// The footnotes, which stand behind the text.
    pub notes: Vec<Paragraph>,
    plain_font: i32,
    group: Group,
    /// The groups around the open one, the outermost first.
    around: Vec<Group>,
    /// The words of the open paragraph, and whether it has a printed number.
    words: Words,
    has_number: bool,
    /// What goes on behind the words that stand elsewhere, the outermost first.
    interrupted: Vec<Interrupted>,
    /// What is said of the rows of a table, and of those of one in a cell.
    rows: [Said; 2],
    /// Whether a star stood last: what is not known of is to be left out.
    starred: bool,
    /// How many bytes come that stand for a character that was taken.
    replaced: usize,
    /// Whether the mark of a footnote stood last.
    marked: bool,
    /// How many footnotes have a number.
    numbered: u32,
    /// The bytes that words and tables may take, and those that tables take.
    room: u64,
    taken: u64,
    pub flaws: Flaws,
}

/// What could not be read.
#[derive(Default)]
pub(super) struct Flaws {
    /// Paragraphs of lists without a printed number.
    pub numbers: bool,
    /// The file ends before its groups do.
    pub end: bool,
    /// Something stands behind the end.
    pub rest: bool,
}

/// What goes on behind words that stand elsewhere.
struct Interrupted {
    by: Apart,
    /// The words of the paragraph, and whether it has a printed number.
    words: String,
    has_number: bool,
    /// The paragraphs before a footnote.
    paragraphs: Vec<Paragraph>,
    /// The number of the footnote; `None` where it has a mark of its own.
    number: Option<u32>,
    /// Whether the footnote is a note at the end of the document, which is left out.
    is_endnote: bool,
}

impl Body {
    pub(super) fn new(room: u64) -> Self {
        Self { room, group: Group { fallback: 1, ..Group::default() }, ..Self::default() }
    }

    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let mut tokens = Tokens::of(bytes);
        while let Some(token) = tokens.next() {
            self.token(token)?;
            if token == Token::Close && self.around.is_empty() {
                self.flaws.rest = tokens.rest().iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0);
                break;
            }
        }
        self.flaws.end = tokens.cut_off || !self.around.is_empty();
        while !self.around.is_empty() {
            self.close();
        }
        self.finish();
        self.check_room()
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), ReadError> {
        match token {
            Token::Open if self.around.len() >= DEEPEST => {
                return Err(damaged(Format::Rtf, &"its groups lie too deep in one another"));
            }
            Token::Open => {
                self.around.push(self.group);
                self.group = self.group.inner();
                self.replaced = 0;
            }
            Token::Close => self.close(),
            Token::Word(name, number) => {
                self.replaced = 0;
                let starred = mem::take(&mut self.starred);
                match named(name) {
                    Some(holds) => self.begin(holds),
                    None if starred => self.group.hold(Holds::Nothing),
                    None => self.word(name, number),
                }
            }
            Token::Symbol(b'*') => self.starred = true,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Byte(byte) => self.text(&[byte]),
            Token::Text(bytes) => {
                bytes.split(|byte| matches!(byte, 0 | b'\r' | b'\n')).for_each(|part| self.text(part))
            }
        }
        self.check_room()
    }

    fn check_room(&self) -> Result<(), ReadError> {
        let over = self.words.taken.saturating_add(self.taken) > self.room;
        if over { Err(ReadError::TooLarge { of: Limit::Unpacked, limit: self.room }) } else { Ok(()) }
    }

    /// Whether some words stood for no character.
    pub(super) fn is_odd(&self) -> bool {
        self.words.odd
    }

    // Groups.

    /// Takes what the open group holds.
    fn begin(&mut self, holds: Holds) {
        self.group.hold(holds);
        match self.group.holds {
            // What is fastened to hidden words is hidden, too.
            Holds::Apart(_) if !self.group.is_seen() || self.is_in(Apart::Number) => {
                self.group.holds = Holds::Nothing;
            }
            Holds::Apart(apart) => self.interrupt(apart),
            _ => {}
        }
    }

    /// Whether the words are those of a number, a footnote, a box.
    fn is_in(&self, apart: Apart) -> bool {
        self.interrupted.last().is_some_and(|interrupted| interrupted.by == apart)
    }

    /// Lays the open paragraph by.
    fn interrupt(&mut self, by: Apart) {
        let marked = mem::take(&mut self.marked);
        let number = (marked && by == Apart::Footnote).then(|| self.numbered.saturating_add(1));
        let words = self.words.replace(number.map(|number| Digits::Circled.show(number)).unwrap_or_default());
        let has_number = mem::take(&mut self.has_number);
        let mut paragraphs = Vec::new();
        if by == Apart::Footnote {
            mem::swap(&mut self.paragraphs, &mut paragraphs);
        }
        self.interrupted.push(Interrupted { by, words, has_number, paragraphs, number, is_endnote: false });
        self.words.all_signs = by == Apart::Number;
        self.group.around = if by == Apart::Footnote { 0 } else { self.group.tables() };
        self.group.reset_paragraph();
    }

    fn close(&mut self) {
        (self.replaced, self.starred) = (0, false);
        if let Holds::Apart(_) = self.group.holds {
            self.resume();
        }
        if let Some(group) = self.around.pop() {
            self.group = group;
        }
    }

    /// Goes on behind words that stand elsewhere.
    fn resume(&mut self) {
        if !self.is_in(Apart::Number) {
            self.finish();
        }
        let Some(before) = self.interrupted.pop() else { return };
        let words = self.words.replace(before.words);
        self.has_number = before.has_number;
        self.words.all_signs = self.is_in(Apart::Number);
        match before.by {
            Apart::Number => self.put_number(&words),
            Apart::Box => {}
            Apart::Footnote => {
                let note = mem::replace(&mut self.paragraphs, before.paragraphs);
                if before.is_endnote {
                    return;
                }
                if let Some(number) = before.number {
                    self.numbered = number;
                    self.add(&Digits::Circled.show(number));
                }
                self.notes.extend(note);
            }
        }
    }

    /// Puts a printed number before the words of the paragraph, as numbers stand there that Word counts.
    fn put_number(&mut self, printed: &str) {
        let number = printed.trim_matches(|c| is_blank(c) || c == LINE || c == PAGE);
        self.has_number = true;
        // A paragraph whose mark is hidden goes on in the next, whose number is not printed.
        if number.is_empty() || !self.words.is_blank() {
            return;
        }
        let is_number = number.contains(char::is_alphanumeric);
        self.words.replace(if is_number { apart(number.to_owned()) } else { BULLET.to_owned() });
    }

    // Words.

    fn word(&mut self, name: &str, number: Option<i32>) {
        let is = number != Some(0);
        let value = number.unwrap_or(0);
        match (self.group.holds, name) {
            (Holds::Nothing, _) => {}
            (_, "f") => self.group.font = value,
            (Holds::Fonts, "fcharset") => self.words.fonts.set_charset(self.group.font, value),
            (Holds::Fonts, "cpg") => self.words.fonts.set_page(Some(self.group.font), value),
            (Holds::Fonts, _) => {}
            (_, "ansicpg") => self.words.fonts.set_page(None, value),
            (_, "deff") => (self.plain_font, self.group.font) = (value, value),
            (_, "uc") => self.group.fallback = usize::try_from(value).unwrap_or(0),
            (_, "u") => self.unicode(value),
            (_, "plain") => {
                (self.group.font, self.group.hidden, self.group.deleted) = (self.plain_font, false, false);
            }
            (_, "v") => self.group.hidden = is,
            (_, "deleted" | "mvf") => self.group.deleted = is,
            (_, "pard") => self.group.reset_paragraph(),
            (_, "intbl") => self.group.in_table = is,
            (_, "itap") => self.group.depth = value,
            (_, "pagebb") => self.group.break_before = is,
            (_, "ls") => self.group.in_list = is,
            (Holds::RowInCell, "nestrow") => self.end_row(2, 1),
            (Holds::RowInCell, _) => {
                self.rows[1].take(name, number);
            }
            (Holds::Words | Holds::Apart(_), _) => self.word_of_text(name, number),
            _ => {}
        }
    }

    /// Takes a word where words of the document are.
    fn word_of_text(&mut self, name: &str, number: Option<i32>) {
        match name {
            "par" | "sect" if self.group.is_seen() => self.end_paragraph(Ends::Nothing, self.group.tables()),
            "line" | "column" => self.add_seen(LINE.encode_utf8(&mut [0; 4])),
            "page" => self.add_seen(PAGE.encode_utf8(&mut [0; 4])),
            "cell" => self.end_paragraph(Ends::Cell, self.group.in_tables(1)),
            "nestcell" => self.end_paragraph(Ends::Cell, self.group.tables().max(self.group.in_tables(2))),
            "row" => self.end_row(1, 0),
            "nestrow" => self.end_row(2, 1),
            "chftn" => self.marked = !self.is_in(Apart::Footnote) && self.group.is_seen(),
            "ftnalt" => {
                if let Some(last) = self.interrupted.last_mut() {
                    last.is_endnote = true;
                }
            }
            _ if self.rows[0].take(name, number) => {}
            _ => {
                if let Some((_, character)) = CHARACTERS.iter().find(|(known, _)| *known == name) {
                    self.add_seen(character);
                }
            }
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.text(&[symbol]),
            b'~' => self.add_seen("\u{a0}"),
            b'_' => self.add_seen("-"),
            b'\t' => self.add_seen(TAB),
            b'\r' | b'\n' if self.group.is_text() => self.word_of_text("par", None),
            _ => {}
        }
    }

    /// Takes bytes of text.
    fn text(&mut self, bytes: &[u8]) {
        let replaced = self.replaced.min(bytes.len());
        self.replaced -= replaced;
        let bytes = bytes.get(replaced..).unwrap_or_default();
        if bytes.is_empty() || !self.group.is_seen() {
            return;
        }
        if self.group.holds == Holds::Instruction && bytes.trim_ascii_start().starts_with(SYMBOL) {
            return self.add(SIGN.encode_utf8(&mut [0; 4]));
        }
        if !self.group.is_text() {
            return;
        }
        self.marked = false;
        self.words.add_bytes(bytes, self.group.font);
    }

    /// Takes a character by its number, behind which bytes stand for it.
    fn unicode(&mut self, number: i32) {
        self.replaced = self.group.fallback;
        if self.group.is_text() && self.group.is_seen() {
            self.marked = false;
            self.words.add_number(number);
        }
    }

    fn add_seen(&mut self, words: &str) {
        if self.group.is_text() && self.group.is_seen() {
            self.add(words);
        }
    }

    fn add(&mut self, words: &str) {
        self.marked = false;
        self.words.add(words);
    }

    // Paragraphs.

    fn end_paragraph(&mut self, ends: Ends, depth: usize) {
        if self.is_in(Apart::Number) {
            return;
        }
        let mut words = self.words.replace(String::new());
        let has_number = mem::take(&mut self.has_number);
        if self.group.break_before && !matches!(ends, Ends::Row(_)) {
            words.insert(0, PAGE);
        }
        self.flaws.numbers |= self.group.in_list && !has_number && !words.chars().all(is_blank);
        self.taken = self.taken.saturating_add(size_of::<Paragraph>() as u64);
        self.paragraphs.push(Paragraph { words, depth, ends });
    }

    fn end_row(&mut self, depth: usize, which: usize) {
        let depth = self.group.in_tables(depth);
        let depth = if which > 0 { depth.max(self.group.tables()) } else { depth };
        self.taken = self.taken.saturating_add(self.rows[which].size() as u64);
        let row = self.rows[which].row.clone();
        self.end_paragraph(Ends::Row(row), depth);
    }

    /// Ends the last paragraph, which needs no mark.
    fn finish(&mut self) {
        if !self.words.is_blank() {
            self.end_paragraph(Ends::Nothing, self.group.tables());
        }
    }
}
