//! Pages saved in one file (MHTML), and what is read under the name of a .doc by what it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use encoding_rs::{Encoding, GB18030, UTF_8};
use taizhang::read::{Document, Format, read};
use taizhang::{Limit, Options, ReadError};

use crate::corpus::differences;
use crate::manifest::documents;
use crate::read::{check, reads};
use crate::robust::{self, Dice};

const PICTURE: &str =
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: a.png\r\n\r\niVBORw0KGgo=\r\n";

/// A page with this body.
fn page(body: &str) -> String {
    format!(
        "<html xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head><title>标题</title></head><body>{body}</body></html>"
    )
}

/// Bytes in quoted-printable, with lines as long as programs write them.
fn quoted(bytes: &[u8]) -> String {
    let mut coded = String::new();
    let mut length = 0;
    for byte in bytes {
        let next = match byte {
            b'=' | 0x80.. | 0..0x20 => format!("={byte:02X}"),
            byte => char::from(*byte).to_string(),
        };
        if length + next.len() > 75 {
            coded += "=\r\n";
            length = 0;
        }
        length += next.len();
        coded += &next;
    }
    coded
}

fn base64(bytes: &[u8]) -> String {
    let coded = BASE64.encode(bytes);
    let lines = coded.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned());
    lines.collect::<Vec<_>>().join("\r\n") + "\r\n"
}

/// A part that is a page.
fn part(coding: &str, kind: &str, coded: &str) -> String {
    format!(
        "Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: {coding}\r\nContent-Type: {kind}\r\n\r\n{coded}"
    )
}

/// A file of these parts, as Word writes it.
fn saved(kind: &str, parts: &[&str]) -> Vec<u8> {
    let mut bytes =
        format!("MIME-Version: 1.0\r\nContent-Type: {kind}; boundary=\"----=_NextPart_01D0\"\r\n\r\n").into_bytes();
    // What Word says to programs that do not know the format, in the code page of the system.
    bytes.extend(&*GB18030.encode("此文档为“单个文件网页”，也称为“Web 档案”文件。\r\n\r\n").0);
    for part in parts {
        bytes.extend(format!("------=_NextPart_01D0\r\n{part}\r\n").bytes());
    }
    bytes.extend(b"------=_NextPart_01D0--\r\n");
    bytes
}

#[track_caller]
fn check_saved(bytes: &[u8], expected: &[&str]) -> Document {
    let document = check(bytes, expected);
    assert_eq!(document.format, Format::Mhtml);
    document
}

fn refusal(bytes: &[u8]) -> ReadError {
    read(bytes, &Options::default()).expect_err("no document")
}

#[test]
fn a_page_is_read_in_any_encoding_and_coding() {
    let text = page("<p class=MsoNormal>关于甲=乙的通知</p><p>一、目标<o:p></o:p></p>");
    let expected = ["关于甲=乙的通知", "一、目标"];
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let of = |encoding: &'static Encoding| encoding.encode(&text).0.into_owned();
    for (label, bytes) in [
        ("gb2312", of(GB18030)),
        ("GBK", of(GB18030)),
        ("gb18030", of(GB18030)),
        ("utf-8", of(UTF_8)),
        ("unicode", utf16.clone()),
        ("utf-16", [&[0xff, 0xfe], &utf16[..]].concat()),
        // Labels that are wrong, or not known, or not there.
        ("gb2312", of(UTF_8)),
        ("utf-8", of(GB18030)),
        ("x-no", of(GB18030)),
        ("", of(GB18030)),
        ("big5", encoding_rs::BIG5.encode(&page("<p>通知</p>")).0.into_owned()),
    ] {
        let expected = if label == "big5" { &["通知"][..] } else { &expected };
        let kind = if label.is_empty() { "text/html".to_owned() } else { format!("text/html; charset=\"{label}\"") };
        for (coding, coded) in [("quoted-printable", quoted(&bytes)), ("base64", base64(&bytes))] {
            let document = check_saved(&saved("multipart/related", &[&part(coding, &kind, &coded), PICTURE]), expected);
            assert_eq!(document.notes, [], "{label}, {coding}");
        }
    }
}

