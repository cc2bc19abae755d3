//! Ruling lines and dark grounds among what a page draws.

use hayro_interpret::kurbo::{Affine, PathEl, Point, Rect as Box64};

use super::{Ink, PALE};
use crate::read::Rect;

/// A ruling line, level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read::page) struct Rule {
    pub level: bool,
    /// Its place across its direction.
    pub at: f32,
    /// Where it begins and ends along its direction.
    pub from: f32,
    pub to: f32,
}

/// Ruling lines kept of one page; a map or a drawing has more, and no table.
pub(super) const MOST_RULES: usize = 20_000;

/// What is lighter is white.
const WHITE: f32 = 0.97;

/// Dark grounds kept of one page.
const MOST_GROUNDS: usize = 2_000;

/// Filled shapes up to this thick are lines, in points. Tables are ruled with 0.3 to 3.
const THICKEST_RULE: f64 = 4.0;

/// Marks shorter than this are no ruling lines, in points.
const SHORTEST_RULE: f64 = 3.0;

impl Ink {
    fn rule(&mut self, a: Point, b: Point, thickness: f64) {
        let seen = |p: Point| {
            let Box64 { x0, y0, x1, y1 } = self.window;
            Point::new(p.x.max(x0).min(x1), p.y.max(y0).min(y1))
        };
        // What stands beside the window is seen nowhere.
        let beside = |low: f64, high: f64, p: f64, q: f64| p.max(q) < low - thickness || p.min(q) > high + thickness;
        if beside(self.window.x0, self.window.x1, a.x, b.x) || beside(self.window.y0, self.window.y1, a.y, b.y) {
            return;
        }
        let (a, b) = (seen(a), seen(b));
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if thickness > THICKEST_RULE || dx.max(dy) < SHORTEST_RULE || self.rules.len() >= MOST_RULES {
            return;
        }
        let rule = |level, at: f64, from: f64, to: f64| Rule {
            level,
            at: at as f32,
            from: from.min(to) as f32,
            to: from.max(to) as f32,
        };
        if dy <= dx * 0.01 {
            self.rules.push(rule(true, f64::midpoint(a.y, b.y), a.x, b.x));
        } else if dx <= dy * 0.01 {
            self.rules.push(rule(false, f64::midpoint(a.x, b.x), a.y, b.y));
        }
    }

    /// A filled upright box: a line where it is thin, a ground where it is not.
    pub(super) fn filled(&mut self, area: Box64, lightness: f32) {
        if area.width().min(area.height()) <= THICKEST_RULE {
            // Nothing is seen of a white line.
            if lightness > WHITE {
                return;
            }
            if area.width() >= area.height() {
                let y = area.center().y;
                self.rule(Point::new(area.x0, y), Point::new(area.x1, y), area.height());
            } else {
                let x = area.center().x;
                self.rule(Point::new(x, area.y0), Point::new(x, area.y1), area.width());
            }
            return;
        }
        if lightness < PALE {
            self.ground(area);
        }
        if lightness < WHITE {
            self.edges_of(area);
        }
    }

    fn edges_of(&mut self, area: Box64) {
        let area = area.intersect(self.window);
        if self.edges.len() >= MOST_GROUNDS || !area.is_finite() || area.area() <= 0.0 {
            return;
        }
        let Rect { x0, y0, x1, y1 } = rect(area);
        self.edges.extend([y0, y1].map(|at| Rule { level: true, at, from: x0, to: x1 }));
        self.edges.extend([x0, x1].map(|at| Rule { level: false, at, from: y0, to: y1 }));
    }

    fn ground(&mut self, area: Box64) {
        let area = area.intersect(self.window);
        if self.grounds.len() < MOST_GROUNDS && area.is_finite() && area.area() > 0.0 {
            self.grounds.push(rect(area));
        }
    }

    pub(super) fn stroked(&mut self, part: &[PathEl], transform: Affine, thickness: f64) {
        let mut first = None;
        let mut last = Point::ZERO;
        for element in part {
            let to = match *element {
                PathEl::MoveTo(p) => {
                    first = Some(p);
                    last = p;
                    continue;
                }
                PathEl::LineTo(p) => p,
                PathEl::ClosePath => first.unwrap_or(last),
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => return,
            };
            self.rule(transform * last, transform * to, thickness);
            last = to;
        }
    }
}

/// The box of a closed or open path with upright sides.
pub(super) fn upright_box(part: &[PathEl], transform: Affine) -> Option<Box64> {
    let mut area: Option<Box64> = None;
    let mut last: Option<Point> = None;
    for element in part {
        let (PathEl::MoveTo(p) | PathEl::LineTo(p)) = *element else { continue };
        let p = transform * p;
        if let Some(last) = last {
            // The ends of a border are cut aslant where it meets another one.
            let (dx, dy) = ((p.x - last.x).abs(), (p.y - last.y).abs());
            if dx.min(dy) > THICKEST_RULE {
                return None;
            }
        }
        last = Some(p);
        let point = Box64::from_points(p, p);
        area = Some(area.map_or(point, |a| a.union(point)));
    }
    area.filter(Box64::is_finite)
}

fn rect(area: Box64) -> Rect {
    Rect { x0: area.x0 as f32, y0: area.y0 as f32, x1: area.x1 as f32, y1: area.y1 as f32 }
}
