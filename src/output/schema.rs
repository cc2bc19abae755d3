//! The JSON schema of a ledger, from the model's types.

use schemars::generate::SchemaSettings;

use crate::model::Ledger;

/// The JSON schema (draft 2020-12) that every ledger written obeys, indented, with a closing line feed.
///
/// It describes what is written: every key is always there, and absent is `null` or `[]`.
#[must_use]
pub fn schema() -> String {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Ledger>();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text.push('\n');
    text
}
