//! Whether words are lists of organs and nothing else.

use super::{Told, opening_label};
use crate::lexicon::{Label, Lexicon, MARKS, pieces, without_bracket};
use crate::model::Role;
use crate::text::{Span, all_han, trim};

/// Whether words are lists of organs, each with a verb of its role: A牵头，B、C配合. A leader by name may stand among them:
/// 张三副市长牵头.
pub(super) fn is_role_sentence(inner: &str, lexicon: &Lexicon) -> bool {
    let first = inner.split('。').next().unwrap_or("");
    let (mut listed, mut officer, mut with_objects) = (false, false, 0);
    for piece in first.split(['；', '，', ';', ',']).map(trim).filter(|p| !p.is_empty()) {
        if let Some(verb) = lexicon.verb_of_list(piece) {
            let list = &piece[..piece.len() - verb.words.len()];
            if lexicon.names().officers(list) || officer && lexicon.names().is_next_person(list) {
                officer = true;
                continue;
            }
            // 分管副县长负责，县教育局牵头: who looks after the field stands before the organs.
            if lexicon.names().offices(list) {
                continue;
            }
            return if list.is_empty() { listed } else { is_list(list, lexicon) || is_led(first, lexicon) };
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
    officer || with_objects >= 2
}

/// Whether words are a leader and a supporter, of whom one is an organ beyond doubt, and the other may be one that nothing
/// tells: 智造新城牵头，市商务局配合.
fn is_led(words: &str, lexicon: &Lexicon) -> bool {
    let (mut roles, mut sure) = (Vec::new(), false);
    for piece in words.split(['；', '，', ';', ',']).map(trim) {
        let Some(verb) = lexicon.verb_of_list(piece) else { return false };
        let list = &piece[..piece.len() - verb.words.len()];
        let told = is_list(list, lexicon);
        if !told && !is_short_name(list) {
            return false;
        }
        sure |= told;
        roles.push(verb.role);
    }
    sure && matches!(roles.as_slice(), [Role::Lead, Role::Support])
}

/// Whether words may be a name that neither its form nor the tables tell.
fn is_short_name(words: &str) -> bool {
    (2..=LONGEST_UNTOLD).contains(&words.chars().count()) && all_han(words)
}

/// Whether words tell a time: what may stand before the organs of a clause.
fn is_time(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit()) && piece.contains(['年', '月', '日', '底'])
}

/// Whether words are a list of organs: the first is one by its form, and so is half of them.
pub(super) fn is_list(words: &str, lexicon: &Lexicon) -> bool {
    let mut words = lexicon.roles().without_words_before(words);
    if let Some(at) = lexicon.roles().by_whom(words) {
        words = &words[at..];
    }
    let span = Span::new(0, words.len());
    let list = lexicon.split_names(words, span);
    let names = lexicon.names();
    let known = |name: &Span| {
        let name = name.of(words).trim_matches(MARKS);
        // 市发改委会同市财政局 is two.
        let name = lexicon.roles().with(name).filter(|(at, _)| *at > 0).map_or(name, |(at, _)| &name[..at]);
        let name = lexicon.verb_of_list(name).map_or(name, |verb| &name[..name.len() - verb.words.len()]);
        !is_role(name, lexicon) && !names.is_bare(name) && (names.looks_like(name) || lexicon.organs().knows(name))
    };
    let known: Vec<bool> = list.names.iter().map(known).collect();
    // 智造新城、青铜峡市人民政府负责: the first may be one that nothing tells.
    let short = |name: &Span| is_short_name(name.of(words)) && !lexicon.nouns().deeds.end(name.of(words));
    let begins = known.first() == Some(&true) || known.last() == Some(&true) && list.names.first().is_some_and(short);
    begins && known.iter().filter(|k| **k).count() * 2 >= known.len()
}

/// The longest name that neither its form nor the tables tell, in characters.
const LONGEST_UNTOLD: usize = 8;

/// Whether words speak of a role and name nobody: 牵头单位(负责协调), 责任单位要(密切配合), 牵头单位要对项目(负总责). 国务院安委会成员单位
/// are a kind of organ.
pub(super) fn is_role(words: &str, lexicon: &Lexicon) -> bool {
    let asks = |c: char| matches!(c, '要' | '应' | '须' | '需' | '当' | '可' | '对');
    let is_label = |words: &str| matches!(lexicon.roles().label_at_end(words), Some((_, Label::Organs(_))));
    let asked = words.find(asks).is_some_and(|at| is_label(&words[..at]));
    let plain = words.trim_end_matches(['即', '的', '要', '应', '须', '需', '当', '可', '共', '同']);
    // 国务院安委会成员单位, 各项目责任单位.
    let member = plain.len() > "成员单位".len() && plain.ends_with("成员单位")
        || plain.len() == words.len() && plain.contains('各');
    asked || !member && is_label(plain)
}

/// A bracket that holds nothing but organs: （市教育局、市财政局）, and what may follow them: a time, a person in charge, a
/// convention. The tables know some of them; behind a whole sentence it is enough that they say of which place they are.
pub(super) fn is_bare_list(inner: &str, sentence_ends: bool, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let inner = inner.trim_end_matches('。');
    if inner.contains('《') {
        return false;
    }
    // （各市政府）, （省优化营商环境工作领导小组办公室）: one name must be beyond doubt.
    let sole = || {
        lexicon.names().looks_like(inner)
            && (inner.starts_with('各') || starts_with_place(inner) && inner.ends_with("小组办公室"))
    };
    let (mut known, mut others, mut kinds, mut placed) = (0, 0, 0, false);
    for piece in pieces(inner, Span::new(0, inner.len()), |c| matches!(c, '，' | '；' | ',' | ';' | '。')) {
        if known + others > 0 && is_tail(piece.of(inner), lexicon) {
            continue;
        }
        let names = lexicon.split_names(inner, piece).names;
        // 广州、深圳、肇庆市政府: the last name says what they are.
        let governments = names.last().is_some_and(|last| last.of(inner).ends_with("政府"));
        for item in names {
            let name = item.of(inner).trim_matches(MARKS);
            if name.contains(['：', ':']) {
                return false;
            }
            // 市教育局会同有关部门.
            let with = lexicon.roles().with(name).filter(|(at, _)| *at > 0);
            let name = with.map_or(name, |(at, _)| &name[..at]);
            if lexicon.knows_organ(name) || told.names.contains(name) {
                known += 1;
            } else if lexicon.names().looks_like(name) {
                let generic = lexicon.names().is_generic(name);
                placed |= starts_with_place(name) || generic;
                // 市教育局，各区县政府、市级有关部门: kinds of organ cast no doubt on one that is known.
                kinds += usize::from(generic);
                others += 1;
            } else if lexicon.names().is_bare(name) && others > 0 && inner.contains("各部门") {
                // 各部门、单位.
            } else if lexicon.divisions().prefix(name, None).is_some_and(|(_, used)| used == name.len())
                || governments && lexicon.divisions().short(name, None).is_some()
            {
                // 天元区、荷塘区、渌口区政府.
                others += 1;
            } else {
                return false;
            }
        }
    }
    known > others
        || (known > 0 && others - kinds <= 2)
        || (sentence_ends && ((placed || known > 0) && known + others >= 2 || sole()))
}

/// Whether a bracket between two sentences holds names of organs and nothing else, most of which are beyond doubt.
pub(super) fn is_sure_list(inner: &str, told: &Told<'_>, lexicon: &Lexicon) -> bool {
    let names = lexicon.split_names(inner, Span::new(0, inner.len())).names;
    let sure = |name: &str| lexicon.knows_organ(name) || told.names.contains(name);
    let count = names.iter().filter(|name| sure(name.of(inner).trim_matches(MARKS))).count();
    count > 0 && 2 * count >= names.len() && (count == names.len() || all_named(inner, lexicon))
}

/// Whether words are nothing but groups of a headquarters: 社区防控组、医疗救治组. 一组 and 3组 are of something else.
pub(super) fn all_groups(words: &str, lexicon: &Lexicon) -> bool {
    if !words.ends_with('组') {
        return false;
    }
    let names = lexicon.split_names(words, Span::new(0, words.len())).names;
    !names.is_empty()
        && names.iter().all(|name| {
            let name = name.of(words);
            name.ends_with('组') && name.chars().count() >= SHORTEST_GROUP && all_han(name)
        })
}

/// The shortest name of a group, in characters: 宣传组.
const SHORTEST_GROUP: usize = 3;

/// The names in the words of a clause, its labels and verbs aside.
pub(super) fn names<'t>(words: &'t str, lexicon: &Lexicon) -> Vec<&'t str> {
    let mut found = Vec::new();
    for piece in pieces(words, Span::new(0, words.len()), |c| matches!(c, '，' | '；' | ',' | ';' | '。')) {
        let piece = piece.of(words);
        let list = match piece.split_once(['：', ':']) {
            Some((head, list)) if matches!(lexicon.roles().label(head), Some(Label::Organs(_))) => list,
            Some(_) => continue,
            None => piece,
        };
        let list = &list[..list.len() - lexicon.verb_of_list(list).map_or(0, |verb| verb.words.len())];
        let names = lexicon.split_names(list, Span::new(0, list.len())).names;
        found.extend(names.iter().map(|name| name.of(list)));
    }
    found
}

