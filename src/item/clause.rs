//! Where the clauses of a paragraph are: bracketed, on a line of their own, or at the end of its words.

mod document;
mod heading;
pub(super) mod list;
mod unbracketed;

use rustc_hash::FxHashSet;

use crate::lexicon::{Label, Lexicon, label_before};
use crate::model::{PersonRole, Role};
use crate::text::{Span, bracket, closing_of, is_blank, is_han, marker, marks, trim};

pub(super) use document::{duty, of_document};
pub(super) use heading::find as of_heading;

/// The place of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseSpan {
    /// With its brackets.
    pub whole: Span,
    /// Without them.
    pub inner: Span,
    /// The role of the persons that a line names and no more, where a line above has the label.
    pub persons: Option<PersonRole>,
    /// The role of organs that stand before what they do, where the verb behind them tells it.
    pub organs: Option<Role>,
}

impl ClauseSpan {
    fn new(whole: Span, inner: Span) -> Self {
        Self { whole, inner, persons: None, organs: None }
    }
}

/// The longest clause, in bytes: a list of some eighty organs.
const LONGEST: usize = 3200;

/// The longest label before a colon, in bytes.
const LONGEST_LABEL: usize = 45;

/// Characters of the words that a bracket within a sentence closes, at least.
const SHORTEST_TASK: usize = 4;

/// What a document tells of its clauses.
#[derive(Debug, Default)]
pub struct Told<'t> {
    /// Whether every closing bracket with names is one: 括号内首位为牵头单位.
    pub brackets: bool,
    /// Names that clauses beyond doubt hold and that no table knows.
    pub names: FxHashSet<&'t str>,
    /// Names that clauses beyond doubt hold, those that the tables know too: most stand in several.
    seen: FxHashSet<&'t str>,
    /// How many brackets beyond doubt hold who answers.
    pub bracketed: usize,
}

/// What opens the bracket of a clause.
const OPEN: [char; 5] = ['（', '(', '〔', '【', '['];

/// Brackets beyond doubt that make it a document's habit to close its tasks so.
const HABIT: usize = 3;

impl<'t> Told<'t> {
    /// What the words of the document say of its brackets.
    #[must_use]
    pub fn of(text: &'t str, lexicon: &Lexicon) -> Self {
        let mut said = memchr::memmem::find_iter(text.as_bytes(), "括");
        let brackets = said.any(|at| {
            if !lexicon.papers().in_brackets.begin(&text[at..]) {
                return false;
            }
            let sentence = text[at..text.floor_char_boundary(at + LONGEST)].split(['。', '\n']).next().unwrap_or("");
            sentence.contains("牵头") || lexicon.roles().answers.are_in(sentence)
        });
        Self { brackets, ..Self::default() }
    }

    /// Counts the clauses that stand in brackets.
    pub fn count(&mut self, clauses: &[ClauseSpan]) {
        self.bracketed += clauses.iter().filter(|clause| clause.whole.start < clause.inner.start).count();
    }

    /// Learns the names in clauses that labels or verbs tell.
    pub fn learn(&mut self, text: &'t str, clauses: &[ClauseSpan], lexicon: &Lexicon) {
        for clause in clauses {
            let words = clause.inner.of(text);
            if words.contains(['：', ':']) || list::is_role_sentence(words, lexicon) {
                let Self { names, seen, .. } = self;
                let new = list::names(words, lexicon).into_iter().filter(|name| seen.insert(name));
                names.extend(new.filter(|name| list::is_unknown(name, lexicon)));
            }
        }
    }

    /// Whether what was learnt may make a clause of the bracket at the end of a paragraph in which none was found.
    #[must_use]
    pub fn may_add(&self, paragraph: &str, found: usize) -> bool {
        let heads = || self.bracketed >= HABIT && found == 0 && paragraph.starts_with('【');
        self.may_close(paragraph, found) || heads() || found == 0 && self.holds_name(paragraph)
    }

