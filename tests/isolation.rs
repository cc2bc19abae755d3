//! What a document does to its reader costs only itself, and workers answer every line.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const NOTICE: &str = "关于做好有关工作的通知\n各市人民政府：\n一、建立工作台账。（牵头单位：省发展改革委）\n";

/// A PDF of the corpus.
fn pdf() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/docs/jilin-ice.typst.pdf")
}

/// A folder with a notice before and after a PDF, and with settings.
fn folder(settings: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    file("a.txt", NOTICE.as_bytes());
    file("b.pdf", &fs::read(pdf()).expect("a PDF of the corpus"));
    file("c.txt", NOTICE.as_bytes());
    file("taizhang.toml", settings.as_bytes());
    folder
}

/// Runs the program in a folder with these lines on standard input.
fn run(folder: &Path, arguments: &[&str], lines: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    command.current_dir(folder).args(arguments).env("LC_ALL", "C").env_remove("RUST_BACKTRACE");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("the program listens");
    child.wait_with_output().expect("the program ends")
}

fn answers(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// Bytes behind a PDF: with them it takes more than the heap of a process keeps in stock.
const BEHIND: usize = 32 << 20;

/// Reads notice, PDF and notice under settings that the PDF does not fit into: what is said of it, alone and among others.
#[track_caller]
fn check(limit: &str, expected: &str) {
    let (name, value) = limit.split_once('=').expect("a name and a value");
    let large = [fs::read(pdf()).expect("a PDF of the corpus"), vec![b'\n'; BEHIND]].concat();
    let folder = |settings: &str| {
        let folder = folder(settings);
        fs::write(folder.path().join("b.pdf"), &large).expect("a file");
        folder
    };
    let by_option = run(folder("").path(), &["extract", "b.pdf", "--limit", limit], "");
    let error = String::from_utf8(by_option.stderr).expect("UTF-8");
    assert!(error.contains(expected), "{error}");
    let folder = folder(&format!("[limits]\n{name} = {value}\n"));
    let alone = run(folder.path(), &["extract", "b.pdf"], "");
    let error = String::from_utf8(alone.stderr).expect("UTF-8");
    assert_eq!(alone.status.code(), Some(1), "{error}");
    assert!(error.starts_with("error: b.pdf: ") && error.contains(expected), "{error}");
    for jobs in ["1", "2"] {
        let among = run(folder.path(), &["extract", ".", "--format", "jsonl", "-j", jobs], "");
        assert_eq!(among.status.code(), Some(1));
        let names: Vec<Value> = answers(&among).iter().map(|ledger| ledger["source"]["file"].clone()).collect();
        assert_eq!(names, ["a.txt", "c.txt"]);
        assert!(String::from_utf8(among.stderr).expect("UTF-8").contains(expected));
    }
    let inspected = run(folder.path(), &["inspect", "--stage", "clean", "b.pdf"], "");
    assert_eq!(inspected.status.code(), Some(1));
    let lines = run(folder.path(), &["worker"], "a.txt\nb.pdf\nc.txt\n");
    assert_eq!(lines.status.code(), Some(0), "a worker has done its work when every line is answered");
    let answers = answers(&lines);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[1]["error"]["file"], "b.pdf");
    assert!(answers[1]["error"]["message"].as_str().is_some_and(|said| said.contains(expected)));
    assert_eq!(answers[2]["source"]["file"], "c.txt");
}

#[test]
fn a_document_that_takes_too_long_costs_only_itself() {
    check("time=0", "over the limit of 0 seconds; split the document, or raise the limit (--limit time=N)");
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_takes_too_much_memory_costs_only_itself() {
    check("memory=6000000", "over the limit of 6000000 bytes of memory; ");
}

/// Contents of 100 MB, which the limit on what a stream may unpack to lets through.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_runs_out_of_memory_is_replaced() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let part = b"0 0 m 9 9 l ".repeat(1 << 16);
    (0..128).for_each(|_| packer.write_all(&part).expect("memory takes every byte"));
    let packed = packer.finish().expect("memory takes every byte");
    let head = format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n\
         4 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n",
        packed.len()
    );
    let tail = b"\nendstream\nendobj\ntrailer << /Size 5 /Root 1 0 R >>\n%%EOF\n";
    let folder = folder("");
    fs::write(folder.path().join("bomb.pdf"), [head.as_bytes(), &packed, tail].concat()).expect("a file");
    let output = run(folder.path(), &["worker", "--limit", "memory=128MiB"], "b.pdf\nbomb.pdf\nb.pdf\n");
    let answers = answers(&output);
    assert_eq!(answers[1]["error"]["code"], "over-limit", "{}", answers[1]);
    assert!(answers[1]["error"]["message"].as_str().is_some_and(|said| said.contains("--limit memory=N")));
    assert_eq!(answers[0], answers[2], "the next document is read as if nothing had happened");

    // In a batch the process has the next documents before it dies of one.
    let among = folder.path().join("among");
    fs::create_dir(&among).expect("a folder");
    for (name, like) in [("1", "b"), ("2", "bomb"), ("3", "b"), ("4", "bomb"), ("5", "bomb"), ("6", "b")] {
        let [from, to] = [folder.path().join(like), among.join(name)].map(|path| path.with_extension("pdf"));
        fs::copy(from, to).expect("a file");
    }
    for jobs in ["1", "2"] {
        let output = run(&among, &["extract", ".", "--format", "jsonl", "--limit", "memory=128MiB", "-j", jobs], "");
        let read = self::answers(&output);
        let names: Vec<&Value> = read.iter().map(|ledger| &ledger["source"]["file"]).collect();
        assert_eq!(names, ["1.pdf", "3.pdf", "6.pdf"], "with {jobs} jobs");
        assert!(read.iter().all(|ledger| ledger["entries"] == answers[0]["entries"]), "with {jobs} jobs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.matches("--limit memory=N").count(), 3, "with {jobs} jobs: {said}");
    }
}

