//! The numbers that Word counts: which paragraphs have one, and what it is.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::read::counted::Digits;
use crate::read::package::{Elements, attribute};

/// What stands for a bullet, whatever the sign in its font is.
const BULLET: &str = "●";

/// Levels of a list: so many there are in Word.
const LEVELS: usize = 9;

/// Styles that stand on one another: no more are followed, so that a circle ends.
const MOST_STYLES: usize = 20;

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
    kinds: HashMap<String, Kind>,
    /// The lists: their kind, and what begins anew in them.
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
}

#[derive(Default)]
struct Kind {
    levels: [Level; LEVELS],
    /// The last number of each level; `None` before its first.
    counts: [Option<u32>; LEVELS],
}

#[derive(Clone)]
struct Level {
    start: u32,
    shown: Shown,
    /// The number with the words around it: 第%1条, %1.%2.
    text: String,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
    /// Whether the numbers of the levels above are shown in decimal here.
    decimal: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Digits(Digits),
    Bullet,
    Nothing,
}

#[derive(Default)]
struct List {
    kind: String,
    /// The numbers with which levels begin in this list.
    starts: [Option<u32>; LEVELS],
    /// Whether it has begun.
    begun: bool,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    place: Place,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, shown: Shown::Digits(Digits::Decimal), text: String::new(), style: None, decimal: false }
    }
}

impl Numbering {
    /// Reads the parts that say how paragraphs are numbered. What cannot be read of them numbers nothing.
    pub(super) fn new(numbering: Option<&str>, styles: Option<&str>) -> Self {
        let mut found = Self::default();
        if let Some(part) = numbering {
            found.read_lists(part);
        }
        if let Some(part) = styles {
            found.read_styles(part);
        }
        found
    }

    fn read_lists(&mut self, part: &str) {
        let (mut kind, mut list, mut level) = (None, None, 0);
        // What is behind damage is not read.
        for element in Elements::of(part).map_while(Result::ok) {
            match element.local_name().as_ref() {
                "abstractNum" => (kind, list) = (attribute(&element, "abstractNumId"), None),
                "num" => (kind, list) = (None, attribute(&element, "numId")),
                "abstractNumId" => {
                    if let (Some(list), Some(kind)) = (&list, value(&element)) {
                        self.lists.entry(list.clone()).or_default().kind = kind;
                    }
                }
                "lvl" | "lvlOverride" => {
                    level = attribute(&element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(LEVELS);
                }
                "startOverride" => {
                    if let Some(list) = list.as_ref().and_then(|list| self.lists.get_mut(list))
                        && let Some(start) = list.starts.get_mut(level)
                    {
                        *start = number(&element);
                    }
                }
                name => {
                    if let Some(kind) = &kind
                        && let Some(level) = self.kinds.entry(kind.clone()).or_default().levels.get_mut(level)
                    {
                        level.read(name, &element);
                    }
                }
            }
        }
    }

    fn read_styles(&mut self, part: &str) {
        let mut style = String::new();
        // What is behind damage is not read.
        for element in Elements::of(part).map_while(Result::ok) {
            match element.local_name().as_ref() {
                "style" => {
                    style = attribute(&element, "styleId").unwrap_or_default();
                    self.styles.insert(style.clone(), Style::default());
                }
                "basedOn" => {
                    if let Some(style) = self.styles.get_mut(&style) {
                        style.based_on = value(&element);
                    }
                }
                "numId" | "ilvl" => {
                    if let Some(style) = self.styles.get_mut(&style) {
                        style.place.read(&element);
                    }
                }
                _ => {}
            }
        }
    }

    /// The number of a paragraph with this place and style, with the words around it; the list counts on.
    pub(super) fn next(&mut self, place: &Place, style: Option<&str>) -> Option<String> {
        let (id, level) = self.place(place, style)?;
        let list = self.lists.get_mut(&id)?;
        let kind = self.kinds.get_mut(&list.kind)?;
        if !std::mem::replace(&mut list.begun, true) {
            for (count, start) in kind.counts.iter_mut().zip(&list.starts) {
                if let Some(start) = start {
                    *count = start.checked_sub(1);
                }
            }
        }
        let Kind { levels, counts } = kind;
        let count = counts[level].map_or(levels[level].start, |last| last.saturating_add(1));
        counts[level] = Some(count);
        counts[level + 1..].fill(None);
        let own = &levels[level];
        match own.shown {
            Shown::Bullet => return Some(BULLET.to_owned()),
            Shown::Nothing if !own.text.contains('%') => return Some(own.text.clone()),
            _ => {}
        }
        let mut shown = String::new();
        let mut rest = own.text.chars().peekable();
        while let Some(c) = rest.next() {
            let of = rest.peek().and_then(|digit| digit.to_digit(10)).filter(|_| c == '%');
            let Some(of) = of.and_then(|digit| (digit as usize).checked_sub(1)).filter(|of| *of < LEVELS) else {
                shown.push(c);
                continue;
            };
            rest.next();
            let number = counts[of].unwrap_or(levels[of].start);
            match levels[of].shown {
                Shown::Digits(_) if own.decimal && of != level => shown.push_str(&number.to_string()),
                Shown::Digits(digits) => shown.push_str(&digits.show(number)),
                Shown::Bullet | Shown::Nothing => {}
            }
        }
        Some(shown)
    }

    /// The list and the level of a paragraph: its own, or those of its style. List 0 is none.
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
        let id = found.list.filter(|id| id != "0")?;
        // A style says which level is its own by standing there.
        let level = found.level.or_else(|| {
            let kind = self.kinds.get(&self.lists.get(&id)?.kind)?;
            let own = |level: &Level| level.style.as_deref().is_some_and(|own| styles.contains(&own));
            kind.levels.iter().position(own)
        });
        Some((id, level.unwrap_or(0))).filter(|(_, level)| *level < LEVELS)
    }
}

