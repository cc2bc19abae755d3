//! Pages in HTML, documents of Word, and OFD: what is a paragraph, a row, a number, and what is no text.

use std::io::{Cursor, Write as _};

use taizhang::read::{Document, Format, read};
use taizhang::{Options, ReadError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::read::check;

/// A page with this body.
fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><title>某某网</title></head><body>{body}</body></html>").into_bytes()
}

#[track_caller]
fn check_page(body: &str, expected: &[&str]) -> Document {
    let document = check(&page(body), expected);
    assert_eq!(document.format, Format::Html);
    document
}

/// A Word document with this body, and other parts by name.
fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let main = format!("<w:document {space}><w:body>{body}</w:body></w:document>");
    for (name, part) in [("document", main.as_str())].iter().chain(parts) {
        zip.start_file(format!("word/{name}.xml"), SimpleFileOptions::default()).expect("a part");
        zip.write_all(part.as_bytes()).expect("a part");
    }
    zip.finish().expect("a package").into_inner()
}

#[track_caller]
fn check_word(body: &str, parts: &[(&str, &str)], expected: &[&str]) -> Document {
    let document = check(&word(body, parts), expected);
    assert_eq!(document.format, Format::Docx);
    document
}

/// A paragraph of Word with these words, and what stands in its properties.
fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn refusal(bytes: &[u8], options: &Options) -> ReadError {
    read(bytes, options).expect_err("no document")
}

// HTML.

#[test]
fn a_page_is_its_paragraphs_as_a_browser_shows_them() {
    check_page(
        "<p>一、总体\n 要求。<br>第二行</p>散落<b>的</b>文字<div><p> 甲&nbsp;&amp;乙<p>丙</div><pre>第一行\n第二行</pre>\
         <script>var a = '<p>假</p>';</script><style>p{}</style><!-- 注 --><p>&#12288;</p>",
        &["一、总体 要求。", "第二行", "散落的文字", "甲\u{a0}&乙", "丙", "第一行", "第二行"],
    );
}

#[test]
fn cells_that_span_rows_and_columns_stand_in_each() {
    check_page(
        "<table><tr><th>序号<th>任务<th>措施<th>单位</tr><tr><td>1<td rowspan=2><p>甲</p><p>乙</p></td><td>丙</td><td>丁</td></tr>\
         <tr><td>2</td><td colspan=2>戊</td></tr><tr><td></td><td>己</td></tr></table><p>完</p>",
        &["序号\t任务\t措施\t单位", "1\t甲 乙\t丙\t丁", "2\t甲 乙\t戊\t戊", "\t己\t\t", "完"],
    );
}

#[test]
fn a_table_that_lays_out_a_page_is_no_table() {
    check_page(
        "<table><tr><td><table><tr><td>索引号</td><td>001</td></tr><tr><td>文号</td><td>〔2023〕1号</td></tr></table></td></tr>\
         <tr><td><p>一、总体要求</p><p>做好工作。</p></td></tr></table>",
        &["索引号\t001", "文号\t〔2023〕1号", "一、总体要求", "做好工作。"],
    );
    check_page(
        "<table><tr><td><p>首页</p><p>公开</p></td><td><p>关于某事的通知</p><p>各县：</p></td></tr></table>",
        &["首页", "公开", "关于某事的通知", "各县："],
    );
}

#[test]
fn a_table_in_a_cell_of_a_grid_is_words_of_the_cell() {
    let row = |number: u32, last: &str| {
        format!("<tr><td>{number}</td><td>建成平台</td><td>市科技局</td><td>{last}</td></tr>")
    };
    let inner = "<table><tr><td>6月底前</td></tr><tr><td>完成立项</td></tr></table>";
    let rows = row(1, "年底前") + &row(2, inner) + &row(3, "年底前");
    check_page(
        &format!("<table>{rows}</table>"),
        &["1\t建成平台\t市科技局\t年底前", "2\t建成平台\t市科技局\t6月底前 完成立项", "3\t建成平台\t市科技局\t年底前"],
    );
}

