//! The verb and the noun in the words before an amount: which they are, and what belongs to them still.

use super::left::NumberLast;
use crate::lexicon::{Roles, UnitKind};
use crate::recognise::target::object;
use crate::recognise::token::Kind;
use crate::text::Span;

impl NumberLast<'_> {
    /// Finds the phrase, one step after another; no noun is left where the words name none.
    pub(super) fn find_phrase(&mut self) {
        self.find_verb_and_noun();
        self.take_verb_alone();
        self.take_yearly();
        self.keep_handling_whole();
        self.keep_age();
        self.keep_done();
        self.leave_out_rate_name();
        self.leave_out_comparison();
        self.take_growth();
        self.take_what_is_done();
        self.take_deed_behind();
        self.take_second_deed();
        self.take_what_happens();
        self.take_completed();
        self.leave_out_season();
        self.leave_out_means();
        self.leave_out_rest();
        self.leave_out_whole();
        self.leave_out_link();
    }

    /// The verb and the noun.
    fn find_verb_and_noun(&mut self) {
        let (view, amount) = (self.reader.view, &self.placed.amount);
        let shares = matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) || !amount.counts() && self.state;
        let things = amount.counts() || amount.kind == UnitKind::Measure;
        let shape = object::Shape {
            state: shares || self.state && self.placed.has(Roles::LEVEL),
            predicate: self.placed.has(Roles::PREDICATE.and(Roles::BEFORE)),
            unclear: !self.now.listing && !self.continues() && things,
        };
        self.found = object::before(view.within(self.lead), self.lead, shape);
        // 助教覆盖公共课程的一半: so much of what it reaches.
        if self.of_it
            && let Some((verb, thing)) = object::reached(view, self.lead)
        {
            (self.found.object, self.found.action, self.found.from) = (thing, Some(verb), self.lead.start);
        }
    }

    /// 完成|50%: a verb alone is no noun; nor is 整改 in 6月底前整改|80%, behind the time by which so much of it is done.
    fn take_verb_alone(&mut self) {
        let Self { reader, last, placed, state, found, .. } = self;
        let timed = reader.view.touching(found.object.start).is_some_and(|t| matches!(t.kind, Kind::Time(_)));
        let share = placed.amount.kind == UnitKind::Ratio && !*state && timed && !reader.object_of(last).is_empty();
        let always = Roles::NEW.and(Roles::STRONG);
        let always = if share { always.and(Roles::WEAK) } else { always };
        if found.action.is_none()
            && !found.object.is_empty()
            && let Some(verb) = reader.view.starting(found.object.start).filter(|t| t.span == found.object)
            && verb.has(always)
            && !verb.has(Roles::ATTRIBUTE)
        {
            found.action = Some(verb.span);
            found.object.start = found.object.end;
        }
    }

    /// 年出栏|470万头: so much of it in a year, and no verb.
    fn take_yearly(&mut self) {
        let Self { reader, now, placed, found, .. } = self;
        let whole = reader.opening(now, placed.chain.left);
        let yearly = whole.of(reader.view.text).strip_prefix('年');
        if found.object.is_empty() && found.action.is_some_and(|verb| Some(verb.of(reader.view.text)) == yearly) {
            (found.object, found.action, found.from) = (whole, None, whole.start);
        }
    }

    /// 竣工联合验收|5个工作日办结: the handling is named whole.
    fn keep_handling_whole(&mut self) {
        let Self { reader, now, placed, state, lead, found, .. } = self;
        let handled = |verb: Span| !reader.view.nouns.doers.end(verb.of(reader.view.text));
        if placed.amount.kind == UnitKind::Duration && !*state && found.action.is_some_and(handled) {
            found.action = None;
            let start = reader.opening(now, placed.chain.left).start;
            let bare = lead.of(reader.view.text).strip_suffix("实现").map_or(0, |_| "实现".len());
            let handled = Span { start, end: lead.end - bare as u32 };
            found.object = object::noun(reader.view, handled);
        }
    }

    /// 15岁以上人群吸烟率, 0—6岁儿童接种率, 65岁及以上: whose it is.
    fn keep_age(&mut self) {
        let (view, object) = (self.reader.view, &mut self.found.object);
        let bound = object.of(view.text).starts_with('以');
        let and = bound && view.text[..object.start as usize].ends_with('及');
        let start = if and { object.start - '及'.len_utf8() as u32 } else { object.start };
        if let Some(age) = view.touching(start)
            && matches!(age.kind, Kind::Amount(amount) if amount.unit == "岁")
        {
            object.start = age.span.start;
        }
    }

    /// 已建设施运行率|90%以上: of what was done already.
    fn keep_done(&mut self) {
        let (view, object) = (self.reader.view, &mut self.found.object);
        let done = view.touching(object.start).filter(|t| view.of(t.span).starts_with('已'));
        if let Some(done) = done.filter(|_| view.wordings.rate.end(object.of(view.text))) {
            object.start = done.span.start;
        }
    }

    /// 碳排放比2005年下降幅度|不低于60%: of what falls so far.
    fn leave_out_rate_name(&mut self) {
        let Self { reader, now, placed, found, .. } = self;
        let view = reader.view;
        let Some(verb) = found.action.filter(|verb| verb.end == found.object.start) else { return };
        let grows = view.starting(verb.start).is_some_and(|t| t.has(Roles::RISE.and(Roles::FALL).and(Roles::GROWTH)));
        let start = reader.opening(now, placed.chain.left).start;
        if grows && verb.start > start && view.wordings.rate_name.contains(&found.object.of(view.text)) {
            found.object = object::noun(view, Span { start, end: verb.start });
            (found.action, found.from) = (None, found.object.start);
        }
    }

    /// 较上年同期增加5天, 起数|较近三年均值下降5%: what is compared with is no thing.
    fn leave_out_comparison(&mut self) {
        let object = &mut self.found.object;
        object.end = self.reader.view.than(*object).unwrap_or(object.end);
    }

    /// 增收|1000元: the word is noun and predicate at once.
    fn take_growth(&mut self) {
        let (whole, object) = (self.placed.whole(), &mut self.found.object);
        let near = self.reader.view.within(whole);
        if let Some(growth) = near.tokens.iter().find(|t| t.span.end < whole.end && near.of(t.span) == "增收") {
            let start = if object.is_empty() { growth.span.start } else { object.start };
            *object = Span { start, end: growth.span.end };
        }
    }

    /// 反馈的9个问题完成整改|7个: what is done is no thing.
    fn take_what_is_done(&mut self) {
        let Self { reader, now, placed, lead, found, .. } = self;
        if placed.amount.counts() || placed.amount.kind == UnitKind::Measure {
            reader.take_deed(*lead, found);
        }
        // 面向退役军人培训2000人次: the doing itself, whoever it is for.
        if now.cues.setting
            && found.action.is_none()
            && placed.amount.kind == UnitKind::Person
            && let Some(doing) = reader.view.touching(placed.chain.left)
            && doing.has(Roles::WEAK)
        {
            (found.action, found.object, found.from) = (Some(doing.span), doing.span, doing.span.start);
        }
    }

    /// 老旧小区升级改造|30个: what is done stands behind the thing.
    fn take_deed_behind(&mut self) {
        let Self { reader, placed, state, found, .. } = self;
        let view = reader.view;
        let things = placed.amount.counts() || placed.amount.kind == UnitKind::Measure;
        let Some(deed) = view.nouns.deeds.at_end(found.object.of(view.text)) else { return };
        let thing = Span { end: found.object.end - deed.len() as u32, ..found.object };
        // 棚户区改造: a name.
        let kept = view
            .starting(thing.start)
            .is_some_and(|t| t.span == thing && t.has(Roles::VERB) || t.span == found.object && t.has(Roles::NOUN));
        if things && !*state && found.action.is_none() && !kept && thing.of(view.text).chars().count() >= 2 {
            found.action = Some(Span { start: thing.end, end: found.object.end });
            found.object = thing;
        }
    }

    /// 选育品种12个，其中审定登记|3个: two verbs are done to what was counted, and the second is no thing.
    fn take_second_deed(&mut self) {
        let Self { reader, placed, found, .. } = self;
        let second = reader.view.starting(found.object.start).filter(|t| t.span == found.object);
        let deed = second.is_some_and(|t| t.has(Roles::VERB) && !t.has(Roles::NOUN));
        let touches = found.action.filter(|verb| verb.end == found.object.start);
        if let Some(verb) = touches.filter(|_| deed && reader.counted_in(placed.amount.unit).is_some()) {
            found.action = Some(verb.cover(found.object));
            found.object.start = found.object.end;
        }
    }

    /// 加装电梯开工|不少于100台: what happens to a thing is no part of its name.
    fn take_what_happens(&mut self) {
        let Self { reader, placed, found, .. } = self;
        let view = reader.view;
        let words = found.object.of(view.text);
        let happens = [&view.wordings.becomes, &view.wordings.done].iter().find_map(|deeds| deeds.strip_end(words));
        let thing = happens.filter(|thing| thing.chars().count() >= 2 && placed.amount.counts());
        if let Some(thing) = thing {
            let middle = found.object.start + thing.len() as u32;
            found.action = Some(Span { start: middle, end: found.object.end });
            found.object.end = middle;
        }
    }

    /// 路基工程完成|90%, 路基工程累计完成总量的70%: how far a thing is done is no part of its name.
    fn take_completed(&mut self) {
        let Self { reader, placed, found, .. } = self;
        let view = reader.view;
        if placed.amount.kind != UnitKind::Ratio {
            return;
        }
        let words = found.object.of(view.text);
        let bare = words.strip_suffix("完成").unwrap_or(words);
        let thing = ["累计", "实际", "已"].iter().find_map(|adverb| bare.strip_suffix(adverb)).unwrap_or(bare);
        if thing.len() < words.len() && thing.chars().count() >= 2 {
            let end = found.object.start + thing.len() as u32;
            if bare.len() < words.len() {
                found.action =
                    found.action.or(Some(Span { start: found.object.end - "完成".len() as u32, ..found.object }));
            }
            found.object.end = end;
        }
    }

    /// 存煤可用天数不低于15天，度冬期间|不低于20天; 春季完成70%: a time of the year is no thing.
    fn leave_out_season(&mut self) {
        let found = &mut self.found;
        if self.reader.view.wordings.when_only.end(found.object.of(self.reader.view.text)) {
            found.object.start = found.object.end;
        }
    }

    /// 新增泊位6000个，其中利用边角地建设|1500个: by which means some of what was counted is made, which is no other thing.
    fn leave_out_means(&mut self) {
        let Self { reader, now, placed, lead, found, .. } = self;
        let view = reader.view;
        let words = reader.opening(now, placed.chain.left).of(view.text);
        let by = now.among && view.wordings.by_means.begin(words.strip_prefix("其中").unwrap_or(words));
        let deed = view.touching(lead.end).filter(|t| t.has(Roles::VERB));
        if let Some(deed) = deed.filter(|_| by && reader.counted_in(placed.amount.unit).is_some()) {
            (found.action, found.from) = (Some(deed.span), deed.span.start);
            found.object = Span { start: deed.span.end, end: deed.span.end };
        }
    }

    /// 其他地区累计完成|3亿吨, 其余|6万亩, 剩余|30个: of what was spoken of before.
    fn leave_out_rest(&mut self) {
        let wordings = self.reader.view.wordings;
        let words = self.found.object.of(self.reader.view.text);
        let left_over = wordings.left_over.contains(&words);
        self.rest = left_over || wordings.others.begin(words);
        if !self.rest || self.reader.object_of(self.last).is_empty() {
            return;
        }
        // 接入食堂180个，其余|37个: of the same, which has the same unit.
        let again = || wordings.others.contains(&words) && self.reader.counted_in(self.placed.amount.unit).is_some();
        let counted = self.placed.amount.counts() && (left_over || again());
        if self.found.action.is_some() || counted || self.whole_of_rest().is_some() {
            self.found.object.start = self.found.object.end;
        }
    }

    /// What the rest of a whole is of that its parts stand behind: 农田10万亩，其中新建4万亩、其余|6万亩.
    pub(super) fn whole_of_rest(&self) -> Option<&str> {
        let whole = || self.reader.counted_in(self.placed.amount.unit);
        (self.now.among && self.rest).then(whole)?.map(|whole| whole.value.object.as_str())
    }

    /// 将7家企业整合为|3家: the noun without the number that it had.
    fn leave_out_whole(&mut self) {
        let (amount, object) = (&self.placed.amount, &mut self.found.object);
        let same = |unit: &str| unit == amount.unit && amount.counts();
        let whole = self.reader.view.starting(object.start);
        if whole.is_some_and(|t| matches!(t.kind, Kind::Amount(whole) if same(whole.unit))) {
            *object = self.reader.without_amount(*object);
        }
    }

    /// 自评得分在|900分以上: what leads to the number.
    fn leave_out_link(&mut self) {
        let object = &mut self.found.object;
        if let Some(bare) = object.of(self.reader.view.text).strip_suffix('在').filter(|bare| bare.chars().count() >= 2)
        {
            object.end = object.start + bare.len() as u32;
        }
    }

    /// 50万元以上的村|不少于6个: one character is no noun, but with what describes it.
    ///
    /// 帮扶村100个: a verb that nothing but one character follows is part of the name.
    pub(super) fn widen_one_character(&mut self) {
        let found = &mut self.found;
        let one = found.object.of(self.reader.view.text).chars().count() == 1;
        if one && found.from < found.object.start {
            found.action = found.action.filter(|verb| verb.end < found.object.start);
            found.object.start = found.action.map_or(found.from, |verb| verb.end);
        }
    }
}
