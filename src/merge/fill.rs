//! The cells of an entry that departments fill in, read and written as the words of their columns.

use crate::model::{FillStatus, ToFill};
use crate::sheet::{Column, of_quarter, put_quarter, words};

/// What a cell holds; `None` where it is blank.
pub(super) fn held(to_fill: &ToFill, column: Column) -> Option<String> {
    match column {
        Column::Person => to_fill.person_in_charge.clone(),
        Column::Contact => to_fill.contact.clone(),
        Column::Due => to_fill.due.map(|due| due.to_string()),
        Column::Quarter(quarter) => Some(of_quarter(&to_fill.milestones, quarter)).filter(|words| !words.is_empty()),
        Column::Progress => to_fill.progress.clone(),
        Column::Status => (to_fill.status != FillStatus::NotStarted).then(|| words::status(to_fill.status).to_owned()),
        Column::Remarks => to_fill.remarks.clone(),
        _ => None,
    }
}

/// Fills a cell. Days and statuses are words that have been read as such before.
pub(super) fn put(to_fill: &mut ToFill, column: Column, words: &str) {
    let text = || Some(words.to_owned());
    match column {
        Column::Person => to_fill.person_in_charge = text(),
        Column::Contact => to_fill.contact = text(),
        Column::Due => to_fill.due = super::day::iso(words),
        Column::Quarter(quarter) => put_quarter(&mut to_fill.milestones, quarter, words),
        Column::Progress => to_fill.progress = text(),
        Column::Status => to_fill.status = status(words).unwrap_or(to_fill.status),
        Column::Remarks => to_fill.remarks = text(),
        _ => {}
    }
}

/// The status of this name.
pub(super) fn status(words: &str) -> Option<FillStatus> {
    words::STATUSES.into_iter().find(|&status| words::status(status) == words)
}
