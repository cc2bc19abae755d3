//! What a line is by its words, wherever it stands.

use super::measure::Measure;
use crate::clean::LONGEST_FURNITURE;
use crate::lexicon::{Lexicon, Zone};
use crate::model::RemovedKind;
use crate::text::numeral::ZEROS;
use crate::text::{decimal, docnum, is_blank, is_han, marker, marker_before_digit, marks, trim};

/// A label of roles at most, in bytes.
const LONGEST_LABEL: usize = 36;

/// Whether a line begins with a number, be it one behind which digits stand.
pub(super) fn starts_item(line: &Measure<'_>) -> bool {
    line.marker.or_else(|| marker_before_digit(line.words)).is_some()
}

/// Whether a line says where in a site a page is: 某网 > 政策 > 市级文件.
fn is_trail(words: &str) -> bool {
    const STEPS: usize = 2;
    let mut steps = 0;
    for (_, c) in marks(words) {
        match c {
            // Most lines have a comma near their head.
            '。' | '，' => return false,
            c if is_step(c) => steps += 1,
            _ => {}
        }
    }
    steps >= STEPS
}

/// What stands between the steps of a trail.
fn is_step(c: char) -> bool {
    matches!(c, '>' | '＞' | '»' | '›')
}

/// Whether a line is such a trail and no comparison (甲＞乙＞丙): its steps are names, those before the page's own short ones.
pub(in crate::clean) fn is_trail_alone(words: &str) -> bool {
    /// The longest name of a column, in characters.
    const LONGEST: usize = 16;
    if !is_trail(words) || words.contains(['：', ':', '；', ';']) || marker(words).is_some() {
        return false;
    }
    let named = |step: &str| step.chars().filter(|c| is_han(*c)).nth(1).is_some();
    let mut steps = words.split(is_step).map(trim).filter(|step| !step.is_empty()).peekable();
    let mut names = 0;
    while let Some(step) = steps.next() {
        if !named(step) || steps.peek().is_some() && step.chars().count() > LONGEST {
            return false;
        }
        names += 1;
    }
    names > 1
}

/// Whether a line ends in a button of the page: 【收藏】, [打印].
fn ends_in_button(words: &str, lexicon: &Lexicon) -> bool {
    let Some(words) = words.strip_suffix(['】', ']', '］']) else { return false };
    lexicon.furniture().buttons.end(words)
}

/// The titles that a line quotes: 《…》, without the quotes within.
pub(super) fn named_titles(words: &str) -> impl Iterator<Item = String> {
    words.split('《').skip(1).filter_map(|rest| rest.split('》').next()).map(without_quotes)
}

/// The words of a title without the quotes of others in it: their form changes when the whole is quoted.
pub(super) fn without_quotes(words: &str) -> String {
    words.chars().filter(|&c| !is_blank(c) && !matches!(c, '《' | '》' | '〈' | '〉' | '<' | '>')).collect()
}

/// Whether a line is furniture of a site by itself. A colophon may go on in the next line.
pub(super) fn is_site_line(words: &str, lexicon: &Lexicon) -> bool {
    words.len() <= LONGEST_FURNITURE
        && lexicon.furniture().classify_line(words).is_some_and(|(kind, zone)| {
            matches!(kind, RemovedKind::Site | RemovedKind::Publication) && !matches!(zone, Zone::Tail | Zone::Below)
        })
}

/// Whether a line is of the frame of a page or a form: 发文字号：…　发布日期：….
fn is_frame(words: &str, lexicon: &Lexicon) -> bool {
    // Most lines are long, and have no colon near their head.
    let near = &words[..words.floor_char_boundary(LONGEST_LABEL)];
    let colon = marks(near).find(|(_, c)| matches!(c, '：' | ':'));
    colon.is_some_and(|(at, _)| lexicon.frames().get(&near[..at]).is_some())
}

/// Whether a line above a table says in what its numbers are: 单位：亿元、%. Behind a bracket that a wrap broke stands an organ: （责任|
/// 单位：县财政局）.
fn is_unit_note(words: &str, lexicon: &Lexicon) -> bool {
    const LONGEST: usize = 36;
    let words = words.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let Some(units) = words.strip_prefix("单位：").or_else(|| words.strip_prefix("单位:")) else { return false };
    let is_unit = |unit: &str| {
        let bare = unit.trim_start_matches(['十', '百', '千', '万', '亿']);
        lexicon.units().longest(bare).is_some_and(|(_, len)| len == bare.len())
    };
    words.len() <= LONGEST && units.split(['、', '，', ',', '；', ' ', '\u{3000}']).any(is_unit)
}

