//! Sentences that set roles for the rest of a document.

mod apply;
mod none_leads;

use super::{Context, Found, organ};
use crate::lexicon::{Label, MARKS, RoleWords, is_name_separator, pieces};
use crate::model::{Certainty, ConventionRule, Organ, Role};
use crate::text::{FewHan, Span, bracket, marks};

pub use apply::apply;

/// A convention as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConventionFound {
    /// What it rules.
    pub rule: ConventionRule,
    /// The organs that a default executor names.
    pub organs: Vec<Organ>,
    /// What marks beside names mean.
    pub marks: Vec<(char, Role)>,
    /// The role of names without a mark.
    pub unmarked: Option<Role>,
    /// Whether the words say that it holds for what follows (以下): not for the clause that states it.
    pub later: bool,
    /// Where it begins to hold when that is above the words: a note below a table is the table's.
    pub from: Option<u32>,
}

impl ConventionFound {
    fn new(rule: ConventionRule) -> Self {
        Self { rule, organs: Vec::new(), marks: Vec::new(), unmarked: None, later: false, from: None }
    }
}

/// The conventions in a paragraph.
#[must_use]
pub fn find(context: &Context<'_>, span: Span) -> Vec<Found<ConventionFound>> {
    let mut found = Vec::new();
    if speaks_of_roles(context.lexicon.roles(), span.of(context.text)) {
        sentences(context, span, &mut found);
        found.sort_by_key(|convention| convention.span);
    }
    found
}

/// What words that speak of it hold one of.
static TELLING: FewHan = FewHan::new("牵首第前无未没不只仅下空缺");

/// Every form of such a sentence speaks of who leads, or of what is not listed again.
fn speaks_of_roles(roles: &RoleWords, words: &str) -> bool {
    let (mut leads, mut which, mut first, mut alike) = (false, false, false, false);
    for (at, c) in TELLING.within(words) {
        match c {
            '牵' if words[at..].starts_with("牵头") => {
                leads = true;
                // 责任单位即为牵头单位.
                which |= words[..at].ends_with(['为', '是', '即']);
            }
            '首' | '第' => (which, first) = (true, true),
            '不' if roles.begins_not_again(&words[at..]) => return true,
            '前' | '无' | '未' | '没' | '不' | '只' | '仅' | '空' | '缺' => which = true,
            '下' => alike |= words[at..].starts_with("下同"),
            _ => {}
        }
    }
    // A legend has marks.
    leads && (which || marks(words).any(|(_, c)| MARKS.contains(&c)))
        || first && roles.names_a_chief(words)
        || alike && is_for_all(roles, words)
}

/// Where words speak of the first of a list, and the length of what says it: 第一个单位, 列为第一的责任单位, 排名首位.
fn first(context: &Context<'_>, words: &str) -> Option<(usize, usize)> {
    context.lexicon.roles().of_convention("first", words).or_else(|| ordered_first(context.lexicon.roles(), words))
}

/// The place in an order that is the first, behind what orders: 列第一, 排在最前, 居首.
fn ordered_first(roles: &RoleWords, words: &str) -> Option<(usize, usize)> {
    let ordered = |at: usize| {
        let before = words[..at].trim_end_matches('最').trim_end_matches(['为', '在', '于']);
        roles.ordered.end(before)
    };
    let places = roles.first_places.iter().flat_map(|first| words.match_indices(first));
    places.filter(|(at, _)| ordered(*at)).map(|(at, first)| (at, first.len())).min()
}

/// 首位单位会同其他单位, 排第一的部门主办: the unit in the first place, and that it leads, without 牵头.
fn first_unit_leads(roles: &RoleWords, rest: &str) -> bool {
    // 列第一|位的单位.
    let rest = rest.trim_start_matches(['位', '名', '个', '家', '的']);
    let unit = roles.charged.strip_start(rest).unwrap_or(rest);
    (roles.units.begin(unit) || roles.is.begin(unit))
        && rest.split(['，', ',']).next().is_some_and(|stretch| roles.names_a_chief(stretch))
}

/// 各乡镇均为责任单位，下同: what is said once is said for all.
fn is_for_all(roles: &RoleWords, words: &str) -> bool {
    words.contains("下同") && roles.alike.are_in(words)
}

/// Reads the sentences of a stretch, and those in its brackets.
fn sentences(context: &Context<'_>, span: Span, found: &mut Vec<Found<ConventionFound>>) {
    let text = context.text;
    for sentence in pieces(text, span, |c| matches!(c, '。' | '；' | '\n' | ';')) {
        if !speaks_of_roles(context.lexicon.roles(), sentence.of(text)) {
            continue;
        }
        let known = found.len();
        for inner in brackets(text, sentence) {
            sentences(context, inner, found);
        }
        if found.len() > known {
            continue;
        }
        let sentence = without_list(context, without_note_label(context, sentence));
        for value in read(context, sentence) {
            found.push(Found { value, span: sentence, rule: "convention/sentence", certainty: Certainty::Certain });
        }
    }
}

