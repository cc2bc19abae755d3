//! What of the input gives no ledger, and why: documents, ledgers that are none, lines, and what was named or left out.

use std::collections::BTreeMap;
use std::io;

use taizhang::batch;
use taizhang::model::SCHEMA_VERSION;
use taizhang::{LoadError, ReadError};

use super::{archive, counted, counted_zh, error_line, io_error, unreadable_io};
use crate::inputs::{self, Why};
use crate::lang::Lang::{self, En, Zh};
use crate::line::Failure;

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
            format!("不是能够识别的文件（{found}）；请提供 PDF、OFD、Word（.docx、.doc）、RTF、Excel（.xlsx、.xls）、网页（.html、.mht）或文本文件，或另存为其中一种")
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

/// What was named gave no document.
pub fn unusable(lang: Lang, failure: &inputs::Failure) -> String {
    let why = match (lang, &failure.why) {
        (Zh, Why::NoDocuments) => {
            "其中没有可处理的文件（txt、pdf、docx、doc、rtf、xlsx、zip 等）；单独给出文件名可强制处理".into()
        }
        (En, Why::NoDocuments) => {
            "no document (txt, pdf, docx, doc, rtf, xlsx, zip and the like) in it; a file that is named is always tried"
                .into()
        }
        (Zh, Why::NoWorkbooks) => "其中没有表格（xlsx）；请给出各单位填报的文件".into(),
        (En, Why::NoWorkbooks) => "no workbook (xlsx) in it; give what departments returned".into(),
        (_, Why::Io(error)) => unreadable_io(lang, error),
        (_, Why::Archive(error)) => archive::unreadable(lang, error),
    };
    error_line(lang, &failure.name, &why)
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
