//! What a stage could not understand, on its way to the ledger's diagnostics.

use crate::model::Severity;
use crate::text::Span;

/// A diagnostic before it has an entry and a published place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// What it is, in kebab-case.
    pub code: &'static str,
    /// The same in words that an analyst understands: Chinese, then English in brackets.
    pub message: String,
    /// Where it is in the cleaned text, if at a place.
    pub span: Option<Span>,
}

impl Note {
    /// Something may be missing or wrong at `span`.
    pub(crate) fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, code, message: message.into(), span: Some(span) }
    }

    /// Something worth knowing at `span`.
    pub(crate) fn info(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, code, message: message.into(), span: Some(span) }
    }
}
