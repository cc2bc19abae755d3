//! A ledger as a card: what a person would check against the document, and nothing about places.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use taizhang::model::{Entry, Ledger, Quantity, Responsibility};

/// The card of a ledger.
pub fn card(ledger: &Ledger) -> String {
    let mut out = String::new();
    front(&mut out, ledger);
    for plan in &ledger.plans {
        let period = plan.period.map_or("no period".into(), |period| format!("{} to {}", period.start, period.end));
        line(&mut out, format_args!("{} {} ({period})", plan.id, plan.title));
    }
    for entry in &ledger.entries {
        out.push('\n');
        self::entry(&mut out, entry);
    }
    out.push('\n');
    foot(&mut out, ledger);
    out
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    writeln!(out, "{words}").expect("a string takes all");
}

fn front(out: &mut String, ledger: &Ledger) {
    let document = &ledger.document;
    let none = || "—".to_owned();
    line(out, format_args!("标题 {}", document.title.clone().unwrap_or_else(none)));
    line(out, format_args!("文种 {}", document.kind.clone().unwrap_or_else(none)));
    let number =
        document.document_number.as_ref().map(|n| format!("{} = {} {} {}", n.text, n.code, n.year, n.sequence));
    line(out, format_args!("文号 {}", number.unwrap_or_else(none)));
    line(out, format_args!("发文 {}", list(&document.issuers)));
    line(out, format_args!("主送 {}", list(&document.addressees)));
    line(out, format_args!("日期 {}", document.issued_on.map_or_else(none, |day| day.to_string())));
    let place = document.jurisdiction.as_ref().map(|place| format!("{} {}", place.code, place.name));
    line(out, format_args!("地区 {}", place.unwrap_or_else(none)));
    for title in &document.attachments {
        line(out, format_args!("附件 {title}"));
    }
    for convention in &document.conventions {
        line(out, format_args!("约定 {} «{}»", name_of(&convention.rule), convention.quote));
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "—".into() } else { names.join(" | ") }
}

fn entry(out: &mut String, entry: &Entry) {
    let number = entry.number.as_deref().unwrap_or("—");
    let part = entry.part.map(|part| format!(" part {part}")).unwrap_or_default();
    line(out, format_args!("[{}] {} {number}{part} {}", entry.id, name_of(&entry.kind), entry.title));
    if !entry.section.is_empty() {
        line(out, format_args!("    in {}", entry.section.join(" > ")));
    }
    if !entry.text.is_empty() {
        let chars: Vec<char> = entry.text.chars().map(|ch| if ch == '\n' { '¶' } else { ch }).collect();
        let (head, tail) =
            (chars.len().min(EXCERPT), chars.len().saturating_sub(EXCERPT).max(chars.len().min(EXCERPT)));
        let gap = if head < tail { "…" } else { "" };
        let text =
            format!("{}{gap}{}", chars[..head].iter().collect::<String>(), chars[tail..].iter().collect::<String>());
        line(out, format_args!("    text {text} ({})", chars.len()));
    }
    for list in &entry.responsibilities {
        line(out, format_args!("    {}", responsibility(list)));
    }
    for person in &entry.persons {
        line(out, format_args!("    person {} {}", name_of(&person.role), person.name));
    }
    for target in &entry.targets {
        let quantity = target.quantity.as_ref().map_or("without number".into(), quantity);
        let due = target.due.map_or("no due".into(), |due| format!("{} ({})", due.by, name_of(&due.precision)));
        let action = target.action.as_deref().map(|verb| format!("{verb} ")).unwrap_or_default();
        let strive = if name_of(&target.commitment) == "strive" { " strive" } else { "" };
        line(
            out,
            format_args!(
                "    target {action}{} {quantity} {}{strive} {due} «{}»",
                target.object,
                name_of(&target.basis),
                target.quote
            ),
        );
    }
    for figure in &entry.figures {
        let object = figure.object.as_deref().unwrap_or("—");
        line(
            out,
            format_args!(
                "    figure {} {object} {} «{}»",
                name_of(&figure.kind),
                quantity(&figure.quantity),
                figure.quote
            ),
        );
    }
    for deadline in &entry.deadlines {
        let from = deadline.from.map(|day| format!("{day} to ")).unwrap_or_default();
        let by = deadline.by.map_or("—".into(), |day| day.to_string());
        let basis = deadline.basis.as_deref().map(|basis| format!(" [{basis}]")).unwrap_or_default();
        let (kind, precision) = (name_of(&deadline.kind), name_of(&deadline.precision));
        line(out, format_args!("    deadline {kind} {from}{by} ({precision}){basis} «{}»", deadline.text));
    }
}

/// How much of an entry's text stands on the card, from each of its ends. Characters.
const EXCERPT: usize = 12;

fn responsibility(list: &Responsibility) -> String {
    let organs: Vec<String> = list
        .organs
        .iter()
        .map(|organ| {
            let generic = if organ.generic { "*" } else { "" };
            match (&organ.canonical, &organ.id) {
                (Some(canonical), _) if *canonical != organ.name => format!("{}{generic} [{canonical}]", organ.name),
                (Some(_), _) => format!("{}{generic}", organ.name),
                (None, _) if organ.generic => format!("{}*", organ.name),
                (None, _) => format!("{} [?]", organ.name),
            }
        })
        .collect();
    let open = if list.open_ended { " 等" } else { "" };
    let mode = list.mode.as_deref().map(|mode| format!(" ({mode})")).unwrap_or_default();
    format!("{}: {}{open}{mode}", name_of(&list.role), organs.join("、"))
}

fn quantity(quantity: &Quantity) -> String {
    let value = match (quantity.value, quantity.fraction) {
        (Some(value), _) => value.to_string(),
        (None, Some([over, under])) => format!("{over}/{under}"),
        (None, None) => "?".into(),
    };
    let upper = quantity.upper.map(|upper| format!("–{upper}")).unwrap_or_default();
    format!("{} {value}{upper} {}", name_of(&quantity.comparator), quantity.unit).trim_end().to_owned()
}

fn foot(out: &mut String, ledger: &Ledger) {
    let mut removed: BTreeMap<String, usize> = BTreeMap::new();
    for piece in &ledger.removed {
        *removed.entry(name_of(&piece.kind)).or_default() += 1;
    }
    let removed: Vec<String> = removed.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    line(out, format_args!("removed: {}", list(&removed)));
    let c = &ledger.audit.characters;
    line(
        out,
        format_args!(
            "audit: {} = front {} + outline {} + entries {} + clauses {} + removed {} + unassigned {}",
            c.total, c.front, c.outline, c.entries, c.clauses, c.removed, c.unassigned
        ),
    );
    for count in &ledger.audit.stated_counts {
        line(out, format_args!("stated: «{}» {} of {}, found {}", count.quote, count.count, count.of, count.found));
    }
    for diagnostic in &ledger.diagnostics {
        let entry = diagnostic.entry.as_deref().map(|id| format!(" [{id}]")).unwrap_or_default();
        let (severity, code) = (name_of(&diagnostic.severity), &diagnostic.code);
        line(out, format_args!("{severity} {code}{entry} {}", diagnostic.message));
    }
}

/// The published name of an enum's value.
fn name_of(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("plain data");
    value.as_str().expect("an enum of names").to_owned()
}
