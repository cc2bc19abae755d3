//! A map of words, or of the characters that they begin with, that mostly have one value, and some several.

use std::borrow::Borrow;
use std::hash::Hash;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Values by key, those of a key in the order in which they came.
#[derive(Debug)]
pub(super) struct Multimap<K, V> {
    /// The places of a key's first and last value.
    keys: FxHashMap<K, (u32, u32)>,
    /// All values, each with the place of the next one of its key; [`END`] behind the last.
    values: Vec<(V, u32)>,
}

/// The place behind the last value.
const END: u32 = u32::MAX;

impl<K: Eq + Hash, V> Multimap<K, V> {
    /// An empty map with room for so many keys and values.
    pub(super) fn with_capacity(keys: usize, values: usize) -> Self {
        let keys = FxHashMap::with_capacity_and_hasher(keys, FxBuildHasher);
        Self { keys, values: Vec::with_capacity(values) }
    }

    pub(super) fn add(&mut self, key: K, value: V) {
        let at = u32::try_from(self.values.len()).unwrap_or(END);
        self.values.push((value, END));
        let (_, last) = self.keys.entry(key).or_insert((at, at));
        if *last != at {
            self.values[*last as usize].1 = at;
            *last = at;
        }
    }

    pub(super) fn contains<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.keys.contains_key(key)
    }

    /// The values of a key; none where it is not known.
    pub(super) fn get<'m, Q: Eq + Hash + ?Sized>(
        &'m self,
        key: &Q,
    ) -> impl Iterator<Item = &'m V> + Clone + use<'m, Q, K, V>
    where
        K: Borrow<Q>,
    {
        let first = self.keys.get(key).map_or(END, |(first, _)| *first);
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
    fn the_values_of_a_key_come_in_their_order_among_those_of_others() {
        let mut map = Multimap::with_capacity(3, 5);
        for (word, value) in [("a", 1), ("b", 2), ("a", 3), ("c", 4), ("a", 5)] {
            map.add(word, value);
        }
        assert_eq!(map.get("a").collect::<Vec<_>>(), [&1, &3, &5]);
        assert_eq!(map.get("c").collect::<Vec<_>>(), [&4]);
        assert_eq!(map.get("d").count(), 0);
        assert!(map.contains("b") && !map.contains("d"));
    }
}