#[test]
fn a_list_in_a_cell_that_holds_only_its_number_numbers_the_row() {
    let row = |start: u32, task: &str| format!("<tr><td><ol start=\"{start}\"><li></li></ol></td><td>{task}</td></tr>");
    let table = row(1, "建成平台") + &row(2, "培育企业");
    check_page(&format!("<table>{table}</table>"), &["1\t建成平台", "2\t培育企业"]);
}

#[test]
fn a_sentence_goes_on_behind_words_that_are_hidden_within_it() {
    let document = check_page(
        "<p>（一）建设平台。（省教育厅<span style=\"display:none\">更多内容见本站</span>牵头，省财政厅配合）</p>",
        &["更多内容见本站", "（一）建设平台。（省教育厅牵头，省财政厅配合）"],
    );
    assert_eq!(document.asides.len(), 1);
}

#[test]
fn lists_are_counted_as_a_browser_counts_them() {
    check_page(
        "<ol><li>甲</li><li>乙<ul><li>丙</li></ul></li><li value=7>丁</li></ol><ol style=\"list-style-type: cjk-ideographic\" start=2>\
         <li>戊</li><li>三、己</li></ol>",
        &["1.甲", "2.乙", "丙", "7.丁", "二、戊", "三、己"],
    );
}

#[test]
fn what_a_page_sets_apart_is_told() {
    let body = "<nav><a href=/>首页</a><a href=/x>政务公开</a></nav><div style='display: none'>分享标题</div>\
        <ul><li><a href=1>要闻</a></li><li><a href=2>政策</a></li><li><a href=3>互动</a></li><li><a href=4>数据</a></li></ul>\
        <h1>某市人民政府关于做好甲工作的通知</h1><p>各县人民政府，市政府各部门：</p><p>为做好甲工作，现就有关事项通知如下，请认真组织实施。</p>\
        <p><a href=5>附件</a></p><footer>版权所有</footer>";
    let document = taizhang::read::read(&page(body), &Options::default()).expect("a page");
    let asides: Vec<&str> = document.asides.iter().map(|aside| aside.of(&document.text)).collect();
    assert_eq!(asides, ["首页政务公开", "分享标题", "要闻", "政策", "互动", "数据", "版权所有"]);
    let ledger = taizhang::extract(&page(body), "a.html", &Options::default()).expect("a ledger");
    assert_eq!(ledger.document.title.as_deref(), Some("某市人民政府关于做好甲工作的通知"));
    assert!(ledger.removed.iter().any(|removed| removed.text == "分享标题"), "nothing is lost");
}

#[test]
fn a_page_whose_text_is_all_set_apart_keeps_it() {
    let document = check_page(
        "<div hidden><p>一、做好甲工作。</p><p>二、做好乙工作。</p></div>",
        &["一、做好甲工作。", "二、做好乙工作。"],
    );
    assert_eq!(document.asides, []);
}

#[test]
fn an_element_that_is_never_closed_hides_nothing() {
    check_page("<p>甲</p><select><option>选项<p>乙</p><table><tr><td>丙", &["甲", "乙", "丙"]);
    check_page("</table></div></p>甲</td>", &["甲"]);
}

#[test]
fn spans_beyond_measure_are_an_error_and_no_flood() {
    let cell = format!("<td rowspan=60000 colspan=1000>{}</td>", "甲".repeat(1000));
    let body = format!("<table>{}</table>", format!("<tr>{cell}{cell}</tr>").repeat(300));
    let error = refusal(&page(&body), &Options::default());
    assert!(matches!(error, ReadError::TooLarge { of: taizhang::Limit::Unpacked, .. }), "{error}");
    let deep = "<table><tr><td>".repeat(100_000) + "甲";
    check_page(&deep, &["甲"]);
}

