//! A batch into a folder: ledgers, the index beside them, and the report of the run.
//!
//! What stands in the index is done: `--resume` goes on behind it, after a kill at any moment, and the folder is in the
//! end the same, byte for byte, as after a run that nothing disturbed; only `run.json`, which has the times, is not.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use taizhang::batch::{self, Input};
use taizhang::{Options, OutputFormat};

use crate::args::FormatArg;
use crate::line::{Failure, Want};
use crate::record::{Found, Head, INDEX_NAME, Index, Record, sum, sweep};
use crate::report::Report;
use crate::run_report::{self, End, Outcome, RunReport};
use crate::supervise::{Begun, Lane, Readers};
use crate::tally::Count;
use crate::{inputs, interrupt, names, write};

/// The file that holds a batch's JSON lines.
pub const STREAM_NAME: &str = "ledgers.jsonl";

/// The same until it is whole.
const PARTIAL_NAME: &str = ".ledgers.jsonl.partial";

/// A batch, and where it goes.
pub struct Batch<'a> {
    pub documents: &'a [Input],
    pub readers: &'a Readers,
    pub options: &'a Options,
    pub jobs: NonZeroUsize,
    pub format: FormatArg,
    pub folder: &'a Path,
    /// Whether it goes on where a run before was broken off.
    pub resume: bool,
    /// Whether the first failure ends it.
    pub fail_fast: bool,
}

/// Why a batch did not come to its end.
#[derive(Debug)]
pub enum Trouble {
    /// What is to be resumed was begun under other rules or options.
    Otherwise,
    /// A file of the batch itself cannot be written.
    Io(PathBuf, io::Error),
}

/// What became of a document.
enum Done {
    Read(Record, Made, Count),
    Kept(Record),
    Failed(Record),
    Unwritten(Record, io::Error),
    Left,
}

/// A document whose turn has come.
enum Started<'i> {
    Done(Box<Done>),
    Begun(Begun<'i>),
}

/// What was made of a ledger: a file that has its name, or bytes to be put behind the others.
enum Made {
    File,
    Bytes(Vec<u8>),
}

