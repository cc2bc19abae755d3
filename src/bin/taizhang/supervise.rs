//! Processes that read documents, so that what a document does to its reader, a crash or a hang included, costs only
//! itself.
//!
//! The program starts itself as `taizhang worker --child`, one process for each document that is read at a time. A process
//! reads one document after another, and has the next question before its answer is taken; when a document ends it, or
//! takes too long, that document gets a failure that says why, and the next one a new process. For a single document the
//! program is copied where it may be: to start it again takes a sixth of the time of a short one. Plain text of ordinary size
//! is read in this process: nothing but our own total code sees it, and a process would cost more than the reading.

mod child;
#[cfg(target_os = "linux")]
mod copy;
mod heap;
mod process;

use std::borrow::Cow;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use taizhang::batch::{self, Input, Source};
use taizhang::model::Ledger;
use taizhang::{Limit, Ocr, Options, ReadError};

use crate::args::{FormatArg, ReadingArgs};
use crate::lang::Lang;
use crate::line::{self, Failure, Want};
use crate::messages;
use crate::tally::Count;

pub use child::obey;
use process::{Death, Reader};

/// Plain text up to so many bytes is read in this process. The longest plan seen has 190,000.
const SMALL: u64 = 256 << 10;

/// The first bytes of a document, which tell plain text from the rest.
const HEAD: usize = 1024;

/// The form in which ledgers go from process to process.
pub const LEDGER: Want = Want::Ledger(FormatArg::Jsonl);

/// How a command reads documents.
pub struct Readers {
    lang: Lang,
    options: Options,
    /// What a process is started with.
    arguments: Vec<OsString>,
    /// Whether documents may be read in processes of their own.
    apart: bool,
    /// Whether what processes say is passed on.
    aloud: bool,
}

/// What one thread reads with: documents in the order in which they are begun.
pub struct Lane<'a> {
    readers: &'a Readers,
    /// Whether it reads one document only.
    single: bool,
    reader: Option<Reader>,
    /// How many processes there were.
    started: usize,
    /// Documents for a process that were begun and are not finished.
    begun: usize,
    /// Of these, those that the process there is was asked for.
    asked: usize,
}

/// A document whose turn has come.
pub enum Begun<'i> {
    /// It is read in this process when it is finished.
    Here(Cow<'i, Input>, Want),
    /// It is the question for a process; the number of the one that was asked already.
    Apart(Vec<u8>, Option<usize>),
    /// It cannot be read.
    Failed(Failure),
}

impl Readers {
    pub fn new(reading: &ReadingArgs) -> Self {
        Self {
            lang: reading.lang(),
            options: reading.options(),
            arguments: reading.arguments(),
            // Times of stages are taken in this process.
            apart: !reading.timings,
            aloud: reading.verbose > 0 || std::env::var_os("RUST_BACKTRACE").is_some(),
        }
    }

