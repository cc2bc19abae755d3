//! Numbered items inside a paragraph: （1）…；（2）….

use memchr::memmem;

use super::{MarkerStyle, Span, is_han, marker, marks};

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
    // Where the sentence begins that was begun last.
    let mut head = 0;
    for (at, c) in marks(words) {
        if at == head
            && begins(c)
            && let Some(found) = words.get(at..).and_then(marker)
            && is_style(found.style)
            && *style.get_or_insert(found.style) == found.style
            && found.value as usize == numbers.len() + 1
        {
            let start = span.start as usize + at;
            numbers.push((Span::new(start, start + found.len), start));
        }
        if matches!(c, '。' | '；' | ';' | '：' | ':' | '）' | ')' | '〕' | ']' | '】') {
            head = at + c.len_utf8();
        }
    }
    let ends = numbers.iter().skip(1).map(|n| n.1).chain([span.end as usize]);
    numbers
        .iter()
        .zip(ends)
        .map(|(&(number, _), end)| Stretch { number, words: Span::new(number.end as usize, end).trim(text) })
        .collect()
}

/// Circled numbers, as of footnotes.
pub const CIRCLED: std::ops::RangeInclusive<char> = '①'..='⑳';

/// Where a text refers to footnotes: a circled number behind a word (…规划》①精神), alone in its sentence, where those of a list
/// stand together.
#[derive(Debug, Clone, Default)]
pub struct Footnotes {
    /// The numbers that do, each where it does so first.
    references: Vec<(char, usize)>,
}

impl Footnotes {
    /// The references of a text, which is read once for all its paragraphs.
    #[must_use]
    pub fn of(text: &str) -> Self {
        /// The bytes that these numbers begin with.
        const LEAD: &[u8] = &[0xe2, 0x91];
        let circled: Vec<(usize, char)> = memmem::find_iter(text.as_bytes(), LEAD)
            .filter_map(|at| Some((at, text[at..].chars().next()?)))
            .filter(|(_, c)| CIRCLED.contains(c))
            .collect();
        let parted = |from: usize, to: usize| text[from..to].contains(['。', '；', '\n']);
        let mut references: Vec<(char, usize)> = Vec::new();
        for (index, &(at, mark)) in circled.iter().enumerate() {
            let before = index.checked_sub(1).is_none_or(|last| parted(circled[last].0, at));
            let alone = before && circled.get(index + 1).is_none_or(|&(next, _)| parted(at, next));
            if alone
                && text[..at].ends_with(|c: char| is_han(c) || matches!(c, '》' | '”' | '）' | ')'))
                && !references.iter().any(|(known, _)| *known == mark)
            {
                references.push((mark, at));
            }
        }
        Self { references }
    }

    /// Whether a paragraph of the text is a footnote: it begins with a number by which words above refer to it.
    #[must_use]
    pub fn has(&self, text: &str, paragraph: Span) -> bool {
        let number = paragraph.of(text).chars().next();
        let start = paragraph.start as usize;
        self.references.iter().any(|&(mark, at)| Some(mark) == number && at < start)
    }
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
        let last_line = |text: &str| Span::new(text.rfind('\n').map_or(0, |at| at + 1), text.len());
        let last = |text: &str| Footnotes::of(text).has(text, last_line(text));
        assert!(last("根据《规划》①精神，制定方案。\n①某府发〔2021〕34号"));
        assert!(!last("包括①甲，②乙。\n①建设茶园。"));
        assert!(!last("建设茶园。\n①新建。"));
    }
}
