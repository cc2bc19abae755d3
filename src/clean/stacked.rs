//! Tables that a dump of a page left with each cell on a line of its own.
//!
//! The head tells how many cells a row has, and the numbers of the rows where each begins. A row whose lines do not fit is
//! left as it is.

mod pages;
mod widths;
mod wraps;

use std::borrow::Cow;

use self::pages::Pages;
use super::cell::{Cell, Kind, LEAST_COLUMNS, LEAST_ROWS, LONGEST_CELL, LONGEST_HEAD, MOST_COLUMNS};
use super::unread::{Extent, Unclear, is_day};
use super::ways::{self, Ends, Ways};
use crate::lexicon::{Column, Lexicon};
use crate::model::Role;
use crate::read::{Document, Line};
use crate::text::{MarkerStyle, all_han, annex, is_blank, marker, page_number, trim};

/// A row has so many lines more than cells at most.
const MOST_MORE: usize = 12;

/// The lines that are cells, in order, and the numbers of the rows whose cells cannot be told.
pub(super) fn cells(document: &Document, lexicon: &Lexicon) -> (Vec<(usize, Cell)>, Vec<Unclear>) {
    let (mut found, mut unclear) = (Vec::new(), Vec::new());
    let pages = Pages::of(document, lexicon);
    let table = Table { document, lexicon, lines: &pages.lines };
    let mut at = 0;
    while at < table.lines.len() {
        at = match table.head(at) {
            Some(head) => table.rows(&head, &mut found, &mut unclear),
            None => at + 1,
        };
    }
    for (line, _) in &mut found {
        *line = table.lines[*line];
    }
    if !found.is_empty() {
        // A row that a page broke goes on below the head.
        let goes_on = |head: usize| {
            let next = found.partition_point(|(line, _)| *line < head);
            next > 0 && found.get(next).is_some_and(|(_, cell)| matches!(cell, Cell::Next(_) | Cell::More))
        };
        let heads = pages.heads.into_iter().map(|(line, cell)| (line, if goes_on(line) { Cell::Again } else { cell }));
        let heads: Vec<_> = heads.collect();
        found.extend(heads);
        found.sort_unstable_by_key(|(line, _)| *line);
    }
    (found, unclear)
}

struct Table<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    /// The lines that may be of a table, by their places among those of the document.
    lines: &'a [usize],
}

