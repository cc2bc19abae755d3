//! Words as tokens: marks, names, times, amounts and the words of the lexicon; what lies between is plain text.

use super::amount::{self, Amount};
use super::time::{self, Time};
use crate::lexicon::{Lexicon, Phrase, Roles, Words};
use crate::text::{Pause, Span, bracket, closing_of, is_han, numeral, pause};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind<'a> {
    /// ， or ： or an inline number: ends a clause.
    Comma,
    /// ； ends a clause and what was said for it.
    Semicolon,
    /// 。 or a line feed: ends a sentence.
    Stop,
    /// 、 parts a list.
    Enumeration,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quoted name or a title; nothing in it is read.
    Name,
    /// A number with its unit.
    Amount(Amount<'a>),
    /// An expression of time.
    Time(Time),
    /// A word of the lexicon.
    Phrase(Phrase),
}

impl From<Pause> for Kind<'_> {
    fn from(mark: Pause) -> Self {
        match mark {
            Pause::List => Self::Enumeration,
            Pause::Comma | Pause::Colon => Self::Comma,
            Pause::Semicolon => Self::Semicolon,
            Pause::Stop => Self::Stop,
        }
    }
}

/// A token and its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Token<'a> {
    pub kind: Kind<'a>,
    pub span: Span,
}

impl Token<'_> {
    /// What a word of the lexicon may be; nothing for any other token.
    pub fn roles(&self) -> Roles {
        match self.kind {
            Kind::Phrase(phrase) => phrase.roles,
            _ => Roles::default(),
        }
    }

    /// Whether it is a word of the lexicon that may be one of these.
    pub fn has(&self, roles: Roles) -> bool {
        self.roles().any(roles)
    }
}

/// Quoted words longer than this that hold a comma are a statement and no name. Characters.
const LONGEST_NAME: usize = 16;

/// No quotation or title is longer; it bounds the search for a mark that is missing. Characters.
const LONGEST_QUOTE: usize = 300;

/// The words around a number that tell a ratio from a time of day reach no further. Bytes.
const NEAR: usize = 60;

/// A token for so many bytes is usual.
const USUAL_LENGTH: usize = 8;

