//! Sets of characters that a look-up of a word begins with, so that most words cost no more than one bit.

/// A set of characters of the basic plane.
#[derive(Debug, Clone)]
pub(super) struct CharSet {
    bits: Box<[u64]>,
}

/// Characters of the basic plane.
const PLANE: usize = 0x1_0000;

impl CharSet {
    /// Whether the set holds a character.
    #[inline]
    pub(super) fn contains(&self, c: char) -> bool {
        let c = c as usize;
        self.bits.get(c / 64).is_some_and(|word| word & (1 << (c % 64)) != 0)
    }

    pub(super) fn insert(&mut self, c: char) {
        let c = c as usize;
        if let Some(word) = self.bits.get_mut(c / 64) {
            *word |= 1 << (c % 64);
        }
    }
}

impl Default for CharSet {
    fn default() -> Self {
        Self { bits: vec![0; PLANE / 64].into_boxed_slice() }
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut set = Self::default();
        chars.into_iter().for_each(|c| set.insert(c));
        set
    }
}
