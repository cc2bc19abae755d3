//! Shapes of the names of organs: how they end, which name a kind and not one, how lists of them are parted.

mod lists;
mod persons;

use std::ops::Deref;

use rustc_hash::FxHashSet;

use super::by_char::ByChar;
use super::classes::lists;
use super::own::OwnRows;
use super::table::Table;
use crate::text::Words;

pub use lists::{NameList, is_name_separator, pieces, pieces_at_words};

/// Words that names begin with, hold and end in.
#[derive(Debug, Default)]
pub struct Names {
    /// Ends of names, tails and places, by their last character.
    ends: ByChar<&'static str>,
    /// Ends of the names of places.
    of_places: Words,
    bare: FxHashSet<&'static str>,
    classes: FxHashSet<&'static str>,
    /// Parts of generic names by their first character.
    parts: ByChar<&'static str>,
    none: FxHashSet<&'static str>,
    /// What stands before a title and is nobody's name: 公安(局长).
    offices: FxHashSet<&'static str>,
    surnames: FxHashSet<char>,
    /// Characters of names that are written by their sound.
    sounds: FxHashSet<char>,
    double_surnames: Vec<(char, char)>,
    lists: NameLists,
}

/// Marks beside a name that say something of it, by a legend or by custom.
pub const MARKS: [char; 10] = ['★', '☆', '●', '○', '▲', '△', '*', '＊', '#', '※'];

/// The longest name, in characters: 国家税务总局… with the district, and some to spare.
const LONGEST: usize = 36;

lists! {
    /// Words of names that are nothing but lists, in the order of the table.
    NameLists;
    ["tail", "place", "bare", "class", "generic-part", "none", "office", "surname", "sound", "double-surname"]
    []
    /// Ends of the names of organs that issue papers.
    of_issuers "issuer";
    /// Ends of the names of the organs of a committee of the Party, and of their offices; the office before the committee.
    of_party "party";
    /// Ends of the names of parts of organs.
    of_parts "part";
    /// Ends of names of organs that a blank in running words parts from the next.
    parted "parted";
    /// Ends of those that it parts in a cell only, for they are too short to be told in running words.
    parted_in_cells "parted-in-cells";
    /// What words say that hold a name and are none: 组成4个组赴各县.
    forming "forming";
    /// What ends as names do, and no name ends so: 市政协社会|和法制委员会.
    no_ends "no-tail";
    /// What bodies are, behind which a bracket says which are meant: 有关部门（市教育局）.
    meant "meant";
    /// Levels that are no organ by themselves.
    levels "level";
    /// What the places of a level are called, of one character each: 某|省, 某|县.
    place_levels "place-level";
    /// What names of all of a class begin with: 各|县人民政府.
    each "each";
    /// Classes of places that several characters name, and a place that stands beside them.
    classes_of_places "class-of-places";
    /// What bodies are, where a list says it once: 担保、再担保|机构.
    body_words "body-word";
    /// What tells an office by what it looks after: 分管|副省长.
    looks_after "looks-after";
    /// What sums up a list, longest first: 等有关部门|提出意见.
    sums_up "sums-up";
    /// Governments of places: 市|人民政府.
    governments "government";
    /// The leading bodies of a place, whose departments are shared: 县委、县政府各部门.
    leading "leading";
    /// What the state is called, and its leading bodies begin with.
    state "state";
    /// The offices of a ministry that issue its papers.
    general_offices "general-office";
    /// Kinds of zones, and what their names hold: 长沙|高新区.
    zones "zone";
    /// What governs a zone: 管委会.
    zone_committees "zone-committee";
    /// What ranks a kind of place: 设区|市.
    ranks "rank";
    /// What makes a kind of 镇 and 乡 of them: 重点|镇.
    kinds_of_town "kind-of-town";
    /// What goes on with the name before it in a list of those addressed: 市政府各部门、|单位.
    going_on "goes-on";
    /// What a body begins with that is of no place before it: 各|部门.
    own_heads "own";
    /// What the bracket of a name ends in that says which of several begin.
    beginners "beginner";
    /// How names begin that are of a kind: 各, 有关.
    starts "generic-start";
    /// What several classes share at their end: 各县、市|人民政府.
    shared "tail-shared";
    /// What sums up others, behind 等: 等|有关部门.
    others "others";
    /// Heads of names that begin with 和: 和平区.
    and_names "and-name";
    /// Offices of persons: 副市长.
    titles "title";
    /// What an office in full begins with: 县委(副书记).
    office_heads "office-head";
}

