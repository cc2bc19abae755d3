//! `taizhang split`: a starter ledger for each department, over any number of documents.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use taizhang::OutputFormat;
use taizhang::output::workbook;
use taizhang::split::{By, Department, DepartmentKind, split};

use crate::args::{SplitArgs, SplitBy, SplitFormat};
use crate::report::{self, Report};
use crate::supervise::Readers;
use crate::{FAILED, inputs, ledgers, messages, write};

/// The folder of what kinds of organs answer for.
const GENERIC: &str = "泛指单位";
/// The file of what nobody answers for.
const NOBODY: &str = "未明确单位";

/// Characters of a file's name at most, its ending aside: 255 bytes are what most systems take.
const LONGEST_NAME: usize = 60;

pub fn run(args: &SplitArgs) -> ExitCode {
    let lang = args.reading.lang();
    if let Err(error) = write::prepare(&args.output) {
        report::say(&messages::cannot_write(lang, &args.output, &error));
        return ExitCode::from(FAILED);
    }
    let readers = Readers::new(&args.reading);
    let mut report = Report::new(lang, true, false, 0, false);
    let inputs = inputs::of_ledgers(&args.named, readers.options());
    let found: Vec<_> = ledgers::all(&inputs, &readers, &mut report).into_iter().map(|(_, ledger)| ledger).collect();
    let by = match args.by {
        SplitBy::Lead => By::Lead,
        SplitBy::Support => By::Support,
        SplitBy::Any => By::Any,
    };
    let departments = split(&found, by);
    let mut taken = HashSet::new();
    for department in &departments {
        let path = args.output.join(place(department, args.format, &mut taken));
        if let Err(error) = save(department, args.format, &path) {
            report.cannot_write(&path, &error);
        }
    }
    report.end();
    let entries = found.iter().map(|ledger| ledger.entries.len()).sum();
    let rows = |kind| departments.iter().filter(|d| d.kind == kind).map(|d| d.rows.len()).sum::<usize>();
    let organs = departments.iter().filter(|d| d.kind == DepartmentKind::Organ).count();
    report::say(&messages::split(
        lang,
        entries,
        organs,
        rows(DepartmentKind::Organ),
        rows(DepartmentKind::Generic),
        rows(DepartmentKind::Nobody),
    ));
    if report.failed() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

fn save(department: &Department<'_>, format: SplitFormat, path: &Path) -> io::Result<()> {
    let mut bytes = Vec::new();
    match format {
        SplitFormat::Xlsx => workbook(&department.book(name(department)), &mut bytes)?,
        SplitFormat::Json => {
            for ledger in department.ledgers() {
                OutputFormat::JsonLines.write(&ledger, &mut bytes)?;
            }
        }
    }
    write::whole(path, &bytes)
}

fn name<'a>(department: &'a Department<'_>) -> &'a str {
    if department.kind == DepartmentKind::Nobody { NOBODY } else { &department.name }
}

/// Where a department's file goes below the folder: no name leads out of it, and no two meet.
fn place(department: &Department<'_>, format: SplitFormat, taken: &mut HashSet<PathBuf>) -> PathBuf {
    let ending = match format {
        SplitFormat::Xlsx => "xlsx",
        SplitFormat::Json => "jsonl",
    };
    let safe = |c: char| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c };
    let name: String = name(department).chars().map(safe).take(LONGEST_NAME).collect();
    let name = name.trim_matches(['.', ' ']);
    let name = if name.is_empty() { "_" } else { name };
    let folder = if department.kind == DepartmentKind::Generic { Path::new(GENERIC) } else { Path::new("") };
    let path = |number: usize| match number {
        1 => folder.join(format!("{name}.{ending}")),
        _ => folder.join(format!("{name}-{number}.{ending}")),
    };
    (1..).map(path).find(|path| taken.insert(path.clone())).expect("there is always another number")
}
