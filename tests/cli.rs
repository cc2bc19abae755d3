//! The program as a person or a script meets it: what it prints, what it writes, how it ends.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A notice of two numbered requirements.
const NOTICE: &str = "关于做好有关工作的通知\n各市人民政府：\n\
                      一、建立工作台账。每月报送进展。（牵头单位：省发展改革委）\n\
                      二、深入宣传解读。2022年底前培育集群10个。（牵头单位：省工业和信息化厅）\n";

/// A folder that holds these files; those that end in a slash are folders.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// The program in a folder, with an English locale and nothing to read.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.env("LC_ALL", "C").env_remove("RUST_BACKTRACE");
    command
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

/// Runs with bytes on standard input.
pub fn run_fed(folder: &Path, arguments: &[&str], bytes: &[u8]) -> Output {
    let mut command = command(folder, arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(bytes).expect("the program reads");
    child.wait_with_output().expect("the program ends")
}

#[track_caller]
pub fn check(output: &Output, code: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "standard error: {err}");
    (out, err)
}

/// What a run writes beside the ledgers.
const OF_THE_RUN: [&str; 2] = [".taizhang-index.jsonl", "run.json"];

/// All files below a folder with their bytes, hidden ones too, by name; but not the run's own.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn gather(folder: &Path, prefix: &str, found: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                gather(&entry.path(), &format!("{name}/"), found);
            } else if !OF_THE_RUN.contains(&&*entry.file_name().to_string_lossy()) {
                found.push((name, fs::read(entry.path()).expect("a file")));
            }
        }
    }
    let mut found = Vec::new();
    gather(folder, "", &mut found);
    found.sort();
    found
}

pub fn names(folder: &Path) -> Vec<String> {
    files(folder).into_iter().map(|(name, _)| name).collect()
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The published names of a stream of ledgers.
fn streamed(out: &str) -> Vec<String> {
    out.lines().map(|line| json(line)["source"]["file"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn one_document_is_printed() {
    let folder = folder(&[("in/a.txt", NOTICE.as_bytes())]);
    let (out, err) = check(&run(folder.path(), &["extract", "in/a.txt"]), 0);
    let ledger = json(&out);
    assert_eq!(ledger["source"]["file"], "a.txt");
    assert_eq!(ledger["source"]["bytes"], NOTICE.len());
    assert!(out.ends_with("}\n") && out.contains("\n  \"source\""), "indented, closed by a line feed");
    assert!(err.starts_with("1 document: 2 entries, ") && err.contains(", 0 failed; "), "{err}");
    assert_eq!(names(folder.path()), ["in/a.txt"], "nothing is written");
}

#[test]
fn a_folder_of_one_document_is_printed_too() {
    let folder = folder(&[("in/sub/a.txt", NOTICE.as_bytes())]);
    let (out, _) = check(&run(folder.path(), &["extract", "in"]), 0);
    assert_eq!(json(&out)["source"]["file"], "sub/a.txt");
}

#[test]
fn json_lines_print_each_ledger_on_a_line() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("b.txt", NOTICE.as_bytes())]);
    let (out, _) = check(&run(folder.path(), &["extract", "b.txt", "a.txt", "--format", "jsonl"]), 0);
    assert_eq!(streamed(&out), ["b.txt", "a.txt"]);
}

#[test]
fn several_documents_need_a_folder_or_a_stream() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("b.txt", NOTICE.as_bytes())]);
    let (out, err) = check(&run(folder.path(), &["extract", "a.txt", "b.txt"]), 2);
    assert_eq!(out, "");
    assert!(err.contains("2 documents") && err.contains("-o DIR") && err.contains("--format jsonl"), "{err}");
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    for arguments in [
        &["extract"][..],
        &["extract", "a.txt", "--jobs", "0"],
        &["extract", "a.txt", "--format", "yaml"],
        &["extract", "-", "-"],
        &["inspect", "a.txt"],
        &["inspect", "a.txt", "--stage", "guess"],
        &["frobnicate"],
        &[],
    ] {
        let (out, err) = check(&run(folder.path(), arguments), 2);
        assert!(out.is_empty() && !err.is_empty(), "{arguments:?} printed {out}");
    }
}

#[test]
fn standard_input_is_a_document() {
    let folder = folder(&[]);
    let (out, _) = check(&run_fed(folder.path(), &["extract", "-"], NOTICE.as_bytes()), 0);
    assert_eq!(json(&out)["source"]["file"], "-");
    check(&run_fed(folder.path(), &["extract", "-", "-o", "out"], NOTICE.as_bytes()), 0);
    assert_eq!(names(folder.path()), ["out/stdin.json"]);
}

