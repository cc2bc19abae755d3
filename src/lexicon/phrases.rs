//! The words around numbers: verbs, comparators, what a number means. One index over several tables.

mod order;

use std::ops::Range;

use super::own::OwnRows;
use super::table::{Row, Table};
use crate::model::Comparator;

/// The tables of the index; rows of the same words mean what the earlier ones say.
const TABLES: [Table; 3] = [Table::Verbs, Table::Phrases, Table::Comparators];

/// The order of their built-in rows, as the build script tells.
const LAID_OUT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/phrases.order"));

/// A row there: the number of its table, and its own.
type LaidOut = [u8; 3];

/// What a word may be; a word can be several things at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u32);

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident $class:literal $bit:literal;)*) => {
        impl Roles {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*

            fn of_class(class: &str) -> Option<Self> {
                match class {
                    $($class => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

roles! {
    /// A verb that says what is added (新建).
    NEW "new" 0;
    /// A word that is always a verb (建成).
    STRONG "strong" 1;
    /// A word that is a verb only where its place says so (培训).
    WEAK "weak" 2;
    /// A verb before a state (确保).
    CAUSE "cause" 3;
    /// A predicate that ends the noun phrase before it (纳入).
    FOLLOW "follow" 4;
    /// The state reached (达到).
    LEVEL "level" 5;
    /// By how much it rises (提高).
    RISE "rise" 6;
    /// A rate of growth (增长).
    GROWTH "growth" 7;
    /// By how much it falls (下降).
    FALL "fall" 8;
    /// The sum over all time (累计).
    TOTAL "total" 9;
    /// To be striven for (力争).
    STRIVE "strive" 10;
    /// Stands before a verb (重点).
    ADVERB "adverb" 11;
    /// Whose number it is (全省).
    SCOPE "scope" 12;
    /// An average (年均).
    AVERAGE "average" 13;
    /// Part of a whole (占).
    SHARE "share" 14;
    /// Part of what was said before (其中).
    AMONG "among" 15;
    /// What was before (截至).
    BASELINE "baseline" 16;
    /// Money granted (奖励).
    REWARD "reward" 17;
    /// Public money set aside or spent (专项资金).
    GRANT "grant" 18;
    /// A ceiling (最高).
    CAP "cap" 19;
    /// A price or fee.
    PRICE "price" 20;
    /// A standard to keep.
    NORM "norm" 21;
    /// Opens a rule on who gets what (对…的).
    POLICY "policy" 22;
    /// Opens a standard (按照).
    BY "by" 23;
    /// Opens a setting (围绕).
    LEAD "lead" 24;
    /// A comparator before a number (不少于).
    BEFORE "before" 25;
    /// A comparator after a number (以上).
    AFTER "after" 26;
    /// A thing whose name holds a word of another role.
    NOUN "noun" 27;
    /// A verb that before a noun mostly describes it (上云企业).
    ATTRIBUTE "attribute" 28;
    /// What a number is compared with where the words give none (平均水平).
    REFERENCE "reference" 29;
    /// A character that a number may begin with.
    NUMERAL "numeral" 30;
    /// A character that an expression of time may begin with.
    TIME "time" 31;
}

impl Roles {
    /// Any kind of verb that takes an object.
    pub const VERB: Self = Self(Self::NEW.0 | Self::STRONG.0 | Self::WEAK.0);
    /// A predicate whose subject is what the number measures.
    pub const PREDICATE: Self = Self(Self::LEVEL.0 | Self::RISE.0 | Self::GROWTH.0 | Self::FALL.0);

    /// Whether the two share a role.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// The word.
    pub words: &'static str,
    /// What it may be.
    pub roles: Roles,
    /// How it relates the wanted value to the number, if it does.
    pub comparator: Option<Comparator>,
    /// Whether it counts only where it touches the number.
    pub touching: bool,
}

/// The index: words by their first character, longest first.
#[derive(Debug)]
pub struct Phrases {
    /// For each character from 一 on, and each sign, the bucket that holds its words, plus one; 0 for none.
    first: Vec<u16>,
    buckets: Vec<Bucket>,
    phrases: Vec<Phrase>,
}

/// Which words begin with one character.
#[derive(Debug)]
struct Bucket {
    /// Their places in the index, longest first.
    phrases: Range<usize>,
    /// One bit for each second character, folded to 256; most texts are told apart by it.
    seconds: [u64; 4],
    /// Whether the last is the character alone.
    single: bool,
}

/// The words that begin with one character.
#[derive(Debug, Clone, Copy)]
pub struct Words<'p> {
    phrases: &'p [Phrase],
    bucket: &'p Bucket,
}

/// Room for so many characters is made at once; the tables have about as many.
const BUCKETS: usize = 1024;

/// The bit of a second character, and in which part of a bucket's bits it is.
fn bit(c: char) -> (usize, u64) {
    (c as usize / 64 % 4, 1 << (c as u32 % 64))
}

/// The first and last character of the block of unified ideographs; all words of the tables begin there, but for signs.
const HAN: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// Signs that stand for a comparator.
const SIGNS: [char; 9] = ['≥', '≧', '≤', '≦', '＞', '>', '＜', '<', '≈'];

/// The place in the index of words that begin with a character.
fn place(c: char) -> Option<usize> {
    if HAN.contains(&(c as u32)) {
        return Some(c as usize - *HAN.start() as usize);
    }
    SIGNS.iter().position(|&sign| sign == c).map(|at| HAN.count() + at)
}

/// Whether words of the index may begin with a character.
pub(super) fn may_begin(c: char) -> bool {
    place(c).is_some()
}

impl Phrases {
    /// All roles but those of characters that only begin something.
    const WORDS: Roles = Roles(!(Roles::NUMERAL.0 | Roles::TIME.0));

    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut index = Self {
            first: vec![0; HAN.count() + SIGNS.len()],
            buckets: Vec::with_capacity(BUCKETS),
            phrases: Vec::with_capacity(LAID_OUT.len() / size_of::<LaidOut>()),
        };
        for phrase in rows(own).filter_map(phrase) {
            index.add(phrase);
        }
        for bucket in &mut index.buckets {
            let words = &index.phrases[bucket.phrases.clone()];
            for (part, bit) in words.iter().filter_map(|p| p.words.chars().nth(1)).map(bit) {
                bucket.seconds[part] |= bit;
            }
            bucket.single = words.last().is_some_and(|p| p.words.chars().nth(1).is_none());
        }
        index
    }

    /// Adds a word, in the order of the index.
    fn add(&mut self, phrase: Phrase) {
        if let Some(known) = self.phrases.last_mut().filter(|known| known.words == phrase.words) {
            known.roles = known.roles.and(phrase.roles);
            known.comparator = known.comparator.or(phrase.comparator);
            known.touching |= phrase.touching;
            return;
        }
        let Some(slot) = phrase.words.chars().next().and_then(|c| self.first.get_mut(place(c)?)) else {
            return;
        };
        let at = self.phrases.len();
        if *slot == 0 {
            self.buckets.push(Bucket { phrases: at..at, seconds: [0; 4], single: false });
            *slot = u16::try_from(self.buckets.len()).unwrap_or(0);
        }
        let Some(bucket) = self.buckets.last_mut() else { return };
        bucket.phrases.end = at + 1;
        self.phrases.push(phrase);
    }

    /// The words that begin with a character; `None` where none does.
    #[must_use]
    pub fn of_char(&self, c: char) -> Option<Words<'_>> {
        let slot = *self.first.get(place(c)?)?;
        let bucket = self.buckets.get(usize::from(slot).checked_sub(1)?)?;
        Some(Words { phrases: &self.phrases[bucket.phrases.clone()], bucket })
    }

    /// How many bytes of `text` are Han in which no word begins, from its head on.
    #[must_use]
    pub fn wordless(&self, text: &str) -> usize {
        // Each takes three bytes, of which the first tells that it is none of the signs.
        let (characters, _) = text.as_bytes().as_chunks();
        let begins_none = |&&[first, second, third]: &&[u8; 3]| {
            let code = u32::from(first & 0xf) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
            let place = code.wrapping_sub(*HAN.start()) as usize;
            matches!(first, 0xe4..=0xe9) && self.first.get(place) == Some(&0)
        };
        3 * characters.iter().take_while(begins_none).count()
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn longest(&self, text: &str) -> Option<&Phrase> {
        self.of_char(text.chars().next()?)?.longest(text)
    }
}

impl<'p> Words<'p> {
    /// The word that the character is alone.
    fn single(self) -> Option<&'p Phrase> {
        self.phrases.last().filter(|_| self.bucket.single)
    }

    /// What the character itself may be or begin.
    #[must_use]
    pub fn roles(self) -> Roles {
        self.single().map_or(Roles::default(), |phrase| phrase.roles)
    }

    /// The longest word that `text`, which begins with the character, begins with.
    #[must_use]
    pub fn longest(self, text: &str) -> Option<&'p Phrase> {
        let second = text.chars().nth(1).map(bit);
        if second.is_some_and(|(part, bit)| self.bucket.seconds[part] & bit != 0) {
            // The last byte tells most of them apart.
            let may = |words: &str| text.as_bytes().get(words.len() - 1) == words.as_bytes().last();
            let begins = |words: &str| may(words) && text.starts_with(words) && !splits(words, text);
            self.phrases.iter().find(|phrase| begins(phrase.words))
        } else {
            self.single()
        }
        .filter(|phrase| phrase.roles.any(Phrases::WORDS))
    }
}

/// Whether a word of the table would take the first character of another one: 新增|设施, not 新增设|施; 覆盖|至少; 建成|区域; or is one itself
/// with what follows: 突破性.
fn splits(words: &str, text: &str) -> bool {
    let rest = text.get(words.len()..).unwrap_or("");
    // 退出|类电站: what they are to do tells their class.
    let makes_a_kind = rest.starts_with(['性', '类']) && !["性能", "性质", "性别"].iter().any(|w| rest.starts_with(w));
    if makes_a_kind && words.chars().count() > 1 {
        return true;
    }
    let next: &[char] = match words.chars().next_back() {
        Some('设') => &['施', '备', '计'],
        Some('至') => &['少', '多', '今'],
        Some('达') => &['标', '产', '成'],
        Some('区') => &['域', '块', '级', '间', '划', '别'],
        _ => return false,
    };
    words.chars().count() > 2 && rest.starts_with(next)
}

/// The rows of the tables in the order of the index.
fn rows(own: &OwnRows) -> impl Iterator<Item = Row<'static>> {
    let builtin = !TABLES.iter().any(|&table| own.has(table));
    let tables = TABLES.map(Table::rows);
    let laid_out = if builtin { LAID_OUT.as_chunks().0 } else { &[] };
    let laid_out = laid_out.iter().filter_map(move |&[table, low, high]: &LaidOut| {
        tables.get(usize::from(table))?.get(u16::from_le_bytes([low, high]).into())
    });
    let mut sorted: Vec<Row<'static>> = Vec::new();
    if !builtin {
        sorted.extend(TABLES.iter().flat_map(|&table| own.rows(table)));
        sorted.sort_by(|a, b| order::compare(a.cell(0).unwrap_or_default(), b.cell(0).unwrap_or_default()));
    }
    laid_out.chain(sorted)
}

