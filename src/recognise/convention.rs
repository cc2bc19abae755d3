//! Sentences that set roles for the rest of a document.

use super::responsibility::{ClauseReading, Duty};
use super::{Context, Found, organ};
use crate::model::{Certainty, ConventionRule, Organ, Role};
use crate::text::Span;

/// A convention as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConventionFound {
    /// What it rules.
    pub rule: ConventionRule,
    /// The organs that a default executor names.
    pub organs: Vec<Organ>,
}

/// The conventions in a paragraph.
#[must_use]
pub fn find(context: &Context<'_>, span: Span) -> Vec<Found<ConventionFound>> {
    let words = span.of(context.text);
    // Every form of such a sentence speaks of a unit that leads, or of what is not listed again.
    if !words.contains("牵头单位")
        && !words.contains("不再列出")
        && !words.contains("不再一一列出")
        && !words.contains("牵头部门")
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = span.start as usize;
    for sentence in words.split_inclusive(['。', '；', '（', '）', '\n', '(', ')']) {
        let place = Span::new(start, start + sentence.len()).trim(context.text);
        start += sentence.len();
        if let Some((rule, organs)) = read(context, place) {
            let plain = place.of(context.text).trim_end_matches(['。', '；', '（', '）', '(', ')', ',', '，']);
            let place = Span::new(place.start as usize, place.start as usize + plain.len());
            found.push(Found {
                value: ConventionFound { rule, organs },
                span: place,
                rule: "convention/sentence",
                certainty: Certainty::Certain,
            });
        }
    }
    found
}

/// The rule that a sentence states.
fn read(context: &Context<'_>, span: Span) -> Option<(ConventionRule, Vec<Organ>)> {
    let words = span.of(context.text);
    let has = |options: &[&str]| options.iter().any(|w| words.contains(w));
    let first = has(&["第一位", "首位", "第一个", "排第一", "排首位", "列首位", "排在第一", "排名第一"]);
    if first && has(&["牵头单位", "牵头部门", "为牵头"]) {
        return Some((ConventionRule::FirstListedLeads, Vec::new()));
    }
    let none = has(&["无牵头", "未明确牵头", "没有牵头", "未列牵头", "未标明牵头", "未注明牵头", "不分牵头"]);
    if none && has(&["责任单位", "责任部门"]) {
        return Some((ConventionRule::ResponsibleLeadsIfNone, Vec::new()));
    }
    if has(&["不再列出", "不再一一列出", "不再逐一列出"]) {
        let start = ["均需", "均由", "需", "由"].iter().find_map(|w| words.find(w).map(|at| at + w.len()))?;
        let end =
            start + ["落实", "负责", "参与", "配合", "执行"].iter().filter_map(|w| words[start..].find(w)).min()?;
        let base = span.start as usize;
        let names = organ::split_names(context.text, Span::new(base + start, base + end));
        let organs = organ::organs(context, &names);
        return (!organs.is_empty()).then_some((ConventionRule::DefaultResponsible, organs));
    }
    None
}

/// Applies the conventions in force to what a clause says.
pub fn apply(active: &[Found<ConventionFound>], reading: &mut ClauseReading) {
    for convention in active {
        match convention.value.rule {
            ConventionRule::FirstListedLeads => first_leads(&mut reading.duties),
            ConventionRule::ResponsibleLeadsIfNone => responsible_leads(&mut reading.duties),
            ConventionRule::DefaultResponsible => add_default(convention, &mut reading.duties),
        }
    }
}

/// The first organ of a list without roles told apart leads, the others support.
fn first_leads(duties: &mut Vec<Found<Duty>>) {
    // Roles that the words tell apart stand as printed.
    let told_apart = duties.iter().any(|d| d.value.role != Role::Responsible || d.value.told_apart);
    if told_apart {
        return;
    }
    let Some(first) = duties.iter_mut().find(|d| !d.value.organs.is_empty()) else { return };
    let others = first.value.organs.split_off(1);
    first.value.role = Role::Lead;
    first.rule = "convention/first-listed-leads";
    first.certainty = Certainty::Likely;
    let mut rest = first.clone();
    first.value.open_ended = rest.value.open_ended && others.is_empty();
    rest.value.role = Role::Support;
    rest.value.organs = others;
    let at = duties.iter().position(|d| d.rule == "convention/first-listed-leads").map_or(0, |i| i + 1);
    for later in &mut duties[at..] {
        later.value.role = Role::Support;
        later.rule = "convention/first-listed-leads";
        later.certainty = Certainty::Likely;
    }
    if !rest.value.organs.is_empty() {
        duties.insert(at, rest);
    }
}

/// Where no organ leads, all that are responsible do.
fn responsible_leads(duties: &mut [Found<Duty>]) {
    if duties.iter().any(|d| d.value.role == Role::Lead && !d.value.organs.is_empty()) {
        return;
    }
    for duty in duties.iter_mut().filter(|d| d.value.role == Role::Responsible) {
        duty.value.role = Role::Lead;
        duty.rule = "convention/responsible-leads-if-none";
        duty.certainty = Certainty::Likely;
    }
}

/// Adds the default executor to an entry whose clause does not name it.
fn add_default(convention: &Found<ConventionFound>, duties: &mut Vec<Found<Duty>>) {
    let organs: Vec<Organ> = convention
        .value
        .organs
        .iter()
        .filter(|organ| !duties.iter().any(|d| d.value.organs.iter().any(|o| o.name == organ.name)))
        .cloned()
        .collect();
    if duties.is_empty() || organs.is_empty() {
        return;
    }
    duties.push(Found {
        value: Duty { role: Role::Responsible, organs, open_ended: false, mode: None, told_apart: true },
        span: convention.span,
        rule: "convention/default-responsible",
        certainty: Certainty::Likely,
    });
}
