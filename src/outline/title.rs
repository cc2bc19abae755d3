//! Lines of titles: where a title begins, whether it is whole, what stands beside it.

use super::Front;
use super::addressees::is_addressees;
use super::front::{Source, is_numbered};
use super::number::{is_number, number_in};
use super::page;
use crate::lexicon::{Column, FrameLabel};
use crate::model::RemovedKind;
use crate::text::{Span, all_han, behind_bullet, is_han, marker};

/// Titles are at most so many characters a line; longer paragraphs are prose.
const LONGEST_TITLE_LINE: usize = 70;

/// A line that says of itself what it is is longer where it names several organs, or a document with a long name of its own.
const LONGEST_WHOLE_TITLE: usize = 140;

/// A title begins among so many paragraphs.
pub(super) const TITLE_WITHIN: usize = 20;

/// A title of one line has so many characters at least: it tells of what it is the plan.
pub(super) const SHORTEST_TITLE: usize = 6;

/// Lines of a title at most.
pub(super) const MOST_TITLE_LINES: usize = 6;

/// The paragraph in which the title begins, by the kind of document that it ends in; words of a page may stand before it.
pub(super) fn title_start(source: Source<'_>) -> Option<usize> {
    let lead = page::behind_lead(source);
    if let Some(announced) = page::announced_below(source, lead) {
        return Some(announced);
    }
    let count = source.body.paragraphs.len();
    let is_line = |at: usize| {
        let words = title_words(source, source.words(at));
        let plain = is_title_line(source, words) && !page::is_page_line(words);
        let plain = plain && !heads_column(source, at);
        !words.is_empty() && !source.body.paragraphs[at].row && plain
    };
    let lead = behind_words_of_sender(source, lead);
    for at in lead..count.min(lead + TITLE_WITHIN) {
        let words = source.words(at);
        let lines = (at..count.min(at + MOST_TITLE_LINES)).take_while(|&line| is_line(line));
        let end = lines.into_iter().find(|&line| source.kind_of(title_words(source, source.words(line))).is_some());
        // A column of the site has a name of its own: 规划计划.
        let named = |end: usize| at == end && source.words(at).chars().count() < SHORTEST_TITLE;
        if let Some(end) = end.filter(|&end| !named(end)) {
            let start = without_page(source, behind_bar(source, at, end), end);
            return Some(above_paper(source, start, end).unwrap_or(start));
        }
        if is_numbered(words) || words.contains('。') {
            break;
        }
    }
    None
}

/// Where the paper begins, with its number, behind sentences of who passed it on: 文件正文如下，请查收。|某政办〔2022〕19号.
fn behind_words_of_sender(source: Source<'_>, lead: usize) -> usize {
    /// They have so many paragraphs at most.
    const FEW: usize = 5;
    let numbered = |at: usize| is_number(source.lexicon.kinds(), source.words(at));
    let near = (lead..source.body.paragraphs.len()).take(FEW).find(|&at| numbered(at));
    near.filter(|&at| (lead..at).any(|above| source.words(above).contains('。'))).unwrap_or(lead)
}

/// Where the title of the lines `at..=end` stands again right above the number or the addressees, which do not follow those lines: a
/// page that was printed has it above its own frame, too.
fn above_paper(source: Source<'_>, at: usize, end: usize) -> Option<usize> {
    /// A frame that a dump took apart has so many paragraphs at most.
    const FRAME: usize = 60;
    /// And so many at least.
    const LEAST: usize = 6;
    /// So many paragraphs below the title the number or the addressees stand.
    const NEAR: usize = 3;
    let count = source.body.paragraphs.len();
    let leads = |end: usize| {
        (end + 1..count.min(end + 1 + NEAR)).any(|line| {
            let words = source.words(line);
            is_addressees(source, words) || number_in(source.lexicon.kinds(), words).is_some()
        })
    };
    let title: String = (at..=end).flat_map(|line| plain_chars(title_words(source, source.words(line)))).collect();
    if leads(end) {
        return None;
    }
    let below = (end + LEAST..count.min(end + FRAME)).take_while(|&line| !is_numbered(source.words(line)));
    let again = |first: usize| {
        let mut words = String::new();
        for line in lines_from(source, first) {
            words.extend(plain_chars(title_words(source, source.words(line))));
            if !title.starts_with(&words) {
                return None;
            }
            if words == title {
                return Some(line);
            }
        }
        None
    };
    below.filter(|&first| again(first).is_some_and(leads)).last()
}

