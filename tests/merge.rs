//! What departments filled in, on its way back into the ledger.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Writer, Worksheet};
use taizhang::merge::{Finding, Merged, Workbook, WorkbookError, merge};
use taizhang::model::{FillStatus, Ledger, ToFill};
use taizhang::{Limits, OutputFormat, extract};

use crate::robust::Dice;
use crate::sheets::office;
use crate::{cli, schema};

const PLAN: &str = "山东省2025年重点工作方案\n\
    一、培育产业集群。培育特色产业集群10个以上。（牵头单位：省工业和信息化厅；配合单位：省财政厅）\n\
    二、扩大有效投资。2025年6月底前出台支持政策。（牵头单位：省发展改革委）\n\
    三、优化营商环境。办理时限压减至5个工作日以内。（牵头单位：省司法厅、省商务厅）\n";

fn plan() -> Ledger {
    extract(PLAN.as_bytes(), "plan.txt", &taizhang::Options::default()).expect("text is read")
}

/// A sheet as rows of cells, its head included: what a person sees and changes.
#[derive(Clone)]
struct Grid {
    name: String,
    rows: Vec<Vec<Data>>,
}

/// The sheets of a workbook that have ids.
fn grids(bytes: &[u8]) -> Vec<Grid> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheets = workbook.worksheets().into_iter().map(|(name, range)| {
        let rows = range.rows().map(<[Data]>::to_vec).collect();
        Grid { name, rows }
    });
    sheets.filter(|grid| grid.rows.len() > HEAD && grid.rows[HEAD].iter().any(|cell| head(cell) == ID)).collect()
}

/// Rows above the head: title and subtitle.
const HEAD: usize = 2;
const ID: &str = "条目标识（请勿改动）";

fn head(cell: &Data) -> String {
    cell.to_string().replace('\n', "")
}

impl Grid {
    fn of(ledger: &Ledger) -> Self {
        grids(&OutputFormat::Xlsx.bytes(ledger)).remove(0)
    }

    fn column(&self, name: &str) -> usize {
        self.rows[HEAD].iter().position(|cell| head(cell) == name).expect("a column of the sheet")
    }

    /// The row of the entry with this number in the order of the ledger, from 0.
    fn set(&mut self, entry: usize, column: &str, words: &str) {
        let column = self.column(column);
        self.rows[HEAD + 1 + entry][column] = Data::String(words.to_owned());
    }

    fn workbook(&self, name: &str) -> Workbook {
        read(&written(std::slice::from_ref(self)), name)
    }
}

