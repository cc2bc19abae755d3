//! Reading: encodings, line ends, PDF as tiny files built here, and an error for each way in which bytes hold no text.

use std::io::Write as _;

use taizhang::read::{Document, Format, read};
use taizhang::{Limits, Options, PdfEngine, ReadError};

/// Reads, and holds the document against what every document promises.
#[track_caller]
pub(crate) fn reads(bytes: &[u8]) -> Document {
    let document = read(bytes, &Options::default()).expect("a document that can be read");
    let mut end = 0;
    for line in &document.lines {
        assert_eq!(line.text.start, end, "lines follow one another");
        assert!(!line.text.is_empty(), "no line is empty");
        end = line.text.end;
        let chars = line.text.of(&document.text).chars().count();
        assert_eq!(line.place.is_some(), !document.pages.is_empty(), "lines have places where there are pages");
        if let Some(place) = line.place {
            let glyphs = &document.glyphs[place.glyphs as usize..place.glyphs as usize + chars];
            assert!(glyphs.iter().all(|g| (g.page as usize) < document.pages.len()), "a page for each glyph");
            assert!(glyphs.iter().all(|g| g.rect.x0 <= g.rect.x1 && g.rect.y0 <= g.rect.y1), "boxes are upright");
        }
    }
    assert_eq!(end as usize, document.text.len(), "lines cover the text");
    document
}

fn words(document: &Document) -> Vec<&str> {
    document.lines.iter().map(|line| line.text.of(&document.text)).collect()
}

#[track_caller]
pub(crate) fn check(bytes: &[u8], expected: &[&str]) -> Document {
    let document = reads(bytes);
    assert_eq!(words(&document), expected);
    document
}

#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let error = read(bytes, &Options::default()).expect_err("bytes without text");
    // The kind of error, and its fields.
    format!("{error:?}")
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

// Text.

#[test]
fn encodings_are_told_apart_by_content() {
    let text = "各市人民政府，各县（市、区）人民政府：\n一、新增企业15家以上。\n";
    let lines = ["各市人民政府，各县（市、区）人民政府：", "一、新增企业15家以上。"];
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    let (little, big) = (utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes));
    let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
    for (name, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", marked(b"\xef\xbb\xbf", text.as_bytes())),
        ("GB 18030", gb.to_vec()),
        ("UTF-16, little end first", little.clone()),
        ("UTF-16, little end first, with a mark", marked(b"\xff\xfe", &little)),
        ("UTF-16, big end first", big.clone()),
        ("UTF-16, big end first, with a mark", marked(b"\xfe\xff", &big)),
    ] {
        let document = reads(&bytes);
        assert_eq!(words(&document), lines, "{name}");
        assert_eq!((document.format, document.notes.len()), (Format::Text, 0), "{name}");
    }
}

#[test]
fn characters_outside_the_basic_plane_survive() {
    check("𠮷林省\n".as_bytes(), &["𠮷林省"]);
    let (gb, ..) = encoding_rs::GB18030.encode("吉林省人民政府办公厅文件㐂𠮷");
    check(&gb, &["吉林省人民政府办公厅文件㐂𠮷"]);
}

#[test]
fn broken_bytes_in_sound_text_are_shown_and_said() {
    let mut bytes = "各市人民政府，各县人民政府，省政府各部门、各直属机构".as_bytes().to_vec();
    bytes.extend(b"\xe4\xb8");
    let document = check(&bytes, &["各市人民政府，各县人民政府，省政府各部门、各直属机构\u{fffd}"]);
    assert_eq!(document.notes[0].code, "damaged-characters");
}

#[test]
fn lines_end_at_any_mark_and_blank_ones_are_gaps() {
    let document = check("甲\r\n乙\r丙\n\n丁\n　 \r\n戊\u{c}己".as_bytes(), &["甲", "乙", "丙", "丁", "戊", "己"]);
    let gaps: Vec<bool> = document.lines.iter().map(|line| line.gap_before).collect();
    assert_eq!(gaps, [false, false, false, true, true, true]);
}