/// Whether no table knows a name, and it is of no kind.
pub(super) fn is_unknown(name: &str, lexicon: &Lexicon) -> bool {
    let names = lexicon.names();
    names.is_whole(name) && !names.is_generic(name) && !names.is_bare(name) && !lexicon.knows_organ(name)
}

/// Whether words are nothing but what may be names of organs.
pub(in crate::item) fn all_named(words: &str, lexicon: &Lexicon) -> bool {
    let names = lexicon.split_names(words, Span::new(0, words.len())).names;
    !names.is_empty()
        && names.iter().all(|name| {
            let name = name.of(words).trim_matches(MARKS);
            lexicon.names().looks_like(name) || lexicon.knows_organ(name)
        })
}

/// Whether words are nothing but what may be names of organs or of groups, in a document whose brackets hold them.
pub(super) fn all_named_or_groups(words: &str, lexicon: &Lexicon) -> bool {
    let names = lexicon.split_names(words, Span::new(0, words.len())).names;
    let named = |name: &str| {
        lexicon.names().looks_like(name) || lexicon.knows_organ(name) || all_groups(without_bracket(name), lexicon)
    };
    !names.is_empty() && names.iter().all(|name| named(name.of(words).trim_matches(MARKS)))
}

/// Whether words are nothing but names that the tables know.
pub(super) fn all_known(words: &str, lexicon: &Lexicon) -> bool {
    let names = lexicon.split_names(words, Span::new(0, words.len())).names;
    !names.is_empty() && names.iter().all(|name| lexicon.knows_organ(name.of(words)))
}

