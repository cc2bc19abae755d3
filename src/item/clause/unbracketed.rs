//! Clauses without brackets.

use super::{LONGEST, LONGEST_LABEL, list as lists, opening_label};
use crate::lexicon::{Label, Lexicon, Verb, is_name_separator, label_before, pieces};
use crate::model::{PersonRole, Role};
use crate::text::{Span, inline, is_blank, marks, trim, turn};

/// Characters of an office without a name at most.
const SHORT: usize = 20;

/// Finds an unbracketed clause, where it begins and ends: a paragraph that opens with a label, labels behind a sentence, and a last sentence that says
/// nothing but who leads and who supports.
pub(super) fn find(words: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let labelled = labels(words, lexicon).or_else(|| opens_bare(words, lexicon).then_some((0, words.len())));
    labelled
        .or_else(|| closing_sentence(words, lexicon).map(|start| (start, words.len())))
        .or_else(|| {
            shares(words, lexicon).or_else(|| opening(words, true, lexicon).map(|(end, _)| end)).map(|end| (0, end))
        })
        .or_else(|| within(words, lexicon))
}

/// Where labels and what they announce begin and end, which open a paragraph or stand behind its words.
fn labels(words: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let mut start = None;
    let (mut end, mut depth) = (0, 0_i32);
    for (colon, mark) in marks(words) {
        depth += turn(mark);
        if colon < end || depth > 0 || !matches!(mark, '：' | ':') {
            continue;
        }
        let head = &words[..colon];
        let name = label_before(head).len();
        let from = colon - name;
        let stands = head[..from].trim_end_matches(is_blank).is_empty()
            || head[..from].ends_with(['。', '；', '，', ' ', ';', ',', '！', '\u{3000}', '\t', '—']);
        if name == 0 || !stands {
            continue;
        }
        // A clause that goes on to the end of so long a paragraph is none.
        if start.is_none() && words.len() - from > LONGEST {
            continue;
        }
        let Some(label) = lexicon.roles().label(&head[from..]) else { continue };
        let content = &words[colon + mark.len_utf8()..];
        let first = content.split('。').next().unwrap_or("");
        let opens = from == 0 || label == Label::Deadline && head[..from].ends_with('。');
        if start.is_none() && !fits(label, first, opens, lexicon) {
            continue;
        }
        start = start.or(Some(from));
        end = colon + mark.len_utf8() + first.len() + if content.len() > first.len() { '。'.len_utf8() } else { 0 };
    }
    start.map(|start| (start, end))
}

/// Finds the clauses of a paragraph of numbered items, when one closes each of them: （1）做好甲，由A负责；（2）做好乙，由B负责。
pub(super) fn of_items(words: &str, lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let items = inline::stretches(words, Span::new(0, words.len()));
    if items.len() < 2 {
        return Vec::new();
    }
    let close = |item: &inline::Stretch| {
        let plain = item.words.of(words).trim_end_matches(['。', '；', ';']);
        let start = item.words.start as usize;
        // （1）做好甲；牵头单位：A。责任单位：B。（2）…: labels close it, too.
        let labelled = || labels(plain, lexicon).filter(|(from, to)| *from > 0 && *to == plain.len());
        let (from, to) = closing_sentence(plain, lexicon).map(|at| (at, plain.len())).or_else(labelled)?;
        Some((start + from, start + to))
    };
    items.iter().map(close).collect::<Option<_>>().unwrap_or_default()
}

/// Where the words begin and end with which a sentence opens to say who leads and who supports: 由A牵头，B配合，|做好甲.
pub(super) fn opener(words: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let opens = |start: usize| {
        // Few sentences do.
        words[start..].starts_with('由').then_some(())?;
        let (len, count) = opening(&words[start..], false, lexicon)?;
        let clause = &words[start..start + len];
        (count >= 2 && clause.ends_with(['，', ','])).then_some((start, start + len))
    };
    let starts = words.match_indices('。').map(|(stop, mark)| stop + mark.len());
    std::iter::once(0).chain(starts).find_map(opens)
}

