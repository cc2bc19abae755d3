//! Tells the program which rules it was built from: a digest of the library's sources, its word tables and the versions of
//! its dependencies. Ledgers made under the same rules from the same bytes are the same. And it tells where the cells of the
//! word tables stand, and the characters of the collection of Chinese fonts.

#[path = "src/lexicon/cells.rs"]
mod cells;
#[path = "src/read/pdf/cmaps.rs"]
mod cmaps;
#[path = "src/lexicon/patterns/index.rs"]
mod index;
#[path = "src/lexicon/phrases/order.rs"]
mod order;
#[path = "src/lexicon/patterns/source.rs"]
mod source;

use std::path::{Path, PathBuf};
use std::{env, fs};

use hayro_cmap::{BfString, CMap, CMapName};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let mut files = Vec::new();
    gather(&root.join("src"), &mut files);
    files.push(root.join("Cargo.lock"));
    files.sort();
    let mut digest = Fnv::default();
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        digest.add(name.as_bytes());
        // A dependency is built without its lock file.
        digest.add(&fs::read(&file).unwrap_or_default());
    }
    lay_out(&root.join("src/lexicon"));
    lay_out_phrases(&root.join("src/lexicon"));
    lay_out_collection();
    println!("cargo::rustc-env=TAIZHANG_RULES={:032x}", digest.0);
    // The tables of fonts and encodings in the dependencies hold 52,000 addresses. In a program that may lie anywhere in memory
    // each process sets them all right before it begins, on 250 pages: for a single short document a tenth of the time.
    let target = |key: &str| env::var(key).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "linux" && target("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

/// Writes for the encodings of the collection Adobe-GB1 the numbers that they give to all codes of one byte and of two, and for
/// the collection the characters of its numbers: 16 bits each, little-endian.
fn lay_out_collection() {
    let parse = |name: &str| {
        let table = cmaps::cmap(CMapName::from_bytes(name.as_bytes())).expect("it is predefined");
        CMap::parse(table, cmaps::cmap).expect("what is predefined is whole")
    };
    let write_units = |name: &str, units: Vec<u16>| {
        write(Path::new(name), units.into_iter().flat_map(u16::to_le_bytes).collect());
    };
    for name in ["GB-EUC-H", "GBK-EUC-H", "GBK2K-H", "GBKp-EUC-H", "UniGB-UCS2-H", "UniGB-UTF16-H"] {
        let encoding = parse(name);
        let codes = (0..=0xff).map(|code| (code, 1)).chain((0..=0xffff).map(|code| (code, 2)));
        let number =
            |(code, bytes)| encoding.lookup_cid_code(code, bytes).and_then(|number| u16::try_from(number).ok());
        write_units(&format!("{name}.gb1"), codes.map(|code| number(code).unwrap_or(u16::MAX)).collect());
    }
    let unicode = parse("Adobe-GB1-UCS2");
    let unit = |number| match unicode.lookup_bf_string(number) {
        Some(BfString::Char(c)) => u16::try_from(u32::from(c)).unwrap_or(0),
        _ => 0,
    };
    write_units("Adobe-GB1.unicode", (0..u32::from(u16::MAX)).map(unit).collect());
}

/// Writes for each word table where its rows and their cells stand; which names of divisions begin with a character; and by
/// which words the patterns of furniture are found.
fn lay_out(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "tsv") {
            continue;
        }
        let table = fs::read_to_string(&path).expect("a word table is text");
        write(&path.with_extension("cells"), cells::layout(&table));
        if path.ends_with("divisions.tsv") {
            write(&path.with_extension("names"), cells::names(&table));
        }
        if path.ends_with("furniture.tsv") {
            let rows = cells::rows(&table).map(|(_, row)| row).filter(|row| index::is_pattern(row));
            let index = index::Index::of(rows.filter_map(|row| row.split('\t').nth(2)));
            write(&path.with_extension("words"), index.laid_out());
        }
    }
}

/// Writes in which order the rows of the words around numbers stand in their index.
fn lay_out_phrases(folder: &Path) {
    let tables = ["verbs", "phrases", "comparators"]
        .map(|name| fs::read_to_string(folder.join(name).with_extension("tsv")).expect("a word table is text"));
    let words = tables.each_ref().map(|table| {
        let rows = cells::rows(table).map(|(_, row)| row);
        rows.map(|row| row.split('\t').next().unwrap_or_default()).collect::<Vec<_>>()
    });
    write(Path::new("phrases.order"), order::laid_out(&words));
}

/// Writes a file of a name into the folder of the build.
fn write(name: &Path, bytes: Vec<u8>) {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join(name.file_name().unwrap_or_default()), bytes).expect("the folder of the build can be written");
}

/// Adds the files below a folder; not those of the program, which make no ledger.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if !path.is_dir() {
            files.push(path);
        } else if path.file_name().is_some_and(|name| name != "bin") {
            gather(&path, files);
        }
    }
}

/// FNV-1a in 128 bits: no crate is needed for it, and nobody gains by a collision.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    /// Adds bytes and their number, so that they cannot run into the next.
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain(&(bytes.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
