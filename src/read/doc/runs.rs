//! Runs of the stream and what is changed in each: of characters, and of paragraphs ([MS-DOC], PlcBte and Fkp).

use super::plc::{Plc, last_at_most};
use crate::read::little::{part, place_at, u16_at, u32_at};

/// Bytes of a page of runs. Its last tells how many there are.
const PAGE: usize = 512;

/// Bits of a page's number.
const NUMBER: u32 = 0x3f_ffff;

/// Bytes that a run of paragraphs says of its height.
const HEIGHT: usize = 12;

/// The runs of a stream.
pub(super) struct Runs<'b> {
    stream: &'b [u8],
    pages: Plc<'b>,
    of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Characters,
    Paragraphs,
}

/// A run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run<'b> {
    /// Where it ends in the stream.
    pub end: usize,
    /// The style of a paragraph.
    pub style: u16,
    /// Its changes.
    pub changes: &'b [u8],
}

impl<'b> Runs<'b> {
    pub(super) fn new(stream: &'b [u8], plc: &'b [u8], of: Of) -> Self {
        Self { stream, pages: Plc::new(plc, 4), of }
    }

    /// Whether there are pages of runs, and all are there.
    pub(super) fn is_whole(&self) -> bool {
        let whole = |index: usize| {
            let number = self.pages.said(index).and_then(|said| u32_at(said, 0)).map(|number| number & NUMBER);
            let number = number.and_then(|number| usize::try_from(number).ok());
            number.is_some_and(|number| part(self.stream, number * PAGE, PAGE).is_some())
        };
        self.pages.count > 0 && (0..self.pages.count).all(whole)
    }

    /// The run that a place in the stream is in; `None` where the file tells none.
    pub(super) fn find(&self, place: usize) -> Option<Run<'b>> {
        let number = u32_at(self.pages.said(self.pages.find(place)?)?, 0)? & NUMBER;
        let page = part(self.stream, usize::try_from(number).ok()?.checked_mul(PAGE)?, PAGE)?;
        let count = usize::from(*page.last()?);
        let index = last_at_most(count, place, |index| place_at(page, index * 4))?;
        let end = place_at(page, (index + 1) * 4).filter(|&end| end > place)?;
        let size = if self.of == Of::Characters { 1 } else { 1 + HEIGHT };
        let at = usize::from(*page.get((count + 1) * 4 + index * size)?) * 2;
        if at == 0 {
            return Some(Run { end, ..Run::default() });
        }
        let length = usize::from(*page.get(at)?);
        if self.of == Of::Characters {
            return Some(Run { end, changes: part(page, at + 1, length)?, ..Run::default() });
        }
        let said = match length {
            0 => part(page, at + 2, usize::from(*page.get(at + 1)?) * 2)?,
            length => part(page, at + 1, length * 2 - 1)?,
        };
        Some(Run { end, style: u16_at(said, 0)?, changes: said.get(2..)? })
    }
}
