//! Documents in RTF, which old programs write and Word saves, often under the name of a .doc: paragraphs and tables as they
//! say them.
//!
//! As with DOCX, hidden and deleted words, the instructions of fields, and the heads and feet of pages are no text, footnotes
//! stand behind the text, by their marks, and texts in boxes before the paragraph that these are fastened to. The numbers of
//! lists are those that the file says to print.

mod body;
mod group;
mod letters;
mod rows;
mod story;
mod token;
mod words;

use self::body::Body;
use super::encoding::without_mark;
use super::flow::Flow;
use super::{Document, Format};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::Severity;
use crate::note::Note;

/// How a file begins.
const HEAD: &[u8] = b"{\\rtf";

/// Whether the bytes are RTF.
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    without_mark(bytes).starts_with(HEAD)
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut body = Body::new(limits.unpacked);
    body.read(without_mark(bytes))?;
    let mut flow = Flow::new(Format::Rtf, limits.unpacked);
    story::write(&mut flow, &body.paragraphs, 0);
    if !body.notes.is_empty() {
        flow.part();
        story::write(&mut flow, &body.notes, 0);
    }
    let mut document = flow.finish()?;
    document.notes.extend(note(&body));
    Ok(document)
}

/// What is said of what could not be read.
fn note(body: &Body) -> Option<Note> {
    let parts = [
        (body.flaws.end, "文件未完", "the file is cut off"),
        (body.flaws.rest, "结束标记之后的内容", "what stands behind its end"),
        (body.is_odd(), "部分字符", "some characters"),
        (body.flaws.numbers, "部分自动编号", "some counted numbers"),
    ];
    let (zh, en): (Vec<_>, Vec<_>) = parts.iter().filter(|(is, ..)| *is).map(|(_, zh, en)| (*zh, *en)).unzip();
    (!zh.is_empty()).then(|| Note {
        severity: Severity::Warning,
        code: "rtf-damaged",
        message: format!(
            "RTF 文件不完整，内容可能有缺，未能读出：{} (the RTF file may lack words; not read: {})",
            zh.join("、"),
            en.join(", ")
        ),
        span: None,
    })
}
