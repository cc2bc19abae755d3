//! One entry as a row of cells.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::{Date, Entry, Ledger, PersonRole, Plan, Responsibility, Role};

use super::{Column, RowId, of_quarter, words};

/// The most UTF-16 units that a cell holds.
const CELL_LIMIT: usize = 32_767;

/// What ends a text that a cell cannot hold whole.
const CUT: &str = "……（超出单元格容量，全文见 JSON）";

/// An entry in a sheet.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The ledger that it is of.
    pub ledger: &'a Ledger,
    /// The entry.
    pub entry: &'a Entry,
    /// What the sheet's department is to it, in a department's sheet.
    pub own_role: Option<String>,
    /// The numbers of the headings above the entry and its own, as printed: 二、（一）3.
    number: String,
}

impl<'a> Row<'a> {
    /// The entries of a ledger, in order.
    pub fn all(ledger: &'a Ledger) -> impl Iterator<Item = Self> {
        let printed: HashMap<&str, &str> =
            ledger.outline.iter().filter_map(|node| Some((node.id.as_str(), node.number.as_deref()?))).collect();
        ledger.entries.iter().map(move |entry| Self { ledger, entry, own_role: None, number: number(entry, &printed) })
    }

    /// The words of a cell, line by line; empty where there is nothing to say. The serial number is the sheet's matter.
    #[must_use]
    pub fn cell(&self, column: Column) -> Cow<'a, str> {
        let entry = self.entry;
        let text: Cow<'a, str> = match column {
            Column::Serial => "".into(),
            Column::Document => document(self.ledger).into(),
            Column::Number => self.number.clone().into(),
            Column::Kind => words::kind(entry.kind).into(),
            Column::OwnRole => self.own_role.clone().unwrap_or_default().into(),
            Column::Title => entry.title.as_str().into(),
            Column::Content => entry.text.as_str().into(),
            Column::Targets => {
                let plan = self.plan();
                lines(entry.targets.iter().map(|target| words::target(target, plan))).into()
            }
            Column::Lead => organs(entry, Role::Lead).into(),
            Column::Support => organs(entry, Role::Support).into(),
            Column::Responsible => {
                let guides = organs(entry, Role::Guide);
                let guides = (!guides.is_empty()).then(|| format!("（指导）{guides}"));
                lines([organs(entry, Role::Responsible)].into_iter().chain(guides)).into()
            }
            Column::Person => match &entry.to_fill.person_in_charge {
                Some(person) => person.into(),
                None => self.persons(|role| role != PersonRole::Contact).into(),
            },
            Column::Contact => match &entry.to_fill.contact {
                Some(contact) => contact.into(),
                None => self.persons(|role| role == PersonRole::Contact).into(),
            },
            Column::Deadline => lines(entry.deadlines.iter().map(|deadline| deadline.text.clone())).into(),
            Column::Due => self.due().map(|due| due.to_string()).unwrap_or_default().into(),
            Column::Quarter(quarter) => of_quarter(&entry.to_fill.milestones, quarter).into(),
            Column::Progress => entry.to_fill.progress.as_deref().unwrap_or_default().into(),
            Column::Status => words::status(entry.to_fill.status).into(),
            Column::Remarks => entry.to_fill.remarks.as_deref().unwrap_or_default().into(),
            Column::Source => self.pages().into(),
            Column::Id => self.id().to_string().into(),
        };
        without_forbidden(text)
    }

    /// The last day that the entry's words name, or the day that the department has promised.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        self.stated_due().or(self.entry.to_fill.due)
    }

    /// The last day that the entry's words name.
    pub(crate) fn stated_due(&self) -> Option<Date> {
        self.entry.deadlines.iter().filter_map(|deadline| deadline.by).max()
    }

    /// Whether the department fills the cell in: its column is one for that, or it is a day that the words leave open.
    #[must_use]
    pub fn is_filled_in(&self, column: Column) -> bool {
        column.is_filled_in() || (column == Column::Due && self.stated_due().is_none())
    }

    pub(crate) fn id(&self) -> RowId {
        RowId::of(self.ledger, self.entry)
    }

    fn plan(&self) -> Option<&'a Plan> {
        plan_of(self.ledger, self.entry)
    }

    /// The persons whom the source names with such a role, a line each.
    fn persons(&self, wanted: impl Fn(PersonRole) -> bool) -> String {
        lines(self.entry.persons.iter().filter(|person| wanted(person.role)).map(|person| match person.role {
            PersonRole::InCharge => person.name.clone(),
            role => format!("{}（{}）", person.name, words::person_role(role)),
        }))
    }

    /// The pages that the entry stands on.
    fn pages(&self) -> String {
        let pages = self.entry.at.boxes.iter().map(|place| place.page);
        match (pages.clone().min(), pages.max()) {
            (Some(first), Some(last)) if first < last => format!("第{first}—{last}页"),
            (Some(page), _) => format!("第{page}页"),
            _ => String::new(),
        }
    }
}

/// The plan of an entry; a requirement of the covering notice has none.
pub(crate) fn plan_of<'a>(ledger: &'a Ledger, entry: &Entry) -> Option<&'a Plan> {
    ledger.plans.iter().find(|plan| Some(&plan.id) == entry.plan.as_ref())
}

/// How a document is called in a row: by number, else by title, else by file.
fn document(ledger: &Ledger) -> String {
    let title = ledger.document.title.as_deref().unwrap_or(&ledger.source.file);
    let number = ledger.document.document_number.as_ref().map(|number| format!("（{}）", number.text));
    format!("{title}{}", number.unwrap_or_default())
}

/// The numbers on the way to an entry; its id tells the way.
fn number(entry: &Entry, printed: &HashMap<&str, &str>) -> String {
    let above = entry.id.match_indices('.').filter_map(|(end, _)| printed.get(entry.id.get(..end)?));
    let mut numbers: String = above.copied().chain(entry.number.as_deref()).collect();
    if let Some(part) = entry.part {
        numbers.push_str(&format!("（第{part}部分）"));
    }
    numbers
}

/// The organs with a role, as printed, each list on a line.
fn organs(entry: &Entry, role: Role) -> String {
    lines(entry.responsibilities.iter().filter(|list| list.role == role).map(list))
}

fn list(list: &Responsibility) -> String {
    let names: Vec<&str> = list.organs.iter().map(|organ| organ.name.as_str()).collect();
    let rest = if list.open_ended && !names.is_empty() { "等" } else { "" };
    let mode = list.mode.as_ref().map(|mode| format!("（{mode}）")).unwrap_or_default();
    format!("{}{rest}{mode}", names.join("、"))
}

/// Lines without blank ones, each said once.
fn lines(lines: impl IntoIterator<Item = String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() && !kept.contains(&line) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Text without the characters that XML forbids, and that no office program shows.
fn without_forbidden(text: Cow<'_, str>) -> Cow<'_, str> {
    let forbidden = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { text.replace(forbidden, "").into() } else { text }
}

/// Text as a cell of a spreadsheet takes it: cut where it is longer than a cell holds.
pub(crate) fn fitted(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return text;
    }
    let room = CELL_LIMIT - CUT.encode_utf16().count();
    let mut taken = 0;
    let kept = text.chars().take_while(|c| {
        taken += c.len_utf16();
        taken <= room
    });
    (kept.collect::<String>() + CUT).into()
}