/// The tokens of `span`, in order.
pub(super) fn tokens<'a>(lexicon: &Lexicon, text: &'a str, span: Span) -> Vec<Token<'a>> {
    let end = (span.end as usize).min(text.len());
    let Some(text) = text.get(..end) else { return Vec::new() };
    let phrases = lexicon.phrases();
    let mut found = Vec::with_capacity(end.saturating_sub(span.start as usize) / USUAL_LENGTH);
    // Where the last word ended, and whether it leads to a number.
    let mut last = None;
    // Where the last time ended.
    let mut timed = 0;
    // Whether the last number has the unit of one behind it.
    let mut shared = false;
    let mut at = span.start as usize;
    // Where words begin to which no number before them belongs.
    let mut fresh = at;
    // Whether the last straight quote opened a statement that is not closed yet.
    let mut quoting = false;
    // Where a goal that is quoted ends.
    let mut goal_ends = None;
    loop {
        // Most Han characters begin no word and no number, of which each is a word.
        at += text.get(at..).map_or(0, |rest| phrases.wordless(rest));
        let Some(rest) = text.get(at..) else { break };
        let Some(c) = rest.chars().next() else { break };
        let width = c.len_utf8();
        if let Some(mark) = pause(c) {
            found.push(Token { kind: Kind::from(mark), span: Span::new(at, at + width) });
            at += width;
            continue;
        }
        let digit = c.is_ascii_digit();
        // What the character may be or begin.
        let words = if digit { None } else { phrases.of_char(c) };
        let roles = if digit { Some(Roles::NUMERAL) } else { words.map(Words::roles) };
        let phrase = words.and_then(|words| words.longest(rest));
        let counts = roles.is_some_and(|roles| roles.any(Roles::NUMERAL.and(Roles::TIME)));
        if phrase.is_none() && !counts && matches!(c, '\u{4e00}'..='\u{9fff}') {
            at += width;
            continue;
        }
        let later = if digit { later_day(&found, text, at) } else { None };
        let mut push = |kind, len: usize| {
            found.push(Token { kind, span: Span::new(at, at + len) });
            len
        };
        // Blanks that typesetting put are gone: one that was kept between words of Han parts them.
        if c == ' ' && text[..at].ends_with(is_han) && text[at + width..].starts_with(is_han) {
            push(Kind::Comma, width);
            at += width;
            continue;
        }
        let turn = bracket(c);
        if digit
            && let near = text.floor_char_boundary(at.saturating_sub(NEAR).max(span.start as usize))
            && let of_day = time::time_of_day(&text[near..at], &rest[..rest.floor_char_boundary(NEAR)])
            && of_day > 0
        {
            at += of_day;
            continue;
        }
        let inline = if digit || turn > 0 { inline_number(text, span, at) } else { 0 };
        let goal = if matches!(c, '“' | '"') { goal_quoted(lexicon, text, at, c) } else { None };
        let step = match c {
            '①'..='⑳' => push(Kind::Comma, width),
            _ if inline > 0 => {
                fresh = at + inline;
                push(Kind::Comma, inline)
            }
            _ if turn > 0 => push(Kind::Open, width),
            _ if turn < 0 => push(Kind::Close, width),
            _ if goal_ends == Some(at) => push(Kind::Close, width),
            _ if goal.is_some() => {
                goal_ends = goal;
                push(Kind::Open, width)
            }
            '“' | '《' => match time::at(lexicon, text, at) {
                Some((time, end)) => push(Kind::Time(time), end - at),
                None => match name(text, at, c) {
                    Some(len) => push(Kind::Name, len),
                    None => width,
                },
            },
            // 55" is a size.
            '"' if !text[..at].ends_with(|c: char| c.is_ascii_digit()) || quoting => {
                let name = if quoting { None } else { name(text, at, c) };
                quoting = !quoting && name.is_none();
                name.map_or(width, |len| push(Kind::Name, len))
            }
            _ if c.is_ascii_alphabetic() => {
                // G331, RCEP, A4: a word in letters is a name, its digits included.
                let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let counts = counted_behind(&rest[..len], &rest[len..]);
                fresh = if counts > 0 { at + len - counts } else { fresh };
                // M-171: the number behind the dash, too.
                let behind = rest[len..].strip_prefix('-').unwrap_or("");
                let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
                if counts == 0 && digits > 0 { len + 1 + digits } else { len - counts }
            }
            _ => match later
                .or_else(|| idiom(lexicon, text, at, c))
                .or_else(|| token_at(lexicon, phrase, text, at, c, roles, at > fresh))
                .or_else(|| {
                    if !numeral::begins(c) {
                        return None;
                    }
                    let before = text.get(..at)?;
                    // 达到60、70、80%: the second of a list whose unit stands once; 车桩比2:1.
                    let listed = before.ends_with(['、', '和', '及', '与']) && shared;
                    let bare = if last.is_some_and(|(end, predicate)| predicate && end == at) || listed {
                        amount::index(lexicon, text.get(at..)?)
                            .or_else(|| amount::levels(lexicon, before, text.get(at..)?))
                    } else if before.ends_with(['由', '从']) {
                        amount::levels(lexicon, before, text.get(at..)?)
                    } else if before.ends_with('比') || before.ends_with("比例") {
                        amount::index(lexicon, text.get(at..)?)
                            .filter(|(_, len)| text[at..at + len].contains([':', '：', '∶']))
                    } else if before.ends_with('为') {
                        // 重污染天数为0.
                        amount::index(lexicon, text.get(at..)?).filter(|(amount, _)| amount.is_nothing())
                    } else if before.ends_with('前') && timed != at {
                        // 进入全省前三; but 年底前四、五类危桥 is a time.
                        amount::rank(text.get(at..)?)
                    } else {
                        None
                    };
                    bare.map(|(amount, len)| (Kind::Amount(amount), len))
                }) {
                Some((kind, len)) => {
                    let leads = |p: crate::lexicon::Phrase| {
                        p.roles.any(Roles::PREDICATE) || p.roles.any(Roles::BEFORE) && p.comparator.is_some()
                    };
                    last = Some((at + len, matches!(kind, Kind::Phrase(p) if leads(p))));
                    timed = if matches!(kind, Kind::Time(_)) { at + len } else { timed };
                    let bare = || text.as_bytes().get(at + len - 1).is_some_and(u8::is_ascii_digit);
                    shared = matches!(kind, Kind::Amount(amount) if !amount.unit.is_empty() && bare());
                    push(kind, len)
                }
                None if digit => skip_digits(text, at),
                // 第二十七条, 十四五: no part of it is a number either.
                None if numeral::begins(c) => text.get(at..).map_or(width, |rest| {
                    rest.find(|c: char| !numeral::begins(c) || c.is_ascii_digit()).unwrap_or(rest.len())
                }),
                None => width,
            },
        };
        at += step.max(1);
    }
    found
}

