//! Rows of workbooks held against the entries of ledgers.

use std::collections::{BTreeMap, HashMap};

use crate::model::Ledger;
use crate::sheet::{Column, Row, RowId, fitted, letters};

use super::workbook::{Cells, Kind, Sheet, Value, Workbook, tidy};
use super::{Cell, EntryName, Finding, FindingKind, day, title};

/// A cell of the ledgers that departments fill in: ledger, entry, column.
pub(super) type Place = (usize, usize, Column);

/// What one row says of a cell that departments fill in.
pub(super) struct Fill {
    /// How near the row's department is to the entry: the least goes first.
    pub(super) rank: u8,
    pub(super) cell: Cell,
}

/// The rank of a department that leads, and of a workbook for all.
const LEADS: u8 = 0;
/// Of one that is responsible.
const RESPONSIBLE: u8 = 1;
/// Of one that only supports or guides.
pub(super) const SUPPORTS: u8 = 2;

/// The workbooks on their way to the ledgers.
pub(super) struct Reading<'a> {
    /// The ledgers of a document, by the digits in the ids of its rows. A document that was read twice has two.
    documents: HashMap<String, Vec<usize>>,
    /// Of each ledger the rows by the ids of their entries, with the entry's index.
    rows_of: Vec<HashMap<&'a str, (usize, Row<'a>)>>,
    pub(super) fills: BTreeMap<Place, Vec<Fill>>,
    /// Cells of targets that read otherwise than the ledger, by ledger and entry.
    pub(super) targets: BTreeMap<(usize, usize), Vec<Cell>>,
    pub(super) findings: Vec<Finding>,
    /// How many rows were of the ledgers.
    pub(super) rows: usize,
}

/// The columns of a sheet, as its row of heads tells them.
struct Head {
    id: u16,
    own_role: Option<u16>,
    columns: BTreeMap<u16, Named>,
}

enum Named {
    Column(Column),
    Other(String),
}

impl Head {
    /// The head that a row is, if it is one: it names the column of ids.
    fn of(cells: &Cells) -> Option<Self> {
        // Most rows are none, and their cells are long.
        if !is_head(cells.values()) {
            return None;
        }
        let named = |value: &Value| match Column::of_head(&value.words) {
            Some(column) => Named::Column(column),
            None => Named::Other(value.words.replace('\n', "")),
        };
        let columns: BTreeMap<u16, Named> = cells.iter().map(|(&index, value)| (index, named(value))).collect();
        let at = |wanted| {
            columns
                .iter()
                .find(|(_, named)| matches!(named, Named::Column(column) if *column == wanted))
                .map(|(&i, _)| i)
        };
        Some(Self { id: at(Column::Id)?, own_role: at(Column::OwnRole), columns })
    }
}

/// Whether cells are of a row of heads: one names the column of ids.
pub(super) fn is_head<'v>(mut cells: impl Iterator<Item = &'v Value>) -> bool {
    cells.any(|value| Column::of_head(&value.words) == Some(Column::Id))
}

