//! Fonts, and what their characters read as.
//!
//! What the dictionary of a font states is enough for most characters; hayro decodes fonts where it is not. What a character
//! is, is asked for once and kept.

use std::collections::hash_map::Entry;

use hayro_font::{Font, FontCache, FontGlyph, GlyphId, StandardFont};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::Vec2;
use hayro_interpret::{CacheKey, InterpreterSettings};
use hayro_syntax::object::{Dict, Name, ObjRef};
use hayro_syntax::page::Resources;
use rustc_hash::FxHashMap;

use super::super::Drawer;
use super::super::unicode::Fonts;
use super::stated::{Character, Stated};
use super::weight::{self, Weights};
use crate::read::page::{Reading, is_mark_up, letters, needs_help, plain, unified};

/// A font of the document: its place in the list of those that were met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Face(usize);

/// A character of a font.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// How many bytes of a string it takes.
    pub bytes: u8,
    /// Whether it may be the rest of a longer character, or a byte that is no character.
    pub is_broken: bool,
    /// Whether word spacing follows it.
    pub is_space: bool,
    /// How far it takes the text, along the line, in thousandths of the size.
    pub advance: f32,
    /// Where its glyph begins and by how much it is stretched, where that is not as it is.
    pub shift: Option<(Vec2, f64)>,
    /// The width of its glyph, in thousandths.
    pub width: f32,
    pub reading: Reading,
}

/// A font, and the characters of it that were met.
pub(super) struct Typeface<'a> {
    decoder: Decoder<'a>,
    /// Whether it stands in for one that is not there.
    stands_in: bool,
    /// Whether a character may take several bytes.
    is_composite: bool,
    pub bold: bool,
    pub horizontal: bool,
    /// By the byte, or by the two bytes that a character begins with.
    signs: FxHashMap<u16, Sign>,
    /// The last character that has no place among these.
    other: Option<Sign>,
}

/// What tells the characters of a font.
enum Decoder<'a> {
    /// Its dictionary, and the whole font where that is not enough.
    Stated(Box<Stated>, Dict<'a>),
    Whole(Font<'a>),
}

/// The fonts of a document.
pub(super) struct Faces<'a> {
    loader: Loader<'a>,
    all: Vec<Typeface<'a>>,
    by_reference: FxHashMap<ObjRef, Option<Face>>,
    by_key: FxHashMap<u128, Option<Face>>,
    standing_in: Option<Face>,
    weights: Weights,
}

/// What fonts are decoded with.
struct Loader<'a> {
    cache: FontCache<'a>,
    settings: InterpreterSettings,
    help: Fonts<'a>,
}

impl<'a> Faces<'a> {
    pub(super) fn new(drawer: &Drawer<'a>) -> Self {
        let (cache, settings) = (FontCache::new(), drawer.settings.clone());
        Self {
            loader: Loader { cache, settings, help: Fonts::new(drawer.pdf) },
            all: Vec::new(),
            by_reference: FxHashMap::default(),
            by_key: FxHashMap::default(),
            standing_in: None,
            weights: Weights::default(),
        }
    }

    /// The font of a name, or what stands in for it.
    pub(super) fn named(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Option<Face> {
        let reference = resources.fonts.get_ref(name);
        if let Some(&face) = reference.and_then(|reference| self.by_reference.get(&reference)) {
            return face;
        }
        let face = match resources.get_font(name) {
            Some(font) => self.of(&font),
            None => self.standing_in(),
        };
        if let Some(reference) = reference {
            self.by_reference.insert(reference, face);
        }
        face
    }

    /// The font that a dictionary describes, or what stands in for it.
    pub(super) fn of(&mut self, font: &Dict<'a>) -> Option<Face> {
        let key = font.cache_key();
        if let Some(&face) = self.by_key.get(&key) {
            return face;
        }
        let is_composite = font.get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == b"Type0");
        let stated =
            Stated::new(font, &self.loader.settings).map(|stated| Decoder::Stated(Box::new(stated), font.clone()));
        let face = match stated.or_else(|| self.loader.load(font).map(Decoder::Whole)) {
            Some(decoder) => Some(self.add(decoder, is_composite, false)),
            None => self.standing_in(),
        };
        self.by_key.insert(key, face);
        face
    }

    /// What stands in for fonts that are not there.
    pub(super) fn standing_in(&mut self) -> Option<Face> {
        if self.standing_in.is_none() {
            let Loader { cache, settings, .. } = &self.loader;
            let font = cache.standard_font(StandardFont::Helvetica, &settings.font_resolver)?;
            self.standing_in = Some(self.add(Decoder::Whole(font), false, true));
        }
        self.standing_in
    }

    fn add(&mut self, decoder: Decoder<'a>, is_composite: bool, stands_in: bool) -> Face {
        let (horizontal, bold) = match &decoder {
            Decoder::Stated(_, font) => (true, self.weights.is_bold(font)),
            Decoder::Whole(font) => {
                let glyph = font.glyph(GlyphId::NOTDEF, 0);
                (font.is_horizontal(), matches!(glyph, FontGlyph::Outline(glyph) if weight::is_bold_glyph(&glyph)))
            }
        };
        let (signs, other) = (FxHashMap::default(), None);
        self.all.push(Typeface { decoder, stands_in, is_composite, bold, horizontal, signs, other });
        Face(self.all.len() - 1)
    }

