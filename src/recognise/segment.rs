//! The segmenter, for the few places where the lexicon does not tell verb from noun.

use std::sync::OnceLock;

use jieba_rs::Jieba;

/// Its dictionary takes a tenth of a second to load; it waits until a sentence needs it.
static JIEBA: OnceLock<Jieba> = OnceLock::new();

/// Words with more characters are not parted: no noun phrase is as long.
const LONGEST: usize = 60;

/// The bytes of the verbs that `words` begin with, where a noun follows them; `None` where they begin with a noun.
pub(super) fn leading_verbs(words: &str) -> Option<usize> {
    if words.chars().count() > LONGEST {
        return None;
    }
    let mut len = 0;
    for tag in JIEBA.get_or_init(Jieba::new).tag(words, false) {
        let verb = matches!(tag.tag, "v" | "vd" | "d" | "vg") && tag.word.chars().count() >= 2;
        if !verb {
            break;
        }
        len += tag.word.len();
    }
    (len > 0 && len < words.len()).then_some(len)
}

/// The bytes up to the end of the first noun of `words`, where more words follow it.
pub(super) fn first_noun(words: &str) -> Option<usize> {
    if words.chars().count() > LONGEST {
        return None;
    }
    let mut len = 0;
    for tag in JIEBA.get_or_init(Jieba::new).tag(words, false) {
        len += tag.word.len();
        if tag.tag.starts_with('n') {
            return (len < words.len()).then_some(len);
        }
    }
    None
}
