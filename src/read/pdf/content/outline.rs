//! The outline that operators draw, and how it is painted.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as Box64, Shape};
use hayro_interpret::util::x_y_advances;

use crate::limits::Limit;
use crate::read::page::{Drawing, Ink};

/// Lengths up to this are none, in points.
const NOTHING: f64 = 1.0 / 256.0;

/// Lines, boxes and curves on their way to be painted.
#[derive(Default)]
pub(super) struct Outline {
    path: BezPath,
    start: Point,
    last: Point,
}

impl Outline {
    pub(super) fn is_empty(&self) -> bool {
        self.path.elements().is_empty()
    }

    pub(super) fn last(&self) -> Point {
        self.last
    }

    pub(super) fn move_to(&mut self, to: Point) {
        (self.start, self.last) = (to, to);
        self.path.move_to(to);
    }

    pub(super) fn line_to(&mut self, to: Point) {
        if !self.is_empty() {
            // A line without length is drawn as a dot.
            let dot = if self.last == to { 0.0001 } else { 0.0 };
            self.last = to;
            self.path.line_to((to.x + dot, to.y));
        }
    }

    pub(super) fn curve_to(&mut self, a: Point, b: Point, to: Point) {
        if !self.is_empty() {
            self.last = to;
            self.path.curve_to(a, b, to);
        }
    }

    pub(super) fn rect(&mut self, at: Point, width: f64, height: f64) {
        let area = Box64::new(at.x, at.y, at.x + width, at.y + height);
        self.path.extend(area.path_elements(0.1));
        (self.start, self.last) = (at, at);
    }

    pub(super) fn close(&mut self) {
        if !self.is_empty() && self.path.elements().last() != Some(&PathEl::ClosePath) {
            self.path.close_path();
            self.last = self.start;
        }
    }

    pub(super) fn clear(&mut self) {
        self.path.truncate(0);
    }

    pub(super) fn transform(&mut self, by: Affine) {
        self.path.apply_affine(by);
    }

    /// The box that it lets through as a clip, and whether it is that box.
    pub(super) fn clip(&self, transform: Affine) -> (Box64, bool) {
        let path = transform * self.path.clone();
        as_box(&path).map_or_else(|| (path.bounding_box(), false), |area| (area, true))
    }

    /// Fills it.
    pub(super) fn fill(&self, transform: Affine, lightness: f32, ink: &mut Ink) -> Result<(), Limit> {
        let area = bounds(&self.path);
        let (along, up) = x_y_advances(&transform);
        if nearly(area.width() * along.length(), 0.0) || nearly(area.height() * up.length(), 0.0) {
            // An area without width is seen as a line of a dot.
            let scale = along.length().max(up.length()) as f32;
            let width = if scale > 0.0 { 1.0 / scale } else { 0.001 };
            let line = [PathEl::MoveTo(area.origin()), PathEl::LineTo(Point::new(area.x1, area.y1))];
            return ink.path(&line, transform, lightness, Drawing::Stroke(width));
        }
        self.draw(transform, lightness, Drawing::Fill, ink)
    }

    /// Paints it.
    pub(super) fn draw(&self, transform: Affine, lightness: f32, drawing: Drawing, ink: &mut Ink) -> Result<(), Limit> {
        match as_box(&self.path) {
            Some(area) => ink.area(area, transform, lightness, drawing),
            None => ink.path(self.path.elements(), transform, lightness, drawing),
        }
    }
}

/// Whether two lengths are the same.
fn nearly(a: f64, b: f64) -> bool {
    (a - b).abs() <= NOTHING
}

/// The box around all points, those that steer curves among them.
fn bounds(path: &BezPath) -> Box64 {
    let points = path.elements().iter().flat_map(|element| match *element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => [Some(p), None, None],
        PathEl::QuadTo(p, q) => [Some(p), Some(q), None],
        PathEl::CurveTo(p, q, r) => [Some(p), Some(q), Some(r)],
        PathEl::ClosePath => [None; 3],
    });
    points.flatten().map(|p| Box64::from_points(p, p)).reduce(|a, b| a.union(b)).unwrap_or(Box64::ZERO)
}

/// The upright box that a path is.
fn as_box(path: &BezPath) -> Option<Box64> {
    use PathEl::{ClosePath, LineTo, MoveTo};
    let [MoveTo(a), LineTo(b), LineTo(c), LineTo(d), end] = *path.elements() else { return None };
    match end {
        ClosePath => {}
        LineTo(e) if nearly(a.x, e.x) && nearly(a.y, e.y) => {}
        _ => return None,
    }
    let last = if let LineTo(e) = end { e } else { a };
    let mut before = None;
    for edge in [a, b, c, d, last].windows(2) {
        let (upright, level) = (nearly(edge[0].x, edge[1].x), nearly(edge[0].y, edge[1].y));
        if upright == level || before == Some(upright) {
            return None;
        }
        before = Some(upright);
    }
    Some(bounds(path))
}
