//! How alike two texts are: what share of their pairs of characters they have in common.

/// The pairs of characters of a text, sorted, each as often as it occurs. Blanks and marks do not count: a revision
/// changes them freely.
#[derive(Debug, Clone, Default)]
pub(super) struct Grams(Vec<u64>);

impl Grams {
    pub(super) fn of(parts: &[&str]) -> Self {
        let mut grams = Vec::new();
        for part in parts {
            let mut last = None;
            for c in part.chars().filter(|c| c.is_alphanumeric()) {
                // A text of one character has a pair too: with its start.
                grams.push(u64::from(last.map_or(0, u32::from)) << 32 | u64::from(u32::from(c)));
                last = Some(c);
            }
        }
        grams.sort_unstable();
        Self(grams)
    }

    /// The pairs, each once.
    pub(super) fn distinct(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.chunk_by(|a, b| a == b).map(|run| run[0])
    }

    /// From 0, nothing in common, to 1, the same pairs (Dice's coefficient). Two empty texts are alike.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let whole = self.0.len() + other.0.len();
        if whole == 0 {
            return 1.0;
        }
        let (mut a, mut b, mut common) = (0, 0, 0_usize);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => (a, b, common) = (a + 1, b + 1, common + 1),
            }
        }
        2.0 * common as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_blanks_do_not_count() {
        let likeness = |a: &str, b: &str| Grams::of(&[a]).likeness(&Grams::of(&[b]));
        assert_eq!(likeness("推进改革，扩大开放", "推进改革、 扩大开放。"), 1.0);
        assert_eq!(likeness("推进改革", "扩大开放"), 0.0);
        assert_eq!(likeness("", "。"), 1.0);
        assert!(likeness("培育集群10家", "培育集群12家") > 0.5);
    }
}