impl Batch<'_> {
    /// One file a document, written on the thread that read it.
    pub fn files(&self, report: &mut Report) -> Result<End, Trouble> {
        let names = names::assign(self.documents, OutputFormat::from(self.format).extension());
        let found = self.found()?;
        if self.resume {
            let ours: HashSet<&str> = names.iter().map(String::as_str).chain([run_report::NAME]).collect();
            sweep(self.folder, |name| ours.contains(name));
        }
        let index = if found.head.is_some() {
            Index::go_on(self.folder, found.whole(found.in_order().count()))
        } else {
            Index::create(self.folder, &self.head())
        };
        let index = index.map_err(|error| self.trouble(INDEX_NAME, error))?;
        let done_before = |at: usize| {
            let record = found.of(&names[at])?;
            record.holds(&self.documents[at], self.options, self.folder).then(|| record.clone())
        };
        let make = |at: usize, record: &mut Record, bytes: Vec<u8>| {
            let path = self.folder.join(&names[at]);
            record.ledger_sum = Some(sum(&bytes));
            record.ledger = Some(names[at].clone());
            write::whole(&path, &bytes).map(|()| Made::File)
        };
        self.run(index, report, |at| Some(names[at].clone()), done_before, make, |_, _| Ok(()))
    }

    /// All ledgers one after another into one file.
    pub fn stream(&self, report: &mut Report) -> Result<End, Trouble> {
        let (partial, whole) = (self.folder.join(PARTIAL_NAME), self.folder.join(STREAM_NAME));
        let found = self.found()?;
        let kept = self.kept_of_stream(&found, &partial);
        let records: Vec<&Record> = found.in_order().take(kept).collect();
        let end = records.iter().filter_map(|record| record.end).max().unwrap_or(0);
        // A run may be killed before it has done anything that could be kept.
        if self.resume {
            sweep(self.folder, |name| name == run_report::NAME);
        }
        let opened = if kept > 0 {
            OpenOptions::new().append(true).open(&partial).and_then(|file| file.set_len(end).map(|()| file))
        } else {
            File::create(&partial)
        };
        let mut file = opened.map_err(|error| self.trouble(PARTIAL_NAME, error))?;
        let index = if kept > 0 {
            Index::go_on(self.folder, found.whole(kept))
        } else {
            Index::create(self.folder, &self.head())
        };
        let index = index.map_err(|error| {
            let _ = fs::remove_file(&partial);
            self.trouble(INDEX_NAME, error)
        })?;
        let mut end = end;
        let done_before = |at: usize| records.get(at).map(|&record| record.clone());
        let make = |_: usize, _: &mut Record, bytes| Ok(Made::Bytes(bytes));
        let take = |record: &mut Record, made: Made| {
            if let Made::Bytes(bytes) = made {
                file.write_all(&bytes)?;
                end += bytes.len() as u64;
                record.end = Some(end);
            }
            Ok(())
        };
        let ended = self.run(index, report, |_| None, done_before, make, take);
        match ended {
            Ok(End::Whole) => fs::rename(&partial, &whole).map_err(|error| self.trouble(STREAM_NAME, error))?,
            // What was written goes on with --resume.
            Ok(_) => {}
            // A full disk is not to be filled with halves.
            Err(_) => {
                let _ = fs::remove_file(&partial);
            }
        }
        ended
    }

    /// What a run before left, when this one goes on with it.
    fn found(&self) -> Result<Found, Trouble> {
        if !self.resume {
            return Ok(Found::default());
        }
        let found = Found::read(self.folder).map_err(|error| self.trouble(INDEX_NAME, error))?;
        if found.head.as_ref().is_some_and(|head| *head != self.head()) { Err(Trouble::Otherwise) } else { Ok(found) }
    }

    /// How many of the first documents a stream that was broken off holds.
    fn kept_of_stream(&self, found: &Found, partial: &Path) -> usize {
        let len = fs::metadata(partial).map_or(0, |file| file.len());
        let holds = |(input, record): &(&Input, &Record)| {
            record.file == input.file
                && record.end.is_none_or(|end| end <= len)
                && record.holds(input, self.options, self.folder)
        };
        self.documents.iter().zip(found.in_order()).take_while(holds).count()
    }

    fn head(&self) -> Head {
        Head { rules: self.options.rules(), format: OutputFormat::from(self.format).extension().to_owned() }
    }

    fn trouble(&self, name: &str, error: io::Error) -> Trouble {
        Trouble::Io(self.folder.join(name), error)
    }

    /// Takes each document to its end: `make` on the thread that read it, `take` here and in input order.
    fn run(
        &self,
        mut index: Index,
        report: &mut Report,
        ledger: impl Fn(usize) -> Option<String> + Sync,
        done_before: impl Fn(usize) -> Option<Record> + Sync,
        make: impl Fn(usize, &mut Record, Vec<u8>) -> io::Result<Made> + Sync,
        mut take: impl FnMut(&mut Record, Made) -> io::Result<()>,
    ) -> Result<End, Trouble> {
        let mut run = RunReport::create(self.folder, &self.options.rules())
            .map_err(|error| self.trouble(run_report::NAME, error))?;
        let failed = AtomicBool::new(false);
        let begin = |lane: &mut Lane<'_>, at: usize| {
            if interrupt::asked() || failed.load(Ordering::Relaxed) {
                Started::Done(Done::Left.into())
            } else if let Some(record) = done_before(at) {
                Started::Done(Done::Kept(record).into())
            } else {
                Started::Begun(lane.begin(&self.documents[at], Want::Ledger(self.format)))
            }
        };
        let finish = |lane: &mut Lane<'_>, at: usize, started: Started<'_>| {
            let began = Instant::now();
            let done = match started {
                Started::Done(done) => *done,
                Started::Begun(begun) => self.one(at, lane.written(begun), &ledger, &make),
            };
            (done, began.elapsed())
        };
        let mut written: Result<(), Trouble> = Ok(());
        let lane = || self.readers.lane(self.documents.len() == 1);
        batch::lanes(self.documents.len(), self.jobs, lane, begin, finish, |at, outcome| {
            let input = &self.documents[at];
            let (done, time) = outcome.unwrap_or_else(|failure| {
                let failure = self.readers.told(&failure);
                let record = Record { ledger: ledger(at), ..Record::failed(input, self.options, &failure) };
                (Done::Failed(record), Duration::ZERO)
            });
            let taken = self.take(at, done, time, report, &mut index, &mut run, &mut take);
            match taken {
                Ok(fails) => {
                    failed.fetch_or(fails && self.fail_fast, Ordering::Relaxed);
                    ControlFlow::Continue(())
                }
                Err(trouble) => {
                    written = Err(trouble);
                    ControlFlow::Break(())
                }
            }
        });
        if let Err(trouble) = written {
            // An index that cannot be trusted is none.
            let _ = fs::remove_file(index.path());
            return Err(trouble);
        }
        let end = if interrupt::asked() {
            End::Interrupted
        } else if failed.into_inner() {
            End::FailedFast
        } else {
            End::Whole
        };
        run.end(end).map_err(|error| self.trouble(run_report::NAME, error))?;
        Ok(end)
    }

    /// Makes of a document's ledger what is kept.
    fn one(
        &self,
        at: usize,
        written: Result<(Vec<u8>, Count), Failure>,
        ledger_name: impl Fn(usize) -> Option<String>,
        make: impl Fn(usize, &mut Record, Vec<u8>) -> io::Result<Made>,
    ) -> Done {
        let input = &self.documents[at];
        match written {
            Ok((bytes, count)) => {
                let mut record = Record::read(input, &count);
                match make(at, &mut record, bytes) {
                    Ok(made) => Done::Read(record, made, count),
                    Err(error) => Done::Unwritten(record, error),
                }
            }
            Err(failure) => {
                Done::Failed(Record { ledger: ledger_name(at), ..Record::failed(input, self.options, &failure) })
            }
        }
    }

    /// Writes down and says what became of a document; whether it failed.
    #[expect(clippy::too_many_arguments, reason = "all that a run writes to")]
    fn take(
        &self,
        at: usize,
        done: Done,
        time: Duration,
        report: &mut Report,
        index: &mut Index,
        run: &mut RunReport,
        put: &mut impl FnMut(&mut Record, Made) -> io::Result<()>,
    ) -> Result<bool, Trouble> {
        let input = &self.documents[at];
        let indexed = |error| Trouble::Io(index_path(self.folder), error);
        let (record, outcome, time) = match done {
            Done::Read(mut record, made, count) => {
                put(&mut record, made).map_err(|error| self.trouble(PARTIAL_NAME, error))?;
                index.add(&record).map_err(indexed)?;
                report.read(&inputs::name(input), count);
                (record, Outcome::Read, Some(time))
            }
            Done::Kept(record) => {
                match record.failure() {
                    Some(failure) => report.failure(input, &failure),
                    None => report.kept(),
                }
                (record, Outcome::Kept, None)
            }
            Done::Failed(record) => {
                index.add(&record).map_err(indexed)?;
                if let Some(failure) = record.failure() {
                    report.failure(input, &failure);
                }
                (record, Outcome::Failed, Some(time))
            }
            // It stands in no index, so that --resume tries it again.
            Done::Unwritten(record, error) => {
                let name = record.ledger.clone().unwrap_or_default();
                report.cannot_write(&self.folder.join(name), &error);
                let failure = Failure { code: "unwritten".to_owned(), message: error.to_string() };
                (Record { error: Some((failure.code, failure.message)), ..record }, Outcome::Unwritten, Some(time))
            }
            Done::Left => {
                report.left();
                (Record::left(input), Outcome::Left, None)
            }
        };
        let fails = record.error.is_some();
        run.add(&record, outcome, time).map_err(|error| Trouble::Io(run.path().to_owned(), error))?;
        Ok(fails)
    }
}

fn index_path(folder: &Path) -> PathBuf {
    folder.join(INDEX_NAME)
}
