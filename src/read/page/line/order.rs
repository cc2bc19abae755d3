//! The order in which lines are read: as they were drawn, unless that runs wildly up and down; of two columns the left first.

use super::{Group, Mark, Stretch, joins};
use crate::read::page::frame::Frame;

/// Lines drawn out of order that are left where they are: a head and a foot, a box, a stamp.
const STRAYS: usize = 3;

/// The zones for heads and feet, as a share of the page's height.
const MARGIN: f32 = 0.09;

/// Baselines of one line are so near, in sizes of the characters.
const LEVEL: f32 = 0.3;

/// Where on its page a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    Head,
    Body,
    Foot,
}

fn zone(group: &Group, height: f32) -> Zone {
    if group.rect.y1 < height * MARGIN {
        Zone::Head
    } else if group.rect.y0 > height * (1.0 - MARGIN) {
        Zone::Foot
    } else {
        Zone::Body
    }
}

/// The white strip between two columns of text, if the page has two.
///
/// Columns have many rows in common, and hardly a line of the page crosses the strip. What is left of columns on the last
/// page has few, and parts where the page before did.
pub(super) fn gutter(stretches: &[Stretch], frame: &Frame, before: Option<f32>) -> Option<f32> {
    const ROWS: usize = 8;
    const FEW: usize = 2;
    let [width, _] = frame.size();
    let middle = width / 2.0;
    let size = {
        let mut sizes: Vec<f32> = stretches.iter().map(|s| s.size).collect();
        sizes.sort_unstable_by(f32::total_cmp);
        *sizes.get(sizes.len() / 2)?
    };
    let long = |s: &&Stretch| s.rect.x1 - s.rect.x0 > size * 6.0;
    let crossing = stretches.iter().filter(long).filter(|s| s.rect.x0 < middle && s.rect.x1 > middle).count();
    let left: Vec<&Stretch> = stretches.iter().filter(long).filter(|s| s.rect.x1 <= middle).collect();
    let right: Vec<&Stretch> = stretches.iter().filter(long).filter(|s| s.rect.x0 >= middle).collect();
    let rows = left.len().min(right.len());
    if rows < before.map_or(ROWS, |_| FEW) || crossing * 4 > rows {
        return None;
    }
    // The right column begins at one margin, and the left one keeps clear of it.
    let mut starts: Vec<f32> = right.iter().map(|s| s.rect.x0).collect();
    starts.sort_unstable_by(f32::total_cmp);
    let edge = *starts.get(starts.len() / 10)?;
    let aligned = starts.iter().filter(|&&x| (x - edge).abs() < size * 2.5).count();
    let full = left.iter().filter(|s| edge - s.rect.x1 < size * 4.0).count();
    let strip = edge - size * 0.3;
    let goes_on = before.is_some_and(|before| (before - strip).abs() < size);
    (aligned * 3 > starts.len() * 2 && (goes_on || rows >= ROWS && full * 2 > left.len())).then_some(strip)
}

/// Puts lines in reading order.
pub(super) fn order(groups: &mut Vec<Group>, drawn: (&[Stretch], &[Mark]), frame: &Frame, gutter: Option<f32>) {
    let [_, height] = frame.size();
    if let Some(gutter) = gutter {
        order_columns(groups, gutter);
        // A running head has its ends over both columns.
        let (mut heads, text): (Vec<_>, Vec<_>) = groups.drain(..).partition(|group| zone(group, height) == Zone::Head);
        heads.sort_by(|a, b| a.base.total_cmp(&b.base));
        merge_level(&mut heads, drawn);
        heads.extend(text);
        *groups = heads;
    } else if jumps(groups) > STRAYS {
        groups.sort_by(|a, b| a.base.total_cmp(&b.base));
        merge_level(groups, drawn);
    } else {
        bring_beside(groups, drawn, |group| zone(group, height) == Zone::Body);
        bring_between(groups, |group| zone(group, height) == Zone::Body);
    }
    // Heads and feet are often drawn before or after all else.
    groups.sort_by_key(|group| zone(group, height));
}