/// What stands in the outermost brackets of a sentence.
fn brackets(text: &str, sentence: Span) -> Vec<Span> {
    let (mut depth, mut from, mut found) = (0_i32, 0, Vec::new());
    for (at, c) in sentence.of(text).char_indices() {
        let here = sentence.start as usize + at;
        if bracket(c) > 0 {
            depth += 1;
            if depth == 1 {
                from = here + c.len_utf8();
            }
        } else if bracket(c) < 0 && depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(Span::new(from, here));
            }
        }
    }
    found
}

/// A sentence without what says that it is a note: 注：, 备注：1., *.
fn without_note_label(context: &Context<'_>, sentence: Span) -> Span {
    let words = sentence.of(context.text);
    let label = context.lexicon.papers().note.strip_start(words);
    let rest = label.and_then(|rest| rest.strip_prefix(['：', ':'])).unwrap_or(words);
    let rest = crate::text::marker(rest).map_or(rest, |number| &rest[number.len..]);
    // *第一个单位为牵头单位: the star is of the note; *为牵头单位 explains one.
    let starred = rest.strip_prefix(['*', '＊', '※', '★', '▲', '●']);
    let star = starred.filter(|rest| first(context, rest).is_some());
    let rest = star.unwrap_or(rest);
    Span { start: sentence.end - Span::new(0, rest.len()).end, ..sentence }.trim(context.text)
}

/// A sentence without the list of organs before it: 责任单位：A、B，列第一位者为牵头单位.
fn without_list(context: &Context<'_>, sentence: Span) -> Span {
    let text = context.text;
    let names = context.lexicon.names();
    let listed = |piece: &Span| {
        let words = piece.of(text);
        let last = words.rsplit(is_name_separator).next().unwrap_or(words).trim_end_matches('等');
        let verb = context.lexicon.verb_of_list(last).map_or(0, |verb| verb.words.len());
        let last = last[..last.len() - verb].trim_end_matches('等');
        let roles = context.lexicon.roles();
        let names_role =
            matches!(roles.label_at_end(words), Some((_, Label::Organs(_)))) && words.contains(['为', '是']);
        let speaks =
            names_role || first(context, words).is_some() || words.contains(['均', '都']) || words.starts_with("以下");
        !speaks && (words.contains(['：', ':']) || names.is_whole(last) || context.lexicon.organs().knows(last))
    };
    let parts: Vec<Span> = pieces(text, sentence, |c| matches!(c, '，' | ',')).collect();
    let before = parts.iter().take_while(|piece| listed(piece)).count();
    parts.get(before).map_or(sentence, |first| Span { start: first.start, ..sentence })
}

/// The rules that a sentence states.
fn read(context: &Context<'_>, span: Span) -> Vec<ConventionFound> {
    let words = span.of(context.text);
    let roles = context.lexicon.roles();
    let mut found = Vec::new();
    if let Some(legend) = legend(context, words) {
        return vec![legend];
    }
    // 排在第一位的为牵头单位: both in one stretch, for much is put in the first place.
    let leads = |(at, len): (usize, usize)| {
        let rest = words.get(at + len..).unwrap_or("");
        let mut stretches = rest.split(['，', ',']);
        let stretch = stretches.next().is_some_and(|stretch| stretch.contains("牵头"))
            || stretches.next().is_some_and(|stretch| stretch.contains("为牵头"));
        let before = words[..at].rsplit(['，', ',']).next().unwrap_or("");
        stretch
            || before.contains("牵头单位") && (before.contains('列') || before.contains('排'))
            || first_unit_leads(context.lexicon.roles(), rest)
            || words[..at + len].ends_with("单位") && rest.starts_with("会同")
    };
    if first(context, words).is_some_and(leads) {
        found.push(ConventionFound::new(ConventionRule::FirstListedLeads));
    }
    // 未明确牵头单位的，责任单位中排第一位的为牵头单位: the first leads, not all.
    if found.is_empty() && none_leads::then_the_responsible_do(roles, words) {
        found.push(ConventionFound::new(ConventionRule::ResponsibleLeadsIfNone));
    }
    if (roles.of_convention("not-again", words).is_some() || is_for_all(roles, words))
        && let Some(names) = executors(context, span)
    {
        let organs = organ::organs(context, &context.lexicon.split_names(context.text, names));
        if !organs.is_empty() {
            let later = words.contains("以下");
            found.push(ConventionFound { organs, later, ..ConventionFound::new(ConventionRule::DefaultResponsible) });
        }
    }
    found
}