/// Finds the clauses of a paragraph several of whose sentences end in who answers: 做好甲，由A牵头，B配合；做好乙，由C负责. One such
/// sentence may speak of its own words; several are the paragraph's habit, when its last is one of them.
pub(super) fn of_sentences(words: &str, lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let (mut found, mut last) = (Vec::new(), false);
    // Most paragraphs have none.
    if !words.contains("，由") && !words.contains(",由") {
        return found;
    }
    for sentence in words.split(['。', '；', ';']).filter(|sentence| !trim(sentence).is_empty()) {
        let start = Span::within(words, sentence).start as usize;
        let clause = (sentence.len() <= LONGEST).then(|| by_whom(sentence, 1, lexicon)).flatten();
        last = clause.is_some();
        found.extend(clause.map(|at| (start + at, start + sentence.len())));
    }
    if last && found.len() >= 2 { found } else { Vec::new() }
}

/// Where the words end with which a sentence opens to say who does what follows (由A牵头，B配合，6月底前完成…), and how many verbs
/// they hold. Without 由 it takes two of them to tell (A牵头，B配合，做好甲), or one that says more than who leads
/// (A牵头落实，做好甲); `headed`, when nothing but a heading stands before it, the only sentence takes one of any.
fn opening(words: &str, headed: bool, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let by = words.starts_with('由');
    // Most sentences say something else first; no sentence reads the paragraph behind it anew.
    let pause = words[..words.floor_char_boundary(LONGEST)].find(['，', ',', '。', '；', ';'])?;
    let verb = lexicon.roles().verb_at_end(&words[..pause]);
    if !words[pause..].starts_with(['，', ',']) || !by && verb.is_none() {
        return None;
    }
    // A牵头落实，做好甲 tells of all that follows, where A牵头，做好甲 may be of its own sentence; A牵头抓总，B负责 is a line of its own.
    let of_all = |verb: Verb<'_>| verb.role == Role::Lead && verb.words != "牵头" && verb.words.contains("牵头");
    let sentence = words[..words.floor_char_boundary(LONGEST)].split('。').next().unwrap_or_default();
    let whole = || verbs(sentence, false, lexicon).is_some();
    // A负责，做好甲: so does what stands in the only sentence.
    let only = || headed && trim(words[sentence.len()..].trim_start_matches('。')).is_empty();
    let told =
        |head: &str| verb.is_some_and(of_all) && answers(head, lexicon) || only() && lists::all_sure(head, lexicon);
    let leads = verb
        .is_some_and(|verb| verb.answers() && ["牵头", "负责"].iter().any(|word| verb.words.contains(word)))
        && told(&words[..pause])
        && !whole();
    let least = if by || leads { 1 } else { 2 };
    let mut found: Option<(usize, usize)> = None;
    let mut from = 0;
    for (at, mark) in words.match_indices(['，', ',', '。', '；', ';']) {
        let known = found.map_or(0, |(_, count)| count);
        if at > LONGEST {
            break;
        }
        // The sentence may end with them (…，由A牵头，B配合。): the stop is that of the words before.
        let (ends, len) = if matches!(mark, "，" | ",") { (false, mark.len()) } else { (true, 0) };
        // 由A牵头，会同B，做好…: B has no verb of its own.
        let joins = known > 0 && words[from..at].starts_with("会同");
        match verbs(&words[..at], false, lexicon) {
            Some((count, false)) if count > known || joins => found = Some((at + len, count)),
            _ => break,
        }
        if ends {
            break;
        }
        from = at + mark.len();
    }
    found.filter(|(_, count)| *count >= least)
}

/// Whether words are nothing but organs with the share of the work that each does.
pub(super) fn are_shares(words: &str, lexicon: &Lexicon) -> bool {
    shares(words, lexicon) == Some(words.len())
}

/// Where the first sentence ends, when it is organs that the tables know, each with its share of the work and nothing else:
/// 市数据中心负责平台建设，市住建局负责数据接入；由市发改委负责统筹申报。
fn shares(words: &str, lexicon: &Lexicon) -> Option<usize> {
    /// What an organ answers for is told in so many characters; more may be a principle.
    const LONGEST_SHARE: usize = 10;
    let end = words[..words.floor_char_boundary(LONGEST)].find('。')?;
    // 由市发改委负责统筹申报: 由 tells what two of them do.
    let by = words.starts_with('由');
    let share = |piece: &str| {
        let piece = piece.trim_start_matches('由');
        let (at, verb) = lexicon.roles().verb_inside(piece).filter(|(at, _)| *at > 0)?;
        let what = &piece[at + verb.words.len()..];
        let list = &piece[..at];
        let names = lexicon.split_names(list, Span::new(0, list.len())).names;
        let known = names.iter().all(|name| lexicon.knows_organ(name.of(list)));
        // 由市住建局负责组织实施，市财政局负责资金监管.
        let told = usize::from(!by)..=LONGEST_SHARE;
        (known && !names.is_empty() && told.contains(&what.chars().count())).then_some(())
    };
    let pieces = words[..end].split(['，', ',', '；', ';']);
    ((by || pieces.clone().nth(1).is_some()) && pieces.clone().all(|piece| share(piece).is_some()))
        .then_some(end + '。'.len_utf8())
}

