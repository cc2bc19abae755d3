//! Old Word documents: what is a paragraph, a row, a number, what is no text, and what of a damaged one is told.

pub mod build;
mod damage;
mod numbers;

use taizhang::Options;
use taizhang::read::{Document, Format};

use self::build::{BOXES, DRAWINGS, FOOTNOTE_MARKS, FOOTNOTES, SECTIONS, STYLES, Word, cells, change, compound, plc};
use self::numbers::numbered;
use crate::read::check;

/// Changes of characters and paragraphs.
const HIDDEN: &[u8] = &[0x3c, 0x08, 1];
const DELETED: &[u8] = &[0x00, 0x08, 1];
const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
const ROW_END: &[u8] = &[0x17, 0x24, 1];
const BREAK_BEFORE: &[u8] = &[0x07, 0x24, 1];

#[track_caller]
fn check_word(word: &Word, expected: &[&str]) -> Document {
    let document = check(&word.bytes(), expected);
    assert_eq!(document.format, Format::Doc);
    document
}

/// The same, of a file that says all that it should.
#[track_caller]
fn check_whole(word: &Word, expected: &[&str]) -> Document {
    let document = check_word(word, expected);
    assert_eq!(document.notes, []);
    document
}

/// A file of `tests/doc`, which LibreOffice wrote.
fn kept(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/doc/{name}.doc", env!("CARGO_MANIFEST_DIR"))).expect("a file that is kept")
}

// As LibreOffice writes them.

#[test]
fn numbers_that_word_counts_are_put_in() {
    let document = check(
        &kept("lists"),
        &[
            "云溪市工作方案",
            "一、总体要求",
            "（一）指导思想",
            "1.推进甲项工作。",
            "2.推进乙项工作。",
            "① 细项一",
            "② 细项二",
            "（二）主要目标",
            "1.推进丙项工作。",
            "无号的一段。",
            "二、保障措施",
            "不编号的标题",
            "（一）加强领导",
            "第一条 总则",
            "一.1 目的",
            "一.2 依据",
            "a)小项",
            "第二条 分则",
            "二.1 范围",
            "（5）从五起",
            "（6）到六",
            "●点",
            "一、重新开始",
            "（一）其下",
            "一、再一",
        ],
    );
    assert_eq!(document.notes, []);
}

#[test]
fn cells_that_span_rows_and_columns_stand_in_each() {
    check(
        &kept("tables"),
        &[
            "关于表格的通知",
            "序号\t任务\t措施\t单位",
            "1\t甲项工作\t措施一\t教育局",
            "2\t甲项工作\t措施二\t教育局",
            "3\t乙项工作 （第二段）\t乙项工作 （第二段）\t财政局",
            "二、其他\t二、其他\t二、其他\t二、其他",
            "4\t丙\t丙\t丙",
            "5\t丙\t丙\t丙",
            "\t任务\t只有两格\t只有两格",
            "6\t短行\t\t",
            "表后一段。",
            // A table that holds tables lays out a page.
            "外一",
            "外二",
            "前",
            "内甲\t内乙",
            "内丙\t内丁",
            "后",
            "外四",
            "外五",
            "内甲\t内乙",
            "内丙\t内丁",
            "其后。",
            "一、做好工作。\t1. 第二",
            "左\t右",
            "完。",
        ],
    );
}

#[test]
fn what_is_hidden_or_deleted_is_no_text_and_footnotes_stand_behind() {
    let document = check(
        &kept("marks"),
        &[
            "云溪市2025年工作要点",
            "推进甲①工作，按有关规定办理。",
            "可见新文结束。",
            "左\u{3000}右",
            "换行后-连字",
            "分页前",
            "分页后",
            "段前分页",
            "分栏前",
            "分栏后",
            "节末",
            "云溪市人民政府文件",
            "云政发〔2025〕1号",
            "框后正文②。",
            "Smart “quotes” — naïve café €5 ‰ … 10%",
            "扩展字𠮷与😀。",
            "最后一段。",
            "①甲：第一项说明。",
            "②乙：第二项说明。",
        ],
    );
    let gaps = document.lines.iter().filter(|line| line.gap_before).map(|line| line.text.of(&document.text));
    assert_eq!(gaps.collect::<Vec<_>>(), ["分页后", "段前分页", "①甲：第一项说明。"]);
}

