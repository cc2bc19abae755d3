//! Every sentence that the program says, in Chinese and in English.

mod archive;
pub mod config;
pub mod diff;
pub mod merge;
pub mod reprocess;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::time::Duration;

use taizhang::batch;
use taizhang::model::{Diagnostic, SCHEMA_VERSION};
use taizhang::{Concern, Limit, LoadError, Rank, ReadError};

use crate::inputs::{self, Why};
use crate::lang::Lang::{self, En, Zh};
use crate::line::Failure;
use crate::run_report::End;
use crate::tally::Tally;
use crate::timings::Timings;

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

/// A document has no ledger.
pub fn failure(lang: Lang, name: &str, failure: &Failure) -> String {
    error_line(lang, name, &failure.message)
}

/// Why a document has no ledger, and the next step.
pub fn why(lang: Lang, failure: &batch::Failure) -> String {
    match (lang, failure) {
        (_, batch::Failure::Read(ReadError::Io { source })) => unreadable_io(lang, source),
        (_, batch::Failure::Read(ReadError::Packed(error))) => archive::unreadable(lang, error),
        (Zh, batch::Failure::Read(error)) => unreadable_zh(error),
        (Zh, batch::Failure::Panic { message }) => {
            format!("处理此文件时程序出现缺陷（{message}）；请将该文件反馈给开发者")
        }
        (_, other) => other.to_string(),
    }
}

/// Reading a document went deeper than the stack.
pub fn stack(lang: Lang) -> String {
    match lang {
        Zh => "读取此文件时嵌套过深（栈溢出），已停止；请打开后另存一份".into(),
        En => "the document stopped its reader (stack overflow: it is nested too deep); open it and save a new copy"
            .into(),
    }
}

/// A document ended the process that read it.
pub fn stopped(lang: Lang, how: &str) -> String {
    match lang {
        Zh => format!("读取此文件的进程意外终止（{how}）；请打开后另存一份，并将原文件反馈给开发者"),
        En => format!("the document stopped its reader ({how}); open it and save a new copy, and report the file"),
    }
}

/// The program could not start itself.
pub fn no_process(lang: Lang, error: &io::Error) -> String {
    match lang {
        Zh => format!("无法启动读取进程：{error}；请检查系统允许的进程数和内存"),
        En => format!(
            "no process can be started to read it: {error}; check how many processes and how much memory are allowed"
        ),
    }
}

/// A worker's standard input or output is broken.
pub fn broken_stream(lang: Lang, error: &io::Error) -> String {
    match lang {
        Zh => format!("错误：标准输入或输出中断：{}", io_error(lang, error)),
        En => format!("error: standard input or output: {}", io_error(lang, error)),
    }
}

/// A worker's line that names no document.
pub fn bad_line(lang: Lang, what: &str) -> String {
    match lang {
        Zh => format!("此行不是输入（{what}）；每行应为路径，或 JSON 对象（path 或 base64，及 file）"),
        En => format!("not an input ({what}); give a path, or a JSON object with path or base64, and file"),
    }
}

/// What [`ReadError`] says, in Chinese.
fn unreadable_zh(error: &ReadError) -> String {
    match error {
        ReadError::Empty => "文件是空的；请重新获取".into(),
        ReadError::Blank => "文件中只有空白；请重新获取".into(),
        ReadError::Unsupported { found } => {
            format!("不是能够识别的文件（{found}）；请提供 PDF、OFD、Word（.docx）、HTML 或文本文件，或另存为其中一种")
        }
        ReadError::Encrypted => {
            "PDF 已加密，需要密码；请另存一份不加密的（qpdf --decrypt --password=… 原文件 新文件）".into()
        }
        ReadError::PicturesOnly { pages } => format!("共 {pages} 页，只有图片、没有文字；请用 --ocr 识别"),
        ReadError::GarbledText => "文字层无法解读（字体使用私有编码）；请用 --ocr 识别".into(),
        ReadError::OcrMissing => {
            "未安装文字识别程序；请安装 Tesseract 及简体中文（Debian、Ubuntu：apt install tesseract-ocr tesseract-ocr-chi-sim）".into()
        }
        ReadError::OcrFailed { detail } => format!("文字识别未成功（{detail}）；请换用更清晰的扫描件"),
        ReadError::Damaged { format, detail } => {
            format!("{format} 文件已损坏（{detail}）；请重新获取，或打开后另存一份")
        }
        ReadError::TooLarge { of, limit } => {
            let (name, of) = (of.name(), counted_zh(*of));
            format!("超出上限（{limit} {of}）；请拆分文件，或提高上限（--limit {name}=数值）")
        }
        other => other.to_string(),
    }
}

