//! Markdown for reading and for wikis: a table for each plan.
//!
//! Words of the document stay words: what Markdown or HTML would take for a mark is escaped.

use std::io::{self, Write};

use crate::model::Ledger;
use crate::sheet::{Book, Column, Row};

/// The columns: what fits on a page. What departments fill in is left to the spreadsheet.
const COLUMNS: [Column; 10] = [
    Column::Number,
    Column::Kind,
    Column::Title,
    Column::Content,
    Column::Targets,
    Column::Lead,
    Column::Support,
    Column::Responsible,
    Column::Deadline,
    Column::Source,
];

pub(super) fn write(ledger: &Ledger, mut out: impl Write) -> io::Result<()> {
    let book = Book::of_ledger(ledger);
    writeln!(out, "# {}", escaped(&book.title))?;
    for sheet in &book.sheets {
        writeln!(out, "\n## {}\n", escaped(&sheet.title))?;
        if !sheet.subtitle.is_empty() {
            writeln!(out, "{}\n", escaped(&sheet.subtitle))?;
        }
        // A column in which nothing stands says nothing.
        let columns: Vec<Column> =
            COLUMNS.into_iter().filter(|&column| sheet.rows.iter().any(|row| !row.cell(column).is_empty())).collect();
        line(&mut out, "序号", columns.iter().map(|column| column.head().to_owned()))?;
        line(&mut out, "--:", columns.iter().map(|_| "---".to_owned()))?;
        for (number, row) in sheet.rows.iter().enumerate() {
            line(&mut out, &(number + 1).to_string(), columns.iter().map(|&column| cell(row, column)))?;
        }
    }
    Ok(())
}

fn line(out: &mut impl Write, first: &str, cells: impl Iterator<Item = String>) -> io::Result<()> {
    write!(out, "| {first} |")?;
    for cell in cells {
        write!(out, " {cell} |")?;
    }
    writeln!(out)
}

fn cell(row: &Row<'_>, column: Column) -> String {
    row.cell(column).lines().map(escaped).collect::<Vec<_>>().join("<br>")
}

/// Words without a meaning to Markdown or HTML.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '\n' | '\t' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '>' | '!' | '$' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}
