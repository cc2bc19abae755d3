//! Which lines begin a paragraph, and which go on with one that a wrap or a page break parted.
//!
//! Evidence, in this order: rows of tables stand alone; an indent where the document indents its paragraphs; how far the
//! line before reaches; its last mark; a number, label or date at the start of the line.

mod layout;
mod measure;
mod says;

use std::collections::HashSet;

use super::cell::Cell;
use super::furniture::Fate;
use super::rows;
use crate::lexicon::Lexicon;
use crate::model::RemovedKind;
use crate::read::{Document, Line};
use crate::text::{
    Marker, MarkerStyle, annex, docnum, ends_sentence, is_blank, is_file_name, is_han, marker_before_digit, marks,
};

use layout::{Layout, Open};
use measure::{Margins, Measure, measure};
use says::{is_broken_label, is_site_line, named_titles, starts_item, without_quotes};

pub(super) use measure::width;
pub(super) use says::{is_label, is_trail_alone};

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
    /// A line of a table whose cells are not told.
    pub unread: bool,
}

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
        line.alone = line.alone || is_site_line(line.words, lexicon);
    }
    for i in 1..kept.len() {
        if kept[i].1.label && !kept[i - 1].1.row && is_broken_label(kept[i - 1].1.words, kept[i].1.words, lexicon) {
            kept[i].1.label = false;
        }
    }
    let kinds = lexicon.kinds();
    for (_, line) in kept[..head].iter_mut().filter(|(_, line)| line.words.len() <= LONGEST_TITLE) {
        line.alone = line.alone || kinds.before_site(line.words).is_some() || is_file_name(line.words);
    }
    let layout = Layout::of(document, &mut kept, kinds);
    let mut starts = vec![Start::default(); document.lines.len()];
    let signatures = signatures(&kept);
    let broken = rows::broken(document, &kept.iter().map(|(index, _)| *index).collect::<Vec<_>>(), lexicon);
    let mut open = Open::default();
    // Whether the open paragraph is of a list of attachments.
    let mut attached = false;
    let mut numbers = Numbers::default();
    let mut last = None;
    for (i, &(index, line)) in kept.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| kept[i].1);
        // What a site prints around a paper stands between its lines, and not within one.
        let site = |above: &usize| i < head && fates[*above..index].contains(&Fate::Remove(RemovedKind::Site));
        let ours = begun.get(index).is_some_and(|begun| *begun) || last.iter().any(site);
        last = Some(index);
        let begins = ours
            || !broken[i]
                && !before.is_some_and(|before| {
                    awaits(&before, &line)
                        || splits_number(&before, &line)
                        || is_numbered(&before, &line)
                        || splits_name(&before, &line, lexicon)
                        || open.listed && lists_on(&before, &line, lexicon)
                })
                && before.is_none_or(|before| {
                    let greeting = open.salutation && open.depth <= 0 && before.words.ends_with(['：', ':']);
                    let names = || ends_in_names(before.words, lexicon);
                    let ended = || ends_sentence(before.words) || attached || kinds.ends_title(before.words) || names();
                    let signs = signatures[i] && (signatures[i - 1] || ended());
                    // 附件：1.…|2.2022—2025年…: a list, so that 2.2 is no number.
                    let next = attached && marker_before_digit(line.words).is_some();
                    // A bracket that was never closed ends before the next heading.
                    let within = |m: Marker| matches!(m.style, MarkerStyle::Han | MarkerStyle::HanBracket);
                    // …重点专科6个，|三、四级手术占比达到40%: a sentence that pauses at the end of a full line goes on.
                    let pauses = before.words.ends_with(['，', '、']) && before.is_long();
                    let expected = |m: Marker| numbers.expects(m) && (open.depth <= 0 || within(m));
                    let item = !pauses && line.marker.is_some_and(expected);
                    let behind_number = i < head && i > 1 && is_broken_number(kept[i - 2].1.words, before.words);
                    // 附件 at the top of a page heads an annex, whatever the page before ends in.
                    let annexed = before.page != line.page && annex::is_mark(line.words);
                    greeting
                        || annexed
                        || signs
                        || next
                        || item
                        || behind_number
                        || before.differs_in_size(&line)
                        || layout.breaks(&before, &line, &open)
                });
        let page = begins && before.is_none_or(|b| b.page != line.page);
        starts[index] = Start { paragraph: begins, page, ..Start::default() };
        if begins {
            numbers.add(line.marker);
            attached = line.words.starts_with("附件") || attached && starts_item(&line);
            open = Open { salutation: line.marker.is_none(), ..Open::default() };
        }
        open.add(&line);
    }
    for &(index, cell) in cells {
        let (paragraph, tabs) = match cell {
            Cell::First(tabs) => (true, tabs),
            Cell::Next(tabs) => (false, tabs),
            Cell::More | Cell::Again => (false, 0),
            Cell::Unread => (true, 0),
        };
        let unread = cell == Cell::Unread;
        starts[index] = Start { paragraph, page: false, cell: cell != Cell::More, tabs, unread };
    }
    starts
}

