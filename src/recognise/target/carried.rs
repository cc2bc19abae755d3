//! What an amount counts that leaves that out: what was spoken of before it.

use super::TargetReading;
use super::object;
use super::reader::Reader;
use super::state::{Last, Now};
use crate::lexicon::{Roles, UnitKind};
use crate::recognise::Found;
use crate::recognise::amount::{Amount, same_unit};
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// What was spoken of, as far as a rule knows.
enum Told {
    /// A thing, and what is done to it.
    Of(String, Option<Span>),
    /// Nothing that the amount could count.
    Nothing,
}

impl Told {
    fn thing(words: impl Into<String>) -> Self {
        Self::Of(words.into(), None)
    }

    /// What a target counted.
    fn of(target: &Found<TargetReading>) -> Self {
        Self::thing(target.value.object.as_str())
    }
}

/// An amount that leaves out what it counts.
struct Unnamed<'r> {
    reader: &'r Reader<'r, 'r>,
    now: &'r Now<'r>,
    last: &'r Last,
    amount: &'r Amount<'r>,
    /// What is done to so many.
    action: Option<Span>,
}

impl Reader<'_, '_> {
    /// What was spoken of before: the object of the last target that was counted so, or that of a clause without a number
    /// after it; and what is done to it.
    pub(super) fn carried(
        &self,
        now: &Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        action: Option<Span>,
    ) -> Option<(String, Option<Span>)> {
        let unnamed = Unnamed { reader: self, now, last, amount, action };
        match Unnamed::RULES.iter().find_map(|rule| rule(&unnamed)) {
            Some(Told::Of(thing, action)) => Some((thing, action)),
            Some(Told::Nothing) => None,
            None => Some((unnamed.last_of_all(), last.action)),
        }
    }
}

