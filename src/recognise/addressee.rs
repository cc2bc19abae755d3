//! Those whom a notice addresses (各市人民政府，省政府各部门、各直属机构), each as the list addresses them.
//!
//! ， parts groups, 、 the names of one. What names nobody by itself goes with what completes it: a class of places or a field
//! of work with the body that follows (各省、自治区、直辖市人民政府), a bare kind of body with the name before it (市政府各部门、单位).
//! A place with a name of its own stands for itself, though the body is left out.

use crate::lexicon::{Lexicon, Names};
use crate::text::{Span, turn};

/// The names in a line of addressees.
#[must_use]
pub fn split(line: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut depth = 0;
    let groups = line.split(|c: char| {
        depth += turn(c);
        depth <= 0 && matches!(c, '，' | '；' | ',' | ';')
    });
    groups.flat_map(|group| Group::of(group.trim(), lexicon).names()).collect()
}

/// The names between two commas.
struct Group<'a> {
    line: &'a str,
    parts: Vec<Span>,
    lexicon: &'a Lexicon,
}

/// What a part of a group is by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A class of places, which has its body from a later one: 各设区市, 县（市、区）.
    Places,
    /// A field of work or another word that names no body: 发展改革, 保险.
    Word,
    /// A body, or a place that stands for its own.
    Body,
}

impl<'a> Group<'a> {
    fn of(line: &'a str, lexicon: &'a Lexicon) -> Self {
        Self { line, parts: lexicon.split_names(line, Span::new(0, line.len())).names, lexicon }
    }

    fn names(&self) -> Vec<String> {
        let mut found: Vec<Span> = Vec::with_capacity(self.parts.len());
        let mut at = 0;
        while at < self.parts.len() {
            let last = self.body_of(at);
            let name = self.parts[at].cover(self.parts[last]);
            match found.last_mut() {
                Some(before) if self.goes_with(*before, name, self.kind(self.parts[at]), at == last) => {
                    *before = before.cover(name)
                }
                _ => found.push(name),
            }
            at = last + 1;
        }
        found.iter().map(|name| name.of(self.line).to_owned()).collect()
    }

    /// The part from which one has its body: itself, where it is one or nothing that follows can be its.
    fn body_of(&self, at: usize) -> usize {
        let first = self.parts[at].of(self.line);
        let kinds = self.parts[at..].iter().map(|&part| self.kind(part)).take_while(|&kind| kind != Part::Body);
        let (mut bodiless, mut word) = (0, false);
        for kind in kinds {
            (bodiless, word) = (bodiless + 1, word || kind == Part::Word);
        }
        let Some(&body) = self.parts.get(at + bodiless).filter(|_| bodiless > 0) else { return at };
        let (before, words) = (&self.line[..body.start as usize], body.of(self.line));
        let has = if word {
            // 南山、北川、西河市人民政府: these are names of places.
            !is_of_its_own(words, self.lexicon.names()) && !self.lexicon.names().shared.end(words)
        } else {
            // 各市、县教育局; 各市、州及云岭林区教育局, but 各市、云岭林区教育局 are two.
            first.contains('各') && (before.ends_with('及') || is_of_places(words, self.lexicon.names()))
        };
        if has { at + bodiless } else { at }
    }

    /// Whether a name names nobody without the one before it.
    fn goes_with(&self, before: Span, name: Span, first: Part, single: bool) -> bool {
        let (names, words, before) = (self.lexicon.names(), name.of(self.line), before.of(self.line));
        // 各银行、保险、证券机构: all of them.
        if !single {
            return first == Part::Word && before.starts_with('各');
        }
        let joined = self.line[..name.start as usize].ends_with(['和', '及', '与']);
        is_kind_of_body(before, words, names)
            // 党工委和管委会.
            || joined && names.shared.contains(&words)
            || shares_bodies(before, words, names)
    }

    fn is_body(&self, words: &str) -> bool {
        self.lexicon.names().looks_like(words) || self.lexicon.organs().knows(words)
    }

    fn kind(&self, part: Span) -> Part {
        let (names, words) = (self.lexicon.names(), part.of(self.line));
        if is_class_of_places(words, names) {
            Part::Places
        } else if self.lexicon.organs().is_field(words) || !self.is_body(words) {
            Part::Word
        } else {
            Part::Body
        }
    }
}

/// Whether words are a class of places and nothing else: 各设区市, 县（市）, 市各开发区.
fn is_class_of_places(words: &str, names: &Names) -> bool {
    let class =
        words.split_once('各').filter(|(owner, _)| owner.chars().count() <= 1).map_or(words, |(_, class)| class);
    let class = without_rank(class, names);
    !class.is_empty()
        && (class.chars().all(|c| names.is_level(c) || "地（）()".contains(c))
            || names.is_class(class) && names.ends_as_place(class))
}

/// The class of places without what ranks it: 设区市, 省直管县.
fn without_rank<'n>(class: &'n str, names: &Names) -> &'n str {
    names.ranks.strip_start(class).unwrap_or(class)
}

/// Whether a body is that of a class of places: 县教育局, 直辖市人民政府, 园区管委会.
fn is_of_places(words: &str, names: &Names) -> bool {
    let level = without_rank(words, names).starts_with(|c| names.is_level(c));
    let class = || names.shared.strip_end(words).is_some_and(|class| is_class_of_places(class, names));
    !is_of_its_own(words, names) && (level || class())
}

/// Whether a body has a head of its own, so that it is not that of a place before it: 各部门, 县直各单位, 有关企业.
fn is_of_its_own(words: &str, names: &Names) -> bool {
    const BEHIND_LEVEL: [char; 3] = ['直', '级', '属'];
    let level = |c: char| "省市县区州盟旗镇乡".contains(c);
    // 省直管县 is a place.
    let begins = |rest: &str| rest.starts_with(BEHIND_LEVEL) && !rest.starts_with("直管");
    let of_level = words.strip_prefix(level).is_some_and(|rest| begins(rest) || rest.contains('各'));
    names.own_heads.begin(words) || of_level
}

/// Whether words are a kind of body and name none: 单位, 局（公司）, or share their last word with the name before: 各大企业、事业单位.
fn is_kind_of_body(before: &str, words: &str, names: &Names) -> bool {
    let plain = words.split(['（', '(']).next().unwrap_or(words);
    let enterprise = |words: &str| words.ends_with("企业") || words.ends_with("事业");
    plain.chars().count() == 1
        || names.is_bare(plain)
        || names.going_on.contains(&plain)
        || matches!(plain, "事业单位" | "企业单位") && enterprise(before)
}

/// Whether the leading body of a place is named before another whose bodies it shares: 县委、县政府各部门.
fn shares_bodies(before: &str, name: &str, names: &Names) -> bool {
    let last = before.rsplit('、').next().unwrap_or(before);
    let Some(level) = last.chars().next().filter(|&level| names.is_level(level)) else {
        return false;
    };
    let organ = name.strip_prefix(level).and_then(|rest| names.leading.strip_start(rest));
    names.leading.contains(&&last[level.len_utf8()..]) && organ.is_some_and(|rest| rest.starts_with('各'))
}
