//! Persons by name, and the offices that stand with their names.

use super::{Names, is_name_separator};
use crate::text::{is_han, trim};

/// What names of places and bodies end in; a person's name that does is too rare to tell.
const BODIES: [char; 22] = [
    '区', '县', '市', '州', '局', '办', '委', '部', '厅', '处', '科', '室', '组', '会', '队', '站', '院', '校', '所',
    '署', '省', '镇',
];

/// Characters of a person's name at most: names of minorities have many, with · between their parts.
const LONGEST_PERSON: usize = 16;

/// Characters of a name without · at most: 欧阳娜娜.
const LONGEST_PLAIN_PERSON: usize = 4;

/// Characters that no name begins with, but sentences do: 要亲自抓, 各县长.
const NO_NAME: &str = "要应须需由对及在负为是以按当将各该本其市县区镇乡村";

/// Characters of a name that leave no room for an office before a name: 县长王强 has four.
const LONGEST_NAME_ALONE: usize = 3;

impl Names {
    /// The name of a person without an office at its end or head: 王强副市长, 副市长王强. `None` when the words are no name: an
    /// office alone, an organ, a sentence.
    #[must_use]
    pub fn person<'t>(&self, words: &'t str) -> Option<&'t str> {
        let plausible = |name: &str, with_title: bool| {
            let count = name.chars().count();
            let by_sound = self.is_by_sound(name);
            let longest = if by_sound || name.contains('·') { LONGEST_PERSON } else { LONGEST_PLAIN_PERSON };
            let first = name.chars().next().unwrap_or(' ');
            name.chars().all(|c| is_han(c) || c == '·')
                && (2..=longest).contains(&count)
                && if with_title { by_sound || self.surnames.contains(&first) } else { !NO_NAME.contains(first) }
                // 党委副|书记: of a longer office.
                && !(with_title && name.ends_with('副'))
                && !self.titles.end(name)
                && !self.is_none(name)
                && !self.is_generic(name)
        };
        // 卫健委主任, 公安局长: an office alone.
        let body = |name: &str| self.offices.contains(name) || name.chars().count() > 2 && name.ends_with(BODIES);
        if self.titles.contains(&words) {
            return None;
        }
        let cut = |rest: &&str| plausible(rest, true) && !body(rest);
        let tail = self.titles.all_at_end(words).find_map(|title| words.strip_suffix(title).filter(cut));
        // 常务副市长王强: the office may be any words that end as offices do. A name alone has no room for one.
        let head = || {
            words.chars().nth(LONGEST_NAME_ALONE)?;
            let mut ends = words.char_indices().rev().map(|(at, c)| at + c.len_utf8());
            ends.find(|&end| self.titles.end(&words[..end])).map(|end| &words[end..]).filter(cut)
        };
        // 李志远县委副书记: an office in words that name its body.
        let before_office = || {
            let rest = self.titles.strip_end(words)?;
            let mut ends = rest.char_indices().skip(LONGEST_NAME_ALONE - 1).take(LONGEST_PLAIN_PERSON - 1);
            ends.find_map(|(end, _)| {
                let office = self.office_heads.begin(&rest[end..]);
                office.then_some(&words[..end]).filter(cut)
            })
        };
        tail.or_else(head).or_else(before_office).or_else(|| plausible(words, false).then_some(words))
    }

    /// The person alone in a bracket behind an organ: 省教育厅（李四光）. Two characters without an office may be any word.
    #[must_use]
    pub fn person_alone<'t>(&self, words: &'t str) -> Option<&'t str> {
        if words.is_empty() || words.ends_with(BODIES) || self.looks_like(words) {
            return None;
        }
        let person = self.person(words)?;
        let plain = words.chars().next().is_some_and(|c| self.surnames.contains(&c));
        (person.len() < words.len() || plain && (3..=4).contains(&words.chars().count())).then_some(person)
    }

    /// The person behind an organ and a blank, with an office or without: 县住建局 周伟.
    #[must_use]
    pub fn person_beside<'t>(&self, words: &'t str) -> Option<&'t str> {
        let person = self.person(words)?;
        let plain = self.begins_with_surname(words) && !words.ends_with(BODIES);
        (person.len() < words.len() || plain && (2..=3).contains(&words.chars().count())).then_some(person)
    }

    /// Whether words are persons in office and nobody else: 张三副市长, 市委常委、常务副市长李四.
    #[must_use]
    pub fn officers(&self, words: &str) -> bool {
        // 县委常委 ends as organs do and is an office.
        let organ_like = |part: &str| !part.ends_with("常委") && self.looks_like(part);
        let officer = |part: &str| self.person(part).is_some_and(|name| name.len() < part.len()) && !organ_like(part);
        let mut parts = words.split(is_name_separator).map(trim).filter(|p| !p.is_empty());
        // Most lists are of organs.
        let name = words.trim_end_matches('等');
        let last = name.rsplit(is_name_separator).next().unwrap_or(name);
        let organ = self.is_whole(last) && !last.ends_with("常委");
        !organ
            && self.titles.are_in(words)
            && parts.clone().any(officer)
            && parts.all(|part| officer(part) || self.is_title(part))
    }

    /// Whether words are the name of a person without an office; what names organs has the same form, so that another person
    /// must stand before it: 王志平同志牵头，|李新民|具体负责.
    #[must_use]
    pub fn is_next_person(&self, words: &str) -> bool {
        self.begins_with_surname(words) && self.person(words) == Some(words) && !self.looks_like(words)
    }

    /// Whether words are offices that are told by what they look after, and nobody's name: 分管副省长、协管副秘书长.
    #[must_use]
    pub fn offices(&self, words: &str) -> bool {
        let office = |part: &str| {
            let part = trim(part);
            self.looks_after.are_in(part) && (self.is_title(part) || part.ends_with("领导"))
        };
        !words.is_empty() && words.split(is_name_separator).all(office)
    }

    /// Whether a name is of another language, written by its sound: 斯琴毕力格, 其木格. It begins with no surname.
    fn is_by_sound(&self, name: &str) -> bool {
        name.chars().nth(2).is_some() && name.chars().all(|c| self.sounds.contains(&c))
    }

    /// Whether words begin with a surname of one character.
    #[must_use]
    pub fn begins_with_surname(&self, words: &str) -> bool {
        words.starts_with(|c| self.surnames.contains(&c))
    }

    /// Whether words may be the first part of a name that is spread to the width of three: 李 明, 欧阳 明.
    #[must_use]
    pub fn is_surname_alone(&self, words: &str) -> bool {
        let mut chars = words.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(one), None, _) => is_han(one),
            (Some(one), Some(two), None) => self.double_surnames.contains(&(one, two)),
            _ => false,
        }
    }

    /// Whether words are an office and no name: 县委常委.
    #[must_use]
    pub fn is_title(&self, words: &str) -> bool {
        self.titles.end(words)
    }
}
