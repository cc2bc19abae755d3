//! The document's statements of its own size (共146项, 23项举措, 57项重点工作), beside what was found.

use super::Stages;
use super::locate::Locate;
use crate::item::Item;
use crate::lexicon::Lexicon;
use crate::model::{Certainty, Entry, EntryKind, StatedCount};
use crate::note::Note;
use crate::text::{Span, is_han, numeral};

/// No clause around a count is looked at farther. Characters.
const LONGEST_LEAD: usize = 30;

/// A count as the words give it.
struct Statement<'t> {
    span: Span,
    count: u32,
    of: &'t str,
    /// Whether the words say beyond doubt that the document counts itself.
    sure: bool,
}

/// The counts that the document states of itself.
pub(super) fn stated_counts(
    stages: Stages<'_>,
    items: &[&Item],
    entries: &[Entry],
    locate: &Locate<'_>,
    notes: &mut Vec<Note>,
) -> Vec<StatedCount> {
    let text = &stages.body.text;
    let mut found = Vec::new();
    let places = |unit: &'static str| memchr::memmem::find_iter(text.as_bytes(), unit).map(move |at| (at, unit));
    let mut units: Vec<(usize, &str)> = stages.lexicon.papers().counted_in.iter().copied().flat_map(places).collect();
    units.sort_unstable();
    for (at, unit) in units {
        let Some(statement) = statement(text, at, unit, stages.lexicon) else { continue };
        // What an entry counts are its own things.
        let before = items.partition_point(|item| item.whole.start <= statement.span.start);
        if items[..before].last().is_some_and(|item| item.whole.contains(statement.span)) {
            continue;
        }
        let counted = count(stages, entries, &statement);
        if counted != statement.count {
            if !statement.sure {
                continue;
            }
            notes.push(Note::warning(
                "count-differs",
                statement.span,
                format!(
                    "原文称“{}”，本台账得{counted}项，请核对 (the document states {}, the ledger has {counted})",
                    statement.span.of(text),
                    statement.count
                ),
            ));
        }
        found.push(StatedCount {
            quote: statement.span.of(text).to_owned(),
            count: statement.count,
            of: statement.of.to_owned(),
            found: counted,
            at: locate.at(statement.span, "audit/stated-count", Certainty::Likely),
        });
    }
    found
}

/// The statement whose unit stands at `at`; `None` where the words count something else.
fn statement<'t>(text: &'t str, at: usize, unit: &str, lexicon: &Lexicon) -> Option<Statement<'t>> {
    let (papers, counted) = (lexicon.papers(), &lexicon.nouns().counted);
    let before = text[..at].trim_end_matches('小');
    let from = before.trim_end_matches(numeral::begins).len();
    let number = numeral::prefix(&before[from..]).filter(|number| from + number.len == before.len())?;
    let count = u32::try_from(i64::try_from(number.value).ok()?).ok().filter(|&count| count > 1)?;
    let far = text[..from].char_indices().rev().nth(LONGEST_LEAD - 1).map_or(0, |(far, _)| far);
    let clause = text[far..from]
        .rfind(['。', '；', '，', ',', '\n', '：'])
        .map_or(far, |stop| far + stop + text[far + stop..].chars().next().map_or(0, char::len_utf8));
    let lead = &text[clause..from];
    let after = &text[at + unit.len()..];
    let len: usize = after.chars().take_while(|c| is_han(*c)).take(12).map(char::len_utf8).sum();
    // 重点任务分工如下: up to the noun.
    let mut nouns =
        after[..len].char_indices().filter_map(|(at, _)| Some(at + counted.at_start(&after[at..len])?.len()));
    let noun = nouns.next_back();
    let of = &after[..noun.unwrap_or(len)];
    // 57项重点工作, 重点工作57项; 共57项 needs no name.
    let head = lead.trim_end_matches(['共', '计']);
    let named = noun.is_some() || of.is_empty() && counted.end(head);
    let bare =
        of.is_empty() && (lead.ends_with('共') || lead.ends_with("共计") || lead.ends_with("分解为")) && unit != "个";
    // 按照《2021年20项民生工程工作方案》: a name.
    let in_name = lead.rfind('《').is_some_and(|open| !lead[open..].contains('》'));
    if !(named || bare) || papers.elsewhere.are_in(lead) || in_name {
        return None;
    }
    // 报告确定的146项: of another paper, unless it agrees.
    let in_all = in_all(lead);
    let sets_out = in_all.is_some() || papers.sets_out.are_in(lead);
    let sure = sets_out && !lead.ends_with('的') && unit != "个" && unit != "件";
    // 共提出23项举措, 确定重点任务23项: from the word that says so.
    let told = in_all.or_else(|| papers.sets_out.iter().filter_map(|word| lead.rfind(word)).max());
    let start = told.filter(|_| sure).map_or(from, |told| clause + told);
    Some(Statement { span: Span::new(start, at + unit.len() + of.len()), count, of, sure })
}

