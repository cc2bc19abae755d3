//! Times that are counted: within a plan or so many years, after an event.

use super::{Counted, Cursor, Edge, Time};
use crate::lexicon::Wordings;
use crate::text::{Words, is_han, is_pause};

/// “十四五”期间, “十三五”末.
pub(super) fn plan(cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    let quoted = on.eat("“");
    let word = on.eat_any(&["十一五", "十二五", "十三五", "十四五", "十五五", "十六五"])?;
    if quoted && !on.eat("”") {
        return None;
    }
    // The first year of the 11th plan is 2006; each takes five.
    let number = ["十一五", "十二五", "十三五", "十四五", "十五五", "十六五"].iter().position(|w| *w == word)?;
    let start = 2006 + 5 * i16::try_from(number).ok()?;
    let edge = match on.eat_any(&["期间", "时期", "期末", "末期", "末", "规划期末"])? {
        "期间" | "时期" => Edge::During,
        _ => Edge::End,
    };
    if edge == Edge::During && on.eat("末") {
        return Some((Time::Plan(start, Edge::End), on.at));
    }
    Some((Time::Plan(start, edge), on.at))
}

/// 规划期末, 计划期满: when the document's own plan ends.
pub(super) fn own_end(mut on: Cursor<'_>) -> Option<usize> {
    on.eat_any(&["规划", "计划"])?;
    on.eat_any(&["期末", "期满", "期结束"])?;
    on.eat("前");
    // 规划期末期: no end of it.
    (!on.rest().starts_with(['期', '考', '评', '后'])).then_some(on.at)
}

/// Units that are counted from an event; of those that begin alike the first is meant.
static UNITS: Words<[&str; 13]> = Words::new([
    "个工作日",
    "工作日",
    "个自然日",
    "自然日",
    "日",
    "天",
    "个月",
    "周",
    "个星期",
    "星期",
    "半个月",
    "半年",
    "年",
]);

/// 5年内, 今后三年, 10个工作日内, 一周内.
pub(super) fn after_event(wordings: &Wordings, cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    let ahead = on.eat_any(&["未来", "今后"]).is_some();
    let count = if on.rest().starts_with(['半']) { 0 } else { on.small()? };
    let word = on.eat_word(&UNITS)?;
    let event = event(wordings, cursor.text.get(..cursor.at)?);
    let within = on.eat_any(&["之内", "以内", "内", "时间内", "左右时间内"]).is_some();
    if word == "年" && event.is_none() {
        let years = u16::try_from(count).ok().filter(|&n| n > 0)?;
        // 用三年时间, 力争用5年左右的时间.
        let spends = cursor.text.get(..cursor.at).is_some_and(|before| before.ends_with(['用', '过']));
        let spent = spends && on.eat_any(&["左右的时间", "左右时间", "的时间", "时间"]).is_some();
        return (within || ahead || spent).then_some((Time::Years(years, None), on.at));
    }
    let (count, unit) = match word {
        "半个月" | "半年" if count > 0 => return None,
        "半个月" => (15, Counted::Days),
        "半年" => (6, Counted::Months),
        _ if count == 0 => return None,
        "个工作日" | "工作日" => (count, Counted::WorkingDays),
        "个月" => (count, Counted::Months),
        "周" | "个星期" | "星期" => (7 * count, Counted::Days),
        "年" => (12 * count, Counted::Months),
        _ => (count, Counted::Days),
    };
    let issue = within.then_some(event?)?;
    Some((Time::After { count, unit, issue }, on.at))
}

/// Whether words end in an event that a time may be counted from, and whether that is the issue of the document.
fn event(wordings: &Wordings, before: &str) -> Option<bool> {
    let before = before.strip_suffix(['，', ',']).unwrap_or(before);
    let Some(event) = wordings.event_end.strip_end(before) else {
        return described(wordings, before).map(|_| false);
    };
    Some(wordings.issued.end(event))
}

/// Where words begin that end in a thing with what was done to it, from which a time may be counted: 改造完成的小区|3个月内.
pub(in crate::recognise) fn described(wordings: &Wordings, before: &str) -> Option<usize> {
    /// No longer words name the thing. Characters.
    const LONGEST: usize = 6;
    let clause = before.rfind(is_pause).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let (deed, thing) = before[clause..].rsplit_once('的')?;
    let named = thing.chars().count() <= LONGEST && thing.chars().all(is_han);
    (named && (wordings.done.end(deed) || wordings.event_deed.end(deed))).then_some(clause)
}