// Word.

#[test]
fn a_word_document_is_its_paragraphs_and_rows() {
    let row = |cells: &[(&str, &str)]| {
        let cells =
            cells.iter().map(|(is, words)| format!("<w:tc><w:tcPr>{is}</w:tcPr>{}</w:tc>", paragraph("", words)));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let table = [
        row(&[("", "序号"), ("", "任务"), ("", "单位")]),
        row(&[("", "1"), (begins, "甲"), ("", "A局")]),
        row(&[("", "2"), (goes_on, ""), ("", "B局")]),
        row(&[("<w:gridSpan w:val=\"3\"/>", "二、乙")]),
    ];
    let body = format!(
        "{}<w:tbl>{}</w:tbl><w:p><w:r><w:t xml:space=\"preserve\">市政府 </w:t><w:tab/><w:t>印发&amp;</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>",
        paragraph("", "关于&#x201C;甲&#x201D;的通知"),
        table.concat(),
    );
    check_word(
        &body,
        &[],
        &[
            "关于“甲”的通知",
            "序号\t任务\t单位",
            "1\t甲\tA局",
            "2\t甲\tB局",
            "二、乙\t二、乙\t二、乙",
            "市政府 \u{3000}印发&",
            "下一行",
        ],
    );
}

#[test]
fn a_row_of_word_may_begin_and_end_some_columns_from_the_edge() {
    let row = |is: &str, cells: &[&str]| {
        let cells = cells.iter().map(|words| format!("<w:tc>{}</w:tc>", paragraph("", words)));
        format!("<w:tr><w:trPr>{is}</w:trPr>{}</w:tr>", cells.collect::<String>())
    };
    let rows = [
        row("", &["序号", "任务", "单位"]),
        row("<w:gridBefore w:val=\"1\"/>", &["甲", "A局"]),
        row("<w:gridAfter w:val=\"2\"/>", &["二、乙"]),
    ];
    check_word(&format!("<w:tbl>{}</w:tbl>", rows.concat()), &[], &["序号\t任务\t单位", "\t甲\tA局", "二、乙\t\t"]);
}

#[test]
fn numbers_that_word_counts_are_put_in() {
    let level = |at: usize, format: &str, text: &str, style: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>{style}</w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"5\">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"6\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"5\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"6\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"6\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
         <w:num w:numId=\"4\"><w:abstractNumId w:val=\"6\"/><w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride></w:num></w:numbering>",
        level(0, "chineseCountingThousand", "%1、", "<w:pStyle w:val=\"1\"/>"),
        level(1, "japaneseCounting", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
        level(0, "chineseCounting", "第%1条", ""),
        level(0, "decimal", "%1%）", ""),
    );
    let styles = "<w:styles><w:style w:styleId=\"1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId=\"2\"><w:basedOn w:val=\"1\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>";
    let of =
        |list: u32, level: u32| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    let style = |name: &str| format!("<w:pStyle w:val=\"{name}\"/>");
    let body = [
        paragraph(&style("1"), "总体要求"),
        paragraph(&style("2"), "目标"),
        paragraph(&of(1, 2), "甲"),
        paragraph(&of(1, 2), "乙"),
        paragraph(&style("2"), "任务"),
        paragraph(&of(1, 2), "丙"),
        paragraph("", "无号"),
        paragraph(&style("1"), "保障措施"),
        paragraph(&(style("1") + &of(0, 0)), "不编号"),
        paragraph(&of(2, 0), "总则"),
        paragraph(&of(2, 0), "分则"),
        paragraph(&of(3, 0), "重来"),
        paragraph(&of(4, 0), "另样"),
    ];
    check_word(
        &body.concat(),
        &[("numbering", &numbering), ("styles", styles)],
        &[
            "一、总体要求",
            "（一）目标",
            "1.甲",
            "2.乙",
            "（二）任务",
            "1.丙",
            "无号",
            "二、保障措施",
            "不编号",
            "第一条 总则",
            "第二条 分则",
            "第一条 重来",
            "2%）另样",
        ],
    );
}

#[test]
fn what_is_deleted_or_hidden_in_word_is_no_text() {
    let run = |properties: &str, words: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>");
    let body = format!(
        "<w:p>{}<w:del>{}</w:del><w:ins>{}</w:ins>{}{}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        run("", "甲"),
        run("", "旧"),
        run("", "新"),
        run("<w:vanish/>", "密"),
        run("<w:vanish w:val=\"0\"/>", "乙"),
    );
    check_word(&body, &[], &["甲新乙"]);
}

#[test]
fn boxes_and_footnotes_of_word_are_read() {
    let boxed = paragraph("", "某市人民政府文件");
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{boxed}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{boxed}\
         </w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>推进甲</w:t><w:footnoteReference w:id=\"2\"/><w:t>工作。</w:t></w:r></w:p>",
    );
    let notes = format!(
        "<w:footnotes><w:footnote w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        paragraph("", "线"),
        paragraph("", "甲：某物。"),
    );
    check_word(&body, &[("footnotes", &notes)], &["某市人民政府文件", "推进甲①工作。", "①甲：某物。"]);
}

