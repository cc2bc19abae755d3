//! What the source of a pattern tells of its matches: plain words that they begin with or hold. To parse a pattern takes as
//! long as to look at a hundred lines.

use std::cmp::Reverse;
use std::ops::Deref;

/// Bytes of a word that tells enough: four Han characters.
const ENOUGH: usize = 12;

/// Bytes of a word that tells something: a Han character. Digits and dots stand in most texts.
const SHORTEST: usize = 3;

/// Bytes of a word at most.
const LONGEST: usize = 23;

/// Beginnings of one pattern at most.
const MOST: usize = 64;

/// What a match begins with or holds, as far as texts are told apart by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    bytes: [u8; LONGEST],
    len: u8,
}

impl Word {
    /// The word with what follows it, as far as there is room.
    pub(super) fn with(mut self, more: &[u8]) -> Self {
        let (_, room) = self.bytes.split_at_mut(usize::from(self.len));
        let len = more.len().min(room.len());
        room[..len].copy_from_slice(&more[..len]);
        self.len += u8::try_from(len).unwrap_or_default();
        self
    }

    fn push(&mut self, c: char) {
        *self = self.with(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn of(c: char) -> Self {
        let mut word = Self::default();
        word.push(c);
        word
    }

    /// Its characters; the last may be cut off where there was no room for it.
    #[allow(dead_code, reason = "for the program")]
    pub(super) fn as_str(&self) -> &str {
        self.utf8_chunks().next().map_or("", |chunk| chunk.valid())
    }
}

impl Deref for Word {
    type Target = [u8];

    fn deref(&self) -> &Self::Target {
        &self.bytes[..usize::from(self.len)]
    }
}

/// The words of which one begins every match of a pattern, as far as they stand there plain: ^来源:…, ^(来源|作者)?:…,
/// ^[（(]?来源…; none where that is not told.
pub(super) fn beginnings(source: &str) -> Vec<Word> {
    source.strip_prefix('^').map(|source| Source(source).all()).unwrap_or_default()
}

/// The words of which one stands in every match of a pattern, since one begins what is left of it somewhere: of all such sets
/// the one whose shortest word is longest, or the smallest where all have words too short to tell much. None where that is
/// not told.
pub(super) fn held(source: &str) -> Vec<Word> {
    let mut rest = Source(source.strip_prefix('^').unwrap_or(source));
    let rank = |words: &Vec<Word>| {
        let shortest = words.iter().map(|word| usize::from(word.len)).min();
        shortest.map(|len| if len < SHORTEST { (0, Reverse(words.len())) } else { (len, Reverse(0)) })
    };
    let mut best = Vec::new();
    // In 甲|乙 neither stands in every match.
    if Source(rest.0).has_ways() {
        return best;
    }
    while !rest.0.is_empty() {
        let words = Source(rest.0).all();
        if rank(&words) > rank(&best) {
            best = words;
        }
        let (atom, count) = (rest.atom(), rest.count());
        // A mark by itself: with the digit behind it, it is ten words.
        let alone: Vec<Word> = plain(atom).filter(|_| count == (false, true)).map(Word::of).into_iter().collect();
        if rank(&alone) > rank(&best) {
            best = alone;
        }
    }
    best
}

/// What begins the matches of a piece of a pattern.
#[derive(Debug, Default)]
struct Beginnings {
    /// Words that are all of a match, so that what follows the piece goes on from them.
    open: Vec<Word>,
    /// Words behind which something stands that is not told.
    closed: Vec<Word>,
}

impl Beginnings {
    /// Tells nothing of what follows.
    fn close(&mut self) {
        self.closed.append(&mut self.open);
    }

    /// Tells nothing of what follows words of so many bytes, which tell enough without it.
    fn close_long(&mut self, len: usize) {
        if self.open.iter().any(|word| word.len() >= len) {
            self.closed.extend(self.open.extract_if(.., |word| word.len() >= len));
        }
    }

    /// Goes on with a character.
    fn push(&mut self, c: char) {
        self.open.iter_mut().for_each(|word| word.push(c));
        self.close_long(ENOUGH);
    }

    /// Goes on with the next piece, which may be absent, and may stand more than once.
    fn extend(&mut self, piece: &Self, optional: bool, once: bool) {
        let words = piece.open.len() + piece.closed.len();
        // Blanks or digits, as many as there are, tell little.
        if optional && !once {
            self.close_long(1);
        }
        if self.open.len() * words > MOST {
            return self.close();
        }
        let before = std::mem::take(&mut self.open);
        for word in &before {
            self.closed.extend(piece.closed.iter().map(|more| word.with(more)));
            let list = if once { &mut self.open } else { &mut self.closed };
            list.extend(piece.open.iter().map(|more| word.with(more)));
        }
        self.close_long(ENOUGH);
        if optional {
            self.open.extend(before);
        }
    }
}

/// What is left of a pattern's source.
struct Source<'s>(&'s str);

impl<'s> Source<'s> {
    /// The words of which one begins every match of all that is left; none where that is not told.
    fn all(mut self) -> Vec<Word> {
        let mut words = self.way();
        words.close();
        // What is left follows a bar, behind which no ^ stands.
        if !self.0.is_empty() || words.closed.iter().any(|word| word.is_empty()) {
            return Vec::new();
        }
        words.closed
    }

    /// Whether a bar parts what is left.
    fn has_ways(mut self) -> bool {
        self.way();
        !self.0.is_empty()
    }

    /// The beginnings of 甲|乙.
    fn ways(mut self) -> Beginnings {
        let mut all = self.way();
        while let Some(rest) = self.0.strip_prefix('|') {
            self.0 = rest;
            let way = self.way();
            all.open.extend(way.open);
            all.closed.extend(way.closed);
        }
        all
    }

