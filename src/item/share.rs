//! Clauses that hold for more than the words they stand with.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use super::words::is_note;
use super::{Clause, ClauseForm, Finder, clause, labelled, leaf};
use crate::model::{PersonRole, Role};
use crate::note::Note;
use crate::text::Span;

/// Clauses that numbers without other words say for their neighbours, at most: who leads, who supports, who is in charge,
/// by when, and some to spare.
const MOST_SAID: usize = 8;

/// So many headings beside one that name organs are no chance.
const LEAST_BESIDE: usize = 2;

/// How many of the headings below each node name organs that the tables know.
fn headings_of_organs(finder: &Finder<'_>) -> HashMap<Option<usize>, usize> {
    let mut count = HashMap::new();
    for node in &finder.outline.nodes {
        let told = clause::of_heading(finder.text(), node.words, finder.lexicon, || false);
        *count.entry(node.parent).or_default() += usize::from(told.is_some_and(|(_, persons)| !persons));
    }
    count
}

/// A clause that stands with a heading holds for every item below that has none of its own; so does that of a number
/// which has no other words (（三）责任分工：…). Where all below have clauses of their own, that of a heading with a
/// sentence closes it: it is an entry, or nobody would answer for it.
pub(super) fn share_clauses(finder: &mut Finder<'_>, notes: &mut Vec<Note>) {
    let nodes = &finder.outline.nodes;
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut closed = Vec::new();
    let mut has_item = vec![false; nodes.len()];
    // What numbers without other words say (2.责任单位：…, 3.完成时限：…), by the node above.
    let mut said: BTreeMap<usize, Vec<Clause>> = BTreeMap::new();
    for (i, item) in finder.items.iter().enumerate() {
        if item.row {
            below[item.node].push(i);
        } else {
            // What a heading says itself waits for a target to be an entry.
            has_item[item.node] |= !item.tentative || !item.clauses.is_empty();
        }
        if let Some(parent) = nodes[item.node].parent.filter(|_| !nodes[item.node].boxed) {
            below[parent].push(i);
        }
    }
    let organs_beside = OnceCell::new();
    for (index, node) in nodes.iter().enumerate() {
        let mut found = finder.clauses_in(node.words).to_vec();
        if found.is_empty() && !below[index].is_empty() && !has_item[index] {
            let beside =
                || organs_beside.get_or_init(|| headings_of_organs(finder)).get(&node.parent) >= Some(&LEAST_BESIDE);
            let told = clause::of_heading(finder.text(), node.words, finder.lexicon, beside);
            if let Some((leader, true)) = told {
                // 一、李明副市长主抓的工作: whoever else answers, he leads.
                for i in std::mem::take(&mut below[index]) {
                    finder.items[i].clauses.insert(0, labelled(leader, false));
                }
                continue;
            }
            found.extend(told.map(|(clause, _)| clause));
        }
        let closes = found.first().map(|c| c.whole);
        if !has_item[index] && !below[index].is_empty() {
            // 责任单位：… on lines of their own between a heading and its items.
            let opens = |p: &Span| finder.clauses_in(*p).first().is_some_and(|c| c.whole.start == p.start);
            found.extend(finder.paragraphs(index).iter().filter(|p| opens(p)).flat_map(|p| finder.clauses_in(*p)));
        }
        let shared: Vec<Clause> = found.iter().map(|c| labelled(*c, false)).collect();
        let Some(start) = shared.first().map(|clause| clause.whole.start) else { continue };
        let own = std::mem::take(&mut below[index]);
        if let Some(parent) = node.parent.filter(|_| own.is_empty() && !has_item[index]) {
            let said = said.entry(parent).or_default();
            said.extend(shared.iter().take(MOST_SAID.saturating_sub(said.len())));
        }
        let mut taken = own.is_empty() || has_item[index];
        for i in own {
            // 配合单位：…, 完成时限：… of an item's own leave open who leads.
            let open = |clauses: &[Clause]| is_open(finder, clauses) || lacks_leader(finder, &shared, clauses);
            if start < finder.items[i].whole.start && open(&finder.items[i].clauses) {
                finder.items[i].clauses.splice(0..0, shared.iter().copied());
                taken = true;
            }
        }
        let Some(clause) = closes.filter(|_| !taken) else { continue };
        // The heading's own stop makes a sentence of it, and so do a comma in it and words behind it.
        let head = finder.heads[index].span;
        let before = Span { start: head.end, end: clause.start.max(head.end) };
        let behind =
            before.of(finder.text()).contains(['。', '；']) || before.trim(finder.text()).len() > '。'.len_utf8();
        if behind || head.of(finder.text()).contains('，') {
            closed.push(index);
        } else {
            notes.push(Note::warning(
                "heading-clause",
                clause,
                "标题所列责任单位未归入任何条目，其下各条目另有分工 \
                 (no entry takes the clause of this heading: each below has its own)",
            ));
        }
    }
    for (parent, said) in said {
        for &i in &below[parent] {
            let item = &mut finder.items[i];
            if item.clauses.is_empty() {
                item.clauses.clone_from(&said);
            }
        }
    }
    for index in closed {
        closed_words(finder, index);
    }
}

