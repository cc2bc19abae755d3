//! Which lines begin a paragraph, and which go on with one that a wrap or a page break parted.
//!
//! Evidence, in this order: rows of tables stand alone; an indent where the document indents its paragraphs; how far the
//! line before reaches; its last mark; a number, label or date at the start of the line.

use std::collections::HashSet;

use super::address;
use super::furniture::Fate;
use super::rows;
use super::stacked::Cell;
use crate::lexicon::{Kinds, Lexicon, Zone};
use crate::model::RemovedKind;
use crate::read::{Document, Line};
use crate::text::numeral::ZEROS;
use crate::text::{
    MarkerStyle, decimal, ends_sentence, is_blank, is_file_name, is_han, marker, marker_before_digit, turn,
};

/// A label of roles at most, in bytes.
const LONGEST_LABEL: usize = 36;

/// What a line begins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Start {
    /// A paragraph.
    pub paragraph: bool,
    /// The first paragraph of a page.
    pub page: bool,
    /// A cell of a row that has each on a line of its own.
    pub cell: bool,
    /// How many cells of that row end before it, counted from the line before.
    pub tabs: usize,
}

/// A line as measured. Widths are in halves of a Han character.
#[derive(Debug, Clone, Copy, Default)]
struct Measure<'a> {
    words: &'a str,
    /// Blank before the words, from the left margin.
    indent: f32,
    /// Where the words end, from the left margin.
    reach: f32,
    /// Opening brackets less closing ones.
    depth: i32,
    gap: bool,
    page: u32,
    row: bool,
    /// Whether it opens with a label of roles.
    label: bool,
    /// Whether it is a paragraph by what it says.
    alone: bool,
}

/// A last line ends so much before the margin, so that a first word of two characters would have fitted after it.
const ROOM: f32 = 6.0;

/// A line this long that ends without a stop was broken by a wrap: no heading is as long. Twenty Han characters.
const LONG: f32 = 40.0;

/// An indent of a paragraph's first line: two Han characters, give or take one; text that keeps a page's layout widens it
/// to nine blanks.
const INDENT: std::ops::RangeInclusive<f32> = 2.5..=9.0;

/// The furniture of a site stands among so many lines at the head and at the end of a document.
const PAGE_LINES: usize = 40;

/// The longest line that is looked at as a title, in bytes: seventy Han characters, and some to spare.
const LONGEST_TITLE: usize = 240;

