//! The command line.

mod ledgers;
mod reading;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};
use taizhang::OutputFormat;
use taizhang::output::Language;

use crate::inputs;
use crate::lang::Lang;
use crate::worker::Shard;

pub use ledgers::{
    DiffArgs, DiffFormatArg, LedgerArgs, MergeArgs, MergeFormat, ScheduleArgs, ScheduleFormat, SplitArgs, SplitBy,
    SplitFormat,
};
pub use reading::{EngineArg, OcrArg, ReadingArgs, StageArg};

use ledgers::{DIFF_EXIT_CODES, MERGE_EXIT_CODES};

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A ledger.
    Ledger,
    /// What `diff --format json` prints.
    Diff,
    /// What `merge --format json` prints.
    Merge,
}
