//! One phenomenon each: `corpus/cases/NAME.txt`, and in `NAME.expect` what must come of it, one fact a line.
//!
//! The first word of a line is its topic. All facts of a topic that an expectation names must be there, in this order,
//! and no others; `TOPIC none` says that there are none; topics that it does not name are not looked at. `#` begins a
//! comment. An entry is named by its number, `-` where it has none, with `/2` for its second part.
//!
//! ```text
//! title 某某通知                  number 鲁政办字〔2022〕28号        issuer, addressee, attachment, convention
//! issued 2022-03-27              plan 某某计划 2022-01-01..2022-12-31
//! clean 一段                     a paragraph of the cleaned text
//! outline 一、工作目标             a heading that is no entry
//! entry task 1. 标题             kind, number, title
//! section 1. 一、甲 > （一）乙      text 1. 其余文字
//! lead 1. 甲厅、乙厅 等           one list of a role; also support, responsible, guide
//! organ 甲厅 = 某省甲厅            a name and its full name, `?` where it is not known, each name once
//! person 1. leader 张三
//! target 1. 集群领军企业 approx 10 家 level 2022-12-31
//! figure 1. reward 2000000 元
//! deadline 1. by 2022-12-31 «2022年底前»
//! removed page_number — 3 —
//! stated 共23项 23 22             a count that the document states of itself, and what was found
//! diagnostic number-gap          has it among its diagnostics, whatever others there are
//! quiet no-lead                  has it not
//! error empty                    cannot be read, and the message holds these words
//! ```

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Serialize;
use taizhang::model::{Entry, Ledger};
use taizhang::{Options, Stage};

use crate::manifest::corpus;

#[test]
fn every_case_is_as_expected() {
    let mut wrong = String::new();
    let mut cases = 0;
    let mut paths: Vec<_> =
        fs::read_dir(corpus().join("cases")).expect("cases").map(|e| e.expect("a file").path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending != "expect")) {
        cases += 1;
        let expected = fs::read_to_string(path.with_extension("expect")).expect("an expectation beside the case");
        if let Err(difference) = check(path, &expected) {
            wrong += &format!("{}\n{difference}\n", path.file_name().expect("a file").display());
        }
    }
    assert_eq!(paths.len(), cases * 2, "a file of corpus/cases is alone");
    assert!(cases > 0 && wrong.is_empty(), "{wrong}");
}

