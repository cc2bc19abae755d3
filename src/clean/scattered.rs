//! Tables whose cells a dump of a page scattered: the names of the columns stand on lines of their own, among the cells, and no
//! order tells which cell is whose (plain pdftotext). Nothing of such a table is read; it is named.

use super::cell::{Cell, LONGEST_HEAD};
use super::unread::{Extent, Text, Unclear, Unread};
use super::ways::is_task;
use crate::lexicon::{Column, Lexicon};
use crate::read::Document;
use crate::text::{annex, is_blank, is_han, marker, trim};

/// The names of the columns stand among so many lines: a page of cells.
const NEAR: usize = 120;

/// The longest line that may name columns, in bytes: a few of them.
const LONGEST_LINE: usize = 3 * 3 * LONGEST_HEAD;

/// The title of a table is longer, in characters.
const SHORTEST_TITLE: usize = 6;

/// Names of columns at least: one of tasks and one of who answers for them, or by when, among them.
const LEAST: usize = 3;

/// The tables of which nothing is read by now; no line of those that are `unread` already begins one. Of a table that was read,
/// a column that stands alone below its rows shows that those were scattered, too: its cells go.
pub(super) fn tables(
    document: &Document,
    cells: &mut Vec<(usize, Cell)>,
    unread: &[Unread],
    lexicon: &Lexicon,
) -> Vec<Unclear> {
    let mut taken = unread.iter().map(|unread| unread.lines.clone()).peekable();
    // Most documents have no such table, and are not looked through for where one ends.
    let mut text = None;
    let (mut rows, mut end) = (0, 0);
    let mut open: Vec<(usize, Column)> = Vec::new();
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for (at, line) in document.lines.iter().enumerate() {
        if cells.get(rows).is_some_and(|(line, _)| *line == at) {
            rows += 1;
            open.clear();
            continue;
        }
        while taken.next_if(|lines| lines.end <= at).is_some() {}
        let words = trim(line.text.of(&document.text));
        if words.len() > LONGEST_LINE || words.contains('\t') {
            continue;
        }
        if annex::begins(words) {
            open.clear();
        }
        let below = document.lines.get(at + 1).map_or("", |_| words_of(document, at + 1));
        let columns = columns(words, below, lexicon);
        // A column of the table above that was left out of its rows.
        if let Some(last) = rows.checked_sub(1).filter(|&last| at - cells[last].0 <= NEAR)
            && columns.iter().any(|column| answers(*column))
            && left.last().is_none_or(|(_, end)| *end <= last)
        {
            // A head that wraps has 序 alone in its first line.
            let head = |&row: &usize| {
                let words = words_of(document, cells[row].0);
                words == "序" || lexicon.columns().get(words) == Some(Column::Number)
            };
            let before = left.last().map_or(0, |(_, end)| *end);
            let from = (before..=last).rev().find(head).unwrap_or(before);
            left.push((from, rows));
            found.push(Unclear::new(document.lines[cells[from].0].text, Extent::Table));
            continue;
        }
        if at < end || taken.peek().is_some_and(|lines| lines.contains(&at)) {
            open.clear();
            continue;
        }
        for column in columns {
            open.retain(|&(head, other)| at - head <= NEAR && other != column);
            open.push((at, column));
        }
        let of = |wanted: &dyn Fn(Column) -> bool| open.iter().any(|(_, column)| wanted(*column));
        let numbered = of(&|column| column == Column::Number);
        let near = open.last().zip(open.first()).is_some_and(|(last, first)| last.0 - first.0 < open.len() * 2);
        if open.len() >= LEAST && of(&is_task) && of(&answers) && (numbered || near) {
            found.push(Unclear::new(document.lines[open[0].0].text, Extent::Table));
            let text = text.get_or_insert_with(|| {
                let mut text = Text::new(document, cells, lexicon);
                unread.iter().for_each(|unread| text.take(unread.lines.clone()));
                text
            });
            end = text.end(open[0].0);
            text.take(open[0].0..end);
            open.clear();
        }
    }
    for (from, end) in left.into_iter().rev() {
        cells.drain(from..end);
    }
    found
}

/// The columns that a line names, if it names nothing else: 序号 目标任务. A narrow one breaks its name over two lines (完成时|限), or
/// over those of the one beside it (序 重点任务|号).
fn columns(words: &str, below: &str, lexicon: &Lexicon) -> Vec<Column> {
    let of = |words: &str| lexicon.columns().get(words).filter(|column| names(*column));
    // 重点任务分工表 is the title of a table, 具体措施 heads one of its columns.
    let title = words.chars().count() > SHORTEST_TITLE && lexicon.kinds().ends_title(words);
    if title || marker(words).is_some() {
        return Vec::new();
    }
    let half = words.strip_prefix('序').or_else(|| words.strip_prefix('号'));
    if let Some(rest) = half.filter(|rest| rest.is_empty() || rest.starts_with(is_blank)) {
        return std::iter::once(Column::Number).chain(of(rest.trim_start_matches(is_blank))).collect();
    }
    if words.contains(is_blank) {
        // 牵头单 配合单位|位: some of the names may be broken.
        let parted = || words.split(is_blank).filter(|word| !word.is_empty());
        let short = parted().all(|word| word.chars().count() <= LONGEST_HEAD && word.chars().all(is_han));
        return if short { parted().filter_map(of).collect() } else { Vec::new() };
    }
    let joined = || {
        let short = words.len() + below.len() <= 3 * LONGEST_HEAD && of(below).is_none() && words.chars().all(is_han);
        short.then(|| of(&format!("{words}{below}"))).flatten()
    };
    of(words).or_else(joined).into_iter().collect()
}

fn words_of(document: &Document, at: usize) -> &str {
    trim(document.lines[at].text.of(&document.text))
}

/// Whether a column is one that tells a table of tasks.
fn names(column: Column) -> bool {
    column == Column::Number || is_task(column) || answers(column)
}

fn answers(column: Column) -> bool {
    matches!(column, Column::Organs(_) | Column::Persons(_) | Column::Deadline)
}
