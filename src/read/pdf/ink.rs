//! What a page draws, as far as reading needs it: characters with their places, and ruling lines.
//!
//! [`Ink`] is the device that the interpreter draws on. It decodes no picture and asks for no outline.

mod rules;

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{BezPath, PathEl, Rect as Box64, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};
use hayro_syntax::object::{Dict, String as PdfString};

use super::fold::{letters, unified};
use super::mark::{Mark, Shade, Turn, is_mark_up, needs_help, plain, template};
use super::unicode::Fonts;
use crate::limits::Limit;
use crate::read::Rect;

use rules::{MOST_RULES, upright_box};

pub(super) use rules::Rule;

/// What a line, an area or a picture costs of the budget, and what a form or group does: each is interpreted anew, some
/// ten times as slow.
const LINE: u64 = 1;
const FORM: u64 = 10;

/// Open marked contents that are followed; deeper ones are counted only.
const MOST_NESTED: usize = 64;

/// Text with more light than this is a watermark, unless it stands on a dark ground. Grey words of the text have 0.6 at most,
/// watermarks from 0.75.
const PALE: f32 = 0.7;

/// The device that keeps what reading needs.
pub(super) struct Ink<'f, 'a> {
    fonts: &'f mut Fonts<'a>,
    /// The size of the page as shown.
    page: [f32; 2],
    budget: Budget,
    pub spent: Option<Limit>,
    pub marks: Vec<Mark>,
    pub rules: Vec<Rule>,
    /// Dark grounds and pictures, on which pale text is no watermark.
    grounds: Vec<Rect>,
    pub pictures: usize,
    /// Glyphs drawn for which no character, or only a blank, was found.
    doubtful: usize,
    opacity: Vec<f32>,
    contents: Vec<Option<Replacement>>,
    deeper: usize,
}

/// What may still be drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// Marks that may still be kept.
    pub glyphs: usize,
    /// Lines, pictures and clips: calls of the device. Words are counted as marks.
    pub steps: u64,
    /// Groups within one another.
    pub nesting: usize,
}

/// Marked content that says itself what it reads as.
struct Replacement {
    words: String,
    first: usize,
    doubtful: usize,
}

impl<'f, 'a> Ink<'f, 'a> {
    pub(super) fn new(fonts: &'f mut Fonts<'a>, page: [f32; 2], budget: Budget) -> Self {
        Self {
            fonts,
            page,
            budget,
            marks: Vec::new(),
            rules: Vec::new(),
            grounds: Vec::new(),
            pictures: 0,
            doubtful: 0,
            spent: None,
            opacity: Vec::new(),
            contents: Vec::new(),
            deeper: 0,
        }
    }

    /// Pale marks on a dark ground are ordinary text: the white words in a table's head.
    pub(super) fn settle(&mut self) {
        if self.grounds.is_empty() {
            return;
        }
        for mark in self.marks.iter_mut().filter(|m| m.shade == Shade::Pale && m.turn != Turn::Askew) {
            let (x, y) = ((mark.rect.x0 + mark.rect.x1) / 2.0, (mark.rect.y0 + mark.rect.y1) / 2.0);
            if self.grounds.iter().any(|g| g.x0 <= x && x <= g.x1 && g.y0 <= y && y <= g.y1) {
                mark.shade = Shade::Dark;
            }
        }
    }

    fn opacity(&self) -> f32 {
        self.opacity.iter().product()
    }

    /// 0 for black, 1 for white or nothing at all.
    fn lightness(&self, paint: &Paint<'_>) -> f32 {
        let Paint::Color(color) = paint else { return 0.0 };
        let [r, g, b, alpha] = color.to_rgba().components();
        let cover = alpha * self.opacity();
        1.0 - cover * (1.0 - (0.3 * r + 0.59 * g + 0.11 * b))
    }

    fn push(&mut self, mark: Mark) {
        if self.marks.len() >= self.budget.glyphs {
            self.stop(Limit::Glyphs);
        }
        self.marks.push(mark);
    }

    /// Counts a call of the device.
    fn step(&mut self, cost: u64) {
        match self.budget.steps.checked_sub(cost) {
            Some(left) => self.budget.steps = left,
            None => self.stop(Limit::Steps),
        }
    }

    /// Ends the page: forms that draw each other would go on for years.
    fn stop(&mut self, spent: Limit) -> ! {
        self.spent = Some(spent);
        resume_unwind(Box::new("the budget is spent"));
    }

    pub(super) fn steps_left(&self) -> u64 {
        self.budget.steps
    }

    /// Keeps a glyph as one mark for each character that it stands for.
    fn push_glyph(&mut self, words: &str, template: Mark) {
        let count = words.chars().count();
        for (index, c) in words.chars().enumerate() {
            self.push(Mark { c: unified(c), ..template.part(index, count) });
        }
    }
}

