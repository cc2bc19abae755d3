//! Processes that read documents, so that what a document does to its reader, a crash or a hang included, costs only
//! itself.
//!
//! The program starts itself as `taizhang worker --child`, one process for each document that is read at a time. A process
//! reads one document after another, and has the next question before its answer is taken; when a document ends it, or
//! takes too long, that document gets a failure that says why, and the next one a new process. Plain text of ordinary size is read in this process: nothing but our own total code
//! sees it, and a process would cost more than the reading.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use taizhang::batch::{self, Input, Source};
use taizhang::model::Ledger;
use taizhang::{Limit, Ocr, Options, ReadError};

use crate::args::{FormatArg, ReadingArgs};
use crate::lang::Lang;
use crate::line::{self, Answer, Failure, Want};
use crate::messages;
use crate::tally::Count;

/// Plain text up to so many bytes is read in this process. The longest plan seen has 190,000.
const SMALL: u64 = 256 << 10;

/// The first bytes of a document, which tell plain text from the rest.
const HEAD: usize = 1024;

/// Room in the pipe of answers, in bytes: most ledgers fit in whole, so that a process goes on to its next document though
/// nobody has taken the answer yet. In pipes of the usual size two processes on two cores stood still a sixth of the time. Linux
/// grants anybody as much.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;

/// How a reader's heap grows, for the GNU C library; others do not know the names. A reader takes and gives back large pieces
/// for each document: asking the system for them each time costs a tenth of a short one.
const HEAP: [(&str, &str); 4] = [
    ("MALLOC_ARENA_MAX", "1"),
    ("MALLOC_TOP_PAD_", "1048576"),
    ("MALLOC_TRIM_THRESHOLD_", "67108864"),
    ("MALLOC_MMAP_THRESHOLD_", "33554432"),
];

/// How much of what a process says on its standard error is kept, in bytes; its last words tell why it died.
const LAST_WORDS: usize = 4 << 10;

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

    pub fn lane(&self) -> Lane<'_> {
        Lane { readers: self, reader: None, started: 0, begun: 0, asked: 0 }
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
            || self.lane(),
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
        Failure { code: "stopped".into(), message: messages::stopped(self.lang, how) }
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
                Death::Stack => Failure { code: "stack-overflow".into(), message: messages::stack(self.readers.lang) },
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
            let started = Reader::start(&readers.arguments, readers.aloud).map_err(|error| Failure {
                code: "no-process".into(),
                message: messages::no_process(readers.lang, &error),
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

/// A process that reads documents.
struct Reader {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<(Answer, Vec<u8>)>,
    last_words: Option<JoinHandle<Vec<u8>>>,
    /// How many documents it has answered for.
    answered: usize,
}

/// How a process ended before it answered.
enum Death {
    /// It took too long and was ended.
    Late,
    Memory,
    Stack,
    /// In words.
    Other(String),
}

impl Reader {
    fn start(arguments: &[OsString], aloud: bool) -> io::Result<Self> {
        let mut command = Command::new(this_program()?);
        command.args(["worker", "--child"]).args(arguments).envs(HEAP);
        Self::spawn(command, aloud)
    }

    fn spawn(mut command: Command, aloud: bool) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Ctrl-C reaches this process only, which ends the others in its own order; and all that it starts ends with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let stdin = child.stdin.take().expect("it is a pipe");
        let stdout = child.stdout.take().expect("it is a pipe");
        let stderr = child.stderr.take().expect("it is a pipe");
        // Where the system grants less, answers are taken as they come.
        #[cfg(target_os = "linux")]
        let _ = rustix::pipe::fcntl_setpipe_size(&stdout, PIPE);
        let (sender, answers) = mpsc::channel();
        thread::Builder::new().spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(answer) = hear(&mut stdout)
                && sender.send(answer).is_ok()
            {}
        })?;
        let last_words = thread::Builder::new().spawn(move || listen(stderr, aloud))?;
        Ok(Self { child, stdin, answers, last_words: Some(last_words), answered: 0 })
    }

    fn ask(&mut self, line: &[u8]) {
        // That it cannot be written to is seen when it does not answer.
        let _ = self.stdin.write_all(line).and_then(|()| self.stdin.flush());
    }

    /// The answer to the first question that has none yet.
    fn answer(&mut self, patience: Duration) -> Result<(Answer, Vec<u8>), Death> {
        match self.answers.recv_timeout(patience) {
            Ok(answer) => {
                self.answered += 1;
                Ok(answer)
            }
            Err(RecvTimeoutError::Timeout) => {
                self.end();
                Err(Death::Late)
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.death()),
        }
    }

    /// Why it died.
    fn death(&mut self) -> Death {
        let status = self.child.wait();
        let words = self.last_words.take().and_then(|listener| listener.join().ok()).unwrap_or_default();
        let words = String::from_utf8_lossy(&words);
        if words.contains("has overflowed its stack") {
            return Death::Stack;
        }
        if words.contains("memory allocation of") {
            return Death::Memory;
        }
        let how = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        Death::Other(match words.lines().last() {
            Some(last) => format!("{how}: {last}"),
            None => how,
        })
    }

    /// Ends it, and what it started.
    fn end(&mut self) {
        #[cfg(unix)]
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.end();
        }
    }
}

