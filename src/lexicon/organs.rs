//! Organs: the forms in which they are printed, their full names and ids.

use std::collections::HashMap;

use super::{Division, Level, Lexicon, table};
use crate::model::{Date, Jurisdiction};

/// An organ that the tables know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The full name.
    pub name: String,
    /// The code of its place and its family: `370000/miit`.
    pub id: String,
    /// The code of its place; later names of the same list that leave the place out share it.
    pub place: String,
}

#[derive(Debug, Clone, Copy)]
struct Form {
    full: &'static str,
    family: &'static str,
    party: bool,
}

/// Forms of organs at state level, and of those behind the name of a place.
#[derive(Debug)]
pub struct Organs {
    state: HashMap<&'static str, Form>,
    local: HashMap<&'static str, Form>,
    /// Names that a reform ended, with the day from which they no longer held.
    renamed: HashMap<&'static str, (Date, Form)>,
}

/// The code of the state.
const STATE: &str = "000000";

impl Organs {
    pub(super) fn parse() -> Self {
        let mut organs = Self { state: HashMap::new(), local: HashMap::new(), renamed: HashMap::new() };
        for row in table::rows(include_str!("organs.tsv")) {
            let &[level, form, full, family, party, ..] = row.as_slice() else { continue };
            let known = Form { full, family, party: party == "party" };
            if level == "state" { &mut organs.state } else { &mut organs.local }.insert(form, known);
        }
        for row in table::rows(include_str!("renamed.tsv")) {
            let &[form, until, full, family, ..] = row.as_slice() else { continue };
            let Ok(until) = until.parse().map(Date) else { continue };
            organs.renamed.insert(form, (until, Form { full, family, party: false }));
        }
        organs
    }

    /// Whether a form is in the tables, with or without the word for its place before it.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.state.contains_key(name)
            || self.local.contains_key(name)
            || place_word(name).is_some_and(|(_, rest)| self.local.contains_key(rest))
    }

    /// Whether a name is that of an organ at state level.
    #[must_use]
    pub fn is_state(&self, name: &str) -> bool {
        self.state.contains_key(name)
    }

    /// The organ that a name means in a document of this place; `before` is the code of the place that the name before it
    /// in the same list had, `on` the day of the document.
    #[must_use]
    pub fn resolve(
        &self,
        name: &str,
        here: Option<&Jurisdiction>,
        before: Option<&str>,
        on: Option<Date>,
        lexicon: &Lexicon,
    ) -> Option<Known> {
        // 市卫生健康委（疾控局）: the bracket names an organ that hangs on the first.
        let name = name.split(['（', '(']).next().unwrap_or(name);
        let state = || {
            let then =
                self.renamed.get(name).filter(|(until, _)| on.is_none_or(|on| on < *until)).map(|(_, form)| form);
            then.or_else(|| self.state.get(name)).map(|form| Known {
                name: form.full.to_owned(),
                id: format!("{STATE}/{}", form.family),
                place: STATE.to_owned(),
            })
        };
        let here = here.map(|j| j.code.as_str());
        let national = ["国家", "国务院", "中国", "全国", "中央"].iter().any(|w| name.starts_with(w));
        if (here == Some(STATE) || national)
            && let Some(known) = state()
        {
            return Some(known);
        }
        self.placed(name, here, lexicon)
            .or_else(|| vertical(name, here, lexicon))
            .or_else(|| {
                let place = before.or(here).filter(|code| *code != STATE)?;
                let form = self.local.get(name)?;
                Some(local(lexicon.divisions().get(place)?, *form, lexicon))
            })
            .or_else(state)
    }

    /// A name that says its place: 省工业和信息化厅, 济南市教育局, 团市委.
    fn placed(&self, name: &str, here: Option<&str>, lexicon: &Lexicon) -> Option<Known> {
        let divisions = lexicon.divisions();
        if let Some(rest) = name.strip_prefix('团')
            && let Some((word, "委")) = place_word(rest)
        {
            let place = place_of(word, here?, lexicon)?;
            let full = divisions.full_name(place);
            return Some(Known {
                name: format!("共青团{full}委员会"),
                id: format!("{}/cyl", place.code),
                place: place.code.to_owned(),
            });
        }
        if let Some((word, rest)) = place_word(name)
            && let Some(form) = self.local.get(rest)
        {
            return Some(local(place_of(word, here?, lexicon)?, *form, lexicon));
        }
        let (place, used) = divisions.prefix(name, here)?;
        let form = self.local.get(name.get(used..)?)?;
        Some(local(place, *form, lexicon))
    }
}

/// The organ of a place.
fn local(place: Division, form: Form, lexicon: &Lexicon) -> Known {
    let party = if form.party { "中共" } else { "" };
    Known {
        name: format!("{party}{}{}", lexicon.divisions().full_name(place), form.full),
        id: format!("{}/{}", place.code, form.family),
        place: place.code.to_owned(),
    }
}

/// The word for a place at the head of a name, and the rest: 省|工业和信息化厅.
fn place_word(name: &str) -> Option<(&str, &str)> {
    ["自治区", "省", "市", "县", "区", "州", "盟", "旗"].iter().find_map(|word| {
        let rest = name.strip_prefix(word)?;
        Some((&name[..word.len()], rest))
    })
}

