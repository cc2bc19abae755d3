//! Kinds of section, by the words of a heading.

use super::by_char::ByChar;
use super::own::OwnRows;
use super::table::Table;
use crate::model::EntryKind;
use crate::text::Words;

/// What stands under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// Entries of this kind.
    Entries(EntryKind),
    /// Context only, unless it carries a clause or a target (指导思想, 基本原则).
    Context,
    /// What was reached and what is wrong (主要成就, 存在的问题): context whatever numbers it holds, unless it carries a clause.
    Past,
}

/// The words of headings.
#[derive(Debug)]
pub struct Sections {
    by_first: ByChar<Row>,
    /// How headings of work begin that end like those of context.
    deeds: Words,
    /// How sentences begin right behind the name of a section whose line end was lost.
    openings: Words,
    /// What stands above the first words of a long plan.
    forewords: Words,
}

#[derive(Debug)]
struct Row {
    /// Its place in the table.
    order: usize,
    kind: SectionKind,
    words: &'static str,
    place: Place,
}

/// Where the words of a row stand in a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anywhere.
    In,
    /// At its end.
    End,
    /// They are the heading, at the top of a plan.
    Top,
}

impl Row {
    /// Whether its words stand at a byte of a heading, as they must to say what it is.
    fn fits(&self, heading: &str, at: usize, top: bool) -> bool {
        let behind = || heading.len() - at - self.words.len();
        heading[at..].starts_with(self.words)
            && match self.place {
                Place::In => true,
                Place::End => behind() == 0,
                Place::Top => top && at == 0 && behind() == 0,
            }
    }
}

impl Sections {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut by_first = ByChar::default();
        let [mut deeds, mut openings, mut forewords] = <[Words; 3]>::default();
        for (order, row) in own.rows(Table::Sections).enumerate() {
            let Some([kind, place, words]) = row.first() else { continue };
            let Some(first) = words.chars().next() else { continue };
            match kind {
                "deed" => deeds.push(words),
                "opening" => openings.push(words),
                "foreword" => forewords.push(words),
                _ => {}
            }
            let place = match place {
                "start" => continue,
                "in" => Place::In,
                "top" => Place::Top,
                _ => Place::End,
            };
            let kind = match kind {
                "goal" => SectionKind::Entries(EntryKind::Goal),
                "measure" => SectionKind::Entries(EntryKind::Measure),
                "task" => SectionKind::Entries(EntryKind::Task),
                "past" => SectionKind::Past,
                _ => SectionKind::Context,
            };
            by_first.add(first, Row { order, kind, words, place });
        }
        Self { by_first, deeds, openings, forewords }
    }

    /// Whether a heading says that something is done: 完善普惠保障机制 is work where 保障机制 is the name of a section.
    #[must_use]
    pub fn is_deed(&self, heading: &str) -> bool {
        self.deeds.begin(heading)
    }

    /// Whether words begin as sentences do below the names of sections of context: 坚持…; what goes on otherwise may be of the
    /// name.
    #[must_use]
    pub fn is_opening(&self, words: &str) -> bool {
        self.openings.begin(words)
    }

    /// Whether a line is what stands above the first words of a long plan: 前言.
    #[must_use]
    pub fn is_foreword(&self, line: &str) -> bool {
        self.forewords.contains(&line)
    }

    /// Whether a sentence is the name of a section of context and its first words, whose line end was lost: 总体要求坚持….
    #[must_use]
    pub fn opens_context(&self, sentence: &str) -> bool {
        const NAMES: [&str; 3] = ["总体要求", "指导思想", "基本原则"];
        NAMES.iter().any(|name| sentence.strip_prefix(name).is_some_and(|rest| self.is_opening(rest)))
    }

    /// What a heading announces, by the longest words that it holds or ends in; `top` says that none stands above it.
    #[must_use]
    pub fn kind(&self, heading: &str, top: bool) -> Option<SectionKind> {
        // 夯实产业发展基础 is work to do; 整改原则 is a name.
        let work = self.is_deed(heading);
        heading
            .char_indices()
            .flat_map(|(at, c)| self.by_first.get(c).iter().filter(move |row| row.fits(heading, at, top)))
            .filter(|row| {
                let whole = row.words.len() == heading.len();
                !work || whole || !matches!(row.kind, SectionKind::Context | SectionKind::Past)
            })
            .max_by_key(|row| (row.words.len(), row.order))
            .map(|row| row.kind)
    }

    /// The bytes of the name of a section that words begin with, the longest.
    #[must_use]
    pub fn heading_at(&self, words: &str) -> Option<usize> {
        self.at_head(words).map(|row| row.words.len()).max()
    }

    /// Whether a paragraph is the name of a section and nothing else.
    #[must_use]
    pub fn is_bare_heading(&self, words: &str) -> bool {
        words.len() <= 30 && self.at_head(words).any(|row| row.words == words)
    }

    /// The rows, but for those at the top of a plan, with whose words a text begins.
    fn at_head(&self, text: &str) -> impl Iterator<Item = &Row> {
        let rows = text.chars().next().map_or(&[][..], |first| self.by_first.get(first));
        rows.iter().filter(move |row| row.place != Place::Top && text.starts_with(row.words))
    }
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_row_has_a_kind_a_place_words_and_a_source() {
        let mut seen = std::collections::HashSet::new();
        for row in table::tests::cells(Table::Sections) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(
                ["goal", "task", "measure", "context", "past", "deed", "opening", "foreword"].contains(&row[0]),
                "{row:?}"
            );
            assert!(["start", "end", "in", "top"].contains(&row[1]), "{row:?}");
            assert!(seen.insert(row[2]), "{} stands twice", row[2]);
        }
    }

    #[test]
    fn the_longest_words_decide() {
        let kind = |heading| Sections::parse(&OwnRows::default()).kind(heading, false);
        assert_eq!(kind("总体要求"), Some(SectionKind::Context));
        assert_eq!(kind("主要预期目标"), Some(SectionKind::Entries(EntryKind::Goal)));
        assert_eq!(kind("强化组织实施"), Some(SectionKind::Entries(EntryKind::Measure)));
        assert_eq!(kind("强化安全和服务保障"), None);
        assert_eq!(kind("“十三五”主要成就"), Some(SectionKind::Past));
        assert_eq!(kind("夯实滩区发展基础"), None);
        assert_eq!(kind("营造营商发展环境"), None);
        assert_eq!(kind("强化督导"), None);
        let top = Sections::parse(&OwnRows::default()).kind("强化督导", true);
        assert_eq!(top, Some(SectionKind::Entries(EntryKind::Measure)));
    }
}
