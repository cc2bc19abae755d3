//! PDF, by two engines.
//!
//! hayro reads the file; [`content`] draws its pages on what [`super::page`] makes lines and rows of. pdf-extract is tried
//! where that yields nothing usable.

mod canvas;
mod cmaps;
mod content;
mod damage;
mod guard;
mod scan;
mod second;
mod unicode;
mod wall;

use std::sync::Arc;

use hayro_interpret::kurbo::{Affine, Rect as Box64};
use hayro_interpret::{Context, Device, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::content::Content;
use self::scan::Scans;
use self::wall::Fallen;
use super::page::{Budget, Builder, Ink, is_garbled};
use super::{Document, Format};
use crate::error::ReadError;
use crate::limits::{Limit, Limits};
use crate::model::Severity;
use crate::note::Note;
use crate::options::{Options, PdfEngine};

/// Readers allow for so many bytes of other matter before the mark of a PDF.
const MARK_WITHIN: usize = 1024;

/// Whether the bytes begin as a PDF does.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes.get(..MARK_WITHIN).unwrap_or(bytes), b"%PDF-").is_some()
}

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    match options.pdf_engine {
        PdfEngine::Hayro => first(bytes, options),
        PdfEngine::PdfExtract => by_second(bytes, &options.limits),
        PdfEngine::Auto => match first(bytes, options) {
            // What the second engine cannot do better is not tried.
            Err(error @ (ReadError::GarbledText | ReadError::Damaged { .. })) => {
                by_second(bytes, &options.limits).map_err(|_| error)
            }
            other => other,
        },
    }
}

/// Reads with pdf-extract, and says so.
fn by_second(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut document = second::read(bytes, limits)?;
    if is_garbled(&document.text) {
        return Err(ReadError::GarbledText);
    }
    document.notes.push(Note {
        severity: Severity::Info,
        code: "pdf-engine",
        message: "由 pdf-extract 读取，文字没有页面位置 (read by pdf-extract: the words have no places on pages)"
            .to_owned(),
        span: None,
    });
    Ok(document)
}

/// Reads with hayro.
fn first(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    match wall::run(|| interpret(bytes, options)) {
        Ok(result) => result,
        Err(Fallen::Panic(detail)) => Err(damaged(&detail)),
        Err(Fallen::NoRoom) => Err(ReadError::TooLarge { of: Limit::Memory, limit: options.limits.memory }),
        Err(Fallen::Late) => Err(damaged("reading it takes too long")),
    }
}

fn damaged(detail: &str) -> ReadError {
    ReadError::Damaged { format: Format::Pdf, detail: detail.to_owned() }
}

fn interpret(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    let limits = &options.limits;
    if guard::unpacks_beyond(bytes, limits.unpacked) {
        return Err(ReadError::TooLarge { of: Limit::Unpacked, limit: limits.unpacked });
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => damaged("its encryption is unknown or broken"),
        LoadPdfError::Invalid => damaged("no page can be found in it"),
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(damaged("it has no page"));
    }
    if pages.len() > limits.pages {
        return Err(ReadError::TooLarge { of: Limit::Pages, limit: limits.pages as u64 });
    }
    let drawer = Drawer::new(&pdf);
    let mut content = Content::new(&drawer);
    let mut builder = Builder::new(options.lexicon());
    let mut steps = limits.steps;
    let mut scans = Scans::new(options.ocr, limits);
    for (index, page) in pages.iter().enumerate() {
        let (width, height) = page.render_dimensions();
        let budget = Budget { glyphs: limits.glyphs.saturating_sub(builder.glyphs()), steps, nesting: limits.nesting };
        let mut ink = Ink::new([width, height], budget);
        content.draw(page, &mut ink).map_err(|of| ReadError::TooLarge { of, limit: limits.get(of) })?;
        let drawn = steps - ink.steps_left();
        steps = ink.steps_left();
        scans.read(index, page, &mut ink, drawn, |canvas, transform| {
            let area = Box64::new(0.0, 0.0, canvas.picture.width as f64, canvas.picture.height as f64);
            drawer.draw(page, transform, area, canvas);
        })?;
        builder.add(ink, [width, height]);
    }
    let recognised = scans.pages;
    let mut document = builder.finish(Format::Pdf).map_err(|error| match error {
        ReadError::PicturesOnly { pages } if !recognised.is_empty() => {
            ReadError::OcrFailed { detail: format!("no words were found on {pages} pages") }
        }
        other => other,
    })?;
    document.recognised = recognised;
    if let Some((zh, en)) = damage::signs(bytes, &pdf) {
        document.notes.push(Note {
            severity: Severity::Warning,
            code: "pdf-damaged",
            message: format!("PDF 文件已损坏，内容可能不全：{zh} (the PDF file is damaged and may lack words: {en})"),
            span: None,
        });
    }
    Ok(document)
}

/// What hayro draws with.
#[derive(Clone)]
struct Drawer<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
}

impl<'a> Drawer<'a> {
    fn new(pdf: &'a Pdf) -> Self {
        let settings = InterpreterSettings { cmap_resolver: Arc::new(cmaps::cmap), ..InterpreterSettings::default() };
        Self { pdf, cache: InterpreterCache::new(), settings }
    }

    fn context(&self, transform: Affine, area: Box64) -> Context<'a> {
        Context::new(transform, area, &self.cache, self.pdf.xref(), self.settings.clone())
    }

    /// Draws a whole page.
    fn draw(&self, page: &Page<'a>, transform: Affine, area: Box64, device: &mut impl Device<'a>) {
        interpret_page(page, &mut self.context(transform, area), device);
    }
}
