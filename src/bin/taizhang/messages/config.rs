//! What is said about `taizhang.toml`.

use std::path::Path;

use taizhang::lexicon::RowProblem;

use super::{error_line, unreadable_io};
use crate::config::{FILE_NAME, Mistake, What};
use crate::lang::Lang::{self, En, Zh};

/// A mistake in the file, or in one that it names.
pub fn mistake(lang: Lang, mistake: &Mistake) -> String {
    let place = match (lang, mistake.at) {
        (_, None) => mistake.file.display().to_string(),
        (Zh, Some((line, column))) => format!("{} 第 {line} 行第 {column} 列", mistake.file.display()),
        (En, Some((line, column))) => format!("{}:{line}:{column}", mistake.file.display()),
    };
    error_line(lang, &place, &what(lang, &mistake.what))
}

fn what(lang: Lang, what: &What) -> String {
    match (lang, what) {
        (_, What::Io(error)) => unreadable_io(lang, error),
        (Zh, What::Syntax(detail)) => format!("不符合 TOML 语法（{detail}）；请改正此处"),
        (En, What::Syntax(detail)) => format!("this is no TOML ({detail}); mend it here"),
        (Zh, What::UnknownKey { key, known }) => format!("没有“{key}”这一项；可用的有：{}", known.join("、")),
        (En, What::UnknownKey { key, known }) => format!("there is no key {key}; known here: {}", known.join(", ")),
        (Zh, What::Type { key, wanted }) => format!("“{key}”应为{}", wanted_zh(wanted)),
        (En, What::Type { key, wanted }) => format!("{key} wants {}", wanted_en(wanted)),
        (Zh, What::Choice { key, found, known }) => {
            format!("“{key}”不能是“{found}”；可用的有：{}", known.join("、"))
        }
        (En, What::Choice { key, found, known }) => format!("{key} cannot be {found}; known: {}", known.join(", ")),
        (Zh, What::Place { found }) => {
            format!("不认识地区“{found}”；请写六位行政区划代码或全称（370000、山东省、株洲市渌口区）")
        }
        (En, What::Place { found }) => {
            format!(
                "no place is called {found}; give its six-digit code or its full name (370000, 山东省, 株洲市渌口区)"
            )
        }
        (Zh, What::Missing { key }) => format!("缺少“{key}”；请补上"),
        (En, What::Missing { key }) => format!("{key} is missing; add it"),
        (Zh, What::Row(problem)) => row_zh(problem),
        (En, What::Row(problem)) => problem.to_string(),
    }
}

fn wanted_zh(wanted: &str) -> &'static str {
    match wanted {
        "words" => "引号中的文字，不能为空，不能换行",
        "list" => "文字列表，如 [\"甲\", \"乙\"]",
        "count" => "正整数",
        "tables" => "若干个 [[…]] 段",
        _ => "一个 [段]",
    }
}

fn wanted_en(wanted: &str) -> &'static str {
    match wanted {
        "words" => "words in quotes, not empty and on one line",
        "list" => "a list of words, as in [\"甲\", \"乙\"]",
        "count" => "a whole number above 0",
        "tables" => "tables, each below [[…]]",
        _ => "a table below […]",
    }
}

fn row_zh(problem: &RowProblem) -> String {
    match problem {
        RowProblem::Cells { expected, found } => format!("此表每行 {expected} 格，以制表符分隔；这一行有 {found} 格"),
        RowProblem::Empty => "此格是空的".into(),
        RowProblem::NotOneOf { allowed } => format!("此格只能是：{}", allowed.join("、")),
        RowProblem::NotHan => "此格须以汉字开头".into(),
        RowProblem::NotADay => "此格应为日期（2023-07-20）或 -".into(),
        RowProblem::NotDigits { lengths } => {
            let lengths: Vec<String> = lengths.iter().map(usize::to_string).collect();
            format!("此格应为 {} 位数字", lengths.join(" 或 "))
        }
        RowProblem::NotAPattern => "此格不是正确的正则表达式".into(),
        RowProblem::NoHole => "此格须有 {} 代表地名".into(),
        other => other.to_string(),
    }
}

/// The head of what `taizhang config` shows.
pub fn head(lang: Lang, file: Option<&Path>) -> String {
    match (lang, file) {
        (Zh, Some(file)) => format!("# 配置文件：{}\n", file.display()),
        (En, Some(file)) => format!("# from {}\n", file.display()),
        (Zh, None) => format!("# 当前目录及其上级没有 {FILE_NAME}，以下均为默认值\n"),
        (En, None) => format!("# no {FILE_NAME} here or above: all as built in\n"),
    }
}

/// Where a value is from: a line of the file, or the program.
pub fn origin(lang: Lang, line: Option<usize>) -> String {
    match (lang, line) {
        (Zh, Some(line)) => format!("第 {line} 行"),
        (En, Some(line)) => format!("line {line}"),
        (Zh, None) => "默认".into(),
        (En, None) => "built in".into(),
    }
}

/// The head of the rows of one's own.
pub fn own_rows(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Zh, 0) => "没有自定义的词条".into(),
        (En, 0) => "no rows of your own for the word tables".into(),
        (Zh, _) => "自定义的词条，优先于内置词表：".into(),
        (En, _) => "rows of your own, before those of the word tables:".into(),
    }
}
