//! Every sentence that the program says, in Chinese and in English.

mod archive;
pub mod check;
pub mod config;
pub mod diff;
pub mod input;
pub mod merge;
pub mod reprocess;
pub mod run;

use std::io;
use std::path::Path;

use taizhang::Limit;
use taizhang::model::Diagnostic;

use crate::lang::Lang::{self, En, Zh};

/// A command line that makes no sense.
#[derive(Clone, Copy)]
pub enum Usage {
    /// `-` is named more than once.
    StdinTwice,
    /// A run is to be taken up, and no folder says which.
    ResumeWithoutFolder,
    /// A run is to be taken up under other rules or options.
    ResumeOtherwise,
    /// Several documents, as JSON, to standard output.
    SeveralWithoutFolder { documents: usize },
    /// An argument that stands for one ledger gave another number of them.
    NotOneLedger { ledgers: usize },
    /// A workbook to a terminal.
    WorkbookOnTerminal,
}

pub fn usage(lang: Lang, usage: Usage) -> String {
    match (lang, usage) {
        (Zh, Usage::StdinTwice) => "错误：标准输入“-”只能给出一次".into(),
        (En, Usage::StdinTwice) => "error: standard input (-) can be named only once".into(),
        (Zh, Usage::ResumeWithoutFolder) => "错误：“--resume”须与“-o 目录”同用，以说明接续哪一次".into(),
        (En, Usage::ResumeWithoutFolder) => "error: --resume needs the folder of the run to take up: -o DIR".into(),
        (Zh, Usage::ResumeOtherwise) => {
            "错误：上次运行的规则、选项或格式与这次不同，不能接续；请去掉“--resume”重新提取，或另选目录".into()
        }
        (En, Usage::ResumeOtherwise) => {
            "error: the run in this folder was begun under other rules, options or format; run without --resume, or \
             choose another folder"
                .into()
        }
        (Zh, Usage::SeveralWithoutFolder { documents }) => {
            format!("错误：共有 {documents} 份文件；请用“-o 目录”指定输出目录，或用“--format jsonl”输出到屏幕或管道")
        }
        (En, Usage::SeveralWithoutFolder { documents }) => {
            format!("error: {documents} documents; give a folder with -o DIR, or print them with --format jsonl")
        }
        (Zh, Usage::NotOneLedger { ledgers }) => {
            format!("错误：新旧两版须各为一份台账，此处有 {ledgers} 份；请给出单份台账或文件")
        }
        (En, Usage::NotOneLedger { ledgers }) => {
            format!("error: OLD and NEW are one ledger each, and here are {ledgers}; give one ledger or document")
        }
        (Zh, Usage::WorkbookOnTerminal) => "错误：表格不能显示在终端上；请用“-o 目录”指定输出目录".into(),
        (En, Usage::WorkbookOnTerminal) => {
            "error: a workbook is nothing for a terminal; give a folder with -o DIR".into()
        }
    }
}

/// What a limit counts.
fn counted_zh(limit: Limit) -> String {
    let words = match limit {
        Limit::Bytes => "字节",
        Limit::Pages => "页",
        Limit::Glyphs => "字符",
        Limit::Steps => "个绘图步骤",
        Limit::Nesting => "层嵌套",
        Limit::Unpacked => "解压后字节",
        Limit::Time => "秒",
        Limit::Memory => "字节内存",
        Limit::OcrTime => "秒文字识别",
        other => return other.to_string(),
    };
    words.to_owned()
}

/// A file or folder of the output could not be written.
pub fn cannot_write(lang: Lang, path: &Path, error: &io::Error) -> String {
    let error = io_error(lang, error);
    let why = match lang {
        Zh => format!("无法写入：{error}；请检查权限和磁盘空间，或用 -o 另选目录"),
        En => format!("cannot be written: {error}; check permissions and space, or choose another folder with -o"),
    };
    error_line(lang, &path.display().to_string(), &why)
}

/// A diagnostic that `--strict` prints.
pub fn warning(lang: Lang, name: &str, warning: &Diagnostic) -> String {
    let entry = warning.entry.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
    match lang {
        Zh => format!("警告：{name}{entry}：{}（{}）", warning.message, warning.code),
        En => format!("warning: {name}{entry}: {} ({})", warning.message, warning.code),
    }
}

/// What a schedule holds, and what it cannot.
pub fn scheduled(lang: Lang, deadlines: usize, without: usize) -> String {
    match lang {
        Zh => format!("时限 {deadlines} 项；另有 {without} 条任务未写明具体日期"),
        En => format!("{}; {} without a day", counted(deadlines, "deadline"), counted(without, "entry")),
    }
}

/// What a split came to: every entry is with someone, or with nobody.
pub fn split(lang: Lang, entries: usize, organs: usize, with_organs: usize, generic: usize, nobody: usize) -> String {
    match lang {
        Zh => format!(
            "台账条目 {entries} 条：分给 {organs} 个单位共 {with_organs} 行，泛指单位 {generic} 行，未明确单位 {nobody} 条"
        ),
        En => format!(
            "{}: {with_organs} rows for {}, {generic} for kinds of organs, {nobody} that nobody answers for",
            counted(entries, "entry"),
            counted(organs, "organ"),
        ),
    }
}

/// Words on one line, without anything that a terminal would obey.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A number of things in English.
fn counted(count: usize, thing: &str) -> String {
    match thing.strip_suffix('y') {
        _ if count == 1 => format!("1 {thing}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {thing}s"),
    }
}

fn unreadable_io(lang: Lang, error: &io::Error) -> String {
    let error = io_error(lang, error);
    match lang {
        Zh => format!("无法读取：{error}；请检查路径和权限"),
        En => format!("cannot be read: {error}; check the path and its permissions"),
    }
}

/// What the system said, in the person's language where that is plain.
fn io_error(lang: Lang, error: &io::Error) -> String {
    let plain = match (lang, error.kind()) {
        (Zh, io::ErrorKind::NotFound) => "文件不存在",
        (Zh, io::ErrorKind::PermissionDenied) => "没有权限",
        (Zh, io::ErrorKind::IsADirectory) => "这是一个目录",
        (Zh, io::ErrorKind::NotADirectory) => "路径中有一段不是目录",
        (Zh, io::ErrorKind::StorageFull) => "磁盘已满",
        (Zh, io::ErrorKind::ReadOnlyFilesystem) => "磁盘只读",
        (En, io::ErrorKind::NotFound) => "no such file",
        (En, io::ErrorKind::PermissionDenied) => "permission denied",
        _ => return error.to_string(),
    };
    plain.to_owned()
}

fn error_line(lang: Lang, name: &str, why: &str) -> String {
    match lang {
        Zh => format!("错误：{name}：{why}"),
        En => format!("error: {name}: {why}"),
    }
}
