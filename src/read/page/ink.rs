//! What a page draws, as far as reading needs it: characters with their places, and ruling lines.
//!
//! [`Ink`] is what the content of a page draws on. It takes a budget along, and says when that is spent.

mod rules;

use hayro_interpret::kurbo::{Affine, PathEl, Point, Rect as Box64, Shape};
use hayro_syntax::object::{Dict, String as PdfString};

use super::drawn::{Drawn, Look, Reading};
use super::fold::unified;
use super::mark::{Mark, Shade, Stance, Turn, is_mark_up, plain};
use crate::limits::Limit;
use crate::read::Rect;

use rules::{MOST_RULES, upright_box};

pub(super) use rules::Rule;

/// What a line, an area or a picture costs of the budget, and what a form or group does: each is run anew, some ten times as
/// slow.
const LINE: u64 = 1;
const FORM: u64 = 10;

/// Open marked contents that are followed; deeper ones are counted only.
const MOST_NESTED: usize = 64;

/// Text with more light than this is a watermark, unless it stands on a dark ground. Grey words of the text have 0.6 at most,
/// watermarks from 0.75.
const PALE: f32 = 0.7;

/// How an outline is painted.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) enum Drawing {
    Fill,
    /// With a line of this width.
    Stroke(f32),
}

/// What keeps what reading needs of a page.
pub(in crate::read) struct Ink {
    /// The size of the page as shown.
    page: [f32; 2],
    budget: Budget,
    pub(in crate::read) marks: Vec<Mark>,
    pub(super) rules: Vec<Rule>,
    /// The sides of shaded boxes: every other row of a table may be set apart so.
    pub(super) edges: Vec<Rule>,
    /// The box through which lines and grounds are seen.
    window: Box64,
    /// Dark grounds, on which pale text is no watermark.
    grounds: Vec<Rect>,
    pub(in crate::read) pictures: usize,
    /// Glyphs drawn for which no character, or only a blank, was found.
    doubtful: usize,
    opacity: Vec<f32>,
    contents: Vec<Option<Replacement>>,
    deeper: usize,
}

/// What may still be drawn.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Budget {
    /// Marks that may still be kept.
    pub glyphs: usize,
    /// Lines, pictures and clips. Words are counted as marks.
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

