//! What the fuzz targets hold against every input: no panic; an error or a sound ledger; the same bytes on a second run.
//! The tests of the project take it in too and hold it against the findings that are kept.

#[path = "../tests/robust/sound.rs"]
pub mod sound;

use std::io::{Cursor, Read, Write};
use std::panic;
use std::sync::{LazyLock, Once};

use taizhang::merge::{Workbook, merge};
use taizhang::model::{Entry, Ledger};
use taizhang::{Limit, Options, OutputFormat, ReadError, Stage};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of a package by name.
pub type Parts = Vec<(String, Vec<u8>)>;

/// Reads bytes that may be anything.
pub fn check(bytes: &[u8], options: &Options) {
    own_panics_only();
    let first = taizhang::extract(bytes, "fuzz", options);
    let second = taizhang::extract(bytes, "fuzz", options);
    match (first, second) {
        (Ok(first), Ok(second)) => {
            let clean = taizhang::inspect(bytes, Stage::Clean, options).expect("what gave a ledger can be looked at");
            sound::sound(&first, &clean);
            assert!(OutputFormat::Json.bytes(&first) == OutputFormat::Json.bytes(&second), "two runs differ");
            let back = serde_json::from_slice(&OutputFormat::Json.bytes(&first)).expect("a ledger can be read back");
            assert!(first == back, "the ledger changed on its way through JSON");
        }
        // What the clock ended says nothing of the next time.
        (Err(ReadError::TooLarge { of, .. }), _) | (_, Err(ReadError::TooLarge { of, .. }))
            if matches!(of, Limit::Time | Limit::OcrTime) => {}
        (Err(first), Err(second)) => assert_eq!(first.to_string(), second.to_string(), "two runs differ"),
        (first, second) => panic!("two runs differ: {:?} and {:?}", first.err(), second.err()),
    }
}

/// Has only panics of our own code end a run: those of the crates that take PDF apart are caught, and are an error of the
/// document.
fn own_panics_only() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let shown = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map_or("", |place| place.file());
            // Paths of dependencies are absolute; ours are as cargo was started.
            if !place.contains("/registry/") && !place.starts_with("/rustc/") {
                shown(panic);
            }
        }));
    });
}

/// Limits under which no honest input of a fuzzer's size falls, so that what is slow is found as slow.
#[must_use]
pub fn options() -> Options {
    let mut options = Options::default();
    options.limits.pages = 50;
    options.limits.glyphs = 100_000;
    options.limits.steps = 200_000;
    options.limits.unpacked = 8 << 20;
    options
}

/// The plan that returned workbooks are of.
const PLAN: &str = "山东省2025年重点工作方案\n一、培育产业集群。培育特色产业集群10个以上。（牵头单位：省工业和信息化厅）\n\
    二、扩大有效投资。2025年6月底前出台支持政策。（牵头单位：省发展改革委）\n";

/// Merges a workbook that may be anything: the bytes themselves, or our own workbook with its first sheet replaced by them, so
/// that a fuzzer gets past the archive.
pub fn check_returned(bytes: &[u8]) {
    own_panics_only();
    /// The ledger and the parts of its workbook; made once.
    static BLANK: LazyLock<(Ledger, Parts)> = LazyLock::new(|| {
        let ledger = taizhang::extract(PLAN.as_bytes(), "plan.txt", &options()).expect("text is read");
        let parts = parts(&OutputFormat::Xlsx.bytes(&ledger));
        (ledger, parts)
    });
    let (blank, parts) = &*BLANK;
    let packed =
        if bytes.starts_with(b"PK") { bytes.to_vec() } else { with_part(parts, "xl/worksheets/sheet1.xml", bytes) };
    let Ok(workbook) = Workbook::read(&packed, "a", &options().limits) else { return };
    let mut filled = [blank.clone()];
    let merged = merge(&mut filled, std::slice::from_ref(&workbook), false);
    let mut again = [blank.clone()];
    assert!(merge(&mut again, std::slice::from_ref(&workbook), false) == merged && again == filled, "two runs differ");
    // Only fills changed, each in a cell that was told.
    let mut fills = 0;
    for (before, after) in blank.entries.iter().zip(&filled[0].entries) {
        fills += usize::from(before.to_fill != after.to_fill);
        assert!(*before == Entry { to_fill: before.to_fill.clone(), ..after.clone() }, "a fact changed");
    }
    assert!(fills <= merged.taken.len(), "something was filled in silence");
    let bytes = OutputFormat::Json.bytes(&filled[0]);
    assert!(serde_json::from_slice::<Ledger>(&bytes).expect("a ledger can be read back") == filled[0]);
    // What is there already stays.
    let before = filled.clone();
    assert!(merge(&mut filled, &[workbook], false).taken.is_empty() && filled == before, "a fill was overwritten");
}

/// Reads a document whose main part may be anything: the bytes themselves, or a package with them as its `part`, so that a
/// fuzzer gets past the archive.
pub fn check_part(bytes: &[u8], part: &str, options: &Options) {
    let packed = if bytes.starts_with(b"PK") {
        bytes.to_vec()
    } else {
        let parts: Vec<_> = PARTS.iter().map(|(name, part)| ((*name).to_owned(), part.as_bytes().to_vec())).collect();
        with_part(&parts, part, bytes)
    };
    check(&packed, options);
}

/// The main part of a Word document, and the page of an OFD document.
pub const WORD: &str = "word/document.xml";
pub const PAGE: &str = "Page.xml";

/// What stands around these.
const PARTS: [(&str, &str); 2] = [
    ("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>"),
    ("Document.xml", "<Document><Pages><Page ID=\"1\" BaseLoc=\"Page.xml\"/></Pages></Document>"),
];

/// The parts of a package, by name.
pub fn parts(package: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("an archive");
    let all = 0..archive.len();
    all.map(|index| {
        let mut part = archive.by_index(index).expect("a part");
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        (name, bytes)
    })
    .collect()
}

/// A package of these parts, with other bytes as one of them.
pub fn with_part(parts: &[(String, Vec<u8>)], other: &str, part: &[u8]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8]| {
        out.start_file(name, stored).expect("a part");
        out.write_all(bytes).expect("a part");
    };
    parts.iter().filter(|(name, _)| name != other).for_each(|(name, bytes)| put(name, bytes));
    put(other, part);
    out.finish().expect("an archive").into_inner()
}
