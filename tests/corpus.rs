//! What holds for the ledger of every document of the corpus, and what each says, as cards for human eyes.
//!
//! That every ledger obeys the schema and is the same bytes on every run is checked in `schema.rs`.

mod card;

use std::fs;
use std::path::Path;

use serde_json::Value;
use taizhang::model::Ledger;
use taizhang::{Options, Stage};

use crate::cli;
use crate::manifest::{Document, File, documents};

/// Hands every file that can be read to `check`, with its ledger, and reports all that it finds wrong at once.
fn each(check: impl Fn(&Document, &File, &Ledger) -> Vec<String>) {
    let mut wrong = String::new();
    for document in documents() {
        for file in &document.files {
            match file.ledger() {
                Ok(ledger) => {
                    check(document, file, ledger).iter().for_each(|line| wrong += &format!("{}: {line}\n", file.file))
                }
                Err(error) => wrong += &format!("{}: {error}\n", file.file),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn ledger_cards() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for document in documents() {
            let file = document.first_form();
            let ledger = file.ledger().unwrap_or_else(|error| panic!("{}: {error}", file.file));
            insta::assert_snapshot!(document.id.as_str(), card::card(ledger));
        }
    });
}

/// The corpus again, as those do it who keep the ledgers of theirs: what a change of the rules changed is told by entry and
/// field. `corpus/README.md` has the command that takes it over.
#[test]
fn the_corpus_reprocessed_is_as_it_was_kept() {
    let (root, copy) = (Path::new(env!("CARGO_MANIFEST_DIR")), tempfile::tempdir().expect("a folder"));
    // The run writes an index beside the ledgers.
    for entry in fs::read_dir(root.join("corpus/ledgers")).expect("the ledgers that are kept") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("a file");
    }
    let texts: Vec<String> = documents()
        .iter()
        .flat_map(|document| document.files.iter().filter(|file| file.form == "clean"))
        .map(|file| format!("corpus/docs/{}", file.file))
        .collect();
    let mut arguments = vec!["reprocess", "--quiet", "--ledgers", copy.path().to_str().expect("UTF-8")];
    arguments.extend(texts.iter().map(String::as_str));
    let output = cli::run(root, &arguments);
    let (told, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}{said}");
    assert!(said.contains(&format!("{} documents unchanged", texts.len())), "{said}");
}

#[test]
fn all_forms_of_a_document_say_the_same() {
    each(|document, file, ledger| {
        let Ok(first) = document.first_form().ledger() else { return vec!["the first form cannot be read".into()] };
        if !document.whole_forms().any(|whole| whole.file == file.file) {
            return vec![];
        }
        let differences = differences(first, ledger);
        match &file.differs {
            None => differences,
            Some(why) if differences.is_empty() => vec![format!("no longer differs: take `{why}` out of the manifest")],
            Some(_) => vec![],
        }
    });
}

/// What two ledgers say differently, places aside.
pub fn differences(one: &Ledger, other: &Ledger) -> Vec<String> {
    let mut out = Vec::new();
    let mut compare = |what: &str, one: Value, other: Value| {
        if one != other {
            out.push(format!("{what}\n    {one}\n    {other}"));
        }
    };
    compare("document", placeless(&one.document), placeless(&other.document));
    compare("plans", placeless(&one.plans), placeless(&other.plans));
    let ids = |ledger: &Ledger| ledger.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
    compare("ids of entries", ids(one).into(), ids(other).into());
    for a in &one.entries {
        let Some(b) = other.entries.iter().find(|b| b.id == a.id) else { continue };
        let (Value::Object(a), Value::Object(b)) = (placeless(a), placeless(b)) else { continue };
        for (key, value) in &a {
            compare(&format!("{} {key}", a["id"]), value.clone(), b[key].clone());
        }
    }
    out
}

/// The JSON of a value without its locators.
fn placeless(value: &impl serde::Serialize) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("at");
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(value).expect("plain data");
    strip(&mut value);
    value
}

#[test]
fn every_quote_stands_at_its_place() {
    each(|_, file, ledger| {
        let text = taizhang::inspect(&file.bytes, Stage::Clean, &Options::default()).expect("it was read before");
        let chars: Vec<char> = text.chars().collect();
        let mut wrong = Vec::new();
        let mut seen = 0;
        locators(&serde_json::to_value(ledger).expect("plain data"), &mut |start, end, quote| {
            seen += 1;
            let there: Option<String> = chars.get(start..end).map(|chars| chars.iter().collect());
            if there.as_deref() != Some(quote) {
                wrong.push(format!("[{start}, {end}] is {there:?}, not {quote:?}"));
            }
        });
        assert!(seen > 0, "{}: a ledger without a place", file.file);
        wrong
    });
}

/// Hands every locator in a ledger to `check`: start, end, quote.
fn locators(value: &Value, check: &mut impl FnMut(usize, usize, &str)) {
    match value {
        Value::Object(map) => {
            if let (Some(chars), Some(quote)) = (map.get("chars"), map.get("quote")) {
                let end_of = |at: usize| chars[at].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a place");
                check(end_of(0), end_of(1), quote.as_str().expect("the words"));
            }
            map.values().for_each(|value| locators(value, check));
        }
        Value::Array(list) => list.iter().for_each(|value| locators(value, check)),
        _ => {}
    }
}

#[test]
fn every_character_is_accounted_for() {
    each(|_, _, ledger| {
        let c = &ledger.audit.characters;
        let sum = c.front + c.outline + c.entries + c.clauses + c.removed + c.unassigned;
        let mut wrong = Vec::new();
        if c.total == 0 || sum != c.total {
            wrong.push(format!("the places hold {sum} characters of {}", c.total));
        }
        if c.unassigned != 0 {
            let places = ledger.diagnostics.iter().filter(|d| d.code == "unassigned");
            let quotes: Vec<&str> = places.filter_map(|d| d.at.as_ref()).map(|at| at.quote.as_str()).collect();
            wrong.push(format!("{} characters unassigned: {quotes:?}", c.unassigned));
        }
        wrong
    });
}
