//! `taizhang reprocess`: a corpus again, held against the ledgers that are kept of it.
//!
//! Documents whose bytes, rules and options are those of the index beside the ledgers, and whose ledgers are as they were
//! written, are not extracted again. The index is written anew at the end; what changed or is gone and was not accepted is
//! stale in it, and looked at again the next time.

mod compare;

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ignore::WalkBuilder;
use taizhang::batch::{self, Input};
use taizhang::{Options, OutputFormat};

use crate::args::{FormatArg, ReprocessArgs};
use crate::interrupt::INTERRUPTED;
use crate::lang::Lang;
use crate::line::{Failure, Want};
use crate::messages::reprocess as words;
use crate::record::{Found, Head, INDEX_NAME, Record, sum};
use crate::report::{self, Report};
use crate::supervise::{Begun, Lane, Readers};
use crate::tally::Count;
use crate::write::{self, Pending};
use crate::{FAILED, extract, inputs, interrupt, messages, names, run_report};

/// What has become of a document since its ledger was kept.
enum Done {
    /// Nothing that was extracted again; the record of it.
    Fresh(Record),
    /// It was extracted again, and is the same.
    Same(Record, Count),
    /// It says something else: what, line by line.
    Changed(Record, Count, String),
    /// It was not there.
    New(Record, Count),
    /// It cannot be read; whether that was so before.
    Failed(Record, Failure, bool),
    /// Its ledger cannot be written.
    Unwritten(io::Error),
    /// The run was broken off before it.
    Left,
}

/// How many documents each has happened to.
#[derive(Debug, Default)]
pub struct Sums {
    pub unchanged: usize,
    /// Of these, those that were not extracted again.
    pub fresh: usize,
    pub changed: usize,
    pub new: usize,
    pub gone: usize,
    pub failed: usize,
    /// Of these, those that failed as they did before.
    pub known: usize,
    pub left: usize,
}

/// The ledgers of a corpus and what they are held against.
struct Keeping<'a> {
    documents: &'a [Input],
    names: Vec<String>,
    folder: &'a Path,
    options: Options,
    readers: Readers,
    found: Found,
    /// Whether the index speaks of the rules and options of now.
    same_rules: bool,
    accept: bool,
    lang: Lang,
}

