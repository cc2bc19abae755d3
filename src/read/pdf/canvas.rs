//! A page drawn in grey, for text recognition: its pictures, and the outlines of its glyphs and areas.
//!
//! What text recognition has no use for is not drawn: strokes, patterns, masks, clips.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as Box64, Shape, flatten};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, LumaData, Paint, SoftMask,
};

use crate::read::ocr::Picture;
use crate::read::page::light;

/// How far a flattened curve may be from the curve, in dots.
const TOLERANCE: f64 = 0.3;

/// Rows of a dot at which the sides of an area are looked at.
const ROWS: usize = 3;

/// Dots of a picture that are averaged along each side of a dot of the page, at most.
const MOST_SAMPLES: usize = 4;

/// The device that draws on a picture.
pub(super) struct Canvas {
    pub picture: Picture,
}

impl Canvas {
    /// A white page.
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { picture: Picture { width, height, dots: vec![255; width * height] } }
    }

    /// The dots that a box touches: columns and rows.
    fn span(&self, area: Box64) -> Option<[std::ops::Range<usize>; 2]> {
        let side = |from: f64, to: f64, most: usize| {
            let most = most as f64;
            (from.is_finite() && to.is_finite() && from < most && to > 0.0)
                .then(|| from.max(0.0) as usize..to.ceil().min(most) as usize)
        };
        Some([side(area.x0, area.x1, self.picture.width)?, side(area.y0, area.y1, self.picture.height)?])
    }

    /// Fills an outline; winding decides what is inside.
    fn fill(&mut self, path: &BezPath, transform: Affine, grey: u8) {
        let path = transform * path;
        let Some([_, rows]) = self.span(path.bounding_box()) else { return };
        let mut lines: Vec<(Point, Point)> = Vec::new();
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        flatten(&path, TOLERANCE, |element| match element {
            PathEl::MoveTo(p) => {
                lines.push((last, start));
                (start, last) = (p, p);
            }
            PathEl::LineTo(p) => {
                lines.push((last, p));
                last = p;
            }
            _ => {
                lines.push((last, start));
                last = start;
            }
        });
        lines.push((last, start));
        lines.retain(|(a, b)| a.y != b.y);
        let mut crossings: Vec<(f64, i32)> = Vec::new();
        for row in rows {
            for part in 0..ROWS {
                let y = row as f64 + (part as f64 + 0.5) / ROWS as f64;
                crossings.clear();
                crossings.extend(
                    lines
                        .iter()
                        .filter(|(a, b)| (a.y <= y) != (b.y <= y))
                        .map(|(a, b)| (a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), if a.y < b.y { 1 } else { -1 })),
                );
                crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut winding = 0;
                for pair in crossings.windows(2) {
                    winding += pair[0].1;
                    if winding != 0 {
                        self.shade(row, pair[0].0, pair[1].0, grey);
                    }
                }
            }
        }
    }

    /// Covers a stretch of a row by a part of a dot's height.
    fn shade(&mut self, row: usize, from: f64, to: f64, grey: u8) {
        let Some([columns, _]) = self.span(Box64::new(from, row as f64, to, row as f64 + 1.0)) else { return };
        for column in columns {
            let left = column as f64;
            let cover = (to.min(left + 1.0) - from.max(left)).clamp(0.0, 1.0) / ROWS as f64;
            if let Some(dot) = self.picture.dots.get_mut(row * self.picture.width + column) {
                // Dark on light adds up; light on dark takes away.
                let step = (f64::from(grey) - if grey < 128 { 255.0 } else { 0.0 }) * cover;
                *dot = (f64::from(*dot) + step).round().clamp(0.0, 255.0) as u8;
            }
        }
    }

    /// Draws a picture whose dots `look` gives: how dark they are, and how much they cover.
    fn paint(&mut self, size: [u32; 2], transform: Affine, look: impl Fn(usize) -> (u8, u8)) {
        let [width, height] = size.map(|side| side as usize);
        let area = transform.transform_rect_bbox(Box64::new(0.0, 0.0, width as f64, height as f64));
        let Some([columns, rows]) = self.span(area) else { return };
        let back = transform.inverse();
        let [a, b, c, d, ..] = back.as_coeffs();
        let samples = (a.hypot(b).max(c.hypot(d)).ceil().max(1.0) as usize).min(MOST_SAMPLES);
        for row in rows {
            for column in columns.clone() {
                let (mut sum, mut covered) = (0_u32, 0_u32);
                for at in 0..samples * samples {
                    let part = |index: usize| (index as f64 + 0.5) / samples as f64;
                    let point = Point::new(column as f64 + part(at % samples), row as f64 + part(at / samples));
                    let Point { x, y } = back * point;
                    if x < 0.0 || y < 0.0 || x >= width as f64 || y >= height as f64 {
                        continue;
                    }
                    let (grey, cover) = look(y as usize * width + x as usize);
                    sum += u32::from(grey) * u32::from(cover);
                    covered += u32::from(cover);
                }
                if let Some(dot) = self.picture.dots.get_mut(row * self.picture.width + column) {
                    let all = 255 * (samples * samples) as u32;
                    *dot = ((sum + u32::from(*dot) * (all - covered.min(all))) / all).min(255) as u8;
                }
            }
        }
    }
}

/// How light a colour is.
fn grey(paint: &Paint<'_>) -> u8 {
    let Paint::Color(color) = paint else { return 0 };
    let [r, g, b, _] = color.to_rgba().components();
    (light([r, g, b]) * 255.0).clamp(0.0, 255.0) as u8
}

fn scaled((x, y): (f32, f32)) -> Affine {
    Affine::scale_non_uniform(f64::from(x), f64::from(y))
}

impl<'a> Device<'a> for Canvas {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            self.fill(path, props.transform, grey(&props.paint));
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            match &**glyph {
                Glyph::Outline(outline) => self.fill(&outline.outline(), transform, grey(&props.paint)),
                Glyph::Type3(drawn) => drawn.interpret(self, props.transform, glyph.transform(), &props.paint),
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let target = Some((self.picture.width as u32, self.picture.height as u32));
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |image, alpha| {
                    let transform = props.transform * scaled(image.scale_factors());
                    let size = [image.width(), image.height()];
                    let alpha = alpha.filter(|alpha| [alpha.width, alpha.height] == size);
                    let cover = |at: usize| alpha.as_ref().and_then(|a| a.data.get(at)).copied().unwrap_or(255);
                    match &image {
                        ImageData::Luma(luma) => {
                            self.paint(size, transform, |at| (luma.data.get(at).copied().unwrap_or(255), cover(at)))
                        }
                        ImageData::Rgb(rgb) => self.paint(size, transform, |at| {
                            let dot = rgb.data.get(at * 3..at * 3 + 3).unwrap_or(&[255; 3]);
                            let [r, g, b] = [dot[0], dot[1], dot[2]].map(u32::from);
                            (((r * 77 + g * 151 + b * 28) >> 8) as u8, cover(at))
                        }),
                    }
                },
                target,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask: LumaData, paint| {
                    let (transform, grey) = (props.transform * scaled(mask.scale_factors), grey(paint));
                    let cover = |at: usize| mask.data.get(at).copied().unwrap_or(0);
                    self.paint([mask.width, mask.height], transform, |at| (grey, cover(at)));
                },
                target,
            ),
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Box64) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}
