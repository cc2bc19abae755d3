//! `taizhang merge`: what departments filled in, back into the ledgers.

use std::path::PathBuf;
use std::process::ExitCode;

use taizhang::batch::{Failure, Input};
use taizhang::merge::{Workbook, merge};
use taizhang::model::Ledger;

use crate::args::{MergeArgs, MergeFormat};
use crate::inputs::Inputs;
use crate::lang::Lang;
use crate::report::{self, Report};
use crate::supervise::Readers;
use crate::{FAILED, inputs, ledgers, messages, write};

pub fn run(args: &MergeArgs) -> ExitCode {
    let (lang, readers) = (args.reading.lang(), Readers::new(&args.reading));
    let mut report = Report::new(lang, true, false, 0, false);
    let (files, mut found) = ledgers_of(args, &readers, &mut report);
    if report.failed() {
        return ExitCode::from(FAILED);
    }
    let returned = returned(&args.filled, &readers, lang, &mut report);
    let merged = merge(&mut found, &returned, args.replace);
    let mut rest = found.as_slice();
    for (path, ledgers) in files {
        let (these, later) = rest.split_at(ledgers);
        rest = later;
        if let Err(error) = write::ledgers(&path, these) {
            report.cannot_write(&path, &error);
        }
    }
    let told = match args.format {
        MergeFormat::Text => messages::merge::page(lang, &merged).into_bytes(),
        MergeFormat::Json => write::json(&merged),
    };
    report.print(&told);
    report.end();
    let open = merged.findings.iter().any(|finding| !finding.kind.is_note());
    if report.failed() || open { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

/// All ledgers, and the files that they go into, each with how many.
fn ledgers_of(args: &MergeArgs, readers: &Readers, report: &mut Report) -> (Vec<(PathBuf, usize)>, Vec<Ledger>) {
    let mut inputs = inputs::gather_ledgers(std::slice::from_ref(&args.ledger), readers.options());
    let (mut files, mut found) = (Vec::new(), Vec::new());
    for document in std::mem::take(&mut inputs.documents) {
        let path = place(&document, args);
        let one = Inputs { documents: vec![document], ..Inputs::default() };
        let before = found.len();
        found.extend(ledgers::all(&one, readers, report).into_iter().map(|(_, ledger)| ledger));
        files.push((path, found.len() - before));
    }
    // What of a folder cannot be read has still to be said.
    ledgers::all(&inputs, readers, report);
    (files, found)
}

/// Where the ledgers of an input go.
fn place(input: &Input, args: &MergeArgs) -> PathBuf {
    if !args.ledger.is_dir() {
        return args.output.clone();
    }
    let path = args.output.join(&input.file);
    if inputs::is_named_as_ledger(&path) { path } else { PathBuf::from(format!("{}.json", path.display())) }
}

/// The workbooks that can be read; why others cannot has been said.
fn returned(filled: &[PathBuf], readers: &Readers, lang: Lang, report: &mut Report) -> Vec<Workbook> {
    let inputs = inputs::gather_workbooks(filled);
    for failure in &inputs.failures {
        report.unusable(failure);
    }
    let limits = &readers.options().limits;
    let mut workbooks = Vec::new();
    report::silencing_panics(|| {
        for input in &inputs.documents {
            let name = inputs::name(input);
            let bytes = match input.bytes(readers.options()) {
                Ok(bytes) => bytes,
                Err(error) => {
                    report.failure(input, &readers.told(&Failure::Read(error)));
                    continue;
                }
            };
            match Workbook::read(&bytes, &name, limits) {
                Ok(workbook) => workbooks.push(workbook),
                Err(error) => report.failed_line(&messages::merge::no_workbook(lang, &name, &error)),
            }
        }
    });
    workbooks
}
