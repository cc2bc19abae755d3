//! Numbers that several names take in turn: A、B分别达到65%、63%以上.

use rust_decimal::Decimal;

use super::TargetReading;
use super::clause::{Break, Clause};
use super::object;
use super::placed::Placed;
use super::reader::Reader;
use super::state::{Chain, Now, Read};
use crate::lexicon::{Roles, pieces_at_words};
use crate::model::{Basis, Comparator, Quantity};
use crate::recognise::token::{Kind, Token};
use crate::recognise::{Found, segment};
use crate::text::Span;

/// No list of numbers that one object takes in turn is longer.
const MAX_IN_TURN: usize = 8;

impl Reader<'_, '_> {
    /// Parts an object that 均 or 分别 tells apart.
    pub(super) fn split(&self, now: &mut Now<'_>, placed: &Placed<'_>, read: &mut Read) {
        let chain = &placed.chain;
        let near = Span { start: chain.left, end: read.span.end }.of(self.view.text);
        let each = near.trim_start_matches("同比").starts_with('均')
            || self.view.text[..chain.left as usize].trim_end_matches('在').ends_with(['均', '都'])
            || self.gives_each(chain);
        let respectively = placed.words.contains("分别") || near.contains("分别");
        // 数量、产值均实现翻番.
        let named = read.objects[0].strip_suffix('在').unwrap_or(&read.objects[0]);
        let both = named.strip_suffix('均').filter(|o| !o.ends_with(['人', '户', '平', '年', '亩', '月']));
        let each = each || both.is_some();
        if let Some(object) = both.map(str::to_owned) {
            read.objects[0] = object;
        }
        // 示范庭、优秀文书各评选10件: each of them.
        let done = self.does_each(read);
        let each = each || done;
        if !(each || respectively) {
            return;
        }
        if respectively
            && (read.carried || self.is_of_above(now))
            && now.times.len() < 2
            && let Some(mut names) = self.told_before(now)
        {
            (read.objects, read.action) = (vec![names.remove(0)], None);
            now.share(names, chain.roles, read.adds);
            return;
        }
        let mut parts = self.parted(&read.objects[0]);
        let summed = self.summed_up(now, chain, &read.objects[0]).filter(|_| respectively && parts.len() < 2);
        if let Some(names) = summed {
            now.share(names, chain.roles, read.adds);
            read.objects = vec![now.shared.remove(0)];
            return;
        }
        if parts.len() < 2 {
            // 收入分别增长6%、8.5%: one object in several ways.
            if respectively && now.times.len() < 2 {
                now.share(vec![read.objects[0].clone(); MAX_IN_TURN], chain.roles, read.adds);
            }
            return;
        }
        if !done {
            self.share_head(&mut parts);
        }
        // A、B各新增260处和4800米: a number for each of them, in turn.
        let in_turn = self.numbers_from(now, read.span.end) + 1 == parts.len();
        // A、B分别下降10%以上: one number for both.
        if each && !in_turn || self.is_last(now, read.span.end) && now.times.len() < 2 {
            read.objects = parts;
        } else {
            let rest = parts.split_off(1);
            read.objects = parts;
            now.share(rest, chain.roles, read.adds);
        }
    }

    /// Whether a clause without a time of its own tells several amounts apart.
    pub(super) fn takes_turns(&self, clause: &Clause) -> bool {
        let dated = clause.tokens.iter().any(|&i| matches!(self.view.tokens[i].kind, Kind::Time(_)));
        !dated && clause.after == Break::Comma && clause.span.of(self.view.text).contains("分别")
    }

    /// Whether a clause that goes on a sentence tells neither a number nor a time.
    pub(super) fn is_silent(&self, clause: &Clause) -> bool {
        let tells = |&i: &usize| matches!(self.view.tokens[i].kind, Kind::Amount(_) | Kind::Time(_));
        clause.after == Break::Comma && !clause.tokens.iter().any(tells)
    }

    /// What the targets before a clause count, where it has a number for each: 接待游客…、实现收入…，分别增长12%、15%.
    fn told_before(&self, now: &Now<'_>) -> Option<Vec<String>> {
        let numbers = self.view.within(now.clause.span).tokens.iter().filter(|t| matches!(t.kind, Kind::Amount(_)));
        let count = numbers.count();
        let first = now.first.checked_sub(count).filter(|_| (2..=MAX_IN_TURN).contains(&count))?;
        let told = &self.targets[first..now.first];
        let between = Span { start: told[0].span.end, end: now.clause.span.start };
        let names: Vec<String> = told.iter().map(|target| target.value.object.clone()).collect();
        let apart = names.iter().enumerate().all(|(at, name)| !names[..at].contains(name));
        let apart = apart && !between.of(self.view.text).contains('。');
        (apart && (self.is_of_above(now) || !between.of(self.view.text).contains('；'))).then_some(names)
    }

