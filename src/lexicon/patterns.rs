//! Regular expressions of a table, of which a text mostly matches none: each is compiled when a text first may match it.
//!
//! To compile them all takes longer than to read a plan, and to parse them a quarter of it. What every match begins with or
//! holds is seen from the parsed pattern, so that few texts need a pattern at all; where plain words begin it they are seen
//! without parsing, too.

use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex_automata::meta;
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind, Look};
use regex_syntax::{Parser, ParserBuilder};
use rustc_hash::FxHashMap;

use super::by_char::ByChar;

/// Bytes by which a text is looked up: those of two Han characters, since brackets begin many texts.
const START: usize = 6;

/// Patterns in the order of their rows.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    patterns: Vec<Pattern>,
    /// Those of which words are known that begin every match, by the first bytes of these.
    by_start: FxHashMap<[u8; START], Vec<Words>>,
    /// The same by the first character of words that are shorter.
    by_first: ByChar<Words>,
    /// Those of which only words that every match holds are known, by the first character of these.
    by_held: ByChar<Words>,
    /// The longest text that one of the last matches, in bytes.
    longest_held: usize,
    /// Those of which nothing is known.
    others: Vec<u16>,
}

/// Words of which a text must have one to be matched by a pattern.
#[derive(Debug)]
struct Words {
    words: Vec<u8>,
    row: u16,
}

#[derive(Debug)]
struct Pattern {
    source: String,
    compiled: OnceLock<meta::Regex>,
    parsed: OnceLock<Parsed>,
}

/// What a parsed pattern tells of every match.
#[derive(Debug)]
struct Parsed {
    /// One of these stands in every match; none when that is not known.
    holds: Vec<Finder<'static>>,
    /// The longest text that matches, in bytes.
    longest: usize,
    hir: Option<Hir>,
}

impl Patterns {
    /// Patterns on bytes, of which each was found to compile.
    pub(super) fn new(sources: impl IntoIterator<Item = String>) -> Self {
        let mut patterns = Self::default();
        sources.into_iter().for_each(|source| patterns.add(source));
        patterns
    }

    fn add(&mut self, source: String) {
        let row = u16::try_from(self.patterns.len()).unwrap_or(u16::MAX);
        let (pattern, begins) = match plain_beginnings(&source) {
            Some(begins) => (Pattern { source, compiled: OnceLock::new(), parsed: OnceLock::new() }, begins),
            None => Pattern::parse(source),
        };
        let mut known = !begins.is_empty();
        for words in begins {
            match (words.first_chunk(), first_char(&words)) {
                (Some(start), _) => self.by_start.entry(*start).or_default().push(Words { words, row }),
                (None, Some(first)) => self.by_first.add(first, Words { words, row }),
                (None, None) => known = false,
            }
        }
        if !known {
            let parsed = pattern.parsed();
            let held: Option<Vec<_>> =
                parsed.holds.iter().map(|words| Some((first_char(words.needle())?, words.needle().to_vec()))).collect();
            match held.filter(|held| !held.is_empty()) {
                Some(held) => {
                    self.longest_held = self.longest_held.max(parsed.longest);
                    held.into_iter().for_each(|(first, words)| self.by_held.add(first, Words { words, row }));
                }
                None => self.others.push(row),
            }
        }
        self.patterns.push(pattern);
    }

    /// The first pattern that matches a text, by its row; none matches the empty text.
    pub(super) fn first_match(&self, text: &str) -> Option<usize> {
        let (bytes, first) = (text.as_bytes(), text.chars().next()?);
        let started = bytes.first_chunk().and_then(|start| self.by_start.get(start)).map_or(&[][..], Vec::as_slice);
        let begun = started.iter().chain(self.by_first.get(first)).filter(|begun| bytes.starts_with(&begun.words));
        let mut rows: Vec<u16> = self.others.iter().copied().chain(begun.map(|begun| begun.row)).collect();
        if text.len() <= self.longest_held {
            for (at, c) in text.char_indices() {
                for held in self.by_held.get(c) {
                    rows.extend(bytes[at..].starts_with(&held.words).then_some(held.row));
                }
            }
        }
        rows.sort_unstable();
        rows.dedup();
        rows.into_iter().map(usize::from).find(|&row| self.patterns[row].matches(bytes))
    }
}

/// The character that words begin with.
fn first_char(words: &[u8]) -> Option<char> {
    words.utf8_chunks().next()?.valid().chars().next()
}

impl Pattern {
    /// A pattern, and the words of which one begins every match, which is the whole text; none when that is not known.
    fn parse(source: String) -> (Self, Vec<Vec<u8>>) {
        let hir = parser().parse(&source).ok();
        let whole = hir.as_ref().filter(|hir| hir.properties().look_set_prefix().contains(Look::Start));
        let begins = whole.map(beginnings).unwrap_or_default();
        (Self { source, compiled: OnceLock::new(), parsed: Parsed::of(hir).into() }, begins)
    }

    fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| Parsed::of(parser().parse(&self.source).ok()))
    }

    /// Whether it matches a text that has one of its words.
    fn matches(&self, text: &[u8]) -> bool {
        let parsed = self.parsed();
        let may = text.len() <= parsed.longest
            && (parsed.holds.is_empty() || parsed.holds.iter().any(|words| words.find(text).is_some()));
        may && parsed.hir.as_ref().is_some_and(|hir| {
            let compiled = self.compiled.get_or_init(|| compile(hir).expect("it was found to compile"));
            compiled.is_match(text)
        })
    }
}

impl Parsed {
    fn of(hir: Option<Hir>) -> Self {
        let ended = hir.as_ref().filter(|hir| {
            let properties = hir.properties();
            properties.look_set_prefix().contains(Look::Start) && properties.look_set_suffix().contains(Look::End)
        });
        let longest = ended.and_then(|hir| hir.properties().maximum_len()).unwrap_or(usize::MAX);
        let holds = hir.as_ref().and_then(needed).unwrap_or_default();
        Self { holds: holds.iter().map(|words| Finder::new(words).into_owned()).collect(), longest, hir }
    }
}

/// The words of which one begins every match of a pattern, as far as they stand there plain: ^来源:…, ^(来源|作者)?:…,
/// ^[（(]?来源…. They are read off its source: to parse a pattern takes as long as to look at a hundred lines.
fn plain_beginnings(source: &str) -> Option<Vec<Vec<u8>>> {
    let mut source = Source(source.strip_prefix('^')?);
    let (words, _) = source.way();
    // What is left follows a bar, behind which no ^ stands, or a bracket that nothing opened.
    let known = source.0.is_empty() && words.iter().all(|word| !word.is_empty());
    known.then(|| words.into_iter().map(String::into_bytes).collect())
}

/// What is left of a pattern's source. Its words are told together with whether they are all that their piece matches; if not,
/// nothing is told of what follows them.
struct Source<'s>(&'s str);

impl Source<'_> {
    /// Beginnings of one pattern at most.
    const MOST: usize = 64;

    /// The words of 甲|乙, up to the bracket that closes it.
    fn ways(&mut self) -> (Vec<String>, bool) {
        let (mut words, mut whole) = self.way();
        while let Some(rest) = self.0.strip_prefix('|') {
            self.0 = rest;
            let (more, all) = self.way();
            words.extend(more);
            whole &= all;
        }
        (words, whole)
    }

    /// The words of pieces in a row, as far as texts are looked up by them.
    fn way(&mut self) -> (Vec<String>, bool) {
        let mut words = vec![String::new()];
        while !self.0.is_empty() && !self.0.starts_with(['|', ')']) {
            let here = self.0;
            let piece = self.piece().filter(|_| words.iter().any(|word| word.len() < START));
            let Some((piece, whole)) = piece else {
                self.0 = here;
                self.skip_way();
                return (words, false);
            };
            let (optional, once) = self.count();
            if words.len() * (piece.len() + usize::from(optional)) > Self::MOST {
                self.skip_way();
                return (words, false);
            }
            let longer = words.iter().flat_map(|word| piece.iter().map(move |more| [&**word, more].concat()));
            words = if optional { longer.chain(words.iter().cloned()).collect() } else { longer.collect() };
            if !(whole && once) {
                self.skip_way();
                return (words, false);
            }
        }
        (words, true)
    }

    /// The words of a character, a class or a bracket; `None` for what is no plain word.
    fn piece(&mut self) -> Option<(Vec<String>, bool)> {
        match self.next()? {
            '(' if !self.0.starts_with('?') => {
                let found = self.ways();
                self.0 = self.0.strip_prefix(')')?;
                Some(found)
            }
            '[' => {
                let mut words = Vec::new();
                loop {
                    match self.next()? {
                        ']' => return Some((words, true)),
                        '\\' => words.push(self.escaped()?.to_string()),
                        // Ranges, their opposite and classes within them are the parser's.
                        '-' | '^' | '[' => return None,
                        c => words.push(c.to_string()),
                    }
                }
            }
            '\\' => self.escaped().map(|c| (vec![c.to_string()], true)),
            '(' | '.' | '^' | '$' => None,
            c => Some((vec![c.to_string()], true)),
        }
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.0.chars();
        let next = chars.next();
        self.0 = chars.as_str();
        next
    }

    /// The character behind a stroke, where it stands for itself or for a tab.
    fn escaped(&mut self) -> Option<char> {
        match self.next()? {
            't' => Some('\t'),
            c => c.is_ascii_punctuation().then_some(c),
        }
    }

    /// Passes over how often the piece before it stands: whether it may be absent, and whether it stands once at most.
    fn count(&mut self) -> (bool, bool) {
        let (optional, once) = match self.0.bytes().next() {
            Some(b'?') => (true, true),
            Some(b'*') => (true, false),
            Some(b'+') => (false, false),
            Some(b'{') => (self.0.starts_with("{0"), false),
            _ => return (false, true),
        };
        let end = if self.0.starts_with('{') { self.0.find('}').map_or(self.0.len(), |at| at + 1) } else { 1 };
        // 甲??: as few as may be, which changes nothing here.
        self.0 = self.0[end..].strip_prefix('?').unwrap_or(&self.0[end..]);
        (optional, once)
    }

    /// Passes over the rest of this way: up to a bar or a bracket that is not within it.
    fn skip_way(&mut self) {
        let (mut depth, mut class) = (0_i32, false);
        while let Some(c) = self.0.chars().next() {
            match c {
                '|' | ')' if depth == 0 && !class => return,
                '\\' => drop(self.next()),
                ']' => class = false,
                _ if class => {}
                '[' => class = true,
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            self.next();
        }
    }
}

