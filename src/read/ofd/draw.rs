//! What a part draws: words, lines and pictures.

use std::str::SplitAsciiWhitespace;

use hayro_interpret::kurbo::{Affine, BezPath, Point};
use quick_xml::events::{BytesStart, Event};

use super::{POINTS, numbers};
use crate::error::ReadError;
use crate::limits::{Limit, Limits};
use crate::read::Format;
use crate::read::package::{attribute, damaged, reader, referred};
use crate::read::page::{BOLD, Drawing, Drawn, Ink, Look, Reading, light};

/// The width of a line that does not say its own, in millimetres.
const LINE: f64 = 0.353;

/// Advances that one sign of repetition may stand for: more than a line holds.
const MOST_REPEATED: usize = 10_000;

/// What draws a page.
pub(super) struct Drawer<'i> {
    ink: &'i mut Ink,
    /// From millimetres on the page to points.
    page: Affine,
}

/// An object on the page, and what it has said so far.
struct Object {
    is_text: bool,
    /// From its own millimetres to points on the page.
    place: Affine,
    seen: bool,
    size: f64,
    stretch: f64,
    bold: bool,
    /// How its characters are turned, in degrees, clockwise.
    turn: f64,
    fill: bool,
    stroke: bool,
    line: f64,
    /// How light what is filled is, and what is drawn with a line.
    lightness: [f32; 2],
    /// How much of it is seen.
    alpha: f32,
    /// The place of the first character of the code, and the steps to the others.
    origin: [f64; 2],
    steps: [Vec<f64>; 2],
    /// The words of the open code, or the open path.
    words: String,
}

impl<'i> Drawer<'i> {
    /// Of a page whose area begins at `origin`.
    pub(super) fn new(ink: &'i mut Ink, origin: [f64; 2]) -> Self {
        let page = Affine::scale(POINTS) * Affine::translate((-origin[0], -origin[1]));
        Self { ink, page }
    }

