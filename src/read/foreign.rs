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

/// Members of a ZIP archive by which office formats are told.
const MEMBERS: [(&[u8], &str); 7] = [
    (b"word/", "a Word document (.docx), not read yet"),
    (b"xl/", "an Excel workbook (.xlsx), not read yet"),
    (b"ppt/", "a PowerPoint file (.pptx), not read yet"),
    (b"OFD.xml", "an OFD document, not read yet; save it as PDF"),
    (b"opendocument", "an OpenDocument file, not read yet"),
    (b"epub", "an EPUB book, not read yet"),
    (b"META-INF/", "a ZIP archive of a program"),
];

/// Bytes of a ZIP archive looked at from each end: its first members, and its directory.
const ZIP_WINDOW: usize = 16 << 10;

/// Characters of a text looked at for markup.
const MARKUP_WINDOW: usize = 512;

/// What the bytes are, when they are of a known format that is not read.
pub(super) fn name(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        let head = bytes.get(..ZIP_WINDOW).unwrap_or(bytes);
        let tail = bytes.get(bytes.len().saturating_sub(ZIP_WINDOW)..).unwrap_or(bytes);
        let holds = |member: &[u8]| [head, tail].iter().any(|part| memchr::memmem::find(part, member).is_some());
        let member = MEMBERS.iter().find(|(member, _)| holds(member));
        return Some(member.map_or("a ZIP archive; unpack it first", |&(_, found)| found));
    }
    // Two letters alone may begin a text.
    let is_text = |sign: &[u8]| sign.len() < 4 && sign.is_ascii() && std::str::from_utf8(bytes).is_ok();
    SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign) && !is_text(sign)).map(|&(_, found)| found)
}

/// What a text is, when it is markup and no plain text.
pub(super) fn markup(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !text.starts_with('<') {
        return None;
    }
    let head: String = text.chars().take(MARKUP_WINDOW).map(|c| c.to_ascii_lowercase()).collect();
    let html = ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<script"];
    if html.iter().any(|tag| head.starts_with(tag)) || head.starts_with("<!--") && head.contains("<html") {
        return Some("HTML, not read yet; save the page as text or PDF");
    }
    if head.starts_with("<?xml") {
        return Some(if head.contains("<html") { "HTML, not read yet; save the page as text or PDF" } else { "XML" });
    }
    None
}
