//! The second engine, pdf-extract: text without places.
//!
//! It panics on predefined CMaps of Chinese and on damage, and may run on and on; so it works behind a wall.

use std::time::Duration;

use super::wall::{self, Fallen};
use crate::error::ReadError;
use crate::read::{Document, Format, Line};
use crate::text::{Span, is_blank};

/// How long it may take, at least, and for each megabyte. It reads about 7 pages, or 100 kB, in 30 ms.
const PATIENCE: Duration = Duration::from_secs(10);
const PATIENCE_PER_MEGABYTE: Duration = Duration::from_secs(4);

pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let owned = bytes.to_vec();
    let megabytes = u32::try_from(bytes.len() >> 20).unwrap_or(u32::MAX);
    let patience = PATIENCE.saturating_add(PATIENCE_PER_MEGABYTE.saturating_mul(megabytes));
    let damaged = |detail: String| ReadError::Damaged { format: Format::Pdf, detail };
    match wall::run_for(patience, move || pdf_extract::extract_text_from_mem(&owned)) {
        Ok(Ok(text)) => split(&text).ok_or_else(|| damaged("no text was found by pdf-extract".to_owned())),
        Ok(Err(pdf_extract::OutputError::PdfError(error))) if error.to_string().contains("password") => {
            Err(ReadError::Encrypted)
        }
        Ok(Err(error)) => Err(damaged(format!("pdf-extract: {error}"))),
        Err(Fallen::Panic(words)) => Err(damaged(format!("pdf-extract gave up: {words}"))),
        Err(Fallen::Late) => {
            Err(ReadError::TooLarge { of: "seconds of reading by pdf-extract", limit: patience.as_secs() })
        }
    }
}

/// The text as lines. It has a blank line between any two lines, so that only more of them are a gap.
fn split(text: &str) -> Option<Document> {
    let mut document = Document { format: Format::Pdf, ..Document::default() };
    let mut blank = 0;
    let mut blanks = Vec::new();
    for line in text.split(['\n', '\r', '\u{c}']) {
        let line = line.trim_matches(is_blank);
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let start = document.text.len();
        // A tab would be the border of a table's cell.
        document.text.extend(line.chars().map(|c| if c.is_control() { ' ' } else { super::fold::unified(c) }));
        document.lines.push(Line { text: Span::new(start, document.text.len()), gap_before: false, place: None });
        blanks.push(blank);
        blank = 0;
    }
    let mut sorted = blanks.clone();
    sorted.sort_unstable();
    let usual = *sorted.get(sorted.len() / 2)?;
    for (line, blank) in document.lines.iter_mut().zip(blanks).skip(1) {
        line.gap_before = blank > usual;
    }
    Some(document)
}
