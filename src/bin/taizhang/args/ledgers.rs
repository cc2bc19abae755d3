//! What the commands take that work on ledgers.

use std::path::PathBuf;

use clap::ValueEnum;
use taizhang::model::Date;

use super::ReadingArgs;

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

pub(super) const MERGE_EXIT_CODES: &str =
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

pub(super) const DIFF_EXIT_CODES: &str = "Exit codes, as those of diff: 0 the same, 1 they differ, 2 trouble.";

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
