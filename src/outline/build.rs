//! The tree by numbering.

use std::ops::Range;

use super::Node;
use super::annex::Region;
use super::front::Source;
use super::title::heads_column;
use crate::clean::Body;
use crate::lexicon::Lexicon;
use crate::note::Note;
use crate::text::{
    Marker, MarkerStyle, Span, decimal, ends_sentence, inline, is_han, marker, marker_before_digit, marker_with_stop,
    named_before_words,
};

/// Appends the nodes of a region.
pub(super) fn nodes(body: &Body, lexicon: &Lexicon, region: Region, nodes: &mut Vec<Node>, notes: &mut Vec<Note>) {
    let numbers =
        Numbers { body, lexicon, range: region.paragraphs.clone(), decimals: counts_by_decimals(body, &region) };
    let mut open: Vec<usize> = Vec::new();
    let mut counts = Counts::default();
    let mut boxed: Option<Boxed> = None;
    let mut fresh = region.title.is_none();
    nodes.extend(region.title.map(|words| Node {
        parent: None,
        plan: region.plan,
        marker: None,
        number: Span { start: words.start, end: words.start },
        words,
        body: region.paragraphs.start..region.paragraphs.start,
        boxed: false,
    }));
    for at in region.paragraphs.clone() {
        let paragraph = &body.paragraphs[at];
        let start = paragraph.span.start as usize;
        if let Some(len) = box_mark(paragraph.span.of(&body.text)).filter(|_| !paragraph.row && !fresh) {
            let number = Span::new(start, start + len);
            let words = Span { start: number.end, ..paragraph.span }.trim(&body.text);
            // Beside an item of sentences, below a heading.
            let says = |&i: &usize| nodes[i].words.of(&body.text).contains('。');
            let parent = open.last().and_then(|i| if says(i) { nodes[*i].parent } else { Some(*i) });
            let body = at + 1..at + 1;
            nodes.push(Node { parent, plan: region.plan, marker: None, number, words, body, boxed: true });
            boxed = Some(Boxed { open: vec![nodes.len() - 1], counts: Counts::default() });
            continue;
        }
        let counts_here = boxed.as_ref().map_or(&counts, |boxed| &boxed.counts);
        let found = if paragraph.row { None } else { numbers.number(at, counts_here) };
        let Some((found, len)) = found else {
            if fresh {
                nodes.push(Node {
                    parent: None,
                    plan: region.plan,
                    marker: None,
                    number: Span { start: paragraph.span.start, end: paragraph.span.start },
                    words: Span { start: paragraph.span.start, end: paragraph.span.start },
                    body: at..at,
                    boxed: false,
                });
                fresh = false;
            }
            if let Some(node) = nodes.last_mut() {
                node.body.end = at + 1;
            }
            continue;
        };
        fresh = false;
        // Both lists may go on with it: that of the section has its clauses, and this item has none.
        let closed = |at: usize| body.paragraphs[at].span.of(&body.text).ends_with(['）', ')']);
        let beside = |found: &Marker| {
            let of_style = |i: &&usize| nodes[**i].marker.is_some_and(|marker| marker.style == found.style);
            open.iter().rev().find(of_style).is_some_and(|i| closed(nodes[*i].body.end - 1)) && !closed(at)
        };
        let inside =
            found.is_some_and(|found| boxed.as_ref().is_some_and(|boxed| boxed.holds(&found, &counts, beside(&found))));
        if !inside {
            boxed = None;
        }
        let (open, counts) = match &mut boxed {
            Some(boxed) => (&mut boxed.open, &mut boxed.counts),
            None => (&mut open, &mut counts),
        };
        // Under a heading without a number a list begins; the next item of one that began above it stands beside it.
        let bare = |&i: &usize| nodes[i].marker.is_none() && !nodes[i].boxed;
        if open.last().is_some_and(bare) && found.is_none_or(|m| m.value != 1) {
            open.pop();
        }
        close(open, nodes, found, found.is_some_and(|m| m.value == 1 || counts.expects(&m)), body);
        let parent = open.last().copied();
        let number = Span::new(start, start + len);
        if let Some(found) = found {
            counts.check(&found, parent, number, notes);
        }
        let words = Span { start: number.end, end: paragraph.span.end }.trim(&body.text);
        let body = at + 1..at + 1;
        nodes.push(Node { parent, plan: region.plan, marker: found, number, words, body, boxed: false });
        open.push(nodes.len() - 1);
    }
}

/// A box and what is open in it.
struct Boxed {
    open: Vec<usize>,
    counts: Counts,
}

impl Boxed {
    /// Whether a number goes on in the box: it begins a list there or is the next of one, and is not the next outside, or
    /// unlike those there.
    fn holds(&self, found: &Marker, outside: &Counts, unlike: bool) -> bool {
        let next = || self.counts.expects(found) && (unlike || !outside.expects(found));
        found.style > MarkerStyle::Named && (found.value == 1 || next())
    }
}