/// Says of every line whether it begins a paragraph; lines that are `begun` do, by what they say.
pub(super) fn paragraph_starts(
    document: &Document,
    fates: &[Fate],
    cells: &[(usize, Cell)],
    begun: &[bool],
    lexicon: &Lexicon,
) -> Vec<Start> {
    let margins = Margins::of(document);
    let mut kept: Vec<(usize, Measure<'_>)> = document
        .lines
        .iter()
        .enumerate()
        .filter(|&(index, _)| fates[index] == Fate::Keep)
        .map(|(index, line)| (index, measure(document, line, &margins, lexicon)))
        .collect();
    let mut rows = cells.iter().map(|(index, _)| *index).peekable();
    for (index, line) in &mut kept {
        line.row |= rows.next_if_eq(index).is_some();
    }
    let (head, tail) = (PAGE_LINES.min(kept.len()), kept.len().saturating_sub(PAGE_LINES));
    let announced: HashSet<String> = kept[..head].iter().flat_map(|(_, line)| named_titles(line.words)).collect();
    for (_, line) in kept.iter_mut().filter(|(_, line)| !announced.is_empty() && line.words.len() <= LONGEST_TITLE) {
        line.alone |= lexicon.kinds().ends_title(line.words) && announced.contains(&without_quotes(line.words));
    }
    for (_, (_, line)) in kept.iter_mut().enumerate().filter(|&(i, _)| i < head || i >= tail) {
        line.alone |= is_site_line(line.words, lexicon);
    }
    let kinds = lexicon.kinds();
    for (_, line) in kept[..head].iter_mut().filter(|(_, line)| line.words.len() <= LONGEST_TITLE) {
        line.alone |= kinds.before_site(line.words).is_some() || is_file_name(line.words);
    }
    let layout = Layout::of(document, &kept, kinds);
    let mut starts = vec![Start::default(); document.lines.len()];
    let signatures = signatures(&kept);
    let broken = rows::broken(document, &kept.iter().map(|(index, _)| *index).collect::<Vec<_>>(), lexicon);
    let mut open = Open::default();
    // Whether the open paragraph is of a list of attachments.
    let mut attached = false;
    let mut numbers = Numbers::default();
    for (i, &(index, line)) in kept.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| kept[i].1);
        let ours = begun.get(index).is_some_and(|begun| *begun);
        let begins = ours
            || !broken[i]
                && !before
                    .is_some_and(|before| awaits(&before, &line) || open.listed && lists_on(&before, &line, lexicon))
                && before.is_none_or(|before| {
                    let greeting = open.salutation && open.depth <= 0 && before.words.ends_with(['：', ':']);
                    let ended = ends_sentence(before.words) || attached || kinds.ends_title(before.words);
                    let signs = signatures[i] && (ended || signatures[i - 1]);
                    // 附件：1.…|2.2022—2025年…: a list, so that 2.2 is no number.
                    let next = attached && marker_before_digit(line.words).is_some();
                    let item = open.depth <= 0 && numbers.expects(line.words);
                    greeting || signs || next || item || layout.breaks(&before, &line, &open)
                });
        let page = begins && before.is_none_or(|b| b.page != line.page);
        starts[index] = Start { paragraph: begins, page, ..Start::default() };
        if begins {
            numbers.add(line.words);
            attached = line.words.starts_with("附件") || attached && starts_item(line.words);
            open = Open { salutation: marker(line.words).is_none(), ..Open::default() };
        }
        open.add(&line);
    }
    for &(index, cell) in cells {
        let (paragraph, tabs) = match cell {
            Cell::First(tabs) => (true, tabs),
            Cell::Next(tabs) => (false, tabs),
            Cell::More => (false, 0),
        };
        starts[index] = Start { paragraph, page: false, cell: cell != Cell::More, tabs };
    }
    starts
}

/// Whether a line is a label of roles and nothing else.
fn is_label_alone(line: &Measure<'_>) -> bool {
    line.label && line.words.ends_with(['：', ':'])
}

/// Whether a line is what a label alone on the line before it announces: 责任单位：|县教育局、县财政局.
fn awaits(label: &Measure<'_>, line: &Measure<'_>) -> bool {
    is_label_alone(label)
        && !line.label
        && !line.row
        && !line.alone
        && line.reach - line.indent < LONG
        && !line.words.contains(['。', '：', ':'])
        && marker(line.words).is_none()
}

/// Whether a line is one more name of a list that has each on a line of its own.
fn lists_on(before: &Measure<'_>, line: &Measure<'_>, lexicon: &Lexicon) -> bool {
    !line.label && !line.row && [before, line].iter().all(|line| lexicon.names().is_whole(line.words))
}

/// The last number of each style that began a paragraph: the next of them begins one, however full the line before is.
#[derive(Default)]
struct Numbers {
    last: [u32; MarkerStyle::COUNT],
}

impl Numbers {
    /// Whether a line begins with the next number of a style that no sentence holds.
    fn expects(&self, words: &str) -> bool {
        marker(words).is_some_and(|m| {
            let inline = matches!(m.style, MarkerStyle::DigitBracket | MarkerStyle::Circled | MarkerStyle::Bullet);
            !inline && m.value > 1 && self.last[m.style as usize] + 1 == m.value
        })
    }

    fn add(&mut self, words: &str) {
        if let Some(found) = marker(words) {
            self.last[found.style as usize] = found.value;
        }
    }
}

