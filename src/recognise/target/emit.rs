//! A target from an amount and what it counts: its basis, time and commitment.

use super::reader::Reader;
use super::state::{Chain, Last, Now, Read};
use super::{TargetReading, object};
use crate::lexicon::{Roles, UnitKind, Wordings};
use crate::model::{Basis, Certainty, Commitment, Comparator, Due, Precision, Quantity};
use crate::recognise::Found;
use crate::recognise::amount::Amount;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

impl<'a> Reader<'a, '_> {
    /// Whether 各 follows the times of a clause before `at`: 2024年、2025年|各|完成10万亩.
    fn each_time(&self, now: &Now<'_>, at: u32) -> bool {
        let lead = Span { start: now.clause.span.start, end: at };
        let last = self.view.within(lead).tokens.iter().rfind(|t| matches!(t.kind, Kind::Time(_)));
        last.is_some_and(|time| Span { start: time.span.end, end: at }.of(self.view.text).starts_with('各'))
    }

    pub(super) fn emit(
        &mut self,
        now: &mut Now<'_>,
        last: &mut Last,
        amount: &Amount<'a>,
        chain: &Chain,
        quantity: Quantity,
        read: Read,
    ) {
        self.unit_now = read.action.map(|_| amount.unit);
        // 2025年、2026年分别增长6%、7%: the predicate stands once.
        let in_turn = now.times.len() > 1 && now.given > 0 && read.carried && !chain.roles.any(Roles::PREDICATE);
        if now.times.len() > 1 && now.given == 0 {
            now.predicate = chain.roles;
        }
        // 扩大资金池规模至10亿元: a state, whatever the verb says.
        let to = self.view.text[chain.left as usize..].starts_with(['至', '到']);
        let change = if to { Roles::default() } else { read.change };
        let in_turn = read.rule == "target/respectively" || in_turn;
        let roles = if in_turn { now.predicate } else { chain.roles.and(change) };
        let whole = Span { start: now.clause.span.start, end: read.span.end }.of(self.view.text);
        let near = read.span.of(self.view.text);
        let total = amount.kind != UnitKind::Ratio
            && (roles.any(Roles::TOTAL)
                || near.contains("累计")
                || whole.contains("累计") && !now.listing
                || self.view.text[..read.span.start as usize].ends_with("累计")
                || read.objects[0].ends_with("总数") && !read.objects[0].contains('占'));
        let mut objects = read.objects;
        let object = objects.last().map_or("", String::as_str);
        // 提升中医馆120个: they are made better, not more.
        let risen = self.view.text[chain.left as usize..].starts_with("提升");
        let better =
            amount.counts() && read.action.is_some_and(|verb| risen || verb.of(self.view.text).ends_with("提升"));
        let roles = if better { Roles::default() } else { roles };
        let basis = basis(self.view.wordings, amount, roles, object, read.adds, total);
        // 交流轮岗教师比例不低于10%，其中骨干教师不低于20%: a share, too.
        let of_share = self.targets.iter().rev().take(MOST_PARTS).any(|whole| whole.value.basis == Basis::Share);
        let shared = now.among && basis == Basis::Level && amount.kind == UnitKind::Ratio && !object.ends_with('率');
        let basis = if shared && of_share { Basis::Share } else { basis };
        let commitment = if now.strive || read.carried && last.commitment == Some(Commitment::Strive) {
            Commitment::Strive
        } else {
            Commitment::Required
        };
        // 上述指标分别达到25人、58%: each by its unit.
        if ["上述指标", "以上指标"].contains(&objects[0].as_str())
            && let Some(known) = self.counted_in(amount.unit)
        {
            objects = vec![known.value.object.clone()];
        }
        for object in &mut objects {
            object.truncate(without_whole(self.view.wordings, object).len());
        }
        if total {
            for object in &mut objects {
                if let Some(bare) = object.strip_suffix("总数").filter(|o| !o.is_empty()) {
                    object.truncate(bare.len());
                }
            }
        }
        // 2024年、2025年各建50所; 2024年、2025年分别增长20%: one number for each of the times.
        let each = now.times.len() > 1
            && (self.view.text[..chain.left as usize].ends_with('各')
                || now.given == 0 && self.each_time(now, chain.left)
                || now.given == 0
                    && whole.contains("分别")
                    && !objects[0].contains('、')
                    && self.is_last(now, read.span.end));
        let dues: Vec<Option<Due>> = if each {
            now.times.iter().copied().map(Some).collect()
        } else if now.times.len() > 1 {
            let due = now.times.get(now.given).copied().or(now.due);
            now.given += 1;
            vec![due]
        } else {
            // 上半年增长6%、全年增长6.5%.
            let from = self.targets.last().map_or(0, |t| t.span.end).max(now.clause.span.start);
            let item = Span { start: from, end: read.span.end }.of(self.view.text);
            let yearly = item.trim_start_matches(['、', '，']).starts_with("全年");
            vec![read.due.or(now.due.filter(|due| !yearly || due.precision == Precision::Year))]
        };
        if CLASSES.iter().any(|class| objects[0].ends_with(class)) && read.rule == "target/number-first" {
            now.classes.push(self.targets.len());
        } else if !now.classes.is_empty() && read.rule == "target/number-first" {
            let head = CLASSES
                .iter()
                .find_map(|class| Some(objects[0].split_once(class)?.1))
                .unwrap_or(&objects[0])
                .to_owned();
            for index in std::mem::take(&mut now.classes) {
                if let Some(target) = self.targets.get_mut(index) {
                    target.value.object.push_str(&head);
                }
            }
        }
        // 争取新增: the first word says how binding it is, and is kept as the commitment.
        let action = read.action.map(|span| {
            let words = span.of(self.view.text);
            let deed =
                ["力争", "争取", "努力"].iter().find_map(|w| words.strip_prefix(w)).filter(|deed| !deed.is_empty());
            deed.unwrap_or(words).to_owned()
        });
        if now.among {
            self.parts.extend(self.targets.len()..self.targets.len() + objects.len() * dues.len());
        }
        let named = objects.join("、");
        let value =
            TargetReading { object: String::new(), action, quantity: Some(quantity), basis, commitment, due: None };
        let values = std::iter::repeat_n(value, objects.len() * dues.len());
        let counted = objects.into_iter().flat_map(|object| std::iter::repeat_n(object, dues.len()).zip(&dues));
        for (value, (object, due)) in values.zip(counted) {
            if due.is_none() {
                self.undated.push(self.targets.len());
            }
            let value = TargetReading { object, due: due.or(self.fallback), ..value };
            self.targets.push(Found { value, span: read.span, rule: read.rule, certainty: read.certainty });
        }
        now.listing = true;
        now.number_first = read.rule == "target/number-first";
        // 老旧管网改造20公里，农村公路养护30公里: what stands behind a thing is of no other, and in a list that has a verb not
        // of the next item: 开展送戏下乡120场、电影放映150场、阅读活动20场.
        let own = |verb: Span| {
            let behind = read.span.start < verb.start && verb.end == chain.left;
            behind && (now.verb.is_some() || self.view.nouns.deeds.contains(&verb.of(self.view.text)))
        };
        if read.action.is_some_and(|verb| !own(verb)) && !read.carried {
            now.verb = read.action.map(|span| (span, read.adds));
        }
        if !read.carried || last.silent.is_some() {
            *last = Last {
                object: Some(named),
                action: read.action,
                adds: read.adds,
                commitment: Some(commitment),
                silent: None,
                done_to: None,
            };
        } else {
            last.object = Some(named);
        }
    }

    /// 高于全省平均水平: a target without a number of its own.
    pub(super) fn relative(&mut self, now: &Now<'_>, last: &mut Last) {
        // 对增速高于平均水平5个百分点以上的企业，给予奖励: which of them.
        if now.listing || now.cues.policy {
            return;
        }
        let is_reference = |t: &Token<'_>| t.has(Roles::REFERENCE);
        let Some(reference) = now.clause.tokens.iter().rev().map(|&i| self.view.tokens[i]).find(is_reference) else {
            return;
        };
        let Some(token) = now.clause.tokens.iter().map(|&i| self.view.tokens[i]).find(|t| {
            matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::BEFORE)
                && matches!(p.comparator, Some(Comparator::Gt | Comparator::Ge)))
        }) else {
            return;
        };
        let Kind::Phrase(phrase) = token.kind else { return };
        let lead = Span { start: now.clause.span.start, end: token.span.start };
        if reference.span.start < token.span.end {
            return;
        }
        // 用水量超过平均水平的县: which of them; 高于平均水平的增速 is an indicator.
        let after = Span { start: reference.span.end, end: now.clause.span.end }.of(self.view.text);
        if after.strip_prefix('的').is_some_and(|noun| !self.view.wordings.dependent.end(noun)) {
            return;
        }
        let found = object::before(
            self.view.within(lead),
            lead,
            object::Shape { state: true, predicate: true, unclear: false },
        );
        if found.object.is_empty() {
            return;
        }
        let comparator = match phrase.comparator {
            Some(Comparator::Gt) => Comparator::AboveAverage,
            _ => Comparator::AtLeastReference,
        };
        let span = Span { start: found.object.start, end: reference.span.end };
        let object = object::words(self.view, found.object);
        let commitment = if now.strive { Commitment::Strive } else { Commitment::Required };
        self.targets.push(Found {
            value: TargetReading {
                object: object.clone(),
                action: None,
                quantity: Some(Quantity { comparator, value: None, upper: None, unit: String::new(), fraction: None }),
                basis: Basis::Level,
                commitment,
                due: now.due.or(self.fallback),
            },
            span,
            rule: "target/relative",
            certainty: Certainty::Likely,
        });
        *last = Last {
            object: Some(object),
            action: None,
            adds: false,
            commitment: Some(commitment),
            silent: None,
            done_to: None,
        };
    }
}

