//! Stage 3: paragraphs to a tree, by numbering, and the front matter.
//!
//! After this: every paragraph of the body is in exactly one place: a part of the [`Front`], a plan's title, the numbered
//! paragraph of a [`Node`], or in the body of one. Nodes are in text order; a parent stands before its children. Numbers
//! are as printed, gaps and restarts included.

mod addressees;
mod annex;
mod announced;
mod attachments;
mod build;
mod contacts;
mod front;
mod heads;
mod number;
mod own;
mod page;
mod signature;
mod title;

use std::ops::Range;

use crate::clean::Body;
use crate::lexicon::Lexicon;
use crate::model::Date;
use crate::note::Note;
use crate::text::{Marker, Span};

/// The tree of a document.
#[derive(Debug, Default)]
pub struct Outline {
    /// What stands before and around the plans.
    pub front: Front,
    /// The plans, in text order.
    pub plans: Vec<Plan>,
    /// Headings and items, in text order.
    pub nodes: Vec<Node>,
}

/// Front matter: all that a notice has besides its numbered asks and its plans.
#[derive(Debug, Default)]
pub struct Front {
    /// The lines of the title.
    pub title: Vec<Span>,
    /// The organ whose letterhead stands above the number (某某市人民政府文件), or of which the page says above the title that it
    /// issued the paper; the words are among `other`, too.
    pub letterhead: Option<Span>,
    /// The document number.
    pub number: Option<Span>,
    /// The line of addressees, without its colon.
    pub addressees: Option<Span>,
    /// The lines of the signature.
    pub signature: Vec<Span>,
    /// The date of issue and where it stands.
    pub date: Option<(Date, Span)>,
    /// Where the day of signing stands, if it lost characters.
    pub damaged_day: Option<Span>,
    /// The attachments that the document names.
    pub attachments: Vec<Span>,
    /// Words that belong to the front and to none of these: letterhead, covering words, labels of annexes.
    pub other: Vec<Span>,
    /// Whether the document covers an annex (印发, 转发): its own numbered items are requirements.
    pub covering: bool,
}

/// A plan: its title and, in [`Outline::nodes`], what stands under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The lines of the title.
    pub title: Vec<Span>,
    /// Whether the title is the document's own.
    pub own_title: bool,
}

/// A numbered heading or item with what follows it, or a run of paragraphs before the first number.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The node above.
    pub parent: Option<usize>,
    /// The plan that it belongs to; `None` in a covering notice.
    pub plan: Option<usize>,
    /// Its number; `None` for paragraphs before the first number and for unnumbered headings.
    pub marker: Option<Marker>,
    /// The number as printed; empty when there is none.
    pub number: Span,
    /// The words of the numbered paragraph, without the number; empty for paragraphs before the first number.
    pub words: Span,
    /// The paragraphs that follow, up to the next number: indices into [`Body::paragraphs`].
    pub body: Range<usize>,
    /// Whether it is the heading of a box (专栏1): words and items beside those of the section that it stands in.
    pub boxed: bool,
}

/// Builds the tree.
#[must_use]
pub fn outline(body: &Body, lexicon: &Lexicon, notes: &mut Vec<Note>) -> Outline {
    let source = front::Source { body, lexicon };
    let (front, rest) = front::read(source, notes);
    let (plans, front, regions) = annex::split(source, front, rest);
    let mut outline = Outline { front, plans, nodes: Vec::new() };
    for region in regions {
        build::nodes(body, lexicon, region, &mut outline.nodes, notes);
    }
    outline
}
