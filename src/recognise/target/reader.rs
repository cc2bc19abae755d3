//! Places each amount of a clause: a target, a figure, or part of a name.

use rust_decimal::Decimal;

use super::clause::{Break, Clause, Run};
use super::figure::{self, Cues};
use super::{FigureReading, TargetReading, object};
use crate::lexicon::{Roles, UnitKind};
use crate::model::{Basis, Certainty, Commitment, Comparator, Due, FigureKind, Quantity};
use crate::recognise::Found;
use crate::recognise::amount::Amount;
use crate::recognise::deadline::Meaning;
use crate::recognise::time::{Time, Year};
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// Reads the runs of one span, one after another.
pub(super) struct Reader<'a, 't> {
    text: &'a str,
    tokens: &'t [Token<'a>],
    meanings: &'t [Meaning],
    fallback: Option<Due>,
    /// Clauses that a rule on who gets what covers.
    rules: Vec<Span>,
    /// The unit of the last target of the clause before, where that had a verb, and of this one.
    unit_before: Option<&'a str>,
    unit_now: Option<&'a str>,
    targets: Vec<Found<TargetReading>>,
    figures: Vec<Found<FigureReading>>,
}

/// How far a time that was stated reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The whole sentence (到2025年，…).
    Sentence,
    /// Its clause, and those after it that begin with a verb (10月底前开通…，新增…).
    Verbs,
    /// To the next semicolon (其中2023年…).
    Part,
}

/// What a sentence has said so far.
#[derive(Debug, Default)]
struct Said {
    due: Option<(Due, Reach)>,
    strive: bool,
    among: bool,
    past: bool,
    /// The verb of a list whose items are clauses (10名…人才，60名…人才).
    list: Option<(Span, bool)>,
    listing: bool,
}

/// What the last target spoke of; later numbers may leave it out.
#[derive(Debug, Clone, Default)]
struct Last {
    object: String,
    action: Option<Span>,
    adds: bool,
    commitment: Option<Commitment>,
    /// The clause without a number that came after it, if one did.
    silent: Option<Span>,
}

/// What a clause has said so far.
struct Now<'c> {
    clause: &'c Clause,
    cues: Cues,
    aside: bool,
    among: bool,
    /// Up to where its words belong to an amount.
    left: u32,
    due: Option<Due>,
    strive: bool,
    baseline: bool,
    /// The verb of the list that the clause is in.
    verb: Option<(Span, bool)>,
    /// Whether a target of this clause came before.
    listing: bool,
    /// Whether the clause before was an item of a list, and the list's verb.
    from_list: bool,
    list: Option<(Span, bool)>,
    /// 分别: the objects that the next amounts take in turn, and the predicate.
    shared: Vec<String>,
    predicate: Roles,
    /// The comparator before the last amount; those that follow in turn share it.
    comparator: Option<Comparator>,
    /// The times that 分别 or 各 gives out.
    times: Vec<Due>,
    /// How many amounts were given one.
    given: usize,
    /// Whether the last target's number stood before its object.
    number_first: bool,
    /// Targets whose class still waits for its noun (2个千亿级、3个五百亿级集群).
    classes: Vec<usize>,
}

/// The words that touch an amount on its left.
#[derive(Debug, Clone, Copy)]
struct Chain {
    left: u32,
    roles: Roles,
    comparator: Option<Comparator>,
}

/// What stands to the right of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// Nothing that it counts.
    End,
    /// 的.
    Of,
    /// A noun.
    Noun,
}

