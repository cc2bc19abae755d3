//! Whether fonts are bold, by their names or by what their programs say.
//!
//! A program is unpacked as far as its table of weight, which comes early in most.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_font::OutlineGlyph;
use hayro_syntax::object::{Array, Dict, Name, Stream};
use rustc_hash::FxHashMap;

use crate::read::page::BOLD;

/// Words in a font's name that mean bold.
const BOLD_NAMES: [&str; 3] = ["bold", "heavy", "black"];

/// Bytes of what tells subsets of a font apart, the plus included.
const SUBSET_TAG: usize = 7;

/// How much is unpacked at a time, in bytes.
const PART: usize = 4 << 10;

/// Whether the font of a glyph is bold.
pub(super) fn is_bold_glyph(glyph: &OutlineGlyph) -> bool {
    glyph.font_data().is_some_and(|font| {
        is_bold_name(font.postscript_name.as_deref().unwrap_or_default())
            || font.weight.is_some_and(|weight| weight >= u32::from(BOLD))
    })
}

/// Whether fonts are bold of which their dictionaries state the characters.
#[derive(Default)]
pub(super) struct Weights {
    /// By the name of the font that they are subsets of: some producers cut one font into a dozen.
    of_subsets: FxHashMap<Vec<u8>, bool>,
}

impl Weights {
    pub(super) fn is_bold(&mut self, font: &Dict<'_>) -> bool {
        let kind = font.get::<Name<'_>>(b"Subtype");
        let is_composite = match kind.as_ref().map(|kind| kind.as_ref()) {
            Some(b"Type0") => true,
            Some(b"TrueType") => false,
            _ => return false,
        };
        let name = font.get::<Name<'_>>(b"BaseFont");
        let whole = name.as_ref().and_then(|name| subset_of(name.as_ref()));
        if let Some(&known) = whole.and_then(|whole| self.of_subsets.get(whole)) {
            return known;
        }
        let bold = name.as_ref().is_some_and(|name| is_bold_name(name.as_str())) || says_bold(font, is_composite);
        if let Some(whole) = whole {
            self.of_subsets.insert(whole.to_vec(), bold);
        }
        bold
    }
}

/// The name of the font that a subset was cut out of: `AAAAAA+Name`.
fn subset_of(name: &[u8]) -> Option<&[u8]> {
    let (tag, whole) = name.split_at_checked(SUBSET_TAG)?;
    let (plus, tag) = tag.split_last()?;
    (*plus == b'+' && tag.iter().all(u8::is_ascii_uppercase) && !whole.is_empty()).then_some(whole)
}

/// Whether a font's program says that it is bold.
fn says_bold(font: &Dict<'_>, is_composite: bool) -> bool {
    let program = if is_composite {
        let descendants = font.get::<Array<'_>>(b"DescendantFonts");
        let descendant = descendants.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        descendant.and_then(|font| program(&font, &[b"FontFile2", b"FontFile3", b"FontFile"]))
    } else {
        program(font, &[b"FontFile2"])
    };
    program.is_some_and(|program| Program::new(&program).is_bold().unwrap_or(false))
}

fn is_bold_name(name: &str) -> bool {
    // What is before a plus tells subsets of a font apart.
    let name = name.split_once('+').map_or(name, |(_, name)| name).to_ascii_lowercase();
    BOLD_NAMES.iter().any(|bold| name.contains(bold))
}

fn program<'a>(font: &Dict<'a>, keys: &[&[u8]]) -> Option<Stream<'a>> {
    let descriptor = font.get::<Dict<'_>>(b"FontDescriptor")?;
    keys.iter().find_map(|key| descriptor.get::<Stream<'_>>(key))
}

/// Whether a stream is packed in the one common way: /FlateDecode, or a list of nothing else.
fn is_plainly_packed(stream: &Dict<'_>) -> bool {
    let list = stream.get::<Array<'_>>(b"Filter");
    let mut listed = list.iter().flat_map(|filters| filters.iter::<Name<'_>>());
    let first = stream.get::<Name<'_>>(b"Filter").or_else(|| listed.next());
    first.is_some_and(|filter| filter.as_ref() == b"FlateDecode")
        && listed.next().is_none()
        && !stream.contains_key(b"DecodeParms")
}

/// A font's program that is unpacked as it is read.
struct Program<'a> {
    packed: Cow<'a, [u8]>,
    unpacker: Option<Decompress>,
    unpacked: Vec<u8>,
}

impl<'a> Program<'a> {
    fn new(stream: &Stream<'a>) -> Self {
        if is_plainly_packed(stream.dict()) {
            return Self { packed: stream.raw_data(), unpacker: Some(Decompress::new(true)), unpacked: Vec::new() };
        }
        let unpacked = stream.decoded_data().map_or_else(|_| Vec::new(), Cow::into_owned);
        Self { packed: Cow::Borrowed(&[]), unpacker: None, unpacked }
    }

    /// By the table of weight or, without one, by the style in the head.
    fn is_bold(&mut self) -> Option<bool> {
        if !matches!(&self.bytes(0)?, b"\0\x01\0\0" | b"true" | b"OTTO") {
            return None;
        }
        let [_, _, _, _, high, low] = self.bytes(0)?;
        let count = usize::from(u16::from_be_bytes([high, low]));
        let mut head = None;
        for record in 0..count {
            let at = 12 + record * 16;
            let [a, b, c, d] = self.bytes(at)?;
            let start = u32::from_be_bytes(self.bytes(at + 8)?) as usize;
            match &[a, b, c, d] {
                b"OS/2" => return Some(u16::from_be_bytes(self.bytes(start.checked_add(4)?)?) >= BOLD),
                b"head" => head = start.checked_add(44),
                _ => {}
            }
        }
        Some(u16::from_be_bytes(self.bytes(head?)?) & 1 == 1)
    }

    /// So many bytes from a place on.
    fn bytes<const N: usize>(&mut self, at: usize) -> Option<[u8; N]> {
        let end = at.checked_add(N)?;
        while self.unpacked.len() < end && self.unpack()? {}
        self.unpacked.get(at..end)?.try_into().ok()
    }

    /// Unpacks a part, if there is one.
    fn unpack(&mut self) -> Option<bool> {
        let unpacker = self.unpacker.as_mut()?;
        self.unpacked.reserve(PART);
        let rest = self.packed.get(usize::try_from(unpacker.total_in()).ok()?..)?;
        let before = self.unpacked.len();
        let status = unpacker.decompress_vec(rest, &mut self.unpacked, FlushDecompress::None).ok()?;
        Some(status == Status::Ok && self.unpacked.len() > before)
    }
}
