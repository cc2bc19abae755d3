//! HTML: one self-contained page, for opening without a network, for reading, searching and printing.
//!
//! The page is whole without its script: text and entries are linked by plain anchors. The script adds filters, search
//! and the lighting up of a fact's words. Nothing of a document is ever read as markup or script: every text goes
//! through [`escape`], and the page's policy lets only its own script run and nothing be fetched.
//!
//! After this: the same ledger and text give the same bytes.

mod card;
mod changes;
mod chart;
mod escape;
mod front;
mod labels;
mod shell;
mod source;

use crate::diff::Diff;
use crate::model::Ledger;

pub use labels::Language;

/// A ledger beside the text that it was made from.
///
/// `text` is the cleaned text that locators count in; where it is empty the page holds the entries alone.
#[must_use]
pub fn page(ledger: &Ledger, text: &str, language: Language) -> String {
    let labels = language.labels();
    let mut marks = Vec::new();
    let cards = card::cards(ledger, labels, &mut marks);
    let body = format!(
        "{}<main>\n{cards}{}</main>\n",
        front::front(ledger, labels),
        source::pane(ledger, text, &marks, labels)
    );
    shell::page(ledger.document.title.as_deref().unwrap_or(&ledger.source.file), &body, language, shell::Script::Ledger)
}

/// What a revision changed.
#[must_use]
pub fn diff_page(diff: &Diff, language: Language) -> String {
    let labels = language.labels();
    let title = diff.new.title.as_deref().unwrap_or(&diff.new.file);
    shell::page(title, &changes::body(diff, labels), language, shell::Script::None)
}
