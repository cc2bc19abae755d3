//! Ledgers read back from their JSON: one for eyes, lines of them, or an array.
//!
//! After this: a ledger has the version of the contract that this library writes, and writing it again gives the same
//! values.

use serde::Deserialize;

use crate::model::{Ledger, SCHEMA_VERSION};

/// Why JSON gave no ledgers. Messages say the next step; the caller adds the file's name. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The bytes are not well-formed JSON.
    #[error("this is no JSON ({detail}); mend it here, or extract the document again")]
    Syntax {
        /// Where.
        line: usize,
        /// In bytes, as JSON readers count.
        column: usize,
        /// What was found.
        detail: String,
    },
    /// It is JSON, but no ledger.
    #[error("this is no ledger ({detail}); give what `taizhang extract` wrote")]
    NoLedger {
        /// Where.
        line: usize,
        /// In bytes, as JSON readers count.
        column: usize,
        /// What was found.
        detail: String,
    },
    /// It is a ledger of another version of the contract.
    #[error("a ledger of schema_version {found}, and this program reads {SCHEMA_VERSION}; extract the document again")]
    OtherVersion {
        /// Where it begins.
        line: usize,
        /// The version it states.
        found: String,
    },
}

impl LoadError {
    /// The line and, where it is known, the column.
    #[must_use]
    pub fn place(&self) -> (usize, Option<usize>) {
        match *self {
            Self::Syntax { line, column, .. } | Self::NoLedger { line, column, .. } => (line, Some(column)),
            Self::OtherVersion { line, .. } => (line, None),
        }
    }
}

/// Whether bytes are to be read as ledgers and not as a document: they begin as a JSON object does, or an array of some.
///
/// Told by content alone; a document that a person wrote begins with words.
#[must_use]
pub fn is_json(bytes: &[u8]) -> bool {
    let mut marks = without_mark(bytes).iter().filter(|byte| !byte.is_ascii_whitespace());
    match marks.next() {
        Some(b'{') => true,
        Some(b'[') => matches!(marks.next(), Some(b'{')),
        _ => false,
    }
}

/// The ledgers that JSON holds, in order.
///
/// # Errors
///
/// At the first thing that is no ledger of this version of the contract.
pub fn ledgers(bytes: &[u8]) -> Result<Vec<Ledger>, LoadError> {
    let bytes = without_mark(bytes);
    let array = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let mut found = Vec::new();
    if array {
        found = serde_json::from_slice(bytes).map_err(|error| told(bytes, 0, &error))?;
    } else {
        let mut values = serde_json::Deserializer::from_slice(bytes).into_iter();
        let mut start = 0;
        while let Some(ledger) = values.next() {
            found.push(ledger.map_err(|error| told(bytes, start, &error))?);
            start = values.byte_offset();
        }
    }
    // A version that reads as this one all the same may mean other things by the same keys.
    match found.iter().position(|ledger: &Ledger| ledger.schema_version != SCHEMA_VERSION) {
        Some(index) => Err(LoadError::OtherVersion {
            line: if array { 1 } else { line_of_value(bytes, index) },
            found: found.swap_remove(index).schema_version,
        }),
        None => Ok(found),
    }
}

/// What is wrong with the value that begins at byte `start`.
fn told(bytes: &[u8], start: usize, error: &serde_json::Error) -> LoadError {
    /// What tells a ledger of another version, whose other keys are not known here.
    #[derive(Deserialize)]
    struct Head {
        schema_version: String,
    }
    let (line, column) = (error.line(), error.column());
    let detail = error.to_string();
    let detail = detail.rfind(" at line ").and_then(|at| detail.get(..at)).unwrap_or(&detail).to_owned();
    if !error.is_data() {
        return LoadError::Syntax { line, column, detail };
    }
    let head = serde_json::Deserializer::from_slice(&bytes[start..]).into_iter::<Head>().next();
    match head {
        Some(Ok(head)) if head.schema_version != SCHEMA_VERSION => {
            LoadError::OtherVersion { line: line_at(bytes, start), found: head.schema_version }
        }
        _ => LoadError::NoLedger { line, column, detail },
    }
}

/// The line on which the value with this index begins.
fn line_of_value(bytes: &[u8], index: usize) -> usize {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<serde::de::IgnoredAny>();
    for _ in 0..index {
        values.next();
    }
    line_at(bytes, values.byte_offset())
}

/// The line of the first byte from `start` on that is no blank.
fn line_at(bytes: &[u8], start: usize) -> usize {
    let blanks = bytes[start..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    1 + bytes[..start + blanks].iter().filter(|&&byte| byte == b'\n').count()
}

/// Without a byte order mark, which some editors put before JSON.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../schema/ledger.example.json");

    fn one_line() -> String {
        let value: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
        value.to_string()
    }

    #[track_caller]
    fn check(json: &str, expected: Result<usize, (&str, usize)>) {
        assert!(is_json(json.as_bytes()));
        let found = ledgers(json.as_bytes()).map(|ledgers| ledgers.len());
        let found = found.map_err(|error| (error.to_string(), error.place().0));
        match (&found, expected) {
            (Ok(count), Ok(expected)) => assert_eq!(*count, expected),
            (Err((message, line)), Err((part, expected))) => {
                assert!(message.contains(part) && *line == expected, "{line}: {message}");
            }
            _ => panic!("{found:?}"),
        }
    }

    #[test]
    fn ledgers_come_alone_in_lines_and_in_arrays() {
        let line = one_line();
        check(EXAMPLE, Ok(1));
        check(&format!("\u{feff}{EXAMPLE}"), Ok(1));
        check(&format!("{line}\n{line}\n\n"), Ok(2));
        check(&format!("[{line},{line}]"), Ok(2));
        check(&format!("{EXAMPLE}{EXAMPLE}"), Ok(2));
    }

    #[test]
    fn what_is_no_ledger_is_told_by_its_place() {
        let line = one_line();
        check("{\n\"a\": ", Err(("no JSON", 2)));
        check(&format!("{line}\n{{\"name\": 1}}\n"), Err(("no ledger (missing field", 2)));
        check(&format!("{line}\n{line} x"), Err(("no JSON", 2)));
        check(&EXAMPLE.replace("\"not_started\"", "\"begun\""), Err(("unknown variant `begun`", 150)));
    }

    #[test]
    fn another_version_of_the_contract_is_refused() {
        let line = one_line();
        let other = line.replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"1.9\"");
        check(&format!("{line}\n\n{other}\n"), Err(("schema_version 1.9", 3)));
        check(&format!("{line}\n{{\"schema_version\": \"2.0\"}}"), Err(("schema_version 2.0", 2)));
    }

    #[test]
    fn documents_are_no_json() {
        for text in ["", "关于印发的通知", "[2022]28号", "%PDF-1.7", "一、{甲}"] {
            assert!(!is_json(text.as_bytes()), "{text}");
        }
    }
}
