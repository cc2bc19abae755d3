//! Rows of a spreadsheet as it writes them into a text: cells parted by commas or tabs, those of several lines between quotes.
//!
//! Commas part cells only below and above a head that names a column of numbers (序号,工作任务,牵头单位), where prose has none;
//! tabs do everywhere, and there a quote opens a cell only if it closes it lines below.

use std::ops::Range;

use super::aligned;
use crate::lexicon::Lexicon;
use crate::text::{is_blank, trim};

/// Columns of a table at least.
const LEAST_COLUMNS: usize = 3;

/// Rows below the head at least, so that a sentence with commas is none.
const LEAST_ROWS: usize = 2;

/// The longest head of a column, in characters.
const LONGEST_HEAD: usize = 12;

/// Line ends within a cell at most.
const MOST_LINES: usize = 24;

/// Records above the head at most: title, author and date of the table.
const MOST_ABOVE: usize = 8;

/// Heads of the column of numbers.
const NUMBERS: [&str; 2] = ["序号", "编号"];

/// A piece of the text, and the lines that stand for it.
#[derive(Debug)]
pub(super) struct Sheet {
    /// From the first byte of a line to the first byte of another.
    pub range: Range<usize>,
    /// Rows with their cells parted by tabs, and the lines around them; an empty one is a gap.
    pub lines: Vec<String>,
    /// What is known of the rows, where they were put together from columns.
    pub aligned: Option<Aligned>,
}

/// Rows that were put together from columns.
#[derive(Debug)]
pub(super) struct Aligned {
    /// The rows, of the lines; what is before them is the head.
    pub rows: Range<usize>,
    /// Those with a cell that was filled in.
    pub doubtful: Vec<usize>,
    /// Whether cells that span rows were told from empty ones.
    pub drawn: bool,
}

/// The pieces of a text that are rows of a spreadsheet, or of a table whose columns blanks align, in order; also the first bytes
/// of the lines that begin such a table and do not tell its cells.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> (Vec<Sheet>, Vec<usize>) {
    let (mut sheets, unclear) = aligned::find(text, lexicon);
    if memchr::memchr(b',', text.as_bytes()).is_some() {
        with_commas(text, &mut sheets);
    }
    with_tabs(text, &mut sheets);
    sheets.sort_by_key(|sheet| sheet.range.start);
    sheets.dedup_by(|next, sheet| next.range.start < sheet.range.end);
    (sheets, unclear)
}

/// A row, or a line above or below the rows that was filled up with empty cells.
struct Record {
    cells: Vec<String>,
    range: Range<usize>,
    /// Whether a cell has several lines.
    broken: bool,
    /// Whether a quote stands in a cell that it does not open: the record began lines above.
    stray: bool,
}

impl Record {
    fn filled(&self) -> impl Iterator<Item = &String> {
        self.cells.iter().filter(|cell| !cell.is_empty())
    }

    fn row(&self) -> String {
        self.cells.join("\t")
    }

