//! What became of each document of a folder of ledgers: the index beside them.
//!
//! A run adds a line as soon as a ledger has its name, in input order. So a run that was killed can be taken up again, and
//! documents whose bytes, rules and options are the same need not be extracted again. There is no clock in it: the same
//! run writes the same index.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use taizhang::batch::Input;
use taizhang::{Options, sha256};

use crate::line::Failure;
use crate::tally::Count;
use crate::write;

/// The name of the index; hidden, since it is the program's and not a person's.
pub const INDEX_NAME: &str = ".taizhang-index.jsonl";

/// The first line of the index: under which rules and options, in which format the ledgers were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`Options::rules`].
    pub rules: String,
    /// The ending of the format.
    pub format: String,
}

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its name, as published.
    pub file: String,
    /// The digest of its bytes; `None` where they could not be read.
    pub sha256: Option<String>,
    /// What its ledger holds; `None` where it has none.
    pub counts: Option<Counts>,
    /// The ledger's file below the folder, which it has or would have; none where all ledgers are in one file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<String>,
    /// The [`sum`] of that file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger_sum: Option<String>,
    /// Where all ledgers are in one file: the bytes up to this one's end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u64>,
    /// Whether that file is not what the rules of now make of the document: it is ours, and no more is known of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stale: bool,
    /// Why it has no ledger: in a word, and as it is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<(String, String)>,
}

/// How much a ledger holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub entries: usize,
    pub targets: usize,
    pub diagnostics: usize,
    pub warnings: usize,
}

impl From<&Count> for Counts {
    fn from(count: &Count) -> Self {
        let Count { entries, targets, diagnostics, .. } = *count;
        Self { entries, targets, diagnostics, warnings: count.warnings.len() }
    }
}

impl Record {
    /// Of a document with a ledger.
    pub fn read(input: &Input, count: &Count) -> Self {
        Self { sha256: Some(count.sha256.clone()), counts: Some(count.into()), ..Self::left(input) }
    }

    /// Of a document without one.
    pub fn failed(input: &Input, options: &Options, failure: &Failure) -> Self {
        // It is read once more, which happens seldom: the same bytes need not fail again.
        let sha256 = digest(input, options);
        Self { sha256, error: Some((failure.code.clone(), failure.message.clone())), ..Self::left(input) }
    }

    /// Of a document that was not begun.
    pub fn left(input: &Input) -> Self {
        Self {
            file: input.file.clone(),
            sha256: None,
            counts: None,
            ledger: None,
            ledger_sum: None,
            end: None,
            stale: false,
            error: None,
        }
    }

    /// The failure that it speaks of.
    pub fn failure(&self) -> Option<Failure> {
        self.error.clone().map(|(code, message)| Failure { code, message })
    }

    /// Whether the document's bytes are those that the record speaks of, and its ledger in `folder` is as it was written.
    pub fn holds(&self, input: &Input, options: &Options, folder: &Path) -> bool {
        let ledger = match (&self.ledger, &self.ledger_sum) {
            (Some(name), Some(known)) => fs::read(folder.join(name)).is_ok_and(|bytes| sum(&bytes) == *known),
            _ => true,
        };
        !self.stale && ledger && self.sha256.is_some() && digest(input, options) == self.sha256
    }
}

/// A sum by which a ledger is seen to be as it was written: its length and its CRC-32. It guards against a slip of a hand and
/// not against an enemy, and takes a fraction of the time of a digest; ledgers are longer than their documents.
pub fn sum(bytes: &[u8]) -> String {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    format!("{}-{:08x}", bytes.len(), crc.sum())
}

/// The digest of a document's bytes, where they can be read.
fn digest(input: &Input, options: &Options) -> Option<String> {
    input.bytes(options).ok().map(|bytes| sha256(&bytes))
}

/// An index as it was found.
#[derive(Debug, Default)]
pub struct Found {
    pub head: Option<Head>,
    /// The records in their order, each with the bytes of the index up to its end; of one document the last holds.
    records: Vec<(Record, u64)>,
    by_name: HashMap<String, usize>,
    /// The bytes of the first line.
    first: u64,
}

impl Found {
    /// Reads the index of a folder; an absent one is empty. A line that was cut off ends it.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let file = match File::open(folder.join(INDEX_NAME)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let (mut found, mut reader, mut line, mut end) = (Self::default(), BufReader::new(file), Vec::new(), 0);
        loop {
            line.clear();
            end += reader.read_until(b'\n', &mut line)? as u64;
            if !line.ends_with(b"\n") {
                return Ok(found);
            }
            if found.head.is_none() {
                let Ok(head) = serde_json::from_slice(&line) else { return Ok(found) };
                (found.head, found.first) = (Some(head), end);
            } else {
                let Ok(record) = serde_json::from_slice::<Record>(&line) else { return Ok(found) };
                if let Some(name) = &record.ledger {
                    found.by_name.insert(name.clone(), found.records.len());
                }
                found.records.push((record, end));
            }
        }
    }

    /// What became of the document that this ledger is of.
    pub fn of(&self, ledger: &str) -> Option<&Record> {
        self.by_name.get(ledger).and_then(|&at| self.records.get(at)).map(|(record, _)| record)
    }

    /// The bytes up to the end of the first `count` records.
    pub fn whole(&self, count: usize) -> u64 {
        count.checked_sub(1).and_then(|last| self.records.get(last)).map_or(self.first, |(_, end)| *end)
    }

    /// The records as they stand, one after another.
    pub fn in_order(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().map(|(record, _)| record)
    }
}

/// An index that is being written.
pub struct Index {
    file: File,
    path: PathBuf,
}

impl Index {
    /// Begins the index of a folder anew.
    pub fn create(folder: &Path, head: &Head) -> io::Result<Self> {
        let path = folder.join(INDEX_NAME);
        let mut index = Self { file: File::create(&path)?, path };
        // A full disk is not to be filled with halves; that it cannot be tidied up has no one to hear it.
        index.line(head).inspect_err(|_| drop(fs::remove_file(&index.path)))?;
        Ok(index)
    }

    /// Goes on with the index of a folder, behind its first `whole` bytes.
    pub fn go_on(folder: &Path, whole: u64) -> io::Result<Self> {
        let path = folder.join(INDEX_NAME);
        let file = OpenOptions::new().append(true).open(&path)?;
        file.set_len(whole)?;
        Ok(Self { file, path })
    }

    /// Adds what became of a document, in one write: a kill leaves a whole line or one that is cut off.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        self.line(record)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        self.file.write_all(&line)
    }
}

/// Takes away what a run that was killed left under temporary names, of the files that this run will write.
pub fn sweep(folder: &Path, is_ours: impl Fn(&str) -> bool) {
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, above)) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push((entry.path(), format!("{above}{name}/")));
            } else if let Some(name) = write::temporary_of(&name)
                && (above.is_empty() && name == write::PROBE || is_ours(&format!("{above}{name}")))
            {
                // Nobody hears of a failure; the name is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
