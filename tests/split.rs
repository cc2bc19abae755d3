//! Ledgers by department.

use std::collections::BTreeSet;

use taizhang::model::Ledger;
use taizhang::split::{By, DepartmentKind, split};

use crate::schema;

fn ledgers() -> Vec<Ledger> {
    const PLAN: &str = "株洲市2024年重点工作方案\n一、重点任务\n\
        1.建设园区。（牵头单位：市发改委；配合单位：市财政局、各县市区人民政府）\n\
        2.培育企业。（责任单位：市工信局、市发展和改革委员会）\n\
        3.加强宣传。各单位要广泛宣传。\n";
    vec![taizhang::extract(PLAN.as_bytes(), "a.txt", &taizhang::Options::default()).expect("readable")]
}

/// Each department with the numbers of its entries and its own roles.
#[track_caller]
fn check(by: By, expected: &[(&str, &[(&str, &str)])]) {
    let ledgers = ledgers();
    let found: Vec<(String, Vec<(String, String)>)> = split(&ledgers, by)
        .into_iter()
        .map(|department| {
            let row = |row: &taizhang::sheet::Row<'_>| {
                (row.entry.number.clone().unwrap_or_default(), row.own_role.clone().unwrap_or_default())
            };
            (department.name.clone(), department.rows.iter().map(row).collect())
        })
        .collect();
    let expected: Vec<(String, Vec<(String, String)>)> = expected
        .iter()
        .map(|(name, rows)| ((*name).into(), rows.iter().map(|(n, r)| ((*n).into(), (*r).into())).collect()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn entries_go_to_organs_by_full_name_then_to_kinds_then_to_nobody() {
    check(
        By::Lead,
        &[
            ("株洲市发展和改革委员会", &[("1.", "牵头"), ("2.", "责任")]),
            ("株洲市工业和信息化局", &[("2.", "责任")]),
            ("", &[("3.", "")]),
        ],
    );
    check(
        By::Support,
        &[
            ("株洲市财政局", &[("1.", "配合")]),
            ("各县市区人民政府", &[("1.", "配合")]),
            ("", &[("2.", ""), ("3.", "")]),
        ],
    );
}

#[test]
fn no_entry_of_the_corpus_is_lost() {
    let ledgers: Vec<Ledger> = schema::corpus().map(|(_, _, ledger)| ledger).collect();
    let all: BTreeSet<_> = ledgers.iter().flat_map(|l| l.entries.iter().map(|e| (&l.source.file, &e.id))).collect();
    for by in [By::Lead, By::Support, By::Any] {
        let departments = split(&ledgers, by);
        let rows = departments.iter().flat_map(|d| d.rows.iter().map(|r| (&r.ledger.source.file, &r.entry.id)));
        assert_eq!(rows.collect::<BTreeSet<_>>(), all);
        let mut names: Vec<_> = departments.iter().map(|d| (d.kind, &d.name)).collect();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "each department stands once");
        let parts = departments.iter().filter(|d| d.kind == DepartmentKind::Organ).flat_map(|d| d.ledgers());
        assert!({ parts }.all(|ledger| !ledger.entries.is_empty()));
    }
}
