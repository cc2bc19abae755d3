//! Many documents: each through the pipeline, several at a time, handed on in the order given.
//!
//! After this: there is one outcome for each input, in input order, whatever the number of threads; what one document
//! does, a panic included, costs only its own outcome; memory is bounded by the documents in flight, not by the batch.

use std::any::Any;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

use crate::archive::Packed;
use crate::error::ReadError;
use crate::limits::Limit;
use crate::model::Ledger;
use crate::options::Options;
use crate::pipeline::{self, Extraction, Stage};
use crate::stack;

pub use crate::stack::with_room;

/// Documents in flight for each thread: being read, or waiting for an earlier one to be handed on. Enough that one long
/// document does not idle the other threads, few enough that a batch of long ones stays in memory.
const IN_FLIGHT_PER_JOB: usize = 4;

/// One document to be read.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name published as `source.file`.
    pub file: String,
    /// Where its bytes are.
    pub source: Source,
}

/// Where a document's bytes are.
#[derive(Debug, Clone)]
pub enum Source {
    /// In a file, which is read when its turn comes.
    Path(PathBuf),
    /// In memory.
    Bytes(Vec<u8>),
    /// In an archive, which is read when its turn comes.
    Packed(Packed),
}

impl Input {
    /// A file, published under its own name.
    #[must_use]
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { file, source: Source::Path(path) }
    }

    /// The document's ledger.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or meets a defect of the program.
    pub fn extract(&self, options: &Options) -> Result<Ledger, Failure> {
        guarded(|| Ok(pipeline::extract(&self.bytes(options)?, &self.file, options)?)).flatten()
    }

    /// The document's ledger, and the text that it was made from.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or meets a defect of the program.
    pub fn extract_with_text(&self, options: &Options) -> Result<Extraction, Failure> {
        guarded(|| Ok(pipeline::extract_with_text(&self.bytes(options)?, &self.file, options)?)).flatten()
    }

    /// What a stage makes of the document, for eyes.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or meets a defect of the program.
    pub fn inspect(&self, stage: Stage, options: &Options) -> Result<String, Failure> {
        guarded(|| Ok(pipeline::inspect(&self.bytes(options)?, stage, options)?)).flatten()
    }

    /// The document's bytes, but not of a file that is over the limit.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is too large.
    pub fn bytes(&self, options: &Options) -> Result<Cow<'_, [u8]>, ReadError> {
        let path = match &self.source {
            Source::Path(path) => path,
            Source::Bytes(bytes) => return Ok(bytes.into()),
            Source::Packed(packed) => return Ok(packed.bytes(&options.limits)?.into()),
        };
        let limit = options.limits.bytes;
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        if size > limit {
            return Err(ReadError::TooLarge { of: Limit::Bytes, limit });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        // One more byte than allowed tells a pipe that is too long.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// Why a document of a batch has no ledger.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It brought the program to a stop; a defect of this library.
    #[error("the document met a defect of the program ({message}); please report it with the file")]
    Panic {
        /// What the panic said.
        message: String,
    },
}

impl Failure {
    /// What went wrong, in kebab-case: [`ReadError::code`], or `defect`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read(error) => error.code(),
            Self::Panic { .. } => "defect",
        }
    }
}

/// Takes every input through the pipeline on up to `jobs` threads.
///
/// `make` turns a ledger into what is kept of it, on the thread that read the document; `take` is given the outcomes on
/// the calling thread, one for each input and in input order, and ends the batch with [`ControlFlow::Break`]. Both are
/// told the input by its index. One job, or one input, runs on the calling thread alone.
///
/// ```
/// use std::num::NonZeroUsize;
/// use std::ops::ControlFlow;
/// use taizhang::{Options, batch};
///
/// let inputs = [batch::Input::path("corpus/docs/shandong-2022-28.txt"), batch::Input::path("no such file")];
/// let mut outcomes = Vec::new();
/// batch::run(&inputs, &Options::default(), NonZeroUsize::MIN, |_, ledger| ledger.document.title, |_, outcome| {
///     outcomes.push(outcome);
///     ControlFlow::Continue(())
/// });
/// assert!(outcomes[0].is_ok() && outcomes[1].is_err());
/// ```
pub fn run<T: Send>(
    inputs: &[Input],
    options: &Options,
    jobs: NonZeroUsize,
    make: impl Fn(usize, Ledger) -> T + Sync,
    mut take: impl FnMut(usize, Result<T, Failure>) -> ControlFlow<()>,
) {
    let work = |index: usize| {
        let input = &inputs[index];
        Ok(make(index, pipeline::extract(&input.bytes(options)?, &input.file, options)?))
    };
    each(inputs.len(), jobs, work, |index, outcome| take(index, outcome.flatten()));
}

/// Does `work` for each of `count` inputs on up to `jobs` threads, for callers that read documents in a way of their own:
/// in processes, or from a store.
///
/// Otherwise as [`run`]: outcomes are handed on in order, few are in flight, and a panic costs its own outcome only.
pub fn each<T: Send>(
    count: usize,
    jobs: NonZeroUsize,
    work: impl Fn(usize) -> T + Sync,
    take: impl FnMut(usize, Result<T, Failure>) -> ControlFlow<()>,
) {
    lanes(count, jobs, || (), |(), _| (), |(), index, ()| work(index), take);
}

