//! The ledger as people read it: books of sheets, rows and columns of Chinese words. Knows only the published model.
//!
//! Spreadsheets, CSV and Markdown write these cells, and `merge` compares with them what comes back, so that a cell has
//! one wording only.
//!
//! After this: a cell's words depend on its entry and its column alone; no cell holds a character that XML forbids.

mod book;
mod column;
mod id;
mod quarter;
mod row;
pub(crate) mod words;

/// The property by which workbooks are known that a ledger was written to.
pub(crate) const MARK: &str = "taizhang";

pub use book::{Book, Sheet};
pub use column::Column;
pub(crate) use column::{DEPARTMENT, DUE_YEARS, LEDGER, letters};
pub(crate) use id::RowId;
pub(crate) use quarter::{of_quarter, put_quarter};
pub use row::Row;
pub(crate) use row::{fitted, plan_of};
