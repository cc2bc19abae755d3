//! Amounts that say what must be kept to, or count what the plan itself is made of.

use rust_decimal::Decimal;

use super::clause::Break;
use super::modifier::sums_up;
use super::placed::Placed;
use super::reader::Reader;
use super::state::{Now, Read, Right};
use crate::lexicon::{Roles, UnitKind};
use crate::model::{Comparator, FigureKind};
use crate::recognise::amount::{Amount, same_unit};
use crate::recognise::token::{Kind, Token};
use crate::text::{Span, Words, is_han, is_pause};

/// 托位的标准: no longer words name what a standard counts. Characters.
const LONGEST_OF_STANDARD: usize = 8;

/// Each person, each household.
const HEADS: [char; 5] = ['人', '名', '位', '户', '生'];

/// What leads to those whom something touches.
const INVOLVED: &str = "涉及";

/// Verbs that ask for a person to be named.
const NAMERS: [&str; 4] = ["明确", "指定", "指派", "确定"];

/// Words that give leave.
static LEAVES: Words<[&str; 4]> = Words::new(["可", "允许", "准许", "准予"]);

/// 每个街道: no longer words say whom a number is for. Characters.
const LONGEST_EACH: usize = 4;

/// 较2023年度执行数: no longer words say what a growth is compared with. Characters.
const LONGEST_COMPARED: usize = 10;

impl Reader<'_, '_> {
    /// Whether an amount is a share of what is to be fulfilled (完成年度计划的55%).
    pub(super) fn is_fulfilled(&self, lead: Span) -> bool {
        // 下达补助资金总额的80%.
        let given = || self.view.wordings.given_out.are_in(lead.of(self.view.text));
        let done = |t: &Token<'_>| matches!(t.kind, Kind::Phrase(p) if p.words.ends_with("完成") && !p.roles.any(Roles::BASELINE));
        self.view.within(lead).tokens.iter().any(done) || given()
    }

    /// Whether an amount says what must be kept to, by the words before it.
    pub(super) fn is_norm(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        placed.per_head
            || self.is_term(placed)
            || self.is_standing(now, placed)
            || self.is_named_for(placed)
            || self.is_share_by(now, placed)
            || self.is_by_standard(now, placed)
            || self.is_for_each(placed)
            // 单个基地面积不低于1000亩: each of them.
            || placed.words.starts_with("单个") && placed.has(Roles::BEFORE.and(Roles::AFTER))
            || self.is_given_each(now, placed)
            || self.is_permitted(now, placed)
    }

    /// Whether 按照 leads to an amount and 标准 stands behind it, or what is done by it: 按照人均面积不低于0.1平方米的标准,
    /// 按人均用地不低于0.3平方米执行, 按每千人不少于10个托位的标准.
    fn is_by_standard(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        let before = Span { start: now.clause.span.start, end: placed.chain.left }.of(self.view.text);
        let thing = placed.tail.rest.split_once("的标准").map(|(thing, _)| thing.chars().count());
        if before.contains('按') && thing.is_some_and(|count| count <= LONGEST_OF_STANDARD) {
            return true;
        }
        let by = |t: &Token<'_>| t.has(Roles::BY);
        let behind = Span { start: placed.tail.end, end: now.clause.span.end }.of(self.view.text);
        let kept =
            || self.view.wordings.by_standard.iter().any(|verb| behind.ends_with(verb) || behind.starts_with(verb));
        // 按瞬时承载力3.5万人次实行限流.
        let borne = || placed.words.ends_with("承载力") || placed.words.ends_with("承载量");
        (behind.contains("标准") || placed.amount.kind == UnitKind::Measure && kept() || borne())
            && self.view.within(placed.lead).tokens.iter().any(by)
    }

