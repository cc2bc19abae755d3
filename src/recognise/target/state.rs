//! What is known while a run is read, from the sentence down to one amount.

use super::clause::Clause;
use super::figure::Cues;
use crate::lexicon::Roles;
use crate::model::{Certainty, Commitment, Comparator, Due};
use crate::text::Span;

/// How far a time that was stated reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The whole sentence (到2025年，…).
    Sentence,
    /// Its clause, and those after it that begin with a verb (10月底前印发方案，新增…).
    Verbs,
    /// To the next semicolon (10月底前完成…，覆盖率达到…; 其中2023年…).
    Part,
}

/// What a sentence has said so far.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub due: Option<(Due, Reach)>,
    /// How many times it has told.
    pub dated: usize,
    /// Several times that the clause before named for this one.
    pub times: Vec<Due>,
    pub strive: bool,
    pub among: bool,
    /// Whether a bracket parts the number before it.
    pub part: bool,
    /// What was spoken of before its parts were (其中).
    pub whole: Option<Last>,
    pub past: bool,
    /// Whether that is said of the whole sentence: 2023年，….
    pub past_throughout: bool,
    /// Whether the last clause, parts aside, told what was.
    pub told: bool,
    /// Whether money is to be raised.
    pub raised: bool,
    /// The verb of a list whose items are clauses (10名…人才，60名…人才).
    pub list: Option<(Span, bool)>,
    pub listing: bool,
}

/// What the last target spoke of; later numbers may leave it out.
#[derive(Debug, Clone, Default)]
pub(super) struct Last {
    /// What it counted; `None` before the first, where it is what the words are about.
    pub object: Option<String>,
    pub action: Option<Span>,
    pub adds: bool,
    pub commitment: Option<Commitment>,
    /// The clause without a number that came after it, if one did.
    pub silent: Option<Span>,
    /// The clause before that, where it only names what something is done to (对无加固价值的水库，).
    pub done_to: Option<Span>,
}

/// What a clause has said so far.
pub(super) struct Now<'c> {
    pub clause: &'c Clause,
    pub cues: Cues,
    pub aside: bool,
    pub among: bool,
    /// Whether its numbers are parts of the one before their bracket.
    pub part: bool,
    /// Up to where its words belong to an amount.
    pub left: u32,
    pub due: Option<Due>,
    pub strive: bool,
    pub baseline: bool,
    /// The verb of the list that the clause is in.
    pub verb: Option<(Span, bool)>,
    /// Whether a target of this clause came before.
    pub listing: bool,
    /// Whether the clause before was an item of a list, and the list's verb.
    pub from_list: bool,
    pub list: Option<(Span, bool)>,
    /// 分别: the objects that the next amounts take in turn, the predicate, and whether it adds: [`Self::share`].
    pub shared: Vec<String>,
    pub predicate: Roles,
    pub adds: bool,
    /// The comparator before the last amount; those that follow in turn share it.
    pub comparator: Option<Comparator>,
    /// The times that 分别 or 各 gives out.
    pub times: Vec<Due>,
    /// Whether the last amount was a rate for each (每人每月800元).
    pub per_head: bool,
    /// How many amounts were part of a name.
    pub modifiers: usize,
    /// How many amounts were given one.
    pub given: usize,
    /// Whether the last target's number stood before its object.
    pub number_first: bool,
    /// Whether the sentence speaks of money that is to be raised.
    pub raised: bool,
    /// The first target of this clause, by its index.
    pub first: usize,
    /// Targets whose class still waits for its noun (2个千亿级、3个五百亿级集群).
    pub classes: Vec<usize>,
}

impl Now<'_> {
    /// Where the words that the clause ends with stand.
    pub(super) fn at_end(&self, words: &str) -> Span {
        Span { start: self.clause.span.end - words.len() as u32, end: self.clause.span.end }
    }

    /// Keeps the objects that the next amounts take in turn, of which the first amount's verb and predicate hold.
    pub(super) fn share(&mut self, objects: Vec<String>, predicate: Roles, adds: bool) {
        (self.shared, self.predicate, self.adds) = (objects, predicate, adds);
    }
}

/// The words that touch an amount on its left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    pub left: u32,
    pub roles: Roles,
    pub comparator: Option<Comparator>,
}

/// What stands to the right of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Nothing that it counts.
    End,
    /// 的.
    Of,
    /// A noun.
    Noun,
}

/// What an amount counts, as read.
pub(super) struct Read {
    pub objects: Vec<String>,
    pub action: Option<Span>,
    pub adds: bool,
    /// Whether the object was taken from what was said before.
    pub carried: bool,
    /// What a verb before the object says of the change (降低成本10亿元).
    pub change: Roles,
    /// The time that stands right after the object.
    pub due: Option<Due>,
    pub span: Span,
    pub certainty: Certainty,
    pub rule: &'static str,
}
