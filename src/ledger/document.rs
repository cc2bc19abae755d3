//! Front matter and plans as published.

use super::locate::Locate;
use super::{Stages, page};
use crate::item::Clause;
use crate::lexicon::Lexicon;
use crate::model::{
    Certainty, Convention, ConventionRule, Date, DocumentInfo, DocumentNumber, Jurisdiction, Period, Plan,
};
use crate::note::Note;
use crate::recognise::{Context, Found, convention, organ, period};
use crate::text::Span;

/// What the whole document tells each of its items.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    /// The date of issue.
    pub issued_on: Option<Date>,
    /// The day that a paper without a date of issue tells of itself.
    pub dated: Option<Date>,
    /// The place whose organs issued it.
    pub jurisdiction: Option<Jurisdiction>,
    /// Whether the document does not tell that place.
    pub place_assumed: bool,
    /// The period of each plan.
    pub periods: Vec<Option<Period>>,
    /// Conventions on roles, in text order.
    pub conventions: Vec<Found<convention::ConventionFound>>,
    /// Those that were not stated before.
    pub rules: Vec<Found<convention::ConventionFound>>,
}

impl Frame {
    /// Reads what the front matter and the prose of the document tell. A document that does not tell its place is taken to
    /// be of `default`.
    pub(crate) fn read(stages: Stages<'_>, default: Option<&Jurisdiction>) -> Self {
        let text = &stages.body.text;
        let front = &stages.outline.front;
        let title = join(text, &front.title);
        // The first of two organs in one line.
        let signature = front.signature.first().and_then(|s| s.of(text).split([' ', '、']).next()).unwrap_or("");
        let plan_titles: Vec<String> = stages.outline.plans.iter().map(|plan| join(text, &plan.title)).collect();
        let jurisdiction = [signature, title.as_str()]
            .into_iter()
            .chain(plan_titles.iter().map(String::as_str))
            .filter(|name| !name.is_empty())
            .find_map(|name| organ::jurisdiction_of(name, stages.lexicon))
            .or_else(|| organ::jurisdiction_of_number(front.number?.of(text), stages.lexicon))
            .or_else(|| page::jurisdiction(stages));
        let issued_on = front.date.or_else(|| page::issued_on(stages));
        let issued_on = issued_on.map(|(date, _)| date);
        let mut frame = Self {
            issued_on,
            dated: if issued_on.is_none() { dated(stages) } else { None },
            place_assumed: jurisdiction.is_none() && default.is_some(),
            jurisdiction: jurisdiction.or_else(|| default.cloned()),
            periods: periods(&plan_titles, &title, text, stages.lexicon, issued_on),
            conventions: Vec::new(),
            rules: Vec::new(),
        };
        let context = frame.context(stages, None);
        // Of rows only the head of a table speaks so: 责任单位（排第一位的为牵头单位）.
        let speaks = |span: Span| span.of(text).contains("为牵头");
        let paragraphs = stages.body.paragraphs.iter().enumerate().filter(|(_, p)| !p.row || speaks(p.span));
        let mut conventions = Vec::new();
        for (index, paragraph) in paragraphs {
            let found = convention::find(&context, paragraph.span).into_iter();
            conventions.extend(found.map(|mut convention| {
                if convention.value.from.is_none() && !convention.value.later {
                    convention.value.from = begins_above(stages, index, convention.span);
                }
                convention
            }));
        }
        frame.rules = convention::without_repeated(&conventions);
        frame.conventions = conventions;
        frame
    }

    /// What the recognisers are told about the words of a plan, or of the notice.
    pub(crate) fn context<'a>(&'a self, stages: Stages<'a>, plan: Option<usize>) -> Context<'a> {
        Context {
            text: &stages.body.text,
            lexicon: stages.lexicon,
            issued_on: self.issued_on,
            period: plan.and_then(|p| self.periods.get(p).copied().flatten()),
            dated: self.dated,
            stage: None,
            jurisdiction: self.jurisdiction.as_ref(),
        }
    }
}

/// Paragraphs between a table and what a note below it says, at most: the note's own heading and numbers.
const MOST_NOTES: usize = 6;

