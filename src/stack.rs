//! Threads with room for hostile documents, which nest fonts, forms and patterns deeply.

use std::cell::Cell;
use std::io;
use std::thread;

/// The stack of such a thread, in bytes. Fonts, forms and patterns nest up to 50 deep in a hostile file, at some 100 kB a
/// level; only what is touched takes memory.
pub(crate) const STACK: usize = 64 << 20;

thread_local! {
    /// Whether this thread has a stack of this size.
    static ROOMY: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` on a thread with room for any document: those read in it need no thread of their own.
///
/// # Errors
///
/// When the system grants no thread.
///
/// # Panics
///
/// As `work` does.
pub fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let roomy = || {
            mark_roomy();
            work()
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, roomy)?;
        Ok(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Says that this thread was started with a stack of [`STACK`].
pub(crate) fn mark_roomy() {
    ROOMY.set(true);
}

/// Whether this thread has room for any document.
pub(crate) fn is_roomy() -> bool {
    ROOMY.get()
}
