//! From bytes to Unicode code points.

use super::{Span, count_chars};

/// Bytes between two counted places; a look-up reads at most so many bytes.
const STRIDE: usize = 64;

/// Counts code points up to any byte of one text without reading it from the start.
#[derive(Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Code points before byte `i * STRIDE`.
    counts: Vec<u32>,
}

impl<'t> CharIndex<'t> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            counts.push(count);
            count += starts(chunk);
        }
        counts.push(count);
        Self { text, counts }
    }

    /// The number of code points before `byte`.
    #[must_use]
    pub fn chars_before(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let block = byte / STRIDE;
        self.counts[block] + starts(&self.text.as_bytes()[block * STRIDE..byte])
    }

    /// The span in code points.
    #[must_use]
    pub fn chars(&self, span: Span) -> [u32; 2] {
        [self.chars_before(span.start), self.chars_before(span.end)]
    }
}

/// The number of characters that begin among bytes.
fn starts(bytes: &[u8]) -> u32 {
    u32::try_from(count_chars(bytes)).unwrap_or(u32::MAX)
}