#[test]
fn ledgers_mirror_the_folder_that_was_named() {
    let folder = folder(&[
        ("in/a.txt", NOTICE.as_bytes()),
        ("in/2022/三月/b.TXT", NOTICE.as_bytes()),
        ("in/.hidden.txt", NOTICE.as_bytes()),
        ("in/.gitignore", b"draft*\n"),
        ("in/draft.txt", NOTICE.as_bytes()),
        ("in/data.csv", b"1,2"),
        ("in/notes.md", b"# notes"),
        ("in/Makefile", b"all:"),
    ]);
    let (out, err) = check(&run(folder.path(), &["extract", "in", "-o", "out"]), 0);
    assert_eq!(out, "");
    assert_eq!(names(&folder.path().join("out")), ["2022/三月/b.json", "a.json"]);
    assert!(err.starts_with("2 documents: "), "{err}");
    assert!(err.contains("3 files (1 without ending, 1 .csv, 1 .md)"), "what was left out is said: {err}");
    let ledger = fs::read_to_string(folder.path().join("out/2022/三月/b.json")).expect("written");
    assert_eq!(json(&ledger)["source"]["file"], "2022/三月/b.TXT");
}

#[test]
fn a_file_that_is_named_is_always_tried() {
    let folder = folder(&[(".hidden", NOTICE.as_bytes()), ("draft.md", NOTICE.as_bytes()), (".gitignore", b"*")]);
    let (out, _) = check(&run(folder.path(), &["extract", ".hidden", "draft.md", "--format", "jsonl"]), 0);
    assert_eq!(streamed(&out), [".hidden", "draft.md"]);
}

#[test]
fn documents_that_share_a_name_do_not_overwrite_each_other() {
    let folder = folder(&[
        ("x/a.txt", NOTICE.as_bytes()),
        ("x/a.text", NOTICE.as_bytes()),
        ("x/b.txt", NOTICE.as_bytes()),
        ("y/b.txt", NOTICE.as_bytes()),
    ]);
    for _ in 0..2 {
        check(&run(folder.path(), &["extract", "x", "y", "-o", "out"]), 0);
        assert_eq!(names(&folder.path().join("out")), ["a.text.json", "a.txt.json", "b.txt.json", "b.txt~2.json"]);
    }
}

#[test]
fn a_document_that_is_named_twice_is_read_once() {
    let folder = folder(&[("in/a.txt", NOTICE.as_bytes()), ("in/b.txt", NOTICE.as_bytes())]);
    let (out, _) = check(&run(folder.path(), &["extract", "in/b.txt", "in", "./in/a.txt", "--format", "jsonl"]), 0);
    assert_eq!(streamed(&out), ["b.txt", "a.txt"]);
}

#[test]
fn ledgers_of_an_earlier_run_are_no_input() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    check(&run(folder.path(), &["extract", ".", "-o", "out"]), 0);
    fs::write(folder.path().join("out/note.txt"), NOTICE).expect("a file");
    let (_, err) = check(&run(folder.path(), &["extract", ".", "-o", "out"]), 0);
    assert!(err.starts_with("1 document: ") && !err.contains("left out"), "{err}");
    assert_eq!(names(folder.path()), ["a.txt", "out/a.json", "out/note.txt"]);
}

#[test]
fn order_and_bytes_do_not_depend_on_threads() {
    let long = NOTICE.repeat(200);
    let texts: Vec<(String, &[u8])> = (0..40)
        .map(|i| (format!("in/{i:02}.txt"), if i % 7 == 0 { long.as_bytes() } else { NOTICE.as_bytes() }))
        .collect();
    let texts: Vec<(&str, &[u8])> = texts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let folder = folder(&texts);
    let stream = |jobs| check(&run(folder.path(), &["extract", "in", "--format", "jsonl", "--jobs", jobs]), 0).0;
    let one = stream("1");
    assert_eq!(streamed(&one), (0..40).map(|i| format!("{i:02}.txt")).collect::<Vec<_>>());
    assert_eq!(one, stream("2"));
    assert_eq!(one, stream("2"));
    for jobs in ["1", "2"] {
        check(&run(folder.path(), &["extract", "in", "-o", jobs, "--jobs", jobs]), 0);
    }
    assert_eq!(files(&folder.path().join("1")), files(&folder.path().join("2")));
}

