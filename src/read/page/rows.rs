//! The rows of a table that no lines part, or only some: by its numbers and by the white between its lines.
//!
//! Nothing is guessed: where numbers, white and wrapped words do not agree, there are no rows.

use super::ink::Rule;
use super::printed::Print;

/// White between rows is so much wider than between the lines of a row, in sizes of the characters.
const CLEARLY: f32 = 0.14;

/// Lines that reach so far into one another, in sizes, are of cells that are set in the middle of their rows: the white above
/// them says nothing of rows.
const INTERLEAVED: f32 = 0.25;

/// A line is full when it ends so near to its column's right side, in sizes: marks that must not begin a line take up to
/// two characters along, words of digits more.
const FULL: f32 = 2.6;

/// White between the lines of a cell, at most, in sizes.
pub(super) const WITHIN: f32 = 0.8;

/// A line of the table.
pub(super) struct Band<'p> {
    pub print: &'p Print,
    /// Whether it is a group's name over all columns.
    pub over: bool,
    /// The columns in which it has words.
    pub columns: Vec<usize>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Parted {
    pub y0: f32,
    pub y1: f32,
    pub over: bool,
    /// The columns in which it has words.
    pub columns: Vec<usize>,
    /// The line under it, where one is drawn.
    pub rule: Option<Rule>,
    /// Whether more white than between lines stands above it.
    pub after_gap: bool,
}

/// How the rows of a table may be told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// Whether its first column may hold numbers.
    pub numbered: bool,
    /// Whether it may begin with the rest of a row from the page before.
    pub goes_on: bool,
}

