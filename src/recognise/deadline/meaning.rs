//! What an expression of time means where it stands: a deadline, a start, what was before.

use super::place::Place;
use super::year::{Before, is_past, resolve, unknown};
use super::{DeadlineReading, event, range};
use crate::lexicon::Wordings;
use crate::model::{Certainty, Date, DeadlineKind, Precision};
use crate::note::Note;
use crate::recognise::time::{Counted, Edge, Part, Point, Time, Year};
use crate::recognise::token::Token;
use crate::recognise::{Context, Found, workday};
use crate::text::{Span, is_han, is_pause, numeral};

/// From this month on a paper on a year is of the year before.
const LATE: i8 = 11;

/// What an expression of time means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::recognise) enum Meaning {
    /// When something is due.
    Deadline(Found<DeadlineReading>),
    /// A time before the plan: its numbers are what was.
    Past,
    /// Nothing that the ledger tells (a start, a validity, part of a name).
    None,
}

/// Reads the expression at `tokens[index]`; `before` is what was said of years.
pub(super) fn of(
    context: &Context<'_>,
    span: Span,
    tokens: &[Token<'_>],
    index: usize,
    time: Time,
    before: &mut Before,
    notes: &mut Vec<Note>,
) -> Meaning {
    let Some(token) = tokens.get(index) else { return Meaning::None };
    let place = Place::of(context.lexicon, context.text, span, tokens, index);
    match time {
        Time::Point(point) => by_point(context, token.span, &place, point, before, notes),
        Time::Range(from, to) => within(context, token.span, &place, (from, to), before, notes),
        Time::Plan(start, edge) => plan(context, token.span, &place, start, edge),
        Time::OwnEnd => own_end(context, token.span, &place),
        Time::Years(..) if context.lexicon.wordings().forbids.end(place.before) => Meaning::None,
        Time::Years(count, from) => years(context, token.span, &place, count, from, notes),
        Time::After { count, unit, issue } => after(context, token.span, &place, count, unit, issue, notes),
        Time::Every => every(context, token.span, &place),
    }
}

fn found(span: Span, rule: &'static str, certainty: Certainty, value: DeadlineReading) -> Meaning {
    Meaning::Deadline(Found { value, span, rule, certainty })
}

/// 到2025年: the word that makes it an end belongs to it.
fn with_to(place: &Place<'_>, span: Span) -> (Span, bool) {
    match place.before.chars().next_back() {
        Some(c @ ('到' | '至')) if !place.before.ends_with("截至") => {
            (Span { start: span.start - c.len_utf8() as u32, end: span.end }, true)
        }
        _ => (span, false),
    }
}

/// Whether what was is told before a time, or what is compared with it: 较2021年, 比2021—2023年均值; but 占比2022年底降到5%.
fn is_compared(wordings: &Wordings, place: &Place<'_>) -> bool {
    wordings.before_past.end(place.before) && !wordings.share_to_time.end(place.before)
}

fn by_point(
    context: &Context<'_>,
    span: Span,
    place: &Place<'_>,
    point: Point,
    before: &mut Before,
    notes: &mut Vec<Note>,
) -> Meaning {
    let wordings = context.lexicon.wordings();
    // 2018年底前已转制的企业: which ones.
    if wordings.begins_there.begin(place.after) || place.before.ends_with(['从', '自']) {
        return Meaning::None;
    }
    if is_compared(wordings, place) || is_past(context, point) {
        return Meaning::Past;
    }
    // 2025年春季造林结束前（4月底）: by an event of that year, whose day is not known.
    let told = |len: &usize| place.after[*len..].starts_with(['（', '(']);
    let planned = |year| context.period.is_none_or(|period| period.end.0.year() == year);
    let own = |len: &usize| told(len) || !matches!(point.year, Year::Stated(year) if !planned(year));
    if let Some(len) = place.event_ahead(point).filter(own) {
        before.tell(point, false, None);
        if told(&len) {
            return Meaning::None;
        }
        let span = Span { start: span.start, end: span.end + len as u32 };
        let words = span.of(context.text);
        let message = format!("“{words}”的日期未能确定 (the day is not known)");
        notes.push(Note::warning("date-unknown", span, message));
        let value = reading(DeadlineKind::By, None, None, Precision::Day, words, None);
        return found(span, "deadline/event", Certainty::Check, value);
    }
    let token_start = span.start;
    let (span, to) = with_to(place, span);
    if to && is_validity(wordings, place.before) {
        return Meaning::None;
    }
    let words = span.of(context.text);
    if !to && !place.is_due(context, point, words) {
        if place.opens {
            before.tell(point, false, None);
        }
        return Meaning::None;
    }
    let Some((year, basis)) = resolve(context, point, before) else {
        // 年度任务于当年2月底前下达: of each year.
        if matches!(point.year, Year::Same | Year::Following) {
            let value = reading(DeadlineKind::Recurring, None, None, Precision::Year, words, None);
            return found(span, "deadline/recurring", Certainty::Likely, value);
        }
        notes.push(unknown(span, words));
        let value = reading(DeadlineKind::By, None, None, point.precision(), words, None);
        return found(span, "deadline/point", Certainty::Check, value);
    };
    // 春节前, in a paper of September: that of the next year.
    let next = basis == Some("plan-title") && is_long_over(context, point, year);
    let year = year + i16::from(next);
    let by = point.last_day(context.lexicon, year);
    // 截至3月底，已整改900处, in a paper of April.
    let rolled = basis == Some("issue-date") && context.issued_on.is_some_and(|issued| year > issued.0.year());
    if rolled && (place.before.ends_with("截至") || place.before.ends_with("截止")) {
        return Meaning::Past;
    }
    let over = by.zip(context.issued_on).is_some_and(|(by, issued)| by <= issued);
    // 根据2024年1月召开的会议; 截至2021年底.
    let was = point.edge == Edge::Bare && point.part != Part::Year && !place.opens && !to && over;
    if was || place.before.ends_with("截至") && (over || by.is_none() || context.issued_on.is_none()) {
        return Meaning::Past;
    }
    before.tell(point, to && point.part == Part::Year, by);
    if basis.is_some_and(|b| b == "issue-date") && context.period.is_some() && point.part == Part::Year {
        notes.push(Note::info(
            "year-assumed",
            span,
            format!("“{words}”按印发年份{year}年计 (read as the year of issue)"),
        ));
    }
    // 雨季来临前（5月底前）: the bracket tells the day.
    let explained = place.after.strip_prefix(['（', '(']).and_then(|rest| rest.split(['）', ')']).next());
    if by.is_none() && explained.is_some_and(|inner| inner.contains(['月', '日'])) {
        return Meaning::None;
    }
    if by.is_none() {
        notes.push(Note::warning("date-unknown", span, format!("“{words}”的日期未能确定 (the day is not known)")));
    }
    // 10月底前, in a paper of September on 2025年度参保缴费工作: it may mean the year of issue.
    let early = basis == Some("plan-title")
        && context.issued_on.is_some_and(|issued| {
            issued.0.year() < year
                && issued.0.month() < LATE
                && point.last_day(context.lexicon, issued.0.year()).is_some_and(|by| by > issued)
        });
    let certainty = match point {
        // Officials mean by it the year or month before, and at times that one.
        Point { edge: Edge::Before, .. } => Certainty::Check,
        // A paper of April that asks for something by the end of March may mean the month before it.
        Point { year: Year::None, .. } if rolled || next || early => Certainty::Check,
        Point { year: Year::None, .. } if basis.is_some() => Certainty::Likely,
        _ => Certainty::Certain,
    };
    // 即日起至2024年底: from the day of issue on.
    let from = place.before.trim_end_matches(['至', '到', '—', '–', '-', '－', '～', '~']);
    if let Some(now) = context
        .lexicon
        .wordings()
        .from_now
        .iter()
        .find(|now| from.ends_with(**now))
        .filter(|_| to || from.len() < place.before.len())
    {
        let start = token_start - (place.before.len() - from.len() + now.len()) as u32;
        let span = Span { start, end: span.end };
        let value = reading(
            DeadlineKind::Within,
            context.issued_on,
            by,
            point.precision(),
            span.of(context.text),
            basis.map(str::to_owned),
        );
        return found(span, "deadline/from-issue", certainty, value);
    }
    let value = reading(DeadlineKind::By, None, by, point.precision(), words, basis.map(str::to_owned));
    found(span, "deadline/point", certainty, value)
}

/// Whether a festival was over so long before the paper was issued that the next one is meant.
fn is_long_over(context: &Context<'_>, point: Point, year: i16) -> bool {
    /// A paper may be dated so many days after what it asks for.
    const LATE: u32 = 60;
    let named = matches!(point, Point { year: Year::None, part: Part::Eve(_), .. });
    let by = point.last_day(context.lexicon, year).filter(|_| named);
    // 元旦前, in a plan of the year: not that with which the year began, if the paper is of a later day.
    if let Some(by) = by.filter(|by| by.0.year() < year) {
        return context.issued_on.is_none_or(|issued| by < issued);
    }
    by.and_then(|by| workday::add_days(by, LATE)).zip(context.issued_on).is_some_and(|(late, issued)| late < issued)
}

/// Whether the words of a period begin with the day of issue.
pub(super) fn is_from_now(wordings: &Wordings, words: &str) -> bool {
    wordings.from_now.begin(words)
}

/// Whether the time behind words says how long something is valid: 有效期至, 政策执行至.
fn is_validity(wordings: &Wordings, before: &str) -> bool {
    let before = before.trim_end_matches(['至', '到', '为']);
    let before = before.strip_suffix("延长").unwrap_or(before);
    wordings.validity.end(before)
}

fn within(
    context: &Context<'_>,
    span: Span,
    place: &Place<'_>,
    (from, to): (Point, Point),
    before: &mut Before,
    notes: &mut Vec<Note>,
) -> Meaning {
    // 规划（2021—2025年）: part of a name.
    // 7月1日至次年6月30日为一个年度: what words mean.
    let named = context.lexicon.wordings().of_period.begin(place.after);
    if place.bracketed && !place.staged && from.part == Part::Year || named || place.seasonal {
        return Meaning::None;
    }
    // 2024年5月1日至2025年4月30日实施降费政策; 2019年1月1日至12月31日: how long a rule is valid.
    let clause = place.after.split(is_pause).next().unwrap_or_default();
    if context.lexicon.wordings().in_force.begin(clause) && clause.ends_with("政策")
        || from.part == Part::Day(1, 1) && to.part == Part::Day(12, 31)
    {
        return Meaning::None;
    }
    let last = Point { year: if to.year == Year::None { from.year } else { to.year }, ..to };
    if is_compared(context.lexicon.wordings(), place) || is_past(context, last) {
        return Meaning::Past;
    }
    let Some(value) = range::within(context, span, from, to, before) else {
        let words = span.of(context.text);
        notes.push(Note::warning("year-unknown", span, format!("“{words}”缺年份 (the year is not known)")));
        return Meaning::None;
    };
    before.tell(last, from.part == Part::Year, value.by);
    if matches!(from.year, Year::Stated(_)) || matches!(to.year, Year::Stated(_)) {
        before.within(value.from, value.by);
    }
    found(span, "deadline/range", Certainty::Certain, value)
}

fn plan(context: &Context<'_>, span: Span, place: &Place<'_>, start: i16, edge: Edge) -> Meaning {
    let end = Point { year: Year::Stated(start + 4), part: Part::Year, edge: Edge::Bare };
    if is_compared(context.lexicon.wordings(), place) || is_past(context, end) {
        return Meaning::Past;
    }
    let (span, _) = with_to(place, span);
    let words = span.of(context.text);
    let (kind, from) = match edge {
        Edge::During => (DeadlineKind::Within, Date::new(start, 1, 1)),
        _ => (DeadlineKind::By, None),
    };
    let value = reading(kind, from, Date::new(start + 4, 12, 31), Precision::Year, words, None);
    found(span, "deadline/five-year-plan", Certainty::Certain, value)
}

/// 到规划期末: the end of the period that the plan states.
fn own_end(context: &Context<'_>, span: Span, place: &Place<'_>) -> Meaning {
    let Some(period) = context.period else { return Meaning::None };
    let (span, _) = with_to(place, span);
    let basis = Some("plan-period".to_owned());
    let value = reading(DeadlineKind::By, None, Some(period.end), Precision::Year, span.of(context.text), basis);
    found(span, "deadline/end-of-plan", Certainty::Likely, value)
}

/// Whether what follows a time is granted for as long: how long a rule is valid is no deadline.
fn grants(context: &Context<'_>, place: &Place<'_>) -> bool {
    context.lexicon.wordings().granted.begin(place.after)
}

fn years(
    context: &Context<'_>,
    span: Span,
    place: &Place<'_>,
    count: u16,
    from: Option<i16>,
    notes: &mut Vec<Note>,
) -> Meaning {
    let wordings = context.lexicon.wordings();
    let allows = wordings.not_within.begin(place.after) || grants(context, place);
    let past = wordings.years_ago.end(place.before);
    // 离校2年内未就业毕业生, 成立5年内小微企业: who is meant.
    let since = wordings.since.end(place.before) && place.after.starts_with(is_han);
    if allows || past || since && from.is_none() {
        return Meaning::None;
    }
    let words = span.of(context.text);
    let stated = from.and_then(|year| Date::new(year, 1, 1));
    // The day of issue is no start: 三年内 may as well count from the next year.
    let start = stated.or(context.period.map(|period| period.start));
    let by = start.and_then(|start| workday::add_months(start, 12 * u32::from(count)));
    let by = by.and_then(|day| day.0.yesterday().ok().map(Date));
    if by.is_none() {
        notes.push(Note::warning(
            "start-unknown",
            span,
            format!("“{words}”未写明起算时间，不能换算为日期 (the words do not say from when)"),
        ));
    }
    let basis = start.filter(|_| stated.is_none()).map(|_| "plan-period".to_owned());
    let certainty = match (stated, start) {
        (Some(_), _) => Certainty::Certain,
        (None, Some(_)) => Certainty::Likely,
        (None, None) => Certainty::Check,
    };
    found(span, "deadline/years", certainty, reading(DeadlineKind::Within, start, by, Precision::Year, words, basis))
}

fn after(
    context: &Context<'_>,
    span: Span,
    place: &Place<'_>,
    count: u32,
    unit: Counted,
    issue: bool,
    notes: &mut Vec<Note>,
) -> Meaning {
    if grants(context, place) {
        return Meaning::None;
    }
    let event = event::at_end(context.lexicon.wordings(), place.before);
    let issue = issue && event.issue;
    let span = Span { start: span.start - event.len as u32, end: span.end };
    let words = span.of(context.text);
    let basis = match unit {
        Counted::WorkingDays => format!("working-days:{count}"),
        Counted::Days => format!("days:{count}"),
        Counted::Months => format!("months:{count}"),
    };
    let start = context.issued_on.filter(|_| issue);
    let by = start.and_then(|start| match unit {
        Counted::WorkingDays => workday::add_working_days(context.lexicon, start, count),
        Counted::Days => workday::add_days(start, count),
        Counted::Months => workday::add_months(start, count),
    });
    if by.is_none() {
        let why = match (issue, start) {
            (false, _) => "所指事项的日期文中未载 (the day of the event is not in the document)",
            (true, None) => "印发日期不详 (the date of issue is not known)",
            (true, Some(_)) => "超出已知的节假日安排 (outside the known holiday calendar)",
        };
        notes.push(open(span, words, why));
    }
    let value = reading(DeadlineKind::Relative, None, by, Precision::Day, words, Some(basis));
    found(span, "deadline/after-event", if issue { Certainty::Certain } else { Certainty::Check }, value)
}

/// Says that no day can be told, and why.
pub(super) fn open(span: Span, words: &str, why: &str) -> Note {
    Note::warning("deadline-open", span, format!("“{words}”不能换算为日期：{why}"))
}

fn every(context: &Context<'_>, span: Span, place: &Place<'_>) -> Meaning {
    // 每年每公里1000元: a rate for each.
    // 每人每年补贴500元, too, but 每人每年参加培训40学时 is asked of each, again and again.
    let asked = place.before.ends_with("每人") && place.verb_follows() && !place.paid;
    if place.priced || is_per_head(place.before) && !asked || place.after.starts_with('每') {
        return Meaning::None;
    }
    let words = span.of(context.text);
    // 每日供水36万立方米 is a unit; 每日调度 a rhythm, and 网格员每日巡查.
    let daily = words.contains(['日', '天']) && !words.contains(['年', '季', '月', '周']);
    // 每日17时前, 每日不少于2次, 每10天.
    let several = words.chars().nth(1).is_some_and(numeral::begins);
    let told = several || words.ends_with('前') || place.counts_times();
    // 市大气办每日会商: who does it stands before.
    let told = told || crate::recognise::time::is_control(context.lexicon.wordings(), place.clause_after());
    if daily && !told && !(place.verb_follows() && (place.opens || !place.amount)) {
        return Meaning::None;
    }
    // The rhythm is what follows 每; a day after it only says which (每月25日前).
    let precision = match words
        .find(['周', '星', '旬', '日', '天', '季', '月', '年', '学'])
        .and_then(|at| words[at..].chars().next())
    {
        Some('周' | '星' | '旬' | '日' | '天') => Precision::Day,
        Some('季') => Precision::Quarter,
        Some('月') => Precision::Month,
        _ if words.contains('半') || words.contains("学期") => Precision::Half,
        _ => Precision::Year,
    };
    let value = reading(DeadlineKind::Recurring, None, None, precision, words, None);
    found(span, "deadline/recurring", Certainty::Certain, value)
}

/// 每人每年, 每名学生每年, 平均每月: a standard for each.
fn is_per_head(before: &str) -> bool {
    /// No longer words name each of those that a standard is for, in bytes: six characters.
    const LONGEST: usize = 18;
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
    let each = ["每名", "每位"].iter().any(|each| near.contains(each)) && !near.contains(is_pause);
    before.ends_with("平均") || before.chars().rev().nth(1) == Some('每') || each
}

pub(super) fn reading(
    kind: DeadlineKind,
    from: Option<Date>,
    by: Option<Date>,
    precision: Precision,
    words: &str,
    basis: Option<String>,
) -> DeadlineReading {
    DeadlineReading { kind, from, by, precision, text: words.to_owned(), basis }
}
