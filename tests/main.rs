//! One integration binary: what a user relies on, a module for each matter.

mod architecture;
mod cases;
mod cli;
mod config;
mod corpus;
mod diff;
mod doc;
mod flow;
// What the fuzz targets hold against every input, so that it compiles and holds without a fuzzer.
#[path = "../fuzz/lib.rs"]
mod fuzz;
mod gold;
mod html;
mod inputs;
mod isolation;
mod layout;
mod manifest;
mod merge;
mod mhtml;
mod ocr;
mod read;
mod readme;
mod reprocess;
mod resume;
mod robust;
mod rtf;
mod same;
mod schedule;
mod schema;
mod sheets;
mod spec;
mod split;
mod stages;
mod workbook;

use std::path::PathBuf;

/// The endings of the forms of documents.
const FORMS: [&str; 6] = ["txt", "pdf", "html", "docx", "doc", "ofd"];

/// Every document of the corpus in every form, in the order of their names.
fn corpus_documents() -> Vec<PathBuf> {
    let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/docs");
    let mut files = Vec::new();
    let mut folders = vec![docs];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the corpus") {
            let path = entry.expect("an entry of the corpus").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| FORMS.iter().any(|form| ending == *form)) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