    /// Whether a bracket behind a sentence in which none was found may close it, as it is this document's habit.
    fn may_close(&self, paragraph: &str, found: usize) -> bool {
        let opens = |at: usize| paragraph[..at].trim_end_matches(is_blank).ends_with(['。', '！', '；', '，']);
        self.bracketed >= HABIT && marks(paragraph).filter(|(at, c)| OPEN.contains(c) && opens(*at)).count() > found
    }

    /// Whether the bracket at the end holds a name that was learnt.
    fn holds_name(&self, paragraph: &str) -> bool {
        if self.names.is_empty() || !ends_in_bracket(paragraph) {
            return false;
        }
        let plain = paragraph.trim_end_matches(|c| is_blank(c) || c == '。');
        plain.rfind(OPEN).is_some_and(|at| {
            let names = plain[at..].trim_matches(|c| OPEN.contains(&c) || CLOSE.contains(&c));
            names.split(['、', '，', '；', ',']).any(|name| self.names.contains(trim(name)))
        })
    }
}

/// What closes a bracket.
const CLOSE: [char; 5] = ['）', ')', '〕', '】', ']'];

/// Whether a bracket ends a paragraph, a stop aside.
#[must_use]
pub fn ends_in_bracket(paragraph: &str) -> bool {
    paragraph.trim_end_matches(|c| is_blank(c) || c == '。').ends_with(CLOSE)
}

/// The clauses of a paragraph, in text order.
#[must_use]
pub fn find(text: &str, paragraph: Span, told: &Told<'_>, lexicon: &Lexicon) -> Vec<ClauseSpan> {
    let words = paragraph.of(text);
    let base = paragraph.start as usize;
    let mut found: Vec<ClauseSpan> = Vec::new();
    let bare = |from: usize, to: usize| {
        let span = Span::new(base + from, base + to);
        ClauseSpan::new(span, span)
    };
    // 责任单位：县住建局（责任人：李明）: the brackets are the label's.
    if words.char_indices().take(LONGEST_LABEL / 3).any(|(_, c)| matches!(c, '：' | ':'))
        && opening_label(words, lexicon).is_some()
        && let Some((0, end)) = unbracketed::find(words, lexicon)
    {
        return vec![bare(0, end)];
    }
    // Brackets of one sentence that each say who answers for the words before: a task（A负责）、another（B负责）。
    let mut pending: Vec<ClauseSpan> = Vec::new();
    // The last stop before the bracket that is looked at, and how far it was looked for: no bracket reads the paragraph anew.
    let (mut stop, mut read) = (None, 0);
    for (open, close) in brackets(words) {
        stop = words[read..open].rfind(['。', '；', '！']).map(|at| read + at).or(stop);
        read = open;
        let width = |at: usize| words[at..].chars().next().map_or(0, char::len_utf8);
        let Some(close) = close else {
            // （责任单位：县财政局, and the paragraph ends: the bracket that would close it was lost.
            let rest = words[open + width(open)..].trim_end_matches(|c| is_blank(c) || c == '。');
            if rest.len() <= LONGEST
                && !rest.contains('。')
                && matches!(opening_label(rest, lexicon), Some((Label::Organs(_), _)))
            {
                let inner = Span::within(words, rest);
                let inner = Span::new(base + inner.start as usize, base + inner.end as usize);
                found.push(ClauseSpan::new(Span { start: Span::new(base + open, 0).start, ..inner }, inner));
                break;
            }
            continue;
        };
        let (inner, end) = (open + width(open)..close, close + width(close));
        if is_label_bracket(words, open, &words[inner.clone()], lexicon) {
            // 【牵头单位】市教育局【配合单位】市财政局: the clause goes on to the end.
            let plain = words.trim_end_matches(is_blank);
            if plain.len() - open <= LONGEST && plain.len() > end {
                let whole = Span::new(base + open, base + plain.len());
                found.push(ClauseSpan::new(whole, whole));
                break;
            }
        }
        let span = ClauseSpan::new(Span::new(base + open, base + end), Span::new(base + inner.start, base + inner.end));
        let before = pending.last().or(found.last()).map_or(base, |last| last.whole.end as usize) - base;
        let (before, inner, after) = (&words[before.min(open)..open], &words[inner], &words[end..]);
        if stop.is_some_and(|stop| stop >= open - before.trim_start_matches('；').len()) {
            pending.clear();
        }
        if inner.len() > LONGEST {
            continue;
        }
        if is_clause(&words[..open], inner, after, told, lexicon) {
            found.append(&mut pending);
            found.push(span);
        } else if after.starts_with(['、', '，', '；'])
            && before.chars().rev().take(LONGEST).filter(|c| is_han(*c)).nth(SHORTEST_TASK - 1).is_some()
            && (list::is_role_sentence(inner, lexicon)
                || after.starts_with('；') && list::is_sure_list(inner, told, lexicon))
        {
            pending.push(span);
        }
    }
    // 由A牵头，B配合，做好甲。（责任单位：C）: who leads opens the words that the bracket closes.
    if let Some(first) = found.first().map(|clause| clause.whole.start as usize - base)
        && let Some((from, to)) = unbracketed::opener(&words[..first], lexicon)
    {
        found.insert(0, bare(from, to));
    }
    if found.is_empty() {
        found.extend(unbracketed::of_items(words, lexicon).into_iter().map(|(from, to)| bare(from, to)));
    }
    if found.is_empty() {
        found.extend(unbracketed::of_sentences(words, lexicon).into_iter().map(|(from, to)| bare(from, to)));
    }
    if found.is_empty() {
        found.extend(unbracketed::find(words, lexicon).map(|(from, to)| bare(from, to)));
    }
    found
}

