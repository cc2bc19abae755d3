//! Numbers inside lines that count on as the numbers of items do: where a document lost its line breaks, each began a line.

use super::{Lined, list};
use crate::lexicon::Lexicon;
use crate::text::{FewHan, Marker, MarkerStyle, Span, is_blank, is_han, marker, marker_before_digit};

/// A line in which breaks were lost is longer than this, in bytes: three hundred Han characters.
pub(super) const LONG_LINE: usize = 900;

/// The longest heading that may stand before a number without a stop between them, in bytes: forty Han characters.
const LONGEST_HEADING: usize = 120;

/// The longest list of organs before a number, in bytes.
const LONGEST_CLAUSE: usize = 600;

/// The links of a page behind a document in one line take no more than one part in so many of its length.
const MOST_BEHIND: usize = 5;

/// What stands before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Nothing: it begins its line.
    Line,
    /// The stop of a sentence, or a closing bracket.
    Stop,
    /// A blank.
    Blank,
    /// A colon: an item may follow, or a list within the sentence.
    Colon,
    /// A semicolon, as in such a list.
    Pause,
    /// Words.
    Glued,
}

/// A number that may begin an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its line: an index into [`Document::lines`].
    pub line: usize,
    /// Its first byte in the text.
    pub at: usize,
    /// The byte after it.
    pub end: usize,
    pub style: MarkerStyle,
    pub edge: Edge,
    pub value: u32,
}

impl Mark {
    /// Whether nothing but the line's length speaks against it: it stands behind the end of what was before.
    fn is_firm(&self) -> bool {
        matches!(self.edge, Edge::Stop | Edge::Blank)
    }

    /// Whether its style is one that no list within a paragraph has.
    fn heads(&self) -> bool {
        self.style <= MarkerStyle::HanBracket
    }
}

/// The numbers that begin items where breaks were lost, in text order, and the lines that lost them.
#[derive(Debug, Default)]
pub(super) struct Lost {
    /// Numbers inside lines that began lines once, and those that begin lines still.
    pub marks: Vec<Mark>,
    /// For each line, whether it holds several items that once had lines of their own.
    pub flat: Vec<bool>,
}

/// Finds them.
pub(super) fn lost(document: Lined<'_>, lexicon: &Lexicon) -> Lost {
    let all = find(document);
    let likely = likely(document, all, lexicon);
    let mut flat = vec![false; document.lines.len()];
    for (mark, _) in likely.iter().zip(list::below_headings(document, &likely)).filter(|(_, lost)| *lost) {
        flat[mark.line] = true;
    }
    flatten(document, &likely, &mut flat);
    list::with_clauses(document, &likely, lexicon, &mut flat);
    let gaps = gaps(&likely);
    let marks = likely.into_iter().zip(gaps);
    let marks = marks.filter(|(mark, gap)| *gap || mark.edge == Edge::Line || flat[mark.line]).map(|(mark, _)| mark);
    Lost { marks: marks.collect(), flat }
}

/// All numbers in the lines that are no rows of tables.
fn find(document: Lined<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (line, span) in document.lines.iter().map(|line| line.text).enumerate() {
        let words = span.of(document.text);
        match memchr::memchr(b'\t', words.as_bytes()) {
            None => find_in(words, line, span.start as usize, &mut marks),
            // The document in one line, and the links of its page (首页 | 关于我们) behind it.
            Some(cell) if cell >= LONG_LINE && cell + cell / MOST_BEHIND > document.text.len() => {
                find_in(&words[..cell], line, span.start as usize, &mut marks);
            }
            Some(_) => {}
        }
    }
    marks
}

