//! How lists of names are parted, and which parts are one name.

use super::super::Organs;
use super::{Names, without_bracket};
use crate::text::{FewHan, Span, is_blank, marks, turn};

/// A list of names taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameList {
    /// The names, in order.
    pub names: Vec<Span>,
    /// Whether the list ended in 等, 等部门, 等有关单位.
    pub open_ended: bool,
}

/// Whether a character is a kind of organs, as lists of all of them have them: 各部、委、办、厅、局.
fn is_kind_of_organ(c: char) -> bool {
    matches!(c, '部' | '委' | '办' | '厅' | '局' | '司' | '处' | '室' | '署' | '院' | '行')
}

/// What those of a trade do, where the word for what they are stands once, in characters: 施工、监理|企业.
const LONGEST_TRADE: usize = 3;

/// What stands before 各 and tells of which, with it, in characters: 沿海各.
const LONGEST_WHICH: usize = 4;

/// What says whose units are meant: 市直及中央, in characters.
const LONGEST_WHOSE: usize = 6;

/// What joins two names.
static AND: FewHan = FewHan::new("及和与");

impl Names {
    /// Splits a list at 、 ， ； / and blanks, and at 及 和 与 以及 where whole names stand on both sides; never in brackets.
    ///
    /// Names are in text order, trimmed and never empty. 各省、自治区、直辖市人民政府 stays one, since its tail is shared.
    pub(in crate::lexicon) fn split(&self, text: &str, span: Span, organs: &Organs) -> NameList {
        let mut list = NameList::default();
        for piece in pieces(text, span, is_name_separator) {
            self.split_at_and(text, piece, organs, &mut list);
        }
        let names = &mut list.names;
        let (mut at, mut kept) = (0, 0);
        while at < names.len() {
            let joined = self.shared_tail(text, &names[at..], organs);
            names[kept] = names[at].cover(names[at + joined]);
            at += joined + 1;
            kept += 1;
        }
        names.truncate(kept);
        list
    }

    /// Splits at 及, 和, 与, 以及 outside brackets where whole names stand on both sides.
    fn split_at_and(&self, text: &str, piece: Span, organs: &Organs, list: &mut NameList) {
        let words = piece.of(text);
        // Most pieces are one name.
        if AND.within(words).next().is_none() {
            return self.push(text, piece, list);
        }
        let mut depth = 0_i32;
        for (at, c) in AND.and_marks(words) {
            depth += turn(c);
            if depth > 0 || at == 0 || !matches!(c, '及' | '和' | '与') {
                continue;
            }
            // 湖州市生态环境局长兴分局和平所: 和平 is a place.
            if self.and_names.begin(&words[at..]) {
                continue;
            }
            let before = words[..at].trim_end_matches('以');
            let after = &words[at + c.len_utf8()..];
            // 市直各部门及其所属单位 is one.
            if after.starts_with('其') {
                continue;
            }
            // 各市、县（市、区）党委和人民政府 share their head.
            if matches!(after, "人民政府" | "政府") && before.ends_with("党委") {
                continue;
            }
            let whole = |name: &str| {
                // 各部、委、办、厅、局和各人民团体.
                if name.len() == '局'.len_utf8() && name.starts_with(is_kind_of_organ) && after.starts_with('各') {
                    return true;
                }
                let name = name.strip_suffix('等').unwrap_or(name);
                self.is_whole(name) || !self.bare.contains(name) && self.classes.contains(without_bracket(name))
            };
            // What 等 stands before belongs to it: 等部门和单位, 等和各省.
            // 市农业农村和水利局 is one name.
            if !before.ends_with('等')
                && self.etc(before).is_none()
                && whole(before)
                && whole(after)
                && !organs.knows(words)
            {
                let start = piece.start as usize;
                self.push(text, Span::new(start, start + before.len()), list);
                self.split_at_and(text, Span::new(start + at + c.len_utf8(), piece.end as usize), organs, list);
                return;
            }
        }
        self.push(text, piece, list);
    }

