//! Where the clauses of a paragraph are: bracketed, on a line of their own, or at the end of its words.

use crate::lexicon::{Label, Lexicon, is_name_separator, label_before, pieces};
use crate::model::PersonRole;
use crate::text::{Span, bracket, closing_of, is_blank, is_han, marker, turn};

/// The place of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseSpan {
    /// With its brackets.
    pub whole: Span,
    /// Without them.
    pub inner: Span,
}

/// The longest clause, in bytes: a list of some eighty organs.
const LONGEST: usize = 3200;

/// The longest label before a colon, in bytes.
const LONGEST_LABEL: usize = 45;

/// What stands before 由 in a sentence that says nothing but who answers.
const PROLOGUES: [&str; 6] = ["该项工作", "此项工作", "本项工作", "具体工作", "以上工作", "具体"];

/// Characters of an office without a name at most.
const SHORT: usize = 20;

/// The clauses of a paragraph, in text order.
#[must_use]
pub fn find(text: &str, paragraph: Span, lexicon: &Lexicon) -> Vec<ClauseSpan> {
    let words = paragraph.of(text);
    let base = paragraph.start as usize;
    let mut found = Vec::new();
    for (open, close) in brackets(words) {
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
                found.push(ClauseSpan { whole: Span { start: Span::new(base + open, 0).start, ..inner }, inner });
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
                found.push(ClauseSpan { whole, inner: whole });
                break;
            }
        }
        if inner.len() <= LONGEST && is_clause(&words[..open], &words[inner.clone()], &words[end..], lexicon) {
            found.push(ClauseSpan {
                whole: Span::new(base + open, base + end),
                inner: Span::new(base + inner.start, base + inner.end),
            });
        }
    }
    if found.is_empty() {
        unbracketed(words, lexicon, &mut |from, to| {
            let span = Span::new(base + from, base + to);
            found.push(ClauseSpan { whole: span, inner: span });
        });
    }
    found
}