/// The paragraphs that are no rows of tables, each as one line of the text as read.
pub(super) fn paragraphs(document: &Document, fates: &[Fate], starts: &[Start]) -> Vec<Line> {
    let mut paragraphs: Vec<Line> = Vec::new();
    let mut row = false;
    for (index, line) in document.lines.iter().enumerate().filter(|&(index, _)| fates[index] == Fate::Keep) {
        let start = starts[index];
        if start.paragraph || paragraphs.is_empty() {
            row = start.cell || line.text.of(&document.text).contains('\t');
            if !row {
                paragraphs.push(Line { text: line.text, ..Line::default() });
            }
        } else if let Some(open) = paragraphs.last_mut().filter(|_| !row) {
            open.text.end = line.text.end;
        }
    }
    paragraphs
}

/// Whether a line is a label of roles and nothing else.
fn is_label_alone(line: &Measure<'_>) -> bool {
    line.label && line.words.ends_with(['：', ':'])
}

/// Whether two lines are the number of a document that a wrap broke, and nothing else: 六政办〔20|23〕17号.
fn is_broken_number(first: &str, second: &str) -> bool {
    second.ends_with('号') && {
        let whole = format!("{first}{second}");
        docnum::at_head(first).is_none() && docnum::spread_at_head(&whole) == Some(whole.len())
    }
}

/// Whether a line is a number alone, and the next what it numbers: 四、|保障措施.
fn is_numbered(number: &Measure<'_>, line: &Measure<'_>) -> bool {
    let heads =
        |m: Marker| m.len == number.words.len() && matches!(m.style, MarkerStyle::Han | MarkerStyle::HanBracket);
    number.marker.is_some_and(heads) && line.marker.is_none() && !line.row && line.words.starts_with(is_han)
}

/// Whether a wrap broke a number behind its point: 投入资金18.|6亿元.
fn splits_number(before: &Measure<'_>, line: &Measure<'_>) -> bool {
    let whole = before.words.strip_suffix('.').filter(|words| words.ends_with(|c: char| c.is_ascii_digit()));
    // 18. alone is the number of an item.
    whole.is_some_and(|words| words.contains(is_han))
        && line.marker.is_none()
        && line.words.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a line is what a label alone on the line before it announces: 责任单位：|县教育局、县财政局.
fn awaits(label: &Measure<'_>, line: &Measure<'_>) -> bool {
    is_label_alone(label)
        && !line.label
        && !line.row
        && !line.alone
        && !line.is_long()
        && !line.words.contains(['。', '：', ':'])
        && line.marker.is_none()
}

/// Whether a line ends in a list of names of organs, the last of them whole.
fn ends_in_names(words: &str, lexicon: &Lexicon) -> bool {
    words.rsplit_once(['、', '，']).is_some_and(|(_, last)| lexicon.names().is_whole(last))
}

/// Whether a break stands within a name of a label's list: 责任单位：市住建局、市农业|农村局、县财政局; 县供电|公司.
fn splits_name(before: &Measure<'_>, line: &Measure<'_>, lexicon: &Lexicon) -> bool {
    if !before.label || line.label || line.row || line.marker.is_some() {
        return false;
    }
    let organs = lexicon.organs();
    let Some((_, begun)) = before.words.rsplit_once(['、', '，', '：', ':']) else { return false };
    let rest = line.words.split(['、', '，', '；', '。']).next().unwrap_or_default();
    if begun.is_empty() || organs.knows(begun) {
        return false;
    }
    let (names, whole) = (lexicon.names(), format!("{begun}{rest}"));
    // …、县供电|公司: the end of a name, and nothing else, is no paragraph.
    let ends = || {
        let bare = names.is_whole(begun) || names.is_generic(begun) || names.is_bare(begun);
        names.is_end(rest) && !bare && names.is_whole(&whole)
    };
    !organs.knows(rest) && organs.knows(&whole) || ends()
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
    /// Whether the number that a line begins with is the next one of a style that no sentence holds.
    fn expects(&self, m: Marker) -> bool {
        let inline = matches!(m.style, MarkerStyle::DigitBracket | MarkerStyle::Circled | MarkerStyle::Bullet);
        !inline && m.value > 1 && self.last[m.style as usize] + 1 == m.value
    }

    fn add(&mut self, marker: Option<Marker>) {
        if let Some(found) = marker {
            self.last[found.style as usize] = found.value;
        }
    }
}

/// The lines that sign: organs over a date, however full the line before them is.
fn signatures(kept: &[(usize, Measure<'_>)]) -> Vec<bool> {
    let mut signs = vec![false; kept.len()];
    for i in (0..kept.len().saturating_sub(1)).rev() {
        let (line, next) = (&kept[i].1, &kept[i + 1].1);
        let date = || next.alone && next.words.trim_end_matches("印发").ends_with('日');
        let organ = || !line.is_long() && marks(line.words).all(|(_, c)| is_han(c) || is_blank(c));
        signs[i] = (signs[i + 1] || date()) && organ();
    }
    signs
}
