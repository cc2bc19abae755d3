//! From the command line's INPUTs to documents.

mod archive;
mod list;

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};
use taizhang::Options;
use taizhang::archive::ArchiveError;
use taizhang::batch::{Input, Source};

use crate::args::{LedgerArgs, SourceArgs};

/// What stands for standard input.
const STDIN: &str = "-";

/// The endings of documents. In a folder these are tried, readable or not, so that a notice in a format that is not
/// read is named as a failure and not passed over.
const DOCUMENT_ENDINGS: [&str; 17] = [
    "txt",
    "text",
    "pdf",
    "htm",
    "html",
    "mht",
    "mhtml",
    "docx",
    "doc",
    "wps",
    "ofd",
    "rtf",
    "xlsx",
    "xlsm",
    "xls",
    "et",
    archive::ENDING,
];

/// How a PDF begins. Some begin later, but so do sources that speak of PDF.
const PDF_MARK: [u8; 5] = *b"%PDF-";

/// The endings of files that may hold ledgers.
const LEDGER_ENDINGS: [&str; 3] = ["json", "jsonl", "ndjson"];

/// The endings of workbooks. Those of older ones are tried too, so that a return that cannot be read is named.
const WORKBOOK_ENDINGS: [&str; 4] = ["xlsx", "xlsm", "xls", "et"];

/// The key that every ledger has.
const LEDGER_MARK: &[u8] = b"\"schema_version\"";

/// The documents of a command line.
#[derive(Default)]
pub struct Inputs {
    /// In the order named; those of a folder in the order of their names.
    pub documents: Vec<Input>,
    /// How many files in folders were not tried, by ending.
    pub left_out: BTreeMap<String, usize>,
    /// What was named and gave no document.
    pub failures: Vec<Failure>,
}

/// An INPUT, or a part of one, that gave no document.
pub struct Failure {
    /// As the person named it.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// Why an INPUT gave no document.
pub enum Why {
    /// A folder in which no file looks like a document.
    NoDocuments,
    /// A folder in which no file looks like a workbook.
    NoWorkbooks,
    /// It could not be looked into.
    Io(io::Error),
    /// It is an archive that cannot be read.
    Archive(ArchiveError),
}

/// The documents of a command line: those named, and those of its list. `output` is where ledgers go: what lies there is no
/// input.
pub fn of(sources: &SourceArgs, output: Option<&Path>, options: &Options) -> Inputs {
    named_and_listed(&sources.inputs, sources.files_from.as_deref(), |paths| gather(paths, output, options))
}

/// The ledgers of a command line, and the documents that are to become some: those named, and those of its list.
pub fn of_ledgers(args: &LedgerArgs, options: &Options) -> Inputs {
    named_and_listed(&args.ledgers, args.files_from.as_deref(), |paths| gather_ledgers(paths, options))
}

fn named_and_listed(named: &[PathBuf], list: Option<&Path>, gather: impl Fn(&[PathBuf]) -> Inputs) -> Inputs {
    let mut inputs = gather(named);
    if let Some(file) = list {
        match list::read(file) {
            Ok(listed) => inputs.add(self::listed(&listed, gather)),
            Err(error) => inputs.fail(file, Why::Io(error)),
        }
    }
    inputs
}

/// What the paths of a list name.
fn listed(paths: &[PathBuf], gather: impl Fn(&[PathBuf]) -> Inputs) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        let mut found = gather(std::slice::from_ref(path));
        if let Some(name) = list::name(path) {
            let own = path.file_name().unwrap_or_default().to_string_lossy();
            for document in &mut found.documents {
                // Of a folder the documents are named below it; of a file or an archive its own name comes first.
                let below = if path.is_dir() {
                    document.file.as_str()
                } else {
                    document.file.strip_prefix(&*own).unwrap_or("")
                };
                let below = below.trim_start_matches('/');
                document.file = if below.is_empty() { name.clone() } else { format!("{name}/{below}") };
            }
        }
        inputs.add(found);
    }
    drop_repeated(&mut inputs.documents);
    inputs
}

/// Gathers the documents. `output` is where ledgers go: what lies there is no input.
pub fn gather(named: &[PathBuf], output: Option<&Path>, options: &Options) -> Inputs {
    let output = output.and_then(|folder| folder.canonicalize().ok());
    gather_by(named, options, |path, inputs| walk(path, output.clone(), is_document, Why::NoDocuments, inputs))
}

/// Gathers files that hold ledgers, and documents. A folder in which there are ledgers is a folder of ledgers: its
/// documents are what they were made from, and are left out.
pub fn gather_ledgers(named: &[PathBuf], options: &Options) -> Inputs {
    gather_by(named, options, |path, inputs| {
        let mut ledgers = Inputs::default();
        walk(path, None, is_ledger, Why::NoDocuments, &mut ledgers);
        if ledgers.documents.is_empty() {
            walk(path, None, is_document, Why::NoDocuments, inputs);
        } else {
            inputs.add(ledgers);
        }
    })
}

/// Gathers workbooks. What an office program keeps beside an open one is left out.
pub fn gather_workbooks(named: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    for path in named {
        if path.is_dir() {
            walk(path, None, is_workbook, Why::NoWorkbooks, &mut inputs);
        } else {
            inputs.documents.push(Input::path(path));
        }
    }
    drop_repeated(&mut inputs.documents);
    inputs
}

