//! Zip packages of parts in XML, which DOCX and OFD are.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::result::ZipError;

use super::Format;
use super::encoding;
use crate::error::ReadError;
use crate::limits::{Limit, Limits};

/// A package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    format: Format,
    /// The bytes that its parts may unpack to, and what is left of them.
    limit: u64,
    room: u64,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], format: Format, limits: &Limits) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(format, &error))?;
        Ok(Self { archive, format, limit: limits.unpacked, room: limits.unpacked })
    }

    /// A part that must be there.
    pub(super) fn part(&mut self, name: &str) -> Result<String, ReadError> {
        self.optional(name)?.ok_or_else(|| damaged(self.format, &format!("it has no {name}")))
    }

    /// The name of the part that holds what an office document says.
    pub(super) fn main(&mut self) -> Result<Option<String>, ReadError> {
        let Some(relations) = self.optional("_rels/.rels")? else { return Ok(None) };
        let main =
            |element: &BytesStart<'_>| attribute(element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        let found = Elements::of(&relations).map_while(Result::ok).find(main);
        Ok(found.and_then(|found| attribute(&found, "Target")))
    }

    /// A part; `None` where there is none of that name.
    pub(super) fn optional(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let part = match self.archive.by_name(name.trim_start_matches('/')) {
            Err(ZipError::FileNotFound) => return Ok(None),
            part => part.map_err(|error| damaged(self.format, &error))?,
        };
        let mut bytes = Vec::new();
        part.take(self.room + 1).read_to_end(&mut bytes).map_err(|error| damaged(self.format, &error))?;
        let over = ReadError::TooLarge { of: Limit::Unpacked, limit: self.limit };
        self.room = self.room.checked_sub(bytes.len() as u64).ok_or(over)?;
        let (text, _) = encoding::decode(&bytes).ok_or_else(|| damaged(self.format, &format!("{name} is no text")))?;
        Ok(Some(text.into_owned()))
    }
}

/// What is wrong with a package.
pub(super) fn damaged(format: Format, detail: &impl ToString) -> ReadError {
    ReadError::Damaged { format, detail: detail.to_string() }
}

/// A reader of a part. Ends of elements that were never begun are passed over.
pub(super) fn reader(part: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().allow_unmatched_ends = true;
    reader
}

/// The elements of a part, each at its beginning.
pub(super) struct Elements<'p>(Reader<&'p [u8]>);

impl<'p> Elements<'p> {
    pub(super) fn of(part: &'p str) -> Self {
        Self(reader(part))
    }

    /// The words that follow the last element.
    pub(super) fn words(&mut self) -> String {
        match self.0.read_event() {
            Ok(Event::Text(words)) => words.xml10_content().trim().to_owned(),
            _ => String::new(),
        }
    }
}

impl<'p> Iterator for Elements<'p> {
    type Item = quick_xml::Result<BytesStart<'p>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.0.read_event() {
                Ok(Event::Start(element) | Event::Empty(element)) => return Some(Ok(element)),
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The value of an attribute, whatever the prefix of its name is.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        element.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// The character that a reference in the text stands for: `&amp;`, `&#12288;`.
pub(super) fn referred(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        _ => quick_xml::escape::resolve_predefined_entity(&reference.xml10_content())?.chars().next(),
    }
}
