//! Furniture: paragraphs that the page carries and the document does not.

use std::borrow::Cow;
use std::ops::Deref;

use super::classes::lists;
use super::own::OwnRows;
use super::patterns::Patterns;
use super::table::Table;
use crate::model::RemovedKind;
use crate::text::{behind_bullet, wide_blanks};

/// Where in a document a kind of furniture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Before the first paragraph of the body.
    Head,
    /// After its last.
    Tail,
    /// Below what stands after its last, and no sign of that by itself: a telephone number.
    Below,
    /// Anywhere.
    Any,
}

/// The forms of furniture, matched on whole cleaned paragraphs.
#[derive(Debug, Default)]
pub struct Furniture {
    patterns: Patterns,
    rows: Vec<(RemovedKind, Zone)>,
    lists: FurnitureLists,
}

/// By which words the patterns of the built-in rows are found, as the build script tells.
pub(super) const LAID_OUT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/furniture.words"));

lists! {
    /// Words of pages that are no patterns, in the order of the table.
    FurnitureLists;
    ["site", "publication", "colophon"]
    []
    /// Pages that the bar at a site's foot begins with: 联系我们.
    bars "bar";
    /// What only links to other pages have: 图解.
    talks "talk";
    /// How what announces links begins: 延伸阅读.
    links "link";
    /// Words behind which an address is part of the sentence: 登录www.gov.cn, 网址http://….
    addresses "address";
    /// Buttons that a line ends in: 【收藏】.
    buttons "button";
    /// Links to the editor of a wiki's page, behind its headings: [编辑].
    editors "editor";
    /// Headings of the box in which an encyclopaedia tells of a document: 基本信息.
    boxes "box";
    /// What stands above the labels of a page's frame: 文章属性.
    above_fields "above-fields";
    /// What a page calls the words of the paper: 正文.
    papers "paper";
    /// What a site calls the headings that it puts before a paper: 提纲.
    contents "contents";
}

impl Deref for Furniture {
    type Target = FurnitureLists;

    fn deref(&self) -> &FurnitureLists {
        &self.lists
    }
}

impl Furniture {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let (mut patterns, mut rows) = (Vec::new(), Vec::new());
        let mut furniture = Self::default();
        for row in own.rows(Table::Furniture) {
            let Some([kind, zone, pattern]) = row.first() else { continue };
            if let Some(words) = furniture.lists.list(kind) {
                words.push(pattern);
                continue;
            }
            patterns.push(pattern);
            rows.push((
                match kind {
                    "publication" => RemovedKind::Publication,
                    "colophon" => RemovedKind::Colophon,
                    _ => RemovedKind::Site,
                },
                match zone {
                    "head" => Zone::Head,
                    "tail" => Zone::Tail,
                    "below" => Zone::Below,
                    _ => Zone::Any,
                },
            ));
        }
        // Every pattern was compiled before: built-in ones by a test, others when they were added.
        let laid_out = (!own.has(Table::Furniture)).then_some(LAID_OUT);
        Self { patterns: Patterns::new(patterns, laid_out), rows, ..furniture }
    }

    /// What a cleaned paragraph is, if it is furniture, and where that kind may stand.
    #[must_use]
    pub fn classify(&self, paragraph: &str) -> Option<(RemovedKind, Zone)> {
        let listed = || self.patterns.first_match(behind_bullet(paragraph)?);
        self.patterns.first_match(paragraph).or_else(listed).and_then(|row| self.rows.get(row).copied())
    }

    /// The same of a line as it was read, whose blanks may be wide.
    #[must_use]
    pub fn classify_line(&self, line: &str) -> Option<(RemovedKind, Zone)> {
        self.classify(&narrow(line))
    }
}

/// Words with narrow blanks for wide ones, by which a site parts those of its bars: patterns know no others.
fn narrow(words: &str) -> Cow<'_, str> {
    if wide_blanks(words).next().is_none() {
        return Cow::Borrowed(words);
    }
    let wide = |c: char| !c.is_ascii() && c.is_whitespace();
    Cow::Owned(words.chars().map(|c| if wide(c) { ' ' } else { c }).collect())
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn blanks_of_any_width_part_the_words_of_a_bar() {
        let furniture = Furniture::parse(&OwnRows::default());
        for bar in ["发送至邮箱 收藏 分享", "发送至邮箱\u{2003}\u{2003}收藏\u{2003}分享", "收藏\u{3000}分享\u{a0}打印"]
        {
            assert_eq!(furniture.classify_line(bar), Some((RemovedKind::Site, Zone::Any)), "{bar}");
        }
        assert_eq!(furniture.classify_line("收藏\u{3000}甲"), None);
    }

    #[test]
    fn every_row_has_a_kind_a_zone_and_a_source() {
        for row in table::tests::cells(Table::Furniture) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(CLASSES.contains(&row[0]), "{row:?}");
            assert!(["head", "tail", "below", "any"].contains(&row[1]), "{row:?}");
            assert!(!row[3].is_empty(), "{row:?}");
        }
    }
}
