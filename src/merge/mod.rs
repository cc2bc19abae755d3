//! What departments filled in, back into the ledgers. Knows the published model, its cells, and the limits.
//!
//! A row is known by the id in its hidden column, a cell by the head of its column: sheets may be renamed, rows sorted,
//! columns moved, hidden, widened and added. A cell that still says what the workbook showed says nothing.
//!
//! After this: only `to_fill` of an entry has changed; what a ledger held is there still, unless replacing was asked for;
//! every cell that says something is either taken, or told as a [`Finding`] with its place.

mod day;
mod fill;
mod reading;
mod target;
mod workbook;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Entry, Ledger};
use crate::sheet::Column;

use reading::{Fill, Place, Reading};
pub use workbook::{Workbook, WorkbookError, is_ledger};

/// What became of the workbooks that departments returned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Merged {
    /// How many of each there are.
    pub summary: Summary,
    /// What went into the ledgers, in their order.
    pub taken: Vec<Taken>,
    /// What a person should look at: first what concerns several workbooks, in the order of the ledgers, then what
    /// concerns one cell, in the order of the workbooks.
    pub findings: Vec<Finding>,
}

/// How much was returned, and what became of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Workbooks read.
    pub workbooks: usize,
    /// Rows in them that carry the id of an entry of the ledgers.
    pub rows: usize,
    /// Cells of the ledgers that were filled.
    pub taken: usize,
    /// What a person should look at.
    pub findings: usize,
}

/// A cell of a ledger that was filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Taken {
    /// The entry that it is of.
    pub entry: EntryName,
    /// The head of its column.
    pub column: String,
    /// What it holds now.
    pub words: String,
}

/// An entry of one of the ledgers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntryName {
    /// The ledger's `source.file`.
    pub document: String,
    /// The entry's id.
    pub id: String,
    /// The entry's title.
    pub title: String,
}

/// Something in the workbooks that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The entry that it concerns; `null` where that is not known.
    pub entry: Option<EntryName>,
    /// The head of the column; `null` where it concerns whole rows.
    pub column: Option<String>,
    /// What the ledger said before the merge; `null` where it said nothing.
    pub ledger: Option<String>,
    /// The cells of the workbooks.
    pub returned: Vec<Cell>,
    /// What the ledger says from now on, where it is one of the returned; `null` where it is as it was.
    pub taken: Option<String>,
    /// Of targets that differ, the one that asks for more (就高不就低); `null` where that cannot be told.
    pub proposed: Option<String>,
}

/// What a person should look at, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Several returns fill one cell in different ways. What those nearest to the entry agree on is taken (they lead, else
    /// are responsible, else support); where they do not agree, nothing is.
    Conflict,
    /// The ledger holds something else already, which stays.
    Kept,
    /// Not a day, or none of this century: what is no day cannot be taken.
    InvalidDate,
    /// None of the statuses 未开始, 进行中, 已完成, 滞后.
    InvalidStatus,
    /// A formula that came to an error.
    InvalidCell,
    /// The words of a row without an id.
    NoId,
    /// An id that no entry of the ledger has.
    UnknownEntry,
    /// Ids of a document that is not among the ledgers.
    UnknownDocument,
    /// A cell of the document's own facts reads otherwise; the ledger stays as it is.
    ChangedFact,
    /// Targets of one entry read otherwise, in a return or between returns; the ledger stays as it is.
    Target,
    /// The cell was emptied; what the ledger holds stays.
    Emptied,
    /// The ledger held something else, which has been replaced as was asked.
    Replaced,
    /// Filled in by a department that only supports or guides, and by nobody nearer; taken.
    NotLead,
    /// A column that the ledger has no place for.
    ExtraColumn,
}

impl FindingKind {
    /// Whether all that was returned has gone in all the same.
    #[must_use]
    pub fn is_note(self) -> bool {
        matches!(self, Self::Replaced | Self::NotLead | Self::ExtraColumn)
    }
}

/// A cell of a returned workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cell {
    /// The workbook, as it was named.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Where it is in the sheet, as `B7`.
    pub cell: String,
    /// What it says.
    pub words: String,
}

/// Puts what was filled in into `to_fill` of the ledgers' entries.
///
/// What a ledger holds already stays, and is told, unless `replace` says that returns go before it.
pub fn merge(ledgers: &mut [Ledger], returned: &[Workbook], replace: bool) -> Merged {
    let mut reading = Reading::new(ledgers);
    for workbook in returned {
        reading.workbook(workbook);
    }
    let Reading { fills, targets, findings: single, rows, .. } = reading;
    let mut merged = Merged::default();
    for ((ledger, entry), cells) in targets {
        merged.findings.extend(target::differences(&ledgers[ledger], &ledgers[ledger].entries[entry], &cells));
    }
    for (place, fills) in fills {
        settle(ledgers, place, fills, replace, &mut merged);
    }
    merged.findings.extend(single);
    merged.summary =
        Summary { workbooks: returned.len(), rows, taken: merged.taken.len(), findings: merged.findings.len() };
    merged
}

/// Decides what a cell of the ledgers holds from now on.
fn settle(
    ledgers: &mut [Ledger],
    (ledger, entry, column): Place,
    fills: Vec<Fill>,
    replace: bool,
    merged: &mut Merged,
) {
    let name = EntryName::of(&ledgers[ledger], &ledgers[ledger].entries[entry]);
    let to_fill = &mut ledgers[ledger].entries[entry].to_fill;
    let held = fill::held(to_fill, column);
    let nearest = fills.iter().map(|fill| fill.rank).min().unwrap_or_default();
    let ways = |rank: u8| -> BTreeSet<&str> {
        fills.iter().filter(|fill| fill.rank <= rank).map(|fill| fill.cell.words.as_str()).collect()
    };
    let agreed = if ways(nearest).len() == 1 { ways(nearest).pop_first().map(str::to_owned) } else { None };
    let taken = agreed.filter(|_| held.is_none() || replace);
    if let Some(words) = &taken {
        fill::put(to_fill, column, words);
        merged.taken.push(Taken { entry: name.clone(), column: title(column), words: words.clone() });
    }
    let kind = match (&held, &taken) {
        _ if ways(u8::MAX).len() > 1 => FindingKind::Conflict,
        (Some(_), None) => FindingKind::Kept,
        (Some(_), Some(_)) => FindingKind::Replaced,
        (None, _) if nearest == reading::SUPPORTS => FindingKind::NotLead,
        (None, _) => return,
    };
    merged.findings.push(Finding {
        entry: Some(name),
        column: Some(title(column)),
        ledger: held,
        taken,
        ..Finding::of(kind, fills.into_iter().map(|fill| fill.cell).collect())
    });
}

impl Finding {
    /// A finding of which no more is known.
    fn of(kind: FindingKind, returned: Vec<Cell>) -> Self {
        Self { kind, entry: None, column: None, ledger: None, returned, taken: None, proposed: None }
    }
}

impl EntryName {
    fn of(ledger: &Ledger, entry: &Entry) -> Self {
        Self { document: ledger.source.file.clone(), id: entry.id.clone(), title: entry.title.clone() }
    }
}

/// A column's head on one line.
fn title(column: Column) -> String {
    column.head().replace('\n', "")
}
