//! Shapes of the names of organs: how they end, which name a kind and not one, how lists of them are parted.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Organs;
use super::chars::CharSet;
use super::own::OwnRows;
use super::table::Table;
use crate::text::{Span, is_blank, is_han, turn};

/// A list of names taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameList {
    /// The names, in order.
    pub names: Vec<Span>,
    /// Whether the list ended in 等, 等部门, 等有关单位.
    pub open_ended: bool,
}

/// Words that names begin with, hold and end in.
#[derive(Debug, Default)]
pub struct Names {
    /// Ends of names, tails and places, by their last character.
    ends: FxHashMap<char, Vec<&'static str>>,
    last: CharSet,
    bare: FxHashSet<&'static str>,
    classes: FxHashSet<&'static str>,
    starts: Vec<&'static str>,
    start: CharSet,
    /// Parts of generic names by their first character.
    parts: FxHashMap<char, Vec<&'static str>>,
    first: CharSet,
    shared: Vec<&'static str>,
    others: Vec<&'static str>,
    none: FxHashSet<&'static str>,
    /// Heads of names that begin with 和: 和平区.
    and_names: Vec<&'static str>,
    titles: Vec<&'static str>,
    /// What stands before a title and is nobody's name: 公安(局长).
    offices: FxHashSet<&'static str>,
    surnames: FxHashSet<char>,
    double_surnames: Vec<(char, char)>,
}

/// Marks beside a name that say something of it, by a legend or by custom.
pub const MARKS: [char; 10] = ['★', '☆', '●', '○', '▲', '△', '*', '＊', '#', '※'];

/// What names of places and bodies end in; a person's name that does is too rare to tell.
const BODIES: [char; 22] = [
    '区', '县', '市', '州', '局', '办', '委', '部', '厅', '处', '科', '室', '组', '会', '队', '站', '院', '校', '所',
    '署', '省', '镇',
];

/// Characters of a person's name at most: names of minorities have many, with · between their parts.
const LONGEST_PERSON: usize = 16;

/// Characters of a name without · at most: 欧阳娜娜.
const LONGEST_PLAIN_PERSON: usize = 4;

/// What an office in full begins with, behind the name of a person: 县委副书记, 政协副主席, 经开区党工委书记.
const OFFICES_OF_BODIES: [&str; 33] = [
    "省委",
    "市委",
    "州委",
    "区委",
    "县委",
    "旗委",
    "镇党委",
    "乡党委",
    "街道",
    "党委",
    "党组",
    "党工委",
    "省政府",
    "市政府",
    "州政府",
    "区政府",
    "县政府",
    "旗政府",
    "镇政府",
    "乡政府",
    "省人大",
    "市人大",
    "州人大",
    "区人大",
    "县人大",
    "人大",
    "省政协",
    "市政协",
    "州政协",
    "区政协",
    "县政协",
    "政协",
    "常务",
];

/// Characters that no name begins with, but sentences do: 要亲自抓, 各县长.
const NO_NAME: &str = "要应须需由对及在负为是以按当将各该本其市县区镇乡村";

/// The longest name, in characters: 国家税务总局… with the district, and some to spare.
const LONGEST: usize = 36;

/// Levels that are no organ by themselves.
const LEVELS: [&str; 11] = ["中央", "国家", "省", "自治区", "市", "州", "县", "区", "旗", "镇", "乡"];

/// Kinds of organs in one character, as lists of all of them have them: 各部、委、办、厅、局.
const KINDS_OF_ORGAN: &str = "部委办厅局司处室署院行";

/// Characters of a name that leave no room for an office before a name: 县长王强 has four.
const LONGEST_NAME_ALONE: usize = 3;

impl Names {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut names = Self::default();
        for row in own.rows(Table::Names) {
            let [kind, words, ..] = *row else { continue };
            match kind {
                "tail" | "place" => {
                    if let Some(c) = words.chars().next_back() {
                        names.last.insert(c);
                        names.ends.entry(c).or_default().push(words);
                    }
                }
                "generic-start" => {
                    words.chars().next().into_iter().for_each(|c| names.start.insert(c));
                    names.starts.push(words);
                }
                "generic-part" => {
                    if let Some(c) = words.chars().next() {
                        names.first.insert(c);
                        names.parts.entry(c).or_default().push(words);
                    }
                }
                "tail-shared" => names.shared.push(words),
                "others" => names.others.push(words),
                "and-name" => names.and_names.push(words),
                "title" => names.titles.push(words),
                "office" => {
                    names.offices.insert(words);
                }
                "surname" => names.surnames.extend(words.chars()),
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
                _ => {}
            }
        }
        for list in [&mut names.others, &mut names.titles, &mut names.shared] {
            list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        names
    }

