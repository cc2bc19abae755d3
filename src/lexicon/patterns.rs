//! Regular expressions of a table, of which a text mostly matches none: each is compiled when a text first may match it.
//!
//! To compile them all takes longer than to read a plan, and to parse them a quarter of it. What every match begins with or
//! holds is read off their sources, so that few texts need a pattern at all.

mod index;
mod source;

use std::borrow::Cow;
use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex_automata::nfa::thompson::backtrack::BoundedBacktracker;
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_syntax::hir::{Hir, Look};
use regex_syntax::{Parser, ParserBuilder};

use super::by_char::ByChar;
use super::chars::CharSet;
use crate::text::FewHan;
use index::Index;
use source::Word;

/// Patterns in the order of their rows.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    patterns: Vec<Pattern>,
    /// Words that begin every match of a pattern, sorted, and its row.
    begins: Vec<(Word, u16)>,
    /// The first characters of these.
    heads: CharSet,
    /// Those of which only words that every match holds are known, by the first Han character of these.
    by_held: ByChar<Held>,
    /// These characters.
    held_han: FewHan,
    /// Those of which nothing is known that tells texts apart.
    others: Vec<u16>,
}

/// A word that a match may hold.
#[derive(Debug, Clone, Copy)]
struct Held {
    word: Word,
    /// The place of its first Han character.
    han: usize,
    row: u16,
}

#[derive(Debug)]
struct Pattern {
    source: &'static str,
    /// One of these stands in every match; none when that is not known.
    holds: OnceLock<Vec<Finder<'static>>>,
    parsed: OnceLock<Parsed>,
    compiled: OnceLock<BoundedBacktracker>,
}

/// What a parsed pattern tells of every match.
#[derive(Debug)]
struct Parsed {
    /// The longest text that matches, in bytes.
    longest: usize,
    hir: Option<Hir>,
}

impl Patterns {
    /// Patterns of which each was found to compile; `laid_out` is what the build script tells of them.
    pub(super) fn new(sources: Vec<&'static str>, laid_out: Option<&'static [u8]>) -> Self {
        let Index { begins, holds, mut others } =
            laid_out.map_or_else(|| Index::of(sources.iter().copied()), Index::read);
        let (mut by_held, mut held_han) = (ByChar::default(), FewHan::default());
        for (word, row) in holds {
            if let Some((han, c)) = crate::text::han(word.as_str()).next() {
                held_han.insert(c);
                by_held.add(c, Held { word, han, row });
            } else {
                others.push(row);
            }
        }
        let heads = begins.iter().filter_map(|(word, _)| word.as_str().chars().next()).collect();
        Self { patterns: sources.into_iter().map(Pattern::new).collect(), begins, heads, by_held, held_han, others }
    }

    /// The first pattern that matches a text, by its row; none matches the empty text.
    pub(super) fn first_match(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut rows = self.others.clone();
        if self.heads.contains(text.chars().next()?) {
            self.add_begun(bytes, &mut rows);
        }
        for (at, c) in self.held_han.within(text) {
            let is_here =
                |held: &&Held| bytes.get(at.wrapping_sub(held.han)..).is_some_and(|b| b.starts_with(&held.word));
            rows.extend(self.by_held.get(c).iter().filter(is_here).map(|held| held.row));
        }
        rows.sort_unstable();
        rows.dedup();
        rows.into_iter().map(usize::from).find(|&row| self.patterns[row].matches(bytes))
    }

    /// Adds the rows of the patterns with a word that a text begins with. No such word is sorted behind the text; where the last
    /// before it is another, the others are no longer than what it has in common with the text.
    fn add_begun(&self, text: &[u8], rows: &mut Vec<u16>) {
        let mut end = self.begins.partition_point(|(word, _)| **word <= *text);
        while let Some(last) = end.checked_sub(1) {
            let (word, row) = &self.begins[last];
            let common = word.iter().zip(text).take_while(|(a, b)| a == b).count();
            if common == word.len() {
                rows.push(*row);
                end = last;
            } else if common > 0 {
                end = self.begins[..last].partition_point(|(word, _)| **word <= text[..common]);
            } else {
                break;
            }
        }
    }
}

impl Pattern {
    fn new(source: &'static str) -> Self {
        Self { source, holds: OnceLock::new(), parsed: OnceLock::new(), compiled: OnceLock::new() }
    }

    /// Whether it matches a text that has one of its words.
    fn matches(&self, text: &[u8]) -> bool {
        // Most texts are longer than what matches.
        if self.parsed.get().is_some_and(|parsed| text.len() > parsed.longest) {
            return false;
        }
        let holds = self
            .holds
            .get_or_init(|| source::held(self.source).iter().map(|word| Finder::new(&**word).into_owned()).collect());
        if !holds.is_empty() && !holds.iter().any(|words| words.find(text).is_some()) {
            return false;
        }
        let parsed = self.parsed.get_or_init(|| Parsed::of(parser().parse(&bytewise(self.source)).ok()));
        text.len() <= parsed.longest
            && parsed.hir.as_ref().is_some_and(|hir| {
                let compiled = self.compiled.get_or_init(|| compile(hir).expect("it was found to compile"));
                is_match(compiled, text)
            })
    }
}

