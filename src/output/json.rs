//! JSON for eyes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::model::Ledger;

pub(super) fn write(ledger: &Ledger, mut out: impl Write) -> io::Result<()> {
    ledger.serialize(&mut Serializer::with_formatter(&mut out, Indented::default()))?;
    out.write_all(b"\n")
}

/// Each value on a line of its own, as serde_json's own formatter has it; but that one writes two blanks at a time, and half of
/// a ledger is the blanks that lines begin with.
#[derive(Default)]
struct Indented {
    /// How many lists and objects are open.
    depth: usize,
    /// Whether the one that was opened last holds a value.
    holds_value: bool,
}

/// What a line begins with, for each list and object that is open.
const INDENT: usize = 2;

/// What stands between two values, in one piece as far as ledgers are deep.
const BETWEEN: &[u8; 2 + DEEPEST] = b",\n                                ";

/// The blanks in it.
const DEEPEST: usize = 16 * INDENT;

impl Indented {
    fn open(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.holds_value = false;
        out.write_all(bracket)
    }

    fn close(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.holds_value {
            self.new_line(out, false)?;
        }
        out.write_all(bracket)
    }

    fn new_line(&self, out: &mut (impl Write + ?Sized), comma: bool) -> io::Result<()> {
        let blanks = self.depth * INDENT;
        out.write_all(&BETWEEN[usize::from(!comma)..2 + blanks.min(DEEPEST)])?;
        (DEEPEST..blanks).try_for_each(|_| out.write_all(b" "))
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.new_line(out, !first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.holds_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.new_line(out, !first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.holds_value = true;
        Ok(())
    }
}
