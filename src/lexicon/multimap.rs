//! A map of words that mostly have one value, and some several.

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Values by word, those of a word in the order in which they came.
#[derive(Debug)]
pub(super) struct Multimap<V> {
    /// The places of a word's first and last value.
    words: FxHashMap<&'static str, (u32, u32)>,
    /// All values, each with the place of the next one of its word; [`END`] behind the last.
    values: Vec<(V, u32)>,
}

/// The place behind the last value.
const END: u32 = u32::MAX;

impl<V> Multimap<V> {
    /// An empty map with room for so many values.
    pub(super) fn with_capacity(values: usize) -> Self {
        let words = FxHashMap::with_capacity_and_hasher(values, FxBuildHasher);
        Self { words, values: Vec::with_capacity(values) }
    }

    pub(super) fn add(&mut self, word: &'static str, value: V) {
        let at = u32::try_from(self.values.len()).unwrap_or(END);
        self.values.push((value, END));
        let (_, last) = self.words.entry(word).or_insert((at, at));
        if *last != at {
            self.values[*last as usize].1 = at;
            *last = at;
        }
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The values of a word; none where it is not known.
    pub(super) fn get<'m>(&'m self, word: &str) -> impl Iterator<Item = &'m V> + use<'m, V> {
        let first = self.words.get(word).map_or(END, |(first, _)| *first);
        let mut next = first;
        std::iter::from_fn(move || {
            let (value, after) = self.values.get(next as usize)?;
            next = *after;
            Some(value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_a_word_come_in_their_order_among_those_of_others() {
        let mut map = Multimap::with_capacity(5);
        for (word, value) in [("a", 1), ("b", 2), ("a", 3), ("c", 4), ("a", 5)] {
            map.add(word, value);
        }
        assert_eq!(map.get("a").collect::<Vec<_>>(), [&1, &3, &5]);
        assert_eq!(map.get("c").collect::<Vec<_>>(), [&4]);
        assert_eq!(map.get("d").count(), 0);
        assert!(map.contains("b") && !map.contains("d"));
    }
}