fn find_in(words: &str, line: usize, start: usize, marks: &mut Vec<Mark>) {
    // Whether the numbers are of a list of attachments: it is read as one.
    let mut attached = false;
    for (at, c) in OPENERS.and_marks(words) {
        attached |= c == '附' && begins_attachments(&words[at..]);
        if may_open(c)
            && (!c.is_ascii_digit() && !is_han_numeral(c) || has_stop(words, at))
            && let Some(edge) = edge(&words[..at], c)
            && let Some(found) = number(&words[at..])
                .filter(|found| begins_items(*found, &words[at..]))
                .or_else(|| before_month(&words[at..], edge))
            && (edge != Edge::Glued || (MarkerStyle::Han..=MarkerStyle::Digit).contains(&found.style))
            && (edge == Edge::Line || !attached || found.style < MarkerStyle::HanBracket)
        {
            attached = false;
            let at = start + at;
            marks.push(Mark { line, at, end: at + found.len, style: found.style, edge, value: found.value });
        }
    }
}

/// The number that words begin with, with blanks between its characters too: 一 、, （ 一 ）.
fn number(words: &str) -> Option<Marker> {
    marker(words).or_else(|| {
        let (open, stop) = if words.starts_with('（') { ("（", '）') } else { ("", '、') };
        let inner = words[open.len()..].trim_start_matches(is_blank);
        let rest = inner.trim_start_matches(is_han_numeral);
        let digits = &inner[..inner.len() - rest.len()];
        let rest = rest.trim_start_matches(is_blank);
        let parted = !digits.is_empty() && rest.starts_with(stop);
        let found = parted.then(|| marker(&format!("{open}{digits}{stop}"))).flatten()?;
        Some(Marker { len: words.len() - rest.len() + stop.len_utf8(), ..found })
    })
}

/// The number before a month, which no decimal is: 7.9月底前….
fn before_month(words: &str, edge: Edge) -> Option<Marker> {
    let found = marker_before_digit(words).filter(|_| matches!(edge, Edge::Line | Edge::Stop | Edge::Blank))?;
    let rest = words[found.len..].trim_start_matches(|c: char| c.is_ascii_digit());
    (words.len() - found.len - rest.len() <= 2 && rest.starts_with('月')).then_some(found)
}

/// Whether words begin with a list of attachments: 附件：1.…, 附件1：….
pub(super) fn begins_attachments(words: &str) -> bool {
    let Some(rest) = words.strip_prefix('附') else { return false };
    let rest = rest.strip_prefix(['件', '表', '图']).unwrap_or(rest);
    let rest = rest.trim_start_matches(is_blank).trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with(['：', ':'])
}

/// The Han that numbers of items and lists of attachments begin with.
static OPENERS: FewHan = FewHan::new("第一二三四五六七八九十百零附");

/// Whether a number of items may begin with a character.
fn may_open(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '第' | '（' | '(' | '㈠'..='㈩' | '⒈'..='⒛') || is_han_numeral(c)
}

/// Whether a number begins at a digit and has a stop behind it, as numbers of items have: most digits are of other numbers, or of
/// words (进一步). No digit is read twice.
fn has_stop(words: &str, at: usize) -> bool {
    let (before, words) = words.split_at(at);
    let is_digit: fn(char) -> bool =
        if words.starts_with(is_han_numeral) { is_han_numeral } else { |c| c.is_ascii_digit() };
    if before.ends_with(is_digit) {
        return false;
    }
    let behind = words.trim_start_matches(is_digit).trim_start_matches(is_blank);
    behind.starts_with(['.', '．', '﹒', '、', '）', ')'])
}

fn is_han_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇')
}