/// Puts what was drawn before all that stands above it beside the line at its level: the date at the right end of a colophon's line.
fn bring_beside(groups: &mut Vec<Group>, drawn: (&[Stretch], &[Mark]), is_text: impl Fn(&Group) -> bool) {
    let mut moved = false;
    for first in 0..groups.len() {
        let group = &groups[first];
        // What stands below it is drawn behind it, mostly.
        if !is_text(group) || groups.get(first + 1).is_none_or(|next| next.base >= group.base - group.size * 0.5) {
            continue;
        }
        let beside = |other: &Group| {
            (other.base - group.base).abs() < group.size * LEVEL
                && (other.rect.x1 <= group.rect.x0 || group.rect.x1 <= other.rect.x0)
        };
        if let Some(later) = (first + 1..groups.len()).rev().find(|&later| beside(&groups[later])) {
            groups[first..=later].rotate_left(1);
            moved = true;
        }
    }
    if moved {
        merge_level(groups, drawn);
    }
}

/// Puts lines that were drawn behind all that stands below them between the lines above and below, where these leave room: the number
/// below a red head, a signature. Not where lines stand beside one another: those may be of cells.
fn bring_between(groups: &mut [Group], is_text: impl Fn(&Group) -> bool) {
    let beside = || {
        let mut level: Vec<&Group> = groups.iter().filter(|group| is_text(group)).collect();
        level.sort_unstable_by(|a, b| a.base.total_cmp(&b.base));
        level.windows(2).any(|pair| pair[1].base - pair[0].base < pair[0].size * LEVEL)
    };
    let rises = groups.windows(2).any(|pair| pair[1].base + pair[1].size < pair[0].base);
    if !rises || beside() {
        return;
    }
    let mut stray = 1;
    while stray < groups.len() {
        let (group, before) = (&groups[stray], &groups[..stray]);
        let last = before.iter().rev().find(|other| is_text(other)).map(|last| last.base);
        let jumps = is_text(group) && last.is_some_and(|last| last > group.base + group.size);
        let below = before.iter().position(|other| is_text(other) && other.base > group.base).filter(|_| jumps);
        let Some(at) = below else {
            stray += 1;
            continue;
        };
        // Whether a line stands in the room there is, between those before it and those behind.
        let fits = |line: &Group| {
            let above = |other: &Group| other.rect.y1 <= line.rect.y0 && other.base < line.base;
            let below = |other: &Group| other.rect.y0 >= line.rect.y1;
            let placed = |(index, other): (usize, &Group)| {
                !is_text(other) || if index < at { above(other) } else { below(other) }
            };
            before.iter().enumerate().all(placed)
        };
        let mut block = groups[stray..]
            .windows(2)
            .take_while(|pair| is_text(&pair[1]) && pair[1].base > pair[0].base && fits(&pair[1]));
        let count = if fits(group) { 1 + block.by_ref().count() } else { 0 };
        groups[at..stray + count].rotate_right(count);
        stray += count.max(1);
    }
}

/// How often a line stands above the one before it, in the same column.
pub(super) fn jumps(groups: &[Group]) -> usize {
    groups
        .windows(2)
        .filter(|pair| {
            let (a, b) = (&pair[0], &pair[1]);
            b.base < a.base - a.size * 0.5 && b.rect.x0 < a.rect.x1 && a.rect.x0 < b.rect.x1
        })
        .count()
}

/// Joins lines on one baseline that were drawn far apart.
pub(super) fn merge_level(groups: &mut Vec<Group>, drawn: (&[Stretch], &[Mark])) {
    let (stretches, _) = drawn;
    let mut merged: Vec<Group> = Vec::with_capacity(groups.len());
    for group in groups.drain(..) {
        if let Some(last) = merged.last_mut()
            && group.stretches.iter().all(|&s| joins(last, &stretches[s], drawn, None))
        {
            last.stretches.extend(&group.stretches);
            last.stretches.sort_by(|&a, &b| stretches[a].rect.x0.total_cmp(&stretches[b].rect.x0));
            last.rect = last.rect.cover(group.rect);
            continue;
        }
        merged.push(group);
    }
    *groups = merged;
}

/// Lines over both columns part the page into bands; in each the left column comes first.
fn order_columns(groups: &mut [Group], gutter: f32) {
    groups.sort_by(|a, b| a.base.total_cmp(&b.base));
    let crosses = |group: &Group| group.rect.x0 < gutter && group.rect.x1 > gutter;
    let mut start = 0;
    for end in 0..=groups.len() {
        if groups.get(end).is_none_or(crosses) {
            groups[start..end].sort_by_key(|group| group.rect.x0 >= gutter);
            start = end + 1;
        }
    }
}
