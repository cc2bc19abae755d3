//! Stage 2: pages of lines to one text.
//!
//! Lines that are furniture go, lines that a wrap or a page break parted are joined, blanks that typesetting put in are
//! dropped, full-width digits and letters fold to ASCII.
//!
//! After this: [`Body::text`] is all words of the document, paragraphs parted by one line feed, no blank at either end of
//! a paragraph; [`Body::paragraphs`] are in order and hold all of it but the line feeds; whatever was taken away is in
//! [`Body::removed`]; [`Body::map`] leads every byte that we did not put in back to the text as read.

mod address;
mod aligned;
mod blanks;
mod breaks;
mod cell;
mod colophon;
mod contents;
mod footnotes;
mod frame;
mod furniture;
mod jammed;
mod join;
mod lines;
mod links;
mod mail;
mod markup;
mod ornaments;
mod pinyin;
mod quotas;
mod rows;
mod scattered;
mod space;
mod stacked;
mod stops;
mod unnumbered;
mod unread;
mod ways;

pub use aligned::AlignedRow;
pub use frame::Field;

use crate::lexicon::{Lexicon, Zone};
use crate::model::RemovedKind;
use crate::note::Note;
use crate::read::Document;
use crate::text::inline::Footnotes;
use crate::text::{SourceMap, Span, confused, is_blank, is_pause};

use lines::Lines;

/// A document as one text.
#[derive(Debug, Default)]
pub struct Body {
    /// The cleaned text, in simplified script, with stops of full width.
    pub text: String,
    /// The same as written, where that is in traditional script or has other stops: character for character.
    pub written: Option<String>,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// What was taken away, in order.
    pub removed: Vec<Removed>,
    /// What the frame of the page said of the document before it was taken away, in order.
    pub frame: Vec<Field>,
    /// From the cleaned text back to the text as read.
    pub map: SourceMap,
    /// Whether its words have places on pages, where grids draw the tables.
    pub placed: bool,
    /// The rows that were put together from columns which blanks align, in order.
    pub aligned: Vec<AlignedRow>,
    /// Where the text refers to footnotes.
    pub footnotes: Footnotes,
    /// Where characters are read as others than those printed, in order.
    pub confused: Vec<Span>,
}

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paragraph {
    /// Its words in [`Body::text`], without the line feed.
    pub span: Span,
    /// Whether it is a row of a table: cells parted by tabs.
    pub row: bool,
    /// Whether it begins a page.
    pub page_start: bool,
    /// Whether it is a line of a table whose cells are not told: it is kept for the reader, and nothing is read from it.
    pub unread: bool,
}

/// Something taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// What it was.
    pub kind: RemovedKind,
    /// Its words in the text as read.
    pub raw: Span,
    /// Where it stood: the byte of the cleaned text that follows it.
    pub at: u32,
}

/// Paragraphs longer than this are never furniture, in bytes: four printed lines.
const LONGEST_FURNITURE: usize = 400;

