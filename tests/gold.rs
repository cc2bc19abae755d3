//! The floors: how much of what a careful reader gets from the corpus the library gets too.
//!
//! Every whole form of every document is scored against the document's gold; F1 is micro-averaged over the documents of
//! a group of forms and compared with the floor that `corpus/gold/floors.toml` pins, together with a digest of what it
//! was measured on. `TAIZHANG_GOLD=1 cargo test gold -- --nocapture` prints each difference.

mod format;
mod likeness;
mod score;

use std::collections::BTreeMap;

use serde::Deserialize;

use self::format::Gold;
use self::score::{Score, score};
use crate::manifest::{Document, corpus, documents, sha256};

#[derive(Deserialize)]
struct Floors {
    digest: String,
    /// F1 by group of forms and field.
    floor: BTreeMap<String, BTreeMap<String, f64>>,
}

/// What binary floats may lose in an F1.
const ROUNDING: f64 = 1e-9;

fn gold(document: &Document) -> (Vec<u8>, Gold) {
    let bytes = std::fs::read(corpus().join("gold").join(format!("{}.gold.json", document.id))).expect("a gold file");
    let gold = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("gold of {}: {error}", document.id));
    (bytes, gold)
}

fn floors() -> Floors {
    let text = std::fs::read_to_string(corpus().join("gold/floors.toml")).expect("the floors");
    toml::from_str(&text).expect("floors by group and field")
}

#[test]
fn no_field_falls_below_its_floor() {
    let mut groups: BTreeMap<&str, Score> = BTreeMap::new();
    let mut unread = String::new();
    for document in documents() {
        let (_, gold) = gold(document);
        for file in document.whole_forms() {
            match file.ledger() {
                Ok(ledger) => score(&file.file, &gold, ledger, groups.entry(document.group(file)).or_default()),
                Err(error) => unread += &format!("{}: {error}\n", file.file),
            }
        }
    }
    let mut report = String::new();
    let mut low = unread;
    let floors = floors().floor;
    for (group, score) in &groups {
        for (field, tally) in score {
            let (f1, of) = (tally.f1(), tally.found + tally.missed);
            let floor = floors.get(*group).and_then(|floors| floors.get(*field));
            let pinned = floor.map_or("no floor".into(), |floor| format!("floor {floor}"));
            report += &format!("{group:<9} {field:<15} {f1:.4} of {of:>4}, {pinned}\n");
            if floor.is_some_and(|floor| f1 + ROUNDING < *floor) {
                low += &format!("{group}: {field} is {f1:.4}, below its floor\n{}\n", tally.differences.join("\n"));
            }
        }
    }
    for (group, field) in floors.iter().flat_map(|(group, floors)| floors.keys().map(move |field| (group, field))) {
        let scored = groups.get(group.as_str()).is_some_and(|score| score.contains_key(field.as_str()));
        assert!(scored, "there is a floor for {field} of {group}, which is not scored");
    }
    if std::env::var_os("TAIZHANG_GOLD").is_some() {
        println!("{report}");
        for (group, (field, tally)) in groups.iter().flat_map(|(group, score)| score.iter().map(move |s| (group, s))) {
            tally.differences.iter().for_each(|line| println!("[{group} {field}] {line}"));
        }
    }
    assert!(low.is_empty(), "{low}\n{report}");
}

#[test]
fn the_floors_were_measured_on_this_corpus() {
    let mut sums = String::new();
    for document in documents() {
        sums += &format!("{} gold {}\n", document.id, sha256(&gold(document).0));
        for file in &document.files {
            sums += &format!("{} {}\n", file.file, sha256(&file.bytes));
        }
    }
    let digest = sha256(sums.as_bytes());
    assert_eq!(
        floors().digest,
        digest,
        "the corpus changed: look at the scores, then write the new digest {digest} into corpus/gold/floors.toml"
    );
}

#[test]
fn every_gold_file_is_of_a_document() {
    let mut files: Vec<String> = std::fs::read_dir(corpus().join("gold"))
        .expect("corpus/gold")
        .filter_map(|entry| entry.expect("a file").file_name().to_str()?.strip_suffix(".gold.json").map(str::to_owned))
        .collect();
    let mut ids: Vec<&str> = documents().iter().map(|document| document.id.as_str()).collect();
    files.sort();
    ids.sort_unstable();
    assert_eq!(files, ids);
}