/// The next answer of a process.
fn hear(stdout: &mut impl BufRead) -> io::Result<(Answer, Vec<u8>)> {
    let mut line = Vec::new();
    stdout.read_until(b'\n', &mut line)?;
    let answer: Answer = serde_json::from_slice(&line)?;
    let mut bytes = vec![0; answer.bytes];
    stdout.read_exact(&mut bytes)?;
    Ok((answer, bytes))
}

/// Keeps the last that a process says, and passes it on where that is wanted.
fn listen(stderr: ChildStderr, aloud: bool) -> Vec<u8> {
    let mut words = Vec::new();
    for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
        if aloud {
            let _ = writeln!(io::stderr().lock(), "{}", String::from_utf8_lossy(&line));
        }
        words.extend_from_slice(&line);
        words.push(b'\n');
        words.drain(..words.len().saturating_sub(LAST_WORDS));
    }
    words
}

/// This program, though its file has been replaced meanwhile.
fn this_program() -> io::Result<PathBuf> {
    let own = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() { Ok(own.to_owned()) } else { std::env::current_exe() }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Asks a process that does what a shell script says.
    fn check(script: &str, expected: &str) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let mut reader = Reader::spawn(command, false).expect("a shell");
        reader.ask(b"question\n");
        let found = match reader.answer(Duration::from_secs(2)) {
            Ok((answer, bytes)) => format!("{answer:?} {}", String::from_utf8_lossy(&bytes)),
            Err(Death::Late) => "late".to_owned(),
            Err(Death::Memory) => "memory".to_owned(),
            Err(Death::Stack) => "stack".to_owned(),
            Err(Death::Other(how)) => how,
        };
        assert!(found.contains(expected), "{script}: {found}");
    }

    #[test]
    fn a_process_answers_or_its_death_is_told() {
        check("read -r line; echo '{\"bytes\":8}'; printf \"$line\"; sleep 9", "question");
        check("read -r line; echo '{\"bytes\":9}'; printf \"$line\"", "exit status: 0");
        check("read -r line; sleep 9", "late");
        check("read -r line; echo \"thread 'main' (1) has overflowed its stack\" >&2; kill -ABRT $$", "stack");
        check("read -r line; echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$", "memory");
        check("read -r line; printf half; kill -SEGV $$", "signal: 11");
        check("echo 'no such library' >&2; exit 7", "exit status: 7: no such library");
    }

    #[test]
    fn only_plain_text_is_read_in_this_process() {
        for (head, expected) in [
            ("关于做好工作的通知".as_bytes(), true),
            (b"\xff\xfe\x00\x4e", true),
            (b"%PDF-1.7", false),
            (b"\n\x00%PDF-1.4", false),
            (b"PK\x03\x04", false),
            (b"  <!DOCTYPE html>", false),
            (b"", true),
        ] {
            assert_eq!(is_text(head), expected, "{head:?}");
        }
    }
}
