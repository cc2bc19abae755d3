//! Runs the content of pages; what it draws goes to [`Ink`].
//!
//! hayro reads the file, its operators and its fonts, and draws whole pages for text recognition. What stands here is what
//! lies between the operators and [`Ink`], as far as reading needs it: no picture is decoded, nothing is outlined or masked, a
//! font is looked up once and each of its characters worked out once. What hayro draws of damaged content is drawn here, too.

mod collected;
mod colour;
mod face;
mod form;
mod layers;
mod outline;
mod state;
mod stated;
mod text;
mod weight;

use hayro_interpret::TransformExt;
use hayro_interpret::kurbo::{Affine, Point, Rect as Box64};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Operator;
use hayro_syntax::object::{Dict, Name, Number, Object, dict_or_stream};
use hayro_syntax::page::{Page, Resources};
use rustc_hash::FxHashMap;

use self::colour::Colours;
use self::face::{Face, Faces};
use self::layers::Layers;
use self::outline::Outline;
use self::state::{State, States};
use super::Drawer;
use crate::limits::Limit;
use crate::read::page::{Drawing, Drawn, Ink};

/// What the pages of one document share.
pub(super) struct Content<'a> {
    faces: Faces<'a>,
    colours: Colours<'a>,
    layers: Layers,
}

impl<'a> Content<'a> {
    pub(super) fn new(drawer: &Drawer<'a>) -> Self {
        Self { faces: Faces::new(drawer), colours: Colours::new(drawer), layers: Layers::new(drawer.pdf) }
    }

    /// Draws a page on `ink`, unless that costs more than the budget of the ink.
    pub(super) fn draw(&mut self, page: &Page<'a>, ink: &mut Ink) -> Result<(), Limit> {
        let (width, height) = page.render_dimensions();
        let clip = Box64::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut run = Run {
            shared: self,
            ink,
            states: States::new(State::new(page.initial_transform(true).to_kurbo(), clip)),
            outline: Outline::default(),
            clips: false,
            shown: Vec::new(),
            nesting: 0,
            drawn: Vec::new(),
        };
        run.content(page.typed_operations(), page.resources())?;
        run.annotations(page)
    }
}

/// One page on its way to the ink.
struct Run<'r, 'a> {
    shared: &'r mut Content<'a>,
    ink: &'r mut Ink,
    states: States,
    outline: Outline,
    /// Whether the outline is to clip what follows.
    clips: bool,
    /// For each open marked content and what is drawn for it whether it is shown.
    shown: Vec<bool>,
    /// Forms within one another.
    nesting: u32,
    /// The characters of a string; empty between strings.
    drawn: Vec<Drawn>,
}

