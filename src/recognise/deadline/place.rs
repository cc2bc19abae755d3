//! What stands around an expression of time.

use super::list::{next_of_list, shares_deed, shares_end, takes_turns};
use super::year::has_several;
use crate::lexicon::{Lexicon, Roles, Wordings};
use crate::recognise::Context;
use crate::recognise::time::{Edge, Part, Point, Year};
use crate::recognise::token::{Kind, Token};
use crate::text::{MarkerStyle, Span, all_han, is_han, is_pause, marker, numeral, trim};

/// What stands around an expression.
pub(super) struct Place<'a> {
    /// What words beside it make of it.
    wordings: &'a Wordings,
    /// The words of its clause before it.
    pub before: &'a str,
    /// All words after it.
    pub after: &'a str,
    /// Whether nothing but particles stands between the beginning of the clause and it.
    pub opens: bool,
    /// Whether that clause is no item of a list and stands in no bracket.
    heads: bool,
    /// Whether it stands in a list of times.
    pub listed: bool,
    /// What the next token is, where it touches the expression.
    pub next: Option<Kind<'a>>,
    /// Whether that only describes what follows: 2024年3月印发的《方案》.
    describes: bool,
    /// Whether an amount follows in the clause.
    pub amount: bool,
    /// Whether a verb stands somewhere in the clause behind it.
    acts: bool,
    /// Whether a word that compares follows in the clause: 2023年全省贷款增速不低于平均增速.
    compares: bool,
    /// Whether what it stands before has that amount: 2024年超过五成, 2022年75%, 2024年销量突破20万辆.
    valued: bool,
    /// Whether nothing but an amount stands between it and the next pause: 新增企业一季度12家、上半年30家以上.
    measured: bool,
    /// Whether nothing but bounds stands before the money that follows: 每月不低于100元.
    pub priced: bool,
    /// Whether money follows in the clause.
    pub paid: bool,
    /// Whether it fills a bracket alone.
    pub bracketed: bool,
    /// Whether that bracket stands behind a stage of the work: 动员部署阶段（2024年4月）, or the heading 集中攻坚（2024年）.
    pub staged: bool,
    /// Whether that bracket says when a season is: 秋冬季（10月—次年3月）.
    pub seasonal: bool,
    /// Whether it stands in a list whose last time says that all are ends: 6月、9月、12月底前.
    shares_end: bool,
    /// Whether another time of a list follows at once.
    lists: bool,
    /// Whether it stands in a list of times that take numbers in turn: 一季度、上半年分别控制在…….
    in_turn: bool,
}

/// How many tokens around a time are looked at: more than any clause has.
const NEAR: usize = 64;

/// No longer words name an event and that it is over. Characters.
const LONGEST_EVENT: usize = 12;

/// No longer words tell what becomes of what by a month or quarter. Characters.
const LONGEST_DEED: usize = 14;

