//! Items from the words of one number: title, text, and parts where several clauses close one after another.

use super::words::{run_in_label, without_stop};
use super::{Clause, Finder, Item, clause, inline, labelled};
use crate::lexicon::{Label, Lexicon};
use crate::model::EntryKind;
use crate::text::{MarkerStyle, Span, all_han, first_sentence, is_blank, marker};

/// Words and the clauses that close them.
#[derive(Debug, Default, Clone)]
pub(super) struct Group {
    /// Stretches of words, in order.
    pub words: Vec<Span>,
    /// The clauses after them.
    pub clauses: Vec<Clause>,
    /// Whether one of them says who answers for the words: what comes then is another task.
    closed: bool,
    /// Whether one of them opens words, and closes none.
    opened: bool,
}

/// What the items of one number have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub node: usize,
    pub kind: EntryKind,
    pub number: Option<Span>,
    pub section: &'a [Span],
    pub tentative: bool,
    /// The title, where it is no first sentence: a label that opens the paragraph.
    pub title: Option<Span>,
}

/// A paragraph that says what units answer for.
struct Duty {
    /// Which of the paragraphs it is.
    at: usize,
    /// The units.
    clause: clause::ClauseSpan,
    /// Whether a verb tells what they do.
    told: bool,
}

/// So many duties of which a verb tells what a unit does make a list.
const DUTIES: usize = 2;