fn gather_by(named: &[PathBuf], options: &Options, mut walk: impl FnMut(&Path, &mut Inputs)) -> Inputs {
    let mut inputs = Inputs::default();
    for path in named {
        if path.is_dir() {
            walk(path, &mut inputs);
        } else {
            match input(path, options) {
                Ok(input) => inputs.documents.push(input),
                Err(error) => inputs.fail(path, Why::Io(error)),
            }
        }
    }
    if named.len() > 1 {
        drop_repeated(&mut inputs.documents);
    }
    archive::unpack(inputs, options)
}

/// The document that a path other than a folder names. A file is opened when its turn comes.
pub fn input(path: &Path, options: &Options) -> io::Result<Input> {
    if !is_stdin(path) {
        return Ok(Input::path(path));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(options.limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(Input { file: STDIN.to_owned(), source: Source::Bytes(bytes) })
}

/// Whether the path stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// A document's name as the person knows it.
pub fn name(input: &Input) -> String {
    match &input.source {
        Source::Path(path) => path.display().to_string(),
        Source::Bytes(_) | Source::Packed(_) => input.file.clone(),
    }
}

/// Adds the files of a folder that are wanted, by path and ending, in the order of their paths; `none` says that there are
/// none.
fn walk(folder: &Path, output: Option<PathBuf>, wanted: fn(&Path, &str) -> bool, none: Why, inputs: &mut Inputs) {
    let before = inputs.documents.len() + inputs.failures.len();
    let walk = WalkBuilder::new(folder)
        // The same folder gives the same documents on every machine: only its own .gitignore files count.
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| output.as_ref().is_none_or(|output| !is_folder(entry, output)))
        .build();
    for entry in walk {
        match entry {
            // A link to a file is a file; a link to a folder is not followed.
            Ok(entry) if entry.path().is_file() => {
                let ending = ending(entry.path());
                if !wanted(entry.path(), &ending) {
                    // The report of a run is in nobody's way.
                    if entry.file_name() == crate::run_report::NAME {
                        continue;
                    }
                    *inputs.left_out.entry(ending).or_default() += 1;
                    continue;
                }
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                inputs.documents.push(Input { file: parts.join("/"), source: Source::Path(entry.into_path()) });
            }
            Ok(_) => {}
            Err(error) => inputs.fail(folder, Why::Io(error.into_io_error().unwrap_or(io::ErrorKind::Other.into()))),
        }
    }
    if inputs.documents.len() + inputs.failures.len() == before {
        inputs.fail(folder, none);
    }
}

/// Whether a walk has come to `folder`, below where it began.
fn is_folder(entry: &DirEntry, folder: &Path) -> bool {
    entry.depth() > 0
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && entry.path().canonicalize().is_ok_and(|path| path == folder)
}

/// Whether a file in a folder is tried: by its ending, or because it begins as a PDF does.
fn is_document(path: &Path, ending: &str) -> bool {
    let named = DOCUMENT_ENDINGS.contains(&ending) && !is_lock(path);
    // The ledgers that an earlier run left there are no documents.
    let made_here = || ending == "xlsx" && File::open(path).is_ok_and(taizhang::merge::is_ledger);
    named && !made_here() || begins_as_pdf(path)
}

/// Whether a file in a folder holds ledgers, by ending and content.
fn is_ledger(path: &Path, ending: &str) -> bool {
    LEDGER_ENDINGS.contains(&ending)
        && std::fs::read(path)
            .is_ok_and(|bytes| taizhang::load::is_json(&bytes) && memchr::memmem::find(&bytes, LEDGER_MARK).is_some())
}

/// Whether a file is named as those are that hold ledgers.
pub fn is_named_as_ledger(path: &Path) -> bool {
    path.extension().is_some_and(|ending| LEDGER_ENDINGS.iter().any(|known| ending == *known))
}

fn is_workbook(path: &Path, ending: &str) -> bool {
    WORKBOOK_ENDINGS.contains(&ending) && !is_lock(path)
}

/// Whether a file is what an office program keeps beside an open one.
fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
}

fn begins_as_pdf(path: &Path) -> bool {
    let mut head = [0; PDF_MARK.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == PDF_MARK
}

/// The ending of a file's name in lower case, without the dot; empty when there is none.
fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// A file that is named twice, or named beside its folder, is one document.
fn drop_repeated(documents: &mut Vec<Input>) {
    let mut folders: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut seen = HashSet::new();
    documents.retain(|document| {
        let Source::Path(path) = &document.source else { return true };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let known = folders
            .entry(folder.to_owned())
            .or_insert_with(|| folder.canonicalize().unwrap_or_else(|_| folder.to_owned()));
        path.file_name().is_none_or(|name| seen.insert(known.join(name)))
    });
}

impl Inputs {
    fn add(&mut self, mut other: Self) {
        self.documents.append(&mut other.documents);
        self.failures.append(&mut other.failures);
        for (ending, count) in other.left_out {
            *self.left_out.entry(ending).or_default() += count;
        }
    }

    fn fail(&mut self, path: &Path, why: Why) {
        self.failures.push(Failure { name: path.display().to_string(), why });
    }
}
