//! `run.json`: what a run did with each input, and how long it took. The only output with a clock in it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::record::{Counts, Record};
use crate::write::Pending;

/// The name of the report.
pub const NAME: &str = "run.json";

/// A report on its way: a line an input, so that it never stands in memory as a whole.
pub struct RunReport {
    out: Pending,
    path: PathBuf,
    began: Instant,
    lines: usize,
    totals: Totals,
}

/// What became of an input in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was read and its ledger written.
    Read,
    /// A run before had done so.
    Kept,
    /// It could not be read.
    Failed,
    /// Its ledger could not be written.
    Unwritten,
    /// The run ended before it.
    Left,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Every input was tried.
    Whole,
    /// Somebody pressed Ctrl-C.
    Interrupted,
    /// A failure ended it, as `--fail-fast` wants.
    FailedFast,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    read: usize,
    kept: usize,
    failed: usize,
    unwritten: usize,
    left: usize,
    #[serde(flatten)]
    counts: Counts,
}

/// A line of the report.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<&'a str>,
    #[serde(flatten)]
    counts: Option<Counts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    milliseconds: Option<u128>,
}

impl RunReport {
    /// Begins the report of a run into `folder`.
    pub fn create(folder: &Path, rules: &str) -> io::Result<Self> {
        let path = folder.join(NAME);
        let mut out = Pending::create(&path)?;
        let (version, now) = (env!("CARGO_PKG_VERSION"), jiff::Timestamp::now());
        let now = now.round(jiff::Unit::Second).unwrap_or(now);
        write!(out, "{{\n\"taizhang\": \"{version}\",\n\"rules\": \"{rules}\",\n\"began\": \"{now}\",\n\"inputs\": [")?;
        Ok(Self { out, path, began: Instant::now(), lines: 0, totals: Totals::default() })
    }

    /// Adds an input.
    pub fn add(&mut self, record: &Record, outcome: Outcome, time: Option<Duration>) -> io::Result<()> {
        let totals = &mut self.totals;
        *match outcome {
            Outcome::Read => &mut totals.read,
            Outcome::Kept => &mut totals.kept,
            Outcome::Failed => &mut totals.failed,
            Outcome::Unwritten => &mut totals.unwritten,
            Outcome::Left => &mut totals.left,
        } += 1;
        let counts = record.counts.unwrap_or_default();
        totals.counts.entries += counts.entries;
        totals.counts.targets += counts.targets;
        totals.counts.diagnostics += counts.diagnostics;
        totals.counts.warnings += counts.warnings;
        let line = Line {
            file: &record.file,
            outcome,
            ledger: record.ledger.as_deref().filter(|_| record.counts.is_some()),
            counts: record.counts,
            error: record.error.as_ref().map(|(code, _)| code.as_str()),
            message: record.error.as_ref().map(|(_, message)| message.as_str()),
            milliseconds: time.map(|time| time.as_millis()),
        };
        let end = if self.lines == 0 { "\n" } else { ",\n" };
        self.lines += 1;
        write!(self.out, "{end}{}", serde_json::to_string(&line)?)
    }

    /// Ends the report and gives it its name.
    pub fn end(mut self, end: End) -> io::Result<()> {
        let totals = serde_json::to_string(&self.totals)?;
        let (end, time) = (serde_json::to_string(&end)?, self.began.elapsed().as_millis());
        writeln!(self.out, "\n],\n\"totals\": {totals},\n\"ended\": {end},\n\"milliseconds\": {time}\n}}")?;
        self.out.commit()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}
