//! What the object of an amount leaves out, as it was named before.

use super::left::NumberLast;
use crate::lexicon::{Roles, Wordings};
use crate::recognise::target::object;
use crate::recognise::target::spoken::is_headless;
use crate::recognise::token::Kind;
use crate::text::Span;

/// 每个乡镇（街道）: no longer words name whom it asks. Characters.
const LONGEST_ASKED: usize = 8;

/// 省级, 国家级: no longer words are a class alone. Characters.
const SHORT_CLASS: usize = 3;

/// 某某新区: no shorter words name one. Characters.
const SHORTEST_NEW_AREA: usize = 4;

/// An object that may leave out what was named before.
struct Ellipsis<'r> {
    /// The amount that counts it.
    of: &'r NumberLast<'r>,
    /// The words that it was read from.
    words: Span,
    object: &'r str,
}

/// The object read from `words` with what it leaves out.
pub(super) fn complete(of: &NumberLast<'_>, words: Span, object: String) -> String {
    let object = without_for(of.reader.view.wordings, &object).map(str::to_owned).unwrap_or(object);
    let ellipsis = Ellipsis { of, words, object: &object };
    Ellipsis::RULES.iter().find_map(|rule| rule(&ellipsis)).unwrap_or(object)
}

impl Ellipsis<'_> {
    /// The rules, in the order in which they are asked; the first that knows what is left out ends the list.
    const RULES: [fn(&Self) -> Option<String>; 7] = [
        // For whom it is done: 为残疾儿童提供康复救助|600名.
        Self::for_whom,
        // Of the whole: 其中城区|8家.
        Self::part_of_whole,
        // The head of a class stood once: 市级|3家.
        Self::head,
        // What was spoken of last: 上述比例.
        Self::same_again,
        // What was spoken of, however long ago: 首批名单|120家.
        Self::spoken_of,
        // The noun of the next number: 第一批|13件、省定9件事项.
        Self::noun_ahead,
        // Whose it is: 增速.
        Self::whose_it_is,
    ];

    /// 为残疾儿童提供康复救助|600名: the number counts persons, and what is done names none.
    fn for_whom(&self) -> Option<String> {
        let NumberLast { reader, now, placed, found, .. } = self.of;
        let view = reader.view;
        let action = found.action.filter(|_| matches!(placed.amount.unit, "人" | "名" | "位" | "户"))?;
        let opening = reader.opening(now, action.start).of(view.text);
        let whom = opening.strip_prefix(['为', '给', '向'])?;
        let whom = view.wordings.whole_place.strip_start(whom).unwrap_or(whom);
        let deed =
            self.verb_at_end().is_some() || view.nouns.deeds.end(self.object) || view.nouns.activities.end(self.object);
        let named = whom.chars().count() >= 2 && !view.wordings.for_in_name.begin(opening);
        (deed && named).then(|| format!("{whom}{}", self.object))
    }

    /// 成果40项，其中达到先进水平|5项; 市场20家，其中城区|8家: the words only tell which part of the whole.
    fn part_of_whole(&self) -> Option<String> {
        let NumberLast { reader, now, placed, lead, .. } = self.of;
        let wordings = reader.view.wordings;
        let which = lead.of(reader.view.text).trim_start_matches("其中");
        // 传统民居10万栋，其中集中连片示范县|4万栋: the place has no number of its own.
        let described = || self.object.chars().nth(SHORT_CLASS).is_some();
        let place = || placed.amount.counts() && self.object.ends_with(['省', '市', '县', '镇', '村']) && described();
        let places = self.names_places();
        let tells = placed.amount.counts() && wordings.which_part.begin(which)
            || place()
            || places
            || !now.listing && !now.part && wordings.where_only.contains(&self.object);
        if !now.among || !tells {
            return None;
        }
        let whole = &reader.counted_in(placed.amount.unit)?.value.object;
        // 停车位8000个，其中越城区5000个: those of the place.
        Some(if places { format!("{}{whole}", self.object) } else { whole.clone() })
    }

    /// Whether the words name places and nothing else: 甲区、乙县, 某某新区.
    fn names_places(&self) -> bool {
        let divisions = self.of.reader.view.divisions;
        let named = |name: &str| {
            divisions.prefix(name, None).is_some_and(|(_, used)| used == name.len())
                || name.ends_with("新区") && name.chars().count() >= SHORTEST_NEW_AREA
        };
        self.object.split(['、', '和', '与']).all(named)
    }

    /// 美丽乡村2个、市级|3个; 产值超300亿元企业20个、超100亿元|50个: the head stands once, behind the words that tell the class.
    fn head(&self) -> Option<String> {
        let NumberLast { reader, now, placed, .. } = self.of;
        let counts = placed.amount.counts();
        // 覆盖率…，10亿元以上|5个: no rate is counted.
        let last = || Some(self.known()).filter(|known| !counts || !known.ends_with('率'));
        if let Some(unit) = self.unit_of_size().filter(|_| counts) {
            return self.with_head_of(last()?, unit);
        }
        let same_unit = || reader.counted_in(placed.amount.unit).map(|known| known.value.object.as_str());
        let known = match reader.view.wordings.class_end.at_end(self.object)? {
            // 项目40个，其中10亿元以上|5个.
            "以上" | "以下" if now.among => last(),
            // 超10亿元的企业2家、超亿元的|15家.
            "的" if now.listing => last(),
            "以上" | "以下" | "的" => None,
            // 美丽乡村2个、市级|3个.
            _ if now.listing => Some(self.known()),
            // 企业12家（其中省级|5家）: of what stands before the bracket.
            _ if now.part => last(),
            // 企业12家，其中省级|5家.
            _ if now.among => same_unit(),
            // 创建国家级景区1处；申报省级|3处; 500千伏工程1项，220千伏|3项.
            class => same_unit().filter(|known| counts && self.is_class_alone() && known.contains(class)),
        };
        self.with_head_of(known?, "")
    }

    /// 上述比例; 每个街道不少于5名，每个社区|不少于3名; 培训指导员2万名，每个县至少培训|10名: the words stand for what was spoken
    /// of last.
    fn same_again(&self) -> Option<String> {
        let NumberLast { reader, placed, state, .. } = self.of;
        let wordings = reader.view.wordings;
        let above =
            || wordings.of_above.strip_start(self.object).is_some_and(|rest| wordings.share_name.contains(&rest));
        let unit = Some(placed.amount.unit);
        let same_unit = || placed.amount.counts() && (reader.unit_before == unit || reader.unit_now == unit);
        let asks = || *state && asks_each(wordings, self.object) && self.asked_before();
        // Nothing but the verb stands behind whom it is asked of.
        let does = || {
            let whom = self.object.strip_suffix(self.verb_at_end()?)?;
            Some(whom.strip_suffix("至少").unwrap_or(whom)).filter(|whom| asks_each(wordings, whom))
        };
        let again = above() || same_unit() && (asks() || does().is_some());
        let known = if again { self.known() } else { "" };
        (!known.is_empty()).then(|| known.to_owned())
    }

    /// 设立产业基金，总规模达到|100亿元; 取缔不达标的|23所, 推送首批名单|120家: the words lack the noun that was spoken of.
    fn spoken_of(&self) -> Option<String> {
        let NumberLast { reader, now, last, placed, .. } = self.of;
        let wordings = reader.view.wordings;
        let headless = || !now.listing && placed.amount.counts() && is_headless(wordings, self.object);
        if !wordings.size_of_fund.contains(&self.object) && !headless() {
            return None;
        }
        let (known, _) = reader.carried(now, last, &placed.amount, None)?;
        Some(known.strip_suffix("名单").unwrap_or(&known).to_owned())
    }

    /// 国家第一批|13件、省定9件“一件事”全部落地: the noun stands once, at the end.
    fn noun_ahead(&self) -> Option<String> {
        let NumberLast { reader, now, placed, .. } = self.of;
        let wordings = reader.view.wordings;
        let batch = wordings.turn.end(self.object) || wordings.which_batch.end(self.object);
        if !batch || !placed.amount.counts() {
            return None;
        }
        reader.noun_of_next(now, &placed.amount, placed.tail.end, true)
    }

    /// 增加值增长9%，占GDP比重|58%，增速|高于GDP: whose it is was named before.
    fn whose_it_is(&self) -> Option<String> {
        let NumberLast { reader, last, .. } = self.of;
        let dependent = &reader.view.wordings.dependent;
        if !object::is_share(self.object) && !dependent.contains(&self.object) {
            return None;
        }
        // 收入、增加值稳步增长，增速分别达到6%、8%: the clause before says so without a number.
        let said = last.silent.and_then(|silent| reader.subject_of(silent, false));
        let said = said.map(|subject| reader.words_without_sum(subject));
        let whose = said.as_deref().unwrap_or_else(|| self.known());
        let whose = whose.split('占').next().unwrap_or_default();
        let whose = dependent.strip_end(whose).unwrap_or(whose);
        // Each of a list has its own.
        let each = |name: &str| format!("{name}{}", self.object);
        Some(whose.split('、').map(each).collect::<Vec<_>>().join("、"))
    }

    /// What was spoken of last; empty where nothing was. What a title tells is read when it is asked for.
    fn known(&self) -> &str {
        self.of.reader.object_of(self.of.last)
    }

    /// The verb that the words end in.
    fn verb_at_end(&self) -> Option<&str> {
        let view = self.of.reader.view;
        let last = view.within(self.words).tokens.iter().rev().find(|t| t.span.end == self.words.end)?;
        last.has(Roles::VERB).then(|| last.span.of(view.text))
    }

    /// The object with the head that another one has behind the last words that tell its class, or all of it:
    /// 超100亿元的|企业, 省级|美丽乡村, 超300亿元|企业.
    fn with_head_of(&self, known: &str, unit: &str) -> Option<String> {
        let marks =
            self.of.reader.view.wordings.class_end.iter().copied().chain([unit]).filter(|mark| !mark.is_empty());
        let end = marks.filter_map(|mark| Some(known.rfind(mark)? + mark.len())).max().unwrap_or(0);
        let head = known.get(end..).filter(|head| !head.is_empty())?;
        Some(format!("{}{head}", self.object))
    }

    /// Whether the object is nothing but a class: 省级, 国家级, 220千伏.
    fn is_class_alone(&self) -> bool {
        self.object.trim_start_matches(char::is_numeric).chars().count() <= SHORT_CLASS
    }

    /// The unit of words that are a size and nothing else: 超100亿元的, 1000亩以上.
    fn unit_of_size(&self) -> Option<&str> {
        let view = self.of.reader.view;
        let bare = self.words.of(view.text).trim_end_matches('的');
        let words = Span { end: self.words.start + bare.len() as u32, ..self.words };
        let (mut at, mut unit) = (words.start, None);
        for token in view.within(words).tokens {
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

    /// Whether the last target was asked of each of several, too (每个街道吸纳委员不少于5名).
    fn asked_before(&self) -> bool {
        let reader = self.of.reader;
        let before = reader.targets.last().and_then(|t| reader.view.text.get(..t.span.start as usize));
        before.is_some_and(|before| before.chars().rev().take(LONGEST_ASKED).any(|c| c == '每'))
    }
}

/// Those for whom something is done, without 为 and their place: 为全市|60岁以上老年人免费体检10万人; but 为民服务中心.
fn without_for<'o>(wordings: &Wordings, object: &'o str) -> Option<&'o str> {
    let whom = object.strip_prefix('为')?;
    let named = wordings.for_in_name.begin(object) && !whom.starts_with("企业");
    (!named).then(|| wordings.whole_place.strip_start(whom).unwrap_or(whom))
}

/// Whether an object is no thing, but each of those that are asked for it (每个社区).
fn asks_each(wordings: &Wordings, object: &str) -> bool {
    wordings.asked_each.begin(object) && object.chars().count() <= LONGEST_ASKED
}
