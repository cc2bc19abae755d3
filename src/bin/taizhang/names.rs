//! The names of output files.

use std::collections::HashSet;

use taizhang::batch::Input;

use crate::run_report;

/// The name of standard input's ledger.
const STDIN_NAME: &str = "stdin";

/// A name below the output folder for each document's ledger: no two alike, the same on every run.
///
/// `a.pdf` gives `a.json`; where `a.txt` stands beside it, `a.pdf.json` and `a.txt.json`; where two folders that were
/// named both hold an `a.pdf`, `a.pdf.json` and `a.pdf~2.json`. Names that differ only in case count as alike, as they
/// are on some systems.
pub fn assign(documents: &[Input], ending: &str) -> Vec<String> {
    let full: Vec<&str> = documents.iter().map(|document| full_name(&document.file)).collect();
    let short: Vec<&str> = full.iter().map(|name| stem(name)).collect();
    let mut shared = shared(&full, &short);
    // run.txt gives run.txt.json: the short name is that of the run's report.
    shared.extend(run_report::NAME.strip_suffix(".json").map(key));
    let mut taken = HashSet::from([key(run_report::NAME)]);
    let mut name = |(&full, &short): (&&str, &&str)| {
        let base = if shared.contains(&key(short)) { full } else { short };
        let mut name = format!("{base}.{ending}");
        let mut copy = 1;
        while !taken.insert(key(&name)) {
            copy += 1;
            name = format!("{base}~{copy}.{ending}");
        }
        name
    };
    full.iter().zip(&short).map(&mut name).collect()
}

/// The short names that do not tell their document: those of two, and those that are another's full name (a.txt.pdf
/// beside a.txt and a.doc).
fn shared(full: &[&str], short: &[&str]) -> HashSet<String> {
    let mut seen = HashSet::new();
    let endless = full.iter().zip(short).filter(|(full, short)| full != short).map(|(full, _)| key(full));
    let mut shared: HashSet<String> = endless.collect();
    shared.extend(short.iter().map(|name| key(name)).filter(|name| !seen.insert(name.clone())));
    shared
}

fn full_name(file: &str) -> &str {
    if file == "-" { STDIN_NAME } else { file }
}

/// A path without its last ending; a name that is nothing but an ending stays whole.
fn stem(file: &str) -> &str {
    match file.rfind('.') {
        Some(dot) if dot > file.rfind('/').map_or(0, |slash| slash + 1) => file.get(..dot).unwrap_or(file),
        _ => file,
    }
}

fn key(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use taizhang::batch::Source;

    use super::*;

    fn check(files: &[&str], expected: &[&str]) {
        let inputs: Vec<Input> =
            files.iter().map(|&file| Input { file: file.to_owned(), source: Source::Bytes(Vec::new()) }).collect();
        assert_eq!(assign(&inputs, "json"), expected);
    }

    #[test]
    fn a_ledger_is_named_for_its_document() {
        check(
            &["a.pdf", "sub/a.pdf", "-", "noending", "v1.2/b"],
            &["a.json", "sub/a.json", "stdin.json", "noending.json", "v1.2/b.json"],
        );
    }

    #[test]
    fn documents_that_differ_in_ending_keep_it() {
        check(&["a.pdf", "a.txt", "b.txt"], &["a.pdf.json", "a.txt.json", "b.json"]);
        check(&["a.pdf", "A.txt"], &["a.pdf.json", "A.txt.json"]);
    }

    #[test]
    fn documents_of_one_name_are_numbered() {
        check(&["a.pdf", "a.pdf", "A.pdf"], &["a.pdf.json", "a.pdf~2.json", "A.pdf~3.json"]);
    }

    #[test]
    fn a_short_name_is_not_anothers_long_one() {
        check(&["a.txt", "a.pdf", "a.txt.pdf"], &["a.txt.json", "a.pdf.json", "a.txt.pdf.json"]);
        check(&["a", "a.txt"], &["a.json", "a.txt.json"]);
        check(&["a~2.txt", "x", "a.txt", "a.txt"], &["a~2.json", "x.json", "a.txt.json", "a.txt~2.json"]);
    }
}
