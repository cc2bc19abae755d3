//! The workbook that departments fill in.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use calamine::{Data, Reader};

use super::{NOTICE, bytes, ledger, long_ledger, open, sheets};

/// A part of a workbook's archive.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("XML");
    text
}

#[test]
fn every_entry_of_the_corpus_is_one_row_of_one_sheet() {
    for (name, _, ledger) in crate::schema::corpus() {
        let bytes = bytes(&ledger);
        let mut ids = Vec::new();
        for (_, range) in sheets(&bytes) {
            let width = range.width();
            ids.extend(range.rows().skip(3).map(|row| row[width - 1].to_string()));
        }
        let expected: HashSet<String> =
            ledger.entries.iter().map(|entry| format!("{}/{}", &ledger.source.sha256[..12], entry.id)).collect();
        assert_eq!(ids.len(), expected.len(), "{name}");
        assert_eq!(ids.into_iter().collect::<HashSet<_>>(), expected, "{name}");
    }
}

#[test]
fn the_columns_are_those_of_a_work_ledger() {
    let bytes = bytes(&ledger(NOTICE));
    let (_, range) = &sheets(&bytes)[0];
    let heads: Vec<String> = range.rows().nth(2).expect("a head").iter().map(ToString::to_string).collect();
    let heads = heads.join(" ").replace('\n', "");
    for head in [
        "序号 编号 类别 任务名称 工作内容 量化目标 牵头单位 配合单位 责任单位 责任人 联系方式 完成时限 截止日期",
        "时间进度一季度 时间进度二季度 时间进度三季度 时间进度四季度 完成情况 状态 备注 来源（页码）",
    ] {
        assert!(heads.contains(head), "{heads}");
    }
}

#[test]
fn words_of_the_document_stay_words() {
    let bytes = bytes(&ledger(NOTICE));
    for (name, range) in sheets(&bytes) {
        let formulas = open(&bytes).worksheet_formula(&name).expect("a sheet");
        assert!(formulas.used_cells().next().is_none(), "{name} holds a formula");
        let titles: Vec<String> = range.rows().skip(3).map(|row| row[3].to_string()).collect();
        assert_eq!(titles[1..], ["+1+1", "@SUM(A1:A9)", "-2+3"]);
        assert!(titles[0].starts_with("=HYPERLINK("), "{titles:?}");
    }
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<hyperlink"));
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let ledger = ledger(NOTICE);
    let first = bytes(&ledger);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(first == bytes(&ledger), "a clock or an order of chance is in it");
    assert!(part(&first, "docProps/core.xml").contains("2022-03-27T"), "its date is the document's");
}

#[test]
fn the_sheet_is_set_up_for_reading_filling_and_printing() {
    let bytes = bytes(&ledger(NOTICE));
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for (what, mark) in [
        ("the head is frozen", "<pane xSplit=\"4\" ySplit=\"3\""),
        ("rows can be filtered", "<autoFilter ref=\"A3:"),
        ("landscape", "orientation=\"landscape\""),
        ("A3", "paperSize=\"8\""),
        ("as wide as the paper", "fitToHeight=\"0\""),
        ("page numbers", "第 &amp;P 页，共 &amp;N 页"),
        ("a list of statuses", "\"未开始,进行中,已完成,滞后\""),
        ("days only", "type=\"date\""),
        ("colours by day and status", "TODAY()"),
        ("the ids are hidden", "hidden=\"1\""),
    ] {
        assert!(sheet.contains(mark), "{what}: {sheet}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"), "the head is repeated on each page");
    assert!(part(&bytes, "xl/charts/chart1.xml").contains("各单位任务数"), "the summary has a chart");
}

#[test]
fn the_summary_counts_what_each_organ_has_to_do() {
    let bytes = bytes(&ledger(NOTICE));
    let range = open(&bytes).worksheet_range("汇总").expect("a summary");
    let finance = range.rows().find(|row| row[1].to_string().ends_with("财政厅")).expect("an organ of the notice");
    let counts: Vec<String> = finance[2..=8].iter().map(ToString::to_string).collect();
    assert_eq!(counts, ["2", "0", "1", "1", "0", "1", "1"], "entries, four roles, targets, entries with a deadline");
    assert!(range.rows().any(|row| row[1] == Data::String("各市人民政府（泛指）".into())));
}

#[test]
fn what_no_cell_and_no_sheet_name_can_hold_is_made_to_fit() {
    let mut ledger = long_ledger(4);
    let mut second = ledger.plans[0].clone();
    ledger.plans[0].title = "'很长的[计划]名称：*?/\\'".to_owned() + &"长".repeat(60);
    second.title = ledger.plans[0].title.clone();
    second.id = "p2".to_owned();
    ledger.plans.push(second);
    let ids: Vec<String> = ledger.plans.iter().map(|plan| plan.id.clone()).collect();
    for (entry, id) in ledger.entries.iter_mut().zip(ids.iter().cycle()) {
        entry.plan = Some(id.clone());
    }
    ledger.entries[0].text = "😀".repeat(40_000);
    ledger.entries[1].text = "甲\u{0}乙\u{b}丙\u{ffff}丁\n戊_x0041_".to_owned();
    let bytes = bytes(&ledger);
    let sheets = sheets(&bytes);
    assert_eq!(sheets.len(), 2);
    assert!(sheets.iter().all(|(name, _)| name.encode_utf16().count() <= 31), "{sheets:?}");
    assert_ne!(sheets[0].0, sheets[1].0);
    let long = sheets[0].1.rows().nth(3).expect("an entry")[4].to_string();
    assert!(long.encode_utf16().count() <= 32_767 && long.ends_with("全文见 JSON）"), "{}", long.len());
    assert_eq!(sheets[1].1.rows().nth(3).expect("an entry")[4].to_string(), "甲乙丙丁\n戊_x0041_");
}

#[test]
fn ten_thousand_entries_are_written_in_time() {
    /// What the issue allows, in seconds; builds without optimisation get more.
    const SECONDS: u64 = if cfg!(debug_assertions) { 20 } else { 2 };
    let ledger = long_ledger(10_000);
    let began = std::time::Instant::now();
    let bytes = bytes(&ledger);
    let took = began.elapsed();
    assert!(took.as_secs() < SECONDS, "{took:?}");
    assert!(bytes.len() > 100_000);
}