impl Table<'_> {
    fn line(&self, at: usize) -> Option<&Line> {
        self.lines.get(at).and_then(|&line| self.document.lines.get(line))
    }

    fn words(&self, at: usize) -> &str {
        self.line(at).map_or("", |line| trim(line.text.of(&self.document.text)))
    }

    /// The number of a line that is nothing else.
    fn number(&self, at: usize) -> Option<u32> {
        let words = self.words(at);
        words.bytes().all(|b| b.is_ascii_digit()).then(|| words.parse().ok()).flatten()
    }

    fn column(&self, at: usize) -> Option<Column> {
        self.lexicon.columns().get(self.words(at))
    }

    /// The head whose 序号 a line is: from there to the first row, which a name of its group may stand before.
    fn head(&self, at: usize) -> Option<Head> {
        let first = self.words(at);
        if first == "序" {
            return self.wrapped_head(at);
        }
        if first.len() > 3 * LONGEST_HEAD || !first.ends_with('号') || first.contains('\t') {
            return None;
        }
        let head = |words: &str| {
            words.chars().filter(|&c| !is_blank(c)).count() <= LONGEST_HEAD && !words.contains(['\t', '。'])
        };
        let mut lines = (at..self.lines.len()).take(MOST_COLUMNS + 1);
        let end = lines.find(|&line| {
            self.number(line) == Some(1) || marker(self.words(line)).is_some() || !head(self.words(line))
        })?;
        let known = (at..end).filter_map(|line| self.column(line)).count();
        if self.column(at) != Some(Column::Number) || end - at < LEAST_COLUMNS || known * 3 < (end - at) * 2 {
            return None;
        }
        let over = self.over_two(at, end);
        let all = Head { at, end, over: None, grouped: false, wrapped: 0 };
        let heads = [(end, None), (end, over), (end - 1, None), (end - 1, over)];
        let mut heads = heads.into_iter().filter(|&(last, _)| {
            // The name of the first group is the head of no column.
            last == end || self.column(last).is_none()
        });
        let second = (1..MOST_COLUMNS + 2).find(|line| self.number(end + line) == Some(2));
        let fits = |&(last, over): &(usize, Option<usize>)| {
            let columns = last - at - usize::from(over.is_some());
            second.is_some_and(|lines| lines == columns || lines == columns + 1 && last < end)
        };
        let found = heads.find(fits).map_or(all, |(end, over)| Head { end, over, ..all });
        let group = at.checked_sub(1).and_then(|before| self.column(before));
        let grouped = found.end < end && matches!(group, Some(Column::Group | Column::Task));
        Some(Head { grouped, ..found })
    }

    /// A head with cells that a wrap broke: 序|号.
    fn wrapped_head(&self, at: usize) -> Option<Head> {
        /// The head of a column has so many lines at most.
        const MOST_LINES: usize = 3;
        /// A column that wraps its head is so wide at most, in characters.
        const NARROW: usize = 3;
        let known = |line: usize, lines: usize| {
            let words: String = (line..line + lines).map(|line| self.words(line)).collect();
            self.lexicon.columns().get(&words)
        };
        let (mut line, mut columns, mut told, mut wrapped) = (at, 0, 0, 0_u64);
        while self.number(line) != Some(1) && marker(self.words(line)).is_none() {
            // 责任|领导 is one.
            let narrow = |line: usize| self.words(line).chars().count() <= NARROW;
            let both = narrow(line) && narrow(line + 1) && known(line, 2).is_some();
            let lines = both.then_some(2).or_else(|| (1..=MOST_LINES).find(|&lines| known(line, lines).is_some()));
            told += usize::from(lines.is_some());
            let lines = lines.or_else(|| is_short(self.words(line)).then_some(1))?;
            (line + 1..line + lines).for_each(|more| wrapped |= 1 << (more - at));
            (line, columns) = (line + lines, columns + 1);
            if columns > MOST_COLUMNS {
                return None;
            }
        }
        let rows = self.number(line) == Some(1) || self.number(line + 1) == Some(1);
        (rows && columns >= LEAST_COLUMNS && told * 3 >= columns * 2).then_some(Head {
            at,
            end: line,
            over: None,
            grouped: false,
            wrapped,
        })
    }

    /// The line of a head that stands over the two behind it: 责任单位 over 牵头单位, 配合单位.
    fn over_two(&self, at: usize, end: usize) -> Option<usize> {
        let organs = |line: usize| matches!(self.column(line), Some(Column::Organs(_)));
        (at + 1..end.saturating_sub(2)).find(|&line| {
            self.words(line).starts_with("责任")
                && self.column(line + 1) == Some(Column::Organs(Role::Lead))
                && organs(line + 2)
        })
    }

    /// Takes the rows below a head; returns the line behind the table.
    fn rows(&self, head: &Head, found: &mut Vec<(usize, Cell)>, unclear: &mut Vec<Unclear>) -> usize {
        let (known, told) = (found.len(), unclear.len());
        head.push(found);
        let lines = (head.at..head.end).filter(|line| Some(*line) != head.over && !head.goes_on(*line));
        let words = |line: usize| -> String {
            let more = (line + 1..head.end).take_while(|more| head.goes_on(*more));
            std::iter::once(line).chain(more).map(|line| self.words(line)).collect()
        };
        let mut fields: Vec<_> = lines.map(|line| self.lexicon.columns().get(&words(line))).collect();
        // What stands behind the numbers under a head that is not known is what is to be done, if nothing else is.
        if fields[1].is_none() && !fields.iter().any(|field| field.is_some_and(ways::is_task)) {
            fields[1] = Some(Column::Task);
        }
        let (mut at, mut next, mut rows) = (head.end, 1, 0);
        // Whether a row has an empty cell, or one that is not told.
        let mut short = false;
        let mut group = None;
        let last = self.lines.len();
        while at < last {
            if self.number(at) == Some(next) {
                let first = found.len();
                let mut row = self.row(head, at, next, &fields);
                if self.is_cut(at, &row.cells, &fields) {
                    row = Row { cells: Vec::new(), told: false, ..row };
                }
                short |= !row.told || row.lines < fields.len();
                rows += usize::from(!row.cells.is_empty());
                unclear.extend((!row.told).then(|| self.unclear(at, next, &row)));
                found.extend(row.cells.into_iter().enumerate().map(|(line, cell)| (at + line, cell)));
                if head.grouped {
                    behind_group(found, first, group.take());
                }
                (at, next) = (at + row.lines, next + 1);
            } else if marker(self.words(at)).is_some()
                || self.words(at).chars().count() <= LONGEST_HEAD && self.number(at + 1) == Some(next)
            {
                // The name of a group.
                group = Some(at);
                at += 1;
            } else {
                break;
            }
        }
        let leaves = short && self.leaves_cells(at);
        if (leaves || rows < LEAST_ROWS || unclear.len() > told)
            && let Some((cells, end)) = self.by_width(head, &fields)
        {
            found.truncate(known);
            unclear.truncate(told);
            head.push(found);
            found.extend(cells);
            return end;
        }
        if rows < LEAST_ROWS {
            found.truncate(known);
            unclear.truncate(told);
            return head.end;
        }
        if leaves {
            found.truncate(known);
            unclear.truncate(told);
            unclear.extend(self.line(head.at).map(|line| Unclear::new(line.text, Extent::Table)));
        }
        at
    }

    /// The cells of all rows below a head, told by how wide the columns are, and the line behind them.
    fn by_width(&self, head: &Head, fields: &[Option<Column>]) -> Option<(Vec<(usize, Cell)>, usize)> {
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let (mut at, mut next) = (head.end, 1);
        while at < self.lines.len() {
            if self.number(at) == Some(next) {
                let lines = self.lines_of(at, next, fields.len());
                rows.push((at, lines));
                (at, next) = (at + lines, next + 1);
            } else if marker(self.words(at)).is_some() && self.number(at + 1) == Some(next) {
                // The name of a group.
                at += 1;
            } else {
                break;
            }
        }
        let words = |&(at, lines): &(usize, usize)| (at..at + lines).map(|line| self.words(line)).collect();
        let lines: Vec<Vec<&str>> = rows.iter().map(words).collect();
        let counts = (rows.len() >= LEAST_ROWS).then(|| widths::counts(fields, &lines, self.lexicon)).flatten()?;
        let cells = |(&(at, _), counts): (&(usize, usize), Vec<usize>)| (at..).zip(of_counts(&counts, 0));
        Some((rows.iter().zip(counts).flat_map(cells).collect(), at))
    }

    /// Whether cells stand behind the last row, up to where the text goes on: they are of rows above, so that no order of the
    /// lines is that of the cells. Who signs the text is none of them.
    fn leaves_cells(&self, at: usize) -> bool {
        /// Lines that are looked at.
        const NEAR: usize = 24;
        let ends = |line: usize| {
            let words = self.words(line);
            words.is_empty() || marker(words).is_some() || words.contains('\t') || annex::begins(words)
        };
        let below = (at..at + NEAR).take_while(|&line| !ends(line));
        let organs = |line| Kind::of_words(self.words(line), self.lexicon) == Some(Kind::Organs);
        !below.clone().any(|line| is_day(self.words(line))) && below.into_iter().any(organs)
    }

    /// What is told of a row that begins at a line, of which not all is told.
    fn unclear(&self, at: usize, number: u32, row: &Row) -> Unclear {
        let line = |line: usize| self.document.lines[self.lines[line]].text;
        let follows = self.number(at + row.lines) == Some(number + 1);
        match (row.cells.is_empty(), follows) {
            (false, _) => Unclear::new(line(at), Extent::Read),
            (true, true) => Unclear::new(line(at).cover(line(at + row.lines - 1)), Extent::Row),
            (true, false) => Unclear::new(line(at), Extent::Rest),
        }
    }

    /// Whether a name of a row's organs is broken off: the rest of it stands somewhere else.
    fn is_cut(&self, first: usize, cells: &[Cell], fields: &[Option<Column>]) -> bool {
        let mut column = 0;
        cells.iter().enumerate().any(|(line, &cell)| {
            match cell {
                Cell::First(empty) => column = empty,
                Cell::Next(on) => column += on,
                Cell::More | Cell::Unread | Cell::Again => {}
            }
            let goes_on = cells.get(line + 1) == Some(&Cell::More);
            let words = self.words(first + line);
            let mut names = words.rsplit(['、', '，']);
            let last = names.next().unwrap_or_default();
            let listed = names.next().is_some_and(|name| self.lexicon.names().is_whole(name));
            let whole = self.lexicon.names().looks_like(last) || self.lexicon.names().is_bare(last);
            matches!(fields.get(column), Some(Some(Column::Organs(_))))
                && !goes_on
                && (words.ends_with('、') || listed && all_han(last) && !whole)
        })
    }

    /// The row that begins at a line with this number.
    fn row(&self, head: &Head, at: usize, number: u32, fields: &[Option<Column>]) -> Row {
        let columns = fields.len();
        // Up to the next number, and without the name of the next group right before it.
        let next = (1..columns + MOST_MORE).find(|line| self.number(at + line) == Some(number + 1));
        let named = |lines: &usize| lines.checked_sub(1).filter(|line| *line > 1 && self.names_group(at + line));
        let most = self.lines_of(at, number, columns);
        let extents: Vec<usize> = match next {
            Some(lines) => [Some(lines), named(&lines)].into_iter().flatten().collect(),
            // What stands below the last row is none of it; a column of words could hold that.
            None if fields[columns - 1].and_then(Kind::of).is_none() => (columns..=most).collect(),
            None => (2..=most).rev().collect(),
        };
        // Below the last row, lines that are not understood may be of its empty cells.
        let ends = |lines: usize, counts: &[usize]| next.is_some() || lines == most || counts.last() != Some(&0);
        let of_row = |counts: Vec<usize>| of_counts(&counts, 0);
        let told = |read: &dyn Fn(usize) -> Option<Vec<Cell>>| extents.iter().find_map(|&lines| read(lines));
        let whole = |lines: usize| {
            let holds = |line: usize| self.may_hold(fields[line], at + line);
            (lines == columns && (1..lines).all(holds)).then(|| of_counts(&vec![1; lines], 0))
        };
        let cells = told(&whole)
            .or_else(|| told(&|lines| self.counts(at, lines, fields).filter(|counts| ends(lines, counts)).map(of_row)))
            .or_else(|| told(&|lines| self.parts(at, lines, fields)));
        if let Some(cells) = cells {
            return Row { lines: cells.len(), cells, told: true };
        }
        let lines = most;
        let more = lines.checked_sub(columns).filter(|&more| more == 0 || self.fits(at, more, fields));
        let lacks_last = || lines + 1 == columns && self.lacks_last(head.end - 1, at, lines);
        if let Some(more) = more.or_else(|| lacks_last().then_some(0)) {
            return Row { lines, cells: with_more(lines, more), told: true };
        }
        let task = fields[1].is_some_and(ways::is_task) && self.ends_task(at + 1);
        match next.filter(|_| task) {
            // Which of its cells are empty, or have several lines, is not told: what stands behind the task is kept with it.
            Some(lines) => Row { lines, cells: with_more(lines, lines - 2), told: false },
            None => Row { lines, cells: Vec::new(), told: false },
        }
    }

    /// How many of the lines of a row each cell has, if what they say tells that in one way only.
    fn counts(&self, at: usize, lines: usize, fields: &[Option<Column>]) -> Option<Vec<usize>> {
        let wrapped = self.unwrapped(at, lines);
        // What stands below a table or a page is no cell.
        let below =
            |line| self.lexicon.papers().note.begin(self.words(line)) || page_number::is_whole(self.words(line));
        let joined = wrapped.len() < lines && !(at..at + lines).any(below);
        let of_wrapped = || {
            let words: Vec<&str> = wrapped.iter().map(|(words, _)| &**words).collect();
            let mut lines = wrapped.iter().map(|(_, lines)| lines);
            let counts = self.ways(&words, fields)?;
            Some(counts.into_iter().map(|count| lines.by_ref().take(count).sum()).collect())
        };
        let by_line = || self.ways(&(at..at + lines).map(|line| self.words(line)).collect::<Vec<_>>(), fields);
        joined.then(of_wrapped).flatten().or_else(by_line)
    }

    fn ways(&self, words: &[&str], fields: &[Option<Column>]) -> Option<Vec<usize>> {
        let kinds: Vec<Option<Kind>> = words.iter().map(|words| Kind::of_words(words, self.lexicon)).collect();
        Ways { columns: fields, kinds: &kinds, words, ends: Ends::Lines }.best()
    }

    /// The lines of a row, those that a wrap broke put together, and how many each has.
    fn unwrapped(&self, at: usize, lines: usize) -> Vec<(Cow<'_, str>, usize)> {
        let mut found: Vec<(Cow<'_, str>, usize)> = vec![(self.words(at).into(), 1)];
        for line in 1..lines {
            let words = self.words(at + line);
            match found.last_mut().filter(|(before, _)| line > 1 && wraps::broke(before, words, self.lexicon)) {
                Some((before, lines)) => {
                    before.to_mut().push_str(words);
                    *lines += 1;
                }
                None => found.push((words.into(), 1)),
            }
        }
        found
    }

    /// The cells of rows that share a number: below who answers and when a sentence begins the next. Who answers for it may be
    /// those above.
    fn parts(&self, at: usize, lines: usize, fields: &[Option<Column>]) -> Option<Vec<Cell>> {
        let task = fields.iter().rposition(|field| field.and_then(Kind::of).is_none())?;
        let answers = |line: usize| Kind::of_words(self.words(line), self.lexicon).is_some();
        let begins =
            |line: &usize| answers(at + line - 1) && !answers(at + line) && self.words(at + line).ends_with('。');
        if task + 1 >= fields.len() {
            return None;
        }
        let mut starts: Vec<usize> = (3..lines).filter(begins).collect();
        starts.push(lines);
        let mut cells = of_counts(&self.counts(at, starts[0], fields)?, 0);
        for part in starts.windows(2) {
            // The number is that of the part above.
            let counts = self.counts(at + part[0] - 1, part[1] - part[0] + 1, fields)?;
            cells.extend(of_counts(&counts[1..], 1));
        }
        Some(cells)
    }

    /// Whether nothing in a line speaks against its standing in a column.
    fn may_hold(&self, column: Option<Column>, line: usize) -> bool {
        let words = self.words(line);
        ways::may_hold(column, Kind::of_words(words, self.lexicon), words) && !page_number::is_whole(words)
    }

    /// Whether a line before the number of a row is the name of its group.
    fn names_group(&self, line: usize) -> bool {
        let words = self.words(line);
        let heads = marker(words).is_some_and(|found| found.style <= MarkerStyle::HanBracket);
        heads || is_short(words) && Kind::of_words(words, self.lexicon).is_none() && !words.ends_with(['。', '；'])
    }

    /// Whether a line is the whole of a task.
    fn ends_task(&self, at: usize) -> bool {
        self.words(at).ends_with(['。', '；']) && self.number(at).is_none()
    }

    /// The lines from the number of a row to the next number, the name of a group or what is no cell.
    fn lines_of(&self, at: usize, number: u32, columns: usize) -> usize {
        let end = |line: &usize| {
            let whole = *line >= at + columns;
            self.number(*line) == Some(number + 1)
                || whole && self.number(line + 1) == Some(number + 1) && self.names_group(*line)
                || whole && self.is_below(*line)
        };
        let lines = (at + 1..self.lines.len()).take(columns + MOST_MORE);
        lines.take_while(|line| !end(line)).count() + 1
    }

    /// Whether a row has all cells but the last: remarks, where a gap before the next row is what is left of them.
    fn lacks_last(&self, last_head: usize, at: usize, lines: usize) -> bool {
        let gap = |line: usize| self.line(line).is_some_and(|line| line.gap_before);
        self.lexicon.columns().get(self.words(last_head)) == Some(Column::Remarks)
            && gap(at + lines)
            && !(at + 1..at + lines).any(gap)
    }

    /// Whether a line cannot be a cell: the note below a table, a number of the text, prose, the foot of a site.
    fn is_below(&self, at: usize) -> bool {
        let words = self.words(at);
        words.starts_with(['（', '('])
            || words.starts_with("附件")
            || self.lexicon.papers().note.begin(words)
            || marker(words).is_some()
            || words.chars().count() > 3 * LONGEST_CELL
            || self.lexicon.furniture().classify_line(words).is_some()
    }

    /// Whether the lines that a row has more than cells are those of its second: sentences, and behind them cells of their
    /// columns.
    fn fits(&self, at: usize, more: usize, fields: &[Option<Column>]) -> bool {
        let sentences = (at + 1..at + 1 + more).all(|line| self.words(line).ends_with(['。', '；', '：']));
        let cell = |line: usize| self.words(line).chars().count() <= LONGEST_CELL && !self.words(line).ends_with('。');
        let mut cells = fields.iter().zip(at + more..).skip(2);
        sentences && cells.all(|(field, line)| cell(line) && self.may_hold(*field, line))
    }
}

