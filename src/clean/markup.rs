//! Markup that a copy kept: a database of laws gives its papers as `<p>一、总体要求</p><p><br/></p><p>…`.
//!
//! Tags that end a paragraph are a line of their own and go, and so do those at the ends of a line; one within a sentence
//! (`<strong>`) goes alone. Only tags that are known are tags: `<某某>` and `a<b` stay.

use memchr::memchr_iter;

use super::cell::Cell;
use crate::read::{Document, Line};
use crate::text::{Span, ends_sentence, is_blank, is_han, marks, parts_paragraphs, trim, turn};

/// Tags within a paragraph.
const INLINE: [&str; 15] =
    ["a", "b", "em", "font", "i", "img", "ins", "o:p", "s", "small", "span", "strong", "sub", "sup", "u"];

/// The longest tag, in bytes: an editor puts a long style into each.
const LONGEST: usize = 600;

/// A document with fewer tags shows one, and is not written in them.
const LEAST: usize = 3;

/// Tags that stand together.
struct Run {
    start: usize,
    end: usize,
    /// Whether one of them parts paragraphs.
    parts: bool,
}

/// The lines of a document, parted at the tags that part them; `None` where it is not written in tags.
pub(super) fn part(document: &Document) -> Option<Vec<Line>> {
    let tags = memchr_iter(b'<', document.text.as_bytes()).map(|at| &document.text[at..]);
    // Nobody writes <br> but for a new line.
    let breaks = |words: &&str| words[1..].starts_with("br") || words[1..].starts_with("BR");
    let tags: Vec<&str> = tags.filter(|words| tag(words).is_some()).take(LEAST).collect();
    if tags.len() < LEAST && !tags.iter().any(breaks) {
        return None;
    }
    let mut lines = Vec::with_capacity(document.lines.len() * 2);
    for line in &document.lines {
        let (mut from, end) = (line.text.start as usize, line.text.end as usize);
        let mut push = |from: &mut usize, to: usize| {
            if *from < to {
                lines.push(line.part(Span::new(*from, to)));
                *from = to;
            }
        };
        // 1.做好甲。<br>2.做好乙。 in a cell: the row stays one line, and the tag goes like one within a sentence.
        let row = line.text.of(&document.text).contains('\t');
        for run in runs(line.text.of(&document.text)) {
            let (first, last) = (line.text.start as usize + run.start, line.text.start as usize + run.end);
            if run.parts && !row && !goes_on(document.text.get(from..first), document.text.get(last..end))
                || first == from
                || last == end
            {
                push(&mut from, first);
                push(&mut from, last);
            }
        }
        push(&mut from, end);
    }
    Some(lines)
}

/// Whether what stands before and behind a new line is one list or sentence all the same: （市财政局、<br>市水利局）, 给予补助，<br>每个….
fn goes_on(before: Option<&str>, behind: Option<&str>) -> bool {
    let (Some(before), Some(behind)) = (before, behind) else { return false };
    let open = || marks(before).map(|(_, c)| turn(c)).sum::<i32>() > 0 && !ends_sentence(before);
    behind.starts_with(is_han) && (before.ends_with(['、', '，']) || open())
}

/// Says of each line behind tags that part paragraphs that it begins one.
pub(super) fn begin(document: &Document, begun: &mut Vec<bool>) {
    begun.resize(document.lines.len(), false);
    let parts = |line: &Line| {
        let words = line.text.of(&document.text);
        is_tags(words) && runs(words).iter().any(|run| run.parts)
    };
    for (line, begun) in document.lines.iter().zip(begun.iter_mut().skip(1)) {
        *begun |= parts(line);
    }
}

/// The cells of tables, which tags part. A page may be laid out in rows, too: of one cell, or with a whole paper in one.
pub(super) fn cells(document: &Document) -> Vec<(usize, Cell)> {
    let (mut cells, mut row, mut column) = (Vec::new(), Vec::new(), None);
    for (index, line) in document.lines.iter().enumerate() {
        let words = line.text.of(&document.text);
        if !is_tags(words) {
            row.extend(column.map(|column| (index, column)));
            continue;
        }
        for tag in words.split('<') {
            let name = tag.split(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).next().unwrap_or_default();
            let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
            if is(&["td", "th"]) {
                column = Some(column.map_or(0, |column: usize| column + 1));
            } else if is(&["tr", "/tr", "/table"]) {
                cells.extend(cells_of(&std::mem::take(&mut row)));
                column = None;
            }
        }
    }
    cells
}

/// The cells of a row, by its lines and the columns in which they stand; none where it is no row of a table.
fn cells_of(row: &[(usize, usize)]) -> Vec<(usize, Cell)> {
    /// A cell has so many lines at most.
    const LINES: usize = 16;
    let whole = row.chunk_by(|a, b| a.1 == b.1);
    if whole.clone().count() < 2 || whole.clone().any(|cell| cell.len() > LINES) {
        return Vec::new();
    }
    let mut before = None;
    let cell = |&(line, column): &(usize, usize)| {
        let cell = match before.replace(column) {
            None => Cell::First(column),
            Some(last) if last == column => Cell::More,
            Some(last) => Cell::Next(column - last),
        };
        (line, cell)
    };
    row.iter().map(cell).collect()
}

