//! Which entry of the old ledger is which of the new one.

use std::collections::HashMap;

use super::grams::Grams;
use crate::model::{Entry, Ledger};

/// Entries of the same id are one when their words are at least so alike: a number may have gone to other work.
const SAME_ID: f64 = 0.5;

/// Entries of different ids are one when their words are at least so alike. Below it a person would call them two.
const OTHER_ID: f64 = 0.55;

/// Pairs of characters by which candidates are sought: the rarest ones tell most.
const TELLING: usize = 16;

/// A pair of characters in more entries than this tells nothing, and looking at all of them would take long.
const COMMON: usize = 48;

/// Candidates of which the likeness is worked out, those with most telling pairs in common first.
const CANDIDATES: usize = 12;

/// The words of an entry, ready to be compared.
struct Words {
    title: Grams,
    all: Grams,
}

impl Words {
    fn of(entry: &Entry) -> Self {
        Self { title: Grams::of(&[&entry.title]), all: Grams::of(&[&entry.title, &entry.text]) }
    }

    /// A title that stayed outweighs words that were rewritten.
    fn likeness(&self, other: &Self) -> f64 {
        let all = self.all.likeness(&other.all);
        all.max((all + self.title.likeness(&other.title)) / 2.0)
    }
}

/// The entries that are one: indexes into the old ledger's entries and the new one's, in the old order.
///
/// One to one. First those with the same words, then those with the same id and similar words, then by likeness, best
/// first; an entry like no other has no pair. The time grows with the number of entries, not with its square.
#[must_use]
pub fn pairs(old: &Ledger, new: &Ledger) -> Vec<(usize, usize)> {
    let mut found = Found { old: vec![None; old.entries.len()], new: vec![false; new.entries.len()] };
    let by_id: HashMap<&str, usize> = new.entries.iter().enumerate().map(|(i, entry)| (entry.id.as_str(), i)).collect();
    same_words(&old.entries, &new.entries, &by_id, &mut found);

    let left_old: Vec<(usize, Words)> = left(&old.entries, |i| found.old[i].is_none());
    let left_new: Vec<(usize, Words)> = left(&new.entries, |i| !found.new[i]);
    let place: HashMap<usize, usize> = left_new.iter().enumerate().map(|(place, (index, _))| (*index, place)).collect();
    for (index, words) in &left_old {
        let same_id = by_id.get(old.entries[*index].id.as_str());
        if let Some(place) = same_id.and_then(|other| place.get(other))
            && words.likeness(&left_new[*place].1) >= SAME_ID
        {
            found.join(*index, left_new[*place].0);
        }
    }

    let mut scored = scored(&left_old, &left_new, &old.entries, &new.entries, &found);
    // Best first; among equals the shorter way, then text order.
    scored.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then_with(|| a.order().cmp(&b.order())));
    for pair in scored {
        if found.old[pair.old].is_none() && !found.new[pair.new] {
            found.join(pair.old, pair.new);
        }
    }
    found.old.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new))).collect()
}

/// The pairs found so far.
struct Found {
    old: Vec<Option<usize>>,
    new: Vec<bool>,
}

impl Found {
    fn join(&mut self, old: usize, new: usize) {
        self.old[old] = Some(new);
        self.new[new] = true;
    }
}

/// Two entries that may be one.
struct Scored {
    likeness: f64,
    /// Whether they stand under different headings.
    elsewhere: bool,
    old: usize,
    new: usize,
}

impl Scored {
    fn order(&self) -> (bool, usize, usize, usize) {
        (self.elsewhere, self.old.abs_diff(self.new), self.old, self.new)
    }
}

/// Joins entries with the same title and text: those with the same id first, the others in text order.
fn same_words(old: &[Entry], new: &[Entry], by_id: &HashMap<&str, usize>, found: &mut Found) {
    let words = |entry: &Entry| (entry.title.clone(), entry.text.clone());
    for (index, entry) in old.iter().enumerate() {
        if let Some(&other) = by_id.get(entry.id.as_str())
            && words(entry) == words(&new[other])
            && !found.new[other]
        {
            found.join(index, other);
        }
    }
    let mut by_words: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for (index, entry) in new.iter().enumerate().rev().filter(|(index, _)| !found.new[*index]) {
        by_words.entry(words(entry)).or_default().push(index);
    }
    for (index, entry) in old.iter().enumerate() {
        if found.old[index].is_none()
            && let Some(other) = by_words.get_mut(&words(entry)).and_then(Vec::pop)
        {
            found.join(index, other);
        }
    }
}

fn left(entries: &[Entry], is_left: impl Fn(usize) -> bool) -> Vec<(usize, Words)> {
    entries.iter().enumerate().filter(|(i, _)| is_left(*i)).map(|(i, entry)| (i, Words::of(entry))).collect()
}

/// The pairs worth joining among what is left, found by the rare pairs of characters that they share.
fn scored(
    left_old: &[(usize, Words)],
    left_new: &[(usize, Words)],
    old: &[Entry],
    new: &[Entry],
    found: &Found,
) -> Vec<Scored> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, (index, words)) in left_new.iter().enumerate().filter(|(_, (index, _))| !found.new[*index]) {
        debug_assert!(!found.new[*index]);
        for gram in words.all.distinct() {
            holders.entry(gram).or_default().push(place);
        }
    }
    let mut scored = Vec::new();
    for (index, words) in left_old.iter().filter(|(index, _)| found.old[*index].is_none()) {
        let known = words.all.distinct().filter_map(|gram| holders.get(&gram).map(|places| (places.len(), gram)));
        let mut telling: Vec<(usize, u64)> = known.filter(|(count, _)| *count <= COMMON).collect();
        telling.sort_unstable();
        telling.truncate(TELLING);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (_, gram) in telling {
            for &place in &holders[&gram] {
                *shared.entry(place).or_insert(0) += 1;
            }
        }
        let mut candidates: Vec<(usize, usize)> = shared.into_iter().collect();
        candidates.sort_unstable_by_key(|&(place, count)| (std::cmp::Reverse(count), place));
        for (place, _) in candidates.into_iter().take(CANDIDATES) {
            let (other, others_words) = &left_new[place];
            let likeness = words.likeness(others_words);
            if likeness >= OTHER_ID {
                let elsewhere = old[*index].section != new[*other].section;
                scored.push(Scored { likeness, elsewhere, old: *index, new: *other });
            }
        }
    }
    scored
}
