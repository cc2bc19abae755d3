//! Archives among the inputs: each stands for the documents in it.

use std::path::Path;

use taizhang::archive;
use taizhang::batch::{Input, Source};
use taizhang::{Limits, Options};

use super::{DOCUMENT_ENDINGS, Failure, Inputs, Why, ending};

/// The ending of archives.
pub(super) const ENDING: &str = "zip";

/// What packers put beside the files of their own system.
const FOREIGN: &str = "__MACOSX";

/// Puts the documents of each archive in its place.
pub(super) fn unpack(mut inputs: Inputs, options: &Options) -> Inputs {
    for document in std::mem::take(&mut inputs.documents) {
        match &document.source {
            Source::Path(path) if ending(path) == ENDING => entries(path, &document.file, &options.limits, &mut inputs),
            _ => inputs.documents.push(document),
        }
    }
    inputs
}

/// Adds the documents of an archive, published below its own name.
fn entries(path: &Path, file: &str, limits: &Limits, inputs: &mut Inputs) {
    let fail = |why: Why| Failure { name: path.display().to_string(), why };
    let entries = match archive::list(path, limits) {
        Ok(entries) => entries,
        Err(error) => return inputs.failures.push(fail(Why::Archive(error))),
    };
    let before = inputs.documents.len();
    for entry in entries {
        let ending = ending(Path::new(&entry.name));
        if entry.name.split('/').any(|part| part == FOREIGN || part.starts_with('.')) {
            continue;
        }
        // An archive is only listed itself when something is wrong with it.
        if DOCUMENT_ENDINGS.contains(&ending.as_str()) || entry.name.is_empty() {
            let file = if entry.name.is_empty() { file.to_owned() } else { format!("{file}/{}", entry.name) };
            inputs.documents.push(Input { file, source: Source::Packed(entry.packed) });
        } else {
            *inputs.left_out.entry(ending).or_default() += 1;
        }
    }
    if inputs.documents.len() == before {
        inputs.failures.push(fail(Why::NoDocuments));
    }
}
