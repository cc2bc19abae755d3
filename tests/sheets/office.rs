//! A real office program opens the workbook.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{NOTICE, bytes, ledger};

/// When this is set, a tool that is not installed is a failure: a machine that is to prove something must not skip it.
const NEED: &str = "TAIZHANG_NEED_TOOLS";

/// A program on the path; `None`, said plainly, where it is missing.
pub fn tool(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    if found.is_none() {
        assert!(std::env::var_os(NEED).is_none(), "{name} is not installed, and {NEED} is set");
        eprintln!("NOT TESTED: {name} is not installed (Debian: libreoffice-calc-nogui, poppler-utils)");
    }
    found
}

pub fn run(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{}: {}", program.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn libreoffice_prints_every_sheet() {
    let (Some(office), Some(pdftotext)) = (tool("soffice"), tool("pdftotext")) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("ledger.xlsx"), bytes(&ledger(NOTICE))).expect("written");
    // A profile of its own: another LibreOffice that runs does not matter.
    let profile = format!("-env:UserInstallation=file://{}", at("profile"));
    run(&office, &[&profile, "--headless", "--convert-to", "pdf", "--outdir", &at(""), &at("ledger.xlsx")]);
    let text = run(&pdftotext, &["-layout", &at("ledger.pdf"), "-"]);
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for words in [
        "牵头单位",
        "省工业和信息化厅",
        "+1+1",
        "=HYPERLINK(",
        "2022-06-30",
        "未开始",
        "工作台账汇总",
        "填报说明",
        "第1页，共",
    ] {
        assert!(bare.contains(words), "{words} is printed: {text}");
    }
    assert!(!bare.contains("条目标识（请勿改动）"), "the ids are hidden");
    assert!(!bare.contains("#NAME?") && !bare.contains("#VALUE!") && !bare.contains("###"), "{text}");
}
