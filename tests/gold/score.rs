//! Ledgers against gold: what was found, missed and found falsely, field by field.
//!
//! Entries are paired one to one: the title decides, the printed number breaks ties, order is kept where titles repeat.
//! What a pair says is then compared as multisets of keys. `targets+object` also wants the object to agree, in its core.
//! `section`, `basis` and `due` compare only what pairs, respectively targets, have in common.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use taizhang::model;

use super::format::{self, Gold};
use super::likeness::{likeness, longest_shared};

/// Titles less alike than this are of different entries.
const SAME_TITLE: f64 = 0.85;
/// A found entry this much like one that may be there counts neither way.
const OPTIONAL_TITLE: f64 = 0.6;
/// Noise shorter than this turns up in good words too. Characters.
const NOISE_LENGTH: usize = 5;

/// What of one field was found.
#[derive(Default, Clone)]
pub struct Tally {
    pub found: usize,
    pub missed: usize,
    pub false_ones: usize,
    pub differences: Vec<String>,
}

impl Tally {
    /// Counts two multisets against each other.
    fn add<K: PartialEq + std::fmt::Debug>(&mut self, gold: &[K], found: Vec<K>, place: &str) {
        let mut left = found;
        for key in gold {
            if let Some(at) = left.iter().position(|other| other == key) {
                left.remove(at);
                self.found += 1;
            } else {
                self.missed += 1;
                self.differences.push(format!("missed {place}: {key:?}"));
            }
        }
        self.false_ones += left.len();
        self.differences.extend(left.iter().map(|key| format!("false  {place}: {key:?}")));
    }

