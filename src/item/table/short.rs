//! Rows that are short of a cell, or have one too many: where one cell stands beside several rows, a page prints it with the first alone, and what
//! is behind it moves up.

use super::{Finder, KNOWN_COLUMNS, Open, follows};
use crate::item::clause::list;
use crate::lexicon::Column;
use crate::note::Note;
use crate::text::{Span, is_han, marker, turn};

/// The longest cell of persons that is none of words, in characters.
const LONGEST_PERSONS: usize = 12;

impl Open {
    /// The cells of a row, with empty ones where it left some out that it shares with the row above.
    ///
    /// A row may be short for two reasons. Empty cells at its end left nothing: then its words stand under the right heads.
    /// Or they do not, and those of the groups' names, or its first ones, are the ones that are not there.
    pub(super) fn completed(
        &self,
        finder: &Finder<'_>,
        cells: Vec<Span>,
        row: Span,
        notes: &mut Vec<Note>,
    ) -> Vec<Span> {
        // 甲,乙 in one cell of a list whose cells commas part: what follows stands one cell too far.
        if self.is_wide(&cells) {
            notes.push(Note::warning(
                "row-wide",
                row,
                "表格此行的单元格多于表头，各格可能错位，请核对 (this row has more cells than the head, which may stand under the wrong ones)",
            ));
            return cells;
        }
        let lost = self.columns.len().saturating_sub(cells.len());
        let short = lost > 0 && cells.len() >= KNOWN_COLUMNS;
        if !short
            || finder.body.placed
            || finder.body.aligned(row).is_some()
            || self.above.is_empty()
            || self.holds(finder, &cells)
        {
            return cells;
        }
        let with_empty = |count: usize, at: usize| {
            let mut cells = cells.clone();
            cells.splice(at..at, std::iter::repeat_n(Span::default(), count));
            Some(cells).filter(|cells| self.holds(finder, cells))
        };
        let groups = || self.names_of_groups(lost).and_then(|at| with_empty(lost, at));
        // Some of the first and some of the last, where but one way of that fits.
        let both_ends = || {
            let mut ways = (1..lost).filter_map(|count| with_empty(count, 0));
            ways.next().filter(|_| ways.next().is_none())
        };
        let spanned = || self.with_spanned(finder, &cells, lost);
        if let Some(cells) = groups().or_else(|| with_empty(lost, 0)).or_else(both_ends).or_else(spanned) {
            return cells;
        }
        notes.push(Note::warning(
            "row-short",
            row,
            "表格此行的单元格少于表头，无法确定各格所属栏目，其文字归入条目，请核对 (this row has fewer cells than the head, and nothing tells under which they stand: they are words of the entry)",
        ));
        // Behind the last column they are words like others, but for the number.
        let numbered = self.columns.first() == Some(&Some(Column::Number)) && self.holds(finder, &cells[..1]);
        let mut untold = vec![Span::default(); self.columns.len()];
        untold[..usize::from(numbered)].copy_from_slice(&cells[..usize::from(numbered)]);
        untold.extend(cells.into_iter().skip(usize::from(numbered)));
        untold
    }

    /// What the cells of a row hold. Where it has more of them than the head, nothing tells who answers and by when: those
    /// cells are words like others.
    pub(super) fn columns_of(&self, cells: &[Span]) -> Vec<Option<Column>> {
        let wide = self.is_wide(cells);
        let keeps = |c: &Column| matches!(c, Column::Number | Column::Group | Column::Task | Column::Measures);
        self.columns.iter().map(|column| column.filter(|c| !wide || keeps(c))).collect()
    }

    /// Whether a row has more cells than the head, so that nothing tells what they hold.
    pub(super) fn is_wide(&self, cells: &[Span]) -> bool {
        cells.iter().skip(self.columns.len()).any(|cell| !cell.is_empty())
    }

    /// Whether a row has a task whose number comes after that of the row above, and so is one though it has nothing else.
    pub(super) fn counts_on(&self, text: &str, cells: &[Span]) -> bool {
        let task = self.columns.iter().position(|column| *column == Some(Column::Task));
        let task = task.and_then(|at| self.above.get(at).zip(cells.get(at)));
        task.is_some_and(|(above, cell)| follows(text, *above, *cell))
    }

