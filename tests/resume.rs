//! A batch that is broken off: by a kill, by Ctrl-C, by a failure, by a full disk. What it left is whole, and `--resume`
//! makes of it what an undisturbed run makes.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::cli::{check, command, folder, json, run};

/// Documents enough that a kill mostly comes before the end.
const DOCUMENTS: usize = 60;

const INDEX: &str = ".taizhang-index.jsonl";

/// A folder `in` of plans, of which some cannot be read.
fn plans() -> TempDir {
    let plan = |n: usize| {
        let items: String = (1..=30)
            .map(|item| format!("{item}. 建设项目{n}号。2022年底前新建桥梁{item}座。（省财政厅牵头）\n"))
            .collect();
        format!("某省2022年第{n}号行动计划\n{items}").into_bytes()
    };
    let mut files: Vec<(String, Vec<u8>)> = (0..DOCUMENTS)
        .map(|n| (format!("in/{}/{n:03}.txt", n % 3), if n % 10 == 7 { Vec::new() } else { plan(n) }))
        .collect();
    let pdf = "corpus/docs/shandong-2022-28.ttf.pdf";
    files.push(("in/z.pdf".into(), fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(pdf)).expect("a PDF")));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    folder(&files)
}

/// Everything below a folder, hidden files too, but `run.json`, which has the times.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        // A run that was killed at once has made no folder.
        for entry in fs::read_dir(at).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("run.json") && path.is_file() {
                found.push((
                    path.strip_prefix(folder).expect("below").display().to_string(),
                    fs::read(&path).expect("a file"),
                ));
            }
        }
    }
    found.sort();
    found
}

fn names(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, _)| name.as_str()).collect()
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    command(folder, arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs")
}

#[test]
fn a_run_that_was_killed_is_taken_up_to_the_same_bytes() {
    let folder = plans();
    for format in ["json", "jsonl"] {
        let arguments = |out| vec!["extract", "in", "--format", format, "--jobs", "2", "-o", out];
        check(&run(folder.path(), &arguments("whole")), 1);
        let whole = everything(&folder.path().join("whole"));
        let out = folder.path().join("killed");
        for milliseconds in [0, 20, 45, 90, 160, 30] {
            let mut child = start(folder.path(), &[arguments("killed"), vec!["--resume"]].concat());
            thread::sleep(Duration::from_millis(milliseconds));
            child.kill().expect("a kill is no request");
            child.wait().expect("it ended");
            // What has its name is whole.
            for (name, bytes) in
                everything(&out).iter().filter(|(name, _)| !name.contains("/.") && !name.starts_with('.'))
            {
                assert!(whole.contains(&(name.clone(), bytes.clone())), "{name} after {milliseconds} ms");
            }
        }
        check(&run(folder.path(), &[arguments("killed"), vec!["--resume"]].concat()), 1);
        let resumed = everything(&out);
        assert_eq!(names(&resumed), names(&whole), "{format}");
        assert!(resumed == whole, "{format}");
        fs::remove_dir_all(out).expect("a folder");
        fs::remove_dir_all(folder.path().join("whole")).expect("a folder");
    }
}

