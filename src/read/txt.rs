//! Plain text, and pages in HTML: UTF-8 with or without a byte order mark, UTF-16, GB 18030, told apart by content.

mod aligned;
mod columns;
mod doubled;
mod entities;
mod json;
mod margins;
mod radicals;
mod sheet;
mod strays;
mod stroked;
mod tabs;
mod tailed;

use std::borrow::Cow;

use self::stroked::Taken;
use super::{AlignedTable, Document, Line, encoding, foreign, html};
use crate::error::ReadError;
use crate::lexicon::Lexicon;
use crate::model::Severity;
use crate::note::Note;
use crate::options::Options;
use crate::text::{Span, count, is_blank, trim};

/// Characters looked at to tell words from other data.
const SAMPLE: usize = 4096;

/// Data with more control characters than one in so many is no text. Texts have none, or a few strays.
const CONTROL_SHARE: usize = 20;

/// What a copy did to the characters of a text, and what is told where that is put right.
struct Mend {
    /// The text as it was, and in how many places it was not so.
    read: for<'t> fn(Cow<'t, str>) -> (Cow<'t, str>, usize),
    code: &'static str,
    message: &'static str,
}

impl Mend {
    fn note(&self, places: usize) -> Note {
        let message = format!("{places}{}", self.message);
        Note { severity: Severity::Info, code: self.code, message, span: None }
    }
}

/// What a page may hold as well.
const RADICALS: Mend = Mend {
    read: radicals::read,
    code: "radicals-unified",
    message: "处以部首等代替的汉字（如⼈）已还原为通用字 (radicals that stand for characters were read as those)",
};

const MENDS: [Mend; 5] = [
    Mend {
        read: entities::read,
        code: "characters-written-out",
        message: "处以名称或编号写出的字符（如&nbsp;）已还原 (characters given by name or number were put in their places)",
    },
    Mend {
        read: doubled::read,
        code: "characters-doubled",
        message: "处逐字重复的文字（加粗字的复制痕迹）已还原 (bold words that the copy gave twice were put right)",
    },
    Mend {
        read: strays::read,
        code: "edge-marks",
        message: "处行末的孤立符号（扫描件边缘的识别痕迹）已去除，请对照原件 (marks of the page's edge at the ends of lines were left out: compare with the original)",
    },
    Mend {
        read: margins::read,
        code: "line-marks",
        message: "处行首的引用符、行号或项目符号已去除 (marks of a mail, numbers of lines or bullets before lines were left out)",
    },
    Mend {
        read: columns::read,
        code: "columns-parted",
        message: "页并排的两栏文字已先左后右读取，请对照原件 (pages with two columns side by side were read column by column: compare with the original)",
    },
];

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    if let Some(found) = foreign::name(bytes) {
        return Err(ReadError::Unsupported { found });
    }
    let Some((text, damaged)) = encoding::decode(bytes) else {
        return Err(ReadError::Unsupported { found: "binary data, or text in an encoding that is not known" });
    };
    if is_binary(&text) {
        return Err(ReadError::Unsupported { found: "binary data" });
    }
    if foreign::is_xml(&text) {
        return Err(ReadError::Unsupported { found: "XML" });
    }
    let mut told = Vec::new();
    let text = match json::paper(&text)? {
        None => text,
        Some(member) => {
            let message =
                format!("文件为JSON，只读取其中的{} (the file is JSON: only this member was read)", member.path);
            told.push(Note { severity: Severity::Info, code: "json-member", message, span: None });
            Cow::Owned(member.words)
        }
    };
    let (text, places) = (RADICALS.read)(text);
    told.extend((places > 0).then(|| RADICALS.note(places)));
    let mut document = if html::is_page(&text) {
        html::read(&text, &options.limits)?
    } else {
        let mut text = text;
        for mend in &MENDS {
            let places;
            (text, places) = (mend.read)(text);
            told.extend((places > 0).then(|| mend.note(places)));
        }
        let text = tabs::without_margins(text, options.lexicon());
        split(&text, options.lexicon())
    };
    if document.lines.is_empty() {
        return Err(ReadError::Blank);
    }
    document.notes.extend(damaged.then(encoding::odd_bytes));
    document.notes.extend(told);
    Ok(document)
}

