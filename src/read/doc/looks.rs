//! What a Word file says of its characters and paragraphs.

use std::cell::Cell;

use super::change::{Change, changes, code, short};
use super::pieces::Text;
use super::runs::{Run, Runs};
use super::styles::Styles;
use crate::read::little::{part, place_at, u16_at};
use crate::read::numbering::{self, NO_LIST};

/// A list that is none: numbers from here on, and 0. The first of them is numbered as before Word 97.
const FIRST_NO_LIST: u16 = 0x07ff;

/// Lists from here on are those of the number that is missing to 0x10000, with their indents kept. The one before is none.
const FIRST_TURNED: u16 = 0xf802;

/// What is said of the text.
pub(super) struct Looks<'b> {
    pub text: &'b Text<'b>,
    pub characters: Runs<'b>,
    pub paragraphs: Runs<'b>,
    /// The stream of data, where long changes stand.
    pub data: &'b [u8],
    pub styles: Styles,
    /// Whether the file tells nothing of some characters or paragraphs.
    pub lacking: Cell<bool>,
}

/// What is said of characters that follow one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Character {
    pub shown: bool,
    /// Whether they are signs of a font.
    pub symbol: bool,
    /// How many characters these are.
    pub count: usize,
}

/// What is said of a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paragraph {
    pub style: u16,
    pub place: Place,
    pub break_before: bool,
    /// In how many tables it is.
    pub depth: i64,
    pub row_end: bool,
    pub inner_cell: bool,
    pub inner_row_end: bool,
}

/// Where a paragraph stands in which list, as far as it says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    list: Option<u16>,
    level: Option<u8>,
}

impl Looks<'_> {
    /// What is said of a character, and of those behind it, in a paragraph of this style.
    pub(super) fn character(&self, at: usize, style: u16) -> Character {
        let run = self.run(&self.characters, at);
        let count = run.map_or(1, |run| self.text.until(at, run.end));
        let (mut deleted, mut symbol, mut hidden, mut style) = (false, false, None, style);
        let mut take = |(code, said): Change<'_>| match code {
            code::DELETED => deleted = said.first().is_some_and(|said| *said != 0),
            code::HIDDEN => hidden = said.first().copied(),
            code::SYMBOL => symbol = true,
            code::CHARACTER_STYLE => style = u16_at(said, 0).unwrap_or(style),
            _ => {}
        };
        changes(run.unwrap_or_default().changes).for_each(&mut take);
        self.each_of_piece(at, &mut take);
        let hidden = match hidden {
            Some(0) => false,
            Some(1) => true,
            Some(said) => self.styles.hides(style) != (said & 1 == 1),
            None => self.styles.hides(style),
        };
        Character { shown: !deleted && !hidden, symbol, count }
    }

    /// What is said of the paragraph that ends with this mark.
    pub(super) fn paragraph(&self, mark: usize) -> Paragraph {
        let mut found = Paragraph::default();
        found.style = self.each_of_paragraph(mark, |change| found.take(change));
        found
    }

    /// Hands out what is changed of the paragraph that ends with this mark, and gives its style.
    pub(super) fn each_of_paragraph(&self, mark: usize, mut take: impl FnMut(Change<'_>)) -> u16 {
        let run = self.run(&self.paragraphs, mark);
        let Run { mut style, changes: changed, .. } = run.unwrap_or_default();
        let mut take = |(code, said): Change<'_>| match code {
            code::STYLE => style = u16_at(said, 0).unwrap_or(style),
            code::ELSEWHERE | code::TABLE_ELSEWHERE => {
                self.elsewhere(said).into_iter().flat_map(changes).for_each(&mut take);
            }
            _ => take((code, said)),
        };
        changes(changed).for_each(&mut take);
        self.each_of_piece(mark, take);
        style
    }

    /// The run that a character is in.
    fn run<'r>(&self, runs: &Runs<'r>, at: usize) -> Option<Run<'r>> {
        let run = self.text.place(at).and_then(|place| runs.find(place));
        if run.is_none() {
            self.lacking.set(true);
        }
        run
    }

    /// The changes in the stream of data that another names.
    fn elsewhere(&self, said: &[u8]) -> Option<&[u8]> {
        let at = place_at(said, 0)?;
        part(self.data, at.checked_add(2)?, usize::from(u16_at(self.data, at)?))
    }

    /// Hands out what is changed of the whole piece that a character is in.
    fn each_of_piece(&self, at: usize, mut take: impl FnMut(Change<'_>)) {
        let (said, named) = self.text.changed(at);
        if let Some((code, value)) = short(said) {
            take((code, &[value]));
        }
        changes(named).for_each(take);
    }
}

impl Paragraph {
    fn take(&mut self, change: Change<'_>) {
        let (code, said) = change;
        let is = said.first().is_some_and(|said| *said != 0);
        let number = || said.try_into().map_or(0, i32::from_le_bytes).into();
        match code {
            code::BREAK_BEFORE => self.break_before = is,
            code::IN_TABLE => self.depth = if is { self.depth.max(1) } else { 0 },
            code::DEPTH => self.depth = number(),
            code::DEEPER => self.depth = self.depth.saturating_add(number()),
            code::ROW_END => self.row_end = is,
            code::INNER_CELL => self.inner_cell = is,
            code::INNER_ROW_END => self.inner_row_end = is,
            _ => self.place.take(change),
        }
    }
}

impl Place {
    pub(super) fn take(&mut self, (code, said): Change<'_>) {
        match code {
            code::LIST => self.list = u16_at(said, 0),
            code::LEVEL => self.level = said.first().copied(),
            _ => {}
        }
    }

    /// Whether the number is counted as before Word 97.
    pub(super) fn is_old(self) -> bool {
        self.list == Some(FIRST_NO_LIST)
    }

    /// The same for what counts.
    pub(super) fn numbered(self) -> numbering::Place {
        let list = self.list.map(|list| match list {
            FIRST_TURNED.. => (u16::MAX - list + 1).to_string(),
            FIRST_NO_LIST.. => NO_LIST.to_owned(),
            list => list.to_string(),
        });
        numbering::Place { list, level: self.level.map(usize::from) }
    }
}