/// What stands before a number that begins with `c`, at the end of `words`; `None` where it is a part of a number or of a
/// list: 、二、.
fn edge(words: &str, c: char) -> Option<Edge> {
    let mut chars = words.chars().rev().filter(|&c| !is_blank(c));
    let Some(before) = chars.next() else { return Some(Edge::Line) };
    let (second, blank) = (chars.next(), words.ends_with(is_blank));
    let stop = |c: char| matches!(c, '。' | '！' | '？' | '…' | '）' | ')' | '】');
    match before {
        '，' | '、' | ',' => None,
        _ if stop(before) => Some(Edge::Stop),
        // A full stop in half width: …责任.（一）….
        '.' | '．' if second.is_some_and(|c| stop(c) || is_han(c) && !is_han_numeral(c)) => Some(Edge::Stop),
        '”' | '’' | '"' if second.is_some_and(|c| matches!(c, '。' | '！' | '？')) => Some(Edge::Stop),
        '：' | ':' => Some(Edge::Colon),
        '；' | ';' => Some(Edge::Pause),
        _ if blank => Some(Edge::Blank),
        '第' => None,
        _ if c.is_ascii_digit() && before.is_ascii() => None,
        _ if is_han_numeral(c) && is_han_numeral(before) => None,
        _ => Some(Edge::Glued),
    }
}

/// Whether a number is of a style that items have, and no part of a sentence: 一、二产业, 5、6月, 第三条规定.
fn begins_items(found: Marker, words: &str) -> bool {
    let rest = words[found.len..].trim_start_matches(is_blank);
    match found.style {
        MarkerStyle::Part | MarkerStyle::Chapter | MarkerStyle::Section | MarkerStyle::Article => {
            let sentence = ["规定", "的", "第", "款", "、", "和", "至", "所", "，"];
            !sentence.iter().any(|word| rest.starts_with(word))
        }
        MarkerStyle::Han => {
            let digits = rest.trim_start_matches(is_han_numeral);
            digits.len() == rest.len() || !digits.starts_with(['、', '和', '等', '产', '级', '类', '线'])
        }
        MarkerStyle::Digit => {
            let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            digits.len() == rest.len()
                || rest.len() - digits.len() > 2
                || !digits.starts_with(['、', '和', '月', '日', '号', '.', ')', '）'])
        }
        MarkerStyle::HanBracket => true,
        _ => false,
    }
}

/// The numbers that count on from the one before them, or start at one and are counted on.
fn likely(document: Lined<'_>, all: Vec<Mark>, lexicon: &Lexicon) -> Vec<Mark> {
    let followed = followed(&all);
    let mut last = [0_u32; MarkerStyle::COUNT];
    let mut kept: Vec<Mark> = Vec::new();
    for (mark, followed) in all.into_iter().zip(followed) {
        let counts_on = mark.value > 1 && mark.value == last[mark.style as usize] + 1;
        let fits = match mark.edge {
            Edge::Line => true,
            // A list of one may stand below a heading.
            Edge::Blank if mark.value == 1 && is_below(document, kept.last(), &mark) => true,
            // Lists within sentences begin at one.
            Edge::Stop | Edge::Blank | Edge::Colon => counts_on || followed,
            Edge::Pause => counts_on && mark.style <= MarkerStyle::Han,
            Edge::Glued => {
                (counts_on || followed) && is_below(document, kept.last(), &mark)
                    || counts_on && is_behind_clause(document, &mark, lexicon)
                    || followed && is_behind_title(document, &mark, lexicon)
            }
        };
        if fits {
            last[mark.style as usize] = mark.value;
            kept.push(mark);
        }
    }
    kept
}

/// For each number that is a one, whether the next of its style is a two.
fn followed(marks: &[Mark]) -> Vec<bool> {
    let mut next = [0_u32; MarkerStyle::COUNT];
    let mut followed = vec![false; marks.len()];
    for (at, mark) in marks.iter().enumerate().rev() {
        followed[at] = mark.value == 1 && next[mark.style as usize] == 2;
        // A list within a sentence counts on behind semicolons; 方案一、方案二、 do not stand behind stops.
        let listed = mark.edge == Edge::Pause && mark.style > MarkerStyle::Han;
        let glued = mark.edge == Edge::Glued && mark.style == MarkerStyle::Han;
        if !listed && !glued {
            next[mark.style as usize] = mark.value;
        }
    }
    followed
}

/// Whether the number before a mark is of the heading right before it.
pub(super) fn is_below(document: Lined<'_>, before: Option<&Mark>, mark: &Mark) -> bool {
    before.filter(|before| before.line == mark.line).is_some_and(|before| is_under_heading(document, before, mark))
}

