//! Pieces that end in no verb: more names, a verb with its object behind the names (市财政局负责资金保障) or one that is not known,
//! and words of another kind.

use super::Lists;
use crate::lexicon::{MARKS, without_bracket};
use crate::model::{Certainty, Role};
use crate::note::Note;
use crate::text::Span;

/// Characters of a name that does not end as names do, at most.
const LONGEST_NAME: usize = 20;

impl Lists<'_, '_> {
    /// A piece without a verb: more names, or words of another kind.
    pub(super) fn names_only(&mut self, piece: Span, items: &[Span]) {
        let text = self.context.text;
        let words = piece.of(text);
        if self.context.lexicon.roles().as_below.contains(&words) {
            return;
        }
        let names = self.context.lexicon.names();
        let organs = self.context.lexicon.organs();
        // 广州、深圳、肇庆市政府: the last name says what they are.
        let governments = items.last().is_some_and(|last| last.of(text).ends_with("政府"));
        // 各勘察、设计、施工、监理单位: one name, whose parts are none.
        let is_one = words.starts_with('各')
            && items.len() > 1
            && self.context.lexicon.split_names(text, piece).names.len() == 1;
        let place = |words: &str| governments && self.context.lexicon.divisions().short(words, None).is_some();
        let is_named = |item: &Span| {
            let words = item.of(text).trim_end_matches('等').trim_matches(MARKS);
            // 各部门、单位: the second is of all too.
            let of_all = || names.is_bare(words) && piece.of(text).starts_with('各');
            // 2026年6月底前报省政府 tells a time, and ends as names do.
            let name =
                names.looks_like(words) && !(words.starts_with(|c: char| c.is_ascii_digit()) && self.tells_time(words));
            name || is_one || organs.knows(words) || names.is_none(words) || place(words) || of_all()
        };
        let named: Vec<bool> = items.iter().map(is_named).collect();
        let all_named = named.iter().all(|&named| named);
        let any_named = named.contains(&true);
        // Behind a label the list may hold names of any form; only what tells a time, or is too long for a name, is none.
        let prose = |(item, &named): (&Span, &bool)| {
            let words = without_bracket(item.of(text));
            // 适用范围：…, 以下均为…: words about something else.
            words.contains(['：', ':', '“', '%', '均']) && !organs.knows(words) && !names.looks_like(words)
                || words.starts_with("以下")
                || !named
                    && (self.context.lexicon.roles().tells_time(words)
                        || words.chars().count() > LONGEST_NAME && !any_named
                        || words.contains('的'))
        };
        // 甲局牵头道路改造，乙局牵头桥梁养护: each leads a share, in a cell too.
        let shares = self.frame.is_some() && !all_named && self.by_verb_inside(piece, items);
        let fits = if self.frame.is_some() { !items.iter().zip(&named).any(prose) } else { all_named };
        if self.frame.is_none() && self.officers(piece, Role::Lead) {
            // 赵强县委常委、副县长, on a line below that of the label.
        } else if fits && !shares {
            self.open = Some(self.open.map_or(piece, |open| open.cover(piece)));
        } else if !((self.frame.is_none() || shares) && self.with_object(piece)) && !self.unknown_verb(piece) {
            self.reading.rest.push(piece);
        }
    }

    /// 省数据局统揽: a verb that the tables do not know. Who is named answers; in what role is for a person to look at.
    fn unknown_verb(&mut self, piece: Span) -> bool {
        let Some(at) = self.context.lexicon.words_behind_name(piece.of(self.context.text)) else { return false };
        let start = self.open.take().map_or(piece.start, |open| open.start);
        let quote = Span { start, end: piece.end };
        let names = Span { start, end: Span::new(piece.start as usize + at, 0).start };
        let known = self.reading.duties.len();
        let role = self.frame.map_or(Role::Responsible, |frame| frame.role);
        self.push(self.quote(quote), names, role, None, "responsibility/unknown-verb", true);
        for duty in &mut self.reading.duties[known..] {
            duty.certainty = Certainty::Check;
        }
        let message =
            "单位后的动词未能识别，职责类别请人工核对 (the verb behind these organs is not known; look at their role)";
        self.reading.notes.push(Note::info("role-unread", quote, message));
        true
    }

    /// Whether the last of the items tells in what one leads: 甲局牵头道路改造.
    fn by_verb_inside(&self, piece: Span, items: &[Span]) -> bool {
        let text = self.context.text;
        let verb = self.context.lexicon.roles().verb_inside(piece.of(text));
        let last = items.last().map_or(piece.start, |last| last.start);
        verb.is_some_and(|(at, verb)| {
            verb.role == Role::Lead
                && piece.start + Span::new(0, at).end > last
                && self.context.lexicon.names().looks_like(piece.of(text)[..at].rsplit('、').next().unwrap_or(""))
        })
    }

    /// 市财政局负责资金保障: a verb with an object behind it.
    fn with_object(&mut self, piece: Span) -> bool {
        let text = self.context.text;
        let Some((at, verb)) = self.context.lexicon.roles().verb_inside(piece.of(text)).filter(|(at, _)| *at > 0)
        else {
            return false;
        };
        let names = self.context.lexicon.names();
        let list =
            self.context.lexicon.split_names(text, Span::new(piece.start as usize, piece.start as usize + at)).names;
        if !list.iter().all(|name| names.looks_like(name.of(text))) {
            return false;
        }
        let start = self.open.take().map_or(piece.start, |open| open.start);
        let quote = Span { start, end: piece.end };
        let names = Span { start, end: Span::new(piece.start as usize + at, 0).start };
        let known = self.reading.duties.len();
        self.by_verb += 1;
        self.with_verb(quote, names, verb);
        for duty in &mut self.reading.duties[known..] {
            duty.rule = "responsibility/verb-with-object";
            duty.certainty = Certainty::Likely;
        }
        true
    }
}
