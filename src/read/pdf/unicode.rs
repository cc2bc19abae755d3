//! What a glyph stands for when its font does not say it: by its character collection, or by the font program itself.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_font::{OutlineFontData, OutlineGlyph};
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use super::cmaps::cmap;
use crate::read::page::unified;

/// The fonts of one document.
pub(super) struct Fonts<'a> {
    pdf: &'a Pdf,
    /// The composite fonts, found when first asked for.
    described: Option<Vec<Described<'a>>>,
    /// By the font program's key and the font's name.
    help: HashMap<(u128, String), Rc<Help>>,
}

/// A composite font's name and dictionaries.
struct Described<'a> {
    name: String,
    font: Dict<'a>,
    descendant: Dict<'a>,
}

/// What is known of the characters of one font.
#[derive(Default)]
struct Help {
    /// From character codes to the collection's numbers, and from these to Unicode.
    collection: Option<(CMap, CMap)>,
    /// From the font program's glyphs to characters.
    program: HashMap<u16, char>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, described: None, help: HashMap::new() }
    }

    fn help(&mut self, font: &OutlineFontData) -> Rc<Help> {
        let key = (font.cache_key, font.postscript_name.clone().unwrap_or_default());
        if let Some(help) = self.help.get(&key) {
            return Rc::clone(help);
        }
        let help = Rc::new(self.find_help(font));
        self.help.insert(key, Rc::clone(&help));
        help
    }

    /// The characters of a glyph whose font gives none.
    pub(super) fn unicode(&mut self, glyph: &OutlineGlyph) -> Option<String> {
        if let Some(font) = glyph.font_data() {
            let help = self.help(&font);
            if let Some(words) = help.by_collection(glyph.char_code()) {
                return Some(words);
            }
            if let Some(&c) = u16::try_from(glyph.glyph_id().to_u32()).ok().and_then(|id| help.program.get(&id)) {
                return Some(c.to_string());
            }
        }
        // A glyph without outline is a blank, whatever its code.
        glyph.outline().elements().is_empty().then(|| " ".to_owned())
    }

    fn find_help(&mut self, font: &OutlineFontData) -> Help {
        let pdf = self.pdf;
        let described = self.described.get_or_insert_with(|| describe(pdf));
        let name = font.postscript_name.as_deref().unwrap_or("");
        let named: Vec<&Described<'_>> = described.iter().filter(|d| d.name == name).collect();
        let found = match named.as_slice() {
            [] => None,
            [one] => Some(*one),
            // Subsets of one font under one name are told apart by their programs.
            several => several.iter().copied().find(|d| is_program(d, (*font.data).as_ref())).or(Some(several[0])),
        };
        Help { collection: found.and_then(collection), program: reverse((*font.data).as_ref()) }
    }
}

impl Help {
    fn by_collection(&self, code: u32) -> Option<String> {
        let (encoding, unicode) = self.collection.as_ref()?;
        let number = (1..=4).find_map(|bytes| encoding.lookup_cid_code(code, bytes))?;
        match unicode.lookup_bf_string(number)? {
            BfString::Char(c) => Some(c.to_string()),
            BfString::String(words) => Some(words),
        }
    }
}

/// The composite fonts of a document.
fn describe(pdf: &Pdf) -> Vec<Described<'_>> {
    let mut found = Vec::new();
    for object in pdf.objects() {
        let Object::Dict(font) = object else { continue };
        if font.get::<Name<'_>>(b"Subtype").is_none_or(|n| n.as_ref() != b"Type0") {
            continue;
        }
        let descendant = font.get::<Array<'_>>(b"DescendantFonts").and_then(|a| a.iter::<Dict<'_>>().next());
        let (Some(descendant), Some(name)) = (descendant, font.get::<Name<'_>>(b"BaseFont")) else { continue };
        let name = name.as_str();
        let name = name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, name)| name).to_owned();
        found.push(Described { name, font, descendant });
    }
    found
}

fn is_program(described: &Described<'_>, program: &[u8]) -> bool {
    let Some(descriptor) = described.descendant.get::<Dict<'_>>(b"FontDescriptor") else { return false };
    [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"].iter().any(|key| {
        descriptor
            .get::<Stream<'_>>(key)
            .and_then(|s| s.decoded_data().ok().map(|data| data.as_ref() == program))
            .unwrap_or(false)
    })
}

/// The encoding of a font, and its collection's characters.
fn collection(described: &Described<'_>) -> Option<(CMap, CMap)> {
    let encoding = match described.font.get::<Object<'_>>(b"Encoding")? {
        Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
            CMapName::IdentityH => CMap::identity_h(),
            CMapName::IdentityV => CMap::identity_v(),
            other => CMap::parse(cmap(other)?, cmap)?,
        },
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, cmap)?,
        _ => return None,
    };
    let own = encoding.metadata().character_collection.as_ref().map(|c| c.family.clone());
    let family = own.filter(|family| family.ucs2_cmap().is_some()).or_else(|| {
        let info = described.descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
        let (registry, ordering) = (info.get::<PdfString<'_>>(b"Registry")?, info.get::<PdfString<'_>>(b"Ordering")?);
        Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
    })?;
    let unicode = CMap::parse(cmap(family.ucs2_cmap()?)?, cmap)?;
    Some((encoding, unicode))
}

/// The characters of a font program's glyphs, by its own table of Unicode.
fn reverse(program: &[u8]) -> HashMap<u16, char> {
    let mut found = HashMap::new();
    let Some(table) = ttf_parser::Face::parse(program, 0).ok().and_then(|face| face.tables().cmap) else {
        return found;
    };
    // Asking for each character bounds the work; a hostile table may list four thousand million of them.
    for subtable in table.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode).take(4) {
        for c in (' '..='\u{d7ff}').chain('\u{f900}'..='\u{ffef}').chain('\u{20000}'..='\u{2ebef}') {
            let Some(glyph) = subtable.glyph_index(u32::from(c)).filter(|glyph| glyph.0 != 0) else { continue };
            let slot = found.entry(glyph.0).or_insert(c);
            // One glyph may draw a radical and a character; the character is what was meant.
            if unified(*slot) == c {
                *slot = c;
            }
        }
    }
    found
}
