//! Formats that are not read, told by their first bytes, so that the message can name them.

use super::Format;
use super::package::damaged;
use crate::error::ReadError;

/// First bytes and what they show. Documents come first, as they are what people try.
const SIGNS: [(&[u8], &str); 19] = [
    (b"%!PS", "PostScript; make a PDF of it"),
    (b"\x89PNG", "a PNG picture; run text recognition (OCR) on it first"),
    (b"\xff\xd8\xff", "a JPEG picture; run text recognition (OCR) on it first"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture; run text recognition (OCR) on it first"),
    (b"MM\0*", "a TIFF picture; run text recognition (OCR) on it first"),
    (b"RIFF", "a RIFF file: a picture, sound or film"),
    (b"\0\0\x01\0", "an icon"),
    (b"HM\x01\0", "a CAJ file, not read yet"),
    (b"CAJ", "a CAJ file, not read yet"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
];

/// How a ZIP archive begins.
const PACKED: &[u8] = b"PK\x03\x04";

/// Members of a ZIP archive by which office formats are told.
const MEMBERS: [(&str, &str); 4] = [
    ("ppt/", "a PowerPoint file (.pptx), not read yet"),
    ("opendocument", "an OpenDocument file, not read yet"),
    ("epub", "an EPUB book, not read yet"),
    ("META-INF/", "a ZIP archive of a program"),
];

/// Streams of compound files by which old office formats are told.
const STREAMS: [(&str, &str); 4] = [
    (LOCKED, LOCKED_OFFICE),
    ("PowerPoint Document", "an old PowerPoint file (.ppt), not read yet"),
    ("__properties_version1.0", "a message of Outlook (.msg); save what is attached to it"),
    ("FileHeader", "a Hangul document (.hwp), not read yet"),
];

/// A Word file that is too old.
pub(super) const OLD_WORD: &str = "a Word file of before Word 97; open it and save it as .docx";

/// Workbooks that are not read: too old, or in records of their own.
pub(super) const OLD_WORKBOOK: &str = "a workbook of before Excel 97; open it and save it as .xlsx";
pub(super) const BINARY_WORKBOOK: &str = "a binary Excel workbook (.xlsb), not read; save it as .xlsx";

/// A message in MIME that is no saved page.
pub(super) const MESSAGE: &str = "a mail message (.eml), or a saved page without its text; save what is attached to it";

/// What a password locks.
pub(super) const LOCKED_OFFICE: &str = "an Office document that a password locks; save a copy without one";

/// The stream in which an office program keeps what a password locks.
const LOCKED: &str = "EncryptedPackage";

/// Bytes of a ZIP archive looked at from each end: its first members, and its directory.
const ZIP_WINDOW: usize = 16 << 10;

/// Whether the bytes are a ZIP archive with a member whose name holds these characters.
pub(super) fn is_package_of(bytes: &[u8], member: &str) -> bool {
    let head = bytes.get(..ZIP_WINDOW).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(ZIP_WINDOW)..).unwrap_or(bytes);
    let holds = || [head, tail].iter().any(|part| memchr::memmem::find(part, member.as_bytes()).is_some());
    bytes.starts_with(PACKED) && holds()
}

/// What the bytes are, when they are of a known format that is not read.
pub(super) fn name(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(PACKED) {
        let member = MEMBERS.iter().find(|(member, _)| is_package_of(bytes, member));
        return Some(member.map_or("a ZIP archive; unpack it first", |&(_, found)| found));
    }
    // Two letters alone may begin a text.
    let is_text = |sign: &[u8]| sign.len() < 4 && sign.is_ascii() && std::str::from_utf8(bytes).is_ok();
    SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign) && !is_text(sign)).map(|&(_, found)| found)
}

/// What is wrong with a compound file that has no text of Word: what it is is told by its streams, and what it would be where
/// these are damaged by the names in it.
pub(super) fn refuse_compound(bytes: &[u8], has: impl Fn(&str) -> bool) -> ReadError {
    if let Some((_, found)) = STREAMS.iter().find(|(stream, _)| has(stream)) {
        return ReadError::Unsupported { found };
    }
    let names = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if names(LOCKED) {
        return ReadError::Unsupported { found: LOCKED_OFFICE };
    }
    if names("WordDocument") {
        return damaged(Format::Doc, &"its directory cannot be read");
    }
    ReadError::Unsupported {
        found: "a file of an old Office program (.doc, .wps, .xls …) that is damaged, or of none that is known",
    }
}

/// Whether a text is XML, and no page.
pub(super) fn is_xml(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    text.starts_with("<?xml") && !super::html::is_page(text)
}
