//! taizhang (台账): turns the notices and work plans of Chinese government bodies into normalized work ledgers.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod archive;
pub mod batch;
mod check;
pub mod clean;
pub mod diff;
mod digest;
mod error;
pub mod item;
mod ledger;
pub mod lexicon;
mod limits;
pub mod load;
pub mod merge;
pub mod model;
mod note;
mod options;
pub mod outline;
pub mod output;
mod pipeline;
pub mod read;
pub mod recognise;
pub mod schedule;
pub mod sheet;
mod show;
pub mod split;
mod stack;
pub mod text;

pub use check::{Concern, Rank, check};
pub use digest::sha256;
pub use error::ReadError;
pub use limits::{Limit, Limits};
pub use load::LoadError;
pub use note::Note;
pub use options::{Ocr, Options, PdfEngine};
pub use output::OutputFormat;
pub use pipeline::{Extraction, Stage, extract, extract_with_text, inspect};

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
