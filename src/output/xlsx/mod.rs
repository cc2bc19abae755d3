//! Spreadsheets: a sheet for each plan, a summary by organ with a chart, and a page of explanations.
//!
//! Text of a document is written as text, whatever it begins with: no cell of it is ever a formula or a link. The same
//! book gives the same bytes; the workbook's own date is the document's.

mod entries;
mod height;
mod name;
mod notes;
mod style;
mod summary;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::sheet::{Book, MARK};

use name::Names;
use style::Styles;

/// The date of a workbook whose document has none: the first that spreadsheets count.
const NO_DATE: (u16, u8, u8) = (1900, 1, 1);

pub(super) fn write(book: &Book<'_>, mut out: impl Write) -> io::Result<()> {
    let bytes = workbook(book).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    let styles = Styles::new();
    let mut names = Names::reserving(&[summary::NAME, notes::NAME]);
    let mut placed = Vec::new();
    for sheet in &book.sheets {
        let name = names.take(&sheet.name);
        entries::add(workbook.add_worksheet().set_name(&name)?, sheet, &styles)?;
        placed.push((name, sheet));
    }
    summary::add(workbook.add_worksheet().set_name(summary::NAME)?, &placed, &styles)?;
    notes::add(workbook.add_worksheet().set_name(notes::NAME)?, book, &styles)?;
    workbook.save_to_buffer()
}

fn properties(book: &Book<'_>) -> Result<DocProperties, XlsxError> {
    let (year, month, day) = book.issued.map_or(NO_DATE, |date| {
        // Days before 1900 are none that spreadsheets know.
        let year = u16::try_from(date.0.year()).unwrap_or(NO_DATE.0).max(NO_DATE.0);
        (year, date.0.month().unsigned_abs(), date.0.day().unsigned_abs())
    });
    let date = ExcelDateTime::from_ymd(year, month, day)?;
    let properties = DocProperties::new().set_title(shortened(&book.title)).set_creation_datetime(&date);
    Ok(properties.set_custom_property(MARK, true))
}

/// A title as the properties of a workbook take it: without marks that XML forbids, 255 characters at most.
fn shortened(title: &str) -> String {
    title.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).take(255).collect()
}