/// A row, or the lines that may be one.
struct Row {
    lines: usize,
    /// The cells of the lines; none where the row stays as it is.
    cells: Vec<Cell>,
    /// Whether it is told which is which.
    told: bool,
}

/// The head of a table.
#[derive(Clone, Copy)]
struct Head {
    /// The line that heads the numbers of the rows.
    at: usize,
    /// The line behind its last.
    end: usize,
    /// The line that stands over the two behind it.
    over: Option<usize>,
    /// Whether a column of groups stands before that of numbers.
    grouped: bool,
    /// Which of its lines go on with the one before, a bit for each.
    wrapped: u64,
}

impl Head {
    /// Whether a line goes on with the cell of the one before.
    fn goes_on(&self, line: usize) -> bool {
        self.wrapped & 1_u64.checked_shl((line - self.at) as u32).unwrap_or(0) != 0
    }

    fn push(&self, found: &mut Vec<(usize, Cell)>) {
        let first = self.at - usize::from(self.grouped);
        found.extend((first..self.end).map(|line| match line {
            line if line == first => (line, Cell::First(0)),
            // 责任单位牵头单位 heads a column as 牵头单位 does.
            line if self.over.is_some_and(|over| over + 1 == line) || self.goes_on(line) => (line, Cell::More),
            line => (line, Cell::Next(1)),
        }));
    }
}

