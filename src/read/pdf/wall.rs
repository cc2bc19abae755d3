//! Work on hostile files, walled in: a panic stays inside, recursion has a large stack.
//!
//! What a panic prints is the program's affair: it keeps it off the terminal.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::stack;

/// Why walled work gave nothing.
#[derive(Debug)]
pub(super) enum Fallen {
    /// It panicked; the words of the panic.
    Panic(String),
    /// There was no memory for its stack, or no other thread allowed.
    NoRoom,
    /// It took longer than allowed, and was left to itself.
    Late,
}

/// Runs `work` where there is room for it.
pub(super) fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Fallen> {
    if stack::is_roomy() {
        return walled(work);
    }
    // Without a thread there is no wall, and no safe way to go on.
    stack::with_room(|| walled(work)).unwrap_or(Err(Fallen::NoRoom))
}

/// Runs `work` on a thread of its own and gives it up after `patience`; the thread may go on.
pub(super) fn run_for<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fallen> {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().stack_size(stack::STACK * 4).spawn(move || {
        // Nobody listens when the wait is over.
        let _ = sender.send(walled(work));
    });
    if thread.is_err() {
        return Err(Fallen::NoRoom);
    }
    receiver.recv_timeout(patience).unwrap_or(Err(Fallen::Late))
}

fn walled<T>(work: impl FnOnce() -> T) -> Result<T, Fallen> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| Fallen::Panic(words(panic.as_ref())))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "a panic without words".to_owned())
}