/// Where the lines of a title begin behind what a page has above them: no bar of a site (当前位置：…) stands within a title.
fn behind_bar(source: Source<'_>, at: usize, end: usize) -> usize {
    let start = |line: usize| source.body.paragraphs[line].span.start;
    let bars = source.body.removed.iter().filter(|removed| removed.kind == RemovedKind::Site);
    let last = bars.map(|bar| bar.at).filter(|bar| (start(at) + 1..=start(end)).contains(bar)).max();
    last.map_or(at, |bar| (at..=end).find(|&line| start(line) >= bar).unwrap_or(end))
}

/// Where a title begins whose lines are `at..=end`, or lines of a page and then its own: with 关于, and before it with the
/// organs alone.
fn without_page(source: Source<'_>, at: usize, end: usize) -> usize {
    // The name of a site is that of the organ with which the title begins.
    let Some(about) = (at..=end).find(|&line| source.words(line).contains("关于")) else {
        let again = |line: &usize| source.words(line + 1).starts_with(source.words(*line));
        return (at..end).take_while(again).last().map_or(at, |line| line + 1);
    };
    let said = |organ: &str| source.words(about).starts_with(organ);
    let organ = |line: &usize| {
        let words = source.words(*line);
        // 国务院办公厅转发国家发展改革委等部门 | 关于…意见的通知.
        let issues = || source.lexicon.names().ends_as_issuer(words) || words.contains("转发");
        // 某某县督查室文件 above it: whatever it is called.
        let heads = || (0..*line).any(|above| source.words(above).strip_suffix("文件") == Some(words));
        (issues() || heads()) && !said(words)
    };
    let runs_over = |line: &usize| goes_on_in_a_name(source, *line);
    (at..about).rev().take_while(|line| organ(line) || runs_over(line)).last().unwrap_or(about)
}

/// Whether the last of the names in a line goes on in the next one: 甲厅 国家卫生|健康委办公厅关于….
fn goes_on_in_a_name(source: Source<'_>, line: usize) -> bool {
    let (names, organs) = (source.lexicon.names(), source.lexicon.organs());
    let Some((whole, begun)) = source.words(line).rsplit_once([' ', '、']) else { return false };
    let rest =
        source.words(line + 1).split("关于").next().and_then(|organs| organs.split([' ', '、']).next()).unwrap_or("");
    let is_name = |name: &str| organs.knows(name) || names.is_whole(name);
    all_han(begun)
        && !begun.is_empty()
        && !organs.knows(rest)
        && names.is_whole(&format!("{begun}{rest}"))
        && whole.split([' ', '、']).filter(|name| !name.is_empty()).all(is_name)
}

/// The words of a line without a document number before or behind them, and without what a page says beside them.
pub(super) fn title_words<'t>(source: Source<'_>, words: &'t str) -> &'t str {
    let words = number_in(source.lexicon.kinds(), words).map_or(words, |found| words[found.rest].trim());
    without_column(source, page::title_beside(source, words).unwrap_or(words))
}

