//! What stands behind an amount: a noun that it counts, or another number, or what becomes of the thing.

use super::reader::Reader;
use super::spoken::is_headless;
use super::state::{Now, Right};
use crate::lexicon::{Roles, UnitKind, Wordings};
use crate::model::Comparator;
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::time::{Edge, Time};
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_han};

/// Whether words say where those go who were chosen: 到企业实践, but 到岗, 到2025年.
fn goes_to(words: &str) -> bool {
    let place = words.strip_prefix('到');
    place.is_some_and(|place| {
        place.starts_with(is_han) && !place.starts_with(['位', '岗', '账', '期', '达', '场', '会', '校', '底', '年'])
    })
}

/// Whether words are no more than what comes of it for those who are led to it: 带动农户300户增收, 引导农民工返乡创业.
fn is_gained(wordings: &Wordings, words: &str) -> bool {
    let mut words = words;
    while let Some(rest) = wordings.gained_how.strip_start(words) {
        words = rest;
    }
    wordings.gained.contains(&words)
}

/// 压缩至 and a subject before it have more characters.
const SHORTEST_STATE: usize = 4;

/// What stands behind an amount in its clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail<'a> {
    /// The comparator that touches the number on its right (以上).
    pub comparator: Option<Comparator>,
    /// Whether it counts what follows.
    pub right: Right,
    /// The words that follow, to the end of the clause; a bracket that explains the number is passed over.
    pub rest: &'a str,
    /// Where the amount's own words end, the comparator and the name of a rate among them.
    pub end: u32,
    /// Up to where words only tell what becomes of the thing, if such words follow.
    pub told: Option<u32>,
    /// Whether the rest says that the money is collected (募集).
    pub collected: bool,
    /// The predicate behind the name of a rate (按8%的幅度增长).
    pub rate: Option<Roles>,
}

