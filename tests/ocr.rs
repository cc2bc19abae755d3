//! Scanned pages through text recognition. Where Tesseract is not installed the tests that need it say so.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A page of the corpus as a picture of 200 dots an inch.
fn scan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/cases/scanned-page.pdf")
}

fn program(arguments: &[&str], path: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    command.args(arguments).arg(path).env("LC_ALL", "C").env_remove("RUST_BACKTRACE");
    command
}

fn ledger(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Whether Tesseract reads simplified Chinese here; says so where it does not.
fn is_installed() -> bool {
    let languages = Command::new("tesseract").arg("--list-langs").output();
    let installed = languages.is_ok_and(|told| String::from_utf8_lossy(&told.stdout).contains("chi_sim"));
    if !installed {
        eprintln!("left out: tesseract-ocr and tesseract-ocr-chi-sim are not installed");
    }
    installed
}

/// What a ledger of the scanned page must hold, and what it says of the recognition.
#[track_caller]
fn check(ledger: &Value) {
    let entries = ledger["entries"].as_array().expect("entries");
    let last = entries.iter().find(|entry| entry["number"] == "1.").expect("the numbered task");
    assert_eq!(last["title"], "打造世界级滑雪度假区");
    let organs: Vec<&str> = last["responsibilities"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|list| list["organs"].as_array().into_iter().flatten())
        .filter_map(|organ| organ["name"].as_str())
        .collect();
    assert_eq!(organs, ["省文化和旅游厅", "省发展改革委", "省体育局", "省自然资源厅", "长白山管委会"]);
    let codes: Vec<&str> =
        ledger["diagnostics"].as_array().into_iter().flatten().filter_map(|note| note["code"].as_str()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "ocr").count(), 1, "the page is named");
    let unsure = ledger["diagnostics"].as_array().into_iter().flatten().filter(|note| note["code"] == "ocr-unsure");
    let mut lines = 0;
    for note in unsure {
        lines += 1;
        assert!(note["at"]["boxes"].as_array().is_some_and(|boxes| !boxes.is_empty()), "it has its place: {note}");
        assert_eq!(note["at"]["certainty"], "check");
    }
    assert!(lines > 0, "recognition is never sure of every word of such a page");
}

#[test]
fn a_scanned_page_gives_a_ledger_that_says_how_sure_it_is() {
    if is_installed() {
        check(&ledger(&program(&["extract", "--ocr"], &scan()).output().expect("the program runs")));
    }
}

#[test]
fn a_scan_behind_a_page_of_text_is_told_and_with_recognition_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/cases/text-and-scan.pdf");
    let notes = |ledger: &Value, code: &str| -> Vec<String> {
        let notes = ledger["diagnostics"].as_array().expect("diagnostics").iter().filter(|note| note["code"] == code);
        notes.map(|note| note["message"].as_str().expect("words").to_owned()).collect()
    };
    let titles = |ledger: &Value| -> Vec<String> {
        let entries = ledger["entries"].as_array().expect("entries").iter();
        entries.map(|entry| entry["title"].as_str().expect("a title").to_owned()).collect()
    };
    let text = ["细化任务台账", "加强调度通报", "营造良好氛围"];

    let unread = ledger(&program(&["extract"], &path).output().expect("the program runs"));
    assert_eq!(titles(&unread), text);
    let told = notes(&unread, "pages-without-text");
    assert!(matches!(told.as_slice(), [only] if only.contains("第 2 页")), "{told:?}");
    if !is_installed() {
        return;
    }
    let read = ledger(&program(&["extract", "--ocr"], &path).output().expect("the program runs"));
    assert_eq!(titles(&read)[..3], text);
    assert!(notes(&read, "pages-without-text").is_empty());
    check(&read);
}

#[test]
fn a_page_that_lies_on_its_side_is_turned() {
    if !is_installed() {
        return;
    }
    let bytes = std::fs::read(scan()).expect("the scan");
    let folder = tempfile::tempdir().expect("a folder");
    // The picture is turned on the page; nothing in the file says so.
    let (upright, side) = (&b"/MediaBox [0 0 595.28 841.89]"[..], &b"/MediaBox [0 0 841.89 595.28]"[..]);
    let at = memchr::memmem::find(&bytes, upright).expect("the page's size");
    let mut turned = [&bytes[..at], side, &bytes[at + side.len()..]].concat();
    let matrix = b"q 595.28 0 0 841.89 0 0 cm";
    let at = memchr::memmem::find(&turned, matrix).expect("the picture's place");
    let sideways = b"q 0 595 -842 0 842   0  cm";
    turned.splice(at..at + matrix.len(), sideways.iter().copied());
    let path = folder.path().join("turned.pdf");
    std::fs::write(&path, turned).expect("a file");
    check(&ledger(&program(&["extract", "--ocr"], &path).output().expect("the program runs")));
}

#[test]
fn a_private_encoding_is_refused_as_text_and_read_by_recognition() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/docs");
    let mut bytes = std::fs::read(docs.join("tongliang-articles.ttf.pdf")).expect("a PDF of the corpus");
    // Without these tables nobody can tell which characters the numbers of the glyphs are.
    let (table, none) = (b"/ToUnicode", b"/ToUnknown");
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, table).collect();
    assert!(!places.is_empty(), "its fonts have tables");
    places.iter().for_each(|&at| bytes[at..at + none.len()].copy_from_slice(none));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("garbled.pdf");
    std::fs::write(&path, bytes).expect("a file");

    let refused = program(&["extract"], &path).output().expect("the program runs");
    let error = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1));
    assert!(error.contains("private encoding") && error.contains("--ocr"), "{error}");
    if !is_installed() {
        return;
    }
    let read = ledger(&program(&["extract", "--ocr"], &path).output().expect("the program runs"));
    let text = ledger(&program(&["extract"], &docs.join("tongliang-articles.clean.txt")).output().expect("it runs"));
    let ids = |ledger: &Value| -> Vec<String> {
        let entries = ledger["entries"].as_array().expect("entries");
        entries.iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect()
    };
    let (found, expected) = (ids(&read), ids(&text));
    let right = expected.iter().filter(|id| found.contains(id)).count();
    assert!(right * 4 >= expected.len() * 3, "{found:?} of {expected:?}");
    let notes = read["diagnostics"].as_array().expect("diagnostics");
    assert_eq!(notes.iter().filter(|note| note["code"] == "ocr").count(), 3, "each page is named");
}

#[test]
fn without_tesseract_the_error_names_the_packages() {
    let output = program(&["extract", "--ocr"], &scan()).env("PATH", "").output().expect("the program runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        error.contains("scanned-page.pdf") && error.contains("apt install tesseract-ocr tesseract-ocr-chi-sim"),
        "{error}"
    );
}

#[test]
fn time_for_recognition_is_bounded() {
    if is_installed() {
        let output =
            program(&["extract", "--ocr", "--limit", "ocr_time=0"], &scan()).output().expect("the program runs");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains("over the limit of 0 seconds of text recognition"), "{error}");
    }
}
