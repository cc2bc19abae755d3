//! The head of a table: names of columns, on one line or broken over a few.

use std::ops::Range;

use super::line::{Metric, TextLine, Word};
use crate::lexicon::{Column, Lexicon};
use crate::text::{MarkerStyle, is_blank, is_han, marker};

/// Columns of a table at least, and at most. Of two, both must be known.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=12;

/// Lines of a head above and below the one that shows it, at most.
const MOST_ABOVE: usize = 2;
const MOST_BELOW: usize = 3;

/// The longest line that may be of a head, in bytes: blanks between the names of many columns.
const LONGEST_LINE: usize = 400;

/// The longest name of a column, in characters.
const LONGEST: usize = 12;

/// What heads a table.
pub(super) struct Head {
    /// Its lines.
    pub lines: Range<usize>,
    /// What each column holds, as far as its name tells.
    pub columns: Vec<Option<Column>>,
    /// The names of the columns.
    pub names: Vec<String>,
    /// From where to where the name of each stands.
    pub places: Vec<(usize, usize)>,
}

impl Head {
    /// The head that a line shows, if it has the names of two columns and wide blanks between its words.
    pub(super) fn of(text: &str, lines: &[TextLine], at: usize, lexicon: &Lexicon, metric: Metric) -> Option<Self> {
        let mut best: Option<(isize, Self)> = None;
        for end in at + 1..=(at + MOST_BELOW).min(lines.len()) {
            for start in (at.saturating_sub(MOST_ABOVE)..=at).rev() {
                let pieces = &lines[start..end];
                let parted = pieces[1..].iter().any(|line| line.page);
                if parted || start < at && is_above(text, &lines[start], lexicon) {
                    break;
                }
                let Some(head) = Self::from(text, start..end, lines, lexicon, metric) else { continue };
                let known = head.columns.iter().flatten().count().cast_signed();
                let score = known * 2 - head.columns.len().cast_signed();
                // 责任分工 stands over two names: what is above belongs to the head where it hurts none of them.
                let better = best
                    .as_ref()
                    .is_none_or(|(most, other)| score > *most || score == *most && head.lines.end == other.lines.end);
                if better {
                    best = Some((score, head));
                }
            }
        }
        best.map(|(_, head)| head).filter(Self::heads_tasks)
    }

    /// The names that the words of some lines make, those above one another together.
    fn from(text: &str, range: Range<usize>, lines: &[TextLine], lexicon: &Lexicon, metric: Metric) -> Option<Self> {
        let mut names: Vec<(usize, usize, Vec<Word>)> = Vec::new();
        for line in &lines[range.clone()] {
            for (x0, x1, mut words) in spread(text, line.words(text, metric), lexicon) {
                let (mut from, mut to, mut all) = (x0, x1, Vec::new());
                names.retain_mut(|(a, b, before)| {
                    let apart = *b <= x0 || x1 <= *a;
                    if !apart {
                        (from, to) = (from.min(*a), to.max(*b));
                        all.append(before);
                    }
                    apart
                });
                all.append(&mut words);
                names.push((from, to, all));
            }
        }
        if !COLUMNS.contains(&names.len()) {
            return None;
        }
        names.sort_by_key(|(x0, ..)| *x0);
        let words: Vec<String> = names
            .iter_mut()
            .map(|(.., words)| {
                words.sort_by_key(|word| word.start);
                words.iter().map(|word| word.of(text)).collect()
            })
            .collect();
        if words.iter().any(|name| name.chars().count() > LONGEST * 2) {
            return None;
        }
        let columns = words.iter().map(|name| column(name, lexicon)).collect();
        Some(Self { lines: range, columns, names: words, places: names.iter().map(|&(a, b, _)| (a, b)).collect() })
    }

