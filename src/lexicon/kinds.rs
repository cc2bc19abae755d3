//! Kinds of document, by the end of the title (公文种类; plans and lists).

use super::by_char::ByChar;
use super::own::OwnRows;
use super::table::{Row, Table};
use crate::text::Words;

/// The words that end titles.
#[derive(Debug)]
pub struct Kinds {
    by_last: ByChar<Kind>,
}

/// A kind of document.
#[derive(Debug)]
struct Kind {
    /// The words.
    words: &'static str,
    /// Whether a line that ends so ends a title.
    ends_line: bool,
    /// Whether what it names asks for nothing.
    form: bool,
}

impl Kinds {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let row = |row: Row<'static>| {
            let [words, how] = row.first()?;
            Some(Kind { words, ends_line: how == "yes", form: how == "form" })
        };
        let mut by_last = ByChar::default();
        for kind in own.rows(Table::Kinds).filter_map(row) {
            by_last.add_by_last(kind.words, kind);
        }
        Self { by_last }
    }

    /// The kind of document that a title names at its end, brackets aside: the longest words that fit.
    #[must_use]
    pub fn of_title(&self, title: &str) -> Option<&'static str> {
        self.row(title).map(|kind| kind.words)
    }

    fn row(&self, title: &str) -> Option<&Kind> {
        self.at_end(strip_brackets(title)).max_by_key(|kind| kind.words.len())
    }

    /// The kinds in whose words a title ends.
    fn at_end(&self, title: &str) -> impl Iterator<Item = &Kind> {
        self.by_last.of_last(title).iter().filter(move |kind| title.ends_with(kind.words))
    }

    /// Whether a title is of a directory or a form (联系人名单, 情况统计表): what it names asks for nothing by itself.
    #[must_use]
    pub fn is_form(&self, title: &str) -> bool {
        self.row(title).is_some_and(|row| row.form)
    }

    /// Whether a title is of a table or a list, as they are annexed to plans.
    #[must_use]
    pub fn is_list(&self, title: &str) -> bool {
        self.of_title(title)
            .is_some_and(|kind| ["表", "清单", "台账", "名单", "目录"].iter().any(|end| kind.ends_with(end)))
    }

    /// The title in a line of a page that goes on with the name of its site: …的通知-某市人民政府网, …的通知_某某网.
    #[must_use]
    pub fn before_site<'t>(&self, line: &'t str) -> Option<&'t str> {
        const STROKES: [char; 4] = ['_', '-', '－', '–'];
        static SITES: Words<[&str; 8]> = Words::new(["网", "网站", "门户", "平台", "政府", "委员会", "局", "厅"]);
        let named = SITES.end(line);
        if !named && !line.contains('_') {
            return None;
        }
        let mut strokes = line.match_indices(STROKES).filter(|(_, stroke)| named || *stroke == "_");
        strokes.find_map(|(at, _)| Some(line[..at].trim_end()).filter(|title| self.of_title(title).is_some()))
    }

    /// Whether a line looks like the last of a title: no mark in it, and a kind at its end.
    #[must_use]
    pub fn ends_title(&self, line: &str) -> bool {
        let line = strip_brackets(line);
        self.at_end(line).any(|kind| kind.ends_line) && !line.contains(['，', '。', '；', '：', ','])
    }
}

/// A title without the brackets at its end: （试行）, （2023—2025年）.
#[must_use]
pub fn strip_brackets(title: &str) -> &str {
    let mut rest = title.trim_end_matches(['》', '”']);
    while rest.ends_with(['）', ')', '〕']) {
        let Some(open) = rest.rfind(['（', '(', '〔']) else { break };
        rest = rest[..open].trim_end_matches(['》', '”']);
    }
    rest
}
