//! Workbooks: what is a row, what stands above and below the table, and what numbers and days show.

use rust_xlsxwriter::{Format as Look, Workbook, Worksheet};
use taizhang::read::{Document, Format, read};
use taizhang::{Limit, Options, OutputFormat, ReadError};

use crate::cli;
use crate::doc::build::compound;
use crate::read::check;
use crate::robust::{self, Dice};

/// A workbook with one sheet.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().expect("a workbook")
}

/// A workbook with words in rows, by their columns.
fn rows(rows: &[&[&str]]) -> Vec<u8> {
    book(|sheet| {
        for (row, cells) in (0..).zip(rows) {
            for (column, words) in (0..).zip(*cells).filter(|(_, words)| !words.is_empty()) {
                sheet.write(row, column, *words).expect("a cell");
            }
        }
    })
}

#[track_caller]
fn check_book(bytes: &[u8], expected: &[&str]) -> Document {
    let document = check(bytes, expected);
    assert_eq!(document.format, Format::Xlsx);
    document
}

fn refusal(bytes: &[u8]) -> ReadError {
    read(bytes, &Options::default()).expect_err("no document")
}

/// A task list as offices send it around.
fn list() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Look::new();
    let (percent, day) = (Look::new().set_num_format("0%"), Look::new().set_num_format("yyyy\"年\"m\"月\"d\"日\""));
    let (money, month) = (Look::new().set_num_format("#,##0.0\"万元\""), Look::new().set_num_format("yyyy/m"));
    let mut merge = |rows: (u32, u32), columns: (u16, u16), words: &str| {
        sheet.merge_range(rows.0, columns.0, rows.1, columns.1, words, &plain).expect("merged cells");
    };
    merge((1, 1), (1, 7), "云溪市2025年重点任务清单");
    merge((3, 4), (1, 1), "序号");
    merge((3, 4), (2, 2), "任务");
    merge((3, 3), (3, 4), "目标");
    merge((3, 4), (5, 5), "完成时限");
    merge((3, 4), (6, 7), "牵头单位");
    merge((5, 6), (2, 2), "推进甲项工作");
    merge((5, 7), (6, 7), "市教育局");
    merge((10, 10), (1, 7), "注：本清单每季度更新一次。");
    for (row, column, words) in [
        (2, 1, "填报单位：市政府办公室"),
        (2, 7, "2025年1月"),
        (4, 3, "完成率"),
        (4, 4, "投资"),
        (7, 2, "推进乙项工作\n（含丙）"),
        (8, 2, "推进丁项工作"),
        (8, 6, "市财政局"),
    ] {
        sheet.write(row, column, words).expect("a cell");
    }
    for (row, number) in (5..).zip([1, 2, 3, 4]) {
        sheet.write(row, 1, number).expect("a cell");
    }
    for (row, column, number, look) in [
        (5, 3, 0.85, &percent),
        (6, 3, 1.0, &percent),
        (5, 4, 1200.0, &money),
        (7, 4, 35.5, &money),
        (5, 5, 45_838.0, &day),
        (6, 5, 46_022.0, &day),
        (7, 5, 45_838.0, &month),
    ] {
        sheet.write_with_format(row, column, number, look).expect("a cell");
    }
    sheet.write_formula(8, 4, rust_xlsxwriter::Formula::new("=B6*2").set_result("2")).expect("a cell");
    let hidden = book.add_worksheet().set_name("底稿").expect("a name");
    hidden.write(0, 0, "不显示").expect("a cell");
    hidden.set_hidden(true);
    book.add_worksheet().write(0, 0, "附：联系人王某。").expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

const LIST: [&str; 11] = [
    "云溪市2025年重点任务清单",
    "填报单位：市政府办公室",
    "2025年1月",
    "序号\t任务\t目标\t目标\t完成时限\t牵头单位",
    "序号\t任务\t完成率\t投资\t完成时限\t牵头单位",
    "1\t推进甲项工作\t85%\t1,200.0万元\t2025年6月30日\t市教育局",
    "2\t推进甲项工作\t100%\t\t2025年12月31日\t市教育局",
    "3\t推进乙项工作 （含丙）\t\t35.5万元\t2025年6月\t市教育局",
    "4\t推进丁项工作\t\t2\t\t市财政局",
    "注：本清单每季度更新一次。",
    "附：联系人王某。",
];

#[test]
fn a_sheet_is_what_it_shows() {
    if let Ok(path) = std::env::var("TAIZHANG_BOOK") {
        std::fs::write(path, list()).expect("written");
    }
    let document = check_book(&list(), &LIST);
    assert_eq!(document.notes.len(), 1);
    assert_eq!(document.notes[0].code, "sheets-hidden");
    assert!(document.notes[0].message.contains("底稿"));
    let gaps = document.lines.iter().filter(|line| line.gap_before).map(|line| line.text.of(&document.text));
    assert_eq!(gaps.collect::<Vec<_>>(), [LIST[3], LIST[9], LIST[10]]);
}

/// The same, as LibreOffice saves it for Excel 97.
#[test]
fn an_old_workbook_shows_the_same() {
    let document = check(&old(), &LIST);
    assert_eq!((document.format, document.notes[0].code), (Format::Xls, "sheets-hidden"));
}

fn old() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workbook/list.xls")).expect("a file that is kept")
}

