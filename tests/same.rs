//! The same bytes in give the same bytes out: on every run, on every number of threads, in every format, under all options.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;

use taizhang::batch::{self, Input};
use taizhang::lexicon::{Lexicon, Table};
use taizhang::{Options, OutputFormat, PdfEngine};

use crate::corpus_documents;

/// Threads of each run: alone and with company, when documents meet differently.
const RUNS: [usize; 2] = [1, 2];

/// Every option, each with another value than its default.
fn options() -> Vec<(&'static str, Options)> {
    let with = |name: &'static str, set: fn(&mut Options)| {
        let mut options = Options::default();
        set(&mut options);
        (name, options)
    };
    vec![
        with("as built in", |_| {}),
        with("hayro", |options| options.pdf_engine = PdfEngine::Hayro),
        with("pdf-extract", |options| options.pdf_engine = PdfEngine::PdfExtract),
        with("a place and words of one's own", |options| {
            let lexicon = Lexicon::with([(Table::Organs, "own\t省财政厅\t本省财政厅\t-\t-")]).expect("well-formed");
            options.jurisdiction = lexicon.jurisdiction("370000");
            options.lexicon = Some(Arc::new(lexicon));
        }),
        with("few pages", |options| options.limits.pages = 3),
    ]
}

/// Every document's bytes in every format, or why there are none.
fn run(inputs: &[Input], options: &Options, jobs: usize) -> Vec<String> {
    let make = |_, ledger| OutputFormat::ALL.iter().flat_map(|format| format.bytes(&ledger)).collect::<Vec<u8>>();
    let mut outcomes = Vec::new();
    batch::run(inputs, options, NonZeroUsize::new(jobs).expect("some"), make, |_, outcome| {
        outcomes.push(
            outcome.map_or_else(|failure| failure.to_string(), |bytes| String::from_utf8_lossy(&bytes).into_owned()),
        );
        ControlFlow::Continue(())
    });
    outcomes
}

#[test]
fn every_document_gives_the_same_bytes_on_every_run() {
    let inputs: Vec<Input> = corpus_documents().into_iter().map(Input::path).collect();
    assert!(!inputs.is_empty(), "the corpus holds documents");
    for (name, options) in options() {
        let mut runs = RUNS.iter().map(|&jobs| run(&inputs, &options, jobs));
        let first = runs.next().expect("a run");
        assert!(first.iter().any(|outcome| outcome.starts_with('{')), "{name}: some documents are read");
        for again in runs {
            for ((input, one), other) in inputs.iter().zip(&first).zip(&again) {
                assert!(one == other, "{} under {name} differs", input.file);
            }
        }
    }
}
