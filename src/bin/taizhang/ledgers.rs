//! From the command line's LEDGERs to ledgers: files that hold some, folders of them, and documents, which are extracted
//! on the way.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;

use taizhang::batch::{Failure, Input, Source};
use taizhang::load;
use taizhang::model::Ledger;

use crate::inputs::Inputs;
use crate::report::{self, Report};
use crate::supervise::{Begun, LEDGER, Lane, Readers};
use crate::{extract, inputs};

/// How much of a file tells ledgers from a document. Bytes; room for blanks before the first brace.
const HEAD: u64 = 256;

/// Hands on each ledger with its name as the person knows it, in the order named; what gives none goes into the report.
///
/// Documents are read several at a time, and `make` runs where they are. `take` ends the whole with
/// [`ControlFlow::Break`].
pub fn each<T: Send>(
    inputs: &Inputs,
    readers: &Readers,
    report: &mut Report,
    make: impl Fn(Ledger) -> T + Sync,
    mut take: impl FnMut(&mut Report, &str, T) -> ControlFlow<()>,
) {
    for failure in &inputs.failures {
        report.unusable(failure);
    }
    let holds_ledgers: Vec<bool> = inputs.documents.iter().map(|file| load::is_json(&head(file))).collect();
    let mut files = inputs.documents.as_slice();
    for run in holds_ledgers.chunk_by(|a, b| a == b) {
        let (these, later) = files.split_at(run.len());
        files = later;
        let flow = if run[0] {
            these.iter().try_for_each(|file| read_back(file, readers, report, &make, &mut take))
        } else {
            extracted(these, readers, report, &make, &mut take)
        };
        if flow.is_break() {
            return;
        }
    }
}

/// All ledgers, each with its name as the person knows it.
pub fn all(inputs: &Inputs, readers: &Readers, report: &mut Report) -> Vec<(String, Ledger)> {
    let mut ledgers = Vec::new();
    let make = |ledger| ledger;
    each(inputs, readers, report, make, |_, name, ledger| {
        ledgers.push((name.to_owned(), ledger));
        ControlFlow::Continue(())
    });
    ledgers
}

/// The ledgers of one file.
fn read_back<T>(
    file: &Input,
    readers: &Readers,
    report: &mut Report,
    make: &impl Fn(Ledger) -> T,
    take: &mut impl FnMut(&mut Report, &str, T) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let name = inputs::name(file);
    let bytes = match file.bytes(readers.options()) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.failure(file, &readers.told(&Failure::Read(error)));
            return ControlFlow::Continue(());
        }
    };
    match load::ledgers(&bytes) {
        Ok(ledgers) => {
            let several = ledgers.len() > 1;
            ledgers.into_iter().try_for_each(|ledger| {
                let name = if several { format!("{name} ({})", ledger.source.file) } else { name.clone() };
                take(report, &name, make(ledger))
            })
        }
        Err(error) => {
            report.no_ledger(&name, &error);
            ControlFlow::Continue(())
        }
    }
}

/// The ledgers of documents.
fn extracted<T: Send>(
    documents: &[Input],
    readers: &Readers,
    report: &mut Report,
    make: &(impl Fn(Ledger) -> T + Sync),
    take: &mut impl FnMut(&mut Report, &str, T) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut flow = ControlFlow::Continue(());
    report::silencing_panics(|| {
        let finish = |lane: &mut Lane<'_>, begun: Begun<'_>| lane.ledger(begun).map(make);
        readers.each(documents, extract::jobs_for(documents.len()), LEDGER, finish, |index, outcome| {
            match outcome {
                Ok(made) => flow = take(report, &inputs::name(&documents[index]), made),
                Err(failure) => report.failure(&documents[index], &failure),
            }
            flow
        });
    });
    flow
}

/// How a file begins. One that cannot be read tells so when its turn comes.
fn head(file: &Input) -> Vec<u8> {
    let mut head = Vec::new();
    match &file.source {
        Source::Bytes(bytes) => head.extend(bytes.iter().take(HEAD as usize)),
        // Of an archive only documents are taken.
        Source::Packed(_) => {}
        Source::Path(path) => {
            let _ = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        }
    }
    head
}
