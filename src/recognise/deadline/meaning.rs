//! What an expression of time means where it stands: a deadline, a start, what was before.

use super::DeadlineReading;
use super::year::{is_past, resolve};
use crate::lexicon::Roles;
use crate::model::{Certainty, Date, DeadlineKind, Precision};
use crate::note::Note;
use crate::recognise::time::{Counted, Edge, Part, Point, Time, Year};
use crate::recognise::token::{Kind, Token};
use crate::recognise::{Context, Found, workday};
use crate::text::{Span, is_han};

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

/// What stands around an expression.
struct Place<'a> {
    before: &'a str,
    after: &'a str,
    /// Whether nothing but particles stands between the beginning of the clause and it.
    opens: bool,
    /// Whether it stands in a list of times.
    listed: bool,
    /// What the next token is, where it touches the expression.
    next: Option<Kind<'a>>,
    /// Whether an amount follows in the clause.
    amount: bool,
    /// Whether it fills a bracket alone.
    bracketed: bool,
    /// Whether it stands in a list whose last time says that all are ends: 6月、9月、12月底前.
    shares_end: bool,
}

/// How many tokens around a time are looked at: more than any clause has.
const NEAR: usize = 64;

/// Words that may stand between the beginning of a clause and its time.
const OPENERS: [&str; 12] = ["力争", "争取", "确保", "其中", "在", "于", "到", "至", "截至", "从", "自", "即"];

/// What ends the event of a time that is counted from it, longest first.
const EVENT_ENDS: [&str; 8] = ["之日起的", "之后的", "之日起", "后的", "之后", "日起", "后", "起"];

/// What may come out.
const EVENTS: [&str; 8] = ["印发", "发布", "公布", "下发", "发文", "颁布", "施行", "实施"];

/// What may be issued, longest first.
const PAPERS: [&str; 10] = ["行动计划", "实施方案", "工作方案", "通知", "方案", "意见", "计划", "办法", "规定", "文件"];

