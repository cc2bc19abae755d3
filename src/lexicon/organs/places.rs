//! What names of organs say of their place: 省|工业和信息化厅, 团|市|委, 兵团|教育局.

use crate::lexicon::{Division, Level, Lexicon};
use crate::text::Words;

/// The Xinjiang corps.
pub(super) const CORPS: &str = "新疆生产建设兵团";

/// What the name of an organ of the Xinjiang corps says of it: 教育局 of 兵团教育局.
pub(super) fn corps_form(name: &str) -> Option<&str> {
    name.strip_prefix(CORPS).or_else(|| name.strip_prefix("兵团")).filter(|form| !form.is_empty())
}

/// 团省委, 团市委: the word for the place.
pub(super) fn youth_league(name: &str) -> Option<&str> {
    let rest = name.strip_prefix('团').or_else(|| name.strip_prefix("共青团"))?;
    place_word(rest).filter(|(_, rest)| matches!(*rest, "委" | "委员会")).map(|(word, _)| word)
}

/// Words for the place of an organ.
static PLACES: Words<[&str; 8]> = Words::new(["自治区", "省", "市", "县", "区", "州", "盟", "旗"]);

/// The word for a place at the head of a name, and the rest: 省|工业和信息化厅.
pub(super) fn place_word(name: &str) -> Option<(&str, &str)> {
    PLACES.at_start(name).map(|word| name.split_at(word.len()))
}

/// The place that 省, 市, 县 or 区 means in a document of `here`.
pub(super) fn place_of(word: &str, here: &str, lexicon: &Lexicon) -> Option<Division> {
    let divisions = lexicon.divisions();
    let own = divisions.get(here)?;
    let ends = |place: Option<Division>, word: &str| place.filter(|place| place.name.ends_with(word));
    let province = |word| ends(divisions.ancestor(here, Level::Province), word);
    let city = |word| {
        let city = divisions.ancestor(here, Level::City);
        ends(city.filter(|d| d.name.chars().count() > 1 && d.name != "市辖区"), word)
    };
    let county = |word| ends((own.level == Level::County).then_some(own), word);
    match word {
        "省" => province("省"),
        "自治区" => province("自治区"),
        "市" => county("市").or_else(|| city("市")).or_else(|| province("市")),
        "州" => city("州"),
        "盟" => city("盟"),
        "旗" => county("旗"),
        "区" => county("区").or_else(|| province("自治区")),
        _ => county("县"),
    }
}