/// Where a convention begins to hold when that is above its words: a note below a table is the table's; one behind the
/// last clause of the document speaks of those before it.
fn begins_above(stages: Stages<'_>, index: usize, stated: Span) -> Option<u32> {
    let text = &stages.body.text;
    let paragraphs = &stages.body.paragraphs;
    let opens_note = |at: usize| is_note(paragraphs[at].span.of(text));
    // A note may be the last row of its table.
    if paragraphs[index].row && !opens_note(index) || stated.of(text).contains("下同") {
        return None;
    }
    let above = &paragraphs[..index];
    let notes = above.iter().rev().take(MOST_NOTES).take_while(|p| !p.row).count();
    let table = above.len() - notes;
    if table > 0 && paragraphs[table - 1].row && (notes == 0 || opens_note(table)) {
        // Captions and the names of groups stand between rows.
        let mut first = table - 1;
        let between = |from: usize| paragraphs[..from].iter().rev().take(2).position(|p| p.row);
        while let Some(gap) = between(first) {
            first -= gap + 1;
        }
        return Some(paragraphs[first].span.start);
    }
    // 要压实第一责任单位牵头责任 states nothing of the lists above.
    let words = stated.of(text);
    let states = ["为牵头", "为主", "会同", "均为", "即为", "视为"].iter().any(|is| words.contains(is));
    let behind = |clause: &Clause| clause.whole.end > stated.start && !clause.whole.contains(stated);
    let last = || !stages.items.iter().flat_map(|item| &item.clauses).any(behind);
    let asks = words.match_indices('要').any(|(at, _)| !words[..at].ends_with('主'));
    (states && !asks && last()).then_some(0)
}

/// Whether a paragraph opens the notes below a table: 注：, 说明：, ※.
fn is_note(words: &str) -> bool {
    let label =
        ["注", "备注", "附注", "说明", "填表说明", "有关说明"].iter().filter_map(|label| words.strip_prefix(label));
    words.starts_with(['※', '*', '＊', '★', '▲'])
        || label.into_iter().any(|rest| rest.starts_with(['：', ':', '1', '.', '\t']) || rest.is_empty())
}

/// Paragraphs in which a paper without a date of issue tells of what day it is, at most: its title, the note below it, who
/// filled it in.
const MOST_HEAD: usize = 8;

/// The longest of them, in characters.
const LONGEST_HEAD: usize = 40;

/// The day that stands below the title (（2019年7月10日更新）, 填报日期：2019年7月10日) or opens the minutes of a meeting; else the
/// year of the document's number.
fn dated(stages: Stages<'_>) -> Option<Date> {
    let text = &stages.body.text;
    let mut prose = false;
    let head = stages.body.paragraphs.iter().take_while(|p| !p.row).take(MOST_HEAD).map(|p| p.span.of(text));
    let told = head
        .take_while(|words| !std::mem::replace(&mut prose, words.contains('。')))
        .map(|words| words.split('。').next().unwrap_or(""))
        .filter(|words| words.chars().count() <= LONGEST_HEAD || words.starts_with("20"))
        .find_map(|words| period::day_told(words, stages.lexicon));
    let year = || i16::try_from(document_number(stages.outline.front.number?.of(text))?.year).ok();
    let numbered = || Date::new(year()?, 1, 1);
    told.or_else(numbered)
}

/// The period of each plan: by its title, by that title as the document quotes it, or by the words of a plan that stands
/// alone (2012年起5年内). The tables and lists that are annexed to a plan are of its time.
fn periods(
    titles: &[String],
    document: &str,
    text: &str,
    lexicon: &Lexicon,
    issued_on: Option<Date>,
) -> Vec<Option<Period>> {
    let annexed =
        |title: &str| lexicon.kinds().is_list(title) || ["分工", "任务分解"].iter().any(|end| title.ends_with(end));
    let alone = titles.iter().filter(|title| !annexed(title)).count() <= 1;
    let mut last = None;
    let plans = titles.iter().enumerate().map(|(index, title)| {
        let stated = || if alone && (index == 0 || !annexed(title)) { period::stated(text, lexicon) } else { None };
        let own = period::of_title(title, lexicon)
            .or_else(|| period::of_title(named_more_fully(title, document)?, lexicon))
            .filter(|period| !looks_back(title, *period, issued_on))
            .or_else(stated);
        last = if annexed(title) { own.or(last) } else { own };
        last
    });
    plans.collect()
}