/// A file of JSON holds something that is no ledger.
pub fn no_ledger(lang: Lang, name: &str, error: &LoadError) -> String {
    let why = match (lang, error) {
        (Zh, LoadError::Syntax { detail, .. }) => format!("不是合法的 JSON（{detail}）；请改正此处，或重新提取该文件"),
        (Zh, LoadError::NoLedger { detail, .. }) => {
            format!("不是台账（{detail}）；请给出 taizhang extract 生成的文件")
        }
        (Zh, LoadError::OtherVersion { found, .. }) => {
            format!("这是另一版本的台账（schema_version {found}，本程序为 {SCHEMA_VERSION}）；请重新提取该文件")
        }
        (_, other) => other.to_string(),
    };
    let place = match (lang, error.place()) {
        (Zh, (line, Some(column))) => format!("{name} 第 {line} 行第 {column} 列"),
        (Zh, (line, None)) => format!("{name} 第 {line} 行"),
        (En, (line, Some(column))) => format!("{name}:{line}:{column}"),
        (En, (line, None)) => format!("{name}:{line}"),
    };
    error_line(lang, &place, &why)
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

/// What was named gave no document.
pub fn unusable(lang: Lang, failure: &inputs::Failure) -> String {
    let why = match (lang, &failure.why) {
        (Zh, Why::NoDocuments) => "其中没有可处理的文件（txt、pdf、zip）；单独给出文件名可强制处理".into(),
        (En, Why::NoDocuments) => "no document (txt, pdf, zip) in it; a file that is named is always tried".into(),
        (Zh, Why::NoWorkbooks) => "其中没有表格（xlsx）；请给出各单位填报的文件".into(),
        (En, Why::NoWorkbooks) => "no workbook (xlsx) in it; give what departments returned".into(),
        (_, Why::Io(error)) => unreadable_io(lang, error),
        (_, Why::Archive(error)) => archive::unreadable(lang, error),
    };
    error_line(lang, &failure.name, &why)
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

/// What a person should look at in one document: a line each, under a heading for each rank.
pub fn concerns(lang: Lang, name: &str, concerns: &[Concern]) -> String {
    let mut page = match (lang, concerns.len()) {
        (Zh, 0) => format!("{name}：没有需要核对的地方\n"),
        (En, 0) => format!("{name}: nothing to look at\n"),
        (Zh, count) => format!("{name}：需核对 {count} 处\n"),
        (En, count) => format!("{name}: {count} to look at\n"),
    };
    for group in concerns.chunk_by(|a, b| a.rank == b.rank) {
        let _ = writeln!(page, "  {}", rank(lang, group[0].rank));
        for Concern { code, entry, message, quote, page: at, .. } in group {
            let place = match (lang, at) {
                (Zh, Some(number)) => format!("第{number}页 "),
                (En, Some(number)) => format!("page {number} "),
                (_, None) => String::new(),
            };
            let entry = entry.as_ref().map(|id| format!("[{id}] ")).unwrap_or_default();
            let quote = if quote.is_empty() { String::new() } else { format!(" «{}»", shortened(quote)) };
            let _ = writeln!(page, "    {place}{entry}{message} ({code}){quote}");
        }
    }
    page
}

fn rank(lang: Lang, rank: Rank) -> &'static str {
    match (lang, rank) {
        (Zh, Rank::Missing) => "可能缺少任务：",
        (Zh, Rank::Wrong) => "可能有误：",
        (Zh, Rank::Guess) => "推断所得：",
        (Zh, Rank::Unknown) => "名录中没有：",
        (Zh, Rank::Note) => "供参考：",
        (En, Rank::Missing) => "a task may be missing:",
        (En, Rank::Wrong) => "may be wrong:",
        (En, Rank::Guess) => "guessed:",
        (En, Rank::Unknown) => "not in the tables:",
        (En, Rank::Note) => "worth knowing:",
    }
}

/// The words of a quote on one line, cut where it is long.
fn shortened(quote: &str) -> String {
    /// Characters; what fits on a line beside a message.
    const LONGEST: usize = 30;
    let mut line: String = quote.chars().take(LONGEST).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if quote.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
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

/// What a batch came to.
pub fn summary(lang: Lang, tally: &Tally, time: Duration) -> String {
    let Tally { documents, entries, targets, diagnostics, warnings, failures, kept, left, .. } = tally;
    let rest = match (lang, *kept, *left) {
        (_, 0, 0) => String::new(),
        (Zh, kept, 0) => format!("；另有 {kept} 份先前已完成"),
        (Zh, 0, left) => format!("；未处理 {left} 份"),
        (Zh, kept, left) => format!("；另有 {kept} 份先前已完成，未处理 {left} 份"),
        (En, kept, 0) => format!("; {kept} done before"),
        (En, 0, left) => format!("; {left} not begun"),
        (En, kept, left) => format!("; {kept} done before, {left} not begun"),
    };
    let (organs, time) = (tally.organs(), duration(lang, time));
    match lang {
        Zh => format!(
            "处理文件 {documents} 份：台账条目 {entries} 条，责任部门 {organs} 个，量化目标 {targets} 项，\
             提示 {diagnostics} 条（警告 {warnings} 条），失败 {failures} 份；用时 {time}{rest}"
        ),
        En => format!(
            "{}: {}, {}, {}, {} ({}), {failures} failed; {time}{rest}",
            counted(*documents, "document"),
            counted(*entries, "entry"),
            counted(organs, "organ"),
            counted(*targets, "target"),
            counted(*diagnostics, "diagnostic"),
            counted(*warnings, "warning"),
        ),
    }
}

/// Where the time went: a line a stage, the sums over all documents and threads.
pub fn timings(lang: Lang, timings: &Timings) -> String {
    let stages: Vec<(&str, Duration)> = timings.stages().collect();
    let whole: Duration = stages.iter().map(|(_, time)| *time).sum();
    let mut page = match lang {
        Zh => format!("各步骤用时（各线程合计 {}）：", duration(lang, whole)),
        En => format!("time by stage ({} over all threads):", duration(lang, whole)),
    };
    for (stage, time) in stages {
        let share = if whole.is_zero() { 0.0 } else { time.as_secs_f64() / whole.as_secs_f64() * 100.0 };
        let name = match (lang, stage) {
            (En, _) => stage,
            (Zh, "read") => "读取",
            (Zh, "clean") => "清理",
            (Zh, "outline") => "分层",
            (Zh, "item") => "分项",
            (Zh, "recognise") => "识别",
            (Zh, "ledger") => "成账",
            (Zh, _) => "输出",
        };
        let _ = write!(page, "\n  {name:<9} {:>11.3} ms {share:>5.1} %", time.as_secs_f64() * 1e3);
    }
    page
}

/// Ctrl-C was pressed.
pub fn interrupted(lang: Lang) -> &'static str {
    match lang {
        Zh => "正在收尾：完成手头的文件后停止；再按一次 Ctrl-C 立即退出",
        En => "finishing what is in hand; press Ctrl-C once more to stop at once",
    }
}

/// A batch ended before its end; `folder` says whether it can be taken up.
pub fn broken_off(lang: Lang, end: End, folder: bool) -> String {
    let why = match (lang, end) {
        (_, End::Whole) => return String::new(),
        (Zh, End::Interrupted) => "已中断",
        (En, End::Interrupted) => "interrupted",
        (Zh, End::FailedFast) => "因有失败而停止",
        (En, End::FailedFast) => "ended at a failure",
    };
    match (lang, folder) {
        (_, false) => why.to_owned(),
        (Zh, true) => format!("{why}；用同样的命令加“--resume”可接着做"),
        (En, true) => format!("{why}; the same command with --resume goes on from here"),
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

fn duration(lang: Lang, time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match lang {
        Zh if seconds < 1.0 => format!("{} 毫秒", time.as_millis()),
        En if seconds < 1.0 => format!("{} ms", time.as_millis()),
        Zh => format!("{seconds:.1} 秒"),
        En => format!("{seconds:.1} s"),
    }
}

/// What of the folders was not tried.
pub fn left_out(lang: Lang, by_ending: &BTreeMap<String, usize>) -> String {
    let files: usize = by_ending.values().sum();
    let of = |ending: &str, count: usize| match (lang, ending) {
        (Zh, "") => format!("无扩展名 {count} 个"),
        (En, "") => format!("{count} without ending"),
        (Zh, _) => format!(".{ending} {count} 个"),
        (En, _) => format!("{count} .{ending}"),
    };
    let parts: Vec<String> = by_ending.iter().map(|(ending, &count)| of(ending, count)).collect();
    match lang {
        Zh => format!("目录中另有 {files} 个文件未处理：{}", parts.join("，")),
        En => format!("left out of folders: {} ({})", counted(files, "file"), parts.join(", ")),
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
