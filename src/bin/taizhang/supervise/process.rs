//! One process that reads documents, and how it ends.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[cfg(target_os = "linux")]
use super::copy;
use super::{Readers, heap};
use crate::line::Answer;

/// Room in the pipe of answers, in bytes: most ledgers fit in whole, so that a process goes on to its next document though
/// nobody has taken the answer yet. In pipes of the usual size two processes on two cores stood still a sixth of the time. Linux
/// grants anybody as much.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;

/// How much of what a process says on its standard error is kept, in bytes; its last words tell why it died.
const LAST_WORDS: usize = 4 << 10;

/// A process that reads documents.
pub(super) struct Reader {
    process: Process,
    questions: Box<dyn Write + Send>,
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
    /// Starts a process for one document or, with the heap that long work wants, for many.
    pub(super) fn start(readers: &Readers, single: bool) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if single && let Some(copy) = copy::start(readers)? {
            return Self::of(copy, readers.aloud);
        }
        #[cfg(not(target_os = "linux"))]
        let _ = single;
        let mut command = Command::new(this_program()?);
        command.args(["worker", "--child"]).args(&readers.arguments).envs(heap::OF_LONG_WORK);
        Self::of(Started::spawn(command)?, readers.aloud)
    }

    fn of(started: Started, aloud: bool) -> io::Result<Self> {
        let Started { process, questions, answers, words } = started;
        let (sender, receiver) = mpsc::channel();
        thread::Builder::new().spawn(move || {
            let mut answers = BufReader::new(answers);
            while let Ok(answer) = hear(&mut answers)
                && sender.send(answer).is_ok()
            {}
        })?;
        let last_words = thread::Builder::new().spawn(move || listen(words, aloud))?;
        Ok(Self { process, questions, answers: receiver, last_words: Some(last_words), answered: 0 })
    }

    pub(super) fn ask(&mut self, line: &[u8]) {
        // That it cannot be written to is seen when it does not answer.
        let _ = self.questions.write_all(line).and_then(|()| self.questions.flush());
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
        let status = self.process.wait();
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
        self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if !self.process.has_ended() {
            self.end();
        }
    }
}

/// A process that was started, and the ends of its pipes that are ours.
pub(super) struct Started {
    pub(super) process: Process,
    pub(super) questions: Box<dyn Write + Send>,
    pub(super) answers: Box<dyn Read + Send>,
    pub(super) words: Box<dyn Read + Send>,
}

impl Started {
    fn spawn(mut command: Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Ctrl-C reaches this process only, which ends the others in its own order; and all that it starts ends with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let stdin = child.stdin.take().expect("it is a pipe");
        let stdout = child.stdout.take().expect("it is a pipe");
        let stderr = child.stderr.take().expect("it is a pipe");
        #[cfg(target_os = "linux")]
        widen(&stdout);
        Ok(Self {
            process: Process::Child(child),
            questions: Box::new(stdin),
            answers: Box::new(stdout),
            words: Box::new(stderr),
        })
    }
}

/// Gives a pipe of answers room.
#[cfg(target_os = "linux")]
pub(super) fn widen(pipe: impl std::os::fd::AsFd) {
    // Where the system grants less, answers are taken as they come.
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, PIPE);
}

/// What there is of a process to the one that started it.
pub(super) enum Process {
    /// It was started as a program.
    Child(Child),
    /// It is a copy of this process.
    #[cfg(target_os = "linux")]
    Copy(copy::Copy),
}

impl Process {
    fn wait(&mut self) -> io::Result<ExitStatus> {
        match self {
            Self::Child(child) => child.wait(),
            #[cfg(target_os = "linux")]
            Self::Copy(copy) => copy.wait(),
        }
    }

    fn has_ended(&mut self) -> bool {
        match self {
            Self::Child(child) => !matches!(child.try_wait(), Ok(None)),
            #[cfg(target_os = "linux")]
            Self::Copy(copy) => copy.has_ended(),
        }
    }

    /// Ends it and what it started, which is in its group.
    fn kill(&mut self) {
        #[cfg(unix)]
        if let Some(group) = self.group() {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        match self {
            Self::Child(child) => _ = child.kill(),
            #[cfg(target_os = "linux")]
            Self::Copy(_) => {}
        }
    }

    #[cfg(unix)]
    fn group(&self) -> Option<rustix::process::Pid> {
        match self {
            Self::Child(child) => i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw),
            #[cfg(target_os = "linux")]
            Self::Copy(copy) => copy.group(),
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
fn listen(words: impl Read, aloud: bool) -> Vec<u8> {
    let mut last = Vec::new();
    for line in BufReader::new(words).split(b'\n').map_while(Result::ok) {
        if aloud {
            let _ = writeln!(io::stderr().lock(), "{}", String::from_utf8_lossy(&line));
        }
        last.extend_from_slice(&line);
        last.push(b'\n');
        last.drain(..last.len().saturating_sub(LAST_WORDS));
    }
    last
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
        let started = Started::spawn(command).expect("a shell");
        let mut reader = Reader::of(started, false).expect("two threads");
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