/// Whether a clause says by when, and not who: it closes no task by itself.
pub(super) fn says_only_when(inner: &str, lexicon: &Lexicon) -> bool {
    let first = opening_label(inner, lexicon).map(|(label, _)| label);
    first == Some(Label::Deadline)
        && later_labels(inner, lexicon).all(|label| matches!(label, Label::Deadline | Label::Other))
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
    for (at, turn) in words.char_indices().map(|(at, c)| (at, bracket(c))).filter(|(_, turn)| *turn != 0) {
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
fn is_clause(before: &str, inner: &str, after: &str, lexicon: &Lexicon) -> bool {
    if let Some((label, rest)) = opening_label(inner, lexicon) {
        return match label {
            // 责任领导（联系人：张三） stands with a name; a clause says more than whom to call.
            Label::Persons(PersonRole::Contact) | Label::Other => later_labels(inner, lexicon)
                .any(|label| matches!(label, Label::Organs(_) | Label::Persons(PersonRole::InCharge))),
            Label::Persons(_) | Label::Deadline => !rest.trim_matches(is_blank).is_empty(),
            Label::Organs(_) => true,
        };
    }
    let stands = before.trim_end_matches(is_blank).is_empty()
        || before.ends_with(['。', '；', '！', '？', '）', ')', '〕', '】', ']', ';', '”', '…']);
    let ends = after.trim_matches(is_blank).trim_matches(['。', '；', ';', '.']).is_empty()
        || marker(after.trim_start()).is_some();
    if (stands || ends || after.starts_with(['。', '；', '\n'])) && is_role_sentence(inner, lexicon) {
        return true;
    }
    // （2023年底前完成，责任单位：市教育局）: the label stands behind other words.
    let labelled = || later_labels(inner, lexicon).any(|label| matches!(label, Label::Organs(_)));
    let sentence_ends = before.trim_end_matches(is_blank).ends_with(['。', '！', '；']);
    // （一）实施升级行动（市教育局、市财政局）: a heading has no stop.
    let heading = !stands
        && !before.contains(['。', '，', '；', '：', ',', ';', ':'])
        && !["部门", "单位", "机构", "政府", "机关"].iter().any(|word| before.ends_with(word));
    // 做好甲。（省教育厅）做好乙。（省财政厅）: between two sentences the tables must know them all.
    if !ends && before.ends_with(['。', '；']) && all_known(inner, lexicon) {
        return true;
    }
    ends && (stands && labelled()
        || (stands && !before.is_empty() || heading) && is_bare_list(inner, sentence_ends, lexicon))
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
    let colon = words.find(['：', ':', '为'])?;
    let head = words.get(..colon).filter(|head| head.len() <= LONGEST_LABEL)?;
    let rest = &words[colon + words[colon..].chars().next().map_or(0, char::len_utf8)..];
    let label = lexicon.roles().label(head.trim_matches(is_blank))?;
    let colon = !words[colon..].starts_with('为');
    (colon || matches!(label, Label::Organs(_)) && is_list(rest, lexicon)).then_some((label, rest))
}

/// The labels behind the first.
fn later_labels<'t>(words: &'t str, lexicon: &'t Lexicon) -> impl Iterator<Item = Label> + 't {
    words.match_indices(['：', ':']).filter_map(move |(colon, _)| {
        let head = &words[..colon];
        let len = head.chars().rev().take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
        lexicon.roles().label(&head[head.len() - len..])
    })
}

/// Whether words are lists of organs, each with a verb of its role: A牵头，B、C配合.
fn is_role_sentence(inner: &str, lexicon: &Lexicon) -> bool {
    let first = inner.split('。').next().unwrap_or("");
    let (mut listed, mut with_objects) = (false, 0);
    for piece in first.split(['；', '，', ';', ',']).map(|piece| piece.trim_matches(is_blank)).filter(|p| !p.is_empty())
    {
        if let Some(verb) = lexicon.verb_of_list(piece) {
            let list = &piece[..piece.len() - verb.words.len()];
            return if list.is_empty() { listed } else { is_list(list, lexicon) };
        }
        if is_list(piece, lexicon) {
            listed = true;
        } else if lexicon.roles().verb_inside(piece).is_some_and(|(at, _)| at > 0 && is_list(&piece[..at], lexicon)) {
            with_objects += 1;
        } else if listed || !is_time(piece) {
            break;
        }
    }
    // 市财政局负责资金保障，市教育局负责项目实施: one alone may be any sentence.
    with_objects >= 2
}

/// Whether words tell a time: what may stand before the organs of a clause.
fn is_time(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit()) && piece.contains(['年', '月', '日', '底'])
}

/// Whether words are a list of organs: the first is one by its form, and so are most.
fn is_list(words: &str, lexicon: &Lexicon) -> bool {
    let mut words = words;
    for before in ["具体由", "由", "会同"] {
        words = words.strip_prefix(before).unwrap_or(words);
    }
    if let Some(at) = lexicon.roles().by_whom(words) {
        words = &words[at..];
    }
    let span = Span::new(0, words.len());
    let list = lexicon.split_names(words, span);
    let names = lexicon.names();
    let known = |name: &Span| {
        let name = name.of(words);
        // 市发改委会同市财政局 is two.
        let name = lexicon.roles().with(name).filter(|(at, _)| *at > 0).map_or(name, |(at, _)| &name[..at]);
        let name = lexicon.verb_of_list(name).map_or(name, |verb| &name[..name.len() - verb.words.len()]);
        // 牵头单位负责协调 speaks of roles and gives none.
        let role =
            matches!(lexicon.roles().label_at_end(name.trim_end_matches(['即', '的'])), Some((_, Label::Organs(_))));
        !role && !names.is_bare(name) && (names.looks_like(name) || lexicon.organs().knows(name))
    };
    let known: Vec<bool> = list.names.iter().map(known).collect();
    known.first() == Some(&true) && known.iter().filter(|k| **k).count() * 2 > known.len()
}

/// A bracket that holds nothing but organs: （市教育局、市财政局）, and what may follow them: a time, a person in charge, a
/// convention. The tables know some of them; behind a whole sentence it is enough that they say of which place they are.
fn is_bare_list(inner: &str, sentence_ends: bool, lexicon: &Lexicon) -> bool {
    let inner = inner.trim_end_matches('。');
    if inner.contains('《') {
        return false;
    }
    // （各市政府）, （省优化营商环境工作领导小组办公室）: one name must be beyond doubt.
    let sole = || {
        lexicon.names().looks_like(inner)
            && (inner.starts_with('各') || starts_with_place(inner) && inner.ends_with("小组办公室"))
    };
    let (mut known, mut others, mut placed) = (0, 0, false);
    for piece in pieces(inner, Span::new(0, inner.len()), |c| matches!(c, '，' | '；' | ',' | ';' | '。')) {
        if known + others > 0 && is_tail(piece.of(inner), lexicon) {
            continue;
        }
        for item in lexicon.split_names(inner, piece).names {
            let name = item.of(inner);
            if name.contains(['：', ':']) {
                return false;
            }
            if is_known(name, lexicon) {
                known += 1;
            } else if lexicon.names().looks_like(name) {
                placed |= starts_with_place(name) || lexicon.names().is_generic(name);
                others += 1;
            } else if lexicon.divisions().prefix(name, None).is_some_and(|(_, used)| used == item.len()) {
                // 天元区、荷塘区、渌口区政府: the last name says what they are.
                others += 1;
            } else {
                return false;
            }
        }
    }
    known > others
        || (known > 0 && others <= 2)
        || (sentence_ends && ((placed || known > 0) && known + others >= 2 || sole()))
}

/// Whether words are nothing but names that the tables know.
fn all_known(words: &str, lexicon: &Lexicon) -> bool {
    let names = lexicon.split_names(words, Span::new(0, words.len())).names;
    !names.is_empty() && names.iter().all(|name| is_known(name.of(words), lexicon))
}

/// Whether words may stand behind the organs of a bare list: 2023年底前完成, 完成时限：长期, 持续推进, 责任人：黄敏, 下同.
fn is_tail(words: &str, lexicon: &Lexicon) -> bool {
    let label = opening_label(words, lexicon).map(|(label, _)| label);
    matches!(label, Some(Label::Deadline | Label::Persons(_)))
        || label.is_none()
            && (is_time(words)
                || words.contains("牵头")
                || words.ends_with("下同")
                || ["长期", "持续", "常年", "时间："].iter().any(|w| words.starts_with(w)))
}

/// Whether the tables know a name, by itself or as that of an organ of a place: 渌口区政府, 人民银行济南分行.
fn is_known(name: &str, lexicon: &Lexicon) -> bool {
    let divisions = lexicon.divisions();
    lexicon.organs().knows(name)
        || lexicon.organs().is_vertical(name, lexicon)
        || divisions
            .prefix(name, None)
            .is_some_and(|(_, used)| used < name.len() && lexicon.organs().knows(&name[used..]))
}

/// Whether a name says of which level it is: 市数据资源局.
fn starts_with_place(name: &str) -> bool {
    name.chars().count() >= 4 && name.starts_with(['省', '市', '县', '区', '州', '镇', '乡'])
}

/// Finds unbracketed clauses: a paragraph that opens with a label, labels behind a sentence, and a last sentence that says
/// nothing but who leads and who supports.
fn unbracketed(words: &str, lexicon: &Lexicon, found: &mut impl FnMut(usize, usize)) {
    let mut start = None;
    let (mut end, mut depth) = (0, 0_i32);
    for (colon, mark) in words.char_indices() {
        depth += turn(mark);
        if colon < end || depth > 0 || !matches!(mark, '：' | ':') {
            continue;
        }
        let head = &words[..colon];
        let name = label_before(head).len();
        let from = colon - name;
        let stands = head[..from].trim_end_matches(is_blank).is_empty()
            || head[..from].ends_with(['。', '；', '，', ' ', ';', ',', '！', '\u{3000}', '\t']);
        if name == 0 || !stands {
            continue;
        }
        let Some(label) = lexicon.roles().label(&head[from..]) else { continue };
        let content = &words[colon + mark.len_utf8()..];
        let first = content.split('。').next().unwrap_or("");
        if start.is_none() && (words.len() - from > LONGEST || !fits(label, first, from == 0, lexicon)) {
            continue;
        }
        start = start.or(Some(from));
        end = colon + mark.len_utf8() + first.len() + if content.len() > first.len() { '。'.len_utf8() } else { 0 };
    }
    if let Some(start) = start {
        found(start, end);
        return;
    }
    if let Some(start) = closing_sentence(words, lexicon) {
        found(start, words.len());
    }
}

/// Whether what stands behind a label is what it announces, and no sentence: 落实责任：各地要….
fn fits(label: Label, content: &str, opens: bool, lexicon: &Lexicon) -> bool {
    let content = content.trim_matches(is_blank);
    match label {
        Label::Organs(_) => {
            let first = pieces(content, Span::new(0, content.len()), is_name_separator);
            // An empty list is a clause that somebody forgot to fill in.
            first.first().is_none_or(|name| {
                let name = without_next_label(name.of(content), lexicon);
                let named = lexicon.names().looks_like(name) || lexicon.organs().knows(name.trim_end_matches('等'));
                named
                    || name.chars().count() <= 10
                        && (opens || lexicon.roles().verb_at_end(content).is_some() || !content.contains('，'))
            })
        }
        Label::Persons(PersonRole::Contact) | Label::Other => false,
        Label::Persons(_) => {
            content
            .split(['、', '，', ',', '；', ';', '（', '('])
            .next()
            .is_some_and(|name| first_person(name, lexicon))
            // 责任人：各县（市、区）长 says nobody's name, and that is said.
            || opens && (1..=SHORT).contains(&content.chars().count()) && !content.contains(['，', '。', '、', '；'])
        }
        Label::Deadline => opens && (1..=30).contains(&content.chars().count()),
    }
}

/// A name without the label that follows it where a mark was lost: 县教育局责任单位：….
fn without_next_label<'t>(name: &'t str, lexicon: &Lexicon) -> &'t str {
    let Some((head, _)) = name.split_once(['：', ':']) else { return name };
    let label = lexicon.roles().label_at_end(head).map_or(0, |(len, _)| len);
    &head[..head.len() - label]
}