/// The text as lines. They end at a line feed, a carriage return, both, or a form feed; the last is a gap, too.
fn split(text: &str, lexicon: &Lexicon) -> Document {
    let (sheets, unclear) = sheet::find(text, lexicon);
    let mut unclear = unclear.into_iter().peekable();
    let mut sheets = sheets.iter().peekable();
    let mut lines = Lines {
        strokes: memchr::memchr(b'|', text.as_bytes()).is_some(),
        words: String::with_capacity(text.len()),
        lines: Vec::with_capacity(text.len() / 128),
        ..Lines::default()
    };
    let mut gap = false;
    let mut pages = Vec::new();
    let mut start = 0;
    let ends = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', text.as_bytes());
    for end in ends.chain(std::iter::once(text.len())) {
        if end < start {
            continue;
        }
        if let Some(sheet) = sheets.next_if(|sheet| sheet.range.start == start) {
            for (at, row) in sheet.lines.iter().enumerate() {
                if !row.is_empty() {
                    lines.add(row, gap);
                }
                gap = row.is_empty();
                if let Some(aligned) = &sheet.aligned {
                    lines.aligned(aligned, at);
                }
            }
            start = sheet.range.end;
            continue;
        }
        // Line ends are ASCII, so that both are character boundaries.
        let line = text.get(start..end).unwrap_or("");
        let mark = text.as_bytes().get(end);
        let follows_return = mark == Some(&b'\n') && end == start && end > 0 && text.as_bytes()[end - 1] == b'\r';
        start = end + 1;
        if follows_return {
            continue;
        }
        if line.chars().all(is_blank) {
            gap = true;
        } else {
            lines.closes_below = lines.strokes && is_stroke_alone(&text[start.min(text.len())..]);
            lines.add(line, gap);
            gap = false;
            if unclear.next_if_eq(&(start - 1 - line.len())).is_some() {
                lines.unclear.extend(lines.lines.last().map(|line| line.text));
            }
        }
        if mark == Some(&b'\x0c') {
            gap = true;
            // The lines of tables between strokes are kept back.
            pages.extend((!lines.strokes).then_some(lines.lines.len()));
        }
    }
    let mut document = lines.finish();
    for first in pages {
        if let Some(line) = document.lines.get_mut(first) {
            line.page_break = true;
        }
    }
    document
}

/// Whether a text begins with a line of one stroke and nothing else: it ends the cell above.
fn is_stroke_alone(text: &str) -> bool {
    let rest = text.trim_start_matches(|c| c != '\n' && c != '\r' && is_blank(c)).strip_prefix('|');
    rest.is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c| c != '\n' && c != '\r' && is_blank(c));
        rest.is_empty() || rest.starts_with(['\n', '\r', '\x0c'])
    })
}

/// The lines so far.
#[derive(Default)]
struct Lines<'t> {
    /// Whether the text has strokes at all.
    strokes: bool,
    /// Whether the line below the one that is added is a stroke alone.
    closes_below: bool,
    words: String,
    lines: Vec<Line>,
    /// The table whose cells have a stroke behind them, each row on a line.
    tailed: tailed::Tailed<'t>,
    /// The row between strokes that goes on.
    framed: stroked::Framed<'t>,
    /// The lines that end in strokes.
    block: stroked::Block<'t>,
    /// The tables that were put together from columns.
    tables: Vec<AlignedTable>,
    /// The first lines of those that could not be.
    unclear: Vec<Span>,
}

impl<'t> Lines<'t> {
    /// Adds a line of the text, or the row that it makes with those before it.
    fn add(&mut self, line: &'t str, gap: bool) {
        if !self.strokes {
            return self.push(line, gap);
        }
        if self.framed.is_open() {
            return self.add_other(line, gap);
        }
        let taken = self.tailed.take(line, gap);
        if !matches!(taken, tailed::Taken::Not) {
            self.end_block();
        }
        match taken {
            tailed::Taken::Rows(rows) => rows.iter().for_each(|row| self.push(row, false)),
            tailed::Taken::Held => {}
            tailed::Taken::Not => {
                let unmade = self.tailed.unmade();
                let again = !unmade.is_empty();
                unmade.into_iter().for_each(|(line, gap)| self.add_other(line, gap));
                if again { self.add(line, gap) } else { self.add_other(line, gap) }
            }
        }
    }

    /// Adds a line that is of no table with a row on each line.
    fn add_other(&mut self, line: &'t str, gap: bool) {
        match self.framed.take(line, gap) {
            Taken::Row(row) => return self.push(&row, false),
            Taken::Held => return,
            Taken::Not => {}
        }
        let unmade = self.framed.unmade();
        if !unmade.is_empty() {
            unmade.into_iter().for_each(|(line, gap)| self.push(line, gap));
            return self.add(line, gap);
        }
        let closes_below = self.closes_below;
        if !self.block.is_empty() && !self.block.take(line, gap, closes_below) {
            self.end_block();
        }
        let ends_cell = closes_below || line.trim_end_matches(is_blank).ends_with('|');
        if self.block.is_empty() && !(ends_cell && self.block.take(line, gap, closes_below)) {
            self.push(line, gap);
        }
    }

