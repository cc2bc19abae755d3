//! Pages saved in one file (MHTML, RFC 2557): by a browser, or by Word, which often names it .doc.
//!
//! The page that such a file begins with is read as HTML is; its pictures and styles are not.

mod part;

use std::borrow::Cow;

use self::part::{Kind, Part};
use super::package::damaged;
use super::{Document, Format, encoding, foreign, html};
use crate::error::ReadError;
use crate::limits::{Limit, Limits};
use crate::model::Severity;
use crate::note::Note;

/// Parts that belong together, the first of which is shown.
const RELATED: &str = "multipart/related";

/// How deep parts may lie in one another. Programs write two levels.
const DEEPEST: usize = 10;

/// Pages in a file. A workbook that Excel saved as one has no more sheets.
const MOST_PAGES: usize = 1000;

/// Whether the bytes begin with the head of a message in MIME.
pub(super) fn is_mime(bytes: &[u8]) -> bool {
    Part::head(bytes).is_some_and(|head| {
        let kind = head.kind();
        let says = head.value("mime-version").is_some() || kind.value("boundary").is_some();
        says && kind.name.contains('/')
    })
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let whole = Part::of(bytes);
    let kind = whole.kind();
    if !kind.is_page() && kind.name != RELATED {
        return Err(ReadError::Unsupported { found: foreign::MESSAGE });
    }
    let mut pages = Pages { start: kind.value("start").map(str::to_owned), ..Pages::default() };
    pages.find(&whole, &kind, true, 0);
    let Some(first) = pages.first() else { return Err(ReadError::Unsupported { found: foreign::MESSAGE }) };
    let (text, odd) = first.text(limits)?;
    let mut document = match html::read(&text, limits) {
        // A page that only frames others: the workbooks that Excel saves are such.
        Err(ReadError::Blank) => html::read(&pages.others(first, limits)?, limits)?,
        read => read?,
    };
    document.format = Format::Mhtml;
    document.notes.extend(odd.then(encoding::odd_bytes));
    document.notes.extend((!first.is_whole).then(cut_off));
    Ok(document)
}

/// The pages in a file.
#[derive(Default)]
struct Pages<'b> {
    found: Vec<Page<'b>>,
    /// The name of the one that is shown, where the file tells it.
    start: Option<String>,
}

struct Page<'b> {
    part: Part<'b>,
    /// Whether the file goes on behind it, as it must.
    is_whole: bool,
}

impl<'b> Pages<'b> {
    /// Finds the pages in a part.
    fn find(&mut self, part: &Part<'b>, kind: &Kind, is_whole: bool, depth: usize) {
        if kind.is_page() && self.found.len() < MOST_PAGES {
            self.found.push(Page { part: part.clone(), is_whole });
        } else if let Some(boundary) = kind.value("boundary").filter(|boundary| !boundary.is_empty())
            && depth < DEEPEST
        {
            part.each_part(boundary, |inner, is_whole| {
                let kind = inner.kind();
                self.find(&inner, &kind, is_whole, depth + 1);
            });
        }
    }

    /// The page that is shown.
    fn first(&self) -> Option<&Page<'b>> {
        let bare = |name: &str| name.trim().trim_matches(['<', '>']).to_owned();
        let start = self.start.as_deref().map(bare);
        let is_start = |page: &&Page<'b>| start.is_some() && page.part.value("content-id").map(bare) == start;
        self.found.iter().find(is_start).or(self.found.first())
    }

    /// The text of all pages but the first, one behind the other.
    fn others(&self, first: &Page<'b>, limits: &Limits) -> Result<String, ReadError> {
        let mut all = String::new();
        for page in self.found.iter().filter(|page| !std::ptr::eq(*page, first)) {
            all.push_str(&page.text(limits)?.0);
            // What was not closed ends, too.
            all.push_str("<hr>");
            if all.len() as u64 > limits.unpacked {
                return Err(over(limits));
            }
        }
        Ok(all)
    }
}

impl Page<'_> {
    /// Its text, and whether some bytes stood for no character.
    fn text(&self, limits: &Limits) -> Result<(String, bool), ReadError> {
        let bytes: Cow<'_, [u8]> = self.part.decoded();
        if bytes.len() as u64 > limits.unpacked {
            return Err(over(limits));
        }
        let kind = self.part.kind();
        let (text, odd) = encoding::decode_as(&bytes, kind.value("charset"))
            .ok_or_else(|| damaged(Format::Mhtml, &"the encoding of its page is not known"))?;
        Ok((text.into_owned(), odd))
    }
}

fn over(limits: &Limits) -> ReadError {
    ReadError::TooLarge { of: Limit::Unpacked, limit: limits.unpacked }
}

fn cut_off() -> Note {
    Note {
        severity: Severity::Warning,
        code: "mhtml-damaged",
        message: "网页文件（MHTML）未完，内容可能有缺 (the saved page, MHTML, is cut off and may lack words)"
            .to_owned(),
        span: None,
    }
}
