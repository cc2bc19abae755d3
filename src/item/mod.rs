//! Stage 4: the rows-to-be of the work ledger.
//!
//! After this: every [`Item`] has words of its own; items are in text order; the words, clauses and cells of different
//! items do not overlap (a clause that several items share excepted); whatever of a node is in no item is context of the
//! outline.

mod above;
mod below;
pub mod clause;
mod inline;
mod leaf;
mod share;
mod table;
mod words;

use std::cell::OnceCell;

pub(crate) use leaf::is_closing;

use crate::clean::Body;
use crate::lexicon::{Column, Lexicon, SectionKind};
use crate::model::{EntryKind, PersonRole, Role};
use crate::note::Note;
use crate::outline::Outline;
use crate::text::{Span, first_sentence};

use words::{goal_within, is_caption, is_note, name_before_colon, run_in_label, without_stop};

/// One entry-to-be.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The node it comes from: an index into [`Outline::nodes`].
    pub node: usize,
    /// What kind of entry it will be.
    pub kind: EntryKind,
    /// The number as printed, in a table the cell of the number column.
    pub number: Option<Span>,
    /// Which part of its number's words, from 1.
    pub part: Option<u32>,
    /// The headings above it, outermost first.
    pub section: Vec<Span>,
    /// The first sentence, without its stop; where a clause stands in it, up to the clause.
    pub title: Span,
    /// The rest of that sentence, behind the clause: 关于甲的摸底，由A牵头，B配合，|6月底前完成.
    pub title_rest: Option<Span>,
    /// The other words, a span for each stretch between clauses and paragraphs.
    pub text: Vec<Span>,
    /// The clauses that close it.
    pub clauses: Vec<Clause>,
    /// The whole of it, number and clauses included.
    pub whole: Span,
    /// Whether it is an entry only if it carries a clause or a target.
    pub tentative: bool,
    /// Whether it is a row of a table.
    pub row: bool,
    /// Those of its words that are cells of a table with a meaning of their own, in text order.
    pub cells: Vec<Cell>,
}

impl Item {
    /// The title as published, in one piece.
    pub fn title_words(&self, text: &str) -> String {
        let title = self.title.of(text);
        self.title_rest.map_or_else(|| title.to_owned(), |rest| format!("{title}，{}", rest.of(text)))
    }

    /// All its words but those of clauses, in text order.
    pub fn words(&self) -> impl Iterator<Item = Span> + '_ {
        std::iter::once(self.title).chain(self.title_rest).chain(self.text.iter().copied())
    }
}

/// A cell of what is to be reached, or of what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The words.
    pub span: Span,
    /// The head of its column.
    pub head: Span,
    /// The cell that tells in what the numbers of the row are given.
    pub unit: Option<Span>,
    /// What the column holds.
    pub column: Column,
}

/// Words that say who answers for an item, or by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// The words, brackets included.
    pub whole: Span,
    /// The words within the brackets.
    pub inner: Span,
    /// How they are to be read.
    pub form: ClauseForm,
    /// Whether the clause stands with the item itself, or with the heading above.
    pub own: bool,
}

/// How a clause is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseForm {
    /// With labels or verbs of its own.
    Labelled,
    /// A cell of a column of organs.
    Organs(Role),
    /// A cell of a column of persons.
    Persons(PersonRole),
    /// A cell of a column of deadlines.
    Deadline,
}

