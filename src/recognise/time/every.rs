//! Times that come again and again: 每年, 每季度末月25日前, 每年6月20日、12月20日前, 每季度结束后10个工作日内.

use super::{Cursor, Time, read};
use crate::lexicon::{Lexicon, Wordings};
use crate::text::{TO, is_han, is_pause, numeral};

/// The rhythm at 每, and the day of it that is meant.
pub(super) fn read(lexicon: &Lexicon, cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    if !on.eat("每") {
        return None;
    }
    if on.small().is_some() {
        let mut more = on;
        if more.eat_word(&TO).is_some() && more.small().is_some() {
            on = more;
        }
    }
    on.eat("个");
    let rhythm = on.eat_any(&lexicon.wordings().again)?;
    let hour = || matches!(rhythm, "日" | "天").then(|| hours(on)).flatten();
    let end = after_its_end(on).or_else(|| days(lexicon, on, rhythm)).or_else(hour);
    let end = end.or_else(|| bracket(lexicon, on, rhythm));
    Some((Time::Every, end.unwrap_or(on.at)))
}

/// 17时前, 8时、16时前 of each day.
fn hours(mut on: Cursor<'_>) -> Option<usize> {
    while !read::clock(&mut on) {
        on.small()?;
        on.eat_any(&["时", "点"])?;
        on.eat_any(&["、", "和", "及"])?;
    }
    Some(on.at)
}

/// 按月调度, 逐季通报, 按周、按月报送.
pub(super) fn step(wordings: &Wordings, cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    on.eat_any(&["按照", "按", "逐"])?;
    on.eat("每");
    on.eat_any(&wordings.step)?;
    let mut then = on;
    while then.eat_any(&["、按", "、逐", "或"]).is_some() {
        then.eat_any(&wordings.step)?;
    }
    then.eat_any(&wordings.step_how);
    wordings.control.begin(then.rest()).then_some((Time::Every, on.at))
}

/// Whether words are nothing but what is done at each step: 每日|会商.
pub(in crate::recognise) fn is_control(wordings: &Wordings, words: &str) -> bool {
    wordings.control.contains(&words)
}

/// 一月一调度, 半年一通报: one in each.
pub(super) fn each_one(wordings: &Wordings, cursor: Cursor<'_>) -> Option<(Time, usize)> {
    let mut on = cursor;
    on.eat_any(&wordings.one_each)?;
    let mut then = on;
    (then.eat("一") && wordings.control.begin(then.rest())).then_some((Time::Every, on.at))
}

/// 次月5日前: of each month, in the next.
pub(super) fn next_month(mut on: Cursor<'_>) -> Option<usize> {
    on.eat_any(&["次月", "下月", "下个月"])?;
    on.counted(1..=31, &["日", "号"])?;
    read::eat_before(&mut on).then_some(on.at)
}

/// 结束后10个工作日内: counted from the end of each.
fn after_its_end(mut on: Cursor<'_>) -> Option<usize> {
    on.eat_any(&["结束之日起", "结束后", "终了后", "终了之日起", "过后", "后"])?;
    on.eat("的");
    on.small()?;
    on.eat_any(&["个工作日", "工作日", "个自然日", "自然日", "日", "天", "个月"])?;
    on.eat_any(&["之内", "以内", "内"])?;
    Some(on.at)
}

/// Where the words end that say which day of each is meant, with what lists several of them.
fn days(lexicon: &Lexicon, mut on: Cursor<'_>, rhythm: &str) -> Option<usize> {
    let mut end = None;
    loop {
        on.eat("的");
        if !day(lexicon, &mut on, rhythm) {
            break;
        }
        if !read::clock(&mut on) {
            on.eat_any(&["之内", "内"]);
        }
        end = Some(on.at);
        if on.eat_any(&["、", "和", "及", "与"]).is_none() {
            if on.eat_word(&TO).is_none() {
                break;
            }
            // 每年10月至次年3月.
            on.eat_any(&["次年", "翌年"]);
        }
    }
    end
}

/// 每半年（6月底、12月底前）: the days of each in a bracket.
fn bracket(lexicon: &Lexicon, mut on: Cursor<'_>, rhythm: &str) -> Option<usize> {
    on.eat_any(&["（", "("])?;
    on.at = days(lexicon, on, rhythm)?;
    on.eat_any(&["）", ")"])?;
    Some(on.at)
}

/// One day, month or quarter of each: 末月25日, 5日, 10月底, 一季度, 月底, 周五.
fn day(lexicon: &Lexicon, on: &mut Cursor<'_>, rhythm: &str) -> bool {
    let start = on.at;
    if matches!(rhythm, "周" | "星期") {
        return weekday(lexicon, on);
    }
    if on.eat_any(&["上半年", "下半年", "年中", "年底", "年末", "季末", "月底", "月末"]).is_some() {
        return true;
    }
    // 每年汛期前, 每年春节、国庆节前.
    let mut probe = *on;
    while let Some(name) = lexicon.calendar().named(probe.rest()) {
        probe.at += name.len();
        if read::eat_before(&mut probe) {
            *on = probe;
            return true;
        }
        if probe.eat_any(&["、", "和", "及", "与"]).is_none() {
            break;
        }
    }
    let mut probe = *on;
    probe.eat("第");
    if probe.counted(1..=4, &["季度"]).is_some() {
        *on = probe;
        on.eat_any(&["末", "底"]);
        return true;
    }
    // 首月, 第一个月, 3月, 3—5月.
    let mut month = on.eat_any(&["首月", "末月", "首个月", "最后一个月", "次月"]).is_some();
    if !month {
        let mut probe = *on;
        let ordinal = probe.eat("第");
        if let Some(number) = probe.small().filter(|number| (1..=12).contains(number)) {
            // 每年3、6、9、12月底前.
            let mut listed = probe;
            while !ordinal && listed.eat("、") && listed.small().is_some_and(|next| next <= 12) {
                probe = listed;
            }
            let mut on_to = probe;
            if on_to.eat_word(&TO).is_some() && on_to.small().is_some_and(|to| (number..=12).contains(&to)) {
                probe = on_to;
            }
            month = if ordinal { probe.eat("个月") } else { probe.eat("月") };
            if month {
                probe.eat("份");
                *on = probe;
            }
        }
    }
    if month {
        on.eat("的");
    }
    if on.counted(1..=31, &["日", "号"]).is_none() {
        let third = on.eat_any(&["上旬", "中旬", "下旬", "底", "末"]).is_some();
        // 每年初: of the rhythm, no day of it.
        if !third && month {
            on.eat("初");
        }
    }
    on.at != start
}

/// 每周五下班前, 每周五召开, but 每周一次.
fn weekday(lexicon: &Lexicon, on: &mut Cursor<'_>) -> bool {
    let mut probe = *on;
    let named = probe.eat_any(&["一", "二", "三", "四", "五", "六", "日", "天"]).is_some();
    let ends = ["前", "之前", "以前", "下班", "上午", "下午", "和"];
    let ended = probe.rest().chars().next().is_none_or(is_pause);
    // 每周五召开例会; 每周五次, 每周三天 and 每周日均 count, and 每周一调度 is once in each.
    let first = on.rest().chars().next();
    let next = probe.rest().chars().next();
    let does = !matches!(first, Some('一' | '日' | '天'))
        && !next.is_some_and(numeral::begins)
        && next.is_some_and(is_han)
        && next != Some('个')
        && lexicon.units().longest(probe.rest()).is_none();
    let found = named && (ended || does || ends.iter().any(|word| probe.rest().starts_with(word)));
    if found {
        *on = probe;
    }
    found
}
