//! What every command takes that reads documents.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use taizhang::{Limit, Ocr, Options, PdfEngine, Stage};

use crate::config::Config;
use crate::lang::Lang;

#[derive(Debug, clap::Args)]
pub struct ReadingArgs {
    /// The engine that reads PDF: hayro keeps the place of every character, pdf-extract gives text only [default: auto].
    #[arg(long, value_enum)]
    pdf_engine: Option<EngineArg>,

    /// Read pages without usable text by text recognition (Tesseract): scans, private encodings. `--ocr=all` reads all pages
    /// so.
    #[arg(long, value_enum, value_name = "PAGES", num_args = 0..=1, default_missing_value = "auto", require_equals = true)]
    ocr: Option<OcrArg>,

    /// A bound on what a document may cost, as `pages=100` or `memory=2GiB`; all of them: taizhang config.
    #[arg(long = "limit", value_name = "NAME=N")]
    limits: Vec<Bound>,

    /// The language of messages [default: by LC_ALL, LC_MESSAGES, LANG].
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,

    /// The settings [default: the nearest taizhang.toml, from the working directory upwards].
    #[arg(long = "config", value_name = "FILE")]
    pub config_file: Option<PathBuf>,

    /// Say on standard error what is done; twice for each stage.
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,

    /// Show at the end where the time went, stage by stage. All documents are then read in this one process.
    #[arg(long)]
    pub timings: bool,

    /// What that file sets; loaded before a command runs.
    #[arg(skip)]
    pub config: Arc<Config>,
}

impl ReadingArgs {
    pub fn options(&self) -> Options {
        let mut options = self.config.options();
        if let Some(engine) = self.pdf_engine {
            options.pdf_engine = engine.into();
        }
        if let Some(ocr) = self.ocr {
            options.ocr = ocr.into();
        }
        for Bound { limit, value } in &self.limits {
            options.limits.set(*limit, *value);
        }
        options
    }

    /// The arguments that have another process read as this one does.
    pub fn arguments(&self) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = vec!["--lang".into(), word(self.lang()).into()];
        if let Some(engine) = self.pdf_engine {
            arguments.extend(["--pdf-engine".into(), word(engine).into()]);
        }
        if let Some(ocr) = self.ocr {
            arguments.push(format!("--ocr={}", word(ocr)).into());
        }
        for Bound { limit, value } in &self.limits {
            arguments.extend(["--limit".into(), format!("{}={value}", limit.name()).into()]);
        }
        if let Some(file) = &self.config.file {
            arguments.extend(["--config".into(), file.into()]);
        }
        arguments.extend((0..self.verbose).map(|_| "-v".into()));
        arguments
    }

    pub fn lang(&self) -> Lang {
        self.lang.or(self.config.lang.as_ref().map(|set| set.value)).unwrap_or_else(Lang::of_environment)
    }
}

/// A limit and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bound {
    limit: Limit,
    value: u64,
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').ok_or("give NAME=N, as in pages=100")?;
        let limit = Limit::named(name).ok_or_else(|| {
            format!("there is no limit {name:?}; these are: {}", Limit::ALL.map(Limit::name).join(", "))
        })?;
        let sizes = [("KiB", 10), ("MiB", 20), ("GiB", 30)];
        let sized = sizes.iter().find_map(|&(size, shift)| Some((value.strip_suffix(size)?, shift)));
        let (digits, shift) = sized.unwrap_or((value, 0));
        let number: u64 = digits.trim().parse().map_err(|_| format!("{value:?} is no whole number"))?;
        let value = number.checked_mul(1 << shift).ok_or_else(|| format!("{value:?} is too large"))?;
        Ok(Self { limit, value })
    }
}

/// A choice as the command line knows it.
fn word(choice: impl ValueEnum) -> String {
    choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum EngineArg {
    /// hayro, and pdf-extract where that yields nothing usable.
    Auto,
    /// hayro only.
    Hayro,
    /// pdf-extract only.
    PdfExtract,
}

impl From<EngineArg> for PdfEngine {
    fn from(engine: EngineArg) -> Self {
        match engine {
            EngineArg::Auto => Self::Auto,
            EngineArg::Hayro => Self::Hayro,
            EngineArg::PdfExtract => Self::PdfExtract,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OcrArg {
    /// None.
    Off,
    /// Those without usable text.
    Auto,
    /// All.
    All,
}

impl From<OcrArg> for Ocr {
    fn from(pages: OcrArg) -> Self {
        match pages {
            OcrArg::Off => Self::Off,
            OcrArg::Auto => Self::Auto,
            OcrArg::All => Self::All,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageArg {
    /// Lines as read, with pages and places.
    Read,
    /// The one text that all locators refer to.
    Clean,
    /// The tree of headings, and the front matter.
    Outline,
    /// The rows to be.
    Item,
    /// Organs, targets, figures and times, with the rules that found them.
    Recognise,
}

impl From<StageArg> for Stage {
    fn from(stage: StageArg) -> Self {
        match stage {
            StageArg::Read => Self::Read,
            StageArg::Clean => Self::Clean,
            StageArg::Outline => Self::Outline,
            StageArg::Item => Self::Item,
            StageArg::Recognise => Self::Recognise,
        }
    }
}