impl<'a> Run<'_, 'a> {
    /// Follows the operators of a stream.
    fn content(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'a>) -> Result<(), Limit> {
        let depth = self.states.depth();
        let mut faces: FxHashMap<Box<[u8]>, Option<Face>> = FxHashMap::default();
        self.states.save();
        while let Some(operator) = operators.next() {
            match operator {
                Operator::SaveState(_) => self.states.save(),
                Operator::RestoreState(_) => self.states.restore(),
                Operator::Transform(t) => {
                    self.states.now.ctm *= affine([t.0, t.1, t.2, t.3, t.4, t.5]);
                }
                Operator::LineWidth(width) => self.states.now.line_width = width.0.as_f32(),
                Operator::SetGraphicsState(name) => {
                    if let Some(settings) = resources.get_ext_g_state(name.0) {
                        self.set(&settings);
                    }
                }

                Operator::MoveTo(p) => self.outline.move_to(point(p.0, p.1)),
                Operator::LineTo(p) => self.outline.line_to(point(p.0, p.1)),
                Operator::CubicTo(c) => self.outline.curve_to(point(c.0, c.1), point(c.2, c.3), point(c.4, c.5)),
                Operator::CubicStartTo(c) => {
                    self.outline.curve_to(self.outline.last(), point(c.0, c.1), point(c.2, c.3));
                }
                Operator::CubicEndTo(c) => self.outline.curve_to(point(c.0, c.1), point(c.2, c.3), point(c.2, c.3)),
                Operator::RectPath(r) => self.outline.rect(point(r.0, r.1), r.2.as_f64(), r.3.as_f64()),
                Operator::ClosePath(_) => self.outline.close(),
                Operator::ClipNonZero(_) | Operator::ClipEvenOdd(_) => self.clips = true,
                Operator::EndPath(_) => self.end_path()?,
                Operator::FillPathNonZero(_)
                | Operator::FillPathNonZeroCompatibility(_)
                | Operator::FillPathEvenOdd(_) => self.paint(true, false)?,
                Operator::StrokePath(_) => self.paint(false, true)?,
                Operator::CloseAndStrokePath(_) => {
                    self.outline.close();
                    self.paint(false, true)?;
                }
                Operator::FillAndStrokeNonZero(_) | Operator::FillAndStrokeEvenOdd(_) => self.paint(true, true)?,
                Operator::CloseFillAndStrokeNonZero(_) | Operator::CloseFillAndStrokeEvenOdd(_) => {
                    self.outline.close();
                    self.paint(true, true)?;
                }
                Operator::Shading(name) => self.shading(resources.get_shading(name.0).as_ref())?,

                Operator::NonStrokeColorDeviceGray(c) => self.states.now.fill.set_grey(c.0.as_f32()),
                Operator::StrokeColorDeviceGray(c) => self.states.now.stroke.set_grey(c.0.as_f32()),
                Operator::NonStrokeColorDeviceRgb(c) => self.states.now.fill.set_rgb(floats([c.0, c.1, c.2])),
                Operator::StrokeColorDeviceRgb(c) => self.states.now.stroke.set_rgb(floats([c.0, c.1, c.2])),
                Operator::NonStrokeColorCmyk(c) => {
                    let now = &mut self.states.now.fill;
                    self.shared.colours.set_cmyk(now, floats([c.0, c.1, c.2, c.3]), resources);
                }
                Operator::StrokeColorCmyk(c) => {
                    let now = &mut self.states.now.stroke;
                    self.shared.colours.set_cmyk(now, floats([c.0, c.1, c.2, c.3]), resources);
                }
                Operator::ColorSpaceNonStroke(name) => {
                    self.shared.colours.set_space(&mut self.states.now.fill, name.0, resources);
                }
                Operator::ColorSpaceStroke(name) => {
                    self.shared.colours.set_space(&mut self.states.now.stroke, name.0, resources);
                }
                Operator::NonStrokeColor(c) => {
                    self.shared.colours.set(&mut self.states.now.fill, &c.0, None, resources);
                }
                Operator::StrokeColor(c) => {
                    self.shared.colours.set(&mut self.states.now.stroke, &c.0, None, resources);
                }
                Operator::NonStrokeColorNamed(c) => {
                    self.shared.colours.set(&mut self.states.now.fill, &c.0, c.1, resources);
                }
                Operator::StrokeColorNamed(c) => {
                    self.shared.colours.set(&mut self.states.now.stroke, &c.0, c.1, resources);
                }

                Operator::BeginText(_) => self.states.now.text.set_matrix(Affine::IDENTITY),
                Operator::SetTextMatrix(m) => {
                    self.states.now.text.set_matrix(affine([m.0, m.1, m.2, m.3, m.4, m.5]));
                }
                Operator::EndText(_) => self.end_text()?,
                Operator::TextFont(font) => {
                    let face = match faces.get(font.0.as_ref()) {
                        Some(&face) => face,
                        None => {
                            let face = self.shared.faces.named(font.0, resources);
                            faces.insert(font.0.as_ref().into(), face);
                            face
                        }
                    };
                    self.states.now.text.size = font.1.as_f32();
                    self.states.now.text.face = face;
                }
                Operator::HorizontalScaling(h) => self.states.now.text.scaling = h.0.as_f32(),
                Operator::TextLeading(l) => self.states.now.text.leading = l.0.as_f32(),
                Operator::CharacterSpacing(s) => self.states.now.text.spacing = s.0.as_f32(),
                Operator::WordSpacing(s) => self.states.now.text.word_spacing = s.0.as_f32(),
                Operator::TextRise(r) => self.states.now.text.rise = r.0.as_f32(),
                Operator::TextRenderingMode(mode) => self.states.now.text.set_mode(mode.0.as_i64()),
                Operator::NextLine(by) => self.states.now.text.next_line(by.0.as_f64(), by.1.as_f64()),
                Operator::NextLineAndSetLeading(by) => {
                    self.states.now.text.leading = -by.1.as_f32();
                    self.states.now.text.next_line(by.0.as_f64(), by.1.as_f64());
                }
                Operator::NextLineUsingLeading(_) => self.states.now.text.leaded_line(),
                Operator::ShowText(string) => self.show(string.0.as_ref())?,
                Operator::NextLineAndShowText(string) => {
                    self.states.now.text.leaded_line();
                    self.show(string.0.as_ref())?;
                }
                Operator::ShowTextWithParameters(string) => {
                    self.states.now.text.word_spacing = string.0.as_f32();
                    self.states.now.text.spacing = string.1.as_f32();
                    self.states.now.text.leaded_line();
                    self.show(string.2.as_ref())?;
                }
                Operator::ShowTexts(parts) => self.show_parts(parts.0)?,

                Operator::XObject(name) => {
                    if let Some(object) = resources.get_x_object(name.0) {
                        self.object(&object, resources)?;
                    }
                }
                Operator::InlineImage(image) => self.picture(image.0)?,

                Operator::BeginMarkedContent(_) => self.begin_marked(true, None),
                Operator::BeginMarkedContentWithProperties(marked) => {
                    let name = marked.1.clone().into_name();
                    let named = name.as_ref().and_then(|name| resources.properties.get::<Dict<'_>>(name));
                    let properties = named.or_else(|| Some(dict_or_stream(marked.1)?.0.clone()));
                    let shown = self.shows_marked(marked.1, name.as_ref(), resources);
                    self.begin_marked(shown, properties.as_ref());
                }
                Operator::EndMarkedContent(_) => {
                    self.shown.pop();
                    self.ink.end_marked_content()?;
                }
                _ => {}
            }
        }
        // What is left open of an outline ends with its stream.
        self.outline.clear();
        self.clips = false;
        while self.states.depth() > depth {
            self.states.restore();
        }
        Ok(())
    }

    /// Takes over what a dictionary of settings says.
    fn set(&mut self, settings: &Dict<'a>) {
        let now = &mut self.states.now;
        if let Some(width) = settings.get::<f32>(b"LW") {
            now.line_width = width;
        }
        if let Some(alpha) = settings.get::<f32>(b"CA") {
            now.stroke.alpha = alpha;
        }
        if let Some(alpha) = settings.get::<f32>(b"ca") {
            now.fill.alpha = alpha;
        }
        if let Some((font, size)) = font_and_size(settings) {
            now.text.size = size;
            now.text.face = self.shared.faces.of(&font);
        }
    }

    fn is_shown(&self) -> bool {
        self.shown.last().copied().unwrap_or(true)
    }

    /// Draws the outline, and ends it.
    fn paint(&mut self, fill: bool, stroke: bool) -> Result<(), Limit> {
        if self.is_shown() {
            let State { ctm, clip, fill: filled, stroke: stroked, line_width, .. } = &self.states.now;
            self.ink.look_through(*clip);
            if fill {
                self.outline.fill(*ctm, filled.lightness(self.ink.opacity()), self.ink)?;
            }
            if stroke {
                let drawing = Drawing::Stroke(*line_width);
                self.outline.draw(*ctm, stroked.lightness(self.ink.opacity()), drawing, self.ink)?;
            }
        }
        self.end_path()
    }

    fn end_path(&mut self) -> Result<(), Limit> {
        if std::mem::take(&mut self.clips) && !self.outline.is_empty() {
            let now = &mut self.states.now;
            let (area, is_box) = self.outline.clip(now.ctm);
            now.clip = now.clip.intersect(area);
            self.ink.clip(is_box)?;
        }
        self.outline.clear();
        Ok(())
    }

    /// Fills what the clip lets through.
    fn shading(&mut self, shading: Option<&Object<'a>>) -> Result<(), Limit> {
        if shading.and_then(dict_or_stream).is_none() || !self.is_shown() {
            return Ok(());
        }
        let State { ctm, clip, .. } = self.states.now;
        let mut outline = Outline::default();
        outline.rect(clip.origin(), clip.width(), clip.height());
        outline.transform(ctm.inverse());
        outline.fill(ctm, 0.0, self.ink)
    }

    /// Whether marked content is shown, by the layer that its properties are or name.
    fn shows_marked(&self, properties: &Object<'_>, name: Option<&Name<'_>>, resources: &Resources<'a>) -> bool {
        let named = name.and_then(|name| {
            let layer = resources.properties.get::<Dict<'_>>(name).unwrap_or_default();
            Some((layer, resources.properties.get_ref(name)?))
        });
        let layer = named.or_else(|| {
            let (properties, _) = dict_or_stream(properties)?;
            Some((properties.get::<Dict<'_>>(b"OC").unwrap_or_default(), properties.get_ref(b"OC")?))
        });
        layer.is_none_or(|(layer, reference)| self.shared.layers.show(&layer, Some(reference)))
    }

    fn begin_marked(&mut self, shown: bool, properties: Option<&Dict<'_>>) {
        self.shown.push(self.is_shown() && shown);
        self.ink.begin_marked_content(properties);
    }
}

fn font_and_size<'a>(settings: &Dict<'a>) -> Option<(Dict<'a>, f32)> {
    let pair = settings.get::<hayro_syntax::object::Array<'_>>(b"Font")?;
    let mut parts = pair.iter::<Object<'_>>();
    Some((parts.next()?.into_dict()?, parts.next()?.into_number()?.as_f32()))
}

fn point(x: Number, y: Number) -> Point {
    Point::new(x.as_f64(), y.as_f64())
}

fn floats<const N: usize>(numbers: [Number; N]) -> [f32; N] {
    numbers.map(|number| number.as_f32())
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}
