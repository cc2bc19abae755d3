//! The source text, cut at every border of a fact, each piece linked to the facts that cover it.

use std::fmt::Write as _;

use super::escape;
use super::labels::Labels;
use crate::model::{Ledger, Locator};

/// A fact that has a card to link to.
pub(super) struct Mark<'a> {
    /// What it is, for its colour.
    pub class: &'static str,
    /// The index of its entry.
    pub entry: usize,
    /// Where it stands.
    pub at: &'a Locator,
}

/// A stretch of the text, in bytes, half-open.
#[derive(Clone, Copy)]
struct Stretch {
    start: usize,
    end: usize,
    /// The index of the mark, or of the entry.
    of: usize,
}

/// The pane with the source text.
pub(super) fn pane(ledger: &Ledger, text: &str, marks: &[Mark<'_>], labels: &Labels) -> String {
    let mut out = format!(
        "<section id=\"source\" class=\"pane\" aria-label=\"{0}\" tabindex=\"-1\">\n<h2>{0}</h2>\n",
        labels.source
    );
    if text.is_empty() {
        let _ = writeln!(out, "<p class=\"none\">{}</p>", labels.no_source);
    }
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let stretch = |at: &Locator, of| {
        let byte = |chars: u32| offsets.get(chars as usize).copied().unwrap_or(text.len());
        Stretch { start: byte(at.chars[0]), end: byte(at.chars[1]), of }
    };
    let mut facts: Vec<Stretch> = marks.iter().enumerate().map(|(of, mark)| stretch(mark.at, of)).collect();
    let mut entries: Vec<Stretch> =
        ledger.entries.iter().enumerate().map(|(of, entry)| stretch(&entry.at, of)).collect();
    facts.retain(|stretch| stretch.start < stretch.end);
    entries.retain(|stretch| stretch.start < stretch.end);
    let mut borders: Vec<usize> = facts.iter().chain(&entries).flat_map(|of| [of.start, of.end]).collect();
    facts.sort_by_key(|of| of.start);
    entries.sort_by_key(|of| of.start);
    borders.sort_unstable();
    borders.dedup();

    let mut pen = Pen { out, marks, facts: Open::new(&facts), entries: Open::new(&entries) };
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        if !line.is_empty() {
            pen.out.push_str("<p>");
            let first = borders.partition_point(|&border| border <= start);
            let inner = borders[first..].iter().copied().take_while(|&border| border < end);
            let mut from = start;
            for to in inner.chain([end]) {
                pen.piece(from, text.get(from..to).unwrap_or(""));
                from = to;
            }
            pen.out.push_str("</p>\n");
        }
        start = end + 1;
    }
    pen.out.push_str("</section>\n");
    pen.out
}

/// The stretches that are open at a place that only moves on.
struct Open<'a> {
    coming: &'a [Stretch],
    open: Vec<Stretch>,
}

impl<'a> Open<'a> {
    fn new(sorted: &'a [Stretch]) -> Self {
        Self { coming: sorted, open: Vec::new() }
    }

    /// Moves on; gives the stretches that began since.
    fn move_to(&mut self, at: usize) -> &'a [Stretch] {
        let (begun, coming) = self.coming.split_at(self.coming.partition_point(|of| of.start <= at));
        self.coming = coming;
        self.open.extend(begun);
        self.open.retain(|of| of.end > at);
        begun
    }
}

struct Pen<'a> {
    out: String,
    marks: &'a [Mark<'a>],
    facts: Open<'a>,
    entries: Open<'a>,
}

impl Pen<'_> {
    /// Writes a piece of the text with no border inside it.
    fn piece(&mut self, at: usize, words: &str) {
        for begun in self.entries.move_to(at) {
            let _ = write!(self.out, "<span id=\"t{}\"></span>", begun.of);
        }
        for begun in self.facts.move_to(at) {
            let _ = write!(self.out, "<span id=\"m{}\"></span>", begun.of);
        }
        // The shortest fact is the one that a person means; a click on it again means the next.
        let innermost = self.facts.open.iter().min_by_key(|of| (of.end - of.start, of.of));
        let entry = self.entries.open.last();
        match (innermost, entry) {
            (Some(fact), _) => {
                let mark = &self.marks[fact.of];
                let _ = write!(
                    self.out,
                    "<a class=\"m {}\" href=\"#f{}\" data-e=\"{}\" data-f=\"",
                    mark.class, fact.of, mark.entry
                );
                for (index, of) in self.facts.open.iter().enumerate() {
                    let _ = write!(self.out, "{}{}", if index > 0 { " " } else { "" }, of.of);
                }
                self.out.push_str("\">");
                escape::push(&mut self.out, words);
                self.out.push_str("</a>");
            }
            (None, Some(entry)) => {
                let _ = write!(self.out, "<span class=\"t\" data-e=\"{}\">", entry.of);
                escape::push(&mut self.out, words);
                self.out.push_str("</span>");
            }
            (None, None) => escape::push(&mut self.out, words),
        }
    }
}
