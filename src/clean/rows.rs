//! Rows of a copied table whose cells broke over lines: names of persons or organs one below the other.

use crate::lexicon::{Column, Lexicon};
use crate::read::Document;
use crate::text::{all_han, is_blank, marker, trim};

/// A row that broke takes no more lines.
const MOST_LINES: usize = 16;

/// The longest line without a tab inside a broken cell, in characters.
const LONGEST_LINE: usize = 24;

/// The longest name of a person, in characters.
const LONGEST_PERSON: usize = 4;

/// Says of the lines `kept` which go on with the row before: with them, and only with them, it has the cells of its head.
///
/// Only of text without places, and of tables that number their rows: there a row can be told from its continuation.
pub(super) fn broken(document: &Document, kept: &[usize], lexicon: &Lexicon) -> Vec<bool> {
    let mut goes_on = vec![false; kept.len()];
    let words = |at: usize| document.lines[kept[at]].text.of(&document.text);
    if !document.text.contains('\t') || document.lines.iter().any(|line| line.place.is_some()) {
        return goes_on;
    }
    let mut columns = 0;
    let mut at = 0;
    while at < kept.len() {
        let line = words(at);
        let cells = line.split('\t').count();
        if cells > 1 && is_numbered_head(line, lexicon) {
            columns = cells;
        } else if (2..columns).contains(&cells) && is_number(line) {
            let end = end_of(&words, at, kept.len(), columns);
            goes_on[at + 1..end].fill(true);
            at = end;
            continue;
        }
        at += 1;
    }
    goes_on
}

/// The line behind the row that begins at `at`; `at + 1` where the lines that follow do not make it whole.
fn end_of<'t>(words: &impl Fn(usize) -> &'t str, at: usize, lines: usize, columns: usize) -> usize {
    let mut cells = words(at).split('\t').count();
    for next in at + 1..lines.min(at + MOST_LINES) {
        let line = words(next);
        let more = line.split('\t').count() - 1;
        let prose = more == 0 && (line.contains('。') || line.chars().count() > LONGEST_LINE);
        if is_number(line) || marker(line.trim_start_matches(is_blank)).is_some() || prose {
            break;
        }
        cells += more;
        if cells >= columns {
            return if cells == columns { next + 1 } else { at + 1 };
        }
    }
    at + 1
}

/// Whether a line is the head of a table that numbers its rows.
fn is_numbered_head(line: &str, lexicon: &Lexicon) -> bool {
    let columns = lexicon.columns();
    let mut cells = line.split('\t').map(|cell| columns.get(trim(cell)));
    cells.next() == Some(Some(Column::Number)) && cells.flatten().next().is_some()
}

/// Whether the first cell of a line is a number.
fn is_number(line: &str) -> bool {
    let first = trim(line.split('\t').next().unwrap_or_default());
    !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a blank must part what a cell holds from the line that goes on with it: both are names.
pub(super) fn parts_names(cell: &str, line: &str, lexicon: &Lexicon) -> bool {
    let before = cell.rsplit([' ', '\t']).next().unwrap_or_default();
    let after = trim(line.split('\t').next().unwrap_or_default());
    let names = lexicon.names();
    // 各有关乡镇|人民政府 is one.
    let government = names.governments.contains(&after.split(['、', '，']).next().unwrap_or_default());
    names.is_whole(before) && names.is_whole(after) && !government
        || is_person(before, lexicon) && is_person(after, lexicon)
}

/// Whether words are the name of a person.
pub(super) fn is_person(words: &str, lexicon: &Lexicon) -> bool {
    (2..=LONGEST_PERSON).contains(&words.chars().count())
        && all_han(words)
        && lexicon.names().begins_with_surname(words)
}
