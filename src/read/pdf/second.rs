//! The second engine, pdf-extract: text without places.
//!
//! It panics on predefined CMaps of Chinese and on damage, and follows forms that draw themselves until its stack is
//! spent; so it is let loose on files only whose forms end, and works behind a wall.

use std::collections::HashMap;
use std::time::Duration;

use pdf_extract::{Dictionary, Document as Pdf, Error, Object, OutputError, PlainTextOutput, Stream, output_doc};

use super::wall::{self, Fallen};
use super::{damaged, guard};
use crate::error::ReadError;
use crate::limits::{Limit, Limits};
use crate::read::page::unified;
use crate::read::{Document, Format, Line};
use crate::text::{Span, trim};

/// How long it may take, at least, and for each megabyte. It reads about 7 pages, or 100 kB, in 30 ms.
const PATIENCE: Duration = Duration::from_secs(10);
const PATIENCE_PER_MEGABYTE: Duration = Duration::from_secs(4);

/// Pages' parents above parents.
const MOST_PARENTS: usize = 32;

/// Forms drawn on one page, those within forms included. A stamp on each line draws a hundred.
const MOST_FORMS: u64 = 20_000;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    if guard::unpacks_beyond(bytes, limits.unpacked) {
        return Err(ReadError::TooLarge { of: Limit::Unpacked, limit: limits.unpacked });
    }
    let owned = bytes.to_vec();
    let nesting = limits.nesting;
    let megabytes = u32::try_from(bytes.len() >> 20).unwrap_or(u32::MAX);
    let patience = PATIENCE.saturating_add(PATIENCE_PER_MEGABYTE.saturating_mul(megabytes)).min(limits.time);
    match wall::run_for(patience, move || extract(&owned, nesting)) {
        Ok(Ok(Some(text))) => split(&text).ok_or_else(|| damaged("no text was found by pdf-extract")),
        Ok(Ok(None)) => Err(ReadError::TooLarge { of: Limit::Nesting, limit: limits.nesting as u64 }),
        Ok(Err(OutputError::PdfError(Error::Decryption(_)))) => Err(ReadError::Encrypted),
        Ok(Err(error)) => Err(damaged(&format!("pdf-extract: {error}"))),
        Err(Fallen::Panic(words)) => Err(damaged(&format!("pdf-extract gave up: {words}"))),
        Err(Fallen::NoRoom) => Err(ReadError::TooLarge { of: Limit::Memory, limit: limits.memory }),
        Err(Fallen::Late) => Err(ReadError::TooLarge { of: Limit::Time, limit: patience.as_secs() }),
    }
}

/// The text, if the file's forms end.
fn extract(bytes: &[u8], nesting: usize) -> Result<Option<String>, OutputError> {
    let mut pdf = Pdf::load_mem(bytes)?;
    if pdf.is_encrypted() {
        pdf.decrypt("")?;
    }
    if !ends(&pdf, nesting) {
        return Ok(None);
    }
    let mut text = String::new();
    output_doc(&pdf, &mut PlainTextOutput::new(&mut text))?;
    Ok(Some(text))
}

/// Whether the parents of each page end, and so do the forms that it draws.
fn ends(pdf: &Pdf, nesting: usize) -> bool {
    let nothing = Dictionary::new();
    let mut known = HashMap::new();
    pdf.get_pages().values().all(|&id| {
        let mut page = pdf.get_dictionary(id).ok();
        let mut resources = None;
        for _ in 0..MOST_PARENTS {
            let Some(dictionary) = page else { break };
            resources = resources.or_else(|| entry(pdf, dictionary, b"Resources")?.as_dict().ok());
            page = dictionary.get(b"Parent").and_then(Object::as_reference).and_then(|id| pdf.get_dictionary(id)).ok();
        }
        let content = pdf.get_page_content(id).unwrap_or_default();
        let forms = forms(pdf, &content, resources.unwrap_or(&nothing), nesting, &mut known);
        page.is_none() && forms.is_some_and(|forms| forms <= MOST_FORMS)
    })
}

/// What a dictionary holds under a key, references followed.
fn entry<'a>(pdf: &'a Pdf, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    pdf.dereference(dictionary.get(key).ok()?).ok().map(|(_, object)| object)
}

/// Forms by their places in memory, and those of the resources that they are drawn with.
type Known = HashMap<(*const Stream, *const Dictionary), u64>;

/// How many forms contents draw; `None` when they are nested deeper than allowed, as those are that draw themselves.
fn forms(pdf: &Pdf, content: &[u8], resources: &Dictionary, deeper: usize, known: &mut Known) -> Option<u64> {
    let mut count = 0_u64;
    for at in memchr::memmem::find_iter(content, b"Do") {
        let words = content.get(at.saturating_sub(NAME)..at).unwrap_or(&[]).trim_ascii_end();
        let Some(slash) = words.iter().rposition(|&b| b == b'/') else { continue };
        let name = words.get(slash + 1..).unwrap_or(&[]);
        let form =
            entry(pdf, resources, b"XObject").and_then(|x| entry(pdf, x.as_dict().ok()?, name)?.as_stream().ok());
        let Some(form) = form else { continue };
        let own = entry(pdf, &form.dict, b"Resources").and_then(|r| r.as_dict().ok()).unwrap_or(resources);
        let key = (std::ptr::from_ref(form), std::ptr::from_ref(own));
        let drawn = match known.get(&key) {
            Some(&drawn) => drawn,
            None => {
                let inner = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
                let drawn = forms(pdf, &inner, own, deeper.checked_sub(1)?, known)?.saturating_add(1);
                known.insert(key, drawn);
                drawn
            }
        };
        count = count.saturating_add(drawn);
    }
    Some(count)
}

/// Names of forms are shorter than this, in bytes.
const NAME: usize = 256;

/// The text as lines. It has a blank line between any two lines, so that only more of them are a gap.
fn split(text: &str) -> Option<Document> {
    let mut document = Document { format: Format::Pdf, ..Document::default() };
    let mut blank = 0;
    let mut blanks = Vec::new();
    for line in text.split(['\n', '\r', '\u{c}']) {
        let line = trim(line);
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let start = document.text.len();
        // A tab would be the border of a table's cell.
        document.text.extend(line.chars().map(|c| if c.is_control() { ' ' } else { unified(c) }));
        document.lines.push(Line { text: Span::new(start, document.text.len()), ..Line::default() });
        blanks.push(blank);
        blank = 0;
    }
    let mut sorted = blanks.clone();
    sorted.sort_unstable();
    let usual = *sorted.get(sorted.len() / 2)?;
    for (line, blank) in document.lines.iter_mut().zip(blanks).skip(1) {
        line.gap_before = blank > usual;
    }
    Some(document)
}