impl Ink {
    pub(in crate::read) fn new(page: [f32; 2], budget: Budget) -> Self {
        Self {
            page,
            budget,
            marks: Vec::new(),
            rules: Vec::new(),
            edges: Vec::new(),
            window: Box64::new(f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY),
            grounds: Vec::new(),
            pictures: 0,
            doubtful: 0,
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

    /// How much is seen of what is drawn in the groups that are open.
    pub(in crate::read) fn opacity(&self) -> f32 {
        self.opacity.iter().product()
    }

    fn push(&mut self, mark: Mark) -> Result<(), Limit> {
        if self.marks.len() >= self.budget.glyphs {
            return Err(Limit::Glyphs);
        }
        self.marks.push(mark);
        Ok(())
    }

    /// Counts something that is drawn. Forms that draw each other would go on for years.
    fn step(&mut self, cost: u64) -> Result<(), Limit> {
        self.budget.steps = self.budget.steps.checked_sub(cost).ok_or(Limit::Steps)?;
        Ok(())
    }

    pub(in crate::read) fn steps_left(&self) -> u64 {
        self.budget.steps
    }

    /// Keeps a glyph as one mark for each character that it stands for.
    fn push_glyph(&mut self, words: &str, template: Mark) -> Result<(), Limit> {
        let count = words.chars().count();
        words
            .chars()
            .enumerate()
            .try_for_each(|(index, c)| self.push(Mark { c: unified(c), ..template.part(index, count) }))
    }

    /// Draws an outline that is `lightness` light: 0 for black, 1 for white or nothing at all.
    pub(in crate::read) fn path(
        &mut self,
        elements: &[PathEl],
        transform: Affine,
        lightness: f32,
        drawing: Drawing,
    ) -> Result<(), Limit> {
        self.step(LINE)?;
        if self.rules.len() >= MOST_RULES {
            return Ok(());
        }
        let scale = transform.determinant().abs().sqrt();
        let mut start = 0;
        for end in 1..=elements.len() {
            if end < elements.len() && !matches!(elements[end], PathEl::MoveTo(_)) {
                continue;
            }
            let part = &elements[start..end];
            start = end;
            if part.iter().any(|e| matches!(e, PathEl::QuadTo(..) | PathEl::CurveTo(..))) {
                continue;
            }
            match drawing {
                Drawing::Stroke(width) if lightness <= 0.97 => self.stroked(part, transform, f64::from(width) * scale),
                Drawing::Stroke(_) => {}
                Drawing::Fill => {
                    if let Some(area) = upright_box(part, transform) {
                        self.filled(area, lightness);
                    }
                }
            }
        }
        Ok(())
    }

    /// Draws a box.
    pub(in crate::read) fn area(
        &mut self,
        area: Box64,
        transform: Affine,
        lightness: f32,
        drawing: Drawing,
    ) -> Result<(), Limit> {
        if let Drawing::Stroke(_) = drawing {
            return self.path(area.to_path(0.1).elements(), transform, lightness, drawing);
        }
        self.step(LINE)?;
        let [a, b, c, d, ..] = transform.as_coeffs();
        if a * d == 0.0 || b == 0.0 && c == 0.0 {
            self.filled(transform.transform_rect_bbox(area), lightness);
        }
        Ok(())
    }

    /// Draws a string.
    pub(in crate::read) fn string(&mut self, string: &[Drawn], look: Look) -> Result<(), Limit> {
        let shade = match look.lightness {
            None => Shade::Invisible,
            Some(lightness) if lightness > PALE => Shade::Pale,
            Some(_) => Shade::Dark,
        };
        let bold = look.stroked || look.bold;
        let (mut slant, mut stance) = ([f64::NAN; 4], None);
        for (index, drawn) in string.iter().enumerate() {
            let [a, b, c, d, x, y] = drawn.place.as_coeffs();
            // All glyphs of a string stand alike, unless some are stretched.
            if slant != [a, b, c, d] {
                slant = [a, b, c, d];
                stance = Stance::of(slant, look.vertical);
            }
            let next = || string.get(index + 1).map(|next| next.place.translation().to_point());
            let mark = stance.as_ref().and_then(|s| s.mark(Point::new(x, y), f64::from(drawn.width), next));
            let Some(template) = mark else { continue };
            let mut template = Mark { bold, shade, ..template };
            if !self.on_page(&template) {
                template.shade = Shade::Invisible;
            }
            match &drawn.reading {
                Reading::Char(c) => self.push(Mark { c: *c, ..template })?,
                Reading::Words(words) => {
                    self.doubtful += usize::from(&**words == " ");
                    self.push_glyph(words, template)?;
                }
                Reading::Unknown(c) => {
                    self.doubtful += 1;
                    self.push(Mark { c: *c, ..template })?;
                }
            }
        }
        Ok(())
    }

    pub(in crate::read) fn picture(&mut self) -> Result<(), Limit> {
        self.step(FORM + LINE)?;
        self.pictures += 1;
        Ok(())
    }

    /// Begins what is drawn together, so much of it to be seen.
    pub(in crate::read) fn begin_group(&mut self, opacity: f32) -> Result<(), Limit> {
        self.step(FORM)?;
        if self.opacity.len() >= self.budget.nesting {
            return Err(Limit::Nesting);
        }
        self.opacity.push(opacity);
        Ok(())
    }

    pub(in crate::read) fn end_group(&mut self) {
        self.opacity.pop();
    }

    /// Sets the box through which lines and grounds are seen from now on.
    pub(in crate::read) fn look_through(&mut self, window: Box64) {
        self.window = window;
    }

    /// Counts a clip.
    pub(in crate::read) fn clip(&mut self, is_box: bool) -> Result<(), Limit> {
        self.step(if is_box { LINE } else { FORM })
    }

    pub(in crate::read) fn begin_marked_content(&mut self, properties: Option<&Dict<'_>>) {
        if self.contents.len() >= MOST_NESTED {
            self.deeper += 1;
            return;
        }
        let words = properties.and_then(|p| p.get::<PdfString<'_>>(b"ActualText")).map(|s| text_string(s.as_bytes()));
        let first = self.marks.len();
        let doubtful = self.doubtful;
        self.contents.push(words.map(|words| Replacement { words, first, doubtful }));
    }

    pub(in crate::read) fn end_marked_content(&mut self) -> Result<(), Limit> {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(Some(replacement)) = self.contents.pop() {
            self.replace(&replacement)?;
        }
        Ok(())
    }

    fn on_page(&self, mark: &Mark) -> bool {
        let [width, height] = self.page;
        let (x, y) = ((mark.rect.x0 + mark.rect.x1) / 2.0, (mark.rect.y0 + mark.rect.y1) / 2.0);
        (0.0..=width).contains(&x) && (0.0..=height).contains(&y)
    }

    /// Puts the words that marked content says it reads as in the place of glyphs without characters.
    fn replace(&mut self, replacement: &Replacement) -> Result<(), Limit> {
        if self.doubtful == replacement.doubtful {
            return Ok(());
        }
        let covered = self.marks.get(replacement.first..).unwrap_or(&[]);
        let Some(&first) = covered.first() else { return Ok(()) };
        let words: String = replacement.words.chars().filter(|&c| !is_mark_up(c)).map(plain).collect();
        let known: Vec<Mark> = if words.chars().count() == covered.len() {
            covered.iter().zip(words.chars()).map(|(mark, c)| Mark { c: unified(c), ..*mark }).collect()
        } else {
            let rect = covered.iter().map(|m| m.rect).fold(first.rect, Rect::cover);
            self.marks.truncate(replacement.first);
            self.doubtful = replacement.doubtful;
            return self.push_glyph(&words, Mark { rect, ..first });
        };
        self.marks.truncate(replacement.first);
        self.marks.extend(known);
        self.doubtful = replacement.doubtful;
        Ok(())
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
