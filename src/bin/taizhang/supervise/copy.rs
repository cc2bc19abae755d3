//! A copy of this process that reads documents, where there may be one.
//!
//! Only a process of one thread is copied. What other threads hold at that moment, locks above all, nobody would ever give
//! back in the copy.

use std::fs;
use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{ExitStatus, exit};

use fork::{Fork, fork};
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{Pid, WaitOptions, setpgid, waitpid};

use super::process::{Process, Started, widen};
use super::{Readers, child};

/// A copy of this process.
pub(super) struct Copy {
    pid: Pid,
    ended: Option<ExitStatus>,
}

/// Starts a copy that answers questions; `None` where this process is not to be copied.
pub(super) fn start(readers: &Readers) -> io::Result<Option<Started>> {
    if !is_of_one_thread() {
        return Ok(None);
    }
    // What waits to be written is written once.
    io::stdout().flush()?;
    let (its_questions, questions) = pipe_with(PipeFlags::CLOEXEC)?;
    let (answers, its_answers) = pipe_with(PipeFlags::CLOEXEC)?;
    let (words, its_words) = pipe_with(PipeFlags::CLOEXEC)?;
    widen(&answers);
    match fork()? {
        Fork::Child => {
            // The copy sees the end of the questions when nobody has the other end, itself included.
            drop((questions, answers, words));
            // Nothing of what this process was about goes on in the copy.
            let obeyed = catch_unwind(AssertUnwindSafe(|| {
                setpgid(None, None)?;
                // Who waits for the end of our standard output does not wait for the copy.
                rustix::stdio::dup2_stdout(&its_words)?;
                rustix::stdio::dup2_stderr(&its_words)?;
                drop(its_words);
                child::obey(readers, fs::File::from(its_questions), fs::File::from(its_answers))
            }));
            exit(if matches!(obeyed, Ok(Ok(()))) { 0 } else { 1 })
        }
        Fork::Parent(pid) => {
            let pid = Pid::from_raw(pid).ok_or_else(|| io::Error::other("a process without a number"))?;
            // Both see to it: this one may be about to end the group before the other has come so far.
            let _ = setpgid(Some(pid), Some(pid));
            Ok(Some(Started {
                process: Process::Copy(Copy { pid, ended: None }),
                questions: Box::new(fs::File::from(questions)),
                answers: Box::new(fs::File::from(answers)),
                words: Box::new(fs::File::from(words)),
            }))
        }
    }
}

fn is_of_one_thread() -> bool {
    fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.take(2).count() == 1)
}

impl Copy {
    pub(super) fn wait(&mut self) -> io::Result<ExitStatus> {
        self.status(WaitOptions::empty()).map(|status| status.expect("it has ended"))
    }

    pub(super) fn has_ended(&mut self) -> bool {
        !matches!(self.status(WaitOptions::NOHANG), Ok(None))
    }

    /// Its group, while it is there: afterwards another may have its number.
    pub(super) fn group(&self) -> Option<Pid> {
        self.ended.is_none().then_some(self.pid)
    }

    fn status(&mut self, options: WaitOptions) -> io::Result<Option<ExitStatus>> {
        while self.ended.is_none() {
            match waitpid(Some(self.pid), options) {
                Ok(Some((_, status))) => self.ended = Some(ExitStatus::from_raw(status.as_raw())),
                Ok(None) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(self.ended)
    }
}