fn check(path: &Path, expected: &str) -> Result<(), String> {
    let bytes = fs::read(path).expect("a case");
    let lines: Vec<&str> = expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    if lines.is_empty() {
        return Err("nothing is expected".into());
    }
    let topic = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    let ledger = match taizhang::extract(&bytes, "case.txt", &Options::default()) {
        Ok(ledger) => ledger,
        Err(error) => {
            let message = error.to_string();
            let meant =
                lines.iter().all(|line| line.strip_prefix("error ").is_some_and(|words| message.contains(words)));
            return if meant { Ok(()) } else { Err(format!("cannot be read: {message}")) };
        }
    };
    let text = taizhang::inspect(&bytes, Stage::Clean, &Options::default()).expect("it was read before");
    let facts = facts(&ledger, &text);
    let topics: BTreeSet<String> = lines.iter().map(|line| topic(line)).collect();
    let mut wrong = String::new();
    for name in topics {
        let want: Vec<&str> = lines.iter().copied().filter(|line| topic(line) == name).collect();
        let codes: Vec<&str> = ledger.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
        let words = |line: &&str| line.split_once(' ').map(|(_, words)| words.to_owned()).unwrap_or_default();
        match name.as_str() {
            "diagnostic" if !want.iter().all(|line| codes.contains(&words(line).as_str())) => {
                wrong += &format!("  wants {want:?}, has {codes:?}\n");
            }
            "quiet" if want.iter().any(|line| codes.contains(&words(line).as_str())) => {
                wrong += &format!("  wants {want:?}, has {codes:?}\n");
            }
            "diagnostic" | "quiet" => {}
            _ => {
                let have: Vec<&str> = facts.iter().map(String::as_str).filter(|line| topic(line) == name).collect();
                let none = want == [format!("{name} none").as_str()];
                if have != want && !(none && have.is_empty()) {
                    wrong += &format!("  wants\n    {}\n  has\n    {}\n", want.join("\n    "), have.join("\n    "));
                }
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Everything that a ledger says, one fact a line.
fn facts(ledger: &Ledger, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let document = &ledger.document;
    out.extend(document.title.iter().map(|title| format!("title {title}")));
    out.extend(document.document_number.iter().map(|number| format!("number {}", number.text)));
    out.extend(document.issuers.iter().map(|name| format!("issuer {name}")));
    out.extend(document.addressees.iter().map(|name| format!("addressee {name}")));
    out.extend(document.issued_on.iter().map(|day| format!("issued {day}")));
    out.extend(document.attachments.iter().map(|title| format!("attachment {title}")));
    out.extend(document.conventions.iter().map(|convention| format!("convention {}", name_of(&convention.rule))));
    for plan in &ledger.plans {
        let period = plan.period.map(|period| format!(" {}..{}", period.start, period.end)).unwrap_or_default();
        out.push(format!("plan {}{period}", plan.title));
    }
    out.extend(text.lines().filter(|line| !line.is_empty()).map(|line| format!("clean {line}")));
    for node in ledger.outline.iter().filter(|node| !node.heading.is_empty()) {
        out.push(format!("outline {}{}", node.number.as_deref().unwrap_or_default(), node.heading));
    }
    ledger.entries.iter().for_each(|entry| self::entry(&mut out, entry));
    for organ in ledger.entries.iter().flat_map(|entry| &entry.responsibilities).flat_map(|list| &list.organs) {
        let line = format!("organ {} = {}", organ.name, organ.canonical.as_deref().unwrap_or("?"));
        if !out.contains(&line) {
            out.push(line);
        }
    }
    for stated in &ledger.audit.stated_counts {
        out.push(format!("stated {} {} {}", stated.quote, stated.count, stated.found));
    }
    for piece in &ledger.removed {
        out.push(format!("removed {} {}", name_of(&piece.kind), piece.text.replace('\n', "⏎")));
    }
    out
}

fn entry(out: &mut Vec<String>, entry: &Entry) {
    let part = entry.part.map(|part| format!("/{part}")).unwrap_or_default();
    let label = format!("{}{part}", entry.number.as_deref().unwrap_or("-"));
    out.push(format!("entry {} {label} {}", name_of(&entry.kind), entry.title));
    if !entry.section.is_empty() {
        out.push(format!("section {label} {}", entry.section.join(" > ")));
    }
    if !entry.text.is_empty() {
        out.push(format!("text {label} {}", entry.text.replace('\n', "⏎")));
    }
    for list in &entry.responsibilities {
        let names: Vec<&str> = list.organs.iter().map(|organ| organ.name.as_str()).collect();
        let open = if list.open_ended { " 等" } else { "" };
        out.push(format!("{} {label} {}{open}", name_of(&list.role), names.join("、")));
    }
    for person in &entry.persons {
        out.push(format!("person {label} {} {}", name_of(&person.role), person.name));
    }
    for target in &entry.targets {
        let quantity = target.quantity.as_ref().map(quantity).unwrap_or_default();
        let due = target.due.map(|due| format!(" {}", due.by)).unwrap_or_default();
        out.push(format!("target {label} {}{quantity} {}{due}", target.object, name_of(&target.basis)));
    }
    for figure in &entry.figures {
        let value = figure.quantity.value.map(|value| value.to_string()).unwrap_or_default();
        out.push(format!("figure {label} {} {value} {}", name_of(&figure.kind), figure.quantity.unit));
    }
    for deadline in &entry.deadlines {
        let by = deadline.by.map(|day| format!(" {day}")).unwrap_or_default();
        out.push(format!("deadline {label} {}{by} «{}»", name_of(&deadline.kind), deadline.text));
    }
}

fn quantity(quantity: &taizhang::model::Quantity) -> String {
    let value = match (quantity.value, quantity.fraction) {
        (Some(value), _) => value.to_string(),
        (None, Some([over, under])) => format!("{over}/{under}"),
        (None, None) => "?".into(),
    };
    let upper = quantity.upper.map(|upper| format!("–{upper}")).unwrap_or_default();
    let unit = if quantity.unit.is_empty() { String::new() } else { format!(" {}", quantity.unit) };
    format!(" {} {value}{upper}{unit}", name_of(&quantity.comparator))
}

/// The published name of an enum's value.
fn name_of(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("plain data");
    value.as_str().expect("an enum of names").to_owned()
}
