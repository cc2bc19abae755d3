//! Whether an amount only describes what is counted, or is a way of speaking.

use rust_decimal::Decimal;

use super::modifier::sums_up;
use super::placed::Placed;
use super::reader::Reader;
use super::spoken::is_batch;
use super::state::{Now, Right};
use crate::lexicon::{Roles, UnitKind, Wordings};
use crate::model::Comparator;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;
use crate::text::numeral::{self, Script};

/// No name of a place is longer. Characters.
const LONGEST_PLACE: usize = 8;

/// An amount of which that is asked.
struct Describing<'r> {
    reader: &'r Reader<'r, 'r>,
    now: &'r Now<'r>,
    placed: &'r Placed<'r>,
    /// The words before it that no other amount has taken, without the times that open them.
    lead: &'r str,
    /// The verb that touches it, and whether that adds.
    verb: Option<(Span, bool)>,
    /// Whether it is a least number of what is to be reached.
    at_least: bool,
}

impl Reader<'_, '_> {
    /// Whether the amount is part of the name of what is counted (500亩以上的基地, 千亿元企业), or a way of speaking.
    pub(super) fn is_modifier(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        let chain = &placed.chain;
        let describing = Describing {
            reader: self,
            now,
            placed,
            lead: self.opening(now, chain.left).of(self.view.text),
            verb: self.verb_chain(now, chain.left),
            at_least: chain.comparator == Some(Comparator::Ge) || self.at_least(now, chain),
        };
        Describing::RULES.iter().find_map(|rule| rule(&describing)).unwrap_or(false)
    }
}

