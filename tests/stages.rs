//! What each stage promises the next ("After this:" in its module's documentation), on every text of the corpus.

use taizhang::clean::{Body, clean};
use taizhang::item::items;
use taizhang::lexicon::Lexicon;
use taizhang::outline::{Outline, outline};
use taizhang::read::{Document, read};
use taizhang::text::Span;
use taizhang::{Note, Options};

/// Reads and cleans every document of the corpus and hands it to `check`.
fn each(check: impl Fn(&str, &Document, &Body)) {
    let mut files = 0;
    for file in crate::corpus_documents() {
        let bytes = std::fs::read(&file).expect("a document of the corpus");
        let document = read(&bytes, &Options::default()).expect("a document that can be read");
        check(&file.display().to_string(), &document, &clean(&document, Lexicon::builtin(), &mut Vec::new()));
        files += 1;
    }
    assert!(files > 0, "the corpus holds no document");
}

fn made(body: &Body) -> (Outline, Vec<Note>) {
    let mut notes = Vec::new();
    let outline = outline(body, Lexicon::builtin(), &mut notes);
    (outline, notes)
}

#[test]
fn read_lines_follow_one_another_and_cover_the_text() {
    each(|file, document, _| {
        let mut end = 0;
        for line in &document.lines {
            assert_eq!(line.text.start, end, "{file}");
            end = line.text.end;
            if let Some(place) = line.place {
                let chars = line.text.of(&document.text).chars().count();
                assert!(place.glyphs as usize + chars <= document.glyphs.len(), "{file}: a glyph for each character");
            }
        }
        assert_eq!(end as usize, document.text.len(), "{file}");
    });
}

#[test]
fn clean_paragraphs_cover_the_text_but_for_line_feeds() {
    each(|file, _, body| {
        let mut next = 0;
        for paragraph in &body.paragraphs {
            assert_eq!(paragraph.span.start, next, "{file}");
            let words = paragraph.span.of(&body.text);
            assert!(!words.is_empty() && words == words.trim_matches([' ', '\n', '\u{3000}']), "{file}: {words:?}");
            assert!(!words.contains('\n'), "{file}");
            next = paragraph.span.end + 1;
        }
        assert_eq!(next as usize, body.text.len() + 1, "{file}");
    });
}

#[test]
fn the_map_leads_every_word_back_to_the_same_word() {
    each(|file, document, body| {
        for paragraph in &body.paragraphs {
            let raw: String = body.map.raw(paragraph.span).map(|run| run.of(&document.text)).collect();
            let squash = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let words = squash(paragraph.span.of(&body.text));
            assert_eq!(words.chars().count(), squash(&raw).chars().count(), "{file}: {words}");
            let same = words.chars().zip(squash(&raw).chars()).all(|(a, b)| a == b || a.is_ascii_alphanumeric());
            assert!(same, "{file}: {words} {raw}");
        }
    });
}

#[test]
fn every_paragraph_is_in_one_place_of_the_outline() {
    each(|file, _, body| {
        let (outline, _) = made(body);
        let front = &outline.front;
        let mut taken: Vec<Span> = front.title.clone();
        taken.extend(front.number.iter().chain(&front.addressees).chain(&front.signature).chain(&front.attachments));
        taken.extend(&front.other);
        taken.extend(outline.plans.iter().filter(|plan| !plan.own_title).flat_map(|plan| &plan.title));
        for (index, paragraph) in body.paragraphs.iter().enumerate() {
            let nodes = outline
                .nodes
                .iter()
                .filter(|n| n.body.contains(&index) || paragraph.span.contains(n.number) && !n.words.is_empty())
                .count();
            let fronts = usize::from(taken.iter().any(|span| paragraph.span.overlaps(*span)));
            assert_eq!(nodes + fronts, 1, "{file}: {}", paragraph.span.of(&body.text));
        }
        for (index, node) in outline.nodes.iter().enumerate() {
            assert!(node.parent.is_none_or(|parent| parent < index), "{file}: a parent stands before its children");
        }
    });
}

#[test]
fn items_have_words_and_do_not_overlap() {
    each(|file, _, body| {
        let (outline, mut notes) = made(body);
        let items = items(body, &outline, Lexicon::builtin(), &mut notes);
        assert!(!items.is_empty(), "{file}");
        for (index, item) in items.iter().enumerate() {
            assert!(!item.title.is_empty(), "{file}");
            // A row of a table may share its task's cell with the row above.
            let above = index.checked_sub(1).map(|above| items[above].title);
            assert!(item.whole.contains(item.title) || item.row && above == Some(item.title), "{file}");
        }
        for pair in items.windows(2) {
            assert!(
                pair[0].whole.end <= pair[1].whole.start,
                "{file}: {} / {}",
                pair[0].whole.of(&body.text),
                pair[1].whole.of(&body.text)
            );
        }
    });
}