/// The bytes of the mark of a box: 专栏1, 专栏一：.
fn box_mark(words: &str) -> Option<usize> {
    let rest = words.strip_prefix("专栏")?;
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let name = rest.trim_start_matches(number).trim_start_matches(['：', ':', '.', '—']);
    let bare = rest.len() == name.len();
    (!bare && !name.contains('。')).then_some(words.len() - name.len())
}

/// Whether numbers such as 1.1 and 1.1.1 are those of headings: one follows another.
fn counts_by_decimals(body: &Body, region: &Region) -> bool {
    let words = |at: usize| body.paragraphs[at].span.of(&body.text);
    let found = region.paragraphs.clone().filter(|&at| !body.paragraphs[at].row).filter_map(|at| decimal(words(at)));
    let found: Vec<Marker> = found.take(MOST_SIBLINGS).collect();
    found.windows(2).any(|pair| {
        let next = pair[0].style == pair[1].style && pair[0].value + 1 == pair[1].value;
        next || pair[1].style > pair[0].style && pair[1].value == 1
    })
}

/// Decimal numbers that are looked at to tell whether headings have them.
const MOST_SIBLINGS: usize = 20;

/// The second item of a list stands within so many paragraphs of the first.
const NEXT_SIBLING: usize = 20;

/// What tells numbers from other digits.
struct Numbers<'a> {
    body: &'a Body,
    lexicon: &'a Lexicon,
    range: Range<usize>,
    decimals: bool,
}

impl Numbers<'_> {
    fn words(&self, at: usize) -> &str {
        self.body.paragraphs[at].span.of(&self.body.text)
    }

    /// The number of a paragraph and its bytes; bullets belong to the item above and are none. An unnumbered heading that is
    /// the name of a section counts with a number of no length.
    fn number(&self, at: usize, counts: &Counts) -> Option<(Option<Marker>, usize)> {
        let words = self.words(at);
        match marker(words) {
            Some(marker) if marker.style == MarkerStyle::Bullet || self.opens_list(at, &marker) => return None,
            Some(_) if self.body.footnotes.has(&self.body.text, self.body.paragraphs[at].span) => return None,
            Some(marker) => return Some((Some(marker), marker.len)),
            None => {}
        }
        let found = if self.decimals { decimal(words).or_else(|| self.chapter(at, counts)) } else { None };
        let among = |read: fn(&str) -> Option<Marker>| {
            read(words).filter(|found| counts.expects(found) || self.goes_on(at, found, read))
        };
        let found = found.or_else(|| among(marker_before_digit)).or_else(|| among(marker_with_stop));
        let found = found.or_else(|| among(named_before_words));
        match found {
            Some(marker) => Some((Some(marker), marker.len)),
            None => {
                let source = Source { body: self.body, lexicon: self.lexicon };
                let named = self.lexicon.sections().is_bare_heading(words) && !heads_column(source, at);
                (named || self.heads_table(at)).then_some((None, 0))
            }
        }
    }

    /// Whether a number opens a list that its paragraph holds whole (（1）…；（2）…), below a heading or the words that lead to
    /// it: none of its items has a clause of its own, nor a line.
    fn opens_list(&self, at: usize, found: &Marker) -> bool {
        if found.value != 1 || !inline::is_style(found.style) {
            return false;
        }
        let span = self.body.paragraphs[at].span;
        let items = inline::stretches(&self.body.text, span);
        let Some((_, first)) = items.split_last() else { return false };
        let closed = |item: &inline::Stretch| {
            item.words.of(&self.body.text).trim_end_matches(['。', '；', ';']).ends_with(['）', ')', '〕', ']', '】'])
        };
        let next = (at + 1 < self.range.end).then(|| marker(self.words(at + 1))).flatten();
        let goes_on = next.is_some_and(|next| next.style == found.style && next.value as usize == items.len() + 1);
        !first.is_empty() && !first.iter().any(closed) && !goes_on
    }

    /// Whether a line names the table right below it that is attached to the text: 附表 ….
    fn heads_table(&self, at: usize) -> bool {
        let words = self.words(at);
        words.starts_with("附表")
            && !words.contains('。')
            && self.lexicon.kinds().is_list(words)
            && (at + 1..self.range.end).take(2).any(|next| self.body.paragraphs[next].row)
    }

    /// Whether a number that its own words do not tell is the first of a list: 1.3年内…, and then 2; 第1项…, and then 第2项.
    fn goes_on(&self, at: usize, found: &Marker, read: fn(&str) -> Option<Marker>) -> bool {
        let later = (at + 1..self.range.end).take(NEXT_SIBLING).filter(|&at| !self.body.paragraphs[at].row);
        let mut later = later.filter_map(|at| marker(self.words(at)).or_else(|| read(self.words(at))));
        found.value == 1 && later.find(|next| next.style == found.style).is_some_and(|next| next.value == 2)
    }

    /// The number of a chapter that stands bare before its name: 2 重点任务. The first of its parts (2.1) tells it, or the
    /// chapter that comes next (1 总体要求 without parts, 2 重点任务, 2.1), or the one before.
    fn chapter(&self, at: usize, counts: &Counts) -> Option<Marker> {
        let found = bare_chapter(self.words(at))?;
        let mut last = found.value;
        for words in (at + 1..self.range.end).take(NEXT_SIBLING).map(|at| self.words(at)) {
            if decimal(words).is_some() {
                return (chapter_of(words) == Some(last)).then_some(found);
            }
            last += u32::from(bare_chapter(words).is_some_and(|next| next.value == last + 1));
        }
        counts.expects(&found).then_some(found)
    }
}

