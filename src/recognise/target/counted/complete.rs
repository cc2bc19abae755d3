//! What the object of an amount leaves out, as it was named before.

use crate::lexicon::{Roles, Wordings};
use crate::recognise::amount::Amount;
use crate::recognise::target::object;
use crate::recognise::target::reader::Reader;
use crate::recognise::target::spoken::is_headless;
use crate::recognise::target::state::{Last, Now};
use crate::recognise::token::Kind;
use crate::text::Span;

/// Whether an object is no thing, but each of those that are asked for it (每个社区).
fn asks_each(wordings: &Wordings, object: &str) -> bool {
    wordings.asked_each.begin(object) && object.chars().count() <= LONGEST_ASKED
}

/// What an object counts behind the words that say of which class it is: 超100亿元的|企业, 省级|美丽乡村, 超300亿元|企业.
fn head_of<'o>(object: &'o str, unit: &str) -> &'o str {
    let ends = ["的", "级", "以上", "以下", unit];
    let end = ends.iter().filter(|end| !end.is_empty()).filter_map(|end| Some(object.rfind(end)? + end.len())).max();
    end.and_then(|end| object.get(end..)).unwrap_or(object)
}

/// 每个乡镇（街道）: no longer words name whom it asks. Characters.
const LONGEST_ASKED: usize = 8;

/// 省级, 国家级: no longer words are a class alone. Characters.
const SHORT_CLASS: usize = 3;

impl Reader<'_, '_> {
    /// The unit of words that are a size and nothing else: 超100亿元的, 1000亩以上.
    fn unit_of_size(&self, words: Span) -> Option<&str> {
        let bare = words.of(self.view.text).trim_end_matches('的');
        let words = Span { end: words.start + bare.len() as u32, ..words };
        let (mut at, mut unit) = (words.start, None);
        for token in self.view.within(words).tokens {
            match token.kind {
                Kind::Amount(amount) if !amount.counts() => unit = Some(amount.unit),
                Kind::Phrase(p) if p.roles.any(Roles::BEFORE.and(Roles::AFTER)) => {}
                _ => return None,
            }
            if token.span.start != at {
                return None;
            }
            at = token.span.end;
        }
        unit.filter(|_| at == words.end)
    }

    /// Gives an object, read from `words`, what these leave out, as it was named before.
    pub(super) fn complete(
        &self,
        now: &Now<'_>,
        last: &Last,
        amount: &Amount<'_>,
        state: bool,
        words: Span,
        object: &mut String,
    ) {
        // 产值超300亿元企业20个、超100亿元50个: the head stands once.
        if let Some(unit) = self.unit_of_size(words).filter(|_| amount.counts() && !self.object_of(last).is_empty()) {
            object.push_str(head_of(self.object_of(last), unit));
        }
        let of_rate = || self.object_of(last).ends_with('率') && amount.counts();
        if now.among && (object.ends_with("以上") || object.ends_with("以下")) && !of_rate() {
            // 项目40个，其中10亿元以上5个.
            let head = self.object_of(last).rfind("以上").map_or(0, |at| at + "以上".len());
            object.push_str(self.object_of(last).get(head..).unwrap_or_default());
        }
        if now.listing && object.ends_with(['级', '的']) {
            // 美丽乡村2个、市级3个; 超10亿元的企业2家、超亿元的15家: the head stands once.
            object.push_str(head_of(self.object_of(last), ""));
        }
        // 500千伏工程1项、220千伏3项; 创建国家级景区1处；申报省级3处.
        let class = ["千伏", "级"].iter().find(|class| object.ends_with(**class));
        let short = object.chars().count() <= SHORT_CLASS || object.ends_with("千伏");
        if let Some(class) = class.filter(|_| short && amount.counts() && !now.among)
            && let Some(known) = self.counted_in(amount.unit)
            && let Some((_, head)) = known.value.object.split_once(class)
        {
            object.push_str(head);
        }
        // 企业12家，其中省级5家: the head stands with the whole.
        let whole = if now.among && !now.listing { self.counted_in(amount.unit) } else { None };
        if let Some(whole) = whole.filter(|_| object.ends_with('级')) {
            let head = whole.value.object.rfind('级').map_or(0, |at| at + '级'.len_utf8());
            object.push_str(whole.value.object.get(head..).unwrap_or_default());
        }
        // 市场20家，其中城区8家: the place alone.
        if let Some(whole) = whole.filter(|_| !now.part && self.view.wordings.where_only.contains(&object.as_str())) {
            object.clone_from(&whole.value.object);
        }
        // 上述比例提高到80%.
        if ["上述", "该", "这一"]
            .iter()
            .any(|w| object.strip_prefix(w).is_some_and(|rest| ["比例", "比率"].contains(&rest)))
            && !self.object_of(last).is_empty()
        {
            object.replace_range(.., self.object_of(last));
        }
        // 为全市60岁以上老年人免费体检10万人: for whom.
        if let Some(whom) = object
            .strip_prefix('为')
            .filter(|whom| !whom.starts_with(['民', '老', '农', '企']) || whom.starts_with("企业"))
        {
            let scope = self.view.wordings.whole_place.strip_start(whom);
            *object = scope.unwrap_or(whom).to_owned();
        }
        // 设立产业基金，总规模达到100亿元: of the fund.
        if matches!(object.as_str(), "总规模" | "首期规模")
            && let Some((known, _)) = self.carried(now, last, amount, None)
        {
            *object = known;
        }
        // 取缔不达标的23所, 推送首批名单120家, 第一批220幢: of what was spoken of before.
        if !now.listing
            && amount.counts()
            && is_headless(self.view.wordings, object)
            && let Some((known, _)) = self.carried(now, last, amount, None)
        {
            *object = known.strip_suffix("名单").unwrap_or(&known).to_owned();
        }
        // 每个街道吸纳委员不少于5名，每个社区不少于3名: of them.
        let same = self.unit_before == Some(amount.unit) || self.unit_now == Some(amount.unit);
        if amount.counts()
            && state
            && same
            && self.asked_before()
            && asks_each(self.view.wordings, object)
            && !self.object_of(last).is_empty()
        {
            object.replace_range(.., self.object_of(last));
        }
        // 增加值增长9%，占GDP比重58%，增速高于GDP: whose it is was named before.
        if object::is_share(object) || self.view.wordings.dependent.contains(&object.as_str()) {
            // 收入、增加值稳步增长，增速分别达到6%、8%: the clause before says so without a number.
            let said = last.silent.and_then(|silent| self.subject_of(silent, false));
            let said = said.map(|subject| self.words_without_sum(subject));
            let whose = said.as_deref().unwrap_or(self.object_of(last));
            let whose = whose.split('占').next().unwrap_or_default();
            let whose = self.view.wordings.dependent.strip_end(whose).unwrap_or(whose);
            // Each of a list has its own.
            let each = |name: &str| format!("{name}{object}");
            *object = whose.split('、').map(each).collect::<Vec<_>>().join("、");
        }
    }

    /// Whether the last target was asked of each of several, too (每个街道吸纳委员不少于5名).
    fn asked_before(&self) -> bool {
        let before = self.targets.last().and_then(|t| self.view.text.get(..t.span.start as usize));
        before.is_some_and(|before| before.chars().rev().take(LONGEST_ASKED).any(|c| c == '每'))
    }
}