#[test]
fn what_is_wrong_with_a_word_document_is_said() {
    let whole = word(&paragraph("", &"做好工作。".repeat(2000)), &[]);
    let options = Options::default();
    assert!(matches!(refusal(&whole[..whole.len() / 2], &options), ReadError::Damaged { format: Format::Docx, .. }));
    let broken = word("<w:p><w:r></w:p>", &[]);
    assert!(matches!(refusal(&broken, &options), ReadError::Damaged { format: Format::Docx, .. }));
    assert!(matches!(refusal(&word("<w:p/>", &[]), &options), ReadError::Blank));
    assert!(matches!(refusal(&word(&"<w:p>".repeat(5000), &[]), &options), ReadError::Damaged { .. }));
    let mut small = Options::default();
    small.limits.unpacked = 1000;
    let error = refusal(&whole, &small);
    assert!(matches!(error, ReadError::TooLarge { of: taizhang::Limit::Unpacked, limit: 1000 }), "{error}");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refusal(&locked, &options).to_string().contains("password"));
}

// OFD.

/// An OFD document with these pages, each the objects on it, and what stands on each of them.
fn ofd(pages: &[&str], template: &str) -> Vec<u8> {
    let space = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, part: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(part.as_bytes()).expect("a part");
    };
    put(
        "OFD.xml",
        &format!("<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
    );
    let listed: String =
        (0..pages.len()).map(|n| format!("<ofd:Page ID=\"{n}\" BaseLoc=\"Pages/{n}.xml\"/>")).collect();
    put(
        "Doc_0/Document.xml",
        &format!(
            "<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
             <ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/t.xml\"/></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
    );
    let content = |objects: &str, before: &str| {
        format!("<ofd:Page {space}>{before}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>")
    };
    put("Doc_0/Tpls/t.xml", &content(template, ""));
    for (number, objects) in pages.iter().enumerate() {
        put(&format!("Doc_0/Pages/{number}.xml"), &content(objects, "<ofd:Template TemplateID=\"9\"/>"));
    }
    zip.finish().expect("a package").into_inner()
}

/// Words at a place, in millimetres from the top left, 5 mm large.
fn at(x: f32, y: f32, words: &str) -> String {
    format!(
        "<ofd:TextObject Boundary=\"{x} {} 160 6\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"4.4\" DeltaX=\"g {} 5\">{words}</ofd:TextCode></ofd:TextObject>",
        y - 4.4,
        words.chars().count() - 1
    )
}

#[test]
fn a_page_of_ofd_is_its_lines_at_their_places() {
    let first = at(30.0, 50.0, "第一行&amp;") + &at(60.0, 50.0, "在右") + &at(30.0, 60.0, "第二行");
    let document = check(
        &ofd(&[&first, &at(30.0, 50.0, "次页")], &at(30.0, 280.0, "页脚")),
        &["第一行&　在右", "第二行", "页脚", "次页", "页脚"],
    );
    assert_eq!((document.format, document.pages.len()), (Format::Ofd, 2));
    let place = document.lines[1].place.expect("a place");
    // 30 mm from the left and 60 from the top, in points.
    assert!((place.rect.x0 - 85.0).abs() < 1.0 && (place.rect.y1 - 170.0).abs() < 5.0, "{place:?}");
}

#[test]
fn what_stands_on_many_pages_of_ofd_is_unpacked_once() {
    let template = at(30.0, 280.0, &"页脚".repeat(500));
    let pages: Vec<String> = (1..=20).map(|number| at(30.0, 50.0, &format!("第{number}页的正文"))).collect();
    let whole = ofd(&pages.iter().map(String::as_str).collect::<Vec<_>>(), &template);
    let mut options = Options::default();
    // Twenty pages of 300 bytes, the list of them, and 3 kB of the template: twenty times that would be too much.
    options.limits.unpacked = 20_000;
    assert_eq!(read(&whole, &options).expect("a document").pages.len(), 20);
}

#[test]
fn ruled_tables_of_ofd_are_rows() {
    let line = |x0: f32, y0: f32, x1: f32, y1: f32| {
        format!(
            "<ofd:PathObject Boundary=\"{x0} {y0} {} {}\" LineWidth=\"0.3\"><ofd:AbbreviatedData>M 0 0 L {} {}</ofd:AbbreviatedData></ofd:PathObject>",
            x1 - x0,
            y1 - y0,
            x1 - x0,
            y1 - y0
        )
    };
    let mut page = String::new();
    for y in [40.0, 50.0, 60.0, 70.0] {
        page += &line(20.0, y, 140.0, y);
    }
    for x in [20.0, 40.0, 100.0, 140.0] {
        page += &line(x, 40.0, x, 70.0);
    }
    for (row, cells) in
        [["序号", "任务", "单位"], ["1", "甲项工作", "教育局"], ["2", "乙项工作", "财政局"]].iter().enumerate()
    {
        for (x, words) in [22.0, 42.0, 102.0].iter().zip(cells) {
            page += &at(*x, 47.0 + 10.0 * row as f32, words);
        }
    }
    check(&ofd(&[&page], ""), &["序号\t任务\t单位", "1\t甲项工作\t教育局", "2\t乙项工作\t财政局"]);
}

#[test]
fn what_is_wrong_with_an_ofd_document_is_said() {
    let options = Options::default();
    let whole = ofd(&[&at(30.0, 50.0, "做好工作")], "");
    assert!(matches!(refusal(&whole[..whole.len() - 60], &options), ReadError::Damaged { format: Format::Ofd, .. }));
    assert!(matches!(refusal(&ofd(&[], ""), &options), ReadError::Damaged { format: Format::Ofd, .. }));
    let picture = ofd(&["<ofd:ImageObject Boundary=\"0 0 210 297\"/>"], "");
    assert!(refusal(&picture, &options).to_string().contains("save it as PDF"));
    let mut few = Options::default();
    few.limits.pages = 1;
    let two = ofd(&[&at(30.0, 50.0, "甲"), &at(30.0, 50.0, "乙")], "");
    assert!(matches!(refusal(&two, &few), ReadError::TooLarge { of: taizhang::Limit::Pages, limit: 1 }));
    // A sign of repetition is no flood.
    let many = "<ofd:TextObject Boundary=\"9 9 9 9\" Size=\"5\"><ofd:TextCode DeltaX=\"g 4000000000 5\">甲乙</ofd:TextCode></ofd:TextObject>";
    check(&ofd(&[many], ""), &["甲乙"]);
}