impl Finder<'_> {
    /// A node without numbered items below it.
    pub(super) fn leaf(&mut self, index: usize) {
        let node = self.outline.nodes[index].clone();
        let (kind, context) = self.kind_of(index);
        let section = self.section_of(index);
        let mut paragraphs = self.paragraphs(index);
        if node.marker.is_none() && node.words.is_empty() {
            self.unnumbered_all(index, &paragraphs, &section);
            return;
        }
        // Who met stands behind the last number of minutes.
        if let Some(met) = paragraphs.iter().position(|p| is_attendance(p.of(self.text()), self.lexicon)) {
            paragraphs.truncate(met);
        }
        let has_rows = self.body.paragraphs[node.body.clone()].iter().any(|p| p.row);
        let heading = self.heading(index);
        // The name of a group of rows may say who leads it.
        let bare = heading.end == node.words.end || has_rows && is_heading(self, node.words);
        let closed = |span: &Span| self.clauses_in(*span).first().is_some_and(|c| c.whole.start > span.start);
        // A bare heading over several paragraphs that each carry a clause is a section; so is one over a table.
        if bare && (has_rows || paragraphs.iter().filter(|p| closed(p)).count() >= 2 || self.is_list(&paragraphs)) {
            let mut inner = section;
            inner.push(heading);
            self.unnumbered_all(index, &paragraphs, &inner);
            if has_rows {
                self.own_words(index, &paragraphs);
            }
            return;
        }
        let lead = Span { start: heading.end.max(node.words.start), end: node.words.end };
        if inline::has_items(self, index, lead) {
            let mut inner = section;
            inner.push(heading);
            inline::items(self, index, lead, &inner);
            return;
        }
        if context && bare {
            // 一、总体要求|坚持…。|具体目标：…: what is to be reached is an entry by itself.
            let (goals, rest) = paragraphs.into_iter().partition(|p| run_in_label(self.text(), *p).is_some());
            paragraphs = rest;
            let goals: Vec<Span> = goals;
            goals.into_iter().for_each(|goal| self.unnumbered(index, &[goal], &section));
        }
        let mut stretches = vec![node.words];
        let mut indicators = Vec::new();
        // A heading has no words that a clause could close: those below it are its task.
        let mut bodiless = is_heading(self, node.words);
        // Whether a clause stands in what is of the item by now.
        let mut after = !self.clauses_in(node.words).is_empty();
        let last = self.is_last(index);
        // What stands before a clause is of the item that it closes.
        let closed_by = paragraphs.iter().rposition(|p| !self.clauses_in(*p).is_empty());
        let mut behind = paragraphs.len();
        let mut duties = self.duties(&paragraphs);
        // Several, one below the other, are no words of the item above.
        let first_duty = duties.windows(DUTIES).find(|several| {
            several.iter().all(|duty| duty.told) && several[DUTIES - 1].at - several[0].at == DUTIES - 1
        });
        let first_duty = first_duty.map(|several| several[0].at);
        for (at, &paragraph) in paragraphs.iter().enumerate() {
            let words = paragraph.of(self.text());
            let next = paragraphs.get(at + 1).map_or("", |next| next.of(self.text()));
            if is_closing(words, self.lexicon)
                || is_asked(words, next)
                || self.body.footnotes.has(self.text(), paragraph)
                || after
                    && !bodiless
                    && (last || !words.ends_with(['。', '；']))
                    && Some(at) > closed_by
                    && !self.goes_on(words)
                || after && !bodiless && first_duty == Some(at)
            {
                behind = at;
                break;
            }
            // 责任单位：…|具体指标：…: what is to be reached besides is of no unit of the item's.
            if after && !bodiless && self.is_list_of_indicators(paragraph) {
                indicators.push(paragraph);
                continue;
            }
            bodiless &= self.is_clause(paragraph);
            after |= !self.clauses_in(paragraph).is_empty();
            stretches.push(paragraph);
        }
        let number = self.number(index);
        let groups = groups(self, &stretches);
        if self.is_past(index) && groups.iter().all(|group| group.clauses.is_empty()) {
            return;
        }
        // A heading without a number is an entry only by what stands under it.
        let tentative = context || number.is_none();
        push(self, Frame { node: index, kind, number, section: &section, tentative, title: None }, groups);
        indicators.iter().for_each(|goal| self.unnumbered(index, &[*goal], &section));
        duties.retain(|duty| duty.at >= behind);
        if duties.iter().filter(|duty| duty.told).count() >= DUTIES {
            for Duty { at, clause, .. } in duties {
                let words = Span { start: clause.whole.end, ..paragraphs[at] };
                let group = Group { words: vec![words], clauses: vec![labelled(clause, true)], ..Group::default() };
                let frame = Frame { node: index, kind, number: None, section: &section, tentative: false, title: None };
                push(self, frame, vec![group]);
            }
        }
    }

    /// The paragraphs that say what units answer for: 县住建局：负责技术指导; 各乡镇：落实属地责任.
    fn duties(&self, paragraphs: &[Span]) -> Vec<Duty> {
        let duty = |(at, words): (usize, &Span)| {
            clause::duty(self.text(), *words, self.lexicon).map(|(clause, told)| Duty { at, clause, told })
        };
        paragraphs.iter().enumerate().filter_map(duty).collect()
    }

    /// Whether a paragraph without a clause lists indicators behind their label: 具体指标：….
    fn is_list_of_indicators(&self, paragraph: Span) -> bool {
        let label = run_in_label(self.text(), paragraph);
        label.is_some_and(|label| label.of(self.text()).ends_with("指标")) && self.clauses_in(paragraph).is_empty()
    }

    /// The unnumbered paragraphs of a node: those of a list with the lines below each that say who answers for it.
    fn unnumbered_all(&mut self, index: usize, paragraphs: &[Span], section: &[Span]) {
        let is_list = self.is_list(paragraphs);
        let mut rest = paragraphs;
        while let Some((_, behind)) = rest.split_first() {
            let below = behind.iter().take_while(|p| is_list && self.is_clause(**p)).count();
            let (item, others) = rest.split_at(1 + below);
            self.unnumbered(index, item, section);
            rest = others;
        }
    }

    /// Whether unnumbered paragraphs are a list: below several stand lines that say who answers for them.
    fn is_list(&self, paragraphs: &[Span]) -> bool {
        /// So many are no chance.
        const ITEMS: usize = 2;
        let who = |p: Span| {
            let mut clauses = self.clauses_in(p).iter();
            clauses.any(|c| !clause::names_nobody_responsible(c.inner.of(self.text()), self.lexicon))
        };
        let items = paragraphs.chunk_by(|_, next| self.is_clause(*next));
        items.filter(|item| !self.is_clause(item[0]) && item[1..].iter().any(|p| who(*p))).count() >= ITEMS
    }

    /// Whether a paragraph begins with a clause.
    fn is_clause(&self, paragraph: Span) -> bool {
        self.clauses_in(paragraph).first().is_some_and(|clause| clause.whole.start == paragraph.start)
    }

    /// Whether a node is the last of its plan, or of what a notice asks besides: what stands behind its clauses may close the whole.
    fn is_last(&self, index: usize) -> bool {
        let nodes = &self.outline.nodes;
        nodes.get(index + 1).is_none_or(|next| next.plan != nodes[index].plan)
    }

    /// Whether a paragraph behind the last clause of an item shows that it still belongs to it: it has a bullet or a label of its own
    /// (整改措施：…). Other words may close the whole document, or name what follows.
    fn goes_on(&self, words: &str) -> bool {
        let bullet = marker(words).is_some_and(|m| m.style == MarkerStyle::Bullet);
        bullet || self.opens_with_label(words)
    }

    /// Whether words open with a label that announces more of the item, and no telephone number.
    fn opens_with_label(&self, words: &str) -> bool {
        let Some((label, _)) = words.split_once(['：', ':']) else { return false };
        (2..=8).contains(&label.chars().count())
            && all_han(label)
            && !matches!(self.lexicon.roles().label(label), Some(Label::Other | Label::Persons(_)))
    }
}

