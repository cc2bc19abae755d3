//! What the README shows is what happens. (Its commands are run by `.ci/readme`, its Rust by rustdoc.)

use serde_json::Value;
use taizhang::Options;

const README: &str = include_str!("../README.md");
const NOTICE: &str = include_str!("../corpus/docs/shandong-2022-28.txt");

/// The first block of a language.
fn block(language: &str) -> &'static str {
    let fence = format!("\n```{language}\n");
    let start = README.find(&fence).map(|at| at + fence.len()).expect("the README has such a block");
    README[start..].split("\n```").next().expect("a block ends")
}

/// Whether a value shows nothing that the whole has not: objects may leave keys out, arrays may not leave out items.
fn shows(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            part.iter().all(|(key, value)| whole.get(key).is_some_and(|whole| shows(value, whole)))
        }
        (Value::Array(part), Value::Array(whole)) => {
            part.len() == whole.len() && part.iter().zip(whole).all(|(part, whole)| shows(part, whole))
        }
        _ => part == whole,
    }
}

#[test]
fn the_entry_is_what_the_piece_of_the_notice_becomes() {
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert!(trimmed(NOTICE).contains(&trimmed(block("text"))), "the piece stands in the notice");
    let shown: Value = serde_json::from_str(block("json")).expect("JSON");
    let ledger = taizhang::extract(NOTICE.as_bytes(), "notice", &Options::default()).expect("readable");
    let entry = ledger.entries.iter().find(|entry| shown["id"] == entry.id.as_str()).expect("the entry is there");
    let entry = serde_json::to_value(entry).expect("JSON");
    assert!(shows(&shown, &entry), "the README shows\n{shown:#}\nbut the entry is\n{entry:#}");
}