/// The lines that sign: organs over a date, however full the line before them is.
fn signatures(kept: &[(usize, Measure<'_>)]) -> Vec<bool> {
    let mut signs = vec![false; kept.len()];
    for i in (0..kept.len().saturating_sub(1)).rev() {
        let (line, next) = (&kept[i].1, &kept[i + 1].1);
        let organ = line.words.chars().all(|c| is_han(c) || is_blank(c)) && line.reach - line.indent < LONG;
        let date = next.words.trim_end_matches("印发").ends_with('日') && next.alone;
        signs[i] = organ && (date || signs[i + 1]);
    }
    signs
}

/// Where the text's lines begin.
struct Margins {
    left: f32,
}

impl Margins {
    fn of(document: &Document) -> Self {
        let mut lefts: Vec<f32> = document
            .lines
            .iter()
            .filter(|line| !line.text.is_empty())
            .map(|line| line.place.map_or_else(|| width(blanks(line.text.of(&document.text))), |p| p.rect.x0))
            .collect();
        lefts.sort_by(f32::total_cmp);
        // The leftmost tenth are page numbers and stray marks at worst, and the margin itself at best.
        Self { left: lefts.get(lefts.len() / 10).copied().unwrap_or(0.0) }
    }
}

/// The blanks before the words of a line.
fn blanks(raw: &str) -> &str {
    let lead = raw.len() - raw.trim_start_matches(is_blank).len();
    raw.get(..lead).unwrap_or("")
}

fn measure<'a>(document: &'a Document, line: &Line, margins: &Margins, lexicon: &Lexicon) -> Measure<'a> {
    let raw = line.text.of(&document.text);
    let words = raw.trim_matches(is_blank);
    let row = raw.contains('\t');
    let label = is_label(words, lexicon);
    let alone = stands_alone(words, lexicon);
    let mut measure = Measure { words, gap: line.gap_before, row, label, alone, ..Measure::default() };
    measure.depth = words.chars().map(turn).sum();
    if let Some(place) = line.place {
        let half = (place.size / 2.0).max(1.0);
        measure.page = place.page + 1;
        measure.indent = (place.rect.x0 - margins.left) / half;
        measure.reach = (place.rect.x1 - margins.left) / half;
    } else {
        measure.indent = width(blanks(raw)) - margins.left;
        measure.reach = measure.indent + width(words);
    }
    measure
}

/// The paragraph that the lines so far make.
#[derive(Default)]
struct Open {
    lines: usize,
    /// How far its lines reach at most.
    reach: f32,
    /// How many brackets it has open.
    depth: i32,
    /// Whether it may be a line of addressees: no number, no full stop.
    salutation: bool,
    /// Whether its first line begins with 各.
    addressed: bool,
    /// Whether it holds a full stop: a heading has none, and prose ends in one.
    prose: bool,
    /// The indent of its first line, where that begins with a number.
    numbered: Option<f32>,
    /// Whether its first line is a label alone.
    listed: bool,
}

/// Whether a line begins with a number, be it one behind which digits stand.
fn starts_item(words: &str) -> bool {
    marker(words).or_else(|| marker_before_digit(words)).is_some()
}

impl Open {
    /// Whether its lines begin as those of addressees do.
    fn salutation_begun(&self) -> bool {
        self.salutation && self.addressed
    }

    fn add(&mut self, line: &Measure<'_>) {
        if self.lines == 0 && marker(line.words).is_some() {
            self.numbered = Some(line.indent);
        }
        if self.lines == 0 {
            self.listed = is_label_alone(line);
            self.addressed = line.words.starts_with('各');
        }
        self.lines += 1;
        self.reach = self.reach.max(line.reach);
        self.depth += line.depth;
        self.prose |= line.words.contains('。');
        let parted = line.words.contains('；') && !(self.lines == 1 && line.words.starts_with('各'));
        self.salutation &= !line.words.contains('。') && !parted;
    }
}

/// The printed width, in halves of a Han character.
fn width(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()
}

/// How the document sets its paragraphs.
struct Layout<'k> {
    /// Whether lines are wrapped at all; where they are not, each line is a paragraph.
    wrapped: bool,
    /// Whether first lines are indented.
    indents: bool,
    /// Whether a gap stands before some lines only, so that it says something.
    gaps: bool,
    /// How far a full line reaches.
    width: f32,
    kinds: &'k Kinds,
}

