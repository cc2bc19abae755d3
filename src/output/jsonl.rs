//! JSON lines: one ledger a line, without blanks between tokens.

use std::io::{self, Write};

use crate::model::Ledger;

pub(super) fn write(ledger: &Ledger, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, ledger)?;
    out.write_all(b"\n")
}