    /// Whether most columns are known, and some of them those of tasks and of who answers for them, by when or how far.
    fn heads_tasks(&self) -> bool {
        let any = |of: &dyn Fn(Column) -> bool| self.columns.iter().flatten().any(|column| of(*column));
        let known = self.columns.iter().flatten().count();
        known * 3 >= self.columns.len() * 2
            && known >= 2
            && any(&|c| matches!(c, Column::Task | Column::Measures | Column::Group))
            && any(&|c| {
                !matches!(c, Column::Task | Column::Measures | Column::Group | Column::Number | Column::Remarks)
            })
    }

    /// Whether the first column is that of numbers, or the one behind it.
    pub(super) fn number(&self) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(Column::Number))
    }
}

/// What a name heads. The labels of roles are shorter than names of columns: 责任 may be the first half of 责任领导.
fn column(name: &str, lexicon: &Lexicon) -> Option<Column> {
    const LABEL: usize = 3;
    let label = || lexicon.column(name).filter(|_| name.chars().count() >= LABEL);
    lexicon.columns().get(name).or_else(label)
}

/// Whether a line has wide blanks between words of which most name columns.
pub(super) fn shows_head(text: &str, line: &TextLine, lexicon: &Lexicon) -> bool {
    let words = line.of(text);
    if words.len() > LONGEST_LINE || words.contains(['\t', '|', '。']) || !words.trim().contains("  ") {
        return false;
    }
    let names = spread(text, line.words(text, Metric::Characters), lexicon);
    let name = |words: &[Word]| words.iter().map(|word| word.of(text)).collect::<String>();
    let short = names.iter().all(|(.., words)| name(words).chars().count() <= LONGEST);
    // Words of time and measure stand in rows, too.
    let telling = |column: &Column| !matches!(column, Column::Period | Column::Before | Column::Named);
    let known = || names.iter().filter_map(|(.., words)| lexicon.column(&name(words))).filter(telling).count();
    short && names.len() >= 2 && known() >= 2
}

/// Whether a line above a head is a title or says what the numbers are given in.
fn is_above(text: &str, line: &TextLine, lexicon: &Lexicon) -> bool {
    let words = line.of(text).trim();
    // 二、重点任务: the heading over the table.
    let heads = marker(words).is_some_and(|found| found.len < words.len() && found.style <= MarkerStyle::HanBracket);
    heads || words.contains(['：', ':', '。']) || is_title(words, lexicon)
}

/// Whether words stand above a table, and not in it: its title or its number, or in what its numbers are given.
pub(super) fn is_title(words: &str, lexicon: &Lexicon) -> bool {
    words.starts_with("附")
        || is_numbered(words)
        || lexicon.kinds().ends_title(words)
        || words.trim_start_matches(['（', '(']).starts_with("单位：")
}

/// Whether words are the number of a table and its name: 表一　重点项目.
fn is_numbered(words: &str) -> bool {
    let rest = words.strip_prefix('表').unwrap_or_default();
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    name.len() < rest.len() && name.starts_with(|c| is_blank(c) || matches!(c, '．' | '.' | '、'))
}

/// The words of a line with those together that a name was spread into: 序　号, and 重 点 above 任务, where a blank justifies them.
fn spread(text: &str, words: Vec<Word>, lexicon: &Lexicon) -> Vec<(usize, usize, Vec<Word>)> {
    let mut found: Vec<(usize, usize, Vec<Word>)> = Vec::new();
    for word in words {
        let single = |word: &Word| {
            let mut chars = word.of(text).chars();
            chars.next().is_some_and(is_han) && chars.next().is_none()
        };
        let joins = |(.., before): &(usize, usize, Vec<Word>)| {
            let name: String = before.iter().chain([&word]).map(|word| word.of(text)).collect();
            let justified = before.last().is_some_and(|last| word.x0 == last.x1 + 1);
            before.iter().all(&single) && single(&word) && (justified || lexicon.column(&name).is_some())
        };
        match found.last_mut().filter(|before| joins(before)) {
            Some((_, x1, before)) => {
                *x1 = word.x1;
                before.push(word);
            }
            None => found.push((word.x0, word.x1, vec![word])),
        }
    }
    found
}