    pub fn f1(&self) -> f64 {
        let share = |of: usize| if of == 0 { 1.0 } else { self.found as f64 / of as f64 };
        let (precision, recall) = (share(self.found + self.false_ones), share(self.found + self.missed));
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// Tallies by field.
pub type Score = BTreeMap<&'static str, Tally>;

/// Compares one ledger with its gold and adds to `score`.
pub fn score(place: &str, gold: &Gold, ledger: &model::Ledger, score: &mut Score) {
    front(place, gold, ledger, score);
    let pairs = pair(&gold.entries, &ledger.entries);
    for (i, entry) in gold.entries.iter().enumerate() {
        let found = pairs.get(&i).map(|&j| &ledger.entries[j]);
        row(place, Some(entry), found, score);
    }
    let taken: HashSet<usize> = pairs.values().copied().collect();
    let optional: Vec<String> = gold.optional_entries.iter().map(|entry| squash(&entry.title)).collect();
    for (j, found) in ledger.entries.iter().enumerate().filter(|(j, _)| !taken.contains(j)) {
        let title = squash(&found.title);
        if !optional.iter().any(|other| likeness(other, &title) >= OPTIONAL_TITLE) {
            row(&format!("{place} [{j}]"), None, Some(found), score);
        }
    }
    let body: Vec<String> = ledger.entries.iter().map(|e| squash(&format!("{}{}", e.title, e.text))).collect();
    for noise in &gold.removed {
        let key = squash(noise);
        let leaked = key.chars().count() > NOISE_LENGTH && body.iter().any(|words| words.contains(&key));
        let found = if leaked { vec![] } else { vec![noise] };
        score.entry("clean").or_default().add(&[noise], found, place);
    }
}

fn front(place: &str, gold: &Gold, ledger: &model::Ledger, score: &mut Score) {
    let (want, have) = (&gold.document, &ledger.document);
    let mut wanted = Vec::new();
    let mut found = Vec::new();
    let one = |keys: &mut Vec<(&'static str, String)>, field, value: Option<String>| {
        keys.extend(value.filter(|value| !value.is_empty()).map(|value| (field, squash(&value))));
    };
    one(&mut wanted, "title", want.title.clone());
    one(&mut found, "title", have.title.clone());
    one(&mut wanted, "document_number", want.document_number.clone());
    one(&mut found, "document_number", have.document_number.as_ref().map(|number| number.text.clone()));
    one(&mut wanted, "issued_on", want.issued_on.clone());
    one(&mut found, "issued_on", have.issued_on.map(|day| day.to_string()));
    let mut many = |field, gold: &[String], ledger: Vec<&String>| {
        wanted.extend(gold.iter().map(|name| (field, squash(name))));
        found.extend(ledger.into_iter().map(|name| (field, squash(name))));
    };
    many("issuers", &want.issuers, have.issuers.iter().collect());
    many("addressees", &want.addressees, have.addressees.iter().collect());
    many("plan", &gold.plans, ledger.plans.iter().map(|plan| &plan.title).collect());
    score.entry("front").or_default().add(&wanted, found, place);
    let rules = have.conventions.iter().map(|convention| name_of(&convention.rule)).collect();
    score.entry("conventions").or_default().add(&gold.conventions, rules, place);
}

/// Pairs of gold and found entries, by index.
fn pair(gold: &[format::Entry], found: &[model::Entry]) -> HashMap<usize, usize> {
    let mut scored = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        let titles: Vec<String> = std::iter::once(&g.title).chain(&g.title_alt).map(|title| squash(title)).collect();
        let numbers: Vec<String> = std::iter::once(g.number.as_deref().unwrap_or_default())
            .chain(g.number_alt.iter().map(String::as_str))
            .map(bare_number)
            .collect();
        for (j, f) in found.iter().enumerate() {
            let title = squash(&f.title);
            let same = titles.iter().map(|other| likeness(other, &title)).fold(0.0, f64::max);
            if same >= SAME_TITLE {
                let number = numbers.contains(&bare_number(f.number.as_deref().unwrap_or_default()));
                let bonus = 0.2 * f64::from(u8::from(number)) + 0.1 * f64::from(u8::from(g.part == f.part));
                scored.push((same + bonus - 0.0001 * i.abs_diff(j) as f64, i, j));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut pairs = HashMap::new();
    let mut taken = HashSet::new();
    for (_, i, j) in scored {
        if !pairs.contains_key(&i) && taken.insert(j) {
            pairs.insert(i, j);
        }
    }
    pairs
}

/// Compares one pair, or what stands alone.
fn row(place: &str, gold: Option<&format::Entry>, found: Option<&model::Entry>, score: &mut Score) {
    let blank = format::Entry::default();
    let title = gold.map(|g| &g.title).or(found.map(|f| &f.title)).expect("one of them is there");
    let number = gold.map_or_else(|| found.and_then(|f| f.number.clone()), |g| g.number.clone());
    let place = format!("{place} {} {}", number.as_deref().unwrap_or("-"), title.chars().take(18).collect::<String>());
    let key = [squash(title)];
    score.entry("entries").or_default().add(
        if gold.is_some() { &key } else { &[] },
        if found.is_some() { key.to_vec() } else { vec![] },
        &place,
    );
    if let (Some(gold), Some(found)) = (gold, found) {
        let kind = name_of(&found.kind);
        let wanted = if gold.kind_alt.contains(&kind) { &kind } else { &gold.kind };
        score.entry("kind").or_default().add(std::slice::from_ref(wanted), vec![kind.clone()], &place);
        let section: Vec<String> = found.section.iter().map(|heading| squash(heading)).collect();
        let readings = std::iter::once(&gold.section).chain(&gold.section_alt);
        let mut readings = readings.map(|reading| reading.iter().map(|heading| squash(heading)).collect());
        let first: Vec<String> = readings.next().expect("the first reading");
        let wanted = readings.find(|reading| *reading == section).unwrap_or(first);
        score.entry("section").or_default().add(&[wanted], vec![section], &place);
    }
    let gold = gold.unwrap_or(&blank);
    organs(&place, gold, found, score);
    let persons = found.map(|f| f.persons.iter().map(|person| squash(&person.name)).collect()).unwrap_or_default();
    let wanted: Vec<String> = gold.persons.iter().map(|name| squash(name)).collect();
    score.entry("persons").or_default().add(&wanted, persons, &place);
    targets(&place, gold, found.map(|f| &f.targets[..]).unwrap_or_default(), score);
    figures(&place, gold, found.map(|f| &f.figures[..]).unwrap_or_default(), score);
    deadlines(&place, gold, found.map(|f| &f.deadlines[..]).unwrap_or_default(), score);
}

fn organs(place: &str, gold: &format::Entry, found: Option<&model::Entry>, score: &mut Score) {
    let may = &gold.optional_organs;
    for (role, field, want, may) in [
        (model::Role::Lead, "lead", &gold.lead, &may.lead),
        (model::Role::Support, "support", &gold.support, &may.support),
        (model::Role::Responsible, "responsible", &gold.responsible, &may.responsible),
        (model::Role::Guide, "guide", &gold.guide, &may.guide),
    ] {
        let want: Vec<String> = want.iter().map(|name| squash(name)).collect();
        let may: Vec<String> = may.iter().map(|name| squash(name)).collect();
        let lists = found.iter().flat_map(|f| &f.responsibilities).filter(|list| list.role == role);
        let have = lists.flat_map(|list| &list.organs).map(|organ| squash(&organ.name)).collect();
        score.entry(field).or_default().add(&want, without(have, &may, &want), place);
    }
}

/// What a target is compared by: comparator, value, upper end, unit.
type TargetKey = (Option<String>, Option<rust_decimal::Decimal>, Option<rust_decimal::Decimal>, String);

fn targets(place: &str, gold: &format::Entry, found: &[model::Target], score: &mut Score) {
    let have: Vec<(TargetKey, &model::Target)> = found.iter().map(|target| (found_key(target), target)).collect();
    let want: Vec<(TargetKey, &format::Target)> = gold
        .targets
        .iter()
        .map(|target| {
            let readings = gold_keys(target);
            let hit = readings.iter().find(|key| have.iter().any(|(other, _)| other == *key));
            (hit.unwrap_or(&readings[0]).clone(), target)
        })
        .collect();
    let optional: Vec<_> =
        gold.optional_targets.iter().map(|q| (decimal(q.value.as_deref()), squash(&q.unit))).collect();
    let have: Vec<_> = have
        .into_iter()
        .filter(|(key, _)| !optional.contains(&(key.1, key.3.clone())) || want.iter().any(|(wanted, _)| wanted == key))
        .collect();
    let wanted: Vec<TargetKey> = want.iter().map(|(key, _)| key.clone()).collect();
    score.entry("targets").or_default().add(&wanted, have.iter().map(|(key, _)| key.clone()).collect(), place);

    let mut left = have;
    for (key, target) in want {
        let object = squash(&target.object);
        let hit = left.iter().position(|(other, t)| *other == key && agrees(&object, &squash(&t.object)));
        let tally = score.entry("targets+object").or_default();
        let Some(hit) = hit else {
            tally.missed += 1;
            tally.differences.push(format!("missed {place}: {key:?} {object}"));
            continue;
        };
        tally.found += 1;
        let (_, found) = left.remove(hit);
        let basis = Some(name_of(&found.basis));
        let same = target.basis == basis || basis.as_ref().is_some_and(|basis| target.basis_alt.contains(basis));
        let wanted = if same { basis.clone() } else { target.basis.clone() };
        score.entry("basis").or_default().add(&[(&object, wanted)], vec![(&object, basis)], place);
        let due = found.due.map(|due| due.by.to_string());
        let wanted = if target.due_alt.contains(&due) { due.clone() } else { target.due.clone() };
        score.entry("due").or_default().add(&[(&object, wanted)], vec![(&object, due)], place);
    }
    let tally = score.entry("targets+object").or_default();
    tally.false_ones += left.len();
    tally.differences.extend(left.iter().map(|(key, t)| format!("false  {place}: {key:?} {}", t.object)));
}

fn found_key(target: &model::Target) -> TargetKey {
    match &target.quantity {
        Some(q) => (Some(name_of(&q.comparator)), q.value.map(|v| v.0), q.upper.map(|v| v.0), squash(&q.unit)),
        None => (None, None, None, String::new()),
    }
}

/// The readings of a gold target, the first one first.
fn gold_keys(target: &format::Target) -> Vec<TargetKey> {
    let units = || std::iter::once(&target.unit).chain(&target.unit_alt);
    let values =
        std::iter::once(target.value.as_deref()).chain(target.value_alt.iter().map(|value| Some(value.as_str())));
    let key = |value, unit| (target.comparator.clone(), decimal(value), decimal(target.upper.as_deref()), squash(unit));
    values.flat_map(|value| units().map(move |unit| key(value, unit))).collect()
}

/// Whether two objects have their core in common: one within the other, or half of the gold's in one run.
fn agrees(gold: &str, found: &str) -> bool {
    if gold.is_empty() || found.is_empty() {
        return gold == found;
    }
    gold.contains(found) || found.contains(gold) || longest_shared(gold, found) * 2 >= gold.chars().count()
}

fn figures(place: &str, gold: &format::Entry, found: &[model::Figure], score: &mut Score) {
    let key = |q: &format::Quantity| (decimal(q.value.as_deref()), squash(&q.unit));
    let want: Vec<_> = gold.figures.iter().map(key).collect();
    // What may be a target may as well be a figure.
    let may: Vec<_> = gold.optional_figures.iter().chain(&gold.optional_targets).map(key).collect();
    let have = found.iter().map(|f| (f.quantity.value.map(|v| v.0), squash(&f.quantity.unit))).collect();
    score.entry("figures").or_default().add(&want, without(have, &may, &want), place);
}

fn deadlines(place: &str, gold: &format::Entry, found: &[model::Deadline], score: &mut Score) {
    let key = |d: &format::Deadline| (d.kind.clone(), d.by.clone());
    let want: Vec<_> = gold.deadlines.iter().map(key).collect();
    let may: Vec<_> = gold.optional_deadlines.iter().map(key).collect();
    let have = found.iter().map(|d| (name_of(&d.kind), d.by.map(|day| day.to_string()))).collect();
    score.entry("deadlines").or_default().add(&want, without(have, &may, &want), place);
}

/// What was found, less the optional keys that are not wanted anyway.
fn without<K: PartialEq>(found: Vec<K>, optional: &[K], wanted: &[K]) -> Vec<K> {
    found.into_iter().filter(|key| !optional.contains(key) || wanted.contains(key)).collect()
}

/// The published name of an enum's value.
fn name_of(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("plain data");
    value.as_str().expect("an enum of names").to_owned()
}

fn decimal(value: Option<&str>) -> Option<rust_decimal::Decimal> {
    value?.parse().ok()
}

/// Text without blanks, with half-width and full-width punctuation made one and no stop at its ends.
fn squash(text: &str) -> String {
    let folded: String = text
        .chars()
        .filter(|ch| !ch.is_whitespace())
        .map(|ch| match ch {
            '（' => '(',
            '）' => ')',
            '：' => ':',
            '；' => ';',
            '，' => ',',
            '．' => '.',
            '！' => '!',
            '？' => '?',
            _ => ch,
        })
        .collect();
    folded.trim_matches(['。', '.', ';', ',', ':']).to_owned()
}

fn bare_number(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace() && !".．、()（）﹒".contains(*ch)).collect()
}