#[test]
fn blanks_and_tabs_within_lines_are_kept() {
    check("　　一、目标 \n1\t任务\t\t省财政厅\n".as_bytes(), &["　　一、目标 ", "1\t任务\t\t省财政厅"]);
}

#[test]
fn bytes_without_text_are_refused_by_what_they_are() {
    let (big5, ..) = encoding_rs::BIG5.encode("各縣市政府應於三個月內將執行情形報請備查，並依規定辦理後續事宜");
    for (bytes, expected) in [
        (&b""[..], "Empty"),
        (" \n\u{3000}\r\n\t\u{feff}".as_bytes(), "Blank"),
        (b"\xef\xbb\xbf", "Blank"),
        (b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml", "Damaged { format: Docx"),
        (b"PK\x03\x04\x14\0\0\0\x08\0xl/workbook.xml", "Damaged { format: Xlsx"),
        (b"PK\x03\x04\x14\0\0\0\x08\0OFD.xml", "Damaged { format: Ofd"),
        (b"PK\x03\x04\x14\0\0\0\x08\0photo.jpg", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", ".doc"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (b"<!DOCTYPE html><html><script>1</script></html>", "Blank"),
        (b"<?xml version=\"1.0\"?><plan>", "XML"),
        (&[0; 100], "binary"),
        (&[0x93, 0x01, 0xf7, 0x80, 0x02, 0xff, 0x11, 0x07].repeat(40), "binary"),
        (&big5, "encoding"),
    ] {
        let error = refused(bytes);
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn text_that_begins_like_a_format_is_text() {
    check("MZ世代消费\n".as_bytes(), &["MZ世代消费"]);
    check("PK赛方案\n".as_bytes(), &["PK赛方案"]);
    check("<通知>如下\n".as_bytes(), &["<通知>如下"]);
}

// PDF.

/// A font whose codes are Unicode, and whose glyphs are one size wide.
const FONTS: &str = "/F << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts \
    [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) \
    /Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 >> >>] >> \
    /L << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

/// A PDF with one page for each content, 400 by 600 points; `extra` goes into the dictionaries of the pages.
pub(crate) fn pdf_with(contents: &[&str], extra: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|i| format!("{} 0 R", 4 + i * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" ")),
        format!("<< /Font << {FONTS} >> >>"),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Resources 3 0 R /Contents {} 0 R {extra} >>",
            5 + index * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    file(&objects)
}

/// The file of numbered objects, the first of which is the catalogue.
fn file(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    bytes.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

pub(crate) fn pdf(contents: &[&str]) -> Vec<u8> {
    pdf_with(contents, "")
}

/// Words at a place, from the bottom left, ten points large.
pub(crate) fn at(x: u32, y: u32, words: &str) -> String {
    set(&format!("1 0 0 1 {x} {y}"), 10, words)
}

pub(crate) fn set(matrix: &str, size: u32, words: &str) -> String {
    let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F {size} Tf {matrix} Tm <{codes}> Tj ET\n")
}

#[test]
fn words_of_a_pdf_have_places_from_the_top_left() {
    let document = check(&pdf(&[&at(50, 500, "关于印发方案的通知")]), &["关于印发方案的通知"]);
    let place = document.lines[0].place.expect("a place");
    assert_eq!((place.page, place.size, place.bold, place.watermark), (0, 10.0, false, false));
    assert_eq!((document.pages[0].width, document.pages[0].height), (400.0, 600.0));
    let second = document.glyphs[1].rect;
    assert!((second.x0 - 60.0).abs() < 0.1 && (second.x1 - 70.0).abs() < 0.1, "{second:?}");
    assert!(second.y0 > 88.0 && second.y0 < 93.0 && second.y1 > 100.0 && second.y1 < 103.0, "{second:?}");
}

#[test]
fn a_turned_page_reads_as_shown() {
    let content = at(50, 500, "关于印发方案的通知");
    for (turn, size) in [(90, (600.0, 400.0)), (180, (400.0, 600.0)), (270, (600.0, 400.0))] {
        let document = check(&pdf_with(&[&content], &format!("/Rotate {turn}")), &["关于印发方案的通知"]);
        assert_eq!((document.pages[0].width, document.pages[0].height), size, "{turn}");
        let rect = document.lines[0].place.expect("a place").rect;
        assert!(rect.x0 >= 0.0 && rect.y0 >= 0.0 && rect.x1 <= size.0 && rect.y1 <= size.1, "{turn}: {rect:?}");
    }
}

#[test]
fn text_turned_on_the_page_is_read_along_its_lines() {
    let lines = set("0 1 -1 0 100 50", 10, "第一行的文字") + &set("0 1 -1 0 115 50", 10, "第二行的文字");
    let document = check(&pdf(&[&lines]), &["第一行的文字", "第二行的文字"]);
    let rect = document.lines[0].place.expect("a place").rect;
    assert!(rect.y1 - rect.y0 > 50.0 && rect.x1 - rect.x0 < 15.0, "the box is on the page as shown: {rect:?}");
}

#[test]
fn blanks_stand_where_gaps_between_latin_words_are() {
    let content = "BT /L 10 Tf 50 500 Td [(RCEP) -400 (Agreement) 30 (s)] TJ ET";
    check(&pdf(&[content]), &["RCEP Agreements"]);
    // Han characters that typesetting spread a little stay together; far ones are parted, very far ones more so.
    let spread = at(50, 400, "目") + &at(63, 400, "标") + &at(90, 400, "任务") + &at(150, 400, "分工");
    check(&pdf(&[&spread]), &["目标\u{3000}任务\u{3000}\u{3000}分工"]);
}

#[test]
fn a_wide_step_between_lines_is_a_gap() {
    let rows: String = (0..6).map(|i| at(50, 500 - i * 16 - u32::from(i > 3) * 16, "一行文字")).collect();
    let document = reads(&pdf(&[&rows]));
    let gaps: Vec<bool> = document.lines.iter().map(|line| line.gap_before).collect();
    assert_eq!(gaps, [false, false, false, false, true, false]);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let row = |x, i: u32| at(x, 500 - i * 14, &format!("这一栏的文字共有十六个字，第{i}行"));
    // Drawn row by row over both columns.
    let content: String = (0..10).map(|i| row(40, i) + &row(220, i)).collect();
    let document = reads(&pdf(&[&content]));
    let lefts: Vec<bool> = document.lines.iter().map(|l| l.place.expect("a place").rect.x0 < 200.0).collect();
    assert_eq!(lefts, [[true; 10], [false; 10]].concat());
}

#[test]
fn text_drawn_twice_is_bold_and_read_once() {
    let twice = at(50, 500, "一、工作目标") + &set("1 0 0 1 50.4 500", 10, "一、工作目标");
    let document = check(&pdf(&[&twice]), &["一、工作目标"]);
    assert!(document.lines[0].place.expect("a place").bold);
}

#[test]
fn askew_and_pale_words_are_watermarks() {
    let content =
        at(50, 500, "正文的文字") + &set("0.7 0.7 -0.7 0.7 100 200", 40, "内部资料") + "0.9 g " + &at(50, 300, "样稿");
    let document = check(&pdf(&[&content]), &["正文的文字", "内部资料", "样稿"]);
    let marks: Vec<bool> = document.lines.iter().map(|l| l.place.expect("a place").watermark).collect();
    assert_eq!(marks, [false, true, true]);
    // White words on a dark ground are none.
    let head = "0.1 0.2 0.5 rg 40 490 200 30 re f 1 g ".to_owned() + &at(50, 500, "序号");
    assert!(!reads(&pdf(&[&head])).lines[0].place.expect("a place").watermark);
}

#[test]
fn the_invisible_text_of_a_scan_is_read_and_a_copy_of_visible_text_is_not() {
    check(&pdf(&[&("3 Tr ".to_owned() + &at(50, 500, "扫描件的文字层"))]), &["扫描件的文字层"]);
    let both = at(50, 500, "看得见的文字") + "3 Tr " + &at(50, 500, "看得见");
    check(&pdf(&[&both]), &["看得见的文字"]);
}

#[test]
fn marked_content_says_what_glyphs_without_characters_are() {
    let content = "BT /L 10 Tf 50 500 Td /Span << /ActualText <FEFF56FD53F0> >> BDC (\\001\\002) Tj EMC ET";
    check(&pdf(&[content]), &["国台"]);
}

#[test]
fn radicals_become_characters() {
    let (radicals, characters) = ("⼈⺠⽂件", "人民文件");
    // Written as themselves by a ToUnicode map or an ActualText.
    let codes: String = radicals.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let content =
        format!("BT /L 10 Tf 50 500 Td /Span << /ActualText <FEFF{codes}> >> BDC (\\001\\002\\003\\004) Tj EMC ET");
    check(&pdf(&[&content]), &[characters]);
}

/// A ruled table: columns at `xs`, rows at `ys` from the top down, and words at the left of cells.
fn table(xs: &[u32], ys: &[u32], gaps: &[(usize, usize)], cells: &[(usize, usize, &str)]) -> String {
    let mut content = String::from("0.5 w\n");
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    for x in xs {
        content += &format!("{x} {} m {x} {} l S\n", ys[0], ys[ys.len() - 1]);
    }
    for (row, y) in ys.iter().enumerate() {
        for (column, x) in xs.windows(2).enumerate() {
            // A gap: no line above the cell in this row and column.
            if !gaps.contains(&(row, column)) {
                content += &format!("{} {y} m {} {y} l S\n", x[0], x[1]);
            }
        }
    }
    assert!(left < right);
    for &(row, column, words) in cells {
        for (line, words) in words.split('/').enumerate() {
            content += &at(xs[column] + 4, ys[row] - 12 - line as u32 * 12, words);
        }
    }
    content
}

#[test]
fn a_row_of_a_ruled_table_is_a_line_and_merged_cells_are_filled_in() {
    let content = at(50, 560, "任务清单")
        + &table(
            &[40, 80, 200, 360],
            &[540, 520, 480, 450],
            &[(2, 0)],
            &[
                (0, 0, "序号"),
                (0, 1, "重点任务"),
                (0, 2, "牵头单位"),
                (1, 0, "1"),
                (1, 1, "推进企业开办/一网通办"),
                (1, 2, "市市场监管局"),
                (2, 1, "减税降费"),
                (2, 2, "市税务局"),
            ],
        )
        + &at(50, 400, "以上任务按期完成。");
    let document = check(
        &pdf(&[&content]),
        &[
            "任务清单",
            "序号\t重点任务\t牵头单位",
            "1\t推进企业开办一网通办\t市市场监管局",
            "1\t减税降费\t市税务局",
            "以上任务按期完成。",
        ],
    );
    let number = |line: usize| document.glyphs[document.lines[line].place.expect("a place").glyphs as usize].rect;
    assert_eq!(number(2), number(3), "a merged cell's words are where they are printed");
}

#[test]
fn a_row_goes_on_over_a_page_break() {
    let xs = [40, 80, 240, 360];
    let first = table(
        &xs,
        &[120, 100, 40],
        &[],
        &[
            (0, 0, "序号"),
            (0, 1, "重点任务"),
            (0, 2, "牵头单位"),
            (1, 0, "1"),
            (1, 1, "推进政务服务数据互联互通和业/务协同，建成全省统一的数据共"),
            (1, 2, "省大数据局"),
        ],
    );
    let second = table(
        &xs,
        &[560, 540, 520, 490],
        &[],
        &[
            (0, 0, "序号"),
            (0, 1, "重点任务"),
            (0, 2, "牵头单位"),
            (1, 1, "享平台。"),
            (2, 0, "2"),
            (2, 1, "减税降费。"),
            (2, 2, "省税务局"),
        ],
    );
    let document = check(
        &pdf(&[&first, &second]),
        &[
            "序号\t重点任务\t牵头单位",
            "1\t推进政务服务数据互联互通和业务协同，建成全省统一的数据共享平台。\t省大数据局",
            "序号\t重点任务\t牵头单位",
            "2\t减税降费。\t省税务局",
        ],
    );
    let row = document.lines[1];
    let at = row.text.of(&document.text).chars().position(|c| c == '享').expect("the rest of the row");
    assert_eq!(document.glyphs[row.place.expect("a place").glyphs as usize + at].page, 1);
}

#[test]
fn encrypted_files_need_a_password_or_none() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/cases");
    let file = |name: &str| std::fs::read(format!("{folder}/{name}")).expect("a case of the corpus");
    assert_eq!(refused(&file("user-password.pdf")), "Encrypted");
    check(&file("owner-password.pdf"), &["Notice 2022"]);
}

#[test]
fn files_without_words_say_what_they_hold() {
    let picture = "q 300 0 0 400 50 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q";
    assert_eq!(refused(&pdf(&[picture, picture])), "PicturesOnly { pages: 2 }");
    let nothing = refused(&pdf(&["0 0 10 10 re f"]));
    assert!(nothing.starts_with("Damaged"), "{nothing}");
    // One such page among others is said.
    let document = check(&pdf(&[&at(50, 500, "第一页"), picture]), &["第一页"]);
    assert_eq!(document.notes.iter().map(|n| n.code).collect::<Vec<_>>(), ["pages-without-text"]);
}

#[test]
fn private_encodings_are_no_text() {
    let founder = at(50, 500, "犐犆犛犌犅犜犪犫犮犱犲犳犵犺犻犼犽犾犿狀狅狆狇狉狊狋狌狏狑狓狔狕犃犅犆犇");
    assert_eq!(refused(&pdf(&[&founder])), "GarbledText");
}

#[test]
fn damaged_files_are_read_as_far_as_they_go_or_refused() {
    let whole = pdf(&[&at(50, 500, "关于印发方案的通知")]);
    for length in (0..whole.len()).step_by(97) {
        match read(&whole[..length], &Options::default()) {
            Ok(document) => {
                assert!(document.lines.len() <= 1, "{length}");
                assert!(document.notes.iter().any(|n| n.code == "pdf-damaged"), "{length}: the damage is said");
            }
            Err(error) => assert!(!error.to_string().is_empty(), "{length}"),
        }
    }
    let head = refused(&whole[..60]);
    assert!(head.starts_with("Damaged"), "{head}");
}

#[test]
fn limits_are_kept_and_named() {
    let file = pdf(&[&at(50, 500, "第一页"), &at(50, 500, "第二页")]);
    let refused = |change: fn(&mut Limits)| {
        let mut options = Options::default();
        change(&mut options.limits);
        match read(&file, &options) {
            Err(ReadError::TooLarge { of, limit }) => format!("{limit} {of}"),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(refused(|limits| limits.bytes = 100), "100 bytes");
    assert_eq!(refused(|limits| limits.pages = 1), "1 pages");
    assert_eq!(refused(|limits| limits.glyphs = 4), "4 glyphs");
}

#[test]
fn a_stream_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 3 << 20]).expect("memory takes every byte");
    let packed = packer.finish().expect("memory takes every byte");
    let mut objects = one_page();
    // Objects are text here; the bytes come in afterwards.
    objects.push(format!("<< /Length {} /Filter /FlateDecode >>\nstream\nX\nendstream", packed.len()));
    let bytes = file(&objects);
    let at = memchr::memmem::find(&bytes, b"\nX\nendstream").expect("the mark") + 1;
    let bytes = [&bytes[..at], &packed, &bytes[at + 1..]].concat();
    for engine in [PdfEngine::Auto, PdfEngine::PdfExtract] {
        let mut options = Options::default();
        options.pdf_engine = engine;
        options.limits.unpacked = 1 << 20;
        let error = read(&bytes, &options).expect_err("a bomb").to_string();
        assert!(
            error.starts_with("over the limit of 1048576 unpacked bytes; ") && error.contains("--limit unpacked="),
            "{error}"
        );
    }
}

#[test]
fn groups_within_groups_are_counted() {
    let mut objects = one_page();
    objects.push("<< /Length 5 >>\nstream\n/X Do\nendstream".to_owned());
    objects.extend((5..25).map(|number| {
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 400 600] /Group << /S /Transparency >> /Resources << /XObject << /X {} 0 R >> >> \
             /Length 5 >>\nstream\n/X Do\nendstream",
            number + 1
        )
    }));
    for engine in [PdfEngine::Hayro, PdfEngine::PdfExtract] {
        let mut options = Options::default();
        options.pdf_engine = engine;
        options.limits.nesting = 10;
        let error = read(&file(&objects), &options).expect_err("groups only").to_string();
        assert!(error.starts_with("over the limit of 10 forms within forms; "), "{error}");
        options.limits.nesting = 30;
        let error = read(&file(&objects), &options).expect_err("groups only").to_string();
        assert!(error.contains("damaged"), "{error}");
    }
}

/// A catalogue and a page whose contents are object 4 and whose form X is object 5.
fn one_page() -> Vec<String> {
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn forms_that_draw_themselves_end() {
    let form = |inner: usize| {
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 400 600] /Resources << /XObject << /X {inner} 0 R >> >> \
             /Length 11 >>\nstream\n/X Do /X Do\nendstream"
        )
    };
    let mut objects = one_page();
    objects.push("<< /Length 5 >>\nstream\n/X Do\nendstream".to_owned());
    let refused = |objects: &[String], engine| {
        let mut options = Options::default();
        options.pdf_engine = engine;
        options.limits.steps = 10_000;
        read(&file(objects), &options).expect_err("a file without words").to_string()
    };
    let itself: Vec<String> = objects.iter().cloned().chain([form(5)]).collect();
    assert!(refused(&itself, PdfEngine::PdfExtract).contains("forms within forms"));
    assert!(refused(&itself, PdfEngine::Auto).contains("neither text nor pictures"));
    // Each draws the next one twice: a thousand million in all.
    objects.extend((6..36).map(form));
    assert!(refused(&objects, PdfEngine::PdfExtract).contains("forms within forms"));
    assert!(refused(&objects, PdfEngine::Auto).contains("drawing steps"));
}

#[test]
fn the_second_engine_gives_words_without_places() {
    let mut options = Options::default();
    options.pdf_engine = PdfEngine::PdfExtract;
    let file = pdf(&["BT /L 10 Tf 50 500 Td (Notice 2022) Tj 0 -20 Td (Second line) Tj ET"]);
    let document = read(&file, &options).expect("a document that can be read");
    assert_eq!(words(&document), ["Notice 2022", "Second line"]);
    assert!(document.glyphs.is_empty() && document.lines.iter().all(|line| line.place.is_none()));
    assert_eq!(document.notes[0].code, "pdf-engine");
    // It panics on what it cannot read; that stays inside.
    let error = read(&pdf(&[&at(50, 500, "通知")]), &options).map(|d| words(&d).join("")).map_err(|e| e.to_string());
    assert_ne!(error, Ok("通知".to_owned()), "then it needs no wall");
}