/// Whether a number stands right behind a heading, whose own number is of a style above it: 一、主要任务1、….
fn is_under_heading(document: Lined<'_>, heading: &Mark, mark: &Mark) -> bool {
    let words = document.text.get(heading.end..mark.at).unwrap_or_default().trim_end_matches(is_blank);
    heading.style < mark.style
        && (1..=LONGEST_HEADING).contains(&words.len())
        && !words.contains(['。', '；', '：', ';', ':', '！', '？'])
        && words.ends_with(|c: char| is_han(c) || c == '”')
}

/// The words of a line before a number, as far as `most` bytes.
fn before<'d>(document: Lined<'d>, mark: &Mark, most: usize) -> &'d str {
    let start = document.lines[mark.line].text.start as usize;
    let from = document.text.ceil_char_boundary(start.max(mark.at.saturating_sub(most)));
    document.text.get(from..mark.at).unwrap_or_default()
}

/// Whether a number stands right behind a clause that has no stop: 责任单位：甲局、乙局（二）…, 完成时限：年底前三、….
fn is_behind_clause(document: Lined<'_>, mark: &Mark, lexicon: &Lexicon) -> bool {
    /// The longest label, in characters.
    const LONGEST_LABEL: usize = 6;
    let words = before(document, mark, LONGEST_CLAUSE);
    let clause = words.rsplit(['。', '！', '？']).next().unwrap_or_default();
    let mut colons = clause.match_indices(['：', ':']).map(|(at, _)| &clause[..at]);
    colons.any(|head| {
        let mut starts = head.char_indices().rev().take(LONGEST_LABEL).map(|(at, _)| &head[at..]);
        starts.any(|label| lexicon.roles().label(label).is_some() || lexicon.columns().get(label).is_some())
    })
}

/// Whether a number stands right behind a title: …实施方案一、….
fn is_behind_title(document: Lined<'_>, mark: &Mark, lexicon: &Lexicon) -> bool {
    mark.style == MarkerStyle::Han && lexicon.kinds().ends_title(before(document, mark, LONGEST_HEADING))
}

/// Says which lines hold several items that had lines of their own: long ones in which numbers of headings count on, where
/// few or none of that style begin lines.
fn flatten(document: Lined<'_>, marks: &[Mark], flat: &mut [bool]) {
    let long = |mark: &Mark| document.lines[mark.line].text.len() >= LONG_LINE;
    let (mut begin, mut inline) = ([0_usize; MarkerStyle::COUNT], [0_usize; MarkerStyle::COUNT]);
    for mark in marks {
        let count = if mark.edge == Edge::Line { &mut begin } else { &mut inline };
        count[mark.style as usize] += 1;
    }
    let lost = |style: MarkerStyle| {
        let style = style as usize;
        // Numbers below others that stand on lines of their own may be lists within paragraphs.
        let most = if style == MarkerStyle::HanBracket as usize { 1 } else { inline[style] / 2 };
        begin[..=style].iter().sum::<usize>() <= most
    };
    let mut last: [Option<&Mark>; MarkerStyle::COUNT] = [None; MarkerStyle::COUNT];
    for mark in marks.iter().filter(|mark| mark.edge != Edge::Line) {
        let before = last[mark.style as usize].replace(mark);
        let next = before.is_some_and(|b| b.line == mark.line && b.value + 1 == mark.value);
        flat[mark.line] |= next && mark.heads() && lost(mark.style) && mark.is_firm() && long(mark);
    }
    // Where a line lost its breaks, the others did, too.
    if flat.contains(&true) {
        for mark in marks.iter().filter(|mark| mark.is_firm() && mark.heads() && mark.value > 1) {
            flat[mark.line] = true;
        }
    }
}