/// Whether a line is of tags and nothing else.
pub(super) fn is_tags(words: &str) -> bool {
    let words = trim(words);
    words.starts_with('<') && matches!(runs(words).as_slice(), [run] if run.end - run.start == words.len())
}

/// The tags within a line.
pub(super) fn within(raw: &str, line: Span) -> impl Iterator<Item = Span> {
    let start = line.start as usize;
    runs(line.of(raw)).into_iter().map(move |run| Span::new(start + run.start, start + run.end))
}

/// Whether headings begin with the marks of Markdown: ## 一、总体要求. One line alone may have such a mark for its own reason.
pub(super) fn is_hashed(document: &Document) -> bool {
    let lines = document.lines.iter().map(|line| line.text);
    lines.filter(|line| hashes(&document.text, *line).is_some()).take(2).count() == 2
}

/// The marks of Markdown at the head of a line, with the blank behind them.
pub(super) fn hashes(raw: &str, line: Span) -> Option<Span> {
    /// Headings have six levels.
    const DEEPEST: usize = 6;
    let words = line.of(raw);
    let rest = words.strip_prefix('#')?.trim_start_matches('#');
    let (level, words_behind) = (words.len() - rest.len(), rest.trim_start_matches(is_blank));
    let fits = level <= DEEPEST && words_behind.len() < rest.len() && !words_behind.is_empty();
    fits.then(|| Span::new(line.start as usize, line.start as usize + words.len() - words_behind.len()))
}

/// The marks of Markdown around strong words, where each has its other: **压实责任。**
pub(super) fn stars(raw: &str, line: Span) -> Vec<Span> {
    const STARS: &str = "**";
    let found: Vec<Span> = line
        .of(raw)
        .match_indices(STARS)
        .map(|(at, _)| Span::new(line.start as usize + at, line.start as usize + at + STARS.len()))
        .collect();
    if found.len().is_multiple_of(2) { found } else { Vec::new() }
}

/// Whether a tag, or one of several, parts paragraphs.
pub(super) fn parts(raw: &str, mark: Span) -> bool {
    runs(mark.of(raw)).iter().any(|run| run.parts)
}

/// The tags of words, those together that blanks alone part.
fn runs(words: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for start in memchr_iter(b'<', words.as_bytes()) {
        let Some((len, parts)) = tag(&words[start..]) else { continue };
        let end = start + len;
        match runs.last_mut().filter(|run| words[run.end..start].chars().all(is_blank)) {
            Some(run) => (run.end, run.parts) = (end, run.parts || parts),
            None => runs.push(Run { start, end, parts }),
        }
    }
    runs
}

/// The length of the tag that words begin with, and whether it parts paragraphs.
fn tag(words: &str) -> Option<(usize, bool)> {
    let inner = words.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let len = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':'))?;
    let (name, rest) = inner.split_at(len);
    let parts = parts_paragraphs(&name.to_ascii_lowercase());
    let known = || INLINE.iter().any(|known| known.eq_ignore_ascii_case(name));
    let ends = rest.starts_with(|c: char| matches!(c, '>' | '/') || is_blank(c));
    if !ends || !parts && !known() {
        return None;
    }
    let close = memchr_iter(b'>', words.as_bytes()).next().filter(|close| *close < LONGEST)?;
    (!words[1..close].contains('<')).then_some((close + 1, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stroke stands around each line of tags. What begins with a tag is read as a page: words stand before.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let text = format!("题\n{text}");
        let document = crate::read::read(text.as_bytes(), &crate::Options::default()).expect("a text");
        let parted = part(&document);
        let lines = parted.as_ref().unwrap_or(&document.lines);
        let lines = lines.iter().skip(1).map(|line| line.text.of(&document.text));
        let found: Vec<String> =
            lines.map(|line| if is_tags(line) { format!("|{line}|") } else { line.into() }).collect();
        assert_eq!(found.join("\n"), expected);
    }

    #[test]
    fn tags_that_part_paragraphs() {
        check("<p>甲。</p><p><br/></p><p>乙。</p>", "|<p>|\n甲。\n|</p><p><br/></p><p>|\n乙。\n|</p>|");
        check(
            "<P STYLE=\"text-align: right;\"> 甲</P><br>乙&nbsp;",
            "|<P STYLE=\"text-align: right;\">|\n 甲\n|</P><br>|\n乙\u{a0}",
        );
    }

    #[test]
    fn tags_within_a_line() {
        check("<p><strong>一、甲</strong></p>", "|<p><strong>|\n一、甲\n|</strong></p>|");
        check("<p>甲<strong>乙</strong>丙</p>", "|<p>|\n甲<strong>乙</strong>丙\n|</p>|");
    }

    #[test]
    fn what_is_no_tag() {
        for text in ["a<b，c>d，e<f，g>h", "<甲><乙><丙>", "写作<p>甲</p>", "<part>甲</part><paragraph>"] {
            check(text, text);
        }
    }
}
