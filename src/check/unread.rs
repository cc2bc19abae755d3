//! What the words of an entry hold and its facts do not: numbers with a unit, ends of time.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Entry;

/// A number and its unit (三十户 and 过万户 too; 一个 is as often a way of speaking), how long something takes, a day that lost its 月 (615日), or a time and 前 before a deed.
static HELD: LazyLock<Regex> = LazyLock::new(|| {
    let unit = "个百分点|[%％‰个家户名人件项所座台套辆艘亩吨元处条公里株场次期米平千瓦张间栋幢类种]|(?:天|小时|分钟)(?:内|以内|完成|办|[，。；、]|$)";
    let number =
        format!("(?:[0-9][0-9.,]*|[一二两三四五六七八九十百]{{2,}}|[过超][百千万亿])[余多]?[十百千万亿]*(?:{unit})");
    let deeds = "完成|报|建成|印发|出台|实现|到位|开工|竣工|投|上线|全部|全面|基本|制定|将|组织|开展|启动|取得|形成";
    Regex::new(&format!("(?P<number>{number})|[0-9]{{3,4}}日|[^，。；、：\n]{{1,8}}前(?:{deeds})"))
        .expect("a literal pattern")
});

/// Words that end in 前 and tell no time.
const NO_TIME: [&str; 12] =
    ["目前", "当前", "提前", "超前", "靠前", "空前", "此前", "先前", "面前", "眼前", "事前", "向前"];

/// No clause is shown longer. Characters.
const LONGEST_SHOWN: usize = 30;

/// Something that the words hold and no fact does.
pub(super) struct Unread {
    /// The clause around it.
    pub clause: String,
    /// What it is.
    pub words: String,
    /// Whether it is a number, else a time.
    pub number: bool,
}

/// The numbers and times in the words of an entry that none of its facts quotes.
pub(super) fn unread(entry: &Entry) -> Vec<Unread> {
    let words = format!("{}\n{}", entry.title, entry.text);
    let mut taken = vec![false; words.len()];
    let targets = entry.targets.iter().map(|fact| &fact.quote);
    let figures = entry.figures.iter().map(|fact| &fact.quote);
    let deadlines = entry.deadlines.iter().map(|fact| &fact.text);
    for quote in targets.chain(figures).chain(deadlines).filter(|quote| !quote.is_empty()) {
        for (at, _) in words.match_indices(quote.as_str()) {
            taken[at..at + quote.len()].fill(true);
        }
    }
    let held = HELD.captures_iter(&words).filter_map(|found| {
        let whole = found.get(0)?;
        let number = found.name("number").is_some();
        let free = taken[whole.range()].iter().all(|taken| !taken);
        // 第12条, “最后一百米”: names.
        let named = words[..whole.start()].ends_with(|c: char| c.is_ascii_alphanumeric() || "+.-/第".contains(c))
            || words[whole.end()..].starts_with('”');
        let idle = NO_TIME.iter().any(|word| whole.as_str().contains(word));
        if !free || if number { named } else { idle } {
            return None;
        }
        Some(Unread { clause: clause(&words, whole.start(), whole.end()), words: whole.as_str().to_owned(), number })
    });
    held.collect()
}

/// The clause around a place.
fn clause(words: &str, start: usize, end: usize) -> String {
    let marks = ['，', '。', '；', '\n'];
    let from = words[..start].rfind(marks).map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let to = words[end..].find(marks).map_or(words.len(), |at| end + at);
    let before: Vec<char> = words[from..start].chars().collect();
    let skip = before.len().saturating_sub(LONGEST_SHOWN / 2);
    before[skip..].iter().copied().chain(words[start..to].chars()).take(LONGEST_SHOWN).collect()
}
