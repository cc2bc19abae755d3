//! Amounts that only describe what is counted, and ways of speaking.

use rust_decimal::Decimal;

use super::object;
use super::reader::Reader;
use super::spoken::is_batch;
use super::state::{Chain, Now, Right};
use crate::lexicon::{Roles, UnitKind, pieces_at_words};
use crate::model::Comparator;
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, numeral};

/// No name of a place is longer. Characters.
const LONGEST_PLACE: usize = 8;

/// No list of sizes is longer.
const MOST_SIZES: usize = 8;

/// Whether an amount is the count of the names of a list: 收集、运输和处理|三个环节; with 等 behind the list, of them and a few more:
/// 甲河、乙河等|4条河流, but 甲、乙等|30个项目.
pub(super) fn sums_up(text: &str, list: Span, amount: &Amount<'_>) -> bool {
    let Some(value) = amount.value.filter(|_| amount.upper.is_none()) else { return false };
    let named = |part: fn(char) -> bool| Decimal::from(pieces_at_words(text, list, part).count());
    let names = [named(|c| c == '、'), named(|c| matches!(c, '、' | '和' | '及' | '与'))];
    let open = list.of(text).ends_with('等');
    names.iter().any(|&names| {
        names > Decimal::ONE && (value == names || open && names < value && value <= names * Decimal::TWO)
    })
}

