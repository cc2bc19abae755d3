//! How a document sets its paragraphs, and where the open one ends.

use super::is_label_alone;
use super::measure::{Measure, width};
use super::says::is_heading;
use crate::clean::address;
use crate::lexicon::Kinds;
use crate::read::{Column, Document};
use crate::text::{docnum, ends_sentence, is_han};

/// A heading on a line of its own is shorter: twenty-eight Han characters.
const LONGEST_HEADING: f32 = 56.0;

/// A last line ends so much before the margin, so that a first word of two characters would have fitted after it.
const ROOM: f32 = 6.0;

/// A line this long that ends without a stop was broken by a wrap: no heading is as long. Twenty Han characters.
pub(super) const LONG: f32 = 40.0;

/// The same in one of two columns, as a share of its width.
const LONG_SHARE: f32 = 0.85;

/// An indent of a paragraph's first line: two Han characters, give or take one; text that keeps a page's layout widens it
/// to nine blanks.
const INDENT: std::ops::RangeInclusive<f32> = 2.5..=9.0;

/// How far a full line reaches, of lines in order of how far they do: as far as those that end at one margin, and where most do not,
/// as nearly all. Footnotes in smaller print reach farther.
fn full_width(reach: &[f32]) -> f32 {
    /// Fewer lines show no margin.
    const FEWEST: usize = 12;
    let nearly_all = reach.get(reach.len() * 19 / 20).copied().unwrap_or(0.0);
    let long = &reach[reach.partition_point(|&reach| reach < LONG)..];
    let (mut first, mut most, mut margin) = (0, 0, nearly_all);
    for (last, &end) in long.iter().enumerate() {
        while end - long[first] > ROOM {
            first += 1;
        }
        if last + 1 - first >= most {
            (most, margin) = (last + 1 - first, end);
        }
    }
    if most * 2 > long.len() && most >= FEWEST { margin.min(nearly_all) } else { nearly_all }
}

/// The paragraph that the lines so far make.
#[derive(Default)]
pub(super) struct Open {
    pub(super) lines: usize,
    /// How far its lines reach at most.
    pub(super) reach: f32,
    /// How many brackets it has open.
    pub(super) depth: i32,
    /// Whether it may be a line of addressees: no number, no full stop.
    pub(super) salutation: bool,
    /// Whether its first line begins with 各.
    pub(super) addressed: bool,
    /// Whether it holds a full stop: a heading has none, and prose ends in one.
    pub(super) prose: bool,
    /// The indent of its first line, where that begins with a number.
    pub(super) numbered: Option<f32>,
    /// Whether its first line is a label alone.
    pub(super) listed: bool,
}

impl Open {
    /// Whether its lines begin as those of addressees do.
    fn salutation_begun(&self) -> bool {
        self.salutation && self.addressed
    }

    pub(super) fn add(&mut self, line: &Measure<'_>) {
        if self.lines == 0 && line.marker.is_some() {
            self.numbered = Some(line.indent);
        }
        if self.lines == 0 {
            self.listed = is_label_alone(line);
            self.addressed = line.words.starts_with('各');
        }
        self.lines += 1;
        self.reach = self.reach.max(line.reach);
        self.depth += line.depth;
        let prose = line.words.contains('。');
        self.prose |= prose;
        let parted = || line.words.contains('；') && !(self.lines == 1 && line.words.starts_with('各'));
        self.salutation = self.salutation && !prose && !parted();
    }
}

/// How the document sets its paragraphs.
pub(super) struct Layout<'k> {
    /// Whether lines are wrapped at all; where they are not, each line is a paragraph.
    wrapped: bool,
    /// Whether first lines are indented.
    indents: bool,
    /// Whether a gap stands before some lines only, so that it says something.
    gaps: bool,
    /// How far a full line reaches, by columns.
    widths: [f32; Column::COUNT],
    kinds: &'k Kinds,
}

