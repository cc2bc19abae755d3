//! Lines that may stand before the body of a plan: of its title, of a list of titles, and notes beside them.

use super::build::heads_chapter;
use super::contacts::is_contact;
use super::front::Source;
use super::signature::is_day;
use super::title::{heads_column, is_aside, is_title_line};
use crate::text::{annex, is_file_name};

/// Whether the paragraph may stand before the body of a plan: a line of a title, of a list of titles, 附件2, a note beside
/// a title, the name of a file.
pub(super) fn is_head_line(source: Source<'_>, at: usize) -> bool {
    let words = source.words(at);
    !source.body.paragraphs[at].row
        && !source.lexicon.sections().is_foreword(words)
        && (annex::is_mark(words)
            || is_title_line(source, words) && !heads_column(source, at) && !heads_chapter(source.body, at)
            || is_aside(source, words)
            || is_contact(source, words)
            || is_file_name(words)
            || labelled_annex(source, words).is_some())
}

/// Whether a line beside a title is none of it: 附件2, a note in brackets, whom to call, a day.
pub(super) fn is_note(source: Source<'_>, at: usize) -> bool {
    let words = source.words(at);
    annex::is_mark(words) || is_aside(source, words) || is_contact(source, words) || is_day(source, at)
}

/// The title behind the mark of an annex in one line: 附件2 重点任务清单.
pub(super) fn labelled_annex<'t>(source: Source<'_>, words: &'t str) -> Option<&'t str> {
    let label = annex::mark(words)?;
    let title = words[label..].trim_start();
    let label = &words[..label];
    let numbered = label.ends_with(|c: char| !matches!(c, '件' | '表'));
    (numbered && source.kind_of(title).is_some() && is_title_line(source, title)).then_some(title)
}

/// Whether a paragraph behind a signature is none of an annex: a note in brackets, whom to call, the name of a file.
pub(super) fn is_beside(source: Source<'_>, at: usize) -> bool {
    let words = source.words(at);
    !source.body.paragraphs[at].row && (is_aside(source, words) || is_contact(source, words) || is_file_name(words))
}
