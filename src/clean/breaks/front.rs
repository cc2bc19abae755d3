//! The front of a document that stands in one line: title, number, addressees; a notice's signature and the title of the
//! plan behind it.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::text::numeral::is_of_day;
use crate::text::{Span, all_han, docnum, is_blank, is_han, marker, trim, turn};

/// The longest title, in bytes: a hundred Han characters.
const LONGEST_TITLE: usize = 300;

/// What a page tells of a document between its headline and the title takes no more, in bytes.
const LONGEST_FRAME: usize = 1200;

/// The longest list of addressees, in bytes.
const LONGEST_SALUTATION: usize = 900;

/// The longest bracket that is furniture, in bytes: （此件公开发布）.
const LONGEST_ASIDE: usize = 60;

/// The longest line of organs that sign, in bytes.
const LONGEST_SIGNATURE: usize = 600;

/// A notice hands over no more documents.
const MOST_TITLES: usize = 8;

/// The shortest title that a notice names, in bytes: shorter words may stand anywhere.
const SHORTEST_TITLE: usize = 18;

/// The parts of a front, where they begin and end in the text.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// Where lines begin.
    pub cuts: Vec<usize>,
    /// Whether title or number, those addressed, and words behind them stand in one line: no document is printed so.
    pub lost: bool,
    /// Whether those addressed and words behind them stand in one line.
    pub addressed: bool,
    /// The title.
    pub title: Range<usize>,
    /// Where the words behind the parts begin.
    pub end: usize,
}

/// Reads the parts that the words in `range` begin with.
pub(super) fn front(text: &str, range: Range<usize>, lexicon: &Lexicon) -> Front {
    let mut front = Front::default();
    let (mut at, mut parts) = (range.start, 0);
    loop {
        let words = &text[at..range.end];
        let rest = words.trim_start_matches(is_blank);
        at += words.len() - rest.len();
        front.cuts.push(at);
        front.end = at;
        let untitled = front.title.is_empty();
        let part = docnum::spread_at_head(rest).or_else(|| date(rest)).or_else(|| aside(rest, lexicon));
        let part = part.or_else(|| {
            let title = title(rest, lexicon).filter(|_| untitled)?;
            front.title = at + title.start..at + title.end;
            front.cuts.extend([at + title.start, at + title.first]);
            Some(title.end)
        });
        if let Some(len) = part {
            (at, parts) = (at + len, parts + 1);
            continue;
        }
        if let Some(len) = addressees(rest, lexicon) {
            let behind = rest[len..].trim_start_matches(is_blank);
            front.addressed = !behind.is_empty();
            front.lost = parts > 0 && front.addressed;
            front.end = range.end - behind.len();
            front.cuts.push(front.end);
        } else if parts == 0 {
            within_a_page(text, range, lexicon, &mut front);
        }
        return front;
    }
}

/// Reads title and addressees among what a page says before them: 首页 > 公文 某某关于…的通知 发布时间：… 各….
fn within_a_page(text: &str, range: Range<usize>, lexicon: &Lexicon, front: &mut Front) {
    let head = &text[range.start..text.floor_char_boundary(range.end.min(range.start + LONGEST_FRAME))];
    let mut parts = Vec::new();
    for word in head.split(is_blank).filter(|word| !word.is_empty()) {
        let at = Span::within(text, word).start as usize;
        let is_title = || word.len() >= SHORTEST_TITLE && word.contains("关于") && lexicon.kinds().ends_title(word);
        if front.title.is_empty() && is_title() {
            front.title = at..at + word.len();
            parts.extend([at, at + word.len()]);
        } else if !front.title.is_empty()
            && docnum::spread_at_head(&text[at..range.end]).is_some_and(|len| len >= word.len())
        {
            parts.push(at);
        } else if let Some(len) = addressees(&text[at..range.end], lexicon).filter(|_| !front.title.is_empty()) {
            let behind = text[at + len..range.end].trim_start_matches(is_blank);
            front.lost = !behind.is_empty();
            front.end = range.end - behind.len();
            front.cuts.extend(parts);
            front.cuts.extend([at, front.end]);
            return;
        } else if word.contains('。') {
            break;
        }
    }
    front.title = 0..0;
}