/// Whether a pattern can be used.
pub(super) fn compiles(source: &str) -> bool {
    parser().parse(source).is_ok_and(|hir| compile(&hir).is_some())
}

/// Compiles for few and short texts: what makes a search of long ones quick takes most of the time to build.
fn compile(hir: &Hir) -> Option<meta::Regex> {
    let config = meta::Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false).utf8_empty(false);
    meta::Builder::new().configure(config).build_from_hir(hir).ok()
}

/// Parses as `regex::bytes` does.
fn parser() -> Parser {
    ParserBuilder::new().utf8(false).build()
}

/// What every match begins with; nothing where that is too much to tell.
fn beginnings(hir: &Hir) -> Vec<Vec<u8>> {
    let all = Extractor::new().extract(hir);
    let words = all.literals().unwrap_or_default();
    if words.iter().any(|words| words.is_empty()) {
        return Vec::new();
    }
    words.iter().map(|words| words.as_bytes().to_vec()).collect()
}

/// Words of which one stands in every match: of all such sets the one whose shortest word is longest.
fn needed(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    match hir.kind() {
        HirKind::Literal(words) => Some(vec![words.0.to_vec()]),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needed).max_by_key(|words| words.iter().map(Vec::len).min()),
        HirKind::Alternation(ways) => ways.iter().map(needed).collect::<Option<Vec<_>>>().map(|words| words.concat()),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_that_matches_is_found_whatever_its_pattern_begins_with() {
        let sources = ["^(来源|信息来源):(?-u:.){1,9}$", "^(?-u:.){0,9}备[0-9]{2}$", "[a-c]{3}", "^x*$", "来源"];
        let patterns = Patterns::new(sources.map(str::to_owned));
        let all = regex::bytes::RegexSet::new(sources).expect("they compile");
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
    fn plain_words_that_begin_a_pattern_are_seen_without_parsing_it() {
        let seen = |source: &str| {
            let words = plain_beginnings(source)?;
            Some(words.into_iter().map(|word| String::from_utf8(word).expect("words")).collect::<Vec<_>>().join("/"))
        };
        assert_eq!(seen("^来源:.*$").as_deref(), Some("来源"));
        assert_eq!(seen("^(来源|作者):[0-9]").as_deref(), Some("来源/作者"));
        assert_eq!(seen("^甲乙?丙").as_deref(), Some("甲乙丙/甲丙"));
        assert_eq!(seen("^(来源|作者)?:").as_deref(), Some("来源:/作者:/:"));
        assert_eq!(seen("^((甲|乙)丙|丁)+.*$").as_deref(), Some("甲丙/乙丙/丁"));
        assert_eq!(seen("^[（(]?来源[:：](?-u:.){1,9}$").as_deref(), Some("（来源/(来源/来源"));
        assert_eq!(seen(r"^[\[【 \t](大|中)").as_deref(), Some("[大/[中/【大/【中/ 大/ 中/\t大/\t中"));
        assert_eq!(seen("^甲(乙.*)?丙").as_deref(), Some("甲乙/甲"));
        for source in [
            "来源",
            "^甲|乙",
            "^[^甲]",
            "^(甲|乙[0-9](丙|丁",
            "^[甲-丙]",
            "^(?:甲)",
            "^(甲|)",
            "^(甲|乙*)",
            "^(?-u:.)甲",
            "^甲)",
            "^甲{0,2}",
            r"^\w甲",
        ] {
            assert_eq!(seen(source), None, "{source}");
        }
    }

    #[test]
    fn a_pattern_is_compiled_only_for_a_text_that_may_match() {
        let patterns = Patterns::new(["^来源:(?-u:.){1,9}$".to_owned(), "^(?-u:.){0,9}备案$".to_owned()]);
        let compiled = || patterns.patterns.iter().map(|pattern| pattern.compiled.get().is_some()).collect::<Vec<_>>();
        for text in ["建立工作台账", "来自", "来源:十个字以上的一长段文字", "备用"] {
            assert_eq!(patterns.first_match(text), None);
            assert_eq!(compiled(), [false, false], "{text}");
        }
        assert_eq!(patterns.first_match("来源:本网"), Some(0));
        assert_eq!(compiled(), [true, false]);
    }
}
