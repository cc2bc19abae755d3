//! The links of a page: what announces those to others (相关稿件), each below it, and those of a wiki to its editor; what an
//! encyclopaedia tells of a paper behind it.

use super::furniture::{Fate, give_to_site};
use crate::lexicon::Lexicon;
use crate::read::Document;
use crate::text::{MarkerStyle, Span, annex, is_blank, marker, trim};

/// An encyclopaedia's list of contents stands among so many lines at the head of its page.
const HEAD: usize = 60;

/// Takes away what an encyclopaedia tells of a paper behind it. Its list of contents names that section: 全文，政策解读，.
pub(super) fn take_told(document: &Document, fates: &mut [Fate], lexicon: &Lexicon) {
    let words = |at: usize| trim(document.lines[at].text.of(&document.text));
    let told = |at: usize| -> Option<Vec<&str>> {
        let mut names = words(at).strip_suffix(['，', ','])?.split(['，', ',']);
        let paper = names.next().is_some_and(|name| lexicon.furniture().papers.contains(&name));
        paper.then(|| names.filter(|name| lexicon.furniture().talks.end(name)).collect())
    };
    let listed = (0..fates.len().min(HEAD)).find_map(|at| Some((at, told(at)?)));
    let Some((at, names)) = listed.filter(|(_, names)| !names.is_empty()) else { return };
    if let Some(behind) = (at + 1..fates.len()).find(|&line| names.contains(&words(line))) {
        give_to_site(&mut fates[behind..]);
    }
}

/// Takes away what a page goes on with behind a paper that has its colophon and the links to the papers before and after it:
/// another article. An annex is none.
pub(super) fn take_next(document: &Document, fates: &mut [Fate]) {
    let words = |at: usize| trim(document.lines[at].text.of(&document.text));
    let links = |at: usize| words(at).strip_prefix(['上', '下']).is_some_and(|words| words.starts_with("一篇"));
    let Some(link) = (0..fates.len()).rev().find(|&at| links(at)) else { return };
    let ended = (0..link).any(|at| words(at).ends_with("印发") && words(at).contains('日'));
    let of_paper = |at: usize| annex::begins(words(at)) || marker(words(at)).is_some();
    if ended && !(link + 1..fates.len()).any(of_paper) {
        give_to_site(&mut fates[link + 1..]);
    }
}

/// The link to the page's editor that a wiki prints behind each heading: 一、总体要求[编辑].
pub(super) fn editors(raw: &str, line: Span, lexicon: &Lexicon) -> Option<Span> {
    let words = line.of(raw).trim_end_matches(is_blank);
    if !words.ends_with([']', '］']) {
        return None;
    }
    let link = lexicon.furniture().editors.at_end(words)?;
    let end = line.start as usize + words.len();
    Some(Span::new(end - link.len(), end))
}

/// The longest name of a link, in bytes.
const LONGEST: usize = 240;

/// Whether words announce links and say nothing else: 相关稿件, 相关阅读：, 政策解读. What is attached is no link.
pub(super) fn announces(words: &str, lexicon: &Lexicon) -> bool {
    let words = words.trim_end_matches(['：', ':']);
    words.chars().count() <= 6 && words != "相关附件" && lexicon.furniture().links.begin(words)
}

/// Whether words below other links are one: a bullet and a name, or behind the document any line that is no label, one of a list
/// of them, too.
pub(super) fn is_link(words: &str, behind: bool, lexicon: &Lexicon) -> bool {
    let found = marker(words);
    let bullet = found.is_some_and(|found| found.style == MarkerStyle::Bullet);
    // 延伸阅读|1.某地…|2.某市….
    let listed = || found.is_some_and(|found| found.style == MarkerStyle::Digit);
    let plain = || found.is_none() && !words.contains(['：', ':']) && !words.starts_with("附件");
    let talks = || lexicon.furniture().talks.are_in(words);
    words.len() <= LONGEST && !words.contains(['。', '；']) && (bullet || behind && (plain() || listed() || talks()))
}
