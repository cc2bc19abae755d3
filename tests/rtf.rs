//! RTF: what is a paragraph, a row, a number, what is no text, in which code page words are, and what of a damaged file is told.

mod build;

use taizhang::read::{Document, Format, read};
use taizhang::{Limit, Options, ReadError};

use self::build::{Letters, of_text};
use crate::corpus::differences;
use crate::manifest::documents;
use crate::read::{check, reads};
use crate::robust::{self, Dice};

/// A file with this body, as Word begins one.
fn rtf(body: &str) -> Vec<u8> {
    format!(
        "{{\\rtf1\\ansi\\ansicpg936\\uc1\\deff0{{\\fonttbl{{\\f0\\froman\\fcharset0 Times New Roman;}}\
         {{\\f13\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5{{\\*\\falt SimSun}};}}{{\\f3\\froman\\fcharset2 Symbol;}}}}\
         {{\\colortbl;\\red0\\green0\\blue0;}}{{\\stylesheet{{\\ql \\snext0 Normal;}}{{\\s1 heading 1;}}}}\
         {{\\info{{\\title A}}{{\\author B}}}}{{\\*\\generator C;}}\n{}}}",
        words(body)
    )
    .into_bytes()
}

/// Words beyond ASCII by their numbers, with one byte for programs that know none.
fn words(text: &str) -> String {
    build::words(text, Letters::Numbers)
}

#[track_caller]
fn check_rtf(body: &str, expected: &[&str]) -> Document {
    let document = check(&rtf(body), expected);
    assert_eq!(document.format, Format::Rtf);
    document
}

/// The same, of a file that lacks nothing.
#[track_caller]
fn check_whole(body: &str, expected: &[&str]) {
    assert_eq!(check_rtf(body, expected).notes, []);
}

/// A file of `tests/rtf`, which LibreOffice wrote from that of the same name in `tests/doc`.
fn kept(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/rtf/{name}.rtf", env!("CARGO_MANIFEST_DIR"))).expect("a file that is kept")
}

// As LibreOffice writes them.

#[test]
fn what_libreoffice_writes_is_the_same_as_in_the_format_of_word() {
    for name in ["lists", "tables", "marks"] {
        let old = std::fs::read(format!("{}/tests/doc/{name}.doc", env!("CARGO_MANIFEST_DIR"))).expect("a file");
        let (old, new) = (reads(&old), reads(&kept(name)));
        assert_eq!(new.notes, [], "{name}");
        let words = |document: &Document| -> Vec<String> {
            document.lines.iter().map(|line| line.text.of(&document.text).to_owned()).collect()
        };
        let (old, mut new) = (words(&old), words(&new));
        if name == "lists" {
            // The program lost that a list begins anew.
            assert_eq!(new.pop().as_deref(), Some("二、再一"));
        }
        assert_eq!(new, old[..new.len()], "{name}");
    }
}

