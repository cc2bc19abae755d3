//! A corpus again: what is the same costs nothing, what changed is told, and nothing is taken over unasked.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::cli::{check, folder, run};

fn plan(bridges: usize) -> String {
    format!("某市工作方案\n一、新建桥梁{bridges}座。（市财政局牵头）\n二、深入宣传。（市教育局牵头）\n")
}

/// A corpus with its ledgers.
fn corpus() -> TempDir {
    let folder = folder(&[
        ("in/a.txt", plan(3).as_bytes()),
        ("in/sub/b.txt", plan(4).as_bytes()),
        ("in/empty.txt", b""),
        ("in/z.txt", plan(5).as_bytes()),
    ]);
    check(&run(folder.path(), &["extract", "in", "-o", "out"]), 1);
    folder
}

fn reprocess(folder: &Path, more: &[&str], code: i32) -> (String, String) {
    check(&run(folder, &[&["reprocess", "in", "--ledgers", "out"], more].concat()), code)
}

fn ledger(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join("out").join(name)).expect("a ledger")
}

#[test]
fn what_is_the_same_is_not_extracted_again() {
    let folder = corpus();
    let (out, said) = reprocess(folder.path(), &[], 0);
    assert_eq!(out, "");
    assert!(
        said.contains(
            "3 documents unchanged (3 not extracted again), 0 changed, 0 new, 0 gone, 1 failed (1 as before)"
        ),
        "{said}"
    );
    let (_, said) = reprocess(folder.path(), &["--force"], 0);
    assert!(said.contains("3 documents unchanged (0 not extracted again)"), "{said}");
    // Other options are other ledgers, until it is seen that they are not.
    let (_, said) = reprocess(folder.path(), &["--pdf-engine", "hayro"], 0);
    assert!(said.contains("(0 not extracted again)"), "{said}");
    let (_, said) = reprocess(folder.path(), &["--pdf-engine", "hayro"], 0);
    assert!(said.contains("(3 not extracted again)"), "{said}");
}

#[test]
fn what_changed_is_told_and_taken_over_only_when_asked() {
    let folder = corpus();
    let input = |name: &str| folder.path().join("in").join(name);
    fs::write(input("a.txt"), plan(7)).expect("a file");
    fs::write(input("new.txt"), plan(1)).expect("a file");
    fs::write(input("empty.txt"), b" ").expect("a file");
    fs::remove_file(input("z.txt")).expect("a file");
    let kept = ledger(folder.path(), "a.json");
    for _ in 0..2 {
        let (out, said) = reprocess(folder.path(), &[], 1);
        for line in [
            "changed: a.json",
            "    ~ [p1.s1] 一、 新建桥梁7座",
            "        title: 新建桥梁[-3-]{+7+}座",
            "new: new.json",
            "gone: z.json",
        ] {
            assert!(out.lines().any(|found| found.trim() == line.trim()), "{line}: {out}");
        }
        assert!(
            said.contains("1 document unchanged (1 not extracted again), 1 changed, 1 new, 1 gone, 1 failed"),
            "{said}"
        );
        assert_eq!(ledger(folder.path(), "a.json"), kept, "nothing is taken over unasked");
        assert!(!folder.path().join("out/new.json").exists());
    }
    let (_, said) = reprocess(folder.path(), &["--accept"], 0);
    assert!(said.contains("; accepted"), "{said}");
    assert_ne!(ledger(folder.path(), "a.json"), kept);
    assert!(folder.path().join("out/new.json").exists() && !folder.path().join("out/z.json").exists());
    let (out, said) = reprocess(folder.path(), &[], 0);
    assert_eq!(out, "");
    assert!(
        said.contains(
            "3 documents unchanged (3 not extracted again), 0 changed, 0 new, 0 gone, 1 failed (1 as before)"
        ),
        "{said}"
    );
}

#[test]
fn a_ledger_that_a_person_changed_is_seen_and_never_deleted() {
    let folder = corpus();
    let path = folder.path().join("out/a.json");
    let text = fs::read_to_string(&path).expect("a ledger").replace("新建桥梁3座", "新建桥梁9座");
    fs::write(&path, text).expect("a file");
    let (out, _) = reprocess(folder.path(), &[], 1);
    assert!(out.contains("changed: a.json"), "{out}");
    fs::remove_file(folder.path().join("in/a.txt")).expect("a file");
    let (out, _) = reprocess(folder.path(), &["--accept"], 0);
    assert!(out.contains("gone: a.json") && path.exists(), "{out}");
}

#[test]
fn ledgers_without_an_index_are_compared_all_the_same() {
    let folder = corpus();
    fs::remove_file(folder.path().join("out/.taizhang-index.jsonl")).expect("an index");
    let (out, said) = reprocess(folder.path(), &[], 1);
    assert_eq!(out, "");
    assert!(
        said.contains("3 documents unchanged (0 not extracted again)") && said.contains("1 failed (0 as before)"),
        "{said}"
    );
    let (out, said) = check(&run(folder.path(), &["reprocess", "in", "--ledgers", "nothing"]), 1);
    assert_eq!(out.lines().filter(|line| line.starts_with("new: ")).count(), 3, "{said}");
    assert!(!folder.path().join("nothing").exists(), "a comparison makes no folder");
    check(&run(folder.path(), &["reprocess", "in", "--ledgers", "nothing", "--accept"]), 0);
    check(&run(folder.path(), &["reprocess", "in", "--ledgers", "nothing"]), 0);
}
