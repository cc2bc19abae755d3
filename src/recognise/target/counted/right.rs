//! What an amount counts by the words behind it: the rule `target/number-first`.

use crate::lexicon::{Roles, UnitKind};
use crate::model::Certainty;
use crate::recognise::segment;
use crate::recognise::target::object;
use crate::recognise::target::placed::Placed;
use crate::recognise::target::reader::Reader;
use crate::recognise::target::spoken::is_batch;
use crate::recognise::target::state::{Last, Now, Read};
use crate::recognise::target::verb::is_thing;
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, is_han};

/// No verb is longer. Characters.
const LONGEST_VERB: usize = 4;

/// An amount before what it counts, with what is read of the words on both sides of it.
struct NumberFirst<'r> {
    reader: &'r Reader<'r, 'r>,
    now: &'r Now<'r>,
    last: &'r Last,
    placed: &'r Placed<'r>,
    /// The words before it that no other amount has taken, without the times that open them.
    lead: Span,
    /// Whether something is done in so many places (在甲市、乙市等|10个城市开展推介).
    in_places: bool,
    /// Whether it goes on a list, nothing but a link before it, and the verb of the list holds on.
    inherits: bool,
    /// What it counts, and where the words that belong to that end.
    object: Span,
    consumed: u32,
    /// What is done, and whether that adds.
    verb: Option<(Span, bool)>,
}

impl Reader<'_, '_> {
    /// What an amount counts by the words behind it.
    pub(in crate::recognise::target) fn object_right(
        &self,
        now: &mut Now<'_>,
        last: &Last,
        placed: &Placed<'_>,
    ) -> Option<Read> {
        let mut words = NumberFirst::new(self, now, last, placed);
        words.find_object();
        words.find_verb();
        let read = words.read()?;
        let (consumed, inherits) = (words.consumed, words.inherits);
        now.left = consumed;
        if inherits && !now.listing {
            now.verb = now.list;
        }
        Some(read)
    }
}

impl<'r> NumberFirst<'r> {
    fn new(reader: &'r Reader<'r, 'r>, now: &'r Now<'r>, last: &'r Last, placed: &'r Placed<'r>) -> Self {
        let lead = reader.opening(now, placed.chain.left);
        let words = lead.of(reader.view.text);
        let bare = words.is_empty() || reader.view.wordings.and.contains(&words);
        let none = Span { start: placed.tail.end, end: placed.tail.end };
        Self {
            reader,
            now,
            last,
            placed,
            lead,
            in_places: reader.is_in_places(now, &placed.amount, placed.chain.left, placed.tail.rest),
            inherits: (now.listing || now.from_list) && bare,
            object: none,
            consumed: none.end,
            verb: None,
        }
    }