fn written(grids: &[Grid]) -> Vec<u8> {
    let mut workbook = Writer::new();
    for grid in grids {
        let sheet = workbook.add_worksheet().set_name(&grid.name).expect("a name");
        for (row, cells) in (0..).zip(&grid.rows) {
            for (column, cell) in (0..).zip(cells) {
                write(sheet, (row, column), cell, "yyyy-mm-dd");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Data, day: &str) {
    let done = match cell {
        Data::Empty => return,
        Data::Float(number) => sheet.write_number(row, column, *number),
        Data::DateTime(time) => {
            let time = ExcelDateTime::from_serial_datetime(time.as_f64()).expect("a day");
            sheet.write_datetime_with_format(row, column, &time, &Format::new().set_num_format(day))
        }
        other => sheet.write_string(row, column, other.to_string()),
    };
    done.expect("written");
}

fn read(bytes: &[u8], name: &str) -> Workbook {
    Workbook::read(bytes, name, &Limits::default()).expect("a workbook")
}

/// A finding as `kind cell ledger > returned > taken > proposed`.
fn told(merged: &Merged) -> Vec<String> {
    let line = |finding: &Finding| {
        let returned: Vec<String> =
            finding.returned.iter().map(|cell| format!("{}!{} {}", cell.file, cell.cell, cell.words)).collect();
        let parts =
            [finding.ledger.clone(), Some(returned.join(" | ")), finding.taken.clone(), finding.proposed.clone()];
        let parts: Vec<String> = parts.map(Option::unwrap_or_default).into();
        format!("{:?} {}", finding.kind, parts.join(" > "))
    };
    merged.findings.iter().map(line).collect()
}

#[track_caller]
fn check(ledger: &mut Ledger, returned: &[Workbook], expected: &[&str]) {
    let merged = merge(std::slice::from_mut(ledger), returned, false);
    assert_eq!(told(&merged), expected);
}

#[test]
fn what_was_filled_in_goes_to_its_entry() {
    let mut ledger = plan();
    let mut grid = Grid::of(&ledger);
    for (column, words) in [
        ("责任人", "张三"),
        ("联系方式", "0531-12345678"),
        ("截止日期", "2025年11月底前"),
        ("时间进度一季度", "摸底"),
        ("时间进度三季度", "启动\n评审"),
        ("完成情况", "=已完成初稿"),
        ("状态", "进行中"),
        ("备注", "+1"),
    ] {
        grid.set(0, column, words);
    }
    let contact = grid.column("联系方式");
    grid.rows[HEAD + 2][contact] = Data::Float(13_912_345_678.0);
    check(&mut ledger, &[grid.workbook("a")], &[]);
    let filled: ToFill = serde_json::from_value(serde_json::json!({
        "person_in_charge": "张三", "contact": "0531-12345678", "due": "2025-11-30",
        "milestones": ["一季度：摸底", "三季度：启动", "三季度：评审"],
        "progress": "=已完成初稿", "status": "in_progress", "remarks": "+1"
    }))
    .expect("fills");
    assert_eq!(ledger.entries[0].to_fill, filled);
    assert_eq!(ledger.entries[1].to_fill.contact.as_deref(), Some("13912345678"), "a number is no power of ten");
    // A workbook that is returned again as it is says nothing new.
    check(&mut ledger, &[grid.workbook("a")], &[]);
}

#[test]
fn nothing_is_overwritten_or_deleted_in_silence() {
    let mut ledger = plan();
    ledger.entries[0].to_fill.progress = Some("一月：启动".to_owned());
    ledger.entries[1].to_fill.remarks = Some("有困难".to_owned());
    let before = ledger.clone();
    let mut grid = Grid::of(&ledger);
    grid.set(0, "完成情况", "二月：评审");
    grid.set(1, "备注", "");
    let expected = ["Kept 一月：启动 > a!R4 二月：评审 >  > ", "Emptied 有困难 > a!T5  >  > "];
    check(&mut ledger, &[grid.workbook("a")], &expected);
    assert!(ledger == before);
    let merged = merge(std::slice::from_mut(&mut ledger), &[grid.workbook("a")], true);
    let expected = ["Replaced 一月：启动 > a!R4 二月：评审 > 二月：评审 > ", "Emptied 有困难 > a!T5  >  > "];
    assert_eq!(told(&merged), expected);
    assert_eq!(ledger.entries[0].to_fill.progress.as_deref(), Some("二月：评审"));
    assert_eq!(ledger.entries[1].to_fill.remarks.as_deref(), Some("有困难"));
}

#[test]
fn what_cannot_be_taken_is_told_by_its_cell() {
    let mut ledger = plan();
    let before = ledger.clone();
    let mut grid = Grid::of(&ledger);
    let id = grid.column(ID);
    grid.set(0, "状态", "快了");
    grid.set(0, "截止日期", "年底");
    grid.set(1, "牵头单位", "省财政厅");
    grid.set(1, "截止日期", "2025-07-31");
    let mut stranger = grid.rows[HEAD + 1].clone();
    stranger[id] = Data::String("0123456789ab/p1.s1".to_owned());
    let mut unknown = grid.rows[HEAD + 1].clone();
    unknown[id] = Data::String(grid.rows[HEAD + 1][id].to_string() + ".9");
    let mut added = vec![Data::Empty; grid.rows[HEAD].len()];
    added[3] = Data::String("新增一项".to_owned());
    grid.rows.extend([stranger, unknown, added]);
    for (row, words) in (HEAD..).zip(["主管科室", "一科", "二科"]) {
        grid.rows[row].push(Data::String(words.to_owned()));
    }
    let mut told = told(&merge(std::slice::from_mut(&mut ledger), &[grid.workbook("a")], false));
    told.iter_mut().for_each(|line| *line = line.replace(&ledger.source.sha256[..12], "SHA"));
    let expected = [
        "InvalidDate  > a!M4 年底 >  > ",
        "InvalidStatus 未开始 > a!S4 快了 >  > ",
        "ChangedFact 省发展改革委 > a!G5 省财政厅 >  > ",
        "ChangedFact 2025-06-30 > a!M5 2025-07-31 >  > ",
        "UnknownEntry  > a!V8 SHA/p1.s1.9 >  > ",
        "NoId  > a!D9 新增一项 >  > ",
        "UnknownDocument  > a!V7 0123456789ab/p1.s1 >  > ",
        "ExtraColumn  > a!W4 一科 | a!W5 二科 >  > ",
    ];
    assert_eq!(told, expected);
    assert!(ledger == before);
}

#[test]
fn a_document_that_was_read_twice_is_filled_twice() {
    let mut grid = Grid::of(&plan());
    grid.set(0, "备注", "已核对");
    let mut ledgers = [plan(), plan()];
    assert_eq!(told(&merge(&mut ledgers, &[grid.workbook("a")], false)), [""; 0]);
    assert!(ledgers.iter().all(|ledger| ledger.entries[0].to_fill.remarks.as_deref() == Some("已核对")));
}

/// A sheet over several returned by a department with this role.
fn by(ledger: &Ledger, role: &str, fills: &[(usize, &str, &str)]) -> Grid {
    let mut grid = Grid::of(ledger);
    for (row, words) in (HEAD..).zip(["本单位职责", role, role, role]) {
        grid.rows[row].push(Data::String(words.to_owned()));
    }
    for &(entry, column, words) in fills {
        grid.set(entry, column, words);
    }
    grid
}

#[test]
fn where_returns_differ_the_lead_department_goes_first() {
    let mut ledger = plan();
    let lead = by(&ledger, "牵头", &[(0, "完成情况", "已建成8个"), (2, "完成情况", "甲")]).workbook("a");
    let other = by(&ledger, "牵头", &[(2, "完成情况", "乙")]).workbook("b");
    let support =
        by(&ledger, "配合", &[(0, "完成情况", "已拨付"), (1, "备注", "资金到位"), (2, "备注", "")]).workbook("c");
    let expected = [
        "Conflict  > a!R4 已建成8个 | c!R4 已拨付 > 已建成8个 > ",
        "NotLead  > c!T5 资金到位 > 资金到位 > ",
        "Conflict  > a!R6 甲 | b!R6 乙 >  > ",
    ];
    check(&mut ledger, &[lead, other, support], &expected);
    assert_eq!(ledger.entries[0].to_fill.progress.as_deref(), Some("已建成8个"));
    assert_eq!(ledger.entries[1].to_fill.remarks.as_deref(), Some("资金到位"));
    assert_eq!(ledger.entries[2].to_fill.progress, None);
}

#[test]
fn of_targets_that_differ_the_higher_is_proposed() {
    let mut ledger = plan();
    let before = ledger.clone();
    let (mut a, mut b) = (Grid::of(&ledger), Grid::of(&ledger));
    let cell = |grid: &Grid, entry: usize| grid.rows[HEAD + 1 + entry][grid.column("量化目标")].to_string();
    let (clusters, days) = (cell(&a, 0), cell(&a, 2));
    a.set(0, "量化目标", &clusters.replace("10", "12"));
    b.set(0, "量化目标", &clusters.replace("10", "15"));
    b.set(2, "量化目标", &days.replace('5', "3"));
    let returned = [a.workbook("a"), b.workbook("b")];
    let expected = [
        format!(
            "Target {clusters} > a!F4 {} | b!F4 {} >  > {2}",
            clusters.replace("10", "12"),
            clusters.replace("10", "15"),
            clusters.replace("10", "15")
        ),
        format!("Target {days} > b!F6 {0} >  > {0}", days.replace('5', "3")),
    ];
    check(&mut ledger, &returned, &expected.each_ref().map(String::as_str));
    assert!(ledger == before);
}

#[test]
fn a_cell_merged_over_rows_speaks_for_all_of_them() {
    let mut ledger = plan();
    let grid = Grid::of(&ledger);
    let column = u16::try_from(grid.column("责任人")).expect("a column");
    let mut workbook = Writer::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(&grid.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, (row, column), cell, "yyyy-mm-dd");
        }
    }
    sheet.merge_range(3, column, 5, column, "李四", &Format::new()).expect("merged");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    check(&mut ledger, &[read(&bytes, "a")], &[]);
    assert!(ledger.entries.iter().all(|entry| entry.to_fill.person_in_charge.as_deref() == Some("李四")));
}

/// Words that try what spreadsheets do to words.
const WORDS: [&str; 12] = [
    "张三",
    "=1+1",
    "@SUM(A1)",
    "'引号",
    "第一行\n第二行",
    "0531-1234",
    "2025-01-02",
    "一季度：未分",
    "_x0041_",
    "<b>&amp;",
    "😀𠀀",
    "1e5",
];

fn fills(dice: &mut Dice, is_open: bool) -> ToFill {
    let mut words =
        |of: usize| (dice.roll(of) == 0).then(|| format!("{}{}", WORDS[dice.roll(WORDS.len())], dice.roll(99)));
    let (person_in_charge, contact, progress, remarks) = (words(2), words(3), words(2), words(4));
    let milestones = ["一", "二", "三", "四"].into_iter().filter_map(|quarter| {
        let step = words(3)?.replace('\n', "，");
        Some(format!("{quarter}季度：{step}"))
    });
    let milestones = milestones.collect();
    let statuses = [FillStatus::NotStarted, FillStatus::InProgress, FillStatus::Done, FillStatus::Delayed];
    let status = statuses[dice.roll(4)];
    let day = i8::try_from(dice.roll(28)).expect("below 28") + 1;
    let due = (is_open && dice.roll(2) == 0).then(|| taizhang::model::Date::new(2026, 2, day).expect("a day"));
    ToFill { person_in_charge, contact, milestones, progress, status, remarks, due }
}

/// What a person does to a sheet: sorts its rows, moves, adds, hides and widens columns, renames it, adds a title.
fn handled(grid: &Grid, dice: &mut Dice, sheet: usize, writer: &mut Writer) {
    let mut rows = grid.rows[HEAD..].to_vec();
    for index in (2..rows.len()).rev() {
        rows.swap(index, 1 + dice.roll(index));
    }
    let mut order: Vec<Option<usize>> = (0..rows[0].len()).map(Some).collect();
    order.push(None);
    for index in (1..order.len()).rev() {
        order.swap(index, dice.roll(index + 1));
    }
    let above = u32::try_from(dice.roll(5)).expect("below 5");
    let page = writer.add_worksheet().set_name(format!("改名{sheet}")).expect("a name");
    page.write_string(0, 0, "填报表").expect("written");
    for (index, column) in (0..).zip(&order) {
        match dice.roll(3) {
            0 => page.set_column_width(index, 50.0).map(drop),
            1 => page.set_column_hidden(index).map(drop),
            _ => Ok(()),
        }
        .expect("a column");
        let Some(column) = *column else { continue };
        for (row, cells) in (above + 1..).zip(&rows) {
            write(page, (row, index), &cells[column], "yyyy\"年\"m\"月\"d\"日\"");
        }
    }
}

#[test]
fn fills_come_back_whole_whatever_was_done_to_the_sheets() {
    let mut dice = Dice(0x5eed_2026);
    for (name, _, blank) in schema::corpus() {
        if blank.entries.is_empty() {
            continue;
        }
        let mut filled = blank.clone();
        for entry in &mut filled.entries {
            let is_open = entry.deadlines.iter().all(|deadline| deadline.by.is_none());
            entry.to_fill = fills(&mut dice, is_open);
        }
        let bytes = OutputFormat::Xlsx.bytes(&filled);
        let mut handled_by = Writer::new();
        for (index, grid) in grids(&bytes).iter().enumerate() {
            handled(grid, &mut dice, index, &mut handled_by);
        }
        let handled = handled_by.save_to_buffer().expect("a workbook");
        for bytes in [bytes, handled] {
            let mut ledgers = [blank.clone()];
            let merged = merge(&mut ledgers, &[read(&bytes, "a")], false);
            assert_eq!(told(&merged), [""; 0], "{name}");
            let [ledger] = ledgers;
            for (ours, theirs) in ledger.entries.iter().zip(&filled.entries) {
                assert_eq!(ours.to_fill, theirs.to_fill, "{name} {}", ours.id);
            }
            assert!(ledger == filled, "{name}");
        }
    }
}

#[test]
fn what_is_no_workbook_of_ours_is_an_error() {
    let read = |bytes: &[u8]| Workbook::read(bytes, "a", &Limits::default()).map(drop);
    assert_eq!(read(b""), Err(WorkbookError::NoWorkbook));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1"), Err(WorkbookError::OldOrEncrypted));
    assert!(matches!(read(b"PK\x03\x04"), Err(WorkbookError::Damaged { .. })));
    let other = written(&[Grid { name: "表".into(), rows: vec![vec![Data::String("序号".into())]] }]);
    assert!(matches!(read(&other), Err(WorkbookError::NoIds(_))));
    let whole = OutputFormat::Xlsx.bytes(&plan());
    let mut limits = Limits::default();
    limits.set(taizhang::Limit::Unpacked, 40_000);
    let error = Workbook::read(&whole, "a", &limits).map(drop).expect_err("too large");
    assert!(error.to_string().contains("--limit unpacked="), "{error}");
}

#[test]
fn damaged_workbooks_give_an_error_or_fills() {
    let mut dice = Dice(0x9e37_79b9);
    let ledger = plan();
    let whole = OutputFormat::Xlsx.bytes(&ledger);
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.roll(8) {
            let at = dice.roll(bytes.len());
            bytes[at] = u8::try_from(dice.roll(256)).expect("a byte");
        }
        bytes.truncate(bytes.len() - if dice.roll(4) == 0 { dice.roll(bytes.len()) } else { 0 });
        match Workbook::read(&bytes, "a", &Limits::default()) {
            Ok(workbook) => drop(merge(&mut [ledger.clone()], &[workbook], false)),
            Err(error) => assert!(error.to_string().contains(';'), "no next step: {error}"),
        }
    }
}

