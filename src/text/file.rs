//! Names of files among the words of a page.

/// How the names of files end that pages offer.
const FILES: [&str; 10] = [".pdf", ".doc", ".docx", ".wps", ".rtf", ".ofd", ".xls", ".xlsx", ".zip", ".rar"];

/// Whether words are the name of a file: 实施方案.pdf.
#[must_use]
pub fn is_file_name(words: &str) -> bool {
    let ends = |end: &str| {
        let at = words.len().checked_sub(end.len());
        at.is_some_and(|at| words.as_bytes()[at..].eq_ignore_ascii_case(end.as_bytes()))
    };
    words.ends_with(|c: char| c.is_ascii_alphabetic()) && FILES.iter().any(|end| ends(end)) && !words.contains('。')
}
