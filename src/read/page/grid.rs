//! From ruling lines to grids of cells.

use super::ink::Rule;
use crate::read::Rect;

/// Lines so near to one another are one, in points: the borders of neighbouring cells are often drawn twice.
const SAME: f32 = 2.5;

/// Lines that end so near to another one meet it, in points.
const MEETS: f32 = 3.0;

/// Rows and columns thinner than this hold no words, in points.
const THIN: f32 = 4.0;

/// A side of a cell is ruled when so much of it is.
const RULED: f32 = 0.6;

/// A page with more pairs of lines to compare holds a drawing, and no table.
const MOST_PAIRS: usize = 1_000_000;

/// Cells of a grid at most; a page of graph paper has more.
const MOST_CELLS: usize = 5_000;

/// The cells of a table on one page.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// The sides of the columns, from left to right.
    pub xs: Vec<f32>,
    /// The sides of the rows, from the top down.
    pub ys: Vec<f32>,
    /// For each row and column the cell that it belongs to; merged cells have several.
    cells: Vec<usize>,
}

impl Grid {
    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The cell in a row and column, by number; numbers are below [`Grid::count`].
    pub(super) fn cell(&self, row: usize, column: usize) -> usize {
        self.cells.get(row * self.columns() + column).copied().unwrap_or(0)
    }