/// The lines that say the title again that was read already, with what was left out before it.
pub(super) fn says_again(source: Source<'_>, front: &Front, at: usize) -> Option<usize> {
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    source.kind_of(&title)?;
    let title = plain(page::told_of(source, &title).unwrap_or(&title));
    let count = source.body.paragraphs.len();
    let lines = (at..count.min(at + MOST_TITLE_LINES)).filter(|&line| !source.body.paragraphs[line].row);
    let mut lines = lines.map(|line| source.words(line)).take_while(|w| is_title_line(source, w)).peekable();
    let first = lines.peek().copied()?;
    // A site's own name for the paper (甲工作方案), and then the title that its organ gave it: 某某局关于印发甲工作方案的通知.
    if !title.contains("关于") && source.kind_of(first).is_some() && is_issued(source, first) {
        return Some(1);
    }
    // The organ alone, and then the title with it.
    let whole = plain(first).ends_with(&title);
    if !whole && at + 1 < count && source.words(at + 1).starts_with(first) {
        return None;
    }
    // The title of the page's frame, and then the document's own: 某某厅关于甲及乙的通知, 某某厅关于甲的通知.
    let organ = |words: &str| words.split_once("关于").map(|(organ, _)| organ.to_owned()).filter(|o| !o.is_empty());
    if source.kind_of(first).is_some() && organ(first).is_some_and(|own| organ(&title).as_ref() == Some(&own)) {
        return Some(1);
    }
    let mut again = String::new();
    // Only an organ may stand before it, if it does not have its own, and not the name of a site or a button.
    let issued = organ(&title).is_some();
    lines.enumerate().find_map(|(line, words)| {
        again.push_str(&plain(words));
        // 甲办法, and then 某某市人民政府印发《甲办法》的通知.
        let issued_by = || {
            let before = again.strip_suffix("的通知")?.strip_suffix(title.as_str())?.strip_suffix("印发")?;
            Some(before.strip_suffix("关于").unwrap_or(before))
        };
        let before = again.strip_suffix(title.as_str()).or_else(issued_by)?;
        (before.is_empty() || line == 0 || !issued && source.lexicon.names().ends_as_issuer(before)).then_some(line + 1)
    })
}

/// The paragraphs from one on that may be lines of one title: no row of a table.
fn lines_from(source: Source<'_>, at: usize) -> impl Iterator<Item = usize> {
    let count = source.body.paragraphs.len();
    (at..count.min(at + MOST_TITLE_LINES)).take_while(move |&line| !source.body.paragraphs[line].row)
}

/// How many lines say the title again without the place that it begins with: 甲市人民政府办公室关于…的通知, and then
/// 市人民政府办公室关于印发|…的通知.
pub(super) fn says_again_at_home(source: Source<'_>, front: &Front, at: usize) -> Option<usize> {
    let title: String = front.title.iter().map(|s| plain(s.of(&source.body.text))).collect();
    source.kind_of(&title)?;
    let mut again = String::new();
    lines_from(source, at).enumerate().find_map(|(line, at)| {
        again.push_str(&plain(source.words(at)));
        let place = title.strip_suffix(again.as_str()).filter(|_| again.contains("关于"))?;
        source.lexicon.divisions().short(place, None).is_some().then_some(line + 1)
    })
}

/// Whether a line is a whole title that names the organ and what its paper is about: 某某局关于…的通知.
fn is_issued(source: Source<'_>, words: &str) -> bool {
    let organ = words.split_once("关于").map_or("", |(organ, _)| organ);
    source.lexicon.names().ends_as_issuer(organ) && tells_kind(source, words)
}

/// Whether a line below the title says its end again, without the organ before it.
pub(super) fn says_end_again(source: Source<'_>, front: &Front, words: &str) -> bool {
    if !plain_chars(words).take(2).eq("关于".chars()) {
        return false;
    }
    let words = plain(words);
    source.kind_of(&words).is_some()
        && front.title.iter().map(|line| plain(line.of(&source.body.text))).collect::<String>().ends_with(&words)
}

/// The words of a title without the quotes of others in it: their form changes when the whole is quoted.
pub(super) fn plain(words: &str) -> String {
    plain_chars(words).collect()
}

fn plain_chars(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !matches!(c, '《' | '》' | '〈' | '〉' | '<' | '>' | ' '))
}

/// The lines of a title without the quotes around the whole of it: 《关于印发〈…〉的通知》.
pub(super) fn unquoted(source: Source<'_>, mut lines: Vec<Span>) -> Vec<Span> {
    let text = &source.body.text;
    let quotes = |mark: char| lines.iter().flat_map(|line| line.of(text).chars()).filter(|&c| c == mark).count();
    let quoted = lines.first().is_some_and(|line| line.of(text).starts_with('《'))
        && lines.last().is_some_and(|line| line.of(text).ends_with('》'));
    if quoted && quotes('《') == 1 && quotes('》') == 1 {
        let quote = Span::new(0, '《'.len_utf8()).end;
        lines.first_mut().into_iter().for_each(|line| line.start += quote);
        lines.last_mut().into_iter().for_each(|line| line.end -= quote);
    }
    lines
}

