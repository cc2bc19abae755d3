//! What the ledger says of words that text recognition read.

use super::Stages;
use crate::model::Severity;
use crate::note::Note;
use crate::read::Line;

/// A note for each page that was recognised, and for each line with words that may be wrong.
pub(super) fn notes(stages: Stages<'_>, notes: &mut Vec<Note>) {
    let document = stages.document;
    for page in &document.recognised {
        let of_page = |line: &&Line| line.place.is_some_and(|place| place.page == page.page);
        let lines: Vec<&Line> = document.lines.iter().filter(of_page).collect();
        let (number, confidence) = (page.page + 1, page.confidence);
        notes.push(Note {
            severity: Severity::Info,
            code: "ocr",
            message: format!(
                "第 {number} 页由文字识别（Tesseract）读取，平均把握 {confidence}% (page {number} was read by text recognition, mean confidence {confidence} %)"
            ),
            span: lines.iter().find_map(|line| stages.body.map.clean(line.text)),
        });
        for line in lines {
            let Some(place) = line.place else { continue };
            let words = line.text.of(&document.text);
            let glyphs = document.glyphs.get(place.glyphs as usize..).unwrap_or(&[]);
            let mut doubtful = String::new();
            for (c, glyph) in words.chars().zip(glyphs) {
                let unsure = page.unsure.iter().any(|rect| rect.holds_middle(glyph.rect));
                if unsure {
                    doubtful.push(c);
                } else if !doubtful.is_empty() && !doubtful.ends_with('、') {
                    doubtful.push('、');
                }
            }
            let doubtful = doubtful.trim_end_matches('、');
            if let Some(span) = stages.body.map.clean(line.text)
                && !doubtful.is_empty()
            {
                let message = format!(
                    "文字识别对“{doubtful}”把握不大，请对照原件 (text recognition is unsure of these words; look at the original)"
                );
                notes.push(Note::warning("ocr-unsure", span, message));
            }
        }
    }
}
