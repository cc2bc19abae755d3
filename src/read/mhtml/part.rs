//! The parts of a message in MIME (RFC 2045, 2046): their heads, and their bodies as they were before they were coded.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::read::encoding::without_mark;

/// The bytes that a head may take. Those of browsers take 500, long subjects a few thousand.
const LONGEST_HEAD: usize = 64 << 10;

/// What is cut off is decoded as far as it goes.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A part, or the whole message.
#[derive(Debug, Clone, Default)]
pub(super) struct Part<'b> {
    /// The fields of its head, their names in lower case.
    fields: Vec<(String, String)>,
    body: &'b [u8],
}

/// What a part is, by the field `Content-Type`.
#[derive(Debug, Default)]
pub(super) struct Kind {
    /// The media type, in lower case; empty where the part tells none.
    pub name: String,
    values: Vec<(String, String)>,
}

impl Kind {
    pub(super) fn is_page(&self) -> bool {
        matches!(self.name.as_str(), "text/html" | "application/xhtml+xml")
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        value(&self.values, name)
    }
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

impl<'b> Part<'b> {
    /// A message or part from its bytes. What begins without a head is all body; blank lines may stand before it.
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let mut part = Self { fields: Vec::new(), body: without_mark(bytes) };
        while let Some((line, rest)) = next_line(part.body) {
            if line.is_empty() {
                part.body = rest;
                break;
            }
            if !part.take(line) {
                break;
            }
            part.body = rest;
        }
        part
    }

    /// The same of a message, without its body; `None` where the bytes begin with no head.
    pub(super) fn head(bytes: &[u8]) -> Option<Part<'_>> {
        let head = Part::of(bytes.get(..LONGEST_HEAD).unwrap_or(bytes));
        (!head.fields.is_empty()).then_some(head)
    }

    /// Takes a line of the head; whether it is one.
    fn take(&mut self, line: &[u8]) -> bool {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            let Some((_, value)) = self.fields.last_mut() else { return false };
            value.push(' ');
            value.push_str(String::from_utf8_lossy(line).trim());
            return true;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let (name, value) = line.split_at(colon);
        let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if is_name {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
            self.fields.push((text(name).to_ascii_lowercase(), text(value.get(1..).unwrap_or_default())));
        }
        is_name
    }

    /// The value of a field.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        value(&self.fields, name)
    }

    pub(super) fn kind(&self) -> Kind {
        let mut parts = split_unquoted(self.value("content-type").unwrap_or_default());
        let name = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let pair = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_owned()))
        };
        Kind { name, values: parts.filter_map(pair).collect() }
    }

    /// Hands out the parts in it, and whether each ends before the file does.
    pub(super) fn each_part(&self, boundary: &str, mut take: impl FnMut(Part<'b>, bool)) {
        let mark = format!("--{boundary}");
        let mut open: Option<usize> = None;
        for at in memchr::memmem::find_iter(self.body, mark.as_bytes()) {
            let behind = at + mark.len();
            let (line, _) = self.body.get(behind..).and_then(next_line).unwrap_or_default();
            let begins_line = at == 0 || self.body.get(at - 1) == Some(&b'\n');
            let ends = line.starts_with(b"--");
            if !begins_line || !ends && !line.trim_ascii().is_empty() {
                continue;
            }
            if let Some(start) = open {
                take(Part::of(without_end(self.body.get(start..at).unwrap_or_default())), true);
            }
            open = (!ends).then_some(behind);
            if ends {
                break;
            }
        }
        if let Some(rest) = open.and_then(|start| self.body.get(start..)) {
            take(Part::of(rest), false);
        }
    }

    /// Its body as it was before it was coded.
    pub(super) fn decoded(&self) -> Cow<'b, [u8]> {
        match self.value("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => Cow::Owned(quoted_printable(self.body)),
            "base64" => Cow::Owned(from_base64(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }
}

/// A part without the end of its last line, which belongs to the mark behind it.
fn without_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}

/// The first line without its end, and the rest.
fn next_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let line = bytes.get(..end).unwrap_or_default();
    Some((without_end(line), bytes.get(end + 1..).unwrap_or_default()))
}

/// The parts of a value between semicolons that stand in no quotes.
fn split_unquoted(value: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    value.split(move |c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    })
}

/// Bytes from quoted-printable. What is none stays as it is.
fn quoted_printable(coded: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(coded.len());
    let mut rest = coded;
    while let Some(at) = memchr::memchr(b'=', rest) {
        bytes.extend(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        let digit = |at: usize| rest.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        if let Some((high, low)) = digit(0).zip(digit(1)) {
            bytes.push((high << 4 | low) as u8);
            rest = rest.get(2..).unwrap_or_default();
        } else if let Some((blank, next)) = next_line(rest)
            && blank.trim_ascii().is_empty()
        {
            rest = next;
        } else if !rest.is_empty() {
            bytes.push(b'=');
        }
    }
    bytes.extend(rest);
    bytes
}

/// Bytes from base64, as far as they are.
fn from_base64(coded: &[u8]) -> Vec<u8> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut digits: Vec<u8> = coded.iter().copied().filter(is_digit).collect();
    // One digit alone is no byte.
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    BASE64.decode(digits).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_undone_as_far_as_they_go() {
        let check = |coding: &str, coded: &str, expected: &str| {
            let bytes = format!("Content-Transfer-Encoding: {coding}\r\n\r\n{coded}");
            assert_eq!(String::from_utf8_lossy(&Part::of(bytes.as_bytes()).decoded()), expected, "{coded}");
        };
        check("Quoted-Printable", "=E7=94=B2 a=3Db =\r\nc= \nd=zz=", "甲 a=b cd=zz");
        check("base64", "55Sy\r\n5LmZ\r\n", "甲乙");
        check("base64", "55Sy5LmZMQ==", "甲乙1");
        check("base64", "55Sy5LmZM", "甲乙");
        check("8bit", "甲=41", "甲=41");
    }

    #[test]
    fn parts_are_told_by_their_heads_and_marks() {
        let bytes = b"From: a\r\nContent-Type: Multipart/Related;\r\n\tboundary=\"a;--b\"; start=<1>\r\n\r\nnone\r\n--a;--b\r\n\
            X: 1\r\n\r\none\r\n--a;--bc\r\n--a;--b  \r\n\r\ntwo\r\n--a;--b--\r\nnone";
        let whole = Part::of(bytes);
        let kind = whole.kind();
        assert_eq!((kind.name.as_str(), kind.value("start")), ("multipart/related", Some("<1>")));
        let mut bodies = Vec::new();
        whole.each_part(kind.value("boundary").expect("a boundary"), |part, whole| {
            bodies.push((String::from_utf8_lossy(part.body).into_owned(), whole));
        });
        assert_eq!(bodies, [("one\r\n--a;--bc".to_owned(), true), ("two".to_owned(), true)]);
    }
}
