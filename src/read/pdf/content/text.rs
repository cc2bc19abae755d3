//! The state of text, and strings on their way to the ink.

use hayro_interpret::kurbo::{Affine, Rect as Box64};
use hayro_syntax::object::{Array, Object};

use super::Run;
use super::face::{Face, Sign};
use crate::limits::Limit;
use crate::read::page::{Drawn, Look};

/// Units of a glyph's space to those of text.
const PER_EM: f32 = 1000.0;

/// What operators say of text.
#[derive(Clone)]
pub(super) struct Text {
    pub face: Option<Face>,
    pub size: f32,
    pub spacing: f32,
    pub word_spacing: f32,
    /// In percent.
    pub scaling: f32,
    pub leading: f32,
    pub rise: f32,
    mode: Mode,
    matrix: Affine,
    line: Affine,
    /// The box around the glyphs that are to clip what follows the text.
    clip: Option<Box64>,
}

/// How glyphs are drawn.
#[derive(Clone, Copy)]
struct Mode {
    fill: bool,
    stroke: bool,
    clip: bool,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            face: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scaling: 100.0,
            leading: 0.0,
            rise: 0.0,
            mode: Mode { fill: true, stroke: false, clip: false },
            matrix: Affine::IDENTITY,
            line: Affine::IDENTITY,
            clip: None,
        }
    }
}

impl Text {
    pub(super) fn set_matrix(&mut self, matrix: Affine) {
        (self.matrix, self.line) = (matrix, matrix);
    }

    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.set_matrix(self.line * Affine::translate((x, y)));
    }

    pub(super) fn leaded_line(&mut self) {
        self.next_line(0.0, -f64::from(self.leading));
    }

    /// Numbers from 0 to 7; others stand for filled glyphs.
    pub(super) fn set_mode(&mut self, number: i64) {
        self.mode = Mode {
            fill: !matches!(number, 1 | 3 | 5 | 7),
            stroke: matches!(number, 1 | 2 | 5 | 6),
            clip: matches!(number, 4..=7),
        };
    }

    /// Goes on by so much of a unit of text, along the line.
    fn go_on(&mut self, by: f32, horizontal: bool) {
        let by = if horizontal { (by * (self.scaling / 100.0), 0.0) } else { (0.0, by) };
        self.matrix *= Affine::translate((f64::from(by.0), f64::from(by.1)));
    }

    /// Goes on as far as a character takes.
    fn pass(&mut self, sign: &Sign, horizontal: bool) {
        let word_spacing = if sign.is_space { self.word_spacing } else { 0.0 };
        self.go_on(sign.advance / PER_EM * self.size + self.spacing + word_spacing, horizontal);
    }

    /// Where a character's glyph stands.
    fn place(&self, sign: &Sign) -> Affine {
        let size = f64::from(self.size);
        let scaling = f64::from(self.scaling / 100.0);
        let place = self.matrix
            * Affine::new([size * scaling, 0.0, 0.0, size, 0.0, f64::from(self.rise)])
            * Affine::scale(1.0 / f64::from(PER_EM));
        match sign.shift {
            None => place,
            Some((origin, stretch)) => place * Affine::translate(origin) * Affine::scale_non_uniform(stretch, 1.0),
        }
    }
}

impl Run<'_, '_> {
    /// Draws a string.
    pub(super) fn show(&mut self, string: &[u8]) -> Result<(), Limit> {
        let face = self.face();
        self.collect(string, face);
        self.draw(face)
    }

    /// Draws strings and the steps between them as one.
    pub(super) fn show_parts(&mut self, parts: &Array<'_>) -> Result<(), Limit> {
        let face = self.face();
        let horizontal = face.is_some_and(|face| self.shared.faces.get(face).horizontal);
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::Number(step) => {
                    let text = &mut self.states.now.text;
                    text.go_on(-step.as_f32() / PER_EM * text.size, horizontal);
                }
                Object::String(string) => self.collect(string.as_ref(), face),
                _ => {}
            }
        }
        self.draw(face)
    }

    /// The font that was set; what stands in for it when none was.
    fn face(&mut self) -> Option<Face> {
        let text = &mut self.states.now.text;
        if text.face.is_none() {
            text.face = self.shared.faces.standing_in();
        }
        text.face
    }

    /// Puts the characters of a string in their places.
    fn collect(&mut self, string: &[u8], face: Option<Face>) {
        let Some(face) = face else { return };
        let shown = self.is_shown() && self.shared.faces.get(face).shows(string);
        let horizontal = self.shared.faces.get(face).horizontal;
        let text = &mut self.states.now.text;
        let mut rest = string;
        while !rest.is_empty() {
            let sign = self.shared.faces.read(face, rest);
            rest = rest.get(usize::from(sign.bytes)..).unwrap_or_default();
            if shown {
                let (place, width) = (text.place(sign), sign.width);
                self.drawn.push(Drawn { place, width, reading: sign.reading.clone() });
            }
            text.pass(sign, horizontal);
        }
    }

    /// Draws what was collected.
    fn draw(&mut self, face: Option<Face>) -> Result<(), Limit> {
        let Some(face) = face.filter(|_| !self.drawn.is_empty()) else { return Ok(()) };
        let face = self.shared.faces.get(face);
        let now = &mut self.states.now;
        let mode = now.text.mode;
        for drawn in &mut self.drawn {
            drawn.place = now.ctm * drawn.place;
        }
        let look = Look { lightness: None, stroked: false, bold: face.bold, vertical: !face.horizontal };
        let opacity = self.ink.opacity();
        if mode.fill {
            let lightness = Some(now.fill.lightness(opacity));
            self.ink.string(&self.drawn, Look { lightness, ..look })?;
        }
        if mode.stroke {
            let lightness = Some(now.stroke.lightness(opacity));
            self.ink.string(&self.drawn, Look { lightness, stroked: true, ..look })?;
        }
        if mode.clip {
            let boxes = self.drawn.iter().map(|drawn| {
                let glyph = Box64::new(0.0, 0.0, f64::from(drawn.width), f64::from(PER_EM));
                drawn.place.transform_rect_bbox(glyph)
            });
            now.text.clip = now.text.clip.into_iter().chain(boxes).reduce(|a, b| a.union(b));
        }
        if !mode.fill && !mode.stroke {
            self.ink.string(&self.drawn, look)?;
        }
        self.drawn.clear();
        Ok(())
    }

    /// Ends text: glyphs that were to clip do so from now on.
    pub(super) fn end_text(&mut self) -> Result<(), Limit> {
        let now = &mut self.states.now;
        match now.text.clip.take() {
            Some(glyphs) => {
                now.clip = now.clip.intersect(glyphs);
                self.ink.clip(false)
            }
            None => Ok(()),
        }
    }
}