/// Says which numbers fill a gap: without them the numbers that begin lines do not count on.
fn gaps(marks: &[Mark]) -> Vec<bool> {
    /// The numbers of a style since the last that began a line.
    #[derive(Default)]
    struct Run {
        /// The number that began a line.
        before: u32,
        /// Indices of those inside lines since then, as far as they count on.
        inline: Vec<usize>,
    }
    let mut gap = vec![false; marks.len()];
    let mut runs: [Run; MarkerStyle::COUNT] = std::array::from_fn(|_| Run::default());
    for (at, mark) in marks.iter().enumerate() {
        let run = &mut runs[mark.style as usize];
        if mark.edge != Edge::Line {
            if mark.value == 1 {
                run.inline.clear();
            }
            run.inline.push(at);
            continue;
        }
        let fills = run.inline.last().is_some_and(|&last| marks[last].value + 1 == mark.value);
        if fills && mark.value != run.before + 1 {
            run.inline.iter().for_each(|&at| gap[at] = true);
        }
        *run = Run { before: mark.value, inline: Vec::new() };
    }
    // The last number behind a heading has none to follow it; those before it show what it is.
    let mut filled = [false; MarkerStyle::COUNT];
    marks.iter().zip(&gap).filter(|(_, gap)| **gap).for_each(|(mark, _)| filled[mark.style as usize] = true);
    for (run, _) in runs.iter().zip(filled).filter(|(_, filled)| *filled) {
        let counts_on = |at: &&usize| marks[**at].edge == Edge::Glued && marks[**at].value == run.before + 1;
        run.inline.first().filter(counts_on).into_iter().for_each(|&at| gap[at] = true);
    }
    gap
}

/// Where a sentence begins that stands right behind the name of a section, in bytes of the text: 一、指导思想以….
pub(super) fn heading_meets_sentence(text: &str, line: Span, mark: &Mark, lexicon: &Lexicon) -> Option<usize> {
    /// A sentence is longer, in bytes.
    const LEAST_SENTENCE: usize = 90;
    let behind = text.get(mark.end..line.end as usize)?;
    let words = behind.trim_start_matches(is_blank);
    let len = mark.heads().then(|| lexicon.sections().heading_at(words)).flatten()?;
    // What is looked at has an end: a line may be the whole document.
    let rest = words[len..words.floor_char_boundary(len + LONGEST_CLAUSE)].trim_start_matches(is_blank);
    let opens = lexicon.sections().is_opening(rest);
    (opens && rest.len() >= LEAST_SENTENCE && rest.contains('。')).then(|| line.end as usize - words.len() + len)
}

/// Where the first blank stands that parts words, and no characters that were set apart: 工 作 目 标| 2020年….
fn end_of_words(words: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + words[from..].find(is_blank)?;
        let rest = words[end..].trim_start_matches(is_blank);
        let spread = |word: &str| word.chars().nth(1).is_none() && word.starts_with(is_han);
        if !spread(&words[from..end]) || !spread(rest.split(is_blank).next().unwrap_or_default()) {
            return Some(end);
        }
        from = words.len() - rest.len();
    }
}

/// The words behind a mark up to the blank that ends its heading, in bytes of the text; `None` where none does, or only the
/// `next` number.
pub(super) fn heading_end(text: &str, line: Span, mark: &Mark, next: Option<usize>) -> Option<usize> {
    const STOPS: [char; 7] = ['。', '；', '：', ';', ':', '！', '？'];
    let behind = text.get(mark.end..next.unwrap_or(line.end as usize))?;
    let words = behind.trim_start_matches(is_blank);
    let alone = next.is_some() && words.len() <= LONGEST_HEADING && !words.contains(STOPS);
    let head = &words[..words.floor_char_boundary(LONGEST_HEADING)];
    let end = end_of_words(head).filter(|end| *end > 0 && !alone && mark.heads())?;
    let is_heading = !head[..end].contains(STOPS) && head[..end].ends_with(is_han);
    is_heading.then(|| mark.end + behind.len() - words.len() + end)
}
