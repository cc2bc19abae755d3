//! The frame in which a page's text runs from left to right, whatever its turn on the page.

use super::ink::Rule;
use super::mark::{Mark, Turn};
use crate::read::Rect;

/// From places on the page as shown to places in the frame, and back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    turn: Turn,
    width: f32,
    height: f32,
}

impl Frame {
    /// The frame of text that runs in direction `turn` on a page of this size.
    pub(super) fn new(turn: Turn, [width, height]: [f32; 2]) -> Self {
        Self { turn, width, height }
    }

    /// Width and height in the frame.
    pub(super) fn size(&self) -> [f32; 2] {
        match self.turn {
            Turn::Down | Turn::Up => [self.height, self.width],
            _ => [self.width, self.height],
        }
    }

    fn point_into(&self, x: f32, y: f32) -> (f32, f32) {
        match self.turn {
            Turn::Down => (y, self.width - x),
            Turn::Left => (self.width - x, self.height - y),
            Turn::Up => (self.height - y, x),
            Turn::Right | Turn::Askew => (x, y),
        }
    }

    fn point_out(&self, u: f32, v: f32) -> (f32, f32) {
        match self.turn {
            Turn::Down => (self.width - v, u),
            Turn::Left => (self.width - u, self.height - v),
            Turn::Up => (v, self.height - u),
            Turn::Right | Turn::Askew => (u, v),
        }
    }

    /// A mark of the page, in the frame.
    pub(super) fn mark_into(&self, mark: &mut Mark) {
        if self.turn == Turn::Right {
            return;
        }
        mark.rect = corners(self.point_into(mark.rect.x0, mark.rect.y0), self.point_into(mark.rect.x1, mark.rect.y1));
        let (u, v) = self.point_into(mark.origin[0], mark.origin[1]);
        mark.origin = [u, v];
    }

    /// A ruling line of the page, in the frame.
    pub(super) fn rule_into(&self, rule: Rule) -> Rule {
        let end =
            |along: f32| if rule.level { self.point_into(along, rule.at) } else { self.point_into(rule.at, along) };
        let rect = corners(end(rule.from), end(rule.to));
        let level = rule.level == matches!(self.turn, Turn::Right | Turn::Left | Turn::Askew);
        if level {
            Rule { level, at: rect.y0, from: rect.x0, to: rect.x1 }
        } else {
            Rule { level, at: rect.x0, from: rect.y0, to: rect.y1 }
        }
    }

    /// A box of the frame, on the page.
    pub(super) fn rect_out(&self, rect: Rect) -> Rect {
        match self.turn {
            Turn::Right => rect,
            _ => corners(self.point_out(rect.x0, rect.y0), self.point_out(rect.x1, rect.y1)),
        }
    }
}

fn corners(a: (f32, f32), b: (f32, f32)) -> Rect {
    Rect { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
}