    /// One more than the highest number of a cell.
    pub(super) fn count(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn rect(&self) -> Rect {
        let end = |sides: &[f32]| (sides.first().copied().unwrap_or(0.0), sides.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (end(&self.xs), end(&self.ys));
        Rect { x0, y0, x1, y1 }
    }

    /// The row and column at a place.
    pub(super) fn find(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let within = |sides: &[f32], at: f32| {
            let index = sides.partition_point(|&side| side <= at);
            (1..sides.len()).contains(&index).then(|| index - 1)
        };
        Some((within(&self.ys, y)?, within(&self.xs, x)?))
    }

    /// The box of the cell in a row and column, merged neighbours included.
    pub(super) fn cell_rect(&self, row: usize, column: usize) -> Rect {
        let cell = self.cell(row, column);
        let mut found: Option<Rect> = None;
        for r in 0..self.rows() {
            for c in 0..self.columns() {
                if self.cell(r, c) == cell {
                    let rect = Rect { x0: self.xs[c], y0: self.ys[r], x1: self.xs[c + 1], y1: self.ys[r + 1] };
                    found = Some(found.map_or(rect, |f| f.cover(rect)));
                }
            }
        }
        found.unwrap_or_default()
    }
}

/// What ruling lines that hang together make.
#[derive(Debug)]
pub(super) enum Found {
    Grid(Grid),
    /// Lines like those of a table, whose cells are no boxes.
    Unclear(Rect),
}

/// Tables on one page at most; a drawing has more groups of lines.
const MOST_TABLES: usize = 100;

/// The tables that ruling lines draw, from the top down.
pub(super) fn grids(rules: &[Rule]) -> Vec<Found> {
    let level = merge(rules.iter().filter(|r| r.level));
    let upright = merge(rules.iter().filter(|r| !r.level));
    if level.is_empty() || upright.is_empty() || level.len().saturating_mul(upright.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let mut found: Vec<(f32, Found)> = Vec::new();
    for (level, upright) in connected(&level, &upright) {
        let grid = grid(&level, &upright);
        if let Some(grid) = grid {
            let top = match &grid {
                Found::Grid(grid) => grid.rect().y0,
                Found::Unclear(rect) => rect.y0,
            };
            found.push((top, grid));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, found)| found).take(MOST_TABLES).collect()
}

/// Lines at one place drawn together where they touch.
pub(super) fn merge<'r>(rules: impl Iterator<Item = &'r Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged = Vec::new();
    let mut start = 0;
    while start < rules.len() {
        let end = start + rules[start..].iter().take_while(|r| r.at - rules[start].at <= SAME).count();
        let at = rules[start..end].iter().map(|r| r.at).sum::<f32>() / (end - start) as f32;
        rules[start..end].sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in &rules[start..end] {
            match &mut open {
                Some(open) if rule.from <= open.to + MEETS => open.to = open.to.max(rule.to),
                _ => merged.extend(open.replace(Rule { at, ..*rule })),
            }
        }
        merged.extend(open);
        start = end;
    }
    merged
}

/// Level and upright lines in groups that hang together.
fn connected(level: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let meets = |a: &Rule, b: &Rule| {
        a.from - MEETS <= b.at && b.at <= a.to + MEETS && b.from - MEETS <= a.at && a.at <= b.to + MEETS
    };
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    fn root(group: &mut [usize], mut index: usize) -> usize {
        while group[index] != index {
            group[index] = group[group[index]];
            index = group[index];
        }
        index
    }
    for (l, a) in level.iter().enumerate() {
        for (u, b) in upright.iter().enumerate().filter(|(_, b)| meets(a, b)) {
            let _ = b;
            let (x, y) = (root(&mut group, l), root(&mut group, level.len() + u));
            group[x.max(y)] = x.min(y);
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = std::collections::BTreeMap::new();
    for (index, rule) in level.iter().chain(upright).enumerate() {
        let (levels, uprights) = groups.entry(root(&mut group, index)).or_default();
        if rule.level { levels.push(*rule) } else { uprights.push(*rule) }
    }
    groups.into_values().collect()
}

fn grid(level: &[Rule], upright: &[Rule]) -> Option<Found> {
    let upright = &without_overhang(level, upright);
    let xs = sides(upright, level);
    let ys = sides(level, upright);
    if xs.len() < 3 || ys.len() < 2 {
        return None;
    }
    if parts_columns(level, upright) {
        return None;
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let rect = Rect { x0: xs[0], y0: ys[0], x1: xs[columns], y1: ys[rows] };
    if columns.saturating_mul(rows) > MOST_CELLS {
        return Some(Found::Unclear(rect));
    }
    // Cells with no line between them are one.
    let mut cells: Vec<usize> = (0..columns * rows).collect();
    for row in 0..rows {
        for column in 0..columns {
            let here = row * columns + column;
            if column + 1 < columns && !is_ruled(upright, xs[column + 1], ys[row], ys[row + 1]) {
                unite(&mut cells, here, here + 1);
            }
            if row + 1 < rows && !is_ruled(level, ys[row + 1], xs[column], xs[column + 1]) {
                unite(&mut cells, here, here + columns);
            }
        }
    }
    let grid = Grid { xs, ys, cells };
    if !all_boxes(&grid) {
        return Some(Found::Unclear(rect));
    }
    let first = grid.cell(0, 0);
    if grid.cells.iter().all(|&cell| cell == first) {
        return None;
    }
    Some(Found::Grid(grid))
}

/// Whether lines only part two columns of text: one upright line, and level ones at its ends, under a running head or over a foot.
fn parts_columns(level: &[Rule], upright: &[Rule]) -> bool {
    let &[between] = upright else { return false };
    let at_end = |line: &Rule| (line.at - between.from).abs() <= MEETS || (line.at - between.to).abs() <= MEETS;
    level.iter().all(at_end)
}

/// Upright lines without what one of them alone draws over or under the table: the line between two columns of text, which
/// meets the table that stands over both.
fn without_overhang(level: &[Rule], upright: &[Rule]) -> Vec<Rule> {
    const LEAST: usize = 3;
    let mut lines = upright.to_vec();
    let ends = level.iter().map(|r| r.at);
    let (top, bottom) = (ends.clone().fold(f32::INFINITY, f32::min), ends.fold(f32::NEG_INFINITY, f32::max));
    let over = |line: &Rule| line.from < top - THIN * 2.0;
    let under = |line: &Rule| line.to > bottom + THIN * 2.0;
    let alone = |outside: &dyn Fn(&Rule) -> bool| lines.iter().filter(|line| outside(line)).count() == 1;
    let (one_over, one_under) = (alone(&over), alone(&under));
    if lines.len() >= LEAST {
        for line in &mut lines {
            line.from = if one_over { line.from.max(top) } else { line.from };
            line.to = if one_under { line.to.min(bottom) } else { line.to };
        }
        lines.retain(|line| line.to - line.from >= THIN);
    }
    lines
}

/// The places of lines, and the ends of the lines across them where those reach farther: the outer sides may be open.
fn sides(lines: &[Rule], across: &[Rule]) -> Vec<f32> {
    let mut places: Vec<f32> = lines.iter().map(|r| r.at).collect();
    places.sort_by(f32::total_cmp);
    let from = across.iter().map(|r| r.from).fold(f32::INFINITY, f32::min);
    let to = across.iter().map(|r| r.to).fold(f32::NEG_INFINITY, f32::max);
    let mut sides: Vec<f32> = Vec::new();
    if places.first().is_some_and(|&first| from < first - THIN * 2.0) {
        sides.push(from);
    }
    for place in places {
        if sides.last().is_none_or(|&last| place - last >= THIN) {
            sides.push(place);
        }
    }
    if sides.last().is_some_and(|&last| to > last + THIN * 2.0) {
        sides.push(to);
    }
    sides
}

/// Whether lines at a place cover most of a side.
fn is_ruled(lines: &[Rule], at: f32, from: f32, to: f32) -> bool {
    let near = lines.iter().filter(|r| (r.at - at).abs() < THIN);
    let covered: f32 = near.map(|r| (r.to.min(to) - r.from.max(from)).max(0.0)).sum();
    covered >= (to - from) * RULED
}

fn unite(cells: &mut [usize], a: usize, b: usize) {
    let (a, b) = (cells[a], cells[b]);
    if a != b {
        for cell in cells.iter_mut().filter(|cell| **cell == a.max(b)) {
            *cell = a.min(b);
        }
    }
}

/// Whether each merged cell fills a box.
fn all_boxes(grid: &Grid) -> bool {
    let mut boxes: std::collections::HashMap<usize, (usize, usize, usize, usize, usize)> =
        std::collections::HashMap::new();
    for row in 0..grid.rows() {
        for column in 0..grid.columns() {
            let b = boxes.entry(grid.cell(row, column)).or_insert((row, column, row, column, 0));
            *b = (b.0.min(row), b.1.min(column), b.2.max(row), b.3.max(column), b.4 + 1);
        }
    }
    boxes.values().all(|&(top, left, bottom, right, count)| (bottom - top + 1) * (right - left + 1) == count)
}
