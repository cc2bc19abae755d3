//! `taizhang schedule`: deadlines in order, over any number of documents.

use std::fmt::Write as _;
use std::process::ExitCode;

use taizhang::schedule::{Dated, answering, calendar, schedule};
use taizhang::sheet::Column;

use crate::args::{ScheduleArgs, ScheduleFormat};
use crate::report::{self, Report};
use crate::supervise::Readers;
use crate::{FAILED, inputs, ledgers, messages};

pub fn run(args: &ScheduleArgs) -> ExitCode {
    let lang = args.reading.lang();
    let readers = Readers::new(&args.reading);
    let mut report = Report::new(lang, true, false, 0, false);
    let inputs = inputs::of_ledgers(&args.named, readers.options());
    let found: Vec<_> = ledgers::all(&inputs, &readers, &mut report).into_iter().map(|(_, ledger)| ledger).collect();
    let dated = schedule(&found, args.from, args.to);
    let shown = match args.format {
        ScheduleFormat::Table => table(&dated),
        ScheduleFormat::Ics => calendar(&dated),
    };
    report.print(shown.as_bytes());
    report.end();
    let without =
        found.iter().flat_map(|ledger| &ledger.entries).filter(|e| e.deadlines.iter().all(|d| d.by.is_none()));
    report::say(&messages::scheduled(lang, dated.len(), without.count()));
    if report.failed() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

/// Columns parted by tabs, so that a spreadsheet takes them as they are pasted.
fn table(dated: &[Dated<'_>]) -> String {
    let mut out = String::from("截止日期\t编号\t任务名称\t牵头（责任）单位\t完成时限\t所在文件\n");
    for Dated { by, deadline, row, .. } in dated {
        let cells =
            [row.cell(Column::Number).into_owned(), row.entry.title.clone(), answering(row), deadline.text.clone()];
        let line: Vec<String> = cells
            .into_iter()
            .chain([row.cell(Column::Document).into_owned()])
            .map(|cell| cell.replace(['\t', '\n'], " "))
            .collect();
        writeln!(out, "{by}\t{}", line.join("\t")).expect("writing to a string cannot fail");
    }
    out
}