/// Finds the items.
#[must_use]
pub fn items(body: &Body, outline: &Outline, lexicon: &Lexicon, notes: &mut Vec<Note>) -> Vec<Item> {
    let clauses = clause::of_document(body, outline, lexicon);
    let (heads, items, no_lead) = (Vec::new(), Vec::new(), OnceCell::new());
    let mut finder = Finder { body, outline, lexicon, clauses, above: Vec::new(), heads, table: None, items, no_lead };
    finder.heads = (0..outline.nodes.len()).map(|index| finder.read_head(index)).collect();
    // A box stands beside the words of its section: what has nothing else below it is an item itself.
    let mut has_children = vec![false; outline.nodes.len()];
    for node in outline.nodes.iter().filter(|node| !node.boxed) {
        node.parent.into_iter().for_each(|parent| has_children[parent] = true);
    }
    if let Some(above) = above::clauses(&finder, &has_children) {
        notes.extend(above.iter().flatten().next().map(|first| {
            Note::info(
                "clauses-above",
                *first,
                "各条目的责任分工列在条目之前，已归入其后的条目 (who answers stands above each entry here, and was taken for the one below)",
            )
        }));
        finder.above = above;
    }
    for (index, node) in outline.nodes.iter().enumerate() {
        if has_children[index] || node.boxed {
            finder.section(index);
        } else {
            finder.leaf(index);
        }
        table::rows(&mut finder, index, notes);
    }
    if finder.above.is_empty() {
        below::share(&mut finder, &has_children, notes);
    }
    share::share_clauses(&mut finder, notes);
    finder.items.sort_by_key(|item| item.whole.start);
    share::tell_unplaced(&finder, notes);
    finder.items
}

/// What the finders of items work on.
struct Finder<'a> {
    body: &'a Body,
    outline: &'a Outline,
    lexicon: &'a Lexicon,
    /// All clauses of the nodes, in text order.
    clauses: Vec<clause::ClauseSpan>,
    /// For each node the paragraph above it that says who answers for it; empty where the document has none such.
    above: Vec<Option<Span>>,
    /// The heading of each node.
    heads: Vec<Head>,
    /// The table that the rows so far belong to.
    table: Option<table::Open>,
    items: Vec<Item>,
    /// Whether the document may say that who is responsible leads where nobody does; asked by tables only.
    no_lead: OnceCell<bool>,
}

/// The heading of a node.
struct Head {
    /// Its number and words, without stop and clause.
    span: Span,
    /// What it announces.
    kind: Option<SectionKind>,
    /// Whether it is as short as the names of sections are.
    short: bool,
    /// Whether it is the name of a section and nothing else.
    whole: bool,
    /// Whether it says that something is done.
    deed: bool,
}

/// The longest name of a section, in characters: 五、加强组织实施和保障措施 and some to spare.
const LONGEST_SECTION_NAME: usize = 24;

