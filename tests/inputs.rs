//! Where documents come from: archives and lists.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cli::{check, folder, json, names, run, run_fed};

const PLAN: &str = "某市工作方案\n一、新建桥梁3座。（市财政局负责）";

/// An archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in files.iter().enumerate() {
        let method = if at % 2 == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("an entry");
        zip.write_all(bytes).expect("memory takes all");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The same with other bytes in the place of some of the same length.
fn with(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = (0..bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|&at| bytes[at..at + to.len()].copy_from_slice(to));
    bytes
}

/// The names of the ledgers in a folder.
fn ledgers(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| name.ends_with(".json")).collect()
}

#[test]
fn an_archive_stands_for_the_documents_in_it() {
    let inner = archive(&[("c.txt", PLAN.as_bytes())]);
    let bytes = archive(&[
        ("2022/b.txt", PLAN.as_bytes()),
        ("AAAA.txt", PLAN.as_bytes()),
        ("../../up.txt", PLAN.as_bytes()),
        ("inner.ZIP", &inner),
        ("photo.jpg", b"no document"),
        ("__MACOSX/._b.txt", b"no document"),
    ]);
    // As packers in China write names: GB 18030, and nothing that says so.
    let bytes = with(&bytes, b"AAAA.txt", &[0xB7, 0xBD, 0xB0, 0xB8, b'.', b't', b'x', b't']);
    let folder = folder(&[("in/all.zip", &bytes), ("in/a.txt", PLAN.as_bytes())]);
    let (_, said) = check(&run(folder.path(), &["extract", "in", "-o", "out", "--format", "json"]), 0);
    assert!(said.contains("5 documents") && said.contains("1 .jpg"), "{said}");
    let expected =
        ["a.json", "all.zip/2022/b.json", "all.zip/inner.ZIP/c.json", "all.zip/up.json", "all.zip/方案.json"];
    assert_eq!(ledgers(&folder.path().join("out")), expected);
    let ledger = json(&fs::read_to_string(folder.path().join("out/all.zip/2022/b.json")).expect("a ledger"));
    assert_eq!(ledger["source"]["file"], "all.zip/2022/b.txt");
    assert_eq!(ledger["source"]["bytes"], PLAN.len());
}

#[test]
fn what_is_wrong_with_an_archive_is_named_and_the_rest_goes_on() {
    let good = archive(&[("a.txt", PLAN.as_bytes()), ("b.txt", b"\xE4\xB8\x80 stored and then damaged")]);
    let damaged = with(&good, b"then damaged", b"then mended!");
    // The lowest bit of an entry's flags says that it is encrypted, in both its heads.
    let mut encrypted = archive(&[("a.txt", PLAN.as_bytes())]);
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = (0..encrypted.len()).find(|&at| encrypted[at..].starts_with(mark)).expect("a head");
        encrypted[at + flags] |= 1;
    }
    let deep = (0..4).fold(archive(&[("a.txt", PLAN.as_bytes())]), |inner, _| archive(&[("x.zip", &inner)]));
    let folder = folder(&[
        ("damaged.zip", &damaged),
        ("encrypted.zip", &encrypted),
        ("bomb.zip", &archive(&[("zeros.txt", &vec![b' '; 8 << 20])])),
        ("deep.zip", &deep),
        ("no.zip", b"no archive"),
        ("empty.zip", &archive(&[("photo.jpg", b"no document")])),
    ]);
    let (_, said) = check(&run(folder.path(), &["extract", ".", "-o", "out"]), 1);
    for (name, words) in [
        ("damaged.zip/b.txt", "checksum"),
        ("encrypted.zip/a.txt", "encrypted"),
        ("bomb.zip/zeros.txt", "over the limit of 200 times its packed size"),
        ("deep.zip/x.zip/x.zip", "over the limit of 3 archives in archives"),
        ("no.zip", "damaged"),
        ("empty.zip", "no document"),
    ] {
        let line = said.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}: {said}"));
        assert!(line.contains(words), "{line}");
    }
    assert!(said.contains("1 document: "), "{said}");
}

#[test]
fn limits_of_archives_can_be_set() {
    let bytes = archive(&[("a.txt", PLAN.as_bytes()), ("b.txt", PLAN.as_bytes())]);
    let fails = |limit: &str, words: &str| {
        let config = format!("[limits]\n{limit}\n");
        let folder = folder(&[("a.zip", &bytes), ("taizhang.toml", config.as_bytes())]);
        let (_, said) = check(&run(folder.path(), &["extract", "a.zip", "-o", "out"]), 1);
        assert!(said.contains(words), "{said}");
    };
    fails("archive_entries = 1", "over the limit of 1 entries");
    fails("archive_bytes = 100", "over the limit of 100 unpacked bytes");
    fails("bytes = 10", "over the limit of 10 bytes");
}

#[test]
fn a_list_of_paths_is_an_input() {
    let plan = PLAN.as_bytes();
    let folder = folder(&[("2022/a.txt", plan), ("2023/a.txt", plan), ("more/b.txt", plan), ("c.txt", plan)]);
    let list = "2022/a.txt\r\n./2023/a.txt\n\nmore\nmissing.txt\n";
    let (_, said) = check(&run_fed(folder.path(), &["extract", "--files-from", "-", "-o", "out"], list.as_bytes()), 1);
    assert!(said.contains("missing.txt: cannot be read"), "{said}");
    assert_eq!(ledgers(&folder.path().join("out")), ["2022/a.json", "2023/a.json", "more/b.json"]);
    let absolute = folder.path().join("c.txt");
    fs::write(folder.path().join("list"), format!("{}\0", absolute.display())).expect("a file");
    let (out, _) = check(&run(folder.path(), &["extract", "--files-from", "list", "--format", "jsonl", "2022"]), 0);
    let files: Vec<_> = out.lines().map(|line| json(line)["source"]["file"].clone()).collect();
    assert_eq!(files, ["a.txt", "c.txt"], "never an absolute path");
    let (_, said) = check(&run(folder.path(), &["extract", "-", "--files-from", "-"]), 2);
    assert!(said.contains("only once"), "{said}");
}

/// Programs save pages and RTF under the name of a .doc.
#[test]
fn what_is_named_doc_is_read_as_what_it_is() {
    let case = |name: &str| fs::read(crate::manifest::corpus().join("cases").join(name)).expect("a case");
    let (rtf, saved) = (case("a-plan-in-rtf.bin"), case("a-page-saved-by-word.bin"));
    let page = format!("<html><body><p>{}</p></body></html>", PLAN.replace('\n', "</p><p>"));
    let files: [(&str, &[u8]); 6] = [
        ("in/a.rtf", &rtf),
        ("in/b.doc", &rtf),
        ("in/c.mht", &saved),
        ("in/d.MHTML", &saved),
        ("in/e.wps", &saved),
        ("in/f.doc", page.as_bytes()),
    ];
    let folder = folder(&files);
    check(&run(folder.path(), &["extract", "in", "-o", "out"]), 0);
    let kinds: Vec<String> = ledgers(&folder.path().join("out"))
        .iter()
        .filter(|name| *name != "run.json")
        .map(|name| {
            json(&fs::read_to_string(folder.path().join("out").join(name)).expect("a ledger"))["source"]["media_type"]
                .to_string()
        })
        .collect();
    let expected = [
        "application/rtf",
        "application/rtf",
        "multipart/related",
        "multipart/related",
        "multipart/related",
        "text/html",
    ];
    assert_eq!(kinds, expected.map(|kind| format!("\"{kind}\"")));
}
