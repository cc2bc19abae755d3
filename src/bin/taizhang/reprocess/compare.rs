//! What a ledger says differently from the one that was kept, by entry and field.

use std::fmt::Write;

use serde_json::Value;
use taizhang::diff;
use taizhang::model::Ledger;

use crate::lang::Lang;
use crate::messages::{self, reprocess as words};

/// Lines that are shown of one document.
const MOST: usize = 40;

/// Characters of a value that are shown.
const LONGEST: usize = 60;

/// Whether bytes are a ledger.
pub(super) fn is_ledger(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok_and(|value| value.get("schema_version").is_some())
}

/// The differences, line by line: what a reader of the ledger would see as `taizhang diff` shows it, and where there is
/// nothing of that, what differs in its bytes.
pub(super) fn lines(lang: Lang, kept: &[u8], made: &[u8]) -> String {
    let (Ok(old), Ok(new)) = (serde_json::from_slice::<Ledger>(kept), serde_json::from_slice::<Ledger>(made)) else {
        return format!("  {}\n", words::no_ledger(lang));
    };
    let seen = diff::compare(&old, &new);
    if seen.is_empty() {
        return beneath(lang, kept, made);
    }
    let page = messages::diff::page(lang, &seen, false);
    page.lines().filter(|line| !line.is_empty()).map(|line| format!("  {line}\n")).collect()
}

/// What differs in two ledgers that say the same: places, diagnostics, the audit, the form.
fn beneath(lang: Lang, kept: &[u8], made: &[u8]) -> String {
    let read = |bytes| serde_json::from_slice(bytes).unwrap_or(Value::Null);
    let mut found = Differences::default();
    found.compare("", &read(kept), &read(made));
    let mut page: String = found.lines.iter().take(MOST).map(|line| format!("  {line}\n")).collect();
    if found.lines.len() > MOST {
        let _ = writeln!(page, "  {}", words::more(lang, found.lines.len() - MOST));
    }
    if found.moved > 0 {
        let _ = writeln!(page, "  {}", words::moved(lang, found.moved));
    }
    if page.is_empty() {
        let _ = writeln!(page, "  {}", words::only_form(lang));
    }
    page
}

#[derive(Default)]
struct Differences {
    lines: Vec<String>,
    /// Places that moved while their words stayed.
    moved: usize,
}

impl Differences {
    fn compare(&mut self, path: &str, kept: &Value, made: &Value) {
        match (kept, made) {
            (kept, made) if kept == made => {}
            (Value::Object(_), Value::Object(_)) if is_place(kept) && kept.get("quote") == made.get("quote") => {
                self.moved += 1;
            }
            (Value::Object(kept), Value::Object(made)) => {
                for (key, value) in kept {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    self.compare(&path, value, made.get(key).unwrap_or(&Value::Null));
                }
                for (key, value) in made.iter().filter(|(key, _)| !kept.contains_key(*key)) {
                    self.compare(&format!("{path}.{key}"), &Value::Null, value);
                }
            }
            (Value::Array(kept), Value::Array(made)) => self.lists(path, kept, made),
            (kept, made) => self.lines.push(format!("{path}: {} -> {}", shown(kept), shown(made))),
        }
    }

    /// Lists by the ids of what they hold, else by place.
    fn lists(&mut self, path: &str, kept: &[Value], made: &[Value]) {
        let with_ids = |list: &[Value]| list.iter().all(|value| id(value).is_some());
        if !with_ids(kept) || !with_ids(made) {
            for at in 0..kept.len().max(made.len()) {
                let (old, new) = (kept.get(at), made.get(at));
                match (old, new) {
                    (Some(old), Some(new)) => self.compare(&format!("{path}[{at}]"), old, new),
                    (Some(old), None) => self.lines.push(format!("{path}[{at}]: - {}", shown(old))),
                    (None, Some(new)) => self.lines.push(format!("{path}[{at}]: + {}", shown(new))),
                    (None, None) => {}
                }
            }
            return;
        }
        let of = |list: &'_ [Value], wanted: Option<&str>| list.iter().position(|value| id(value) == wanted);
        for old in kept {
            let name = id(old).unwrap_or_default();
            match of(made, id(old)).map(|at| &made[at]) {
                Some(new) => self.compare(&format!("{path}[{name}]"), old, new),
                None => self.lines.push(format!("{path}[{name}]: - {}", shown(old))),
            }
        }
        for new in made.iter().filter(|new| of(kept, id(new)).is_none()) {
            self.lines.push(format!("{path}[{}]: + {}", id(new).unwrap_or_default(), shown(new)));
        }
    }
}

fn id(value: &Value) -> Option<&str> {
    value.get("id")?.as_str()
}

fn is_place(value: &Value) -> bool {
    value.get("chars").is_some() && value.get("quote").is_some()
}

/// A value on a line: of an entry its number and title, of anything else its JSON, shortened.
fn shown(value: &Value) -> String {
    let text = match (value.get("title"), value.get("quote").or(value.get("heading"))) {
        (Some(Value::String(title)), _) => {
            format!("{} {title}", value.get("number").and_then(Value::as_str).unwrap_or_default()).trim().to_owned()
        }
        (_, Some(Value::String(quote))) => format!("«{quote}»"),
        _ => value.to_string(),
    };
    let mut line: String = text.chars().take(LONGEST).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kept: &str, made: &str, expected: &str) {
        assert_eq!(beneath(Lang::En, kept.as_bytes(), made.as_bytes()), expected);
    }

    #[test]
    fn differences_are_told_by_their_way() {
        check(
            r#"{"entries":[{"id":"p1.1","number":"1.","title":"甲","kind":"task"},{"id":"p1.2","number":"2.","title":"乙"}]}"#,
            r#"{"entries":[{"id":"p1.1","number":"1.","title":"丙","kind":"task"},{"id":"p1.3","number":"3.","title":"丁"}]}"#,
            "  entries[p1.1].title: \"甲\" -> \"丙\"\n  entries[p1.2]: - 2. 乙\n  entries[p1.3]: + 3. 丁\n",
        );
        check(r#"{"a":[1,2]}"#, r#"{"a":[1]}"#, "  a[1]: - 2\n");
        check(r#"{"a":null}"#, r#"{"a":"2022-01-01"}"#, "  a: null -> \"2022-01-01\"\n");
    }

    #[test]
    fn places_that_moved_are_counted_and_not_listed() {
        let place = |start: usize| format!(r#"{{"at":{{"chars":[{start},9],"quote":"甲"}}}}"#);
        check(&place(1), &place(2), "  1 place moved, its words the same\n");
    }
}
