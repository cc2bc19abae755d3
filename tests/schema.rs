//! The published promise: the schema is fresh, every ledger obeys it, and nothing is lost on the way through JSON.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::Value;
use taizhang::model::Ledger;
use taizhang::output::Published;
use taizhang::{Options, OutputFormat};

static SCHEMA: LazyLock<(Schemas, SchemaIndex)> = LazyLock::new(|| {
    const PLACE: &str = "https://ledger.example/schema.json";
    let schema: Value = serde_json::from_str(&Published::Ledger.schema()).expect("the schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource(PLACE, schema).expect("the schema has a place");
    let index = compiler.compile(PLACE, &mut schemas).expect("the schema is a schema");
    (schemas, index)
});

/// Writes a ledger in every format, holds each against the schema, reads it back, and gives its bytes.
#[track_caller]
pub fn check(ledger: &Ledger) -> Vec<u8> {
    let mut bytes = Vec::new();
    for format in [OutputFormat::JsonLines, OutputFormat::Json] {
        bytes = format.bytes(ledger);
        let value: Value = serde_json::from_slice(&bytes).expect("a ledger is JSON");
        let (schemas, index) = &*SCHEMA;
        let wrong = schemas.validate(&value, *index);
        assert!(wrong.is_ok(), "{}: {wrong:#?}", ledger.source.file);
        let back: Ledger = serde_json::from_slice(&bytes).expect("a ledger can be read back");
        assert!(&back == ledger, "{} changed on its way through JSON", ledger.source.file);
    }
    bytes
}

/// Every document of the corpus that can be read, as a ledger.
pub fn corpus() -> impl Iterator<Item = (String, Vec<u8>, Ledger)> {
    crate::corpus_documents().into_iter().filter_map(|path| {
        let bytes = fs::read(&path).expect("a corpus file");
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let ledger = taizhang::extract(&bytes, &name, &Options::default()).ok()?;
        Some((name, bytes, ledger))
    })
}

#[track_caller]
fn committed(name: &str, generated: &str, command: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
    let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == generated, "schema/{name} is stale; run\n    {command} > schema/{name}");
}

#[test]
fn the_committed_schemas_are_fresh() {
    for (of, name) in [(Published::Ledger, "ledger"), (Published::Diff, "diff"), (Published::Merged, "merge")] {
        committed(&format!("{name}.schema.json"), &of.schema(), &format!("cargo run -- schema {name}"));
    }
}

#[test]
fn the_committed_example_is_fresh() {
    let notice = include_bytes!("../schema/ledger.example.txt");
    let ledger = taizhang::extract(notice, "ledger.example.txt", &Options::default()).expect("readable");
    let generated = String::from_utf8(check(&ledger)).expect("JSON is UTF-8");
    committed("ledger.example.json", &generated, "cargo run -- extract schema/ledger.example.txt");
}

#[test]
fn what_breaks_the_schema_is_told() {
    let (schemas, index) = &*SCHEMA;
    let notice = include_bytes!("../schema/ledger.example.txt");
    let ledger = taizhang::extract(notice, "ledger.example.txt", &Options::default()).expect("readable");
    let whole: Value = serde_json::from_slice(&check(&ledger)).expect("JSON");
    let broken = |change: fn(&mut Value)| {
        let mut value = whole.clone();
        change(&mut value);
        schemas.validate(&value, *index).is_err()
    };
    assert!(!broken(|_| {}));
    assert!(broken(|value| value["entries"] = Value::Null));
    assert!(broken(|value| value["entries"][0]["kind"] = "other".into()));
    assert!(broken(|value| drop(value["entries"][0].as_object_mut().expect("an entry").remove("title"))));
    assert!(broken(|value| value["entries"][0]["at"] = "here".into()));
}

#[test]
fn every_ledger_of_the_corpus_obeys_the_schema() {
    let mut ledgers = 0;
    for (_, _, ledger) in corpus() {
        check(&ledger);
        ledgers += 1;
    }
    assert!(ledgers > 0, "the corpus holds documents");
}
