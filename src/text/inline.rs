//! Numbered items inside a paragraph: （1）…；（2）….

use super::{MarkerStyle, Span, is_han, marker};

/// A numbered stretch of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its number, as printed.
    pub number: Span,
    /// The words up to the next number.
    pub words: Span,
}

/// The numbered stretches: numbers of one style that count up from 1 and stand at the head of a sentence.
#[must_use]
pub fn stretches(text: &str, span: Span) -> Vec<Stretch> {
    let words = span.of(text);
    let mut numbers: Vec<(Span, usize)> = Vec::new();
    let mut style = None;
    let mut head = true;
    for (at, c) in words.char_indices() {
        if head
            && begins(c)
            && let Some(found) = words.get(at..).and_then(marker)
            && is_style(found.style)
            && *style.get_or_insert(found.style) == found.style
            && found.value as usize == numbers.len() + 1
        {
            let start = span.start as usize + at;
            numbers.push((Span::new(start, start + found.len), start));
        }
        head = matches!(c, '。' | '；' | ';' | '：' | ':' | '）' | ')' | '〕' | ']' | '】');
    }
    let ends: Vec<usize> = numbers.iter().skip(1).map(|n| n.1).chain([span.end as usize]).collect();
    numbers
        .iter()
        .zip(ends)
        .map(|(&(number, _), end)| Stretch { number, words: Span::new(number.end as usize, end).trim(text) })
        .collect()
}

/// Whether a paragraph is a footnote: it begins with a circled number that stands behind a word above (…规划》①精神), alone in its
/// sentence, where those of a list stand together.
#[must_use]
pub fn is_footnote(text: &str, paragraph: Span) -> bool {
    let circled = |c: &char| matches!(c, '①'..='⑳');
    let Some(mark) = paragraph.of(text).chars().next().filter(circled) else { return false };
    let above = &text[..paragraph.start as usize];
    above.match_indices(mark).any(|(at, _)| {
        let (before, after) = (&above[..at], &above[at..]);
        let start = before.rfind(['。', '；', '\n']).map_or(0, |stop| stop + 1);
        let start = before.ceil_char_boundary(start);
        let end = after.find(['。', '；', '\n']).map_or(above.len(), |stop| at + stop);
        let behind = before.ends_with(|c: char| is_han(c) || matches!(c, '》' | '”' | '）' | ')'));
        behind && above[start..end].chars().filter(circled).count() == 1
    })
}

/// Whether a style of number may open an item inside a paragraph.
#[must_use]
pub fn is_style(style: MarkerStyle) -> bool {
    matches!(style, MarkerStyle::DigitBracket | MarkerStyle::Circled)
}

/// Whether a number of such a style may begin with a character: （1）, 1）, ⑴, ①.
fn begins(c: char) -> bool {
    matches!(c, '（' | '(' | '0'..='9' | '⑴'..='⒇' | '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_up_at_the_head_of_sentences_part_a_paragraph() {
        let parted = |text: &str| {
            let found = stretches(text, Span::new(0, text.len()));
            found.iter().map(|s| format!("{}|{}", s.number.of(text), s.words.of(text))).collect::<Vec<_>>()
        };
        assert_eq!(parted("包括：（1）甲；（2）乙（3）。（3）丙。"), ["（1）|甲；", "（2）|乙（3）。", "（3）|丙。"]);
        assert_eq!(parted("①甲。②乙。"), ["①|甲。", "②|乙。"]);
        assert!(parted("按照第（1）项办理，见（2）。").is_empty());
    }

    #[test]
    fn a_footnote_has_its_mark_behind_a_word_above() {
        let last = |text: &str| is_footnote(text, Span::new(text.rfind('\n').map_or(0, |at| at + 1), text.len()));
        assert!(last("根据《规划》①精神，制定方案。\n①某府发〔2021〕34号"));
        assert!(!last("包括①甲，②乙。\n①建设茶园。"));
        assert!(!last("建设茶园。\n①新建。"));
    }
}