/// A title, in bytes of the words that begin with it.
struct Title {
    start: usize,
    end: usize,
    /// Where it ends that stands first, when a page says it twice.
    first: usize,
}

/// The bytes of the title that words begin with: up to a kind of document behind which another part of the front stands.
///
/// A page says it twice: as its headline, and below what it tells of the document.
fn title(words: &str, lexicon: &Lexicon) -> Option<Title> {
    let kinds = lexicon.kinds();
    let (mut depth, mut parted) = (0, None);
    let head = &words[..words.floor_char_boundary(LONGEST_TITLE)];
    if marker(head).is_some() {
        return None;
    }
    for (at, c) in head.char_indices() {
        if depth == 0 && at > 0 && !is_han(c) || depth == 0 && starts_organ(c) {
            let behind = &words[at..];
            let rest = behind.trim_start_matches(is_blank);
            let blank = rest.len() < behind.len();
            if kinds.ends_title(&words[..at]) {
                if next_part(rest, lexicon) {
                    return Some(Title { start: 0, end: at, first: at });
                }
                if at >= SHORTEST_TITLE
                    && let Some(again) = said_again(words, at, lexicon)
                {
                    return Some(again);
                }
                parted = parted.or(Some(at).filter(|_| blank && !rest.starts_with(['的', '和', '》'])));
            }
        }
        depth += turn(c);
        if depth <= 0 && matches!(c, '。' | '；' | '：' | ':' | ';') {
            break;
        }
    }
    parted.map(|at| Title { start: 0, end: at, first: at })
}

/// The place below where the title that words begin with, `len` bytes, stands again and the front goes on.
fn said_again(words: &str, len: usize, lexicon: &Lexicon) -> Option<Title> {
    let within = &words[len..words.floor_char_boundary(len + LONGEST_FRAME)];
    let start = len + within.rfind(&words[..len])?;
    let end = start + len;
    let edition = words[end..].starts_with(['（', '(']) && docnum::spread_at_head(&words[end..]).is_none();
    let bracket = words[end..].find(['）', ')']).filter(|_| edition).map_or(0, |close| close + 1);
    let end = words.ceil_char_boundary(end + bracket);
    next_part(words[end..].trim_start_matches(is_blank), lexicon).then_some(Title { start, end, first: len })
}

/// Whether those addressed may begin with a character, or the code of a document's number.
fn starts_organ(c: char) -> bool {
    is_han(c) && !matches!(c, '的' | '和' | '及' | '与' | '》')
}

/// Whether words begin with what stands behind a title.
fn next_part(words: &str, lexicon: &Lexicon) -> bool {
    docnum::spread_at_head(words).is_some() || date(words).is_some() || addressees(words, lexicon).is_some()
}

/// The bytes of those addressed that words begin with, the colon with them.
pub(super) fn addressees(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let head = &words[..words.floor_char_boundary(LONGEST_SALUTATION)];
    let end = head.find(['：', ':', '。', '《', '！', '？'])?;
    let colon = head[end..].chars().next().filter(|c| matches!(c, '：' | ':'))?;
    let list = &head[..end];
    if lexicon.papers().not_addressed.are_in(list) || list.starts_with(['的', '和', '及']) || marker(list).is_some()
    {
        return None;
    }
    let names = lexicon.names();
    let is_name = |name: &str| names.looks_like(trim(name));
    let parts = |c| matches!(c, '、' | '，' | ',' | '；' | ';');
    let last = list.rsplit(parts).next().unwrap_or(list);
    let first = list.split(parts).next().unwrap_or(list);
    (list.starts_with('各') || is_name(last) && is_name(first)).then_some(end + colon.len_utf8())
}

