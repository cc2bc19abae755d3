//! What a person should look at in a ledger, worst first.

mod unread;

use std::collections::HashMap;

use crate::model::{Certainty, Entry, EntryKind, Ledger, Locator, Severity};

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// How much it matters.
    pub rank: Rank,
    /// What it is: a diagnostic's code, `number-unread`, `time-unread`, `unknown-organ` or `uncertain`.
    pub code: String,
    /// The id of the entry that it concerns.
    pub entry: Option<String>,
    /// The same in words, Chinese first.
    pub message: String,
    /// The words of the source.
    pub quote: String,
    /// The page, where the format has pages.
    pub page: Option<u32>,
}

/// How much a concern matters, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A task may be missing: words in no part, a lost number, a stated count that differs, an unread table.
    Missing,
    /// A fact may be missing or wrong: no organ, an empty clause.
    Wrong,
    /// A fact is a guess.
    Guess,
    /// A fact is not known to the tables: an organ without a full name.
    Unknown,
    /// Worth knowing.
    Note,
}

/// Codes of diagnostics by which a whole task may be lost.
const MISSING: [&str; 11] = [
    "not-the-paper",
    "unreadable-characters",
    "unassigned",
    "number-gap",
    "number-repeated",
    "count-differs",
    "table-unread",
    "row-unread",
    "pages-without-text",
    "no-entries",
    "plan-without-entries",
];

/// Lists what a person should look at, worst first and then in text order.
#[must_use]
pub fn check(ledger: &Ledger) -> Vec<Concern> {
    let mut concerns: Vec<Concern> = Vec::new();
    // Goals and measures of support are mostly everybody's.
    let kinds: HashMap<&str, EntryKind> = ledger.entries.iter().map(|entry| (entry.id.as_str(), entry.kind)).collect();
    let shared = |id: &Option<String>| {
        let kind = id.as_ref().and_then(|id| kinds.get(id.as_str()));
        matches!(kind, Some(EntryKind::Goal | EntryKind::Measure))
    };
    for found in &ledger.diagnostics {
        let rank = match found.severity {
            _ if MISSING.contains(&found.code.as_str()) => Rank::Missing,
            _ if found.code == "no-lead" && shared(&found.entry) => Rank::Note,
            Severity::Warning => Rank::Wrong,
            Severity::Info => Rank::Note,
        };
        concerns.push(Concern {
            rank,
            code: found.code.clone(),
            entry: found.entry.clone(),
            message: found.message.clone(),
            quote: found.at.as_ref().map_or_else(String::new, |at| at.quote.clone()),
            page: found.at.as_ref().and_then(page),
        });
    }
    for entry in &ledger.entries {
        for held in unread::unread(entry) {
            let (code, message) = if held.number {
                (
                    "number-unread",
                    format!("“{}”未读作目标或其他数量 (this number is in no fact of the entry)", held.words),
                )
            } else {
                ("time-unread", format!("“{}”未读作时限 (this time is in no deadline of the entry)", held.words))
            };
            concerns.push(Concern {
                rank: Rank::Wrong,
                code: code.to_owned(),
                entry: Some(entry.id.clone()),
                message,
                quote: held.clause,
                page: page(&entry.at),
            });
        }
        for at in locators(entry).filter(|at| at.certainty == Certainty::Check) {
            concerns.push(Concern {
                rank: Rank::Guess,
                code: "uncertain".to_owned(),
                entry: Some(entry.id.clone()),
                message: format!("此项为推测（{}），请对照原文 (a guess; compare with the source)", at.rule),
                quote: at.quote.clone(),
                page: page(at),
            });
        }
    }
    concerns.extend(unknown_organs(ledger));
    concerns.sort_by_key(|concern| concern.rank);
    concerns.dedup();
    concerns
}

/// The organs without a full name, each once, where it stands first.
fn unknown_organs(ledger: &Ledger) -> Vec<Concern> {
    let mut found: Vec<(Concern, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entry in &ledger.entries {
        for duty in &entry.responsibilities {
            for organ in duty.organs.iter().filter(|organ| organ.canonical.is_none() && !organ.generic) {
                let place = *places.entry(&organ.name).or_insert(found.len());
                if let Some((_, count)) = found.get_mut(place) {
                    *count += 1;
                    continue;
                }
                let concern = Concern {
                    rank: Rank::Unknown,
                    code: "unknown-organ".to_owned(),
                    entry: Some(entry.id.clone()),
                    message: String::new(),
                    quote: organ.name.clone(),
                    page: page(&duty.at),
                };
                found.push((concern, 1));
            }
        }
    }
    let told = found.into_iter().map(|(mut concern, count)| {
        let (zh, en) =
            if count > 1 { (format!("，共{count}处"), format!(", {count} times")) } else { Default::default() };
        concern.message = format!("机构名称不在词表中，未补全称{zh} (an organ that the tables do not know{en})");
        concern
    });
    told.collect()
}

fn page(at: &Locator) -> Option<u32> {
    at.boxes.first().map(|place| place.page)
}

/// The places of all facts of an entry.
fn locators(entry: &Entry) -> impl Iterator<Item = &Locator> {
    let duties = entry.responsibilities.iter().map(|fact| &fact.at);
    let persons = entry.persons.iter().map(|fact| &fact.at);
    let targets = entry.targets.iter().map(|fact| &fact.at);
    let figures = entry.figures.iter().map(|fact| &fact.at);
    let deadlines = entry.deadlines.iter().map(|fact| &fact.at);
    duties.chain(persons).chain(targets).chain(figures).chain(deadlines)
}
