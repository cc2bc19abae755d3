//! Plain text: UTF-8 with or without a byte order mark, UTF-16, GB 18030, told apart by content.

use super::Document;
use crate::error::ReadError;

pub(super) fn read(_bytes: &[u8]) -> Result<Document, ReadError> {
    Err(ReadError::Blank)
}