#[test]
fn split_workbooks_merge_back_into_a_folder_of_ledgers() {
    let folder =
        cli::folder(&[("docs/a.txt", PLAN.as_bytes()), ("docs/b.txt", PLAN.replace("山东", "湖南").as_bytes())]);
    let run = |arguments: &[&str], code| cli::check(&cli::run(folder.path(), arguments), code);
    run(&["extract", "docs", "-o", "ledgers"], 0);
    run(&["split", "ledgers", "-o", "out"], 0);
    // Each department fills in its rows.
    let mut persons = BTreeMap::new();
    for file in fs::read_dir(folder.path().join("out")).expect("workbooks") {
        let path = file.expect("a workbook").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut grid = grids(&fs::read(&path).expect("a workbook")).remove(0);
        for entry in 0..grid.rows.len() - HEAD - 1 {
            grid.set(entry, "责任人", &format!("{name}某某"));
        }
        fs::write(&path, written(&[grid])).expect("written");
        persons.insert(name, path);
    }
    fs::write(folder.path().join("out/~$a.xlsx"), b"lock").expect("written");
    assert_eq!(persons.len(), 8, "four departments of each province");
    let (out, _) = run(&["merge", "ledgers", "out", "-o", "filled", "--lang", "zh"], 1);
    assert!(out.starts_with("回收表格 8 份 8 行：填入 4 格，需核对 2 处\n"), "{out}");
    assert!(out.contains("几份填报不一致：\n  a.txt [p1.s3] 优化营商环境 “责任人”\n"), "{out}");
    for (name, province) in [("a", "山东省"), ("b", "湖南省")] {
        let bytes = fs::read(folder.path().join(format!("filled/{name}.json"))).expect("a ledger");
        let ledger = taizhang::load::ledgers(&bytes).expect("a ledger").remove(0);
        let person = |entry: usize| ledger.entries[entry].to_fill.person_in_charge.clone().unwrap_or_default();
        assert_eq!(person(0), format!("{province}工业和信息化厅某某"));
        assert_eq!(person(1), format!("{province}发展和改革委员会某某"));
        assert_eq!(person(2), "", "two departments lead, and each has named its own");
    }
}