    /// Whether nothing but whom it is for stands before an amount that ends its clause (信息员每村2至3名).
    fn is_for_each(&self, placed: &Placed<'_>) -> bool {
        let each = placed.words.rfind('每').map(|at| &placed.words[at + '每'.len_utf8()..]);
        let short =
            |of: &str| (1..=LONGEST_EACH).contains(&of.chars().count()) && !of.starts_with(['年', '月', '季', '周']);
        // 每户至少1人就业: what each is to do.
        let does = || {
            placed.words.starts_with('每')
                && placed.tail.right == Right::Noun
                && self.view.nouns.activities.contains(&placed.tail.rest)
        };
        if placed.amount.counts() && each.is_some_and(short) && does() {
            return true;
        }
        placed.amount.counts()
            && placed.tail.right == Right::End
            && !placed.has(Roles::PREDICATE.and(Roles::BEFORE))
            && each.is_some_and(short)
            && self.view.touching(placed.lead.end).is_none_or(|t| !matches!(t.kind, Kind::Phrase(_)))
    }

    /// Whether an amount is what each person or household gets, or how often something is held for each of several, which
    /// no work completes: 为每人提供1次免费体检, 每村每年放映电影12场; but 每个乡镇建成1处 is work in each of them.
    fn is_given_each(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        // 每处巡查不少于2次/月.
        let often = placed.amount.unit.starts_with("次/");
        let held = || {
            placed.amount.kind == UnitKind::Times
                || often
                || now.cues.rhythm && self.view.wordings.held.contains(&placed.amount.unit)
        };
        let each = |at: usize| {
            let of = &placed.words[at + '每'.len_utf8()..];
            of.starts_with(HEADS) && !of.starts_with("户均")
                || held() && of.starts_with(is_han) && !self.view.wordings.every.begin(of)
        };
        let lasts = placed.amount.kind == UnitKind::Duration && placed.tail.right == Right::End;
        let average = || placed.amount.kind == UnitKind::Times && placed.words.contains("人均");
        (placed.amount.counts() || often || lasts)
            && !now.among
            && !placed.has(Roles::LEVEL)
            && (average() || placed.words.match_indices('每').any(|(at, _)| each(at)))
    }

    /// Whether a number only tells how far work reaches (涉及10个乡镇, 覆盖全部15个县), or counts the names of what it is to move on
    /// (推进甲河、乙河等4条河流治理): none is reached by it.
    pub(super) fn is_scope(&self, now: &Now<'_>, placed: &Placed<'_>, read: &Read) -> bool {
        let text = self.view.text;
        let before = Span { start: now.clause.span.start, end: placed.span.start };
        let words = before.of(text);
        let all = self.view.wordings.whole_place.strip_end(words);
        let all = all.or_else(|| ["全部", "所有"].iter().find_map(|all| words.strip_suffix(all)));
        let bare = all.unwrap_or(words);
        if placed.amount.counts() && !now.among {
            // 涉及企业120家, but 涉及民生的20件实事 and 整治涉及隐患的小区30个; 改造小区18个、涉及居民4200户.
            let opens = || {
                let Some((subject, thing)) = words.rsplit_once(INVOLVED) else { return false };
                let last = subject.rfind('、').map_or(0, |at| at + '、'.len_utf8());
                let at = |byte: usize| before.start + byte as u32;
                let subject = Span { start: at(last), end: at(subject.len()) };
                let verb = |t: &Token<'_>| t.has(Roles::VERB);
                !thing.contains('的') && !self.view.within(subject).tokens.iter().any(verb)
            };
            let wordings = self.view.wordings;
            let reached = || wordings.reach.end(bare) || wordings.reaches.end(bare);
            if bare.ends_with(INVOLVED) || all.is_some() && reached() || opens() {
                return true;
            }
        }
        let Some(verb) = read.action.filter(|verb| verb.end < placed.chain.left) else { return false };
        let list = Span { start: verb.end, end: placed.chain.left };
        placed.tail.right == Right::Noun
            && self.view.wordings.further.end(verb.of(text))
            && sums_up(text, list, &placed.amount)
            && !self.is_achieved(now, placed.tail.rest)
    }