#[test]
fn every_document_of_the_corpus_says_the_same_as_its_text() {
    let mut wrong = String::new();
    for document in documents() {
        let Some(text) = document.files.iter().find(|file| file.form == "clean") else { continue };
        let words = String::from_utf8(text.bytes.clone()).expect("UTF-8");
        for letters in [Letters::Numbers, Letters::Bytes] {
            let ledger = taizhang::extract(&of_text(&words, letters), &text.file, &Options::default());
            let ledger = ledger.unwrap_or_else(|error| panic!("{}: {error}", text.file));
            assert_eq!(ledger.source.media_type, "application/rtf");
            let differences = differences(text.ledger().expect("a ledger"), &ledger);
            differences.iter().for_each(|line| wrong += &format!("{} as {letters:?}: {line}\n", text.file));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

// As Word writes them.

#[test]
fn words_are_in_the_code_page_of_their_font_or_given_by_number() {
    check_whole(
        "\\pard\\plain {\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\f13\\loch\\af13\\hich\\af13\\dbch\\f13 \\'b9\\'d8\\'d3\\'da}\
         {\\f0 2025\\'c4\\'ea\\~\\'93RCEP\\'94 caf\\'e9 }\\f13 \\uc2\\u36890 \\'cd\\'a8\\uc1\\u30693\\'3f\\u21644{}\\u-225 ?\\par \
         {\\uc0\\u55362\\u57271\\u128512 }\\u20889\\'d0{}\\u20889\\'d0\r\nA\\{\\}\\\\\\par",
        &["关于2025年\u{a0}“RCEP” café 通知和？", "𠮷😀写写A{}\\"],
    );
}

#[test]
fn text_that_is_set_apart_or_unknown_is_left_out() {
    check_whole(
        "{\\header\\pard 页眉\\par}{\\footerr\\pard 页脚 \\chpgn\\par}{\\*\\unknown 无 {\\b 关}}{\\*\\bkmkstart a}一、目标\
         {\\v 密}{\\deleted 旧}{\\mvf 移}{\\revised 新}{\\pict\\pngblip 89504e47}{\\*\\shppict{\\pict\\bin4 }}{{}}{\\xe 索引}\
         {\\object{\\*\\objdata 0105}{\\result 表}}{\\*\\annotation 批注}\\par\\sect 二、做法\\~甲\\_乙\\-丙\\emdash\\tab 丁\\line 戊\\par",
        &["一、目标新表", "二、做法\u{a0}甲-乙丙—\u{3000}丁", "戊"],
    );
}

#[test]
fn the_instructions_of_fields_are_no_text() {
    check_whole(
        "见{\\field{\\*\\fldinst { HYPERLINK \"http://a.cn\" }{\\field{\\*\\fldinst X}{\\fldrslt Y}}}{\\fldrslt {\\ul 附件}}}，\
         {\\field{\\*\\fldinst SYMBOL 108 \\\\f \"Wingdings\"}{\\fldrslt }}完{\\upr{ANSI}{\\*\\ud{全}}}\\par",
        &["见附件，●完全"],
    );
}

#[test]
fn printed_numbers_stand_before_their_paragraphs() {
    check_whole(
        "\\pard\\ls1 {\\listtext\\pard\\plain\\f13 一、\\tab}总体要求\\par{\\listtext\\pard 第一条\\tab}总则\\par\
         {\\listtext\\f3\\'b7\\tab}点\\par{\\pntext\\f3 l\\tab}点二\\par{\\listtext\\u-3913 ?\\tab}点三\\par\
         {\\listtext\\u8226 *\\tab}点四\\par\\pard {\\pntext\\f0 1.\\tab}{\\*\\pn\\pnlvlbody{\\pntxta .}}甲\\par",
        &["一、总体要求", "第一条 总则", "●点", "●点二", "●点三", "●点四", "1.甲"],
    );
    let document = check_rtf("\\pard\\ls1 {\\listtext 1.\\tab}甲\\par 乙\\par", &["1.甲", "乙"]);
    assert!(document.notes[0].message.contains("自动编号"), "{}", document.notes[0].message);
}

#[test]
fn a_paragraph_whose_mark_is_hidden_goes_on_in_the_next() {
    check_whole("{\\listtext 1.\\tab}甲{\\deleted\\par}{\\listtext 2.\\tab}乙{\\v 丙\\par}丁\\par", &["1.甲乙丁"]);
}

#[test]
fn footnotes_stand_behind_the_text_and_boxes_before_their_paragraphs() {
    let document = check_rtf(
        "甲{\\super\\chftn}{\\footnote\\pard\\plain {\\super\\chftn}注一。\\par 第二段。}乙*{\\footnote * 注二。}丙\
         {\\super\\chftn}{\\*\\footnote\\ftnalt {\\super\\chftn}尾注。}丁{\\super\\chftn}{\\*\\footnote {\\super\\chftn}注三。\\par}\
         {\\v{\\super\\chftn}{\\footnote 密注。}}\\par 戊\
         {\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn fLine}{\\sv 0}}{\\shptxt\\pard 框中。\\par 第二段。\\par}}{\\shprslt{\\*\\do{\\dptxbxtext 框中。}}}}\
         己{\\v{\\shp{\\*\\shpinst{\\shptxt 密框}}}}{\\*\\do\\dobxpage{\\dptxbx{\\dptxbxtext\\pard 旧框。}}}\\par",
        &["甲①乙*丙丁②", "框中。", "第二段。", "旧框。", "戊己", "①注一。", "第二段。", "* 注二。", "②注三。"],
    );
    let gaps = document.lines.iter().filter(|line| line.gap_before).map(|line| line.text.of(&document.text));
    assert_eq!(gaps.collect::<Vec<_>>(), ["①注一。"]);
}

#[test]
fn cells_that_span_rows_and_columns_stand_in_each() {
    // Word says of a row what it is before its cells and again behind them.
    let row = |says: &str, cells: &[&str]| {
        let cells: String =
            cells.iter().map(|cell| format!("\\pard\\plain \\intbl{{\\f13 {cell}\\cell }}\n")).collect();
        format!(
            "\\trowd\\trgaph108\\trleft-108{says}{cells}\\pard\\plain \\intbl {{\\trowd\\trleft-108{says}\\row }}\n"
        )
    };
    let table = [
        row("\\cellx700\\cellx3000\\cellx5000\\cellx7000", &["序号", "任务", "措施", "单位"]),
        row("\\cellx700\\clvmgf\\cellx3000\\cellx5000\\cellx7000", &["1", "甲项\\line 工作", "措施一", "A局"]),
        row("\\cellx720\\clvmrg\\cellx2990\\cellx5000\\cellx7000", &["2", "", "措施二\\par 第二段", "B局"]),
        row("\\cellx700\\clmgf\\cellx3000\\clmrg\\cellx5000\\cellx7000", &["3", "乙项", "", "C局"]),
        row("\\cellx700\\cellx3000\\cellx7000", &["4", "丙项", "合一"]),
        row("\\clvertalc\\cellx7000", &["二、其他"]),
    ];
    check_whole(
        &format!("表前\\par {}\\pard\\plain 表后\\par", table.concat()),
        &[
            "表前",
            "序号\t任务\t措施\t单位",
            "1\t甲项 工作\t措施一\tA局",
            "2\t甲项 工作\t措施二 第二段\tB局",
            "3\t乙项\t乙项\tC局",
            "4\t丙项\t合一\t合一",
            "二、其他\t二、其他\t二、其他\t二、其他",
            "表后",
        ],
    );
}

#[test]
fn rows_may_begin_anywhere_and_say_what_they_are_once() {
    check_whole(
        "\\trowd\\cellx1000\\cellx2000\\cellx3000\\intbl 序号\\cell 任务\\cell 单位\\cell\\row 1\\cell 甲\\cell A局\\cell\\row\
         \\trowd\\trleft1000\\cellx2000\\cellx3000 乙\\cell B局\\cell\\row\\trowd\\cellx1000\\pard\\intbl 二、丙\\cell\\row\\pard 完",
        &["序号\t任务\t单位", "1\t甲\tA局", "\t乙\tB局", "二、丙\t\t", "完"],
    );
    // Rows of which nothing is said, and one that never ends.
    check_whole(
        "\\pard\\intbl 甲\\cell 乙\\cell\\row 丙\\cell 丁\\cell 戊\\row\\pard 完\\par",
        &["甲\t乙", "丙\t丁\t戊", "完"],
    );
    check_whole("\\pard\\intbl 甲\\cell 乙\\cell", &["甲\t乙"]);
}

#[test]
fn tables_in_cells_are_told_apart() {
    let inner = |cells: [&str; 2]| {
        format!(
            "\\pard\\plain \\intbl\\itap2 {{{}\\nestcell{{\\nonesttables\\par }}}}{{{}\\nestcell{{\\nonesttables\\par }}}}\
             {{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}}{{\\nonesttables\\par }}",
            cells[0], cells[1]
        )
    };
    let body = format!(
        "\\trowd\\cellx1000\\cellx3000\\pard\\intbl 序号\\cell 任务\\cell\\row\\pard\\intbl 1\\cell 甲：\\par {}{}\
         \\pard\\intbl\\itap1 后\\cell\\row\\pard 完\\par",
        inner(["子", "丑"]),
        inner(["寅", "卯"])
    );
    // A table that holds tables lays out a page.
    check_whole(&body, &["序号", "任务", "1", "甲：", "子\t丑", "寅\t卯", "后", "完"]);
}

#[test]
fn pages_part_the_text() {
    let document = check_rtf("甲\\page 乙\\par\\pard\\pagebb 丙\\par\\pard 丁\\par", &["甲", "乙", "丙", "丁"]);
    let gaps: Vec<bool> = document.lines.iter().map(|line| line.gap_before).collect();
    assert_eq!(gaps, [false, true, true, false]);
}

#[test]
fn what_other_programs_write_is_read() {
    // TextEdit: fonts without groups, a line end behind a backslash for a paragraph.
    check(
        b"{\\rtf1\\ansi\\ansicpg936\\cocoartf2513\n{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;\\f1\\fnil\\fcharset134 PingFangSC;}\n\
          \\pard\\pardirnatural\\partightenfactor0\n\n\\f1\\fs24 \\cf0 \\'d2\\'bb\\'a1\\'a2\\'c4\\'bf\\'b1\\'ea\n\\f0 2025\\\n\\f1 \\'bc\\'d7}",
        &["一、目标2025", "甲"],
    );
    // A program that names no code page and no font.
    check(b"\xef\xbb\xbf{\\rtf1 \xcd\xa8\xd6\xaa\\par}\r\n\0", &["通知"]);
}

// Damage.

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let said =
        |bytes: &[u8]| reads(bytes).notes.first().map(|note| (note.code, note.message.clone())).unwrap_or_default();
    let whole = rtf("甲\\par");
    let cut = said(&whole[..whole.len() - 1]);
    assert!(cut.0 == "rtf-damaged" && cut.1.contains("文件未完"), "{}", cut.1);
    assert!(said(&[&whole[..], b"more"].concat()).1.contains("结束标记之后"));
    assert!(said(&rtf("\\uc0\\u55362 甲\\par")).1.contains("字符"));
    assert!(said(b"{\\rtf1{\\fonttbl\\f1\\fcharset134 A;}\\f1 \\'d6 a\\par}").1.contains("字符"));
    let refused = |bytes: &[u8], options: &Options| read(bytes, options).expect_err("no document");
    assert!(matches!(refused(&rtf("\\par"), &Options::default()), ReadError::Blank));
    let deep = refused(&rtf(&"{".repeat(5000)), &Options::default());
    assert!(matches!(deep, ReadError::Damaged { format: Format::Rtf, .. }), "{deep}");
}

#[test]
fn limits_hold_for_words_and_for_rows() {
    let over = |body: &str, unpacked: u64| {
        let mut options = Options::default();
        options.limits.unpacked = unpacked;
        let error = read(&rtf(body), &options).expect_err("too large");
        assert!(matches!(error, ReadError::TooLarge { of: Limit::Unpacked, limit } if limit == unpacked), "{error}");
    };
    over(&"做好工作。\\par".repeat(100), 1000);
    over(&"\\par".repeat(100), 1000);
    over(&format!("\\trowd{}{}", "\\cellx9".repeat(500), "\\row".repeat(100)), 100_000);
}

#[test]
fn a_file_that_is_cut_off_is_an_error_or_says_so() {
    for whole in ["lists", "tables", "marks"].map(kept) {
        for length in (0..whole.len()).step_by(97) {
            match read(&whole[..length], &Options::default()) {
                Ok(document) => assert!(!document.notes.is_empty(), "{length}"),
                Err(error) => assert!(
                    matches!(error, ReadError::Empty | ReadError::Blank)
                        || length < 5 && matches!(error, ReadError::Unsupported { .. }),
                    "{length}: {error}"
                ),
            }
        }
    }
}

#[test]
fn damaged_files_give_a_sound_ledger_or_an_error() {
    /// What stands in the place of other bytes.
    const PIECES: [&str; 22] = [
        "{",
        "}",
        "\\",
        "\\'",
        "\\'d6",
        "\\u55362 ",
        "\\u-1?",
        "\\uc99 ",
        "\\bin9 ",
        "\\row",
        "\\cell",
        "\\nestcell",
        "\\nestrow",
        "\\cellx-99999999999 ",
        "\\itap2000000000 ",
        "\\clmrg",
        "\\clvmrg",
        "{\\*",
        "{\\footnote ",
        "{\\shptxt ",
        "{\\listtext ",
        "\\trowd",
    ];
    let mut dice = Dice(0x0217_f217);
    let rounds = robust::times(40);
    let plan = of_text(
        "某市2025年工作要点\n一、任务\n1.推进甲项工作10个。（市教育局牵头）\n序号\t任务\t单位\n1\t甲\t教育局\n2\t乙\t财政局\n完\n",
        Letters::Bytes,
    );
    for whole in ["lists", "tables", "marks"].map(kept).into_iter().chain([plan]) {
        for _ in 0..rounds {
            let mut bytes = whole.clone();
            robust::damage(&mut bytes, &PIECES, 12, &mut dice);
            robust::check(&bytes);
        }
    }
}