impl<'a> Device<'a> for Ink<'_, 'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(LINE);
        if self.rules.len() >= MOST_RULES {
            return;
        }
        let lightness = self.lightness(&props.paint);
        let scale = props.transform.determinant().abs().sqrt();
        let (fill, stroke) = match mode {
            DrawMode::Fill(_) => (true, None),
            DrawMode::Stroke(s) => (false, Some(s)),
            DrawMode::FillAndStroke(_, s) => (true, Some(s)),
            DrawMode::Invisible => return,
        };
        let mut start = 0;
        let elements = path.elements();
        for end in 1..=elements.len() {
            if end < elements.len() && !matches!(elements[end], PathEl::MoveTo(_)) {
                continue;
            }
            let part = &elements[start..end];
            start = end;
            if part.iter().any(|e| matches!(e, PathEl::QuadTo(..) | PathEl::CurveTo(..))) {
                continue;
            }
            if let Some(stroke) = stroke
                && lightness <= 0.97
            {
                self.stroked(part, props.transform, f64::from(stroke.line_width) * scale);
            }
            if fill && let Some(area) = upright_box(part, props.transform) {
                self.filled(area, lightness);
            }
        }
    }

    fn draw_rect(&mut self, area: &Box64, props: DrawProps<'a>, mode: &DrawMode) {
        if let DrawMode::Fill(_) = mode {
            self.step(LINE);
            let [a, b, c, d, ..] = props.transform.as_coeffs();
            if a * d == 0.0 || b == 0.0 && c == 0.0 {
                let lightness = self.lightness(&props.paint);
                self.filled(props.transform.transform_rect_bbox(*area), lightness);
            }
        } else {
            self.draw_path(&area.to_path(0.1), props, mode);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let shade = if matches!(mode, DrawMode::Invisible) {
            Shade::Invisible
        } else if self.lightness(&props.paint) > PALE {
            Shade::Pale
        } else {
            Shade::Dark
        };
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let stroked = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        let glyphs = run.glyphs();
        let bold = stroked || self.fonts.is_bold(glyphs.first());
        for (index, glyph) in glyphs.iter().enumerate() {
            let place = props.transform * glyph.transform();
            let next = || glyphs.get(index + 1).map(|g| (props.transform * g.transform()).translation().to_point());
            let width = match &**glyph {
                Glyph::Outline(g) => g.advance_width(),
                Glyph::Type3(g) => g.advance_width(),
            };
            let Some(template) = template(place, f64::from(width.unwrap_or(0.0)), next, vertical) else { continue };
            let mut template = Mark { bold, shade, ..template };
            if !self.on_page(&template) {
                template.shade = Shade::Invisible;
            }
            match glyph.as_unicode() {
                Some(BfString::Char(c)) if !needs_help(c) => match letters(c) {
                    Some(letters) => self.push_glyph(letters, template),
                    None => self.push(Mark { c: unified(plain(c)), ..template }),
                },
                Some(BfString::String(words)) if !words.contains(needs_help) => {
                    let words: String = words.chars().filter(|&c| !is_mark_up(c)).map(plain).collect();
                    self.push_glyph(&words, template);
                }
                other => match self.fonts.unicode(glyph) {
                    Some(words) => {
                        self.doubtful += usize::from(words == " ");
                        self.push_glyph(&words, template);
                    }
                    None => {
                        self.doubtful += 1;
                        let c = if let Some(BfString::Char(c)) = other { c } else { '\u{fffd}' };
                        self.push(Mark { c: if c < ' ' { '\u{fffd}' } else { c }, ..template });
                    }
                },
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step(LINE);
        self.pictures += 1;
        let unit = Box64::new(0.0, 0.0, 1.0, 1.0);
        self.ground(props.transform.transform_rect_bbox(unit));
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step(FORM);
        if self.opacity.len() >= self.budget.nesting {
            self.stop(Limit::Nesting);
        }
        self.opacity.push(opacity);
    }

    fn pop_transparency_group(&mut self) {
        self.opacity.pop();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step(FORM);
    }

    fn push_clip_rect(&mut self, _: &Box64) {
        self.step(LINE);
    }

    fn pop_clip(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        if self.contents.len() >= MOST_NESTED {
            self.deeper += 1;
            return;
        }
        let words = properties.and_then(|p| p.get::<PdfString<'_>>(b"ActualText")).map(|s| text_string(s.as_bytes()));
        let first = self.marks.len();
        let doubtful = self.doubtful;
        self.contents.push(words.map(|words| Replacement { words, first, doubtful }));
    }

    fn end_marked_content(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(Some(replacement)) = self.contents.pop() {
            self.replace(&replacement);
        }
    }
}

impl Ink<'_, '_> {
    fn on_page(&self, mark: &Mark) -> bool {
        let [width, height] = self.page;
        let (x, y) = ((mark.rect.x0 + mark.rect.x1) / 2.0, (mark.rect.y0 + mark.rect.y1) / 2.0);
        (0.0..=width).contains(&x) && (0.0..=height).contains(&y)
    }

    /// Puts the words that marked content says it reads as in the place of glyphs without characters.
    fn replace(&mut self, replacement: &Replacement) {
        if self.doubtful == replacement.doubtful {
            return;
        }
        let covered = self.marks.get(replacement.first..).unwrap_or(&[]);
        let Some(&first) = covered.first() else { return };
        let words: String = replacement.words.chars().filter(|&c| !is_mark_up(c)).map(plain).collect();
        let known: Vec<Mark> = if words.chars().count() == covered.len() {
            covered.iter().zip(words.chars()).map(|(mark, c)| Mark { c: unified(c), ..*mark }).collect()
        } else {
            let rect = covered.iter().map(|m| m.rect).fold(first.rect, Rect::cover);
            self.marks.truncate(replacement.first);
            self.doubtful = replacement.doubtful;
            self.push_glyph(&words, Mark { rect, ..first });
            return;
        };
        self.marks.truncate(replacement.first);
        self.marks.extend(known);
        self.doubtful = replacement.doubtful;
    }
}

/// A text string of PDF: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, of which Latin-1 is the part that matters.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&b| char::from(b)).collect(),
    }
}