/// As [`each`], for work that others do while the thread waits: each thread begins its next input before it finishes the
/// one before, so that those who work for it never wait.
///
/// `lane` makes what a thread keeps from one input to the next.
pub fn lanes<L, B, T: Send>(
    count: usize,
    jobs: NonZeroUsize,
    lane: impl Fn() -> L + Sync,
    begin: impl Fn(&mut L, usize) -> B + Sync,
    finish: impl Fn(&mut L, usize, B) -> T + Sync,
    mut take: impl FnMut(usize, Result<T, Failure>) -> ControlFlow<()>,
) {
    let go = |next: &mut dyn FnMut(bool) -> Next, done: &mut dyn FnMut(usize, Result<T, Failure>)| {
        let mut lane = lane();
        let mut begun: Option<(usize, Result<B, Failure>)> = None;
        loop {
            let ahead = match next(begun.is_none()) {
                Next::Begin(index) => Some((index, guarded(|| begin(&mut lane, index)))),
                Next::Finish => None,
                Next::Stop => return,
            };
            let last = ahead.is_none();
            match std::mem::replace(&mut begun, ahead) {
                Some((index, Ok(started))) => done(index, guarded(|| finish(&mut lane, index, started))),
                Some((index, Err(failure))) => done(index, Err(failure)),
                None if last => return,
                None => {}
            }
        }
    };
    let jobs = jobs.get().min(count);
    let pool = (jobs > 1).then(|| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(stack::STACK);
        pool.start_handler(|_| stack::mark_roomy()).build()
    });
    // A system that grants no threads still has the one that runs this.
    let Some(Ok(pool)) = pool else {
        let (stop, mut inputs) = (Cell::new(false), 0..count);
        let mut next = |_| if stop.get() { Next::Stop } else { inputs.next().map_or(Next::Finish, Next::Begin) };
        return go(&mut next, &mut |index, outcome| stop.set(take(index, outcome).is_break()));
    };

    let queue = Queue { count, most: jobs * IN_FLIGHT_PER_JOB, state: Mutex::default(), changed: Condvar::new() };
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope(|scope| {
        for _ in 0..jobs {
            let (sender, queue, go) = (sender.clone(), &queue, &go);
            scope.spawn(move |_| {
                go(&mut |wait| queue.next(wait), &mut |index, outcome| {
                    // The receiver lives until every thread has ended.
                    let _ = sender.send((index, outcome));
                });
            });
        }
        let (mut waiting, mut taken) = (BTreeMap::new(), 0);
        while taken < count {
            let (index, outcome) = receiver.recv().expect("this thread holds a sender too");
            waiting.insert(index, outcome);
            while let Some(outcome) = waiting.remove(&taken) {
                let flow = take(taken, outcome);
                taken += 1;
                queue.taken(taken, flow.is_break());
                if flow.is_break() {
                    return;
                }
            }
        }
    });
}

/// The inputs that are still to be begun.
struct Queue {
    count: usize,
    /// How many are in flight at most.
    most: usize,
    state: Mutex<Flight>,
    changed: Condvar,
}

/// What a thread of a batch does next.
enum Next {
    /// Begins this input, then finishes the one that it began before.
    Begin(usize),
    /// Finishes the one that it began before, and ends where there is none.
    Finish,
    /// Ends at once.
    Stop,
}

#[derive(Default)]
struct Flight {
    begun: usize,
    taken: usize,
    stop: bool,
}

impl Queue {
    /// What a thread does next; where too many are in flight it waits, unless it has one to finish.
    fn next(&self, wait: bool) -> Next {
        let full =
            |state: &mut Flight| !state.stop && state.begun < self.count && state.begun >= state.taken + self.most;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if wait {
            state = self.changed.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stop {
            return Next::Stop;
        }
        if state.begun == self.count || full(&mut state) {
            return Next::Finish;
        }
        state.begun += 1;
        Next::Begin(state.begun - 1)
    }

    fn taken(&self, taken: usize, stop: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.taken, state.stop) = (taken, stop);
        self.changed.notify_all();
    }
}

/// Runs `work`; a panic becomes a failure.
///
/// Nothing half-done is seen afterwards: `work` shares only options and tables that it does not change.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| Failure::Panic { message: message(&*panic) })
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs documents that are named by what they do and gives their outcomes in the order handed on.
    fn check(jobs: usize, names: &[&str], expected: &[&str]) {
        let inputs: Vec<Input> = names
            .iter()
            .map(|&name| Input { file: name.to_owned(), source: Source::Bytes("一、建立工作台账".into()) })
            .collect();
        let make = |index: usize, _| match names[index] {
            "panics" => panic!("on purpose"),
            "slow" => std::thread::sleep(std::time::Duration::from_millis(20)),
            _ => {}
        };
        let mut found = Vec::new();
        run(&inputs, &Options::default(), NonZeroUsize::new(jobs).expect("at least one"), make, |index, outcome| {
            found.push(match outcome {
                Ok(()) => names[index].to_owned(),
                Err(Failure::Panic { message }) => format!("panic: {message}"),
                Err(failure) => panic!("{failure}"),
            });
            if names[index] == "last" { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(found, expected, "with {jobs} jobs");
    }

    #[test]
    fn outcomes_come_in_input_order() {
        for jobs in [1, 2, 8] {
            check(jobs, &["slow", "a", "b", "slow", "c"], &["slow", "a", "b", "slow", "c"]);
        }
    }

    #[test]
    fn a_panic_costs_only_its_document() {
        for jobs in [1, 2] {
            check(jobs, &["a", "panics", "b"], &["a", "panic: on purpose", "b"]);
        }
    }

    #[test]
    fn a_batch_that_is_broken_off_hands_on_no_more() {
        let names: Vec<&str> = ["a", "last"].into_iter().chain(std::iter::repeat_n("late", 100)).collect();
        for jobs in [1, 2] {
            check(jobs, &names, &["a", "last"]);
        }
    }
}
