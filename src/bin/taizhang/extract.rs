//! `taizhang extract`: documents to ledgers.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::thread;

use taizhang::batch::{self, Input};
use taizhang::{Options, OutputFormat};

use crate::args::{ExtractArgs, FormatArg};
use crate::messages::{self, Usage};
use crate::report::{self, Report};
use crate::tally::Count;
use crate::write::{self, Pending};
use crate::{FAILED, USAGE, inputs, names};

/// The file that holds a batch's JSON lines.
const STREAM_NAME: &str = "ledgers.jsonl";

/// A batch on its way, and all that it needs.
struct Run<'a> {
    documents: &'a [Input],
    options: &'a Options,
    jobs: NonZeroUsize,
    format: OutputFormat,
    report: Report,
}

pub fn run(args: &ExtractArgs) -> ExitCode {
    let lang = args.reading.lang();
    let usage = |usage: Usage| {
        report::say(&messages::usage(lang, usage));
        ExitCode::from(USAGE)
    };
    if args.sources.stdins() > 1 {
        return usage(Usage::StdinTwice);
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
    let mut run = Run {
        documents: &inputs.documents,
        options: &options,
        jobs: args.jobs().unwrap_or_else(|| jobs_for(inputs.documents.len())),
        format: args.format().into(),
        report: Report::new(lang, args.quiet, args.strict, inputs.documents.len(), bar),
    };
    for failure in &inputs.failures {
        run.report.unusable(failure);
    }
    let written = report::silencing_panics(|| match (&args.output, args.format()) {
        (Some(folder), FormatArg::Jsonl) => run.stream_file(&folder.join(STREAM_NAME)),
        (Some(folder), _) => {
            run.files(folder);
            Ok(())
        }
        (None, _) => run.stream(&mut io::stdout().lock()),
    });
    match written {
        Ok(()) => run.report.summary(&inputs.left_out),
        // Who reads the pipe has seen enough.
        Err(error) if args.output.is_none() && error.kind() == io::ErrorKind::BrokenPipe => run.report.end(),
        Err(error) => {
            let place = args.output.as_ref().map_or("-".into(), |folder| folder.join(STREAM_NAME));
            run.report.cannot_write(&place, &error);
            run.report.summary(&inputs.left_out);
        }
    }
    if run.report.failed() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

/// One job for each core. One document needs no other thread, and asking for the number of cores costs more than it.
pub fn jobs_for(documents: usize) -> NonZeroUsize {
    if documents <= 1 {
        return NonZeroUsize::MIN;
    }
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

impl Run<'_> {
    /// One file a document, written on the thread that read it.
    fn files(&mut self, folder: &Path) {
        let (documents, format) = (self.documents, self.format);
        let names = names::assign(documents, format.extension());
        let make = |index: usize, ledger| {
            let mut file = Pending::create(&folder.join(&names[index]))?;
            format.write(&ledger, &mut file)?;
            file.commit()?;
            Ok(Count::of(&ledger))
        };
        batch::run(documents, self.options, self.jobs, make, |index, outcome: Result<io::Result<_>, _>| {
            match outcome {
                Ok(Ok(count)) => self.report.read(&inputs::name(&documents[index]), count),
                Ok(Err(error)) => self.report.cannot_write(&folder.join(&names[index]), &error),
                Err(failure) => self.report.failure(&documents[index], &failure),
            }
            ControlFlow::Continue(())
        });
    }

    /// All ledgers one after another into one file.
    fn stream_file(&mut self, path: &Path) -> io::Result<()> {
        let mut file = Pending::create(path)?;
        self.stream(&mut file)?;
        file.commit()
    }

    /// All ledgers one after another.
    fn stream(&mut self, out: &mut impl Write) -> io::Result<()> {
        let (documents, format) = (self.documents, self.format);
        let make = |_, ledger| (format.bytes(&ledger), Count::of(&ledger));
        let mut written = Ok(());
        batch::run(documents, self.options, self.jobs, make, |index, outcome| {
            match outcome {
                Ok((bytes, count)) => {
                    written = out.write_all(&bytes).and_then(|()| out.flush());
                    if written.is_err() {
                        return ControlFlow::Break(());
                    }
                    self.report.read(&inputs::name(&documents[index]), count);
                }
                Err(failure) => self.report.failure(&documents[index], &failure),
            }
            ControlFlow::Continue(())
        });
        written
    }
}
