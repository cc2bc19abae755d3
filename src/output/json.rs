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

/// The beginnings of lines, in one piece as far as ledgers are deep.
const BLANKS: &[u8] = &[b' '; 16 * INDENT];

impl Indented {
    fn open(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.holds_value = false;
        out.write_all(bracket)
    }

    fn close(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.holds_value {
            self.new_line(out, b"\n")?;
        }
        out.write_all(bracket)
    }

    fn new_line(&self, out: &mut (impl Write + ?Sized), end: &[u8]) -> io::Result<()> {
        out.write_all(end)?;
        let mut blanks = self.depth * INDENT;
        while blanks > BLANKS.len() {
            out.write_all(BLANKS)?;
            blanks -= BLANKS.len();
        }
        out.write_all(&BLANKS[..blanks])
    }

    fn begin_value(&self, out: &mut (impl Write + ?Sized), first: bool) -> io::Result<()> {
        self.new_line(out, if first { b"\n" } else { b",\n" })
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
        self.begin_value(out, first)
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
        self.begin_value(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.holds_value = true;
        Ok(())
    }
}
