//! Items from the rows of a task table.

mod empty;
mod head;
mod quota;
mod row;
mod short;

use head::{columns, group_of_numbered_rows, group_of_running_numbers, numbers_without_head};

use super::Finder;
use super::words::{is_numeral, without_stop};
use crate::lexicon::{Column, SectionKind};
use crate::model::{EntryKind, PersonRole, Role};
use crate::note::Note;
use crate::text::{Span, marker};

/// A head needs so many known columns, so that a row of words is not taken for one.
const KNOWN_COLUMNS: usize = 2;

/// A table as far as it was read.
pub(super) struct Open {
    /// The plan that it stands in.
    plan: Option<usize>,
    columns: Vec<Option<Column>>,
    /// Whether its rows are indicators (指标名称) with no measures beside them: what is to be reached.
    indicators: bool,
    /// The column that names who has to reach the numbers of its rows, where no other says what is to be done.
    quotas: Option<(usize, Role)>,
    /// The heads of the columns.
    heads: Vec<Span>,
    /// The first row of the head, as printed.
    head: Vec<Span>,
    /// The cells of the last row, those that it shares with rows above it filled in.
    above: Vec<Span>,
    /// Whether each column has had words since a group began.
    begun: Vec<bool>,
    /// Whether the columns of an unknown kind have been told.
    told: bool,
}

/// Cells at the end of a row that may be empty.
const MOST_LOST: usize = 2;

impl Open {
    /// Whether a row behind a heading may be of this table: it has its cells, and at most empty ones besides. Empty cells at
    /// its end leave nothing in a text.
    fn fits(&self, cells: &[Span]) -> bool {
        let columns = self.columns.len();
        cells.len() >= KNOWN_COLUMNS.max(columns.saturating_sub(MOST_LOST))
            && cells.iter().skip(columns).all(|cell| cell.is_empty())
    }

    /// Takes a second row of the head: times (2023年, 2024年 below 目标值), or the heads below one that stands over several
    /// columns (牵头领导, 责任单位 below 责任清单); whether the row is one.
    fn goes_on(&mut self, finder: &Finder<'_>, cells: &[Span]) -> bool {
        let text = finder.text();
        let width = self.heads.len();
        // The last head of the first row may stand over several columns: empty cells at its end left nothing in a text.
        self.heads.resize(width.max(cells.len()), Span::default());
        let new = |i: usize| !cells[i].is_empty() && self.heads.get(i).is_some_and(|h| h.of(text) != cells[i].of(text));
        let below: Vec<usize> = (0..cells.len()).filter(|&i| new(i)).collect();
        let fields: Vec<Option<Column>> = below.iter().map(|&i| finder.lexicon.column(cells[i].of(text))).collect();
        let times = fields.iter().all(|field| *field == Some(Column::Period));
        let known = fields.iter().flatten().count() * 2 > fields.len() && below.iter().all(|&i| self.over(i).is_some());
        if below.is_empty() || !times && (!known || below.len() >= self.heads.len()) {
            self.heads.truncate(width);
            return false;
        }
        self.columns.resize(self.heads.len(), None);
        let above = self.columns.clone();
        for (&i, field) in below.iter().zip(fields) {
            let over = self.over(i).unwrap_or(i);
            // 2025年 below 目标值 is the time of a target; 一季度 below 进度安排 tells what is to be done by then.
            let own = field.filter(|field| *field != Column::Period);
            let above = above[over].filter(|above| *above != Column::Deadline);
            self.columns[i] = own.or(above).or(field);
        }
        below.iter().for_each(|&i| self.heads[i] = cells[i]);
        true
    }

    /// Takes a second row of the head that holds nothing but the heads below one of the first (牵头单位, 配合单位 below 责任分工), as
    /// copies of merged cells are: the rows that follow have so many cells more. Whether the row is one.
    fn parts_below(&mut self, finder: &Finder<'_>, cells: &[Span], next: Option<&Span>) -> bool {
        let text = finder.text();
        let wide = next.is_some_and(|row| row.cells(text).len() + 1 == self.heads.len() + cells.len());
        let field = |cell: &Span| finder.lexicon.column(cell.of(text));
        let answers =
            |cell: &Span| matches!(field(cell), Some(Column::Organs(_) | Column::Persons(_) | Column::Deadline));
        if !wide || cells.len() < 2 || cells.len() >= self.heads.len() || !cells.iter().all(answers) {
            return false;
        }
        let over = |wanted: &dyn Fn(&Option<Column>) -> bool| self.columns.iter().position(wanted);
        let Some(at) =
            over(&|column| column.is_none()).or_else(|| over(&|column| matches!(column, Some(Column::Organs(_)))))
        else {
            return false;
        };
        self.heads.splice(at..=at, cells.iter().copied());
        self.columns.splice(at..=at, cells.iter().map(field));
        true
    }

