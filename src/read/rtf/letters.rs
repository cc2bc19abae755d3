//! In which code page the bytes of an RTF file are: that of their font, or of the file.

use std::borrow::Cow;
use std::collections::HashMap;

use encoding_rs::{Encoding, GB18030, WINDOWS_1252};

/// What the bytes of a font are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Letters {
    /// Those of the file's code page.
    #[default]
    OfFile,
    Of(&'static Encoding),
    /// Signs.
    Signs,
}

/// The fonts of a file, and its code page.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Letters>,
    page: Option<&'static Encoding>,
}

impl Fonts {
    /// Takes the number of the code page of the file, or of a font.
    pub(super) fn set_page(&mut self, font: Option<i32>, page: i32) {
        let encoding = of_page(page);
        match font {
            None => self.page = encoding,
            Some(font) => {
                self.fonts.insert(font, encoding.map_or(Letters::OfFile, Letters::Of));
            }
        }
    }

    /// Takes the number of the set of characters of a font.
    pub(super) fn set_charset(&mut self, font: i32, charset: i32) {
        self.fonts.insert(font, of_charset(charset));
    }

    pub(super) fn letters(&self, font: i32) -> Letters {
        self.fonts.get(&font).copied().unwrap_or_default()
    }

    /// The text of the bytes in a font, and whether some of them stood for no character.
    ///
    /// Programs give Chinese words to Western fonts, or name no code page. In these, bytes that are Chinese when taken
    /// together are.
    pub(super) fn decode<'t>(&self, bytes: &'t [u8], letters: Letters) -> (Cow<'t, str>, bool) {
        let page = self.page.unwrap_or(WINDOWS_1252);
        let encoding = match letters {
            Letters::Of(encoding) => encoding,
            Letters::OfFile | Letters::Signs => page,
        };
        let chinese = if page.is_single_byte() { GB18030 } else { page };
        if encoding.is_single_byte()
            && let Some(text) = chinese.decode_without_bom_handling_and_without_replacement(bytes)
            && bytes.windows(2).any(|pair| pair.iter().all(|byte| *byte > 0xa0))
            && text.chars().all(|c| c.is_ascii() || is_chinese(c))
        {
            return (text, false);
        }
        encoding.decode_without_bom_handling(bytes)
    }
}

/// Han, the marks between them, and full-width forms.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' | '\u{2010}'..='\u{2040}' | '\u{2460}'..='\u{249b}' | '·' | '×')
}

/// The encoding of a code page of Windows; `None` where it is not known.
fn of_page(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        932 => "shift_jis",
        936 | 10008 | 20936 | 54936 => "gb18030",
        949 | 10003 => "euc-kr",
        950 | 10002 => "big5",
        874 => "windows-874",
        10000 => "macintosh",
        1250..=1258 => return Encoding::for_label(format!("windows-{page}").as_bytes()),
        65001 => "utf-8",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// What the bytes are of a font with this set of characters (the numbers of Windows).
fn of_charset(charset: i32) -> Letters {
    let page = match charset {
        2 => return Letters::Signs,
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return Letters::OfFile,
    };
    of_page(page).map_or(Letters::OfFile, Letters::Of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_in_the_code_page_of_their_font_or_of_the_file() {
        let check = |page: Option<i32>, charset: i32, bytes: &[u8], expected: &str| {
            let mut fonts = Fonts::default();
            page.into_iter().for_each(|page| fonts.set_page(None, page));
            fonts.set_charset(1, charset);
            let (text, damaged) = fonts.decode(bytes, fonts.letters(1));
            assert_eq!((&*text, damaged), (expected, false), "{page:?}, {charset}");
        };
        let (gb, big5) = (b"\xd6\xec\xe9F\xbb\xf9", b"\xb3q\xaa\xbe");
        check(Some(936), 134, gb, "朱镕基");
        check(Some(936), 1, gb, "朱镕基");
        check(None, 134, gb, "朱镕基");
        check(Some(950), 1, big5, "通知");
        check(Some(936), 136, big5, "通知");
        check(Some(65001), 1, "通知".as_bytes(), "通知");
        // Chinese words in a Western font, and in a file that names no code page.
        check(Some(936), 0, gb, "朱镕基");
        check(None, 1, gb, "朱镕基");
        check(Some(1252), 0, gb, "朱镕基");
        // Western words stay.
        check(Some(936), 0, b"na\xefve caf\xe9 \x93RCEP\x94", "naïve café “RCEP”");
        check(Some(1252), 1, b"5 \x80", "5 €");
    }
}