impl<'a> Place<'a> {
    pub(super) fn of(lexicon: &'a Lexicon, text: &'a str, span: Span, tokens: &[Token<'a>], index: usize) -> Self {
        let wordings = lexicon.wordings();
        let at = tokens[index].span;
        let first = index.saturating_sub(NEAR);
        let opening = tokens[first..index]
            .iter()
            .rev()
            .find(|t| matches!(t.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Open | Kind::Enumeration));
        let clause_start =
            opening.map_or(if first == 0 { span.start } else { tokens[first].span.start }, |t| t.span.end);
        let before = text.get(clause_start as usize..at.start as usize).unwrap_or("");
        let after = text.get(at.end as usize..(span.end as usize).min(text.len())).unwrap_or("");
        // ——2024年，新建……: a bullet is no word before it.
        let bullet = marker(before).filter(|marker| marker.style == MarkerStyle::Bullet);
        let mut lead = bullet.map_or(before, |bullet| trim(&before[bullet.len..]));
        while let Some(rest) = wordings.before_time.strip_end(lead) {
            lead = rest;
        }
        let opens = lead.is_empty();
        let listed = tokens[first..index].iter().rev().find(|t| t.kind != Kind::Enumeration).is_some_and(|t| {
            matches!(t.kind, Kind::Time(_)) && at.start.saturating_sub(t.span.end) <= '、'.len_utf8() as u32
        });
        let touching = at.end + if after.starts_with('度') { '度'.len_utf8() as u32 } else { 0 };
        let next = tokens.get(index + 1).filter(|t| t.span.start == touching);
        // 2026年底前90%的村: the number is what is reached by then.
        let counts = next.is_some_and(|t| matches!(t.kind, Kind::Amount(_)));
        let describes = !counts && next.is_some_and(|t| text[t.span.end as usize..].starts_with('的'));
        let next = next.map(|t| t.kind);
        // A bracket that the clause holds ends nothing.
        let mut depth = 0_i32;
        let clause = tokens[index + 1..].iter().take(NEAR).take_while(|t| {
            depth += i32::from(t.kind == Kind::Open) - i32::from(t.kind == Kind::Close);
            depth >= 0 && !matches!(t.kind, Kind::Comma | Kind::Semicolon | Kind::Stop)
        });
        let mut left = tokens[index];
        let mut found = None;
        let (mut acts, mut compares) = (false, false);
        for token in clause {
            acts |= token.has(Roles::VERB);
            compares |= token.has(Roles::PREDICATE.and(Roles::BEFORE));
            if matches!(token.kind, Kind::Amount(_)) {
                found = Some(*token);
                break;
            }
            left = *token;
        }
        let valued = found.is_some_and(|amount| {
            left.span.end == amount.span.start
                && match left.kind {
                    Kind::Phrase(phrase) => phrase.roles.any(Roles::PREDICATE.and(Roles::BEFORE)),
                    Kind::Time(_) => left.span == at,
                    _ => false,
                }
                && !after[(amount.span.end - at.end) as usize..].starts_with('的')
                && !before.starts_with(['对', '凡'])
        });
        let measured = found.is_some_and(|amount| {
            let behind = text[amount.span.end as usize..].trim_start_matches(['以', '上', '内', '左', '右']);
            left.span == at && amount.span.start == at.end && (behind.is_empty() || behind.starts_with(is_pause))
        });
        let bound = |t: &Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::BEFORE.and(Roles::LEVEL)));
        let (mut end, mut behind) = (at.end, tokens[index + 1..].iter());
        let priced = loop {
            match behind.next().filter(|t| t.span.start == end) {
                Some(t) if bound(t) => end = t.span.end,
                Some(t) => break matches!(t.kind, Kind::Amount(amount) if amount.is_money() && !amount.is_large_sum()),
                None => break false,
            }
        };
        let opened = index > 0 && tokens[index - 1].kind == Kind::Open && tokens[index - 1].span.end == at.start;
        let bracketed = opened && next == Some(Kind::Close);
        let named = if bracketed { text[..tokens[index - 1].span.start as usize].trim_end() } else { "" };
        let closes = bracketed && text[tokens[index + 1].span.end as usize..span.end as usize].is_empty();
        let heading = || named.get(span.start as usize..).is_some_and(|words| is_stage(lexicon, words));
        let staged = named.ends_with("阶段") || closes && heading();
        let seasonal = wordings.season.end(named);
        Self {
            wordings,
            before,
            after,
            opens,
            heads: opens && !opening.is_some_and(|t| matches!(t.kind, Kind::Enumeration | Kind::Open)),
            listed,
            next,
            describes,
            amount: found.is_some(),
            acts,
            compares,
            paid: found.is_some_and(|token| matches!(token.kind, Kind::Amount(amount) if amount.is_money())),
            valued,
            measured,
            priced,
            bracketed,
            staged,
            seasonal,
            shares_end: shares_end(wordings, text, &tokens[index..])
                || opens && shares_deed(wordings, text, &tokens[index..]),
            lists: next_of_list(wordings, text, &tokens[index..]).is_some(),
            in_turn: takes_turns(wordings, text, &tokens[index..], listed),
        }
    }

    /// How many bytes behind a bare year name an event of it that ends a time, and no day: 2025年|春季造林结束前.
    pub(super) fn event_ahead(&self, point: Point) -> Option<usize> {
        let year = matches!(point.year, Year::Stated(_) | Year::This | Year::Same) && point.part == Part::Year;
        if !year || point.edge != Edge::Bare {
            return None;
        }
        let clause = self.clause_after();
        let len = self.wordings.before_event.end_of_first(clause)?;
        let name = &clause[..len];
        (name.chars().count() <= LONGEST_EVENT && all_han(name) && !name.contains('的')).then_some(len)
    }

    /// The words after it to the next pause.
    pub(super) fn clause_after(&self) -> &'a str {
        self.after.split(is_pause).next().unwrap_or("")
    }

    /// Whether a verb, or words that lead to one, follow at once.
    pub(super) fn verb_follows(&self) -> bool {
        let verbs = Roles::VERB.and(Roles::STRIVE).and(Roles::CAUSE).and(Roles::ADVERB).and(Roles::PREDICATE);
        !self.describes && matches!(self.next, Some(Kind::Phrase(phrase)) if phrase.roles.any(verbs))
    }

    /// Whether the clause goes on with where, to whom or with whom something is done: 10月|在甲市举办展会.
    fn leads_to_deed(&self) -> bool {
        let clause = self.clause_after();
        let acts = || self.acts || self.wordings.control.are_in(clause);
        self.wordings.deed_with.begin(clause) && !clause.ends_with('的') && acts()
    }

    /// Whether what is done then follows, with an object or without: 通车, 全部完工.
    fn deed_follows(&self) -> bool {
        self.verb_follows()
            || matches!(self.next, Some(Kind::Phrase(phrase)) if phrase.roles.any(Roles::FOLLOW))
            || self.wordings.dated_deed.begin(self.after)
    }

    /// Whether a year that words of a task follow is one of several that the plan covers: 2025年有效遏制增量.
    fn one_of_its_years(&self, context: &Context<'_>, point: Point) -> bool {
        let (Year::Stated(year), Some(period)) = (point.year, context.period) else { return false };
        let (first, last) = (period.start.0.year(), period.end.0.year());
        // 2025年全市用水总量负增长: of all of the place.
        let rest = self.wordings.whole_place.strip_start(self.after).unwrap_or(self.after);
        let named = self.wordings.after_year.begin(rest);
        first < last && (first..=last).contains(&year) && self.after.starts_with(is_han) && !named
    }

    /// Whether no more than a word or two follow in the clause, as a milestone is told: 12月上旬总结. 5月安全生产月 is a name.
    fn names_a_deed(&self) -> bool {
        let clause = self.clause_after();
        (2..=4).contains(&clause.chars().count())
            && all_han(clause)
            && !clause.starts_with(['的', '以', '之', '至', '起', '一'])
            && !clause.starts_with("工作")
            && !clause.ends_with(['月', '节', '日', '周', '会', '期', '度'])
    }

    /// Whether the clause goes on with a subject and what becomes of it: 三季度平台上线试运行, 2022年市康复中心建成投用.
    fn ends_in_deed(&self) -> bool {
        let (clause, deeds) = (self.clause_after(), self.wordings);
        self.heads
            && (4..=LONGEST_DEED).contains(&clause.chars().count())
            && clause.starts_with(is_han)
            && [&deeds.done, &deeds.becomes, &deeds.dated_deed].iter().any(|deeds| deeds.end(clause))
    }

    /// Whether a subject stands before it and nothing but what becomes of that behind: 博物馆10月开放, 产业园年底建成.
    fn closes_with_deed(&self) -> bool {
        let clause = self.clause_after();
        let deed = self.wordings.deed_how.strip_start(clause).filter(|rest| !rest.is_empty());
        let deed = deed.unwrap_or(clause);
        let Wordings { done, becomes, dated_deed, comes_about, .. } = self.wordings;
        let all = [done, becomes, dated_deed, comes_about];
        self.before.chars().count() >= 2
            && self.before.ends_with(is_han)
            && !self.before.ends_with(['的', '自', '从', '至', '到'])
            && all.iter().any(|deeds| deeds.contains(&deed))
    }

    /// Whether a count of times follows in the clause: 不少于2次. 1万人次 is what passes through.
    pub(super) fn counts_times(&self) -> bool {
        let clause = self.clause_after();
        clause.match_indices(['次', '遍']).any(|(at, _)| clause[..at].ends_with(numeral::begins))
    }

    /// Whether a season that has no day tells a time, and names no work: 汛前完成加固, but 开展汛前检查.
    fn is_time_of_season(&self) -> bool {
        const AT: [char; 6] = ['于', '在', '须', '要', '应', '年'];
        self.opens && !self.wordings.season_work.begin(self.after)
            || self.before.ends_with(AT)
            || self.pause_follows()
            || self.wordings.season_deed.begin(self.after)
    }

    /// Whether it stands between other words and something that is not done then: 明确2023年增长目标.
    pub(super) fn tells_which(&self) -> bool {
        !self.opens && self.before.ends_with(is_han) && self.after.starts_with(is_han) && !self.deed_follows()
    }

    fn pause_follows(&self) -> bool {
        matches!(self.next, Some(Kind::Comma))
    }

    /// Whether a point without 到 says when something is due.
    pub(super) fn is_due(&self, context: &Context<'_>, point: Point, words: &str) -> bool {
        let has_year = !matches!(point.year, Year::Last | Year::None);
        if self.wordings.latest.end(self.before) {
            return true;
        }
        // 2000年底前建成的小区: which are meant.
        if self.describes && matches!(point.year, Year::Stated(_)) && point.edge != Edge::Bare {
            return false;
        }
        match (point.edge, point.part) {
            (Edge::Before, _) => true,
            (_, Part::Eve(name)) if context.lexicon.calendar().is_season(name) => self.is_time_of_season(),
            (Edge::During, _) => self.opens || self.verb_follows(),
            (Edge::Begin, _) => has_year && (self.pause_follows() || self.verb_follows()),
            // 年底交账 is a way of working; 年底前 is a deadline, and 年底进行评价 as a clause.
            (Edge::End, Part::Year | Part::Half(_)) if words.starts_with('年') && !words.ends_with(['前', '内']) => {
                let leads = self.pause_follows() || self.deed_follows() || self.amount;
                self.opens && self.pause_follows()
                    || !has_several(context) && self.closes_with_deed()
                    || !has_several(context) && (self.heads && self.shares_end || (self.opens || self.listed) && leads)
            }
            (Edge::End, _) => true,
            (Edge::Bare, Part::Year) => self.is_due_year(context, point),
            (Edge::Bare, part) => {
                let at = self.before.ends_with('于');
                if self.bracketed || self.shares_end || self.in_turn || self.measured || has_year && at {
                    return true;
                }
                // 法庭于10月投入使用; 将于10月派出督查组.
                if at && (self.deed_follows() || self.before.ends_with("将于")) {
                    return true;
                }
                // 10月1日通车; 10月1日国庆节.
                if matches!(part, Part::Day(..)) {
                    return (has_year || self.opens || at) && self.deed_follows();
                }
                let tells = || self.names_a_deed() || self.ends_in_deed();
                self.opens
                    && (self.pause_follows() || self.deed_follows() || self.leads_to_deed() || self.amount || tells())
                    || has_year
                        && (self.deed_follows() || self.opens && !self.describes && !self.after.starts_with('的'))
                    || !matches!(part, Part::Month(_)) && self.deed_follows()
                    || self.closes_with_deed()
            }
        }
    }

    /// Whether the clause announces what is to be reached by then: 2018年全市主要指标：.
    fn announces_targets(&self) -> bool {
        let clause = self.clause_after();
        let head = clause.split_once(['：', ':']).map_or("", |(head, _)| head);
        self.wordings.targets_head.end(head)
    }

    /// Whether a bare year is the time of a task or target.
    fn is_due_year(&self, context: &Context<'_>, point: Point) -> bool {
        if self.staged {
            let planned =
                |year: i16| context.period.is_none_or(|p| (p.start.0.year()..=p.end.0.year()).contains(&year));
            return matches!(point.year, Year::Stated(year) if planned(year));
        }
        let named = self.after.starts_with(['版', '级', '是', '《', '第', '“', '（']);
        let leads = self.pause_follows() || self.verb_follows() || self.amount;
        // 2024年度培训2000人次, 2024年度全县参保人数不低于20万人, but 2024年度考核.
        if let Some(rest) = self.after.strip_prefix('度') {
            return self.heads && self.amount && (self.verb_follows() || self.wordings.whole_place.begin(rest));
        }
        // 当年新招用, 按当年标准: no time of its own.
        if named || matches!(point.year, Year::Same | Year::Following) {
            return false;
        }
        // 甲市2024年进入前五位, 全市2020年新开工49个: the place is whose task it is.
        let of_place = || {
            self.wordings.whole_place.contains(&self.before)
                || context
                    .lexicon
                    .divisions()
                    .prefix(self.before, None)
                    .is_some_and(|(_, used)| used == self.before.len())
        };
        if self.opens || self.listed || self.bracketed || of_place() {
            let enumerated = matches!(self.next, Some(Kind::Enumeration));
            return leads
                || self.listed
                || self.announces_targets()
                || enumerated
                || self.after.starts_with('各')
                || self.after.starts_with("在全")
                || self.one_of_its_years(context, point)
                || self.compares && self.wordings.whole_place.begin(self.after)
                || self.ends_in_deed();
        }
        let deeds = Roles::NEW.and(Roles::STRONG).and(Roles::STRIVE).and(Roles::LEVEL);
        let deed = matches!(self.next, Some(Kind::Phrase(phrase)) if phrase.roles.any(deeds));
        // 于2023年开展中期评估; but 于2018年开展试点 tells what was.
        let ahead = |year| context.issued_on.is_none_or(|day| day.0.year() <= year);
        let is_to_come = matches!(point.year, Year::Stated(year) if ahead(year));
        let at = self.before.ends_with('于') && is_to_come && self.verb_follows();
        // 新院区2023年投入使用, in a paper of 2022.
        let becomes = is_to_come && self.closes_with_deed();
        self.amount && (deed || self.lists) || self.valued || at || becomes
    }
}

/// Whether a heading names a stage of the work or a piece of it, and no paper, before the bracket that tells its time.
fn is_stage(lexicon: &Lexicon, heading: &str) -> bool {
    /// No longer words name one. Characters.
    const LONGEST: usize = 12;
    let heading = trim(heading);
    (2..=LONGEST).contains(&heading.chars().count()) && all_han(heading) && lexicon.kinds().of_title(heading).is_none()
}