impl<'a> Reader<'a, '_> {
    /// What stands behind the amount at `index`.
    pub(super) fn tail(&self, now: &Now<'_>, index: usize, amount: &Amount<'_>) -> Tail<'a> {
        let (comparator, end) = self.view.comparator_after(index);
        let (right, rest) = self.right(now, index, end);
        let told = if right == Right::Noun { self.stands_behind(now, index, end) } else { None };
        // 完成首期20亿元募集.
        let collected = amount.is_money() && self.view.nouns.raisers.contains(&rest);
        let tail = Tail { comparator, right, rest, end, told, collected, rate: None };
        // A predicate, not a noun: 突破300亿元大关, 迈上1万亿元台阶; 首期5亿元于三季度到位.
        let high = || !amount.counts() && self.view.wordings.height.begin(rest);
        let done = || collected || high() || rest.starts_with('于') || self.is_done(now, index, amount, rest);
        if right == Right::Noun && (told.is_some() || done()) {
            return Tail { right: Right::End, ..tail };
        }
        // 报装压缩至2个环节: the state of what stands before it.
        let state = self.view.touching(self.view.tokens[index].span.start);
        let to = state.is_some_and(
            |t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::LEVEL) && p.words.ends_with(['至', '到', '为'])),
        );
        if to
            && amount.counts()
            && let Some(step) = self.view.nouns.cut.at_start(rest)
            && self.opening(now, self.view.tokens[index].span.start).of(self.view.text).chars().count() > SHORTEST_STATE
        {
            let rest = &rest[step.len()..];
            return Tail { right: Right::End, rest, end: end + step.len() as u32, ..tail };
        }
        // 形成年处理废旧电池30万吨的能力, 年产飞机300架能力: what stands before it is what is handled.
        let capacity = || self.view.wordings.capacity.contains(&rest.strip_prefix('的').unwrap_or(rest));
        let handled = amount.kind == UnitKind::Measure || amount.counts();
        // 完成电价降低10%的任务: nor is the task counted that a number is of.
        let task = || right == Right::Of && self.view.wordings.of_task.contains(&rest);
        if handled && capacity() || task() {
            return Tail { right: Right::End, ..tail };
        }
        // 按不低于8%的幅度增长: the predicate stands behind the rate's name.
        let Some((rate, end)) = self.by_rate(now, amount, right, rest) else { return tail };
        let rest = Span { start: end, end: now.clause.span.end }.of(self.view.text);
        Tail { right: Right::End, rest, end, rate: Some(rate), ..tail }
    }

    /// What stands to the right of the amount, and those words.
    pub(super) fn right(&self, now: &Now<'_>, index: usize, end: u32) -> (Right, &'a str) {
        let at = self.view.skip_bracket(index, end);
        let rest = Span { start: at, end: now.clause.span.end }.of(self.view.text);
        // 收入1万元以下且有劳动能力的监测户: which of them.
        let which = rest.starts_with('且') && rest.contains('的') && !rest.contains(['、', '，']);
        let right = if which {
            Right::Noun
        } else if !rest.chars().any(char::is_alphanumeric)
            || rest.starts_with(['、', '并', '且', '/', '；', '）', ')', '”'])
            || rest.starts_with(['和', '及', '与', '或']) && !self.view.wordings.whole.begin(rest)
            || self.view.wordings.not_counted.begin(rest) && !self.view.wordings.counted_though.begin(rest)
            || rest.starts_with('等') && !self.view.wordings.etc_in_name.begin(rest)
        {
            Right::End
        } else if rest.starts_with('的') {
            Right::Of
        } else {
            Right::Noun
        };
        (right, rest)
    }

    /// Whether a share is followed by what is done to so much of the thing before it (固定车位100%预留条件).
    fn is_done(&self, now: &Now<'_>, index: usize, amount: &Amount<'_>, rest: &str) -> bool {
        let at = now.at_end(rest).start;
        let deed = Roles::VERB.and(Roles::FOLLOW).and(Roles::LEVEL).and(Roles::ADVERB);
        let does = |t: Token<'_>| t.has(deed);
        // 投资3200万元修复设施.
        let before = Span { start: now.left, end: self.view.tokens[index].span.start }.of(self.view.text);
        // 竣工联合验收5个工作日办结.
        if amount.kind == UnitKind::Duration && self.is_handled_in(before, rest) {
            return true;
        }
        let spent = amount.is_money() && self.view.wordings.invested.end(before);
        // 行政村80%以上通快递; 80%以上通村道路 are so many roads.
        let becomes = || before.chars().count() >= 2 && self.view.nouns.of_share.begin(rest);
        let share = amount.kind == UnitKind::Ratio;
        share && becomes() || (share || spent) && self.view.starting(at).is_some_and(does)
    }

    /// Whether words before and behind a time say that something is handled in it: 联合验收|5个工作日|办结, 投诉举报|15个工作日|内办结;
    /// 各县|10日|内完成 is by when.
    pub(super) fn is_handled_in(&self, before: &str, rest: &str) -> bool {
        let view = self.view;
        let within = rest.strip_prefix('内');
        let handling = || view.nouns.deeds.end(before) || view.nouns.doers.end(before);
        let by_when = within == Some("完成") && !handling();
        let named = before.chars().count() >= 2 && !before.ends_with(['的', '在', '于', '后', '要', '应', '、']);
        named && !by_when && view.wordings.handled.contains(&within.unwrap_or(rest))
    }

    /// The predicate behind the name of a rate that an amount describes (按8%的幅度增长), and where it ends.
    fn by_rate(&self, now: &Now<'_>, amount: &Amount<'_>, right: Right, rest: &str) -> Option<(Roles, u32)> {
        if right != Right::Of || amount.kind != UnitKind::Ratio {
            return None;
        }
        let name = rest.strip_prefix('的')?;
        let after = self.view.wordings.rate_name.strip_start(name)?;
        let token = self.view.starting(now.at_end(after).start)?;
        let Kind::Phrase(phrase) = token.kind else { return None };
        phrase.roles.any(Roles::GROWTH.and(Roles::RISE).and(Roles::FALL)).then_some((phrase.roles, token.span.end))
    }

    /// Where what stands behind the amount at `index` ends, if it is no noun that it counts.
    fn stands_behind(&self, now: &Now<'_>, index: usize, end: u32) -> Option<u32> {
        let Token { kind: Kind::Amount(amount), span } = self.view.tokens[index] else { return None };
        if !amount.counts() && amount.kind != UnitKind::Measure {
            return None;
        }
        let before = Span { start: now.left, end: span.start };
        let behind = Behind { reader: self, now, amount: &amount, before, end };
        Behind::RULES.iter().find_map(|rule| rule(&behind))
    }

    /// Whether a noun, and no verb that takes what follows for its object, stands before `at`, bounds aside
    /// (案例不少于1批).
    fn follows_noun(&self, now: &Now<'_>, at: u32) -> bool {
        let mut left = at;
        while let Some(bound) = self.view.touching(left).filter(|t| t.span.start > now.left)
            && bound.has(Roles::BEFORE)
        {
            left = bound.span.start;
        }
        let words = Span { start: now.left, end: left }.of(self.view.text);
        let verbal = self.view.touching(left).is_some_and(|t| match t.kind {
            // 小区改造10个: what is done to the noun before it.
            Kind::Phrase(p) if p.roles.any(Roles::WEAK) => t.span.start < now.left + 2 * '区'.len_utf8() as u32,
            Kind::Phrase(p) => !p.roles.any(Roles::NOUN.and(Roles::ATTRIBUTE)),
            // 厂房三期16栋: a phase is part of the name.
            Kind::Amount(amount) => amount.unit != "期" || !amount.is_small_word(),
            Kind::Time(_) | Kind::Enumeration => true,
            _ => false,
        });
        words.chars().count() >= 2 && !verbal && !words.ends_with(['的', '等', '有', '和', '及', '与', '对', '为'])
    }

    /// Where it ends, if only what becomes of a thing, and by when, stands from `at` to the end of the clause or of an
    /// item of a list (6月底完工, 全部入住); without `bare` nothing but words that are always verbs (投入使用).
    pub(super) fn comes_about(&self, now: &Now<'_>, mut at: u32, bare: bool) -> Option<u32> {
        let mut predicate = false;
        for token in self.view.within(Span { start: at, end: now.clause.span.end }).tokens {
            if token.span.start != at {
                return None;
            }
            match token.kind {
                Kind::Time(_) if !predicate => {}
                Kind::Phrase(p) if p.roles.any(Roles::STRONG) || bare && p.roles.any(Roles::FOLLOW) => predicate = true,
                Kind::Phrase(p) if bare && p.roles.any(Roles::VERB.and(Roles::ADVERB)) => {}
                Kind::Enumeration if bare && predicate => return Some(at),
                _ => return None,
            }
            at = token.span.end;
        }
        (predicate && at == now.clause.span.end).then_some(at)
    }
}