/// Cleans a document. The engine's own marks of what is furniture (watermarks) are heeded.
#[must_use]
pub fn clean(document: &Document, lexicon: &Lexicon, notes: &mut Vec<Note>) -> Body {
    let written = document.written.as_deref();
    let mut lines = Lines::of(document, lexicon);
    let document = &*lines.document;
    let mut fates = furniture::classify_lines(document, &lines, lexicon);
    let references = footnotes::take(document, &mut fates);
    let frame = frame::take(document, &mut fates, lexicon);
    contents::take(document, &mut fates, lexicon);
    links::take_told(document, &mut fates, lexicon);
    links::take_next(document, &mut fates);
    let cells = lines.cells_kept(&fates);
    let starts = join::paragraph_starts(document, &fates, &cells, &lines.begun, lexicon);
    let within = breaks::within(document, &join::paragraphs(document, &fates, &starts), lexicon);
    let mut body = Body {
        text: String::with_capacity(document.text.len()),
        frame,
        placed: !document.pages.is_empty(),
        ..Body::default()
    };
    let pinyin = pinyin::Pinyin::of(&document.text);
    let mut builder = Builder {
        document,
        lexicon,
        pinyin,
        tagged: lines.tagged,
        hashed: lines.hashed,
        references,
        body: &mut body,
        open: None,
        head: None,
        body_seen: false,
        linked: false,
        copied: false,
    };
    let mut cuts = within.cuts.iter().copied().peekable();
    for (index, line) in document.lines.iter().enumerate() {
        match fates[index] {
            furniture::Fate::Blank => {}
            furniture::Fate::Remove(kind) => builder.remove(kind, line.text),
            furniture::Fate::Within => builder.remove(RemovedKind::Site, line.text),
            furniture::Fate::Keep => {
                if starts[index].paragraph {
                    builder.close();
                    builder.begin(index, starts[index]);
                }
                builder.body.text.extend(std::iter::repeat_n('\t', starts[index].tabs));
                let mut rest = line.text;
                while let Some(cut) = cuts.next_if(|&cut| cut < rest.end as usize) {
                    let cut = Span::new(cut, cut).start;
                    builder.add(Span { end: cut, ..rest });
                    builder.close();
                    builder.begin(index, join::Start::default());
                    rest.start = cut;
                }
                builder.add(rest);
            }
        }
    }
    builder.close();
    colophon::remove(document, lexicon, &mut body);
    body.written = written.map(|written| in_script(&body, written));
    stops::fold(&mut body);
    body.tell_confused(notes);
    lines.restored.extend(within.parted);
    body.aligned = aligned::rows(document, &body.map);
    lines.tell(|line| body.map.clean(line).unwrap_or_default(), notes);
    body.footnotes = Footnotes::of(&body.text);
    let damaged = body.text.contains(char::REPLACEMENT_CHARACTER);
    let is_damaged = |p: &&Paragraph| damaged && p.span.of(&body.text).contains(char::REPLACEMENT_CHARACTER);
    for paragraph in body.paragraphs.iter().filter(is_damaged) {
        notes.push(Note::warning(
            "unreadable-characters",
            paragraph.span,
            "此处有无法识别的字符，请对照原件 (characters here could not be read; compare with the original)",
        ));
    }
    body
}

/// The paragraph being put together.
struct Open {
    /// Its first byte in the cleaned text.
    start: usize,
    /// The pieces of the text as read that it is made of.
    lines: Vec<Span>,
    row: bool,
    page_start: bool,
    unread: bool,
}

/// Puts the cleaned text together line by line.
struct Builder<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    pinyin: pinyin::Pinyin,
    /// Whether the document is written in tags.
    tagged: bool,
    /// Whether its headings begin with the marks of Markdown.
    hashed: bool,
    /// The marks that refer to footnotes, in order.
    references: Vec<Span>,
    body: &'a mut Body,
    open: Option<Open>,
    /// The first row of the table that goes on.
    head: Option<Span>,
    /// Whether a paragraph of prose was seen.
    body_seen: bool,
    /// Whether the last paragraph was of links to other pages.
    linked: bool,
    /// Whether the last paragraph was of a colophon.
    copied: bool,
}

impl Body {
    /// The cleaned text as it was written: the text that published locators count in.
    #[must_use]
    pub fn as_written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// Keeps where characters are read as others that are meant, and says so, of each number and word once.
    fn tell_confused(&mut self, notes: &mut Vec<Note>) {
        /// So many are told one by one; the rest of a badly recognised text is told together.
        const MOST: usize = 200;
        let Some(written) = self.written.as_deref() else { return };
        let found = confused::restored(&self.text, written);
        notes.extend(found.iter().take(MOST).map(|(span, shown)| {
            let (printed, meant) = (shown.of(written), span.of(&self.text));
            let message = format!(
                "“{printed}”按“{meant}”读取，疑为识别错误，请对照原件 (read as the characters meant; compare with the original)"
            );
            Note::warning("character-confused", *span, message)
        }));
        notes.extend(found.get(MOST).map(|(span, _)| {
            let more = found.len() - MOST;
            let message =
                format!("此处及以后另有{more}处疑为识别错误的字符 ({more} more such characters from here on)");
            Note::warning("character-confused", *span, message)
        }));
        self.confused = found.into_iter().map(|(span, _)| span).collect();
    }

    /// As [`Self::as_written`], for keeping.
    pub(crate) fn into_written(self) -> String {
        self.written.unwrap_or(self.text)
    }
}