impl Unnamed<'_> {
    /// The rules, in the order in which they are asked; the first that knows what was spoken of, or that nothing was, ends
    /// the list. Where none does it is what the last target counted.
    const RULES: [fn(&Self) -> Option<Told>; 12] = [
        // What a clause without a number has told since the last target.
        Self::besides,
        Self::subject,
        Self::names_in_turn,
        Self::done_to_at_first,
        Self::done_to_by_number,
        Self::numbered,
        Self::named_in_clause,
        Self::done_to_in_clause,
        // What the targets before were.
        Self::same_unit,
        Self::money,
        Self::unspoken,
        Self::rate,
    ];

    /// 布设驿站50处，提供7天以内免费住宿，年内投用|20处: what has a measure of its own is said besides, and counted by no other.
    fn besides(&self) -> Option<Told> {
        let Self { reader, last, amount, .. } = self;
        let silent = last.silent.filter(|_| amount.counts() && self.action.is_some())?;
        let measured = |t: &Token<'_>| matches!(t.kind, Kind::Amount(other) if !other.counts());
        let told = reader.view.within(silent).tokens.iter().any(measured);
        told.then(|| reader.counted_in(amount.unit))?.map(Told::of)
    }

    /// 将甲、乙等12处易涝点纳入项目，年底前完成|9处: some of what the clause has a number of, in the same unit.
    fn numbered(&self) -> Option<Told> {
        let Self { reader, last, amount, .. } = self;
        let silent = last.silent.filter(|_| amount.kind == UnitKind::Count && amount.unit != "个")?;
        let view = reader.view;
        let same = |t: &&Token<'_>| matches!(t.kind, Kind::Amount(other) if same_unit(other.unit, amount.unit));
        let number = view.within(silent).tokens.iter().find(same)?;
        let region = Span { start: number.span.end, ..silent };
        let (thing, _) = object::after(view.within(region), region);
        let words = view.nouns.deeds.strip_end(thing.of(view.text)).unwrap_or_else(|| thing.of(view.text));
        (words.chars().count() >= 2).then(|| Told::thing(words))
    }

    /// 医院全部达标，其中|3家…: what the clause says something of.
    fn subject(&self) -> Option<Told> {
        let subject = self.reader.subject_of(self.last.silent?, self.now.among)?;
        Some(Told::thing(self.reader.words_without_sum(subject)))
    }

    /// A率、B浓度完成省定目标，分别达到|…: the names, each of which has a number.
    fn names_in_turn(&self) -> Option<Told> {
        let silent = self.last.silent?;
        let in_turn = self.now.clause.span.of(self.reader.view.text).contains("分别");
        in_turn.then(|| self.reader.listed_before(self.now, silent))?.map(Told::thing)
    }

    /// 对无加固价值的水库，依法实施报废，两年完成|1200座: what the clause before the last is on.
    fn done_to_at_first(&self) -> Option<Told> {
        let Self { reader, last, amount, .. } = self;
        let named = last.silent.and(last.done_to)?;
        if amount.kind != UnitKind::Count || !self.action.is_none_or(|verb| self.is_completed(verb)) {
            return None;
        }
        let thing = Span { start: named.start + '对'.len_utf8() as u32, ..named };
        let thing = reader.without_amount(object::noun(reader.view, thing));
        let long = thing.of(reader.view.text).chars().count() >= 2;
        long.then(|| Told::thing(object::words(reader.view, thing)))
    }

    /// 对现行文件逐件提出意见，废止|5件: what the papers are asked for, and no opinions.
    fn done_to_by_number(&self) -> Option<Told> {
        let amount = self.amount;
        let acts = self.action.is_some() && (amount.counts() || amount.kind == UnitKind::Ratio);
        (amount.kind == UnitKind::Count || acts).then(|| self.done_to_in_clause())?
    }

    /// 加强高标准农田建设，2023年新建|120万亩: what the clause names.
    fn named_in_clause(&self) -> Option<Told> {
        let Self { reader, last, amount, .. } = self;
        let view = reader.view;
        let silent = last.silent?;
        let found = object::before(view.within(silent), silent, object::Shape::default());
        let named = found.object.of(view.text);
        if let Some(bare) = self.without_deed(found.object).filter(|_| found.action.is_none()) {
            return Some(Told::thing(bare));
        }
        if let Some(verb) = self.action {
            // 开展“招大引强”行动，签约|16个: no actions are counted.
            let slogan = amount.counts() && view.wordings.no_thing.end(named);
            // 制定清偿计划，10月底前清偿|60%: nor a paper in parts.
            let paper = amount.kind == UnitKind::Ratio && view.nouns.papers.end(named);
            // 3月底前完成摸底，6月底前完成|50%: of what was spoken of before.
            if paper && self.is_completed(verb) {
                let known = reader.object_of(last);
                return Some(if known.is_empty() { Told::Nothing } else { Told::thing(known) });
            }
            if slogan || paper {
                return Some(Told::thing(verb.of(view.text)));
            }
        }
        let does = !named.is_empty() && found.action.is_some();
        does.then(|| Told::Of(object::words(view, found.object), found.action))
    }

    /// 对老旧管道逐段评估，2024年更新|50公里: what the clause says something is done to.
    fn done_to_in_clause(&self) -> Option<Told> {
        let thing = self.reader.done_to(self.last.silent?)?;
        Some(Told::thing(object::words(self.reader.view, thing)))
    }

    /// 改造8.9万套，开工率达到100%，建成|5.2万套: a rate lies between.
    fn same_unit(&self) -> Option<Told> {
        let Self { reader, now, amount, .. } = self;
        let other = self.unit_before().is_some_and(|unit| !same_unit(unit, amount.unit));
        let counts = (self.action.is_some() || now.among) && !amount.is_money() && amount.unit != "%";
        (other && counts).then(|| reader.counted_in(amount.unit))?.map(Told::of)
    }

    /// 惠及1000户，累计投放|5亿元: not of them.
    fn money(&self) -> Option<Told> {
        let of_things = || !self.unit_before().is_some_and(|unit| unit.starts_with('元') || unit == "%");
        let put = self.action.is_some() && self.amount.is_money();
        (put && !self.reader.targets.is_empty() && of_things()).then_some(Told::Nothing)
    }

    /// 厕所2300座（其中新建|1500座）: a bracket has spoken of nothing itself.
    fn unspoken(&self) -> Option<Told> {
        self.reader.object_of(self.last).is_empty().then(|| self.counted_so())
    }

    /// 配备率达100%，每个网格配备|不少于2人: no rate is counted.
    fn rate(&self) -> Option<Told> {
        let of_share = || self.action.is_some() && self.unit_before() == Some("%");
        let rate = self.amount.counts() && (self.reader.object_of(self.last).ends_with('率') || of_share());
        rate.then(|| self.counted_so())
    }

    /// What the last target counted.
    fn last_of_all(&self) -> String {
        let Self { reader, last, amount, .. } = self;
        let known = reader.object_of(last);
        // 余额增速不低于平均增速，突破|8000亿元: the balance.
        let share = matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold);
        let of_rate = || reader.view.wordings.dependent.strip_end(known).filter(|bare| !share && !bare.is_empty());
        // 优良天数比率达到63%，较上年同期增加|5天: the days.
        let counts = amount.kind == UnitKind::Duration || amount.counts();
        let days = || known.strip_suffix("比率").or(known.strip_suffix("比例"));
        let days = || days().filter(|bare| counts && bare.ends_with('数'));
        of_rate().or_else(days).unwrap_or(known).to_owned()
    }

    /// What was counted in the same unit, where something is done to so many of it.
    fn counted_so(&self) -> Told {
        self.action.and_then(|_| self.reader.counted_in(self.amount.unit)).map_or(Told::Nothing, Told::of)
    }

    /// The unit of the last target.
    fn unit_before(&self) -> Option<&str> {
        let target = self.reader.targets.last()?;
        target.value.quantity.as_ref().map(|quantity| quantity.unit.as_str())
    }

    /// Whether a verb only says that so much is completed.
    fn is_completed(&self, verb: Span) -> bool {
        verb.of(self.reader.view.text) == "完成"
    }

    /// A noun without what is done to it, and without an adverb before it: 高标准农田|建设.
    fn without_deed(&self, object: Span) -> Option<&str> {
        let view = self.reader.view;
        let adverb =
            view.within(object).tokens.first().filter(|t| t.span.start == object.start && t.has(Roles::ADVERB));
        let bare = Span { start: adverb.map_or(object.start, |t| t.span.end), ..object };
        view.nouns.deeds.strip_end(bare.of(view.text)).filter(|bare| bare.chars().count() >= 2)
    }
}
