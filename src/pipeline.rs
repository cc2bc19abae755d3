//! One document through all stages: the only module that knows them all.
//!
//! Each stage is a `tracing` span of its name, and says on level debug what it made; a subscriber may time or show them.

use tracing::{debug, info, info_span};

use crate::clean::{Body, clean};
use crate::digest::sha256;
use crate::error::ReadError;
use crate::item::{Item, items};
use crate::ledger::{Facts, Frame, Stages, assemble, facts};
use crate::model::{Ledger, Source};
use crate::note::Note;
use crate::options::Options;
use crate::outline::{Outline, outline};
use crate::read::{Document, read};

/// A stage of the pipeline, for looking at what it made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The lines as read.
    Read,
    /// The cleaned text.
    Clean,
    /// The tree.
    Outline,
    /// The rows-to-be.
    Item,
    /// The facts in them.
    Recognise,
}

/// Turns the bytes of one document into its ledger.
///
/// `file` is published as [`Source::file`]: a name or a path below the input that was named.
///
/// # Errors
///
/// Only reading can fail; see [`ReadError`].
pub fn extract(bytes: &[u8], file: &str, options: &Options) -> Result<Ledger, ReadError> {
    extract_with_text(bytes, file, options).map(|made| made.ledger)
}

/// A ledger and the text that it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// The ledger.
    pub ledger: Ledger,
    /// The cleaned text, which the `chars` of locators count in.
    pub text: String,
}

/// As [`extract`], and hands over the cleaned text too; it costs nothing more.
///
/// # Errors
///
/// Only reading can fail; see [`ReadError`].
pub fn extract_with_text(bytes: &[u8], file: &str, options: &Options) -> Result<Extraction, ReadError> {
    let _document = info_span!("document", file).entered();
    let document =
        info_span!("read").in_scope(|| read(bytes, options)).inspect_err(|error| info!(%error, "unreadable"))?;
    let mut made = Made::of(&document, options);
    let source = Source {
        file: file.to_owned(),
        media_type: document.format.media_type().to_owned(),
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
        pages: (!document.pages.is_empty()).then(|| u32::try_from(document.pages.len()).unwrap_or(u32::MAX)),
    };
    let notes = std::mem::take(&mut made.notes);
    let facts = std::mem::take(&mut made.facts);
    let frame = std::mem::take(&mut made.frame);
    let ledger = info_span!("ledger").in_scope(|| assemble(made.stages(&document), frame, facts, source, notes));
    info!(entries = ledger.entries.len(), diagnostics = ledger.diagnostics.len(), "extracted");
    Ok(Extraction { ledger, text: made.body.into_written() })
}

/// Shows what a stage made of a document, for people.
///
/// For [`Stage::Clean`] it is the cleaned text itself, which the `chars` of locators count in.
///
/// # Errors
///
/// As [`extract`].
pub fn inspect(bytes: &[u8], stage: Stage, options: &Options) -> Result<String, ReadError> {
    let document = read(bytes, options)?;
    if stage == Stage::Read {
        return Ok(crate::show::read(&document));
    }
    let made = Made::of(&document, options);
    Ok(match stage {
        Stage::Read | Stage::Clean => made.body.as_written().to_owned(),
        Stage::Outline => crate::show::outline(&made.body, &made.outline),
        Stage::Item => crate::show::items(&made.body, &made.items),
        Stage::Recognise => crate::show::facts(&made.body, &made.items, &made.facts),
    })
}

/// What the stages after reading made.
struct Made<'o> {
    options: &'o Options,
    body: Body,
    outline: Outline,
    items: Vec<Item>,
    frame: Frame,
    facts: Vec<Facts>,
    notes: Vec<Note>,
}

impl<'o> Made<'o> {
    fn of(document: &Document, options: &'o Options) -> Self {
        let lexicon = options.lexicon();
        let mut notes = document.notes.clone();
        debug!(bytes = document.text.len(), lines = document.lines.len(), pages = document.pages.len(), "read");
        let body = info_span!("clean").in_scope(|| clean(document, lexicon, &mut notes));
        debug!(paragraphs = body.paragraphs.len(), removed = body.removed.len(), "cleaned");
        let outline = info_span!("outline").in_scope(|| outline(&body, lexicon, &mut notes));
        debug!(plans = outline.plans.len(), nodes = outline.nodes.len(), "outlined");
        let items = info_span!("item").in_scope(|| items(&body, &outline, lexicon, &mut notes));
        debug!(items = items.len(), "parted into items");
        let _recognise = info_span!("recognise").entered();
        let mut made = Self { options, body, outline, items, frame: Frame::default(), facts: Vec::new(), notes };
        let frame = Frame::read(made.stages(document), options.jurisdiction.as_ref());
        let facts = made.items.iter().map(|item| facts(made.stages(document), &frame, item)).collect();
        (made.frame, made.facts) = (frame, facts);
        made
    }

    fn stages<'a>(&'a self, document: &'a Document) -> Stages<'a> {
        let lexicon = self.options.lexicon();
        Stages { document, body: &self.body, outline: &self.outline, items: &self.items, lexicon }
    }
}