/// What marks beside names mean: 标★的为牵头单位，标△的为配合单位，其余为责任单位.
fn legend(context: &Context<'_>, words: &str) -> Option<ConventionFound> {
    let roles = context.lexicon.roles();
    let mut legend = ConventionFound::new(ConventionRule::MarkedLeads);
    for stretch in words.split(['，', '、', ',', '；', ';']) {
        let stretch = stretch.trim_end_matches(['）', ')', '。']);
        let Some((len, Label::Organs(role))) = roles.label_at_end(stretch) else { continue };
        let head = &stretch[..stretch.len() - len];
        if !head.ends_with(['为', '是', '指', '示', '：', ':', '-', '—']) {
            continue;
        }
        match head.chars().find(|c| MARKS.contains(c)) {
            Some(mark) => legend.marks.push((mark, role)),
            None => legend.unmarked = Some(role),
        }
    }
    legend.marks.iter().any(|(_, role)| *role == Role::Lead).then_some(legend)
}

/// The organs that execute what is not listed again: 均需各镇落实, or 各镇均为责任单位.
fn executors(context: &Context<'_>, span: Span) -> Option<Span> {
    let text = context.text;
    let roles = context.lexicon.roles();
    for stretch in pieces(text, span, |c| matches!(c, '，' | ',')) {
        let words = stretch.of(text);
        let Some((len, Label::Organs(_))) = roles.label_at_end(words) else { continue };
        let head = &words[..words.len() - len];
        let Some(end) = roles.is.iter().find_map(|is| head.rfind(is)) else { continue };
        let end = roles.without_as_well(&head[..end]).len();
        // 以上工作涉及的各乡镇均为责任单位.
        let of = roles.concerned.iter().filter_map(|of| Some(head[..end].find(of)? + of.len())).max();
        let names = Span::new(stretch.start as usize + of.unwrap_or(0), stretch.start as usize + end).trim(text);
        let list = context.lexicon.split_names(text, names);
        if !list.names.is_empty() && list.names.iter().all(|name| context.lexicon.names().looks_like(name.of(text))) {
            return Some(names);
        }
    }
    if let Some(names) = named_before(context, span) {
        return Some(names);
    }
    let words = span.of(text);
    let (at, len) = roles.of_convention("through", words)?;
    let start = at + len;
    let rest = words.get(start..)?;
    // “各乡镇”均含街道办事处: what a name stands for, in the words of this paper.
    if words[..at].ends_with(['”', '」', '"']) && words[..start].ends_with(['含', '括']) {
        return None;
    }
    let until = roles.of_convention("until", rest).map_or(rest.len(), |(at, _)| at);
    // 各市、县（区）人民政府，平潭综合实验区管委会落实: names go on behind a comma.
    let goes_on = |from: usize, to: usize| {
        let names = Span::new(span.start as usize + start + from, span.start as usize + start + to).trim(text);
        let list = context.lexicon.split_names(text, names).names;
        !list.is_empty() && list.iter().all(|name| context.lexicon.names().looks_like(name.of(text)))
    };
    let commas = rest.match_indices(['，', ',']).map(|(at, _)| at).take_while(|at| *at < until).chain([until]);
    let mut ends = commas.collect::<Vec<_>>().into_iter();
    let mut end = ends.next().unwrap_or(until);
    for next in ends {
        if !goes_on(end + rest[end..].chars().next().map_or(0, char::len_utf8), next) {
            break;
        }
        end = next;
    }
    // 由首位单位会同其他单位组织实施，不再注明: words about roles name nobody.
    let names = rest.get(..end)?.trim();
    if first(context, names).is_some() || roles.answers.contains(&names.trim_start_matches('各')) {
        return None;
    }
    Some(Span::new(span.start as usize + start, span.start as usize + start + end).trim(text))
}

/// The organs that all tasks are said of: 各镇人民政府均负责落实以下任务, 各镇人民政府对各项任务负责落实.
fn named_before(context: &Context<'_>, span: Span) -> Option<Span> {
    let text = context.text;
    let first = pieces(text, span, |c| matches!(c, '，' | ',')).next()?;
    let words = first.of(text);
    let at = words.find(['均', '都', '对'])?;
    let (roles, said) = (context.lexicon.roles(), &words[at..]);
    let answers = (roles.answering.are_in(said) || said.contains("责任")) && roles.all_tasks.are_in(said);
    let names = Span::new(first.start as usize, first.start as usize + at).trim(text);
    let list = context.lexicon.split_names(text, names).names;
    let named = |name: &Span| context.lexicon.names().looks_like(name.of(text));
    (answers && !list.is_empty() && list.iter().all(named)).then_some(names)
}

/// The conventions that say what none before them said: to state one again changes nothing.
#[must_use]
pub fn without_repeated(stated: &[Found<ConventionFound>]) -> Vec<Found<ConventionFound>> {
    let begins = |convention: &Found<ConventionFound>| convention.value.from.unwrap_or(convention.span.start);
    let what = |convention: &Found<ConventionFound>| ConventionFound { from: None, ..convention.value.clone() };
    let mut new: Vec<Found<ConventionFound>> = Vec::new();
    for convention in stated {
        // What holds for later entries only may be said again for those between.
        let says = |known: &Found<ConventionFound>| {
            !known.value.later && begins(known) <= begins(convention) && what(known) == what(convention)
        };
        if !new.iter().any(says) {
            new.push(convention.clone());
        }
    }
    new
}
