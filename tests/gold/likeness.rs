//! How alike two strings are, as Python's `difflib.SequenceMatcher` measures it (Ratcliff and Obershelp).
//!
//! The gold was first scored by a Python script; the same measure gives the same pairs and the same figures.

use std::collections::HashMap;

/// From this length on, characters that make up more than a hundredth of the second string start no match.
const POPULAR_FROM: usize = 200;

/// A run that two strings share: where it starts in each, and how long it is.
#[derive(Clone, Copy)]
struct Block {
    a: usize,
    b: usize,
    size: usize,
}

struct Matcher {
    a: Vec<char>,
    b: Vec<char>,
    /// Where each character stands in `b`, popular ones left out.
    places: HashMap<char, Vec<usize>>,
}

impl Matcher {
    fn new(a: &str, b: &str) -> Self {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut places: HashMap<char, Vec<usize>> = HashMap::new();
        for (j, &ch) in b.iter().enumerate() {
            places.entry(ch).or_default().push(j);
        }
        if b.len() >= POPULAR_FROM {
            places.retain(|_, at| at.len() <= b.len() / 100 + 1);
        }
        Self { a, b, places }
    }

    /// The longest run that `a[alo..ahi]` and `b[blo..bhi]` share; of several the first in `a`, then in `b`.
    fn longest(&self, alo: usize, ahi: usize, blo: usize, bhi: usize) -> Block {
        let mut best = Block { a: alo, b: blo, size: 0 };
        // How long the run is that ends at `b[j]` and the character of `a` before this one.
        let mut before: HashMap<usize, usize> = HashMap::new();
        for i in alo..ahi {
            let mut now = HashMap::new();
            for &j in self.places.get(&self.a[i]).into_iter().flatten().filter(|j| (blo..bhi).contains(*j)) {
                let size = 1 + j.checked_sub(1).and_then(|j| before.get(&j)).copied().unwrap_or(0);
                now.insert(j, size);
                if size > best.size {
                    best = Block { a: i + 1 - size, b: j + 1 - size, size };
                }
            }
            before = now;
        }
        // Popular characters start no run, but lengthen one.
        while best.a > alo && best.b > blo && self.a[best.a - 1] == self.b[best.b - 1] {
            best = Block { a: best.a - 1, b: best.b - 1, size: best.size + 1 };
        }
        while best.a + best.size < ahi
            && best.b + best.size < bhi
            && self.a[best.a + best.size] == self.b[best.b + best.size]
        {
            best.size += 1;
        }
        best
    }

    /// How many characters lie in shared runs.
    fn matched(&self) -> usize {
        let mut sum = 0;
        let mut open = vec![(0, self.a.len(), 0, self.b.len())];
        while let Some((alo, ahi, blo, bhi)) = open.pop() {
            let block = self.longest(alo, ahi, blo, bhi);
            if block.size > 0 {
                sum += block.size;
                open.push((alo, block.a, blo, block.b));
                open.push((block.a + block.size, ahi, block.b + block.size, bhi));
            }
        }
        sum
    }
}

/// From 0, nothing shared, to 1, the same. An empty string is like an empty one only.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let matcher = Matcher::new(a, b);
    2.0 * matcher.matched() as f64 / (matcher.a.len() + matcher.b.len()) as f64
}

/// The length of the longest run that two strings share.
pub fn longest_shared(a: &str, b: &str) -> usize {
    let matcher = Matcher::new(a, b);
    matcher.longest(0, matcher.a.len(), 0, matcher.b.len()).size
}

#[test]
fn likeness_is_that_of_difflib() {
    // Each value printed by Python 3.11's difflib.
    for (a, b, expected) in [
        ("abcd", "bcde", 0.75),
        ("实施智能制造工程", "实施智能制造提升工程", 0.888_888_888_888_888_8),
        ("private Thread currentThread;", "private volatile Thread currentThread;", 0.865_671_641_791_044_7),
        ("甲乙丙丁", "丁丙乙甲", 0.25),
        ("甲", "", 0.0),
    ] {
        assert!((likeness(a, b) - expected).abs() < 1e-12, "{a} {b}: {}", likeness(a, b));
    }
    // 的 is popular in 210 characters and starts no run there.
    let long = "的一了".repeat(70);
    assert!(likeness("一的", &long) < 1e-12);
    assert_eq!(longest_shared("推动设施农业大棚", "新建设施农业大棚"), 6);
}