impl<'k> Layout<'k> {
    /// Reads it off the lines, and tells those in narrow columns when they are long.
    pub(super) fn of(document: &Document, kept: &mut [(usize, Measure<'_>)], kinds: &'k Kinds) -> Self {
        let mut reach: [Vec<f32>; Column::COUNT] = Default::default();
        for (_, line) in kept.iter().filter(|(_, line)| !line.row) {
            reach[line.column as usize].push(line.reach);
        }
        let widths = reach.map(|mut reach| {
            reach.sort_by(f32::total_cmp);
            full_width(&reach)
        });
        for (_, line) in kept.iter_mut().filter(|(_, line)| line.column != Column::Whole) {
            line.long = LONG.min(widths[line.column as usize] * LONG_SHARE);
        }
        let text: Vec<&Measure<'_>> = kept.iter().map(|(_, m)| m).filter(|m| !m.row).collect();
        let long = text.iter().filter(|m| m.is_long()).count();
        // What a wrap breaks reaches the margin, and goes on with words that open nothing.
        let broken = text.windows(2).filter(|pair| {
            let width = widths[pair[0].column as usize];
            let full = pair[0].reach >= (width - 2.0 * ROOM).min(width * 0.8);
            let parted = || ends_sentence(pair[0].words) || kinds.ends_title(pair[0].words);
            pair[0].is_long() && full && !parted() && !pair[1].opens && !pair[1].label
        });
        let broken = broken.count();
        let indented = text.iter().filter(|m| INDENT.contains(&m.indent)).count();
        let flush = text.iter().filter(|m| m.indent < *INDENT.start()).count();
        let gaps = text.iter().filter(|m| m.gap).count();
        Self {
            // Of lines that are no wrap's work nearly all long ones end in a stop.
            wrapped: document.lines.iter().any(|l| l.place.is_some()) || broken * 4 > long,
            indents: indented * 10 > text.len() && flush * 5 > text.len(),
            gaps: gaps * 2 < text.len(),
            widths,
            kinds,
        }
    }

    /// How far a full line reaches where a line stands.
    fn width(&self, line: &Measure<'_>) -> f32 {
        self.widths[line.column as usize]
    }

    /// Whether `b` is set in under the number that its paragraph begins with, as the lines of lists are.
    fn hangs(&self, a: &Measure<'_>, b: &Measure<'_>, open: &Open) -> bool {
        const SAME: f32 = 1.0;
        let under = if open.lines > 1 { (a.indent - b.indent).abs() < SAME } else { !ends_sentence(a.words) };
        let set_in = open.numbered.is_some_and(|first| b.indent > first + SAME && first < *INDENT.start());
        self.indents && set_in && under && a.reach + ROOM >= self.width(a) && !b.opens
    }

    /// Whether a new paragraph begins between `a`, the last line of the open one, and `b`.
    pub(super) fn breaks(&self, a: &Measure<'_>, b: &Measure<'_>, open: &Open) -> bool {
        if a.row || b.row {
            return true;
        }
        // 责任单位：甲局、乙局，|各县人民政府.
        if open.lines == 1 && a.label && a.words.ends_with(['，', '、']) && !b.label && !b.opens {
            return false;
        }
        if !self.wrapped {
            // Lines that no wrap broke are paragraphs, but a clause may stand on two of them.
            return open.depth <= 0 || b.depth >= 0 || a.words.ends_with('。');
        }
        let full = if open.lines > 1 { open.reach } else { self.width(a) };
        let stop = ends_sentence(a.words);
        // What stands first in the next line may be a word that no wrap parts.
        let word = b.words.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let reaches = a.reach + ROOM.max(width(&b.words[..word]) + 2.0) >= full;
        // 全文如下↓↓↓
        if a.alone || b.alone || a.words.ends_with('↓') {
            return true;
        }
        if self.indents && b.indent > *INDENT.end() {
            // Set to the right or to the middle: a title, a signature; a block that is set in as a whole goes on.
            let block = (a.indent - b.indent).abs() < 1.0 && reaches && a.is_long();
            return !block;
        }
        // 各省…主管部|门、教育厅：: those addressed go on up to the colon.
        if open.salutation_begun()
            && !stop
            && !a.words.ends_with(['：', ':'])
            && b.words.ends_with(['：', ':'])
            && !b.words.starts_with("附件")
            && b.marker.is_none()
        {
            return false;
        }
        if self.hangs(a, b, open) {
            return stop && !reaches;
        }
        if self.indents && INDENT.contains(&b.indent) {
            return !(open.depth > 0 && !a.words.ends_with('。') && reaches);
        }
        // Within a bracket only a full stop, or a number behind another stop, begins a paragraph: the bracket was never
        // closed then.
        if open.depth > 0 && !(stop && (a.words.ends_with('。') || b.opens)) {
            return false;
        }
        if self.gaps && b.gap && a.page == b.page && (stop || !reaches) {
            return true;
        }
        if b.label {
            // 各区县政府，|市安委会各成员单位：, 市安委|会各成员单位：: the end of a salutation looks like a label.
            let titled = self.kinds.ends_title(a.words) && !open.salutation_begun();
            let goes_on = a.words.ends_with(['，', '、']) || reaches && !stop && !titled;
            return !(open.salutation && goes_on && b.words.ends_with(['：', ':']));
        }
        // …规范。|保障措施, …（市应急局负责）|【2月】: the name of a section, behind a line however full.
        if b.section && stop {
            return true;
        }
        if b.opens {
            // …专科6个，|三、四级手术占比达到40%: what no wrap parts left more room behind the comma.
            let paused = a.words.ends_with('，') && a.reach + 2.0 * ROOM >= full && open.prose;
            return stop || !reaches && !paused || a.label || a.reach < a.long || is_heading(a);
        }
        if stop {
            return !reaches;
        }
        // …的通知|各有关单位：, however full the line of the title is.
        if !open.prose
            && b.words.starts_with('各')
            && (b.words.ends_with(['：', ':', '，']) || a.words.ends_with("的通知"))
            && (self.kinds.ends_title(a.words) || docnum::closes(a.words) || address::ends_in_address(a.words))
        {
            return true;
        }
        if open.prose {
            return false;
        }
        if self.indents {
            // …达到|2000亿元，…: a sentence that paused goes on, however much room a number left that no wrap parts.
            let begun = a.words.contains(['，', '；']) && a.is_long();
            return !reaches && !begun;
        }
        let comma = a.words.ends_with(['，', '、', ',', '；', '—']);
        // A short numbered line alone that leaves room, and does not pause, is a heading.
        let pauses = a.words.contains(['，', '；', '：', ',', ';', ':']) || !a.words.ends_with(is_han);
        let short = a.reach - a.indent < LONGEST_HEADING && a.reach < full * 0.8;
        let heading = open.lines == 1 && a.marker.is_some() && short && !reaches && !pauses;
        !comma && (heading || a.reach < a.long.min(full * 0.7) || self.kinds.ends_title(a.words))
    }
}