/// The chapter that a number such as 1.1 is of.
fn chapter_of(words: &str) -> Option<u32> {
    words.split(['.', '．']).next().and_then(|chapter| chapter.parse().ok())
}

/// Whether a line is the heading of a chapter or of a part of one, by numbers that only those around them tell: 1 总则 above
/// 1.1 目的, and that.
pub(super) fn heads_chapter(body: &Body, at: usize) -> bool {
    let words = |at: usize| body.paragraphs.get(at).map_or("", |paragraph| paragraph.span.of(&body.text));
    let opens = |at: usize| {
        bare_chapter(words(at)).is_some_and(|found| {
            decimal(words(at + 1)).is_some_and(|part| part.value == 1) && chapter_of(words(at + 1)) == Some(found.value)
        })
    };
    opens(at) || at.checked_sub(1).is_some_and(opens)
}

/// A number that stands bare before what may be the name of a chapter.
pub(super) fn bare_chapter(words: &str) -> Option<Marker> {
    if !words.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let name = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let len = words.len() - name.len();
    let value: u32 = words[..len].parse().ok().filter(|value| (1..100).contains(value))?;
    let heads =
        name.starts_with(is_han) && name.chars().count() <= LONGEST_CHAPTER && !name.contains(['。', '，', '；', '\t']);
    heads.then_some(Marker { style: MarkerStyle::Digit, value, len })
}

/// The longest name of a chapter behind a bare number, in characters.
const LONGEST_CHAPTER: usize = 24;

/// Closes what a number ends: back to its own last sibling, else to the first style that officials print above it.
/// 第一条 or 问题一 under a bare heading is its part, whatever that heading's number is.
fn close(open: &mut Vec<usize>, nodes: &[Node], found: Option<Marker>, follows: bool, body: &Body) {
    let style = found.map_or(MarkerStyle::Han, |m| m.style);
    let style_of = |i: usize| (!nodes[i].boxed).then(|| nodes[i].marker.map_or(MarkerStyle::Han, |m| m.style));
    if let Some(sibling) = open.iter().position(|&i| style_of(i) == Some(style)) {
        open.truncate(sibling);
        return;
    }
    let begins = follows && matches!(style, MarkerStyle::Article | MarkerStyle::Named);
    let bare = |node: &Node| node.body.is_empty() && !ends_sentence(node.words.of(&body.text));
    if begins && open.last().is_some_and(|&i| bare(&nodes[i])) {
        return;
    }
    while open.last().is_some_and(|&i| style_of(i).is_some_and(|above| above > style)) {
        open.pop();
    }
}

/// Numbers seen so far, to tell gaps and repeats from numbers that run on across sections.
#[derive(Default)]
struct Counts {
    /// The last number of each style, and the node above it.
    last: [Option<(u32, Option<usize>)>; MarkerStyle::COUNT],
}

impl Counts {
    /// Whether a number goes on from the last of its style.
    fn expects(&self, found: &Marker) -> bool {
        self.last[found.style as usize].is_some_and(|(last, _)| last + 1 == found.value)
    }

    fn check(&mut self, found: &Marker, parent: Option<usize>, span: Span, notes: &mut Vec<Note>) {
        let Some(last) = self.last.get_mut(found.style as usize) else { return };
        let value = found.value;
        let expected = last.map(|(value, _)| value + 1);
        let sibling = last.is_some_and(|(_, above)| above == parent);
        let fits = expected == Some(value) || value == 1 && !sibling || expected.is_none() && value <= 1;
        if !fits {
            let (code, what) = match last {
                Some((last, _)) if value <= *last && sibling => ("number-repeated", "编号重复或倒退"),
                _ => ("number-gap", "编号不连续"),
            };
            let after = last.map_or_else(String::new, |(last, _)| format!("，前一编号为{last}"));
            notes.push(Note::warning(
                code,
                span,
                format!("{what}：此处为{value}{after}，请核对是否缺漏 (numbers do not follow one another; check for a lost item)"),
            ));
        }
        *last = Some((value, parent));
    }
}