    /// Whether a clause is on all that was told before it: 上述指标分别达到92%、68%.
    fn is_of_above(&self, now: &Now<'_>) -> bool {
        let words = now.clause.span.of(self.view.text);
        ["上述指标", "以上指标", "上述各项指标", "上述三项指标"].iter().any(|above| words.contains(above))
    }

    /// The names that an object sums up, where each has a number of its own: A、B和C等污染物分别下降15%、10%和26%.
    fn summed_up(&self, now: &Now<'_>, chain: &Chain, object: &str) -> Option<Vec<String>> {
        let text = self.view.text;
        let clause = now.clause.span;
        let lead = Span { start: clause.start, end: chain.left };
        let etc = lead.of(text).rfind(object)?;
        let list = Span { end: lead.start + etc as u32, ..lead };
        let list =
            Span { end: list.end - (list.of(text).len() - list.of(text).strip_suffix('等')?.len()) as u32, ..list };
        let mut names: Vec<Span> = pieces_at_words(text, list, |c| matches!(c, '、' | '和' | '及')).collect();
        let numbers = Span { start: chain.left, ..clause };
        let numbers = self.view.within(numbers).tokens.iter().filter(|t| matches!(t.kind, Kind::Amount(_))).count();
        if names.len() < 2 || names.len() != numbers {
            return None;
        }
        // 到2020年全市二氧化硫、…: the words before the first.
        let shape = object::Shape { state: true, predicate: true, unclear: false };
        names[0] = object::before(self.view.within(names[0]), names[0], shape).object;
        let long = |name: &Span| name.of(text).chars().count() >= 2;
        names.iter().all(long).then(|| names.iter().map(|name| object::words(self.view, *name)).collect())
    }

    /// Whether 各 gives each name of a list its number (A、B保种场各1个), and not each place (支持甲、乙建设示范站各2座).
    fn gives_each(&self, chain: &Chain) -> bool {
        if !self.view.text[chain.left as usize..].starts_with('各') {
            return false;
        }
        let verb = |t: &Token<'_>| t.has(Roles::VERB) && !t.has(Roles::NOUN);
        let before = self.view.tokens.partition_point(|t| t.span.end <= chain.left);
        let list = self.view.tokens[..before].iter().rev();
        let verbs =
            list.take_while(|t| !matches!(t.kind, Kind::Comma | Kind::Semicolon | Kind::Stop)).filter(|t| verb(t));
        verbs.count() <= 1
    }

    /// Whether 各 stands between the names of a list and what is done to so many of each: 示范庭、优秀文书|各评选|10件. The verb is no part of
    /// the names then.
    fn does_each(&self, read: &mut Read) -> bool {
        let listed = |names: &str| names.contains('、') && !names.ends_with(['、', '在', '为', '向', '于']);
        if let Some(verb) = read.action {
            let names = self.view.text[..verb.start as usize].strip_suffix('各');
            return listed(&read.objects[0]) && names.is_some_and(|names| names.ends_with(&read.objects[0]));
        }
        let Some((names, deed)) = read.objects[0].rsplit_once('各') else { return false };
        let does = deed.chars().count() == 2 && segment::leading_verbs(&format!("{deed}{names}")) == Some(deed.len());
        if !does || !listed(names) {
            return false;
        }
        let end = names.len();
        read.objects[0].truncate(end);
        true
    }

    /// The names of a list; 和 is within one of them where all others, told apart by 、, are whole (安装率、报警和监控联网率).
    fn parted(&self, list: &str) -> Vec<String> {
        let items: Vec<&str> = list.split('、').filter(|item| !item.is_empty()).collect();
        let whole = |item: &str| item.ends_with(['率', '额', '值']);
        let (last, others) = items.split_last().unwrap_or((&list, &[]));
        let within = others.len() > 1
            && others.iter().all(|item| whole(item))
            && last.split_once('和').is_some_and(|(first, _)| !whole(first));
        let items = if within { items } else { list.split(['、', '和']).filter(|item| !item.is_empty()).collect() };
        // 优秀率与合格率: two indicators, each named whole.
        let both = |item: &'_ str| item.split_once('与').is_some_and(|(first, second)| whole(first) && whole(second));
        let parts = items.into_iter().flat_map(|item| item.splitn(if both(item) { 2 } else { 1 }, '与'));
        parts.map(str::to_owned).collect()
    }