    /// How documents are read.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What one thread reads with: a single document, or many.
    pub fn lane(&self, single: bool) -> Lane<'_> {
        Lane { readers: self, single, reader: None, started: 0, begun: 0, asked: 0 }
    }

    /// Takes documents to their end, several at a time: `finish` is what is made of one that was begun, on the thread that
    /// reads it.
    pub fn each<T: Send>(
        &self,
        documents: &[Input],
        jobs: NonZeroUsize,
        want: Want,
        finish: impl Fn(&mut Lane<'_>, Begun<'_>) -> Result<T, Failure> + Sync,
        mut take: impl FnMut(usize, Result<T, Failure>) -> ControlFlow<()>,
    ) {
        batch::lanes(
            documents.len(),
            jobs,
            || self.lane(documents.len() == 1),
            |lane, index| lane.begin(&documents[index], want),
            |lane, _, begun| finish(lane, begun),
            |index, outcome| take(index, outcome.map_err(|failure| self.told(&failure)).flatten()),
        );
    }

    /// A document out of its archive, so that it can be looked at.
    fn unpacked<'i>(&self, input: &'i Input) -> Result<Cow<'i, Input>, Failure> {
        if !matches!(input.source, Source::Packed(_)) {
            return Ok(Cow::Borrowed(input));
        }
        let bytes = input.bytes(&self.options).map_err(|error| self.told(&error.into()))?.into_owned();
        Ok(Cow::Owned(Input { file: input.file.clone(), source: Source::Bytes(bytes) }))
    }

    /// Whether a document is read in this process.
    fn reads_here(&self, input: &Input) -> bool {
        !self.apart
            || match &input.source {
                // Of what is still packed nothing is known.
                Source::Packed(_) => false,
                Source::Path(path) => is_small_text(path).unwrap_or(true),
                Source::Bytes(bytes) => bytes.len() as u64 <= SMALL && is_text(bytes.get(..HEAD).unwrap_or(bytes)),
            }
    }

    /// What is wanted of a document, read in this process.
    pub fn read_here(&self, input: &Input, want: Want) -> Result<Made, Failure> {
        let read = match want {
            Want::Ledger(format) => input.extract_with_text(&self.options).map(|made| {
                let bytes = format.output(self.lang).bytes_with_text(&made.ledger, &made.text);
                (bytes, Some(Count::of(&made.ledger)))
            }),
            Want::Stage(stage) => input.inspect(stage.into(), &self.options).map(|shown| (shown.into_bytes(), None)),
        };
        let (bytes, count) = read.map_err(|failure| self.told(&failure))?;
        Ok(Made { bytes, count })
    }

    /// How long a process may take for a document.
    fn patience(&self) -> Duration {
        let limits = &self.options.limits;
        if self.options.ocr == Ocr::Off { limits.time } else { limits.time.saturating_add(limits.ocr_time) }
    }

    /// What the library says of a document, in the person's language.
    pub fn told(&self, failure: &batch::Failure) -> Failure {
        Failure::of(self.lang, failure)
    }

    fn over(&self, of: Limit) -> Failure {
        let limit = self.options.limits.get(of);
        self.told(&ReadError::TooLarge { of, limit }.into())
    }

    fn stopped(&self, how: &str) -> Failure {
        Failure { code: "stopped".into(), message: messages::input::stopped(self.lang, how) }
    }
}

/// What was wanted of a document.
#[derive(Debug)]
pub struct Made {
    pub bytes: Vec<u8>,
    /// What is in the ledger, where one was wanted.
    pub count: Option<Count>,
}

