//! CSV and Markdown.

use taizhang::OutputFormat;

use super::{NOTICE, ledger};

fn written(format: OutputFormat) -> String {
    String::from_utf8(format.bytes(&ledger(NOTICE))).expect("UTF-8")
}

/// The cells of CSV, by the rules of RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("never empty");
        let cell = row.last_mut().expect("never empty");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            _ => cell.push(c),
        }
    }
    rows.pop();
    rows
}

#[test]
fn csv_has_a_row_for_each_entry_and_a_mark_for_spreadsheets() {
    let text = written(OutputFormat::Csv);
    let rows = cells(text.strip_prefix('\u{feff}').expect("a byte order mark"));
    assert_eq!(rows.len(), 1 + ledger(NOTICE).entries.len());
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "as many cells in each row");
    let title = rows[0].iter().position(|head| head == "任务名称").expect("a column");
    let titles: Vec<&str> = rows[1..].iter().map(|row| row[title].as_str()).collect();
    assert!(titles[0].starts_with("'=HYPERLINK("), "{titles:?}");
    assert_eq!(titles[1..], ["'+1+1", "'@SUM(A1:A9)", "'-2+3"], "nothing runs");
}

#[test]
fn csv_long_has_a_row_for_each_fact() {
    let text = written(OutputFormat::CsvLong);
    let rows = cells(text.strip_prefix('\u{feff}').expect("a byte order mark"));
    let facts = ledger(NOTICE).entries.iter().fold(0, |sum, entry| {
        let organs: usize = entry.responsibilities.iter().map(|list| list.organs.len()).sum();
        sum + organs + entry.persons.len() + entry.targets.len() + entry.figures.len() + entry.deadlines.len()
    });
    assert_eq!(rows.len(), 1 + facts);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let target = rows.iter().find(|row| row[3] == "目标").expect("a target");
    assert_eq!(target[5..15].join("|"), "集群|||培育|ge|10||个||2022-06-30");
}

#[test]
fn markdown_is_a_table_in_which_words_stay_words() {
    let text = written(OutputFormat::Markdown);
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 2 + ledger(NOTICE).entries.len());
    let bars = |row: &str| row.replace("\\|", "").matches('|').count();
    assert!(rows.iter().all(|row| bars(row) == bars(rows[0])), "{text}");
    assert!(!text.contains("<script") && text.contains("&lt;script\\>") && text.contains("\\*解读\\*"), "{text}");
}
