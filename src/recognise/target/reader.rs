//! Reads the clauses of a run, one after another, and keeps what they have said.

use super::clause::{Break, Clause, Run};
use super::figure::{self, Cues};
use super::object::{self, Subject};
use super::state::{Last, Now, Reach, Said};
use super::view::View;
use super::{FigureReading, TargetReading};
use crate::lexicon::Roles;
use crate::model::{Certainty, DeadlineKind, Due, FigureKind, Precision, Quantity};
use crate::recognise::Found;
use crate::recognise::deadline::Meaning;
use crate::recognise::time::Time;
use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// Reads the runs of one span, one after another.
pub(super) struct Reader<'a, 't> {
    pub(super) view: View<'a, 't>,
    pub(super) meanings: &'t [Meaning],
    pub(super) fallback: Option<Due>,
    /// Clauses that a rule on who gets what covers.
    pub(super) rules: Vec<Span>,
    /// The unit of the last target of the clause before, where that had a verb, and of this one.
    pub(super) unit_before: Option<&'a str>,
    pub(super) unit_now: Option<&'a str>,
    pub(super) subject: Subject<'t>,
    /// Targets of the words since the last stop or semicolon that have no time of their own, by their index.
    pub(super) undated: Vec<usize>,
    /// Targets that are part of another one (其中), by their index.
    pub(super) parts: Vec<usize>,
    pub(super) targets: Vec<Found<TargetReading>>,
    pub(super) figures: Vec<Found<FigureReading>>,
}