/// The title behind its label: 标题：某某通知, or in the cell beside it.
pub(super) fn labelled_title(source: Source<'_>, at: usize) -> Option<Span> {
    let words = source.words(at);
    let words = behind_bullet(words).unwrap_or(words);
    let Some((label, title)) = words.split_once(['：', ':', '\t']) else { return glued_title(source, at) };
    let title = title.trim_start_matches(['：', ':', '\t', ' ', '|']).split('\t').next()?.trim();
    let fits = source.lexicon.frames().get(label) == Some(FrameLabel::Title) && source.kind_of(title).is_some();
    fits.then(|| Span::within(&source.body.text, title))
}

/// The title right behind its label (标题某某通知), if the page has it again below.
fn glued_title(source: Source<'_>, at: usize) -> Option<Span> {
    let label = "标题";
    let title = source.words(at).strip_prefix(label).filter(|title| source.kind_of(title).is_some())?;
    let below = (at + 1..source.body.paragraphs.len()).take(TITLE_WITHIN);
    below.into_iter().any(|line| source.words(line) == title).then(|| Span::within(&source.body.text, title))
}

/// Whether a line stands in brackets beside a title without being of it: a note, a day, the meeting that passed it. What
/// belongs to a title says which it is: （2023—2025年）, （试行）.
pub(super) fn is_aside(source: Source<'_>, words: &str) -> bool {
    let Some(inner) = in_brackets(words) else { return false };
    let of_title = inner.chars().count() <= 16
        && (inner.contains('年') && !inner.contains(['月', '，', ','])
            || is_years(inner)
            || source.lexicon.papers().edition.end(without_version(inner)))
        && inner != "公开版";
    !of_title && !inner.contains(['（', '('])
}

/// A line of a title without the bracket behind it that says for whom the page has it: …整改方案（公开版）.
pub(super) fn without_aside(text: &str, line: Span) -> Span {
    let words = line.of(text);
    let aside =
        words.strip_suffix(['）', ')']).and_then(|rest| rest.rfind(['（', '('])).map(|open| words.split_at(open));
    match aside.filter(|(title, aside)| !title.is_empty() && in_brackets(aside) == Some("公开版")) {
        Some((title, _)) => Span::within(text, title.trim_end()),
        None => line,
    }
}

/// A title without the column of the site before it: 【通知公告】关于…, 政务服务丨某某市关于….
pub(super) fn without_column<'t>(source: Source<'_>, words: &'t str) -> &'t str {
    /// Characters of a column's name.
    const LONGEST: usize = 8;
    let bracket = words.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    let rest = bracket.or_else(|| words.split_once(['丨', '｜']));
    let column = |(column, _): &(&str, &str)| column.chars().count() <= LONGEST && all_han(column);
    let titled = |(_, title): &(&str, &str)| title.contains("关于") || source.kind_of(title).is_some();
    rest.filter(column).filter(titled).map_or(words, |(_, title)| title.trim_start())
}

/// What stands in the brackets around the whole of a line.
pub(super) fn in_brackets(words: &str) -> Option<&str> {
    words.strip_prefix(['（', '(', '〔', '['])?.strip_suffix(['）', ')', '〕', ']'])
}

/// A draft may say which one it is: 征求意见稿V2.2, 讨论稿3.
fn without_version(words: &str) -> &str {
    words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | 'V' | 'v'))
}

/// Two years between which a copy lost the stroke: 20162020.
fn is_years(words: &str) -> bool {
    let both = words.get(..4).zip(words.get(4..));
    words.len() == 8
        && words.bytes().all(|byte| byte.is_ascii_digit())
        && both.is_some_and(|(from, to)| from < to && from.starts_with("20") && to.starts_with("20"))
}