    /// The beginnings of pieces in a row, up to a bar.
    fn way(&mut self) -> Beginnings {
        let mut words = Beginnings { open: vec![Word::default()], closed: Vec::new() };
        while !self.0.is_empty() && !self.0.starts_with('|') {
            let atom = self.atom();
            let (optional, once) = self.count();
            if words.open.is_empty() {
                continue;
            }
            if let Some(c) = plain(atom).filter(|_| once && !optional) {
                words.push(c);
            } else if let Some(piece) = beginnings_of(atom) {
                words.extend(&piece, optional, once);
            } else {
                words.close();
            }
        }
        words
    }

    /// Takes the next piece: a character, a class or a bracket with all within it.
    fn atom(&mut self) -> &'s str {
        let (mut depth, mut class) = (0_usize, false);
        let mut chars = self.0.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                ']' => class = false,
                _ if class => {}
                '[' => class = true,
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !class {
                break;
            }
        }
        let (atom, rest) = self.0.split_at(self.0.len() - chars.as_str().len());
        self.0 = rest;
        atom
    }

    /// Takes how often the piece before it stands: whether it may be absent, and whether it stands once at most.
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
}

/// The character that a piece is, if it stands for itself.
fn plain(atom: &str) -> Option<char> {
    let c = atom.chars().next()?;
    (atom.len() == c.len_utf8() && !matches!(c, '.' | '^' | '$' | ')')).then_some(c)
}

/// The beginnings of a character, a class or a bracket; `None` for what is no plain word.
fn beginnings_of(atom: &str) -> Option<Beginnings> {
    let mut chars = atom.chars();
    let open = match chars.next()? {
        '(' => {
            let within = chars.as_str().strip_suffix(')').filter(|within| !within.starts_with('?'))?;
            return Some(Source(within).ways());
        }
        '[' => class(chars.as_str().strip_suffix(']')?)?,
        '\\' => escaped(chars.next()?)?,
        _ => vec![Word::of(plain(atom)?)],
    };
    Some(Beginnings { open, closed: Vec::new() })
}

/// The characters of a class: of -年/. these four. Ranges, their opposite and classes within them are the parser's.
fn class(within: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut chars = within.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => words.append(&mut escaped(chars.next()?)?),
            '-' if words.is_empty() => words.push(Word::of(c)),
            '-' | '^' | '[' | '&' | '~' => return None,
            c => words.push(Word::of(c)),
        }
    }
    Some(words)
}

/// What a character behind a stroke stands for: itself, a tab, a blank or a digit.
fn escaped(c: char) -> Option<Vec<Word>> {
    match c {
        't' => Some(vec![Word::of('\t')]),
        's' => Some(vec![Word::of(' '), Word::of('\t')]),
        'd' => Some(('0'..='9').map(Word::of).collect()),
        c => c.is_ascii_punctuation().then(|| vec![Word::of(c)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(found: &[Word]) -> String {
        let words: Vec<&str> = found.iter().map(|word| std::str::from_utf8(word).expect("words")).collect();
        words.join("/")
    }

    #[test]
    fn plain_words_that_begin_a_pattern_are_seen_without_parsing_it() {
        let seen = |source| words(&beginnings(source));
        assert_eq!(seen("^来源:.*$"), "来源:");
        assert_eq!(seen("^(来源|作者):[0-9]"), "来源:/作者:");
        assert_eq!(seen("^甲乙?丙"), "甲乙丙/甲丙");
        assert_eq!(seen("^(来源|作者)?:"), "来源:/作者:/:");
        assert_eq!(seen("^((甲|乙)丙|丁)+.*$"), "甲丙/乙丙/丁");
        assert_eq!(seen("^[（(]?来源[:：].{1,9}$"), "（来源：/（来源:/(来源:/(来源：/来源:/来源：");
        assert_eq!(seen(r"^[\[【 \t](大|中)"), "[大/[中/【大/【中/ 大/ 中/\t大/\t中");
        assert_eq!(seen("^甲(乙.*)?丙"), "甲乙/甲丙");
        assert_eq!(seen(r"^[•·]?\s*图解"), "•/·/ /\t/图解");
        assert_eq!(seen(r"^[-·]\d{2}"), "-0/-1/-2/-3/-4/-5/-6/-7/-8/-9/·0/·1/·2/·3/·4/·5/·6/·7/·8/·9");
        for source in [
            "来源",
            "^甲|乙",
            "^[^甲]",
            "^(甲|乙[0-9](丙|丁",
            "^[甲-丙]",
            "^(?:甲)",
            "^(甲|)",
            "^(甲|乙*)",
            "^.甲",
            "^甲{0,2}",
            r"^\w甲",
        ] {
            assert_eq!(seen(source), "", "{source}");
        }
    }

    #[test]
    fn plain_words_that_a_pattern_holds_are_seen_without_parsing_it() {
        let seen = |source| words(&held(source));
        assert_eq!(seen("^.{0,60}(备案|公网安备)?号[0-9]$"), "公网安备/备案号/号");
        assert_eq!(seen("^.{0,60}(备案|公网安备).*$"), "公网安备/备案");
        assert_eq!(seen(r"^.{2,40}号\.(pdf|docx?)$"), "号.pdf/号.docx/号.doc");
        assert_eq!(seen(r"^\d{4}-\d{2}-\d{2}\s*[0-9].{0,9}$"), "-");
        assert_eq!(seen("甲|乙"), "");
        assert_eq!(seen(".*[0-9]"), "");
    }
}
