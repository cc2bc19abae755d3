//! From the cleaned text back to what was read.

use super::Span;

/// A run of the cleaned text that was copied from one run of the text as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The first byte in the cleaned text.
    pub clean: u32,
    /// The first byte in the text as read.
    pub raw: u32,
    /// Its length in the cleaned text, in bytes.
    pub len: u32,
    /// Its length in the text as read. It differs from `len` only where characters were folded; such a piece is one
    /// character.
    pub raw_len: u32,
}

/// Leads from any byte of the cleaned text to the text as read, or says that we put it in.
///
/// Pieces are in order in both texts and do not overlap. Between two pieces stands what was put in (a paragraph's line
/// feed) or what was taken away.
#[derive(Debug, Default, Clone)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

impl SourceMap {
    /// Records that the next `len` bytes were copied from `raw`; joins runs that go on.
    pub fn push(&mut self, piece: Piece) {
        if let Some(last) = self.pieces.last_mut()
            && last.len == last.raw_len
            && piece.len == piece.raw_len
            && last.clean + last.len == piece.clean
            && last.raw + last.raw_len == piece.raw
        {
            last.len += piece.len;
            last.raw_len += piece.raw_len;
        } else {
            self.pieces.push(piece);
        }
    }

    /// The runs as read that a span of the cleaned text came from, in order.
    pub fn raw(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.pieces.partition_point(|p| p.clean + p.len <= span.start);
        self.pieces[first..].iter().take_while(move |p| p.clean < span.end).map(move |p| {
            if p.len != p.raw_len {
                return Span { start: p.raw, end: p.raw + p.raw_len };
            }
            let skip = span.start.saturating_sub(p.clean);
            let end = (span.end - p.clean).min(p.len);
            Span { start: p.raw + skip, end: p.raw + end }
        })
    }

    /// The span of the cleaned text that came from a run as read; `None` when nothing of it was kept.
    pub fn clean(&self, raw: Span) -> Option<Span> {
        let first = self.pieces.partition_point(|p| p.raw + p.raw_len <= raw.start);
        let mut pieces = self.pieces[first..].iter().take_while(|p| p.raw < raw.end);
        let place = |piece: &Piece, at: u32| {
            let within = at.saturating_sub(piece.raw);
            piece.clean + if piece.len == piece.raw_len { within.min(piece.len) } else { 0 }
        };
        let start = pieces.next()?;
        let end = pieces.last().unwrap_or(start);
        let whole = end.len != end.raw_len || raw.end >= end.raw + end.raw_len;
        let to = if whole { end.clean + end.len } else { place(end, raw.end) };
        Some(Span { start: place(start, raw.start), end: to })
    }

    /// Forgets what lies at and after byte `clean` of the cleaned text.
    pub fn truncate(&mut self, clean: usize) {
        let end = u32::try_from(clean).unwrap_or(u32::MAX);
        while let Some(last) = self.pieces.last_mut() {
            if last.clean >= end {
                self.pieces.pop();
            } else if last.clean + last.len > end {
                last.len = end - last.clean;
                last.raw_len = last.len;
                break;
            } else {
                break;
            }
        }
    }

    /// All pieces, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }
}