/// A way of speaking that begins with a number and counts nothing: 千方百计, 千家万户.
fn idiom<'a>(lexicon: &Lexicon, text: &str, at: usize, c: char) -> Option<(Kind<'a>, usize)> {
    if c.is_ascii_digit() || !numeral::begins(c) {
        return None;
    }
    let idiom = lexicon.wordings().idiom.at_start(&text[at..])?;
    Some((Kind::Name, idiom.len()))
}

/// A day at `at` whose month the last time of the sentence has: 6月25日前初核，30日前上报. Within a clause it counts days: 会议召开10日前.
fn later_day<'a>(found: &[Token<'_>], text: &str, at: usize) -> Option<(Kind<'a>, usize)> {
    if !text[..at].ends_with(['，', '；', '、', ',', ';']) {
        return None;
    }
    let sentence = found.iter().rev().take_while(|t| t.kind != Kind::Stop);
    let mut times = sentence.filter_map(|t| if let Kind::Time(time) = t.kind { Some(time) } else { None });
    let (point, end) = times.next()?.later_day(text, at)?;
    Some((Kind::Time(Time::Point(point)), end - at))
}

/// The digits at the end of a word in letters that count what it names, by the measure word of devices behind them: 新购CT2台,
/// DR5套; but A4纸, G331.
fn counted_behind(word: &str, rest: &str) -> usize {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let devices = rest.starts_with(['台', '套', '辆', '架', '盏', '艘', '核', '张', '块', '个', '款', '件', '篇']);
    let plain = letters.len() >= 2 && letters.bytes().all(|b| b.is_ascii_alphabetic());
    if devices && plain { word.len() - letters.len() } else { 0 }
}

