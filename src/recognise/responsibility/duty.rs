//! Lists of organs and the verbs that give them roles.

mod no_verb;

use super::name::{self, Beside, Printed};
use super::own_role::{self, Group};
use super::{ClauseReading, Duty, MARK_UNREAD, PersonName, empty};
use crate::lexicon::{RoleWords, Verb, is_name_separator, pieces};
use crate::model::{Certainty, PersonRole, Role};
use crate::note::Note;
use crate::recognise::{Context, Found, organ};
use crate::text::{Span, is_blank, is_han};

/// What a label or a column says of the list that follows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The role of names that no verb reaches.
    pub role: Role,
    /// Where the quote of the first list begins: at the label.
    pub start: u32,
    /// The rule's name.
    pub rule: &'static str,
}

/// A list without the words before its first name: 具体由.
fn without_words_before(roles: &RoleWords, text: &str, names: Span) -> Span {
    let rest = roles.without_words_before(names.of(text));
    Span { start: names.end - Span::new(0, rest.len()).end, ..names }
}

/// Reads lists of organs.
pub(super) fn read(context: &Context<'_>, span: Span, frame: Option<Frame>, reading: &mut ClauseReading) {
    let text = context.text;
    let mut lists = Lists { context, frame, open: None, by_verb: 0, first: reading.duties.len(), reading };
    let found = lists.reading.duties.len() + lists.reading.notes.len();
    for piece in pieces(text, span, |c| matches!(c, '，' | '；' | ',' | ';')) {
        lists.piece(piece);
    }
    lists.close();
    let (first, by_verb) = (lists.first, lists.by_verb);
    if frame.is_some() && reading.duties.len() + reading.notes.len() == found {
        reading.notes.push(empty(Span { start: frame.map_or(span.start, |f| f.start), end: span.end }));
    }
    let differ = |duties: &[Found<Duty>]| duties.windows(2).any(|pair| pair[0].value.role != pair[1].value.role);
    let duties = &mut reading.duties[first..];
    let told_apart = by_verb > 0 && differ(duties);
    // 责任单位：甲局、乙局，丙局协助: who leads of the first two is not told.
    let led = duties.iter().any(|d| d.value.role == Role::Lead);
    for duty in duties {
        let by_label = matches!(duty.rule, "responsibility/label" | "responsibility/cell" | "responsibility/list");
        duty.value.told_apart |= told_apart && (led || !by_label);
    }
}

/// The lists of one stretch as they are read.
struct Lists<'a, 'c> {
    context: &'a Context<'c>,
    frame: Option<Frame>,
    /// Names since the last verb.
    open: Option<Span>,
    /// How many verbs gave a role.
    by_verb: usize,
    /// The first duty that belongs to the stretch.
    first: usize,
    reading: &'a mut ClauseReading,
}

impl Lists<'_, '_> {
    fn piece(&mut self, piece: Span) {
        let text = self.context.text;
        let piece = self.without_action(piece);
        let items: Vec<Span> = pieces(text, piece, is_name_separator).collect();
        let verbs: Vec<Option<Verb<'_>>> =
            items.iter().map(|item| self.context.lexicon.verb_of_list(item.of(text))).collect();
        if verbs.iter().all(Option::is_none) {
            self.names_only(piece, &items);
            return;
        }
        // 省卫生健康委、省财政厅，省妇联参加: support is not given to those who are named before the pause.
        let beside = |role: Role| matches!(role, Role::Support | Role::Guide);
        let supports = verbs.iter().flatten().all(|verb| beside(verb.role));
        let labelled_so = self.frame.is_some_and(|frame| beside(frame.role));
        if supports && !labelled_so && self.by_verb == 0 && self.open.is_some() {
            self.close();
        }
        for (item, verb) in items.iter().zip(verbs) {
            let Some(verb) = verb else {
                self.open = Some(self.open.map_or(*item, |open| open.cover(*item)));
                continue;
            };
            let list = Span { start: item.start, end: item.end - Span::new(0, verb.words.len()).end };
            if list.is_empty() && self.open.is_none() {
                // A verb whose list is told already: …负责，抓好落实.
                if self.context.lexicon.roles().tells_time(item.of(text)) {
                    self.reading.rest.push(*item);
                }
                continue;
            }
            if self.tells_time(list.of(text)) {
                // 市教育局、市财政局，2023年底前落实: the verb is for them, the time for the deadlines.
                self.reading.rest.push(*item);
                if let Some(open) = self.open.take() {
                    self.by_verb += 1;
                    self.with_verb(open, open, verb);
                }
                continue;
            }
            let quote = self.open.take().map_or(*item, |open| open.cover(*item));
            let names = Span { start: quote.start, end: list.end.max(quote.start) }.trim(text);
            self.by_verb += 1;
            self.with_verb(quote, names, verb);
        }
    }