/// Whether a clause says by when, and not who: it closes no task by itself.
pub(super) fn says_only_when(inner: &str, lexicon: &Lexicon) -> bool {
    let first = opening_label(inner, lexicon).map(|(label, _)| label);
    first == Some(Label::Deadline)
        && later_labels(inner, lexicon).all(|label| matches!(label, Label::Deadline | Label::Other))
}

/// Whether labels or verbs say all of a clause, and none of them who leads or is responsible: 配合单位：…；完成时限：…, 县疾控中心配合.
pub(super) fn names_nobody_responsible(inner: &str, lexicon: &Lexicon) -> bool {
    let answers = |label: Label| matches!(label, Label::Organs(Role::Lead | Role::Responsible));
    let helps =
        |list: &str| lexicon.verb_of_list(list).is_some_and(|verb| matches!(verb.role, Role::Support | Role::Guide));
    match opening_label(inner, lexicon) {
        Some((label, _)) => !answers(label) && !later_labels(inner, lexicon).any(answers),
        None => inner.split(['，', '；', ',', ';']).all(helps),
    }
}

/// Whether a clause names the leader who looks after the work: 牵头领导：李明.
pub(super) fn names_leader(inner: &str, lexicon: &Lexicon) -> bool {
    let first = opening_label(inner, lexicon).map(|(label, _)| label);
    first.into_iter().chain(later_labels(inner, lexicon)).any(|label| label == Label::Persons(PersonRole::Leader))
}

/// The clause that a paragraph is which names persons in office and nobody else, behind one that began the list: the second
/// line below 包联领导：李明 县委书记. The name may run into its office (田立群县文旅局副局长), where nobody can part them.
pub(super) fn one_more_line(text: &str, before: ClauseSpan, paragraph: Span, lexicon: &Lexicon) -> Option<ClauseSpan> {
    /// The longest such line, in bytes: two persons and their offices.
    const LONGEST_LINE: usize = 150;
    /// What stands in sentences and behind labels.
    const NO_PERSON: [char; 8] = ['。', '；', ';', '：', ':', '，', ',', '\t'];
    let role = before.persons.or_else(|| match opening_label(before.inner.of(text), lexicon)? {
        (Label::Persons(role), _) => Some(role),
        _ => None,
    })?;
    let (words, names) = (paragraph.of(text), lexicon.names());
    let runs_on = || names.begins_with_surname(words) && names.is_title(words) && !words.contains(NO_PERSON);
    let fits = words.len() <= LONGEST_LINE && (names.officers(words) || runs_on());
    fits.then(|| ClauseSpan { persons: Some(role), ..ClauseSpan::new(paragraph, paragraph) })
}