impl Parsed {
    fn of(hir: Option<Hir>) -> Self {
        let ended = hir.as_ref().filter(|hir| {
            let properties = hir.properties();
            properties.look_set_prefix().contains(Look::Start) && properties.look_set_suffix().contains(Look::End)
        });
        Self { longest: ended.and_then(|hir| hir.properties().maximum_len()).unwrap_or(usize::MAX), hir }
    }
}

/// Whether a pattern can be used.
pub(super) fn compiles(source: &str) -> bool {
    parser().parse(&bytewise(source)).is_ok_and(|hir| compile(&hir).is_some())
}

/// Compiles for few and short texts: what makes a search of long ones quick, or tells where in them a match stands, takes most of
/// the time to build.
fn compile(hir: &Hir) -> Option<BoundedBacktracker> {
    let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
    let nfa = thompson::Compiler::new().configure(config).build_from_hir(hir).ok()?;
    BoundedBacktracker::new_from_nfa(nfa).ok()
}

fn is_match(compiled: &BoundedBacktracker, text: &[u8]) -> bool {
    compiled.try_is_match(&mut compiled.create_cache(), text).unwrap_or_else(|_| {
        // A text that is too long for it.
        let any_length = PikeVM::new_from_nfa(compiled.get_nfa().clone()).expect("the other was made of it, too");
        any_length.is_match(&mut any_length.create_cache(), text)
    })
}

/// Parses as `regex::bytes` does.
fn parser() -> Parser {
    ParserBuilder::new().utf8(false).build()
}

/// A pattern whose dots and digits match bytes: a Han character is three of them, and tables for all of Unicode would cost
/// more to build than a whole document to read.
fn bytewise(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let (piece, used): (Cow<'_, str>, usize) = if rest.starts_with("\\d") {
            ("[0-9]".into(), 2)
        } else if rest.starts_with("\\s") {
            ("[ \\t]".into(), 2)
        } else if rest.starts_with('\\') {
            (rest[..rest.len().min(2)].into(), rest.len().min(2))
        } else if let Some((least, most, used)) = counted_dot(rest) {
            (format!("(?-u:.){{{},{}}}", least, most * 3).into(), used)
        } else if c == '.' {
            ("(?-u:.)".into(), 1)
        } else {
            (rest[..c.len_utf8()].into(), c.len_utf8())
        };
        out.push_str(&piece);
        rest = &rest[used..];
    }
    out
}

/// `.{0,20}` at the head of a pattern: its bounds and its length.
fn counted_dot(rest: &str) -> Option<(u32, u32, usize)> {
    let bounds = rest.strip_prefix(".{")?;
    let (bounds, _) = bounds.split_once('}')?;
    let (least, most) = bounds.split_once(',')?;
    Some((least.parse().ok()?, most.parse().ok()?, bounds.len() + 3))
}

#[cfg(test)]
mod tests {
    use super::super::furniture;
    use super::super::table::Table;
    use super::*;

    #[test]
    fn the_first_row_that_matches_is_found_whatever_its_pattern_begins_with() {
        let sources = ["^(来源|信息来源):.{1,3}$", r"^.{0,3}备\d{2}$", "[a-c]{3}", "^x*$", "来源"];
        let patterns = Patterns::new(sources.to_vec(), None);
        let all = regex::bytes::RegexSet::new(sources.map(bytewise)).expect("they compile");
        for text in [
            "来源:本网",
            "信息来源:本网",
            "来源:",
            "京备12",
            "京备1",
            "12备12",
            "zzabcz",
            "xxx",
            "x",
            "见来源:甲",
            "无",
        ] {
            let expected = all.matches(text.as_bytes()).iter().next();
            assert_eq!(patterns.first_match(text), expected, "{text}");
        }
    }

    #[test]
    fn the_words_that_a_text_begins_with_are_found_among_others() {
        let sources = ["^甲乙丙", "^甲[0-9]", "^甲乙", "^甲", "^甲己", "^丁", "^[12]3", "^1", "^甲乙丙丁戊"];
        let patterns = Patterns::new(sources.to_vec(), None);
        for text in
            ["甲乙丙丁", "甲乙丙丁戊己", "甲乙庚", "甲5", "甲", "甲庚", "甲己", "庚", "丁", "13", "1", "2", "23", "中"]
        {
            let mut found = Vec::new();
            patterns.add_begun(text.as_bytes(), &mut found);
            found.sort_unstable();
            let begun = patterns.begins.iter().filter(|(word, _)| text.as_bytes().starts_with(word));
            let mut expected: Vec<u16> = begun.map(|(_, row)| *row).collect();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_the_build_script_tells_is_what_the_sources_tell() {
        let rows = Table::Furniture.builtin().lines().filter(|row| index::is_pattern(row));
        let rows = rows.filter_map(|row| row.split('\t').nth(2));
        assert_eq!(Index::read(furniture::LAID_OUT), Index::of(rows));
    }

    #[test]
    fn a_pattern_is_compiled_only_for_a_text_that_may_match() {
        let patterns = Patterns::new(vec!["^来源:.{1,3}$", "^.{0,3}备案$"], None);
        let compiled = || patterns.patterns.iter().map(|pattern| pattern.compiled.get().is_some()).collect::<Vec<_>>();
        for text in ["建立工作台账", "来自", "来源:十个字以上的一长段文字", "备用"] {
            assert_eq!(patterns.first_match(text), None);
            assert_eq!(compiled(), [false, false], "{text}");
        }
        assert_eq!(patterns.first_match("来源:本网"), Some(0));
        assert_eq!(compiled(), [true, false]);
    }
}