#[test]
fn a_plan_is_the_same_in_both_formats_of_word() {
    let docs = crate::manifest::corpus().join("docs");
    let [old, new] = ["zhuzhou-nested.doc", "zhuzhou-nested.docx"].map(|name| {
        let bytes = std::fs::read(docs.join(name)).expect("a file of the corpus");
        taizhang::extract(&bytes, name, &Options::default()).expect("a ledger")
    });
    assert_eq!(old.source.media_type, "application/msword");
    assert_eq!(taizhang::model::Ledger { source: new.source.clone(), ..old }, new);
}

// As Word may write them.

#[test]
fn a_text_is_put_together_from_pieces_of_bytes_and_of_pairs() {
    let mut word = Word::of("一、目标\r");
    word.pieces.push(("Caf\u{e9} \u{201c}5\u{201d} \u{2026}\u{20ac}\r".into(), true, 0));
    word.pieces.push(("二、做法\r".into(), false, 0));
    check_whole(&word, &["一、目标", "Café “5” …€", "二、做法"]);
}

#[test]
fn words_are_hidden_by_themselves_and_by_their_style() {
    // Style 1 hides; a run may say that it is as its style (0x80) or the contrary (0x81).
    let hides = [&[0x3c, 0x08, 1][..]].concat();
    let style = |kind: u16, based_on: u16, said: &[&[u8]]| {
        let mut style = vec![0; 2];
        style.extend((kind | based_on << 4).to_le_bytes());
        style.extend(u16::try_from(said.len()).expect("few").to_le_bytes());
        style.extend([0; 4]);
        style.extend([1, 0, b'A', 0, 0, 0]);
        for said in said {
            style.extend(u16::try_from(said.len()).expect("short").to_le_bytes());
            style.extend(*said);
            style.resize(style.len().next_multiple_of(2), 0);
        }
        [&u16::try_from(style.len()).expect("short").to_le_bytes(), &style[..]].concat()
    };
    let styles = [
        &[18, 0, 3, 0, 10, 0][..],
        &[0; 14],
        &style(1, 0xfff, &[&[0, 0], &[]]),
        &style(2, 0xfff, &[&hides]),
        &style(2, 1, &[&[]]),
    ]
    .concat();
    let of_style = |style: u8| change(0x4a30, &[style, 0]);
    let word = Word::of("甲一乙二丙三丁四戊五己\r")
        .part(STYLES, styles)
        .characters("一", &[HIDDEN])
        .characters("二", &[DELETED])
        .characters("三", &[&of_style(1)])
        .characters("四", &[&of_style(2)])
        .characters("五", &[&of_style(2), &change(0x083c, &[0x81])]);
    check_whole(&word, &["甲乙丙丁戊五己"]);
}

#[test]
fn a_paragraph_whose_mark_is_gone_goes_on_in_the_next() {
    let list = change(0x460b, &[1, 0]);
    let word = ["甲\r", "被删\r", "乙前\r", "乙后\r", "丙\r"]
        .iter()
        .fold(numbered(), |word, words| word.add(words, 0, &[&list]))
        .characters("被删\r", &[DELETED])
        .characters("前\r", &[HIDDEN]);
    check_whole(&word, &["1.甲", "2.乙乙后", "3.丙"]);
}

