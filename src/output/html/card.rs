//! The entries, a card each, and the facts in them.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::escape::escape;
use super::labels::Labels;
use super::source::Mark;
use crate::diff::words;
use crate::model::{Certainty, Date, Diagnostic, Entry, FillStatus, Ledger, Locator, Responsibility, Severity};
use crate::sheet::words::status;

/// All cards; every fact is noted in `marks` under the number that its card links by.
pub(super) fn cards<'a>(ledger: &'a Ledger, labels: &Labels, marks: &mut Vec<Mark<'a>>) -> String {
    let organs = Organs::of(ledger);
    let mut notes: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for note in &ledger.diagnostics {
        notes.entry(note.entry.as_deref().unwrap_or("")).or_default().push(note);
    }
    let mut out = format!(
        "<section id=\"entries\" class=\"pane\" aria-label=\"{0}\" tabindex=\"-1\">\n<h2>{0}</h2>\n",
        labels.entries
    );
    for (index, entry) in ledger.entries.iter().enumerate() {
        let notes = notes.get(entry.id.as_str()).map_or(&[][..], Vec::as_slice);
        let mut card = Card { index, labels, marks, out: &mut out };
        card.write(entry, notes, &organs);
    }
    out.push_str("</section>\n");
    out
}

/// The organs of a ledger, by full name where it is known, each with the number that filters know it by.
pub(super) struct Organs<'a> {
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Organs<'a> {
    pub(super) fn of(ledger: &'a Ledger) -> Self {
        let lists = ledger.entries.iter().flat_map(|entry| &entry.responsibilities);
        let names: BTreeMap<&str, usize> = lists.flat_map(|list| &list.organs).map(|organ| (name(organ), 0)).collect();
        Self { numbers: names.into_keys().enumerate().map(|(number, name)| (name, number)).collect() }
    }

    /// The numbers of an entry's organs, each once.
    pub(super) fn of_entry(&self, entry: &Entry) -> Vec<usize> {
        let organs = entry.responsibilities.iter().flat_map(|list| &list.organs);
        let mut numbers: Vec<usize> = organs.filter_map(|organ| self.numbers.get(name(organ)).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The names in the order of their numbers.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.numbers.keys().copied()
    }
}

fn name(organ: &crate::model::Organ) -> &str {
    organ.canonical.as_deref().unwrap_or(&organ.name)
}

/// The quarters in which something of an entry is due, each once, as `2022Q4`.
pub(super) fn quarters(entry: &Entry) -> Vec<String> {
    let quarter = |day: Date| format!("{:04}Q{}", day.0.year(), (day.0.month() - 1) / 3 + 1);
    let stated = entry.deadlines.iter().filter_map(|deadline| deadline.by);
    let due = entry.targets.iter().filter_map(|target| target.due).map(|due| due.by);
    let mut quarters: Vec<String> = stated.chain(due).map(quarter).collect();
    quarters.sort_unstable();
    quarters.dedup();
    quarters
}

struct Card<'c, 'a> {
    index: usize,
    labels: &'c Labels,
    marks: &'c mut Vec<Mark<'a>>,
    out: &'c mut String,
}