    /// The column of the head that stands over several columns, this one among them: cells behind it are empty.
    fn over(&self, at: usize) -> Option<usize> {
        let head = (0..=at).rev().find(|&i| !self.heads[i].is_empty())?;
        self.heads.get(head + 1).is_some_and(|next| next.is_empty()).then_some(head)
    }

    /// Says which columns are of an unknown kind, once.
    fn tell(&mut self, text: &str, notes: &mut Vec<Note>) {
        let unknown = self.heads.iter().zip(&self.columns).filter(|(head, c)| c.is_none() && !head.is_empty());
        for (head, _) in unknown.filter(|_| !self.told) {
            let words = head.of(text);
            notes.push(Note::warning(
                "column-unknown",
                *head,
                format!(
                    "表格列“{words}”未识别，其内容并入条目正文 (a column of an unknown kind; its words are in the entry's text)"
                ),
            ));
        }
        self.told = true;
    }

    /// The cells of a row with those filled in that it shares with the row above, and which these are.
    ///
    /// Text has no merged cells: a row without a number or a task of its own, in a table that has them, goes on with those
    /// of the row above, and with its organs and time where its own cells are empty. So does a row that says nothing of who
    /// and when; one of the same group shares who leads it and its time.
    fn filled(&self, finder: &Finder<'_>, row: Span, cells: &[Span]) -> (Vec<Span>, Vec<bool>) {
        use Column::{Deadline, Group, Number, Organs, Persons, Task};
        // Empty cells at the end of a row leave nothing in a text.
        let mut cells = cells.to_vec();
        cells.resize(cells.len().max(self.columns.len()), Span::default());
        let any = |column: &dyn Fn(Column) -> bool, empty: bool| {
            self.columns.iter().zip(&cells).any(|(c, cell)| c.is_some_and(column) && cell.is_empty() == empty)
        };
        let task = self.columns.iter().position(|column| *column == Some(Task));
        let unnamed = task.is_some_and(|at| cells[at].is_empty());
        let shares = (any(&|c| c == Number, true) || unnamed) && !self.above.is_empty();
        // Where a grid draws the table, a cell that spans several rows repeats.
        let spans = !finder.body.is_drawn(row) && !self.above.is_empty();
        let named = any(&|c| matches!(c, Organs(_)), false);
        // A number and a name alone may be those of a group of rows.
        let words = self
            .columns
            .iter()
            .zip(&cells)
            .filter(|(column, cell)| !cell.is_empty() && !matches!(column, Some(Number | Group)));
        let told = words.count() > 1 || self.counts_on(finder.text(), &cells);
        let silent = spans && told && !named && !any(&|c| matches!(c, Persons(_) | Deadline), false);
        let grouped = spans && told && any(&|c| c == Group, true);
        // 牵头单位 empty and 责任单位 filled may mean that those lead.
        let led = grouped && !(named && finder.leads_if_none()) || spans && told && !named;
        // What stands before numbers and tasks spans the rows in which it is empty.
        let leads =
            self.columns.iter().position(|column| matches!(column, Some(Number | Task))).filter(|_| spans && told);
        let of_row = |at: usize, column: &Option<Column>| match column {
            Some(Group) => true,
            Some(Organs(_) | Persons(_)) if leads.is_some_and(|first| at < first) => true,
            Some(Number | Task) => shares,
            Some(Organs(Role::Lead)) => shares || silent || led,
            Some(Persons(PersonRole::Leader)) => shares || silent || grouped,
            Some(Deadline) => shares || silent || grouped,
            Some(Organs(_) | Persons(_)) => shares || silent,
            _ => false,
        };
        let columns = self.columns.iter().chain(std::iter::repeat(&None));
        let answers = |column: &Option<Column>| matches!(column, Some(Organs(_) | Persons(_) | Deadline));
        let shared = cells.iter().zip(columns).enumerate().map(|(at, (cell, column))| {
            cell.is_empty() && of_row(at, column)
                || answers(column) && finder.lexicon.papers().as_above.contains(&cell.of(finder.text()))
        });
        let shared: Vec<bool> = shared.collect();
        let above = self.above.iter().copied().chain(std::iter::repeat(Span::default()));
        (
            cells.iter().zip(above).zip(&shared).map(|((&cell, above), &s)| if s { above } else { cell }).collect(),
            shared,
        )
    }
}

