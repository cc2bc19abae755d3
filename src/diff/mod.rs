//! What a revision changed: two ledgers held against each other by meaning. Knows only the published
//! model and its words.
//!
//! Entries are paired first ([`pairs`]): numbers move when a document is revised, words stay. Then each pair is compared
//! field by field; offsets, boxes and rules are no change.
//!
//! After this: every entry of both ledgers is in exactly one place of a [`Diff`]; the same two ledgers give the same
//! diff; a ledger held against itself differs in nothing.

mod carry;
mod document;
mod fields;
mod grams;
mod pair;
mod piece;
pub(crate) mod words;

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Entry, Ledger};

pub use carry::{Carried, Homeless, Unfit, carry};
pub use pair::pairs;
pub use piece::Piece;

/// What a revision changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diff {
    /// The ledger before.
    pub old: Side,
    /// The ledger after.
    pub new: Side,
    /// How many entries each part holds.
    pub summary: Summary,
    /// What the document says of itself.
    pub document: Vec<Change>,
    /// Entries that only the new ledger has, in its order.
    pub added: Vec<Row>,
    /// Entries that only the old ledger has, in its order.
    pub dropped: Vec<Row>,
    /// Entries whose words or facts changed, in the new ledger's order.
    pub changed: Vec<Pair>,
    /// Entries of which only the number or the headings above changed, in the new ledger's order.
    pub moved: Vec<Pair>,
}

/// One of the two ledgers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Side {
    /// The file it was made from.
    pub file: String,
    /// The document's title.
    pub title: Option<String>,
    /// The document's number, as printed.
    pub document_number: Option<String>,
    /// How many entries it has.
    pub entries: usize,
}

/// How many entries of each kind a diff holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Only in the new ledger.
    pub added: usize,
    /// Only in the old ledger.
    pub dropped: usize,
    /// In both, with other words or facts.
    pub changed: usize,
    /// In both, under another number or heading.
    pub moved: usize,
    /// In both and the same.
    pub same: usize,
}

/// An entry that only one ledger has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its number, as printed.
    pub number: Option<String>,
    /// The headings above it.
    pub section: Vec<String>,
    /// Its title.
    pub title: String,
    /// The rest of its words.
    pub text: String,
    /// Its organs, persons, targets, figures and deadlines.
    pub facts: Vec<Fact>,
}

/// A fact of an entry, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// What it is.
    pub field: Field,
    /// The fact.
    pub words: String,
}

/// An entry that both ledgers have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pair {
    /// Its id in the old ledger.
    pub old_id: String,
    /// Its id in the new ledger.
    pub new_id: String,
    /// Its number in the new ledger.
    pub number: Option<String>,
    /// Its title in the new ledger.
    pub title: String,
    /// What changed, field by field.
    pub changes: Vec<Change>,
}

/// One change: `old` alone is dropped, `new` alone is added, both are one thing that reads otherwise now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// What changed.
    pub field: Field,
    /// As it was.
    pub old: Option<String>,
    /// As it is.
    pub new: Option<String>,
}

impl Change {
    fn of(field: Field, old: Option<String>, new: Option<String>) -> Option<Self> {
        (old != new).then_some(Self { field, old, new })
    }

    /// Both wordings as one run of pieces, kept, dropped or added, for showing what differs.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        piece::pieces(self.old.as_deref().unwrap_or(""), self.new.as_deref().unwrap_or(""))
    }
}

/// What changed, or what a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The title, of the document or of an entry.
    Title,
    /// The kind of document.
    DocumentKind,
    /// The document number.
    DocumentNumber,
    /// An organ that issued the document.
    Issuer,
    /// Whom it is addressed to.
    Addressee,
    /// The date of issue.
    IssuedOn,
    /// The place whose organs issued it.
    Jurisdiction,
    /// An attachment.
    Attachment,
    /// A document-wide convention on roles.
    Convention,
    /// A plan in the document, with its period.
    Plan,
    /// The kind of entry.
    Kind,
    /// The number, as printed.
    Number,
    /// The headings above it.
    Section,
    /// The words after the title.
    Text,
    /// An organ that leads.
    Lead,
    /// An organ that supports.
    Support,
    /// An organ that is responsible.
    Responsible,
    /// An organ that guides.
    Guide,
    /// How the organs share the work.
    Mode,
    /// A person whom the source names.
    Person,
    /// A target.
    Target,
    /// Another stated quantity.
    Figure,
    /// A deadline.
    Deadline,
}

impl Field {
    /// Whether it only says where an entry stands.
    fn is_place(self) -> bool {
        matches!(self, Self::Number | Self::Section)
    }
}

impl Diff {
    /// Whether the two ledgers say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Summary { added, dropped, changed, moved, .. } = self.summary;
        self.document.is_empty() && added + dropped + changed + moved == 0
    }
}

/// Holds two ledgers against each other.
#[must_use]
pub fn compare(old: &Ledger, new: &Ledger) -> Diff {
    let pairs = pairs(old, new);
    let old_of: HashMap<usize, usize> = pairs.iter().map(|&(old, new)| (new, old)).collect();
    let mut paired = vec![false; old.entries.len()];
    let (mut added, mut changed, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    let mut same = 0;
    for (index, after) in new.entries.iter().enumerate() {
        let Some(&before) = old_of.get(&index) else {
            added.push(row(after));
            continue;
        };
        paired[before] = true;
        let before = &old.entries[before];
        let changes = fields::changes(before, after);
        let only_moved = changes.iter().all(|change| change.field.is_place());
        match (changes.is_empty(), only_moved) {
            (true, _) => same += 1,
            (_, true) => moved.push(pair(before, after, changes)),
            _ => changed.push(pair(before, after, changes)),
        }
    }
    let left = old.entries.iter().zip(&paired).filter(|(_, paired)| !**paired);
    let dropped: Vec<Row> = left.map(|(entry, _)| row(entry)).collect();
    Diff {
        old: side(old),
        new: side(new),
        summary: Summary {
            added: added.len(),
            dropped: dropped.len(),
            changed: changed.len(),
            moved: moved.len(),
            same,
        },
        document: document::changes(old, new),
        added,
        dropped,
        changed,
        moved,
    }
}

fn side(ledger: &Ledger) -> Side {
    Side {
        file: ledger.source.file.clone(),
        title: ledger.document.title.clone(),
        document_number: ledger.document.document_number.as_ref().map(|number| number.text.clone()),
        entries: ledger.entries.len(),
    }
}

fn row(entry: &Entry) -> Row {
    Row {
        id: entry.id.clone(),
        number: entry.number.clone(),
        section: entry.section.clone(),
        title: entry.title.clone(),
        text: entry.text.clone(),
        facts: fields::facts(entry),
    }
}

fn pair(old: &Entry, new: &Entry, changes: Vec<Change>) -> Pair {
    Pair {
        old_id: old.id.clone(),
        new_id: new.id.clone(),
        number: new.number.clone(),
        title: new.title.clone(),
        changes,
    }
}