    /// The words before the amount.
    fn lead(&self) -> &'r str {
        self.lead.of(self.reader.view.text)
    }

    /// Finds what it counts, without what is to be done there or for them.
    fn find_object(&mut self) {
        let reader = self.reader;
        let region = self.region();
        let (object, consumed) = match self.done_to(region) {
            Some(thing) => (thing, region.end),
            None => object::after(reader.view.within(region), region),
        };
        let object = self.without_manner(object);
        let before = &reader.view.text[..self.placed.chain.left as usize];
        self.consumed = consumed;
        self.object = if before.ends_with('在') || self.in_places {
            reader.place_of(object)
        } else if before.ends_with(['为', '给']) {
            reader.helped(object)
        } else {
            object
        };
    }

    /// What something is done to that 的 joins to it: 完成90个|小区|的线缆规整, 10家|市直单位|的专项检查.
    fn done_to(&self, region: Span) -> Option<Span> {
        /// Words name a thing so short, and what is done to it. Characters.
        const LONGEST: usize = 10;
        let Self { reader, now, placed, .. } = self;
        let view = reader.view;
        // 完成|对|8个单位党组的专项检查.
        let to = view.text[..placed.chain.left as usize].ends_with('对');
        let left = placed.chain.left - if to { '对'.len_utf8() as u32 } else { 0 };
        let verb = reader.verb_chain(now, left).or(now.verb.filter(|_| self.inherits)).map(|(verb, _)| verb);
        let doer = verb.is_some_and(|verb| view.nouns.doers.contains(&verb.of(view.text)));
        if !doer || !placed.amount.counts() || placed.amount.is_small_word() {
            return None;
        }
        let (thing, deed) = region.of(view.text).split_once('的')?;
        let fits = |words: &str| {
            (2..=LONGEST).contains(&words.chars().count())
                && words.chars().all(|c| is_han(c) || matches!(c, '（' | '）'))
        };
        // 6项国家标准的|起草|任务.
        let deed = ["任务", "工作"].iter().find_map(|end| deed.strip_suffix(end)).unwrap_or(deed);
        let tail = deed.char_indices().rev().nth(1).map_or("", |(at, _)| &deed[at..]);
        let nouns = view.nouns;
        let is_deed =
            nouns.deeds.end(deed) || nouns.checks.end(deed) || segment::leading_verbs(tail) == Some(tail.len());
        let bare = view.starting(region.start).is_none_or(|t| !t.has(Roles::VERB.and(Roles::LEVEL).and(Roles::BEFORE)));
        let thing = Span { end: region.start + thing.len() as u32, ..region };
        (fits(thing.of(view.text)) && fits(deed) && is_deed && bare).then_some(thing)
    }

    /// A thing without how something is done to it: 5个农贸市场|按标准完成升级改造.
    fn without_manner(&self, object: Span) -> Span {
        let view = self.reader.view;
        let by = view.within(object).tokens.iter().find(|t| t.has(Roles::BY));
        let end = by.map(|t| t.span.start).filter(|&by| Span { end: by, ..object }.of(view.text).chars().count() >= 2);
        Span { end: end.unwrap_or(object.end), ..object }
    }

    /// The words behind it, up to the next amount.
    fn region(&self) -> Span {
        let Placed { amount, tail, index, .. } = self.placed;
        let start = tail.end + if tail.rest.starts_with('的') { '的'.len_utf8() as u32 } else { 0 };
        let limit = self.reader.limit(self.now, *index, start);
        // 80万农村居民的饮水问题: whom no measure word counts stand right behind the number.
        let masses = tail.rest.find('的').filter(|&at| at > 0 && amount.unit.is_empty() && amount.counts());
        let limit = masses.map_or(limit, |at| limit.min(self.now.at_end(&tail.rest[at..]).start));
        // 交付9个|项目|3200套.
        let limit =
            self.reader.holds_many(self.now, tail.rest).filter(|_| amount.counts()).map_or(limit, |at| limit.min(at));
        Span { start, end: limit.max(start) }
    }

    /// Finds what is done: the verbs that touch the amount, that of the list, the last or the first one before it, and at
    /// last one that the lexicon does not know.
    fn find_verb(&mut self) {
        let Self { reader, now, placed, .. } = *self;
        let left = placed.chain.left;
        // 推进A、B等30个项目建设, 推进中心城区10条道路改造.
        let many = || !placed.amount.is_small_word() || reader.counts_names(now, &placed.amount, &placed.chain);
        let first = || reader.first_verb(now).filter(|_| placed.amount.counts() && many());
        let further = || match self.inherits {
            true if now.listing => now.verb,
            true => now.list,
            false => reader.verb_within(now, left).or_else(first),
        };
        self.verb = reader.verb_chain(now, left).or_else(further).or_else(|| self.guessed());
    }

    /// 消除15处易涝点: a verb that the lexicon does not know.
    fn guessed(&self) -> Option<(Span, bool)> {
        let Self { reader, placed, .. } = self;
        let (view, lead) = (reader.view, self.lead());
        if !(2..=LONGEST_VERB).contains(&lead.chars().count())
            || !placed.amount.counts()
            || placed.amount.is_small_word()
        {
            return None;
        }
        let follows = |t: &Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles == Roles::FOLLOW);
        let unknown = view.within(self.lead).tokens.iter().all(follows);
        let whole = || segment::leading_verbs(&format!("{lead}{}", self.object.of(view.text))) == Some(lead.len());
        (unknown && whole()).then_some((self.lead, false))
    }

    /// How sure it is that so many are to be reached; `None` where nothing says so.
    fn certainty(&self) -> Option<Certainty> {
        let Self { reader, now, placed, .. } = self;
        if self.verb.is_some() {
            return Some(Certainty::Certain);
        }
        let reached = placed.has(Roles::PREDICATE.and(Roles::BEFORE).and(Roles::STRIVE));
        let share = placed.amount.kind == UnitKind::Ratio;
        if self.is_led_to() || reached || share || reader.due_at(self.consumed).is_some() {
            return Some(Certainty::Likely);
        }
        // 46户贫困户、103名贫困人口全部脱贫: the next item of the list.
        let lead = self.lead();
        let noun = lead.chars().count() >= 2 && placed.amount.counts();
        let next = noun || lead.is_empty() || self.inherits || is_batch(reader.view.wordings, lead);
        // A bare statement of what there is: no verb, nothing done to it.
        let listed = || lead.ends_with('等') && !reader.is_achieved(now, placed.tail.rest);
        let done = || reader.acts(now, self.consumed) && !listed();
        (next && (self.inherits || done())).then_some(Certainty::Check)
    }

    /// Whether the words before the amount lead to those that it counts: 为全县|42所学校更换护眼灯, 大赛设|60个项目.
    fn is_led_to(&self) -> bool {
        let Self { reader, placed, .. } = self;
        let (view, lead) = (reader.view, self.lead());
        let scope = view.touching(placed.chain.left).filter(|t| t.has(Roles::SCOPE));
        let before = scope.map_or(lead, |t| lead.strip_suffix(view.of(t.span)).unwrap_or(lead));
        let leads = &view.wordings.leads_to_place;
        // 每个乡镇有1家以上服务中心.
        let has = lead.ends_with('有') && lead.starts_with(['每', '各']);
        leads.end(lead) || leads.contains(&before) || self.in_places || has
    }

    /// What is read, where there is an object, and what says that so many of it are to be reached.
    fn read(&self) -> Option<Read> {
        let Self { reader, now, placed, object, verb, .. } = *self;
        if object.is_empty() || now.cues.setting && verb.is_none() {
            return None;
        }
        let certainty = self.certainty()?;
        let action = verb.map(|(span, _)| span);
        let from =
            action.filter(|_| !self.inherits).map_or(placed.chain.left, |verb| verb.start.min(placed.chain.left));
        let known = self.done_to_so_many(action);
        Some(Read {
            carried: known.is_some(),
            objects: vec![known.unwrap_or_else(|| object::words(reader.view, reader.without_deed(object, action)))],
            action,
            adds: verb.is_some_and(|(_, adds)| adds),
            change: Roles::default(),
            due: reader.due_at(self.consumed),
            span: Span { start: from.max(now.clause.span.start), end: object.end.max(placed.tail.end) },
            certainty,
            rule: "target/number-first",
        })
    }

    /// What was spoken of before, where nothing but what is done to so many of it stands behind a number: 易涝点17处，完成12处整治.
    fn done_to_so_many(&self, action: Option<Span>) -> Option<String> {
        let Self { reader, now, last, placed, .. } = self;
        let (view, amount) = (reader.view, &placed.amount);
        // 拍摄专题片8部，3部以上|获省级以上奖项: what becomes of so many of it.
        if view.wordings.won.begin(self.object.of(view.text))
            && let Some(known) = reader.counted_in(amount.unit)
        {
            return Some(known.value.object.clone());
        }
        let doer = action.is_some_and(|verb| view.nouns.doers.contains(&verb.of(view.text)));
        let deed = doer && amount.unit != "项" && view.nouns.deeds.contains(&self.object.of(view.text));
        if !deed {
            return None;
        }
        let counted = reader.counted_in(amount.unit).map(|known| known.value.object.clone());
        counted.or_else(|| {
            reader.carried(now, last, amount, action).filter(|_| last.silent.is_some()).map(|(known, _)| known)
        })
    }
}

