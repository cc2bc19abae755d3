//! Full stops and semicolons that were typed in half width (…责任.（一）…): read as those they stand for, kept as printed.

use super::Body;
use crate::text::{Piece, SourceMap, is_blank, is_han, marker};

/// So many paragraphs and clauses of a document that ends its sentences so show it.
const LEAST: usize = 3;

/// A document that ends its sentences so has at most one other full stop among so many.
const ONE_OTHER_IN: usize = 10;

/// Puts the stops in their place where the document ends its sentences with those of half width: [`Body::written`] keeps
/// what was printed, character for character.
pub(super) fn fold(body: &mut Body) {
    let text = &body.text;
    let stops = stops(body);
    if stops.is_empty() {
        return;
    }
    // Between two words a dot may be of a name (阿不都.买买提); at the end of a paragraph or before a bracket it is none.
    let shown = stops.iter().filter(|&&at| text[at..].trim_start_matches(['.', '．']).starts_with(ends_at)).count()
        + usize::from(stops.last().is_some_and(|&at| text[at..].chars().count() == 1));
    let others = memchr::memmem::find_iter(text.as_bytes(), "。").count();
    if shown < LEAST || others * ONE_OTHER_IN > stops.len() {
        let headings: Vec<usize> = stops.into_iter().filter(|&at| is_behind_heading(body, at)).collect();
        if !headings.is_empty() {
            replace(body, &headings);
        }
        return;
    }
    let semicolons = memchr::memchr_iter(b';', text.as_bytes()).filter(|&at| is_behind_words(&text[..at]));
    let mut places: Vec<usize> = stops.into_iter().chain(semicolons).collect();
    places.sort_unstable();
    replace(body, &places);
}

/// Whether the dot at `at` ends the heading behind a number, before the sentences of its paragraph: 8.建设信息平台.整合仓储数据，….
fn is_behind_heading(body: &Body, at: usize) -> bool {
    /// Characters of a heading; the name of a person before a dot has fewer.
    const HEADING: std::ops::RangeInclusive<usize> = 4..=30;
    let place = body.paragraphs.partition_point(|paragraph| paragraph.span.end as usize <= at);
    let Some(span) = body.paragraphs.get(place).filter(|paragraph| !paragraph.row).map(|paragraph| paragraph.span)
    else {
        return false;
    };
    let words = span.of(&body.text);
    let (before, behind) = words.split_at(at - span.start as usize);
    let Some(heading) = marker(before).map(|number| before[number.len..].trim_start_matches(is_blank)) else {
        return false;
    };
    let behind = behind.trim_start_matches(['.', '．']);
    HEADING.contains(&heading.chars().take(HEADING.end() + 1).count())
        && heading.chars().all(|c| is_han(c) || matches!(c, '“' | '”' | '、'))
        && behind.starts_with(is_han)
        && behind.contains(['，', '。', '；'])
}

/// What stands behind the stop of a paragraph or before a clause.
fn ends_at(c: char) -> bool {
    matches!(c, '\n' | '\t' | '（' | '(' | '[' | '［' | '【' | '”' | '’')
}

/// The places of the dots that end sentences, in bytes.
fn stops(body: &Body) -> Vec<usize> {
    let text = &body.text;
    let narrow = memchr::memchr_iter(b'.', text.as_bytes());
    let mut dots: Vec<usize> = narrow.chain(memchr::memmem::find_iter(text.as_bytes(), "．")).collect();
    dots.sort_unstable();
    let mut dots = dots.into_iter().peekable();
    let mut stops = Vec::new();
    for paragraph in &body.paragraphs {
        let span = paragraph.span.range();
        let here: Vec<usize> = std::iter::from_fn(|| dots.next_if(|&at| at < span.end)).collect();
        if here.is_empty() {
            continue;
        }
        let words = paragraph.span.of(text);
        let number = span.start + marker(words).map_or(0, |marker| marker.len);
        stops.extend(here.into_iter().filter(|&at| at >= number && is_stop(words, at - span.start)));
    }
    stops
}