/// Whether a bracket says who answers for all that follows, or all above (以下各项均需…落实，不再列出, 上述工作涉及的各镇均为责任单位),
/// or only what the order of lists means (责任单位排在第一位的为牵头单位，下同).
pub(super) fn speaks_of_others(inner: &str, lexicon: &Lexicon) -> bool {
    let roles = lexicon.roles();
    let order = |words: &str| words == "下同" || roles.ordered.are_in(words) && roles.first_places.are_in(words);
    // 责任单位中排在首位的为牵头单位，其余为协同单位，下同.
    let rest = |words: &str| ["其余", "其他", "其它"].iter().any(|rest| words.starts_with(rest));
    let pieces = || inner.split(['，', ',', '；']);
    let by_order = || pieces().any(order) && pieces().all(|words| order(words) || rest(words));
    roles.others.begin(inner) && roles.alike.are_in(inner) || by_order()
}

/// Whether a bracket holds nothing but a label: 【牵头单位】.
fn is_label_bracket(words: &str, open: usize, inner: &str, lexicon: &Lexicon) -> bool {
    words[open..].starts_with(['【', '[', '［', '〔', '〖'])
        && inner.len() <= LONGEST_LABEL
        && matches!(lexicon.roles().label(inner), Some(Label::Organs(_) | Label::Persons(_) | Label::Deadline))
}

/// The outermost brackets that a clause may stand in: the offsets of each and of the one that closes it, `None` when that was
/// lost. Brackets of the other width and kind may stand for one another in damaged text.
fn brackets(words: &str) -> Vec<(usize, Option<usize>)> {
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, turn) in marks(words).map(|(at, c)| (at, bracket(c))).filter(|(_, turn)| *turn != 0) {
        if turn > 0 {
            open.push(at);
        } else if let Some(from) = open.pop() {
            // What stands within is no longer outermost.
            while found.last().is_some_and(|(inner, _)| *inner > from) {
                found.pop();
            }
            found.push((from, Some(at)));
        }
    }
    found.extend(open.into_iter().map(|from| (from, None)));
    found.sort_unstable();
    found
}

