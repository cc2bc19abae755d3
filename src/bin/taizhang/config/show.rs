//! What holds and where from, as a file that could be used itself.

use std::fmt::Write;

use super::{Config, Set};
use crate::args::{EngineArg, FormatArg, OcrArg};
use crate::lang::Lang;
use crate::messages::config as words;
use clap::ValueEnum;
use taizhang::Limit;

/// The page.
pub(super) fn page(lang: Lang, config: &Config) -> String {
    let mut page = words::head(lang, config.file.as_deref());
    let mut line = |key: &str, value: Option<String>, set: Option<usize>| {
        let origin = words::origin(lang, set);
        let _ = match value {
            Some(value) => writeln!(page, "{key} = {value}  # {origin}"),
            None => writeln!(page, "# {key}: {origin}"),
        };
    };
    line("lang", config.lang.as_ref().map(|set| name(set.value)), of(config.lang.as_ref()));
    let format = config.format.as_ref().map_or(FormatArg::Json, |set| set.value);
    line("format", Some(name(format)), of(config.format.as_ref()));
    line("jobs", config.jobs.as_ref().map(|set| set.value.to_string()), of(config.jobs.as_ref()));
    let engine = config.pdf_engine.as_ref().map_or(EngineArg::Auto, |set| set.value);
    line("pdf_engine", Some(name(engine)), of(config.pdf_engine.as_ref()));
    let ocr = config.ocr.as_ref().map_or(OcrArg::Off, |set| set.value);
    line("ocr", Some(name(ocr)), of(config.ocr.as_ref()));
    let place = config.jurisdiction.as_ref().map(|set| quoted(&set.value.code));
    line("jurisdiction", place, of(config.jurisdiction.as_ref()));
    let _ = writeln!(page, "\n[limits]");
    for limit in Limit::ALL {
        let origin = words::origin(lang, config.limits_set.iter().find(|set| set.value == limit).map(|set| set.line));
        let _ = writeln!(page, "{} = {}  # {origin}", limit.name(), config.limits.get(limit));
    }
    let _ = writeln!(page, "\n# {}", words::own_rows(lang, config.rows.len()));
    for rows in &config.rows {
        let _ = writeln!(page, "# {} -> {}.tsv, {}", rows.key, rows.table.name(), words::origin(lang, Some(rows.line)));
        for row in rows.text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let _ = writeln!(page, "#   {row}");
        }
    }
    page
}

fn of<T>(set: Option<&Set<T>>) -> Option<usize> {
    set.map(|set| set.line)
}

fn name(value: impl ValueEnum) -> String {
    quoted(value.to_possible_value().as_ref().map_or("", |value| value.get_name()))
}

fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}
