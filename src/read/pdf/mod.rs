//! PDF.

use super::Document;
use crate::error::ReadError;
use crate::options::Options;

/// Whether the bytes begin as a PDF does; readers allow for 1,024 bytes of other matter before the mark.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

pub(super) fn read(_bytes: &[u8], _options: &Options) -> Result<Document, ReadError> {
    Err(ReadError::Blank)
}
