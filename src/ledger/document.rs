//! Front matter and plans as published.

use std::sync::LazyLock;

use regex::Regex;

use super::Stages;
use super::locate::Locate;
use crate::model::{
    Certainty, Convention, ConventionRule, Date, DocumentInfo, DocumentNumber, Jurisdiction, Period, Plan, RemovedKind,
};
use crate::note::Note;
use crate::recognise::{Context, Found, convention, organ, period};
use crate::text::{Span, half_width};

/// What the whole document tells each of its items.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    /// The date of issue.
    pub issued_on: Option<Date>,
    /// The place whose organs issued it.
    pub jurisdiction: Option<Jurisdiction>,
    /// Whether the document does not tell that place.
    pub place_assumed: bool,
    /// The period of each plan.
    pub periods: Vec<Option<Period>>,
    /// Conventions on roles, in text order.
    pub conventions: Vec<Found<convention::ConventionFound>>,
}

impl Frame {
    /// Reads what the front matter and the prose of the document tell. A document that does not tell its place is taken to
    /// be of `default`.
    pub(crate) fn read(stages: Stages<'_>, default: Option<&Jurisdiction>) -> Self {
        let text = &stages.body.text;
        let front = &stages.outline.front;
        let title = join(text, &front.title);
        let signature = front.signature.first().map_or("", |s| s.of(text));
        let plan_titles: Vec<String> = stages.outline.plans.iter().map(|plan| join(text, &plan.title)).collect();
        let jurisdiction = [signature, title.as_str()]
            .into_iter()
            .chain(plan_titles.iter().map(String::as_str))
            .filter(|name| !name.is_empty())
            .find_map(|name| organ::jurisdiction_of(name, stages.lexicon))
            .or_else(|| organ::jurisdiction_of_number(front.number?.of(text), stages.lexicon));
        let mut frame = Self {
            issued_on: front.date.map(|(date, _)| date),
            place_assumed: jurisdiction.is_none() && default.is_some(),
            jurisdiction: jurisdiction.or_else(|| default.cloned()),
            // A plan that stands alone may state its period in its words (2012年起5年内).
            periods: plan_titles
                .iter()
                .map(|title| {
                    let stated = || period::stated(text, stages.lexicon).filter(|_| plan_titles.len() == 1);
                    period::of_title(title, stages.lexicon).or_else(stated)
                })
                .collect(),
            conventions: Vec::new(),
        };
        let context = frame.context(stages, None);
        // Of rows only the head of a table speaks so: 责任单位（排第一位的为牵头单位）.
        let speaks = |span: Span| span.of(text).contains("为牵头");
        let paragraphs = stages.body.paragraphs.iter().filter(|p| !p.row || speaks(p.span));
        let conventions = paragraphs.flat_map(|p| convention::find(&context, p.span)).collect();
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
            jurisdiction: self.jurisdiction.as_ref(),
        }
    }
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
    let title = join(text, &front.title);
    let start = Span { start: 0, end: 0 };
    if title.is_empty() {
        notes.push(Note::warning("no-title", start, "未找到标题 (no title was found)"));
    }
    if let Some(place) = frame.jurisdiction.as_ref().filter(|_| frame.place_assumed) {
        let words = format!("文件未写明地区，按设置视为“{}” (the document tells no place; taken as set)", place.name);
        notes.push(Note::info("place-assumed", start, words));
    }
    if front.date.is_none() {
        notes.push(Note::info("no-date", start, "未找到成文日期 (no date of issue was found)"));
    }
    DocumentInfo {
        kind: stages.lexicon.kinds().of_title(&title).map(str::to_owned),
        document_number: front
            .number
            .and_then(|span| document_number(span.of(text)))
            .or_else(|| on_page(stages, notes)),
        issuers: issuers(text, &front.signature, &title),
        addressees: front
            .addressees
            .map_or_else(Vec::new, |span| organ::split_addressees(span.of(text), stages.lexicon)),
        issued_on: frame.issued_on,
        jurisdiction: frame.jurisdiction.clone(),
        attachments: front.attachments.iter().map(|span| span.of(text).to_owned()).collect(),
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

fn rule(found: &Found<convention::ConventionFound>) -> ConventionRule {
    found.value.rule
}

/// The organs of the signature; without one, the organ before 关于 in the title.
fn issuers(text: &str, signature: &[Span], title: &str) -> Vec<String> {
    if !signature.is_empty() {
        return signature
            .iter()
            .flat_map(|line| line.of(text).split([' ', '、']))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let Some((head, _)) = title.split_once("关于") else { return Vec::new() };
    let organ = ["政府", "办公厅", "办公室", "委员会", "国务院", "部", "厅", "局", "委", "署"]
        .iter()
        .any(|end| head.ends_with(end));
    if organ { head.split([' ', '、']).map(str::to_owned).collect() } else { Vec::new() }
}

/// A number that only the page around the document states: 发文字号：鲁政办字〔2023〕31号 among what was removed.
fn on_page(stages: Stages<'_>, notes: &mut Vec<Note>) -> Option<DocumentNumber> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:发文字号|文件编号|发文号|文\s*号)[\]】]?\s*[：:]?\s*([一-鿿]{1,14}[一-鿿A-Z]?[〔\[［（(【](?:19|20)[0-9]{2}[〕\]］）)】]第?[0-9]{1,5}号)",
        )
        .expect("a literal pattern")
    });
    let site = stages.body.removed.iter().filter(|piece| piece.kind == RemovedKind::Site);
    let (number, at) = site.take(MOST_PAGE_LINES).find_map(|piece| {
        let words: String = piece.raw.of(&stages.document.text).chars().map(half_width).collect();
        let found = LABELLED.captures(&words)?.get(1)?;
        Some((document_number(found.as_str())?, piece.at))
    })?;
    let words = format!(
        "发文字号“{}”取自网页的信息栏，正文未载 (the document number is from the page around the document)",
        number.text
    );
    notes.push(Note::info("number-from-page", Span { start: at, end: at }, words));
    Some(number)
}

/// Lines of a page's frame that are looked at for what they say of the document.
const MOST_PAGE_LINES: usize = 100;

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
