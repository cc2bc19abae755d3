//! `taizhang extract`: documents to ledgers.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::thread;

use taizhang::batch::Input;

use crate::args::{ExtractArgs, FormatArg};
use crate::folder::{Batch, Trouble};
use crate::interrupt::INTERRUPTED;
use crate::line::Want;
use crate::messages::{self, Usage};
use crate::report::{self, Report};
use crate::run_report::End;
use crate::supervise::Readers;
use crate::{FAILED, USAGE, inputs, interrupt, write};

pub fn run(args: &ExtractArgs) -> ExitCode {
    let lang = args.reading.lang();
    let usage = |usage: Usage| {
        report::say(&messages::usage(lang, usage));
        ExitCode::from(USAGE)
    };
    if args.sources.stdins() > 1 {
        return usage(Usage::StdinTwice);
    }
    if args.resume && args.output.is_none() {
        return usage(Usage::ResumeWithoutFolder);
    }
    if let Some(folder) = &args.output
        && let Err(error) = write::prepare(folder)
    {
        report::say(&messages::cannot_write(lang, folder, &error));
        return ExitCode::from(FAILED);
    }
    let options = args.reading.options();
    let inputs = inputs::of(&args.sources, args.output.as_deref(), &options);
    if args.output.is_none() && args.format() == FormatArg::Xlsx && io::stdout().is_terminal() {
        return usage(Usage::WorkbookOnTerminal);
    }
    if args.output.is_none() && args.format() != FormatArg::Jsonl && inputs.documents.len() > 1 {
        return usage(Usage::SeveralWithoutFolder { documents: inputs.documents.len() });
    }

    // A bar among ledgers or log lines on the same terminal would be in their way.
    let bar = !args.quiet && args.reading.verbose == 0 && (args.output.is_some() || !io::stdout().is_terminal());
    let documents = &inputs.documents;
    let mut report = Report::new(lang, args.quiet, args.strict, documents.len(), bar);
    for failure in &inputs.failures {
        report.unusable(failure);
    }
    if documents.len() > 1 {
        interrupt::listen(lang);
    }
    let readers = Readers::new(&args.reading);
    let jobs = args.jobs().unwrap_or_else(|| jobs_for(documents.len()));
    let format = args.format();
    let ended = report::silencing_panics(|| match &args.output {
        Some(folder) => {
            let (resume, fail_fast) = (args.resume, args.fail_fast);
            let batch =
                Batch { documents, readers: &readers, options: &options, jobs, format, folder, resume, fail_fast };
            if format == FormatArg::Jsonl { batch.stream(&mut report) } else { batch.files(&mut report) }
        }
        None => stream(documents, &readers, jobs, format, args.fail_fast, &mut report),
    });
    match ended {
        Ok(end) => {
            report.summary(&inputs.left_out);
            if end != End::Whole && !args.quiet {
                report::say(&messages::run::broken_off(lang, end, args.output.is_some()));
            }
            if end == End::Interrupted {
                return ExitCode::from(INTERRUPTED);
            }
        }
        Err(Trouble::Otherwise) => {
            report.end();
            return usage(Usage::ResumeOtherwise);
        }
        // Who reads the pipe has seen enough.
        Err(Trouble::Io(_, error)) if args.output.is_none() && error.kind() == io::ErrorKind::BrokenPipe => {
            report.end();
        }
        Err(Trouble::Io(path, error)) => {
            report.cannot_write(&path, &error);
            report.summary(&inputs.left_out);
        }
    }
    if report.failed() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

/// One job for each core. One document needs no other thread, and asking for the number of cores costs more than it.
pub fn jobs_for(documents: usize) -> NonZeroUsize {
    if documents <= 1 {
        return NonZeroUsize::MIN;
    }
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// All ledgers one after another to standard output.
fn stream(
    documents: &[Input],
    readers: &Readers,
    jobs: NonZeroUsize,
    format: FormatArg,
    fail_fast: bool,
    report: &mut Report,
) -> Result<End, Trouble> {
    let mut out = io::stdout().lock();
    let mut ended = Ok(End::Whole);
    readers.each(
        documents,
        jobs,
        Want::Ledger(format),
        |lane, begun| lane.written(begun),
        |index, outcome| {
            match outcome {
                Ok((bytes, count)) => {
                    if let Err(error) = out.write_all(&bytes).and_then(|()| out.flush()) {
                        ended = Err(Trouble::Io("-".into(), error));
                        return ControlFlow::Break(());
                    }
                    report.read(&inputs::name(&documents[index]), count);
                }
                Err(failure) => {
                    report.failure(&documents[index], &failure);
                    if fail_fast {
                        ended = Ok(End::FailedFast);
                        return ControlFlow::Break(());
                    }
                }
            }
            if interrupt::asked() {
                ended = Ok(End::Interrupted);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        },
    );
    ended
}
