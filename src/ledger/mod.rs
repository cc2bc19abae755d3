//! Stage 6: the ledger, from items and the facts in their words.
//!
//! After this: every published fact has a locator whose quote equals the cleaned text at its offsets; ids are unique and
//! come from the document's own numbers; every character that was read is accounted for in the audit.

mod audit;
mod document;
mod entry;
mod facts;
mod frame;
mod id;
mod issuers;
mod locate;
mod outline;
mod page;
mod recognised;
mod replaced;
mod script;
mod stated;

use crate::clean::Body;
use crate::item::Item;
use crate::lexicon::Lexicon;
use crate::model::{Audit, Diagnostic, Generator, Ledger, Removed, SCHEMA_VERSION, Source};
use crate::note::Note;
use crate::outline::Outline;
use crate::read::Document;
use crate::text::Span;

pub(crate) use facts::{Facts, facts};
pub(crate) use frame::Frame;
use locate::Locate;

/// All that the stages before made of one document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stages<'a> {
    pub document: &'a Document,
    pub body: &'a Body,
    pub outline: &'a Outline,
    pub items: &'a [Item],
    pub lexicon: &'a Lexicon,
}

/// Puts the ledger together.
pub(crate) fn assemble(
    stages: Stages<'_>,
    frame: Frame,
    facts: Vec<Facts>,
    source: Source,
    notes: Vec<Note>,
) -> Ledger {
    let locate = Locate::new(stages.document, stages.body);
    let ids = id::node_ids(stages.outline, &stages.body.text);
    let mut kept = Vec::new();
    let mut facts_kept = Vec::new();
    let mut notes = notes;
    recognised::notes(stages, &mut notes);
    for (item, facts) in stages.items.iter().zip(facts) {
        // Words under 指导思想 and its like are an entry only when they carry a clause or a target.
        if item.tentative && facts.duties.is_empty() && facts.targets.is_empty() {
            continue;
        }
        kept.push(item);
        facts_kept.push(facts);
    }
    let mut taken = id::Taken::default();
    let mut entries = Vec::with_capacity(kept.len());
    let mut owners: Vec<(Span, usize)> = Vec::with_capacity(kept.len());
    for (item, facts) in kept.iter().zip(facts_kept) {
        let id = taken.unique(id::item_id(item, &ids, stages.outline, &stages.body.text));
        owners.push((item.whole, entries.len()));
        notes.extend(facts.notes.iter().cloned());
        entries.push(entry::entry(stages, item, facts, id, &locate));
    }
    entry::check_leads(&entries, &kept, stages.lexicon, &mut notes);
    notes.extend(replaced::note(&stages.body.text, stages.lexicon));
    if entries.is_empty() {
        notes.push(Note::warning(
            "no-entries",
            Span::default(),
            "未找到任何任务条目，请确认文件是工作方案或通知 (no entry was found; is this a plan or a notice?)",
        ));
    } else {
        let empty = (0..stages.outline.plans.len())
            .filter(|&plan| kept.iter().all(|item| stages.outline.nodes[item.node].plan != Some(plan)));
        notes.extend(empty.filter_map(|plan| stages.outline.plans[plan].title.first()).map(|&title| {
            Note::warning(
                "plan-without-entries",
                title,
                "此附件或方案中未找到任何条目，请对照原文 (no entry was found in this plan; compare with the source)",
            )
        }));
    }
    let outline = outline::publish(stages, &kept, &ids, &locate);
    let plans = document::plans(stages, &frame, &locate);
    let characters = audit::characters(stages, &kept, &mut notes);
    let stated_counts = stated::stated_counts(stages, &kept, &entries, &locate, &mut notes);
    let document = document::info(stages, &frame, &locate, &mut notes);
    let diagnostics = diagnostics(notes, &entries, &owners, &locate);
    let mut ledger = Ledger {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: Generator { name: "taizhang".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        source,
        document,
        plans,
        outline,
        entries,
        removed: removed(stages, &locate),
        audit: Audit { characters, stated_counts },
        diagnostics,
    };
    if let Some(written) = &stages.body.written {
        let raw = [stages.document.text.as_str(), stages.document.as_written()];
        script::restore(&mut ledger, &stages.body.text, written, raw);
    }
    ledger
}

fn removed(stages: Stages<'_>, locate: &Locate<'_>) -> Vec<Removed> {
    let pieces = stages.body.removed.iter();
    pieces
        .map(|piece| Removed {
            kind: piece.kind,
            text: piece.raw.of(stages.document.as_written()).to_owned(),
            at: locate.removed(piece),
        })
        .collect()
}

/// Notes as published, in text order; those without a place come first.
fn diagnostics(
    mut notes: Vec<Note>,
    entries: &[crate::model::Entry],
    owners: &[(Span, usize)],
    locate: &Locate<'_>,
) -> Vec<Diagnostic> {
    notes.sort_by_key(|note| note.span);
    notes.dedup();
    notes
        .into_iter()
        .map(|note| {
            let owner = note.span.and_then(|span| {
                let after = owners.partition_point(|(whole, _)| whole.start <= span.start);
                owners[..after].last().filter(|(whole, _)| whole.contains(span)).map(|&(_, i)| i)
            });
            Diagnostic {
                severity: note.severity,
                code: note.code.to_owned(),
                message: note.message,
                entry: owner.map(|i| entries[i].id.clone()),
                at: note.span.map(|span| locate.at(span, note.code, crate::model::Certainty::Certain)),
            }
        })
        .collect()
}
