//! `taizhang check`: what a person should look at before ledgers go out.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use crate::args::CheckArgs;
use crate::report::Report;
use crate::supervise::Readers;
use crate::tally::Count;
use crate::{FAILED, inputs, ledgers, messages};

pub fn run(args: &CheckArgs) -> ExitCode {
    let lang = args.reading.lang();
    let readers = Readers::new(&args.reading);
    let mut report = Report::new(lang, false, false, 0, false);
    let inputs = inputs::of_ledgers(&args.named, readers.options());
    let mut written = Ok(());
    let mut out = io::stdout().lock();
    let make = |ledger| (taizhang::check(&ledger), Count::of(&ledger));
    ledgers::each(&inputs, &readers, &mut report, make, |report, name, (concerns, count)| {
        written = out.write_all(messages::check::concerns(lang, name, &concerns).as_bytes());
        report.read(name, count);
        if written.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match written {
        // Who reads the pipe has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => report.cannot_write("-".as_ref(), &error),
        Ok(()) => report.summary(&inputs.left_out),
    }
    if report.failed() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}
