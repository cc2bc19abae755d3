//! Deadlines in order, over any number of documents: as rows, and as a calendar (iCalendar, RFC 5545).
//!
//! After this: every deadline with a day that lies within the bounds stands once, by day and then in the order of the
//! ledgers; the same ledgers give the same bytes.

use crate::model::{Date, Deadline, Ledger};
use crate::sheet::{Column, Row};

/// A deadline in its place.
#[derive(Debug, Clone)]
pub struct Dated<'a> {
    /// The last day.
    pub by: Date,
    /// The deadline.
    pub deadline: &'a Deadline,
    /// Which of its entry's deadlines it is, from 1.
    pub index: usize,
    /// The entry.
    pub row: Row<'a>,
}

/// The deadlines from one day to another, both included.
#[must_use]
pub fn schedule(ledgers: &[Ledger], from: Option<Date>, to: Option<Date>) -> Vec<Dated<'_>> {
    let within = |day: Date| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
    let mut dated: Vec<Dated<'_>> = ledgers
        .iter()
        .flat_map(Row::all)
        .flat_map(|row| {
            let deadlines = (1..).zip(&row.entry.deadlines);
            let days = deadlines
                .filter_map(|(index, deadline)| Some((index, deadline, deadline.by.filter(|&by| within(by))?)));
            days.map(|(index, deadline, by)| Dated { by, deadline, index, row: row.clone() }).collect::<Vec<_>>()
        })
        .collect();
    dated.sort_by_key(|dated| dated.by);
    dated
}

/// The longest line of a calendar, its end aside, in bytes.
const LINE: usize = 75;

/// The deadlines as a calendar: an event of a whole day each.
///
/// Identifiers come from the document's bytes and the entry's id, so that a calendar that is read in again renews its
/// events; the stamp is the date of issue, since a clock would make two runs differ.
#[must_use]
pub fn calendar(dated: &[Dated<'_>]) -> String {
    let mut out = String::new();
    let mut line = |name: &str, words: &str| push_line(&mut out, &format!("{name}:{words}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//taizhang//schedule//ZH");
    for Dated { by, deadline, index, row } in dated {
        let day = basic(*by);
        let stamp = row.ledger.document.issued_on.map_or_else(|| day.clone(), basic);
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}-{index}@taizhang", row.cell(Column::Id)));
        line("DTSTAMP", &format!("{stamp}T000000Z"));
        line("DTSTART;VALUE=DATE", &day);
        line("SUMMARY", &escaped(&row.entry.title));
        let organs = answering(row);
        let parts = [deadline.text.as_str(), organs.as_str(), &row.cell(Column::Document)].map(str::to_owned);
        line(
            "DESCRIPTION",
            &escaped(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")),
        );
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

/// Who leads, else who is responsible.
#[must_use]
pub fn answering(row: &Row<'_>) -> String {
    let lead = row.cell(Column::Lead);
    if lead.is_empty() { row.cell(Column::Responsible).into_owned() } else { lead.into_owned() }
}

/// A day as calendars write it: 20220630.
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Text as a calendar's value.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Adds a line, folded where it is too long.
fn push_line(out: &mut String, line: &str) {
    let mut room = LINE;
    for c in line.chars().filter(|c| !c.is_control()) {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}
