//! Rows of a word table.

/// The rows of a table, cells trimmed; lines that begin with `#` document it.
pub(super) fn rows(tsv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    tsv.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}