#[test]
fn json_lines_in_a_folder_are_one_file() {
    let folder = folder(&[("in/a.txt", NOTICE.as_bytes()), ("in/b.txt", NOTICE.as_bytes())]);
    let (out, _) = check(&run(folder.path(), &["extract", "in", "-o", "out", "--format", "jsonl"]), 0);
    assert_eq!(out, "");
    assert_eq!(names(&folder.path().join("out")), ["ledgers.jsonl"]);
    let written = fs::read_to_string(folder.path().join("out/ledgers.jsonl")).expect("written");
    assert_eq!(streamed(&written), ["a.txt", "b.txt"]);
}

#[test]
fn what_fails_is_named_and_the_rest_goes_on() {
    let folder = folder(&[
        ("in/a.txt", NOTICE.as_bytes()),
        ("in/empty.txt", b""),
        ("in/picture.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"),
        ("in/z.txt", NOTICE.as_bytes()),
    ]);
    for jobs in ["1", "2"] {
        let arguments = ["extract", "in", "missing.pdf", "-o", jobs, "--jobs", jobs];
        let (_, err) = check(&run(folder.path(), &arguments), 1);
        assert_eq!(names(&folder.path().join(jobs)), ["a.json", "z.json"]);
        let lines: Vec<&str> = err.lines().collect();
        assert!(lines[0].starts_with("error: in/empty.txt: ") && lines[0].contains("fetch"), "{err}");
        assert!(lines[1].starts_with("error: in/picture.pdf: "), "{err}");
        assert_eq!(lines[2], "error: missing.pdf: cannot be read: no such file; check the path and its permissions");
        assert!(lines[3].starts_with("2 documents: ") && lines[3].contains("3 failed"), "{err}");
    }
}

#[test]
fn a_folder_without_documents_is_a_failure() {
    let folder = folder(&[("in/table.csv", b"1,2")]);
    let (out, err) = check(&run(folder.path(), &["extract", "in"]), 1);
    assert!(out.is_empty() && err.starts_with("error: in: no document"), "{err}");
}

#[test]
fn a_place_that_cannot_be_written_is_named_once() {
    let folder = folder(&[("in/a.txt", NOTICE.as_bytes()), ("in/b.txt", NOTICE.as_bytes()), ("file", b"")]);
    for format in ["json", "jsonl"] {
        let (_, err) = check(&run(folder.path(), &["extract", "in", "-o", "file/out", "--format", format]), 1);
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.starts_with("error: file/out: cannot be written: ") && err.contains("-o"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_left_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("out/a.json", b"old")]);
    let out = folder.path().join("out");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("permissions");
    // The superuser may write here all the same.
    let writable = fs::write(out.join("probe"), b"").is_ok();
    let output = run(folder.path(), &["extract", "a.txt", "-o", "out"]);
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).expect("permissions");
    if writable {
        check(&output, 0);
        assert_eq!(names(&out), ["a.json", "probe"]);
    } else {
        let (_, err) = check(&output, 1);
        assert!(err.starts_with("error: out: cannot be written: permission denied"), "{err}");
        assert_eq!(files(&out), [("a.json".to_owned(), b"old".to_vec())]);
    }
}

#[test]
fn a_ledger_that_cannot_take_its_place_leaves_nothing_half_done() {
    let folder = folder(&[("in/a.txt", NOTICE.as_bytes()), ("in/b.txt", NOTICE.as_bytes()), ("out/a.json/keep", b"")]);
    let (_, err) = check(&run(folder.path(), &["extract", "in", "-o", "out"]), 1);
    assert!(err.contains("a.json: cannot be written: ") && err.contains("1 failed"), "{err}");
    assert_eq!(names(&folder.path().join("out")), ["a.json/keep", "b.json"]);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder(&[("a.txt", NOTICE.repeat(500).as_bytes()), ("b.txt", NOTICE.repeat(500).as_bytes())]);
    for arguments in [
        &["extract", "a.txt"][..],
        &["extract", "a.txt", "b.txt", "--format", "jsonl"],
        &["inspect", "a.txt", "--stage", "clean"],
        &["schema"],
        &["man"],
    ] {
        let mut command = command(folder.path(), arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        drop(child.stdout.take());
        let (_, err) = check(&child.wait_with_output().expect("the program ends"), 0);
        assert!(!err.contains("error") && !err.contains("panic"), "{arguments:?}: {err}");
    }
}

#[test]
fn quiet_says_nothing_but_errors() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("empty.txt", b"")]);
    let (_, err) = check(&run(folder.path(), &["extract", "a.txt", "--quiet"]), 0);
    assert_eq!(err, "");
    let (_, err) = check(&run(folder.path(), &["extract", "a.txt", "empty.txt", "-o", "out", "-q"]), 1);
    assert_eq!(err.lines().count(), 1, "{err}");
}

