//! Sheets together: a document's ledger, or a department's.

use crate::model::{Date, Ledger, Plan};

use super::{Column, DEPARTMENT, LEDGER, Row, words};

/// A workbook before it has a format.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// Its title.
    pub title: String,
    /// The date that it goes by: that of the document, or of the latest of several.
    pub issued: Option<Date>,
    /// The sheets of entries.
    pub sheets: Vec<Sheet<'a>>,
    /// What there is to say of it (说明), each with its label.
    pub notes: Vec<(&'static str, String)>,
}

/// A sheet of entries.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The name on its tab, as long as it likes.
    pub name: String,
    /// The line above the head.
    pub title: String,
    /// The line below that.
    pub subtitle: String,
    /// The columns shown.
    pub columns: &'static [Column],
    /// The rows, in order.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Book<'a> {
    /// A document's ledger: a sheet for each plan, and one for what its covering notice asks.
    #[must_use]
    pub fn of_ledger(ledger: &'a Ledger) -> Self {
        let title = title(ledger);
        let subtitle = subtitle(ledger);
        let sheet = |name: String, title: String, plan: Option<&Plan>| Sheet {
            name,
            title,
            subtitle: subtitle.clone(),
            columns: &LEDGER,
            rows: Row::all(ledger)
                .filter(|row| row.entry.plan.as_deref() == plan.map(|plan| plan.id.as_str()))
                .collect(),
        };
        let plans =
            ledger.plans.iter().map(|plan| sheet(plan.title.clone(), format!("{}工作台账", plan.title), Some(plan)));
        let notice = if ledger.plans.is_empty() {
            sheet("台账".to_owned(), format!("{title}工作台账"), None)
        } else {
            sheet("通知要求".to_owned(), format!("{title}（通知要求）工作台账"), None)
        };
        let sheets: Vec<Sheet> = plans.chain([notice]).filter(|sheet| !sheet.rows.is_empty()).collect();
        let mut notes = vec![("文件名称", title.clone())];
        notes.extend(document_notes(ledger));
        Self { title, issued: ledger.document.issued_on, sheets, notes }
    }

    /// A department's ledger over any number of documents: one sheet.
    #[must_use]
    pub fn of_department(name: &str, rows: Vec<Row<'a>>) -> Self {
        let mut documents: Vec<&Ledger> = rows.iter().map(|row| row.ledger).collect();
        documents.dedup_by_key(|ledger| ledger.source.sha256.as_str());
        let mut notes = vec![("单位", name.to_owned())];
        for ledger in &documents {
            notes.push(("文件名称", title(ledger)));
            notes.extend(document_notes(ledger));
        }
        let sheet = Sheet {
            name: "台账".to_owned(),
            title: format!("{name}工作台账"),
            subtitle: match documents.as_slice() {
                [ledger] => format!("{}　{}", title(ledger), subtitle(ledger)),
                several => format!("涉及文件{}份，任务{}项", several.len(), rows.len()),
            },
            columns: &DEPARTMENT,
            rows,
        };
        let issued = documents.iter().filter_map(|ledger| ledger.document.issued_on).max();
        Self { title: sheet.title.clone(), issued, sheets: vec![sheet], notes }
    }
}

fn title(ledger: &Ledger) -> String {
    ledger.document.title.clone().unwrap_or_else(|| ledger.source.file.clone())
}

/// Number, issuer and date of a document on a line.
fn subtitle(ledger: &Ledger) -> String {
    let document = &ledger.document;
    let parts = [
        document.document_number.as_ref().map(|number| format!("文号：{}", number.text)),
        (!document.issuers.is_empty()).then(|| format!("发文机关：{}", document.issuers.join("、"))),
        document.issued_on.map(|day| format!("成文日期：{}", words::date(day))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("　")
}

fn document_notes(ledger: &Ledger) -> Vec<(&'static str, String)> {
    let document = &ledger.document;
    let mut notes = Vec::new();
    if let Some(number) = &document.document_number {
        notes.push(("文号", number.text.clone()));
    }
    if !document.issuers.is_empty() {
        notes.push(("发文机关", document.issuers.join("、")));
    }
    if let Some(day) = document.issued_on {
        notes.push(("成文日期", words::date(day)));
    }
    notes.extend(document.conventions.iter().map(|convention| ("责任分工约定", convention.quote.clone())));
    notes.push(("来源文件", ledger.source.file.clone()));
    notes.push(("文件校验值", format!("SHA-256 {}", ledger.source.sha256)));
    notes
}