#[test]
fn a_workbook_that_cannot_be_read_costs_only_itself() {
    let folder = cli::folder(&[("plan.txt", PLAN.as_bytes()), ("old.xls", b"\xd0\xcf\x11\xe0"), ("no.xlsx", b"text")]);
    let run = |arguments: &[&str], code| cli::check(&cli::run(folder.path(), arguments), code);
    run(&["extract", "plan.txt", "-o", "."], 0);
    let mut grid = Grid::of(&plan());
    grid.set(0, "完成情况", "已启动");
    fs::write(folder.path().join("good.xlsx"), written(&[grid])).expect("written");
    let (out, err) = run(
        &["merge", "plan.json", "old.xls", "good.xlsx", "no.xlsx", "gone.xlsx", "-o", "plan.json", "--format", "json"],
        1,
    );
    for part in ["old.xls: an older workbook", "no.xlsx: no workbook", "gone.xlsx: cannot be read: no such file"] {
        assert!(err.contains(part), "{part}: {err}");
    }
    let merged: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(merged["summary"], serde_json::json!({"workbooks": 1, "rows": 3, "taken": 1, "findings": 0}));
    let ledger = taizhang::load::ledgers(&fs::read(folder.path().join("plan.json")).expect("a ledger")).expect("one");
    assert_eq!(ledger[0].entries[0].to_fill.progress.as_deref(), Some("已启动"));
}

