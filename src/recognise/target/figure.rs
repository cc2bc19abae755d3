//! Which numbers are no targets: money granted, ceilings, thresholds, what was before, norms, prices.

use rust_decimal::Decimal;

use super::clause::{Break, Clause};
use super::placed::Placed;
use super::reader::Reader;
use super::state::Now;
use crate::lexicon::{Roles, UnitKind, Wordings};
use crate::model::{Comparator, FigureKind};
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, Words};

/// What the clauses around an amount say of numbers in them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    /// A rule on who gets what (对…给予…) covers the clause.
    pub policy: bool,
    /// Money is granted in the clause.
    pub reward: bool,
    /// Money is granted in the clause before, or in the one that that goes on.
    pub after_reward: bool,
    /// Where the words on what is granted begin, in a clause of such a rule.
    pub grants_from: Option<u32>,
    /// A ceiling is set in it.
    pub cap: bool,
    /// Public money is set aside in it.
    pub grant: bool,
    /// A price is set.
    pub price: bool,
    /// It tells what was before.
    pub baseline: bool,
    /// It names a rhythm (每季度).
    pub rhythm: bool,
    /// It opens with its setting (围绕, 按照), not with a task.
    pub setting: bool,
}

/// The cues of each clause of a run.
pub(super) fn cues(wordings: &Wordings, text: &str, tokens: &[Token<'_>], clauses: &[Clause]) -> Vec<Cues> {
    let mut all: Vec<Cues> = clauses.iter().map(|clause| of_clause(text, tokens, clause)).collect();
    for i in 1..clauses.len() {
        let goes_on = clauses[i].after == Break::Comma;
        all[i].after_reward = goes_on && (all[i - 1].reward || all[i - 1].after_reward);
    }
    // 保费补贴比例：省级40%、市级25%.
    for i in 1..clauses.len() {
        let labelled = text.get(..clauses[i].span.start as usize).is_some_and(|before| before.ends_with(['：', ':']));
        let label = clauses[i - 1].span.of(text);
        all[i].reward |= labelled && all[i - 1].reward && ["比例", "标准", "额度"].iter().any(|w| label.ends_with(w));
    }
    // 开工率低于70%的省份，扣减资金: whom it meets.
    for (i, clause) in clauses.iter().enumerate() {
        let words = clause.span.of(text);
        let whom = || {
            let after = words.rfind('的').map(|at| &words[at + '的'.len_utf8()..]);
            after.is_some_and(|after| after.is_empty() || wordings.met.contains(&after))
        };
        all[i].policy |=
            (words.ends_with('的') || wordings.met.end(words)) && whom() && wordings.condition.are_in(words);
    }
    // A rule runs from the clause that opens it to the next semicolon or stop, if anything in it grants money.
    let mut start = 0;
    while start < clauses.len() {
        let end = (start + 1..clauses.len()).find(|&i| clauses[i].after != Break::Comma).unwrap_or(clauses.len());
        let opens = (start..end).find(|&i| opens_rule(text, tokens, &clauses[i]));
        // What the money draws in (带动投资300亿元) is no part of the rule.
        if let Some(first) = opens
            && all[first..end].iter().any(|c| c.reward)
            && let Some(last) = (first..end).rev().find(|&i| all[i].reward || all[i].cap)
        {
            for (cue, clause) in all[first..=last].iter_mut().zip(&clauses[first..=last]) {
                cue.policy |= !is_dated_task(text, tokens, clause);
            }
        }
        start = end;
    }
    all
}

fn of_clause(text: &str, tokens: &[Token<'_>], clause: &Clause) -> Cues {
    let mut cues = Cues::default();
    for (place, &index) in clause.tokens.iter().enumerate() {
        match tokens[index].kind {
            Kind::Phrase(phrase) => {
                // 住院费用实际补偿比: a rate of what is insured, and no grant.
                let rate = phrase.words == "补偿" && text[tokens[index].span.end as usize..].starts_with(['比', '率']);
                cues.reward |= phrase.roles.any(Roles::REWARD) && !rate;
                if phrase.roles.any(Roles::REWARD.and(Roles::BY).and(Roles::CAP)) {
                    cues.grants_from = cues.grants_from.or(Some(tokens[index].span.start));
                }
                cues.cap |= phrase.roles.any(Roles::CAP);
                cues.grant |= phrase.roles.any(Roles::GRANT);
                cues.price |= phrase.roles.any(Roles::PRICE);
                let opens = place == 0 && tokens[index].span.start == clause.span.start;
                cues.setting |= opens && phrase.roles.any(Roles::LEAD.and(Roles::BY));
            }
            Kind::Time(crate::recognise::time::Time::Every) => cues.rhythm = true,
            _ => {}
        }
    }
    cues
}

/// Whether the clause begins a rule on who gets what, or says whom it meets (…的，).
fn opens_rule(text: &str, tokens: &[Token<'_>], clause: &Clause) -> bool {
    let first = clause.tokens.first().map(|&i| tokens[i]);
    let opens = matches!(first, Some(Token { kind: Kind::Phrase(p), span })
        if p.roles.any(Roles::POLICY) && span.start == clause.span.start);
    opens || clause.span.of(text).ends_with('的')
}

/// Whether a clause tells a task with a time of its own, which stands in no rule: 对企业减免租金，2022年新增贷款2亿元.
fn is_dated_task(text: &str, tokens: &[Token<'_>], clause: &Clause) -> bool {
    let mut first = clause.tokens.iter().map(|&at| tokens[at]);
    let (Some(time), Some(verb)) = (first.next(), first.next()) else { return false };
    matches!(time.kind, Kind::Time(_))
        && time.span.start == clause.span.start
        && verb.has(Roles::NEW)
        && verb.span.start == time.span.end
        && !clause.span.of(text).contains('的')
}

impl Reader<'_, '_> {
    /// What kind of figure an amount is by the cues around it; `None` where nothing speaks against a target.
    pub(super) fn by_cues(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<FigureKind> {
        let wordings = self.view.wordings;
        // 2024年底前30个城市: the end of a time, not of a row.
        let timed = self.view.touching(placed.lead.end).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
        let row = if timed { "" } else { placed.words };
        // 标准厂房 is no standard.
        let standard = placed.tail.rest.trim_start_matches('的').starts_with("标准") && !self.names_at(placed.tail.end);
        let cues = self.cues_for(now, placed);
        // 对困难家庭实施改造6000户，每户补助3000元: what is done, and no condition.
        let done = self.view.nouns.deeds.end(placed.words) && self.view.nouns.doers.are_in(placed.words);
        // 对4.8万名困难学生实施精准资助: whom it is done for, where no money is told.
        let served = || placed.words == "对" && placed.amount.kind == UnitKind::Person && !self.tells_money(now);
        let done = placed.amount.counts() && !cues.reward && done;
        let cues = if served() {
            Cues { policy: false, reward: false, ..cues }
        } else {
            Cues { policy: cues.policy && !done, ..cues }
        };
        // 过渡费按5元/平米计发.
        if placed.amount.is_money() && !cues.policy && placed.words.ends_with("费按") {
            return Some(FigureKind::Price);
        }
        // 逾期6期以上贷款: which are meant.
        if wordings.overdue.end(placed.words) {
            return Some(FigureKind::Threshold);
        }
        // 编制50人以上且未安排残疾人的，要…: who is meant.
        if placed.tail.rest.starts_with('且') && placed.tail.rest.ends_with('的') {
            return Some(FigureKind::Threshold);
        }
        // 25度以上坡耕地: how steep those are.
        if placed.amount.unit == "度" && placed.tail.rest.starts_with('坡') {
            return Some(FigureKind::Threshold);
        }
        // 亩均投资标准不低于3000元, 首付比例最低20%: what holds for each.
        let owed = placed.amount.is_money() || matches!(placed.amount.kind, UnitKind::Ratio | UnitKind::Measure);
        if owed && !cues.policy && !cues.reward && wordings.norm_head.end(placed.words) {
            return Some(FigureKind::Norm);
        }
        // 最高额度提高到60万元，多子女家庭上浮20%: of the ceiling.
        let floats = self.view.text[placed.chain.left as usize..].starts_with("上浮");
        if floats && self.figures.last().is_some_and(|figure| figure.value.kind == FigureKind::Cap) {
            return Some(FigureKind::Cap);
        }
        if self.is_more_than_granted(now, placed) {
            return Some(FigureKind::Other);
        }
        if self.tells_what_is(now, placed) {
            return Some(FigureKind::Baseline);
        }
        if let Some(kind) = self.of_each_more(now, placed) {
            return Some(kind);
        }
        if is_penalty(wordings, placed) {
            return Some(FigureKind::Norm);
        }
        if self.tells_whom(now, placed) {
            return Some(FigureKind::Threshold);
        }
        // 劳动课每周不少于1课时: how much of each; but 每周开放时间不少于35小时.
        if placed.amount.kind == UnitKind::Duration && !cues.policy && wordings.rhythm.end(placed.words) {
            return Some(FigureKind::Norm);
        }
        // 中小企业返还比例为60%，大型企业为30%: the same for others.
        let alike = placed.amount.kind == UnitKind::Ratio
            && cues.after_reward
            && self.view.text[placed.chain.left as usize..].starts_with('为')
            && self.figures.last().is_some_and(|last| {
                last.value.kind == FigureKind::Reward && last.value.quantity.unit == placed.amount.unit
            });
        if alike {
            return Some(FigureKind::Reward);
        }
        // 按案值的3%给予奖励，最低不少于200元: the least of what is granted.
        let least = placed.amount.is_money() && cues.after_reward && placed.words.is_empty();
        // 每亩补助300元，验收后兑现70%: so much of it.
        let part =
            || placed.amount.kind == UnitKind::Ratio && cues.after_reward && wordings.given_out.end(placed.words);
        // 安排城建资金3000万元: public money, whatever it is called.
        let set_aside = || {
            let called = || placed.words.ends_with("资金") || placed.words.ends_with("经费");
            placed.amount.is_money() && called() && wordings.sets_out.are_in(placed.words)
        };
        if least && placed.chain.comparator == Some(Comparator::Ge) || part() || set_aside() {
            return Some(FigureKind::Reward);
        }
        let borne = wordings.bearer.end(row);
        kind(
            &placed.amount,
            cues,
            placed.span.start,
            row,
            Told { standard, capped: is_capped(wordings, now, placed), borne },
        )
    }

    /// Whether a sentence that opens a paragraph says no more than how much of something a place has: 全市农村供水人口386万人。年内新建….
    fn tells_what_is(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        let (text, clause) = (self.view.text, now.clause);
        let more = text[clause.span.end as usize..]
            .strip_prefix('。')
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('\n'));
        let opens = text[..clause.span.start as usize].chars().next_back().is_none_or(|c| matches!(c, '\n' | '。'));
        let says = |t: &Token<'_>| {
            matches!(t.kind, Kind::Time(_)) || t.has(Roles::VERB.and(Roles::PREDICATE).and(Roles::STRIVE))
        };
        let bound = placed.chain.comparator.or(placed.tail.comparator);
        let bare = bound.is_none() && placed.tail.end == clause.span.end && placed.amount.kind != UnitKind::Ratio;
        bare && more
            && opens
            && now.due.is_none()
            && self.view.wordings.whole_place.begin(clause.span.of(text))
            && !self.view.within(clause.span).tokens.iter().any(says)
    }

    /// What each of which costs or brings something, and how much: 每超目标1微克扣缴30万元, 每增加1个床位补贴1万元.
    fn of_each_more(&self, now: &Now<'_>, placed: &Placed<'_>) -> Option<FigureKind> {
        let wordings = self.view.wordings;
        let before = Span { start: now.clause.span.start, end: placed.span.start }.of(self.view.text);
        let each = |(at, each): (usize, &str)| wordings.for_each_more.begin(&before[at + each.len()..]);
        if !before.match_indices('每').any(each) {
            return None;
        }
        if (placed.amount.is_money() || placed.amount.unit == "分") && wordings.penalty.end(placed.words) {
            return Some(FigureKind::Norm);
        }
        let more = before.rmatch_indices('每').next().filter(|last| each(*last));
        let near = more.is_some_and(|(at, _)| before[at..].chars().count() <= LONGEST_EACH_MORE);
        let costs = wordings.penalty.are_in(placed.tail.rest) || now.cues.reward;
        (near && placed.later && costs).then_some(FigureKind::Threshold)
    }

    /// Whether money says how much more it is than before, right behind money that was granted: 安排经费8000万元，比去年增加1500万元.
    fn is_more_than_granted(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        let start = now.clause.span.start;
        let compares = now.clause.span.of(self.view.text).starts_with(['比', '较']) && placed.amount.is_money();
        let beside = |end: u32| end <= start && self.view.text[end as usize..start as usize].chars().count() <= 1;
        compares
            && self.figures.last().is_some_and(|last| last.value.kind == FigureKind::Reward && beside(last.span.end))
    }

    /// Whether a bounded amount tells whom a clause that ends so is about: 对浓度反弹5%以上或排名靠后的县区.
    fn tells_whom(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        let whom = || placed.tail.rest.rsplit_once('的').is_some_and(|(_, whom)| whom.chars().count() <= LONGEST_WHOM);
        placed.tail.comparator.is_some() && now.clause.span.of(self.view.text).starts_with('对') && whom()
    }

    /// The cues of the clause as far as they hold for this amount.
    fn cues_for(&self, now: &Now<'_>, placed: &Placed<'_>) -> Cues {
        // 填报2023年度数据，填报率应达到95%以上: what ought to be is none of what was.
        let ought = Span { start: placed.chain.left, end: placed.span.start }.of(self.view.text);
        let ought = ought.starts_with(['应', '须', '需', '要']);
        let mut cues = Cues { baseline: now.baseline && !ought, ..now.cues };
        let indicator = is_indicator(self.view.wordings, placed);
        cues.grant &= !placed.raised && !indicator;
        // 争取上级补助180亿元: it is to come in.
        let before = Span { start: now.clause.span.start, end: placed.lead.end }.of(self.view.text);
        let comes_in = before.contains("争取") || self.view.wordings.recovered.are_in(before);
        let drawn = placed.amount.is_money() && !cues.policy && comes_in;
        // 下达补助资金总额的80%以上: how much of it is given out by then.
        let share = placed.amount.kind == UnitKind::Ratio && before.ends_with('的');
        let progress = share && !cues.policy && self.view.wordings.given_out.are_in(before);
        cues.reward &= !(indicator || drawn || progress);
        // 收购首付价不低于490元/吨.
        let price = placed.words.ends_with('价') && !placed.words.ends_with(['评', '造', '总']);
        cues.price |= placed.amount.is_money() && price;
        // 退还违规收费20亿元: no price.
        cues.price = cues.price
            && (placed.has(Roles::BEFORE.and(Roles::LEVEL)) || self.verb_within(now, placed.chain.left).is_none());
        cues
    }

    /// Whether a sum of money stands in the clause.
    fn tells_money(&self, now: &Now<'_>) -> bool {
        let money = |i: &usize| matches!(self.view.tokens[*i].kind, Kind::Amount(amount) if amount.is_money());
        now.clause.tokens.iter().any(money)
    }

    /// Whether a name that is no word of a rule begins at `at`.
    fn names_at(&self, at: u32) -> bool {
        self.view.starting(at).is_some_and(|t| t.has(Roles::NOUN))
    }

    /// Whether the money of a fund or a bond is to be raised (争取专项债券, 设立…基金), not handed out.
    pub(super) fn is_raised(&self, now: &Now<'_>, lead: Span) -> bool {
        if !now.cues.grant {
            return false;
        }
        let nouns = self.view.nouns;
        let said = |span: Span, words: &[&str]| words.iter().any(|word| span.of(self.view.text).contains(word));
        let before = Span { start: now.clause.span.start, end: lead.end };
        if said(before, &nouns.spenders) {
            return false;
        }
        let listed = now.list.is_some_and(|(verb, _)| said(verb, &nouns.raisers));
        now.raised || listed || said(now.clause.span, &["债", "基金"]) || said(before, &nouns.raisers)
    }
}

/// Whether an amount is what something costs whoever does it: 记1分, 扣减管护经费10%.
fn is_penalty(wordings: &Wordings, placed: &Placed<'_>) -> bool {
    // 计入年度目标考核，占20分.
    let points = placed.amount.unit == "分"
        && (placed.words.ends_with(['记', '占', '计']) || wordings.penalty.end(placed.words));
    let share = placed.amount.kind == UnitKind::Ratio && !placed.has(Roles::PREDICATE);
    points || share && !placed.words.ends_with('率') && wordings.deducts.are_in(placed.words)
}

/// Whether an amount is a ceiling: by its own words, or behind what is granted (补贴标准为10%，单件不超过500元;
/// 每月给予1000元，最长不超过36个月).
fn is_capped(wordings: &Wordings, now: &Now<'_>, placed: &Placed<'_>) -> bool {
    let limited = placed.amount.is_money() || matches!(placed.amount.unit, "年" | "个月");
    // 个人最高贷款额度30万元; 对单个项目的支持比例不超过60%.
    let words = placed.words;
    // 最高额度由45万元提高至65万元.
    let words = words.split_once('由').map_or(words, |(of, _)| of);
    let quota = placed.amount.is_money() && QUOTAS.end(words) && words.contains("最高");
    let borne = placed.amount.kind == UnitKind::Ratio && wordings.supported.are_in(words);
    let most = placed.chain.comparator == Some(Comparator::Le);
    placed.has(Roles::CAP) || now.cues.after_reward && limited && most || quota || borne && most
}

/// What is the most that one may have.
static QUOTAS: Words<[&str; 3]> = Words::new(["额度", "限额", "额"]);

/// Whether an amount is the state of an indicator, not what is granted: 补贴资金使用率达到80%, 奖励兑现率100%; nor is the
/// size of a fund, 扩大补偿资金池规模至10亿元.
fn is_indicator(wordings: &Wordings, placed: &Placed<'_>) -> bool {
    let words = placed.words;
    let level = placed.has(Roles::LEVEL.and(Roles::BEFORE));
    match placed.amount.kind {
        UnitKind::Ratio => {
            let rate =
                words.ends_with('率') || words.contains('占') || INSURED.iter().any(|rate| words.ends_with(rate));
            // 享受加计扣除政策企业数量年均增长15%.
            let number = words.trim_end_matches("年均").trim_end_matches("同比");
            let grows = placed.has(Roles::GROWTH) && COUNTED.end(number);
            level && rate || grows || is_rate_of_deeds(wordings, words)
        }
        _ => {
            (level || words.contains("到账"))
                && placed.amount.is_money()
                && (wordings.fund_size.end(words) || wordings.earned.are_in(words))
        }
    }
}

/// Ends of words for how many or how much there is of something.
static COUNTED: Words<[&str; 4]> = Words::new(["数量", "总量", "规模", "数"]);

/// Shares of a bill that an insurance bears.
const INSURED: [&str; 4] = ["报销比例", "支付比例", "补偿比", "补偿比例"];

/// Whether words name the rate at which something is done, and none at which money is paid (补贴率, 费率).
fn is_rate_of_deeds(wordings: &Wordings, words: &str) -> bool {
    wordings.rate.end(words) && !wordings.rate_of_money.end(words)
}

/// What the words around an amount tell of it.
#[derive(Debug, Clone, Copy)]
struct Told {
    /// 标准 stands behind it.
    standard: bool,
    /// It is a ceiling.
    capped: bool,
    /// Somebody bears it (保费由省级财政承担60%).
    borne: bool,
}

/// The rules on cues, the first that holds.
fn kind(amount: &Amount<'_>, cues: Cues, at: u32, lead: &str, told: Told) -> Option<FigureKind> {
    let Told { standard, capped, borne } = told;
    let money = amount.is_money();
    let share = amount.kind == UnitKind::Ratio;
    if cues.policy {
        return Some(match () {
            () if capped => FigureKind::Cap,
            // What stands before the grant says who gets it.
            () if (money || share) && cues.grants_from.is_some_and(|from| from < at) => FigureKind::Reward,
            () => FigureKind::Threshold,
        });
    }
    if lead.ends_with(['前', '后']) && amount.counts() {
        return Some(FigureKind::Threshold);
    }
    if standard {
        return Some(FigureKind::Norm);
    }
    if cues.price && money {
        return Some(FigureKind::Price);
    }
    if capped {
        return Some(FigureKind::Cap);
    }
    // 2024年安排不低于20亿元: by those who govern.
    if money && SPENT.end(lead) {
        return Some(FigureKind::Reward);
    }
    // 负荷率仅为43%: as it is.
    if ONLY.end(lead) {
        return Some(FigureKind::Baseline);
    }
    // 加装电梯每台补助20万元，其中市级承担12万元: a part of what is granted.
    let borne = (share || money && (cues.reward || cues.after_reward)) && borne;
    if (money || share) && cues.reward || borne {
        return Some(FigureKind::Reward);
    }
    if money && cues.grant {
        return Some(FigureKind::Reward);
    }
    if cues.baseline {
        return Some(FigureKind::Baseline);
    }
    let once = amount.is_small_word() && amount.value == Some(Decimal::ONE);
    if amount.kind == UnitKind::Times && (cues.rhythm || once) {
        return Some(FigureKind::Norm);
    }
    None
}

/// What those who govern do with money.
static SPENT: Words<[&str; 4]> = Words::new(["安排", "下达", "拨付", "财政配套"]);

/// What says that a number is low as it is.
static ONLY: Words<[&str; 4]> = Words::new(["仅", "只", "仅有", "只有"]);

/// 每超目标: no longer words tell what each of which costs. Characters.
const LONGEST_EACH_MORE: usize = 7;

/// 的县区: no longer words name those whom a clause is about. Characters.
const LONGEST_WHOM: usize = 4;

/// 每公里, 每平方米: no longer words say what a rate is for.
const LONGEST_EACH: usize = 3;

/// The span of the words `lead` holds before an amount, without a trailing 由 or 从, and what stands between.
pub(super) fn without_from(wordings: &Wordings, text: &str, lead: Span) -> Option<Span> {
    let mut words = lead.of(text);
    // 从2022年的10%提升至15%.
    let dated = words.strip_suffix('的').unwrap_or(words);
    if let Some(year) = dated.strip_suffix('底').unwrap_or(dated).strip_suffix('年') {
        let bare = year.trim_end_matches(|c: char| c.is_ascii_digit());
        words = if year.len() - bare.len() == 4 { bare } else { words };
    }
    while let Some(rest) = wordings.hedge.strip_end(words) {
        words = rest;
    }
    // 由每公里20万元提高到30万元.
    if let Some((before, each)) = words.rsplit_once('每').filter(|(_, each)| each.chars().count() <= LONGEST_EACH) {
        words = if each.is_empty() { words } else { before };
    }
    let cut = words.strip_suffix('由').or_else(|| words.strip_suffix('从'))?;
    Some(Span { start: lead.start, end: lead.start + cut.len() as u32 })
}
