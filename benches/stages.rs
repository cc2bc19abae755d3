//! How fast each stage is, and the whole, in bytes of the source and in documents a second.
//!
//! `cargo bench` measures the Shandong notice as text and as PDF, and its text repeated to 10 MB, which shows whether
//! time grows with length. `cargo bench -- clean` measures one stage.

use std::fmt;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use taizhang::clean::{Body, clean};
use taizhang::item::{Item, items};
use taizhang::lexicon::Lexicon;
use taizhang::model::Date;
use taizhang::outline::{Outline, outline};
use taizhang::read::{Document, read};
use taizhang::recognise::{Context, deadline, responsibility, target};
use taizhang::{Options, OutputFormat};

/// The document that is measured, in each of its forms.
const NOTICE: &str = "shandong-2022-28.";

/// The length that a text is repeated to, in bytes.
const LONG: usize = 10_000_000;

/// The longest that one measurement may take, in seconds.
const PATIENCE: f64 = 2.0;

fn main() {
    divan::main();
}

/// A document and what each stage makes of it.
struct Sample {
    name: String,
    bytes: Vec<u8>,
    document: Document,
    body: Body,
    outline: Outline,
    items: Vec<Item>,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Sample {
    fn new(name: String, bytes: Vec<u8>) -> Self {
        let lexicon = Lexicon::builtin();
        let document = read(&bytes, &Options::default()).expect("a document of the corpus is readable");
        let body = clean(&document, lexicon, &mut Vec::new());
        let outline = outline(&body, lexicon, &mut Vec::new());
        let items = items(&body, &outline, lexicon, &mut Vec::new());
        Self { name, bytes, document, body, outline, items }
    }

    /// Measures `work` in bytes of the source.
    fn measure<T>(&self, bencher: Bencher<'_, '_>, work: impl Fn(&Self) -> T + Sync) {
        bencher
            .counter(BytesCount::new(self.bytes.len()))
            .counter(ItemsCount::new(1_u32))
            .bench(|| work(black_box(self)));
    }
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file").to_string_lossy().into_owned()
}

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/docs");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| name(path).starts_with(NOTICE))
        .collect();
    paths.sort();
    let mut samples: Vec<Sample> =
        paths.iter().map(|path| Sample::new(name(path), fs::read(path).expect("readable"))).collect();
    if let Some(text) = samples.iter().find(|sample| sample.name == format!("{NOTICE}txt")) {
        let long = text.bytes.repeat(LONG.div_ceil(text.bytes.len()));
        samples.push(Sample::new(format!("{} to 10 MB", text.name), long));
    }
    samples
});

fn samples() -> impl Iterator<Item = &'static Sample> {
    SAMPLES.iter()
}

#[divan::bench(args = samples(), max_time = PATIENCE)]
fn s1_read(bencher: Bencher<'_, '_>, sample: &Sample) {
    sample.measure(bencher, |sample| read(&sample.bytes, &Options::default()));
}

#[divan::bench(args = samples(), max_time = PATIENCE)]
fn s2_clean(bencher: Bencher<'_, '_>, sample: &Sample) {
    sample.measure(bencher, |sample| clean(&sample.document, Lexicon::builtin(), &mut Vec::new()));
}

#[divan::bench(args = samples(), max_time = PATIENCE)]
fn s3_outline(bencher: Bencher<'_, '_>, sample: &Sample) {
    sample.measure(bencher, |sample| outline(&sample.body, Lexicon::builtin(), &mut Vec::new()));
}

#[divan::bench(args = samples(), max_time = PATIENCE)]
fn s4_item(bencher: Bencher<'_, '_>, sample: &Sample) {
    sample.measure(bencher, |sample| items(&sample.body, &sample.outline, Lexicon::builtin(), &mut Vec::new()));
}

#[divan::bench(args = samples(), max_time = PATIENCE)]
fn s5_recognise(bencher: Bencher<'_, '_>, sample: &Sample) {
    let context = Context {
        text: &sample.body.text,
        lexicon: Lexicon::builtin(),
        issued_on: Date::new(2022, 3, 27),
        dated: None,
        stage: None,
        period: None,
        jurisdiction: None,
        of_zone: false,
    };
    sample.measure(bencher, |sample| {
        for item in &sample.items {
            for clause in &item.clauses {
                black_box(responsibility::read(&context, clause.inner));
            }
            for &span in std::iter::once(&item.title).chain(&item.text) {
                let (deadlines, _) = deadline::find(&context, span);
                black_box(target::find(&context, span, &deadlines));
            }
        }
    });
}

/// All stages, the assembling of the ledger included.
#[divan::bench(args = samples(), max_time = PATIENCE)]
fn s6_extract(bencher: Bencher<'_, '_>, sample: &Sample) {
    sample.measure(bencher, |sample| taizhang::extract(&sample.bytes, &sample.name, &Options::default()));
}

/// From ledger to JSON; bytes are still those of the source.
#[divan::bench(args = samples(), max_time = PATIENCE)]
fn s7_output(bencher: Bencher<'_, '_>, sample: &Sample) {
    let ledger = taizhang::extract(&sample.bytes, &sample.name, &Options::default()).expect("read before");
    sample.measure(bencher, |_| OutputFormat::Json.bytes(&ledger));
}

/// From bytes to bytes: what the program does with a file.
#[divan::bench(args = samples(), max_time = PATIENCE)]
fn whole(bencher: Bencher<'_, '_>, sample: &Sample) {
    sample.measure(bencher, |sample| {
        let ledger = taizhang::extract(&sample.bytes, &sample.name, &Options::default()).expect("read before");
        OutputFormat::Json.bytes(&ledger)
    });
}
