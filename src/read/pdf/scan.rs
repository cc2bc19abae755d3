//! Pages whose words are pictures, or whose text layer is no text: drawn, and read by text recognition.

use hayro_interpret::TransformExt;
use hayro_interpret::kurbo::Affine;
use hayro_syntax::page::Page;

use super::canvas::Canvas;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::options::Ocr;
use crate::read::ocr::{DPI, Patience, Word};
use crate::read::page::{Ink, Mark, Shade, Turn, is_garbled};
use crate::read::{Recognised, Rect};
use crate::text::is_blank;

/// Pages with fewer characters hold none of their own: a scanner's stamp, a page number.
const FEW: usize = 30;

/// Pages without pictures that draw more hold words as outlines. Steps of drawing; a frame and a rule take 10.
const OUTLINES: u64 = 200;

/// Dots of a page at most; larger ones are drawn coarser. An A3 page takes 17 million.
const MOST_DOTS: f32 = 25e6;

/// Words with less confidence, in percent, are for a person to look at. Wrong words have 8 to 65, most right ones over 85.
const UNSURE: f32 = 70.0;

/// Lines whose heights differ by less, as a share, are of one size.
const ONE_SIZE: f32 = 0.25;

/// The share of an ideograph's box that is above its baseline; of a line's ink, Han characters fill all.
const ASCENT: f32 = 0.88;

/// The ink of a line of Han characters, in their size.
const INK: f32 = 0.93;

/// Reads the pages of one document that need it.
pub(super) struct Scans<'a> {
    ocr: Ocr,
    patience: Patience<'a>,
    pub pages: Vec<Recognised>,
}

impl<'a> Scans<'a> {
    pub(super) fn new(ocr: Ocr, limits: &'a Limits) -> Self {
        Self { ocr, patience: Patience::new(limits), pages: Vec::new() }
    }

    /// Puts recognised words in the place of a page's own, if these are none. `draw` draws the page.
    pub(super) fn read(
        &mut self,
        index: usize,
        page: &Page<'_>,
        ink: &mut Ink,
        steps: u64,
        draw: impl FnOnce(&mut Canvas, Affine),
    ) -> Result<(), ReadError> {
        if !self.wants(ink, steps) {
            return Ok(());
        }
        let (width, height) = page.render_dimensions();
        let Some(scale) = scale(width, height) else { return Ok(()) };
        let mut canvas = Canvas::new((width * scale) as usize, (height * scale) as usize);
        draw(&mut canvas, Affine::scale(f64::from(scale)) * page.initial_transform(true).to_kurbo());
        let found = self.patience.read(&canvas.picture)?;
        let size = [width, height];
        let place = |rect: Rect| turned_back(scaled(rect, 1.0 / scale), found.quarters, size);
        let turn = [Turn::Right, Turn::Up, Turn::Left, Turn::Down][usize::from(found.quarters % 4)];
        let usual = usual_height(&found.words);
        ink.marks.clear();
        let mut unsure = Vec::new();
        for word in &found.words {
            if word.confidence < UNSURE {
                unsure.push(place(word.rect));
            }
            ink.marks.extend(marks(word, usual).map(|(c, rect, baseline)| {
                let on_page = place(rect);
                let [x0, y0, x1, y1] = [rect.x0, baseline, rect.x0, baseline];
                let origin = place(Rect { x0, y0, x1, y1 });
                let size = (rect.y1 - rect.y0) / scale;
                Mark { c, rect: on_page, origin: [origin.x0, origin.y0], size, turn, bold: false, shade: Shade::Dark }
            }));
        }
        self.pages.push(Recognised {
            page: u32::try_from(index).unwrap_or(u32::MAX),
            confidence: found.confidence.round().clamp(0.0, 100.0) as u8,
            unsure,
        });
        Ok(())
    }

    /// Whether a page is to be read as a picture. `steps` is what drawing it took.
    fn wants(&self, ink: &Ink, steps: u64) -> bool {
        match self.ocr {
            Ocr::Off => false,
            Ocr::All => true,
            Ocr::Auto => {
                let words: String = ink.marks.iter().map(|mark| mark.c).filter(|&c| !is_blank(c)).collect();
                if words.chars().nth(FEW).is_none() {
                    return ink.pictures > 0 || words.is_empty() && steps > OUTLINES;
                }
                is_garbled(&words)
            }
        }
    }
}

/// Dots for each point, so that a page has 300 an inch and not too many; `None` for a page that has no size.
fn scale(width: f32, height: f32) -> Option<f32> {
    let fine = DPI as f32 / 72.0;
    let fits = (MOST_DOTS / (width * height)).sqrt();
    let scale = fine.min(fits);
    (scale.is_finite() && width * scale >= 1.0 && height * scale >= 1.0).then_some(scale)
}

/// The characters of a word with their boxes and baselines, in dots.
fn marks(word: &Word, usual: f32) -> impl Iterator<Item = (char, Rect, f32)> + '_ {
    let height = word.line.y1 - word.line.y0;
    // Lines of one size differ by what their characters reach above and below.
    let size = if (height - usual).abs() <= usual * ONE_SIZE { usual } else { height } / INK;
    let middle = (word.line.y0 + word.line.y1) / 2.0;
    let (y0, y1) = (middle - size / 2.0, middle + size / 2.0);
    let count = word.text.chars().count().max(1) as f32;
    let step = (word.rect.x1 - word.rect.x0) / count;
    word.text.chars().enumerate().map(move |(index, c)| {
        let x0 = word.rect.x0 + step * index as f32;
        (c, Rect { x0, y0, x1: x0 + step, y1 }, y0 + size * ASCENT)
    })
}

/// The height of most lines, by their words.
fn usual_height(words: &[Word]) -> f32 {
    let mut heights: Vec<f32> = words.iter().map(|word| word.line.y1 - word.line.y0).collect();
    heights.sort_unstable_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied().unwrap_or(0.0)
}

fn scaled(rect: Rect, by: f32) -> Rect {
    Rect { x0: rect.x0 * by, y0: rect.y0 * by, x1: rect.x1 * by, y1: rect.y1 * by }
}

/// A box on a page that was turned to the right by quarters, on the page as it is shown.
fn turned_back(rect: Rect, quarters: u8, [width, height]: [f32; 2]) -> Rect {
    let Rect { x0, y0, x1, y1 } = rect;
    match quarters % 4 {
        0 => rect,
        1 => Rect { x0: y0, x1: y1, y0: height - x1, y1: height - x0 },
        2 => Rect { x0: width - x1, x1: width - x0, y0: height - y1, y1: height - y0 },
        _ => Rect { x0: width - y1, x1: width - y0, y0: x0, y1: x1 },
    }
}
