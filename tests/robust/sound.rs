//! What every ledger promises of itself. The fuzz targets hold theirs against it too.

use std::fmt::Write as _;

use serde_json::Value;
use taizhang::OutputFormat;
use taizhang::model::{Characters, Ledger};

/// Holds a ledger against what it promises of itself: quotes, ids, sums, and the way through JSON.
#[track_caller]
pub fn sound(ledger: &Ledger, clean: &str) {
    let bytes = OutputFormat::Json.bytes(ledger);
    let text: Vec<char> = clean.chars().collect();
    let mut wrong = String::new();
    locators(&serde_json::from_slice(&bytes).expect("JSON"), "", &mut |path, locator| {
        let quote = locator["quote"].as_str().expect("checked by the schema");
        let chars: Vec<usize> =
            locator["chars"].as_array().into_iter().flatten().filter_map(Value::as_u64).map(|n| n as usize).collect();
        let words = text.get(chars[0]..chars[1]).map(|words| words.iter().collect::<String>());
        if words.as_deref() != Some(quote) {
            let _ = writeln!(wrong, "{path}: the text has {words:?} at {chars:?}, the quote is {quote:?}");
        }
    });
    let Characters { total, front, outline, entries, clauses, removed, unassigned } = ledger.audit.characters;
    if total != front + outline + entries + clauses + removed + unassigned {
        let _ = writeln!(wrong, "the audit does not add up: {:?}", ledger.audit.characters);
    }
    if unassigned > 0 && ledger.diagnostics.is_empty() {
        let _ = writeln!(wrong, "{unassigned} characters are unassigned, and nothing says so");
    }
    for ids in
        [ids(&ledger.plans, |plan| &plan.id), ids(&ledger.outline, |node| &node.id), ids(&ledger.entries, |e| &e.id)]
    {
        ids.windows(2).filter(|pair| pair[0] == pair[1]).for_each(|pair| {
            let _ = writeln!(wrong, "the id {} is given twice", pair[0]);
        });
    }
    let known = |ids: &[&str], id: &Option<String>| id.as_deref().is_none_or(|id| ids.binary_search(&id).is_ok());
    let (plans, nodes) = (ids(&ledger.plans, |plan| &plan.id), ids(&ledger.outline, |node| &node.id));
    let entries = ids(&ledger.entries, |entry| &entry.id);
    let lost = ledger.entries.iter().map(|entry| &entry.plan).filter(|id| !known(&plans, id));
    let lost = lost.chain(ledger.outline.iter().map(|node| &node.parent).filter(|id| !known(&nodes, id)));
    let lost = lost.chain(ledger.diagnostics.iter().map(|note| &note.entry).filter(|id| !known(&entries, id)));
    lost.for_each(|id| {
        let _ = writeln!(wrong, "{id:?} is named, and there is no such plan, node or entry");
    });
    for pair in ledger.entries.windows(2).filter(|pair| pair[0].at.chars[0] > pair[1].at.chars[0]) {
        let _ = writeln!(wrong, "{} stands after {}", pair[0].id, pair[1].id);
    }
    assert!(wrong.is_empty(), "{}:\n{wrong}", ledger.source.file);
}

/// The ids of a list, sorted.
fn ids<T>(list: &[T], id: impl Fn(&T) -> &String) -> Vec<&str> {
    let mut ids: Vec<&str> = list.iter().map(|item| id(item).as_str()).collect();
    ids.sort_unstable();
    ids
}

/// Calls `each` for every locator below a value, with the way to it.
fn locators(value: &Value, path: &str, each: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => {
            if map.contains_key("chars") && map.contains_key("quote") {
                each(path, value);
            }
            map.iter().for_each(|(key, value)| locators(value, &format!("{path}/{key}"), each));
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(i, value)| locators(value, &format!("{path}/{i}"), each));
        }
        _ => {}
    }
}
