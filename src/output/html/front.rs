//! The head of the page: what the document says of itself, charts, and the filters.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::card::{Organs, kind_key, quarters};
use super::chart;
use super::escape::escape;
use super::labels::Labels;
use crate::model::Ledger;

pub(super) fn front(ledger: &Ledger, labels: &Labels) -> String {
    let organs = Organs::of(ledger);
    format!(
        "<a class=\"skip\" href=\"#entries\">{}</a>\n<header class=\"front\">\n{}{}{}</header>\n{}",
        labels.skip,
        document(ledger, labels),
        general_notes(ledger, labels),
        charts(ledger, &organs, labels),
        filters(ledger, &organs, labels),
    )
}

fn document(ledger: &Ledger, labels: &Labels) -> String {
    let info = &ledger.document;
    let title = info.title.as_deref().unwrap_or(&ledger.source.file);
    let mut out = format!("<p class=\"over\">{}</p>\n<h1>{}</h1>\n<dl class=\"info\">\n", labels.ledger, escape(title));
    let mut line = |name: &str, words: Option<String>| {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            let _ = writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", escape(&words));
        }
    };
    line(labels.number, info.document_number.as_ref().map(|number| number.text.clone()));
    line(labels.issuers, Some(info.issuers.join("、")));
    line(labels.issued_on, info.issued_on.map(|day| day.to_string()));
    line(labels.addressees, Some(info.addressees.join("、")));
    line(labels.file, Some(ledger.source.file.clone()));
    out.push_str("</dl>\n");
    out
}

/// Diagnostics of no entry.
fn general_notes(ledger: &Ledger, labels: &Labels) -> String {
    let notes: Vec<String> = ledger
        .diagnostics
        .iter()
        .filter(|note| note.entry.is_none())
        .map(|note| format!("<li>{} <code>{}</code></li>\n", escape(&note.message), escape(&note.code)))
        .collect();
    if notes.is_empty() {
        return String::new();
    }
    format!(
        "<details class=\"general\"><summary>{} ({})</summary>\n<ul>\n{}</ul></details>\n",
        labels.general_notes,
        notes.len(),
        notes.concat()
    )
}

fn charts(ledger: &Ledger, organs: &Organs<'_>, labels: &Labels) -> String {
    let mut by_organ: Vec<(&str, usize, usize)> =
        organs.names().enumerate().map(|(number, name)| (name, number, 0)).collect();
    let mut by_quarter: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &ledger.entries {
        for number in organs.of_entry(entry) {
            by_organ[number].2 += 1;
        }
        for quarter in quarters(entry) {
            *by_quarter.entry(quarter).or_insert(0) += 1;
        }
    }
    by_organ.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
    if by_organ.is_empty() && by_quarter.is_empty() {
        return String::new();
    }
    let by_quarter: Vec<(String, usize)> = by_quarter.into_iter().collect();
    format!(
        "<details class=\"charts\" open><summary>{}</summary>\n<div class=\"figures\">\n{}{}</div></details>\n",
        labels.statistics,
        chart::bars(&by_organ, labels),
        chart::columns(&by_quarter, labels)
    )
}

fn filters(ledger: &Ledger, organs: &Organs<'_>, labels: &Labels) -> String {
    let all = ledger.entries.len();
    let shown = labels.shown.replace("{all}", &all.to_string());
    let kinds: BTreeSet<_> = ledger.entries.iter().map(|entry| entry.kind).collect();
    let kind_options: String = kinds
        .into_iter()
        .filter_map(|kind| ledger.entries.iter().find(|entry| entry.kind == kind))
        .map(|entry| option(kind_key(entry), labels.kind(entry.kind)))
        .collect();
    let organ_options: String =
        organs.names().enumerate().map(|(number, name)| option(&number.to_string(), name)).collect();
    let due: BTreeSet<String> = ledger.entries.iter().flat_map(quarters).collect();
    let due_options: String =
        due.iter().map(|quarter| option(quarter, &chart::quarter_name(quarter, labels))).collect();
    format!(
        "<form id=\"filters\" role=\"search\" aria-label=\"{0}\" data-shown=\"{1}\">\n\
         <label>{2}<input type=\"search\" name=\"words\" autocomplete=\"off\"></label>\n\
         {3}{4}{5}{6}<button type=\"reset\">{7}</button>\n<output aria-live=\"polite\">{8}</output>\n</form>\n",
        labels.filters,
        escape(&shown),
        labels.search,
        select("organ", labels.organ, labels, &organ_options),
        select("kind", labels.kind, labels, &kind_options),
        select("due", labels.deadline, labels, &(due_options + &option("none", labels.none_stated))),
        select(
            "notes",
            labels.notes,
            labels,
            &(option("with", labels.with_notes) + &option("without", labels.without_notes))
        ),
        labels.reset,
        escape(&shown.replace("{shown}", &all.to_string())),
    )
}

fn select(name: &str, label: &str, labels: &Labels, options: &str) -> String {
    format!("<label>{label}<select name=\"{name}\">{}{options}</select></label>\n", option("", labels.all))
}

fn option(value: &str, words: &str) -> String {
    format!("<option value=\"{}\">{}</option>", escape(value), escape(words))
}