#[test]
fn strict_prints_each_warning_and_ends_with_1() {
    let gap = NOTICE.replace("二、", "三、");
    let folder = folder(&[("gap.txt", gap.as_bytes()), ("a.txt", NOTICE.as_bytes())]);
    let (out, err) = check(&run(folder.path(), &["extract", "gap.txt", "--strict"]), 1);
    let warnings = json(&out)["diagnostics"]
        .as_array()
        .expect("an array")
        .iter()
        .filter(|diagnostic| diagnostic["severity"] == "warning")
        .count();
    assert!(warnings > 0, "a lost number is a warning");
    assert_eq!(err.matches("warning: gap.txt").count(), warnings, "{err}");
    assert!(err.contains("number-gap"), "{err}");
    check(&run(folder.path(), &["extract", "gap.txt"]), 0);
    let (_, err) = check(&run(folder.path(), &["extract", "gap.txt", "a.txt", "--strict", "-q", "-o", "out"]), 1);
    assert!(err.lines().all(|line| line.starts_with("warning: gap.txt")), "{err}");
}

#[test]
fn check_lists_what_to_look_at_worst_first() {
    let gap = NOTICE.replace("二、", "三、");
    let folder = folder(&[("gap.txt", gap.as_bytes()), ("empty.txt", b"")]);
    let (out, err) = check(&run(folder.path(), &["check", "gap.txt", "empty.txt"]), 1);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("gap.txt: ") && lines[0].ends_with(" to look at"), "{out}");
    assert_eq!(lines[1], "  a task may be missing:", "{out}");
    assert!(lines[2].contains("(number-gap) «三、»"), "{out}");
    assert!(err.starts_with("error: empty.txt: the file is empty"), "{err}");
}

#[test]
fn check_tells_a_day_that_lost_its_month() {
    // A site's dump dropped the 月 of 6月15日; the whole day is read.
    let lost = NOTICE.replacen("一、", "一、各单位于615日、12月15日前报送进展。", 1);
    let folder = folder(&[("lost.txt", lost.as_bytes())]);
    let (out, _) = check(&run(folder.path(), &["check", "lost.txt"]), 0);
    let times: Vec<&str> = out.lines().filter(|line| line.contains("(time-unread)")).collect();
    assert!(matches!(times.as_slice(), [only] if only.contains("“615日”")), "{out}");
}

#[test]
fn check_takes_ledgers_as_it_takes_documents() {
    let folder = folder(&[("in/a.txt", NOTICE.replace("二、", "三、").as_bytes()), ("in/b.txt", NOTICE.as_bytes())]);
    let concerns = |arguments: &[&str]| {
        let (out, _) = check(&run(folder.path(), &[&["check"], arguments].concat()), 0);
        out.lines().filter(|line| line.starts_with(' ')).map(str::to_owned).collect::<Vec<_>>()
    };
    let expected = concerns(&["in"]);
    assert!(!expected.is_empty());
    check(&run(folder.path(), &["extract", "in", "-o", "json"]), 0);
    check(&run(folder.path(), &["extract", "in", "-o", "lines", "--format", "jsonl"]), 0);
    fs::copy(folder.path().join("lines/ledgers.jsonl"), folder.path().join("noname")).expect("a file");
    for named in [&["json"][..], &["lines"], &["noname"], &["json/a.json", "in/b.txt"]] {
        assert_eq!(concerns(named), expected, "{named:?}");
    }
    let lines = fs::read(folder.path().join("noname")).expect("a file");
    let (out, _) = check(&run_fed(folder.path(), &["check", "-"], &lines), 0);
    assert!(out.starts_with("- (a.txt): ") && out.contains("- (b.txt): "), "{out}");
    check(&run(folder.path(), &["extract", "in", "-o", "in"]), 0);
    let (_, err) = check(&run(folder.path(), &["check", "in"]), 0);
    assert!(err.contains("2 documents") && err.contains("left out of folders: 2 files (2 .txt)"), "{err}");
}

