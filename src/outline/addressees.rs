//! Those whom a paper addresses (各市人民政府，省政府各部门：), below its title (GB/T 9704-2012, 7.3.2).

use super::front::{Source, is_numbered};
use super::page::{is_page_line, is_said_again};
use crate::text::{is_han, marker};

/// Whether a line below the title addresses bodies of a kind without the colon behind them: 各县人民政府，县直各单位, and then prose.
pub(super) fn is_unmarked_salutation(source: Source<'_>, at: usize) -> bool {
    let words = source.words(at);
    // A notice of one sentence before its items leads to them: …通知如下：.
    let says = |next: &str| next.contains('。') || next.trim_end_matches(['：', ':']).ends_with("如下");
    words.starts_with('各')
        && words.contains(['，', ','])
        && source.body.paragraphs.get(at + 1).is_some_and(|next| !next.row && says(source.words(at + 1)))
        && is_addressees(source, &format!("{words}："))
        && words.split(['，', ',']).all(|name| source.lexicon.names().looks_like(name))
}

/// A line that names organs and ends in a colon: the last of them tells, or a word that names of organs hold.
pub(super) fn is_addressees(source: Source<'_>, words: &str) -> bool {
    let Some(names) = words.strip_suffix(['：', ':']) else { return false };
    let last = || names.rsplit(['、', '，', ',']).next().unwrap_or(names);
    let papers = source.lexicon.papers();
    let named = || source.lexicon.names().looks_like(last()) || papers.addressed_person.end(names);
    // ； parts the governments from the departments.
    !words.contains(['。', '\t'])
        && !words.contains("://")
        && !is_page_line(words)
        && (words.starts_with('各') || !words.contains('；'))
        && words.len() < 900
        && marker(words).is_none()
        && (words.starts_with('各') || papers.addressed.are_in(words) || named())
        && !papers.not_addressed.are_in(words)
        && !names.ends_with('是')
}

/// Whether the line of addressees stands a few short lines below a paragraph that is none of the front matter's.
pub(super) fn addressees_follow(source: Source<'_>, at: usize) -> bool {
    /// A page puts so many lines at most between title and addressees.
    const WITHIN: usize = 12;
    let prose = |line: usize| source.words(line).contains('。') && !is_said_again(source, line);
    let lines = (at..source.body.paragraphs.len()).take(WITHIN);
    let mut lines = lines.take_while(|&line| !is_numbered(source.words(line)) && !prose(line));
    lines.any(|line| is_addressees(source, source.words(line)))
}

/// The names of those addressed without what a page in another language put right before them: News各县人民政府.
pub(super) fn without_latin(words: &str) -> &str {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    if rest.starts_with(is_han) { rest } else { words }
}