    fn push(&mut self, line: &str, gap: bool) {
        let from = self.words.len();
        if !self.strokes || !line.contains('|') {
            self.words.push_str(line);
        } else if let Some(words) = words_before_strokes(line) {
            self.words.push_str(words);
        } else if parts_by_strokes(line) {
            push_cells(&mut self.words, line);
        } else {
            self.words.push_str(line);
        }
        let text = Span::new(from, self.words.len());
        self.lines.push(Line { text, gap_before: gap && from > 0, ..Line::default() });
    }

    /// Keeps what is known of the last line, the one at `at` of a table that was put together from columns.
    fn aligned(&mut self, table: &sheet::Aligned, at: usize) {
        let (Some(line), true) = (self.lines.last(), table.rows.contains(&at)) else { return };
        if at == table.rows.start {
            self.tables.push(AlignedTable { drawn: table.drawn, ..AlignedTable::default() });
        }
        let Some(open) = self.tables.last_mut() else { return };
        open.rows.push(line.text);
        open.doubtful.extend(table.doubtful.contains(&at).then_some(line.text));
    }

    fn end_block(&mut self) {
        let (rows, rest) = self.block.finish();
        rows.iter().for_each(|row| self.push(row, false));
        rest.iter().for_each(|(line, gap)| self.push(line, *gap));
    }

    fn finish(mut self) -> Document {
        self.tailed.unmade().into_iter().for_each(|(line, gap)| self.add_other(line, gap));
        self.end_block();
        self.framed.unmade().into_iter().for_each(|(line, gap)| self.push(line, gap));
        Document {
            text: self.words,
            lines: self.lines,
            aligned: self.tables,
            unclear: self.unclear,
            ..Document::default()
        }
    }
}

/// Whether a line is a row of a table whose cells are parted by strokes: | 甲 | 乙 |, 甲 | 乙 | 丙.
fn parts_by_strokes(line: &str) -> bool {
    memchr::memchr_iter(b'|', line.as_bytes()).nth(1).is_some() && !line.contains('\t')
}

/// The words before the only stroke of a line, at its end: the one cell of a row (附件1 |). So is the cell with which a page
/// laid out its paper, before a run of strokes that is longer than a table is wide.
fn words_before_strokes(line: &str) -> Option<&str> {
    const LAYOUT: usize = 12;
    let line = line.trim_end_matches(is_blank);
    let words = line.trim_end_matches('|');
    let strokes = line.len() - words.len();
    let words = if strokes >= LAYOUT { words.trim_end_matches(|c| is_blank(c) || c == '|') } else { words };
    let lone = strokes == 1 || strokes >= LAYOUT;
    (lone && !words.contains(['|', '\t']) && !words.chars().all(is_blank)).then_some(words)
}

/// Puts a row in, its strokes as tabs: those at both ends of the line are its frame.
fn push_cells(words: &mut String, line: &str) {
    let bare = trim(line);
    let framed = bare.len() > 1 && bare.starts_with('|') && bare.ends_with('|');
    let (first, last) = (line.find('|'), line.rfind('|'));
    words.extend(line.char_indices().map(|(at, c)| match c {
        '|' if framed && (Some(at) == first || Some(at) == last) => ' ',
        '|' => '\t',
        c => c,
    }));
}

/// Whether the first characters of a text show that it is none: too many of them control something.
fn is_binary(text: &str) -> bool {
    // No character takes more than four bytes, and most texts have none of these.
    let head = text.as_bytes().get(..SAMPLE * 4).unwrap_or(text.as_bytes());
    let narrow = count(head, |byte| byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r'));
    let wide = || memchr::memchr_iter(0xc2, head).any(|at| head.get(at + 1).is_some_and(|next| *next < 0xa0));
    if narrow == 0 && !wide() {
        return false;
    }
    let (mut all, mut control) = (0, 0);
    for c in text.chars().take(SAMPLE) {
        all += 1;
        control += usize::from(is_control(c));
    }
    control * CONTROL_SHARE > all
}

/// Control characters that no text holds; U+001A ended files once.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{1a}' | '\u{1b}' | '\u{85}')
}
