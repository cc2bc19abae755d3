//! Processes that read documents, so that what a document does to its reader, a crash or a hang included, costs only
//! itself.
//!
//! The program starts itself as `taizhang worker --child`, one process for each document that is read at a time. A process
//! reads one document after another; when one ends it, or takes too long, the document gets a failure that says why, and
//! the next document a new process. Plain text of ordinary size is read in this process: nothing but our own total code
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
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use taizhang::batch::{self, Input, Source};
use taizhang::model::Ledger;
use taizhang::{Limit, Ocr, Options, ReadError};

use crate::args::{FormatArg, ReadingArgs, StageArg};
use crate::lang::Lang;
use crate::line::{self, Answer, Failure, Want};
use crate::messages;
use crate::tally::Count;

/// Plain text up to so many bytes is read in this process. The longest plan seen has 190,000.
const SMALL: u64 = 256 << 10;

/// The first bytes of a document, which tell plain text from the rest.
const HEAD: usize = 1024;

/// How much of what a process says on its standard error is kept, in bytes; its last words tell why it died.
const LAST_WORDS: usize = 4 << 10;

/// The readers of a command.
pub struct Readers {
    lang: Lang,
    options: Options,
    /// What a process is started with.
    arguments: Vec<OsString>,
    /// Whether documents may be read in processes of their own.
    apart: bool,
    /// Whether what processes say is passed on.
    aloud: bool,
    idle: Mutex<Vec<Reader>>,
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
            idle: Mutex::default(),
        }
    }

    /// How documents are read.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Does `work` for each of `count` documents, several at a time; as [`batch::each`].
    pub fn each<T: Send>(
        &self,
        count: usize,
        jobs: NonZeroUsize,
        work: impl Fn(usize) -> Result<T, Failure> + Sync,
        mut take: impl FnMut(usize, Result<T, Failure>) -> ControlFlow<()>,
    ) {
        batch::each(count, jobs, work, |index, outcome| {
            take(index, outcome.map_err(|failure| self.told(&failure)).flatten())
        });
    }

    /// A document's ledger, written.
    pub fn written(&self, input: &Input, format: FormatArg) -> Result<(Vec<u8>, Count), Failure> {
        let input = &*self.unpacked(input)?;
        if self.reads_here(input) {
            let made = input.extract_with_text(&self.options).map_err(|failure| self.told(&failure))?;
            let bytes = format.output(self.lang).bytes_with_text(&made.ledger, &made.text);
            return Ok((bytes, Count::of(&made.ledger)));
        }
        let (answer, bytes) = self.ask(input, Want::Ledger(format))?;
        answer.count.map(|count| (bytes, count)).ok_or_else(|| self.stopped("no count"))
    }

    /// A document's ledger.
    pub fn ledger(&self, input: &Input) -> Result<Ledger, Failure> {
        let input = &*self.unpacked(input)?;
        if self.reads_here(input) {
            return input.extract(&self.options).map_err(|failure| self.told(&failure));
        }
        let (_, bytes) = self.ask(input, Want::Ledger(FormatArg::Jsonl))?;
        serde_json::from_slice(&bytes).map_err(|error| self.stopped(&error.to_string()))
    }

    /// What a stage makes of a document.
    pub fn shown(&self, input: &Input, stage: StageArg) -> Result<Vec<u8>, Failure> {
        let input = &*self.unpacked(input)?;
        if self.reads_here(input) {
            let shown = input.inspect(stage.into(), &self.options);
            return shown.map(String::into_bytes).map_err(|failure| self.told(&failure));
        }
        self.ask(input, Want::Stage(stage)).map(|(_, bytes)| bytes)
    }

    /// A document out of its archive, so that it can be looked at.
    fn unpacked<'a>(&self, input: &'a Input) -> Result<Cow<'a, Input>, Failure> {
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

    /// Has a process read a document.
    fn ask(&self, input: &Input, want: Want) -> Result<(Answer, Vec<u8>), Failure> {
        let line = line::ask(input, want, &self.options).map_err(|error| self.told(&error.into()))?;
        let mut alone = false;
        loop {
            let mut reader = match self.take(alone) {
                Ok(reader) => reader,
                Err(error) => {
                    return Err(Failure {
                        code: "no-process".into(),
                        message: messages::no_process(self.lang, &error),
                    });
                }
            };
            match reader.ask(&line, self.patience()) {
                Ok((mut answer, bytes)) => {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
                    return answer.failure.take().map_or(Ok((answer, bytes)), Err);
                }
                Err(Death::Late) => return Err(self.over(Limit::Time)),
                // What earlier documents left behind is not this one's fault: it gets a process of its own.
                Err(_) if reader.asked > 1 => alone = true,
                Err(Death::Memory) => return Err(self.over(Limit::Memory)),
                Err(Death::Stack) => {
                    let message = messages::stack(self.lang);
                    return Err(Failure { code: "stack-overflow".into(), message });
                }
                Err(Death::Other(how)) => return Err(self.stopped(&how)),
            }
        }
    }

    /// How long a process may take for a document.
    fn patience(&self) -> Duration {
        let limits = &self.options.limits;
        if self.options.ocr == Ocr::Off { limits.time } else { limits.time.saturating_add(limits.ocr_time) }
    }

    /// A process that waits, or a new one.
    fn take(&self, new: bool) -> io::Result<Reader> {
        while !new && let Some(mut reader) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            // One that died while it waited is no concern of any document.
            if matches!(reader.child.try_wait(), Ok(None)) {
                return Ok(reader);
            }
        }
        Reader::start(&self.arguments, self.aloud)
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
    /// How many documents it was asked for.
    asked: usize,
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
        command.args(["worker", "--child"]).args(arguments);
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
        let (sender, answers) = mpsc::channel();
        thread::Builder::new().spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(answer) = hear(&mut stdout)
                && sender.send(answer).is_ok()
            {}
        })?;
        let last_words = thread::Builder::new().spawn(move || listen(stderr, aloud))?;
        Ok(Self { child, stdin, answers, last_words: Some(last_words), asked: 0 })
    }

    fn ask(&mut self, line: &[u8], patience: Duration) -> Result<(Answer, Vec<u8>), Death> {
        self.asked += 1;
        // That it cannot be written to is seen when it does not answer.
        let _ = self.stdin.write_all(line).and_then(|()| self.stdin.flush());
        match self.answers.recv_timeout(patience) {
            Ok(answer) => Ok(answer),
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
        let found = match reader.ask(b"question\n", Duration::from_secs(2)) {
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