    /// How many pieces after the first belong to it: 各省、自治区、直辖市人民政府.
    fn shared_tail(&self, text: &str, pieces: &[Span], organs: &Organs) -> usize {
        // 各县、市、特区、区人民政府.
        let bare = |words: &str| {
            self.classes.contains(without_bracket(words))
                || words == "特区"
                || words.starts_with('县') && without_bracket(words).len() < words.len()
        };
        let first = pieces[0].of(text);
        // 第一、第三、第五运营分公司: numbers of one kind.
        let numbered = |piece: &&Span| {
            let number = piece.of(text).strip_prefix('第');
            number.is_some_and(|number| crate::text::numeral::parse(number).is_some())
        };
        let ordinals = pieces.iter().take_while(numbered).count();
        if ordinals > 0 {
            let next = pieces.get(ordinals).map_or("", |piece| piece.of(text));
            return if next.starts_with('第') { ordinals } else { 0 };
        }
        // 担保、再担保机构: what they are is said once.
        if pieces.get(1).is_some_and(|next| self.completes(first, next.of(text))) {
            return 1;
        }
        let levels = pieces.iter().take_while(|piece| self.levels.contains(&piece.of(text))).count();
        if levels > 0 {
            // 省、市有关部门; 中央、省驻市有关单位.
            let next = pieces.get(levels).map_or("", |piece| piece.of(text));
            return if self.levels.begin(next) { levels } else { 0 };
        }
        // 县直、驻县各单位; 市直及中央、省属驻市各单位: whose they are is said of all.
        let whose = |piece: &&Span| {
            let words = piece.of(text);
            words.chars().count() <= LONGEST_WHOSE && (words.ends_with(['直', '属']) || words.ends_with("中央"))
        };
        let owned = pieces.iter().take_while(whose).count();
        if owned > 0 && pieces.get(owned).is_some_and(|piece| self.is_generic(piece.of(text))) {
            return owned;
        }
        let mut end = first.chars().rev();
        let kind = end.next().is_some_and(is_kind_of_organ)
            && end.next().is_some_and(|c| matches!(c, '各' | '关' | '直' | '属'));
        // 各委、办、局; 自治区各有关委、办、厅、局; 市直各部门、委、办、局.
        let single = |piece: &&Span| piece.len() == '局'.len_utf8() && piece.of(text).starts_with(is_kind_of_organ);
        let others = pieces[1..].iter().take_while(single).count();
        if kind || others > 0 && self.is_generic(first) {
            return others;
        }
        // 沿海各县（市）、区人民政府: which of them; 市直各部门 are no places.
        let which =
            first.char_indices().take(LONGEST_WHICH).find(|(_, c)| *c == '各').map_or(first, |(at, _)| &first[at..]);
        let places = which.strip_prefix('各').is_some_and(|of| of.starts_with(['市', '县', '区', '乡', '镇']));
        let which = if places { which } else { first };
        let Some(class) = self.each.strip_start(which) else { return 0 };
        // 各勘察、设计、施工、监理企业: what they are is said once.
        let short = |words: &str| (2..=LONGEST_TRADE).contains(&words.chars().count()) && !self.looks_like(words);
        if short(class) && !bare(class) {
            let head = |words: &str| self.body_words.strip_end(words).is_some_and(short);
            let last = pieces.iter().skip(1).position(|piece| !short(piece.of(text)) || head(piece.of(text)));
            return last.filter(|&last| head(pieces[last + 1].of(text))).map_or(0, |last| last + 1);
        }
        if !bare(class) || self.shared.end(class) {
            return 0;
        }
        for (count, piece) in pieces.iter().enumerate().skip(1) {
            let words = piece.of(text);
            let tail = self.shared.at_end(without_bracket(words));
            if let Some(tail) = tail
                && bare(&without_bracket(words)[..without_bracket(words).len() - tail.len()])
            {
                // 各乡镇、开发区管委会: no township has a 管委会.
                let own = tail.starts_with('管') && class.contains(['乡', '镇', '街', '村']);
                return if own { 0 } else { count };
            }
            // 各省、自治区、直辖市及新疆生产建设兵团教育厅（局）: the last class is a word that no single place bears; but 各村、|新区
            // 应急管理局, 各有关县区、|自治区农科院, 各科研院所、|学校办公室.
            let own = |last: &&str| {
                *last == "新区"
                    || *last == "自治区" && !class.starts_with(['省', '直'])
                    || !last.ends_with(['省', '市', '县', '区', '旗', '州', '盟', '乡', '镇', '道', '村'])
            };
            let tail = self
                .classes
                .iter()
                .filter(|class| class.chars().count() > 1 && !own(class))
                .chain(self.classes_of_places.iter())
                .any(|class| words.strip_prefix(class).is_some_and(|rest| !rest.is_empty() && self.is_whole(rest)));
            // 各市、县商务主管部门: no single place calls its own so.
            let kind = words.ends_with("主管部门") && self.levels.begin(words);
            // 各乡镇、|县市场监管局: no tail of 县市.
            let organ = || words.starts_with(['市', '县', '区', '镇', '乡']) && organs.knows(words);
            if tail && !organ() || kind {
                return count;
            }
            if !bare(words) {
                return 0;
            }
        }
        0
    }