/// Whether a line is a document number or a date and nothing else, or of the frame of a page.
pub(super) fn stands_alone(words: &str, lexicon: &Lexicon) -> bool {
    const LONGEST: usize = 60;
    if ends_in_button(words, lexicon)
        || is_trail(words)
        || is_frame(words, lexicon)
        || is_unit_note(words, lexicon)
        || words == "序号"
    {
        return true;
    }
    let words = without_signer(words.strip_suffix("印发").unwrap_or(words), lexicon);
    if words.len() > LONGEST || !words.ends_with(['日', '号']) {
        return false;
    }
    if words.ends_with('号') {
        return docnum::closes(words);
    }
    let mut words = words.chars().filter(|&c| !is_blank(c)).rev();
    let numeral = |c: &char| c.is_ascii_digit() || ZEROS.contains(c) || "一二三四五六七八九十".contains(*c);
    words.next();
    words.filter(|c| !numeral(c)).eq("月年".chars())
}

/// A day without the organ that signs beside it, far off in the same line: 某某市人民政府督查室　　　2022年8月19日.
fn without_signer<'t>(words: &'t str, lexicon: &Lexicon) -> &'t str {
    if !words.ends_with('日') {
        return words;
    }
    let day = words.rsplit(is_blank).next().unwrap_or(words);
    let before = &words[..words.len() - day.len()];
    let organ = before.trim_end_matches(is_blank);
    let far = before[organ.len()..].chars().count() > 1;
    if far && lexicon.names().is_whole(organ.trim_start_matches(is_blank)) { day } else { words }
}

/// Whether a line opens with something that mostly stands at the head of a paragraph; its number aside.
pub(super) fn opens(words: &str, lexicon: &Lexicon) -> bool {
    let parted = || decimal(words).is_some_and(|m| words[m.len..].starts_with(is_blank));
    lexicon.papers().opens.begin(words) || lexicon.papers().how_far.begin(words) || parted()
}

/// 责任单位：… and its like: a label of roles before a colon at the head of the line.
pub(in crate::clean) fn is_label(words: &str, lexicon: &Lexicon) -> bool {
    let words = words.trim_start_matches(is_blank);
    let near = &words[..words.floor_char_boundary(LONGEST_LABEL)];
    let head = &near[..near.find(|c| !is_han(c)).unwrap_or(near.len())];
    words[head.len()..].trim_start_matches(is_blank).starts_with(['：', ':']) && lexicon.roles().label(head).is_some()
}

/// Whether a wrap broke the label that a line begins with: …市园林局 项|目责任人：…; 市牵头单位 is whole.
pub(super) fn is_broken_label(before: &str, words: &str, lexicon: &Lexicon) -> bool {
    const LEVELS: [char; 13] = ['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇', '村', '总', '主', '副'];
    let words = words.trim_start_matches(is_blank);
    let head = &words[..words.find(|c| !is_han(c)).unwrap_or(words.len())];
    let Some((len, _)) = lexicon.roles().label_at_end(head) else { return false };
    let odd = &head[..head.len() - len];
    odd.chars().count() == 1 && !odd.starts_with(LEVELS) && before.ends_with(is_han)
}

/// Whether a line is the name of a section and nothing else: 保障措施, 【2月】.
pub(super) fn is_section(words: &str, lexicon: &Lexicon) -> bool {
    const LONGEST: usize = 48;
    let inner = |words: &'_ str| {
        words.strip_prefix('【').and_then(|rest| rest.strip_suffix('】')).is_some_and(|name| !name.contains('】'))
    };
    words.len() <= LONGEST && (inner(words) || lexicon.sections().is_bare_heading(words))
}

/// A heading stands under a number and has no mark in it.
pub(super) fn is_heading(line: &Measure<'_>) -> bool {
    line.marker.is_some_and(|m| !line.words[m.len..].contains(['，', '。', '；', '：', ',', ';', ':']))
}
