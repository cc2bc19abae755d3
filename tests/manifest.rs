//! The corpus as `corpus/manifest.toml` lists it, each file with the ledger that the library makes of it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use taizhang::model::Ledger;
use taizhang::{Options, ReadError};

/// `corpus/` of this repository.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

#[derive(Deserialize)]
struct Manifest {
    document: Vec<Document>,
}

/// One text, in the forms in which it turns up.
#[derive(Deserialize)]
pub struct Document {
    pub id: String,
    pub files: Vec<File>,
    /// Whether its tasks stand in a table; scored apart where the form is PDF.
    #[serde(default)]
    pub table: bool,
    /// Whether the table has merged cells: a dump leaves those empty, so it says less than the document.
    #[serde(default)]
    pub merged_cells: bool,
}

/// One form of a document.
#[derive(Deserialize)]
pub struct File {
    pub file: String,
    pub form: String,
    pub sha256: String,
    /// Why its ledger is known to differ from that of the other forms; absent when it must not.
    pub differs: Option<String>,
    #[serde(skip)]
    pub bytes: Vec<u8>,
    #[serde(skip)]
    ledger: OnceLock<Result<Ledger, ReadError>>,
}

impl Document {
    /// The forms that say all that the document says.
    pub fn whole_forms(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| !(self.merged_cells && file.form == "dump"))
    }

    /// `clean`, `dump`, `flow` (HTML and Word), `pdf` or `pdf-table`: the forms are scored by these groups.
    pub fn group(&self, file: &File) -> &'static str {
        match file.form.as_str() {
            "clean" => "clean",
            "dump" => "dump",
            "html" | "docx" | "doc" => "flow",
            _ if self.table => "pdf-table",
            _ => "pdf",
        }
    }

    /// The form that stands for the document: the first whole one.
    pub fn first_form(&self) -> &File {
        self.whole_forms().next().expect("a document has a whole form")
    }
}

impl File {
    /// The ledger of the file, made once.
    pub fn ledger(&self) -> Result<&Ledger, &ReadError> {
        self.ledger.get_or_init(|| taizhang::extract(&self.bytes, &self.file, &Options::default())).as_ref()
    }
}

/// Every document, in the manifest's order.
pub fn documents() -> &'static [Document] {
    static DOCUMENTS: OnceLock<Vec<Document>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let text = std::fs::read_to_string(corpus().join("manifest.toml")).expect("the manifest");
        let mut documents = toml::from_str::<Manifest>(&text).expect("a manifest of documents").document;
        for file in documents.iter_mut().flat_map(|document| &mut document.files) {
            file.bytes = std::fs::read(corpus().join("docs").join(&file.file)).expect("a file that the manifest lists");
        }
        documents
    })
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_manifest_lists_every_file_with_its_sum() {
    let mut listed: Vec<&str> = Vec::new();
    let mut wrong = String::new();
    for file in documents().iter().flat_map(|document| &document.files) {
        listed.push(&file.file);
        if sha256(&file.bytes) != file.sha256 {
            wrong += &format!("{}: the sum is {}\n", file.file, sha256(&file.bytes));
        }
    }
    assert!(wrong.is_empty(), "{wrong}`scripts/render.py --sums` brings the manifest up to date");

    let mut present: Vec<String> = std::fs::read_dir(corpus().join("docs"))
        .expect("corpus/docs")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    present.sort();
    listed.sort_unstable();
    assert_eq!(present, listed, "files present and files listed in corpus/manifest.toml");
}