/// Makes items of the rows under a node.
pub(super) fn rows(finder: &mut Finder<'_>, index: usize, notes: &mut Vec<Note>) {
    let node = &finder.outline.nodes[index];
    let paragraphs: Vec<Span> =
        finder.body.paragraphs[node.body.clone()].iter().filter(|p| p.row && !p.unread).map(|p| p.span).collect();
    if paragraphs.is_empty() {
        // Prose ends a table.
        let prose = !node.body.is_empty() || node.words.of(finder.text()).contains('。');
        finder.table = finder.table.take().filter(|_| !prose);
        return;
    }
    if node.number.is_empty() && is_directory(finder, node.words, &paragraphs) {
        finder.table = None;
        notes.push(Note::info(
            "directory",
            node.words,
            "名录或统计表，各行不列为条目 (a directory or a form: its rows are no entries)",
        ));
        return;
    }
    let heading = node.words;
    let mut section = finder.section_of(index);
    if !node.words.is_empty() {
        section.push(finder.heading(index));
    }
    // A heading between two rows of a table names a group of them.
    let plan = node.plan;
    let mut table = finder.table.take().filter(|table| table.plan == plan);
    let mut carried = table.is_some();
    table.iter_mut().for_each(|table| table.above.clear());
    let mut group: Option<Span> = None;
    let first_item = finder.items.len();
    for (at, &paragraph) in paragraphs.iter().enumerate() {
        let cells = paragraph.cells(finder.text());
        if let Some(open) = table.as_mut().filter(|open| !carried && !open.told)
            && (open.goes_on(finder, &cells) || open.parts_below(finder, &cells, paragraphs.get(at + 1)))
        {
            continue;
        }
        if let Some((mut columns, quotas)) = columns(finder, &cells, heading, &paragraphs[at + 1..]) {
            if empty::is_blank_form(finder, paragraph) {
                notes.push(Note::info(
                    "form-blank",
                    paragraph,
                    "表格只有表头和序号，没有填写内容，不列为条目 (a form to be filled in: it has a head and numbers, and no entries)",
                ));
            }
            numbers_without_head(finder.text(), &cells, &mut columns, &paragraphs[at + 1..]);
            group_of_numbered_rows(finder.text(), &mut columns, &paragraphs[at + 1..]);
            group_of_running_numbers(finder.text(), &mut columns, &paragraphs[at + 1..]);
            let mut heads = cells.iter().zip(&columns).filter(|(_, column)| **column == Some(Column::Task));
            let indicators = quotas.is_some()
                || heads.next().is_some_and(|(head, _)| head.of(finder.text()).contains("指标"))
                    && !columns.contains(&Some(Column::Measures));
            // A head that is printed again at the top of a page does not end the cells that span rows.
            let again = table.take().filter(|open| same_words(finder.text(), &open.head, &cells));
            let (above, begun) = again.map(|open| (open.above, open.begun)).unzip();
            let (above, told) = (above.unwrap_or_default(), false);
            let (head, heads) = (cells.clone(), cells);
            let begun = begun.unwrap_or_default();
            table = Some(Open { plan, columns, indicators, quotas, heads, head, above, begun, told });
            carried = false;
            continue;
        }
        if is_total(finder, &cells) {
            notes.push(Note::info("row-total", paragraph, "表格合计行，不列为条目 (a row of totals is no entry)"));
            continue;
        }
        let counts_on = table.as_ref().is_some_and(|open| open.counts_on(finder.text(), &cells));
        let named = group_name(finder.text(), &cells).filter(|_| !counts_on);
        if let Some(name) = named.or_else(|| numbered_group(finder.text(), &cells, &paragraphs[at + 1..])) {
            // （二）… in a row of its own, below a heading （一）…, goes on with that.
            let next = section.last().is_some_and(|heading| follows(finder.text(), *heading, name));
            section.truncate(section.len() - usize::from(next));
            group = Some(name);
            table.iter_mut().for_each(|table| table.above.clear());
            continue;
        }
        let Some(open) = table.as_mut().filter(|table| !carried || table.fits(&cells)) else {
            notes.push(Note::warning(
                "table-unread",
                paragraph,
                "表格没有可识别的表头，未作为任务读取 (no known table head above this row; it was not read as a task)",
            ));
            continue;
        };
        carried = false;
        open.tell(finder.text(), notes);
        let cells = open.completed(finder, cells, paragraph, notes);
        let untold = open.is_wide(&cells);
        let (cells, shared) = if untold { (cells, Vec::new()) } else { open.filled(finder, paragraph, &cells) };
        let item = row::item(finder, index, paragraph, &cells, &shared, open);
        if item.is_some() && !untold {
            open.tell_empty(finder, &cells, paragraph, notes);
        }
        let named = cells.iter().zip(&open.columns).find(|(_, column)| **column == Some(Column::Group));
        let named = named.map(|(cell, _)| without_stop(finder.text(), *cell)).filter(|cell| !cell.is_empty());
        if !untold {
            open.above = cells;
        }
        match item {
            Some(mut item) => {
                let indicates = open.indicators && finder.announced(index).is_none();
                // 一、主要预期目标 above its rows.
                let goals = || {
                    group.is_some_and(|name| {
                        let name = name.of(finder.text());
                        let name = marker(name).map_or(name, |number| name[number.len..].trim());
                        finder.lexicon.sections().kind(name, false) == Some(SectionKind::Entries(EntryKind::Goal))
                    })
                };
                if plan.is_some() && (indicates || goals()) {
                    item.kind = EntryKind::Goal;
                }
                item.section.extend(&section);
                item.section.extend(group);
                item.section.extend(named);
                finder.items.push(item);
            }
            None => notes.push(Note::warning(
                "row-unread",
                paragraph,
                "表格此行没有任务内容，未列为条目 (this row of the table holds no task and is no entry)",
            )),
        }
    }
    finder.table = table;
    number_parts(finder, first_item);
}

