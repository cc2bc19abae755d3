//! JSON for eyes.

use std::io::{self, Write};

use crate::model::Ledger;

pub(super) fn write(ledger: &Ledger, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, ledger)?;
    out.write_all(b"\n")
}