    /// The cells with empty ones in so many columns whose cells may span rows, here and there, where but one way of that fits:
    /// 一季度新开工20个 | 县发改局 | 3月底前 below 2 | 抓好项目 | … | 李明 | 县发改局 | ….
    fn with_spanned(&self, finder: &Finder<'_>, cells: &[Span], lost: usize) -> Option<Vec<Span>> {
        /// So many columns may span rows at most, and so many are looked at.
        const MOST: usize = 8;
        use Column::{Group, Number, Organs, Persons, Task};
        let spans =
            |column: &Option<Column>| matches!(column, None | Some(Number | Group | Task | Persons(_) | Organs(_)));
        let columns: Vec<usize> = (0..self.columns.len()).filter(|&at| spans(&self.columns[at])).take(MOST).collect();
        let timed = |cells: &[Span]| {
            let filled = cells.iter().zip(&self.columns).filter(|(cell, _)| !cell.is_empty());
            let told = |words: &str, column: &Option<Column>| match column {
                Some(Column::Deadline) => finder.lexicon.roles().tells_time(words),
                Some(Persons(_)) => {
                    let short = words.chars().count() <= LONGEST_PERSONS && !words.contains(['。', '；']);
                    short && !list::all_named(words, finder.lexicon)
                }
                _ => true,
            };
            filled.into_iter().all(|(cell, column)| told(cell.of(finder.text()), column))
        };
        let ways = (0_u32..1 << columns.len()).filter(|way| way.count_ones() as usize == lost);
        let mut fitting = ways.filter_map(|way| {
            let empty =
                |at: usize| columns.iter().position(|&column| column == at).is_some_and(|bit| way >> bit & 1 == 1);
            let mut rest = cells.iter();
            let next = |at: usize| if empty(at) { Span::default() } else { rest.next().copied().unwrap_or_default() };
            let cells: Vec<Span> = (0..self.columns.len()).map(next).collect();
            // A number of its own comes with a task of its own.
            let has = |column: Column| {
                self.columns.iter().zip(&cells).any(|(c, cell)| *c == Some(column) && !cell.is_empty())
            };
            (self.holds(finder, &cells) && timed(&cells) && (has(Task) || !has(Number))).then_some(cells)
        });
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Where so many columns side by side, before any of what is to be done, name groups of rows.
    fn names_of_groups(&self, count: usize) -> Option<usize> {
        let says = |column: &Option<Column>| matches!(column, Some(Column::Task | Column::Measures | Column::Target));
        let before = self.columns.iter().position(says)?;
        let names = |column: &Option<Column>| matches!(column, None | Some(Column::Group));
        self.columns[..before].windows(count).position(|columns| columns.iter().all(names))
    }

    /// Whether no cell says what its column cannot hold.
    fn holds(&self, finder: &Finder<'_>, cells: &[Span]) -> bool {
        let holds = |words: &str, column: Option<Column>| match column {
            Some(Column::Number) => marker(words).is_some() || !words.chars().any(is_han) || words.chars().count() <= 2,
            Some(Column::Group) => words.chars().any(is_han),
            // A stroke stands for none: 配合单位 /.
            Some(Column::Organs(_)) if !words.chars().any(char::is_alphanumeric) => true,
            // A bracket behind a name may say by when: 市林业局（12月底前）.
            Some(Column::Organs(_)) => {
                let mut depth = 0;
                let names = words.chars().all(|c| {
                    depth += turn(c);
                    depth > 0 || !(c == '。' || c.is_ascii_digit())
                });
                names && list::all_named(words, finder.lexicon)
            }
            // A sentence is nobody's name.
            Some(Column::Persons(_)) => !words.contains('。'),
            Some(Column::Task) => words.chars().any(is_han) && !list::all_sure(words, finder.lexicon),
            Some(Column::Measures | Column::Target | Column::Period | Column::Deadline) => {
                !list::all_sure(words, finder.lexicon)
            }
            _ => true,
        };
        let name = self.quotas.map(|(at, _)| at);
        let mut filled = cells.iter().zip(&self.columns).enumerate().filter(|(_, (cell, _))| !cell.is_empty());
        // Who has to reach the numbers of a row may be an organ.
        filled.all(|(at, (cell, column))| Some(at) == name || holds(cell.of(finder.text()), *column))
    }
}
