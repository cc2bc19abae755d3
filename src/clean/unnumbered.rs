//! Tables without numbers that a dump of a page left with each cell on a line of its own: 工作任务|责任单位|完成时限|新建…|….
//!
//! The lines of the head are names of columns, each of them known. Below it, so many lines are a row as the head has, if each
//! says what its column holds: nothing else tells where a row begins.

use super::cell::{Cell, Kind, LEAST_COLUMNS, LEAST_ROWS, LONGEST_HEAD, MOST_COLUMNS};
use super::unread::{Extent, Unclear};
use crate::lexicon::{Column, Lexicon};
use crate::read::Document;
use crate::text::{is_han, marker, trim};

/// The shortest task, in Han characters.
const SHORTEST_TASK: usize = 4;

/// The lines that are cells, in order, and the heads below which nothing tells the rows.
pub(super) fn cells(document: &Document, lexicon: &Lexicon) -> (Vec<(usize, Cell)>, Vec<Unclear>) {
    let (mut found, mut unclear) = (Vec::new(), Vec::new());
    let words = |at: usize| trim(document.lines[at].text.of(&document.text));
    let may_head = |line: usize| words(line).len() <= 3 * LONGEST_HEAD && marker(words(line)).is_none();
    let mut at = 0;
    while at + LEAST_COLUMNS <= document.lines.len() {
        if let Some(long) = (at..at + LEAST_COLUMNS).rev().find(|&line| !may_head(line)) {
            at = long + 1;
            continue;
        }
        let columns: Vec<Column> = (at..document.lines.len())
            .take(MOST_COLUMNS)
            .map_while(|line| Some(words(line)).filter(|_| may_head(line)).and_then(|head| lexicon.column(head)))
            .collect();
        let task = columns.iter().any(|column| matches!(column, Column::Task | Column::Measures));
        let answers = columns.iter().any(|column| matches!(column, Column::Organs(_)));
        if columns.len() < LEAST_COLUMNS || !task || !answers {
            at += columns.len().max(1);
            continue;
        }
        let head = at;
        at += columns.len();
        let mut rows = 0;
        while at + columns.len() <= document.lines.len()
            && columns.iter().zip(at..).all(|(column, line)| holds(*column, words(line), lexicon))
        {
            at += columns.len();
            rows += 1;
        }
        if rows >= LEAST_ROWS {
            let cell =
                |line: usize| if (line - head).is_multiple_of(columns.len()) { Cell::First(0) } else { Cell::Next(1) };
            found.extend((head..at).map(|line| (line, cell(line))));
            // A row with an empty cell ends what is told, not the table.
            let mut below = (at..document.lines.len()).take(columns.len()).map(words);
            if below.any(|words| Kind::of_words(words, lexicon).is_some()) {
                unclear.push(Unclear::new(document.lines[at].text, Extent::Rest));
            }
        } else {
            unclear.push(Unclear::new(document.lines[head].text, Extent::Table));
        }
    }
    (found, unclear)
}

/// Whether a line says that it is a cell of a column.
fn holds(column: Column, words: &str, lexicon: &Lexicon) -> bool {
    let kind = Kind::of_words(words, lexicon);
    match column {
        Column::Number => !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit()),
        Column::Task | Column::Measures => {
            kind.is_none() && words.chars().filter(|&c| is_han(c)).count() >= SHORTEST_TASK
        }
        _ => Kind::of(column).is_none_or(|wanted| kind == Some(wanted)),
    }
}