/// A time, an amount or the word `phrase` at `at`, whose first character may have `roles`; `within` the words, not at their
/// beginning, behind which a number may stand (2.三年内).
fn token_at<'a>(
    lexicon: &Lexicon,
    phrase: Option<&Phrase>,
    text: &'a str,
    at: usize,
    c: char,
    roles: Option<Roles>,
    within: bool,
) -> Option<(Kind<'a>, usize)> {
    let roles = roles?;
    let rest = text.get(at..)?;
    let numeric = roles.any(Roles::NUMERAL) && may_count(lexicon, rest, c);
    // 上年水平 is no time.
    let reference = matches!(c, '上' | '去') && phrase.is_some_and(|phrase| phrase.roles.any(Roles::REFERENCE));
    if (numeric || roles.any(Roles::TIME) && !reference)
        && !(within && ordinal(text, at))
        && let Some((time, end)) = time::at(lexicon, text, at)
    {
        return Some((Kind::Time(time), end - at));
    }
    if c == '半' && text.get(..at).and_then(|before| before.strip_suffix('减')).is_some_and(|lead| halves(lead, rest))
    {
        return Some((Kind::Amount(amount::halved()), c.len_utf8()));
    }
    if numeric
        && !(within && ordinal(text, at))
        && let Some((amount, len)) = amount::read(lexicon, rest)
    {
        return Some((Kind::Amount(amount), len));
    }
    let phrase = *phrase?;
    // 人均, 年均: no adverb.
    // 较2023年均下降: the two of them.
    let year = |text: &str| text.strip_suffix('年').is_some_and(|year| year.ends_with(|c: char| c.is_ascii_digit()));
    if c == '均'
        && !text.get(..at).is_some_and(year)
        && text.get(..at).is_some_and(|t| t.ends_with(['人', '户', '平', '年', '月', '日', '村', '亩', '校']))
    {
        return None;
    }
    let len = phrase.words.len();
    // A single character is a word only where a number follows at once, or where its place says so.
    let bound = phrase.touching && c.is_alphabetic();
    if bound || len == c.len_utf8() && "达降增减少至到".contains(c) {
        // 超全省平均水平: what it is compared with may stand for the number.
        let reference = |rest: &str| {
            let words = rest.chars().next().and_then(|c| lexicon.phrases().of_char(c));
            words.and_then(|words| words.longest(rest)).is_some_and(|phrase| phrase.roles.any(Roles::REFERENCE))
        };
        let touches = rest.get(len..).and_then(|r| r.chars().next()).is_some_and(numeral::begins)
            || bound && phrase.roles.any(Roles::BEFORE) && reference(&rest[len..])
            || at > 0 && phrase.roles.any(Roles::AFTER)
            || c == '减' && text.get(..at).is_some_and(|lead| halves(lead, &rest[len..]));
        if !touches {
            return None;
        }
    }
    let verb = phrase.roles.any(Roles::VERB);
    // 压缩式垃圾车: of which form a thing is.
    if len > c.len_utf8() && rest[len..].starts_with('式') {
        return Some((Kind::Name, len + '式'.len_utf8()));
    }
    let place = if verb { place_named(lexicon, text, at, len) } else { None };
    Some(place.map_or((Kind::Phrase(phrase), len), |len| (Kind::Name, len)))
}

/// Whether a thing is to fall by half of what it is compared with, by the words before 减 and those behind it: 次数较去年减半; but
/// 减半征收.
fn halves(lead: &str, rest: &str) -> bool {
    let clause = lead.rsplit(|c| pause(c).is_some()).next().unwrap_or(lead);
    rest.strip_prefix('半').is_some_and(amount::ends) && clause.contains(['较', '比'])
}

/// The length of the name of a place that begins with the word of `len` bytes at `at`, where what stands beside it shows that it
/// is one: 李家村、新建村; 罗亭镇新建村的…; 南昌市新建区. Elsewhere a village is built: 新建村卫生室, 新建村、组道路.
fn place_named(lexicon: &Lexicon, text: &str, at: usize, len: usize) -> Option<usize> {
    /// What stands between two places of a list.
    const LINKS: [char; 4] = ['、', '和', '及', '与'];
    /// No name of a place is longer. Characters.
    const LONGEST: usize = 5;
    let kind = text.get(at + len..)?.chars().next().filter(|c| matches!(c, '村' | '区' | '镇' | '乡' | '县'))?;
    let whole = len + kind.len_utf8();
    let (before, after) = (&text[..at], &text[at + whole..]);
    let list = before.trim_end_matches(LINKS);
    let behind = list.len() < before.len() && list.strip_suffix(kind).is_some_and(|name| name.ends_with(is_han));
    let next = after.trim_start_matches(LINKS);
    let ahead = || next.chars().take(LONGEST).position(|c| c == kind).is_some_and(|at| at > 0);
    let ends = || !after.starts_with(char::is_alphanumeric) || after.starts_with('的');
    let of_town = || {
        let town = before.strip_suffix(['镇', '乡']);
        town.is_some_and(|town| town.ends_with(is_han) && !town.ends_with(['乡', '各', '全', '每', '个']))
    };
    let of_city = || {
        let starts = before.char_indices().rev().take(LONGEST).map(|(start, _)| start);
        let names = |start: usize| {
            lexicon.divisions().prefix(&text[start..], None).is_some_and(|(_, used)| start + used == at + whole)
        };
        before.ends_with('市') && starts.into_iter().any(names)
    };
    (behind || next.len() < after.len() && ahead() || ends() && of_town() || of_city()).then_some(whole)
}

/// What may stand between a Han number and its unit, or make a time or a share of it.
const AFTER_NUMBER: &str = "余多来分成半年月季点第五末—–-－～~至到";

