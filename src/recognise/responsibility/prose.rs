//! Who answers by the words of a task itself, in a paper without clauses: 由市住建局会同东宝区政府于6月20日前完成, 请市财政局拨付,
//! 市气象局负责预报预警.
//!
//! Such words say what somebody does, and by that who answers for it; they stay words of the entry. Names must be beyond
//! doubt: the tables know them.

use super::{Duty, read_cell};
use crate::lexicon::{Lexicon, Verb, pieces};
use crate::model::{Certainty, Role};
use crate::recognise::{Context, Found};
use crate::text::{Span, is_pause, turn};

/// What asks an organ for something, behind its name.
const ASKS: [char; 3] = ['要', '应', '须'];

/// The longest name, in characters.
const LONGEST_NAME: usize = 20;

/// Who answers by the words of `span`, in text order.
#[must_use]
pub fn read(context: &Context<'_>, span: Span) -> Vec<Found<Duty>> {
    let lists = pieces(context.text, span, |c| is_pause(c) && c != '、').flat_map(|piece| told(context, piece));
    let duties = lists.flat_map(|(list, role)| read_cell(context, list, role).duties);
    duties.map(|duty| Found { rule: "responsibility/prose", certainty: Certainty::Likely, ..duty }).collect()
}

/// The lists of organs that a piece of a sentence begins with or that 由 leads to, each with its role.
fn told(context: &Context<'_>, piece: Span) -> Vec<(Span, Role)> {
    let (lexicon, words) = (context.lexicon, piece.of(context.text));
    let by = words.strip_prefix(['由', '请']).or_else(|| {
        let mut depth = 0_i32;
        let (at, by) = words.char_indices().find(|&(_, c)| {
            depth += turn(c);
            depth <= 0 && c == '由'
        })?;
        Some(&words[at + by.len_utf8()..])
    });
    let (list, led) = by.map_or((words, false), |rest| (rest, true));
    let start = piece.end as usize - list.len();
    let part = |from: usize, to: usize| Span::new(start + from, start + to).trim(context.text);
    let named = |span: Span| all_named(span.of(context.text), led, lexicon);
    // A会同B: who leads and who supports.
    if let Some((at, len)) = lexicon.roles().with(list).filter(|(at, _)| *at > 0) {
        let first = list[..at].len() - lexicon.verb_of_list(&list[..at]).map_or(0, |verb| verb.words.len());
        let behind = &list[at + len..];
        let end = end_of_names(behind, lexicon).unwrap_or(behind.len());
        let (lead, support) = (part(0, first), part(at + len, at + len + end));
        if named(lead) {
            return [(lead, Role::Lead)]
                .into_iter()
                .chain(named(support).then_some((support, Role::Support)))
                .collect();
        }
    }
    let verb = |verb: Verb<'_>, at: usize| (part(0, at), verb.role);
    let whole = lexicon.verb_of_list(list).map(|v| verb(v, list.len() - v.words.len()));
    let inside = || lexicon.roles().verb_inside(list).filter(|(at, _)| *at > 0).map(|(at, v)| verb(v, at));
    let asked = || {
        let at = list.find(ASKS).filter(|&at| !lexicon.wordings().asks_in_word.begin(&list[at..]))?;
        Some((part(0, at), Role::Responsible)).filter(|(span, _)| !lexicon.names().is_generic(span.of(context.text)))
    };
    let does = || led.then(|| end_of_names(list, lexicon)).flatten().map(|at| (part(0, at), Role::Responsible));
    let fits = |told: &(Span, Role)| named(told.0);
    whole
        .filter(fits)
        .or_else(|| inside().filter(fits))
        .or_else(|| asked().filter(fits))
        .or_else(|| does().filter(fits))
        .into_iter()
        .collect()
}

/// Where the names end that words begin with: 州财政局、州水务局|加强调度. None where one may be longer than is known: 国务院税务主管部门.
fn end_of_names(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let longest = |rest: &str, fits: &dyn Fn(&str) -> bool| {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_NAME);
        ends.filter(|&at| fits(&rest[..at])).last()
    };
    let mut from = 0;
    loop {
        let rest = &words[from..];
        let name = longest(rest, &|name| is_name(name, true, lexicon))?;
        let mark = ["、", "和", "及", "与"].iter().find(|mark| rest[name..].starts_with(**mark));
        let Some(mark) = mark else {
            let whole = longest(rest, &|name| !name.contains('、') && lexicon.names().is_whole(name));
            return (whole <= Some(name)).then_some(from + name);
        };
        from += name + mark.len();
    }
}

/// Whether words are a name beyond doubt: one that the tables know; where 由 or 请 `led` to them, all of a kind, too.
fn is_name(words: &str, led: bool, lexicon: &Lexicon) -> bool {
    let kind = || {
        words.starts_with('各')
            && ["政府", "部门", "单位"].iter().any(|end| words.ends_with(end))
            && lexicon.names().is_generic(words)
    };
    lexicon.knows_organ(words) || led && kind()
}

/// Whether words are names beyond doubt, and nothing else.
fn all_named(words: &str, led: bool, lexicon: &Lexicon) -> bool {
    let names = lexicon.split_names(words, Span::new(0, words.len())).names;
    !names.is_empty() && names.iter().all(|name| is_name(name.of(words), led, lexicon))
}
