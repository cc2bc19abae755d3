//! Formats that are not read, told by their first bytes, so that the message can name them.

/// First bytes and what they show. Documents come first, as they are what people try.
const SIGNS: [(&[u8], &str); 22] = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, WPS or Excel file (.doc, .wps, .xls), not read yet"),
    (b"{\\rtf", "RTF, not read yet"),
    (b"%!PS", "PostScript; make a PDF of it"),
    (b"MIME-Version:", "a saved web page (MHTML), not read yet"),
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
const MEMBERS: [(&str, &str); 5] = [
    ("xl/", "an Excel workbook (.xlsx), not read yet"),
    ("ppt/", "a PowerPoint file (.pptx), not read yet"),
    ("opendocument", "an OpenDocument file, not read yet"),
    ("epub", "an EPUB book, not read yet"),
    ("META-INF/", "a ZIP archive of a program"),
];

/// Bytes of a ZIP archive looked at from each end: its first members, and its directory.
const ZIP_WINDOW: usize = 16 << 10;

/// An office program names so in an old file what a password locks, in UTF-16.
const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

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
    let &(sign, found) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign) && !is_text(sign))?;
    let locked = sign == SIGNS[0].0 && memchr::memmem::find(bytes, LOCKED).is_some();
    Some(if locked { "an Office document that a password locks; save a copy without one" } else { found })
}

/// Whether a text is XML, and no page.
pub(super) fn is_xml(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    text.starts_with("<?xml") && !super::html::is_page(text)
}