/// Whether a bracket says who answers for the words before it.
fn is_clause(before: &str, inner: &str, after: &str, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    // （责任单位后括号内为责任人）: how the others are to be read.
    if inner.contains("括号内") && !inner.contains("牵头") {
        return false;
    }
    if let Some((label, rest)) = opening_label(inner, lexicon) {
        return match label {
            // 责任领导（联系人：张三） stands with a name; a clause says more than whom to call.
            Label::Persons(PersonRole::Contact) | Label::Other => later_labels(inner, lexicon)
                .any(|label| matches!(label, Label::Organs(_) | Label::Persons(PersonRole::InCharge))),
            Label::Persons(_) | Label::Deadline => !trim(rest).is_empty(),
            Label::Organs(_) => true,
        };
    }
    let stands = before.trim_end_matches(is_blank).is_empty()
        || before.ends_with(['。', '；', '！', '？', '）', ')', '〕', '】', ']', ';', '”', '…']);
    let ends = trim(after).trim_matches(['。', '；', ';', '.']).is_empty()
        || marker(after.trim_start_matches(|c| is_blank(c) || matches!(c, '；' | ';'))).is_some();
    // 【市教育局、市财政局】做好甲: who does what follows.
    let heads = trim(before).is_empty() && after.starts_with(|c: char| is_han(c) || c == '“');
    if heads
        && (list::is_sure_list(inner, told, lexicon)
            || told.bracketed >= HABIT && list::all_named_or_groups(inner, lexicon))
    {
        return true;
    }
    // 做好甲，（省财政厅负责）做好乙.
    let pauses = before.ends_with('，');
    if (stands || pauses || ends || after.starts_with(['。', '；', '\n'])) && list::is_role_sentence(inner, lexicon) {
        return true;
    }
    // （2023年底前完成，责任单位：市教育局）: the label stands behind other words.
    let labelled = || later_labels(inner, lexicon).any(|label| matches!(label, Label::Organs(_)));
    let sentence_ends = before.trim_end_matches(is_blank).ends_with(['。', '！', '；']);
    // 做好工作。（宣传组）: groups of a headquarters.
    if sentence_ends && list::all_groups(inner, lexicon) {
        return true;
    }
    // 做好甲。（省教育厅）做好乙。（省财政厅）: between two sentences the tables must know most of them.
    if !ends && before.ends_with(['。', '；']) && list::is_sure_list(inner, told, lexicon) {
        return true;
    }
    // 做好甲。【旧厂区改造专班】, 达到九成，（计划处、监测处）做好乙: as all brackets of this document.
    let goes_on = || !ends && before.ends_with(['。', '；', '，']) && inner.contains('、');
    if told.bracketed >= HABIT && (sentence_ends && ends || goes_on()) && list::all_named_or_groups(inner, lexicon) {
        return true;
    }
    // A bracket that is a paragraph of its own stands behind the sentences of the one before.
    let alone = trim(before).is_empty() && trim(after).is_empty();
    ends && (stands && (labelled() || list::is_mostly_organs(inner, lexicon))
        || (alone || stands && !before.is_empty() || !stands && closes_words(before, lexicon))
            && (list::is_bare_list(inner, sentence_ends || alone, told, lexicon)
                || told.brackets && list::all_named(inner, lexicon)))
}

/// Whether organs in a bracket behind words without a stop may answer for them: （一）实施升级行动（市教育局、市财政局）. In
/// 权限下放至有关部门（市教育局） they say who is meant, in 咨询电话：8225888（市教育局） whose it is.
fn closes_words(before: &str, lexicon: &Lexicon) -> bool {
    /// A bracket is not so far from its label, in bytes.
    const FAR: usize = 600;
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(FAR))..];
    let said_of = near.rfind(['：', ':']).and_then(|colon| lexicon.roles().label(label_before(&near[..colon])));
    !lexicon.names().meant.end(before) && !before.ends_with(|c: char| c.is_ascii_digit()) && said_of.is_none()
}

/// The label that words open with, and what follows its colon or its bracket.
fn opening_label<'t>(words: &'t str, lexicon: &Lexicon) -> Option<(Label, &'t str)> {
    // 【完成时限】2023年9月底前.
    if let Some((open, close)) = words.chars().next().and_then(|open| Some((open, closing_of(open)?)))
        && let Some((head, rest)) = words[open.len_utf8()..].split_once(close)
        && is_label_bracket(words, 0, head, lexicon)
    {
        return Some((lexicon.roles().label(head)?, rest));
    }
    // 牵头单位为市教育局 is as good as a colon.
    let near = &words[..words.ceil_char_boundary(words.len().min(LONGEST_LABEL + 1))];
    let colon = near.find(['：', ':', '为']).filter(|&colon| colon <= LONGEST_LABEL)?;
    let head = &words[..colon];
    // 1.牵头单位：….
    let head = marker(head).map_or(head, |number| &head[number.len..]);
    let rest = &words[colon + words[colon..].chars().next().map_or(0, char::len_utf8)..];
    let label = lexicon.roles().label(trim(head))?;
    let colon = !words[colon..].starts_with('为');
    (colon || matches!(label, Label::Organs(_)) && list::is_list(rest, lexicon)).then_some((label, rest))
}

/// The labels behind the first.
fn later_labels<'t>(words: &'t str, lexicon: &'t Lexicon) -> impl Iterator<Item = Label> + 't {
    words.match_indices(['：', ':']).filter_map(move |(colon, _)| {
        let head = &words[..colon];
        let len = head.chars().rev().take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
        lexicon.roles().label(&head[head.len() - len..])
    })
}