impl<'a> Reading<'a> {
    pub(super) fn new(ledgers: &'a [Ledger]) -> Self {
        let mut documents: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, ledger) in ledgers.iter().enumerate() {
            documents.entry(RowId::document(ledger)).or_default().push(index);
        }
        let rows_of = ledgers.iter().map(|ledger| {
            Row::all(ledger).enumerate().map(|(index, row)| (row.entry.id.as_str(), (index, row))).collect()
        });
        Self {
            documents,
            rows_of: rows_of.collect(),
            fills: BTreeMap::new(),
            targets: BTreeMap::new(),
            findings: Vec::new(),
            rows: 0,
        }
    }

    pub(super) fn workbook(&mut self, workbook: &Workbook) {
        for sheet in &workbook.sheets {
            self.sheet(&workbook.name, sheet);
        }
    }

    fn sheet(&mut self, file: &str, sheet: &Sheet) {
        // Rows of documents that are not here, and words outside the columns: told once a sheet.
        let mut strangers: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
        let mut extra: BTreeMap<(u16, String), Vec<Cell>> = BTreeMap::new();
        let mut head: Option<Head> = None;
        let blank = Value::default();
        for (&number, cells) in &sheet.rows {
            if let Some(found) = Head::of(cells) {
                head = Some(found);
                continue;
            }
            let Some(head) = &head else { continue };
            let cell = |column: u16, words: &str| Cell {
                file: file.to_owned(),
                sheet: sheet.name.clone(),
                cell: format!("{}{}", letters(column), u64::from(number) + 1),
                words: words.to_owned(),
            };
            let Some(id) = cells.get(&head.id) else {
                // Only cells that say something are kept, so there is a first.
                if let Some(&first) = cells.keys().next() {
                    let words: Vec<&str> = cells.values().map(|value| value.words.as_str()).collect();
                    self.find(FindingKind::NoId, None, None, cell(first, &words.join("　")));
                }
                continue;
            };
            let known = RowId::parse(&id.words);
            let ledgers = known.as_ref().and_then(|id| self.documents.get(&id.document)).cloned();
            let Some((known, ledgers)) = known.zip(ledgers) else {
                let document = id.words.split('/').next().unwrap_or_default().to_owned();
                strangers.entry(document).or_default().push(cell(head.id, &id.words));
                continue;
            };
            let found = ledgers.iter().filter_map(|&ledger| Some((ledger, self.rows_of[ledger].get(&*known.entry)?)));
            let found: Vec<(usize, (usize, Row<'a>))> = found.map(|(ledger, row)| (ledger, row.clone())).collect();
            if found.is_empty() {
                self.find(FindingKind::UnknownEntry, None, None, cell(head.id, &id.words));
                continue;
            }
            self.rows += 1;
            let rank = head.own_role.map_or(LEADS, |column| rank(cells.get(&column)));
            for (ledger, (index, row)) in &found {
                for (&column, named) in &head.columns {
                    if let Named::Column(named) = named {
                        let value = cells.get(&column).unwrap_or(&blank);
                        let fill = |words: &str| Fill { rank, cell: cell(column, words) };
                        self.cell((*ledger, *index, *named), row, value, fill);
                    }
                }
            }
            for (&column, value) in cells {
                let title = match head.columns.get(&column) {
                    Some(Named::Column(_)) => continue,
                    Some(Named::Other(title)) => title.clone(),
                    None => String::new(),
                };
                extra.entry((column, title)).or_default().push(cell(column, &value.words));
            }
        }
        let strangers = strangers.into_values().map(|rows| Finding::of(FindingKind::UnknownDocument, rows));
        self.findings.extend(strangers);
        let extra = extra
            .into_iter()
            .map(|((_, title), cells)| Finding { column: Some(title), ..Finding::of(FindingKind::ExtraColumn, cells) });
        self.findings.extend(extra);
    }

    /// What a cell says of an entry, held against what the workbook showed; `fill` makes what is told of it, with words.
    fn cell(&mut self, (ledger, entry, column): Place, row: &Row<'a>, value: &Value, fill: impl Fn(&str) -> Fill) {
        if matches!(column, Column::Serial | Column::OwnRole | Column::Id) {
            return;
        }
        let shown = tidy(&fitted(row.cell(column)));
        // However a day is written, it is that day.
        let day = if column == Column::Due { day::of(value) } else { None };
        let words = day.map_or_else(|| value.words.clone(), |day| day.to_string());
        if !row.is_filled_in(column) {
            if bare(&shown) == bare(&words) {
                return;
            }
            if column == Column::Targets {
                self.targets.entry((ledger, entry)).or_default().push(fill(&value.words).cell);
            } else {
                self.find(FindingKind::ChangedFact, Some((row, column)), Some(shown), fill(&value.words).cell);
            }
            return;
        }
        if words == shown {
            return;
        }
        let kind = match column {
            _ if words.is_empty() => FindingKind::Emptied,
            _ if value.kind == Kind::Error => FindingKind::InvalidCell,
            Column::Due if day.is_none() => FindingKind::InvalidDate,
            Column::Status if super::fill::status(&words).is_none() => FindingKind::InvalidStatus,
            _ => {
                self.fills.entry((ledger, entry, column)).or_default().push(fill(&words));
                return;
            }
        };
        self.find(kind, Some((row, column)), Some(shown), fill(&value.words).cell);
    }

    fn find(&mut self, kind: FindingKind, of: Option<(&Row<'_>, Column)>, shown: Option<String>, cell: Cell) {
        self.findings.push(Finding {
            entry: of.map(|(row, _)| EntryName::of(row.ledger, row.entry)),
            column: of.map(|(_, column)| title(column)),
            ledger: shown.filter(|words| !words.is_empty()),
            ..Finding::of(kind, vec![cell])
        });
    }
}

/// How near a department is to an entry, by the words of its 本单位职责.
fn rank(own_role: Option<&Value>) -> u8 {
    let words = own_role.map_or("", |value| value.words.as_str());
    match words {
        _ if words.is_empty() || words.contains("牵头") => LEADS,
        _ if words.contains("责任") => RESPONSIBLE,
        _ => SUPPORTS,
    }
}

/// Words without blanks: programs break lines and pad cells as they like.
fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