impl Deref for Names {
    type Target = NameLists;

    fn deref(&self) -> &NameLists {
        &self.lists
    }
}

impl Names {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut names = Self::default();
        for row in own.rows(Table::Names) {
            let Some([kind, words]) = row.first() else { continue };
            match kind {
                "tail" => names.ends.add_by_last(words, words),
                "place" => {
                    names.ends.add_by_last(words, words);
                    names.of_places.push(words);
                }
                "generic-part" => words.chars().next().into_iter().for_each(|first| names.parts.add(first, words)),
                "office" => {
                    names.offices.insert(words);
                }
                "surname" => names.surnames.extend(words.chars()),
                "sound" => names.sounds.extend(words.chars()),
                "double-surname" => {
                    let chars: Vec<char> = words.chars().collect();
                    names.double_surnames.extend(chars.chunks_exact(2).map(|pair| (pair[0], pair[1])));
                }
                "bare" => {
                    names.bare.insert(words);
                }
                "class" => {
                    names.classes.insert(words);
                }
                "none" => {
                    names.none.insert(words);
                }
                _ => names.lists.list(kind).into_iter().for_each(|list| list.push(words)),
            }
        }
        for list in [&mut names.lists.others, &mut names.lists.titles, &mut names.lists.shared] {
            list.longest_first();
        }
        names
    }

    /// Whether words are a name that stands by itself: it ends as names do, and is no bare kind of organ.
    #[must_use]
    pub fn is_whole(&self, words: &str) -> bool {
        let plain = without_bracket(words);
        self.ends.of_last(plain).iter().any(|end| plain.ends_with(end))
            && (2..=LONGEST).contains(&plain.chars().count())
            && !self.bare.contains(plain)
            && !self.no_ends.end(plain)
    }

    /// Whether words are what names end in and nothing else: 公司, 中心.
    #[must_use]
    pub fn is_end(&self, words: &str) -> bool {
        self.ends.of_last(words).contains(&words)
    }

    /// Whether two words beside one another in a cell, or one below the other, are two names of a list: 安监站 派出所, 高河镇
    /// 县城管局, where the government of a place is called by its name.
    #[must_use]
    pub fn are_two_in_cell(&self, first: &str, next: &str) -> bool {
        /// Characters of such a name.
        const NAME: std::ops::RangeInclusive<usize> = 3..=20;
        /// What the names of offices of a place begin with.
        const PLACES: [char; 9] = ['省', '市', '州', '县', '区', '乡', '镇', '街', '各'];
        let fits = |word: &str| {
            NAME.contains(&word.chars().count())
                && word.chars().all(|c| crate::text::is_han(c) || matches!(c, '（' | '）' | '、'))
        };
        // 推进企业开办|一网通办 are no offices.
        let office = |word: &str| !word.ends_with('办') || word.contains(['委', '府']) || word.starts_with(PLACES);
        let organ = |word: &str| (self.parted.end(word) || self.parted_in_cells.end(word)) && office(word);
        // 市税务局、市|财政局 goes on within a name.
        let whole = |list: &str| list.contains('（');
        let first = if whole(first) { first } else { first.rsplit(['、', '，']).next().unwrap_or(first) };
        let next = if whole(next) { next } else { next.split(['、', '，']).next().unwrap_or(next) };
        // 西安局集团|有限公司宝鸡车站: a kind of organ goes on with the name above it.
        let goes_on = next.starts_with("有限") || self.bare.iter().any(|kind| next.starts_with(kind));
        let (one, two) = (organ(first), organ(next));
        let beside = (one || self.ends_as_place(first)) && (two || self.ends_as_place(next));
        beside && (one || two) && !goes_on && fits(first) && fits(next)
    }

    /// Whether words end as the names of organs do that issue papers; of fewer than of all organs, for a title may begin with
    /// anything: 返回主站.
    #[must_use]
    pub fn ends_as_issuer(&self, words: &str) -> bool {
        self.of_issuers.end(words)
    }

    /// Whether words end as the names of the parts of organs do: 公安局交警支队.
    #[must_use]
    pub fn ends_as_part(&self, words: &str) -> bool {
        self.of_parts.end(words)
    }

    /// Whether words end as the names of places and of kinds of places do: 韩城市, 县（市、区）.
    #[must_use]
    pub fn ends_as_place(&self, words: &str) -> bool {
        self.of_places.end(without_bracket(words))
    }

    /// Whether words are a kind of actor: 开发区, 高等学校.
    #[must_use]
    pub fn is_class(&self, words: &str) -> bool {
        self.classes.contains(words)
    }

    /// Where the name of an organ of the Party, or of its office, ends in a row of names without marks.
    #[must_use]
    pub fn end_of_party(&self, words: &str) -> Option<usize> {
        self.of_party.iter().find_map(|end| Some(words.find(end)? + end.len()))
    }

    /// Whether a character is what places of a level are called: 省, 县.
    #[must_use]
    pub fn is_level(&self, c: char) -> bool {
        self.place_levels.iter().any(|level| level.starts_with(c))
    }

    /// Whether words look like the name of an organ, or of several.
    #[must_use]
    pub fn looks_like(&self, words: &str) -> bool {
        !words.contains(['：', ':', '“', '。', '，']) && (self.is_whole(words) || self.is_generic(words))
            || self.quotes(words)
    }

    /// Whether words are a name that quotes another: 省推进“四好农村路”建设领导小组办公室, 省“两山”办, “双减”专班.
    fn quotes(&self, words: &str) -> bool {
        let Some((head, rest)) = words.split_once('“') else { return false };
        let Some((_, tail)) = rest.split_once('”') else { return false };
        let plain = format!("{head}{tail}");
        !tail.is_empty() && !plain.contains(['“', '：', ':', '。', '，']) && self.is_whole(&plain)
    }

    /// Whether words name a kind of organ and not one of them.
    #[must_use]
    pub fn is_generic(&self, name: &str) -> bool {
        // 县（市、区）人民政府, 乡镇政府; but 市政府 is one.
        let class = self.shared.strip_end(name).is_some_and(|head| {
            let plain = without_bracket(head);
            self.classes.contains(plain) && (plain.len() < head.len() || plain.chars().count() > 1) && plain != "自治区"
        });
        let plain = without_bracket(name);
        class
            || self.starts.begin(plain)
            || self.classes.contains(plain)
            || name.char_indices().any(|(at, c)| self.parts.get(c).iter().any(|part| name[at..].starts_with(part)))
    }

    /// Whether words are a bare kind of actor, which is no name: 部门, 社会.
    #[must_use]
    pub fn is_bare(&self, words: &str) -> bool {
        self.bare.contains(words)
    }

    /// Whether words say that there is nobody: 无, ——.
    #[must_use]
    pub fn is_none(&self, words: &str) -> bool {
        self.none.contains(words)
    }
}

/// A name without the bracket at its end: 市卫生健康委（疾控局）.
#[must_use]
pub fn without_bracket(words: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in words.char_indices().rev() {
        match c {
            '）' | ')' | '〕' | ']' | '］' | '〉' => depth += 1,
            '（' | '(' | '〔' | '[' | '［' | '〈' if depth > 0 => depth -= 1,
            _ if depth == 0 => return words,
            _ => continue,
        }
        // 水利（水务）厅（局）: the last only.
        if depth == 0 {
            return if at > 0 { &words[..at] } else { words };
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::table;
    use super::*;

    #[test]
    fn rows_have_three_cells_and_stand_once() {
        let mut seen = HashSet::new();
        for row in table::tests::cells(Table::Names) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?} stands twice");
            assert!(!row[2].is_empty(), "{row:?}");
        }
    }
}
