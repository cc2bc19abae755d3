//! `taizhang diff`: what a revision changed, and fills carried over to it.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use taizhang::diff::{Diff, carry, compare};
use taizhang::model::Ledger;

use crate::args::{DiffArgs, DiffFormatArg};
use crate::lang::Lang;
use crate::messages::{self, Usage};
use crate::report::{self, Report};
use crate::supervise::Readers;
use crate::{inputs, ledgers, write};

/// The ledgers differ.
const DIFFERENT: u8 = 1;
/// They could not be compared, or the result could not be written.
const TROUBLE: u8 = 2;

pub fn run(args: &DiffArgs) -> ExitCode {
    let (lang, readers) = (args.reading.lang(), Readers::new(&args.reading));
    if inputs::is_stdin(&args.old) && inputs::is_stdin(&args.new) {
        return trouble(&messages::usage(lang, Usage::StdinTwice));
    }
    let Some((old, mut new)) = one(&args.old, lang, &readers).zip(one(&args.new, lang, &readers)) else {
        return ExitCode::from(TROUBLE);
    };
    let diff = compare(&old, &new);
    if let Some(path) = &args.carry {
        let carried = carry(&old, &mut new);
        if let Err(error) = write::ledgers(path, std::slice::from_ref(&new)) {
            return trouble(&messages::cannot_write(lang, path, &error));
        }
        report::say(&messages::diff::carried(lang, &carried).trim_end());
    }
    match io::stdout().lock().write_all(&shown(&diff, args.format, lang)) {
        // Who reads the pipe has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            trouble(&messages::cannot_write(lang, "-".as_ref(), &error))
        }
        _ if diff.is_empty() => ExitCode::SUCCESS,
        _ => ExitCode::from(DIFFERENT),
    }
}

fn trouble(line: &dyn Display) -> ExitCode {
    report::say(line);
    ExitCode::from(TROUBLE)
}

/// The one ledger that a path stands for; why there is none has been said.
fn one(path: &Path, lang: Lang, readers: &Readers) -> Option<Ledger> {
    let mut report = Report::new(lang, true, false, 0, false);
    let inputs = inputs::gather_ledgers(&[path.to_owned()], readers.options());
    let mut found = ledgers::all(&inputs, readers, &mut report);
    if report.failed() {
        return None;
    }
    if found.len() != 1 {
        report::say(&messages::usage(lang, Usage::NotOneLedger { ledgers: found.len() }));
        return None;
    }
    found.pop().map(|(_, ledger)| ledger)
}

fn shown(diff: &Diff, format: DiffFormatArg, lang: Lang) -> Vec<u8> {
    match format {
        DiffFormatArg::Text => messages::diff::page(lang, diff, coloured()).into_bytes(),
        DiffFormatArg::Html => taizhang::output::diff_page(diff, lang.into()).into_bytes(),
        DiffFormatArg::Json => write::json(diff),
    }
}

/// Whether colours are wanted (no-color.org).
fn coloured() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