/// Puts the cell of the group before a row, which begins at `row` in `found`: its line, or an empty one.
fn behind_group(found: &mut Vec<(usize, Cell)>, row: usize, group: Option<usize>) {
    for (_, cell) in &mut found[row..] {
        if let Cell::First(empty) = cell {
            *empty += 1;
        }
    }
    if let Some(line) = group
        && let Some((_, first)) = found.get_mut(row)
    {
        *first = Cell::Next(1);
        found.insert(row, (line, Cell::First(0)));
    }
}

/// Whether a line is no longer than the head of a column.
fn is_short(words: &str) -> bool {
    words.chars().count() <= LONGEST_HEAD
}

/// The cells of a row, whose columns have so many lines each; `empty` columns stand before them.
fn of_counts(counts: &[usize], empty: usize) -> Vec<Cell> {
    let (mut cells, mut empty) = (Vec::new(), empty);
    for &count in counts {
        if count == 0 {
            empty += 1;
            continue;
        }
        cells.push(if cells.is_empty() { Cell::First(empty) } else { Cell::Next(empty + 1) });
        cells.extend(std::iter::repeat_n(Cell::More, count - 1));
        empty = 0;
    }
    cells
}

/// The cells of a row of so many lines: `more` of them go on with the second.
fn with_more(lines: usize, more: usize) -> Vec<Cell> {
    let mut counts = vec![1; lines - more];
    counts[1] += more;
    of_counts(&counts, 0)
}