/// Where a sentence within a paragraph says who does what follows: 一、关于摸底。由A牵头，B配合，6月底前完成…. Behind a comma it takes
/// two verbs to tell (…38处，由A牵头，B配合，汛期前清理), or but one where no other sentence than a heading stands beside it.
fn within(words: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let mut depth = 0_i32;
    let mut stops = words.trim_end_matches('。').match_indices(['。', '；', ';']).map(|(stop, _)| stop);
    let last = stops.next();
    let alone = stops.next().is_none();
    for (at, c) in marks(words) {
        depth += turn(c);
        let by = match c {
            '。' | '；' | ';' => 1,
            // 关于农村改厕工作，由A负责，年底前…: the head only names what it is about.
            '，' | ',' if words.starts_with("关于") && !words[..at].contains(['，', ',', '。']) => 1,
            '，' | ','
                if alone && last.is_none_or(|stop| at > stop) && words[at + c.len_utf8()..].starts_with('由') =>
            {
                1
            }
            '，' | ',' => 2,
            _ => continue,
        };
        let start = at + c.len_utf8();
        if depth > 0 {
            continue;
        }
        let shared = || if c == '。' { shares(&words[start..], lexicon) } else { None };
        let headed = c == '。' && !words[..at].contains(['，', '。']);
        let opened = || opening(&words[start..], headed, lexicon).filter(|(_, count)| *count >= by).map(|(end, _)| end);
        if let Some(end) = shared().or_else(opened) {
            return Some((start, start + end));
        }
    }
    None
}

/// Whether a paragraph is a label without its colon and a list of organs: 牵头单位 县教育局, where the blank goes.
fn opens_bare(words: &str, lexicon: &Lexicon) -> bool {
    /// Characters of such a label: 牵头单位, 配合部门.
    const LABEL: usize = 4;
    let Some((len, _)) = words.char_indices().nth(LABEL) else { return false };
    let (label, list) = (&words[..len], trim(&words[len..]).trim_end_matches('。'));
    words.len() <= LONGEST
        && matches!(lexicon.roles().label(label), Some(Label::Organs(_)))
        && lists::all_sure(list, lexicon)
}

/// A label of deadlines announces no more than its steps: 3月底前完成方案，6月底前…. Characters.
const LONGEST_STEPS: usize = 60;

/// Whether what stands behind a label is what it announces, and no sentence: 落实责任：各地要….
fn fits(label: Label, content: &str, opens: bool, lexicon: &Lexicon) -> bool {
    let content = trim(content);
    match label {
        Label::Organs(_) => {
            // 责任股室：甲股，配合单位：乙局: what the next label announces is its own.
            let next = later_label(content, lexicon).and_then(|at| content[..at].rfind(['，', '；', ',', ';']));
            let content = next.map_or(content, |end| &content[..end]);
            let mut names = pieces(content, Span::new(0, content.len()), is_name_separator);
            let (first, second) = (names.next(), names.next());
            // An empty list is a clause that somebody forgot to fill in.
            let known = |name: Span| lexicon.organs().knows(name.of(content));
            first.is_none_or(|name| {
                let name = without_next_label(name.of(content), lexicon);
                // 责任单位：职业教育与成人教育司牵头.
                let name = &name[..name.len() - lexicon.verb_of_list(name).map_or(0, |verb| verb.words.len())];
                let named = lexicon.names().looks_like(name) || lexicon.organs().knows(name.trim_end_matches('等'));
                named
                    || second.is_some_and(known)
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
        Label::Deadline => opens && (1..=LONGEST_STEPS).contains(&content.chars().count()),
    }
}

/// Whether words that hold a name say what is done there, too: 组成4个组赴各县（区）开展实地(督查).
fn is_sentence(words: &str, lexicon: &Lexicon) -> bool {
    lexicon.names().forming.are_in(words) && words.contains(['各', '赴', '对'])
}

/// Where a label stands within words, in bytes.
fn later_label(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let colons = words.match_indices(['：', ':']).map(|(colon, _)| colon);
    let label = |colon: usize| Some(colon - lexicon.roles().label_at_end(&words[..colon])?.0);
    colons.into_iter().find_map(label)
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

/// Words without a last sentence that speaks of the entries below: …配合。以下各项均需各镇落实，不再列出。
fn without_what_follows<'t>(words: &'t str, lexicon: &Lexicon) -> &'t str {
    let stop = words.rfind('。').filter(|&stop| super::speaks_of_others(&words[stop + '。'.len_utf8()..], lexicon));
    stop.map_or(words, |stop| &words[..stop])
}

/// Words without the time that a last sentence ends in: …牵头，…配合，2023年底前完成.
fn without_time<'t>(words: &'t str, lexicon: &Lexicon) -> &'t str {
    let pause = words.ends_with("完成").then(|| words.rfind('，')).flatten();
    pause.filter(|&at| lexicon.roles().tells_time(&words[at + '，'.len_utf8()..])).map_or(words, |at| &words[..at])
}