#[test]
fn what_is_no_ledger_is_named_with_its_place() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("broken.json", b"{\n  \"a\": 1,\n}"), ("other.json", b"{}")]);
    check(&run(folder.path(), &["extract", "a.txt", "-o", "."]), 0);
    let ledger = fs::read_to_string(folder.path().join("a.json")).expect("written");
    fs::write(folder.path().join("old.json"), ledger.replace("\"1.0\"", "\"0.9\"")).expect("a file");
    let (out, err) = check(&run(folder.path(), &["check", "broken.json", "other.json", "old.json", "a.json"]), 1);
    assert!(out.starts_with("a.json: "), "the rest goes on: {out}");
    let lines: Vec<&str> = err.lines().collect();
    assert!(lines[0].starts_with("error: broken.json:3:1: this is no JSON (trailing comma); "), "{err}");
    assert!(lines[1].starts_with("error: other.json:1:2: this is no ledger (missing field"), "{err}");
    assert!(lines[2].starts_with("error: old.json:1: a ledger of schema_version 0.9, "), "{err}");
    assert!(lines.iter().take(3).all(|line| line.contains("; ")), "each says the next step: {err}");
}

#[test]
fn messages_come_in_the_language_of_the_locale() {
    let folder = folder(&[("empty.txt", b"")]);
    let said = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command(folder.path(), &["extract", "empty.txt"]);
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
        command.args(arguments).envs(variables.iter().copied());
        check(&command.output().expect("the program runs"), 1).1
    };
    let (zh, en) = (said(&[], &["--lang", "zh"]), said(&[], &["--lang", "en"]));
    assert!(zh.starts_with("错误：empty.txt：文件是空的"), "{zh}");
    assert!(en.starts_with("error: empty.txt: the file is empty"), "{en}");
    let first = |text: &str| text.lines().next().expect("a line").to_owned();
    for (variables, arguments, expected) in [
        (&[][..], &[][..], &en),
        (&[("LANG", "zh_CN.UTF-8")], &[], &zh),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "en_GB.UTF-8")], &[], &en),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", ""), ("LC_ALL", "zh_CN")], &[], &zh),
        (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &[], &en),
        (&[("LANG", "zh_CN.UTF-8")], &["--lang", "en"], &en),
    ] {
        assert_eq!(first(&said(variables, arguments)), first(expected), "{variables:?} {arguments:?}");
    }
}

#[test]
fn each_stage_can_be_looked_at() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("empty.txt", b"")]);
    for stage in ["read", "clean", "outline", "item", "recognise"] {
        let (out, err) = check(&run(folder.path(), &["inspect", "--stage", stage, "a.txt"]), 0);
        assert!(out.contains("建立工作台账") && err.is_empty(), "{stage} shows {out}");
        assert_eq!(out, check(&run_fed(folder.path(), &["inspect", "--stage", stage, "-"], NOTICE.as_bytes()), 0).0);
    }
    let (out, err) = check(&run(folder.path(), &["inspect", "--stage", "read", "empty.txt"]), 1);
    assert!(out.is_empty() && err.starts_with("error: empty.txt: the file is empty"), "{err}");
}

#[test]
fn shells_and_readers_of_manuals_are_served() {
    let folder = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (out, _) = check(&run(folder.path(), &["completions", shell]), 0);
        assert!(out.contains("pdf-engine") && out.contains("inspect"), "{shell} completes every command");
    }
    let (man, _) = check(&run(folder.path(), &["man"]), 0);
    for part in [".SH \"TAIZHANG EXTRACT\"", "\\-\\-strict", "\\-\\-stage", "Exit codes"] {
        assert!(man.contains(part), "the manual tells {part}");
    }
}

#[test]
fn work_is_told_and_timed_on_standard_error_only() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("empty.txt", b"")]);
    let (plain, said) = check(&run(folder.path(), &["extract", "a.txt"]), 0);
    assert_eq!(said.lines().count(), 1, "{said}");
    let (out, said) = check(&run(folder.path(), &["extract", "a.txt", "-v"]), 0);
    assert_eq!(out, plain);
    assert!(said.contains("INFO document{file=\"a.txt\"}: extracted entries=2") && !said.contains("DEBUG"), "{said}");
    let (_, said) = check(&run(folder.path(), &["extract", "empty.txt", "-v", "--quiet"]), 1);
    assert!(said.contains("INFO") && said.contains("unreadable"), "{said}");
    let (out, said) = check(&run(folder.path(), &["extract", "a.txt", "-vv", "--timings"]), 0);
    assert_eq!(out, plain);
    assert!(said.contains("DEBUG") && said.contains("cleaned paragraphs="), "{said}");
    let stages: Vec<&str> = said.split("time by stage").nth(1).expect("the times").lines().skip(1).collect();
    let names: Vec<&str> = stages.iter().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["read", "clean", "outline", "item", "recognise", "ledger", "output"]);
    assert!(stages.iter().all(|line| !line.contains(" 0.000 ms")), "{said}");
}
