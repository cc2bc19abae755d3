//! Digests of bytes, as the ledger publishes them.

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes in lower-case hexadecimal: what a ledger has as `source.sha256`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    digest.iter().flat_map(|b| [b >> 4, b & 15]).map(|nibble| DIGITS[nibble as usize] as char).collect()
}
