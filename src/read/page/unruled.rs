//! Tables that no grid of lines draws: a head of known columns, white strips under it, and rows told by level lines, by
//! wider strips, or by their numbers.
//!
//! What is found is given back as the ruling lines that would draw it, so that such a table is read as a ruled one is.
//! Where columns or rows cannot be told for certain, the table is unclear.

mod walk;

use super::grid;
use super::ink::Rule;
use super::line::{Cell, Raw};
use super::mark::Mark;
use super::printed::{Part, Print, prints};
use super::rows::{self, Band, Told};
use super::table::Table;
use crate::lexicon::{Column, Columns};
use crate::read::Rect;
use crate::text::is_blank;

use walk::{STRIP, Strips, Walk, walk};

/// A head has so many known columns.
const KNOWN: usize = 2;

/// Characters of a head's cell at most.
const LONGEST_HEAD: usize = 24;

/// Characters of a line that may be a head.
const LONGEST_LINE: usize = 90;

/// White between two heads, at least, in sizes.
const APART: f32 = 0.3;

/// The cells of a head are within so many sizes of its middle.
const HEAD_REACH: f32 = 1.15;

/// What is printed so much larger is not of the table: it is its name, or what follows.
const LARGER: f32 = 1.2;

/// The side of a shaded row covers so much of the width of the page's words.
const SHADES: f32 = 0.75;

/// A line that rules a table covers so much of its width.
const SPANS: f32 = 0.5;

/// What was found of one table.
#[derive(Debug)]
pub(super) enum Unruled {
    /// The lines that would draw it.
    Drawn(Vec<Rule>),
    /// Its columns or rows cannot be told.
    Unclear,
}

/// The columns of the table on the page before, which may go on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'a> {
    pub xs: &'a [f32],
    /// Whether it has no grid of lines.
    pub unruled: bool,
}

/// A column's head.
#[derive(Debug, Clone, Copy)]
struct Head {
    rect: Rect,
    column: Option<Column>,
}

/// What a page draws around words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawings<'a> {
    /// Its ruling lines.
    pub rules: &'a [Rule],
    /// The sides of its shaded boxes.
    pub edges: &'a [Rule],
    /// Its tables with lines around their cells, which are read already.
    pub tables: &'a [Table],
}

impl Drawings<'_> {
    /// The level lines, those drawn in pieces joined: a browser draws the line under a row, and its shade, cell by cell. The
    /// side of a shade is one where it is as wide as the words of the page.
    fn level(&self, prints: &[Print]) -> Vec<Rule> {
        let words = prints.iter().map(|print| print.rect).reduce(Rect::cover).map_or(0.0, |all| all.x1 - all.x0);
        let level = |rules: &[Rule]| grid::merge(rules.iter().filter(|rule| rule.level));
        let shades = level(self.edges).into_iter().filter(|edge| edge.to - edge.from > words * SHADES);
        let all: Vec<Rule> = level(self.rules).into_iter().chain(shades).collect();
        grid::merge(all.iter())
    }
}

/// Finds the tables among a page's lines and marks; `drawn` is what the page draws around them, `height` is the page's.
pub(super) fn find(
    lines: &[Raw],
    marks: &[Mark],
    drawn: Drawings<'_>,
    columns: &Columns,
    before: Option<Before<'_>>,
    height: f32,
) -> Vec<Unruled> {
    let heads = heads(lines, columns);
    let open = before.filter(|before| before.unruled && before.xs.len() > 2);
    if heads.is_empty() && open.is_none() {
        let unknown = drawn.rules.len() >= 2 && has_unknown_table(lines, drawn.rules);
        return if unknown { vec![Unruled::Unclear] } else { Vec::new() };
    }
    let prints = prints(marks);
    let level = drawn.level(&prints);
    let mut found = Vec::new();
    if let Some(open) = open {
        let first = heads.first().map_or(height, |head| top(head));
        found.extend(go_on(&prints, &level, open, first, height));
    }
    for (index, head) in heads.iter().enumerate() {
        let tables = drawn.tables.iter().map(|table| table.rect.y0).filter(|table| *table > top(head));
        let end = tables.fold(heads.get(index + 1).map_or(height, |next| top(next)), f32::min);
        let own = open.filter(|_| index == 0).map(|open| open.xs);
        found.push(table(head, (marks, &prints), &level, columns, own, end, height));
    }
    found
}