impl<'a, 't> Reader<'a, 't> {
    pub(super) fn new(text: &'a str, tokens: &'t [Token<'a>], meanings: &'t [Meaning], fallback: Option<Due>) -> Self {
        Self {
            text,
            tokens,
            meanings,
            fallback,
            rules: Vec::new(),
            unit_before: None,
            unit_now: None,
            targets: Vec::new(),
            figures: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<Found<TargetReading>>, Vec<Found<FigureReading>>) {
        (self.targets, self.figures)
    }

    /// Reads a run.
    pub(super) fn run(&mut self, run: &Run) {
        let cues = figure::cues(self.text, self.tokens, &run.clauses);
        let mut said = Said::default();
        let mut last = Last::default();
        let fallback = self.fallback;
        for (clause, mut cues) in run.clauses.iter().zip(cues) {
            // What stands in brackets shares the rule around it.
            cues.policy |= run.aside && self.rules.iter().any(|rule| rule.contains(clause.span));
            if cues.policy && !run.aside {
                self.rules.push(clause.span);
            }
            match clause.after {
                Break::Stop => {
                    // Without a plan's period, the time that opened the paragraph holds for all of it.
                    if let Some((due, Reach::Sentence)) = said.due {
                        self.fallback = self.fallback.or(Some(due));
                    }
                    said = Said::default();
                }
                Break::Semicolon => {
                    said.due = said.due.filter(|(_, reach)| *reach == Reach::Sentence);
                    said.among = false;
                    said.past = false;
                    said.listing = false;
                }
                Break::Comma => {}
            }
            self.clause(clause, cues, run.aside, &mut said, &mut last);
        }
        self.fallback = fallback;
    }

    fn clause(&mut self, clause: &Clause, cues: Cues, aside: bool, said: &mut Said, last: &mut Last) {
        self.unit_before = self.unit_now.take().filter(|_| clause.after == Break::Comma);
        let due = match said.due {
            Some((due, Reach::Verbs)) if self.begins_with_verb(clause) => Some(due),
            Some((_, Reach::Verbs)) => {
                said.due = None;
                None
            }
            Some((due, _)) => Some(due),
            None => None,
        };
        let mut now = Now {
            clause,
            cues,
            aside,
            among: false,
            left: clause.span.start,
            due,
            strive: said.strive,
            baseline: said.past,
            verb: None,
            listing: false,
            from_list: said.listing,
            list: said.list,
            shared: Vec::new(),
            predicate: Roles::default(),
            comparator: None,
            times: Vec::new(),
            given: 0,
            number_first: false,
            classes: Vec::new(),
        };
        let mut silent = true;
        for (place, &index) in clause.tokens.iter().enumerate() {
            let token = self.tokens[index];
            match token.kind {
                Kind::Phrase(phrase) => {
                    if phrase.roles.any(Roles::STRIVE) {
                        now.strive = true;
                        // 力争到2022年，…: all of the sentence.
                        let next = clause.tokens.get(place + 1).map(|&i| self.tokens[i]);
                        said.strive |= matches!(next, Some(Token { kind: Kind::Time(_), .. }));
                    }
                    said.among |= phrase.roles.any(Roles::AMONG);
                    now.among = said.among;
                    now.baseline |= phrase.roles.any(Roles::BASELINE);
                }
                Kind::Time(time) => self.time(&mut now, said, index, time),
                Kind::Amount(amount) => {
                    silent &= self.is_idle(&amount);
                    self.amount(&mut now, last, place, index, amount);
                }
                _ => {}
            }
        }
        self.relative(&now, last);
        said.listing = now.listing && now.number_first;
        said.list = now.verb.or(said.list);
        // 2023年、2024年、2025年分别…: what follows is of the whole time.
        if now.times.len() > 1
            && let (Some((due, _)), Some(last)) = (&mut said.due, now.times.iter().max_by_key(|due| due.by))
        {
            *due = *last;
        }
        if silent && !clause.span.is_empty() {
            last.silent = Some(clause.span);
        }
    }

    /// Whether a clause says what is to be done and has no subject of its own.
    fn begins_with_verb(&self, clause: &Clause) -> bool {
        let mut at = clause.span.start;
        for &index in &clause.tokens {
            let token = self.tokens[index];
            let Kind::Phrase(phrase) = token.kind else { return false };
            if token.span.start != at {
                return false;
            }
            if phrase.roles.any(Roles::VERB.and(Roles::CAUSE)) {
                return true;
            }
            if !phrase.roles.any(Roles::ADVERB.and(Roles::STRIVE).and(Roles::SCOPE)) {
                return false;
            }
            at = token.span.end;
        }
        false
    }

    fn time(&self, now: &mut Now<'_>, said: &mut Said, index: usize, time: Time) {
        let span = self.tokens[index].span;
        match self.meanings.get(index).unwrap_or(&Meaning::None) {
            Meaning::Deadline(found) => {
                let Some(due) = found.value.due() else { return };
                if now.given == 0 && now.left == now.clause.span.start {
                    now.times.push(due);
                }
                now.due = Some(due);
                let before = Span { start: now.clause.span.start, end: found.span.start }.of(self.text);
                let opens = before.chars().count() <= 4;
                let pause = now.clause.span.end == span.end;
                let whole = match time {
                    Time::Point(point) => matches!(point.year, Year::Stated(_)) && found.value.text.ends_with('年'),
                    Time::Range(..) | Time::Plan(..) | Time::Years(..) => true,
                    Time::After { .. } | Time::Every => false,
                };
                said.due = if said.among {
                    Some((due, Reach::Part))
                } else if opens && (pause || whole) {
                    Some((due, Reach::Sentence))
                } else if opens {
                    Some((due, Reach::Verbs))
                } else {
                    said.due
                };
            }
            Meaning::Past => {
                let before = Span { start: now.clause.span.start, end: span.start }.of(self.text);
                let after = Span { start: span.end, end: now.clause.span.end }.of(self.text);
                let compared = before.ends_with(['较', '比', '与', '同', '在', '按', '以'])
                    || ["基础", "的基础", "相比", "水平", "同期", "基数", "为基", "的"]
                        .iter()
                        .any(|w| after.starts_with(w));
                if !compared {
                    now.baseline = true;
                    said.past = true;
                }
            }
            Meaning::None => {}
        }
    }

    /// The words that touch the amount at `index` on its left and say how it is meant.
    fn chain(&self, now: &Now<'_>, index: usize, amount: &Amount<'_>, right: Right) -> Chain {
        let mut chain = Chain { left: self.tokens[index].span.start, roles: Roles::default(), comparator: None };
        let wanted = Roles::BEFORE
            .and(Roles::PREDICATE)
            .and(Roles::TOTAL)
            .and(Roles::AVERAGE)
            .and(Roles::ADVERB)
            .and(Roles::STRIVE)
            .and(Roles::CAP);
        if amount.doubling {
            chain.roles = Roles::GROWTH;
        }
        for token in self.tokens[..index].iter().rev() {
            let Kind::Phrase(phrase) = token.kind else { break };
            if token.span.end != chain.left || token.span.start < now.left || !phrase.roles.any(wanted) {
                break;
            }
            // 突破20项技术: the verb; 突破100亿元: the comparator.
            if phrase.roles.any(Roles::VERB) && (right == Right::Noun && amount.counts() || !phrase.roles.any(wanted)) {
                break;
            }
            chain.left = token.span.start;
            chain.roles = chain.roles.and(phrase.roles);
            chain.comparator = chain.comparator.or(phrase.comparator);
        }
        let before = Span { start: now.left, end: chain.left }.of(self.text);
        if before.chars().count() > 2
            && !amount.counts()
            && let Some(c) = before.chars().next_back().filter(|c| matches!(c, '为' | '至' | '到'))
        {
            chain.left -= c.len_utf8() as u32;
            chain.roles = chain.roles.and(Roles::LEVEL);
        }
        chain
    }

    /// The comparator after the amount, and where it ends.
    fn comparator_after(&self, index: usize) -> (Option<Comparator>, u32) {
        let mut end = self.tokens[index].span.end;
        let mut comparator = None;
        for token in &self.tokens[index + 1..] {
            let Kind::Phrase(phrase) = token.kind else { break };
            if token.span.start != end || !phrase.roles.any(Roles::AFTER) {
                break;
            }
            comparator = comparator.or(phrase.comparator);
            end = token.span.end;
        }
        (comparator, end)
    }

    /// Where a bracket that begins at `at` ends.
    fn skip_bracket(&self, index: usize, at: u32) -> u32 {
        let mut depth = 0usize;
        for token in &self.tokens[index + 1..] {
            match token.kind {
                Kind::Open if depth > 0 || token.span.start == at => depth += 1,
                Kind::Close if depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        return token.span.end;
                    }
                }
                _ if depth == 0 && token.span.start >= at => return at,
                _ => {}
            }
        }
        at
    }

