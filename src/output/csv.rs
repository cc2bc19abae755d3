//! Comma-separated values for spreadsheets and databases (RFC 4180, UTF-8 with a byte order mark, lines end in CRLF): one
//! row an entry, or one row a fact.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a formula, even when it is quoted. Such words get an
//! apostrophe in front; numbers do not.

use std::io::{self, Write};

use crate::model::{BoxOnPage, Certainty, Entry, Ledger, Locator, Quantity};
use crate::sheet::{Column, Row, plan_of, words};

/// What tells programs that the bytes are UTF-8; without it spreadsheets in Chinese read them as GB 18030.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The columns of an entry, after those that say which entry it is.
const COLUMNS: [Column; 20] = [
    Column::Number,
    Column::Kind,
    Column::Title,
    Column::Content,
    Column::Targets,
    Column::Lead,
    Column::Support,
    Column::Responsible,
    Column::Person,
    Column::Contact,
    Column::Deadline,
    Column::Due,
    Column::Quarter(1),
    Column::Quarter(2),
    Column::Quarter(3),
    Column::Quarter(4),
    Column::Progress,
    Column::Status,
    Column::Remarks,
    Column::Source,
];

/// The columns of a fact.
const FACT_COLUMNS: [&str; 20] = [
    "文件",
    "条目",
    "任务名称",
    "事实",
    "类型",
    "内容",
    "全称",
    "泛指",
    "动作",
    "比较",
    "数值",
    "上限",
    "单位",
    "起",
    "止",
    "精度",
    "页码",
    "原文",
    "规则",
    "把握",
];

/// One row an entry.
pub(super) fn entries(ledger: &Ledger, mut out: impl Write) -> io::Result<()> {
    out.write_all(MARK)?;
    let heads = COLUMNS.iter().map(|column| column.head().replace('\n', ""));
    line(&mut out, ["文件", "条目", "计划", "章节"].map(str::to_owned).into_iter().chain(heads))?;
    for row in Row::all(ledger) {
        let plan = plan_of(ledger, row.entry);
        let which = [
            ledger.source.file.clone(),
            row.entry.id.clone(),
            plan.map(|plan| plan.title.clone()).unwrap_or_default(),
            row.entry.section.join(" / "),
        ];
        line(&mut out, which.into_iter().chain(COLUMNS.iter().map(|&column| row.cell(column).into_owned())))?;
    }
    Ok(())
}

/// A fact of an entry; what it has not is empty.
#[derive(Default)]
struct Fact<'a> {
    fact: &'static str,
    kind: String,
    text: &'a str,
    full_name: &'a str,
    generic: &'static str,
    action: &'a str,
    quantity: Option<&'a Quantity>,
    from: String,
    by: String,
    precision: String,
    at: Option<&'a Locator>,
}

/// One row a fact.
pub(super) fn facts(ledger: &Ledger, mut out: impl Write) -> io::Result<()> {
    out.write_all(MARK)?;
    line(&mut out, FACT_COLUMNS.map(str::to_owned))?;
    for entry in &ledger.entries {
        for fact in of_entry(entry) {
            let quantity = fact.quantity;
            let number = |value: Option<String>| value.unwrap_or_default();
            let fraction = quantity.and_then(|q| q.fraction).map(|[part, whole]| format!("{part}/{whole}"));
            let pages: Vec<&BoxOnPage> = fact.at.iter().flat_map(|at| &at.boxes).collect();
            line(
                &mut out,
                [
                    ledger.source.file.clone(),
                    entry.id.clone(),
                    entry.title.clone(),
                    fact.fact.to_owned(),
                    fact.kind,
                    fact.text.to_owned(),
                    fact.full_name.to_owned(),
                    fact.generic.to_owned(),
                    fact.action.to_owned(),
                    number(quantity.map(|q| name(&q.comparator))),
                    number(quantity.and_then(|q| q.value).map(|value| value.to_string()).or(fraction)),
                    number(quantity.and_then(|q| q.upper).map(|upper| upper.to_string())),
                    number(quantity.map(|q| q.unit.clone())),
                    fact.from,
                    fact.by,
                    fact.precision,
                    pages.first().map(|place| place.page.to_string()).unwrap_or_default(),
                    fact.at.map(|at| at.quote.clone()).unwrap_or_default(),
                    fact.at.map(|at| at.rule.clone()).unwrap_or_default(),
                    fact.at.map(|at| certainty(at.certainty)).unwrap_or_default().to_owned(),
                ],
            )?;
        }
    }
    Ok(())
}

fn of_entry(entry: &Entry) -> Vec<Fact<'_>> {
    let mut facts = Vec::new();
    for list in &entry.responsibilities {
        facts.extend(list.organs.iter().map(|organ| Fact {
            fact: "责任",
            kind: words::role(list.role).to_owned(),
            text: &organ.name,
            full_name: organ.canonical.as_deref().unwrap_or_default(),
            generic: if organ.generic { "是" } else { "" },
            at: Some(&list.at),
            ..Fact::default()
        }));
    }
    facts.extend(entry.persons.iter().map(|person| Fact {
        fact: "人员",
        kind: words::person_role(person.role).to_owned(),
        text: &person.name,
        at: Some(&person.at),
        ..Fact::default()
    }));
    facts.extend(entry.targets.iter().map(|target| Fact {
        fact: "目标",
        kind: name(&target.basis),
        text: &target.object,
        action: target.action.as_deref().unwrap_or_default(),
        quantity: target.quantity.as_ref(),
        by: target.due.map(|due| due.by.to_string()).unwrap_or_default(),
        precision: target.due.map(|due| name(&due.precision)).unwrap_or_default(),
        at: Some(&target.at),
        ..Fact::default()
    }));
    facts.extend(entry.figures.iter().map(|figure| Fact {
        fact: "数据",
        kind: name(&figure.kind),
        text: figure.object.as_deref().unwrap_or_default(),
        quantity: Some(&figure.quantity),
        at: Some(&figure.at),
        ..Fact::default()
    }));
    facts.extend(entry.deadlines.iter().map(|deadline| Fact {
        fact: "时限",
        kind: name(&deadline.kind),
        text: &deadline.text,
        from: deadline.from.map(|day| day.to_string()).unwrap_or_default(),
        by: deadline.by.map(|day| day.to_string()).unwrap_or_default(),
        precision: name(&deadline.precision),
        at: Some(&deadline.at),
        ..Fact::default()
    }));
    facts
}

/// What the JSON calls a value.
fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "确定",
        Certainty::Likely => "较有把握",
        Certainty::Check => "请核对",
    }
}

fn line(out: &mut impl Write, cells: impl IntoIterator<Item = String>) -> io::Result<()> {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        out.write_all(field(&cell).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

/// A cell, made harmless and quoted where it must be.
fn field(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !is_number(cell);
    let guard = if runs { "'" } else { "" };
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    } else {
        format!("{guard}{cell}")
    }
}

fn is_number(cell: &str) -> bool {
    cell.parse::<rust_decimal::Decimal>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_spreadsheet_would_run_get_an_apostrophe() {
        for (cell, expected) in [
            ("建立台账", "建立台账"),
            ("=1+1", "'=1+1"),
            ("-2+3", "'-2+3"),
            ("+A1", "'+A1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-5.5", "-5.5"),
            ("甲,乙", "\"甲,乙\""),
            ("=\"a\"\n", "\"'=\"\"a\"\"\n\""),
        ] {
            assert_eq!(field(cell), expected);
        }
    }
}
