//! Ledgers by department: over any number of documents, the entries that each organ answers for.
//!
//! After this: every entry of every ledger is with at least one department, or with those that no organ answers for; a
//! department stands once, under its full name where the tables know it.

use std::collections::BTreeMap;

use crate::model::{Entry, Ledger, Responsibility, Role};
use crate::sheet::{Book, Row, words};

/// Which role makes an entry a department's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// It leads, or is responsible where nobody leads.
    #[default]
    Lead,
    /// It supports.
    Support,
    /// Any role.
    Any,
}

/// What kind of name a department has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DepartmentKind {
    /// One organ.
    Organ,
    /// A kind of organ, not one of them (各有关部门).
    Generic,
    /// No organ has the role.
    Nobody,
}

/// A department's part of the ledgers.
#[derive(Debug, Clone)]
pub struct Department<'a> {
    /// The full name, else the name as printed; empty for nobody.
    pub name: String,
    /// What kind of name it is.
    pub kind: DepartmentKind,
    /// Its rows, in the order of the ledgers and of their text.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Department<'a> {
    /// The department's ledger as a workbook.
    #[must_use]
    pub fn book(&self, name: &str) -> Book<'a> {
        Book::of_department(name, self.rows.clone())
    }

    /// The ledgers that its entries are from, each with those entries only.
    #[must_use]
    pub fn ledgers(&self) -> Vec<Ledger> {
        let parts = self.rows.chunk_by(|a, b| std::ptr::eq(a.ledger, b.ledger));
        parts
            .map(|rows| {
                let entries = rows.iter().map(|row| row.entry.clone()).collect();
                Ledger { entries, ..rows[0].ledger.clone() }
            })
            .collect()
    }
}

/// Splits ledgers by department, organs first, then kinds of organs, then what nobody answers for; each by name.
#[must_use]
pub fn split(ledgers: &[Ledger], by: By) -> Vec<Department<'_>> {
    let mut departments: BTreeMap<(DepartmentKind, String), Vec<Row<'_>>> = BTreeMap::new();
    for row in ledgers.iter().flat_map(Row::all) {
        let mut roles: Vec<((DepartmentKind, String), Vec<&str>)> = Vec::new();
        for duty in row.entry.responsibilities.iter().filter(|duty| counts(duty, row.entry, by)) {
            for organ in &duty.organs {
                let kind = if organ.generic { DepartmentKind::Generic } else { DepartmentKind::Organ };
                let key = (kind, organ.canonical.clone().unwrap_or_else(|| organ.name.clone()));
                let role = words::role(duty.role);
                match roles.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, known)) if !known.contains(&role) => known.push(role),
                    Some(_) => {}
                    None => roles.push((key, vec![role])),
                }
            }
        }
        if roles.is_empty() {
            departments.entry((DepartmentKind::Nobody, String::new())).or_default().push(row);
            continue;
        }
        for (key, roles) in roles {
            let mut own = row.clone();
            own.own_role = Some(roles.join("、"));
            departments.entry(key).or_default().push(own);
        }
    }
    departments.into_iter().map(|((kind, name), rows)| Department { name, kind, rows }).collect()
}

/// Whether a list of organs makes the entry theirs.
fn counts(duty: &Responsibility, entry: &Entry, by: By) -> bool {
    let led = || entry.responsibilities.iter().any(|duty| duty.role == Role::Lead && !duty.organs.is_empty());
    match by {
        By::Lead => duty.role == Role::Lead || duty.role == Role::Responsible && !led(),
        By::Support => duty.role == Role::Support,
        By::Any => true,
    }
}
