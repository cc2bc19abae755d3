//! What the dictionary of a font states of its characters: for most fonts all that reading asks.
//!
//! Their programs, by far the largest part of most files, are then never unpacked.

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use rustc_hash::FxHashMap;

use super::collected;

/// The largest number of a character in a collection.
const LARGEST_CID: u32 = 0xffff;

/// A font whose dictionary states the width of each character, and what characters read as.
pub(super) struct Stated {
    coding: Coding,
    unicode: Unicode,
}

/// How strings are parted into characters, and the widths of these.
enum Coding {
    /// A byte each; the widths from the first that has one on, and that of others.
    Bytes { first: usize, widths: Vec<f32>, other: f32 },
    /// By what numbers them; widths by number, and that of others.
    Numbers { encoding: Encoding, widths: FxHashMap<u32, f32>, other: f32 },
}

/// What gives characters their numbers.
enum Encoding {
    Own(Box<CMap>),
    Collected(collected::Encoding),
}

/// What tells how characters read.
enum Unicode {
    /// A table of their codes.
    Own(Box<CMap>),
    /// Their numbers in a collection.
    Collected,
}

/// A character as it is stated.
pub(super) struct Character {
    pub code: u32,
    pub bytes: usize,
    pub width: f32,
    pub unicode: Option<BfString>,
}

impl Stated {
    pub(super) fn new(font: &Dict<'_>, settings: &InterpreterSettings) -> Option<Self> {
        let kind = font.get::<Name<'_>>(b"Subtype")?;
        let descendant = font.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let coding = match (kind.as_ref(), &descendant) {
            (b"Type0", Some(descendant)) => Coding::numbers(font, descendant, settings)?,
            (b"TrueType", _) => Coding::bytes(font, &[b"FontFile2"])?,
            (b"Type1" | b"MMType1", _) => Coding::bytes(font, &[b"FontFile3", b"FontFile"])?,
            _ => return None,
        };
        let unicode = if font.contains_key(b"ToUnicode") {
            Unicode::Own(parse(&font.get::<Stream<'_>>(b"ToUnicode")?.decoded_data().ok()?, settings)?)
        } else if descendant.is_some_and(|descendant| !has_program(&descendant) && coding.is_collected(&descendant)) {
            Unicode::Collected
        } else {
            return None;
        };
        Some(Self { coding, unicode })
    }

    /// The first character of bytes, of which there are some.
    pub(super) fn character(&self, bytes: &[u8]) -> Character {
        match &self.coding {
            Coding::Bytes { first, widths, other } => {
                let code = bytes.first().copied().unwrap_or(0);
                let width = usize::from(code).checked_sub(*first).and_then(|index| widths.get(index));
                self.found(u32::from(code), 1, 0, *width.unwrap_or(other))
            }
            Coding::Numbers { encoding, widths, other } => {
                let (code, length) = encoding.first_code(bytes);
                let number = (1..=4).find_map(|length| encoding.number(code, length)).unwrap_or(0);
                self.found(code, length, number, *widths.get(&number).unwrap_or(other))
            }
        }
    }

    fn found(&self, code: u32, bytes: usize, number: u32, width: f32) -> Character {
        let unicode = match &self.unicode {
            Unicode::Own(table) => table.lookup_bf_string(code),
            Unicode::Collected => collected::unicode(number).map(BfString::Char),
        };
        Character { code, bytes, width, unicode }
    }
}

impl Coding {
    /// A font with one of these programs.
    fn bytes(font: &Dict<'_>, programs: &[&[u8]]) -> Option<Self> {
        let descriptor = font.get::<Dict<'_>>(b"FontDescriptor")?;
        if !programs.iter().any(|program| descriptor.contains_key(program)) {
            return None;
        }
        let (first, last) = (font.get::<usize>(b"FirstChar")?, font.get::<usize>(b"LastChar")?);
        let count = last.checked_sub(first)?.checked_add(1)?;
        let widths = font.get::<Array<'_>>(b"Widths")?.iter::<f32>().take(count).collect();
        Some(Self::Bytes { first, widths, other: descriptor.get::<f32>(b"MissingWidth").unwrap_or(0.0) })
    }

    /// `None` for text that runs down the page, too, whose glyphs are placed by more.
    fn numbers(font: &Dict<'_>, descendant: &Dict<'_>, settings: &InterpreterSettings) -> Option<Self> {
        let encoding = match font.get::<Object<'_>>(b"Encoding")? {
            Object::Name(name) if name.as_ref() == b"Identity-H" => Encoding::Own(Box::new(CMap::identity_h())),
            Object::Name(name) => Encoding::Collected(collected::Encoding::named(name.as_ref())?),
            Object::Stream(stream) => Encoding::Own(parse(&stream.decoded_data().ok()?, settings)?),
            _ => return None,
        };
        if matches!(&encoding, Encoding::Own(table) if table.metadata().writing_mode == Some(WritingMode::Vertical)) {
            return None;
        }
        let widths = descendant.get::<Array<'_>>(b"W").map(|widths| by_number(&widths)).unwrap_or_default();
        Some(Self::Numbers { encoding, widths, other: descendant.get::<f32>(b"DW").unwrap_or(1000.0) })
    }

    /// Whether the numbers are those of the collection.
    fn is_collected(&self, descendant: &Dict<'_>) -> bool {
        let Self::Numbers { encoding, .. } = self else { return false };
        let table = match encoding {
            Encoding::Collected(_) => return true,
            Encoding::Own(table) => table,
        };
        let own = table.metadata().character_collection.as_ref().map(|collection| &collection.family);
        own.is_some_and(|family| *family == CidFamily::AdobeIdentity)
            && descendant.get::<Dict<'_>>(b"CIDSystemInfo").is_some_and(|info| {
                let says = |key: &[u8], what: &[u8]| info.get::<PdfString<'_>>(key).is_some_and(|s| s.as_ref() == what);
                says(b"Registry", b"Adobe") && says(b"Ordering", b"GB1")
            })
    }
}

impl Encoding {
    fn number(&self, code: u32, bytes: u8) -> Option<u32> {
        match self {
            Self::Own(table) => table.lookup_cid_code(code, bytes),
            Self::Collected(table) => table.number(code, bytes),
        }
    }

    /// The first code that there is; a byte that begins none is passed over.
    fn first_code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (length, &byte) in (1..=4_u8).zip(bytes) {
            code = code << 8 | u32::from(byte);
            if self.number(code, length).is_some() {
                return (code, usize::from(length));
            }
        }
        (0, 1)
    }
}

fn has_program(font: &Dict<'_>) -> bool {
    let descriptor = font.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
    [&b"FontFile2"[..], b"FontFile3", b"FontFile"].iter().any(|program| descriptor.contains_key(program))
}

fn parse(table: &[u8], settings: &InterpreterSettings) -> Option<Box<CMap>> {
    let resolver = settings.cmap_resolver.clone();
    CMap::parse(table, move |name: CMapName<'_>| resolver(name)).map(Box::new)
}

/// Widths as composite fonts list them: a number and the widths from it on, or two numbers and the width of all between.
fn by_number(list: &Array<'_>) -> FxHashMap<u32, f32> {
    let mut widths = FxHashMap::default();
    let mut list = list.flex_iter();
    loop {
        if let Some((first, row)) = list.next::<(u32, Array<'_>)>() {
            widths.extend((first..=LARGEST_CID).zip(row.iter::<f32>()));
        } else if let Some((first, last, width)) = list.next::<(u32, u32, f32)>() {
            widths.extend((first..=last.min(LARGEST_CID)).map(|number| (number, width)));
        } else {
            return widths;
        }
    }
}
