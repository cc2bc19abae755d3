//! `taizhang.toml`: what a person sets once for all runs below a folder. What the command line says goes before it.

mod file;
mod labels;
mod show;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use taizhang::lexicon::{Lexicon, RowProblem, Table};
use taizhang::model::Jurisdiction;
use taizhang::{Limit, Limits, Ocr, Options, PdfEngine};

use crate::args::{ConfigArgs, EngineArg, FormatArg, OcrArg};
use crate::lang::Lang;
use crate::{FAILED, USAGE, messages, print, report};

/// The name of the file.
pub const FILE_NAME: &str = "taizhang.toml";

/// A value and where it was set.
#[derive(Debug, Clone)]
pub struct Set<T> {
    pub value: T,
    /// The line of the file, from 1.
    pub line: usize,
}

/// What the file sets; `Config::default()` is that there is none.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file.
    pub file: Option<PathBuf>,
    pub lang: Option<Set<Lang>>,
    pub format: Option<Set<FormatArg>>,
    pub jobs: Option<Set<NonZeroUsize>>,
    pub pdf_engine: Option<Set<EngineArg>>,
    pub ocr: Option<Set<OcrArg>>,
    pub jurisdiction: Option<Set<Jurisdiction>>,
    /// The limits with those that it sets, and the names of these.
    pub limits: Limits,
    pub limits_set: Vec<Set<Limit>>,
    /// Rows for the word tables.
    pub rows: Vec<Rows>,
    /// The words with these rows; `None` where there are none.
    lexicon: Option<Arc<Lexicon>>,
}

/// Rows that the file gives for a word table.
#[derive(Debug, Clone)]
pub struct Rows {
    pub table: Table,
    pub text: String,
    /// As the person knows them: `organs`, `labels.lead`, `lexicon.units`.
    pub key: String,
    /// The table's own file, when they are in one.
    pub file: Option<PathBuf>,
    pub line: usize,
}

/// A mistake in the file, or in one that it names.
#[derive(Debug)]
pub struct Mistake {
    pub file: PathBuf,
    /// Line and column, from 1; columns count characters.
    pub at: Option<(usize, usize)>,
    pub what: What,
}

/// What is wrong.
#[derive(Debug)]
pub enum What {
    /// The file cannot be read.
    Io(std::io::Error),
    /// It is no TOML; what the parser says.
    Syntax(String),
    /// A key that means nothing here, and those that do.
    UnknownKey { key: String, known: Vec<&'static str> },
    /// A value of another type.
    Type { key: String, wanted: &'static str },
    /// None of the words that are known.
    Choice { key: String, found: String, known: Vec<String> },
    /// A place that is not known.
    Place { found: String },
    /// A key that must be there.
    Missing { key: &'static str },
    /// A row of a word table.
    Row(RowProblem),
}

impl Config {
    /// The file's settings: those of `named`, or of the nearest `taizhang.toml` from the working directory upwards.
    pub fn load(named: Option<&Path>) -> Result<Self, Mistake> {
        match named.map(Path::to_owned).or_else(nearest) {
            Some(file) => file::read(&file),
            None => Ok(Self::default()),
        }
    }

    /// What the library is told.
    pub fn options(&self) -> Options {
        let mut options = Options::default();
        options.limits = self.limits.clone();
        options.pdf_engine = self.pdf_engine.as_ref().map_or(PdfEngine::Auto, |set| set.value.into());
        options.ocr = self.ocr.as_ref().map_or(Ocr::Off, |set| set.value.into());
        options.jurisdiction = self.jurisdiction.as_ref().map(|set| set.value.clone());
        options.lexicon.clone_from(&self.lexicon);
        options
    }
}

/// The nearest file from the working directory upwards.
fn nearest() -> Option<PathBuf> {
    let folder = std::env::current_dir().ok()?;
    folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}

/// Loads the file that a command line asks for; a mistake in it is said, and is wrong usage.
pub fn load(named: Option<&Path>, lang: Option<Lang>) -> Result<Arc<Config>, ExitCode> {
    Config::load(named).map(Arc::new).map_err(|mistake| {
        report::say(&messages::config::mistake(lang.unwrap_or_else(Lang::of_environment), &mistake));
        ExitCode::from(if matches!(mistake.what, What::Io(_)) { FAILED } else { USAGE })
    })
}

/// `taizhang config`: what holds, and where from, as a file that could be used itself.
pub fn run(args: &ConfigArgs) -> ExitCode {
    let lang = args.reading.lang();
    print(show::page(lang, &args.reading.config).as_bytes())
}

/// The words that a command line or the file may use for a choice.
fn choices<T: ValueEnum>() -> Vec<String> {
    T::value_variants().iter().filter_map(|value| Some(value.to_possible_value()?.get_name().to_owned())).collect()
}