/// Whether two rows have the same cells.
fn same_words(text: &str, a: &[Span], b: &[Span]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.of(text) == b.of(text))
}

/// Whether words begin with the number that comes after that of others.
fn follows(text: &str, before: Span, words: Span) -> bool {
    let (before, found) = (marker(before.of(text)), marker(words.of(text)));
    before.zip(found).is_some_and(|(before, found)| before.style == found.style && before.value + 1 == found.value)
}

/// Whether the heading of a table is that of a directory or a form, and no column of it holds tasks.
fn is_directory(finder: &Finder<'_>, heading: Span, rows: &[Span]) -> bool {
    let text = finder.text();
    let is_task = |head: &str| {
        matches!(finder.lexicon.columns().get(head), Some(Column::Task | Column::Measures | Column::Target))
    };
    finder.lexicon.kinds().is_form(heading.of(text))
        && !rows.first().is_some_and(|head| head.of(text).split('\t').any(|head| is_task(head.trim())))
}

/// Rows of one number are its parts.
fn number_parts(finder: &mut Finder<'_>, from: usize) {
    let numbers: Vec<Option<String>> = finder.items[from..]
        .iter()
        .map(|item| item.number.filter(|_| item.row).map(|n| n.of(finder.text()).to_owned()))
        .collect();
    let mut part = 0;
    for i in 0..numbers.len() {
        let same = |j: Option<usize>| j.and_then(|j| numbers.get(j)).is_some_and(|n| n.is_some() && *n == numbers[i]);
        let (before, after) = (same(i.checked_sub(1)), same(Some(i + 1)));
        part = if before { part + 1 } else { 1 };
        if before || after {
            finder.items[from + i].part = Some(part);
        }
    }
}

/// The name of the group that a row announces: its only words, in one cell or in all of them.
fn group_name(text: &str, cells: &[Span]) -> Option<Span> {
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let first = *filled.next()?;
    (filled.all(|c| c.of(text) == first.of(text)) && first.of(text).chars().any(char::is_alphabetic)).then_some(first)
}

/// The number and the name of the group that a row announces, and nothing else: 一 | 就业增收 above rows that are numbered 1
/// and 2.
fn numbered_group(text: &str, cells: &[Span], below: &[Span]) -> Option<Span> {
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let (number, name) = (*filled.next()?, *filled.next()?);
    let counts = |cell: &str| cell.trim_matches(['（', '）', '(', ')', '、', '.', '．']).chars().all(is_numeral);
    if !counts(number.of(text)) || !filled.all(|c| c.of(text) == name.of(text)) {
        return None;
    }
    // Groups may stand in groups.
    let first = |row: &Span| row.of(text).split('\t').next().unwrap_or_default().trim();
    let next = below.iter().map(first).find(|cell| cell.is_empty() || !counts(cell))?;
    next.starts_with(|c: char| c.is_ascii_digit()).then(|| number.cover(name))
}

/// Whether a row sums up others: 合计, 全县合计, also behind a number.
fn is_total(finder: &Finder<'_>, cells: &[Span]) -> bool {
    /// Characters of such a name at most.
    const LONGEST: usize = 6;
    let total = &finder.lexicon.papers().total;
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.of(finder.text()));
    let sums = |words: &str| {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        words.chars().count() <= LONGEST && total.end(&words)
    };
    filled.next().is_some_and(|first| {
        sums(first) || first.bytes().all(|b| b.is_ascii_digit()) && filled.next().is_some_and(sums)
    })
}
