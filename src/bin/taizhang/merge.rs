//! `taizhang merge`: what departments filled in, back into the ledgers.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use taizhang::OutputFormat;
use taizhang::batch::{Failure, Input};
use taizhang::merge::{Merged, Workbook, merge};
use taizhang::model::Ledger;

use crate::args::{MergeArgs, MergeFormat};
use crate::inputs::Inputs;
use crate::lang::Lang;
use crate::report::{self, Report};
use crate::supervise::Readers;
use crate::write::Pending;
use crate::{FAILED, inputs, ledgers, messages};

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
        if let Err(error) = save(these, &path) {
            report.cannot_write(&path, &error);
        }
    }
    match io::stdout().lock().write_all(&shown(&merged, args.format, lang)) {
        // Who reads the pipe has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => report.cannot_write("-".as_ref(), &error),
        _ => {}
    }
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
    if path.extension().is_some_and(|ending| ending == "json" || ending == "jsonl" || ending == "ndjson") {
        path
    } else {
        PathBuf::from(format!("{}.json", path.display()))
    }
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

/// One ledger for eyes; several as lines.
fn save(ledgers: &[Ledger], path: &Path) -> io::Result<()> {
    let mut file = Pending::create(path)?;
    let format = if ledgers.len() == 1 { OutputFormat::Json } else { OutputFormat::JsonLines };
    for ledger in ledgers {
        format.write(ledger, &mut file)?;
    }
    file.commit()
}

fn shown(merged: &Merged, format: MergeFormat, lang: Lang) -> Vec<u8> {
    match format {
        MergeFormat::Text => messages::merge::page(lang, merged).into_bytes(),
        MergeFormat::Json => {
            let mut bytes = serde_json::to_vec_pretty(merged).expect("keys are all strings");
            bytes.push(b'\n');
            bytes
        }
    }
}