/// Where the last sentence begins, when it is lists of organs with verbs and nothing else: 由A牵头，B配合. 牵头单位为A is as good
/// as a label.
fn closing_sentence(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let plain = without_time(without_what_follows(words.trim_end_matches('。'), lexicon), lexicon);
    let stop = plain.rfind(['。', '；']);
    let start = stop.map_or(0, |at| at + plain[at..].chars().next().map_or(0, char::len_utf8));
    let sentence = &plain[start..];
    // 做好甲。——市教育局牵头，市财政局配合。
    let behind_dash = sentence.trim_start_matches(['—', '-', '－', '─']);
    let dash = behind_dash.len() < sentence.len();
    let sentence = behind_dash;
    if sentence.len() > LONGEST {
        return None;
    }
    // 做好甲。——市教育局、市财政局.
    if dash && !sentence.is_empty() && lists::all_sure(sentence, lexicon) {
        return Some(start);
    }
    if sentence.chars().take(LONGEST_LABEL / 3).any(|c| c == '为')
        && matches!(opening_label(sentence, lexicon), Some((Label::Organs(_), _)))
    {
        return Some(start);
    }
    // 从严控制支出，可控费用压减15%，由财务部牵头落实: of the only sentence it takes one verb to tell.
    let Some(stop) = stop else { return assigned(sentence, lexicon).or_else(|| by_whom(sentence, 1, lexicon)) };
    // Most paragraphs end in other words.
    lexicon.roles().verb_at_end(plain)?;
    let start = stop + plain[stop..].chars().next().map_or(0, char::len_utf8);
    let lists = lexicon.roles().without_prologue(sentence).unwrap_or(sentence);
    let Some((verbs, officer)) = verbs(lists, false, lexicon) else {
        return by_whom(sentence, 2, lexicon).map(|at| start + at);
    };
    let told = || officer || lists.starts_with('由') || answers(lists, lexicon);
    (verbs >= 2 || verbs == 1 && told()).then_some(start)
}

/// Where a sentence ends in who leads and who supports, behind what is done, in so many verbs at least: 做好甲，抓好乙，|由A牵头，B配合.
/// Two tell that they do so for all of it.
fn by_whom(sentence: &str, least: usize, lexicon: &Lexicon) -> Option<usize> {
    let starts = sentence.match_indices(['，', ',']).map(|(at, mark)| at + mark.len());
    let by = |at: &usize| sentence[*at..].starts_with('由');
    let start = starts.rev().find(by)?;
    let (verbs, officer) = verbs(&sentence[start..], false, lexicon)?;
    (verbs >= least && !officer).then_some(start)
}

/// Whether a sentence of one verb says who leads or is responsible, and names them: 市林业局、某某海事局负责. A kind of organ
/// (企业负责) may be that of a principle.
fn answers(sentence: &str, lexicon: &Lexicon) -> bool {
    let Some(verb) = lexicon.verb_of_list(sentence) else { return false };
    let list = &sentence[..sentence.len() - verb.words.len()];
    let names = lexicon.split_names(list, Span::new(0, list.len())).names;
    let named = |name: &Span| {
        let name = name.of(list);
        !lexicon.names().is_generic(name) && (lexicon.organs().knows(name) || lists::starts_with_place(name))
    };
    verb.answers() && names.iter().any(named)
}

