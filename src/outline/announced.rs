//! The titles of annexes that a notice announces.

use std::collections::HashSet;

use super::front::Source;
use super::title::plain;
use super::{Front, own};
use crate::text::Span;

/// The titles in 《》 that the front matter names, as [`plain`] words: brackets within brackets change their form. So is what
/// the document's own title issues.
#[derive(Debug, Clone, Default)]
pub(super) struct Announced {
    titles: HashSet<String>,
    /// How many attachments, and how many other words, of the front matter were read.
    read: [usize; 2],
}

impl Announced {
    pub(super) fn of(source: Source<'_>, front: &Front) -> Self {
        let mut announced = Self::default();
        announced.read(source, &front.title);
        announced.learn(source, front);
        if front.covering {
            let issued = own::title(source, front).iter().map(|line| plain(line.of(&source.body.text))).collect();
            announced.titles.insert(issued);
        }
        announced
    }

    /// Reads what joined the front matter since.
    pub(super) fn learn(&mut self, source: Source<'_>, front: &Front) {
        for (known, words) in [&front.attachments, &front.other].into_iter().enumerate() {
            self.read(source, words.get(self.read[known]..).unwrap_or_default());
            self.read[known] = words.len();
        }
    }

    fn read(&mut self, source: Source<'_>, words: &[Span]) {
        let words = words.iter().map(|span| span.of(&source.body.text));
        let named = words.flat_map(|words| words.split('《').skip(1)).filter_map(|rest| rest.split('》').next());
        self.titles.extend(named.map(plain));
    }

    /// Whether words are one of the titles.
    pub(super) fn is_title(&self, plain: &str) -> bool {
        self.titles.contains(plain)
    }

    /// Whether words stand in one of the titles.
    pub(super) fn is_in_title(&self, plain: &str) -> bool {
        self.titles.iter().any(|title| title.contains(plain))
    }
}