    /// Whether an amount tells how money that is granted has grown (安排资金2亿元，较上年增长8%).
    pub(super) fn is_of_granted(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        let Some(granted) = self.figures.last().filter(|f| f.value.kind == FigureKind::Reward) else { return false };
        let gap = Span { start: granted.span.end.min(now.clause.span.start), end: now.clause.span.start };
        let next = gap.of(self.view.text).chars().nth(1).is_none();
        let compared = || placed.words.starts_with(['较', '比']) && placed.words.chars().count() <= LONGEST_COMPARED;
        placed.amount.kind == UnitKind::Ratio
            && now.clause.after == Break::Comma
            && next
            && placed.has(Roles::GROWTH.and(Roles::RISE).and(Roles::FALL))
            && (placed.words.is_empty() || compared())
    }

    /// Whether an amount is what a rule allows (贷款期限可延长至5年, 允许容积率上浮20%): nobody is asked to use it up. What
    /// is only expected (产值可超过100亿元) is no leave.
    fn is_permitted(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        let nouns = self.view.nouns;
        let words = Span { start: now.left, end: placed.span.start }.of(self.view.text);
        if !LEAVES.are_in(words) {
            return false;
        }
        let Some((at, leave)) = LEAVES.iter().filter_map(|leave| Some((words.rfind(leave)?, *leave))).max() else {
            return false;
        };
        let (mut thing, mut deed) = (&words[..at], &words[at + leave.len()..]);
        let allowed = leave != "可";
        if allowed {
            // 允许首付比例降至20%: what is allowed stands behind the leave.
            thing = placed.words.get(at + leave.len()..).unwrap_or("");
        }
        while let Some(rest) = self.view.wordings.leave_how.strip_start(deed) {
            deed = rest;
        }
        let limits = || {
            let bounds = placed.has(Roles::BEFORE.and(Roles::LEVEL)) && !deed.starts_with('达');
            bounds && !placed.has(Roles::FALL) && nouns.limits.end(thing)
        };
        let eased = if allowed { nouns.eased.are_in(deed) } else { nouns.eased.begin(deed) };
        eased || limits()
    }

    /// 贷款期限最长可延至20年: a term, unless it is to get shorter.
    fn is_term(&self, placed: &Placed<'_>) -> bool {
        // 公示期不少于5个工作日.
        if placed.amount.kind == UnitKind::Duration && self.view.wordings.standing_term.end(placed.words) {
            return true;
        }
        let chain = Span { start: placed.chain.left, end: placed.span.start }.of(self.view.text);
        // 提前2小时发布预警, but 提前2个月完成, and 提前2小时发布率达到95% names a rate.
        let (rest, wordings) = (placed.tail.rest, self.view.wordings);
        let early = chain == "提前" && !rest.is_empty() && !wordings.rate.are_in(rest) && !wordings.done.begin(rest);
        if placed.amount.kind == UnitKind::Duration && early {
            return true;
        }
        let longer = || chain.contains('延');
        placed.amount.kind == UnitKind::Duration
            && matches!(placed.amount.unit, "年" | "个月")
            && (placed.words.ends_with("期限") || placed.words.ends_with("周期"))
            && (!placed.has(Roles::PREDICATE) || longer())
    }

    /// Whether the name of a norm stands before an amount that no day turns into a task.
    fn is_standing(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        // 服务半径小于2公里, by a day; 人均月增收1500元: to be reached.
        if now.due.is_some() || placed.words.ends_with("人均月") && placed.has(Roles::RISE) {
            return false;
        }
        // 裁员率放宽到不超过20%.
        if ["放宽到", "放宽至"].iter().any(|to| placed.words.ends_with(to)) {
            return true;
        }
        // 改造标准为路基宽度不小于6.5米.
        if ["标准为", "标准是"].iter().any(|is| placed.words.contains(is)) {
            return true;
        }
        // 补助标准由每公里20万元提高到30万元.
        let end = self.without_baseline(placed.lead).end;
        // 服务半径缩短至0.9公里: it is to get shorter.
        let chain = Span { start: placed.chain.left, end: placed.span.start }.of(self.view.text);
        if placed.amount.kind == UnitKind::Measure && chain.starts_with(['缩', '压', '降', '减']) {
            return false;
        }
        // 发布用水定额18项: how many of them.
        let several = matches!(placed.amount.unit, "项" | "件" | "个") && !placed.has(Roles::BEFORE);
        !several && self.view.touching(end).is_some_and(|t| t.has(Roles::NORM))
    }