/// Reads the expression at `tokens[index]`; `year` is the last year that the sentence printed.
pub(super) fn of(
    context: &Context<'_>,
    span: Span,
    tokens: &[Token<'_>],
    index: usize,
    time: Time,
    year: &mut Option<i16>,
    notes: &mut Vec<Note>,
) -> Meaning {
    let Some(token) = tokens.get(index) else { return Meaning::None };
    let place = place(context.text, span, tokens, index);
    match time {
        Time::Point(point) => by_point(context, token.span, &place, point, year, notes),
        Time::Range(from, to) => within(context, token.span, &place, from, to, year, notes),
        Time::Plan(start, edge) => plan(context, token.span, &place, start, edge),
        Time::Years(count, from) => years(context, token.span, &place, count, from, notes),
        Time::After { count, unit, issue } => after(context, token.span, &place, count, unit, issue, notes),
        Time::Every => every(context, token.span, &place),
    }
}

fn place<'a>(text: &'a str, span: Span, tokens: &[Token<'a>], index: usize) -> Place<'a> {
    let at = tokens[index].span;
    let first = index.saturating_sub(NEAR);
    let clause_start = tokens[first..index]
        .iter()
        .rev()
        .find(|t| matches!(t.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Open | Kind::Enumeration))
        .map_or(if first == 0 { span.start } else { tokens[first].span.start }, |t| t.span.end);
    let before = text.get(clause_start as usize..at.start as usize).unwrap_or("");
    let after = text.get(at.end as usize..(span.end as usize).min(text.len())).unwrap_or("");
    let opener = OPENERS.iter().fold(before, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    let listed = tokens[first..index].iter().rev().find(|t| !matches!(t.kind, Kind::Enumeration)).is_some_and(|t| {
        matches!(t.kind, Kind::Time(_)) && at.start.saturating_sub(t.span.end) <= '、'.len_utf8() as u32
    });
    let next = tokens.get(index + 1).filter(|t| t.span.start == at.end).map(|t| t.kind);
    let amount = tokens[index + 1..]
        .iter()
        .take(NEAR)
        .take_while(|t| !matches!(t.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Close))
        .any(|t| matches!(t.kind, Kind::Amount(_)));
    let opened = index > 0 && tokens[index - 1].kind == Kind::Open && tokens[index - 1].span.end == at.start;
    let bracketed = opened && next == Some(Kind::Close);
    let shares_end = shares_end(text, &tokens[index..]);
    Place { before, after, opens: opener.is_empty(), listed, next, amount, bracketed, shares_end }
}

/// Whether the times of a list that begins with the first token lead to one that names its end.
fn shares_end(text: &str, tokens: &[Token<'_>]) -> bool {
    let times = tokens.iter().take(NEAR).filter(|token| token.kind != Kind::Enumeration);
    let mut end = None;
    for token in times {
        let Kind::Time(Time::Point(point)) = token.kind else { return false };
        let between = end.map(|end| Span { start: end, end: token.span.start }.of(text));
        if between.is_some_and(|between| !matches!(between, "、" | "和" | "及" | "与")) {
            return false;
        }
        if point.edge == Edge::End {
            return end.is_some();
        }
        end = Some(token.span.end);
    }
    false
}

impl Place<'_> {
    /// Whether a verb, or words that lead to one, follow at once.
    fn verb_follows(&self) -> bool {
        let verbs = Roles::VERB.and(Roles::STRIVE).and(Roles::CAUSE).and(Roles::ADVERB).and(Roles::PREDICATE);
        matches!(self.next, Some(Kind::Phrase(phrase)) if phrase.roles.any(verbs))
    }

    /// Whether a year that words of a task follow is one of several that the plan covers: 2025年有效遏制增量.
    fn one_of_its_years(&self, context: &Context<'_>, point: Point) -> bool {
        let (Year::Stated(year), Some(period)) = (point.year, context.period) else { return false };
        let (first, last) = (period.start.0.year(), period.end.0.year());
        let named = ["的", "以", "之", "全", "国", "起", "工作", "末", "初"].iter().any(|w| self.after.starts_with(w));
        first < last && (first..=last).contains(&year) && self.after.starts_with(is_han) && !named
    }

    fn pause_follows(&self) -> bool {
        matches!(self.next, Some(Kind::Comma))
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

fn by_point(
    context: &Context<'_>,
    span: Span,
    place: &Place<'_>,
    point: Point,
    year: &mut Option<i16>,
    notes: &mut Vec<Note>,
) -> Meaning {
    if let Year::Stated(stated) = point.year {
        *year = Some(stated);
    }
    let starts = ["起", "以来", "开始", "启动实施以来"].iter().any(|w| place.after.starts_with(w));
    if starts || place.before.ends_with('从') || place.before.ends_with('自') {
        return Meaning::None;
    }
    let compared = ["较", "比", "与", "同", "相比于", "对比"].iter().any(|w| place.before.ends_with(w));
    if compared || point.year == Year::Last || is_past(context, point.year) {
        return Meaning::Past;
    }
    let (span, to) = with_to(place, span);
    let words = span.of(context.text);
    if !to && !is_due(context, place, point, words) {
        return Meaning::None;
    }
    let (resolved, basis) = match resolve(context, point, *year) {
        Some(found) => found,
        None => {
            notes.push(Note::warning(
                "year-unknown",
                span,
                format!("“{words}”缺年份，文中未能确定 (the year of this date is not known)"),
            ));
            let value = reading(DeadlineKind::By, None, None, point.precision(), words, None);
            return found(span, "deadline/point", Certainty::Check, value);
        }
    };
    let by = point.last_day(context.lexicon, resolved);
    if place.before.ends_with("截至") && by.zip(context.issued_on).is_none_or(|(by, issued)| by <= issued) {
        return Meaning::Past;
    }
    if basis.is_some_and(|b| b == "issue-date") && context.period.is_some() && point.part == Part::Year {
        notes.push(Note::info(
            "year-assumed",
            span,
            format!("“{words}”按印发年份{resolved}年计 (read as the year of issue)"),
        ));
    }
    if by.is_none() {
        notes.push(Note::warning("date-unknown", span, format!("“{words}”的日期未能确定 (the day is not known)")));
    }
    let certainty = if basis.is_some() && point.year == Year::None { Certainty::Likely } else { Certainty::Certain };
    let value = reading(DeadlineKind::By, None, by, point.precision(), words, basis.map(str::to_owned));
    found(span, "deadline/point", certainty, value)
}

/// Whether a point without 到 says when something is due.
fn is_due(context: &Context<'_>, place: &Place<'_>, point: Point, words: &str) -> bool {
    let has_year = matches!(point.year, Year::Stated(_) | Year::This | Year::Next);
    match (point.edge, point.part) {
        (Edge::During, _) => place.opens || place.verb_follows(),
        (Edge::Begin, _) => has_year && (place.pause_follows() || place.verb_follows()),
        // 年底交账 is a way of working; 年底前 is a deadline.
        (Edge::End, Part::Year) if !has_year => words.ends_with(['前', '内']) || place.opens && place.pause_follows(),
        (Edge::End, _) => true,
        (Edge::Bare, Part::Year) => {
            let named = ["度", "版", "级", "是", "《", "第", "“", "（"].iter().any(|w| place.after.starts_with(w));
            let leads = place.pause_follows() || place.verb_follows() || place.amount;
            if named {
                return false;
            }
            if place.opens || place.listed || place.bracketed {
                let enumerated = matches!(place.next, Some(Kind::Enumeration));
                leads
                    || place.listed
                    || enumerated
                    || place.after.starts_with('各')
                    || place.one_of_its_years(context, point)
            } else {
                // 班列2023年300列以上; 收入2023年、2024年分别达到….
                let listed = || place.after.strip_prefix('、').is_some_and(|rest| rest.starts_with("20"));
                matches!(place.next, Some(Kind::Amount(_)))
                    || place.amount && listed()
                    || matches!(place.next, Some(Kind::Phrase(p)) if p.roles.any(Roles::NEW.and(Roles::STRONG).and(Roles::STRIVE).and(Roles::LEVEL)))
                        && place.amount
            }
        }
        (Edge::Bare, Part::Day(..)) => has_year && place.verb_follows(),
        (Edge::Bare, _) => {
            place.bracketed
                || place.shares_end
                || place.opens && (place.pause_follows() || place.verb_follows() || place.amount)
                || has_year && (place.verb_follows() || place.opens && !place.after.starts_with('的'))
                || matches!(point.part, Part::Half(_) | Part::Quarter(_)) && place.verb_follows()
        }
    }
}

fn within(
    context: &Context<'_>,
    span: Span,
    place: &Place<'_>,
    from: Point,
    to: Point,
    year: &mut Option<i16>,
    notes: &mut Vec<Note>,
) -> Meaning {
    // 规划（2021—2025年）: part of a name.
    let named = ["规划", "计划", "方案", "纲要", "行动", "工作要点"].iter().any(|w| place.after.starts_with(w));
    if place.bracketed && matches!(from.part, Part::Year) || named {
        return Meaning::None;
    }
    if let Year::Stated(stated) = from.year {
        *year = Some(stated);
    }
    // 2019年1月1日至12月31日: how long a rule is valid.
    if from.part == Part::Day(1, 1) && to.part == Part::Day(12, 31) {
        return Meaning::None;
    }
    let words = span.of(context.text);
    let last = Point { year: if to.year == Year::None { from.year } else { to.year }, ..to };
    if is_past(context, last.year) {
        return Meaning::Past;
    }
    let Some((end_year, basis)) = resolve(context, last, *year) else {
        notes.push(Note::warning("year-unknown", span, format!("“{words}”缺年份 (the year is not known)")));
        return Meaning::None;
    };
    let start_year = match from.year {
        Year::Stated(stated) => stated,
        _ => end_year,
    };
    let value = reading(
        DeadlineKind::Within,
        from.first_day(start_year),
        last.last_day(context.lexicon, end_year),
        last.precision(),
        words,
        basis.map(str::to_owned),
    );
    found(span, "deadline/range", Certainty::Certain, value)
}

fn plan(context: &Context<'_>, span: Span, place: &Place<'_>, start: i16, edge: Edge) -> Meaning {
    if is_past(context, Year::Stated(start + 4)) {
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

fn years(
    context: &Context<'_>,
    span: Span,
    place: &Place<'_>,
    count: u16,
    from: Option<i16>,
    notes: &mut Vec<Note>,
) -> Meaning {
    let allows = ["继续", "不得", "不", "免", "可", "享受", "有效", "的"].iter().any(|w| place.after.starts_with(w));
    let past = ["近", "过去", "最近", "连续", "前"].iter().any(|w| place.before.ends_with(w));
    if allows || past {
        return Meaning::None;
    }
    let words = span.of(context.text);
    let start = from.and_then(|y| Date::new(y, 1, 1));
    let (start, basis) = match (start, context.period, context.issued_on) {
        (Some(start), ..) => (Some(start), None),
        (None, Some(period), _) => (Some(period.start), Some("plan-period")),
        (None, None, Some(issued)) => (Some(issued), Some("issue-date")),
        (None, None, None) => (None, None),
    };
    let by = start.and_then(|s| workday::add_months(s, 12 * u32::from(count)));
    let by = if basis == Some("issue-date") { by } else { by.and_then(|d| d.0.yesterday().ok().map(Date)) };
    if by.is_none() {
        notes.push(Note::warning(
            "start-unknown",
            span,
            format!("“{words}”未写明起算时间 (the words do not say from when)"),
        ));
    }
    let value = reading(DeadlineKind::Within, start, by, Precision::Year, words, basis.map(str::to_owned));
    found(span, "deadline/years", if from.is_some() { Certainty::Certain } else { Certainty::Likely }, value)
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
    let span = Span { start: span.start - event_len(place.before) as u32, end: span.end };
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
        notes.push(Note::warning("deadline-open", span, format!("“{words}”不能换算为日期：{why}")));
    }
    let value = reading(DeadlineKind::Relative, None, by, Precision::Day, words, Some(basis));
    found(span, "deadline/after-event", if issue { Certainty::Certain } else { Certainty::Check }, value)
}

/// How many bytes at the end of `before` name the event: 本通知印发之日起.
fn event_len(before: &str) -> usize {
    let Some(rest) = EVENT_ENDS.iter().find_map(|w| before.strip_suffix(w)) else { return 0 };
    let Some(rest) = EVENTS.iter().find_map(|w| rest.strip_suffix(w)) else { return 0 };
    let rest = match rest.strip_suffix('》').and_then(|inner| inner.rfind('《')) {
        Some(open) => rest.get(..open).unwrap_or(rest),
        None => {
            let rest = PAPERS.iter().find_map(|w| rest.strip_suffix(w)).unwrap_or(rest);
            rest.strip_suffix('本').unwrap_or(rest)
        }
    };
    before.len() - rest.len()
}

fn every(context: &Context<'_>, span: Span, place: &Place<'_>) -> Meaning {
    let per_head = ["人", "户", "家", "名", "亩", "校", "村", "个", "平均"].iter().any(|w| place.before.ends_with(w));
    let price = matches!(place.next, Some(Kind::Amount(a)) if a.kind == crate::lexicon::UnitKind::Money);
    if per_head || price {
        return Meaning::None;
    }
    let words = span.of(context.text);
    // The rhythm is what follows 每; a day after it only says which (每月25日前).
    let precision =
        match words.find(['周', '星', '旬', '季', '月', '年', '学']).and_then(|at| words[at..].chars().next()) {
            Some('周' | '星' | '旬') => Precision::Day,
            Some('季') => Precision::Quarter,
            Some('月') => Precision::Month,
            _ if words.contains('半') || words.contains("学期") => Precision::Half,
            _ => Precision::Year,
        };
    let value = reading(DeadlineKind::Recurring, None, None, precision, words, None);
    found(span, "deadline/recurring", Certainty::Certain, value)
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