#[test]
fn the_report_of_a_run_says_what_became_of_each_input() {
    let plan = "某市工作方案\n一、新建桥梁3座。（市财政局牵头）".as_bytes();
    let folder = folder(&[("in/a.txt", plan), ("in/b.txt", b""), ("in/run.txt", plan)]);
    check(&run(folder.path(), &["extract", "in", "-o", "out"]), 1);
    let report = || json(&fs::read_to_string(folder.path().join("out/run.json")).expect("a report"));
    let first = report();
    assert_eq!(first["ended"], "whole");
    let outcomes: Vec<_> = first["inputs"].as_array().expect("a list").iter().map(|input| &input["outcome"]).collect();
    assert_eq!(outcomes, ["read", "failed", "read"]);
    assert_eq!(first["inputs"][0]["entries"], 1);
    assert_eq!(first["inputs"][1]["error"], "empty");
    assert_eq!(first["inputs"][2]["ledger"], "run.txt.json", "its short name is the report's");
    assert!(first["inputs"][0]["milliseconds"].is_u64() && first["milliseconds"].is_u64());
    let (_, said) = check(&run(folder.path(), &["extract", "in", "-o", "out", "--resume"]), 1);
    assert!(said.contains("2 done before") && said.contains("b.txt: the file is empty"), "{said}");
    assert_eq!(report()["totals"]["kept"], 3);
    // A ledger that somebody changed, and a document that is another one, are made again.
    fs::write(folder.path().join("out/a.json"), "{}").expect("a file");
    fs::write(folder.path().join("in/b.txt"), plan).expect("a file");
    check(&run(folder.path(), &["extract", "in", "-o", "out", "--resume"]), 0);
    assert_eq!(report()["totals"]["kept"], 1);
    let (_, said) = check(&run(folder.path(), &["extract", "in", "-o", "out", "--resume", "--pdf-engine", "hayro"]), 2);
    assert!(said.contains("under other rules, options or format"), "{said}");
    check(&run(folder.path(), &["extract", "in", "--format", "jsonl", "--resume"]), 2);
}

#[test]
fn the_first_failure_may_end_a_run() {
    let folder = plans();
    let (_, said) = check(&run(folder.path(), &["extract", "in", "-o", "out", "--fail-fast", "--jobs", "1"]), 1);
    assert!(said.contains("1 failed") && said.contains("not begun") && said.contains("--resume goes on"), "{said}");
    let (out, _) = check(&run(folder.path(), &["extract", "in", "--format", "jsonl", "--fail-fast", "--jobs", "2"]), 1);
    assert!(out.lines().count() < DOCUMENTS / 2, "{}", out.lines().count());
}

#[cfg(unix)]
#[test]
fn ctrl_c_finishes_what_is_in_hand() {
    let folder = plans();
    let arguments = ["extract", "in", "-o", "out", "--jobs", "1"];
    let child = start(folder.path(), &arguments);
    // Its index is there once it has begun.
    let index = folder.path().join("out").join(INDEX);
    while fs::read(&index).map_or(0, |bytes| bytes.iter().filter(|&&byte| byte == b'\n').count()) < 3 {
        thread::sleep(Duration::from_millis(2));
    }
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().expect("kill").success());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("words");
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("finishing what is in hand") && said.contains("not begun"), "{said}");
    let left = everything(&folder.path().join("out"));
    assert!(!names(&left).iter().any(|name| name.ends_with(".tmp")), "{:?}", names(&left));
    let lines = fs::read_to_string(&index).expect("an index");
    assert!(lines.lines().count() < DOCUMENTS && lines.ends_with('\n'));
    check(&run(folder.path(), &[&arguments[..], &["--resume"]].concat()), 1);
    check(&run(folder.path(), &["extract", "in", "-o", "whole", "--jobs", "1"]), 1);
    assert!(everything(&folder.path().join("out")) == everything(&folder.path().join("whole")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_leaves_nothing_half_written() {
    let plan = "某市工作方案\n一、新建桥梁3座。（市财政局牵头）".as_bytes();
    for (format, name) in [("json", INDEX), ("jsonl", INDEX), ("jsonl", ".ledgers.jsonl.partial")] {
        let folder = folder(&[("in/a.txt", plan), ("in/b.txt", plan)]);
        fs::create_dir(folder.path().join("out")).expect("a folder");
        // A file on a disk that is full.
        std::os::unix::fs::symlink("/dev/full", folder.path().join("out").join(name)).expect("a link");
        let (_, said) = check(&run(folder.path(), &["extract", "in", "-o", "out", "--format", format]), 1);
        assert!(said.contains(name) && said.contains("cannot be written"), "{said}");
        let left = fs::read_dir(folder.path().join("out")).expect("a folder");
        let left: Vec<_> = left.map(|entry| entry.expect("an entry").file_name()).collect();
        assert!(left.is_empty(), "{format}, {name}: {left:?}");
    }
}
