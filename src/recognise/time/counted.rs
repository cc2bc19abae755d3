//! Times that are counted: again and again, within a plan or so many years, after an event.

use super::{Counted, Cursor, Edge, Time};

/// 每年, 每季度末月25日前.
pub(super) fn every(cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    if !on.eat("每") {
        return None;
    }
    on.small();
    on.eat("个");
    on.eat_any(&["半年度", "半年", "年度", "学年", "学期", "年", "季度", "季", "月份", "月", "周", "星期", "旬"])?;
    let whole = on.at;
    // 末月25日前, 5日前, 10月底前.
    on.eat_any(&["首月", "末月", "第一个月", "最后一个月"]);
    let mut probe = on;
    if let Some(number) = probe.small() {
        if probe.eat("月") {
            let mut day = probe;
            if day.small().is_some() && day.eat("日") {
                probe = day;
            }
        } else if !probe.eat("日") && !probe.eat("号") {
            probe = on;
        }
        if probe.at != on.at && number <= 31 {
            on = probe;
        }
    }
    on.eat_any(&["月底", "年底", "月末", "底", "末", "初"]);
    let ended = on.eat_any(&["之前", "以前", "前"]).is_some();
    let end =
        if ended || on.at > whole && on.text.get(whole..on.at).is_some_and(|w| w != "初") { on.at } else { whole };
    Some((Time::Every, end))
}

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

/// 5年内, 今后三年, 10个工作日内.
pub(super) fn after_event(cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    let ahead = on.eat_any(&["未来", "今后"]).is_some();
    let count = on.small()?;
    let count_end = on.at;
    if on.eat("年") {
        let years = u16::try_from(count).ok().filter(|&n| n > 0)?;
        if on.eat_any(&["之内", "内", "时间内", "左右时间内"]).is_some() || ahead {
            return Some((Time::Years(years, None), on.at));
        }
        return None;
    }
    on.at = count_end;
    let unit = match on.eat_any(&["个工作日", "工作日", "个自然日", "自然日", "日", "天", "个月"])? {
        "个工作日" | "工作日" => Counted::WorkingDays,
        "个月" => Counted::Months,
        _ => Counted::Days,
    };
    on.eat_any(&["之内", "以内", "内"])?;
    let before = cursor.text.get(..cursor.at)?;
    let event = before
        .strip_suffix("后的")
        .or_else(|| before.strip_suffix("后"))
        .or_else(|| before.strip_suffix("之日起的"))
        .or_else(|| before.strip_suffix("之日起"))
        .or_else(|| before.strip_suffix("日起"))
        .or_else(|| before.strip_suffix("起"))?;
    let event = event.strip_suffix('之').unwrap_or(event);
    let issue = ["印发", "发布", "公布", "下发", "发文", "颁布", "施行", "实施"].iter().any(|w| event.ends_with(w));
    Some((Time::After { count, unit, issue }, on.at))
}