#[test]
fn the_instructions_of_fields_are_no_text() {
    let text = "见\u{13} REF a \u{13} X \u{15}\u{14}第\u{13} PAGE \u{14}3\u{15}页\u{15}，\u{13} TC 暗 \u{15}完\r";
    check_whole(&Word::of(text), &["见第3页，完"]);
    // What never ends, or begins nowhere, or holds paragraphs, hides nothing.
    for (text, expected) in [
        ("甲\u{13} 乙\r丙\r", &["甲 乙", "丙"][..]),
        ("甲\u{15}乙\r", &["甲乙"]),
        ("甲\u{13}乙\r丙\u{14}丁\u{15}\r", &["甲乙", "丙丁"]),
    ] {
        let document = check_word(&Word::of(text), expected);
        assert!(document.notes[0].message.contains("域"), "{}", document.notes[0].message);
    }
}

#[test]
fn cells_are_merged_across_and_down_as_the_row_says() {
    // The first of cells merged across, and the others: old programs write 1 and 2, [MS-DOC] says 2 or 3 and 1.
    for (first, other) in [(1, 2), (2, 1), (3, 1)] {
        let edges = [0, 500, 2500, 4500];
        let word = Word::of("")
            .row(&["序号", "任务", "单位"], &cells(&edges, &[0; 3]))
            .row(&["1", "甲", ""], &cells(&edges, &[0, first | 0x60, other]))
            .row(&["2", "", "乙局"], &cells(&[3, 520, 2490, 4500], &[0, 0x20, 0]))
            .row(&["3", "丙"], &cells(&[0, 500, 4500], &[0; 2]));
        check_whole(&word, &["序号\t任务\t单位", "1\t甲\t甲", "2\t甲\t乙局", "3\t丙\t丙"]);
    }
}

#[test]
fn changes_of_cells_hold_after_what_the_row_says_of_them() {
    let shape = cells(&[0, 500, 2500, 4500], &[0; 3]);
    let (across, down, below) = (change(0x5624, &[1, 3]), change(0xd62b, &[2, 1, 3]), change(0xd62b, &[2, 1, 1]));
    let word = Word::of("")
        .row(&["序号", "任务", "单位"], &shape)
        .row(&["1", "甲", ""], &[&shape[..], &across].concat())
        .row(&["2", "乙", "A局"], &[&shape[..], &down].concat())
        .row(&["3", "", "B局"], &[&shape[..], &below].concat());
    check_whole(&word, &["序号\t任务\t单位", "1\t甲\t甲", "2\t乙\tA局", "3\t乙\tB局"]);
}

#[test]
fn what_is_too_long_for_a_run_stands_in_the_stream_of_data() {
    let shape = cells(&[0, 500, 4500], &[0; 2]);
    let mut word = Word::of("")
        .row(&["序号", "任务", "单位"], &cells(&[0, 500, 2500, 4500], &[0; 3]))
        .row(&["1", "甲"], &change(0x6646, &[2, 0, 0, 0]));
    word.data = [&[9, 9], &u16::try_from(shape.len()).expect("short").to_le_bytes()[..], &shape].concat();
    check_whole(&word, &["序号\t任务\t单位", "1\t甲\t甲"]);
}

#[test]
fn tables_in_tables_say_how_deep_they_are() {
    let deep: &[u8] = &[0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0];
    let (last, row) = (change(0x244b, &[1]), change(0x244c, &[1]));
    let shape = cells(&[0, 2000, 4000], &[0; 2]);
    let mut word =
        Word::of("").row(&["序号", "任务"], &shape).add("1\u{7}", 0, &[IN_TABLE]).add("甲：\r", 0, &[IN_TABLE]);
    for cells in [["子", "丑"], ["寅", "卯"]] {
        for cell in cells {
            word = word.add(&format!("{cell}\r"), 0, &[deep, &last]);
        }
        word = word.add("\r", 0, &[deep, &last, &row, &shape]);
    }
    let word = word.add("\u{7}", 0, &[IN_TABLE]).add("\u{7}", 0, &[IN_TABLE, ROW_END, &shape]).add("完\r", 0, &[]);
    check_whole(&word, &["序号", "任务", "1", "甲：", "子\t丑", "寅\t卯", "完"]);
}