impl<'k> Layout<'k> {
    fn of(document: &Document, kept: &[(usize, Measure<'_>)], kinds: &'k Kinds) -> Self {
        let text: Vec<&Measure<'_>> = kept.iter().map(|(_, m)| m).filter(|m| !m.row).collect();
        let mut reach: Vec<f32> = text.iter().map(|m| m.reach).collect();
        reach.sort_by(f32::total_cmp);
        let width = reach.get(reach.len() * 19 / 20).copied().unwrap_or(0.0);
        let is_long = |m: &Measure<'_>| m.reach - m.indent >= LONG;
        let long = text.iter().filter(|m| is_long(m)).count();
        // What a wrap breaks reaches the margin, and goes on with words that open nothing.
        let broken = text.windows(2).filter(|pair| {
            let full = pair[0].reach >= (width - 2.0 * ROOM).min(width * 0.8);
            let parted = ends_sentence(pair[0].words) || kinds.ends_title(pair[0].words);
            is_long(pair[0]) && full && !parted && !opens(pair[1].words) && !pair[1].label
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
            width,
            kinds,
        }
    }

    /// Whether `b` is set in under the number that its paragraph begins with, as the lines of lists are.
    fn hangs(&self, a: &Measure<'_>, b: &Measure<'_>, open: &Open) -> bool {
        const SAME: f32 = 1.0;
        let under = if open.lines > 1 { (a.indent - b.indent).abs() < SAME } else { !ends_sentence(a.words) };
        let set_in = open.numbered.is_some_and(|first| b.indent > first + SAME && first < *INDENT.start());
        self.indents && set_in && under && a.reach + ROOM >= self.width && !opens(b.words)
    }

    /// Whether a new paragraph begins between `a`, the last line of the open one, and `b`.
    fn breaks(&self, a: &Measure<'_>, b: &Measure<'_>, open: &Open) -> bool {
        if a.row || b.row {
            return true;
        }
        if !self.wrapped {
            // Lines that no wrap broke are paragraphs, but a clause may stand on two of them.
            return open.depth <= 0 || b.depth >= 0 || a.words.ends_with('。');
        }
        let full = if open.lines > 1 { open.reach } else { self.width };
        let stop = ends_sentence(a.words);
        // What stands first in the next line may be a word that no wrap parts.
        let word = b.words.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let reaches = a.reach + ROOM.max(width(&b.words[..word]) + 2.0) >= full;
        if a.alone || b.alone {
            return true;
        }
        if self.indents && b.indent > *INDENT.end() {
            // Set to the right or to the middle: a title, a signature; a block that is set in as a whole goes on.
            let block = (a.indent - b.indent).abs() < 1.0 && reaches && a.reach - a.indent > LONG;
            return !block;
        }
        // 各省…主管部|门、教育厅：: those addressed go on up to the colon.
        if open.salutation_begun()
            && !stop
            && !a.words.ends_with(['：', ':'])
            && b.words.ends_with(['：', ':'])
            && !b.words.starts_with("附件")
            && marker(b.words).is_none()
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
        if open.depth > 0 && !(stop && (a.words.ends_with('。') || opens(b.words))) {
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
        if opens(b.words) {
            return stop || !reaches || a.label || a.reach < LONG || is_heading(a.words);
        }
        if stop {
            return !reaches;
        }
        // …的通知|各有关单位：, however full the line of the title is.
        if !open.prose
            && b.words.starts_with('各')
            && b.words.ends_with(['：', ':', '，'])
            && (self.kinds.ends_title(a.words) || ends_in_number(a.words) || address::ends_in_address(a.words))
        {
            return true;
        }
        if open.prose {
            return false;
        }
        if self.indents {
            return !reaches;
        }
        let comma = a.words.ends_with(['，', '、', ',', '；', '—']);
        !comma && (a.reach < LONG.min(full * 0.7) || self.kinds.ends_title(a.words))
    }
}

/// Whether a line ends in a button of the page: 【收藏】, [打印].
fn ends_in_button(words: &str) -> bool {
    let Some(words) = words.strip_suffix(['】', ']', '］']) else { return false };
    ["收藏", "打印", "关闭", "分享", "下载", "纠错"].iter().any(|button| words.ends_with(button))
}

/// The titles that a line quotes: 《…》, without the quotes within.
fn named_titles(words: &str) -> impl Iterator<Item = String> {
    words.split('《').skip(1).filter_map(|rest| rest.split('》').next()).map(without_quotes)
}

/// The words of a title without the quotes of others in it: their form changes when the whole is quoted.
fn without_quotes(words: &str) -> String {
    words.chars().filter(|&c| !is_blank(c) && !"《》〈〉<>".contains(c)).collect()
}

/// Whether a line is furniture of a site by itself. A colophon may go on in the next line.
fn is_site_line(words: &str, lexicon: &Lexicon) -> bool {
    words.len() <= super::LONGEST_FURNITURE
        && lexicon.furniture().classify(words).is_some_and(|(kind, zone)| {
            matches!(kind, RemovedKind::Site | RemovedKind::Publication) && zone != Zone::Tail
        })
}

/// Whether a line is of the frame of a page or a form: 发文字号：…　发布日期：….
fn is_frame(words: &str, lexicon: &Lexicon) -> bool {
    // Most lines are long, and have no colon near their head.
    let near = &words[..words.floor_char_boundary(LONGEST_LABEL)];
    near.split_once(['：', ':']).is_some_and(|(head, _)| lexicon.frames().get(head).is_some())
}

/// Whether a line above a table says in what its numbers are: 单位：亿元、%.
fn is_unit_note(words: &str) -> bool {
    const LONGEST: usize = 36;
    let words = words.trim_start_matches(['（', '(']);
    words.len() <= LONGEST && (words.starts_with("单位：") || words.starts_with("单位:")) && !words.ends_with('。')
}

/// Whether a line is a document number or a date and nothing else, or of the frame of a page.
fn stands_alone(words: &str, lexicon: &Lexicon) -> bool {
    const LONGEST: usize = 60;
    if ends_in_button(words) || is_frame(words, lexicon) || is_unit_note(words) || words == "序号" {
        return true;
    }
    let words = words.strip_suffix("印发").unwrap_or(words);
    if words.len() > LONGEST || !words.ends_with(['日', '号']) {
        return false;
    }
    if words.ends_with('号') {
        return ends_in_number(words);
    }
    let mut words = words.chars().filter(|&c| !is_blank(c)).rev();
    let numeral = |c: &char| c.is_ascii_digit() || ZEROS.contains(c) || "一二三四五六七八九十".contains(*c);
    words.next();
    words.filter(|c| !numeral(c)).eq("月年".chars())
}

/// Whether words end in a document number: …〔2022〕28号.
fn ends_in_number(words: &str) -> bool {
    let Some(words) = words.strip_suffix('号') else { return false };
    let digits = |c: char| c.is_ascii_digit() || is_blank(c);
    let year = words.trim_end_matches(digits).strip_suffix(['〕', ']', '］', '）', ')', '】']).unwrap_or_default();
    year.chars().rev().filter(|&c| !is_blank(c)).take(4).filter(char::is_ascii_digit).count() == 4
}

/// Whether a line opens with something that mostly stands at the head of a paragraph.
fn opens(words: &str) -> bool {
    let label = ["附件", "附 件", "抄送", "责任编辑", "扫一扫", "分享到", "（此件", "(此件"];
    let parted = || decimal(words).is_some_and(|m| words[m.len..].starts_with(is_blank));
    marker(words).is_some() || label.iter().any(|l| words.starts_with(l)) || parted()
}

/// 责任单位：… and its like: a label of roles before a colon at the head of the line.
pub(super) fn is_label(words: &str, lexicon: &Lexicon) -> bool {
    words.split_once(['：', ':']).is_some_and(|(head, _)| {
        let head = head.trim_matches(is_blank);
        head.len() <= LONGEST_LABEL && head.chars().all(is_han) && lexicon.roles().label(head).is_some()
    })
}

/// A heading stands under a number and has no mark in it.
fn is_heading(words: &str) -> bool {
    marker(words).is_some_and(|m| !words[m.len..].contains(['，', '。', '；', '：', ',', ';', ':']))
}