/// The title of a plan as that of the document quotes it, with what the plan's own lost or left out: 《某某意见（2016—2020年）》.
fn named_more_fully<'t>(title: &str, document: &'t str) -> Option<&'t str> {
    let bare = title.split(['（', '(']).next().filter(|bare| !bare.is_empty())?;
    let quoted = document.split('《').skip(1).filter_map(|rest| rest.split('》').next());
    quoted.into_iter().find(|quoted| quoted.starts_with(bare))
}

/// Whether the year of a title is the one that was looked at, and over when the plan was issued (2024年度审计整改方案).
fn looks_back(title: &str, period: Period, issued_on: Option<Date>) -> bool {
    issued_on.is_some_and(|issued| period.end < issued)
        && ["整改", "反馈", "审计"].iter().any(|word| title.contains(word))
}

/// The lines of a title as one. Blanks between its organs are the page's way to part them, and go.
pub(super) fn join(text: &str, lines: &[Span]) -> String {
    let title: String = lines.iter().map(|line| line.of(text)).collect();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let parts: Vec<&str> = title.split(' ').collect();
    parts.iter().skip(1).fold(parts[0].to_owned(), |mut joined, part| {
        if latin(joined.chars().next_back()) && latin(part.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(part);
        joined
    })
}

/// The plans as published.
pub(super) fn plans(stages: Stages<'_>, frame: &Frame, locate: &Locate<'_>) -> Vec<Plan> {
    let plans = stages.outline.plans.iter().enumerate();
    plans
        .map(|(index, plan)| Plan {
            id: format!("p{}", index + 1),
            title: join(&stages.body.text, &plan.title),
            period: frame.periods.get(index).copied().flatten(),
            at: locate.at(
                plan.title.iter().copied().reduce(Span::cover).unwrap_or_default(),
                if plan.own_title { "outline/document-is-plan" } else { "outline/annex-title" },
                Certainty::Certain,
            ),
        })
        .collect()
}

/// The front matter as published.
pub(super) fn info(stages: Stages<'_>, frame: &Frame, locate: &Locate<'_>, notes: &mut Vec<Note>) -> DocumentInfo {
    let text = &stages.body.text;
    let front = &stages.outline.front;
    let title = title(stages, notes);
    let start = Span { start: 0, end: 0 };
    if let Some(place) = frame.jurisdiction.as_ref().filter(|_| frame.place_assumed) {
        let words = format!("文件未写明地区，按设置视为“{}” (the document tells no place; taken as set)", place.name);
        notes.push(Note::info("place-assumed", start, words));
    }
    notes.extend(front.damaged_day.map(|span| damaged_day(span, text, front.date.map(|(date, _)| date))));
    if front.date.is_none() {
        notes.push(page::date_note(stages));
    }
    let printed = front.number.and_then(|span| document_number(span.of(text)));
    DocumentInfo {
        kind: stages.lexicon.kinds().of_title(&title).map(str::to_owned),
        document_number: printed.or_else(|| document_number(&page::number(stages, notes)?)),
        issuers: whole_issuers(stages, &title, notes),
        addressees: front
            .addressees
            .map_or_else(Vec::new, |span| organ::split_addressees(span.of(text), stages.lexicon)),
        issued_on: frame.issued_on,
        jurisdiction: frame.jurisdiction.clone(),
        attachments: attachments(text, &front.attachments),
        conventions: frame
            .conventions
            .iter()
            .map(|found| Convention {
                rule: rule(found),
                quote: found.span.of(text).to_owned(),
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        title: (!title.is_empty()).then_some(title),
    }
}

/// Who issued the document, by itself or by the page around it.
fn whole_issuers(stages: Stages<'_>, title: &str, notes: &mut Vec<Note>) -> Vec<String> {
    let (text, front) = (&stages.body.text, &stages.outline.front);
    let own = issuers(text, &front.signature, &front.title);
    if let [one] = own.as_slice() {
        return page::in_full(stages, one, notes).map_or(own, |full| vec![full]);
    }
    if !own.is_empty() {
        return own;
    }
    if let Some(organ) = front.letterhead {
        return vec![organ.of(text).to_owned()];
    }
    let plans = stages.outline.plans.iter().map(|plan| join(text, &plan.title));
    let titles: Vec<String> = plans.chain([title.to_owned()]).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    page::issuers(stages, &titles, notes)
}

/// The title; of a notice that is printed without its own it is that of the one plan which it hands on, or of the first
/// one, if its words name that.
fn title(stages: Stages<'_>, notes: &mut Vec<Note>) -> String {
    let (text, start) = (&stages.body.text, Span { start: 0, end: 0 });
    let printed = join(text, &stages.outline.front.title);
    if !printed.is_empty() {
        return printed;
    }
    let plans = &stages.outline.plans;
    let named = |title: &str| stages.outline.front.other.iter().any(|words| names(words.of(text), title));
    if let Some(plan) = plans.first()
        && let Some(at) = plan.title.first()
        && (plans.len() == 1 || named(&join(text, &plan.title)))
    {
        let title = join(text, &plan.title);
        let words = format!(
            "通知自身未载标题，以所附“{title}”为题 (the notice is printed without a title; that of its plan is taken)"
        );
        notes.push(Note::info("title-from-plan", *at, words));
        return title;
    }
    notes.push(Note::warning("no-title", start, "未找到标题 (no title was found)"));
    String::new()
}

/// Whether words quote a title: 《某某行动计划》已经….
fn names(words: &str, title: &str) -> bool {
    words.split('《').skip(1).any(|rest| rest.strip_prefix(title).is_some_and(|rest| rest.starts_with('》')))
}

/// What is said of a day of signing that lost characters.
fn damaged_day(span: Span, text: &str, read: Option<Date>) -> Note {
    let words = span.of(text);
    let words = match read {
        Some(date) => format!(
            "成文日期“{words}”似有残缺，只有一种读法，读作{date}，请核对 (the date of issue lost characters and can be read in one way only; please check)"
        ),
        None => format!(
            "成文日期“{words}”似有残缺，读法不止一种，未作猜测 (the date of issue lost characters and can be read in several ways; it was not guessed)"
        ),
    };
    Note::warning("date-damaged", span, words)
}

/// The attachments, each once: a name may stand in the list and above what was left out.
fn attachments(text: &str, named: &[Span]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(named.len());
    for name in named.iter().map(|span| span.of(text)) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn rule(found: &Found<convention::ConventionFound>) -> ConventionRule {
    found.value.rule
}

/// How the names of organs end before what they do.
const ORGAN_ENDS: [&str; 19] = [
    "政府",
    "办公厅",
    "办公室",
    "委员会",
    "国务院",
    "部",
    "厅",
    "局",
    "委",
    "署",
    "党组",
    "指挥部",
    "领导小组",
    "管委会",
    "办",
    "公司",
    "集团",
    "中心",
    "法院",
];

/// The longest name of a place before an organ, in characters: 新疆维吾尔自治区.
const LONGEST_PLACE: usize = 10;

/// The organs of the signature, each in its fuller form where the title has one; without a signature, those of the title.
fn issuers(text: &str, signature: &[Span], title: &[Span]) -> Vec<String> {
    let titled = issuers_of_title(text, title);
    if signature.is_empty() {
        return titled;
    }
    let names = signature.iter().flat_map(|line| line.of(text).split([' ', '、'])).filter(|name| !name.is_empty());
    // 省财政厅 is 某某省财政厅 in the title; 水利部 there is another organ than 某某省水利部.
    let is_place =
        |place: &str| place.chars().count() <= LONGEST_PLACE && !ORGAN_ENDS.iter().any(|end| place.ends_with(end));
    let full = |name: &str| {
        let place = |titled: &&String| titled.strip_suffix(name).is_some_and(is_place);
        titled.iter().find(place).cloned()
    };
    let names: Vec<&str> = names.collect();
    let glued = titled.first().filter(|_| titled.len() == 1 && names.len() > 1);
    if let Some(parted) = glued.and_then(|titled| parted(titled, &names, is_place)) {
        return parted;
    }
    names.into_iter().map(|name| full(name).unwrap_or_else(|| name.to_owned())).collect()
}

/// The organs that a title names without a mark between, as the signature parts them: each with the place that the title
/// has before it.
fn parted(titled: &str, names: &[&str], is_place: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let mut rest = titled;
    let mut organs = Vec::with_capacity(names.len());
    for name in names {
        let at = rest.find(name)?;
        organs.push(rest[..at + name.len()].to_owned());
        if at > 0 && !is_place(&rest[..at]) {
            return None;
        }
        rest = &rest[at + name.len()..];
    }
    rest.is_empty().then_some(organs)
}

/// The organs of Party and government, or their offices, that a title names without a mark between: 中共某县委办公室某县人民
/// 政府办公室.
fn party_and_state(names: &str) -> [&str; 2] {
    const PARTY: [&str; 9] =
        ["委办公室", "委办公厅", "委员会办公室", "委员会办公厅", "委办", "县委", "市委", "区委", "省委"];
    let office = |end: &&str| Some(names.find(*end)? + end.len());
    let end = PARTY.iter().find_map(office).filter(|&end| names[end..].contains("政府"));
    end.map_or([names, ""], |end| [&names[..end], &names[end..]])
}

/// The organs of one place that a title names without a mark between: 某市商务局某市财政局. The place tells where each begins.
fn of_one_place(names: &str) -> Vec<&str> {
    const LEVELS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];
    let place = names.find(LEVELS).map_or("", |at| &names[..at + '市'.len_utf8()]);
    // 市商务局 has no place of its own.
    if place.chars().count() < 2 {
        return vec![names];
    }
    let begins = |&(at, _): &(usize, &str)| ORGAN_ENDS.iter().any(|end| names[..at].ends_with(end));
    let starts: Vec<usize> = names.match_indices(place).filter(begins).map(|(at, _)| at).collect();
    let ends = starts.iter().copied().chain([names.len()]);
    std::iter::once(0).chain(starts.iter().copied()).zip(ends).map(|(from, to)| &names[from..to]).collect()
}

/// The organs that a title begins with: before 关于, before 印发《…》 or 转发, before the year of a plan.
fn issuers_of_title(text: &str, title: &[Span]) -> Vec<String> {
    let lines: Vec<&str> = title.iter().map(|line| line.of(text)).collect();
    let whole = lines.join("\n");
    let year = || whole.find(|c: char| c.is_ascii_digit()).filter(|&at| whole[at..].starts_with("20"));
    let deed = ["关于", "印发《", "转发", "批转"].iter().filter_map(|deed| whole.find(deed)).min();
    let Some(end) = deed.or_else(year) else { return Vec::new() };
    let is_organ = |name: &str| ORGAN_ENDS.iter().any(|end| name.ends_with(end));
    let parts = whole[..end].split([' ', '、', '\n']).filter(|part| !part.is_empty());
    let parts = parts.flat_map(party_and_state).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.flat_map(of_one_place).collect();
    if parts.iter().all(|part| is_organ(part)) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    // A line of the title may break a name.
    let head: String = parts.concat();
    if is_organ(&head) { vec![head] } else { Vec::new() }
}

/// 鲁政办字〔2022〕28号 taken apart.
fn document_number(text: &str) -> Option<DocumentNumber> {
    let open = text.find(['〔', '[', '［', '（', '(', '【'])?;
    let digits = |part: &str| {
        part.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect::<String>()
    };
    let rest = &text[open..];
    let close = rest.find(['〕', ']', '］', '）', ')', '】'])?;
    Some(DocumentNumber {
        text: text.to_owned(),
        code: text[..open].to_owned(),
        year: digits(&rest[..close]).parse().ok()?,
        sequence: digits(&rest[close..]).parse().ok()?,
    })
}