impl Describing<'_> {
    /// The rules, in the order in which they are asked; the first that knows whether the amount describes ends the list.
    const RULES: [fn(&Self) -> Option<bool>; 23] = [
        // Numbers that count nothing, whatever they are of.
        Self::way_of_speaking,
        Self::whole_of_rank,
        Self::directed_at,
        Self::bare_number,
        // Numbers that are part of a name, or tell which.
        Self::part_of_name,
        Self::which_accidents,
        Self::sum_of_list,
        Self::told_of,
        Self::first_of_sizes,
        Self::which_class,
        Self::other_places,
        Self::describes_next,
        // Numbers by what they are of: lengths of time,
        Self::length,
        // what nothing stands behind,
        Self::at_end,
        // what 的 follows,
        Self::share_of,
        Self::measure_of,
        Self::count_of,
        Self::of_anything,
        // what a noun follows.
        Self::counts,
        Self::stated,
        Self::size_of_class,
        Self::wanted,
        Self::size,
    ];

    /// 一个, 两项; but 每个县建成一个示范园, 建成两个基地, 建成示范园一个: a small number in words.
    fn way_of_speaking(&self) -> Option<bool> {
        let Self { reader, now, placed, verb, .. } = self;
        let Placed { amount, chain, tail, .. } = placed;
        if !amount.is_small_word() || self.at_least || amount.upper.is_some() {
            return None;
        }
        let idle = amount.value == Some(Decimal::ONE) && amount.kind != UnitKind::Fold;
        let figurative = |verb: Span| reader.view.nouns.figurative.contains(&verb.of(reader.view.text));
        let strong = || verb.is_some_and(|(span, adds)| adds || !figurative(span));
        // Behind what is built it is no way of speaking of it.
        let built = |verb: Span| {
            let thing = Span { start: verb.end, end: chain.left }.of(reader.view.text);
            let builds = reader.view.of(verb).contains('建')
                || reader.view.starting(verb.start).is_some_and(|t| t.has(Roles::NEW));
            builds && thing.chars().count() >= 2
        };
        let governs = || reader.verb_within(now, chain.left).is_some_and(|(span, _)| built(span));
        let last = tail.right == Right::End && amount.counts() && governs();
        let idle = idle && !last && !reader.is_asked_of_each(now, amount, chain, tail.rest);
        (idle || tail.right != Right::End && !strong() && !reader.counts_names(now, amount, chain)).then_some(true)
    }

    /// 退出全国168个重点城市“后二十”: of how many the rank is.
    fn whole_of_rank(&self) -> Option<bool> {
        let Placed { amount, tail, .. } = self.placed;
        (amount.counts() && tail.right != Right::End && ranks(tail.rest)).then_some(true)
    }

    /// 以坝高15米以上的水库为重点: which of them.
    fn directed_at(&self) -> Option<bool> {
        self.reader.is_taken_as(self.now, self.placed.chain.left).then_some(true)
    }

    /// 达到30: a number without a unit, which is a target where it is reached and nothing stands behind it.
    fn bare_number(&self) -> Option<bool> {
        let Placed { amount, tail, .. } = self.placed;
        let reached = self.placed.has(Roles::LEVEL) || self.placed.has(Roles::BEFORE) && tail.right == Right::End;
        (amount.script == Script::Bare).then_some(!reached || tail.right == Right::Noun)
    }

    /// 九届九次全会, 10千伏线路, 中药1类新药, 数据中心三期, 三个方面: the name of a session, a class, a phase, an aspect.
    fn part_of_name(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, verb, .. } = self;
        let Placed { amount, chain, tail, .. } = placed;
        let named = match amount.unit {
            "次" => lead.ends_with('届') || tail.rest.starts_with("全会"),
            "千伏" => true,
            "类" => tail.right == Right::Noun && verb.is_none() && chain.comparator.is_none(),
            _ => false,
        };
        let aspect = amount.counts() && tail.rest.starts_with("方面");
        // “首发经济”12条, 数据中心三期: the name of a paper, of a phase.
        let title = || tail.right == Right::End && verb.is_none() && reader.is_name(now, amount, chain, lead);
        (named || aspect || title()).then_some(true)
    }

    /// 杜绝死亡3人以上或直接经济损失1000万元以上的事故: which accidents.
    fn which_accidents(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, .. } = self;
        let harm = reader.view.wordings.harm.end(lead) && !placed.has(Roles::LEVEL);
        (harm && reader.is_bounded(now, placed.tail.rest)).then_some(true)
    }

    /// 收集、运输、处理三个环节, 包括基础类、提升类2类, 推广A、B等3项经验; but 完成A、B等12台设备安装: how many are named.
    fn sum_of_list(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, .. } = self;
        let Placed { amount, chain, tail, .. } = placed;
        let kinds = tail.right == Right::End && amount.unit == "类";
        let small = amount.is_small_word();
        let aspects = tail.right == Right::Noun && small && reader.view.wordings.aspect.begin(tail.rest);
        let all = || (kinds || aspects) && sums_up(reader.view.text, reader.opening(now, chain.left), amount);
        let open = lead.ends_with('等') && tail.right != Right::End;
        let plain = || !reader.is_started(now, chain.left) && !reader.is_achieved(now, tail.rest);
        let few = || open && !reader.is_in_places(now, amount, chain.left, tail.rest) && (small || plain());
        (all() || few()).then_some(true)
    }

    /// 上述3项工作, 连续3年, 分3批: what is there, how long, how often.
    fn told_of(&self) -> Option<bool> {
        let wordings = self.reader.view.wordings;
        let there = self.placed.tail.right != Right::End && wordings.not_asked.end(self.lead);
        (there || wordings.running.end(self.lead) || parts(self.lead)).then_some(true)
    }

    /// 产值超300亿元、超100亿元的企业分别达到20家、50家: which of them, in turn.
    fn first_of_sizes(&self) -> Option<bool> {
        let Self { reader, now, placed, .. } = self;
        let state = placed.has(Roles::PREDICATE) && !placed.amount.is_money();
        (placed.tail.right == Right::End && !state && reader.is_size_of_list(now, &placed.amount, placed.tail.rest))
            .then_some(true)
    }

    /// 30人以上涉爆粉尘企业: which of them.
    fn which_class(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, .. } = self;
        let Placed { amount, chain, tail, .. } = placed;
        let opens = (lead.is_empty() || lead.ends_with('、')) && chain.comparator.is_none();
        let holds = tail.right == Right::Noun && reader.view.wordings.holds.contains(&amount.unit);
        (opens && holds && reader.is_bounded(now, tail.rest)).then_some(true)
    }

    /// 其余15个县各不少于1万亩: those of which each is asked for the next number.
    fn other_places(&self) -> Option<bool> {
        let Self { reader, placed, lead, .. } = self;
        let Placed { amount, tail, later, .. } = placed;
        let each = || {
            tail.rest
                .find(['各', '均', '都'])
                .is_some_and(|at| (1..=LONGEST_PLACE).contains(&tail.rest[..at].chars().count()))
        };
        (amount.counts() && *later && reader.view.wordings.others.begin(lead) && each()).then_some(true)
    }

    /// 签约10亿元以上项目30个: the next number counts, this one describes.
    fn describes_next(&self) -> Option<bool> {
        let Self { reader, now, placed, verb, .. } = self;
        let noun = placed.tail.right == Right::Noun;
        // 交付9个项目3200套: things, and how much of them.
        let plain = placed.chain.comparator.is_none() && placed.tail.comparator.is_none();
        if noun
            && verb.is_some()
            && plain
            && placed.amount.kind == UnitKind::Count
            && reader.holds_many(now, placed.tail.rest).is_some()
        {
            return Some(false);
        }
        // 推动20个潜力县规模工业增加值增长8%: of which the state is.
        let to_state = verb.is_some_and(|(verb, _)| reader.view.nouns.to_state.contains(&reader.view.of(verb)));
        if noun && to_state && placed.amount.counts() && reader.state_follows(now, placed.tail.rest) {
            return Some(true);
        }
        (noun && reader.describes_next(now, &placed.chain, placed.tail.rest)).then_some(true)
    }

    /// 10日内报送 is by when; 控制在10日内 is how long.
    fn length(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, .. } = self;
        let Placed { amount, tail, later, .. } = placed;
        if amount.kind != UnitKind::Duration {
            return None;
        }
        if tail.right != Right::End {
            // 预警信息提前2小时发布率: what the rate is of.
            return Some(!placed.has(Roles::FALL) || reader.view.wordings.rate.are_in(tail.rest));
        }
        // 减至2个环节、5个工作日: the next state of it; 审批控制在32日以内、小型项目15日以内: of another.
        let item = *lead == "、" || lead.starts_with('、') && reader.is_last_within(amount);
        let goes_on = || now.listing && item && reader.targets.last().is_some_and(|t| t.rule == "target/state");
        let noun = lead.chars().count() >= 2;
        let handled = || reader.is_handled_in(lead, tail.rest);
        // 累计飞行600小时.
        let in_all = || lead.strip_prefix("累计").is_some_and(|deed| deed.chars().count() >= 2);
        // 分别压减至5个和7个工作日; 平均办理时间3个工作日.
        if !now.shared.is_empty() || goes_on() || handled() || reader.is_mean_time(lead) || in_all() {
            return Some(false);
        }
        let stated = placed.has(Roles::PREDICATE.and(Roles::BEFORE)) && (noun || now.listing || !later);
        // 达到330天，力争340天.
        let striven = || placed.has(Roles::STRIVE) && reader.counted_in(amount.unit).is_some();
        let by_when = tail.rest.starts_with('内') && !placed.has(Roles::LEVEL);
        Some(by_when || !(stated || striven()))
    }

    /// 覆盖率达到90%: nothing stands behind it that it could describe.
    fn at_end(&self) -> Option<bool> {
        (self.placed.tail.right == Right::End).then_some(false)
    }

    /// 确保城东区50%的社区建成综合体, 对100%的村开展整治: whose share is to come to it; but 占比50%的股份.
    fn share_of(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, verb, .. } = self;
        let Placed { amount, chain, tail, .. } = placed;
        if tail.right != Right::Of || amount.kind != UnitKind::Ratio {
            return None;
        }
        // 具备5%以上的响应能力.
        let has = |t: Token<'_>| t.has(Roles::FOLLOW);
        let has = || reader.view.touching(chain.left).is_some_and(has);
        // 要将不低于55%的资金用于养老.
        let bare = lead.trim_end_matches(['将', '把']).trim_end_matches(['要', '应', '须', '需']);
        // 30%的村达到标准、50%的农户达到标准.
        let listed = bare.ends_with(['及', '和', '与']) || now.number_first && lead.ends_with('、');
        // 各部门要将不少于80%的单位纳入抽查, 拿出10%的岗位招录.
        let by = Span { start: chain.left, end: placed.span.start }.of(reader.view.text);
        let disposed = by.contains(['将', '把']) || reader.view.wordings.sets_aside.end(lead);
        let asked = verb.is_some() || listed || disposed || asks_places(reader.view.wordings, bare);
        Some(!(asked || has() || reader.only_scope(now, chain.left)))
    }

    /// 修建3.2公里的步道; but 淘汰35蒸吨以下的锅炉, 50亩以上的基地: which of them.
    fn measure_of(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, verb, .. } = self;
        let Placed { amount, chain, tail, later, .. } = placed;
        if tail.right != Right::Of || amount.kind != UnitKind::Measure {
            return None;
        }
        let bounded = reader.is_bounded(now, tail.rest) || placed.has(Roles::BEFORE);
        // 3.2公里的景观带和1.5万平方米的游客中心建成投用.
        let whole = lead.is_empty() || reader.view.wordings.and.contains(lead) || reader.only_scope(now, chain.left);
        let achieved = !bounded && whole && reader.is_achieved(now, tail.rest);
        Some(!achieved && (verb.is_none() || bounded || *later))
    }

    /// 组建不少于200人的队伍; but 50人以上的企业, and 组建60人的突击队: the number counts its people.
    fn count_of(&self) -> Option<bool> {
        let Self { reader, now, placed, verb, .. } = self;
        let Placed { amount, chain, tail, .. } = placed;
        if tail.right != Right::Of || !matches!(amount.kind, UnitKind::Count | UnitKind::Person) {
            return None;
        }
        let body = reader.view.wordings.body.end(tail.rest) && reader.sets_up(now, chain.left);
        let persons = amount.unit == "人" && !placed.has(Roles::BEFORE);
        Some(!body && (verb.is_none() || persons))
    }

    /// 5亿元的项目; but 设立总规模10亿元的基金: what is told of the thing.
    fn of_anything(&self) -> Option<bool> {
        (self.placed.tail.right == Right::Of).then(|| !self.is_scale())
    }

    /// 建成30个基地: things are counted.
    fn counts(&self) -> Option<bool> {
        let kind = self.placed.amount.kind;
        let sizes = matches!(kind, UnitKind::Money | UnitKind::Measure | UnitKind::Ratio | UnitKind::Fold);
        (!sizes).then_some(false)
    }

    /// 设立总规模20亿元基金, 覆盖50%、60%以上村: a size that a predicate, a name or a list leads to.
    fn stated(&self) -> Option<bool> {
        let listed = self.placed.amount.kind == UnitKind::Ratio && self.lead.ends_with('、');
        (self.placed.has(Roles::PREDICATE) || self.is_scale() || listed).then_some(false)
    }

    /// 推进400总吨以上船舶污染防治, 淘汰10蒸吨以下锅炉, 检查100平方米以上场所: sizes that no work is measured in.
    fn size_of_class(&self) -> Option<bool> {
        let Self { reader, now, placed, verb, .. } = self;
        let view = reader.view;
        let class = |(verb, adds): (Span, bool)| !adds && view.nouns.figurative.contains(&verb.of(view.text));
        let bound = view.touching(now.at_end(placed.tail.rest).start).and_then(|t| match t.kind {
            Kind::Phrase(phrase) => phrase.comparator,
            _ => None,
        });
        let least = matches!(bound, Some(Comparator::Ge | Comparator::Gt));
        let most = matches!(bound, Some(Comparator::Le | Comparator::Lt));
        let sized = || view.wordings.sized.contains(&placed.amount.unit) || verb.is_some_and(class);
        (placed.amount.kind == UnitKind::Measure && (most || least && sized())).then_some(true)
    }

    /// 成渝地区力争70%产能完成改造, 修建5公里绿道和3公里步道, 首批1200公里公路建成通车: so much of the noun is asked for.
    fn wanted(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, .. } = self;
        let Placed { amount, tail, lead: lead_span, .. } = placed;
        let (measure, share) = (amount.kind == UnitKind::Measure, amount.kind == UnitKind::Ratio);
        // Whoever it is asked of.
        let striven = share && placed.has(Roles::STRIVE) && !placed.later;
        // 覆盖90%以上乡镇和60%以上村: the next item of the list.
        let link = reader.view.wordings.and.contains(lead) && now.listing && now.number_first;
        // 二期15万平方米标准厂房9月底前交付.
        let from = now.at_end(tail.rest).start;
        let due = || reader.is_due_in(Span { start: from, end: now.clause.span.end });
        let whole = (lead.is_empty() || is_batch(reader.view.wordings, lead)) && !now.listing;
        let becomes = || whole && reader.thing_comes_about(now, tail.rest, true);
        // 完成省定30万亩种植任务.
        let task = || tail.rest.ends_with("任务") && reader.is_fulfilled(*lead_span);
        (striven || link && (measure || share) || measure && (due() || becomes() || task())).then_some(false)
    }

    /// 10万平方米标准厂房, 企业5亿元以上项目; but 建设5公里绿道: a size that no verb asks for.
    fn size(&self) -> Option<bool> {
        let Self { reader, now, placed, lead, verb, .. } = self;
        let kind = placed.amount.kind;
        if lead.is_empty() {
            return Some(!now.listing && kind != UnitKind::Ratio);
        }
        let done_to = || kind == UnitKind::Measure && matches!(*lead, "对" | "为");
        let named = || !done_to() && !reader.only_scope(now, placed.chain.left);
        Some(verb.is_none() && (placed.has(Roles::BEFORE) || named()))
    }

    /// 设立总规模20亿元的基金: money that tells how large a thing is that something is done to.
    fn is_scale(&self) -> bool {
        let Self { reader, now, placed, lead, .. } = self;
        let scale = placed.amount.is_money() && lead.ends_with("规模");
        scale && reader.verb_within(now, placed.chain.left).is_some()
    }
}