#[test]
fn limits_are_named_and_may_be_written_in_sizes() {
    let folder = folder("");
    for (limit, code, expected) in [
        ("pages=1", 1, "over the limit of 1 pages; split the document, or raise the limit (--limit pages=N)"),
        ("bytes=4KiB", 1, "over the limit of 4096 bytes; "),
        ("memory=2GiB", 0, ""),
        ("page=1", 2, "there is no limit \"page\"; these are: bytes, pages, "),
        ("pages", 2, "give NAME=N"),
        ("pages=many", 2, "\"many\" is no whole number"),
    ] {
        let output = run(folder.path(), &["extract", "b.pdf", "--limit", limit], "");
        let error = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(code), "{error}");
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_document_reads_the_same_in_a_process_of_its_own() {
    let folder = folder("");
    let own = run(folder.path(), &["extract", "b.pdf", "--format", "jsonl"], "");
    let same = run(folder.path(), &["extract", "b.pdf", "--format", "jsonl", "--timings"], "");
    let bytes = fs::read(pdf()).expect("a PDF of the corpus");
    let ledger = taizhang::extract(&bytes, "b.pdf", &taizhang::Options::default()).expect("a ledger");
    assert_eq!(own.stdout, taizhang::OutputFormat::JsonLines.bytes(&ledger));
    assert_eq!(own.stdout, same.stdout);
    let stage =
        |arguments: &[&str]| run(folder.path(), &[&["inspect", "--stage", "clean", "b.pdf"], arguments].concat(), "");
    assert_eq!(stage(&[]).stdout, stage(&["--timings"]).stdout);
}

#[test]
fn a_worker_answers_every_line_in_order() {
    let folder = folder("");
    let inline = json!({ "base64": "5LiA44CB55Sy", "file": "sub/d.txt" });
    let named = json!({ "path": "a.txt", "file": "x/a.txt" });
    let lines = format!("a.txt\n{inline}\nno such file\n\n{named}\n{{}}\nb.pdf\r\nc.txt");
    let output = run(folder.path(), &["worker"], &lines);
    assert_eq!(output.status.code(), Some(0));
    let told: Vec<String> = answers(&output)
        .iter()
        .map(|answer| match &answer["error"]["code"] {
            Value::String(code) => code.clone(),
            _ => answer["source"]["file"].as_str().expect("a ledger has a name").to_owned(),
        })
        .collect();
    assert_eq!(told, ["a.txt", "sub/d.txt", "unreadable", "unreadable", "x/a.txt", "bad-line", "b.pdf", "c.txt"]);
}

#[test]
fn a_worker_takes_its_lines_from_its_arguments_too() {
    let folder = folder("");
    let output = run(folder.path(), &["worker", "c.txt", "a.txt"], "");
    let names: Vec<Value> = answers(&output).iter().map(|ledger| ledger["source"]["file"].clone()).collect();
    assert_eq!(names, ["c.txt", "a.txt"]);
}

#[test]
fn shards_part_a_list_between_workers() {
    let folder = folder("");
    let lines: String = (0..20).map(|n| json!({ "path": "a.txt", "file": n.to_string() }).to_string() + "\n").collect();
    let part = |shard: &str, lines: &str| -> Vec<String> {
        let output = run(folder.path(), &["worker", "--shard", shard], lines);
        answers(&output).iter().map(|ledger| ledger["source"]["file"].as_str().expect("a name").to_owned()).collect()
    };
    let (first, second) = (part("1/2", &lines), part("2/2", &lines));
    assert!(!first.is_empty() && !second.is_empty());
    let mut all: Vec<usize> = first.iter().chain(&second).map(|name| name.parse().expect("a number")).collect();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..20));
    let backwards: String = lines.lines().rev().map(|line| format!("{line}\n")).collect();
    let mut again = part("1/2", &backwards);
    again.reverse();
    assert_eq!(first, again, "a line's part does not depend on its place");
}

#[test]
fn a_worker_ends_with_those_that_it_works_for() {
    let folder = folder("");
    let output = run(folder.path(), &["worker", "--child"], "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stdout, b"");
}
