//! What a process does that reads documents for another, and may die of them.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc;
use std::{panic, thread};

use taizhang::batch;

use super::{Readers, heap};
use crate::line::{self, Answer, Asked};

/// Answers questions as they come, until there are no more; does not outlive the one that asks.
pub fn obey(readers: &Readers, questions: impl Read + Send + 'static, answers: impl Write + Send) -> io::Result<()> {
    batch::with_room(|| answer_each(readers, questions, answers)).flatten()
}

fn answer_each(readers: &Readers, asked: impl Read + Send + 'static, mut answers: impl Write) -> io::Result<()> {
    let (sender, questions) = mpsc::sync_channel(1);
    // Listens at all times: when the one that asks is gone, nobody waits for the document in hand either.
    thread::spawn(move || {
        let mut lines = BufReader::new(asked);
        loop {
            let mut line = Vec::new();
            match lines.read_until(b'\n', &mut line) {
                Ok(read) if read > 0 && sender.send(line).is_ok() => {}
                _ => std::process::exit(0),
            }
        }
    });
    let memory = readers.options().limits.memory;
    confine(memory);
    die_of_want();
    heap::stock(memory);
    for question in questions {
        let outcome = match line::read(line::without_end(&question)) {
            Ok(Asked { input, want }) => readers.read_here(&input, want),
            Err(what) => Err(line::bad(readers.lang, &what)),
        };
        let (count, failure, bytes) = match outcome {
            Ok(made) => (made.count, None, made.bytes),
            Err(failure) => (None, Some(failure), Vec::new()),
        };
        let answer = Answer { bytes: bytes.len(), count, failure };
        answers.write_all(&line::ended(serde_json::to_vec(&answer)?))?;
        answers.write_all(&bytes).and_then(|()| answers.flush())?;
    }
    Ok(())
}

/// Memory without which a panic is taken for one of want, in bytes: more than the heap keeps in stock.
const SPARE: usize = 8 << 20;

/// Lets a panic for want of memory end this process, as an allocation that fails does: some code checks its own allocations,
/// and panics in words that say nothing of memory. By the time the panic is caught what it held has been given back.
fn die_of_want() {
    let shown = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if Vec::<u8>::new().try_reserve_exact(SPARE).is_err() {
            // What the standard library says of such an allocation.
            eprintln!("memory allocation of {SPARE} bytes failed");
            std::process::abort();
        }
        shown(panic);
    }));
}

/// Bounds what this process may take of the machine. What it does beyond ends it.
#[cfg(unix)]
fn confine(memory: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    // Where the system does not bound memory the other limits still hold.
    let _ = setrlimit(Resource::Data, most(memory));
    // Its death is foreseen; nobody looks into the body.
    let _ = setrlimit(Resource::Core, most(0));
}

#[cfg(not(unix))]
fn confine(_memory: u64) {}
