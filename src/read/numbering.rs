//! The numbers that Word counts: which paragraphs have one, and what it is.

use std::collections::HashMap;

use super::counted::Digits;

/// What stands for a bullet, whatever the sign in its font is.
pub(super) const BULLET: &str = "●";

/// Levels of a list: so many there are in Word.
pub(super) const LEVELS: usize = 9;

/// Styles that stand on one another: no more are followed, so that a circle ends.
const MOST_STYLES: usize = 20;

/// The list that is none: a paragraph in it has no number, whatever its style says.
pub(super) const NO_LIST: &str = "0";

/// Where a paragraph stands in which list, as far as it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub list: Option<String>,
    pub level: Option<usize>,
}

/// The lists of a document.
#[derive(Default)]
pub(super) struct Numbering {
    /// Kinds of lists by their id.
    pub kinds: HashMap<String, Kind>,
    /// The lists: their kind, and what is different in them.
    pub lists: HashMap<String, List>,
    pub styles: HashMap<String, Style>,
}

#[derive(Default)]
pub(super) struct Kind {
    pub levels: [Level; LEVELS],
    /// The last number of each level; `None` before its first.
    counts: [Option<u32>; LEVELS],
}

#[derive(Clone)]
pub(super) struct Level {
    pub start: u32,
    pub shown: Shown,
    /// The number with the words around it; the characters U+0000 to U+0008 stand for the numbers of the levels.
    pub text: String,
    /// The style whose paragraphs are of this level.
    pub style: Option<String>,
    /// Whether the numbers of the levels above are shown in decimal here.
    pub decimal: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Shown {
    Digits(Digits),
    Bullet,
    Nothing,
}

#[derive(Default)]
pub(super) struct List {
    pub kind: String,
    /// The numbers with which levels begin in this list.
    pub starts: [Option<u32>; LEVELS],
    /// The levels that are others than those of its kind.
    pub levels: [Option<Level>; LEVELS],
    /// Whether it has begun.
    begun: bool,
}

#[derive(Default)]
pub(super) struct Style {
    pub based_on: Option<String>,
    pub place: Place,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, shown: Shown::Digits(Digits::Decimal), text: String::new(), style: None, decimal: false }
    }
}

impl List {
    /// A list of this kind, with nothing of its own.
    pub(super) fn of(kind: String) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// A number as it stands before words: 第一条 is apart from them.
pub(super) fn apart(mut number: String) -> String {
    if number.ends_with(char::is_alphanumeric) {
        number.push(' ');
    }
    number
}

impl Numbering {
    /// What stands before the words of a paragraph with this place and style: its number, with the words around it. The
    /// list counts on.
    pub(super) fn next(&mut self, place: &Place, style: Option<&str>) -> Option<String> {
        self.count(place, style).map(apart)
    }

    fn count(&mut self, place: &Place, style: Option<&str>) -> Option<String> {
        let (id, level) = self.place(place, style)?;
        let list = self.lists.get_mut(&id)?;
        let Kind { levels, counts } = self.kinds.get_mut(&list.kind)?;
        if !std::mem::replace(&mut list.begun, true) {
            for (count, start) in counts.iter_mut().zip(&list.starts) {
                if let Some(start) = start {
                    *count = start.checked_sub(1);
                }
            }
        }
        let of = |level: usize| list.levels[level].as_ref().unwrap_or(&levels[level]);
        let own = of(level);
        counts[level] = Some(counts[level].map_or(own.start, |last| last.saturating_add(1)));
        counts[level + 1..].fill(None);
        let number = |c: char| Some(c as usize).filter(|level| *level < LEVELS);
        match own.shown {
            Shown::Bullet => return Some(BULLET.to_owned()),
            Shown::Nothing if !own.text.chars().any(|c| number(c).is_some()) => return Some(own.text.clone()),
            _ => {}
        }
        let mut shown = String::new();
        for c in own.text.chars() {
            let Some(other) = number(c) else {
                shown.push(c);
                continue;
            };
            let number = counts[other].unwrap_or(of(other).start);
            match of(other).shown {
                Shown::Digits(_) if own.decimal && other != level => shown.push_str(&number.to_string()),
                Shown::Digits(digits) => shown.push_str(&digits.show(number)),
                Shown::Bullet | Shown::Nothing => {}
            }
        }
        Some(shown)
    }

    /// The list and the level of a paragraph: its own, or those of its style.
    fn place(&self, place: &Place, style: Option<&str>) -> Option<(String, usize)> {
        let mut found = place.clone();
        let mut styles = Vec::new();
        let mut next = style;
        while let Some(name) = next.filter(|_| styles.len() < MOST_STYLES) {
            let Some(style) = self.styles.get(name) else { break };
            styles.push(name);
            found.list = found.list.or_else(|| style.place.list.clone());
            found.level = found.level.or(style.place.level);
            next = style.based_on.as_deref();
        }
        let id = found.list.filter(|id| id != NO_LIST)?;
        // A style says which level is its own by standing there.
        let level = found.level.or_else(|| {
            let kind = self.kinds.get(&self.lists.get(&id)?.kind)?;
            let own = |level: &Level| level.style.as_deref().is_some_and(|own| styles.contains(&own));
            kind.levels.iter().position(own)
        });
        Some((id, level.unwrap_or(0))).filter(|(_, level)| *level < LEVELS)
    }
}
