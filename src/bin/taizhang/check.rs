//! `taizhang check`: what a person should look at in documents before their ledgers go out.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use crate::args::CheckArgs;
use crate::report::{self, Report};
use crate::supervise::Readers;
use crate::tally::Count;
use crate::{FAILED, extract, inputs, messages};

pub fn run(args: &CheckArgs) -> ExitCode {
    let (lang, options) = (args.reading.lang(), args.reading.options());
    let inputs = inputs::of(&args.sources, None, &options);
    let documents = &inputs.documents;
    let mut report = Report::new(lang, false, false, documents.len(), false);
    for failure in &inputs.failures {
        report.unusable(failure);
    }
    let mut written = Ok(());
    let mut out = io::stdout().lock();
    report::silencing_panics(|| {
        let make = |_, ledger| (taizhang::check(&ledger), Count::of(&ledger));
        Readers::new(&args.reading).run(documents, extract::jobs_for(documents.len()), make, |index, outcome| {
            match outcome {
                Ok((concerns, count)) => {
                    let page = messages::concerns(lang, &inputs::name(&documents[index]), &concerns);
                    written = out.write_all(page.as_bytes());
                    report.read(&documents[index], count);
                }
                Err(failure) => report.failure(&documents[index], &failure),
            }
            if written.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    });
    match written {
        // Who reads the pipe has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => report.cannot_write("-".as_ref(), &error),
        Ok(()) => report.summary(&inputs.left_out),
    }
    if report.failed() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}
