//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};
use taizhang::{Options, OutputFormat, PdfEngine, Stage};

use crate::config::Config;
use crate::inputs;
use crate::lang::Lang;

/// Turns the notices and work plans of Chinese government bodies into normalized work ledgers (工作台账).
#[derive(Debug, Parser)]
#[command(name = "taizhang", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Extract the ledgers of documents (提取台账).
    ///
    /// One document is printed; several are written into the folder of -o, one file each, or as a stream of JSON lines.
    #[command(after_help = EXIT_CODES)]
    Extract(ExtractArgs),
    /// List what a person should look at before the ledgers go out, worst first (核对清单).
    Check(CheckArgs),
    /// Show what a revision added, dropped or changed, entry by entry (比较两版).
    #[command(after_help = DIFF_EXIT_CODES)]
    Diff(DiffArgs),
    /// Show what a stage made of one document (查看中间结果).
    Inspect(InspectArgs),
    /// Show what taizhang.toml sets and what holds, and where from (查看配置).
    Config(ConfigArgs),
    /// Print the JSON schema of a ledger.
    Schema,
    /// Print a completion script.
    Completions {
        /// The shell it is for.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (view with: taizhang man | man -l -).
    Man,
}

impl Command {
    /// How documents are read, for the commands that read some.
    pub fn reading_mut(&mut self) -> Option<&mut ReadingArgs> {
        match self {
            Self::Extract(args) => Some(&mut args.reading),
            Self::Check(args) => Some(&mut args.reading),
            Self::Diff(args) => Some(&mut args.reading),
            Self::Inspect(args) => Some(&mut args.reading),
            Self::Config(args) => Some(&mut args.reading),
            Self::Schema | Self::Completions { .. } | Self::Man => None,
        }
    }
}

const EXIT_CODES: &str =
    "Exit codes: 0 all read, 1 some document failed or, with --strict, has a warning, 2 wrong usage.";

#[derive(Debug, clap::Args)]
pub struct ExtractArgs {
    #[command(flatten)]
    pub sources: SourceArgs,

    /// Write into this folder: NAME.json for each document, or ledgers.jsonl.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// How ledgers are written [default: json].
    #[arg(long, value_enum)]
    format: Option<FormatArg>,

    /// How many documents are read at a time [default: one for each core].
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Say nothing but errors.
    #[arg(short, long)]
    pub quiet: bool,

    /// Print every warning, and end with exit code 1 if there is one.
    #[arg(long)]
    pub strict: bool,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What is read.
#[derive(Debug, clap::Args)]
pub struct SourceArgs {
    /// Files, folders, zip archives, or - for standard input.
    ///
    /// Folders and archives are walked for documents; hidden files and what .gitignore names are left out. A file that
    /// is named is always tried.
    #[arg(value_name = "INPUT", required_unless_present = "files_from")]
    pub inputs: Vec<PathBuf>,

    /// Read what this file lists too, one path a line; - is standard input.
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
}

impl SourceArgs {
    /// How often standard input is named.
    pub fn stdins(&self) -> usize {
        self.inputs.iter().chain(&self.files_from).filter(|input| inputs::is_stdin(input)).count()
    }
}

impl ExtractArgs {
    pub fn format(&self) -> FormatArg {
        self.format.or(self.reading.config.format.as_ref().map(|set| set.value)).unwrap_or(FormatArg::Json)
    }

    pub fn jobs(&self) -> Option<NonZeroUsize> {
        self.jobs.or(self.reading.config.jobs.as_ref().map(|set| set.value))
    }
}

#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub named: LedgerArgs,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// The ledgers that a command works on.
#[derive(Debug, clap::Args)]
pub struct LedgerArgs {
    /// Ledgers that extract wrote (.json, .jsonl), folders of them, or - for standard input; documents are extracted on
    /// the way.
    ///
    /// A file is told by its content. Of a folder that holds ledgers only these are taken.
    #[arg(value_name = "LEDGER", required_unless_present = "files_from")]
    pub ledgers: Vec<PathBuf>,

    /// Take what this file lists too, one path a line; - is standard input.
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
}

const DIFF_EXIT_CODES: &str = "Exit codes, as those of diff: 0 the same, 1 they differ, 2 trouble.";

#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The ledger before the revision, or the document.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// The ledger after it, or the document; - is standard input.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,

    /// How the differences are shown.
    #[arg(long, value_enum, default_value_t = DiffFormatArg::Text)]
    pub format: DiffFormatArg,

    /// Write NEW with what was filled in in OLD into this file, as JSON.
    ///
    /// Fills that find no place are told on standard error; what NEW holds already is never overwritten.
    #[arg(long, value_name = "FILE")]
    pub carry: Option<PathBuf>,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormatArg {
    /// For reading on the screen.
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// The stage to look at.
    #[arg(long, value_enum)]
    pub stage: StageArg,

    /// The document, or - for standard input.
    #[arg(value_name = "FILE")]
    pub input: PathBuf,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, clap::Args)]
pub struct ReadingArgs {
    /// The engine that reads PDF: hayro keeps the place of every character, pdf-extract gives text only [default: auto].
    #[arg(long, value_enum)]
    pdf_engine: Option<EngineArg>,

    /// The language of messages [default: by LC_ALL, LC_MESSAGES, LANG].
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,

    /// The settings [default: the nearest taizhang.toml, from the working directory upwards].
    #[arg(long = "config", value_name = "FILE")]
    pub config_file: Option<PathBuf>,

    /// Say on standard error what is done; twice for each stage.
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,

    /// Show at the end where the time went, stage by stage.
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
        options
    }

    pub fn lang(&self) -> Lang {
        self.lang.or(self.config.lang.as_ref().map(|set| set.value)).unwrap_or_else(Lang::of_environment)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// Indented, one file a document.
    Json,
    /// One line a document.
    Jsonl,
}

impl From<FormatArg> for OutputFormat {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Json => Self::Json,
            FormatArg::Jsonl => Self::JsonLines,
        }
    }
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

#[derive(Debug, Clone, Copy, ValueEnum)]
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
