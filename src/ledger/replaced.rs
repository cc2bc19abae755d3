//! Pages whose words were replaced by others of like meaning, so that they are found as new ones: 按职责分工卖力 for 按职责分工负责.

use crate::lexicon::Lexicon;
use crate::note::Note;
use crate::text::Span;

/// Of so many one may be meant.
const LEAST: usize = 2;

/// What is said of a text whose words were replaced, at the first of them that shows it. They stay as they are: what stood
/// there can only be guessed.
pub(super) fn note(text: &str, lexicon: &Lexicon) -> Option<Note> {
    let found = lexicon
        .papers()
        .replaced
        .iter()
        .filter_map(|tell| Some((memchr::memmem::find(text.as_bytes(), tell.as_bytes())?, *tell)));
    let found: Vec<(usize, &str)> = found.collect();
    let &(at, tell) = found.iter().min().filter(|_| found.len() >= LEAST)?;
    Some(Note::warning(
        "words-replaced",
        Span::new(at, at + tell.len()),
        "原文词语疑被同义词替换（如以“卖力”代“负责”），单位名称等照录未改，请对照原件 (words of this page seem to have been \
         replaced by others of like meaning; names are kept as they stand: compare with the original)",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_show_that_others_were_replaced() {
        let found = |text: &str| note(text, Lexicon::builtin()).is_some();
        assert!(found("市场羁系局牵头卖力"));
        assert!(!found("干部卖力工作"));
        assert!(!found("市场监管局牵头负责"));
    }
}
