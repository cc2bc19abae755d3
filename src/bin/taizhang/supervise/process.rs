//! One process that reads documents, and how it ends.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::line::Answer;

/// Room in the pipe of answers, in bytes: most ledgers fit in whole, so that a process goes on to its next document though
/// nobody has taken the answer yet. In pipes of the usual size two processes on two cores stood still a sixth of the time. Linux
/// grants anybody as much.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;

/// How a reader's heap grows, for the GNU C library; others do not know the names. A reader takes and gives back large pieces
/// for each document: asking the system for them each time costs a tenth of a short one. And it touches a thousand pages of
/// memory for a short document, each of which the system has to find when it is touched first: large pages, which come with so
/// much room at the end of the heap, save another fifteenth.
const HEAP: [(&str, &str); 5] = [
    ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"),
    ("MALLOC_ARENA_MAX", "1"),
    ("MALLOC_TOP_PAD_", "4194304"),
    ("MALLOC_TRIM_THRESHOLD_", "67108864"),
    ("MALLOC_MMAP_THRESHOLD_", "33554432"),
];

/// How much of what a process says on its standard error is kept, in bytes; its last words tell why it died.
const LAST_WORDS: usize = 4 << 10;

/// A process that reads documents.
pub(super) struct Reader {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<(Answer, Vec<u8>)>,
    last_words: Option<JoinHandle<Vec<u8>>>,
    /// How many documents it has answered for.
    pub(super) answered: usize,
}

/// How a process ended before it answered.
pub(super) enum Death {
    /// It took too long and was ended.
    Late,
    Memory,
    Stack,
    /// In words.
    Other(String),
}

impl Reader {
    pub(super) fn start(arguments: &[OsString], aloud: bool) -> io::Result<Self> {
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

    pub(super) fn ask(&mut self, line: &[u8]) {
        // That it cannot be written to is seen when it does not answer.
        let _ = self.stdin.write_all(line).and_then(|()| self.stdin.flush());
    }

    /// The answer to the first question that has none yet.
    pub(super) fn answer(&mut self, patience: Duration) -> Result<(Answer, Vec<u8>), Death> {
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
    pub(super) fn end(&mut self) {
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
}