    /// Whether words are a name that stands by itself: it ends as names do, and is no bare kind of organ.
    #[must_use]
    pub fn is_whole(&self, words: &str) -> bool {
        let plain = without_bracket(words);
        let Some(last) = plain.chars().next_back().filter(|&last| self.last.contains(last)) else { return false };
        (2..=LONGEST).contains(&plain.chars().count())
            && self.ends.get(&last).is_some_and(|ends| ends.iter().any(|end| plain.ends_with(end)))
            && !self.bare.contains(plain)
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
        let class = self.shared.iter().find_map(|tail| name.strip_suffix(tail)).is_some_and(|head| {
            let plain = without_bracket(head);
            self.classes.contains(plain) && (plain.len() < head.len() || plain.chars().count() > 1) && plain != "自治区"
        });
        let plain = without_bracket(name);
        class
            || name.starts_with(|c| self.start.contains(c)) && self.starts.iter().any(|w| plain.starts_with(w))
            || self.classes.contains(plain)
            || name.char_indices().any(|(at, c)| {
                self.first.contains(c)
                    && self.parts.get(&c).is_some_and(|parts| parts.iter().any(|w| name[at..].starts_with(w)))
            })
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

    /// The name of a person without an office at its end or head: 王强副市长, 副市长王强. `None` when the words are no name: an
    /// office alone, an organ, a sentence.
    #[must_use]
    pub fn person<'t>(&self, words: &'t str) -> Option<&'t str> {
        let plausible = |name: &str, with_title: bool| {
            let count = name.chars().count();
            let longest = if name.contains('·') { LONGEST_PERSON } else { LONGEST_PLAIN_PERSON };
            let first = name.chars().next().unwrap_or(' ');
            name.chars().all(|c| is_han(c) || c == '·')
                && (2..=longest).contains(&count)
                && if with_title { self.surnames.contains(&first) } else { !NO_NAME.contains(first) }
                && !self.titles.iter().any(|title| name.ends_with(title))
                && !self.is_none(name)
                && !self.is_generic(name)
        };
        // 卫健委主任, 公安局长: an office alone.
        let body = |name: &str| self.offices.contains(name) || name.chars().count() > 2 && name.ends_with(BODIES);
        if self.titles.contains(&words) {
            return None;
        }
        let cut = |rest: &&str| plausible(rest, true) && !body(rest);
        let tail = self.titles.iter().find_map(|title| words.strip_suffix(title).filter(cut));
        // 常务副市长王强: the office may be any words that end as offices do. A name alone has no room for one.
        let head = || {
            words.chars().nth(LONGEST_NAME_ALONE)?;
            let ends = self.titles.iter().filter_map(|title| words.rfind(title).map(|at| at + title.len()));
            ends.max().map(|end| &words[end..]).filter(cut)
        };
        // 李志远县委副书记: an office in words that name its body.
        let before_office = || {
            let rest = self.titles.iter().find_map(|title| words.strip_suffix(title))?;
            let mut ends = rest.char_indices().skip(LONGEST_NAME_ALONE - 1).take(LONGEST_PLAIN_PERSON - 1);
            ends.find_map(|(end, _)| {
                let office = OFFICES_OF_BODIES.iter().any(|of| rest[end..].starts_with(of));
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
        let mut parts =
            words.split(is_name_separator).map(|part| part.trim_matches(is_blank)).filter(|p| !p.is_empty());
        // Most lists are of organs.
        let name = words.trim_end_matches('等');
        let last = name.rsplit(is_name_separator).next().unwrap_or(name);
        let organ = self.is_whole(last) && !last.ends_with("常委");
        !organ
            && self.titles.iter().any(|title| words.contains(title))
            && parts.clone().any(officer)
            && parts.all(|part| officer(part) || self.is_title(part))
    }

    /// Whether words are offices that are told by what they look after, and nobody's name: 分管副省长、协管副秘书长.
    #[must_use]
    pub fn offices(&self, words: &str) -> bool {
        const LOOKS_AFTER: [&str; 5] = ["分管", "协管", "主管", "联系", "包保"];
        let office = |part: &str| {
            let part = part.trim_matches(is_blank);
            LOOKS_AFTER.iter().any(|word| part.contains(word)) && (self.is_title(part) || part.ends_with("领导"))
        };
        !words.is_empty() && words.split(is_name_separator).all(office)
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
        self.titles.iter().any(|title| words.ends_with(title))
    }

    /// Splits a list at 、 ， ； / and blanks, and at 及 和 与 以及 where whole names stand on both sides; never in brackets.
    ///
    /// Names are in text order, trimmed and never empty. 各省、自治区、直辖市人民政府 stays one, since its tail is shared.
    pub(super) fn split(&self, text: &str, span: Span, organs: &Organs) -> NameList {
        let mut parts = Vec::new();
        for piece in pieces(text, span, is_name_separator) {
            self.split_at_and(text, piece, organs, &mut parts);
        }
        let mut list = NameList::default();
        for part in parts {
            self.push(text, part, &mut list);
        }
        let parts = std::mem::take(&mut list.names);
        let mut at = 0;
        while at < parts.len() {
            let joined = self.shared_tail(text, &parts[at..]);
            list.names.push(parts[at].cover(parts[at + joined]));
            at += joined + 1;
        }
        list
    }

    /// Splits at 及, 和, 与, 以及 outside brackets where whole names stand on both sides.
    fn split_at_and(&self, text: &str, piece: Span, organs: &Organs, out: &mut Vec<Span>) {
        let words = piece.of(text);
        let mut depth = 0_i32;
        for (at, c) in words.char_indices() {
            depth += turn(c);
            if depth > 0 || at == 0 || !matches!(c, '及' | '和' | '与') {
                continue;
            }
            // 湖州市生态环境局长兴分局和平所: 和平 is a place.
            if self.and_names.iter().any(|name| words[at..].starts_with(name)) {
                continue;
            }
            let before = words[..at].trim_end_matches('以');
            let after = &words[at + c.len_utf8()..];
            // 市直各部门及其所属单位 is one.
            if after.starts_with('其') {
                continue;
            }
            // 各市、县（市、区）党委和人民政府 share their head.
            if matches!(after, "人民政府" | "政府") && before.ends_with("党委") {
                continue;
            }
            let whole = |name: &str| {
                // 各部、委、办、厅、局和各人民团体.
                if name.len() == '局'.len_utf8() && KINDS_OF_ORGAN.contains(name) && after.starts_with('各') {
                    return true;
                }
                let name = name.strip_suffix('等').unwrap_or(name);
                self.is_whole(name) || !self.bare.contains(name) && self.classes.contains(without_bracket(name))
            };
            // What 等 stands before belongs to it: 等部门和单位, 等和各省.
            // 市农业农村和水利局 is one name.
            if !before.ends_with('等')
                && self.etc(before).is_none()
                && whole(before)
                && whole(after)
                && !organs.knows(words)
            {
                let start = piece.start as usize;
                out.push(Span::new(start, start + before.len()));
                self.split_at_and(text, Span::new(start + at + c.len_utf8(), piece.end as usize), organs, out);
                return;
            }
        }
        out.push(piece);
    }

    /// How many pieces after the first belong to it: 各省、自治区、直辖市人民政府.
    fn shared_tail(&self, text: &str, pieces: &[Span]) -> usize {
        // 各县、市、特区、区人民政府.
        let bare = |words: &str| {
            self.classes.contains(without_bracket(words))
                || words == "特区"
                || words.starts_with('县') && without_bracket(words).len() < words.len()
        };
        let first = pieces[0].of(text);
        // 担保、再担保机构: what they are is said once.
        if pieces.get(1).is_some_and(|next| self.completes(first, next.of(text))) {
            return 1;
        }
        let levels = pieces.iter().take_while(|piece| LEVELS.contains(&piece.of(text))).count();
        if levels > 0 {
            // 省、市有关部门; 中央、省驻市有关单位.
            let next = pieces.get(levels).map_or("", |piece| piece.of(text));
            return if LEVELS.iter().any(|level| next.starts_with(level)) { levels } else { 0 };
        }
        let mut end = first.chars().rev();
        let kind = end.next().is_some_and(|last| KINDS_OF_ORGAN.contains(last))
            && end.next().is_some_and(|c| "各关直属".contains(c));
        if kind || self.is_generic(first) {
            // 各委、办、局; 自治区各有关委、办、厅、局; 市直各部门、委、办、局.
            let single = |piece: &&Span| piece.len() == '局'.len_utf8() && KINDS_OF_ORGAN.contains(piece.of(text));
            let others = pieces[1..].iter().take_while(single).count();
            if kind || others > 0 {
                return others;
            }
        }
        let Some(class) = ["各有关", "各相关", "有关", "相关", "各"].iter().find_map(|w| first.strip_prefix(w))
        else {
            return 0;
        };
        if !bare(class) || self.shared.iter().any(|tail| class.ends_with(tail)) {
            return 0;
        }
        for (count, piece) in pieces.iter().enumerate().skip(1) {
            let words = piece.of(text);
            if let Some(head) = self.shared.iter().find_map(|tail| without_bracket(words).strip_suffix(tail))
                && bare(head)
            {
                return count;
            }
            // 各省、自治区、直辖市及新疆生产建设兵团教育厅（局）: the last class is a word that no single place bears.
            let tail = self
                .classes
                .iter()
                .filter(|class| class.chars().count() > 1)
                .chain(&[
                    "新疆生产建设兵团",
                    "县（市、区）",
                    "县(市、区)",
                    "县（市）",
                    "县（区）",
                    "市（县、区）",
                    "区（市、县）",
                ])
                .any(|class| words.strip_prefix(class).is_some_and(|rest| !rest.is_empty() && self.is_whole(rest)));
            // 各市、县商务主管部门: no single place calls its own so.
            let kind = words.ends_with("主管部门") && LEVELS.iter().any(|level| words.starts_with(level));
            let tail = tail || kind;
            if tail {
                return count;
            }
            if !bare(words) {
                return 0;
            }
        }
        0
    }

    /// Whether the next name is the first with something before it and what both are behind it.
    fn completes(&self, first: &str, next: &str) -> bool {
        let head = ["机构", "企业", "部门", "单位"].iter().find_map(|tail| next.strip_suffix(tail));
        head.is_some_and(|head| head.len() > first.len() && head.ends_with(first)) && !self.looks_like(first)
    }

    /// Adds a name without its 等; what is joined to 等 by 和 is a name of its own.
    fn push(&self, text: &str, name: Span, list: &mut NameList) {
        let words = name.of(text);
        let Some((at, rest)) = self.etc(words) else {
            list.names.push(name);
            return;
        };
        list.open_ended = true;
        let before = Span::new(name.start as usize, name.start as usize + at).trim(text);
        if !before.is_empty() {
            list.names.push(before);
        }
        let others = ["有关", "相关"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
        if !rest.is_empty() && !self.bare.contains(others) {
            list.names.push(Span::new(name.end as usize - rest.len(), name.end as usize));
        }
    }

    /// The place of a 等 that closes a list, and what is joined behind it: 等, 等有关部门, 等和各有关省级人民政府.
    fn etc<'t>(&self, words: &'t str) -> Option<(usize, &'t str)> {
        words.match_indices('等').find_map(|(at, etc)| {
            if words[..at].ends_with(['高', '中', '初', '平']) {
                return None;
            }
            let mut rest = &words[at + etc.len()..];
            loop {
                rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十余、".contains(c));
                if rest.is_empty() {
                    return Some((at, ""));
                }
                let joined = ["以及", "及", "和", "与"].iter().find_map(|w| rest.strip_prefix(w));
                if let Some(joined) = joined {
                    return Some((at, joined));
                }
                rest = self.others.iter().find_map(|w| rest.strip_prefix(w))?;
            }
        })
    }
}

/// The stretches between separators outside brackets, trimmed and never empty.
#[must_use]
pub fn pieces(text: &str, span: Span, is_separator: impl Fn(char) -> bool) -> Vec<Span> {
    let (mut depth, mut from, mut found) = (0_i32, span.start as usize, Vec::new());
    for (at, c) in span.of(text).char_indices() {
        depth = (depth + turn(c)).max(0);
        if depth == 0 && is_separator(c) {
            let here = span.start as usize + at;
            found.push(Span::new(from, here));
            from = here + c.len_utf8();
        }
    }
    found.push(Span::new(from, span.end as usize));
    found.into_iter().map(|p| p.trim(text)).filter(|p| !p.is_empty()).collect()
}

/// Whether a character parts names.
#[must_use]
pub fn is_name_separator(c: char) -> bool {
    matches!(c, '、' | '，' | '；' | ',' | ';' | '。' | '/' | '／' | '\t' | '①'..='⑳') || is_blank(c)
}

/// A name without the bracket at its end: 市卫生健康委（疾控局）.
#[must_use]
pub fn without_bracket(words: &str) -> &str {
    if words.ends_with(['）', ')', '〕', ']', '］', '〉']) {
        words.find(['（', '(', '〔', '[', '［', '〈']).filter(|&open| open > 0).map_or(words, |open| &words[..open])
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::table;
    use super::*;

    #[test]
    fn rows_have_three_cells_and_stand_once() {
        let mut seen = HashSet::new();
        for row in table::rows(Table::Names.builtin()) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?} stands twice");
            assert!(!row[2].is_empty(), "{row:?}");
        }
    }
}