/// The heading that words open with in brackets of its own: 【支持总部落户】对新落户….
fn heading_in_brackets(text: &str, words: Span) -> Option<Span> {
    let inner = words.of(text).strip_prefix('【')?;
    let (heading, rest) = inner.split_once('】')?;
    let start = words.start as usize + '【'.len_utf8();
    let fits = heading.chars().count() <= super::LONGEST_SECTION_NAME && !rest.is_empty();
    fits.then(|| Span::new(start, start + heading.len()))
}

/// Whether words are a heading: a few without a sentence's stop, before the clause or without one.
fn is_heading(finder: &Finder<'_>, words: Span) -> bool {
    let clauses = finder.clauses_in(words);
    let end = clauses.first().map_or(words.end, |c| c.whole.start);
    let rest = Span { start: clauses.last().map_or(words.end, |c| c.whole.end), end: words.end };
    !Span { end, ..words }.of(finder.text()).contains(['。', '；'])
        && !rest.of(finder.text()).chars().any(char::is_alphanumeric)
}

/// Whether a group is the heading behind a number, on a line of its own.
fn is_heading_line(text: &str, group: &Group) -> bool {
    let [words] = group.words.as_slice() else { return false };
    let end = group.clauses.last().map_or(words.end, |c| c.whole.end) as usize;
    !words.of(text).contains(['。', '；'])
        && words.of(text).chars().count() <= super::LONGEST_SECTION_NAME
        && text[end..].starts_with('\n')
}

/// Whether a paragraph says from when the document holds and who explains it, and nothing else.
pub(crate) fn is_closing(words: &str, lexicon: &Lexicon) -> bool {
    let says = &lexicon.papers().closing;
    words.starts_with(['本', '自', '此'])
        && words.split(['。', '；']).filter(|s| !s.is_empty()).all(|sentence| says.are_in(sentence))
}

/// Whether a paragraph begins the questions and answers that a page puts behind a paper, with their heading or without.
fn is_asked(words: &str, next: &str) -> bool {
    let asks = |words: &str| words.strip_prefix('问').is_some_and(|rest| rest.starts_with(['：', ':']));
    asks(words) || asks(next) && words.chars().count() <= super::LONGEST_SECTION_NAME && !words.contains('。')
}

/// Whether a paragraph begins the list of those who met, behind the minutes of a meeting.
pub(super) fn is_attendance(words: &str, lexicon: &Lexicon) -> bool {
    words.split_once(['：', ':']).is_some_and(|(label, _)| lexicon.frames().is_attendance(label))
}

/// Splits paragraphs at their clauses; clauses that follow one another close the same words.
pub(super) fn groups(finder: &Finder<'_>, paragraphs: &[Span]) -> Vec<Group> {
    let text = finder.text();
    let mut groups = vec![Group::default()];
    for &paragraph in paragraphs {
        let mut from = paragraph.start;
        for &found in finder.clauses_in(paragraph) {
            add_words(&mut groups, Span { start: from, end: found.whole.start }, text);
            // 由A牵头，编制规划: the words that it is of stand behind it.
            let opens = found.whole.of(text).ends_with(['，', ',']);
            if opens && groups.last().is_some_and(|group| group.opened) {
                groups.push(Group::default());
            }
            if let Some(group) = groups.last_mut() {
                group.clauses.push(labelled(found, true));
                group.opened |= opens;
                group.closed |= !opens && !clause::says_only_when(found.inner.of(text), finder.lexicon);
            }
            from = found.whole.end;
        }
        add_words(&mut groups, Span { start: from, end: paragraph.end }, text);
    }
    groups
}

