//! One input a line, one answer a line: what workers are asked and what they say. `schema/worker.md` describes both.

use std::ffi::OsString;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use taizhang::batch::{self, Input, Source};
use taizhang::{Options, ReadError};

use crate::args::{FormatArg, StageArg};
use crate::lang::Lang;
use crate::messages;
use crate::tally::Count;

/// Why a document has no ledger: a name that stays, and words in the person's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub code: String,
    pub message: String,
}

impl Failure {
    pub fn of(lang: Lang, failure: &batch::Failure) -> Self {
        Self { code: failure.code().to_owned(), message: messages::input::why(lang, failure) }
    }
}

/// An input that is more than a path.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// Where the document is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<PathBuf>,
    /// The document itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
    /// The name to publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// How the answer is to be; only this program asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    want: Option<Want>,
}

/// What is wanted of a document.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Want {
    /// Its ledger in this form.
    Ledger(FormatArg),
    /// What a stage makes of it.
    Stage(StageArg),
}

impl Default for Want {
    fn default() -> Self {
        Self::Ledger(FormatArg::Jsonl)
    }
}

/// What a process of this program says of a document: a line, and after it the bytes that were wanted.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// How many bytes follow.
    pub bytes: usize,
    /// What is in the ledger.
    pub count: Option<Count>,
    pub failure: Option<Failure>,
}

/// What a line asks for.
#[derive(Debug)]
pub struct Asked {
    pub input: Input,
    pub want: Want,
}

/// Reads a line: JSON where it begins with a brace, else a path. The error says what is wrong with the JSON.
pub fn read(line: &[u8]) -> Result<Asked, String> {
    if line.first() != Some(&b'{') {
        return Ok(Asked { input: Input::path(path(line)), want: Want::default() });
    }
    let Request { path, base64, file, want } = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let mut input = match (path, base64) {
        (Some(path), None) => Input::path(path),
        (None, Some(text)) => {
            let bytes = BASE64.decode(text).map_err(|error| format!("base64: {error}"))?;
            Input { file: String::new(), source: Source::Bytes(bytes) }
        }
        _ => return Err("give either `path` or `base64`".to_owned()),
    };
    match file {
        Some(file) => input.file = file,
        None if input.file.is_empty() => return Err("`base64` needs a `file`, the name to publish".to_owned()),
        None => {}
    }
    Ok(Asked { input, want: want.unwrap_or_default() })
}

#[cfg(unix)]
fn path(line: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(line.to_owned()).into()
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> PathBuf {
    OsString::from(String::from_utf8_lossy(line).into_owned()).into()
}

/// The line, with its end, that asks for a document: its bytes go along where its path is no text.
pub fn ask(input: &Input, want: Want, options: &Options) -> Result<Vec<u8>, ReadError> {
    let mut request = Request { file: Some(input.file.clone()), want: Some(want), ..Request::default() };
    match &input.source {
        Source::Path(path) if path.to_str().is_some() => request.path = Some(path.clone()),
        Source::Path(_) | Source::Bytes(_) | Source::Packed(_) => {
            request.base64 = Some(BASE64.encode(input.bytes(options)?))
        }
    }
    Ok(ended(serde_json::to_vec(&request).expect("its path is text")))
}

/// The line, with its end, that says why there is no ledger.
pub fn error(failure: &Failure, file: &str) -> Vec<u8> {
    let Failure { code, message } = failure;
    let line = serde_json::json!({ "error": { "code": code, "message": message, "file": file } });
    ended(line.to_string().into_bytes())
}

/// Closes a line.
pub fn ended(mut line: Vec<u8>) -> Vec<u8> {
    line.push(b'\n');
    line
}

/// A line of a list without what ends it.
pub fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// A line of a list names no document.
pub fn bad(lang: Lang, what: &str) -> Failure {
    Failure { code: "bad-line".into(), message: messages::input::bad_line(lang, what) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let found = match read(line.as_bytes()) {
            Ok(Asked { input: Input { file, source: Source::Path(path) }, .. }) => {
                format!("{file} at {}", path.display())
            }
            Ok(Asked { input: Input { file, source: Source::Bytes(bytes) }, .. }) => format!("{file}: {bytes:?}"),
            Ok(other) => format!("{other:?}"),
            Err(error) => error,
        };
        assert!(found.starts_with(expected), "{line} gives {found}");
    }

    #[test]
    fn a_line_is_a_path_or_json() {
        check("a b/c.pdf", "c.pdf at a b/c.pdf");
        check(r#"{"path":"a/{b}.pdf"}"#, "{b}.pdf at a/{b}.pdf");
        check(r#"{"path":"/x/a.pdf","file":"x/a.pdf"}"#, "x/a.pdf at /x/a.pdf");
        check(r#"{"base64":"AAH/","file":"a.pdf"}"#, "a.pdf: [0, 1, 255]");
    }

    #[test]
    fn what_a_line_lacks_is_named() {
        check(r#"{"base64":"AAH/"}"#, "`base64` needs a `file`");
        check(r#"{"base64":"?","file":"a.pdf"}"#, "base64: ");
        check(r#"{"file":"a.pdf"}"#, "give either");
        check(r#"{"path":"a","base64":""}"#, "give either");
        check(r#"{"path":"a","name":"b"}"#, "unknown field `name`");
        check("{", "EOF");
    }

    #[test]
    fn what_is_asked_is_understood_and_an_error_is_one_line() {
        let line =
            ask(&Input { file: "a".into(), source: Source::Bytes(vec![0, 255]) }, Want::default(), &Options::default())
                .expect("memory");
        check(std::str::from_utf8(&line).expect("JSON"), "a: [0, 255]");
        let told = Failure { code: "empty".into(), message: "“空”\n".into() };
        let line = error(&told, "a.pdf");
        assert_eq!(line.iter().filter(|&&b| b == b'\n').count(), 1, "one line");
    }
}
