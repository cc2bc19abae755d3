//! What the words of a paragraph are by their form: a label, a goal, a note, a caption.

use super::LONGEST_SECTION_NAME;
use crate::lexicon::Lexicon;
use crate::text::{Span, ends_sentence, strip_stop, trim};

/// What stands behind a label.
const COLONS: [char; 2] = ['：', ':'];

/// The span without the stop at its end.
pub(super) fn without_stop(text: &str, span: Span) -> Span {
    Span::new(span.start as usize, span.start as usize + strip_stop(span.of(text)).len())
}

/// The label of a paragraph that opens with one: 具体指标：….
pub(super) fn run_in_label(text: &str, paragraph: Span) -> Option<Span> {
    let words = paragraph.of(text);
    let (label, rest) = words.split_once(COLONS)?;
    let fits = (2..=10).contains(&label.chars().count()) && rest.chars().count() > 10 && ends_sentence(words);
    let plain = !label.contains(['，', '。', '、', '；', '（', '”', '《', ',', ';', '(']);
    (fits && plain && label.ends_with(['标', '求', '务']))
        .then(|| Span::new(paragraph.start as usize, paragraph.start as usize + label.len()))
}

/// The name of a project before its colon: 某某数据中心三期：总投资….
pub(super) fn name_before_colon(text: &str, paragraph: Span) -> Option<Span> {
    let words = paragraph.of(text);
    let colon = words.find(COLONS)?;
    let fits = words[..colon].chars().count() <= LONGEST_SECTION_NAME
        && !words[..colon].contains(['，', '。', '；', ',', ';']);
    fits.then(|| Span::new(paragraph.start as usize, paragraph.start as usize + colon))
}

/// What a paragraph says is to be reached, from the label of the sentence on, and that label: …。主要目标是：….
pub(super) fn goal_within(text: &str, paragraph: Span) -> Option<(Span, Span)> {
    let words = paragraph.of(text);
    let (colon, _) = words.match_indices(COLONS).find(|(at, _)| names_goal(&words[..*at]))?;
    let stop = words[..colon].char_indices().rev().find(|(_, c)| matches!(c, '。' | '；' | ';'));
    let start = stop.map_or(0, |(at, c)| at + c.len_utf8());
    let label = Span::new(paragraph.start as usize + start, paragraph.start as usize + colon);
    let short = label.of(text).chars().count() <= LONGEST_GOAL_LABEL && !label.of(text).contains(['，', ',']);
    short.then_some((Span { start: label.start, ..paragraph }, label))
}

/// Whether words end in the label of what is to be reached: 主要目标是.
fn names_goal(label: &str) -> bool {
    label.strip_suffix(['是', '为']).unwrap_or(label).ends_with("目标")
}

/// The longest label of what is to be reached, in characters: 2024年全市经济社会发展主要预期目标是, and some to spare.
const LONGEST_GOAL_LABEL: usize = 24;

/// Whether words name the table below them, or explain it: 表1 主要指标, 单位：万元, 注：….
pub(super) fn is_caption(words: &str, lexicon: &Lexicon) -> bool {
    let table =
        words.strip_prefix('表').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c)));
    let unit = || words.strip_prefix("单位").is_some_and(|rest| rest.starts_with(COLONS));
    let note = is_note(words, lexicon) || unit() || words.starts_with("附表");
    let bracket = words.starts_with(['（', '(']) && words.ends_with(['）', ')']);
    (table || note || bracket || words.ends_with('表')) && words.chars().count() <= LONGEST_CAPTION
}

/// Whether a paragraph explains what stands above it, as the notes below a table do: 注：未列乡镇的，由县直部门落实.
pub(super) fn is_note(words: &str, lexicon: &Lexicon) -> bool {
    let label = words.split(['：', ':']).next().filter(|label| label.len() < words.len()).unwrap_or_default();
    lexicon.papers().note.contains(&trim(label))
}

/// 一, 二, 三 ….
pub(super) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// The longest name of a table, in characters.
const LONGEST_CAPTION: usize = 60;
