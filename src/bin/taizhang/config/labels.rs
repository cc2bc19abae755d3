//! `[labels]` and `[verbs]`: words of one's own that give roles, as rows of the word tables.

use taizhang::lexicon::Table;

use super::Mistake;
use super::Rows;
use super::file::{Reader, Value};

/// What labels may announce, with the kind and the role of their row.
const LABELS: [(&str, &str, &str); 8] = [
    ("lead", "lone", "lead"),
    ("support", "lone", "support"),
    ("responsible", "lone", "responsible"),
    ("guide", "lone", "guide"),
    ("leader", "leader", "-"),
    ("person", "person", "-"),
    ("contact", "contact", "-"),
    ("deadline", "deadline", "-"),
];

/// The roles that verbs give.
const VERBS: [&str; 4] = ["lead", "support", "responsible", "guide"];

/// Labels before a colon; they head columns of tables too.
pub(super) fn labels(reader: &Reader<'_>, value: &Value<'_>, rows: &mut Vec<Rows>) -> Result<(), Mistake> {
    for (key, value) in reader.table("labels", value)? {
        let Some((name, kind, role)) = LABELS.iter().find(|(name, ..)| *name == *key.get_ref()) else {
            return Err(reader.unknown(key, "labels.", &LABELS.map(|(name, ..)| name)));
        };
        let words = reader.strings(name, value)?;
        let key = format!("labels.{name}");
        let labels = words.iter().map(|words| format!("{kind}\t{words}\t{role}\t-\n")).collect();
        rows.push(reader.rows(Table::Roles, labels, &key, value.span()));
        let heads = words.iter().map(|words| format!("{name}\t{words}\n")).collect();
        rows.push(reader.rows(Table::Columns, heads, &key, value.span()));
    }
    Ok(())
}

/// Verbs at the end of a list.
pub(super) fn verbs(reader: &Reader<'_>, value: &Value<'_>, rows: &mut Vec<Rows>) -> Result<(), Mistake> {
    for (key, value) in reader.table("verbs", value)? {
        let Some(role) = VERBS.iter().find(|role| **role == *key.get_ref()) else {
            return Err(reader.unknown(key, "verbs.", &VERBS));
        };
        let words = reader.strings(role, value)?;
        let verbs = words.iter().map(|words| format!("verb\t{words}\t{role}\t-\n")).collect();
        rows.push(reader.rows(Table::Roles, verbs, &format!("verbs.{role}"), value.span()));
    }
    Ok(())
}