/// Whether a line without a number is lists of organs with verbs and nothing else: 市发改委牵头落实. Of names that no table knows
/// the form tells, where it is asked.
pub(super) fn is_line(words: &str, formed: bool, lexicon: &Lexicon) -> bool {
    let plain = without_time(words.trim_end_matches('。'), lexicon);
    let told = words.len() <= LONGEST && !plain.contains(['。', '；']) && lexicon.roles().verb_at_end(plain).is_some();
    told && matches!(verbs(plain, formed, lexicon), Some((1.., false)))
}

/// Where the only sentence of a paragraph begins to say who answers for what it names: 甲工作，由A会同B负责; 乙工作由A牵头，B配合.
fn assigned(sentence: &str, lexicon: &Lexicon) -> Option<usize> {
    /// Characters of what is named, at least.
    const SHORTEST: usize = 4;
    sentence.contains('由').then_some(())?;
    let (mut depth, mut place, mut pauses) = (0_i32, None, 0);
    for (count, (at, c)) in sentence.char_indices().enumerate() {
        depth += turn(c);
        if c == '由' && depth == 0 {
            place = Some((count, at, pauses));
        }
        // Behind what is named a pause may stand, and nowhere in it: 办公室设在甲局，日常工作由甲局承担 names nothing.
        pauses +=
            usize::from(depth == 0 && matches!(c, '，' | ',') && !sentence[at + c.len_utf8()..].starts_with('由'));
    }
    let (count, at, _) = place.filter(|(.., pauses)| *pauses == 0)?;
    if sentence[..at].ends_with("日常工作") {
        return None;
    }
    let (verbs, officer) = verbs(&sentence[at..], false, lexicon)?;
    (count >= SHORTEST && verbs > 0 && !officer).then_some(at)
}

/// A piece of a sentence in its lists, where pauses stand behind their verbs: 由A牵头、|B参加.
fn parted_by_verbs<'t>(piece: &'t str, lexicon: &Lexicon) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, mark) in piece.match_indices('、') {
        if lexicon.verb_of_list(&piece[from..at]).is_some() {
            parts.push(&piece[from..at]);
            from = at + mark.len();
        }
    }
    parts.push(&piece[from..]);
    parts
}

/// How many verbs a sentence has that is lists of organs with verbs and nothing else, and whether a person in office is among
/// them. Where `formed`, whatever has the form of a name is one.
fn verbs(sentence: &str, formed: bool, lexicon: &Lexicon) -> Option<(usize, bool)> {
    let (mut verbs, mut officer) = (0, false);
    for piece in sentence.split(['，', ',']).flat_map(|piece| parted_by_verbs(piece, lexicon)) {
        let action = lexicon.action_behind_list(piece);
        let piece = action.map_or(piece, |at| &piece[..at]);
        let verb = lexicon.verb_of_list(piece);
        let list = &piece[..piece.len() - verb.map_or(0, |v| v.words.len())];
        verbs += usize::from(verb.is_some() || action.is_some());
        if verb.is_some() && lexicon.names().officers(list.trim_start_matches('由')) {
            officer = true;
            continue;
        }
        let list = list.strip_prefix("会同").filter(|_| verbs > 0).unwrap_or(list);
        let names = lexicon.split_names(list, Span::new(0, list.len())).names;
        // 镇应急办: one that says of which level it is.
        let of_level = |name: &str| lists::starts_with_place(name) && lexicon.names().looks_like(name);
        // Behind 由 and behind who leads, what has the form of a name is one: 由总务科牵头，福州海关配合.
        let formed = |name: &str| {
            // 由A牵头，年底前完成9处.
            !lexicon.roles().tells_time(name)
                && (formed || verbs > 1 || sentence.starts_with('由') || answers(sentence, lexicon))
                && (lexicon.names().looks_like(name) || lists::all_groups(name, lexicon))
        };
        let known = |name: &str| {
            !lists::is_role(name, lexicon)
                && !is_sentence(name, lexicon)
                && (lexicon.organs().knows(name) || lexicon.names().is_generic(name) || of_level(name) || formed(name))
        };
        // 由市发改委会同市财政局负责, 由市水利局牵头会同市财政局落实.
        let parts = |name: &Span| {
            let name = name.of(list).trim_start_matches('由');
            let with = lexicon.roles().with(name).filter(|(at, _)| *at > 0);
            let first =
                |head: &str| known(&head[..head.len() - lexicon.verb_of_list(head).map_or(0, |verb| verb.words.len())]);
            with.map_or_else(|| known(name), |(at, len)| first(&name[..at]) && known(&name[at + len..]))
        };
        if names.is_empty() || !names.iter().all(parts) {
            return None;
        }
    }
    Some((verbs, officer))
}
