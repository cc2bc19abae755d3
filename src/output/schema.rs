//! The JSON schemas of what is written, from its types.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use crate::diff::Diff;
use crate::merge::Merged;
use crate::model::Ledger;

/// What is written as JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Published {
    /// A ledger.
    #[default]
    Ledger,
    /// What a revision changed.
    Diff,
    /// What became of returned workbooks.
    Merged,
}

impl Published {
    /// The JSON schema (draft 2020-12) that all of it obeys, indented, with a closing line feed.
    ///
    /// It describes what is written: every key is always there, and absent is `null` or `[]`.
    #[must_use]
    pub fn schema(self) -> String {
        match self {
            Self::Ledger => of::<Ledger>(),
            Self::Diff => of::<Diff>(),
            Self::Merged => of::<Merged>(),
        }
    }
}

fn of<T: JsonSchema>() -> String {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text.push('\n');
    text
}
