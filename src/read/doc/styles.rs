//! The styles of a Word file ([MS-DOC], STSH): what they stand on, whether they hide words, and how they number paragraphs.

use super::change::{changes, code};
use super::looks::Place;
use crate::read::little::{part, u16_at};
use crate::read::numbering::{Numbering, Style};

/// Kinds of styles.
const OF_PARAGRAPHS: u16 = 1;
const OF_CHARACTERS: u16 = 2;

/// No style: what stands on nothing.
const NONE: u16 = 0x0fff;

/// Styles that stand on one another: no more are followed, so that a circle ends.
const MOST: usize = 20;

/// Which styles hide their words.
#[derive(Default)]
pub(super) struct Styles {
    styles: Vec<Hiding>,
}

#[derive(Default, Clone, Copy)]
struct Hiding {
    based_on: Option<u16>,
    hidden: Option<u8>,
}

impl Styles {
    /// Reads the styles, and hands on how they number; `None` where they are not whole.
    pub(super) fn read(bytes: &[u8], numbering: &mut Numbering) -> Option<Self> {
        let mut found = Self::default();
        let count = u16_at(bytes, 2)?;
        let fixed = usize::from(u16_at(bytes, 4)?);
        let mut at = usize::from(u16_at(bytes, 0)?) + 2;
        for number in 0..count {
            let length = usize::from(u16_at(bytes, at)?);
            let style = part(bytes, at + 2, length)?;
            at += 2 + length + length % 2;
            let mut hiding = Hiding::default();
            if length > 0 {
                let (kind, based_on) = u16_at(style, 2).map(|both| (both & 0xf, both >> 4))?;
                hiding.based_on = Some(based_on).filter(|based_on| *based_on != NONE);
                let place = read_changes(style, fixed, kind, &mut hiding)?;
                let style =
                    Style { based_on: hiding.based_on.map(|number| number.to_string()), place: place.numbered() };
                numbering.styles.insert(number.to_string(), style);
            }
            found.styles.push(hiding);
        }
        Some(found)
    }

    /// Whether the words of a style are hidden.
    pub(super) fn hides(&self, style: u16) -> bool {
        let mut next = Some(style);
        let mut turned = false;
        for _ in 0..MOST {
            let Some(style) = next.and_then(|style| self.styles.get(usize::from(style))) else { break };
            match style.hidden {
                Some(0) => return turned,
                Some(1) => return !turned,
                Some(said) if said & 1 == 1 => turned = !turned,
                _ => {}
            }
            next = style.based_on;
        }
        turned
    }
}

/// Takes what a style changes.
fn read_changes(style: &[u8], fixed: usize, kind: u16, hiding: &mut Hiding) -> Option<Place> {
    let even = |at: usize| at + at % 2;
    let mut place = Place::default();
    let count = u16_at(style, 4)? & 0xf;
    let mut at = even(fixed + 2 + usize::from(u16_at(style, fixed)?) * 2 + 2);
    for number in 0..count {
        let length = usize::from(u16_at(style, at)?);
        let said = part(style, at + 2, length)?;
        at = even(at + 2 + length);
        match (kind, number) {
            (OF_PARAGRAPHS, 0) => changes(said.get(2..).unwrap_or_default()).for_each(|change| place.take(change)),
            (OF_PARAGRAPHS, 1) | (OF_CHARACTERS, 0) => {
                let mut hidden = changes(said).filter(|(code, _)| *code == code::HIDDEN);
                hiding.hidden = hidden.find_map(|(_, said)| said.first().copied());
            }
            _ => {}
        }
    }
    Some(place)
}
