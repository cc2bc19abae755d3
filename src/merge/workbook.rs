//! A returned workbook: its cells that say something, by sheet, row and column.
//!
//! The file is a stranger's: it is unpacked once for its size before the spreadsheet library sees it, cells are read as a
//! stream and never as the rectangle that they claim to span, and a panic of the library is an error of this file.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek};
use std::panic::{self, AssertUnwindSafe};

use calamine::{Data, Dimensions, Reader, SheetType, Xlsx};
use zip::ZipArchive;

use crate::limits::{Limit, Limits};
use crate::model::Date;
use crate::sheet::{Column, MARK};

use super::reading::is_head;

/// How the archives begin that XLSX files are.
const ZIP: &[u8] = b"PK";

/// How older workbooks begin, and those with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// The part with the formats of cells, of which each takes far more memory than bytes.
const STYLES: &[u8] = b"styles.xml";

/// The most bytes of that part. A sheet has some dozens of formats; the largest seen has 64,000, in 3 MB.
const MOST_STYLES: u64 = 4 << 20;

/// The share of [`Limits::unpacked`] that all parts together may take: short strings take eight times as much in memory.
const SHARE: u64 = 4;

/// The most rows that merged cells may go over in all. More is no sheet that a person made.
const MOST_MERGED: usize = 1 << 20;

/// Whether a file is a workbook that a ledger was written to: by a property of it, which office programs keep.
pub fn is_ledger(file: impl Read + Seek) -> bool {
    /// Bytes of the part that holds such properties; a person's own are few.
    const MOST: u64 = 64 << 10;
    let properties = || {
        let mut archive = ZipArchive::new(file).ok()?;
        let mut words = String::new();
        archive.by_name("docProps/custom.xml").ok()?.take(MOST).read_to_string(&mut words).ok()?;
        Some(words)
    };
    properties().is_some_and(|words| words.contains(&format!("name=\"{MARK}\"")))
}

/// A workbook that a department returned.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// Its name, for findings.
    pub(super) name: String,
    pub(super) sheets: Vec<Sheet>,
}

/// A sheet of it.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, Cells>,
}

/// The cells of a row that say something, by column.
pub(super) type Cells = BTreeMap<u16, Value>;

/// What a cell says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Value {
    /// In words, as [`tidy`] makes them.
    pub(super) words: String,
    pub(super) kind: Kind,
}

/// What kind of value a cell holds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Kind {
    #[default]
    Words,
    Number(f64),
    Day(Date),
    /// What a formula came to that could not be worked out.
    Error,
}

/// Why a file gave no workbook. Messages say the next step; the caller adds the file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WorkbookError {
    /// An older format, or a password.
    #[error("an older workbook (.xls, .et), or one with a password; open it and save it as .xlsx without password")]
    OldOrEncrypted,
    /// Something else.
    #[error("no workbook (.xlsx); give what a department returned, saved as .xlsx")]
    NoWorkbook,
    /// It is broken.
    #[error("the workbook is damaged ({detail}); open it and save a new copy, or have it sent again")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// It would cost more than allowed.
    #[error("over the limit of {limit} {of}; split the workbook, or raise the limit (--limit {}=N)", of.name())]
    TooLarge {
        /// What was counted.
        of: Limit,
        /// How many are allowed.
        limit: u64,
    },
    /// No sheet has the column of ids.
    #[error(
        "no sheet has the column {0}, which tells whose rows they are; give a workbook made by `taizhang extract --format \
         xlsx` or `taizhang split`, with that hidden column kept"
    )]
    NoIds(&'static str),
}

impl Workbook {
    /// Reads a workbook (XLSX). `name` is how findings call it.
    ///
    /// # Errors
    ///
    /// When it is none, is damaged or too large, or has no sheet with ids.
    pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Self, WorkbookError> {
        if bytes.len() as u64 > limits.bytes {
            return Err(WorkbookError::TooLarge { of: Limit::Bytes, limit: limits.bytes });
        }
        if bytes.starts_with(COMPOUND) {
            return Err(WorkbookError::OldOrEncrypted);
        }
        if !bytes.starts_with(ZIP) {
            return Err(WorkbookError::NoWorkbook);
        }
        weigh(bytes, limits)?;
        let sheets = panic::catch_unwind(AssertUnwindSafe(|| sheets(bytes)))
            .unwrap_or_else(|_| Err(damaged(&"its reader failed")))?;
        let has_ids = |sheet: &Sheet| is_head(sheet.rows.values().flat_map(BTreeMap::values));
        let sheets: Vec<Sheet> = sheets.into_iter().filter(has_ids).collect();
        if sheets.is_empty() {
            return Err(WorkbookError::NoIds(Column::Id.head()));
        }
        Ok(Self { name: name.to_owned(), sheets })
    }
}