impl<'a> Card<'_, 'a> {
    fn write(&mut self, entry: &'a Entry, notes: &[&'a Diagnostic], organs: &Organs<'_>) {
        let (index, labels) = (self.index, self.labels);
        let numbers: Vec<String> = organs.of_entry(entry).iter().map(usize::to_string).collect();
        let kind = kind_key(entry);
        let _ = write!(
            self.out,
            "<article class=\"entry\" id=\"e{index}\" tabindex=\"-1\" aria-labelledby=\"h{index}\" data-kind=\"{kind}\" \
             data-organs=\"{}\" data-due=\"{}\" data-notes=\"{}\">\n<header><h3 id=\"h{index}\">",
            numbers.join(" "),
            quarters(entry).join(" "),
            notes.len(),
        );
        if let Some(number) = &entry.number {
            let _ = write!(self.out, "<span class=\"no\">{}</span> ", escape(number));
        }
        let _ = writeln!(
            self.out,
            "<a href=\"#t{index}\" class=\"to-text\">{}</a></h3>\n<p class=\"sub\"><span class=\"kind {kind}\">{}</span> \
             <span class=\"id\">{}</span>{}</p></header>",
            escape(&entry.title),
            labels.kind(entry.kind),
            escape(&entry.id),
            entry
                .at
                .boxes
                .first()
                .map(|place| {
                    format!(" <span class=\"page\">{}</span>", labels.page.replace("{n}", &place.page.to_string()))
                })
                .unwrap_or_default(),
        );
        if !entry.section.is_empty() {
            let _ = writeln!(self.out, "<p class=\"section\">{}</p>", escape(&entry.section.join(" › ")));
        }
        if !entry.text.is_empty() {
            let _ = writeln!(self.out, "<p class=\"text\">{}</p>", escape(&entry.text));
        }
        self.facts(entry);
        self.filled(entry);
        if !notes.is_empty() {
            self.out.push_str("<ul class=\"notes\">\n");
            for note in notes {
                let class = if note.severity == Severity::Warning { "warning" } else { "info" };
                let _ = write!(self.out, "<li class=\"{class}\">");
                match &note.at {
                    Some(at) if at.chars[0] < at.chars[1] => self.fact("note", at, &escape(&note.message)),
                    _ => self.out.push_str(&escape(&note.message)),
                }
                let _ = writeln!(self.out, " <code>{}</code></li>", escape(&note.code));
            }
            self.out.push_str("</ul>\n");
        }
        self.out.push_str("</article>\n");
    }

    fn facts(&mut self, entry: &'a Entry) {
        let labels = self.labels;
        self.out.push_str("<dl>\n");
        for list in &entry.responsibilities {
            self.named(labels.role(list.role), "organ", &list.at, &organs_of(list));
        }
        for person in &entry.persons {
            self.named(labels.person(person.role), "person", &person.at, &escape(&person.name));
        }
        for target in &entry.targets {
            self.named(labels.targets, "target", &target.at, &escape(&words::target(target)));
        }
        for deadline in &entry.deadlines {
            self.named(labels.deadline, "deadline", &deadline.at, &escape(&words::deadline(deadline)));
        }
        for figure in &entry.figures {
            self.named(labels.figure(figure.kind), "figure", &figure.at, &escape(&words::figure(figure)));
        }
        self.out.push_str("</dl>\n");
    }

    fn filled(&mut self, entry: &Entry) {
        let fills = &entry.to_fill;
        let cells = [&fills.person_in_charge, &fills.contact, &fills.progress, &fills.remarks];
        let words: Vec<&str> = cells.into_iter().flatten().chain(&fills.milestones).map(String::as_str).collect();
        if !words.is_empty() || fills.status != FillStatus::NotStarted {
            let status = status(fills.status);
            let words = escape(&words.join("；"));
            let _ = writeln!(self.out, "<p class=\"filled\"><b>{}</b> {status} {words}</p>", self.labels.filled);
        }
    }

    /// A fact under its name.
    fn named(&mut self, name: &str, class: &'static str, at: &'a Locator, html: &str) {
        let _ = write!(self.out, "<div><dt>{name}</dt><dd>");
        self.fact(class, at, html);
        if at.certainty == Certainty::Check {
            let _ = write!(self.out, " <span class=\"check\">{}</span>", self.labels.check);
        }
        self.out.push_str("</dd></div>\n");
    }

    /// A fact, linked to its place in the text.
    fn fact(&mut self, class: &'static str, at: &'a Locator, html: &str) {
        let number = self.marks.len();
        self.marks.push(Mark { class, entry: self.index, at });
        let _ = write!(self.out, "<a class=\"f {class}\" id=\"f{number}\" href=\"#m{number}\">{html}</a>");
    }
}

/// The organs of a list, each with its full name for who points at it.
fn organs_of(list: &Responsibility) -> String {
    let organs: Vec<String> = list
        .organs
        .iter()
        .map(|organ| match &organ.canonical {
            Some(full) if *full != organ.name => {
                format!("<span title=\"{}\">{}</span>", escape(full), escape(&organ.name))
            }
            _ => escape(&organ.name),
        })
        .collect();
    let open = if list.open_ended { "等" } else { "" };
    let mode = list.mode.as_ref().map(|mode| format!(" <i>{}</i>", escape(mode))).unwrap_or_default();
    format!("{}{open}{mode}", organs.join("、"))
}

/// The kind as filters know it.
pub(super) fn kind_key(entry: &Entry) -> &'static str {
    use crate::model::EntryKind as Kind;
    match entry.kind {
        Kind::Requirement => "requirement",
        Kind::Goal => "goal",
        Kind::Task => "task",
        Kind::Measure => "measure",
    }
}