impl<'a, 't> Reader<'a, 't> {
    pub(super) fn new(
        view: View<'a, 't>,
        meanings: &'t [Meaning],
        fallback: Option<Due>,
        subject: Subject<'t>,
    ) -> Self {
        Self {
            view,
            meanings,
            fallback,
            rules: Vec::new(),
            unit_before: None,
            unit_now: None,
            subject,
            undated: Vec::new(),
            parts: Vec::new(),
            targets: Vec::new(),
            figures: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<Found<TargetReading>>, Vec<Found<FigureReading>>) {
        (self.targets, self.figures)
    }

    /// What was spoken of last.
    pub(super) fn object_of<'l>(&'l self, last: &'l Last) -> &'l str {
        last.object.as_deref().unwrap_or_else(|| self.subject.words())
    }

    /// Reads a run.
    pub(super) fn run(&mut self, run: &Run) {
        let cues = figure::cues(self.view.wordings, self.view.text, self.view.tokens, &run.clauses);
        let mut said = Said::default();
        let whole = if run.aside { self.parted_in(run) } else { None };
        let subject = match &whole {
            Some(whole) => Some(whole.object.clone()),
            None if run.aside => Some(String::new()),
            None => None,
        };
        let mut last = Last { object: subject, ..Last::default() };
        let fallback = self.fallback;
        for (clause, mut cues) in run.clauses.iter().zip(cues) {
            // What stands in brackets shares the rule around it.
            cues.policy |= run.aside && self.rules.iter().any(|rule| rule.contains(clause.span));
            if cues.policy && !run.aside {
                self.rules.push(clause.span);
            }
            if clause.after != Break::Comma {
                self.undated.clear();
            }
            match clause.after {
                Break::Stop => {
                    // Without a plan's period, the one time that opened the paragraph holds for all of it.
                    if let (Some((due, Reach::Sentence)), 1) = (said.due, said.dated) {
                        self.fallback = self.fallback.or(Some(due));
                    }
                    last = said.whole.take().unwrap_or(last);
                    last.commitment = None;
                    said = Said::default();
                }
                Break::Semicolon => {
                    // 其中…5个、…1个；竣工12个: of the whole again.
                    last = said.whole.take().unwrap_or(last);
                    said.due = said.due.filter(|(_, reach)| *reach == Reach::Sentence);
                    said.among = false;
                    said.past = said.past_throughout;
                    said.listing = false;
                }
                Break::Comma => {}
            }
            if let Some(whole) = &whole {
                whole.begins(&mut said);
            }
            self.clause(clause, cues, run.aside, &mut said, &mut last);
        }
        self.fallback = fallback;
    }

    fn clause(&mut self, clause: &Clause, cues: Cues, aside: bool, said: &mut Said, last: &mut Last) {
        match self.stage_of(clause).filter(|_| !aside) {
            // 集中攻坚阶段（4月—9月）：…: what follows, up to the next stage.
            Some((due, true)) => (self.fallback, said.due) = (Some(due), None),
            // 春季造林结束前（4月底）完成…: what follows in the clause.
            Some((due, false)) => said.due = Some((due, Reach::Part)),
            None => {}
        }
        self.unit_before = self.unit_now.take().filter(|_| clause.after == Break::Comma);
        said.due = said.due.filter(|(_, reach)| *reach != Reach::Verbs || self.begins_with_verb(clause));
        // 一季度完成20亿元，全年完成80亿元.
        let yearly = clause.span.of(self.view.text).starts_with("全年");
        let due = said.due.map(|(due, _)| due).filter(|due| !yearly || due.precision == Precision::Year);
        let turns = self.takes_turns(clause);
        // 到2023年底、2024年底，规模扩大，覆盖率分别达到…，合格率分别达到…: each clause that tells amounts apart takes them.
        let kept = if turns || self.is_silent(clause) { said.times.clone() } else { Vec::new() };
        if !turns {
            said.times.clear();
        }
        let mut now = Now {
            clause,
            cues,
            aside,
            among: said.part || said.among,
            part: said.part,
            left: clause.span.start,
            due,
            strive: said.strive,
            baseline: said.past || said.told && said.among,
            verb: None,
            listing: false,
            from_list: said.listing,
            list: said.list,
            shared: Vec::new(),
            predicate: Roles::default(),
            adds: false,
            comparator: None,
            times: std::mem::take(&mut said.times),
            per_head: false,
            modifiers: 0,
            given: 0,
            number_first: false,
            raised: said.raised,
            first: self.targets.len(),
            classes: Vec::new(),
        };
        let (mut silent, mut amounts) = (true, 0);
        for (place, &index) in clause.tokens.iter().enumerate() {
            let token = self.view.tokens[index];
            match token.kind {
                Kind::Phrase(phrase) => {
                    if phrase.roles.any(Roles::STRIVE) {
                        now.strive = true;
                        // 力争到2022年，…: all of the sentence.
                        let next = clause.tokens.get(place + 1).map(|&i| self.view.tokens[i]);
                        said.strive |= matches!(next, Some(Token { kind: Kind::Time(_), .. }));
                    }
                    if phrase.roles.any(Roles::AMONG) && !said.among {
                        said.among = true;
                        said.whole = Some(last.clone());
                    }
                    now.among = said.among;
                    // 共排查出隐患1260处，其中C级580处.
                    now.baseline |= said.told && phrase.roles.any(Roles::AMONG);
                    let was = phrase.roles.any(Roles::BASELINE) && !self.says_which(clause, index)
                        || phrase.words == "已" && self.was_done(clause, token.span.end);
                    let which = || phrase.words.starts_with('已') && self.wants_rate(clause, token.span.end);
                    now.baseline |= was && !which();
                    // “十三五”以来，…: what was, to the end of the sentence.
                    said.past |= phrase.roles.any(Roles::BASELINE) && token.span.end == clause.span.end;
                }
                Kind::Time(time) => self.time(&mut now, said, index, time),
                Kind::Amount(amount) => {
                    silent &= self.is_idle(&amount);
                    amounts += 1;
                    self.amount(&mut now, last, place, index, amount);
                }
                _ => {}
            }
        }
        self.relative(&now, last);
        self.close(&now);
        // 力争通过3年努力，培育企业3家: what follows is striven for.
        let striven = clause.span.of(self.view.text).trim_start_matches('并').starts_with("力争");
        said.strive |= striven && self.targets.len() == now.first;
        said.told = now.baseline;
        said.listing = now.listing && now.number_first;
        said.list = now.verb.or(said.list);
        // 设立产业基金，首期规模20亿元.
        let raises = || self.view.nouns.raisers.are_in(clause.span.of(self.view.text));
        said.raised = now.raised || now.cues.grant && raises();
        // 2023年、2024年、2025年分别…: what follows is of the whole time.
        if now.times.len() > 1
            && let (Some((due, _)), Some(last)) = (&mut said.due, now.times.iter().max_by_key(|due| due.by))
        {
            *due = *last;
        }
        // 到2023年底、2024年底，覆盖率分别达到50%、60%: the times of the next clause.
        said.times = if silent && now.times.len() > 1 { now.times } else { kept };
        // 更新使用10年以上的设备，2024年更新5000台: a number within a name tells nothing.
        // 对34套老旧装置逐套评估，改造25套: nor does one that only tells of how many something is done to.
        let told = || clause.span.of(self.view.text).starts_with('对') && self.targets.len() == now.first;
        // 现有承包食堂34个，年内收回20个: nor does one of what there is.
        let there = now.baseline && amounts > 0 && self.targets.len() == now.first;
        let silent = silent || now.modifiers == amounts || told() || there;
        // 整改目标：年底完成治理600亩: a label names no thing.
        let label = || {
            let behind = &self.view.text[clause.span.end as usize..];
            behind.starts_with(['：', ':']) && self.view.wordings.planned.end(clause.span.of(self.view.text))
        };
        // 第二季度：累计开工32个: a time names no thing either.
        let time = || {
            let whole = self.view.starting(clause.span.start).filter(|t| t.span == clause.span);
            whole.is_some_and(|t| matches!(t.kind, Kind::Time(_)))
        };
        if silent && !now.listing && !clause.span.is_empty() && !label() && !time() {
            let names = |silent: &Span| silent.of(self.view.text).starts_with('对') && self.done_to(*silent).is_none();
            let before = last.silent.filter(names).or(last.done_to);
            last.done_to = before.filter(|_| clause.after == Break::Comma);
            last.silent = Some(clause.span);
        } else if silent && label() {
            *last = Last::default();
        }
    }

    /// The time in a bracket that a clause opens with behind the name of a stage of the work: 集中攻坚阶段（4月—9月）, 第二阶段：全面排查（4月）.
    ///
    /// Or behind an event, which is no stage: 造林结束前（4月底）.
    fn stage_of(&self, clause: &Clause) -> Option<(Due, bool)> {
        let tokens = self.view.within(clause.span).tokens;
        let open = tokens.iter().position(|t| t.kind == Kind::Open)?;
        let [Token { span: bracket, .. }, time, close] = *tokens.get(open..open + 3)? else { return None };
        let name = Span { start: clause.span.start, end: bracket.start }.of(self.view.text);
        let before = &self.view.text[..clause.span.start as usize];
        let labelled = || before.strip_suffix(['：', ':']).is_some_and(|label| label.ends_with("阶段"));
        let event = self.view.wordings.before_event.end(name);
        if close.kind != Kind::Close || !name.ends_with("阶段") && !labelled() && !event {
            return None;
        }
        let due = self.due_at(time.span.start).or_else(|| self.due_at(bracket.end))?;
        Some((due, !event))
    }

    /// Whether a clause says what is to be done and has no subject of its own.
    fn begins_with_verb(&self, clause: &Clause) -> bool {
        // 将620家企业纳入清单.
        if clause.span.of(self.view.text).starts_with(['将', '把']) {
            return true;
        }
        let mut at = clause.span.start;
        for &index in &clause.tokens {
            let token = self.view.tokens[index];
            let Kind::Phrase(phrase) = token.kind else { return false };
            if token.span.start != at {
                return false;
            }
            if phrase.roles.any(Roles::VERB.and(Roles::CAUSE)) {
                // 改造后亩均产油量: a setting.
                return !self.view.text[token.span.end as usize..].starts_with('后');
            }
            if !phrase.roles.any(Roles::ADVERB.and(Roles::STRIVE).and(Roles::SCOPE)) {
                return false;
            }
            at = token.span.end;
        }
        false
    }

    /// Whether a clause that has no number asks for a paper only.
    fn tells_of_paper(&self, now: &Now<'_>, at: u32) -> bool {
        let counted = now.clause.tokens.iter().any(|&i| matches!(self.view.tokens[i].kind, Kind::Amount(_)));
        let words = Span { start: at, end: now.clause.span.end }.of(self.view.text);
        !counted && self.view.nouns.papers.are_in(words)
    }

    fn time(&self, now: &mut Now<'_>, said: &mut Said, index: usize, time: Time) {
        let span = self.view.tokens[index].span;
        match self.meanings.get(index).unwrap_or(&Meaning::None) {
            Meaning::Deadline(found) => {
                let Some(due) = found.value.due() else {
                    // 2024年秋季开学前: by a day that is not known.
                    // 2024年汛期来临前（5月底）: but the bracket tells it.
                    let told = self.view.text[span.end as usize..].starts_with(['（', '(']);
                    if found.value.kind == DeadlineKind::By && !told {
                        (now.due, said.due) = (None, None);
                    }
                    return;
                };
                if now.given == 0 && now.left == now.clause.span.start {
                    // 9月底前开工、年底前完成三成: the first has a deed of its own.
                    if self.follows_deed(now.clause, index) {
                        now.times.clear();
                    }
                    now.times.push(due);
                } else if now.left > now.clause.span.start {
                    // 2024年60%、2025年100%: each its own; what follows has none of them.
                    said.due = said.due.map(|(due, _)| (due, Reach::Part));
                }
                now.due = Some(due);
                // What is due is not what was.
                (now.baseline, said.past, said.past_throughout) = (false, false, false);
                let opens = self.opens(now, found.span.start);
                let pause = now.clause.span.end == span.end;
                let stretch = matches!(time, Time::Range(..) | Time::Plan(..) | Time::Years(..));
                // 力争三季度发放贷款20亿元，融资成本下降0.3个百分点: what is striven for by then goes on.
                let striven = || {
                    let before = self.view.touching(found.span.start);
                    before.is_some_and(|t| t.has(Roles::STRIVE))
                };
                said.dated += 1;
                said.due = if said.among {
                    // 其中2023年不少于50个: of this clause only, unless a pause sets it before more.
                    if pause { Some((due, Reach::Part)) } else { said.due }
                } else if opens && (pause || stretch) {
                    Some((due, Reach::Sentence))
                } else if found.value.text.starts_with('到') || opens && (due.precision == Precision::Year || striven())
                {
                    Some((due, Reach::Part))
                } else if opens {
                    // 6月底前印发方案，税收增长5%: a paper is no part of what comes of it.
                    let reach = if self.tells_of_paper(now, span.end) { Reach::Verbs } else { Reach::Part };
                    Some((due, reach))
                } else {
                    // 连接线6月底前建成通车，改造公路120公里: of its own subject.
                    said.due.filter(|(_, reach)| *reach == Reach::Sentence)
                };
            }
            Meaning::Past => {
                let before = Span { start: now.clause.span.start, end: span.start }.of(self.view.text);
                let after = Span { start: span.end, end: now.clause.span.end }.of(self.view.text);
                let compared = before.ends_with(['较', '比', '与', '同', '在', '按', '以'])
                    || self.view.wordings.behind_past.begin(after);
                // 完成2018年度结转搬迁人口的入住.
                let done =
                    self.view.touching(span.start).is_some_and(|t| t.has(Roles::VERB) && !t.has(Roles::BASELINE));
                if !compared
                    && !done
                    && !self.tells_which(span.end)
                    && !self.says_which(now.clause, index)
                    && !self.names_which(now, span.end)
                    && !self.only_names(now, span.end)
                    && !object::describes(self.view, span, Span { start: now.left, ..now.clause.span })
                {
                    now.baseline = true;
                    said.past |= !self.measures(now, span.end);
                    said.past_throughout |= span == now.clause.span;
                }
            }
            // 2024年起每年新增10万亩: from then on, no longer by what was said before.
            Meaning::None if self.view.text[span.end as usize..].starts_with('起') => {
                (now.due, said.due) = (None, None);
            }
            Meaning::None => {}
        }
    }

    /// Whether a list goes on with the time at `index` behind what is done by another: 9月底前开工、年底前完成.
    fn follows_deed(&self, clause: &Clause, index: usize) -> bool {
        let mut before = clause.tokens.iter().rev().filter(|&&i| i < index).map(|&i| self.view.tokens[i]);
        let listed = before.next().is_some_and(|t| t.kind == Kind::Enumeration);
        listed && before.next().is_some_and(|t| t.has(Roles::VERB.and(Roles::FOLLOW)))
    }

    /// Whether a time at `at` stands at the head of its clause, a short subject aside (各县要在4月10日前).
    fn opens(&self, now: &Now<'_>, at: u32) -> bool {
        let lead = Span { start: now.clause.span.start, end: at };
        let words = lead.of(self.view.text);
        let verb = |t: &Token<'_>| t.has(Roles::VERB);
        words.chars().count() <= 4
            || words.ends_with(['在', '于'])
                && words.chars().count() <= LONGEST_SUBJECT
                && !self.view.within(lead).tokens.iter().any(verb)
    }

    pub(super) fn figure(&mut self, kind: FigureKind, quantity: Quantity, span: Span, object: Option<String>) {
        self.figures.push(Found {
            value: FigureReading { kind, object, quantity },
            span,
            rule: "figure/cue",
            certainty: if kind == FigureKind::Other { Certainty::Check } else { Certainty::Likely },
        });
    }
}

/// No subject before a time that opens its clause is longer. Characters.
const LONGEST_SUBJECT: usize = 12;
