//! A mail that a paper was passed on in: its heads with what was written above the last of them, and its foot.

use super::furniture::Fate;
use crate::model::RemovedKind;
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

/// Says of the lines of a mail around the paper that they go.
pub(super) fn mark(document: &Document, fates: &mut [Fate]) {
    let words = |index: usize| trim(document.lines[index].text.of(&document.text));
    let mut behind = 0;
    for at in 0..document.lines.len() {
        let head = || (at..document.lines.len()).take_while(|&line| has_label(words(line), &LABELS)).count();
        if at >= behind && has_label(words(at), &SENDERS) && head() >= LEAST {
            behind = at + head();
        }
    }
    if behind == 0 {
        return;
    }
    let foot = (behind..document.lines.len()).find(|&line| words(line) == "--").unwrap_or(document.lines.len());
    let around = fates.iter_mut().enumerate().filter(|(line, _)| *line < behind || *line >= foot);
    around.filter(|(_, fate)| **fate == Fate::Keep).for_each(|(_, fate)| *fate = Fate::Remove(RemovedKind::Site));
}

/// Whether a line begins with one of the labels and a colon.
fn has_label(words: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| {
        let rest = words.strip_prefix(label).map(|rest| rest.trim_start_matches(' '));
        rest.is_some_and(|rest| rest.starts_with([':', '：']))
    })
}
