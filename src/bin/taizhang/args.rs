//! The command line.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};
use taizhang::model::Date;
use taizhang::output::Language;
use taizhang::{Limit, Ocr, Options, OutputFormat, PdfEngine, Stage};

use crate::config::Config;
use crate::inputs;
use crate::lang::Lang;
use crate::worker::Shard;

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
    /// Write a starter ledger for each department, over all documents (分部门台账).
    Split(SplitArgs),
    /// Put what departments filled in back into the ledger (回收填报).
    ///
    /// Rows are known by the hidden column of ids: they may be sorted, columns moved or added, sheets renamed. Nothing is
    /// overwritten in silence: what does not go in is told by file, sheet and cell.
    #[command(after_help = MERGE_EXIT_CODES)]
    Merge(MergeArgs),
    /// List deadlines in order, or write them as a calendar (到期清单、日历).
    Schedule(ScheduleArgs),
    /// Show what a revision added, dropped or changed, entry by entry (比较两版).
    #[command(after_help = DIFF_EXIT_CODES)]
    Diff(DiffArgs),
    /// Extract a corpus again and compare with the ledgers that are kept of it (重新提取并比较).
    ///
    /// Says what is unchanged, changed, new, gone and failed; what changed by entry and field. Documents whose bytes,
    /// rules and options are the same are not extracted again.
    #[command(after_help = REPROCESS_CODES)]
    Reprocess(ReprocessArgs),
    /// Show what a stage made of one document (查看中间结果).
    Inspect(InspectArgs),
    /// Read one input a line and write one JSON line for each, in order (逐行处理).
    ///
    /// A line is a path, or JSON: {"path": …, "file": …} or {"base64": …, "file": …}, where `file` is the name to publish.
    /// Each answer is a ledger or {"error": {"code", "message", "file"}}. A document that crashes or hangs its reader gets
    /// an error too; the next one is read as if nothing had happened. Works as it is with Spark's pipe and with xargs.
    Worker(WorkerArgs),
    /// Show what taizhang.toml sets and what holds, and where from (查看配置).
    Config(ConfigArgs),
    /// Print the JSON schema of a ledger, or of what diff or merge tell as JSON.
    Schema {
        /// What it describes.
        #[arg(value_enum, default_value_t = SchemaOf::Ledger)]
        of: SchemaOf,
    },
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
            Self::Split(args) => Some(&mut args.reading),
            Self::Merge(args) => Some(&mut args.reading),
            Self::Schedule(args) => Some(&mut args.reading),
            Self::Diff(args) => Some(&mut args.reading),
            Self::Reprocess(args) => Some(&mut args.reading),
            Self::Inspect(args) => Some(&mut args.reading),
            Self::Worker(args) => Some(&mut args.reading),
            Self::Config(args) => Some(&mut args.reading),
            Self::Schema { .. } | Self::Completions { .. } | Self::Man => None,
        }
    }
}

const EXIT_CODES: &str =
    "Exit codes: 0 all read, 1 some document failed or, with --strict, has a warning, 2 wrong usage, 130 interrupted.";

#[derive(Debug, clap::Args)]
pub struct ExtractArgs {
    #[command(flatten)]
    pub sources: SourceArgs,

    /// Write into this folder: NAME.json (.xlsx, .csv and so on) for each document, or ledgers.jsonl.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// How ledgers are written [default: json].
    #[arg(long, value_enum)]
    format: Option<FormatArg>,

    /// How many documents are read at a time [default: one for each core].
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Go on where a run into the same folder was broken off.
    ///
    /// Documents whose bytes and ledgers are as that run left them are not read again.
    #[arg(long)]
    pub resume: bool,

    /// End at the first failure.
    #[arg(long)]
    pub fail_fast: bool,

    /// Say nothing but errors.
    #[arg(short, long)]
    pub quiet: bool,

    /// Print every warning, and end with exit code 1 if there is one.
    #[arg(long)]
    pub strict: bool,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

const REPROCESS_CODES: &str = "Exit codes: 0 all as it was or accepted, 1 something changed, is new, gone or failed, 2 wrong usage, 130 interrupted.";

#[derive(Debug, clap::Args)]
pub struct ReprocessArgs {
    #[command(flatten)]
    pub sources: SourceArgs,

    /// The folder of the ledgers, as extract -o wrote them.
    #[arg(long, value_name = "DIR")]
    pub ledgers: PathBuf,

    /// Keep what is new and changed from now on, and let go what is gone.
    #[arg(long)]
    pub accept: bool,

    /// Extract every document again.
    #[arg(long)]
    pub force: bool,