/// Whether words open with a person or an office: 张三 李四, 李 明, 副市长.
fn first_person(words: &str, lexicon: &Lexicon) -> bool {
    let mut parts = words.split(is_blank).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return false };
    let names = lexicon.names();
    let mut spread = || parts.next().filter(|_| names.is_surname_alone(first)).map(|next| format!("{first}{next}"));
    names.person(first).is_some() || names.is_title(first) || spread().is_some_and(|name| names.person(&name).is_some())
}

/// Where the last sentence begins, when it is lists of organs with verbs and nothing else: 由A牵头，B配合。
fn closing_sentence(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let plain = words.trim_end_matches('。');
    // Most paragraphs end in other words.
    lexicon.roles().verb_at_end(plain)?;
    let start = plain.rfind(['。', '；']).map(|at| at + plain[at..].chars().next().map_or(0, char::len_utf8))?;
    let sentence = &plain[start..];
    if sentence.len() > LONGEST {
        return None;
    }
    let told = PROLOGUES.iter().find_map(|words| sentence.strip_prefix(words).filter(|rest| rest.starts_with('由')));
    let sentence = told.unwrap_or(sentence);
    let mut verbs = 0;
    for piece in sentence.split(['，', ',']) {
        let verb = lexicon.verb_of_list(piece);
        let list = &piece[..piece.len() - verb.map_or(0, |v| v.words.len())];
        let names = lexicon.split_names(list, Span::new(0, list.len())).names;
        let known = |n: &Span| {
            let name = n.of(list).trim_start_matches('由');
            lexicon.organs().knows(name) || lexicon.names().is_generic(name)
        };
        if names.is_empty() || !names.iter().all(known) {
            return None;
        }
        verbs += usize::from(verb.is_some());
    }
    (verbs >= 2 || (verbs == 1 && sentence.starts_with('由'))).then_some(start)
}