    /// Whether no amount of the clause stands after `at`.
    pub(super) fn is_last(&self, now: &Now<'_>, at: u32) -> bool {
        let rest = Span { start: at, end: now.clause.span.end };
        !self.view.within(rest).tokens.iter().any(|t| matches!(t.kind, Kind::Amount(_)))
    }

    /// Gives each name of a list the head that stands once, at its end: 化肥、农药使用量; 煤矸石、粉煤灰综合利用率.
    fn share_head(&self, parts: &mut [String]) {
        let Some((tail, others)) = parts.split_last_mut() else { return };
        let heads = &self.view.nouns.heads;
        // 二氧化硫、挥发性有机物(VOCs)排放总量: the bracket is of the last name.
        let bracket = tail.rfind([')', '）']).map(|at| tail[at..].chars().next().map_or(at, |c| at + c.len_utf8()));
        let bracket = bracket.filter(|&at| at < tail.len());
        let whole =
            |part: &str| heads.iter().any(|h| part.ends_with(h)) || part.ends_with(['数', '率', '额', '值', '次']);
        let Some(first) = others.iter().find(|part| !whole(part)) else { return };
        let known = heads.iter().filter(|head| tail.ends_with(**head)).max_by_key(|head| head.len());
        let known = known.filter(|head| head.chars().count() >= SHORTEST_HEAD).map(|head| tail.len() - head.len());
        // 铁路和水路货运量: the names end alike.
        let alike = first.chars().next_back().and_then(|c| Some(tail.find(c)? + c.len_utf8()));
        let alike = alike.filter(|&at| known.is_none_or(|known| at <= known));
        let name = first.chars().count();
        let plain = known.filter(|&at| tail[..at].chars().count() <= name + 1);
        // 残垣断壁、危旧猪舍: a name as long as the last lacks nothing.
        let guessed = || segment::first_noun(tail).filter(|_| name < tail.chars().count());
        // 自闭阀、不锈钢波纹软管安装率: the rate of what is done.
        let rate = || {
            let thing = tail.strip_suffix('率')?;
            self.view.nouns.deeds.strip_end(thing).map(str::len)
        };
        let at = bracket.or(plain).or(alike).or_else(rate).or_else(guessed).or(known);
        let Some(head) = at.and_then(|at| tail.get(at..)).filter(|head| head.chars().count() >= SHORTEST_HEAD) else {
            return;
        };
        for part in others.iter_mut().filter(|part| !whole(part)) {
            part.push_str(head);
        }
    }

    /// How many numbers follow at `at`, nothing but a link between them.
    fn numbers_from(&self, now: &Now<'_>, mut at: u32) -> usize {
        let mut count = 0;
        for &index in now.clause.tokens.iter().filter(|&&i| matches!(self.view.tokens[i].kind, Kind::Amount(_))) {
            let start = self.view.tokens[index].span.start;
            if start < at {
                continue;
            }
            if !self.view.wordings.and.contains(&Span { start: at, end: start }.of(self.view.text)) {
                break;
            }
            at = self.view.comparator_after(index).1;
            count += 1;
        }
        count
    }

    /// The comparator at the end of such a list holds for all of it.
    pub(super) fn share_comparator(&mut self, now: &Now<'_>, comparator: Comparator) {
        // 上述指标分别达到92%、9%以内: each has its own.
        if self.is_of_above(now) {
            return;
        }
        let full = |target: &Found<TargetReading>| {
            let hundred = |q: &Quantity| q.unit == "%" && q.value.as_ref().is_some_and(|v| v.0 == Decimal::ONE_HUNDRED);
            matches!(comparator, Comparator::Ge | Comparator::Gt)
                && target.value.basis != Basis::Growth
                && target.value.quantity.as_ref().is_some_and(hundred)
        };
        // 分别达到100%、90%以上: there is no more than all of it.
        let first = self.targets[now.first..].iter().rposition(full).map_or(now.first, |at| now.first + at + 1);
        for target in &mut self.targets[first..] {
            if let Some(quantity) = target.value.quantity.as_mut().filter(|q| q.comparator == Comparator::Eq) {
                quantity.comparator = comparator;
            }
        }
    }
}

/// A head of a list has so many characters, and 率 alone is none.
const SHORTEST_HEAD: usize = 2;