    /// A piece without what those do whom it names, which may tell a time: 会同乙局等部门|于6月底前提出办法.
    fn without_action(&mut self, piece: Span) -> Span {
        let action = self.context.lexicon.action_behind_list(piece.of(self.context.text));
        let Some(at) = action.filter(|_| self.frame.is_none()) else { return piece };
        let middle = Span::new(piece.start as usize + at, 0).start;
        let action = Span { start: middle, ..piece };
        let words = action.of(self.context.text);
        if self.context.lexicon.roles().tells_time(words) || words.contains(['年', '月', '日', '季', '周']) {
            self.reading.rest.push(action);
        } else {
            let message =
                "单位后写明的是所办之事，未另列字段 (what these organs do together; it is in no field of its own)";
            self.reading.notes.push(Note::info("action-unread", action, message));
        }
        Span { end: middle, ..piece }
    }

    /// Whether words before a verb tell a time; 12条产业链办公室 is a name.
    fn tells_time(&self, words: &str) -> bool {
        let name = || self.context.lexicon.names().is_whole(words) && !words.contains(['年', '月', '日']);
        self.context.lexicon.roles().tells_time(words) && !name()
    }

    /// A list and its verb. X会同Y: X leads, Y supports; without 会同 all names take the verb's role.
    fn with_verb(&mut self, quote: Span, names: Span, verb: Verb<'_>) {
        let text = self.context.text;
        let joins = names.of(text).starts_with("会同") && self.reading.duties.len() > self.first;
        let mut names = without_words_before(self.context.lexicon.roles(), text, names);
        if let Some(at) = self.context.lexicon.roles().by_whom(names.of(text)) {
            names.start += Span::new(0, at).end;
        }
        if self.officers(names, verb.role) {
            return;
        }
        let role = if joins { Role::Support } else { self.role_of(verb) };
        let rule = if self.frame.is_some() { "responsibility/label-and-verb" } else { "responsibility/verb" };
        let quote = self.quote(quote);
        let told_apart = joins || verb.is_execution();
        let mode = verb.mode;
        if !self.parted(quote, names, mode, role == Role::Guide) {
            self.push(quote, names, role, mode, rule, told_apart);
        }
    }

    /// X会同Y: X leads, Y supports; both guide where that is what they do (X会同Y指导). Whether the words say so.
    fn parted(&mut self, quote: Span, names: Span, mode: Option<&str>, guide: bool) -> bool {
        let text = self.context.text;
        let roles = self.context.lexicon.roles();
        let names = without_words_before(self.context.lexicon.roles(), text, names);
        let Some((at, len)) = roles.with(names.of(text)).filter(|(at, _)| *at > 0) else { return false };
        let mut lead = Span::new(names.start as usize, names.start as usize + at);
        if let Some(verb) = roles.verb_at_end(lead.of(text)) {
            lead.end -= Span::new(0, verb.words.len()).end;
        }
        let support = Span::new(names.start as usize + at + len, names.end as usize);
        let (first, second) = if guide { (Role::Guide, Role::Guide) } else { (Role::Lead, Role::Support) };
        self.push(Span { start: quote.start, end: lead.end }, lead, first, None, "responsibility/with", true);
        self.push(Span { start: lead.end, end: quote.end }, support, second, mode, "responsibility/with", true);
        true
    }

    /// 张三副市长牵头: persons in office and nobody else; one without an office stands behind them (王志平同志牵头，李新民负责).
    fn officers(&mut self, names: Span, role: Role) -> bool {
        let (lexicon, words) = (self.context.lexicon, names.of(self.context.text));
        let next = || !self.reading.persons.is_empty() && lexicon.names().is_next_person(words);
        if !lexicon.names().officers(words) && !next() {
            return false;
        }
        let role = if role == Role::Responsible { PersonRole::InCharge } else { PersonRole::Leader };
        let persons = super::person::read(self.context, names, role).into_iter();
        self.reading.persons.extend(persons.map(|person| Found { rule: "person/verb", ..person }));
        true
    }

    /// The verb's role; where it says only that all are responsible, the label's.
    fn role_of(&self, verb: Verb<'_>) -> Role {
        match self.frame {
            Some(frame) if verb.role == Role::Responsible => frame.role,
            _ => verb.role,
        }
    }

    /// The quote of the first list of a label begins at the label.
    fn quote(&self, quote: Span) -> Span {
        match self.frame {
            Some(frame) if self.reading.duties.len() == self.first => Span { start: frame.start, ..quote },
            _ => quote,
        }
    }

