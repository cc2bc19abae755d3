//! Empty cells below filled ones: a cell that spans both rows, drawn or copied as two, or one that is meant to be empty.

use super::{Finder, Open};
use crate::lexicon::Column;
use crate::model::{PersonRole, Role};
use crate::note::Note;
use crate::text::Span;

/// Whether nothing but numbers stands below a head: a form to be filled in.
pub(super) fn is_blank_form(finder: &Finder<'_>, head: Span) -> bool {
    /// Lines below the head that are looked at.
    const LINES: usize = 3;
    let paragraphs = &finder.body.paragraphs;
    let behind = paragraphs.partition_point(|paragraph| paragraph.span.end <= head.end);
    let below = paragraphs[behind..].iter().take(LINES);
    let mut words = below.map(|paragraph| paragraph.span.of(finder.text()).trim_matches(|c: char| c.is_whitespace()));
    words.all(|words| words.bytes().all(|b| b.is_ascii_digit()))
}

impl Open {
    /// Says which cells of a row are empty below filled ones though somebody must answer for the row, and no other cell names
    /// who does. Of rows that were put together by their places, a time and a person are looked at, too.
    pub(super) fn tell_empty(&mut self, finder: &Finder<'_>, cells: &[Span], row: Span, notes: &mut Vec<Note>) {
        if self.above.is_empty() {
            self.begun.clear();
        }
        self.begun.resize(self.columns.len().max(cells.len()), false);
        let filled = |at: usize| cells.get(at).is_some_and(|cell| !cell.is_empty());
        let answers = |column: &Option<Column>| matches!(column, Some(Column::Organs(Role::Lead | Role::Responsible)));
        let answered = self.columns.iter().enumerate().any(|(at, column)| answers(column) && filled(at));
        let aligned = finder.body.aligned(row).is_some();
        let asks = |column: &Option<Column>| match column {
            Some(Column::Deadline | Column::Persons(PersonRole::Leader)) => aligned,
            column => answers(column) && !answered,
        };
        let empty = (0..self.columns.len()).filter(|&at| !filled(at) && self.begun[at] && asks(&self.columns[at]));
        let heads: Vec<&str> = empty.map(|at| self.heads.get(at).map_or("", |head| head.of(finder.text()))).collect();
        if !heads.is_empty() {
            notes.push(Note::warning(
                "cell-empty",
                row,
                format!(
                    "此行“{}”为空，而上方有内容：是合并单元格还是本为空，请对照原件 (empty below a filled cell: either that cell spans \
                     both rows, or none is meant; compare with the original)",
                    heads.join("”“")
                ),
            ));
        }
        (0..cells.len()).for_each(|at| self.begun[at] |= filled(at));
    }
}