#[test]
fn every_page_of_the_corpus_says_the_same_when_it_is_saved() {
    let mut pages = 0;
    for file in documents().iter().flat_map(|document| &document.files).filter(|file| file.form == "html") {
        let words = String::from_utf8(file.bytes.clone()).expect("UTF-8");
        let gb = GB18030.encode(&words).0;
        let bytes = saved(
            "multipart/related; type=\"text/html\"",
            &[&part("quoted-printable", "text/html; charset=gb2312", &quoted(&gb)), PICTURE],
        );
        let ledger = taizhang::extract(&bytes, "a.doc", &Options::default()).expect("a ledger");
        assert_eq!(ledger.source.media_type, "multipart/related");
        assert_eq!(differences(file.ledger().expect("a ledger"), &ledger), [""; 0], "{}", file.file);
        pages += 1;
    }
    assert!(pages > 0, "the corpus holds pages");
}

#[test]
fn every_document_of_the_corpus_says_the_same_as_its_text() {
    let mut wrong = String::new();
    for document in documents() {
        let Some(text) = document.files.iter().find(|file| file.form == "clean") else { continue };
        let words = String::from_utf8(text.bytes.clone()).expect("UTF-8");
        let body = in_html(&words);
        let bytes = saved(
            "multipart/related",
            &[&part("base64", "text/html; charset=\"utf-8\"", &base64(page(&body).as_bytes()))],
        );
        let ledger = taizhang::extract(&bytes, "a.mht", &Options::default()).expect("a ledger");
        let differences = differences(text.ledger().expect("a ledger"), &ledger);
        differences.iter().for_each(|line| wrong += &format!("{}: {line}\n", text.file));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A text with a paragraph on each line as the body of a page; lines with tabs are rows of tables.
fn in_html(text: &str) -> String {
    let mut body = String::new();
    let mut in_table = false;
    for line in text.replace('&', "&amp;").replace('<', "&lt;").lines() {
        let is_row = line.contains('\t');
        if is_row != in_table {
            body += if is_row { "<table class=MsoTableGrid>" } else { "</table>" };
            in_table = is_row;
        }
        if is_row {
            let cells: String = line.split('\t').map(|cell| format!("<td><p>{cell}</p></td>")).collect();
            body += &format!("<tr>{cells}</tr>\r\n");
        } else {
            body += &format!("<p class=MsoNormal>{line}<o:p></o:p></p>\r\n");
        }
    }
    body
}

#[test]
fn what_browsers_save_is_read() {
    let blink = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.a.gov.cn/1.html\r\n\
        Subject: =?utf-8?Q?=E9=80=9A?=\r\n =?utf-8?Q?=E7=9F=A5?=\r\nDate: Tue, 1 Dec 2026 00:00:00 -0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--a----\"\r\n\r\n\r\n\
        ------MultipartBoundary--a----\r\nContent-Type: text/html\r\nContent-ID: <frame-A@mhtml.blink>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: http://www.a.gov.cn/1.html\r\n\r\n\
        <!DOCTYPE html><html><head><meta http-equiv=3D\"Content-Type\" content=3D\"text/ht=\r\nml; charset=3DUTF-8\"></head>\
        <body><p>=E9=80=9A=\r\n=E7=9F=A5</p></body></html>\r\n------MultipartBoundary--a----\r\nContent-Type: text/css\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:css-1@mhtml.blink\r\n\r\n@charset \"utf-8\";\r\n\
        ------MultipartBoundary--a------\r\n";
    assert_eq!(check_saved(blink.as_bytes(), &["通知"]).notes, []);
    // Without pictures Internet Explorer saves a page alone.
    let alone = format!(
        "From: \"保存\"\r\nMIME-Version: 1.0\r\n{}",
        part(
            "quoted-printable",
            "text/html;\r\n\tcharset=\"gb2312\"",
            &quoted(&GB18030.encode(&page("<p>通知</p>")).0)
        )
    );
    check_saved(alone.as_bytes(), &["通知"]);
    // Ends of lines without returns, and a blank line before all.
    check_saved(format!("\n{}", blink.replace("\r\n", "\n")).as_bytes(), &["通知"]);
}

#[test]
fn the_page_that_is_shown_is_the_one_that_is_named() {
    let of = |id: &str, body: &str| format!("Content-ID: <{id}>\r\n{}", part("8bit", "text/html", &page(body)));
    let (one, two) = (of("1", "<p>甲</p>"), of("2", "<p>乙</p>"));
    check_saved(&saved("multipart/related", &[PICTURE, &one, &two]), &["甲"]);
    check_saved(&saved("multipart/related; start=\"<2>\"", &[&one, &two]), &["乙"]);
    check_saved(&saved("multipart/related; start=\"<3>\"", &[&one, &two]), &["甲"]);
    // A page that frames others: what is in these is the text.
    check_saved(&saved("multipart/related", &[&of("0", "<noframes>不支持框架</noframes>"), &one, &two]), &["甲", "乙"]);
    // Parts within a part.
    let inner = format!(
        "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n文\r\n--b\r\n{one}\r\n--b--\r\n"
    );
    check_saved(&saved("multipart/related", &[&inner]), &["甲"]);
}

#[test]
fn what_word_hides_in_a_page_is_no_text() {
    let body = "<p>甲<span style='display:none;mso-hide:all'>密</span>乙<del cite=\"mailto:a\" datetime=\"2025-01-01T00:00\">旧</del><ins>新</ins></p>\
        <!--[if gte mso 9]><xml><w:View>页</w:View></xml><![endif]--><xml><w:View>Print</w:View></xml><p><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>丙</p>";
    check_saved(&saved("multipart/related", &[&part("8bit", "text/html", &page(body))]), &["甲乙新", "一、丙"]);
}

#[test]
fn a_page_under_another_name_is_a_page() {
    let ledger = taizhang::extract(
        page("<p>某市2025年工作方案</p><p>一、推进甲项工作。</p>").as_bytes(),
        "a.doc",
        &Options::default(),
    );
    assert_eq!(ledger.expect("a ledger").source.media_type, "text/html");
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let whole = saved("multipart/related", &[&part("8bit", "text/html", &page("<p>甲</p>"))]);
    let cut = check_saved(&whole[..whole.len() - 30], &["甲"]);
    assert_eq!(cut.notes[0].code, "mhtml-damaged");
    let odd = part("8bit", "text/html; charset=gb2312", "<p>通知</p>").replace("通知", "通\u{1}知");
    let mut odd = saved("multipart/related", &[&odd]);
    let at = odd.iter().position(|byte| *byte == 1).expect("a byte");
    odd[at] = 0xff;
    assert_eq!(reads(&odd).notes[0].code, "damaged-characters");
    // Mail, and what has no page.
    for bytes in [
        saved("multipart/mixed", &[&part("8bit", "text/html", "见附件"), PICTURE]),
        saved("multipart/related", &[PICTURE]),
        b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nno".to_vec(),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n".to_vec(),
    ] {
        let error = refusal(&bytes);
        assert!(matches!(error, ReadError::Unsupported { .. }) && error.to_string().contains(".eml"), "{error}");
    }
    assert!(matches!(refusal(&saved("multipart/related", &[&part("8bit", "text/html", "<p></p>")])), ReadError::Blank));
    // Words that only look like a head are text.
    let document = check("主题: 通知\nMIME-Version: 1.0\n".as_bytes(), &["主题: 通知", "MIME-Version: 1.0"]);
    assert_eq!(document.format, Format::Text);
}

#[test]
fn limits_hold_for_what_is_decoded() {
    let mut options = Options::default();
    options.limits.unpacked = 1000;
    let whole = saved("multipart/related", &[&part("base64", "text/html", &base64(&[b'a'; 1200]))]);
    let error = read(&whole, &options).expect_err("too large");
    assert!(matches!(error, ReadError::TooLarge { of: Limit::Unpacked, limit: 1000 }), "{error}");
    // Parts in parts without end.
    let deep = "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n".repeat(10_000);
    assert!(matches!(refusal(format!("MIME-Version: 1.0\r\n{deep}").as_bytes()), ReadError::Unsupported { .. }));
}

#[test]
fn damaged_files_give_a_sound_ledger_or_an_error() {
    /// What stands in the place of other bytes.
    const PIECES: [&str; 10] =
        ["=", "=E9", "\r\n", "\r\n\r\n", "------=_NextPart_01D0", "--", ";", "\"", "Content-Type: ", "<!--"];
    let mut dice = Dice(0x3117_3117);
    let rounds = robust::times(60);
    let body = page(
        "<p>某市2025年工作要点</p><p>一、推进甲项工作10个。（市教育局牵头）</p><table><tr><td>序号<td>任务</tr></table>",
    );
    for (coding, coded) in [("quoted-printable", quoted(&GB18030.encode(&body).0)), ("base64", base64(body.as_bytes()))]
    {
        let whole =
            saved("multipart/related; start=\"<1>\"", &[PICTURE, &part(coding, "text/html; charset=gb2312", &coded)]);
        for _ in 0..rounds {
            let mut bytes = whole.clone();
            robust::damage(&mut bytes, &PIECES, 8, &mut dice);
            robust::check(&bytes);
        }
    }
}