    /// The names that no verb reached.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let quote = self.quote(open);
        if self.parted(quote, open, None, false) {
            return;
        }
        // 市发展改革委负责，会同市财政局: it leads.
        let words = open.of(self.context.text);
        if self.reading.duties.len() > self.first && words.starts_with("会同") {
            for duty in self.reading.duties[self.first..].iter_mut().filter(|d| d.value.role == Role::Responsible) {
                duty.value.role = Role::Lead;
            }
            let names = Span { start: open.start + Span::new(0, "会同".len()).end, ..open };
            self.push(quote, names, Role::Support, None, "responsibility/with", true);
            return;
        }
        if let Some(frame) = self.frame {
            self.push(quote, open, frame.role, None, frame.rule, false);
            return;
        }
        // 市教育局牵头，市财政局、市人社局: who stands behind the leader supports it.
        let led = self.reading.duties[self.first..].iter().any(|d| d.value.role == Role::Lead);
        let role = if led { Role::Support } else { Role::Responsible };
        let known = self.reading.duties.len();
        self.push(quote, open, role, None, "responsibility/list", led);
        for duty in &mut self.reading.duties[known..] {
            duty.certainty = Certainty::Likely;
        }
    }

    /// The names of a list without persons and offices that stand behind a blank: 县住建局 局长 周伟.
    fn without_persons(&mut self, mut printed: Vec<Printed>) -> Vec<Printed> {
        let (text, names, organs) = (self.context.text, self.context.lexicon.names(), self.context.lexicon.organs());
        let mut before = None;
        printed.retain(|one| {
            let name = one.name.of(text);
            let behind_blank = before.is_some_and(|end: u32| end < one.whole.start)
                && before.is_some_and(|end| {
                    Span { start: end, end: one.whole.start }.of(text).chars().all(|c| is_blank(c) || c == '\t')
                });
            before = Some(one.whole.end);
            if !behind_blank || names.looks_like(name) || organs.knows(name) {
                return true;
            }
            match names.person_beside(name) {
                Some(person) => {
                    let start = one.name.start as usize + name.find(person).unwrap_or(0);
                    self.reading.persons.push(Found {
                        value: PersonName { role: PersonRole::InCharge, name: person.to_owned() },
                        span: Span::new(start, start + person.len()),
                        rule: "person/beside",
                        certainty: Certainty::Likely,
                    });
                    false
                }
                None => !names.is_title(name),
            }
        });
        printed
    }

    /// Adds a list; says so when it holds no name. A name with a role in its bracket, 市教育局（牵头）, has that role.
    fn push(&mut self, quote: Span, names: Span, role: Role, mode: Option<&str>, rule: &'static str, told_apart: bool) {
        let text = self.context.text;
        let names = without_words_before(self.context.lexicon.roles(), text, names);
        let mut list = self.context.lexicon.split_names(text, names);
        // 责任单位及责任人：办公室（张华）.
        let label = Span { start: quote.start, end: names.start.max(quote.start) }.of(text);
        let beside = Beside {
            conventions: &self.reading.conventions,
            persons: self.context.lexicon.roles().persons.are_in(label),
        };
        let printed: Vec<Printed> = list
            .names
            .iter()
            .map(|name| name::read(self.context, *name, beside))
            .filter(|printed| {
                let name = printed.name.of(text);
                name.chars().any(is_han) && !self.context.lexicon.names().is_none(name)
            })
            .collect();
        let mut printed = self.without_persons(printed);
        own_role::share_with_mode(&mut printed);
        own_role::share_support(text, &mut printed);
        list.names = printed.iter().map(|printed| printed.name).collect();
        for printed in &printed {
            self.reading.rest.extend(&printed.rest);
            self.reading.persons.extend_from_slice(&printed.persons);
        }
        if let Some(marked) = printed.iter().find(|printed| printed.mark.is_some()) {
            let message = "单位名称旁的标记文中未作说明，未据此区分牵头单位 (the mark beside this name is not explained; no role was read from it)";
            self.reading.notes.push(Note::info(MARK_UNREAD, marked.name, message));
        }
        if list.names.is_empty() {
            self.reading.notes.push(empty(quote));
            return;
        }
        let any_own = printed.iter().any(|printed| printed.role.is_some());
        let mode = mode.or_else(|| Some(printed.last()?.mode?.of(text)));
        let organs = organ::organs(self.context, &list);
        let groups = if any_own {
            own_role::groups(role, organs, &printed)
        } else {
            let marks = printed.iter().map(|printed| printed.mark).collect();
            vec![Group { role, organs, marks, span: quote }]
        };
        let last = groups.len() - 1;
        for (i, Group { role, organs, marks, span }) in groups.into_iter().enumerate() {
            self.reading.duties.push(Found {
                value: Duty {
                    role,
                    organs,
                    marks,
                    open_ended: list.open_ended && i == last,
                    mode: mode.map(str::to_owned),
                    told_apart: told_apart || any_own,
                },
                span,
                rule: if any_own { "responsibility/own-role" } else { rule },
                certainty: Certainty::Certain,
            });
        }
        for (names, role) in printed.iter().filter_map(|printed| printed.beside) {
            self.push(names, names, role, None, "responsibility/beside", true);
        }
    }
}