/// The rows of a table's lines; `None` when they cannot be told.
pub(super) fn part(bands: &[Band<'_>], rules: &[Rule], xs: &[f32], told: Told) -> Option<Vec<Parted>> {
    let mut starts = vec![0];
    let mut under: Vec<(usize, Rule)> = Vec::new();
    let mut from = 0;
    for index in 1..=bands.len() {
        let (above, below) = (&bands[index - 1], bands.get(index));
        let rule = below.and_then(|below| {
            let between = |rule: &&Rule| (above.print.middle()..below.print.middle()).contains(&rule.at);
            rules.iter().filter(between).max_by(|a, b| (a.to - a.from).total_cmp(&(b.to - b.from)))
        });
        let group = above.over || below.is_some_and(|below| below.over);
        if below.is_some() && rule.is_none() && !group {
            continue;
        }
        starts.extend(
            stretch(&bands[from..index], xs, Told { goes_on: told.goes_on && from == 0, ..told })?
                .into_iter()
                .map(|start| from + start),
        );
        if below.is_some() {
            starts.push(index);
            under.extend(rule.map(|rule| (index, *rule)));
        }
        from = index;
    }
    starts.sort_unstable();
    starts.dedup();
    let least = (1..bands.len()).map(|index| white(bands, index)).fold(f32::INFINITY, f32::min);
    let row = |(index, &start): (usize, &usize)| {
        let end = starts.get(index + 1).copied().unwrap_or(bands.len());
        let lines = &bands[start..end];
        let mut columns: Vec<usize> = lines.iter().flat_map(|line| line.columns.iter().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        Parted {
            y0: lines.iter().map(|line| line.print.rect.y0).fold(f32::INFINITY, f32::min),
            y1: lines.iter().map(|line| line.print.rect.y1).fold(f32::NEG_INFINITY, f32::max),
            over: lines.iter().all(|line| line.over),
            columns,
            rule: under.iter().find(|(at, _)| *at == end).map(|(_, rule)| *rule),
            after_gap: start > 0 && white(bands, start) > least + CLEARLY * lines[0].print.size,
        }
    };
    (!bands.is_empty()).then(|| starts.iter().enumerate().map(row).collect())
}

/// The white above a line.
fn white(bands: &[Band<'_>], index: usize) -> f32 {
    let above = bands[..index].iter().map(|band| band.print.rect.y1).fold(f32::NEG_INFINITY, f32::max);
    bands[index].print.rect.y0 - above
}

/// Where rows begin among lines that nothing is drawn between, after the first.
fn stretch(bands: &[Band<'_>], xs: &[f32], told: Told) -> Option<Vec<usize>> {
    if bands.len() < 2 {
        return Some(Vec::new());
    }
    let numbers: Vec<usize> =
        (0..bands.len()).filter(|&i| bands[i].columns.first() == Some(&0) && bands[i].print.parts[0].number).collect();
    if told.numbered && !numbers.is_empty() {
        return by_numbers(bands, xs, &numbers, told.goes_on);
    }
    // The rest of a row from the page before, in lines as near as those of a cell.
    let near = |index: usize| white(bands, index) < bands[index].print.size * WITHIN;
    if told.numbered && told.goes_on && (1..bands.len()).all(near) {
        return Some(Vec::new());
    }
    by_white(bands).or_else(|| by_first_column(bands, xs))
}

/// A row for each number, where white parts them, or where each row begins on the line of its number.
fn by_numbers(bands: &[Band<'_>], xs: &[f32], numbers: &[usize], goes_on: bool) -> Option<Vec<usize>> {
    let size = bands[0].print.size;
    let mut order: Vec<usize> = (1..bands.len()).collect();
    order.sort_by(|&a, &b| white(bands, b).total_cmp(&white(bands, a)));
    let needed = numbers.len() - 1;
    // The rest of a row from the page before may stand above the first number.
    let rest = usize::from(goes_on && numbers[0] > 0);
    for parts in [needed + rest, needed] {
        let mut starts: Vec<usize> = order.iter().take(parts).copied().collect();
        starts.sort_unstable();
        let clear = match (order.get(parts.wrapping_sub(1)), order.get(parts)) {
            (Some(&least), Some(&next)) => white(bands, least) - white(bands, next) > size * CLEARLY,
            _ => true,
        };
        let of = |line: usize| starts.partition_point(|&start| start <= line);
        let each = numbers.windows(2).all(|pair| of(pair[1]) == of(pair[0]) + 1);
        let begins = of(numbers[0]) == parts - needed;
        if clear && each && begins && starts.len() == parts {
            return Some(starts);
        }
    }
    let starts: Vec<usize> = numbers.iter().copied().filter(|&start| start > 0).collect();
    goes_on_from_starts(bands, xs, &starts).then_some(starts)
}

/// Rows parted by white that is clearly wider than between lines.
fn by_white(bands: &[Band<'_>]) -> Option<Vec<usize>> {
    let size = bands[0].print.size;
    let whites: Vec<f32> = (1..bands.len()).map(|index| white(bands, index)).collect();
    let least = whites.iter().copied().fold(f32::INFINITY, f32::min);
    if least < -size * INTERLEAVED {
        return None;
    }
    let starts: Vec<usize> = (1..bands.len()).filter(|&i| whites[i - 1] > least + size * CLEARLY * 2.0).collect();
    let widest_line = whites.iter().copied().filter(|w| *w <= least + size * CLEARLY * 2.0).fold(least, f32::max);
    let narrowest = starts.iter().map(|&i| whites[i - 1]).fold(f32::INFINITY, f32::min);
    (!starts.is_empty() && narrowest - widest_line > size * CLEARLY).then_some(starts)
}

/// A row for each line with words in the first column, where the lines between go on with full ones.
fn by_first_column(bands: &[Band<'_>], xs: &[f32]) -> Option<Vec<usize>> {
    let starts: Vec<usize> = (1..bands.len()).filter(|&i| bands[i].columns.first() == Some(&0)).collect();
    // The first column's own words may be wrapped.
    let wrapped = |&start: &usize| full(bands, xs, start - 1, 0) && bands[start - 1].columns.first() == Some(&0);
    let rows = bands[0].columns.first() == Some(&0) && !starts.iter().any(wrapped);
    // A full line above a row's beginning may go on there, in a column whose words are wrapped elsewhere.
    let wraps = |column: usize| (1..bands.len()).any(|i| !starts.contains(&i) && bands[i].columns.contains(&column));
    let doubtful = |&start: &usize| {
        let above = &bands[start - 1];
        let open = |&column: &usize| wraps(column) && full(bands, xs, start - 1, column);
        !above.print.is_sentence() && above.columns.iter().any(open)
    };
    let told = rows && !starts.iter().any(doubtful) && goes_on_from_starts(bands, xs, &starts);
    told.then_some(starts)
}

/// Whether every line that begins no row goes on, in each of its columns, with a full line right above.
fn goes_on_from_starts(bands: &[Band<'_>], xs: &[f32], starts: &[usize]) -> bool {
    (1..bands.len()).filter(|line| !starts.contains(line)).all(|line| {
        let above = &bands[line - 1].columns;
        bands[line].columns.iter().all(|&column| above.contains(&column) && full(bands, xs, line - 1, column))
    })
}

/// Whether a line reaches its column's right side, as far as words do in any line.
fn full(bands: &[Band<'_>], xs: &[f32], line: usize, column: usize) -> bool {
    let reach = |band: &Band<'_>| {
        let inside = band.print.stretches().filter(|(start, _)| {
            xs.get(column).is_none_or(|x| start >= x) && xs.get(column + 1).is_none_or(|x| start < x)
        });
        inside.map(|(_, end)| end).reduce(f32::max)
    };
    let most = bands.iter().filter_map(reach).fold(f32::NEG_INFINITY, f32::max);
    reach(&bands[line]).is_some_and(|reach| most - reach < FULL * bands[line].print.size)
}
