//! The program `taizhang`. It uses only the library's public API.
//!
//! Results go to standard output or into files, everything said to a person goes to standard error. Exit codes: 0 all
//! read, 1 some document failed or, with `--strict`, has a warning, 2 wrong usage; `diff` has those of its namesake. A
//! closed pipe is no error.

#![forbid(unsafe_code)]

mod args;
mod check;
mod config;
mod diff;
mod extract;
mod folder;
mod inputs;
mod inspect;
mod interrupt;
mod lang;
mod ledgers;
mod line;
mod logging;
mod manual;
mod merge;
mod messages;
mod names;
mod record;
mod report;
mod reprocess;
mod run_report;
mod schedule;
mod split;
mod supervise;
mod tally;
mod timings;
mod worker;
mod write;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use taizhang::output::Published;

use args::{Args, Command, SchemaOf};
use timings::Timings;

/// Some document failed.
const FAILED: u8 = 1;
/// The command line makes no sense.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let mut command = Args::parse().command;
    let mut timings = None;
    if let Some(reading) = command.reading_mut() {
        match config::load(reading.config_file.as_deref(), reading.lang) {
            Ok(config) => reading.config = config,
            Err(code) => return code,
        }
        timings = reading.timings.then(|| (reading.lang(), Timings::default()));
        logging::begin(reading.verbose, timings.as_ref().map(|(_, timings)| timings));
    }
    let code = run(command);
    if let Some((lang, timings)) = timings {
        report::say(&messages::run::timings(lang, &timings));
    }
    code
}

fn run(command: Command) -> ExitCode {
    match command {
        Command::Extract(args) => extract::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Split(args) => split::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Schedule(args) => schedule::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Reprocess(args) => reprocess::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Worker(args) => worker::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Schema { of } => print(published(of).schema().as_bytes()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "taizhang", &mut script);
            print(&script)
        }
        Command::Man => print(&manual::page()),
    }
}

fn published(of: SchemaOf) -> Published {
    match of {
        SchemaOf::Ledger => Published::Ledger,
        SchemaOf::Diff => Published::Diff,
        SchemaOf::Merge => Published::Merged,
    }
}

/// Prints bytes to standard output. A reader that has seen enough (`| head`) is no error.
fn print(bytes: &[u8]) -> ExitCode {
    match io::stdout().lock().write_all(bytes).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            report::say(&format!("taizhang: standard output: {error}"));
            ExitCode::from(FAILED)
        }
        _ => ExitCode::SUCCESS,
    }
}