/// Whether a page tells of the paper below its headline: the title and what it is (《…》是某某发布的…), or its first words,
/// cut off (…的通知 各县人民政府…).
pub(super) fn is_told_of(source: Source<'_>, front: &Front, words: &str) -> bool {
    let mut rest = plain_chars(words);
    let title: String = front.title.iter().flat_map(|line| plain_chars(line.of(&source.body.text))).collect();
    if !title.chars().all(|c| rest.next() == Some(c)) || source.kind_of(&title).is_none() {
        return false;
    }
    let rest: String = rest.collect();
    rest.trim_start_matches(['.', '。']).starts_with('是')
        || !rest.is_empty() && (rest.ends_with('…') || rest.ends_with("..."))
}

/// Whether the title is whole, so that `next` begins something else.
pub(super) fn title_done(source: Source<'_>, front: &Front, next: &str) -> bool {
    let Some(last) = front.title.last() else { return false };
    let words = last.of(&source.body.text);
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    // 关于印发乡村物流工作方案|的通知; what issues is no plan.
    if next.starts_with('的') || title.contains("关于印发") && !source.is_notice(&title) && next.len() < 60 {
        return false;
    }
    // 关于落实《政府工作报告》|重点工作分工的意见: the title of another document stands in it.
    if words.ends_with('》') && words.contains("关于") && source.kind_of(next).is_some() && !next.contains("关于")
    {
        return false;
    }
    // 关于落实2019年政府工作报告|主要目标任务的通知: what it is comes in the next line.
    if title.contains("关于") && tells_kind(source, next) && !tells_kind(source, words) && !next.contains("关于") {
        return false;
    }
    // …行动计划 | （2023—2027年）: the bracket is of the line above.
    let words = if words.starts_with(['（', '(']) { title.as_str() } else { words };
    source.kind_of(words).is_some() && !next.starts_with(['（', '(', '—', '《', '“']) && !next.contains("关于")
        || next.starts_with(['（', '(']) && !next.contains(|c: char| c.is_ascii_digit()) && next.len() > 30
}

/// Whether a line is the head of a column of which a copy made a line: it stands beside another (工作任务|责任单位).
pub(super) fn heads_column(source: Source<'_>, at: usize) -> bool {
    let heads = |at: usize| {
        let words = source.body.paragraphs.get(at).map_or("", |_| source.words(at));
        source.lexicon.column(words).is_some_and(|column| column != Column::Period)
    };
    heads(at) && (heads(at + 1) || at.checked_sub(1).is_some_and(heads))
}

/// Whether a line ends in what a paper is that is about something: 的通知, 的指导意见.
fn tells_kind(source: Source<'_>, words: &str) -> bool {
    /// Characters of a kind with the word before it: 若干政策措施.
    const LONGEST: usize = 6;
    let kind = words.rsplit_once('的').map(|(_, kind)| kind);
    kind.is_some_and(|kind| kind.chars().count() <= LONGEST && source.kind_of(kind).is_some())
}

/// 山东省人民政府办公厅文件.
pub(super) fn is_letterhead(words: &str) -> bool {
    words.ends_with("文件") && words.len() <= 120 && all_han(words) && !words.contains("关于")
}

/// Whether a paragraph may be a line of a title: short, no stop, no number of an item.
pub(super) fn is_title_line(source: Source<'_>, words: &str) -> bool {
    let whole = || words.contains("关于") && tells_kind(source, words);
    let fits = |count: usize| count <= LONGEST_TITLE_LINE || count <= LONGEST_WHOLE_TITLE && whole();
    // A stop of another script ends a sentence, too, where a page has it for its own.
    let sentence = || words.strip_suffix('.').is_some_and(|rest| rest.ends_with(is_han));
    let longest = LONGEST_WHOLE_TITLE * 4;
    words.len() <= longest
        && fits(words.chars().count())
        && !words.contains(['。', '；', '：', ';', ':', '\t', '|'])
        && !words.ends_with(['，', ',', '！', '!'])
        // 某某局关于报送甲、|征集乙的函: a list of matters, and no list of those addressed.
        && (!words.ends_with('、') || words.contains("关于"))
        && !sentence()
        && marker(words).is_none()
        && behind_bullet(words).is_none()
        && !is_letterhead(words)
        && (words.chars().any(is_han) || in_brackets(words).is_some_and(is_years))
}