    /// How many documents are read at a time [default: one for each core].
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Show no progress.
    #[arg(short, long)]
    pub quiet: bool,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

impl ReprocessArgs {
    pub fn jobs(&self) -> Option<NonZeroUsize> {
        self.jobs.or(self.reading.config.jobs.as_ref().map(|set| set.value))
    }
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

#[derive(Debug, clap::Args)]
pub struct SplitArgs {
    #[command(flatten)]
    pub named: LedgerArgs,

    /// Write into this folder: NAME.xlsx for each department, by its full name.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,

    /// The role that makes an entry a department's.
    #[arg(long, value_enum, default_value_t = SplitBy::Lead)]
    pub by: SplitBy,

    /// How the departments' ledgers are written.
    #[arg(long, value_enum, default_value_t = SplitFormat::Xlsx)]
    pub format: SplitFormat,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SplitBy {
    /// It leads, or is responsible where nobody leads.
    Lead,
    /// It supports.
    Support,
    /// Any role.
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SplitFormat {
    /// A workbook to fill in.
    Xlsx,
    /// JSON lines: each document's ledger with the department's entries only.
    Json,
}

const MERGE_EXIT_CODES: &str =
    "Exit codes: 0 all went in, 1 some of it did not or a file cannot be read, 2 wrong usage.";

#[derive(Debug, clap::Args)]
pub struct MergeArgs {
    /// The ledger that the workbooks were made from, or several: a .json or .jsonl file, or a folder of them.
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// Workbooks (.xlsx) that departments returned, or folders of them.
    #[arg(value_name = "FILLED", required = true)]
    pub filled: Vec<PathBuf>,

    /// Write the filled ledger here; where LEDGER is a folder this is a folder too. It may be LEDGER itself.
    #[arg(short, long, value_name = "LEDGER")]
    pub output: PathBuf,

    /// Returns go before what the ledger holds already; what they replace is told.
    #[arg(long)]
    pub replace: bool,

    /// How it is told what became of the returns.
    #[arg(long, value_enum, default_value_t = MergeFormat::Text)]
    pub format: MergeFormat,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MergeFormat {
    /// For reading on the screen.
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A ledger.
    Ledger,
    /// What `diff --format json` prints.
    Diff,
    /// What `merge --format json` prints.
    Merge,
}

#[derive(Debug, clap::Args)]
pub struct ScheduleArgs {
    #[command(flatten)]
    pub named: LedgerArgs,

    /// The first day, as 2024-01-31.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<Date>,

    /// The last day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<Date>,

    /// How they are written.
    #[arg(long, value_enum, default_value_t = ScheduleFormat::Table)]
    pub format: ScheduleFormat,

    #[command(flatten)]
    pub reading: ReadingArgs,
}

fn day(text: &str) -> Result<Date, String> {
    serde_json::from_value(text.into()).map_err(|error| format!("no day such as 2024-01-31: {error}"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScheduleFormat {
    /// A line each, columns parted by tabs.
    Table,
    /// iCalendar, for calendars.
    Ics,
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
    /// A page for the browser.
    Html,
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
pub struct WorkerArgs {
    /// Inputs [default: the lines of standard input].
    #[arg(value_name = "LINE")]
    pub lines: Vec<OsString>,

    /// Read only the lines of this part of the list: 1/4 … 4/4. A line's part is told by its bytes, not by its place.
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,

    /// Read for another process of this program.
    #[arg(long, hide = true)]
    pub child: bool,

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatArg {
    /// Indented, one file a document.
    Json,
    /// One line a document.
    Jsonl,
    /// A workbook that departments fill in, one file a document.
    Xlsx,
    /// Comma-separated values, one row an entry, one file a document.
    Csv,
    /// Comma-separated values, one row a fact, one file a document.
    CsvLong,
    /// A table for each plan, one file a document.
    Markdown,
    /// A page for the browser, the source text beside the entries; one file a document.
    Html,
}

impl FormatArg {
    /// The format, its own words in the person's language where it has a choice of them.
    pub fn output(self, lang: Lang) -> OutputFormat {
        match self {
            Self::Html => OutputFormat::Html(lang.into()),
            other => other.into(),
        }
    }
}

impl From<FormatArg> for OutputFormat {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Json => Self::Json,
            FormatArg::Jsonl => Self::JsonLines,
            FormatArg::Xlsx => Self::Xlsx,
            FormatArg::Csv => Self::Csv,
            FormatArg::CsvLong => Self::CsvLong,
            FormatArg::Markdown => Self::Markdown,
            FormatArg::Html => Self::Html(Language::Zh),
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