    /// Whether an amount is a person to be named for something (明确联络员1名).
    fn is_named_for(&self, placed: &Placed<'_>) -> bool {
        placed.amount.kind == UnitKind::Person
            && placed.amount.value == Some(Decimal::ONE)
            && NAMERS.iter().any(|verb| placed.words.contains(verb))
    }

    /// Whether an amount is a share by which something is done (按装机容量的10%, 按东、中、西部分别不超过30%、60%和80%的比例).
    fn is_share_by(&self, now: &Now<'_>, placed: &Placed<'_>) -> bool {
        // 按期办结率: no standard.
        let by = |t: &Token<'_>| {
            t.has(Roles::BY)
                && !self.view.text[t.span.end as usize..].starts_with(['期', '时', '需', '季', '月', '年', '质'])
        };
        let behind = Span { start: placed.tail.end, end: now.clause.span.end }.of(self.view.text);
        let from = if behind.contains("的比例") { now.clause.span.start } else { placed.lead.start };
        placed.amount.kind == UnitKind::Ratio
            && !placed.has(Roles::PREDICATE)
            && !now.strive
            && !placed.words.ends_with('率')
            && self.view.within(Span { start: from, ..placed.lead }).tokens.iter().any(by)
    }

    /// Whether an amount says how long something takes, unless that is to get shorter.
    pub(super) fn is_length(&self, placed: &Placed<'_>) -> bool {
        let at = placed.span.start;
        placed.amount.kind == UnitKind::Duration
            && placed.tail.right == Right::End
            && !placed.has(Roles::RISE.and(Roles::FALL).and(Roles::GROWTH))
            && self.view.text[..at as usize].ends_with('为')
            && self.view.touching(at).is_none()
            && !self.is_mean_time(placed.words)
    }

    /// Whether words name how long something takes on average or for each person, which is to be reached as any indicator
    /// (平均复电时间分别|为1.5小时, 人均服务时长|20小时).
    pub(super) fn is_mean_time(&self, words: &str) -> bool {
        let name = words.strip_suffix("分别").unwrap_or(words);
        ["平均", "人均"].iter().any(|mean| name.contains(mean)) && self.view.wordings.takes_time.end(name)
    }

    /// Whether the last target is a state with a bound, in the same unit.
    pub(super) fn is_last_within(&self, amount: &Amount<'_>) -> bool {
        let quantity = self.targets.last().and_then(|target| target.value.quantity.as_ref());
        quantity.is_some_and(|q| same_unit(&q.unit, amount.unit) && q.comparator != Comparator::Eq)
    }

    /// Whether a plan only counts its own items (实施13项重点任务).
    pub(super) fn is_agenda(&self, read: &Read) -> bool {
        let nouns = self.view.nouns;
        let own = |object: &String| nouns.agenda.contains(&object.as_str());
        let told = || {
            let before = &self.view.text[..read.span.start as usize];
            let after = self.view.text[read.span.end as usize..].split(is_pause).next().unwrap_or_default();
            // 落实安全生产十五条硬措施, 将121项重点工作进行分解.
            before.ends_with("落实安全")
                || before.ends_with("落实")
                || ["进行分解", "分解", "细化分解"].contains(&after)
        };
        read.objects.iter().all(own)
            && read.action.is_some_and(|verb| nouns.figurative.contains(&verb.of(self.view.text)))
            || read.objects.iter().all(|object| nouns.agenda.end(object)) && told()
    }
}