/// The place that 省, 市, 县 or 区 means in a document of `here`.
fn place_of(word: &str, here: &str, lexicon: &Lexicon) -> Option<Division> {
    let divisions = lexicon.divisions();
    let at = |level| divisions.ancestor(here, level);
    let own = divisions.get(here);
    match word {
        "省" | "自治区" => at(Level::Province),
        "市" => own
            .filter(|d| d.level == Level::County && d.name.ends_with('市'))
            .or_else(|| at(Level::City).filter(|d| d.name != "市辖区" && d.name != "县"))
            .or_else(|| at(Level::Province).filter(|d| d.name.ends_with('市'))),
        "州" | "盟" => at(Level::City),
        "区" => own
            .filter(|d| d.level == Level::County)
            .or_else(|| at(Level::Province).filter(|d| d.name.ends_with("自治区"))),
        _ => own.filter(|d| d.level == Level::County),
    }
}

/// Organs that ministries lead in the places: tax, central bank, customs, finance supervision, statistics.
fn vertical(name: &str, here: Option<&str>, lexicon: &Lexicon) -> Option<Known> {
    let divisions = lexicon.divisions();
    let known = |name: String, family: &str, place: Option<Division>| {
        let code = place.map_or(STATE, |p| p.code);
        Some(Known { name, id: format!("{code}/{family}"), place: here.unwrap_or(STATE).to_owned() })
    };
    // 山东, 济南: the short name of a province or a city.
    let short = |words: &str| {
        ["省", "市", "自治区", "回族自治区", "壮族自治区", "维吾尔自治区", "自治州", "地区", "盟", "县", "区", ""]
            .iter()
            .find_map(|end| divisions.prefix(&format!("{words}{end}"), here))
            .map(|(place, _)| place)
    };
    if let Some((word, "税务局")) = place_word(name) {
        let place = place_of(word, here?, lexicon)?;
        return known(format!("国家税务总局{}税务局", divisions.full_name(place)), "tax", Some(place));
    }
    if let Some(rest) = name.strip_prefix("国家税务总局").and_then(|rest| rest.strip_suffix("税务局")) {
        return known(name.to_owned(), "tax", divisions.prefix(rest, here).map(|(place, _)| place));
    }
    if let Some(rest) =
        name.strip_prefix("中国").unwrap_or(name).strip_prefix("人民银行").filter(|rest| rest.ends_with('行'))
    {
        let place = ["省分行", "市分行", "市中心支行", "中心支行", "分行", "支行"]
            .iter()
            .find_map(|end| rest.strip_suffix(end))
            .and_then(short);
        return known(format!("中国人民银行{rest}"), "pbc", place);
    }
    if let Some(rest) = name.strip_suffix("海关").filter(|rest| !rest.is_empty()) {
        return known(format!("中华人民共和国{name}"), "customs", short(rest));
    }
    for (end, full, family, tail) in [
        ("银保监局", "中国银行保险监督管理委员会", "cbirc", "监管局"),
        ("银保监分局", "中国银行保险监督管理委员会", "cbirc", "监管分局"),
        ("金融监管分局", "国家金融监督管理总局", "nfra", "监管分局"),
        ("证监局", "中国证券监督管理委员会", "csrc", "监管局"),
    ] {
        if let Some(rest) = name.strip_suffix(end).filter(|rest| !rest.is_empty() && place_word(name).is_none()) {
            return known(format!("{full}{rest}{tail}"), family, short(rest));
        }
    }
    for (start, family) in
        [("国家统计局", "nbs-survey"), ("国家金融监督管理总局", "nfra"), ("国家外汇管理局", "safe"), ("民航", "caac")]
    {
        if let Some(rest) = name.strip_prefix(start).filter(|rest| rest.chars().count() > 3) {
            let place: String = rest.chars().take(2).collect();
            return known(name.to_owned(), family, short(&place));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_stand_once() {
        let rows: Vec<(&str, &str)> = table::rows(include_str!("organs.tsv")).map(|row| (row[0], row[1])).collect();
        for pair in rows.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
        assert!(
            table::rows(include_str!("organs.tsv"))
                .all(|row| row.len() == 6 && row.iter().all(|cell| !cell.is_empty()))
        );
    }

    #[test]
    fn names_get_back_what_lists_leave_out() {
        let lexicon = Lexicon::builtin();
        let shandong = Jurisdiction { code: "370000".into(), name: "山东省".into() };
        let resolve = |name, before| {
            lexicon.organs().resolve(name, Some(&shandong), before, None, lexicon).map(|k| (k.name, k.id))
        };
        let known = |name: &str, id: &str| Some((name.to_owned(), id.to_owned()));
        assert_eq!(resolve("省工业和信息化厅", None), known("山东省工业和信息化厅", "370000/miit"));
        assert_eq!(resolve("财政厅", Some("370000")), known("山东省财政厅", "370000/mof"));
        assert_eq!(resolve("省委宣传部", None), known("中共山东省委宣传部", "370000/publicity"));
        assert_eq!(resolve("人民银行济南分行", None), known("中国人民银行济南分行", "370100/pbc"));
        assert_eq!(resolve("青岛海关", None), known("中华人民共和国青岛海关", "370200/customs"));
        assert_eq!(resolve("山东银保监局", None), known("中国银行保险监督管理委员会山东监管局", "370000/cbirc"));
        assert_eq!(resolve("省太空局", None), None);
    }
}
