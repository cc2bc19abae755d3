//! The lists of a DOCX: the parts that say how paragraphs are numbered.

use quick_xml::events::BytesStart;

use crate::read::counted::Digits;
use crate::read::numbering::{LEVELS, Level, Numbering, Place, Shown, Style};
use crate::read::package::{Elements, attribute};

/// Reads the parts that say how paragraphs are numbered. What cannot be read of them numbers nothing.
pub(super) fn read(numbering: Option<&str>, styles: Option<&str>) -> Numbering {
    let mut found = Numbering::default();
    if let Some(part) = numbering {
        read_lists(&mut found, part);
    }
    if let Some(part) = styles {
        read_styles(&mut found, part);
    }
    found
}

fn read_lists(found: &mut Numbering, part: &str) {
    let (mut kind, mut list, mut level) = (None, None, 0);
    // What is behind damage is not read.
    for element in Elements::of(part).map_while(Result::ok) {
        match element.local_name().as_ref() {
            "abstractNum" => (kind, list) = (attribute(&element, "abstractNumId"), None),
            "num" => (kind, list) = (None, attribute(&element, "numId")),
            "abstractNumId" => {
                if let (Some(list), Some(kind)) = (&list, value(&element)) {
                    found.lists.entry(list.clone()).or_default().kind = kind;
                }
            }
            name @ ("lvl" | "lvlOverride") => {
                level = attribute(&element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(LEVELS);
                if let Some(list) = list.as_ref().and_then(|list| found.lists.get_mut(list))
                    && name == "lvl"
                    && let Some(level) = list.levels.get_mut(level)
                {
                    *level = Some(Level::default());
                }
            }
            "startOverride" => {
                if let Some(list) = list.as_ref().and_then(|list| found.lists.get_mut(list))
                    && let Some(start) = list.starts.get_mut(level)
                {
                    *start = number(&element);
                }
            }
            name => {
                let level = match (&kind, &list) {
                    (Some(kind), _) => found.kinds.entry(kind.clone()).or_default().levels.get_mut(level),
                    (_, Some(list)) => found.lists.get_mut(list).and_then(|list| list.levels.get_mut(level)?.as_mut()),
                    _ => None,
                };
                if let Some(level) = level {
                    read_level(level, name, &element);
                }
            }
        }
    }
}

fn read_styles(found: &mut Numbering, part: &str) {
    let mut style = String::new();
    // What is behind damage is not read.
    for element in Elements::of(part).map_while(Result::ok) {
        match element.local_name().as_ref() {
            "style" => {
                style = attribute(&element, "styleId").unwrap_or_default();
                found.styles.insert(style.clone(), Style::default());
            }
            "basedOn" => {
                if let Some(style) = found.styles.get_mut(&style) {
                    style.based_on = value(&element);
                }
            }
            "numId" | "ilvl" => {
                if let Some(style) = found.styles.get_mut(&style) {
                    read_place(&mut style.place, &element);
                }
            }
            _ => {}
        }
    }
}

fn read_level(level: &mut Level, name: &str, element: &BytesStart<'_>) {
    match name {
        "start" => level.start = number(element).unwrap_or(1),
        "numFmt" => level.shown = value(element).map_or(level.shown, |format| shown(&format)),
        "lvlText" => level.text = value(element).map_or_else(String::new, |text| places(&text)),
        "pStyle" => level.style = value(element),
        "isLgl" => level.decimal = true,
        _ => {}
    }
}

/// A level's text with the characters that stand for numbers in place of %1 to %9.
fn places(text: &str) -> String {
    let mut found = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let level = rest.peek().and_then(|digit| digit.to_digit(10)).filter(|_| c == '%');
        match level.and_then(|digit| char::from_u32(digit.checked_sub(1)?)) {
            Some(place) => {
                rest.next();
                found.push(place);
            }
            None => found.push(c),
        }
    }
    found
}

/// Takes what `numId` and `ilvl` say.
pub(super) fn read_place(place: &mut Place, element: &BytesStart<'_>) {
    match element.local_name().as_ref() {
        "numId" => place.list = value(element),
        "ilvl" => place.level = value(element).and_then(|level| level.parse().ok()),
        _ => {}
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
