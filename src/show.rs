//! What each stage made, for people who look into it: `taizhang inspect`.

use std::fmt::Write as _;

use crate::clean::Body;
use crate::item::Item;
use crate::ledger::Facts;
use crate::outline::Outline;
use crate::read::Document;
use crate::recognise::Found;
use crate::text::Span;

/// One line a line: page, place, words.
pub(crate) fn read(document: &Document) -> String {
    let mut out = String::new();
    for line in &document.lines {
        let gap = if line.gap_before { "\n" } else { "" };
        let words = line.text.of(document.as_written());
        let shown = match line.place {
            Some(p) => writeln!(
                out,
                "{gap}p{} [{:.0} {:.0} {:.0} {:.0}] {:.1}pt{}{} {words}",
                p.page + 1,
                p.rect.x0,
                p.rect.y0,
                p.rect.x1,
                p.rect.y1,
                p.size,
                if p.bold { " bold" } else { "" },
                if p.watermark { " watermark" } else { "" },
            ),
            None => writeln!(out, "{gap}{words}"),
        };
        shown.expect("writing to a string cannot fail");
    }
    out
}

/// The front matter, then one line a node, indented by depth.
pub(crate) fn outline(body: &Body, outline: &Outline) -> String {
    let text = &body.text;
    let front = &outline.front;
    let mut out = String::new();
    let mut line = |label: &str, span: Span| {
        writeln!(out, "{label}\t{}", span.of(text)).expect("writing to a string cannot fail");
    };
    front.title.iter().for_each(|s| line("title", *s));
    front.number.iter().for_each(|s| line("number", *s));
    front.addressees.iter().for_each(|s| line("addressees", *s));
    front.attachments.iter().for_each(|s| line("attachment", *s));
    front.signature.iter().for_each(|s| line("signature", *s));
    front.date.iter().for_each(|d| line("date", d.1));
    front.other.iter().for_each(|s| line("front", *s));
    for (index, plan) in outline.plans.iter().enumerate() {
        plan.title.iter().for_each(|s| line(&format!("plan p{}", index + 1), *s));
    }
    for node in &outline.nodes {
        let depth = std::iter::successors(node.parent, |&p| outline.nodes[p].parent).count();
        let plan = node.plan.map_or_else(|| "n".to_owned(), |p| format!("p{}", p + 1));
        line(&format!("{plan}\t{}", "  ".repeat(depth)), node.number.cover(node.words));
        for paragraph in &body.paragraphs[node.body.clone()] {
            line(&format!("{plan}\t{}  |", "  ".repeat(depth)), paragraph.span);
        }
    }
    out
}

/// One block an item: number, title, words, clauses.
pub(crate) fn items(body: &Body, items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        block(&mut out, body, item);
    }
    out
}

/// The blocks of the items, each with the facts found in it and the rules that found them.
pub(crate) fn facts(body: &Body, items: &[Item], facts: &[Facts]) -> String {
    let mut out = String::new();
    for (item, facts) in items.iter().zip(facts) {
        block(&mut out, body, item);
        facts.duties.iter().for_each(|f| fact(&mut out, body, f));
        facts.persons.iter().for_each(|f| fact(&mut out, body, f));
        facts.targets.iter().for_each(|f| fact(&mut out, body, f));
        facts.figures.iter().for_each(|f| fact(&mut out, body, f));
        facts.deadlines.iter().for_each(|f| fact(&mut out, body, f));
        for note in &facts.notes {
            writeln!(out, "  ! {} {}", note.code, note.message).expect("writing to a string cannot fail");
        }
    }
    out
}

fn block(out: &mut String, body: &Body, item: &Item) {
    let text = &body.text;
    let of = |span: &Span| span.of(text).to_owned();
    let part = item.part.map_or_else(String::new, |p| format!(" part {p}"));
    let number = item.number.as_ref().map_or_else(|| "-".to_owned(), of);
    let tentative = if item.tentative { " tentative" } else { "" };
    writeln!(out, "{:?} {number}{part}{tentative} {}", item.kind, item.title_words(text))
        .expect("writing to a string cannot fail");
    for (label, spans) in [("section", &item.section), ("text", &item.text)] {
        for span in spans {
            writeln!(out, "  {label}: {}", of(span)).expect("writing to a string cannot fail");
        }
    }
    for clause in &item.clauses {
        writeln!(out, "  clause: {}", of(&clause.whole)).expect("writing to a string cannot fail");
    }
}

fn fact<T: std::fmt::Debug>(out: &mut String, body: &Body, found: &Found<T>) {
    let quote = found.span.of(&body.text);
    writeln!(out, "  = {} ({:?}) «{quote}» {:?}", found.rule, found.certainty, found.value)
        .expect("writing to a string cannot fail");
}