    /// Whether one of the cells before the tasks is a number.
    fn is_numbered(&self, column: usize) -> bool {
        self.cells.get(column).is_some_and(|cell| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// Tables below a head whose names are parted by commas.
fn with_commas(text: &str, sheets: &mut Vec<Sheet>) {
    let mut from = 0;
    while let Some(head) = next_head(text, from) {
        let below = below(text, &head);
        from = below.last().map_or(head.range.end, |record| record.range.end);
        let column = head.cells.iter().position(|cell| is_number_head(cell)).unwrap_or(0);
        let last = below.iter().rposition(|record| record.is_numbered(column));
        if below.iter().filter(|record| record.is_numbered(column)).count() < LEAST_ROWS {
            continue;
        }
        let floor = sheets.last().map_or(0, |sheet| sheet.range.end);
        let above = above(text, &head, floor);
        let start = above.first().map_or(head.range.start, |record| record.range.start);
        let mut lines: Vec<String> = above.iter().flat_map(words).collect();
        lines.push(head.row());
        for (at, record) in below.iter().enumerate() {
            // 注：… below the last row is none.
            match record.filled().count() {
                0 => lines.push(String::new()),
                1 if Some(at) > last => lines.extend(words(record)),
                _ => lines.push(record.row()),
            }
        }
        sheets.push(Sheet { range: start..from, lines, aligned: None });
    }
}

/// The words of a record that is no row; a gap where it has none.
fn words(record: &Record) -> Vec<String> {
    let words: Vec<String> = record.filled().cloned().collect();
    if words.is_empty() { vec![String::new()] } else { words }
}

/// The first head at or after a byte.
fn next_head(text: &str, mut from: usize) -> Option<Record> {
    let base = from;
    for end in memchr::memmem::find_iter(&text.as_bytes()[base..], "号").map(|at| base + at + "号".len()) {
        // What a record holds is not looked at again.
        let Some(name) = NUMBERS.iter().find(|name| text[..end].ends_with(**name)).filter(|_| end > from) else {
            continue;
        };
        let found = end - name.len();
        let start = text[from.min(found)..found].rfind(is_line_end).map_or(from.min(found), |at| from + at + 1);
        let before = &text[start..found];
        if !before.is_empty() && !before.ends_with([',', '"']) || !text[end..].starts_with([',', '"']) {
            continue;
        }
        let is_name = |cell: &String| cell.chars().filter(|&c| !is_blank(c)).count() <= LONGEST_HEAD;
        let head = record(text, start, ',');
        let names = head.filled().count();
        if names >= LEAST_COLUMNS
            && head.cells.iter().all(is_name)
            && head.cells.iter().any(|cell| is_number_head(cell))
            && names * 2 > head.cells.len()
        {
            return Some(head);
        }
        from = head.range.end;
    }
    None
}

fn is_number_head(cell: &str) -> bool {
    NUMBERS.contains(&cell)
}

/// The records below a head. One that has a number and more cells than the head is kept as it is: who reads it sees that it
/// does not fit.
fn below(text: &str, head: &Record) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let column = head.cells.iter().position(|cell| is_number_head(cell)).unwrap_or(0);
    let mut at = head.range.end;
    while at < text.len() {
        let next = record(text, at, ',');
        let blank = next.cells.len() == 1 && next.cells[0].is_empty();
        let wide = next.cells.len() > head.cells.len() && next.is_numbered(column);
        if !blank && next.cells.len() != head.cells.len() && !wide {
            break;
        }
        at = next.range.end;
        records.push(next);
    }
    let end = records.iter().rposition(|record| record.cells.len() > 1).map_or(0, |last| last + 1);
    records.truncate(end);
    records
}

/// The records above a head that have as many cells.
fn above(text: &str, head: &Record, floor: usize) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut end = head.range.start;
    while records.len() < MOST_ABOVE {
        // The record before may have several lines.
        let starts = std::iter::successors(line_before(text, end), |&start| line_before(text, start));
        let fits = |start: usize| {
            let found = record(text, start, ',');
            (found.range.end == end && found.cells.len() == head.cells.len() && !found.stray).then_some(found)
        };
        let Some(found) = starts.take(MOST_LINES).take_while(|&start| start >= floor).find_map(fits) else { break };
        end = found.range.start;
        records.push(found);
    }
    records.reverse();
    records
}

/// Where the line before the one that begins at `start` begins.
fn line_before(text: &str, start: usize) -> Option<usize> {
    let before = text.get(..start.checked_sub(1)?)?;
    let before = before.strip_suffix('\r').filter(|_| text[before.len()..].starts_with('\n')).unwrap_or(before);
    Some(before.rfind(is_line_end).map_or(0, |end| end + 1))
}

/// Rows with tabs of which a cell has several lines.
fn with_tabs(text: &str, sheets: &mut Vec<Sheet>) {
    let mut from = 0;
    for (at, _) in text.match_indices('"') {
        let opens = text[..at].chars().next_back().is_none_or(|c| c == '\t' || is_line_end(c));
        if at < from || !opens {
            continue;
        }
        let start = text[from..at].rfind(is_line_end).map_or(from, |end| from + end + 1);
        let found = record(text, start, '\t');
        from = found.range.end;
        if found.broken && found.cells.len() >= LEAST_COLUMNS {
            sheets.push(Sheet { lines: vec![found.row()], range: found.range, aligned: None });
        }
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0c')
}

/// The record that begins at a byte. A quote that nothing closes before the end of a cell is a mark as any other.
fn record(text: &str, start: usize, comma: char) -> Record {
    let (mut cells, mut at, mut broken, mut stray) = (Vec::new(), start, false, false);
    loop {
        let rest = &text[at..];
        if let Some((cell, len)) = quoted(rest, comma) {
            broken |= rest[..len].contains(is_line_end);
            cells.push(cell);
            at += len;
        } else {
            let len = rest.find(|c| c == comma || is_line_end(c)).unwrap_or(rest.len());
            stray |= rest[..len].contains('"');
            cells.push(trim(&rest[..len]).to_owned());
            at += len;
        }
        match text[at..].chars().next() {
            Some(c) if c == comma => at += c.len_utf8(),
            Some('\r') if text[at..].starts_with("\r\n") => break at += 2,
            Some(_) => break at += 1,
            None => break,
        }
    }
    // Tabs part the cells of the rows that are made.
    cells.iter_mut().filter(|cell| cell.contains('\t')).for_each(|cell| *cell = cell.replace('\t', " "));
    Record { cells, range: start..at, broken, stray }
}

/// The words of a cell between quotes, its lines as one, and how many bytes it takes up to what ends it.
fn quoted(rest: &str, comma: char) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('"')?;
    let (mut words, mut lines) = (String::new(), 0);
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if chars.peek().is_some_and(|&(_, next)| next == '"') => {
                chars.next();
                words.push('"');
            }
            '"' => {
                let len = at + 2;
                let ends = rest[len..].chars().next().is_none_or(|c| c == comma || is_line_end(c));
                return ends.then(|| (trim(&words).to_owned(), len));
            }
            // A tab within quotes is of another row.
            '\t' if comma == '\t' => return None,
            // The blank goes where it parts no names.
            c if is_line_end(c) => {
                lines += 1;
                words.push(' ');
            }
            c => words.push(c),
        }
        if lines > MOST_LINES {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that stand for the rows of a text, a stroke for each tab.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines: Vec<String> = find(text, Lexicon::builtin()).0.into_iter().flat_map(|sheet| sheet.lines).collect();
        assert_eq!(lines, expected.iter().map(|line| line.replace('|', "\t")).collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn cells_between_quotes_go_over_lines() {
        check(
            "首页\n\"甲县任务表\n（2024年度）\",,,\n甲县政府,,,3月1日\n,,,\n序号,任务,\"牵头\n单位\",备注\n1,\"新建,改建\",\"乙局\n丙局\",\n2,\"名为\"\"丁\"\"\",戊局,无\n注：己,,,\n版权\n",
            &[
                "甲县任务表 （2024年度）",
                "甲县政府",
                "3月1日",
                "",
                "序号|任务|牵头 单位|备注",
                "1|新建,改建|乙局 丙局|",
                "2|名为\"丁\"|戊局|无",
                "注：己",
            ],
        );
        check("序号\t任务\t单位\r\n1\t甲\t\"乙局\r\n丙局\"\r\n2\t丁\t戊局\r\n", &["1|甲|乙局  丙局"]);
    }

    #[test]
    fn a_row_with_more_commas_than_the_head_stays_and_does_not_fit() {
        check(
            "序号,任务,单位\n1,甲,乙局\n2,丙,丁,戊局\n3,己,庚局",
            &["序号|任务|单位", "1|甲|乙局", "2|丙|丁|戊局", "3|己|庚局"],
        );
    }

    #[test]
    fn commas_and_quotes_of_prose_part_nothing() {
        for text in [
            "请填写序号,任务,单位\n1,甲,乙\n2,丙,丁",
            "序号,任务,单位三项,均须填写\n完成后报送,逾期通报,严肃追责",
            "序号,任务,单位\n1,甲,乙局",
            "1\t\"双百\"行动\t甲局\n2\t\"百日\t乙局",
            "推进\"甲\n乙\"行动",
        ] {
            check(text, &[]);
        }
    }
}
