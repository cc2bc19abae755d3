//! What a page says around a paper in lines of its own: leads, headlines, the name of the site; where the paper begins.

use std::ops::Range;

use super::addressees::is_addressees;
use super::front::{Source, hands_on, is_numbered};
use super::number::{bracketed, number_in};
use super::signature::is_day;
use super::title::{MOST_TITLE_LINES, TITLE_WITHIN, is_title_line, plain, title_words};
use crate::text::{is_file_name, pause};

/// The paragraph behind the words with which a news site leads to the paper (…印发《某某方案》。全文如下：, and then a title); the
/// first where there are none, or where a paper leads so to what it holds.
pub(super) fn behind_lead(source: Source<'_>) -> usize {
    let count = source.body.paragraphs.len();
    let said = |at: usize| {
        let words = source.words(at).strip_suffix(['：', ':']).unwrap_or_default();
        source.lexicon.papers().page_lead.end(words)
    };
    let titled = |at: usize| {
        let mut lines = (at + 1..count).take(MOST_TITLE_LINES).map(|line| title_words(source, source.words(line)));
        lines.by_ref().take_while(|words| is_title_line(source, words)).any(|words| source.kind_of(words).is_some())
    };
    let own = |at: usize| (0..at).any(|above| is_of_paper(source, above) || is_of_notice(source, above));
    let lead = (0..count.min(TITLE_WITHIN)).find(|&at| said(at) && titled(at));
    lead.filter(|&at| !own(at)).map_or(0, |at| at + 1)
}

/// Whether a paragraph shows that the paper has begun: its number, those whom it addresses, an item.
fn is_of_paper(source: Source<'_>, at: usize) -> bool {
    let words = source.words(at);
    let numbered = || number_in(source.lexicon.kinds(), words).is_some_and(|found| words[found.rest].trim().is_empty());
    source.body.paragraphs[at].row || is_numbered(words) || is_addressees(source, words) || numbered()
}

/// Where a title begins that prose of a page above it has named (…发布《某某方案（征求意见稿）》), if nothing above is of a paper.
pub(super) fn announced_below(source: Source<'_>, lead: usize) -> Option<usize> {
    let count = source.body.paragraphs.len();
    let above = |at: &usize| !is_of_paper(source, *at) && !is_of_notice(source, *at);
    let head = (lead..count.min(lead + TITLE_WITHIN)).take_while(above);
    let mut named: Vec<String> = Vec::new();
    for at in head {
        let words = source.words(at);
        if words.contains('。') {
            let quoted = words.split('《').skip(1).filter_map(|rest| rest.split_once('》')).map(|(title, _)| title);
            named.extend(quoted.filter(|title| source.kind_of(title).is_some()).map(plain));
        } else if !named.is_empty() && is_title_line(source, words) {
            let mut whole = String::new();
            let is_named = |line: usize| {
                whole.push_str(&plain(source.words(line)));
                named.contains(&whole)
            };
            if (at..count.min(at + MOST_TITLE_LINES)).any(is_named) {
                return Some(at);
            }
        }
    }
    None
}

/// What the prose of a page says of the paper that it leads to, in bytes of the paragraph.
pub(super) struct Lead {
    /// The organ that issued it.
    pub organ: Option<Range<usize>>,
    /// Its number.
    pub number: Range<usize>,
}

/// Who issued the paper, and its number, where a page tells of both above its title: 近日，某某局印发《某某方案》（某字〔2023〕1号）.
pub(super) fn lead(source: Source<'_>, words: &str) -> Option<Lead> {
    let open = words.find('《')?;
    let close = open + words[open..].find('》')?;
    source.kind_of(&words[open + '《'.len_utf8()..close])?;
    let (number, _) = bracketed(words, close + '》'.len_utf8())?;
    let told = source.lexicon.papers().without_telling(&words[..open]).unwrap_or_default();
    let organ = told.rsplit(|c| pause(c).is_some()).next().unwrap_or(told);
    let organ = source.lexicon.names().is_whole(organ).then(|| told.len() - organ.len()..told.len());
    Some(Lead { organ, number })
}

/// Whether a paragraph is of a notice that hands on what stands below it, and not of a page that tells of it: its title, its
/// words, its day.
fn is_of_notice(source: Source<'_>, at: usize) -> bool {
    let words = source.words(at);
    let title = || is_title_line(source, words) && source.is_notice(words);
    hands_on(source, words) || source.lexicon.papers().carry_out.are_in(words) || is_day(source, at) || title()
}

/// Whether a page has the first words of the paper, whole or cut off, as an excerpt above those whom it addresses (核心提示：…).
pub(super) fn is_said_again(source: Source<'_>, at: usize) -> bool {
    /// An excerpt has so many characters at least.
    const SHORTEST: usize = 20;
    let words = source.words(at).trim_end_matches(['.', '…', '。']);
    let below = (at + 1..source.body.paragraphs.len()).take(TITLE_WITHIN);
    words.chars().count() >= SHORTEST && below.into_iter().any(|line| source.words(line).starts_with(words))
}

/// Whether a line is of a page: the name of a host, a row of buttons.
pub(super) fn is_page_line(words: &str) -> bool {
    words.contains("www.") || words.contains(['|', '｜', '>', '＞', '»', '【'])
}

/// The title in a line in which a page says more behind it: the site (…的通知-某市人民政府网, …的通知_某某网), or when and from where it
/// has it (…的通知 发布日期：…).
pub(super) fn title_beside<'t>(source: Source<'_>, words: &'t str) -> Option<&'t str> {
    let is_title = |title: &&str| source.kind_of(title).is_some();
    let told = || {
        let before = words.split_once(['：', ':'])?.0;
        let known = source.lexicon.frames().at_end(before).map(|(at, _)| at);
        let own = || source.lexicon.papers().page_label.strip_end(before).map(str::len);
        Some(before[..known.or_else(own)?].trim_end()).filter(is_title)
    };
    let file = || file_title(words).filter(is_title);
    source.lexicon.kinds().before_site(words).or_else(told).or_else(file)
}

/// The title in the name of a file, without what a site says of its length: 某某方案（18页）.docx.
fn file_title(words: &str) -> Option<&str> {
    if !is_file_name(words) {
        return None;
    }
    let name = words[..words.rfind('.')?].trim_end();
    let pages = name.strip_suffix(['）', ')']).and_then(|rest| rest.strip_suffix('页'));
    let digits = pages.map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_digit()));
    Some(digits.and_then(|rest| rest.strip_suffix(['（', '('])).unwrap_or(name).trim_end())
}

/// The title of the paper that a headline tells of: 三部门联合印发《关于…的通知》.
pub(super) fn told_of<'t>(source: Source<'_>, headline: &'t str) -> Option<&'t str> {
    let (told, title) = headline.strip_suffix('》')?.split_once('《')?;
    (!told.contains("关于") && source.lexicon.papers().without_telling(told).is_some()).then_some(title)
}