/// An amount behind what it counts, perhaps: what stands behind it is no other noun then.
struct Behind<'r> {
    reader: &'r Reader<'r, 'r>,
    now: &'r Now<'r>,
    amount: &'r Amount<'r>,
    /// The words before it that no other amount has taken.
    before: Span,
    /// Where it ends, its comparator included.
    end: u32,
}

impl<'r> Behind<'r> {
    /// The rules, in the order in which they are asked; the first that knows where what is no noun ends, ends the list.
    const RULES: [fn(&Self) -> Option<u32>; 6] = [
        Self::what_they_do,
        Self::how_long,
        Self::what_part_reaches,
        Self::what_is_done_to_all,
        Self::what_becomes_of_part,
        Self::what_becomes_of_it,
    ];

    /// 选派干部1200名|担任楼长, 选取小区15个|开展改造: what those do who were chosen.
    fn what_they_do(&self) -> Option<u32> {
        let (text, wordings) = (self.reader.view.text, self.reader.view.wordings);
        let rest = &text[self.end as usize..];
        let sent = || self.amount.kind == UnitKind::Person && (wordings.sent.begin(rest) || goes_to(rest));
        let led = || {
            wordings.carried_out.begin(rest)
                || is_gained(wordings, self.rest()) && !self.before.of(text).starts_with('每')
        };
        ((sent() || self.amount.counts() && led()) && self.follows_noun()).then_some(self.end)
    }

    /// 支渠98条|长|119.4公里.
    fn how_long(&self) -> Option<u32> {
        let view = self.reader.view;
        let length = view.wordings.length.at_start(&view.text[self.end as usize..])?;
        let next = view.starting(self.end + length.len() as u32)?;
        let measured = matches!(next.kind, Kind::Amount(long) if long.kind == UnitKind::Measure);
        (measured && self.follows_noun()).then_some(next.span.start)
    }

