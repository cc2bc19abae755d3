//! JSON for eyes.
//!
//! Each value stands on a line of its own, as serde_json's own formatter has it, and what is rare is left to serde_json. But half
//! of a ledger is the blanks that lines begin with and the names of fields, which never need an escape, and nearly all strings
//! are Han: those are written here, whole.

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeSeq, SerializeStruct, SerializeTuple};
use serde_json::{Error, Result};

use crate::model::{Decimal, Ledger};

/// The bytes of a ledger, closing line feed included; memory for so many is taken at first.
pub(super) fn bytes(ledger: &Ledger, capacity: usize) -> Result<Vec<u8>> {
    let mut writer = Writer { bytes: Vec::with_capacity(capacity), depth: 0 };
    ledger.serialize(&mut writer)?;
    writer.bytes.push(b'\n');
    Ok(writer.bytes)
}

/// What a line begins with, for each list and object that is open.
const INDENT: usize = 2;

/// The end of a line and the beginning of the next, behind the comma, as far as ledgers are deep.
const LINE: &[u8; 32] = b"\n                               ";

/// Writes the values of a ledger.
struct Writer {
    bytes: Vec<u8>,
    /// How many lists and objects are open.
    depth: usize,
}

impl Writer {
    /// What is rare, and no list nor object, as serde_json has it.
    fn plain<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        serde_json::to_writer(&mut self.bytes, value)
    }

    fn string(&mut self, text: &str) -> Result<()> {
        if needs_escape(text.as_bytes()) {
            return self.plain(text);
        }
        self.quoted(text);
        Ok(())
    }

    /// A string in which nothing needs an escape.
    fn quoted(&mut self, text: &str) {
        self.bytes.reserve(text.len() + 2);
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'"');
    }

    /// Begins a line.
    #[inline]
    fn line(&mut self) {
        // Of a length that is known when this is compiled, and cut then: that takes no loop.
        let end = self.bytes.len() + 1 + INDENT * self.depth;
        self.bytes.extend_from_slice(LINE);
        self.bytes.resize(end.max(self.bytes.len()), b' ');
        self.bytes.truncate(end);
    }

    /// Begins the line of a value.
    #[inline]
    fn value(&mut self, first: bool) {
        if !first {
            self.bytes.push(b',');
        }
        self.line();
    }

    fn open(&mut self, bracket: u8) -> Open<'_> {
        self.bytes.push(bracket);
        self.depth += 1;
        Open { writer: self, empty: true }
    }

    /// Closes a list or an object, on a line of its own where it holds values.
    fn close(&mut self, empty: bool, bracket: u8) {
        self.depth -= 1;
        if !empty {
            self.line();
        }
        self.bytes.push(bracket);
    }
}

/// Whether JSON writes one of the bytes of a string in another way.
fn needs_escape(text: &[u8]) -> bool {
    let does = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    // Without an early end many bytes are looked at together; some may be looked at twice.
    let one_of_16 = |bytes: &[u8; 16]| bytes.iter().fold(false, |any, &byte| any | does(byte));
    let one_of_8 = |bytes: &[u8; 8]| bytes.iter().fold(false, |any, &byte| any | does(byte));
    if let Some(last) = text.last_chunk() {
        return text.as_chunks().0.iter().any(one_of_16) || one_of_16(last);
    }
    match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => one_of_8(first) || one_of_8(last),
        _ => text.iter().any(|&byte| does(byte)),
    }
}

/// A list or an object that is open.
struct Open<'w> {
    writer: &'w mut Writer,
    empty: bool,
}

impl Open<'_> {
    fn element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.writer.value(self.empty);
        self.empty = false;
        value.serialize(&mut *self.writer)
    }
}

impl SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.writer.close(self.empty, b']');
        Ok(())
    }
}

impl SerializeTuple for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.writer.close(self.empty, b']');
        Ok(())
    }
}

impl SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.writer.value(self.empty);
        self.empty = false;
        let bytes = &mut self.writer.bytes;
        bytes.push(b'"');
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b"\": ");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        self.writer.close(self.empty, b'}');
        Ok(())
    }
}

/// Values that are none of ours are left to serde_json.
macro_rules! plain {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<()> {
            self.plain(&value)
        })*
    };
}

impl<'w> ser::Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'w>;
    type SerializeTuple = Open<'w>;
    type SerializeStruct = Open<'w>;
    // A ledger has none of these.
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    plain! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8]
    }

    fn serialize_str(self, text: &str) -> Result<()> {
        self.string(text)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<()> {
        self.quoted(name);
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<()> {
        // Only serde_json knows how its numbers of any length are written.
        if name == Decimal::NAME { self.plain(value) } else { value.serialize(self) }
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<()> {
        Err(unknown())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq> {
        Ok(self.open(b'['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        Ok(self.open(b'['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct> {
        Err(unknown())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        Err(unknown())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap> {
        Err(unknown())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct> {
        Ok(self.open(b'{'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        Err(unknown())
    }
}

fn unknown() -> Error {
    ser::Error::custom("no value of a ledger is of this kind")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BoxOnPage, Certainty, Date, Due, Locator, Precision};

    /// What is written of a value is what serde_json writes.
    #[track_caller]
    fn check(value: &impl Serialize) {
        let mut writer = Writer { bytes: Vec::new(), depth: 0 };
        value.serialize(&mut writer).expect("a value of a ledger");
        assert_eq!(String::from_utf8(writer.bytes).expect("text"), serde_json::to_string_pretty(value).expect("JSON"));
    }

    #[test]
    fn strings_are_escaped_where_they_must_be() {
        for text in ["", "甲局", "a\"b", "甲\\乙", "甲\n乙\t丙", "\u{1}", "\u{7f}\u{2028}", &"甲".repeat(99)] {
            check(&text);
            check(&[text, "乙"]);
        }
        for at in 0..130 {
            check(&format!("{}\n{}", "a".repeat(at), "a".repeat(130 - at)));
        }
    }

    #[test]
    fn values_are_written_as_serde_json_writes_them() {
        let boxes = vec![BoxOnPage { page: 1, rect: [0.1, 72.0, f32::MAX, -0.5] }; 2];
        let at =
            Locator {
                chars: [0, 4], quote: "甲“乙”".into(), boxes, rule: "a/b".into(), certainty: Certainty::Check
            };
        check(&at);
        check(&Locator { boxes: Vec::new(), ..at.clone() });
        check(&vec![Some(at); 99]);
        check(&Date::new(2022, 3, 1).map(|by| Due { by, precision: Precision::Day }));
        check(&["0.1".parse().map(Decimal), "-1500000000000".parse().map(Decimal)].map(|number| number.ok()));
        #[derive(Serialize)]
        struct Nested(Vec<Self>);
        check(&(0..40).fold(Nested(Vec::new()), |inner, _| Nested(vec![inner])));
        check(&(true, u64::MAX, None::<u32>, Vec::<u8>::new()));
    }
}
