//! In how many ways the words or the lines of a row may be its cells, by what they say.

use std::ops::Range;

use super::cell::{Kind, LONGEST_CELL};
use crate::lexicon::Column;
use crate::text::{is_han, marker, marker_before_digit};

/// The longest cell that is a time and nothing else, in characters.
pub(super) const LONGEST_TIME: usize = 12;

/// Ways tried at most for one row.
const MOST_TRIES: usize = 4096;

/// The ways in which the words of a row, the first of which is its number, may be its cells.
pub(super) struct Ways<'a> {
    pub columns: &'a [Option<Column>],
    pub kinds: &'a [Option<Kind>],
    pub words: &'a [&'a str],
    pub ends: Ends<'a>,
}

/// What a blank or a line end behind a word tells.
#[derive(Clone, Copy)]
pub(super) enum Ends<'a> {
    /// Blanks part cells, and whether a word ends its line, which its cell may go on behind.
    Breaks(&'a [bool]),
    /// Each word is a line of its own, and most lines are a cell.
    Lines,
}

/// The way against which least speaks: blanks and line ends inside cells, cells without a line, names and times under heads of
/// something else, tasks of a word.
struct Best {
    counts: Vec<usize>,
    against: usize,
    /// Whether no other has so little.
    alone: bool,
}

/// What was found.
#[derive(Default)]
struct Found {
    best: Option<Best>,
    tries: usize,
}

impl Ways<'_> {
    /// How many of the words each cell has, in the one way against which least speaks.
    pub(super) fn best(&self) -> Option<Vec<usize>> {
        let mut found = Found::default();
        self.from(1, 1, &mut vec![1], 0, &mut found);
        found.best.filter(|best| best.alone && found.tries < MOST_TRIES).map(|best| best.counts)
    }

    /// Tries all ways for the columns and words from these on.
    fn from(&self, column: usize, word: usize, counts: &mut Vec<usize>, against: usize, found: &mut Found) {
        found.tries += 1;
        if found.tries >= MOST_TRIES || found.best.as_ref().is_some_and(|best| against > best.against) {
            return;
        }
        if column == self.columns.len() {
            if word == self.words.len() {
                let alone = found.best.as_ref().is_none_or(|best| against < best.against);
                found.best = Some(Best { counts: counts.clone(), against, alone });
            }
            return;
        }
        for count in usize::from(self.columns[column].is_some_and(is_task))..=self.words.len() - word {
            if !(word..word + count).all(|at| self.holds(self.columns[column], at)) {
                break;
            }
            counts.push(count);
            let more = self.inside(word..word + count) + self.strangers(self.columns[column], word..word + count);
            self.from(column + 1, word + count, counts, against + more, found);
            counts.pop();
        }
    }

    /// How much speaks against words being one cell.
    fn inside(&self, words: Range<usize>) -> usize {
        let found = |words| marker(words).or_else(|| marker_before_digit(words));
        let number = |at: usize| found(self.words[at]).map(|found| (found.style, found.value));
        let goes_on = |at: usize| {
            let before = at.checked_sub(1).and_then(number);
            before.zip(number(at)).is_some_and(|(before, next)| before == (next.0, next.1.wrapping_sub(1)))
        };
        match self.ends {
            Ends::Breaks(breaks) => (words.start..words.end.saturating_sub(1)).filter(|&at| !breaks[at]).count(),
            // 1.…|2.… are one list.
            Ends::Lines if words.is_empty() => 1,
            Ends::Lines => words.clone().skip(1).filter(|&at| !goes_on(at)).count() + usize::from(goes_on(words.start)),
        }
    }

    /// How much speaks against words being a cell of a column, though nothing forbids it.
    fn strangers(&self, column: Option<Column>, words: Range<usize>) -> usize {
        if column.is_some_and(is_task) {
            return usize::from(!self.words[words].iter().any(|word| is_whole_task(word)));
        }
        let free = column.and_then(Kind::of).is_none();
        if free { self.kinds[words].iter().flatten().count() } else { 0 }
    }

    /// Whether a word says that it is of a column.
    fn holds(&self, column: Option<Column>, at: usize) -> bool {
        match column.and_then(Kind::of) {
            Some(kind) => self.kinds[at] == Some(kind),
            None if column.is_some_and(is_task) => match self.kinds[at] {
                None => true,
                // 5月底前完成老旧管网改造，: words with a time in them.
                Some(Kind::Time) => self.words[at].chars().count() > LONGEST_TIME,
                Some(_) => is_sentence(self.words[at]),
            },
            None => true,
        }
    }
}

pub(super) fn is_task(column: Column) -> bool {
    matches!(column, Column::Task | Column::Measures)
}

fn is_sentence(word: &str) -> bool {
    word.ends_with(['。', '；']) || word.chars().count() > LONGEST_CELL
}

/// Whether a word says what is to be done: it is more than the end of a sentence (12公里。).
pub(super) fn is_whole_task(word: &str) -> bool {
    const LEAST: usize = 4;
    word.chars().filter(|&c| is_han(c)).count() >= LEAST
}

/// Whether nothing in a word speaks against its standing in a column.
pub(super) fn may_hold(column: Option<Column>, kind: Option<Kind>, word: &str) -> bool {
    match column.and_then(Kind::of) {
        // What no table knows may be a name; a stroke stands for none.
        Some(wanted) => kind.is_none_or(|kind| kind == wanted) && !is_sentence(word),
        None if column.is_some_and(is_task) => kind != Some(Kind::Persons) && word.chars().any(is_han),
        None => true,
    }
}
