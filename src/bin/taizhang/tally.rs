//! What a batch came to.

use std::collections::HashSet;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use taizhang::model::{Diagnostic, Ledger, Severity};

/// What one ledger adds to the summary.
#[derive(Debug, Serialize, Deserialize)]
pub struct Count {
    /// The digest of the document's bytes.
    pub sha256: String,
    pub entries: usize,
    pub targets: usize,
    pub diagnostics: usize,
    /// The organs named, each once.
    organs: Vec<String>,
    /// The diagnostics that `--strict` prints.
    pub warnings: Vec<Diagnostic>,
}

impl Count {
    pub fn of(ledger: &Ledger) -> Self {
        let lists = ledger.entries.iter().flat_map(|entry| &entry.responsibilities);
        let named = lists.flat_map(|list| &list.organs).filter(|organ| !organ.generic);
        let organs: FxHashSet<&str> =
            named.map(|organ| organ.canonical.as_ref().unwrap_or(&organ.name).as_str()).collect();
        Self {
            sha256: ledger.source.sha256.clone(),
            entries: ledger.entries.len(),
            targets: ledger.entries.iter().map(|entry| entry.targets.len()).sum(),
            diagnostics: ledger.diagnostics.len(),
            organs: organs.into_iter().map(str::to_owned).collect(),
            warnings: ledger.diagnostics.iter().filter(|d| d.severity == Severity::Warning).cloned().collect(),
        }
    }
}

/// The sums over a batch.
#[derive(Debug, Default)]
pub struct Tally {
    pub documents: usize,
    pub entries: usize,
    pub targets: usize,
    pub diagnostics: usize,
    pub warnings: usize,
    pub failures: usize,
    /// Done by an earlier run.
    pub kept: usize,
    /// Not begun.
    pub left: usize,
    /// The organs named, each once: by full name where it is known, else as printed.
    organs: HashSet<String>,
}

impl Tally {
    pub fn add(&mut self, count: Count) {
        self.documents += 1;
        self.entries += count.entries;
        self.targets += count.targets;
        self.diagnostics += count.diagnostics;
        self.warnings += count.warnings.len();
        self.organs.extend(count.organs);
    }

    pub fn organs(&self) -> usize {
        self.organs.len()
    }
}