    fn right(&self, now: &Now<'_>, index: usize, end: u32) -> (Right, &'a str) {
        let at = self.skip_bracket(index, end);
        let rest = Span { start: at, end: now.clause.span.end }.of(self.text);
        let right = if rest.trim().is_empty()
            || rest.starts_with(['、', '和', '及', '与', '或', '并', '且', '/', '；', '）', ')', '”'])
            || ["以及", "用于", "内", "后", "前", "同时"].iter().any(|w| rest.starts_with(w))
        {
            Right::End
        } else if rest.starts_with('的') {
            Right::Of
        } else {
            Right::Noun
        };
        (right, rest)
    }

    fn amount(&mut self, now: &mut Now<'_>, last: &mut Last, place: usize, index: usize, amount: Amount<'a>) {
        let span = self.tokens[index].span;
        let (after, end) = self.comparator_after(index);
        let in_turn = !now.shared.is_empty() || now.times.len() > 1 && now.given > 0;
        let (mut right, rest) = self.right(now, index, end);
        let chain = self.chain(now, index, &amount, right);
        let capped = chain.roles.any(Roles::CAP);
        let at_least = self.at_least(now, &chain).then_some(Comparator::Ge);
        let comparator = after
            .or(chain.comparator)
            .or(at_least)
            .or(now.comparator.filter(|_| in_turn))
            .unwrap_or(if amount.about { Comparator::Approx } else { Comparator::Eq });
        let quantity = Quantity {
            comparator: if amount.upper.is_some() { Comparator::Range } else { comparator },
            value: amount.value.map(crate::model::Decimal),
            upper: amount.upper.map(crate::model::Decimal),
            unit: amount.unit.to_owned(),
            fraction: amount.fraction,
        };
        let whole = Span { start: chain.left, end };
        let lead = Span { start: now.left, end: chain.left };
        if !in_turn || chain.comparator.is_some() {
            now.comparator = chain.comparator;
        }
        let words = lead.of(self.text);
        let later = now.clause.tokens[place + 1..].iter().any(|&i| matches!(self.tokens[i].kind, Kind::Amount(_)));

        // 由55%提高到70%.
        if later && figure::without_from(self.text, lead).is_some() {
            self.figure(FigureKind::Baseline, quantity, Span { start: span.start, end }, None);
            return;
        }
        let cues = Cues { baseline: now.baseline, ..now.cues };
        let lead_norm =
            self.touching(lead.end).is_some_and(|t| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::NORM)));
        let kind = figure::kind(&amount, cues, words, rest, capped)
            .or(lead_norm.then_some(FigureKind::Norm))
            .or((words.ends_with('的') && amount.kind == UnitKind::Ratio && !now.strive).then_some(FigureKind::Other));
        if let Some(kind) = kind {
            // 一次解决率: part of a name.
            let named = amount.is_small_word()
                && amount.kind == UnitKind::Times
                && right == Right::Noun
                && self.verb_chain(now, chain.left).is_none();
            if !self.is_idle(&amount) && !named {
                self.figure(kind, quantity, whole, None);
                now.left = end;
            }
            return;
        }
        // 周期为1年: how long something takes, unless it is to get shorter.
        if amount.kind == UnitKind::Duration && self.text[..span.start as usize].ends_with('为') {
            self.figure(FigureKind::Norm, quantity, whole, None);
            now.left = end;
            return;
        }
        if self.is_modifier(now, &amount, &chain, right, words, rest, later) {
            // 35岁以下青年: who qualifies.
            let bounded = matches!(comparator, Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt);
            if amount.kind == UnitKind::Duration && bounded && right != Right::End {
                self.figure(FigureKind::Threshold, quantity, whole, None);
            }
            return;
        }
        if right == Right::Of && amount.counts() {
            right = Right::Noun;
        }
        // A state of its subject; what follows a share or a sum of money is not counted by it.
        let state = chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)) && (right == Right::End || !amount.counts());
        let verb_left = self.verb_chain(now, chain.left);
        let counted_right =
            (right == Right::Noun || right == Right::Of) && (!(state && !amount.counts()) || right == Right::Of);
        let read = if counted_right {
            self.object_right(now, &amount, &chain, verb_left, index, end, rest)
        } else {
            self.object_left(now, last, &amount, &chain, lead, state, end)
        };
        let Some(read) = read else {
            if !self.is_idle(&amount) && (now.aside || !amount.counts()) {
                self.figure(FigureKind::Other, quantity, whole, None);
            }
            return;
        };
        if now.aside && !now.among && !chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)) && read.action.is_none() {
            self.figure(FigureKind::Other, quantity, whole, Some(read.objects.join("、")));
            return;
        }
        self.emit(now, last, &amount, &chain, quantity, read);
    }

    /// The token that ends at `at`.
    fn touching(&self, at: u32) -> Option<Token<'a>> {
        let place = self.tokens.partition_point(|t| t.span.end < at);
        self.tokens.get(place).copied().filter(|t| t.span.end == at)
    }

    /// Whether a small number in words is a way of speaking (一次, 两个).
    fn is_idle(&self, amount: &Amount<'_>) -> bool {
        amount.is_small_word() && amount.value == Some(Decimal::ONE) && amount.kind != UnitKind::Times
    }

    /// Whether 至少 stands before the amount or its verb.
    fn at_least(&self, now: &Now<'_>, chain: &Chain) -> bool {
        let from = self.verb_chain(now, chain.left).map_or(chain.left, |(span, _)| span.start);
        self.text.get(now.clause.span.start as usize..from as usize).is_some_and(|words| words.ends_with("至少"))
    }

    /// Whether the amount is part of the name of what is counted (500亩以上的基地, 千亿元企业), or a way of speaking.
    fn is_modifier(
        &self,
        now: &Now<'_>,
        amount: &Amount<'_>,
        chain: &Chain,
        right: Right,
        lead: &str,
        rest: &str,
        later: bool,
    ) -> bool {
        let at_least = chain.comparator == Some(Comparator::Ge) || self.at_least(now, chain);
        if amount.is_small_word() && amount.value == Some(Decimal::ONE) && !at_least && amount.upper.is_none() {
            return true;
        }
        let verb = self.verb_chain(now, chain.left);
        if amount.is_small_word() && right != Right::End && !at_least && amount.upper.is_none() {
            let strong = verb.is_some_and(|(span, adds)| adds || !WEAK_FOR_WORDS.contains(&span.of(self.text)));
            if !strong {
                return true;
            }
        }
        if amount.script == crate::text::numeral::Script::Bare {
            let reached = chain.roles.any(Roles::LEVEL) || chain.roles.any(Roles::BEFORE) && right == Right::End;
            return !reached || right == Right::Noun;
        }
        if ["连续", "近", "满", "每", "这", "上述", "等", "分"].iter().any(|w| lead.ends_with(w)) && right != Right::End
        {
            return true;
        }
        if ["连续", "近", "满", "分"].iter().any(|w| lead.ends_with(w)) {
            return true;
        }
        // 签约10亿元以上项目30个: the next number counts, this one describes.
        if right == Right::Noun && self.describes_next(now, chain, rest) {
            return true;
        }
        match (right, amount.kind) {
            (Right::End, UnitKind::Duration) => {
                let noun = lead.chars().count() >= 2;
                rest.starts_with('内')
                    || !(chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)) && (noun || now.listing || !later))
            }
            (Right::End, _) => false,
            (_, UnitKind::Duration) => !chain.roles.any(Roles::FALL),
            // 80%以上的行政村: the villages are counted.
            (Right::Of, UnitKind::Ratio) => !(lead.is_empty() || verb.is_some() || self.only_scope(now, chain.left)),
            (Right::Of, UnitKind::Count | UnitKind::Person) => verb.is_none(),
            (Right::Of, _) => true,
            (Right::Noun, UnitKind::Money | UnitKind::Measure | UnitKind::Ratio | UnitKind::Fold) => {
                if chain.roles.any(Roles::PREDICATE) {
                    return false;
                }
                let own = lead.is_empty() && !now.listing && amount.kind != UnitKind::Ratio;
                own || verb.is_none() && !lead.is_empty() && !self.only_scope(now, chain.left)
                    || chain.roles.any(Roles::BEFORE) && verb.is_none() && !lead.is_empty()
            }
            (Right::Noun, _) => false,
        }
    }

    /// Whether the words after an amount lead to another one that counts them.
    fn describes_next(&self, now: &Now<'_>, chain: &Chain, rest: &str) -> bool {
        let from = now.clause.span.end - rest.len() as u32;
        let mut tokens =
            now.clause.tokens.iter().copied().filter(|&i| self.tokens[i].span.start >= from.max(chain.left));
        let Some(next) = tokens.find(|&i| matches!(self.tokens[i].kind, Kind::Amount(_) | Kind::Enumeration)) else {
            return false;
        };
        let Kind::Amount(amount) = self.tokens[next].kind else { return false };
        let (_, end) = self.comparator_after(next);
        let (right, _) = self.right(now, next, end);
        let between = Span { start: from, end: self.tokens[next].span.start }.of(self.text);
        right == Right::End && amount.counts() && !between.contains(['和', '及', '与', '并'])
    }

    /// Whether nothing but a scope stands before `at` (全市90%以上村).
    fn only_scope(&self, now: &Now<'_>, at: u32) -> bool {
        self.tokens.iter().any(|t| {
            t.span.start == now.left
                && t.span.end == at
                && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::SCOPE))
        })
    }

    /// The verbs that touch `at` on their right (引进和培养), and whether they add.
    fn verb_chain(&self, now: &Now<'_>, at: u32) -> Option<(Span, bool)> {
        let mut chain: Option<(Span, bool)> = None;
        let mut left = at;
        for token in self.tokens.iter().rev().filter(|t| t.span.end <= at && t.span.start >= now.left) {
            let Kind::Phrase(phrase) = token.kind else { break };
            let gap = self.text.get(token.span.end as usize..left as usize).unwrap_or("-");
            let adverb = chain.is_none() && gap.is_empty() && phrase.roles.any(Roles::ADVERB.and(Roles::STRIVE));
            if adverb && !phrase.roles.any(Roles::VERB) {
                left = token.span.start;
                continue;
            }
            let fits = if chain.is_none() {
                matches!(gap, "" | "了" | "出")
            } else {
                matches!(gap, "" | "和" | "、" | "并" | "及" | "与")
            };
            if !fits || !phrase.roles.any(Roles::VERB) {
                break;
            }
            let (end, adds) = chain.map_or((token.span.end, false), |(span, adds)| (span.end, adds));
            chain = Some((Span { start: token.span.start, end }, adds || phrase.roles.any(Roles::NEW)));
            left = token.span.start;
        }
        chain
    }

    /// The last verb before `at` that is always one.
    fn verb_within(&self, now: &Now<'_>, at: u32) -> Option<(Span, bool)> {
        self.tokens.iter().rev().filter(|t| t.span.end <= at && t.span.start >= now.left).find_map(|t| match t.kind {
            Kind::Phrase(p) if p.roles.any(Roles::NEW.and(Roles::STRONG)) && !p.roles.any(Roles::WEAK) => {
                Some((t.span, p.roles.any(Roles::NEW)))
            }
            _ => None,
        })
    }

    /// The next amount of the clause and where the words that lead to it begin.
    fn limit(&self, now: &Now<'_>, index: usize, end: u32) -> u32 {
        let next = now.clause.tokens.iter().copied().filter(|&i| i > index).find(|&i| {
            let Kind::Amount(_) = self.tokens[i].kind else { return false };
            // An amount that only describes what is counted does not end the phrase.
            let (_, end) = self.comparator_after(i);
            !Span { start: end, end: now.clause.span.end }.of(self.text).starts_with('的')
        });
        let Some(next) = next else { return now.clause.span.end };
        let mut left = self.tokens[next].span.start;
        for token in self.tokens[..next].iter().rev() {
            let Kind::Phrase(phrase) = token.kind else { break };
            let leads = Roles::VERB.and(Roles::BEFORE).and(Roles::PREDICATE).and(Roles::ADVERB).and(Roles::STRIVE);
            if token.span.end != left || token.span.start < end || !phrase.roles.any(leads) {
                break;
            }
            left = token.span.start;
        }
        let between = Span { start: end, end: left }.of(self.text);
        for mark in ["以及", "、", "和", "及", "与", "或", "并"] {
            if between.ends_with(mark) {
                return left - mark.len() as u32;
            }
        }
        let list = self.tokens[index..next].iter().rev().find(|t| t.kind == Kind::Enumeration && t.span.start >= end);
        list.map_or(now.clause.span.end, |t| t.span.start)
    }

    fn object_right(
        &self,
        now: &mut Now<'_>,
        amount: &Amount<'_>,
        chain: &Chain,
        verb: Option<(Span, bool)>,
        index: usize,
        end: u32,
        rest: &str,
    ) -> Option<Read> {
        let start = end + if rest.starts_with('的') { '的'.len_utf8() as u32 } else { 0 };
        let limit = self.limit(now, index, start);
        let (object, consumed) = object::after(self.text, self.tokens, Span { start, end: limit.max(start) });
        let lead = Span { start: now.left, end: chain.left }.of(self.text);
        let bare = matches!(lead, "" | "、" | "和" | "及" | "以及" | "与");
        let inherits = (now.listing || now.from_list) && bare;
        let verb = verb.or(if !inherits {
            self.verb_within(now, chain.left)
        } else if now.listing {
            now.verb
        } else {
            now.list
        });
        let led = ["对", "在", "与", "为", "向", "至", "到"].iter().any(|w| lead.ends_with(w));
        let reached = chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE));
        let noun_lead = lead.chars().count() >= 2 && amount.counts();
        if object.is_empty() || now.cues.setting && verb.is_none() {
            return None;
        }
        let certainty = if verb.is_some() {
            Certainty::Certain
        } else if led || reached || amount.kind == UnitKind::Ratio {
            Certainty::Likely
        } else if noun_lead || lead.is_empty() {
            Certainty::Check
        } else {
            return None;
        };
        // A bare statement of what there is: no verb, nothing done to it.
        if certainty == Certainty::Check && (!self.acts(now, consumed) || lead.ends_with('等')) && !inherits {
            return None;
        }
        let from = verb.map_or(chain.left, |(span, _)| span.start.min(chain.left));
        let from = if inherits { chain.left } else { from };
        now.left = consumed;
        if inherits && !now.listing {
            now.verb = now.list;
        }
        Some(Read {
            objects: vec![object::words(
                self.text,
                self.tokens,
                object::without_deed(self.text, object, verb.map(|(span, _)| span)),
            )],
            action: verb.map(|(span, _)| span),
            adds: verb.is_some_and(|(_, adds)| adds),
            carried: false,
            change: Roles::default(),
            span: Span { start: from.max(now.clause.span.start), end: object.end.max(end) },
            certainty,
            rule: "target/number-first",
        })
    }

    /// Whether something is done in the words after `at`.
    fn acts(&self, now: &Now<'_>, at: u32) -> bool {
        now.clause.tokens.iter().map(|&i| self.tokens[i]).any(|t| {
            t.span.start >= at && matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::VERB.and(Roles::FOLLOW)))
        })
    }

    #[allow(clippy::too_many_arguments)]
    fn object_left(
        &self,
        now: &mut Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        chain: &Chain,
        lead: Span,
        state: bool,
        end: u32,
    ) -> Option<Read> {
        // 分别增长12%、20%: the next name in turn.
        let words = lead.of(self.text);
        let bare = matches!(words, "" | "、" | "和" | "及" | "与" | "以及");
        if bare && !now.shared.is_empty() {
            let object = now.shared.remove(0);
            now.left = end;
            return Some(Read {
                objects: vec![object],
                action: now.verb.map(|(span, _)| span),
                adds: now.verb.is_some_and(|(_, adds)| adds),
                carried: false,
                change: Roles::default(),
                span: Span { start: chain.left, end },
                certainty: Certainty::Likely,
                rule: "target/respectively",
            });
        }
        let shares = matches!(amount.kind, UnitKind::Ratio | UnitKind::Fold) || !amount.counts() && state;
        let respectively = self.between(now.left, chain.left.max(self.tokens_end(chain)), "分别");
        // 由 or 从 stood before the first of two amounts.
        let lead = self.without_baseline(lead);
        // 培育…企业3家，…企业5家: the verb of the clause before holds on.
        let continues = !now.listing && now.list.is_some() && self.unit_before == Some(amount.unit) && !state;
        let shape = object::Shape {
            state: state && (shares || chain.roles.any(Roles::LEVEL)) || shares,
            predicate: chain.roles.any(Roles::PREDICATE.and(Roles::BEFORE)),
            unclear: !now.listing && !continues && (amount.counts() || amount.kind == UnitKind::Measure),
        };
        let mut found = object::before(self.text, self.tokens, lead, shape);
        // 增收1000元: the word is noun and predicate at once.
        if let Some(token) = self
            .tokens
            .iter()
            .find(|t| t.span.start >= chain.left && t.span.end < end && t.span.of(self.text) == "增收")
        {
            found.object = Span {
                start: if found.object.is_empty() { token.span.start } else { found.object.start },
                end: token.span.end,
            };
        }
        let inherits = (now.listing || continues) && found.action.is_none() && !state;
        let verb = if now.listing { now.verb } else { now.list };
        let bare = object::without_deed(self.text, found.object, found.action);
        let object = object::words(self.text, self.tokens, bare);
        let mut read = Read {
            objects: vec![object],
            action: found.action.or(if inherits { verb.map(|(span, _)| span) } else { None }),
            adds: found.adds || inherits && verb.is_some_and(|(_, adds)| adds),
            carried: false,
            change: found.change,
            span: Span { start: found.from.min(found.object.start), end },
            certainty: Certainty::Certain,
            rule: if state { "target/state" } else { "target/number-last" },
        };
        if found.object.is_empty() {
            read.span = Span { start: found.action.map_or(chain.left, |a| a.start), end };
            let carried = self.carried(last)?;
            read.action = found.action.or(carried.1);
            read.adds = found.adds || (found.action.is_none() && last.adds && !chain.roles.any(Roles::TOTAL));
            read.objects = vec![carried.0];
            read.carried = true;
            read.certainty = Certainty::Likely;
            read.rule = "target/object-carried";
        } else if read.action.is_none() && !state && amount.counts() && !now.listing {
            // 县级河流12条: what there is, more often than what is to be reached.
            read.certainty = Certainty::Check;
            if now.cues.setting {
                return None;
            }
        }
        if read.objects[0].chars().count() < 2 && !read.carried {
            return None;
        }
        now.left = end;
        self.split(now, chain, respectively, &mut read);
        Some(read)
    }

    fn tokens_end(&self, chain: &Chain) -> u32 {
        chain.left
    }

    fn between(&self, start: u32, end: u32, words: &str) -> bool {
        self.text.get(start as usize..(end as usize + 24).min(self.text.len())).map_or_else(
            || Span { start, end }.of(self.text).contains(words),
            |near| near.get(..end.saturating_sub(start) as usize).is_some_and(|w| w.contains(words)),
        )
    }

    /// The words before an amount without 由 and the amount that it compares with.
    fn without_baseline(&self, lead: Span) -> Span {
        self.tokens
            .iter()
            .filter(|t| lead.contains(t.span) && matches!(t.kind, Kind::Amount(_)))
            .find_map(|t| figure::without_from(self.text, Span { start: lead.start, end: t.span.start }))
            .unwrap_or(lead)
    }

    /// Parts an object that 均 or 分别 tells apart.
    fn split(&self, now: &mut Now<'_>, chain: &Chain, respectively: bool, read: &mut Read) {
        let near = Span { start: chain.left, end: read.span.end }.of(self.text);
        let each = near.starts_with('均') || self.text[..chain.left as usize].ends_with(['均', '都']);
        let respectively = respectively || near.contains("分别");
        if !(each || respectively) {
            return;
        }
        let mut parts: Vec<String> =
            read.objects[0].split(['、', '和']).map(str::to_owned).filter(|p| !p.is_empty()).collect();
        if parts.len() < 2 {
            return;
        }
        // 化肥、农药使用量: the head stands once.
        if let Some(head) = parts.last().and_then(|tail| HEADS.iter().find(|head| tail.ends_with(**head))) {
            for part in parts.iter_mut() {
                if !HEADS.iter().any(|h| part.ends_with(h)) && !part.ends_with(['数', '率', '额', '值']) {
                    part.push_str(head);
                }
            }
        }
        if each {
            read.objects = parts;
        } else {
            let rest = parts.split_off(1);
            read.objects = parts;
            now.shared = rest;
            now.predicate = chain.roles;
        }
    }

    /// What was spoken of before: the last target's object, or that of a clause without a number after it.
    fn carried(&self, last: &Last) -> Option<(String, Option<Span>)> {
        if let Some(silent) = last.silent {
            let found = object::before(self.text, self.tokens, silent, object::Shape::default());
            if !found.object.is_empty() && found.action.is_some() {
                return Some((object::words(self.text, self.tokens, found.object), found.action));
            }
        }
        (!last.object.is_empty()).then(|| (last.object.clone(), last.action))
    }

    fn emit(
        &mut self,
        now: &mut Now<'_>,
        last: &mut Last,
        amount: &Amount<'a>,
        chain: &Chain,
        quantity: Quantity,
        read: Read,
    ) {
        self.unit_now = read.action.map(|_| amount.unit);
        let roles = if read.rule == "target/respectively" { now.predicate } else { chain.roles.and(read.change) };
        let whole = Span { start: now.clause.span.start, end: read.span.end }.of(self.text);
        let near = read.span.of(self.text);
        let total = amount.kind != UnitKind::Ratio
            && (roles.any(Roles::TOTAL)
                || near.contains("累计")
                || whole.contains("累计") && !now.listing
                || read.objects[0].ends_with("总数") && !read.objects[0].contains('占'));
        let basis = basis(amount, roles, &read, total);
        let commitment = if now.strive || read.carried && last.commitment == Some(Commitment::Strive) {
            Commitment::Strive
        } else {
            Commitment::Required
        };
        let mut objects = read.objects.clone();
        for object in &mut objects {
            *object = without_whole(object).to_owned();
        }
        if total {
            for object in &mut objects {
                if let Some(bare) = object.strip_suffix("总数").filter(|o| !o.is_empty()) {
                    *object = bare.to_owned();
                }
            }
        }
        let each = self.text[..chain.left as usize].ends_with('各') && now.times.len() > 1;
        let dues: Vec<Option<Due>> = if each {
            now.times.iter().copied().map(Some).collect()
        } else if now.times.len() > 1 {
            let due = now.times.get(now.given).copied().or(now.due);
            now.given += 1;
            vec![due]
        } else {
            vec![now.due]
        };
        if objects[0].ends_with('级') && read.rule == "target/number-first" {
            now.classes.push(self.targets.len());
        } else if !now.classes.is_empty() && read.rule == "target/number-first" {
            let head = objects[0].split_once('级').map_or(objects[0].as_str(), |(_, head)| head).to_owned();
            for index in std::mem::take(&mut now.classes) {
                if let Some(target) = self.targets.get_mut(index) {
                    target.value.object.push_str(&head);
                }
            }
        }
        let action = read.action.map(|span| span.of(self.text).to_owned());
        for object in &objects {
            for due in &dues {
                self.targets.push(Found {
                    value: TargetReading {
                        object: object.clone(),
                        action: action.clone(),
                        quantity: Some(quantity.clone()),
                        basis,
                        commitment,
                        due: due.or(self.fallback),
                    },
                    span: read.span,
                    rule: read.rule,
                    certainty: read.certainty,
                });
            }
        }
        now.listing = true;
        now.number_first = read.rule == "target/number-first";
        if read.action.is_some() && !read.carried {
            now.verb = read.action.map(|span| (span, read.adds));
        }
        if !read.carried || last.silent.is_some() {
            *last = Last {
                object: objects.join("、"),
                action: read.action,
                adds: read.adds,
                commitment: Some(commitment),
                silent: None,
            };
        }
    }

    /// 高于全省平均水平: a target without a number of its own.
    fn relative(&mut self, now: &Now<'_>, last: &mut Last) {
        if now.listing {
            return;
        }
        let is_reference = |t: &Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.roles.any(Roles::REFERENCE));
        let Some(reference) = now.clause.tokens.iter().rev().map(|&i| self.tokens[i]).find(is_reference) else {
            return;
        };
        let Some(token) = now.clause.tokens.iter().map(|&i| self.tokens[i]).find(|t| {
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
        let found = object::before(
            self.text,
            self.tokens,
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
        let object = object::words(self.text, self.tokens, found.object);
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
        *last = Last { object, action: None, adds: false, commitment: Some(commitment), silent: None };
    }

    fn figure(&mut self, kind: FigureKind, quantity: Quantity, span: Span, object: Option<String>) {
        self.figures.push(Found {
            value: FigureReading { kind, object, quantity },
            span,
            rule: "figure/cue",
            certainty: if kind == FigureKind::Other { Certainty::Check } else { Certainty::Likely },
        });
    }
}

/// What an amount counts, as read.
struct Read {
    objects: Vec<String>,
    action: Option<Span>,
    adds: bool,
    /// Whether the object was taken from what was said before.
    carried: bool,
    /// What a verb before the object says of the change (降低成本10亿元).
    change: Roles,
    span: Span,
    certainty: Certainty,
    rule: &'static str,
}

/// Verbs after which a small number in words is a way of speaking (坚持三个…, 做好两项…).
const WEAK_FOR_WORDS: [&str; 10] = ["做好", "抓好", "落实", "用好", "推进", "推动", "实施", "组织", "开展", "实现"];

/// Heads of indicators that a list names once (化肥、农药使用量).
const HEADS: [&str; 26] = [
    "使用量",
    "产值",
    "增加值",
    "产量",
    "收入",
    "覆盖率",
    "减排量",
    "排放量",
    "普及率",
    "利用率",
    "处理率",
    "达标率",
    "面积",
    "投资",
    "人数",
    "数量",
    "比例",
    "占比",
    "比重",
    "率",
    "总额",
    "销售额",
    "零售额",
    "营业额",
    "规模",
    "人才",
];

/// 教师占专业课教师总数: the part, where the words do not name the share itself.
fn without_whole(object: &str) -> &str {
    let named = ["比重", "比例", "占比", "比率", "份额", "率"].iter().any(|w| object.ends_with(w));
    match object.rfind('占') {
        Some(at)
            if at >= "占".len() * 2
                && !named
                && !["占地", "占用", "占有"].iter().any(|w| object[at..].starts_with(w)) =>
        {
            object[..at].trim_end_matches("原则上")
        }
        _ => object,
    }
}

/// What the number measures.
fn basis(amount: &Amount<'_>, roles: Roles, read: &Read, total: bool) -> Basis {
    let object = read.objects.last().map_or("", String::as_str);
    let share = ["占比", "比重", "比例"].iter().any(|w| object.ends_with(w))
        || object.starts_with('占')
        || object.contains('占') && !["占有", "占地", "占用"].iter().any(|w| object.contains(w));
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
    let action = read.action;
    if amount.kind == UnitKind::Ratio {
        if ["涨幅", "增速", "增幅", "增长率"].iter().any(|w| object.ends_with(w)) {
            return Basis::Growth;
        }
        if ["降幅", "下降率"].iter().any(|w| object.ends_with(w)) {
            return Basis::Reduction;
        }
        if share {
            return Basis::Share;
        }
    }
    let _ = action;
    if read.adds || object.contains("新增") || object.ends_with("增收") {
        return Basis::Increment;
    }
    Basis::Level
}