/// The bytes of the day that words begin with and that no sentence goes on behind: 2022-08-12, 二〇二二年八月十二日.
fn date(words: &str) -> Option<usize> {
    let dashed = words.bytes().take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let parts: Vec<&str> = words[..dashed].split('-').collect();
    if let [year, month, day] = parts[..] {
        let fits = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        return fits.then_some(dashed);
    }
    let head = &words[..words.floor_char_boundary(LONGEST_ASIDE)];
    let end = head.find('日')? + '日'.len_utf8();
    (date_before(&words[..end]) == Some(0) && ends_day(&words[end..])).then_some(end)
}

/// Whether no sentence goes on behind a day: 日起施行, 日前.
fn ends_day(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with("附件") || rest.starts_with(|c: char| is_blank(c) || matches!(c, '（' | '('))
}

/// The first byte of the day that words end with.
fn date_before(words: &str) -> Option<usize> {
    let mut chars = words.char_indices().rev().filter(|(_, c)| !is_blank(*c)).peekable();
    let mut start = None;
    for (unit, digits) in [('日', 1..=3), ('月', 1..=3), ('年', 4..=4)] {
        chars.next_if(|(_, c)| *c == unit)?;
        let mut count = 0;
        while count < *digits.end()
            && let Some((at, _)) = chars.next_if(|(_, c)| is_of_day(*c))
        {
            (start, count) = (Some(at), count + 1);
        }
        if !digits.contains(&count) {
            return None;
        }
    }
    start.filter(|_| !chars.next().is_some_and(|(_, c)| is_of_day(c)))
}

/// The bytes of the bracket that words begin with, where it is furniture: （此件公开发布）.
pub(super) fn aside(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let head = &words[..words.floor_char_boundary(LONGEST_ASIDE)];
    let close = head.starts_with(['（', '(']).then(|| head.find(['）', ')'])).flatten()?;
    let end = close + head[close..].chars().next()?.len_utf8();
    lexicon.furniture().classify_line(&head[..end]).map(|_| end)
}

/// The titles that words name in 《》.
pub(super) fn announced<'t>(words: &'t str, lexicon: &Lexicon) -> Vec<&'t str> {
    let named = words.split('《').skip(1).filter_map(|rest| rest.split('》').next());
    let named = named.map(trim).filter(|words| is_named(words, lexicon));
    let mut titles: Vec<&str> = named.take(MOST_TITLES).collect();
    titles.sort_unstable_by_key(|words| std::cmp::Reverse(words.len()));
    titles.dedup();
    titles
}

/// The title of what a notice hands over by its own: 关于印发甲方案的通知.
pub(super) fn handed_over<'t>(title: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let papers = lexicon.papers();
    let mut verbs = papers.issues.iter().chain(papers.passes_on.iter());
    let (_, handed) = verbs.find_map(|verb| title.split_once(verb))?;
    let (handed, _) = handed.rsplit_once("的")?;
    Some(trim(handed).trim_matches(['《', '》'])).filter(|words| is_named(words, lexicon))
}

/// Whether words are the title of a document, and may stand nowhere else.
fn is_named(words: &str, lexicon: &Lexicon) -> bool {
    words.len() >= SHORTEST_TITLE && lexicon.kinds().of_title(words).is_some()
}

/// Where lines begin that sign: organs, the day below them, and what stands behind the day.
pub(super) fn signatures(text: &str, range: Range<usize>, titles: &[&str], lexicon: &Lexicon, cuts: &mut Vec<usize>) {
    for end in days(text, &range) {
        let behind = &text[end..range.end];
        let rest = behind.trim_start_matches(is_blank);
        if ends_day(behind) || titles.iter().any(|title| rest.starts_with(title)) {
            signature(text, &range, end, lexicon, cuts);
        }
    }
}

