//! Rows whose cells a wrap broke anywhere, told by how wide the columns are: every line of a cell but its last one is full.
//!
//! All rows together tell the widths, and each row must then have one way only to be cells of them.

use super::super::cell::Kind;
use super::super::join::width;
use super::super::ways::{LONGEST_TIME, is_task, is_whole_task};
use crate::lexicon::{Column, Lexicon};

/// Full lines of one column differ by so much at most, in halves of a Han character: a mark or a number that no wrap parts goes to
/// the next line.
const SLACK: f32 = 3.0;

/// The longest name of a person, in characters, but for those of four.
const LONGEST_PERSON: usize = 3;

/// Cells looked at for one table at most.
const MOST_TRIES: usize = 65_536;

/// How many lines each cell of a row has.
type Counts = Vec<usize>;

/// The ways in which the lines of a row may be its cells, by what they say and by their ends.
struct Ways<'a> {
    columns: &'a [Option<Column>],
    lines: &'a [&'a str],
    lexicon: &'a Lexicon,
    found: Vec<Counts>,
    /// How many cells may still be looked at.
    tries: usize,
}

/// How many lines each cell of each row has, where all rows have one way to be cells of columns with the same widths. The first line
/// of each row is its number.
pub(super) fn counts(columns: &[Option<Column>], rows: &[Vec<&str>], lexicon: &Lexicon) -> Option<Vec<Counts>> {
    let mut ways: Vec<Vec<Counts>> = Vec::with_capacity(rows.len());
    let mut tries = MOST_TRIES;
    for lines in rows {
        let mut row = Ways { columns, lines, lexicon, found: Vec::new(), tries };
        row.from(1, 1, &mut vec![1]);
        tries = row.tries;
        if row.found.is_empty() || tries == 0 {
            return None;
        }
        ways.push(row.found);
    }
    // A column whose width is told by most rows is told first, and takes ways from the others.
    for column in told_first(columns.len(), rows, &ways) {
        let Some(wide) = widest_vote(column, rows, &ways) else { continue };
        for (lines, ways) in rows.iter().zip(&mut ways) {
            let fits = |counts: &Counts| fits(cell(lines, counts, column), wide);
            if ways.iter().any(fits) {
                ways.retain(fits);
            }
        }
    }
    ways.into_iter().map(|mut ways| if ways.len() == 1 { ways.pop() } else { None }).collect()
}

/// The columns in the order in which their widths are sure: those that have several lines in most rows, whatever the way.
fn told_first(columns: usize, rows: &[Vec<&str>], ways: &[Vec<Counts>]) -> Vec<usize> {
    let sure = |column: usize| {
        let several = |ways: &&Vec<Counts>| ways.iter().all(|counts| counts[column] > 1);
        ways.iter().filter(several).count()
    };
    let mut order: Vec<usize> = (1..columns).collect();
    order.sort_by_key(|&column| rows.len() - sure(column));
    order
}

/// The width that most rows may have in a column.
fn widest_vote(column: usize, rows: &[Vec<&str>], ways: &[Vec<Counts>]) -> Option<f32> {
    let full = |lines: &[&str]| lines.split_last().map_or(0.0, |(_, full)| longest(full));
    let of_row = |(lines, ways): (&Vec<&str>, &Vec<Counts>)| -> Vec<f32> {
        ways.iter().map(|counts| full(cell(lines, counts, column))).filter(|&wide| wide > 0.0).collect()
    };
    let votes: Vec<Vec<f32>> = rows.iter().zip(ways).map(of_row).collect();
    let count = |wide: f32| {
        let near = |row: &&Vec<f32>| row.iter().any(|vote| (wide - SLACK..=wide).contains(vote));
        votes.iter().filter(near).count()
    };
    let mut candidates: Vec<f32> = votes.iter().flatten().copied().collect();
    candidates.sort_unstable_by(f32::total_cmp);
    candidates.dedup();
    candidates.into_iter().max_by(|&a, &b| count(a).cmp(&count(b)).then(b.total_cmp(&a)))
}

fn cell<'l, 'w>(lines: &'l [&'w str], counts: &Counts, column: usize) -> &'l [&'w str] {
    let start: usize = counts[..column].iter().sum();
    &lines[start..start + counts[column]]
}

fn longest(lines: &[&str]) -> f32 {
    lines.iter().map(|line| width(line)).fold(0.0, f32::max)
}

/// Whether the lines of a cell are those of a column so wide.
fn fits(lines: &[&str], wide: f32) -> bool {
    let Some((last, full)) = lines.split_last() else { return true };
    full.iter().all(|line| (wide - SLACK..=wide + 1.0).contains(&width(line))) && width(last) <= wide + 1.0
}

impl Ways<'_> {
    fn from(&mut self, column: usize, line: usize, counts: &mut Counts) {
        if column == self.columns.len() {
            self.found.extend((line == self.lines.len()).then(|| counts.clone()));
            return;
        }
        let others = self.columns.len() - column - 1;
        for count in 1..=self.lines.len().saturating_sub(line + others) {
            self.tries = self.tries.saturating_sub(1);
            if self.tries > 0 && self.holds(self.columns[column], &self.lines[line..line + count]) {
                counts.push(count);
                self.from(column + 1, line + count, counts);
                counts.pop();
            }
        }
    }

    /// Whether words are the name of an organ: 黄山市歙县生态环境分局 says so by its place and its form.
    fn is_organ(&self, words: &str) -> bool {
        let names = self.lexicon.names();
        let placed = || self.lexicon.divisions().prefix(words, None).is_some() && names.looks_like(words);
        names.is_whole(words) || placed()
    }

    /// Whether lines may be a cell of a column: as long as one another but for the last, and of its kind when they are put together.
    fn holds(&self, column: Option<Column>, lines: &[&str]) -> bool {
        let wide = longest(lines);
        let ragged = lines.split_last().is_some_and(|(_, full)| full.iter().any(|line| width(line) < wide - SLACK));
        if ragged {
            return false;
        }
        let words = lines.concat();
        let prose = words.contains('。') && !column.is_some_and(is_task);
        if prose {
            return false;
        }
        let kind = Kind::of_words(&words, self.lexicon);
        match column.and_then(Kind::of) {
            // 年底前 begins as a name does.
            Some(Kind::Time) => {
                let told = kind == Some(Kind::Time) || self.lexicon.wordings().cell_time.are_in(&words);
                told && !lines.iter().any(|line| self.lexicon.names().looks_like(line))
            }
            Some(Kind::Organs) => {
                kind == Some(Kind::Organs) || words.split(['、', '，']).all(|name| self.is_organ(name))
            }
            Some(wanted) => kind == Some(wanted),
            None if column.is_some_and(is_task) => {
                let longer = |than: usize| words.chars().count() > than;
                let told = match kind {
                    None => true,
                    // 白蚁防治 begins as a name does; 日处理能力新增1500吨: words with a time in them.
                    Some(Kind::Persons) => longer(LONGEST_PERSON),
                    Some(Kind::Time) => longer(LONGEST_TIME),
                    // 全产业链检测中心 is to be built.
                    Some(Kind::Organs) => !words.starts_with(|c| c == '各' || self.lexicon.names().is_level(c)),
                };
                told && is_whole_task(&words)
            }
            None => kind.is_none_or(|kind| kind == Kind::Time),
        }
    }
}
