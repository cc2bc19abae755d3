//! What a person should know about a ledger.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Locator;

/// Something that was not understood, or that a person should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What it is, in kebab-case: `no-lead`, `number-gap`, `empty-clause`, `breaks-restored`.
    pub code: String,
    /// The same in words, Chinese first.
    pub message: String,
    /// The id of the entry that it concerns, if one.
    pub entry: Option<String>,
    /// Where it is, if at a place.
    pub at: Option<Locator>,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something may be missing or wrong: look before using the ledger.
    Warning,
    /// Worth knowing; nothing is wrong.
    Info,
}