#[test]
fn a_task_list_gives_its_ledger() {
    let ledger = taizhang::extract(&list(), "list.xlsx", &Options::default()).expect("a ledger");
    assert_eq!(ledger.source.media_type, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_eq!(ledger.document.title.as_deref(), Some("云溪市2025年重点任务清单"));
    let titles: Vec<&str> = ledger.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["推进甲项工作", "推进甲项工作", "推进乙项工作（含丙）", "推进丁项工作"]);
    let old = taizhang::extract(&old(), "list.xlsx", &Options::default()).expect("a ledger");
    assert_eq!(taizhang::model::Ledger { source: ledger.source.clone(), ..old }, ledger);
}

#[test]
fn lines_of_one_cell_stand_above_and_below_the_table() {
    check_book(
        &rows(&[
            &["某县任务清单"],
            &["", "", "2025年版"],
            &[],
            &["序号", "任务", "单位"],
            &["1", "甲", "A局"],
            &["二、其他"],
            &["2", "乙", "B局"],
            &["3"],
            &["备注：以上按季报送。"],
        ]),
        &[
            "某县任务清单",
            "2025年版",
            "序号\t任务\t单位",
            "1\t甲\tA局",
            "二、其他\t\t",
            "2\t乙\tB局",
            "3\t\t",
            "备注：以上按季报送。",
        ],
    );
    check_book(
        &rows(&[&["一、做好甲项工作。"], &["二、做好乙项工作。"]]),
        &["一、做好甲项工作。", "二、做好乙项工作。"],
    );
}

#[test]
fn cells_that_hold_tabs_and_lines_stay_cells() {
    check_book(&rows(&[&["任务", "单位"], &["甲\t乙\n丙", "A局\nB局"]]), &["任务\t单位", "甲 乙 丙\tA局 B局"]);
}

#[test]
fn a_workbook_that_a_ledger_was_written_to_is_refused_with_the_way_to_take_it() {
    let ledger = taizhang::extract(&list(), "list.xlsx", &Options::default()).expect("a ledger");
    let error = refusal(&OutputFormat::Xlsx.bytes(&ledger));
    assert!(matches!(error, ReadError::Unsupported { .. }) && error.to_string().contains("taizhang merge"), "{error}");
}

#[test]
fn a_folder_is_read_without_the_workbooks_that_ledgers_were_written_to() {
    let ledger = taizhang::extract(&list(), "list.xlsx", &Options::default()).expect("a ledger");
    let made = OutputFormat::Xlsx.bytes(&ledger);
    let folder = cli::folder(&[("list.xlsx", &list()), ("out/list.xlsx", &made), ("~$list.xlsx", b"open")]);
    let output = cli::run(folder.path(), &["extract", "."]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("left out of folders: 2 files (2 .xlsx)"), "{said}");
}

#[test]
fn what_is_wrong_with_a_workbook_is_said() {
    assert!(matches!(refusal(&rows(&[])), ReadError::Blank));
    let whole = list();
    let error = refusal(&whole[..whole.len() / 2]);
    assert!(matches!(error, ReadError::Damaged { format: Format::Xlsx, .. }), "{error}");
    let begin = |version: u16| [&0x809_u16.to_le_bytes()[..], &[4, 0], &version.to_le_bytes(), &[5, 0]].concat();
    let of = |records: &[&[u8]]| compound(&[("Workbook", [&records.concat()[..], &[0; 4096]].concat())]);
    for (bytes, expected) in [
        (of(&[&begin(0x0500)]), "before Excel 97"),
        (of(&[&begin(0x0600), &[0x2f, 0, 2, 0, 1, 0]]), "password"),
        (of(&[&begin(0x0600)]), "cut off"),
        (of(&[&begin(0x0600), &[0x0a, 0, 0, 0]]), "cut off"),
    ] {
        let error = refusal(&bytes);
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn limits_hold_for_what_merged_cells_spread() {
    let wide = book(|sheet| {
        for column in 0..100 {
            sheet.write(0, column, "头").expect("a cell");
        }
        for row in 1..100 {
            sheet.write(row, 99, "末").expect("a cell");
        }
        sheet.merge_range(1, 0, 99, 98, &"长".repeat(30_000), &Look::new()).expect("merged cells");
    });
    let error = refusal(&wide);
    assert!(matches!(error, ReadError::TooLarge { of: Limit::Unpacked, .. }), "{error}");
    let many = book(|sheet| {
        for column in 0..1001 {
            sheet.write(0, column, "头").expect("a cell");
        }
    });
    assert!(refusal(&many).to_string().contains("1000 columns"));
}

#[test]
fn damaged_workbooks_give_a_sound_ledger_or_an_error() {
    let mut dice = Dice(0x0b00_0b00);
    let rounds = robust::times(60);
    let (old, parts) = (old(), crate::fuzz::parts(&list()));
    for _ in 0..rounds {
        let mut bytes = old.clone();
        for _ in 0..=dice.roll(12) {
            let at = dice.roll(bytes.len());
            bytes[at] = [0, 1, 0x0a, 0xff, u8::try_from(dice.roll(256)).expect("a byte")][dice.roll(5)];
        }
        robust::check(&bytes);
        let (name, part) = &parts[dice.roll(parts.len())];
        let mut part = part.clone();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(part.len());
            let pieces = [
                "</c>",
                "<c r=\"XFD1048576\">",
                "<row r=\"4000000000\">",
                "<mergeCell ref=\"A1:ZZZZZ99\"/>",
                "9",
                "<si>",
            ];
            let piece = pieces[dice.roll(pieces.len())].bytes();
            part.splice(at..at + dice.roll(2 * (part.len() - at).min(20) + 1) / 2, piece);
        }
        robust::check(&crate::fuzz::with_part(&parts, name, &part));
    }
}
