//! What the whole document tells each of its items: its date, its place, the periods of its plans, its conventions.

use super::document::{document_number, join};
use super::{Stages, page};
use crate::item::{Clause, ClauseForm, Item};
use crate::lexicon::Lexicon;
use crate::model::{Date, Jurisdiction, Period};
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
    /// Whether a zone within that place issued it which is no division.
    pub of_zone: bool,
    /// Whether the document does not tell that place.
    pub place_assumed: bool,
    /// The period of each plan.
    pub periods: Vec<Option<Period>>,
    /// Conventions on roles, in text order.
    pub conventions: Vec<Found<convention::ConventionFound>>,
    /// Those that were not stated before.
    pub rules: Vec<Found<convention::ConventionFound>>,
    /// Whether hardly an entry has a clause: the words of the tasks tell who answers.
    pub prose: bool,
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
        let issuer = if signature.is_empty() { title.as_str() } else { signature };
        let of_zone = organ::is_of_zone(issuer, stages.lexicon);
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
            of_zone,
            place_assumed: jurisdiction.is_none() && default.is_some(),
            jurisdiction: jurisdiction.or_else(|| default.cloned()),
            periods: periods(&plan_titles, &title, text, stages.lexicon, issued_on),
            conventions: Vec::new(),
            rules: Vec::new(),
            prose: tells_in_prose(stages),
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
            of_zone: self.of_zone,
        }
    }
}

/// Whether fewer than a third of the entries have a clause that says who answers.
fn tells_in_prose(stages: Stages<'_>) -> bool {
    let tells = |clause: &Clause| matches!(clause.form, ClauseForm::Labelled | ClauseForm::Organs(_));
    let told = stages.items.iter().filter(|item| item.clauses.iter().any(tells)).count();
    // 第三条: what a law says of who decides gives nobody a task.
    let article = |item: &Item| item.number.is_some_and(|number| number.of(&stages.body.text).ends_with('条'));
    told * 3 < stages.items.len() && !stages.items.iter().any(article)
}

/// Paragraphs between a table and what a note below it says, at most: the note's own heading and numbers.
const MOST_NOTES: usize = 6;

/// Where a convention begins to hold when that is above its words: a note below a table is the table's; one behind the
/// last clause of the document speaks of those before it.
fn begins_above(stages: Stages<'_>, index: usize, stated: Span) -> Option<u32> {
    let text = &stages.body.text;
    let paragraphs = &stages.body.paragraphs;
    let opens_note = |at: usize| is_note(paragraphs[at].span.of(text), stages.lexicon);
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
    let states = stages.lexicon.roles().states.are_in(words);
    let behind = |clause: &Clause| clause.whole.end > stated.start && !clause.whole.contains(stated);
    let last = || !stages.items.iter().flat_map(|item| &item.clauses).any(behind);
    let asks = words.match_indices('要').any(|(at, _)| !words[..at].ends_with('主'));
    (states && !asks && last()).then_some(0)
}

/// Whether a paragraph opens the notes below a table: 注：, 说明：, ※.
fn is_note(words: &str, lexicon: &Lexicon) -> bool {
    words.starts_with(['※', '*', '＊', '★', '▲'])
        || lexicon
            .papers()
            .note
            .strip_start(words)
            .is_some_and(|rest| rest.starts_with(['：', ':', '1', '.', '\t']) || rest.is_empty())
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
    let annexed = |title: &str| lexicon.kinds().is_list(title) || lexicon.papers().shares_out.end(title);
    let alone = titles.iter().filter(|title| !annexed(title)).count() <= 1;
    let mut last = None;
    let plans = titles.iter().enumerate().map(|(index, title)| {
        let stated = || if alone && (index == 0 || !annexed(title)) { period::stated(text, lexicon) } else { None };
        let own = period::of_title(title, lexicon)
            .or_else(|| period::of_title(named_more_fully(title, document)?, lexicon))
            .filter(|period| !looks_back(title, *period, issued_on, lexicon))
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
fn looks_back(title: &str, period: Period, issued_on: Option<Date>, lexicon: &Lexicon) -> bool {
    issued_on.is_some_and(|issued| period.end < issued) && lexicon.papers().looked_at.are_in(title)
}
