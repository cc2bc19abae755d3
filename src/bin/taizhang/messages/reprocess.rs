//! What is said of a corpus that was extracted again.

use super::counted;
use crate::lang::Lang::{self, En, Zh};
use crate::reprocess::Sums;

pub fn changed(lang: Lang, name: &str, lines: &str) -> String {
    match lang {
        Zh => format!("变化：{name}\n{lines}"),
        En => format!("changed: {name}\n{lines}"),
    }
}

pub fn new(lang: Lang, name: &str) -> String {
    match lang {
        Zh => format!("新增：{name}\n"),
        En => format!("new: {name}\n"),
    }
}

pub fn gone(lang: Lang, name: &str) -> String {
    match lang {
        Zh => format!("原文已不在：{name}\n"),
        En => format!("gone: {name}\n"),
    }
}

/// A file that is kept as a ledger and is none.
pub fn no_ledger(lang: Lang) -> &'static str {
    match lang {
        Zh => "原有文件不是台账",
        En => "what was kept is no ledger",
    }
}

/// Differences that are not shown.
pub fn more(lang: Lang, count: usize) -> String {
    match lang {
        Zh => format!("……另有 {count} 处"),
        En => format!("… and {count} more"),
    }
}

/// Places that moved while their words stayed.
pub fn moved(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Zh, _) => format!("{count} 处位置移动，文字未变"),
        (En, 1) => "1 place moved, its words the same".into(),
        (En, _) => format!("{count} places moved, their words the same"),
    }
}

/// The bytes differ, and what they say does not.
pub fn only_form(lang: Lang) -> &'static str {
    match lang {
        Zh => "内容相同，只是写法不同",
        En => "the same, written another way",
    }
}

pub fn summary(lang: Lang, sums: &Sums, accepted: bool) -> String {
    let Sums { unchanged, fresh, changed, new, gone, failed, known, left } = sums;
    let mut line = match lang {
        Zh => format!(
            "未变 {unchanged} 份（其中 {fresh} 份无需重新提取），变化 {changed} 份，新增 {new} 份，\
             原文已不在 {gone} 份，失败 {failed} 份（其中 {known} 份与上次相同）"
        ),
        En => format!(
            "{} unchanged ({fresh} not extracted again), {changed} changed, {new} new, {gone} gone, {failed} failed \
             ({known} as before)",
            counted(*unchanged, "document"),
        ),
    };
    if *left > 0 {
        line += &match lang {
            Zh => format!("；未处理 {left} 份"),
            En => format!("; {left} not begun"),
        };
    }
    if changed + new + gone + (failed - known) > 0 {
        line += match (lang, accepted) {
            (Zh, true) => "；已接受",
            (En, true) => "; accepted",
            (Zh, false) => "；确认无误后加“--accept”接受",
            (En, false) => "; take them with --accept once you have looked at them",
        };
    }
    line
}