    pub(super) fn get(&self, face: Face) -> &Typeface<'a> {
        &self.all[face.0]
    }

    /// The first character of bytes, of which there are some.
    pub(super) fn read(&mut self, face: Face, bytes: &[u8]) -> &Sign {
        self.all[face.0].read(bytes, &mut self.loader)
    }
}

impl<'a> Typeface<'a> {
    /// Whether a string is shown: of what a font that is not there would show, only what every font does.
    pub(super) fn shows(&self, string: &[u8]) -> bool {
        !self.stands_in || string.is_ascii()
    }

    fn read(&mut self, bytes: &[u8], loader: &mut Loader<'a>) -> &Sign {
        let key = match *bytes {
            [first, second, ..] if self.is_composite => Some(u16::from_be_bytes([first, second])),
            [first, ..] if !self.is_composite => Some(u16::from(first)),
            _ => None,
        };
        let Self { decoder, horizontal, signs, other, .. } = self;
        let Some(key) = key else { return other.insert(decoder.sign(bytes, *horizontal, loader)) };
        match signs.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let sign = decoder.sign(bytes, *horizontal, loader);
                // Of longer characters there may be millions.
                if sign.bytes <= 2 && !sign.is_broken { place.insert(sign) } else { other.insert(sign) }
            }
        }
    }
}

impl<'a> Decoder<'a> {
    /// Works out what the first character of bytes is.
    fn sign(&self, bytes: &[u8], horizontal: bool, loader: &mut Loader<'a>) -> Sign {
        match self {
            Self::Whole(font) => sign(font, bytes, horizontal, &mut loader.help),
            Self::Stated(stated, font) => {
                let Character { code, bytes: length, width, unicode } = stated.character(bytes);
                let reading = match plain_reading(unicode) {
                    Ok(reading) => reading,
                    Err(unicode) => match loader.load(font) {
                        Some(font) => return sign(&font, bytes, horizontal, &mut loader.help),
                        None => unknown(unicode),
                    },
                };
                Sign { width, reading, ..Sign::new(code, length, width) }
            }
        }
    }
}

impl<'a> Loader<'a> {
    fn load(&self, font: &Dict<'a>) -> Option<Font<'a>> {
        self.cache.font(font, &self.settings.font_resolver, &self.settings.cmap_resolver)
    }
}

impl Sign {
    fn new(code: u32, length: usize, advance: f32) -> Self {
        Self {
            bytes: u8::try_from(length).unwrap_or(u8::MAX),
            is_broken: (code, length) == (0, 1),
            is_space: code == u32::from(b' ') && length == 1,
            advance,
            shift: None,
            width: 0.0,
            reading: Reading::Char(' '),
        }
    }
}

/// Works out what the first character of bytes is in a whole font.
fn sign(font: &Font<'_>, bytes: &[u8], horizontal: bool, help: &mut Fonts<'_>) -> Sign {
    let (code, length) = font.read_code(bytes, 0);
    let id = font.map_code(code);
    let (width, unicode, outline) = match font.glyph(id, code) {
        FontGlyph::Outline(glyph) => (glyph.advance_width().unwrap_or(0.0), glyph.as_unicode(), Some(glyph)),
        FontGlyph::Type3(glyph) => (glyph.advance_width(), glyph.as_unicode(), None),
    };
    let reading = plain_reading(unicode).unwrap_or_else(|unicode| {
        let found = outline.and_then(|outline| help.unicode(&outline));
        found.map_or_else(|| unknown(unicode), |words| Reading::Words(words.into()))
    });
    let advance = font.code_advance(code);
    let (origin, stretch) = (font.origin_displacement(code), font.glyph_stretch(id, code));
    let shift = (origin != Vec2::ZERO || stretch != 1.0).then_some((origin, stretch));
    let advance = if horizontal { advance.x } else { advance.y } as f32;
    Sign { shift, width, reading, ..Sign::new(code, length, advance) }
}

/// What a font says that a character is; an error where that is no answer.
fn plain_reading(unicode: Option<BfString>) -> Result<Reading, Option<BfString>> {
    match unicode {
        Some(BfString::Char(c)) if !needs_help(c) => Ok(match letters(c) {
            Some(letters) => Reading::Words(letters.into()),
            None => Reading::Char(unified(plain(c))),
        }),
        Some(BfString::String(words)) if !words.contains(needs_help) => {
            let words: String = words.chars().filter(|&c| !is_mark_up(c)).map(plain).collect();
            Ok(Reading::Words(words.into()))
        }
        other => Err(other),
    }
}

impl Reading {
    /// Of a character that a file gives as such.
    pub(in crate::read) fn of(c: char) -> Self {
        plain_reading(Some(BfString::Char(c))).unwrap_or_else(unknown)
    }
}

/// What stands for a character that nothing is found of.
fn unknown(unicode: Option<BfString>) -> Reading {
    match unicode {
        Some(BfString::Char(c)) if c >= ' ' => Reading::Unknown(c),
        _ => Reading::Unknown('\u{fffd}'),
    }
}