/// Whether words are lists of organs that the tables know, and of all of a kind: A牵头，B、各区.
pub(in crate::item) fn all_sure(words: &str, lexicon: &Lexicon) -> bool {
    pieces(words, Span::new(0, words.len()), |c| matches!(c, '，' | '；' | ',' | ';')).all(|piece| {
        let piece = piece.of(words);
        let list = &piece[..piece.len() - lexicon.verb_of_list(piece).map_or(0, |verb| verb.words.len())];
        let names = lexicon.split_names(list, Span::new(0, list.len())).names;
        names.iter().all(|name| {
            let name = name.of(list).trim_start_matches('由');
            let name = &name[..name.len() - lexicon.verb_of_list(name).map_or(0, |verb| verb.words.len())];
            lexicon.knows_organ(name) || name.starts_with('各') && lexicon.names().is_generic(name)
        })
    })
}

/// Whether a line is organs and nothing else, all of which the tables know: 市教育局、市财政局.
pub(super) fn is_line(words: &str, lexicon: &Lexicon) -> bool {
    /// The longest such line, in bytes.
    const LONGEST: usize = 300;
    words.len() <= LONGEST && !words.contains(['。', '：', ':', '\t']) && all_sure(words, lexicon)
}

/// Whether words are lists of organs with verbs that the tables do not know: （省数据局统揽，各州市具体推动）. Silence about
/// them would lose who answers.
pub(super) fn is_mostly_organs(inner: &str, lexicon: &Lexicon) -> bool {
    let inner = inner.trim_end_matches('。');
    if inner.contains(['：', ':', '《', '“']) {
        return false;
    }
    let (mut known, mut unread) = (0, 0);
    for piece in pieces(inner, Span::new(0, inner.len()), |c| matches!(c, '，' | '；' | ',' | ';' | '。')) {
        let piece = piece.of(inner);
        let list = &piece[..piece.len() - lexicon.verb_of_list(piece).map_or(0, |verb| verb.words.len())];
        let list = lexicon.words_behind_name(list).map_or(list, |at| &list[..at]);
        if is_list(list, lexicon) {
            let names = lexicon.split_names(list, Span::new(0, list.len())).names;
            known += names.iter().filter(|name| lexicon.knows_organ(name.of(list))).count();
        } else if !lexicon.roles().tells_time(piece) {
            unread += 1;
        }
    }
    known >= 2 && unread <= 1
}

/// Whether words may stand behind the organs of a bare list: 2023年底前完成, 完成时限：长期, 持续推进, 责任人：黄敏, 下同.
fn is_tail(words: &str, lexicon: &Lexicon) -> bool {
    let label = opening_label(words, lexicon).map(|(label, _)| label);
    matches!(label, Some(Label::Deadline | Label::Persons(_)))
        || label.is_none()
            && (lexicon.roles().tells_time(words)
                || words.contains("牵头")
                || ["not-again", "through"].iter().any(|kind| lexicon.roles().of_convention(kind, words).is_some())
                || words.ends_with("下同")
                || words.starts_with("时间："))
}

/// Whether a name says of which level it is: 市数据资源局, 局计划财务科.
pub(super) fn starts_with_place(name: &str) -> bool {
    name.chars().count() >= 4 && name.starts_with(['省', '市', '县', '区', '州', '镇', '乡', '部', '局'])
}