/// A whole has no more parts.
const MOST_PARTS: usize = 4;

/// Ends of what is only a class of things, whose name stands with the next number (10件省政府、25件市政府实事项目).
const CLASSES: [&str; 2] = ["级", "政府"];

/// 教师占专业课教师总数: the part, where the words do not name the share itself.
fn without_whole<'o>(wordings: &Wordings, object: &'o str) -> &'o str {
    let named = || wordings.share_name.end(object);
    match object.rfind('占') {
        Some(at) if at >= "占".len() * 2 && !named() && object::is_share(&object[at..]) => {
            // 财政、社会资金各占50%; 到位资金分别占全年任务的25%、50%.
            object[..at].trim_end_matches("原则上").trim_end_matches("分别").trim_end_matches('各')
        }
        _ => object,
    }
}

/// What the number measures.
pub(super) fn basis(
    wordings: &Wordings,
    amount: &Amount<'_>,
    roles: Roles,
    object: &str,
    adds: bool,
    total: bool,
) -> Basis {
    let share = || {
        ["占比", "比重", "比例"].iter().any(|w| object.ends_with(w))
            || object.match_indices('占').any(|(at, _)| object::is_share(&object[at..]))
    };
    if total {
        return Basis::Total;
    }
    if roles.any(Roles::FALL) {
        return Basis::Reduction;
    }
    if roles.any(Roles::GROWTH) && amount.unit != "个百分点" {
        return if matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) { Basis::Growth } else { Basis::Increment };
    }
    if roles.any(Roles::RISE.and(Roles::GROWTH)) {
        return if amount.unit == "%" || amount.kind == UnitKind::Fold { Basis::Growth } else { Basis::Increment };
    }
    if amount.kind == UnitKind::Ratio {
        if ["涨幅", "增速", "增幅", "增长率"].iter().any(|w| object.ends_with(w)) {
            return Basis::Growth;
        }
        if ["降幅", "下降率"].iter().any(|w| object.ends_with(w)) {
            return Basis::Reduction;
        }
        if share() {
            return Basis::Share;
        }
    }
    if adds || object.contains("新增") || object.ends_with("增收") {
        return Basis::Increment;
    }
    if wordings.relief.end(object) {
        return Basis::Reduction;
    }
    Basis::Level
}