#[test]
fn a_table_whose_rows_say_nothing_keeps_its_words() {
    let word = Word::of("").row(&["序号", "任务"], &[]).row(&["1", "甲", "多"], &[]).add("未完\u{7}", 0, &[IN_TABLE]);
    check_whole(&word, &["序号\t任务", "1\t甲\t多", "未完\t\t"]);
    check_whole(&Word::of("甲\u{7}乙\u{7}\r"), &["甲", "乙"]);
}

#[test]
fn pieces_may_change_what_is_in_them() {
    let mut word = numbered();
    word.pieces = vec![
        ("甲\r".into(), false, 0),
        ("乙\r".into(), false, 1),
        ("密".into(), false, 0x5c << 1 | 1 << 8),
        ("丙\r".into(), false, 3),
    ];
    word.changes = vec![change(0x460b, &[1, 0]), [&change(0x460b, &[1, 0])[..], HIDDEN].concat()];
    // The last is hidden with its mark.
    check_whole(&word, &["甲", "1.乙"]);
}

/// A file with a footnote, one that has a mark of its own, and a text in a box.
fn noted() -> Word {
    let main = "甲\u{2}乙*丙\u{8}丁\r戊\u{8}\r";
    let notes = "\u{2}注一。\r* 注二。\r\r";
    let boxes = "框中。\r第二段。\r\r";
    let count = |text: &str| text.encode_utf16().count();
    let mut word = Word::of(&[main, notes, boxes].concat())
        .part(FOOTNOTE_MARKS, plc(&[1, 3, 99], &[&[1, 0], &[0, 0]]))
        .part(FOOTNOTES, plc(&[0, 5, 11, 12], &[]))
        .part(DRAWINGS, plc(&[5, 9, 99], &[&[&[7][..], &[0; 25]].concat(), &[&[8][..], &[0; 25]].concat()]))
        .part(BOXES, plc(&[0, 9, 10], &[&[&[0; 14][..], &[7], &[0; 7]].concat(), &[0; 22]]));
    word.stories = vec![(80, count(notes)), (100, count(boxes))];
    word
}

#[test]
fn footnotes_and_boxes_are_found_by_their_marks() {
    let word = noted();
    check_whole(&word, &["框中。", "第二段。", "甲①乙*丙丁", "戊", "①注一。", "* 注二。"]);
    // One whose drawing is in a group is fastened nowhere.
    let mut streams = word.streams();
    let place =
        streams[1].1.windows(22).position(|said| said == [&[0; 14][..], &[7], &[0; 7]].concat()).expect("a box");
    streams[1].1[place + 14] = 9;
    check(&compound(&streams), &["甲①乙*丙丁", "戊", "框中。", "第二段。", "①注一。", "* 注二。"]);
    // One that is free for another, and one that is fastened to what is hidden.
    streams[1].1[place + 8] = 1;
    check(&compound(&streams), &["甲①乙*丙丁", "戊", "①注一。", "* 注二。"]);
    check(&word.characters("\u{8}丁", &[HIDDEN]).bytes(), &["甲①乙*丙", "戊", "①注一。", "* 注二。"]);
    let word = noted();
    // What lies beyond the end is told, and the text is there.
    let mut streams = word.streams();
    streams[0].1[100..104].copy_from_slice(&1000_u32.to_le_bytes());
    let document = check(&compound(&streams), &["甲①乙*丙丁", "戊", "①注一。", "* 注二。"]);
    assert_eq!(document.notes[0].code, "doc-damaged");
    assert!(document.notes[0].message.contains("文本框"), "{}", document.notes[0].message);
}

#[test]
fn pages_and_sections_part_the_text() {
    let word =
        Word::of("甲\u{c}乙\r丙\u{c}").add("丁\r", 0, &[BREAK_BEFORE]).part(SECTIONS, plc(&[0, 6, 8], &[&[0; 24]]));
    let document = check_whole(&word, &["甲", "乙", "丙", "丁"]);
    let gaps: Vec<bool> = document.lines.iter().map(|line| line.gap_before).collect();
    assert_eq!(gaps, [false, true, false, true]);
}
