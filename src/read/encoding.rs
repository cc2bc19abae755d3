//! Which encoding a text is in, told by its bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::Severity;
use crate::note::Note;

/// Bytes looked at to tell an encoding. A hundred paragraphs; the whole text of most notices.
const SAMPLE: usize = 64 << 10;

/// Of a text in UTF-16 so many units in a hundred are Han, Chinese marks or ASCII. Bytes of GB 18030 taken in pairs hardly
/// ever are.
const UTF16_PLAUSIBLE: usize = 85;

/// Of the two-byte characters of a text in GB 18030 so many in a hundred are common ones. Official texts have over 95; Big5
/// or Shift-JIS taken for GB 18030 has under 60.
const GB_COMMON: usize = 75;

/// A text is UTF-8 with damage, and no other encoding, with so many sound characters to a broken one.
const SOUND_TO_BROKEN: usize = 20;

/// The text of the bytes, and whether some of them stood for no character; `None` when no encoding fits.
pub(super) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, bool)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
        return Some((text, damaged));
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        let zero = memchr::memchr(0, bytes.get(..SAMPLE).unwrap_or(bytes)).is_some();
        let wide = if zero { utf16(bytes) } else { None };
        return Some(wide.map_or((text, false), |encoding| encoding.decode_without_bom_handling(bytes)));
    }
    let encoding = if let Some(encoding) = utf16(bytes) {
        encoding
    } else if is_damaged_utf8(bytes) {
        UTF_8
    } else if is_gb18030(bytes) {
        GB18030
    } else {
        return None;
    };
    Some(encoding.decode_without_bom_handling(bytes))
}

/// The same of a text that is said to be in an encoding. Programs say wrong things: what is UTF-8 is in no other.
pub(super) fn decode_as<'b>(bytes: &'b [u8], label: Option<&str>) -> Option<(Cow<'b, str>, bool)> {
    let said = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let Some(said) = said.filter(|_| Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err()) else {
        return decode(bytes);
    };
    if let Some(text) = said.decode_without_bom_handling_and_without_replacement(bytes) {
        return Some((text, false));
    }
    decode(bytes).or_else(|| Some(said.decode_without_bom_handling(bytes)))
}

/// The bytes of a file in ASCII without what programs put before them: a mark of UTF-8, blanks.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

/// What is said of a text in which some bytes stand for no character.
pub(super) fn odd_bytes() -> Note {
    Note {
        severity: Severity::Warning,
        code: "damaged-characters",
        message:
            "文本中有无法解码的字节，以“\u{fffd}”代替 (some bytes stand for no character and are shown as \u{fffd})"
                .to_owned(),
        span: None,
    }
}

/// The order of bytes in which the text is likely UTF-16.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 {
        return None;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let share = |unit: fn([u8; 2]) -> u16| {
        let plausible = sample.as_chunks::<2>().0.iter().filter(|&&pair| is_usual(unit(pair))).count();
        plausible * 100 / (sample.len() / 2)
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    let best = if little >= big { (little, UTF_16LE) } else { (big, UTF_16BE) };
    (best.0 >= UTF16_PLAUSIBLE).then_some(best.1)
}

/// Han, Chinese and general punctuation, full-width forms, printable ASCII and line ends.
fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x4e00..=0x9fff | 0x3000..=0x303f | 0x2010..=0x2040 | 0xff01..=0xff5e | 0x20..=0x7e | 9 | 10 | 13)
}

fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.get(..SAMPLE).unwrap_or(bytes).utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken * SOUND_TO_BROKEN
}

fn is_gb18030(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut common, mut all) = (0, 0);
    let mut at = 0;
    while let Some(&lead) = sample.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        all += 1;
        match sample.get(at + 1) {
            // Marks and full-width forms, and the 3,755 Han characters of the first level of GB 2312.
            Some(0xa1..=0xfe) if matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7) => common += 1,
            Some(0x30..=0x39) => at += 2,
            _ => {}
        }
        at += 2;
    }
    common * 100 >= all * GB_COMMON
}