impl Lane<'_> {
    /// What is wanted of a document.
    pub fn read(&mut self, input: &Input, want: Want) -> Result<Made, Failure> {
        let begun = self.begin(input, want);
        self.finish(begun)
    }

    /// Begins a document: a process that is to read it is asked, though it may have others to answer for first.
    pub fn begin<'i>(&mut self, input: &'i Input, want: Want) -> Begun<'i> {
        let readers = self.readers;
        let input = match readers.unpacked(input) {
            Ok(input) => input,
            Err(failure) => return Begun::Failed(failure),
        };
        if readers.reads_here(&input) {
            return Begun::Here(input, want);
        }
        let line = match line::ask(&input, want, &readers.options) {
            Ok(line) => line,
            Err(error) => return Begun::Failed(readers.told(&error.into())),
        };
        // Answers come in the order of questions: behind a document that is to be asked for again none can be asked.
        let asked = if self.asked == self.begun {
            match self.ask(&line, false) {
                Ok(()) => Some(self.started),
                Err(failure) => return Begun::Failed(failure),
            }
        } else {
            None
        };
        self.begun += 1;
        Begun::Apart(line, asked)
    }

    /// What was wanted of a document that was begun; of those begun the first that is not finished.
    pub fn finish(&mut self, begun: Begun<'_>) -> Result<Made, Failure> {
        let (line, asked) = match begun {
            Begun::Here(input, want) => return self.readers.read_here(&input, want),
            Begun::Failed(failure) => return Err(failure),
            Begun::Apart(line, asked) => (line, asked),
        };
        self.begun -= 1;
        // The process that was asked may have gone over the document before.
        if asked != Some(self.started) || self.reader.is_none() {
            self.ask(&line, false)?;
        }
        loop {
            let reader = self.reader.as_mut().expect("it was asked");
            let death = match reader.answer(self.readers.patience()) {
                Ok((answer, bytes)) => {
                    self.asked -= 1;
                    return answer.failure.map_or(Ok(Made { bytes, count: answer.count }), Err);
                }
                Err(death) => death,
            };
            let read_others = reader.answered > 0;
            (self.reader, self.asked) = (None, 0);
            return Err(match death {
                Death::Late => self.readers.over(Limit::Time),
                // What earlier documents left behind is not this one's fault: it gets a process of its own.
                _ if read_others => {
                    self.ask(&line, true)?;
                    continue;
                }
                Death::Memory => self.readers.over(Limit::Memory),
                Death::Stack => {
                    Failure { code: "stack-overflow".into(), message: messages::input::stack(self.readers.lang) }
                }
                Death::Other(how) => self.readers.stopped(&how),
            });
        }
    }

    /// The ledger of a document that was begun for one, written, and what is in it.
    pub fn written(&mut self, begun: Begun<'_>) -> Result<(Vec<u8>, Count), Failure> {
        let Made { bytes, count } = self.finish(begun)?;
        count.map(|count| (bytes, count)).ok_or_else(|| self.readers.stopped("no count"))
    }

    /// The ledger of a document that was begun with [`LEDGER`].
    pub fn ledger(&mut self, begun: Begun<'_>) -> Result<Ledger, Failure> {
        if let Begun::Here(input, _) = begun {
            return input.extract(&self.readers.options).map_err(|failure| self.readers.told(&failure));
        }
        let made = self.finish(begun)?;
        serde_json::from_slice(&made.bytes).map_err(|error| self.readers.stopped(&error.to_string()))
    }

    /// Asks the process, or a new one where there is none.
    fn ask(&mut self, line: &[u8], new: bool) -> Result<(), Failure> {
        if new || self.reader.is_none() {
            let readers = self.readers;
            let started = Reader::start(readers, self.single).map_err(|error| Failure {
                code: "no-process".into(),
                message: messages::input::no_process(readers.lang, &error),
            })?;
            self.reader = Some(started);
            self.started += 1;
            self.asked = 0;
        }
        self.reader.as_mut().expect("it was started").ask(line);
        self.asked += 1;
        Ok(())
    }
}

/// Whether a file is plain text that is read in this process.
fn is_small_text(path: &Path) -> io::Result<bool> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    // What is no file, a pipe say, can be read once only.
    if !metadata.is_file() || metadata.len() > SMALL {
        return Ok(false);
    }
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(is_text(&head))
}

/// Whether the first bytes are those of plain text: of no format that another's code takes apart.
fn is_text(head: &[u8]) -> bool {
    let first = head.iter().find(|b| !b.is_ascii_whitespace());
    let packed = [&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0", b"\x1f\x8b"].iter().any(|mark| head.starts_with(mark));
    !packed && first != Some(&b'<') && !head.windows(5).any(|window| window == b"%PDF-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_text_is_read_in_this_process() {
        for (head, expected) in [
            ("关于做好工作的通知".as_bytes(), true),
            (b"\xff\xfe\x00\x4e", true),
            (b"%PDF-1.7", false),
            (b"\n\x00%PDF-1.4", false),
            (b"PK\x03\x04", false),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", false),
            (b"  <!DOCTYPE html>", false),
            (b"", true),
        ] {
            assert_eq!(is_text(head), expected, "{head:?}");
        }
    }
}