pub fn run(args: &ReprocessArgs) -> ExitCode {
    let (lang, options, folder) = (args.reading.lang(), args.reading.options(), args.ledgers.as_path());
    let cannot = |path: &Path, error: &io::Error| {
        report::say(&messages::cannot_write(lang, path, error));
        ExitCode::from(FAILED)
    };
    if args.accept
        && let Err(error) = write::prepare(folder)
    {
        return cannot(folder, &error);
    }
    let inputs = inputs::of(&args.sources, Some(folder), &options);
    let mut report = Report::new(lang, false, false, inputs.documents.len(), !args.quiet);
    for failure in &inputs.failures {
        report.unusable(failure);
    }
    if inputs.documents.is_empty() {
        return ExitCode::from(FAILED);
    }
    let found = match Found::read(folder) {
        Ok(found) => found,
        Err(error) => return cannot(&folder.join(INDEX_NAME), &error),
    };
    let head = Head { rules: options.rules(), format: OutputFormat::Json.extension().to_owned() };
    let keeping = Keeping {
        documents: &inputs.documents,
        names: names::assign(&inputs.documents, OutputFormat::Json.extension()),
        folder,
        readers: Readers::new(&args.reading),
        options,
        same_rules: !args.force && found.head.as_ref() == Some(&head),
        found,
        accept: args.accept,
        lang,
    };
    interrupt::listen(lang);
    let mut sums = Sums::default();
    let done = report::silencing_panics(|| keeping.run(&head, args.jobs(), &mut report, &mut sums));
    report.end();
    match done {
        Ok(()) => {}
        // Who reads the pipe has seen enough.
        Err((_, error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::from(FAILED),
        Err((path, error)) => return cannot(&path, &error),
    }
    report::say(&words::summary(lang, &sums, args.accept));
    if interrupt::asked() {
        return ExitCode::from(INTERRUPTED);
    }
    let unaccepted = sums.changed + sums.new + sums.gone > 0 && !args.accept;
    let failed = if args.accept { report.failed() && sums.failed == 0 } else { sums.failed > sums.known };
    if unaccepted || failed || !inputs.failures.is_empty() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

impl Keeping<'_> {
    fn run(
        &self,
        head: &Head,
        jobs: Option<std::num::NonZeroUsize>,
        report: &mut Report,
        sums: &mut Sums,
    ) -> Result<(), (PathBuf, io::Error)> {
        let jobs = jobs.unwrap_or_else(|| extract::jobs_for(self.documents.len()));
        let index_path = self.folder.join(INDEX_NAME);
        // Where no ledger was ever kept there is no folder for an index either.
        let mut index = match self.folder.is_dir().then(|| Pending::create(&index_path)).transpose() {
            Ok(index) => index,
            Err(error) => return Err((index_path, error)),
        };
        let mut line = |line: serde_json::Result<Vec<u8>>| {
            let written = line.map_err(io::Error::from).and_then(|line| match &mut index {
                Some(index) => index.write_all(&line).and_then(|()| index.write_all(b"\n")),
                None => Ok(()),
            });
            written.map_err(|error| (index_path.clone(), error))
        };
        line(serde_json::to_vec(head))?;
        let mut out = io::stdout().lock();
        let mut trouble = None;
        batch::lanes(
            self.documents.len(),
            jobs,
            || self.readers.lane(self.documents.len() == 1),
            |lane, at| self.begin(lane, at),
            |lane, at, begun| begun.map_or_else(|done| *done, |begun| self.one(at, lane.written(begun))),
            |at, outcome| {
                let done = outcome.unwrap_or_else(|failure| {
                    let failure = self.readers.told(&failure);
                    Done::Failed(Record::failed(&self.documents[at], &self.options, &failure), failure, false)
                });
                let written = self.take(at, done, report, sums, &mut out).and_then(|record| match record {
                    Some(record) => line(serde_json::to_vec(&record)),
                    None => Ok(()),
                });
                match written {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        trouble = Some(error);
                        ControlFlow::Break(())
                    }
                }
            },
        );
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        // A run that was broken off knows nothing of what is gone, and less than the index it found.
        if sums.left > 0 {
            return Ok(());
        }
        for record in self.gone(sums, &mut out)? {
            line(serde_json::to_vec(&record))?;
        }
        index.map_or(Ok(()), Pending::commit).map_err(|error| (index_path, error))
    }

    /// Begins a document, unless it need not be read.
    fn begin(&self, lane: &mut Lane<'_>, at: usize) -> Result<Begun<'_>, Box<Done>> {
        let (input, name) = (&self.documents[at], &self.names[at]);
        if interrupt::asked() {
            return Err(Done::Left.into());
        }
        let known = self.found.of(name).filter(|record| self.same_rules && record.file == input.file);
        match known.filter(|record| record.holds(input, &self.options, self.folder)) {
            Some(record) => Err(Box::new(match record.failure() {
                Some(failure) => Done::Failed(record.clone(), failure, true),
                None => Done::Fresh(record.clone()),
            })),
            None => Ok(lane.begin(input, Want::Ledger(FormatArg::Json))),
        }
    }

    /// Holds a document against its ledger, on the thread that reads it.
    fn one(&self, at: usize, written: Result<(Vec<u8>, Count), Failure>) -> Done {
        let (input, name) = (&self.documents[at], &self.names[at]);
        let (bytes, count) = match written {
            Ok(written) => written,
            Err(failure) => {
                let record = Record { ledger: Some(name.clone()), ..Record::failed(input, &self.options, &failure) };
                let before = self.found.of(name).filter(|before| before.sha256 == record.sha256);
                let known = before.and_then(Record::failure).is_some_and(|before| before.code == failure.code);
                return Done::Failed(record, failure, known);
            }
        };
        let mut record = Record::read(input, &count);
        record.ledger = Some(name.clone());
        record.ledger_sum = Some(sum(&bytes));
        let path = self.folder.join(name);
        let done = match fs::read(&path) {
            Ok(kept) if kept == bytes => return Done::Same(record, count),
            Ok(kept) => Done::Changed(record, count, compare::lines(self.lang, &kept, &bytes)),
            Err(_) => Done::New(record, count),
        };
        let written = self.accept.then(|| write::whole(&path, &bytes));
        written.unwrap_or(Ok(())).map_or_else(Done::Unwritten, |()| done)
    }

    /// Says what became of a document, in input order; the record that is kept of it.
    fn take(
        &self,
        at: usize,
        done: Done,
        report: &mut Report,
        sums: &mut Sums,
        out: &mut impl Write,
    ) -> Result<Option<Record>, (PathBuf, io::Error)> {
        let (input, name) = (&self.documents[at], &self.names[at]);
        let mut say = |page: &str| out.write_all(page.as_bytes()).map_err(|error| ("-".into(), error));
        let (record, count) = match done {
            Done::Fresh(record) => {
                sums.unchanged += 1;
                sums.fresh += 1;
                report.kept();
                return Ok(Some(record));
            }
            Done::Same(record, count) => {
                sums.unchanged += 1;
                (Some(record), count)
            }
            Done::Changed(record, count, lines) => {
                sums.changed += 1;
                say(&words::changed(self.lang, name, &lines))?;
                let before = || self.found.of(name).map(|before| Record { stale: true, ..before.clone() });
                (if self.accept { Some(record) } else { before() }, count)
            }
            Done::New(record, count) => {
                sums.new += 1;
                say(&words::new(self.lang, name))?;
                (Some(record).filter(|_| self.accept), count)
            }
            Done::Failed(record, failure, known) => {
                sums.failed += 1;
                sums.known += usize::from(known);
                report.failure(input, &failure);
                return Ok(Some(record).filter(|_| self.accept || known));
            }
            Done::Unwritten(error) => {
                report.cannot_write(&self.folder.join(name), &error);
                return Ok(None);
            }
            Done::Left => {
                sums.left += 1;
                return Ok(None);
            }
        };
        report.read(&inputs::name(input), count);
        Ok(record)
    }

    /// Ledgers whose documents are gone. Accepting takes them away, but only as a run of this program has written them.
    ///
    /// Gives the records of those that stay.
    fn gone(&self, sums: &mut Sums, out: &mut impl Write) -> Result<Vec<Record>, (PathBuf, io::Error)> {
        let mut stay = Vec::new();
        let ours: HashSet<&str> = self.names.iter().map(String::as_str).collect();
        for entry in WalkBuilder::new(self.folder).standard_filters(false).sort_by_file_name(Ord::cmp).build() {
            let Ok(entry) = entry else { continue };
            let Ok(below) = entry.path().strip_prefix(self.folder) else { continue };
            let name = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let hidden = name.split('/').any(|part| part.starts_with('.'));
            let other = hidden || name == run_report::NAME || !name.ends_with(".json") || ours.contains(&*name);
            if other || !entry.path().is_file() {
                continue;
            }
            let Ok(bytes) = fs::read(entry.path()) else { continue };
            if !compare::is_ledger(&bytes) {
                continue;
            }
            sums.gone += 1;
            out.write_all(words::gone(self.lang, &name).as_bytes()).map_err(|error| ("-".into(), error))?;
            let Some(record) = self.found.of(&name) else { continue };
            if self.accept && record.ledger_sum == Some(sum(&bytes)) {
                fs::remove_file(entry.path()).map_err(|error| (entry.path().to_owned(), error))?;
            } else {
                stay.push(Record { stale: true, ..record.clone() });
            }
        }
        Ok(stay)
    }
}