/// Whether the dot at `at` ends a sentence: none of a number, of an ellipsis, of an address or of an item's number.
fn is_stop(words: &str, at: usize) -> bool {
    let (before, behind) = (&words[..at], words[at..].trim_start_matches(['.', '．']));
    let single = words[at..].chars().nth(1).is_none_or(|c| !matches!(c, '.' | '．'));
    let goes_on = match behind.as_bytes() {
        // 2025年….
        [b'1' | b'2', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', rest @ ..] => !rest.starts_with("年".as_bytes()),
        [first, ..] => first.is_ascii_digit() || first.is_ascii_lowercase(),
        [] => false,
    };
    single && !goes_on && is_behind_words(before) && !is_behind_number(before)
}

/// Whether words end as the last of a sentence may.
fn is_behind_words(before: &str) -> bool {
    let last = before.trim_end_matches(is_blank).chars().next_back();
    last.is_some_and(|c| is_han(c) || matches!(c, '）' | ')' | ']' | '］' | '】' | '”' | '’' | '》' | '%' | '％'))
}

/// Whether words end with the number of an item: 一, （二）.
fn is_behind_number(before: &str) -> bool {
    let bare = before.trim_end_matches(['）', ')']);
    let rest = bare.trim_end_matches(|c| "一二三四五六七八九十".contains(c));
    let open = rest.ends_with(['（', '(']);
    let begins =
        rest.is_empty() || rest.ends_with(|c: char| is_blank(c) || matches!(c, '.' | '．' | ';' | '；' | ':' | '：'));
    rest.len() < bare.len() && if bare.len() < before.len() { open } else { begins }
}

/// Puts stops of full width at `places`, in order, and moves what stands behind them.
fn replace(body: &mut Body, places: &[usize]) {
    let full = |c: &str| if c == ";" { "；" } else { "。" };
    let old = std::mem::take(&mut body.text);
    let len = |at: usize| old[at..].chars().next().map_or(1, char::len_utf8);
    let (mut text, mut map, mut from) = (String::with_capacity(old.len() + 2 * places.len()), SourceMap::default(), 0);
    // How far what stands at or behind each place moved.
    let mut moved = Vec::with_capacity(places.len());
    for &at in places {
        text.push_str(&old[from..at]);
        text.push_str(full(&old[at..at + len(at)]));
        from = at + len(at);
        moved.push((from, text.len() - from));
    }
    text.push_str(&old[from..]);
    let shift = |at: u32| {
        let before = moved.partition_point(|&(end, _)| end <= at as usize);
        at + before.checked_sub(1).map_or(0, |last| u32::try_from(moved[last].1).unwrap_or(u32::MAX))
    };
    let mut next = places.iter().copied().peekable();
    for piece in body.map.pieces() {
        let end = piece.clean + piece.len;
        let mut from = piece.clean;
        // A run is parted at its stops; a character that was folded holds none.
        let mut run = |from: u32, to: u32, len: u32| {
            let raw = piece.raw + if piece.len == piece.raw_len { from - piece.clean } else { 0 };
            let raw_len = if piece.len == piece.raw_len { to - from } else { piece.raw_len };
            if to > from {
                map.push(Piece { clean: shift(from), raw, len, raw_len });
            }
        };
        while let Some(at) = next.next_if(|&at| at < end as usize) {
            let (start, width) = (at as u32, len(at) as u32);
            run(from, start, start - from);
            run(start, start + width, '。'.len_utf8() as u32);
            from = start + width;
        }
        run(from, end, end - from);
    }
    for paragraph in &mut body.paragraphs {
        paragraph.span.start = shift(paragraph.span.start);
        paragraph.span.end = shift(paragraph.span.end);
    }
    for removed in &mut body.removed {
        removed.at = shift(removed.at);
    }
    body.map = map;
    body.text = text;
    body.written.get_or_insert(old);
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    /// Cleans `text` and gives what is read and what was written.
    fn clean(text: &str) -> (String, Option<String>) {
        let document = crate::read::read(text.as_bytes(), &crate::Options::default()).expect("a text");
        let body = crate::clean::clean(&document, Lexicon::builtin(), &mut Vec::new());
        for paragraph in &body.paragraphs {
            let raw: String = body.map.raw(paragraph.span).map(|run| run.of(&document.text)).collect();
            assert_eq!(raw.chars().count(), paragraph.span.of(&body.text).chars().count(), "{raw}");
        }
        (body.text, body.written)
    }

    #[test]
    fn stops_of_half_width() {
        let text = "一.任务\n（一）.做好甲.到2025年完成乙1.5万家;达到95%.（甲局）\n2.1做好丙...等.2026年完成.\n登录a.gov.cn办理“丁”.";
        let (read, written) = clean(text);
        let expected = "一.任务\n（一）.做好甲。到2025年完成乙1.5万家；达到95%。（甲局）\n2.1做好丙...等。2026年完成。\n登录a.gov.cn办理“丁”。";
        assert_eq!(read, expected);
        assert_eq!(written.as_deref(), Some(text));
    }

    #[test]
    fn stops_of_traditional_script() {
        let (read, written) = clean("做好甲辦.\n做好乙辦.\n做好丙辦.");
        assert_eq!(read, "做好甲办。\n做好乙办。\n做好丙办。");
        assert_eq!(written.as_deref(), Some("做好甲辦.\n做好乙辦.\n做好丙辦."));
    }

    #[test]
    fn dots_that_are_no_stops() {
        for text in [
            "阿不都.买买提、吐尔逊.艾力、古丽.热西提参加，艾山.玉素甫",
            "做好甲。做好乙。做好丙。\n做好丁.\n做好戊.\n做好己.",
            "一.总体要求\n二.主要任务\n三.保障措施\n四.附则",
        ] {
            assert_eq!(clean(text), (text.to_owned(), None));
        }
    }
}