impl Finder<'_> {
    fn text(&self) -> &str {
        &self.body.text
    }

    fn leads_if_none(&self) -> bool {
        *self.no_lead.get_or_init(|| self.lexicon.roles().of_convention("no-lead", self.text()).is_some())
    }

    /// The clauses that begin within a span.
    fn clauses_in(&self, span: Span) -> &[clause::ClauseSpan] {
        let first = self.clauses.partition_point(|c| c.whole.start < span.start);
        let count = self.clauses[first..].partition_point(|c| c.whole.start < span.end);
        &self.clauses[first..first + count]
    }

    /// The heading of a node with its number: the first sentence, without the stop and without a clause.
    fn heading(&self, index: usize) -> Span {
        self.heads[index].span
    }

    /// The number of a node, where it has one.
    fn number(&self, index: usize) -> Option<Span> {
        Some(self.outline.nodes[index].number).filter(|number| !number.is_empty())
    }

    fn read_head(&self, index: usize) -> Head {
        let node = &self.outline.nodes[index];
        let sentence = first_sentence(self.text(), node.words);
        let words = self.clauses_in(sentence).first().map_or(sentence, |c| Span { end: c.whole.start, ..sentence });
        let words = without_stop(self.text(), words);
        let title = words.of(self.text());
        // Section names are short; a long sentence holds such words by chance.
        // A group of rows is no section of the plan: 工作机制 among those of a table of tasks.
        let top = || node.parent.is_none() && !self.body.paragraphs[node.body.clone()].iter().any(|p| p.row);
        let kind = (title.chars().count() <= LONGEST_SECTION_NAME)
            .then(|| self.lexicon.sections().kind(title, top()))
            .flatten()
            .or_else(|| self.lexicon.sections().opens_context(title).then_some(SectionKind::Context));
        Head {
            span: Span { start: node.number.start, end: words.end },
            kind,
            short: title.chars().count() <= 12,
            whole: self.lexicon.sections().is_bare_heading(title),
            deed: self.lexicon.sections().is_deed(title),
        }
    }

    /// The headings above a node, outermost first.
    fn section_of(&self, index: usize) -> Vec<Span> {
        let mut above = Vec::new();
        let mut at = self.outline.nodes[index].parent;
        while let Some(parent) = at {
            above.push(self.heading(parent));
            at = self.outline.nodes[parent].parent;
        }
        above.reverse();
        above
    }

    /// What the headings above a node, and its own, say of its kind; and whether that is context only.
    fn kind_of(&self, index: usize) -> (EntryKind, bool) {
        if self.outline.nodes[index].plan.is_none() {
            return (EntryKind::Requirement, false);
        }
        match self.announced(index) {
            Some(SectionKind::Entries(kind)) => (kind, false),
            // Numbers under 总体要求 are what is to be reached.
            Some(SectionKind::Context | SectionKind::Past) => (EntryKind::Goal, true),
            None => (EntryKind::Task, false),
        }
    }

    /// Whether the headings above a node, and its own, tell of what was: its numbers are no targets.
    fn is_past(&self, index: usize) -> bool {
        self.announced(index) == Some(SectionKind::Past)
    }

    /// What the nearest heading announces that announces something.
    fn announced(&self, index: usize) -> Option<SectionKind> {
        let above = || std::iter::successors(Some(index), |&at| self.outline.nodes[at].parent);
        let task = SectionKind::Entries(EntryKind::Task);
        above().find_map(|here| {
            let head = &self.heads[here];
            // A long title may hold such words by chance: 推动重点任务落实 is a task of its own.
            let own = here == index;
            let kind = head.kind.filter(|kind| match kind {
                // One measure among items of a section that announces nothing: 落实关爱保障措施.
                SectionKind::Entries(EntryKind::Measure) if own => {
                    head.short && self.outline.nodes[here].parent.is_none()
                }
                SectionKind::Entries(_) => !own || head.short,
                SectionKind::Context | SectionKind::Past => !own || head.whole || !self.is_among_tasks(index),
            })?;
            // 完善普惠保障机制 among the main tasks is one of them.
            let among = || above().skip_while(|&at| at != here).skip(1).any(|at| self.heads[at].kind == Some(task));
            let measure = kind == SectionKind::Entries(EntryKind::Measure);
            Some(if measure && head.deed && among() { task } else { kind })
        })
    }

    /// Whether a node stands among others of one heading, all of which are items that announce nothing: 共创发展环境 is one of them.
    fn is_among_tasks(&self, index: usize) -> bool {
        /// So many others are no chance.
        const OTHERS: usize = 2;
        let Some(parent) = self.outline.nodes[index].parent else { return false };
        let nodes = self.outline.nodes.iter().zip(&self.heads).enumerate();
        let others = nodes.filter(|&(at, (node, _))| at != index && node.parent == Some(parent));
        let mut kinds = others.map(|(_, (_, head))| head.kind);
        kinds.clone().nth(OTHERS - 1).is_some() && kinds.all(|kind| kind.is_none())
    }

    /// A node with numbered items below it: a heading, and words under it that may be items of their own.
    fn section(&mut self, index: usize) {
        let node = &self.outline.nodes[index];
        let (boxed, words) = (node.boxed, node.words);
        let heading = self.heading(index);
        let mut section = self.section_of(index);
        section.push(heading);
        let paragraphs = self.paragraphs(index);
        for &paragraph in &paragraphs {
            self.unnumbered(index, &[paragraph], &section);
        }
        let lead = Span { start: heading.end.max(words.start), end: words.end };
        if boxed {
            self.in_box(index, &paragraphs, &section);
        } else if inline::has_items(self, index, lead) {
            inline::items(self, index, lead, &section);
        } else {
            self.own_words(index, &paragraphs);
        }
    }

    /// What a heading says itself before the items or the table below it: an entry if it holds a target.
    fn own_words(&mut self, index: usize, paragraphs: &[Span]) {
        let node = &self.outline.nodes[index];
        let (words, is_plain) = (node.words, |span: &Span| self.clauses_in(*span).is_empty());
        let says_more = words.end > self.heading(index).end + '。'.len_utf8() as u32;
        let own = paragraphs.iter().copied().filter(is_plain);
        let own: Vec<Span> = own
            .filter(|p| run_in_label(self.text(), *p).is_none() && !is_caption(p.of(self.text()), self.lexicon))
            .collect();
        if words.is_empty() || !is_plain(&words) || !says_more && own.is_empty() || self.is_past(index) {
            return;
        }
        let (number, section, (kind, _)) = (self.number(index), self.section_of(index), self.kind_of(index));
        let stretches: Vec<Span> = std::iter::once(words).chain(own).collect();
        let groups = leaf::groups(self, &stretches);
        leaf::push(
            self,
            leaf::Frame { node: index, kind, number, section: &section, tentative: true, title: None },
            groups,
        );
    }

    /// The paragraphs of a box, each with its name before the first stop: entries if they hold targets.
    fn in_box(&mut self, index: usize, paragraphs: &[Span], section: &[Span]) {
        let (kind, _) = self.kind_of(index);
        for &paragraph in paragraphs {
            if self.clauses_in(paragraph).is_empty() && run_in_label(self.text(), paragraph).is_none() {
                let groups = leaf::groups(self, &[paragraph]);
                let title = name_before_colon(self.text(), paragraph);
                let frame = leaf::Frame { node: index, kind, number: None, section, tentative: true, title };
                leaf::push(self, frame, groups);
            }
        }
    }

    /// The unnumbered paragraphs of a node that are no rows; a clause above its number is the last.
    fn paragraphs(&self, index: usize) -> Vec<Span> {
        let above = |index: usize| self.above.get(index).copied().flatten();
        let of_next = above(index + 1);
        let body = &self.body.paragraphs[self.outline.nodes[index].body.clone()];
        let own = body.iter().filter(|p| !p.row).map(|p| p.span).filter(|p| Some(*p) != of_next);
        own.chain(above(index)).collect()
    }

    /// A paragraph without a number under a bare heading: an entry when a clause closes it, or when it is a labelled
    /// list of indicators (具体指标：…).
    /// Lines below it that begin with clauses are of it.
    fn unnumbered(&mut self, index: usize, paragraphs: &[Span], section: &[Span]) {
        let Some((&paragraph, below)) = paragraphs.split_first() else { return };
        let clauses: Vec<_> = paragraphs.iter().flat_map(|p| self.clauses_in(*p)).collect();
        // （以下各项均需各镇人民政府落实，不再逐一列出） speaks of what follows.
        let of_it = |c: &&&clause::ClauseSpan| !clause::speaks_of_others(c.inner.of(self.text()), self.lexicon);
        let (closed, words_before) =
            (clauses.iter().any(|c| of_it(&c)), clauses.first().is_some_and(|c| c.whole.start > paragraph.start));
        let (paragraph, label) = match run_in_label(self.text(), paragraph) {
            Some(label) => (paragraph, Some(label)),
            None if closed => (paragraph, None),
            None => goal_within(self.text(), paragraph).map_or((paragraph, None), |(goal, label)| (goal, Some(label))),
        };
        if !(closed && words_before) && label.is_none() || is_note(paragraph.of(self.text()), self.lexicon) {
            return;
        }
        let (mut kind, _) = self.kind_of(index);
        if !closed && kind != EntryKind::Requirement {
            kind = EntryKind::Goal;
        }
        let stretches: Vec<Span> = std::iter::once(paragraph).chain(below.iter().copied()).collect();
        let groups = leaf::groups(self, &stretches);
        let section = if label.is_some() && !closed { &[][..] } else { section };
        leaf::push(
            self,
            leaf::Frame {
                node: index,
                kind,
                number: None,
                section,
                tentative: !closed,
                title: label.filter(|_| !closed),
            },
            groups,
        );
    }
}

/// A clause with labels of its own, or a line of persons below the label.
fn labelled(found: clause::ClauseSpan, own: bool) -> Clause {
    let form = match (found.persons, found.organs) {
        (Some(role), _) => ClauseForm::Persons(role),
        (None, Some(role)) => ClauseForm::Organs(role),
        (None, None) => ClauseForm::Labelled,
    };
    Clause { whole: found.whole, inner: found.inner, form, own }
}