    /// 其中3家|达到三级水平.
    fn what_part_reaches(&self) -> Option<u32> {
        let next = self.reader.view.starting(self.end)?;
        (self.is_part() && next.has(Roles::LEVEL)).then_some(self.end)
    }

    /// 码头2个、航道1条|建设; 东段26公里、西段18公里|改造.
    fn what_is_done_to_all(&self) -> Option<u32> {
        let view = self.reader.view;
        view.starting(self.end)?;
        let counted = self.amount.counts() || self.amount.kind == UnitKind::Measure && self.now.listing;
        let deed = counted && view.nouns.deeds.contains(&self.rest());
        (deed && self.follows_noun()).then_some(self.end)
    }

    /// 推动项目10个开工，其中5个|上半年开工.
    fn what_becomes_of_part(&self) -> Option<u32> {
        if self.is_part() { self.reader.comes_about(self.now, self.end, true) } else { None }
    }

    /// 项目3个|6月底前建成, 实训楼2栋|秋季开学前完工, 公路2条|76公里: what becomes of it, by when, or another number for it.
    fn what_becomes_of_it(&self) -> Option<u32> {
        let next = self.reader.view.starting(self.end)?;
        let words = self.before.of(self.reader.view.text);
        let carries = self.now.listing && matches!(words, "" | "、")
            || is_headless(self.reader.view.wordings, words)
            || self.is_striven_for();
        // 道路提升8条共12.6公里.
        let summed = !self.amount.is_small_word() && self.sums_up(&next);
        if !carries && !summed && !self.follows_noun() {
            return None;
        }
        self.reader
            .comes_about(self.now, self.end, true)
            .or_else(|| self.is_dated(&next).then_some(self.end))
            .or_else(|| self.is_told_again(&next).then_some(self.end))
    }

    /// 30家|2024年底前完成改造; 实训楼2栋|秋季开学前完工: whether a time follows, which is no thing.
    fn is_dated(&self, next: &Token<'_>) -> bool {
        let at = self.reader.view.tokens.partition_point(|t| t.span.start < self.end);
        matches!(self.reader.meanings.get(at), Some(Meaning::Deadline(_)))
            || matches!(next.kind, Kind::Time(Time::Point(point)) if point.edge != Edge::Bare)
    }

    /// 公路2条|76公里, 公园5个|共3万平方米: whether another number for the same thing follows, and nothing behind it.
    fn is_told_again(&self, next: &Token<'_>) -> bool {
        let view = self.reader.view;
        let at = view.tokens.partition_point(|t| t.span.start < self.end);
        let (at, from) = if self.sums_up(next) { (at + 1, next.span.end) } else { (at, self.end) };
        let Some(Token { kind: Kind::Amount(second), span }) = view.tokens.get(at) else { return false };
        let counts = second.counts() || second.is_money() || second.kind == UnitKind::Measure;
        let (_, to) = view.comparator_after(at);
        let ends = || {
            self.reader.right(self.now, at, to).0 == Right::End || self.reader.comes_about(self.now, to, true).is_some()
        };
        span.start == from && counts && ends()
    }

    /// Whether a word sums up what was told: 共.
    fn sums_up(&self, next: &Token<'_>) -> bool {
        matches!(next.kind, Kind::Phrase(p) if self.reader.view.wordings.in_all.contains(&p.words))
    }

    /// 力争|1所年内挂牌: whether nothing but that it is striven for stands before it.
    fn is_striven_for(&self) -> bool {
        let first = self.reader.view.starting(self.now.left);
        first.is_some_and(|t| t.span.end == self.before.end && t.has(Roles::STRIVE))
    }

    /// Whether it is a part of what was counted before.
    fn is_part(&self) -> bool {
        let words = self.before.of(self.reader.view.text);
        self.now.among && (words.is_empty() || words == "其中" || words.ends_with('、'))
    }

    fn follows_noun(&self) -> bool {
        self.reader.follows_noun(self.now, self.before.end)
    }

    /// The words behind it, to the end of the clause.
    fn rest(&self) -> &'r str {
        Span { start: self.end, end: self.now.clause.span.end }.of(self.reader.view.text)
    }
}
