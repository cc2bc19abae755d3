//! What `taizhang check` says: what a person should look at, worst first.

use std::fmt::Write as _;

use taizhang::{Concern, Rank};

use crate::lang::Lang::{self, En, Zh};

/// What a person should look at in one document: a line each, under a heading for each rank.
pub fn concerns(lang: Lang, name: &str, concerns: &[Concern]) -> String {
    let mut page = match (lang, concerns.len()) {
        (Zh, 0) => format!("{name}：没有需要核对的地方\n"),
        (En, 0) => format!("{name}: nothing to look at\n"),
        (Zh, count) => format!("{name}：需核对 {count} 处\n"),
        (En, count) => format!("{name}: {count} to look at\n"),
    };
    for group in concerns.chunk_by(|a, b| a.rank == b.rank) {
        let _ = writeln!(page, "  {}", rank(lang, group[0].rank));
        for Concern { code, entry, message, quote, page: at, .. } in group {
            let place = match (lang, at) {
                (Zh, Some(number)) => format!("第{number}页 "),
                (En, Some(number)) => format!("page {number} "),
                (_, None) => String::new(),
            };
            let entry = entry.as_ref().map(|id| format!("[{id}] ")).unwrap_or_default();
            let quote = if quote.is_empty() { String::new() } else { format!(" «{}»", shortened(quote)) };
            let _ = writeln!(page, "    {place}{entry}{message} ({code}){quote}");
        }
    }
    page
}

fn rank(lang: Lang, rank: Rank) -> &'static str {
    match (lang, rank) {
        (Zh, Rank::Missing) => "可能缺少任务：",
        (Zh, Rank::Wrong) => "可能有误：",
        (Zh, Rank::Guess) => "推断所得：",
        (Zh, Rank::Unknown) => "名录中没有：",
        (Zh, Rank::Note) => "供参考：",
        (En, Rank::Missing) => "a task may be missing:",
        (En, Rank::Wrong) => "may be wrong:",
        (En, Rank::Guess) => "guessed:",
        (En, Rank::Unknown) => "not in the tables:",
        (En, Rank::Note) => "worth knowing:",
    }
}

/// The words of a quote on one line, cut where it is long.
fn shortened(quote: &str) -> String {
    /// Characters; what fits on a line beside a message.
    const LONGEST: usize = 30;
    let mut line: String = quote.chars().take(LONGEST).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if quote.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}