/// Whether words only tell of which places so much is asked: 确保甲区、乙区|50%的社区.
fn asks_places(wordings: &Wordings, words: &str) -> bool {
    let bare = wordings.caused.strip_start(words).unwrap_or(words);
    // 集群内60%以上的企业完成诊断.
    let place = |name: &str| {
        name.ends_with(['省', '市', '区', '县', '州', '镇', '乡', '内']) && name.chars().count() <= LONGEST_PLACE
    };
    matches!(bare, "" | "、" | "对") || bare.split('、').all(place)
}

/// Whether words end in a rank in quotes: 重点城市“后二十”.
fn ranks(words: &str) -> bool {
    let name = words.trim_end_matches(['”', '"']);
    let quoted = name.len() < words.len();
    let rank = name.rsplit_once(['“', '"']).map(|(_, rank)| rank.trim_end_matches(['名', '位', '强']));
    let number = rank.and_then(|rank| rank.strip_prefix(['前', '后']));
    quoted && number.is_some_and(|number| numeral::parse(number).is_some())
}

/// Whether 分 before a number parts something (分3批), and is not the end of a noun (含糖分14%).
fn parts(lead: &str) -> bool {
    lead.strip_suffix('分').is_some_and(|before| {
        !before.ends_with(['糖', '水', '养', '盐', '成', '积', '学', '得', '评', '均', '总', '部', '充', '处'])
    })
}