/// The word of a row, and what it may be.
fn phrase(row: Row<'static>) -> Option<Phrase> {
    let [words, class] = row.first()?;
    let (class, touching) = class.strip_prefix("touching-").map_or((class, false), |rest| (rest, true));
    let roles = Roles::of_class(class)?;
    let comparator = row.cell(2).and_then(comparator);
    Some(Phrase { words, roles, comparator, touching })
}

fn comparator(operator: &str) -> Option<Comparator> {
    Some(match operator {
        "ge" => Comparator::Ge,
        "gt" => Comparator::Gt,
        "le" => Comparator::Le,
        "lt" => Comparator::Lt,
        "approx" => Comparator::Approx,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_row_has_a_known_class_and_stands_once() {
        for (table, columns) in [(Table::Verbs, 3), (Table::Phrases, 4), (Table::Comparators, 4)] {
            let mut seen = std::collections::HashSet::new();
            for row in table::tests::cells(table) {
                assert_eq!(row.len(), columns, "{row:?}");
                assert!(Roles::of_class(row[1].trim_start_matches("touching-")).is_some(), "{row:?}");
                assert!(seen.insert((row[0], row[1])), "{row:?} stands twice");
                assert!(row[0].starts_with(may_begin), "{row:?}");
            }
        }
    }

    #[test]
    fn rows_of_a_users_own_stand_in_the_same_order() {
        let mut own = OwnRows::default();
        own.add(Table::Verbs, "擘画\tstrong\n").expect("well-formed");
        let (builtin, own) = (Phrases::parse(&OwnRows::default()), Phrases::parse(&own));
        assert_eq!(own.longest("擘画蓝图").map(|phrase| phrase.words), Some("擘画"));
        for row in TABLES.iter().flat_map(|table| table.rows().iter()) {
            let words = row.cell(0).expect("words");
            assert_eq!(own.longest(words), builtin.longest(words), "{words}");
        }
    }

    #[test]
    fn every_numeral_is_a_word() {
        let phrases = Phrases::parse(&OwnRows::default());
        for c in ('\u{4e00}'..='\u{9fff}').filter(|&c| crate::text::numeral::begins(c)) {
            assert!(phrases.of_char(c).is_some_and(|words| words.roles().any(Roles::NUMERAL)), "{c}");
        }
    }

    #[test]
    fn the_longest_word_wins_and_roles_join() {
        let phrases = Phrases::parse(&OwnRows::default());
        let found = phrases.longest("提高到95%").expect("a word");
        assert_eq!(found.words, "提高到");
        let found = phrases.longest("累计达到").expect("a word");
        assert!(found.roles.any(Roles::TOTAL) && found.roles.any(Roles::ADVERB));
    }
}