/// The rows of cells that are heads of known columns, from the top down.
fn heads(lines: &[Raw], columns: &Columns) -> Vec<Vec<Head>> {
    let mut rows: Vec<Vec<(String, Rect)>> = Vec::new();
    for line in lines.iter().filter(|line| !line.row && line.cells.len() <= LONGEST_LINE) {
        for (words, rect) in cells_of(line, columns) {
            let level = |row: &&mut Vec<(String, Rect)>| {
                row.first().is_some_and(|&(_, other)| (middle(other) - middle(rect)).abs() < line.size * 0.5)
            };
            match rows.iter_mut().rev().take(3).find(level) {
                Some(row) => row.push((words, rect)),
                None => rows.push(vec![(words, rect)]),
            }
        }
    }
    // Most rows are ordinary lines.
    rows.retain(|row| row.len() >= KNOWN);
    let head = |(words, rect): (String, Rect)| Head { rect, column: columns.get(&words) };
    let mut found: Vec<Vec<Head>> = rows.into_iter().map(|row| row.into_iter().map(head).collect()).collect();
    found.retain(|row| {
        let known = row.iter().filter(|head| head.column.is_some()).count();
        known >= KNOWN && known * 2 > row.len()
    });
    for row in &mut found {
        row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
    found.sort_by(|a, b| top(a).total_cmp(&top(b)));
    found
}

/// The parts of a line that may be heads; empty when one of them is too long.
fn cells_of(line: &Raw, columns: &Columns) -> Vec<(String, Rect)> {
    let parts = || line.cells.split(|cell| is_blank(cell.c)).filter(|part| !part.is_empty());
    let long = |part: &[Cell]| part.iter().map(|cell| cell.c.len_utf8()).sum::<usize>() > LONGEST_HEAD * 3;
    if parts().any(long) {
        return Vec::new();
    }
    // 序号|工作任务: two heads with less white between them than parts words.
    let split = |part: &[Cell]| {
        let words = |cells: &[Cell]| cells.iter().map(|cell| cell.c).collect::<String>();
        let known = |cells: &[Cell]| columns.get(&words(cells)).is_some();
        let apart = |at: &usize| part[*at].rect.x0 - part[at - 1].rect.x1 > line.size * APART;
        (1..part.len()).filter(apart).find(|&at| known(&part[..at]) && known(&part[at..]))
    };
    let halves = parts().flat_map(|part| {
        let at = split(part).unwrap_or(part.len());
        [&part[..at], &part[at..]].into_iter().filter(|half| !half.is_empty())
    });
    // 序　号 is one word spread over its cell.
    let mut joined: Vec<(String, Rect)> = Vec::new();
    for part in halves {
        let words: String = part.iter().map(|cell| cell.c).collect();
        let rect = part[1..].iter().fold(part[0].rect, |rect, cell| rect.cover(cell.rect));
        let single = |words: &str| words.chars().count() == 1;
        match joined.last_mut().filter(|(before, _)| single(before) && single(&words)) {
            Some((before, place)) if columns.get(&format!("{before}{words}")).is_some() => {
                before.push_str(&words);
                *place = place.cover(rect);
            }
            _ => joined.push((words, rect)),
        }
    }
    joined
}

/// Whether level lines of one width rule words in three columns or more, under no known head.
fn has_unknown_table(lines: &[Raw], rules: &[Rule]) -> bool {
    const COLUMNS: usize = 3;
    const LINES: usize = 3;
    let level: Vec<&Rule> = rules.iter().filter(|rule| rule.level).collect();
    let pairs = level.iter().flat_map(|a| level.iter().map(move |b| (a, b)));
    let same = |(a, b): &(&&Rule, &&Rule)| (a.from - b.from).abs() < 3.0 && (a.to - b.to).abs() < 3.0 && b.at > a.at;
    let Some((top, bottom)) = pairs.filter(same).max_by(|x, y| (x.1.at - x.0.at).total_cmp(&(y.1.at - y.0.at))) else {
        return false;
    };
    let between = |line: &&Raw| !line.row && (top.at..bottom.at).contains(&middle(line.rect));
    let parted =
        |line: &&Raw| line.cells.split(|cell| cell.c == '\u{3000}').filter(|p| !p.is_empty()).count() >= COLUMNS;
    lines.iter().filter(between).filter(parted).count() >= LINES
}

/// The table under a head.
fn table(
    head: &[Head],
    (marks, prints): (&[Mark], &[Print]),
    rules: &[Rule],
    columns: &Columns,
    own: Option<&[f32]>,
    end: f32,
    height: f32,
) -> Unruled {
    let size = head.iter().map(|head| head.rect.y1 - head.rect.y0).fold(0.0, f32::max);
    let center = middle(head[0].rect);
    let in_head = |print: &&Print| (print.middle() - center).abs() < size * HEAD_REACH;
    let mut rect = head.iter().map(|head| head.rect).fold(head[0].rect, Rect::cover);
    let mut cells: Vec<Head> = head.to_vec();
    let groups = Group::above(prints, head, size);
    // Heads of two lines stand above and below the middle.
    let of_group = |part: &&Part| groups.iter().any(|group| group.rect == part.rect);
    for part in prints.iter().filter(in_head).flat_map(|print| &print.parts).filter(|part| !of_group(part)) {
        let mut beside = cells.iter_mut().filter(|cell| cell.rect.x0 < part.rect.x1 && part.rect.x0 < cell.rect.x1);
        match (beside.next(), beside.next()) {
            // 序号|工作任务 in one piece: both are known.
            (Some(_), Some(_)) => continue,
            (Some(cell), None) => cell.rect = cell.rect.cover(part.rect),
            (None, _) => cells.push(Head { rect: part.rect, column: None }),
        }
        rect = rect.cover(part.rect);
    }
    cells.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    if let Some(ends) = ends_of_heads(&cells, (marks, prints), columns, size) {
        rect = ends.iter().fold(rect, |rect, (_, end)| rect.cover(*end));
        for (at, end) in ends {
            cells[at].rect = cells[at].rect.cover(end);
            cells[at].column = columns.get(&words_in(marks, cells[at].rect));
        }
    }
    let strips: Vec<(f32, f32)> = cells.windows(2).map(|pair| (pair[0].rect.x1, pair[1].rect.x0)).collect();
    if strips.iter().any(|(from, to)| to - from < size * STRIP) {
        return Unruled::Unclear;
    }
    let under: Vec<&Print> = prints.iter().filter(|print| print.rect.y0 > rect.y1 - size * 0.3).collect();
    let level = spanning(rules, rect);
    let Some(walk) = walk(&under, &level, Strips::new(&strips, size), end.min(height), height) else {
        return Unruled::Unclear;
    };
    // 序 over 号 is one word.
    let first = cells.first();
    let number = |cell: &Head| cell.column.or_else(|| columns.get(&words_in(marks, cell.rect))) == Some(Column::Number);
    let numbered = first.is_some_and(number);
    draw(Some((rect, groups.as_slice())), &walk, rules, numbered, own)
}

/// The words of a second line that ends heads which begin on the first one: 序 over 号, 牵头科室（单 over 位）. One of them must make
/// a head known that is none by itself. Each with the place of its head.
fn ends_of_heads(
    cells: &[Head],
    (marks, prints): (&[Mark], &[Print]),
    columns: &Columns,
    size: f32,
) -> Option<Vec<(usize, Rect)>> {
    /// How far below the first line it stands at most, in sizes.
    const BELOW: f32 = 2.0;
    let center = middle(cells[0].rect);
    let below = |print: &&Print| (size * HEAD_REACH..size * BELOW).contains(&(print.middle() - center));
    let next = prints.iter().find(below)?;
    let under = |part: &Part| {
        let mut over =
            (0..cells.len()).filter(|&at| cells[at].rect.x0 < part.rect.x1 && part.rect.x0 < cells[at].rect.x1);
        over.next().filter(|_| over.next().is_none()).map(|at| (at, part.rect))
    };
    let ends: Vec<(usize, Rect)> = next.parts.iter().map(under).collect::<Option<_>>()?;
    let told = |&(at, end): &(usize, Rect)| {
        cells[at].column.is_none() && columns.get(&words_in(marks, cells[at].rect.cover(end))).is_some()
    };
    (ends.len() < cells.len() && ends.iter().any(told)).then_some(ends)
}

/// A head over the heads of several columns: 进度安排 over 一季度, 二季度 and so on.
#[derive(Debug, Clone, Copy)]
struct Group {
    rect: Rect,
    /// The heads under it.
    under: Rect,
}

impl Group {
    /// The groups over the lowest heads of `head`, or of what stands a line below it.
    fn above(prints: &[Print], head: &[Head], size: f32) -> Vec<Self> {
        let center = middle(head[0].rect);
        let near: Vec<&Print> =
            prints.iter().filter(|print| (print.middle() - center).abs() < size * HEAD_REACH * 2.0).collect();
        let same_size = |print: &&&Print| print.size < size * LARGER;
        let mut groups = Vec::new();
        for print in near.iter().filter(same_size) {
            // What stands a line below, and the words between that show where the head is set in the middle.
            let lower = |other: &&&Print| (size..size * HEAD_REACH * 2.0).contains(&(other.middle() - print.middle()));
            let between = |other: &&&Print| {
                (size * 0.4..size).contains(&(other.middle() - print.middle())) && other.parts.len() >= KNOWN
            };
            let Some(below) = near.iter().filter(lower).find(|other| other.parts.len() >= KNOWN) else { continue };
            let Some(beside) = near.iter().find(between) else { continue };
            for part in &print.parts {
                let at = part.rect.x0.midpoint(part.rect.x1);
                let left = beside.parts.iter().filter(|other| other.rect.x1 < at).map(|other| other.rect.x1);
                let right = beside.parts.iter().filter(|other| other.rect.x0 > at).map(|other| other.rect.x0);
                let (left, right) = (left.fold(f32::NEG_INFINITY, f32::max), right.fold(f32::INFINITY, f32::min));
                let within = |other: &Rect| left < other.x0 && other.x1 < right;
                let under: Vec<Rect> = below.parts.iter().map(|part| part.rect).filter(within).collect();
                let alone = !print.parts.iter().any(|other| other.rect != part.rect && within(&other.rect));
                if let [first, more @ ..] = under.as_slice()
                    && !more.is_empty()
                    && alone
                {
                    groups.push(Self { rect: part.rect, under: more.iter().copied().fold(*first, Rect::cover) });
                }
            }
        }
        groups
    }

    /// The lines that part it from the heads under it, where the sides of the columns are `xs`: one between them, and where it
    /// ends the sides that it covers.
    fn rule(&self, xs: &[f32]) -> Rule {
        let inside = |x: &&f32| self.under.x0 > **x;
        let from = xs.iter().filter(inside).copied().fold(xs[0], f32::max);
        let to = xs.iter().filter(|x| self.under.x1 < **x).copied().fold(xs[xs.len() - 1], f32::min);
        Rule { level: true, at: self.rect.y1.midpoint(self.under.y0), from, to }
    }
}

/// The words in a box, from its first line on.
fn words_in(marks: &[Mark], rect: Rect) -> String {
    let mut within: Vec<&Mark> =
        marks.iter().filter(|mark| !is_blank(mark.c) && rect.holds_middle(mark.rect)).collect();
    within.sort_by(|a, b| a.origin[1].total_cmp(&b.origin[1]).then(a.rect.x0.total_cmp(&b.rect.x0)));
    within.iter().map(|mark| mark.c).collect()
}

/// The table of the page before, where it goes on without a head.
fn go_on(prints: &[Print], rules: &[Rule], before: Before<'_>, end: f32, height: f32) -> Option<Unruled> {
    /// White over the first row that a running head keeps, in sizes.
    const CLOSE: f32 = 1.5;
    /// How near to the old place of a strip words may come, in points.
    const NEAR: f32 = 1.5;
    let strips: Vec<(f32, f32)> = before.xs[1..before.xs.len() - 1].iter().map(|x| (x - NEAR, x + NEAR)).collect();
    let fits = |print: &&&Print| Strips::new(&strips, 0.0).fits(print) && print.parts.len() > 1;
    // A running head stands above the first line with several cells.
    let zone = height * super::builder::MARGIN;
    let mut first = prints.iter().position(|print| print.rect.y1 > zone || fits(&&print))?;
    // The rest of a row from the page before is nearer to that line than a running head is.
    while let Some(above) = first.checked_sub(1).map(|above| &prints[above])
        && Strips::new(&strips, 0.0).fits(above)
        && prints[first].rect.y0 - above.rect.y1 < above.size * CLOSE
    {
        first -= 1;
    }
    let under: Vec<&Print> = prints[first..].iter().filter(|print| print.rect.y1 < end).collect();
    if !under.first().is_some_and(|print| Strips::new(&strips, 0.0).fits(print)) {
        return None;
    }
    under.iter().take(6).find(|print| fits(print))?;
    let span = Rect { x0: before.xs[0], x1: before.xs[before.xs.len() - 1], ..under[0].rect };
    let walk = walk(&under, &spanning(rules, span), Strips::new(&strips, 0.0), end, height)?;
    Some(draw(None, &walk, rules, true, Some(before.xs)))
}

/// The level lines that cover much of a table's width.
fn spanning(rules: &[Rule], table: Rect) -> Vec<f32> {
    let enough = (table.x1 - table.x0) * SPANS;
    let covers = |rule: &&Rule| rule.to.min(table.x1) - rule.from.max(table.x0) > enough;
    rules.iter().filter(covers).map(|rule| rule.at).collect()
}

/// Draws a table from its lines.
fn draw(
    head: Option<(Rect, &[Group])>,
    walk: &Walk<'_>,
    rules: &[Rule],
    numbered: bool,
    own: Option<&[f32]>,
) -> Unruled {
    let groups = head.map(|(_, groups)| groups).unwrap_or_default();
    let head = head.map(|(rect, _)| groups.iter().map(|group| group.rect).fold(rect, Rect::cover));
    let Some(all) = walk.lines.iter().map(|(print, _)| print.rect).chain(head).reduce(Rect::cover) else {
        return Unruled::Unclear;
    };
    let size = walk.lines.first().map_or(10.0, |(print, _)| print.size);
    let xs = sides(all, walk, own, size);
    let bands: Vec<Band<'_>> = walk
        .lines
        .iter()
        .map(|(print, over)| Band { print, over: *over, columns: walk.strips.columns(print) })
        .collect();
    let level: Vec<Rule> = rules
        .iter()
        .filter(|rule| rule.to > xs[0] && rule.from < xs[xs.len() - 1] && rule.at > all.y0 && rule.at < all.y1)
        .copied()
        .collect();
    let told = Told { numbered, goes_on: own.is_some() };
    let Some(mut parted) = rows::part(&bands, &level, &xs, told) else {
        return Unruled::Unclear;
    };
    // The last words in one column alone are no row but what follows the table.
    while parted.last().is_some_and(|row| row.columns.len() < 2 && (row.over || parted.len() > 1 && row.after_gap)) {
        parted.pop();
    }
    if parted.is_empty() {
        return Unruled::Unclear;
    }
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let full = |at: f32| Rule { level: true, at, from: left, to: right };
    let upright = |at: f32, from: f32, to: f32| Rule { level: false, at, from, to };
    let mut drawn = Vec::new();
    let mut y = head.map_or(parted[0].y0 - 1.0, |head| head.y0 - 1.0);
    drawn.push(full(y));
    let start = y;
    if let Some(head) = head {
        let below = head.y1.midpoint(parted[0].y0.max(head.y1));
        let over: Vec<Rule> = groups.iter().map(|group| group.rule(&xs)).collect();
        let covers = |x: f32| over.iter().find(|rule| rule.from < x && x < rule.to);
        drawn.extend(xs.iter().map(|&x| upright(x, covers(x).map_or(y, |rule| rule.at), below)));
        drawn.extend(&over);
        drawn.push(full(below));
        y = below;
    }
    for (index, row) in parted.iter().enumerate() {
        let next = parted.get(index + 1);
        let below = next.map_or(row.y1 + 1.0, |next| row.y1.midpoint(next.y0));
        if !row.over {
            drawn.extend(xs[1..xs.len() - 1].iter().map(|&x| upright(x, y, below)));
        }
        match row.rule.filter(|_| next.is_some()) {
            // A line under some columns only: the others are merged with the row below.
            Some(rule) => drawn.push(Rule {
                at: below,
                from: if rule.from - left < size { left } else { rule.from },
                to: if right - rule.to < size { right } else { rule.to },
                ..rule
            }),
            None => drawn.push(full(below)),
        }
        y = below;
    }
    drawn.push(upright(left, start, y));
    drawn.push(upright(right, start, y));
    Unruled::Drawn(drawn)
}

/// The sides of the columns: those of the table's part on the page before where they fit.
fn sides(all: Rect, walk: &Walk<'_>, own: Option<&[f32]>, size: f32) -> Vec<f32> {
    let mut xs = walk.strips.middles();
    xs.insert(0, all.x0 - size);
    xs.push(all.x1 + size);
    let Some(own) = own.filter(|own| own.len() == xs.len()) else { return xs };
    let inner = &own[1..own.len() - 1];
    let free = |(x, strip): (&f32, &Vec<(f32, f32)>)| strip.iter().any(|(from, to)| (*from..=*to).contains(x));
    let fits = inner.iter().zip(&walk.strips.free).all(free);
    if fits && own[0] < all.x0 + size && own[own.len() - 1] > all.x1 - size { own.to_vec() } else { xs }
}

fn top(head: &[Head]) -> f32 {
    head.iter().map(|head| head.rect.y0).fold(f32::INFINITY, f32::min)
}

fn middle(rect: Rect) -> f32 {
    rect.y0.midpoint(rect.y1)
}