/// Adds words to the open group, or opens a new one when clauses already close it.
fn add_words(groups: &mut Vec<Group>, words: Span, text: &str) {
    // What parts it from the clause before is none of its words.
    let head = words.of(text).trim_start_matches(|c| is_blank(c) || matches!(c, '。' | '，' | '、' | '；' | ',' | ';'));
    let words = Span { start: words.end - Span::new(0, head.len()).end, ..words }.trim(text);
    // A stop that follows a clause says nothing.
    if !words.of(text).chars().any(char::is_alphanumeric) {
        return;
    }
    if groups.last().is_some_and(|g| g.closed) {
        groups.push(Group::default());
    }
    if let Some(group) = groups.last_mut() {
        group.words.push(words);
    }
}

/// Makes the items of one number from its groups: one, or a part for each clause.
pub(super) fn push(finder: &mut Finder<'_>, frame: Frame<'_>, mut groups: Vec<Group>) {
    groups.retain(|g| !g.words.is_empty() || !g.clauses.is_empty());
    let closed = groups.iter().filter(|g| g.closed).count();
    // The clause of a heading and that of the words below it close the same task.
    let headed =
        closed == 2 && groups.len() == 2 && frame.number.is_some() && is_heading_line(finder.text(), &groups[0]);
    if (closed <= 1 || headed) && groups.len() > 1 {
        // One clause, and words after it: they are one entry.
        let mut whole = Group::default();
        for group in groups {
            whole.words.extend(group.words);
            whole.clauses.extend(group.clauses);
        }
        groups = vec![whole];
    }
    let parts = groups.len() > 1;
    for (part, group) in (1_u32..).zip(groups) {
        let Some(first) = group.words.first().copied() else { continue };
        let text = finder.text();
        let sentence = match frame.title {
            Some(label) => {
                let colon = text[label.end as usize..].chars().next().map_or(0, char::len_utf8);
                Span::new(label.start as usize, label.end as usize + colon)
            }
            None => heading_in_brackets(text, first).unwrap_or_else(|| first_sentence(text, first)),
        };
        let title = without_stop(text, sentence);
        let rest = Span { start: sentence.end, end: first.end }.trim(text);
        // The bracket that ends a heading is none of the words behind it.
        let close = rest.of(text).strip_prefix('】').map_or(0, |_| '】'.len_utf8());
        let rest = Span { start: rest.start + Span::new(0, close).end, ..rest }.trim(text);
        // Behind a clause within it the sentence goes on.
        let next = group.words.get(1).filter(|next| {
            let goes_on = rest.is_empty() && sentence.of(text).ends_with(['，', ',']);
            goes_on && !Span { start: first.end, end: next.start }.of(text).contains(['。', '；', '\n'])
        });
        let more = next.map(|next| first_sentence(text, *next));
        let behind = next.zip(more).map(|(next, more)| Span { start: more.end, ..*next }.trim(text));
        let later = group.words.get(1 + usize::from(next.is_some())..).unwrap_or_default();
        let mut whole =
            group.words.iter().chain(group.clauses.iter().map(|c| &c.whole)).fold(first, |a, b| a.cover(*b));
        if part == 1 {
            whole = frame.number.map_or(whole, |n| n.cover(whole));
        }
        let words = std::iter::once(rest).chain(behind).chain(later.iter().copied());
        let words: Vec<Span> = words.filter(|s| !s.is_empty()).collect();
        finder.items.push(Item {
            node: frame.node,
            kind: frame.kind,
            number: frame.number,
            part: parts.then_some(part),
            section: frame.section.to_vec(),
            title,
            title_rest: more.map(|more| without_stop(text, more)),
            text: words,
            clauses: group.clauses,
            whole,
            tentative: frame.tentative,
            row: false,
            cells: Vec::new(),
        });
    }
}