/// Whether what follows the Han numerals at the beginning of `words` can make a quantity or a time of them.
fn may_count(lexicon: &Lexicon, words: &str, first: char) -> bool {
    if first.is_ascii_digit() || matches!(first, '翻' | '半' | '零') {
        return true;
    }
    let Some(next) = words.chars().find(|&c| !numeral::begins(c) || c.is_ascii_digit()) else { return false };
    next.is_ascii_digit() || lexicon.units().begins(next) || AFTER_NUMBER.contains(next) || !next.is_alphabetic()
}

/// Whether what stands before `at` makes the number there part of a name: 第四届, G331, 1+9.
fn ordinal(text: &str, at: usize) -> bool {
    text.get(..at)
        .and_then(|before| before.chars().next_back())
        .is_some_and(|c| matches!(c, '第' | '+' | '＋' | '×' | '/' | '.' | '№') || c.is_ascii_alphanumeric())
}

/// The length of an inline number at `at`, or 0: （2）建设…, 1.2021年9月底前…。2.6月底前…。3.每月. A stop, or nothing, stands before
/// it; no decimal has a year or a month behind it.
fn inline_number(text: &str, span: Span, at: usize) -> usize {
    let before = text.get(span.start as usize..at).unwrap_or("");
    if !before.chars().next_back().is_none_or(|c| pause(c).is_some_and(|mark| mark != Pause::List)) {
        return 0;
    }
    let words = text.get(at..).unwrap_or("");
    let bare = words.strip_prefix(['（', '(']);
    let rest = bare.unwrap_or(words);
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let mark: &[char] = if bare.is_some() { &['）', ')'] } else { &['.', '．'] };
    let Some(rest) = rest[digits..].strip_prefix(mark).filter(|_| (1..3).contains(&digits)) else { return 0 };
    let number = rest.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let next = rest[number..].chars().next();
    let timed = matches!((number, next), (4, Some('年')) | (1 | 2, Some('月')))
        || number == 0 && next.is_some_and(char::is_alphabetic);
    if timed { words.len() - rest.len() } else { 0 }
}

/// The length of the digits, letters and marks of a number that has no unit: a telephone number, 4K/8K, 1+9+N.
fn skip_digits(text: &str, at: usize) -> usize {
    text.get(at..).map_or(1, |rest| {
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '＋' | '×' | '/' | '.'))
            .unwrap_or(rest.len())
    })
}

/// The length of the quoted name or title that begins at `at`; `None` where the quotes hold a statement.
fn name(text: &str, at: usize, open: char) -> Option<usize> {
    let (inner, close) = quoted(text, at, open)?;
    let parts = |c| matches!(pause(c), Some(Pause::Comma | Pause::Semicolon | Pause::Stop));
    let statement = inner.contains(parts) && inner.chars().count() > LONGEST_NAME && open != '《';
    (!statement).then_some(open.len_utf8() + inner.len() + close.len_utf8())
}

/// What a quote or title mark at `at` encloses on its line, and the mark that ends it.
fn quoted(text: &str, at: usize, open: char) -> Option<(&str, char)> {
    let close = if open == '"' { open } else { closing_of(open)? };
    let inner = text.get(at + open.len_utf8()..)?;
    let (end, _) = inner.char_indices().take(LONGEST_QUOTE).find(|&(_, c)| c == close)?;
    Some((&inner[..end], close)).filter(|(inner, _)| !inner.contains('\n'))
}

/// Where a quote ends that holds a goal and no name: 关于“到2025年改造4万户危房”.
fn goal_quoted(lexicon: &Lexicon, text: &str, at: usize, open: char) -> Option<usize> {
    let start = at + open.len_utf8();
    // Few quotes begin so.
    let rest = text.get(start..)?.strip_prefix('到')?;
    let (inner, _) = quoted(text, at, open)?;
    let (time, end) = time::at(lexicon, text, text.len() - rest.len())?;
    // “到2025年”: nothing more.
    (matches!(time, Time::Point(_)) && end < start + inner.len()).then_some(start + inner.len())
}
