//! The frame of a page: what a site prints above a document, label by label (索引号, 发文机关, 成文日期).
//!
//! It comes as lines of labels with colons, as rows of cells, or with each label and each value on a line of its own.

use std::borrow::Cow;

use super::furniture::Fate;
use crate::lexicon::{FrameLabel, Frames, Label, Lexicon};
use crate::model::RemovedKind;
use crate::read::Document;
use crate::text::{Span, behind_bullet, docnum, is_blank, is_han, trim, without_blanks};

/// A frame stands among so many lines at the head of a document.
const HEAD: usize = 80;

/// The longest label of a line of its own that no table knows, in characters.
const LONGEST_LABEL: usize = 8;

/// The longest value on a line of its own, in characters.
const LONGEST_VALUE: usize = 60;

/// A value goes on in the next line only if it has so many characters.
const LONG_VALUE: usize = 25;

/// Something that the frame of a page says of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub label: FrameLabel,
    /// Its words in the text as read.
    pub value: Span,
}

/// The lines at the head of a document.
struct Head<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    /// Those that are not furniture already.
    lines: Vec<usize>,
}

/// Takes the frame away from the head of the document, and says what it told.
pub(super) fn take(document: &Document, fates: &mut [Fate], lexicon: &Lexicon) -> Vec<Field> {
    let lines = (0..fates.len()).filter(|&line| fates[line] == Fate::Keep).take(HEAD).collect();
    let head = Head { document, lexicon, lines };
    let mut fields = Vec::new();
    let (mut at, mut framed, mut stacked) = (0, false, false);
    let boxed = (0..head.lines.len()).any(|at| head.opens_box(at));
    while at < head.lines.len() {
        let before = fields.len();
        let stack = head.stacked(at, stacked, &mut fields);
        let taken = if stack > 0 { stack } else { usize::from(head.line(at, framed, &mut fields)) };
        (framed, stacked) = (taken > 0, stack > 0);
        if taken == 0 {
            if head.opens_box(at) || boxed && head.tells(at) {
                fates[head.lines[at]] = Fate::Remove(RemovedKind::Site);
            } else if head.words(at).contains('。') && !head.is_told_of(at) {
                break;
            }
            at += 1;
            continue;
        }
        // A title that stands nowhere else is the document's.
        let only = fields[before..].iter().any(|f| f.label == FrameLabel::Title && !head.repeats(f.value, at + taken));
        if only {
            fields.truncate(before);
        } else {
            head.lines[at..at + taken].iter().for_each(|&line| fates[line] = Fate::Remove(RemovedKind::Site));
        }
        at += taken;
    }
    fields.retain(|field| !field.value.is_empty());
    if let Some(line) = head.name_of_site(fates, &fields) {
        fates[line] = Fate::Remove(RemovedKind::Site);
    }
    fields
}

