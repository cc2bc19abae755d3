//! What is said to the person, on standard error.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use taizhang::LoadError;
use taizhang::batch::Input;

use crate::lang::Lang;
use crate::line::Failure;
use crate::tally::{Count, Tally};
use crate::{inputs, messages};

/// Says one line. Nobody listening is no reason to stop.
pub fn say(line: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Runs `work` with panics kept off the terminal: a batch reports them as failures of their documents. With
/// `RUST_BACKTRACE` set they are shown, for who mends them.
pub fn silencing_panics<T>(work: impl FnOnce() -> T) -> T {
    if std::env::var_os("RUST_BACKTRACE").is_some() {
        return work();
    }
    let shown = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let done = work();
    panic::set_hook(shown);
    done
}

/// Follows a batch: a bar while it runs, a line for each failure, a summary at the end.
pub struct Report {
    lang: Lang,
    quiet: bool,
    strict: bool,
    bar: ProgressBar,
    tally: Tally,
    began: Instant,
}

impl Report {
    /// The bar is shown on a terminal only, and only for several documents.
    pub fn new(lang: Lang, quiet: bool, strict: bool, documents: usize, bar: bool) -> Self {
        let bar = if bar && documents > 1 && io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta}");
            ProgressBar::new(documents as u64).with_style(style.expect("the template is well-formed"))
        } else {
            ProgressBar::hidden()
        };
        Self { lang, quiet, strict, bar, tally: Tally::default(), began: Instant::now() }
    }

    /// A document has been read and its ledger is written.
    pub fn read(&mut self, name: &str, count: Count) {
        if self.strict {
            for warning in &count.warnings {
                self.line(&messages::warning(self.lang, name, warning));
            }
        }
        self.tally.add(count);
        self.bar.inc(1);
    }

    /// A run before this one has written its ledger.
    pub fn kept(&mut self) {
        self.tally.kept += 1;
        self.bar.inc(1);
    }

    /// A document was not begun: the batch was broken off.
    pub fn left(&mut self) {
        self.tally.left += 1;
    }

    /// A document has no ledger.
    pub fn failure(&mut self, document: &Input, failure: &Failure) {
        self.failed_line(&messages::input::failure(self.lang, &inputs::name(document), failure));
        self.bar.inc(1);
    }

    /// A file of JSON holds something that is no ledger.
    pub fn no_ledger(&mut self, name: &str, error: &LoadError) {
        self.failed_line(&messages::input::no_ledger(self.lang, name, error));
    }

    /// What was named gave no document.
    pub fn unusable(&mut self, failure: &inputs::Failure) {
        self.failed_line(&messages::input::unusable(self.lang, failure));
    }

    /// A ledger could not be written.
    pub fn cannot_write(&mut self, path: &Path, error: &io::Error) {
        self.failed_line(&messages::cannot_write(self.lang, path, error));
        self.bar.inc(1);
    }

    /// Prints a result to standard output. Who has seen enough of it (`| head`) is no failure.
    pub fn print(&mut self, result: &[u8]) {
        match io::stdout().lock().write_all(result) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => self.cannot_write("-".as_ref(), &error),
            _ => {}
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Says what the batch came to, and what of the folders was left out.
    pub fn summary(&self, left_out: &BTreeMap<String, usize>) {
        self.end();
        if !self.quiet {
            say(&messages::run::summary(self.lang, &self.tally, self.began.elapsed()));
            if !left_out.is_empty() {
                say(&messages::input::left_out(self.lang, left_out));
            }
        }
    }

    /// Whether the program ends with exit code 1.
    pub fn failed(&self) -> bool {
        self.tally.failures > 0 || (self.strict && self.tally.warnings > 0)
    }

    /// A file could not be used; the line says why.
    pub fn failed_line(&mut self, line: &str) {
        self.tally.failures += 1;
        self.line(line);
    }

    fn line(&self, line: &str) {
        self.bar.suspend(|| say(&line));
    }
}
