//! Mails that a paper was passed on in: their heads, what was written around it, and the foot.

use std::ops::Range;

use super::furniture::{Fate, give_to_site};
use crate::read::Document;
use crate::text::trim;

/// Labels of the lines of a head.
const LABELS: [&str; 18] = [
    "发件人",
    "发件时间",
    "发送时间",
    "发送日期",
    "时间",
    "日期",
    "收件人",
    "抄送",
    "密送",
    "主题",
    "附件",
    "From",
    "To",
    "Cc",
    "Date",
    "Sent",
    "Subject",
    "Attachments",
];

/// A head begins with one of these,
const SENDERS: [&str; 2] = ["发件人", "From"];

/// and has so many lines at least.
const LEAST: usize = 3;

/// Says of the lines of mails around the paper that they go: of all mails in the text, the paper is in the longest.
pub(super) fn mark(document: &Document, fates: &mut [Fate]) {
    let end = document.lines.len();
    let words = |index: usize| document.lines.get(index).map_or("", |line| trim(line.text.of(&document.text)));
    let mut bodies: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < end {
        let head = || (at..end).take_while(|&line| has_label(words(line), &LABELS)).count();
        let lines = if has_label(words(at), &SENDERS) { head() } else { 0 };
        if lines >= LEAST {
            bodies.push(from..at);
            from = at + lines;
        }
        at += lines.max(1);
    }
    if bodies.is_empty() {
        return;
    }
    bodies.push(from..end);
    let length = |body: &Range<usize>| body.clone().map(|line| words(line).len()).sum::<usize>();
    let Some(body) = bodies.into_iter().max_by_key(length) else { return };
    let foot = body.clone().find(|&line| words(line) == "--").unwrap_or(body.end);
    give_to_site(&mut fates[..body.start]);
    give_to_site(&mut fates[foot..]);
}

/// Whether a line begins with one of the labels and a colon.
fn has_label(words: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| {
        let rest = words.strip_prefix(label).map(|rest| rest.trim_start_matches(' '));
        rest.is_some_and(|rest| rest.starts_with([':', '：']))
    })
}