impl Head<'_> {
    fn span(&self, at: usize) -> Span {
        let raw = self.document.lines[self.lines[at]].text;
        let words = raw.of(&self.document.text);
        let inner = trim(words);
        Span::within(&self.document.text, behind_bullet(inner).unwrap_or(inner))
    }

    fn words(&self, at: usize) -> &str {
        self.span(at).of(&self.document.text)
    }

    /// The line above the title in which the site has the name of who puts the paper out, where the frame has the title without
    /// it: 某某开发区|2021年度重点工作一览表.
    fn name_of_site(&self, fates: &[Fate], fields: &[Field]) -> Option<usize> {
        let text = &self.document.text;
        let named = |label: FrameLabel| fields.iter().filter(move |field| field.label == label);
        let kept = |at: &usize| fates[self.lines[*at]] == Fate::Keep;
        let mut lines = (0..self.lines.len()).filter(kept);
        let mut titles = named(FrameLabel::Title).map(|field| field.value.of(text));
        let title = titles.next_back().filter(|title| self.lexicon.kinds().of_title(title).is_some())?;
        let organ = lines.find(|&at| named(FrameLabel::Issuer).any(|field| field.value.of(text) == self.words(at)))?;
        let below = lines.find(|&at| self.lexicon.furniture().classify_line(self.words(at)).is_none())?;
        (self.words(below) == title && !title.starts_with(self.words(organ))).then(|| self.lines[organ])
    }

    /// Whether a line is the heading of the box in which an encyclopaedia tells of a document; a label stands below.
    fn opens_box(&self, at: usize) -> bool {
        let label = |at: usize| self.words(at).split(['：', ':']).next().and_then(|label| self.label(label));
        self.lexicon.furniture().boxes.contains(&self.words(at)) && at + 1 < self.lines.len() && label(at + 1).is_some()
    }

    /// Whether a sentence in which an encyclopaedia tells of the paper names it by the title above: 2023年7月，某某办公厅印发《某某方案》。
    fn tells(&self, at: usize) -> bool {
        let words = self.words(at);
        let quoted = words.split('《').skip(1).filter_map(|rest| rest.split_once('》')).map(|(title, _)| title);
        words.contains('。') && !self.is_told_of(at) && quoted.into_iter().any(|title| self.is_headline(title, at))
    }

    /// Whether a title stands in a line of its own above another line.
    fn is_headline(&self, title: &str, at: usize) -> bool {
        self.lexicon.kinds().of_title(title).is_some() && (0..at).any(|above| self.words(above) == title)
    }

    /// Whether the sentence that ends in a line says what the paper is whose title stands above it: 《某某要点》是某某发布的工作
    /// 要点。
    fn is_told_of(&self, at: usize) -> bool {
        /// Lines of such a sentence.
        const MOST_LINES: usize = 3;
        let begins = |first: usize| {
            let words = self.words(first).trim_start_matches('《');
            let rest = first.checked_sub(1).and_then(|above| words.strip_prefix(self.words(above)));
            rest.is_some_and(|rest| rest.trim_start_matches(['》', '.', '。']).starts_with('是'))
        };
        let goes_on = |first: usize| (first..at).all(|line| !self.words(line).contains('。'));
        (at.saturating_sub(MOST_LINES - 1)..=at).any(|first| goes_on(first) && begins(first))
    }

    fn frames(&self) -> &Frames {
        self.lexicon.frames()
    }

    /// The label of a page that words are; a form's and a letterhead's blanks stay with the document.
    fn label(&self, words: &str) -> Option<FrameLabel> {
        self.frames().get(words).filter(|label| !matches!(label, FrameLabel::Form | FrameLabel::Head))
    }

    /// Whether the label of a line alone tells that it is of a frame: 责任部门 is a clause's, too.
    fn is_plain(&self, words: &str) -> bool {
        let squeezed: String = words.chars().filter(|c| is_han(*c)).collect();
        !matches!(self.lexicon.roles().label(&squeezed), Some(Label::Organs(_)))
    }

    /// Whether a line is of the frame: labels with colons and what stands behind them, or cells of both.
    fn line(&self, at: usize, framed: bool, fields: &mut Vec<Field>) -> bool {
        let span = self.span(at);
        let words = span.of(&self.document.text);
        let known = fields.len();
        if words.contains('\t') {
            let cells = span.cells(&self.document.text);
            let label = |at: usize| cells.get(at).and_then(|cell: &Span| self.label(cell.of(&self.document.text)));
            let labels: Vec<(usize, FrameLabel)> =
                (0..cells.len()).filter_map(|at| label(at).map(|label| (at, label))).collect();
            if labels.first().is_some_and(|&(at, _)| at == 0 || framed) {
                // A label without a value has the next label beside it.
                fields.extend(
                    labels
                        .iter()
                        .filter(|(at, _)| label(at + 1).is_none())
                        .filter_map(|&(at, label)| Some(Field { label, value: *cells.get(at + 1)? })),
                );
                return true;
            }
        }
        self.labelled(span, fields);
        let first = words.split(['：', ':']).next().unwrap_or_default();
        let opens = self.label(first).is_some() && (framed || self.is_plain(first));
        if !opens {
            fields.truncate(known);
        }
        opens && fields.len() > known || self.spaced(at, framed, fields) || framed && self.numbered(span, fields)
    }

    /// Whether a line of the frame has a document number and nothing else behind a label that no table knows: 发文序号：….
    fn numbered(&self, line: Span, fields: &mut Vec<Field>) -> bool {
        let words = line.of(&self.document.text);
        let Some((label, value)) = words.split_once(['：', ':']) else { return false };
        let squeezed = without_blanks(value);
        let is_number = docnum::at_head(&squeezed) == Some(squeezed.len());
        let fits = is_number && label.chars().count() <= LONGEST_LABEL;
        if fits {
            let value = Span::within(&self.document.text, trim(value));
            fields.push(Field { label: FrameLabel::Number, value });
        }
        fits
    }

    /// Whether a line is of labels and values that blanks part: 索引号 000014349 文 号 某政办〔2022〕5号. A label at its head
    /// could begin a sentence, too; another in the line shows what it is, or the frame that it stands in.
    fn spaced(&self, at: usize, framed: bool, fields: &mut Vec<Field>) -> bool {
        let labels = self.spaced_labels(at);
        let below = |next: usize| at + next < self.lines.len() && !self.spaced_labels(at + next).is_empty();
        // One label a line: two more must follow.
        let begins = || below(1) && (below(2) || self.spaced_labels(at + 1).len() > 1);
        let bracketed = self.is_bracketed(at);
        if labels.is_empty() {
            // 【备注】 in a frame whose labels stand in brackets is one that no table knows.
            return framed && bracketed && at > 0 && self.is_bracketed(at - 1);
        }
        // 文件编号 某政办发〔2020〕11号, and a line above it.
        let tells_number = |next: usize| at + next < self.lines.len() && self.has_number_behind_blank(at + next);
        if labels.len() == 1 && !framed && !bracketed && !begins() && !tells_number(0) && !tells_number(1) {
            return false;
        }
        let ends = labels.iter().skip(1).map(|(label, ..)| label.start).chain([self.span(at).end]);
        let text = &self.document.text;
        fields.extend(labels.iter().zip(ends).map(|(&(label, what), end)| {
            let value = Span { start: label.end, end };
            let words = value.of(text);
            let from = value.start as usize + words.len() - words.trim_start_matches(is_edge).len();
            Field { label: what, value: Span::new(from, from + words.trim_matches(is_edge).len()) }
        }));
        true
    }

    /// Whether a line has a label, blanks, and a document number, and nothing else.
    fn has_number_behind_blank(&self, at: usize) -> bool {
        let labels = self.spaced_labels(at);
        let [(label, FrameLabel::Number)] = labels[..] else { return false };
        let value = Span { start: label.end, end: self.span(at).end }.of(&self.document.text);
        let squeezed = without_blanks(value);
        docnum::at_head(&squeezed) == Some(squeezed.len())
    }

    /// Whether a line is no sentence and begins with words in brackets that are no label of a clause: 【备注】.
    fn is_bracketed(&self, at: usize) -> bool {
        let words = self.words(at);
        let label = words.strip_prefix(['【', '[']).and_then(|rest| rest.split_once(['】', ']']));
        label.is_some_and(|(label, _)| self.is_plain(label)) && !words.contains('。')
    }

    /// The labels of a line that begins with one, each parted by blanks from what stands around it.
    fn spaced_labels(&self, at: usize) -> Vec<(Span, FrameLabel)> {
        /// A label that is set out over a cell takes so many pieces at most: 关 键 词.
        const PIECES: usize = 4;
        let line = self.span(at);
        let words = line.of(&self.document.text);
        let mut labels = Vec::new();
        if words.contains('\t') {
            return labels;
        }
        let base = line.start as usize;
        let pieces: Vec<Span> = pieces(words, base);
        let mut piece = 0;
        while piece < pieces.len() {
            let longest = (piece..pieces.len().min(piece + PIECES)).rev().find_map(|last| {
                let span = pieces[piece].cover(pieces[last]);
                Some((last, span, self.label(span.of(&self.document.text))?))
            });
            match longest {
                Some((last, span, label)) => {
                    labels.push((span, label));
                    piece = last + 1;
                }
                None if labels.is_empty() => return labels,
                None => piece += 1,
            }
        }
        labels
    }

    /// What stands behind each label with a colon on a line.
    fn labelled(&self, line: Span, fields: &mut Vec<Field>) {
        let words = line.of(&self.document.text);
        let mut open: Option<(FrameLabel, usize)> = None;
        let mut close = |open: &mut Option<(FrameLabel, usize)>, end: usize| {
            if let Some((label, start)) = open.take() {
                let raw = &words[start..end];
                let from = start + raw.len() - raw.trim_start_matches(is_edge).len();
                let to = (start + raw.trim_end_matches(is_edge).len()).max(from);
                let base = line.start as usize;
                fields.push(Field { label, value: Span::new(base + from, base + to) });
            }
        };
        for (colon, mark) in words.match_indices(['：', ':']) {
            let from = open.map_or(0, |(_, start)| start);
            if let Some((start, label)) = self.frames().at_end(&words[from..colon]) {
                close(&mut open, from + start);
                open = Some((label, colon + mark.len()));
            }
        }
        close(&mut open, words.len());
    }

    /// The lines that a label and its value take, each on a line of its own; 0 where there are none. One label does not make
    /// a frame: another must follow, or others stand `above`.
    fn stacked(&self, at: usize, above: bool, fields: &mut Vec<Field>) -> usize {
        let words = |at: usize| (at < self.lines.len()).then(|| self.words(at));
        let bare = |words: &str| !words.trim_end_matches(['：', ':']).contains(['：', ':', '\t', '。']);
        let label = |at: usize| words(at).filter(|words| bare(words)).and_then(|words| self.label(words));
        let unknown = || {
            let words = self.words(at);
            words.chars().count() <= LONGEST_LABEL && words.chars().all(|c| is_han(c) || is_blank(c) || c == '：')
        };
        let here = label(at);
        let (next, third) = (label(at + 1), label(at + 2));
        if here.is_none() && !(above && third.is_some() && next.is_none() && unknown()) {
            return 0;
        }
        if next.is_some() {
            // A label without a value.
            return usize::from(above || third.is_some() || label(at + 3).is_some());
        }
        let value = words(at + 1).filter(|words| {
            words.chars().count() <= LONGEST_VALUE
                && !words.contains(['。', '\t'])
                && (third.is_some() || !words.ends_with(['：', ':']) && !self.lexicon.kinds().ends_title(words))
        });
        // A long title goes on in the next line.
        let wraps = |value: &str| third.is_none() && label(at + 3).is_some() && value.chars().count() >= LONG_VALUE;
        let goes_on = value.is_some_and(wraps) && words(at + 2).is_some_and(|words| bare(words) && !words.is_empty());
        if value.is_none() || third.is_none() && !above && !goes_on {
            return usize::from(above && here.is_some());
        }
        let last = at + 1 + usize::from(goes_on);
        fields.extend(here.map(|label| Field { label, value: self.span(at + 1).cover(self.span(last)) }));
        last + 1 - at
    }

    /// Whether a line of the head, other than those before `from`, begins the words again.
    fn repeats(&self, value: Span, from: usize) -> bool {
        /// A line of a title has so many characters at least.
        const SHORTEST: usize = 6;
        let value = without_blanks(value.of(&self.document.text));
        // A line that begins the words must be followed by one that goes on: the organ that signs is no title.
        let goes_on = |rest: &str, next: usize| {
            let words = if next < self.lines.len() { without_blanks(self.words(next)) } else { Cow::default() };
            rest.is_empty() || !words.is_empty() && (rest.starts_with(&*words) || words.starts_with(rest))
        };
        let inside = |at: usize| {
            let words = without_blanks(self.words(at));
            let begins = || value.strip_prefix(&*words).is_some_and(|rest| goes_on(rest, at + 1));
            words.chars().count() >= SHORTEST && (words.starts_with(&*value) || begins())
        };
        value.is_empty() || (0..self.lines.len()).filter(|&at| at >= from || at + 1 < from).any(inside)
    }
}

/// Blanks and brackets around a label or a value, and the stroke between them: 发文字号： | 某政办〔2024〕9号.
fn is_edge(c: char) -> bool {
    is_blank(c) || "【】[]［］|".contains(c)
}

/// The pieces of words that blanks part, or the bracket around a label: 【发布部门】某市.
fn pieces(words: &str, base: usize) -> Vec<Span> {
    let mut end = base;
    let pieces = words.split_inclusive(|c| is_blank(c) || c == '】').map(|piece| {
        let from = end;
        end += piece.len();
        Span::new(from, from + piece.trim_end_matches(is_blank).len())
    });
    pieces.filter(|piece| !piece.is_empty()).collect()
}