impl Level {
    fn read(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "start" => self.start = number(element).unwrap_or(1),
            "numFmt" => self.shown = value(element).map_or(self.shown, |format| shown(&format)),
            "lvlText" => self.text = value(element).unwrap_or_default(),
            "pStyle" => self.style = value(element),
            "isLgl" => self.decimal = true,
            _ => {}
        }
    }
}

impl Place {
    /// Takes what `numId` and `ilvl` say.
    pub(super) fn read(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "numId" => self.list = value(element),
            "ilvl" => self.level = value(element).and_then(|level| level.parse().ok()),
            _ => {}
        }
    }
}

/// How a kind of number is shown, by its name in ECMA-376, part 1, 17.18.59.
fn shown(format: &str) -> Shown {
    Shown::Digits(match format {
        "bullet" => return Shown::Bullet,
        "none" => return Shown::Nothing,
        "decimalZero" => Digits::Padded,
        "decimalFullWidth" | "decimalFullWidth2" => Digits::Wide,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "taiwaneseDigital"
        | "japaneseDigitalTenThousand" => Digits::Han,
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Digits::Formal,
        "ideographTraditional" => Digits::Stems,
        "ideographZodiac" => Digits::Branches,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" => Digits::Circled,
        "decimalEnclosedParen" => Digits::Bracketed,
        "decimalEnclosedFullstop" => Digits::Stopped,
        "lowerLetter" => Digits::Small,
        "upperLetter" => Digits::Large,
        "lowerRoman" => Digits::SmallRoman,
        "upperRoman" => Digits::LargeRoman,
        _ => Digits::Decimal,
    })
}

fn value(element: &BytesStart<'_>) -> Option<String> {
    attribute(element, "val")
}

fn number(element: &BytesStart<'_>) -> Option<u32> {
    value(element)?.trim().parse().ok()
}
