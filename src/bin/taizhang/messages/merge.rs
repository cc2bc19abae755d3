//! What `taizhang merge` says.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use taizhang::merge::{Cell, Finding, FindingKind, Merged, Summary, WorkbookError};

use super::{counted, counted_zh, error_line, plain};
use crate::lang::Lang::{self, En, Zh};

/// A file gave no workbook.
pub fn no_workbook(lang: Lang, name: &str, error: &WorkbookError) -> String {
    let why = match (lang, error) {
        (Zh, WorkbookError::OldOrEncrypted) => {
            "是旧格式（xls、et）或加了密码的表格；请打开后另存为不加密的 xlsx".to_owned()
        }
        (Zh, WorkbookError::NoWorkbook) => "不是表格（xlsx）；请给出各单位填报的文件，另存为 xlsx".to_owned(),
        (Zh, WorkbookError::Damaged { detail }) => {
            format!("表格已损坏（{detail}）；请打开后另存一份，或请填报单位重新报送")
        }
        (Zh, WorkbookError::TooLarge { of, limit }) => {
            let (name, of) = (of.name(), counted_zh(*of));
            format!("超出上限（{limit} {of}）；请拆分表格，或提高上限（--limit {name}=数值）")
        }
        (Zh, WorkbookError::NoIds(head)) => {
            format!("没有“{head}”一列，无法对应到条目；请用本程序生成的表格填报，并保留该隐藏列")
        }
        (_, other) => other.to_string(),
    };
    error_line(lang, name, &why)
}

/// What became of the returns: the count, then what a person should look at, by kind.
pub fn page(lang: Lang, merged: &Merged) -> String {
    let Summary { workbooks, rows, taken, findings } = merged.summary;
    let mut page = match lang {
        Zh => format!("回收表格 {workbooks} 份 {rows} 行：填入 {taken} 格，需核对 {findings} 处\n"),
        En => format!(
            "{}, {}: {} filled, {findings} to look at\n",
            counted(workbooks, "workbook"),
            counted(rows, "row"),
            counted(taken, "cell")
        ),
    };
    let mut findings: Vec<&Finding> = merged.findings.iter().collect();
    let documents: BTreeSet<&str> =
        findings.iter().filter_map(|finding| Some(finding.entry.as_ref()?.document.as_str())).collect();
    findings.sort_by_key(|finding| finding.kind);
    for group in findings.chunk_by(|a, b| a.kind == b.kind) {
        let _ = writeln!(page, "\n{}", heading(lang, group[0].kind));
        for finding in group {
            told(lang, finding, documents.len() > 1, &mut page);
        }
    }
    page
}

/// One finding; of several documents its own is named.
fn told(lang: Lang, finding: &Finding, several: bool, page: &mut String) {
    /// Cells shown of one finding; more are counted.
    const SHOWN: usize = 5;
    let entry = finding.entry.as_ref().map(|entry| {
        let document = if several { format!("{} ", plain(&entry.document)) } else { String::new() };
        format!("{document}[{}] {} ", plain(&entry.id), plain(&entry.title))
    });
    let column = finding.column.as_ref().map(|column| format!("“{}”", plain(column)));
    let head = format!("{}{}", entry.unwrap_or_default(), column.unwrap_or_default());
    if !head.is_empty() {
        let _ = writeln!(page, "  {}", head.trim_end());
    }
    let quoted = |label: &str, words: &str, page: &mut String| {
        let _ = writeln!(page, "      {label}{}", plain(words));
    };
    let (held, taken, proposed) = match lang {
        Zh => ("台账：", "现为：", "就高建议："),
        En => ("ledger: ", "now: ", "proposed: "),
    };
    if let Some(words) = &finding.ledger {
        quoted(held, words, page);
    }
    for Cell { file, sheet, cell, words } in finding.returned.iter().take(SHOWN) {
        let words = match (lang, words.as_str()) {
            (Zh, "") => "（空）".to_owned(),
            (En, "") => "(empty)".to_owned(),
            _ => plain(words),
        };
        let _ = writeln!(page, "      {} {}!{cell}: {words}", plain(file), plain(sheet));
    }
    let more = finding.returned.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = match lang {
            Zh => writeln!(page, "      ……另有 {more} 处"),
            En => writeln!(page, "      … and {more} more"),
        };
    }
    if let Some(words) = &finding.taken {
        quoted(taken, words, page);
    }
    if let Some(words) = &finding.proposed {
        quoted(proposed, words, page);
    }
}

fn heading(lang: Lang, kind: FindingKind) -> &'static str {
    let (zh, en) = match kind {
        FindingKind::Conflict => ("几份填报不一致：", "returns that differ:"),
        FindingKind::Kept => (
            "台账中已有其他内容，未改动（要以填报为准，用 --replace）：",
            "the ledger holds something else, which stays (--replace takes the return):",
        ),
        FindingKind::Replaced => ("已按填报替换：", "replaced by the return:"),
        FindingKind::NotLead => {
            ("由配合单位填报、牵头单位未填，已填入：", "filled in by a supporting department only, taken:")
        }
        FindingKind::Emptied => ("填报中已清空，台账未改动：", "emptied in the return; the ledger stays:"),
        FindingKind::InvalidDate => ("不是日期，未填入（如 2022-12-31）：", "no day such as 2022-12-31, not taken:"),
        FindingKind::InvalidStatus => (
            "不是状态，未填入（未开始、进行中、已完成、滞后）：",
            "no status (未开始, 进行中, 已完成, 滞后), not taken:",
        ),
        FindingKind::InvalidCell => ("公式出错，未填入：", "a formula's error, not taken:"),
        FindingKind::NoId => ("没有条目标识的行，未填入：", "rows without an id, not taken:"),
        FindingKind::UnknownEntry => ("台账中没有的条目，未填入：", "entries that the ledger has not, not taken:"),
        FindingKind::UnknownDocument => (
            "其他文件（或其旧版）的条目，未填入（旧版的填报用 taizhang diff --carry 沿用）：",
            "entries of other documents, or of older versions (then taizhang diff --carry), not taken:",
        ),
        FindingKind::ChangedFact => {
            ("改动了原文内容，台账未改动：", "facts of the document were changed; the ledger stays:")
        }
        FindingKind::Target => ("量化目标不一致，台账未改动：", "targets that differ; the ledger stays:"),
        FindingKind::ExtraColumn => ("另加的列，台账中没有位置：", "columns that the ledger has no place for:"),
    };
    if lang == Zh { zh } else { en }
}