impl<'a> Reader<'a, '_> {
    /// Whether the amount is part of the name of what is counted (500亩以上的基地, 千亿元企业), or a way of speaking.
    pub(super) fn is_modifier(
        &self,
        now: &Now<'_>,
        amount: &Amount<'_>,
        chain: &Chain,
        right: Right,
        rest: &str,
        later: bool,
    ) -> bool {
        let lead = self.opening(now, chain.left);
        let lead = lead.of(self.view.text);
        let at_least = chain.comparator == Some(Comparator::Ge) || self.at_least(now, chain);
        let idle = amount.is_small_word() && amount.value == Some(Decimal::ONE) && amount.kind != UnitKind::Fold;
        if idle && !at_least && amount.upper.is_none() && !self.is_asked_of_each(now, amount, chain, rest) {
            return true;
        }
        let verb = self.verb_chain(now, chain.left);
        if amount.is_small_word() && right != Right::End && !at_least && amount.upper.is_none() {
            let strong =
                verb.is_some_and(|(span, adds)| adds || !self.view.nouns.figurative.contains(&span.of(self.view.text)));
            if !strong && !self.counts_names(now, amount, chain) {
                return true;
            }
        }
        // 退出全国168个重点城市“后二十”: of how many the rank is.
        if amount.counts() && right != Right::End && ranks(rest) {
            return true;
        }
        // 以坝高15米以上的水库为重点: which of them.
        if self.is_taken_as(now, chain.left) {
            return true;
        }
        if amount.script == crate::text::numeral::Script::Bare {
            let reached = chain.roles.any(Roles::LEVEL) || chain.roles.any(Roles::BEFORE) && right == Right::End;
            return !reached || right == Right::Noun;
        }
        if rest.starts_with("方面") && amount.counts() {
            return true;
        }
        // 省委九届九次、十次全会: which session.
        if amount.unit == "次" && (lead.ends_with('届') || rest.starts_with("全会")) {
            return true;
        }
        // 杜绝死亡3人以上或直接经济损失1000万元以上的事故: which accidents.
        if self.view.wordings.harm.end(lead) && self.is_bounded(now, rest) && !chain.roles.any(Roles::LEVEL) {
            return true;
        }
        // 收集、运输、处理三个环节: the number only sums up the list before it.
        // 包括基础类、提升类2类.
        let kinds = right == Right::End && amount.unit == "类";
        let aspects = right == Right::Noun && amount.is_small_word() && self.view.wordings.aspect.begin(rest);
        if (kinds || aspects) && sums_up(self.view.text, self.opening(now, chain.left), amount) {
            return true;
        }
        if ["每", "这", "上述"].iter().any(|w| lead.ends_with(w)) && right != Right::End {
            return true;
        }
        // 推广A、B等3项经验; but 完成A、B等12台设备安装.
        if lead.ends_with('等')
            && !self.is_in_places(now, amount, chain.left, rest)
            && right != Right::End
            && (amount.is_small_word() || !self.is_started(now, chain.left) && !self.is_achieved(now, rest))
        {
            return true;
        }
        if right == Right::End && !chain.roles.any(Roles::PREDICATE) && self.is_size_of_list(now, amount, rest) {
            return true;
        }
        // “首发经济”12条, 数据中心三期: the name of a paper, of a phase.
        if right == Right::End && verb.is_none() && self.is_name(now, amount, chain, lead) {
            return true;
        }
        // 30人以上涉爆粉尘企业: which of them.
        if right == Right::Noun
            && (lead.is_empty() || lead.ends_with('、'))
            && chain.comparator.is_none()
            && matches!(amount.unit, "人" | "户" | "床" | "张")
            && self.is_bounded(now, rest)
        {
            return true;
        }
        if ["连续", "近", "满"].iter().any(|w| lead.ends_with(w)) || parts(lead) {
            return true;
        }
        // 新建10千伏线路450公里: a voltage is a class of lines.
        if amount.unit == "千伏" {
            return true;
        }
        // 获批中药1类新药: a class by its number.
        if amount.unit == "类" && right == Right::Noun && verb.is_none() && chain.comparator.is_none() {
            return true;
        }
        // 签约10亿元以上项目30个: the next number counts, this one describes.
        if right == Right::Noun && self.describes_next(now, chain, rest) {
            return true;
        }
        match (right, amount.kind) {
            // 分别压减至5个和7个工作日.
            (Right::End, UnitKind::Duration) if !now.shared.is_empty() => false,
            // 减至2个环节、5个工作日: the next state of it; 审批控制在32日以内、小型项目15日以内: of another.
            (Right::End, UnitKind::Duration)
                if now.listing
                    && (lead == "、" || lead.starts_with('、') && self.is_last_within(amount))
                    && self.targets.last().is_some_and(|t| t.rule == "target/state") =>
            {
                false
            }
            (Right::End, UnitKind::Duration) => {
                let noun = lead.chars().count() >= 2;
                if noun && !lead.ends_with('的') && self.view.wordings.handled.contains(&rest) {
                    return false;
                }
                // 平均办理时间3个工作日.
                if self.is_mean_time(lead) {
                    return false;
                }
                // 累计飞行600小时.
                if lead.strip_prefix("累计").is_some_and(|deed| deed.chars().count() >= 2) {
                    return false;
                }
                // 10日内报送 is by when; 控制在10日内 is how long.
                rest.starts_with('内') && !chain.roles.any(Roles::LEVEL)
                    || !(chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)) && (noun || now.listing || !later)
                        // 达到330天，力争340天.
                        || chain.roles.any(Roles::STRIVE) && self.counted_in(amount.unit).is_some())
            }
            (Right::End, _) => false,
            (_, UnitKind::Duration) => !chain.roles.any(Roles::FALL),
            // 80%以上的行政村: the villages are counted.
            (Right::Of, UnitKind::Ratio) => {
                // 具备5%以上的响应能力.
                let has = |t: Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::FOLLOW));
                let has = self.view.touching(chain.left).is_some_and(has);
                // 要将不低于55%的资金用于养老.
                let bare = lead.trim_end_matches(['将', '把']).trim_end_matches(['要', '应', '须', '需']);
                // 30%的村达到标准、50%的农户达到标准.
                let listed = bare.ends_with(['及', '和', '与']) || now.number_first && lead.ends_with('、');
                // 确保城东区50%的社区建成综合体, 对100%的村开展整治.
                let caused = ["确保", "力争", "保证"].iter().find_map(|cause| bare.strip_prefix(cause)).unwrap_or(bare);
                // 确保甲区、乙区50%的社区.
                let placed = caused.split('、').all(|place| {
                    place.ends_with(['省', '市', '区', '县', '州', '镇', '乡'])
                        && place.chars().count() <= LONGEST_PLACE
                });
                !(matches!(caused, "" | "、" | "对")
                    || listed
                    || placed
                    || verb.is_some()
                    || has
                    || self.only_scope(now, chain.left))
            }
            (Right::Of, UnitKind::Money) if lead.ends_with("规模") => self.verb_within(now, chain.left).is_none(),
            // 组建不少于200人的队伍, but 50人以上的企业.
            // 修建3.2公里的步道; 淘汰35蒸吨以下的锅炉 says which.
            (Right::Of, UnitKind::Measure) => {
                let bounded = self.is_bounded(now, rest) || chain.roles.any(Roles::BEFORE);
                // 3.2公里的景观带和1.5万平方米的游客中心建成投用.
                let whole =
                    lead.is_empty() || self.view.wordings.and.contains(&lead) || self.only_scope(now, chain.left);
                let achieved = !bounded && whole && self.is_achieved(now, rest);
                !achieved && (self.verb_chain(now, chain.left).is_none() || bounded || later)
            }
            (Right::Of, UnitKind::Count | UnitKind::Person) => {
                // 组建60人的突击队: the number counts its people.
                let body = self.view.wordings.body.end(rest) && self.sets_up(now, chain.left);
                (verb.is_none() && !body) || amount.unit == "人" && !chain.roles.any(Roles::BEFORE) && !body
            }
            (Right::Of, _) => true,
            (Right::Noun, UnitKind::Money | UnitKind::Measure | UnitKind::Ratio | UnitKind::Fold) => {
                if chain.roles.any(Roles::PREDICATE) {
                    return false;
                }
                // 设立总规模20亿元的基金.
                if amount.is_money() && lead.ends_with("规模") && self.verb_within(now, chain.left).is_some() {
                    return false;
                }
                if amount.kind == UnitKind::Ratio && lead.ends_with('、') {
                    return false;
                }
                // 推进400总吨以上船舶污染防治: which of them.
                let class =
                    |(verb, adds): (Span, bool)| !adds && self.view.nouns.figurative.contains(&verb.of(self.view.text));
                // 淘汰10蒸吨以下锅炉, 检查100平方米以上场所: so are sizes that no work is measured in.
                let bound = self.view.touching(now.clause.span.end - rest.len() as u32).and_then(|t| match t.kind {
                    Kind::Phrase(phrase) => phrase.comparator,
                    _ => None,
                });
                let least = matches!(bound, Some(Comparator::Ge | Comparator::Gt));
                let most = matches!(bound, Some(Comparator::Le | Comparator::Lt));
                let sized = self.view.wordings.sized.contains(&amount.unit) || verb.is_some_and(class);
                if amount.kind == UnitKind::Measure && (most || least && sized) {
                    return true;
                }
                // 成渝地区力争70%产能完成改造: whoever it is asked of.
                if amount.kind == UnitKind::Ratio && chain.roles.any(Roles::STRIVE) && !later {
                    return false;
                }
                // 修建5公里绿道和3公里步道, 覆盖90%以上乡镇和60%以上村: the next item of the list.
                let link = self.view.wordings.and.contains(&lead);
                let goes_on = matches!(amount.kind, UnitKind::Measure | UnitKind::Ratio);
                if link && now.listing && now.number_first && goes_on {
                    return false;
                }
                // 二期15万平方米标准厂房9月底前交付.
                let from = now.clause.span.end - rest.len() as u32;
                if amount.kind == UnitKind::Measure && self.is_due_in(Span { start: from, end: now.clause.span.end }) {
                    return false;
                }
                // 首批1200公里公路建成通车.
                let whole = lead.is_empty() || is_batch(self.view.wordings, lead);
                if amount.kind == UnitKind::Measure && whole && !now.listing && self.thing_comes_about(now, rest, true)
                {
                    return false;
                }
                let own = lead.is_empty() && !now.listing && amount.kind != UnitKind::Ratio;
                let done_to = amount.kind == UnitKind::Measure && matches!(lead, "对" | "为");
                own || verb.is_none() && !lead.is_empty() && !done_to && !self.only_scope(now, chain.left)
                    || chain.roles.any(Roles::BEFORE) && verb.is_none() && !lead.is_empty()
            }
            (Right::Noun, _) => false,
        }
    }

    /// Whether a number says how many names stand before it that a verb governs, which is no way of speaking: 建成甲、乙两个平台.
    pub(super) fn counts_names(&self, now: &Now<'_>, amount: &Amount<'_>, chain: &Chain) -> bool {
        let verb = self.verb_within(now, chain.left).or_else(|| self.first_verb(now));
        let Some((verb, _)) = verb.filter(|(verb, _)| verb.end < chain.left) else { return false };
        amount.counts()
            && sums_up(self.view.text, Span { start: verb.end, end: chain.left }, amount)
            && !self.view.nouns.figurative.contains(&verb.of(self.view.text))
    }

    /// Whether an amount is the first of several sizes that tell which things are counted: 产值超300亿元、超100亿元的企业分别达到20家、50家.
    fn is_size_of_list(&self, now: &Now<'_>, amount: &Amount<'_>, rest: &str) -> bool {
        let mut rest = rest;
        for _ in 0..MOST_SIZES {
            let Some(words) = rest.strip_prefix(['、', '和', '及', '与']) else { return false };
            let at = now.clause.span.end - words.len() as u32;
            let bound =
                self.view.starting(at).filter(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::BEFORE)));
            let at = bound.map_or(at, |t| t.span.end);
            let index = self.view.tokens.partition_point(|t| t.span.start < at);
            let next = self.view.tokens.get(index).filter(|t| t.span.start == at);
            if !next.is_some_and(|t| matches!(t.kind, Kind::Amount(next) if next.unit == amount.unit && !next.counts()))
            {
                return false;
            }
            let (_, end) = self.view.comparator_after(index);
            let (right, behind) = self.right(now, index, end);
            if right == Right::Of {
                let counts = |t: &Token<'_>| matches!(t.kind, Kind::Amount(amount) if amount.counts());
                let behind = Span { start: end, end: now.clause.span.end };
                return self.view.within(behind).tokens.iter().any(counts);
            }
            rest = behind;
        }
        false
    }

    /// Whether the thing that `rest` names comes about in the clause (等4所学校投入使用).
    pub(super) fn is_achieved(&self, now: &Now<'_>, rest: &str) -> bool {
        self.thing_comes_about(now, rest, false)
    }

    /// Whether nothing but what becomes of the thing that `rest` names, and by when, stands behind it (公路建成通车); `bare` as
    /// for [`Reader::comes_about`].
    fn thing_comes_about(&self, now: &Now<'_>, rest: &str, bare: bool) -> bool {
        let region = Span { start: now.clause.span.end - rest.len() as u32, end: now.clause.span.end };
        let (_, end) = object::after(self.view.within(region), region);
        end < region.end && !now.baseline && self.comes_about(now, end, bare).is_some()
    }

    /// Whether an amount at the end of its phrase is part of a name.
    fn is_name(&self, now: &Now<'_>, amount: &Amount<'_>, chain: &Chain, lead: &str) -> bool {
        let quoted = self.view.touching(chain.left).is_some_and(|t| t.kind == Kind::Name);
        let paper = quoted && amount.unit == "条";
        if paper && !self.is_started(now, chain.left) {
            return true;
        }
        // 开工建设新能源项目三期, but 举办培训班三期.
        let phase = amount.unit == "期" && amount.is_small_word() && lead.chars().count() >= 2;
        phase && (!self.is_started(now, chain.left) || !self.view.nouns.issued.end(lead))
    }

    /// Whether the words of a span say when something is due.
    fn is_due_in(&self, span: Span) -> bool {
        let first = self.view.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.view.tokens.partition_point(|t| t.span.end <= span.end);
        self.meanings.get(first..end).is_some_and(|all| all.iter().any(|m| matches!(m, Meaning::Deadline(_))))
    }

    /// Whether the clause says before `at` what is to be done.
    fn is_started(&self, now: &Now<'_>, at: u32) -> bool {
        self.verb_within(now, at).is_some() || self.first_verb(now).is_some_and(|(verb, _)| verb.end <= at)
    }

    /// Whether a bound stands between an amount and the words after it (30人以上企业).
    fn is_bounded(&self, now: &Now<'_>, rest: &str) -> bool {
        let at = now.clause.span.end - rest.len() as u32;
        self.view.touching(at).is_some_and(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::AFTER)))
    }

    /// Whether the words after an amount lead to another one that counts them.
    pub(super) fn describes_next(&self, now: &Now<'_>, chain: &Chain, rest: &str) -> bool {
        let from = now.clause.span.end - rest.len() as u32;
        let mut tokens =
            now.clause.tokens.iter().copied().filter(|&i| self.view.tokens[i].span.start >= from.max(chain.left));
        let Some(next) = tokens.find(|&i| matches!(self.view.tokens[i].kind, Kind::Amount(_) | Kind::Enumeration))
        else {
            return false;
        };
        let Kind::Amount(amount) = self.view.tokens[next].kind else { return false };
        // 30户以上自然村通硬化路率达到100%: which villages.
        let (lead, head) = (Span { start: now.left, end: chain.left }, self.view.tokens[next].span.start);
        let reached =
            self.view.touching(head).filter(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::LEVEL)));
        let name = Span { start: from, end: reached.map_or(head, |t| t.span.start) }.of(self.view.text);
        let rate = reached.is_some() && name.ends_with('率');
        if rate && amount.kind == UnitKind::Ratio && (lead.is_empty() || self.only_scope(now, chain.left)) {
            return true;
        }
        // 年出栏500头以上规模场占比达75%, 寄宿制学校或600人以上学校校医配备率100%.
        let of_class =
            name.ends_with('率') || name.ends_with("占比") || name.ends_with("比例") || name.ends_with("比重");
        let bounded = self.view.touching(from).is_some_and(|t| {
            t.span.start >= chain.left && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::AFTER))
        });
        if of_class && bounded && amount.kind == UnitKind::Ratio {
            return true;
        }
        let (_, end) = self.view.comparator_after(next);
        let (right, _) = self.right(now, next, end);
        let between = Span { start: from, end: self.view.tokens[next].span.start }.of(self.view.text);
        right == Right::End && amount.counts() && !between.contains(['和', '及', '与', '并'])
    }

    /// Whether nothing but a scope stands before `at` (全市90%以上村).
    pub(super) fn only_scope(&self, now: &Now<'_>, at: u32) -> bool {
        let start = self.opening(now, at).start;
        self.view.touching(at).is_some_and(|t| {
            t.span.start == start && t.span.end == at && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::SCOPE))
        })
    }
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
