//! From spans to published locators: the one place that does so.

use crate::clean::{Body, Removed};
use crate::model::{BoxOnPage, Certainty, Locator};
use crate::read::{Document, Rect};
use crate::text::{CharIndex, Span};

/// Turns spans of the cleaned text into locators.
pub(super) struct Locate<'a> {
    document: &'a Document,
    body: &'a Body,
    index: CharIndex<'a>,
}

impl<'a> Locate<'a> {
    pub(super) fn new(document: &'a Document, body: &'a Body) -> Self {
        Self { document, body, index: CharIndex::new(&body.text) }
    }

    /// The locator of a span.
    pub(super) fn at(&self, span: Span, rule: &str, certainty: Certainty) -> Locator {
        let boxes = if self.document.glyphs.is_empty() { Vec::new() } else { self.boxes(self.body.map.raw(span)) };
        let certainty = match self.body.aligned(span) {
            Some(row) if row.doubtful => Certainty::Check,
            Some(_) if certainty == Certainty::Certain => Certainty::Likely,
            _ if self.is_doubtful(&boxes) || self.is_confused(span, rule) => Certainty::Check,
            _ => certainty,
        };
        Locator {
            chars: self.index.chars(span),
            quote: span.of(&self.body.text).to_owned(),
            boxes,
            rule: rule.to_owned(),
            certainty,
        }
    }

    /// Whether a fact was read from characters that are meant where others are printed.
    fn is_confused(&self, span: Span, rule: &str) -> bool {
        let first = self.body.confused.partition_point(|confused| confused.end <= span.start);
        let whole = rule.starts_with("item/") || rule.starts_with("outline/");
        !whole && self.body.confused.get(first).is_some_and(|confused| confused.start < span.end)
    }

    /// Whether text recognition was unsure of words in these boxes.
    fn is_doubtful(&self, boxes: &[BoxOnPage]) -> bool {
        boxes.iter().any(|&BoxOnPage { page, rect: [x0, y0, x1, y1] }| {
            let rect = Rect { x0, y0, x1, y1 };
            let mut pages = self.document.recognised.iter().filter(|recognised| recognised.page + 1 == page);
            pages.any(|recognised| recognised.unsure.iter().any(|&word| rect.holds_middle(word)))
        })
    }

    /// The locator of something removed: between two characters, with the boxes that it had.
    pub(super) fn removed(&self, piece: &Removed) -> Locator {
        let at = self.index.chars_before(piece.at);
        Locator {
            chars: [at, at],
            quote: String::new(),
            boxes: self.boxes(std::iter::once(piece.raw)),
            rule: format!("clean/{}", kebab(piece)),
            certainty: Certainty::Certain,
        }
    }

    /// One box for each printed line that the runs touch.
    fn boxes(&self, runs: impl Iterator<Item = Span>) -> Vec<BoxOnPage> {
        let mut boxes: Vec<(usize, u32, Rect)> = Vec::new();
        for run in runs {
            let first = self.document.lines.partition_point(|line| line.text.end <= run.start);
            for (line, words) in (first..).zip(&self.document.lines[first..]) {
                if words.text.start >= run.end {
                    break;
                }
                let Some(place) = words.place else { continue };
                let text = words.text.of(&self.document.text);
                let from = run.start.saturating_sub(words.text.start) as usize;
                let to = (run.end.min(words.text.end) - words.text.start) as usize;
                let skip = text.get(..from).map_or(0, |t| t.chars().count());
                let take = text.get(from..to).map_or(0, |t| t.chars().count());
                let start = place.glyphs as usize + skip;
                let glyphs = self.document.glyphs.get(start..start + take).unwrap_or(&[]);
                // The row of a table may go on over a page break.
                for glyphs in glyphs.chunk_by(|a, b| a.page == b.page) {
                    let (Some(first), Some(rect)) = (glyphs.first(), glyphs.iter().map(|g| g.rect).reduce(Rect::cover))
                    else {
                        continue;
                    };
                    match boxes.last_mut() {
                        Some((last, page, open)) if *last == line && *page == first.page + 1 => {
                            *open = open.cover(rect);
                        }
                        _ => boxes.push((line, first.page + 1, rect)),
                    }
                }
            }
        }
        boxes.into_iter().map(|(_, page, rect)| BoxOnPage { page, rect: rounded(rect) }).collect()
    }
}

/// Tenths of a point: finer than any printer, and short in JSON.
fn rounded(rect: Rect) -> [f32; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|v| (v * 10.0).round() / 10.0)
}

/// The rule's name for a kind of removal.
fn kebab(piece: &Removed) -> &'static str {
    use crate::model::RemovedKind as Kind;
    match piece.kind {
        Kind::Url => "url",
        Kind::PageNumber => "page-number",
        Kind::Header => "header",
        Kind::Footer => "footer",
        Kind::Watermark => "watermark",
        Kind::Site => "site",
        Kind::Publication => "publication",
        Kind::Colophon => "colophon",
        Kind::TableHead => "table-head",
        Kind::Footnote => "footnote",
        Kind::Mark => "mark",
    }
}
