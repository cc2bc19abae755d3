//! What an entry states, and what of it changed.

use super::grams::Grams;
use super::{Change, Fact, Field, words};
use crate::model::{Entry, Organ, Role};
use crate::sheet::words::{kind, person_role};

/// Two facts of a field are one that reads otherwise now when their words are at least so alike.
const SAME_FACT: f64 = 0.4;

/// What tells whether a fact is the same, and its words.
type Keyed = (String, String);

/// The changes of an entry, in the order of [`Field`]'s use below.
pub(super) fn changes(old: &Entry, new: &Entry) -> Vec<Change> {
    let one = |field, old: Option<&str>, new: Option<&str>| {
        let words = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        Change::of(field, words(old), words(new))
    };
    let section = |entry: &Entry| entry.section.join(" > ");
    let mut changes = Vec::new();
    changes.extend(one(Field::Number, old.number.as_deref(), new.number.as_deref()));
    changes.extend(one(Field::Section, Some(&section(old)), Some(&section(new))));
    changes.extend(one(Field::Kind, Some(kind(old.kind)), Some(kind(new.kind))));
    changes.extend(one(Field::Title, Some(&old.title), Some(&new.title)));
    changes.extend(one(Field::Text, Some(&old.text), Some(&new.text)));
    for (role, field) in ROLES {
        changes.extend(sets(field, organs(old, role), organs(new, role), Joining::Never));
    }
    changes.extend(sets(Field::Mode, modes(old), modes(new), Joining::InOrder));
    changes.extend(sets(Field::Person, persons(old), persons(new), Joining::InOrder));
    changes.extend(sets(Field::Target, targets(old), targets(new), Joining::ByWords));
    changes.extend(sets(Field::Figure, figures(old), figures(new), Joining::ByWords));
    changes.extend(sets(Field::Deadline, deadlines(old), deadlines(new), Joining::InOrder));
    changes
}

/// All facts of an entry, in words.
pub(super) fn facts(entry: &Entry) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut add = |field, keyed: Vec<Keyed>| {
        facts.extend(keyed.into_iter().map(|(_, words)| Fact { field, words }));
    };
    for (role, field) in ROLES {
        add(field, organs(entry, role));
    }
    add(Field::Mode, modes(entry));
    add(Field::Person, persons(entry));
    add(Field::Target, targets(entry));
    add(Field::Figure, figures(entry));
    add(Field::Deadline, deadlines(entry));
    facts
}

const ROLES: [(Role, Field); 4] = [
    (Role::Lead, Field::Lead),
    (Role::Support, Field::Support),
    (Role::Responsible, Field::Responsible),
    (Role::Guide, Field::Guide),
];

/// The organs of one role. One of which more is known than its printed name is told by that.
fn organs(entry: &Entry, role: Role) -> Vec<Keyed> {
    let mut organs = Vec::new();
    for list in entry.responsibilities.iter().filter(|list| list.role == role) {
        organs.extend(list.organs.iter().map(organ));
        if list.open_ended {
            organs.push(same("等"));
        }
    }
    organs
}

fn organ(organ: &Organ) -> Keyed {
    let words = organ.canonical.as_ref().unwrap_or(&organ.name);
    (organ.id.as_ref().unwrap_or(words).clone(), words.clone())
}

fn modes(entry: &Entry) -> Vec<Keyed> {
    entry.responsibilities.iter().filter_map(|list| list.mode.as_deref()).map(same).collect()
}

fn persons(entry: &Entry) -> Vec<Keyed> {
    entry.persons.iter().map(|person| same(&format!("{} {}", person_role(person.role), person.name))).collect()
}

fn targets(entry: &Entry) -> Vec<Keyed> {
    entry.targets.iter().map(|target| same(&words::target(target))).collect()
}

fn figures(entry: &Entry) -> Vec<Keyed> {
    entry.figures.iter().map(|figure| same(&words::figure(figure))).collect()
}

fn deadlines(entry: &Entry) -> Vec<Keyed> {
    entry.deadlines.iter().map(|deadline| same(&words::deadline(deadline))).collect()
}

/// A fact that is told by its words.
pub(super) fn same(words: &str) -> Keyed {
    (words.to_owned(), words.to_owned())
}

/// Which facts that only one side has are one that changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joining {
    /// None: another organ is another organ.
    Never,
    /// The first with the first.
    InOrder,
    /// Those with similar words.
    ByWords,
}

/// The changes between two lists of facts of one field; their order is no change.
pub(super) fn sets(field: Field, mut old: Vec<Keyed>, mut new: Vec<Keyed>, joining: Joining) -> Vec<Change> {
    old.retain(|(key, _)| match new.iter().position(|(other, _)| other == key) {
        Some(index) => {
            new.remove(index);
            false
        }
        None => true,
    });
    let mut changes = Vec::new();
    for (_, before) in old {
        let other = match joining {
            Joining::Never => None,
            Joining::InOrder => (!new.is_empty()).then_some(0),
            Joining::ByWords => likest(&before, &new),
        };
        changes.push(Change { field, old: Some(before), new: other.map(|index| new.remove(index).1) });
    }
    changes.extend(new.into_iter().map(|(_, after)| Change { field, old: None, new: Some(after) }));
    changes
}

/// The fact with the most similar words, the first among equals, if one is similar enough.
fn likest(words: &str, facts: &[Keyed]) -> Option<usize> {
    let grams = Grams::of(&[words]);
    let mut best: Option<(f64, usize)> = None;
    for (index, (_, other)) in facts.iter().enumerate() {
        let likeness = grams.likeness(&Grams::of(&[other]));
        if likeness >= SAME_FACT && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, index));
        }
    }
    best.map(|(_, index)| index)
}