#[test]
fn a_workbook_that_an_office_program_saved_again_gives_the_same() {
    let Some(office) = office::tool("soffice") else { return };
    let mut ledger = plan();
    let mut grid = Grid::of(&ledger);
    for (entry, column, words) in
        [(0, "责任人", "张三"), (0, "时间进度二季度", "启动\n评审"), (1, "完成情况", "=已完成"), (2, "状态", "滞后")]
    {
        grid.set(entry, column, words);
    }
    let due = grid.column("截止日期");
    grid.rows[HEAD + 1][due] =
        Data::DateTime(calamine::ExcelDateTime::new(46_000.0, calamine::ExcelDateTimeType::DateTime, false));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("a.xlsx"), written(&[grid])).expect("written");
    let profile = format!("-env:UserInstallation=file://{}", at("profile"));
    office::run(&office, &[&profile, "--headless", "--convert-to", "xlsx", "--outdir", &at("saved"), &at("a.xlsx")]);
    let saved = fs::read(at("saved/a.xlsx")).expect("saved");
    check(&mut ledger, &[read(&saved, "a")], &[]);
    let fills = &ledger.entries[0].to_fill;
    assert_eq!(fills.person_in_charge.as_deref(), Some("张三"));
    assert_eq!(fills.milestones, ["二季度：启动", "二季度：评审"]);
    assert_eq!(fills.due.map(|due| due.to_string()).as_deref(), Some("2025-12-09"));
    assert_eq!(ledger.entries[1].to_fill.progress.as_deref(), Some("=已完成"));
    assert_eq!(ledger.entries[2].to_fill.status, FillStatus::Delayed);
}