/// The cleaned text with the characters of `written`, which differs from the text as read by its script only.
fn in_script(body: &Body, written: &str) -> String {
    let mut text = String::with_capacity(body.text.len());
    for piece in body.map.pieces() {
        // What was put in between two pieces is the same in every script, as is what was folded.
        let from = if piece.len == piece.raw_len { piece.clean } else { piece.clean + piece.len };
        text.push_str(Span::new(text.len(), from as usize).of(&body.text));
        if piece.len == piece.raw_len {
            text.push_str(Span { start: piece.raw, end: piece.raw + piece.raw_len }.of(written));
        }
    }
    text.push_str(body.text.get(text.len()..).unwrap_or_default());
    text
}

impl Builder<'_> {
    fn begin(&mut self, line: usize, start: join::Start) {
        if !self.body.text.is_empty() {
            self.body.text.push('\n');
        }
        let row = start.cell || self.document.lines[line].text.of(&self.document.text).contains('\t');
        let (lines, unread) = (Vec::new(), start.unread);
        self.open = Some(Open { start: self.body.text.len(), lines, row, page_start: start.page, unread });
    }

    fn add(&mut self, line: Span) {
        let raw = &self.document.text;
        // 责任单位：|县教育局|县财政局.
        let label = |open: &Open| open.lines[0].of(raw).trim_end_matches(is_blank).ends_with(['：', ':']);
        if let Some(open) = self.open.as_ref().filter(|open| !open.lines.is_empty())
            && (open.row || open.lines.len() > 1 && label(open))
            && let words = &self.body.text[open.start..]
            && let list = if open.row { words } else { words.trim_start_matches(|c| !matches!(c, '：' | ':')) }
            && rows::parts_names(list.trim_start_matches(['：', ':']), line.of(raw), self.lexicon)
        {
            self.body.text.push(' ');
        }
        let mut marks: Vec<_> =
            self.pinyin.brackets(raw, line).into_iter().map(|mark| (mark, RemovedKind::Mark)).collect();
        marks.extend(address::strays(raw, line, self.lexicon).into_iter().map(|mark| (mark, RemovedKind::Url)));
        marks.extend(space::lost(raw, line).map(|mark| (mark, RemovedKind::Mark)));
        marks.extend(ornaments::at_ends(raw, line).map(|mark| (mark, RemovedKind::Mark)));
        let first = self.references.partition_point(|mark| mark.start < line.start);
        let refer = self.references[first..].iter().take_while(|mark| mark.end <= line.end);
        marks.extend(refer.map(|&mark| (mark, RemovedKind::Mark)));
        marks.extend(links::editors(raw, line, self.lexicon).map(|mark| (mark, RemovedKind::Site)));
        if self.hashed {
            if self.open.as_ref().is_some_and(|open| open.lines.is_empty()) {
                marks.extend(markup::hashes(raw, line).map(|mark| (mark, RemovedKind::Mark)));
            }
            marks.extend(markup::stars(raw, line).into_iter().map(|mark| (mark, RemovedKind::Mark)));
        }
        if self.tagged {
            marks.extend(markup::within(raw, line).map(|mark| (mark, RemovedKind::Mark)));
        }
        marks.sort_by_key(|(mark, _)| *mark);
        let mut from = line.start;
        for (place, &(mark, kind)) in marks.iter().enumerate() {
            let words = Span { start: from, end: mark.start };
            // 甲厅 乙(yǐ)厅: a blank is judged by the whole of the words behind it.
            let rest =
                if words.of(raw).contains(is_blank) { unmarked(raw, line, &marks[place..]) } else { String::new() };
            self.add_words(words, &rest);
            self.remove(kind, mark);
            from = mark.end;
            // 甲局（6月底前）<br>乙局（7月底前): a new line within a cell.
            let inside = self.open.as_ref().is_some_and(|open| open.row && self.body.text.len() > open.start);
            if self.tagged
                && inside
                && markup::parts(raw, mark)
                && !self.body.text.ends_with(|c| is_pause(c) || is_blank(c))
            {
                self.body.text.push(' ');
            }
        }
        self.add_words(Span { start: from, end: line.end }, "");
    }

    /// Adds a part of a line; `rest` is what follows in it behind a mark that goes.
    fn add_words(&mut self, words: Span, rest: &str) {
        if let Some(open) = &mut self.open {
            open.lines.push(words);
            space::append(self.body, open.start, &self.document.text, (words, rest), open.row, self.lexicon);
        }
    }

    fn remove(&mut self, kind: RemovedKind, raw: Span) {
        let at = u32::try_from(self.body.text.len()).unwrap_or(u32::MAX);
        self.body.removed.push(Removed { kind, raw: trim(raw, &self.document.text), at });
    }

    /// Ends the open paragraph: keeps it, or takes it back when it is furniture or a repeated head.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let words = self.body.text.get(open.start..).unwrap_or("").trim_end();
        let end = open.start + words.len();
        if words.is_empty() {
            self.take_back(&open, None);
            return;
        }
        let kind = if open.unread {
            None
        } else if open.row {
            let head = self.head.map(|head| head.of(&self.body.text));
            if head == Some(words) { Some(RemovedKind::TableHead) } else { self.furniture(words) }
        } else {
            self.head = None;
            let linked = self.linked && links::is_link(words, self.body_seen, self.lexicon)
                || !self.body_seen && join::is_trail_alone(words);
            let copied = || self.copied && colophon::goes_on(words, self.lexicon);
            let furniture = self.furniture(words).or(linked.then_some(RemovedKind::Site));
            furniture.or_else(|| copied().then_some(RemovedKind::Colophon))
        };
        self.copied = kind == Some(RemovedKind::Colophon);
        self.linked = kind == Some(RemovedKind::Site) && (self.linked || links::announces(words, self.lexicon));
        if let Some(kind) = kind {
            self.take_back(&open, Some(kind));
            return;
        }
        let span = Span::new(open.start, end);
        if open.unread {
            self.head = None;
        } else if open.row {
            self.head.get_or_insert(span);
        } else if words.len() > 60 && words.contains('。') {
            self.body_seen = true;
        }
        self.truncate(end);
        let Open { row, page_start, unread, .. } = open;
        self.body.paragraphs.push(Paragraph { span, row, page_start, unread });
    }

    /// What the words are, if furniture in this place of the document.
    fn furniture(&self, words: &str) -> Option<RemovedKind> {
        if words.len() > LONGEST_FURNITURE {
            return None;
        }
        let (kind, zone) = self.lexicon.furniture().classify(words)?;
        match zone {
            Zone::Any => Some(kind),
            Zone::Head => (!self.body_seen).then_some(kind),
            // Only the end of the document shows what its tail is.
            Zone::Tail | Zone::Below => None,
        }
    }

    /// Shortens the text; what was taken out of the words that go stands at its end now.
    fn truncate(&mut self, end: usize) {
        self.body.text.truncate(end);
        self.body.map.truncate(end);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        self.body.removed.iter_mut().rev().take_while(|removed| removed.at > end).for_each(|removed| removed.at = end);
    }

    fn take_back(&mut self, open: &Open, kind: Option<RemovedKind>) {
        self.truncate(open.start.saturating_sub(usize::from(open.start > 0)));
        if let Some(kind) = kind {
            let first = open.lines.first().map_or(0, |line| line.start);
            for &line in &open.lines {
                self.remove(kind, line);
            }
            // What was taken out of these lines was listed before them.
            let place = self.body.removed.partition_point(|removed| removed.raw.start < first);
            self.body.removed[place..].sort_by_key(|removed| removed.raw.start);
        }
    }
}

/// The words of a line behind the first of some marks, up to the next blank, without the marks.
fn unmarked(raw: &str, line: Span, marks: &[(Span, RemovedKind)]) -> String {
    let mut rest = String::new();
    for (place, (mark, _)) in marks.iter().enumerate() {
        let end = marks.get(place + 1).map_or(line.end, |(next, _)| next.start);
        let words = Span { start: mark.end, end }.of(raw);
        let word = words.split(is_blank).next().unwrap_or_default();
        rest.push_str(word);
        if word.len() < words.len() {
            break;
        }
    }
    rest
}

/// The span without blanks of any width at its ends.
fn trim(span: Span, text: &str) -> Span {
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start_matches(is_blank).len());
    Span::new(start, start + words.trim_matches(is_blank).len())
}