    /// Whether the next name is the first with something before it and what both are behind it.
    fn completes(&self, first: &str, next: &str) -> bool {
        let head = self.body_words.strip_end(next);
        head.is_some_and(|head| head.len() > first.len() && head.ends_with(first)) && !self.looks_like(first)
    }

    /// Adds a name without its 等; what is joined to 等 by 和 is a name of its own.
    fn push(&self, text: &str, name: Span, list: &mut NameList) {
        let words = name.of(text);
        let Some((at, rest)) = self.etc(words) else {
            list.names.push(name);
            return;
        };
        list.open_ended = true;
        let before = Span::new(name.start as usize, name.start as usize + at).trim(text);
        if !before.is_empty() {
            list.names.push(before);
        }
        let others = ["有关", "相关"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
        if !rest.is_empty() && !self.bare.contains(others) {
            list.names.push(Span::new(name.end as usize - rest.len(), name.end as usize));
        }
    }

    /// The place of a 等 that closes a list, and what is joined behind it: 等, 等有关部门, 等和各有关省级人民政府.
    fn etc<'t>(&self, words: &'t str) -> Option<(usize, &'t str)> {
        words.match_indices('等').find_map(|(at, etc)| {
            if words[..at].ends_with(['高', '中', '初', '平']) {
                return None;
            }
            let mut rest = &words[at + etc.len()..];
            loop {
                rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十余、".contains(c));
                if rest.is_empty() {
                    return Some((at, ""));
                }
                let joined = ["以及", "及", "和", "与"].iter().find_map(|w| rest.strip_prefix(w));
                if let Some(joined) = joined {
                    return Some((at, joined));
                }
                rest = self.others.strip_start(rest)?;
            }
        })
    }
}

/// The stretches between separators outside brackets, trimmed and never empty. No separator is a Han character.
pub fn pieces(text: &str, span: Span, is_separator: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    parted(text, span, marks(span.of(text)), is_separator)
}

/// As [`pieces`], where Han characters may part them, too: 甲、乙和丙.
pub fn pieces_at_words(text: &str, span: Span, is_separator: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    parted(text, span, span.of(text).char_indices(), is_separator)
}

/// The stretches between the separators among some characters of a text.
fn parted(
    text: &str,
    span: Span,
    mut chars: impl Iterator<Item = (usize, char)>,
    is_separator: impl Fn(char) -> bool,
) -> impl Iterator<Item = Span> {
    let (mut depth, mut from) = (0_i32, Some(span.start as usize));
    let stretches = std::iter::from_fn(move || {
        let start = from.take()?;
        let separator = chars.find(|&(_, c)| {
            depth = (depth + turn(c)).max(0);
            depth == 0 && is_separator(c)
        });
        let end = separator.map(|(at, c)| (span.start as usize + at, c.len_utf8()));
        from = end.map(|(at, len)| at + len);
        Some(Span::new(start, end.map_or(span.end as usize, |(at, _)| at)).trim(text))
    });
    stretches.filter(|piece| !piece.is_empty())
}

/// Whether a character parts names.
#[must_use]
pub fn is_name_separator(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => false,
        '、' | '，' | '；' | ',' | ';' | '。' | '/' | '／' | '\t' | '①'..='⑳' => true,
        _ => is_blank(c),
    }
}