/// Says which clauses no item carries; not of those that were told of, or that speak of other things: what follows, who met,
/// a table.
pub(super) fn tell_unplaced(finder: &Finder<'_>, notes: &mut Vec<Note>) {
    /// The names of those who met take so many lines.
    const LINES: usize = 3;
    let mut placed: Vec<u32> = finder.items.iter().flat_map(|i| &i.clauses).map(|clause| clause.whole.start).collect();
    placed.extend(notes.iter().filter_map(|note| note.span).map(|span| span.start));
    placed.sort_unstable();
    let text = finder.text();
    for clause in finder.clauses.iter().filter(|clause| placed.binary_search(&clause.whole.start).is_err()) {
        let start = clause.whole.start as usize;
        let line = &text[text[..start].rfind('\n').map_or(0, |end| end + 1)..clause.whole.end as usize];
        let beside = clause::speaks_of_others(clause.inner.of(text), finder.lexicon)
            || is_note(line, finder.lexicon)
            || text[..start].rsplit('\n').take(LINES).any(|line| leaf::is_attendance(line, finder.lexicon));
        if !beside {
            notes.push(Note::warning(
                "clause-unplaced",
                clause.whole,
                "此处责任分工未归入任何条目，请核对 (no entry takes what is said here of who answers)",
            ));
        }
    }
}

/// Whether clauses of a heading name its leader alone, and those of an item none: he leads, whoever else answers.
fn lacks_leader(finder: &Finder<'_>, shared: &[Clause], clauses: &[Clause]) -> bool {
    let names_leader = |clause: &Clause| match clause.form {
        ClauseForm::Persons(role) => role == PersonRole::Leader,
        ClauseForm::Labelled => clause::names_leader(clause.inner.of(finder.text()), finder.lexicon),
        ClauseForm::Organs(_) | ClauseForm::Deadline => false,
    };
    is_open(finder, shared) && shared.iter().all(names_leader) && !clauses.iter().any(names_leader)
}

/// Whether clauses leave open who leads or is responsible.
fn is_open(finder: &Finder<'_>, clauses: &[Clause]) -> bool {
    clauses.iter().all(|clause| match clause.form {
        ClauseForm::Labelled => clause::names_nobody_responsible(clause.inner.of(finder.text()), finder.lexicon),
        ClauseForm::Organs(role) => matches!(role, Role::Support | Role::Guide),
        ClauseForm::Persons(_) | ClauseForm::Deadline => true,
    })
}

/// The sentences of a heading and its clause, as an entry.
fn closed_words(finder: &mut Finder<'_>, index: usize) {
    let number = finder.number(index);
    let (section, (kind, tentative)) = (finder.section_of(index), finder.kind_of(index));
    let groups = leaf::groups(finder, &[finder.outline.nodes[index].words]);
    leaf::push(finder, leaf::Frame { node: index, kind, number, section: &section, tentative, title: None }, groups);
}
