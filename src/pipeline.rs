//! One document through all stages; the only module that knows them all. STUB: the real one replaces it.

use sha2::{Digest, Sha256};

use crate::error::ReadError;
use crate::model::{Audit, DocumentInfo, Generator, Ledger, SCHEMA_VERSION, Source};
use crate::options::Options;

/// A stage whose outcome can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Pages of lines.
    Read,
    /// One text.
    Clean,
    /// The tree of headings.
    Outline,
    /// The rows to be.
    Item,
    /// The facts.
    Recognise,
}

/// One document to its ledger.
///
/// # Errors
///
/// When the bytes hold no text that can be read.
pub fn extract(bytes: &[u8], file: &str, _options: &Options) -> Result<Ledger, ReadError> {
    let text = text(bytes)?;
    Ok(Ledger {
        schema_version: SCHEMA_VERSION.into(),
        generator: Generator { name: "taizhang".into(), version: env!("CARGO_PKG_VERSION").into() },
        source: Source {
            file: file.into(),
            media_type: "text/plain".into(),
            sha256: Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect(),
            bytes: bytes.len() as u64,
            pages: None,
        },
        document: DocumentInfo { title: text.lines().next().map(str::to_owned), ..DocumentInfo::default() },
        plans: vec![],
        outline: vec![],
        entries: vec![],
        removed: vec![],
        audit: Audit::default(),
        diagnostics: vec![],
    })
}

/// What a stage made of a document, for eyes.
///
/// # Errors
///
/// When the bytes hold no text that can be read.
pub fn inspect(bytes: &[u8], _stage: Stage, _options: &Options) -> Result<String, ReadError> {
    text(bytes).map(str::to_owned)
}

fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.trim_ascii().is_empty() || bytes.contains(&0) {
        return Err(ReadError::Empty);
    }
    std::str::from_utf8(bytes).map_err(|_| ReadError::Unsupported { found: "binary data" })
}