/// Whether a line signs and goes on with a title that was announced, which begins another document: 某局 2023年5月9日 某方案.
pub(super) fn signs_before(text: &str, line: Span, titles: &[&str], lexicon: &Lexicon, cuts: &mut Vec<usize>) -> bool {
    if titles.is_empty() {
        return false;
    }
    let range = line.start as usize..line.end as usize;
    let begins = |&end: &usize| {
        let rest = text[end..range.end].trim_start_matches(is_blank);
        titles.iter().any(|title| rest.starts_with(title))
    };
    let day = days(text, &range).find(begins);
    day.is_some_and(|end| signature(text, &range, end, lexicon, cuts).is_some())
}

/// What days end in.
const DAY: &str = "日";

/// Where the days in `range` end.
fn days<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = usize> + 't {
    let start = range.start;
    memchr::memmem::find_iter(&text.as_bytes()[range.clone()], DAY).map(move |at| start + at + DAY.len())
}

/// Where the lines begin of a signature whose day ends at `end`, and what stands behind it; `None` where none signs.
fn signature(text: &str, range: &Range<usize>, end: usize, lexicon: &Lexicon, cuts: &mut Vec<usize>) -> Option<()> {
    let from = text.ceil_char_boundary(range.start.max(end.saturating_sub(LONGEST_SIGNATURE)));
    let words = &text[from..end];
    let start = date_before(words)?;
    let organs = signers(&words[..start], from == range.start, lexicon)?;
    let rest = text[end..range.end].trim_start_matches(is_blank);
    cuts.extend([from + organs, from + start, range.end - rest.len()]);
    if let Some(len) = aside(rest, lexicon) {
        cuts.push(range.end - rest[len..].trim_start_matches(is_blank).len());
    }
    Some(())
}

/// Where the organs begin that words end with, behind the end of a sentence; the end of the words where none signs.
fn signers(words: &str, whole: bool, lexicon: &Lexicon) -> Option<usize> {
    let stop = words.rfind(['。', '！', '？', '；', '：', ':', '）', ')']);
    let begin = match stop {
        Some(at) => at + words[at..].chars().next()?.len_utf8(),
        None if whole => 0,
        None => return None,
    };
    // 监督电话：0371-12345 某市政府办公厅: no number signs.
    let organs =
        words[begin..].trim_start_matches(|c: char| is_blank(c) || c.is_ascii_digit() || matches!(c, '-' | '—'));
    let start = words.len() - organs.len();
    let mut names = organs.split(is_blank).filter(|name| !name.is_empty());
    names.all(|name| lexicon.names().is_whole(name) && all_han(name)).then_some(start)
}

/// Where the titles that were announced stand at the head of what they name, and where the words behind them begin.
pub(super) fn repeated(text: &str, range: Range<usize>, titles: &[&str], cuts: &mut Vec<usize>) {
    let mut taken = 0..0;
    for title in titles {
        for at in memchr::memmem::find_iter(text[range.clone()].as_bytes(), title).map(|at| range.start + at) {
            let before = &text[range.start..at];
            let words = before.trim_end_matches(is_blank);
            let behind = &text[at + title.len()..range.end];
            let (words, annex) = without_annex_label(words);
            let ended = words.ends_with(['。', '！', '日', '）', ')']) || words.is_empty();
            // （…）方案》: it is quoted there.
            let quoted = behind.starts_with(['》', '〉', '>', '”', '的', '，', '、', '。']);
            if ended && !quoted && !taken.contains(&at) {
                taken = at..at + title.len();
                cuts.extend(annex.map(|len| range.start + len));
                cuts.extend([at, range.end - behind.trim_start_matches(is_blank).len()]);
            }
        }
    }
}

/// The words without the mark of an annex at their end (附件, 附件1：), and where that begins.
fn without_annex_label(words: &str) -> (&str, Option<usize>) {
    let rest = words.trim_end_matches(['：', ':']).trim_end_matches(|c: char| c.is_ascii_digit());
    match rest.strip_suffix("附件") {
        Some(before) => (before.trim_end_matches(is_blank), Some(before.len())),
        None => (words, None),
    }
}