/// Where the words before a count say that it is of all: 共, but not that of 公共服务, 共同.
fn in_all(lead: &str) -> Option<usize> {
    lead.match_indices('共').map(|(at, _)| at).find(|&at| {
        !lead[..at].ends_with(['公', '中']) && !lead[at + '共'.len_utf8()..].starts_with(['同', '享', '建', '治'])
    })
}

/// How many entries the words count: those of the statement's plan and heading; single tasks or, where that is the number
/// stated, the headings above them.
fn count(stages: Stages<'_>, entries: &[Entry], statement: &Statement<'_>) -> u32 {
    let text = &stages.body.text;
    let starts = stages.outline.plans.iter().map(|plan| plan.title.first().map_or(0, |line| line.start));
    let plan = starts.take_while(|&start| start <= statement.span.start).count();
    let plan = (plan > 0 && stages.outline.plans.len() > 1).then(|| format!("p{plan}"));
    // 一、主要任务（共12项）: of that heading.
    let nodes = &stages.outline.nodes;
    let place = nodes.partition_point(|node| node.number.start <= statement.span.start);
    let heading = nodes[..place].last().map(|node| node.number.cover(node.words));
    let heading = heading.filter(|heading| heading.contains(statement.span)).map(|heading| heading.of(text));
    let within: Vec<&Entry> = entries
        .iter()
        .filter(|e| e.part.unwrap_or(1) == 1 && e.number.is_some() && e.kind != EntryKind::Requirement)
        .filter(|e| plan.is_none() || e.plan == plan)
        .filter(|e| heading.is_none_or(|heading| e.section.iter().any(|s| heading.starts_with(s.as_str()))))
        .collect();
    let scoped: Vec<&Entry> = within.iter().copied().filter(|e| in_scope(statement.of, e.kind)).collect();
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let leaves = size(scoped.len());
    let headings = [&scoped, &within].into_iter().flat_map(|among| (1..=3).map(|depth| size(heads(among, depth))));
    std::iter::once(leaves)
        .chain(std::iter::once(size(within.len())))
        .chain(headings)
        .find(|&n| n == statement.count)
        .unwrap_or(leaves)
}

/// How many headings of a depth the entries stand under; an entry that stands higher counts itself.
fn heads(entries: &[&Entry], depth: usize) -> usize {
    let mut count = 0;
    let mut last: Option<&[String]> = None;
    for entry in entries {
        let head = entry.section.get(..depth);
        if head.is_none() || head != last {
            count += 1;
        }
        last = head;
    }
    count
}

/// Whether entries of a kind are among what the words count.
fn in_scope(of: &str, kind: EntryKind) -> bool {
    match kind {
        EntryKind::Goal => of.contains("目标") || of.contains("指标"),
        EntryKind::Measure => !of.contains("任务") && !of.contains("目标") && !of.contains("指标"),
        _ => !of.contains("目标") && !of.contains("指标"),
    }
}