/// Unpacks the parts once, to know how large they are and that they are whole: what they claim to be may be a lie.
fn weigh(bytes: &[u8], limits: &Limits) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > limits.archive_entries {
        let limit = limits.archive_entries as u64;
        return Err(WorkbookError::TooLarge { of: Limit::ArchiveEntries, limit });
    }
    let most = limits.unpacked / SHARE;
    let mut whole = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let styles = part.name_raw().to_ascii_lowercase().ends_with(STYLES);
        let room = (most - whole).min(if styles { MOST_STYLES } else { u64::MAX });
        let size = io::copy(&mut part.take(room + 1), &mut io::sink()).map_err(|error| damaged(&error))?;
        if size > room {
            return Err(if styles && room == MOST_STYLES {
                damaged(&"it has more formats of cells than any program needs")
            } else {
                WorkbookError::TooLarge { of: Limit::Unpacked, limit: limits.unpacked }
            });
        }
        whole += size;
    }
    Ok(())
}

/// All sheets of cells.
fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookError> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    names.into_iter().map(|name| sheet(&mut workbook, name)).collect()
}

fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: String) -> Result<Sheet, WorkbookError> {
    let mut rows: BTreeMap<u32, Cells> = BTreeMap::new();
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| damaged(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
        let (row, column) = cell.get_position();
        let value = Value::of(&cell.get_value().clone().into());
        if let Ok(column) = u16::try_from(column)
            && !value.words.is_empty()
        {
            rows.entry(row).or_default().insert(column, value);
        }
    }
    drop(cells);
    let merged = workbook.merge_cells_by_sheet_name(&name).map_err(|error| damaged(&error))?;
    spread(&mut rows, &merged)?;
    Ok(Sheet { name, rows })
}

/// Gives each row what a cell says that was merged over several: who is in charge of five tasks is written once.
fn spread(rows: &mut BTreeMap<u32, Cells>, merged: &[Dimensions]) -> Result<(), WorkbookError> {
    let mut gone_over = 0;
    for &Dimensions { start: (first, column), end: (last, _) } in merged {
        let Ok(column) = u16::try_from(column) else { continue };
        let Some(value) = rows.get(&first).and_then(|cells| cells.get(&column)).cloned() else { continue };
        if first >= last {
            continue;
        }
        for (_, cells) in rows.range_mut(first + 1..=last) {
            cells.entry(column).or_insert_with(|| value.clone());
            gone_over += 1;
            if gone_over > MOST_MERGED {
                return Err(damaged(&"cells are merged over one another"));
            }
        }
    }
    Ok(())
}

impl Value {
    fn of(cell: &Data) -> Self {
        let words = |words: &str| Self { words: tidy(words), kind: Kind::Words };
        match cell {
            Data::Empty => Self::default(),
            Data::String(text) | Data::DurationIso(text) => words(text),
            Data::DateTimeIso(text) => words(text.strip_suffix("T00:00:00").unwrap_or(text)),
            Data::Bool(true) => words("是"),
            Data::Bool(false) => words("否"),
            #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 it is no day, and its words are exact")]
            Data::Int(number) => Self { words: number.to_string(), kind: Kind::Number(*number as f64) },
            Data::Float(number) => Self { words: number.to_string(), kind: Kind::Number(*number) },
            Data::DateTime(time) if time.is_datetime() => {
                let (year, month, day, hour, minute, _, _) = time.to_ymd_hms_milli();
                let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
                match date.and_then(|((year, month), day)| Date::new(year, month, day)) {
                    Some(date) if (hour, minute) == (0, 0) => Self { words: date.to_string(), kind: Kind::Day(date) },
                    Some(date) => Self { words: format!("{date} {hour:02}:{minute:02}"), kind: Kind::Day(date) },
                    None => Self { words: time.as_f64().to_string(), kind: Kind::Number(time.as_f64()) },
                }
            }
            Data::DateTime(time) => Self { words: time.as_f64().to_string(), kind: Kind::Number(time.as_f64()) },
            Data::Error(error) => Self { words: error.to_string(), kind: Kind::Error },
        }
    }
}

/// Words as they are compared and kept: line feeds alone end lines, and no blanks stand at the ends.
pub(super) fn tidy(words: &str) -> String {
    let lines: Vec<&str> = words.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

fn damaged(error: &dyn std::fmt::Display) -> WorkbookError {
    WorkbookError::Damaged { detail: error.to_string() }
}