    /// Draws a part.
    pub(super) fn add(&mut self, part: &str, limits: &Limits) -> Result<(), ReadError> {
        let over = |of: Limit| ReadError::TooLarge { of, limit: limits.get(of) };
        let mut reader = reader(part);
        let mut open: Option<Object> = None;
        let mut reads = false;
        loop {
            match reader.read_event().map_err(|error| damaged(Format::Ofd, &error))? {
                Event::Start(element) => {
                    let name = element.local_name();
                    match name.as_ref() {
                        "TextObject" | "PathObject" => open = Object::new(&element, self.page),
                        name => {
                            reads = matches!(name, "TextCode" | "AbbreviatedData");
                            if let Some(object) = &mut open {
                                object.read(&element);
                            }
                            self.picture(name).map_err(over)?;
                        }
                    }
                }
                Event::Empty(element) => {
                    if let Some(object) = &mut open {
                        object.read(&element);
                    }
                    self.picture(element.local_name().as_ref()).map_err(over)?;
                }
                Event::Text(words) if reads => {
                    if let Some(object) = &mut open {
                        object.words += &words.xml10_content();
                    }
                }
                Event::GeneralRef(reference) if reads => {
                    if let Some(object) = &mut open {
                        object.words.extend(referred(&reference));
                    }
                }
                Event::End(element) => match (element.local_name().as_ref(), &mut open) {
                    ("TextCode", Some(object)) => {
                        reads = false;
                        self.string(object).map_err(over)?;
                    }
                    ("AbbreviatedData", _) => reads = false,
                    ("PathObject", Some(object)) => {
                        self.path(object).map_err(over)?;
                        open = None;
                    }
                    ("TextObject", _) => open = None,
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn picture(&mut self, name: &str) -> Result<(), Limit> {
        if name == "ImageObject" { self.ink.picture() } else { Ok(()) }
    }

    /// Draws the words of a code.
    fn string(&mut self, object: &mut Object) -> Result<(), Limit> {
        let words = std::mem::take(&mut object.words);
        let [mut x, mut y] = object.origin;
        let mut string = Vec::new();
        for (index, c) in words.chars().enumerate() {
            let widest = object.size * object.stretch;
            let usual = if c.is_ascii() { widest / 2.0 } else { widest };
            let step = |axis: usize| object.steps[axis].get(index).copied();
            let advance = step(0).unwrap_or(if object.steps[1].is_empty() { usual } else { 0.0 });
            // Letters differ in width, and what follows one begins where it ends.
            let width = if advance > 0.0 { advance.min(widest) } else { usual };
            let shape = Affine::scale_non_uniform(object.stretch, -1.0) * Affine::scale(object.size / 1000.0);
            string.push(Drawn {
                place: object.place * Affine::translate((x, y)) * Affine::rotate(object.turn.to_radians()) * shape,
                width: (width / widest * 1000.0) as f32,
                reading: Reading::of(c),
            });
            x += advance;
            y += step(1).unwrap_or(0.0);
        }
        let lightness = object.seen.then(|| object.light(0));
        self.ink.string(&string, Look { lightness, stroked: false, bold: object.bold, vertical: false })
    }

    /// Draws the lines of a path.
    fn path(&mut self, object: &Object) -> Result<(), Limit> {
        if !object.seen {
            return Ok(());
        }
        let Some(path) = path(&object.words) else { return Ok(()) };
        if object.fill {
            self.ink.path(path.elements(), object.place, object.light(0), Drawing::Fill)?;
        }
        if object.stroke {
            self.ink.path(path.elements(), object.place, object.light(1), Drawing::Stroke(object.line as f32))?;
        }
        Ok(())
    }
}

impl Object {
    fn new(element: &BytesStart<'_>, page: Affine) -> Option<Self> {
        let is_text = element.local_name().as_ref() == "TextObject";
        let number = |name: &str| attribute(element, name)?.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        let is = |name: &str, usual: bool| attribute(element, name).map_or(usual, |value| value.trim() == "true");
        let [x, y, ..] = numbers::<4>(&attribute(element, "Boundary")?)?;
        let own = attribute(element, "CTM").and_then(|own| numbers::<6>(&own)).map_or(Affine::IDENTITY, Affine::new);
        let size = number("Size").filter(|size| *size > 0.0);
        Some(Self {
            is_text,
            place: page * Affine::translate((x, y)) * own,
            seen: is("Visible", true),
            size: if is_text { size? } else { 1.0 },
            stretch: number("HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0),
            bold: number("Weight").is_some_and(|weight| weight >= f64::from(BOLD)),
            turn: number("CharDirection").unwrap_or(0.0),
            fill: is("Fill", is_text),
            stroke: is("Stroke", !is_text),
            line: number("LineWidth").unwrap_or(LINE),
            lightness: [0.0; 2],
            alpha: number("Alpha").map_or(1.0, |alpha| (alpha / 255.0) as f32),
            origin: [0.0; 2],
            steps: [Vec::new(), Vec::new()],
            words: String::new(),
        })
    }

    /// Takes what an element in it says.
    fn read(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "FillColor" => self.lightness[0] = lightness(element),
            "StrokeColor" => self.lightness[1] = lightness(element),
            "TextCode" if self.is_text => {
                // A code that does not say where it begins goes on from the one before.
                for (axis, name) in ["X", "Y"].into_iter().enumerate() {
                    if let Some(at) = attribute(element, name).and_then(|at| at.trim().parse().ok()) {
                        self.origin[axis] = at;
                    }
                }
                self.steps = ["DeltaX", "DeltaY"]
                    .map(|name| attribute(element, name).map_or(Vec::new(), |steps| repeated(&steps)));
                self.words.clear();
            }
            _ => {}
        }
    }

    /// How light it is: 0 for black, 1 for white or nothing at all.
    fn light(&self, part: usize) -> f32 {
        1.0 - self.alpha * (1.0 - self.lightness[part])
    }
}

/// How light a colour is: of grey, of red, green and blue, or of four inks.
fn lightness(colour: &BytesStart<'_>) -> f32 {
    let parts: Vec<f32> = attribute(colour, "Value")
        .unwrap_or_default()
        .split_ascii_whitespace()
        .map(|part| match part.strip_prefix('#') {
            Some(hex) => u8::from_str_radix(hex, 16).map_or(0.0, f32::from),
            None => part.parse().unwrap_or(0.0),
        })
        .collect();
    let light = match parts[..] {
        [grey] => grey / 255.0,
        [r, g, b] => light([r, g, b]) / 255.0,
        [c, m, y, k] => (1.0 - light([c, m, y]) / 255.0) * (1.0 - k / 255.0),
        _ => 0.0,
    };
    let alpha = attribute(colour, "Alpha").and_then(|alpha| alpha.trim().parse().ok()).unwrap_or(255.0_f32);
    1.0 - alpha / 255.0 * (1.0 - light)
}

/// The steps between characters: `g 3 5.6` is three of 5.6.
fn repeated(steps: &str) -> Vec<f64> {
    let mut found = Vec::new();
    let mut words = steps.split_ascii_whitespace();
    while let Some(word) = words.next() {
        let (count, step) = if word == "g" {
            (words.next().and_then(|count| count.parse().ok()).unwrap_or(0), words.next())
        } else {
            (1, Some(word))
        };
        let step = step.and_then(|step| step.parse::<f64>().ok()).filter(|step| step.is_finite()).unwrap_or(0.0);
        found.extend(std::iter::repeat_n(step, count.min(MOST_REPEATED)));
    }
    found
}

/// The outline that the words of a path say: `M 0 0 L 10 0 C`; `None` where they make none.
fn path(words: &str) -> Option<BezPath> {
    let mut path = BezPath::new();
    let words = &mut words.split_ascii_whitespace();
    while let Some(word) = words.next() {
        match word {
            "M" | "S" => path.move_to(point(words)?),
            _ if path.elements().is_empty() => return None,
            "L" => path.line_to(point(words)?),
            "Q" => path.quad_to(point(words)?, point(words)?),
            "B" => path.curve_to(point(words)?, point(words)?, point(words)?),
            // Two radii, an angle and two switches stand before its end; all that matters is that it is no straight line.
            "A" => {
                let (radii, _, _) = (point(words)?, number(words)?, point(words)?);
                path.quad_to(radii, point(words)?);
            }
            "C" => path.close_path(),
            _ => return None,
        }
    }
    (!path.elements().is_empty()).then_some(path)
}

fn point(words: &mut SplitAsciiWhitespace<'_>) -> Option<Point> {
    Some(Point::new(number(words)?, number(words)?))
}

fn number(words: &mut SplitAsciiWhitespace<'_>) -> Option<f64> {
    words.next()?.parse().ok().filter(|number: &f64| number.is_finite())
}
