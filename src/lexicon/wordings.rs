//! Ways of wording around amounts and times: what a word beside a number or a date makes of it.

use super::classes::classes;

classes! {
    /// The classes, each a list of words in the order of the table.
    Wordings;
    [
        /// What the words of `going_on` begin with, which are looked for in all that is read.
        going_on_heads of going_on
    ]
    /// Units that number the parts of a row, too: 二期 is the second phase, 三类 the third class or three of them.
    ordered "ordered";
    /// What has levels: 管理链条压缩到四级.
    levelled "levelled";
    /// Persons and the like, who are counted by the ten thousand without a measure word: 80万城乡居民.
    masses "masses";
    /// What tells, in a short cell or a line, that it holds a time.
    cell_time "cell-time";
    /// What says that the work has no end.
    ongoing "ongoing";
    /// What says so beside a time of the same cell: 6月底前完成，长期坚持.
    going_on "going-on";
    /// What ends the event of a time that is counted from it, longest first.
    event_end "event-end";
    /// What is done to a thing, beside what is told by `done`, from which times are counted: 发现|的问题3日内.
    event_deed "event-deed";
    /// What is done with a paper when it comes out, from which times are counted: 印发之日起.
    issued "issued";
    /// What may be issued, longest first.
    issued_paper "issued-paper";
    /// What forbids the deed within a time behind it: 严禁一年内重复检查.
    forbids "forbids";
    /// Words that an event begins with.
    event_begin "event-begin";
    /// From the day of issue on: 即日起至9月30日.
    from_now "from-now";
    /// What is granted for a time, behind it: 五年内免征所得税.
    granted "granted";
    /// What people or firms did so long ago.
    since "since";
    /// Words that may stand between the beginning of a clause and its time.
    before_time "before-time";
    /// Words before a time that make it a last day.
    latest "latest";
    /// What begins at the point in time before it, or was done by then: 2018年底前已转制的企业.
    begins_there "begins-there";
    /// What is done at a time and takes no object, beside the verbs of the lexicon.
    dated_deed "dated-deed";
    /// How what leads to targets ends, before a colon: 2018年全市主要指标：.
    targets_head "targets-head";
    /// What becomes of a thing at the end of its clause, beside that it is done.
    becomes "becomes";
    /// All of a place, without its name.
    whole_place "whole-place";
    /// What makes the name of a season's work of the words before it: 汛前检查.
    season_work "season-work";
    /// Ends of the names of seasons.
    season "season";
    /// What may stand before a deed by a month: 10月全面开放.
    deed_how "deed-how";
    /// What stands between a month and what is done then, and begins with where, to whom or with whom: 10月|在甲市举办展会.
    deed_with "deed-with";
    /// What says behind several times that each has its own number or deed: 一季度、上半年|分别.
    each_of "each-of";
    /// What else becomes of a thing by a month: 博物馆10月开放.
    comes_about "comes-about";
    /// What is done by a season, behind it: 汛前完成加固.
    season_deed "season-deed";
    /// Words behind an amount that it does not count: what it is for, what else is said of each.
    not_counted "not-counted";
    /// Things whose names begin as such words do: 400艘内河船舶, 20个后进村.
    counted_though "counted-though";
    /// What persons do who were chosen for it.
    sent "sent";
    /// What those come to who are led or helped to it: 带动农户300户增收, 帮助家庭实现就业120户.
    gained "gained";
    /// How they come to it: 返乡创业.
    gained_how "gained-how";
    /// What those do who were chosen or called upon: 选取小区15个开展改造, 引导企业20家实施技改.
    carried_out "carried-out";
    /// Words between two numbers for one thing: 公园5个共3万平方米.
    in_all "in-all";
    /// What tells how long a counted thing is: 支渠98条长119.4公里.
    length "length";
    /// How it is said that something is done.
    done "done";
    /// Heads of indicators that need a subject before them.
    dependent "dependent";
    /// What leads to those that a number behind it counts: 为全县42所学校.
    leads_to_place "leads-to-place";
    /// Where things are, which are no things: 市场20家，其中城区8家.
    where_only "where-only";
    /// Ends of words that name a time of the year.
    when_only "when-only";
    /// What tells which part of a whole is meant: 其中达到先进水平5项.
    which_part "which-part";
    /// Words that say of a sum that somebody pays so much less.
    relief "relief";
    /// Whom a condition meets, at the end of its clause.
    met "met";
    /// Words of the condition that they meet.
    condition "condition";
    /// Shares of the cost that public money bears.
    supported "supported";
    /// Funds that research brings in, which nobody grants by the plan.
    earned "earned";
    /// What was taken, which comes back to its owners and is no grant: 返还群众被骗资金2000万元.
    recovered "recovered";
    /// How often, right before how long.
    rhythm "rhythm";
    /// What comes again, behind 每, longest first: 每季度.
    again "again";
    /// How often, behind 按 and 逐: 按月.
    step "step";
    /// How long, before one of what is done in each: 一月一调度.
    one_each "one-each";
    /// How it is done at each step, before what: 按月进行调度.
    step_how "step-how";
    /// What is done at each step: 按月调度. 按月缴纳 and 按月产量 are no such thing.
    control "control";
    /// Verbs that tell who pays which share (保费由省级财政承担60%).
    bearer "bearer";
    /// Words between 由 or 从 and the amount that is compared with: 由去年的55%.
    hedge "hedge";
    /// Units of the size of single things.
    sized "sized";
    /// What a list of doings is summed up as.
    aspect "aspect";
    /// What the size of an accident is told by.
    harm "harm";
    /// Measure words of what is held for some, and not made: 每村每年12场.
    held "held";
    /// What 每 makes a rhythm with.
    every "every";
    /// What else leads to those whom something reaches: 惠及全部15个县.
    reach "reach";
    /// Verbs of moving on, which do not say that something is done.
    further "further";
    /// What is done by a measure that 按 leads to.
    by_standard "by-standard";
    /// Words between 可 and what is allowed: how far it goes.
    leave_how "leave-how";
    /// What stands behind a length of time that is part of a name.
    after_length "after-length";
    /// Words that are whole, though they begin as one does that leads to a noun.
    whole "whole";
    /// What may stand before a noun and is no part of it.
    before_noun "before-noun";
    /// Classes of which many shares may be told: which of them are meant stands before.
    general "general";
    /// What the name of a section ends in that says what a plan wants and not what it counts.
    planned "planned";
    /// Things whose name is one character.
    short_place "short-place";
    /// What a time of handling is compared with.
    legal_limit "legal-limit";
    /// What may stand between two items of a list.
    link "link";
    /// Verbs of building with another one in brackets.
    built "built";
    /// Words between a noun and its predicate.
    before_predicate "before-predicate";
    /// What makes a sum of money a rate for each.
    per_head "per-head";
    /// What makes a number a rate for so many people or things.
    per_so_many "per-so-many";
    /// What stands before 为 where a number of things behind it tells how many there are to be.
    before_is "before-is";
    /// What a standard does that is to rise to a rate for each.
    raised_to "raised-to";
    /// Ends of what a share is of.
    whole_of_share "whole-of-share";
    /// Words between such a rate and the sum: 每月发放100元至500元.
    paid "paid";
    /// What is done at one go (一次办结); no round is counted.
    at_once "at-once";
    /// What all of a thing is to keep to or to have: 新建建筑100%执行绿色标准.
    kept_to "kept-to";
    /// What a share is of that no thing is.
    part_of "part-of";
    /// What is told of how large a thing is, before the number: 建设长45公里、宽6.5米的公路.
    size "size";
    /// Verbs that lead to a rank.
    rank_verb "rank-verb";
    /// Ends of names of what is done, which no measure word of things counts.
    no_thing "no-thing";
    /// Words that only say which of the things that were spoken of before.
    which_batch "which-batch";
    /// Which part of a whole a number is of, by its turn: 首期, 二期.
    turn "turn";
    /// Words between a thing that 对 opens and what is done to it.
    done_to "done-to";
    /// What names that a number sums up are, of which no more is said: 三项指标.
    summed "summed";
    /// Verbs whose object is what is done to a thing.
    leads_to_deed "leads-to-deed";
    /// Rates of faults that are mended, which are still to be reached: 2023年督查图斑整改率.
    mended "mended";
    /// Words that end as a comparison begins: 占比2022年底降到5%, 合同3月底前到期.
    share_to_time "share-to-time";
    /// What makes the time behind it one that was: 较2021年, 已于3月.
    before_past "before-past";
    /// What the time behind it says the length of: 有效期至, 政策执行至.
    validity "validity";
    /// What a policy does for the time before it: 2024年5月1日至2025年4月30日实施降费政策.
    in_force "in-force";
    /// What a rule is or grants for the time before it, which is no period of a plan.
    valid_for "valid-for";
    /// What a period in front of it is part of the name of: （2021—2025年）规划, 为一个年度.
    of_period "of-period";
    /// Labels of the period of a plan: 规划期为2021—2025年.
    period_label "period-label";
    /// What the years before it are allowed or hold for: 3年内不得.
    not_within "not-within";
    /// What makes years those that were: 近三年.
    years_ago "years-ago";
    /// What makes a year before it no time of a task.
    after_year "after-year";
    /// What so much of is handled: 形成年处理30万吨的能力.
    capacity "capacity";
    /// What a number is of that stands before it.
    of_task "of-task";
    /// Verbs of setting a share of something aside.
    sets_aside "sets-aside";
    /// Names of the rate at which something grows: 按8%的幅度增长.
    rate_name "rate-name";
    /// Whom something is asked of, one by one: 每个社区不少于3名.
    asked_each "asked-each";
    /// Kinds of places, each of which is asked for something: 每个县建成一个示范园.
    asked_place "asked-place";
    /// Who is to see to the work itself, of whom nothing is reached: 每个县成立一个工作专班.
    work_body "work-body";
    /// What work is directed at, behind its name: 以大中型水库为重点.
    taken_as "taken-as";
    /// What is said of debts before how long they are due: 逾期|6期以上贷款.
    overdue "overdue";
    /// What is done with public money before it is spent.
    sets_out "sets-out";
    /// What is done with money that was granted: 下达补助资金总额的80%.
    given_out "given-out";
    /// How long what is published or held stands open: 公示期|不少于5个工作日.
    standing_term "standing-term";
    /// Heads of words for what holds for each of many, where money or a share follows: 亩均投资标准|不低于3000元.
    norm_head "norm-head";
    /// What begins the words for the means by which something is made: 利用|边角地建设.
    by_means "by-means";
    /// What becomes of some of the things counted before, behind their number: 3部以上|获省级以上奖项.
    won "won";
    /// What is done in a time of handling, right behind it: 竣工联合验收5个工作日办结.
    handled "handled";
    /// How the names of bodies of people end, whose number is told before them: 组建60人的突击队.
    body "body";
    /// What each of which costs something, behind 每: 每超目标1微克扣缴30万元.
    for_each_more "for-each-more";
    /// What it costs: 扣缴30万元.
    penalty "penalty";
    /// How the name of an event before which something is done ends: 造林结束前.
    before_event "before-event";
    /// How the names of shares end.
    share_name "share-name";
    /// Units by which things are named, too, where several stand in a list: 20路、102路, 三组、五组.
    numbered "numbered";
    /// What leads from a thing to those whom it is for.
    for_whom "for-whom";
    /// What leads to where a share of something goes: 不低于55%的比例用于养老服务.
    goes_to "goes-to";
    /// Ways of speaking that begin with a number and count nothing.
    idiom "idiom";
    /// How the rate of something is called, at the end of its name.
    rate "rate";
    /// How the size of a fund is called, at the end of its name.
    fund_size "fund-size";
    /// Rates at which money is paid, which are no rates of what is done.
    rate_of_money "rate-of-money";
    /// What a modifier begins with that has a verb within: 具有…实施…的.
    opens_modifier "opens-modifier";
    /// What a past year before it is compared with or a base for: 2020年基础上.
    behind_past "behind-past";
    /// How a share of money is taken from somebody: 扣减管护经费10%.
    deducts "deducts";
    /// How it is named how long something takes: 平均复电时间.
    takes_time "takes-time";
    /// What a number is compared with ends so: 较上年同期, 比近三年均值.
    compared_with "compared-with";
    /// Things that a rate is of which past work is told: 2023年签约项目投产率.
    of_rate "of-rate";
    /// What is not to happen at all, behind 零: 零新增.
    none_of_it "none-of-it";
    /// What joins the items of a list.
    and "and";
    /// How it is said that something is done at the time of something else: 与主体工程同步完成.
    in_step "in-step";
    /// Years that are part of a rate's name: 水费当年回收率.
    year_of_rate "year-of-rate";
    /// How a state is kept or a number grows, at the end of what is said: 失业率保持稳定, 收入增长较快.
    kept_so "kept-so";
    /// How words end that only tell a class, whose head stands once: 省级3处, 220千伏3项, 10亿元以上5个.
    class_end "class-end";
    /// What points at a share that was spoken of: 上述比例.
    of_above "of-above";
    /// What is told of a fund and leaves its name out: 设立产业基金，总规模达到100亿元.
    size_of_fund "size-of-fund";
    /// Names that begin as those do for whom something is done: 为民服务中心.
    for_in_name "for-in-name";
    /// What begins the words for all that was not told of: 其他地区, 其余6万亩.
    others "others";
    /// The same without what it is: 剩余30个.
    left_over "left-over";
    /// Words between so many and some of them: 桥梁11座中的7座.
    some_of "some-of";
    /// How the words for a place end that are no part of its name, longest first: 在5个乡镇范围内.
    within_place "within-place";
    /// What leads to a time at the head of a clause: 到2025年将….
    to_time "to-time";
    /// Verbs of money that is put into something: 投入3200万元.
    invested "invested";
    /// Verbs that tell how far a thing reaches: 专科联盟覆盖医疗机构.
    reaches "reaches";
    /// How it is said that there was none of a thing before: 医院CT配备实现零的突破.
    breakthrough "breakthrough";
    /// How the words for the way end in which something is done: 采取竞价等方式改造.
    in_this_way "in-this-way";
    /// Words that begin as 后 does behind what was done, and are names: 后勤.
    after_in_name "after-in-name";
    /// What a time is that a change is counted from: 以2020年为基数.
    as_base "as-base";
    /// What before a number says that so many are there or each has so many: 上述3项.
    not_asked "not-asked";
    /// What makes a number part of how long, or of what is passed: 连续3年, 满60岁.
    running "running";
    /// Units of how many a thing holds, which tells of which class it is: 30人以上企业.
    holds "holds";
    /// What says that a state is to be seen to: 确保城东区50%的社区建成综合体.
    caused "caused";
    /// Verbs that lead to another one, but not to what others do who are helped to it: 落实…建设.
    no_help "no-help";
    /// How so much of a thing comes to what is wanted: 建成区50%以上面积达到要求.
    comes_to "comes-to";
    /// Words between a thing and what all of it comes to: 30万亩全部实现.
    all_of_it "all-of-it";
    /// Words for the height that a sum has reached: 突破300亿元大关.
    height "height";
    /// Words that begin as 等 behind a list does, and are none: 5家等级医院.
    etc_in_name "etc-in-name";
    /// Words that begin as what asks somebody for something does, and are none: 市政府要求全市动员.
    asks_in_word "asks-in-word";
}

#[cfg(test)]
mod tests {
    use super::super::own::OwnRows;
    use super::*;

    #[test]
    fn no_word_hides_behind_a_shorter_one_where_the_first_is_taken() {
        let wordings = Wordings::parse(&OwnRows::default());
        for list in [&wordings.event_end, &wordings.issued_paper] {
            for (at, word) in list.iter().enumerate() {
                assert!(!list[..at].iter().any(|before| word.ends_with(before)), "{word}");
            }
        }
    }
}