impl Reader<'_, '_> {
    /// The places that 在 and a number lead to, without what is to be done there (在5个乡镇|推广新技术).
    fn place_of(&self, object: Span) -> Span {
        let does = |t: &&Token<'_>| {
            let before = Span { start: object.start, end: t.span.start }.of(self.view.text);
            let named = before.chars().count() >= 2 || self.view.wordings.short_place.contains(&before);
            named
                && t.has(Roles::VERB)
                && !t.has(Roles::ATTRIBUTE)
                && !is_thing(self.view, t, object, Some(&self.view.nouns.things), t.roles())
        };
        let deed = self.view.within(object).tokens.iter().find(does);
        let place = Span { end: deed.map_or(object.end, |t| t.span.start), ..object };
        let words = place.of(self.view.text);
        let bare = self.view.wordings.within_place.strip_end(words).filter(|bare| !bare.is_empty()).unwrap_or(words);
        Span { end: place.start + bare.len() as u32, ..place }
    }

    /// Those for whom something is done, without what that is (为300户老人|加装扶手).
    fn helped(&self, object: Span) -> Span {
        let does = |t: &&Token<'_>| {
            let before = Span { start: object.start, end: t.span.start };
            t.has(Roles::STRONG)
                && !t.has(Roles::WEAK.and(Roles::ATTRIBUTE))
                && !is_thing(self.view, t, object, Some(&self.view.nouns.things), t.roles())
                && before.of(self.view.text).chars().count() >= 2
        };
        let deed = self.view.within(object).tokens.iter().find(does);
        Span { end: deed.map_or(object.end, |t| t.span.start), ..object }
    }

    /// An object without what is done to it, checks included: 完成12台设备安全评估.
    fn without_deed(&self, object: Span, action: Option<Span>) -> Span {
        let nouns = self.view.nouns;
        let bare = object::without_deed(self.view, object, action, &nouns.checks);
        object::without_deed(self.view, bare, action, &nouns.deeds)
    }
}
